"""What a date wording says by itself, before any day is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from kg.date.numerals import CENTURIES, MONTHS, QUARTERS, SEASONS, WEEKDAYS, number
from kg.knowledge.wordlists import WordLists
from kg.model import Span

Form = Literal[
    "day",
    "day-of-month",
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
    "first-days",
]


@dataclass(frozen=True, slots=True)
class DateExpr:
    """A date wording. `offset` counts days, weeks, months or years from the clock's day, by `form`.

    `since`: it only bounds the time ("kể từ …"); `aside`: it stands in parentheses or in another time zone's gloss;
    `next`: after what was spoken of, if that is well past ("tháng sau"); `anaphoric`: it counts from the date
    spoken of before ("ba ngày sau"), not from publication; `past`: it says itself that it is over ("hồi tháng 1");
    `nearest`: it leaves out of which month or year it is ("hồi đầu tháng"); `last_year`: of some years, or of months
    of which the first is of another year; `first_weekday`: of two weekdays the earlier one;
    `event`: the wording of what it counts from ("cuộc gặp").
    """

    span: Span
    form: Form
    day: int | None = None
    last_day: int | None = None
    month: int | None = None
    last_month: int | None = None
    year: int | None = None
    last_year: int | None = None
    part: str | None = None
    weekday: int | None = None
    first_weekday: int | None = None
    offset: int = 0
    since: bool = False
    until: bool = False
    aside: bool = False
    anaphoric: bool = False
    next: bool = False
    past: bool = False
    nearest: bool = False
    event: str | None = None

    @property
    def open_year(self) -> bool:
        """Whether it is of the calendar and leaves its year open: "ngày 9/9", not "tháng 9 năm ngoái"."""
        counted = self.anaphoric or self.next or self.nearest or self.offset or self.weekday is not None
        return self.month is not None and self.year is None and not counted


_UNITS: dict[str, Form] = {"tuần": "week", "tháng": "offset-month", "năm": "offset-year"}
_YEAR_AFTER = "năm sau"
_YEAR_BEFORE = "năm trước đó"
_FIRST_DAYS = 30  # of a term of office, at most
_OF_1900S = 100  # "những năm 90"
_DAY_BESIDE = re.compile(r"\s*[,(]\s*(?:ngày\s+)?\d{1,2}\s?(?:[/.\-–]|tháng\b)")
_NO_ORDINAL = re.compile(r"hôm|ngày|sáng|trưa|chiều|tối|đêm|rạng|vào|chủ|chúa")
_YEAR_SPOKEN_OF = ("năm đó", "năm ấy", "cùng năm", _YEAR_BEFORE)


def expression(name: str, match: re.Match[str], lists: WordLists) -> DateExpr | None:
    """What a match of the form `name` says; None where it is no date after all."""
    groups = match.groupdict()
    span = Span(match.start(), match.end())

    def figure(key: str) -> int | None:
        said = groups.get(key)
        return None if not said else int(said) if said.isdigit() else MONTHS[" ".join(said.split())]

    year, month, day = figure("y") or figure("y2") or figure("y3"), figure("m"), figure("d")
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    part = _part(groups.get("part"), lists)
    of = (groups.get("of") or "").strip().removeprefix("của ")
    that = of in _YEAR_SPOKEN_OF
    before = -1 if of == _YEAR_BEFORE else 0
    if name in ("day", "day-paren"):
        if of and not that:
            return DateExpr(
                span, "day", day=day, month=month, offset=_years(of), weekday=-1, next=of == _YEAR_AFTER
            )
        return DateExpr(span, "day", day=day, month=month, year=year, anaphoric=that, offset=before)
    if name == "day-of-month":
        return DateExpr(span, "day", day=day, anaphoric=True)
    if name == "day-of-this-month":
        months = {"này": 0, "tới": 1, "sau": 1}.get(groups["which"] or "", -1)
        return DateExpr(span, "day-of-month", day=day, offset=months)
    if name == "day-alone":
        return DateExpr(span, "day-of-month", day=day, nearest=True)
    if name == "part-of-this":
        unit: Form = _UNITS[groups["unit"] or ""]
        return DateExpr(span, unit, part=part if unit != "week" else None, nearest=True)
    if name == "days":
        last = figure("d2")
        if last is None or not 1 <= last <= 31:
            return None
        return DateExpr(
            span, "days", day=day, last_day=last, month=figure("m0") or month, last_month=month, year=year
        )
    if name == "late-to-early":
        return DateExpr(span, "days", day=21, last_day=10, month=figure("m0"), last_month=month, year=year)
    if name == "months-from-to":
        first_year = figure("y0") or year
        later = year if first_year != year else None
        return DateExpr(
            span, "season", month=figure("m0"), last_month=month, year=first_year, last_year=later
        )
    if name in ("years", "decade", "century"):
        return _years_long(name, span, groups, part)
    if name == "month":
        offset = {"ngoái": -1, "nay": 0, "sau": 1, "tới": 1, "năm": 1}.get(
            (groups.get("rel") or "").strip().split(" ")[-1]
        )
        if offset is not None and year is None:
            after = (groups.get("rel") or "").strip() == _YEAR_AFTER
            return DateExpr(span, "month", month=month, part=part, offset=offset, weekday=-1, next=after)
        return DateExpr(
            span, "month", month=month, year=year, part=part, anaphoric=that and year is None, offset=before
        )
    if name == "season":
        first = SEASONS[groups["season"] or ""]
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
        offset = -2 if which == "trước nữa" else offset
        part = None if which and which not in ("qua", "vừa qua") else which or "within"
        return DateExpr(span, "week", offset=offset, next=after, part=part)
    if name in ("weekday", "weekdays"):
        return _on_weekday(span, match, offset, lists)
    if name in ("today", "yesterday", "before-yesterday", "tomorrow"):
        days = {"today": 0, "yesterday": -1, "before-yesterday": -2, "tomorrow": 1}[name]
        return DateExpr(span, "offset-day", offset=days)
    if name == "same-day":
        return DateExpr(span, "same-day", anaphoric=True)
    if name in ("coming-days", "recent-days"):
        count = groups.get("n")
        days = number(count) * (7 if groups["unit"] == "tuần" else 1) if count else 0
        return DateExpr(span, "coming-days" if name == "coming-days" else "recent-days", offset=days)
    if name == "before-that":
        return None  # a relation between two contacts, see `relation`
    if name == "first-of-term":
        return _first_of_term(span, match)
    if name == "day-of-event":
        return DateExpr(span, "offset-day", anaphoric=True, event=groups["event"])
    if name in ("day-after", "day-before"):
        return DateExpr(span, "offset-day", offset=1 if name == "day-after" else -1, anaphoric=True)
    return _counted(name, span, groups)


def _on_weekday(span: Span, match: re.Match[str], offset: int, lists: WordLists) -> DateExpr | None:
    """One weekday or two of one week; "thứ hai" alone is mostly the ordinal."""
    groups = match.groupdict()
    last, first = groups["last"], None
    if "w0" in groups:
        first = _weekday(groups["w0"])
    known = groups["which"] is not None or last == "tới"
    led = match.string.endswith(("ngay từ ", "đến ", "tới ", "sang "), 0, match.start())
    led = led or bool(last) or _NO_ORDINAL.match(match.group()) is not None
    if not (known or led or _DAY_BESIDE.match(match.string, match.end())):
        return None
    if match.string.endswith("lần ", 0, match.start()):
        return None  # "chuyến thăm lần thứ ba tới Việt Nam"
    return DateExpr(
        span,
        "weekday",
        weekday=_weekday(groups["w"]),
        first_weekday=first,
        offset=1 if last == "tới" else offset,
        part="week" if known else None,
    )


def _first_of_term(span: Span, match: re.Match[str]) -> DateExpr:
    """The days with which a term of office opened: "trong tháng đầu nhiệm kỳ", "những ngày đầu nắm quyền"."""
    count, length = match.group("n"), {"ngày": 1, "tuần": 7, "tháng": 31}[match.group("unit")]
    counted = count is not None or match.group().removeprefix("trong ").startswith(("tuần", "tháng"))
    days = length * number(count or "1") if counted else _FIRST_DAYS
    return DateExpr(span, "first-days", offset=days, anaphoric=True, event="nhậm chức")


def _weekday(word: str | None) -> int:
    """The weekday that a word counts, from Monday as 0; Sunday has a name of its own."""
    return 6 if word is None else WEEKDAYS[word]


def _years_long(name: str, span: Span, groups: dict[str, str | None], part: str | None) -> DateExpr | None:
    """Some years, a decade or a century: "giai đoạn 2017-2018", "đầu thập niên 1990", "thế kỷ 19"."""
    if name == "years":
        first, last = int(groups["y0"] or 0), int(groups["y"] or 0)
        return DateExpr(span, "year", year=first, last_year=last) if first < last else None
    if name == "decade":
        said = int(groups["decade"] or 0)
        if said < 30:  # "thập niên 20" can be of either century
            return None
        first, length = said + 1900 * (said < _OF_1900S), 10
    else:
        said_of = groups["century"] or ""
        first, length = 100 * (CENTURIES.get(said_of) or int(said_of)) - 99, 100
        if first > 2001:
            return None
    third = length // 3
    start = {"early": 0, "mid": third, "late": length - third - 1}.get(part or "", 0)
    end = {"early": third, "mid": 2 * third, "late": length - 1}.get(part or "", length - 1)
    return DateExpr(span, "year", year=first + start, last_year=first + end)


def _years(of: str) -> int:
    """How many years from that of publication, or of what is spoken of, a year is: "năm ngoái", "năm tới"."""
    return 0 if of == "năm nay" else 1 if of in (_YEAR_AFTER, "năm tới", "sang năm") else -1


def _part_of_year(
    name: str, span: Span, groups: dict[str, str | None], year: int | None, of: str
) -> DateExpr | None:
    """Some months of a year: "hai tháng đầu năm 2019", "quý I năm tới"."""
    if name == "quarter":
        said = groups["quarter"] or groups["quarter2"] or ""
        quarter = QUARTERS.get(said) or int(said)
        first, last = 3 * quarter - 2, 3 * quarter
    else:
        count = number(groups["n"] or "1")
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
    count = number(groups["n"] or "1")
    vague = groups["n"] in ("vài", "mấy")
    form: Form
    unit = groups["unit"]
    then = name in ("then", "then-event")
    sign = 1 if name == "in" or (then and groups.get("dir") == "sau") else -1
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
    exactly = count == 1 and name == "ago" and not groups.get("about")
    part = "to the month" if form == "offset-year" and exactly else None
    return DateExpr(span, form, offset=sign * count, part=part, anaphoric=then, event=groups.get("event"))


def _part(word: str | None, lists: WordLists) -> str | None:
    if word is None:
        return None
    if word.startswith("nửa "):
        return "first half" if word in lists["early-part"] else "second half"
    return "early" if word in lists["early-part"] else "mid" if word in lists["middle-part"] else "late"
