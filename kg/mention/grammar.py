"""How Vietnamese news names actors: the sorts of mention, and where in a sentence each can begin.

The grammar, over lexeme classes (never over names); people are in `kg.mention.persons`::

    mention     = pair | pronoun | state | neighbour | counterpart | local | person | side | group | body
    counterpart = "người đồng cấp" body? "-"? title* name?
    neighbour   = ("người tiền nhiệm" | "người kế nhiệm") "của"? person?
    group       = (group | organ) portfolio* "của"? body ("do" person "dẫn đầu")?
    side        = "phía" body
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from kg.knowledge.lexicon import NameWords
from kg.knowledge.tokens import LEADERS, SEVERAL, Tokens
from kg.knowledge.wordlists import WordLists
from kg.mention.anaphors import anaphor, arrived, pair, place_anaphor, several_spoken_of, state_anaphor
from kg.mention.bodies import named_body, paired, polity, side
from kg.mention.groups import group, local_authority, of_circle, several
from kg.mention.mentions import Mention
from kg.mention.persons import person
from kg.mention.relations import counterpart, neighbour
from kg.mention.words import Words

_Reader = Callable[[Words, int], tuple[Mention, int] | None]
# The sorts of mention in the order in which they are tried, with the classes and words that open them; a capitalised
# word of no class can open a person only.
READERS: tuple[tuple[frozenset[str], frozenset[str], _Reader], ...] = tuple(
    (frozenset(classes.split()), frozenset(words), read)
    for classes, words, read in (
        ("pair", (), pair),
        ("person-anaphor", (), anaphor),
        ("state-anaphor", (), state_anaphor),
        ("place-anaphor", (), place_anaphor),
        ("several", (), several_spoken_of),
        ("predecessor successor", (), neighbour),
        ("counterpart", (), counterpart),
        ("polity", LEADERS, polity),
        ("local-organ", (), local_authority),
        ("", SEVERAL, several),
        ("former acting title rank deputy role office role-head person surname", ("nữ",), person),
        ("side", (), side),
        ("group organ", (), group),
        ("body metonym state-form capital-head", ("nước",), named_body),
    )
)
_HERE = frozenset(("place-anaphor",))
_WORDS = frozenset().union(*(words for _, words, _ in READERS))


class Grammar(Words):
    """Reads mentions from the tokens of one sentence; `mention(i)` gives the mention at `i` and where it ends."""

    __slots__ = ("_mentions",)

    def __init__(self, text: str, tokens: Tokens, names: NameWords, lists: WordLists) -> None:
        super().__init__(text, tokens, names, lists)
        self._mentions: dict[int, tuple[Mention, int] | None] = {}

    def opens(self, i: int) -> bool:
        """Whether a mention can begin at token `i`; a lone Vietnamese word of no class is nobody's name."""
        if i >= self.size or not self.tokens[i].opens:
            return False
        token = self.tokens[i]
        if token.classes == _HERE:
            return arrived(self, i)
        if "surname" in token.classes and self._opens_compound(i):
            return False
        if token.classes or not token.marked or token.lowered in self.names.family or not token.capital:
            return True
        if token.lowered in self.names.paired and paired(self, i) is not None:
            return True
        following = self.token(i + 1)
        return following is not None and (
            following.capital or "-" in following.text or following.lowered in self.names.particles
        )

    def _opens_compound(self, i: int) -> bool:
        """Whether a word that may be a surname is the first of a common word: "Đối thoại Chính | sách"."""
        following = self.token(i + 1)
        if following is None or following.capital:
            return False
        return f"{self.tokens[i].lowered} {following.lowered}" in self.lists["common-compound"]

    def mention(self, i: int) -> tuple[Mention, int] | None:
        """The mention that begins at token `i`, with the index after it."""
        if i >= self.size or not self.tokens[i].opens:
            return None
        if i not in self._mentions:
            self._mentions[i] = self._mention(i)
        return self._mentions[i]

    def _mention(self, i: int) -> tuple[Mention, int] | None:
        if not self.opens(i):
            return None
        token = self.tokens[i]
        if token.lowered in self.names.paired and (found := paired(self, i)) is not None:
            return found
        if token.has("role", "group") and (found := of_circle(self, i)) is not None:
            return found
        for read in _readers(token.classes, token.lowered if token.lowered in _WORDS else ""):
            found = read(self, i)
            if found is not None:
                return found
        return None


@cache
def _readers(classes: frozenset[str], word: str) -> tuple[_Reader, ...]:
    """The sorts of mention that a word of these classes can open; `word` is the word itself, if it counts."""
    return tuple(
        read
        for needed, words, read in READERS
        if needed & classes or word in words or (not classes and read is person)
    )
