"""Hosts whom no contact word names as such.

In "Trong cuộc hội kiến chiều cùng ngày, Chủ tịch Quốc hội đề nghị …" one speaks during a contact, and it is not told
with whom: with the guest of whom the text has told that somebody of the same state met him. Who came to a state and
there warned, persuaded or embraced somebody of it, or handed him something, came to him: "sang Tbilisi trình bản thỏa
thuận cho ông Saakashvili".
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from kg.event.candidates import Candidate
from kg.event.drafts import Draft
from kg.event.parties import Member, Parties
from kg.event.passages import Passage
from kg.mention.chunks import Chunk
from kg.mention.mentions import Mention
from kg.model import ActorRef, ActorType, Kind, Participation, Span, Status

_REACH = 8  # sentences over which a text goes on about a guest
_SETTING = 10  # chunks between a contact and the comma before who speaks during it
_RECEIVING = ("direct", "host")
_JOURNEY = [ActorType.PERSON, ActorType.STATE]
_WHERE = "nơi"
_SOMEBODY = ("person", "role", "counterpart", "name")
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


def _come_to(passage: Passage, journey: Span) -> Mention | None:
    """Whom a traveller had to do with where he came, by what the sentence goes on to tell of him.

    Nobody where a contact word follows that tells of its parties itself, or another clause begins.
    """
    after = [c for c in passage.chunks if c.start >= journey.end]
    told = {c.trigger for c in passage.candidates if c.sides}
    for before, item in itertools.pairwise(c for c in after if c.code != "x"):
        if item.span in told or (item.code == "|" and item.text.lower() != _WHERE):
            return None
        if item.code in "NL" and item.mentions[0].head in _SOMEBODY:
            met = before.trigger is not None and before.trigger.kind is Kind.MEETING
            faced = before.code in "mop" or "facing" in before.lists or met
            return item.mentions[0] if faced else None
    return None


def met_there(
    number: int, passage: Passage, candidate: Candidate, members: list[Member], parties: Parties
) -> tuple[Candidate, list[Member]]:
    """A journey to a state as the meeting with somebody of it to whom the traveller came, if it is told."""
    if candidate.kind is not Kind.VISIT or [r.actor.type for _, r, _ in members] != _JOURNEY:
        return candidate, members
    traveller, (_, state, side) = members
    host = _come_to(passage, candidate.trigger)
    met = parties.meant(number, passage, host, (traveller[1].actor,)) if host is not None else []
    if host is None or len(met) != 1 or met[0].actor.type is not ActorType.PERSON:
        return candidate, members
    if met[0].actor.state != state.actor.id or met[0].actor.id == traveller[1].actor.id:
        return candidate, members
    return replace(candidate, kind=Kind.MEETING, rule="come-to"), [traveller, (host, met[0], side)]


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
