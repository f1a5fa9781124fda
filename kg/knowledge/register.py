"""The actor register: people, states and organisations, offices, tenures and standing channels.

Records with indexes, of ``ontology/register/*.ttl`` (see *Register* in docs/graph.md), which `kg.knowledge.entries`
reads.

A person's ``skos:altLabel`` are names that stand on their own. A person with ``skos:hiddenLabel`` is found by
those labels alone: forms with a title, of people whose plain name mostly means somebody else.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.knowledge.entries import Rows, compiled
from kg.knowledge.placement import check_placement
from kg.model import ActorType, ChannelType
from kg.ontology import Ontology, read_turtle, uncollected
from kg.vocab import PREFIXES, mint


@dataclass(frozen=True, slots=True)
class Person:
    """A person. `aliases` are all full forms under which texts name the person, the displayed name included.

    Where `titled_only` holds, `aliases` has the forms with a title and leaves the bare name out.
    `surnames` are the short forms that a text uses after the first mention ("Austin", "Tập"); many people
    share one, so that they mean a person only within a text.
    """

    id: str
    name: str
    name_vi: str | None
    name_en: str | None
    aliases: tuple[str, ...]
    body: str | None
    gender: str | None
    wikidata: str | None
    titled_only: bool
    surnames: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """The seat, not its holder. Offices of one `office_class` in two bodies are each other's counterparts.

    `shared`: several people hold it at once (deputy ministers, spokespersons).
    """

    id: str
    office_class: str
    body: str
    label_vi: str
    label_en: str
    aliases: tuple[str, ...]
    wikidata: str | None
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person's time in one office.

    `start` and `end` are as written (YYYY, YYYY-MM or YYYY-MM-DD), a coarse date meaning any day in it; the
    bounds are the first and the last day each can mean. No end: in office at the last report.
    """

    id: str
    person: str
    office: str
    start: str
    end: str | None
    start_earliest: dt.date
    start_latest: dt.date
    end_earliest: dt.date | None
    end_latest: dt.date | None
    source: str

    def overlaps(self, earliest: dt.date | None, latest: dt.date | None) -> bool:
        """Whether the tenure can share a day with [earliest, latest]; None is an open bound."""
        begins = latest is None or self.start_earliest <= latest
        return begins and (earliest is None or self.end_latest is None or self.end_latest >= earliest)


@dataclass(frozen=True, slots=True)
class Body:
    """A state or an organisation. `metonyms` stand for it without being its name ("Washington", "Kremlin").

    `led_by` is the class of the office that leads a state, None where that cannot be said; `of` the body that an
    organisation belongs to; `cow` the state's number in the Correlates of War list.
    """

    id: str
    name: str
    type: ActorType
    name_vi: str
    name_en: str
    aliases: tuple[str, ...]
    metonyms: tuple[str, ...]
    demonym: str | None
    capital: str | None
    iso2: str | None
    iso3: str | None
    cow: int | None
    of: str | None
    led_by: str | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """A standing channel. `opened` is the first day and `closed` the last that a coarse date can mean."""

    id: str
    label_vi: str
    label_en: str
    aliases: tuple[str, ...]
    type: ChannelType
    endpoints: tuple[str, ...]
    opened: dt.date | None
    closed: dt.date | None
    purpose_vi: str | None
    purpose_en: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Medium:
    """A news medium. `aliases` name it wherever they stand; `guarded` ones only behind a word such as "tờ" or "báo".

    `body` is the state or organisation that owns or runs it, for which it speaks.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    guarded: tuple[str, ...]
    body: str | None


@dataclass(frozen=True, slots=True)
class Register:
    """All records by id, in order of id, and the indexes over them (tenures in order of start)."""

    people: Mapping[str, Person]
    offices: Mapping[str, Office]
    tenures: Mapping[str, Tenure]
    bodies: Mapping[str, Body]
    channels: Mapping[str, Channel]
    media: Mapping[str, Medium]
    tenures_by_person: Mapping[str, tuple[Tenure, ...]]
    tenures_by_office: Mapping[str, tuple[Tenure, ...]]
    offices_by_class_and_body: Mapping[tuple[str, str], tuple[str, ...]]

    def holders(self, office: str, earliest: dt.date | None, latest: dt.date | None) -> tuple[Tenure, ...]:
        """Tenures of `office` that can share a day with [earliest, latest]; None is an open bound."""
        return tuple([t for t in self.tenures_by_office.get(office, ()) if t.overlaps(earliest, latest)])

    def held(self, person: str, earliest: dt.date | None, latest: dt.date | None) -> tuple[Tenure, ...]:
        """Tenures of `person` that can share a day with [earliest, latest]; None is an open bound."""
        return tuple([t for t in self.tenures_by_person.get(person, ()) if t.overlaps(earliest, latest)])


@uncollected()
def load_register(ontology: Ontology) -> Register:
    """The register of `ontology`, compiled and cached. Raises OntologyError that names file and line."""
    check_placement(ontology)
    files = ontology.files("register", ".ttl")
    return _index(ontology.compiled("register", files, lambda: compiled(files)))


def register_quads(ontology: Ontology) -> list[ox.Quad]:
    """The statements of ``graph:register``: the register, the schemes, and the rules that reports cite."""
    tops = (path for path in ontology.files("", ".ttl") if path.name in ("schemes.ttl", "rules.ttl"))
    found = [quad for path in (*ontology.files("register", ".ttl"), *tops) for quad in read_turtle(path)]
    for path in ontology.files("lexicons", ".ttl"):
        rules = (quad for quad in read_turtle(path) if str(quad.subject).startswith("<" + PREFIXES["rule"]))
        found.extend(rules)
    graph = ox.NamedNode(mint("graph", "register"))
    return [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in found]


def _index(rows: Rows) -> Register:
    people, offices, tenures, bodies, channels, media = rows
    offices_by_id = {row[0]: Office(*row) for row in offices}
    tenures_by_id = {row[0]: Tenure(*row) for row in tenures}
    by_person: dict[str, list[Tenure]] = defaultdict(list)
    by_office: dict[str, list[Tenure]] = defaultdict(list)
    by_class: dict[tuple[str, str], list[str]] = defaultdict(list)
    for tenure in sorted(tenures_by_id.values(), key=lambda t: (t.start_earliest, t.start_latest, t.id)):
        by_person[tenure.person].append(tenure)
        by_office[tenure.office].append(tenure)
    for office in offices_by_id.values():
        by_class[office.office_class, office.body].append(office.id)
    return Register(
        people={row[0]: Person(*row) for row in people},
        offices=offices_by_id,
        tenures=tenures_by_id,
        bodies={row[0]: Body(*row) for row in bodies},
        channels={row[0]: Channel(*row) for row in channels},
        media={row[0]: Medium(*row) for row in media},
        tenures_by_person={key: tuple(value) for key, value in by_person.items()},
        tenures_by_office={key: tuple(value) for key, value in by_office.items()},
        offices_by_class_and_body={key: tuple(value) for key, value in by_class.items()},
    )
