"""Stated silences against reported contacts: which contact ended one, and which gives it the lie.

Silences and occasions in, statements out; nothing is removed. A silence is stated by one article and holds from its
`since` to its `until`; a contact that surely lies between, of the same parties and of the kind spoken of, contradicts
it. Who is silent is a person, a state or body with all who act for it, or an office with whoever held it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, combinations_with_replacement

import pyoxigraph as ox

from kg.graph.occasions import Occasion
from kg.graph.testimony import Report
from kg.graph.triples import DERIVED, Statements, node, plain
from kg.model import Kind, Status
from kg.vocab import CP, PREFIXES

_SAME_SORT = (
    frozenset((Kind.PHONE_CALL, Kind.VIDEO_CALL)),
    frozenset((Kind.MEETING, Kind.VISIT)),
)


@dataclass(frozen=True, slots=True)
class Silence:
    """What an article states: IRIs of the silent (actors and offices), of what kind of contact, from when until when.

    `since` is the first day on which it surely held, `until` the last; None: not known. `ended_by` is the report of
    the same article that is said to have ended it.
    """

    iri: str
    silent: frozenset[str]
    kind: Kind | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    ended_by: str | None = None


Present = frozenset[str]
"""As whom a participant took part: IRIs of the person, of the offices held, of the state or body acted for."""


def silences(dataset: ox.Store) -> list[Silence]:
    """Every stated silence of a dataset, in order of IRI."""
    found = sorted(
        {
            plain(quad.subject)
            for quad in dataset.quads_for_pattern(None, node("rdf:type"), node(CP.NoContact))
        }
    )
    values = {
        name: _values(dataset, f"cp:{name}", found)
        for name in ("silentActor", "silentOffice", "silentSince", "latest", "kind", "endedBy")
    }
    reports = PREFIXES["report"]

    def one(name: str, iri: str) -> str | None:
        return min(values[name][iri], default=None)

    def day(name: str, iri: str) -> dt.date | None:
        text = one(name, iri)
        return dt.date.fromisoformat(text) if text is not None else None

    out = []
    for iri in found:
        kind = one("kind", iri)
        out.append(
            Silence(
                iri,
                frozenset(values["silentActor"][iri] | values["silentOffice"][iri]),
                Kind(kind.removeprefix(PREFIXES["kind"])) if kind is not None else None,
                day("silentSince", iri),
                day("latest", iri),
                min((e for e in values["endedBy"][iri] if e.startswith(reports)), default=None),
            )
        )
    return out


def presence(report: Report) -> list[list[Present]]:
    """Side → as whom each participant of that side took part."""
    sides: dict[int, list[Present]] = defaultdict(list)
    for party in report.parties:
        acted = {party.actor, *party.offices, *([party.body] if party.body is not None else [])}
        sides[party.side].append(frozenset(acted))
    return [sides[number] for number in sorted(sides)]


def contradicts(silence: Silence, report: Report, sides: list[list[Present]]) -> bool:
    """Whether a report tells of a contact that took place in the midst of a silence."""
    if report.status is not Status.OCCURRED or silence.since is None or silence.until is None:
        return False
    if report.earliest is None or report.latest is None:
        return False
    within = silence.since <= report.earliest and report.latest <= silence.until
    return within and _of_kind(silence.kind, report.kind) and _between(silence.silent, sides)


def _of_kind(silent: Kind | None, kind: Kind) -> bool:
    return silent is None or silent is kind or any({silent, kind} <= sort for sort in _SAME_SORT)


def _between(silent: frozenset[str], sides: list[list[Present]]) -> bool:
    """Whether those who were silent stand on two sides."""
    return sum(any(silent & acted for acted in side) for side in sides) > 1


def silence_quads(stated: Sequence[Silence], occasions: Sequence[Occasion]) -> list[ox.Quad]:
    """What follows for `graph:derived`: the occasion that ended a silence, and those that contradict it."""
    derived = Statements(DERIVED)
    if not stated:
        return []
    occasion_of = {report.iri: occasion.iri for occasion in occasions for report in occasion.reports}
    told = (report for occasion in occasions for report in occasion.reports)
    between = _by_two(told, frozenset().union(*(silence.silent for silence in stated)))
    for silence in stated:
        end = occasion_of.get(silence.ended_by) if silence.ended_by is not None else None
        if end is not None:
            derived.say(silence.iri, CP.endedBy, ox.NamedNode(end))
        two = map(frozenset, combinations_with_replacement(sorted(silence.silent), 2))
        near = {report.iri: report for pair in two for report in between.get(pair, ())}
        against = {
            occasion_of[iri] for iri, report in near.items() if contradicts(silence, report, presence(report))
        }
        derived.say(silence.iri, CP.contradictedBy, *map(ox.NamedNode, sorted(against - {end})))
    return derived.quads()


def _by_two(told: Iterable[Report], silent: frozenset[str]) -> dict[frozenset[str], list[Report]]:
    """Contacts that took place by every two of the silent who stand on different sides of them."""
    found: dict[frozenset[str], list[Report]] = defaultdict(list)
    for report in told:
        if report.status is not Status.OCCURRED:
            continue
        sides = [silent.intersection(chain.from_iterable(side)) for side in presence(report)]
        for one, other in combinations(sides, 2):
            for pair in {frozenset((a, b)) for a in one for b in other}:
                found[pair].append(report)
    return found


def _values(dataset: ox.Store, name: str, of: Iterable[str]) -> dict[str, set[str]]:
    return {
        iri: {plain(quad.object) for quad in dataset.quads_for_pattern(ox.NamedNode(iri), node(name), None)}
        for iri in of
    }
