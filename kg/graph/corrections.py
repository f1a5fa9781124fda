"""Judgements on what an article says, applied to what was read in it: Extraction × judgements → Extraction.

What the extractor had read is kept beside what a person put in its place (`Extraction.corrections`), so that the
graph can show both. Judgements that contradict one another change nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.article.text import lower
from kg.graph.judgements import NONE, OF_A_REPORT, Address, Judgement, found, of_article, stated_date
from kg.graph.triples import named_reports
from kg.knowledge.provisional import person_id
from kg.knowledge.register import Body, Person, Register
from kg.model import (
    ActorRef,
    ActorType,
    Article,
    ContactEvent,
    Correction,
    Evidence,
    Extraction,
    JudgementKind,
    Kind,
    Participation,
    Role,
    Span,
    Status,
)
from kg.vocab import mint

RULE = "judged"
"""The rule of a report that a person added."""


def corrected(extraction: Extraction, judgements: Iterable[Judgement], register: Register) -> Extraction:
    """The extraction as people put it right; the same object where no judgement is about its article."""
    mine = of_article(judgements, extraction.article.id)
    if not mine:
        return extraction
    events = {
        mint("report", name): event
        for name, event in named_reports(extraction.article.id, extraction.events).items()
    }
    about: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in mine:
        iri = located(judgement, events, extraction.article.text) if judgement.kind in OF_A_REPORT else None
        if iri is not None:
            about[iri].append(judgement)
    corrections = [c for iri in sorted(about) if (c := _corrected(events[iri], about[iri])) is not None]
    missing = [judgement for judgement in mine if judgement.kind is JudgementKind.MISSING_EVENT]
    corrections += _added(extraction, missing, register)
    after = {correction.before: correction.after for correction in corrections if correction.before}
    kept = (after.get(event, event) for event in extraction.events)
    added = (correction.after for correction in corrections if correction.before is None)
    return replace(
        extraction,
        events=tuple(event for event in (*kept, *added) if event is not None),
        corrections=tuple(corrections),
    )


def located(judgement: Judgement, events: dict[str, ContactEvent], text: str) -> str | None:
    """IRI of the report that a judgement means: by its quote where one is given, and by its address."""
    if judgement.quote is None:
        return found(judgement.about, events)
    places = [Span(m.start(), m.end()) for m in re.finditer(re.escape(judgement.quote), text)]
    quoted = {
        iri: event for iri, event in events.items() if any(event.trigger.within(place) for place in places)
    }
    there = found(judgement.about, quoted)
    if there is not None:
        return there
    kind = Address.of(judgement.about).kind
    moved = [iri for iri, event in quoted.items() if event.kind is kind]
    return moved[0] if len(moved) == 1 else None


def _corrected(event: ContactEvent, judgements: Sequence[Judgement]) -> Correction | None:
    """What judgements on one report make of it; None where none of them changes or confirms anything."""
    kinds = {judgement.kind for judgement in judgements}
    wrong = [j for j in judgements if j.kind is JudgementKind.WRONG_EVENT]
    if wrong:
        contradicted = kinds - {JudgementKind.WRONG_EVENT}
        return None if contradicted else Correction(event, None, tuple(j.iri for j in wrong))
    after, used = event, list[str]()
    for kind in (JudgementKind.WRONG_STATUS, JudgementKind.WRONG_DATE, JudgementKind.WRONG_INITIATOR):
        said = [judgement for judgement in judgements if judgement.kind is kind]
        if said and len({_value(judgement) for judgement in said}) == 1:
            changed = _changed(after, said[0])
            if changed is not None and changed != after:
                after, used = changed, [*used, *(judgement.iri for judgement in said)]
    confirmed = tuple(j.iri for j in judgements if j.kind is JudgementKind.RIGHT_EVENT)
    if not used and not confirmed:
        return None
    return Correction(event, replace(after, confidence=1.0), tuple(used), confirmed)


def _value(judgement: Judgement) -> object:
    return judgement.status, judgement.date, judgement.initiator


def _changed(event: ContactEvent, judgement: Judgement) -> ContactEvent | None:
    """An event with what one judgement says instead; None where that cannot be."""
    if judgement.status is not None:
        return replace(event, status=judgement.status)
    if judgement.date is not None:
        date = stated_date(judgement.date, f"{judgement.author}: {judgement.reason}")
        same = date and event.date and date.edtf == event.date.edtf
        return event if same else replace(event, date=date)
    return _sought(event, judgement.initiator or NONE, event.evidence)


def _sought(event: ContactEvent, initiator: str, evidence: Evidence) -> ContactEvent | None:
    """An event that a participant, by id or name, sought; nobody for ``none``. None for a stranger."""
    if initiator == NONE:
        neutral = tuple(_in_role(p, Role.PARTICIPANT) for p in event.participants)
        return replace(event, initiator=None, initiator_evidence=None, participants=neutral)
    named = [
        p.actor.id
        for p in event.participants
        if initiator in (p.actor.id, mint("actor", p.actor.id)) or lower(initiator) == lower(p.actor.name)
    ]
    if len(set(named)) != 1:
        return None
    if event.initiator == named[0]:
        return event
    others = Role.RECIPIENT if event.kind is Kind.MESSAGE else Role.PARTICIPANT
    parties = tuple(
        replace(p, role=Role.INITIATOR) if p.actor.id == named[0] else _in_role(p, others)
        for p in event.participants
    )
    return replace(event, initiator=named[0], initiator_evidence=evidence, participants=parties)


def _in_role(party: Participation, role: Role) -> Participation:
    seeks = party.role in (Role.INITIATOR, Role.RECIPIENT, Role.PARTICIPANT)
    return replace(party, role=role) if seeks else party


# Missing events


def _added(extraction: Extraction, missing: Sequence[Judgement], register: Register) -> list[Correction]:
    told: dict[ContactEvent, list[str]] = defaultdict(list)
    for judgement in missing:
        event = added_event(extraction.article, judgement, register)
        if event is not None and not any(_tells(known, event) for known in extraction.events):
            told[event].append(judgement.iri)
    return [Correction(None, event, tuple(iris)) for event, iris in told.items()]


def added_event(article: Article, judgement: Judgement, register: Register) -> ContactEvent | None:
    """The event that a person found missing; None where its quote does not stand in the text."""
    assert judgement.kind is JudgementKind.MISSING_EVENT
    quote = judgement.quote or ""
    start = article.text.find(quote)
    if start < 0 or not quote:
        return None
    evidence = Evidence(quote, start, start + len(quote))
    parties = tuple(
        Participation(party(name, register), name, Span(start, start + len(quote)), side=side)
        for side, names in enumerate(judgement.parties, 1)
        for name in names
    )
    date = stated_date(judgement.date or NONE, f"{judgement.author}: {judgement.reason}")
    event = ContactEvent(
        article.id,
        judgement.event or Kind.CONTACT,
        judgement.status or Status.OCCURRED,
        parties,
        evidence,
        Span(evidence.start, evidence.end),
        RULE,
        1.0,
        date=date,
    )
    return _sought(event, judgement.initiator or NONE, evidence) or event


def party(name: str, register: Register) -> ActorRef:
    """The actor that a person writes: an id or a whole name of the register, else a name, its state in brackets."""
    record: Person | Body | None = register.people.get(name) or register.bodies.get(name)
    if record is None:
        known: list[Person | Body] = [*register.people.values(), *register.bodies.values()]
        named = [each for each in known if name in (each.name, *each.aliases)]
        record = named[0] if len(named) == 1 else None
    if isinstance(record, Person):
        return ActorRef(record.id, record.name, ActorType.PERSON, True, record.body)
    if isinstance(record, Body):
        return ActorRef(record.id, record.name, record.type, True, record.id)
    bare, _, of = name.removesuffix(")").partition(" (")
    state = party(of, register).state if of and name.endswith(")") else None
    shown = bare if state else name
    return ActorRef(person_id(shown, state), shown, ActorType.PERSON, known=False, state=state)


def _tells(known: ContactEvent, missing: ContactEvent) -> bool:
    """Whether a report that was read is the one that a person missed: same kind and parties in that sentence."""
    places = (known.evidence, *known.also)
    there = any(e.start < missing.evidence.end and missing.evidence.start < e.end for e in places)
    actors = ({p.actor.id for p in event.participants} for event in (known, missing))
    return there and known.kind is missing.kind and len({frozenset(each) for each in actors}) == 1
