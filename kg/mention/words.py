"""The words of a sentence, read forward and back from any of them; what is asked of them past an end is not there."""

from __future__ import annotations

from kg.knowledge.lexicon import NameWords
from kg.knowledge.tokens import Token, Tokens
from kg.knowledge.wordlists import ListName, WordLists
from kg.model import Span

ASIDE = 8
"""Tokens of a parenthesis that stands after a name and tells nothing of it."""


class Words:
    """The tokens of a sentence of `text`, where each starts, and the words by which names and rules are told."""

    __slots__ = ("lists", "names", "size", "starts", "text", "tokens")

    def __init__(self, text: str, tokens: Tokens, names: NameWords, lists: WordLists) -> None:
        self.text = text
        self.tokens, self.starts = tokens
        self.names = names
        self.lists = lists
        self.size = len(self.tokens)

    def token(self, i: int) -> Token | None:
        """Token `i`, or None past an end."""
        return self.tokens[i] if 0 <= i < self.size else None

    def has(self, i: int, *classes: str) -> bool:
        """Whether token `i` exists and can be of one of these classes."""
        return 0 <= i < self.size and not self.tokens[i].classes.isdisjoint(classes)

    def word(self, i: int) -> str:
        """Text of token `i` in lower case, or ""."""
        return self.tokens[i].lowered if 0 <= i < self.size else ""

    def listed(self, i: int, name: ListName) -> bool:
        """Whether token `i` exists and stands in a word list."""
        return 0 <= i < self.size and name in self.tokens[i].lists

    def gender(self, i: int) -> str | None:
        """The gender of whom token `i`, a form of address, stands for: "m", "f"; None where it tells none."""
        return "m" if self.listed(i, "male-address") else "f" if self.listed(i, "female-address") else None

    def span(self, start: int, end: int) -> Span:
        """Span of tokens [start, end)."""
        return Span(self.starts[start], self.starts[end - 1] + self.tokens[end - 1].size)

    def slice(self, start: int, end: int) -> str:
        """Text of tokens [start, end)."""
        return self.text[self.starts[start] : self.starts[end - 1] + self.tokens[end - 1].size]

    def is_free(self, i: int) -> bool:
        """Whether token `i` can go on with a role: a plain word, or a form of state ("Cộng hòa")."""
        token = self.tokens[i]
        return token.has("state-form") or (token.lexeme is None and token.text[0].isalpha())

    def parenthesis(self, i: int, most: int = ASIDE) -> int:
        """Index after a parenthesis of at most `most` tokens at `i` ("(trái)", "(CIA)"), else `i`."""
        if self.word(i) != "(":
            return i
        for j in range(i + 1, min(i + most + 1, self.size)):
            if self.word(j) == ")":
                return j + 1
        return i
