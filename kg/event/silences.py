"""Silences of one document: between whom, since when, and which contact ended them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.date.intervals import between
from kg.date.resolution import Clock, resolve
from kg.event.candidates import Candidate
from kg.event.dating import Dater
from kg.event.drafts import Draft, kinds_agree
from kg.event.parties import Parties, party
from kg.event.passages import Passage
from kg.event.pauses import Start, Way, dated, lasting, start, tells_of_visit, took_office, way
from kg.knowledge.lexicon import Anchor
from kg.model import ActorRef, Article, DateBasis, Kind, NoContact, Participation, Resolution, Span, Status

_OF_SOMEBODY = ("visit-of", "visit-to-of", "visit-of-to")
_BESIDE = 60  # characters between the words for a silence and the contact that they are said of


@dataclass(frozen=True)
class _Paused:
    """A silence that a sentence states, to be dated once the document has been read."""

    way: Way
    passage: Passage
    parties: tuple[Participation, ...]
    kind: Kind | None
    clock: Clock
    draft: Draft | None = None


class Silences:
    """The silences that one document states, noted sentence by sentence and dated once all has been read."""

    def __init__(
        self, article: Article, lowered: str, parties: Parties, dater: Dater, anchors: Sequence[Anchor]
    ) -> None:
        self.article = article
        self.text = article.text
        self.lowered = lowered
        self.parties = parties
        self.cast = parties.cast
        self.referents = parties.referents
        self.dater = dater
        self.anchors = anchors
        self._paused: list[_Paused] = []

    def note(
        self,
        passage: Passage,
        candidate: Candidate,
        parties: tuple[Participation, ...],
    ) -> bool:
        """Note "have not spoken since …" as a silence; whether it was one."""
        if candidate.rule in _OF_SOMEBODY:
            return False  # "chuyến thăm của A, được bàn tới từ cuối năm ngoái, bị hoãn": one visit
        since = any(d.since for d in passage.dates)
        if (
            not since
            and self._begun(passage, self.dater.narrowed(candidate), self.cast.clock.published) is None
        ):
            return False
        kind = None if candidate.weak else candidate.kind
        self._paused.append(_Paused(Way.SINCE, passage, parties, kind, self.dater.narrowed(candidate)))
        return True

    def follow(self, number: int, passage: Passage, drafts: Sequence[Draft]) -> None:
        """Note a silence that a sentence states by its end, by the contact before it, or by its being broken off."""
        found = way(self.lowered, passage.sentence.span, self.cast.lists)
        if found is None:
            return
        form, cue = found
        near = [(abs(t.start - cue.start), d) for d in drafts for t in _told_in(d, passage.sentence.span)]
        distance, draft = min(near, key=lambda each: each[0]) if near else (0, None)
        if draft is not None and form is Way.BROKEN_OFF:
            told = _told_in(draft, passage.sentence.span)
            draft = draft if distance <= _BESIDE and any(t.start >= cue.start for t in told) else None
        if (
            draft is not None
            and draft.kind is not Kind.VISIT
            and tells_of_visit(self.lowered, cue, self.cast.lists)
        ):
            return  # of a journey that is told as the talks held on it: the first to that state, not with that host
        parties = tuple(draft.parties) if draft is not None else self._parties_around(number, passage, cue)
        states = {p.actor.state or p.actor.id for p in parties}
        if len(states) < 2 or (form is Way.LAST and draft is None):
            return
        kind = draft.kind if draft is not None and not draft.weak and form is not Way.BROKEN_OFF else None
        self._paused.append(_Paused(form, passage, parties, kind, self.cast.clock, draft))

    def stated(self, drafts: Sequence[Draft]) -> list[NoContact]:
        """Each silence once, now that the contacts of the document and their dates are known."""
        once: dict[object, NoContact] = {}
        for paused in self._paused:
            silence = self._stated(paused, drafts)
            if silence is not None:
                once.setdefault((silence.evidence, silence.actors, silence.offices), silence)
        return list(once.values())

    def _parties_around(self, number: int, passage: Passage, cue: Span) -> tuple[Participation, ...]:
        """The two parties that a sentence about a silence names: in a candidate, or before and after its words."""
        for candidate in passage.candidates:
            if len(candidate.sides) == 2 and 0 <= candidate.trigger.end - cue.start <= _BESIDE:
                sides = self.parties.occasions(number, passage, candidate, (None, None))
                return tuple(party(*each) for each in sides[0]) if len(sides) == 1 else ()
        subjects = [m for m in passage.subjects() if m.span.end <= cue.start]
        after = [m for m in passage.mentions() if m.span.start >= cue.end]
        pair = next((m for m in passage.mentions() if m.head == "pair"), None)
        if pair is not None:
            return tuple(
                party(pair, r, i) for i, r in enumerate(self.parties.meant(number, passage, pair, ()), 1)
            )
        if not subjects or not after:
            return ()
        own = self.parties.meant(number, passage, subjects[-1], ())
        other = self.parties.meant(number, passage, after[0], tuple(r.actor for r in own))
        if len(own) != 1 or len(other) != 1:
            return ()
        return party(subjects[-1], own[0], 1), party(after[0], other[0], 2)

    def _begun(self, passage: Passage, clock: Clock, until: dt.date | None) -> Start | None:
        """From when on a sentence says that there was silence, be it since somebody took office."""
        span = passage.sentence.span
        office = took_office(self.lowered, span, self.cast.lists)
        if office is not None:
            people = (self.referents.person(m, ()) for m in passage.mentions() if m.span.within(office))
            for person in people:
                held = self.cast.register.held(person.actor.id, None, until) if person is not None else ()
                if held:
                    took = between(held[-1].start_earliest, held[-1].start_latest, DateBasis.TENURES)
                    return dated(took, office.slice(self.text))
        lists = self.cast.lists
        return start(self.text, self.lowered, span, passage.dates, self.anchors, clock, until, lists)

    def _stated(self, paused: _Paused, drafts: Sequence[Draft]) -> NoContact | None:
        """The silence that was noted, now that the contacts of the document and their dates are known."""
        published = self.cast.clock.published
        draft = next((d for d in drafts if paused.draft is not None and _same_or_in(paused.draft, d)), None)
        ended = draft if paused.way is Way.FIRST and draft and draft.status is Status.OCCURRED else None
        until = (_eve(ended) if ended is not None else None) or published
        if paused.way is Way.LAST:
            begun = dated(draft.date) if draft is not None and draft.date is not None else None
        else:
            begun = self._begun(paused.passage, paused.clock, until)
        if begun is None and paused.way is Way.BROKEN_OFF:
            days = (resolve(d, paused.clock) for d in paused.passage.dates if not d.aside)
            begun = next((dated(day) for day in days if day is not None), None)
        if begun is None:
            return None
        if ended is None and begun.sure is not None:
            later = [d for d in drafts if d is not draft and _ends(d, paused, begun.sure)]
            ended = min(later, key=lambda d: (_eve(d) or dt.date.max, d.trigger), default=None)
            until = (_eve(ended) if ended is not None else None) or until
        date = lasting(begun, until)
        if date is None and begun.earliest is not None:
            return None
        actors, offices = self._silent(paused.parties, begun)
        return NoContact(
            self.article.id,
            actors,
            paused.passage.evidence(self.text),
            paused.way.value,
            date,
            paused.kind,
            offices,
            begun.sure if date is not None else None,
            ended.trigger if ended is not None else None,
        )

    def _silent(
        self, parties: Iterable[Participation], begun: Start
    ) -> tuple[tuple[ActorRef, ...], tuple[str, ...]]:
        """Who was silent as a person, state or body, and which offices, whoever held them."""
        actors: list[ActorRef] = []
        offices: list[str] = []
        register = self.cast.register
        for each in parties:
            tenure = register.tenures[each.tenure] if each.tenure is not None else None
            if tenure is None or begun.earliest is None:
                actors.append(each.actor)
                continue
            then = register.held(each.actor.id, begun.earliest, begun.sure)
            if tenure in then:
                actors.append(each.actor)
                offices.append(tenure.office)
            elif any(t.office == tenure.office for t in then) or each.resolution is Resolution.NAME:
                actors.append(each.actor)
            else:
                offices.append(tenure.office)
        return tuple(actors), tuple(offices)


def _told_in(draft: Draft, span: Span) -> list[Span]:
    """The words in a stretch of text that tell of a contact."""
    return [t for t in (draft.trigger, *draft.triggers, *draft.referred) if t.within(span)]


def _same_or_in(told: Draft, kept: Draft) -> bool:
    """Whether a contact is still itself, or was folded into the other."""
    return told is kept or told.trigger in (kept.trigger, *kept.triggers)


def _eve(draft: Draft) -> dt.date | None:
    """The last day before a contact."""
    first = draft.date.earliest if draft.date is not None else None
    return first - dt.timedelta(days=1) if first is not None and draft.date is not None else None


def _ends(draft: Draft, paused: _Paused, sure: dt.date) -> bool:
    """Whether a contact of the document is one of those who were silent, of such a kind, after the silence began."""
    eve = _eve(draft)
    if draft.status is not Status.OCCURRED or eve is None or eve < sure:
        return False
    kinds = paused.kind is None or kinds_agree(draft.kind, draft.weak, paused.kind, False)
    return kinds and draft.actors == {p.actor.id for p in paused.parties}
