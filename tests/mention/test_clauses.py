"""What mentions do in their clause: who is a party, what is a place, a topic, a source or kin."""

from __future__ import annotations

import pytest
from reading import chunks

from kg.knowledge.lexicon import Lexicon


def parties(text: str, lexicon: Lexicon) -> list[tuple[str, ...]]:
    """The parties of a sentence, each list of them together."""
    return [tuple(m.name or m.text for m in c.mentions) for c in chunks(text, lexicon) if c.code in "NLHQ"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a state beside a person is no list
        ("ông Joe Biden và Nga", [("Joe Biden",), ("Nga",)]),
        # a comma alone joins nothing
        ("Hôm qua, ông Joe Biden, ông Vladimir Putin nói", [("Joe Biden",), ("Vladimir Putin",)]),
        # kin and staff stand beside the actor
        ("Phu nhân Tổng thống Pháp đến.", []),
        ("con trai ông Joe Biden nói", []),
        # heads of names of places, firms and things
        ("Tôi ở thành phố Hồ Chí Minh và sân bay Nội Bài.", []),
        ("Tập đoàn Samsung nói vậy.", []),
        ("Quảng trường Ba Đình, Phủ Chủ tịch", []),
        # brackets are skipped
        ("Ông Joe Biden (đảng Dân chủ, bạn ông Vladimir Putin) nói.", [("Joe Biden",)]),
        # pairs
        ("Hai nhà lãnh đạo đồng ý.", [("Hai nhà lãnh đạo",)]),
        (
            "Ngoại trưởng hai nước, các ông Sergei Lavrov và Antony Blinken, gặp nhau",
            [("Sergei Lavrov", "Antony Blinken")],
        ),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_parties(text: str, expected: list[tuple[str, ...]], lexicon: Lexicon) -> None:
    assert parties(text, lexicon) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Chúng tôi gặp nhau tại Nga.", "Nga"),
        ("Cuộc họp ở Mỹ diễn ra tốt đẹp.", "Mỹ"),
    ],
)
def test_a_state_after_a_word_of_place_is_no_party(text: str, place: str, lexicon: Lexicon) -> None:
    assert place not in {m.text for c in chunks(text, lexicon) if c.code in "NLH" for m in c.mentions}


def test_topics_and_sources_are_no_parties(lexicon: Lexicon) -> None:
    text = "Theo Lầu Năm Góc, ông Lloyd Austin nói về Trung Quốc."
    assert parties(text, lexicon) == [("Lloyd Austin",)]
    assert {c.code for c in chunks(text, lexicon) if c.mentions} == {"S", "N", "O"}
