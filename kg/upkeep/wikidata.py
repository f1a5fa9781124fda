"""What a SPARQL endpoint of Wikidata's shape says of offices and people: terms, names, gender.

Terms of office are statements ``p:P39`` with ``ps:P39``, ``pq:P580`` and ``pq:P582``; people ``wdt:P31 wd:Q5``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pyoxigraph as ox

from kg.graph.triples import plain
from kg.knowledge.entries import date_bounds
from kg.knowledge.register import Register
from kg.upkeep.endpoint import Endpoint, Row
from kg.vocab import PREFIXES

SINCE = dt.date(2000, 1, 1)
"""Terms that ended before are not taken over: the register has few of them, entered by hand."""
BATCH = 80
"""How many things one query asks about."""

_GAP = dt.timedelta(days=7)  # between two terms that are one
_WD = PREFIXES["wd"]
_GENDERS = {"Q6581097": "m", "Q2449503": "m", "Q6581072": "f", "Q1052281": "f"}


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


NO_NAMES = Names()


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
        if current is not None and (
            current.end is None or first_day(term.start) <= last_day(current.end) + _GAP
        ):
            if current.end is None or term.end is None or last_day(term.end) >= last_day(current.end):
                current = replace(current, end=term.end)
            continue
        if current is not None:
            yield current
        current = term
    if current is not None:
        yield current


def first_day(date: str | None) -> dt.date:
    """The first day that a date as told can mean."""
    return date_bounds(date)[0] if date else dt.date.min


def last_day(date: str | None) -> dt.date:
    """The last day that a date as told can mean."""
    return date_bounds(date)[1] if date else dt.date.max - _GAP


def _in_scope(term: Term, since: dt.date) -> bool:
    return last_day(term.end) >= since


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
