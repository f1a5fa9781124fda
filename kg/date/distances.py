"""How far apart two contacts are told to have been: "hai tuần trước khi"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.date.numerals import number
from kg.date.wordings import N
from kg.knowledge.wordlists import WordLists
from kg.model import Span

_RELATION = (
    rf"(?P<about>khoảng\s+|gần\s+|hơn\s+)?{N}\s+(?P<unit>phút|giờ|ngày|hôm|tuần|tháng|năm)\s+(?P<dir>trước|sau)"
    r"(?:\s+khi\b|\s+$)"
)
_MONTHS = {"tháng": 1, "năm": 12}


@dataclass(frozen=True, slots=True)
class Distance:
    """Days from one contact to another, give or take `slack`, or months where it is counted in these."""

    days: int
    slack: int = 0
    months: int = 0

    def back(self) -> Distance:
        """The same from the other contact to the one."""
        return replace(self, days=-self.days, months=-self.months)


def relation(lowered: str, between: Span, lists: WordLists) -> Distance | None:
    """From the contact before to the contact after a wording such as "hai tuần trước khi".

    "A … hai tuần trước khi B": B is 14 days later; "A … ba ngày sau khi B": B is 3 days earlier.
    """
    match = lists.pattern(_RELATION).search(lowered, between.start, between.end)
    if match is None:
        return None
    unit = match.group("unit")
    if unit in ("phút", "giờ"):
        return Distance(0)
    if match.group("n") in lists["a-few"]:
        return None
    sign = 1 if match.group("dir") == "trước" else -1
    count = sign * number(match.group("n"))
    if unit in _MONTHS:
        return Distance(0, months=count * _MONTHS[unit])
    slack = 3 if match.group("about") and unit == "tuần" else 1 if match.group("about") else 0
    return Distance(count * (7 if unit == "tuần" else 1), slack)
