"""Looking actors up in the register, by any of their names without regard to diacritics."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kg.knowledge.register import Body, Office, Person, Register, Tenure
from kg.vocab import slug

Record = Person | Body | Office


def names(record: Record) -> tuple[str, ...]:
    """All names of a person, body or office, the displayed one first."""
    if isinstance(record, Office):
        given: tuple[str | None, ...] = (record.label_vi, record.label_en, *record.aliases)
    elif isinstance(record, Body):
        given = (record.name, record.name_vi, record.name_en, *record.aliases, *record.metonyms)
    else:
        given = (record.name, record.name_vi, record.name_en, *record.aliases)
    return tuple(dict.fromkeys(name for name in given if name))


def find(register: Register, wording: str) -> tuple[Record, ...]:
    """People, bodies and offices that `wording` names, without regard to case and diacritics.

    Those of which it is the id or a whole name come alone; failing them, those one of whose names holds all
    its words, in order of name. A wording without letters finds nothing.
    """
    wanted = slug(wording)
    if wanted == "unnamed":
        return ()
    records: list[Record] = [*register.people.values(), *register.bodies.values(), *register.offices.values()]
    slugs = [(record, [slug(name) for name in names(record)]) for record in records]
    whole = [record for record, known in slugs if wording == record.id or wanted in known]
    words = set(wanted.split("-"))
    found = whole or [r for r, known in slugs if any(words <= set(name.split("-")) for name in known)]
    return tuple(sorted(found, key=lambda record: (names(record)[0], record.id)))


def beginning(register: Register, begun: str) -> tuple[str, ...]:
    """Displayed names, sorted, of people and bodies one of whose names begins so, diacritics aside."""
    wanted = slug(begun) if begun else ""
    records: list[Record] = [*register.people.values(), *register.bodies.values()]
    found = (record for record in records if any(slug(name).startswith(wanted) for name in names(record)))
    return tuple(sorted({names(record)[0] for record in found}))


def tenures(register: Register, record: Record, on: dt.date | None) -> tuple[Tenure, ...]:
    """Terms of a person, or of all holders of an office, in order; with `on`, those holding on that day."""
    if isinstance(record, Person):
        return register.held(record.id, on, on)
    return register.holders(record.id, on, on) if isinstance(record, Office) else ()


def described(register: Register, record: Record, on: dt.date | None = None) -> str:
    """A record as text for a terminal: names, state, Wikidata, terms (on a day, if given), a line each."""
    shown, *others = names(record)
    lines = [f"{shown}  ({'office' if isinstance(record, Office) else 'actor'}:{record.id})"]
    if others:
        lines.append("also " + ", ".join(others))
    state = record.of if isinstance(record, Body) else record.body
    if state is not None:
        lines.append("of " + register.bodies[state].name)
    if not isinstance(record, Body) and record.wikidata:
        lines.append("https://www.wikidata.org/wiki/" + record.wikidata)
    for tenure in tenures(register, record, on):
        office, holder = register.offices[tenure.office], register.people[tenure.person]
        what = holder.name if isinstance(record, Office) else office.label_vi
        lines.append(f"{tenure.start} – {tenure.end or 'now'}  {what}")
    return "\n    ".join(lines)


@dataclass(frozen=True, slots=True)
class Vacancy:
    """An office that nobody of the register can have held on a day, with the terms before and after it."""

    office: Office
    before: Tenure | None
    after: Tenure | None


@dataclass(frozen=True, slots=True)
class Overlap:
    """Terms of several people in an office of one holder; `sure` where each of two must hold on the day.

    Where `sure` is false, a coarse date ("2024") alone lets them meet. The day on which one hands over to the
    other is no overlap.
    """

    office: Office
    tenures: tuple[Tenure, ...]
    sure: bool


def vacancies(register: Register, on: dt.date) -> tuple[Vacancy, ...]:
    """Offices without a known holder on a day, by body and label."""
    return tuple(
        Vacancy(
            office,
            max((t for t in terms if t.end_latest and t.end_latest < on), key=_end, default=None),
            min((t for t in terms if t.start_earliest > on), key=lambda t: t.start_earliest, default=None),
        )
        for office in _by_body(register)
        if not register.holders(office.id, on, on)
        for terms in [register.tenures_by_office.get(office.id, ())]
    )


def overlaps(register: Register, on: dt.date) -> tuple[Overlap, ...]:
    """Offices of one holder that several people hold on a day, by body and label."""
    found = []
    for office in _by_body(register):
        terms = (
            []
            if office.shared
            else [t for t in register.holders(office.id, on, on) if not _hands_over(t, on)]
        )
        if len({term.person for term in terms}) > 1:
            sure = {term.person for term in terms if _surely(term, on)}
            found.append(Overlap(office, tuple(terms), len(sure) > 1))
    return tuple(found)


def _by_body(register: Register) -> list[Office]:
    return sorted(register.offices.values(), key=lambda office: (office.body, office.label_en, office.id))


def _end(tenure: Tenure) -> dt.date:
    return tenure.end_latest or dt.date.max


def _hands_over(tenure: Tenure, on: dt.date) -> bool:
    return tenure.end_earliest == tenure.end_latest == on


def _surely(tenure: Tenure, on: dt.date) -> bool:
    return tenure.start_latest <= on and (tenure.end_earliest is None or on <= tenure.end_earliest)


def checked(register: Register, on: dt.date) -> str:
    """Vacancies and overlaps of a day as text for a terminal."""
    lines = [f"no known holder on {on}:"]
    for vacancy in vacancies(register, on):
        lines.append(f"  {_office(register, vacancy.office)}")
        near = {"before": vacancy.before, "after": vacancy.after}
        lines += [f"      {when}: {_term(register, t)}" for when, t in near.items() if t] or [
            "      no term known"
        ]
    lines.append(f"several holders on {on} of an office for one:")
    for overlap in overlaps(register, on):
        unsure = "" if overlap.sure else ", if the dates that are not exact fall so"
        lines.append(f"  {_office(register, overlap.office)}{unsure}")
        lines += [f"      {_term(register, term)}" for term in overlap.tenures]
    return "\n".join(lines) + "\n"


def _office(register: Register, office: Office) -> str:
    return f"{register.bodies[office.body].name}: {office.label_en} · {office.label_vi} (office:{office.id})"


def _term(register: Register, tenure: Tenure) -> str:
    return f"{tenure.start} – {tenure.end or 'now'}  {register.people[tenure.person].name}"
