"""A date without a year beside a leader: "Tổng thống Clinton gọi điện đêm 20/11" is of no year after his term."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from kg.date.expressions import DateExpr
from kg.date.resolution import Clock, resolve
from kg.model import DateBasis, EventDate

_LONG_OVER = 2  # years after a term from which on its title is not used of the news by courtesy


def in_term(
    expr: DateExpr, found: EventDate, until: dt.date, spoken: Sequence[dt.date], clock: Clock
) -> EventDate | None:
    """The date that a wording without a year means beside somebody whose term of office ended on `until`.

    `found` is the date nearest to publication. Where that lies after the term, it is of the year of which the text
    spoke last before that end (`spoken`: first days of the dates of the text, in its order), or of the one after;
    None where the text speaks of no such year and the term is long over.
    """
    if found.earliest is None or found.earliest <= until:
        return found
    before = next((day for day in reversed(spoken) if day <= until), None)
    if before is None:
        return found if clock.published is None or clock.published.year - until.year < _LONG_OVER else None
    reason = f"counted from {before.year}, before the end of a term of office"
    options = (resolve(replace(expr, year=before.year + later), clock) for later in (0, 1))
    fitting = [o for o in options if o is not None and o.earliest is not None and o.earliest <= until]
    after = [o for o in fitting if o.latest is not None and o.latest >= before]
    return next((replace(o, basis=DateBasis.CONTEXT, reason=reason) for o in (*after, *fitting)), None)
