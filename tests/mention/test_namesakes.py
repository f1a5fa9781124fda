"""Whom of the register a name can mean: spelt otherwise, shortened, or a bare surname."""

from __future__ import annotations

import datetime as dt

import pytest
from reading import mentions

from kg.knowledge.lexicon import Lexicon
from kg.knowledge.register import Register
from kg.mention.incumbents import Incumbents
from kg.mention.mentions import Mention
from kg.mention.namesakes import Namesakes, may_name
from kg.model import Span


def namesakes(day: str, register: Register, lexicon: Lexicon) -> Namesakes:
    when = dt.date.fromisoformat(day)
    incumbents = Incumbents(register, lexicon.lists, (when, when))
    return Namesakes(register, lexicon.surnames, incumbents)


@pytest.mark.parametrize(
    ("text", "day", "person"),
    [
        ("Ngoại trưởng Nga Sergey Lavrov", "2010-01-01", "sergei-lavrov"),
        ("Đại sứ Samatha Power", "2015-01-01", "samantha-power"),  # a letter is missing
        ("Tổng thống Mỹ Donal Trump", "2018-01-01", "donald-trump"),
        ("Tổng thống Nga V.Putin", "2024-07-12", "vladimir-putin"),
        ("Tổng thống Thổ Nhĩ Kỳ A.Gun", "2010-01-01", "abdullah-gul"),
        ("Chủ tịch Cuba Ra-un Ca-xtơ-rô", "2012-07-12", "raul-castro"),
        ("ông Phi-đen Ca-xtơ-rô", "1999-01-01", "fidel-castro"),
        ("Tổng thống Armenia Xác-xi-an", "2010-01-01", "serzh-sargsyan"),
        ("Tổng thống Mỹ Bu-sơ", "2006-01-01", "george-w-bush"),
        ("Tổng thống Mỹ Trăm", "2018-01-01", "donald-trump"),
        ("Tổng thống Iran Ru-ha-ni", "2015-01-01", "hassan-rouhani"),
        ("Chủ tịch Hội đồng châu Âu Tu-xcơ", "2016-01-01", "donald-tusk"),
        ("ông Rajesh Singh", "2020-01-01", None),
        ("Tổng thống Nga X.Putin", "2024-07-12", "vladimir-putin"),  # the office speaks for him
        ("ông Bernard Trump", "2018-01-01", None),
    ],
)
def test_names_spelt_otherwise(
    text: str, day: str, person: str | None, register: Register, lexicon: Lexicon
) -> None:
    (mention,) = mentions(text, lexicon)
    assert namesakes(day, register, lexicon).similar(mention) == person


@pytest.mark.parametrize(
    ("text", "day", "person"),
    [
        ("Putin", "2020-01-01", "vladimir-putin"),
        ("ông Bush", "2003-01-01", "george-w-bush"),
        ("ông Clinton", "1998-01-01", "bill-clinton"),
        ("Ngoại trưởng Clinton", "2011-01-01", "hillary-clinton"),
        ("ông Kim", "2018-01-01", "kim-jong-un"),
        ("Kim", "2018-01-01", None),  # a surname of many, and nothing beside it
        ("ông Smith", "2018-01-01", None),
    ],
)
def test_bare_surnames(text: str, day: str, person: str | None, register: Register, lexicon: Lexicon) -> None:
    word = text.split()[-1]
    bare = Mention(Span(0, len(text)), "name", text, name=word, short=True)
    mention = next(iter(mentions(text, lexicon)), bare)
    assert namesakes(day, register, lexicon).by_surname(mention) == person


@pytest.mark.parametrize(
    ("text", "day", "person"),
    [
        ("Tổng thống Clinton", "2000-06-01", "bill-clinton"),
        ("Ngoại trưởng Clinton", "2011-06-01", "hillary-clinton"),
        ("Tổng thống Clinton", "2020-06-01", "hillary-clinton"),  # neither: the first
    ],
)
def test_the_namesake_who_holds_the_office(
    text: str, day: str, person: str, register: Register, lexicon: Lexicon
) -> None:
    (mention,) = mentions(text, lexicon)
    people = ["hillary-clinton", "bill-clinton"]
    assert namesakes(day, register, lexicon).pick(people, mention) == person


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("Tổng thống Nga Vladimir Putin", True),
        ("ông Putin", True),
        ("Tổng thống Nga V.Putin", True),
        ("ông Phi-đen Ca-xtơ-rô", True),
        ("Tổng thống Nga Vladmir Putyn", True),  # the office may say who that is
        ("ông Trần Văn Bốn", False),
        ("bà Smitherson", False),
        ("Nga", False),
    ],
)
def test_who_may_be_somebody_of_the_register(
    text: str, may: bool, register: Register, lexicon: Lexicon
) -> None:
    (mention,) = mentions(text, lexicon)
    assert may_name(mention, register, lexicon.surnames) is may
