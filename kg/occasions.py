"""Reports → occasions: which reports tell of one happening, and what follows from them.

Reports in, occasions out: `reports` reads rows from the graph, `group` decides, `derived_quads` writes what
is decided. Grouping is careful: it joins only what differs in nothing but wording and detail, and leaves
every other report an occasion of its own.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import pyoxigraph as ox

from kg.model import Kind, Status
from kg.triples import DERIVED, Statements, date, described, edtf, integer, node, plain, string
from kg.vocab import CP, PREFIXES, expand, mint

UNREPLACED: Mapping[str, str] = MappingProxyType({})
SPOKEN = frozenset({Kind.PHONE_CALL, Kind.VIDEO_CALL})
GENERIC = (Kind.TALKS, Kind.CONTACT)
"""Kinds that leave open how the parties communicated, the more telling first."""

_MUTUAL = {
    Kind.PHONE_CALL: CP.calledWith,
    Kind.VIDEO_CALL: CP.calledWith,
    Kind.MEETING: CP.metWith,
    Kind.TALKS: CP.talkedWith,
}


@dataclass(frozen=True, slots=True)
class Report:
    """One report as grouping sees it. IRIs are full; `sides` pairs actors with their sides, sorted."""

    iri: str
    kind: Kind
    status: Status
    sides: tuple[tuple[str, int], ...]
    article: str
    initiator: str | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    edtf: str | None = None
    count: int = 1
    labels: tuple[tuple[str, str], ...] = field(default=(), compare=False)  # language, label

    @property
    def day(self) -> dt.date | None:
        """The day of the contact, where it is dated to a single one."""
        return self.earliest if self.earliest == self.latest else None

    @property
    def actors(self) -> tuple[str, ...]:
        """Who took part."""
        return tuple(actor for actor, _ in self.sides)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Every two actors of different sides, both ways."""
        for one, side in self.sides:
            yield from ((one, other) for other, otherside in self.sides if otherside != side)


@dataclass(frozen=True, slots=True)
class Occasion:
    """Reports, in order of IRI, that tell of one happening."""

    reports: tuple[Report, ...]

    @property
    def iri(self) -> str:
        """Minted from the first report."""
        return PREFIXES["occasion"] + self.reports[0].iri.removeprefix(PREFIXES["report"])

    @property
    def telling(self) -> Report:
        """The first of the reports that say most exactly how the parties communicated."""
        return min(self.reports, key=lambda report: (_vagueness(report.kind), report.iri))

    @property
    def initiator(self) -> str | None:
        """Who sought the contact, where reports say so and agree."""
        stated = {report.initiator for report in self.reports if report.initiator is not None}
        return stated.pop() if len(stated) == 1 else None


def group(reports: Iterable[Report]) -> list[Occasion]:
    """Occasions in order of IRI, whatever the order of `reports`.

    Reports are of one occasion if they have the same actors, status and number of contacts, are dated to the
    same single day, and are of one kind; one of a generic kind joins the others where these are of one kind.
    """
    alike: dict[object, list[Report]] = defaultdict(list)
    for report in reports:
        key = (report.actors, report.status, report.count, report.day) if report.day else report.iri
        alike[key].append(report)
    occasions = [occasion for members in alike.values() for occasion in _by_kind(members)]
    return sorted(occasions, key=lambda occasion: occasion.iri)


def _by_kind(reports: Sequence[Report]) -> Iterator[Occasion]:
    members = sorted(reports, key=lambda report: report.iri)
    if len({report.kind for report in members} - set(GENERIC)) <= 1:
        yield Occasion(tuple(members))
        return
    for kind in Kind:
        if same := tuple(report for report in members if report.kind is kind):
            yield Occasion(same)


def _vagueness(kind: Kind) -> int:
    return GENERIC.index(kind) + 1 if kind in GENERIC else 0


