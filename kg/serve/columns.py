"""What filters leave of all reports, counted: the answers of the explorer at a server.

Reports, their pairs of actors and their occasions lie in columns of numbers (NumPy arrays on disk, mapped into
memory), so that a filter over a million of them is a handful of passes over arrays. What is counted, and how the
actors and lines to draw are chosen, is what ``templates/source.js`` does for the contacts of a page; a test holds the
two against one another. Numbers are those of `kg.serve.ledger`.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.render.timeline import timeline
from kg.serve.ledger import KINDS, STATUSES, Ledger, pairs_of

Numbers = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
UNITS = ("actor", "country")
SENT = 4_000
"""Pairs that are told of a drawing at most."""
_UNKNOWN = -1
_OCCURRED = STATUSES.index("occurred")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which reports: of these kinds and statuses (numbers), with one of these bodies, from these publishers.

    None is no restriction. `by` is ``any``, ``stated`` or ``unstated``: whether it is said who sought the contact.
    The contact may lie in [start, end]; `undated` keeps those without a date. `ego` keeps the pairs among those
    within `depth` steps of an actor, as the other filters leave them. `unit` is what a pair is made of: actors, or
    the states and organisations for which they act.
    """

    kinds: frozenset[int] | None = None
    statuses: frozenset[int] | None = frozenset({_OCCURRED})
    bodies: frozenset[int] | None = None
    publishers: frozenset[int] | None = None
    by: str = "any"
    start: dt.date | None = None
    end: dt.date | None = None
    undated: bool = True
    ego: int | None = None
    depth: int = 1
    unit: str = "actor"


def write(ledger: Ledger, folder: Path) -> None:
    """Write the columns of a ledger to a folder that is there."""
    reports = ledger.reports
    publishers = sorted({article.publisher or "" for article in ledger.articles})
    printed = {name: number for number, name in enumerate(publishers)}
    firsts, lasts = (
        _numbers(dt.date.fromisoformat(day).toordinal() if day else _UNKNOWN for day in days)
        for days in ((row.first for row in reports), (row.last for row in reports))
    )
    columns: dict[str, npt.NDArray[Any]] = {
        "kind": np.array([row.kind for row in reports], np.int8),
        "status": np.array([row.status for row in reports], np.int8),
        "first": firsts,
        "last": lasts,
        "by": _numbers(_UNKNOWN if row.by is None else row.by for row in reports),
        "article": _numbers(row.article for row in reports),
        "occasion": _numbers(row.occasion for row in reports),
        "publisher": _numbers(printed[ledger.articles[row.article].publisher or ""] for row in reports),
    }
    occasion = columns["occasion"]
    columns["told"] = np.argsort(occasion, kind="stable").astype(np.int32)
    columns["told_from"] = _starts(occasion, len(ledger.occasions))
    body = [
        number if actor.type == "State" else of
        for number, (actor, of) in enumerate(zip(ledger.actors, ledger.bodies, strict=True))
    ]
    columns["body"] = _numbers(_UNKNOWN if each is None else each for each in body)
    names = sorted(range(len(ledger.actors)), key=lambda n: (ledger.actors[n].name.encode("utf-16-be"), n))
    columns["alphabet"] = _ranks(names)
    columns["by_id"] = _ranks(
        sorted(range(len(names)), key=lambda n: ledger.actors[n].id.encode("utf-16-be"))
    )
    concerned = [sorted({body[n] for n, _ in row.parties} - {None}) for row in reports]  # type: ignore[type-var]
    of_report = _numbers(at for at, each in enumerate(concerned) for _ in each)
    bodies = _numbers(n for each in concerned for n in each if n is not None)
    columns |= {"concerned_report": of_report, "concerned_body": bodies}
    columns["concerned_link"], columns["concerned_of"] = _links(bodies, occasion[of_report])
    columns["publisher_link"], columns["publisher_of"] = _links(columns["publisher"], occasion)
    for unit in UNITS:
        columns |= {f"{unit}_{name}": each for name, each in _met(ledger, body, unit, occasion).items()}
    for name, column in columns.items():
        np.save(folder / f"{name}.npy", column)
    days = sorted(np.concatenate([firsts[firsts > 0], lasts[lasts > 0]]).tolist())
    told = {
        "publishers": publishers,
        "kinds": sorted({row.kind for row in reports}),
        "statuses": sorted({row.status for row in reports}),
        "columns": timeline(_Days(days)),
        "sizes": {"actors": len(ledger.actors), "occasions": len(ledger.occasions), "reports": len(reports)},
    }
    (folder / "columns.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")


