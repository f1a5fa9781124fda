"""The vocabulary as documentation: classes, properties and concept schemes, each with an anchor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyoxigraph as ox

from kg.serve.pages import Page, web_link
from kg.serve.things import Said
from kg.vocab import PREFIXES, compact, expand


def ontology(page: Page, triples: Sequence[ox.Triple]) -> bytes:
    """The vocabulary as documentation: classes, properties and concept schemes, each with an anchor."""
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    said = Said(store, triples, page.lang)
    t = page.t
    own = PREFIXES["cp"]
    properties = {
        each
        for kind in ("owl:ObjectProperty", "owl:DatatypeProperty", "rdf:Property")
        for each in said.of_type(kind)
    }
    groups = [
        {"id": "classes", "title": t["classes"], "iris": said.of_type("owl:Class")},
        {"id": "properties", "title": t["properties"], "iris": sorted(properties)},
    ]
    for scheme in said.of_type("skos:ConceptScheme"):
        members = [c for c in said.of_type("skos:Concept") if scheme in said.values(c, "skos:inScheme")]
        groups.append({"id": scheme.rpartition("/")[2], "title": said.name(scheme), "iris": members})
    shown = [
        {"id": g["id"], "title": g["title"], "terms": [_term(said, iri, t) for iri in g["iris"]]}
        for g in groups
        if g["iris"]
    ]
    return page.render(
        "ontology.html.j2",
        t["ontology"],
        lead=t["ontologyLead"],
        iri=own.removesuffix("#"),
        groups=shown,
    )


def _term(said: Said, iri: str, t: Mapping[str, Any]) -> dict[str, Any]:
    facts = []
    for name, predicate in (
        ("domain", "rdfs:domain"),
        ("range", "rdfs:range"),
        ("subOf", "rdfs:subPropertyOf"),
        ("subOf", "rdfs:subClassOf"),
        ("subOf", "skos:broader"),
    ):
        if found := [v for v in said.values(iri, predicate) if not v.startswith("_:")]:
            facts.append(
                (
                    t[name],
                    [
                        {"text": compact(v), "path": f"#{_anchor(v)}" if said.about(v) else web_link(v)}
                        for v in found
                    ],
                )
            )
    definitions = [
        {"lang": term.language or said.lang, "text": term.value}
        for predicate in ("rdfs:comment", "skos:definition")
        for term in said.about(iri).get(expand(predicate), ())
        if isinstance(term, ox.Literal) and term.language in (said.lang, None)
    ]
    return {
        "id": _anchor(iri),
        "label": said.name(iri),
        "curie": compact(iri),
        "definitions": definitions,
        "facts": facts,
    }


def _anchor(iri: str) -> str:
    own = PREFIXES["cp"]
    return iri.removeprefix(own) if iri.startswith(own) else compact(iri).replace(":", "-")
