"""Which articles can report a contact, by those whom their sentences with a contact word name."""

from __future__ import annotations

import pytest

from kg.article.text import sentences
from kg.event.passages import Parse, Passages
from kg.event.prospects import Prospects
from kg.extract import Extractor
from kg.model import Span


def passages(text: str, extractor: Extractor) -> tuple[Passages, list[int]]:
    """The sentences of a text, and numbers of those that are parsed so far."""
    parsed: list[int] = []
    every = sentences(text)

    def parse(span: Span) -> Parse:
        parsed.append(next(n for n, s in enumerate(every) if s.span == span))
        return extractor._parse(text.lower(), span, extractor._grammar(text, text.lower(), span))

    return Passages(text, every, parse), parsed


@pytest.mark.parametrize(
    ("text", "possible"),
    [
        ("Ông Putin gặp ông Trump.", True),
        ("Bà Lan gặp ông Trump.", True),
        ("Bà Ngọc Ánh gặp bà Hồng Hạnh.", False),
        ("Bà Ngọc Ánh gặp Ngoại trưởng Chile Juana Zubiría.", True),
        ("Bà Juana Zubiría gặp bà Rosa Díaz.", False),
        ("Ngoại trưởng Chile Juana Zubiría gặp Ngoại trưởng Peru Rosa Díaz.", True),
        ("Bà Hồng Hạnh thăm Nhật Bản.", False),  # a private person takes part beside one of the register only
        ("Ngoại trưởng Chile Juana Zubiría thăm Nhật Bản.", True),
        ("Nga và Ukraine đàm phán.", True),
        ("Hai bên đã gặp nhau.", True),
        ("Cả hai đã gặp nhau.", False),
        ("Đường dây nóng đã được nối lại.", True),
    ],
)
def test_who_can_have_a_contact_that_is_reported(text: str, possible: bool, extractor: Extractor) -> None:
    prospects = Prospects(passages(text, extractor)[0], extractor.register, extractor.lexicon.surnames)
    assert prospects.open([0]) is possible


@pytest.mark.parametrize(
    ("introduced", "contact"),
    [
        ("Ngoại trưởng Chile Juana Zubiría đến Nhật Bản.", "Bà Zubiría gặp luật sư Rosa Ubillús."),
        ("Ông Putin đến Nhật Bản.", "Ông gặp bà Rosa Ubillús."),
        ("Ông Putin đến bên ông Trump.", "Cả hai đã gặp nhau."),
    ],
)
def test_who_somebody_is_may_be_told_elsewhere(introduced: str, contact: str, extractor: Extractor) -> None:
    alone, _ = passages(f"Trời mưa. {contact}", extractor)
    text, _ = passages(f"{introduced} {contact}", extractor)
    opened = [
        Prospects(each, extractor.register, extractor.lexicon.surnames).open([1]) for each in (alone, text)
    ]
    assert opened == [False, True]


def test_only_the_sentences_that_tell_who_somebody_is_are_parsed(extractor: Extractor) -> None:
    text = (
        "Ngoại trưởng Chile Juana Zubiría đến. Trời mưa. Gió to. Bà Zubiría gặp Ngoại trưởng Peru Rosa Díaz."
    )
    each, parsed = passages(text, extractor)
    assert Prospects(each, extractor.register, extractor.lexicon.surnames).open([3])
    assert sorted(parsed) == [0, 3]
    assert [p.sentence.span.slice(text) for p in each[1:3]] == ["Trời mưa.", "Gió to."]
    assert len(each) == len(list(each)) == len(parsed) == 4
