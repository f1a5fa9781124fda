"""Where the name of an institution ends and that of its officer begins: "Chánh án | Tòa án Tối cao | Trương Quân"."""

from __future__ import annotations

from typing import Protocol

from kg.knowledge.lexicon import NameWords
from kg.knowledge.tokens import Token

_INSIDE = frozenset(
    ("body", "metonym", "region", "organ", "portfolio", "local-organ", "place-head", "delegation")
)
_MATTERS = ("về", "phụ trách", "tại")  # words that open what an office is for, in words of any kind
_JOINTS = (*_MATTERS, "của", "và", "-")
_REACH = 9  # tokens


class Words(Protocol):
    """What is asked of the words of a sentence."""

    tokens: tuple[Token, ...]
    names: NameWords

    def names_person(self, i: int) -> bool:
        """Whether somebody's full name stands at `i`."""


def officer(words: Words, i: int) -> int:
    """Index at which the name of an officer begins, behind the institution or matter that starts at `i`; else 0."""
    matter = False
    for j in range(i, min(i + _REACH, len(words.tokens))):
        token = words.tokens[j]
        if j > i and words.tokens[j - 1].lowered not in _MATTERS and words.names_person(j):
            return j
        matter = matter or token.lowered in _MATTERS
        written_large = token.capital and token.classes <= {"surname"}
        free = matter and token.lexeme is None and token.text[0].isalpha()
        if not (written_large or free or token.lowered in _JOINTS or token.classes & _INSIDE):
            return 0
    return 0
