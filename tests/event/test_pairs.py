"""Who "hai bên", "hai nhà lãnh đạo" and "họ" are."""

from __future__ import annotations

import pytest
from reading import AUSTIN, BELOUSOV, BIDEN, PUTIN, Reading, shown

MACRON = "Tổng thống Pháp Emmanuel Macron"
CALL, OTHERS = f"{BIDEN} điện đàm với {PUTIN} hôm 11/7.", f"{AUSTIN} điện đàm với {BELOUSOV} hôm 12/7."
PRESIDENTS, MINISTERS = "Joe Biden / Vladimir Putin", "Lloyd Austin / Andrey Belousov"


@pytest.mark.parametrize(
    ("before", "pair", "who"),
    [
        (CALL, "Hai bên", PRESIDENTS),
        (CALL, "Hai nhà lãnh đạo", PRESIDENTS),
        (CALL, "Hai tổng thống", PRESIDENTS),
        (CALL, "Họ", PRESIDENTS),
        (OTHERS, "Hai bộ trưởng", MINISTERS),
        (f"{CALL} {OTHERS}", "Hai tổng thống", PRESIDENTS),  # by their office, whoever spoke last
        (f"{CALL} {OTHERS}", "Hai bộ trưởng", MINISTERS),
        (f"{BIDEN} họp báo. {PUTIN} họp báo.", "Hai nhà lãnh đạo", PRESIDENTS),
        ("", "Hai bên", None),
        (f"{BIDEN} họp báo.", "Hai nhà lãnh đạo", None),
        (f"{BIDEN}, {PUTIN} và {MACRON} họp báo.", "Ba nhà lãnh đạo", f"{PRESIDENTS} / Emmanuel Macron"),
        (CALL, "Ba nhà lãnh đạo", None),
    ],
)
def test_pairs(before: str, pair: str, who: str | None, read: Reading) -> None:
    found = read(f"{before} {pair} sẽ gặp nhau hôm 20/7.".strip()).events
    assert [shown(e) for e in found if e.kind.value == "Meeting"] == (
        [f"Meeting planned: {who}"] if who else []
    )


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Lãnh đạo hai nước Nga, Mỹ gặp nhau hôm 12/7.", "Vladimir Putin / Joe Biden"),
        ("Tổng thống hai nước Nga, Mỹ gặp nhau hôm 12/7.", "Vladimir Putin / Joe Biden"),
        ("Tổng thống Mỹ và người đồng cấp Nga gặp nhau hôm 12/7.", "Joe Biden / Vladimir Putin"),
        ("Nga và Mỹ gặp nhau hôm 12/7 tại Geneva.", "Russia / United States"),
    ],
)
def test_pairs_that_name_themselves(text: str, who: str, read: Reading) -> None:
    assert shown(read.one(text)) == f"Meeting: {who}"
