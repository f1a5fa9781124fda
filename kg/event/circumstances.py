"""What a sentence tells of a contact besides its parties, date and place: channel, count, duration, topic."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.article.text import lower
from kg.date.numerals import NUMBERS
from kg.event.candidates import Candidate
from kg.event.drafts import Draft
from kg.event.passages import Passage
from kg.knowledge.wordlists import WordLists
from kg.mention.chunks import Chunk
from kg.mention.places import Place
from kg.model import ActorType, ChannelType, Kind, Span, Status

# Numbers and units have values, and so stand here.
_COUNT = r"\b(hai|ba|bốn|năm|sáu|\d)\s+{time-or-occasion}\b"
_DURATION = (
    r"{lasting}\s+{roughly}?\s*"
    r"(\d+|nửa|một|hai|ba)\s*(phút|giờ|tiếng)(?:\s*(\d+)\s*phút)?"
)
_CLOCK = re.compile(r"(\d{1,2})\s?(?:h|giờ|g)\s?(\d{2})?")


def describe(report: Draft, passage: Passage, candidate: Candidate, whole: str) -> None:
    """Add to a draft what the sentence tells of its channel, count, duration and topic."""
    span = passage.sentence.span
    lowered = lower(span.slice(whole))
    if passage.over_line(candidate):
        report.channel = ChannelType.HOTLINE.value
    elif passage.says("backchannel") and report.weak:
        report.channel = report.channel or ChannelType.BACKCHANNEL.value
    count = passage.grammar.lists.pattern(_COUNT).search(lowered)
    if count and abs(count.start() + span.start - candidate.trigger.start) < 30 and report.count is None:
        word = count.group(1)
        report.count = NUMBERS.get(word) or int(word)
    report.duration = report.duration or _duration(lowered, passage.grammar.lists)
    if report.topic is None:
        report.topic = _topic(passage.chunks, candidate.trigger, whole)


def by_which_means(report: Draft, passage: Passage, candidate: Candidate, there: Place | None) -> Kind:
    """The kind of a contact whose word leaves the means open, as the rest of the sentence tells it.

    By telephone, where a word for it stands in front ("qua điện thoại, A bảo B …"); face to face, where people of
    two states are told to be `there`, or one has come to the other.
    """
    if not report.weak or report.kind is not Kind.CONTACT or report.status is not Status.OCCURRED:
        return report.kind
    before = [c for c in passage.chunks if c.end <= candidate.trigger.start]
    for item in reversed(before):
        if item.trigger is not None and item.cls != "means":
            break
        if item.cls == "means" and item.kind is not None and item.kind is not Kind.CONTACT:
            return item.kind
    telephone = any(c.cls == "line" and not c.text.lower().startswith("kênh") for c in passage.chunks)
    if telephone and candidate.valency == "mutual" and not candidate.noun and passage.over_line(candidate):
        return Kind.PHONE_CALL
    people = all(p.actor.type is ActorType.PERSON for p in report.parties)
    came = any(c.kind is Kind.VISIT and c.trigger.end <= candidate.trigger.start for c in passage.candidates)
    if people and (there is not None or (came and candidate.rule.startswith("distant"))):
        return Kind.MEETING
    return report.kind


def _duration(lowered: str, lists: WordLists) -> int | None:
    match = lists.pattern(_DURATION).search(lowered)
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
