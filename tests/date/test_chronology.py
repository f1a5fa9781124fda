"""Dates without a year between two with theirs."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.date.chronology import in_order
from kg.date.expressions import DateExpr
from kg.date.resolution import Clock, resolve
from kg.model import Span

PUBLISHED = dt.date(2016, 3, 25)


def resolved(
    day: int, month: int, before: str | None, after: str | None, published: dt.date = PUBLISHED
) -> str:
    expr, clock = DateExpr(Span(0, 1), "day", day=day, month=month), Clock(published)
    nearest = resolve(expr, clock)
    assert nearest is not None
    first, last = (dt.date.fromisoformat(d) if d else None for d in (before, after))
    return in_order(expr, nearest, first, lambda: last, clock).edtf


@pytest.mark.parametrize(
    ("day", "month", "before", "after", "expected"),
    [
        (16, 12, "2014-08-18", "2015-04-01", "2014-12-16"),
        (5, 1, "2014-08-18", "2015-04-01", "2015-01-05"),
        (16, 12, None, "2015-04-01", "2015-12-16"),
        (16, 12, "2014-08-18", None, "2015-12-16"),
        (16, 12, "2012-08-18", "2015-04-01", "2015-12-16"),  # years apart, so that no one year fits
        (16, 12, "2015-10-01", "2015-04-01", "2015-12-16"),  # the text goes back
        (16, 6, "2014-08-18", "2015-04-01", "2015-06-16"),  # of neither year between them
        (10, 3, "2014-08-18", "2015-04-01", "2016-03-10"),  # news
    ],
)
def test_the_year_that_keeps_the_order(
    day: int, month: int, before: str | None, after: str | None, expected: str
) -> None:
    assert resolved(day, month, before, after) == expected


@given(
    st.dates(dt.date(2010, 1, 1), dt.date(2016, 3, 25)),
    st.dates(dt.date(2010, 1, 1), dt.date(2016, 3, 25)),
)
def test_what_is_changed_stands_in_order(before: dt.date, after: dt.date) -> None:
    found = resolved(16, 12, before.isoformat(), after.isoformat())
    assert found == "2015-12-16" or before.isoformat() <= found <= after.isoformat()
