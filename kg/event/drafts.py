"""Contacts while their document is being read: what they hold, and when two of them are one.

One occasion is one event however often the text returns to it; two occasions stay two. A draft joins an earlier
one when the parties agree, the kinds can be the same contact, and nothing in dates or status keeps them apart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from kg.date.intervals import between
from kg.knowledge.wordlists import WordLists
from kg.mention.actors import NO_SUCH_OFFICE
from kg.mention.places import Place
from kg.model import (
    ActorRef,
    ActorType,
    Attribution,
    AttributionType,
    ChannelType,
    ContactEvent,
    DateBasis,
    EventDate,
    Evidence,
    Kind,
    Participation,
    Role,
    Span,
    Status,
)

GOES_ON = "the day of which the text goes on to speak"
"""The reason of a date that was only carried over from the sentences before."""
# How much a kind tells: of two that can be the same contact, the more specific stands.
SPECIFICITY = {
    Kind.CONTACT: 0, Kind.TALKS: 1, Kind.VISIT: 2, Kind.MESSAGE: 3, Kind.MEETING: 3,
    Kind.PHONE_CALL: 4, Kind.VIDEO_CALL: 5,
}  # fmt: skip

# Kinds of unstated means: during a visit they are talks face to face.
_OPEN_MEANS = (Kind.TALKS, Kind.CONTACT)

_FACE_TO_FACE = (Kind.MEETING, Kind.TALKS)
_WEEK = 7  # days

SEVERAL = "{several} "
"""A pattern over word lists: with these words a wording means several people, not one delegation."""
BACK = "reply"
"""The rule by which one is told to have called or written back."""

_AIRPORT = "sân bay"
_STAY = 3  # days between those to which a text dates one visit
_GOAL = "goal"  # the frame of a verb of motion with where it leads
_LEAD = 4  # sentences in which a text tells what its headline is about
_SOON = 2  # sentences after a journey in which who is met is its host


@dataclass(slots=True)
class Draft:
    """A contact while the document is being read."""

    kind: Kind
    weak: bool
    status: Status
    parties: list[Participation]
    sides: int
    evidence: Evidence
    trigger: Span
    rule: str
    confidence: float
    line: int
    headline: bool
    date: EventDate | None = None
    initiator: str | None = None
    initiator_evidence: Evidence | None = None
    by_wording: bool = False
    place: Place | None = None
    channel: str | None = None
    line_id: str | None = None
    count: int | None = None
    duration: int | None = None
    topic: str | None = None
    said_by: list[Attribution] = field(default_factory=list)
    also: list[Evidence] = field(default_factory=list)
    triggers: list[Span] = field(default_factory=list)
    referred: list[Span] = field(default_factory=list)  # event nouns that point back to it
    plural: bool = False
    many: bool = False  # told as a series: "hàng loạt cuộc gặp"
    untold: bool = False  # named by a headline or as a visit, without saying that it took place
    journey: bool = False
    seen: int = 0  # number of the sentence that spoke of it last
    lists: WordLists = field(kw_only=True, repr=False, compare=False)

    @property
    def actors(self) -> frozenset[str]:
        """Ids of the parties."""
        return frozenset(p.actor.id for p in self.parties)

    @property
    def vague(self) -> bool:
        """Whether no party is a named person."""
        return all(p.actor.type is not ActorType.PERSON for p in self.parties)


def same_contact(old: Draft, new: Draft, earlier: bool) -> bool:
    """Whether two drafts of the same parties tell of one contact; `earlier`: the text says it speaks of another."""
    if old.status is not new.status and not _announced(old, new):
        return False
    if not kinds_agree(old.kind, old.weak, new.kind, new.weak) or _answers(old, new):
        return False
    if _wish_and_invitation(old, new):
        return False
    if old.date is not None and new.date is not None:
        stay = Kind.VISIT in (old.kind, new.kind) and {old.kind, new.kind} <= {Kind.VISIT, Kind.MEETING}
        return _near(old.date, new.date, _STAY if stay else 0)
    if _elsewhere(old, new):
        return False
    return not (earlier and new.date is None and old.date is not None and not new.weak)


def _wish_and_invitation(old: Draft, new: Draft) -> bool:
    """Whether one tells that somebody wants to meet, and the other whom he has invited."""
    if old.status is not Status.PROPOSED or {old.kind, new.kind} != {Kind.VISIT, Kind.MEETING}:
        return False
    return old.evidence != new.evidence


def _answers(one: Draft, other: Draft) -> bool:
    """Whether two messages went in opposite directions, a letter and the reply to it, or one called back."""
    if one.kind is other.kind is Kind.PHONE_CALL:
        return (one.rule == BACK) is not (other.rule == BACK)
    if not one.kind is other.kind is Kind.MESSAGE or one.initiator is None or other.initiator is None:
        return False
    parties = {p.actor.state or p.actor.id for p in one.parties}
    return _sender(one) != _sender(other) and _sender(other) in parties


def _sender(message: Draft) -> str | None:
    """The state, or else the actor, whose message it is."""
    return next(
        (p.actor.state or p.actor.id for p in message.parties if p.actor.id == message.initiator), None
    )


def _elsewhere(old: Draft, new: Draft) -> bool:
    """Whether two meetings are told to have been in different states."""
    places = (old.place, new.place) if old.kind is new.kind is Kind.MEETING else (None, None)
    states = {place.state for place in places if place is not None and place.state is not None}
    return len(states) > 1


def _announced(old: Draft, new: Draft) -> bool:
    """Whether a sentence about "chuyến thăm của A" goes on about the visit that the text announced before."""
    return (
        old.kind is new.kind is Kind.VISIT
        and (old.status, new.status, new.date) == (Status.PLANNED, Status.OCCURRED, None)
        and new.lists.pattern("{the-visit}").match(new.evidence.quote.lower()) is not None
    )


def carried(date: EventDate) -> bool:
    """Whether a date was only carried over from the sentences before."""
    return date.basis is DateBasis.CONTEXT and date.reason == GOES_ON


def fold(old: Draft, new: Draft) -> None:
    """Add what a further report of the same contact tells."""
    aside = new.by_wording and new.weak and not old.weak  # what is said in a meeting does not bring it about
    journey = old.kind is Kind.VISIT
    if {old.kind, new.kind} == {Kind.VISIT, Kind.MEETING}:
        if new.kind is Kind.MEETING and old.date is not None and new.date is not None:
            old.date = old.date if overlap(old.date, new.date) else new.date
        old.kind, old.weak = Kind.MEETING, False  # the visit and the talks held during it are one meeting
    elif old.weak and not new.weak:
        old.kind, old.weak = new.kind, False
    elif old.weak == new.weak and SPECIFICITY[new.kind] > SPECIFICITY[old.kind]:
        old.kind = new.kind
    if new.date is not None and (old.date is None or finer(new.date, old.date)):
        old.date = new.date
    if (old.initiator is None and not aside) or (
        old.by_wording and new.initiator is not None and not new.by_wording
    ):
        old.initiator, old.initiator_evidence, old.by_wording = (
            new.initiator,
            new.initiator_evidence,
            new.by_wording,
        )
    if new.place is not None and (old.place is None or new.place.narrows(old.place)):
        old.place = new.place
    old.channel = old.channel or new.channel
    old.line_id = old.line_id or new.line_id
    old.count = old.count or new.count
    old.duration = old.duration or new.duration
    old.topic = old.topic or new.topic
    old.said_by += [a for a in new.said_by if a.span not in {b.span for b in old.said_by}]
    met = journey and new.kind is Kind.MEETING
    if (old.headline and not new.headline) or (met and not old.headline):
        old.also.insert(0, old.evidence)
        old.evidence, old.trigger, old.rule = new.evidence, new.trigger, new.rule
        old.line, old.headline = new.line, False
        old.parties = new.parties if not met else old.parties
    else:
        old.also += [e for e in (new.evidence, *new.also) if e != old.evidence and e not in old.also]
    old.plural = old.plural or new.plural
    old.untold = old.untold and new.untold
    old.journey = old.journey or new.journey
    old.seen = max(old.seen, new.seen)
    old.triggers += [new.trigger, *new.triggers]
    old.confidence = max(old.confidence, new.confidence)


def absorbed(drafts: Sequence[Draft], recalled: Callable[[EventDate], bool]) -> list[Draft]:
    """Fold a report that names no person, or only a seat visited, into those that tell more of the same.

    `recalled`: whether a date is so long ago that it is not that of an undated contact told as news.
    """
    kept: list[Draft] = []
    for report in drafts:
        past = report.date is not None and recalled(report.date)
        fuller = [
            o for o in drafts if o is not report and _tells_more(o, report) and not (past and o.date is None)
        ]
        if report.kind is Kind.VISIT and report.date is None:  # what is told as news was not long ago
            fuller = [o for o in fuller if not (o.date is not None and recalled(o.date))] or fuller
        each = [o for o in drafts if o is not report and _one_of(report, o)]
        if report.count is not None and 1 < report.count <= len(each):
            fuller = each
        came_about = [o for o in drafts if _came_about(report, o)]
        if came_about:
            came_about[0].also += [e for e in (report.evidence, *report.also) if e not in came_about[0].also]
            continue
        if not fuller and (led := next((o for o in drafts if _lead_of(report, o)), None)) is not None:
            fuller = [led]
        elif len(fuller) < (2 if _several(report) or report.many else 1):
            kept.append(report)
            continue
        several = report.kind is Kind.VISIT or report.plural or _several(report)
        for target in fuller if several else fuller[:1]:
            quotes = (report.evidence, *report.also)
            target.plural = target.plural or report.plural
            target.also += [e for e in quotes if e != target.evidence and e not in target.also]
            if target.date is None and report.date is not None:
                target.date = report.date
            target.channel = target.channel or report.channel
            if report.kind is Kind.VISIT and target.weak and target.kind in _OPEN_MEANS:
                target.kind, target.weak = Kind.MEETING, False  # talks held during a visit
    return kept


def _lead_of(headline: Draft, told: Draft) -> bool:
    """Whether a lead tells the contact of a headline that names one side by no more than a role or as a group.

    "Bí thư Tỉnh ủy tiếp đoàn doanh nghiệp Nhật Bản | Bí thư Tỉnh ủy … A đã tiếp đoàn … do ông B dẫn đầu".
    """
    if not headline.headline or told.headline or told.seen > _LEAD or headline.status is not told.status:
        return False
    if not kinds_agree(headline.kind, headline.weak, told.kind, told.weak):
        return False
    rest = [p for p in headline.parties if not any(_called_so(q, p) for q in told.parties)]
    others = [q for q in told.parties if not any(_called_so(q, p) for p in headline.parties)]
    if not rest or len(rest) == len(headline.parties) or len(rest) > len(others):
        return False
    states = {q.actor.state for q in others}
    return all(not p.actor.known and ({p.actor.state, None} & states or not p.actor.state) for p in rest)


def _called_so(told: Participation, named: Participation) -> bool:
    """Whether a party is the one of a headline: the same, or one whose wording holds that of the headline."""
    return _covers(told.actor, named.actor) or named.mention.lower() in told.mention.lower()


def _came_about(report: Draft, met: Draft) -> bool:
    """Whether what was wanted in an office since left took place: "Tổng thống Obama đồng ý tiếp ông A"."""
    before = report.status in (Status.PLANNED, Status.PROPOSED) and report.date is None
    past = any((p.reason or "").startswith(NO_SUCH_OFFICE) for p in report.parties)
    in_person = {report.kind, met.kind} <= {Kind.MEETING, Kind.VISIT}
    return before and past and in_person and met.status is Status.OCCURRED and met.actors == report.actors


def _one_of(several: Draft, one: Draft) -> bool:
    """Whether a dated contact is one of those that are told with their number alone: "gặp nhau hai lần"."""
    same = one.actors == several.actors and one.status is several.status
    apart = several.date is None and one.date is not None
    return same and apart and kinds_agree(one.kind, one.weak, several.kind, several.weak)


def _with_envoy(report: Draft) -> bool:
    """Whether a party is posted abroad, so that the other mostly receives him at home."""
    envoy = report.lists.pattern("{envoy}")
    return any(envoy.match(p.mention.lower()) for p in report.parties)


def _left_office(talks: Draft, visit: Draft) -> bool:
    """Whether one of those whom the visitor met is told to have left office, and so receives nobody for his state."""
    return any(
        p.actor.id not in visit.actors and talks.lists.pattern("{former-word}\\b").match(p.mention.lower())
        for p in talks.parties
    )


def _met_on_arrival(talks: Draft) -> bool:
    return talks.place is not None and talks.place.name.lower().startswith(_AIRPORT)


def _several(report: Draft) -> bool:
    """Whether a party is a group of several people, who are more than one of them alone."""
    several = report.lists.pattern(SEVERAL)
    return any(not p.actor.known and several.match(p.actor.name.lower()) for p in report.parties)


def _tells_more(fuller: Draft, vague: Draft) -> bool:
    if fuller.status is not vague.status or fuller.sides < vague.sides or _answers(fuller, vague):
        return False
    if vague.channel == ChannelType.HOTLINE and fuller.channel != vague.channel:
        return False
    if fuller.kind is not vague.kind and not vague.headline and _of_people(vague):
        return False  # "A hội đàm với B. Hai nhà lãnh đạo cũng gọi điện cho C"
    if fuller.evidence == vague.evidence and _another_official(fuller, vague):
        return False
    dated = fuller.date is not None and vague.date is not None
    during = dated or fuller.evidence == vague.evidence
    open_means = fuller.weak and fuller.kind in _OPEN_MEANS and during
    visit = vague.kind is Kind.VISIT and (fuller.kind in (Kind.MEETING, Kind.TALKS) or open_means)
    if (
        fuller.date is not None
        and vague.date is not None
        and not _near(fuller.date, vague.date, 7 if visit else 0)
    ):
        return False
    if visit and _not_there(fuller, vague):
        return False
    if visit and (_with_envoy(fuller) or _met_on_arrival(fuller) or _left_office(fuller, vague)):
        # who receives the ambassador of a state is at home; who meets guests, or has left office, is not their host
        return False
    if not visit and not kinds_agree(fuller.kind, fuller.weak, vague.kind, vague.weak or vague.headline):
        return False
    states = all(p.actor.type is ActorType.STATE for p in vague.parties)
    if (
        states
        and vague.kind is not fuller.kind
        and not (vague.headline or vague.plural or vague.status is Status.PLANNED)
    ):
        return False
    more = sum(_detail(p.actor) for p in fuller.parties) > sum(_detail(p.actor) for p in vague.parties)
    guests = [p.actor for p in vague.parties if p.actor.type is not ActorType.STATE]
    hosts = [q.actor for q in fuller.parties if not any(_covers(q.actor, guest) for guest in guests)]
    if visit and all(host.type is ActorType.STATE for host in hosts) and len(hosts) > 1:
        return False  # "Chile và Peru đã tiếp đón ông A": no host of the visit to one of them
    met = hosts if len(hosts) < len(fuller.parties) else []
    return more and all(
        any(_covers(q.actor, p.actor) for q in fuller.parties)
        or (
            visit
            and (during or abs(fuller.seen - vague.seen) <= _SOON)
            and p.actor.type is ActorType.STATE
            and any(map(_of_unknown_state, met))
        )
        or (visit and vague.rule == _GOAL and fuller.evidence == vague.evidence and _to_seat(p.actor, met))
        for p in vague.parties
    )


def _to_seat(body: ActorRef, met: Sequence[ActorRef]) -> bool:
    """Whether a body is no more than the seat to which somebody came to meet people: "tới Đồi Capitol gặp bà A"."""
    return body.type is ActorType.ORGANIZATION and any(actor.type is ActorType.PERSON for actor in met)


def _of_people(report: Draft) -> bool:
    """Whether all parties are people whom the register knows."""
    return all(p.actor.type is ActorType.PERSON and p.actor.known for p in report.parties)


def _not_there(met: Draft, visit: Draft) -> bool:
    """Whether a meeting is told to be in another state than that visited: at a summit abroad, say."""
    host = {p.actor.id for p in visit.parties if p.actor.type is ActorType.STATE}
    where = met.place.state if met.place is not None and met.kind is Kind.MEETING else None
    return bool(host) and where is not None and where not in host


def _another_official(fuller: Draft, vague: Draft) -> bool:
    """Whether one sentence tells of both, the vaguer with an official: "hội đàm với Phó Tổng thống B, hội kiến C"."""
    told = {p.span for p in fuller.parties}
    unnamed = [p for p in vague.parties if p.by_role and p.span not in told]
    return bool(unnamed) and vague.kind is not Kind.VISIT


def date_by_visits(drafts: Sequence[Draft], recalled: Callable[[EventDate], bool]) -> None:
    """Date undated meetings of a visitor with people of the host state by the visit, or by what else he does there.

    A dated visit that is no memory dates them all; without one they share the days of the dated ones among them, if
    these lie within a week.
    """
    for visit in drafts:
        if visit.date is None or not visit.journey or recalled(visit.date):
            continue
        for report in _on_visit(drafts, visit):
            report.date = replace(visit.date, basis=DateBasis.CONTEXT, reason="during the visit")
    dated = [d for d in drafts if d.date is not None and not recalled(d.date) and d.kind in _FACE_TO_FACE]
    for first in dated:
        for report in _on_visit(drafts, first):
            along = [d.date for d in dated if d.status is first.status and report in _on_visit([report], d)]
            spent = _within_a_week([date for date in along if date is not None])
            if spent is not None:
                report.date = between(*spent, DateBasis.CONTEXT, "with the meetings of the same visit")


def _on_visit(drafts: Sequence[Draft], visit: Draft) -> list[Draft]:
    """Undated meetings of whom a contact names first with people of the other party's state, told alike."""
    guest, hosts = visit.parties[0].actor.id, {p.actor.state for p in visit.parties[1:]}
    return [
        report
        for report in drafts
        if report.kind in _FACE_TO_FACE
        and not _with_envoy(report)
        and report.date is None
        and report.status is visit.status
        and guest in report.actors
        and any(p.actor.state in hosts for p in report.parties if p.actor.id != guest)
    ]


