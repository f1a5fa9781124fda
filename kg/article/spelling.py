"""How like two spellings of a foreign name sound: "Ra-un Ca-xtơ-rô" is Raúl Castro, "Vê-nê-xu-ê-la" Venezuela.

Part of the Vietnamese press writes foreign names by syllable, as they are read. A *sound* is a name in bare letters
after the few changes that this spelling makes; two sounds are compared letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from kg.article.text import lower, without_marks

# What the syllable spelling writes for other letters, and letters that are read alike.
_CHANGES = (
    ("ơ", ""), ("đ", "d"), ("ph", "f"), ("th", "t"), ("kh", "k"), ("x", "s"), ("z", "s"), ("c", "k"), ("q", "k"),
    ("y", "i"), ("j", "i"), ("w", "u"), ("v", "v"), ("sh", "s"), ("ch", "s"), ("ts", "s"),
)  # fmt: skip
_INITIALS = re.compile(r"^(?:[^\W\d_]{1,2}\.\s*)+")
_ROUNDING = 1e-9
_NO_LETTER = re.compile(r"[^a-z]")
_DOUBLE = re.compile(r"(.)\1+")
_SYLLABLES = re.compile(r"^[^\W\d_]+(?:-[^\W\d_]+)+$")


def by_syllable(word: str) -> bool:
    """Whether a word is spelt by syllable with hyphens and opens with a capital: "Cu-ba", not "Jong-un"."""
    if "-" not in word:
        return False
    parts = word.split("-")
    return word[:1].isupper() and bool(_SYLLABLES.match(word)) and all(p[:1].islower() for p in parts[1:])


@lru_cache(maxsize=65_536)
def sound(name: str) -> str:
    """A name in bare letters as it is read, without initials and hyphens."""
    letters = lower(_INITIALS.sub("", name.strip()))
    for written, read in _CHANGES[:1]:
        letters = letters.replace(written, read)
    letters = without_marks(letters)
    for written, read in _CHANGES[1:]:
        letters = letters.replace(written, read)
    return _DOUBLE.sub(r"\1", _NO_LETTER.sub("", letters))


def alike(name: str, others: Iterable[str], least: float) -> bool:
    """Whether a name sounds as like at least one of some others as `least`, from 0 to 1."""
    said = sound(name)
    return any(_alike(said, sound(o), least) for o in others)


@lru_cache(maxsize=4_096)
def sounding_like(name: str, others: tuple[str, ...], least: float) -> tuple[str, ...]:
    """Those of many others that a name sounds as like as `least`, from 0 to 1, in their order."""
    said = sound(name)
    own = _letters(said)
    found: list[str] = []
    for other, heard, letters in _sounds(others):
        # No more letters can be shared than are left without those that only one of the two has.
        most = min(len(said) - (own & ~letters).bit_count(), len(heard) - (letters & ~own).bit_count())
        if 2 * most >= least * (len(said) + len(heard)) - _ROUNDING and _alike(said, heard, least):
            found.append(other)
    return tuple(found)


@lru_cache(maxsize=4)
def _sounds(names: tuple[str, ...]) -> tuple[tuple[str, str, int], ...]:
    """Names with their sounds and the letters of these."""
    return tuple((name, sound(name), _letters(sound(name))) for name in names)


def _letters(said: str) -> int:
    """The letters of a sound, a bit each."""
    return sum(1 << (ord(letter) - ord("a")) for letter in set(said))


@lru_cache(maxsize=65_536)
def _alike(said: str, other: str, least: float) -> bool:
    length = len(said) + len(other)
    if 2 * min(len(said), len(other)) < least * length:
        return False  # too unlike in length, which is quicker to see
    both = SequenceMatcher(None, said, other)
    return both.quick_ratio() >= least and both.ratio() >= least


# How initials are read: those that share a letter here can stand for one name ("Gi." for J., "X." for S.).
_READ = {
    **dict.fromkeys("aeiouơy", "a"), "j": "agh", "g": "g", "gi": "g", "d": "gd", "đ": "d", "h": "ha",
    "k": "k", "c": "ks", "q": "k", "kh": "kh", "x": "s", "s": "s", "z": "sg", "ch": "skt", "sh": "s", "t": "ts",
    "th": "t", "p": "p", "ph": "p", "f": "p", "b": "bp", "v": "v", "w": "va",
}  # fmt: skip


def initial_fits(initial: str, words: Iterable[str]) -> bool:
    """Whether an initial can be that of one of some words of a name, as the Vietnamese press writes it."""
    read = _reading(initial)
    return any(not read.isdisjoint(_reading(word)) for word in words)


def _reading(word: str) -> frozenset[str]:
    """What the first letter or letters of a word can be read as."""
    letters = lower(word)
    bare = without_marks(letters) if letters[:1] != "đ" else letters
    return frozenset(_READ.get(bare[:2], "") + _READ.get(bare[:1], bare[:1]))


_SYLLABLE = re.compile(
    r"(?:ngh?|nh|ph|th|tr|ch|gh|gi|kh|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?", re.I
)


def is_foreign(name: str) -> bool:
    """Whether a word is the name of no Vietnamese: no syllable of Vietnamese without marks, or spelt by syllable."""
    if by_syllable(name):
        return True
    return name.isascii() and len(name) > 3 and _SYLLABLE.fullmatch(name) is None
