"""Contacts of one sentence dated by one another: "A gặp B khoảng hai tuần trước khi gọi cho C"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from kg.article.text import lower
from kg.date.distances import Distance, relation
from kg.date.intervals import shifted
from kg.event.candidates import Candidate
from kg.event.drafts import Draft, carried
from kg.event.passages import Passage
from kg.knowledge.wordlists import WordLists
from kg.model import EventDate, Span

_SAME = Distance(0)  # the day
_AND = r"^[^,.;:]*\b{and-word}\s[^,.;:]*$"  # within one clause


def relate(passage: Passage, drafts: Sequence[Draft], lowered: str, lists: WordLists) -> None:
    """Date one of two contacts of a sentence by the other: "… khoảng hai tuần trước khi …".

    What is told on behind it in the same clause has its date: "… ba ngày sau khi ông tới Kiev và gặp B".
    """
    moved: EventDate | None = None
    for first, second in itertools.pairwise(passage.candidates):
        found = relation(lowered, Span(first.trigger.end, second.trigger.start), lists)
        if found is None and first is passage.candidates[0]:  # "Ba ngày sau khi gặp A, ông gọi cho B"
            opening = Span(passage.sentence.span.start, first.trigger.start)
            found = relation(lowered, opening, lists)
            found = found.back() if found is not None else None
        known, new = _drafted(first, drafts), _drafted(second, drafts)
        gap = Span(first.trigger.end, second.trigger.start).slice(lowered)
        if found is None and moved is not None and new is not None and lists.pattern(_AND).search(gap):
            new.date = moved if new.date is None or carried(new.date) else new.date
        if found is None or known is None or new is None:
            continue
        if known.date is not None and (new.date is None or carried(new.date)):
            new.date = moved = shifted(known.date, found)
        elif new.date is not None and known.date is None:
            known.date = shifted(new.date, found.back())
        elif new.date is not None and known.date is not None and found != _SAME and _shared(first, second):
            if first.dates[0].span.end <= second.trigger.start:
                new.date = shifted(known.date, found)
            else:
                known.date = shifted(new.date, found.back())


def apart(passage: Passage, candidate: Candidate, lowered: str, lists: WordLists) -> bool:
    """Whether a sentence tells how long before or after the contact named just before a further one was."""
    for first, second in itertools.pairwise(passage.candidates):
        if second is candidate and first.trigger.end < second.trigger.start:
            found = relation(lowered, Span(first.trigger.end, second.trigger.start), lists)
            return found is not None and found != _SAME
    return False


def set_apart(passage: Passage, drafts: Sequence[Draft], lowered: str, lists: WordLists) -> EventDate | None:
    """Date the first contact by a day from which it lies apart: "Sáng 26/4, một ngày sau cuộc gặp với B, A …"."""
    first = next(iter(passage.candidates), None)
    told = _drafted(first, drafts) if first is not None and first.dates else None
    if first is None or told is None or told.date is None:
        return None
    day = first.dates[0].span
    clause = max(day.end, lowered.rfind(",", 0, first.trigger.start))
    apart = (
        relation(lowered, Span(clause, first.trigger.start), lists) if clause < first.trigger.start else None
    )
    if apart is None or lower(told.date.wording or "") != day.slice(lowered):
        return None
    told.date = shifted(told.date, apart)
    return told.date


def _shared(first: Candidate, second: Candidate) -> bool:
    """Whether both were dated by one wording, which is that of one of them only."""
    return first.dates[:1] == second.dates[:1] != ()


def _drafted(candidate: Candidate, drafts: Sequence[Draft]) -> Draft | None:
    """The draft that a candidate became, or joined as its latest evidence."""
    for report in drafts:
        if report.trigger == candidate.trigger or candidate.trigger in (*report.triggers, *report.referred):
            return report
    return None
