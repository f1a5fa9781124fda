"""Lines, sentences and words of news pages, with the traps that full stops set."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.article.text import LineClass, classify, lower, sentences, sentences_at, split, without_marks, words
from kg.model import Span

LINES = [
    ("Tổng thống Pháp Emmanuel Macron gặp ông Zelensky", LineClass.BODY),
    ("Ông Andrey Belousov và ông Lloyd Austin (trái). Ảnh: Pravda |", LineClass.CAPTION),
    ("Ngoại trưởng Antony Blinken tại Hà Nội. Ảnh: Reuters", LineClass.CAPTION),
    ("Hai nhà lãnh đạo bắt tay (Ảnh: TTXVN)", LineClass.CAPTION),
    ("Toàn cảnh buổi làm việc - Ảnh VGP", LineClass.CAPTION),
    ("Lễ ký tại Bắc Kinh. Ảnh minh họa: AFP", LineClass.CAPTION),
    ("Bức ảnh chụp hai ông được đăng lại nhiều lần.", LineClass.BODY),
    ("Quan chuc hang dau cua Nha Trang lien lac voi tro ly cua ong Putin", LineClass.FURNITURE),
    ("NATO", LineClass.BODY),
    ("", LineClass.FURNITURE),
    (" \t\u2009", LineClass.FURNITURE),
    ("Theo The Hill", LineClass.FURNITURE),
    ("(Theo Reuters, CNN)", LineClass.FURNITURE),
    ("Nguồn: TASS", LineClass.FURNITURE),
    ("Theo Lầu Năm Góc, ông Austin đã điện đàm với người đồng cấp Nga.", LineClass.BODY),
]

TAILS = [
    "Tin mới", "Đọc tiếp", "TIN LIÊN QUAN", "Có thể bạn quan tâm", "Tags: Nga, Mỹ", "Từ khóa: điện đàm",
    "Tin cùng chuyên mục", "Bình luận (12)",
]  # fmt: skip
POINTERS = ["Xem thêm:", ">> Nga nói gì về cuộc gọi", "Mời quý độc giả xem video", "> Kiev trả lời ra sao"]

# A bar marks every place where one sentence ends and the next begins.
SENTENCES = [
    "Ông Austin gọi cho ông Belousov.| Hai bên nói về Ukraine.",
    "Ông thăm TP. Hồ Chí Minh hôm 12.7.| Sau đó ông về nước.",
    "PGS. TS. Nguyễn Văn An gặp ông J. Sullivan.| Cuộc gặp kéo dài 50 phút.",
    "George W. Bush và Donald J. Trump đều đã đến.| Ông Obama thì không.",
    "Họ chờ mãi…| Rồi điện thoại reo.",
    "Ông nói sẽ… suy nghĩ thêm.| Không ai tin.",
    "“Chúng tôi sẽ gọi lại.”| Ông Peskov nói vậy hôm 12/7.",
    "Bà hỏi: “Ai gọi?”| Không ai đáp.",
    "Cuộc gọi dài 1.500 giây.| 12 phút sau ông gác máy.",
    "Mức tăng là 3.5 điểm, theo ông.| Bà không đồng ý.",
    "Họ có gặp nhau không?| Có!| Hôm 3/9.",
    "Ông về nước.| - Bà Merkel ở lại.",
    "Cuộc gặp diễn ra ở St. Petersburg.| Cả hai đều hài lòng.",
    "Ông ở lại thành phố đến 5h.| “Tốt”, ông nói.",
    "Bà gặp Tổng thống Pháp Ph. Ô-lăng-đơ ở Pa-ri.| Hôm sau bà về nước.",
    "Câu không có dấu chấm",
    "Thư gửi Q. Trưởng phòng.| Hết.",
    "Họ gặp nhau tháng trước.|Sau đó, ông về nước.|MUD từ chối.|“Không ai đến”, bà nói.",
    "Báo VnExpress.Net đưa tin ông Gi.Biden gặp bà Ph.Linh ở TP.HCM.",
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), LINES, ids=[line[:30] for line, _ in LINES])
def test_class_of_a_line(line: str, expected: LineClass) -> None:
    assert classify(line, first=False) is expected


def test_only_the_first_line_is_a_headline() -> None:
    assert classify("Ông Biden gặp ông Tập", first=True) is LineClass.HEADLINE
    found = sentences("Ông Biden gặp ông Tập\nHôm qua họ gặp nhau.\nHọ ăn tối.")
    assert [s.line_class for s in found] == [LineClass.HEADLINE, LineClass.BODY, LineClass.BODY]
    assert [s.line for s in found] == [0, 1, 2]


def test_a_long_first_line_is_a_paragraph() -> None:
    text = "Hôm qua ông Biden gặp ông Tập tại Bali. " * 6
    assert {s.line_class for s in sentences(text)} == {LineClass.BODY}


def test_the_headline_comes_after_furniture() -> None:
    found = sentences("\n\nTheo TASS\nÔng Putin gọi cho ông Tập\nHọ nói chuyện.")
    assert [(s.line, s.line_class) for s in found] == [(3, LineClass.HEADLINE), (4, LineClass.BODY)]


@pytest.mark.parametrize("tail", TAILS)
def test_nothing_is_read_after_the_tail(tail: str) -> None:
    text = f"Ông Biden gặp ông Tập\nHọ nói chuyện.\n{tail}\nÔng Putin gọi cho ông Modi."
    assert [s.span.slice(text) for s in sentences(text)] == ["Ông Biden gặp ông Tập", "Họ nói chuyện."]


@pytest.mark.parametrize("pointer", POINTERS)
def test_the_article_goes_on_after_a_line_that_points_elsewhere(pointer: str) -> None:
    text = f"Ông Biden gặp ông Tập\nHọ nói chuyện.\n{pointer}\nÔng Putin gọi cho ông Modi."
    assert [s.line for s in sentences(text)] == [0, 1, 3]


def test_a_paragraph_run_on_to_a_pointer_is_read() -> None:
    text = (
        "Ông Obama gọi cho ông Hollande\n>> Pháp nổi giận Ông Obama gọi điện hôm 22/10. "
        + "Ông giải thích. " * 12
    )
    assert len(sentences(text)) > 10


def test_a_sentence_that_opens_like_a_tail_is_read() -> None:
    text = "Tiêu đề\nBình luận về tình hình tại Ukraine, ông nói hai bên sẽ gặp nhau.\nHọ gặp nhau hôm qua."
    assert len(sentences(text)) == 3


def test_a_word_of_the_tail_inside_a_sentence_ends_nothing() -> None:
    text = "Tiêu đề\nÔng nói bình luận của bà là sai.\nTin mới nhất từ Kiev khiến ông lo ngại.\nHọ gặp nhau."
    assert len(sentences(text)) == 4


@pytest.mark.parametrize("marked", SENTENCES, ids=[s[:30] for s in SENTENCES])
def test_sentences(marked: str) -> None:
    text = marked.replace("|", "")
    found = [s.slice(text) for s in split(text, Span(0, len(text)))]
    assert found == [part.strip() for part in marked.split("|")]


def test_words() -> None:
    text = "Ông J. Sullivan nói “có” hôm 12/7, rồi 25-6-2024 và 12.7; Jong-un, d’Estaing."
    assert [w.group() for w in words(text, 0, len(text))] == [
        "Ông", "J.", "Sullivan", "nói", "“", "có", "”", "hôm", "12/7", ",", "rồi", "25-6-2024", "và", "12.7",
        ";", "Jong-un", ",", "d’Estaing", ".",
    ]  # fmt: skip


def test_words_keep_within_their_span() -> None:
    text = "Austin gọi Belousov"
    assert [w.group() for w in words(text, 3, 10)] == ["tin", "gọi"]
    assert list(words(text, 4, 4)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đặng Tiểu Bình", "dang tieu binh"),
        ("Thụy Điển", "thuy dien"),
        ("uỷ", "uy"),
        ("Łukasz É", "łukasz e"),
    ],
)
def test_without_marks(text: str, expected: str) -> None:
    assert without_marks(text) == expected
    assert without_marks(unicodedata.normalize("NFD", text)) == expected


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_lower_case_keeps_every_offset(text: str) -> None:
    lowered = lower(text)
    assert len(lowered) == len(text)
    assert all(a == b or a == b.lower() for a, b in zip(lowered, text, strict=True))


def test_letters_that_grow_in_lower_case_are_left() -> None:
    assert lower("İSTANBUL Đà Nẵng") == "İstanbul đà nẵng"


_pieces = st.lists(
    st.sampled_from(
        [
            "Ông Biden",
            " gặp ",
            "TP.",
            ".",
            "…",
            "?",
            "!",
            '"',
            "”",
            " ",
            "\n",
            "12.7",
            "J.",
            "Ảnh: AP",
            "Tin mới",
            "(",
            "-",
        ]
    )
    | st.text(max_size=4),
    max_size=25,
).map("".join)


@given(_pieces)
def test_sentences_are_disjoint_ordered_and_trimmed(text: str) -> None:
    position = 0
    for sentence in sentences(text):
        piece = sentence.span.slice(text)
        assert position <= sentence.span.start < sentence.span.end
        assert piece == piece.strip()
        assert "\n" not in piece
        assert text.count("\n", 0, sentence.span.start) == sentence.line
        position = sentence.span.end


@given(_pieces)
def test_splitting_loses_only_white_space(text: str) -> None:
    line = text.replace("\n", " ")
    found = split(line, Span(0, len(line)))
    assert "".join("".join(s.slice(line).split()) for s in found) == "".join(line.split())


@given(_pieces)
def test_words_are_all_that_is_not_white_space(text: str) -> None:
    assert "".join(w.group() for w in words(text, 0, len(text))) == "".join(text.split())


@pytest.mark.parametrize(
    "line",
    [
        "Tin mới",
        "ĐỌC TIẾP",
        "Bài liên quan:",
        "Có thể bạn quan tâm",
        "Video đang được xem nhiều",
        "Tags: NATO",
    ],
)
def test_a_tail_ends_the_article_whatever_its_case(line: str) -> None:
    text = f"Ông Putin gọi cho ông Tập.\n{line}\nÔng Biden gọi cho ông Macron."
    assert [s.span.slice(text) for s in sentences(text)] == ["Ông Putin gọi cho ông Tập."]


def test_sentences_at_offsets_are_those_that_hold_them() -> None:
    text = "Ông Putin cười. Ông gọi cho ông Tập.\nTin mới\nHọ gặp nhau. Rồi họ gọi."
    offsets = [text.index("gọi"), text.index("gặp")]
    assert [s.slice(text) for s in sentences_at(text, offsets)] == ["Ông gọi cho ông Tập.", "Họ gặp nhau."]


_PARAGRAPHS = [
    f"Ông Putin gọi cho ông Tập lần thứ {n} trong năm nay để bàn về hợp tác giữa hai nước láng giềng."
    for n in "123"
]


@pytest.mark.parametrize(
    ("listed", "after"),
    [
        (["Ông Tập thăm Nga"], _PARAGRAPHS[1:]),
        (["Ông Tập thăm Nga", _PARAGRAPHS[1], "Ông Biden thăm Pháp", _PARAGRAPHS[2]], []),
        (["Ông Tập thăm Nga", "Ông Biden thăm Pháp"], []),
    ],
)
def test_an_article_goes_on_after_a_list_of_others(listed: list[str], after: list[str]) -> None:
    text = "\n".join([_PARAGRAPHS[0], "TIN LIÊN QUAN", *listed, *after])
    assert [s.span.slice(text) for s in sentences(text)] == [_PARAGRAPHS[0], *after]
