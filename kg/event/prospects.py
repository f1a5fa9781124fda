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
from kg.mention.unfilled import can_be_described

_CONTEXT = 3  # sentences in which those stand whom "ông" and "cả hai" mean
_SIDES = (*OF_BOTH, " bên")
_OFFICIAL = ("role", "counterpart")
# Classes of words that stand with a name, or for one, and tell nothing of whose it is but its gender.
_CALLING = frozenset(("title", "person-anaphor", "light"))
# Classes of words that name states, which by themselves give nobody a role, or stand for two or several.
_OF_STATES = frozenset(("body", "metonym", "state-form", "capital-head", "state-anaphor", "pair", "several"))
_NAMES = frozenset(("person", "surname"))  # these tell of those alone whose names they are
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
        self._told: dict[str, _Standing] = {}  # what the text tells of those whose names share a word

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
        least, most = _Standing.REGISTERED, _Standing.NOBODY
        for side in sorted(candidate.sides, key=_is_named):  # for a name, the text may have to be searched
            standing = max(self._standing(number, m, people) for m in side)
            if standing is _Standing.NOBODY:
                return False
            least, most = min(least, standing), max(most, standing)
        return least >= _Standing.PUBLIC or most is _Standing.REGISTERED

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
        word = next((word for word in reversed(name.split()) if len(word) > 1), name)
        if word not in self._told:
            self._told[word] = max(map(self._called, self._namesakes(word)), default=_Standing.NOBODY)
        return max(self._told[word], own, _Standing.PRIVATE if mention.short else own)

    def _called(self, mention: Mention) -> _Standing:
        if may_name(mention, self._register, self._surnames):
            return _Standing.REGISTERED
        if mention.role is not None or mention.body is not None:
            return _Standing.PUBLIC
        return _Standing.PRIVATE if mention.gender is not None else _Standing.NOBODY

    def _namesakes(self, word: str) -> Iterator[Mention]:
        """The mentions of the text whose names share a word."""
        for passage in self._passages.holding(word):
            if _tells_who(passage, word):
                yield from (m for m in passage.everybody() if m.name is not None and word in m.name)

    def _official(self, mention: Mention) -> bool:
        """Whether a mention is of a person in public life, by itself."""
        if mention.name is not None:
            return self._called(mention) >= _Standing.PUBLIC
        return mention.head in _OFFICIAL and bool(mention.offices or mention.classes or mention.body)


def _is_named(side: Sequence[Mention]) -> bool:
    """Whether somebody on a side of a contact is called by name."""
    return any(mention.name is not None for mention in side)


def _tells_who(passage: Passage, word: str) -> bool:
    """Whether a sentence can say more than the name of whose name a word is in: cheap, before it is parsed."""
    words = passage.grammar
    # `about`: it speaks of more than the name, which alone tells nothing of anybody
    about = gendered = contact = False
    for token in words.tokens:
        if (
            token.has("kin")
            or token.lowered in words.names.paired
            or (token.lexeme is None and not token.text.isalnum() and token.text[:1].isalpha())
        ):
            return True  # among them initials, and names spelt by syllable
        told = token.classes - _CALLING if token.opens else ()
        if told:
            about = True
            if not (told <= _OF_STATES or (told <= _NAMES and word not in token.text)):
                return True
        gendered = gendered or "title" in token.classes
        contact = contact or token.contact
    return about and (gendered or (contact and can_be_described(words) > 0))
