"""Whom "tôi" and "chúng tôi" mean where the sentence says who speaks: that person, or the side that he speaks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.mention.chunks import Chunk, leads_to_contact
from kg.mention.mentions import Mention
from kg.model import Span

_PLURAL = "chúng"  # before "tôi"
_TELLING = ("saying", "confiding")  # valencies of contact words that say as well: "nói với phóng viên"
_BETWEEN = "xwzPs"  # codes of what stands between a speaker and the colon
_SIDES = ("body", "side", "organ", "group")


def with_speakers(chunks: list[Chunk]) -> list[Chunk]:
    """Put the speaker in the place of a first person who is the subject of a contact word."""
    speaking = [i for i, c in enumerate(chunks) if c.lists and "first-person" in c.lists]
    out = list(chunks) if speaking else chunks
    for i in reversed(speaking):
        if not leads_to_contact(out, i + 1):
            continue
        plural = i > 0 and out[i - 1].text.lower() == _PLURAL
        first = i - plural
        speaker = _announced(out, first) or _named_after(out, i)
        if speaker is None:
            continue
        span = Span(out[first].start, out[i].end)
        text = " ".join(c.text for c in out[first : i + 1])
        side = plural and _of_sides(out[i + 1 :])
        who = Mention(span, "side", text, of=speaker) if side else replace(speaker, span=span, text=text)
        out[first : i + 1] = [Chunk("N", *span, text, (who,))]
    return out


def _announced(chunks: Sequence[Chunk], end: int) -> Mention | None:
    """Who is told before a colon to say what follows: "Ngoại trưởng A nói: “…"."""
    colon = next((j for j in range(end - 1, -1, -1) if chunks[j].text == ":"), 0)
    said = False
    for item in reversed(chunks[:colon]):
        if item.code == "N":
            return item.mentions[0] if said else None
        said = said or _says(item)
        if not (_says(item) or item.code in _BETWEEN):
            return None
    return None


def _named_after(chunks: Sequence[Chunk], at: int) -> Mention | None:
    """Who is told behind a quotation to have said it: "…”, Ngoại trưởng A cho biết"."""
    for j in range(at + 1, len(chunks) - 2):
        if chunks[j].code not in ",|-" or chunks[j + 1].code != "N":
            continue
        after = next((c for c in chunks[j + 2 :] if c.code not in "xz"), None)
        if after is not None and _says(after):
            return chunks[j + 1].mentions[0]
    return None


def _says(item: Chunk) -> bool:
    telling = item.trigger is not None and item.trigger.valency in _TELLING
    return item.cls == "speech" or telling


def _of_sides(after: Sequence[Chunk]) -> bool:
    """Whether the next party is a state, a body or people of one, with which a side deals as a whole."""
    party = next((c for c in after if c.mentions), None)
    return party is not None and party.mentions[0].head in _SIDES
