"""Candidates of a document → contact events: anaphors bound, actors and dates resolved, repeats merged.

One occasion is one event however often the text returns to it; two occasions stay two. A report joins an earlier
one when the parties agree, the kinds can be the same contact, and nothing in dates or status keeps them apart.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from kg.actors import Cast, Interval, Resolved
from kg.chunks import Chunk
from kg.dates import Clock, DateExpr, between, relation, resolve, shifted
from kg.events import Candidate
from kg.lexicon import Anchor
from kg.mentions import Mention
from kg.model import (
    ActorRef,
    ActorType,
    Article,
    ChannelReport,
    ChannelState,
    ChannelType,
    ContactEvent,
    DateBasis,
    EventDate,
    Evidence,
    Kind,
    NoContact,
    Participation,
    Resolution,
    Role,
    Span,
    Status,
)
from kg.text import LineClass, Sentence, lower
from kg.vocab import slug

_NUMBERS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6}
_COUNT = re.compile(r"\b(hai|ba|bốn|năm|sáu|\d)\s+(?:lần|cuộc)\b")
_DURATION = re.compile(
    r"(?:kéo dài|trong|suốt|dài|chừng)\s+(?:khoảng|hơn|gần|chừng|tới|đến)?\s*(\d+|nửa|một|hai|ba)\s*(phút|giờ|tiếng)(?:\s*(\d+)\s*phút)?"
)
_CLOCK = re.compile(r"(\d{1,2})\s?(?:h|giờ|g)\s?(\d{2})?")
_PLACE = re.compile(
    r"\b(?:tại|ở|tới thăm|đến thăm|tới|đến|sang)\s+(?:thủ đô\s+|thành phố\s+|TP\.?\s*)?((?:[A-ZĐÀ-Ỹ][\w’'-]*)(?:\s+[A-ZĐÀ-Ỹ][\w’'-]*){0,2})"
)
_GOVERNING = tuple("mgkdofaVE")
_PLURAL = ("các ", "những ", "nhiều ", "loạt ", "hàng loạt ", "một loạt ", "hai ", "ba ")
_TOLD = ("đã", "đang", "vừa", "từng", "đã có", "vừa mới")
_OF_TWO = re.compile(r"^(?:hai|đôi|cả hai)(?: (?:bên|nước|phía|quốc gia|đoàn|đồng minh))?$")
_DENIED_LINK = ("cắt đứt", "gián đoạn", "đóng băng", "bị cắt")
# Kinds that can be one and the same contact although they are worded differently.
_SPECIFICITY = {
    Kind.CONTACT: 0, Kind.TALKS: 1, Kind.VISIT: 2, Kind.MESSAGE: 3, Kind.MEETING: 3, Kind.PHONE_CALL: 4, Kind.VIDEO_CALL: 5,
}  # fmt: skip
_NEAR_LINES = 2  # a paragraph and the one beside it, with an empty line between
_WIDE = 92  # days; an interval wider than a quarter bounds a contact rather than dates it


@dataclass(frozen=True, slots=True)
class Passage:
    """One parsed sentence: chunks, dates and candidates."""

    sentence: Sentence
    chunks: tuple[Chunk, ...]
    dates: tuple[DateExpr, ...]
    candidates: tuple[Candidate, ...]

    def mentions(self) -> list[Mention]:
        """All mentions of the sentence in order."""
        return [m for c in self.chunks for m in c.mentions]

    def subjects(self) -> list[Mention]:
        """Mentions that no preposition or contact word governs."""
        found: list[Mention] = []
        before = ""
        for item in self.chunks:
            if item.code in "NL" and before not in _GOVERNING:
                found += item.mentions
            before = item.code if item.code != "x" else before
        return found

    def says(self, cls: str) -> bool:
        """Whether the sentence holds a cue of this lexeme class."""
        return any(c.cls == cls for c in self.chunks)


@dataclass(slots=True)
class _Report:
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
    place: str | None = None
    channel: str | None = None
    count: int | None = None
    duration: int | None = None
    topic: str | None = None
    attribution: str | None = None
    also: list[Evidence] = field(default_factory=list)
    triggers: list[Span] = field(default_factory=list)
    plural: bool = False
    journey: bool = False

    @property
    def actors(self) -> frozenset[str]:
        return frozenset(p.actor.id for p in self.parties)

    @property
    def vague(self) -> bool:
        """Whether no party is a named person."""
        return all(p.actor.type is not ActorType.PERSON for p in self.parties)


class Reader:
    """Reads the passages of one document in order and keeps the contacts found so far."""

    def __init__(self, article: Article, passages: Sequence[Passage], cast: Cast, anchors: Sequence[Anchor]) -> None:
        self.article = article
        self.lowered = lower(article.text)
        self.passages = passages
        self.cast = cast
        self.anchors = anchors
        self.reports: list[_Report] = []
        self.silences: list[NoContact] = []
        self.channels: list[ChannelReport] = []
        self._context: EventDate | None = None
        self._context_line = -1
        self._endpoints: tuple[Mention, ...] = ()
        self._since: dt.date | None = None
        self._since_line = -1
        self._opened: dt.date | None = None
        self._announced: tuple[int, Passage, Candidate] | None = None
        self._subject: Resolved | None = None
        self._carried: frozenset[str] = frozenset()

    def read(self) -> None:
        """Go through the document once, then fold vague reports into the ones that tell more."""
        for number, passage in enumerate(self.passages):
            if passage.says("sport"):
                continue
            if self._since is None:
                self._since, self._since_line = self._anchor_since(passage), passage.sentence.line
            self._line(passage)
            for candidate in passage.candidates:
                self._candidate(number, passage, candidate)
            self._relate(passage)
            self._remember(passage)
            self._subject = self._find_subject(number, passage) or self._subject
        self._absorb()
        self._during_visits()
        self._bound_by_anchor()

    # -- one candidate ----------------------------------------------------------------------------------------------

    def _candidate(self, number: int, passage: Passage, candidate: Candidate) -> None:
        if not candidate.sides:
            self._anaphor(number, passage, candidate)
            return
        dated = self._date(passage, candidate)
        when = _interval(dated)
        for sides in self._occasions(number, passage, candidate, when):
            own = next((m.dated for m, _, _ in reversed(sides) if m.dated is not None), None)
            exact = resolve(own, self._clock(candidate)) if own is not None else None
            self._report(passage, candidate, sides, exact or dated)

    def _occasions(
        self, number: int, passage: Passage, candidate: Candidate, when: Interval
    ) -> list[list[tuple[Mention, Resolved, int]]]:
        """The parties of each contact that the candidate tells of: lists of objects are contacts of their own."""
        sides = candidate.sides
        if len(sides) != 2 or candidate.rule in ("together", "between-list"):
            members = [
                (m, r, i + 1) for i, side in enumerate(sides) for m in side for r in self._actors(number, passage, m, when, ())
            ]
            return [_renumbered(members)] if len(members) > 1 else []
        left = [(m, r) for m in sides[0] for r in self._actors(number, passage, m, when, ())]
        right_first = [(m, r) for m in sides[1] if m.head != "counterpart" or m.name for r in self._actors(number, passage, m, when, ())]
        if not left and right_first:
            partners = tuple(r.actor for _, r in right_first)
            left = [(m, r) for m in sides[0] for r in self._actors(number, passage, m, when, partners)]
        if not left:
            return []
        found: list[list[tuple[Mention, Resolved, int]]] = []
        for mention in sides[1]:
            if mention.head == "counterpart" and mention.name is None and len(left) > 1:
                for own, actor in left:
                    for other in self._actors(number, passage, mention, when, (actor.actor,)):
                        found.append([(own, actor, 1), (mention, other, 2)])
                continue
            partners = tuple(r.actor for _, r in left)
            for other in self._actors(number, passage, mention, when, partners):
                found.append([*((m, r, 1) for m, r in left), (mention, other, 2)])
        return found

    def _actors(
        self, number: int, passage: Passage, mention: Mention, when: Interval, partners: Sequence[ActorRef]
    ) -> list[Resolved]:
        if mention.head == "pronoun":
            found = self._pronoun(number, passage, mention, partners)
            return [found] if found else []
        if mention.head == "pair":
            return self._pair(mention)
        if mention.of is not None and mention.of.head == "pronoun":
            owner = self._pronoun(number, passage, mention.of, partners)
            if owner is None:
                return []
            partners = (owner.actor,)
        resolved = self.cast.resolve(mention, when, partners)
        return [resolved] if resolved else []

    def _pronoun(
        self, number: int, passage: Passage, mention: Mention, partners: Sequence[ActorRef]
    ) -> Resolved | None:
        """ "Ông": the first person of this sentence before it, the subject so far, or one of the sentences before."""
        taken = {p.id for p in partners}
        own = [m for m in passage.subjects() if m.span.end <= mention.span.start]
        options = [r for m in own if (r := self._person_of(m, partners))]
        if self._subject is not None:
            options.append(self._subject)
        for earlier in reversed(self.passages[max(0, number - 3) : number]):
            options += [r for m in earlier.mentions() if (r := self._person_of(m, partners))]
        for option in options:
            if option.actor.id not in taken and self._gender_fits(option.actor, mention):
                reason = f"“{mention.text}” ← {option.actor.name}"
                return Resolved(option.actor, Resolution.ANAPHORA, option.tenure, reason)
        return None

    def _person_of(self, mention: Mention, partners: Sequence[ActorRef]) -> Resolved | None:
        if mention.head not in ("person", "role", "counterpart", "name"):
            return None
        resolved = self.cast.resolve(mention, (None, None), partners)
        return resolved if resolved and resolved.actor.type is ActorType.PERSON else None

    def _gender_fits(self, actor: ActorRef, mention: Mention) -> bool:
        person = self.cast.register.people.get(actor.id)
        return not (mention.gender and person and person.gender and person.gender != mention.gender)

    def _find_subject(self, number: int, passage: Passage) -> Resolved | None:
        """The person of whom a sentence speaks: its first party, if that stands before any contact word."""
        for item in passage.chunks[:14]:
            if item.trigger is not None:
                return None
            if item.code not in "NL":
                continue
            mention = item.mentions[0]
            if mention.head == "pronoun":
                return self._pronoun(number, passage, mention, ())
            return self._person_of(mention, ())
        return None

    def _pair(self, mention: Mention) -> list[Resolved]:
        """ "Hai nhà lãnh đạo": the parties of the last contact of two whose offices fit."""
        for report in reversed(self.reports):
            if len(report.parties) != 2:
                continue
            people = all(p.actor.type is ActorType.PERSON for p in report.parties)
            if not people and mention.role and not _OF_TWO.search(mention.role):
                continue
            if mention.classes and not all(
                set(mention.classes) & self.cast.classes_of(p.actor, _interval(report.date)) for p in report.parties
            ):
                continue
            reason = f"“{mention.text}” ← {' và '.join(p.mention for p in report.parties)}"
            if re.search(r"^hai (?:nước|quốc gia)", mention.text.lower()):
                states = dict.fromkeys(p.actor.state for p in report.parties)
                return [Resolved(self.cast.body(s), Resolution.ANAPHORA, None, reason) for s in states if s]
            return [Resolved(p.actor, Resolution.ANAPHORA, p.tenure, reason) for p in report.parties]
        if re.search(r"bên|nước|phía|quốc gia", mention.text.lower()) and not mention.classes:
            reason = f"“{mention.text}” ← the two states of which the text speaks most"
            return [Resolved(b, Resolution.ANAPHORA, None, reason) for b in self.cast.main_bodies()]
        return []

    def _report(
        self, passage: Passage, candidate: Candidate, sides: list[tuple[Mention, Resolved, int]], dated: EventDate | None
    ) -> None:
        parties = tuple(
            Participation(r.actor, m.text, m.span, Role.PARTICIPANT, side, r.tenure, r.how, r.reason) for m, r, side in sides
        )
        if any(self._cut_off(passage, m) for m, _, _ in sides):
            return
        if not _public(parties) or len({p.actor.id for p in parties}) < 2 or _at_home(parties):
            return
        if candidate.status is Status.DENIED and self._silence(passage, candidate, parties, dated):
            return
        if all(p.actor.type is not ActorType.PERSON for p in parties) and not self._instance(passage, candidate, dated):
            return
        if not _can(candidate, parties) or not self._public(parties):
            return
        evidence = self._evidence(passage)
        kind, weak = self._kind(passage, candidate)
        report = _Report(
            kind, weak, self._timely(passage, candidate, dated), list(parties), len({p.side for p in parties}), evidence, candidate.trigger,
            candidate.rule, _confidence(candidate, parties), passage.sentence.line,
            passage.sentence.line_class is LineClass.HEADLINE, dated,
        )
        parties = self._with_inviter(candidate, parties)
        report.parties = list(parties)
        initiator = self._side_of(candidate.initiator, parties)
        if initiator is not None:
            report.initiator, report.initiator_evidence, report.by_wording = initiator, evidence, candidate.by_wording
        self._circumstances(report, passage, candidate)
        wording = candidate.trigger.slice(self.lowered)
        report.journey = candidate.kind is Kind.VISIT
        report.plural = wording.startswith(_PLURAL) or report.count is not None or report.channel == ChannelType.HOTLINE
        if self._announced is not None and report.weak:
            _, first, told = self._announced
            report.kind, report.weak, self._announced = told.kind, False, None
            self._circumstances(report, first, told)
        self._join(report, passage)

    def _public(self, parties: Sequence[Participation]) -> bool:
        """Whether a private person in the contact, if any, stands beside somebody of the register."""
        private = [p for p in parties if not self.cast.is_public(p.actor)]
        return not private or any(p.actor.known and p.actor.type is ActorType.PERSON for p in parties)

    def _with_inviter(self, candidate: Candidate, parties: tuple[Participation, ...]) -> tuple[Participation, ...]:
        """A named inviter stands for the state visited: "thăm Mỹ theo lời mời của Bộ trưởng Austin"."""
        mention = candidate.initiator
        if candidate.kind is not Kind.VISIT or candidate.by_wording or mention is None:
            return parties
        host = self.cast.resolve(mention, (None, None))
        if host is None or host.actor.type is not ActorType.PERSON:
            return parties
        return tuple(
            replace(p, actor=host.actor, mention=mention.text, span=mention.span, tenure=host.tenure, resolution=host.how)
            if p.actor.type is ActorType.STATE and p.actor.id == host.actor.state
            else p
            for p in parties
        )

    def _cut_off(self, passage: Passage, mention: Mention) -> bool:
        """Whether a teaser breaks off in the middle of naming a party ("… gặp Tổng Bí thư, ...")."""
        rest = self.article.text[mention.span.end : passage.sentence.span.end].strip(" ,.")
        broken = passage.sentence.span.slice(self.article.text).endswith(("...", "…"))
        return broken and mention.name is None and rest in ("", "…")

    def _timely(self, passage: Passage, candidate: Candidate, dated: EventDate | None) -> Status:
        """A contact that is dated after publication has not taken place yet, unless it is told as past."""
        published = self.cast.clock.published
        ahead = published is not None and dated is not None and dated.earliest is not None and dated.earliest > published
        if candidate.status is Status.OCCURRED and ahead and not self._told(passage, candidate):
            return Status.PLANNED
        return candidate.status

    def _kind(self, passage: Passage, candidate: Candidate) -> tuple[Kind, bool]:
        """The kind of the contact; an event noun in the same sentence can tell more than the verb."""
        if not candidate.weak:
            return candidate.kind, False
        for other in passage.candidates:
            if other is not candidate and other.noun and not other.sides and not other.weak:
                following = other.trigger.start > candidate.trigger.start
                if following and other.kind in (Kind.PHONE_CALL, Kind.VIDEO_CALL, Kind.MEETING):
                    return other.kind, False
        return candidate.kind, True

    def _instance(self, passage: Passage, candidate: Candidate, dated: EventDate | None) -> bool:
        """Whether states are told to have had one occasion of contact, not relations in general."""
        if any(word in passage.sentence.span.slice(self.lowered) for word in _DENIED_LINK):
            return False
        groups = any(m.head in ("group",) for side in candidate.sides for m in side)
        told = self._told(passage, candidate)
        if told or candidate.status is not Status.OCCURRED:
            return True
        return dated is not None or groups or (candidate.noun and (candidate.definite or not candidate.weak)) or not candidate.weak

    def _told(self, passage: Passage, candidate: Candidate) -> bool:
        """Whether an auxiliary right before the contact word tells it as having happened ("đã", "vừa")."""
        before = [c for c in passage.chunks if c.span.end <= candidate.trigger.start][-4:]
        return any(c.text.lower() in _TOLD for c in before)

    # -- dates ------------------------------------------------------------------------------------------------------

    def _date(self, passage: Passage, candidate: Candidate) -> EventDate | None:
        tense = "future" if candidate.status in (Status.PLANNED, Status.PROPOSED) else "past"
        clock = self._clock(candidate)
        for expr in sorted(candidate.dates, key=lambda e: not e.anaphoric):
            context = self._date_before(passage, expr, clock) if expr.anaphoric else None
            found = resolve(expr, clock, tense=tense, context=context or self._context)
            if found is not None:
                if tense == "future" and self._gone(found):
                    continue
                found = replace(found, wording=expr.span.slice(self.article.text))
                return self._capped(found, candidate.status)
        if self._goes_on(passage, candidate):
            return replace(self._context, basis=DateBasis.CONTEXT, reason="the day of which the text goes on to speak")
        return None

    def _gone(self, date: EventDate) -> bool:
        """Whether a date lies wholly before the article was written."""
        published = self.cast.clock.published
        return published is not None and date.latest is not None and date.latest < published - dt.timedelta(days=1)

    def _date_before(self, passage: Passage, expr: DateExpr, clock: Clock) -> EventDate | None:
        """The date that the same sentence gives before an anaphoric wording."""
        before = [d for d in passage.dates if d.span.end <= expr.span.start and not d.anaphoric and not d.since]
        return resolve(before[-1], clock) if before else None

    def _goes_on(self, passage: Passage, candidate: Candidate) -> bool:
        """Whether an undated contact belongs to the day spoken of before: same paragraph, or same person in the next."""
        if self._context is None or self._context.precision != "day" or candidate.dates or passage.says("last"):
            return False
        if candidate.status is not Status.OCCURRED or passage.dates:
            return False
        distance = passage.sentence.line - self._context_line
        if distance == 0:
            return True
        names = {r.actor.id for side in candidate.sides for m in side if (r := self._person_of(m, ()))}
        return distance <= 2 and bool(names & self._carried)

    def _clock(self, candidate: Candidate) -> Clock:
        """The document's clock, narrowed by the tenures of the parties where there is no publication date."""
        clock = self.cast.clock
        if clock.published is not None:
            return clock
        earliest, latest = clock.earliest, clock.latest
        for side in candidate.sides:
            for mention in side:
                low, high = self.cast.office_window(mention)
                earliest = max((d for d in (earliest, low) if d), default=None)
                latest = min((d for d in (latest, high) if d), default=None)
        if earliest and latest and earliest > latest:
            return clock
        return replace(clock, earliest=earliest, latest=latest)

    def _capped(self, date: EventDate, status: Status) -> EventDate | None:
        """No contact that took place is later than the article that reports it."""
        published = self.cast.clock.published
        if published is None or status is not Status.OCCURRED or date.latest is None or date.latest <= published:
            return date
        if date.earliest is None or date.earliest > published:
            return date
        if date.precision == "day":
            return date
        return replace(between(date.earliest, max(published, date.earliest), date.basis, date.reason), wording=date.wording)

    def _anchor_since(self, passage: Passage) -> dt.date | None:
        """Start of the dated event from which the sentence counts ("kể từ khi xung đột … bắt đầu")."""
        text = passage.sentence.span.slice(self.lowered)
        since = re.search(r"kể từ|từ khi|sau khi", text)
        if since is None or "đầu tiên" in text[: since.start()]:
            return None
        return max(
            (dt.date.fromisoformat(a.start) for a in self.anchors if any(w in text[since.start() :] for w in a.wordings)),
            default=None,
        )

    def _bound_by_anchor(self) -> None:
        """Bound undated contacts that are told of a period ("kể từ khi …") by its start and the article's time."""
        latest = self.cast.clock.published or self.cast.clock.latest
        if latest is None:
            return
        for report in self.reports:
            if report.date is not None or report.status is not Status.OCCURRED or report.headline:
                continue
            near = abs(report.line - self._since_line) <= _NEAR_LINES
            told = report.plural or near or self.cast.clock.published is None
            start = self._period(report) if told else None
            if start is not None and report.channel == ChannelType.HOTLINE and self._opened is not None:
                start = max(start, self._opened)
            if start is not None and start <= latest:
                reason = "since a dated event that the text names, until the article was written"
                report.date = between(start, latest, DateBasis.ANCHOR, reason)

    def _period(self, report: _Report) -> dt.date | None:
        if self._since is not None:
            return self._since
        if self.cast.clock.published is None:
            return None
        quotes = (report.evidence, *report.also)
        text = " ".join(lower(q.quote) for q in quotes if "đầu tiên" not in q.quote)
        starts = [dt.date.fromisoformat(a.start) for a in self.anchors if any(w in text for w in a.wordings)]
        start = max(starts, default=None)
        return start if start and (self.cast.clock.published - start).days > _WIDE else None

    def _relate(self, passage: Passage) -> None:
        """Date one of two contacts of a sentence by the other: "… khoảng hai tuần trước khi …"."""
        for first, second in itertools.pairwise(passage.candidates):
            found = relation(self.lowered, Span(first.trigger.end, second.trigger.start))
            known, new = self._reported(first), self._reported(second)
            if found is None or known is None or new is None:
                continue
            if known.date is not None and new.date is None:
                new.date = shifted(known.date, *found)
            elif new.date is not None and known.date is None:
                known.date = shifted(new.date, -found[0], found[1])

    def _reported(self, candidate: Candidate) -> _Report | None:
        """The report that a candidate became, or joined as its latest evidence."""
        for report in self.reports:
            if report.trigger == candidate.trigger or candidate.trigger in report.triggers:
                return report
        return None

    # -- anaphora ---------------------------------------------------------------------------------------------------

    def _anaphor(self, number: int, passage: Passage, candidate: Candidate) -> None:
        """An event noun without its parties: more about a contact told before, or a call over a known line."""
        dated = self._date(passage, candidate)
        near = self.passages[max(0, number - 1) : number + 1]
        if candidate.kind is Kind.PHONE_CALL and self._endpoints and candidate.noun and any(p.says("line") for p in near):
            self._over_line(number, passage, candidate, dated)
            return
        if not candidate.noun and candidate.rule == "anaphor" and candidate.initiator is None:
            return
        antecedent = self._antecedent(number, passage, candidate, dated)
        if antecedent is None:
            if not self.reports and not candidate.weak and number < 3:
                self._announced = (number, passage, candidate)
            return
        published = self.cast.clock.published
        if dated is not None and published is not None and dated.earliest is not None and dated.earliest > published:
            dated = dated if antecedent.status is not Status.OCCURRED else None
        if dated is not None and antecedent.date is None:
            antecedent.date = dated
        elif dated is not None and antecedent.date is not None and _finer(dated, antecedent.date):
            antecedent.date = dated
        if antecedent.initiator is None or antecedent.by_wording:
            initiator = self._side_of(candidate.initiator, antecedent.parties)
            if initiator is not None:
                antecedent.initiator, antecedent.initiator_evidence = initiator, self._evidence(passage)
                antecedent.by_wording = False
        finer = candidate.kind is not Kind.VISIT and _SPECIFICITY[candidate.kind] > _SPECIFICITY[antecedent.kind]
        if finer and antecedent.weak and not candidate.weak:
            antecedent.kind, antecedent.weak = candidate.kind, False
        self._circumstances(antecedent, passage, candidate)
        evidence = self._evidence(passage)
        if evidence != antecedent.evidence and evidence not in antecedent.also:
            antecedent.also.append(evidence)

    def _antecedent(
        self, number: int, passage: Passage, candidate: Candidate, dated: EventDate | None
    ) -> _Report | None:
        parties = {
            r.actor.id for m in candidate.party for r in self._actors(number, passage, m, (None, None), ())
        } | {p.id for p in self._initiating(candidate)}
        for report in reversed(self.reports):
            if report.status is not candidate.status and not (report.status is Status.OCCURRED and candidate.definite):
                continue
            if not _kinds_agree(report.kind, report.weak, candidate.kind, candidate.weak):
                continue
            if parties and not parties & report.actors:
                continue
            if dated is not None and report.date is not None and not _overlap(dated, report.date):
                continue
            return report
        return None

    def _initiating(self, candidate: Candidate) -> list[ActorRef]:
        mention = candidate.initiator
        if mention is None or mention.name is None:
            return []
        resolved = self.cast.resolve(mention, (None, None))
        return [resolved.actor] if resolved else []

    def _side_of(self, mention: Mention | None, parties: Iterable[Participation]) -> str | None:
        """The participant that a mention of an initiator means: itself, or the one of its side."""
        if mention is None:
            return None
        parties = tuple(parties)
        resolved = self.cast.resolve(mention, (None, None))
        if mention.head == "pronoun" or resolved is None:
            same = [p for p in parties if p.span == mention.span]
            return same[0].actor.id if same else None
        for party in parties:
            if party.actor.id == resolved.actor.id:
                return party.actor.id
        state = resolved.actor.state
        own = [p for p in parties if state and p.actor.state == state]
        return own[0].actor.id if len(own) == 1 else None

    # -- channels and silences ----------------------------------------------------------------------------------------

    def _line(self, passage: Passage) -> None:
        """Learn whose line a sentence speaks of, and what it says of it."""
        lines = [i for i, c in enumerate(passage.chunks) if c.cls == "line"]
        if not lines:
            return
        for item in passage.chunks[lines[0] :]:
            if item.code in "LH" and len(item.mentions) == 2:
                same = {m.body for m in item.mentions} == {m.body for m in self._endpoints}
                self._endpoints = self._endpoints if same else item.mentions
                break
        state = _line_state(passage.sentence.span.slice(self.lowered))
        dated = next((d for e in passage.dates if not e.since and (d := resolve(e, self.cast.clock))), None)
        if state is ChannelState.OPENED and dated is not None and self.cast.clock.published is not None:
            self._opened = dated.earliest
        endpoints = tuple(
            r.actor for m in self._endpoints for r in [self.cast.resolve(m, (None, None))] if r is not None
        )
        if state is None or len(endpoints) < 2:
            return
        key = "-".join(sorted(e.state or e.id for e in endpoints))
        label = "đường dây liên lạc " + " – ".join(e.name for e in endpoints)
        self.channels.append(
            ChannelReport(
                self.article.id, f"line.{slug(key)}", ChannelType.HOTLINE, label, endpoints, state,
                self._evidence(passage), "line-state", dated,
            )
        )

    def _over_line(self, number: int, passage: Passage, candidate: Candidate, dated: EventDate | None) -> None:
        sides = [
            (m, r, i + 1)
            for i, m in enumerate(self._endpoints)
            for r in self._actors(number, passage, m, _interval(dated), ())
        ]
        if len(sides) == 2:
            self._report(passage, replace(candidate, rule="over-line", definite=True, noun=True), sides, dated)
        for report in self.reports:
            if report.trigger == candidate.trigger:
                report.channel, report.plural = ChannelType.HOTLINE.value, True

    def _silence(
        self, passage: Passage, candidate: Candidate, parties: tuple[Participation, ...], dated: EventDate | None
    ) -> bool:
        """Record "have not spoken since …" as a silence; whether it was one."""
        since = [d for d in passage.dates if d.since]
        if not since:
            return False
        start = resolve(since[0], self._clock(candidate))
        latest = self.cast.clock.published
        date = between(start.earliest, latest, start.basis, start.reason) if start else None
        kind = None if candidate.weak else candidate.kind
        actors = tuple(p.actor for p in parties)
        self.silences.append(NoContact(self.article.id, actors, self._evidence(passage), "silence-since", date, kind))
        return True

    # -- joining ------------------------------------------------------------------------------------------------------

    def _join(self, report: _Report, passage: Passage) -> None:
        same = [r for r in self.reports if r.actors == report.actors and self._same(r, report, passage)]
        if not same:
            self.reports.append(report)
            return
        exact = [r for r in same if report.date is not None and r.date is not None]
        _fold(max(exact or same, key=lambda r: len(r.triggers)), report)

    def _same(self, old: _Report, new: _Report, passage: Passage) -> bool:
        if old.status is not new.status:
            return False
        if not _kinds_agree(old.kind, old.weak, new.kind, new.weak):
            return False
        if old.date is not None and new.date is not None:
            return _overlap(old.date, new.date)
        return not (passage.says("last") and new.date is None and old.date is not None and not new.weak)

    def _absorb(self) -> None:
        """Fold a report that names no person, or only a seat visited, into one that tells more of the same."""
        kept: list[_Report] = []
        for report in self.reports:
            fuller = [o for o in self.reports if o is not report and self._tells_more(o, report)]
            if fuller:
                for target in fuller if report.kind is Kind.VISIT or report.plural else fuller[:1]:
                    quotes = (report.evidence, *report.also)
                    target.plural = target.plural or report.plural
                    target.also += [e for e in quotes if e != target.evidence and e not in target.also]
                    if target.date is None and report.date is not None:
                        target.date = report.date
                continue
            kept.append(report)
        self.reports = kept

    def _during_visits(self) -> None:
        """Date undated meetings of a visitor with people of the host state by the dated visit."""
        for visit in self.reports:
            if visit.date is None or not visit.journey:
                continue
            guest, hosts = visit.parties[0].actor.id, {p.actor.state for p in visit.parties[1:]}
            for report in self.reports:
                ids = [p.actor.id for p in report.parties]
                met = report.kind in (Kind.MEETING, Kind.TALKS) and report.date is None and report.status is visit.status
                if met and guest in ids and any(p.actor.state in hosts for p in report.parties if p.actor.id != guest):
                    report.date = replace(visit.date, basis=DateBasis.CONTEXT, reason="during the visit")

    def _tells_more(self, fuller: _Report, vague: _Report) -> bool:
        if fuller.status is not vague.status or fuller.sides < vague.sides:
            return False
        if vague.channel == ChannelType.HOTLINE and fuller.channel != vague.channel:
            return False
        visit = vague.kind is Kind.VISIT and fuller.kind in (Kind.MEETING, Kind.TALKS)
        if fuller.date is not None and vague.date is not None and not _near(fuller.date, vague.date, 7 if visit else 0):
            return False
        if not visit and not _kinds_agree(fuller.kind, fuller.weak, vague.kind, vague.weak or vague.headline):
            return False
        states = all(p.actor.type is ActorType.STATE for p in vague.parties)
        if states and vague.kind is not fuller.kind and not (vague.headline or vague.plural or vague.status is Status.PLANNED):
            return False
        more = sum(_detail(p.actor) for p in fuller.parties) > sum(_detail(p.actor) for p in vague.parties)
        return more and all(any(_covers(q.actor, p.actor) for q in fuller.parties) for p in vague.parties)

    # -- circumstances --------------------------------------------------------------------------------------------------

    def _circumstances(self, report: _Report, passage: Passage, candidate: Candidate) -> None:
        span = passage.sentence.span
        lowered, text = span.slice(self.lowered), span.slice(self.article.text)
        if passage.says("line"):
            report.channel = ChannelType.HOTLINE.value
        elif passage.says("backchannel") and report.weak:
            report.channel = report.channel or ChannelType.BACKCHANNEL.value
        count = _COUNT.search(lowered)
        if count and abs(count.start() + span.start - candidate.trigger.start) < 30 and report.count is None:
            word = count.group(1)
            report.count = _NUMBERS.get(word) or int(word)
        report.duration = report.duration or _duration(lowered)
        if report.place is None and report.kind in (Kind.MEETING, Kind.VISIT, Kind.TALKS):
            after = text[candidate.trigger.end - span.start :]
            place = _PLACE.search(after)
            report.place = place.group(1) if place else None
        if report.topic is None:
            report.topic = _topic(passage.chunks, candidate.trigger, self.article.text)
        if report.attribution is None:
            report.attribution = _attribution(passage.chunks, self.article.text)

    def _evidence(self, passage: Passage) -> Evidence:
        span = passage.sentence.span
        return Evidence(span.slice(self.article.text), span.start, span.end)

    def _remember(self, passage: Passage) -> None:
        """Keep the last date spoken of, for "cùng ngày" and for sentences that go on about the same day."""
        if passage.sentence.line_class is LineClass.CAPTION:
            return
        for expr in passage.dates:
            if expr.since or expr.aside or expr.until or _quoted(self.article.text, passage.sentence.span, expr.span):
                continue
            found = resolve(expr, self.cast.clock, context=self._context)
            if found is not None:
                self._context, self._context_line, self._carried = found, passage.sentence.line, frozenset()
        if passage.sentence.line == self._context_line:
            self._carried |= {r.actor.id for m in passage.mentions() if (r := self._person_of(m, ()))}

    def events(self) -> tuple[ContactEvent, ...]:
        """The contacts of the document, in the order of the text."""
        return tuple(sorted((self._event(r) for r in self.reports), key=lambda e: (e.trigger, e.kind)))

    def _event(self, report: _Report) -> ContactEvent:
        parties = tuple(
            replace(p, role=Role.INITIATOR if p.actor.id == report.initiator else
                    Role.RECIPIENT if report.initiator is not None and report.kind is Kind.MESSAGE else p.role)
            for p in report.parties
        )  # fmt: skip
        return ContactEvent(
            self.article.id, report.kind, report.status, parties, report.evidence, report.trigger, report.rule,
            round(report.confidence, 2), report.initiator, report.initiator_evidence, report.date, report.place,
            report.channel, report.count, report.duration, report.topic, report.attribution, tuple(report.also),
        )


