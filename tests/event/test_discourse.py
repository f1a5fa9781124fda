"""Of whom a text speaks, and so whom "ông" means."""

from __future__ import annotations

import pytest
from reading import BELOUSOV, BIDEN, PUTIN, Reading, shown

BAERBOCK = "Ngoại trưởng Đức Annalena Baerbock"
MACRON = "Tổng thống Pháp Emmanuel Macron"


@pytest.mark.parametrize(
    ("before", "he"),
    [
        (f"{BIDEN} phát biểu hôm 12/7.", "Joe Biden"),
        (f"{BIDEN} phát biểu hôm 12/7. Trời mưa. Trời mưa. Trời mưa.", "Joe Biden"),
        (f"{BIDEN} gặp {MACRON} hôm 11/7.", "Joe Biden"),  # the subject, not whom he met
        (f"{MACRON} được {BIDEN} tiếp hôm 11/7.", "Emmanuel Macron"),
        (f"{BAERBOCK} phát biểu. {BIDEN} theo dõi.", "Joe Biden"),
        ("", None),
        (f"{BAERBOCK} phát biểu.", None),  # a woman
        ("Mỹ phát biểu.", None),
    ],
)
def test_he(before: str, he: str | None, read: Reading) -> None:
    last = [shown(event) for event in read(f"{before} Ông gặp {PUTIN} hôm 12/7.".strip()).events][-1:]
    expected = [f"Meeting: {he} / Vladimir Putin"] if he else []
    assert [line for line in last if "Putin" in line] == expected


def test_she_is_a_woman(read: Reading) -> None:
    text = f"{BAERBOCK} phát biểu. {BIDEN} theo dõi. Bà gặp {PUTIN} hôm 12/7."
    assert shown(read.one(text)) == "Meeting: Annalena Baerbock / Vladimir Putin"


def test_nobody_meets_himself(read: Reading) -> None:
    text = f"{PUTIN} phát biểu hôm 12/7. Ông gặp {PUTIN} hôm 12/7. Ông gặp {BELOUSOV} hôm 12/7."
    assert [shown(event) for event in read(text).events] == ["Meeting: Vladimir Putin / Andrey Belousov"]
