"""Sentences in chunks: who is a party, what is a place, a source or kin, and who stands in one list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import chunks

from kg.knowledge.lexicon import Lexicon
from kg.model import Status


def parties(text: str, lexicon: Lexicon) -> list[tuple[str, ...]]:
    """The parties of a sentence, each list of them together."""
    return [tuple(m.name or m.text for m in c.mentions) for c in chunks(text, lexicon) if c.code in "NLHQ"]


# Lists

LISTS = [
    ("các nhà ngoại giao Mỹ và Nga", "L", ["các nhà ngoại giao Mỹ", "các nhà ngoại giao Nga"]),
    ("quân đội Mỹ và Nga", "L", ["quân đội Mỹ", "quân đội Nga"]),
    ("quân đội hai nước", None, []),
    ("Nga, Mỹ và Trung Quốc", "L", ["Nga", "Mỹ", "Trung Quốc"]),
    ("Mỹ, Anh, Pháp và Đức", "L", ["Mỹ", "Anh", "Pháp", "Đức"]),
    ("ông Joe Biden và ông Vladimir Putin", "L", ["Joe Biden", "Vladimir Putin"]),
    (
        "ông Joe Biden, bà Angela Merkel và ông Emmanuel Macron",
        "L",
        ["Joe Biden", "Angela Merkel", "Emmanuel Macron"],
    ),
    ("Biden - Putin", "H", ["Biden", "Putin"]),
    ("Nga - Mỹ", "H", ["Nga", "Mỹ"]),
    ("Nga-Mỹ", "H", ["Nga", "Mỹ"]),
    ("Lavrov – Blinken", "H", ["Lavrov", "Blinken"]),
]


@pytest.mark.parametrize(("text", "code", "members"), LISTS, ids=[text for text, _, _ in LISTS])
def test_lists(text: str, code: str | None, members: list[str], lexicon: Lexicon) -> None:
    found = [c for c in chunks(text, lexicon) if c.code in "LH"]
    assert [c.code for c in found] == ([code] if code else [])
    assert [m.name or m.text for c in found for m in c.mentions] == members


def test_a_shared_role_gives_each_state_its_own(lexicon: Lexicon) -> None:
    (item,) = chunks("quân đội Mỹ và Nga", lexicon)
    assert [(m.role, m.body) for m in item.mentions] == [
        ("quân đội", "united-states"),
        ("quân đội", "russia"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a state beside a person is no list
        ("ông Joe Biden và Nga", [("Joe Biden",), ("Nga",)]),
        # a comma alone joins nothing
        ("Hôm qua, ông Joe Biden, ông Vladimir Putin nói", [("Joe Biden",), ("Vladimir Putin",)]),
        # kin and staff stand beside the actor
        ("Phu nhân Tổng thống Pháp đến.", []),
        ("con trai ông Joe Biden nói", []),
        # heads of names of places, firms and things
        ("Tôi ở thành phố Hồ Chí Minh và sân bay Nội Bài.", []),
        ("Tập đoàn Samsung nói vậy.", []),
        ("Quảng trường Ba Đình, Phủ Chủ tịch", []),
        # brackets are skipped
        ("Ông Joe Biden (đảng Dân chủ, bạn ông Vladimir Putin) nói.", [("Joe Biden",)]),
        # pairs
        ("Hai nhà lãnh đạo đồng ý.", [("Hai nhà lãnh đạo",)]),
        (
            "Ngoại trưởng hai nước, các ông Sergei Lavrov và Antony Blinken, gặp nhau",
            [("Sergei Lavrov", "Antony Blinken")],
        ),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_parties(text: str, expected: list[tuple[str, ...]], lexicon: Lexicon) -> None:
    assert parties(text, lexicon) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Chúng tôi gặp nhau tại Nga.", "Nga"),
        ("Cuộc họp ở Mỹ diễn ra tốt đẹp.", "Mỹ"),
    ],
)
def test_a_state_after_a_word_of_place_is_no_party(text: str, place: str, lexicon: Lexicon) -> None:
    assert place not in {m.text for c in chunks(text, lexicon) if c.code in "NLH" for m in c.mentions}


def test_topics_and_sources_are_no_parties(lexicon: Lexicon) -> None:
    text = "Theo Lầu Năm Góc, ông Lloyd Austin nói về Trung Quốc."
    assert parties(text, lexicon) == [("Lloyd Austin",)]
    assert {c.code for c in chunks(text, lexicon) if c.mentions} == {"S", "N", "O"}


# Contact words


@pytest.mark.parametrize(
    ("text", "code", "definite"),
    [
        ("điện đàm", "V", False),
        ("cuộc điện đàm", "E", True),
        ("các cuộc điện đàm", "E", False),
        ("một cuộc điện đàm", "E", False),
        ("chuyến thăm", "E", False),
        ("cuộc gọi", "E", False),
        ("việc điện đàm", "E", False),
        ("cuộc song phương gặp gỡ", "E", True),
    ],
)
def test_classifiers_make_event_nouns(text: str, code: str, definite: bool, lexicon: Lexicon) -> None:
    (item,) = [c for c in chunks(f"Ông ấy nói {text} tốt đẹp", lexicon) if c.trigger is not None]
    assert (item.code, item.definite) == (code, definite)


def test_a_classifier_without_contact_word_is_nothing(lexicon: Lexicon) -> None:
    assert [c for c in chunks("cuộc bầu cử, buổi sáng, vòng tròn", lexicon) if c.trigger is not None] == []


@pytest.mark.parametrize(
    ("text", "travels"),
    [
        ("Bà Condoleezza Rice tới Ấn Độ.", True),
        ("Ông Joe Biden hôm 3/2 đến Nhật Bản.", True),
        ("Xe tăng đến Nhật Bản.", False),
        ("Ông Joe Biden đến muộn.", False),
        ("Ông Joe Biden đến phòng họp.", False),
        ("Giá dầu sang Nhật Bản tăng.", False),
    ],
)
def test_only_people_travel_to_seats(text: str, travels: bool, lexicon: Lexicon) -> None:
    assert any(c.trigger is not None for c in chunks(text, lexicon)) is travels


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
