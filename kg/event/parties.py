"""The parties of a contact: from the mentions on its sides to actors, and whether those can be its parties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.article.spelling import is_foreign
from kg.event.anaphora import Referents, needs_partner, points_to_one_side
from kg.event.candidates import Candidate
from kg.event.passages import Passage
from kg.event.scope import public
from kg.knowledge.register import Register
from kg.mention.actors import Cast, Resolved
from kg.mention.incumbents import Interval
from kg.mention.mentions import Mention
from kg.model import ActorRef, ActorType, Kind, Participation, Role

_SITTING = r"(?:{sitting})\b"
_IN_TURN = r"\b(?:{severally}|{next-doing})\b"
_SEVERAL = r"\b{number-or-plural}\b"
_JOINTLY = r"\b(?:{joint}|(?:{number-of-sides}|[3-9]) {side-word})\b"

_ROLL = 10  # parties; a list as long as that is a roll call

# A mention on a side of a contact with the actor that it means, and the number of the side.
Member = tuple[Mention, Resolved, int]


class Parties:
    """Finds the parties of the contacts of one document, whose text in lower case is `lowered`."""

    def __init__(self, text: str, lowered: str, cast: Cast, referents: Referents) -> None:
        self.text = text
        self.lowered = lowered
        self.cast = cast
        self.referents = referents

    def occasions(
        self, number: int, passage: Passage, candidate: Candidate, when: Interval
    ) -> list[list[Member]]:
        """The parties of each contact that the candidate tells of: lists of objects are contacts of their own."""
        sides = candidate.sides
        if len(sides) != 2 or candidate.rule in ("together", "between-list"):
            members: list[Member] = []
            for i, side in enumerate(sides):
                for m in side:
                    others = tuple(r.actor for _, r, _ in members) if m.head == "counterpart" else ()
                    found_here = self.referents.actors(number, passage, m, when, others)
                    members += [(m, r, i + 1) for r in found_here]
            return [_renumbered(members)] if len(members) > 1 else []
        by_pronoun = any(m.head == "pronoun" for m in sides[0])  # "ông gọi cho cả hai": he is known first
        right_first = [
            (m, r)
            for m in sides[1]
            if not needs_partner(m, self.cast.lists) and not (by_pronoun and m.head == "pair")
            for r in self.referents.actors(number, passage, m, when, ())
        ]
        met = tuple(r.actor for _, r in right_first)
        left = [(m, r) for m in sides[0] for r in self._other_than(met, number, passage, m, when)]
        if not left and right_first:
            partners = tuple(r.actor for _, r in right_first)
            left = [
                (m, r) for m in sides[0] for r in self.referents.actors(number, passage, m, when, partners)
            ]
        if not left:
            return []
        found: list[list[Member]] = []
        for mention in sides[1]:
            if mention.head == "counterpart" and mention.name is None and len(left) > 1:
                for own, actor in left:
                    for other in self.referents.actors(number, passage, mention, when, (actor.actor,)):
                        found.append([(own, actor, 1), (mention, other, 2)])
                continue
            partners = tuple(r.actor for _, r in left)
            for other in self.referents.actors(number, passage, mention, when, partners):
                found.append([*((m, r, 1) for m, r in left), (mention, other, 2)])
        if len(found) > 1 and self._all_at_once(candidate):
            return [[*((m, r, 1) for m, r in left), *(letter[-1] for letter in found)]]
        return [] if _roll_call(found) else _signed_together(candidate, found)

    def _all_at_once(self, candidate: Candidate) -> bool:
        """Whether all were met together: "họp ba bên với A và B", "cuộc họp chung với A và B", "họp với A và B"."""
        first = candidate.sides[1][0].span.start
        between = self.lowered[candidate.trigger.end : first] if candidate.trigger.end < first else ""
        if len(candidate.sides[0]) == 1 and (candidate.valency == "sign" or self._sitting(candidate)):
            return True
        return (
            candidate.kind is not Kind.MESSAGE
            and self.cast.lists.pattern(_JOINTLY).search(between) is not None
        )

    def _sitting(self, candidate: Candidate) -> bool:
        """Whether somebody sat with several at once, be it on screens; not "các cuộc họp", nor with each in turn."""
        lists, word = self.cast.lists, candidate.trigger
        start, end = candidate.sides[0][0].span.end, candidate.sides[1][-1].span.start
        one = candidate.kind is Kind.VIDEO_CALL or lists.pattern(_SITTING).match(word.slice(self.lowered))
        if not one or not start <= word.start < end:
            return False
        counted = lists.pattern(_SEVERAL)
        several = counted.search(self.lowered, start, word.start) or counted.match(word.slice(self.lowered))
        return several is None and lists.pattern(_IN_TURN).search(self.lowered, start, end) is None

    def _other_than(
        self, met: tuple[ActorRef, ...], number: int, passage: Passage, mention: Mention, when: Interval
    ) -> list[Resolved]:
        """The actors of a mention; a pronoun that would mean the other party means somebody else."""
        besides = met if needs_partner(mention, self.cast.lists) or points_to_one_side(mention) else ()
        found = self.referents.actors(number, passage, mention, when, besides)
        same = {p.id for p in met} | {p.state for p in met if p.state is not None}
        if mention.head == "pronoun" and found and same & {found[0].actor.id, found[0].actor.state}:
            found = self.referents.actors(number, passage, mention, when, met)
        return found

    def meant(
        self, number: int, passage: Passage, mention: Mention, partners: tuple[ActorRef, ...]
    ) -> list[Resolved]:
        """The actors of a mention on whatever day."""
        return self.referents.actors(number, passage, mention, (None, None), partners)

    def first_is_nobody(self, candidate: Candidate, when: Interval) -> bool:
        """Whether a contact of two parties has a name for its first that is nobody's: a firm, a place, a paper."""
        first, *others = candidate.sides[0] if len(candidate.sides) == 2 else (None,)
        bare = first is not None and not others and first.head == "name"
        return bare and first is not None and self.cast.resolve(first, when) is None

    def two(self, passage: Passage, members: Sequence[Member], parties: Sequence[Participation]) -> bool:
        """Whether these are two parties at least, named in full, that are not of one state at home."""
        return not (
            any(self._cut_off(passage, mention) for mention, _, _ in members)
            or not public(parties)
            or len({p.actor.id for p in parties}) < 2
            or self._at_home(parties)
        )

    def of_public_life(self, candidate: Candidate, parties: Sequence[Participation]) -> bool:
        """Whether the contact is one of public life, and those whom its name names were the ones who had it."""
        return self._beside_public(parties) and not self._summit_of_organisation(candidate, parties)

    def _cut_off(self, passage: Passage, mention: Mention) -> bool:
        """Whether a teaser breaks off in the middle of naming a party ("… gặp Tổng Bí thư, ...")."""
        rest = self.text[mention.span.end : passage.sentence.span.end].strip(" ,.")
        broken = passage.sentence.span.slice(self.text).endswith(("...", "…"))
        return broken and mention.name is None and rest in ("", "…")

    def _summit_of_organisation(self, candidate: Candidate, parties: Sequence[Participation]) -> bool:
        """Whether a summit is only named after an organisation and its guest ("Hội nghị cấp cao ASEAN - Úc")."""
        named = candidate.rule == "pair-name" and candidate.trigger.slice(self.lowered).startswith("hội nghị")
        return named and any(p.actor.type is ActorType.ORGANIZATION for p in parties)

    def _at_home(self, parties: Sequence[Participation]) -> bool:
        """Whether a bare state stands beside people of that state only: nobody visits or meets his own country."""
        states = {state_of(self.cast.register, p.actor.state or p.actor.id) for p in parties}
        return len(states) == 1 and any(p.actor.type is ActorType.STATE for p in parties)

    def _beside_public(self, parties: Sequence[Participation]) -> bool:
        """Whether a private person in the contact, if any, stands beside somebody of the register.

        A foreigner may also stand beside one of whom only the text says the office: at home, courts and firms
        are full of people with titles, while news from abroad is of politics.
        """
        private = [p for p in parties if not self.cast.is_public(p.actor)]
        abroad = all(is_foreign(p.actor.name.split()[-1]) for p in private)
        public = (p.actor for p in parties if p not in private and p.actor.type is ActorType.PERSON)
        return not private or any(actor.known or abroad for actor in public)

    def side_of(self, mention: Mention | None, parties: Iterable[Participation]) -> str | None:
        """The participant that a mention of an initiator means: itself, or the one of its side."""
        if mention is None:
            return None
        parties = tuple(parties)
        resolved = self.cast.resolve(mention, (None, None))
        if mention.head == "pronoun" or resolved is None:
            same = [p for p in parties if p.span == mention.span]
            return same[0].actor.id if same else None
        for each in parties:
            if each.actor.id == resolved.actor.id:
                return each.actor.id
        state = resolved.actor.state
        own = [p for p in parties if state and p.actor.state == state]
        return own[0].actor.id if len(own) == 1 else None

    def spoken_of(self, number: int, passage: Passage, candidate: Candidate) -> set[str]:
        """Ids of those whom a sentence names with an event noun, or as the one who sought it."""
        named = (r.actor.id for m in candidate.party for r in self.meant(number, passage, m, ()))
        return {*named, *(actor.id for actor in self._initiating(candidate))}

    def _initiating(self, candidate: Candidate) -> list[ActorRef]:
        mention = candidate.initiator
        if mention is None or mention.name is None:
            return []
        resolved = self.cast.resolve(mention, (None, None))
        return [resolved.actor] if resolved is not None and resolved.actor.type is ActorType.PERSON else []


