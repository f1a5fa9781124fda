"""How far the wording of an office goes after its first word."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reading import grammar

from kg.knowledge.lexicon import Lexicon
from kg.mention.offices import acronym, district, field, ordinal, portfolio, second_portfolio
from kg.mention.words import Words


@pytest.mark.parametrize(
    ("reads", "text", "rest"),
    [
        (field, "về đối ngoại của Tổng thống", "của Tổng thống"),
        (field, "về đối ngoại", None),  # whose, it does not say
        (field, "đối ngoại của Tổng thống", None),
        (ordinal, "thứ hai Trương Hòa Bình", "Trương Hòa Bình"),
        (ordinal, "(thứ hai) Đức", "Đức"),
        (ordinal, "(thứ hai Đức", None),
        (ordinal, "Đức", None),
        (acronym, "ITAR – TASS đưa tin", "đưa tin"),
        (acronym, "TASS đưa tin", "đưa tin"),
        (acronym, "đưa tin", None),
        (second_portfolio, "và Hợp tác Mozambique", "Mozambique"),
        (second_portfolio, "và Mozambique", None),  # another state
        (second_portfolio, "và Hợp tác quốc tế", None),
        (portfolio, "Công Thương Nguyễn Hồng Diên", "Nguyễn Hồng Diên"),
        (portfolio, "Quốc phòng Lloyd Austin", "Lloyd Austin"),
        (portfolio, "tỉnh Lâm Đồng Trần Đức Quận", "Trần Đức Quận"),
        (portfolio, "Lê Văn Hân", None),
        (district, "Lâm Đồng Trần Đức Quận", "Trần Đức Quận"),
        (district, "Hà Nội Trần Sỹ Thanh", "Trần Sỹ Thanh"),
        (district, "Vingroup Phạm Nhật Vượng", "Phạm Nhật Vượng"),
        (district, "Lê Văn Hân", None),  # a person in its place
    ],
)
def test_what_is_left_behind_it(
    reads: Callable[[Words, int], int], text: str, rest: str | None, lexicon: Lexicon
) -> None:
    words = grammar(text, lexicon)
    end = reads(words, 0)
    behind = text[words.starts[end] :] if end < words.size else ""
    assert (behind if end else None) == rest