# -- helpers ------------------------------------------------------------------------------------------------------------


def _quoted(text: str, sentence: Span, span: Span) -> bool:
    """Whether a stretch of a sentence stands in quotation marks."""
    before = text[sentence.start : span.start]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _interval(date: EventDate | None) -> Interval:
    return (date.earliest, date.latest) if date else (None, None)


def _renumbered(members: list[tuple[Mention, Resolved, int]]) -> list[tuple[Mention, Resolved, int]]:
    """Give each party of one list a side; parties of one state that stand together share theirs."""
    sides: dict[str, int] = {}
    out = []
    for mention, resolved, _ in members:
        key = resolved.actor.state or resolved.actor.id
        out.append((mention, resolved, sides.setdefault(key, len(sides) + 1)))
    if len(sides) == 1:
        return [(m, r, i + 1) for i, (m, r, _) in enumerate(members)]
    return out


def _public(parties: Sequence[Participation]) -> bool:
    """Whether every party is an actor of public life and they are not parts of one unnamed body."""
    states = {p.actor.state for p in parties}
    people = [p for p in parties if p.actor.type is ActorType.PERSON]
    return bool(people) or len(states) > 1


def _can(candidate: Candidate, parties: Sequence[Participation]) -> bool:
    """Whether such parties can have such a contact: states do not meet face to face as people do, nor speak."""
    states = [p for p in parties if p.actor.type is ActorType.STATE]
    if candidate.valency == "saying":
        first = parties[0].actor.type
        return first in (ActorType.PERSON, ActorType.ORGANIZATION) and candidate.status is not Status.PROPOSED
    if candidate.valency == "sign":
        return all(p.actor.type is ActorType.PERSON for p in parties)
    bodily = candidate.kind is Kind.MEETING and not candidate.weak and not candidate.noun
    return not (bodily and len(states) == len(parties) and candidate.valency in ("direct", "host"))


