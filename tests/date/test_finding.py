"""Where a text words a date, where it does not, and what the words around one make of it."""

from __future__ import annotations

import itertools

import pytest
from reading import dates, word_lists

from kg.date.finding import find_dates
from kg.model import Span

NO_DATES = [
    "trong nhiều tháng qua",
    "suốt hai tuần qua",
    "trong những tuần tới",
    "đầu năm học mới",
    "lần thứ hai trong năm ngày",
    "chuyến thăm lần thứ ba tới Việt Nam",
    "thứ hai, ông cho biết hai bên đồng ý",
    "người thứ ba trong cuộc gọi",
    "năm quan chức cấp cao",
    "năm lần điện đàm",
    "50 phút",
    "1.500 quân",
    "chiếm 3,5% GDP",
    "tỷ lệ 45/55",
    "khoảng 40/2 tàu",
    "phiên bản 12.7",
    "trước khi gặp ông Putin",
    "hai tuần trước khi hội đàm",
    "một ngày sau khi tên lửa được phóng",
    "sau đó một lần nữa",
    "vài ngày trước khi gặp ông Putin",
    "theo Nghị định 34/2023/NĐ-CP",
    "thưa quý vị",
    "năm",
    "",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date(text: str) -> None:
    assert dates(text) == ()


def test_the_offsets_are_those_of_the_text() -> None:
    text = "Ông Biden gặp ông Tập tối 14/11/2022 tại Bali và hôm 15/11/2023 tại California."
    assert [d.span.slice(text) for d in dates(text)] == ["tối 14/11/2022", "hôm 15/11/2023"]


@pytest.mark.parametrize("span", ["30-5 đến 1-6", "4 đến 7-8", "30/5 đến 1/6"])
def test_days_in_brackets_need_no_word_before_them(span: str) -> None:
    text = f"bên lề Đối thoại Shangri-La ({span}), hai bộ trưởng gặp nhau"
    assert [d.span.slice(text) for d in dates(text)] == [span]


def test_dates_do_not_overlap_and_stay_in_their_span() -> None:
    text = "từ ngày 19 đến 20/6/2023, cuối tháng 9, tuần trước, hôm thứ ba tuần trước, cuối năm ngoái"
    spans = [d.span for d in dates(text)]
    assert len(spans) == 5
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert find_dates(text, Span(0, 10), word_lists()) == ()


# Words around a date


@pytest.mark.parametrize(
    "text",
    [
        "kể từ tháng 3/2023",
        "kể từ ngày 24/2/2022",
        "từ sau ngày 24/2",
        "bắt đầu từ ngày 24/2",
        "từ tháng 3/2023 hai bên không nói chuyện",
    ],
)
def test_since_only_bounds(text: str) -> None:
    assert [d.since for d in dates(text)] == [True]


@pytest.mark.parametrize(
    "text",
    ["từ ngày 19 đến 20/6", "hôm 12/7", "kể từ đó, hôm 12/7", "từ Moskva hôm 12/7", "từ tháng 3 đến nay"],
)
def test_what_is_no_since(text: str) -> None:
    assert not dates(text)[-1].since


def test_until_only_bounds() -> None:
    assert dates("trước ngày 20/6")[0].until
    assert dates("cho đến tháng 9")[0].until
    assert not dates("đến ngày 20/6")[0].until


@pytest.mark.parametrize(
    "text",
    [
        "lúc 12h06 ngày 12/2 (0h06 ngày 13/2 giờ Hà Nội)",
        "tối 12/2 (sáng 13/2 theo giờ Việt Nam)",
    ],
)
def test_a_gloss_in_hanoi_time_stands_aside(text: str) -> None:
    assert [(d.day, d.aside) for d in dates(text)] == [(12, False), (13, True)]


def test_a_gloss_after_tuc_belongs_to_the_date() -> None:
    text = "tối 12/2 (giờ địa phương), tức rạng sáng 13/2 (giờ Hà Nội)"
    assert [(d.day, d.span.slice(text)) for d in dates(text)] == [(12, text)]


def test_a_date_in_brackets_is_no_gloss() -> None:
    assert [d.aside for d in dates("ông Blinken (12/2) và ông Lavrov")] == [False]


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("Ông Biden gặp ông Putin 14/02/2026 12:54", True),
        ("12:54 | 14/02/2026 Ông Biden gặp ông Putin", True),
        ("Ông Biden gặp ông Putin lúc 12:54 ngày 14/02/2026", False),
        ("Ông Biden gặp ông Putin 14/02/2026", False),
    ],
)
def test_a_time_stamp_dates_no_contact(text: str, aside: bool) -> None:
    (expr,) = dates(text)
    assert expr.aside is aside


def test_the_day_in_another_time_zone_does_not_take_the_place_of_today() -> None:
    found = [expr for expr in dates("Rạng sáng nay (13/7, giờ Hà Nội), hai ông gặp nhau.") if not expr.aside]
    assert [expr.form for expr in found] == ["offset-day"]
