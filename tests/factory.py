"""Small builders of records, a small register, and strategies that draw extractions; shared by the tests."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from hypothesis import strategies as st

from kg.model import (
    ActorRef,
    ActorType,
    Article,
    Attribution,
    AttributionType,
    ChannelReport,
    ChannelState,
    ChannelType,
    ContactEvent,
    DateBasis,
    EventDate,
    Evidence,
    Extraction,
    Kind,
    NoContact,
    Participation,
    Resolution,
    Role,
    Span,
    Status,
    UnknownActor,
)

EXTRACTOR = "0.1.0-test"
TEXT = "Theo TASS, ngày 12/7 ông Belousov đã gọi điện cho ông Austin. Hai bên nói về đường dây nóng."

REGISTER_TURTLE = """
@prefix actor: <https://w3id.org/counterpart/actor/> .
@prefix channel: <https://w3id.org/counterpart/channel/> .
@prefix cp: <https://w3id.org/counterpart/ontology#> .
@prefix kind: <https://w3id.org/counterpart/kind/> .
@prefix office: <https://w3id.org/counterpart/office/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix status: <https://w3id.org/counterpart/status/> .
@prefix tenure: <https://w3id.org/counterpart/tenure/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

kind:PhoneCall skos:prefLabel "điện đàm"@vi , "phone call"@en .
kind:Meeting skos:prefLabel "gặp"@vi , "meeting"@en .
status:planned skos:prefLabel "dự kiến"@vi , "planned"@en .
actor:russia a cp:State ; rdfs:label "Russia" ; skos:prefLabel "Nga"@vi , "Russia"@en .
actor:usa a cp:State ; rdfs:label "United States" ; skos:prefLabel "Mỹ"@vi , "United States"@en .
actor:austin a cp:Person ; rdfs:label "Lloyd Austin" ; cp:citizenOf actor:usa .
actor:belousov a cp:Person ; rdfs:label "Andrey Belousov" ; cp:citizenOf actor:russia .
channel:deconfliction a cp:Channel ; rdfs:label "đường dây tránh xung đột"@vi .
tenure:austin.us-defense.2021-01-22 a cp:Tenure ; cp:heldBy actor:austin ; cp:office office:us-defense ;
    cp:tenureStart "2021-01-22"^^xsd:date .
"""


@contextmanager
def new_folder() -> Iterator[Path]:
    """A folder for a store, where a property test cannot have `tmp_path`.

    Threads of the database may still write while it is removed, if an error's trace holds on to a handle.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        yield Path(name)


def register() -> list[ox.Quad]:
    """A register of two people, two states, a channel and a few concepts."""
    return list(ox.parse(REGISTER_TURTLE, format=ox.RdfFormat.TURTLE))


def article(id: str = "a1", text: str = TEXT, **details: Any) -> Article:
    return Article(id, text, **details)


def actor(id: str, name: str | None = None, type: ActorType = ActorType.PERSON, **details: Any) -> ActorRef:
    return ActorRef(id, name or id.replace("-", " ").title(), type, **details)


def source(wording: str, start: int = 0, **details: Any) -> Attribution:
    """Who says so: an official nobody knows, unless `details` say more."""
    details.setdefault("type", AttributionType.OFFICIAL)
    return Attribution(wording, Span(start, start + len(wording)), **details)


def evidence(text: str = TEXT, start: int = 0, end: int | None = None) -> Evidence:
    end = len(text) if end is None else end
    return Evidence(text[start:end], start, end)


def on(day: str, **details: Any) -> EventDate:
    """An EventDate of one day, written YYYY-MM-DD."""
    date = dt.date.fromisoformat(day)
    return EventDate(date, date, day, "day", DateBasis.STATED, **details)


def event(
    *sides: Sequence[str | ActorRef],
    kind: Kind = Kind.PHONE_CALL,
    status: Status = Status.OCCURRED,
    trigger: int = 39,
    **details: Any,
) -> ContactEvent:
    """A contact between the sides given, each a list of actors or of ids of known people."""
    parts = tuple(
        Participation(ref, ref.name, Span(0, 4), side=number)
        for number, side in enumerate(sides, 1)
        for ref in (actor(a) if isinstance(a, str) else a for a in side)
    )
    settings: dict[str, Any] = {"evidence": evidence(), "rule": "called", "confidence": 0.9} | details
    return ContactEvent("a1", kind, status, parts, trigger=Span(trigger, trigger + 8), **settings)


def extraction(*events: ContactEvent, id: str = "a1", **details: Any) -> Extraction:
    return Extraction(article(id), events, **details)


_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_names = _texts.filter(bool)
_ids = st.sampled_from(["austin", "belousov", "russia", "x.tô-lâm", "g.a b/c", "x.100%", "1~", "a.", "é"])
_days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
_urls = st.one_of(
    _texts,
    st.sampled_from(
        [
            "https://vnexpress.net/a-1.html",
            "http://x/é?a=1&b=[2]",
            "javascript:alert(1)",
            "http://x/a b",
            "http://[",
            "http://",
        ]
    ),
)


