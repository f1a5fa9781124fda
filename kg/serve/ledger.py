"""All reports of a dataset in order, as rows of numbers that point into lists of actors, articles and occasions.

What tables of a whole dataset are made of (`kg.serve.index`, `kg.serve.columns`). It is read predicate by predicate
in the order of the store, because that is several times faster than a query once there are millions of statements.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pyoxigraph as ox

from kg.model import Kind, Status
from kg.query.contacts import Actor, Labels
from kg.vocab import PREFIXES, expand

KINDS, STATUSES = tuple(kind.value for kind in Kind), tuple(status.value for status in Status)
_LATEST = dt.date.max.isoformat()
_ACTOR = PREFIXES["actor"]


class Row(NamedTuple):
    """A report: IRI, numbers of its occasion and article, of kind and status in `KINDS` and `STATUSES`, bounds of
    its day as ISO texts, the actor that sought it, and each actor that took part, with its side."""

    iri: str
    occasion: int
    article: int
    kind: int
    status: int
    first: str | None
    last: str | None
    by: int | None
    parties: tuple[tuple[int, int], ...]


class Printed(NamedTuple):
    """An article."""

    iri: str
    headline: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None


class Occasion(NamedTuple):
    """An occasion as the store merges it: codes, bounds of its day as ISO texts, numbers of actors."""

    iri: str
    kind: str
    status: str
    first: str | None
    last: str | None
    edtf: str | None
    by: int | None
    participants: frozenset[int]


class Ledger(NamedTuple):
    """Reports in order of date (the undated last), then of article and place in it; actors in the order in which
    reports name them, each followed by the body to which it belongs; articles and occasions in order of IRI and
    date. A number is a place in one of these lists."""

    reports: list[Row]
    actors: list[Actor]
    bodies: list[int | None]
    articles: list[Printed]
    occasions: list[Occasion]


def read(dataset: ox.Store) -> Ledger:
    """The ledger of a dataset. A report that lacks kind, status, article or occasion is left out."""
    known, happened = (_subjects(dataset, "a", name) for name in ("cp:Report", "cp:Occasion"))
    kinds, statuses = _codes(dataset, "kind", KINDS), _codes(dataset, "status", STATUSES)
    firsts, lasts, edtf, seekers, tellings, sources = (
        _objects(dataset, f"cp:{name}")
        for name in ("earliest", "latest", "edtf", "initiator", "reportOf", "reportedIn")
    )
    replaced = _objects(dataset, "dcterms:isReplacedBy")
    same = {iri: other for iri, other in replaced.items() if iri.startswith(PREFIXES["actor"])}
    parties, taking = _parties(dataset, same), _participants(dataset, same)
    articles = _articles(dataset, _subjects(dataset, "a", "schema:NewsArticle") | set(sources.values()))

    told = [iri for iri in known if iri in kinds and iri in statuses and iri in sources and iri in tellings]
    quoted = _quotes(dataset, told, lambda iri: _place(iri, firsts, lasts, articles[sources[iri]]))
    told.sort(key=lambda iri: (*_place(iri, firsts, lasts, articles[sources[iri]]), quoted.get(iri, ""), iri))
    people = _People(Labels(dataset))
    for iri in told:
        for _, actor in sorted(parties[iri]):
            people.number(actor)
    held = sorted(
        (iri for iri in happened if iri in kinds and iri in statuses),
        key=lambda iri: (firsts.get(iri) or lasts.get(iri) or _LATEST, lasts.get(iri) or _LATEST, iri),
    )
    occasions = {iri: number for number, iri in enumerate(held)}
    printed = sorted(articles)
    numbers = {iri: number for number, iri in enumerate(printed)}
    reports = [
        Row(
            iri,
            occasions[tellings[iri]],
            numbers[sources[iri]],
            kinds[iri],
            statuses[iri],
            firsts.get(iri),
            lasts.get(iri),
            people.known(same.get(seekers.get(iri, ""), seekers.get(iri))),
            tuple((people.number(actor), side) for side, actor in sorted(parties[iri])),
        )
        for iri in told
        if tellings[iri] in occasions
    ]
    return Ledger(
        reports,
        people.actors,
        [people.known(expand(actor.body.id)) if actor.body else None for actor in people.actors],
        [articles[iri] for iri in printed],
        [
            Occasion(
                iri,
                KINDS[kinds[iri]],
                STATUSES[statuses[iri]],
                firsts.get(iri),
                lasts.get(iri),
                edtf.get(iri),
                people.known(same.get(seekers.get(iri, ""), seekers.get(iri))),
                frozenset(n for each in taking.get(iri, ()) if (n := people.known(each)) is not None),
            )
            for iri in held
        ],
    )


def _parties(dataset: ox.Store, same: Mapping[str, str]) -> Mapping[str, set[tuple[int, str]]]:
    """Report → sides and actors, by the IRI that stands for each."""
    parties: dict[str, set[tuple[int, str]]] = defaultdict(set)
    part = "?report cp:participation ?part . ?part cp:actor ?actor ; cp:side ?side"
    for report, actor, side in _rows(dataset, part, "?report ?actor ?side"):
        parties[report].add((int(side), same.get(actor, actor)))
    return parties


def _participants(dataset: ox.Store, same: Mapping[str, str]) -> Mapping[str, set[str]]:
    """Occasion → actors, by the IRI that stands for each."""
    taking: dict[str, set[str]] = defaultdict(set)
    for iri, actor in _rows(dataset, "?s a cp:Occasion ; cp:hasParticipant ?o", "?s ?o"):
        taking[iri].add(same.get(actor, actor))
    return taking


def pairs_of(parties: tuple[tuple[int, int], ...]) -> set[tuple[int, int]]:
    """Every two actors of different sides, the smaller number first."""
    return {
        (min(one, other), max(one, other))
        for (one, side), (other, far) in itertools.combinations(parties, 2)
        if side != far and one != other
    }


class _People:
    """Actors by number, in the order in which they are met, each followed by the body it belongs to."""

    def __init__(self, labels: Labels) -> None:
        self.actors: list[Actor] = []
        self._labels = labels
        self._numbers: dict[str, int] = {}

    def number(self, iri: str) -> int:
        found = self._numbers.get(iri)
        if found is not None:
            return found
        number = self._numbers[iri] = len(self.actors)
        actor = self._labels.actor(iri)
        self.actors.append(actor)
        if actor.body is not None:
            self.number(expand(actor.body.id))
        return number

    def known(self, iri: str | None) -> int | None:
        return None if iri is None else self._numbers.get(iri)


def _rows(dataset: ox.Store, pattern: str, names: str) -> Iterator[tuple[str, ...]]:
    """Values of variables, as texts, for a pattern that holds in one graph.

    A query decodes no more terms than are asked for, which is most of what reading costs.
    """
    found = dataset.query(f"SELECT {names} {{ GRAPH ?g {{ {pattern} }} }}", prefixes=PREFIXES)
    assert isinstance(found, ox.QuerySolutions)
    for solution in found:
        yield tuple([term.value for term in solution])


def _subjects(dataset: ox.Store, name: str, value: str) -> set[str]:
    return {iri for (iri,) in _rows(dataset, f"?s {name} {value}", "?s")}


def _objects(dataset: ox.Store, name: str) -> dict[str, str]:
    """The value of a property by subject, the first where there are several."""
    found: dict[str, str] = {}
    for iri, value in _rows(dataset, f"?s {name} ?o", "?s ?o"):
        if found.setdefault(iri, value) > value:
            found[iri] = value
    return found


def _codes(dataset: ox.Store, scheme: str, codes: Sequence[str]) -> dict[str, int]:
    """The number of the concept that each subject has from a scheme."""
    return {
        iri: number
        for number, code in enumerate(codes)
        for (iri,) in _rows(dataset, f"?s cp:{scheme} {scheme}:{code}", "?s")
    }


def _place(
    iri: str, firsts: Mapping[str, str], lasts: Mapping[str, str], article: Printed
) -> tuple[str, str, str, str]:
    """Where a report comes: as `kg.query.contacts.Contact.order` has it."""
    first, last = firsts.get(iri), lasts.get(iri)
    return first or last or _LATEST, last or first or _LATEST, article.published or _LATEST, article.iri


def _quotes(dataset: ox.Store, told: list[str], place: Callable[[str], tuple[str, ...]]) -> dict[str, str]:
    """The quotes of those reports whose order nothing else decides."""
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for iri in told:
        alike[place(iri)].append(iri)
    evidence, quote = (ox.NamedNode(expand(name)) for name in ("cp:evidence", "cp:quote"))
    found = {}
    for iri in itertools.chain.from_iterable(each for each in alike.values() if len(each) > 1):
        said = sorted(
            text.object.value  # type: ignore[union-attr]
            for quad in dataset.quads_for_pattern(ox.NamedNode(iri), evidence, None)
            for text in dataset.quads_for_pattern(quad.object, quote, None)  # type: ignore[arg-type]
        )
        found[iri] = said[0] if said else ""
    return found


def _articles(dataset: ox.Store, wanted: set[str]) -> dict[str, Printed]:
    headlines, publishers, published, urls = (
        _objects(dataset, f"schema:{name}") for name in ("headline", "publisher", "datePublished", "url")
    )
    return {
        iri: Printed(iri, headlines.get(iri), publishers.get(iri), published.get(iri), urls.get(iri))
        for iri in wanted
    }