def direct_triples(report: Report, initiator: str | None) -> Iterator[tuple[str, str, str]]:
    """The relations that a report supports between actors of different sides, `initiator` having sought it.

    Subject, predicate and object IRIs; see *Occasion and direct triples* in ``docs/graph.md``.
    """
    if report.status is not Status.OCCURRED:
        return
    for one, other in report.pairs():
        yield one, CP.contacted, other
        if report.kind in _MUTUAL:
            yield one, _MUTUAL[report.kind], other
        if report.kind is Kind.MESSAGE and one == initiator:
            yield one, CP.wroteTo, other
        if report.kind is Kind.VISIT and dict(report.sides)[one] == 1:
            yield one, CP.visited, other
        if report.kind in SPOKEN and one == initiator:
            yield one, CP.called, other
            yield other, CP.calledBy, one


def derived_quads(occasions: Iterable[Occasion]) -> list[ox.Quad]:
    """``graph:derived``: the occasions, which report is of which, and the direct triples.

    Where reports of one occasion name different initiators, no direction is derived from any of them.
    """
    derived = Statements(DERIVED)
    for occasion in occasions:
        _describe(derived, occasion)
        for report in occasion.reports:
            derived.say(report.iri, CP.reportOf, ox.NamedNode(occasion.iri))
            for subject, predicate, other in direct_triples(report, occasion.initiator):
                derived.say(subject, predicate, ox.NamedNode(other))
    return derived.quads()


def _describe(derived: Statements, occasion: Occasion) -> None:
    iri, telling = occasion.iri, occasion.telling
    derived.say(iri, "rdf:type", node(CP.Occasion), node("sem:Event"))
    derived.say(iri, "rdfs:label", *(string(label, language) for language, label in telling.labels))
    derived.say(iri, CP.kind, node(mint("kind", telling.kind)))
    derived.say(iri, CP.status, node(mint("status", telling.status)))
    derived.say(iri, CP.hasParticipant, *(ox.NamedNode(actor) for actor in telling.actors))
    if occasion.initiator is not None:
        derived.say(iri, CP.initiator, ox.NamedNode(occasion.initiator))
    derived.say(iri, CP.earliest, date(telling.earliest))
    derived.say(iri, CP.latest, date(telling.latest))
    if telling.edtf is not None:
        derived.say(iri, CP.edtf, edtf(telling.edtf))
    derived.say(iri, CP.reportCount, integer(len(occasion.reports)))


def reports(dataset: ox.Store, same: Mapping[str, str] = UNREPLACED) -> list[Report]:
    """Every report of a dataset, in order of IRI; `same` gives actors by another IRI (`kg.sightings`)."""
    found = dataset.quads_for_pattern(None, node("rdf:type"), node(CP.Report))
    return [_report(dataset, iri, same) for iri in sorted({str(quad.subject)[1:-1] for quad in found})]


def _report(dataset: ox.Store, iri: str, same: Mapping[str, str]) -> Report:
    said = described(dataset, iri)

    def value(predicate: str) -> str | None:
        return next((plain(term) for term in said.get(predicate, ())), None)

    sides: dict[str, int] = {}
    for participation in said.get(CP.participation, ()):
        part = described(dataset, plain(participation))
        side = int(plain(part[CP.side][0]))
        for actor in (same.get(iri, iri) for iri in map(plain, part[CP.actor])):
            sides[actor] = min(side, sides.get(actor, side))
    earliest, latest, initiator = value(CP.earliest), value(CP.latest), value(CP.initiator)
    return Report(
        iri=iri,
        kind=Kind(plain(said[CP.kind][0]).removeprefix(PREFIXES["kind"])),
        status=Status(plain(said[CP.status][0]).removeprefix(PREFIXES["status"])),
        sides=tuple(sorted(sides.items())),
        article=plain(said[CP.reportedIn][0]),
        initiator=same.get(initiator, initiator) if initiator else None,
        earliest=dt.date.fromisoformat(earliest) if earliest else None,
        latest=dt.date.fromisoformat(latest) if latest else None,
        edtf=value(CP.edtf),
        count=int(value(CP.count) or 1),
        labels=tuple(
            (label.language, label.value)
            for label in said.get(expand("rdfs:label"), ())
            if isinstance(label, ox.Literal) and label.language
        ),
    )
