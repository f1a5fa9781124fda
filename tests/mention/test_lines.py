"""Which standing line an article speaks of, and what it says of it."""

from __future__ import annotations

import datetime as dt

import pytest

from kg.knowledge.lexicon import Lexicon
from kg.knowledge.register import Register
from kg.mention.lines import Lines
from kg.model import ChannelState


@pytest.fixture
def lines(register: Register, lexicon: Lexicon) -> Lines:
    """The lines of an article that says nothing."""
    return Lines(register, "", None, lexicon.lists)


RUSSIA_US, KOREAS = ("russia", "united-states"), ("north-korea", "south-korea")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("đường dây nóng chính thức đi vào hoạt động", ChannelState.OPENED),
        ("hai nước thiết lập đường dây nóng", ChannelState.OPENED),
        ("triều tiên khôi phục đường dây nóng", ChannelState.OPENED),
        ("đường dây nóng vẫn hoạt động", ChannelState.ACTIVE),
        ("đường dây này chưa được sử dụng", ChannelState.UNUSED),
        ("tuyến điện thoại vẫn im lìm", ChannelState.UNUSED),
        ("đường dây mới đổ chuông đúng một lần", ChannelState.USED),
        ("nga cắt đường dây tránh va chạm", ChannelState.CLOSED),
        ("đường dây nóng bị đình chỉ", ChannelState.CLOSED),
        ("một đường dây nóng và một cánh cửa không mở", None),
        ("đường dây nóng giữa hai thủ đô", None),
    ],
)
def test_states(text: str, state: ChannelState | None, lines: Lines) -> None:
    assert lines.state(text) is state


@pytest.mark.parametrize(
    ("ends", "context", "opened", "written", "expected"),
    [
        (RUSSIA_US, "đường dây nóng giữa quân đội hai nước, xung đột ở ukraine", None, "2022-11-29", "2022"),
        (RUSSIA_US, "đường dây tránh va chạm giữa không quân hai nước ở syria", None, "2017-04-08", "syria"),
        (RUSSIA_US, "đường dây nóng giữa nhà trắng và điện kremlin", None, "2001-05-01", "moscow-washington"),
        (RUSSIA_US, "đường dây quân sự", "2022-03-01", "2022-11-29", "2022"),
        (
            RUSSIA_US,
            "đường dây giữa quân đội hai nước",
            None,
            "2016-01-01",
            "syria",
        ),  # before the other was opened
        (RUSSIA_US, "đường dây", None, "2022-11-29", None),  # there are several
        (KOREAS, "đường dây nóng giữa hai nhà lãnh đạo", None, "2018-04-20", "inter-korean-leaders"),
        (("china", "philippines"), "đường dây nóng", None, "2023-08-08", "china-philippines"),
        (("chile", "peru"), "đường dây nóng", None, "2023-08-08", None),
    ],
)
def test_lines_of_the_register(
    ends: tuple[str, str],
    context: str,
    opened: str | None,
    written: str,
    expected: str | None,
    register: Register,
    lexicon: Lexicon,
) -> None:
    day = dt.date.fromisoformat(opened) if opened else None
    found = Lines(register, context, dt.date.fromisoformat(written), lexicon.lists).between(
        ends, context, day
    )
    assert (found is None) is (expected is None)
    assert found is None or expected is None or expected in found.id


def test_a_name_of_the_register_decides(lines: Lines) -> None:
    assert (found := lines.named("đường dây nóng hai bờ đã được khai thông")) is not None
    assert found.id == "china-taiwan-hotline"
    assert lines.named("đường dây nóng của bệnh viện") is None


def test_a_line_that_the_register_lacks_has_one_id_whoever_is_named_first(lines: Lines) -> None:
    assert lines.id_of(("peru", "chile"), "đường dây nóng quân sự") == "line.chile-peru.military"
    assert lines.id_of(("chile", "peru"), "đường dây giữa quân đội hai nước") == "line.chile-peru.military"
    assert lines.id_of(("chile", "peru"), "đường dây nóng") == "line.chile-peru"


@pytest.mark.parametrize(
    ("text", "one", "certain"),
    [
        ("đường dây nóng giữa hai nhà lãnh đạo", True, True),
        ("đường dây này", True, True),
        ("giữ đường dây liên lạc cởi mở với nga", False, False),
        ("giữ cho các kênh liên lạc luôn mở", False, False),
        ("một đường dây bảo mật", True, False),
    ],
)
def test_keeping_lines_open_is_no_line(text: str, one: bool, certain: bool, lines: Lines) -> None:
    assert (lines.means_one(text), lines.is_certain(text)) == (one, certain)
