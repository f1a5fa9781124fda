"""What the explorer at a server asks for: views, contacts, names, chains and silences, as plain records for JSON.

`kg.serve.found` counts, `kg.serve.index` knows the names, and the few contacts that are told are read from the
dataset. Actors, occasions and reports are named by number (`kg.serve.ledger`); ``actors`` of an answer says who they
are, and ``told`` holds contacts as `kg.render.payload` tells them, with ``numbers``: which actor, occasion and report
each of its records is.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pyoxigraph as ox

from kg.query.contacts import Labels, read_contacts, read_sources
from kg.render.dossier import Dossier, Silence, dossier, stated_silences
from kg.render.payload import Record, Texts, tell
from kg.serve.found import Filters, Finder, Found
from kg.serve.index import Index
from kg.serve.ledger import KINDS, STATUSES
from kg.serve.pairs import Pair, Pairs
from kg.vocab import compact, expand

NEAR = 60
"""Actors of a drawing among which every pair is told, for the matrix."""
STRONGEST = LATEST = 8
STATED = 50
"""Silences stated by articles that are told at most."""


class Views:
    """The answers for one dataset."""

    def __init__(self, dataset: ox.Store, index: Index, finder: Finder, text_of: Texts) -> None:
        self._dataset, self._index, self._finder, self._text_of = dataset, index, finder, text_of
        self._columns = finder.columns

    def opening(self) -> Record:
        """What the page knows from the beginning: names of filters, columns of the time line, totals."""
        every = self._finder.found(Filters(statuses=None))
        sizes = every.counts(every.passed)
        return {
            "kinds": list(KINDS),
            "statuses": list(STATUSES),
            "present": {
                "kinds": [KINDS[kind] for kind in self._columns.kinds],
                "statuses": [STATUSES[status] for status in self._columns.statuses],
            },
            "publishers": self._columns.publishers,
            "columns": self._columns.timeline,
            "total": {"actors": len(every.ranked), "contacts": sizes["occasions"]},
        }

    def view(self, filters: Filters, most: int, wanted: Sequence[int], *, drawn: bool, chart: bool) -> Record:
        """What is found and drawn; `wanted` are drawn first, `drawn` counts only what is on pairs that are drawn."""
        found = self._finder.found(filters)
        first = [*([] if filters.ego is None else [filters.ego]), *wanted]
        pairs = Pairs(found)
        groups = pairs.groups(most, [found.unit_of(actor) for actor in first])
        actors = list(itertools.chain.from_iterable(groups))
        among = pairs.among(actors)
        chosen = found.drawn(actors) if drawn else found.passed
        lines, strongest = pairs.lines(among), pairs.strongest(STRONGEST)
        facets = found.facets()
        ends = {end for pair in (*lines, *strongest) for end in (pair.one, pair.other)}
        return {
            "actors": self._named({*actors, *ends, *facets["states"], *(filters.bodies or ())}),
            "between": len(among),
            "chart": [[_coded(sure), wide] for sure, wide in found.chart()] if chart else None,
            "counts": found.counts(chosen),
            "facets": {
                **facets,
                "kinds": _coded(facets["kinds"]),
                "statuses": _coded(facets["statuses"], STATUSES),
                "by": _coded(facets["by"], ("unstated", "stated")),
            },
            "found": len(found.ranked),
            "groups": groups,
            "held": {actor: int(found.held[actor]) for actor in actors},
            "latest": found.latest(chosen, LATEST),
            "most": int(found.occasions.max(initial=0)),
            "pairs": [_line(pair) for pair in lines],
            "ranks": _ranks(found, actors),
            "strip": found.strip(),
            "strongest": [_line(pair) for pair in strongest],
        }

    def reports(self, filters: Filters, most: int | None, offset: int, limit: int) -> Record:
        """Reports in order; with `most`, those on the pairs of so many drawn actors."""
        found = self._finder.found(filters)
        chosen = found.passed
        if most is not None:
            chosen = found.drawn([actor for group in Pairs(found).groups(most) for actor in group])
        numbers = np.flatnonzero(chosen)
        shown = numbers[offset : offset + limit].tolist()
        return {
            "total": len(numbers),
            "next": offset + limit if offset + limit < len(numbers) else None,
            "reports": shown,
            "told": self.told(shown),
        }

    def contacts(self, reports: Any, found: Found, offset: int, limit: int) -> Record:
        """Contacts of reports (numbers in order): those of each occasion together."""
        occasions, articles, groups = found.grouped(reports)
        shown = groups[offset : offset + limit]
        return {
            "occasions": occasions,
            "articles": articles,
            "next": offset + limit if offset + limit < occasions else None,
            "groups": shown,
            "told": self.told(list(itertools.chain.from_iterable(shown))),
        }

    def of_occasion(self, occasion: int) -> Record:
        """All that is told of one occasion."""
        return self.contacts(self._columns.reports_of(occasion), self._finder.found(Filters()), 0, 1)

    def counterparts(self, filters: Filters, actor: int, offset: int, limit: int) -> Record:
        """Counterparts of an actor, most contacts first."""
        total, pairs = Pairs(self._finder.found(filters)).counterparts(actor, offset, limit)
        ends = {end for pair in pairs for end in (pair.one, pair.other)}
        return {
            "total": total,
            "pairs": [_line(pair) for pair in pairs],
            "actors": self._named({actor, *ends}),
        }

    def path(self, filters: Filters, start: int, end: int) -> Record:
        """A shortest chain of contacts."""
        pairs = Pairs(self._finder.found(filters))
        actors = pairs.path(start, end)
        steps = [pairs.pair(min(step), max(step)) for step in itertools.pairwise(actors or ())]
        return {
            "path": actors,
            "pairs": [_line(pair) for pair in pairs.told([pair for pair in steps if pair is not None])],
            "actors": self._named({start, end, *(actors or ())}),
        }

    def silences(self, filters: Filters, offset: int, limit: int) -> Record:
        """The longest times between two contacts of a pair, and on the first page what articles state of silence."""
        total, longest, gaps = Pairs(self._finder.found(filters)).silences(offset, limit)
        ends = [report for gap in gaps for report in (gap.before, gap.after)]
        return {
            "total": total,
            "longest": longest,
            "next": offset + limit if offset + limit < total else None,
            "gaps": [[gap.one, gap.other, gap.before, gap.after, gap.days] for gap in gaps],
            "actors": self._named({end for gap in gaps for end in (gap.one, gap.other)}),
            "told": self.told(ends, () if offset else stated_silences(self._dataset, STATED)),
        }

    def search(self, filters: Filters, text: str, limit: int) -> Record:
        """Actors that have a name with these words in it, best first."""
        from kg.query.lookup import fold

        words, held = fold(text), self._finder.found(filters).held
        hits = [
            (min(_fit(name, words) for name in names), -int(held[number]), number)
            for number, names in self._index.matching(text)
            if held[number]
        ]
        shown = [number for _, _, number in sorted(hits)[:limit]]
        return {"hits": shown, "actors": self._named(shown)}

    def names(self, actors: Iterable[str], occasions: Iterable[str], reports: Iterable[int] = ()) -> Record:
        """Who is meant by ids of actors, which occasions by ids of them or of their reports, what reports tell."""
        numbers = {self._index.number("actor", expand(f"actor:{name}")) for name in actors}
        found: list[Record] = []
        for name in occasions:
            number = self._index.number("telling", expand(f"report:{name}"))
            if number is None:
                number = self._index.number("contact", expand(f"occasion:{name}"))
            if number is not None:
                found.append({"asked": name, "number": number})
        told = [int(self._columns.reports_of(each["number"])[0]) for each in found]
        told += [number for number in reports if number < self._columns.sizes["reports"]]
        return {"actors": self._named(numbers - {None}), "occasions": found, "told": self.told(told)}  # type: ignore[arg-type]

    def told(self, reports: Sequence[int], silences: Sequence[Silence] = ()) -> Record:
        """The occasions of reports, with every report of each."""
        occasion = self._columns.arrays["occasion"]
        mates = {
            int(mate)
            for number in {int(occasion[report]) for report in reports}
            for mate in self._columns.reports_of(number)
        }
        known = read_contacts(self._dataset, only=self._index.reports(sorted(mates)))
        about = dossier(self._dataset, known, silent=False)
        labels = Labels(self._dataset)
        others = [labels.actor(expand(actor)) for silence in silences for actor in silence.actors]
        printed = read_sources(self._dataset, {expand(silence.article) for silence in silences})
        about = Dossier(about.offices, silences, about.happenings)
        told = tell(known, about, self._text_of, others=others, printed=printed.values())
        records = {
            name: told.records[name] for name in ("actors", "contacts", "occasions", "silences", "sources")
        }
        numbers = {
            "actors": [self._index.number("actor", expand(each["id"])) for each in records["actors"]],
            "contacts": [self._index.place(expand(each["id"])) for each in records["contacts"]],
            "occasions": [self._index.number("contact", expand(each["id"])) for each in records["occasions"]],
        }
        return {**records, "passages": told.texts, "numbers": numbers}

    def _named(self, numbers: Iterable[int]) -> list[Record]:
        return [
            {
                "number": each["number"],
                "id": compact(each["iri"]),
                "name": each["name"],
                "vi": each["vi"],
                "en": each["en"],
                "type": each["type"],
                "of": each["body"],
            }
            for each in self._index.named(numbers)
        ]


def _line(pair: Pair) -> list[Any]:
    kinds = [KINDS[kind] for kind in pair.kinds]
    look = [KINDS[pair.kind], STATUSES[pair.status], pair.to, pair.back]
    return [pair.one, pair.other, pair.occasions, pair.reports, kinds, *look]


def _coded(counts: dict[int, int], codes: Sequence[str] = KINDS) -> dict[str, int]:
    return {codes[number]: count for number, count in counts.items()}


def _ranks(found: Found, actors: Sequence[int]) -> list[int]:
    """The same actors by rank."""
    drawn = np.isin(found.ranked, np.array(actors, np.int64))
    return [int(actor) for actor in found.ranked[drawn]]


def _fit(name: str, words: str) -> int:
    """How well a name fits: itself, its beginning, the beginning of a word in it, anywhere in it, not at all."""
    if name == words:
        return 0
    if name.startswith(words):
        return 1
    return 2 if f" {words}" in name else 3 if words in name else 9
