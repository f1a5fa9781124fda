"""Looking actors up in the register, and who holds what."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kg.knowledge.register import Register, load_register
from kg.ontology import Ontology
from kg.query.directory import checked, find, names, overlaps, tenures, vacancies


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register(Ontology.default())


@pytest.mark.parametrize(
    ("wording", "ids"),
    [
        ("Lloyd Austin", ["lloyd-austin"]),
        ("lloyd austin", ["lloyd-austin"]),
        ("lloyd-austin", ["lloyd-austin"]),
        ("to lam", ["to-lam"]),
        ("Tô Lâm", ["to-lam"]),
        ("hoa ky", ["united-states"]),
        ("bo truong quoc phong nga", ["ru-defence-minister"]),
        ("", []),
        ("nobody of this name", []),
    ],
)
def test_find(register: Register, wording: str, ids: list[str]) -> None:
    assert [record.id for record in find(register, wording)] == ids


def test_part_of_a_name_finds_all_who_have_it(register: Register) -> None:
    found = find(register, "Sergei")
    assert len(found) > 1
    assert [names(r)[0] for r in found] == sorted(names(r)[0] for r in found)


def test_tenures_on_a_day(register: Register) -> None:
    (office,) = find(register, "ru-defence-minister")
    day = dt.date(2024, 7, 12)
    assert [t.person for t in tenures(register, office, day)] == ["andrey-belousov"]
    assert "sergei-shoigu" in {t.person for t in tenures(register, office, None)}
    (person,) = find(register, "Andrey Belousov")
    assert "ru-defence-minister" in {t.office for t in tenures(register, person, day)}
    (body,) = find(register, "united-states")
    assert tenures(register, body, day) == ()


# Who holds what on a day


def test_vacancies_name_the_terms_before_and_after(register: Register) -> None:
    found = {vacancy.office.id: vacancy for vacancy in vacancies(register, dt.date(2026, 8, 15))}
    assert "us-president" not in found
    gap = found["ua-defence-minister"]
    assert gap.after is None
    assert gap.before is not None
    assert gap.before.end is not None
    assert gap.before.end >= "2026"
    assert len(vacancies(register, dt.date(1900, 1, 1))) == len(register.offices)


@pytest.mark.parametrize("day", ["2001-01-20", "2016-06-01", "2021-01-20", "2025-01-20"])
def test_the_shipped_register_has_no_sure_overlap(register: Register, day: str) -> None:
    """The day on which one hands over to the next is none, and an office of several is none."""
    assert [found for found in overlaps(register, dt.date.fromisoformat(day)) if found.sure] == []


OVERLAPPING = """
@prefix actor: <https://w3id.org/counterpart/actor/> .
@prefix cp: <https://w3id.org/counterpart/ontology#> .
@prefix office: <https://w3id.org/counterpart/office/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix tenure: <https://w3id.org/counterpart/tenure/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
actor:jane-example a cp:Person ; rdfs:label "Jane Example" .
tenure:jane-example.us-president.x a cp:Tenure ; cp:heldBy actor:jane-example ; cp:office office:us-president ;
    cp:tenureStart "START"^^xsd:TYPE ; cp:source "made up" .
"""


@pytest.mark.parametrize(
    ("start", "type", "sure"),
    [("2022-05-01", "date", [True]), ("2022", "gYear", [False]), ("2023-01-01", "date", [])],
)
def test_two_holders_of_one_office(tmp_path: Path, start: str, type: str, sure: list[bool]) -> None:
    (tmp_path / "register").mkdir()
    turtle = OVERLAPPING.replace("START", start).replace("TYPE", type)
    (tmp_path / "register" / "mine.ttl").write_text(turtle, "utf-8")
    both = load_register(Ontology((*Ontology.default().roots, tmp_path), None))
    found = [each for each in overlaps(both, dt.date(2022, 6, 1)) if each.office.id == "us-president"]
    assert [each.sure for each in found] == sure
    for each in found:
        assert {term.person for term in each.tenures} == {"joe-biden", "jane-example"}
    shown = checked(both, dt.date(2022, 6, 1))
    assert ("Jane Example" in shown) == bool(sure)
