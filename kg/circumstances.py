"""What a sentence tells of a contact besides its parties and date: place, channel, count, duration, topic."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from kg.chunks import Chunk
from kg.dates import NUMBERS
from kg.drafts import Draft
from kg.events import Candidate
from kg.model import ActorType, ChannelType, Kind, Span
from kg.passages import Passage
from kg.text import lower

_COUNT = re.compile(r"\b(hai|ba|bốn|năm|sáu|\d)\s+(?:lần|cuộc)\b")
_DURATION = re.compile(
    r"(?:kéo dài|trong|suốt|dài|chừng)\s+(?:khoảng|hơn|gần|chừng|tới|đến)?\s*"
    r"(\d+|nửa|một|hai|ba)\s*(phút|giờ|tiếng)(?:\s*(\d+)\s*phút)?"
)
_CLOCK = re.compile(r"(\d{1,2})\s?(?:h|giờ|g)\s?(\d{2})?")
_NO_PLACE = ("sau", "trước", "qua", "từ", "theo", "trước khi", "sau khi")
_AT = ("tại", "ở")
_TO = ("tới", "đến", "sang")
_CITY = ("thủ đô", "thành phố")
_GOING = ("goal", "guest")


def describe(report: Draft, passage: Passage, candidate: Candidate, whole: str) -> None:
    """Add to a draft what the sentence tells of its channel, count, duration, place and topic."""
    span = passage.sentence.span
    lowered = lower(span.slice(whole))
    if over_line(passage, candidate):
        report.channel = ChannelType.HOTLINE.value
    elif passage.says("backchannel") and report.weak:
        report.channel = report.channel or ChannelType.BACKCHANNEL.value
    count = _COUNT.search(lowered)
    if count and abs(count.start() + span.start - candidate.trigger.start) < 30 and report.count is None:
        word = count.group(1)
        report.count = NUMBERS.get(word) or int(word)
    report.duration = report.duration or _duration(lowered)
    if report.place is None and report.kind in (Kind.MEETING, Kind.VISIT, Kind.TALKS):
        report.place = _place(report, passage.chunks, candidate)
    if report.topic is None:
        report.topic = _topic(passage.chunks, candidate.trigger, whole)


_BY = ("qua", "trên", "bằng", "thông qua", "qua các", "gọi")
_SPOKEN = (Kind.PHONE_CALL, Kind.VIDEO_CALL, Kind.CONTACT, Kind.TALKS, Kind.MESSAGE)


def over_line(passage: Passage, candidate: Candidate) -> bool:
    """Whether a contact is told to have gone over a line: "nói chuyện … qua đường dây này", "gọi đường dây nóng"."""
    if candidate.kind not in _SPOKEN:
        return False
    for i, item in enumerate(passage.chunks):
        if item.cls == "line":
            words = " ".join(c.text.lower() for c in passage.chunks[max(0, i - 3) : i])
            beside = item.span.start - candidate.trigger.end < 4 and item.span.start >= candidate.trigger.end
            if beside or re.search(rf"(?:{'|'.join(_BY)})(?: \w+)?$", words):
                return True
    return False


def _place(report: Draft, chunks: Sequence[Chunk], candidate: Candidate) -> str | None:
    """Where a contact took place, as the sentence says it: the goal of a visit, else a place of its clause."""
    goals = [p.mention for p in report.parties if p.actor.type is ActorType.STATE]
    if report.kind is Kind.VISIT and goals:
        return goals[-1]
    at = next((i for i, c in enumerate(chunks) if c.span.start >= candidate.trigger.start), len(chunks))
    for i in range(at + 1, len(chunks)):
        if chunks[i].code in "|EV" or (chunks[i].code == "s" and i > at + 2):
            break
        if (place := _named_place(chunks, i)) is not None:
            return place
    for i in range(at - 1, 0, -1):
        if chunks[i].code == "|" and i < at - 1:
            break
        if (place := _named_place(chunks, i)) is not None or (place := _goal(chunks, i)) is not None:
            return place
        if _valency(chunks[i]) not in (None, *_GOING):
            break
    return None


def _named_place(chunks: Sequence[Chunk], i: int) -> str | None:
    """The place that chunk `i` names after a preposition: "tại Sochi", "sang Mátxcơva"; in capitals, if unknown."""
    city = i > 2 and f"{chunks[i - 2].text} {chunks[i - 1].text}".lower() in _CITY
    before = chunks[i - 3 if city else i - 1].text.lower()
    if city and chunks[i].code == "O" and before in (*_AT, *_TO):
        return chunks[i].mentions[0].text  # "tới thủ đô Kiev"
    if chunks[i].code == "l" and chunks[i].mentions and before not in _NO_PLACE:
        return chunks[i].mentions[0].text
    if chunks[i].code != "w" or before not in _AT:
        return None
    words = itertools.takewhile(lambda c: c.code == "w" and c.text[0].isupper(), chunks[i:])
    return " ".join(c.text for c in words) or None


def _goal(chunks: Sequence[Chunk], i: int) -> str | None:
    """The seat at chunk `i` that the verb before it says somebody travelled to."""
    going = _valency(chunks[i - 1]) in _GOING and chunks[i].mentions and chunks[i].mentions[0].head == "body"
    return chunks[i].mentions[0].text if going else None


def _valency(item: Chunk) -> str | None:
    return item.trigger.valency if item.trigger is not None else None


def _duration(lowered: str) -> int | None:
    match = _DURATION.search(lowered)
    if match is not None:
        words = {"nửa": 0.5, "một": 1, "hai": 2, "ba": 3}
        amount = words[match.group(1)] if match.group(1) in words else float(match.group(1))
        if match.group(2) == "phút":
            return int(amount) if amount >= 1 else None
        return int(amount * 60) + int(match.group(3) or 0)
    if "bắt đầu" in lowered and "kết thúc" in lowered:
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
