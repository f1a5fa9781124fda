"""Contacts that somebody says there were none of, or that the press only asks about."""

from __future__ import annotations

import pytest
from reading import one_contact

from kg.extract import Extractor
from kg.knowledge.lexicon import Lexicon
from kg.model import Article, Status

A, B = "Tổng thống Nga Vladimir Putin", "Thủ tướng Ấn Độ Narendra Modi"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Điện Kremlin bác bỏ thông tin cho rằng {} đã gặp {}.", Status.DENIED),
        ("Điện Kremlin xác nhận thông tin cho rằng {} đã gặp {}.", Status.OCCURRED),
        ("Điện Kremlin bác bỏ cáo buộc, cho biết {} đã gặp {}.", Status.OCCURRED),
    ],
)
def test_the_news_is_denied(text: str, status: Status, lexicon: Lexicon) -> None:
    assert one_contact(text.format(A, B), lexicon).status is status


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Khi được phóng viên hỏi liệu {} có gặp {} hay không, Điện Kremlin từ chối trả lời.", []),
        ("{} hỏi ý kiến nội các trước khi gặp {}.", [Status.OCCURRED]),
    ],
)
def test_what_the_press_only_asks(text: str, found: list[Status], extractor: Extractor) -> None:
    said = Article("asked", text.format(A, B))
    assert [event.status for event in extractor.extract(said).events] == found


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Phía Ấn Độ khẳng định không hề có cuộc điện đàm nào giữa {} và {}.", Status.DENIED),
        ("Phía Ấn Độ khẳng định đã có một cuộc điện đàm giữa {} và {}.", Status.OCCURRED),
    ],
)
def test_none_of_the_sort(text: str, status: Status, extractor: Extractor) -> None:
    (event,) = extractor.extract(Article("none", text.format(A, B))).events
    assert event.status is status
