"""Chunks of a sentence and what is asked of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from reading import chunks

from kg.knowledge.lexicon import Lexicon
from kg.mention.chunks import bare_role, beyond, codes_of, is_office, leads_to_contact, named, named_only


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Ông Joe Biden đã gặp ông Vladimir Putin", "NxVN"),
        ("Ông Joe Biden sẽ điện đàm với ông Vladimir Putin", "NqVmN"),
        ("cuộc hội đàm giữa Nga và Mỹ", "EgL"),
        ("", ""),
    ],
)
def test_codes(text: str, codes: str, lexicon: Lexicon) -> None:
    assert codes_of(chunks(text, lexicon)) == codes


@pytest.mark.parametrize("text", ["Ông Joe Biden gặp Ngoại trưởng Nga hôm 12/7", "cuộc hội đàm ở Hà Nội"])
def test_a_chunk_stands_where_it_says(text: str, lexicon: Lexicon) -> None:
    found = chunks(text, lexicon)
    assert all(c.span.slice(text).startswith(c.text) for c in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("text", "expected"),
    [  # called by name, role only, full name only, office of a state
        ("Tổng thống Nga Vladimir Putin", (True, False, False, False)),
        ("ông Vladimir Putin", (True, False, True, False)),
        ("ông Putin", (True, False, False, False)),
        ("Tổng thống Nga", (False, True, False, True)),
        ("Tổng thống", (False, True, False, False)),
        ("Nga", (False, False, False, False)),
    ],
)
def test_how_somebody_is_called(text: str, expected: tuple[bool, ...], lexicon: Lexicon) -> None:
    (item,) = (c for c in chunks(text, lexicon) if c.mentions)
    (mention,) = item.mentions
    assert (named(item), bare_role(item), named_only(mention), is_office(mention)) == expected


@pytest.mark.parametrize(
    ("text", "contact", "verb"),
    [
        ("đã gặp ông Vladimir Putin", True, True),
        ("hôm 12/7 sẽ tới gặp ông Vladimir Putin", True, True),
        ("đã hội đàm với ông Vladimir Putin", True, True),
        ("cuộc hội đàm với ông Vladimir Putin", True, False),
        ("đã ăn tối, gặp ông Vladimir Putin", False, False),
        ("", False, False),
    ],
)
def test_what_leads_to_a_contact(text: str, contact: bool, verb: bool, lexicon: Lexicon) -> None:
    found = chunks(text, lexicon)
    assert (leads_to_contact(found, 0), leads_to_contact(found, 0, verb=True)) == (contact, verb)


def test_beyond_stops_at_the_end(lexicon: Lexicon) -> None:
    found = chunks("đã sẽ gặp", lexicon)
    assert beyond(found, 0, "xqV") == len(found)
    assert beyond(found, 0, "") == 0
