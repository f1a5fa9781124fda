"""What the dataset says of one thing: the statements that a page about it, or an answer in RDF, is made of.

A thing comes with the nodes that describe it alone (participations, evidence, terms of office), an occasion with
its reports, and an article with all that it says.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.vocab import BASE, CP, PREFIXES

MOST = 20_000
"""Statements that a description has at most."""

OWN = {prefix: iri for prefix, iri in PREFIXES.items() if iri.startswith(BASE) and prefix != "cp"}
"""Prefixes of the things that the project mints, whose IRIs can be looked up."""

_PARTS = tuple(PREFIXES[prefix] for prefix in ("participation", "evidence", "value") if prefix in PREFIXES)
_BELONGING = tuple(
    ox.NamedNode(iri) for iri in (CP.reportOf, CP.heldBy, CP.reportedIn, PREFIXES["dcterms"] + "isReplacedBy")
)


def description(dataset: ox.Store, iri: str) -> list[ox.Triple]:
    """Statements about a thing, sorted; none where the dataset does not know it."""
    found: set[ox.Triple] = set()
    waiting = [ox.NamedNode(iri)]
    seen = set(waiting)
    while waiting and len(found) < MOST:
        subject = waiting.pop()
        for quad in dataset.quads_for_pattern(subject, None, None):
            found.add(quad.triple)
            if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(_PARTS):
                waiting += _new(quad.object, seen)
        if not subject.value.startswith(_PARTS):
            for other in _belonging(dataset, subject):
                waiting += _new(other, seen)
    return sorted(found, key=str)


def _new(thing: ox.NamedNode, seen: set[ox.NamedNode]) -> list[ox.NamedNode]:
    if thing in seen:
        return []
    seen.add(thing)
    return [thing]


def _belonging(dataset: ox.Store, thing: ox.NamedNode) -> Iterator[ox.NamedNode]:
    """What is part of a thing though the statement points the other way."""
    for predicate in _BELONGING:
        for quad in dataset.quads_for_pattern(None, predicate, thing):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject


def canonical(triples: list[ox.Triple]) -> bytes:
    """Sorted lines of N-Triples, of which `kg.serve.answers.digest` makes the hash that a permalink carries."""
    return "".join(f"{triple} .\n" for triple in triples).encode()