def _at_home(parties: Sequence[Participation]) -> bool:
    """Whether a bare state stands beside people of that state only: nobody visits or meets his own country."""
    states = {p.actor.state or p.actor.id for p in parties}
    return len(states) == 1 and any(p.actor.type is ActorType.STATE for p in parties)


def _kinds_agree(a: Kind, a_weak: bool, b: Kind, b_weak: bool) -> bool:
    if a is b:
        return True
    if Kind.MESSAGE in (a, b) or Kind.VISIT in (a, b):
        return {a, b} <= {Kind.VISIT, Kind.MEETING} or (Kind.VISIT not in (a, b) and Kind.CONTACT in (a, b))
    return a_weak or b_weak


def _overlap(a: EventDate, b: EventDate) -> bool:
    low = max((d for d in (a.earliest, b.earliest) if d), default=None)
    high = min((d for d in (a.latest, b.latest) if d), default=None)
    return low is None or high is None or low <= high


def _near(a: EventDate, b: EventDate, days: int) -> bool:
    """Whether two dates overlap, give or take some days (a visit lasts)."""
    if days and a.earliest and a.latest:
        spare = dt.timedelta(days=days)
        a = replace(a, earliest=a.earliest - spare, latest=a.latest + spare)
    return _overlap(a, b)


