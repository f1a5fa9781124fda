"""Which mentions around a contact word are its parties, and on which side of it each stands."""

from __future__ import annotations

import pytest
from reading import AUSTIN, BIDEN, PUTIN, contacts, names, parties

from kg.knowledge.lexicon import Lexicon

BLINKEN = "Ngoại trưởng Mỹ Antony Blinken"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{BIDEN} và {PUTIN} hội đàm.", "Meeting: Joe Biden / Vladimir Putin"),
        (f"{BIDEN} và {AUSTIN} gặp {PUTIN}.", "Meeting: Joe Biden + Lloyd Austin / Vladimir Putin"),
        # contacts of their own: each of the second side had one with the first
        (
            f"{BIDEN} và {AUSTIN} lần lượt gặp {PUTIN}.",
            "Meeting: Vladimir Putin / Joe Biden + Lloyd Austin",
        ),
        (
            f"{BIDEN}, {AUSTIN} và {BLINKEN} gặp {PUTIN}.",
            "Meeting: Vladimir Putin / Joe Biden + Lloyd Austin + Antony Blinken",
        ),
        (f"{BIDEN} và {AUSTIN} thăm Nga.", "Visit: Joe Biden + Lloyd Austin / Nga"),
        # all of them with one another
        (
            f"{BIDEN}, {PUTIN} và {AUSTIN} hội đàm với nhau.",
            "Meeting: Joe Biden / Vladimir Putin / Lloyd Austin",
        ),
        ("Mỹ ký cùng Nga và Trung Quốc một thỏa thuận.", "Meeting: Mỹ / Nga / Trung Quốc"),
        # whoever goes along with a person is no party
        (f"{BIDEN} và Đoàn đại biểu cấp cao Mỹ gặp {PUTIN}.", "Meeting: Joe Biden / Vladimir Putin"),
        (
            "Đoàn đại biểu cấp cao Mỹ gặp Tổng thống Nga.",
            "Meeting: Đoàn đại biểu cấp cao Mỹ / Tổng thống Nga",
        ),
    ],
)
def test_sides(text: str, expected: str, lexicon: Lexicon) -> None:
    (found,) = [c for c in contacts(text, lexicon) if c.sides]
    assert parties(found) == expected


@pytest.mark.parametrize(
    ("text", "partner", "near"),
    [
        (f"Cuộc điện đàm với {PUTIN} kéo dài một tiếng.", "Vladimir Putin", "Vladimir Putin"),
        (f"Đầu dây bên kia là {PUTIN}.", "Vladimir Putin", ""),
        (f"Cuộc gặp của {PUTIN} diễn ra hôm 12/7.", None, "Vladimir Putin"),
        (f"Sau cuộc điện đàm, {BIDEN} lên đường về nước.", None, "Joe Biden"),
        ("Cuộc điện đàm kéo dài một tiếng.", None, ""),
    ],
)
def test_the_party_that_is_named(text: str, partner: str | None, near: str, lexicon: Lexicon) -> None:
    (found,) = [c for c in contacts(text, lexicon) if not c.sides]
    assert (found.partner.name if found.partner else None, names(found.party)) == (partner, near)
