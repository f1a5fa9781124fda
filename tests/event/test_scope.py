"""Who can have which contact, and what is told of relations and not of an occasion."""

from __future__ import annotations

import pytest
from reading import BIDEN, PUTIN, Reading, shown


@pytest.mark.parametrize(
    ("contact", "none"),
    [
        (
            "Argentina và Colombia gặp nhau hôm 12/7 tại Geneva.",
            "Argentina và Colombia gặp nhau hôm 12/7 ở trận chung kết.",
        ),
        (
            "Nga và Mỹ tiếp xúc hôm 12/7.",
            "Quan hệ giữa Nga và Mỹ được củng cố qua các cuộc tiếp xúc thường xuyên.",
        ),
        ("Nga và Mỹ đàm phán hôm 12/7.", "Nga và Mỹ trao đổi với nhau."),
        ("Ông Nguyễn Văn An gặp Đại sứ Nga hôm 12/7.", "Bị cáo Nguyễn Văn An gặp Đại sứ Nga hôm 12/7."),
        (f"{BIDEN} gặp {PUTIN} hôm 12/7.", f"Nếu {BIDEN} gặp {PUTIN}, thế giới sẽ đổi khác."),
        (f"{BIDEN} gặp Đại sứ Nga hôm 12/7.", f"{BIDEN} gặp vợ là bà Jill Biden hôm 12/7."),
        (f"{BIDEN} gặp Đại sứ Nga hôm 12/7.", f"{BIDEN} gặp cử tri hôm 12/7."),
        (f"{BIDEN} gặp Đại sứ Nga hôm 12/7.", f"{BIDEN} trả lời phóng viên CNN hôm 12/7."),
    ],
)
def test_what_is_no_contact(contact: str, none: str, read: Reading) -> None:
    """The same words with other parties, or told in general, are none."""
    assert len(read(contact).events) == 1
    assert read(none).events == ()


def test_who_orders_a_contact_has_none(read: Reading) -> None:
    text = f"{BIDEN} chỉ đạo Đại sứ Mỹ gặp {PUTIN} hôm 12/7."
    assert "Joe Biden" not in " ".join(map(shown, read(text).events))
