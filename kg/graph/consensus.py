"""What is known of an occasion from its reports together, and the graph that says so (``graph:derived``)."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from kg.graph.clusters import GENERIC
from kg.graph.occasions import Occasion, occasion_iri
from kg.graph.sources import independent
from kg.graph.testimony import Party, Report
from kg.graph.triples import DERIVED, Statements, date, edtf, integer, node, string
from kg.graph.windows import days_elsewhere
from kg.model import Agreement, Field, Kind, Status
from kg.vocab import CP, PREFIXES, mint

SPOKEN = frozenset({Kind.PHONE_CALL, Kind.VIDEO_CALL})

_MUTUAL = {
    Kind.PHONE_CALL: CP.calledWith,
    Kind.VIDEO_CALL: CP.calledWith,
    Kind.MEETING: CP.metWith,
    Kind.TALKS: CP.talkedWith,
}


@dataclass(frozen=True, slots=True)
class Value:
    """One value that reports give for a field, with these reports in the order in which they were published.

    `value` is an IRI (kind, status, initiator, channel, participant), an EDTF date, a place or whole minutes.
    """

    field: Field
    value: str
    reports: tuple[Report, ...]
    sources: int

    @property
    def articles(self) -> int:
        """In how many articles it is given."""
        return len({report.article for report in self.reports})


@dataclass(frozen=True)
class Consensus:
    """An occasion as its reports together tell it: each field as most independent sources have it.

    What is less definite does not count against what is more so: ``Contact`` against ``PhoneCall``, a plan against
    what came of it, a state against its minister, a month against a day in it.
    """

    occasion: Occasion

    @property
    def reports(self) -> tuple[Report, ...]:
        """The reports, in order of IRI."""
        return self.occasion.reports

    @cached_property
    def _groups(self) -> dict[str, int]:
        """Articles by the number of the source that they have in common."""
        found = independent(self.reports)
        return {article: number for number, articles in enumerate(found) for article in articles}

    @property
    def articles(self) -> int:
        """In how many articles it is reported."""
        return len(self._groups)

    @property
    def sources(self) -> int:
        """How many sources are independent of one another."""
        return self._sources(self.reports)

    def _sources(self, reports: Iterable[Report]) -> int:
        return len({self._groups[report.article] for report in reports})

    @cached_property
    def _in_time(self) -> tuple[Report, ...]:
        """The reports in the order in which they were published."""
        return tuple(sorted(self.reports, key=lambda r: (r.published or dt.date.max, r.article, r.iri)))

    @cached_property
    def first(self) -> Report:
        """The report published first of those that name its participants; where it can be, one of its status."""
        actors = {party.actor for party in self.parties}
        naming = [report for report in self._in_time if actors == set(report.actors)]
        return min(naming, key=lambda report: report.status is not self.status)

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """What is reported, by field, what most sources have first, then what was reported first."""
        found: dict[tuple[Field, str], list[Report]] = defaultdict(list)
        for report in self._in_time:
            for field, value in _reported(report):
                found[field, value].append(report)
        values = [Value(f, v, tuple(rs), self._sources(rs)) for (f, v), rs in found.items()]
        order, turn = list(Field), {report.iri: number for number, report in enumerate(self._in_time)}
        return tuple(
            sorted(
                values,
                key=lambda v: (
                    order.index(v.field),
                    -v.sources,
                    -v.articles,
                    turn[v.reports[0].iri],
                    v.value,
                ),
            )
        )

    def values_of(self, field: Field) -> tuple[Value, ...]:
        """The values reported for a field."""
        return tuple(value for value in self.values if value.field is field)

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """Who took part, as the report that names the parties most exactly has it."""
        return self.occasion.telling.parties

    @cached_property
    def kind(self) -> Kind:
        """How the parties communicated: a means before none, a meeting before the visit that it was part of."""
        kinds = [Kind(value.value.removeprefix(PREFIXES["kind"])) for value in self.values_of(Field.KIND)]
        return min(kinds, key=lambda kind: (*_openness(kind), kinds.index(kind)))

    @cached_property
    def status(self) -> Status:
        """How far it came: what most sources say of whether it was held, else planned before proposed."""
        found = [
            Status(value.value.removeprefix(PREFIXES["status"])) for value in self.values_of(Field.STATUS)
        ]
        final = [status for status in found if status in (Status.OCCURRED, Status.DENIED)]
        return final[0] if final else min(found, key=list(Status).index)

    @cached_property
    def initiators(self) -> tuple[str, ...]:
        """Who is said to have sought it, each once: participants where another name or a state stands for one."""
        said = (report for value in self.values_of(Field.INITIATOR) for report in value.reports)
        return tuple(dict.fromkeys(self._participant(report) for report in said))

    def _participant(self, report: Report) -> str:
        """The participant that the initiator of a report is or stands for; if there is none, the initiator."""
        sought = report.initiator or ""
        if any(party.actor == sought for party in self.parties):
            return sought
        sides = {party.side for party in report.parties if party.actor == sought}
        others = {party.actor for party in report.parties if party.side not in sides}
        theirs = {party.side for party in self.parties if party.actor in others}
        left = [party.actor for party in self.parties if party.side not in theirs]
        acting = [party.actor for party in self.parties if party.body == sought]
        found = left if theirs and len(left) == 1 else acting
        return found[0] if len(found) == 1 else sought

    @property
    def initiator(self) -> str | None:
        """The participant that sought it, where reports say so and agree."""
        found = set(self.initiators) & {party.actor for party in self.parties}
        return found.pop() if found and len(self.initiators) == 1 else None

    @property
    def initiator_agreement(self) -> Agreement:
        """Whether reports agree on who sought it."""
        return (Agreement.NOT_STATED, Agreement.AGREED, Agreement.DISPUTED)[min(len(self.initiators), 2)]

    @cached_property
    def _dated(self) -> tuple[Report, ...]:
        """The reports that date it: those that say that it was held before those that announce it.

        The talks during a visit need not be on the day that dates the visit.
        """
        dated = [report for report in self._in_time if report.earliest or report.latest]
        said = [r for r in dated if r.status is self.status] or dated
        talks = [r for r in said if r.kind is not Kind.VISIT]
        return tuple(said if not talks or _common(said) is not None else talks)

    @cached_property
    def date_agreement(self) -> Agreement:
        """Whether there is a day that all dates allow."""
        if not self._dated:
            return Agreement.NOT_STATED
        return Agreement.AGREED if _common(self._dated) is not None else Agreement.DISPUTED

    @cached_property
    def bounds(self) -> tuple[dt.date | None, dt.date | None]:
        """The days between which it lies: those that all dates allow, else those that most sources allow.

        Both are None where no date is given, or none of several has more sources than the others.
        """
        if not self._dated:
            return None, None
        common = _common(self._dated)
        if common is not None:
            return common
        alike: dict[object, list[Report]] = defaultdict(list)
        for report in self._dated:
            alike[report.earliest, report.latest, days_elsewhere(report)].append(report)
        support: dict[tuple[dt.date | None, dt.date | None], int] = {}
        for one, *_ in alike.values():
            allowing = [same for same in alike.values() if _common((one, same[0])) is not None]
            days = _common([same[0] for same in allowing])
            if days is not None:
                sources = self._sources(report for same in allowing for report in same)
                support[days] = max(sources, support.get(days, 0))
        best = [days for days, sources in support.items() if sources == max(support.values())]
        return best[0] if len(best) == 1 else (None, None)

    @property
    def edtf(self) -> str | None:
        """The date as EDTF, in the form of a report where one has these bounds."""
        first, last = self.bounds
        if first is None and last is None:
            return None
        same = [r.edtf for r in self._dated if (r.earliest, r.latest) == (first, last) and r.edtf]
        written = [day.isoformat() if day else ".." for day in (first, last)]
        return same[0] if same else written[0] if first == last else "/".join(written)

    def most(self, field: Field) -> str | None:
        """The value that most sources give, of several the one reported first."""
        return next((value.value for value in self.values_of(field)), None)

    @property
    def topic(self) -> str | None:
        """What it was about, as first reported."""
        return next((report.topic for report in self._in_time if report.topic), None)

    @cached_property
    def labels(self) -> tuple[tuple[str, str], ...]:
        """Language and label: the parties, how they communicated, and when."""
        telling = self.occasion.telling
        like = min(self.reports, key=lambda r: (r.kind is not self.kind, r.status is not self.status, r.iri))
        what = {language: _undated(like, label).rpartition(": ")[2] for language, label in like.labels}
        when = f", {self.edtf}" if self.edtf else ""
        return tuple(
            (language, f"{_undated(telling, label).rpartition(': ')[0]}: {what[language]}{when}")
            for language, label in telling.labels
            if language in what
        )

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Every two actors of different sides, both ways."""
        return self.occasion.telling.pairs()


