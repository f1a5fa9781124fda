"""Who before a contact word is its subject, and who is not."""

from __future__ import annotations

import pytest
from reading import contacts, parties

from kg.knowledge.lexicon import Lexicon

A, B, C = "ông Joe Biden", "ông Vladimir Putin", "ông Olaf Scholz"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{A} gặp {B}", ["Meeting: Joe Biden / Vladimir Putin"]),
        (f"Hôm qua, tại Geneva, {A} đã gặp {B}", ["Meeting: Joe Biden / Vladimir Putin"]),
        (  # whom the first verb has as its object
            f"{C} gặp {A} và điện đàm với {B}",
            ["Meeting: Olaf Scholz / Joe Biden", "PhoneCall: Olaf Scholz / Vladimir Putin"],
        ),
        (
            f"{C} tiếp {A}, tiếp {B}",
            ["Meeting: Olaf Scholz / Joe Biden", "Meeting: Olaf Scholz / Vladimir Putin"],
        ),
        (f"{C} dự tiệc do {A} chủ trì và gặp {B}", ["Meeting: Olaf Scholz / Vladimir Putin"]),
        (f"{A} chỉ ra một loạt cá nhân từng làm việc với {B}", []),
    ],
)
def test_whose_contact_it_is(text: str, expected: list[str], lexicon: Lexicon) -> None:
    assert [parties(c) for c in contacts(text, lexicon) if c.sides and all(c.sides)] == expected
