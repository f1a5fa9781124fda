"""The page of one thing: which words of a sentence are marked."""

from __future__ import annotations

import pytest

from kg.serve.profiles import marked


@pytest.mark.parametrize(
    ("quote", "wordings", "expected"),
    [
        ("Ông A gặp ông B.", ["ông B"], [("Ông A gặp ", False), ("ông B", True), (".", False)]),
        ("AB", ["A", "AB"], [("AB", True)]),
        ("(a)", ["("], [("(", True), ("a)", False)]),
        ("a", [], [("a", False)]),
        ("a", ["", "  "], [("a", False)]),
    ],
)
def test_marks(quote: str, wordings: list[str], expected: list[tuple[str, bool]]) -> None:
    assert marked(quote, wordings) == expected
