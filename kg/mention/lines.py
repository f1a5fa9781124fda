"""Which standing line an article speaks of: one that the register holds, whatever it is called, or one of its own.

A line is known by a name of the register; else by whose it is, what it is for and since when it can have been open.
What the register lacks has an id made from its endpoints and its sort, the same in every article.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

from kg.article.text import lower
from kg.knowledge.register import Channel, Register
from kg.model import ChannelState, ChannelType
from kg.vocab import slug

# Who talks over a line, and about what: words for each in texts and in the register.
_SORTS: Mapping[str, re.Pattern[str]] = {
    "military": re.compile(
        r"quân sự|quân đội|quốc phòng|không quân|leo thang|xung đột|va chạm|lầu năm góc|chiến trường"
    ),
    "leaders": re.compile(r"lãnh đạo|nguyên thủ|tổng thống|nhà trắng|điện kremlin|nhà xanh|chủ tịch nước"),
    "maritime": re.compile(r"trên biển|hàng hải|biển đông"),
    "nuclear": re.compile(r"hạt nhân|tên lửa"),
}
_AREAS = re.compile(r"syria|ukraine|biên giới|bàn môn điếm|eo biển|biển đông|gaza")
_LINES = frozenset((ChannelType.HOTLINE, ChannelType.LINE))
_STATES = (
    (
        ChannelState.UNUSED,
        r"(?:không|chưa)[^,.]{0,20}(?:sử dụng|dùng)|im lìm|không bên nào dùng|không (?:có )?(?:ai|người) trả lời",
    ),
    (
        ChannelState.CLOSED,
        r"bị cắt|cắt (?:đứt|mọi|toàn bộ|các|đường)|đóng cửa|ngừng (?:hoạt động|sử dụng)|bị đình chỉ|đình chỉ",
    ),
    (
        ChannelState.ACTIVE,
        r"vẫn (?:hoạt động|mở|duy trì|thông suốt|được duy trì)|đang hoạt động|luôn mở|còn hoạt động",
    ),
    (ChannelState.OPENED, r"đi vào hoạt động|khai thông|khai trương|đã thông suốt|khôi phục|mở lại|nối lại"),
    (ChannelState.USED, r"sử dụng|cuộc gọi|được dùng|gọi thử|đổ chuông"),
    (ChannelState.OPENED, r"tạo ra|thiết lập|thành lập|lập ra|ra đời|công bố|(?<!không )(?<!cởi )\bmở"),
)
_STATE = tuple((state, re.compile(pattern)) for state, pattern in _STATES)


def line_state(text: str) -> ChannelState | None:
    """What a sentence in lower case says of a standing line, if anything."""
    return next((state for state, pattern in _STATE if pattern.search(text)), None)


_GENERIC = re.compile(
    r"(?:các|những|mọi|nhiều) (?:kênh|đường dây)|giữ (?:cho )?(?:các )?(?:kênh|đường dây)|duy trì (?:kênh|đường dây)"
)
_CERTAIN = re.compile(
    r"nóng|này|đó|ấy|tuyến|điện thoại trực tiếp|đường điện thoại|đường điện đàm|quân sự|tránh|giảm"
)


def means_one(text: str) -> bool:
    """Whether a sentence in lower case speaks of one certain line, not of keeping lines of contact open."""
    return _GENERIC.search(text) is None


def is_certain(text: str) -> bool:
    """Whether the words for a line show by themselves that a standing one is meant: "đường dây nóng", "tuyến này"."""
    return _CERTAIN.search(text) is not None


class Lines:
    """The lines of which one article speaks; `written` is the day on which it was written, where known."""

    def __init__(self, register: Register, lowered: str, written: dt.date | None) -> None:
        self._register = register
        self._lowered = lowered
        self._written = written

    def named(self, sentence: str) -> Channel | None:
        """The line that a sentence in lower case calls by a name of the register; the longest name decides."""
        names = (match.group() for match in _any_of(tuple(self._by_name)).finditer(sentence))
        found = max(names, key=len, default=None)
        return self._register.channels[self._by_name[found]] if found is not None else None

    def between(self, bodies: Iterable[str], context: str, opened: dt.date | None) -> Channel | None:
        """The register's line between two bodies that fits what the text says of it, if one fits best.

        `context` are the sentences about the line, in lower case; `opened` is when they say that it was opened.
        """
        ends = frozenset(bodies)
        fitting = [c for c in self._register.channels.values() if c.type in _LINES and self._joins(c, ends)]
        scored = sorted(((self._fit(c, context, opened), c.id) for c in fitting), reverse=True)
        if not scored or scored[0][0] < (1 if len(scored) > 1 else 0):
            return None
        if len(scored) > 1 and scored[0][0] == scored[1][0]:
            return None
        return self._register.channels[scored[0][1]]

    def _joins(self, channel: Channel, ends: frozenset[str]) -> bool:
        states = {self._state(body) for body in channel.endpoints}
        open_by_then = channel.opened is None or self._written is None or channel.opened <= self._written
        closed = channel.closed is not None and self._written is not None and channel.closed < self._written
        return len(ends) > 1 and ends <= (states | set(channel.endpoints)) and open_by_then and not closed

    def _state(self, body: str) -> str:
        found = self._register.bodies.get(body)
        return found.of or body if found is not None else body

    def _fit(self, channel: Channel, context: str, opened: dt.date | None) -> int:
        own = lower(" ".join(filter(None, (channel.label_vi, channel.purpose_vi, *channel.aliases))))
        fit = 0
        for pattern in _SORTS.values():
            if pattern.search(context):
                fit += 2 if pattern.search(own) else -1
        fit += len(set(_AREAS.findall(own)) & set(_AREAS.findall(self._lowered)))
        if opened is not None and channel.opened is not None:
            fit += 3 if abs((opened - channel.opened).days) < 45 else -1
        return fit

    @cached_property
    def _by_name(self) -> dict[str, str]:
        return {lower(name): c.id for c in self._register.channels.values() for name in c.aliases}


@lru_cache(maxsize=8)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """What finds the names as whole words, the longest first."""
    longest = sorted(map(re.escape, names), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)" if longest else r"(?!)")


def line_id(bodies: Iterable[str], context: str) -> str:
    """Id of a line that the register lacks: ``line.russia-united-states.military``."""
    sort = next((name for name, pattern in _SORTS.items() if pattern.search(context)), None)
    ends = slug("-".join(sorted(bodies)))
    return f"line.{ends}.{sort}" if sort is not None else f"line.{ends}"
