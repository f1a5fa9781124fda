"""Judgements: what people decided about reports, occasions and actors, as records and as files (Turtle, CSV).

A report is meant by its IRI, which says article, kind and trigger, so that a judgement survives a reading with
other rules (`Address`); a quote beside it finds the place again where the text has changed. Judgements are said in
full, each with author and reason, and their order does not matter. `kg.graph.corrections` and `kg.graph.outcomes`
apply them.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from kg.date.intervals import between
from kg.errors import JudgementError
from kg.graph.triples import edtf, node, plain
from kg.knowledge.entries import date_bounds
from kg.knowledge.provisional import OUTSIDE
from kg.model import DateBasis, EventDate, JudgementKind, Kind, Span, Status
from kg.vocab import CP, PREFIXES, compact, expand, local, mint

T = TypeVar("T", bound=StrEnum)


NONE = "none"
"""What stands for a date or an initiator that is not told."""

OF_TWO = frozenset(kind for kind in JudgementKind if kind.partition("-")[0] in ("same", "different"))
"""Kinds that say something of two reports or two actors."""

OF_A_REPORT = frozenset(
    (
        *(JudgementKind.RIGHT_EVENT, JudgementKind.WRONG_EVENT, JudgementKind.WRONG_INITIATOR),
        *(JudgementKind.WRONG_STATUS, JudgementKind.WRONG_DATE),
    )
)

# Columns of CSV and properties of Turtle, by field of `Judgement`.
_FIELDS = {
    "kind": ("judgement", CP.judgementKind),
    "about": ("about", CP.about),
    "other": ("other", CP.comparedWith),
    "event": ("kind", CP.rightKind),
    "status": ("status", CP.rightStatus),
    "parties": ("participants", CP.parties),
    "initiator": ("initiator", CP.rightInitiator),
    "date": ("date", CP.rightDate),
    "quote": ("quote", CP.quote),
    "author": ("author", CP.author),
    "reason": ("reason", CP.reason),
}
COLUMNS = tuple(column for column, _ in _FIELDS.values())
# Which fields a kind needs besides about, author and reason; `quote` may stand with any.
_NEEDS: dict[JudgementKind, tuple[str, ...]] = {
    **dict.fromkeys(JudgementKind, ()),
    **dict.fromkeys(OF_TWO, ("other",)),
    JudgementKind.WRONG_INITIATOR: ("initiator",),
    JudgementKind.WRONG_STATUS: ("status",),
    JudgementKind.WRONG_DATE: ("date",),
    JudgementKind.MISSING_EVENT: ("event", "parties", "quote"),
}
_MAY = {JudgementKind.MISSING_EVENT: ("status", "initiator", "date")}
_PREFIX = {"kind": "judgement-kind", "event": "kind", "status": "status"}


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision of a person.

    `about` and `other` are IRIs: of reports, of actors, or (a missing event) of the article. `event`, `status`,
    `initiator` (id or name of a participant) and `date` (EDTF) are what is right; `initiator` and `date` may be
    ``none``. `parties` are the sides of a missing event, each of ids of the register, or of names with the state
    in brackets. `quote` is the sentence, needed for a missing event.
    """

    kind: JudgementKind
    about: str
    author: str
    reason: str
    other: str | None = None
    event: Kind | None = None
    status: Status | None = None
    parties: tuple[tuple[str, ...], ...] = ()
    initiator: str | None = None
    date: str | None = None
    quote: str | None = None

    @property
    def iri(self) -> str:
        """Minted from all that is said."""
        said = "\0".join(f"{name}={value}" for name, value in _texts(self).items())
        return mint("judgement", hashlib.blake2b(said.encode(), digest_size=8).hexdigest())

    @property
    def told(self) -> str:
        """The judgement in a few words, for messages."""
        of = f" {compact(self.about)}"
        return f"{self.kind}{of}{f' and {compact(self.other)}' if self.other else ''}"

    @property
    def article(self) -> str | None:
        """Local name of the article that it corrects; None where it is about two things."""
        if self.kind is JudgementKind.MISSING_EVENT:
            return self.about.removeprefix(PREFIXES["article"])
        return Address.of(self.about).article if self.kind in OF_A_REPORT else None


@dataclass(frozen=True, slots=True)
class Address:
    """What the IRI of a report says: local name of the article, kind, trigger, and what tells twins apart."""

    article: str
    kind: Kind
    trigger: Span
    rest: str

    @classmethod
    def of(cls, iri: str) -> Address:
        """The address in an IRI. Raises ValueError where it is none of a report."""
        match = _REPORT.fullmatch(iri.removeprefix(PREFIXES["report"]))
        if match is None or not iri.startswith(PREFIXES["report"]):
            raise ValueError(iri)
        article, kind, start, end, rest = match.groups()
        return cls(article, Kind(kind), Span(int(start), int(end)), rest or "")


