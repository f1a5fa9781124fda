"""Further contacts of the same parties, told by turn and day: "Lần gặp thứ hai … hôm 11-2", "Vòng ba là ngày 7/3"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from kg.date.expressions import DateExpr
from kg.date.numerals import NUMBERS
from kg.event.candidates import Candidate
from kg.event.circumstances import days_apart
from kg.event.drafts import Draft, kinds_agree, overlap
from kg.event.passages import Passage
from kg.knowledge.wordlists import ListName
from kg.mention.chunks import Chunk
from kg.model import EventDate, Kind, Span, Status

_REACH = 3  # sentences after a contact in which one more of the same parties is told without naming them
_WITHIN = 60  # characters between an event noun and its day
_TURN = r"\b{which-occasion}\b"
_ROUND = r"\b{round} \d+ $"
_BESIDE = 1  # characters between an event noun and the day that tells it from the others
_ONE_NIGHT = dt.timedelta(days=1)
_BEFORE = 10  # characters before an event noun in which its round is told: "vòng 2 cuộc đàm phán"
_LATELY = 2  # sentences after a contact in which a mere "lần thứ hai" is one more of it
# The beginning of a clause, then a turn without any noun for a contact.
_BARE = (
    r"(?:^|[.,;:–-] |\b(?:{and-then}|{and-word}|{telling}) )(?:(?P<times>{two}|{three}|{four}) )?"
    r"(?P<turn>(?:(?P<round>{one-round})|{one-turn}) (?:{which-turn}|{which-occasion}))(?!\w)"
)
_LINKS: frozenset[ListName] = frozenset({"taking-place", "set-for"})
_NEVER_IN_ROUNDS = (Kind.PHONE_CALL, Kind.MESSAGE, Kind.VISIT)
_JOINTS = ",ilpqxz"  # codes of chunks that may stand between a turn and its day


def further(
    number: int,
    passage: Passage,
    candidate: Candidate,
    dated: EventDate | None,
    drafts: Sequence[Draft],
    lowered: str,
) -> Draft | None:
    """The contact told last, if one more of the same parties is told without them, on another day.

    By an event noun with its turn, or by a verb with "lại": "gọi cho B hôm 10/7, rồi hôm sau lại gọi".

    `lowered` is the text of the article in lower case.
    """
    if candidate.party or candidate.partner or dated is None or not candidate.dates:
        return None
    again = not candidate.noun and passage.before(candidate) in passage.grammar.lists["again"]
    if not candidate.noun and not again:
        return None
    if candidate.noun and not _told(passage, candidate, lowered):
        return _on_another_day(passage, candidate, dated, drafts, lowered)
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


def _on_another_day(
    passage: Passage, candidate: Candidate, dated: EventDate, drafts: Sequence[Draft], lowered: str
) -> Draft | None:
    """The contact told last, if all of this kind are of the same parties, and a noun stands right before a day."""
    day, word = candidate.dates[0].span, candidate.trigger
    beside = 0 <= day.start - word.end <= _BESIDE and dated.earliest == dated.latest
    alike = [d for d in drafts if kinds_agree(d.kind, d.weak, candidate.kind, candidate.weak)]
    several = passage.grammar.lists.pattern("{plural-contacts} ").match(word.slice(lowered)) is not None
    if not beside or several or len({d.actors for d in alike}) != 1:
        return None
    last = max(alike, key=lambda d: (d.seen, d.trigger))
    named = (m.name for m in passage.mentions() if m.name is not None)
    told = all(d.status is candidate.status and not d.plural and _days_apart(d.date, dated) for d in alike)
    return last if told and candidate.kind is not Kind.VISIT and all(_names(last, n) for n in named) else None


def _days_apart(one: EventDate | None, other: EventDate) -> bool:
    """Whether two dates are days apart, not one day in two parts of the world."""
    if one is None or one.earliest is None or one.latest is None:
        return False
    if other.earliest is None or other.latest is None:
        return False
    return max(one.earliest - other.latest, other.earliest - one.latest) > _ONE_NIGHT


def _names(last: Draft, name: str) -> bool:
    """Whether a name, or the last word of it, is one by which a party is called."""
    word = name.split()[-1].lower()
    words = (w for p in last.parties for w in f"{p.mention} {p.actor.name}".lower().split())
    return any(w == word or w.endswith(f".{word}") for w in words)


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


def bare_turns(
    number: int, passages: Sequence[Passage], drafts: Sequence[Draft], lowered: str
) -> list[tuple[Candidate, Draft]]:
    """Further contacts told by their turn alone ("Vòng hai diễn ra ngày 3/3, vòng ba ngày 7/3"), with the one before.

    What a turn is of must be clear: the contact told last, of the only parties of whom its sentence told one.
    `lowered` is the text of the article in lower case.
    """
    passage = passages[number]
    latest = max((d.seen for d in drafts), default=-_LATELY - 1)
    if number - latest > _LATELY or not passage.dates:
        return []
    told = [d for d in drafts if d.seen == latest]
    last = max(told, key=lambda d: d.trigger)
    clear = len({d.actors for d in told}) == 1 and last.status in (Status.OCCURRED, Status.PLANNED)
    if not clear or last.kind is Kind.VISIT or (last.plural and last.count is None):
        return []
    if any(not _goes_on(passages[n], last) for n in range(latest + 1, number)):
        return []
    found = []
    start = passage.sentence.span.start
    for turn in passage.grammar.lists.pattern(_BARE).finditer(passage.sentence.span.slice(lowered)):
        word = Span(start + turn.start("turn"), start + turn.end("turn"))
        day = _day_of(word, passage)
        if day is None or (turn["round"] and last.kind in _NEVER_IN_ROUNDS):
            continue
        days = days_apart(passage, word.end, lowered) if turn["times"] else (day,)
        if len(days) == NUMBERS.get(turn["times"], 1):
            found += [(_one_more(word, each, last, passage), last) for each in days]
    return found


def _goes_on(passage: Passage, last: Draft) -> bool:
    """Whether a sentence after a contact still speaks of its parties, and of no other event."""
    same = any(m.head in ("pair", "pronoun") or (m.name and _names(last, m.name)) for m in passage.mentions())
    return same and not any(c.noun for c in passage.candidates)


def _one_more(turn: Span, day: DateExpr, last: Draft, passage: Passage) -> Candidate:
    between = [c for c in passage.chunks if turn.end <= c.start < day.span.start]
    status = Status.PLANNED if any(c.code == "q" for c in between) else Status.OCCURRED
    return Candidate(last.kind, last.weak, status, (), "further", turn, True, False, (day,))


def _day_of(turn: Span, passage: Passage) -> DateExpr | None:
    """The day that is told of a turn right after it: as predicate, or set off by a comma."""
    day = next((d for d in passage.dates if d.span.start >= turn.end), None)
    if day is None or day.since or day.until or day.span.start - turn.end > _WITHIN:
        return None
    between = [c for c in passage.chunks if turn.end <= c.start < day.span.start]
    linked = [c for c in between if c.text.lower() == "là" or c.lists & _LINKS or c.code == "q"]
    loose = [c for c in between if c not in linked and c.code not in _JOINTS]
    if loose or any(c.cls in ("negation", "refusal") for c in between):
        return None
    after = [c for c in passage.chunks if c.start >= day.span.end and c.code != ","]
    return None if not linked and after and after[0].code in "NLH" else day
