"""A sentence into tokens: the longest wordings first, names only where they are written as names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.article.text import lower
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.tokenizing import tree_of
from kg.knowledge.tokens import Tokens
from kg.model import Span


def split(text: str, lexicon: Lexicon) -> Tokens:
    """The tokens of a text."""
    return lexicon.wordings.tokens(text, lower(text), Span(0, len(text)))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("điện đàm với Tổng thống Nga", "điện đàm/với/Tổng thống Nga"),
        ("mua hoa, quả", "mua/hoa/,/quả"),
        ("Kim Jong-un", "Kim Jong-un"),
        ("Hội đồng Bảo an Liên hợp quốc", "Hội đồng Bảo an Liên hợp quốc"),
        ("hai nước Việt-Trung", "hai nước/Việt/-/Trung"),
        ("hôm 12/7", "hôm/12/7"),
        ("tiếp thị trưởng Paris", "tiếp/thị trưởng/Paris"),
        ("tiếp thị sản phẩm", "tiếp thị/sản/phẩm"),
        ("Hugo Cha-vết", "Hugo/Cha-vết"),
        ("", ""),
    ],
)
def test_where_tokens_end(text: str, tokens: str, lexicon: Lexicon) -> None:
    assert "/".join(t.text for t in split(text, lexicon).tokens) == tokens


@pytest.mark.parametrize(
    ("text", "index", "cls", "is_one"),
    [
        ("Nga phản đối", 0, "body", True),
        ("nga phản đối", 0, "body", False),  # no name in lower case
        ("Điện đàm", 0, "verb", True),
        ("hàng Cu-ba", 1, "body", True),  # a state spelt by syllable
        ("UN họp", 0, "body", True),
        ("Ri Yong Un họp", 2, "body", False),
        ("Hugo Cha-vết", 1, "surname", False),  # no syllable of a name is one
        ("Pérez-Oliva", 0, "surname", False),  # nor half of one
        ("Theo ông Nam", 0, "source", True),
        ("ông Song Lâm", 1, "and", False),
    ],
)
def test_what_a_token_can_mean(text: str, index: int, cls: str, is_one: bool, lexicon: Lexicon) -> None:
    assert split(text, lexicon).tokens[index].has(cls) is is_one


WORDS = st.sampled_from(
    "gặp điện đàm Tổng thống Nga Mỹ Cu-ba Kim Jong-un thị trưởng tiếp Hội đồng Bảo an , . - với của Việt-Trung "
    "12/7 Pérez-Oliva UN (trái) “không”".split()
)


@given(st.lists(WORDS, max_size=12))
def test_tokens_stand_where_they_say_and_cover_the_text(lexicon: Lexicon, words: list[str]) -> None:
    text = " ".join(words)
    found = split(text, lexicon)
    end = 0
    for token, start in zip(found.tokens, found.starts, strict=True):
        assert text[end:start].strip() == ""
        end = start + token.size
        assert text[start:end] == token.text
    assert text[end:].strip() == ""


def test_the_tree_says_where_wordings_end() -> None:
    tree = tree_of(["điện đàm", "điện", "điện thoại"])
    assert sorted(tree["điện"]) == ["", "thoại", "đàm"]
    assert list(tree["điện"]["đàm"]) == [""]
    assert list(tree) == ["điện"]
