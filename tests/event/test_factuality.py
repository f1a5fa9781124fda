"""Whether a contact took place, is planned, proposed or denied."""

from __future__ import annotations

import pytest
from reading import contacts, one_contact

from kg.knowledge.lexicon import Lexicon
from kg.model import Kind, Status

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
    found = one_contact(pattern.format("ông Joe Biden", "ông Vladimir Putin"), lexicon)
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
    found = [c for c in contacts(text, lexicon) if c.sides]
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
    assert one_contact(text, lexicon).status is status
