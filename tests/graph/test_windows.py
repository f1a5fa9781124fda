"""When a contact may have been: dated, or as long before the paper as news is old; and the same moment elsewhere."""

from __future__ import annotations

import datetime as dt

import pytest
from testifying import DAY, JULY, LATER, NEXT, report

from kg.graph.testimony import Report
from kg.graph.windows import Window, days_elsewhere, over_by, window
from kg.model import Kind, Status

D = dt.date
YEAR = (D(2024, 1, 1), D(2024, 12, 31))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (report(), Window(DAY, DAY, True)),
        (report(on=JULY), Window(*JULY, True)),
        (report(on=None), Window(D(2024, 7, 7), LATER, False)),  # news of the week
        (report(on=YEAR), Window(D(2024, 7, 7), LATER, False)),  # a year says little more than none
        (report(on=(DAY, None)), Window(DAY, LATER, False)),
        (report(on=None, status=Status.PLANNED), Window(D(2024, 7, 13), D(2024, 8, 13), False)),
        (report(on=(None, D(2024, 1, 1))), None),  # what is told was over long before
        (report(on=None, published=None), None),
    ],
)
def test_window(told: Report, expected: Window | None) -> None:
    assert window(told) == expected


@pytest.mark.parametrize(
    ("told", "end"),
    [
        (report(), DAY),
        (report(kind=Kind.VISIT), D(2024, 7, 15)),  # it may have gone on
        (report(on=None), D(2024, 7, 13)),  # the day before the paper
        (report(on=None, status=Status.PLANNED), None),
        (report(status=Status.PLANNED, kind=Kind.VISIT), DAY),
    ],
)
def test_when_it_was_over(told: Report, end: dt.date | None) -> None:
    assert over_by(told) == end


@pytest.mark.parametrize(
    ("quote", "days"),
    [
        ("Hôm 12/7 (ngày 13/7 giờ Hà Nội), ông A gọi cho ông B", {NEXT}),
        ("Tối 12/7 giờ địa phương, ông A gọi cho ông B", {NEXT}),
        ("Rạng sáng 12/7 giờ Hà Nội, ông A gọi cho ông B", {D(2024, 7, 11)}),
        ("Hôm 12/7 (giờ Hà Nội: 20/7), ông A gọi cho ông B", set()),  # no moment has days so far apart
        ("Hôm 12/7 (tức 13/7), ông A gọi cho ông B", set()),
        ("Tối 12/7, ông A gọi cho ông B", set()),
    ],
)
def test_the_same_moment_elsewhere(quote: str, days: set[dt.date]) -> None:
    assert days_elsewhere(report(quote=quote)) == days
    assert days_elsewhere(report(quote=quote, on=JULY)) == set()


@pytest.mark.parametrize(
    ("one", "other", "left"),
    [
        (Window(DAY, LATER, True), Window(NEXT, D(2024, 8, 1), True), Window(NEXT, LATER, True)),
        (Window(DAY, LATER, True), Window(NEXT, NEXT, False), Window(DAY, LATER, True)),
        (
            Window(DAY, DAY, True),
            Window(LATER, LATER, True),
            Window(DAY, DAY, True),
        ),  # the first of two apart
    ],
)
def test_what_two_leave(one: Window, other: Window, left: Window) -> None:
    assert one.narrowed(other) == other.narrowed(one) == left
    assert one.meets(other) is other.meets(one)
