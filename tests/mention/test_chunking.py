"""Sentences in chunks: cues, dates, and any words in any order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import chunks

from kg.knowledge.lexicon import Lexicon
from kg.model import Status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("chưa gặp", Status.DENIED),
        ("từ chối gặp", Status.DENIED),
        ("sẽ gặp", Status.PLANNED),
        ("muốn gặp", Status.PROPOSED),
    ],
)
def test_cues_carry_their_status(text: str, status: Status, lexicon: Lexicon) -> None:
    assert [c.status for c in chunks(f"Họ {text} nhau", lexicon) if c.code == "q"] == [status]


def test_dates_are_chunks(lexicon: Lexicon) -> None:
    text = "Hôm 12/7, họ gặp nhau tuần trước."
    assert [c.date.span.slice(text) for c in chunks(text, lexicon) if c.date] == ["Hôm 12/7", "tuần trước"]


def test_a_date_in_brackets_belongs_to_the_actor_before_it(lexicon: Lexicon) -> None:
    text = "điện đàm với ông Vladimir Putin (12/7)"
    (mention,) = [m for c in chunks(text, lexicon) for m in c.mentions]
    assert mention.dated is not None
    assert (mention.dated.day, mention.dated.month) == (12, 7)


_words = st.sampled_from(
    [
        "Ông Joe Biden", "Nga", "Mỹ", ",", "và", "-", "điện đàm", "cuộc", "với", "giữa", "tại", "về", "(", ")",
        "hôm 12/7", "theo", "khi", "người", "nói", "rằng", "hai bên", "quân đội", "phu nhân", "thành phố", "tới",
        "không", "sẽ", ";", "x",
    ]
)  # fmt: skip


@given(st.lists(_words | st.text(max_size=4), max_size=20).map(" ".join))
def test_chunks_come_in_order_whatever_the_words(lexicon: Lexicon, text: str) -> None:
    position = 0
    for item in chunks(text, lexicon):
        assert item.span.start >= position
        assert len(item.code) == 1
        assert (item.code in "LH") <= (len(item.mentions) > 1)
        position = item.span.start