_REPORT = re.compile(rf"(.+?)\.({'|'.join(Kind)})\.(\d+)-(\d+)(?:\.(.*))?")


def found(address: str, among: Iterable[str]) -> str | None:
    """The report of an article that an address means today: the IRI itself, else one alone at its place.

    Tried in turn: the same trigger and kind, a trigger that overlaps with the same kind, the same trigger.
    """
    reports = sorted(set(among))
    if address in reports:
        return address
    meant = Address.of(address)
    there = [(iri, Address.of(iri)) for iri in reports]
    there = [(iri, each) for iri, each in there if each.article == meant.article]
    ways: tuple[Callable[[Address], bool], ...] = (
        lambda each: each.trigger == meant.trigger and each.kind is meant.kind,
        lambda each: _meet(each.trigger, meant.trigger) and each.kind is meant.kind,
        lambda each: each.trigger == meant.trigger,
    )
    for fits in ways:
        fitting = [(iri, each) for iri, each in there if fits(each)]
        if len(fitting) > 1 and meant.rest:
            actors = set(meant.rest.split("."))
            fitting = [(iri, each) for iri, each in fitting if actors & set(each.rest.split("."))]
        if len(fitting) == 1:
            return fitting[0][0]
    return None


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def stated_date(text: str, reason: str) -> EventDate | None:
    """The date that EDTF text gives; None for ``none``. Raises ValueError."""
    if text == NONE:
        return None
    first, slash, last = text.partition("/")
    ends = (first, last if slash else first)
    earliest, latest = (None if end == ".." else date_bounds(end)[number] for number, end in enumerate(ends))
    if (earliest is None and latest is None) or (earliest and latest and latest < earliest):
        raise ValueError(text)
    return between(earliest, latest, DateBasis.JUDGED, reason)


# Reading and writing


def read(path: Path) -> tuple[Judgement, ...]:
    """The judgements of a file (.csv, else Turtle), each once, in order of IRI.

    Raises JudgementError that names file and line, and says what to do.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise JudgementError(f"{path}: not UTF-8 text; save it as UTF-8") from None
    except OSError as error:
        raise JudgementError(f"{path}: cannot be read: {error.strerror}") from None
    return parsed(text, str(path), table=path.suffix.lower() == ".csv")


def parsed(text: str, where: str, *, table: bool = False) -> tuple[Judgement, ...]:
    """The judgements in Turtle, or (`table`) CSV; `where` names the source in messages."""
    rows = _rows_of_csv(text, where) if table else _rows_of_turtle(text, where)
    return ordered(_judgement(row, place) for place, row in rows)


def ordered(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Each once, in order of IRI."""
    return tuple(sorted(set(judgements), key=lambda judgement: judgement.iri))


