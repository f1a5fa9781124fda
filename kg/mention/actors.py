"""Mentions → actors: by name, by office at a date, as a counterpart, or by what was named before.

`Cast` knows the actors of one document. It first learns every name that the text gives in full, then resolves
mentions one by one; what cannot be determined stays unresolved rather than guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.article.dates import Clock
from kg.article.spelling import alike, by_syllable, is_foreign
from kg.article.text import lower, without_marks
from kg.knowledge.register import Body, Person, Register, Tenure
from kg.knowledge.wordlists import WordLists
from kg.mention.mentions import Mention
from kg.model import ActorRef, ActorType, Resolution
from kg.vocab import slug

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
_ACRONYM = re.compile(r"\b[A-Z0-9]{2,}\b")
_ARTICLE = re.compile(r"(?:al|el|ad|as|ash|at|az)-", re.I)
_INITIAL = re.compile(r"([^\W\d_])\.\s?\w")
# Heads of state who do not govern: a president's counterpart there is the head of government.
_MONARCH = r"{crowned-part}|\b{king}\b"
# The same where nothing but the spelling speaks for somebody.
_LIKE_NAMES = 0.82
# The same of a surname behind an office that one such person holds ("Tổng thống Xác-xi-an").
_LIKE_ALONE = 0.78
# The same of first names that begin with the same letters: Sergei is Sergey, Rajesh is not Rajnath.
_LIKE_FIRST = 0.6
# The same of a full name of which one letter is off ("Samatha Power").
_LIKE_EXACTLY = 0.93
# What "lãnh đạo" of a state can be.
_ANY_LEADER = frozenset(("head_of_state", "head_of_government"))
# Classes that face each other although they are not one class: leaders deal with leaders.
_LEADERS = frozenset(
    {"head_of_state", "head_of_government", "supreme_leader", "party_leader", "organisation_leader"}
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """An actor with how it was found; `tenure` is the office held at the date."""

    actor: ActorRef
    how: Resolution
    tenure: str | None = None
    reason: str | None = None


Interval = tuple[dt.date | None, dt.date | None]


class Cast:
    """The actors of one document."""

    def __init__(
        self, register: Register, surnames: dict[str, tuple[str, ...]], clock: Clock, lists: WordLists
    ) -> None:
        self.register = register
        self.lists = lists
        self._monarch = lists.pattern(_MONARCH)
        self._open_role = lists.pattern("{open-institution}$")
        self._surnames = surnames
        self.clock = clock
        self._bound: dict[str, ActorRef] = {}
        self._role_words: dict[str, set[str]] = {}
        self._roles: dict[
            str, tuple[str, ...]
        ] = {}  # actor id → office classes under which the text names it
        self._unknown_roles: dict[str, tuple[str, str | None]] = {}
        self._genders: dict[str, str] = {}  # actor id → how the text addresses a person: "m" or "f"
        self._counts: Counter[str] = Counter()
        self._bodies: Counter[str] = Counter()

    # -- learning -------------------------------------------------------------------------------------------------

    def learn(self, mentions: Sequence[Mention]) -> None:
        """Bind every full name of the text, and the short forms that follow from it."""
        for mention in mentions:
            if mention.name is None or mention.short or mention.head == "name":
                continue
            found = self._full_name(mention)
            if found is not None:
                self._bind(mention, found)
        strangers = self._strangers(mentions)
        for mention in mentions:
            if mention.body is not None:
                self._bodies[mention.body] += 1
            if mention.name is None:
                continue
            found = (
                self._short_name(mention) if mention.short else self._bound.get(without_marks(mention.name))
            )
            if found is None and mention.role is not None and mention.head == "person":
                found = self._outsider(mention)  # "Tổng thống Chakwera", never named in full
                if found is not None:
                    self._bind(mention, found)
            if found is None and mention.short and mention.role is None:
                found = strangers.get(without_marks(mention.name))
                if found is not None:
                    self._bound.setdefault(without_marks(mention.name), found)
                    self._bound.setdefault(without_marks(found.name), found)
            if found is not None:
                self._counts[found.id] += 1
                if mention.gender is not None:
                    self._genders.setdefault(found.id, mention.gender)
                if mention.short:
                    self._note_role(found.id, mention)
                if mention.role is not None and not found.known:
                    self._unknown_roles.setdefault(found.id, (mention.role, mention.body))

    def _strangers(self, mentions: Sequence[Mention]) -> dict[str, ActorRef]:
        """People whom the text calls by a foreign name and never by an office: last name → actor.

        One called "ông Dagalo", or named in full once and by the last name again and again.
        """
        addressed, again = set(), Counter[str]()
        for mention in mentions:
            if mention.name is None or not mention.short or mention.role is not None:
                continue
            if is_foreign(mention.name) and lower(mention.name) not in self._surnames:
                addressed |= {mention.name} if mention.gender is not None else set()
                again[mention.name] += 1
        full = {
            m.name.split()[-1]: m.name
            for m in mentions
            if m.head == "name" and not m.short and m.name is not None and not _ACRONYM.search(m.name)
        }
        told = addressed | {name for name, times in again.items() if times > 1 and name in full}
        return {
            without_marks(name): ActorRef(
                f"x.{slug(full.get(name, name))}", full.get(name, name), ActorType.PERSON, known=False
            )
            for name in sorted(told)
        }

    def _bind(self, mention: Mention, actor: ActorRef) -> None:
        parts = (mention.name or "").split()
        self._bound.setdefault(without_marks(mention.name or ""), actor)
        shorts = {parts[-1], parts[0], " ".join(parts[-2:]), " ".join(parts[:2])}
        if _INITIAL.match(parts[-1]):
            shorts.add(parts[-1].rpartition(".")[2])  # "ông Gun": A.Gun
        if _ARTICLE.match(parts[-1]):
            shorts.add(parts[-1].partition("-")[2])  # "ông Burhan": Abdel Fattah al-Burhan
        person = self.register.people.get(actor.id)
        for alias in person.aliases if person else ():
            shorts |= {alias.split()[-1], alias}
        for short in shorts:
            if len(short) > 1:
                self._bound.setdefault(without_marks(short), actor)
        self._note_role(actor.id, mention)

    def _note_role(self, actor: str, mention: Mention) -> None:
        if mention.role is not None:
            self._role_words.setdefault(actor, set()).add(lower(mention.role))
        if mention.classes and not mention.former and not self._misplaced(mention):
            self._roles[actor] = tuple(dict.fromkeys((*self._roles.get(actor, ()), *mention.classes)))

    # -- names ----------------------------------------------------------------------------------------------------

    def _full_name(self, mention: Mention) -> ActorRef | None:
        if mention.people:
            return self._person(self._pick(mention.people, mention))
        bound = self._bound.get(without_marks(mention.name or ""))
        if bound is not None:
            return bound
        similar = self._similar(mention)
        if similar is not None:
            return self._person(similar)
        return self._outsider(mention)

    def _pick(self, people: Sequence[str], mention: Mention) -> str:
        """The namesake who fits the role and time best."""
        fitting = [p for p in people if self._fits(p, mention)]
        return (fitting or list(people))[0]

    def _fits(self, person: str, mention: Mention) -> bool:
        earliest, latest = self._time()
        for tenure in self.register.held(person, earliest if not mention.former else None, latest):
            office = self.register.offices[tenure.office]
            if (not mention.classes or office.office_class in mention.classes) and (
                mention.body is None or office.body == mention.body
            ):
                return True
        return False

    def _similar(self, mention: Mention) -> str | None:
        """A register name that differs in spelling only: same surname, like first name, and a fitting office."""
        parts = without_marks(mention.name or "").split()
        if len(parts) < 2:
            initial = _INITIAL.match(mention.name or "")
            if initial is not None and (found := self._with_initial(mention, initial.group(1))) is not None:
                return found
            return self._spelt_otherwise(mention) or self._by_sound(mention)
        candidates = [
            p
            for p in self._surnames.get(lower((mention.name or "").split()[-1]), ())
            if _alike(self.register.people[p], parts)
        ]
        if mention.classes or mention.body:
            fitting = [p for p in candidates if self._fits(p, mention)]
            if fitting:
                return fitting[0] if len(fitting) == 1 else None
        name = mention.name or ""
        misspelt = [p for p in candidates if alike(name, self.register.people[p].aliases, _LIKE_EXACTLY)]
        if len(misspelt) == 1 and mention.role is not None:
            return misspelt[0]
        return self._spelt_otherwise(mention) or self._by_sound(mention)

    def _with_initial(self, mention: Mention, initial: str) -> str | None:
        """Whose surname and initial a name gives ("V.Putin"), if one of those who hold high office fits."""
        surname = (mention.name or "").rpartition(".")[2].strip()
        named = [
            p
            for p in self._surnames.get(lower(surname), ())
            if any(a.startswith(initial) for a in self.register.people[p].aliases)
        ]
        if mention.classes or mention.body:
            named = [p for p in named if self._fits(p, mention)]
        if len(named) > 1:
            earliest, latest = self._time()
            named = [p for p in named if any(self._holds(p, c, earliest, latest) for c in _PROMINENT)]
        return named[0] if len(named) == 1 else None

    def _spelt_otherwise(self, mention: Mention) -> str | None:
        """The holder of the office named, where his name is like the one written ("Ra-un Ca-xtơ-rô")."""
        if mention.body is None or mention.former:
            return None
        offices = [
            o
            for c in mention.classes
            for o in self.register.offices_by_class_and_body.get((c, mention.body), ())
        ]
        found = self._holder(offices, *self._time())
        if found is None:
            return None
        person = self.register.people[found[0].person]
        initial = _INITIAL.match(mention.name or "")
        named_so = initial is not None and any(a.startswith(initial.group(1)) for a in person.aliases)
        least = _LIKE_INITIAL if named_so else _LIKE
        return person.id if alike(mention.name or "", (*person.aliases, *person.surnames), least) else None

    def _by_sound(self, mention: Mention) -> str | None:
        """The one person of the register whose name a name spelt by syllable sounds like: "Phi-đen Ca-xtơ-rô"."""
        parts = [p for p in (mention.name or "").split() if p[:1].isalpha()]
        if not parts or not by_syllable(parts[-1].rpartition(".")[2]):
            return None
        least = _LIKE_ALONE if mention.classes and len(parts) == 1 else _LIKE_NAMES
        near = [
            p
            for surname, people in self._surnames.items()
            if alike(parts[-1], (surname,), least)
            for p in people
        ]
        if len(parts) > 1:
            name = mention.name or ""
            near = [p for p in near if alike(name, self.register.people[p].aliases, _LIKE_NAMES)]
        fitting = dict.fromkeys(p for p in near if self._fits(p, mention))
        if mention.classes or mention.body:
            return next(iter(fitting)) if len(fitting) == 1 else None
        alive = dict.fromkeys(near)
        return next(iter(alive)) if len(alive) == 1 else None

    def _outsider(self, mention: Mention) -> ActorRef | None:
        """A person outside the register: one who carries a role, or a form of address before a full name."""
        if mention.name is None or (mention.role is None and (mention.short or mention.gender is None)):
            return None
        actor = ActorRef(
            f"x.{slug(mention.name)}", mention.name, ActorType.PERSON, known=False, state=mention.body
        )
        if mention.role is not None:
            self._unknown_roles[actor.id] = (mention.role, mention.body)
        return actor

    def _short_name(self, mention: Mention) -> ActorRef | None:
        key = without_marks(mention.name or "")
        bound = self._bound.get(key)
        addressed = mention.gender is not None or mention.role is not None
        if (
            bound is not None
            and self._compatible(bound, mention)
            and (addressed or self._goes_by_surname(bound))
        ):
            return bound
        candidates = self._surnames.get(lower(mention.name or ""), ())
        if not candidates or not (addressed or len(candidates) == 1 or _western(self.register, candidates)):
            return None
        if mention.classes or mention.body:
            fitting = [p for p in candidates if self._fits(p, mention)]
            if len(fitting) == 1:
                return self._person(fitting[0])
        earliest, latest = self._time()
        for cls in _PROMINENT:
            if mention.classes and cls not in mention.classes and mention.head != "counterpart":
                continue
            holders = [p for p in candidates if self._holds(p, cls, earliest, latest)]
            if len(holders) == 1:
                return self._person(holders[0])
            if holders:
                return None
        return None

    def _goes_by_surname(self, actor: ActorRef) -> bool:
        """Whether one word without a form of address can mean a person: not a Vietnamese given name ("Nam")."""
        return actor.state != "vietnam" and (actor.known or is_foreign(actor.name.split()[-1]))

    def _compatible(self, actor: ActorRef, mention: Mention) -> bool:
        return (
            mention.body is None
            or actor.state is None
            or actor.state == mention.body
            or mention.head == "counterpart"
        )

    def _holds(self, person: str, cls: str, earliest: dt.date | None, latest: dt.date | None) -> bool:
        return any(
            self.register.offices[t.office].office_class == cls
            for t in self.register.held(person, earliest, latest)
        )

    def _person(self, person: str) -> ActorRef:
        record = self.register.people[person]
        return ActorRef(person, record.name, ActorType.PERSON, True, record.body)

    def _time(self) -> Interval:
        """When an undated contact is taken to be: the day of publication, or the document's window."""
        if self.clock.published is not None:
            return self.clock.published, self.clock.published
        return self.clock.earliest, self.clock.latest

    # -- resolving ------------------------------------------------------------------------------------------------

    def resolve(self, mention: Mention, when: Interval, partners: Sequence[ActorRef] = ()) -> Resolved | None:
        """The actor of a mention in an event of `when` whose other parties are `partners`; None if undetermined."""
        earliest, latest = when if when != (None, None) else self._time()
        if mention.name is not None:
            return self._named(mention, earliest, latest)
        if mention.head == "role":
            return self._by_office(mention, earliest, latest)
        if mention.head == "counterpart":
            return self._counterpart(mention, partners, earliest, latest)
        if mention.head in ("predecessor", "successor"):
            return self._neighbour(mention, partners, earliest, latest)
        if (
            mention.head == "organ"
            and mention.of is not None
            and (body := self._ruled(mention.of)) is not None
        ):
            mention = replace(mention, body=body)  # "chính quyền Tổng thống Biden"
        if mention.head in ("group", "organ") and mention.body is not None:
            return Resolved(self.group(mention), Resolution.WORDING)
        if mention.head == "group" and mention.role is not None:
            name = " ".join(mention.text.split())
            return Resolved(
                ActorRef(f"g.{slug(name)}", name, ActorType.GROUP, known=False), Resolution.WORDING
            )
        if mention.head in ("body", "side") and mention.body is not None and not self._is_medium(mention):
            return Resolved(self.body(mention.body), Resolution.NAME)
        return None

    def _is_medium(self, mention: Mention) -> bool:
        """Whether the name of a body means a medium of the same name: nothing else in the text is of its place."""
        of = self.register.bodies[mention.body or ""].of
        if of is None or self._bodies[of]:
            return False
        return any(mention.text in (*m.aliases, *m.guarded) for m in self.register.media.values())

    def _named(self, mention: Mention, earliest: dt.date | None, latest: dt.date | None) -> Resolved | None:
        if mention.head == "name" or mention.short:
            actor = (
                self._short_name(mention)
                if mention.short
                else self._bound.get(without_marks(mention.name or ""))
            )
            if actor is None and mention.role is not None and mention.head != "name":
                actor = self._outsider(mention)
        else:
            actor = self._full_name(mention)
        if actor is None:
            return None
        tenure = self._tenure(actor.id, mention.classes, earliest, latest)
        reason = None
        if mention.classes and tenure is None and actor.known and not mention.former and not mention.acting:
            reason = f"the register has no such office of {actor.name} at this date; the text's name is kept"
        return Resolved(actor, Resolution.NAME, tenure.id if tenure else None, reason)

    def _tenure(
        self, person: str, classes: Sequence[str], earliest: dt.date | None, latest: dt.date | None
    ) -> Tenure | None:
        held = self.register.held(person, earliest, latest) if person in self.register.people else ()
        fitting = [t for t in held if not classes or self.register.offices[t.office].office_class in classes]
        return fitting[0] if len(fitting) == 1 else None

    def _neighbour(
        self, mention: Mention, partners: Sequence[ActorRef], earliest: dt.date | None, latest: dt.date | None
    ) -> Resolved | None:
        """Who held the same office before (or after) somebody."""
        owner = self.resolve(mention.of, (earliest, latest)) if mention.of is not None else None
        people = [owner.actor] if owner is not None else list(partners[:1])
        for person in people:
            for tenure in self._offices_of(person, *self._time()):
                row = self.register.tenures_by_office[tenure.office]
                step = -1 if mention.head == "predecessor" else 1
                others = [
                    t
                    for t in row
                    if t.person != person.id and (t.start_earliest < tenure.start_earliest) == (step < 0)
                ]
                if others:
                    found = others[-1] if step < 0 else others[0]
                    return Resolved(
                        self._person(found.person), Resolution.OFFICE, found.id, f"{mention.text}: {found.id}"
                    )
        return None

    def _by_office(
        self, mention: Mention, earliest: dt.date | None, latest: dt.date | None
    ) -> Resolved | None:
        if mention.former:
            return self._role_wording(mention)
        if mention.of is not None and self._misplaced(mention.of):
            return Resolved(self._person(self._pick(mention.of.people, mention)), Resolution.NAME)
        offices = list(mention.offices)
        if mention.body is not None and not offices:
            offices = [
                o
                for c in mention.classes
                for o in self.register.offices_by_class_and_body.get((c, mention.body), ())
            ]
        crowned = any(self._monarch.search(lower(self.register.offices[o].label_vi)) for o in offices)
        if mention.body is not None and crowned and not self._monarch.search(lower(mention.role or "")):
            offices = list(self._leading(offices, mention.body, earliest, latest))  # no king is a president
        if offices and self._of_members(mention, offices):
            return self._role_wording(mention)
        each = (self._holder([o], earliest, latest) for o in offices)
        spoken_of = next((f for f in each if f is not None and self._counts.get(f[0].person, 0) > 0), None)
        if mention.body is not None and set(mention.classes) >= _ANY_LEADER:
            offices = list(self._leader_offices(mention.body, earliest, latest))
        found = spoken_of or self._holder(offices, earliest, latest)
        named = self._named_before(mention)
        holds = found is not None and self._counts.get(found[0].person, 0) > 0
        if named is not None and not holds:
            return named
        if found is not None:
            tenure, office = found
            label = self.register.offices[office].label_vi
            return Resolved(
                self._person(tenure.person),
                Resolution.OFFICE,
                tenure.id,
                f"{label} từ {tenure.start} ({tenure.id})",
            )
        return self._role_wording(mention)

    def _misplaced(self, owner: Mention) -> bool:
        """Whether a name is not that of the office before it: "cố vấn của Tổng thống Nga Yury Ushakov"."""
        if not owner.people or not owner.classes or owner.body is None or owner.former:
            return False
        offices = [
            o for c in owner.classes for o in self.register.offices_by_class_and_body.get((c, owner.body), ())
        ]
        held = self._holder(offices, *self._time())
        return held is not None and held[0].person not in owner.people

    def _of_members(self, mention: Mention, offices: Iterable[str]) -> bool:
        """Whether leaders are those of an organisation's members: a secretary-general serves them, leading nobody."""
        leading = self.lists.pattern("{leading}").match(lower(mention.role or "")) is not None
        return leading and all(self.register.offices[o].office_class == "secretary_general" for o in offices)

    def _named_before(self, mention: Mention) -> Resolved | None:
        """The one person whom this text names with this role ("Tổng thống", "Ngoại trưởng Mỹ")."""
        role = lower(mention.role or "")
        vague = (
            role in self.lists["vague-role"]
            or role.startswith("lãnh đạo")
            or self._open_role.search(role) is not None
        )
        if not mention.classes or (mention.body is None and vague):
            return None
        fitting = [
            actor
            for actor in dict.fromkeys(self._bound.values())
            if (set(mention.classes) & set(self._roles.get(actor.id, ())) or self._only_counterpart(actor))
            and (mention.body is None or actor.state == mention.body or self._stateless(actor, mention))
        ]
        if mention.gender is not None:
            fitting = [a for a in fitting if self.of_gender(a, mention.gender)]
        if mention.body is None and lower(mention.role or "") not in self.lists["any-leader"]:
            fitting = [a for a in fitting if self._named_as(a, lower(mention.role or ""))]
        if len(fitting) > 1 and mention.body is None:
            # The Vietnamese press leaves out the country of its own office-holders only.
            fitting = [a for a in fitting if a.state == "vietnam"] or fitting
        if len(fitting) > 1:
            most = max(self._counts.get(a.id, 0) for a in fitting)
            fitting = [a for a in fitting if self._counts.get(a.id, 0) == most]
        if len(fitting) != 1:
            return None
        return Resolved(
            fitting[0], Resolution.ANAPHORA, None, f"the person whom the text names as {mention.role}"
        )

    def introduced_as(self, word: str) -> ActorRef | None:
        """The one person whom the text names with a role that begins with this word, in lower case."""
        ids = [a for a, words in self._role_words.items() if any(w.startswith(word) for w in words)]
        found = {a.id: a for a in self._bound.values() if a.id in ids}
        return next(iter(found.values())) if len(found) == 1 else None

    def of_gender(self, actor: ActorRef, gender: str) -> bool:
        """Whether nothing speaks against a gender ("m" or "f") of a person: the register, or else the text."""
        person = self.register.people.get(actor.id)
        known = person.gender if person is not None else None
        return (known or self._genders.get(actor.id, gender)) == gender

    def bears(self, actor: ActorRef, mention: Mention) -> bool:
        """Whether somebody has the office of a mention without state, by what the text or the register calls it."""
        role = lower(mention.role or "")
        if not role or role in self.lists["vague-role"] or self._open_role.search(role) is not None:
            return False
        said = set(self._role_words.get(actor.id, ()))
        said |= {
            lower(self.register.offices[t.office].label_vi)
            for t in (self.register.held(actor.id, *self._time()) if actor.known else ())
        }
        if self._monarch.search(role):
            return any(self._monarch.search(w) and w.startswith("nữ") is role.startswith("nữ") for w in said)
        return any(role in word for word in said)

    def _only_counterpart(self, actor: ActorRef) -> bool:
        """Whether the text has introduced an outsider as somebody's counterpart and no more."""
        words = self._role_words.get(actor.id, set())
        return not actor.known and bool(words) and all(w.startswith("người đồng cấp") for w in words)

    def _named_as(self, actor: ActorRef, role: str) -> bool:
        """Whether the text names an actor with this very office: a queen is no president."""
        return any(role in said or said in role for said in self._role_words.get(actor.id, ()))

    def _stateless(self, actor: ActorRef, mention: Mention) -> bool:
        """Whether an outsider of unknown state can hold an office of a state that the register does not cover."""
        covered = any(
            self.register.offices_by_class_and_body.get((c, mention.body or "")) for c in mention.classes
        )
        vague = self.lists.pattern("{vague-role}").match(lower(mention.role or "")) is not None
        return actor.state is None and not actor.known and not covered and not vague

    def _holder(
        self, offices: Iterable[str], earliest: dt.date | None, latest: dt.date | None
    ) -> tuple[Tenure, str] | None:
        for office in offices:
            holders = self.register.holders(office, earliest, latest)
            people = {t.person for t in holders}
            if len(people) == 1:
                return holders[0], office
            if people:
                return None
        return None

    def _role_wording(self, mention: Mention) -> Resolved | None:
        """An official known only by role: named by the wording, which says of which state or institution."""
        named = not mention.classes and any(w[0].isupper() for w in (mention.role or "").split()[1:])
        if mention.body is None and mention.of is None and not named:
            return None
        outsider = self._outsider_with(mention)
        if outsider is not None:
            reason = f"the person whom the text names as {mention.role}"
            return Resolved(outsider, Resolution.ANAPHORA, None, reason)
        name = " ".join(mention.text.split())
        actor = ActorRef(f"x.{slug(name)}", name, ActorType.GROUP, known=False, state=mention.body)
        return Resolved(actor, Resolution.WORDING)

    def _outsider_with(self, mention: Mention) -> ActorRef | None:
        """The one person outside the register whom the text names with the very role of a mention."""
        role = lower(mention.role or "")
        if len(role.split()) < 2 or mention.former or self._open_role.search(role) is not None:
            return None
        found = {
            a.id: a
            for a in self._bound.values()
            if not a.known
            and a.type is ActorType.PERSON
            and (mention.body is None or a.state in (None, mention.body))
            and role in self._role_words.get(a.id, ())
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def _counterpart(
        self, mention: Mention, partners: Sequence[ActorRef], earliest: dt.date | None, latest: dt.date | None
    ) -> Resolved | None:
        named = self._named_counterpart(mention, partners)
        if named is not None:
            return Resolved(named, Resolution.ANAPHORA, None, f"{mention.text} ← {named.name}")
        for partner in partners:
            if mention.body is None or partner.type is not ActorType.PERSON:
                continue
            for tenure in self._offices_of(partner, earliest, latest):
                cls = self.register.offices[tenure.office].office_class
                offices = self.register.offices_by_class_and_body.get((cls, mention.body), ())
                if cls in _LEADERS:
                    offices = self._leading(offices, mention.body, earliest, latest)
                found = self._holder(offices, earliest, latest)
                if found is not None:
                    holder, office = found
                    label = self.register.offices[office].label_vi
                    reason = f"đồng cấp của {partner.name} ({tenure.id}): {label} ({holder.id})"
                    return Resolved(self._person(holder.person), Resolution.COUNTERPART, holder.id, reason)
        return self._role_wording(mention)

    def _named_counterpart(self, mention: Mention, partners: Sequence[ActorRef]) -> ActorRef | None:
        """The one person outside the register whom the text names as counterpart from this state."""
        found = {
            a.id: a
            for a in self._bound.values()
            if mention.body is not None and a.state == mention.body and self._only_counterpart(a)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def _offices_of(self, actor: ActorRef, earliest: dt.date | None, latest: dt.date | None) -> list[Tenure]:
        """Tenures of a person at the time, those of the roles that the text gives it first."""
        held = self.register.held(actor.id, earliest, latest) if actor.known else ()
        roles = self._roles.get(actor.id, ())
        return sorted(
            held, key=lambda t: (self.register.offices[t.office].office_class not in roles, t.start, t.id)
        )

    def _leading(
        self, offices: Sequence[str], body: str, earliest: dt.date | None, latest: dt.date | None
    ) -> tuple[str, ...]:
        """The offices of the leader whom another leader deals with: of one the text names, else not a monarch's."""
        every = self._offices_that_lead(body)
        holders = {o: self._holder([o], earliest, latest) for o in every}
        named = [o for o, h in holders.items() if h is not None and self._counts.get(h[0].person, 0) > 0]
        people = {holders[o][0].person for o in named}  # type: ignore[index]
        if len(people) == 1:
            return tuple(named[:1])
        ruling = tuple(
            o for o in offices if not self._monarch.search(lower(self.register.offices[o].label_vi))
        )
        return ruling or self._leader_offices(body, earliest, latest)

    def _leader_offices(self, body: str, earliest: dt.date | None, latest: dt.date | None) -> tuple[str, ...]:
        """The offices of whom the press calls the leader of a state; none where that could be two people."""
        led_by = self.register.bodies[body].led_by
        if led_by is not None:
            return self.register.offices_by_class_and_body.get((led_by, body), ())
        every = self._offices_that_lead(body)
        offices = [
            o for o in every if not self._monarch.search(lower(self.register.offices[o].label_vi))
        ] or every
        holders = {h[0].person for o in offices if (h := self._holder([o], earliest, latest)) is not None}
        return tuple(offices) if len(holders) == 1 else ()

    def _offices_that_lead(self, body: str) -> list[str]:
        """Every office of a state or organisation that its leader can hold."""
        return [
            o for c in sorted(_LEADERS) for o in self.register.offices_by_class_and_body.get((c, body), ())
        ]

    def body(self, key: str) -> ActorRef:
        """A state or organisation of the register."""
        record: Body = self.register.bodies[key]
        return ActorRef(key, record.name, record.type, True, key)

    def _ruled(self, mention: Mention) -> str | None:
        """The state that a leader leads by the office that the text gives him."""
        found = self._named(mention, *self._time())
        tenure = self.register.tenures.get(found.tenure) if found is not None and found.tenure else None
        return self.register.offices[tenure.office].body if tenure is not None else None

    def group(self, mention: Mention) -> ActorRef:
        """An unnamed group or an organ of a body: its wording with the body's usual Vietnamese name."""
        record = self.register.bodies[mention.body or ""]
        head = " ".join((mention.role or mention.text).split())
        # One spelling for one body of officials: the press writes "Bộ ngoại giao" and "Bộ Ngoại giao" alike.
        if mention.described is None:
            head = head.lower() if mention.head == "group" else head[:1].upper() + head[1:].lower()
        own = mention.described is not None and mention.role == mention.text  # it names its state itself
        name = head if own else f"{head} {record.name_vi}"
        kind = ActorType.GROUP if mention.head == "group" else ActorType.ORGANIZATION
        return ActorRef(f"g.{slug(name)}", name, kind, known=False, state=mention.body)

    def office_window(self, mention: Mention) -> Interval:
        """The days on which a named party holds the office that the text gives it."""
        if mention.name is None or not mention.classes or mention.former:
            return (None, None)
        actor = self._bound.get(without_marks(mention.name))
        return window(self.register, [(actor.id, mention)]) if actor else (None, None)

    def times_named(self, actor: str) -> int:
        """How often the text names a person or body."""
        return self._counts.get(actor, 0) or self._bodies.get(actor, 0)

    def main_bodies(self) -> list[ActorRef]:
        """The two states or bodies of which the text speaks most, if two stand out from the rest."""
        ranked = self._bodies.most_common(3)
        if len(ranked) < 2 or (len(ranked) > 2 and ranked[2][1] == ranked[1][1]):
            return []
        return [self.body(key) for key, _ in ranked[:2]]

    def peers(self, actor: ActorRef, others: Sequence[ActorRef]) -> bool:
        """Whether somebody can be the counterpart of others: no known offices say that they are of another rank."""
        own = self.classes_of(actor, (None, None))
        for other in others:
            theirs = self.classes_of(other, (None, None))
            if own and theirs and not own & theirs and not (own & _LEADERS and theirs & _LEADERS):
                return False
        return True

    def share_office(self, actor: ActorRef, others: Sequence[ActorRef]) -> bool:
        """Whether somebody has an office of the same class as each of others."""
        own = self.classes_of(actor, (None, None))
        return bool(others) and all(own & self.classes_of(other, (None, None)) for other in others)

    def is_state(self, body: str) -> bool:
        """Whether a body of the register is a state."""
        return self.register.bodies[body].type is ActorType.STATE

    def is_public(self, actor: ActorRef) -> bool:
        """Whether an actor is in the register, a body or group, or carries a role in this text."""
        return actor.known or actor.type is not ActorType.PERSON or actor.id in self._unknown_roles

    def unknown_roles(self) -> dict[str, tuple[str, str | None]]:
        """Ids of people outside the register → (role wording, body)."""
        return dict(self._unknown_roles)

    def speaks_for(self, actor: ActorRef) -> bool:
        """Whether the text introduces somebody as a spokesperson, or he is one and no more."""
        if any(
            self.lists.pattern("{speaking-for}").search(said) for said in self._role_words.get(actor.id, ())
        ):
            return True
        classes = self.classes_of(actor, (None, None))
        return bool(classes) and all(c.endswith("spokesperson") for c in classes)

    def classes_of(self, actor: ActorRef, when: Interval) -> frozenset[str]:
        """Office classes under which the text names an actor, or that it holds at the time."""
        earliest, latest = when if when != (None, None) else self._time()
        held = self.register.held(actor.id, earliest, latest) if actor.known else ()
        return frozenset(self._roles.get(actor.id, ())) | {
            self.register.offices[t.office].office_class for t in held
        }


def may_name(mention: Mention, register: Register, surnames: Mapping[str, Sequence[str]]) -> bool:
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
    initial = _INITIAL.match(name) is not None and lower(name.rpartition(".")[2].strip()) in surnames
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
    """Whether first names are alike: Anthony and Antony, Aleksandr and Alexander, J. and Jake."""
    for alias in person.aliases:
        other = without_marks(alias).split()
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


def window(register: Register, named: Iterable[tuple[str, Mention]]) -> Interval:
    """The days on which all named holders of offices hold them, from (person id, mention) pairs.

    A pair that would empty the window is left out: the text then uses a title loosely.
    """
    earliest, latest = dt.date.min, dt.date.max
    for person, mention in named:
        if mention.former or mention.acting or not mention.classes:
            continue
        tenures = [
            t
            for t in register.tenures_by_person.get(person, ())
            if register.offices[t.office].office_class in mention.classes
            and (mention.body is None or register.offices[t.office].body == mention.body)
        ]
        if not tenures:
            continue
        low = min(t.start_earliest for t in tenures)
        high = max(t.end_latest or dt.date.max for t in tenures)
        if max(low, earliest) <= min(high, latest):
            earliest, latest = max(low, earliest), min(high, latest)
    return (None if earliest == dt.date.min else earliest, None if latest == dt.date.max else latest)
