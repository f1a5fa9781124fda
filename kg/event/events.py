"""Chunks of one sentence → candidate contacts: which frame holds around each contact word.

Frames are data (``lexicons/frames.ttl``). The first that fits gives the parties; where none does, the contact word is
asked what it governs (`kg.event.attachment`), and what remains without parties may still say more of another contact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.date.expressions import DateExpr
from kg.event.attachment import attached, complement, set_in
from kg.event.candidates import Candidate
from kg.event.constraints import acceptable
from kg.event.conveyed import as_contact
from kg.event.disclaimers import news_denied, only_asked
from kg.event.ellipsis import also_with, continued
from kg.event.factuality import generic, of_whoever, on_the_eve, status_in, status_of_noun
from kg.event.frames import Fit, codes_around, fits, fitting
from kg.event.governing import governing_dates
from kg.event.initiative import sought_by, sought_in
from kg.event.journeys import (
    each_with_its_day,
    ends_of_journeys,
    not_made,
    only_the_way,
    onward,
    still_ahead,
    supposed,
)
from kg.event.sides import listed_with, near_noun, partner, sides_of
from kg.knowledge.lexicon import Frame
from kg.knowledge.tokens import Entry
from kg.knowledge.wordlists import WordLists
from kg.mention.chunks import Chunk
from kg.model import Kind, Status

_TOLD = ("saying", "told")  # valencies of the words that tell somebody something


def candidates(chunks: Sequence[Chunk], frames: Sequence[Frame], lists: WordLists) -> list[Candidate]:
    """Every contact that the sentence reports, one for each contact word that a frame accepts."""
    found = _by_words(chunks, frames, lists)
    found += [*_by_means(found, chunks, frames, lists), *_conveyed(chunks, frames, lists)]
    found = also_with(continued(found, chunks), chunks)
    found += [*onward(found, chunks), *each_with_its_day(found, chunks)]
    found = not_made(still_ahead(found, chunks), chunks)
    found = [replace(c, status=Status.DENIED) if news_denied(c, chunks) else c for c in found]
    found = [c for c in found if not only_asked(c, chunks)]
    invited = {i for i, c in enumerate(found) if c.valency == "invite" and c.sides}
    found = [c for i, c in enumerate(found) if not (i - 1 in invited and c.kind is Kind.VISIT)]
    return [c for i, c in enumerate(found) if not only_the_way(c, found[i + 1 :], chunks)]


def _by_words(chunks: Sequence[Chunk], frames: Sequence[Frame], lists: WordLists) -> list[Candidate]:
    """What each contact word tells by itself."""
    found: list[Candidate] = []
    journeys = ends_of_journeys(chunks)
    for index, item in enumerate(chunks):
        if (
            item.trigger is None
            or item.trigger.kind is None
            or generic(chunks, index, lists)
            or supposed(chunks, index)
        ):
            continue
        if item.code == "V" and of_whoever(chunks, index):
            continue
        told = _set_in(chunks, index, frames, lists) or _candidate(
            chunks, index, codes_around(chunks, index, journeys), frames, lists
        )
        told = told if told.sides else _attached(told, chunks, index, frames, lists)
        if index and chunks[index - 1].code == "V" and item.code == "E" and found and not told.sides:
            # "cùng chủ trì phiên họp hôm …"
            found[-1] = replace(found[-1], dates=found[-1].dates or told.dates)
        found.append(told)
        if told.valency == "other-end" and told.partner is not None:
            found += [replace(told, partner=m, trigger=m.span) for m in listed_with(told.partner, chunks)]
    return found


def _set_in(
    chunks: Sequence[Chunk], index: int, frames: Sequence[Frame], lists: WordLists
) -> Candidate | None:
    """A contact in which something was said of somebody else."""
    reading = set_in(chunks, index)
    if reading is None:
        return None
    found = _candidate(*reading, codes_around(*reading, ()), frames, lists)
    dates = governing_dates(chunks, index, lists=lists) or found.dates
    return replace(found, rule="attached", dates=dates) if len(found.sides) == 2 else None


def _attached(
    told: Candidate, chunks: Sequence[Chunk], index: int, frames: Sequence[Frame], lists: WordLists
) -> Candidate:
    """A contact of whose parties no frame tells, with those that its word governs in the sentence."""
    reading = attached(chunks, index, told.valency)
    if reading is None:
        return replace(told, partner=told.partner or complement(chunks, index, told.valency))
    found = _candidate(*reading, codes_around(*reading, ()), frames, lists)
    if not found.sides:
        return told
    return replace(found, rule="attached", dates=told.dates or found.dates)


def _by_means(
    found: Sequence[Candidate], chunks: Sequence[Chunk], frames: Sequence[Frame], lists: WordLists
) -> list[Candidate]:
    """Contacts of which only the means tells: "A chia buồn với B qua điện thoại"."""
    told: list[Candidate] = []
    if any(c.sides for c in found):
        return told
    for index, item in enumerate(chunks):
        if item.kind is None or not (item.cls == "means" or _through(chunks, index)):
            continue
        means = Entry("means", "means", kind=item.kind, valency="means")
        around = list(chunks)
        around[index] = Chunk("V", item.start, item.end, item.text, trigger=means, lists=item.lists)
        candidate = _candidate(around, index, codes_around(around, index, ()), frames, lists)
        one_way = item.kind in (Kind.CONTACT, Kind.MESSAGE) and candidate.rule != "means-each-other"
        if one_way and len(candidate.sides) == 2:
            candidate = replace(candidate, initiator=candidate.sides[0][0], by_wording=True)
        if candidate.status is Status.PROPOSED and not any(c.cls in ("wish", "plan") for c in chunks[:index]):
            candidate = replace(
                candidate, status=Status.OCCURRED
            )  # "thúc giục B qua điện thoại": told so far
        told += [candidate] if candidate.sides else []
    return told


def _conveyed(chunks: Sequence[Chunk], frames: Sequence[Frame], lists: WordLists) -> list[Candidate]:
    """What is put or told to the other side: "A yêu cầu B dẫn độ …", "A cho B biết"."""
    told: list[Candidate] = []
    for index in range(1, len(chunks) - 2):
        reading = as_contact(chunks, index, lists) if chunks[index].lists else None
        if reading is None:
            continue
        candidate = _candidate(*reading, codes_around(*reading, ()), frames, lists)
        if not candidate.sides:
            candidate = _attached(candidate, *reading, frames, lists)
        told += [replace(candidate, rule="conveyed")] if len(candidate.sides) == 2 else []
    return told


def _through(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether a channel is told to be the way in which something was said: "qua (các) kênh hậu trường"."""
    before = next((c for c in reversed(chunks[:index]) if c.code != "x"), None)
    return chunks[index].cls == "backchannel" and before is not None and "through" in before.lists


