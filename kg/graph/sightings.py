"""What the articles of a dataset say of people outside the register, and the graph of who of them is one.

Article graphs hold what each article knows of such a person (name, roles, state, sentence) under an id of that
article's making; ``graph:derived`` says which ids mean one person (`kg.knowledge.provisional`): all but one of them
``dcterms:isReplacedBy`` that one, which occasions and direct triples then name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.graph.triples import DERIVED, Statements, node, plain, string
from kg.knowledge.provisional import Pairs, Sighting, equivalences
from kg.vocab import CP, PREFIXES

REPLACED = "dcterms:isReplacedBy"


def sightings(dataset: ox.Store) -> list[Sighting]:
    """People of the articles whom the register lacks, in order of id.

    A body that belongs to another ("Duma Quốc gia Nga") stands for that other.
    """
    people = _subjects(dataset, CP.UnregisteredActor) & _subjects(dataset, CP.Person)
    names, states = _values(dataset, "rdfs:label", people), _values(dataset, CP.ofBody, people)
    classes, roles = _values(dataset, CP.officeClass, people), _values(dataset, "schema:jobTitle", people)
    whole = _wholes(dataset)
    return [
        Sighting(
            iri.removeprefix(PREFIXES["actor"]),
            frozenset(names[iri]),
            frozenset(whole.get(body, body).removeprefix(PREFIXES["actor"]) for body in states[iri]),
            frozenset(name.removeprefix(PREFIXES["class"]) for name in classes[iri]),
            frozenset(roles[iri]),
        )
        for iri in sorted(people)
    ]


def same_people(
    people: Iterable[Sighting], together: Pairs = frozenset(), apart: Pairs = frozenset()
) -> dict[str, str]:
    """IRIs of people outside the register that mean somebody who has another IRI → that IRI.

    `together` and `apart` are pairs of IRIs of actors that people decided on.
    """
    actor = PREFIXES["actor"]

    def ids(pairs: Pairs) -> set[frozenset[str]]:
        return {frozenset(iri.removeprefix(actor) for iri in pair) for pair in pairs}

    found = equivalences(people, ids(together), ids(apart))
    return {actor + one: actor + other for one, other in found.items()}


def replacement_quads(people: Iterable[Sighting], same: Mapping[str, str]) -> list[ox.Quad]:
    """What ``graph:derived`` says of them: which IRI stands for which, and under what other names."""
    derived = Statements(DERIVED)
    names = {PREFIXES["actor"] + person.id: person.names for person in people}
    for one, other in sorted(same.items()):
        derived.say(one, REPLACED, ox.NamedNode(other))
        own = names.get(other, frozenset())
        derived.say(other, "skos:altLabel", *map(string, sorted(names.get(one, frozenset()) - own)))
    return derived.quads()


def _subjects(dataset: ox.Store, name: str) -> set[str]:
    found = dataset.quads_for_pattern(None, node("rdf:type"), node(name))
    return {plain(quad.subject) for quad in found}


def _values(dataset: ox.Store, predicate: str, of: set[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for iri in of:
        for quad in dataset.quads_for_pattern(ox.NamedNode(iri), node(predicate), None):
            if not isinstance(quad.object, ox.Literal) or not quad.object.language:
                found[iri].add(plain(quad.object))
    return found


def _wholes(dataset: ox.Store) -> dict[str, str]:
    """Organisations that belong to a state or another organisation → that one."""
    organisations = _subjects(dataset, CP.Organization)
    found = dataset.quads_for_pattern(None, node(CP.ofBody), None)
    return {plain(q.subject): plain(q.object) for q in found if plain(q.subject) in organisations}
