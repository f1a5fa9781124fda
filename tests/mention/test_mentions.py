"""How Vietnamese news names actors: roles, names, counterparts, groups and what points back to them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import grammar

from kg.article.text import lower
from kg.knowledge.lexicon import Lexicon
from kg.mention.mentions import READERS, Mention

Expected = dict[str, Any]


def read(text: str, lexicon: Lexicon) -> list[Mention]:
    """Every mention of a text, from left to right."""
    tokens = grammar(text, lexicon)
    found: list[Mention] = []
    i = 0
    while i < len(tokens.tokens):
        mention = tokens.mention(i)
        i = max(mention[1], i + 1) if mention else i + 1
        found += [mention[0]] if mention else []
    return found


def person(name: str, **more: Any) -> Expected:
    return {"head": "person", "name": name} | more


def officer(name: str, body: str, *classes: str, **more: Any) -> Expected:
    return person(name, body=body, classes=classes, **more)


def head(kind: str, body: str | None = None, **more: Any) -> Expected:
    return {"head": kind, "name": None, "body": body} | more


US, RU, CN, VN, KR = "united-states", "russia", "china", "vietnam", "south-korea"
DEFENCE, FOREIGN, STATE, GOVERNMENT = (
    "defence_minister",
    "foreign_minister",
    "head_of_state",
    "head_of_government",
)

MENTIONS: list[tuple[str, list[Expected]]] = [
    # role and name
    (
        "Bộ trưởng Quốc phòng Mỹ Lloyd Austin",
        [officer("Lloyd Austin", US, DEFENCE, people=("lloyd-austin",), role="Bộ trưởng Quốc phòng Mỹ")],
    ),
    ("Ngoại trưởng Nga Sergei Lavrov", [officer("Sergei Lavrov", RU, FOREIGN)]),
    ("Bộ trưởng Ngoại giao Nga Lavrov", [officer("Lavrov", RU, FOREIGN, short=True)]),
    ("Tổng thống Nga Putin", [officer("Putin", RU, STATE, short=True)]),
    ("Giám đốc CIA William Burns", [person("William Burns", body=US, offices=("us-cia-director",))]),
    ("Tổng Thư ký Liên Hợp Quốc Antonio Guterres", [officer("Antonio Guterres", "un", "secretary_general")]),
    (
        "Chủ tịch Ủy ban châu Âu Ursula von der Leyen",
        [officer("Ursula von der Leyen", "ec", "commission_president")],
    ),
    ("Thái tử Saudi Arabia Mohammed bin Salman", [person("Mohammed bin Salman", body="saudi-arabia")]),
    (
        "Ngoại trưởng Qatar Mohammed bin Abdulrahman Al Thani",
        [person("Mohammed bin Abdulrahman Al Thani", body="qatar")],
    ),
    ("Thứ trưởng Ngoại giao Nga Sergei Ryabkov", [officer("Sergei Ryabkov", RU, "deputy_foreign_minister")]),
    ("Bộ trưởng Công Thương Nguyễn Hồng Diên", [person("Nguyễn Hồng Diên", body=VN)]),
    ("Phó Thủ tướng Trần Lưu Quang", [person("Trần Lưu Quang", classes=("deputy_prime_minister",))]),
    ("Đại sứ Mỹ tại Việt Nam Marc Knapper", [person("Marc Knapper", body=US)]),
    ("Tướng Nga Valery Gerasimov", [person("Valery Gerasimov", body=RU)]),
    ("Tổng thống nước chủ nhà Joko Widodo", [person("Joko Widodo", classes=(STATE,))]),
    # a person whom no register knows
    (
        "Bộ trưởng Quốc phòng Chile Juana Pérez Soto",
        [officer("Juana Pérez Soto", "chile", DEFENCE, people=())],
    ),
    # titles
    ("ông Emmanuel Macron", [person("Emmanuel Macron", gender="m", role=None)]),
    ("bà Sanna Marin", [person("Sanna Marin", gender="f")]),
    ("Đồng chí Tô Lâm", [person("Tô Lâm")]),
    ("ông Putin", [person("Putin", short=True, gender="m")]),
    ("Vladimir Putin", [person("Vladimir Putin", short=False)]),
    # stacked roles
    ("Tổng Bí thư, Chủ tịch nước Tô Lâm", [person("Tô Lâm", role="Tổng Bí thư, Chủ tịch nước")]),
    (
        "Phó Thủ tướng, Bộ trưởng Ngoại giao Bùi Thanh Sơn",
        [person("Bùi Thanh Sơn", role="Phó Thủ tướng, Bộ trưởng Ngoại giao")],
    ),
    ("Phó Thủ tướng kiêm Ngoại trưởng Ireland Micheál Martin", [person("Micheál Martin", body="ireland")]),
    # apposition
    ("Thượng tướng Đổng Quân, Bộ trưởng Bộ Quốc phòng Trung Quốc,", [officer("Đổng Quân", CN, DEFENCE)]),
    (
        "Ông Dmitry Peskov, người phát ngôn Điện Kremlin,",
        [officer("Dmitry Peskov", RU, "presidential_spokesperson")],
    ),
    (
        "Đại tướng Mark Milley, Chủ tịch Hội đồng Tham mưu trưởng Liên quân Mỹ,",
        [officer("Mark Milley", US, "chief_of_defence_staff")],
    ),
    (
        "ông Yuri Ushakov, trợ lý đối ngoại của Tổng thống Nga Vladimir Putin",
        [person("Yuri Ushakov", people=("yuri-ushakov",))],
    ),
    ("ông Lloyd Austin (trái)", [person("Lloyd Austin")]),
    # of somebody
    ("trợ lý đối ngoại của Tổng thống Nga Vladimir Putin", [head("role")]),
    # former and acting
    ("cựu Tổng thống Mỹ Barack Obama", [officer("Barack Obama", US, STATE, former=True)]),
    ("cựu Ngoại trưởng Mỹ John Kerry", [officer("John Kerry", US, FOREIGN, former=True)]),
    (
        "quyền Bộ trưởng Quốc phòng Mỹ Patrick Shanahan",
        [officer("Patrick Shanahan", US, DEFENCE, acting=True)],
    ),
    ("người tiền nhiệm Barack Obama", [person("Barack Obama", former=True)]),
    ("người tiền nhiệm của ông Trump", [head("predecessor")]),
    ("người tiền nhiệm", [head("predecessor", of=None)]),
    # an office without a name
    ("Bộ trưởng Quốc phòng Nga", [head("role", RU, classes=(DEFENCE,), offices=("ru-defence-minister",))]),
    ("cựu Thủ tướng Nhật Bản", [head("role", "japan", former=True)]),
    # counterparts
    ("người đồng cấp Nga", [head("counterpart", RU, plural=False)]),
    ("những người đồng cấp Nga", [head("counterpart", RU, plural=True)]),
    ("người đồng cấp Nga Andrey Belousov", [{"head": "counterpart", "name": "Andrey Belousov", "body": RU}]),
    ("người đồng nhiệm Trung Quốc Vương Nghị", [{"head": "counterpart", "name": "Vương Nghị", "body": CN}]),
    ("người tương nhiệm Hàn Quốc", [head("counterpart", KR)]),
    # groups, organs, delegations
    ("doanh nghiệp Trung Quốc", [head("group", CN)]),
    ("các quan chức quốc phòng của Hàn Quốc", [head("group", KR)]),
    ("các nhà lãnh đạo EU", [head("group", "eu")]),
    ("các nước ASEAN", [head("group", "asean")]),
    ("quân đội Nga", [head("organ", RU, role="quân đội")]),
    ("Bộ Ngoại giao Trung Quốc", [head("organ", CN)]),
    ("Đoàn đại biểu cấp cao Lào do Tổng Bí thư Thongloun Sisoulith dẫn đầu", [person("Thongloun Sisoulith")]),
    # states and what stands for them
    ("Trung Quốc", [head("body", CN, metonym=False)]),
    ("nước Anh", [head("body", "united-kingdom")]),
    ("Nhà Trắng", [head("body", US, metonym=True)]),
    ("Điện Kremlin", [head("body", RU, metonym=True)]),
    ("phía Mỹ", [head("side", US)]),
    # pairs and pronouns
    ("hai nhà lãnh đạo", [head("pair", plural=True)]),
    ("hai ngoại trưởng", [head("pair", classes=(FOREIGN,))]),
    ("bộ trưởng quốc phòng hai nước", [head("pair", classes=(DEFENCE,))]),
    ("hai bên", [head("pair")]),
    ("hai nguyên thủ", [head("pair", classes=(STATE,))]),
    ("ông ấy", [head("pronoun", gender="m")]),
    ("bà này", [head("pronoun", gender="f")]),
    ("vị tướng này", [head("pronoun")]),
    ("Ông nói", [head("pronoun", gender="m")]),
    # several in one sentence
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


@pytest.mark.parametrize(("text", "expected"), MENTIONS, ids=[text[:40] for text, _ in MENTIONS])
def test_mentions(text: str, expected: list[Expected], lexicon: Lexicon) -> None:
    found = read(text, lexicon)
    assert [{key: getattr(m, key) for key in e} for m, e in zip(found, expected, strict=False)] == expected
    assert len(found) == len(expected)


@pytest.mark.parametrize(("text", "expected"), MENTIONS, ids=[text[:40] for text, _ in MENTIONS])
def test_a_mention_is_a_stretch_of_the_text(text: str, expected: list[Expected], lexicon: Lexicon) -> None:
    for mention in read(text, lexicon):
        assert mention.text in mention.span.slice(text)
        assert mention.name is None or mention.name in text


@pytest.mark.parametrize("text", NO_ACTORS)
def test_texts_without_actors(text: str, lexicon: Lexicon) -> None:
    assert read(text, lexicon) == []


def test_whose_assistant(lexicon: Lexicon) -> None:
    (mention,) = read("trợ lý đối ngoại của Tổng thống Nga Vladimir Putin", lexicon)
    assert mention.of is not None
    assert (mention.of.name, mention.of.body) == ("Vladimir Putin", RU)


def test_whose_predecessor(lexicon: Lexicon) -> None:
    (mention,) = read("người tiền nhiệm của ông Trump", lexicon)
    assert mention.of is not None
    assert mention.of.name == "Trump"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Thủ tướng Chính phủ Phạm Minh Chính", "Phạm Minh Chính"),
        ("Đại tướng Phan Văn Giang", "Phan Văn Giang"),
        ("Thủ tướng Phạm Minh Chính", "Phạm Minh Chính"),
        ("Bộ trưởng Bộ Kế hoạch và Đầu tư Nguyễn Chí Dũng", "Nguyễn Chí Dũng"),
        ("Chủ tịch Quốc hội Trần Thanh Mẫn", "Trần Thanh Mẫn"),
    ],
)
def test_vietnamese_names(text: str, name: str, lexicon: Lexicon) -> None:
    assert [m.name for m in read(text, lexicon)] == [name]


def test_tokens_cover_all_that_is_not_white_space(lexicon: Lexicon) -> None:
    text = "Hôm 12/7, ông J. Sullivan (trái) – Cố vấn An ninh Quốc gia Mỹ – nói: “Không!”"
    read = grammar(text, lexicon)
    assert "".join(t.text for t in read.tokens).replace(" ", "") == text.replace(" ", "")
    assert all(read.span(i, i + 1).slice(text) == token.text for i, token in enumerate(read.tokens))
    assert all(lower(t.text) == t.lowered for t in read.tokens)


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
    for mention in read(text, lexicon):
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