class _Days(Sequence[dt.date]):
    """Days by their ordinals."""

    def __init__(self, ordinals: Sequence[int]) -> None:
        self._ordinals = ordinals

    def __len__(self) -> int:
        return len(self._ordinals)

    def __getitem__(self, at: Any) -> Any:
        return dt.date.fromordinal(self._ordinals[at])


def _numbers(values: Iterable[int]) -> Numbers:
    return np.fromiter(values, np.int32)


def _ranks(order: Sequence[int]) -> Numbers:
    """The place of each number in an order."""
    ranks = np.empty(len(order), np.int32)
    ranks[np.array(order, np.int64)] = np.arange(len(order), dtype=np.int32)
    return ranks


def _starts(sorted_or_not: Numbers, size: int) -> npt.NDArray[np.int64]:
    """Where the entries of each number begin once they are sorted, and where the last end."""
    counts = np.bincount(sorted_or_not, minlength=size)
    return np.concatenate([[0], np.cumsum(counts)])


def _links(values: Numbers, occasions: Numbers) -> tuple[Numbers, Numbers]:
    """Each different pair of a value and an occasion gets a number: that of each entry, and the value of each."""
    keys = values.astype(np.int64) << 32 | occasions
    known, link = np.unique(keys, return_inverse=True)
    return link.astype(np.int32), (known >> 32).astype(np.int32)


def _met(
    ledger: Ledger, body: Sequence[int | None], unit: str, occasion: Numbers
) -> dict[str, npt.NDArray[Any]]:
    """Who met whom: an entry for each report and pair, in order of pair and report; `has` says of which reports."""
    keys = []
    for at, row in enumerate(ledger.reports):
        parties = row.parties
        if unit == "country":
            parties = tuple((body[n], side) for n, side in parties if body[n] is not None)  # type: ignore[misc]
        keys += [(one << 32 | other, at) for one, other in pairs_of(parties)]
    keys.sort()
    pairs = np.array([key for key, _ in keys], np.int64)
    report = _numbers(at for _, at in keys)
    known, pair = np.unique(pairs, return_inverse=True)
    one, other = (known >> 32).astype(np.int32), (known & 0xFFFFFFFF).astype(np.int32)
    has = np.zeros(len(ledger.reports), np.bool_)
    has[report] = True
    link, link_pair = _links(pair.astype(np.int32), occasion[report])
    met = np.zeros(len(link_pair), np.int32)
    met[link] = occasion[report]
    ends = np.concatenate([one[link_pair], other[link_pair]])
    held, held_actor = _links(ends, np.concatenate([met, met]))
    actors = len(ledger.actors)
    return {
        "has": has,
        "report": report,
        "pair": pair.astype(np.int32),
        "pair_from": _starts(pair.astype(np.int32), len(known)),
        "one": one,
        "other": other,
        "one_from": _starts(one, actors),
        "by_other": np.argsort(other, kind="stable").astype(np.int32),
        "other_from": _starts(other, actors),
        "link": link,
        "link_pair": link_pair,
        "held_one": held[: len(link_pair)],
        "held_other": held[len(link_pair) :],
        "held_actor": held_actor,
    }


