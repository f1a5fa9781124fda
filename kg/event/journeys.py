"""Journeys told beside contacts: whose start or goal is only a place, and which is only the way to a meeting."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from kg.event.candidates import Candidate
from kg.knowledge.tokens import JOURNEYS
from kg.mention.chunks import Chunk
from kg.model import Kind, Span, Status

_AS_PLANNED = 6  # chunks behind a verb of travel in which "như kế hoạch" stands
_CUES = 5  # chunks before a word of travel in which it is said not to have come about
_BEFORE = "trước khi"
# States visited one after another, each with its day; what follows is no verb of which the last is the subject.
_EACH_DAY = re.compile("VNz(?:[,&][Nl]z)+(?=$|[,|y&])")
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


def supposed(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether a journey is only what might be: "nếu ông Netanyahu thăm nước này, ông có thể bị bắt"."""
    trigger = chunks[index].trigger
    if trigger is None or trigger.kind is not Kind.VISIT or chunks[index].code != "V":
        return False
    opened = next((c for c in reversed(chunks[:index]) if c.code in "|y,"), None)
    return opened is not None and opened.text.lower() == "nếu"


def onward(found: Sequence[Candidate], chunks: Sequence[Chunk]) -> list[Candidate]:
    """Journeys on from the first, of which only the goal is told: "thăm Israel từ 13/7, sau đó tới Saudi Arabia"."""
    out: list[Candidate] = []
    for i, goal in enumerate(chunks[:-1]):
        if "travelling" not in goal.lists:
            continue
        following = chunks[i + 1]
        start = i
        while start and chunks[start - 1].code in "qxz" and not _then(chunks[start - 1]):
            start -= 1
        if not start or following.code not in "lNL":
            continue
        before = [c for c in found if c.sides and c.trigger.end <= goal.start]
        if not before or any(c.sides and c.trigger == goal.span for c in found) or not following.mentions:
            continue
        first = before[-1]
        if chunks[start - 1].text.lower() == _BEFORE and first.status is Status.OCCURRED:
            continue  # what came next is still ahead where the first is news, and past where it is not
        if not (_then(chunks[start - 1]) or (chunks[start - 1].code in ",&" and _abroad(first, chunks, i))):
            continue
        travels = first.kind in (Kind.VISIT, Kind.MEETING) and len(first.sides) == 2
        if not travels or not _ends_there(chunks, i + 2) or any(m.head not in _WHO for m in first.sides[0]):
            continue
        if any(m.head != "body" for m in following.mentions):
            continue
        planned = any(c.cls in ("plan", "coming") for c in chunks[start:i])
        status = Status.PLANNED if planned and first.status is Status.OCCURRED else first.status
        around = (*chunks[i + 2 : i + 3], *chunks[start:i])
        dates = tuple(c.date for c in around if c.date is not None)
        sides = (first.sides[0], following.mentions)
        further = Candidate(
            Kind.VISIT, False, status, sides, "also-with", goal.span, False, False, dates, valency="goal"
        )
        out.append(further)
    return out


def each_with_its_day(found: Sequence[Candidate], chunks: Sequence[Chunk]) -> list[Candidate]:
    """Further states visited that are told with days of their own: "tới Kiev hôm thứ Hai và Moskva hôm thứ Ba"."""
    out: list[Candidate] = []
    codes = "".join(c.code for c in chunks)
    for row in _EACH_DAY.finditer(codes):
        word = chunks[row.start()]
        first = next((c for c in found if c.trigger == word.span and c.kind is Kind.VISIT), None)
        if first is None or len(first.sides) != 2:
            continue
        for i in range(row.start() + 4, row.end(), 3):
            goal, day = chunks[i], chunks[i + 1].date
            if day is None or any(m.head != "body" for m in goal.mentions):
                break
            trigger, sides = Span(goal.start, goal.end), (first.sides[0], goal.mentions)
            out.append(replace(first, sides=sides, rule="also-with", trigger=trigger, dates=(day,)))
    return out


def _then(item: Chunk) -> bool:
    """Whether a word goes on to what the same people did next."""
    return "then-also" in item.lists or "next-doing" in item.lists


def _abroad(first: Candidate, chunks: Sequence[Chunk], i: int) -> bool:
    """Whether the contact told before chunk `i` is a journey, or was had by one who travelled to it."""
    subject = max((m.span.end for m in first.sides[0]), default=0)
    way = [c for c in chunks[:i] if subject <= c.start < first.trigger.start]
    return first.kind is Kind.VISIT or any("travelling" in c.lists for c in way)


def _ends_there(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether nothing is told of what was done at a goal that ends at chunk `i`: whom somebody met there."""
    while i < len(chunks) and chunks[i].code not in ",|&y":
        if chunks[i].trigger is not None:
            return False
        i += 1
    beyond = next((c for c in chunks[i + 1 :] if c.code not in "xzq"), None)
    there = i < len(chunks) and chunks[i].code in "|y" and not _then(chunks[i])
    there = there or (beyond is not None and beyond.text.lower() == "nơi")
    if there:
        return not any(c.trigger is not None for c in chunks[i:])
    return beyond is None or beyond.trigger is None


def still_ahead(found: Sequence[Candidate], chunks: Sequence[Chunk]) -> list[Candidate]:
    """The goals of a journey on which somebody sets out, apart: he is at the first, and will be at the others."""
    out: list[Candidate] = []
    for told in found:
        goals = told.sides[1] if told.kind is Kind.VISIT and len(told.sides) == 2 else ()
        before = [c for c in chunks if c.start < told.trigger.end]
        out_there = len(goals) > 1 and told.status is Status.OCCURRED and all(m.head == "body" for m in goals)
        past = any(d.year is not None or d.past or d.anaphoric or d.offset for d in told.dates)
        if out_there and not past and any("setting-out" in c.lists for c in before):
            out.append(replace(told, sides=(told.sides[0], goals[:1])))
            told = replace(told, sides=(told.sides[0], goals[1:]), status=Status.PLANNED, dates=())
        out.append(told)
    return out


def not_made(found: Sequence[Candidate], chunks: Sequence[Chunk]) -> list[Candidate]:
    """Journeys that were called off or are only proposed: "lẽ ra đã tới Canberra", "được mời thăm Trung Quốc"."""
    out: list[Candidate] = []
    for told in found:
        at = next((i for i, c in enumerate(chunks) if c.span == told.trigger), 0)
        before = [c for c in chunks[max(0, at - _CUES) : at] if c.code != "x"]
        if told.valency in JOURNEYS and told.status is Status.DENIED and before:
            refused = any(c.cls == "refusal" for c in before) or _planned_before(chunks, at, before)
            told = replace(told, valency="guest") if refused else told
        asked = [c.trigger.valency for c in before[-1:] if c.trigger is not None] == ["invite"]
        if told.kind is Kind.VISIT and told.sides and asked and [c.code for c in before[-2:-1]] == ["p"]:
            told = replace(told, status=Status.PROPOSED)
        out.append(told)
    return out


def _planned_before(chunks: Sequence[Chunk], at: int, before: Sequence[Chunk]) -> bool:
    """Whether a journey that was not made had been planned: "sẽ không tới Riyadh", "đã không tới X như dự kiến"."""
    cues = [c.cls for c in before[-2:]]
    after = chunks[at + 1 : at + _AS_PLANNED]
    as_planned = any(a.text.lower() == "như" and b.cls == "plan" for a, b in itertools.pairwise(after))
    return "negation" in cues and (as_planned or cues == ["plan", "negation"])


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
