"""By which short forms people are called, by the custom of their country."""

from __future__ import annotations

import pytest

from kg.knowledge.surnames import surnames


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("Lloyd Austin", "united-states", ["Austin"]),
        ("Ferdinand Marcos Jr.", "philippines", ["Marcos"]),
        ("H. R. McMaster", "united-states", ["McMaster"]),
        ("Ursula von der Leyen", "germany", ["Leyen", "von der Leyen"]),
        ("Bashar al-Assad", "syria", ["Assad", "al-Assad"]),
        ("Mohammed bin Salman", "saudi-arabia", []),
        ("Tập Cận Bình", "china", ["Tập"]),
        ("Yoon Suk Yeol", "south-korea", ["Yoon"]),
        ("Tsai Ing-wen", "taiwan", ["Tsai"]),
        ("Wellington Koo", "taiwan", ["Koo"]),
        ("Tô Lâm", "vietnam", ["Lâm"]),
        ("Thongloun Sisoulith", "laos", ["Sisoulith", "Thongloun"]),
        ("Min Aung Hlaing", "myanmar", []),
        ("Đô-nan Trăm", "united-states", []),
        ("Milo Đukanović", "montenegro", ["Đukanović"]),
    ],
)
def test_short_forms(name: str, body: str, expected: list[str]) -> None:
    assert list(surnames([name], body)) == expected


def test_legal_names_give_no_short_form() -> None:
    assert surnames(["Carlos Faria", "Carlos Rafael Faria Tortosa"], "venezuela") == ("Faria",)


def test_a_name_spelt_by_syllable_gives_one() -> None:
    assert surnames(["François Hollande", "Phrăng-xoa Ô-lăng-đơ"], "france") == ("Hollande", "Ô-lăng-đơ")
