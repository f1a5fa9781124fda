"""How likely a contact is right."""

from __future__ import annotations

from reading import AUSTIN, BELOUSOV, Reading


def test_confidence_falls_with_every_guess(read: Reading) -> None:
    named = read.one(f"{AUSTIN} điện đàm với {BELOUSOV} hôm 12/7.").confidence
    resolved = read.one("Bộ trưởng Quốc phòng Mỹ điện đàm với người đồng cấp Nga hôm 12/7.").confidence
    assert 0 < resolved < named <= 1


def test_confidence_falls_without_a_date_and_among_others(read: Reading) -> None:
    dated = read.one(f"{AUSTIN} điện đàm với {BELOUSOV} hôm 12/7.").confidence
    undated = read.one(f"{AUSTIN} điện đàm với {BELOUSOV}.").confidence
    among = read(
        f"{AUSTIN} hôm 12/7 điện đàm với {BELOUSOV} và gặp Ngoại trưởng Đức Annalena Baerbock."
    ).events
    assert undated < dated
    assert len(among) == 2
    assert max(event.confidence for event in among) < dated


def test_a_state_or_a_group_in_the_place_of_a_person_is_less_sure(read: Reading) -> None:
    person = read.one(f"{AUSTIN} điện đàm với {BELOUSOV} hôm 12/7.").confidence
    state = read.one(f"{AUSTIN} điện đàm với phía Nga hôm 12/7.").confidence
    group = read.one(f"{AUSTIN} gặp các nghị sĩ Nga hôm 12/7.").confidence
    assert state < person
    assert group < person
