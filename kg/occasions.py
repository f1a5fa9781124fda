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
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import NamedTuple

import pyoxigraph as ox

from kg.model import Kind, Status
from kg.sources import shingles
from kg.testimony import Party, Report, folded_words, reports
from kg.text import without_marks
from kg.triples import node, plain
from kg.vocab import PREFIXES

GENERIC = (Kind.TALKS, Kind.CONTACT)
"""Kinds that leave open how the parties communicated, the more telling first."""

RECENT = dt.timedelta(days=7)
"""How long before it is published an undated report may lie: what a paper does not date is news."""
AHEAD = dt.timedelta(days=30)
"""How long after an undated plan is published its contact may follow."""
STAY = dt.timedelta(days=3)
"""How long a visit dated to a day may last, and be spoken of as under way."""
COARSE = dt.timedelta(days=31)
"""Longest interval that dates a contact; a longer one (a year) says little more than none."""
_DAY = dt.timedelta(days=1)

_FAMILY = {
    Kind.PHONE_CALL: "call",
    Kind.VIDEO_CALL: "call",
    Kind.MEETING: "face to face",
    Kind.VISIT: "face to face",
    Kind.MESSAGE: "message",
}
_AHEAD_OF = frozenset({Status.PLANNED, Status.PROPOSED})
_SAME_WORDS = 8  # fewer words than these are not told in the same words but said anyhow
_ALIKE = 0.5  # share of the three-word sequences of the shorter sentence
_SEVERAL = 5  # occasions that a report fits, after which no more are looked for
_LEAST = 2  # words of a name that are enough to know it by


