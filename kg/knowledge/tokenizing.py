"""A sentence into tokens: the wordings of the lexicon in it, the longest first, and all words between them.

Matching is without case; entries that are names (`cased`) must also be capitalised in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.article.text import lower, words
from kg.knowledge.tokens import Branch, Entry, Lexeme, Token, Tokens
from kg.knowledge.wordlists import ListName
from kg.model import Span


def tree_of(forms: Iterable[str]) -> Branch:
    """The tree of wordings."""
    tree: Branch = {}
    for form in forms:
        branch = tree
        for piece in form.split():
            for word, _ in _atoms(piece):
                branch = branch.setdefault(word, {})
        branch[""] = {}
    return tree


_ATOM = re.compile(r"[^\W_]+|[^\w\s]|_")


def _atoms(piece: str) -> tuple[tuple[str, int], ...]:
    """Runs of letters and digits, and single marks, of a piece of text without spaces, with their offsets."""
    return tuple([(match.group(), match.start()) for match in _ATOM.finditer(piece)])


class _Piece(NamedTuple):
    """A piece of text without spaces: its atoms, of which wordings consist, and its words if no lexeme is in it.

    Both are tokens with their offsets; they differ where a mark joins atoms to a word ("12/7", "Jong-un").
    """

    atoms: tuple[tuple[Token, int], ...]
    words: tuple[tuple[Token, int], ...]
    joined: bool


class Wordings:
    """Finds the wordings of the lexicon in texts; safe to share between threads.

    `tree` is that of the entries (`tree_of`); `spelt` tells which lexeme a word spelt by syllable ("Cu-ba") is, if
    any; `lists` tells the word lists in which a wording in lower case stands; `paired` are the short names that
    states bear only beside another ("Việt-Trung").
    """

    def __init__(
        self,
        entries: Mapping[str, tuple[Entry, ...]],
        tree: Branch,
        spelt: Callable[[str], Lexeme | None],
        lists: Callable[[str], frozenset[ListName]],
        paired: Container[str],
    ) -> None:
        self._entries = entries
        self._paired = paired
        self._tree = tree
        self._spelt = spelt
        self._lists = lists
        self._wordings: dict[str, Wording] = {}
        self._written: dict[str, Token | None] = {}  # what is no function word in capitals
        self._pieces: dict[str, _Piece] = {}
        self._alone: dict[str, Token] = {}  # pieces of one atom, which most are
        self._end = Token("\n")  # what no wording goes on with

    def __getitem__(self, form: str) -> Wording:
        if form not in self._wordings:
            self._wordings[form] = Wording(self._entries[form], self._lists(form))
        return self._wordings[form]

    def _shorter(self, atoms: Sequence[Token], number: int, end: int) -> int:
        """The last atom before `end` after which a wording ends that begins at an atom; that one where none does."""
        branch = self._tree
        shorter = number
        for after in range(number + 1, end):
            branch = branch[atoms[after - 1].lowered]
            if "" in branch:
                shorter = after
        return shorter

    def _token(self, text: str, lowered: str, place: Span, span: Span) -> Token | None:
        """The token of a wording that may stand at a place in `span`; None where it does not, or means nothing."""
        start, end = place
        if _inside_name(text, start, end) or self._half_name(text, lowered, start, end):
            return None
        written = text[start:end]
        if written in self._written:
            return self._written[written]
        form = lowered[start:end]
        if form not in self._entries or not _bounded(lowered, start, end, span):
            return None
        wording = self[form]
        capital = written[0].isupper()
        if capital and wording.function:
            return wording.token(written, function=not _name_like(text, place, span))
        token = wording.token(written, function=not capital)
        if token is not None and token.has(_BOTH) and not token.both:
            token.both = self._both(token)
        if written[0].isalnum() and written[-1].isalnum():  # bounded wherever it stands
            if len(self._written) >= _REMEMBERED:
                self._written.clear()
            self._written[written] = token
        return token

    def _both(self, token: Token) -> tuple[Token, ...]:
        """One wording for two states as their names with a hyphen, each of which stands where the wording does."""
        (states,) = token.lexeme.all_of(_BOTH) if token.lexeme is not None else ()
        one, other = (Token(name, self[lower(name)].as_name()) for name in states.classes)
        one.size = other.size = token.size
        return one, Token(_JOINT), other

    def _half_name(self, text: str, lowered: str, start: int, end: int) -> bool:
        """Whether text[start:end] is a surname that a hyphen joins to one unknown: the "Pérez" of "Pérez-Oliva"."""
        if text[end : end + 1] == "-":
            other = _ATOM.match(text, end + 1)
        elif start > 1 and text[start - 1] == "-":
            other = _LAST_ATOM.search(text[max(0, start - _LONGEST_HALF) : start - 1])
        else:
            return False
        if other is None or len(other.group()) == 1 or not other.group()[0].isupper():
            return False
        surname = self._entries.get(lowered[start:end], ())
        known = lower(other.group()) in self._entries
        return not known and bool(surname) and all(entry.cls == "surname" for entry in surname)

    def tokens(self, text: str, lowered: str, span: Span) -> Tokens:
        """Lexemes, the longest at each word boundary, and remaining words of a stretch of text, in order."""
        atoms, begin, joined, hyphened = self._atoms(text, span)
        known = self._written
        tokens: list[Token] = []
        starts: list[int] = []
        free = 0  # the first atom that has not become a token yet
        for number, atom in enumerate(atoms):
            branch = atom.begins
            if branch is None or number < free:
                continue
            after = end = number
            while branch is not None:
                after += 1
                if "" in branch:
                    end = after
                branch = branch.get(atoms[after].lowered)
            start = begin[number]
            while end > number:
                last = end - 1
                written = atom.text if last == number else text[start : begin[last] + atoms[last].size]
                token = known.get(written)
                if hyphened or (token is None and written not in known):
                    token = self._token(text, lowered, Span(start, start + len(written)), span)
                longer = token is not None and token.classes == _DECOY and end - number > 1
                if longer and self._begins_role(text, lowered, atoms, begin, end, span):
                    token = None  # "tiếp thị" of "tiếp thị trưởng"
                if token is not None:
                    if joined and free < number:
                        self._between(text[begin[free] : start], begin[free], tokens, starts)
                    else:
                        tokens += atoms[free:number]
                        starts += begin[free:number]
                    tokens += token.both or (token,)
                    starts += [start] * (len(token.both) or 1)
                    free = end
                    break
                end = self._shorter(atoms, number, end)
        if joined:
            self._between(text[begin[free] : span.end], begin[free], tokens, starts)
        else:
            tokens += atoms[free:-1]
            starts += begin[free:-1]
        return Tokens(tokens, starts)

    def _begins_role(
        self, text: str, lowered: str, atoms: list[Token], begin: list[int], end: int, span: Span
    ) -> bool:
        """Whether the last atom before `end` begins the word for an office that goes on behind it."""
        branch, at = atoms[end - 1].begins, end - 1
        while branch is not None and at + 1 < len(atoms):
            at += 1
            if "" in branch and at > end:
                whole = Span(begin[end - 1], begin[at - 1] + atoms[at - 1].size)
                token = self._token(text, lowered, whole, span)
                return token is not None and token.has(*OFFICIAL)
            branch = branch.get(atoms[at].lowered)
        return False

    def _atoms(self, text: str, span: Span) -> tuple[list[Token], list[int], bool, bool]:
        """Runs of letters and digits, and single marks, of a stretch of text and its end, and where each begins.

        Besides, whether some are joined to a word that is longer, and whether some by a hyphen.
        """
        atoms: list[Token] = []
        starts: list[int] = []
        joined = hyphened = False
        alone = self._alone
        position = span.start
        for piece in text[span.start : span.end].split(" "):
            atom = alone.get(piece)
            if atom is not None:
                atoms.append(atom)
                starts.append(position)
                position += atom.size + 1
                continue
            read = self._pieces.get(piece) or self._read(piece)
            for atom, offset in read.atoms:
                atoms.append(atom)
                starts.append(position + offset)
            if read.joined:
                joined, hyphened = True, hyphened or "-" in piece
            position += len(piece) + 1
        atoms.append(self._end)
        starts.append(span.end)
        return atoms, starts, joined, hyphened

    def _between(self, gap: str, position: int, tokens: list[Token], starts: list[int]) -> None:
        """Append the words between two lexemes; a state spelt by syllable ("Cu-ba") is a lexeme all the same."""
        before = len(tokens)
        for piece in gap.split(" "):
            if piece:
                for token, offset in (self._pieces.get(piece) or self._read(piece)).words:
                    tokens.append(token)
                    starts.append(position + offset)
            position += len(piece) + 1
        if "-" not in gap:
            return
        found = tokens[before:]
        for i, token in enumerate(found):
            previous = tokens[before + i - 1 : before + i] if before + i else []
            alone = not any(t.capital for t in (*found[max(0, i - 1) : i], *found[i + 1 : i + 2]))
            # Not "Choi | Min-seok", nor "Tổng thống Pháp | Ô-lăng-đơ".
            alone = alone and not any(t.capital and t.has("surname", "body", "office") for t in previous)
            if "-" in token.text and alone and (state := self._spelt(token.text)) is not None:
                found[i] = tokens[before + i] = Token(token.text, state, token.lists)

    def _read(self, piece: str) -> _Piece:
        atoms = tuple([(self._word(atom), offset) for atom, offset in _atoms(piece)])
        found: list[tuple[str, int]] = []
        for match in words(piece, 0, len(piece)):
            parts = _atoms(match.group()) if "-" in match.group() else ()
            if len(parts) == 3 and all(w[0].isupper() and lower(w) in self._paired for w, _ in parts[::2]):
                found += [(word, match.start() + offset) for word, offset in parts]
            else:
                found.append((match.group(), match.start()))
        joined = found != [(atom.text, offset) for atom, offset in atoms]
        if len(self._pieces) >= _REMEMBERED:
            self._pieces.clear()
            self._alone.clear()
        read = _Piece(atoms, tuple([(self._word(w), at) for w, at in found]) if joined else atoms, joined)
        self._pieces[piece] = read
        if len(atoms) == 1 and not joined and atoms[0][0].text == piece:  # no other sort of space beside it
            self._alone[piece] = atoms[0][0]
        return read

    def _word(self, text: str) -> Token:
        """The token of a word or mark that is no lexeme."""
        token = Token(text, None, self._lists(lower(text)))
        token.begins = self._tree.get(token.lowered)
        return token


_LAST_ATOM = re.compile(r"[^\W\d_]+$")
_LONGEST_HALF = 20  # characters of half a surname and its hyphen
_REMEMBERED = 50_000  # pieces of text whose tokens are kept, so that memory stays bounded


def _bounded(lowered: str, start: int, end: int, span: Span) -> bool:
    """Whether no letter or digit touches text[start:end] within `span`."""
    if start > span.start and lowered[start - 1].isalnum():
        return False
    return end >= span.end or not lowered[end].isalnum()


def _inside_name(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is only some syllables of a name spelt by syllable: the "Cha" of "Cha-vết"."""
    if text[end : end + 1] == "-" and text[start].isupper() and text[end + 1 : end + 2].islower():
        return True
    return start > 1 and text[start - 1] == "-" and text[start].islower() and text[start - 2].isalpha()


