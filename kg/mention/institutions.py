"""Where the name of an institution ends and that of its officer begins: "Chánh án | Tòa án Tối cao | Trương Quân"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.knowledge.tokens import Token
from kg.knowledge.wordlists import WordLists

_INSIDE = frozenset(
    ("body", "metonym", "region", "organ", "portfolio", "local-organ", "place-head", "delegation")
)
_REACH = 9  # tokens


def officer(tokens: Sequence[Token], i: int, names_person: Callable[[int], bool], lists: WordLists) -> int:
    """Index at which the name of an officer begins, behind the institution or matter that starts at `i`; else 0."""
    matters, joints = lists["matter-of-office"], lists["joint-of-institution"]
    matter = False
    for j in range(i, min(i + _REACH, len(tokens))):
        token = tokens[j]
        if j > i and tokens[j - 1].lowered not in matters and names_person(j):
            return j
        matter = matter or token.lowered in matters
        written_large = token.capital and token.classes <= {"surname"}
        free = matter and token.lexeme is None and token.text[0].isalpha()
        if not (
            written_large
            or free
            or token.text == "-"
            or token.lowered in matters
            or token.lowered in joints
            or token.classes & _INSIDE
        ):
            return 0
    return 0
