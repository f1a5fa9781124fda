"""Blocking: which clusters of reports are worth comparing, so that grouping stays near-linear."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from kg.graph.clusters import Cluster
from kg.graph.compatibility import both_ways, letter, name_words, of_days_elsewhere
from kg.graph.sources import shingles
from kg.graph.testimony import Report
from kg.graph.visits import lasting


class Index:
    """Numbers of clusters by what they have in common; none is named that has nothing in common."""

    def __init__(self) -> None:
        self._numbers: dict[object, dict[int, None]] = defaultdict(dict)

    def add(self, cluster: Cluster, number: int) -> None:
        """Keep a cluster under what it is found by."""
        for key in self.keys(cluster):
            self._numbers[key][number] = None

    def around(self, cluster: Cluster) -> list[int]:
        """Numbers of the clusters that share a key with `cluster`, in order."""
        return sorted({n for key in self.keys(cluster) for n in self._numbers.get(key, ())})

    def keys(self, cluster: Cluster) -> Iterable[object]:
        """What a cluster is found by."""
        raise NotImplementedError


class Together(Index):
    """All are near."""

    def keys(self, cluster: Cluster) -> Iterable[object]:
        """What a cluster is found by."""
        return (None,)


class Calendar(Index):
    """By the months of their windows; those without one together.

    A day that words give for the same moment at another place counts too.
    """

    def keys(self, cluster: Cluster) -> Iterable[object]:
        """What a cluster is found by."""
        when = lasting(cluster)
        if when is None:
            return (None,)
        return {*range(_month(when.first), _month(when.last) + 1), *map(_month, of_days_elsewhere(cluster))}


class Towns(Index):
    """By the towns in which they were; those that name none are near nothing."""

    def keys(self, cluster: Cluster) -> Iterable[object]:
        """What a cluster is found by."""
        return cluster.facts.towns


class Stays(Calendar):
    """As `Calendar`, and by the towns in which they were: what recalls a stay may name the town and not the month."""

    def keys(self, cluster: Cluster) -> Iterable[object]:
        """What a cluster is found by."""
        return {*super().keys(cluster), *cluster.facts.towns}


class Sentences(Index):
    """By every three words of the sentence."""

    def keys(self, cluster: Cluster) -> Iterable[object]:
        """What a cluster is found by."""
        return shingles(cluster.lead.quote_words)


class Names(Index):
    """By the actor of one side and each word of a name of the other."""

    def keys(self, cluster: Cluster) -> Iterable[object]:
        """What a cluster is found by."""
        return by_names(cluster.lead)


class Letters(Index):
    """By each sender, and whom the letter is to."""

    def keys(self, cluster: Cluster) -> Iterable[object]:
        """What a cluster is found by."""
        return by_senders(*found) if (found := letter(cluster)) else ()


def _month(day: dt.date) -> int:
    return day.year * 12 + day.month


def by_senders(senders: Iterable[str], receivers: frozenset[str]) -> set[tuple[str, frozenset[str]]]:
    """What letters have in common that may be one: a sender, and all receivers."""
    return {(sender, receivers) for sender in senders}


def by_names(report: Report) -> set[tuple[str, str]]:
    """Actor of one side and word of an unregistered name of the other, of every two of a report of two sides."""
    if len(report.sides) != 2:
        return set()
    return {
        (other.actor, word)
        for mine, theirs in both_ways(report)
        for party in theirs
        if not party.registered
        for name in name_words(party)
        for word in name
        for other in mine
    }


def by_bodies(report: Report) -> tuple[str, str, int] | None:
    """What reports have in common whose parties may stand for one another; None where none can."""
    if len(report.sides) != 2:
        return None
    one, other = sorted(min(party.body or party.actor for party in side) for side, _ in both_ways(report))
    return one, other, report.count
