"""Texts and what they report, and what must hold whatever the text says."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

import pytest
from cases_file import Case, Told, contacts, read_cases, silences
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.article.articles import read_articles
from kg.extract import Extractor, event_record
from kg.knowledge.lexicon import Lexicon
from kg.model import ActorType, Article, Extraction, Kind, Role, Status

CASES = read_cases("contacts.txt")
SILENT = read_cases("silent.txt", dt.date(2024, 7, 13))
TEXTS = sorted({c.text for c in CASES + SILENT})


def folded(rows: Iterable[tuple[object, ...]]) -> list[str]:
    """Rows without regard to capitals: how an unnamed group is written is not what is at stake."""
    return sorted(json.dumps(row, ensure_ascii=False).casefold() for row in rows)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_a_text_reports(case: Case, extractor: Extractor) -> None:
    found = extractor.extract(case.article)
    assert folded(contacts(found)) == folded(case.contacts)
    assert folded(silences(found)) == folded(case.silences)


@pytest.mark.parametrize("case", SILENT, ids=str)
def test_what_reports_nothing(case: Case, extractor: Extractor) -> None:
    assert contacts(extractor.extract(case.article)) == []


def test_the_tables_reach_every_kind_status_and_most_frames(extractor: Extractor) -> None:
    events = [e for c in CASES for e in extractor.extract(c.article).events]
    assert {e.kind for e in events} == set(Kind)
    assert {e.status for e in events} == set(Status)
    known = {f.id for f in extractor.lexicon.frames}
    used = {e.rule for e in events}
    assert used <= known | {
        "attached",
        "over-line",
        "other-side",
        "reply",
        "also-with",
        "felicitation",
        "continued",
        "come-to",
        "subject-implied",
        "further",
        "received",
        "conveyed",
    }
    assert len(used) > len(known) / 2


# What must hold of every extraction


def check(found: Extraction, article: Article, extractor: Extractor) -> None:
    known = extractor.register.people.keys() | extractor.register.bodies.keys()
    for event in found.events:
        ids = [p.actor.id for p in event.participants]
        assert len(set(ids)) == len(ids) >= 2
        assert event.initiator is None or event.initiator in ids
        assert (event.initiator_evidence is None) == (event.initiator is None)
        for evidence in (event.evidence, *event.also, *filter(None, [event.initiator_evidence])):
            assert article.text[evidence.start : evidence.end] == evidence.quote
            assert evidence.quote.strip()
        assert event.evidence.start <= event.trigger.start < event.trigger.end <= event.evidence.end
        assert len(set(event.also)) == len(event.also)
        assert 0 < event.confidence <= 1
        assert all(p.mention and p.side >= 1 for p in event.participants)
        assert len({p.side for p in event.participants}) > 1
        for party in event.participants:
            assert (party.actor.type is ActorType.PERSON) <= bool(party.actor.name)
            assert not party.actor.known or party.actor.id in known
            assert party.tenure is None or party.tenure in {
                t.id for t in extractor.register.tenures_by_person.get(party.actor.id, ())
            }
            assert (party.role is Role.INITIATOR) == (party.actor.id == event.initiator)
        if event.date is not None and event.date.earliest and event.date.latest:
            assert event.date.earliest <= event.date.latest
    for silence in found.silences:
        assert len({*(a.id for a in silence.actors), *silence.offices}) >= 2
        assert silence.ended_by is None or silence.ended_by in {e.trigger for e in found.events}
        assert article.text[silence.evidence.start : silence.evidence.end] == silence.evidence.quote
    for unknown in found.unknown:
        assert unknown.role
        assert article.text[unknown.evidence.start : unknown.evidence.end] == unknown.evidence.quote


@pytest.mark.parametrize("case", CASES + SILENT, ids=str)
def test_every_record_is_well_formed(case: Case, extractor: Extractor) -> None:
    check(extractor.extract(case.article), case.article, extractor)


_garbage = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_documents = st.lists(st.sampled_from(TEXTS) | _garbage, min_size=1, max_size=8).flatmap(
    lambda parts: st.sampled_from(["\n", " ", "", "\n\n", ". "]).map(lambda joint: joint.join(parts))
)


@settings(max_examples=60, deadline=None)
@given(_documents, st.none() | st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1)))
def test_any_text_is_read(extractor: Extractor, text: str, published: dt.date | None) -> None:
    article = Article("a", unicodedata.normalize("NFC", text), published=published)
    check(extractor.extract(article), article, extractor)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(TEXTS), st.data())
def test_a_text_cut_anywhere_is_read(extractor: Extractor, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    article = Article("a", text[start : data.draw(st.integers(start, len(text)))])
    check(extractor.extract(article), article, extractor)


def test_reading_twice_gives_the_same(extractor: Extractor) -> None:
    first = [extractor.extract(c.article) for c in CASES]
    assert [extractor.extract(c.article) for c in reversed(CASES)] == first[::-1]


# What is no matter for the meaning


def told(text: str, case: Case, extractor: Extractor) -> list[Told]:
    return contacts(extractor.extract(replace(case, text=text).article))


def taken_in(text: str, case: Case) -> Article | None:
    """The text as the intake hands it on, None where it takes it for another language."""
    line = json.dumps({"id": "case", "text": text, "published": str(case.published or "")})
    (found,) = read_articles(["-"], stdin=io.BytesIO(line.encode()))
    return found if isinstance(found, Article) else None


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_composed_and_decomposed_letters(form: Literal["NFC", "NFD"], extractor: Extractor) -> None:
    for case in CASES:
        article = taken_in(unicodedata.normalize(form, case.text), case)
        if article is not None:
            assert article.text == case.text
            assert contacts(extractor.extract(article)) == told(case.text, case, extractor)


def new_style(text: str) -> str:
    """The text with the tone marks of final oa, oe and uy on the last letter: hòa → hoà, ủy → uỷ."""
    moved = re.sub(
        "([oO](?=[\u0300\u0301\u0303\u0309\u0323][aeAE])|[uU](?=[\u0300\u0301\u0303\u0309\u0323][yY]))(.)(.)(?![\\w\u0300-\u0323])",
        r"\1\3\2",
        unicodedata.normalize("NFD", text),
    )
    return unicodedata.normalize("NFC", moved)


def test_both_tone_styles(extractor: Extractor) -> None:
    changed = 0
    for case in CASES:
        text = new_style(case.text)
        changed += text != case.text
        assert folded(told(text, case, extractor)) == folded(told(case.text, case, extractor))
    assert changed > 3


MARKS = [
    (["“", "”"], ['"', '"']),
    (["“", "”"], ["«", "»"]),
    ([" - "], [" – "]),
    (["Biden - Putin"], ["Biden-Putin"]),
    ([" "], ["\u00a0"]),
    (["..."], ["…"]),
]


@pytest.mark.parametrize(("before", "after"), MARKS)
def test_styles_of_marks(before: list[str], after: list[str], extractor: Extractor) -> None:
    """After the normalisation of the intake, which alone deals with spaces."""
    for case in CASES:
        text = case.text
        for one, other in zip(before, after, strict=True):
            text = text.replace(one, other)
        article = taken_in(text, case)
        if article is not None:
            assert contacts(extractor.extract(article)) == told(case.text, case, extractor)


def test_unrelated_paragraphs_change_nothing(extractor: Extractor) -> None:
    weather = "Miền Bắc mưa to.\nGiá xăng tăng 500 đồng mỗi lít từ chiều nay."
    for case in CASES:
        assert told(f"{case.text}\n{weather}", case, extractor) == told(case.text, case, extractor)


# Records


def test_the_record_of_an_event(extractor: Extractor) -> None:
    text = "Tổng thống Mỹ Joe Biden gọi điện cho Tổng thống Nga Vladimir Putin hôm 12/2."
    (event,) = extractor.extract(Article("a1", text, published=dt.date(2022, 2, 13))).events
    record = event_record(event)
    assert json.loads(json.dumps(record)) == record
    assert list(record) == [
        "article", "kind", "status", "participants", "initiator", "date", "earliest", "latest", "place", "channel",
        "count", "duration_minutes", "topic", "attribution", "confidence", "evidence", "rule",
    ]  # fmt: skip
    assert (record["article"], record["kind"], record["status"]) == ("a1", "PhoneCall", "occurred")
    assert record["initiator"] == "Joe Biden"
    assert (record["date"], record["earliest"], record["latest"]) == ("2022-02-12",) * 3
    assert record["evidence"] == {"quote": text, "start": 0, "end": len(text)}
    assert [(p["name"], p["side"], p["role"], p["type"]) for p in record["participants"]] == [
        ("Joe Biden", 1, "initiator", "person"),
        ("Vladimir Putin", 2, "participant", "person"),
    ]
    assert all(p["iri"].startswith("https://w3id.org/counterpart/actor/") for p in record["participants"])


@pytest.mark.parametrize("text", ["", "\n\n", " ", ".", "…", "Điện đàm", "\x00", "a" * 10_000, "(" * 500])
def test_texts_that_say_nothing(text: str, extractor: Extractor) -> None:
    assert extractor.extract(Article("a", text)) == Extraction(Article("a", text))


def test_unknown_people_who_carry_a_role_are_listed_once(extractor: Extractor) -> None:
    text = (
        "Bộ trưởng Quốc phòng Chile Juana Pérez gặp Ngoại trưởng Mỹ Antony Blinken hôm 1/6.\n"
        "Bộ trưởng Quốc phòng Chile Juana Pérez hài lòng."
    )
    found = extractor.extract(Article("a", text, published=dt.date(2023, 6, 2)))
    (unknown,) = found.unknown
    assert (unknown.actor.name, unknown.actor.state) == ("Juana Pérez", "chile")
    assert (unknown.role, unknown.classes) == ("Bộ trưởng Quốc phòng Chile", ("defence_minister",))
    assert contacts(found)[0][1] == ("Antony Blinken", "Juana Pérez")
    assert unknown.actor in [p.actor for p in found.events[0].participants]
    assert unknown.actor.id == "x.juana-perez.chile.defence_minister"


def test_of_an_article_that_reports_nothing_nobody_is_listed(extractor: Extractor) -> None:
    article = Article("a", "Bộ trưởng Quốc phòng Chile Juana Pérez gặp phóng viên. Bà Pérez vui.")
    assert extractor.extract(article) == Extraction(article)


def test_the_version_names_package_and_data(extractor: Extractor, lexicon: Lexicon) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*-[0-9a-f]+", extractor.version)
    assert extractor.version.endswith(lexicon.version)
