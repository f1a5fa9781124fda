"""Whom "tôi" and "chúng tôi" mean where the sentence says who speaks."""

from __future__ import annotations

import pytest
from reading import chunks, contacts, parties

from kg.knowledge.lexicon import Lexicon

BLINKEN = "Ngoại trưởng Mỹ Antony Blinken"
LAVROV = "Ngoại trưởng Nga Sergei Lavrov"
TWO = "Meeting: Antony Blinken / Sergei Lavrov"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{BLINKEN} nói: “Tôi đã gặp {LAVROV}”.", TWO),
        (f"“Tôi đã gặp {LAVROV}”, {BLINKEN} cho biết.", TWO),
        (f"{BLINKEN} nói: “Chúng tôi đã đàm phán với Nga”.", "Talks: Chúng tôi / Nga"),  # his side
        (f"Tôi đã gặp {LAVROV}.", None),
        (f"{BLINKEN} đọc: “Tôi đã gặp {LAVROV}”.", None),  # maybe the words of another
        (f"{BLINKEN} nói: “Tôi thích trà”.", None),
    ],
)
def test_first_persons(text: str, expected: str | None, lexicon: Lexicon) -> None:
    assert [parties(c) for c in contacts(text, lexicon) if c.sides] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (f"{BLINKEN} nói: “Tôi đã gặp {LAVROV}”.", "Antony Blinken"),
        (f"“Tôi đã gặp {LAVROV}”, {BLINKEN} cho biết.", "Antony Blinken"),
        (f"“Tôi đã gặp {LAVROV}”, {BLINKEN} lên xe.", None),
    ],
)
def test_who_speaks(text: str, who: str | None, lexicon: Lexicon) -> None:
    (first,) = [c for c in chunks(text, lexicon) if c.text == "Tôi"]
    assert (first.mentions[0].name if first.mentions else None) == who


def test_a_side_is_that_of_the_speaker(lexicon: Lexicon) -> None:
    (found,) = [c for c in contacts(f"{BLINKEN} nói: “Chúng tôi đã đàm phán với Nga”.", lexicon) if c.sides]
    (side,) = found.sides[0]
    assert side.of is not None
    assert (side.head, side.of.name) == ("side", "Antony Blinken")
