"""Contacts of one sentence dated by one another."""

from __future__ import annotations

import pytest
from reading import BIDEN, PUTIN, Reading

XI = "Chủ tịch Trung Quốc Tập Cận Bình"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        (f"Sáng 12/7, {BIDEN} lên đường, một ngày sau cuộc gặp với {PUTIN}.", "2024-07-11"),
        (f"Hôm 12/7, một ngày sau khi có tin ấy, {BIDEN} gặp {PUTIN}.", "2024-07-12"),
    ],
)
def test_one_contact_apart_from_the_day_that_is_told(read: Reading, text: str, edtf: str) -> None:
    found = read.one(text).date
    assert found is not None
    assert found.edtf == edtf


@pytest.mark.parametrize(
    ("apart", "dates"),
    [
        ("hai tuần trước khi", ["2024-06-28", "2024-07-12"]),
        ("ba ngày trước khi", ["2024-07-09", "2024-07-12"]),
        ("hai tháng trước khi", ["2024-05", "2024-07-12"]),
    ],
)
def test_two_contacts_of_which_one_is_dated(read: Reading, apart: str, dates: list[str]) -> None:
    found = read(f"{BIDEN} điện đàm với {PUTIN} {apart} gặp {XI} hôm 12/7.").events
    assert [e.date.edtf for e in found if e.date] == dates
