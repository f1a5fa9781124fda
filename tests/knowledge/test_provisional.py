"""People outside the register: their ids, and who of them is one person."""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import replace
from typing import Any

import pytest
from factory import actor, article, event, evidence
from hypothesis import given
from hypothesis import strategies as st

from kg.knowledge.provisional import Sighting, equivalences, identified, person_id, same_name
from kg.model import ActorRef, ActorType, Extraction, NoContact, UnknownActor


@pytest.mark.parametrize(
    ("name", "state", "classes", "role", "expected"),
    [
        (
            "Juana Pérez",
            "chile",
            ("defence_minister",),
            "Bộ trưởng Quốc phòng",
            "x.juana-perez.chile.defence_minister",
        ),
        (
            "Juana Pérez",
            "chile",
            ("a", "b"),
            "nhà lãnh đạo Chile",
            "x.juana-perez.chile.nha-lanh-dao-chile",
        ),
        ("Juana Pérez", None, (), "Giáo sư", "x.juana-perez.giao-su"),
        ("Juana Pérez", "chile", (), "người đồng cấp Chile", "x.juana-perez.chile"),
        ("Juana Pérez", None, (), None, "x.juana-perez"),
    ],
)
def test_ids_say_what_the_article_knows(
    name: str, state: str | None, classes: tuple[str, ...], role: str | None, expected: str
) -> None:
    assert person_id(name, state, classes, role) == expected


