"""Which contacts are in scope: who can have which contact, and what is told of relations, not of an occasion."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from kg.article.spelling import is_foreign
from kg.event.candidates import Candidate
from kg.event.conveyed import ACTIVE, PASSIVE
from kg.event.drafts import SEVERAL
from kg.event.imagined import imagined
from kg.event.passages import Passage
from kg.knowledge.tokens import JOURNEYS
from kg.knowledge.wordlists import WordLists
from kg.mention.described import ABROAD
from kg.model import ActorType, EventDate, Kind, Participation, Resolution, Status

_TURN = r"\b{round} (?:{which-round}|\d)|\b{lasting-long}\b|\b(?:\d+|{count}) {spell}\b"
_BEGUN = r"\b{beginning}(?: {plural-before-round})*\s*$"
_SO_FAR = r"\b{so-far}\b"
_BY_TALKS = r"\b{by-what} (?:[^\s,;.:]+ ){0,2}$"
_HABIT = r"\b{always}\b"
_CLAUSE_END = re.compile("[,;:]")
_ORDERED = 11  # characters before somebody in which he is ordered to do what follows
_GIVEN_NAME_LAST = frozenset({"vietnam", "china", "taiwan", "north-korea", "south-korea"})
_NEAR = 6  # chunks before a contact word in which readiness for it is told
# Who orders or takes others there is no party of what these do: "chỉ đạo Đại sứ quán làm việc với B".
_ORDER = r"(?<!{steering-body} )\b{ordering}\b|(?<={before-assigning} ){assigning}\b"
_KIN = r"(?<!{first-of-couple} )(?<![\w-]){kin-word}(?: {own})?(?:,| -| –| {copula}) $"
_OPEN_MEANS = (Kind.TALKS, Kind.CONTACT)
HOME = "vietnam"
"""The state whose press it is that is read."""
_INTRODUCED = 16  # characters before somebody in which he is introduced as kin
_ASKED_FOR = (
    "turned-down",
    "request-declined",
    "taken-up",
    "call-accepted",
)  # rules of what one side asked of the other
_ONE_WAY = ("saying", ACTIVE, PASSIVE)
_OWNER = 14  # characters after somebody in which it is told that they are the other's own
_TAKEN = r"\b{taking-along} {taken-along}\b"


def in_scope(
    passage: Passage,
    candidate: Candidate,
    parties: Sequence[Participation],
    dated: EventDate | None,
    lowered: str,
) -> bool:
    """Whether such parties can have such a contact, and the text tells of one occasion of it; `lowered`: the text."""
    bodies = all(p.actor.type is not ActorType.PERSON for p in parties)
    if bodies and not _instance(passage, candidate, dated, lowered):
        return False
    lists = passage.grammar.lists
    if not _can(candidate, parties, lists) or _family(parties, lowered, lists):
        return False
    if _ordered(candidate, parties, lowered, lists) or not _of_public_life(candidate, parties):
        return False
    if _in_sport(passage, parties, lowered) or _own_delegation(candidate, parties):
        return False
    if imagined(passage, candidate, dated is not None, lowered):
        return False
    if any(_accused(p, lowered, lists) or _own_people(p, lowered, lists) for p in parties):
        return False
    if _signalled(passage, candidate, parties, lowered):
        return False
    if _for_years(passage, candidate, parties, lowered):
        return False
    return dated is not None or not _in_general(passage, candidate, parties, lowered)


def _in_sport(passage: Passage, parties: Sequence[Participation], lowered: str) -> bool:
    """Whether states stand for their teams: "cầu thủ Argentina và Colombia gặp nhau"."""
    states = all(p.actor.type is ActorType.STATE for p in parties)
    played = passage.grammar.lists.pattern(r"\b{sport}\b")
    return states and played.search(lowered, *passage.sentence.span) is not None


def _own_delegation(candidate: Candidate, parties: Sequence[Participation]) -> bool:
    """Whether somebody only has to do with the delegation of his own state: "Ngoại trưởng Lào gặp phái đoàn Lào"."""
    sent = {
        m.span
        for side in candidate.sides
        for m in side
        if m.delegation and not m.described and m.name is None
    }
    own = {p.actor.state for p in parties}
    return len(parties) > 1 and any(p.span in sent for p in parties) and len(own) == 1 and None not in own


def _accused(party: Participation, lowered: str, lists: WordLists) -> bool:
    """Whether a party is told to be before a court: what he did is crime, not public life."""
    before = lowered[max(0, party.span.start - _INTRODUCED) : party.span.end]
    return lists.pattern(r"\b{accused}\b").search(before) is not None


def _own_people(party: Participation, lowered: str, lists: WordLists) -> bool:
    """Whether a party is unnamed people who serve or follow the other: "nói với các nghị sĩ trong đảng của mình"."""
    if party.actor.known or party.resolution is not Resolution.WORDING:
        return False
    said = lowered[party.span.start : party.span.end + _OWNER]
    return lists.pattern(r"\b{own-people}(?: [^\s,;:.]+)? {of-oneself}\b").search(said) is not None


def _signalled(
    passage: Passage, candidate: Candidate, parties: Sequence[Participation], lowered: str
) -> bool:
    """Whether states only show one another where they stand: "gửi thông điệp cứng rắn tới B bằng cuộc tập trận"."""
    if candidate.kind is not Kind.MESSAGE or any(p.actor.type is ActorType.PERSON for p in parties):
        return False
    said = lowered[candidate.trigger.start : passage.sentence.span.end]
    return passage.grammar.lists.pattern(r".{0,16}{word-or-letter} {signalling}\b").match(said) is not None


def _for_years(
    passage: Passage, candidate: Candidate, parties: Sequence[Participation], lowered: str
) -> bool:
    """Whether it is told what somebody has done for years with several people."""
    lists, span = passage.grammar.lists, passage.sentence.span
    several = candidate.status is Status.OCCURRED and any(_several(p, lists) for p in parties)
    after = _CLAUSE_END.split(lowered[candidate.trigger.end : span.end], maxsplit=1)[0] if several else ""
    return lists.pattern(r"\b{for-years}\b").search(after) is not None


def _of_public_life(candidate: Candidate, parties: Sequence[Participation]) -> bool:
    """Whether those known by a description only have to do with another state; firms, with its state or people.

    Whom an institution at home deals with at home, and a firm with a firm, is administration and business.
    """
    told = {m.span: m for side in candidate.sides for m in side if m.described}
    others = [p for p in parties if p.span not in told]
    of_states = any(p.actor.known or p.actor.state for p in parties)
    offices = any(m.described in ("institution", "firm") for m in told.values())
    if not of_states and (offices or not any(p.actor.type is ActorType.PERSON for p in parties)):
        return False  # a firm and its union, one police department and another
    if any(m.described == ABROAD for m in told.values()):
        return True
    abroad = any(p.actor.state not in (None, HOME) or _international(p) for p in others)
    abroad = abroad or any(
        p.actor.type is ActorType.PERSON and is_foreign(p.actor.name.split()[-1]) for p in others
    )
    if any(m.described == "firm" for m in told.values()) and not others:
        return False
    states = {m.body or HOME for m in told.values()}
    return not told or abroad or (states != {HOME} and (bool(others) or len(states) > 1))


def _international(party: Participation) -> bool:
    """Whether a party is an organisation of the register that is no part of a state."""
    return party.actor.known and party.actor.type is ActorType.ORGANIZATION


def _in_general(
    passage: Passage, candidate: Candidate, parties: Sequence[Participation], lowered: str
) -> bool:
    """Whether an undated contact is only readiness towards a state, or what states should or always do."""
    before = [c for c in passage.chunks if c.end <= candidate.trigger.start][-_NEAR:]
    lists = passage.grammar.lists
    if candidate.status is Status.OCCURRED:
        many = candidate.weak and lists.pattern("{many}").search(candidate.trigger.slice(lowered)) is not None
        said = lowered[passage.sentence.span.start : candidate.trigger.start]
        many = many or lists.pattern(_HABIT).search(said) is not None
        several = many and any(_several(p, lists) for p in parties)
        if candidate.weak and not candidate.noun and lists.pattern(_SO_FAR).search(said) is not None:
            return True  # "xưa nay ông A chỉ trao đổi với B"
        return several or (candidate.noun and any("always" in c.lists for c in before))
    if candidate.status is not Status.PROPOSED or candidate.valency == "invite":
        return False
    both = candidate.kind is not Kind.MEETING and all(
        m.head == "pair" for side in candidate.sides for m in side
    )  # "hai nước cần đối thoại nhiều hơn"
    persons = all(p.actor.type is ActorType.PERSON for p in parties)
    states = candidate.kind in _OPEN_MEANS and all(p.actor.type is ActorType.STATE for p in parties)
    if states and any("ought" in c.lists or c.cls == "urge" for c in before):
        return True  # "Mỹ và Nga nên đối thoại", "A kêu gọi Ấn Độ và Pakistan đối thoại"
    said = lowered[passage.sentence.span.start : candidate.trigger.start]
    if states and lists.pattern(_BY_TALKS).search(said) is not None:
        return True  # "hai nước cần giải quyết tranh chấp thông qua đối thoại"
    ready = not persons and any("ready" in c.lists for c in before)
    return both or ready or any(_several(p, lists) for p in parties)


def _family(parties: Sequence[Participation], lowered: str, lists: WordLists) -> bool:
    """Whether two people are kin: introduced so, or of one state with one surname, where that stands last."""
    if len(parties) != 2 or any(p.actor.type is not ActorType.PERSON for p in parties):
        return False
    second = max(p.span.start for p in parties)
    if lists.pattern(_KIN).search(lowered[max(0, second - _INTRODUCED) : second]):
        return True  # "cùng chồng - luật sư B"
    one, other = (p.actor for p in parties)
    alike = one.name.split()[-1] == other.name.split()[-1] and len(one.name.split()) > 1 < len(
        other.name.split()
    )
    states = {one.state, other.state} - {None}
    return alike and len(states) == 1 and not states & _GIVEN_NAME_LAST


def _ordered(candidate: Candidate, parties: Sequence[Participation], lowered: str, lists: WordLists) -> bool:
    """Whether the first party only orders or takes others to the contact, or is ordered to it within its state."""
    first = parties[0].span
    if first.end > candidate.trigger.start:
        return False
    before = lowered[max(0, first.start - _ORDERED) : first.start]
    between = lowered[first.end : candidate.trigger.start]
    order, taken = lists.pattern(_ORDER), lists.pattern(_TAKEN)
    return any(
        found is not None for found in (order.search(before), order.search(between), taken.search(between))
    )


def _instance(passage: Passage, candidate: Candidate, dated: EventDate | None, lowered: str) -> bool:
    """Whether states are told to have had one occasion of contact, not relations in general."""
    if passage.grammar.lists.pattern("{broken-link}").search(passage.sentence.span.slice(lowered)):
        return False
    groups = any(m.head in ("group",) for side in candidate.sides for m in side)
    told = passage.told(candidate)
    if told or candidate.status is not Status.OCCURRED:
        return True
    return (
        dated is not None
        or groups
        or _one_occasion(passage, candidate, lowered)
        or (candidate.noun and (candidate.definite or not candidate.weak))
        or not candidate.weak
        or candidate.kind is Kind.MESSAGE  # a letter is one
        or candidate.valency in _ONE_WAY
        or (candidate.kind is Kind.CONTACT and not candidate.noun and passage.over_line(candidate))
    )


def _one_occasion(passage: Passage, candidate: Candidate, text: str) -> bool:
    """Whether it is told where, how long or at which turn a contact was, or that it began; `text` in lower case."""
    span, at = passage.sentence.span, candidate.trigger
    lists = passage.grammar.lists
    after = _CLAUSE_END.split(text[at.end : span.end], maxsplit=1)[0]
    if lists.pattern(_BEGUN).search(text[span.start : at.start]) or lists.pattern(_TURN).search(after):
        return True
    following = [c for c in passage.chunks if at.end <= c.start < at.end + len(after)]
    return any(c.code == "i" and d.code in "lO" for c, d in itertools.pairwise(following))


def public(parties: Sequence[Participation]) -> bool:
    """Whether every party is an actor of public life and they are not parts of one unnamed body."""
    states = {p.actor.state for p in parties}
    people = [p for p in parties if p.actor.type is ActorType.PERSON]
    return bool(people) or len(states) > 1


def _can(candidate: Candidate, parties: Sequence[Participation], lists: WordLists) -> bool:
    """Whether such parties can have such a contact: states do not meet face to face as people do, nor speak."""
    states = [p for p in parties if p.actor.type is ActorType.STATE]
    if candidate.kind is Kind.VISIT and states and any(_stranger(candidate, p, lists) for p in parties):
        return False
    if candidate.valency in JOURNEYS and (
        candidate.status is Status.DENIED or _stranger(candidate, parties[0], lists)
    ):
        return False
    if candidate.valency == "confiding":
        return parties[0].actor.type is ActorType.PERSON
    if candidate.valency == "hearing":
        return len({p.actor.state for p in parties}) > 1 and candidate.status is Status.OCCURRED
    if candidate.valency in _ONE_WAY:
        first = parties[0].actor.type
        between_states = len(states) == len(parties)
        abroad = _of_two_states(parties)
        speaks = first in (ActorType.PERSON, ActorType.ORGANIZATION) or between_states
        speaks = speaks or (first is ActorType.GROUP and abroad)
        if candidate.rule == "conveyed" and not abroad:
            return False
        return speaks and candidate.status is not Status.PROPOSED
    if candidate.valency == "sign":
        signed = candidate.status in (Status.OCCURRED, Status.PLANNED)  # "không thể ký thỏa thuận với B"
        at_home = all(p.actor.state == HOME for p in parties)  # two ministers chair a session of their own
        personal = all(p.actor.type is ActorType.PERSON or p.by_role for p in parties)
        return signed and personal and not at_home
    bodily = candidate.kind is Kind.MEETING and not candidate.weak and not candidate.noun
    asked = candidate.status is Status.PROPOSED or candidate.rule in _ASKED_FOR
    bodily = bodily and not asked  # "Triều Tiên đề nghị gặp Hàn Quốc"
    return not (bodily and len(states) == len(parties) and candidate.valency in ("direct", "host"))


def _of_two_states(parties: Sequence[Participation]) -> bool:
    """Whether the parties are of more than one state, or international bodies."""
    known = all(p.actor.state is not None or _international(p) for p in parties)
    return known and len({p.actor.state or p.actor.id for p in parties}) > 1


def _several(party: Participation, lists: WordLists) -> bool:
    """Whether a party is a group of unnamed people, not one delegation."""
    return not party.actor.known and lists.pattern(SEVERAL).match(party.mention.lower()) is not None


def _stranger(candidate: Candidate, traveller: Participation, lists: WordLists) -> bool:
    """Whether a journey that was made is one of somebody unnamed, of which no contact is told.

    A delegation of a state or body is one party, whoever belongs to it.
    """
    told = (m for side in candidate.sides for m in side if m.span == traveller.span)
    private = lists.pattern(r"\b{private-travellers}\b")
    if any(m.delegation and m.body and private.search(m.text.lower()) is None for m in told):
        return False
    unnamed = not traveller.actor.known and traveller.resolution is Resolution.WORDING
    return unnamed and candidate.status is Status.OCCURRED
