"""Whether an article can report a contact, by whom its sentences with a contact word name: most news tells of others.

A contact is reported of people in public life: of the register, or with a role; somebody private takes part beside
somebody of the register only (`kg.event.parties`). So much a few sentences show, before all the others are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum

from kg.event.candidates import Candidate
from kg.event.passages import Passage, Passages
from kg.knowledge.register import Register
from kg.mention.chunks import OF_BOTH
from kg.mention.mentions import Mention
from kg.mention.namesakes import may_name

_CONTEXT = 3  # sentences in which those stand whom "ông" and "cả hai" mean
_SIDES = (*OF_BOTH, " bên")
_OFFICIAL = ("role", "counterpart")
# Classes of words that stand with a name, or for one, and tell nothing of whose it is.
_CALLING = frozenset(("title", "person-anaphor", "light"))
_RELATIVE = ("counterpart", "predecessor", "successor")  # whom these mean is asked of the register


class _Standing(IntEnum):
    """What a party can be at most."""

    NOBODY = 0
    PRIVATE = 1
    PUBLIC = 2
    REGISTERED = 3


class Prospects:
    """Whether sentences of one article can tell of a contact that is reported; they are parsed as they are needed."""

    def __init__(self, passages: Passages, register: Register, surnames: Mapping[str, Sequence[str]]) -> None:
        self._passages = passages
        self._register = register
        self._surnames = surnames

    def open(self, telling: Sequence[int]) -> bool:
        """Whether one of the sentences that tell of a contact with its parties, or of a line, can be reported."""
        told = [self._passages[number] for number in telling]
        people = any(self._official(m) for passage in told for m in passage.everybody())
        return any(passage.says("line") for passage in told) or any(
            self._possible(number, candidate, people)
            for number, passage in zip(telling, told, strict=True)
            for candidate in passage.candidates
            if candidate.sides
        )

    def _possible(self, number: int, candidate: Candidate, people: bool) -> bool:
        sides = [max(self._standing(number, m, people) for m in side) for side in candidate.sides]
        return min(sides) >= _Standing.PUBLIC or (
            min(sides) is _Standing.PRIVATE and max(sides) is _Standing.REGISTERED
        )

    def _standing(self, number: int, mention: Mention, people: bool) -> _Standing:
        if mention.head == "pair" and mention.text.lower().endswith(_SIDES):
            return _Standing.PUBLIC
        if mention.head in ("pronoun", "pair"):
            context = self._passages[max(0, number - _CONTEXT) : number + 1]
            public = (people and mention.head == "pronoun") or any(
                self._official(m) for passage in context for m in passage.everybody()
            )
            return _Standing.REGISTERED if public else _Standing.PRIVATE
        if mention.name is not None:
            return self._named(mention, mention.name)
        asked = mention.head in _RELATIVE or mention.offices or mention.classes
        return _Standing.REGISTERED if asked else _Standing.PUBLIC

    def _named(self, mention: Mention, name: str) -> _Standing:
        """The standing of somebody called by a name, by all that the text calls so."""
        own = self._called(mention)
        if own >= _Standing.PUBLIC:
            return own
        found = max(map(self._called, self._namesakes(name)), default=own)
        return max(found, _Standing.PRIVATE) if mention.short else found

    def _called(self, mention: Mention) -> _Standing:
        if may_name(mention, self._register, self._surnames):
            return _Standing.REGISTERED
        if mention.role is not None or mention.body is not None:
            return _Standing.PUBLIC
        return _Standing.PRIVATE if mention.gender is not None else _Standing.NOBODY

    def _namesakes(self, name: str) -> Iterator[Mention]:
        """The mentions of the text whose names share the last word of a name."""
        word = next((word for word in reversed(name.split()) if len(word) > 1), name)
        for passage in filter(_tells_who, self._passages.holding(word)):
            yield from (m for m in passage.everybody() if m.name is not None and word in m.name)

    def _official(self, mention: Mention) -> bool:
        """Whether a mention is of a person in public life, by itself."""
        if mention.name is not None:
            return self._called(mention) >= _Standing.PUBLIC
        return mention.head in _OFFICIAL and bool(mention.offices or mention.classes or mention.body)


def _tells_who(passage: Passage) -> bool:
    """Whether a sentence can say of somebody more than a name: cheap, before it is parsed."""
    words = passage.grammar
    return any(
        (token.opens and not token.classes <= _CALLING)
        or token.has("kin")
        or token.lowered in words.names.paired
        or (not token.text.isalnum() and token.text[:1].isalpha())  # initials, names spelt by syllable
        for token in words.tokens
    )
