"""Files of the register: dates as precise as they are told, and mistakes named by file and line."""

from __future__ import annotations

import datetime as dt
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OntologyError
from kg.knowledge.entries import date_bounds
from kg.knowledge.register import load_register
from kg.ontology import Ontology, shipped


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2024-05-14", "2024-05-14", "2024-05-14"),
    ],
)
def test_date_bounds(text: str, first: str, last: str) -> None:
    assert date_bounds(text) == (day(first), day(last))


@pytest.mark.parametrize(
    "text", ["", "24", "2024-13", "2024-00", "2024-02-30", "2024-1", "2024-01-01T00", "0000"]
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|month|day|year"):
        date_bounds(text)


@given(st.dates(), st.sampled_from([4, 7, 10]))
def test_bounds_hold_the_day_and_agree_with_the_text(date: dt.date, length: int) -> None:
    text = date.isoformat()[:length]
    first, last = date_bounds(text)
    assert first <= date <= last
    assert first.isoformat()[:length] == last.isoformat()[:length] == text
    for outside in (first.toordinal() - 1, last.toordinal() + 1):
        if dt.date.min.toordinal() <= outside <= dt.date.max.toordinal():
            assert dt.date.fromordinal(outside).isoformat()[:length] != text


HEAD = """\
@prefix actor: <https://w3id.org/counterpart/actor/> .
@prefix channel: <https://w3id.org/counterpart/channel/> .
@prefix channel-type: <https://w3id.org/counterpart/channel-type/> .
@prefix class: <https://w3id.org/counterpart/office-class/> .
@prefix cp: <https://w3id.org/counterpart/ontology#> .
@prefix office: <https://w3id.org/counterpart/office/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix tenure: <https://w3id.org/counterpart/tenure/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

actor:atlantis a cp:State ;
    rdfs:label "Atlantis" ;
    skos:prefLabel "Atlantis"@en, "Át-lan-tít"@vi .

office:at-king a cp:Office ;
    rdfs:label "King of Atlantis"@en, "Vua Atlantis"@vi ;
    cp:officeClass class:head_of_state ;
    cp:ofBody actor:atlantis .

actor:ana-sea a cp:Person ;
    rdfs:label "Ana Sea" ;
    skos:altLabel "A. Sea" ;
    cp:citizenOf actor:atlantis .

tenure:ana-sea.at-king.2001-05 a cp:Tenure ;
    cp:heldBy actor:ana-sea ;
    cp:office office:at-king ;
    cp:tenureStart "2001-05"^^xsd:gYearMonth ;
    cp:source "test" .
"""


def small(folder: Path, text: str) -> Ontology:
    """An ontology whose register is this one file."""
    (folder / "register").mkdir(exist_ok=True)
    (folder / "register" / "at.ttl").write_text(text, encoding="utf-8")
    return Ontology((folder,), folder / "cache")


def test_a_small_register_loads(tmp_path: Path) -> None:
    register = load_register(small(tmp_path, HEAD))
    assert register.people["ana-sea"].aliases == ("Ana Sea", "A. Sea")
    assert register.tenures["ana-sea.at-king.2001-05"].start_latest == day("2001-05-31")


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        (
            "cp:citizenOf actor:atlantis",
            "cp:citizenOf actor:mu",
            24,
            "points to actor:mu, which no file describes",
        ),
        ("cp:heldBy actor:ana-sea", "cp:heldBy actor:atlantis", 27, "which is no person"),
        ("cp:office office:at-king ;", "", 26, "has no cp:office"),
        ("cp:office office:at-king", "cp:office office:at-queen", 28, "which no file describes"),
        (
            'rdfs:label "Ana Sea"',
            'rdfs:label "Ana Sea", "Anna Sea"',
            22,
            "has 2 rdfs:label without a language",
        ),
        ('rdfs:label "Ana Sea"', 'rdfs:label "Ana Sea"@vi', 21, "has no rdfs:label"),
        ('"2001-05"^^xsd:gYearMonth', '"2001-13"^^xsd:gYearMonth', 29, '"2001-13" is no such date'),
        ('"2001-05"^^xsd:gYearMonth', '"2001-05"^^xsd:date', 29, '"2001-05" is no such date'),
        ('"2001-05"^^xsd:gYearMonth', '"2001-05"', 29, '"2001-05" is no such date'),
        (
            "cp:source",
            'cp:tenureEnd "2000"^^xsd:gYear ; cp:source',
            30,
            "ends (2000) before it starts (2001-05)",
        ),
        ("cp:tenureStart", "cp:tenureStrat", 29, "cp:tenureStrat is no property of a cp:Tenure"),
        ("a cp:Tenure", "a cp:Tenor", 26, "must have one type"),
        ("actor:ana-sea a cp:Person", "office:ana-sea a cp:Person", 21, "a cp:Person is named actor:"),
        ('cp:source "test"', "cp:source actor:ana-sea", 30, "takes a text, not actor:ana-sea"),
        ("cp:citizenOf actor:atlantis", 'cp:citizenOf "Atlantis"', 24, "takes an IRI actor:…"),
        ("cp:citizenOf actor:atlantis", "cp:citizenOf [ a cp:State ]", 24, "no blank nodes"),
        ("cp:ofBody actor:atlantis .", "cp:ofBody actor:atlantis", 21, "not well-formed Turtle"),
    ],
)
def test_a_broken_file_is_reported_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, problem: str
) -> None:
    assert old in HEAD
    with pytest.raises(OntologyError) as caught:
        load_register(small(tmp_path, HEAD.replace(old, new)))
    place = f"{tmp_path / 'register' / 'at.ttl'}:{line}: "
    assert str(caught.value).startswith(place)
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


