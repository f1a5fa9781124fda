"""Which words of an article tell of the same contact: what is told again, and what an event noun points back to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet

from kg.event.candidates import Candidate
from kg.event.drafts import Draft, fold, kinds_agree, overlap, same_contact
from kg.model import EventDate, Status

_FAR = 3  # sentences; further back nothing is called off by a mere "cuộc gặp"


def tell(
    draft: Draft,
    drafts: list[Draft],
    recalled: Callable[[EventDate], bool],
    another: bool,
    eve: bool = False,
    spoken_of: bool = False,
    also: bool = False,
) -> None:
    """Add a draft, or what it tells to the contact that it reports again.

    `recalled`: whether a date is too long ago for the news. `another`: the text says that it speaks of another
    contact than the one at hand ("lần gần nhất"). `eve`: it looks at the time before the contact, which may be over
    by now. `spoken_of`: an event noun names the contact without saying that it took place: it may be still to come.
    `also`: it was on a day of its own ("hai ông cũng gặp nhau hôm 5/3"), and so is not what is told without one.
    """
    alike = [d for d in drafts if d.actors == draft.actors]
    years_ago = draft.date is not None and recalled(draft.date)
    same = [
        d
        for d in alike
        if same_contact(d, draft, another)
        and not ((years_ago or also) and d.date is None)  # what is told as news is not what was years ago
    ]
    if not same and eve:
        same = [d for d in alike if d.status is Status.OCCURRED]
        draft.status = Status.OCCURRED if same else draft.status
    if not same and spoken_of and draft.status is Status.OCCURRED and draft.date is None:
        same = [
            d
            for d in alike
            if d.status is Status.PLANNED and kinds_agree(d.kind, d.weak, draft.kind, draft.weak)
        ]
    if not same:
        drafts.append(draft)
        return
    exact = [d for d in same if draft.date is not None and d.date is not None]
    fold(max(exact or same, key=lambda d: len(d.triggers)), draft)


def reconciled(drafts: Sequence[Draft]) -> list[Draft]:
    """The contacts of an article, each with what became of it: what is told of one in two statuses is one.

    A wish is taken up by the plan, an undated plan by its being called off, and what a headline or "chuyến thăm
    của A" only names by the plan that the text tells, before it or after.
    """
    kept: list[Draft] = []
    for draft in drafts:
        outcome = next((d for d in drafts if d is not draft and _became(draft, d)), None)
        if outcome is None:
            kept.append(draft)
        else:
            fold(outcome, draft)
    return kept


def _became(told: Draft, outcome: Draft) -> bool:
    """Whether a contact that is told in one status is the same as one that is told in another."""
    if told.actors != outcome.actors or told.kind is not outcome.kind:
        return False
    statuses = (told.status, outcome.status)
    if statuses == (Status.OCCURRED, Status.PLANNED) and told.untold:
        return told.date is None or (outcome.date is not None and overlap(told.date, outcome.date))
    if statuses == (Status.PLANNED, Status.DENIED):
        return told.date is None is outcome.date
    return statuses == (Status.PROPOSED, Status.PLANNED) and told.date is None


def antecedent(
    candidate: Candidate,
    drafts: Sequence[Draft],
    number: int,
    parties: AbstractSet[str],
    dated: EventDate | None,
) -> Draft | None:
    """The contact to which an event noun in sentence `number` points back, with these `parties` (ids) if any."""
    for report in sorted(drafts, key=lambda d: d.seen)[::-1]:
        if not _continues(candidate, report, number):
            continue
        if not kinds_agree(report.kind, report.weak, candidate.kind, candidate.weak):
            continue
        if parties and not parties & report.actors:
            continue
        if dated is not None and report.date is not None and not overlap(dated, report.date):
            continue
        return report
    return None


def _continues(candidate: Candidate, report: Draft, number: int) -> bool:
    """Whether what is said to have become of a contact can be said of one with the status of that told before."""
    if candidate.status is Status.DENIED:
        open_still = report.status in (Status.PLANNED, Status.PROPOSED)
        return open_still and candidate.definite and number - report.seen <= _FAR
    return report.status is candidate.status or (report.status is Status.OCCURRED and candidate.definite)
