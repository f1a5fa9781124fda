"""What a page tells beside the contacts: offices held, silences that articles state, what reports dispute.

All of it is read from the dataset as it stands; what a dataset does not have is left out, never made up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.graph.triples import Term, described, plain
from kg.query.contacts import Contact
from kg.vocab import CP, compact, expand


@dataclass(frozen=True, slots=True)
class Held:
    """An office and when it was held: labels, bounds as ISO texts (None: not known, or still held)."""

    vi: str
    en: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """An article's statement that actors (CURIEs) were not in contact."""

    id: str
    actors: tuple[str, ...]
    article: str
    quote: str
    start: int
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """One of several values that reports give for a field of an occasion.

    `value` is a code of the vocabulary, the CURIE of an actor, or a text; `reports` are CURIEs.
    """

    field: str
    value: str
    reports: tuple[str, ...]
    sources: int | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """An occasion as the store merges it: EDTF date, number of independent sources, values in dispute."""

    date: str | None = None
    sources: int | None = None
    disputed: tuple[Reported, ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """Offices by actor, silences, occasions by CURIE."""

    offices: Mapping[str, Sequence[Held]] = field(default_factory=dict)
    silences: Sequence[Silence] = ()
    happenings: Mapping[str, Happening] = field(default_factory=dict)


def dossier(dataset: ox.Store, contacts: Iterable[Contact], *, silent: bool = True) -> Dossier:
    """Everything that `Dossier` names of the actors, articles and occasions of contacts.

    Without `silent`, silences are left out: they are looked for in the whole dataset.
    """
    known = list(contacts)
    actors = {party.actor.id for contact in known for party in contact.parties}
    articles = {contact.source.id for contact in known}
    occasions = {contact.occasion for contact in known}
    return Dossier(
        {actor: held for actor in sorted(actors) if (held := _offices(dataset, actor))},
        tuple(silence for silence in stated_silences(dataset) if silence.article in articles)
        if silent
        else (),
        {
            occasion: _happening(dataset, described(dataset, expand(occasion)))
            for occasion in sorted(occasions)
        },
    )


def _subjects(dataset: ox.Store, name: str, value: str) -> list[tuple[str, dict[str, list[Term]]]]:
    """What has `value` (a CURIE) for a property: its IRI and what is said of it, in order of IRI."""
    found = dataset.quads_for_pattern(None, ox.NamedNode(expand(name)), ox.NamedNode(expand(value)))
    iris = sorted({plain(quad.subject) for quad in found})
    return [(iri, described(dataset, iri)) for iri in iris]


def _one(said: Mapping[str, Sequence[Term]], name: str) -> str | None:
    return next((plain(term) for term in said.get(expand(name), ())), None)


def _offices(dataset: ox.Store, actor: str) -> tuple[Held, ...]:
    held = [
        Held(*_labels(dataset, office), _one(said, "cp:tenureStart"), _one(said, "cp:tenureEnd"))
        for _, said in _subjects(dataset, "cp:heldBy", actor)
        if (office := _one(said, "cp:office")) is not None
    ]
    return tuple(sorted(held, key=lambda each: (each.start or "", each.end or "9999", each.vi)))


def _labels(dataset: ox.Store, iri: str) -> tuple[str, str]:
    said = described(dataset, iri)
    found: dict[str, str] = {}
    for name in ("rdfs:label", "skos:prefLabel"):
        for term in said.get(expand(name), ()):
            if isinstance(term, ox.Literal):
                found.setdefault(term.language or "", term.value)
    fallback = next(iter(found.values()), compact(iri))
    return found.get("vi", fallback), found.get("en", fallback)


def stated_silences(dataset: ox.Store, most: int | None = None) -> tuple[Silence, ...]:
    """What articles state of silence, in order of IRI; of many, the first `most`."""
    found = dataset.quads_for_pattern(
        None, ox.NamedNode(expand("rdf:type")), ox.NamedNode(expand("cp:NoContact"))
    )
    silences = []
    for iri in sorted({plain(quad.subject) for quad in found})[:most]:
        said = described(dataset, iri)
        evidence = _one(said, "cp:evidence")
        article = _one(said, "cp:reportedIn")
        if evidence is None or article is None:
            continue
        told = described(dataset, evidence)
        actors = sorted(compact(plain(term)) for term in said.get(CP.silentActor, ()))
        quote, start = _one(told, "cp:quote") or "", int(_one(told, "cp:start") or 0)
        silences.append(
            Silence(compact(iri), tuple(actors), compact(article), quote, start, _one(said, "cp:edtf"))
        )
    return tuple(silences)


def _happening(dataset: ox.Store, said: Mapping[str, Sequence[Term]]) -> Happening:
    return Happening(_one(said, "cp:edtf"), _number(_one(said, "cp:sourceCount")), _disputed(dataset, said))


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _disputed(dataset: ox.Store, said: Mapping[str, Sequence[Term]]) -> tuple[Reported, ...]:
    """The values of fields for which reports give more than one."""
    values: dict[str, list[Reported]] = defaultdict(list)
    for node in said.get(expand("cp:reportedValue"), ()):
        told = described(dataset, plain(node))
        name, value = _one(told, "cp:field"), _one(told, "cp:value")
        if name is None or value is None:
            continue
        reports = tuple(sorted(compact(plain(term)) for term in told.get(expand("cp:saidIn"), ())))
        short = name.rpartition("/")[2]
        values[short].append(Reported(short, _short(value), reports, _number(_one(told, "cp:sourceCount"))))
    return tuple(
        each
        for name in sorted(values)
        if _differ(values[name])
        for each in sorted(values[name], key=lambda each: (-(each.sources or 0), each.value))
    )


def _differ(values: Sequence[Reported]) -> bool:
    """Whether reports give different values: of a field with several at once, whether some lack one of them."""
    if values[0].field == "participants":
        return len({value.reports for value in values}) > 1
    return len(values) > 1


def _short(value: str) -> str:
    """The CURIE of an actor, the code of a concept, else the text as it is."""
    if not value.startswith("http"):
        return value
    curie = compact(value)
    return curie if curie.startswith("actor:") else curie.partition(":")[2] or value