def _candidate(
    chunks: Sequence[Chunk], index: int, codes: str, frames: Sequence[Frame], lists: WordLists
) -> Candidate:
    """What the contact word at `index` tells with the parties that a frame gives it, or without any."""
    item = chunks[index]
    entry = item.trigger
    assert entry is not None
    assert entry.kind is not None
    by_means = _means(chunks, index)
    kind, weak = by_means or entry.kind, entry.weak and by_means is None
    valency = entry.valency or "mutual"
    found = _first_fit(chunks, index, codes, frames, lists, valency)
    if found is None:
        status = status_of_noun(chunks, codes, index)
        return Candidate(
            kind,
            weak,
            status,
            (),
            "anaphor",
            item.span,
            item.code == "E",
            item.definite,
            dates=governing_dates(chunks, index, status, lists=lists),
            party=near_noun(chunks, codes, index),
            partner=partner(chunks, codes, index, valency),
            valency=valency,
            initiator=sought_by(chunks, codes, index, ()),
        )
    sides = sides_of(found, kind)
    sought = sought_in(found, sides)
    status = status_in(found, kind)
    told = Candidate(
        kind,
        weak,
        status,
        sides,
        found.frame.id,
        item.span,
        item.code == "E",
        item.definite,
        dates=_own_dates(chunks, index, governing_dates(chunks, index, status, lists=lists)),
        initiator=sought.mention,
        by_wording=sought.by_wording,
        several=sought.several,
        eve=on_the_eve(chunks, index),
        valency=valency,
    )
    at_home = all(m.head == "body" and not m.metonym for m in sides[0])
    received = told.valency == "host" and told.status in (Status.OCCURRED, Status.PLANNED) and len(sides) == 2
    received = received and any(m.head != "body" for m in sides[1])  # "Pháp tiếp Bỉ": a match
    if received and at_home and told.kind is Kind.MEETING and told.initiator is None:
        return replace(told, kind=Kind.VISIT, sides=(sides[1], sides[0]))  # "Việt Nam đón Tổng thống Mỹ"
    at_table = told.valency == "invite" and any(c.cls == "table" for c in chunks[found.end : found.end + 3])
    if at_table and told.status is Status.PROPOSED:
        return replace(told, kind=Kind.MEETING, status=Status.OCCURRED)
    meant = _invited_to(chunks, found.end) if told.valency == "invite" else None
    if meant is not None and told.status is Status.PROPOSED:
        dates = governing_dates(chunks, meant, lists=lists)
        return replace(told, kind=Kind.MEETING, dates=dates or told.dates)
    return told


