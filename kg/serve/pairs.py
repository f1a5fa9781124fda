"""Pairs of actors that filters leave: which to draw, how heavy they are and how they look, chains and gaps.

Counts are those of `kg.serve.found`. Actors and pairs are named by number; of a pair the smaller number comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.serve.columns import UNKNOWN, Numbers
from kg.serve.found import OCCURRED, Found
from kg.serve.ledger import KINDS, STATUSES

SENT = 4_000
"""Pairs that are told of a drawing at most."""


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


class Pairs:
    """The pairs that met in what filters leave."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._a = found.columns.arrays
        self._actors = found.columns.sizes["actors"]
        self._column = found.column

    # What is drawn

    def groups(self, most: int, first: Sequence[int] = ()) -> list[list[int]]:
        """The actors to draw: by rank, each with a counterpart among them, and first of all those of `first`.

        An actor that brings its counterpart makes a group of two; fewer are drawn by leaving out the last groups.
        """
        kept: set[int] = set()
        close = np.zeros(self._actors, np.bool_)
        groups: list[list[int]] = []
        waiting = [actor for actor in first if self._found.held[actor]]
        ranked = self._found.ranked
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
        one_from, other_from = self._column("one_from"), self._column("other_from")
        pairs = np.concatenate(
            [
                np.arange(one_from[actor], one_from[actor + 1]),
                self._column("by_other")[other_from[actor] : other_from[actor + 1]],
            ]
        )
        pairs = pairs[self._found.occasions[pairs] > 0]
        ends = self._column("one")[pairs] + self._column("other")[pairs] - actor
        return list(zip(ends.tolist(), pairs.tolist(), strict=True))

    def _strongest(self, actor: int) -> int:
        pairs = [pair for _, pair in self._pairs_with(actor)]
        pair = int(self._heaviest(np.array(pairs))[0])
        return int(self._column("one")[pair] + self._column("other")[pair]) - actor

    def _heaviest(self, pairs: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Pairs by occasions, then reports, both falling, then by their actors."""
        one, other = self._column("one")[pairs], self._column("other")[pairs]
        return pairs[np.lexsort((other, one, -self._found.told[pairs], -self._found.occasions[pairs]))]

    def among(self, actors: Sequence[int]) -> npt.NDArray[Any]:
        """The pairs among actors that met."""
        drawn = np.zeros(self._actors, np.bool_)
        drawn[list(actors)] = True
        return np.flatnonzero(
            drawn[self._column("one")] & drawn[self._column("other")] & (self._found.occasions > 0)
        )

    def lines(self, pairs: npt.NDArray[Any], most: int = SENT) -> list[Pair]:
        """Pairs, heaviest first: the heaviest of each actor, and with them the heaviest of all."""
        ordered = self._heaviest(pairs)
        reached: set[int] = set()
        kept = []
        for pair, one, other in zip(
            ordered.tolist(),
            self._column("one")[ordered].tolist(),
            self._column("other")[ordered].tolist(),
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
        return self.told([pair for pair in ordered.tolist() if pair in chosen])

    def strongest(self, most: int) -> list[Pair]:
        """The pairs that met most."""
        there = np.flatnonzero(self._found.occasions)
        if len(there) > most:
            least = np.partition(self._found.occasions[there], -most)[-most]
            there = there[self._found.occasions[there] >= least]
        return self.told(self._heaviest(there)[:most].tolist())

    def told(self, numbers: Sequence[int]) -> list[Pair]:
        """What a line says of each of these pairs."""
        wanted = np.array(numbers, np.int64)
        if not len(wanted):
            return []
        starts, ends = self._column("pair_from")[wanted], self._column("pair_from")[wanted + 1]
        reach = ends - starts
        place = np.repeat(np.arange(len(wanted)), reach)
        entries = (
            np.arange(reach.sum()) - np.repeat(np.cumsum(reach) - reach, reach) + np.repeat(starts, reach)
        )
        kept = self._found.entries[entries]
        place, report = place[kept], self._column("report")[entries[kept]]
        kind, status, by = self._a["kind"][report], self._a["status"][report], self._a["by"][report]
        if self._found.filters.unit == "country":
            by = np.where(by >= 0, self._a["body"][by], UNKNOWN)
        firm = np.bincount(place[status == OCCURRED], minlength=len(wanted)) > 0
        counting = (status == OCCURRED) | ~firm[place]
        shape = len(wanted), len(KINDS)
        every = np.bincount(place * len(KINDS) + kind, minlength=shape[0] * shape[1]).reshape(shape)
        held = np.bincount(
            place[counting] * len(KINDS) + kind[counting], minlength=shape[0] * shape[1]
        ).reshape(shape)
        statuses = np.zeros((len(wanted), len(STATUSES)), np.bool_)
        statuses[place, status] = True
        one, other = self._column("one")[wanted], self._column("other")[wanted]
        to = np.bincount(place[counting & (by == one[place])], minlength=len(wanted)) > 0
        back = np.bincount(place[counting & (by == other[place])], minlength=len(wanted)) > 0
        return [
            Pair(
                int(one[n]),
                int(other[n]),
                int(self._found.occasions[pair]),
                int(self._found.told[pair]),
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
        return len(pairs), self.told(self._heaviest(pairs)[offset : offset + limit].tolist())

    # Which reports

    def of_pair(self, one: int, other: int) -> Numbers:
        """The reports on a pair, in order."""
        pair = self.pair(min(one, other), max(one, other))
        return self._of_pairs([] if pair is None else [pair])

    def _of_pairs(self, pairs: Sequence[int]) -> Numbers:
        spans = [np.arange(*self._column("pair_from")[pair : pair + 2]) for pair in pairs]
        entries = np.concatenate(spans) if spans else np.zeros(0, np.int64)
        reports: Numbers = np.unique(self._column("report")[entries[self._found.entries[entries]]])
        return reports

    def of_actor(self, actor: int) -> Numbers:
        """The reports on an actor, in order."""
        one_from, other_from = self._column("one_from"), self._column("other_from")
        pairs = [
            *range(one_from[actor], one_from[actor + 1]),
            *self._column("by_other")[other_from[actor] : other_from[actor + 1]].tolist(),
        ]
        spans = [np.arange(*self._column("pair_from")[pair : pair + 2]) for pair in pairs]
        entries = np.concatenate(spans) if spans else np.zeros(0, np.int64)
        reports = np.unique(self._column("report")[entries])
        kept: Numbers = reports[self._found.passed[reports]]
        return kept

    # Chains and gaps

    def path(self, start: int, end: int) -> list[int] | None:
        """Actors of a shortest chain of contacts; where several are, the first by id."""
        one, other = self._column("one"), self._column("other")
        alive = self._found.occasions > 0
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
        report = self._column("report")
        first, last = self._a["first"], self._a["last"]
        dated = (first >= 0) & (last >= 0) & (self._a["status"] == OCCURRED)
        entry = np.flatnonzero(self._found.entries & dated[report])
        pair, at = self._column("pair")[entry].astype(np.int64), report[entry]
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
        one, other = self._column("one")[pair[gaps]], self._column("other")[pair[gaps]]
        order = np.lexsort((gaps, other, one, -days[gaps]))
        shown = [
            Silence(
                int(one[n]), int(other[n]), int(at[before[gaps[n]]]), int(at[gaps[n] + 1]), int(days[gaps[n]])
            )
            for n in order[offset : offset + limit].tolist()
        ]
        return total, int(days.max(initial=0)), shown
