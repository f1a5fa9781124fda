"""Which reports have to do with others: those on whose grouping that of a changed report can depend.

`kg.graph.occasions` compares clusters of the same parties, then of like names, then letters of some with those of
more, then states with those who act for them, and then does what people decided. The same links are followed here
from report to report, whatever the days and words. What is not reached is grouped as it was, whatever becomes of the
changed reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from kg.graph.blocking import by_bodies, by_names, by_senders
from kg.graph.compatibility import same_under_other_names, senders, stands_for
from kg.graph.testimony import Report

_Parties = tuple[object, int]
"""What reports share that are linked to the same others: the parties as they name them, and how many contacts."""


def neighbourhood(
    told: Iterable[Report], changed: Collection[str], pairs: Iterable[frozenset[str]]
) -> set[str]:
    """IRIs of the reports that `changed` ones (IRIs) have to do with, however indirectly, and of these.

    `told` holds every report as it is, and the changed ones also as they were; `pairs` are the reports about which
    people decided.
    """
    decided: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        for iri in pair:
            decided[iri] |= pair
    links = _Links()
    ahead: list[_Parties] = []
    parties_of: dict[str, list[_Parties]] = defaultdict(list)
    for report in told:
        parties = links.add(report)
        if report.iri in changed:
            ahead.append(parties)
        if report.iri in changed or report.iri in decided:
            parties_of[report.iri].append(parties)
    seen: set[_Parties] = set()
    reached: set[str] = set()
    while ahead:
        parties = ahead.pop()
        if parties in seen:
            continue
        seen.add(parties)
        here = links.told[parties]
        reached.update(report.iri for report in here)
        ahead += links.of(parties)
        ahead += (
            each for report in here for iri in decided.get(report.iri, ()) for each in parties_of.get(iri, ())
        )
    return reached


class _Links:
    """Reports by their parties, and the parties that grouping may compare with others."""

    def __init__(self) -> None:
        self.told: dict[_Parties, list[Report]] = {}
        self._by_actors: dict[tuple[str, ...], list[_Parties]] = defaultdict(list)
        self._by_stranger: dict[str, list[_Parties]] = defaultdict(list)
        self._by_body: dict[str, list[_Parties]] = defaultdict(list)
        self._by_name: dict[str, dict[object, list[_Parties]]] = {}
        self._by_bodies: dict[object, list[_Parties]] = {}
        self._by_senders: dict[object, set[_Parties]] = defaultdict(set)

    def add(self, report: Report) -> _Parties:
        """Take in a report; what it is found by."""
        parties = (report.parties, report.count)
        for key in _of_letter(report):
            self._by_senders[key].add(parties)
        if parties in self.told:
            self.told[parties].append(report)
            return parties
        self.told[parties] = [report]
        self._by_actors[report.actors].append(parties)
        for body in {party.body or party.actor for party in report.parties}:
            self._by_body[body].append(parties)
        if not all(party.registered for party in report.parties):
            for actor in report.actors:
                self._by_stranger[actor].append(parties)
        return parties

    def of(self, parties: _Parties) -> Iterator[_Parties]:
        """What may be compared with these."""
        report = self.told[parties][0]
        for other in self._by_actors[report.actors]:
            if self.told[other][0].sides == report.sides:
                yield other
        for other in self._like_named(report):
            if same_under_other_names(report, self.told[other][0]):
                yield other
        for key in {key for each in self.told[parties] for key in _of_letter(each)}:
            yield from self._by_senders[key]
        for other in self._of_same_bodies(report):
            its = self.told[other][0]
            if stands_for(report, its) or stands_for(its, report):
                yield other

    def _of_same_bodies(self, report: Report) -> list[_Parties]:
        key = by_bodies(report)
        if key is None:
            return []
        if key not in self._by_bodies:
            near = min((self._by_body[body] for body in key[:2]), key=len)
            self._by_bodies[key] = [other for other in near if by_bodies(self.told[other][0]) == key]
        return self._by_bodies[key]

    def _like_named(self, report: Report) -> set[_Parties]:
        found: set[_Parties] = set()
        for name in by_names(report):
            actor = name[0]
            if actor not in self._by_name:
                known = self._by_name[actor] = defaultdict(list)
                for other in self._by_stranger[actor]:
                    for each in by_names(self.told[other][0]):
                        known[each].append(other)
            found.update(self._by_name[actor].get(name, ()))
        return found


def _of_letter(report: Report) -> set[tuple[str, frozenset[str]]]:
    return by_senders(*found) if (found := senders(report)) else set()