def _undated(report: Report, label: str) -> str:
    return label.removesuffix(f", {report.edtf}") if report.edtf else label


def _openness(kind: Kind) -> tuple[int, bool]:
    return (GENERIC.index(kind) + 1 if kind in GENERIC else 0), kind is Kind.VISIT


def _reported(report: Report) -> Iterator[tuple[Field, str]]:
    yield Field.KIND, mint("kind", report.kind)
    yield Field.STATUS, mint("status", report.status)
    if report.edtf is not None:
        yield Field.DATE, report.edtf
    if report.initiator is not None:
        yield Field.INITIATOR, report.initiator
    if report.place is not None:
        yield Field.PLACE, report.place
    if report.channel is not None:
        yield Field.CHANNEL, report.channel
    if report.minutes is not None:
        yield Field.DURATION, str(report.minutes)
    yield from ((Field.PARTICIPANTS, actor) for actor in report.actors)


def _common(reports: Sequence[Report]) -> tuple[dt.date | None, dt.date | None] | None:
    """The days that all dates allow; None where there is none.

    A day that another report has for the same moment elsewhere does not speak against it.
    """
    elsewhere = {day for report in reports for day in days_elsewhere(report)}
    here = {report.day for report in reports if days_elsewhere(report)}
    counted = [r for r in reports if not (r.day in elsewhere and r.day not in here)] or list(reports)
    first = max((r.earliest for r in counted if r.earliest), default=None)
    last = min((r.latest for r in counted if r.latest), default=None)
    return None if first is not None and last is not None and first > last else (first, last)


