"""When a contact took place: the date wordings of its sentence, the day spoken of, tenures and dated events."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from kg.article.text import LineClass, lower
from kg.date.chronology import in_order
from kg.date.distances import Distance, relation
from kg.date.expressions import DateExpr
from kg.date.intervals import between
from kg.date.resolution import Clock, Tense, resolve
from kg.date.terms import in_term
from kg.event.anaphora import Referents
from kg.event.candidates import Candidate
from kg.event.drafts import GOES_ON, Draft, overlap
from kg.event.governing import background, ended
from kg.event.happenings import Happenings
from kg.event.passages import Passage
from kg.knowledge.lexicon import Anchor
from kg.mention.incumbents import LEADERS
from kg.model import ActorType, ChannelType, DateBasis, EventDate, Kind, Span, Status

_BY_THEN = "before what the text says is to come"
_OF_BOTH = "the day with which the text names the parties together"
_CARRIED_LINES = 6  # three paragraphs over which a text goes on about a person's day
_SPOKEN_OF_LINES = 8  # four paragraphs
_LEAD_LINES = 8  # four paragraphs with which news opens
_FRESH = 3  # days before publication of what is news
_OPENING = 3  # chunks at the beginning of a sentence
_NEAR_LINES = 2  # a paragraph and the one beside it, with an empty line between
_YEAR = 366  # days; of what was longer ago a text tells a day, not a story
_WIDE = 92  # days; an interval wider than a quarter bounds a contact rather than dates it


_OF_A_DAY = ("same-day", "offset-day")  # forms that count from a single day
_SCENES = ("month", "week", "offset-month")
_LEADING = tuple("|,x&-")  # codes of what may stand before a date that opens its sentence
_LONG_PAST = 2  # years before publication from which on a year is no longer that of the news
_ONCE = r"\b{once}\W+$"
_ONCE_REACH = 20  # characters before a contact word in which "từng" can stand with nothing but marks between
_THIS_TIME = r"\b{this-time}\b"
# What opens a sentence about some other day, of which it does not say which: "Vài tuần sau", "Ngay sau vụ bắn rơi".
_AROUND_THEN = r"[^,;.:]*\b{earlier-or-later} {demonstrative}\b"
_OTHER_TIME = (
    r"^\W*(?:{roughly} )?"
    r"(?:(?:\d+|{few-or-many}|{number-of-spells}) {unit-of-time} {earlier-or-later}"
    r"|{some-time-off}|{stop-of-journey}|{right-after} {disruption}"
    r"|{until-leaving} (?:{going} )?{going-to})\b"
)
_STOP = r"^\W*(?:{stop-of-journey}|{first-stop})\b"  # what opens a sentence about a stop of the journey told before
_DAYS_OF_NEWS = 7


@dataclass(frozen=True, slots=True)
class _Day:
    """A day of the news, the sentence that states it, and who is named there."""

    date: EventDate
    line: int
    sentence: Span
    people: frozenset[str]

    def speaks_of(self, report: Draft) -> bool:
        """Whether the sentence names all parties of a contact that is told near by, in another sentence."""
        near = abs(report.line - self.line) <= _SPOKEN_OF_LINES
        return near and report.actors <= self.people and not report.trigger.within(self.sentence)


class Dater:
    """Dates the contacts of one document, sentence by sentence, and remembers the day of which it speaks."""

    def __init__(self, text: str, lowered: str, referents: Referents, anchors: Sequence[Anchor]) -> None:
        self.text = text
        self.lowered = lowered
        self.referents = referents
        self.clock = referents.cast.clock
        self.lists = referents.cast.lists
        self.anchors = anchors
        self._happenings = Happenings(lowered, referents.drafts, self.lists)
        self.opened: dt.date | None = None  # when the line that the text speaks of was opened
        self._context: EventDate | None = None  # the date spoken of last
        self._day: EventDate | None = None  # the last single day spoken of, not after publication
        self._past: EventDate | None = None  # the same, of those before publication
        self._context_line = -1
        self._over = False  # whether that day is the last of a visit
        self._scene_line = -1  # of the last sentence that opens with the weeks of which its paragraph tells
        self._ahead_line = -1  # where a day to come was spoken of last
        self._year: DateExpr | None = None  # the year long past with which the paragraph goes on
        self._year_line = -1
        self._last: EventDate | None = (
            None  # the date named last, be it only that since which something holds
        )
        self._last_line = -1
        self._spoken: list[dt.date] = []  # the first days of all dates of the text
        self._carried: frozenset[str] = frozenset()
        self._since: dt.date | None = None
        self._since_line = -1
        self._news: list[_Day] = []
        self._days: set[str] = set()  # all days before publication that the text states
        self._settings: set[Span] = set()  # contact words that open their sentence: "Tại cuộc gặp với B, …"

    def enter(self, passage: Passage) -> None:
        """Note from when on the sentence counts, before its contacts are read."""
        if self._since is None:
            self._since, self._since_line = self._anchor_since(passage), passage.sentence.line

    def date(self, passage: Passage, candidate: Candidate) -> EventDate | None:
        """When the candidate took or takes place, as far as sentence and context determine it."""
        tense: Tense = "future" if candidate.status in (Status.PLANNED, Status.PROPOSED) else "past"
        clock = self.narrowed(candidate)
        for expr in candidate.dates:
            context = self._context if tense == "future" else self._past
            to_come = expr.anaphoric and expr.offset >= 0 and self._to_come(passage, candidate, _NEAR_LINES)
            if to_come:
                context = self._context
            elif expr.anaphoric:
                if expr.form in _OF_A_DAY and (context is None or context.precision != "day"):
                    context = self._day
                told_last = self._last is not None and self._last_line == passage.sentence.line
                if (
                    self._last is not None
                    and told_last
                    and self._counts_from(expr, self._last, candidate.status)
                ):
                    context = self._last
                context = self._date_before(passage, expr, clock, context, tense)
            found = self._in_time(passage, expr, self._resolve(passage, expr, clock, tense, context))
            if found is not None and expr.anaphoric and not to_come and self._ahead(found, candidate.status):
                continue  # "năm năm sau", counted from another day than that of the news
            if found is not None:
                if candidate.status is Status.PROPOSED and self._far_ahead(found):
                    found = resolve(expr, clock, context=context or self._context) or found
                elif tense == "future" and self._gone(found, candidate.status):
                    continue
                if expr.until and self.clock.published is not None and found.latest is not None:
                    found = between(self.clock.published, found.latest, found.basis, _BY_THEN)
                found = replace(found, wording=expr.span.slice(self.text))
                return self._capped(found, candidate.status)
        if self._harks_back(passage, candidate) and self._last is not None:
            return replace(
                self._last, basis=DateBasis.CONTEXT, reason=f"the time spoken of: {self._last.edtf}"
            )
        people = {r.actor.id for side in candidate.sides for m in side if (r := self.referents.person(m, ()))}
        if not candidate.dates and _sets(passage, candidate):
            self._settings.add(candidate.trigger)
        return self.carried(passage, candidate, people)

    def _harks_back(self, passage: Passage, candidate: Candidate) -> bool:
        """Whether a sentence tells of the time named before in its paragraph: "Tháng 3/2000, … Khi đó, A gặp B"."""
        then = passage.chunks and "then" in passage.chunks[0].lists
        here = self._last is not None and self._last_line == passage.sentence.line
        return bool(then and here and not candidate.dates and candidate.status is Status.OCCURRED)

    def _resolve(
        self, passage: Passage, expr: DateExpr, clock: Clock, tense: Tense, context: EventDate | None
    ) -> EventDate | None:
        """What a wording means; without a year, in a paragraph that goes on about one long past, of that year."""
        if expr.event is not None:
            only = self._happenings.known_only(expr.event)
            context = self._happenings.when(expr) or (None if only else context)
        year = self._year
        if (
            year is None
            or year.year is None
            or self._year_line != passage.sentence.line
            or tense == "future"  # what is still to come is of no year long past
            or not expr.open_year
            or self.lowered.startswith("hôm", expr.span.start)  # "hôm 9/9" is recent
        ):
            return resolve(expr, clock, tense=tense, context=context)
        after = year.month is not None and expr.month is not None and expr.month < year.month
        dated = replace(expr, year=year.year + after)  # "Tháng 11/2018 … Đến tháng 6, …"
        found = resolve(dated, clock, tense=tense, context=context)
        reason = f"counted from {year.year}, of which the paragraph speaks"
        return found and replace(found, basis=DateBasis.CONTEXT, reason=reason)

    def _in_time(self, passage: Passage, expr: DateExpr, found: EventDate | None) -> EventDate | None:
        """The date of a wording without a year, in the order of the story and the terms of the leaders named.

        Of lesser offices the register need not have all terms of a person.
        """
        if found is None or not expr.open_year or self.clock.published is None:
            return found
        told = self._spoken[-1] if self._spoken else None
        found = in_order(expr, found, told, lambda: self._next_told(expr), self.clock)
        vague = self.lists.pattern("{leading} ")  # "nhà lãnh đạo Nga Medvedev" names no office
        leaders = [
            m
            for m in passage.everybody()
            if LEADERS.issuperset(m.classes) and not vague.match(lower(m.role or ""))
        ]
        ends = [end for m in leaders if (end := self.referents.cast.office_window(m)[1]) is not None]
        return in_term(expr, found, min(ends), self._spoken, self.clock) if ends else found

    def _next_told(self, expr: DateExpr) -> dt.date | None:
        """The first day of the next date behind a wording that the text tells with its year."""
        told = (
            resolve(d, self.clock)
            for passage in self.referents.discourse.passages
            if passage.sentence.span.end > expr.span.end
            for d in passage.dates
            if d.span.start >= expr.span.end and d.year is not None and not (d.since or d.until or d.aside)
        )
        return next((date.earliest for date in told if date is not None), None)

    def _note_year(self, passage: Passage, expr: DateExpr, found: EventDate | None) -> None:
        """Keep the year long past with which a sentence opens, until one opens with another time."""
        published = self.clock.published
        if published is None or expr.since or expr.anaphoric or not _opens(passage, expr):
            return
        if expr.year is not None and expr.year <= published.year - _LONG_PAST:
            self._year, self._year_line = expr, passage.sentence.line
        elif self._year is not None and (
            found is None or found.earliest is None or found.earliest.year != self._year.year
        ):
            self._year = None

    def carried(self, passage: Passage, candidate: Candidate, people: Set[str]) -> EventDate | None:
        """The day spoken of before, where an undated contact of `people` belongs to it."""
        if self._past is None or not self._goes_on(passage, candidate, people):
            return None
        self._context_line = passage.sentence.line
        return replace(self._past, basis=DateBasis.CONTEXT, reason=GOES_ON)

    def _counts_from(self, expr: DateExpr, last: EventDate, status: Status) -> bool:
        """Whether a wording counts from the date named last: "hai tháng sau đó", and from a day "hôm đó"."""
        day = expr.form == "same-day" and last.precision == "day"
        return expr.offset != 0 or (day and not self._ahead(last, status))

    def _ahead(self, date: EventDate, status: Status) -> bool:
        """Whether what took place would lie after publication."""
        published = self.clock.published
        later = published is not None and date.earliest is not None and date.earliest > published
        return later and status is Status.OCCURRED

    def follows_plan(self, passage: Passage, candidate: Candidate) -> bool:
        """Whether an undated contact is the next of those to come: "A sẽ gặp B ngày 20/7. Sau đó C tiếp A."."""
        span = passage.sentence.span
        opens = bool(passage.chunks) and "and-then" in passage.chunks[0].lists
        opens = opens or passage.grammar.lists.pattern(_STOP).match(span.slice(self.lowered)) is not None
        return opens and not candidate.dates and self._to_come(passage, candidate, 0)

    def _to_come(self, passage: Passage, candidate: Candidate, lines: int) -> bool:
        """Whether the text goes on about days to come, and tells of a contact without saying that it is over."""
        near = 0 <= passage.sentence.line - self._ahead_line <= lines
        plain = candidate.status in (Status.OCCURRED, Status.PLANNED) and not passage.told(candidate)
        return self._ahead_line >= 0 and near and plain and self._context is not None

    def _far_ahead(self, date: EventDate) -> bool:
        """Whether a date is more than half a year off: an attempt of the past year rather than a plan."""
        published = self.clock.published
        return (
            published is not None
            and date.earliest is not None
            and date.earliest > published + dt.timedelta(days=2 * _WIDE)
        )

    def _gone(self, date: EventDate, status: Status) -> bool:
        """Whether a date lies wholly before the article was written; of a plan, before the day before."""
        published = self.clock.published
        if published is None or date.latest is None:
            return False
        return date.latest < published - dt.timedelta(days=status is Status.PLANNED)

    def _date_before(
        self, passage: Passage, expr: DateExpr, clock: Clock, context: EventDate | None, tense: Tense
    ) -> EventDate | None:
        """The date from which an anaphoric wording ("cùng ngày") counts: of the same sentence, or else `context`."""
        for before in passage.dates:
            if before.span.end <= expr.span.start and not before.since:
                then: Tense = tense if _of_a_plan(passage, before) else "past"
                context = resolve(before, clock, context=context, tense=then) or context
        return context

    def _goes_on(self, passage: Passage, candidate: Candidate, people: Set[str]) -> bool:
        """Whether an undated contact belongs to the day spoken of before: same paragraph, or same person."""
        if self._past is None or candidate.dates or passage.says("last"):
            return False
        if self._past.precision != "day" and self._scene_line != passage.sentence.line:
            return False
        if passage.sentence.line == self._ahead_line:
            return False  # the text goes on about what is to come
        if passage.is_topic(candidate) or _ever_again(passage, candidate):
            return False
        if passage.sentence.line_class is LineClass.CAPTION and any(c.code == "E" for c in passage.chunks):
            return False  # "A và B trong một cuộc gặp": the picture may be of another day
        if any(not (d.since or d.until or d.aside) for d in passage.dates):
            return False
        if candidate.status is not Status.OCCURRED and not self._denied_then(passage, candidate):
            return False
        start = candidate.trigger.start
        if self.lists.pattern(_OTHER_TIME).search(passage.sentence.span.slice(self.lowered)):
            return False
        if _elsewhere(passage, candidate) or _before_visit(passage):
            return False
        if relation(self.lowered, Span(passage.sentence.span.start, start), self.lists) not in (
            None,
            Distance(0),
        ):
            return False  # "Cuộc gặp diễn ra hai tháng sau khi A gặp B"
        if self._past_by(self._past, _DAYS_OF_NEWS) and self.lists.pattern(_THIS_TIME).search(
            self.lowered, start, passage.sentence.span.end
        ):
            return False  # the one that is news, not of the day that was recalled
        if self.lists.pattern(_ONCE).search(self.lowered, max(0, start - _ONCE_REACH), start):
            return False  # once, on another occasion
        distance = passage.sentence.line - self._context_line
        ended = passage.before(candidate) in self.lists["left-behind"]
        if candidate.kind is Kind.VISIT and candidate.noun and (self._over or ended):
            return False  # "Chiều 1/11, A rời B, kết thúc chuyến thăm": it was before that day
        if self._past_by(self._past, _YEAR if distance == 0 else _WIDE):
            return False  # background, on which news does not go on
        if distance == 0:
            return True
        most = _NEAR_LINES if candidate.noun and candidate.definite else _CARRIED_LINES
        return distance <= most and bool(people & self._carried)

    def _denied_then(self, passage: Passage, candidate: Candidate) -> bool:
        """Whether a contact is told not to have taken place on the day spoken of, rather than ever or in future."""
        before = [c for c in passage.chunks if c.end <= candidate.trigger.start]
        ever = any(c.cls == "plan" or c.text.lower().endswith("bao giờ") for c in before)
        ever = ever or any("until-now" in c.lists for c in before[-_AS_YET:])
        after = itertools.takewhile(lambda c: c.code not in ",|", passage.chunks[len(before) :])
        called_off = any("calling-off" in c.lists for c in (*before[-4:], *after))
        quoted = passage.quotes(candidate.trigger)
        here = passage.sentence.line == self._context_line
        return candidate.status is Status.DENIED and here and not (ever or called_off or quoted)

    def _past_by(self, date: EventDate, days: int) -> bool:
        """Whether a date lies more than so many days before publication."""
        published = self.clock.published
        return published is not None and date.latest is not None and (published - date.latest).days > days

    def narrowed(self, candidate: Candidate) -> Clock:
        """The document's clock, narrowed by the tenures of the parties where there is no publication date."""
        clock = self.clock
        if clock.published is not None:
            return clock
        held = [self.referents.cast.office_window(m) for side in candidate.sides for m in side]
        held_from = max((low for low, _ in held if low), default=None)
        held_until = min((high for _, high in held if high), default=None)
        earliest = max((d for d in (clock.earliest, held_from) if d), default=None)
        latest = min((d for d in (clock.latest, held_until) if d), default=None)
        if earliest and latest and earliest > latest:
            return clock
        return replace(clock, earliest=earliest, latest=latest, held_from=held_from, held_until=held_until)

    def _capped(self, date: EventDate, status: Status) -> EventDate | None:
        """No contact that took place is later than the article that reports it."""
        published = self.clock.published
        if (
            published is None
            or status is not Status.OCCURRED
            or date.latest is None
            or date.latest <= published
        ):
            return date
        if date.earliest is None or date.earliest > published:
            return date
        if date.precision == "day":
            return date
        return replace(
            between(date.earliest, max(published, date.earliest), date.basis, date.reason),
            wording=date.wording,
        )

    def remember(self, passage: Passage, apart: EventDate | None) -> None:
        """Keep the last date spoken of, for "cùng ngày" and for sentences that go on about the same day.

        `apart`: that of the contact of which it tells, where it is so many days from the one that is stated.
        """
        if passage.sentence.line_class is LineClass.CAPTION:
            return
        stated = False
        for expr in passage.dates:
            if expr.aside or expr.until or passage.quotes(expr.span):
                continue
            ahead = expr.form == "weekday" and _of_a_plan(passage, expr)
            found = self._resolve(passage, expr, self.clock, "future" if ahead else "past", self._context)
            found = self._in_time(passage, expr, found)
            if found is not None:
                self._last, self._last_line = found, passage.sentence.line
                self._spoken += [found.earliest] if found.earliest is not None else []
                self._happenings.note(passage, expr, found)
            self._note_year(passage, expr, found)
            if expr.anaphoric and expr.offset < 0 and stated:
                continue  # "Trưa 28-2 hai ông rời khách sạn, dù tối hôm trước còn ăn tối": the 28th goes on
            stated = stated or (found is not None and found.precision == "day" and not expr.since)
            bound = expr.since and not _when_it_began(passage, expr)
            if found is not None and not bound and not background(passage.chunks, expr):
                self._context = found
                published = self.clock.published
                if published is None or found.earliest is None or found.earliest <= published:
                    self._past, self._context_line, self._carried = found, passage.sentence.line, frozenset()
                    opens = expr.form in _SCENES and _opens(passage, expr)
                    self._scene_line = passage.sentence.line if opens else -1
                    self._over = any(
                        ended(passage.chunks, i) for i, c in enumerate(passage.chunks) if c.trigger
                    )
                    self._ahead_line = -1
                    self._day = found if found.precision == "day" else self._day
                    if found.precision == "day":
                        self._days.add(found.edtf)
                    if found.precision == "day" and not self._past_by(found, _DAYS_OF_NEWS):
                        self._news.append(
                            _Day(found, passage.sentence.line, passage.sentence.span, self._people(passage))
                        )
                else:
                    self._ahead_line = passage.sentence.line
        if apart is not None and apart.precision == "day":
            self._context = self._past = self._day = apart
        if passage.sentence.line == self._context_line:
            self._carried |= self._people(passage)

    def _people(self, passage: Passage) -> frozenset[str]:
        return frozenset(r.actor.id for m in passage.mentions() if (r := self.referents.person(m, ())))

    def _anchor_since(self, passage: Passage) -> dt.date | None:
        """Start of the dated event from which the sentence counts ("kể từ khi xung đột … bắt đầu")."""
        text = passage.sentence.span.slice(self.lowered)
        since = self.lists.pattern("{since-event}").search(text)
        if since is None or self.lists.pattern("{the-first}").search(text, 0, since.start()):
            return None
        return max(
            (
                dt.date.fromisoformat(a.start)
                for a in self.anchors
                if any(w in text[since.start() :] for w in a.wordings)
            ),
            default=None,
        )

    def settle(self, drafts: Sequence[Draft]) -> None:
        """Date undated contacts of people by the day of the news with which a sentence near by names all of them.

        Unless what they did on that day is another contact.
        """
        for report in drafts:
            told = report.status is Status.OCCURRED and not (report.plural or report.many)
            people = all(p.actor.type is ActorType.PERSON for p in report.parties)
            if report.date is not None or not told or not people:
                continue
            if self.lists.pattern(_AROUND_THEN).match(self.lowered, report.trigger.end):
                continue  # "đã gọi cho cả hai nhiều lần trước đó"
            days = {day.date.edtf: day.date for day in self._news if day.speaks_of(report)}
            days = days or self._only_day(report)
            others = [d.date for d in drafts if d.date is not None and len(d.actors & report.actors) > 1]
            if len(days) == 1 and not any(overlap(date, *days.values()) for date in others):
                (day,) = days.values()
                report.date = replace(day, basis=DateBasis.CONTEXT, reason=_OF_BOTH)

    def _only_day(self, report: Draft) -> dict[str, EventDate]:
        """The one day of which a text tells, for what a person who is named with it did: "Tại cuộc gặp với B, …"."""
        if len(self._days) != 1 or not self._news or report.trigger not in self._settings:
            return {}
        lead = self._news[0]
        told = lead.line <= _LEAD_LINES and lead.people & report.actors and lead.date.edtf in self._days
        return {lead.date.edtf: lead.date} if told and not self._past_by(lead.date, _FRESH) else {}

    def bound(self, drafts: Sequence[Draft]) -> None:
        """Bound undated contacts that are told of a period ("kể từ khi …") by its start and the article's time."""
        latest = self.clock.published or self.clock.latest
        if latest is None:
            return
        for report in drafts:
            if report.date is not None or report.status is not Status.OCCURRED or report.headline:
                continue
            near = abs(report.line - self._since_line) <= _NEAR_LINES
            told = report.plural or near or self.clock.published is None
            if report.journey and not report.plural and self.clock.published is not None:
                continue  # of one visit in the news a war only tells the background
            start = self._period(report) if told else None
            if start is not None and report.channel == ChannelType.HOTLINE and self.opened is not None:
                start = max(start, self.opened)
            if start is not None and start <= latest:
                reason = "since a dated event that the text names, until the article was written"
                report.date = between(start, latest, DateBasis.ANCHOR, reason)

    def _period(self, report: Draft) -> dt.date | None:
        if self._since is not None:
            return self._since
        if self.clock.published is None:
            return None
        first = self.lists.pattern("{the-first}")
        quotes = (q.quote for q in (report.evidence, *report.also))
        text = " ".join(lower(quote) for quote in quotes if not first.search(quote))
        starts = [dt.date.fromisoformat(a.start) for a in self.anchors if any(w in text for w in a.wordings)]
        start = max(starts, default=None)
        return start if start and (self.clock.published - start).days > _WIDE else None


