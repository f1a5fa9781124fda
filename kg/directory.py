"""Looking actors up: by any of their names without regard to diacritics, and those that no register holds."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.register import Body, Office, Person, Register, Tenure
from kg.triples import node, plain
from kg.vocab import CP, PREFIXES, slug

Record = Person | Body | Office


@dataclass(frozen=True, slots=True)
class Unregistered:
    """A person who carries a role in the texts but is not in the register.

    `roles` are the roles as worded, most frequent first; `quote` is the first sentence by article id.
    """

    id: str
    name: str
    roles: tuple[str, ...]
    state: str | None
    articles: tuple[str, ...]
    quote: str


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


def unregistered(dataset: ox.Store) -> tuple[Unregistered, ...]:
    """People of the articles whom the register lacks: those in most articles first, then by name."""
    said: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for quad in dataset.quads_for_pattern(None, node("schema:jobTitle"), None):
        said[plain(quad.subject)].append((str(quad.graph_name)[1:-1], plain(quad.object)))
    found = [_unregistered(dataset, actor, rows) for actor, rows in said.items()]
    return tuple(sorted(found, key=lambda person: (-len(person.articles), person.name, person.id)))


def _unregistered(dataset: ox.Store, actor: str, said: Iterable[tuple[str, str]]) -> Unregistered:
    counts: dict[str, int] = defaultdict(int)
    for _, role in said:
        counts[role] += 1
    evidence = sorted(_objects(dataset, actor, CP.evidence))
    return Unregistered(
        id=actor.removeprefix(PREFIXES["actor"]),
        name=min(_objects(dataset, actor, PREFIXES["rdfs"] + "label")),
        roles=tuple(sorted(counts, key=lambda role: (-counts[role], role))),
        state=min(_objects(dataset, actor, CP.ofBody), default="").removeprefix(PREFIXES["actor"]) or None,
        articles=tuple(sorted({graph.removeprefix(PREFIXES["graph"]) for graph, _ in said})),
        quote=next((quote for item in evidence for quote in _objects(dataset, item, CP.quote)), ""),
    )


def _objects(dataset: ox.Store, subject: str, predicate: str) -> set[str]:
    found = dataset.quads_for_pattern(ox.NamedNode(subject), node(predicate), None)
    return {plain(quad.object) for quad in found}
