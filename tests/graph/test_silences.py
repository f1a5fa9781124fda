"""Stated silences against reported contacts: who, of what kind, and surely between."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from factory import EXTRACTOR, actor, event, evidence, extraction, on, register

from kg.graph.silences import Silence, contradicts
from kg.graph.testimony import Party, Report
from kg.model import Extraction, Kind, NoContact, Status
from kg.store import Store, open_store
from kg.vocab import CP, expand, mint

AUSTIN, BELOUSOV = expand("actor:austin"), expand("actor:belousov")
USA, RUSSIA, MINISTER = expand("actor:usa"), expand("actor:russia"), expand("office:ru-defence")
SIDES = [[frozenset({AUSTIN, USA})], [frozenset({BELOUSOV, MINISTER, RUSSIA})]]


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("silent", "kind", "when", "status", "expected"),
    [
        ({AUSTIN, BELOUSOV}, None, "2024-03-05", Status.OCCURRED, True),
        ({USA, RUSSIA}, None, "2024-03-05", Status.OCCURRED, True),  # who acts for a state breaks its silence
        ({AUSTIN, MINISTER}, None, "2024-03-05", Status.OCCURRED, True),  # whoever held the office
        ({AUSTIN, expand("office:us-defence")}, None, "2024-03-05", Status.OCCURRED, False),
        ({AUSTIN, expand("actor:wang-yi")}, None, "2024-03-05", Status.OCCURRED, False),
        ({BELOUSOV, MINISTER}, None, "2024-03-05", Status.OCCURRED, False),  # one side alone
        ({AUSTIN, BELOUSOV}, Kind.VIDEO_CALL, "2024-03-05", Status.OCCURRED, True),
        ({AUSTIN, BELOUSOV}, Kind.MEETING, "2024-03-05", Status.OCCURRED, False),
        ({AUSTIN, BELOUSOV}, None, "2024-03-05", Status.DENIED, False),
        ({AUSTIN, BELOUSOV}, None, "2024-02-28", Status.OCCURRED, False),  # before
        ({AUSTIN, BELOUSOV}, None, "2024-07-02", Status.OCCURRED, False),  # after
        ({AUSTIN, BELOUSOV}, None, None, Status.OCCURRED, False),
    ],
)
def test_contradictions(
    silent: set[str], kind: Kind | None, when: str | None, status: Status, expected: bool
) -> None:
    silence = Silence("silence:a", frozenset(silent), kind, day("2024-03-01"), day("2024-07-01"))
    parties = (Party(AUSTIN, 1, USA), Party(BELOUSOV, 2, RUSSIA))
    report = Report("report:b", Kind.PHONE_CALL, status, parties, "article:b", None, day(when), day(when))
    assert contradicts(silence, report, SIDES) is expected


def test_a_silence_without_bounds_is_never_contradicted() -> None:
    silence = Silence("silence:a", frozenset({AUSTIN, BELOUSOV}))
    report = Report("report:b", Kind.PHONE_CALL, Status.OCCURRED, (), "article:b", None, day("2024-03-05"))
    assert not contradicts(silence, report, SIDES)


def call(id: str, when: str) -> Extraction:
    return extraction(replace(event(["austin"], ["belousov"], date=on(when)), article=id), id=id)


def test_what_ended_a_silence_and_what_contradicts_it_is_derived(tmp_path: Path) -> None:
    (told,) = call("a1", "2024-07-12").events
    silent = NoContact(
        "a1",
        (actor("austin"), actor("belousov")),
        evidence(),
        "silence-first-since",
        on("2024-07-11"),
        None,
        sure=dt.date(2023, 4, 1),
        ended_by=told.trigger,
    )
    first = extraction(told, silences=(silent,))
    with open_store(tmp_path) as store:
        store.mirror([first, call("a2", "2024-06-25"), call("a3", "2024-07-12")], register(), EXTRACTOR)
        assert said(store, CP.contradictedBy) == {"occasion:a2.PhoneCall.39-47"}
        assert said(store, CP.endedBy) == {"report:a1.PhoneCall.39-47", "occasion:a1.PhoneCall.39-47"}
        store.mirror([first], register(), EXTRACTOR)
        assert said(store, CP.contradictedBy) == set()


def said(store: Store, predicate: str) -> set[str]:
    from kg.graph.triples import node, plain
    from kg.vocab import compact

    quads = store.dataset.quads_for_pattern(None, node(predicate), None)
    return {compact(plain(quad.object)) for quad in quads}


def test_who_came_into_office_later_is_silent_as_the_office_alone() -> None:
    from kg.graph.triples import article_quads, plain

    silent = NoContact("a1", (actor("austin"),), evidence(), "silence-since", None, None, ("ru-defence",))
    quads = article_quads(extraction(silences=(silent,)), extractor=EXTRACTOR)
    told = {
        (plain(q.predicate), plain(q.object))
        for q in quads
        if plain(q.subject).startswith(expand("silence:"))
    }
    assert (CP.silentOffice, mint("office", "ru-defence")) in told
    assert (CP.silentActor, AUSTIN) in told
