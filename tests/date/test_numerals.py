"""Words of numbers, weekdays, months and seasons."""

from __future__ import annotations

import pytest
from reading import dates

from kg.date.numerals import MONTHS, NUMBERS, QUARTERS, SEASONS, WEEKDAYS, number


@pytest.mark.parametrize(("word", "value"), [("7", 7), ("12", 12), ("ba", 3), ("mười hai", 12), ("vài", 3)])
def test_numbers(word: str, value: int) -> None:
    assert number(word) == value


@pytest.mark.parametrize("word", ["", "trăm", "3/4", "-1"])
def test_what_is_no_number(word: str) -> None:
    with pytest.raises(KeyError):
        number(word)


@pytest.mark.parametrize(
    "text", [*(f"{word} ngày trước" for word in NUMBERS), *(f"tháng {word} năm 2023" for word in MONTHS)]
)
def test_each_is_read_whole(text: str) -> None:
    """Also where one begins like another: "mười hai" is no ten."""
    (found,) = dates(text)
    assert found.span.slice(text) == text


def test_every_weekday_month_and_quarter_has_a_word() -> None:
    assert set(WEEKDAYS.values()) == set(range(6))  # Sunday is a word of its own
    assert set(MONTHS.values()) == set(range(1, 13))
    assert sorted(QUARTERS.values()) == [1, 2, 3, 4]
    assert set(SEASONS.values()) == {3, 6, 9}
