"""Days, parts of months and years as intervals, with their EDTF literal and precision."""

from __future__ import annotations

import calendar
import datetime as dt

from kg.date.distances import Distance
from kg.model import DateBasis, EventDate

_PARTS_OF_MONTH = {"early": (1, 10), "first half": (1, 15), "mid": (11, 20)}  # days
_PARTS_OF_YEAR = {  # months
    "early": (1, 3),
    "first half": (1, 6),
    "mid": (5, 8),
    "second half": (7, 12),
    "late": (10, 12),
}


def between(
    earliest: dt.date | None, latest: dt.date | None, basis: DateBasis, reason: str | None = None
) -> EventDate:
    """The interval [earliest, latest] (None: open) with its EDTF literal and precision."""
    if earliest is not None and earliest == latest:
        return EventDate(earliest, latest, earliest.isoformat(), "day", basis, reason=reason)
    if earliest is not None and latest is not None:
        whole_months = earliest.day == 1 and latest == _month_end(latest)
        if whole_months and (earliest.year, earliest.month) == (latest.year, latest.month):
            return EventDate(earliest, latest, f"{earliest:%Y-%m}", "month", basis, reason=reason)
        if whole_months and earliest.year == latest.year and (earliest.month, latest.month) == (1, 12):
            return EventDate(earliest, latest, f"{earliest:%Y}", "year", basis, reason=reason)
    low = earliest.isoformat() if earliest else ".."
    high = latest.isoformat() if latest else ".."
    return EventDate(earliest, latest, f"{low}/{high}", "interval", basis, reason=reason)


def _month_end(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def month_of(year: int, month: int, part: str | None, basis: DateBasis, reason: str) -> EventDate:
    """A month, or its early, mid or late part."""
    end = calendar.monthrange(year, month)[1]
    first, last = {**_PARTS_OF_MONTH, "late": (21, end), "second half": (16, end)}.get(part or "", (1, end))
    return between(dt.date(year, month, first), dt.date(year, month, last), basis, reason)


def year_of(year: int, part: str | None, basis: DateBasis, reason: str) -> EventDate:
    """A year, or its early, mid or late part."""
    first, last = _PARTS_OF_YEAR.get(part or "", (1, 12))
    return between(
        dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1]), basis, reason
    )


def shifted(date: EventDate, distance: Distance) -> EventDate | None:
    """A date so much later; by months it is a month, or a year, and None where the date itself is not of one."""
    if date.earliest is None or date.latest is None:
        return None
    if distance.months:
        return _months_later(date.earliest, date.latest, distance.months)
    move, spare = dt.timedelta(days=distance.days), dt.timedelta(days=distance.slack)
    reason = f"{abs(distance.days)} days {'after' if distance.days > 0 else 'before'} {date.edtf}"
    return between(date.earliest + move - spare, date.latest + move + spare, DateBasis.CONTEXT, reason)


def _months_later(first: dt.date, last: dt.date, months: int) -> EventDate | None:
    reason = f"{abs(months)} months {'after' if months > 0 else 'before'} {first:%Y-%m}"
    if months % 12 == 0 and first.year == last.year:
        return year_of(first.year + months // 12, None, DateBasis.CONTEXT, reason)
    if (first.year, first.month) != (last.year, last.month):
        return None
    index = first.year * 12 + first.month - 1 + months
    return month_of(index // 12, index % 12 + 1, None, DateBasis.CONTEXT, reason)
