"""How a date wording is read: one reader for each form of wordings, from its match to the expression."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from kg.date.expressions import DateExpr, Form
from kg.date.numerals import CENTURIES, MONTHS, QUARTERS, SEASONS, WEEKDAYS, number
from kg.knowledge.wordlists import WordLists
from kg.model import Span

_UNITS: dict[str, Form] = {"tuần": "week", "tháng": "offset-month", "năm": "offset-year"}
_YEAR_AFTER = "năm sau"
_YEAR_BEFORE = "năm trước đó"
_FIRST_DAYS = 30  # of a term of office, at most
_EITHER_CENTURY = 30  # from this decade on, two figures are of the 1900s
_LAST_CENTURY = 2001  # the first year of it
_OF_1900S = 100  # "những năm 90"
_DAY_BESIDE = re.compile(r"\s*[,(]\s*(?:ngày\s+)?\d{1,2}\s?(?:[/.\-–]|tháng\b)")
_NO_ORDINAL = re.compile(r"hôm|ngày|sáng|trưa|chiều|tối|đêm|rạng|vào|chủ|chúa")
_YEAR_SPOKEN_OF = ("năm đó", "năm ấy", "cùng năm", _YEAR_BEFORE)
_THIS_NEXT = {"này": 0, "nay": 0, None: 0, "tới": 1, "sau": 1}
_DAY_IN_MONTH = {"này": 0, "tới": 1, "sau": 1}
_MONTH_OF = {"ngoái": -1, "nay": 0, "sau": 1, "tới": 1, "năm": 1}
_FROM_TODAY = {"today": 0, "yesterday": -1, "before-yesterday": -2, "tomorrow": 1}
_THIRDS = {"early": 0, "mid": 1, "late": 2}

_OF_ROUND = 24  # characters before an ordinal in which the round is named that it counts
_ROUND = r"(?<!\w){round}(?: [^\s,;.:]+){0,3} $"


@dataclass(frozen=True, slots=True)
class Matched:
    """A match of the form `name`, with what wordings of most forms say: figures, part of a stretch, and the year.

    `of`: the year in words ("năm ngoái", "năm đó").
    """

    name: str
    match: re.Match[str]
    lists: WordLists
    groups: Mapping[str, str | None]
    year: int | None
    month: int | None
    day: int | None
    part: str | None
    of: str

    @property
    def span(self) -> Span:
        """Where the wording stands."""
        return Span(self.match.start(), self.match.end())

    @property
    def that(self) -> bool:
        """Whether the year is the one spoken of, or is told from it."""
        return self.of in _YEAR_SPOKEN_OF

    @property
    def before(self) -> int:
        """Years from the one spoken of."""
        return -1 if self.of == _YEAR_BEFORE else 0

    @property
    def turn(self) -> int:
        """This, the next or the last week, month or year."""
        return _THIS_NEXT.get(self.groups.get("which"), -1)

    @property
    def after(self) -> bool:
        """Whether it is the next after what was spoken of, if that is well past."""
        return self.groups.get("which") == "sau"

    def figure(self, key: str) -> int | None:
        """What a group says in figures or by the name of a month."""
        return _figure(self.groups, key)


def expression(name: str, match: re.Match[str], lists: WordLists) -> DateExpr | None:
    """What a match of the form `name` says; None where it is no date after all."""
    groups = match.groupdict()
    year = _figure(groups, "y") or _figure(groups, "y2") or _figure(groups, "y3")
    month, day = _figure(groups, "m"), _figure(groups, "d")
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    of = (groups.get("of") or "").strip().removeprefix("của ")
    part = _part(groups.get("part"), lists)
    return READERS[name](Matched(name, match, lists, groups, year, month, day, part, of))


def _figure(groups: Mapping[str, str | None], key: str) -> int | None:
    said = groups.get(key)
    return None if not said else int(said) if said.isdigit() else MONTHS[" ".join(said.split())]


def _day(m: Matched) -> DateExpr:
    if m.of and not m.that:
        return DateExpr(
            m.span, "day", day=m.day, month=m.month, offset=_years(m.of), weekday=-1, next=m.of == _YEAR_AFTER
        )
    return DateExpr(m.span, "day", day=m.day, month=m.month, year=m.year, anaphoric=m.that, offset=m.before)


def _day_of_month(m: Matched) -> DateExpr:
    return DateExpr(m.span, "day", day=m.day, anaphoric=True)


def _day_of_this_month(m: Matched) -> DateExpr:
    return DateExpr(m.span, "day-of-month", day=m.day, offset=_DAY_IN_MONTH.get(m.groups["which"] or "", -1))


def _day_alone(m: Matched) -> DateExpr:
    return DateExpr(m.span, "day-of-month", day=m.day, nearest=True)


def _part_of_this(m: Matched) -> DateExpr:
    unit: Form = _UNITS[m.groups["unit"] or ""]
    return DateExpr(m.span, unit, part=m.part if unit != "week" else None, nearest=True)


def _days(m: Matched) -> DateExpr | None:
    last, first_month = m.figure("d2"), m.figure("m0") or m.month
    if last is None or not 1 <= last <= 31:
        return None
    return DateExpr(
        m.span, "days", day=m.day, last_day=last, month=first_month, last_month=m.month, year=m.year
    )


def _late_to_early(m: Matched) -> DateExpr:
    return DateExpr(
        m.span, "days", day=21, last_day=10, month=m.figure("m0"), last_month=m.month, year=m.year
    )


def _months_from_to(m: Matched) -> DateExpr:
    first = m.figure("y0") or m.year
    last = m.year if first != m.year else None
    return DateExpr(m.span, "season", month=m.figure("m0"), last_month=m.month, year=first, last_year=last)


def _month(m: Matched) -> DateExpr:
    said = (m.groups.get("rel") or "").strip()
    offset = _MONTH_OF.get(said.split(" ")[-1])
    if offset is not None and m.year is None:
        after = said == _YEAR_AFTER
        return DateExpr(m.span, "month", month=m.month, part=m.part, offset=offset, weekday=-1, next=after)
    spoken_of = m.that and m.year is None
    return DateExpr(
        m.span, "month", month=m.month, year=m.year, part=m.part, anaphoric=spoken_of, offset=m.before
    )


def _season(m: Matched) -> DateExpr:
    first = SEASONS[m.groups["season"] or ""] + _THIRDS.get(m.part or "", 0)
    return _of_a_year(m, first, first if m.part else first + 2)


def _quarter(m: Matched) -> DateExpr:
    """A quarter: "quý I năm tới"."""
    said = m.groups["quarter"] or m.groups["quarter2"] or ""
    quarter = QUARTERS.get(said) or int(said)
    return _of_a_year(m, 3 * quarter - 2, 3 * quarter)


def _months(m: Matched) -> DateExpr | None:
    """Some months of a year: "hai tháng đầu năm 2019"."""
    count = number(m.groups["n"] or "1")
    if not 1 <= count <= 11:
        return None
    of = f"năm {m.groups['rel']}" if m.groups.get("rel") else "" if m.year else "năm nay"
    first, last = (1, count) if m.groups["which"] == "đầu" else (13 - count, 12)
    return _of_a_year(replace(m, of=of), first, last)


def _of_a_year(m: Matched, first: int, last: int) -> DateExpr:
    """The months from `first` to `last` of the year that the wording names, tells from another, or leaves open."""
    if m.of and not m.that and m.year is None:
        return DateExpr(
            *(m.span, "season"), month=first, last_month=last,
            offset=_years(m.of), weekday=-1, next=m.of == _YEAR_AFTER,
        )  # fmt: skip
    spoken_of = m.that and m.year is None
    return DateExpr(m.span, "season", month=first, last_month=last, year=m.year, anaphoric=spoken_of)


def _year(m: Matched) -> DateExpr:
    return DateExpr(m.span, "year", year=m.year, part=m.part)


def _relative_month(m: Matched) -> DateExpr:
    return DateExpr(m.span, "offset-month", offset=m.turn, part=m.part, next=m.after)


def _relative_year(m: Matched) -> DateExpr:
    return DateExpr(m.span, "offset-year", offset=m.turn, part=m.part, next=m.after)


def _week(m: Matched) -> DateExpr:
    which = m.groups.get("which")
    offset = -2 if which == "trước nữa" else m.turn
    part = None if which and which not in ("qua", "vừa qua") else which or "within"
    return DateExpr(m.span, "week", offset=offset, next=m.after, part=part)


def _from_today(m: Matched) -> DateExpr:
    return DateExpr(m.span, "offset-day", offset=_FROM_TODAY[m.name])


def _same_day(m: Matched) -> DateExpr:
    return DateExpr(m.span, "same-day", anaphoric=True)


def _days_around(m: Matched) -> DateExpr:
    """Some days to come or just gone: "trong vòng hai tuần tới", "những ngày gần đây"."""
    count = m.groups.get("n")
    days = number(count) * (7 if m.groups["unit"] == "tuần" else 1) if count else 0
    return DateExpr(m.span, "coming-days" if m.name == "coming-days" else "recent-days", offset=days)


def _no_date(_: Matched) -> None:
    """What relates two contacts is no date: `kg.date.distances` reads it."""


def _day_of_event(m: Matched) -> DateExpr:
    return DateExpr(m.span, "offset-day", anaphoric=True, event=m.groups["event"])


def _day_beside(m: Matched) -> DateExpr:
    return DateExpr(m.span, "offset-day", offset=1 if m.name == "day-after" else -1, anaphoric=True)


def _on_weekday(m: Matched) -> DateExpr | None:
    """One weekday or two of one week; "thứ hai" alone is mostly the ordinal."""
    match, last = m.match, m.groups["last"]
    first = _weekday(m.groups["w0"]) if "w0" in m.groups else None
    known = m.groups["which"] is not None or last == "tới"
    led = match.string.endswith(("ngay từ ", "đến ", "tới ", "sang "), 0, match.start())
    led = led or bool(last) or _NO_ORDINAL.match(match.group()) is not None
    if not (known or led or _DAY_BESIDE.match(match.string, match.end())):
        return None
    if match.string.endswith("lần ", 0, match.start()):
        return None  # "chuyến thăm lần thứ ba tới Việt Nam"
    before = match.string[max(0, match.start() - _OF_ROUND) : match.start()]
    if last and match.group().startswith("thứ") and m.lists.pattern(_ROUND).search(before):
        return None  # "vòng đàm phán thứ hai này"
    return DateExpr(
        m.span,
        "weekday",
        weekday=_weekday(m.groups["w"]),
        first_weekday=first,
        offset=1 if last == "tới" else m.turn,
        part="week" if known else None,
    )


def _first_of_term(m: Matched) -> DateExpr:
    """The days with which a term of office opened: "trong tháng đầu nhiệm kỳ", "những ngày đầu nắm quyền"."""
    count, length = m.groups["n"], {"ngày": 1, "tuần": 7, "tháng": 31}[m.groups["unit"] or ""]
    counted = count is not None or m.match.group().removeprefix("trong ").startswith(("tuần", "tháng"))
    days = length * number(count or "1") if counted else _FIRST_DAYS
    return DateExpr(m.span, "first-days", offset=days, anaphoric=True, event="nhậm chức")


def _weekday(word: str | None) -> int:
    """The weekday that a word counts, from Monday as 0; Sunday has a name of its own."""
    return 6 if word is None else WEEKDAYS[word]


def _some_years(m: Matched) -> DateExpr | None:
    """Years from one to another: "giai đoạn 2017-2018"."""
    first, last = int(m.groups["y0"] or 0), int(m.groups["y"] or 0)
    return DateExpr(m.span, "year", year=first, last_year=last) if first < last else None


def _decade(m: Matched) -> DateExpr | None:
    """Ten years or a part of them: "đầu thập niên 1990"; "thập niên 20" can be of either century."""
    said = int(m.groups["decade"] or 0)
    return None if said < _EITHER_CENTURY else _third(m, said + 1900 * (said < _OF_1900S), 10)


def _century(m: Matched) -> DateExpr | None:
    """A hundred years or a part of them: "thế kỷ 19"."""
    said = m.groups["century"] or ""
    first = 100 * (CENTURIES.get(said) or int(said)) - 99
    return None if first > _LAST_CENTURY else _third(m, first, 100)


def _third(m: Matched, first: int, length: int) -> DateExpr:
    """The years from `first` on, or the third of them that the wording names."""
    third = length // 3
    start = {"early": 0, "mid": third, "late": length - third - 1}.get(m.part or "", 0)
    end = {"early": third, "mid": 2 * third, "late": length - 1}.get(m.part or "", length - 1)
    return DateExpr(m.span, "year", year=first + start, last_year=first + end)


def _years(of: str) -> int:
    """How many years from that of publication, or of what is spoken of, a year is: "năm ngoái", "năm tới"."""
    return 0 if of == "năm nay" else 1 if of in (_YEAR_AFTER, "năm tới", "sang năm") else -1


def _counted(m: Matched) -> DateExpr | None:
    """So many days, weeks, months or years from now, from then or from a contact: "ba ngày sau cuộc gặp"."""
    said = m.groups["n"]
    if said in ("vài", "mấy"):
        return None
    unit: Form = _UNITS.get(m.groups["unit"] or "", "offset-day")
    then = m.name in ("then", "then-event")
    sign = 1 if m.name == "in" or (then and m.groups.get("dir") == "sau") else -1
    count = number(said or "1")
    exactly = count == 1 and m.name == "ago" and not m.groups.get("about")
    part = "to the month" if unit == "offset-year" and exactly else None
    event = m.groups.get("event")
    return DateExpr(m.span, unit, offset=sign * count, part=part, anaphoric=then, event=event)


def _part(word: str | None, lists: WordLists) -> str | None:
    if word is None:
        return None
    if word.startswith("nửa "):
        return "first half" if word in lists["early-part"] else "second half"
    return "early" if word in lists["early-part"] else "mid" if word in lists["middle-part"] else "late"


READERS: Mapping[str, Callable[[Matched], DateExpr | None]] = {
    "day": _day,
    "day-paren": _day,
    "day-of-month": _day_of_month,
    "day-of-this-month": _day_of_this_month,
    "day-alone": _day_alone,
    "part-of-this": _part_of_this,
    "days": _days,
    "late-to-early": _late_to_early,
    "months-from-to": _months_from_to,
    "years": _some_years,
    "decade": _decade,
    "century": _century,
    "month": _month,
    "season": _season,
    "months": _months,
    "quarter": _quarter,
    "year": _year,
    "bare-year": _year,
    "rel-month": _relative_month,
    "rel-year": _relative_year,
    "week": _week,
    "weekday": _on_weekday,
    "weekdays": _on_weekday,
    "today": _from_today,
    "yesterday": _from_today,
    "before-yesterday": _from_today,
    "tomorrow": _from_today,
    "same-day": _same_day,
    "coming-days": _days_around,
    "recent-days": _days_around,
    "before-that": _no_date,
    "first-of-term": _first_of_term,
    "day-of-event": _day_of_event,
    "day-after": _day_beside,
    "day-before": _day_beside,
    "ago": _counted,
    "in": _counted,
    "then": _counted,
    "then-event": _counted,
}
"""The reader of each form of `FORMS`."""
