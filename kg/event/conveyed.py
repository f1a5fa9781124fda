"""What is put or told to the other side in words that alone mean no contact.

A request for what only the other side can hand over or do ("yêu cầu B dẫn độ …"); what a state demands of another in
general ("yêu cầu B ngừng …") it mostly says in public. Who lets the other know ("cho B biết"), or was told by it
("được B thông báo").
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from kg.knowledge.tokens import Entry
from kg.knowledge.wordlists import ListName, WordLists
from kg.mention.chunks import Chunk
from kg.model import Kind

ACTIVE, PASSIVE = "conveyed", "told"
"""Valencies: who is asked or told is the object, or the subject of the passive."""
_CONVEYING = Entry("conveyed", "verb", kind=Kind.CONTACT, valency=ACTIVE, initiator="subject", weak=True)
_TOLD_BY = Entry("told", "verb", kind=Kind.CONTACT, valency=PASSIVE, initiator="subject", weak=True)
_WORDINGS: frozenset[ListName] = frozenset(("requesting", "letting-know"))
_RAISED = Entry("raised", "verb", kind=Kind.CONTACT, valency=ACTIVE, weak=True)
_MATTER = 7  # chunks of the matter that is raised with somebody
_WORDS = 3  # chunks of the words that say what is asked for


def can_convey(chunks: Sequence[Chunk]) -> bool:
    """Whether a word stands beside a party that can be read so."""
    return any(
        item.lists and following.mentions and not _WORDINGS.isdisjoint(item.lists)
        for item, following in itertools.pairwise(chunks)
    ) or any("told-in-passive" in c.lists or "raising" in c.lists for c in chunks if c.lists)


def as_contact(chunks: Sequence[Chunk], index: int, lists: WordLists) -> tuple[list[Chunk], int] | None:
    """The chunks with the word at `index` as a contact word; None where what it says may be said in public."""
    item = chunks[index]
    if item.trigger is not None:
        return None
    if "requesting" in item.lists:
        return _asked(chunks, index, lists)
    if "letting-know" in item.lists:
        following = chunks[index + 1 : index + 3]
        if len(following) < 2 or "known" not in following[1].lists:
            return None
        told = following[0]
        if not told.mentions or told.code not in "Nl":
            return None
        party = Chunk("N", told.start, told.end, told.text, told.mentions, lists=told.lists)
        return _read_as(_CONVEYING, [*chunks[: index + 1], party, *chunks[index + 3 :]], index, index + 1)
    if "raising" in item.lists:
        return _raised(chunks, index)
    if "told-in-passive" in item.lists:
        return _read_as(_TOLD_BY, chunks, index, index + 1) if _by_other(chunks, index) else None
    return None


def _asked(chunks: Sequence[Chunk], index: int, lists: WordLists) -> tuple[list[Chunk], int] | None:
    asked = index + 1
    while asked < len(chunks) and chunks[asked].code == "x":
        asked += 1
    if asked >= len(chunks) or chunks[asked].code != "N":
        return None
    what = " ".join(c.text.lower() for c in chunks[asked + 1 : asked + 1 + _WORDS] if c.code in "wqnxs")
    if lists.pattern(r"(?:{not-yet} )?{deliverable}\b").match(what) is None:
        return None
    return _read_as(_CONVEYING, chunks, index, asked)


def _raised(chunks: Sequence[Chunk], index: int) -> tuple[list[Chunk], int] | None:
    """A matter put to somebody, who follows with "với": "nêu vấn đề nhân quyền với B"."""
    for at in range(index + 2, min(index + 1 + _MATTER, len(chunks) - 1)):
        towards = chunks[at - 1].text.lower() == "đối"  # "quan điểm đối với B"
        if chunks[at].code == "m" and chunks[at].text.lower() == "với" and not towards:
            return _read_as(_RAISED, chunks, index, at + 1) if chunks[at + 1].code == "N" else None
        if chunks[at].code not in "wxaO":
            return None
    return None


def _by_other(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether a passive with who does it stands before: "A được B (thông báo)"."""
    agent = index - 1
    while agent > 1 and chunks[agent].code in "xz":
        agent -= 1
    return agent > 1 and chunks[agent].code == "N" and chunks[agent - 1].code == "p"


def _read_as(entry: Entry, chunks: Sequence[Chunk], index: int, after: int) -> tuple[list[Chunk], int]:
    item = chunks[index]
    word = Chunk("V", item.start, item.end, item.text, trigger=entry, lists=item.lists)
    return [*chunks[:index], word, *chunks[after:]], index
