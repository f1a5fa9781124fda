"""Columns of a time line hold every day once, are few, and have a unit that fits."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.render.timeline import MOST, timeline


def days(*texts: str) -> list[dt.date]:
    return sorted(map(dt.date.fromisoformat, texts))


@pytest.mark.parametrize(
    ("given", "first", "last", "size"),
    [
        (days("2024-02-28"), ("2024-02-28", "2024-02-28"), ("2024-02-28", "2024-02-28"), 1),
        (days("2024-02-28", "2024-03-01"), ("2024-02-28", "2024-02-28"), ("2024-03-01", "2024-03-01"), 3),
        (days("2023-12-05", "2024-03-01"), ("2023-12-01", "2023-12-31"), ("2024-03-01", "2024-03-31"), 4),
        (days("2000-05-05", "2024-03-01"), ("2000-01-01", "2000-12-31"), ("2024-01-01", "2024-12-31"), 25),
        (days("1795-05-05", "2024-03-01"), ("1790-01-01", "1799-12-31"), ("2020-01-01", "2029-12-31"), 24),
        (days("0001-01-01", "9999-12-31"), ("0001-01-01", "0010-12-31"), ("9991-01-01", "9999-12-31"), 1000),
    ],
)
def test_units(given: list[dt.date], first: tuple[str, str], last: tuple[str, str], size: int) -> None:
    found = timeline(given)
    assert (found[0]["from"], found[0]["to"]) == first
    assert (found[-1]["from"], found[-1]["to"]) == last
    assert len(found) == size


def test_a_few_early_days_share_a_column() -> None:
    late = [dt.date(2020, 1, 1) + dt.timedelta(days=n) for n in range(100)]
    found = timeline([dt.date(1954, 7, 21), *late])
    assert found[0] == {"from": "1954-07-21", "to": "2019-12-31", "label": "2019", "early": True}
    assert found[1]["label"] == "2020-01"


def test_none() -> None:
    assert timeline([]) == []


@given(st.lists(st.dates(dt.date(1700, 1, 1), dt.date(2100, 1, 1)), min_size=1, max_size=60).map(sorted))
def test_each_day_lies_in_one_column(days: list[dt.date]) -> None:
    found = timeline(days)
    spans = [(dt.date.fromisoformat(str(c["from"])), dt.date.fromisoformat(str(c["to"]))) for c in found]
    assert all(start <= end for start, end in spans)
    assert all(after[0] - before[1] == dt.timedelta(days=1) for before, after in itertools.pairwise(spans))
    assert spans[0][0] <= days[0]
    assert days[-1] <= spans[-1][1]
    assert len(found) <= MOST + 1
