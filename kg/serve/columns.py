"""All reports as columns of numbers, which filters go through (`kg.serve.found`).

Reports, their pairs of actors and their occasions lie in NumPy arrays on disk, mapped into memory, so that a filter
over a million of them is a handful of passes over arrays. Numbers are those of `kg.serve.ledger`.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.render.timeline import timeline
from kg.serve.ledger import Ledger, pairs_of

Numbers = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
UNITS = ("actor", "country")
UNKNOWN = -1
"""What stands for a number that is not known."""


def write(ledger: Ledger, folder: Path) -> None:
    """Write the columns of a ledger to a folder that is there."""
    reports = ledger.reports
    publishers = sorted({article.publisher or "" for article in ledger.articles})
    printed = {name: number for number, name in enumerate(publishers)}
    firsts, lasts = (
        _numbers(dt.date.fromisoformat(day).toordinal() if day else UNKNOWN for day in days)
        for days in ((row.first for row in reports), (row.last for row in reports))
    )
    columns: dict[str, npt.NDArray[Any]] = {
        "kind": np.array([row.kind for row in reports], np.int8),
        "status": np.array([row.status for row in reports], np.int8),
        "first": firsts,
        "last": lasts,
        "by": _numbers(UNKNOWN if row.by is None else row.by for row in reports),
        "article": _numbers(row.article for row in reports),
        "occasion": _numbers(row.occasion for row in reports),
        "publisher": _numbers(printed[ledger.articles[row.article].publisher or ""] for row in reports),
    }
    occasion = columns["occasion"]
    columns["told"] = np.argsort(occasion, kind="stable").astype(np.int32)
    columns["told_from"] = _starts(occasion, len(ledger.occasions))
    body = [
        number if actor.type == "State" else of
        for number, (actor, of) in enumerate(zip(ledger.actors, ledger.bodies, strict=True))
    ]
    columns["body"] = _numbers(UNKNOWN if each is None else each for each in body)
    names = sorted(range(len(ledger.actors)), key=lambda n: (ledger.actors[n].name.encode("utf-16-be"), n))
    columns["alphabet"] = _ranks(names)
    columns["by_id"] = _ranks(
        sorted(range(len(names)), key=lambda n: ledger.actors[n].id.encode("utf-16-be"))
    )
    concerned = [sorted({body[n] for n, _ in row.parties} - {None}) for row in reports]  # type: ignore[type-var]
    of_report = _numbers(at for at, each in enumerate(concerned) for _ in each)
    bodies = _numbers(n for each in concerned for n in each if n is not None)
    columns |= {"concerned_report": of_report, "concerned_body": bodies}
    columns["concerned_link"], columns["concerned_of"] = _links(bodies, occasion[of_report])
    columns["publisher_link"], columns["publisher_of"] = _links(columns["publisher"], occasion)
    for unit in UNITS:
        columns |= {f"{unit}_{name}": each for name, each in _met(ledger, body, unit, occasion).items()}
    for name, column in columns.items():
        np.save(folder / f"{name}.npy", column)
    days = sorted(np.concatenate([firsts[firsts > 0], lasts[lasts > 0]]).tolist())
    told = {
        "publishers": publishers,
        "kinds": sorted({row.kind for row in reports}),
        "statuses": sorted({row.status for row in reports}),
        "columns": timeline(_Days(days)),
        "sizes": {"actors": len(ledger.actors), "occasions": len(ledger.occasions), "reports": len(reports)},
    }
    (folder / "columns.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")


class _Days(Sequence[dt.date]):
    """Days by their ordinals."""

    def __init__(self, ordinals: Sequence[int]) -> None:
        self._ordinals = ordinals

    def __len__(self) -> int:
        return len(self._ordinals)

    def __getitem__(self, at: Any) -> Any:
        return dt.date.fromordinal(self._ordinals[at])


def _numbers(values: Iterable[int]) -> Numbers:
    return np.fromiter(values, np.int32)


def _ranks(order: Sequence[int]) -> Numbers:
    """The place of each number in an order."""
    ranks = np.empty(len(order), np.int32)
    ranks[np.array(order, np.int64)] = np.arange(len(order), dtype=np.int32)
    return ranks


def _starts(sorted_or_not: Numbers, size: int) -> npt.NDArray[np.int64]:
    """Where the entries of each number begin once they are sorted, and where the last end."""
    counts = np.bincount(sorted_or_not, minlength=size)
    return np.concatenate([[0], np.cumsum(counts)])


def _links(values: Numbers, occasions: Numbers) -> tuple[Numbers, Numbers]:
    """Each different pair of a value and an occasion gets a number: that of each entry, and the value of each."""
    keys = values.astype(np.int64) << 32 | occasions
    known, link = np.unique(keys, return_inverse=True)
    return link.astype(np.int32), (known >> 32).astype(np.int32)


def _met(
    ledger: Ledger, body: Sequence[int | None], unit: str, occasion: Numbers
) -> dict[str, npt.NDArray[Any]]:
    """Who met whom: an entry for each report and pair, in order of pair and report; `has` says of which reports."""
    keys = []
    for at, row in enumerate(ledger.reports):
        parties = row.parties
        if unit == "country":
            parties = tuple((body[n], side) for n, side in parties if body[n] is not None)  # type: ignore[misc]
        keys += [(one << 32 | other, at) for one, other in pairs_of(parties)]
    keys.sort()
    pairs = np.array([key for key, _ in keys], np.int64)
    report = _numbers(at for _, at in keys)
    known, pair = np.unique(pairs, return_inverse=True)
    one, other = (known >> 32).astype(np.int32), (known & 0xFFFFFFFF).astype(np.int32)
    has = np.zeros(len(ledger.reports), np.bool_)
    has[report] = True
    link, link_pair = _links(pair.astype(np.int32), occasion[report])
    met = np.zeros(len(link_pair), np.int32)
    met[link] = occasion[report]
    ends = np.concatenate([one[link_pair], other[link_pair]])
    held, held_actor = _links(ends, np.concatenate([met, met]))
    actors = len(ledger.actors)
    return {
        "has": has,
        "report": report,
        "pair": pair.astype(np.int32),
        "pair_from": _starts(pair.astype(np.int32), len(known)),
        "one": one,
        "other": other,
        "one_from": _starts(one, actors),
        "by_other": np.argsort(other, kind="stable").astype(np.int32),
        "other_from": _starts(other, actors),
        "link": link,
        "link_pair": link_pair,
        "held_one": held[: len(link_pair)],
        "held_other": held[len(link_pair) :],
        "held_actor": held_actor,
    }


class _Arrays:
    """The arrays of a folder by name, mapped into memory when they are first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, npt.NDArray[Any]] = {}

    def __getitem__(self, name: str) -> npt.NDArray[Any]:
        if name not in self._known:
            # A plain array over the mapped one: without the overhead of `numpy.memmap` at each step.
            self._known[name] = np.asarray(np.load(self._folder / f"{name}.npy", mmap_mode="r"))
        return self._known[name]


class Columns:
    """The columns in a folder, open for reading."""

    def __init__(self, folder: Path) -> None:
        self.arrays = _Arrays(folder)
        told = json.loads((folder / "columns.json").read_text("utf-8"))
        self.publishers: list[str] = told["publishers"]
        self.kinds: list[int] = told["kinds"]
        self.statuses: list[int] = told["statuses"]
        self.timeline: list[dict[str, Any]] = told["columns"]
        self.sizes: dict[str, int] = told["sizes"]

    def reports_of(self, occasion: int) -> Numbers:
        """All reports of an occasion."""
        start, end = self.arrays["told_from"][occasion : occasion + 2]
        told: Numbers = self.arrays["told"][start:end]
        return told
