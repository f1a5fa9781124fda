"""How frames match: their patterns as regular expressions over the codes of chunks, seen from one contact word.

Frames are data (``lexicons/frames.ttl``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.errors import OntologyError
from kg.knowledge.lexicon import Frame
from kg.knowledge.wordlists import WordLists
from kg.mention.chunks import Chunk
from kg.mention.mentions import Mention

_ELEMENTS = {
    "with": "mx*", "between": "gx*", "of": "kx*", "by": "d", "passive": "p[xw]?",
    "+": "[xyz]*", "to": "ox*", "from": "f", "in": "[ij]",
    "bare-passive": "p[xw]?", "say": "[sqwnxyh]{1,4}",
    ",": ",", "_": "[xyzqn]*", "~": "[xyzqnwsaijlOPd&]{0,8}?", "...": "[^|]*?",
    "any": ".*?", "clause": "y", "urge": "[xz]*[qn]{1,2}x*", "into": "ox*w{0,5}", "GO": "(?P<B>[NLHlO])",
    "taking": "[xzqn]{0,4}wp?[xzwn]{0,4}", "place": "[NlO]", "invitation": "[xyzqn]*t?[xz]*",
    "one-B": "(?P<B>N)", "object": "(?P<B>[NLHQO])",
    "purchase": "[xz]*w[^|,tTeQfgm]{1,9}?", "seat": "[xzowi]{0,4}", "matter": "[xzi]{0,2}a[^tTQ]*?",
    "each": "[mo]?x*b", "initiated": "n+", "asking": "[xz]*tx*", "thank": "h", "one": "[NL]",
    "wide": "[^|NLHQgTe]*?", "far": "[^|,NLHQgTsSet]*?", "after": r"[|y]", "copula": r"\|", "occasion": "e",
    "whom": ",?[|y]{1,2}", "declined": "[xzw]{0,3}q[ws]?", "and-also": "[&|]x*", "greeting": "[xwhst]{1,8}?",
    "requested": "r", "and-doing": "&x*[wht][xwht]{0,9}?[om]?x*",
    "A": "(?P<A>[NLHQ])", "B": "(?P<B>[NLHQ])", "AA": "(?P<A>[LHQ])",
    "DD": "(?P<A>H)", "G": "(?P<B>[NLHQl])", "T": "T",
}  # fmt: skip
# The code without which an element cannot match, for elements that have one.
_NEEDED = {
    "T": "T", ",": ",", "with": "m", "between": "g", "of": "k", "by": "d", "passive": "p", "to": "o", "from": "f",
    "clause": "y", "each": "b", "initiated": "n", "thank": "h", "copula": "|",
    "occasion": "e", "requested": "r", "DD": "H",
}  # fmt: skip
_OTHER = {"E": "e", "V": "t"}  # codes of contact words other than the one looked at


class Fit(NamedTuple):
    """A frame as it matches around the contact word at `focus`; `a`, `b`: the chunks of its parties, -1 for none.

    `codes` are those of the chunks as seen from the contact word.
    """

    frame: Frame
    match: re.Match[str]
    codes: str
    chunks: Sequence[Chunk]
    focus: int
    a: int
    b: int
    lists: WordLists

    def has(self, trait: str) -> bool:
        """Whether the frame has a trait (a ``cp:trait`` of the data file)."""
        return trait in self.frame.traits

    @property
    def noun(self) -> bool:
        """Whether the contact word is an event noun."""
        return self.chunks[self.focus].code == "E"

    @property
    def verb(self) -> bool:
        """Whether it is a verb."""
        return self.chunks[self.focus].code == "V"

    @property
    def end(self) -> int:
        """Index of the first chunk after the match."""
        return self.match.end()

    @property
    def first(self) -> tuple[Mention, ...]:
        """The mentions of A."""
        return self.chunks[self.a].mentions

    @property
    def second(self) -> tuple[Mention, ...]:
        """The mentions of B."""
        return self.chunks[self.b].mentions

    @property
    def before(self) -> str:
        """The code before A, past light words."""
        return self.codes[: self.a].rstrip("x")[-1:]

    @property
    def spoken_of(self) -> bool:
        """Whether a verb of speaking, or "về", stands between the start of the match and an event noun."""
        between = self.codes[self.match.start() : self.focus]
        return self.noun and ("s" in between or between.rstrip("xz").endswith("a"))


@lru_cache(maxsize=256)
def compiled(pattern: str) -> re.Pattern[str]:
    """A frame pattern as a regular expression over chunk codes. Raises OntologyError for an unknown element."""
    parts = []
    for element in pattern.split():
        if element not in _ELEMENTS:
            raise OntologyError(f"frames: unknown element {element!r} in the pattern {pattern!r}")
        parts.append(_ELEMENTS[element])
    return re.compile("".join(parts))


@lru_cache(maxsize=64)
def fitting(
    frames: tuple[Frame, ...], cls: str, valency: str
) -> tuple[tuple[Frame, re.Pattern[str], frozenset[str]], ...]:
    """The frames of a sort of contact word, with their patterns and the codes without which they cannot match."""
    return tuple(
        (frame, compiled(frame.pattern), frozenset(_NEEDED[e] for e in frame.pattern.split() if e in _NEEDED))
        for frame in frames
        if cls in frame.lexeme_classes and valency in frame.valencies
    )


def codes_around(chunks: Sequence[Chunk], focus: int, journeys: Iterable[tuple[int, bool, int]]) -> str:
    """The codes as seen from the contact word at `focus`: the goal of another journey is a place."""
    codes = [_OTHER.get(item.code, item.code) for item in chunks]
    codes[focus] = "T"
    for j, start, word in journeys:
        if (start and j < focus) or word not in (focus, j):
            codes[j] = "l"  # "bay từ London rồi đến thăm …"
    return "".join(codes)


def fits(
    frame: Frame,
    pattern: re.Pattern[str],
    codes: str,
    focus: int,
    chunks: Sequence[Chunk],
    lists: WordLists,
) -> list[Fit]:
    """The ways in which a frame matches around the contact word, the one that starts nearest to it first."""
    first = pattern.search(codes)
    if first is None:
        return []
    found = (pattern.match(codes, start) for start in range(focus, first.start() - 1, -1))
    a, b = "A" in pattern.groupindex, "B" in pattern.groupindex
    return [
        Fit(
            frame,
            match,
            codes,
            chunks,
            focus,
            match.start("A") if a else -1,
            match.start("B") if b else -1,
            lists,
        )
        for match in found
        if match is not None and match.end() > focus
    ]
