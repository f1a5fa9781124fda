"""When that was of which a text has told, from which it counts other days: "ba ngày trước lễ ký", "đầu nhiệm kỳ"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.date.expressions import DateExpr
from kg.date.intervals import between
from kg.event.drafts import Draft
from kg.event.passages import Passage
from kg.knowledge.wordlists import ListName, WordLists
from kg.model import EventDate, Kind

_KINDS: dict[ListName, tuple[Kind, ...]] = {
    "told-call": (Kind.PHONE_CALL, Kind.VIDEO_CALL),
    "told-visit": (Kind.VISIT, Kind.MEETING),
    "told-meeting": (Kind.MEETING, Kind.TALKS),
}
_ALIKE: tuple[ListName, ...] = ("taking-office", "dying")  # whose wordings mean the same
_ANY = r"\b(?:{told-event}|{taking-office}|{dying}|{affair-or-ceremony}\s+\w+)(?!\w)"
_APART = r"\b{earlier-or-later}\s+(?:khi\s+)?$"
_REACH = 12  # characters before what is named, in which stands that it was on another day than the sentence
_SPAN = 14  # days; what took longer has no day to count from


class Happenings:
    """The days of contacts and of ceremonies, deaths and terms of office that one document has told of."""

    def __init__(self, lowered: str, drafts: Sequence[Draft], lists: WordLists) -> None:
        self._lowered = lowered
        self._drafts = drafts
        self._lists = lists
        self._told: dict[str, EventDate] = {}

    def note(self, passage: Passage, expr: DateExpr, date: EventDate) -> None:
        """Keep what a sentence with a date says to have been then."""
        span = passage.sentence.span
        if (
            date.precision == "day"
            and expr.event is None
            and not (expr.anaphoric or expr.aside or expr.until)
        ):
            for match in self._lists.pattern(_ANY).finditer(self._lowered, span.start, span.end):
                before = max(span.start, match.start() - _REACH)
                if not self._lists.pattern(_APART).search(self._lowered, before, match.start()):
                    self._told[self._named(match.group())] = date

    def when(self, expr: DateExpr) -> EventDate | None:
        """The day from which a wording counts; None where the text has not told of it."""
        if expr.event is None:
            return None
        date = self._told.get(self._named(expr.event)) or self._contact(expr.event)
        if date is None or date.earliest is None or date.latest is None:
            return None
        day = date.earliest if expr.offset < 0 else date.latest
        return between(day, day, date.basis) if (date.latest - date.earliest).days <= _SPAN else None

    def known_only(self, event: str) -> bool:
        """Whether a wording names what no contact is, so that it counts from nothing but that."""
        return any(self._is(name, event) for name in _ALIKE)

    def _contact(self, event: str) -> EventDate | None:
        kinds = next((kinds for name, kinds in _KINDS.items() if self._is(name, event)), ())
        told = [d for d in self._drafts if d.kind in kinds and d.date is not None]
        return max(told, key=lambda d: d.seen).date if told else None

    def _named(self, event: str) -> str:
        return next((name for name in _ALIKE if self._is(name, event)), event)

    def _is(self, name: ListName, event: str) -> bool:
        return event.removeprefix("khi ") in self._lists[name]
