"""The register beside what a SPARQL endpoint of Wikidata's shape says: what differs, and a file that adds it.

What is taken over lies in one file, ``register/wikidata.ttl`` of an ontology folder, in blocks that each begin
with a mark (``# from URL: DIGEST``). A block whose text still has its digest was written here and is made anew
each time. A block that somebody edited, or put comment signs before, is kept as it is, and nothing is added to
what it speaks of. All other files are read only: where they say otherwise than the endpoint, they win, and the
difference is reported.

Terms of office are statements ``p:P39`` with ``ps:P39``, ``pq:P580`` and ``pq:P582``; people ``wdt:P31 wd:Q5``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.graph.triples import plain
from kg.knowledge.register import Body, Office, Person, Register, Tenure, date_bounds, load_register
from kg.ontology import Ontology
from kg.upkeep.endpoint import Endpoint, Row
from kg.vocab import PREFIXES, mint, slug

FILE = "wikidata.ttl"
SINCE = dt.date(2000, 1, 1)
"""Terms that ended before are left out: the register begins here."""
BATCH = 80
"""How many things one query asks about."""

_GAP = dt.timedelta(days=7)  # between two terms that are one
_WD = PREFIXES["wd"]
_DATATYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}
_GENDERS = {"Q6581097": "m", "Q2449503": "m", "Q6581072": "f", "Q1052281": "f"}
_PREFIXES = ("actor", "cp", "office", "owl", "rdfs", "skos", "tenure", "wd", "xsd")
_HEAD = """\
# Taken over by kg actors update. To change a block, edit it: it is then left alone. To refuse it, put # before
# its lines: a block that is deleted comes back.

