"""How far apart two contacts are told to have been: "hai tuần trước khi"."""

from __future__ import annotations

from kg.date.numerals import number
from kg.date.wordings import N
from kg.knowledge.wordlists import WordLists
from kg.model import Span

_RELATION = (
    rf"(?P<about>khoảng\s+|gần\s+|hơn\s+)?{N}\s+(?P<unit>phút|giờ|ngày|tuần)\s+(?P<dir>trước|sau)"
    r"(?:\s+khi|\s+$)"
)


def relation(lowered: str, between: Span, lists: WordLists) -> tuple[int, int] | None:
    """Days from the contact before to the contact after a wording such as "hai tuần trước khi", with its slack.

    "A … hai tuần trước khi B": B is 14 days later; "A … ba ngày sau khi B": B is 3 days earlier.
    """
    match = lists.pattern(_RELATION).search(lowered, between.start, between.end)
    if match is None:
        return None
    if match.group("unit") in ("phút", "giờ"):
        return 0, 0
    if match.group("n") in lists["a-few"]:
        return None
    days = number(match.group("n")) * (7 if match.group("unit") == "tuần" else 1)
    slack = 3 if match.group("about") and match.group("unit") == "tuần" else 1 if match.group("about") else 0
    return (days if match.group("dir") == "trước" else -days), slack
