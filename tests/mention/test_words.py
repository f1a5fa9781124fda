"""A sentence word by word."""

from __future__ import annotations

from reading import grammar

from kg.article.text import lower
from kg.knowledge.lexicon import Lexicon


def test_tokens_cover_all_that_is_not_white_space(lexicon: Lexicon) -> None:
    text = "Hôm 12/7, ông J. Sullivan (trái) – Cố vấn An ninh Quốc gia Mỹ – nói: “Không!”"
    words = grammar(text, lexicon)
    assert "".join(t.text for t in words.tokens).replace(" ", "") == text.replace(" ", "")
    assert all(words.span(i, i + 1).slice(text) == token.text for i, token in enumerate(words.tokens))
    assert all(lower(t.text) == t.lowered for t in words.tokens)
