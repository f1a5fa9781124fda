"""Answers to queries, and how they are shown: as a table for people, or in a standard form for programs."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from kg.errors import QueryError
from kg.vocab import PREFIXES, compact

Term = ox.NamedNode | ox.Literal

FORMATS = ("table", "json", "csv", "tsv", "ttl", "nt")


@dataclass(frozen=True)
class Rows:
    """The answer to a query, as the engine wrote it.

    `form` is ``rows`` (SELECT) or ``truth`` (ASK), with `payload` in SPARQL 1.1 Query Results JSON, or
    ``graph`` (CONSTRUCT, DESCRIBE), with `payload` in N-Triples.
    """

    form: str
    payload: bytes

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """Names of the columns; none unless `form` is ``rows``."""
        if self.form != "rows":
            return ()
        return tuple(json.loads(self.payload)["head"]["vars"])

    @cached_property
    def rows(self) -> tuple[tuple[Term | None, ...], ...]:
        """The rows, a cell a column, None where nothing is bound; none unless `form` is ``rows``."""
        if self.form != "rows":
            return ()
        return tuple(tuple(solution) for solution in self._parsed())

    @property
    def truth(self) -> bool | None:
        """The answer to an ASK, else None."""
        return bool(json.loads(self.payload)["boolean"]) if self.form == "truth" else None

    @cached_property
    def triples(self) -> tuple[ox.Triple, ...]:
        """The statements of a graph, sorted, each once; none unless `form` is ``graph``."""
        if self.form != "graph":
            return ()
        parsed = ox.parse(self.payload, format=ox.RdfFormat.N_TRIPLES)
        return tuple(sorted({quad.triple for quad in parsed}, key=str))

    def __len__(self) -> int:
        return len(self.triples) if self.form == "graph" else len(self.rows)

    def records(self) -> Iterator[dict[str, str]]:
        """The rows as plain text, column → value, without the cells that hold nothing."""
        for row in self.rows:
            yield {
                name: plain(term) for name, term in zip(self.variables, row, strict=True) if term is not None
            }

    def _parsed(self) -> ox.QuerySolutions:
        parsed = ox.parse_query_results(self.payload, format=ox.QueryResultsFormat.JSON)
        assert isinstance(parsed, ox.QuerySolutions)
        return parsed


def plain(term: Term) -> str:
    """An IRI as text, or what a literal says."""
    return term.value


def format_rows(
    rows: Rows, form: str, *, labels: Mapping[str, str] | None = None, width: int | None = None
) -> str | bytes:
    """An answer as ``table`` (text), ``json``, ``csv`` or ``tsv`` (W3C results formats), ``ttl`` or ``nt``.

    A table shows labels for IRIs: a column ``xLabel`` in place of ``x``, elsewhere what `labels` holds. If it
    is wider than `width` columns, each row is a block of lines; None means no bound. Raises QueryError where
    the answer has no such form.
    """
    if form not in FORMATS:
        raise QueryError(f"{form!r} is not one of {', '.join(FORMATS)}")
    if rows.form == "graph":
        return _graph(rows, form)
    if form in ("ttl", "nt"):
        raise QueryError(f"{form} is for CONSTRUCT and DESCRIBE; this answer has json, csv, tsv or table")
    if form == "json":
        return rows.payload + b"\n"
    if rows.truth is not None:
        return "true\n" if rows.truth else "false\n"
    if form == "table":
        return table(rows, labels or {}, width)
    parsed = ox.parse_query_results(rows.payload, format=ox.QueryResultsFormat.JSON)
    return parsed.serialize(format=ox.QueryResultsFormat.from_extension(form)) or b""


def _graph(rows: Rows, form: str) -> bytes:
    if form not in ("table", "ttl", "nt"):
        raise QueryError(f"{form} is for SELECT and ASK; this answer has ttl or nt")
    if form == "nt":
        return ox.serialize(rows.triples, format=ox.RdfFormat.N_TRIPLES) or b""
    used = {
        prefix: iri
        for prefix, iri in PREFIXES.items()
        if any(iri in str(term) for triple in rows.triples for term in triple)
    }
    return ox.serialize(rows.triples, format=ox.RdfFormat.TURTLE, prefixes=used) or b""


def table(rows: Rows, labels: Mapping[str, str], width: int | None) -> str:
    """A SELECT's answer as text for people, ending in a line that counts the rows."""
    columns = [
        (index, name.removesuffix("Label"))
        for index, name in enumerate(rows.variables)
        if name + "Label" not in rows.variables
    ]
    heads = [name for _, name in columns]
    instead = {index: rows.variables.index(name) for index, name in columns if name in rows.variables}
    body = [
        [_cell(row[index], row[instead.get(index, index)], labels) for index, _ in columns]
        for row in rows.rows
    ]
    count = f"({len(body)} {'row' if len(body) == 1 else 'rows'})\n"
    if not body:
        return count
    numeric = [
        all(isinstance(row[i], ox.Literal) and _is_number(row[i]) for row in rows.rows) for i, _ in columns
    ]
    widths = [
        max(map(_width, [head, *cells])) for head, cells in zip(heads, zip(*body, strict=True), strict=True)
    ]
    if width is not None and sum(widths) + 2 * (len(widths) - 1) > width:
        return _blocks(heads, body, width) + count
    lines = [heads, ["─" * size for size in widths], *body]
    return "".join(_line(line, widths, numeric) + "\n" for line in lines) + count


def _cell(term: Term | None, otherwise: Term | None, labels: Mapping[str, str]) -> str:
    shown = term if term is not None else otherwise
    if shown is None:
        return ""
    if isinstance(shown, ox.NamedNode):
        return printable(labels.get(shown.value) or compact(shown.value))
    return printable(shown.value)


def printable(text: str) -> str:
    """One line without control characters, which could steer a terminal (Unicode categories Cc and Cf)."""
    joined = " ".join(text.split())
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cf") else c for c in joined)


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, *CSV Injection*)."""
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else cell


def _is_number(term: Term | None) -> bool:
    return isinstance(term, ox.Literal) and term.datatype.value in (
        PREFIXES["xsd"] + "integer",
        PREFIXES["xsd"] + "decimal",
        PREFIXES["xsd"] + "double",
    )


def _width(text: str) -> int:
    """Columns that a text takes on a terminal."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(map(bool, map(unicodedata.combining, text)))


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = []
    for cell, size, numeric in zip(cells, widths, right, strict=True):
        space = " " * (size - _width(cell))
        padded.append(space + cell if numeric else cell + space)
    return "  ".join(padded).rstrip()


def _blocks(heads: Sequence[str], body: Sequence[Sequence[str]], width: int) -> str:
    import textwrap

    margin = max(map(len, heads)) + 2
    blocks = []
    for row in body:
        lines = []
        for head, cell in zip(heads, row, strict=True):
            if cell:
                wrapped = textwrap.wrap(
                    cell, max(width - margin, 20), break_long_words=False, break_on_hyphens=False
                )
                lines.append(head.ljust(margin) + ("\n" + " " * margin).join(wrapped))
        blocks.append("\n".join(lines) + "\n\n")
    return "".join(blocks)
