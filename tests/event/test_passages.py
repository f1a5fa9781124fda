"""The sentences of a document: what is asked of one beside the contacts that it tells of."""

from __future__ import annotations

import pytest
from reading import AUSTIN, BELOUSOV, BIDEN, PUTIN, grammar, names

from kg.article.text import LineClass, Sentence, lower
from kg.event.candidates import Candidate
from kg.event.passages import Parse, Passage, Passages
from kg.knowledge.lexicon import Lexicon
from kg.model import Span


def passage(text: str, lexicon: Lexicon) -> Passage:
    span = Span(0, len(text))
    return Passage(
        Sentence(span, 0, LineClass.BODY), Parse(lower(text), span, grammar(text, lexicon), lexicon.frames)
    )


def only(read: Passage) -> Candidate:
    (found,) = [c for c in read.candidates if c.sides or c.party]
    return found


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        (f"{BIDEN} gặp {PUTIN}.", True),
        ("Tổng thống hai nước gặp nhau.", True),  # a word for two
        (f"{BIDEN} gặp gỡ.", False),
        (f"{BIDEN} và {PUTIN} uống trà.", False),
        ("Đường dây nóng giữa hai nước vẫn mở.", True),
        ("Trời mưa.", False),
    ],
)
def test_what_tells_of_a_contact_or_a_line(text: str, tells: bool, lexicon: Lexicon) -> None:
    assert passage(text, lexicon).tells is tells


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (f"{BIDEN} gặp {PUTIN}.", "Joe Biden"),
        (f"Với {PUTIN}, {BIDEN} rất lịch sự.", "Joe Biden"),
        (f"{BIDEN} và {AUSTIN} họp báo về {PUTIN}.", "Joe Biden + Lloyd Austin"),
        ("Trời mưa.", ""),
    ],
)
def test_subjects(text: str, subjects: str, lexicon: Lexicon) -> None:
    assert names(tuple(passage(text, lexicon).subjects())) == subjects


@pytest.mark.parametrize(
    ("text", "opens", "topic"),
    [
        (f"Trong cuộc hội đàm với {PUTIN} hôm 14/3, ông cảm ơn.", True, False),
        (f"Ông cảm ơn trong cuộc hội đàm với {PUTIN}.", True, False),
        (f"Hôm qua ông họp báo, ăn trưa, uống trà trong cuộc hội đàm với {PUTIN}.", False, False),
        (f"Chưa có xác nhận nào về cuộc gặp với {PUTIN}.", False, True),
    ],
)
def test_settings_and_topics(text: str, opens: bool, topic: bool, lexicon: Lexicon) -> None:
    read = passage(text, lexicon)
    assert (read.opens(only(read)), read.is_topic(only(read))) == (opens, topic)


@pytest.mark.parametrize(
    ("text", "over"),
    [
        (f"{AUSTIN} gọi đường dây nóng cho {BELOUSOV}.", True),
        (f"{AUSTIN} nói chuyện với {BELOUSOV} qua đường dây nóng.", True),
        (f"{AUSTIN} nói chuyện với {BELOUSOV} về đường dây nóng.", False),
        (f"{AUSTIN} gặp {BELOUSOV} qua đường dây nóng.", False),  # face to face
    ],
)
def test_what_went_over_a_line(text: str, over: bool, lexicon: Lexicon) -> None:
    read = passage(text, lexicon)
    assert read.over_line(only(read)) is over


def test_everybody_is_with_those_inside_others(lexicon: Lexicon) -> None:
    read = passage("Chính quyền Tổng thống Joe Biden họp báo.", lexicon)
    assert "Joe Biden" in {m.name for m in read.everybody()}


def test_a_sentence_is_parsed_once_and_when_asked_for(lexicon: Lexicon) -> None:
    text = f"{BIDEN} gặp {PUTIN}. Trời mưa."
    cut = text.index(" Trời")
    spans = (Span(0, cut), Span(cut + 1, len(text)))
    parsed: list[Span] = []

    def parse(span: Span) -> Parse:
        parsed.append(span)
        return Parse(lower(text), span, grammar(text, lexicon), lexicon.frames)

    passages = Passages(text, [Sentence(span, 0, LineClass.BODY) for span in spans], parse)
    assert len(passages) == 2
    assert not parsed
    (rain,) = passages.holding("mưa")
    assert rain is passages[1]
    assert passages[0:2][1] is rain
    assert parsed == [spans[1], spans[0]]
    assert rain.evidence(text).quote == "Trời mưa."
