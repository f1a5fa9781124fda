"""Further hosts of a guest: in "Trong cuộc hội kiến chiều cùng ngày, Chủ tịch Quốc hội đề nghị …" he is not named.

The sentence names one who speaks during a contact, not with whom: it is the guest of whom the text has told that
somebody of the same state met him.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.event.candidates import Candidate
from kg.event.drafts import Draft
from kg.event.passages import Passage
from kg.mention.chunks import Chunk
from kg.model import ActorRef, ActorType, Kind, Participation, Status

_REACH = 8  # sentences over which a text goes on about a guest
_SETTING = 10  # chunks between a contact and the comma before who speaks during it
_RECEIVING = ("direct", "host")
_FACE_TO_FACE = (Kind.MEETING, Kind.TALKS, Kind.VISIT)


def speaks_during(passage: Passage, candidate: Candidate) -> bool:
    """Whether a sentence opens with a contact of its own place or time, during which its subject speaks."""
    chunks = passage.chunks
    at = next((i for i, c in enumerate(chunks) if c.span == candidate.trigger), 0)
    received = candidate.kind is Kind.MEETING and (candidate.valency in _RECEIVING or candidate.weak)
    if not received or not at or "at-contact" not in chunks[at - 1].lists or candidate.partner is not None:
        return False
    end = next((i for i in range(at, min(at + _SETTING, len(chunks))) if chunks[i].code == ","), 0)
    setting = [*chunks[: at - 1], *chunks[at + 1 : end]]
    others = any(m.name is not None for c in setting for m in c.mentions)
    return bool(end) and not others and any(map(_apart, setting))


def _apart(item: Chunk) -> bool:
    """Whether a chunk says when or where a contact was, so that it is not the one told just before."""
    return item.code in "zi" or "another-occasion" in item.lists


def guest(host: ActorRef, drafts: Sequence[Draft], number: int) -> Participation | None:
    """Whom compatriots of a host received, by the contacts told up to sentence `number`, if it is one person."""
    if host.type is not ActorType.PERSON or host.state is None:
        return None
    found: dict[str, Participation] = {}
    for draft in drafts:
        near = number - draft.seen <= _REACH and draft.status is Status.OCCURRED
        at_home = [p for p in draft.parties if host.state in (p.actor.state, p.actor.id)]
        away = [p for p in draft.parties if p not in at_home]
        if near and at_home and len(away) == 1 and draft.kind in _FACE_TO_FACE:
            found[away[0].actor.id] = away[0]
    only = next(iter(found.values())) if len(found) == 1 else None
    return only if only is not None and only.actor.type is ActorType.PERSON else None
