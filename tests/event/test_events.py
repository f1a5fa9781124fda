"""Candidates of one sentence: which frame holds, whether it happened, who sought it, and which dates may date it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import chunks, grammar

from kg.errors import OntologyError
from kg.event.events import Candidate, candidates, compiled
from kg.knowledge.lexicon import Lexicon
from kg.mention.chunks import can_report
from kg.mention.mentions import Mention
from kg.model import Kind, Status


def read(text: str, lexicon: Lexicon) -> list[Candidate]:
    return candidates(chunks(text, lexicon), lexicon.frames)


def only(text: str, lexicon: Lexicon) -> Candidate:
    (found,) = [c for c in read(text, lexicon) if c.sides]
    return found


def names(side: tuple[Mention, ...]) -> str:
    return " + ".join(m.name or m.text for m in side)


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
    found = [c for c in read(text, lexicon) if c.sides]
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
    assert [c for c in read(text, lexicon) if c.sides] == []


def test_a_speaker_is_no_party(lexicon: Lexicon) -> None:
    found = only("Ông Dmitry Peskov cho biết ông Vladimir Putin đã gặp ông Joe Biden", lexicon)
    assert [names(s) for s in found.sides] == ["Vladimir Putin", "Joe Biden"]


def test_a_topic_is_no_party(lexicon: Lexicon) -> None:
    found = only("Ông Joe Biden trao đổi với ông Olaf Scholz về ông Vladimir Putin", lexicon)
    assert [names(s) for s in found.sides] == ["Joe Biden", "Olaf Scholz"]


# Whether it happened

STATUS = [
    ("{} gặp {}", Status.OCCURRED),
    ("{} đã gặp {}", Status.OCCURRED),
    ("{} vừa gặp {}", Status.OCCURRED),
    ("{} không chỉ gặp {}", Status.OCCURRED),
    ("{} sẽ gặp {}", Status.PLANNED),
    ("{} sắp gặp {}", Status.PLANNED),
    ("{} dự kiến gặp {}", Status.PLANNED),
    ("{} chuẩn bị gặp {}", Status.PLANNED),
    ("{} đồng ý gặp {}", Status.PLANNED),
    ("{} lên kế hoạch gặp {}", Status.PLANNED),
    ("{} muốn gặp {}", Status.PROPOSED),
    ("{} mong muốn gặp {}", Status.PROPOSED),
    ("{} có thể gặp {}", Status.PROPOSED),
    ("{} sẵn sàng gặp {}", Status.PROPOSED),
    ("{} cân nhắc gặp {}", Status.PROPOSED),
    ("Chưa rõ liệu {} có gặp {}", Status.PROPOSED),
    ("Nếu {} gặp {}", Status.PROPOSED),
    ("{} không gặp {}", Status.DENIED),
    ("{} chưa gặp {}", Status.DENIED),
    ("{} chưa từng gặp {}", Status.DENIED),
    ("{} từ chối gặp {}", Status.DENIED),
    ("{} hủy gặp {}", Status.DENIED),
    ("{} sẽ không gặp {}", Status.DENIED),
    ("{} không muốn gặp {}", Status.DENIED),
]


@pytest.mark.parametrize(("pattern", "status"), STATUS, ids=[p for p, _ in STATUS])
def test_status(pattern: str, status: Status, lexicon: Lexicon) -> None:
    found = only(pattern.format("ông Joe Biden", "ông Vladimir Putin"), lexicon)
    assert (found.kind, found.status) == (Kind.MEETING, status)


@pytest.mark.parametrize(
    "text",
    [
        "Ông Olaf Scholz không đến, nhưng ông Joe Biden đã gặp ông Vladimir Putin",
        "Sau khi không ai trả lời, ông Joe Biden gặp ông Vladimir Putin",
        "Ông Dmitry Peskov không nói rằng ông Joe Biden đã gặp ông Vladimir Putin ở đâu",
        "Ông Joe Biden gặp ông Vladimir Putin nhưng không gặp may",
    ],
)
def test_cues_of_another_clause(text: str, lexicon: Lexicon) -> None:
    found = [c for c in read(text, lexicon) if c.sides]
    assert [c.status for c in found] == [Status.OCCURRED]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Cuộc gặp sắp tới giữa ông Joe Biden và ông Vladimir Putin", Status.PLANNED),
        ("Cuộc gặp giữa ông Joe Biden và ông Vladimir Putin đã bị hủy", Status.DENIED),
        ("Ông Joe Biden hủy cuộc gặp với ông Vladimir Putin", Status.DENIED),
        ("Ông Joe Biden hoãn chuyến thăm Trung Quốc", Status.DENIED),
        ("Ông Joe Biden mời ông Vladimir Putin sang thăm", Status.PROPOSED),
    ],
)
def test_status_of_event_nouns(text: str, status: Status, lexicon: Lexicon) -> None:
    assert only(text, lexicon).status is status


# Who sought it


@pytest.mark.parametrize(
    ("text", "initiator"),
    [
        ("Ông Joe Biden gọi điện cho ông Vladimir Putin", "Joe Biden"),
        ("Ông Joe Biden gọi cho ông Vladimir Putin", "Joe Biden"),
        ("Ông Joe Biden nhận cuộc gọi từ ông Vladimir Putin", "Vladimir Putin"),
        ("Ông Joe Biden liên lạc với ông Vladimir Putin", "Joe Biden"),
        ("Ông Joe Biden gửi thư cho ông Vladimir Putin", "Joe Biden"),
        ("Ông Joe Biden triệu tập Đại sứ Nga", "Joe Biden"),
        ("Ông Joe Biden mời ông Vladimir Putin sang thăm", "Joe Biden"),
        ("Ông Joe Biden điện đàm với ông Vladimir Putin theo đề nghị của phía Nga", "phía Nga"),
        ("Theo đề nghị của phía Nga, ông Joe Biden điện đàm với ông Vladimir Putin", "phía Nga"),
        ("Ông Joe Biden điện đàm với ông Vladimir Putin", None),
        ("Ông Joe Biden gặp ông Vladimir Putin", None),
        ("Ông Joe Biden hội đàm với ông Vladimir Putin", None),
        ("Ông Joe Biden và ông Vladimir Putin đã nói chuyện", None),
    ],
)
def test_initiator(text: str, initiator: str | None, lexicon: Lexicon) -> None:
    found = only(text, lexicon).initiator
    assert (names((found,)) if found else None) == initiator


@pytest.mark.parametrize(
    ("text", "initiator"),
    [
        ("Cuộc gọi do phía Mỹ khởi xướng", "phía Mỹ"),
        ("Cuộc điện đàm diễn ra theo yêu cầu của ông Joe Biden", "Joe Biden"),
        ("Ông Vladimir Putin đã yêu cầu cuộc điện đàm", "Vladimir Putin"),
        ("Cuộc điện đàm kéo dài 50 phút", None),
    ],
)
def test_initiator_without_parties(text: str, initiator: str | None, lexicon: Lexicon) -> None:
    (found,) = read(text, lexicon)
    assert found.sides == ()
    assert (names((found.initiator,)) if found.initiator else None) == initiator


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
    assert [d.span.slice(text) for d in only(text, lexicon).dates] == dates


# Patterns


@pytest.mark.parametrize(
    ("pattern", "codes", "matches"),
    [
        ("A _ T", "NxT", True),
        ("A _ T", "NwT", False),
        ("A ~ T", "NwT", True),
        ("A ~ T", "N|T", False),
        ("A ~ T", "NNT", False),
        ("A ... T", "NNT", True),
        ("A ... T", "N|T", False),
        ("A any T", "N|T", True),
        ("T between AA", "TgL", True),
        ("T between AA", "TgN", False),
        ("T DD", "TH", True),
    ],
)
def test_elements(pattern: str, codes: str, matches: bool) -> None:
    assert (compiled(pattern).fullmatch(codes) is not None) is matches


@pytest.mark.parametrize("pattern", ["A T C", "a T", "A T|B"])
def test_unknown_elements(pattern: str) -> None:
    with pytest.raises(OntologyError, match="unknown element"):
        compiled(pattern)


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
    for found in read(text, lexicon):
        assert found.rule in rules | {"anaphor", "attached"}
        assert (found.rule == "anaphor") == (not found.sides)
        assert all(found.sides)
        assert found.trigger.slice(text)


@given(st.lists(_words, max_size=6).map(" ".join))
def test_what_cannot_report_names_no_parties(lexicon: Lexicon, text: str) -> None:
    if not can_report(grammar(text, lexicon)):
        assert not [c for c in read(text, lexicon) if c.sides]
        assert not [c for c in chunks(text, lexicon) if c.cls == "line"]


def test_a_sentence_can_report_with_two_parties_or_a_line(lexicon: Lexicon) -> None:
    for text in ("Ông Joe Biden gặp ông Vladimir Putin", "Hai bên điện đàm", "đường dây nóng"):
        assert can_report(grammar(text, lexicon))
    for text in ("Ông Joe Biden cười", "Ông Joe Biden gặp họa sĩ", "Cuộc gặp tốt đẹp"):
        assert not can_report(grammar(text, lexicon))
