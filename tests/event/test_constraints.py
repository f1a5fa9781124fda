"""What must be so besides of the words that a frame matches."""

from __future__ import annotations

import pytest
from reading import contacts, parties

from kg.knowledge.lexicon import Lexicon

A, B = "ông Joe Biden", "ông Vladimir Putin"
MET = "Meeting: Joe Biden / Vladimir Putin"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{A} mời {B} sang thăm", ["Visit: Joe Biden / Vladimir Putin"]),
        (f"{A} mời {B} duyệt đội danh dự", []),  # an invitation, but to nothing that is to come
        (f"{A} và {B} gặp nhau bên lề hội nghị thượng đỉnh", [MET]),
        (f"{A} và {B} dự hội nghị thượng đỉnh", []),  # present, no more
        (f"{A} gặp {B}", [MET]),
        (f"cố vấn của {A} gặp {B}", ["Meeting: cố vấn của ông Joe Biden / Vladimir Putin"]),
        (f"Phóng viên gặp {B}", []),
    ],
)
def test_what_holds(text: str, expected: list[str], lexicon: Lexicon) -> None:
    assert [parties(c) for c in contacts(text, lexicon) if c.sides and all(c.sides)] == expected
