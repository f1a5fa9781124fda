"""Mentions that point back: "ông", "hai nhà lãnh đạo", "vị khách", "người đồng cấp", "nước này"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from kg.article.spelling import is_foreign
from kg.event.discourse import RECENT, Discourse
from kg.event.drafts import Draft
from kg.event.pairs import THEY, Pairs, weight
from kg.event.passages import Passage
from kg.event.scope import HOME
from kg.knowledge.wordlists import WordLists
from kg.mention.actors import Cast, Resolved
from kg.mention.incumbents import Interval
from kg.mention.mentions import Mention
from kg.model import ActorRef, ActorType, Kind, Resolution

_GUEST = r"{guest}\b|{guest-of-honour}"
_HOST = "chủ nhà"
_ONE = "một"
_SPOKEN = 6  # sentences over which one who is spoken of is "vị khách"
_LED_BEFORE, _LED_AFTER = 12, 5  # sentences around one in which a delegation stands without its leader
_JOURNEY = 6  # sentences over which the host of a journey is "nước chủ nhà"


def needs_partner(mention: Mention, lists: WordLists) -> bool:
    """Whether whom a mention means depends on the other party: a counterpart, a guest or a host without a name."""
    if mention.name is not None:
        return False
    guest = mention.head == "role" and lists.pattern(_GUEST).match(mention.text.lower()) is not None
    return mention.head == "counterpart" or guest or is_host(mention)


def is_host(mention: Mention) -> bool:
    """Whether somebody is called the host and nothing else, with where at most: "chủ nhà", "chủ nhà ở Nhà Xanh"."""
    text = mention.text.lower()
    at_home = text.startswith(f"{_HOST} ") and mention.body is not None and mention.role is not None
    return mention.name is None and mention.head == "role" and (text == _HOST or at_home)


def _delegations(passage: Passage) -> list[Mention]:
    """The delegations that a sentence tells of, each by itself or by who leads it."""
    told = [m for m in passage.mentions() if m.delegation and m.head != "delegation"]
    led = (
        before.mentions[0]
        for before, item in itertools.pairwise(passage.chunks)
        if "leading-verb" in item.lists and before.code == "N" and before.mentions[0].head == "person"
    )
    return sorted((*told, *led), key=lambda m: m.span)


def _of_home(actor: ActorRef) -> bool:
    """Whether somebody is of the state whose press is read, or of none that is known, without a foreign name."""
    return actor.state == HOME or (actor.state is None and not is_foreign(actor.name.split()[-1]))


def points_to_one_side(mention: Mention) -> bool:
    """Whether a mention can mean a state or an organ spoken of, which is not the other party: "nước này", "họ"."""
    return (mention.head == "side" and mention.host) or mention.text.lower() == THEY


def _gone_to(passage: Passage, mention: Mention) -> bool:
    """Whether a mention is the goal of a journey: "sang nước này"."""
    before = [c for c in passage.chunks if c.end <= mention.span.start and c.code not in "xz"]
    return bool(before) and before[-1].trigger is not None and before[-1].trigger.kind is Kind.VISIT


class Referents:
    """Whom a mention means, as far as the text has been read: by itself, or by what it points back to."""

    def __init__(self, passages: Sequence[Passage], cast: Cast, drafts: Sequence[Draft]) -> None:
        self.passages = passages
        self.cast = cast
        self.drafts = drafts
        self.discourse = Discourse(passages, cast, drafts)
        self.pairs = Pairs(self.discourse)
        self.person = self.discourse.person

    def actors(
        self, number: int, passage: Passage, mention: Mention, when: Interval, partners: Sequence[ActorRef]
    ) -> list[Resolved]:
        """The actors that a mention means in a contact of `when` with `partners`; a pair anaphor gives two."""
        if mention.head == "pronoun":
            found = self.discourse.pronoun(number, passage, mention, partners)
            return [found] if found else []
        if mention.head == "pair":
            return self.pairs.parties(number, passage, mention, partners)
        if mention.head == "delegation":
            return self._delegation(number, passage, mention, when, partners)
        if mention.delegation and mention.name is None and mention.body is not None:
            leader = self._leader(number, mention, when, partners)
            if leader is not None:
                return [leader]
        if needs_partner(mention, self.cast.lists) and mention.head == "role":
            return self._guest(number, passage, mention, when, partners)
        if mention.head == "side" and mention.of is not None:
            speakers = self.actors(number, passage, mention.of, when, partners)
            return self._side_of(speakers, partners)
        if mention.host and mention.head == "side":
            there = self._this_place(number, passage, mention) if _gone_to(passage, mention) else None
            mention = replace(mention, body=there or self._this_state(number, passage, mention, partners))
        elif mention.host and mention.body is None and mention.name is None:
            mention = replace(mention, body=self._host_state(number, passage, mention))
        if mention.head == "organ" and mention.body is None and mention.text.islower():
            mention = replace(mention, body=self._own_state(passage, mention, partners))
        if mention.head == "counterpart" and mention.body is None and mention.name is None:
            return self._other_party(number, mention, when, partners)
        if mention.of is not None and mention.of.head == "pronoun":
            owner = self.discourse.pronoun(number, passage, mention.of, partners)
            if owner is None:
                return []
            partners = (owner.actor,)
        if (lone := self._lone_official(number, passage, mention, partners)) is not None:
            return [lone]
        resolved = self.cast.resolve(mention, when, partners)
        if resolved is not None and resolved.how is Resolution.OFFICE and when == (None, None):
            after = next((c for c in passage.chunks if c.start >= mention.span.end), None)
            if after is not None and "back-then" in after.lists:
                return []  # "Thủ tướng Việt Nam khi đó": not the one of today
        unheard = resolved is not None and resolved.how is Resolution.ANAPHORA
        if resolved is None or (unheard and resolved.actor.id not in self.discourse.told):
            resolved = (
                self._compatriot(passage, mention, when, partners)
                or self.discourse.in_office(number, passage, mention, partners)
                or self._described(number, passage, mention, partners)
                or resolved
            )
        return [resolved] if resolved else []

    def _side_of(self, speakers: Sequence[Resolved], partners: Sequence[ActorRef]) -> list[Resolved]:
        """ "Chúng tôi": the state of who speaks, in a contact with another."""
        state = speakers[0].actor.state if len(speakers) == 1 else None
        if state is None or state in {p.state or p.id for p in partners}:
            return []
        reason = f"the side of {speakers[0].actor.name}"
        return [Resolved(self.cast.body(state), Resolution.ANAPHORA, None, reason)]

    def _delegation(
        self, number: int, passage: Passage, mention: Mention, when: Interval, partners: Sequence[ActorRef]
    ) -> list[Resolved]:
        """ "Đoàn": the delegation of which the text has spoken last, or who leads it; it meets others than itself."""
        met = {p.id for p in partners} | {p.state for p in partners if p.type is ActorType.STATE}
        for at in range(number, max(-1, number - _SPOKEN - 1), -1):
            there = passage if at == number else self.passages[at]
            for each in reversed(_delegations(there)):
                if at == number and each.span >= mention.span:
                    continue
                found = self.actors(at, there, each, when, ())
                if found and not met & {found[0].actor.id, found[0].actor.state}:
                    if _of_home(found[0].actor) and all(map(_of_home, partners)):
                        return []  # who comes to inspect
                    reason = f"“{mention.text}” ← {each.text}"
                    return [replace(found[0], how=Resolution.ANAPHORA, reason=reason)]
        return []

    def _leader(
        self, number: int, mention: Mention, when: Interval, partners: Sequence[ActorRef]
    ) -> Resolved | None:
        """Who leads a delegation that is named without him: "đoàn X … do ông A dẫn đầu" stands a little apart."""
        found: dict[str, Resolved] = {}
        for at in range(max(0, number - _LED_BEFORE), min(len(self.passages), number + _LED_AFTER)):
            there = self.passages[at]
            for each in there.mentions():
                if each.delegation and each.name is not None and self._one_delegation(mention, each, there):
                    for person in self.actors(at, there, each, when, partners):
                        found[person.actor.id] = person
        if len(found) != 1 or found.keys() & {p.id for p in partners}:
            return None
        (person,) = found.values()
        return replace(person, how=Resolution.ANAPHORA, reason=f"“{mention.text}” ← {person.actor.name}")

    def _one_delegation(self, mention: Mention, led: Mention, there: Passage) -> bool:
        """Whether a delegation is the one that somebody leads: of that party or ministry, or so called."""
        if mention.body is None or mention.body != led.body:
            return False
        level = self.cast.lists.pattern(r" {high-level}\b")
        called = level.sub("", mention.text.lower())
        whole = level.sub("", led.span.slice(there.grammar.text).lower())
        return whole.startswith(called) or not self.cast.is_state(mention.body)

    def _lone_official(
        self, number: int, passage: Passage, mention: Mention, partners: Sequence[ActorRef]
    ) -> Resolved | None:
        """ "Nhà ngoại giao Mỹ": whom of that state the last sentences are about; not "một nhà ngoại giao …"."""
        lone = self.cast.lists.pattern("{lone-official} ").match(mention.text.lower())
        if mention.head != "role" or mention.name is not None or mention.body is None or lone is None:
            return None
        before = next((c for c in reversed(passage.chunks) if c.span.end <= mention.span.start), None)
        if before is not None and before.code not in ",|&":
            return None
        taken = {p.id for p in partners}
        for told in sorted(
            self.discourse.told.values(), key=lambda t: self.discourse.salience(number, t), reverse=True
        ):
            actor, near = told.person.actor, number - told.at <= RECENT and told.weight > 0
            if near and actor.state == mention.body and actor.id not in taken:
                reason = f"“{mention.text}” ← {actor.name}"
                return replace(told.person, how=Resolution.ANAPHORA, reason=reason)
        return None

    def _described(
        self, number: int, passage: Passage, mention: Mention, partners: Sequence[ActorRef]
    ) -> Resolved | None:
        """ "Vị tỷ phú", "nhà ngoại giao kỳ cựu này": the one from abroad of whom the text has just spoken.

        Only as a subject, of a contact with somebody known, and where the text speaks of nobody else from abroad.
        """
        text = mention.text.lower()
        if mention.head != "role" or mention.name is not None or mention.classes or not partners:
            return None
        around = [c for c in passage.chunks if c.span.end <= mention.span.start][-1:]
        after = [c for c in passage.chunks if c.start >= mention.span.end][:2]
        this = (
            any("demonstrative" in c.lists for c in after)
            or text.split()[-1] in self.cast.lists["demonstrative"]
        )
        definite = self.cast.lists.pattern("(?:{lone-official}|{definite-person})\\b").match(text)
        if not (this or definite) or any(c.code not in ",|&" for c in around):
            return None
        abroad = {p.state for p in partners}
        near = [t.person for t in self.discourse.told.values() if number - t.at <= 1]
        others = [p for p in near if p.actor.state not in abroad and not self.discourse.speaks_for(p)]
        if len(others) != 1 or mention.body not in (None, others[0].actor.state):
            return None
        if not self.discourse.gender_fits(others[0].actor, mention):
            return None
        reason = f"“{mention.text}” ← {others[0].actor.name}"
        return replace(others[0], how=Resolution.ANAPHORA, reason=reason)

    def _compatriot(
        self, passage: Passage, mention: Mention, when: Interval, partners: Sequence[ActorRef]
    ) -> Resolved | None:
        """ "Hội đàm với Tổng thống Alexander Stubb, hội kiến Thủ tướng": of the state of the one met before."""
        office = mention.head == "role" and mention.name is None and mention.body is None
        before = [m for m in passage.mentions() if m.span.end <= mention.span.start]
        after = [c for c in passage.chunks if c.start >= mention.span.end][:2]
        named = [c.code for c in after] == [",", "N"] and after[1].mentions[0].name is not None
        if not office or not mention.classes or not partners or not before or named:
            return None
        other = self.discourse.person(before[-1], partners)
        if other is None or other.actor.state in (None, *(p.state for p in partners)):
            return None
        found = self.cast.resolve(replace(mention, body=other.actor.state), when, partners)
        known = found is not None and found.actor.known
        reason = f"“{mention.text}” ← {other.actor.name}"
        return replace(found, how=Resolution.ANAPHORA, reason=reason) if found and known else None

    def other_side(
        self, number: int, body: str, endpoints: Sequence[Mention]
    ) -> tuple[Mention, Resolved] | None:
        """The body at the other end of the line, or the other of the two of which the text speaks most."""
        named = [m for m in endpoints if m.body is not None]
        bodies = [m.body for m in named] or [b.id for b in self.cast.main_bodies()]
        others = [b for b in bodies if b != body]
        if body not in bodies or len(others) != 1:
            return None
        spoken = (m for p in reversed(self.passages[: number + 1]) for m in p.mentions())
        mention = next((m for m in (*named, *spoken) if m.body == others[0]), None)
        if mention is None:
            return None
        actor = self.cast.body(others[0] or "")
        return mention, Resolved(actor, Resolution.ANAPHORA, None, f"the side that {body} calls")

    def _host_state(self, number: int, passage: Passage, mention: Mention) -> str | None:
        """The state that "nước chủ nhà" or "nước này" means: the place spoken of, or the goal of the last journey."""
        before = [c for c in passage.chunks if c.end <= mention.span.start and c.mentions]
        for item in reversed(before):
            if item.mentions[-1].head == "body":
                return item.mentions[-1].body
        for earlier in reversed(self.passages[max(0, number - RECENT) : number]):
            places = [c for c in earlier.chunks if c.code == "l" and c.mentions]
            if places:
                return places[-1].mentions[0].body
        for report in sorted(self.drafts, key=lambda d: d.seen, reverse=True):
            if report.journey and number - report.seen <= _JOURNEY:
                return report.parties[-1].actor.state
        return None

    def _this_place(self, number: int, passage: Passage, mention: Mention) -> str | None:
        """The state of the place named last: "hội đàm tại Luanda. … cũng đã có mặt ở đây"."""
        for each in (passage, *reversed(self.passages[max(0, number - RECENT) : number])):
            for item in reversed(each.chunks):
                place = item.code == "l" and item.mentions and item.mentions[-1].head == "body"
                if place and not (each is passage and item.end > mention.span.start):
                    return item.mentions[-1].body
        return None

    def _this_state(
        self, number: int, passage: Passage, mention: Mention, partners: Sequence[ActorRef]
    ) -> str | None:
        """The state of which the clause or sentence before speaks: "Bộ Ngoại giao Iran xác nhận nước này …"."""
        abroad = {p.state or p.id for p in partners}
        here = [m for m in passage.mentions() if m.span.end <= mention.span.start]
        subjects = [m for m in passage.subjects() if m.span.end <= mention.span.start]
        nearest = [*reversed(subjects), *reversed(here)]
        for earlier in reversed(self.passages[max(0, number - RECENT) : number]):
            nearest += [*earlier.subjects(), *earlier.mentions()]
        for each in nearest:
            found = self.cast.resolve(each, (None, None)) if each.head not in ("pronoun", "pair") else None
            state = found.actor.state if found is not None else None
            if state is not None and state not in abroad and self.cast.is_state(state):
                return state
        return None

    def _own_state(self, passage: Passage, mention: Mention, partners: Sequence[ActorRef]) -> str | None:
        """The state whose army or government is meant: of those named before, or of which the text speaks most."""
        abroad = {p.state for p in partners}
        before = [m for m in passage.mentions() if m.span.end <= mention.span.start]
        named = [r.actor.state for m in reversed(before) if (r := self.cast.resolve(m, (None, None)))]
        states = [*named, *(b.id for b in self.cast.main_bodies())]
        return next((s for s in states if s is not None and s not in abroad and self.cast.is_state(s)), None)

    def _guest(
        self, number: int, passage: Passage, mention: Mention, when: Interval, partners: Sequence[ActorRef]
    ) -> list[Resolved]:
        """ "Vị khách", "chủ nhà": of whom the text has told a contact, or speaks, from another state than the others.

        A host is at home where the contact takes place, if that is told.
        """
        others = {p.state for p in partners}
        taken = {p.id for p in partners}
        before = [c for c in passage.chunks if c.end <= mention.span.start][-1:]
        if any("how-many" in c.lists and c.text.lower() != _ONE for c in before):
            return []  # "những vị khách từ Sanaa"
        after = [c for c in passage.chunks if c.start >= mention.span.end][:2]
        if mention.body is None and [c.code for c in after] == ["f", "N"]:
            mention = replace(mention, body=after[1].mentions[0].body)  # "vị khách từ Nga"
        host = mention.text.lower().startswith(_HOST)
        home = mention.body or self._host_state(number, passage, mention) if host else None
        if home is None:
            for sent in self.discourse.sent_of_late(number):
                if sent.actor.id not in taken and sent.actor.state not in others:
                    reason = f"“{mention.text}” ← {sent.actor.name}"
                    return [replace(sent, how=Resolution.ANAPHORA, reason=reason)]
            for report in sorted(self.drafts, key=lambda d: weight(self.cast, number, d), reverse=True):
                for party in report.parties if others else ():
                    fits = mention.body in (None, party.actor.state)
                    if party.actor.type is ActorType.PERSON and party.actor.state not in others and fits:
                        reason = f"“{mention.text}” ← {party.actor.name}"
                        return [Resolved(party.actor, Resolution.ANAPHORA, party.tenure, reason)]
        for person in self.discourse.spoken_of(number, 0, _SPOKEN) if others else ():
            state = person.actor.state
            if person.actor.id in taken or state in others or self.discourse.speaks_for(person):
                continue
            if (home or mention.body) in (None, state):
                reason = f"“{mention.text}” ← {person.actor.name}"
                return [replace(person, how=Resolution.ANAPHORA, reason=reason)]
        if home is not None and others and (mention.body or self._journey_to(number, passage, home)):
            mention = replace(mention, head="counterpart", body=home, classes=(), offices=(), role=None)
        resolved = self.cast.resolve(mention, when, partners)
        return [resolved] if resolved and resolved.how is not Resolution.WORDING else []

    def _journey_to(self, number: int, passage: Passage, state: str) -> bool:
        """Whether this sentence tells of a journey to a state, or one right before did."""
        goals = [c.sides[1] for c in passage.candidates if c.kind is Kind.VISIT and len(c.sides) == 2]
        here = any(m.body == state for side in goals for m in side)
        told = (d for d in self.drafts if d.journey and number - d.seen <= RECENT)
        return here or any(d.parties[-1].actor.state == state for d in told)

    def _peers(self, number: int, mention: Mention, partners: Sequence[ActorRef]) -> list[Resolved]:
        """ "Cả hai người đồng cấp": the two of the same office of whom the text speaks, if there are just two."""
        known, abroad = {p.id for p in partners}, {p.state for p in partners}
        near = [p for p in self.discourse.spoken_of(number, 0, _SPOKEN) if p.actor.id not in known]
        found = [p for p in near if p.actor.state not in abroad and self.cast.share_office(p.actor, partners)]
        if len(found) != 2:
            return []
        reason = f"“{mention.text}” ← {' và '.join(p.actor.name for p in found)}"
        return [replace(p, how=Resolution.ANAPHORA, reason=reason) for p in found]

    def _other_party(
        self, number: int, mention: Mention, when: Interval, partners: Sequence[ActorRef]
    ) -> list[Resolved]:
        """ "Người đồng cấp" without a state: with whom the text has told a contact of `partners` last."""
        known = {p.id for p in partners}
        if mention.plural:
            return self._peers(number, mention, partners)
        for report in sorted(self.drafts, key=lambda d: d.seen, reverse=True):
            others = [p for p in report.parties if p.actor.id not in known]
            people = len(others) == 1 and others[0].actor.type is ActorType.PERSON
            if known and people and len(report.parties) == 2 and self.cast.peers(others[0].actor, partners):
                reason = f"“{mention.text}” ← {others[0].mention}"
                return [Resolved(others[0].actor, Resolution.ANAPHORA, others[0].tenure, reason)]
        state = self._host_state(number, self.passages[number], mention)
        resolved = self.cast.resolve(replace(mention, body=state), when, partners) if state else None
        if resolved is None:
            abroad = {p.state for p in partners}
            near = self.discourse.spoken_of(number, 0, _SPOKEN)
            same = (
                p for p in near if p.actor.state not in abroad and self.cast.share_office(p.actor, partners)
            )
            found = next((p for p in same if p.actor.id not in known), None)
            resolved = (
                replace(found, how=Resolution.ANAPHORA, reason=f"“{mention.text}” ← {found.actor.name}")
                if found
                else None
            )
        return [resolved] if resolved else []
