"""Letters of congratulation that an article sums up one after the other: "A nhiệt liệt chúc mừng C", "B chúc mừng C".

That letters came from several leaders, and to whom, is told once, mostly by the headline.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.event.candidates import Candidate
from kg.event.parties import Member
from kg.event.passages import Passage
from kg.knowledge.wordlists import WordLists
from kg.mention.mentions import Mention
from kg.model import Kind, Span, Status

RULE = "felicitation"
_WISHES = r"\b{congratulating}\b"
# Characters from who congratulates to the word for it ("bày tỏ rất phấn khởi và …"), and to who is congratulated.
_PRELUDE, _REACH = 80, 160


def without_unnamed_leaders(candidate: Candidate) -> Candidate:
    """A contact without "lãnh đạo các nước", of whom nobody is told; the side of such alone is empty."""
    sides = tuple(tuple(m for m in side if not _unnamed_leaders(m)) for side in candidate.sides)
    return candidate if sides == candidate.sides else replace(candidate, sides=sides)


def _unnamed_leaders(mention: Mention) -> bool:
    return mention.head == "group" and mention.body is None and bool(mention.classes)


class Felicitations:
    """To whom a document says that leaders of several states wrote, and which sentences sum such letters up."""

    def __init__(self, lowered: str, lists: WordLists) -> None:
        self._lowered = lowered
        self._wishes = lists.pattern(_WISHES)
        self._honoured: set[str] = set()

    def note(self, candidate: Candidate, addressees: Sequence[str]) -> None:
        """Remember the addressees, by the ids of actors, of a letter from leaders who are not told."""
        if candidate.kind is Kind.MESSAGE:
            self._honoured.update(addressees)

    def letter(self, passage: Passage) -> Candidate | None:
        """The letter that a sentence without another contact sums up, from its first mention to the next person."""
        if not self._honoured or any(candidate.sides for candidate in passage.candidates):
            return None
        opening = passage.chunks[0].mentions if passage.chunks else ()
        sender = opening[0] if opening and opening[0].head in ("person", "role") else None
        if sender is None:
            return None
        others = (m for m in passage.mentions() if m.span.start >= sender.span.end)
        honoured = next((m for m in others if m.name is not None), None)
        if honoured is None or honoured.span.start - sender.span.end > _REACH:
            return None
        found = self._wishes.search(self._lowered, sender.span.end, honoured.span.start)
        if found is None or found.start() - sender.span.end > _PRELUDE:
            return None
        sides, trigger = ((sender,), (honoured,)), Span(found.start(), found.end())
        return Candidate(
            Kind.MESSAGE, False, Status.OCCURRED, sides, RULE, trigger, False, True, initiator=sender
        )

    def holds(self, letter: Sequence[Member]) -> bool:
        """Whether a letter is to somebody of whom that was told, from another state."""
        (_, sender, _), (_, honoured, _) = letter
        return honoured.actor.id in self._honoured and sender.actor.state != honoured.actor.state
