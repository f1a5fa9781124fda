"""The dataset as files: RDF (`kg.graph.syntaxes`), nanopublications, networks (GraphML, GEXF), CSV."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from kg.errors import CounterpartError
from kg.export import nanopub
from kg.export.panel import panel
from kg.graph.consensus import Consensus
from kg.graph.occasions import recorded
from kg.graph.revision import revised
from kg.graph.syntaxes import SYNTAXES
from kg.graph.testimony import Report, reports
from kg.graph.triples import Term, described, plain
from kg.ontology import code, fingerprint
from kg.query.rows import harmless
from kg.store import Store
from kg.vocab import CP, compact, expand

if TYPE_CHECKING:
    from networkx import MultiGraph

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export(store: Store, format: str, target: Path | BinaryIO) -> None:
    """Write the dataset in `format`, one of `FORMATS`, to a file or an open binary stream.

    A file is replaced only when all of it is written. Raises CounterpartError for an unknown format and a
    file that cannot be written; what goes wrong with an open stream is the caller's to see.
    """
    writer = _WRITERS.get(format)
    if writer is None:
        raise CounterpartError(f"{format}: no such export format; choose one of {', '.join(FORMATS)}")
    if not isinstance(target, Path):
        writer(store.dataset, target)
        return
    with replaced(target) as stream:
        writer(store.dataset, stream)


def bring_up_to_date(store: Store, paths: Iterable[Path]) -> Iterator[Path]:
    """Make each of these files, Turtle or TriG by its ending, what `export` makes it; each before it is written.

    Those that were so when the store was opened, and were left alone since, are only changed where the dataset has.
    Raises CounterpartError.
    """
    noted = store.folder / "store" / "EXPORTED"
    rules = fingerprint(code())
    try:
        before = json.loads(noted.read_text("utf-8")) if store.traced else {}
    except (OSError, ValueError):
        before = {}
    after = {}
    for path in paths:
        yield path
        same = before.get(path.name) == [rules, *_stamp(path)] and not store.touched.everything
        if not (same and _revised(store, path)):
            export(store, path.suffix[1:], path)
        after[path.name] = [rules, *_stamp(path)]
    noted.write_text(json.dumps(after), "utf-8")


def _stamp(path: Path) -> tuple[int, int]:
    """By what it is seen that a file was written since."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return found.st_size, found.st_mtime_ns


def _revised(store: Store, path: Path) -> bool:
    touched = {graph: subjects for graph, subjects in store.touched.subjects.items() if subjects}
    if not touched:
        return True
    try:
        with replaced(path) as stream:
            if not revised(store.dataset, path, touched, stream, graphs=path.suffix == ".trig"):
                raise _OtherwiseWritten
    except _OtherwiseWritten:
        return False
    return True


class _OtherwiseWritten(Exception):
    """The file is not as `kg.graph.syntaxes` writes it."""


