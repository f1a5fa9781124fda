"""Who held which office when: holders, leaders of states, neighbours in office, and when a text was written."""

from __future__ import annotations

import datetime as dt

import pytest
from reading import mentions

from kg.knowledge.lexicon import Lexicon
from kg.knowledge.register import Register
from kg.mention.incumbents import Incumbents, Interval, window

D = dt.date


def on(day: str) -> Interval:
    return D.fromisoformat(day), D.fromisoformat(day)


@pytest.fixture
def incumbents(register: Register, lexicon: Lexicon) -> Incumbents:
    return Incumbents(register, lexicon.lists, on("2024-07-12"))


@pytest.mark.parametrize(
    ("offices", "day", "person"),
    [
        (["us-president"], "2016-11-01", "barack-obama"),
        (["us-president"], "1700-01-01", None),
        (["us-president", "ru-president"], "2018-06-01", "donald-trump"),  # the first that anybody holds
        (["no-such-office", "ru-president"], "2018-06-01", "vladimir-putin"),
        ([], "2018-06-01", None),
    ],
)
def test_the_holder_of_an_office(
    offices: list[str], day: str, person: str | None, incumbents: Incumbents
) -> None:
    found = incumbents.holder(offices, on(day))
    assert (found.person if found else None) == person


def test_an_office_that_changed_hands_has_no_one_holder(incumbents: Incumbents) -> None:
    assert incumbents.holder(["us-president", "ru-president"], (D(2016, 1, 1), D(2018, 1, 1))) is None


@pytest.mark.parametrize(
    ("body", "offices"),
    [
        ("united-states", ("us-president",)),
        ("france", ("fr-president",)),  # and not the prime minister
        ("japan", ("jp-prime-minister",)),  # and not the emperor
        ("united-kingdom", ("gb-prime-minister",)),
        ("vietnam", ()),  # who that is cannot be said
        ("nato", ()),
    ],
)
def test_whom_the_press_calls_the_leader(body: str, offices: tuple[str, ...], incumbents: Incumbents) -> None:
    assert incumbents.leader(body, incumbents.present) == offices


@pytest.mark.parametrize(
    ("office", "crowned"), [("gb-monarch", True), ("jp-emperor", True), ("us-president", False)]
)
def test_crowns(office: str, crowned: bool, incumbents: Incumbents) -> None:
    assert incumbents.crowned(office) is crowned


@pytest.mark.parametrize(
    ("text", "misplaced"),
    [
        ("Tổng thống Nga Yury Ushakov", True),
        ("Tổng thống Nga Vladimir Putin", False),
        ("cựu Tổng thống Mỹ Barack Obama", False),
        ("Tổng thống Joe Biden", False),  # of which state is not said
    ],
)
def test_a_name_behind_the_office_of_another(
    text: str, misplaced: bool, incumbents: Incumbents, lexicon: Lexicon
) -> None:
    (mention,) = mentions(text, lexicon)
    assert incumbents.misplaced(mention) is misplaced


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        ("2018-06-01", "barack-obama", "joe-biden"),
        ("2022-06-01", "donald-trump", "donald-trump"),
    ],
)
def test_who_came_before_and_after(day: str, before: str, after: str, incumbents: Incumbents) -> None:
    tenure = incumbents.holder(["us-president"], on(day))
    assert tenure is not None
    found = incumbents.before_and_after(tenure)
    assert [t.person for t in found if t is not None] == [before, after]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Bộ trưởng Quốc phòng Mỹ Lloyd Austin và Bộ trưởng Quốc phòng Nga Andrey Belousov",
            (D(2024, 5, 14), D(2025, 1, 20)),
        ),
        ("Tổng thống Mỹ Barack Obama và Tổng thống Pháp François Hollande", (D(2012, 5, 15), D(2017, 1, 20))),
        ("Tổng thống Nga Vladimir Putin", None),
        ("ông Lloyd Austin và ông Andrey Belousov", (None, None)),  # no office named, no bound
        ("cựu Tổng thống Mỹ Barack Obama", (None, None)),
        ("quyền Bộ trưởng Quốc phòng Mỹ Patrick Shanahan", (None, None)),
        ("", (None, None)),
    ],
)
def test_window(text: str, expected: Interval | None, register: Register, lexicon: Lexicon) -> None:
    found = window(register, [(m.people[0], m) for m in mentions(text, lexicon) if m.people])
    assert found == expected if expected else found[0] is not None


def test_a_title_used_loosely_does_not_empty_the_window(register: Register, lexicon: Lexicon) -> None:
    text = "Tổng thống Mỹ Joe Biden và Tổng thống Mỹ Barack Obama"
    earliest, latest = window(register, [(m.people[0], m) for m in mentions(text, lexicon)])
    assert earliest is not None
    assert latest is not None
    assert earliest <= latest
