"""Mentions → actors: by name, by office at a date, as a counterpart, or by what was named before.

`Cast` knows the actors of one document. It first learns every name that the text gives in full, then resolves
mentions one by one; what cannot be determined stays unresolved rather than guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.article.spelling import is_foreign
from kg.article.text import lower, without_marks
from kg.date.resolution import Clock
from kg.knowledge.register import Register, Tenure
from kg.knowledge.wordlists import WordLists
from kg.mention.incumbents import LEADERS, Incumbents, Interval, window
from kg.mention.introductions import Introductions
from kg.mention.mentions import Mention
from kg.mention.namesakes import Namesakes, Surnames
from kg.model import ActorRef, ActorType, Resolution
from kg.vocab import slug

_ACRONYM = re.compile(r"\b[A-Z0-9]{2,}\b")
_PLACE = r"\b{district} "
NO_SUCH_OFFICE = "the register has no such office"
"""How the reason begins where a text calls somebody by an office that he does not hold at the time."""

# What "lãnh đạo" of a state can be.
_ANY_LEADER = frozenset(("head_of_state", "head_of_government"))


@dataclass(frozen=True, slots=True)
class Resolved:
    """An actor with how it was found; `tenure` is the office held at the date."""

    actor: ActorRef
    how: Resolution
    tenure: str | None = None
    reason: str | None = None


class Cast:
    """The actors of one document; `told` is what it has said of them."""

    def __init__(self, register: Register, surnames: Surnames, clock: Clock, lists: WordLists) -> None:
        self.register = register
        self.lists = lists
        self.clock = clock
        self.told = Introductions()
        self._open_role = lists.pattern("{open-institution}$")
        self._partisan = lists.pattern(r"\b{partisan}$")
        self._leads_partisans = lists.pattern(r"^{leading-partisans}\b(?:.* )?{partisan}$")
        self._institution = lists.pattern(r"{open-institution}\b")
        self._surnames = surnames
        self._incumbents = Incumbents(register, lists, _present(clock))
        self._namesakes = Namesakes(register, surnames, self._incumbents)
        self._bodies: Counter[str] = Counter()
        self._people: dict[str, ActorRef] = {}

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
            found = self._short_name(mention) if mention.short else self.told.called(mention.name)
            called = mention.role is not None and mention.head == "person"
            if found is None and called and self._served(mention) is None:
                # "Tổng thống Chakwera", "Tổng thống Mỹ Bu-sơ", never named in full
                abroad = is_foreign(mention.name) or mention.body not in (None, "vietnam")
                similar = self._namesakes.similar(mention) if abroad else None
                found = self._person(similar) if similar is not None else self._outsider(mention)
                if found is not None:
                    self._bind(mention, found)
            if found is None and mention.short and mention.role is None:
                found = strangers.get(without_marks(mention.name))
                if found is not None:
                    self.told.bind_name(mention.name, found)
                    self.told.bind_name(found.name, found)
            if found is not None:
                self.told.count(found.id, mention)
                if mention.short:
                    self._note_role(found.id, mention)
                if not found.known:
                    self.told.note_outsider(found.id, mention, first=True)

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
        person = self.register.people.get(actor.id)
        self.told.bind(mention, actor, person.aliases if person else ())
        self._note_role(actor.id, mention)

    def _note_role(self, actor: str, mention: Mention) -> None:
        own = not mention.former and not self._incumbents.misplaced(mention)
        self.told.note_role(actor, mention, mention.classes if own else ())

    # -- names ----------------------------------------------------------------------------------------------------

    def _full_name(self, mention: Mention) -> ActorRef | None:
        if mention.people:
            return self._person(self._namesakes.pick(mention.people, mention))
        bound = self.told.called(mention.name or "")
        if bound is not None:
            return bound
        similar = self._namesakes.similar(mention)
        return self._person(similar) if similar is not None else self._outsider(mention)

    def _outsider(self, mention: Mention) -> ActorRef | None:
        """A person outside the register: one who carries a role, or a form of address before a full name."""
        if mention.name is None or (mention.role is None and (mention.short or mention.gender is None)):
            return None
        actor = ActorRef(
            f"x.{slug(mention.name)}", mention.name, ActorType.PERSON, known=False, state=mention.body
        )
        self.told.note_outsider(actor.id, mention)
        return actor

    def _short_name(self, mention: Mention) -> ActorRef | None:
        bound = self.told.called(mention.name or "")
        addressed = mention.gender is not None or mention.role is not None
        if bound is not None and not bound.known and self._another(bound, mention):
            held = self._namesakes.by_surname(mention)
            if held is not None:
                return self._person(held)  # "Tổng thống Biden", where "phu nhân Jill Biden" is named in full
        if (
            bound is not None
            and self._compatible(bound, mention)
            and (addressed or self._goes_by_surname(bound))
        ):
            return bound
        found = self._namesakes.by_surname(mention)
        return self._person(found) if found is not None else None

    def _another(self, actor: ActorRef, mention: Mention) -> bool:
        """Whether a short name is not that of a namesake outside the register, by office or form of address."""
        other = mention.gender is not None and not self.of_gender(actor, mention.gender)
        return other or not set(mention.classes) <= set(self.told.classes(actor))

    def _goes_by_surname(self, actor: ActorRef) -> bool:
        """Whether one word without a form of address can mean a person: not a Vietnamese given name ("Nam")."""
        return actor.state != "vietnam" and (actor.known or is_foreign(actor.name.split()[-1]))

    def _compatible(self, actor: ActorRef, mention: Mention) -> bool:
        return (
            mention.body is None
            or actor.state is None
            or actor.state == mention.body
            or mention.head == "counterpart"
            or not self.is_state(mention.body)  # "Tổng thư ký NATO Ra-xmút-xen"
        )

    def _person(self, person: str) -> ActorRef:
        if person not in self._people:
            record = self.register.people[person]
            self._people[person] = ActorRef(person, record.name, ActorType.PERSON, True, record.body)
        return self._people[person]

    # -- resolving ------------------------------------------------------------------------------------------------

    def resolve(self, mention: Mention, when: Interval, partners: Sequence[ActorRef] = ()) -> Resolved | None:
        """The actor of a mention in an event of `when` whose other parties are `partners`; None if undetermined."""
        stated, when = when != (None, None), self._day(when)
        if mention.name is not None:
            return self._named(mention, when)
        if mention.head == "role":
            nobody = mention.plural and (mention.body is None or self._for_one(mention))
            return None if nobody else self._by_office(mention, when, stated)
        if mention.head == "counterpart":
            return self._counterpart(mention, partners, when)
        if mention.head in ("predecessor", "successor"):
            return self._neighbour(mention, partners, when)
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

    def _day(self, when: Interval) -> Interval:
        """When something was; where nobody says when, about the time of the text."""
        return when if when != (None, None) else self._incumbents.present

    def _is_medium(self, mention: Mention) -> bool:
        """Whether the name of a body means a medium of the same name: nothing else in the text is of its place."""
        of = self.register.bodies[mention.body or ""].of
        if of is None or self._bodies[of]:
            return False
        return any(mention.text in (*m.aliases, *m.guarded) for m in self.register.media.values())

    def _named(self, mention: Mention, when: Interval) -> Resolved | None:
        if mention.head == "name" or mention.short:
            actor = self._short_name(mention) if mention.short else self.told.called(mention.name or "")
            if actor is None and mention.role is not None and mention.head != "name":
                actor = self._outsider(mention)
        else:
            actor = self._full_name(mention)
        if actor is None:
            return None
        master = self._served(mention, actor.id if actor.known else None)
        if master is not None:
            body = mention.body or self.register.people[master].body
            return self._role_wording(replace(mention, body=body))
        tenure = self._incumbents.tenure(actor.id, mention.classes, when)
        reason = None
        if mention.classes and tenure is None and actor.known and not mention.former and not mention.acting:
            reason = f"{NO_SUCH_OFFICE} of {actor.name} at this date; the text's name is kept"
        return Resolved(actor, Resolution.NAME, tenure.id if tenure else None, reason)

    def _served(self, mention: Mention, named: str | None = None) -> str | None:
        """Whom a role serves where the name behind it is his: "người phát ngôn của Tổng thống | Macron"."""
        master = named or self._namesakes.by_surname(replace(mention, classes=()))
        return master if master is not None and self._incumbents.masters(master, mention) else None

    def _neighbour(self, mention: Mention, partners: Sequence[ActorRef], when: Interval) -> Resolved | None:
        """Who held the same office before (or after) somebody."""
        owner = self.resolve(mention.of, when) if mention.of is not None else None
        people = [owner.actor] if owner is not None else list(partners[:1])
        for person in people:
            for tenure in self._tenures_of(person, self._incumbents.present):
                before, after = self._incumbents.before_and_after(tenure)
                found = before if mention.head == "predecessor" else after
                if found is not None:
                    return Resolved(
                        self._person(found.person), Resolution.OFFICE, found.id, f"{mention.text}: {found.id}"
                    )
        return None

    def _by_office(self, mention: Mention, when: Interval, stated: bool) -> Resolved | None:
        """Who has a role in a contact of `when`; `stated`: the text says when that was."""
        if mention.former:
            return self._role_wording(mention)
        if mention.of is not None and self._incumbents.misplaced(mention.of):
            officer = replace(mention, head="person", name=mention.of.name, people=mention.of.people, of=None)
            return self._named(officer, when)
        offices = list(mention.offices) or self._incumbents.offices(mention.classes, mention.body)
        crowned = any(map(self._incumbents.crowned, offices))
        if mention.body is not None and crowned and not self._incumbents.is_crown(mention.role or ""):
            offices = list(self._leading(offices, mention.body, when))  # no king is a president
        if offices and self._of_members(mention, offices):
            return self._role_wording(mention)
        each = (self._incumbents.holder([o], when) for o in offices)
        spoken_of = next((held for held in each if self._spoken_of(held)), None)
        if set(mention.classes) == _ANY_LEADER and not self.is_state(mention.body or ""):
            return None  # "các nhà lãnh đạo EU và NATO": some of many
        if mention.body is not None and set(mention.classes) >= _ANY_LEADER:
            offices = list(self._incumbents.leader(mention.body, when))
        found = spoken_of or self._incumbents.holder(offices, when)
        named = self._named_before(mention)
        if (
            named is not None
            and not self._spoken_of(found)
            and not (stated and self._held_at_another_time(named.actor, offices, when))
        ):
            return named
        if found is not None:
            label = self.register.offices[found.office].label_vi
            reason = f"{label} từ {found.start} ({found.id})"
            return Resolved(self._person(found.person), Resolution.OFFICE, found.id, reason)
        return self._role_wording(mention)

    def _for_one(self, mention: Mention) -> bool:
        """Whether one person at a time holds an office: "các tổng thống Mỹ" are nobody in particular."""
        return bool(mention.offices or self._incumbents.offices(mention.classes, mention.body))

    def _spoken_of(self, held: Tenure | None) -> bool:
        """Whether the text names the holder of an office."""
        return held is not None and self.told.times_named(held.person) > 0

    def _held_at_another_time(self, actor: ActorRef, offices: Sequence[str], when: Interval) -> bool:
        """Whether somebody held one of these offices by the register, but not when the contact was."""
        terms = self.register.tenures_by_person.get(actor.id, ())
        held = {t.office for t in self.register.held(actor.id, *when)}
        return held.isdisjoint(offices) and any(t.office in offices for t in terms)

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
            for actor in self.told.people()
            if (set(mention.classes) & set(self.told.classes(actor)) or self.told.only_counterpart(actor))
            and (mention.body is None or actor.state == mention.body or self._stateless(actor, mention))
        ]
        if mention.gender is not None:
            fitting = [a for a in fitting if self.of_gender(a, mention.gender)]
        if mention.body is None and role not in self.lists["any-leader"]:
            fitting = [a for a in fitting if self.told.named_as(a, role, self._institution)]
        if len(fitting) > 1 and mention.body is None:
            # The Vietnamese press leaves out the country of its own office-holders only.
            own = [a for a in fitting if a.state == "vietnam"]
            held = [a for a in own if any(self._incumbents.holds(a.id, c) for c in mention.classes)]
            fitting = held or own or fitting
        if len(fitting) > 1:
            most = max(self.told.times_named(a.id) for a in fitting)
            fitting = [a for a in fitting if self.told.times_named(a.id) == most]
        if len(fitting) != 1:
            return None
        return Resolved(
            fitting[0], Resolution.ANAPHORA, None, f"the person whom the text names as {mention.role}"
        )

    def of_gender(self, actor: ActorRef, gender: str) -> bool:
        """Whether nothing speaks against a gender ("m" or "f") of a person: the register, or else the text."""
        person = self.register.people.get(actor.id)
        known = person.gender if person is not None else None
        return (known or self.told.gender(actor) or gender) == gender

    def bears(self, actor: ActorRef, mention: Mention) -> bool:
        """Whether somebody has the office of a mention without state, by what the text or the register calls it."""
        role = lower(mention.role or "")
        if not role or role in self.lists["vague-role"] or self._open_role.search(role) is not None:
            return False
        held = self.register.held(actor.id, *self._incumbents.present) if actor.known else ()
        said = self.told.role_words(actor) | {lower(self.register.offices[t.office].label_vi) for t in held}
        if self._incumbents.is_crown(role):
            return any(
                self._incumbents.is_crown(w) and w.startswith("nữ") is role.startswith("nữ") for w in said
            )
        return any(role in word for word in said)

    def _stateless(self, actor: ActorRef, mention: Mention) -> bool:
        """Whether an outsider of unknown state can hold an office of a state that the register does not cover."""
        if mention.body is not None and not self.is_state(mention.body):
            return False
        covered = bool(self._incumbents.offices(mention.classes, mention.body))
        vague = self.lists.pattern("{vague-role}").match(lower(mention.role or "")) is not None
        return actor.state is None and not actor.known and not covered and not vague

    def _role_wording(self, mention: Mention) -> Resolved | None:
        """An official known only by role: named by the wording, which says of which state or institution."""
        named = not mention.classes and any(w[0].isupper() for w in (mention.role or "").split()[1:])
        named = (
            named or self._partisan.search(lower(mention.role or "")) is not None
        )  # "lãnh đạo phe đối lập"
        if mention.body is None and mention.of is None and not named:
            return None
        outsider = self._outsider_with(mention) if mention.name is None else None
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
        found = self.told.with_role(role, mention.body)
        if found is not None or self._leads_partisans.search(role) is None:
            return found
        return self.told.with_role_like(self._leads_partisans, mention.body)  # "lãnh tụ phe đối lập"

    def _counterpart(self, mention: Mention, partners: Sequence[ActorRef], when: Interval) -> Resolved | None:
        named = self._named_counterpart(mention)
        if named is not None:
            return Resolved(named, Resolution.ANAPHORA, None, f"{mention.text} ← {named.name}")
        for partner in partners:
            if mention.body is None or partner.type is not ActorType.PERSON:
                continue
            for tenure in self._tenures_of(partner, when):
                cls = self._incumbents.class_of(tenure)
                offices: Sequence[str] = self._incumbents.offices([cls], mention.body)
                if cls in LEADERS:
                    offices = self._leading(offices, mention.body, when)
                found = self._incumbents.holder(offices, when)
                if found is not None:
                    label = self.register.offices[found.office].label_vi
                    reason = f"đồng cấp của {partner.name} ({tenure.id}): {label} ({found.id})"
                    return Resolved(self._person(found.person), Resolution.COUNTERPART, found.id, reason)
        return self._role_wording(mention)

    def _named_counterpart(self, mention: Mention) -> ActorRef | None:
        """The one person outside the register whom the text names as counterpart from this state."""
        if mention.body is None:
            return None
        return self.told.only(lambda a: a.state == mention.body and self.told.only_counterpart(a))

    def _tenures_of(self, actor: ActorRef, when: Interval) -> list[Tenure]:
        """Tenures of a person at the time, those of the roles that the text gives it first."""
        held = self.register.held(actor.id, *when) if actor.known else ()
        roles = self.told.classes(actor)
        return sorted(held, key=lambda t: (self._incumbents.class_of(t) not in roles, t.start, t.id))

    def _leading(self, offices: Sequence[str], body: str, when: Interval) -> tuple[str, ...]:
        """The offices of the leader whom another leader deals with: of one the text names, else not a monarch's."""
        holders = {o: self._incumbents.holder([o], when) for o in self._incumbents.leading(body)}
        named = {o: held.person for o, held in holders.items() if held is not None and self._spoken_of(held)}
        if len(set(named.values())) == 1:
            return tuple(named)[:1]
        ruling = tuple(o for o in offices if not self._incumbents.crowned(o))
        return ruling or self._incumbents.leader(body, when)

    def _ruled(self, mention: Mention) -> str | None:
        """The state that a leader leads by the office that the text gives him."""
        found = self._named(mention, self._incumbents.present)
        tenure = self.register.tenures.get(found.tenure) if found is not None and found.tenure else None
        return self.register.offices[tenure.office].body if tenure is not None else None

    def body(self, key: str) -> ActorRef:
        """A state or organisation of the register."""
        record = self.register.bodies[key]
        return ActorRef(key, record.name, record.type, True, key)

    def group(self, mention: Mention) -> ActorRef:
        """An unnamed group or an organ of a body: its wording with the body's usual Vietnamese name."""
        record = self.register.bodies[mention.body or ""]
        head = " ".join((mention.role or mention.text).split())
        if mention.described is None and mention.role == mention.text:
            head = _without_body(head, (record.name_vi, *record.aliases))
        # One spelling for one body of officials: the press writes "Bộ ngoại giao" and "Bộ Ngoại giao" alike.
        if mention.described is None:
            place = self.lists.pattern(_PLACE).search(head.lower())
            common, own = (head, "") if place is None else (head[: place.end()], head[place.end() :])
            head = common.lower() if mention.head == "group" else common[:1].upper() + common[1:].lower()
            head += own  # "lãnh đạo tỉnh Savannakhet"
        whole = mention.described is not None and mention.role == mention.text  # it names its state itself
        name = head if whole else f"{head} {record.name_vi}"
        kind = ActorType.GROUP if mention.head == "group" else ActorType.ORGANIZATION
        return ActorRef(f"g.{slug(name)}", name, kind, known=False, state=mention.body)

    # -- what is known of an actor --------------------------------------------------------------------------------

    def office_window(self, mention: Mention) -> Interval:
        """The days on which a named party holds the office that the text gives it."""
        if mention.name is None or not mention.classes or mention.former:
            return (None, None)
        actor = self.told.called(mention.name)
        return window(self.register, [(actor.id, mention)]) if actor else (None, None)

    def times_named(self, actor: str) -> int:
        """How often the text names a person or body."""
        return self.told.times_named(actor) or self._bodies[actor]

    def main_bodies(self) -> list[ActorRef]:
        """The two states or bodies of which the text speaks most, if two stand out from the rest."""
        ranked = self._bodies.most_common(3)
        if len(ranked) < 2 or (len(ranked) > 2 and ranked[2][1] == ranked[1][1]):
            return []
        return [self.body(key) for key, _ in ranked[:2]]

    def peers(self, actor: ActorRef, others: Sequence[ActorRef]) -> bool:
        """Whether somebody can be the counterpart of others: no known offices say that they are of another rank."""
        own = self.classes_of(actor)
        for other in others:
            theirs = self.classes_of(other)
            if own and theirs and not own & theirs and not (own & LEADERS and theirs & LEADERS):
                return False
        return True

    def share_office(self, actor: ActorRef, others: Sequence[ActorRef]) -> bool:
        """Whether somebody has an office of the same class as each of others."""
        own = self.classes_of(actor)
        return bool(others) and all(own & self.classes_of(other) for other in others)

    def is_state(self, body: str) -> bool:
        """Whether a body of the register is a state."""
        return body in self.register.bodies and self.register.bodies[body].type is ActorType.STATE

    def is_public(self, actor: ActorRef) -> bool:
        """Whether an actor is in the register, a body or group, or carries a role in this text."""
        return actor.known or actor.type is not ActorType.PERSON or self.told.has_role(actor)

    def speaks_for(self, actor: ActorRef) -> bool:
        """Whether the text introduces somebody as a spokesperson, or he is one and no more."""
        speaking = self.lists.pattern("{speaking-for}")
        if any(speaking.search(said) for said in self.told.role_words(actor)):
            return True
        classes = self.classes_of(actor)
        return bool(classes) and all(c.endswith("spokesperson") for c in classes)

    def classes_of(self, actor: ActorRef, when: Interval = (None, None)) -> frozenset[str]:
        """Office classes under which the text names an actor, or that it holds at the time."""
        held = self.register.held(actor.id, *self._day(when)) if actor.known else ()
        return frozenset(self.told.classes(actor)) | {self._incumbents.class_of(t) for t in held}


def _present(clock: Clock) -> Interval:
    """When an undated contact is taken to be: the day of publication, or the document's window."""
    if clock.published is not None:
        return clock.published, clock.published
    return clock.earliest, clock.latest


def _without_body(text: str, names: Iterable[str]) -> str:
    """The wording of several people up to the body whose they are: "các đại sứ" of "các đại sứ EU tại Brussels"."""
    words = f"{text} "
    ends = [at for name in names if (at := words.find(f" {name} ")) > 0]
    return text[: min(ends)].removesuffix(" của") if ends else text
