"""Letters of congratulation that an article sums up one after the other: "A nhiệt liệt chúc mừng C", "B chúc mừng C".

That letters came from several leaders, and to whom, is told once, mostly by the headline.
"""

from __future__ import annotations

from kg.event.candidates import Candidate
from kg.event.passages import Passage
from kg.knowledge.wordlists import WordLists
from kg.mention.mentions import Mention
from kg.model import Kind, Span, Status

_WISHES = r"\b{congratulating}\b"
# Characters from who congratulates to the word for it ("bày tỏ rất phấn khởi và …"), and to who is congratulated.
_PRELUDE, _REACH = 80, 160


def of_several(candidate: Candidate) -> bool:
    """Whether a party is the leaders of several states, none of whom is told: "lãnh đạo các nước"."""
    return any(
        m.head == "group" and m.body is None and bool(m.classes) for side in candidate.sides for m in side
    )


def felicitation(passage: Passage, lowered: str, lists: WordLists) -> Candidate | None:
    """The letter of which a sentence without another contact tells, as from its first mention to the next person."""
    if any(candidate.sides for candidate in passage.candidates):
        return None
    opening = passage.chunks[0].mentions if passage.chunks else ()
    sender = opening[0] if opening and opening[0].head in ("person", "role") else None
    others = [m for m in passage.mentions() if sender is not None and m.span.start >= sender.span.end]
    honoured = next((m for m in others if m.name is not None), None)
    if sender is None or honoured is None or honoured.span.start - sender.span.end > _REACH:
        return None
    found = lists.pattern(_WISHES).search(lowered, sender.span.end, honoured.span.start)
    if found is None or found.start() - sender.span.end > _PRELUDE:
        return None
    return _letter(sender, honoured, Span(found.start(), found.end()))


def _letter(sender: Mention, honoured: Mention, trigger: Span) -> Candidate:
    sides = ((sender,), (honoured,))
    return Candidate(
        Kind.MESSAGE, False, Status.OCCURRED, sides, "felicitation", trigger, False, True, initiator=sender
    )
