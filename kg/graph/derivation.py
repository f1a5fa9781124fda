"""``graph:derived`` and ``graph:judgements``, at the cost of what has changed since they were last made.

Both are a pure function of the article graphs, the register and the judgements (`derive` without a memory). What
was read from the articles and which reports made which occasion is kept beside the dataset (`Memory`), so that a
write reads again only the reports that it touched, and describes only occasions that are new or different. The
result is the same statement for statement, which `tests/graph/test_derivation.py` holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

import msgspec
import pyoxigraph as ox

from kg.graph.clusters import Link
from kg.graph.consensus import DIRECT, Consensus, derived_quads, direct_quads, occasion_quads
from kg.graph.judgements import Judgement
from kg.graph.neighbours import neighbourhood
from kg.graph.occasions import Constraints, Held, Occasion, Pair, group, occasion_iri
from kg.graph.outcomes import Decided, Judged, Weighing, decided, judgement_quads
from kg.graph.sightings import REPLACED, replacement_quads, same_people, sightings
from kg.graph.silences import silence_quads, silences
from kg.graph.testimony import Report, reports
from kg.graph.triples import DERIVED, REGISTER, node, plain, reading_quads
from kg.knowledge.provisional import Sighting
from kg.ontology import uncollected
from kg.vocab import CP, PREFIXES

_FEW = 0.2  # share of the reports up to which looking them up one by one is faster than reading all


@dataclass(frozen=True)
class Grouped:
    """An occasion as it is remembered: its reports by IRI, and the rest as `Occasion` has it."""

    reports: tuple[str, ...]
    links: tuple[Link, ...] = ()
    held: tuple[Held, ...] = ()
    decisive: frozenset[Pair] = frozenset()

    @classmethod
    def of(cls, occasion: Occasion) -> Grouped:
        """What is remembered of an occasion."""
        reports = tuple(report.iri for report in occasion.reports)
        return cls(reports, occasion.links, occasion.held, occasion.decisive)

    def occasion(self, told: Mapping[str, Report]) -> Occasion:
        """The occasion, of these reports."""
        return Occasion(tuple(told[iri] for iri in self.reports), self.links, self.held, self.decisive)


@dataclass(frozen=True)
class Memory:
    """What the last derivation was made of: reports, occasions, who stands for whom, and what people decided."""

    told: tuple[Report, ...]
    grouped: tuple[Grouped, ...]
    same: dict[str, str]
    decided: Constraints

    @cached_property
    def reports(self) -> dict[str, Report]:
        """The reports by IRI."""
        return {report.iri: report for report in self.told}

    def written(self) -> bytes:
        """As JSON."""
        return msgspec.json.encode(self, order="deterministic")

    @classmethod
    def of(cls, text: bytes) -> Memory:
        """From what `written` gave. Raises ValueError where it is anything else."""
        try:
            with uncollected():
                return msgspec.json.decode(text, type=cls)
        except msgspec.MsgspecError as error:
            raise ValueError(str(error)) from None


@dataclass
class Touched:
    """What a write has changed in the dataset so far: subjects by graph, and articles (IRIs).

    `everything` where so much that it is not worth while to say what.
    """

    subjects: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    articles: set[str] = field(default_factory=set)
    everything: bool = False


@dataclass(frozen=True)
class Derived:
    """What the two graphs have to hold: `stale` goes, `missing` comes; `stale` is None where all else goes."""

    missing: Collection[ox.Quad]
    stale: Collection[ox.Quad] | None
    judgements: Sequence[ox.Quad]
    judged: tuple[Judged, ...]
    memory: Memory


def derive(
    dataset: ox.Store, judgements: Sequence[Judgement], memory: Memory | None, touched: Touched
) -> Derived:
    """What follows from the dataset and the judgements of people.

    `memory` is that of the last derivation, if all that has changed since is in `touched`.
    """
    people = sightings(dataset)
    told, asked, same = _told(dataset, judgements, people, memory, touched)
    unaided = same_people(people) if asked.together or asked.apart else same
    regrouping = None if memory is None else _Regrouping(told, memory, asked.reports)
    occasions = group(told.values(), asked.reports) if regrouping is None else regrouping.occasions
    of = {report.iri: occasion.iri for occasion in occasions for report in occasion.reports}
    decisive = {pair for occasion in occasions for pair in occasion.decisive}
    judged = Weighing(dataset, judgements, of, decisive, same, unaided).judged()
    rest = [
        *replacement_quads(people, same),
        *silence_quads(silences(dataset), occasions),
        *reading_quads(_readings(dataset)),
    ]
    if memory is None or regrouping is None:
        missing, stale = [*derived_quads(occasions), *rest], None
    else:
        changes = _Changes(dataset, regrouping, of)
        wanted, present = {*changes.wanted(), *rest}, {*changes.present(), *_rest(dataset, memory.same)}
        missing, stale = list(wanted - present), present - wanted
    known = Memory(tuple(told.values()), tuple(map(Grouped.of, occasions)), same, asked.reports)
    return Derived(missing, stale, judgement_quads(judged), judged, known)


# Reports


def _told(
    dataset: ox.Store,
    judgements: Sequence[Judgement],
    people: Sequence[Sighting],
    memory: Memory | None,
    touched: Touched,
) -> tuple[dict[str, Report], Decided, dict[str, str]]:
    """The reports by IRI, in order, what people ask of them, and who stands for whom."""
    if memory is None:
        kind = dataset.quads_for_pattern(None, node("rdf:type"), node(CP.Report))
        iris = {plain(quad.subject) for quad in kind}
    else:
        here = _reports_of(dataset, touched.articles)
        iris = {iri for iri, known in memory.reports.items() if known.article not in touched.articles} | here
    asked = decided(judgements, iris)
    same = same_people(people, asked.together, asked.apart)
    if memory is not None:
        actors = {subject for subjects in touched.subjects.values() for subject in subjects}
        actors |= _differing(memory.same, same)
        dirty = here | {
            iri
            for iri in iris - here
            if not actors.isdisjoint(_meant(memory.reports[iri], memory.same, same))
        }
        few = len(dirty) <= max(100, _FEW * len(iris))
        if few and not touched.subjects.get(REGISTER):  # else any office, state or capital may be another
            fresh = {report.iri: report for report in reports(dataset, same, only=dirty)} if dirty else {}
            return {iri: fresh.get(iri) or memory.reports[iri] for iri in sorted(iris)}, asked, same
    return {report.iri: report for report in reports(dataset, same)}, asked, same


def _reports_of(dataset: ox.Store, articles: Iterable[str]) -> set[str]:
    a, sort = node("rdf:type"), node(CP.Report)
    return {
        plain(quad.subject)
        for article in articles
        for quad in dataset.quads_for_pattern(None, node(CP.reportedIn), ox.NamedNode(article))
        if any(True for _ in dataset.quads_for_pattern(quad.subject, a, sort))
    }


def _differing(one: Mapping[str, str], other: Mapping[str, str]) -> set[str]:
    """Actors that another one stands for now, or that stand for others now."""
    changed = {actor for actor in one.keys() | other.keys() if one.get(actor) != other.get(actor)}
    return changed | {by[actor] for by in (one, other) for actor in changed if actor in by}


def _meant(report: Report, *ways: Mapping[str, str]) -> frozenset[str]:
    return report.named.union(way[actor] for way in ways for actor in report.named if actor in way)


def _unchanged(before: Report | None, report: Report | None) -> bool:
    if before is None or report is None:
        return False
    return before is report or _all_of(before) == _all_of(report)


def _all_of(report: Report) -> tuple[object, ...]:
    """A report with what two of them are not compared by."""
    return report, report.labels, [(party.offices, party.ranks) for party in report.parties]


def _readings(dataset: ox.Store) -> set[str]:
    """IRIs of what generated the article graphs."""
    asked = "SELECT DISTINCT ?by { GRAPH ?graph { ?graph prov:wasGeneratedBy ?by } }"
    found = dataset.query(asked, prefixes={"prov": PREFIXES["prov"]})
    assert isinstance(found, ox.QuerySolutions)
    return {plain(row["by"]) for row in found}


# Statements


class _Regrouping:
    """The occasions of today, made of those remembered: only what has to do with changed reports is grouped anew.

    `fresh` are the occasions that may be other ones, or of other reports, than before, `stale` those that were in
    their place; `changed` are the reports (IRIs) that are new, different or gone.
    """

    def __init__(self, told: Mapping[str, Report], memory: Memory, asked: Constraints) -> None:
        before = memory.reports
        iris = told.keys() | before.keys()
        self.changed = {iri for iri in iris if not _unchanged(before.get(iri), told.get(iri))}
        earlier = memory.decided
        pairs = asked.together | asked.apart | earlier.together | earlier.apart
        different = (asked.together ^ earlier.together) | (asked.apart ^ earlier.apart)
        concerned = self.changed.union(*different)
        if concerned:
            versions = (before[iri] for iri in self.changed if iri in before)
            concerned = neighbourhood((*told.values(), *versions), concerned, pairs)
        self.stale = [each for each in memory.grouped if not concerned.isdisjoint(each.reports)]
        self.fresh = group((report for iri, report in told.items() if iri in concerned), asked)
        kept = [each.occasion(told) for each in memory.grouped if concerned.isdisjoint(each.reports)]
        self.occasions = sorted((*kept, *self.fresh), key=lambda occasion: occasion.iri)


class _Changes:
    """What is and what should be said of the occasions that are new, different or gone."""

    def __init__(self, dataset: ox.Store, regrouping: _Regrouping, of: Mapping[str, str]) -> None:
        self._dataset, self._of = dataset, of
        self._occasions = regrouping.occasions
        was = {iri: occasion_iri(each.reports[0]) for each in regrouping.stale for iri in each.reports}
        before = {occasion_iri(each.reports[0]): each for each in regrouping.stale}

        def as_before(occasion: Occasion) -> bool:
            known, now = before.get(occasion.iri), Grouped.of(occasion)
            others = {iri for held in occasion.held for iri in held.others}
            return (
                known == now
                and regrouping.changed.isdisjoint(now.reports)
                and all(was.get(iri) == of[iri] for iri in others)
            )

        self._new = [Consensus(occasion) for occasion in regrouping.fresh if not as_before(occasion)]
        again = {known.occasion.iri for known in self._new}
        kept = {occasion.iri for occasion in regrouping.fresh} - again
        old = {iri: each for iri, each in before.items() if iri not in kept}
        self._present = {quad for iri, each in old.items() for quad in self._said_of(iri, each.reports)}
        self._pairs = self._two()

    def wanted(self) -> Iterator[ox.Quad]:
        """What should be said."""
        for known in self._new:
            yield from occasion_quads(known, self._of)
        yield from self._direct()

    def present(self) -> Iterator[ox.Quad]:
        """What is said so far."""
        yield from self._present
        for pair in self._pairs:
            one, other = sorted(pair)
            for subject, value in ((one, other), (other, one)):
                for quad in self._about(subject, value):
                    if quad.predicate.value in DIRECT:
                        yield quad

    def _about(self, subject: str, value: str | None = None) -> Iterator[ox.Quad]:
        return self._dataset.quads_for_pattern(
            ox.NamedNode(subject), None, ox.NamedNode(value) if value else None, ox.NamedNode(DERIVED)
        )

    def _said_of(self, iri: str, reports: Iterable[str]) -> Iterator[ox.Quad]:
        for quad in self._about(iri):
            yield quad
            if quad.predicate.value == CP.reportedValue:
                yield from self._about(plain(quad.object))
        for report in reports:
            yield from self._about(report)
            if occasion_iri(report) != iri:
                yield from self._about(occasion_iri(report))

    def _two(self) -> set[frozenset[str]]:
        """Pairs of actors between whom something may have changed."""
        parties: dict[str, set[str]] = defaultdict(set)
        for quad in self._present:
            if quad.predicate.value == CP.hasParticipant:
                parties[plain(quad.subject)].add(plain(quad.object))
        before = {frozenset(pair) for actors in parties.values() for pair in combinations(actors, 2)}
        return before | {frozenset(pair) for known in self._new for pair in known.pairs()}

    def _direct(self) -> Iterator[ox.Quad]:
        """The direct triples of these pairs, from all occasions."""
        actors = {actor for pair in self._pairs for actor in pair}
        if not actors:
            return
        for occasion in self._occasions:
            there = {a for report in occasion.reports for a in report.actors if a in actors}
            if len(there) > 1 and any(frozenset(two) in self._pairs for two in combinations(there, 2)):
                for quad in direct_quads(Consensus(occasion)):
                    if {plain(quad.subject), plain(quad.object)} in self._pairs:
                        yield quad


def _rest(dataset: ox.Store, same: Iterable[str]) -> Iterator[ox.Quad]:
    """What ``graph:derived`` says of other things than occasions; `same` are actors for whom another stands."""
    graph = ox.NamedNode(DERIVED)
    for name in (CP.contradictedBy, CP.endedBy, "skos:altLabel"):
        yield from dataset.quads_for_pattern(None, node(name), None, graph)
    for actor in same:
        yield from dataset.quads_for_pattern(ox.NamedNode(actor), node(REPLACED), None, graph)
    for quad in dataset.quads_for_pattern(None, node("rdf:type"), node(CP.Extraction), graph):
        yield from dataset.quads_for_pattern(quad.subject, None, None, graph)