def _within_a_week(dates: Sequence[EventDate]) -> tuple[dt.date, dt.date] | None:
    """The first and the last day of some dates, if they lie within a week."""
    first = min((d.earliest for d in dates if d.earliest), default=None)
    last = max((d.latest for d in dates if d.latest), default=None)
    if first is None or last is None or (last - first).days >= _WEEK:
        return None
    return first, last


def kinds_agree(a: Kind, a_weak: bool, b: Kind, b_weak: bool) -> bool:
    """Whether two kinds can be one contact; a weak kind is one of unstated means."""
    if a is b:
        return True
    if Kind.MESSAGE in (a, b) or Kind.VISIT in (a, b):
        return {a, b} <= {Kind.VISIT, Kind.MEETING} or (Kind.VISIT not in (a, b) and Kind.CONTACT in (a, b))
    return a_weak or b_weak


def interval(date: EventDate | None) -> tuple[dt.date | None, dt.date | None]:
    """Bounds of a date; open on both sides where there is none."""
    return (date.earliest, date.latest) if date else (None, None)


def overlap(a: EventDate, b: EventDate) -> bool:
    """Whether two dates can share a day; an open bound is no bound."""
    low = max((d for d in (a.earliest, b.earliest) if d), default=None)
    high = min((d for d in (a.latest, b.latest) if d), default=None)
    return low is None or high is None or low <= high


