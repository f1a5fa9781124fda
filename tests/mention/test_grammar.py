"""Where mentions begin in a sentence, and which are tried."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from naming import CN, STATE, US, Expected, expect, officer, person
from reading import grammar, mentions

from kg.knowledge.lexicon import Lexicon
from kg.mention.grammar import READERS

CASES: list[tuple[str, list[Expected]]] = [
    (
        "Tổng thống Mỹ Joe Biden gặp Chủ tịch Trung Quốc Tập Cận Bình",
        [officer("Joe Biden", US, STATE), officer("Tập Cận Bình", CN, STATE)],
    ),
    (
        "cuộc gặp giữa ông Biden và bà Merkel",
        [person("Biden", gender="m", short=True), person("Merkel", gender="f", short=True)],
    ),
]

NO_ACTORS = [
    "hôm qua trời mưa to ở vùng núi phía bắc",
    "người anh của tôi có ý kiến hay",
    "hai năm sau khi tốt nghiệp",
    "“phương pháp mới” được công bố",
    "",
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_several_mentions_in_a_sentence(text: str, expected: list[Expected], lexicon: Lexicon) -> None:
    expect(text, mentions(text, lexicon), expected)


@pytest.mark.parametrize("text", NO_ACTORS)
def test_texts_without_actors(text: str, lexicon: Lexicon) -> None:
    assert mentions(text, lexicon) == []


_words = st.sampled_from(
    [
        "Tổng thống", "Nga", "Mỹ", "Vladimir Putin", "ông", "bà", ",", "và", "của", "người đồng cấp", "cựu", "quyền",
        "hai nhà lãnh đạo", "phía", "(", ")", "-", "Đoàn đại biểu", "do", "dẫn đầu", "trợ lý", "Phó", "tướng", "này",
        "người tiền nhiệm", "Bộ trưởng", "Kế hoạch", "X", "quân đội", "các nước", "kiêm", "tại", "1", "“",
    ]
)  # fmt: skip


@given(st.lists(_words | st.text(max_size=5), max_size=15).map(" ".join))
def test_any_order_of_words_is_read(lexicon: Lexicon, text: str) -> None:
    position = 0
    for mention in mentions(text, lexicon):
        assert position <= mention.span.start < mention.span.end <= len(text)
        assert mention.text in mention.span.slice(text)
        position = mention.span.end


@given(st.lists(_words | st.text(max_size=5), max_size=15).map(" ".join))
def test_mentions_begin_only_where_one_can_open(lexicon: Lexicon, text: str) -> None:
    tokens = grammar(text, lexicon)
    for i in range(len(tokens.tokens)):
        found = [m for *_, read in READERS if (m := read(tokens, i)) is not None]
        assert tokens.opens(i) or not found
        assert tokens.mention(i) == (found[0] if found else None)
