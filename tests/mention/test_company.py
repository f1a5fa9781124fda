"""Who else takes part in a contact: along with its subject, in its chair, or at its table."""

from __future__ import annotations

import pytest
from reading import chunks

from kg.knowledge.lexicon import Lexicon

TOGETHER = [
    ("Ông Joe Biden cùng bà Angela Merkel gặp ông Vladimir Putin", ["Joe Biden", "Angela Merkel"]),
    ("Ông Joe Biden cùng bà Angela Merkel dự lễ kỷ niệm", []),  # present, no more
    (
        "Đối thoại diễn ra dưới sự đồng chủ trì của ông Joe Biden và bà Angela Merkel",
        ["Joe Biden", "Angela Merkel"],
    ),
    (
        "Cuộc gặp ba bên có sự tham dự của ông Joe Biden, bà Angela Merkel và ông Emmanuel Macron",
        ["Joe Biden", "Angela Merkel", "Emmanuel Macron"],
    ),
    (
        "Cuộc gặp giữa ông Joe Biden và bà Angela Merkel, với sự có mặt của ông Emmanuel Macron",
        ["Joe Biden", "Angela Merkel", "Emmanuel Macron"],
    ),
]


@pytest.mark.parametrize(("text", "members"), TOGETHER, ids=[text for text, _ in TOGETHER])
def test_who_takes_part_together(text: str, members: list[str], lexicon: Lexicon) -> None:
    assert [m.name for c in chunks(text, lexicon) if c.code == "L" for m in c.mentions] == members


def test_who_goes_along_without_a_name_is_no_party(lexicon: Lexicon) -> None:
    found = chunks("Ông Joe Biden cùng các quan chức gặp ông Vladimir Putin", lexicon)
    assert [m.name for c in found for m in c.mentions] == ["Joe Biden", "Vladimir Putin"]


def test_who_chairs_stands_where_the_frames_look_for_it(lexicon: Lexicon) -> None:
    found = chunks("Đối thoại diễn ra dưới sự chủ trì của ông Joe Biden và bà Angela Merkel", lexicon)
    assert "".join(c.code for c in found).endswith("dLx")