def _finer(a: EventDate, b: EventDate) -> bool:
    """Whether `a` lies inside the wider `b`."""
    if a.earliest is None or a.latest is None or not _overlap(a, b):
        return False
    width = (b.latest - b.earliest).days if b.earliest and b.latest else 10_000
    return (a.latest - a.earliest).days < width


def _fold(old: _Report, new: _Report) -> None:
    """Add what a further report of the same contact tells."""
    if {old.kind, new.kind} == {Kind.VISIT, Kind.MEETING}:
        old.kind, old.weak = Kind.MEETING, False  # the visit and the talks held during it are one meeting
    elif old.weak and not new.weak:
        old.kind, old.weak = new.kind, False
    elif old.weak == new.weak and _SPECIFICITY[new.kind] > _SPECIFICITY[old.kind]:
        old.kind = new.kind
    if new.date is not None and (old.date is None or _finer(new.date, old.date)):
        old.date = new.date
    if old.initiator is None or (old.by_wording and new.initiator is not None and not new.by_wording):
        old.initiator, old.initiator_evidence, old.by_wording = new.initiator, new.initiator_evidence, new.by_wording
    old.place = old.place or new.place
    old.channel = old.channel or new.channel
    old.count = old.count or new.count
    old.duration = old.duration or new.duration
    old.topic = old.topic or new.topic
    old.attribution = old.attribution or new.attribution
    if old.headline and not new.headline:
        old.also.insert(0, old.evidence)
        old.evidence, old.trigger, old.rule = new.evidence, new.trigger, new.rule
        old.parties, old.line, old.headline = new.parties, new.line, False
    else:
        old.also += [e for e in (new.evidence, *new.also) if e != old.evidence and e not in old.also]
    old.plural = old.plural or new.plural
    old.journey = old.journey or new.journey
    old.triggers += [new.trigger, *new.triggers]
    old.confidence = max(old.confidence, new.confidence)


