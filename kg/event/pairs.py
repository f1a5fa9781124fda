"""Words for several at once: "hai nhà lãnh đạo", "họ", "ba ngoại trưởng", "phái viên hai nước"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from kg.event.discourse import AS_SUBJECT, RECENT, Discourse, beside
from kg.event.drafts import Draft, interval
from kg.event.passages import Passage
from kg.mention.actors import Cast, Resolved
from kg.mention.chunks import OF_BOTH
from kg.mention.mentions import Mention
from kg.model import ActorRef, ActorType, Kind, Resolution, Status

THEY = "họ"

_THREE, _FOUR = r"^(?:{both} )?{three} ", r"^(?:{both} )?{four} "
_OF_TWO = r"^(?:(?:{both} )?{two}|{pair-word})(?: {side-of-two})?$"
_BOTH_STATES = r"^{two} {state-word}"
_PEOPLE = r"^(?:{they-two}|(?:{both} )?{two}(?: (?:{person-noun}|{side-word}))?)$"
_PERSONS = r"^(?:{both} )?{two} {person-noun}"
_OFTEN, _FADES = 6, 0.5
_LATELY = 3  # sentences over which two people of one office are "hai ngoại trưởng"
_JUST_NOW = 3  # sentences over which the two of a contact are "họ"
_NEXT = 1  # sentences after a contact in which "hai người" are those who had it


def weight(cast: Cast, number: int, report: Draft) -> float:
    """How much the parties of a contact are who a text speaks of in sentence `number`: often named, and lately."""
    least = min(cast.times_named(a) for a in report.actors)
    return min(least, _OFTEN) - _FADES * (number - report.seen)


def _towards(passage: Passage, mention: Mention) -> str | None:
    """The state with which a sentence opens, whose relations it is about: "Riêng với Peru, hai bên …"."""
    before = [c for c in passage.chunks if c.end <= mention.span.start and c.code not in "xw"]
    front = [c.code for c in before[:3]] == ["m", "N", ","]
    return before[1].mentions[0].body if front and before[1].mentions[0].head == "body" else None


class Pairs:
    """Finds whom a word for several means, among the parties of the contacts told and the people spoken of."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse = discourse
        self.passages = discourse.passages
        self.cast = discourse.cast
        self.drafts = discourse.drafts

    def parties(
        self, number: int, passage: Passage, mention: Mention, partners: Sequence[ActorRef]
    ) -> list[Resolved]:
        """ "Hai nhà lãnh đạo": the parties of the contact of two spoken of last whose offices fit."""
        if not mention.classes and mention.text.lower().endswith(OF_BOTH):
            return self._groups(number, mention)
        if mention.of is not None and mention.of.of is not None:
            each = [self.cast.resolve(m, (None, None)) for m in (mention.of, mention.of.of)]
            return [replace(r, how=Resolution.ANAPHORA) for r in each if r is not None]
        for count, template in ((3, _THREE), (4, _FOUR)):
            if self.cast.lists.pattern(template).match(mention.text.lower()):
                return self._several(number, mention, count)
        here = self._two_here(number, mention) or self._travelled_together(number, mention)
        if here:
            return here
        they = mention.text.lower() == THEY
        if they and partners and passage.quotes(mention.span):
            return []  # whom a speaker means was said in what is not quoted
        if they and partners and (side := self._side_speaking(passage, mention, partners)):
            return side
        if they and (same := self._same_two(number, mention, partners)):
            return same
        if self._interviewed(number, mention):
            return []
        report = self._contact_of_two(number, mention, partners)
        abroad = _towards(passage, mention)
        if (
            report is not None
            and abroad is not None
            and abroad not in {p.actor.state for p in report.parties}
        ):
            return []
        if report is not None and not they and (joined := self._at_one_time(mention, report)):
            return joined
        if report is not None:
            return self._its_parties(number, mention, report)
        listed = self._listed_before(number, mention) or self._two_before(number, mention)
        if listed:
            return listed
        if len(mention.classes) == 1 and mention.text.lower().endswith(OF_BOTH):
            return self._holders_of_both(number, mention)
        if they:
            return self._all_of_them(number, partners) or self._two_subjects(number, mention, partners)
        if self.cast.lists.pattern(_PERSONS).search(mention.text.lower()) and not mention.classes:
            return self._two_subjects(number, mention, partners)
        if self.cast.lists.pattern("{state-noun}").search(mention.text.lower()) and not mention.classes:
            reason = f"“{mention.text}” ← the two states of which the text speaks most"
            both = [b for b in self.cast.main_bodies() if self.cast.times_named(b.id) > 1]  # not in passing
            if len(both) != 2:
                return self._states_before(number, mention)
            return [Resolved(b, Resolution.ANAPHORA, None, reason) for b in both]
        return self._met_each(number, mention, partners)

    def _interviewed(self, number: int, mention: Mention) -> bool:
        """Whether "hai bên" can be somebody and the press, of whose interview the sentence before tells."""
        near = self.passages[max(0, number - RECENT) : number + 1]
        if not self.cast.lists.pattern(_OF_TWO).search(mention.text.lower()) or mention.classes:
            return False
        if any(number - d.seen <= RECENT for d in self.drafts):
            return False
        return any(
            self.cast.lists.pattern(r"\b{interviewing}\b").search(p.grammar.text.lower(), *p.sentence.span)
            for p in near
        )

    def _same_two(self, number: int, mention: Mention, partners: Sequence[ActorRef]) -> list[Resolved]:
        """ "Họ" after "Hai ông": the two of whom the sentence before spoke, or this one so far."""
        for at in range(number, max(-1, number - 2), -1):
            there = self.passages[at]
            two = next((c.mentions[0] for c in there.chunks if c.code in "NLQ" and c.mentions), None)
            if at == number and (two is None or two.head != "pair" or two is mention):
                continue
            if two is None or two.head != "pair" or two.text.lower() == THEY:
                return []
            found = self.parties(at, self.passages[at], two, ())
            taken = {p.id for p in partners}
            return [] if taken & {r.actor.id for r in found} else found
        return []

    def _side_speaking(
        self, passage: Passage, mention: Mention, partners: Sequence[ActorRef]
    ) -> list[Resolved]:
        """The state, organ or group that says what "họ" did: "Iran cho biết họ đang đàm phán với Mỹ"."""
        before = [m for m in passage.subjects() if m.span.end <= mention.span.start]
        said = before[-1] if before else None
        if said is None or said.head not in ("body", "side", "organ", "group"):
            return []
        found = self.cast.resolve(said, (None, None))
        if found is None or (found.actor.state or found.actor.id) in {p.state or p.id for p in partners}:
            return []
        return [replace(found, how=Resolution.ANAPHORA, reason=f"“{mention.text}” ← {said.text}")]

    def _at_one_time(self, mention: Mention, report: Draft) -> list[Resolved]:
        """The two whom one word joins to a third: "A tiếp B và C. Hai vị khách …" are B and C."""
        told = [d for d in self.drafts if d.trigger == report.trigger and len(d.parties) == 2]
        if len(told) != 2 or len(told[0].actors & told[1].actors) != 1:
            return []
        third = told[0].actors & told[1].actors
        reason = f"“{mention.text}” ← the two whom the sentence names beside another"
        both = [p for d in told for p in d.parties if p.actor.id not in third]
        people = all(p.actor.type is ActorType.PERSON for p in both)
        fits = people and len({p.actor.state for p in both}) == 2
        return [Resolved(p.actor, Resolution.ANAPHORA, p.tenure, reason) for p in both] if fits else []

    def _met_each(self, number: int, mention: Mention, partners: Sequence[ActorRef]) -> list[Resolved]:
        """The two with whom somebody had a contact each, as told last: "B gặp A và C. Ông gọi riêng từng người"."""
        if len(partners) != 1 or mention.classes:
            return []
        own = [d for d in self.drafts if partners[0].id in d.actors and number - d.seen <= RECENT]
        last = max((d.seen for d in own), default=0)
        told = [d for d in own if d.seen == last and len(d.parties) == 2]
        found = {p.actor.id: p for d in told for p in d.parties if p.actor.id != partners[0].id}
        people = all(p.actor.type is ActorType.PERSON for p in found.values())
        if len(found) != 2 or not people or any(d.seen > last for d in self.drafts):
            return []
        reason = f"“{mention.text}” ← {' và '.join(p.mention for p in found.values())}"
        return [Resolved(p.actor, Resolution.ANAPHORA, p.tenure, reason) for p in found.values()]

    def _states_before(self, number: int, mention: Mention) -> list[Resolved]:
        """The two states, organs or delegations that the sentence before has as subject: "A và B …. Hai bên …"."""
        for passage in reversed(self.passages[max(0, number - 1) : number]):
            free = passage.subjects()
            for item in passage.chunks:
                sides = all(m.head in ("body", "organ", "group") for m in item.mentions)
                if item.code != "L" or len(item.mentions) != 2 or not sides or item.mentions[0] not in free:
                    continue
                found = [r for m in item.mentions if (r := self.cast.resolve(m, (None, None)))]
                if len({r.actor.state for r in found}) == 2:
                    reason = f"“{mention.text}” ← {' và '.join(m.text for m in item.mentions)}"
                    return [replace(r, how=Resolution.ANAPHORA, reason=reason) for r in found]
        return []

    def _contact_of_two(self, number: int, mention: Mention, partners: Sequence[ActorRef]) -> Draft | None:
        """The contact whose two parties a pair means: of those spoken of most and lately, the first that fits."""
        named = {
            r.actor.id for m in beside(self.passages[number], mention) if (r := self.discourse.person(m, ()))
        }
        main = {b.id for b in self.cast.main_bodies()} if mention.text.lower().endswith(OF_BOTH) else set()
        just_now = (
            not mention.classes and self.cast.lists.pattern(_PEOPLE).search(mention.text.lower()) is not None
        )
        ranked = sorted(
            self.drafts,
            key=lambda d: (
                just_now and number - d.seen <= _NEXT and d.status is not Status.DENIED,
                just_now and number == d.seen,
                weight(self.cast, number, d),
            ),
            reverse=True,
        )
        told = sorted(ranked, key=lambda d: {p.actor.state for p in d.parties} != main)
        return next((d for d in told if self._can_mean(number, mention, d, partners, named)), None)

    def _can_mean(
        self,
        number: int,
        mention: Mention,
        report: Draft,
        partners: Sequence[ActorRef],
        named: AbstractSet[str],
    ) -> bool:
        """Whether a pair can mean the parties of a contact; `named`: ids of those whom its clause names besides."""
        people = [p.actor.type is ActorType.PERSON for p in report.parties]
        if len(people) != 2 or people[0] is not people[1] or any(p.id in report.actors for p in partners):
            return False
        if mention.text.lower() == THEY and report.seen < number - _JUST_NOW:
            return False
        if all(people) and len(named & report.actors) == 1:
            return False  # "Hai nhà lãnh đạo bắt tay trước mặt ông Anwar": he is neither
        if all(people) and not all(self.discourse.gender_fits(p.actor, mention) for p in report.parties):
            return False
        if not people[0] and mention.role and not self.cast.lists.pattern(_OF_TWO).search(mention.role):
            return False
        return not mention.classes or all(
            set(mention.classes) & self.cast.classes_of(p.actor, interval(report.date))
            for p in report.parties
        )

    def _its_parties(self, number: int, mention: Mention, report: Draft) -> list[Resolved]:
        """The parties of a contact, or their states, as what a pair means."""
        reason = f"“{mention.text}” ← {' và '.join(p.mention for p in report.parties)}"
        over_line = not mention.classes and self.passages[number].says("line")
        if over_line or self.cast.lists.pattern(_BOTH_STATES).search(mention.text.lower()):
            states = dict.fromkeys(p.actor.state for p in report.parties)
            return [Resolved(self.cast.body(s), Resolution.ANAPHORA, None, reason) for s in states if s]
        return [Resolved(p.actor, Resolution.ANAPHORA, p.tenure, reason) for p in report.parties]

    def _several(self, number: int, mention: Mention, count: int) -> list[Resolved]:
        """ "Ba nhà lãnh đạo": so many people of a contact told of late, or named side by side."""
        reason = f"“{mention.text}” ← the {count} people of whom the text spoke last"
        for report in sorted(self.drafts, key=lambda d: d.seen, reverse=True):
            people = all(p.actor.type is ActorType.PERSON for p in report.parties)
            if number - report.seen <= _JUST_NOW and people and len(report.parties) == count:
                return [Resolved(p.actor, Resolution.ANAPHORA, p.tenure, reason) for p in report.parties]
        for passage in reversed(self.passages[max(0, number - RECENT) : number + 1]):
            for item in reversed(passage.chunks):
                if item.code != "L" or len(item.mentions) != count or item.span.end > mention.span.start:
                    continue
                found = [r for m in item.mentions if (r := self.discourse.person(m, ()))]
                if len(found) == count:
                    return [replace(r, how=Resolution.ANAPHORA, reason=reason) for r in found]
        met: dict[str, Resolved] = {}
        for report in self.drafts:
            for p in report.parties if number - report.seen <= _NEXT else ():
                met.setdefault(p.actor.id, Resolved(p.actor, Resolution.ANAPHORA, p.tenure, reason))
        apart = len({r.actor.state for r in met.values()}) == len(met) == count
        return list(met.values()) if apart else self._only_so_many(count, reason)

    def _only_so_many(self, count: int, reason: str) -> list[Resolved]:
        """The people of the contacts of so many, if these are the same wherever the text tells of one."""
        told = [d for d in self.drafts if len(d.parties) == count]
        people = all(p.actor.type is ActorType.PERSON for d in told for p in d.parties)
        if not told or not people or any(d.actors != told[0].actors for d in told):
            return []
        return [Resolved(p.actor, Resolution.ANAPHORA, p.tenure, reason) for p in told[0].parties]

    def _two_here(self, number: int, mention: Mention) -> list[Resolved]:
        """The two people of two states whom the sentence itself has named so far, if there are just two."""
        if not (mention.classes or self.cast.lists.pattern(_PEOPLE).search(mention.text.lower())):
            return []
        found: dict[str, Resolved] = {}
        for earlier in self.passages[number].mentions():
            if earlier.span.end > mention.span.start or earlier.head == "pronoun":
                continue
            person = self.discourse.person(earlier, tuple(r.actor for r in found.values()))
            if person is not None:
                found.setdefault(person.actor.id, person)
        states = {r.actor.state for r in found.values()}
        if len(found) != 2 or len(states) != 2:
            return []
        if mention.classes and not all(
            set(mention.classes) & self.cast.classes_of(r.actor, (None, None)) for r in found.values()
        ):
            return []
        reason = f"“{mention.text}” ← the two people whom the sentence names"
        return [replace(r, how=Resolution.ANAPHORA, reason=reason) for r in found.values()]

    def _travelled_together(self, number: int, mention: Mention) -> list[Resolved]:
        """The two of whom the sentence told that they travelled: "A cùng B bay tới Paris, nơi C đón hai người"."""
        if mention.classes or not self.cast.lists.pattern(_PEOPLE).search(mention.text.lower()):
            return []
        chunks = [c for c in self.passages[number].chunks if c.code not in "xqz"]
        for who, went in itertools.pairwise(chunks):
            journey = went.trigger is not None and went.trigger.kind is Kind.VISIT
            if journey and len(who.mentions) == 2 and went.end <= mention.span.start:
                each = [self._person(number, m) for m in who.mentions]
                reason = f"“{mention.text}” ← {' và '.join(m.text for m in who.mentions)}"
                found = [replace(r, how=Resolution.ANAPHORA, reason=reason) for r in each if r is not None]
                return found if len(found) == 2 else []
        return []

    def _person(self, number: int, mention: Mention) -> Resolved | None:
        """Whom a mention of one person means, by name or as he is spoken of."""
        if mention.head == "pronoun":
            return self.discourse.pronoun(number, self.passages[number], mention, ())
        return self.discourse.person(mention, ())

    def _two_before(self, number: int, mention: Mention) -> list[Resolved]:
        """The only two people of two states who fit, of those named of late: "A … . B … . Hai ngoại trưởng …"."""
        if not (mention.classes or self.cast.lists.pattern(_PERSONS).search(mention.text.lower())):
            return []
        reach = _LATELY if mention.classes else 1
        found: dict[str, Resolved] = {}
        others: set[str] = set()
        for at, passage in enumerate(self.passages[: number + 1]):
            for earlier in passage.mentions():
                if earlier.span.end > mention.span.start or earlier.former:
                    continue
                person = self.discourse.person(earlier, ())
                if person is None or self.discourse.speaks_for(person):
                    continue
                if mention.classes and not set(mention.classes) & self.cast.classes_of(
                    person.actor, (None, None)
                ):
                    continue
                if at >= number - reach:
                    found.setdefault(person.actor.id, person)
                else:
                    others.add(person.actor.id)
        states = {r.actor.state for r in found.values()}
        if len(found) != 2 or len(states) != 2 or None in states:
            return []
        often = max((self.cast.times_named(a) for a in others - found.keys()), default=0)
        if min(map(self.cast.times_named, found)) < often:
            return []  # the text speaks more of somebody else
        reason = f"“{mention.text}” ← the two people named before"
        return [replace(r, how=Resolution.ANAPHORA, reason=reason) for r in found.values()]

    def _listed_before(self, number: int, mention: Mention) -> list[Resolved]:
        """The two people named side by side right before: "Biden và Tập dạo bước. Hai nhà lãnh đạo gặp nhau …"."""
        if not mention.classes and not self.cast.lists.pattern(_PEOPLE).search(mention.text.lower()):
            return []
        for passage in reversed(self.passages[max(0, number - RECENT) : number + 1]):
            for item in reversed(passage.chunks):
                if item.code not in "LH" or len(item.mentions) != 2 or item.span.end > mention.span.start:
                    continue
                people = [r for m in item.mentions if (r := self.discourse.person(m, ()))]
                fits = [
                    r
                    for r in people
                    if not mention.classes
                    or set(mention.classes) & self.cast.classes_of(r.actor, (None, None))
                ]
                if len(fits) == 2:
                    reason = f"“{mention.text}” ← {' và '.join(m.text for m in item.mentions)}"
                    return [replace(r, how=Resolution.ANAPHORA, reason=reason) for r in fits]
        return []

    def _all_of_them(self, number: int, partners: Sequence[ActorRef]) -> list[Resolved]:
        """ "Họ": all who took part in the contact told last, but for those whom they now deal with."""
        taken = {p.id for p in partners}
        for report in sorted(self.drafts, key=lambda d: d.seen, reverse=True):
            if number - report.seen > _JUST_NOW:
                break
            people = [p for p in report.parties if p.actor.id not in taken]
            if len(people) > 1 and all(p.actor.type is ActorType.PERSON for p in people):
                reason = f"“họ” ← {', '.join(p.mention for p in people)}"
                return [Resolved(p.actor, Resolution.ANAPHORA, p.tenure, reason) for p in people]
        return []

    def _two_subjects(self, number: int, mention: Mention, partners: Sequence[ActorRef]) -> list[Resolved]:
        """The two people of two states of whom the last sentences spoke, one after the other: "A … . B … . Họ …"."""
        taken = {p.id for p in partners}
        told = [
            t.person
            for t in self.discourse.told.values()
            if number - t.at <= RECENT and t.weight >= AS_SUBJECT
        ]
        found = [p for p in told if p.actor.id not in taken and not self.discourse.speaks_for(p)]
        fits = all(self.discourse.gender_fits(p.actor, mention) for p in found)
        if len(found) != 2 or len({p.actor.state for p in found}) != 2 or not fits:
            return []
        reason = f"“{mention.text}” ← the two of whom the text spoke last"
        return [replace(p, how=Resolution.ANAPHORA, reason=reason) for p in found]

    def _both_states(self, number: int, mention: Mention) -> list[ActorRef]:
        """ "Hai nước": the two states named side by side of late, or those of which the text speaks most."""
        for passage in reversed(self.passages[max(0, number - 1) : number + 1]):
            for item in reversed(passage.chunks):
                pair = item.code in "LH" and item.span.end <= mention.span.start and len(item.mentions) == 2
                if pair and all(m.head == "body" and self.cast.is_state(m.body or "") for m in item.mentions):
                    return [self.cast.body(m.body) for m in item.mentions if m.body is not None]
        return self.cast.main_bodies()

    def _holders_of_both(self, number: int, mention: Mention) -> list[Resolved]:
        """ "Tổng thống hai nước": who holds that office in each of two states."""
        found = []
        for body in self._both_states(number, mention):
            holder = self.cast.resolve(
                replace(mention, head="role", body=body.id, plural=False), (None, None)
            )
            if holder is not None and holder.actor.type is ActorType.PERSON:
                found.append(replace(holder, how=Resolution.ANAPHORA))
        return found if len(found) == 2 else []

    def _groups(self, number: int, mention: Mention) -> list[Resolved]:
        """ "Phái viên hai nước": such people of each of two states."""
        role = mention.text.lower()
        for ending in OF_BOTH:
            role = role.removesuffix(ending)
        reason = f"“{mention.text}” ← the two states of which the text speaks"
        return [
            Resolved(
                self.cast.group(replace(mention, head="group", role=role, body=body.id)),
                Resolution.ANAPHORA,
                None,
                reason,
            )
            for body in self._both_states(number, mention)
        ]
