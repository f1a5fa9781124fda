"""When a contact took place."""

from __future__ import annotations

import datetime as dt

import pytest
from reading import AUSTIN, BELOUSOV, BIDEN, PUTIN, Reading

from kg.model import DateBasis


def test_what_fixes_a_date(read: Reading) -> None:
    cases = {
        (f"Hôm 12/7/2024, {AUSTIN} gặp {BELOUSOV}.", None): DateBasis.STATED,
        (f"Hôm 12/7, {AUSTIN} gặp {BELOUSOV}.", "2024-07-13"): DateBasis.PUBLICATION,
        (f"Hôm 12/7, {AUSTIN} gặp {BELOUSOV}.", None): DateBasis.TENURES,
    }
    for (text, published), basis in cases.items():
        date = read.one(text, published).date
        assert date is not None
        assert (date.edtf, date.basis) == ("2024-07-12", basis)
        assert date.wording


def test_what_is_told_of_this_month_ends_with_publication(read: Reading) -> None:
    event = read.one(f"Trong tháng này, {BIDEN} gặp {PUTIN}.", "2024-07-13")
    assert event.date is not None
    assert event.date.latest == dt.date(2024, 7, 13)


def test_a_war_bounds_what_happened_since(read: Reading) -> None:
    text = "Kể từ khi xung đột ở Ukraine bùng phát, ông Mark Milley đã điện đàm nhiều lần với ông Valery Gerasimov."
    for event in read(text, "2022-11-29").events:
        if event.date is not None:
            assert event.date.earliest == dt.date(2022, 2, 24)
            assert event.date.latest == dt.date(2022, 11, 29)


@pytest.mark.parametrize(
    "background",
    [
        "Hai bên nhắc lại việc ký kết hiệp định vào năm 2016.",
        "Chuyến thăm năm 2016 đã mở đường cho việc này.",
    ],
)
def test_the_date_of_what_is_recalled_is_not_that_of_the_news(background: str, read: Reading) -> None:
    assert read.one(f"{BIDEN} đã hội đàm với {PUTIN}.\n{background}").date is None


def test_news_does_not_go_on_about_a_day_of_other_years(read: Reading) -> None:
    text = f"Hai nước lập quan hệ ngày 25/3/1971. {BIDEN} đã hội đàm với {PUTIN}."
    assert read.one(text).date is None
    assert read.one(text.replace("1971", "2024")).date is not None


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        (f"{BIDEN} gặp {PUTIN} hôm 12/7, lần đầu tiên sau chuyến thăm Nga của ông năm 2021.", "2024-07-12"),
        (f"{BIDEN} đã gặp {PUTIN}, bởi năm nay là năm bầu cử.", None),
        (f"{BIDEN} gặp {PUTIN} hôm 10/7, hôm sau bay sang Paris gặp Tổng thống Pháp.", "2024-07-10"),
    ],
)
def test_a_date_is_that_of_the_contact_it_stands_with(text: str, edtf: str | None, read: Reading) -> None:
    (event,) = (e for e in read(text).events if "Vladimir Putin" in {p.actor.name for p in e.participants})
    assert (event.date.edtf if event.date else None) == edtf


def test_offices_date_a_contact_rather_than_another_day_of_the_text(read: Reading) -> None:
    text = f"{AUSTIN} điện đàm với {BELOUSOV} hôm 25/6. Trước đó hai nước liên lạc ngày 15/3/2023."
    (event,) = (
        e for e in read(text, None).events if "Andrey Belousov" in {p.actor.name for p in e.participants}
    )
    assert event.date is not None
    assert event.date.edtf == "2024-06-25"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (
            "Ngày 30/8/1995, máy bay NATO bắt đầu ném bom.\n"
            "Tổng thống Mỹ Bill Clinton gọi điện cho Tổng thống Nga Boris Yeltsin đêm 20/11.",
            "1995-11-20",
        ),
        ("Tổng thống Mỹ Bill Clinton gọi điện cho Tổng thống Nga Boris Yeltsin đêm 20/11.", None),
        ("Cựu Tổng thống Mỹ Bill Clinton gặp Tổng thống Ukraine Petro Poroshenko hôm 20/11.", "2015-11-20"),
    ],
)
def test_a_day_without_a_year_lies_in_the_terms_of_the_leaders_who_met(
    text: str, date: str | None, read: Reading
) -> None:
    found = read.one(text, "2015-11-24").date
    assert (found and found.edtf) == date


def test_what_was_before_the_day_of_the_news_is_not_of_that_day(read: Reading) -> None:
    text = f"Hôm 12/7, {BIDEN} và {PUTIN} họp báo riêng.\n{BIDEN} đã gọi cho {PUTIN} trước đó."
    assert read.one(text, "2024-07-13").date is None
    assert read.one(text.replace(" trước đó", ""), "2024-07-13").date is not None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (f"Hai nước căng thẳng kể từ tháng 6/2021, khi {BIDEN} hội đàm với {PUTIN}.", "2021-06"),
        (f"Đó là lần đầu tiên kể từ năm 2021, khi {BIDEN} gặp {PUTIN}.", "2021"),
    ],
)
def test_a_contact_told_behind_since_when_is_of_that_time(text: str, date: str, read: Reading) -> None:
    found = read.one(text, "2024-07-13").date
    assert found is not None
    assert found.edtf == date


def test_a_story_told_in_order_gives_the_year(read: Reading) -> None:
    text = f"Tháng 8/2022, hai nước lên tiếng.\nNgày 16/9, {BIDEN} gặp {PUTIN}.\nTháng 4/2023, Nga đổi ý."
    found = read.one(text, "2024-07-13").date
    assert found is not None
    assert found.edtf == "2022-09-16"