@contextlib.contextmanager
def replaced(path: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes become the file `path` at once, when all are written; on failure nothing changes.

    What is no regular file (``/dev/null``, a pipe) is written as it stands. Raises CounterpartError.
    """
    try:
        real = Path(os.path.realpath(path))
        if real.exists() and not real.is_file():
            with real.open("wb") as stream:
                yield stream
            return
        temporary = real.with_name(f".{real.name}.{os.getpid()}.tmp")
        try:
            with temporary.open("wb") as stream:
                yield stream
            temporary.replace(real)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise CounterpartError(f"{path}: cannot be written: {error.strerror or error}") from None


class _Actors:
    """Names, types and countries of actors, looked up once each."""

    def __init__(self, dataset: ox.Store) -> None:
        self._dataset = dataset
        self._said: dict[str, dict[str, list[Term]]] = {}

    def name(self, iri: str) -> str:
        """The label without a language, else the first label, else the IRI."""
        labels = self._about(iri).get(expand("rdfs:label"), [])
        plainest = min(labels, key=lambda label: bool(getattr(label, "language", None)), default=None)
        return iri if plainest is None else plain(plainest)

    def type(self, iri: str) -> str:
        """Local name of the actor's class, ``Actor`` if nothing says so."""
        classes = set(map(plain, self._about(iri).get(expand("rdf:type"), [])))
        kinds = (CP.Person, CP.State, CP.Organization, CP.Group)
        return next((kind for kind in kinds if kind in classes), CP.Actor).removeprefix(CP.base)

    def country(self, iri: str) -> str:
        """Name of the state or organisation that the actor acts for; a state's own; empty if not known."""
        if self.type(iri) == "State":
            return self.name(iri)
        said = self._about(iri)
        bodies = said.get(CP.citizenOf) or said.get(CP.ofBody) or []
        return "; ".join(self.name(plain(body)) for body in bodies)

    def _about(self, iri: str) -> dict[str, list[Term]]:
        if iri not in self._said:
            self._said[iri] = described(self._dataset, iri)
        return self._said[iri]


def network(dataset: ox.Store) -> MultiGraph[str]:
    """Actors, and an edge for every occasion between two of different sides (networkx multigraph).

    Nodes, by IRI, have `label`, `type` and `country`; edges `occasion`, `kind`, `status`, `date` (EDTF),
    `earliest`, `latest`, `initiator` (IRI), `reports` and `sources` (how many, see `kg.graph.sources`) and `articles`
    (IRIs). What is not known is empty text.
    """
    from networkx import MultiGraph

    actors = _Actors(dataset)
    found = [Consensus(occasion) for occasion in recorded(dataset)]
    graph: MultiGraph[str] = MultiGraph()
    for iri in sorted({party.actor for known in found for party in known.parties}):
        graph.add_node(
            iri, label=_xml(actors.name(iri)), type=actors.type(iri), country=_xml(actors.country(iri))
        )
    for known in found:
        pairs = sorted({pair for pair in known.pairs() if pair[0] < pair[1]})
        for number, (one, other) in enumerate(pairs, 1):
            graph.add_edge(one, other, key=f"{compact(known.occasion.iri)}.{number}", **_edge(known))
    return graph


def _edge(known: Consensus) -> dict[str, str | int]:
    first, last = known.bounds
    return {
        "occasion": known.occasion.iri,
        "kind": known.kind.value,
        "status": known.status.value,
        "date": known.edtf or "",
        "earliest": first.isoformat() if first else "",
        "latest": last.isoformat() if last else "",
        "initiator": known.initiator or "",
        "reports": len(known.reports),
        "sources": known.sources,
        "articles": " ".join(sorted({report.article for report in known.reports})),
    }


def _xml(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)


def _graphml(dataset: ox.Store, out: BinaryIO) -> None:
    from networkx import write_graphml_xml

    write_graphml_xml(network(dataset), out, named_key_ids=True)


def _gexf(dataset: ox.Store, out: BinaryIO) -> None:
    from networkx import generate_gexf

    text = "\n".join(generate_gexf(network(dataset)))
    dateless = re.sub(r' lastmodifieddate="[^"]*"', "", text, count=1)
    out.write(f'<?xml version="1.0" encoding="utf-8"?>\n{dateless}\n'.encode())


class _Row:
    """A report with what the graph says of it, its article and its evidence."""

    def __init__(self, dataset: ox.Store, actors: _Actors, report: Report) -> None:
        self.report = report
        self.actors = actors
        self.said = described(dataset, report.iri)
        self.article = described(dataset, report.article)
        self.evidence = described(dataset, plain(self.said[CP.evidence][0]))


Column = Callable[[_Row], str]


def _of_report(predicate: str, show: Callable[[str], str] = str) -> Column:
    return lambda row: _joined(row.said, predicate, show)


def _of_article(predicate: str) -> Column:
    return lambda row: _joined(row.article, predicate)


def _of_evidence(predicate: str) -> Column:
    return lambda row: _joined(row.evidence, predicate)


def _joined(said: dict[str, list[Term]], predicate: str, show: Callable[[str], str] = str) -> str:
    return "; ".join(show(plain(term)) for term in said.get(expand(predicate), []))


def _local(iri: str) -> str:
    return iri.rpartition("/")[2]


_COLUMNS: dict[str, Column] = {
    "report": lambda row: row.report.iri,
    "article": _of_article("schema:identifier"),
    "published": _of_article("schema:datePublished"),
    "title": _of_article("schema:headline"),
    "publisher": _of_article("schema:publisher"),
    "url": _of_article("schema:url"),
    "kind": lambda row: row.report.kind.value,
    "status": lambda row: row.report.status.value,
    "date": _of_report(CP.edtf),
    "earliest": _of_report(CP.earliest),
    "latest": _of_report(CP.latest),
    "participants": lambda row: "; ".join(map(row.actors.name, row.report.actors)),
    "participant_iris": lambda row: "; ".join(row.report.actors),
    "initiator": lambda row: _joined(row.said, CP.initiator, row.actors.name),
    "place": _of_report(CP.placeName),
    "channel": lambda row: _joined(row.said, CP.channel, row.actors.name),
    "channel_type": _of_report(CP.channelType, _local),
    "count": _of_report(CP.count),
    "duration_minutes": _of_report(CP.durationMinutes),
    "topic": _of_report(CP.topic),
    "attribution": _of_report(CP.attribution),
    "confidence": _of_report(CP.confidence),
    "rule": _of_report(CP.rule, _local),
    "quote": _of_evidence(CP.quote),
    "start": _of_evidence(CP.start),
    "end": _of_evidence(CP.end),
    "occasion": _of_report(CP.reportOf),
}


def _csv(dataset: ox.Store, out: BinaryIO) -> None:
    """A row for each report (RFC 4180, UTF-8); several values in one cell are joined by ``; ``."""
    actors = _Actors(dataset)
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        table = csv.writer(text)
        table.writerow(_COLUMNS)
        for report in reports(dataset):
            row = _Row(dataset, actors, report)
            table.writerow(harmless(column(row)) for column in _COLUMNS.values())
    finally:
        text.detach()


_WRITERS: dict[str, Callable[[ox.Store, BinaryIO], None]] = {
    **SYNTAXES,
    "graphml": _graphml,
    "gexf": _gexf,
    "csv": _csv,
    "panel": lambda dataset, out: panel(dataset, out, daily=False),
    "panel-day": lambda dataset, out: panel(dataset, out, daily=True),
    "nanopub": nanopub.write,
}
FORMATS = tuple(_WRITERS)
"""Names of the export formats; but for ``nanopub``, which is TriG, the usual endings of their files."""