def csv_text(judgements: Iterable[Judgement]) -> str:
    """The judgements as CSV (RFC 4180); a cell that a spreadsheet would take for a formula begins with ``'``."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for judgement in ordered(judgements):
        said = _texts(judgement)
        table.writerow(_guarded(said.get(name, "")) for name in _FIELDS)
    return out.getvalue()


def turtle(judgements: Iterable[Judgement]) -> str:
    """The judgements as Turtle."""
    prefixes = sorted(
        (*("actor", "article", "cp", "edtf", "report", "status"), *("judgement", "judgement-kind", "kind"))
    )
    head = [f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in prefixes]
    return "\n\n".join(["\n".join(head), *map(_block, ordered(judgements))]) + "\n"


def _block(judgement: Judgement) -> str:
    said = [f"    {compact(p.value)} {_shown(value)}" for p, value in terms(judgement)]
    return f"<{judgement.iri}> a cp:Judgement ;\n" + " ;\n".join(said) + " ."


def _shown(term: ox.NamedNode | ox.Literal) -> str:
    if isinstance(term, ox.Literal) and term.datatype.value.startswith(PREFIXES["edtf"]):
        return f"{ox.Literal(term.value)}^^edtf:EDTF"
    prefix, _, name = compact(term.value).partition(":") if isinstance(term, ox.NamedNode) else ("", "", "")
    known = prefix in ("judgement-kind", "kind", "status", "actor", "report", "article")
    return f"{prefix}:{name}" if known and re.fullmatch(r"[A-Za-z](?:[\w.-]*[\w-])?", name) else str(term)


def terms(judgement: Judgement) -> Iterator[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]:
    """Property and value for all that a judgement says."""
    for name, text in _texts(judgement).items():
        value: ox.NamedNode | ox.Literal
        if name in _PREFIX:
            value = node(mint(_PREFIX[name], text))
        elif name in ("about", "other"):
            value = ox.NamedNode(expand(text))
        elif name == "date" and text != NONE:
            value = edtf(text)
        else:
            value = ox.Literal(text)
        yield node(_FIELDS[name][1]), value


def _texts(judgement: Judgement) -> dict[str, str]:
    """Field → text, of those that say something."""
    found = {field.name: getattr(judgement, field.name) for field in fields(judgement)}
    found["parties"] = " | ".join("; ".join(side) for side in judgement.parties)
    found |= {name: compact(found[name]) for name in ("about", "other") if found[name]}
    return {name: str(found[name]) for name in _FIELDS if found[name]}


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'")


def _guarded(cell: str) -> str:
    return "'" + cell if cell.startswith(_FORMULA) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def _rows_of_csv(text: str, where: str) -> Iterator[tuple[str, dict[str, str]]]:
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    number, begins = 0, 1
    names: list[str] = []
    by_column = {column: name for name, (column, _) in _FIELDS.items()}
    try:
        for number, cells in enumerate(lines):
            place, begins = f"{where}:{begins}", lines.line_num + 1
            if not number:
                names = [cell.strip().lower() for cell in cells]
                _columns(names, place)
            elif len(cells) > len(names):
                raise JudgementError(
                    f"{place}: record {number} has {len(cells)} cells, the head {len(names)}; quote commas"
                )
            elif any(cell.strip() for cell in cells):
                row = {by_column[name]: _plain(cell) for name, cell in zip(names, cells, strict=False)}
                yield (
                    f"{place}: record {number}",
                    {name: value for name, value in row.items() if value.strip()},
                )
    except csv.Error as error:
        raise JudgementError(f"{where}:{begins}: record {number + 1}: not well-formed CSV: {error}") from None


def _columns(names: Sequence[str], place: str) -> None:
    unknown = [name for name in names if name not in COLUMNS]
    lacking = [name for name in ("judgement", "about", "author", "reason") if name not in names]
    if unknown:
        raise JudgementError(
            f"{place}: no such column: {', '.join(unknown)}; the columns are {', '.join(COLUMNS)}"
        )
    if lacking:
        raise JudgementError(f"{place}: the first line lacks the column {', '.join(lacking)}")
    if len(set(names)) < len(names):
        raise JudgementError(f"{place}: a column stands twice")


def _rows_of_turtle(text: str, where: str) -> Iterator[tuple[str, dict[str, str]]]:
    said: dict[str, dict[str, list[str]]] = {}
    by_property = {name: field for field, (_, name) in _FIELDS.items()}
    try:
        for quad in ox.parse(text.encode("utf-8", "replace"), format=ox.RdfFormat.TURTLE):
            one = said.setdefault(str(quad.subject), {})
            one.setdefault(quad.predicate.value, []).append(plain(quad.object))
    except SyntaxError as error:
        line = f":{error.lineno}" if error.lineno else ""
        raise JudgementError(f"{where}{line}: not well-formed Turtle: {error.msg}") from None
    a = expand("rdf:type")
    for number, subject in enumerate(sorted(said), 1):
        place = f"{where}:{_line(text, subject)}: record {number} ({compact(subject.strip('<>'))})"
        values = said[subject]
        if values.get(a) != [CP.Judgement]:
            raise JudgementError(f"{place}: is no cp:Judgement; the file holds nothing else")
        for name in values:
            if name != a and name not in by_property:
                known = ", ".join(map(compact, by_property))
                raise JudgementError(f"{place}: {compact(name)} says nothing of a judgement; use {known}")
            if len(values[name]) > 1:
                raise JudgementError(f"{place}: has {len(values[name])} {compact(name)}; keep one")
        row = {by_property[name]: value[0] for name, value in values.items() if name != a}
        for name, prefix in _PREFIX.items():
            if name in row:
                row[name] = row[name].removeprefix(PREFIXES[prefix])
        row["initiator"] = row.get("initiator", "").removeprefix(PREFIXES["actor"])
        yield place, {name: value for name, value in row.items() if value}


def _line(text: str, subject: str) -> int:
    iri = subject.strip("<>")
    for form in (subject, compact(iri)):
        at = text.find(form)
        if at >= 0:
            return text.count("\n", 0, at) + 1
    return 1


def _judgement(row: Mapping[str, str], place: str) -> Judgement:
    said = {name: value if name == "quote" else " ".join(value.split()) for name, value in row.items()}
    kind = _code(JudgementKind, said, "kind", place)
    if kind is None:
        raise JudgementError(f"{place}: says not what is judged; {_list(JudgementKind)}")
    needed, allowed = (
        _NEEDS[kind],
        {"kind", "about", "author", "reason", "quote", *_NEEDS[kind], *_MAY.get(kind, ())},
    )
    for name in ("about", *needed, "author", "reason"):
        if name not in said:
            why = {"author": "say who judges", "reason": "say why"}.get(name, f"a judgement {kind} needs it")
            raise JudgementError(f"{place}: has no {_FIELDS[name][0]}: {why}")
    for name in said:
        if name not in allowed:
            raise JudgementError(
                f"{place}: {_FIELDS[name][0]} has no meaning for a judgement {kind}; leave it out"
            )
    about = _iri(kind, said["about"], f"{place}: about")
    other = _iri(kind, said["other"], f"{place}: other") if "other" in said else None
    if other is not None:
        about, other = sorted((about, other))
        if about == other:
            raise JudgementError(f"{place}: is about one thing twice; name two")
        outside = [iri.removeprefix(PREFIXES["actor"]).startswith(OUTSIDE) for iri in (about, other)]
        if kind.endswith("-actor") and not any(outside):
            raise JudgementError(f"{place}: both actors are of the register; join or part them there")
    date = said.get("date")
    try:
        stated_date(date or NONE, "")
    except ValueError:
        ways = "2024-07-12, 2024-07, 2024, 2024-07-01/2024-07-10 (.. for an open end) or none"
        raise JudgementError(f"{place}: date {date!r} is none; write {ways}") from None
    judgement = Judgement(
        kind,
        about,
        said["author"],
        said["reason"],
        other,
        _code(Kind, said, "event", place),
        _code(Status, said, "status", place),
        _parties(said.get("parties", ""), place),
        said.get("initiator", "").removeprefix("actor:") or None,
        date,
        said.get("quote"),
    )
    if kind is JudgementKind.MISSING_EVENT:
        return replace(judgement, status=judgement.status or Status.OCCURRED)
    return judgement


def _code(codes: type[T], said: Mapping[str, str], name: str, place: str) -> T | None:
    if name not in said:
        return None
    try:
        return codes(said[name])
    except ValueError:
        raise JudgementError(
            f"{place}: {_FIELDS[name][0]} {said[name]!r} is none of {_list(codes)}"
        ) from None


def _list(codes: type[StrEnum]) -> str:
    return ", ".join(codes)


def _iri(kind: JudgementKind, text: str, place: str) -> str:
    """The IRI of what a judgement is about, from an IRI, CURIE or id."""
    of_article = kind is JudgementKind.MISSING_EVENT
    prefix = "article" if of_article else "actor" if kind.endswith("-actor") else "report"
    if "://" in text or text.startswith(prefix + ":"):
        iri = text if "://" in text else PREFIXES[prefix] + text.partition(":")[2]
    else:
        iri = mint(prefix, text) if prefix != "report" else PREFIXES[prefix] + text
    try:
        ox.NamedNode(iri)
        if not iri.startswith(PREFIXES[prefix]) or iri == PREFIXES[prefix]:
            raise ValueError
        if prefix == "report":
            Address.of(iri)
    except ValueError:
        example = {
            "article": "article:ID",
            "actor": "actor:ID",
            "report": "report:ARTICLE.KIND.START-END, as kg why and kg export -f csv show it",
        }[prefix]
        raise JudgementError(f"{place} {text!r} names no {prefix}; write {example}") from None
    return iri


def _parties(text: str, place: str) -> tuple[tuple[str, ...], ...]:
    sides = tuple(
        tuple(name.strip().removeprefix("actor:") for name in side.split(";") if name.strip())
        for side in text.split("|")
    )
    if text and (len(sides) < 2 or not all(sides)):
        raise JudgementError(
            f"{place}: participants {text!r} are not two sides; write  lloyd-austin | andrey-belousov"
        )
    return sides if text else ()


def of_article(judgements: Iterable[Judgement], article: str) -> tuple[Judgement, ...]:
    """Those that correct what is read in an article (by id)."""
    key = local(article)
    return tuple(judgement for judgement in judgements if judgement.article == key)