# Direct triples


DIRECT = frozenset(
    (
        *(CP.contacted, CP.calledWith, CP.metWith, CP.talkedWith, CP.wroteTo),
        *(CP.visited, CP.called, CP.calledBy),
    )
)
"""The predicates of direct triples."""


def direct_triples(known: Consensus) -> Iterator[tuple[str, str, str]]:
    """The relations that an occasion supports between actors of different sides.

    Subject, predicate and object IRIs; see *Occasion and direct triples* in ``docs/graph.md``. Where reports name
    different initiators, no direction is derived from any of them.
    """
    if known.status is not Status.OCCURRED:
        return
    visitors = {
        party.actor
        for report in known.reports
        if report.kind is Kind.VISIT and report.status is Status.OCCURRED
        for party in report.parties
        if party.side == 1
    }
    for one, other in known.pairs():
        yield one, CP.contacted, other
        if known.kind in _MUTUAL:
            yield one, _MUTUAL[known.kind], other
        if known.kind is Kind.MESSAGE and one == known.initiator:
            yield one, CP.wroteTo, other
        if one in visitors:
            yield one, CP.visited, other
        if known.kind in SPOKEN and one == known.initiator:
            yield one, CP.called, other
            yield other, CP.calledBy, one


# The graph


def derived_quads(occasions: Iterable[Occasion]) -> list[ox.Quad]:
    """``graph:derived``: the occasions, which report is of which and why, and the direct triples."""
    occasions = list(occasions)
    of = {report.iri: occasion.iri for occasion in occasions for report in occasion.reports}
    found: dict[ox.Quad, None] = {}
    for occasion in occasions:
        known = Consensus(occasion)
        found.update(dict.fromkeys(occasion_quads(known, of)))
        found.update(dict.fromkeys(direct_quads(known)))
    return list(found)