def _sets(passage: Passage, candidate: Candidate) -> bool:
    """Whether a contact opens its sentence ("Gặp ông B, …", "Tại cuộc gặp với ông B, …"), or is told as one more."""
    if passage.sentence.line_class in (LineClass.CAPTION, LineClass.HEADLINE):
        return False
    at = next((i for i, c in enumerate(passage.chunks) if c.start == candidate.trigger.start), 0)
    before = passage.chunks[:at]
    first = at < _OPENING and all(not c.mentions for c in before)
    return first or any("as-before" in c.lists for c in before[-_OPENING:])


def _opens(passage: Passage, expr: DateExpr) -> bool:
    """Whether a date opens its sentence, but for words that join it to the one before: "Tuy nhiên, năm 1959, …"."""
    before = itertools.takewhile(lambda c: c.end <= expr.span.start, passage.chunks)
    return all(c.code in _LEADING for c in before)


def _when_it_began(passage: Passage, expr: DateExpr) -> bool:
    """Whether a text goes on from the day on which something began: "bắt đầu từ sáng 9/5, khi Mỹ nhận được tin"."""
    after = [c for c in passage.chunks if c.start >= expr.span.end][:2]
    told = len(after) > 1 and after[0].code == "," and "when" in after[1].lists
    return told and expr.form in ("day", "weekday", "offset-day")


