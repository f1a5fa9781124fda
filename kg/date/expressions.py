"""Date expressions: what a date wording says by itself, before any day is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
