"""What is said of one thing, and that what is served of it can be checked."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from kg.serve.answers import serialized
from kg.serve.things import canonical, description
from kg.vocab import CP, expand


def said(dataset: ox.Store, curie: str) -> set[str]:
    return {triple.predicate.value for triple in description(dataset, expand(curie))}


def test_an_occasion_comes_with_its_reports_and_their_evidence(dataset: ox.Store) -> None:
    link = next(dataset.quads_for_pattern(None, ox.NamedNode(CP.reportOf), None))
    assert isinstance(link.object, ox.NamedNode)
    occasion = link.object.value
    found = {str(triple.subject) for triple in description(dataset, occasion)}
    reports = dataset.quads_for_pattern(None, ox.NamedNode(CP.reportOf), link.object)
    assert {str(quad.subject) for quad in reports} <= found
    assert {CP.quote, CP.role, CP.side} <= said(dataset, occasion)


def test_a_person_comes_with_terms_of_office_but_not_with_contacts(dataset: ox.Store) -> None:
    assert CP.heldBy in said(dataset, "actor:lloyd-austin")
    assert CP.evidence not in said(dataset, "actor:lloyd-austin")


def test_an_article_comes_with_what_it_says(dataset: ox.Store) -> None:
    assert {CP.quote, CP.kind, expand("schema:headline")} <= said(dataset, "article:a1")


def test_nothing_is_known_of_the_unknown(dataset: ox.Store) -> None:
    assert description(dataset, "http://x/unknown") == []


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=4))
def test_the_canonical_form_is_what_is_served(values: list[str]) -> None:
    node = ox.NamedNode
    triples = sorted(
        {ox.Triple(node("http://x/s"), node("http://x/p"), ox.Literal(v)) for v in values}, key=str
    )
    assert canonical(triples) == serialized(triples, "nt")
