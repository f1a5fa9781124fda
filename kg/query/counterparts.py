"""From contacts to a graph of counterparts (networkx).

Counts are of occasions, so that two articles on one call count once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, TypeAlias

from kg.errors import QueryError
from kg.model import Status
from kg.query.contacts import Contact

if TYPE_CHECKING:
    import networkx as nx

    Graph: TypeAlias = nx.MultiGraph[str]

OCCURRED = frozenset({Status.OCCURRED.value})
SAMPLE = 400
"""From how many actors `brokerage` follows shortest paths, in a graph that has more."""


def counterpart_graph(
    contacts: Iterable[Contact],
    *,
    ego: str | None = None,
    depth: int = 1,
    start: dt.date | None = None,
    end: dt.date | None = None,
    kinds: Collection[str] | None = None,
    statuses: Collection[str] = OCCURRED,
    top: int | None = None,
) -> Graph:
    """Actors as nodes, and an edge for each report and pair of actors of different sides; key is the report.

    Only contacts that may lie in [start, end], of these kinds (codes; None: all) and statuses count. `ego` (a
    CURIE) keeps the actors within `depth` steps of it. `top` keeps that many actors, those with the most
    occasions, then counterparts, then by name; the ego is always kept. Attributes are plain strings and
    numbers, ready for GraphML and GEXF. Raises QueryError if the ego has no such contact.
    """
    graph = _multigraph(
        contact
        for contact in contacts
        if contact.within(start, end) and contact.status in statuses and (not kinds or contact.kind in kinds)
    )
    if ego is not None:
        if ego not in graph:
            raise QueryError(f"{ego} has no contact of the kind, status and period asked for")
        graph = _subgraph(graph, _near(graph, ego, depth))
    if top is not None and top < len(graph):
        ranked = ranking(graph)
        kept = [ego] if ego is not None else []
        kept += [actor for actor in ranked if actor != ego]
        graph = _subgraph(graph, set(kept[: max(top, 1)]))
        graph = _subgraph(graph, {actor for actor in graph if graph.degree(actor) or actor == ego})
    return graph


def _multigraph(contacts: Iterable[Contact]) -> Graph:
    import networkx as nx

    graph: Graph = nx.MultiGraph()
    ordered = sorted(contacts, key=lambda contact: contact.order)
    actors = {actor.id: actor for contact in ordered for pair in contact.pairs() for actor in pair}
    for actor in sorted(actors.values(), key=lambda each: each.id):
        graph.add_node(actor.id, label=actor.name, type=actor.type, state=actor.state or "")
    for contact in ordered:
        for one, other in contact.pairs():
            graph.add_edge(one.id, other.id, key=contact.id, **_attributes(contact))
    return graph


def _attributes(contact: Contact) -> dict[str, str]:
    values = {
        "occasion": contact.occasion,
        "kind": contact.kind,
        "status": contact.status,
        "date": contact.edtf,
        "earliest": contact.earliest and contact.earliest.isoformat(),
        "latest": contact.latest and contact.latest.isoformat(),
        "initiator": contact.initiator,
        "quote": contact.quote,
        "article": contact.source.id,
        "headline": contact.source.headline,
        "publisher": contact.source.publisher,
        "url": contact.source.url,
        "report": contact.id,
    }
    return {name: value for name, value in values.items() if value}


def _subgraph(graph: Graph, kept: Collection[str]) -> Graph:
    """The part of a graph that these nodes span, with nodes and edges in the order of the whole."""
    part = graph.copy()
    part.remove_nodes_from([node for node in graph if node not in kept])
    return part


def _near(graph: Graph, ego: str, depth: int) -> set[str]:
    reached = frontier = {ego}
    for _ in range(depth):
        frontier = {other for actor in frontier for other in graph[actor]} - reached
        reached = reached | frontier
    return reached


def occasions(graph: Graph, one: str, other: str) -> set[str]:
    """Occasions on which two actors of a graph were in contact."""
    return {data["occasion"] for data in graph[one][other].values()}


def ranking(graph: Graph) -> list[str]:
    """Actors by number of occasions, then of counterparts, both falling, then by name and id."""

    def key(actor: str) -> tuple[int, int, str, str]:
        held = {occasion for other in graph[actor] for occasion in occasions(graph, actor, other)}
        return -len(held), -len(graph[actor]), graph.nodes[actor]["label"], actor

    return sorted(graph, key=key)


def brokerage(graph: Graph) -> tuple[tuple[str, float], ...]:
    """Actors with their betweenness (0–1: the share of shortest chains that run through them), most first.

    Parallel contacts count as one link. With more than `SAMPLE` actors the shares are estimated from chains
    that start at so many of them, drawn with a fixed seed.
    """
    import networkx as nx

    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(graph)
    simple.add_edges_from((one, other) for one, other, _ in graph.edges(keys=True))
    sample = SAMPLE if len(simple) > SAMPLE else None
    scores = nx.betweenness_centrality(simple, k=sample, seed=0)
    ranked = sorted(scores.items(), key=lambda item: (-round(item[1], 9), item[0]))
    return tuple((actor, round(score, 9)) for actor, score in ranked)
