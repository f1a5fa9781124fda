"""Whether two reports can be of one occasion, condition by condition."""

from __future__ import annotations

import datetime as dt

import pytest
from testifying import DAY, GLOSS, JULY, LATER, NEXT, PEOPLE, SAID, report

from kg.graph.compatibility import conditions
from kg.graph.occasions import group
from kg.graph.testimony import Report
from kg.model import Kind, Status

R = report
AGES = dt.date(2026, 2, 1)
YEAR = (dt.date(2024, 1, 1), dt.date(2024, 12, 31))
CASES: list[tuple[Report, Report, dict[str, tuple[bool, str]]]] = [
    (R("x"), R("y"), {"parties": (True, "the same"), "date": (True, "2024-07-12"), "means": (True, "call")}),
    (R("x"), R("y", "a", "c"), {"parties": (False, "not the same")}),
    (
        R("x", *PEOPLE),
        R("y", "USA", "belousov@RUS"),
        {"parties": (True, "a state or organisation stands for who acts for it")},
    ),
    (
        R("x", "a, b", "c", kind=Kind.MESSAGE, by="a"),
        R("y", "b", "c", kind=Kind.MESSAGE, by="b"),
        {
            "parties": (True, "of a letter in the name of several one of the senders"),
            "sender": (True, "a or b and b"),
        },
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
    (
        R("x", at="Bali"),
        R("y", on=YEAR, at="Bali", published=AGES),
        {"date": (True, "2024-07-12 and undated")},
    ),
    (R("x"), R("y", on=YEAR, published=AGES), {"date": (False, "2024-07-12 and undated")}),
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
