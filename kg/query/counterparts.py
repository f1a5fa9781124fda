"""Which contacts are asked for, and the network of counterparts that they make (networkx)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kg.errors import QueryError
from kg.query.contacts import Contact

if TYPE_CHECKING:
    import networkx as nx

    Graph: TypeAlias = nx.MultiGraph[str]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which contacts are asked for; all, if nothing is said.

    Those that may lie in [start, end], are of one of `kinds` (codes), and in which one of `countries` (CURIEs of
    states and organisations) takes part or is acted for; of these, those between actors within `depth` steps of
    `ego` (a CURIE). None and an empty collection leave out nothing.
    """

    ego: str | None = None
    depth: int = 1
    start: dt.date | None = None
    end: dt.date | None = None
    kinds: Collection[str] = ()
    countries: Collection[str] = ()

    def admits(self, contact: Contact) -> bool:
        """Whether a contact is asked for by its day, its kind and its parties, whoever `ego` is near."""
        return (
            contact.within(self.start, self.end)
            and (not self.kinds or contact.kind in self.kinds)
            and (not self.countries or not _countries(contact).isdisjoint(self.countries))
        )


EVERYTHING = Choice()


def chosen(contacts: Iterable[Contact], choice: Choice) -> list[Contact]:
    """The contacts between two sides that are asked for, in order. Raises QueryError where there is none."""
    known = sorted(filter(choice.admits, contacts), key=lambda contact: contact.order)
    graph = counterpart_graph(known)
    if choice.ego is not None:
        if choice.ego not in graph:
            raise QueryError(f"{choice.ego} has no contact of the country, kind and period asked for")
        near = _near(graph, choice.ego, choice.depth)
        graph.remove_nodes_from([actor for actor in graph if actor not in near])
    passed = {report for _, _, report in graph.edges(keys=True)}
    if not passed:
        raise QueryError("no contact fits the actor, country, kind and period asked for")
    return [contact for contact in known if contact.id in passed]


def _countries(contact: Contact) -> set[str]:
    """The states and organisations that take part in a contact, or for which somebody in it acts (CURIEs)."""
    actors = [party.actor for party in contact.parties]
    return {actor.id for actor in actors} | {actor.body.id for actor in actors if actor.body is not None}


def counterpart_graph(contacts: Iterable[Contact]) -> Graph:
    """Actors as nodes (`label`: the name), and for each report and two of its sides an edge (key: the report).

    An edge has its `occasion`. The order of nodes and edges does not depend on that of the contacts.
    """
    import networkx as nx

    graph: Graph = nx.MultiGraph()
    ordered = sorted(contacts, key=lambda contact: contact.order)
    actors = {actor.id: actor for contact in ordered for pair in contact.pairs() for actor in pair}
    for actor in sorted(actors.values(), key=lambda each: each.id):
        graph.add_node(actor.id, label=actor.name)
    for contact in ordered:
        for one, other in contact.pairs():
            graph.add_edge(one.id, other.id, key=contact.id, occasion=contact.occasion)
    return graph


def _near(graph: Graph, ego: str, depth: int) -> set[str]:
    reached = frontier = {ego}
    for _ in range(depth):
        frontier = {other for actor in frontier for other in graph[actor]} - reached
        reached = reached | frontier
    return reached


def ranking(graph: Graph) -> list[str]:
    """Actors by number of occasions, then of counterparts, both falling, then by name and id."""

    def key(actor: str) -> tuple[int, int, str, str]:
        held = {edge["occasion"] for edges in graph[actor].values() for edge in edges.values()}
        return -len(held), -len(graph[actor]), graph.nodes[actor]["label"], actor

    return sorted(graph, key=key)
