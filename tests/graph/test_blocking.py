"""What is worth comparing: an index may name too many clusters, and never leaves out one that would be joined."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from testifying import AT_NIGHT, DAY, GLOSS, JULY, NEXT, SAID, report

from kg.graph.blocking import Calendar, Index, Letters, Names, Sentences, Stays, Together, Towns, by_bodies
from kg.graph.clusters import Cluster
from kg.graph.compatibility import (
    alike_at_one_time,
    at_one_time,
    at_one_time_and_place,
    in_like_words,
    in_the_name_of_several,
    is_of_two,
    of_unregistered,
    one_day_elsewhere,
    recalled_there,
    state_for_person,
    whenever,
)
from kg.model import Kind, Status

D = dt.date
YEAR, AGES = (D(2024, 1, 1), D(2024, 12, 31)), D(2026, 2, 1)
LAST, FIRST = D(2024, 7, 31), D(2024, 8, 1)


def _of(*sides: str, **told: Any) -> Cluster:
    return Cluster.of(report("r", *sides, **told))


_sides = st.sampled_from(
    [
        ("a@USA", "b@RUS"),
        ("USA", "b@RUS"),
        ("USA", "RUS"),
        ("a@USA, c@USA", "b@RUS"),
        ("a@USA", "?Ann Lee"),
        ("a@USA", "?Ann Lee Roe"),
        ("?Ann Lee Roe", "b@RUS"),
    ]
)
_days = st.sampled_from([DAY, NEXT, LAST, FIRST, None, JULY, (DAY, None), (None, NEXT), (LAST, FIRST), YEAR])
_clusters = st.builds(
    lambda sides, **told: _of(*sides, **told),
    _sides,
    kind=st.sampled_from(Kind),
    status=st.sampled_from(Status),
    on=_days,
    by=st.sampled_from([None, "a", "b"]),
    at=st.sampled_from([None, "Bali", "Paris", "RUS"]),
    quote=st.sampled_from(["", SAID, SAID + " hôm qua", GLOSS, AT_NIGHT]),
    published=st.sampled_from([None, DAY, LAST, FIRST, D(2024, 8, 3), AGES]),
)
_pairs = st.tuples(_clusters, _clusters)


def _of_strangers(cluster: Cluster) -> bool:
    return is_of_two(cluster) and of_unregistered(cluster)


@pytest.mark.parametrize(
    ("index", "fits"),
    [
        (Together, whenever),
        (Calendar, at_one_time),
        (Calendar, at_one_time_and_place),
        (Calendar, one_day_elsewhere),
        (Towns, recalled_there),
        (Sentences, in_like_words),
        (Names, alike_at_one_time),
        (Letters, in_the_name_of_several),
        (Stays, state_for_person),
    ],
)
@given(_pairs)
@example((_of("c@USA", "b", kind=Kind.MESSAGE, by="c"), _of("a, c@USA", "b", kind=Kind.MESSAGE, by="a")))
@example((_of("a@USA", "?Abe Ann Lee"), _of("a@USA", "?Ann Lee")))
@example((_of(quote=AT_NIGHT, on=LAST), _of(on=FIRST)))
@example(
    (
        _of("c@USA", "RUS", kind=Kind.VISIT, on=YEAR, at="Bali", published=AGES),
        _of("c@USA", "b@RUS", kind=Kind.MEETING, at="Bali"),
    )
)
def test_what_fits_is_near(
    index: type[Index], fits: Callable[[Cluster, Cluster], bool], pair: tuple[Cluster, Cluster]
) -> None:
    cluster, known = pair
    if fits in (alike_at_one_time, state_for_person) and not (is_of_two(cluster) and is_of_two(known)):
        return
    if fits is alike_at_one_time and not (_of_strangers(cluster) and _of_strangers(known)):
        return
    near = index()
    near.add(known, 7)
    if fits(cluster, known):
        assert near.around(cluster) == [7]


@given(_pairs)
def test_states_that_stand_for_people_share_a_key(pair: tuple[Cluster, Cluster]) -> None:
    one, other = pair
    if is_of_two(one) and is_of_two(other) and state_for_person(one, other):
        assert by_bodies(one.lead) == by_bodies(other.lead) is not None