OFFICIAL = ("role", "role-head", "office", "rank")
"""Classes of the words for an office."""
_DECOY = frozenset(("decoy",))

FUNCTION = frozenset((
    "with", "and", "between", "of", "by", "passive", "to", "from", "in", "about", "source", "that", "clause",
    "light", "speech", "negation", "plan", "wish", "since", "last", "refusal", "initiated", "thanks",
))  # fmt: skip
"""Classes of function words, which with a capital may be names."""
# Function words that nobody bears as a name; with a capital they open a sentence run on to the one before.
_NO_NAME = frozenset(
    ("trong", "theo", "sau", "khi", "tại", "với", "và", "của", "nếu", "nhưng", "những", "trước")
)


_BOTH = "both-states"
_JOINT = "-"


class Wording:
    """A wording of the lexicon; which of its meanings hold depends on how the text writes it.

    `function`: whether it can be a function word, which with a capital inside a sentence may be a name.
    """

    __slots__ = ("_abbreviates", "_entries", "_lexemes", "_lists", "_tokens", "function")

    def __init__(self, entries: tuple[Entry, ...], lists: frozenset[ListName]) -> None:
        self._abbreviates = any(e.cls == "body" for e in entries)
        self._entries = entries
        self._lists = lists
        self._lexemes: dict[tuple[bool, bool], Lexeme | None] = {}
        self._tokens: dict[tuple[str, bool], Token | None] = {}
        self.function = any(e.cls in FUNCTION for e in entries)

    def token(self, written: str, function: bool) -> Token | None:
        """The token of the wording as it is written, as a function word or not, where it can mean anything so."""
        key = written, function
        if key not in self._tokens:
            name = written[0].isupper() and _capitalised(written)
            name = name and not (self._abbreviates and _two_letters(written) and not written.isupper())
            lexeme = self._lexeme(name, function)
            self._tokens[key] = Token(written, lexeme, self._lists) if lexeme is not None else None
        return self._tokens[key]

    def as_name(self) -> Lexeme | None:
        """What it can mean where it is written as a name."""
        return self._lexeme(name=True, function=False)

    def _lexeme(self, name: bool, function: bool) -> Lexeme | None:
        """The meanings that are left where the wording is or is not written as a name, or as a function word."""
        key = name, function
        if key not in self._lexemes:
            kept = [e for e in self._entries if (name if e.cased else function or e.cls not in FUNCTION)]
            self._lexemes[key] = Lexeme(kept) if kept else None
        return self._lexemes[key]


