"""What filters leave of many reports, and the pairs in it, against what a plain reading of the contacts gives."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from dataclasses import replace

import networkx as nx
import pyoxigraph as ox
import pytest
from crowd import crowd, quads

from kg.query.contacts import Contact
from kg.query.counterparts import counterpart_graph, ranking
from kg.serve.columns import Columns, write
from kg.serve.found import OCCURRED, Filters, Finder, Found
from kg.serve.ledger import KINDS, STATUSES, Ledger, read
from kg.serve.pairs import Pairs
from kg.vocab import expand

EVERY = Filters(statuses=None)
CALLS, VISITS = (frozenset({KINDS.index(kind)}) for kind in ("PhoneCall", "Visit"))
DENIED = frozenset({STATUSES.index("denied")})


def invented() -> list[Contact]:
    """Contacts of which every fifth is told twice, so that occasions and reports are not the same number."""
    told = crowd(300)
    again = [replace(each, id=each.id.replace("n", "m", 1), occasion=each.occasion) for each in told[::5]]
    return [*told, *again]


@pytest.fixture(scope="module")
def contacts() -> list[Contact]:
    return invented()


@pytest.fixture(scope="module")
def ledger(contacts: list[Contact]) -> Ledger:
    store = ox.Store()
    store.extend(quads(contacts))
    return read(store)


@pytest.fixture(scope="module")
def finder(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Finder:
    folder = tmp_path_factory.mktemp("columns")
    write(ledger, folder)
    return Finder(Columns(folder))


class Reference:
    """The same filters, contact by contact."""

    def __init__(self, contacts: list[Contact], ledger: Ledger, filters: Filters) -> None:
        self.ledger = ledger
        self.left = [each for each in contacts if self._passes(each, filters)]
        if filters.ego is not None:
            self.left = self._near(ledger.actors[filters.ego].id, filters.depth)

    def _passes(self, contact: Contact, filters: Filters) -> bool:
        bodies = {party.actor.body.id for party in contact.parties if party.actor.body}
        within = contact.within(filters.start, filters.end) or (contact.edtf is None and filters.undated)
        return (
            (filters.kinds is None or KINDS.index(contact.kind) in filters.kinds)
            and (filters.statuses is None or STATUSES.index(contact.status) in filters.statuses)
            and (filters.bodies is None or bool(bodies & {self.ledger.actors[n].id for n in filters.bodies}))
            and (filters.by == "any" or (contact.initiator is not None) == (filters.by == "stated"))
            and (filters.undated or contact.edtf is not None)
            and within
        )

    def _near(self, ego: str, depth: int) -> list[Contact]:
        graph = nx.Graph((one.id, other.id) for each in self.left for one, other in each.pairs())
        near = nx.single_source_shortest_path_length(graph, ego, depth) if ego in graph else {ego: 0}
        return [each for each in self.left if any(a.id in near and b.id in near for a, b in each.pairs())]

    def number(self, curie: str) -> int:
        return next(n for n, actor in enumerate(self.ledger.actors) if actor.id == curie)


def ids(found: Found, ledger: Ledger) -> set[str]:
    return {ledger.reports[number].iri for number in found.passed.nonzero()[0]}


FILTERS = [
    Filters(),
    EVERY,
    replace(EVERY, kinds=CALLS),
    replace(EVERY, kinds=CALLS | VISITS, statuses=DENIED),
    replace(EVERY, kinds=frozenset()),
    replace(EVERY, bodies=frozenset({1})),
    replace(EVERY, by="stated"),
    replace(EVERY, by="unstated", undated=False),
    replace(EVERY, start=dt.date(2021, 3, 1), end=dt.date(2022, 3, 1)),
    replace(EVERY, start=dt.date(2021, 3, 1), undated=False),
    replace(EVERY, ego=0, depth=1),
    replace(EVERY, ego=0, depth=2, kinds=VISITS),
]


@pytest.mark.parametrize("filters", FILTERS, ids=repr)
def test_what_is_left(filters: Filters, contacts: list[Contact], ledger: Ledger, finder: Finder) -> None:
    left = Reference(contacts, ledger, filters).left
    found = finder.found(filters)
    assert ids(found, ledger) == {expand(each.id) for each in left}
    counts = found.counts(found.passed)
    dated = sorted(each.earliest.isoformat() for each in left if each.earliest)
    assert counts == {
        "occasions": len({each.occasion for each in left}),
        "reports": len(left),
        "articles": len({each.source.id for each in left}),
        "undated": len({each.occasion for each in left if each.edtf is None}),
        "first": dated[0] if dated else None,
        "last": dated[-1] if dated else None,
    }


def test_facets_count_what_each_other_value_would_leave(
    contacts: list[Contact], ledger: Ledger, finder: Finder
) -> None:
    filters = replace(EVERY, kinds=CALLS, statuses=frozenset({OCCURRED}))
    facets = finder.found(filters).facets()
    of_kind = Reference(contacts, ledger, replace(filters, kinds=None)).left
    of_status = Reference(contacts, ledger, replace(filters, statuses=None)).left
    kinds = {(KINDS.index(each.kind), each.occasion) for each in of_kind}
    statuses = {(STATUSES.index(each.status), each.occasion) for each in of_status}
    assert facets["kinds"] == Counter(kind for kind, _ in kinds)
    assert facets["statuses"] == Counter(status for status, _ in statuses)


def test_actors_are_ranked_as_in_the_graph(contacts: list[Contact], ledger: Ledger, finder: Finder) -> None:
    graph = counterpart_graph(contact for contact in contacts if contact.status == "occurred")
    found = finder.found(Filters())
    assert [ledger.actors[n].id for n in found.ranked] == ranking(graph)


def test_pairs_and_their_counts(contacts: list[Contact], ledger: Ledger, finder: Finder) -> None:
    reference = Reference(contacts, ledger, Filters())
    met: dict[tuple[int, int], set[str]] = {}
    told: Counter[tuple[int, int]] = Counter()
    for each in reference.left:
        for one, other in each.pairs():
            pair = tuple(sorted((reference.number(one.id), reference.number(other.id))))
            met.setdefault((pair[0], pair[1]), set()).add(each.occasion)
            told[pair[0], pair[1]] += 1
    pairs = Pairs(finder.found(Filters()))
    every = pairs.strongest(10**6)
    assert {(p.one, p.other): (p.occasions, p.reports) for p in every} == {
        pair: (len(occasions), told[pair]) for pair, occasions in met.items()
    }
    weights = [(-p.occasions, -p.reports, p.one, p.other) for p in every]
    assert weights == sorted(weights)
    assert pairs.strongest(3) == every[:3]


def test_those_drawn_have_a_counterpart_among_them(finder: Finder) -> None:
    pairs = Pairs(finder.found(Filters()))
    groups = pairs.groups(12)
    drawn = list(itertools.chain.from_iterable(groups))
    assert len(drawn) == len(set(drawn)) <= 12
    ends = {end for pair in pairs.lines(pairs.among(drawn)) for end in (pair.one, pair.other)}
    assert ends == set(drawn)
    last = int(finder.found(Filters()).ranked[-1])
    assert pairs.groups(12, [last])[0][0] == last


def test_a_chain_is_a_shortest_one(contacts: list[Contact], ledger: Ledger, finder: Finder) -> None:
    graph = nx.Graph(counterpart_graph(contact for contact in contacts if contact.status == "occurred"))
    reference = Reference(contacts, ledger, Filters())
    pairs = Pairs(finder.found(Filters()))
    names = sorted(graph)
    lengths = nx.single_source_shortest_path_length(graph, names[0])
    for other in names[1::7]:
        path = pairs.path(reference.number(names[0]), reference.number(other))
        assert (len(path) - 1 if path else None) == lengths.get(other)


def test_silences_lie_between_two_contacts_of_a_pair(ledger: Ledger, finder: Finder) -> None:
    total, longest, gaps = Pairs(finder.found(Filters())).silences(0, 10**6)
    assert total == len(gaps) > 0
    assert [gap.days for gap in gaps] == sorted((gap.days for gap in gaps), reverse=True)
    assert gaps[0].days == longest
    for gap in gaps:
        before, after = ledger.reports[gap.before], ledger.reports[gap.after]
        assert before.last
        assert after.first
        assert (dt.date.fromisoformat(after.first) - dt.date.fromisoformat(before.last)).days == gap.days > 1
        for row in (before, after):
            assert {gap.one, gap.other} <= {actor for actor, _ in row.parties}
    assert Pairs(finder.found(Filters())).silences(1, 2)[2] == gaps[1:3]


def test_a_few_choices_are_kept_at_hand(finder: Finder) -> None:
    first = finder.found(Filters())
    assert finder.found(Filters()) is first
    for kind in range(len(KINDS)):
        finder.found(replace(EVERY, kinds=frozenset({kind})))
    assert finder.found(Filters()) is not first
