"""Date wordings → intervals with a precision and a reason.

``resolve`` turns a wording into an `EventDate`, given a `Clock`: the publication date, or
else the window in which the article must have been written. What the clock does not determine gives ``None``: no
date is better than a wrong one. The forms and their bounds (early = 1–10, mid = 11–20, late = 21–end; a week runs
from Monday to Sunday) follow the annotation guidelines of the evaluation.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from kg.date.expressions import DateExpr
from kg.date.intervals import between, month_of, year_of
from kg.model import DateBasis, EventDate

Tense = Literal["past", "future"]

_WELL_PAST = dt.timedelta(days=20)
_FEW_DAYS = 7
_YEARS_AGO = 2 * 366  # days
_LATE_IN_WEEK = 3  # Thursday
_SUNDAY = 6
# Days in which a bare date told without a future can lie ahead; over the turn of the year the press gives the year.
_AHEAD, _SOON = 60, 31


@dataclass(frozen=True, slots=True)
class Clock:
    """What is known of the time of writing: the day, or a window, and the latest full date that the text states.

    `opened_with`: the day with which a text without a publication date begins, mostly the day before it or the same;
    good for weeks, months and years. `held_from` and `held_until`: when the parties of one contact all held the
    offices under which it names them.
    """

    published: dt.date | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    stated: dt.date | None = None
    stated_day: bool = False
    basis: DateBasis = DateBasis.TENURES
    held_from: dt.date | None = None
    held_until: dt.date | None = None
    opened_with: dt.date | None = None


def resolve(
    expr: DateExpr, clock: Clock, *, tense: Tense = "past", context: EventDate | None = None
) -> EventDate | None:
    """The interval that a wording means, or None where the clock does not determine it.

    `context` is the date spoken of before, from which anaphoric wordings count.
    """
    if expr.form == "first-days":
        return _first_days(expr, clock, context)
    if expr.anaphoric:
        return _counted_from(expr, context) if context is not None else None
    counted = expr.next and context is not None and _well_past(context, clock)
    if expr.form in ("day", "days", "month", "season") and expr.month is not None:
        if counted and context is not None and context.earliest is not None:
            year = context.earliest.year + expr.offset
            return _in_year(expr, year, DateBasis.CONTEXT, f"counted from {context.edtf}")
        return _calendar(expr, clock, tense)
    if expr.form == "year" and expr.year is not None and expr.last_year is not None:
        end = dt.date(expr.last_year, 12, 31)
        return between(dt.date(expr.year, 1, 1), end, DateBasis.STATED, "years stated")
    if expr.form == "year" and expr.year is not None:
        return year_of(expr.year, expr.part, DateBasis.STATED, "year stated")
    if counted and context is not None and context.earliest is not None:
        found = _relative(expr, context.earliest, tense)
        return found and replace(found, basis=DateBasis.CONTEXT, reason=f"counted from {context.edtf}")
    if clock.published is not None:
        return _relative(expr, clock.published, tense)
    if clock.opened_with is None or expr.form not in ("week", "offset-month", "offset-year"):
        return None
    found = _relative(expr, clock.opened_with, tense)
    reason = f"counted from {clock.opened_with}, with which the text begins"
    return found and replace(found, basis=DateBasis.CONTEXT, reason=reason)


def _first_days(expr: DateExpr, clock: Clock, context: EventDate | None) -> EventDate | None:
    """The days with which a term opened, as far as they were over when the article was written."""
    if context is None or context.earliest is None:
        return None
    first = context.earliest
    last = first + dt.timedelta(days=expr.offset)
    if clock.published is not None:
        last = min(last, clock.published - dt.timedelta(days=1))
    return between(first, last, DateBasis.CONTEXT, f"counted from {first}") if first <= last else None


def _counted_from(expr: DateExpr, context: EventDate) -> EventDate | None:
    """What a wording means that counts from the date spoken of: "hôm sau", "bốn tháng sau", "tháng 10 năm ấy"."""
    first, last = context.earliest, context.latest
    if first is None or last is None:
        return None
    reason = f"counted from {context.edtf}"
    if expr.form in ("day", "month", "season"):
        if first.year != last.year or (expr.month is None and first.month != last.month):
            return None
        dated = replace(expr, month=expr.month or first.month)
        return _in_year(dated, first.year + expr.offset, DateBasis.CONTEXT, reason)
    if expr.form == "offset-year":
        same = first.year == last.year
        return year_of(first.year + expr.offset, None, DateBasis.CONTEXT, reason) if same else None
    if expr.form == "offset-month":
        month = first.year * 12 + first.month - 1 + expr.offset
        same = (first.year, first.month) == (last.year, last.month)
        return month_of(month // 12, month % 12 + 1, None, DateBasis.CONTEXT, reason) if same else None
    if first != last:
        return None
    day = first + dt.timedelta(days=0 if expr.form == "same-day" else _days(expr))
    return between(day, day, DateBasis.CONTEXT, reason)


def _days(expr: DateExpr) -> int:
    return expr.offset * (7 if expr.form == "week" else 1)


def _well_past(date: EventDate, clock: Clock) -> bool:
    """Whether a date has ended long enough before publication to count from."""
    return date.latest is not None and (clock.published is None or date.latest < clock.published - _WELL_PAST)


def _calendar(expr: DateExpr, clock: Clock, tense: Tense) -> EventDate | None:
    if expr.year is not None:
        return _in_year(expr, expr.year, DateBasis.STATED, "year stated")
    if expr.weekday == -1 and clock.published is not None:
        return _in_year(
            expr, clock.published.year + expr.offset, DateBasis.PUBLICATION, "counted from publication"
        )
    if expr.weekday == -1 and clock.opened_with is not None:
        reason = f"counted from {clock.opened_with}, with which the text begins"
        return _in_year(expr, clock.opened_with.year + expr.offset, DateBasis.CONTEXT, reason)
    if clock.published is not None:
        year = _nearest_year(expr, clock.published, "past" if expr.past else tense)
        return _in_year(expr, year, DateBasis.PUBLICATION, "year from the publication date")
    if clock.stated is not None and clock.stated_day and not _recalled(clock.stated, clock):
        near = _near_stated(expr, clock.stated)
        if near is None or _in_window(near, clock):
            return near
    if clock.earliest is None or clock.latest is None:
        return None
    options = [
        found
        for year in range(clock.earliest.year, clock.latest.year + 1)
        if (found := _in_year(expr, year, clock.basis, "the only year that fits the window")) is not None
        and found.earliest is not None
        and found.latest is not None
        and found.latest >= clock.earliest
        and found.earliest <= clock.latest
    ]
    if len(options) == 1:
        return options[0]
    if clock.stated is None:
        return None
    if clock.opened_with is not None:
        year = _nearest_year(expr, clock.opened_with, "past" if expr.past else tense)
        reason = f"inferred: the nearest to {clock.opened_with}, with which the text begins"
        return _in_year(expr, year, DateBasis.CONTEXT, reason)
    later = [o for o in options if o.earliest is not None and o.earliest >= clock.stated]
    return (
        replace(later[0], reason=f"inferred: the first after {clock.stated}, a date that the text states")
        if later
        else None
    )


def _recalled(stated: dt.date, clock: Clock) -> bool:
    """Whether the day that a text states in full lies years before the text can have been written."""
    return clock.earliest is not None and (clock.earliest - stated).days > _YEARS_AGO


def _in_window(date: EventDate, clock: Clock) -> bool:
    """Whether a date can lie in the time in which the parties held their offices."""
    if date.earliest is None or date.latest is None:
        return True
    begun = clock.held_from is None or date.latest >= clock.held_from
    return begun and (clock.held_until is None or date.earliest <= clock.held_until)


def _near_stated(expr: DateExpr, stated: dt.date) -> EventDate | None:
    """The year in which a bare day is nearest to a full date of the same text; None if half a year or more off.

    A text that gives one day in full leaves the year out for days around it.
    """
    reason = f"inferred: the nearest to {stated}, a day that the text states in full"
    options = [
        f
        for y in (-1, 0, 1)
        if (f := _in_year(expr, stated.year + y, DateBasis.CONTEXT, reason)) and f.earliest
    ]
    best = min(options, key=lambda o: abs((o.earliest or stated) - stated), default=None)
    if best is None or best.earliest is None or abs((best.earliest - stated).days) > 170:
        return None
    return best


def _begun(expr: DateExpr, last: tuple[int, int], published: dt.date) -> bool:
    """Whether publication falls in a span of days, so that it has begun and is not over yet."""
    first, now = (expr.month or 1, expr.day or 1), (published.month, published.day)
    return first <= now and (now < last or last < first)


def _nearest_year(expr: DateExpr, published: dt.date, tense: Tense) -> int:
    month, day = expr.last_month or expr.month or 1, expr.last_day or expr.day or 1
    if tense == "past" and expr.form == "days" and _begun(expr, (month, day), published):
        return published.year + ((month, day) < (expr.month or 1, expr.day or 1))
    if expr.form == "season":
        month = expr.month or 1  # it is of the year in which it begins
    this = (month, day if expr.form != "month" else 1)
    limit = published + dt.timedelta(days=1)
    coming = _in_days(expr, published.year + (this < (published.month, published.day)), published)
    next_year = this < (published.month, published.day)
    if tense == "past" and not expr.past and 0 < coming <= (_SOON if next_year else _AHEAD):
        return published.year + next_year
    if tense == "past":
        return (
            published.year
            if this <= (limit.month, limit.day) or limit.year > published.year
            else published.year - 1
        )
    floor = published - dt.timedelta(days=45)
    candidate = dt.date(published.year, month, min(day, 28))
    if candidate >= floor:
        return published.year
    return published.year + 1


def _in_days(expr: DateExpr, year: int, published: dt.date) -> int:
    """Days from publication to a date in `year`; 0 where it is no date."""
    try:
        return (dt.date(year, expr.month or 1, expr.day or 1) - published).days
    except ValueError:
        return 0


def _in_year(expr: DateExpr, year: int, basis: DateBasis, reason: str) -> EventDate | None:
    try:
        if expr.form == "day":
            day = dt.date(year, expr.month or 1, expr.day or 1)
            return between(day, day, basis, reason)
        if expr.form == "days":
            first = dt.date(year, expr.month or 1, expr.day or 1)
            last = dt.date(year, expr.last_month or expr.month or 1, expr.last_day or 1)
            if first > last:
                first = first.replace(year=year - 1)
            return between(first, last, basis, reason)
    except ValueError:
        return None
    if expr.form == "season":
        end = expr.last_month or expr.month or 1
        last_year = expr.last_year or year + (end < (expr.month or 1))
        last = dt.date(last_year, end, calendar.monthrange(last_year, end)[1])
        first = dt.date(year, expr.month or 1, 1)
        return between(first, last, basis, reason) if first <= last else None
    return month_of(year, expr.month or 1, expr.part, basis, reason)


def _nearest(expr: DateExpr, published: dt.date, tense: Tense) -> EventDate | None:
    """What leaves out of which month or year it is: the last one that has begun, or the next that is not over."""
    same = replace(expr, nearest=False)
    found = _relative(same, published, tense)
    if found is None or found.earliest is None or found.latest is None:
        return found
    if tense == "past" and found.earliest > published:
        return _relative(replace(same, offset=-1), published, tense)
    if tense == "future" and found.latest < published:
        return _relative(replace(same, offset=1), published, tense)
    return found


def _relative(expr: DateExpr, published: dt.date, tense: Tense) -> EventDate | None:
    if expr.nearest:
        return _nearest(expr, published, tense)
    basis, reason = DateBasis.PUBLICATION, "counted from the publication date"
    if expr.form == "offset-day":
        day = published + dt.timedelta(days=expr.offset)
        return between(day, day, basis, reason)
    if expr.form == "coming-days":
        if expr.offset and tense == "past":
            return None  # "trong vòng một tuần": how long it took
        return between(published, published + dt.timedelta(days=expr.offset or _FEW_DAYS), basis, reason)
    if expr.form == "recent-days":
        first, last = published - dt.timedelta(days=_FEW_DAYS), published - dt.timedelta(days=1)
        return between(first, last, basis, reason)
    if expr.form == "week":
        if expr.part == "within" and published.weekday() < _LATE_IN_WEEK:
            return None  # "trong tuần", written on a Monday, may be the week before
        if expr.part in ("qua", "vừa qua") and published.weekday() == _SUNDAY:
            expr = replace(expr, offset=0)  # the one that ends
        monday = published - dt.timedelta(days=published.weekday()) + dt.timedelta(weeks=expr.offset)
        return between(monday, monday + dt.timedelta(days=6), basis, reason)
    if expr.form == "weekday" and expr.weekday is not None:
        monday = published - dt.timedelta(days=published.weekday())
        day = monday + dt.timedelta(days=expr.weekday, weeks=expr.offset if expr.part else 0)
        if not expr.part and tense == "past" and day > published:
            day -= dt.timedelta(weeks=1)
        if not expr.part and tense == "future" and day < published:
            day += dt.timedelta(weeks=1)
        opens = expr.first_weekday if expr.first_weekday is not None else day.weekday()
        return between(day - dt.timedelta(days=(day.weekday() - opens) % 7), day, basis, reason)
    if expr.form == "offset-month":
        index = published.year * 12 + published.month - 1 + expr.offset
        return month_of(index // 12, index % 12 + 1, expr.part, basis, reason)
    if expr.form == "day-of-month":
        index = published.year * 12 + published.month - 1 + expr.offset
        whole = replace(expr, form="day", month=index % 12 + 1)
        return _in_year(whole, index // 12, basis, reason)
    if expr.form == "offset-year" and expr.part == "to the month":
        return month_of(published.year + expr.offset, published.month, None, basis, reason)
    if expr.form == "offset-year":
        return year_of(published.year + expr.offset, expr.part, basis, reason)
    return None


def latest_stated(expressions: Iterable[DateExpr]) -> tuple[dt.date, bool] | None:
    """The first day of the latest date with a stated year, and whether it is a single day; the text is not older."""
    starts: list[tuple[dt.date, bool]] = []
    for expr in expressions:
        if expr.year is None or expr.form not in ("day", "days", "month"):
            continue
        found = _in_year(expr, expr.year, DateBasis.STATED, "")
        if found is not None and found.earliest is not None:
            starts.append((found.earliest, expr.form == "day"))
    return max(starts, default=None)
