"""Which contacts are asked for, and the network that they make."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from crowd import call, crowd

from kg.errors import QueryError
from kg.query.contacts import Contact
from kg.query.counterparts import EVERYTHING, Choice, chosen, counterpart_graph, ranking

AUSTIN, BELOUSOV = "actor:lloyd-austin", "actor:andrey-belousov"
DAY = dt.date(2024, 7, 12)


def chain() -> list[Contact]:
    """a – b – c – d, and apart from them e – f."""
    return [call(1, "a", "b"), call(2, "b", "c", day=DAY), call(3, "c", "d"), call(4, "e", "f")]


@pytest.mark.parametrize(
    ("choice", "reports"),
    [
        (EVERYTHING, "r1 r2 r3 r4"),
        (Choice(ego="actor:a"), "r1"),
        (Choice(ego="actor:a", depth=2), "r1 r2"),
        (Choice(ego="actor:a", depth=9), "r1 r2 r3"),
        (Choice(ego="actor:b"), "r1 r2"),
        (Choice(start=DAY), "r2"),  # what is not dated lies in no bounded period
        (Choice(end=DAY), "r2"),
        (Choice(kinds={"PhoneCall"}), "r1 r2 r3 r4"),
        (Choice(countries={"actor:f"}), "r4"),
        (Choice(ego="actor:b", depth=3, countries={"actor:c"}), "r2 r3"),
    ],
)
def test_choices(choice: Choice, reports: str) -> None:
    assert sorted(contact.id for contact in chosen(chain(), choice)) == [
        f"report:{r}" for r in reports.split()
    ]


@pytest.mark.parametrize(
    ("choice", "fault"),
    [
        (Choice(ego="actor:z"), "actor:z has no contact"),
        (Choice(ego="actor:a", start=DAY), "actor:a has no contact"),
        (Choice(end=DAY - dt.timedelta(days=1)), "no contact fits"),
        (Choice(kinds={"Visit"}), "no contact fits"),
        (Choice(countries={"actor:z"}), "no contact fits"),
    ],
)
def test_nothing_chosen(choice: Choice, fault: str) -> None:
    with pytest.raises(QueryError, match=fault):
        chosen(chain(), choice)


def test_a_country_is_chosen_with_those_who_act_for_it() -> None:
    contacts = crowd(100)
    kept = chosen(contacts, Choice(countries={"actor:state-3"}))
    bodies = [{p.actor.body.id for p in contact.parties if p.actor.body} for contact in kept]
    assert kept
    assert all("actor:state-3" in those for those in bodies)
    assert len(kept) == sum(
        "actor:state-3" in {p.actor.body.id for p in c.parties if p.actor.body} for c in contacts
    )


def test_what_is_told_of_one_side_alone_is_not_chosen() -> None:
    assert [contact.id for contact in chosen([call(1, "ab"), call(2, "a", "b")], EVERYTHING)] == ["report:r2"]


class TestGraph:
    def test_every_report_is_a_line(self, known: tuple[Contact, ...]) -> None:
        graph = counterpart_graph(known)
        assert (len(graph), graph.number_of_edges()) == (12, 14)
        assert graph.number_of_edges(AUSTIN, BELOUSOV) == 3
        assert len({edge["occasion"] for edge in graph[AUSTIN][BELOUSOV].values()}) == 2
        assert graph.nodes[AUSTIN] == {"label": "Lloyd Austin"}

    def test_a_line_for_each_two_of_different_sides(self) -> None:
        graph = counterpart_graph([call(1, "ab", "cd")])
        assert sorted(graph.edges()) == sorted(
            (f"actor:{one}", f"actor:{two}") for one in "ab" for two in "cd"
        )

    def test_order_of_input_changes_nothing(self) -> None:
        contacts = crowd(60)
        shuffled = list(contacts)
        random.Random(3).shuffle(shuffled)
        one, other = counterpart_graph(contacts), counterpart_graph(shuffled)
        assert list(one.nodes(data=True)) == list(other.nodes(data=True))
        assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))

    def test_ranking(self) -> None:
        """By occasions, then counterparts, then name: b has three, c two with two, a one earlier in the alphabet."""
        contacts = [call(1, "a", "b"), call(2, "b", "c"), call(3, "b", "c"), call(4, "c", "d")]
        assert ranking(counterpart_graph(contacts)) == [f"actor:{name}" for name in "bcad"]