def _near(a: EventDate, b: EventDate, days: int) -> bool:
    """Whether two dates overlap, give or take some days (a visit lasts)."""
    if days and a.earliest and a.latest:
        spare = dt.timedelta(days=days)
        a = replace(a, earliest=a.earliest - spare, latest=a.latest + spare)
    return overlap(a, b)


def finer(a: EventDate, b: EventDate) -> bool:
    """Whether `a` lies inside the wider `b`."""
    if a.earliest is None or a.latest is None or not overlap(a, b):
        return False
    width = (b.latest - b.earliest).days if b.earliest and b.latest else 10_000
    return (a.latest - a.earliest).days < width


def _detail(actor: ActorRef) -> int:
    if actor.type is ActorType.PERSON:
        return 3
    return 2 if not actor.known else 1


def _covers(fuller: ActorRef, vague: ActorRef) -> bool:
    """Whether a more exact actor can be the one meant by a vaguer wording."""
    if fuller.id == vague.id:
        return True
    general = vague.type is ActorType.STATE or (not vague.known and vague.type is not ActorType.PERSON)
    return general and vague.state is not None and fuller.state == vague.state


def _of_unknown_state(actor: ActorRef) -> bool:
    """Whether neither text nor register say of which state people are: perhaps of that visited."""
    people = actor.type in (ActorType.PERSON, ActorType.GROUP)
    return people and not actor.known and actor.state is None