def _detail(actor: ActorRef) -> int:
    if actor.type is ActorType.PERSON:
        return 3
    return 2 if not actor.known else 1


def _covers(fuller: ActorRef, vague: ActorRef) -> bool:
    """Whether a more exact actor can be the one meant by a vaguer wording."""
    if fuller.id == vague.id:
        return True
    general = vague.type is ActorType.STATE or vague.type is ActorType.GROUP
    return general and vague.state is not None and fuller.state == vague.state


def _confidence(candidate: Candidate, parties: Sequence[Participation]) -> float:
    """A first estimate from the frame and the ways in which the parties were found; calibration replaces it."""
    value = 0.95
    if candidate.rule.startswith("distant"):
        value -= 0.25
    if candidate.valency == "saying":
        value -= 0.15
    if candidate.weak:
        value -= 0.05
    for party in parties:
        value -= {"name": 0.0, "office": 0.05, "counterpart": 0.05, "anaphora": 0.08, "wording": 0.1}[party.resolution]
    return max(0.1, value)


def _line_state(text: str) -> ChannelState | None:
    if re.search(r"(?:không|chưa)[^,.]{0,12}(?:sử dụng|dùng)", text):
        return ChannelState.UNUSED
    if re.search(r"vẫn (?:hoạt động|mở|duy trì)|đang hoạt động", text):
        return ChannelState.ACTIVE
    if re.search(r"(?:bị cắt|đóng cửa|ngừng hoạt động|bị đình chỉ)", text):
        return ChannelState.CLOSED
    if re.search(r"sử dụng|cuộc gọi|được dùng", text):
        return ChannelState.USED
    if re.search(r"tạo ra|thiết lập|thành lập|khai thông|lập ra|đi vào hoạt động|công bố|mở", text):
        return ChannelState.OPENED
    return None


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


def _attribution(chunks: Sequence[Chunk], text: str) -> str | None:
    """Who says so: what follows "theo" up to the comma, or the subject of an opening verb of speech."""
    for i, item in enumerate(chunks):
        if item.code == "S" and item.cls == "source" and i + 1 < len(chunks):
            stop = next((c.span.start for c in chunks[i + 1 :] if c.code in ",|"), chunks[-1].span.end)
            return text[chunks[i + 1].span.start : stop].strip(" .,;:|\"“”") or None
        if item.code == "|" and item.cls == "speech" and i:
            return text[chunks[0].span.start : chunks[i - 1].span.end].strip(" .,;:|\"“”") or None
    return None
