"""Nanopublications: each report by itself, with where it comes from, citable by an IRI made from its content.

A nanopublication (nanopub.net, *Nanopublication Guidelines*) is four named graphs: the head, which names the other
three; the assertion, what an article tells of one contact; the provenance, why it is held that it does (article,
sentences, sources, rule); and the publication info, about the nanopublication itself. Its IRI ends in the code of its
content (Trusty URI, module RA: SHA-256 over the sorted statements with the code left out), so that anybody can check
that nothing was changed. The guidelines ask for no time of making, and none is given: the same report is the same
nanopublication whenever it is made.
"""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

import pyoxigraph as ox

from kg.graph.syntaxes import DATASET, LICENCE, write_trig
from kg.graph.triples import DERIVED, REGISTER, node, plain
from kg.vocab import CP, PREFIXES, expand

HEAD, ASSERTION, PROVENANCE, PUBLICATION = "Head", "assertion", "provenance", "pubinfo"
_UNKNOWN = PREFIXES["nanopub"] + "RA-"
"""Stands for the IRI while the code is not known; the code itself is left out of what it is made from."""

# What a report says of where it comes from rather than of the contact.
_OF_PROVENANCE = frozenset(
    expand(name)
    for name in (
        *(
            "cp:evidence",
            "cp:alsoEvidence",
            "cp:initiatorEvidence",
            "cp:rule",
            "cp:confidence",
            "cp:reportedIn",
        ),
        *("cp:attribution", "cp:saidBy", "cp:attributedTo", "cp:attributionType", "cp:resolution"),
        *("cp:resolutionReason", "cp:dateWording", "cp:dateBasis", "cp:dateReason"),
        *("prov:wasDerivedFrom", "prov:wasGeneratedBy"),
    )
)
_RDF_TYPE = expand("rdf:type")


@dataclass(frozen=True, slots=True)
class Nanopublication:
    """One report as four graphs, each under its IRI."""

    iri: str
    graphs: tuple[tuple[ox.NamedNode, tuple[ox.Triple, ...]], ...]

    def quads(self) -> Iterator[ox.Quad]:
        """All its statements."""
        for graph, triples in self.graphs:
            for triple in triples:
                yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def nanopublications(dataset: ox.Store) -> Iterator[Nanopublication]:
    """A nanopublication for each report of a dataset, in order of the reports' IRIs."""
    found = {
        plain(quad.subject): quad.graph_name
        for quad in dataset.quads_for_pattern(None, node("rdf:type"), node(CP.Report))
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value not in (DERIVED, REGISTER)
    }
    for report in sorted(found):
        yield _nanopublication(dataset, report, found[report])


def write(dataset: ox.Store, out: BinaryIO) -> None:
    """All nanopublications of a dataset as TriG, the same bytes for the same reports."""
    write_trig((graph for published in nanopublications(dataset) for graph in published.graphs), out)


def _nanopublication(dataset: ox.Store, report: str, graph: ox.NamedNode) -> Nanopublication:
    assertion: list[ox.Triple] = []
    provenance: list[ox.Triple] = []
    for triple, sourced in _told(dataset, report, graph):
        (provenance if sourced else assertion).append(triple)
    graphs = _graphs(_UNKNOWN, report, assertion, provenance)
    iri = PREFIXES["nanopub"] + code(Nanopublication(_UNKNOWN, graphs).quads(), _UNKNOWN)
    return Nanopublication(iri, _graphs(iri, report, assertion, provenance))


def _told(dataset: ox.Store, report: str, graph: ox.NamedNode) -> Iterator[tuple[ox.Triple, bool]]:
    """What the article's graph says of a report and of all that it leads to, and whether that is provenance."""
    waiting = [(ox.NamedNode(report), False)]
    seen: set[ox.NamedNode] = set()
    while waiting:
        subject, sourced = waiting.pop()
        if subject in seen:
            continue
        seen.add(subject)
        for quad in sorted(dataset.quads_for_pattern(subject, None, None, graph), key=str):
            apart = sourced or quad.predicate.value in _OF_PROVENANCE
            yield quad.triple, apart
            if isinstance(quad.object, ox.NamedNode) and quad.predicate.value != _RDF_TYPE:
                # Nodes of the assertion go first: an actor that is party and source is described there.
                waiting.insert(0 if apart else len(waiting), (quad.object, apart))