def test_vietnamese_names_that_differ_in_marks_have_different_ids() -> None:
    names = ("Nguyễn Văn Hùng", "Nguyễn Văn Hưng", "Nguyen Van Hung")
    assert len({person_id(name) for name in names}) == 3
    assert person_id("Nguyễn Thị Thuý Hoà") == person_id("NGUYỄN THỊ THÚY HÒA")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Andrey Belousov", "Andrei Belousov", True),
        ("Sergey Ryabkov", "Sergei Riabkov", True),
        ("Dmitriy Polyanskiy", "Dmitry Polyansky", True),
        ("Aleksandr Novak", "Alexander Novak", True),
        ("Yevgeny Balitsky", "Evgeny Balitsky", True),
        ("Kishida Fumio", "Fumio Kishida", True),
        ("Kim Jong-un", "Kim Jongun", True),
        ("Kim Jong Un", "Jong-un Kim", True),
        ("Juana Pérez", "Juana Perez", True),
        ("JUANA PÉREZ", "juana perez", True),
        ("William J. Burns", "William Burns", True),
        ("Nguyễn Văn Hùng", "Nguyen Van Hung", True),
        ("Nguyễn Thuý Hoà", "Nguyễn Thúy Hòa", True),
        ("Nguyễn Văn Hùng", "Nguyễn Văn Hưng", False),
        ("Kim Jong Il", "Kim Jong Un", False),
        ("Tan Chuan", "Tan Xuan", False),
        ("Andrey Belousov", "Andrey Belov", False),
        ("George Bush", "George Busch", False),
        ("Juana Pérez", "Juan Pérez", False),
        ("Juana Pérez", "Pérez", False),
    ],
)
def test_spellings_of_one_name(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_likeness_of_names_is_mutual_whatever_they_hold(one: str, other: str) -> None:
    assert same_name(one, other) == same_name(other, one)
    assert person_id(one).startswith("x.")


def seen(
    id: str, *names: str, state: str = "", classes: Collection[str] = (), roles: Collection[str] = ()
) -> Sighting:
    states = frozenset({state}) if state else frozenset[str]()
    return Sighting(id, frozenset(names), states, frozenset(classes), frozenset(roles))


def groups(*sightings: Sighting) -> set[frozenset[str]]:
    """Ids of those who are one person, singles left out."""
    same = equivalences(sightings)
    found: dict[str, set[str]] = {}
    for one, other in same.items():
        found.setdefault(other, {other}).add(one)
    assert not found.keys() & same.keys()
    return {frozenset(members) for members in found.values()}


def together(*ids: str) -> set[frozenset[str]]:
    return {frozenset(ids)}


MINISTER: dict[str, Any] = {
    "state": "chile",
    "classes": ["defence_minister"],
    "roles": ["Bộ trưởng Quốc phòng Chile"],
}


def test_spellings_with_one_role_and_state_are_one_person() -> None:
    one, other = seen("a", "Andrey Pérez", **MINISTER), seen("b", "Pérez Andrei", **MINISTER)
    assert groups(one, other) == together("a", "b")


@pytest.mark.parametrize(
    "changed",
    [
        {"state": "peru"},
        {"classes": ["foreign_minister"], "roles": ["Ngoại trưởng Chile"]},
        {"state": "peru", "classes": [], "roles": ["nhà thơ"]},
    ],
)
def test_namesakes_of_another_state_or_role_are_two(changed: dict[str, Any]) -> None:
    other = seen("b", "Juana Pérez", **(MINISTER | changed))
    assert groups(seen("a", "Juana Pérez", **MINISTER), other) == set()


def test_who_lacks_a_role_joins_the_only_one_who_fits() -> None:
    minister, nobody = seen("a", "Juana Pérez", **MINISTER), seen("b", "Juana Pérez")
    poet = seen("c", "Juana Pérez", state="peru", roles=["nhà thơ"])
    assert groups(minister, nobody) == together("a", "b")
    assert groups(minister, nobody, poet) == set()


def test_a_shorter_role_fits_the_longer_one() -> None:
    one = seen("a", "Tim Cook", roles=["CEO Apple"])
    assert groups(one, seen("b", "Tim Cook", roles=["CEO"])) == together("a", "b")
    assert groups(one, seen("b", "Tim Cook", roles=["cựu CEO Apple"])) == together("a", "b")
    assert groups(one, seen("b", "Tim Cook", roles=["Phó CEO Apple"])) == set()
    assert (
        groups(one, seen("b", "Tim Cook", roles=["CEO"]), seen("c", "Tim Cook", roles=["CEO Orange"]))
        == set()
    )


def test_an_article_that_gives_two_roles_joins_them() -> None:
    one = seen("a", "Bùi Văn Cường", roles=["Chủ nhiệm Văn phòng Quốc hội"])
    other = seen("b", "Bùi Văn Cường", roles=["Tổng Thư ký"])
    both = seen("c", "Bùi Văn Cường", roles=["Tổng Thư ký", "Chủ nhiệm Văn phòng Quốc hội"])
    assert groups(one, other) == set()
    assert groups(one, other, both) == together("a", "b", "c")


def test_a_name_without_marks_joins_the_only_marked_one() -> None:
    role: dict[str, Any] = {"state": "vietnam", "roles": ["Thứ trưởng"]}
    bare, hung = seen("a", "Nguyen Van Hung", **role), seen("b", "Nguyễn Văn Hùng", **role)
    assert groups(bare, hung) == together("a", "b")
    assert groups(bare, hung, seen("c", "Nguyễn Văn Hưng", **role)) == set()


def test_what_fits_two_who_differ_joins_neither() -> None:
    of_peru, of_chile = (seen(s, "Juana Pérez", state=s) for s in ("peru", "chile"))
    minister = seen("b", "Juana Pérez", roles=["Bộ trưởng"])
    assert groups(of_peru, of_chile, minister) == set()


def test_steps_of_knowledge_come_together() -> None:
    name_alone, state_too = seen("a", "Juana Pérez"), seen("b", "Juana Pérez", state="chile")
    assert groups(name_alone, state_too, seen("c", "Juana Pérez", **MINISTER)) == together("a", "b", "c")


def test_the_id_that_says_most_stands_for_the_others() -> None:
    found = equivalences([seen("a", "Juana Pérez"), seen("z", "Juana Pérez", **MINISTER)])
    assert found == {"a": "z"}


def test_one_word_says_too_little_to_be_somebody_elsewhere() -> None:
    assert groups(seen("a", "Hưng"), seen("b", "Hưng")) == set()
    assert groups(seen("a", "Juana Pérez"), seen("b", "Juana Pérez")) == together("a", "b")


def test_a_bare_name_means_somebody_of_its_article() -> None:
    stranger = actor("x.juana", "Juana Pérez", known=False)
    call = event([stranger], ["belousov"])
    ids = {
        identified(Extraction(article(id), (call,))).events[0].participants[0].actor.id for id in ("a1", "a2")
    }
    assert len(ids) == 2
    assert all(id_.startswith("x.juana-perez.in-") for id_ in ids)


_sightings = st.builds(
    lambda name, state, roles, classes: (name, state, roles, classes),
    st.sampled_from(["Juana Pérez", "Perez Juana", "Nguyễn Văn Hùng", "Nguyễn Văn Hưng", "Nguyen Van Hung"]),
    st.sampled_from(["", "chile", "peru"]),
    st.sets(st.sampled_from(["Bộ trưởng", "Bộ trưởng Quốc phòng", "nhà thơ"]), max_size=2),
    st.sets(st.sampled_from(["defence_minister", "foreign_minister"]), max_size=2),
)


@given(st.lists(_sightings, max_size=9), st.randoms(use_true_random=False))
def test_grouping_does_not_depend_on_order(
    drawn: list[tuple[str, str, set[str], set[str]]], shuffler: random.Random
) -> None:
    people = [
        seen(f"p{number}", name, state=state, roles=roles, classes=classes)
        for number, (name, state, roles, classes) in enumerate(drawn)
    ]
    first = equivalences(people)
    shuffler.shuffle(people)
    assert equivalences(people) == first
    by_id = {person.id: person for person in people}
    for one, other in first.items():
        members = [by_id[i] for i in (one, other, *(k for k, v in first.items() if v == other))]
        assert len({s for member in members for s in member.states}) <= 1


# Ids within an extraction


def test_all_of_an_extraction_is_renamed_alike() -> None:
    ref = ActorRef("x.1", "Juana Pérez", ActorType.PERSON, known=False)
    told = replace(ref, state="chile")
    group = ActorRef("x.thu-truong", "Thứ trưởng Nga", ActorType.GROUP, known=False)
    call = event([ref], ["austin"], [group], initiator="x.1")
    silence = NoContact("a1", (ref, actor("austin")), evidence(), "silence")
    unknown = UnknownActor("a1", told, "Bộ trưởng", evidence(), ("defence_minister",))
    found = identified(Extraction(article(), (call,), (silence,), unknown=(unknown,)))
    id_ = "x.juana-perez.chile.defence_minister"
    assert [p.actor.id for p in found.events[0].participants] == [id_, "austin", "x.thu-truong"]
    assert found.events[0].initiator == id_
    assert found.silences[0].actors[0] == found.unknown[0].actor == replace(ref, id=id_, state="chile")
    assert identified(found) == found


def test_an_extraction_without_outsiders_stays_the_same_object() -> None:
    extraction = Extraction(article(), (event(["austin"], ["belousov"]),))
    assert identified(extraction) is extraction


# What people decided


def pair(*ids: str) -> frozenset[frozenset[str]]:
    return frozenset({frozenset(ids)})


def test_people_join_whom_nothing_else_joins() -> None:
    one, other = seen("x.a", "Juana Pérez", **MINISTER), seen("x.b", "Ju Pe", roles=["nhà thơ"])
    assert equivalences([one, other], pair("x.a", "x.b")) == {"x.b": "x.a"}
    assert equivalences([one, other], pair("x.b", "juana-perez")) == {"x.b": "juana-perez"}


def test_people_part_whom_everything_joins() -> None:
    people = [seen(id_, "Juana Pérez", **MINISTER) for id_ in ("x.a", "x.b", "x.c")]
    assert equivalences(people) == {"x.b": "x.a", "x.c": "x.a"}
    found = equivalences(people, apart=pair("x.a", "x.b"))
    assert len({found.get(id_, id_) for id_ in ("x.a", "x.b")}) == 2
    bare = [seen("x.a", "Juana Pérez", **MINISTER), seen("x.b", "Juana Pérez")]
    assert equivalences(bare) == {"x.b": "x.a"}
    assert equivalences(bare, apart=pair("x.a", "x.b")) == {}


def test_two_of_the_register_are_never_one() -> None:
    both = pair("x.a", "lloyd-austin") | pair("x.a", "joe-biden")
    found = equivalences([seen("x.a", "Juana Pérez")], both)
    assert len(found) == 1


@given(
    st.lists(_sightings, min_size=2, max_size=6),
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.booleans()), max_size=4),
    st.randoms(use_true_random=False),
)
def test_what_people_part_stays_apart_in_any_order(
    drawn: list[tuple[str, str, set[str], set[str]]],
    pairs: list[tuple[int, int, bool]],
    shuffler: random.Random,
) -> None:
    people = [
        seen(f"x.{number}", name, state=state, roles=roles, classes=classes)
        for number, (name, state, roles, classes) in enumerate(drawn)
    ]
    decided = [(frozenset({f"x.{a}", f"x.{b}"}), join) for a, b, join in pairs if a != b]
    apart = {each for each, join in decided if not join}
    together = {each for each, join in decided if join} - apart
    first = equivalences(people, together, apart)
    shuffler.shuffle(people)
    assert equivalences(people, together, apart) == first
    for one, other in map(sorted, apart):
        assert first.get(one, one) != first.get(other, other)
