"""Date expressions of Vietnamese news → intervals with a precision and a reason.

``find_dates`` reads wordings; ``resolve`` turns one into an `EventDate`, given a `Clock`: the publication date, or
else the window in which the article must have been written. What the clock does not determine gives ``None``: no
date is better than a wrong one. The forms and their bounds (early = 1–10, mid = 11–20, late = 21–end; a week runs
from Monday to Sunday) follow the annotation guidelines of the evaluation.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from kg.model import DateBasis, EventDate, Span

Form = Literal[
    "day",
    "days",
    "month",
    "season",
    "year",
    "weekday",
    "week",
    "offset-day",
    "offset-month",
    "offset-year",
    "same-day",
    "coming-days",
    "recent-days",
]
Tense = Literal["past", "future"]


@dataclass(frozen=True, slots=True)
class DateExpr:
    """A date wording. `offset` counts days, weeks, months or years from the clock's day, by `form`.

    `since`: it only bounds the time ("kể từ …"); `aside`: it stands in parentheses or in another time zone's gloss;
    `next`: after what was spoken of, if that is well past ("tháng sau"); `anaphoric`: it counts from the date
    spoken of before ("ba ngày sau"), not from publication; `past`: it says itself that it is over ("hồi tháng 1").
    """

    span: Span
    form: Form
    day: int | None = None
    last_day: int | None = None
    month: int | None = None
    last_month: int | None = None
    year: int | None = None
    part: str | None = None
    weekday: int | None = None
    offset: int = 0
    since: bool = False
    until: bool = False
    aside: bool = False
    anaphoric: bool = False
    next: bool = False
    past: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """What is known of the time of writing: the day, or a window, and the latest full date that the text states.

    `opened_with`: the day with which a text without a publication date begins, mostly the day before it or the same;
    good for weeks, months and years. `held_from` and `held_until`: when the parties of one contact all held the
    offices under which it names them.
    """

    published: dt.date | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    stated: dt.date | None = None
    stated_day: bool = False
    basis: DateBasis = DateBasis.TENURES
    held_from: dt.date | None = None
    held_until: dt.date | None = None
    opened_with: dt.date | None = None


_DAYPART = (
    r"(?:(?:nửa )?đêm về sáng|rạng sáng|sáng sớm|sáng|trưa|chiều tối|chiều|tối muộn|tối|đêm|khuya|nửa đêm)"
)
_LEAD = (
    rf"(?:(?:vào\s+|hồi\s+|lúc\s+|trong\s+)?(?:(?:{_DAYPART}\s+)?(?:cùng\s+)?(?:hôm|ngày)\s+|{_DAYPART}\s+))"
)
_SEP = r"\s?[/.\-–]\s?"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_PART = r"(?P<part>đầu|giữa|cuối|nửa đầu|nửa cuối|hạ tuần|trung tuần|thượng tuần)"
NUMBERS = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
    "vài": 3,
    "mấy": 3,
}
"""Numbers in words; "a few" counts as three."""
_COUNT = rf"(?:1?\d|{'|'.join(NUMBERS)})"
_N = rf"(?P<n>\d{{1,3}}|{'|'.join(NUMBERS)})"
_WEEKDAYS = {
    "hai": 0,
    "ba": 1,
    "tư": 2,
    "năm": 3,
    "sáu": 4,
    "bảy": 5,
    "2": 0,
    "3": 1,
    "4": 2,
    "5": 3,
    "6": 4,
    "7": 5,
}
_MONTHS = {
    "giêng": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười một": 11,
    "mười hai": 12,
    "mười": 10,
    "chạp": 12,
}
# "mỗi tháng hai lần" counts, "tháng năm 2013" leaves the month out.
_MONTH = rf"(?P<m>\d{{1,2}}|(?:{'|'.join(_MONTHS)})(?!\s+(?:lần|lượt|kỳ|cuộc|buổi|\d)))"
_TO = r"(?:đến ngày|đến|tới ngày|tới|và ngày|và)"
_NOT_THEN = (
    r"(?!\s+(?:khi|đó|chuyến|cuộc|vụ|lễ|hội nghị|thềm|ngày|phiên|bầu cử|buổi|đợt|kỳ|trận|đại hội|tết|lúc"
    r"|nữa)\b)"
)
# "năm ngoái", or "năm ấy": the year spoken of
_OF_YEAR = (
    r"(?:\s*,?\s+(?:của\s+)?"
    r"(?P<of>năm ngoái|năm trước|năm nay|năm sau|năm tới|sang năm|năm đó|năm ấy|cùng năm))"
)
_THAT = r"(?:đó|ấy)"
_SEASONS = {"xuân": 3, "hạ": 6, "hè": 6, "thu": 9}  # first months; winter, which two years share, is left out
_YEAR_AFTER = "năm sau"
_YEAR_SPOKEN_OF = ("năm đó", "năm ấy", "cùng năm")
_WELL_PAST = dt.timedelta(days=20)
_FEW_DAYS = 7
_YEARS_AGO = 2 * 366  # days
_LATE_IN_WEEK = 3  # Thursday
# Days in which a bare date told without a future can lie ahead; over the turn of the year the press gives the year.
_AHEAD, _SOON = 60, 31

# Order matters: the first pattern that matches at a place wins.
_WORDINGS = (
    (
        "days",
        rf"(?:từ\s+)?(?:{_LEAD})?(?P<d>\d{{1,2}})(?:\s*[,\-–]\s*\d{{1,2}}){{1,3}}\s*(?:,|và)\s*(?:ngày\s+)?"
        rf"(?P<d2>\d{{1,2}})/(?P<m>\d{{1,2}})(?:{_SEP}{_YEAR})?",
    ),
    (
        "days",
        rf"(?:từ\s+)?(?:{_LEAD})?(?P<d>\d{{1,2}})(?:{_SEP}(?P<m0>\d{{1,2}}))?\s*(?:-|–|{_TO})\s*"
        rf"(?P<d2>\d{{1,2}})/(?P<m>\d{{1,2}})(?:{_SEP}{_YEAR})?",
    ),
    (
        "days",
        rf"(?:từ\s+(?:{_LEAD})?|(?:{_LEAD}))(?P<d>\d{{1,2}})(?:[-–](?P<m0>\d{{1,2}}))?\s*{_TO}\s*"
        rf"(?P<d2>\d{{1,2}})[.\-–](?P<m>\d{{1,2}})(?:{_SEP}{_YEAR})?",
    ),
    (
        "days",
        rf"(?:từ\s+)?ngày\s+(?P<d>\d{{1,2}})\s*(?:-|–|đến|tới|và)\s*(?:ngày\s+)?(?P<d2>\d{{1,2}})\s+tháng\s+{_MONTH}(?:\s+năm\s+{_YEAR})?",
    ),
    ("day", rf"(?:{_LEAD})?(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})(?:/{_YEAR}|{_OF_YEAR})?"),
    ("day", rf"(?:{_LEAD})?(?P<d>\d{{1,2}}){_SEP}(?P<m>\d{{1,2}}){_SEP}{_YEAR}"),
    ("day", rf"(?:{_LEAD})(?P<d>\d{{1,2}})[.\-–](?P<m>\d{{1,2}}){_OF_YEAR}?"),
    (
        "day",
        rf"(?:{_LEAD})?(?:mùng\s+|mồng\s+)?(?P<d>\d{{1,2}})\s+tháng\s+{_MONTH}(?:\s*(?:năm|,|/)\s*{_YEAR}|{_OF_YEAR})?",
    ),
    ("day-of-month", rf"(?:{_LEAD})(?P<d>\d{{1,2}})\s+(?:cùng tháng|tháng {_THAT})"),
    ("day-paren", r"\((?P<d>\d{1,2})-(?P<m>\d{1,2})\)"),
    (
        "month",
        rf"(?:(?:vào|hồi)\s+)?(?:{_PART}\s+)?tháng\s+{_MONTH}"
        rf"(?:\s*[/.\-–]\s*{_YEAR}|\s+năm\s+{_YEAR.replace('P<y>', 'P<y2>')})?"
        r"(?P<rel>\s+năm ngoái|\s+năm nay|\s+năm sau|\s+năm tới|\s+sang năm)?"
        rf"(?P<of>\s+(?:của\s+)?(?:năm {_THAT}|cùng năm))?",
    ),
    ("month", rf"(?:(?:vào|hồi)\s+)?(?P<m>\d{{1,2}})/{_YEAR}"),
    (
        "months",
        rf"{_N}\s+tháng\s+(?P<which>đầu|cuối)\s+năm(?:\s+{_YEAR}|\s+(?P<rel>nay|ngoái|tới|sau|trước))?",
    ),
    (
        "quarter",
        rf"quý\s+(?P<quarter>iv|i{{1,3}}|[1-4])(?:\s*/\s*|\s+(?:năm\s+)?){_YEAR.replace('P<y>', 'P<y2>')}"
        rf"|quý\s+(?P<quarter2>iv|i{{1,3}}|[1-4]){_OF_YEAR}?",
    ),
    (
        "rel-month",
        rf"(?:{_PART}\s+)?tháng\s+(?P<which>này|trước{_NOT_THEN}|qua|vừa qua|tới|sau{_NOT_THEN})",
    ),
    (
        "season",
        rf"(?:{_PART}\s+)?mùa\s+(?P<season>xuân|hạ|hè|thu)(?:\s+(?:năm\s+)?{_YEAR}|{_OF_YEAR})?",
    ),
    ("season", rf"{_PART}\s+(?P<season>hè|thu)(?:\s+(?:năm\s+)?{_YEAR}|{_OF_YEAR})?"),
    ("year", rf"(?:{_PART}\s+)?năm\s+{_YEAR}"),
    ("rel-year", rf"(?:{_PART}\s+)?năm\s+(?P<which>ngoái|nay|tới|sau|trước)"),
    (
        "weekday",
        rf"(?:{_LEAD}|vào\s+)?(?:thứ\s+(?P<w>hai|ba|tư|năm|sáu|bảy|[2-7])|(?P<cn>chủ\s+nhật))"
        r"(?:\s+tuần\s+(?P<which>này|trước|qua|vừa qua|tới|sau)|\s+(?P<last>tới|vừa qua|trước))?",
    ),
    (
        "week",
        r"(?:(?:trong|đầu|cuối|giữa|vào)\s+)?tuần\s+"
        rf"(?P<which>này|trước{_NOT_THEN}|qua|vừa qua|vừa rồi|rồi|tới|sau{_NOT_THEN})",
    ),
    ("week", r"trong\s+tuần(?=\s*[,.;]|\s+(?:giữa|với|tại|ở|để)\b)"),
    ("today", rf"(?:{_DAYPART}\s+)?(?:hôm nay|ngày hôm nay)|(?:rạng sáng|sáng|trưa|chiều|tối|đêm)\s+nay"),
    ("yesterday", rf"(?:{_DAYPART}\s+)?(?:ngày\s+)?hôm qua|(?:rạng sáng|sáng|trưa|chiều|tối|đêm)\s+qua"),
    ("before-yesterday", r"hôm kia"),
    ("tomorrow", rf"(?:{_DAYPART}\s+)?(?:ngày mai|hôm sau nữa)|(?:sáng|chiều|tối)\s+mai"),
    (
        "same-day",
        rf"(?:{_DAYPART}\s+)?cùng ngày(?!\s+\d)|cùng\s+{_DAYPART}(?!\s+\d)"
        rf"|trong\s+ngày(?=\s*[,.;]|\s+(?:giữa|với|tại|ở)\b)"
        rf"|(?:(?<!lúc )(?:chỉ\s+)?(?:vài|ít|mấy|{_COUNT})\s+(?:phút|giờ|tiếng)(?: đồng hồ)?|lát|một lúc)"
        rf"\s+(?:trước|sau)(?:\s+{_THAT})?(?!\s+khi)"
        rf"|(?:trước|sau)\s+{_THAT}\s+(?:một lúc|ít lâu|(?:vài|ít|mấy|{_COUNT})\s+(?:phút|giờ|tiếng))"
        rf"|trong\s+vòng\s+(?:vài|ít|mấy|{_COUNT})\s+(?:phút|giờ|tiếng)(?: đồng hồ)?"
        r"|ngay sau (?:đó|lễ đón|lễ ký)"
        rf"|(?:{_DAYPART}\s+|ngày\s+)?hôm {_THAT}|{_DAYPART}\s+{_THAT}|(?:trong|vào)\s+ngày\s+{_THAT}",
    ),
    (
        "day-after",
        rf"(?:(?:24|hai mươi tư) (?:giờ|tiếng) sau(?: đó)?|(?:một|1) (?:ngày|hôm) sau(?: đó)?{_NOT_THEN}"
        r"|ngày hôm sau|(?<!ít )(?<!mấy )(?<!vài )hôm sau)",
    ),
    (
        "day-before",
        rf"(?:(?:một|1) (?:ngày|hôm) trước(?: đó)?{_NOT_THEN}|"
        r"(?:trước đó|sớm hơn) (?:một|1) (?:ngày|hôm)|ngày hôm trước|"
        r"(?<!ít )(?<!mấy )(?<!vài )hôm trước(?!\s+(?:khi|lúc)))",
    ),
    (
        "recent-days",
        r"cách đây\s+(?:ít|vài|mấy)\s+(?:ngày|hôm)"
        rf"|(?:ít|vài|mấy)\s+(?:ngày|hôm)\s+trước(?: đây)?{_NOT_THEN}"
        r"|(?:trong\s+)?(?:những|ít|vài|mấy)\s+(?:ngày|hôm)\s+(?:qua|vừa qua)",
    ),
    ("ago", rf"cách đây\s+(?:khoảng\s+|hơn\s+|gần\s+)?{_N}\s+(?P<unit>ngày|tuần|tháng|năm)"),
    (
        "ago",
        rf"(?:khoảng\s+|hơn\s+|gần\s+)?{_N}\s+(?P<unit>ngày|hôm|tuần|tháng|năm)\s+trước{_NOT_THEN}",
    ),
    ("then", rf"{_N}\s+(?P<unit>ngày|hôm|tuần|tháng|năm)\s+(?P<dir>trước|sau)\s+{_THAT}"),
    (
        "then",
        rf"(?P<dir>trước|sau)\s+đó\s+(?:khoảng\s+|chừng\s+)?{_N}\s+(?P<unit>ngày|hôm|tuần|tháng|năm)(?!\s+(?:liền|liên|trời|qua))",
    ),
    ("then", rf"{_N}\s+(?P<unit>ngày|hôm|tuần|tháng|năm)\s+(?P<dir>sau)(?=\s*(?:,|là\b))"),
    ("then", rf"{_N}\s+(?P<unit>ngày|hôm|tuần|tháng|năm)\s+(?P<dir>trước)\s+nữa"),
    (
        "then",
        rf"{_N}\s+(?P<unit>ngày|hôm|tuần|tháng|năm)\s+(?P<dir>trước|sau)"
        r"(?=\s+(?:vụ|lễ|trận|đợt)\s)",
    ),
    ("before-that", rf"{_N}\s+(?P<unit>ngày|tuần|tháng)\s+(?P<dir>trước|sau)\s+khi"),
    ("in", rf"{_N}\s+(?P<unit>ngày|tuần|tháng)\s+(?:tới|nữa)"),
    ("coming-days", r"(?:trong\s+)?(?:những|vài|mấy|ít)\s+ngày\s+(?:tới|sắp tới|nữa)"),
    ("coming-days", rf"trong\s+(?:vòng\s+)?{_N}\s+(?P<unit>ngày|tuần)\s+(?:tới|nữa|sắp tới)"),
    ("coming-days", rf"trong\s+vòng\s+{_N}\s+(?P<unit>ngày|tuần)"),
    ("bare-year", rf"\({_YEAR}\)"),
)
_FORMS = tuple((name, re.compile(rf"{pattern}(?![\w/])")) for name, pattern in _WORDINGS)


def _either(*names: str) -> str:
    """The wordings of some forms as one pattern without groups."""
    patterns = (re.sub(r"[?]P<[^>]+>", "?:", pattern) for name, pattern in _WORDINGS if name in names)
    return "|".join(rf"(?:{pattern})(?![\w/])" for pattern in patterns)


# Whether any form matches, in one go: most words that can open a date do not. A day has its number up front.
_DAYS = ("days", "day")
_ANY_FORM = re.compile(
    rf"(?=(?:từ\s+)?(?:{_LEAD})?(?:mùng\s+|mồng\s+)?\d)(?:{_either(*_DAYS)})"
    rf"|{_either(*(name for name, _ in _WORDINGS if name not in _DAYS))}"
)
# One of these stands in every date.
_NUMBER = re.compile(r"\d")
_UNITS = (
    "mùa",
    "quý",
    "hè",
    "ngày",
    "tháng",
    "năm",
    "tuần",
    "hôm",
    "thứ",
    "chủ",
    "sáng",
    "trưa",
    "chiều",
    "tối",
    "đêm",
    "phút",
    "giờ",
    "tiếng",
    "lúc",
    "lát",
    "ngay sau",
)
# The words that can open a date, and where else one can begin: at a digit or a parenthesis.
_OPENING = frozenset(
    "từ ngày hôm rạng sáng trưa chiều tối đêm khuya nửa mùng mồng đầu giữa cuối hạ trung thượng tháng năm thứ chủ vào"
    " hồi trong những ít tuần cùng ngay lát chỉ"
    " một hai ba bốn sáu bảy tám chín mười vài mấy mùa quý cách khoảng hơn gần trước sau"
    " sớm".split()
)
_START = re.compile(rf"(?<![\w/])(?:\d|\(|{'|'.join(sorted(_OPENING))})")
_SINCE = re.compile(r"(?:kể từ(?: khi| sau| ngày)?|(?<!ngay )từ(?: sau)?|bắt đầu từ)\s*(?:ngày|hôm)?\s*$")
_UNTIL = re.compile(r"(?:cho đến|cho tới|trước|đến|tới)\s*(?:ngày|hôm)?\s*$")
_FROM = re.compile(r"\btừ\b")
_BEFORE = re.compile(r"(?:cho đến|cho tới|trước)\s*(?:ngày|hôm)?\s*$")
_HANOI = re.compile(r"\s*\(?(?:theo\s+)?giờ\s+(?:hà nội|việt nam)")
_HANOI_CLOCK = re.compile(r"hà nội (?:đã|là|thì|lúc ấy|lúc đó)[^,.;()]{0,24}$")
# What belongs to a date and says no more: "vào khoảng 9h sáng" before it, "vừa qua" after it.
_CLOCK_TIME = r"\d{1,2}(?:h\d{0,2}|\s?giờ(?:\s+\d{1,2}(?:\s+phút)?)?)"
_OPENED_BY = re.compile(
    r"(?<![\w/])(?:(?:(?<!bước )(?<!đi )vào|hồi|lúc|khoảng)(?:\s+(?:khoảng|lúc))?\s+"
    rf"(?:{_CLOCK_TIME}\s+)?(?:{_DAYPART}\s+)?)?(?:mùng\s+|mồng\s+|(?:đêm|tối)\s+\d{{1,2}}\s+)?$"
)
_REACH = 30  # characters before a date in which they stand
_TIME_OF_DAY = re.compile(r"[\s,|\-–]{1,3}\d{1,2}[:h]\d{2}(?!\d)")
_TIME_OF_DAY_BEFORE = re.compile(r"(?<!lúc )(?<!khoảng )(?<!hồi )(?<!\w)\d{1,2}[:h]\d{2}[\s,|\-–]{1,3}$")
_CLOSED_BY = re.compile(r"\s+(?:vừa qua|vừa rồi)(?!\w)")
_OVER = re.compile(r"(?<!phản )(?<!thu )\bhồi\s*$")
_OPEN_PAREN = re.compile(r"\([^()]*$")


def find_dates(lowered: str, span: Span) -> tuple[DateExpr, ...]:
    """Date expressions in a stretch of a text that is in lower case, in order, without overlaps."""
    found: list[DateExpr] = []
    position = span.start
    for start in _starts(lowered, span) if _datable(lowered[span.start : span.end]) else ():
        if start < position or not _ANY_FORM.match(lowered, start, span.end):
            continue
        for name, pattern in _FORMS:
            match = pattern.match(lowered, start, span.end)
            if match is None:
                continue
            expr = _expression(name, match)
            if expr is not None:
                found.append(_in_context(lowered, span, expr))
                position = match.end()
                break
    return tuple(_joined(lowered, found))


def _datable(text: str) -> bool:
    """Whether there can be a date in a text at all."""
    return _NUMBER.search(text) is not None or any(unit in text for unit in _UNITS)


def _starts(lowered: str, span: Span) -> list[int]:
    """Where in a stretch of text a date can begin: at a word that opens one, and wherever digits and marks stand."""
    found: list[int] = []
    position = span.start
    for piece in lowered[span.start : span.end].split(" "):
        if piece in _OPENING:
            found.append(position)
        elif not piece.isalpha() and not piece[:-1].isalpha():  # "họp," opens none
            found += [match.start() for match in _START.finditer(lowered, position, position + len(piece))]
        position += len(piece) + 1
    return found


_THAT_IS = re.compile(r"\s*,?\s*tức(?: là)?\s+")
_BESIDE = re.compile(r"\s*[,(]?\s*(?:ngày\s+)?")
_IN_BRACKETS = re.compile(r"\s*\(")
_MORE_LOOSELY = ("offset-day", "same-day", "recent-days", "coming-days", "week", "offset-month")
"""Forms that a day in brackets makes exact: "hôm sau (8/7)"."""
_ZONE = re.compile(
    r"\s*(?:\(\s*)?(?:theo\s+)?giờ\s+"
    r"(?:địa phương|việt nam|hà nội|mỹ|miền đông|châu âu|nga|moscow|washington)(?:\s*\))?"
)


def _joined(lowered: str, found: list[DateExpr]) -> list[DateExpr]:
    """Join a weekday to the day beside it ("hôm thứ Tư, 6/3"), and to any day the glosses of its time zone."""
    out: list[DateExpr] = []
    for expr in found:
        zone = _ZONE.match(lowered, expr.span.end)
        if zone is not None:
            expr = replace(expr, span=Span(expr.span.start, zone.end()))
        before = out[-1] if out else None
        beside = before is not None and _BESIDE.fullmatch(lowered, before.span.end, expr.span.start)
        that_is = before is not None and _THAT_IS.fullmatch(lowered, before.span.end, expr.span.start)
        if before is not None and that_is and expr.aside:
            out[-1] = replace(before, span=Span(before.span.start, expr.span.end))
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


_RELATION = re.compile(
    rf"(?P<about>khoảng\s+|gần\s+|hơn\s+)?{_N}\s+(?P<unit>phút|giờ|ngày|tuần)\s+(?P<dir>trước|sau)"
    r"(?:\s+khi|\s+$)"
)


def relation(lowered: str, between: Span) -> tuple[int, int] | None:
    """Days from the contact before to the contact after a wording such as "hai tuần trước khi", with its slack.

    "A … hai tuần trước khi B": B is 14 days later; "A … ba ngày sau khi B": B is 3 days earlier.
    """
    match = _RELATION.search(lowered, between.start, between.end)
    if match is None:
        return None
    if match.group("unit") in ("phút", "giờ"):
        return 0, 0
    if match.group("n") in ("vài", "mấy"):
        return None
    days = _number(match.group("n")) * (7 if match.group("unit") == "tuần" else 1)
    slack = 3 if match.group("about") and match.group("unit") == "tuần" else 1 if match.group("about") else 0
    return (days if match.group("dir") == "trước" else -days), slack


def shifted(date: EventDate, days: int, slack: int) -> EventDate | None:
    """A date so many days later, give or take `slack`."""
    if date.earliest is None or date.latest is None:
        return None
    move, spare = dt.timedelta(days=days), dt.timedelta(days=slack)
    reason = f"{abs(days)} days {'after' if days > 0 else 'before'} {date.edtf}"
    return between(date.earliest + move - spare, date.latest + move + spare, DateBasis.CONTEXT, reason)


def _in_context(lowered: str, span: Span, expr: DateExpr) -> DateExpr:
    before = lowered[max(span.start, expr.span.start - 30) : expr.span.start]
    after = lowered[expr.span.end : expr.span.end + 30]
    since = bool(_SINCE.search(before)) and expr.form != "days" and not re.match(r"\s*(?:đến|tới)\b", after)
    opened = bool(_OPEN_PAREN.search(lowered[span.start : expr.span.start]))
    glossed = opened and (
        bool(_HANOI.search(lowered[expr.span.start : expr.span.end + 40])) or "giờ" in before
    )
    glossed = glossed or (expr.year is not None and _stamped(lowered, span, expr.span))
    glossed = glossed or bool(_HANOI_CLOCK.search(before)) or before.rstrip().endswith(("tức", "tức là"))
    until = bool(_UNTIL.search(before)) and not since and bool(_FROM.search(before) or _BEFORE.search(before))
    past = bool(_OVER.search(before)) or lowered.startswith("hồi ", expr.span.start)
    opened_by = _OPENED_BY.search(lowered, max(span.start, expr.span.start - _REACH), expr.span.start)
    closed_by = _CLOSED_BY.match(lowered, expr.span.end, span.end)
    whole = Span(
        opened_by.start() if opened_by else expr.span.start, closed_by.end() if closed_by else expr.span.end
    )
    return replace(
        expr, span=whole, since=since, until=until, aside=glossed, past=past or closed_by is not None
    )


def _stamped(lowered: str, span: Span, date: Span) -> bool:
    """Whether a date with a time of day beside it is that of putting the text online: "14/02/2026 12:54"."""
    bare = lowered[date.start : date.start + 1].isdigit()
    before = lowered[max(span.start, date.start - _REACH) : date.start]
    follows = _TIME_OF_DAY.match(lowered, date.end, span.end)
    return bare and bool(follows or _TIME_OF_DAY_BEFORE.search(before))


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word]


def _expression(name: str, match: re.Match[str]) -> DateExpr | None:
    groups = match.groupdict()
    span = Span(match.start(), match.end())

    def number(key: str) -> int | None:
        said = groups.get(key)
        return None if not said else int(said) if said.isdigit() else _MONTHS[" ".join(said.split())]

    year, month, day = number("y") or number("y2"), number("m"), number("d")
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    part = _part(groups.get("part"))
    of = (groups.get("of") or "").strip().removeprefix("của ")
    that = of in _YEAR_SPOKEN_OF
    if name in ("day", "day-paren"):
        if of and not that:
            return DateExpr(
                span, "day", day=day, month=month, offset=_years(of), weekday=-1, next=of == _YEAR_AFTER
            )
        return DateExpr(span, "day", day=day, month=month, year=year, anaphoric=that)
    if name == "day-of-month":
        return DateExpr(span, "day", day=day, anaphoric=True)
    if name == "days":
        last = number("d2")
        if last is None or not 1 <= last <= 31:
            return None
        return DateExpr(
            span, "days", day=day, last_day=last, month=number("m0") or month, last_month=month, year=year
        )
    if name == "month":
        offset = {"ngoái": -1, "nay": 0, "sau": 1, "tới": 1, "năm": 1}.get(
            (groups.get("rel") or "").strip().split(" ")[-1]
        )
        if offset is not None and year is None:
            after = (groups.get("rel") or "").strip() == _YEAR_AFTER
            return DateExpr(span, "month", month=month, part=part, offset=offset, weekday=-1, next=after)
        return DateExpr(span, "month", month=month, year=year, part=part, anaphoric=that and year is None)
    if name == "season":
        first = _SEASONS[groups["season"] or ""]
        first += {"early": 0, "mid": 1, "late": 2}.get(part or "", 0)
        last = first if part else first + 2
        if of and not that:
            return DateExpr(
                span,
                "season",
                month=first,
                last_month=last,
                offset=_years(of),
                weekday=-1,
                next=of == _YEAR_AFTER,
            )
        return DateExpr(
            span, "season", month=first, last_month=last, year=year, anaphoric=that and year is None
        )
    if name in ("months", "quarter"):
        return _part_of_year(name, span, groups, year, of)
    if name in ("year", "bare-year"):
        return DateExpr(span, "year", year=year, part=part)
    which = groups.get("which")
    offset = 0 if which in ("này", "nay", None) else 1 if which in ("tới", "sau") else -1
    after = which == "sau"
    if name == "rel-month":
        return DateExpr(span, "offset-month", offset=offset, part=part, next=after)
    if name == "rel-year":
        return DateExpr(span, "offset-year", offset=offset, part=part, next=after)
    if name == "week":
        return DateExpr(span, "week", offset=offset, next=after, part=None if which else "within")
    if name == "weekday":
        index = 6 if groups.get("cn") else _WEEKDAYS[groups["w"]]
        known = which is not None or groups.get("last") == "tới"
        shift = 1 if groups.get("last") == "tới" else offset
        led = match.string.endswith(("ngay từ ", "đến ", "tới ", "sang "), 0, match.start())
        led = led or re.match(r"(?:hôm|ngày|sáng|trưa|chiều|tối|đêm|rạng|vào|chủ)", match.group()) is not None
        if not led and not known:
            return None  # "thứ hai" alone is mostly the ordinal
        if match.string[: match.start()].endswith("lần "):
            return None  # "chuyến thăm lần thứ ba tới Việt Nam"
        return DateExpr(span, "weekday", weekday=index, offset=shift, part="week" if known else None)
    if name in ("today", "yesterday", "before-yesterday", "tomorrow"):
        days = {"today": 0, "yesterday": -1, "before-yesterday": -2, "tomorrow": 1}[name]
        return DateExpr(span, "offset-day", offset=days)
    if name == "same-day":
        return DateExpr(span, "same-day", anaphoric=True)
    if name in ("coming-days", "recent-days"):
        count = groups.get("n")
        days = _number(count) * (7 if groups["unit"] == "tuần" else 1) if count else 0
        return DateExpr(span, "coming-days" if name == "coming-days" else "recent-days", offset=days)
    if name == "before-that":
        return None  # a relation between two contacts, see `relation`
    if name in ("day-after", "day-before"):
        return DateExpr(span, "offset-day", offset=1 if name == "day-after" else -1, anaphoric=True)
    return _counted(name, span, groups)


_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def _years(of: str) -> int:
    """How many years from that of publication, or of what is spoken of, a year is: "năm ngoái", "năm tới"."""
    return 0 if of == "năm nay" else 1 if of in (_YEAR_AFTER, "năm tới", "sang năm") else -1


def _part_of_year(
    name: str, span: Span, groups: dict[str, str | None], year: int | None, of: str
) -> DateExpr | None:
    """Some months of a year: "hai tháng đầu năm 2019", "quý I năm tới"."""
    if name == "quarter":
        said = groups["quarter"] or groups["quarter2"] or ""
        quarter = _QUARTERS.get(said) or int(said)
        first, last = 3 * quarter - 2, 3 * quarter
    else:
        count = _number(groups["n"] or "1")
        first, last = (1, count) if groups["which"] == "đầu" else (13 - count, 12)
        of = f"năm {groups['rel']}" if groups.get("rel") else "" if year else "năm nay"
        if not 1 <= count <= 11:
            return None
    if year is not None or of in ("", *_YEAR_SPOKEN_OF):
        return DateExpr(
            span, "season", month=first, last_month=last, year=year, anaphoric=of in _YEAR_SPOKEN_OF
        )
    return DateExpr(
        span, "season", month=first, last_month=last, offset=_years(of), weekday=-1, next=of == _YEAR_AFTER
    )


def _counted(name: str, span: Span, groups: dict[str, str | None]) -> DateExpr | None:
    count = _number(groups["n"] or "1")
    vague = groups["n"] in ("vài", "mấy")
    form: Form
    unit = groups["unit"]
    sign = 1 if name == "in" or (name == "then" and groups.get("dir") == "sau") else -1
    if vague:
        return None
    if unit in ("ngày", "hôm"):
        form = "offset-day"
    elif unit == "tuần":
        form = "week"
    elif unit == "tháng":
        form = "offset-month"
    else:
        form = "offset-year"
    part = "to the month" if form == "offset-year" and count == 1 and name == "ago" else None
    return DateExpr(span, form, offset=sign * count, part=part, anaphoric=name == "then")


def _part(word: str | None) -> str | None:
    if word is None:
        return None
    if word in ("đầu", "nửa đầu", "thượng tuần"):
        return "early"
    return "mid" if word in ("giữa", "trung tuần") else "late"


def resolve(
    expr: DateExpr, clock: Clock, *, tense: Tense = "past", context: EventDate | None = None
) -> EventDate | None:
    """The interval that a wording means, or None where the clock does not determine it.

    `context` is the date spoken of before, from which anaphoric wordings count.
    """
    if expr.anaphoric:
        return _counted_from(expr, context) if context is not None else None
    counted = expr.next and context is not None and _well_past(context, clock)
    if expr.form in ("day", "days", "month", "season") and expr.month is not None:
        if counted and context is not None and context.earliest is not None:
            year = context.earliest.year + expr.offset
            return _in_year(expr, year, DateBasis.CONTEXT, f"counted from {context.edtf}")
        return _calendar(expr, clock, tense)
    if expr.form == "year" and expr.year is not None:
        return _year(expr.year, expr.part, DateBasis.STATED, "year stated")
    if counted and context is not None and context.earliest is not None:
        found = _relative(expr, context.earliest, tense)
        return found and replace(found, basis=DateBasis.CONTEXT, reason=f"counted from {context.edtf}")
    if clock.published is not None:
        return _relative(expr, clock.published, tense)
    if clock.opened_with is None or expr.form not in ("week", "offset-month", "offset-year"):
        return None
    found = _relative(expr, clock.opened_with, tense)
    reason = f"counted from {clock.opened_with}, with which the text begins"
    return found and replace(found, basis=DateBasis.CONTEXT, reason=reason)


def _counted_from(expr: DateExpr, context: EventDate) -> EventDate | None:
    """What a wording means that counts from the date spoken of: "hôm sau", "bốn tháng sau", "tháng 10 năm ấy"."""
    first, last = context.earliest, context.latest
    if first is None or last is None:
        return None
    reason = f"counted from {context.edtf}"
    if expr.form in ("day", "month", "season"):
        if first.year != last.year or (expr.month is None and first.month != last.month):
            return None
        dated = replace(expr, month=expr.month or first.month)
        return _in_year(dated, first.year, DateBasis.CONTEXT, reason)
    if expr.form == "offset-year":
        same = first.year == last.year
        return _year(first.year + expr.offset, None, DateBasis.CONTEXT, reason) if same else None
    if expr.form == "offset-month":
        month = first.year * 12 + first.month - 1 + expr.offset
        same = (first.year, first.month) == (last.year, last.month)
        return _month(month // 12, month % 12 + 1, None, DateBasis.CONTEXT, reason) if same else None
    if first != last:
        return None
    day = first + dt.timedelta(days=0 if expr.form == "same-day" else _days(expr))
    return between(day, day, DateBasis.CONTEXT, reason)


def _days(expr: DateExpr) -> int:
    return expr.offset * (7 if expr.form == "week" else 1)


def _well_past(date: EventDate, clock: Clock) -> bool:
    """Whether a date has ended long enough before publication to count from."""
    return date.latest is not None and (clock.published is None or date.latest < clock.published - _WELL_PAST)


def _calendar(expr: DateExpr, clock: Clock, tense: Tense) -> EventDate | None:
    if expr.year is not None:
        return _in_year(expr, expr.year, DateBasis.STATED, "year stated")
    if expr.weekday == -1 and clock.published is not None:
        return _in_year(
            expr, clock.published.year + expr.offset, DateBasis.PUBLICATION, "counted from publication"
        )
    if expr.weekday == -1 and clock.opened_with is not None:
        reason = f"counted from {clock.opened_with}, with which the text begins"
        return _in_year(expr, clock.opened_with.year + expr.offset, DateBasis.CONTEXT, reason)
    if clock.published is not None:
        year = _nearest_year(expr, clock.published, "past" if expr.past else tense)
        return _in_year(expr, year, DateBasis.PUBLICATION, "year from the publication date")
    if clock.stated is not None and clock.stated_day and not _recalled(clock.stated, clock):
        near = _near_stated(expr, clock.stated)
        if near is None or _in_window(near, clock):
            return near
    if clock.earliest is None or clock.latest is None:
        return None
    options = [
        found
        for year in range(clock.earliest.year, clock.latest.year + 1)
        if (found := _in_year(expr, year, clock.basis, "the only year that fits the window")) is not None
        and found.earliest is not None
        and found.latest is not None
        and found.latest >= clock.earliest
        and found.earliest <= clock.latest
    ]
    if len(options) == 1:
        return options[0]
    if clock.stated is None:
        return None
    if clock.opened_with is not None:
        year = _nearest_year(expr, clock.opened_with, "past" if expr.past else tense)
        reason = f"inferred: the nearest to {clock.opened_with}, with which the text begins"
        return _in_year(expr, year, DateBasis.CONTEXT, reason)
    later = [o for o in options if o.earliest is not None and o.earliest >= clock.stated]
    return (
        replace(later[0], reason=f"inferred: the first after {clock.stated}, a date that the text states")
        if later
        else None
    )


def _recalled(stated: dt.date, clock: Clock) -> bool:
    """Whether the day that a text states in full lies years before the text can have been written."""
    return clock.earliest is not None and (clock.earliest - stated).days > _YEARS_AGO


def _in_window(date: EventDate, clock: Clock) -> bool:
    """Whether a date can lie in the time in which the parties held their offices."""
    if date.earliest is None or date.latest is None:
        return True
    begun = clock.held_from is None or date.latest >= clock.held_from
    return begun and (clock.held_until is None or date.earliest <= clock.held_until)


def _near_stated(expr: DateExpr, stated: dt.date) -> EventDate | None:
    """The year in which a bare day is nearest to a full date of the same text; None if half a year or more off.

    A text that gives one day in full leaves the year out for days around it.
    """
    reason = f"inferred: the nearest to {stated}, a day that the text states in full"
    options = [
        f
        for y in (-1, 0, 1)
        if (f := _in_year(expr, stated.year + y, DateBasis.CONTEXT, reason)) and f.earliest
    ]
    best = min(options, key=lambda o: abs((o.earliest or stated) - stated), default=None)
    if best is None or best.earliest is None or abs((best.earliest - stated).days) > 170:
        return None
    return best


def _begun(expr: DateExpr, last: tuple[int, int], published: dt.date) -> bool:
    """Whether publication falls in a span of days, so that it has begun and is not over yet."""
    first, now = (expr.month or 1, expr.day or 1), (published.month, published.day)
    return first <= now and (now < last or last < first)


def _nearest_year(expr: DateExpr, published: dt.date, tense: Tense) -> int:
    month, day = expr.last_month or expr.month or 1, expr.last_day or expr.day or 1
    if tense == "past" and expr.form == "days" and _begun(expr, (month, day), published):
        return published.year + ((month, day) < (expr.month or 1, expr.day or 1))
    if expr.form == "season":
        month = expr.month or 1  # it is of the year in which it begins
    this = (month, day if expr.form != "month" else 1)
    limit = published + dt.timedelta(days=1)
    coming = _in_days(expr, published.year + (this < (published.month, published.day)), published)
    next_year = this < (published.month, published.day)
    if tense == "past" and not expr.past and 0 < coming <= (_SOON if next_year else _AHEAD):
        return published.year + next_year
    if tense == "past":
        return (
            published.year
            if this <= (limit.month, limit.day) or limit.year > published.year
            else published.year - 1
        )
    floor = published - dt.timedelta(days=45)
    candidate = dt.date(published.year, month, min(day, 28))
    if candidate >= floor:
        return published.year
    return published.year + 1


def _in_days(expr: DateExpr, year: int, published: dt.date) -> int:
    """Days from publication to a date in `year`; 0 where it is no date."""
    try:
        return (dt.date(year, expr.month or 1, expr.day or 1) - published).days
    except ValueError:
        return 0


def _in_year(expr: DateExpr, year: int, basis: DateBasis, reason: str) -> EventDate | None:
    try:
        if expr.form == "day":
            day = dt.date(year, expr.month or 1, expr.day or 1)
            return between(day, day, basis, reason)
        if expr.form == "days":
            first = dt.date(year, expr.month or 1, expr.day or 1)
            last = dt.date(year, expr.last_month or expr.month or 1, expr.last_day or 1)
            if first > last:
                first = first.replace(year=year - 1)
            return between(first, last, basis, reason)
    except ValueError:
        return None
    if expr.form == "season":
        end = expr.last_month or expr.month or 1
        last = dt.date(year, end, calendar.monthrange(year, end)[1])
        return between(dt.date(year, expr.month or 1, 1), last, basis, reason)
    return _month(year, expr.month or 1, expr.part, basis, reason)


def _month(year: int, month: int, part: str | None, basis: DateBasis, reason: str) -> EventDate:
    end = calendar.monthrange(year, month)[1]
    first, last = {"early": (1, 10), "mid": (11, 20), "late": (21, end)}.get(part or "", (1, end))
    return between(dt.date(year, month, first), dt.date(year, month, last), basis, reason)


def _year(year: int, part: str | None, basis: DateBasis, reason: str) -> EventDate:
    first, last = {"early": (1, 3), "mid": (5, 8), "late": (10, 12)}.get(part or "", (1, 12))
    return between(
        dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1]), basis, reason
    )


def _relative(expr: DateExpr, published: dt.date, tense: Tense) -> EventDate | None:
    basis, reason = DateBasis.PUBLICATION, "counted from the publication date"
    if expr.form == "offset-day":
        day = published + dt.timedelta(days=expr.offset)
        return between(day, day, basis, reason)
    if expr.form == "coming-days":
        if expr.offset and tense == "past":
            return None  # "trong vòng một tuần": how long it took
        return between(published, published + dt.timedelta(days=expr.offset or _FEW_DAYS), basis, reason)
    if expr.form == "recent-days":
        first, last = published - dt.timedelta(days=_FEW_DAYS), published - dt.timedelta(days=1)
        return between(first, last, basis, reason)
    if expr.form == "week":
        if expr.part == "within" and published.weekday() < _LATE_IN_WEEK:
            return None  # "trong tuần", written on a Monday, may be the week before
        monday = published - dt.timedelta(days=published.weekday()) + dt.timedelta(weeks=expr.offset)
        return between(monday, monday + dt.timedelta(days=6), basis, reason)
    if expr.form == "weekday" and expr.weekday is not None:
        monday = published - dt.timedelta(days=published.weekday())
        day = monday + dt.timedelta(days=expr.weekday, weeks=expr.offset if expr.part else 0)
        if not expr.part and tense == "past" and day > published:
            day -= dt.timedelta(weeks=1)
        if not expr.part and tense == "future" and day < published:
            day += dt.timedelta(weeks=1)
        return between(day, day, basis, reason)
    if expr.form == "offset-month":
        index = published.year * 12 + published.month - 1 + expr.offset
        return _month(index // 12, index % 12 + 1, expr.part, basis, reason)
    if expr.form == "offset-year" and expr.part == "to the month":
        return _month(published.year + expr.offset, published.month, None, basis, reason)
    if expr.form == "offset-year":
        return _year(published.year + expr.offset, expr.part, basis, reason)
    return None


def between(
    earliest: dt.date | None, latest: dt.date | None, basis: DateBasis, reason: str | None = None
) -> EventDate:
    """The interval [earliest, latest] (None: open) with its EDTF literal and precision."""
    if earliest is not None and earliest == latest:
        return EventDate(earliest, latest, earliest.isoformat(), "day", basis, reason=reason)
    if earliest is not None and latest is not None:
        whole_months = earliest.day == 1 and latest == _month_end(latest)
        if whole_months and (earliest.year, earliest.month) == (latest.year, latest.month):
            return EventDate(earliest, latest, f"{earliest:%Y-%m}", "month", basis, reason=reason)
        if whole_months and earliest.year == latest.year and (earliest.month, latest.month) == (1, 12):
            return EventDate(earliest, latest, f"{earliest:%Y}", "year", basis, reason=reason)
    low = earliest.isoformat() if earliest else ".."
    high = latest.isoformat() if latest else ".."
    return EventDate(earliest, latest, f"{low}/{high}", "interval", basis, reason=reason)


def _month_end(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def latest_stated(expressions: Iterable[DateExpr]) -> tuple[dt.date, bool] | None:
    """The first day of the latest date with a stated year, and whether it is a single day; the text is not older."""
    starts: list[tuple[dt.date, bool]] = []
    for expr in expressions:
        if expr.year is None or expr.form not in ("day", "days", "month"):
            continue
        found = _in_year(expr, expr.year, DateBasis.STATED, "")
        if found is not None and found.earliest is not None:
            starts.append((found.earliest, expr.form == "day"))
    return max(starts, default=None)