""" + "\n".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in _PREFIXES)
_MARK = re.compile(r"# from (\S+): ([0-9a-f]{12})\n")
_SUBJECT = re.compile(r"^#?\s*((?:actor|office|tenure):[^\s;,]+)\s", re.M)


# What the endpoint says


@dataclass(frozen=True, slots=True)
class Term:
    """A term of office at the endpoint: Wikidata numbers, and dates as precise as is told."""

    person: str
    office: str
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Names:
    """What the endpoint calls a thing: one label a language, and other names in Vietnamese and English."""

    labels: Mapping[str, str] = field(default_factory=dict)
    others: tuple[tuple[str, str], ...] = ()

    def all(self) -> list[tuple[str, str]]:
        """Names with their languages, labels first."""
        return sorted({*((label, language) for language, label in self.labels.items()), *self.others})


_NO_NAMES = Names()


@dataclass(frozen=True, slots=True)
class Told:
    """All that was asked for: terms, names by Wikidata number, gender (m, f) by that of a person."""

    terms: tuple[Term, ...]
    names: Mapping[str, Names]
    genders: Mapping[str, str]


_TERMS = """PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX p: <http://www.wikidata.org/prop/>
PREFIX ps: <http://www.wikidata.org/prop/statement/>
PREFIX pq: <http://www.wikidata.org/prop/qualifier/>
PREFIX pqv: <http://www.wikidata.org/prop/qualifier/value/>
PREFIX wikibase: <http://wikiba.se/ontology#>
SELECT ?statement ?person ?office ?start ?startPrecision ?end ?endPrecision WHERE {
  VALUES ?office { %s }
  ?statement ps:P39 ?office .
  ?person p:P39 ?statement ; wdt:P31 wd:Q5 .
  FILTER NOT EXISTS { ?statement wikibase:rank wikibase:DeprecatedRank }
  OPTIONAL { ?statement pq:P580 ?start
    OPTIONAL { ?statement pqv:P580 ?sv . ?sv wikibase:timeValue ?start ; wikibase:timePrecision ?startPrecision } }
  OPTIONAL { ?statement pq:P582 ?end
    OPTIONAL { ?statement pqv:P582 ?ev . ?ev wikibase:timeValue ?end ; wikibase:timePrecision ?endPrecision } }
}"""
_NAMES = """PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?label ?other WHERE {
  VALUES ?thing { %s }
  { ?thing rdfs:label ?label FILTER(LANG(?label) IN ("vi", "en")) }
  UNION { ?thing skos:altLabel ?other FILTER(LANG(?other) IN ("vi", "en")) }
}"""
_GENDER = """PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
SELECT ?thing ?gender WHERE { VALUES ?thing { %s } ?thing wdt:P21 ?gender }"""


def ask(
    endpoint: Endpoint,
    register: Register,
    of: str | None = None,
    since: dt.date = SINCE,
    progress: Callable[[str], object] = lambda _: None,
) -> Told:
    """What the endpoint says of the offices with a Wikidata number (of one body), and of people. EndpointError."""
    offices = [o.wikidata for o in register.offices.values() if o.wikidata and of in (None, o.body)]
    rows = _asked(endpoint, _TERMS, offices, "terms of office", progress)
    terms = tuple(term for term in _terms(rows) if _in_scope(term, since))
    people = {p.wikidata for p in register.people.values() if p.wikidata and of in (None, p.body)}
    people |= {term.person for term in terms}
    things = sorted({*people, *offices})
    names = _names(_asked(endpoint, _NAMES, things, "names", progress))
    rows = _asked(endpoint, _GENDER, sorted({term.person for term in terms}), "people", progress)
    genders = {_number(row["thing"]): _GENDERS.get(_number(row["gender"]), "") for row in rows}
    return Told(terms, names, genders)


def _asked(
    endpoint: Endpoint, query: str, things: Sequence[str], what: str, progress: Callable[[str], object]
) -> list[Row]:
    rows: list[Row] = []
    for start in range(0, len(things), BATCH):
        progress(f"asking for {what}: {start:,} of {len(things):,}")
        rows += endpoint.select(query % " ".join(f"wd:{thing}" for thing in things[start : start + BATCH]))
    return rows


def _number(term: object) -> str:
    return term.value.removeprefix(_WD) if isinstance(term, ox.NamedNode) else ""


def _terms(rows: Iterable[Row]) -> Iterator[Term]:
    """Terms, those of a person in an office that follow one another as one; in order."""
    told: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        told[plain(row["statement"])].append(row)
    single: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for statement in sorted(told):
        first, starts, ends = (
            told[statement][0],
            _dates(told[statement], "start"),
            _dates(told[statement], "end"),
        )
        person, office = _number(first["person"]), _number(first["office"])
        term = Term(person, office, starts[0] if starts else None, ends[0] if ends else None)
        if re.fullmatch(r"Q\d+", term.person):
            single[term.person, term.office].append(term)
    for key in sorted(single):
        yield from _joined(single[key])


def _dates(rows: Iterable[Row], name: str) -> list[str]:
    return sorted(filter(None, (_date(row.get(name), row.get(name + "Precision")) for row in rows)))


def _date(value: object, precision: object) -> str | None:
    """A time of Wikidata as precise as it is told; where no precision is, the first day of a span means all of it."""
    match = re.match(r"\+?(\d{4})-(\d\d)-(\d\d)", value.value) if isinstance(value, ox.Literal) else None
    if match is None:
        return None
    year, month, day = match.groups()
    exact = int(precision.value) if isinstance(precision, ox.Literal) else None
    if exact is None:
        exact = 11 if day not in ("00", "01") else 10 if month not in ("00", "01") else 9
    written = {9: year, 10: f"{year}-{month}", 11: f"{year}-{month}-{day}"}.get(min(exact, 11))
    try:
        return written if written and date_bounds(written) else None
    except ValueError:
        return None


def _joined(terms: Sequence[Term]) -> Iterator[Term]:
    """Terms of one person in one office, joined where they follow one another; those without a start as they are."""
    yield from (term for term in terms if term.start is None)
    current: Term | None = None
    for term in sorted(
        (t for t in terms if t.start is not None), key=lambda t: (t.start or "", t.end or "9999")
    ):
        if current is not None and (current.end is None or _first(term.start) <= _last(current.end) + _GAP):
            if current.end is None or term.end is None or _last(term.end) >= _last(current.end):
                current = replace(current, end=term.end)
            continue
        if current is not None:
            yield current
        current = term
    if current is not None:
        yield current


def _first(date: str | None) -> dt.date:
    return date_bounds(date)[0] if date else dt.date.min


def _last(date: str | None) -> dt.date:
    return date_bounds(date)[1] if date else dt.date.max - _GAP


def _in_scope(term: Term, since: dt.date) -> bool:
    return _last(term.end) >= since


def _names(rows: Iterable[Row]) -> dict[str, Names]:
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    others: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in rows:
        thing = _number(row["thing"])
        for name, into in (("label", True), ("other", False)):
            value = row.get(name)
            if not isinstance(value, ox.Literal) or not value.language:
                continue
            text = " ".join(value.value.split())
            if into:
                labels[thing][value.language] = min(text, labels[thing].get(value.language, text))
            else:
                others[thing].add((text, value.language))
    return {thing: Names(labels[thing], tuple(sorted(others[thing]))) for thing in {*labels, *others}}


# The file


@dataclass(frozen=True, slots=True)
class Block:
    """Statements on one subject as Turtle text; `source` is the endpoint, None where somebody edited it."""

    text: str
    source: str | None = None

    @property
    def subjects(self) -> tuple[str, ...]:
        """CURIEs of what it speaks of, those behind a comment sign included."""
        return tuple(dict.fromkeys(_SUBJECT.findall(self.text)))

    def written(self) -> str:
        """The block as it stands in the file, with its mark."""
        return (
            self.text if self.source is None else f"# from {self.source}: {_digest(self.text)}\n{self.text}"
        )


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a file that `written` wrote and people may have edited."""
    found = []
    for part in re.split(r"\n\s*\n", text):
        part = part.strip("\n")
        match = _MARK.match(part)
        if match and _digest(part[match.end() :]) == match[2]:
            found.append(Block(part[match.end() :], match[1]))
        elif part.strip() and not _is_head(part):
            found.append(Block(part))
    return tuple(found)