def _graphs(
    iri: str, report: str, assertion: Iterable[ox.Triple], provenance: Iterable[ox.Triple]
) -> tuple[tuple[ox.NamedNode, tuple[ox.Triple, ...]], ...]:
    own, of = ox.NamedNode(iri), {name: ox.NamedNode(f"{iri}#{name}") for name in _PARTS}
    provenance = list(provenance)
    about = [ox.Triple(of[ASSERTION], t.predicate, t.object) for t in provenance if _is_origin(t, report)]
    head = (
        ox.Triple(own, node("rdf:type"), node("np:Nanopublication")),
        ox.Triple(own, node("np:hasAssertion"), of[ASSERTION]),
        ox.Triple(own, node("np:hasProvenance"), of[PROVENANCE]),
        ox.Triple(own, node("np:hasPublicationInfo"), of[PUBLICATION]),
    )
    makers = [t.object for t in about if t.predicate == node("prov:wasGeneratedBy")]
    publication = (
        *(ox.Triple(own, node("prov:wasAttributedTo"), maker) for maker in makers),
        ox.Triple(own, node("dcterms:license"), node(LICENCE)),
        ox.Triple(own, node("dcterms:isPartOf"), node(DATASET)),
        ox.Triple(own, node("dcterms:subject"), ox.NamedNode(report)),
    )
    parts = {
        HEAD: head,
        ASSERTION: tuple(assertion),
        PROVENANCE: (*about, *provenance),
        PUBLICATION: publication,
    }
    return tuple((of[name], tuple(sorted(set(parts[name]), key=str))) for name in _PARTS)


_PARTS = (HEAD, ASSERTION, PROVENANCE, PUBLICATION)
_ORIGINS = frozenset(map(expand, ("prov:wasDerivedFrom", "prov:wasGeneratedBy")))


def _is_origin(triple: ox.Triple, report: str) -> bool:
    return plain(triple.subject) == report and triple.predicate.value in _ORIGINS


def missing_graphs(quads: Iterable[ox.Quad]) -> dict[str, tuple[str, ...]]:
    """The IRI of each nanopublication of which a graph is among `quads` → names of its graphs that are not."""
    return {
        iri: tuple(
            p for p in _PARTS if not any(_named(quad.graph_name).value == f"{iri}#{p}" for quad in own)
        )
        for iri, own in _by_iri(quads).items()
    }


def altered(quads: Iterable[ox.Quad]) -> set[str]:
    """IRIs of the nanopublications among `quads` that are not the code of their content."""
    return {
        iri
        for iri, own in _by_iri(quads).items()
        if any(not _codable(quad) for quad in own) or code(own, iri) != iri.removeprefix(PREFIXES["nanopub"])
    }


def _by_iri(quads: Iterable[ox.Quad]) -> dict[str, list[ox.Quad]]:
    found: dict[str, list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        graph = quad.graph_name
        if isinstance(graph, ox.NamedNode) and graph.value.startswith(PREFIXES["nanopub"]):
            found[graph.value.partition("#")[0]].append(quad)
    return found


def _codable(quad: ox.Quad) -> bool:
    return isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal)


def code(quads: Iterable[ox.Quad], iri: str) -> str:
    """The code of a nanopublication's content, whose IRI is `iri` (Trusty URI, module RA)."""
    prefix, artifact = PREFIXES["nanopub"], iri.removeprefix(PREFIXES["nanopub"])

    def told(term: ox.NamedNode) -> str:
        own = term.value == iri or term.value.startswith(iri + "#")
        return prefix + " " + term.value[len(prefix) + len(artifact) :] if own else term.value

    lines = {(_line_key(quad, told), _line(quad, told)) for quad in quads}
    text = "".join(line for _, line in sorted(lines))
    digest = hashlib.sha256(text.encode()).digest()
    return "RA" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _line_key(quad: ox.Quad, told: Callable[[ox.NamedNode], str]) -> tuple[object, ...]:
    graph, subject, predicate, value = (
        _named(quad.graph_name),
        _named(quad.subject),
        quad.predicate,
        quad.object,
    )
    if isinstance(value, ox.Literal):
        shown = (1, value.value, "" if value.language else value.datatype.value, value.language or "")
    else:
        shown = (0, told(_named(value)), "", "")
    return told(graph), told(subject), told(predicate), *shown


def _line(quad: ox.Quad, told: Callable[[ox.NamedNode], str]) -> str:
    value = quad.object
    if isinstance(value, ox.Literal):
        sort = f"@{value.language.lower()}" if value.language else f"^{value.datatype.value}"
        escaped = value.value.replace("\\", "\\\\").replace("\n", "\\n")
        last = f"{sort} {escaped}"
    else:
        last = told(_named(value))
    return "".join(
        f"{part}\n"
        for part in (told(_named(quad.graph_name)), told(_named(quad.subject)), told(quad.predicate), last)
    )


def _named(term: object) -> ox.NamedNode:
    assert isinstance(term, ox.NamedNode), "the dataset has no blank nodes"
    return term
