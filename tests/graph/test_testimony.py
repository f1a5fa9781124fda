"""Reports as they lie in the dataset: where they took place, as far as the register tells."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from factory import EXTRACTOR, event, extraction

from kg.graph.testimony import reports
from kg.graph.triples import article_quads
from kg.vocab import mint

STATES = """
@prefix actor: <https://w3id.org/counterpart/actor/> .
@prefix cp: <https://w3id.org/counterpart/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

actor:russia a cp:State ; skos:prefLabel "Nga"@vi ; skos:altLabel "Liên bang Nga" ;
    cp:capital "Moskva" ; cp:metonym "Matxcơva", "Điện Kremlin" .
actor:singapore a cp:State ; skos:prefLabel "Singapore"@vi ; cp:capital "Singapore" .
"""


@pytest.mark.parametrize(
    ("place", "state", "town"),
    [
        (None, None, None),
        ("Nga", "russia", None),
        ("Liên bang Nga", "russia", None),
        ("Moskva", "russia", mint("actor", "russia")),
        ("Matxcơva", "russia", mint("actor", "russia")),
        ("điện Kremlin", "russia", mint("actor", "russia")),
        ("Phòng Xanh (Moskva)", "russia", mint("actor", "russia")),
        ("Trụ sở (Nga)", "russia", None),
        ("Singapore", "singapore", None),
        ("Sochi", None, "sochi"),
        ("Khách sạn (Sochi)", None, "sochi"),
        ("Đà Nẵng", None, "da nang"),
    ],
)
def test_where(place: str | None, state: str | None, town: str | None) -> None:
    dataset = ox.Store()
    dataset.extend(
        ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(mint("graph", "register")))
        for t in ox.parse(STATES, format=ox.RdfFormat.TURTLE)
    )
    call = event(["austin"], ["belousov"], place=place)
    dataset.extend(article_quads(extraction(call), extractor=EXTRACTOR))
    [found] = reports(dataset)
    assert (found.state, found.town) == (mint("actor", state) if state else None, town)
    assert reports(dataset, only=[found.iri])[0].town == town
