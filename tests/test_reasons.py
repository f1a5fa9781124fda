"""Why reports are one occasion or two, as a reader is told."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from test_occasions import DAY, GLOSS, JULY, LATER, NEXT, PEOPLE, SAID, report

from kg import counterparts, reasons
from kg.errors import QueryError
from kg.model import Kind, Status
from kg.occasions import conditions, group
from kg.testimony import Report, reports
from kg.vocab import expand

FIXTURE = Path(__file__).parent / "data" / "contacts.trig"
AUSTIN, BELOUSOV = expand("actor:lloyd-austin"), expand("actor:andrey-belousov")
BLINKEN, WANG = expand("actor:antony-blinken"), expand("actor:wang-yi")
R = report
CASES: list[tuple[Report, Report, dict[str, tuple[bool, str]]]] = [
    (R("x"), R("y"), {"parties": (True, "the same"), "date": (True, "2024-07-12"), "means": (True, "call")}),
    (R("x"), R("y", "a", "c"), {"parties": (False, "not the same")}),
    (
        R("x", *PEOPLE),
        R("y", "USA", "belousov@RUS"),
        {"parties": (True, "a state or organisation stands for who acts for it")},
    ),
    (R("x"), R("y", on=NEXT), {"date": (False, "2024-07-12 and 2024-07-13")}),
    (R("x", quote=GLOSS), R("y", on=NEXT), {"date": (True, "2024-07-12 and 2024-07-13")}),
    (R("x"), R("y", on=JULY), {"date": (True, "2024-07-12 and 2024-07-01/2024-07-31")}),
    (R("x"), R("y", on=None), {"date": (True, "2024-07-12 and undated, so 2024-07-07/2024-07-14")}),
    (
        R("x", on=None, published=None),
        R("y", on=None, published=None),
        {"date": (False, "undated and undated")},
    ),
    (
        R("x", on=None, published=None, quote=SAID),
        R("y", on=None, published=None, quote=SAID),
        {"date": (True, "undated and undated")},
    ),
    (R("x"), R("y", kind=Kind.MEETING), {"means": (False, "call and face to face")}),
    (R("x"), R("y", kind=Kind.CONTACT), {"means": (True, "call and not said")}),
    (R("x"), R("y", count=2), {"number": (False, "1 contacts and 2")}),
    (R("x"), R("y", status=Status.PLANNED, published=DAY), {"status": (True, "occurred and planned")}),
    (R("x"), R("y", status=Status.PLANNED, published=LATER), {"status": (False, "occurred and planned")}),
    (
        R("x", by="a", article="s"),
        R("y", by="b", article="s"),
        {"initiator": (False, "one article names two")},
    ),
]


@pytest.mark.parametrize(("one", "other", "expected"), CASES)
def test_conditions(one: Report, other: Report, expected: dict[str, tuple[bool, str]]) -> None:
    for pair in ((one, other), (other, one)):
        found = {c.name: c.holds for c in conditions(*pair)}
        assert {name: found[name] for name in expected} == {
            name: holds for name, (holds, _) in expected.items()
        }
    said = {c.name: c.said for c in conditions(one, other)}
    assert {name: said[name] for name in expected} == {name: text for name, (_, text) in expected.items()}


@pytest.mark.parametrize(("one", "other"), [case[:2] for case in CASES])
def test_reports_are_joined_where_all_conditions_hold(one: Report, other: Report) -> None:
    assert (len(group([one, other])) == 1) == all(c.holds for c in conditions(one, other))


@pytest.fixture(scope="module")
def dataset() -> ox.Store:
    store = ox.Store()
    store.load(path=str(FIXTURE), format=ox.RdfFormat.TRIG)
    return store


def test_a_few_reports_are_read_like_all(dataset: ox.Store) -> None:
    every = reports(dataset)
    assert len(every) > 5
    for each in every:
        [alone] = reports(dataset, only=[each.iri])
        assert (alone, alone.labels, alone.occasion) == (each, each.labels, each.occasion)


def test_a_pair(dataset: ox.Store) -> None:
    found = reasons.together(counterparts.why(dataset, AUSTIN, BELOUSOV))
    notes = reasons.notes(dataset, found)
    assert [contact.id for contact in found] == [
        "report:a1.PhoneCall.260-268",
        "report:a1.PhoneCall.40-48",
        "report:a2.PhoneCall.30-38",
    ]
    assert notes["report:a1.PhoneCall.40-48"] == [
        (
            "occasion",
            "occasion:a1.PhoneCall.40-48: 2 reports in 2 articles, 2 independent sources; initiator disputed",
        )
    ]
    assert notes["report:a2.PhoneCall.30-38"] == [
        ("joined", "the same parties; dated 2024-07-12 (report:a1.PhoneCall.40-48)")
    ]
    told = counterparts.told(found, reasons=notes)
    assert (
        "  joined        the same parties; dated 2024-07-12 (report:a1.PhoneCall.40-48)" in told.splitlines()
    )


def test_what_is_kept_apart(dataset: ox.Store) -> None:
    found = reasons.together(counterparts.why(dataset, BLINKEN, WANG))
    notes = reasons.notes(dataset, found)
    assert notes[found[1].id] == [("apart from", f"{found[0].occasion} (means: {'call and face to face'})")]


def test_two_reports(dataset: ox.Store) -> None:
    told = reasons.of_two(dataset, expand("report:a1.PhoneCall.40-48"), expand("report:a2.PhoneCall.30-38"))
    assert told.splitlines()[-7:] == [
        "one occasion: occasion:a1.PhoneCall.40-48",
        "  report:a2.PhoneCall.30-38 → report:a1.PhoneCall.40-48: the same parties; dated 2024-07-12",
        "",
        "side by side",
        "  yes parties     the same",
        "  yes date        2024-07-12",
        "  yes means       call",
    ]
    apart = reasons.of_two(
        dataset, expand("report:a1.PhoneCall.40-48"), expand("report:a1.PhoneCall.260-268")
    )
    assert "two occasions" in apart.splitlines()
    assert "  no  date        2024-07-12 and 2024-06-25" in apart.splitlines()


def test_what_is_no_report(dataset: ox.Store) -> None:
    with pytest.raises(QueryError, match="report:nothing is not a report"):
        reasons.of_two(dataset, expand("report:a1.PhoneCall.40-48"), expand("report:nothing"))
