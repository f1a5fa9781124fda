"""The columns of a time line: days, months, years or decades, whichever are fine and yet few enough to be seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

Column = Mapping[str, str | bool]
"""``from`` and ``to`` (ISO days, both included), ``label`` (what of the date names it), ``early`` where it holds what
lies long before the rest."""

MOST = 130
"""Columns, and a few more where they are decades."""
MOST_DAYS = 62
EARLY = 0.03
"""Share of dates that may be put together as early ones."""


def timeline(days: Sequence[dt.date]) -> list[Column]:
    """Columns for all of these days, which are sorted: in the finest unit that gives no more than `MOST`.

    A few days that lie long before the others share one column, lest these be squeezed to nothing.
    """
    if not days:
        return []
    main = dt.date(days[int(len(days) * EARLY)].year, 1, 1)
    start = main if main.year - days[0].year > 2 else days[0]
    found = list(_columns(start, days[-1]))
    if start == days[0] or str(found[0]["from"]) <= days[0].isoformat():
        return found
    before = dt.date.fromisoformat(str(found[0]["from"])) - dt.timedelta(days=1)
    early: Column = {
        "from": days[0].isoformat(),
        "to": before.isoformat(),
        "label": f"{before.year:04}",
        "early": True,
    }
    found.insert(0, early)
    return found


def _columns(first: dt.date, last: dt.date) -> Iterator[Column]:
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    if (last - first).days < MOST_DAYS:
        starts = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
        width, ends = 10, starts
    elif months <= MOST:
        whole = range(12 * first.year + first.month - 1, 12 * last.year + last.month)
        starts = [dt.date(n // 12, n % 12 + 1, 1) for n in whole]
        width, ends = 7, [_before(n // 12, n % 12 + 1) for n in range(whole.start + 1, whole.stop + 1)]
    else:
        step = 1 if last.year - first.year < MOST else 10
        years = range(max(1, first.year // step * step), last.year + 1, step)
        starts = [dt.date(year, 1, 1) for year in years]
        width, ends = 4, [_before(year + step, 1) for year in years]
    for start, end in zip(starts, ends, strict=True):
        yield {"from": start.isoformat(), "to": end.isoformat(), "label": start.isoformat()[:width]}


def _before(year: int, month: int) -> dt.date:
    """The day before a month begins."""
    return dt.date.max if year > dt.MAXYEAR else dt.date(year, month, 1) - dt.timedelta(days=1)
