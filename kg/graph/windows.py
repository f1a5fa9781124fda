"""When the contact of a report may have been: the days that the text says, or those before it was published."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.article.text import without_marks
from kg.graph.testimony import Report
from kg.model import Kind, Status

RECENT = dt.timedelta(days=7)
"""How long before it is published an undated report may lie: what a paper does not date is news."""
AHEAD = dt.timedelta(days=30)
"""How long after an undated plan is published its contact may follow."""
STAY = dt.timedelta(days=3)
"""How long a visit dated to a day may last, and be spoken of as under way."""
COARSE = dt.timedelta(days=31)
"""Longest interval that dates a contact; a longer one (a year) says little more than none."""
RECALL = dt.timedelta(days=31)
"""How long before it is published an undated report may lie that names the town."""
YEAR = dt.timedelta(days=366)
"""Longest interval that dates a report which names the town."""
_DAY = dt.timedelta(days=1)

NOT_YET = frozenset({Status.PLANNED, Status.PROPOSED})
"""What is said of a contact that is still to come."""


class Window(NamedTuple):
    """Days on which a contact may lie; `dated` where the text says so, else from the day of publication."""

    first: dt.date
    last: dt.date
    dated: bool

    def meets(self, other: Window) -> bool:
        """Whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last

    def narrowed(self, other: Window) -> Window:
        """What both leave; a dated one is not narrowed by an undated one."""
        if self.dated != other.dated:
            return self if self.dated else other
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Window(first, last, self.dated) if first <= last else min(self, other)

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}/{self.last}"


def window(report: Report) -> Window | None:
    """When the contact of a report may have been; None where nothing places it."""
    first, last = report.earliest, report.latest
    if first is not None and last is not None and last - first <= COARSE:
        return Window(first, last, True)
    if report.published is None:
        return None
    before = _DAY if report.status in NOT_YET else RECENT  # the wires lag
    after = dt.timedelta() if report.status is Status.OCCURRED else AHEAD
    start = max(report.published - before, first or dt.date.min)
    end = min(report.published + after, last or dt.date.max)
    return Window(start, end, False) if start <= end else None


def over_by(report: Report) -> dt.date | None:
    """The last day on which the contact can have been going on; None where that is open."""
    when, held = window(report), report.status is Status.OCCURRED
    if when is None or not (when.dated or held):
        return None
    end = when.last if when.dated else when.last - _DAY
    return end + STAY if held and report.kind is Kind.VISIT else end


_GLOSS = re.compile(r"\(([^()]*\bgio\b[^()]*)\)")
_DAY_AND_MONTH = re.compile(r"\b(\d{1,2})[/-](\d{1,2})\b")
_EARLY = re.compile(r"\b(?:rang sang|sang som)\b[^.]{0,40}\bgio (?:ha noi|viet nam)\b")
_LATE = re.compile(r"\b(?:toi|dem|khuya)\b[^.]{0,40}\bgio dia phuong\b")


def days_elsewhere(report: Report) -> frozenset[dt.date]:
    """The days next to that of a report which its own words give for the same moment at another place."""
    return frozenset(_zones(report))


def _zones(report: Report) -> Iterator[dt.date]:
    day = report.day
    if day is None:
        return
    for text in (without_marks(said) for said in (report.wording, *report.quotes) if said and "giờ" in said):
        for gloss in _GLOSS.finditer(text):
            for number, month in _DAY_AND_MONTH.findall(gloss[1]):
                yield from (
                    d for d in (day - _DAY, day + _DAY) if (d.day, d.month) == (int(number), int(month))
                )
        if _EARLY.search(text):
            yield day - _DAY
        if _LATE.search(text):
            yield day + _DAY
