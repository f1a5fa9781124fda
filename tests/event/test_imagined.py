"""What is told and never took place."""

from __future__ import annotations

import pytest
from reading import BIDEN, PUTIN, Reading

MET = f"{BIDEN} gặp {PUTIN}"


@pytest.mark.parametrize(
    "text",
    [
        f"Nếu {MET}, giá dầu sẽ giảm.",
        f"Giả sử {MET}, giá dầu sẽ giảm.",
        f"Trong bộ phim, {MET} tại Geneva.",
        f"Kẻ mạo danh {BIDEN} đã điện đàm với {PUTIN}.",
    ],
)
def test_what_never_took_place(text: str, read: Reading) -> None:
    assert read(text).events == ()


@pytest.mark.parametrize(
    "text",
    [
        f"{MET} hôm 12/7.",
        f"{MET} hôm 12/7, nếu tính cả lần ở Geneva thì đây là lần thứ hai.",
        f"{BIDEN} xem một bộ phim tài liệu. Hôm 12/7, {MET} tại Geneva.",
        f"Giá dầu giảm sau khi {MET} hôm 12/7.",
    ],
)
def test_what_did(text: str, read: Reading) -> None:
    (event,) = read(text).events
    assert {p.actor.name for p in event.participants} == {"Joe Biden", "Vladimir Putin"}
