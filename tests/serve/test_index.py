"""The flat table says of contacts what the graph says."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.model import Kind, Status
from kg.query.contacts import read_contacts
from kg.serve.index import Choice, Index, make
from kg.serve.ledger import read
from kg.vocab import expand


@pytest.fixture(scope="module")
def index(dataset: ox.Store, tmp_path_factory: pytest.TempPathFactory) -> Index:
    path = tmp_path_factory.mktemp("index") / "contacts.db"
    make(read(dataset), path, {"version": "1"})
    return Index(path)


def reference(dataset: ox.Store, choice: Choice) -> set[str]:
    """Occasions that a choice means, found through those of their reports that have the status of the occasion.

    In this fixture such reports agree with it in the rest.
    """
    found = set()
    for contact in read_contacts(dataset):
        names = (contact.occasion, "cp:status", f"status:{contact.status}")
        if not list(dataset.quads_for_pattern(*(ox.NamedNode(expand(name)) for name in names))):
            continue
        actors = {expand(party.actor.id) for party in contact.parties}
        pairs = {frozenset((expand(one.id), expand(other.id))) for one, other in contact.pairs()}
        if choice.kinds and contact.kind not in choice.kinds:
            continue
        if choice.statuses and contact.status not in choice.statuses:
            continue
        if not contact.within(choice.start, choice.end):
            continue
        if len(choice.actors) == 1 and choice.actors[0] not in actors:
            continue
        if len(choice.actors) == 2 and frozenset(choice.actors) not in pairs:
            continue
        found.add(expand(contact.occasion))
    return found


ACTORS = tuple(
    expand(f"actor:{name}")
    for name in ("lloyd-austin", "andrey-belousov", "antony-blinken", "to-lam", "vladimir-putin", "nobody")
)
DAYS = st.none() | st.dates(dt.date(2023, 1, 1), dt.date(2025, 1, 1))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.sampled_from(ACTORS), max_size=2, unique=True).map(tuple),
    st.lists(st.sampled_from(Status), max_size=2, unique=True).map(tuple),
    DAYS,
    DAYS,
)
def test_choices(
    dataset: ox.Store,
    index: Index,
    actors: tuple[str, ...],
    statuses: tuple[Status, ...],
    start: dt.date | None,
    end: dt.date | None,
) -> None:
    choice = Choice(actors, (), statuses, start, end)
    expected = reference(dataset, choice)
    assert {each["iri"] for each in index.contacts(choice, 0, 1000)} == expected
    counted = index.counts(choice)
    assert index.count(choice) == len(expected) == sum(counted["kind"].values())
    assert sum(counted["month"].values()) + counted["undated"] == len(expected)


def test_pages_are_parts_of_one_list_in_order_of_date(index: Index) -> None:
    choice = Choice(statuses=())
    whole = index.contacts(choice, 0, 1000)
    pages = [index.contacts(choice, offset, 3) for offset in range(0, len(whole), 3)]
    assert list(itertools.chain.from_iterable(pages)) == whole
    dates = [each["earliest"] or each["latest"] or "9999" for each in whole]
    assert dates == sorted(dates)


def test_network_counts_occasions(dataset: ox.Store, index: Index) -> None:
    found = index.network(Choice(), 300)
    pairs: dict[tuple[str, str], set[str]] = {}
    for contact in read_contacts(dataset):
        if contact.status == Status.OCCURRED:
            for one, other in contact.pairs():
                key = expand(min(one.id, other.id)), expand(max(one.id, other.id))
                pairs.setdefault(key, set()).add(contact.occasion)
    counted = {(min(p["one"], p["other"]), max(p["one"], p["other"])): p["contacts"] for p in found["pairs"]}
    assert counted == {pair: len(occasions) for pair, occasions in pairs.items()}
    assert found["of"] == len(found["actors"])
    assert len(index.network(Choice(), 3)["actors"]) == 3


def test_counterparts_are_the_pairs_of_one(index: Index) -> None:
    pairs = Counter[str]()
    for pair in index.network(Choice(), 300)["pairs"]:
        if ACTORS[0] in (pair["one"], pair["other"]):
            pairs[pair["other"] if pair["one"] == ACTORS[0] else pair["one"]] += pair["contacts"]
    found = index.counterparts(ACTORS[0], Choice(), 100)
    assert {each["iri"]: each["contacts"] for each in found} == dict(pairs)
    assert [each["contacts"] for each in found] == sorted(pairs.values(), reverse=True)


@pytest.mark.parametrize(
    ("begun", "names"),
    [
        ("to lam", ["Tô Lâm"]),
        ("TÔ", ["Tô Lâm"]),
        ("lâm tô", ["Tô Lâm"]),
        ("x'; DROP TABLE actor", []),
        ("%", []),
    ],
)
def test_names_without_diacritics(index: Index, begun: str, names: list[str]) -> None:
    assert [each["name"] for each in index.actors(begun, 5)] == names


def test_kinds_and_initiators(dataset: ox.Store, index: Index) -> None:
    calls = index.contacts(Choice(kinds=(Kind.PHONE_CALL,), initiated=True), 0, 100)
    assert calls
    assert all(each["kind"] == "PhoneCall" for each in calls)
    assert all(each["initiator"] in {party["iri"] for party in each["parties"]} for each in calls)
    assert index.facts() == {"version": "1", "articles": "7"}


def test_the_table_is_the_same_each_time(dataset: ox.Store, index: Index, tmp_path: Path) -> None:
    make(read(dataset), tmp_path / "again.db", {"version": "1"})
    again = Index(tmp_path / "again.db")
    assert again.contacts(Choice(statuses=()), 0, 1000) == index.contacts(Choice(statuses=()), 0, 1000)
    again.close()