def _name_like(text: str, span: Span, sentence: Span) -> bool:
    """Whether a capitalised function word of one syllable is a name inside a sentence ("Song", "Hay", "Do")."""
    if span.start == sentence.start or _in_title_case(text, sentence):
        return False
    piece = text[span.start : span.end]
    if lower(piece) in _NO_NAME:
        return False
    return " " not in piece and text[max(0, span.start - 2) : span.start].strip(" \"“'(") not in (
        ".",
        ":",
        "-",
        "|",
        "!",
        "?",
        "–",
    )


def _in_title_case(text: str, sentence: Span) -> bool:
    """Whether every word of a sentence has a capital, as in some headlines: "Bà Rice Sẽ Gặp Ông Lavrov Tuần Tới"."""
    pieces = text[sentence.start : sentence.end].split(" ")
    return len(pieces) > _SHORTEST_TITLE and not any(piece[:1].islower() for piece in pieces)


_SHORTEST_TITLE = 4  # words which may also be the name of something


def _two_letters(piece: str) -> bool:
    """Whether a wording is two letters without marks: of a body only "UN" is one, not the "Un" of "Ri Yong Un"."""
    return len(piece) == 2 and piece.isascii() and piece.isalpha()


def _capitalised(piece: str) -> bool:
    """Whether a wording that is a name is written as one: its first and last words begin with a capital.

    Of a longer name the first word alone will do ("Ngân hàng Thế giới").
    """
    *before, last = piece.split()  # "Jong-un", "el-Sisi": either part of a compound
    if len(before) > 2 and any(word[0].isupper() for word in before[1:]):
        return piece[0].isupper()
    return piece[0].isupper() and any(part[:1].isupper() or part[:1].isdigit() for part in last.split("-"))
