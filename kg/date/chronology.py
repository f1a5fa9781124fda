"""A date without a year between two whose years are told: "Tháng 8/2014 … Ngày 16/12 … Tháng 4/2015 …"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from kg.date.expressions import DateExpr
from kg.date.resolution import Clock, resolve
from kg.model import DateBasis, EventDate

_NEWS = dt.timedelta(days=60)  # before publication, in which a day without a year is of the news
_APART = dt.timedelta(days=365)  # at most, from the date before to the one after, so that one year fits


def in_order(
    expr: DateExpr,
    found: EventDate,
    before: dt.date | None,
    next_told: Callable[[], dt.date | None],
    clock: Clock,
) -> EventDate:
    """The date that a wording without a year means in a story told in order, `found` being nearest to publication.

    `before`: the first day of the date that the text tells last before it; `next_told` gives that of the next behind
    it that has a year, and is asked only of what is no news. Where `found` breaks the order, and is no news, it is of
    the year that keeps it; but a season, whose year is mostly told, is left as it is.
    """
    published, earliest = clock.published, found.earliest
    if published is None or earliest is None or before is None or expr.form == "season":
        return found
    if published - earliest <= _NEWS or earliest <= before:
        return found
    after = next_told()
    if after is None or earliest <= after or not before <= after <= before + _APART:
        return found
    for year in sorted({before.year, after.year}):
        kept = resolve(replace(expr, year=year), clock)
        if kept is not None and kept.earliest is not None and before <= kept.earliest <= after:
            reason = f"between {before} and {after}, of which the text speaks before and after"
            return replace(kept, basis=DateBasis.CONTEXT, reason=reason)
    return found