SECOND = '\nactor:{id} a cp:{type} ;\n    rdfs:label "{label}" ;\n    {more} .\n'


@pytest.mark.parametrize(
    ("id_", "type_", "label", "more"),
    [
        ("abel-sea", "Person", "Abel Sea", 'skos:altLabel "A. Sea"'),
        ("ana-sea-two", "Person", "Anna Sea", 'skos:altLabel "Ana Sea"'),
        ("mu", "State", "Mu", 'skos:prefLabel "Mu"@en, "Mu"@vi ; cp:metonym "Atlantis"'),
    ],
)
def test_shared_names_are_refused(tmp_path: Path, id_: str, type_: str, label: str, more: str) -> None:
    text = HEAD + SECOND.format(id=id_, type=type_, label=label, more=more)
    with pytest.raises(OntologyError, match="also belongs to actor:"):
        load_register(small(tmp_path, text))


def test_namesakes_have_ids_that_tell_them_apart(tmp_path: Path) -> None:
    one, two = (
        SECOND.format(id=i, type="Person", label="Bo Ray", more='cp:gender "m"') for i in ("bo-ray", "x")
    )
    text = HEAD + one.replace("bo-ray", "bo-ray-1950") + two.replace("actor:x", "actor:bo-ray-1980")
    people = load_register(small(tmp_path, text)).people
    assert people["bo-ray-1950"].aliases == people["bo-ray-1980"].aliases == ("Bo Ray",)
    with pytest.raises(OntologyError, match="also belongs to"):
        load_register(small(tmp_path, HEAD + one + two.replace("actor:x", "actor:bo-ray-1980")))


def test_a_users_file_adds_a_name(tmp_path: Path) -> None:
    (tmp_path / "register").mkdir()
    head = "".join(line + "\n" for line in HEAD.splitlines() if line.startswith("@prefix"))
    (tmp_path / "register" / "mine.ttl").write_text(
        head + 'actor:lloyd-austin skos:altLabel "Lôi Ốt-tin" .\n'
    )
    register = load_register(Ontology((shipped(), tmp_path), tmp_path / "cache"))
    assert {"Lloyd Austin", "Lôi Ốt-tin"} <= set(register.people["lloyd-austin"].aliases)
    assert register.people.keys() == load_register(Ontology((shipped(),), tmp_path / "cache")).people.keys()


def test_a_users_file_replaces_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "register").mkdir()
    text = (shipped() / "register" / "channels.ttl").read_text(encoding="utf-8")
    (tmp_path / "register" / "channels.ttl").write_text(
        text.replace('"1963-08-30"^^xsd:date', '"1963"^^xsd:gYear'), encoding="utf-8"
    )
    register = load_register(Ontology((shipped(), tmp_path), tmp_path / "cache"))
    assert register.channels["moscow-washington-hotline"].opened == day("1963-01-01")


def test_an_edit_takes_effect_and_the_cache_is_used(tmp_path: Path) -> None:
    assert "ana-sea" in load_register(small(tmp_path, HEAD)).people
    [cached] = (tmp_path / "cache").glob("register-*.pickle")
    people, *rest = pickle.loads(cached.read_bytes())
    cached.write_bytes(pickle.dumps(((), *rest)))
    assert len(people) == 1
    assert not load_register(small(tmp_path, HEAD)).people
    edited = load_register(small(tmp_path, HEAD.replace("A. Sea", "Aná Sea")))
    assert edited.people["ana-sea"].aliases == ("Ana Sea", "Aná Sea")


def test_a_spoilt_cache_is_rebuilt(tmp_path: Path) -> None:
    first = load_register(small(tmp_path, HEAD))
    for cached in (tmp_path / "cache").glob("register-*.pickle"):
        cached.write_bytes(b"spoilt")
    assert load_register(small(tmp_path, HEAD)) == first