def distinct(members: Sequence[Member]) -> tuple[Participation, ...]:
    """The parties that mentions mean, each once ("ông Putin" and a counterpart can be one), on two sides at least."""
    once: dict[str, Participation] = {}
    for member in members:
        once.setdefault(member[1].actor.id, party(*member))
    parties = tuple(once.values())
    if len({p.side for p in parties}) == 1:
        return tuple(replace(p, side=i) for i, p in enumerate(parties, 1))
    return parties


def party(mention: Mention, resolved: Resolved, side: int) -> Participation:
    """A mention, with the actor that it means, as a party on a side."""
    return Participation(
        resolved.actor,
        mention.text,
        mention.span,
        Role.PARTICIPANT,
        side,
        resolved.tenure,
        resolved.how,
        resolved.reason,
    )


def state_of(register: Register, body: str) -> str:
    """Id of the state to which a body belongs; of a state, its own."""
    found = register.bodies.get(body)
    return found.of or body if found is not None else body


def _renumbered(members: list[Member]) -> list[Member]:
    """Give each party of one list a side; parties of one state that stand together share theirs."""
    sides: dict[str, int] = {}
    out = []
    for mention, resolved, _ in members:
        key = resolved.actor.state or resolved.actor.id
        out.append((mention, resolved, sides.setdefault(key, len(sides) + 1)))
    if len(sides) == 1:
        return [(m, r, i + 1) for i, (m, r, _) in enumerate(members)]
    return out


def _roll_call(contacts: Sequence[Sequence[Member]]) -> bool:
    """Whether a long list of parties stands beside unnamed people: who had a contact with whom is not told."""
    return len(contacts) > _ROLL and any(
        r.actor.type is ActorType.GROUP and not r.actor.known for _, r, _ in contacts[0][:-1]
    )


def _signed_together(candidate: Candidate, letters: list[list[Member]]) -> list[list[Member]]:
    """One letter where several people of one state are told to have sent it, with one word, to one addressee."""
    senders = [letter[-1] for letter in letters if letter[-1][0].span.end <= candidate.trigger.start]
    states = {r.actor.state for _, r, _ in senders}
    alike = len(senders) == len(letters) > 1 and len(states) == 1 and None not in states
    if candidate.kind is not Kind.MESSAGE or not alike:
        return letters
    return [[*letters[0][:-1], *senders]]
