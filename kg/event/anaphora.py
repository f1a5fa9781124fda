"""Mentions that point back: "ông", "hai nhà lãnh đạo", "người tiền nhiệm của ông".

`Referents` follows a document sentence by sentence and knows of whom it speaks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from kg.event.drafts import Draft, interval
from kg.event.passages import Passage
from kg.knowledge.wordlists import WordLists
from kg.mention.actors import Cast, Resolved
from kg.mention.chunks import OF_BOTH
from kg.mention.incumbents import Interval
from kg.mention.mentions import Mention
from kg.model import ActorRef, ActorType, Resolution, Span

_THREE, _FOUR = r"^(?:{both} )?{three} ", r"^(?:{both} )?{four} "
_OF_TWO = r"^(?:(?:{both} )?{two}|{pair-word})(?: {side-of-two})?$"
_BOTH_STATES = r"^{two} {state-word}"
_PEOPLE = r"^(?:{they-two}|(?:{both} )?{two}(?: (?:{person-noun}|{side-word}))?)$"
_PERSONS = r"^(?:{both} )?{two} {person-noun}"
_OFTEN, _FADES = 6, 0.5
_MAIN, _FAR_MORE = 4, 2  # times that a text names its main person, in all and for each time of another
# How much speaks for somebody as "ông": each time the text names him, that he was the subject or at least not
# governed, less what is lost with each sentence since.
_EACH_TIME, _AS_SUBJECT, _AS_FREE, _FADES_AWAY = 0.25, 0.9, 0.5, 1.0
_GUEST = r"{guest}\b|{guest-of-honour}"
_HOST = "chủ nhà"
_SPOKEN = 6  # sentences over which one who is spoken of is "vị bộ trưởng" or "vị khách"
_JOURNEY = 6  # sentences over which the host of a journey is "nước chủ nhà"
_LATELY = 3  # sentences over which two people of one office are "hai ngoại trưởng"
_NEAR = 3  # sentences over which one who is spoken of stays "ông" before anybody further back
_JUST_NOW = 3  # sentences over which the two of a contact are "họ"
_OPENING = 5  # sentences in which an article says whose answers it prints
_FRONT = 8  # chunks in which a place is told before the subject
_NEXT = 1  # sentences after a contact in which "hai người" are those who had it
_RECENT = 2  # sentences over which a text goes on about the same person
_THEY = "họ"


@dataclass(frozen=True, slots=True)
class _Told:
    """A person of whom the text has spoken: in which sentence last, and how much as its subject."""

    person: Resolved
    at: int
    weight: float


def _whose(passage: Passage) -> tuple[Mention, ...]:
    """Of whom a sentence that begins with no party speaks: "Chuyến thăm của ông A diễn ra …", "Đối với ông A, …"."""
    start = [c for c in passage.chunks[:4] if c.code != "w"][:3]
    if [c.code for c in start] == ["m", "N", ","]:
        return start[1].mentions
    return start[2].mentions if [c.code for c in start] in (["E", "k", "N"], ["V", "k", "N"]) else ()


def needs_partner(mention: Mention, lists: WordLists) -> bool:
    """Whether whom a mention means depends on the other party: a counterpart, a guest or a host without a name."""
    if mention.name is not None:
        return False
    guest = mention.head == "role" and lists.pattern(_GUEST).match(mention.text.lower()) is not None
    return mention.head == "counterpart" or guest or (mention.text.lower() == _HOST)


def points_to_one_side(mention: Mention) -> bool:
    """Whether a mention can mean a state or an organ spoken of, which is not the other party: "nước này", "họ"."""
    return (mention.head == "side" and mention.host) or mention.text.lower() == _THEY


class Referents:
    """Of whom the text speaks: the subject so far, and the parties of the contacts in `drafts`."""

    def __init__(self, passages: Sequence[Passage], cast: Cast, drafts: Sequence[Draft]) -> None:
        self.passages = passages
        self.cast = cast
        self.drafts = drafts
        # What mentions were found to mean; each is kept, so that its identity stays its own.
        self._people: dict[tuple[int, tuple[ActorRef, ...]], tuple[Mention, Resolved | None]] = {}
        self._subject: Resolved | None = None
        self._subject_mention: Mention | None = None
        self._subject_at = 0
        self._told: dict[str, _Told] = {}  # actor id → when the text spoke of a person last
        self._spoken: Counter[str] = Counter()  # actor id → in how many sentences it has done so

    def follow(self, number: int, passage: Passage) -> None:
        """Note of whom a sentence that has been read speaks, in the order of its words, and its subject."""
        subject = self._find_subject(number, passage)
        free = passage.subjects()
        for mention in passage.mentions():
            subjective = any(mention is m for m in free)
            others = (
                () if subjective or mention.head != "pronoun" else self._acting_on(number, passage, mention)
            )
            person = self._personal(number, passage, mention, others)
            if person is not None:
                self._tell(number, person, _AS_FREE if subjective else 0.0)
        for draft in self.drafts:
            for party in draft.parties if draft.seen == number else ():
                told = self._told.get(party.actor.id)
                if party.actor.type is ActorType.PERSON and (told is None or told.at < number):
                    self._tell(number, Resolved(party.actor, party.resolution, party.tenure), 0.0)
        if subject is not None:
            self._subject_mention, self._subject = subject
            self._subject_at = number
            self._tell(number, subject[1], _AS_SUBJECT)

    def _acting_on(self, number: int, passage: Passage, mention: Mention) -> tuple[ActorRef, ...]:
        """Those who stand before a pronoun in its clause: "tướng McKenzie đã cảnh báo ông" is of somebody else."""
        before = [m for m in self._beside(number, mention) if m.span.end <= mention.span.start]
        return tuple(r.actor for m in before if (r := self._personal(number, passage, m, ())))

    def _tell(self, number: int, person: Resolved, weight: float) -> None:
        before = self._told.get(person.actor.id)
        if before is not None and before.at == number:
            weight = max(weight, before.weight)
        else:
            self._spoken[person.actor.id] += 1
        self._told[person.actor.id] = _Told(person, number, weight)

    def actors(
        self, number: int, passage: Passage, mention: Mention, when: Interval, partners: Sequence[ActorRef]
    ) -> list[Resolved]:
        """The actors that a mention means in a contact of `when` with `partners`; a pair anaphor gives two."""
        if mention.head == "pronoun":
            found = self.pronoun(number, passage, mention, partners)
            return [found] if found else []
        if mention.head == "pair":
            return self._pair(number, passage, mention, partners)
        if needs_partner(mention, self.cast.lists) and mention.head == "role":
            return self._guest(number, passage, mention, partners)
        if mention.host and mention.head == "side":
            mention = replace(mention, body=self._this_state(number, passage, mention, partners))
        elif mention.host and mention.body is None and mention.name is None:
            mention = replace(mention, body=self._host_state(number, passage, mention))
        if mention.head == "organ" and mention.body is None and mention.text.islower():
            mention = replace(mention, body=self._own_state(passage, mention, partners))
        if mention.head == "counterpart" and mention.body is None and mention.name is None:
            return self._other_party(number, mention, when, partners)
        if mention.of is not None and mention.of.head == "pronoun":
            owner = self.pronoun(number, passage, mention.of, partners)
            if owner is None:
                return []
            partners = (owner.actor,)
        if (lone := self._lone_official(number, passage, mention, partners)) is not None:
            return [lone]
        resolved = self.cast.resolve(mention, when, partners)
        unheard = resolved is not None and resolved.how is Resolution.ANAPHORA
        if resolved is None or (unheard and resolved.actor.id not in self._told):
            resolved = (
                self._compatriot(passage, mention, when, partners)
                or self._in_office(number, passage, mention, partners)
                or resolved
            )
        return [resolved] if resolved else []

    def _lone_official(
        self, number: int, passage: Passage, mention: Mention, partners: Sequence[ActorRef]
    ) -> Resolved | None:
        """ "Nhà ngoại giao Mỹ": whom of that state the last sentences are about; not "một nhà ngoại giao …"."""
        lone = self.cast.lists.pattern("{lone-official} ").match(mention.text.lower())
        if mention.head != "role" or mention.name is not None or mention.body is None or lone is None:
            return None
        before = next((c for c in reversed(passage.chunks) if c.span.end <= mention.span.start), None)
        if before is not None and before.code not in ",|&":
            return None
        taken = {p.id for p in partners}
        for told in sorted(self._told.values(), key=lambda t: self._salience(number, t), reverse=True):
            actor, near = told.person.actor, number - told.at <= _RECENT and told.weight > 0
            if near and actor.state == mention.body and actor.id not in taken:
                reason = f"“{mention.text}” ← {actor.name}"
                return replace(told.person, how=Resolution.ANAPHORA, reason=reason)
        return None

    def _in_office(
        self, number: int, passage: Passage, mention: Mention, partners: Sequence[ActorRef]
    ) -> Resolved | None:
        """ "Vị bộ trưởng", "nhà vua": of whom the text speaks and to whom the word is fit."""
        if mention.head != "role" or mention.body is not None or mention.of is not None or mention.former:
            return None
        taken = {p.id for p in partners}
        before = [m for m in passage.mentions() if m.span.end <= mention.span.start]
        here = [r for m in before if (r := self.person(m, partners))]
        for person in self._spoken_of(number, 0, _SPOKEN, here):
            fits = self._gender_fits(person.actor, mention) and self.cast.bears(person.actor, mention)
            if fits and person.actor.id not in taken:
                return replace(
                    person, how=Resolution.ANAPHORA, reason=f"“{mention.text}” ← {person.actor.name}"
                )
        return None

    def _compatriot(
        self, passage: Passage, mention: Mention, when: Interval, partners: Sequence[ActorRef]
    ) -> Resolved | None:
        """ "Hội đàm với Tổng thống Alexander Stubb, hội kiến Thủ tướng": of the state of the one met before."""
        office = mention.head == "role" and mention.name is None and mention.body is None
        before = [m for m in passage.mentions() if m.span.end <= mention.span.start]
        after = [c for c in passage.chunks if c.start >= mention.span.end][:2]
        named = [c.code for c in after] == [",", "N"] and after[1].mentions[0].name is not None
        if not office or not mention.classes or not partners or not before or named:
            return None
        other = self.person(before[-1], partners)
        if other is None or other.actor.state in (None, *(p.state for p in partners)):
            return None
        found = self.cast.resolve(replace(mention, body=other.actor.state), when, partners)
        known = found is not None and found.actor.known
        reason = f"“{mention.text}” ← {other.actor.name}"
        return replace(found, how=Resolution.ANAPHORA, reason=reason) if found and known else None

    def pronoun(
        self, number: int, passage: Passage, mention: Mention, partners: Sequence[ActorRef]
    ) -> Resolved | None:
        """ "Ông": the first person of this sentence before it, or of whom else the text speaks."""
        taken = {p.id for p in partners}
        own = [m for m in passage.subjects() if m.span.end <= mention.span.start]
        own = own or [m for m in _whose(passage) if m.span.end <= mention.span.start]
        own_subjects = [r for m in own if (r := self.person(m, partners))]
        own_subjects = own_subjects or self._to_come(passage, mention)
        options = self._so_called(mention) + own_subjects
        before = [m for m in passage.mentions() if m.span.end <= mention.span.start]
        here = [r for m in reversed(before) if (r := self.person(m, partners))]
        options += here if partners else []
        options += self._main_person(mention)
        near = self._spoken_of(number, 0, _NEAR, here)
        abroad = {p.state for p in partners if p.state is not None}
        written = any(m is mention for m in passage.mentions())
        first = [r for r in own_subjects if not self._speaks_for(r)][: 1 if written else 0]
        if mention.text.split()[-1].lower() in self.cast.lists["demonstrative"]:
            named = (m for m in reversed(before) if m.name is not None)
            pointed = [r for m in named if (r := self.person(m, partners))]
            first = pointed[:1]  # "mời Ngoại trưởng B tới … và tiếp ông này"
        for ranked in (first, [*options, *near], self._spoken_of(number, _NEAR + 1, number)):
            foreign = [o for o in ranked if o.actor.state not in abroad]
            ordered = (*foreign, *ranked) if abroad else ranked
            for option in sorted(ordered, key=self._speaks_for):
                if option.actor.id not in taken and self._gender_fits(option.actor, mention):
                    reason = f"“{mention.text}” ← {option.actor.name}"
                    return Resolved(option.actor, Resolution.ANAPHORA, option.tenure, reason)
        return None

    def _to_come(self, passage: Passage, mention: Mention) -> list[Resolved]:
        """The subject after a place told with a clause of its own: "Từ Paris, nơi ông vừa đến, ông A nói …"."""
        chunks = passage.chunks
        at = next((i for i, c in enumerate(chunks) if any(m is mention for m in c.mentions)), 0)
        if not at or at > _FRONT or chunks[at - 1].text.lower() != "nơi":
            return []
        after = next((i for i in range(at, len(chunks)) if chunks[i].code == ","), len(chunks))
        subject = chunks[after + 1 : after + 2]
        found = self.person(subject[0].mentions[0], ()) if subject and subject[0].code == "N" else None
        return [found] if found is not None else []

    def _main_person(self, mention: Mention) -> list[Resolved]:
        """The person of whom the text speaks far more than of the subject of the sentence before, if there is one."""
        if self._subject is None:
            return []
        told = [t.person for t in self._told.values() if not self._speaks_for(t.person)]
        fitting = [p for p in told if self._gender_fits(p.actor, mention)]
        main = max(fitting, key=lambda p: self.cast.times_named(p.actor.id), default=None)
        if main is None:
            return []
        times, own = (self.cast.times_named(p.actor.id) for p in (main, self._subject))
        return [main] if times >= max(_MAIN, _FAR_MORE * own) else []

    def _spoken_of(self, number: int, least: int, most: int, here: Sequence[Resolved] = ()) -> list[Resolved]:
        """Of whom the text spoke `least` to `most` sentences ago, or just now: subjects first, lately, and often."""
        told = [t for t in self._told.values() if least <= number - t.at <= most]
        told += [_Told(person, number, 0.0) for person in here]
        ranked = sorted(told, key=lambda t: self._salience(number, t), reverse=True)
        return [t.person for t in ranked]

    def _salience(self, number: int, told: _Told) -> float:
        times = max(self.cast.times_named(told.person.actor.id), self._spoken[told.person.actor.id])
        often = min(times, _OFTEN) * _EACH_TIME
        return told.weight + often - _FADES_AWAY * (number - told.at)

    def _so_called(self, mention: Mention) -> list[Resolved]:
        """ "Thượng nghị sĩ này": the one person whom the text introduces with this word."""
        word, _, this = mention.text.lower().rpartition(" ")
        actor = (
            self.cast.told.introduced_as(word) if word and this in self.cast.lists["demonstrative"] else None
        )
        if actor is None:
            return []
        return [Resolved(actor, Resolution.ANAPHORA, None, f"“{mention.text}” ← {actor.name}")]

    def person(self, mention: Mention, partners: Sequence[ActorRef]) -> Resolved | None:
        """The person that a mention names or means by office, if it is one."""
        if mention.head not in ("person", "role", "counterpart", "name"):
            return None
        asked = id(mention), tuple(partners)
        if asked not in self._people:
            resolved = self.cast.resolve(mention, (None, None), partners)
            person = resolved if resolved and resolved.actor.type is ActorType.PERSON else None
            self._people[asked] = mention, person
        return self._people[asked][1]

    def _gender_fits(self, actor: ActorRef, mention: Mention) -> bool:
        return mention.gender is None or self.cast.of_gender(actor, mention.gender)

    def implied(
        self, number: int, passage: Passage, trigger: Span, partner: ActorRef
    ) -> tuple[Mention, Resolved] | None:
        """Whose contact with `partner` a sentence tells without saying: its subject's, or the one's so far."""
        before = [m for m in passage.subjects() if m.span.end <= trigger.start]
        options = [(m, r) for m in reversed(before) if (r := self._personal(number, passage, m, (partner,)))]
        recent = self._subject is not None and number - self._subject_at <= _RECENT
        if not before and recent and self._subject is not None and self._subject_mention is not None:
            options.append((self._subject_mention, self._subject))
        if not before and self.first_person(passage, trigger):
            options = self._interviewed() or options
        for mention, found in options:
            if (
                found.actor.id != partner.id
                and found.actor.state != partner.state
                and not self._speaks_for(found)
            ):
                return mention, replace(
                    found, how=Resolution.ANAPHORA, reason=f"the text speaks of {found.actor.name}"
                )
        return None

    def first_person(self, passage: Passage, trigger: Span) -> bool:
        """Whether somebody speaks of himself before a contact word: "tôi đã hội đàm với …"."""
        return any("first-person" in c.lists for c in passage.chunks if c.span.end <= trigger.start)

    def _interviewed(self) -> list[tuple[Mention, Resolved]]:
        """Whose answers the article prints, if its opening says whom it interviewed."""
        for passage in self.passages[:_OPENING]:
            span = passage.sentence.span
            told = self.cast.lists.pattern("{interviewing}").search(passage.grammar.text.lower(), *span)
            if told is None:
                continue
            people = [m for m in passage.mentions() if m.name is not None and self.person(m, ())]
            after = [m for m in people if m.span.start >= told.end()]
            for mention in after[:1] or people[-1:]:
                found = self.person(mention, ())
                return [(mention, found)] if found is not None else []
        return []

    def _personal(
        self, number: int, passage: Passage, mention: Mention, partners: Sequence[ActorRef]
    ) -> Resolved | None:
        """The person that a mention names, means by office, or points back to."""
        if mention.head == "pronoun":
            return self.pronoun(number, passage, mention, partners)
        return self.person(mention, partners) or self._in_office(number, passage, mention, partners)

    def other_side(
        self, number: int, body: str, endpoints: Sequence[Mention]
    ) -> tuple[Mention, Resolved] | None:
        """The body at the other end of the line, or the other of the two of which the text speaks most."""
        named = [m for m in endpoints if m.body is not None]
        bodies = [m.body for m in named] or [b.id for b in self.cast.main_bodies()]
        others = [b for b in bodies if b != body]
        if body not in bodies or len(others) != 1:
            return None
        spoken = (m for p in reversed(self.passages[: number + 1]) for m in p.mentions())
        mention = next((m for m in (*named, *spoken) if m.body == others[0]), None)
        if mention is None:
            return None
        actor = self.cast.body(others[0] or "")
        return mention, Resolved(actor, Resolution.ANAPHORA, None, f"the side that {body} calls")

    def _speaks_for(self, found: Resolved) -> bool:
        """Whether somebody speaks for others by office, so that what he tells is not his own contact."""
        return self.cast.speaks_for(found.actor)

    def _find_subject(self, number: int, passage: Passage) -> tuple[Mention, Resolved] | None:
        """The person of whom a sentence speaks: its first party, if that stands before any contact word."""
        chunks = passage.chunks
        comma = next((i for i, c in enumerate(chunks[:16]) if c.code == ","), 0)
        start = (
            comma if chunks and chunks[0].code in "imaS|" else 0
        )  # "Với …, Chủ tịch …": the subject follows
        for item in chunks[start : start + 14]:
            if item.trigger is not None:
                return None
            if item.code not in "NL":
                continue
            mention = item.mentions[0]
            if mention.head == "pronoun":
                found = self.pronoun(number, passage, mention, ())
            else:
                found = self.person(mention, ())
            return (mention, found) if found is not None else None
        return None

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

    def _pair(
        self, number: int, passage: Passage, mention: Mention, partners: Sequence[ActorRef]
    ) -> list[Resolved]:
        """ "Hai nhà lãnh đạo": the parties of the contact of two spoken of last whose offices fit."""
        if not mention.classes and mention.text.lower().endswith(OF_BOTH):
            return self._groups(mention)
        if mention.of is not None and mention.of.of is not None:
            each = [self.cast.resolve(m, (None, None)) for m in (mention.of, mention.of.of)]
            return [replace(r, how=Resolution.ANAPHORA) for r in each if r is not None]
        for count, template in ((3, _THREE), (4, _FOUR)):
            if self.cast.lists.pattern(template).match(mention.text.lower()):
                return self._several(number, mention, count)
        here = self._two_here(number, mention)
        if here:
            return here
        they = mention.text.lower() == _THEY
        if they and partners and (side := self._side_speaking(passage, mention, partners)):
            return side
        report = self._contact_of_two(number, mention, partners)
        if report is not None:
            return self._its_parties(number, mention, report)
        listed = self._listed_before(number, mention) or self._two_before(number, mention)
        if listed:
            return listed
        if len(mention.classes) == 1 and mention.text.lower().endswith(OF_BOTH):
            return self._holders_of_both(mention)
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
        return []

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
        named = {r.actor.id for m in self._beside(number, mention) if (r := self.person(m, ()))}
        main = {b.id for b in self.cast.main_bodies()} if mention.text.lower().endswith(OF_BOTH) else set()
        just_now = (
            not mention.classes and self.cast.lists.pattern(_PEOPLE).search(mention.text.lower()) is not None
        )
        ranked = sorted(
            self.drafts,
            key=lambda d: (just_now and number - d.seen <= _NEXT, self._weight(number, d)),
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
        if mention.text.lower() == _THEY and report.seen < number - _JUST_NOW:
            return False
        if all(people) and len(named & report.actors) == 1:
            return False  # "Hai nhà lãnh đạo bắt tay trước mặt ông Anwar": he is neither
        if all(people) and not all(self._gender_fits(p.actor, mention) for p in report.parties):
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
        for passage in reversed(self.passages[max(0, number - _RECENT) : number + 1]):
            for item in reversed(passage.chunks):
                if item.code != "L" or len(item.mentions) != count or item.span.end > mention.span.start:
                    continue
                found = [r for m in item.mentions if (r := self.person(m, ()))]
                if len(found) == count:
                    return [replace(r, how=Resolution.ANAPHORA, reason=reason) for r in found]
        met: dict[str, Resolved] = {}
        for report in self.drafts:
            for p in report.parties if number - report.seen <= _NEXT else ():
                met.setdefault(p.actor.id, Resolved(p.actor, Resolution.ANAPHORA, p.tenure, reason))
        apart = len({r.actor.state for r in met.values()}) == len(met) == count
        return list(met.values()) if apart else []

    def _beside(self, number: int, mention: Mention) -> list[Mention]:
        """The mentions in the clause of a mention."""
        found: list[Mention] = []
        for item in self.passages[number].chunks:
            if item.code in ",|yz" and item.span.start >= mention.span.end:
                break
            found = [] if item.code in ",|yz" else [*found, *item.mentions]
        return found

    def _weight(self, number: int, report: Draft) -> float:
        """How much the parties of a contact are who a text speaks of: often named, and lately."""
        least = min(self.cast.times_named(a) for a in report.actors)
        return min(least, _OFTEN) - _FADES * (number - report.seen)

    def _two_here(self, number: int, mention: Mention) -> list[Resolved]:
        """The two people of two states whom the sentence itself has named so far, if there are just two."""
        if not (mention.classes or self.cast.lists.pattern(_PEOPLE).search(mention.text.lower())):
            return []
        found: dict[str, Resolved] = {}
        for earlier in self.passages[number].mentions():
            if earlier.span.end > mention.span.start or earlier.head == "pronoun":
                continue
            person = self.person(earlier, tuple(r.actor for r in found.values()))
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
                person = self.person(earlier, ())
                if person is None or self._speaks_for(person):
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

    def _host_state(self, number: int, passage: Passage, mention: Mention) -> str | None:
        """The state that "nước chủ nhà" or "nước này" means: the place spoken of, or the goal of the last journey."""
        before = [c for c in passage.chunks if c.end <= mention.span.start and c.mentions]
        for item in reversed(before):
            if item.mentions[-1].head == "body":
                return item.mentions[-1].body
        for earlier in reversed(self.passages[max(0, number - _RECENT) : number]):
            places = [c for c in earlier.chunks if c.code == "l" and c.mentions]
            if places:
                return places[-1].mentions[0].body
        for report in sorted(self.drafts, key=lambda d: d.seen, reverse=True):
            if report.journey and number - report.seen <= _JOURNEY:
                return report.parties[-1].actor.state
        return None

    def _this_state(
        self, number: int, passage: Passage, mention: Mention, partners: Sequence[ActorRef]
    ) -> str | None:
        """The state of which the clause or sentence before speaks: "Bộ Ngoại giao Iran xác nhận nước này …"."""
        abroad = {p.state or p.id for p in partners}
        here = [m for m in passage.mentions() if m.span.end <= mention.span.start]
        subjects = [m for m in passage.subjects() if m.span.end <= mention.span.start]
        nearest = [*reversed(subjects), *reversed(here)]
        for earlier in reversed(self.passages[max(0, number - _RECENT) : number]):
            nearest += [*earlier.subjects(), *earlier.mentions()]
        for each in nearest:
            found = self.cast.resolve(each, (None, None)) if each.head not in ("pronoun", "pair") else None
            state = found.actor.state if found is not None else None
            if state is not None and state not in abroad and self.cast.is_state(state):
                return state
        return None

    def _own_state(self, passage: Passage, mention: Mention, partners: Sequence[ActorRef]) -> str | None:
        """The state whose army or government is meant: of those named before, or of which the text speaks most."""
        abroad = {p.state for p in partners}
        before = [m for m in passage.mentions() if m.span.end <= mention.span.start]
        named = [r.actor.state for m in reversed(before) if (r := self.cast.resolve(m, (None, None)))]
        states = [*named, *(b.id for b in self.cast.main_bodies())]
        return next((s for s in states if s is not None and s not in abroad and self.cast.is_state(s)), None)

    def _guest(
        self, number: int, passage: Passage, mention: Mention, partners: Sequence[ActorRef]
    ) -> list[Resolved]:
        """ "Vị khách", "chủ nhà": of whom the text has told a contact, or speaks, from another state than the others.

        A host is at home where the contact takes place, if that is told.
        """
        others = {p.state for p in partners}
        taken = {p.id for p in partners}
        after = [c for c in passage.chunks if c.start >= mention.span.end][:2]
        if mention.body is None and [c.code for c in after] == ["f", "N"]:
            mention = replace(mention, body=after[1].mentions[0].body)  # "vị khách từ Nga"
        home = self._host_state(number, passage, mention) if mention.text.lower().startswith(_HOST) else None
        if home is None:
            for report in sorted(self.drafts, key=lambda d: self._weight(number, d), reverse=True):
                for party in report.parties if others else ():
                    fits = mention.body in (None, party.actor.state)
                    if party.actor.type is ActorType.PERSON and party.actor.state not in others and fits:
                        reason = f"“{mention.text}” ← {party.actor.name}"
                        return [Resolved(party.actor, Resolution.ANAPHORA, party.tenure, reason)]
        for person in self._spoken_of(number, 0, _SPOKEN) if others else ():
            state = person.actor.state
            if person.actor.id in taken or state in others or self._speaks_for(person):
                continue
            if (home or mention.body) in (None, state):
                reason = f"“{mention.text}” ← {person.actor.name}"
                return [replace(person, how=Resolution.ANAPHORA, reason=reason)]
        resolved = self.cast.resolve(mention, (None, None), partners)
        return [resolved] if resolved and resolved.how is not Resolution.WORDING else []

    def _other_party(
        self, number: int, mention: Mention, when: Interval, partners: Sequence[ActorRef]
    ) -> list[Resolved]:
        """ "Người đồng cấp" without a state: with whom the text has told a contact of `partners` last."""
        known = {p.id for p in partners}
        for report in sorted(self.drafts, key=lambda d: d.seen, reverse=True):
            others = [p for p in report.parties if p.actor.id not in known]
            people = len(others) == 1 and others[0].actor.type is ActorType.PERSON
            if known and people and len(report.parties) == 2 and self.cast.peers(others[0].actor, partners):
                reason = f"“{mention.text}” ← {others[0].mention}"
                return [Resolved(others[0].actor, Resolution.ANAPHORA, others[0].tenure, reason)]
        state = self._host_state(number, self.passages[number], mention)
        resolved = self.cast.resolve(replace(mention, body=state), when, partners) if state else None
        if resolved is None:
            abroad = {p.state for p in partners}
            near = self._spoken_of(number, 0, _SPOKEN)
            same = (
                p for p in near if p.actor.state not in abroad and self.cast.share_office(p.actor, partners)
            )
            found = next((p for p in same if p.actor.id not in known), None)
            resolved = (
                replace(found, how=Resolution.ANAPHORA, reason=f"“{mention.text}” ← {found.actor.name}")
                if found
                else None
            )
        return [resolved] if resolved else []

    def _listed_before(self, number: int, mention: Mention) -> list[Resolved]:
        """The two people named side by side right before: "Biden và Tập dạo bước. Hai nhà lãnh đạo gặp nhau …"."""
        if not mention.classes and not self.cast.lists.pattern(_PEOPLE).search(mention.text.lower()):
            return []
        for passage in reversed(self.passages[max(0, number - _RECENT) : number + 1]):
            for item in reversed(passage.chunks):
                if item.code not in "LH" or len(item.mentions) != 2 or item.span.end > mention.span.start:
                    continue
                people = [r for m in item.mentions if (r := self.person(m, ()))]
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
        told = [t.person for t in self._told.values() if number - t.at <= _RECENT and t.weight >= _AS_SUBJECT]
        found = [p for p in told if p.actor.id not in taken and not self._speaks_for(p)]
        fits = all(self._gender_fits(p.actor, mention) for p in found)
        if len(found) != 2 or len({p.actor.state for p in found}) != 2 or not fits:
            return []
        reason = f"“{mention.text}” ← the two of whom the text spoke last"
        return [replace(p, how=Resolution.ANAPHORA, reason=reason) for p in found]

    def _holders_of_both(self, mention: Mention) -> list[Resolved]:
        """ "Tổng thống hai nước": who holds that office in each of the two states of which the text speaks most."""
        found = []
        for body in self.cast.main_bodies():
            holder = self.cast.resolve(replace(mention, head="role", body=body.id), (None, None))
            if holder is not None and holder.actor.type is ActorType.PERSON:
                found.append(replace(holder, how=Resolution.ANAPHORA))
        return found if len(found) == 2 else []

    def _groups(self, mention: Mention) -> list[Resolved]:
        """ "Phái viên hai nước": such people of each of the two states of which the text speaks most."""
        role = mention.text.lower()
        for ending in OF_BOTH:
            role = role.removesuffix(ending)
        reason = f"“{mention.text}” ← the two states of which the text speaks most"
        return [
            Resolved(
                self.cast.group(replace(mention, head="group", role=role, body=body.id)),
                Resolution.ANAPHORA,
                None,
                reason,
            )
            for body in self.cast.main_bodies()
        ]
