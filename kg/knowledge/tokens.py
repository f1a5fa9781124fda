"""Words and what each can mean: lexemes, and tokens as texts write them.

A *lexeme* is a wording with its meanings, a *token* a wording as texts write it. Both are shared between all the
places where they stand, so that what holds of a wording is worked out once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kg.article.text import lower
from kg.knowledge.wordlists import NO_LISTS, ListName
from kg.model import Kind, Status

# Valencies of the words that say where somebody goes; those of arrival say nothing else.
JOURNEYS = ("goal", "arrival")


class Entry(NamedTuple):
    """One meaning of a wording: a lexeme class and, by class, a key into the register or a lexicon row."""

    cls: str
    key: str
    cased: bool = False
    kind: Kind | None = None
    valency: str | None = None
    status: Status | None = None
    initiator: str | None = None
    weak: bool = False
    classes: tuple[str, ...] = ()
    followed: tuple[str, ...] = ()
    body: str | None = None


class Lexeme:
    """A wording with its meanings: those that one place of a text leaves open. Shared between its occurrences."""

    __slots__ = ("_by_class", "classes", "entries")

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        self._by_class: dict[str, tuple[Entry, ...]] = {}
        for entry in entries:
            self._by_class[entry.cls] = (*self._by_class.get(entry.cls, ()), entry)
        self.classes = frozenset(self._by_class)

    def of(self, cls: str) -> Entry | None:
        """The meaning of this class, if the wording has one."""
        found = self._by_class.get(cls)
        return found[0] if found else None

    def all_of(self, cls: str) -> tuple[Entry, ...]:
        """All meanings of this class."""
        return self._by_class.get(cls, ())


# Classes of the words that no mention holds, with the code that stands for such a word in a sentence
# (`kg.mention.chunks`); of a word of several classes, the first decides.
_CODES = {
    "request-of": "r", "press": "P", "negation": "q", "refusal": "q", "needless": "q", "initiated": "n",
    "plan": "q", "urge": "q", "wish": "q", "coming": "q", "formula": "w", "each": "b", "thanks": "h", "with": "m",
    "between": "g", "including": "u", "unanswered": "w", "of": "k", "by": "d", "passive": "p", "that": "|",
    "since": "j", "clause": "|", "source": "S", "speech": "s", "about": "a", "from": "f", "to": "o", "in": "i",
    "and": "&", "line": "w", "backchannel": "x", "last": "x", "means": "x", "table": "x", "light": "x",
}  # fmt: skip
_MARKS = {",": ",", ";": "|", ":": "|", "|": "|", "—": "|", "-": "-", "–": "-"}
# Classes and words with which a mention can begin.
_OPENING = frozenset((
    "pair", "several", "person-anaphor", "state-anaphor", "place-anaphor", "predecessor", "successor",
    "counterpart", "polity", "local-organ", "former", "acting", "title", "rank", "deputy", "role", "office",
    "role-head", "side", "group", "organ", "body", "metonym", "person", "surname", "state-form", "capital-head",
))  # fmt: skip
SEVERAL = frozenset(("nhiều", "các", "những", "một số", "hàng loạt", "một loạt"))
"""Words that open a mention of several unnamed people."""
LEADERS = ("lãnh đạo", "các lãnh đạo", "các nhà lãnh đạo")
"""Words that open a mention of a state's leaders."""
# Classes and words that can stand before a name or a role, and those that can open a role.
_ADDRESSING, _ADDRESSING_WORDS = ("former", "acting", "title", "rank"), ("nữ",)
_OPENING_WORDS = frozenset(("nước", *_ADDRESSING_WORDS, *SEVERAL, *LEADERS))
_RANKING = ("former", "deputy", "office", "role", "role-head")
# Classes of the words that a contact is told with.
_CONTACT = ("classifier", "verb", "noun")


MARKED = re.compile(r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.I)
"""A letter with a mark of Vietnamese."""


class Token:
    """A wording as texts write it: a lexeme, or a word or punctuation mark that is none.

    `opens`: whether a mention can begin with it; `addresses`: whether it can stand before a name or a role; `ranks`:
    whether a role can begin with it; `contact`: whether a contact can be told with it. `code` and `cue` are what it
    says where it is none of these: its code, "" for a mark that says nothing, and the meaning that gives the code;
    `plain`: it can be nothing else. `lists`: the word lists in which it stands. `begins`: of a word that is no lexeme
    by itself, what wordings can begin with it. `both`: of one wording for two states, the tokens as which it is read.
    """

    __slots__ = (
        "addresses", "begins", "both", "capital", "classes", "code", "contact", "cue", "lexeme", "lists", "lowered",
        "marked", "opens", "plain", "ranks", "size", "text",
    )  # fmt: skip

    def __init__(
        self, text: str, lexeme: Lexeme | None = None, lists: frozenset[ListName] = NO_LISTS
    ) -> None:
        self.text = text
        self.lists = lists
        self.begins: Branch | None = None
        self.both: tuple[Token, ...] = ()
        self.lowered = lower(text)
        self.size = len(text)
        self.lexeme = lexeme
        self.classes: frozenset[str] = lexeme.classes if lexeme is not None else frozenset()
        self.capital = text[:1].isupper()
        self.marked = MARKED.search(text) is not None
        named = self.capital and not text[-1].isdigit()  # "S-400": no name of anybody
        if lexeme is not None:
            named = not self.classes.isdisjoint(_OPENING)
        self.opens = named or self.lowered in _OPENING_WORDS
        self.addresses = not self.classes.isdisjoint(_ADDRESSING) or self.lowered in _ADDRESSING_WORDS
        self.ranks = not self.classes.isdisjoint(_RANKING)
        self.contact = not self.classes.isdisjoint(_CONTACT)
        self.cue = _cue(lexeme) if lexeme is not None else None
        if self.cue is not None:
            self.code = _CODES[self.cue.cls]
        else:
            self.code = "w" if text[:1].isalnum() else _MARKS.get(text, "")
        self.plain = self.classes <= _CODES.keys() and not self.opens

    def has(self, *classes: str) -> bool:
        """Whether the token can be of one of these lexeme classes."""
        return not self.classes.isdisjoint(classes)

    def of(self, cls: str) -> Entry | None:
        """Its meaning in a lexeme class."""
        return self.lexeme.of(cls) if self.lexeme else None

    def keys(self, cls: str) -> tuple[str, ...]:
        """Keys of all its meanings in a lexeme class."""
        return tuple([e.key for e in self.lexeme.all_of(cls)]) if self.lexeme else ()


def _cue(lexeme: Lexeme) -> Entry | None:
    """The meaning that gives a word its code, if any; that it is asked for goes before that it is begun."""
    entry = next((lexeme.of(cls) for cls in _CODES if cls in lexeme.classes), None)
    wish = lexeme.of("wish")
    return entry._replace(status=wish.status) if entry and entry.cls == "initiated" and wish else entry


class Tokens(NamedTuple):
    """The tokens of a stretch of text, in order, and where in the text each begins."""

    tokens: list[Token]
    starts: list[int]


Branch = dict[str, "Branch"]
"""A place in the tree of wordings: what can follow, word by word, and "" where a wording ends."""
