"""What a date wording says by itself, before any day is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from kg.date.numerals import MONTHS, QUARTERS, SEASONS, WEEKDAYS, number
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
]


@dataclass(frozen=True, slots=True)
class DateExpr:
    """A date wording. `offset` counts days, weeks, months or years from the clock's day, by `form`.

    `since`: it only bounds the time ("kể từ …"); `aside`: it stands in parentheses or in another time zone's gloss;
    `next`: after what was spoken of, if that is well past ("tháng sau"); `anaphoric`: it counts from the date
    spoken of before ("ba ngày sau"), not from publication; `past`: it says itself that it is over ("hồi tháng 1");
    `nearest`: it leaves out of which month or year it is ("hồi đầu tháng").
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
    nearest: bool = False


_UNITS: dict[str, Form] = {"tuần": "week", "tháng": "offset-month", "năm": "offset-year"}
_YEAR_AFTER = "năm sau"
_YEAR_SPOKEN_OF = ("năm đó", "năm ấy", "cùng năm")


def expression(name: str, match: re.Match[str], lists: WordLists) -> DateExpr | None:
    """What a match of the form `name` says; None where it is no date after all."""
    groups = match.groupdict()
    span = Span(match.start(), match.end())

    def figure(key: str) -> int | None:
        said = groups.get(key)
        return None if not said else int(said) if said.isdigit() else MONTHS[" ".join(said.split())]

    year, month, day = figure("y") or figure("y2"), figure("m"), figure("d")
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    part = _part(groups.get("part"), lists)
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
    if name == "month":
        offset = {"ngoái": -1, "nay": 0, "sau": 1, "tới": 1, "năm": 1}.get(
            (groups.get("rel") or "").strip().split(" ")[-1]
        )
        if offset is not None and year is None:
            after = (groups.get("rel") or "").strip() == _YEAR_AFTER
            return DateExpr(span, "month", month=month, part=part, offset=offset, weekday=-1, next=after)
        return DateExpr(span, "month", month=month, year=year, part=part, anaphoric=that and year is None)
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
        return DateExpr(span, "week", offset=offset, next=after, part=None if which else "within")
    if name == "weekday":
        index = 6 if groups.get("cn") else WEEKDAYS[groups["w"]]
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
        days = number(count) * (7 if groups["unit"] == "tuần" else 1) if count else 0
        return DateExpr(span, "coming-days" if name == "coming-days" else "recent-days", offset=days)
    if name == "before-that":
        return None  # a relation between two contacts, see `relation`
    if name in ("day-after", "day-before"):
        return DateExpr(span, "offset-day", offset=1 if name == "day-after" else -1, anaphoric=True)
    return _counted(name, span, groups)


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
    part = "to the month" if form == "offset-year" and count == 1 and name == "ago" else None
    return DateExpr(span, form, offset=sign * count, part=part, anaphoric=then)


def _part(word: str | None, lists: WordLists) -> str | None:
    if word is None:
        return None
    if word.startswith("nửa "):
        return "first half" if word in lists["early-part"] else "second half"
    return "early" if word in lists["early-part"] else "mid" if word in lists["middle-part"] else "late"
