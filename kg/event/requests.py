"""Requests that are put to the other side: for what only it can hand over or do ("yêu cầu B dẫn độ …").

What a state demands of another in general ("yêu cầu B ngừng …") it mostly says in public, and is no contact.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.knowledge.tokens import Entry
from kg.knowledge.wordlists import WordLists
from kg.mention.chunks import Chunk
from kg.model import Kind

VALENCY = "request"
_REQUEST = Entry("request", "verb", kind=Kind.CONTACT, valency=VALENCY, initiator="subject", weak=True)
_WORDS = 3  # chunks of the words that say what is asked for


def as_contact(chunks: Sequence[Chunk], index: int, lists: WordLists) -> tuple[list[Chunk], int] | None:
    """The chunks with the request at `index` as a contact word; None where it may be a demand made in public."""
    item = chunks[index]
    if "requesting" not in item.lists or item.trigger is not None:
        return None
    asked = index + 1
    while asked < len(chunks) and chunks[asked].code == "x":
        asked += 1
    if asked >= len(chunks) or chunks[asked].code != "N":
        return None
    what = " ".join(c.text.lower() for c in chunks[asked + 1 : asked + 1 + _WORDS] if c.code in "wqnxs")
    if lists.pattern(r"(?:{not-yet} )?{deliverable}\b").match(what) is None:
        return None
    request = Chunk("V", item.start, item.end, item.text, trigger=_REQUEST, lists=item.lists)
    return [*chunks[:index], request, *chunks[asked:]], index
