"""Candidates of a document → contact events: the sentences in order, each with what those before it have told."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kg.article.text import LineClass
from kg.event.anaphora import Referents
from kg.event.candidates import Candidate
from kg.event.channels import Channels
from kg.event.circumstances import by_which_means, describe, each_day, on_the_phone_again, own_date
from kg.event.confidence import confidence, in_article
from kg.event.coreference import antecedent, identified, reconciled, say_what_it_was, tell
from kg.event.correspondents import Correspondents
from kg.event.dating import Dater
from kg.event.disclaimers import disclaimed
from kg.event.discourse import AS_SUBJECT
from kg.event.drafts import (
    BACK,
    SPECIFICITY,
    Draft,
    absorbed,
    contact_event,
    date_by_visits,
    finer,
    interval,
    overlap,
)
from kg.event.felicitations import RULE, Felicitations, without_unnamed_leaders
from kg.event.hosts import guest, met_there, speaks_during
from kg.event.invitations import Invitations
from kg.event.parties import Member, Parties, distinct
from kg.event.passages import Passage
from kg.event.placing import Placer
from kg.event.recurrence import bare_turns, further
from kg.event.relating import apart, relate, set_apart
from kg.event.scope import in_scope
from kg.event.silences import Silences
from kg.event.speakers import Speakers
from kg.knowledge.lexicon import Lexicon
from kg.mention.actors import Cast, Resolved
from kg.mention.mentions import Mention
from kg.mention.places import Atlas
from kg.model import (
    ActorType,
    Article,
    ChannelReport,
    ChannelType,
    ContactEvent,
    EventDate,
    Kind,
    NoContact,
    Participation,
    Resolution,
    Status,
)

_GREETED = ("fronted-greeted",)
_ACCEPTED = r"\b{invitation-accepted}\b"
_SEASON = 92  # days
_CAPTION = 320  # characters of a line that can be a caption
_LEAD = 3  # sentences in which news says what is new


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
        self.text = article.text
        self.lowered = lowered
        self.passages = passages
        self.cast = cast
        self.drafts: list[Draft] = []
        self.referents = Referents(passages, cast, self.drafts)
        self.placer = Placer(article.text, lowered, atlas, cast.clock.published)
        self.dater = Dater(article.text, lowered, self.referents, lexicon.anchors)
        self.parties = Parties(article.text, lowered, cast, self.referents)
        self.invitations = Invitations(article.text, cast, self.referents, self._long_ago)
        self.speakers = Speakers(lowered, cast, self.referents, lexicon)
        self._lines = Channels(article, lowered, cast, self.dater)
        self._correspondents = Correspondents(article.text, lowered, self.referents, self.drafts, self._lines)
        self._letters = Felicitations(lowered, cast.lists)
        self._pauses = Silences(article, lowered, self.parties, self.dater, lexicon.anchors)
        self._announced: tuple[int, Passage, Candidate] | None = None
        self.channels: list[ChannelReport] = []
        self.silences: list[NoContact] = []

    def read(self) -> None:
        """Go through the document once, then fold vague contacts into the ones that tell more."""
        for number, passage in enumerate(self.passages):
            if passage.says("sport"):
                continue
            self.dater.enter(passage)
            self._lines.note(number, passage)
            self.invitations.note(passage)
            for candidate in passage.candidates:
                self._candidate(number, passage, candidate)
            for turn, last in bare_turns(number, self.passages, self.drafts, self.lowered):
                dated = self.dater.date(passage, self._in_its_year(turn, last))
                if dated is not None and (last.date is None or not overlap(last.date, dated)):
                    self._once_more(number, passage, turn, last, dated)
                elif dated is not None and last.count is not None and last.date and finer(dated, last.date):
                    last.date = dated  # "gặp nhau ba lần trong năm 2018. Lần đầu hôm 27/4, …"
            self._correspondents.note(number, passage)
            if (letter := self._letters.letter(passage)) is not None:
                self._candidate(number, passage, letter)
            self._pauses.follow(number, passage, self.drafts)
            apart = set_apart(passage, self.drafts, self.lowered, self.cast.lists)
            relate(passage, self.drafts, self.lowered, self.cast.lists)
            self.dater.remember(passage, apart)
            self.referents.discourse.follow(number, passage)
        self.drafts[:] = absorbed(reconciled(self.drafts), self._long_ago)
        date_by_visits(self.drafts, self._long_ago)
        self.dater.settle(self.drafts)
        self.dater.bound(self.drafts)
        self.placer.settle(self.drafts, self.passages)
        told = Counter(draft.evidence for draft in self.drafts)
        for draft in self.drafts:
            self.invitations.settle(draft)
            alone = told[draft.evidence] == 1
            draft.confidence = in_article(draft.confidence, dated=draft.date is not None, alone=alone)
        self.channels += self._lines.joined(self.drafts)
        self.silences += self._pauses.stated(self.drafts)

    def events(self) -> tuple[ContactEvent, ...]:
        """The contacts of the document, in the order of the text."""
        found = (contact_event(self.article.id, d) for d in self.drafts)
        return tuple(sorted(found, key=lambda e: (e.trigger, e.kind)))

    # -- one candidate ------------------------------------------------------------------------------

    def _candidate(self, number: int, passage: Passage, candidate: Candidate) -> None:
        if not candidate.sides:
            to_other_end = self._correspondents.contact(number, passage, candidate)
            if to_other_end is not None:
                self._to_other_end(number, passage, *to_other_end)
            else:
                self._anaphor(number, passage, candidate)
            return
        candidate = without_unnamed_leaders(candidate)
        if not all(candidate.sides):
            named = [m for side in candidate.sides for m in side]
            meant = (self.referents.actors(number, passage, m, (None, None), ()) for m in named)
            self._letters.note(candidate, [r.actor.id for each in meant for r in each if r.actor.known])
            return
        dated = self.dater.date(passage, candidate)
        if candidate.rule in _GREETED and self._greets(number, passage, candidate, dated):
            return
        when = interval(dated)
        occasions = self.parties.occasions(number, passage, candidate, when)
        if not occasions and self.parties.first_is_nobody(candidate, when):
            self._with_subject(number, passage, replace(candidate, partner=candidate.sides[1][0]), dated)
        if dated is None and all(m.head != "pair" for side in candidate.sides for m in side):
            # now that pronouns are resolved; a pair mostly goes on about what it did before
            people = {r.actor.id for sides in occasions for _, r, _ in sides}
            dated = self.dater.carried(passage, candidate, people)
        if (told := identified(candidate, occasions, number, passage, self.drafts)) is not None:
            say_what_it_was(told, candidate, passage.evidence(self.text))
            return
        if candidate.rule == RULE:
            occasions = [sides for sides in occasions if self._letters.holds(sides)]
        own = dated
        for members in occasions:
            candidate, sides = met_there(number, passage, candidate, members, self.parties)
            own = own_date([m for m, _, _ in sides], self.dater.narrowed(candidate), dated, own)
            days = each_day(passage, candidate, self.text)
            for day in days:
                on_it = replace(candidate, dates=(day,))
                then = self.dater.date(passage, on_it)
                self._report(number, passage, on_it, sides, then, one_of_several=True)
            if not days:
                self._report(number, passage, candidate, sides, own)

    def _greets(self, number: int, passage: Passage, candidate: Candidate, dated: EventDate | None) -> bool:
        """Take up what a sentence adds to a contact told before, in which its subject only greets somebody."""
        subject = {r.actor.id for m in candidate.sides[0] for r in self.parties.meant(number, passage, m, ())}
        told = antecedent(candidate, self.drafts, number, subject, dated)
        if told is not None:
            self._tell_more(told, number, passage, candidate, dated)
        return told is not None

    def _report(
        self,
        number: int,
        passage: Passage,
        candidate: Candidate,
        members: list[Member],
        dated: EventDate | None,
        *,
        one_of_several: bool = False,
    ) -> None:
        """Add a contact of these parties, where it is one that is reported.

        `one_of_several`: the sentence tells of more, which are reported by themselves.
        """
        parties = distinct(members)
        if not self.parties.two(passage, members, parties):
            return
        if candidate.status is Status.DENIED and self._pauses.note(passage, candidate, parties):
            return
        scope = in_scope(passage, candidate, parties, dated, self.lowered)
        if not scope or not self.parties.of_public_life(candidate, parties):
            return
        report = self._drafted(number, passage, candidate, parties, dated)
        self._describe(report, number, passage, candidate)
        if one_of_several:
            report.count = None
        if one_of_several or candidate.rule == "further":
            report.place = self.placer.of_day(passage, candidate, report.place)
        there = self.placer.place(passage, candidate, replace(report, kind=Kind.MEETING))
        report.kind = by_which_means(report, passage, candidate, there)
        if report.kind is Kind.MEETING and report.place is None:
            report.place = there
        if on_the_phone_again(report, passage, candidate, self.drafts):
            report.kind = Kind.PHONE_CALL
        wording = candidate.trigger.slice(self.lowered)
        report.plural = (
            self.cast.lists.pattern("{plural-contacts} ").match(wording) is not None
            or report.count is not None
            or report.channel == ChannelType.HOTLINE
        )
        if self._announced is not None and report.weak and report.kind is not Kind.MESSAGE:
            at, first, told = self._announced
            report.kind, report.weak, self._announced = told.kind, False, None
            self._describe(report, at, first, told)
        spoken_of = candidate.noun and not passage.told(candidate)
        report.untold = (report.headline or report.journey) and (
            spoken_of or (report.headline and not passage.told(candidate))
        )
        also = bool(candidate.dates) and passage.before(candidate) in self.cast.lists["also"]
        another = passage.says("last") or apart(passage, candidate, self.lowered, self.cast.lists)
        another = another or self._of_archive(passage)
        tell(report, self.drafts, self._long_ago, another, candidate.eve, spoken_of, also)

    def _of_archive(self, passage: Passage) -> bool:
        """Whether a caption says of its picture that it is an old one: "A tiếp B. Ảnh tư liệu"."""
        end = self.lowered.find("\n", passage.sentence.span.end)
        said = self.lowered[passage.sentence.span.start : end if end >= 0 else len(self.lowered)]
        short = len(said) < _CAPTION
        return short and self.cast.lists.pattern(r"\b{archive-picture}\b").search(said) is not None

    def _drafted(
        self,
        number: int,
        passage: Passage,
        candidate: Candidate,
        parties: tuple[Participation, ...],
        dated: EventDate | None,
    ) -> Draft:
        """What the contact word and its parties tell by themselves."""
        evidence = passage.evidence(self.text)
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
            lists=self.cast.lists,
        )
        parties = self.invitations.with_inviter(candidate, parties)
        report.parties = list(parties)
        initiator = self.parties.side_of(candidate.initiator, parties)
        if candidate.several:
            initiator = next((p.actor.id for p in parties if p.side == 2), None)
        if initiator is not None:
            report.initiator, report.initiator_evidence, report.by_wording = (
                initiator,
                evidence,
                candidate.by_wording,
            )
        wording = candidate.trigger.slice(self.lowered)
        series = self.cast.lists.pattern("{series}").match(wording) is not None
        report.many = series or passage.before(candidate) in self.cast.lists["series"]
        report.seen = number
        report.journey = candidate.kind is Kind.VISIT
        return report

    def _describe(self, report: Draft, number: int, passage: Passage, candidate: Candidate) -> None:
        """Add what the sentence tells of a contact besides parties and date, and who says so."""
        describe(report, passage, candidate, self.text)
        place = self.placer.place(passage, candidate, report)
        if place is not None and (report.place is None or place.narrows(report.place)):
            report.place = place
        source = self.speakers.source(passage, candidate.trigger)
        if source is not None and source.span not in {a.span for a in report.said_by}:
            said = self.speakers.attribution(number, passage, source)
            report.said_by += [said] if said is not None else []

    def _long_ago(self, date: EventDate) -> bool:
        """Whether a contact lies more than a season before the article: no part of the visit it reports."""
        published = self.cast.clock.published
        return published is not None and date.latest is not None and (published - date.latest).days > _SEASON

    def _in_its_year(self, turn: Candidate, last: Draft) -> Candidate:
        """A further contact whose day has no year, in the year of the one before where that was long ago."""
        (day,) = turn.dates
        if last.date is None or last.date.earliest is None or not self._long_ago(last.date):
            return turn
        return replace(turn, dates=(replace(day, year=last.date.earliest.year),)) if day.open_year else turn

    def _timely(self, number: int, passage: Passage, candidate: Candidate, dated: EventDate | None) -> Status:
        """A contact that is dated after publication has not taken place yet, unless it is told as past.

        What somebody is invited to is planned once he accepts, in the same sentence or the next.
        """
        if candidate.valency == "invite" and candidate.status is Status.PROPOSED:
            until = self.passages[min(number + 1, len(self.passages) - 1)].sentence.span.end
            accepted = self.cast.lists.pattern(_ACCEPTED).search(self.lowered, candidate.trigger.end, until)
            return Status.PLANNED if accepted else Status.PROPOSED
        published = self.cast.clock.published
        ahead = (
            published is not None
            and dated is not None
            and dated.earliest is not None
            and dated.earliest > published
        )
        ahead = ahead or (dated is None and self.dater.follows_plan(passage, candidate))
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
            setting = passage.opens(other) and passage.before(other) not in self.cast.lists["apart-in-time"]
            follows = (
                follows and candidate.kind is not Kind.MESSAGE
            )  # "gửi thư cho B nói rõ lý do hủy cuộc gặp"
            if (follows and not other.weak) or (setting and candidate.kind is not Kind.MEETING):
                return other.kind, other.weak
        return candidate.kind, True

    # -- anaphora -----------------------------------------------------------------------------------

    def _anaphor(self, number: int, passage: Passage, candidate: Candidate) -> None:
        """An event noun without its parties: more about a contact told before, or a call over a known line."""
        dated = self.dater.date(passage, candidate)
        if candidate.valency == "reply":
            told_back = self._correspondents.letter_back(number, passage, candidate)
            if told_back is not None:
                self._report(number, passage, *told_back, dated)
            return
        near = self.passages[max(0, number - 1) : number + 1]
        if (
            candidate.kind is Kind.PHONE_CALL
            and self._lines.endpoints
            and candidate.noun
            and any(p.says("line") for p in near)
        ):
            self._over_line(number, passage, candidate, dated)
            return
        last = further(number, passage, candidate, dated, self.drafts, self.lowered)
        if last is not None and not self._gone_on(last, candidate):
            self._once_more(number, passage, candidate, last, dated)
            return
        if candidate.status is Status.DENIED and candidate.dates:
            before = candidate.dates[0].span.end <= candidate.trigger.start
            dated = None if before else dated  # "hôm nay, Mỹ thông báo cuộc gặp sẽ không diễn ra"
        if candidate.status is Status.DENIED and any(d.since for d in passage.dates):
            return  # "chưa có cuộc tiếp xúc nào kể từ năm 2019": a silence
        told = None
        if passage.leaves_aside(candidate) and any(
            d.evidence == passage.evidence(self.text) for d in self.drafts
        ):
            return  # "trao đổi với B về cuộc gặp": not the one in which they talk
        if candidate.noun or candidate.rule != "anaphor" or candidate.initiator is not None:
            named = self.parties.spoken_of(number, passage, candidate)
            untrue = disclaimed(passage.chunks, candidate)
            held = self._held(passage, candidate, dated)
            told = antecedent(candidate, self.drafts, number, named, dated, untrue, held)
            if told is not None and told.status is Status.PROPOSED and held:
                told.status = candidate.status
        if told is not None:
            if told.date is None and dated is not None and self._long_ago(dated):
                return  # "nhắc lại chuyến thăm năm 2016" in a text about another
            self._tell_more(told, number, passage, candidate, dated)
        elif self._received(number, passage, candidate, dated):
            return
        elif not self._with_subject(number, passage, candidate, dated) and candidate.noun:
            first = not self.drafts and number < _LEAD
            if first and candidate.kind is not Kind.VISIT and not candidate.weak:
                self._announced = (number, passage, candidate)

    def _held(self, passage: Passage, candidate: Candidate, dated: EventDate | None) -> bool:
        """Whether an event noun says on which day the contact took place, or is to take place."""
        published = self.cast.clock.published
        over = published is not None and dated is not None and (dated.latest or dt.date.max) <= published
        day = over if candidate.status is Status.OCCURRED else candidate.status is Status.PLANNED
        return day and passage.held(candidate)

    def _tell_more(
        self, told: Draft, number: int, passage: Passage, candidate: Candidate, dated: EventDate | None
    ) -> None:
        """Add to a contact told before what a further sentence about it says."""
        published = self.cast.clock.published
        ahead = published is not None and dated is not None and (dated.earliest or published) > published
        if ahead and told.status is Status.OCCURRED:
            dated = None
        if dated is not None and (told.date is None or finer(dated, told.date)):
            told.date = dated
        evidence = passage.evidence(self.text)
        if told.initiator is None or told.by_wording:
            initiator = self.parties.side_of(candidate.initiator, told.parties)
            if initiator is not None:
                told.initiator, told.initiator_evidence, told.by_wording = initiator, evidence, False
        tells_more = candidate.kind is not Kind.VISIT and SPECIFICITY[candidate.kind] > SPECIFICITY[told.kind]
        if tells_more and told.weak and not candidate.weak:
            told.kind, told.weak = candidate.kind, False
        told.seen = number
        told.referred.append(candidate.trigger)
        if candidate.status is Status.DENIED:
            told.status = Status.DENIED  # what was planned is called off
        self._describe(told, number, passage, candidate)
        if evidence != told.evidence and evidence not in told.also:
            told.also.append(evidence)

    def _received(self, number: int, passage: Passage, candidate: Candidate, dated: EventDate | None) -> bool:
        """Report that a further host met the guest of whom the text tells, by what he said while he did."""
        if not candidate.party or not speaks_during(passage, candidate):
            return False
        host = self.parties.meant(number, passage, candidate.party[0], ())
        visitor = guest(host[0].actor, self.drafts, number) if len(host) == 1 else None
        if visitor is None:
            return False
        reason = f"the text speaks of {visitor.actor.name} as a guest"
        other = Resolved(visitor.actor, Resolution.ANAPHORA, visitor.tenure, reason)
        sides = [(candidate.party[0], host[0], 1), (Mention(visitor.span, "name", visitor.mention), other, 2)]
        self._report(number, passage, replace(candidate, rule="received"), sides, dated)
        return True

    def _with_subject(
        self, number: int, passage: Passage, candidate: Candidate, dated: EventDate | None
    ) -> bool:
        """Report a contact whose sentence names one party only, with the person of whom the text speaks."""
        mention = candidate.partner
        if mention is None or mention.head in ("pronoun", "pair"):
            return False
        partner = self.cast.resolve(mention, interval(dated))
        own = self.referents.discourse.first_person(
            passage, candidate.trigger
        )  # "chúng tôi đang liên lạc với phía Nga"
        if partner is None or (partner.actor.type is not ActorType.PERSON and not own):
            return False
        found = self.referents.discourse.implied(number, passage, candidate.trigger, partner.actor)
        if candidate.valency == "other-end":
            he = Mention(candidate.trigger, "pronoun", candidate.trigger.slice(self.text))
            person = self.referents.discourse.pronoun(number, passage, he, (partner.actor,))
            found = (he, person) if person is not None else None
        if found is None:
            return False
        sides = [(found[0], found[1], 1), (mention, partner, 2)]
        dated = own_date([mention], self.dater.narrowed(candidate), dated, dated)
        self._report(number, passage, replace(candidate, rule="subject-implied"), sides, dated)
        return True

    def _to_other_end(
        self, number: int, passage: Passage, candidate: Candidate, members: list[Member]
    ) -> None:
        """Report a call or letter of which the sentence names one side alone."""
        undated = candidate.rule == BACK and not candidate.dates  # an answer need not be of the same day
        dated = None if undated else self.dater.date(passage, candidate)
        self._report(number, passage, candidate, members, dated)
        if candidate.rule == "other-side" and not candidate.noun and self._lines.spoken_of_by(number):
            for report in self.drafts:
                if report.trigger == candidate.trigger:
                    report.channel = ChannelType.HOTLINE.value

    def _gone_on(self, last: Draft, candidate: Candidate) -> bool:
        """Whether an event noun is of another kind than the contact told last, and others were spoken of since."""
        another = last.kind is not candidate.kind
        return another and self.referents.discourse.others_since(last.seen, last.actors, AS_SUBJECT)

    def _once_more(
        self, number: int, passage: Passage, candidate: Candidate, last: Draft, dated: EventDate | None
    ) -> None:
        """Report a further contact of the parties of the one told last, which no longer stands for both."""
        counted = last.count is not None
        if counted:
            last.count, last.plural = None, False
        sides: list[Member] = []
        for party in last.parties:
            reason = f"a further contact of {party.actor.name}"
            same = Resolved(party.actor, Resolution.ANAPHORA, party.tenure, reason)
            sides.append((Mention(party.span, "name", party.mention), same, party.side))
        self._report(number, passage, replace(candidate, rule="further"), sides, dated)
        for report in self.drafts if counted else ():
            if report.trigger == candidate.trigger and report.initiator is None:
                report.initiator, report.initiator_evidence = last.initiator, last.initiator_evidence

    # -- channels and silences ----------------------------------------------------------------------

    def _over_line(
        self, number: int, passage: Passage, candidate: Candidate, dated: EventDate | None
    ) -> None:
        sides = [
            (m, r, i + 1)
            for i, m in enumerate(self._lines.endpoints)
            for r in self.referents.actors(number, passage, m, interval(dated), ())
        ]
        if len(sides) == 2:
            self._report(
                number, passage, replace(candidate, rule="over-line", definite=True, noun=True), sides, dated
            )
        for report in self.drafts:
            if report.trigger == candidate.trigger:
                report.channel, report.plural = ChannelType.HOTLINE.value, True