def _invited_to(chunks: Sequence[Chunk], at: int) -> int | None:
    """Index of the meeting to which somebody is invited who is named before `at`: "mời B dự | cuộc hội đàm"."""
    while at < len(chunks) and (chunks[at].code in "xo,k" or "partisan" in chunks[at].lists):
        at += 1
    meant = chunks[at].trigger if at < len(chunks) else None
    meets = meant is not None and meant.kind is Kind.MEETING and meant.valency in ("mutual", "direct")
    return at if meets and chunks[at - 1].code in "xo" else None


def _own_dates(chunks: Sequence[Chunk], index: int, dates: tuple[DateExpr, ...]) -> tuple[DateExpr, ...]:
    """The dates of a contact before which something else was ("trước chuyến thăm B, ông A đã ghé C hôm 20/3")."""
    end = next((c.start for c in chunks[index:] if c.code == ","), None)
    if end is None or not on_the_eve(chunks, index):
        return dates
    return tuple(date for date in dates if date.span.start < end)


def _first_fit(
    chunks: Sequence[Chunk], index: int, codes: str, frames: Sequence[Frame], lists: WordLists, valency: str
) -> Fit | None:
    """The closest match that holds of the frame with the lowest priority number that has one."""
    item = chunks[index]
    cls = "noun" if item.code == "E" else "means" if item.trigger and item.trigger.cls == "means" else "verb"
    present = set(codes)
    for frame, pattern, needed in fitting(tuple(frames), cls, valency):
        if needed <= present:
            found = next(filter(acceptable, fits(frame, pattern, codes, index, chunks, lists)), None)
            if found is not None:
                return found
    return None


def _likewise(chunks: Sequence[Chunk], index: int) -> Kind | None:
    """The kind that a word for the means gives behind a comma: "nói chuyện hai lần, đều qua điện thoại"."""
    for item in chunks[index + 1 : index + 5]:
        if item.cls == "means":
            return item.kind if item.kind is not Kind.CONTACT else None
        if item.code not in "xQ":
            return None
    return None


def _in_writing(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether a letter is how something was told: "báo tin cho B bằng một bức thư"."""
    trigger = chunks[index].trigger
    before = next((c for c in reversed(chunks[:index]) if c.code != "x"), None)
    written = trigger is not None and trigger.kind is Kind.MESSAGE and chunks[index].code == "E"
    return written and before is not None and "by-what" in before.lists


def _means(chunks: Sequence[Chunk], index: int) -> Kind | None:
    """The kind that a word for the means gives the contact before it: "hội đàm với B qua điện thoại"."""
    focus = chunks[index].trigger
    if focus is None or focus.kind in (Kind.MESSAGE, Kind.VISIT):
        return None
    for at, item in enumerate(chunks[index + 1 : index + 9], start=index + 1):
        if item.trigger is not None and focus.valency in _TOLD and _in_writing(chunks, at):
            return Kind.MESSAGE
        if item.code == "," and (after := _likewise(chunks, at)) is not None:
            return after
        if item.trigger is not None or item.code in "|,":
            return None
        if item.cls == "means":
            return item.kind if item.kind is not Kind.CONTACT else None
    return None
