"""Which wordings mean the same actor, and which dates agree."""

from __future__ import annotations

import pytest

from kg.model import ActorType
from kg.yardstick.annotation import Party
from kg.yardstick.likeness import date_agrees, is_party, names_person

PERSON = ActorType.PERSON
PETROV = Party("Ilan Petrov", PERSON, ("Petrov", "Tổng thống Velmora", "ông Petrov", "Velmora", "President"))
DAO = Party("Trần Thị Đào", PERSON, ("Tran Thi Dao", "người đồng cấp Việt Nam", "Dao Tran"))
VELMORA = Party("Velmora", ActorType.STATE, ("phía Velmora",))
TRADE = Party("Bộ Thương mại Velmora", ActorType.ORGANIZATION, ("Ministry of Trade", "MoT"))
FIRMS = Party("doanh nghiệp Ostravia", ActorType.GROUP)


@pytest.mark.parametrize(
    ("said", "party", "same", "named"),
    [
        ("Ilan Petrov", PETROV, True, True),
        ("ILAN PETROV", PETROV, True, True),
        ("ông Petrov", PETROV, True, True),
        ("Petrov", PETROV, True, True),
        ("Tổng thống Velmora Ilan Petrov", PETROV, True, True),
        ("Tổng thống Velmora", PETROV, True, False),
        ("President", PETROV, True, False),
        ("Velmora", PETROV, True, True),  # all capitals and no office: taken for a name
        ("Igor Petrov", PETROV, False, False),
        ("Ilan", PETROV, False, False),
        ("", PETROV, False, False),
        ("Đào", DAO, True, True),
        ("đào", DAO, False, False),
        ("Tran Dao", DAO, True, True),
        ("người đồng cấp Việt Nam", DAO, True, False),
        ("Velmora", VELMORA, True, True),
        ("quân đội Velmora", VELMORA, False, False),
        ("Bộ Thương mại Velmora hôm qua", TRADE, True, False),
        ("MoT", TRADE, True, True),
        ("hai doanh nghiệp lớn Ostravia", FIRMS, True, False),
        ("doanh nghiệp", FIRMS, False, False),
    ],
)
def test_who_is_meant(said: str, party: Party, same: bool, named: bool) -> None:
    assert is_party(said, party) is same
    if party.type is PERSON:
        assert names_person(said, party) is named


def test_names_in_another_script_are_told_apart() -> None:
    assert is_party("习近平", Party("Xi Jinping", PERSON, ("习近平",)))
    assert not is_party("普京", Party("Xi Jinping", PERSON, ("习近平",)))


@pytest.mark.parametrize(
    ("found", "gold", "agrees"),
    [
        ("2031-05-12", "2031-05-12", True),
        ("2031-05-12", "2031-05", True),
        ("2031-05", "2031-05-12", False),
        ("2031-05-10/2031-05-16", "2031-05-12", True),
        ("2031-05-10/2031-05-18", "2031-05-12", False),
        (None, "2031-05-12", False),
        (None, None, True),
        ("2031-05-12", None, False),
        ("2031", None, True),
        ("2031-05-12", "../2031-05-12", True),
        ("2031-05-13", "../2031-05-12", False),
        ("2031-05-12?", "2031-05-12~", True),
        ("oops", "2031-05-12", False),
    ],
)
def test_dates_agree(found: str | None, gold: str | None, agrees: bool) -> None:
    assert date_agrees(found, gold) is agrees
