"""Contacts as a panel for statisticians: a row for each two states and each month or day, with counts.

A contact counts once for each two states (or organisations) whose people were on different sides of it, however many
people these were. States carry ISO 3166-1 and Correlates of War codes, by which the table joins others. A pair and
period of which no article reports anything has no row; a contact that cannot be put into one period is in the row of
its pair whose period is empty, so that no contact is lost.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from typing import BinaryIO

import pyoxigraph as ox

from kg.graph.consensus import Consensus
from kg.graph.occasions import recorded
from kg.graph.triples import described, plain
from kg.model import Kind, Status
from kg.query.rows import harmless
from kg.vocab import CP, compact, expand

_CODES = {"iso2": CP.iso2, "iso3": CP.iso3, "cow": CP.cowCode}
_SIDES = ("one", "other")
COLUMNS = (
    "period",
    *(f"{side}_{name}" for side in _SIDES for name in ("id", "name", *_CODES)),
    "contacts",
    *(f"kind_{kind.value}" for kind in Kind),
    *(f"status_{status.value}" for status in Status if status is not Status.OCCURRED),
    "sought_by_one",
    "sought_by_other",
    "sources",
)
"""`contacts`, the kinds and who sought them count what occurred; the others what was planned, proposed or denied.

`sources` adds up the independent sources of the contacts that occurred (`kg.graph.sources`).
"""

Key = tuple[str, str, str]  # period, and two bodies by IRI, in order


def panel(dataset: ox.Store, out: BinaryIO, *, daily: bool) -> None:
    """Write the panel as CSV (RFC 4180, UTF-8), rows in order of period and pair."""
    bodies = _Bodies(dataset)
    rows: dict[Key, Counter[str]] = {}
    for occasion in recorded(dataset):
        known = Consensus(occasion)
        period = _period(*known.bounds, daily=daily)
        for pair in _pairs(known, bodies):
            _count(rows.setdefault((period, *pair), Counter()), known, pair, bodies)
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        table = csv.writer(text)
        table.writerow(COLUMNS)
        for period, one, other in sorted(rows):
            counted = rows[period, one, other]
            described_both = [*bodies.columns(one), *bodies.columns(other)]
            counts = [str(counted[name]) for name in COLUMNS[1 + len(described_both) :]]
            table.writerow(map(harmless, [period, *described_both, *counts]))
    finally:
        text.detach()


def _period(first: dt.date | None, last: dt.date | None, *, daily: bool) -> str:
    """The month or day in which a contact surely lies; empty where its dates leave more than one."""
    if first is None or last is None:
        return ""
    begin, end = (day.isoformat() if daily else day.isoformat()[:7] for day in (first, last))
    return begin if begin == end else ""


def _pairs(known: Consensus, bodies: _Bodies) -> set[tuple[str, str]]:
    found = set()
    for one, other in known.pairs():
        for here in bodies.of(one):
            found |= {(min(here, there), max(here, there)) for there in bodies.of(other) if there != here}
    return found


def _count(counted: Counter[str], known: Consensus, pair: tuple[str, str], bodies: _Bodies) -> None:
    if known.status is not Status.OCCURRED:
        counted[f"status_{known.status.value}"] += 1
        return
    counted["contacts"] += 1
    counted[f"kind_{known.kind.value}"] += 1
    counted["sources"] += known.sources
    if known.initiator:
        for side, body in zip(_SIDES, pair, strict=True):
            counted[f"sought_by_{side}"] += body in bodies.of(known.initiator)


class _Bodies:
    """For whom actors act, and how these are called and coded; each looked up once."""

    def __init__(self, dataset: ox.Store) -> None:
        self._dataset = dataset
        self._of: dict[str, tuple[str, ...]] = {}

    def of(self, actor: str) -> tuple[str, ...]:
        """The states or organisations of an actor; a state and an organisation stand for themselves."""
        if actor not in self._of:
            said = described(self._dataset, actor)
            types = set(map(plain, said.get(expand("rdf:type"), ())))
            acts_for = said.get(CP.citizenOf) or said.get(CP.ofBody) or ()
            if CP.State in types or (CP.Organization in types and not acts_for):
                self._of[actor] = (actor,)
            else:
                self._of[actor] = tuple(sorted(map(plain, acts_for)))
        return self._of[actor]

    def columns(self, body: str) -> list[str]:
        """Id, English name and codes."""
        said = described(self._dataset, body)
        labels = [label for label in said.get(expand("rdfs:label"), ()) if isinstance(label, ox.Literal)]
        name = min((label.value for label in labels if not label.language), default=compact(body))
        codes = [next((plain(term) for term in said.get(code, ())), "") for code in _CODES.values()]
        return [compact(body), name, *codes]