def _is_head(part: str) -> bool:
    lines = part.splitlines()
    return part in _HEAD.split("\n\n") or all(line.startswith("@prefix ") for line in lines)


def file_text(found: Iterable[Block]) -> str:
    """The file of these blocks: by subject, people's own ones first."""
    ordered = sorted(found, key=lambda block: (block.source is not None, block.subjects, block.text))
    return "\n\n".join([_HEAD, *(block.written() for block in ordered)]) + "\n"


# What differs


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
                self._person_names(person, self._told.names.get(number, _NO_NAMES))
        for number, known in sorted(self._offices.items()):
            self._office_names(known, self._told.names.get(number, _NO_NAMES))
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
                [t for t in local if t.overlaps(_first(term.start), _last(term.end))] if term.start else []
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
        elif _last(term.end) < last.start_earliest:
            self._leave(subject, f"starts {last.start} here and ends {term.end} there")
        else:
            self._add(subject, f"ended {term.end}", [f"{subject} cp:tenureEnd {_dated(term.end)} ."])

    def _new_tenure(self, person: str, number: str, office: Office, term: Term) -> None:
        who = self._name_of(person, number)
        what = f"{who}, {office.label_en}, {term.start or '…'} – {term.end or 'now'}"
        if term.start is None:
            self._leave(f"office:{office.id}", f"{what}: no start is told")
        elif term.end is not None and _last(term.end) < _first(term.start):
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
            if tenure.person != person and tenure.start_earliest > _last(start):
                return self._register.people[tenure.person].name
        for term in self._told.terms:
            same = self._people.get(term.person)
            someone_else = (same.id if same else self._new_ids.get(term.person)) != person
            after = term.start is not None and _first(term.start) > _last(start)
            if term.office == office.wikidata and after and someone_else:
                return self._name_of("", term.person)
        return None

    def _name_of(self, person: str, number: str) -> str:
        known = self._register.people.get(person) or self._people.get(number)
        labels = self._told.names.get(number, _NO_NAMES).labels
        return known.name if known else labels.get("en") or labels.get("vi") or f"wd:{number}"

    # -- people and names

    def _new_person(
        self, number: str, office: Office, terms: Sequence[Term], known: Person | None
    ) -> str | None:
        if number in self._new_ids:
            return self._new_ids[number]
        names = self._told.names.get(number, _NO_NAMES)
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
    return _first(one) <= _last(other) and _first(other) <= _last(one)


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
