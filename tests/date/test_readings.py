"""What each form of date wordings says by itself, and what is no date."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import dates

from kg.date.expressions import DateExpr
from kg.date.readings import READERS
from kg.date.wordings import FORMS

EMPTY = {f.name: f.default for f in dataclasses.fields(DateExpr)}


def said(expr: DateExpr) -> dict[str, object]:
    """What an expression says besides where it stands and what it leaves out."""
    values = {f.name: getattr(expr, f.name) for f in dataclasses.fields(expr)}
    return {k: v for k, v in values.items() if k != "span" and v != EMPTY[k]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ngày 12/7/2023", {"form": "day", "day": 12, "month": 7, "year": 2023}),
        ("ngày 3 tháng 5 năm 1998", {"form": "day", "day": 3, "month": 5, "year": 1998}),
        ("hôm 12/7", {"form": "day", "day": 12, "month": 7}),
        ("ngày 5/6 cùng năm", {"form": "day", "day": 5, "month": 6, "anaphoric": True}),
        ("tháng 3/2021", {"form": "month", "month": 3, "year": 2021}),
        (
            "từ ngày 3 đến 5/6/2024",
            {"form": "days", "day": 3, "last_day": 5, "month": 6, "last_month": 6, "year": 2024},
        ),
        ("ngày 30/5 - 2/6", {"form": "days", "day": 30, "last_day": 2, "month": 5, "last_month": 6}),
        ("năm 2019", {"form": "year", "year": 2019}),
        ("hôm qua", {"form": "offset-day", "offset": -1}),
        ("ba ngày trước", {"form": "offset-day", "offset": -3}),
        ("ba ngày sau đó", {"form": "offset-day", "offset": 3, "anaphoric": True}),
        ("tuần trước", {"form": "week", "offset": -1}),
        ("tháng trước", {"form": "offset-month", "offset": -1}),
        ("năm ngoái", {"form": "offset-year", "offset": -1}),
        ("cùng ngày", {"form": "same-day", "anaphoric": True}),
        ("kể từ tháng 2/2022", {"form": "month", "month": 2, "year": 2022, "since": True}),
        ("ngày 7/9 năm ngoái", {"form": "day", "day": 7, "month": 9, "offset": -1, "weekday": -1}),
        ("ngày 10 tháng này", {"form": "day-of-month", "day": 10}),
        ("đầu tuần", {"form": "week", "nearest": True}),
        (
            "cuối tháng 3 đầu tháng 4/2019",
            {"form": "days", "day": 21, "last_day": 10, "month": 3, "last_month": 4, "year": 2019},
        ),
        ("giai đoạn 2017-2018", {"form": "year", "year": 2017, "last_year": 2018}),
        ("đầu thập niên 1990", {"form": "year", "year": 1990, "last_year": 1993}),
        ("cuối thế kỷ 19", {"form": "year", "year": 1867, "last_year": 1900}),
        ("tháng 9 năm ngoái", {"form": "month", "month": 9, "offset": -1, "weekday": -1}),
        ("mùa hè năm 2015", {"form": "season", "month": 6, "last_month": 8, "year": 2015}),
        ("hai tháng đầu năm 2019", {"form": "season", "month": 1, "last_month": 2, "year": 2019}),
        ("quý III năm ngoái", {"form": "season", "month": 7, "last_month": 9, "offset": -1, "weekday": -1}),
        ("thứ tư tuần trước", {"form": "weekday", "weekday": 2, "offset": -1, "part": "week"}),
        ("ngày mai", {"form": "offset-day", "offset": 1}),
        ("trong vòng hai tuần tới", {"form": "coming-days", "offset": 14}),
        ("hai tuần tới", {"form": "week", "offset": 2}),
        ("hôm sau", {"form": "offset-day", "offset": 1, "anaphoric": True}),
    ],
)
def test_what_is_said(text: str, expected: dict[str, object]) -> None:
    (found,) = dates(text)
    assert said(found) == expected


@pytest.mark.parametrize("text", ["tỷ lệ 12/30", "hôm 12/13/2020", "ngày 32 tháng 5", "tháng 13/2020"])
def test_what_is_no_day(text: str) -> None:
    assert [d for d in dates(text) if d.day is not None] == []


def test_every_form_has_its_reader() -> None:
    assert {name for name, _ in FORMS} == set(READERS)


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2099, 12, 31)), st.sampled_from("/-."))
def test_a_day_in_figures_says_itself(day: dt.date, mark: str) -> None:
    (found,) = dates(f"ngày {day.day}{mark}{day.month}{mark}{day.year}")
    assert (found.form, found.year, found.month, found.day) == ("day", day.year, day.month, day.day)


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2099, 12, 31)))
def test_a_day_in_words_says_the_same_as_in_figures(day: dt.date) -> None:
    (words,) = dates(f"ngày {day.day} tháng {day.month} năm {day.year}")
    (figures,) = dates(f"ngày {day.day}/{day.month}/{day.year}")
    assert said(words) == said(figures)
