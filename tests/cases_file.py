"""Reads the tables of tests/cases: texts with the contacts that they report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.model import Article, Extraction

FOLDER = Path(__file__).parent / "cases"

Told = tuple[str, tuple[str, ...], str, str]
Silent = tuple[tuple[str, ...], str, str]


@dataclass(frozen=True)
class Case:
    """A text, when it was published, and what it says: contacts as (kind and status, parties, initiator, date)."""

    group: str
    text: str
    published: dt.date | None = None
    contacts: list[Told] = field(default_factory=list)
    silences: list[Silent] = field(default_factory=list)

    @property
    def article(self) -> Article:
        return Article("case", self.text, published=self.published)

    def __str__(self) -> str:
        return f"{self.group}: {self.text[:60]}"


def read_cases(name: str, published: dt.date | None = None) -> list[Case]:
    """The cases of a table; `published` where a case gives no date of its own."""
    return list(_cases((FOLDER / name).read_text("utf-8").splitlines(), published))


def _cases(lines: Iterable[str], published: dt.date | None) -> Iterator[Case]:
    group, case = "", None
    for line in lines:
        if line.startswith("=="):
            group = line[2:].strip()
        elif line.startswith("= ") and case:
            what, parties, initiator, date = _cells(line)
            case.contacts.append((what, _parties(parties), initiator, date))
        elif line.startswith("~ ") and case:
            parties, date, kind = _cells(line)
            case.silences.append((_parties(parties), date, kind))
        elif line and not line.startswith("#"):
            if case:
                yield case
            day, _, text = line[1:].partition("] ") if line.startswith("[") else ("", "", line)
            text = "\n".join(part.strip() for part in text.split("|"))
            case = Case(group, text, dt.date.fromisoformat(day) if day else published)
    if case:
        yield case


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line[2:].split("|")]


def _parties(cell: str) -> tuple[str, ...]:
    return tuple(sorted(name.strip() for name in cell.split(",")))


def contacts(extraction: Extraction) -> list[Told]:
    """The contacts of an extraction in the form of the tables, sorted."""
    return sorted(
        (
            f"{e.kind} {e.status}",
            tuple(sorted(p.actor.name for p in e.participants)),
            e.initiator_name or "-",
            e.date.edtf if e.date else "-",
        )
        for e in extraction.events
    )


def silences(extraction: Extraction) -> list[Silent]:
    """The stated silences of an extraction in the form of the tables, sorted."""
    return sorted(
        (
            tuple(sorted([*(a.name for a in s.actors), *(s.offices if len(s.actors) < 2 else ())])),
            s.date.edtf if s.date else "-",
            s.kind or "-",
        )
        for s in extraction.silences
    )
