"""Offices, silences and disputes as the page has them, from statements as docs/graph.md lays them down."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from invented import loaded

from kg.query.contacts import read_contacts
from kg.render.dossier import Dossier, dossier
from kg.vocab import PREFIXES


def read(extra: str = "") -> Dossier:
    store = loaded()
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    store.load((prefixes + extra).encode(), format=ox.RdfFormat.TURTLE)
    return dossier(store, read_contacts(store))


def test_offices_of_those_who_take_part() -> None:
    offices = read().offices
    assert all(held.vi and held.en for each in offices.values() for held in each)
    assert [(held.vi, held.start) for held in offices["actor:lloyd-austin"]][:1] == [
        ("Bộ trưởng Quốc phòng Mỹ", "2021-01-22")
    ]


def test_silences_with_their_sentence() -> None:
    silences = {silence.id: silence for silence in read().silences}
    silence = silences["silence:a7.400"]
    assert silence.actors == ("actor:lloyd-austin", "actor:sergei-shoigu")
    assert silence.date == "2023-03-16/2023-10-02"
    assert silence.quote


FIRST, SECOND = "report:a1.PhoneCall.40-48", "report:a2.PhoneCall.10-18"
HOME = "https://w3id.org/counterpart"
VALUE = (
    f"<{HOME}/occasion/a1.PhoneCall.40-48> cp:reportedValue <{HOME}/value/{{n}}> .\n"
    f"<{HOME}/value/{{n}}> cp:field <{HOME}/field/{{field}}> ; cp:value {{value}} ; cp:saidIn {{said}} ."
)


@pytest.mark.parametrize(
    ("values", "disputed"),
    [
        ([("place", '"a"', FIRST)], False),
        ([("place", '"a"', FIRST), ("place", '"b"', SECOND)], True),
        ([("duration", "7", FIRST)], False),
        ([("duration", "7", FIRST), ("duration", "9", SECOND)], True),
    ],
)
def test_what_reports_tell_differently(values: list[tuple[str, str, str]], disputed: bool) -> None:
    said = [
        VALUE.format(
            n=f"n{n}",
            field=field,
            value=value,
            said="<" + PREFIXES["report"] + report.removeprefix("report:") + ">",
        )
        for n, (field, value, report) in enumerate(values)
    ]
    found = read("\n".join(said)).happenings["occasion:a1.PhoneCall.40-48"]
    field = values[0][0]
    told = [each for each in found.disputed if each.field == field and each.value in "ab79"]
    assert bool(told) is disputed


def test_several_participants_are_no_dispute_where_all_reports_have_them() -> None:
    fields = {each.field for held in read().happenings.values() for each in held.disputed}
    assert "participants" not in fields
    assert "initiator" in fields
