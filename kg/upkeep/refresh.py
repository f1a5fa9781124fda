"""The register beside what a SPARQL endpoint says: what differs, and the file that adds it (`kg.upkeep.blocks`).

All other files are read only: where they say otherwise than the endpoint, they win, and the difference is reported.
"""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.knowledge.register import Body, Office, Person, Register, Tenure, load_register
from kg.ontology import Ontology
from kg.upkeep.blocks import FILE, Block, blocks, file_text
from kg.upkeep.wikidata import NO_NAMES, Names, Term, Told, first_day, last_day
from kg.vocab import PREFIXES, mint, slug

_DATATYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference in words.

    `sign`: ``+`` added, ``~`` changed, ``-`` taken back, ``!`` left for people to decide.
    """

    sign: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The differences, and the file that would take over all but those for people to decide."""

    differences: tuple[Difference, ...]
    text: str


def refresh(
    ontology: Ontology,
    before: str,
    fetch: Callable[[Register], Told],
    source: str,
    of: str | None = None,
) -> Refreshed:
    """Compare the register with what `fetch` tells of it; `before` is the text of the file of earlier updates.

    `source` names the endpoint. Raises OntologyError where what would be written does not load.
    """
    old = blocks(before)
    edited = [block for block in old if block.source is None]
    ours = {block.subjects[0]: block for block in old if block.source is not None and block.subjects}
    people = [
        block
        for subject, block in ours.items()
        if subject.startswith("actor:") and " a cp:Person" in block.text
    ]
    register = _loaded(ontology, [*edited, *people])
    kept = {subject for block in edited for subject in block.subjects}
    comparison = _Comparison(register, fetch(register), source, kept, {b.subjects[0] for b in people}, of)
    wanted = comparison.blocks()
    differences = [*comparison.left, *_changes(ours, wanted, comparison)]
    untouched = {s: b for s, b in ours.items() if s not in wanted and not comparison.covers(s)}
    found = [*edited, *untouched.values(), *wanted.values()]
    if set(found) - {*edited}:
        _loaded(ontology, found)
    order = {sign: number for number, sign in enumerate("+~-!")}
    differences.sort(key=lambda d: (order[d.sign], d.subject, d.text))
    return Refreshed(tuple(differences), file_text(found))


