"""People whom the register lacks: counted over articles, and written so that the next build knows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cli import main
from kg.extract import Extractor
from kg.graph.sightings import replacement_quads, same_people, sightings
from kg.graph.triples import article_quads
from kg.knowledge.provisional import identified
from kg.knowledge.register import Register, load_register
from kg.model import ActorRef, ActorType, Article, Evidence, Extraction, UnknownActor
from kg.ontology import Ontology
from kg.query.unregistered import Unregistered, listed, turtle, unregistered


def said(
    article: str,
    name: str,
    role: str,
    state: str | None = "laos",
    day: str | None = None,
    classes: Sequence[str] = (),
) -> Extraction:
    quote = f"{role} {name} phát biểu."
    person = ActorRef("x.1", name, ActorType.PERSON, known=False, state=state)
    unknown = UnknownActor(article, person, role, Evidence(quote, 0, len(quote)), tuple(classes))
    published = dt.date.fromisoformat(day) if day else None
    return identified(Extraction(Article(article, quote, published=published), unknown=(unknown,)))


def stored(*extractions: Extraction) -> ox.Store:
    dataset = ox.Store()
    for extraction in extractions:
        dataset.extend(article_quads(extraction, extractor="test"))
    people = sightings(dataset)
    dataset.extend(replacement_quads(people, same_people(people)))
    return dataset


def loaded(folder: Path, text: str) -> Register:
    (folder / "register").mkdir(exist_ok=True)
    (folder / "register" / "people.ttl").write_text(text, "utf-8")
    return load_register(Ontology((*Ontology.default().roots, folder), None))


def test_people_are_counted_over_articles_and_spellings() -> None:
    dataset = stored(
        said("a2", "Bun Thach", "Thứ trưởng", day="2024-03-02"),
        said("a1", "Thach Bun", "Thứ trưởng", day="2024-05-01"),
        said("a0", "Bun Thach", "thứ trưởng"),
        said("a3", "Anh Ba", "Đại sứ", None),
    )
    first, second = unregistered(dataset)
    assert (first.name, first.names) == ("Bun Thach", ("Bun Thach", "Thach Bun"))
    assert first.roles == (("Thứ trưởng", 3),)
    assert (first.state, first.articles, first.contacts) == ("laos", 3, 0)
    assert (first.first, first.last) == (dt.date(2024, 3, 2), dt.date(2024, 5, 1))
    assert [evidence.article for evidence in first.evidence] == ["a2", "a1", "a0"]
    assert first.evidence[0].quote == "Thứ trưởng Bun Thach phát biểu."
    assert (second.name, second.state, second.first) == ("Anh Ba", None, None)
    assert "3  Bun Thach: Thứ trưởng (3) (laos)" in listed([first])


def test_namesakes_are_two_entries() -> None:
    found = unregistered(
        stored(said("a1", "Juana Pérez", "Bộ trưởng", "chile"), said("a2", "Juana Pérez", "nhà thơ", "peru"))
    )
    assert [person.state for person in found] == ["chile", "peru"]


def test_turtle_states_what_is_known_and_leaves_the_rest_to_complete(
    tmp_path: Path, register: Register
) -> None:
    people = unregistered(
        stored(
            said(
                "a1", "Juana Pérez", "Bộ trưởng Quốc phòng Chile", "chile", "2024-03-02", ["defence_minister"]
            ),
            said("a2", 'Tý "Bốn"\\ X', "nhà thơ", None),
            said("a3", "Rodriguez", "Ngoại trưởng Nga", "russia", "2024-03-02", ["foreign_minister"]),
        )
    )
    text = turtle(people, register)
    known = loaded(tmp_path, text)
    new = {id_: person for id_, person in known.people.items() if id_ not in register.people}
    assert sorted((person.name, person.body) for person in new.values()) == [
        ("Juana Pérez", "chile"),
        ("Rodriguez", "russia"),
        ('Tý "Bốn"\\ X', None),
    ]
    assert "a1: Bộ trưởng Quốc phòng Chile Juana Pérez phát biểu." in text
    assert "tenure:rodriguez.ru-foreign-minister.YYYY-MM-DD" in text
    assert known.tenures == register.tenures
    assert turtle(people, register) == text


def test_namesakes_can_be_loaded_together(tmp_path: Path, register: Register) -> None:
    people = unregistered(
        stored(
            said("a1", "Juana Pérez", "Bộ trưởng", "chile"),
            said("a2", "Juana Pérez", "nhà thơ", "peru"),
            said("a3", "Juana Pérez", "thợ", "peru"),
        )
    )
    known = loaded(tmp_path, turtle(people, register))
    assert len([person for person in known.people.values() if person.name == "Juana Pérez"]) == 3


def test_who_is_called_like_somebody_of_the_register_is_left_to_people(
    tmp_path: Path, register: Register
) -> None:
    text = turtle(unregistered(stored(said("a1", "Lloyd Austin", "thợ máy", "laos"))), register)
    assert "actor:lloyd-austin of the register has this name" in text
    assert loaded(tmp_path, text).people == register.people


_words = st.text(min_size=1, max_size=12).filter(lambda text: text.strip() != "")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(_words, _words, st.sampled_from(["chile", "peru", None])), max_size=4))
def test_whatever_people_are_called_the_turtle_parses(told: list[tuple[str, str, str | None]]) -> None:
    register = load_register(Ontology.default())
    articles = [said(f"a{number}", *each) for number, each in enumerate(told)]
    text = turtle(unregistered(stored(*articles)), register)
    assert list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)) or not told


TEXT = "Ngày 1/6/2023, Bộ trưởng Quốc phòng Chile Juana Pérez điện đàm với Ngoại trưởng Mỹ Antony Blinken."


def test_pasted_turtle_makes_the_person_known_at_the_next_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article, mine = tmp_path / "a.txt", tmp_path / "mine"
    article.write_text(TEXT, "utf-8")
    store = ["--store", str(tmp_path / "out")]
    assert main(["build", str(article), *store]) == 0
    (mine / "register").mkdir(parents=True)
    target = mine / "register" / "people.ttl"
    assert main(["actors", "--unknown", "-f", "ttl", "-o", str(target), *store]) == 0
    capsys.readouterr()
    assert main(["build", str(article), *store, "--ontology", str(mine)]) == 0
    assert main(["validate", str(target)]) == 0
    capsys.readouterr()
    assert main(["actors", "--unknown", *store, "--ontology", str(mine)]) == 0
    assert capsys.readouterr().out == ""
    extractor = Extractor.load(Ontology.default(mine))
    (event,) = extractor.extract(Article("a", TEXT)).events
    assert {p.actor.id: p.actor.known for p in event.participants} == {
        "juana-perez": True,
        "antony-blinken": True,
    }


def test_an_empty_list(register: Register) -> None:
    people: tuple[Unregistered, ...] = ()
    assert listed(people) == ""
    assert list(ox.parse(turtle(people, register).encode(), format=ox.RdfFormat.TURTLE)) == []
