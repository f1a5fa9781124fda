"""Candidates of a document → contact events: the parties of each, what repeats tell, channels and silences."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.article.dates import Clock, between, resolve
from kg.article.spelling import is_foreign
from kg.article.text import LineClass
from kg.event.anaphora import Referents, needs_partner, points_to_one_side
from kg.event.candidates import Candidate
from kg.event.circumstances import by_which_means, describe
from kg.event.confidence import confidence
from kg.event.dating import Dater
from kg.event.drafts import (
    SPECIFICITY,
    Draft,
    absorbed,
    contact_event,
    date_by_visits,
    finer,
    fold,
    interval,
    kinds_agree,
    overlap,
    same_contact,
)
from kg.event.passages import Passage
from kg.event.pauses import Start, Way, dated, lasting, start, tells_of_visit, took_office, way
from kg.event.placing import Placer
from kg.event.scope import in_scope, public
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.register import Channel
from kg.mention.actors import Cast, Interval, Resolved
from kg.mention.attribution import Source, for_contact, sources
from kg.mention.lines import Lines, is_certain, line_id, line_state, means_one
from kg.mention.mentions import Mention
from kg.mention.places import Atlas
from kg.model import (
    ActorRef,
    ActorType,
    Article,
    Attribution,
    AttributionType,
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

_APART_IN_TIME = ("trước", "sau")  # "một ngày trước cuộc điện đàm": another contact
_PLURAL = ("các ", "những ", "nhiều ", "loạt ", "hàng loạt ", "một loạt ", "hai ", "ba ")
_JOINTLY = re.compile(r"\b(?:chung|tay ba|tay tư|(?:ba|bốn|năm|[3-9]) bên)\b")
_MANY = ("hàng loạt", "một loạt", "loạt", "nhiều")
_INVITATION = ("lời mời của", "lời mời từ")
_IN_PERSON = (Kind.VISIT, Kind.MEETING, Kind.TALKS)
_ACCEPTED = re.compile(r"\b(?:nhận lời|nhận lời mời|chấp nhận lời mời|đã đồng ý sang)\b")
_SEASON = 92  # days
_LINE_WORDS = 30  # characters in which it is said which line is meant
_LEAD = 3  # sentences in which news says what is new
_BESIDE = 60  # characters between the words for a silence and the contact that they are said of
_FAR = 3  # sentences; further back nothing is called off by a mere "cuộc gặp"


@dataclass(frozen=True)
class _Paused:
    """A silence that a sentence states, to be dated once the document has been read."""

    way: Way
    passage: Passage
    parties: tuple[Participation, ...]
    kind: Kind | None
    clock: Clock
    draft: Draft | None = None


class Reader:
    """Reads the passages of one document in order and keeps the contacts found so far."""

    def __init__(
        self,
        article: Article,
        lowered: str,
        passages: Sequence[Passage],
        cast: Cast,
        lexicon: Lexicon,
        atlas: Atlas,
    ) -> None:
        self.article = article
        self.lowered = lowered
        self.lexicon = lexicon
        self.passages = passages
        self.cast = cast
        self.drafts: list[Draft] = []
        self.silences: list[NoContact] = []
        self._paused: list[_Paused] = []
        self.channels: list[ChannelReport] = []
        self.referents = Referents(passages, cast, self.drafts)
        self.placer = Placer(article.text, lowered, atlas, cast.clock.published)
        self.dater = Dater(article.text, lowered, self.referents, lexicon.anchors)
        self.lines = Lines(cast.register, self.lowered, cast.clock.published or cast.clock.latest)
        self._endpoints: tuple[Mention, ...] = ()
        self._channel: Channel | None = None
        self._about_line: list[str] = []
        self._said_of_line: list[ChannelReport] = []
        self._line_at = -_FAR
        self._first_day: dt.date | None = None
        self._sources: dict[Span, tuple[Source, ...]] = {}
        self._announced: tuple[int, Passage, Candidate] | None = None
        self._inviters: dict[str, tuple[Mention, Resolved, Evidence, frozenset[str]]] = {}

    def read(self) -> None:
        """Go through the document once, then fold vague contacts into the ones that tell more."""
        for number, passage in enumerate(self.passages):
            if passage.says("sport"):
                continue
            self.dater.enter(passage)
            self._line(number, passage)
            self._invitation(passage)
            for candidate in passage.candidates:
                self._candidate(number, passage, candidate)
            self._pause(number, passage)
            self.dater.relate(passage, self.drafts)
            self.dater.remember(passage)
            self.referents.follow(number, passage)
        self.drafts[:] = absorbed(self.drafts, self._long_ago)
        date_by_visits(self.drafts, self._long_ago)
        self.dater.bound(self.drafts)
        self.placer.settle(self.drafts, self.passages)
        for draft in self.drafts:
            self._invited(draft)
        self.channels += self._joined_to_lines()
        once: dict[object, NoContact] = {}
        for silence in map(self._stated, self._paused):
            if silence is not None:
                once.setdefault((silence.evidence, silence.actors, silence.offices), silence)
        self.silences += once.values()

    def events(self) -> tuple[ContactEvent, ...]:
        """The contacts of the document, in the order of the text."""
        found = (contact_event(self.article.id, d) for d in self.drafts)
        return tuple(sorted(found, key=lambda e: (e.trigger, e.kind)))

    # -- one candidate ------------------------------------------------------------------------------

    def _candidate(self, number: int, passage: Passage, candidate: Candidate) -> None:
        if not candidate.sides:
            if not self._to_other_side(number, passage, candidate):
                self._anaphor(number, passage, candidate)
            return
        dated = self.dater.date(passage, candidate)
        when = interval(dated)
        occasions = self._occasions(number, passage, candidate, when)
        if not occasions and self._thing(candidate, when):
            self._with_subject(number, passage, replace(candidate, partner=candidate.sides[1][0]), dated)
        for sides in occasions:
            exact = self._own_date(candidate, [m for m, _, _ in sides])
            self._report(number, passage, candidate, sides, exact or dated)

    def _own_date(self, candidate: Candidate, parties: Sequence[Mention]) -> EventDate | None:
        """The date in parentheses behind a party: "lần lượt với A (ngày 6/5) và B (chiều 15/5)"."""
        own = next((m.dated for m in reversed(parties) if m.dated is not None), None)
        return resolve(own, self.dater.narrowed(candidate)) if own is not None else None

    def _thing(self, candidate: Candidate, when: Interval) -> bool:
        """Whether a contact of two parties has a name for its first that is nobody's: a firm, a place, a paper."""
        first, *others = candidate.sides[0] if len(candidate.sides) == 2 else (None,)
        bare = first is not None and not others and first.head == "name"
        return bare and first is not None and self.cast.resolve(first, when) is None

    def _occasions(
        self, number: int, passage: Passage, candidate: Candidate, when: Interval
    ) -> list[list[tuple[Mention, Resolved, int]]]:
        """The parties of each contact that the candidate tells of: lists of objects are contacts of their own."""
        sides = candidate.sides
        if len(sides) != 2 or candidate.rule in ("together", "between-list"):
            members: list[tuple[Mention, Resolved, int]] = []
            for i, side in enumerate(sides):
                for m in side:
                    others = tuple(r.actor for _, r, _ in members) if m.head == "counterpart" else ()
                    found_here = self.referents.actors(number, passage, m, when, others)
                    members += [(m, r, i + 1) for r in found_here]
            return [_renumbered(members)] if len(members) > 1 else []
        right_first = [
            (m, r)
            for m in sides[1]
            if not needs_partner(m)
            for r in self.referents.actors(number, passage, m, when, ())
        ]
        met = tuple(r.actor for _, r in right_first)
        left = [(m, r) for m in sides[0] for r in self._other_than(met, number, passage, m, when)]
        if not left and right_first:
            partners = tuple(r.actor for _, r in right_first)
            left = [
                (m, r) for m in sides[0] for r in self.referents.actors(number, passage, m, when, partners)
            ]
        if not left:
            return []
        found: list[list[tuple[Mention, Resolved, int]]] = []
        for mention in sides[1]:
            if mention.head == "counterpart" and mention.name is None and len(left) > 1:
                for own, actor in left:
                    for other in self.referents.actors(number, passage, mention, when, (actor.actor,)):
                        found.append([(own, actor, 1), (mention, other, 2)])
                continue
            partners = tuple(r.actor for _, r in left)
            for other in self.referents.actors(number, passage, mention, when, partners):
                found.append([*((m, r, 1) for m, r in left), (mention, other, 2)])
        if len(found) > 1 and self._all_at_once(candidate):
            return [[*((m, r, 1) for m, r in left), *(letter[-1] for letter in found)]]
        return _signed_together(candidate, found)

    def _all_at_once(self, candidate: Candidate) -> bool:
        """Whether all were met together: "họp ba bên với A và B", "cuộc họp chung với A và B"."""
        first = candidate.sides[1][0].span.start
        between = self.lowered[candidate.trigger.end : first] if candidate.trigger.end < first else ""
        return candidate.kind is not Kind.MESSAGE and _JOINTLY.search(between) is not None

    def _other_than(
        self, met: tuple[ActorRef, ...], number: int, passage: Passage, mention: Mention, when: Interval
    ) -> list[Resolved]:
        """The actors of a mention; a pronoun that would mean the other party means somebody else."""
        besides = met if needs_partner(mention) or points_to_one_side(mention) else ()
        found = self.referents.actors(number, passage, mention, when, besides)
        same = {p.id for p in met} | {p.state for p in met if p.state is not None}
        if mention.head == "pronoun" and found and same & {found[0].actor.id, found[0].actor.state}:
            found = self.referents.actors(number, passage, mention, when, met)
        return found

    def _report(
        self,
        number: int,
        passage: Passage,
        candidate: Candidate,
        sides: list[tuple[Mention, Resolved, int]],
        dated: EventDate | None,
    ) -> None:
        once: dict[str, Participation] = {}
        for m, r, side in sides:  # "ông Putin" and a counterpart can turn out to be the same person
            party = Participation(r.actor, m.text, m.span, Role.PARTICIPANT, side, r.tenure, r.how, r.reason)
            once.setdefault(r.actor.id, party)
        parties = tuple(once.values())
        if len({p.side for p in parties}) == 1:
            parties = tuple(replace(p, side=i) for i, p in enumerate(parties, 1))
        if any(self._cut_off(passage, m) for m, _, _ in sides):
            return
        if not public(parties) or len({p.actor.id for p in parties}) < 2 or self._at_home(parties):
            return
        if candidate.status is Status.DENIED and self._silence(passage, candidate, parties):
            return
        if not in_scope(passage, candidate, parties, dated, self.lowered) or not self._public(parties):
            return
        if self._summit_of_organisation(candidate, parties):
            return
        evidence = self._evidence(passage)
        kind, weak = self._kind(passage, candidate)
        report = Draft(
            kind,
            weak,
            self._timely(number, passage, candidate, dated),
            list(parties),
            len({p.side for p in parties}),
            evidence,
            candidate.trigger,
            candidate.rule,
            confidence(candidate, parties),
            passage.sentence.line,
            passage.sentence.line_class is LineClass.HEADLINE,
            dated,
        )
        parties = self._with_inviter(candidate, parties)
        report.parties = list(parties)
        initiator = self._side_of(candidate.initiator, parties)
        if candidate.several:
            initiator = next((p.actor.id for p in parties if p.side == 2), None)
        if initiator is not None:
            report.initiator, report.initiator_evidence, report.by_wording = (
                initiator,
                evidence,
                candidate.by_wording,
            )
        self._describe(report, number, passage, candidate)
        there = self.placer.place(passage, candidate, replace(report, kind=Kind.MEETING))
        report.kind = by_which_means(report, passage, candidate, there)
        wording = candidate.trigger.slice(self.lowered)
        report.many = wording.startswith(_MANY) or passage.before(candidate) in _MANY
        report.seen = number
        report.journey = candidate.kind is Kind.VISIT
        report.plural = (
            wording.startswith(_PLURAL) or report.count is not None or report.channel == ChannelType.HOTLINE
        )
        if self._announced is not None and report.weak:
            at, first, told = self._announced
            report.kind, report.weak, self._announced = told.kind, False, None
            self._describe(report, at, first, told)
        spoken_of = candidate.noun and not passage.told(candidate)
        self._join(report, passage, candidate.eve, spoken_of)

    def _describe(self, report: Draft, number: int, passage: Passage, candidate: Candidate) -> None:
        """Add what the sentence tells of a contact besides parties and date, and who says so."""
        describe(report, passage, candidate, self.article.text)
        place = self.placer.place(passage, candidate, report)
        if place is not None and (report.place is None or place.narrows(report.place)):
            report.place = place
        span = passage.sentence.span
        if span not in self._sources:
            found = sources(passage.grammar, self.lowered, span, passage.dates, self.lexicon)
            self._sources[span] = found
        source = for_contact(self._sources[span], candidate.trigger)
        if source is not None and source.span not in {a.span for a in report.said_by}:
            said = self._attribution(number, passage, source)
            report.said_by += [said] if said is not None else []

    def _attribution(self, number: int, passage: Passage, source: Source) -> Attribution | None:
        """A source with the actor or medium that it means and the state or body for which that speaks.

        None for a bare name that is nobody's: capitalised words are no source for standing before a verb.
        """
        via = self._attribution(number, passage, source.via) if source.via is not None else None
        if source.medium is not None:
            body = self.cast.register.media[source.medium].body
            return Attribution(
                source.wording, source.span, AttributionType.MEDIA, None, source.medium, body, None, via
            )
        mention = source.mention
        if mention is not None and mention.text.lower() == "họ":
            return None  # whoever that is
        if mention is not None and mention.head == "pair":
            return Attribution(source.wording, source.span, AttributionType.JOINT, via=via)
        found = self.referents.actors(number, passage, mention, (None, None), ()) if mention else []
        actor = found[0].actor if found else None
        bare = mention is not None and mention.head == "name" and source.type is None
        if bare and (actor is None or not actor.known):
            return None
        body = self._body_of(actor) if actor is not None else None
        kind = source.type or _standing(actor, mention)
        person = actor is not None and actor.type is ActorType.PERSON
        named = actor if actor is not None and (actor.known or person) else None
        if kind in (AttributionType.ANONYMOUS, AttributionType.OTHER) and not person:
            named = None
        if kind is AttributionType.OTHER:
            body = None  # an expert of a state does not speak for it
        return Attribution(source.wording, source.span, kind, named, None, body, None, via)

    def _body_of(self, actor: ActorRef) -> str | None:
        """Id of the state, or else the organisation, for which an actor speaks."""
        own = actor.id if actor.id in self.cast.register.bodies else actor.state
        body = self.cast.register.bodies.get(own) if own is not None else None
        return body.of or body.id if body is not None else None

    def _summit_of_organisation(self, candidate: Candidate, parties: Sequence[Participation]) -> bool:
        """Whether a summit is only named after an organisation and its guest ("Hội nghị cấp cao ASEAN - Úc")."""
        named = candidate.rule == "pair-name" and candidate.trigger.slice(self.lowered).startswith("hội nghị")
        return named and any(p.actor.type is ActorType.ORGANIZATION for p in parties)

    def _at_home(self, parties: Sequence[Participation]) -> bool:
        """Whether a bare state stands beside people of that state only: nobody visits or meets his own country."""
        states = {self._state_of(p.actor.state or p.actor.id) for p in parties}
        return len(states) == 1 and any(p.actor.type is ActorType.STATE for p in parties)

    def _public(self, parties: Sequence[Participation]) -> bool:
        """Whether a private person in the contact, if any, stands beside somebody of the register.

        A foreigner may also stand beside one of whom only the text says the office: at home, courts and firms
        are full of people with titles, while news from abroad is of politics.
        """
        private = [p for p in parties if not self.cast.is_public(p.actor)]
        abroad = all(is_foreign(p.actor.name.split()[-1]) for p in private)
        public = (p.actor for p in parties if p not in private and p.actor.type is ActorType.PERSON)
        return not private or any(actor.known or abroad for actor in public)

    def _with_inviter(
        self, candidate: Candidate, parties: tuple[Participation, ...]
    ) -> tuple[Participation, ...]:
        """A named inviter stands for the state visited: "thăm Mỹ theo lời mời của Bộ trưởng Austin"."""
        mention = candidate.initiator
        if candidate.kind is not Kind.VISIT or candidate.by_wording or mention is None:
            return parties
        host = self.cast.resolve(mention, (None, None))
        if host is None or host.actor.type is not ActorType.PERSON:
            return parties
        return _hosted(parties, mention, host)

    def _invitation(self, passage: Passage) -> None:
        """Note at whose invitation a visit takes place ("theo lời mời của …")."""
        for cue, invited in itertools.pairwise(passage.chunks):
            if (
                cue.cls != "request-of"
                or not cue.text.lower().endswith(_INVITATION)
                or invited.code not in "NL"
            ):
                continue
            guests = {c.sides[0][0].span for c in passage.candidates if c.kind is Kind.VISIT and c.sides}
            for mention in invited.mentions:
                if mention.span in guests:
                    continue
                host = self.cast.resolve(mention, (None, None))
                if host is not None and host.actor.type is ActorType.PERSON:
                    others = (
                        self.referents.person(m, ()) for m in passage.mentions() if m not in invited.mentions
                    )
                    invitees = frozenset(
                        o.actor.id for o in others if o and o.actor.state != host.actor.state
                    )
                    found = (mention, host, self._evidence(passage), invitees)
                    self._inviters.setdefault(host.actor.id, found)

    def _invited(self, draft: Draft) -> None:
        """Give a visit told without its host, and talks with the host, the inviter whom the text names."""
        near = draft.date is None or self.cast.clock.published is None or not self._long_ago(draft.date)
        if draft.kind not in _IN_PERSON or draft.status is Status.DENIED or not near:
            return
        if draft.kind is Kind.VISIT and (draft.status is Status.PROPOSED or draft.rule.startswith("invite")):
            return  # an invitation of its own
        for mention, host, evidence, invitees in self._inviters.values():
            if invitees and not invitees & draft.actors:
                continue
            guests = {p.actor.state for p in draft.parties if p.actor.type is not ActorType.STATE}
            if draft.kind is Kind.VISIT and host.actor.state not in guests:
                draft.parties = list(_hosted(draft.parties, mention, host))
            if host.actor.id in draft.actors and (draft.initiator is None or draft.by_wording):
                draft.initiator, draft.initiator_evidence, draft.by_wording = host.actor.id, evidence, False

    def _long_ago(self, date: EventDate) -> bool:
        """Whether a contact lies more than a season before the article: no part of the visit it reports."""
        published = self.cast.clock.published
        return published is not None and date.latest is not None and (published - date.latest).days > _SEASON

    def _cut_off(self, passage: Passage, mention: Mention) -> bool:
        """Whether a teaser breaks off in the middle of naming a party ("… gặp Tổng Bí thư, ...")."""
        rest = self.article.text[mention.span.end : passage.sentence.span.end].strip(" ,.")
        broken = passage.sentence.span.slice(self.article.text).endswith(("...", "…"))
        return broken and mention.name is None and rest in ("", "…")

    def _timely(self, number: int, passage: Passage, candidate: Candidate, dated: EventDate | None) -> Status:
        """A contact that is dated after publication has not taken place yet, unless it is told as past.

        What somebody is invited to is planned once he accepts, in the same sentence or the next.
        """
        if candidate.valency == "invite" and candidate.status is Status.PROPOSED:
            until = self.passages[min(number + 1, len(self.passages) - 1)].sentence.span.end
            accepted = _ACCEPTED.search(self.lowered, candidate.trigger.end, until)
            return Status.PLANNED if accepted else Status.PROPOSED
        published = self.cast.clock.published
        ahead = (
            published is not None
            and dated is not None
            and dated.earliest is not None
            and dated.earliest > published
        )
        if candidate.status is Status.OCCURRED and ahead and not passage.told(candidate):
            return Status.PLANNED
        today = published is not None and dated is not None and dated.earliest == published
        if candidate.status is Status.OCCURRED and today and passage.before(candidate) == "để":
            return Status.PLANNED  # "hôm nay bay sang Paris để hội đàm với B"
        return candidate.status

    def _kind(self, passage: Passage, candidate: Candidate) -> tuple[Kind, bool]:
        """The kind of the contact; an event noun in the same sentence can tell more than the verb."""
        if not candidate.weak:
            return candidate.kind, False
        for other in passage.candidates:
            if other is candidate or not other.noun or other.sides or passage.is_topic(other):
                continue
            if other.kind not in (Kind.PHONE_CALL, Kind.VIDEO_CALL, Kind.MEETING):
                continue
            follows = other.trigger.start > candidate.trigger.start
            setting = passage.opens(other) and passage.before(other) not in _APART_IN_TIME
            if (follows and not other.weak) or (setting and candidate.kind is not Kind.MEETING):
                return other.kind, other.weak
        return candidate.kind, True

    def _join(self, draft: Draft, passage: Passage, eve: bool = False, spoken_of: bool = False) -> None:
        """Add a draft, or what it tells to the contact that it reports again.

        `eve`: it looks at the time before the contact, which may be over by now. `spoken_of`: an event noun names the
        contact without saying that it took place, so that it may be the one that is still to come.
        """
        earlier = passage.says("last")
        recalled = draft.date is not None and self._long_ago(draft.date)
        same = [
            d
            for d in self.drafts
            if d.actors == draft.actors
            and same_contact(d, draft, earlier)
            and not (recalled and d.date is None)  # what is told as news is not what was years ago
        ]
        if not same and eve:
            same = [d for d in self.drafts if d.actors == draft.actors and d.status is Status.OCCURRED]
            draft.status = Status.OCCURRED if same else draft.status
        if not same and spoken_of and draft.status is Status.OCCURRED and draft.date is None:
            same = [
                d
                for d in self.drafts
                if d.actors == draft.actors
                and d.status is Status.PLANNED
                and kinds_agree(d.kind, d.weak, draft.kind, draft.weak)
            ]
        if not same:
            self.drafts.append(draft)
            return
        exact = [d for d in same if draft.date is not None and d.date is not None]
        fold(max(exact or same, key=lambda d: len(d.triggers)), draft)

    # -- anaphora -----------------------------------------------------------------------------------

    def _anaphor(self, number: int, passage: Passage, candidate: Candidate) -> None:
        """An event noun without its parties: more about a contact told before, or a call over a known line."""
        dated = self.dater.date(passage, candidate)
        if candidate.valency == "reply":
            self._reply(number, passage, candidate, dated)
            return
        near = self.passages[max(0, number - 1) : number + 1]
        if (
            candidate.kind is Kind.PHONE_CALL
            and self._endpoints
            and candidate.noun
            and any(p.says("line") for p in near)
        ):
            self._over_line(number, passage, candidate, dated)
            return
        antecedent = None
        if candidate.noun or candidate.rule != "anaphor" or candidate.initiator is not None:
            antecedent = self._antecedent(number, passage, candidate, dated)
        if antecedent is not None and antecedent.date is None and dated is not None and self._long_ago(dated):
            return  # "nhắc lại chuyến thăm năm 2016" in a text about another
        if antecedent is None and self._with_subject(number, passage, candidate, dated):
            return
        if antecedent is None:
            if not candidate.noun:
                return
            if not self.drafts and candidate.kind is not Kind.VISIT and not candidate.weak and number < 3:
                self._announced = (number, passage, candidate)
            return
        published = self.cast.clock.published
        if (
            dated is not None
            and published is not None
            and dated.earliest is not None
            and dated.earliest > published
        ):
            dated = dated if antecedent.status is not Status.OCCURRED else None
        if (dated is not None and antecedent.date is None) or (
            dated is not None and antecedent.date is not None and finer(dated, antecedent.date)
        ):
            antecedent.date = dated
        if antecedent.initiator is None or antecedent.by_wording:
            initiator = self._side_of(candidate.initiator, antecedent.parties)
            if initiator is not None:
                antecedent.initiator, antecedent.initiator_evidence = initiator, self._evidence(passage)
                antecedent.by_wording = False
        tells_more = (
            candidate.kind is not Kind.VISIT and SPECIFICITY[candidate.kind] > SPECIFICITY[antecedent.kind]
        )
        if tells_more and antecedent.weak and not candidate.weak:
            antecedent.kind, antecedent.weak = candidate.kind, False
        antecedent.seen = number
        antecedent.referred.append(candidate.trigger)
        if candidate.status is Status.DENIED:
            antecedent.status = Status.DENIED  # what was planned is called off
        self._describe(antecedent, number, passage, candidate)
        evidence = self._evidence(passage)
        if evidence != antecedent.evidence and evidence not in antecedent.also:
            antecedent.also.append(evidence)

    def _with_subject(
        self, number: int, passage: Passage, candidate: Candidate, dated: EventDate | None
    ) -> bool:
        """Report a contact whose sentence names one party only, with the person of whom the text speaks."""
        mention = candidate.partner
        if mention is None or mention.head in ("pronoun", "pair"):
            return False
        partner = self.cast.resolve(mention, interval(dated))
        if partner is None or partner.actor.type is not ActorType.PERSON:
            return False
        found = self.referents.implied(number, passage, candidate.trigger, partner.actor)
        if candidate.valency == "other-end":
            he = Mention(candidate.trigger, "pronoun", candidate.trigger.slice(self.article.text))
            person = self.referents.pronoun(number, passage, he, (partner.actor,))
            found = (he, person) if person is not None else None
        if found is None:
            return False
        sides = [(found[0], found[1], 1), (mention, partner, 2)]
        dated = self._own_date(candidate, [mention]) or dated
        self._report(number, passage, replace(candidate, rule="subject-implied"), sides, dated)
        return True

    def _to_other_side(self, number: int, passage: Passage, candidate: Candidate) -> bool:
        """Report a call of one side that names no one called: "phía Trung Quốc gọi sang để trình bày quan điểm"."""
        if (
            candidate.kind is not Kind.PHONE_CALL
            or candidate.noun
            or candidate.valency not in ("to", "reach")
        ):
            return False
        after = [c for c in passage.chunks if c.span.start >= candidate.trigger.end]
        unanswered = any(c.cls == "unanswered" for c in after)
        if candidate.valency == "reach" and not (unanswered or passage.says("line")):
            return False  # "gọi" also means to name
        before = [m for m in passage.subjects() if m.span.end <= candidate.trigger.start]
        caller = before[-1] if before else None
        if caller is None or caller.body is None or caller.head not in ("side", "body", "organ"):
            return False
        calling = self.cast.resolve(caller, (None, None))
        called = self.referents.other_side(number, caller.body, self._endpoints)
        if calling is None or called is None:
            return False
        status = Status.DENIED if unanswered else candidate.status
        told = replace(candidate, rule="other-side", status=status, initiator=caller)
        sides = [(caller, calling, 1), (*called, 2)]
        self._report(number, passage, told, sides, self.dater.date(passage, told))
        if self._about_line and number - self._line_at <= 1:
            for report in self.drafts:
                if report.trigger == candidate.trigger:
                    report.channel = ChannelType.HOTLINE.value
        return True

    def _reply(self, number: int, passage: Passage, candidate: Candidate, dated: EventDate | None) -> None:
        """Report a letter back to the other party of the contact told last with its sender."""
        sender = next(iter(candidate.party), None)
        found = self.referents.actors(number, passage, sender, interval(dated), ()) if sender else []
        if sender is None or not found:
            return
        for report in reversed(self.drafts):
            others = [p for p in report.parties if p.actor.id != found[0].actor.id]
            if len(others) == 1 and len(report.parties) == 2:
                other = others[0]
                to = Resolved(other.actor, Resolution.ANAPHORA, other.tenure, f"answers {other.actor.name}")
                mention = replace(sender, span=other.span, text=other.mention)
                told = replace(candidate, rule="reply", initiator=sender, by_wording=True)
                self._report(number, passage, told, [(sender, found[0], 1), (mention, to, 2)], dated)
                return

    def _antecedent(
        self, number: int, passage: Passage, candidate: Candidate, dated: EventDate | None
    ) -> Draft | None:
        parties = {
            r.actor.id
            for m in candidate.party
            for r in self.referents.actors(number, passage, m, (None, None), ())
        } | {p.id for p in self._initiating(candidate)}
        for report in sorted(self.drafts, key=lambda d: d.seen)[::-1]:
            open_still = report.status in (Status.PLANNED, Status.PROPOSED)
            if candidate.status is Status.DENIED:
                if not open_still or not candidate.definite or number - report.seen > _FAR:
                    continue
            elif report.status is not candidate.status and not (
                report.status is Status.OCCURRED and candidate.definite
            ):
                continue
            if not kinds_agree(report.kind, report.weak, candidate.kind, candidate.weak):
                continue
            if parties and not parties & report.actors:
                continue
            if dated is not None and report.date is not None and not overlap(dated, report.date):
                continue
            return report
        return None

    def _initiating(self, candidate: Candidate) -> list[ActorRef]:
        mention = candidate.initiator
        if mention is None or mention.name is None:
            return []
        resolved = self.cast.resolve(mention, (None, None))
        return [resolved.actor] if resolved is not None and resolved.actor.type is ActorType.PERSON else []

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

    # -- channels and silences ----------------------------------------------------------------------

    def _line(self, number: int, passage: Passage) -> None:
        """Learn of whose line a sentence speaks, and what it says of it."""
        spoken = passage.sentence.span.slice(self.lowered)
        words = [i for i, c in enumerate(passage.chunks) if c.cls == "line"]
        named = self.lines.named(spoken) if words or passage.says("backchannel") else None
        if (not words and named is None) or not means_one(spoken):
            return
        opens = passage.chunks[words[0]].span.start - passage.sentence.span.start if words else 0
        listed = [
            c for c in passage.chunks if c.code in "LH" and len(c.mentions) == 2 and _two_bodies(c.mentions)
        ]
        after = [c for c in listed if words and c.span.start > passage.chunks[words[0]].span.start]
        for item in (after or listed)[:1]:
            same = {m.body for m in item.mentions} == {m.body for m in self._endpoints}
            self._endpoints = self._endpoints if same else item.mentions
        if named is None and not self._endpoints and not is_certain(spoken[opens : opens + _LINE_WORDS]):
            return
        self._about_line.append(spoken)
        self._line_at = number
        state = line_state(spoken)
        dated = next((d for e in passage.dates if not e.since and (d := resolve(e, self.cast.clock))), None)
        if state is ChannelState.OPENED:
            if dated is not None and self.cast.clock.published is not None:
                self.dater.opened = dated.earliest
            lead = number < _LEAD
            self._first_day = (
                self._first_day
                or (dated.earliest if dated else None)
                or (self.cast.clock.published if lead else None)
            )
        line = self._which(named)
        if state is not None and line is not None:
            evidence = self._evidence(passage)
            self._said_of_line.append(
                ChannelReport(self.article.id, *line, state, evidence, "line-state", dated)
            )

    def _which(self, named: Channel | None) -> tuple[str, ChannelType, str, tuple[ActorRef, ...]] | None:
        """Id, sort, label and endpoints of the line spoken of, as far as the text has told by now."""
        if named is not None:
            ends = tuple(self.cast.body(body) for body in named.endpoints)
            self._channel = named
            return named.id, named.type, named.label_vi, ends
        ends = tuple(
            r.actor for m in self._endpoints for r in [self.cast.resolve(m, (None, None))] if r is not None
        )
        ends = ends or tuple(self.cast.main_bodies())
        bodies = {a.state or a.id for a in ends}
        if len(bodies) < 2:
            return None
        context = " ".join(self._about_line)
        known = self.lines.between(bodies, context, self.dater.opened) or self._channel
        if known is not None and bodies <= {self._state_of(body) for body in known.endpoints}:
            return known.id, known.type, known.label_vi, ends
        label = "đường dây liên lạc " + " – ".join(a.name for a in ends)
        return line_id(bodies, context), ChannelType.HOTLINE, label, ends

    def _state_of(self, body: str) -> str:
        found = self.cast.register.bodies.get(body)
        return found.of or body if found is not None else body

    def _joined_to_lines(self) -> list[ChannelReport]:
        """What the article says of lines, each under its final id, and the use that each contact made of one."""
        line = self._which(None) if self._about_line else None
        if line is None:
            return self._said_of_line
        said = [replace(c, channel=line[0], type=line[1], label=line[2]) if c.channel.startswith("line.") else c
                for c in self._said_of_line]  # fmt: skip
        bodies = {self._state_of(a.state or a.id) for a in line[3]}
        for draft in self.drafts:
            states = {self._state_of(p.actor.state or p.actor.id) for p in draft.parties if _placed(p.actor)}
            if draft.kind is Kind.PHONE_CALL and draft.channel is None and states and states <= bodies:
                when = (
                    draft.date.earliest if draft.date is not None and draft.date.precision == "day" else None
                )
                if when is not None and when == self._first_day and draft.status is Status.OCCURRED:
                    draft.channel = (
                        ChannelType.HOTLINE.value
                    )  # the first calls over a line that was just opened
            if draft.channel != ChannelType.HOTLINE or not states <= bodies:
                continue
            draft.line_id = line[0]
            state = ChannelState.USED if draft.status is Status.OCCURRED else None
            if state is not None and not any(c.evidence == draft.evidence and c.state is state for c in said):
                said.append(
                    ChannelReport(self.article.id, *line, state, draft.evidence, "line-used", draft.date)
                )
        told = {c.channel for c in said} | self.cast.register.channels.keys()
        for draft in self.drafts:
            draft.line_id = draft.line_id if draft.line_id in told else None
        return said

    def _over_line(
        self, number: int, passage: Passage, candidate: Candidate, dated: EventDate | None
    ) -> None:
        sides = [
            (m, r, i + 1)
            for i, m in enumerate(self._endpoints)
            for r in self.referents.actors(number, passage, m, interval(dated), ())
        ]
        if len(sides) == 2:
            self._report(
                number, passage, replace(candidate, rule="over-line", definite=True, noun=True), sides, dated
            )
        for report in self.drafts:
            if report.trigger == candidate.trigger:
                report.channel, report.plural = ChannelType.HOTLINE.value, True

    def _silence(
        self,
        passage: Passage,
        candidate: Candidate,
        parties: tuple[Participation, ...],
    ) -> bool:
        """Note "have not spoken since …" as a silence; whether it was one."""
        since = any(d.since for d in passage.dates)
        if (
            not since
            and self._begun(passage, self.dater.narrowed(candidate), self.cast.clock.published) is None
        ):
            return False
        kind = None if candidate.weak else candidate.kind
        self._paused.append(_Paused(Way.SINCE, passage, parties, kind, self.dater.narrowed(candidate)))
        return True

    def _pause(self, number: int, passage: Passage) -> None:
        """Note a silence that a sentence states by its end, by the contact before it, or by its being broken off."""
        found = way(self.lowered, passage.sentence.span)
        if found is None:
            return
        form, cue = found
        near = [
            (abs(t.start - cue.start), d) for d in self.drafts for t in _told_in(d, passage.sentence.span)
        ]
        distance, draft = min(near, key=lambda each: each[0]) if near else (0, None)
        if draft is not None and form is Way.BROKEN_OFF:
            told = _told_in(draft, passage.sentence.span)
            draft = draft if distance <= _BESIDE and any(t.start >= cue.start for t in told) else None
        if draft is not None and draft.kind is not Kind.VISIT and tells_of_visit(self.lowered, cue):
            return  # of a journey that is told as the talks held on it: the first to that state, not with that host
        parties = tuple(draft.parties) if draft is not None else self._parties_around(number, passage, cue)
        states = {p.actor.state or p.actor.id for p in parties}
        if len(states) < 2 or (form is Way.LAST and draft is None):
            return
        kind = draft.kind if draft is not None and not draft.weak and form is not Way.BROKEN_OFF else None
        self._paused.append(_Paused(form, passage, parties, kind, self.cast.clock, draft))

    def _parties_around(self, number: int, passage: Passage, cue: Span) -> tuple[Participation, ...]:
        """The two parties that a sentence about a silence names: in a candidate, or before and after its words."""
        for candidate in passage.candidates:
            if len(candidate.sides) == 2 and 0 <= candidate.trigger.end - cue.start <= _BESIDE:
                sides = self._occasions(number, passage, candidate, (None, None))
                return tuple(_party(*each) for each in sides[0]) if len(sides) == 1 else ()
        subjects = [m for m in passage.subjects() if m.span.end <= cue.start]
        after = [m for m in passage.mentions() if m.span.start >= cue.end]
        pair = next((m for m in passage.mentions() if m.head == "pair"), None)
        if pair is not None:
            return tuple(_party(pair, r, i) for i, r in enumerate(self._meant(number, passage, pair, ()), 1))
        if not subjects or not after:
            return ()
        own = self._meant(number, passage, subjects[-1], ())
        other = self._meant(number, passage, after[0], tuple(r.actor for r in own))
        if len(own) != 1 or len(other) != 1:
            return ()
        return _party(subjects[-1], own[0], 1), _party(after[0], other[0], 2)

    def _meant(
        self, number: int, passage: Passage, mention: Mention, partners: tuple[ActorRef, ...]
    ) -> list[Resolved]:
        return self.referents.actors(number, passage, mention, (None, None), partners)

    def _begun(self, passage: Passage, clock: Clock, until: dt.date | None) -> Start | None:
        """From when on a sentence says that there was silence, be it since somebody took office."""
        span = passage.sentence.span
        office = took_office(self.lowered, span)
        if office is not None:
            people = (self.referents.person(m, ()) for m in passage.mentions() if m.span.within(office))
            for person in people:
                held = self.cast.register.held(person.actor.id, None, until) if person is not None else ()
                if held:
                    took = between(held[-1].start_earliest, held[-1].start_latest, DateBasis.TENURES)
                    return dated(took, office.slice(self.article.text))
        return start(self.article.text, self.lowered, span, passage.dates, self.lexicon.anchors, clock, until)

    def _stated(self, paused: _Paused) -> NoContact | None:
        """The silence that was noted, now that the contacts of the document and their dates are known."""
        published = self.cast.clock.published
        draft = next(
            (d for d in self.drafts if paused.draft is not None and _same_or_in(paused.draft, d)), None
        )
        ended = draft if paused.way is Way.FIRST and draft and draft.status is Status.OCCURRED else None
        until = (_eve(ended) if ended is not None else None) or published
        if paused.way is Way.LAST:
            begun = dated(draft.date) if draft is not None and draft.date is not None else None
        else:
            begun = self._begun(paused.passage, paused.clock, until)
        if begun is None and paused.way is Way.BROKEN_OFF:
            days = (resolve(d, paused.clock) for d in paused.passage.dates if not d.aside)
            begun = next((dated(day) for day in days if day is not None), None)
        if begun is None:
            return None
        if ended is None and begun.sure is not None:
            later = [d for d in self.drafts if d is not draft and _ends(d, paused, begun.sure)]
            ended = min(later, key=lambda d: (_eve(d) or dt.date.max, d.trigger), default=None)
            until = (_eve(ended) if ended is not None else None) or until
        date = lasting(begun, until)
        if date is None and begun.earliest is not None:
            return None
        actors, offices = self._silent(paused.parties, begun)
        return NoContact(
            self.article.id,
            actors,
            self._evidence(paused.passage),
            paused.way.value,
            date,
            paused.kind,
            offices,
            begun.sure if date is not None else None,
            ended.trigger if ended is not None else None,
        )

    def _silent(
        self, parties: Iterable[Participation], begun: Start
    ) -> tuple[tuple[ActorRef, ...], tuple[str, ...]]:
        """Who was silent as a person, state or body, and which offices, whoever held them."""
        actors: list[ActorRef] = []
        offices: list[str] = []
        register = self.cast.register
        for party in parties:
            tenure = register.tenures[party.tenure] if party.tenure is not None else None
            if tenure is None or begun.earliest is None:
                actors.append(party.actor)
                continue
            then = register.held(party.actor.id, begun.earliest, begun.sure)
            if tenure in then:
                actors.append(party.actor)
                offices.append(tenure.office)
            elif any(t.office == tenure.office for t in then) or party.resolution is Resolution.NAME:
                actors.append(party.actor)
            else:
                offices.append(tenure.office)
        return tuple(actors), tuple(offices)

    def _evidence(self, passage: Passage) -> Evidence:
        span = passage.sentence.span
        return Evidence(span.slice(self.article.text), span.start, span.end)


