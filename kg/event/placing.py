"""Where a contact took place: places of its sentence, others of the same day, the visit of which the text tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from kg.event.candidates import Candidate
from kg.event.drafts import Draft, overlap
from kg.event.passages import Passage
from kg.knowledge.tokens import JOURNEYS
from kg.mention.chunks import Chunk
from kg.mention.places import Atlas, Named, Place, places
from kg.model import ActorType, Kind, Participation, Status

_IN_PERSON = (Kind.MEETING, Kind.VISIT, Kind.TALKS)
_GOING = (*JOURNEYS, "guest")
_REASON = "d"  # behind a comma, the word of an agent gives a reason: "…, bởi chìa khóa nằm ở Berlin"
_SUMMONS = "triệu"
_AHEAD = 12  # characters that can hold "trước khi" right before a journey
_BESIDE = 2  # characters between a place and its day: "Hà Nội (2/2019)"
_VISIT = dt.timedelta(
    days=15
)  # before publication, in which a contact can be part of the visit that is reported


class Placer:
    """Places the contacts of one document, sentence by sentence, and what is left once it has been read."""

    def __init__(self, text: str, lowered: str, atlas: Atlas, published: dt.date | None) -> None:
        self.text = text
        self.lowered = lowered
        self.atlas = atlas
        self.published = published
        self._of: dict[int, tuple[Named, ...]] = {}

    def named(self, passage: Passage) -> tuple[Named, ...]:
        """The places that a sentence names."""
        span = passage.sentence.span
        if span.start not in self._of:
            found = places(self.text, self.lowered, passage.grammar, span, self.atlas)
            self._of[span.start] = tuple(found)
        return self._of[span.start]

    def place(self, passage: Passage, candidate: Candidate, report: Draft) -> Place | None:
        """Where the sentence says that the contact took or takes place."""
        found = None
        if report.kind is Kind.VISIT:
            goal = next((c for c in passage.chunks if c.span == candidate.trigger and c.mentions), None)
            if goal is not None:
                return self._meant(goal)  # a further state visited, which stands for its own word of contact
        remote = report.kind in (Kind.PHONE_CALL, Kind.VIDEO_CALL, Kind.MESSAGE)
        if not remote and (there := passage.where(candidate)) is not None:
            named = next((n.place for n in self.named(passage) if n.span.end == there.end), None)
            return named or self._meant(there)
        if report.kind in _IN_PERSON:
            found = self._goal_of(passage, candidate, report) or self._after(passage, candidate, report)
            found = found or self._before(passage, candidate, report)
            found = found and self._narrower(passage, candidate, found)
        elif report.kind is Kind.CONTACT:
            found = self._after(passage, candidate, report)
        return found.place if found is not None else self._summoned(candidate, report)

    def of_day(self, passage: Passage, candidate: Candidate, place: Place | None) -> Place | None:
        """The place told beside the day of a contact: "12/4 tại A và 19/4 tại B"; `place` where there is one."""
        days = [d.span for d in passage.dates if d.span.start >= candidate.trigger.end]
        if len(candidate.dates) != 1 or len(days) < 2:
            return place
        (day,) = (d.span for d in candidate.dates)
        for item in self.named(passage):
            first, second = sorted((item.span, day))
            gap = _between(passage.chunks, first.end, second.start)
            if item.span.start >= candidate.trigger.end and all(c.code not in ",&z|" for c in gap):
                return item.place
        beside = next(
            (c for c in passage.chunks if c.code == "l" and 0 <= day.start - c.end <= _BESIDE), None
        )
        return self._meant(beside) if beside is not None else None

    def _meant(self, there: Chunk) -> Place | None:
        """A state, or its capital, that is named without a word of place."""
        mention = there.mentions[-1] if there.mentions else None
        if mention is None or mention.body is None:
            return None
        town = mention.metonym and self.atlas.state_of(there.text) == mention.body
        return Place(there.text, mention.body, town=there.text) if town else self.atlas.whole(mention.body)

    def _goal_of(self, passage: Passage, candidate: Candidate, report: Draft) -> Named | None:
        """Where the contact word itself says that somebody went; of several goals, that of the state visited."""
        goals = [
            n
            for n in self.named(passage)
            if n.way != "at" and n.span.start <= candidate.trigger.start < n.span.end
        ]
        states = {p.actor.id for p in report.parties}
        return next((n for n in goals if n.place.state in states), goals[0] if goals else None)

    def _after(self, passage: Passage, candidate: Candidate, report: Draft) -> Named | None:
        """A place behind the contact word in its own clause; of a visit also where it goes."""
        for item in self.named(passage):
            if item.span.start < candidate.trigger.end or (
                item.way != "at" and report.kind is not Kind.VISIT
            ):
                continue
            gap = _between(passage.chunks, candidate.trigger.end, item.span.start)
            if any((c.code == "|" and c.text.lower() != "là") or c.code in "EVs" or _next(c) for c in gap):
                return None
            if any(a.code == "," and b.code == _REASON for a, b in pairwise(gap)):
                return None
            if any(c.code == "j" or "after-which" in c.lists for c in gap):
                return None  # "lần đầu gặp nhau kể từ vụ việc ở Rome"
            if not (item.place.whole_state and any(c.code == "a" for c in gap)):
                return item
        return None

    def _before(self, passage: Passage, candidate: Candidate, report: Draft) -> Named | None:
        """A place before the contact word: one that opens the sentence, or to which somebody went."""
        told = min(
            (c.span.start for c in passage.chunks if c.trigger is not None), default=candidate.trigger.start
        )
        for item in reversed(self.named(passage)):
            if item.span.end > candidate.trigger.start:
                continue
            gap = _between(passage.chunks, item.span.end, candidate.trigger.start)
            if any(c.cls == "speech" or c.code == "s" for c in gap):
                return None
            if item.way == "at" and item.span.start < told:
                return item
            if item.way == "at" and [c.code for c in gap[:2]] == ["z", "&"]:
                return None  # "gặp A ở Washington hôm thứ Ba và B hôm thứ Tư"
            if item.way != "at" and self._still_before(passage, item):
                return None
            hosts = {_state(p) for p in report.parties}
            if any(_bounds(c) for c in gap) and not (item.way != "at" and item.place.state in hosts):
                return None
            told_there = any(c.trigger is not None and c.trigger.valency not in _GOING for c in gap)
            return None if told_there and item.way == "at" else item
        return None

    def _still_before(self, passage: Passage, item: Named) -> bool:
        """Whether something is told to have been before a journey there: "Trước khi sang Nga, ông gặp …"."""
        ahead = self.lowered[max(0, item.span.start - _AHEAD) : item.span.start].rstrip()
        return ahead.endswith(tuple(passage.grammar.lists["until-leaving"]))

    def _narrower(self, passage: Passage, candidate: Candidate, found: Named) -> Named:
        """The town to which somebody went, where all else that is said is its state: "bay tới Ottawa thăm Canada"."""
        towns = (
            n
            for n in self.named(passage)
            if n.way != "at" and n.span.end <= candidate.trigger.start and n.place.narrows(found.place)
        )
        return next(towns, found)

    def _summoned(self, candidate: Candidate, report: Draft) -> Place | None:
        """The capital of the state that summons an ambassador."""
        own = next((p for p in report.parties if p.actor.id == report.initiator), None)
        state = _state(own) if own is not None else None
        if state is None or not candidate.trigger.slice(self.lowered).startswith(_SUMMONS):
            return None
        return self.atlas.capital(state, self.text)

    # -- once the document has been read ---------------------------------------------------------------

    def settle(self, drafts: Sequence[Draft], passages: Sequence[Passage]) -> None:
        """Place what no sentence places: with others of the same person and day, or on the visit that is told."""
        for draft in drafts:
            if draft.kind in (Kind.PHONE_CALL, Kind.VIDEO_CALL):
                draft.place = None  # told as talks at first
        open_still = [d for d in drafts if d.kind in _IN_PERSON and d.place is None]
        if not open_still:
            return
        for draft in open_still:
            beside = {o.place.around for o in drafts if o.place is not None and _beside(draft, o)} - {None}
            draft.place = beside.pop() if len(beside) == 1 else None
        for draft in open_still:
            draft.place = draft.place or self._goal(draft) or self._on_visit(draft, passages)

    def _goal(self, draft: Draft) -> Place | None:
        """The seat of the host to whose state a visit goes, as far as only the parties tell it."""
        if draft.kind is not Kind.VISIT:
            return None
        seat = next((p for p in draft.parties if p.actor.type is ActorType.STATE), None)
        host = seat or next((p for p in draft.parties if p.actor.id == draft.initiator), None)
        state = _state(host) if host is not None else None
        return self.atlas.whole(state) if state is not None else None

    def _on_visit(self, draft: Draft, passages: Sequence[Passage]) -> Place | None:
        """The town, or else the state, that one side visits according to the text, of talks with its host."""
        states = {_state(p) for p in draft.parties}
        if (
            draft.status not in (Status.OCCURRED, Status.PLANNED)
            or not self._recent(draft)
            or len(states) != 2
        ):
            return None
        read = [(p, self.named(p)) for p in passages]
        visited = {
            n.place.state
            for passage, found in read
            for n in found
            if n.way != "at"
            and not n.wished
            and n.place.state in states
            and _travels(passage, draft, n.place.state)
        }
        if len(visited) != 1:
            return None
        state = visited.pop()
        named = [n for _, found in read for n in found]
        towns = {
            n.place.town for n in named if n.place.state == state and not n.place.whole_state and n.place.town
        }
        if len(towns) == 1:
            return next(n.place.around for n in named if n.place.town in towns)
        return self.atlas.whole(state) if state is not None else None

    def _recent(self, draft: Draft) -> bool:
        """Whether a contact can be part of what the article reports as news."""
        if draft.date is None or draft.date.latest is None or self.published is None:
            return True
        return self.published - draft.date.latest <= _VISIT


def _travels(passage: Passage, draft: Draft, state: str | None) -> bool:
    """Whether a sentence names a party of the contact that does not belong to the state visited."""
    guests = [p.actor for p in draft.parties if _state(p) != state]
    mentions = passage.mentions()
    return any(
        guest.id in m.people
        or (guest.state in (m.body, None) and m.name is None)
        or (m.name is not None and m.name in guest.name)
        for guest in guests
        for m in mentions
    )


def _between(chunks: Sequence[Chunk], start: int, end: int) -> list[Chunk]:
    return [c for c in chunks if start <= c.start < end]


def _next(chunk: Chunk) -> bool:
    """Whether a word goes on to what happened next."""
    return "next-doing" in chunk.lists


def _bounds(chunk: Chunk) -> bool:
    """Whether a clause opens that may be about another place."""
    return chunk.code == "|" and "staying-there" not in chunk.lists


def _state(party: Participation) -> str | None:
    return party.actor.id if party.actor.type is ActorType.STATE else party.actor.state


def _beside(draft: Draft, other: Draft) -> bool:
    """Whether two contacts of one person are told of the same day, and alike."""
    if other is draft or other.kind not in _IN_PERSON or draft.status is not other.status:
        return False
    a, b = draft.date, other.date
    same_day = a is not None and b is not None and a.precision == b.precision == "day" and overlap(a, b)
    shared = {p.actor.id for p in draft.parties} & {p.actor.id for p in other.parties}
    return same_day and bool(shared)
