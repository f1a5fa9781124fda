"""Who of the register held which office when: holders, leaders of states, and when a text must have been written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Sequence

from kg.article.text import lower
from kg.knowledge.register import Register, Tenure
from kg.knowledge.wordlists import WordLists
from kg.mention.mentions import Mention

# The days between which something happened; None is an open bound.
Interval = tuple[dt.date | None, dt.date | None]

# Heads of state who do not govern: a president's counterpart there is the head of government.
_MONARCH = r"{crowned-part}|\b{king}\b"
_SERVING = r"{serving-role} (?:.* )?(?P<served>{served-office})\b"
# Classes that face each other although they are not one class: leaders deal with leaders.
LEADERS = frozenset(
    {"head_of_state", "head_of_government", "supreme_leader", "party_leader", "organisation_leader"}
)

_FEW_DAYS = 30


class Incumbents:
    """Who of the register holds which office at a time.

    `present` is when that is asked of which nobody says when: the day of publication, or the document's window.
    """

    def __init__(self, register: Register, lists: WordLists, present: Interval) -> None:
        self.present = present
        self._register = register
        self._monarch = lists.pattern(_MONARCH)
        self._serving = lists.pattern(_SERVING)

    def offices(self, classes: Iterable[str], body: str | None) -> list[str]:
        """The offices of these classes in a state or organisation."""
        by_class = self._register.offices_by_class_and_body
        return [o for c in classes for o in by_class.get((c, body), ())] if body is not None else []

    def class_of(self, tenure: Tenure) -> str:
        """The class of the office that somebody held."""
        return self._register.offices[tenure.office].office_class

    def holder(self, offices: Iterable[str], when: Interval) -> Tenure | None:
        """The term of the one person who held the first of these offices that anybody held at the time."""
        for office in offices:
            holders = self._register.holders(office, *when)
            if holders:
                return holders[0] if len({t.person for t in holders}) == 1 else None
        return None

    def holds(self, person: str, office_class: str) -> bool:
        """Whether somebody holds an office of a class now."""
        return any(self.class_of(t) == office_class for t in self._register.held(person, *self.present))

    def tenure(self, person: str, classes: Sequence[str], when: Interval) -> Tenure | None:
        """The one term of somebody at the time in an office of these classes, or of any where there are none."""
        held = self._register.held(person, *when)
        fitting = [t for t in held if not classes or self.class_of(t) in classes]
        return fitting[0] if len(fitting) == 1 else None

    def fits(self, person: str, mention: Mention) -> bool:
        """Whether somebody of the register holds such an office as the text gives him, or once held it."""
        earliest, latest = self.present
        for tenure in self._register.held(person, earliest if not mention.former else None, latest):
            office = self._register.offices[tenure.office]
            if (not mention.classes or office.office_class in mention.classes) and (
                mention.body is None or office.body == mention.body
            ):
                return True
        return False

    def misplaced(self, owner: Mention) -> bool:
        """Whether a name is not that of the office before it: "cố vấn của Tổng thống Nga Yury Ushakov"."""
        if owner.name is None or owner.short or not owner.classes or owner.body is None or owner.former:
            return False
        held = self.holder(self.offices(owner.classes, owner.body), self.present)
        return held is not None and not any(self._ever_held(p, owner.classes) for p in owner.people)

    def masters(self, person: str, mention: Mention) -> bool:
        """Whether a name is of the one whom a role serves: "Đặc phái viên Tổng thống Mỹ Donald Trump"."""
        serves = self._serving.match(lower(mention.role or ""))
        if serves is None or not mention.text.endswith(mention.name or ""):
            return False
        until = None if mention.acting else self.present[1]  # "của Tổng thống đắc cử": not yet in office
        held = [self._register.offices[t.office] for t in self._register.held(person, None, until)]
        served = any(lower(office.label_vi).startswith(serves["served"]) for office in held)
        return served and all(office.office_class not in mention.classes for office in held)

    def _ever_held(self, person: str, classes: Container[str]) -> bool:
        """Whether somebody holds an office of these classes, or once did."""
        return any(self.class_of(t) in classes for t in self._register.held(person, None, self.present[1]))

    def before_and_after(self, tenure: Tenure) -> tuple[Tenure | None, Tenure | None]:
        """The terms of others in the same office that began last before this one, and first after it."""
        terms = self._register.tenures_by_office[tenure.office]
        others = [t for t in terms if t.person != tenure.person and not _stopgap(t)]
        before = [t for t in others if t.start_earliest < tenure.start_earliest]
        after = [t for t in others if t.start_earliest >= tenure.start_earliest]
        return (before[-1] if before else None, after[0] if after else None)

    # -- leaders --------------------------------------------------------------------------------------------------

    def is_crown(self, title: str) -> bool:
        """Whether an office is that of a monarch, by what it is called."""
        return self._monarch.search(lower(title)) is not None

    def crowned(self, office: str) -> bool:
        """Whether an office of the register is that of a monarch."""
        return self.is_crown(self._register.offices[office].label_vi)

    def leading(self, body: str) -> list[str]:
        """Every office of a state or organisation that its leader can hold."""
        return self.offices(sorted(LEADERS), body)

    def leader(self, body: str, when: Interval) -> tuple[str, ...]:
        """The offices of whom the press calls the leader of a state; none where that could be two people."""
        led_by = self._register.bodies[body].led_by
        if led_by is not None:
            return tuple(self.offices([led_by], body))
        every = self.leading(body)
        offices = [o for o in every if not self.crowned(o)] or every
        holders = {held.person for o in offices if (held := self.holder([o], when)) is not None}
        return tuple(offices) if len(holders) == 1 else ()


def _stopgap(tenure: Tenure) -> bool:
    """Whether somebody only stood in for a few days: nobody's predecessor for the press."""
    return tenure.end_latest is not None and (tenure.end_latest - tenure.start_earliest).days < _FEW_DAYS


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
