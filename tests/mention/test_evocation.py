"""Which words evoke a contact, and which journeys do."""

from __future__ import annotations

import pytest
from reading import chunks

from kg.knowledge.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "code", "definite"),
    [
        ("điện đàm", "V", False),
        ("cuộc điện đàm", "E", True),
        ("các cuộc điện đàm", "E", False),
        ("một cuộc điện đàm", "E", False),
        ("chuyến thăm", "E", False),
        ("cuộc gọi", "E", False),
        ("việc điện đàm", "E", False),
        ("cuộc song phương gặp gỡ", "E", True),
    ],
)
def test_classifiers_make_event_nouns(text: str, code: str, definite: bool, lexicon: Lexicon) -> None:
    (item,) = [c for c in chunks(f"Ông ấy nói {text} tốt đẹp", lexicon) if c.trigger is not None]
    assert (item.code, item.definite) == (code, definite)


def test_a_classifier_without_contact_word_is_nothing(lexicon: Lexicon) -> None:
    assert [c for c in chunks("cuộc bầu cử, buổi sáng, vòng tròn", lexicon) if c.trigger is not None] == []


@pytest.mark.parametrize(
    ("text", "travels"),
    [
        ("Bà Condoleezza Rice tới Ấn Độ.", True),
        ("Ông Joe Biden hôm 3/2 đến Nhật Bản.", True),
        ("Xe tăng đến Nhật Bản.", False),
        ("Ông Joe Biden đến muộn.", False),
        ("Ông Joe Biden đến phòng họp.", False),
        ("Giá dầu sang Nhật Bản tăng.", False),
    ],
)
def test_only_people_travel_to_seats(text: str, travels: bool, lexicon: Lexicon) -> None:
    assert any(c.trigger is not None for c in chunks(text, lexicon)) is travels
