"""Whom of the register a name can mean: namesakes told apart by office, bare surnames, and names spelt otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from kg.article.spelling import alike, by_syllable, initial_fits, sounding_like
from kg.article.text import lower, without_marks
from kg.knowledge.register import Person, Register
from kg.mention.incumbents import Incumbents
from kg.mention.mentions import Mention

# Surname → ids of the people of the register who bear it.
Surnames = Mapping[str, Sequence[str]]

# Offices whose holders the press calls by a bare surname, in the order in which a surname is tried.
_PROMINENT = (
    "head_of_state", "head_of_government", "supreme_leader", "party_leader", "foreign_minister", "defence_minister",
    "national_security_adviser", "secretary_general", "commission_president", "presidential_spokesperson",
    "organisation_leader", "council_president",
)  # fmt: skip
_FEW_SURNAMES = frozenset(("china", "north-korea", "south-korea", "taiwan", "vietnam"))
# How like two spellings of a name must be (0 to 1) where office, state and date already agree.
_LIKE = 0.72
# The same where the initial of the first name agrees besides ("A.Gun" for Abdullah Gül).
_LIKE_INITIAL = 0.6
# The same where nothing but the spelling speaks for somebody.
_LIKE_NAMES = 0.82
# The same of a surname behind an office that one such person holds ("Tổng thống Xác-xi-an").
_LIKE_ALONE = 0.78
# The same of first names that begin with the same letters: Sergei is Sergey, Rajesh is not Rajnath.
_LIKE_FIRST = 0.6
# The same of a full name of which one letter is off ("Samatha Power").
_LIKE_EXACTLY = 0.93
INITIAL = re.compile(r"([^\W\d_])\.\s?\w")
_INITIALS = re.compile(r"([^\W\d_]{1,2})\.")


class Namesakes:
    """Those of the register whom the names of one text can mean, by the offices that the text gives them."""

    def __init__(self, register: Register, surnames: Surnames, incumbents: Incumbents) -> None:
        self._register = register
        self._surnames = surnames
        self._incumbents = incumbents

    def pick(self, people: Sequence[str], mention: Mention) -> str:
        """The one of those who bear a name who fits the role and time best."""
        return (self._fitting(people, mention) or list(people))[0]

    def by_surname(self, mention: Mention) -> str | None:
        """The one person whom a surname alone means: with this role, or in the most prominent office."""
        candidates = [p for p in self._surnames.get(lower(mention.name or ""), ()) if self._of(p, mention)]
        addressed = mention.gender is not None or mention.role is not None
        if not candidates or not (addressed or len(candidates) == 1 or _western(self._register, candidates)):
            return None
        if mention.classes or mention.body:
            fitting = self._fitting(candidates, mention)
            if len(fitting) == 1:
                return fitting[0]
        for cls in _PROMINENT:
            if mention.classes and cls not in mention.classes and mention.head != "counterpart":
                continue
            holders = [p for p in candidates if self._incumbents.holds(p, cls)]
            if holders:
                return holders[0] if len(holders) == 1 else None
        return None

    def _of(self, person: str, mention: Mention) -> bool:
        """Whether a form of address can be somebody's: "bà Harris" is no man."""
        gender = self._register.people[person].gender
        return mention.gender is None or gender is None or gender == mention.gender

    def similar(self, mention: Mention) -> str | None:
        """A register name that differs in spelling only: same surname, like first name, and a fitting office."""
        name = mention.name or ""
        parts = without_marks(name).split()
        if len(parts) < 2:
            initial = INITIAL.match(name)
            if initial is not None and (found := self._with_initial(mention, initial.group(1))) is not None:
                return found
            return self._spelt_otherwise(mention) or self._by_sound(mention)
        candidates = [
            p
            for p in self._surnames.get(lower(name.split()[-1]), ())
            if _alike(self._register.people[p], parts)
        ]
        if mention.classes or mention.body:
            fitting = self._fitting(candidates, mention)
            if fitting:
                return fitting[0] if len(fitting) == 1 else None
        misspelt = [p for p in candidates if self._called(p, name, _LIKE_EXACTLY)]
        if len(misspelt) == 1 and mention.role is not None:
            return misspelt[0]
        return self._spelt_otherwise(mention) or self._by_sound(mention)

    def _fitting(self, people: Iterable[str], mention: Mention) -> list[str]:
        return [p for p in people if self._incumbents.fits(p, mention)]

    def _called(self, person: str, name: str, least: float) -> bool:
        return alike(name, self._register.people[person].aliases, least)

    def _with_initial(self, mention: Mention, initial: str) -> str | None:
        """Whose surname and initial a name gives ("V.Putin"), if one of those who hold high office fits."""
        surname = (mention.name or "").rpartition(".")[2].strip()
        named = [
            p
            for p in self._surnames.get(lower(surname), ())
            if any(a.startswith(initial) for a in self._register.people[p].aliases)
        ]
        if mention.classes or mention.body:
            named = self._fitting(named, mention)
        if len(named) > 1:
            named = [p for p in named if any(self._incumbents.holds(p, c) for c in _PROMINENT)]
        return named[0] if len(named) == 1 else None

    def _spelt_otherwise(self, mention: Mention) -> str | None:
        """The holder of the office named, where his name is like the one written ("Ra-un Ca-xtơ-rô")."""
        if mention.body is None or mention.former:
            return None
        offices = self._incumbents.offices(mention.classes, mention.body)
        held = self._incumbents.holder(offices, self._incumbents.present)
        if held is None:
            return None
        person = self._register.people[held.person]
        initial = INITIAL.match(mention.name or "")
        named_so = initial is not None and any(a.startswith(initial.group(1)) for a in person.aliases)
        least = _LIKE_INITIAL if named_so else _LIKE
        return person.id if alike(mention.name or "", (*person.aliases, *person.surnames), least) else None

    def _by_sound(self, mention: Mention) -> str | None:
        """The one person of the register whose name a name spelt by syllable sounds like: "Phi-đen Ca-xtơ-rô"."""
        name = mention.name or ""
        parts = [p for p in name.split() if p[:1].isalpha()]
        if not parts or not by_syllable(parts[-1].rpartition(".")[2]):
            return None
        least = _LIKE_ALONE if mention.classes and len(parts) == 1 else _LIKE_NAMES
        like = sounding_like(parts[-1], tuple(self._surnames), least)
        near = [p for surname in like for p in self._surnames[surname]]
        if len(parts) > 1:
            near = [p for p in near if self._called(p, name, _LIKE_NAMES)]
        if (initials := _INITIALS.match(name)) is not None:
            near = [p for p in near if self._can_open_with(p, initials.group(1))]
        if mention.classes or mention.body:
            near = self._fitting(near, mention)
        found = set(near)
        return found.pop() if len(found) == 1 else None

    def _can_open_with(self, person: str, initial: str) -> bool:
        """Whether somebody from abroad can be called by an initial: K. Shanmugam is no "A.San-gam"."""
        record = self._register.people[person]
        words = (word for alias in record.aliases for word in alias.split()[:-1])
        return record.body != "vietnam" and initial_fits(initial, words)


