"""Who stands in one list or pair, and which role its members share."""

from __future__ import annotations

import pytest
from reading import chunks

from kg.knowledge.lexicon import Lexicon

LISTS = [
    ("các nhà ngoại giao Mỹ và Nga", "L", ["các nhà ngoại giao Mỹ", "các nhà ngoại giao Nga"]),
    ("quân đội Mỹ và Nga", "L", ["quân đội Mỹ", "quân đội Nga"]),
    ("quân đội hai nước", None, []),
    ("Nga, Mỹ và Trung Quốc", "L", ["Nga", "Mỹ", "Trung Quốc"]),
    ("Mỹ, Anh, Pháp và Đức", "L", ["Mỹ", "Anh", "Pháp", "Đức"]),
    ("ông Joe Biden và ông Vladimir Putin", "L", ["Joe Biden", "Vladimir Putin"]),
    (
        "ông Joe Biden, bà Angela Merkel và ông Emmanuel Macron",
        "L",
        ["Joe Biden", "Angela Merkel", "Emmanuel Macron"],
    ),
    ("Biden - Putin", "H", ["Biden", "Putin"]),
    ("Nga - Mỹ", "H", ["Nga", "Mỹ"]),
    ("Nga-Mỹ", "H", ["Nga", "Mỹ"]),
    ("Lavrov – Blinken", "H", ["Lavrov", "Blinken"]),
]


@pytest.mark.parametrize(("text", "code", "members"), LISTS, ids=[text for text, _, _ in LISTS])
def test_lists(text: str, code: str | None, members: list[str], lexicon: Lexicon) -> None:
    found = [c for c in chunks(text, lexicon) if c.code in "LH"]
    assert [c.code for c in found] == ([code] if code else [])
    assert [m.name or m.text for c in found for m in c.mentions] == members


def test_a_shared_role_gives_each_state_its_own(lexicon: Lexicon) -> None:
    (item,) = chunks("quân đội Mỹ và Nga", lexicon)
    assert [(m.role, m.body) for m in item.mentions] == [
        ("quân đội", "united-states"),
        ("quân đội", "russia"),
    ]


@pytest.mark.parametrize("text", ["Nga, và", "ông Joe Biden, và", "Nga, và cùng", "Nga rồi", "Nga, rồi với"])
def test_a_list_that_breaks_off_is_none(text: str, lexicon: Lexicon) -> None:
    assert [len(c.mentions) for c in chunks(text, lexicon) if c.mentions] == [1]