class _Arrays:
    """The arrays of a folder by name, mapped into memory when they are first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, npt.NDArray[Any]] = {}

    def __getitem__(self, name: str) -> npt.NDArray[Any]:
        if name not in self._known:
            # A plain array over the mapped one: without the overhead of `numpy.memmap` at each step.
            self._known[name] = np.asarray(np.load(self._folder / f"{name}.npy", mmap_mode="r"))
        return self._known[name]


class Columns:
    """The columns in a folder, open for reading; what was found last is kept."""

    def __init__(self, folder: Path) -> None:
        self.arrays = _Arrays(folder)
        told = json.loads((folder / "columns.json").read_text("utf-8"))
        self.publishers: list[str] = told["publishers"]
        self.kinds: list[int] = told["kinds"]
        self.statuses: list[int] = told["statuses"]
        self.columns: list[dict[str, Any]] = told["columns"]
        self.sizes: dict[str, int] = told["sizes"]
        self._kept: dict[Filters, Found] = {}

    def found(self, filters: Filters) -> Found:
        """What filters leave."""
        if filters not in self._kept:
            if len(self._kept) >= 4:
                del self._kept[next(iter(self._kept))]
            self._kept[filters] = Found(self, filters)
        return self._kept[filters]

    def reports_of(self, occasion: int) -> Numbers:
        """All reports of an occasion."""
        start, end = self.arrays["told_from"][occasion : occasion + 2]
        told: Numbers = self.arrays["told"][start:end]
        return told


@dataclass(frozen=True, slots=True)
class Pair:
    """A line: two actors (the smaller number first), on how many occasions and in how many reports they met, and how
    it looks: the foremost kind and the status, and to which ends the arrows point."""

    one: int
    other: int
    occasions: int
    reports: int
    kinds: tuple[int, ...]
    kind: int
    status: int
    to: bool
    back: bool


@dataclass(frozen=True, slots=True)
class Silence:
    """Days between two contacts of a pair, with the reports on either side."""

    one: int
    other: int
    before: int
    after: int
    days: int


class Found:
    """The reports that filters leave, and what is counted in them."""

    def __init__(self, columns: Columns, filters: Filters) -> None:
        self._columns, self._filters = columns, filters
        a = self._a = columns.arrays
        self._reports, self._actors = columns.sizes["reports"], columns.sizes["actors"]
        first, last = a["first"], a["last"]
        self._dated = (first >= 0) | (last >= 0)
        self._fails = self._failing()
        count = np.zeros(self._reports, np.int8)
        for fails in self._fails.values():
            count += fails
        self._count, self._has = count, self._u("has")
        passed = self._has & (count == 0)
        self._near: Mask | None = None
        self._inside: Mask = np.ones(1, np.bool_)
        if filters.ego is not None:
            entries = passed[self._u("report")]
            self._near = self._reached(entries, self.unit_of(filters.ego), filters.depth)
            among = self._near[self._u("one")] & self._near[self._u("other")]
            self._among: Mask | None = among[self._u("pair")]
            self._inside = np.zeros(self._reports, np.bool_)
            self._inside[self._u("report")[self._among]] = True
        else:
            self._among = None
        self.passed: Mask = passed & self._inside
        """Of each report, whether it is left."""

    def _u(self, name: str) -> npt.NDArray[Any]:
        return self._a[f"{self._filters.unit}_{name}"]

    def unit_of(self, actor: int) -> int:
        """Who stands for an actor: itself, or, among countries, its body."""
        body = int(self._a["body"][actor])
        return body if self._filters.unit == "country" and body >= 0 else actor

    def _failing(self) -> dict[str, Mask]:
        """By filter, of each report whether it does not pass that one."""
        a, filters = self._a, self._filters
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
            lacking = np.ones(len(self._columns.publishers), np.bool_)
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
        one, other = self._u("one"), self._u("other")
        alive = np.zeros(len(one), np.bool_)
        alive[self._u("pair")[entries]] = True
        near = np.zeros(self._actors, np.bool_)
        near[centre] = True
        for _ in range(depth):
            ends = (near[one] | near[other]) & alive
            near[one[ends]] = near[other[ends]] = True
        return near

    # What is counted

    @cached_property
    def _entries(self) -> Mask:
        """Of each entry of the unit, whether its report is left and its pair is near."""
        entries: Mask = self.passed[self._u("report")]
        return entries if self._among is None else entries & self._among

    @cached_property
    def _links(self) -> Mask:
        marked = np.zeros(len(self._u("link_pair")), np.bool_)
        marked[self._u("link")[self._entries]] = True
        return marked

    @cached_property
    def occasions(self) -> npt.NDArray[np.int64]:
        """Of each pair, on how many occasions it met."""
        return np.bincount(self._u("link_pair")[self._links], minlength=len(self._u("one")))

    @cached_property
    def told(self) -> npt.NDArray[np.int64]:
        """Of each pair, in how many reports."""
        return np.bincount(self._u("pair")[self._entries], minlength=len(self._u("one")))

    @cached_property
    def held(self) -> npt.NDArray[np.int64]:
        """Of each actor, on how many occasions it met others."""
        actor = self._u("held_actor")
        marked = np.zeros(len(actor), np.bool_)
        marked[self._u("held_one")[self._links]] = True
        marked[self._u("held_other")[self._links]] = True
        return np.bincount(actor[marked], minlength=self._actors)

    @cached_property
    def ranked(self) -> Numbers:
        """Actors by occasions, then counterparts, both falling, then by name."""
        alive = self.occasions > 0
        degree = np.bincount(self._u("one")[alive], minlength=self._actors)
        degree += np.bincount(self._u("other")[alive], minlength=self._actors)
        who = np.flatnonzero(self.held)
        order = np.lexsort((self._a["alphabet"][who], -degree[who], -self.held[who]))
        ranked: Numbers = who[order].astype(np.int32)
        return ranked

    def facets(self) -> dict[str, Any]:
        """Occasions by value of each filter, were that filter alone not there."""
        a, occasion = self._a, self._a["occasion"]
        total = self._columns.sizes["occasions"]

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
        columns = self._columns.columns
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
        sizes, occasion = self._columns.sizes, self._a["occasion"]
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

    # What is drawn

    def groups(self, most: int, first: Sequence[int] = ()) -> list[list[int]]:
        """The actors to draw: by rank, each with a counterpart among them, and first of all those of `first`.

        An actor that brings its counterpart makes a group of two; fewer are drawn by leaving out the last groups.
        """
        kept: set[int] = set()
        close = np.zeros(self._actors, np.bool_)
        groups: list[list[int]] = []
        waiting = [actor for actor in first if self.held[actor]]
        ranked = self.ranked
        at = 0
        while waiting or at < len(ranked):
            if waiting:
                actor = waiting.pop(0)
            else:
                actor, at = int(ranked[at]), at + 1
            if actor in kept:
                continue
            group = [actor] if close[actor] else [actor, self._strongest(actor)]
            if len(kept) + len(group) > most:
                break
            groups.append(group)
            for each in group:
                kept.add(each)
                close[[other for other, _ in self._pairs_with(each)]] = True
        return groups

    def _pairs_with(self, actor: int) -> list[tuple[int, int]]:
        """Counterparts of an actor, each with the number of the pair."""
        one_from, other_from = self._u("one_from"), self._u("other_from")
        pairs = np.concatenate(
            [
                np.arange(one_from[actor], one_from[actor + 1]),
                self._u("by_other")[other_from[actor] : other_from[actor + 1]],
            ]
        )
        pairs = pairs[self.occasions[pairs] > 0]
        ends = self._u("one")[pairs] + self._u("other")[pairs] - actor
        return list(zip(ends.tolist(), pairs.tolist(), strict=True))

    def _strongest(self, actor: int) -> int:
        pairs = [pair for _, pair in self._pairs_with(actor)]
        pair = int(self._heaviest(np.array(pairs))[0])
        return int(self._u("one")[pair] + self._u("other")[pair]) - actor

    def _heaviest(self, pairs: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Pairs by occasions, then reports, both falling, then by their actors."""
        one, other = self._u("one")[pairs], self._u("other")[pairs]
        return pairs[np.lexsort((other, one, -self.told[pairs], -self.occasions[pairs]))]

    def among(self, actors: Sequence[int]) -> npt.NDArray[Any]:
        """The pairs among actors that met."""
        drawn = np.zeros(self._actors, np.bool_)
        drawn[list(actors)] = True
        return np.flatnonzero(drawn[self._u("one")] & drawn[self._u("other")] & (self.occasions > 0))

    def lines(self, pairs: npt.NDArray[Any], most: int = SENT) -> list[Pair]:
        """Pairs, heaviest first: the heaviest of each actor, and with them the heaviest of all."""
        ordered = self._heaviest(pairs)
        reached: set[int] = set()
        kept = []
        for pair, one, other in zip(
            ordered.tolist(),
            self._u("one")[ordered].tolist(),
            self._u("other")[ordered].tolist(),
            strict=True,
        ):
            if one not in reached or other not in reached:
                reached |= {one, other}
                kept.append(pair)
        chosen = set(kept)
        for pair in ordered.tolist():
            if len(chosen) >= most:
                break
            chosen.add(pair)
        return self.pairs([pair for pair in ordered.tolist() if pair in chosen])

    def strongest(self, most: int) -> list[Pair]:
        """The pairs that met most."""
        there = np.flatnonzero(self.occasions)
        if len(there) > most:
            least = np.partition(self.occasions[there], -most)[-most]
            there = there[self.occasions[there] >= least]
        return self.pairs(self._heaviest(there)[:most].tolist())

    def pairs(self, numbers: Sequence[int]) -> list[Pair]:
        """What a line says of each of these pairs."""
        wanted = np.array(numbers, np.int64)
        if not len(wanted):
            return []
        starts, ends = self._u("pair_from")[wanted], self._u("pair_from")[wanted + 1]
        reach = ends - starts
        place = np.repeat(np.arange(len(wanted)), reach)
        entries = (
            np.arange(reach.sum()) - np.repeat(np.cumsum(reach) - reach, reach) + np.repeat(starts, reach)
        )
        kept = self._entries[entries]
        place, report = place[kept], self._u("report")[entries[kept]]
        kind, status, by = self._a["kind"][report], self._a["status"][report], self._a["by"][report]
        if self._filters.unit == "country":
            by = np.where(by >= 0, self._a["body"][by], _UNKNOWN)
        firm = np.bincount(place[status == _OCCURRED], minlength=len(wanted)) > 0
        counting = (status == _OCCURRED) | ~firm[place]
        shape = len(wanted), len(KINDS)
        every = np.bincount(place * len(KINDS) + kind, minlength=shape[0] * shape[1]).reshape(shape)
        held = np.bincount(
            place[counting] * len(KINDS) + kind[counting], minlength=shape[0] * shape[1]
        ).reshape(shape)
        statuses = np.zeros((len(wanted), len(STATUSES)), np.bool_)
        statuses[place, status] = True
        one, other = self._u("one")[wanted], self._u("other")[wanted]
        to = np.bincount(place[counting & (by == one[place])], minlength=len(wanted)) > 0
        back = np.bincount(place[counting & (by == other[place])], minlength=len(wanted)) > 0
        return [
            Pair(
                int(one[n]),
                int(other[n]),
                int(self.occasions[pair]),
                int(self.told[pair]),
                tuple(np.flatnonzero(every[n]).tolist()),
                int(held[n].argmax()),
                int(statuses[n].argmax()),
                bool(to[n]),
                bool(back[n]),
            )
            for n, pair in enumerate(numbers)
        ]

    def pair(self, one: int, other: int) -> int | None:
        """The number of a pair that met."""
        return next((pair for end, pair in self._pairs_with(one) if end == other), None)

    def counterparts(self, actor: int, offset: int, limit: int) -> tuple[int, list[Pair]]:
        """How many counterparts an actor has, and the pairs with some of them, heaviest first."""
        pairs = np.array([pair for _, pair in self._pairs_with(actor)], np.int64)
        return len(pairs), self.pairs(self._heaviest(pairs)[offset : offset + limit].tolist())

    # Which reports

    def of_pair(self, one: int, other: int) -> Numbers:
        """The reports on a pair, in order."""
        pair = self.pair(min(one, other), max(one, other))
        return self._of_pairs([] if pair is None else [pair])

    def _of_pairs(self, pairs: Sequence[int]) -> Numbers:
        spans = [np.arange(*self._u("pair_from")[pair : pair + 2]) for pair in pairs]
        entries = np.concatenate(spans) if spans else np.zeros(0, np.int64)
        reports: Numbers = np.unique(self._u("report")[entries[self._entries[entries]]])
        return reports

    def of_actor(self, actor: int) -> Numbers:
        """The reports on an actor, in order."""
        one_from, other_from = self._u("one_from"), self._u("other_from")
        pairs = [
            *range(one_from[actor], one_from[actor + 1]),
            *self._u("by_other")[other_from[actor] : other_from[actor + 1]].tolist(),
        ]
        spans = [np.arange(*self._u("pair_from")[pair : pair + 2]) for pair in pairs]
        entries = np.concatenate(spans) if spans else np.zeros(0, np.int64)
        reports = np.unique(self._u("report")[entries])
        kept: Numbers = reports[self.passed[reports]]
        return kept

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
        both = known[self._u("one")] & known[self._u("other")]
        among[self._u("report")[both[self._u("pair")]]] = True
        return self.passed & among

    def latest(self, chosen: Mask, most: int) -> list[int]:
        """The first report of each of the last occasions with a date, the last first."""
        found: list[int] = []
        for report in np.flatnonzero(chosen & self._dated)[::-1].tolist():
            others = self._columns.reports_of(int(self._a["occasion"][report]))
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

    # Chains and gaps

    def path(self, start: int, end: int) -> list[int] | None:
        """Actors of a shortest chain of contacts; where several are, the first by id."""
        one, other = self._u("one"), self._u("other")
        alive = self.occasions > 0
        one, other = one[alive], other[alive]
        distance = np.full(self._actors, -1, np.int32)
        distance[end] = step = 0
        while distance[start] < 0:
            edge = np.concatenate([other[distance[one] == step], one[distance[other] == step]])
            edge = edge[distance[edge] < 0]
            if not len(edge):
                return None
            step += 1
            distance[edge] = step
        by_id, actors = self._a["by_id"], [start]
        while actors[-1] != end:
            closer = int(distance[actors[-1]]) - 1
            ends = [each for each, _ in self._pairs_with(actors[-1]) if distance[each] == closer]
            actors.append(min(ends, key=lambda each: int(by_id[each])))
        return actors

    def silences(self, offset: int, limit: int) -> tuple[int, int, list[Silence]]:
        """How many gaps of over a day lie between contacts of a pair, the longest in days, and some of them."""
        report = self._u("report")
        first, last = self._a["first"], self._a["last"]
        dated = (first >= 0) & (last >= 0) & (self._a["status"] == _OCCURRED)
        entry = np.flatnonzero(self._entries & dated[report])
        pair, at = self._u("pair")[entry].astype(np.int64), report[entry]
        if len(at) < 2:
            return 0, 0, []
        key = pair << 32 | last[at]
        furthest = np.maximum.accumulate(key)
        new = np.concatenate([[True], key[1:] > furthest[:-1]])
        before = np.maximum.accumulate(np.where(new, np.arange(len(key)), 0))[:-1]
        days = np.where(pair[1:] == pair[:-1], first[at[1:]].astype(np.int64) - last[at[before]], 0)
        gaps = np.flatnonzero(days > 1)
        total = len(gaps)
        if total > offset + limit:
            least = np.partition(days[gaps], -(offset + limit))[-(offset + limit)]
            gaps = gaps[days[gaps] >= least]
        one, other = self._u("one")[pair[gaps]], self._u("other")[pair[gaps]]
        order = np.lexsort((gaps, other, one, -days[gaps]))
        shown = [
            Silence(
                int(one[n]), int(other[n]), int(at[before[gaps[n]]]), int(at[gaps[n] + 1]), int(days[gaps[n]])
            )
            for n in order[offset : offset + limit].tolist()
        ]
        return total, int(days.max(initial=0)), shown


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
