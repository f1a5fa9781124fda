"""People outside the register as articles have them, and which of them are one."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.graph.sightings import replacement_quads, same_people, sightings
from kg.graph.triples import DERIVED
from kg.knowledge.provisional import Sighting
from kg.vocab import PREFIXES, compact, expand

TURTLE = """
actor:chile a cp:State .
actor:chile-congress a cp:Organization ; cp:ofBody actor:chile .
actor:x.juana a cp:Person, cp:UnregisteredActor ; rdfs:label "Juana Pérez", "Juana Pérez"@vi ;
    cp:ofBody actor:chile-congress ; cp:officeClass class:legislator ; schema:jobTitle "Nghị sĩ Chile" .
actor:x.ana a cp:Person, cp:UnregisteredActor ; rdfs:label "Ana Díaz" .
actor:x.army a cp:Group, cp:UnregisteredActor ; rdfs:label "Quân đội Chile" .
actor:gabriel-boric a cp:Person ; rdfs:label "Gabriel Boric" .
"""


@pytest.fixture(scope="module")
def dataset() -> ox.Store:
    store = ox.Store()
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    store.load((prefixes + TURTLE).encode(), format=ox.RdfFormat.TURTLE)
    return store


def test_people_whom_the_register_lacks(dataset: ox.Store) -> None:
    """Groups and people of the register are none; what belongs to a state stands for it."""
    none: frozenset[str] = frozenset()
    assert sightings(dataset) == [
        Sighting("x.ana", frozenset({"Ana Díaz"}), none, none, none),
        Sighting(
            "x.juana",
            frozenset({"Juana Pérez"}),
            frozenset({"chile"}),
            frozenset({"legislator"}),
            frozenset({"Nghị sĩ Chile"}),
        ),
    ]


def test_what_people_decide_is_said_in_iris(dataset: ox.Store) -> None:
    ana, juana = expand("actor:x.ana"), expand("actor:x.juana")
    people, pair = sightings(dataset), frozenset({frozenset({ana, juana})})
    assert same_people(people) == {}
    ((one, other),) = same_people(people, together=pair).items()
    assert {one, other} == {ana, juana}
    assert same_people(people, together=pair, apart=pair) == {}


def test_the_one_who_stands_for_another_bears_its_names(dataset: ox.Store) -> None:
    ana, juana = expand("actor:x.ana"), expand("actor:x.juana")
    quads = replacement_quads(sightings(dataset), {ana: juana})
    said = {(compact(q.subject.value), compact(q.predicate.value), q.object.value) for q in quads}  # type: ignore[union-attr]
    assert said == {
        ("actor:x.ana", "dcterms:isReplacedBy", juana),
        ("actor:x.juana", "skos:altLabel", "Ana Díaz"),
    }
    assert {str(q.graph_name) for q in quads} == {f"<{DERIVED}>"}
