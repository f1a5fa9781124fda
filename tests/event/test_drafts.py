"""When two contacts of one document are one: kinds, dates and what the text adds."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import BIDEN, PUTIN, Reading, shown

from kg.date.intervals import between
from kg.event.drafts import finer, interval, kinds_agree, overlap
from kg.model import DateBasis, EventDate, Kind

DAYS = st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2020, 3, 31))


@st.composite
def stretches(draw: st.DrawFn) -> EventDate:
    """Some days in a row."""
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return between(first, last, DateBasis.STATED)


@pytest.mark.parametrize(
    ("one", "other", "weak", "agree"),
    [
        (Kind.MEETING, Kind.MEETING, False, True),
        (Kind.MEETING, Kind.VISIT, False, True),
        (Kind.MEETING, Kind.PHONE_CALL, False, False),
        (Kind.MEETING, Kind.PHONE_CALL, True, True),
        (Kind.MESSAGE, Kind.PHONE_CALL, True, False),
        (Kind.MESSAGE, Kind.CONTACT, False, True),
        (Kind.VISIT, Kind.PHONE_CALL, True, False),
        (Kind.VISIT, Kind.CONTACT, True, False),
    ],
)
def test_which_kinds_can_be_one(one: Kind, other: Kind, weak: bool, agree: bool) -> None:
    assert kinds_agree(one, weak, other, False) is agree
    assert kinds_agree(other, False, one, weak) is agree


@given(stretches(), stretches())
def test_dates_overlap_where_they_share_a_day(a: EventDate, b: EventDate) -> None:
    def days(date: EventDate) -> set[int]:
        first, last = interval(date)
        assert first is not None
        assert last is not None
        return set(range(first.toordinal(), last.toordinal() + 1))

    assert overlap(a, b) is overlap(b, a) is bool(days(a) & days(b))
    assert finer(a, b) is (bool(days(a) & days(b)) and len(days(a)) < len(days(b)))


@given(stretches())
def test_no_date_is_finer_than_itself(date: EventDate) -> None:
    assert not finer(date, date)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"{BIDEN} gặp {PUTIN} hôm 12/7. {BIDEN} đã gặp {PUTIN} tại Geneva.",
            ["Meeting: Joe Biden / Vladimir Putin"],
        ),
        (
            f"{BIDEN} gặp {PUTIN} hôm 12/7. {BIDEN} từng gặp {PUTIN} ngày 16/6/2021.",
            ["Meeting: Joe Biden / Vladimir Putin", "Meeting: Joe Biden / Vladimir Putin"],
        ),
        (
            f"{BIDEN} gặp {PUTIN} hôm 12/7. {BIDEN} sẽ gặp {PUTIN} ngày 20/8.",
            ["Meeting planned: Joe Biden / Vladimir Putin", "Meeting: Joe Biden / Vladimir Putin"],
        ),
        (
            f"{BIDEN} gặp {PUTIN} hôm 12/7. {BIDEN} điện đàm với {PUTIN} hôm 10/7.",
            ["Meeting: Joe Biden / Vladimir Putin", "PhoneCall: Joe Biden / Vladimir Putin"],
        ),
    ],
)
def test_one_contact_or_two(text: str, expected: list[str], read: Reading) -> None:
    assert sorted(map(shown, read(text).events)) == expected
