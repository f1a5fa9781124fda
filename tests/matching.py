"""Compares contacts found in a text with a gold annotation of it; see the golden files in tests/golden/seeds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from kg.article.text import without_marks
from kg.model import ActorRef, ContactEvent

WEEK, QUARTER = 7, 92  # days: how much wider than the gold a date may be; what is too wide to be a claim

Gold = dict[str, Any]


def bounds(edtf: str) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of an EDTF date or interval; None for an open end."""
    first, _, last = edtf.partition("/")
    return _bound(first, last=False), _bound(last or first, last=True)


def _bound(part: str, *, last: bool) -> dt.date | None:
    if part == "..":
        return None
    numbers = [int(x) for x in part.split("-")]
    if len(numbers) == 3:
        return dt.date(*numbers)
    year, month = numbers[0], numbers[1] if len(numbers) == 2 else 12 if last else 1
    if not last:
        return dt.date(year, month, 1)
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)


def date_agrees(event: ContactEvent, gold: Gold) -> bool:
    """Whether a date lies inside the gold's, or around it within a week; where gold has none, none is right."""
    date = event.date
    if gold["date"] is None or date is None:
        wide = date is not None and _days(date.earliest, date.latest) > QUARTER
        return (date is None and (gold["date"] is None or bool(gold.get("date_optional")))) or wide
    low, high = bounds(gold["date"])
    first, last = date.earliest or dt.date.min, date.latest or dt.date.max
    inside = (low or dt.date.min) <= first and last <= (high or dt.date.max)
    around = first <= (low or dt.date.min) and (high or dt.date.max) <= last
    return inside or (around and _days(first, last) <= WEEK)


def _days(first: dt.date | None, last: dt.date | None) -> int:
    return ((last or dt.date.max) - (first or dt.date.min)).days


def is_actor(actor: ActorRef, gold: Gold) -> bool:
    """Whether an actor is the participant of the gold file, by its name or one of its other names."""
    return without_marks(actor.name) in {without_marks(n) for n in (gold["name"], *gold["aliases"])}


def agrees(event: ContactEvent, gold: Gold) -> bool:
    """Whether a contact is the gold's in every respect: kind, status, parties, initiator and date."""
    wanted = gold["participants"]
    pairs = [(p.actor, w) for p in event.participants for w in wanted if is_actor(p.actor, w)]
    same = len(event.participants) == len(wanted) == len({w["name"] for _, w in pairs})
    initiator = next((w["name"] for a, w in pairs if a.id == event.initiator), None)
    return (
        same
        and (event.kind, event.status) == (gold["kind"], gold["status"])
        and initiator == gold["initiator"]
        and date_agrees(event, gold)
    )


def differences(events: Sequence[ContactEvent], golds: Sequence[Gold]) -> Iterator[str]:
    """What is missing from the contacts found, and what is too much."""
    left = list(events)
    for gold in sorted(golds, key=lambda g: not g["required"]):
        match = next((e for e in left if agrees(e, gold)), None)
        if match is not None:
            left.remove(match)
        elif gold["required"]:
            names = " + ".join(p["name"] for p in gold["participants"])
            yield f"missing: {gold['kind']} {gold['status']} {gold['date']} {names} (sought by {gold['initiator']})"
    for event in left:
        names = " + ".join(p.actor.name for p in event.participants)
        date = event.date.edtf if event.date else None
        yield f"too much: {event.kind} {event.status} {date} {names} (sought by {event.initiator_name})"