_AS_YET = 3  # chunks before a contact word in which it stands that it has not come about until now
_BEFORE = "trước"
_LEFT = 3  # chunks before a place in which somebody is said to come from there


def _elsewhere(passage: Passage, candidate: Candidate) -> bool:
    """Whether a contact lies behind a journey that goes on, on a day not told: "Ông A sau đó sang Kiev gặp B"."""
    for then, goes, goal in zip(passage.chunks, passage.chunks[1:], passage.chunks[2:], strict=False):
        onward = "and-then" in then.lists and "travelling" in goes.lists and goal.code in "lNO"
        if onward and then.start < candidate.trigger.start:
            return not goal.mentions or goal.mentions[0].head not in ("person", "pronoun", "name", "pair")
    there = passage.where(candidate)
    before = [c.text.lower() for c in passage.chunks if there is not None and c.end <= there.start]
    left = passage.grammar.lists.pattern(r"\b{left-behind}\b").search(" ".join(before[-_LEFT:]))
    return left is not None  # "đến từ Ả Rập Xê Út, nơi ông gặp B"


def _before_visit(passage: Passage) -> bool:
    """Whether a sentence tells what was before the journey that it opens with: "Trước chuyến thăm, bà …"."""
    before, journey = [*passage.chunks, None, None][:2]
    if before is None or journey is None or journey.trigger is None:
        return False
    return journey.trigger.kind is Kind.VISIT and before.text.lower() == _BEFORE


def _of_a_plan(passage: Passage, expr: DateExpr) -> bool:
    """Whether a date is told of what is to come: "sẽ bay tới B hôm thứ Tư", not "gặp B hôm thứ Hai và sẽ gặp C"."""
    planned = [c for c in passage.chunks if c.cls == "plan"]
    told = [c.start for c in passage.chunks if c.trigger is not None and c.start >= expr.span.end]
    first = min(told, default=passage.sentence.span.end)
    return any(c.start < expr.span.start or c.start < first for c in planned)


def _ever_again(passage: Passage, candidate: Candidate) -> bool:
    """Whether a contact is told as one that takes place all the time: "hai nước luôn có các cuộc tiếp xúc"."""
    return any("always" in c.lists for c in passage.chunks if c.span.end <= candidate.trigger.start)
