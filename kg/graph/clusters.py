"""Reports known so far to be of one occasion, and what joining asks of them together."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from kg.graph.testimony import Party, Report, folded_words
from kg.graph.windows import NOT_YET, Window, over_by, window
from kg.model import Kind, Status
from kg.vocab import PREFIXES

GENERIC = (Kind.TALKS, Kind.CONTACT)
"""Kinds that leave open how the parties communicated, the more telling first."""

_FAMILY = {
    Kind.PHONE_CALL: "call",
    Kind.VIDEO_CALL: "call",
    Kind.MEETING: "face to face",
    Kind.VISIT: "face to face",
    Kind.MESSAGE: "message",
}

_Value = TypeVar("_Value")


class Link(NamedTuple):
    """Why one report is of the occasion of another: their IRIs, and the reason in words."""

    one: str
    other: str
    why: str


@dataclass(frozen=True, eq=False)
class Facts:
    """What joining asks of a cluster, kept so that a cluster that grows need not be read again.

    `traits` is what two clusters must not differ in, by name; what is not known is absent (and a letter may be in
    the name of several senders). `over_by` is the last day on which the contact can have been going on, `announced`
    the last on which it was said to be still to come. `visited` are the states to which visits lead, `states` and
    `towns` where reports place it. `sought` holds articles with the initiators that they name.
    """

    window: Window | None
    traits: Mapping[str, frozenset[str]]
    kinds: frozenset[Kind]
    statuses: frozenset[Status]
    articles: frozenset[str]
    over_by: dt.date | None
    announced: dt.date | None
    visited: frozenset[str]
    states: frozenset[str]
    towns: frozenset[str]
    sought: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, report: Report) -> Facts:
        """Those of one report."""
        ahead = report.published if report.status in NOT_YET else None
        return cls(
            window(report),
            _gathered(_traits(report)),
            frozenset({report.kind}),
            frozenset({report.status}),
            frozenset({report.article}),
            over_by(report),
            ahead,
            frozenset(_visited(report)),
            frozenset({report.state}) if report.state else frozenset(),
            frozenset({report.town}) if report.town else frozenset(),
            {report.article: frozenset({report.initiator})} if report.initiator is not None else {},
        )

    def with_those(self, other: Facts) -> Facts:
        """Those of both."""
        one, two = self.window, other.window
        return Facts(
            one.narrowed(two) if one is not None and two is not None else one or two,
            _united(self.traits, other.traits),
            _either(self.kinds, other.kinds),
            _either(self.statuses, other.statuses),
            self.articles | other.articles,
            min(filter(None, (self.over_by, other.over_by)), default=None),
            max(filter(None, (self.announced, other.announced)), default=None),
            _either(self.visited, other.visited),
            _either(self.states, other.states),
            _either(self.towns, other.towns),
            _united(self.sought, other.sought),
        )


def _either(one: frozenset[_Value], other: frozenset[_Value]) -> frozenset[_Value]:
    """The values of both; the very one or other where it has them all."""
    return one if other <= one else other if one <= other else one | other


def _united(
    one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]
) -> Mapping[str, frozenset[str]]:
    if one.items() >= other.items():
        return one
    return {name: one.get(name, frozenset()) | other.get(name, frozenset()) for name in {**one, **other}}


@dataclass(frozen=True, eq=False)
class Cluster:
    """Reports joined so far; `lead` is the one that names the parties most exactly."""

    members: tuple[Report, ...]
    lead: Report
    facts: Facts
    links: tuple[Link, ...] = ()

    @classmethod
    def of(cls, report: Report) -> Cluster:
        """A cluster of one."""
        return cls((report,), report, Facts.of(report))

    @property
    def iri(self) -> str:
        """That of `lead`."""
        return self.lead.iri

    @property
    def window(self) -> Window | None:
        """When the contact may have been, by all reports."""
        return self.facts.window

    @property
    def definite(self) -> bool:
        """Whether the words of the articles date it."""
        return self.window is not None and self.window.dated

    def joined(self, others: Sequence[Cluster], links: Sequence[Link]) -> Cluster:
        """This one and others as one."""
        clusters = (self, *others)
        facts = self.facts
        for other in others:
            facts = facts.with_those(other.facts)
        return Cluster(
            tuple(report for cluster in clusters for report in cluster.members),
            min(
                (cluster.lead for cluster in clusters),
                key=lambda r: (-len(r.parties), imprecision(r.parties), r.iri),
            ),
            facts,
            (*(link for cluster in clusters for link in cluster.links), *links),
        )


def _gathered(traits: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name, value in traits:
        found[name].add(value)
    return {name: frozenset(values) for name, values in found.items()}


def _traits(report: Report) -> Iterator[tuple[str, str]]:
    family = _FAMILY.get(report.kind)
    if family is not None:
        yield "kind", family
    if report.kind is Kind.MESSAGE and report.initiator is not None:
        yield from (("sender", actor) for actor in report.side_of(report.initiator))
    if report.kind is Kind.VISIT:
        first = min(party.side for party in report.parties)
        yield "visitor", min(party.actor for party in report.parties if party.side == first)
    if report.channel is not None and report.channel.startswith(PREFIXES["channel"]):
        yield "channel", report.channel
    number = _ordinal(report.quotes)
    if number is not None:
        yield "number", number


def _visited(report: Report) -> Iterator[str]:
    if report.kind is Kind.VISIT:
        first = min(party.side for party in report.parties)
        yield from (party.body for party in report.parties if party.side != first and party.body)


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


def imprecision(parties: Iterable[Party]) -> int:
    """How far parties are from being registered people: a state counts two, somebody unregistered one."""
    return sum(2 * party.is_body + (not party.registered) for party in parties)