class Window(NamedTuple):
    """Days on which a contact may lie; `dated` where the text says so, else from the day of publication."""

    first: dt.date
    last: dt.date
    dated: bool

    def meets(self, other: Window) -> bool:
        """Whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last

    def narrowed(self, other: Window) -> Window:
        """What both leave; a dated one is not narrowed by an undated one."""
        if self.dated != other.dated:
            return self if self.dated else other
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Window(first, last, self.dated) if first <= last else min(self, other)

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}/{self.last}"


def window(report: Report) -> Window | None:
    """When the contact of a report may have been; None where nothing places it."""
    first, last = report.earliest, report.latest
    if first is not None and last is not None and last - first <= COARSE:
        return Window(first, last, True)
    if report.published is None:
        return None
    before = _DAY if report.status in _AHEAD_OF else RECENT  # the wires lag
    after = dt.timedelta() if report.status is Status.OCCURRED else AHEAD
    start = max(report.published - before, first or dt.date.min)
    end = min(report.published + after, last or dt.date.max)
    return Window(start, end, False) if start <= end else None


class Link(NamedTuple):
    """Why one report is of the occasion of another: their IRIs, and the reason in words."""

    one: str
    other: str
    why: str


class Held(NamedTuple):
    """A report that was not joined, since more than one occasion fits: IRIs of it and of a report of each."""

    one: str
    others: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Occasion:
    """Reports, in order of IRI, that tell of one happening, and the links that join them."""

    reports: tuple[Report, ...]
    links: tuple[Link, ...] = field(default=(), compare=False)
    held: tuple[Held, ...] = field(default=(), compare=False)

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


def _vagueness(report: Report) -> tuple[int, int, int]:
    kind = GENERIC.index(report.kind) + 2 if report.kind in GENERIC else int(report.kind is Kind.VISIT)
    return _imprecision(report.parties), _PROGRESS.index(report.status), kind


def _imprecision(parties: Iterable[Party]) -> int:
    return sum(2 * party.is_body + (not party.registered) for party in parties)


@dataclass(frozen=True)
class Constraints:
    """What people decided: pairs of reports (IRIs) that are, or are not, of one occasion.

    That two actors are one is for `kg.testimony.reports`.
    """

    together: frozenset[frozenset[str]] = frozenset()
    apart: frozenset[frozenset[str]] = frozenset()


NO_CONSTRAINTS = Constraints()


def group(told: Iterable[Report], constraints: Constraints = NO_CONSTRAINTS) -> list[Occasion]:
    """Occasions in order of IRI, whatever the order of the reports `told`, which have IRIs of their own.

    Two reports that are to be apart are, whatever else holds; two that are to be together are, unless that would
    bring together two that are to be apart.
    """
    grouping = _Grouping(constraints.apart)
    known = sorted(told, key=lambda report: report.iri)
    clusters = grouping.in_the_same_words(list(map(_Cluster.of, known)))
    blocks: dict[object, list[_Cluster]] = defaultdict(list)
    for cluster in clusters:
        blocks[cluster.lead.sides, cluster.lead.count].append(cluster)
    clusters = [cluster for block in blocks.values() for cluster in grouping.by_date(block)]
    clusters = grouping.under_other_names(clusters)
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


# Clusters: reports known so far to belong together


@dataclass(frozen=True, eq=False)
class _Facts:
    """What joining asks of a cluster, kept so that a cluster that grows need not be read again.

    `traits` is what two clusters must not differ in, by name; what is not known is absent. `over_by` is the last day
    on which the contact can have been going on, `announced` the last on which it was said to be still to come.
    `sought` holds articles with the initiators that they name.
    """

    window: Window | None
    traits: Mapping[str, frozenset[str]]
    kinds: frozenset[Kind]
    statuses: frozenset[Status]
    articles: frozenset[str]
    over_by: dt.date | None
    announced: dt.date | None
    sought: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, report: Report) -> _Facts:
        """Those of one report."""
        ahead = report.published if report.status in _AHEAD_OF else None
        return cls(
            window(report),
            {name: frozenset({value}) for name, value in _traits(report)},
            frozenset({report.kind}),
            frozenset({report.status}),
            frozenset({report.article}),
            _end(report),
            ahead,
            {report.article: frozenset({report.initiator})} if report.initiator is not None else {},
        )

    def with_those(self, other: _Facts) -> _Facts:
        """Those of both."""
        one, two = self.window, other.window
        return _Facts(
            one.narrowed(two) if one is not None and two is not None else one or two,
            _united(self.traits, other.traits),
            self.kinds | other.kinds,
            self.statuses | other.statuses,
            self.articles | other.articles,
            min(filter(None, (self.over_by, other.over_by)), default=None),
            max(filter(None, (self.announced, other.announced)), default=None),
            _united(self.sought, other.sought),
        )


def _united(
    one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]
) -> Mapping[str, frozenset[str]]:
    if one.items() >= other.items():
        return one
    return {name: one.get(name, frozenset()) | other.get(name, frozenset()) for name in {**one, **other}}


@dataclass(frozen=True, eq=False)
class _Cluster:
    """Reports joined so far; `lead` is the one that names the parties most exactly."""

    members: tuple[Report, ...]
    lead: Report
    facts: _Facts
    links: tuple[Link, ...] = ()

    @classmethod
    def of(cls, report: Report) -> _Cluster:
        """A cluster of one."""
        return cls((report,), report, _Facts.of(report))

    @property
    def iri(self) -> str:
        return self.lead.iri

    @property
    def window(self) -> Window | None:
        return self.facts.window

    @property
    def definite(self) -> bool:
        """Whether the words of the articles date it."""
        return self.window is not None and self.window.dated

    def joined(self, others: Sequence[_Cluster], links: Sequence[Link]) -> _Cluster:
        """This one and others as one."""
        clusters = (self, *others)
        facts = self.facts
        for other in others:
            facts = facts.with_those(other.facts)
        return _Cluster(
            tuple(report for cluster in clusters for report in cluster.members),
            min((cluster.lead for cluster in clusters), key=lambda r: (_imprecision(r.parties), r.iri)),
            facts,
            (*(link for cluster in clusters for link in cluster.links), *links),
        )


def _traits(report: Report) -> Iterator[tuple[str, str]]:
    family = _FAMILY.get(report.kind)
    if family is not None:
        yield "kind", family
    if report.kind is Kind.MESSAGE and report.initiator is not None:
        yield "sender", report.initiator
    if report.kind is Kind.VISIT:
        first = min(party.side for party in report.parties)
        yield "visitor", min(party.actor for party in report.parties if party.side == first)
    if report.channel is not None and report.channel.startswith(PREFIXES["channel"]):
        yield "channel", report.channel
    number = _ordinal(report.quotes)
    if number is not None:
        yield "number", number


def _end(report: Report) -> dt.date | None:
    when, held = window(report), report.status is Status.OCCURRED
    if when is None or not (when.dated or held):
        return None
    end = when.last if when.dated else when.last - _DAY
    return end + STAY if held and report.kind is Kind.VISIT else end


_ORDINAL = re.compile(r"lan (?:thu )?(\d+|dau|hai|ba|tu|nam|sau|bay|tam|chin|muoi)(?: tien)?((?: \w+){0,6})")
_SCOPE = re.compile(r" trong (?:vong )?(?:chua day |gan |chi )?(?:mot |\d+ )?(\w+)")


def _ordinal(quotes: Sequence[str]) -> str | None:
    """Which one of a period the contact is said to be ("lần thứ hai trong tháng"): number and period."""
    for quote in quotes:
        if "lần " not in quote.lower():
            continue
        for match in _ORDINAL.finditer(" ".join(folded_words(quote))):
            scope = _SCOPE.match(match[2])
            if scope:
                return f"{match[1]} trong {scope[1]}"
    return None


def _statuses_agree(one: _Cluster, other: _Cluster) -> bool:
    kinds = one.facts.kinds | other.facts.kinds
    vague = not (one.definite and other.definite) and bool(kinds & set(GENERIC))
    for first, second in ((one.facts, other.facts), (other.facts, one.facts)):
        if Status.DENIED in first.statuses and Status.OCCURRED in second.statuses:
            return _contradict(one, other)
        if first.announced is not None and second.over_by is not None:
            late = _DAY if not first.articles & second.articles else dt.timedelta()  # the wires lag
            if first.announced > second.over_by + late:
                return False
        if Status.PROPOSED in first.statuses and vague:
            return False
    return True


# Joining


_Fits = Callable[["_Cluster", "_Cluster"], bool]


class _Grouping:
    """The steps of `group`. Each takes clusters and gives clusters, the same whatever their order."""

    def __init__(self, apart: Collection[frozenset[str]]) -> None:
        self._apart: dict[str, set[str]] = defaultdict(set)
        for pair in apart:
            for one in pair:
                self._apart[one] |= pair - {one}
        self._held: dict[str, Held] = {}

    def occasion(self, cluster: _Cluster) -> Occasion:
        joined = {link.one for link in cluster.links}
        loose = (report.iri for report in cluster.members if report.iri not in joined)
        held = [self._held[iri] for iri in loose if iri in self._held]
        members = sorted(cluster.members, key=lambda report: report.iri)
        return Occasion(tuple(members), cluster.links, tuple(held))

    # Whether two clusters may be one

    def _agree(self, one: _Cluster, other: _Cluster) -> bool:
        """Whether nothing but parties and dates speaks against their being one occasion."""
        mine, theirs = one.facts, other.facts
        shared = mine.traits.keys() & theirs.traits.keys()
        if any(len(mine.traits[name] | theirs.traits[name]) > 1 for name in shared):
            return False
        if Kind.MESSAGE in mine.kinds | theirs.kinds and Kind.TALKS in mine.kinds | theirs.kinds:
            return False
        return _statuses_agree(one, other) and not self._decided_apart(one, other)

    def _decided_apart(self, one: _Cluster, other: _Cluster) -> bool:
        if self._forbidden(one, other):
            return True
        mine, theirs = one.facts.sought, other.facts.sought
        return any(mine[article] != theirs[article] for article in mine.keys() & theirs.keys())

    def _forbidden(self, one: _Cluster, other: _Cluster) -> bool:
        if not self._apart:
            return False
        iris = {report.iri for report in other.members}
        return any(self._apart.get(report.iri, set()) & iris for report in one.members)

    # Steps

    def in_the_same_words(self, clusters: Sequence[_Cluster]) -> list[_Cluster]:
        """Join reports that tell of the same parties in the same words, where these do not name two days."""
        alike: dict[object, list[_Cluster]] = defaultdict(list)
        for cluster in clusters:
            report = cluster.lead
            long = len(report.quote_words) >= _SAME_WORDS
            key = (report.sides, report.kind, report.status, report.count, report.quote_words)
            alike[key if long else report.iri].append(cluster)
        why = "the same parties in the same words"
        merged: list[_Cluster] = []
        for same in alike.values():
            known = self._absorb([c for c in same if c.definite], _at_one_time, why)
            undated = self._absorb([c for c in same if not c.definite], _whenever, why, _Together())
            if len(known) == 1 and len(undated) == 1 and self._agree(undated[0], known[0]):
                known, undated = [self._join(known[0], undated, why)], []
            merged += [*known, *undated]
        return merged

    def by_date(self, block: Sequence[_Cluster]) -> list[_Cluster]:
        """Join clusters of the same parties: those of one day, then the less exactly dated, then the undated."""
        dated: dict[dt.timedelta, list[tuple[Window, _Cluster]]] = defaultdict(list)
        undated = [cluster for cluster in block if cluster.window is None or not cluster.window.dated]
        for cluster in block:
            if cluster.window is not None and cluster.window.dated:
                dated[cluster.window.last - cluster.window.first].append((cluster.window, cluster))
        known: list[_Cluster] = []
        for length in sorted(dated):
            same: dict[Window, list[_Cluster]] = defaultdict(list)
            for when, cluster in dated[length]:
                same[when].append(cluster)
            merged = [c for _, each in sorted(same.items()) for c in self._absorb(each, _whenever)]
            if not length:
                merged = self._across_zones(merged)
            known = self._attach(merged, known, _at_one_time)
        placed = [cluster for cluster in undated if cluster.window is not None]
        known, left = self._try(placed, known, _at_one_time)
        left = self._absorb(left, _at_one_time)
        nowhere = [cluster for cluster in undated if cluster.window is None]
        known, unplaced = self._try(nowhere, [*known, *left], _in_like_words, _Sentences())
        return [*known, *self._absorb(unplaced, _in_like_words, index=_Sentences())]

    def _across_zones(self, days: list[_Cluster]) -> list[_Cluster]:
        """Join a report whose words say that it was another day elsewhere to what is dated to that day."""
        told = [cluster for cluster in days if _of_days_elsewhere(cluster)]
        plain = [cluster for cluster in days if not _of_days_elsewhere(cluster)]
        known, left = self._try(told, plain, _one_day_elsewhere)
        return [*known, *left]

    def under_other_names(self, clusters: Sequence[_Cluster]) -> list[_Cluster]:
        """Join clusters with the same party on one side, and on the other actors of like names."""
        named = [cluster for cluster in clusters if _is_of_two(cluster) and _unregistered(cluster)]
        others = [cluster for cluster in clusters if not (_is_of_two(cluster) and _unregistered(cluster))]
        why = "the same party under another name"
        merged = self._absorb(named, _alike_at_one_time, why, _Names(), _by_length_of_name)
        return [*others, *merged]

    def for_their_states(self, clusters: Sequence[_Cluster]) -> list[_Cluster]:
        """Join clusters in which a state stands for who acts for it, where a single one of these fits."""
        blocks: dict[object, list[_Cluster]] = defaultdict(list)
        for cluster in clusters:
            blocks[_by_bodies(cluster)].append(cluster)
        out: list[_Cluster] = []
        for key, block in blocks.items():
            levels: dict[int, list[_Cluster]] = defaultdict(list)
            for cluster in block:
                levels[_bodies(cluster)].append(cluster)
            known: list[_Cluster] = levels.pop(0, [])
            for level in sorted(levels):
                known = (
                    self._attach(levels[level], known, _state_for_person) if key else known + levels[level]
                )
            out += known
        return out

    def as_decided(
        self, clusters: Sequence[_Cluster], together: Collection[frozenset[str]]
    ) -> list[_Cluster]:
        """Join what people said is one."""
        if not together:
            return list(clusters)
        of = {report.iri: cluster for cluster in clusters for report in cluster.members}
        for pair in sorted(together, key=sorted):
            one, *others = sorted(pair & of.keys())[:2] or [""]
            if others and of[one] is not of[others[0]]:
                first, second = sorted((of[one], of[others[0]]), key=lambda cluster: cluster.iri)
                if not self._forbidden(first, second):
                    link = Link(one, others[0], "a judgement says that they are one occasion")
                    merged = first.joined([second], [link])
                    of.update((report.iri, merged) for report in merged.members)
        return list({id(cluster): cluster for cluster in of.values()}.values())

    # How they are joined

    def _absorb(
        self,
        clusters: Sequence[_Cluster],
        fits: _Fits,
        why: str = "",
        index: _Index | None = None,
        order: Callable[[_Cluster], tuple[object, ...]] | None = None,
    ) -> list[_Cluster]:
        """Join clusters among themselves, the most telling first: each to the one that fits, if it is one."""
        if len(clusters) < 2:
            return list(clusters)
        near = index or _Calendar()
        groups: list[_Cluster] = []
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

    def _attach(self, clusters: Sequence[_Cluster], known: Sequence[_Cluster], fits: _Fits) -> list[_Cluster]:
        joined, left = self._try(clusters, known, fits)
        return [*joined, *left]

    def _try(
        self,
        clusters: Sequence[_Cluster],
        known: Sequence[_Cluster],
        fits: _Fits,
        index: _Index | None = None,
    ) -> tuple[list[_Cluster], list[_Cluster]]:
        """Join each of `clusters` to the one of `known` that fits it; these, and those that found none or several."""
        if not clusters or not known:
            return list(known), list(clusters)
        near = index or _Calendar()
        for number, cluster in enumerate(known):
            near.add(cluster, number)
        suitors: dict[int, list[_Cluster]] = defaultdict(list)
        left: list[_Cluster] = []
        for cluster in sorted(clusters, key=lambda cluster: cluster.iri):
            fitting = self._fitting(cluster, known, near, fits)
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

    def _fitting(self, cluster: _Cluster, known: Sequence[_Cluster], near: _Index, fits: _Fits) -> list[int]:
        """Numbers of those that `cluster` may join, `_SEVERAL` at most."""
        found = (
            n for n in near.around(cluster) if fits(cluster, known[n]) and self._agree(cluster, known[n])
        )
        return list(islice(found, _SEVERAL))

    def _in_harmony(self, known: _Cluster, suitors: Sequence[_Cluster]) -> list[_Cluster]:
        """All of them, if they agree with one another too; else those that add nothing to disagree on."""
        if len(suitors) == 1:
            return list(suitors)
        values: dict[str, set[str]] = defaultdict(set)
        sought: dict[str, set[str]] = defaultdict(set)
        members = {report.iri for cluster in suitors for report in cluster.members}
        for cluster in suitors:
            for name, found in cluster.facts.traits.items():
                values[name] |= found
            for article, found in cluster.facts.sought.items():
                sought[article] |= found

        def disturbs(cluster: _Cluster) -> bool:
            traits = known.facts.traits
            added = (
                n for n, found in cluster.facts.traits.items() if not found <= traits.get(n, frozenset())
            )
            return (
                any(len(values[name]) > 1 for name in added)
                or any(len(sought[article]) > 1 for article in cluster.facts.sought)
                or (
                    bool(self._apart)
                    and any(self._apart.get(report.iri, set()) & members for report in cluster.members)
                )
            )

        return [cluster for cluster in suitors if not disturbs(cluster)]

    def _join(self, known: _Cluster, found: Sequence[_Cluster], why: str) -> _Cluster:
        if not found:
            return known
        return known.joined(found, [Link(c.lead.iri, known.lead.iri, why or _why(c, known)) for c in found])

    def _hold(self, cluster: _Cluster, fitting: Sequence[_Cluster]) -> None:
        if len(fitting) > 1:
            others = tuple(sorted(known.lead.iri for known in fitting))
            several = f"{len(fitting)} or more" if len(fitting) == _SEVERAL else f"{len(fitting)}"
            self._held[cluster.lead.iri] = Held(cluster.lead.iri, others, f"{several} occasions fit it")


def _by_telling(cluster: _Cluster) -> tuple[object, ...]:
    traits = sorted((name, sorted(values)) for name, values in cluster.facts.traits.items())
    when = cluster.window
    return (
        -len(traits),
        traits,
        when is None,
        (not when.dated, when.first, when.last) if when else (),
        cluster.iri,
    )


def _by_length_of_name(cluster: _Cluster) -> tuple[object, ...]:
    words = [name for report in cluster.members for p in report.parties for name in name_words(p)]
    return -max(map(len, words), default=0), *_by_telling(cluster)


# What dates allow. Each takes the less definite cluster first.


def _whenever(cluster: _Cluster, known: _Cluster) -> bool:
    return True


def _at_one_time(cluster: _Cluster, known: _Cluster) -> bool:
    one, other = _lasting(cluster), _lasting(known)
    return one is not None and other is not None and one.meets(other)


def _lasting(cluster: _Cluster) -> Window | None:
    """The window; that of a visit with the days that it may go on."""
    when = cluster.window
    if when is None or Kind.VISIT not in cluster.facts.kinds or when.last - when.first > RECENT:
        return when
    return when._replace(last=when.last + STAY)


def _contradict(one: _Cluster, other: _Cluster) -> bool:
    """Whether one says of a contact of a certain day and kind that it was not, and another that it was."""
    kinds = one.facts.kinds | other.facts.kinds
    days = {report.day for cluster in (one, other) for report in cluster.members}
    apart = not one.facts.articles & other.facts.articles
    return len(days) == 1 and None not in days and len(kinds) == 1 and not kinds & set(GENERIC) and apart


_GLOSS = re.compile(r"\(([^()]*\bgio\b[^()]*)\)")
_DAY_AND_MONTH = re.compile(r"\b(\d{1,2})[/-](\d{1,2})\b")
_EARLY = re.compile(r"\b(?:rang sang|sang som)\b[^.]{0,40}\bgio (?:ha noi|viet nam)\b")
_LATE = re.compile(r"\b(?:toi|dem|khuya)\b[^.]{0,40}\bgio dia phuong\b")


def _one_day_elsewhere(cluster: _Cluster, known: _Cluster) -> bool:
    return known.window is not None and known.window.first in _of_days_elsewhere(cluster)


def _of_days_elsewhere(cluster: _Cluster) -> frozenset[dt.date]:
    return frozenset(day for report in cluster.members for day in days_elsewhere(report))


def days_elsewhere(report: Report) -> frozenset[dt.date]:
    """The days next to that of a report which its own words give for the same moment at another place."""
    return frozenset(_zones(report))


def _zones(report: Report) -> Iterator[dt.date]:
    day = report.day
    if day is None:
        return
    for text in (without_marks(said) for said in (report.wording, *report.quotes) if said and "giờ" in said):
        for gloss in _GLOSS.finditer(text):
            for number, month in _DAY_AND_MONTH.findall(gloss[1]):
                yield from (
                    d for d in (day - _DAY, day + _DAY) if (d.day, d.month) == (int(number), int(month))
                )
        if _EARLY.search(text):
            yield day - _DAY
        if _LATE.search(text):
            yield day + _DAY


# What words allow


def _in_like_words(cluster: _Cluster, known: _Cluster) -> bool:
    """Whether two say much the same, and no date of either speaks against it."""
    one, other = cluster.lead, known.lead
    for report, when in ((one, known.window), (other, cluster.window)):
        if when is not None and when.dated:
            if report.earliest is not None and when.last < report.earliest:
                return False
            if report.latest is not None and when.first > report.latest:
                return False
    said, told = shingles(one.quote_words), shingles(other.quote_words)
    shorter = min(len(said), len(told))
    return shorter >= _SAME_WORDS and len(said & told) >= _ALIKE * shorter


def _is_of_two(cluster: _Cluster) -> bool:
    return len(cluster.lead.sides) == 2


def _unregistered(cluster: _Cluster) -> bool:
    return any(not party.registered for report in cluster.members for party in report.parties)


def _alike_at_one_time(cluster: _Cluster, known: _Cluster) -> bool:
    return (
        cluster.lead.count == known.lead.count
        and _at_one_time(cluster, known)
        and all(
            _same_under_other_names(one, other)
            for one in _by_name(cluster.members)
            for other in _by_name(known.members)
        )
    )


def _by_name(members: Sequence[Report]) -> Iterable[Report]:
    """One of the reports for each way in which they name the parties."""
    return {(report.sides, *(party.names for party in report.parties)): report for report in members}.values()


def _same_under_other_names(one: Report, other: Report) -> bool:
    return any(
        bool(_shared(mine, theirs)) and (_alike(last, final) or bool(_shared(last, final)))
        for mine, last in _both_ways(one)
        for theirs, final in _both_ways(other)
    )


def _both_ways(report: Report) -> Iterator[tuple[tuple[Party, ...], tuple[Party, ...]]]:
    sides: dict[int, list[Party]] = defaultdict(list)
    for party in report.parties:
        sides[party.side].append(party)
    first, second = (tuple(sides[side]) for side in sorted(sides))
    yield first, second
    yield second, first


def _shared(one: Iterable[Party], other: Iterable[Party]) -> set[str]:
    return {party.actor for party in one} & {party.actor for party in other}


def _alike(one: Iterable[Party], other: Iterable[Party]) -> bool:
    """Whether the names of two sides can be of the same actor: all words of the one are among those of the other."""
    return any(
        name <= said or said <= name
        for first in one
        for second in other
        if not (first.registered and second.registered)
        for name in name_words(first)
        for said in name_words(second)
    )


_ADDRESS = re.compile(r"^(?:(?:dong chi|ong|ba|ngai|doan dai bieu(?: cap cao)?|doan) )+")


def name_words(party: Party) -> list[frozenset[str]]:
    """The words of each name of an unregistered actor that are enough to know it by, forms of address left out."""
    plain = (_ADDRESS.sub("", " ".join(folded_words(name)) + " ") for name in party.names)
    return [words for words in (frozenset(name.split()) for name in plain) if len(words) >= _LEAST]


class _Index:
    """Numbers of clusters by what they have in common; none is named that has nothing in common."""

    def __init__(self) -> None:
        self._numbers: dict[object, dict[int, None]] = defaultdict(dict)

    def add(self, cluster: _Cluster, number: int) -> None:
        for key in self.keys(cluster):
            self._numbers[key][number] = None

    def around(self, cluster: _Cluster) -> list[int]:
        """Numbers of the clusters that share a key with `cluster`, in order."""
        return sorted({n for key in self.keys(cluster) for n in self._numbers.get(key, ())})

    def keys(self, cluster: _Cluster) -> Iterable[object]:
        """What a cluster is found by."""
        raise NotImplementedError


class _Together(_Index):
    """All are near."""

    def keys(self, cluster: _Cluster) -> Iterable[object]:
        return (None,)


class _Calendar(_Index):
    """By the months of their windows; those without one together."""

    def keys(self, cluster: _Cluster) -> Iterable[object]:
        when = _lasting(cluster)
        if when is None:
            return (None,)
        first, last = (day.year * 12 + day.month for day in when[:2])
        return range(first, last + 1)


class _Sentences(_Index):
    """By every three words of the sentence."""

    def keys(self, cluster: _Cluster) -> Iterable[object]:
        return shingles(cluster.lead.quote_words)


class _Names(_Index):
    """By the actor of one side and each word of a name of the other."""

    def keys(self, cluster: _Cluster) -> Iterable[object]:
        keys: set[object] = set()
        for mine, theirs in _both_ways(cluster.lead):
            for party in theirs:
                words = (w for name in name_words(party) for w in name if not party.registered)
                keys |= {(other.actor, word) for other in mine for word in words}
        return keys


# States for those who act for them


def _bodies(cluster: _Cluster) -> int:
    return sum(party.is_body for party in cluster.lead.parties)


def _by_bodies(cluster: _Cluster) -> object:
    if not _is_of_two(cluster):
        return None
    ends = [min(party.body or party.actor for party in side) for side, _ in _both_ways(cluster.lead)]
    return (*sorted(ends), cluster.lead.count)


def _state_for_person(cluster: _Cluster, known: _Cluster) -> bool:
    return any(
        _stand_for(mine, last, theirs, final, cluster, known)
        for mine, last in _both_ways(cluster.lead)
        for theirs, final in _both_ways(known.lead)
    )


def _stand_for(
    mine: Sequence[Party],
    last: Sequence[Party],
    theirs: Sequence[Party],
    final: Sequence[Party],
    cluster: _Cluster,
    known: _Cluster,
) -> bool:
    """Whether the last side stands for the final one, and the others are one, or also stand for one another.

    That somebody would like to meet a minister is nothing that came of a visit to the state.
    """
    if not _acts_for(last, final) or Status.PROPOSED in cluster.facts.statuses ^ known.facts.statuses:
        return False
    shared = bool(_shared(mine, theirs))
    if Kind.VISIT in cluster.facts.kinds:
        return shared and _hosted(final, known) and _at_one_time(cluster, known)
    when, day = cluster.window, known.window
    dated = when is not None and day is not None and when.dated and day.dated
    return dated and (shared or _acts_for(mine, theirs)) and _at_one_time(cluster, known)


def _acts_for(bodies: Iterable[Party], people: Iterable[Party]) -> bool:
    states = {party.actor for party in bodies if party.is_body}
    return any(party.body in states and not party.is_body for party in people)


def _hosted(hosts: Iterable[Party], talks: _Cluster) -> bool:
    """Whether a host holds office or invited the visitor; whoever meets him at the airport is not that."""
    said = (*talks.lead.quotes, talks.lead.place or "")
    invited = Kind.VISIT in talks.facts.kinds
    at_airport = any("sân bay" in text.lower() for text in said)
    return any(host.body and (host.registered or invited) for host in hosts) and not at_airport


# Two reports side by side


class Condition(NamedTuple):
    """One thing that two reports of an occasion have to agree in, whether they do, and how it stands, in words."""

    name: str
    holds: bool
    said: str


def conditions(one: Report, other: Report) -> list[Condition]:
    """What `group` asks of two reports, had it no others: all hold of reports that it joins outright."""
    first, second = _Cluster.of(one), _Cluster.of(other)
    known = _NAMES_ALONE
    found = [
        Condition("parties", *_parties_in_words(first, second)),
        Condition("date", *_dates_in_words(first, second)),
    ]
    mine, theirs = first.facts.traits, second.facts.traits
    for name in sorted(mine.keys() | theirs.keys()):
        values = [
            " or ".join(sorted(t.get(name, ()))).rpartition("/")[2] or "not said" for t in (mine, theirs)
        ]
        same = (
            len(mine.get(name, frozenset()) | theirs.get(name, frozenset())) == 1
            or name not in mine.keys() & theirs.keys()
        )
        found.append(Condition(known.get(name, name), same, " and ".join(dict.fromkeys(values))))
    if one.count != other.count:
        found.append(Condition("number", False, f"{one.count} contacts and {other.count}"))
    if one.status is not other.status:
        found.append(Condition("status", _statuses_agree(first, second), f"{one.status} and {other.status}"))
    if (
        one.article == other.article
        and one.initiator
        and other.initiator
        and one.initiator != other.initiator
    ):
        found.append(Condition("initiator", False, "one article names two"))
    return found


_NAMES_ALONE = {"kind": "means", "number": "which time"}


def _parties_in_words(one: _Cluster, other: _Cluster) -> tuple[bool, str]:
    if one.lead.sides == other.lead.sides:
        return True, "the same"
    if _is_of_two(one) and _is_of_two(other):
        if _same_under_other_names(one.lead, other.lead):
            return True, "the same under another name"
        if _state_for_person(one, other) or _state_for_person(other, one):
            return True, "a state or organisation stands for who acts for it"
    return False, "not the same"


def _dates_in_words(one: _Cluster, other: _Cluster) -> tuple[bool, str]:
    said = [_window_in_words(cluster) for cluster in (one, other)]
    if one.window is None or other.window is None:
        return _in_like_words(one, other), " and ".join(said)
    meet = _at_one_time(one, other) or _one_day_elsewhere(one, other) or _one_day_elsewhere(other, one)
    return meet, " and ".join(dict.fromkeys(said))


def _window_in_words(cluster: _Cluster) -> str:
    if cluster.window is None:
        return "undated"
    return str(cluster.window) if cluster.window.dated else f"undated, so {cluster.window}"


# Reasons in words


def _why(cluster: _Cluster, known: _Cluster) -> str:
    reasons = [_who(cluster, known), _when(cluster, known)]
    if cluster.facts.statuses != known.facts.statuses:
        reasons.append(
            " and ".join(sorted(status.value for status in cluster.facts.statuses | known.facts.statuses))
        )
    return "; ".join(filter(None, reasons))


def _who(cluster: _Cluster, known: _Cluster) -> str:
    if cluster.lead.sides == known.lead.sides:
        return "the same parties"
    if Kind.VISIT in cluster.facts.kinds:
        return "a visit, and the talks with its host"
    return "a state or organisation stands for who acts for it"


def _when(cluster: _Cluster, known: _Cluster) -> str:
    when, day = cluster.window, known.window
    if when is None or day is None:
        return "told in like words"
    if not when.dated:
        published = ", ".join(sorted({str(r.published) for r in cluster.members if r.published}))
        return f"undated, published {published}: the only contact of theirs that fits"
    if when == day:
        return f"dated {when}"
    if when.meets(day):
        return f"dated {when}: the only contact of theirs then"
    return f"dated {when}, which is {day} at another place"
