"""Date wordings in a stretch of text, each with what stands around it: since, until, a gloss, a time zone."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from kg.date.expressions import DateExpr
from kg.date.readings import expression
from kg.date.wordings import ANY_FORM, DAYPART, FORMS
from kg.knowledge.wordlists import WordLists
from kg.model import Span

_START = r"(?<![\w/])(?:\d|\((?=\d)|{opening-of-date})"
_FIRST_WORDS = 8  # of a date, among which a figure or a part of a date stands: "cách đây chừng một vài tuần"
_SINCE = re.compile(r"(?:kể từ(?: khi| sau| ngày)?|(?<!ngay )từ(?: sau)?|bắt đầu từ)\s*(?:ngày|hôm)?\s*$")
_UNTIL = re.compile(r"(?:cho đến|cho tới|trước|đến|tới)(?: hết)?\s*(?:ngày|hôm)?\s*$")
_FROM = re.compile(r"\btừ\b")
_BEFORE = re.compile(r"(?:cho đến|cho tới|trước|(?:đến|tới) hết)\s*(?:ngày|hôm)?\s*$")
_NOT_BEFORE = re.compile(r"(?:đến|tới)\s*(?:ngày|hôm)?\s*$")
_AT_LAST = re.compile(r"[^.;:]{0,60}?\bmới\s")  # "cho đến năm 2016, … mới": then, not before
_HANOI = re.compile(r"\s*\(?(?:theo\s+)?giờ\s+(?:hà nội|việt nam)")
_HANOI_CLOCK = re.compile(r"hà nội (?:đã|là|thì|lúc ấy|lúc đó)[^,.;()]{0,24}$")
# What belongs to a date and says no more: "vào khoảng 9h sáng" before it, "vừa qua" after it.
_CLOCK_TIME = r"\d{1,2}(?:h\d{0,2}|\s?giờ(?:\s+\d{1,2}(?:\s+phút)?)?)"
_OPENED_BY = (
    r"(?<![\w/])(?:(?:(?<!bước )(?<!đi )vào|hồi|lúc|khoảng)(?:\s+(?:khoảng|lúc))?\s+"
    rf"(?:{_CLOCK_TIME}\s+)?(?:{DAYPART}\s+)?)?(?:mùng\s+|mồng\s+|(?:đêm|tối)\s+\d{{1,2}}\s+)?$"
)
_IN_SUCH_A_YEAR = -1  # weekday of a day whose year is counted from that of writing
_UP_FRONT = 2  # characters; a quotation mark may stand before what opens a sentence
_REACH = 30  # characters before a date in which they stand
_TIME_OF_DAY = re.compile(r"[\s,|\-–]{1,3}\d{1,2}[:h]\d{2}(?!\d)")
_TIME_OF_DAY_BEFORE = re.compile(r"(?<!lúc )(?<!khoảng )(?<!hồi )(?<!\w)\d{1,2}[:h]\d{2}[\s,|\-–]{1,3}$")
_CLOSED_BY = re.compile(r"\s+(?:vừa qua|vừa rồi)(?!\w)")
_OVER = re.compile(r"(?<!phản )(?<!thu )\bhồi\s*$")
_OPEN_PAREN = re.compile(r"\([^()]*$")
_AFTER, _WHEN = "sau", " khi"
_COUNTED = r"(?:\d|\b{number-of-spells})\s+$"
_WITHIN = re.compile(r"[^()]*")
_DAY_OF_YEAR = re.compile(r"(?<!\d)0?(\d{1,2})[/.-]0?(\d{1,2})[/.-](\d{4})(?!\d)")
_THAT_IS = re.compile(r"\s*,?\s*tức(?: là)?\s+")
_BESIDE = re.compile(r"\s*[,(]?\s*(?:ngày\s+)?")
_IN_BRACKETS = re.compile(r"\s*\(")
_MORE_LOOSELY = ("offset-day", "same-day", "recent-days", "coming-days", "week", "offset-month")
"""Forms that a day in brackets makes exact: "hôm sau (8/7)"."""
_ZONE = r"\s*(?:\(\s*)?(?:theo\s+)?giờ\s+{time-zone}(?:\s*\))?"


def find_dates(lowered: str, span: Span, lists: WordLists) -> tuple[DateExpr, ...]:
    """Date expressions in a stretch of a text that is in lower case, in order, without overlaps."""
    starts = _starts(lowered, span, lists)
    if not starts:
        return ()
    found: list[DateExpr] = []
    position = span.start
    any_form = lists.pattern(ANY_FORM)
    for start in starts:
        if start < position or not any_form.match(lowered, start, span.end):
            continue
        for name, pattern in _forms(lists):
            match = pattern.match(lowered, start, span.end)
            if match is None or (name == "then-event" and start > span.start + _UP_FRONT):
                continue  # behind a contact, "hai tuần sau cuộc điện đàm" relates the two
            expr = None if _from_event(lowered, span, match.span(), lists) else expression(name, match, lists)
            if expr is not None:
                found.append(_in_context(lowered, span, expr, lists))
                position = match.end()
                break
    return tuple(_joined(lowered, span, found, lists))


@lru_cache(maxsize=4)
def _forms(lists: WordLists) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, lists.pattern(template)) for name, template in FORMS)


def _starts(lowered: str, span: Span, lists: WordLists) -> list[int]:
    """Where in a stretch of text a date can begin: at what opens one, with a figure or part of a date soon after it.

    In most sentences that is nowhere.
    """
    found: list[int] = []
    waiting: list[
        tuple[int, int]
    ] = []  # where one could begin if a part of one follows, with the number of the word
    position = span.start
    for number, piece in enumerate(lowered[span.start : span.end].split(" ")):
        of_date = _of_date(piece, lists)
        if of_date is not None:
            offsets, part = of_date
            for offset in offsets:
                waiting.append((number, position + offset))
            if part and waiting:
                found += [start for word, start in waiting if number - word < _FIRST_WORDS]
                waiting.clear()
        position += len(piece) + 1
    return found


@lru_cache(maxsize=20_000)  # far more than there are syllables
def _of_date(piece: str, lists: WordLists) -> tuple[tuple[int, ...], bool] | None:
    """Where in a piece of text without spaces a date can begin, and whether a figure or part of a date is in it.

    None for neither. A date begins at a word that opens one, and wherever digits and marks stand.
    """
    offsets: tuple[int, ...] = ()
    if piece in lists["opening-of-date"]:
        offsets = (0,)
    elif not piece.isalpha() and not piece[:-1].isalpha():  # "họp," opens none
        offsets = tuple([match.start() for match in lists.pattern(_START).finditer(piece)])
    parts = (part.split(" ")[0] for part in lists["part-of-date"])
    part = any(map(str.isdigit, piece)) or any(first in piece for first in parts)
    return (offsets, part) if offsets or part else None


def _joined(lowered: str, span: Span, found: list[DateExpr], lists: WordLists) -> list[DateExpr]:
    """Join a weekday to the day beside it ("hôm thứ Tư, 6/3"), and to any day the glosses of its time zone."""
    out: list[DateExpr] = []
    glossed = lists.pattern(_ZONE)
    for expr in found:
        zone = glossed.match(lowered, expr.span.end)
        if zone is not None:
            expr = replace(expr, span=Span(expr.span.start, zone.end()))
        before = out[-1] if out else None
        beside = before is not None and _BESIDE.fullmatch(lowered, before.span.end, expr.span.start)
        that_is = before is not None and _THAT_IS.fullmatch(lowered, before.span.end, expr.span.start)
        if before is not None and that_is and expr.aside:
            out[-1] = replace(before, span=Span(before.span.start, expr.span.end))
        elif before is not None and beside and _opening_year(before, span) and expr.open_year:
            out[-1] = replace(
                expr, span=Span(before.span.start, expr.span.end), year=before.year, since=before.since
            )
        elif before is not None and beside and _opening_last_year(before, span) and expr.open_year:
            whole = Span(before.span.start, expr.span.end)
            out[-1] = replace(expr, span=whole, offset=before.offset, weekday=_IN_SUCH_A_YEAR)
        elif before is not None and beside and {before.form, expr.form} == {"weekday", "day"}:
            day = before if before.form == "day" else expr
            closed = expr.span.end + (lowered[expr.span.end : expr.span.end + 1] == ")")
            out[-1] = replace(day, span=Span(before.span.start, closed), since=before.since)
        elif (
            before is not None
            and not expr.aside
            and before.form in _MORE_LOOSELY
            and expr.form in ("day", "days")
            and (_IN_BRACKETS.fullmatch(lowered, before.span.end, expr.span.start))
        ):
            closed = expr.span.end + (lowered[expr.span.end : expr.span.end + 1] == ")")
            out[-1] = replace(expr, span=Span(before.span.start, closed), since=before.since)
        else:
            out.append(expr)
    return out


def _opening_year(expr: DateExpr, span: Span) -> bool:
    """Whether a year opens the sentence, so that a month or a day beside it is of that year: "Năm 2017, tháng 6"."""
    return expr.form == "year" and expr.part is None and expr.span.start <= span.start + _UP_FRONT


def _opening_last_year(expr: DateExpr, span: Span) -> bool:
    """Whether a year told from that of writing opens the sentence: "Năm ngoái, ngày 5/4"."""
    near = expr.span.start <= span.start + _UP_FRONT
    return expr.form == "offset-year" and expr.part is None and near and not (expr.since or expr.anaphoric)


def _in_context(lowered: str, span: Span, expr: DateExpr, lists: WordLists) -> DateExpr:
    before = lowered[max(span.start, expr.span.start - 30) : expr.span.start]
    after = lowered[expr.span.end : expr.span.end + 30]
    since = bool(_SINCE.search(before)) and expr.form != "days" and not re.match(r"\s*(?:đến|tới)\b", after)
    opened = bool(_OPEN_PAREN.search(lowered[span.start : expr.span.start]))
    glossed = opened and (
        bool(_HANOI.search(lowered[expr.span.start : expr.span.end + 40])) or "giờ" in before
    )
    glossed = glossed or (expr.year is not None and _stamped(lowered, span, expr.span))
    glossed = glossed or bool(_HANOI_CLOCK.search(before)) or before.rstrip().endswith(("tức", "tức là"))
    glossed = glossed or (opened and expr.form == "day" and _jubilee(lowered, span, expr))
    until = bool(_UNTIL.search(before)) and not since and bool(_FROM.search(before) or _BEFORE.search(before))
    until = until and not (
        bool(_NOT_BEFORE.search(before)) and _AT_LAST.match(lowered, expr.span.end, span.end)
    )
    past = bool(_OVER.search(before)) or lowered.startswith("hồi ", expr.span.start)
    reach = max(span.start, expr.span.start - _REACH)
    opened_by = lists.pattern(_OPENED_BY).search(lowered, reach, expr.span.start)
    closed_by = _CLOSED_BY.match(lowered, expr.span.end, span.end)
    whole = Span(
        opened_by.start() if opened_by else expr.span.start, closed_by.end() if closed_by else expr.span.end
    )
    return replace(
        expr, span=whole, since=since, until=until, aside=glossed, past=past or closed_by is not None
    )


def _from_event(lowered: str, span: Span, found: tuple[int, int], lists: WordLists) -> bool:
    """Whether what reads like the next year or week is a distance from something: "25 năm | sau khi …"."""
    start, end = found
    after = lowered.endswith(_AFTER, start, end) and lowered.startswith(_WHEN, end)
    return (
        after and lists.pattern(_COUNTED).search(lowered, max(span.start, start - _REACH), start) is not None
    )


def _jubilee(lowered: str, span: Span, expr: DateExpr) -> bool:
    """Whether a bracket names the same day of two years, of which so many are kept: "(2/9/1945-2/9/2025)"."""
    opened = lowered.rfind("(", span.start, expr.span.start)
    within = _WITHIN.match(lowered, opened + 1, span.end)
    days = [m.groups() for m in _DAY_OF_YEAR.finditer(within.group())] if within is not None else []
    return len(days) > 1 and days[0][:2] == days[-1][:2] and days[0][2] != days[-1][2]


def _stamped(lowered: str, span: Span, date: Span) -> bool:
    """Whether a date with a time of day beside it is that of putting the text online: "14/02/2026 12:54"."""
    bare = lowered[date.start : date.start + 1].isdigit()
    before = lowered[max(span.start, date.start - _REACH) : date.start]
    follows = _TIME_OF_DAY.match(lowered, date.end, span.end)
    return bare and bool(follows or _TIME_OF_DAY_BEFORE.search(before))