def _two_bodies(mentions: Sequence[Mention]) -> bool:
    """Whether two mentions are of two states or bodies, or of what belongs to them, so that a line can join them."""
    return len({m.body for m in mentions if m.body is not None}) == 2


def _placed(actor: ActorRef) -> bool:
    """Whether it is known for whom an actor acts: of a stranger whose state the text leaves out it is not."""
    return actor.known or actor.state is not None


# -- silences ----------------------------------------------------------------------------------------


def _party(mention: Mention, resolved: Resolved, side: int) -> Participation:
    return Participation(
        resolved.actor,
        mention.text,
        mention.span,
        Role.PARTICIPANT,
        side,
        resolved.tenure,
        resolved.how,
        resolved.reason,
    )


def _told_in(draft: Draft, span: Span) -> list[Span]:
    """The words in a stretch of text that tell of a contact."""
    return [t for t in (draft.trigger, *draft.triggers, *draft.referred) if t.within(span)]


def _same_or_in(told: Draft, kept: Draft) -> bool:
    """Whether a contact is still itself, or was folded into the other."""
    return told is kept or told.trigger in (kept.trigger, *kept.triggers)


def _eve(draft: Draft) -> dt.date | None:
    """The last day before a contact."""
    first = draft.date.earliest if draft.date is not None else None
    return first - dt.timedelta(days=1) if first is not None and draft.date is not None else None


