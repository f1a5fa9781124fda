"""Contacts as read from the dataset, with all that is said of them; those of a pair in order."""

from __future__ import annotations

import datetime as dt

import pyoxigraph as ox
import pytest
from crowd import call

from kg.errors import QueryError
from kg.query.contacts import Actor, Contact, Party, Source, Voice, of_pair, read_contacts
from kg.vocab import PREFIXES, expand

AUSTIN, BELOUSOV, SHOIGU = "actor:lloyd-austin", "actor:andrey-belousov", "actor:sergei-shoigu"
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


class TestContacts:
    def test_everything_said_of_a_call(self, known: tuple[Contact, ...]) -> None:
        call = next(each for each in known if each.id == "report:a1.PhoneCall.40-48")
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

    def test_in_order_of_date_and_the_undated_last(self, known: tuple[Contact, ...]) -> None:
        assert [each.edtf for each in known][:3] == ["2022-03-01/2022-12-31", "2022-10-21", "2023-03-15"]
        assert known[-1].edtf is None
        assert len(known) == 14

    def test_a_few_read_as_among_all(self, dataset: ox.Store, known: tuple[Contact, ...]) -> None:
        some = {each.id: each for each in known if "a7" in each.id}
        iris = [PREFIXES["report"] + name.removeprefix("report:") for name in some]
        assert {each.id: each for each in read_contacts(dataset, iris)} == some

    def test_a_channel_without_a_known_one_is_named_by_type(self, known: tuple[Contact, ...]) -> None:
        channels = {each.channel for each in known if each.channel}
        assert channels == {"Đường dây giảm leo thang Mỹ – Nga", "backchannel"}

    def test_a_report_in_part_is_an_error(self) -> None:
        store = ox.Store()
        report = ox.NamedNode(PREFIXES["report"] + "r")
        store.add(
            ox.Quad(report, ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(PREFIXES["cp"] + "Report"))
        )
        with pytest.raises(QueryError, match="report:r has no cp:kind"):
            read_contacts(store)

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
        found = [one.id[-1] + other.id[-1] for one, other in call(1, *sides).pairs()]
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


class TestOfPair:
    def test_every_contact_of_a_pair_in_order(self, dataset: ox.Store) -> None:
        found = of_pair(dataset, PREFIXES["actor"] + "to-lam", PREFIXES["actor"] + "vladimir-putin")
        assert [(each.edtf, each.status) for each in found] == [
            ("2024-05", "occurred"),
            ("2024-06-17/2024-06-30", "planned"),
            ("2024-06-20", "occurred"),
        ]

    def test_a_pair_without_contacts(self, dataset: ox.Store) -> None:
        assert of_pair(dataset, PREFIXES["actor"] + "to-lam", PREFIXES["actor"] + "wang-yi") == ()


def test_a_person_of_two_iris_is_one_actor(own_dataset: ox.Store) -> None:
    before = of_pair(own_dataset, *(expand(iri) for iri in (AUSTIN, BELOUSOV)))
    one, other = (ox.NamedNode(expand(iri)) for iri in (BELOUSOV, SHOIGU))
    own_dataset.add(ox.Quad(other, ox.NamedNode(expand("dcterms:isReplacedBy")), one))
    found = of_pair(own_dataset, *(expand(iri) for iri in (AUSTIN, BELOUSOV)))
    assert len(found) > len(before) > 0
    ids = {party.actor.id for contact in read_contacts(own_dataset) for party in contact.parties}
    assert BELOUSOV in ids
    assert SHOIGU not in ids
