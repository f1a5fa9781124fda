"""Looking actors up in the register and in a dataset."""

from __future__ import annotations

import datetime as dt

import pyoxigraph as ox
import pytest

from kg.directory import Unregistered, find, names, tenures, unregistered
from kg.model import ActorRef, ActorType, Article, Evidence, Extraction, UnknownActor
from kg.ontology import Ontology
from kg.provisional import identified
from kg.register import Register, load_register
from kg.triples import article_quads


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


def test_unregistered_people_are_counted_over_articles() -> None:
    def said(article: str, name: str, role: str) -> Extraction:
        quote = f"{role} {name} phát biểu."
        person = ActorRef(f"x.{name}", name, ActorType.PERSON, known=False, state="laos")
        unknown = UnknownActor(article, person, role, Evidence(quote, 0, len(quote)))
        return identified(Extraction(Article(article, quote), unknown=(unknown,)))

    dataset = ox.Store()
    for extraction in (
        said("a2", "Bun Thạch", "Thứ trưởng"),
        said("a1", "Bun Thạch", "Thứ trưởng"),
        said("a3", "Anh Ba", "Đại sứ"),
    ):
        dataset.extend(article_quads(extraction, extractor="test"))
    first, second = unregistered(dataset)
    assert first == Unregistered(
        first.id, "Bun Thạch", ("Thứ trưởng",), "laos", ("a1", "a2"), "Thứ trưởng Bun Thạch phát biểu."
    )
    assert first.id.endswith(".laos.thu-truong")
    assert second.name == "Anh Ba"
