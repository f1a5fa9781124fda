"""What filters leave of all reports, counted.

What is counted, and how the actors and lines to draw are chosen (`kg.serve.pairs`), is what ``templates/source.js``
does for the contacts of a page; a test holds the two against one another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.serve.columns import Columns, Mask, Numbers
from kg.serve.ledger import KINDS, STATUSES

OCCURRED = STATUSES.index("occurred")
_KEPT = 4  # choices whose reports are kept at hand


@dataclass(frozen=True, slots=True)
class Filters:
    """Which reports: of these kinds and statuses (numbers), with one of these bodies, from these publishers.

    None is no restriction. `by` is ``any``, ``stated`` or ``unstated``: whether it is said who sought the contact.
    The contact may lie in [start, end]; `undated` keeps those without a date. `ego` keeps the pairs among those
    within `depth` steps of an actor, as the other filters leave them. `unit` is what a pair is made of: actors, or
    the states and organisations for which they act.
    """

    kinds: frozenset[int] | None = None
    statuses: frozenset[int] | None = frozenset({OCCURRED})
    bodies: frozenset[int] | None = None
    publishers: frozenset[int] | None = None
    by: str = "any"
    start: dt.date | None = None
    end: dt.date | None = None
    undated: bool = True
    ego: int | None = None
    depth: int = 1
    unit: str = "actor"


class Finder:
    """What filters leave in columns; what was asked for last is kept."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self._kept: dict[Filters, Found] = {}

    def found(self, filters: Filters) -> Found:
        """What filters leave."""
        if filters not in self._kept:
            if len(self._kept) >= _KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[filters] = Found(self.columns, filters)
        return self._kept[filters]


