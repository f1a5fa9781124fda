"""Dates without a year beside leaders whose terms are over."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.date.expressions import DateExpr
from kg.date.resolution import Clock, resolve
from kg.date.terms import in_term
from kg.model import Span

UNTIL = dt.date(2001, 1, 20)


def day_of(day: int, month: int) -> DateExpr:
    return DateExpr(Span(0, 1), "day", day=day, month=month)


@pytest.mark.parametrize(
    ("published", "spoken", "expected"),
    [
        (dt.date(2015, 11, 21), ["1995-08-30"], "1995-11-20"),
        (dt.date(2015, 11, 21), ["1995-08-30", "2015-08-30"], "1995-11-20"),
        (dt.date(2015, 11, 21), ["1995-12-01"], "1996-11-20"),
        (dt.date(2015, 11, 21), ["2000-12-01"], "2000-11-20"),  # the next one lies after the term
        (dt.date(2015, 11, 21), ["2005-12-01"], None),
        (dt.date(2015, 11, 21), [], None),
        (dt.date(2002, 3, 1), [], "2001-11-20"),  # the title may be used by courtesy
        (dt.date(2000, 12, 1), ["1995-08-30"], "2000-11-20"),  # in office
    ],
)
def test_year_within_a_term(published: dt.date, spoken: list[str], expected: str | None) -> None:
    expr, clock = day_of(20, 11), Clock(published)
    nearest = resolve(expr, clock)
    assert nearest is not None
    found = in_term(expr, nearest, UNTIL, [dt.date.fromisoformat(d) for d in spoken], clock)
    assert (found and found.edtf) == expected


@given(
    st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)),
    st.lists(st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1))),
)
def test_no_date_is_after_a_term_that_is_long_over(published: dt.date, spoken: list[dt.date]) -> None:
    expr, clock = day_of(20, 11), Clock(published)
    nearest = resolve(expr, clock)
    assert nearest is not None
    found = in_term(expr, nearest, UNTIL, spoken, clock)
    if published.year >= UNTIL.year + 2 and found is not None and found.earliest is not None:
        assert found.earliest <= UNTIL
