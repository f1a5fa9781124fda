"""Days and parts of months as intervals."""

from __future__ import annotations

import datetime as dt

import pytest

from kg.date.distances import Distance
from kg.date.intervals import between, shifted
from kg.model import DateBasis

D = dt.date
STATED = DateBasis.STATED


def test_shifted() -> None:
    day = between(D(2021, 12, 30), D(2021, 12, 30), STATED)
    assert [d.edtf for days in (14, -3) if (d := shifted(day, Distance(days)))] == [
        "2022-01-13",
        "2021-12-27",
    ]
    wide = shifted(day, Distance(14, 3))
    assert wide is not None
    assert wide.edtf == "2022-01-10/2022-01-16"
    assert shifted(between(None, D(2021, 12, 30), STATED), Distance(14)) is None
    months = [(day, 2), (between(D(2021, 1, 1), D(2021, 12, 31), STATED), -12), (wide, 1)]
    moved = [shifted(date, Distance(0, months=n)) for date, n in months if date is not None]
    assert [m and m.edtf for m in moved] == ["2022-02", "2020", "2022-02"]


@pytest.mark.parametrize(
    ("first", "last", "edtf", "width"),
    [
        (D(2024, 7, 12), D(2024, 7, 12), "2024-07-12", "day"),
        (D(2024, 2, 1), D(2024, 2, 29), "2024-02", "month"),
        (D(2024, 1, 1), D(2024, 12, 31), "2024", "year"),
        (D(2024, 1, 1), D(2024, 6, 30), "2024-01-01/2024-06-30", "interval"),
        (None, D(2024, 6, 30), "../2024-06-30", "interval"),
        (D(2024, 6, 30), None, "2024-06-30/..", "interval"),
    ],
)
def test_edtf_of_bounds(first: dt.date | None, last: dt.date | None, edtf: str, width: str) -> None:
    found = between(first, last, STATED)
    assert (found.edtf, found.precision) == (edtf, width)
