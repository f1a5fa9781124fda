"""What a sentence states of a silence: in which way, and from when on."""

from __future__ import annotations

import datetime as dt

import pytest

from kg.article.text import lower
from kg.date.finding import find_dates
from kg.date.resolution import Clock
from kg.event.pauses import Way, lasting, start, took_office, way
from kg.knowledge.lexicon import Lexicon
from kg.model import Span

PUBLISHED = dt.date(2024, 7, 13)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đây là lần đầu tiên hai ông nói chuyện kể từ tháng 12/2021.", Way.FIRST),
        ("Đây là cuộc điện đàm đầu tiên giữa hai bộ trưởng kể từ ngày 18/2.", Way.FIRST),
        ("Đó là lần gặp trực tiếp đầu tiên trong hai năm.", Way.FIRST),
        ("Lần gần nhất hai ông gặp nhau là hồi tháng 11.", Way.LAST),
        ("Hai ông nói chuyện lần cuối hôm 7/12.", Way.LAST),
        ("Triều Tiên cắt mọi kênh liên lạc với Hàn Quốc từ ngày 9/6.", Way.BROKEN_OFF),
        ("Đàm phán giữa Nga và Ukraine bị gián đoạn từ tháng 4.", Way.BROKEN_OFF),
        ("Nga đe dọa cắt đứt liên lạc với Mỹ.", None),
        ("Ông trở thành nhà lãnh đạo nước ngoài đầu tiên tới đây kể từ cuộc chính biến.", None),
        ("Chuyến công du nước ngoài đầu tiên kể từ khi nhậm chức.", None),
        ("Hai ông điện đàm hôm 12/7.", None),
    ],
)
def test_ways(text: str, expected: Way | None, lexicon: Lexicon) -> None:
    found = way(lower(text), Span(0, len(text)), lexicon.lists)
    assert (found and found[0]) == expected


@pytest.mark.parametrize(
    ("text", "earliest", "sure"),
    [
        ("không nói chuyện từ tháng 3/2023", "2023-03-01", "2023-04-01"),
        ("lần đầu tiên kể từ ngày 24/11 năm ngoái", "2023-11-24", "2023-11-25"),
        ("thăm từ ngày 10/7, lần đầu tiên kể từ năm 1999", "1999-01-01", "2000-01-01"),
        ("lần đầu kể từ cuộc điện đàm năm 2013", "2013-01-01", "2014-01-01"),
        ("không liên lạc trong hơn một năm qua", "2022-07-14", "2023-07-14"),
        ("cuộc gặp đầu tiên sau 8 năm", "2016-01-12", "2017-01-12"),
        ("cuộc gặp đầu tiên trong gần hai tháng", "2024-05-13", "2024-06-13"),
        ("chưa gặp nhau kể từ khi xung đột ở Ukraine nổ ra", "2022-02-24", "2022-02-25"),
        ("không có tiếp xúc cấp cao trong nhiều năm", None, None),
    ],
)
def test_starts(text: str, earliest: str | None, sure: str | None, lexicon: Lexicon) -> None:
    lowered, span = lower(text), Span(0, len(text))
    dates = find_dates(lowered, span, lexicon.lists)
    begun = start(text, lowered, span, dates, lexicon.anchors, Clock(PUBLISHED), PUBLISHED, lexicon.lists)
    assert begun is not None
    assert begun.earliest == (dt.date.fromisoformat(earliest) if earliest else None)
    assert begun.sure == (dt.date.fromisoformat(sure) if sure else None)
    assert begun.wording in text


def test_no_start_is_said(lexicon: Lexicon) -> None:
    text = "Hai ông điện đàm lần đầu tiên hôm 12/7."
    lowered, span = lower(text), Span(0, len(text))
    dates = find_dates(lowered, span, lexicon.lists)
    assert (
        start(text, lowered, span, dates, lexicon.anchors, Clock(PUBLISHED), PUBLISHED, lexicon.lists) is None
    )


def test_since_somebody_took_office(lexicon: Lexicon) -> None:
    text = "lần đầu tiên kể từ khi ông Trump trở lại Nhà Trắng"
    stretch = took_office(lower(text), Span(0, len(text)), lexicon.lists)
    assert stretch is not None
    assert stretch.slice(text) == "kể từ khi ông Trump trở lại Nhà Trắng"
    assert took_office("lần đầu tiên kể từ tháng 3", Span(0, 26), lexicon.lists) is None


def test_a_silence_lasts_from_its_start_to_its_end(lexicon: Lexicon) -> None:
    text = "không nói chuyện từ tháng 3/2023"
    lowered, span = lower(text), Span(0, len(text))
    begun = start(
        text,
        lowered,
        span,
        find_dates(lowered, span, lexicon.lists),
        (),
        Clock(PUBLISHED),
        PUBLISHED,
        lexicon.lists,
    )
    found = lasting(begun, PUBLISHED)
    assert found is not None
    assert (found.edtf, found.wording) == ("2023-03-01/2024-07-13", "tháng 3/2023")
    assert lasting(begun, dt.date(2023, 1, 1)) is None
    assert lasting(None, PUBLISHED) is None
