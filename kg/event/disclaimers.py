"""Contacts that somebody says there were none of, or that the press only asks about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.event.candidates import Candidate
from kg.mention.chunks import Chunk
from kg.model import Status

_DENIAL = re.compile(r"(?<!q)(?P<Q>q)[xwksPNHLOl]{0,4}(?:o?(?P<B>\|)|aw?)[xzw,]{0,4}$")


def news_denied(candidate: Candidate, chunks: Sequence[Chunk]) -> bool:
    """Whether the news of the contact is what somebody denies: "bác bỏ thông tin cho rằng A đã gặp B"."""
    if candidate.status is not Status.OCCURRED or not candidate.sides:
        return False
    parties = [m for side in candidate.sides for m in side]
    first = next((i for i, c in enumerate(chunks) if any(m in c.mentions for m in parties)), 0)
    codes = "".join(c.code for c in chunks[:first])
    match = _DENIAL.search(codes)
    if match is None or (match["B"] and chunks[match.start("B")].text.lower() != "rằng"):
        return False
    return chunks[match.start("Q")].cls == "refusal"


def only_asked(candidate: Candidate, chunks: Sequence[Chunk]) -> bool:
    """Whether a contact is only what the press asks about: "khi được hỏi liệu A có gặp B hay không, …"."""
    if candidate.status not in (Status.PROPOSED, Status.PLANNED):
        return False
    at = next((i for i, c in enumerate(chunks) if c.start == candidate.trigger.start), 0)
    opened = next((i for i in range(at - 1, -1, -1) if chunks[i].code == ","), -1)
    asked = next((i for i in range(opened + 1, at) if "asking-whether" in chunks[i].lists), 0)
    if not asked:
        return False
    ends = next((i for i in range(at, len(chunks)) if chunks[i].code == ","), len(chunks))
    by_press = any(c.code in "pP" or "question" in c.lists for c in chunks[max(0, asked - 3) : asked])
    whether = any(c.cls == "negation" for c in chunks[at + 1 : ends])
    return by_press and (whether or candidate.status is Status.PROPOSED)


def disclaimed(chunks: Sequence[Chunk], candidate: Candidate) -> bool:
    """Whether somebody says that there was no such contact: "phía B khẳng định không hề có cuộc gọi nào"."""
    at = next((i for i, c in enumerate(chunks) if c.start == candidate.trigger.start), 0)
    after = chunks[at + 1 : at + 2]
    if (
        candidate.status is not Status.DENIED
        or not candidate.noun
        or not after
        or "such" not in after[0].lists
    ):
        return False
    before = chunks[:at]
    denies = next((c for c in reversed(before) if c.code != "x"), None)
    says = any(c.cls == "speech" for c in before) or (denies is not None and denies.cls == "refusal")
    if denies is None or any(c.code == "z" for c in before) or any(c.cls == "plan" for c in chunks[at:]):
        return False
    return says and (
        denies.cls == "refusal" or (denies.cls == "negation" and denies.text.lower()[:5] == "không")
    )