@st.composite
def _dates(draw: st.DrawFn) -> EventDate:
    first, last = sorted((draw(_days), draw(_days)))
    earliest, latest = draw(st.sampled_from([(first, first), (first, last), (None, last), (first, None)]))
    written = f"{earliest or '..'}/{latest or '..'}" if earliest != latest else str(first)
    return EventDate(
        earliest,
        latest,
        written,
        draw(st.sampled_from(["day", "interval"])),
        draw(st.sampled_from(DateBasis)),
        draw(st.none() | _texts),
        draw(st.none() | _texts),
    )


@st.composite
def _evidences(draw: st.DrawFn, text: str) -> Evidence:
    start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    return evidence(text, start, end)


@st.composite
def _actors(draw: st.DrawFn, id: str) -> ActorRef:
    return ActorRef(
        id, draw(_names), draw(st.sampled_from(ActorType)), draw(st.booleans()), draw(st.none() | _ids)
    )


@st.composite
def _attributions(draw: st.DrawFn) -> Attribution:
    start = draw(st.integers(0, 9))
    return Attribution(
        draw(_texts),
        Span(start, draw(st.integers(start + 1, 12))),
        draw(st.sampled_from(AttributionType)),
        draw(st.none() | _actors("belousov")),
        None,
        draw(st.none() | st.just("russia")),
        draw(st.none() | st.integers(1, 3)),
        draw(st.none() | st.builds(source, _texts, st.just(20), medium=st.just("tass"))),
    )


@st.composite
def _events(draw: st.DrawFn, about: Article) -> ContactEvent:
    ids = draw(st.lists(_ids, min_size=2, max_size=4, unique=True))
    return ContactEvent(
        about.id,
        draw(st.sampled_from(Kind)),
        draw(st.sampled_from(Status)),
        tuple(
            Participation(
                draw(_actors(id)),
                draw(_texts),
                Span(0, 1),
                draw(st.sampled_from(Role)),
                draw(st.integers(1, 3)),
                draw(st.none() | st.just("austin.us-defense.2021-01-22")),
                draw(st.sampled_from(Resolution)),
                draw(st.none() | _texts),
            )
            for id in ids
        ),
        draw(_evidences(about.text)),
        Span(draw(st.integers(0, 3)), 4),
        draw(_names),
        draw(st.floats(0, 1)),
        draw(st.none() | st.sampled_from(ids)),
        draw(st.none() | _evidences(about.text)),
        draw(st.none() | _dates()),
        draw(st.none() | _texts),
        draw(st.none() | st.sampled_from(ChannelType)),
        draw(st.none() | st.integers(1, 9)),
        draw(st.none() | st.integers(1, 600)),
        draw(st.none() | _texts),
        tuple(draw(st.lists(_attributions(), max_size=2, unique_by=lambda a: a.span))),
        tuple(draw(st.lists(_evidences(about.text), max_size=2))),
        draw(st.none() | st.sampled_from(["deconfliction", "line.é"])),
    )


@st.composite
def extractions(draw: st.DrawFn, id: str | None = None) -> Extraction:
    """Any extraction: hostile texts, names that need escapes, everything optional there or not."""
    text = draw(st.one_of(st.just(TEXT), _texts))
    about = Article(
        id or draw(_names),
        text,
        draw(st.none() | _texts),
        draw(st.none() | _days),
        draw(st.none() | _texts),
        draw(st.none() | _urls),
    )
    silence = NoContact(
        about.id,
        tuple(draw(_actors(id)) for id in draw(st.lists(_ids, min_size=2, max_size=3, unique=True))),
        draw(_evidences(text)),
        "silence",
        draw(st.none() | _dates()),
        draw(st.none() | st.sampled_from(Kind)),
    )
    channel = ChannelReport(
        about.id,
        draw(st.sampled_from(["deconfliction", "hotline.russia-usa"])),
        draw(st.sampled_from(ChannelType)),
        draw(_names),
        (draw(_actors("russia")), draw(_actors("x.b"))),
        draw(st.sampled_from(ChannelState)),
        draw(_evidences(text)),
        "channel",
        draw(st.none() | _dates()),
    )
    unknown = UnknownActor(
        about.id,
        draw(_actors(draw(_ids))),
        draw(_texts),
        draw(_evidences(text)),
        tuple(draw(st.lists(st.sampled_from(["head_of_state", "foreign_minister"]), max_size=2))),
    )
    return Extraction(
        about,
        tuple(draw(st.lists(_events(about), max_size=2))),
        tuple(draw(st.lists(st.just(silence), max_size=1))),
        tuple(draw(st.lists(st.just(channel), max_size=1))),
        tuple(draw(st.lists(st.just(unknown), max_size=1))),
    )
