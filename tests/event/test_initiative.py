"""Who a sentence says sought a contact."""

from __future__ import annotations

import pytest
from reading import contacts, names, one_contact

from kg.knowledge.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "initiator"),
    [
        ("Ông Joe Biden gọi điện cho ông Vladimir Putin", "Joe Biden"),
        ("Ông Joe Biden gọi cho ông Vladimir Putin", "Joe Biden"),
        ("Ông Joe Biden nhận cuộc gọi từ ông Vladimir Putin", "Vladimir Putin"),
        ("Ông Joe Biden liên lạc với ông Vladimir Putin", "Joe Biden"),
        ("Ông Joe Biden gửi thư cho ông Vladimir Putin", "Joe Biden"),
        ("Ông Joe Biden triệu tập Đại sứ Nga", "Joe Biden"),
        ("Ông Joe Biden mời ông Vladimir Putin sang thăm", "Joe Biden"),
        ("Ông Joe Biden điện đàm với ông Vladimir Putin theo đề nghị của phía Nga", "phía Nga"),
        ("Theo đề nghị của phía Nga, ông Joe Biden điện đàm với ông Vladimir Putin", "phía Nga"),
        ("Ông Joe Biden điện đàm với ông Vladimir Putin", None),
        ("Ông Joe Biden gặp ông Vladimir Putin", None),
        ("Ông Joe Biden hội đàm với ông Vladimir Putin", None),
        ("Ông Joe Biden và ông Vladimir Putin đã nói chuyện", None),
    ],
)
def test_initiator(text: str, initiator: str | None, lexicon: Lexicon) -> None:
    found = one_contact(text, lexicon).initiator
    assert (names((found,)) if found else None) == initiator


@pytest.mark.parametrize(
    ("text", "initiator"),
    [
        ("Cuộc gọi do phía Mỹ khởi xướng", "phía Mỹ"),
        ("Cuộc điện đàm diễn ra theo yêu cầu của ông Joe Biden", "Joe Biden"),
        ("Ông Vladimir Putin đã yêu cầu cuộc điện đàm", "Vladimir Putin"),
        ("Cuộc điện đàm kéo dài 50 phút", None),
    ],
)
def test_initiator_without_parties(text: str, initiator: str | None, lexicon: Lexicon) -> None:
    (found,) = contacts(text, lexicon)
    assert found.sides == ()
    assert (names((found.initiator,)) if found.initiator else None) == initiator
