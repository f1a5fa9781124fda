"""Date wordings of the Vietnamese press: what they mean on a given day, and when they mean nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matching import bounds
from reading import dates

from kg.date.intervals import between
from kg.date.resolution import Clock, Tense, latest_stated, resolve
from kg.model import DateBasis, EventDate

D = dt.date
SATURDAY = Clock(published=D(2024, 7, 13))
NEW_YEAR = Clock(published=D(2022, 1, 2))  # a Sunday
DECEMBER = Clock(published=D(2025, 12, 20))
LEAP_DAY = Clock(published=D(2024, 2, 29))  # a Thursday
STATED, PUBLICATION, TENURES, CONTEXT = (
    DateBasis.STATED,
    DateBasis.PUBLICATION,
    DateBasis.TENURES,
    DateBasis.CONTEXT,
)


def meaning(
    text: str, clock: Clock, tense: Tense = "past", context: EventDate | None = None
) -> EventDate | None:
    (expr,) = dates(text)
    return resolve(expr, clock, tense=tense, context=context)


# Wordings by what they mean on Saturday 13 July 2024
ON_SATURDAY = [
    # a day in figures
    ("hôm 12/7", "2024-07-12", PUBLICATION),
    ("hôm 12-7", "2024-07-12", PUBLICATION),
    ("ngày 12.7", "2024-07-12", PUBLICATION),
    ("tối 12/7", "2024-07-12", PUBLICATION),
    ("rạng sáng ngày 13/7", "2024-07-13", PUBLICATION),
    ("lúc nửa đêm về sáng ngày 12/7", "2024-07-12", PUBLICATION),
    ("hôm 25/6", "2024-06-25", PUBLICATION),
    ("ngày 14 tháng 6", "2024-06-14", PUBLICATION),
    ("ngày mùng 2 tháng 7", "2024-07-02", PUBLICATION),
    ("hôm 30/12", "2023-12-30", PUBLICATION),
    ("(9-7)", "2024-07-09", PUBLICATION),
    ("ngày 30/12/2015", "2015-12-30", STATED),
    ("hôm 30-12-2015", "2015-12-30", STATED),
    ("ngày 5.9.2023", "2023-09-05", STATED),
    ("ngày 3 tháng 2 năm 1994", "1994-02-03", STATED),
    ("ngày 3/2/1994", "1994-02-03", STATED),
    # spans of days
    ("từ ngày 19 đến 20/6", "2024-06-19/2024-06-20", PUBLICATION),
    ("từ ngày 28/6 đến 2/7", "2024-06-28/2024-07-02", PUBLICATION),
    ("từ 9-11/7", "2024-07-09/2024-07-11", PUBLICATION),
    ("từ 9 đến 11.7", "2024-07-09/2024-07-11", PUBLICATION),
    ("trong hai ngày 16 và 17/5", "2024-05-16/2024-05-17", PUBLICATION),
    ("từ ngày 30/12/2015", "2015-12-30", STATED),
    ("từ ngày 19 đến 20/6/2023", "2023-06-19/2023-06-20", STATED),
    ("ngày 7 đến 9 tháng 5", "2024-05-07/2024-05-09", PUBLICATION),
    ("ngày 3 tháng này", "2024-07-03", PUBLICATION),
    ("hôm 28 tháng trước", "2024-06-28", PUBLICATION),
    ("vào tối ngày 10", "2024-07-10", PUBLICATION),
    ("ngày 20", "2024-06-20", PUBLICATION),
    ("ngày 2 hoặc 5/7", "2024-07-02/2024-07-05", PUBLICATION),
    ("hồi đầu tháng", "2024-07-01/2024-07-10", PUBLICATION),
    # years told together, decades, centuries
    ("hồi thập niên 1990", "1990-01-01/1999-12-31", STATED),
    ("trong những năm 60", "1960-01-01/1969-12-31", STATED),
    ("thập niên 80 của thế kỷ trước", "1980-01-01/1989-12-31", STATED),
    ("đầu thập kỷ 2000", "2000-01-01/2003-12-31", STATED),
    ("hồi thế kỷ 19", "1801-01-01/1900-12-31", STATED),
    ("hồi cuối thế kỷ XIX", "1867-01-01/1900-12-31", STATED),
    ("giai đoạn 2017-2018", "2017-01-01/2018-12-31", STATED),
    ("từ năm 2016 đến năm 2018", "2016-01-01/2018-12-31", STATED),
    ("từ tháng 4/2021 đến tháng 9/2022", "2021-04-01/2022-09-30", STATED),
    ("từ tháng 3 đến tháng 5", "2024-03-01/2024-05-31", PUBLICATION),
    ("từ tháng 11 đến tháng 2", "2023-11-01/2024-02-29", PUBLICATION),
    ("cuối tháng 5, đầu tháng 6", "2024-05-21/2024-06-10", PUBLICATION),
    ("hè năm 2018", "2018-06-01/2018-08-31", STATED),
    # spellings of the south and of the press abroad
    ("hôm Chúa nhật", "2024-07-07", PUBLICATION),
    ("Thứ Ba, ngày 9 tháng Bảy", "2024-07-09", PUBLICATION),
    ("thứ Ba (9/7)", "2024-07-09", PUBLICATION),
    ("thứ Ba tuần rồi", "2024-07-02", PUBLICATION),
    ("thứ Tư vừa qua", "2024-07-10", PUBLICATION),
    ("hôm 12 Tháng Tám, 2018", "2018-08-12", STATED),
    ("hồi tháng Mười hai 2018", "2018-12", STATED),
    ("hồi Tháng Tám, 2018", "2018-08", STATED),
    ("Chủ nhật và thứ Hai tuần trước", "2024-06-30/2024-07-01", PUBLICATION),
    ("mồng 3 tháng này", "2024-07-03", PUBLICATION),
    ("hôm mùng 3", "2024-07-03", PUBLICATION),
    ("ngày 12 vừa qua", "2024-07-12", PUBLICATION),
    ("sáng sớm nay", "2024-07-13", PUBLICATION),
    ("chiều tối qua", "2024-07-12", PUBLICATION),
    ("cách nay hai năm", "2022", PUBLICATION),
    ("hai mươi năm trước", "2004", PUBLICATION),
    ("hơn một năm trước", "2023", PUBLICATION),
    ("tuần trước nữa", "2024-06-24/2024-06-30", PUBLICATION),
    ("hồi cuối tháng", "2024-06-21/2024-06-30", PUBLICATION),
    ("hồi đầu năm", "2024-01-01/2024-03-31", PUBLICATION),
    ("đầu tuần", "2024-07-08/2024-07-14", PUBLICATION),
    # months and their parts
    ("nửa cuối tháng 5", "2024-05-16/2024-05-31", PUBLICATION),
    ("nửa đầu năm nay", "2024-01-01/2024-06-30", PUBLICATION),
    ("nửa cuối năm ngoái", "2023-07-01/2023-12-31", PUBLICATION),
    ("cách đây đúng một năm", "2023-07", PUBLICATION),
    ("tháng 3/2023", "2023-03", STATED),
    ("tháng 3-2023", "2023-03", STATED),
    ("tháng 3 năm 2023", "2023-03", STATED),
    ("vào tháng 6", "2024-06", PUBLICATION),
    ("hồi tháng 11", "2023-11", PUBLICATION),
    ("cuối tháng 10", "2023-10-21/2023-10-31", PUBLICATION),
    ("đầu tháng 7", "2024-07-01/2024-07-10", PUBLICATION),
    ("giữa tháng 2/2024", "2024-02-11/2024-02-20", STATED),
    ("cuối tháng 2/2024", "2024-02-21/2024-02-29", STATED),
    ("hạ tuần tháng 5", "2024-05-21/2024-05-31", PUBLICATION),
    ("thượng tuần tháng 5", "2024-05-01/2024-05-10", PUBLICATION),
    ("trung tuần tháng 5", "2024-05-11/2024-05-20", PUBLICATION),
    ("tháng 9 năm ngoái", "2023-09", PUBLICATION),
    ("tháng 1 năm nay", "2024-01", PUBLICATION),
    ("tháng trước", "2024-06", PUBLICATION),
    ("tháng này", "2024-07", PUBLICATION),
    ("cuối tháng trước", "2024-06-21/2024-06-30", PUBLICATION),
    # seasons
    ("mùa xuân năm 2020", "2020-03-01/2020-05-31", STATED),
    ("đầu mùa thu năm ngoái", "2023-09", PUBLICATION),
    ("mùa hè này", "2024-06-01/2024-08-31", PUBLICATION),
    # years
    ("năm 2022", "2022", STATED),
    ("năm 1867", "1867", STATED),
    ("đầu năm 2022", "2022-01-01/2022-03-31", STATED),
    ("năm ngoái", "2023", PUBLICATION),
    ("cuối năm ngoái", "2023-10-01/2023-12-31", PUBLICATION),
    ("năm nay", "2024", PUBLICATION),
    # weeks and weekdays
    ("tuần trước", "2024-07-01/2024-07-07", PUBLICATION),
    ("tuần qua", "2024-07-01/2024-07-07", PUBLICATION),
    ("tuần này", "2024-07-08/2024-07-14", PUBLICATION),
    ("thứ ba tuần trước", "2024-07-02", PUBLICATION),
    ("hôm thứ Năm", "2024-07-11", PUBLICATION),
    ("hôm thứ 6", "2024-07-12", PUBLICATION),
    ("hôm thứ bảy", "2024-07-13", PUBLICATION),
    ("hôm chủ nhật", "2024-07-07", PUBLICATION),
    ("ngay từ thứ hai", "2024-07-08", PUBLICATION),
    ("ngay từ hôm thứ ba", "2024-07-09", PUBLICATION),
    ("tối thứ hai", "2024-07-08", PUBLICATION),
    ("thứ tư tuần này", "2024-07-10", PUBLICATION),
    # counted from the day
    ("hôm nay", "2024-07-13", PUBLICATION),
    ("sáng nay", "2024-07-13", PUBLICATION),
    ("hôm qua", "2024-07-12", PUBLICATION),
    ("đêm qua", "2024-07-12", PUBLICATION),
    ("hôm kia", "2024-07-11", PUBLICATION),
    ("cách đây ba ngày", "2024-07-10", PUBLICATION),
    ("cách đây hai tuần", "2024-06-24/2024-06-30", PUBLICATION),
    ("cách đây 2 tháng", "2024-05", PUBLICATION),
    ("cách đây 5 năm", "2019", PUBLICATION),
    ("cách đây năm năm", "2019", PUBLICATION),
    ("hai năm trước", "2022", PUBLICATION),
    ("ba ngày trước", "2024-07-10", PUBLICATION),
    ("vài ngày trước", "2024-07-06/2024-07-12", PUBLICATION),
    ("cách đây ít hôm", "2024-07-06/2024-07-12", PUBLICATION),
    ("mấy ngày qua", "2024-07-06/2024-07-12", PUBLICATION),
    ("trong tuần", "2024-07-08/2024-07-14", PUBLICATION),
    ("đến thứ năm", "2024-07-11", PUBLICATION),
    ("hôm sau (8/7)", "2024-07-08", PUBLICATION),
    # some days or months
    ("ngày 2, 3 và 5/7", "2024-07-02/2024-07-05", PUBLICATION),
    ("ngày 20-21 và 22/10/2023", "2023-10-20/2023-10-22", STATED),
    ("hồi 3/2023", "2023-03", STATED),
    ("hai tháng đầu năm 2019", "2019-01-01/2019-02-28", STATED),
    ("sáu tháng đầu năm nay", "2024-01-01/2024-06-30", PUBLICATION),
    ("ba tháng cuối năm ngoái", "2023-10-01/2023-12-31", PUBLICATION),
    ("quý III/2023", "2023-07-01/2023-09-30", STATED),
    ("quý 1 năm nay", "2024-01-01/2024-03-31", PUBLICATION),
    ("hồi đầu hè năm ngoái", "2023-06", PUBLICATION),
]

TO_COME = [
    ("hôm 20/7", "2024-07-20"),
    ("ngày 5/1", "2025-01-05"),
    ("thứ Sáu này", "2024-07-19"),
    ("Chủ nhật hoặc thứ Hai tuần tới", "2024-07-14/2024-07-15"),
    ("ngày 20/6", "2024-06-20"),  # planned then, told since
    ("tháng 9", "2024-09"),
    ("tháng tới", "2024-08"),
    ("tuần tới", "2024-07-15/2024-07-21"),
    ("thứ tư tuần tới", "2024-07-17"),
    ("hôm thứ hai", "2024-07-15"),
    ("ngày mai", "2024-07-14"),
    ("năm tới", "2025"),
    ("ba ngày tới", "2024-07-16"),
    ("từ ngày 9 đến 11/9", "2024-09-09/2024-09-11"),
    ("cuối tháng 9", "2024-09-21/2024-09-30"),
    ("trong vòng một tuần", "2024-07-13/2024-07-20"),
    ("trong hai tuần tới", "2024-07-13/2024-07-27"),
    ("hai tuần tới", "2024-07-22/2024-07-28"),
    ("quý I năm tới", "2025-01-01/2025-03-31"),
    ("ngày 5/3 sang năm", "2025-03-05"),
]

OTHER_DAYS = [
    ("hôm 31/12", NEW_YEAR, "2021-12-31"),
    ("tháng 12", NEW_YEAR, "2021-12"),
    ("tháng trước", NEW_YEAR, "2021-12"),
    ("tuần trước", NEW_YEAR, "2021-12-20/2021-12-26"),
    ("tuần này", NEW_YEAR, "2021-12-27/2022-01-02"),
    ("hôm thứ năm", NEW_YEAR, "2021-12-30"),
    ("năm ngoái", NEW_YEAR, "2021"),
    ("cuối tháng 2", LEAP_DAY, "2024-02-21/2024-02-29"),
    ("hôm 29/2", LEAP_DAY, "2024-02-29"),
    ("tháng 2 năm ngoái", LEAP_DAY, "2023-02"),
    ("hôm nay", LEAP_DAY, "2024-02-29"),
    ("ngày 20/12 năm ngoái", LEAP_DAY, "2023-12-20"),
    ("tuần qua", NEW_YEAR, "2021-12-27/2022-01-02"),
    ("ngày 5 tháng 2 năm nay", LEAP_DAY, "2024-02-05"),
    ("từ ngày 18/12 đến 2/1", DECEMBER, "2025-12-18/2026-01-02"),
    ("từ ngày 19 đến 22/12", DECEMBER, "2025-12-19/2025-12-22"),
    ("vào ngày 12/2", DECEMBER, "2025-02-12"),
    ("ngày 3/1", DECEMBER, "2026-01-03"),
]


@pytest.mark.parametrize(("wording", "edtf", "basis"), ON_SATURDAY, ids=[w for w, _, _ in ON_SATURDAY])
def test_past_dates(wording: str, edtf: str, basis: DateBasis) -> None:
    found = meaning(f"Hai ông điện đàm {wording}, theo TASS.", SATURDAY)
    assert found is not None
    assert (found.edtf, found.basis) == (edtf, basis)
    assert bounds(found.edtf) == (found.earliest, found.latest)
    assert found.precision == precision(found)


@pytest.mark.parametrize(("wording", "edtf"), TO_COME, ids=[w for w, _ in TO_COME])
def test_coming_dates(wording: str, edtf: str) -> None:
    found = meaning(f"Hai ông sẽ gặp nhau {wording}.", SATURDAY, "future")
    assert found is not None
    assert found.edtf == edtf


@pytest.mark.parametrize(("wording", "clock", "edtf"), OTHER_DAYS, ids=[w for w, _, _ in OTHER_DAYS])
def test_turns_of_year_and_leap_days(wording: str, clock: Clock, edtf: str) -> None:
    found = meaning(f"Hai ông điện đàm {wording}.", clock)
    assert found is not None
    assert found.edtf == edtf


@pytest.mark.parametrize(
    ("wording", "edtf"),
    [
        ("tuần trước", "2018-10-22/2018-10-28"),
        ("cuối tháng này", "2018-11-21/2018-11-30"),
        ("tháng 7 năm ngoái", "2017-07"),
        ("năm nay", "2018"),
    ],
)
def test_weeks_months_and_years_count_from_the_day_with_which_an_undated_text_begins(
    wording: str, edtf: str
) -> None:
    found = meaning(f"Hai ông gặp nhau {wording}.", Clock(opened_with=D(2018, 11, 2)))
    assert found is not None
    assert (found.edtf, found.basis) == (edtf, CONTEXT)


def test_a_day_does_not_count_from_the_day_with_which_a_text_begins() -> None:
    assert meaning("Hai ông gặp nhau hôm qua.", Clock(opened_with=D(2018, 11, 2))) is None


def test_the_year_after_counts_from_a_year_well_past() -> None:
    day = dt.date(2019, 12, 5)
    spoken_of = between(day, day, STATED)
    found = meaning("Đến ngày 19/8 năm sau, hai ông gặp nhau.", SATURDAY, context=spoken_of)
    assert found is not None
    assert (found.edtf, found.basis) == ("2020-08-19", CONTEXT)


@pytest.mark.parametrize("wording", ["hôm 31/6", "ngày 30/2", "hôm 29/2/2023"])
def test_days_that_no_calendar_has(wording: str) -> None:
    assert meaning(f"Họ gặp nhau {wording}.", SATURDAY) is None


def test_what_is_over_has_not_yet_to_come() -> None:
    found = meaning("Họ xin điện đàm hồi tháng 9, nhưng bị từ chối.", SATURDAY, "future")
    assert found is not None
    assert found.edtf == "2023-09"


# Wordings that count from the date spoken of before


@pytest.mark.parametrize(
    ("wording", "edtf"),
    [
        ("cùng ngày", "2015-12-30"),
        ("chiều cùng ngày", "2015-12-30"),
        ("ba ngày sau đó", "2016-01-02"),
        ("một ngày sau đó", "2015-12-31"),
        ("hai tuần trước đó", "2015-12-16"),
        ("hôm sau", "2015-12-31"),
        ("ngày hôm trước", "2015-12-29"),
        ("trước đó một ngày", "2015-12-29"),
        ("trước đó một hôm", "2015-12-29"),
        ("hai hôm trước đó", "2015-12-28"),
        ("sau đó khoảng ba ngày", "2016-01-02"),
        ("cùng tối", "2015-12-30"),
        ("sáng hôm đó", "2015-12-30"),
        ("trong ngày", "2015-12-30"),
        ("một ngày trước", "2015-12-29"),
        ("mùa thu năm ấy", "2015-09-01/2015-11-30"),
        ("trong ngày ấy", "2015-12-30"),
        ("ngày 27 cùng tháng", "2015-12-27"),
        ("ngày 6/9 năm ấy", "2015-09-06"),
        ("hồi tháng 10 năm đó", "2015-10"),
        ("bốn tháng sau đó", "2016-04"),
        ("hồi tháng 10 năm trước đó", "2014-10"),
        ("sáu ngày sau", "2016-01-05"),
        ("hai năm trước đó", "2013"),
        ("vài phút sau", "2015-12-30"),
        ("chỉ vài giờ trước phiên họp", "2015-12-30"),
        ("ngay sau đó", "2015-12-30"),
        ("ngay sau lễ đón", "2015-12-30"),
        ("trước đó một lúc", "2015-12-30"),
        ("24 giờ sau", "2015-12-31"),
        ("ba ngày trước lễ khánh thành", "2015-12-27"),
        ("hai tuần sau vụ xô xát", "2016-01-13"),
        ("hai ngày sau, ở Paris", "2016-01-01"),
        ("một tháng trước nữa", "2015-11"),
    ],
)
def test_anaphoric_dates(wording: str, edtf: str) -> None:
    before = between(D(2015, 12, 30), D(2015, 12, 30), STATED)
    found = meaning(f"Hai ông gặp lại nhau {wording}.", SATURDAY, context=before)
    assert found is not None
    assert (found.edtf, found.basis) == (edtf, CONTEXT)


def test_months_and_years_count_from_a_month_as_well() -> None:
    spring = between(D(2015, 4, 1), D(2015, 4, 30), STATED)
    found = [
        meaning(f"Họ gặp nhau {w}.", SATURDAY, context=spring) for w in ("ba tháng sau đó", "ngày 6/9 năm ấy")
    ]
    assert [date.edtf if date else None for date in found] == ["2015-07", "2015-09-06"]


@pytest.mark.parametrize("context", [None, between(D(2015, 12, 1), D(2015, 12, 31), STATED)])
def test_anaphoric_dates_need_a_day_to_count_from(context: EventDate | None) -> None:
    assert meaning("Họ gặp nhau cùng ngày.", SATURDAY, context=context) is None
    assert meaning("Họ gặp nhau ba ngày sau đó.", SATURDAY, context=context) is None


# Without a publication date

AUSTIN_BELOUSOV = Clock(earliest=D(2024, 5, 14), latest=D(2025, 1, 20))
LONG = Clock(earliest=D(2021, 1, 22), latest=D(2025, 1, 20))

UNDATED = [
    ("hôm 12/7", AUSTIN_BELOUSOV, "2024-07-12", TENURES),
    ("tháng 9", AUSTIN_BELOUSOV, "2024-09", TENURES),
    ("cuối tháng 9", AUSTIN_BELOUSOV, "2024-09-21/2024-09-30", TENURES),
    ("từ ngày 9 đến 11/7", AUSTIN_BELOUSOV, "2024-07-09/2024-07-11", TENURES),
    ("hôm 15/1", AUSTIN_BELOUSOV, "2025-01-15", TENURES),
    ("hôm 2/3", AUSTIN_BELOUSOV, None, None),  # in no year of the window
    ("hôm 12/7", LONG, None, None),  # in more than one
    ("hôm 12/7", Clock(), None, None),
    ("hôm 12/7", Clock(earliest=D(2024, 5, 14)), None, None),
    ("hôm 12/7/2024", Clock(), "2024-07-12", STATED),
    ("tháng 3/2023", Clock(), "2023-03", STATED),
    ("năm 2022", Clock(), "2022", STATED),
    ("hôm qua", AUSTIN_BELOUSOV, None, None),
    ("tuần trước", AUSTIN_BELOUSOV, None, None),
    ("hôm thứ ba", AUSTIN_BELOUSOV, None, None),
    ("tháng trước", AUSTIN_BELOUSOV, None, None),
    ("năm ngoái", AUSTIN_BELOUSOV, None, None),
    ("tháng 9 năm ngoái", Clock(), None, None),
    ("cách đây hai tuần", AUSTIN_BELOUSOV, None, None),
    ("hôm 25/6", Clock(stated=D(2024, 7, 12), stated_day=True), "2024-06-25", CONTEXT),
    ("hôm 28/12", Clock(stated=D(2022, 1, 3), stated_day=True), "2021-12-28", CONTEXT),
    ("hôm 2/1", Clock(stated=D(2022, 7, 4), stated_day=True), None, None),  # as near to the one as the other
]


@pytest.mark.parametrize(("wording", "clock", "edtf", "basis"), UNDATED, ids=[w for w, _, _, _ in UNDATED])
def test_without_publication_date(
    wording: str, clock: Clock, edtf: str | None, basis: DateBasis | None
) -> None:
    found = meaning(f"Hai ông điện đàm {wording}.", clock)
    assert (found.edtf if found else None) == edtf
    assert (found.basis if found else None) is basis


def test_the_first_year_after_a_stated_month_is_an_inference() -> None:
    clock = Clock(earliest=D(2021, 1, 22), latest=D(2025, 1, 20), stated=D(2023, 3, 1))
    found = meaning("Hai ông điện đàm hôm 12/7.", clock)
    assert found is not None
    assert found.edtf == "2023-07-12"
    assert "inferred" in (found.reason or "")


def test_latest_stated() -> None:
    text = (
        "Hôm 3/2/2021 họ gặp nhau; trong tháng 5/2022 họ nói chuyện, rồi hôm 4/7 lại gặp. Năm 2023 thì không."
    )
    assert latest_stated(dates(text)) == (D(2022, 5, 1), False)
    assert latest_stated(dates("hôm 3/2/2021")) == (D(2021, 2, 3), True)
    assert latest_stated(dates("hôm 3/2")) is None


# Properties


def precision(date: EventDate) -> str:
    if "/" in date.edtf:
        return "interval"
    return ["year", "month", "day"][date.edtf.count("-")]


_wordings = st.sampled_from([w for w, _, _ in ON_SATURDAY] + [w for w, _ in TO_COME])
_texts = st.lists(_wordings | st.text(" 0123456789/-.(), ngàytháếmđ", max_size=8), max_size=6).map(" ".join)
_days = st.dates(D(1990, 1, 1), D(2060, 1, 1))


@st.composite
def _clocks(draw: st.DrawFn) -> Clock:
    if draw(st.booleans()):
        return Clock(published=draw(_days))
    first, last = sorted((draw(_days), draw(_days)))
    return Clock(
        None,
        draw(st.sampled_from([first, None])),
        draw(st.sampled_from([last, None])),
        draw(st.none() | _days),
        draw(st.booleans()),
    )


@given(_texts, _clocks(), st.sampled_from(["past", "future"]), st.none() | _days)
def test_any_wording_gives_bounds_in_order_or_nothing(
    text: str, clock: Clock, tense: Tense, before: dt.date | None
) -> None:
    context = between(before, before, STATED) if before else None
    for expr in dates(text):
        found = resolve(expr, clock, tense=tense, context=context)
        if found is None:
            continue
        assert found.earliest is not None
        assert found.latest is not None
        assert found.earliest <= found.latest
        assert bounds(found.edtf) == (found.earliest, found.latest)
        assert found.precision == precision(found)


@given(
    _days, st.sampled_from(["phút", "giờ", "tiếng"]), st.sampled_from(["trước", "sau"]), st.integers(1, 19)
)
def test_minutes_and_hours_stay_on_the_day_spoken_of(day: dt.date, unit: str, way: str, count: int) -> None:
    found = meaning(f"{count} {unit} {way}, hai ông gặp nhau.", SATURDAY, context=between(day, day, STATED))
    assert found is not None
    assert (found.earliest, found.latest) == (day, day)


@given(_days)
def test_a_past_day_without_year_is_the_last_such_day(published: dt.date) -> None:
    day = published - dt.timedelta(days=200)
    found = meaning(f"hôm {day.day}/{day.month}", Clock(published=published))
    assert found is not None
    assert found.earliest == day


@given(_days, st.integers(0, 44))
def test_a_coming_day_without_year_is_the_next_such_day(published: dt.date, ahead: int) -> None:
    day = published + dt.timedelta(days=ahead)
    found = meaning(f"hôm {day.day}/{day.month}", Clock(published=published), "future")
    assert found is not None
    assert found.earliest == day
