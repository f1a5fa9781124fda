"""What a request says: numbers, days and lists, and in which words what it says wrong is refused."""

from __future__ import annotations

import datetime as dt

import pytest

from kg.serve import fields
from kg.serve.protocol import Refusal


@pytest.mark.parametrize(
    ("text", "number"),
    [("", 7), (None, 7), ("0", 0), ("100", 100), ("0099", 99)],
)
def test_numbers(text: str | None, number: int) -> None:
    assert fields.number({"limit": text}, "limit", 7, 100) == number


@pytest.mark.parametrize("text", ["101", "-1", "1.0", "x", "١", "9" * 400])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(Refusal, match=r"limit: .* is not a whole number up to 100"):
        fields.number({"limit": text}, "limit", 7, 100)


def test_days() -> None:
    assert fields.day({"from": "2024-07-12"}, "from") == dt.date(2024, 7, 12)
    assert fields.day({}, "from") is None
    with pytest.raises(Refusal, match="from: '12/7/2024' is not a day; write YYYY-MM-DD"):
        fields.day({"from": "12/7/2024"}, "from")


@pytest.mark.parametrize(("given", "values"), [("a", ["a"]), ("", []), (["a", "", "b"], ["a", "b"])])
def test_fields_that_may_stand_often(given: str | list[str], values: list[str]) -> None:
    assert fields.several(given) == values


def test_of_several_the_first() -> None:
    request = {"fields": [("data", "one"), ("lang", "vi"), ("data", "two")]}
    assert fields.text(request, "data") == "one"
    assert fields.text(request, "then") is None
    assert fields.text({}, "data") is None
