"""Who is meant: holders of offices at a date, counterparts, namesakes, short names, people of no register."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest
from reading import mentions

from kg.date.resolution import Clock
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.register import Register
from kg.mention.actors import Cast, Resolved
from kg.mention.incumbents import Interval
from kg.model import ActorRef, ActorType, Resolution

D = dt.date
UNDATED: Interval = (None, None)


def on(day: str) -> Interval:
    return D.fromisoformat(day), D.fromisoformat(day)


class Stage:
    """The cast of one text."""

    def __init__(self, text: str, register: Register, lexicon: Lexicon, clock: Clock) -> None:
        self.lexicon = lexicon
        self.cast = Cast(register, lexicon.surnames, clock, lexicon.lists)
        self.cast.learn(mentions(text, lexicon))

    def resolve(self, wording: str, when: Interval = UNDATED, *partners: ActorRef) -> Resolved | None:
        (mention,) = mentions(wording, self.lexicon)
        return self.cast.resolve(mention, when, partners)

    def name(self, wording: str, when: Interval = UNDATED, *partners: ActorRef) -> str | None:
        found = self.resolve(wording, when, *partners)
        return found.actor.name if found else None

    def actor(self, wording: str) -> ActorRef:
        found = self.resolve(wording)
        assert found is not None
        return found.actor


def stage(text: str, register: Register, lexicon: Lexicon, published: str | None = "2024-07-13") -> Stage:
    clock = Clock(published=D.fromisoformat(published)) if published else Clock()
    return Stage(text, register, lexicon, clock)


# Offices


@pytest.mark.parametrize(
    ("wording", "day", "name"),
    [
        ("Bộ trưởng Quốc phòng Nga", "2023-03-15", "Sergei Shoigu"),
        ("Bộ trưởng Quốc phòng Nga", "2024-07-12", "Andrey Belousov"),
        ("Tổng thống Mỹ", "2016-11-01", "Barack Obama"),
        ("Tổng thống Mỹ", "2018-06-12", "Donald Trump"),
        ("Tổng thống Mỹ", "2022-02-12", "Joe Biden"),
        ("Ngoại trưởng Mỹ", "2015-07-14", "John Kerry"),
        ("Ngoại trưởng Trung Quốc", "2021-03-18", "Wang Yi"),
        ("Thủ tướng Đức", "2021-11-01", "Angela Merkel"),
        ("Thủ tướng Đức", "2022-01-01", "Olaf Scholz"),
        ("Thủ tướng Anh", "2024-07-01", "Rishi Sunak"),
        ("Thủ tướng Anh", "2024-07-08", "Keir Starmer"),
        ("Tổng thư ký NATO", "2024-09-01", "Jens Stoltenberg"),
        ("Tổng thư ký NATO", "2024-10-15", "Mark Rutte"),
        ("Giám đốc CIA", "2022-11-14", "William Burns"),
        ("người phát ngôn Điện Kremlin", "2024-07-12", "Dmitry Peskov"),
    ],
)  # fmt: skip
def test_who_held_an_office(wording: str, day: str, name: str, register: Register, lexicon: Lexicon) -> None:
    found = stage("", register, lexicon, day).resolve(wording, on(day))
    assert found is not None
    assert found.actor.name == name
    assert (found.actor.known, found.how) == (True, Resolution.OFFICE)
    assert found.tenure in {t.id for t in register.tenures_by_person[found.actor.id]}


def test_an_office_is_resolved_at_the_event_not_at_publication(register: Register, lexicon: Lexicon) -> None:
    scene = stage("", register, lexicon, "2024-07-13")
    assert scene.name("Bộ trưởng Quốc phòng Nga", on("2023-03-15")) == "Sergei Shoigu"
    assert scene.name("Bộ trưởng Quốc phòng Nga") == "Andrey Belousov"


def test_a_role_of_another_time_is_not_whom_the_text_names_with_it(
    register: Register, lexicon: Lexicon
) -> None:
    scene = stage("Tổng thống Mỹ Jimmy Carter lên tiếng.", register, lexicon, "2018-06-02")
    assert scene.name("Tổng thống Mỹ", on("1979-01-29")) == "Jimmy Carter"
    assert scene.name("Tổng thống Mỹ", on("2018-05-31")) == "Donald Trump"
    assert scene.name("Tổng thống Mỹ", on("1928-01-16")) == "Tổng thống Mỹ"


def test_an_office_that_changed_hands_in_between_stays_a_role(register: Register, lexicon: Lexicon) -> None:
    found = stage("", register, lexicon).resolve("Bộ trưởng Quốc phòng Nga", (D(2024, 4, 1), D(2024, 7, 1)))
    assert found is not None
    assert (found.actor.known, found.how) == (False, Resolution.WORDING)
    assert found.actor.state == "russia"


def test_a_former_office_says_nothing_of_its_holder(register: Register, lexicon: Lexicon) -> None:
    found = stage("", register, lexicon).resolve("cựu Tổng thống Mỹ", on("2024-07-12"))
    assert found is not None
    assert not found.actor.known


@pytest.mark.parametrize("day", ["1950-01-01", "1700-01-01"])
def test_an_office_before_all_tenures(day: str, register: Register, lexicon: Lexicon) -> None:
    found = stage("", register, lexicon).resolve("Bộ trưởng Quốc phòng Nga", on(day))
    assert found is None or not found.actor.known


# Counterparts

COUNTERPARTS = [
    ("Cố vấn An ninh Quốc gia Mỹ Jake Sullivan", "người đồng cấp Nga", "2022-11-08", "Nikolai Patrushev"),
    ("Giám đốc CIA William Burns", "người đồng cấp Nga", "2022-11-08", "Sergei Naryshkin"),
    ("Bộ trưởng Quốc phòng Mỹ Lloyd Austin", "người đồng cấp Nga", "2023-03-15", "Sergei Shoigu"),
    ("Bộ trưởng Quốc phòng Mỹ Lloyd Austin", "người đồng cấp Nga", "2024-07-12", "Andrey Belousov"),
    ("Bộ trưởng Quốc phòng Mỹ Lloyd Austin", "người đồng cấp Trung Quốc", "2024-06-01", "Dong Jun"),
    ("Tổng thống Mỹ Joe Biden", "người đồng cấp Nga", "2022-02-12", "Vladimir Putin"),
    ("Ngoại trưởng Mỹ Antony Blinken", "người đồng nhiệm Ukraine", "2022-03-18", "Dmytro Kuleba"),
    (
        "Chủ tịch Hội đồng Tham mưu trưởng Liên quân Mỹ Mark Milley",
        "người đồng cấp Nga",
        "2022-11-01",
        "Valery Gerasimov",
    ),
]


@pytest.mark.parametrize(("partner", "wording", "day", "name"), COUNTERPARTS)
def test_counterparts(
    partner: str, wording: str, day: str, name: str, register: Register, lexicon: Lexicon
) -> None:
    scene = stage(partner, register, lexicon, day)
    found = scene.resolve(wording, on(day), scene.actor(partner))
    assert found is not None
    assert (found.actor.name, found.how) == (name, Resolution.COUNTERPART)
    assert found.reason
    assert found.tenure


def test_a_counterpart_without_partner_stays_a_role(register: Register, lexicon: Lexicon) -> None:
    found = stage("", register, lexicon).resolve("người đồng cấp Nga", on("2024-07-12"))
    assert found is not None
    assert not found.actor.known
    assert found.actor.state == "russia"


def test_a_counterpart_of_nobody_in_office_stays_a_role(register: Register, lexicon: Lexicon) -> None:
    scene = stage("Bộ trưởng Quốc phòng Chile Juana Pérez", register, lexicon)
    partner = scene.actor("Bộ trưởng Quốc phòng Chile Juana Pérez")
    found = scene.resolve("người đồng cấp Andorra", on("2024-07-12"), partner)
    assert found is None or not found.actor.known


def test_a_named_counterpart_is_the_one_named(register: Register, lexicon: Lexicon) -> None:
    scene = stage("", register, lexicon)
    partner = scene.actor("Bộ trưởng Quốc phòng Mỹ Lloyd Austin")
    assert scene.name("người đồng cấp Nga Sergei Shoigu", on("2024-07-12"), partner) == "Sergei Shoigu"


# Names


@pytest.mark.parametrize(
    ("text", "wording", "name"),
    [
        ("Tổng thống Nga Vladimir Putin phát biểu.", "ông Putin", "Vladimir Putin"),
        ("Bộ trưởng Quốc phòng Mỹ Lloyd Austin phát biểu.", "Austin", "Lloyd Austin"),
        ("Chủ tịch Trung Quốc Tập Cận Bình phát biểu.", "ông Tập", "Xi Jinping"),
        ("Bộ trưởng Quốc phòng Chile Juana Pérez phát biểu.", "bà Pérez", "Juana Pérez"),
        ("Ngoại trưởng Mỹ Anthony Blinken phát biểu.", "Ngoại trưởng Mỹ Anthony Blinken", "Antony Blinken"),
        ("", "Ngoại trưởng Nga Lavrov", "Sergei Lavrov"),
        ("", "ông Putin", "Vladimir Putin"),
        ("", "Tổng thống Zelensky", "Volodymyr Zelensky"),
    ],
)  # fmt: skip
def test_names(text: str, wording: str, name: str, register: Register, lexicon: Lexicon) -> None:
    assert stage(text, register, lexicon).name(wording) == name


@pytest.mark.parametrize(
    ("wording", "day", "name"),
    [
        ("Tổng thống Mỹ Clinton", "1998-05-01", "Bill Clinton"),
        ("Ngoại trưởng Mỹ Clinton", "2011-05-01", "Hillary Clinton"),
        ("Ngoại trưởng Mỹ Powell", "2003-05-01", "Colin Powell"),
    ],
)
def test_namesakes_are_told_apart_by_office(
    wording: str, day: str, name: str, register: Register, lexicon: Lexicon
) -> None:
    assert stage("", register, lexicon, day).name(wording) == name


@pytest.mark.parametrize("wording", ["ông Nguyễn", "Smith", "bà X"])
def test_short_names_of_nobody_known(wording: str, register: Register, lexicon: Lexicon) -> None:
    found = [stage("", register, lexicon).cast.resolve(m, UNDATED) for m in mentions(wording, lexicon)]
    assert [r for r in found if r is not None and r.actor.known] == []


def test_people_of_no_register_keep_their_name_and_role(register: Register, lexicon: Lexicon) -> None:
    scene = stage("Bộ trưởng Quốc phòng Chile Juana Pérez nói.", register, lexicon)
    actor = scene.actor("bà Juana Pérez")
    assert (actor.id, actor.name, actor.type, actor.known) == (
        "x.juana-perez",
        "Juana Pérez",
        ActorType.PERSON,
        False,
    )
    assert actor.state == "chile"
    assert scene.cast.told.outsiders() == {actor.id: ("Bộ trưởng Quốc phòng Chile", "chile")}
    assert scene.cast.is_public(actor)


def test_private_people_are_not_public(register: Register, lexicon: Lexicon) -> None:
    scene = stage("Ông Trần Văn Bốn nói.", register, lexicon)
    assert not scene.cast.is_public(scene.actor("ông Trần Văn Bốn"))


def test_an_office_that_the_register_does_not_give_is_noted(register: Register, lexicon: Lexicon) -> None:
    found = stage("", register, lexicon).resolve("Ngoại trưởng Mỹ Lloyd Austin", on("2024-07-12"))
    assert found is not None
    assert found.actor.name == "Lloyd Austin"
    assert found.tenure is None
    assert found.reason


def test_neighbours_in_office(register: Register, lexicon: Lexicon) -> None:
    scene = stage("Tổng thống Mỹ Donald Trump nói.", register, lexicon, "2018-01-01")
    assert scene.name("người tiền nhiệm của ông Trump") == "Barack Obama"
    scene = stage("Tổng thống Mỹ Joe Biden nói.", register, lexicon, "2023-01-01")
    assert scene.name("người tiền nhiệm của ông Biden") == "Donald Trump"


# States, sides and groups


@pytest.mark.parametrize(
    ("wording", "id", "type"),
    [
        ("Mỹ", "united-states", ActorType.STATE),
        ("Nhà Trắng", "united-states", ActorType.STATE),
        ("phía Nga", "russia", ActorType.STATE),
        ("Moskva", "russia", ActorType.STATE),
        ("Bắc Kinh", "china", ActorType.STATE),
        ("NATO", "nato", ActorType.ORGANIZATION),
        ("EU", "eu", ActorType.ORGANIZATION),
    ],
)
def test_bodies(wording: str, id: str, type: ActorType, register: Register, lexicon: Lexicon) -> None:
    actor = stage("", register, lexicon).actor(wording)
    assert (actor.id, actor.type, actor.known, actor.state) == (id, type, True, id)


@pytest.mark.parametrize(
    ("wording", "type"),
    [
        ("các nhà ngoại giao Mỹ", ActorType.GROUP),
        ("doanh nghiệp Mỹ", ActorType.GROUP),
        ("quân đội Mỹ", ActorType.ORGANIZATION),
    ],
)
def test_groups(wording: str, type: ActorType, register: Register, lexicon: Lexicon) -> None:
    actor = stage("", register, lexicon).actor(wording)
    assert (actor.type, actor.known, actor.state) == (type, False, "united-states")
    assert actor.name.casefold() == wording.casefold()


def test_a_group_has_one_id_whatever_its_state_is_called(register: Register, lexicon: Lexicon) -> None:
    scene = stage("", register, lexicon)
    ids = {scene.actor(f"{group} {state}").id for group, state in product(["quân đội"], ["Mỹ", "Hoa Kỳ"])}
    assert len(ids) == 1
