"""Sounds of foreign names that the press spells by syllable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.article.spelling import alike, by_syllable, initial_fits, is_foreign, sound, sounding_like
from kg.knowledge.lexicon import Lexicon


@pytest.mark.parametrize(
    ("spelt", "name"),
    [
        ("Ra-un Ca-xtơ-rô", "Raúl Castro"),
        ("Phi-đen Ca-xtơ-rô", "Fidel Castro"),
        ("N.Ma-đu-rô", "Maduro"),
        ("S. A-bê", "Abe"),
        ("X.La-vrốp", "Lavrov"),
        ("Thoonglun Sisulith", "Thongloun Sisoulith"),
        ("Vê-nê-xu-ê-la", "Venezuela"),
        ("Ca-dắc-xtan", "Kazakhstan"),
    ],
)
def test_one_name_in_two_spellings_sounds_alike(spelt: str, name: str) -> None:
    assert alike(spelt, [name], 0.8)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Pu-tin", "Biden"), ("Cu-ba", "Canada"), ("Ca-xtơ-rô", "Maduro"), ("I-ran", "Ukraine")],
)
def test_two_names_do_not(one: str, other: str) -> None:
    assert not alike(one, [other], 0.7)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Cu-ba", True),
        ("Ca-xtơ-rô", True),
        ("Al-Abbasi", False),
        ("cu-ba", False),
        ("Cuba", False),
        ("12-7", False),
    ],
)
def test_by_syllable(word: str, expected: bool) -> None:
    assert by_syllable(word) is expected


@given(st.text())
def test_a_sound_is_bare_letters_and_sounds_like_itself(text: str) -> None:
    assert not sound(text) or (sound(text).isascii() and sound(text).islower())
    assert alike(text, [text], 1.0)


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("Cu-ba", "cuba"),
        ("Vê-nê-xu-ê-la", "venezuela"),
        ("Bra-xin", "brazil"),
        ("I-xra-en", "israel"),
        ("Jong-un", None),
        ("Ma-đu-rô", None),
        ("Pu-tin", None),
    ],
)
def test_a_state_is_known_by_its_sound(lexicon: Lexicon, word: str, state: str | None) -> None:
    found = lexicon.state_by_sound(word)
    assert (found.entries[0].key if found else None) == state


@pytest.mark.parametrize(
    ("initial", "names", "expected"),
    [
        ("Gi", ["Jacob"], True),
        ("X", ["Sergey"], True),
        ("Ph", ["Filipe"], True),
        ("Đ", ["Dmitry", "Anatolyevich"], True),
        ("H", ["José"], True),
        ("A", ["K."], False),
        ("M", ["Robert", "Lee"], False),
        ("B", [], False),
    ],
)
def test_an_initial_can_be_that_of_a_name_as_it_is_read(
    initial: str, names: list[str], expected: bool
) -> None:
    assert initial_fits(initial, names) is expected


@pytest.mark.parametrize("name", ["Burhan", "Mugabe", "Voronin", "Skorgen", "Ca-đa-phi"])
def test_names_of_no_vietnamese(name: str) -> None:
    assert is_foreign(name)


@pytest.mark.parametrize("name", ["Linh", "Minh", "Thanh", "Hoa", "Hoàng", "Trang", "Gun"])
def test_names_that_a_vietnamese_may_bear(name: str) -> None:
    assert not is_foreign(name)


_names = st.text("abcdeimnorstuvy", max_size=9)


@given(_names, st.lists(_names, max_size=8), st.sampled_from((0.6, 0.72, 0.78, 0.82, 0.93)))
def test_who_of_many_sounds_alike_is_who_does_so_alone(name: str, others: list[str], least: float) -> None:
    expected = tuple(other for other in others if alike(name, (other,), least))
    assert sounding_like(name, tuple(others), least) == expected


def test_of_many_names_those_that_sound_alike_are_found(lexicon: Lexicon) -> None:
    assert "lavrov" in sounding_like("La-vrốp", tuple(lexicon.surnames), 0.82)
    assert "castro" in sounding_like("Ca-xtơ-rô", tuple(lexicon.surnames), 0.82)
