"""How a text introduces its people: names and their short forms, roles, forms of address."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from kg.mention.introductions import Introductions
from kg.mention.mentions import Mention
from kg.model import ActorRef, ActorType, Span

BELOUSOV = ActorRef("andrey-belousov", "Andrey Belousov", ActorType.PERSON, True, "russia")
PEREZ = ActorRef("x.juana-perez", "Juana Pérez", ActorType.PERSON, False, "chile")
DIAZ = ActorRef("x.ana-diaz", "Ana Díaz", ActorType.PERSON, False, "peru")


def mention(name: str, role: str | None = None, gender: str | None = None) -> Mention:
    return Mention(Span(0, len(name)), "person", name, name=name, role=role, gender=gender)


def told(*introduced: tuple[ActorRef, str]) -> Introductions:
    """What a text has told that names each of these people with a role."""
    found = Introductions()
    for actor, role in introduced:
        named = mention(actor.name, role)
        found.bind(named, actor, ())
        found.note_role(actor.id, named, ())
        found.note_outsider(actor.id, named)
    return found


@pytest.mark.parametrize(
    ("full", "aliases", "short"),
    [
        ("Andrey Belousov", (), "Belousov"),
        ("Andrey Belousov", (), "ANDREY"),
        ("Juana Pérez", (), "Perez"),
        ("A.Gun", (), "Gun"),
        ("Abdel Fattah al-Burhan", (), "Burhan"),
        ("Abdel Fattah al-Burhan", (), "Fattah al-Burhan"),
        ("Andrey Belousov", ("Andrei Bieloussow",), "Bieloussow"),
    ],
)
def test_short_forms_of_a_name(full: str, aliases: tuple[str, ...], short: str) -> None:
    found = Introductions()
    found.bind(mention(full), BELOUSOV, aliases)
    assert found.called(short) == BELOUSOV


def test_a_letter_is_nobody() -> None:
    found = Introductions()
    found.bind(mention("Andrey B"), BELOUSOV, ())
    assert found.called("B") is None


def test_who_comes_first_keeps_a_name() -> None:
    found = Introductions()
    found.bind(mention("Ana Pérez"), DIAZ, ())
    found.bind(mention("Juana Pérez"), PEREZ, ())
    assert (found.called("Pérez"), found.called("Juana Pérez")) == (DIAZ, PEREZ)


@pytest.mark.parametrize(
    ("role", "body", "who"),
    [
        ("bộ trưởng y tế", "chile", PEREZ),
        ("bộ trưởng y tế", "peru", None),
        ("bộ trưởng", "chile", None),
        ("bộ trưởng y tế", None, PEREZ),
        ("bộ trưởng quốc phòng", None, None),  # the register knows him
    ],
)
def test_the_one_outsider_with_a_role(role: str, body: str | None, who: ActorRef | None) -> None:
    people = told((PEREZ, "Bộ trưởng Y tế"), (BELOUSOV, "Bộ trưởng Quốc phòng"))
    assert people.with_role(role, body) == who


def test_a_role_of_two_people_is_nobody() -> None:
    people = told((PEREZ, "Bộ trưởng Y tế"), (DIAZ, "Bộ trưởng Y tế"))
    assert people.with_role("bộ trưởng y tế", None) is None
    assert people.with_role("bộ trưởng y tế", "peru") == DIAZ


def test_by_the_beginning_of_a_role() -> None:
    people = told((PEREZ, "Nhà báo tự do"), (BELOUSOV, "Bộ trưởng Quốc phòng"))
    assert people.introduced_as("nhà báo") == PEREZ
    assert people.introduced_as("luật sư") is None


@pytest.mark.parametrize(
    ("actor", "roles", "expected"),
    [
        (PEREZ, ["người đồng cấp Chile"], True),
        (PEREZ, ["người đồng cấp Chile", "Bộ trưởng Y tế"], False),
        (PEREZ, [], False),
        (BELOUSOV, ["người đồng cấp Nga"], False),
    ],
)
def test_a_counterpart_and_no_more(actor: ActorRef, roles: list[str], expected: bool) -> None:
    assert told(*((actor, role) for role in roles)).only_counterpart(actor) is expected


@pytest.mark.parametrize(
    ("role", "expected"), [("bộ trưởng", True), ("bộ trưởng quốc phòng nga", True), ("nữ hoàng", False)]
)
def test_the_very_office(role: str, expected: bool) -> None:
    assert told((BELOUSOV, "Bộ trưởng Quốc phòng")).named_as(BELOUSOV, role) is expected


def test_who_is_called_chairman_is_not_that_of_a_council() -> None:
    named = told((BELOUSOV, "Chủ tịch"))
    assert named.named_as(BELOUSOV, "chủ tịch hội đồng an ninh")
    assert not named.named_as(BELOUSOV, "chủ tịch hội đồng an ninh", re.compile("hội đồng"))


def test_the_role_of_an_outsider_is_the_last_told_unless_the_first_counts() -> None:
    people = told((PEREZ, "Bộ trưởng Y tế"), (PEREZ, "Phó Thủ tướng"))
    people.note_outsider(PEREZ.id, mention("Pérez", "Bộ trưởng"), first=True)
    assert people.outsiders() == {PEREZ.id: ("Phó Thủ tướng", None)}


def test_the_first_form_of_address_says_the_gender() -> None:
    found = Introductions()
    named = mention("Pérez")
    for gender in (None, "f", "m"):
        found.count(PEREZ.id, replace(named, gender=gender))
    assert (found.gender(PEREZ), found.times_named(PEREZ.id), found.times_named("x.nobody")) == ("f", 3, 0)