def _loaded(ontology: Ontology, found: Iterable[Block]) -> Register:
    """The register with only these blocks in the file of updates."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register" / FILE
        path.parent.mkdir()
        path.write_text(file_text(found), "utf-8")
        try:
            return load_register(Ontology((*ontology.roots, Path(folder)), None))
        except OntologyError as error:
            raise OntologyError(
                str(error).replace(str(path), f"register/{FILE} as it would be written")
            ) from None


def _changes(
    ours: Mapping[str, Block], wanted: Mapping[str, Block], comparison: _Comparison
) -> Iterator[Difference]:
    for subject, block in wanted.items():
        if subject not in ours:
            yield from comparison.news[subject]
        elif ours[subject].text != block.text:
            gone, new = (
                [line for line in mine.splitlines() if line not in theirs.splitlines()]
                for mine, theirs in ((ours[subject].text, block.text), (block.text, ours[subject].text))
            )
            yield Difference("~", subject, f"{_flat(gone)} → {_flat(new)}")
    for subject in ours:
        if subject not in wanted and comparison.covers(subject):
            yield Difference("-", subject, "the endpoint says so no longer")


def _flat(lines: Iterable[str]) -> str:
    return " ".join(" ".join(lines).split()) or "nothing"


class _Comparison:
    """What the endpoint says beside what the register says without it."""

    def __init__(
        self,
        register: Register,
        told: Told,
        source: str,
        kept: Collection[str],
        own_people: Collection[str],
        of: str | None,
    ) -> None:
        self.left: list[Difference] = []
        self.news: dict[str, list[Difference]] = defaultdict(list)
        self._register = register
        self._told = told
        self._source = source
        self._kept = kept
        self._own_people = own_people
        self._of = of
        self._lines: dict[str, list[str]] = defaultdict(list)
        self._people = {p.wikidata: p for p in register.people.values() if p.wikidata}
        self._offices = {
            o.wikidata: o for o in register.offices.values() if o.wikidata and of in (None, o.body)
        }
        self._owners = {form: p.id for p in register.people.values() for form in p.aliases}
        self._office_owners = {form: o.id for o in register.offices.values() for form in o.aliases}
        self._new_ids: dict[str, str] = {}

    def covers(self, subject: str) -> bool:
        """Whether what the endpoint was asked would have told of a subject, were it still so."""
        prefix, _, name = subject.partition(":")
        if prefix == "tenure":
            office = next((o for o in self._offices.values() if f".{o.id}." in name), None)
            return office is not None
        if prefix == "office":
            return name in {o.id for o in self._offices.values()}
        person = self._register.people.get(name)
        own = subject in self._own_people
        return not own and person is not None and bool(person.wikidata) and self._of in (None, person.body)

    def blocks(self) -> dict[str, Block]:
        """Subject → block, of all that is to be taken over."""
        terms = sorted(self._told.terms, key=lambda t: (t.person, t.office))
        for (person, office), group in groupby(terms, key=lambda t: (t.person, t.office)):
            if office in self._offices:
                self._compare(person, self._offices[office], list(group))
        for number, person in sorted(self._people.items()):
            if not person.titled_only and f"actor:{person.id}" not in self._own_people:
                self._person_names(person, self._told.names.get(number, NO_NAMES))
        for number, known in sorted(self._offices.items()):
            self._office_names(known, self._told.names.get(number, NO_NAMES))
        return {
            subject: Block("\n".join(lines), self._source) for subject, lines in sorted(self._lines.items())
        }

    # -- terms

    def _compare(self, number: str, office: Office, terms: list[Term]) -> None:
        person = self._people.get(number)
        id_ = person.id if person else None
        if person is None or f"actor:{person.id}" in self._own_people:
            id_ = self._new_person(number, office, terms, person)
        if id_ is None:
            return
        local = [t for t in self._register.tenures_by_person.get(id_, ()) if t.office == office.id]
        for term in terms:
            matching = (
                [t for t in local if t.overlaps(first_day(term.start), last_day(term.end))]
                if term.start
                else []
            )
            if matching:
                self._bounds(matching, term)
            else:
                self._new_tenure(id_, number, office, term)

    def _bounds(self, local: Sequence[Tenure], term: Term) -> None:
        first, last = local[0], local[-1]
        if not _agree(first.start, term.start):
            self._leave(f"tenure:{first.id}", f"starts {first.start} here and {term.start} there")
        if term.end is None or _agree(last.end, term.end):
            return
        subject = f"tenure:{last.id}"
        if last.end is not None:
            self._leave(subject, f"ends {last.end} here and {term.end} there")
        elif last_day(term.end) < last.start_earliest:
            self._leave(subject, f"starts {last.start} here and ends {term.end} there")
        else:
            self._add(subject, f"ended {term.end}", [f"{subject} cp:tenureEnd {_dated(term.end)} ."])

    def _new_tenure(self, person: str, number: str, office: Office, term: Term) -> None:
        who = self._name_of(person, number)
        what = f"{who}, {office.label_en}, {term.start or '…'} – {term.end or 'now'}"
        if term.start is None:
            self._leave(f"office:{office.id}", f"{what}: no start is told")
        elif term.end is not None and last_day(term.end) < first_day(term.start):
            self._leave(f"office:{office.id}", f"{what}: ends before it starts")
        elif term.end is None and not office.shared and (later := self._later(office, person, term.start)):
            self._leave(f"office:{office.id}", f"{what}: no end is told, but {later} held the office later")
        else:
            subject = (
                f"tenure:{mint('tenure', person, office.id, term.start).removeprefix(PREFIXES['tenure'])}"
            )
            lines = [
                f"{subject} a cp:Tenure ;",
                f"    cp:heldBy actor:{person} ;",
                f"    cp:office office:{office.id} ;",
                f"    cp:tenureStart {_dated(term.start)} ;",
                *([f"    cp:tenureEnd {_dated(term.end)} ;"] if term.end else ()),
                f"    cp:source {ox.Literal(f'wd:{number} P39 wd:{office.wikidata}, {self._source}')} .",
            ]
            self._add(subject, f"new term: {what}", lines)

    def _later(self, office: Office, person: str, start: str) -> str | None:
        """Somebody else who came into an office after a day, by the register or the endpoint."""
        for tenure in self._register.tenures_by_office.get(office.id, ()):
            if tenure.person != person and tenure.start_earliest > last_day(start):
                return self._register.people[tenure.person].name
        for term in self._told.terms:
            same = self._people.get(term.person)
            someone_else = (same.id if same else self._new_ids.get(term.person)) != person
            after = term.start is not None and first_day(term.start) > last_day(start)
            if term.office == office.wikidata and after and someone_else:
                return self._name_of("", term.person)
        return None

    def _name_of(self, person: str, number: str) -> str:
        known = self._register.people.get(person) or self._people.get(number)
        labels = self._told.names.get(number, NO_NAMES).labels
        return known.name if known else labels.get("en") or labels.get("vi") or f"wd:{number}"

    # -- people and names

    def _new_person(
        self, number: str, office: Office, terms: Sequence[Term], known: Person | None
    ) -> str | None:
        if number in self._new_ids:
            return self._new_ids[number]
        names = self._told.names.get(number, NO_NAMES)
        label = names.labels.get("en") or names.labels.get("vi")
        if not any(term.start for term in terms) and known is None:
            return None  # nothing to hold it by
        if label is None or (" " not in label and known is None):
            self._leave(
                f"wd:{number}", f"{office.label_en}: a person without a full name in Vietnamese or English"
            )
            return None
        owner = self._owners.get(label)
        if known is None and owner is not None:
            self._leave(
                f"actor:{owner}",
                f"is {label} (wd:{number}), {office.label_en}, the same person? If so, add owl:sameAs wd:{number}",
            )
            return None
        id_ = known.id if known else self._free_id(slug(label), number)
        self._new_ids[number] = id_
        shown = {language: names.labels.get(language, label) for language in ("en", "vi")}
        others = [name for name, _ in names.all() if name not in (label, *shown.values())]
        aliases = [name for name in dict.fromkeys(others) if _full(name) and self._owns(name, id_)]
        for name in (label, *shown.values()):
            self._owns(name, id_)
        gender = self._told.genders.get(number)
        lines = [
            f"actor:{id_} a cp:Person ;",
            f"    rdfs:label {ox.Literal(label)} ;",
            f"    skos:prefLabel {ox.Literal(shown['en'])}@en, {ox.Literal(shown['vi'])}@vi ;",
            *(
                [f"    skos:altLabel {', '.join(str(ox.Literal(name)) for name in aliases)} ;"]
                if aliases
                else ()
            ),
            f"    cp:citizenOf actor:{known.body if known and known.body else office.body} ;",
            *([f'    cp:gender "{gender}" ;'] if gender else ()),
            f"    owl:sameAs wd:{number} .",
        ]
        self._add(f"actor:{id_}", f"new person: {label} (wd:{number}), {office.label_en}", lines)
        return id_ if f"actor:{id_}" in self._lines or known else None

    def _free_id(self, name: str, number: str) -> str:
        taken = {*self._register.people, *self._register.bodies, *self._new_ids.values()}
        return name if name not in taken and name != "unnamed" else f"{name}-{number.lower()}"

    def _person_names(self, person: Person, names: Names) -> None:
        known = {*person.aliases, person.name, person.name_vi, person.name_en}
        new = [n for n in dict.fromkeys(name for name, _ in names.all()) if n not in known and _full(n)]
        new = [name for name in new if self._owns(name, person.id)]
        if new:
            subject = f"actor:{person.id}"
            line = f"{subject} skos:altLabel {', '.join(str(ox.Literal(name)) for name in new)} ."
            self._add(subject, f"other names: {', '.join(new)}", [line])

    def _owns(self, name: str, person: str) -> bool:
        """Take a name for a person, unless it belongs to another."""
        owner = self._owners.setdefault(name, person)
        if owner != person:
            self._leave(f"actor:{person}", f"“{name}” is also a name of actor:{owner}")
        return owner == person

    def _office_names(self, office: Office, names: Names) -> None:
        body = self._register.bodies[office.body]
        known = {*office.aliases, office.label_en, office.label_vi}
        new = []
        for name, language in names.all():
            if name in known or not _names_body(name, body):
                continue
            owner = self._office_owners.setdefault(name, office.id)
            if owner != office.id:
                self._leave(f"office:{office.id}", f"“{name}” is also a name of office:{owner}")
            else:
                new.append((name, language))
        if new:
            subject = f"office:{office.id}"
            shown = ", ".join(str(ox.Literal(name, language=language)) for name, language in new)
            text = "other names: " + ", ".join(name for name, _ in new)
            self._add(subject, text, [f"{subject} skos:altLabel {shown} ."])

    # -- bookkeeping

    def _add(self, subject: str, text: str, lines: Sequence[str]) -> None:
        if subject in self._kept:
            self._leave(subject, f"{text}: left out, the file has an edited block on it")
            return
        self._lines[subject] += lines
        self.news[subject].append(Difference("+", subject, text))

    def _leave(self, subject: str, text: str) -> None:
        difference = Difference("!", subject, text)
        if difference not in self.left:
            self.left.append(difference)


def _agree(one: str | None, other: str | None) -> bool:
    """Whether two dates, each as precise as it is told, can be one."""
    if one is None or other is None:
        return one is other
    return first_day(one) <= last_day(other) and first_day(other) <= last_day(one)


def _dated(date: str) -> str:
    return f'"{date}"^^xsd:{_DATATYPES[len(date)]}'


def _full(name: str) -> bool:
    """Whether an alias can stand as a full name: two words or more, letters alone. Surnames are derived."""
    return bool(re.fullmatch(r"[^\W\d_][^\d_()\[\]{}|/,;:\"<>]*\s[^\d_()\[\]{}|/,;:\"<>]+", name))


def _names_body(name: str, body: Body) -> bool:
    """Whether the name of an office says of which state: "Bộ trưởng Quốc phòng" alone has many."""
    words = " " + " ".join(re.findall(r"[^\W_]+", name.lower())) + " "
    forms = (*body.aliases, *body.metonyms, *filter(None, (body.demonym, body.capital)))
    return any(f" {form.lower()} " in words for form in forms)


def told(differences: Iterable[Difference]) -> str:
    """Differences as lines of text."""
    return "".join(f"{each.sign} {each.subject}: {each.text}\n" for each in differences)
