"""Which standing line an article speaks of: one that the register holds, whatever it is called, or one of its own.

A line is known by a name of the register; else by whose it is, what it is for and since when it can have been open.
What the register lacks has an id made from its endpoints and its sort, the same in every article.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Literal

from kg.article.text import lower
from kg.knowledge.register import Channel, Register
from kg.knowledge.wordlists import WordLists
from kg.model import ChannelState, ChannelType
from kg.vocab import slug

_Sort = Literal["military", "leaders", "maritime", "nuclear"]
# Who talks over a line, and about what: words for each in texts and in the register.
_SORTS: Mapping[_Sort, str] = {
    "military": "{line-military}", "leaders": "{line-leaders}", "maritime": "{line-maritime}",
    "nuclear": "{line-nuclear}",
}  # fmt: skip
_AREA = "{line-area}"
_LINES = frozenset((ChannelType.HOTLINE, ChannelType.LINE))
_STATES = (
    (ChannelState.UNUSED, r"{not-yet}[^,.]{0,20}{line-using}|{line-unused}"),
    (ChannelState.CLOSED, "{line-closed}"),
    (ChannelState.ACTIVE, "{line-active}"),
    (ChannelState.OPENED, "{line-reopened}"),
    (ChannelState.USED, "{line-used}"),
    (ChannelState.OPENED, r"{line-set-up}|(?<!{no-opening} )\b{line-opening}"),
)


class Lines:
    """The lines of which one article speaks; `written` is the day on which it was written, where known."""

    def __init__(self, register: Register, lowered: str, written: dt.date | None, lists: WordLists) -> None:
        self._register = register
        self._lists = lists
        self._lowered = lowered
        self._written = written

    def state(self, sentence: str) -> ChannelState | None:
        """What a sentence in lower case says of a standing line, if anything."""
        found = (state for state, pattern in _STATES if self._lists.pattern(pattern).search(sentence))
        return next(found, None)

    def means_one(self, sentence: str) -> bool:
        """Whether a sentence in lower case speaks of one certain line, not of keeping lines of contact open."""
        return self._lists.pattern("{lines-in-general} {line-noun}").search(sentence) is None

    def is_certain(self, words: str) -> bool:
        """Whether the words for a line show by themselves that a standing one is meant: "đường dây nóng"."""
        return self._lists.pattern("{certain-line}").search(words) is not None

    def id_of(self, bodies: Iterable[str], context: str) -> str:
        """Id of a line that the register lacks: ``line.russia-united-states.military``."""
        sort = next((name for name in _SORTS if self._tells_of(name, context)), None)
        ends = slug("-".join(sorted(bodies)))
        return f"line.{ends}.{sort}" if sort is not None else f"line.{ends}"

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

    def _tells_of(self, sort: _Sort, text: str) -> bool:
        return self._lists.pattern(_SORTS[sort]).search(text) is not None

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
        for sort in _SORTS:
            if self._tells_of(sort, context):
                fit += 2 if self._tells_of(sort, own) else -1
        areas = self._lists.pattern(_AREA)
        fit += len(set(areas.findall(own)) & set(areas.findall(self._lowered)))
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
