"""The graph of counterparts: who is in it, in what order, and who stands between others."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from crowd import call

from kg.errors import QueryError
from kg.query.contacts import Contact
from kg.query.counterparts import brokerage, counterpart_graph, occasions, ranking

AUSTIN, BELOUSOV, SHOIGU = "actor:lloyd-austin", "actor:andrey-belousov", "actor:sergei-shoigu"
ALL = frozenset({"occurred", "planned", "denied"})


class TestGraph:
    def test_counts_of_the_fixture(self, known: tuple[Contact, ...]) -> None:
        graph = counterpart_graph(known)
        assert (len(graph), graph.number_of_edges()) == (11, 11)
        assert graph.number_of_edges(AUSTIN, BELOUSOV) == 3
        assert len(occasions(graph, AUSTIN, BELOUSOV)) == 2
        assert graph.nodes[AUSTIN] == {"label": "Lloyd Austin", "type": "Person", "state": "United States"}

    def test_attributes_are_plain(self, known: tuple[Contact, ...]) -> None:
        graph = counterpart_graph(known, statuses=ALL)
        values = [value for _, _, data in graph.edges(data=True) for value in data.values()]
        assert values
        assert all(isinstance(value, str) and value for value in values)

    @pytest.mark.parametrize(
        ("choice", "actors", "reports"),
        [
            ({"statuses": ALL}, 12, 14),
            ({"kinds": {"Message"}}, 2, 1),
            ({"kinds": {"Visit"}}, 0, 0),
            ({"start": dt.date(2024, 7, 1)}, 2, 2),
            ({"end": dt.date(2022, 12, 31)}, 4, 2),
            ({"ego": AUSTIN}, 3, 5),
            ({"ego": BELOUSOV}, 2, 3),
            ({"ego": BELOUSOV, "depth": 2}, 3, 5),
            ({"ego": BELOUSOV, "depth": 0}, 1, 0),
            ({"top": 2}, 2, 3),
            ({"top": 1, "ego": SHOIGU}, 1, 0),
            ({"top": 99}, 11, 11),
        ],
    )
    def test_choices(
        self, choice: dict[str, object], actors: int, reports: int, known: tuple[Contact, ...]
    ) -> None:
        graph = counterpart_graph(known, **choice)  # type: ignore[arg-type]
        assert (len(graph), graph.number_of_edges()) == (actors, reports)

    def test_an_ego_without_contacts(self, known: tuple[Contact, ...]) -> None:
        with pytest.raises(QueryError, match="actor:sergei-lavrov has no contact"):
            counterpart_graph(known, ego="actor:sergei-lavrov")

    def test_order_of_input_changes_nothing(self, known: tuple[Contact, ...]) -> None:
        shuffled = list(known)
        random.Random(3).shuffle(shuffled)
        one, other = counterpart_graph(known, top=5), counterpart_graph(shuffled, top=5)
        assert list(one.nodes(data=True)) == list(other.nodes(data=True))
        assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))

    def test_ranking(self, known: tuple[Contact, ...]) -> None:
        assert ranking(counterpart_graph(known))[:2] == [AUSTIN, BELOUSOV]


class TestBrokerage:
    def test_brokerage(self) -> None:
        graph = counterpart_graph([call(1, "a", "b"), call(2, "b", "c"), call(3, "b", "c")])
        assert brokerage(graph) == (("actor:b", 1.0), ("actor:a", 0.0), ("actor:c", 0.0))
