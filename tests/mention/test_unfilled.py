"""Descriptions where a contact word lacks a party, and words that are none there."""

from __future__ import annotations

import pytest
from reading import chunks, grammar

from kg.knowledge.lexicon import Lexicon
from kg.mention.unfilled import can_be_described

BIDEN = "ông Joe Biden"


@pytest.mark.parametrize(
    ("text", "described"),
    [
        # behind the contact word
        (f"{BIDEN} gặp các sĩ quan tuần duyên Mỹ tại Manila", "các sĩ quan tuần duyên Mỹ"),
        (f"{BIDEN} gặp hôm 12/7 các sĩ quan tuần duyên Mỹ", "các sĩ quan tuần duyên Mỹ"),
        (f"{BIDEN} có cuộc gặp với đại diện những người biểu tình", "đại diện những người biểu tình"),
        (f"Cuộc gặp giữa các sĩ quan tuần duyên Mỹ và {BIDEN}", "các sĩ quan tuần duyên Mỹ"),
        # before it
        (f"Các sĩ quan tuần duyên Mỹ hôm qua đã gặp {BIDEN}", "Các sĩ quan tuần duyên Mỹ"),
        (f"Sau bữa tối, các sĩ quan tuần duyên Mỹ đã gặp {BIDEN}", "các sĩ quan tuần duyên Mỹ"),
        (f"Khi nói rằng các sĩ quan tuần duyên Mỹ sẽ gặp {BIDEN}", "các sĩ quan tuần duyên Mỹ"),
        (f"Bảy cựu tù nhân chính trị Myanmar tới Kiev gặp {BIDEN}", "Bảy cựu tù nhân chính trị Myanmar"),
        # no place of a party, or one that is taken
        (f"{BIDEN} đọc về các sĩ quan tuần duyên Mỹ", None),
        (f"{BIDEN} gặp ông Vladimir Putin, các sĩ quan tuần duyên Mỹ vắng mặt", None),
        (f"{BIDEN}, các sĩ quan tuần duyên Mỹ gặp nhau", None),
    ],
)
def test_descriptions_in_the_place_of_a_party(text: str, described: str | None, lexicon: Lexicon) -> None:
    found = [m.text for c in chunks(text, lexicon) for m in c.mentions if m.described is not None]
    assert found == ([described] if described else [])


def test_those_announced_by_a_colon_are_one_list(lexicon: Lexicon) -> None:
    text = f"{BIDEN} đã tiếp: Tổng thống Nga Vladimir Putin; Ngoại trưởng Nga Sergei Lavrov."
    (received,) = [c for c in chunks(text, lexicon) if c.code == "L"]
    assert [m.name for m in received.mentions] == ["Vladimir Putin", "Sergei Lavrov"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"Các sĩ quan tuần duyên Mỹ gặp {BIDEN}", 1),
        (f"{BIDEN} gặp các sĩ quan tuần duyên Mỹ", 1),
        ("Các sĩ quan tuần duyên Mỹ gặp với đại diện những người biểu tình", 2),
        (f"{BIDEN} đọc về các sĩ quan tuần duyên Mỹ", 0),
        ("", 0),
    ],
)
def test_how_many_can_be_described(text: str, count: int, lexicon: Lexicon) -> None:
    assert can_be_described(grammar(text, lexicon)) == count
