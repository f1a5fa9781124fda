"""Mentions that point back: "ông", "hai nhà lãnh đạo", "người tiền nhiệm của ông".

`Referents` follows a document sentence by sentence and knows of whom it speaks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.actors import Cast, Interval, Resolved
from kg.chunks import OF_BOTH
from kg.drafts import Draft, interval
from kg.mentions import Mention
from kg.model import ActorRef, ActorType, Resolution
from kg.passages import Passage

_OF_TWO = re.compile(r"^(?:hai|đôi|cả hai)(?: (?:bên|nước|phía|quốc gia|đoàn|đồng minh))?$")
_BOTH_STATES = re.compile(r"^hai (?:nước|quốc gia)")
_STATES = re.compile(r"bên|nước|phía|quốc gia")


class Referents:
    """Of whom the text speaks: the subject so far, and the parties of the contacts in `drafts`."""

    def __init__(self, passages: Sequence[Passage], cast: Cast, drafts: Sequence[Draft]) -> None:
        self.passages = passages
        self.cast = cast
        self.drafts = drafts
        self._subject: Resolved | None = None

    def follow(self, number: int, passage: Passage) -> None:
        """Note the subject of a sentence that has been read."""
        self._subject = self._find_subject(number, passage) or self._subject

    def actors(
        self, number: int, passage: Passage, mention: Mention, when: Interval, partners: Sequence[ActorRef]
    ) -> list[Resolved]:
        """The actors that a mention means in a contact of `when` with `partners`; a pair anaphor gives two."""
        if mention.head == "pronoun":
            found = self.pronoun(number, passage, mention, partners)
            return [found] if found else []
        if mention.head == "pair":
            return self._pair(number, mention, partners)
        if mention.of is not None and mention.of.head == "pronoun":
            owner = self.pronoun(number, passage, mention.of, partners)
            if owner is None:
                return []
            partners = (owner.actor,)
        resolved = self.cast.resolve(mention, when, partners)
        return [resolved] if resolved else []

    def pronoun(
        self, number: int, passage: Passage, mention: Mention, partners: Sequence[ActorRef]
    ) -> Resolved | None:
        """ "Ông": the first person of this sentence before it, the subject so far, or one of the sentences before."""
        taken = {p.id for p in partners}
        own = [m for m in passage.subjects() if m.span.end <= mention.span.start]
        options = [r for m in own if (r := self.person(m, partners))]
        before = [m for m in passage.mentions() if m.span.end <= mention.span.start]
        options += [r for m in reversed(before) if partners and (r := self.person(m, partners))]
        if self._subject is not None:
            options.append(self._subject)
        for earlier in reversed(self.passages[max(0, number - 3) : number]):
            options += [r for m in earlier.mentions() if (r := self.person(m, partners))]
        for option in options:
            if option.actor.id not in taken and self._gender_fits(option.actor, mention):
                reason = f"“{mention.text}” ← {option.actor.name}"
                return Resolved(option.actor, Resolution.ANAPHORA, option.tenure, reason)
        return None

    def person(self, mention: Mention, partners: Sequence[ActorRef]) -> Resolved | None:
        """The person that a mention names or means by office, if it is one."""
        if mention.head not in ("person", "role", "counterpart", "name"):
            return None
        resolved = self.cast.resolve(mention, (None, None), partners)
        return resolved if resolved and resolved.actor.type is ActorType.PERSON else None

    def _gender_fits(self, actor: ActorRef, mention: Mention) -> bool:
        person = self.cast.register.people.get(actor.id)
        return not (mention.gender and person and person.gender and person.gender != mention.gender)

    def _find_subject(self, number: int, passage: Passage) -> Resolved | None:
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
                return self.pronoun(number, passage, mention, ())
            return self.person(mention, ())
        return None

    def _pair(self, number: int, mention: Mention, partners: Sequence[ActorRef]) -> list[Resolved]:
        """ "Hai nhà lãnh đạo": the parties of the contact of two spoken of last whose offices fit."""
        if not mention.classes and mention.text.lower().endswith(OF_BOTH):
            return self._groups(mention)
        they = mention.text.lower() == "họ"
        for report in sorted(self.drafts, key=lambda d: d.seen, reverse=True):
            people = [p.actor.type is ActorType.PERSON for p in report.parties]
            if any(p.id in report.actors for p in partners):
                continue
            if len(people) != 2 or people[0] is not people[1] or (they and report.seen < number - 1):
                continue
            if not people[0] and mention.role and not _OF_TWO.search(mention.role):
                continue
            if mention.classes and not all(
                set(mention.classes) & self.cast.classes_of(p.actor, interval(report.date))
                for p in report.parties
            ):
                continue
            reason = f"“{mention.text}” ← {' và '.join(p.mention for p in report.parties)}"
            if _BOTH_STATES.search(mention.text.lower()):
                states = dict.fromkeys(p.actor.state for p in report.parties)
                return [Resolved(self.cast.body(s), Resolution.ANAPHORA, None, reason) for s in states if s]
            return [Resolved(p.actor, Resolution.ANAPHORA, p.tenure, reason) for p in report.parties]
        if _STATES.search(mention.text.lower()) and not mention.classes:
            reason = f"“{mention.text}” ← the two states of which the text speaks most"
            return [Resolved(b, Resolution.ANAPHORA, None, reason) for b in self.cast.main_bodies()]
        return []

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
