"""Journeys told beside contacts: whose start or goal is only a place, and which is only the way to a meeting."""

from __future__ import annotations

from collections.abc import Sequence

from kg.event.candidates import Candidate
from kg.knowledge.tokens import JOURNEYS
from kg.mention.chunks import Chunk
from kg.model import Kind, Status


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
