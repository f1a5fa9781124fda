"""Of whom a text speaks, sentence by sentence: its subject so far, and whom "ông" means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from kg.event.attachment import sends
from kg.event.drafts import Draft
from kg.event.passages import Passage
from kg.mention.actors import Cast, Resolved
from kg.mention.chunks import Chunk
from kg.mention.mentions import Mention
from kg.model import ActorRef, ActorType, Resolution, Span

RECENT = 2
"""Sentences over which a text goes on about the same person."""

AS_SUBJECT = 0.9
"""How much it speaks for somebody as "ông" that he was the subject of a sentence."""

AS_FREE = 0.5
"""How much it speaks for somebody as "ông" that he was at least not governed."""

_OFTEN = 6
_MAIN, _FAR_MORE = 4, 2  # times that a text names its main person, in all and for each time of another
# What else speaks for somebody as "ông": each time the text names him, less what is lost with each sentence since.
_EACH_TIME, _FADES_AWAY = 0.25, 1.0
_SPOKEN = 6  # sentences over which one who is spoken of is "vị bộ trưởng"
_NEAR = 3  # sentences over which one who is spoken of stays "ông" before anybody further back
_OPENING = 5  # sentences in which an article says whose answers it prints
_LEAD = 4  # chunks before the word that opens a clause of time: "Chỉ hai tuần sau khi"
_PERSONAL = ("person", "name", "pronoun")
_SPOKESMEN = ("body", "organ", "group", "side")
_FRONT = 8  # chunks in which a place is told before the subject


@dataclass(frozen=True, slots=True)
class Told:
    """A person of whom the text has spoken: in which sentence last, and how much as its subject."""

    person: Resolved
    at: int
    weight: float


def _whose(passage: Passage) -> tuple[Mention, ...]:
    """Of whom a sentence that begins with no party speaks: "Chuyến thăm của ông A diễn ra …", "Đối với ông A, …"."""
    start = [c for c in passage.chunks[:4] if c.code != "w"][:3]
    if [c.code for c in start] == ["m", "N", ","]:
        return () if "after-which" in start[0].lists else start[1].mentions
    return start[2].mentions if [c.code for c in start] in (["E", "k", "N"], ["V", "k", "N"]) else ()


def _sent(passage: Passage) -> list[Mention]:
    """Whom a sentence tells to have been sent somewhere by somebody."""
    pairs = zip(passage.chunks, passage.chunks[1:], strict=False)
    return [b.mentions[0] for a, b in pairs if "sending" in a.lists and b.code == "N"]


def _emphatic(passage: Passage, mention: Mention) -> bool:
    """Whether a pronoun means the one who speaks himself: "xác nhận chính ông đã gọi cho B"."""
    before = next((c for c in reversed(passage.chunks) if c.end <= mention.span.start), None)
    return before is not None and "in-person" in before.lists


def beside(passage: Passage, mention: Mention) -> list[Mention]:
    """The mentions in the clause of a mention."""
    found: list[Mention] = []
    for item in passage.chunks:
        if item.code in ",|yz" and item.span.start >= mention.span.end:
            break
        found = [] if item.code in ",|yz" else [*found, *item.mentions]
    return found


def _speaker(passage: Passage, mention: Mention) -> Mention | None:
    """Who says right before a pronoun what follows: "… cho biết ông A nói (với báo giới) rằng (trước đó,) ông …"."""
    before = [c for c in passage.chunks if c.end <= mention.span.start]
    set_off = bool(before) and before[-1].code == ","
    while set_off and before and before[-1].code in ",xz":
        before.pop()  # "… nói rằng trước đó cùng ngày, ông …"
    if not before or before[-1].code not in ("|s" if set_off else "|"):
        return None
    said = before[-1]
    while before and before[-1].code == "|":
        said = before.pop()
    press = bool(before) and before[-1].code == "P"
    while press and before and before[-1].code in "xP":
        before.pop()
    if before and (before[-1].code == "s" or _tells(before[-1])):
        said = before.pop()
    before = [c for c in before if c.code not in "xz"]
    owned = len(before) > 1 and before[-2].code in "kmo"
    if not (said.cls == "speech" or _tells(said)) or not before or before[-1].code != "N" or owned:
        return None
    return before[-1].mentions[0]


def _tells(item: Chunk) -> bool:
    """Whether a contact word is one of telling somebody: "nói với"."""
    return item.trigger is not None and item.trigger.valency == "saying"


def _in_another_clause(passage: Passage, mention: Mention, trigger: Span) -> bool:
    """Whether a semicolon, or that he sends somebody else, parts a subject from a contact word."""
    chunks = [c for c in passage.chunks if c.start < trigger.start]
    at = next((i for i, c in enumerate(chunks) if any(m is mention for m in c.mentions)), len(chunks) - 1)
    return sends(chunks[at], chunks[at + 1 :]) or any(c.text == ";" for c in chunks[at + 1 :])


def _of_another(passage: Passage, trigger: Span) -> bool:
    """Whether the subject of a contact word is called by a title that the lexicon lacks: "Sáng 11/6, Đức cha gặp"."""
    before = [c for c in passage.chunks if c.end <= trigger.start]
    named = False
    for item in reversed(before):
        if item.code not in "wqx" or "and-then" in item.lists:
            return named and item.code in ",z|"
        named = named or (item.code == "w" and item.text[:1].isupper())
    return False


class Discourse:
    """Of whom the text speaks: the subject so far, and the parties of the contacts in `drafts`."""

    def __init__(self, passages: Sequence[Passage], cast: Cast, drafts: Sequence[Draft]) -> None:
        self.passages = passages
        self.cast = cast
        self.drafts = drafts
        # What mentions were found to mean; each is kept, so that its identity stays its own.
        self._people: dict[tuple[int, tuple[ActorRef, ...]], tuple[Mention, Resolved | None]] = {}
        self.subject: Resolved | None = None  # the person of whom the last sentence that has one spoke
        self._subject_mention: Mention | None = None
        self._subject_at = 0
        self._stranger_at = -2  # the last sentence whose subject is somebody whom nothing identifies
        self._went_on_about: set[str] = set()  # ids of those whom the sentence before meant by a pronoun
        self.told: dict[str, Told] = {}  # actor id → when the text spoke of a person last
        # Whom a pronoun meant beside others: "A tiếp ông, còn B mời ông" is of one man.
        self._governed: dict[Span, Resolved] = {}
        self._spoken: Counter[str] = Counter()  # actor id → in how many sentences it has done so

    def follow(self, number: int, passage: Passage) -> None:
        """Note of whom a sentence that has been read speaks, in the order of its words, and its subject."""
        subject = self._find_subject(number, passage)
        free = passage.subjects()
        self._went_on_about = set()
        for mention in passage.mentions():
            subjective = any(mention is m for m in free)
            others = (
                () if subjective or mention.head != "pronoun" else self._acting_on(number, passage, mention)
            )
            person = self._personal(number, passage, mention, others)
            if person is not None:
                self._tell(number, person, AS_FREE if subjective else 0.0)
                if mention.head == "pronoun":
                    self._went_on_about.add(person.actor.id)
        for draft in self.drafts:
            for party in draft.parties if draft.seen == number else ():
                told = self.told.get(party.actor.id)
                if party.actor.type is ActorType.PERSON and (told is None or told.at < number):
                    self._tell(number, Resolved(party.actor, party.resolution, party.tenure), 0.0)
        if subject is not None:
            self._subject_mention, self.subject = subject
            self._subject_at = number
            self._tell(number, subject[1], AS_SUBJECT)

    def _acting_on(self, number: int, passage: Passage, mention: Mention) -> tuple[ActorRef, ...]:
        """Those who stand before a pronoun in its clause: "tướng McKenzie đã cảnh báo ông" is of somebody else."""
        before = [m for m in beside(self.passages[number], mention) if m.span.end <= mention.span.start]
        return tuple(r.actor for m in before if (r := self._personal(number, passage, m, ())))

    def _tell(self, number: int, person: Resolved, weight: float) -> None:
        before = self.told.get(person.actor.id)
        if before is not None and before.at == number:
            weight = max(weight, before.weight)
        else:
            self._spoken[person.actor.id] += 1
        self.told[person.actor.id] = Told(person, number, weight)

    def sent_of_late(self, number: int) -> list[Resolved]:
        """Whom somebody sent, by the sentence before or this one so far: "Ông A phái Ngoại trưởng B lên đường"."""
        return [
            found
            for passage in reversed(self.passages[max(0, number - 1) : number])
            for sent in _sent(passage)
            if (found := self.person(sent, ())) is not None
        ]

    def in_office(
        self, number: int, passage: Passage, mention: Mention, partners: Sequence[ActorRef]
    ) -> Resolved | None:
        """ "Vị bộ trưởng", "nhà vua": of whom the text speaks and to whom the word is fit."""
        if mention.head != "role" or mention.body is not None or mention.of is not None:
            return None
        if mention.former or mention.plural:
            return None
        taken = {p.id for p in partners}
        before = [m for m in passage.mentions() if m.span.end <= mention.span.start]
        here = [r for m in before if (r := self.person(m, partners))]
        for person in self.spoken_of(number, 0, _SPOKEN, here):
            fits = self.gender_fits(person.actor, mention) and self.cast.bears(person.actor, mention)
            if fits and person.actor.id not in taken:
                return replace(
                    person, how=Resolution.ANAPHORA, reason=f"“{mention.text}” ← {person.actor.name}"
                )
        return None

    def pronoun(
        self, number: int, passage: Passage, mention: Mention, partners: Sequence[ActorRef]
    ) -> Resolved | None:
        """ "Ông": the first person of this sentence before it, or of whom else the text speaks."""
        taken = {p.id for p in partners}
        taken |= {r.actor.id for m in passage.objects_in_front if (r := self.person(m, ()))}
        if mention.role is not None:
            return next((r for r in self._so_called(mention) if r.actor.id not in taken), None)
        own = [m for m in passage.subjects() if m.span.end <= mention.span.start]
        own = own or [m for m in _whose(passage) if m.span.end <= mention.span.start]
        own_subjects = [r for m in own if (r := self.person(m, partners))]
        own_subjects = own_subjects or self._to_come(passage, mention)
        options = self._so_called(mention) + own_subjects
        before = [m for m in passage.mentions() if m.span.end <= mention.span.start]
        here = [r for m in reversed(before) if (r := self.person(m, partners)) and r.actor.id not in taken]
        options += here if partners else []
        options += self._main_person(mention)
        near = self.spoken_of(number, 0, _NEAR, here)
        abroad = {p.state for p in partners if p.state is not None}
        written = any(m is mention for m in passage.mentions())
        himself = _emphatic(passage, mention)
        first = [r for r in own_subjects if himself or not self.speaks_for(r)][: 1 if written else 0]
        if mention.text.split()[-1].lower() in self.cast.lists["demonstrative"]:
            named = (m for m in reversed(before) if m.name is not None)
            pointed = [r for m in named if (r := self.person(m, partners))]
            first = pointed[:1]  # "mời Ngoại trưởng B tới … và tiếp ông này"
            if len(mention.text.split()) == 2:  # not "vị bộ trưởng này"
                first = first or self._named_last(number, mention, partners)
        elif (
            not (first or here)
            and all(m.head == "body" for m in own)
            and any(mention is m for m in passage.subjects())
        ):
            if self._stranger_at == number - 1 and all(t.at != number - 1 for t in self.told.values()):
                return None  # "Vị đại tướng dừng chân ở New York. Tại đây ông …"
            first = self._just_spoken_of(number, mention)
            if self._rivals(number, mention, partners, first):
                return None
        governed = written and not any(mention is m for m in passage.subjects())
        if (speaker := _speaker(passage, mention)) is not None:  # "… cho biết ông Putin nói rằng ông …"
            said = self.person(speaker, partners)
            first = [said] if said and not self.speaks_for(said) else first
        if governed:
            alike = (m for m in reversed(before) if m.text.lower() == mention.text.lower())
            first = [self._governed[m.span] for m in alike if m.span in self._governed][:1] or first
        for ranked in (first, [*options, *near], self.spoken_of(number, _NEAR + 1, number)):
            foreign = [o for o in ranked if o.actor.state not in abroad]
            ordered = (*foreign, *ranked) if abroad else ranked
            for option in sorted(ordered, key=self.speaks_for):
                fits = self.gender_fits(option.actor, mention) and self._can_be_called(option.actor, mention)
                if option.actor.id not in taken and fits:
                    reason = f"“{mention.text}” ← {option.actor.name}"
                    found = Resolved(option.actor, Resolution.ANAPHORA, option.tenure, reason)
                    if governed and partners:
                        self._governed[mention.span] = found
                    return found
        return None

    def _named_last(self, number: int, mention: Mention, partners: Sequence[ActorRef]) -> list[Resolved]:
        """Whom the sentence before named last: "A viết cho B. Ông này hồi âm …"."""
        before = self.passages[number - 1].mentions() if number else []
        named = (m for m in reversed(before) if m.name is not None)
        found = next((r for m in named if (r := self.person(m, partners))), None)
        return [found] if found is not None and self.gender_fits(found.actor, mention) else []

    def _just_spoken_of(self, number: int, mention: Mention) -> list[Resolved]:
        """Whom a sentence goes on about that opens with "ông": the main person, or the subject of the one before."""
        just = [self.subject] if self.subject is not None and self._subject_at == number - 1 else []
        if self._went_on_about - {r.actor.id for r in just}:
            just = []  # "Tướng A đã cảnh báo ông. Trước đó, ông …"
        ranked = [*just, *self._main_person(mention)]
        return [r for r in ranked if not self.speaks_for(r) and self.gender_fits(r.actor, mention)][:1]

    def _can_be_called(self, actor: ActorRef, mention: Mention) -> bool:
        """Whether "vị tổng thống này" can be said of somebody: he bears the office, or nobody spoken of does."""
        if mention.role is None or self._bears(actor, mention):
            return True
        return not any(self._bears(told.person.actor, mention) for told in self.told.values())

    def _bears(self, actor: ActorRef, mention: Mention) -> bool:
        """Whether somebody holds the office of a mention, and does not only work for who does."""
        held = not mention.classes or not self.cast.classes_of(actor).isdisjoint(mention.classes)
        return held and self.cast.bears(actor, mention)

    def _rivals(
        self, number: int, mention: Mention, partners: Sequence[ActorRef], first: Sequence[Resolved]
    ) -> bool:
        """Whether "ông" can be either of two whom the sentence before names side by side: "A và B hội đàm. Ông …"."""
        people: list[Resolved] = []
        for passage in reversed(self.passages[max(0, number - _NEAR) : number]):
            if any(self.person(m, ()) for m in passage.mentions()):
                opening = next((c for c in passage.chunks if c.code in "NLHQ"), None)
                people = [r for m in opening.mentions if (r := self.person(m, ()))] if opening else []
                break
        known = {p.id for p in partners} | {p.state for p in partners}
        open_to = [r for r in people if not known & {r.actor.id, r.actor.state}]
        fitting = {r.actor.id for r in open_to if self.gender_fits(r.actor, mention)}
        main = {r.actor.id for r in self._main_person(mention)}
        return len(fitting) > 1 and not fitting & main and fitting >= {r.actor.id for r in first}

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
        if self.subject is None:
            return []
        told = [t.person for t in self.told.values() if not self.speaks_for(t.person)]
        fitting = [p for p in told if self.gender_fits(p.actor, mention)]
        main = max(fitting, key=lambda p: self.cast.times_named(p.actor.id), default=None)
        if main is None:
            return []
        times, own = (self.cast.times_named(p.actor.id) for p in (main, self.subject))
        return [main] if times >= max(_MAIN, _FAR_MORE * own) else []

    def others_since(self, seen: int, actors: AbstractSet[str], weight: float) -> bool:
        """Whether the text has spoken of other people than `actors` (ids) since sentence `seen`, with such weight."""
        told = self.told.values()
        return any(t.at > seen and t.weight >= weight and t.person.actor.id not in actors for t in told)

    def spoken_of(self, number: int, least: int, most: int, here: Sequence[Resolved] = ()) -> list[Resolved]:
        """Of whom the text spoke `least` to `most` sentences ago, or just now: subjects first, lately, and often."""
        told = [t for t in self.told.values() if least <= number - t.at <= most]
        told += [Told(person, number, 0.0) for person in here]
        ranked = sorted(told, key=lambda t: self.salience(number, t), reverse=True)
        return [t.person for t in ranked]

    def salience(self, number: int, told: Told) -> float:
        """How much a person is the one of whom sentence `number` speaks, beside others."""
        times = max(self.cast.times_named(told.person.actor.id), self._spoken[told.person.actor.id])
        often = min(times, _OFTEN) * _EACH_TIME
        return told.weight + often - _FADES_AWAY * (number - told.at)

    def _so_called(self, mention: Mention) -> list[Resolved]:
        """ "Thượng nghị sĩ này", "Đức Hồng y": the one person whom the text introduces with this word."""
        word, _, this = mention.text.lower().rpartition(" ")
        if mention.role is not None:
            word = mention.role.lower()
        elif this not in self.cast.lists["demonstrative"]:
            return []
        actor = self.cast.told.introduced_as(word) if word else None
        if actor is None:
            return []
        return [Resolved(actor, Resolution.ANAPHORA, None, f"“{mention.text}” ← {actor.name}")]

    def person(self, mention: Mention, partners: Sequence[ActorRef]) -> Resolved | None:
        """The person that a mention names or means by office, if it is one."""
        if mention.head not in ("person", "role", "counterpart", "name") or self._is_guest(mention):
            return None
        asked = id(mention), tuple(partners)
        if asked not in self._people:
            resolved = self.cast.resolve(mention, (None, None), partners)
            person = resolved if resolved and resolved.actor.type is ActorType.PERSON else None
            self._people[asked] = mention, person
        return self._people[asked][1]

    def _is_guest(self, mention: Mention) -> bool:
        """Whether somebody is called a guest or host and no more: whose, the contact tells."""
        plain = mention.head == "role" and mention.name is None and mention.body is None
        return plain and self.cast.lists.pattern(r"{guest}\b").match(mention.text.lower()) is not None

    def gender_fits(self, actor: ActorRef, mention: Mention) -> bool:
        """Whether "ông" or "bà" in a mention can be said of somebody."""
        return mention.gender is None or self.cast.of_gender(actor, mention.gender)

    def implied(
        self, number: int, passage: Passage, trigger: Span, partner: ActorRef
    ) -> tuple[Mention, Resolved] | None:
        """Whose contact with `partner` a sentence tells without saying: its subject's, or the one's so far."""
        before = [m for m in passage.subjects() if m.span.end <= trigger.start]
        clause = [m for m in before if not _in_another_clause(passage, m, trigger)]
        clause = clause if before else passage.travellers(trigger)
        options = [(m, r) for m in reversed(clause) if (r := self._personal(number, passage, m, (partner,)))]
        recent = self.subject is not None and number - self._subject_at <= RECENT
        recent = recent and not _of_another(passage, trigger)
        if not before and recent and self.subject is not None and self._subject_mention is not None:
            options.append((self._subject_mention, self.subject))
        if not before and self.first_person(passage, trigger):
            options = self._interviewed() or options
        for mention, found in options:
            if (
                found.actor.id != partner.id
                and found.actor.state != partner.state
                and not self.speaks_for(found)
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
        return self.person(mention, partners) or self.in_office(number, passage, mention, partners)

    def _party(self, number: int, mention: Mention) -> Resolved | None:
        """Whom a mention meant as a party of a contact of this sentence: "Vị khách được Tổng thống A tiếp"."""
        own = (p for d in self.drafts if d.seen == number for p in d.parties if p.span == mention.span)
        found = next((p for p in own if p.actor.type is ActorType.PERSON), None)
        return Resolved(found.actor, found.resolution, found.tenure) if found is not None else None

    def speaks_for(self, found: Resolved) -> bool:
        """Whether somebody speaks for others by office, so that what he tells is not his own contact."""
        return self.cast.speaks_for(found.actor)

    def _find_subject(self, number: int, passage: Passage) -> tuple[Mention, Resolved] | None:
        """The person of whom a sentence speaks: its first party, if that stands before any contact word."""
        chunks = passage.chunks
        # "Với …, Chủ tịch …", "Hai tuần sau khi …, ông …": the subject follows
        lead = next((i for i, c in enumerate(chunks[:_LEAD]) if c.code not in "xwz"), 0)
        fronted = bool(chunks) and (chunks[0].code in "imaS|" or chunks[lead].joins == "subordinate")
        start = (
            next((i for i, c in enumerate(chunks[:16]) if c.code == "," and i > lead), 0) if fronted else 0
        )
        for item, after in zip(chunks[start : start + 14], [*chunks[start + 1 :], None], strict=False):
            if item.trigger is not None or item.code == "Q":
                return None
            if item.code not in "NL":
                continue
            mention = item.mentions[0]
            if mention.head in _SPOKESMEN and after is not None and after.cls == "speech":
                continue  # "Nhà Trắng cho biết ông A đã gọi cho …"
            if mention.head == "pronoun":
                found = self.pronoun(number, passage, mention, ())
            else:
                found = self.person(mention, ()) or self._party(number, mention)
            unnamed = mention.head == "role" and mention.body is None and mention.of is None
            if found is None and (unnamed or mention.head in _PERSONAL) and not mention.plural:
                self._stranger_at = number
            return (mention, found) if found is not None else None
        return None
