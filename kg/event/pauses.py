"""What a sentence states of a silence: from when on two parties had no contact, and what ended it.

Four ways to say so: that they have not spoken since ("chưa nói chuyện từ tháng 3/2023", "trong hơn một năm qua"),
that a contact is the first since ("lần đầu tiên kể từ tháng 12/2021"), when the last one was ("lần gần nhất hai ông
gặp nhau là tháng 11"), and that contact was broken off ("cắt đứt liên lạc từ ngày 7/4"). Who is silent is for
`kg.event.silences` to find.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kg.date.expressions import DateExpr
from kg.date.intervals import between
from kg.date.numerals import NUMBERS
from kg.date.resolution import Clock, resolve
from kg.knowledge.lexicon import Anchor
from kg.knowledge.wordlists import WordLists
from kg.model import DateBasis, EventDate, Span


class Way(StrEnum):
    """How a silence is stated; the rule that a silence cites is named after it."""

    SINCE = "silence-since"
    FIRST = "silence-first-since"
    LAST = "silence-last"
    BROKEN_OFF = "silence-broken-off"


@dataclass(frozen=True, slots=True)
class Start:
    """When a silence began: the first day on which it may have, the first from which it surely held, the words."""

    earliest: dt.date | None
    sure: dt.date | None
    wording: str
    basis: DateBasis


_DAY = dt.timedelta(days=1)
_NUMBER = r"(?:\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"  # "năm" is also the year
_UNITS = {"ngày": 1, "tuần": 7, "tháng": 30.44, "năm": 365.25, "thập niên": 3652.5, "thập kỷ": 3652.5}
_FIRST = (
    r"\b{time-word} (?:[\w]+ ){0,4}?{at-first}\b"
    r"|\b{occasion-classifier} (?:[^,.;]{0,40} )?{the-first}\b|\b{exchange} {the-first}\b"
)
_OF_ITS_OWN = (
    r"{abroad}(?: \w+){0,2} {the-first}|{the-first} {in-or-of} {term-of-office}|{of-its-sort} {the-first}"
    r"|{first-of-whom} (?:\w+ ){0,2}{the-first}"
)
_LAST = r"\b{time-word} {latest}\b|\b{speaking} {the-last-time}\b"
_BROKEN_OFF = r"\b{breaking-off}(?: {all-of}){0,3} {link}"
_INTERRUPTED = r"\b{link-interrupted}\b[^,.;]{0,80}\b{suffering} {interruption}"
_SINCE = r"\b{since-when}\b"
_LONG = re.compile(
    rf"\b(?:sau|trong|suốt|trong suốt) (?P<more>hơn |gần |khoảng |ít nhất |chừng )?(?P<n>{_NUMBER}) "
    r"(?P<unit>năm|tháng|tuần|ngày|thập niên|thập kỷ)\b(?! \d)"
    rf"|\b(?P<more2>hơn |gần |khoảng )?(?P<n2>{_NUMBER}) (?P<unit2>năm|tháng|tuần|ngày) (?:nay|qua)\b"
)
_VAGUE = r"\b{during} {many-or-some} {unit-of-silence}\b|{long-time}"
_VISIT = r"\b{visit-word}\b"


def way(lowered: str, sentence: Span, lists: WordLists) -> tuple[Way, Span] | None:
    """How a sentence in lower case states a silence, if it does other than by a denied contact, and where."""
    text = sentence.slice(lowered)
    for form, cues, pattern in ((Way.FIRST, "{at-first}", _FIRST), (Way.LAST, "{time-word}", _LAST)):
        match = lists.pattern(pattern).search(text) if lists.pattern(cues).search(text) else None
        if match is None or (form is Way.FIRST and lists.pattern(_OF_ITS_OWN).search(text)):
            continue
        return form, _within(sentence, match)
    match = None
    for cues, pattern in (("{breaking-off}", _BROKEN_OFF), ("{link-interrupted}", _INTERRUPTED)):
        if match is None and lists.pattern(cues).search(text):  # quick to see that there is none
            match = lists.pattern(pattern).search(text)
    if match is None:
        return None
    if not lists.pattern("{threat}").search(text[max(0, match.start() - 24) : match.start()]):
        return Way.BROKEN_OFF, _within(sentence, match)
    return None


def tells_of_visit(lowered: str, cue: Span, lists: WordLists) -> bool:
    """Whether what is the first or the last of its sort is a visit, to a place and not to a person."""
    return bool(lists.pattern(_VISIT).search(lowered, max(0, cue.start - 4), cue.end + 12))


def _within(sentence: Span, match: re.Match[str]) -> Span:
    return Span(sentence.start + match.start(), sentence.start + match.end())


def took_office(lowered: str, sentence: Span, lists: WordLists) -> Span | None:
    """Where a sentence counts from somebody's taking office ("kể từ khi ông Trump trở lại nắm quyền"), if it does."""
    since = lists.pattern(_SINCE).search(lowered, sentence.start, sentence.end)
    if since is None:
        return None
    event = lists.pattern("{taking-office}").search(lowered, since.end(), min(sentence.end, since.end() + 60))
    return Span(since.start(), event.end()) if event is not None else None


