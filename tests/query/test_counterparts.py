"""Contacts as read from the dataset, the graph of counterparts, chains, and a pair's contacts in order."""

from __future__ import annotations

import datetime as dt
import random
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.query import counterparts
from kg.query.counterparts import Actor, Contact, Party, Source, Voice, counterpart_graph
from kg.vocab import PREFIXES, expand

FIXTURE = Path(__file__).parents[1] / "data" / "contacts.trig"
AUSTIN, BELOUSOV, SHOIGU = "actor:lloyd-austin", "actor:andrey-belousov", "actor:sergei-shoigu"
ALL = frozenset({"occurred", "planned", "denied"})

AUSTIN_HIMSELF = Actor(
    AUSTIN,
    "Lloyd Austin",
    type="Person",
    name_vi="Lloyd Austin",
    name_en="Lloyd Austin",
    aliases=("Austin",),
    body=Actor("actor:united-states", "United States", "State", "Hoa Kỳ", "United States", ("Mỹ",)),
)
BELOUSOV_HIMSELF = Actor(
    BELOUSOV,
    "Andrey Belousov",
    type="Person",
    name_vi="Andrey Belousov",
    name_en="Andrey Belousov",
    aliases=("Andrei Belousov", "Belousov"),
    body=Actor("actor:russia", "Russia", "State", "Nga", "Russia", ("Liên bang Nga",)),
)


@cache
def dataset() -> ox.Store:
    store = ox.Store()
    store.load(FIXTURE.read_bytes(), format=ox.RdfFormat.TRIG)
    return store


@cache
def known() -> tuple[Contact, ...]:
    return counterparts.contacts(dataset())


def actor(name: str) -> Actor:
    return Actor(f"actor:{name}", name.title())


def contact(number: int, *sides: str, day: dt.date | None = None, status: str = "occurred") -> Contact:
    """A call between sides, each a string of one-letter actors."""
    parties = tuple(Party(actor(name), side) for side, names in enumerate(sides, 1) for name in names)
    return Contact(
        id=f"report:r{number}",
        occasion=f"occasion:r{number}",
        kind="PhoneCall",
        status=status,
        parties=parties,
        quote="…",
        source=Source("article:a"),
        earliest=day,
        latest=day,
    )


class TestContacts:
    def test_everything_said_of_a_call(self) -> None:
        call = next(each for each in known() if each.id == "report:a1.PhoneCall.40-48")
        assert call == Contact(
            id="report:a1.PhoneCall.40-48",
            occasion="occasion:a1.PhoneCall.40-48",
            kind="PhoneCall",
            status="occurred",
            parties=(
                Party(AUSTIN_HIMSELF, 1, "recipient", "Lloyd Austin"),
                Party(BELOUSOV_HIMSELF, 2, "initiator", "Andrey Belousov"),
            ),
            quote="Ngày 12/7, ông Lloyd Austin đã điện đàm với ông Andrey Belousov.",
            source=Source(
                "article:a1",
                "Hai bộ trưởng quốc phòng Mỹ, Nga điện đàm",
                dt.date(2024, 7, 13),
                "Báo Bình Minh",
                "https://example.org/a1",
            ),
            initiator=BELOUSOV,
            initiator_quote="Phía Nga đề nghị cuộc gọi này, Lầu Năm Góc cho hay.",
            earliest=dt.date(2024, 7, 12),
            latest=dt.date(2024, 7, 12),
            edtf="2024-07-12",
            wording="Ngày 12/7",
            topic="nguy cơ leo thang",
            attribution="Lầu Năm Góc",
            start=0,
            initiator_start=65,
            voices=(Voice("Lầu Năm Góc", "official"),),
        )

    def test_in_order_of_date_and_the_undated_last(self) -> None:
        assert [each.edtf for each in known()][:3] == ["2022-03-01/2022-12-31", "2022-10-21", "2023-03-15"]
        assert known()[-1].edtf is None
        assert len(known()) == 14

    def test_a_few_read_as_among_all(self) -> None:
        some = {each.id: each for each in known() if "a7" in each.id}
        iris = [PREFIXES["report"] + name.removeprefix("report:") for name in some]
        assert {each.id: each for each in counterparts.contacts(dataset(), iris)} == some

    def test_a_channel_without_a_known_one_is_named_by_type(self) -> None:
        channels = {each.channel for each in known() if each.channel}
        assert channels == {"Đường dây giảm leo thang Mỹ – Nga", "backchannel"}

    def test_a_report_in_part_is_an_error(self) -> None:
        store = ox.Store()
        report = ox.NamedNode(PREFIXES["report"] + "r")
        store.add(
            ox.Quad(report, ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(PREFIXES["cp"] + "Report"))
        )
        with pytest.raises(QueryError, match="report:r has no cp:kind"):
            counterparts.contacts(store)

    @pytest.mark.parametrize(
        ("sides", "pairs"),
        [
            (("a", "b"), ["ab"]),
            (("ab", "c"), ["ac", "bc"]),
            (("a", "b", "c"), ["ab", "ac", "bc"]),
            (("ab",), []),
            (("a", "a"), []),
        ],
    )
    def test_pairs_join_different_sides(self, sides: tuple[str, ...], pairs: list[str]) -> None:
        found = [one.id[-1] + other.id[-1] for one, other in contact(1, *sides).pairs()]
        assert found == pairs

    @pytest.mark.parametrize(
        ("earliest", "latest", "expected"),
        [
            ("2024-01-01", "2024-01-31", True),
            ("2023-12-01", "2024-01-01", True),
            ("2024-01-31", None, True),
            (None, "2024-01-01", True),
            (None, "2023-12-31", False),
            ("2024-02-01", None, False),
            (None, None, False),
        ],
    )
    def test_within(self, earliest: str | None, latest: str | None, expected: bool) -> None:
        bounds = [dt.date.fromisoformat(text) if text else None for text in (earliest, latest)]
        dated = Contact(
            "r", "o", "PhoneCall", "occurred", (), "", Source("a"), earliest=bounds[0], latest=bounds[1]
        )
        assert dated.within(dt.date(2024, 1, 1), dt.date(2024, 1, 31)) is expected
        assert dated.within(None, None)