def _said_by(report: Draft) -> tuple[Attribution, ...]:
    """The sources of a contact, those of its own sentence first, each with its standing towards the parties."""
    own = Span(report.evidence.start, report.evidence.end)
    ordered = sorted(report.said_by, key=lambda a: (not a.span.within(own), a.span))
    return tuple(_standing(attribution, report.parties) for attribution in ordered)


def _standing(attribution: Attribution, parties: Sequence[Participation]) -> Attribution:
    """An attribution with the side of the contact whose word it is; of somebody who took part, as a party."""
    actor, body = attribution.actor, attribution.speaks_for
    for party in parties:
        if actor is not None and party.actor.id == actor.id and actor.type is ActorType.PERSON:
            return replace(attribution, type=AttributionType.PARTY, side=party.side)
    sides = {p.side for p in parties if body is not None and body in (p.actor.id, p.actor.state)}
    return replace(attribution, side=sides.pop()) if len(sides) == 1 else attribution


def contact_event(article: str, report: Draft) -> ContactEvent:
    """The finished contact event of a draft; the initiator's participation says so."""
    parties = tuple(
        replace(p, role=Role.INITIATOR if p.actor.id == report.initiator else
                Role.RECIPIENT if report.initiator is not None and report.kind is Kind.MESSAGE else p.role)
        for p in report.parties
    )  # fmt: skip
    return ContactEvent(
        article,
        report.kind,
        report.status,
        parties,
        report.evidence,
        report.trigger,
        report.rule,
        round(report.confidence, 2),
        report.initiator,
        report.initiator_evidence,
        report.date,
        report.place.name if report.place is not None else None,
        report.channel,
        report.count,
        report.duration,
        report.topic,
        _said_by(report),
        tuple(report.also),
        report.line_id,
    )
