"""Who are the parties of a contact, how they were found, and who can be one."""

from __future__ import annotations

from reading import BIDEN, PUTIN, Reading

from kg.model import ActorType, Resolution, Role


def test_resolutions_and_reasons(read: Reading) -> None:
    event = read.one("Bộ trưởng Quốc phòng Mỹ điện đàm với người đồng cấp Nga hôm 12/7.")
    assert [(p.actor.name, p.resolution) for p in event.participants] == [
        ("Lloyd Austin", Resolution.OFFICE),
        ("Andrey Belousov", Resolution.COUNTERPART),
    ]
    assert all(p.tenure and p.reason for p in event.participants)
    assert [p.mention for p in event.participants] == ["Bộ trưởng Quốc phòng Mỹ", "người đồng cấp Nga"]


def test_anaphors_say_what_they_point_to(read: Reading) -> None:
    found = read(f"Hôm 12/7, {BIDEN} gặp {PUTIN}.\nHai nhà lãnh đạo lại điện đàm hôm 13/7.").events
    assert [p.resolution for p in found[1].participants] == [Resolution.ANAPHORA] * 2
    assert all("Hai nhà lãnh đạo" in (p.reason or "") for p in found[1].participants)


def test_roles(read: Reading) -> None:
    call = read.one(f"{BIDEN} gọi điện cho {PUTIN} hôm 12/7.")
    assert [p.role for p in call.participants] == [Role.INITIATOR, Role.PARTICIPANT]
    letter = read.one(f"{BIDEN} gửi thư cho {PUTIN} hôm 12/7.")
    assert [p.role for p in letter.participants] == [Role.INITIATOR, Role.RECIPIENT]


def test_sides(read: Reading) -> None:
    text = "Ông Antony Blinken, ông Jake Sullivan và ông Vương Nghị họp hôm 12/7."
    sides = {p.actor.name: p.side for p in read.one(text).participants}
    assert sides["Antony Blinken"] == sides["Jake Sullivan"] != sides["Wang Yi"]


def test_nobody_visits_his_own_country(read: Reading) -> None:
    assert read("Thủ tướng Phạm Minh Chính thăm Việt Nam hôm 12/7.").events == ()


def test_a_private_person_beside_a_public_one(read: Reading) -> None:
    assert read("Ông Trần Văn Bốn gặp bà Lê Thị Năm hôm 12/7.").events == ()


def test_a_delegation_is_a_party(read: Reading) -> None:
    event = read.one("Các nhà ngoại giao Mỹ và Nga gặp nhau hôm 12/7.")
    assert {p.actor.type for p in event.participants} == {ActorType.GROUP}
    assert {p.actor.state for p in event.participants} == {"united-states", "russia"}
