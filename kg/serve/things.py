"""What the dataset says of one thing: the statements that a page about it, or an answer in RDF, is made of.

A thing comes with the nodes that describe it alone (participations, evidence, terms of office), an occasion with
its reports, and an article with all that it says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import pyoxigraph as ox

from kg.graph.triples import described
from kg.ontology import read_turtle, shipped
from kg.vocab import BASE, CP, PREFIXES, compact, expand

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


@cache
def _vocabulary() -> ox.Store:
    """The terms of the ontology, which the dataset uses and does not describe."""
    store = ox.Store()
    store.extend(read_turtle(shipped() / "counterpart.ttl"))
    return store


class Said:
    """The statements about a thing, by subject and predicate, and what things are called."""

    def __init__(self, dataset: ox.Store, triples: Sequence[ox.Triple], lang: str) -> None:
        self.dataset = dataset
        self.lang = lang
        self._said: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for triple in triples:
            if isinstance(triple.subject, ox.NamedNode) and isinstance(
                triple.object, ox.NamedNode | ox.Literal
            ):
                self._said[triple.subject.value][triple.predicate.value].append(triple.object)

    def values(self, subject: str, predicate: str) -> list[str]:
        """Values of a property, as text."""
        return [term.value for term in self._said.get(subject, {}).get(expand(predicate), ())]

    def one(self, subject: str, predicate: str) -> str | None:
        """The first of them."""
        return next(iter(self.values(subject, predicate)), None)

    def about(self, subject: str) -> Mapping[str, Sequence[ox.NamedNode | ox.Literal]]:
        """Everything that is said of a subject."""
        return self._said.get(subject, {})

    def of_type(self, curie: str) -> list[str]:
        """Subjects of a class, sorted."""
        return sorted(s for s in self._said if expand(curie) in self.values(s, "rdf:type"))

    def name(self, iri: str) -> str:
        """What a thing is called in the language, else in any, else its CURIE."""
        vocabulary = iri.startswith(PREFIXES["cp"])
        known = described(_vocabulary() if vocabulary else self.dataset, iri)
        for predicate in ("skos:prefLabel", "rdfs:label", "schema:headline"):
            labels = [x for x in known.get(expand(predicate), ()) if isinstance(x, ox.Literal)]
            for language in (self.lang, None, "vi", "en"):
                found = [x.value for x in labels if x.language == language]
                if found:
                    return min(found)
        if iri.startswith(PREFIXES["article"]):
            return iri.removeprefix(PREFIXES["article"])
        return compact(iri)
