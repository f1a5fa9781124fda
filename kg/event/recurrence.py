"""Further contacts of the same parties, told by an event noun with its turn and day: "Lần gặp thứ hai … hôm 11-2"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.event.candidates import Candidate
from kg.event.drafts import Draft, kinds_agree, overlap
from kg.event.passages import Passage
from kg.mention.chunks import Chunk
from kg.model import EventDate, Kind, Status

_REACH = 3  # sentences after a contact in which one more of the same parties is told without naming them
_WITHIN = 60  # characters between an event noun and its day
_TURN = r"\b{which-occasion}\b"
_ROUND = r"\b{round} \d+ $"
_BEFORE = 10  # characters before an event noun in which its round is told: "vòng 2 cuộc đàm phán"


def further(
    number: int,
    passage: Passage,
    candidate: Candidate,
    dated: EventDate | None,
    drafts: Sequence[Draft],
    lowered: str,
) -> Draft | None:
    """The contact told last, if an event noun without parties tells of one more of the same parties, on another day.

    `lowered` is the text of the article in lower case.
    """
    if not candidate.noun or candidate.party or candidate.partner or dated is None or not candidate.dates:
        return None
    if not _told(passage, candidate, lowered):
        return None
    before = [m for m in passage.subjects() if m.span.end <= candidate.trigger.start]
    near = [d for d in drafts if number - d.seen <= _REACH and d.status is Status.OCCURRED]
    alike = [d for d in near if kinds_agree(d.kind, d.weak, candidate.kind, candidate.weak)]
    if not alike and (candidate.kind is Kind.VISIT or any(d.kind is Kind.VISIT for d in near)):
        return None
    last = max(alike or near, key=lambda d: (d.seen, d.trigger), default=None)
    if last is None or (last.plural and last.count is None):
        return None
    if before and before[-1].name is not None and not _names(last, before[-1].name):
        return None  # "lần đầu tiên ông C đến thăm A là tháng 11/2022": of somebody else
    apart = last.date is not None and not overlap(last.date, dated)
    return last if apart or not alike else None


def _names(last: Draft, name: str) -> bool:
    """Whether a name, or the last word of it, is one by which a party is called."""
    word = name.split()[-1].lower()
    return any(word in f"{p.mention} {p.actor.name}".lower().split() for p in last.parties)


def _told(passage: Passage, candidate: Candidate, lowered: str) -> bool:
    """Whether an event noun is told with its turn and, at once after it, the day."""
    day, word = candidate.dates[0].span, candidate.trigger
    between = lowered[word.end : day.start]
    inside = [c for c in passage.chunks if word.end <= c.start < day.start]
    if not between.strip() or len(between) > _WITHIN or any(map(_apart, inside)):
        return False
    lists = passage.grammar.lists
    counted = lists.pattern(_ROUND).search(lowered[max(0, word.start - _BEFORE) : word.start])
    return counted is not None or lists.pattern(_TURN).search(between) is not None


def _apart(item: Chunk) -> bool:
    """Whether a chunk between an event noun and a day shows that the day is of something else."""
    return item.code in "NLHQ|,mgkd&VE" and item.text.lower() != "là"