def occasion_quads(known: Consensus, of: Mapping[str, str]) -> list[ox.Quad]:
    """What is said of an occasion, and of its reports as being of it; `of` is the occasion of each report.

    No two occasions have a subject of these in common.
    """
    derived = Statements(DERIVED)
    occasion = known.occasion
    _describe(derived, known)
    for report in occasion.reports:
        derived.say(report.iri, CP.reportOf, ox.NamedNode(occasion.iri))
    for link in occasion.links:
        derived.say(link.one, CP.joinedTo, ox.NamedNode(link.other))
        derived.say(link.one, CP.joinReason, string(link.why, "en"))
    for held in occasion.held:
        derived.say(held.one, CP.mightBeOf, *(ox.NamedNode(of[other]) for other in held.others))
    return derived.quads()


def direct_quads(known: Consensus) -> list[ox.Quad]:
    """`direct_triples` as statements of the graph."""
    derived = Statements(DERIVED)
    for subject, predicate, other in direct_triples(known):
        derived.say(subject, predicate, ox.NamedNode(other))
    return derived.quads()


def _describe(derived: Statements, known: Consensus) -> None:
    iri = known.occasion.iri
    derived.say(iri, "rdf:type", node(CP.Occasion), node("sem:Event"))
    derived.say(iri, "rdfs:label", *(string(label, language) for language, label in known.labels))
    derived.say(iri, CP.kind, node(mint("kind", known.kind)))
    derived.say(iri, CP.status, node(mint("status", known.status)))
    derived.say(iri, CP.hasParticipant, *(ox.NamedNode(party.actor) for party in known.parties))
    if known.initiator is not None:
        derived.say(iri, CP.initiator, ox.NamedNode(known.initiator))
    derived.say(iri, CP.initiatorAgreement, node(mint("agreement", known.initiator_agreement)))
    first, last = known.bounds
    derived.say(iri, CP.earliest, date(first))
    derived.say(iri, CP.latest, date(last))
    if known.edtf is not None:
        derived.say(iri, CP.edtf, edtf(known.edtf))
    derived.say(iri, CP.dateAgreement, node(mint("agreement", known.date_agreement)))
    derived.say(iri, CP.placeName, string(known.most(Field.PLACE)))
    channel, minutes = known.most(Field.CHANNEL), known.most(Field.DURATION)
    if channel is not None:
        standing = channel.startswith(PREFIXES["channel"])
        derived.say(iri, CP.channel if standing else CP.channelType, ox.NamedNode(channel))
    derived.say(iri, CP.durationMinutes, integer(int(minutes) if minutes else None))
    derived.say(iri, CP.topic, string(known.topic))
    derived.say(iri, CP.reportCount, integer(len(known.reports)))
    derived.say(iri, CP.articleCount, integer(known.articles))
    derived.say(iri, CP.sourceCount, integer(known.sources))
    derived.say(iri, CP.firstReportedBy, ox.NamedNode(known.first.iri))
    if len(known.reports) > 1:
        for value in known.values:
            _describe_value(derived, iri, value)
    for report in known.reports[1:]:
        derived.say(occasion_iri(report.iri), "dcterms:isReplacedBy", ox.NamedNode(iri))


_AS_IRI = frozenset({Field.KIND, Field.STATUS, Field.INITIATOR, Field.CHANNEL, Field.PARTICIPANTS})


def _describe_value(derived: Statements, occasion: str, value: Value) -> None:
    digest = hashlib.sha256(value.value.encode("utf-8", "replace")).hexdigest()[:12]
    name = occasion.removeprefix(PREFIXES["occasion"])
    iri = f"{PREFIXES['value']}{name}.{value.field}.{digest}"
    derived.say(occasion, CP.reportedValue, ox.NamedNode(iri))
    derived.say(iri, "rdf:type", node(CP.ReportedValue))
    derived.say(iri, CP.field, node(mint("field", value.field)))
    derived.say(iri, CP.value, _term(value))
    derived.say(iri, CP.saidIn, *(ox.NamedNode(report.iri) for report in value.reports))
    derived.say(iri, CP.firstReportedBy, ox.NamedNode(value.reports[0].iri))
    derived.say(iri, CP.articleCount, integer(value.articles))
    derived.say(iri, CP.sourceCount, integer(value.sources))


def _term(value: Value) -> ox.NamedNode | ox.Literal | None:
    if value.field in _AS_IRI:
        return ox.NamedNode(value.value)
    if value.field is Field.DATE:
        return edtf(value.value)
    return integer(int(value.value)) if value.field is Field.DURATION else string(value.value)
