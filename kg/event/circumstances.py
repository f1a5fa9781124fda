"""What a sentence tells of a contact besides its parties and place: channel, count, duration, topic, own dates."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from kg.article.text import lower
from kg.date.expressions import DateExpr
from kg.date.numerals import NUMBERS
from kg.date.resolution import Clock, resolve
from kg.event.candidates import Candidate
from kg.event.drafts import Draft
from kg.event.passages import Passage
from kg.knowledge.wordlists import WordLists
from kg.mention.chunks import Chunk
from kg.mention.mentions import Mention
from kg.mention.places import Place
from kg.model import ActorType, ChannelType, EventDate, Kind, Span, Status

# Numbers and units have values, and so stand here.
_FURTHER_YEAR = r"(?:,|,? {and-word})(?: {unit-of-time})? ((?:19|20)\d\d)\b"
_COUNT = r"\b(hai|ba|bốn|năm|sáu|\d)\s+{time-or-occasion}\b"
_LENGTH = r"(\d+|nửa|một|hai|ba)\s*(phút|giờ|tiếng)(?:\s*(\d+)\s*phút)?"
_DURATION = r"{lasting}\s+{roughly}?\s*" + _LENGTH
_LASTED = r"\s+{roughly}\s+" + _LENGTH  # right behind the contact word: "điện đàm gần một tiếng"
_BESIDE = 30  # characters between a contact word and how often it was
_AND = " và "
_CALLING = "gọi"
_JUST_TOLD = 3  # sentences
_CLOCK = re.compile(r"(\d{1,2})\s?(?:h|giờ|g)\s?(\d{2})?")


def describe(report: Draft, passage: Passage, candidate: Candidate, whole: str) -> None:
    """Add to a draft what the sentence tells of its channel, count, duration and topic."""
    span = passage.sentence.span
    lowered = lower(span.slice(whole))
    if passage.over_line(candidate):
        report.channel = ChannelType.HOTLINE.value
    elif passage.says("backchannel") and report.weak:
        report.channel = report.channel or ChannelType.BACKCHANNEL.value
    report.count = report.count or _times(passage, candidate, lowered)
    report.duration = report.duration or _duration(
        lowered, candidate.trigger.end - span.start, passage.grammar.lists
    )
    if report.topic is None:
        report.topic = _topic(passage.chunks, candidate.trigger, whole)


def own_date(
    parties: Sequence[Mention], clock: Clock, dated: EventDate | None, before: EventDate | None
) -> EventDate | None:
    """The date behind a party: "với A (ngày 6/5) và B (chiều 15/5)", "gặp A ngày 6/5, B một ngày sau đó".

    `dated`: that of parties behind whom none stands; `before`: that of the party before.
    """
    own = next((m.dated for m in reversed(parties) if m.dated is not None), None)
    return dated if own is None else resolve(own, clock, context=before)


def each_day(passage: Passage, candidate: Candidate, whole: str) -> tuple[DateExpr, ...]:
    """The days of contacts that are counted and then dated one by one: "gọi nhau hai lần, ngày 14/10 và 19/10"."""
    if not passage.dates:
        return ()
    years = _years_apart(passage, candidate, whole)
    if years:
        return years
    times = _times(passage, candidate, lower(passage.sentence.span.slice(whole)))
    if times is None and (candidate.noun or candidate.status is not Status.OCCURRED):
        return ()
    days = days_apart(passage, candidate.trigger.end, whole)
    if times is not None:
        return days if len(days) == times else ()
    apart = len(days) > 1 and all(itertools.starmap(_not_in_a_row, itertools.pairwise(days)))
    return days if apart and candidate.dates[:1] == days[:1] else ()


def _not_in_a_row(one: DateExpr, other: DateExpr) -> bool:
    """Whether two days are no days of one meeting: "gặp nhau hôm 12/4 và 19/4", not "hội đàm hôm 12/4 và 13/4"."""
    if one.form == other.form == "month":
        return one.year != other.year or abs((other.month or 0) - (one.month or 0)) > 1
    if one.day is None or other.day is None or one.month is None or other.month is None:
        return False
    return one.month != other.month or other.day - one.day > 1


def _years_apart(passage: Passage, candidate: Candidate, whole: str) -> tuple[DateExpr, ...]:
    """The years in each of which there was such a contact: "thăm Hà Nội vào các năm 1997 và 2004"."""
    first = candidate.dates[0] if candidate.status is Status.OCCURRED and candidate.dates else None
    if first is None or first.form != "year" or first.year is None or first.since or first.until:
        return ()
    years, lowered = [first], lower(whole)
    further = passage.grammar.lists.pattern(_FURTHER_YEAR)
    while (found := further.match(lowered, years[-1].span.end, passage.sentence.span.end)) is not None:
        years.append(replace(first, span=Span(*found.span(1)), year=int(found.group(1))))
    return tuple(years) if len(years) > 1 else ()


def days_apart(passage: Passage, start: int, whole: str) -> tuple[DateExpr, ...]:
    """The days that a sentence names side by side from `start` on, as those of contacts apart."""
    chain: list[DateExpr] = []
    year = None
    for day in (d for d in passage.dates if d.span.start >= start):
        if day.since or day.until or (chain and not _also(passage, chain[-1], day)):
            break
        if chain and chain[-1].form == "year":
            chain, year = [], chain[-1].year  # "hai lần trong năm 2023, hôm 1/3 và 2/4"
        chain += [replace(each, year=each.year or year) for each in _apart(day, whole)]
    alike = (
        len({day.form for day in chain}) == 1
    )  # not "trong tháng 4, hôm 15 và hôm 24", of which one is not read
    return tuple(chain) if alike else ()


def _times(passage: Passage, candidate: Candidate, lowered: str) -> int | None:
    """How many contacts a sentence, `lowered`, tells with one contact word: "hai lần"."""
    count = passage.grammar.lists.pattern(_COUNT).search(lowered)
    start = passage.sentence.span.start
    if count is None or abs(count.start() + start - candidate.trigger.start) >= _BESIDE:
        return None
    return NUMBERS.get(count.group(1)) or int(count.group(1))


def _apart(days: DateExpr, whole: str) -> list[DateExpr]:
    """The days that one wording names apart: "ngày 4 và 6/5"; those of a stretch of time are one."""
    if days.form != "days" or _AND not in days.span.slice(whole).lower() or "," in days.span.slice(whole):
        return [days]
    first = replace(days, form="day", last_day=None, last_month=None)
    return [first, replace(first, day=days.last_day, month=days.last_month or days.month)]


def _also(passage: Passage, one: DateExpr, other: DateExpr) -> bool:
    """Whether a day is named beside another, with nobody and no contact between: "ngày 14/10, khi …, và 19/10"."""
    between = [c for c in passage.chunks if one.span.end <= c.start < other.span.start]
    while between and between[-1].code in "il":
        between.pop()  # "hôm 14/10 tại A và tại B hôm 19/10"
    joined = bool(between) and any(c.code in ",&" for c in between[-2:])
    return joined and all(c.trigger is None and c.code not in "NLHQ" for c in between)


def by_which_means(report: Draft, passage: Passage, candidate: Candidate, there: Place | None) -> Kind:
    """The kind of a contact whose word leaves the means open, as the rest of the sentence tells it.

    By telephone, where a word for it stands in front ("qua điện thoại, A bảo B …"); face to face, where people of
    two states are told to be `there`, or one has come to the other. A summons to be handed a
    note is a message, and who calls on somebody meets him.
    """
    if report.kind is Kind.MEETING and _handed_over(passage, candidate):
        return Kind.MESSAGE
    if report.kind is Kind.VISIT and report.status is Status.OCCURRED and _called_on(candidate):
        return Kind.MEETING
    if not report.weak or report.kind is not Kind.CONTACT or report.status is not Status.OCCURRED:
        return report.kind
    before = [c for c in passage.chunks if c.end <= candidate.trigger.start]
    for item in reversed(before):
        if item.trigger is not None and item.cls != "means":
            break
        if item.cls == "means" and item.kind is not None and item.kind is not Kind.CONTACT:
            return item.kind
    people = all(p.actor.type is ActorType.PERSON for p in report.parties)
    said = " ".join(c.text.lower() for c in before)
    if people and candidate.valency == "mutual" and report.lists.pattern(r"\b{handset}\b").search(said):
        return Kind.PHONE_CALL
    telephone = any(c.cls == "line" and not c.text.lower().startswith("kênh") for c in passage.chunks)
    one = not candidate.noun or candidate.definite
    if telephone and candidate.valency == "mutual" and one and passage.over_line(candidate):
        return Kind.PHONE_CALL
    came = any(c.kind is Kind.VISIT and c.trigger.end <= candidate.trigger.start for c in passage.candidates)
    here = there is not None and not _of_the_topic(passage, candidate)
    if people and (here or (came and candidate.rule.startswith("distant"))):
        return Kind.MEETING
    return report.kind


def _of_the_topic(passage: Passage, candidate: Candidate) -> bool:
    """Whether the only place that is told is where the topic lies: "trao đổi với B về vụ việc ở Okinawa"."""
    before = any(c.code == "i" and c.end <= candidate.trigger.start for c in passage.chunks)
    after = (c.code for c in passage.chunks if c.code in "ai" and c.start >= candidate.trigger.end)
    return not before and next(after, "i") == "a"


def on_the_phone_again(report: Draft, passage: Passage, candidate: Candidate, told: Sequence[Draft]) -> bool:
    """Whether a contact of unstated means goes on a row of calls: "Hôm 3/3 hai ông cũng nói chuyện".

    One of its parties has just been on the phone, and the text says that it is more of the same, or that somebody
    called.
    """
    if not report.weak or report.kind is not Kind.CONTACT or report.place is not None:
        return False
    near = [d for d in told if report.seen - d.seen <= _JUST_TOLD and d.actors & report.actors]
    last = max(near, key=lambda d: (d.seen, d.trigger), default=None)
    if last is None or last.kind is not Kind.PHONE_CALL:
        return False
    at = next((i for i, c in enumerate(passage.chunks) if c.start == candidate.trigger.start), 0)
    beside = passage.chunks[max(0, at - 2) : at + 3]
    called = any(c.code == "n" and c.text.lower().endswith(_CALLING) for c in passage.chunks[at:])
    return called or any("as-before" in c.lists for c in beside)


def _called_on(candidate: Candidate) -> bool:
    """Whether a visit is to a person: "đến thăm nguyên Tổng Bí thư B"."""
    return all(side and all(m.head == "person" for m in side) for side in candidate.sides[:2])


def _handed_over(passage: Passage, candidate: Candidate) -> bool:
    """Whether somebody is summoned to be handed a note: "triệu Đại sứ B tới trao công hàm"."""
    after = [c for c in passage.chunks if c.start >= candidate.trigger.end]
    summons = next((c for c in passage.chunks if c.start == candidate.trigger.start), None)
    if summons is None or "summoning" not in summons.lists:
        return False
    told = next((c for c in after if c.trigger is not None), None)
    return told is not None and told.trigger is not None and told.trigger.kind is Kind.MESSAGE


def _duration(lowered: str, behind: int, lists: WordLists) -> int | None:
    match = lists.pattern(_DURATION).search(lowered) or lists.pattern(_LASTED).match(lowered, behind)
    if match is not None:
        words = {"nửa": 0.5, "một": 1, "hai": 2, "ba": 3}
        amount = words[match.group(1)] if match.group(1) in words else float(match.group(1))
        if match.group(2) == "phút":
            return int(amount) if amount >= 1 else None
        return int(amount * 60) + int(match.group(3) or 0)
    if all(lists.pattern(cue).search(lowered) for cue in ("{began}", "{ended}")):
        plain = re.sub(r"\([^)]*\)", " ", lowered)
        times = [int(h) * 60 + int(m or 0) for h, m in _CLOCK.findall(plain) if int(h) < 24]
        if len(times) >= 2 and 0 < times[-1] - times[0] < 600:
            return times[-1] - times[0]
    return None


def _topic(chunks: Sequence[Chunk], trigger: Span, text: str) -> str | None:
    """The words after "về" that follow the contact word, up to the end of the clause."""
    for i, item in enumerate(chunks):
        if item.code == "a" and item.span.start >= trigger.end and i + 1 < len(chunks):
            stop = next((c.span.start for c in chunks[i + 1 :] if c.code in ",|"), chunks[-1].span.end)
            return text[chunks[i + 1].span.start : stop].strip(" .,;:|") or None
    return None