def _ends(draft: Draft, paused: _Paused, sure: dt.date) -> bool:
    """Whether a contact of the document is one of those who were silent, of such a kind, after the silence began."""
    eve = _eve(draft)
    if draft.status is not Status.OCCURRED or eve is None or eve < sure:
        return False
    kinds = paused.kind is None or kinds_agree(draft.kind, draft.weak, paused.kind, False)
    return kinds and draft.actors == {p.actor.id for p in paused.parties}


# -- which parties can have a contact ----------------------------------------------------------------


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


def _signed_together(
    candidate: Candidate, letters: list[list[tuple[Mention, Resolved, int]]]
) -> list[list[tuple[Mention, Resolved, int]]]:
    """One letter where several people of one state are told to have sent it, with one word, to one addressee."""
    senders = [letter[-1] for letter in letters if letter[-1][0].span.end <= candidate.trigger.start]
    states = {r.actor.state for _, r, _ in senders}
    alike = len(senders) == len(letters) > 1 and len(states) == 1 and None not in states
    if candidate.kind is not Kind.MESSAGE or not alike:
        return letters
    return [[*letters[0][:-1], *senders]]


def _standing(actor: ActorRef | None, mention: Mention | None) -> AttributionType:
    """In what standing an actor that the wording names is a source, apart from being a party of the contact."""
    if actor is None:
        by_role = mention is not None and mention.head in ("role", "organ", "body", "side")
        return AttributionType.OFFICIAL if by_role else AttributionType.OTHER
    several = actor.type is ActorType.GROUP and not actor.known
    if several and mention is not None and mention.head not in ("organ", "side", "body"):
        return AttributionType.ANONYMOUS
    private = actor.type is ActorType.PERSON and not actor.known and mention is not None and not mention.role
    return AttributionType.OTHER if private else AttributionType.OFFICIAL


def _hosted(parties: Iterable[Participation], mention: Mention, host: Resolved) -> tuple[Participation, ...]:
    """The parties of a visit with the named host in the place of the state visited."""
    return tuple(
        replace(
            p,
            actor=host.actor,
            mention=mention.text,
            span=mention.span,
            tenure=host.tenure,
            resolution=host.how,
        )
        if p.actor.type is ActorType.STATE and p.actor.id == host.actor.state
        else p
        for p in parties
    )
