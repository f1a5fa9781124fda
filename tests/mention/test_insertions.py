"""What is set off inside a sentence: speakers, sources and asides are left out, what tells of a contact is not."""

from __future__ import annotations

import pytest
from reading import chunks

from kg.knowledge.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Ông Austin, Lầu Năm Góc thông báo, đã gặp ông Belousov",
            "Ông Austin Lầu Năm Góc đã gặp ông Belousov",
        ),
        ("Bà Merkel, theo Reuters, đã gặp ông Putin", "Bà Merkel đã gặp ông Putin"),
        ("Ông Austin, người vừa trở về từ Moskva, đã gặp ông Belousov", "Ông Austin đã gặp ông Belousov"),
        # he speaks of himself; what he is has a contact of its own
        (
            "Trước đó, ông Austin cho hay, ông sẽ gặp ông Belousov",
            "Trước đó , ông Austin cho hay , ông sẽ gặp ông Belousov",
        ),
        (
            "Ông Austin, người đã gặp ông Putin, đã gặp ông Belousov",
            "Ông Austin người đã gặp ông Putin , đã gặp ông Belousov",
        ),
    ],
)
def test_what_is_left(text: str, said: str, lexicon: Lexicon) -> None:
    assert " ".join(item.text for item in chunks(text, lexicon)) == said