def may_name(mention: Mention, register: Register, surnames: Surnames) -> bool:
    """Whether a mention can call somebody of the register by name, whatever else the text says, and when."""
    name = mention.name
    if name is None or mention.people:
        return name is not None
    told = mention.role is not None or mention.body is not None
    last = name.split()[-1]
    if mention.short:
        people = surnames.get(lower(name), ())
        called = mention.gender is not None or mention.role is not None
        alone = called or len(people) == 1 or _western(register, people)
        return alone and any(told or _prominent(register, p) for p in people)
    if mention.head == "name":
        return False
    initial = INITIAL.match(name) is not None and lower(name.rpartition(".")[2].strip()) in surnames
    spelt = mention.body is not None or (told and lower(last) in surnames)
    return initial or spelt or by_syllable(last.rpartition(".")[2])


def _prominent(register: Register, person: str) -> bool:
    """Whether somebody ever held an office whose holders go by a bare surname."""
    held = register.tenures_by_person.get(person, ())
    return any(register.offices[t.office].office_class in _PROMINENT for t in held)


def _western(register: Register, people: Iterable[str]) -> bool:
    """Whether a surname alone tells much: not where a few surnames serve a nation ("Kim", "Lý")."""
    return not any(register.people[p].body in _FEW_SURNAMES for p in people)


def _alike(person: Person, parts: Sequence[str]) -> bool:
    """Whether first names are alike: Anthony and Antony, Aleksandr and Alexander, J. and Jake.

    Where a few surnames serve a nation, another syllable is another person: Lê Hoàng Anh is not Lê Hồng Anh.
    """
    for alias in person.aliases:
        other = without_marks(alias).split()
        if person.body in _FEW_SURNAMES:
            if other == list(parts):
                return True
            continue
        if len(other) < 2 or other[-1] != parts[-1]:
            continue
        a, b = parts[0].rstrip("."), other[0].rstrip(".")
        if set(parts) <= set(other):
            return True
        if (
            (a[:3] == b[:3] and (a.startswith(b) or b.startswith(a) or alike(a, (b,), _LIKE_FIRST)))
            or ((len(a) == 1 or len(b) == 1) and a[:1] == b[:1])
            or (a[:2] == b[:2] and a[-2:] == b[-2:])
        ):
            return True
    return False