class TestGraph:
    def test_counts_of_the_fixture(self) -> None:
        graph = counterpart_graph(known())
        assert (len(graph), graph.number_of_edges()) == (11, 11)
        assert graph.number_of_edges(AUSTIN, BELOUSOV) == 3
        assert len(counterparts.occasions(graph, AUSTIN, BELOUSOV)) == 2
        assert graph.nodes[AUSTIN] == {"label": "Lloyd Austin", "type": "Person", "state": "United States"}

    def test_attributes_are_plain(self) -> None:
        graph = counterpart_graph(known(), statuses=ALL)
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
    def test_choices(self, choice: dict[str, object], actors: int, reports: int) -> None:
        graph = counterpart_graph(known(), **choice)  # type: ignore[arg-type]
        assert (len(graph), graph.number_of_edges()) == (actors, reports)

    def test_an_ego_without_contacts(self) -> None:
        with pytest.raises(QueryError, match="actor:sergei-lavrov has no contact"):
            counterpart_graph(known(), ego="actor:sergei-lavrov")

    def test_order_of_input_changes_nothing(self) -> None:
        shuffled = list(known())
        random.Random(3).shuffle(shuffled)
        one, other = counterpart_graph(known(), top=5), counterpart_graph(shuffled, top=5)
        assert list(one.nodes(data=True)) == list(other.nodes(data=True))
        assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))

    def test_ranking(self) -> None:
        assert counterparts.ranking(counterpart_graph(known()))[:2] == [AUSTIN, BELOUSOV]


class TestBrokerage:
    def test_brokerage(self) -> None:
        graph = counterpart_graph([contact(1, "a", "b"), contact(2, "b", "c"), contact(3, "b", "c")])
        assert counterparts.brokerage(graph) == (("actor:b", 1.0), ("actor:a", 0.0), ("actor:c", 0.0))


class TestWhy:
    def test_every_contact_of_a_pair_in_order(self) -> None:
        found = counterparts.why(
            dataset(), PREFIXES["actor"] + "to-lam", PREFIXES["actor"] + "vladimir-putin"
        )
        assert [(each.edtf, each.status) for each in found] == [
            ("2024-05", "occurred"),
            ("2024-06-17/2024-06-30", "planned"),
            ("2024-06-20", "occurred"),
        ]

    def test_a_pair_without_contacts(self) -> None:
        assert counterparts.why(dataset(), PREFIXES["actor"] + "to-lam", PREFIXES["actor"] + "wang-yi") == ()
        assert counterparts.told(()) == ""

    def test_told(self) -> None:
        found = counterparts.why(
            dataset(), PREFIXES["actor"] + "lloyd-austin", PREFIXES["actor"] + "andrey-belousov"
        )
        assert counterparts.told(found[1:2]) == (
            "2024-07-12  PhoneCall  Lloyd Austin – Andrey Belousov\n"
            "  initiator     Andrey Belousov\n"
            "  topic         nguy cơ leo thang\n"
            "  quote         “Ngày 12/7, ông Lloyd Austin đã điện đàm với ông Andrey Belousov.”\n"
            "  and           “Phía Nga đề nghị cuộc gọi này, Lầu Năm Góc cho hay.”\n"
            "  according to  Lầu Năm Góc\n"
            "  source        Hai bộ trưởng quốc phòng Mỹ, Nga điện đàm, Báo Bình Minh, 2024-07-13\n"
            "  url           https://example.org/a1\n"
            "  report        report:a1.PhoneCall.40-48\n"
        )
        undated = next(each for each in known() if each.edtf is None)
        assert counterparts.told([undated]).splitlines()[:2] == [
            "undated  PhoneCall  Jake Sullivan – Nikolai Patrushev",
            "  initiator     not stated",
        ]


def test_a_person_of_two_iris_is_one_actor() -> None:
    dataset = ox.Store()
    dataset.load(path=str(FIXTURE), format=ox.RdfFormat.TRIG)
    before = counterparts.why(dataset, *(expand(iri) for iri in (AUSTIN, BELOUSOV)))
    one, other = (ox.NamedNode(expand(iri)) for iri in (BELOUSOV, SHOIGU))
    dataset.add(ox.Quad(other, ox.NamedNode(expand("dcterms:isReplacedBy")), one))
    found = counterparts.why(dataset, *(expand(iri) for iri in (AUSTIN, BELOUSOV)))
    assert len(found) > len(before) > 0
    ids = {party.actor.id for contact in counterparts.contacts(dataset) for party in contact.parties}
    assert BELOUSOV in ids
    assert SHOIGU not in ids
