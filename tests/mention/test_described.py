"""Descriptions of parties: where they end, whose they are, and what is none."""

from __future__ import annotations

import pytest

from kg.extract import Extractor
from kg.mention.described import described, head_of
from kg.mention.grammar import Grammar
from kg.model import Span


def grammar(extractor: Extractor, text: str) -> Grammar:
    lexicon = extractor.lexicon
    tokens = lexicon.wordings.tokens(text, text.lower(), Span(0, len(text)))
    return Grammar(text, tokens, lexicon.names, lexicon.lists)


@pytest.mark.parametrize(
    ("text", "said", "body", "name"),
    [
        ("các sĩ quan tuần duyên Mỹ tại Manila", "các sĩ quan tuần duyên Mỹ", "united-states", None),
        ("Ủy ban Đối ngoại Quốc hội Lào đã họp", "Ủy ban Đối ngoại Quốc hội Lào", "laos", None),
        ("bảy cựu tù nhân chính trị Myanmar hôm qua", "bảy cựu tù nhân chính trị Myanmar", "myanmar", None),
        ("những người biểu tình tại quảng trường", "những người biểu tình", None, None),
        ("đại diện những người biểu tình", "đại diện những người biểu tình", None, None),
        ("Tập đoàn Boeing để thảo luận", "Tập đoàn Boeing", None, None),
        (
            "sĩ quan tình báo Nga Ivan Petrov ở Minsk",
            "sĩ quan tình báo Nga Ivan Petrov",
            "russia",
            "Ivan Petrov",
        ),
        ("Bộ Nông nghiệp và Môi trường Việt Nam", "Bộ Nông nghiệp và Môi trường Việt Nam", "vietnam", None),
        (
            "lãnh đạo Quốc hội, các đảng và một số người đứng đầu bộ, ngành của Nga tại Sochi",
            "lãnh đạo Quốc hội, các đảng và một số người đứng đầu bộ, ngành của Nga",
            "russia",
            None,
        ),
        ("các nghị sĩ trong đảng để bàn", "các nghị sĩ trong đảng", None, None),
        ("một vài lãnh đạo quốc gia tại hội nghị", "một vài lãnh đạo quốc gia", None, None),
    ],
)
def test_description(extractor: Extractor, text: str, said: str, body: str | None, name: str | None) -> None:
    words = grammar(extractor, text)
    found = described(words, 0, words.size)
    assert found is not None
    mention, _ = found
    assert (mention.span.slice(text), mention.body, mention.name) == (said, body, name)


@pytest.mark.parametrize(
    "text",
    [
        "các sĩ quan",  # whose, nobody knows
        "vụ tai nạn ở Lào",  # no department
        "một thượng phụ Moskva",  # any
        "các phụ huynh lớp 12",
        "nghị sĩ khác",
        "lãnh đạo Quốc hội, các đảng tại hội trường",  # of which state, nobody knows
    ],
)
def test_no_description(extractor: Extractor, text: str) -> None:
    words = grammar(extractor, text)
    assert described(words, 0, words.size) is None


def test_description_ends_where_it_has_to(extractor: Extractor) -> None:
    words = grammar(extractor, "Các sĩ quan tuần duyên Mỹ đã họp")
    end = next(i for i, token in enumerate(words.tokens) if token.lowered == "đã")
    assert described(words, 0, end, end) is not None
    assert described(words, 0, end - 1, end - 1) is None


def test_head(extractor: Extractor) -> None:
    words = grammar(extractor, "những người biểu tình")
    assert head_of(words, 0) == ("faction", words.size)
