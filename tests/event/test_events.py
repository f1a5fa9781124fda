"""Candidates of one sentence: which frame holds, who are the parties, and which dates may date the contact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import chunks, contacts, grammar, names, one_contact

from kg.knowledge.lexicon import Lexicon
from kg.mention.chunking import can_report

# A "/" stands between the sides.
SIDES = [
    ("Ông Joe Biden điện đàm với ông Vladimir Putin", "Joe Biden / Vladimir Putin"),
    ("Ông Joe Biden gặp ông Vladimir Putin", "Joe Biden / Vladimir Putin"),
    ("Ông Joe Biden hôm 3/2 tại Geneva đã gặp ông Vladimir Putin", "Joe Biden / Vladimir Putin"),
    ("cuộc gặp giữa ông Joe Biden với ông Vladimir Putin", "Joe Biden / Vladimir Putin"),
    ("cuộc gặp giữa ông Joe Biden và ông Vladimir Putin", "Joe Biden / Vladimir Putin"),
    ("cuộc gặp Biden - Putin", "Biden / Putin"),
    ("Ông Joe Biden được ông Volodymyr Zelensky tiếp", "Joe Biden / Volodymyr Zelensky"),
    ("Ông Olaf Scholz cùng ông Rishi Sunak trao đổi", "Olaf Scholz / Rishi Sunak"),
    ("Ông Joe Biden gọi điện cho ông Vladimir Putin", "Joe Biden / Vladimir Putin"),
    ("Ông Joe Biden nhận điện thoại từ ông Vladimir Putin", "Joe Biden / Vladimir Putin"),
    ("Bà Nancy Pelosi đến thăm Đài Loan", "Nancy Pelosi / Đài Loan"),
    ("chuyến thăm Việt Nam của ông Vladimir Putin", "Vladimir Putin / Việt Nam"),
    ("chuyến thăm của ông Vladimir Putin tới Việt Nam", "Vladimir Putin / Việt Nam"),
    ("bức thư của ông Donald Trump gửi ông Vladimir Putin", "Donald Trump / Vladimir Putin"),
    ("Trong cuộc điện đàm với ông Joe Biden, ông Vladimir Putin cam kết", "Vladimir Putin / Joe Biden"),
    ("Ông Joe Biden nhấn mạnh với ông Vladimir Putin trong cuộc gặp", "Joe Biden / Vladimir Putin"),
    ("Ông Joe Biden và ông Vladimir Putin đã nói chuyện", "Joe Biden / Vladimir Putin"),
    ("Ông Joe Biden, người vừa gặp ông Vladimir Putin, lạc quan", "Joe Biden / Vladimir Putin"),
    ("Ông Vladimir Putin tới Hàn Quốc và hội đàm với ông Moon Jae In", "Vladimir Putin / Moon Jae In"),
    (
        "Ông Joe Biden gặp ông Vladimir Putin và ông Tập Cận Bình",
        "Joe Biden / Vladimir Putin + Tập Cận Bình",
    ),
    ("Mỹ, Anh và Pháp đàm phán", "Mỹ / Anh / Pháp"),
]


@pytest.mark.parametrize(("text", "expected"), SIDES, ids=[t[:50] for t, _ in SIDES])
def test_sides(text: str, expected: str, lexicon: Lexicon) -> None:
    found = [c for c in contacts(text, lexicon) if c.sides]
    assert sorted(expected.split(" / ")) in [sorted(map(names, c.sides)) for c in found]


NO_FRAME = [
    "Ông Joe Biden điện đàm với phóng viên CNN",
    "Ông Joe Biden nói với Reuters",
    "Theo ông Joe Biden, cuộc gặp diễn ra tốt đẹp",
    "Ông Joe Biden nói rằng cuộc họp đã kết thúc",
    "Ông Joe Biden tăng cường tiếp xúc với Trung Quốc",
    "Phu nhân ông Joe Biden gặp các em nhỏ",
    "cuộc điện đàm kéo dài 50 phút",
    "Ông Joe Biden đến muộn",
    "",
]


@pytest.mark.parametrize("text", NO_FRAME)
def test_no_parties(text: str, lexicon: Lexicon) -> None:
    assert [c for c in contacts(text, lexicon) if c.sides] == []


def test_a_speaker_is_no_party(lexicon: Lexicon) -> None:
    found = one_contact("Ông Dmitry Peskov cho biết ông Vladimir Putin đã gặp ông Joe Biden", lexicon)
    assert [names(s) for s in found.sides] == ["Vladimir Putin", "Joe Biden"]


def test_a_topic_is_no_party(lexicon: Lexicon) -> None:
    found = one_contact("Ông Joe Biden trao đổi với ông Olaf Scholz về ông Vladimir Putin", lexicon)
    assert [names(s) for s in found.sides] == ["Joe Biden", "Olaf Scholz"]


# Which dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Hôm 3/2, ông Joe Biden gặp ông Vladimir Putin", ["Hôm 3/2"]),
        ("Ông Joe Biden gặp ông Vladimir Putin hôm 3/2", ["hôm 3/2"]),
        ("Ông Joe Biden hôm 3/2 gặp ông Vladimir Putin", ["hôm 3/2"]),
        ("Ông Joe Biden gặp ông Vladimir Putin kể từ tháng 3/2023", []),
        (
            "Ông Joe Biden gặp ông Vladimir Putin lúc 12h ngày 12/2 (0h ngày 13/2 giờ Hà Nội)",
            ["lúc 12h ngày 12/2"],
        ),
        ("Hôm 31/12, CNN đưa tin ông Joe Biden đã gặp ông Vladimir Putin", []),
        ("Ông Joe Biden gặp ông Vladimir Putin", []),
    ],
)
def test_dates_of_a_contact(text: str, dates: list[str], lexicon: Lexicon) -> None:
    assert [d.span.slice(text) for d in one_contact(text, lexicon).dates] == dates


_words = st.sampled_from(
    [
        "ông Joe Biden", "ông Vladimir Putin", "Nga", "Mỹ", "hai bên", "người đồng cấp Nga", "gặp",
        "điện đàm", "cuộc", "với", "giữa", "và", "của", "do", "được", "tới", "từ", "trong", "sau khi",
        ",", "sẽ", "không", "nếu", "hôm 3/2", "khởi xướng", "theo đề nghị của", "mời", "thăm", "gửi thư",
        "cho", "nói", "rằng", "-", "lần lượt", "CNN",
    ]
)  # fmt: skip


@given(st.lists(_words, max_size=18).map(" ".join))
def test_any_sentence_gives_well_formed_candidates(lexicon: Lexicon, text: str) -> None:
    rules = {f.id for f in lexicon.frames}
    for found in contacts(text, lexicon):
        assert found.rule in rules | {"anaphor", "attached"}
        assert (found.rule == "anaphor") == (not found.sides)
        assert all(found.sides)
        assert found.trigger.slice(text)


@given(st.lists(_words, max_size=6).map(" ".join))
def test_what_cannot_report_names_no_parties(lexicon: Lexicon, text: str) -> None:
    if not can_report(grammar(text, lexicon)):
        assert not [c for c in contacts(text, lexicon) if c.sides]
        assert not [c for c in chunks(text, lexicon) if c.cls == "line"]


def test_a_sentence_can_report_with_two_parties_or_a_line(lexicon: Lexicon) -> None:
    for text in ("Ông Joe Biden gặp ông Vladimir Putin", "Hai bên điện đàm", "đường dây nóng"):
        assert can_report(grammar(text, lexicon))
    for text in ("Ông Joe Biden cười", "Ông Joe Biden gặp họa sĩ", "Cuộc gặp tốt đẹp"):
        assert not can_report(grammar(text, lexicon))