def start(
    text: str,
    lowered: str,
    sentence: Span,
    dates: Sequence[DateExpr],
    anchors: Sequence[Anchor],
    clock: Clock,
    until: dt.date | None,
    lists: WordLists,
) -> Start | None:
    """From when on the sentence says that there was silence; None where it says of none.

    A date after "từ" or "kể từ"; a dated event; or so long before `until`, the day on which the silence ended or the
    article was written. A start without bounds is one that only says how long ("trong nhiều năm").
    """
    since = lists.pattern(_SINCE).search(lowered, sentence.start, sentence.end)

    def after(expr: DateExpr) -> bool:
        return since is not None and since.end() - 12 <= expr.span.start <= since.end() + 60

    for expr in sorted(dates, key=lambda d: (not after(d), d.span)):
        if expr.aside or not (expr.since or after(expr)):
            continue
        found = resolve(expr, clock)
        if found is not None and (until is None or found.earliest is None or found.earliest <= until):
            opens = (
                min(since.start(), expr.span.start) if since is not None and after(expr) else expr.span.start
            )
            return _from(found, text[opens : expr.span.end])
    if since is not None:
        days = [
            dt.date.fromisoformat(a.start)
            for a in anchors
            if any(w in lowered[since.end() : sentence.end] for w in a.wordings)
        ]
        if days:
            return Start(
                max(days), max(days) + _DAY, text[since.start() : sentence.end].rstrip(" ."), DateBasis.ANCHOR
            )
    long = _LONG.search(lowered, sentence.start, sentence.end)
    if long is not None and until is not None:
        return _so_long(long, text, until)
    vague = lists.pattern(_VAGUE).search(lowered, sentence.start, sentence.end)
    return (
        Start(None, None, text[vague.start() : vague.end()], DateBasis.STATED) if vague is not None else None
    )


def dated(found: EventDate, wording: str | None = None) -> Start:
    """The start that a date gives: of a last contact, or of the day of which a text counts from."""
    return _from(found, wording or found.wording or found.edtf)


def _from(found: EventDate, wording: str) -> Start:
    sure = found.latest + _DAY if found.latest is not None else None
    return Start(found.earliest, sure, " ".join(wording.split()), found.basis)


def _so_long(match: re.Match[str], text: str, until: dt.date) -> Start:
    said = match.group("n") or match.group("n2")
    number = NUMBERS[said] if said in NUMBERS else int(said)
    unit = _UNITS[match.group("unit") or match.group("unit2")]
    more = (match.group("more") or match.group("more2") or "").strip()
    least, most = {"hơn": (0.0, 1.0), "gần": (-1.0, 0.0)}.get(more, (-0.5, 0.5))
    try:
        earliest = until - dt.timedelta(days=round((number + most) * unit))
        sure = until - dt.timedelta(days=max(0, round((number + least) * unit)))
    except OverflowError:
        return Start(None, None, match.group(), DateBasis.STATED)
    wording = text[match.start() : match.end()]
    return Start(earliest, sure, wording, DateBasis.PUBLICATION)


def lasting(begun: Start | None, until: dt.date | None) -> EventDate | None:
    """The interval of a silence that began so and held until `until`; None where neither bound is known."""
    if begun is None or (begun.earliest is None and until is None):
        return None
    if begun.earliest is not None and until is not None and begun.earliest > until:
        return None
    found = between(begun.earliest, until, begun.basis)
    return EventDate(found.earliest, found.latest, found.edtf, found.precision, found.basis, begun.wording)