class Found:
    """The reports that filters leave, and what is counted in them."""

    def __init__(self, columns: Columns, filters: Filters) -> None:
        self.columns, self.filters = columns, filters
        a = self._a = columns.arrays
        self._reports, self._actors = columns.sizes["reports"], columns.sizes["actors"]
        first, last = a["first"], a["last"]
        self._dated = (first >= 0) | (last >= 0)
        self._fails = self._failing()
        count = np.zeros(self._reports, np.int8)
        for fails in self._fails.values():
            count += fails
        self._count, self._has = count, self.column("has")
        passed = self._has & (count == 0)
        self._near: Mask | None = None
        self._inside: Mask = np.ones(1, np.bool_)
        if filters.ego is not None:
            entries = passed[self.column("report")]
            self._near = self._reached(entries, self.unit_of(filters.ego), filters.depth)
            among = self._near[self.column("one")] & self._near[self.column("other")]
            self._among: Mask | None = among[self.column("pair")]
            self._inside = np.zeros(self._reports, np.bool_)
            self._inside[self.column("report")[self._among]] = True
        else:
            self._among = None
        self.passed: Mask = passed & self._inside
        """Of each report, whether it is left."""

    def column(self, name: str) -> npt.NDArray[Any]:
        """A column of the unit that pairs are made of."""
        return self._a[f"{self.filters.unit}_{name}"]

    def unit_of(self, actor: int) -> int:
        """Who stands for an actor: itself, or, among countries, its body."""
        body = int(self._a["body"][actor])
        return body if self.filters.unit == "country" and body >= 0 else actor

    def _failing(self) -> dict[str, Mask]:
        """By filter, of each report whether it does not pass that one."""
        a, filters = self._a, self.filters
        fails: dict[str, Mask] = {}
        for name, wanted, size in (
            ("kind", filters.kinds, len(KINDS)),
            ("status", filters.statuses, len(STATUSES)),
        ):
            if wanted is not None:
                lacking = np.ones(size, np.bool_)
                lacking[list(wanted)] = False
                fails[name] = lacking[a[name]]
        if filters.bodies is not None:
            kept = np.zeros(self._actors, np.bool_)
            kept[list(filters.bodies)] = True
            without = np.ones(self._reports, np.bool_)
            without[a["concerned_report"][kept[a["concerned_body"]]]] = False
            fails["body"] = without
        if filters.publishers is not None:
            lacking = np.ones(len(self.columns.publishers), np.bool_)
            lacking[list(filters.publishers)] = False
            fails["publisher"] = lacking[a["publisher"]]
        if filters.by != "any":
            fails["by"] = (a["by"] < 0) == (filters.by == "stated")
        outside = ~self._within(filters.start, filters.end)
        if not filters.undated:
            outside |= ~self._dated
        fails["date"] = outside
        return fails

    def _within(self, start: dt.date | None, end: dt.date | None) -> Mask:
        """Of each report, whether its contact may lie in the period; one without a date is not asked."""
        first, last = self._a["first"], self._a["last"]
        inside = np.ones(self._reports, np.bool_)
        if start:
            inside &= (last < 0) | (last >= start.toordinal())
        if end:
            inside &= (first < 0) | (first <= end.toordinal())
        return inside

    def _reached(self, entries: Mask, centre: int, depth: int) -> Mask:
        one, other = self.column("one"), self.column("other")
        alive = np.zeros(len(one), np.bool_)
        alive[self.column("pair")[entries]] = True
        near = np.zeros(self._actors, np.bool_)
        near[centre] = True
        for _ in range(depth):
            ends = (near[one] | near[other]) & alive
            near[one[ends]] = near[other[ends]] = True
        return near

    # What is counted

    @cached_property
    def entries(self) -> Mask:
        """Of each entry of the unit, whether its report is left and its pair is near."""
        entries: Mask = self.passed[self.column("report")]
        return entries if self._among is None else entries & self._among

    @cached_property
    def _links(self) -> Mask:
        marked = np.zeros(len(self.column("link_pair")), np.bool_)
        marked[self.column("link")[self.entries]] = True
        return marked

    @cached_property
    def occasions(self) -> npt.NDArray[np.int64]:
        """Of each pair, on how many occasions it met."""
        return np.bincount(self.column("link_pair")[self._links], minlength=len(self.column("one")))

    @cached_property
    def told(self) -> npt.NDArray[np.int64]:
        """Of each pair, in how many reports."""
        return np.bincount(self.column("pair")[self.entries], minlength=len(self.column("one")))

    @cached_property
    def held(self) -> npt.NDArray[np.int64]:
        """Of each actor, on how many occasions it met others."""
        actor = self.column("held_actor")
        marked = np.zeros(len(actor), np.bool_)
        marked[self.column("held_one")[self._links]] = True
        marked[self.column("held_other")[self._links]] = True
        return np.bincount(actor[marked], minlength=self._actors)

    @cached_property
    def ranked(self) -> Numbers:
        """Actors by occasions, then counterparts, both falling, then by name."""
        alive = self.occasions > 0
        degree = np.bincount(self.column("one")[alive], minlength=self._actors)
        degree += np.bincount(self.column("other")[alive], minlength=self._actors)
        who = np.flatnonzero(self.held)
        order = np.lexsort((self._a["alphabet"][who], -degree[who], -self.held[who]))
        ranked: Numbers = who[order].astype(np.int32)
        return ranked

    def facets(self) -> dict[str, Any]:
        """Occasions by value of each filter, were that filter alone not there."""
        a, occasion = self._a, self._a["occasion"]
        total = self.columns.sizes["occasions"]

        def by(values: npt.NDArray[Any], size: int, free: Mask) -> dict[int, int]:
            marked = np.zeros(total * size, np.bool_)
            marked[occasion[free].astype(np.int64) * size + values[free]] = True
            return _sizes(marked.reshape(total, size).sum(axis=0))

        def linked(link: Numbers, of: Numbers) -> dict[int, int]:
            marked = np.zeros(len(of), np.bool_)
            marked[link] = True
            return _sizes(np.bincount(of[marked])) if len(of) else {}

        concerned = self._free("body")[a["concerned_report"]]
        undated = self._free("date") & ~self._dated
        return {
            "kinds": by(a["kind"], len(KINDS), self._free("kind")),
            "statuses": by(a["status"], len(STATUSES), self._free("status")),
            "states": linked(a["concerned_link"][concerned], a["concerned_of"]),
            "publishers": linked(a["publisher_link"][self._free("publisher")], a["publisher_of"]),
            "by": by((a["by"] >= 0).astype(np.int8), 2, self._free("by")),
            "undated": _different(occasion[undated], total),
        }

    def _free(self, name: str) -> Mask:
        """Of each report, whether it would be left without one of the filters."""
        fails = self._fails.get(name)
        passed = self._count == 0
        if fails is not None:
            passed |= (self._count == 1) & fails
        free: Mask = passed & self._has & self._inside
        return free

    def strip(self) -> list[tuple[int, int]]:
        """By column of the time line, without the period: occasions that lie in it, and those that may lie in it."""
        rows = self._tally(self._free("date") & self._dated)
        return [(sum(sure.values()), wide) for sure, wide in rows]

    def chart(self) -> list[tuple[dict[int, int], int]]:
        """By column of the time line: occasions of each kind that lie in it, and those that may lie in it."""
        return self._tally(self.passed & self._dated)

    def _tally(self, chosen: Mask) -> list[tuple[dict[int, int], int]]:
        columns = self.columns.timeline
        if not columns:
            return []
        size = len(columns)
        edges = np.array([dt.date.fromisoformat(each["from"]).toordinal() for each in columns])
        at = np.flatnonzero(chosen)
        first, last = self._a["first"][at], self._a["last"][at]
        begin = np.maximum(0, np.searchsorted(edges, np.where(first < 0, last, first), "right") - 1)
        end = np.maximum(0, np.searchsorted(edges, np.where(last < 0, first, last), "right") - 1)
        occasion, kind = self._a["occasion"][at], self._a["kind"][at]
        # Most occasions are told once, and need not be told apart from others.
        once = np.bincount(occasion, minlength=1)[occasion] == 1
        sure = begin == end
        whole = np.bincount(begin[sure & once] * len(KINDS) + kind[sure & once], minlength=size * len(KINDS))
        again = sure & ~once
        keys = (begin[again].astype(np.int64) << 32 | occasion[again])[::-1]
        known, where = np.unique(keys, return_index=True)
        whole += np.bincount((known >> 32) * len(KINDS) + kind[again][::-1][where], minlength=len(whole))
        wide = np.zeros(size + 1, np.int64)
        alone = ~sure & once
        np.add.at(wide, begin[alone], 1)
        np.add.at(wide, end[alone] + 1, -1)
        wide = np.cumsum(wide)
        many = np.flatnonzero(~sure & ~once)
        reach = (end - begin + 1)[many]
        steps = np.arange(reach.sum()) - np.repeat(np.cumsum(reach) - reach, reach)
        cells = np.unique(
            np.repeat(occasion[many].astype(np.int64), reach) * size + np.repeat(begin[many], reach) + steps
        )
        wide[:size] += np.bincount(cells % size, minlength=size)
        by_kind = whole.reshape(size, len(KINDS))
        return [(_sizes(by_kind[column]), int(wide[column])) for column in range(size)]

    def counts(self, chosen: Mask) -> dict[str, Any]:
        """Occasions, reports and articles of reports, their first and last day, and occasions without any day."""
        sizes, occasion = self.columns.sizes, self._a["occasion"]
        ends = np.concatenate([self._a["first"][chosen], self._a["last"][chosen]])
        ends = ends[ends >= 0]
        return {
            "occasions": _different(occasion[chosen], sizes["occasions"]),
            "reports": int(chosen.sum()),
            "articles": _different(self._a["article"][chosen]),
            "undated": _different(occasion[chosen & ~self._dated], sizes["occasions"]),
            "first": dt.date.fromordinal(int(ends.min())).isoformat() if len(ends) else None,
            "last": dt.date.fromordinal(int(ends.max())).isoformat() if len(ends) else None,
        }

    # Which reports

    def in_period(self, start: dt.date, end: dt.date, kind: int | None) -> Numbers:
        """The dated reports that may lie in a period."""
        chosen = self.passed & self._dated & self._within(start, end)
        if kind is not None:
            chosen &= self._a["kind"] == kind
        return np.flatnonzero(chosen).astype(np.int32)

    def drawn(self, actors: Sequence[int]) -> Mask:
        """Of each report, whether it is left and is on a pair among these actors."""
        among = np.zeros(self._reports, np.bool_)
        known = np.zeros(self._actors, np.bool_)
        known[list(actors)] = True
        both = known[self.column("one")] & known[self.column("other")]
        among[self.column("report")[both[self.column("pair")]]] = True
        return self.passed & among

    def latest(self, chosen: Mask, most: int) -> list[int]:
        """The first report of each of the last occasions with a date, the last first."""
        found: list[int] = []
        for report in np.flatnonzero(chosen & self._dated)[::-1].tolist():
            others = self.columns.reports_of(int(self._a["occasion"][report]))
            if (chosen & self._dated)[others[others < report]].any():
                continue
            found.append(report)
            if len(found) == most:
                break
        return found

    def grouped(self, reports: Numbers) -> tuple[int, int, list[list[int]]]:
        """How many occasions and articles reports are of, and the reports of each occasion, in order of the first."""
        occasion = self._a["occasion"][reports]
        _, first, place = np.unique(occasion, return_index=True, return_inverse=True)
        order = np.argsort(first[place], kind="stable")
        starts = np.flatnonzero(np.diff(first[place][order], prepend=-1))
        groups = [each.tolist() for each in np.split(reports[order], starts[1:])] if len(reports) else []
        return len(first), _different(self._a["article"][reports]), groups


def _sizes(counts: npt.NDArray[Any]) -> dict[int, int]:
    """What is not zero."""
    return {int(value): int(counts[value]) for value in np.flatnonzero(counts)}


def _different(values: npt.NDArray[Any], size: int | None = None) -> int:
    """How many different numbers there are."""
    if not len(values):
        return 0
    marked = np.zeros(size or int(values.max()) + 1, np.bool_)
    marked[values] = True
    return int(marked.sum())
