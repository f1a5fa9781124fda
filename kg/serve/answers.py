"""Queries of the SPARQL protocol put to an open dataset, within limits on what comes out.

What the engine writes is counted while it writes: a query whose answer grows past the limits ends there, and
is refused as a whole. Nothing is cut off in silence. For limits on time see `kg.serve.workers`.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.guard import located, refuse
from kg.serve.negotiation import GRAPHS, RESULTS, choose, media_type
from kg.serve.protocol import Operation, Refusal
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from typing_extensions import Buffer


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that an answer may hold: rows or statements, and bytes."""

    rows: int = 100_000
    size: int = 64 << 20


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer without its connection: status, media type, body and further headers."""

    status: int
    media: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


_RESULT_FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPH_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
# Bytes that stand with each row, and how many more of them there are than rows; they may stand in a value too.
_ROW_MARKS = {"json": (b"},{", -1), "xml": (b"<result>", 0), "csv": (b"\n", 1), "tsv": (b"\n", 1)}
_CHANGING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)


class _TooMany(Exception):
    """More rows, or what may be rows, than the limit."""


class _TooLarge(Exception):
    """More bytes than the limit."""


class _Bounded(io.BytesIO):
    """Bytes in memory that stop their writer at a size, or at a number of marks for rows."""

    def __init__(self, size: int, mark: bytes, marks: int) -> None:
        super().__init__()
        self._size, self._mark, self._marks = size, mark, marks
        self._seam = b""

    def write(self, data: Buffer, /) -> int:
        """Take in more. Raises _TooLarge and _TooMany."""
        added = bytes(data)
        self._size -= len(added)
        if self._size < 0:
            raise _TooLarge
        if self._mark:
            seen = self._seam + added
            self._marks -= seen.count(self._mark)
            self._seam = seen[len(seen) - len(self._mark) + 1 :]
            if self._marks < 0:
                raise _TooMany
        return super().write(added)


def answer(dataset: ox.Store, asked: Operation, accept: str | None, limits: Limits) -> Answer:
    """The answer to a query in the form that `accept` asks for (or the request's own ``format``).

    Raises Refusal: 400 for a text that is not well-formed, 403 for one that reaches beyond the dataset or has
    a larger answer than `limits` allow, 406 where there is no such form.
    """
    try:
        chooses = refuse(asked.query, choosing_graphs=True)
    except QueryError as error:
        raise Refusal(403, str(error)) from None
    try:
        found = _evaluated(dataset, asked, chooses)
        graph = isinstance(found, ox.QueryTriples)
        form = _form(asked.other("format"), accept, GRAPHS if graph else RESULTS)
        if isinstance(found, ox.QueryTriples):
            body = serialized(_statements(found, limits), form)
        elif isinstance(found, ox.QueryBoolean):
            body = found.serialize(format=_RESULT_FORMATS[form]) or b""
        else:
            written = _rows(found, form, limits)
            if written is None:  # marks in values, or too many rows: only counting them tells
                rows = sum(
                    1 for _ in zip(_solutions(dataset, asked, chooses), range(limits.rows + 1), strict=False)
                )
                if rows > limits.rows:
                    raise _too_many(limits)
                written = _rows(_solutions(dataset, asked, chooses), form, limits, counted=False)
            body = written or b""
    except SyntaxError as error:
        raise Refusal(400, located(error)) from None
    except _TooLarge:
        raise Refusal(
            403, f"the answer is larger than {limits.size:,} bytes: ask for less, or add LIMIT"
        ) from None
    except (OSError, ValueError, RuntimeError) as error:
        raise Refusal(500, f"the query failed: {error}") from None
    return Answer(200, media_type(form), body)


def repeatable(text: str) -> bool:
    """Whether a query has the same answer each time, as long as the dataset stays the same."""
    return not _CHANGING.search(text)


def _evaluated(
    dataset: ox.Store, asked: Operation, chooses: bool
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    named = bool(asked.default_graphs or asked.named_graphs)
    return dataset.query(
        asked.query,
        prefixes=PREFIXES,
        use_default_graph_as_union=not named and not chooses,
        default_graph=[ox.NamedNode(iri) for iri in asked.default_graphs] if named else None,
        named_graphs=[ox.NamedNode(iri) for iri in asked.named_graphs] if named else None,
    )


def _solutions(dataset: ox.Store, asked: Operation, chooses: bool) -> ox.QuerySolutions:
    found = _evaluated(dataset, asked, chooses)
    assert isinstance(found, ox.QuerySolutions)
    return found


def _rows(found: ox.QuerySolutions, form: str, limits: Limits, *, counted: bool = True) -> bytes | None:
    """The rows of an answer as text; None where there may be more of them than the limit."""
    mark, more = _ROW_MARKS[form]
    out = _Bounded(limits.size, mark if counted else b"", limits.rows + more)
    try:
        found.serialize(out, format=_RESULT_FORMATS[form])
    except _TooMany:
        return None
    return out.getvalue()


def _statements(found: ox.QueryTriples, limits: Limits) -> list[ox.Triple]:
    triples = set()
    for triple in found:
        triples.add(triple)
        if len(triples) > limits.rows:
            raise _too_many(limits)
    return sorted(triples, key=str)


def _too_many(limits: Limits) -> Refusal:
    return Refusal(403, f"the answer has over {limits.rows:,} rows: ask for less, or add LIMIT")


def serialized(triples: list[ox.Triple], form: str) -> bytes:
    """Statements in a form of `GRAPHS`, in the order in which they come; only prefixes in use are declared."""
    text = "\n".join(map(str, triples))
    used = {prefix: iri for prefix, iri in PREFIXES.items() if "<" + iri in text}
    output = _GRAPH_FORMATS[form]
    if form == "nt":
        return ox.serialize(triples, format=output) or b""
    return ox.serialize(triples, format=output, prefixes=used) or b""


def digest(data: bytes) -> str:
    """``sha256-…`` of bytes, as permalinks and ETags carry it."""
    return "sha256-" + hashlib.sha256(data).hexdigest()


def _form(asked: str | None, accept: str | None, offered: Mapping[str, tuple[str, ...]]) -> str:
    if asked is not None:
        named = {
            **{name: name for name in offered},
            **{media: n for n, all_ in offered.items() for media in all_},
        }
        form = named.get(asked)
    else:
        form = choose(accept, offered)
    if form is None:
        kinds = ", ".join(types[0] for types in offered.values())
        raise Refusal(406, f"this answer has none of the forms asked for; it has {kinds}")
    return form
