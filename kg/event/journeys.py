"""Journeys told beside contacts: whose start or goal is only a place, and which is only the way to a meeting."""

from __future__ import annotations

from collections.abc import Sequence

from kg.event.candidates import Candidate
from kg.knowledge.tokens import JOURNEYS
from kg.mention.chunks import Chunk
from kg.model import Kind, Status

_WHO = ("person", "role", "pronoun")


def ends_of_journeys(chunks: Sequence[Chunk]) -> list[tuple[int, bool, int]]:
    """Where a body is the start or the goal of a journey: its chunk, whether it is the start, the word of contact."""
    found: list[tuple[int, bool, int]] = []
    word = -1  # the last chunk before that is no light word
    for j, item in enumerate(chunks):
        if item.code in "NL" and item.mentions[0].head == "body":
            start = j > 0 and chunks[j - 1].code == "f"
            trigger = chunks[word].trigger if word >= 0 else None
            goal = trigger is not None and trigger.valency in ("guest", *JOURNEYS)
            if start or goal:
                found.append((j, start, word if goal else j))
        if item.code != "x":
            word = j
    return found


def onward(found: Sequence[Candidate], chunks: Sequence[Chunk]) -> list[Candidate]:
    """Journeys on from the first, of which only the goal is told: "thăm Israel từ 13/7, sau đó tới Saudi Arabia"."""
    out: list[Candidate] = []
    for i, goal in enumerate(chunks[:-1]):
        if "travelling" not in goal.lists:
            continue
        following = chunks[i + 1]
        start = i
        while start and chunks[start - 1].code in "qxz" and "then-also" not in chunks[start - 1].lists:
            start -= 1
        then = start > 0 and "then-also" in chunks[start - 1].lists
        if not then or following.code not in "lNL":
            continue
        before = [c for c in found if c.sides and c.trigger.end <= goal.start]
        if not before or any(c.sides and c.trigger == goal.span for c in found) or not following.mentions:
            continue
        first = before[-1]
        travels = first.kind in (Kind.VISIT, Kind.MEETING) and len(first.sides) == 2
        alone = not any(c.trigger is not None for c in chunks[i + 2 :])
        if not travels or not alone or any(m.head not in _WHO for m in first.sides[0]):
            continue
        if any(m.head != "body" for m in following.mentions):
            continue
        planned = any(c.cls in ("plan", "coming") for c in chunks[start:i])
        status = Status.PLANNED if planned and first.status is Status.OCCURRED else first.status
        dates = tuple(c.date for c in chunks[i + 2 : i + 3] if c.date is not None)
        sides = (first.sides[0], following.mentions)
        further = Candidate(
            Kind.VISIT, False, status, sides, "also-with", goal.span, False, False, dates, valency="goal"
        )
        out.append(further)
    return out


def only_the_way(journey: Candidate, later: Sequence[Candidate], chunks: Sequence[Chunk]) -> bool:
    """Whether a journey is only how the traveller came to the one he met: "tới Paris (để) hội đàm với …"."""
    if journey.valency not in JOURNEYS or not journey.sides:
        return False
    for met in later:
        between = [c.code for c in chunks if journey.trigger.end <= c.start < met.trigger.start]
        aim = met.status is Status.PROPOSED and journey.status is not Status.PROPOSED
        if aim or met.kind is Kind.VISIT or len(met.sides) != 2:
            continue  # "tới Ankara trong nỗ lực nối lại đàm phán với Nga": the journey is what is told
        if not {"&", "|", ","} & set(between):
            return journey.sides[0] in met.sides
    return False
