"""``graph:derived`` and ``graph:judgements``, at the cost of what has changed since they were last made.

Both are a pure function of the article graphs, the register and the judgements (`derive` without a memory). What
was read from the articles and which reports made which occasion is kept beside the dataset (`Memory`), so that a
write reads again only the reports that it touched, and describes only occasions that are new or different. The
result is the same statement for statement, which `tests/graph/test_derivation.py` holds.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import combinations
from typing import Any

import pyoxigraph as ox

from kg.graph.consensus import DIRECT, Consensus, derived_quads, direct_quads, occasion_quads
from kg.graph.judgements import Judgement
from kg.graph.occasions import Occasion, group, occasion_iri
from kg.graph.outcomes import Decided, Judged, Weighing, decided, judgement_quads
from kg.graph.sightings import REPLACED, replacement_quads, same_people, sightings
from kg.graph.silences import silence_quads, silences
from kg.graph.testimony import Party, Report, reports
from kg.graph.triples import DERIVED, node, plain, reading_quads
from kg.knowledge.provisional import Sighting
from kg.model import Kind, Status
from kg.vocab import CP, PREFIXES

_FEW = 0.2  # share of the reports up to which looking them up one by one is faster than reading all
_Record = list[Any]


@dataclass(frozen=True)
class Memory:
    """What the last derivation was made of: reports and occasions by IRI, and who stands for whom.

    An occasion is remembered as its reports, its links, and what it might be of.
    """

    reports: Mapping[str, Report]
    occasions: Mapping[str, _Record]
    same: Mapping[str, str]
    rows: Mapping[str, str] = field(
        default_factory=dict
    )  # reports as `text` writes them, where that is known

    def text(self) -> str:
        """As lines of JSON."""
        head = _json({"same": dict(self.same), "occasions": self.occasions})
        rows = (self.rows.get(iri) or _json(_row(report)) for iri, report in self.reports.items())
        return "\n".join((head, *rows))

    @classmethod
    def of(cls, text: str) -> Memory:
        """From what `text` gave. Raises ValueError, TypeError or KeyError where it is anything else."""
        head, *rows = text.split("\n")
        said = json.loads(head)
        told = [_report(row) for row in json.loads(f"[{','.join(rows)}]")]
        lines = {report.iri: row for report, row in zip(told, rows, strict=True)}
        return cls({report.iri: report for report in told}, said["occasions"], said["same"], lines)

    def rows_of(self, reports: Mapping[str, Report]) -> dict[str, str]:
        """The rows of those of these reports that are the very same."""
        return {iri: self.rows[iri] for iri, report in reports.items() if report is self.reports.get(iri)}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


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
    occasions = group(told.values(), asked.reports)
    of = {report.iri: occasion.iri for occasion in occasions for report in occasion.reports}
    decisive = {pair for occasion in occasions for pair in occasion.decisive}
    judged = Weighing(dataset, judgements, of, decisive, same, unaided).judged()
    rest = [
        *replacement_quads(people, same),
        *silence_quads(silences(dataset), occasions),
        *reading_quads(_readings(dataset)),
    ]
    records = {occasion.iri: _record(occasion, of) for occasion in occasions}
    if memory is None:
        missing, stale = [*derived_quads(occasions), *rest], None
    else:
        different = {iri for iri, report in told.items() if not _unchanged(memory.reports.get(iri), report)}
        changes = _Changes(dataset, occasions, records, of, memory, different)
        wanted, present = {*changes.wanted(), *rest}, {*changes.present(), *_rest(dataset)}
        missing, stale = list(wanted - present), present - wanted
    rows = memory.rows_of(told) if memory is not None else {}
    return Derived(missing, stale, judgement_quads(judged), judged, Memory(told, records, same, rows))


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
        atlas = any(_is_state(dataset, subject) for subject in actors)
        dirty = here | {
            iri
            for iri in iris - here
            if (atlas and memory.reports[iri].place)
            or not actors.isdisjoint(_meant(memory.reports[iri], memory.same, same))
        }
        if len(dirty) <= max(100, _FEW * len(iris)):
            fresh = {report.iri: report for report in reports(dataset, same, only=dirty)} if dirty else {}
            return {iri: fresh.get(iri) or memory.reports[iri] for iri in sorted(iris)}, asked, same
    return {report.iri: report for report in reports(dataset, same)}, asked, same


def _is_state(dataset: ox.Store, subject: str) -> bool:
    return any(
        True for _ in dataset.quads_for_pattern(ox.NamedNode(subject), node("rdf:type"), node(CP.State))
    )


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


def _unchanged(before: Report | None, report: Report) -> bool:
    return before is report or (before is not None and before == report and before.labels == report.labels)


def _readings(dataset: ox.Store) -> set[str]:
    """IRIs of what generated the article graphs."""
    asked = "SELECT DISTINCT ?by { GRAPH ?graph { ?graph prov:wasGeneratedBy ?by } }"
    found = dataset.query(asked, prefixes={"prov": PREFIXES["prov"]})
    assert isinstance(found, ox.QuerySolutions)
    return {plain(row["by"]) for row in found}


# Statements


class _Changes:
    """What is and what should be said of the occasions that are new, different or gone."""

    def __init__(
        self,
        dataset: ox.Store,
        occasions: Sequence[Occasion],
        records: Mapping[str, _Record],
        of: Mapping[str, str],
        memory: Memory,
        different: Collection[str],
    ) -> None:
        self._dataset, self._of = dataset, of
        self._occasions = occasions
        self._new = [
            Consensus(occasion)
            for occasion in occasions
            if memory.occasions.get(occasion.iri) != records[occasion.iri]
            or any(report.iri in different for report in occasion.reports)
        ]
        again = {known.occasion.iri for known in self._new}
        old = {iri: r for iri, r in memory.occasions.items() if iri in again or iri not in records}
        self._present = {quad for iri, record in old.items() for quad in self._said_of(iri, record)}
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

    def _said_of(self, iri: str, record: _Record) -> Iterator[ox.Quad]:
        for quad in self._about(iri):
            yield quad
            if quad.predicate.value == CP.reportedValue:
                yield from self._about(plain(quad.object))
        for report in record[0]:
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


def _rest(dataset: ox.Store) -> Iterator[ox.Quad]:
    """What ``graph:derived`` says of other things than occasions, and of actors beside their contacts."""
    graph = ox.NamedNode(DERIVED)
    for name in (CP.contradictedBy, CP.endedBy, "skos:altLabel"):
        yield from dataset.quads_for_pattern(None, node(name), None, graph)
    for quad in dataset.quads_for_pattern(None, node(REPLACED), None, graph):
        if plain(quad.subject).startswith(PREFIXES["actor"]):
            yield quad
    for quad in dataset.quads_for_pattern(None, node("rdf:type"), node(CP.Extraction), graph):
        yield from dataset.quads_for_pattern(quad.subject, None, None, graph)


# What is remembered


def _record(occasion: Occasion, of: Mapping[str, str]) -> _Record:
    """What, beside the reports themselves, decides on the statements about an occasion; as JSON has it."""
    return [
        [report.iri for report in occasion.reports],
        [list(link) for link in occasion.links],
        [[held.one, [of[other] for other in held.others]] for held in occasion.held],
    ]


_OF_REPORT = tuple(f.name for f in fields(Report) if f.name != "occasion")
_OF_PARTY = tuple(f.name for f in fields(Party))


def _row(report: Report) -> list[Any]:
    return [_plainly(getattr(report, name)) for name in _OF_REPORT]


def _plainly(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plainly(each) for each in value]
    if isinstance(value, Party):
        return [getattr(value, name) for name in _OF_PARTY]
    return value


def _party(said: dict[str, Any]) -> Party:
    values: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in said.items()}
    return Party(**values)


def _report(row: Sequence[Any]) -> Report:
    said = dict(zip(_OF_REPORT, row, strict=True))
    said["kind"], said["status"] = Kind(said["kind"]), Status(said["status"])
    said["parties"] = tuple(_party(dict(zip(_OF_PARTY, party, strict=True))) for party in said["parties"])
    for name in ("earliest", "latest", "published"):
        said[name] = dt.date.fromisoformat(said[name]) if said[name] else None
    for name in ("quotes", "agencies"):
        said[name] = tuple(said[name])
    said["named"] = frozenset(said["named"])
    said["labels"] = tuple((language, label) for language, label in said["labels"])
    return Report(**said)
