"""What somebody is, beside who he is: one mention, wherever the role stands."""

from __future__ import annotations

import pytest
from reading import chunks

from kg.knowledge.lexicon import Lexicon

MET = " gặp ông Vladimir Putin"


@pytest.mark.parametrize(
    ("text", "name", "role", "body"),
    [
        ("Ông Joe Biden", "Joe Biden", None, None),
        ("Ông Joe Biden, Tổng thống Mỹ,", "Joe Biden", "Tổng thống Mỹ", "united-states"),
        ("Tổng thống Mỹ, ông Joe Biden,", "Joe Biden", "Tổng thống Mỹ", "united-states"),
        ("Ông Joe Biden, khi đó là Phó Tổng thống Mỹ,", "Joe Biden", "Phó Tổng thống Mỹ", "united-states"),
        (
            "Đại diện cấp cao về chính sách đối ngoại của EU Josep Borrell",
            "Josep Borrell",
            "Đại diện cấp cao",
            None,
        ),
        ("Đoàn đại biểu Mỹ do ông Joe Biden dẫn đầu", "Joe Biden", "Đoàn đại biểu Mỹ", "united-states"),
    ],
)
def test_one_who_acts(text: str, name: str, role: str | None, body: str | None, lexicon: Lexicon) -> None:
    found = chunks(text + MET, lexicon)
    assert [c.code for c in found if c.code != ","] == ["N", "V", "N"]
    (who,) = found[0].mentions
    assert (who.name, who.role, who.body) == (name, role, body)


def test_a_role_behind_whom_one_met(lexicon: Lexicon) -> None:
    (met,) = chunks("Ông Joe Biden gặp ông Vladimir Putin, Tổng thống Nga", lexicon)[-1].mentions
    assert (met.name, met.role, met.body) == ("Vladimir Putin", "Tổng thống Nga", "russia")


@pytest.mark.parametrize(
    "text",
    [
        "Tổng thống Mỹ, Tổng thống Nga",
        "Tổng thống Mỹ và ông Vladimir Putin",
        "Ông Joe Biden, ông Vladimir Putin và Tổng thống Pháp",
    ],
)
def test_two_stay_two(text: str, lexicon: Lexicon) -> None:
    assert len([m for c in chunks(text, lexicon) for m in c.mentions]) >= 2
