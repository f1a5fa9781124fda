"""Which words of an article tell of the same contact: what is told again, and what an event noun points back to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet

from kg.event.candidates import Candidate
from kg.event.drafts import SPECIFICITY, Draft, carried, fold, kinds_agree, overlap, same_contact
from kg.event.parties import Member
from kg.event.passages import Passage
from kg.model import ActorType, DateBasis, EventDate, Evidence, Kind, Status

_FAR = 3  # sentences; further back nothing is called off by a mere "cuộc gặp"

_REMOTE = (Kind.PHONE_CALL, Kind.VIDEO_CALL)  # who could not meet on a day may have spoken on it all the same


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


def _given_up(plan: Draft, outcome: Draft) -> bool:
    """Whether a dated plan is the one that was called off: of before by what is said of it, or for the same place."""
    if outcome.date is not None and (plan.date is None or not overlap(plan.date, outcome.date)):
        return False
    called_off = outcome.lists.pattern(r"\b{calling-off}\b").search(outcome.evidence.quote.lower())
    if called_off is None:
        return False
    if outcome.lists.pattern(r"\b{planned-at-first}\b").search(plan.evidence.quote.lower()) is not None:
        return True
    for_good = outcome.lists.pattern("{cancelling}").match(called_off.group()) is not None
    there = {d.place.name for d in (plan, outcome) if d.place is not None}
    return for_good and plan.place is not None and outcome.place is not None and len(there) == 1


def _became(told: Draft, outcome: Draft) -> bool:
    """Whether a contact that is told in one status is the same as one that is told in another."""
    if told.actors != outcome.actors:
        return False
    statuses = (told.status, outcome.status)
    if statuses == (Status.PROPOSED, Status.PLANNED) and told.evidence == outcome.evidence:
        invited = told.kind is Kind.VISIT and outcome.kind is Kind.MEETING
        return invited and told.trigger < outcome.trigger  # "mời B tới; hai người sẽ gặp nhau"
    if told.kind is not outcome.kind:
        return False
    if statuses == (Status.OCCURRED, Status.PLANNED) and told.untold:
        return told.date is None or (outcome.date is not None and overlap(told.date, outcome.date))
    if statuses == (Status.OCCURRED, Status.DENIED):  # what one side says took place, the other denies
        same_day = told.date is not None and outcome.date is not None and told.date.edtf == outcome.date.edtf
        return same_day and told.trigger < outcome.trigger and told.kind in _REMOTE
    if statuses == (Status.PLANNED, Status.DENIED):
        return told.date is None is outcome.date or _given_up(told, outcome)
    return statuses == (Status.PROPOSED, Status.PLANNED) and told.date is None


def antecedent(
    candidate: Candidate,
    drafts: Sequence[Draft],
    number: int,
    parties: AbstractSet[str],
    dated: EventDate | None,
    disclaimed: bool = False,
    held: bool = False,
) -> Draft | None:
    """The contact to which an event noun in sentence `number` points back, with these `parties` (ids) if any.

    `disclaimed`: somebody denies that there was one such as has just been told ("không hề có cuộc gọi nào"). `held`:
    it says on which day the contact took or takes place, so that it comes of what was asked for just before.
    """
    visit = candidate.kind is Kind.VISIT
    for report in sorted(drafts, key=lambda d: (visit and (d.journey or d.kind is Kind.VISIT), d.seen))[::-1]:
        untrue = disclaimed and report.kind is candidate.kind and number - report.seen <= 1
        asked_for = held and report.status is Status.PROPOSED and number - report.seen <= 1
        if not (untrue or asked_for or _continues(candidate, report, number)):
            continue
        if not kinds_agree(report.kind, report.weak, candidate.kind, candidate.weak):
            continue
        if parties and not parties & report.actors:
            continue
        if dated is not None and report.date is not None and not overlap(dated, report.date):
            far = number - report.seen > _FAR
            if (
                far
                or not carried(report.date)
                or dated.basis is DateBasis.CONTEXT
                or dated.precision != "day"
            ):
                continue  # what a contact's own sentence states goes before what was carried over
            report.date = dated
        return report
    return None


def identified(
    candidate: Candidate,
    occasions: Sequence[Sequence[Member]],
    number: int,
    passage: Passage,
    drafts: Sequence[Draft],
) -> Draft | None:
    """The contact of people that an event noun of both states or sides only says what it was, told just before.

    "A gặp B. Đây là cuộc đối thoại đầu tiên giữa hai nước", "… với B, cuộc gặp cấp cao đầu tiên giữa hai bên".
    """
    mentions = [m for side in candidate.sides for m in side]
    dated = any(d.span.start > candidate.trigger.start for d in candidate.dates)
    if not candidate.noun or dated or any(m.head != "pair" or m.name is not None for m in mentions):
        return None
    if any(r.actor.type is ActorType.PERSON for parties in occasions for _, r, _ in parties):
        return None
    before = [c for c in passage.chunks if c.start < candidate.trigger.start and c.code != "x"]
    copula = bool(before) and before[-1].text.lower() == "là" and all(c.code == "w" for c in before[:-1])
    apposed = (
        len(before) > 1
        and before[-1].code == ","
        and before[-2].code in "NLzl"
        and any(c.trigger is not None for c in before)
    )
    if not (copula or apposed):
        return None
    told = max((d for d in drafts if number - d.seen <= 1 - apposed), key=lambda d: d.trigger, default=None)
    if told is None or told.status is not candidate.status:
        return None
    return told if kinds_agree(told.kind, told.weak, candidate.kind, candidate.weak) else None


def say_what_it_was(told: Draft, candidate: Candidate, evidence: Evidence) -> None:
    """Add what an event noun says a contact was: its kind, where that is not told otherwise, and the quote."""
    if told.weak and not candidate.weak and SPECIFICITY[candidate.kind] > SPECIFICITY[told.kind]:
        told.kind, told.weak = candidate.kind, False
    if evidence not in (told.evidence, *told.also):
        told.also.append(evidence)


def _continues(candidate: Candidate, report: Draft, number: int) -> bool:
    """Whether what is said to have become of a contact can be said of one with the status of that told before."""
    if candidate.status is Status.DENIED:
        open_still = report.status in (Status.PLANNED, Status.PROPOSED)
        return open_still and candidate.definite and number - report.seen <= _FAR
    return report.status is candidate.status or (report.status is Status.OCCURRED and candidate.definite)
