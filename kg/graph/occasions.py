"""Reports → occasions: which reports tell of one happening, and why.

`group` is a pure function of a set of reports: their order does not matter, nor in how many runs they came. It is
careful. Reports of the same parties, of kinds that go together, are joined where they name the same day; a report
that is dated less exactly, or not at all, or that names a party less exactly (a state for its minister), joins only
where a single occasion fits. Everything else stays an occasion of its own, and two days stay two occasions.

What goes together: a phone and a video call; a meeting and a visit (a visit and the talks with its host are one
contact, as in the annotation guidelines); ``Talks`` and ``Contact``, which leave the means open, with any one of
these. A plan, a proposal and what came of it are one occasion. A denial joins a report of the same kind and day.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import NamedTuple

import pyoxigraph as ox

from kg.graph.blocking import Calendar, Index, Letters, Names, Sentences, Stays, Together, Towns, by_bodies
from kg.graph.clusters import GENERIC, Cluster, Link, imprecision
from kg.graph.compatibility import (
    SAME_WORDS,
    alike_at_one_time,
    at_one_time,
    at_one_time_and_place,
    bodies,
    compatible,
    in_like_words,
    in_the_name_of_several,
    is_of_two,
    letter,
    name_words,
    of_days_elsewhere,
    of_unregistered,
    one_day_elsewhere,
    recalled_there,
    state_for_person,
    whenever,
    why_one,
)
from kg.graph.testimony import Report, reports
from kg.graph.triples import node, plain
from kg.graph.visits import precedence
from kg.graph.windows import Window
from kg.model import Kind, Status
from kg.vocab import PREFIXES

Pair = frozenset[str]

_SEVERAL = 5  # occasions that a report fits, after which no more are looked for


class Held(NamedTuple):
    """A report that was not joined, since more than one occasion fits: IRIs of it and of a report of each."""

    one: str
    others: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Occasion:
    """Reports, in order of IRI, that tell of one happening, and the links that join them.

    `decisive` are those of the `Constraints` about its reports without which they would be joined otherwise.
    """

    reports: tuple[Report, ...]
    links: tuple[Link, ...] = field(default=(), compare=False)
    held: tuple[Held, ...] = field(default=(), compare=False)
    decisive: frozenset[Pair] = field(default=frozenset(), compare=False)

    @property
    def iri(self) -> str:
        """Minted from the first report."""
        return occasion_iri(self.reports[0].iri)

    @cached_property
    def telling(self) -> Report:
        """The first of the reports that say most exactly who communicated, whether, and how."""
        return min(self.reports, key=lambda report: (*_vagueness(report), report.iri))


def occasion_iri(report: str) -> str:
    """IRI of the occasion whose first report has the IRI `report`."""
    return PREFIXES["occasion"] + report.removeprefix(PREFIXES["report"])


_PROGRESS = (Status.OCCURRED, Status.DENIED, Status.PLANNED, Status.PROPOSED)


def _vagueness(report: Report) -> tuple[int, int, int, int]:
    kind = GENERIC.index(report.kind) + 2 if report.kind in GENERIC else int(report.kind is Kind.VISIT)
    return -len(report.parties), imprecision(report.parties), _PROGRESS.index(report.status), kind


@dataclass(frozen=True)
class Constraints:
    """What people decided: pairs of reports (IRIs) that are, or are not, of one occasion.

    That two actors are one is for `kg.graph.testimony.reports`.
    """

    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()


NO_CONSTRAINTS = Constraints()


def group(told: Iterable[Report], constraints: Constraints = NO_CONSTRAINTS) -> list[Occasion]:
    """Occasions in order of IRI, whatever the order of the reports `told`, which have IRIs of their own.

    Two reports that are to be apart are, whatever else holds; two that are to be together are, unless that would
    bring together two that are to be apart.
    """
    grouping = _Grouping(constraints.apart)
    known = sorted(told, key=lambda report: report.iri)
    clusters = grouping.in_the_same_words(list(map(Cluster.of, known)))
    blocks: dict[object, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        blocks[cluster.lead.sides, cluster.lead.count].append(cluster)
    clusters = [cluster for block in blocks.values() for cluster in grouping.by_date(block)]
    clusters = grouping.under_other_names(clusters)
    clusters = grouping.in_joint_names(clusters)
    clusters = grouping.for_their_states(clusters)
    clusters = grouping.as_decided(clusters, constraints.together)
    return sorted(map(grouping.occasion, clusters), key=lambda occasion: occasion.iri)


def recorded(dataset: ox.Store) -> list[Occasion]:
    """The occasions of a dataset as ``graph:derived`` has them, without links, in order of IRI.

    A report that the graph puts to no occasion is one of its own.
    """
    quads = dataset.quads_for_pattern(None, node("dcterms:isReplacedBy"), None)
    same = {plain(quad.subject): plain(quad.object) for quad in quads}
    found: dict[str, list[Report]] = defaultdict(list)
    for report in reports(dataset, same):
        found[report.occasion or occasion_iri(report.iri)].append(report)
    return [Occasion(tuple(found[iri])) for iri in sorted(found)]


# Joining


_Rank = Callable[["Cluster", "Cluster"], int]
_Fits = Callable[["Cluster", "Cluster"], bool]


class _Grouping:
    """The steps of `group`. Each takes clusters and gives clusters, the same whatever their order."""

    def __init__(self, apart: Collection[Pair]) -> None:
        self._apart: dict[str, set[str]] = defaultdict(set)
        for pair in apart:
            for one in pair:
                self._apart[one] |= pair - {one}
        self._held: dict[str, Held] = {}
        self._decisive: dict[str, set[Pair]] = defaultdict(set)

    def occasion(self, cluster: Cluster) -> Occasion:
        joined = {link.one for link in cluster.links}
        loose = (report.iri for report in cluster.members if report.iri not in joined)
        held = [self._held[iri] for iri in loose if iri in self._held]
        members = sorted(cluster.members, key=lambda report: report.iri)
        decisive = {pair for report in members for pair in self._decisive.get(report.iri, ())}
        return Occasion(tuple(members), cluster.links, tuple(held), frozenset(decisive))

    # Whether two clusters may be one

    def _agree(self, one: Cluster, other: Cluster) -> bool:
        """Whether nothing but parties and dates speaks against their being one occasion."""
        return compatible(one, other) and not self._forbidden(one, other)

    def _forbidden(self, one: Cluster, other: Cluster) -> bool:
        if not self._apart:
            return False
        theirs = {report.iri for report in other.members}
        mine = (report.iri for report in one.members if report.iri in self._apart)
        pairs = [frozenset((iri, each)) for iri in mine for each in self._apart[iri] & theirs]
        self._decides(pairs)
        return bool(pairs)

    def _decides(self, pairs: Iterable[Pair]) -> None:
        for pair in pairs:
            for iri in pair:
                self._decisive[iri].add(pair)

    # Steps

    def in_the_same_words(self, clusters: Sequence[Cluster]) -> list[Cluster]:
        """Join reports that tell of the same parties in the same words, where these do not name two days."""
        alike: dict[object, list[Cluster]] = defaultdict(list)
        for cluster in clusters:
            report = cluster.lead
            long = len(report.quote_words) >= SAME_WORDS
            key = (report.sides, report.kind, report.status, report.count, report.quote_words)
            alike[key if long else report.iri].append(cluster)
        why = "the same parties in the same words"
        merged: list[Cluster] = []
        for same in alike.values():
            known = self._absorb([c for c in same if c.definite], at_one_time, why)
            undated = self._absorb([c for c in same if not c.definite], whenever, why, Together())
            if len(known) == 1 and len(undated) == 1 and self._agree(undated[0], known[0]):
                known, undated = [self._join(known[0], undated, why)], []
            merged += [*known, *undated]
        return merged

    def by_date(self, block: Sequence[Cluster]) -> list[Cluster]:
        """Join clusters of the same parties: those of one day, then the less exactly dated, then the undated."""
        dated: dict[dt.timedelta, list[tuple[Window, Cluster]]] = defaultdict(list)
        undated = [cluster for cluster in block if cluster.window is None or not cluster.window.dated]
        for cluster in block:
            if cluster.window is not None and cluster.window.dated:
                dated[cluster.window.last - cluster.window.first].append((cluster.window, cluster))
        known: list[Cluster] = []
        for length in sorted(dated):
            same: dict[Window, list[Cluster]] = defaultdict(list)
            for when, cluster in dated[length]:
                same[when].append(cluster)
            merged = [c for _, each in sorted(same.items()) for c in self._absorb(each, whenever)]
            if not length:
                merged = self._in_one_stay(self._across_zones(merged))
            joined, left = self._try(merged, known, at_one_time if not length else at_one_time_and_place)
            known = [*joined, *left]
        placed = [cluster for cluster in undated if cluster.window is not None]
        known, left = self._try(placed, known, at_one_time_and_place)
        known, left = self._try(left, known, recalled_there, Towns())
        left = self._absorb(left, at_one_time_and_place)
        nowhere = [cluster for cluster in undated if cluster.window is None]
        known, nowhere = self._try(nowhere, known, recalled_there, Towns())
        known, unplaced = self._try(nowhere, [*known, *left], in_like_words, Sentences())
        return [*known, *self._absorb(unplaced, in_like_words, index=Sentences())]

    def _across_zones(self, days: list[Cluster]) -> list[Cluster]:
        """Join a report whose words say that it was another day elsewhere to what is dated to that day."""
        told = [cluster for cluster in days if of_days_elsewhere(cluster)]
        plain = [cluster for cluster in days if not of_days_elsewhere(cluster)]
        known, left = self._try(told, plain, one_day_elsewhere)
        return [*known, *left]

    def _in_one_stay(self, days: list[Cluster]) -> list[Cluster]:
        """Join visits to what is dated to another day on which they may have gone on."""
        visits = [cluster for cluster in days if cluster.facts.kinds == {Kind.VISIT}]
        others = [cluster for cluster in days if cluster.facts.kinds != {Kind.VISIT}]
        known, left = self._try(visits, others, at_one_time_and_place)
        return [*known, *self._absorb(left, at_one_time_and_place)]

    def under_other_names(self, clusters: Sequence[Cluster]) -> list[Cluster]:
        """Join clusters with the same party on one side, and on the other actors of like names."""
        named = [cluster for cluster in clusters if is_of_two(cluster) and of_unregistered(cluster)]
        others = [cluster for cluster in clusters if not (is_of_two(cluster) and of_unregistered(cluster))]
        why = "the same party under another name"
        merged = self._absorb(named, alike_at_one_time, why, Names(), _by_length_of_name)
        return [*others, *merged]

    def in_joint_names(self, clusters: Sequence[Cluster]) -> list[Cluster]:
        """Join letters of one sender to the letter in the name of several."""
        letters = {cluster: found for cluster in clusters if (found := letter(cluster))}
        joint = [cluster for cluster, (senders, _) in letters.items() if len(senders) > 1]
        known, left = self._try(
            [cluster for cluster, (senders, _) in letters.items() if len(senders) == 1],
            joint,
            in_the_name_of_several,
            Letters(),
        )
        return [*(cluster for cluster in clusters if cluster not in letters), *known, *left]

    def for_their_states(self, clusters: Sequence[Cluster]) -> list[Cluster]:
        """Join clusters in which a state stands for who acts for it, where a single one of these fits."""
        blocks: dict[object, list[Cluster]] = defaultdict(list)
        for cluster in clusters:
            blocks[by_bodies(cluster.lead)].append(cluster)
        out: list[Cluster] = []
        for key, block in blocks.items():
            levels: dict[int, list[Cluster]] = defaultdict(list)
            for cluster in block:
                levels[bodies(cluster)].append(cluster)
            known: list[Cluster] = levels.pop(0, [])
            for level in sorted(levels):
                if key:
                    joined, left = self._try(levels[level], known, state_for_person, Stays(), precedence)
                    known = [*joined, *left]
                else:
                    known = known + levels[level]
            out += known
        return out

    def as_decided(self, clusters: Sequence[Cluster], together: Collection[Pair]) -> list[Cluster]:
        """Join what people said is one."""
        if not together:
            return list(clusters)
        of = {report.iri: cluster for cluster in clusters for report in cluster.members}
        two = [pair for pair in together if len({id(of[iri]) for iri in pair if iri in of}) == 2]
        for pair in sorted(together, key=sorted):
            one, *others = sorted(pair & of.keys())[:2] or [""]
            if others and of[one] is not of[others[0]]:
                first, second = sorted((of[one], of[others[0]]), key=lambda cluster: cluster.iri)
                if not self._forbidden(first, second):
                    link = Link(one, others[0], "a judgement says that they are one occasion")
                    merged = first.joined([second], [link])
                    of.update((report.iri, merged) for report in merged.members)
        self._decides(pair for pair in two if len({id(of[iri]) for iri in pair}) == 1)
        return list({id(cluster): cluster for cluster in of.values()}.values())

    # How they are joined

    def _absorb(
        self,
        clusters: Sequence[Cluster],
        fits: _Fits,
        why: str = "",
        index: Index | None = None,
        order: Callable[[Cluster], tuple[object, ...]] | None = None,
    ) -> list[Cluster]:
        """Join clusters among themselves, the most telling first: each to the one that fits, if it is one."""
        if len(clusters) < 2:
            return list(clusters)
        near = index or Calendar()
        groups: list[Cluster] = []
        for cluster in sorted(clusters, key=order or _by_telling):
            fitting = self._fitting(cluster, groups, near, fits)
            if len(fitting) == 1:
                groups[fitting[0]] = self._join(groups[fitting[0]], [cluster], why)
                near.add(cluster, fitting[0])
            else:
                self._hold(cluster, [groups[n] for n in fitting])
                near.add(cluster, len(groups))
                groups.append(cluster)
        return groups

    def _try(
        self,
        clusters: Sequence[Cluster],
        known: Sequence[Cluster],
        fits: _Fits,
        index: Index | None = None,
        rank: _Rank | None = None,
    ) -> tuple[list[Cluster], list[Cluster]]:
        """Join each of `clusters` to the one of `known` that fits it; these, and those that found none or several."""
        if not clusters or not known:
            return list(known), list(clusters)
        near = index or Calendar()
        for number, cluster in enumerate(known):
            near.add(cluster, number)
        suitors: dict[int, list[Cluster]] = defaultdict(list)
        left: list[Cluster] = []
        for cluster in sorted(clusters, key=lambda cluster: cluster.iri):
            fitting = self._fitting(cluster, known, near, fits, rank)
            if len(fitting) == 1:
                suitors[fitting[0]].append(cluster)
            else:
                self._hold(cluster, [known[n] for n in fitting])
                left.append(cluster)
        joined = list(known)
        for number, found in suitors.items():
            kept = self._in_harmony(known[number], found)
            left += [cluster for cluster in found if cluster not in kept]
            joined[number] = self._join(known[number], kept, "")
        return joined, left

    def _fitting(
        self,
        cluster: Cluster,
        known: Sequence[Cluster],
        near: Index,
        fits: _Fits,
        rank: _Rank | None = None,
    ) -> list[int]:
        """Numbers of those that `cluster` may join, `_SEVERAL` at most; the one of lowest rank, if it is one."""
        found = (
            n for n in near.around(cluster) if fits(cluster, known[n]) and self._agree(cluster, known[n])
        )
        if rank is None:
            return list(islice(found, _SEVERAL))
        ranked: dict[int, list[int]] = defaultdict(list)
        for number in found:
            ranked[rank(cluster, known[number])].append(number)
        best = ranked[min(ranked)] if ranked else []
        every = sorted(number for numbers in ranked.values() for number in numbers)
        return best if len(best) == 1 else every[:_SEVERAL]

    def _in_harmony(self, known: Cluster, suitors: Sequence[Cluster]) -> list[Cluster]:
        """All of them, if they agree with one another too; else those that add nothing to disagree on."""
        if len(suitors) == 1:
            return list(suitors)
        values: dict[str, set[str]] = defaultdict(set)
        sought: dict[str, set[str]] = defaultdict(set)
        for cluster in suitors:
            for name, found in cluster.facts.traits.items():
                values[name] |= found
            for article, found in cluster.facts.sought.items():
                sought[article] |= found

        def disturbs(cluster: Cluster) -> bool:
            traits = known.facts.traits
            added = (
                n for n, found in cluster.facts.traits.items() if not found <= traits.get(n, frozenset())
            )
            return (
                any(len(values[name]) > 1 for name in added)
                or any(len(sought[article]) > 1 for article in cluster.facts.sought)
                or any(self._forbidden(cluster, other) for other in suitors if self._apart)
            )

        return [cluster for cluster in suitors if not disturbs(cluster)]

    def _join(self, known: Cluster, found: Sequence[Cluster], why: str) -> Cluster:
        if not found:
            return known
        return known.joined(
            found, [Link(c.lead.iri, known.lead.iri, why or why_one(c, known)) for c in found]
        )

    def _hold(self, cluster: Cluster, fitting: Sequence[Cluster]) -> None:
        if len(fitting) > 1:
            others = tuple(sorted(known.lead.iri for known in fitting))
            several = f"{len(fitting)} or more" if len(fitting) == _SEVERAL else f"{len(fitting)}"
            self._held[cluster.lead.iri] = Held(cluster.lead.iri, others, f"{several} occasions fit it")


def _by_telling(cluster: Cluster) -> tuple[object, ...]:
    traits = sorted((name, sorted(values)) for name, values in cluster.facts.traits.items())
    when = cluster.window
    return (
        -len(traits),
        traits,
        when is None,
        (not when.dated, when.first, when.last) if when else (),
        cluster.iri,
    )


def _by_length_of_name(cluster: Cluster) -> tuple[object, ...]:
    words = [name for report in cluster.members for p in report.parties for name in name_words(p)]
    return -max(map(len, words), default=0), *_by_telling(cluster)
