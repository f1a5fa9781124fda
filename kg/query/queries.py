"""Questions put to the dataset in SPARQL, with values for their parameters.

A value given for a parameter becomes an RDF term, and enters the text in one way only: as Oxigraph writes that term,
in a ``VALUES`` block at the head of the WHERE clause. Questions run over the union of all graphs.

Oxigraph cannot stop a query once it runs. One with a time limit therefore runs in a process of its own, on
the store opened for reading, and that process is killed at the limit.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.model import Kind, Status
from kg.query.guard import QUERY_FORMS, TOKEN, check, located
from kg.query.lookup import iri_of, label_of, other_iris, resolve, resolve_event
from kg.query.questions import VARIABLE, Parameter, ParameterType, Question
from kg.query.rows import Rows, Term
from kg.vocab import PREFIXES, mint

NO_OTHERS: Mapping[str, Sequence[Term]] = MappingProxyType({})
Source = ox.Store | Path
"""An open dataset, or the folder of one on disk (that of Oxigraph's own files)."""
_CODES: dict[ParameterType, tuple[str, type[StrEnum]]] = {
    ParameterType.KIND: ("kind", Kind),
    ParameterType.STATUS: ("status", Status),
}


# Values

_PLACE_FAULT = "a query of this form takes no parameters: it has no WHERE clause to put them in"


def bind(
    text: str, terms: Mapping[str, Term | str], others: Mapping[str, Sequence[Term | str]] = NO_OTHERS
) -> str:
    """`text` with a VALUES block at the head of its WHERE clause that binds variables to terms (or terms as written).

    `others` are further terms for a variable, any of which will do (see `further_terms`). The result is plain
    SPARQL 1.1 that any engine runs. Raises QueryError where there is no place for it.
    """
    if not terms:
        return text
    at = place(text)
    names = " ".join("?" + name for name in terms)
    choices = ((term, *others.get(name, ())) for name, term in terms.items())
    rows = " ".join(f"({' '.join(map(str, row))})" for row in itertools.product(*choices))
    return f"{text[:at]} VALUES ({names}) {{ {rows} }} {text[at:]}"


def further_terms(dataset: ox.Store, terms: Mapping[str, Term]) -> dict[str, tuple[ox.NamedNode, ...]]:
    """The other IRIs of the people outside the register whom `terms` name: what articles say is under any of them.

    Occasions and direct triples know the one that stands for the others alone, so that nothing counts twice.
    """
    actors = {
        n: t
        for n, t in terms.items()
        if isinstance(t, ox.NamedNode) and t.value.startswith(PREFIXES["actor"])
    }
    return {name: others for name, term in actors.items() if (others := other_iris(dataset, term))}


def place(text: str) -> int:
    """Offset behind the brace that opens the WHERE clause. Raises QueryError where there is none."""
    opened: list[int] = []
    depth = 0
    form = ""
    for match in TOKEN.finditer(text):
        word = match[0].upper()
        if match.lastgroup == "word":
            form = form or (word if word in QUERY_FORMS else "")
            if word == "WHERE" and form == "CONSTRUCT" and not opened:
                raise QueryError(_PLACE_FAULT)
        elif match.lastgroup == "mark":
            if word == "{" and not depth:
                opened.append(match.end())
            depth += 1 if word in "{(" else -1
    wanted = 1 if form == "CONSTRUCT" else 0
    if len(opened) <= wanted:
        raise QueryError(_PLACE_FAULT)
    return opened[wanted]


def terms_of(source: Source, asked: Question, given: Mapping[str, str]) -> dict[str, Term]:
    """RDF terms for the values given to a question (parameter → text), defaults included.

    An actor, office, state or channel may be an IRI, a CURIE, an id or a name; case and diacritics of a name
    do not matter. Raises QueryError for a parameter or value that is unknown, missing or ambiguous.
    """
    if asked.open:
        return {name: _guess(asked, name, value) for name, value in given.items()}
    known = {parameter.name: parameter for parameter in asked.parameters}
    for name in given:
        if name not in known:
            takes = f"it takes {', '.join(known)}" if known else "it takes none"
            raise QueryError(f"{asked.name} has no parameter {name!r}: {takes}")
    terms = {}
    for parameter in asked.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is not None:
            terms[parameter.name] = term_of(source, parameter, value)
        elif parameter.required:
            example = f", for example {parameter.name}={parameter.example}" if parameter.example else ""
            raise QueryError(f"{asked.name} needs a value for {parameter.name}{example}")
    return terms


def term_of(source: Source, parameter: Parameter, value: str) -> Term:
    """The RDF term that a text stands for as a value of a parameter. Raises QueryError."""
    text = unicodedata.normalize("NFC", value).strip()
    try:
        if parameter.type is ParameterType.DATE:
            return _literal(_day(text), "date")
        if parameter.type is ParameterType.INTEGER:
            return _literal(str(int(text)), "integer")
        if parameter.type is ParameterType.STRING:
            return ox.Literal(value)
        if parameter.type in _CODES:
            return _code(parameter.type, text)
        with opened(source) as dataset:
            if parameter.type is ParameterType.EVENT:
                return resolve_event(dataset, text)
            return resolve(dataset, parameter.type, text)
    except ValueError as error:
        raise QueryError(f"{parameter.name}: {value!r} is not {_expected(parameter.type, error)}") from None
    except QueryError as error:
        raise QueryError(f"{parameter.name}: {error}") from None


def _expected(kind: ParameterType, error: ValueError) -> str:
    if kind is ParameterType.DATE:
        return "a day written as YYYY-MM-DD"
    if kind is ParameterType.INTEGER:
        return "a whole number"
    return f"usable: {error}"


def _day(text: str) -> str:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise ValueError(text)
    return dt.date.fromisoformat(text).isoformat()


def _literal(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(PREFIXES["xsd"] + datatype))


def _code(kind: ParameterType, text: str) -> ox.NamedNode:
    prefix, codes = _CODES[kind]
    name = text.removeprefix("<").removesuffix(">").removeprefix(PREFIXES[prefix]).removeprefix(prefix + ":")
    for code in codes:
        if code.lower() == name.lower():
            return ox.NamedNode(mint(prefix, code))
    raise QueryError(f"{text!r} is not one of {', '.join(codes)}")


def _guess(asked: Question, name: str, value: str) -> Term:
    """A term for a parameter whose type nothing declares: IRI, CURIE, day, whole number, else string."""
    if not VARIABLE.fullmatch(name) or not re.search(rf"[?$]{name}\b", asked.text):
        raise QueryError(f"{asked.name} has no variable ?{name} to bind")
    text = value.strip()
    iri = iri_of(text)
    if iri is not None:
        return iri
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return _literal(text, "date")
    if re.fullmatch(r"[+-]?\d+", text):
        return _literal(text, "integer")
    return ox.Literal(value)


@contextlib.contextmanager
def opened(source: Source) -> Iterator[ox.Store]:
    """The dataset of a source; one that is given as a folder is opened for reading."""
    if isinstance(source, ox.Store):
        yield source
        return
    try:
        dataset = ox.Store.read_only(str(source))
    except (OSError, ValueError, RuntimeError) as error:
        raise StoreError(f"{source}: cannot be opened as a store: {error}") from None
    yield dataset


def labels(source: Source, rows: Rows) -> dict[str, str]:
    """Labels of the IRIs among the cells of an answer, for `format_rows`."""
    iris = {cell for row in rows.rows for cell in row if isinstance(cell, ox.NamedNode)}
    events = (PREFIXES["report"], PREFIXES["occasion"])  # known by their ids, which reports-of takes
    with opened(source) as dataset:
        found = {iri.value: label_of(dataset, iri) for iri in iris if not iri.value.startswith(events)}
    return {iri: label for iri, label in found.items() if label is not None}


def ask(
    source: Source, asked: Question, given: Mapping[str, str] | None = None, *, timeout: float | None = None
) -> Rows:
    """The answer to a question with values for its parameters (see `terms_of`), within `timeout` seconds."""
    terms = terms_of(source, asked, given or {})
    with opened(source) as dataset:
        others = further_terms(dataset, terms)
    return run(source, asked.text, parameters=terms, others=others, timeout=timeout)


def run(
    source: Source,
    text: str,
    *,
    parameters: Mapping[str, Term] | None = None,
    others: Mapping[str, Sequence[Term]] = NO_OTHERS,
    timeout: float | None = None,
) -> Rows:
    """The answer to a query text over the union of all graphs, variables bound to `parameters` or `others`.

    `timeout` is in seconds and needs a folder as the source, because the query then runs in a process of its
    own. Raises QueryError where the text is not well-formed, not allowed, or not done within the limit, and
    StoreError where the folder cannot be opened.
    """
    if timeout is None:
        bound = _bound(text, parameters or {}, others)
        with opened(source) as dataset:
            return _evaluate(dataset, bound)
    if isinstance(source, ox.Store):
        raise ValueError("a time limit needs the folder of a store, not an open one")
    written = {name: str(term) for name, term in (parameters or {}).items()}
    further = {name: [str(term) for term in terms] for name, terms in others.items()}
    return _in_worker({"store": str(source), "text": text, "terms": written, "others": further}, timeout)


def _bound(text: str, terms: Mapping[str, Term | str], others: Mapping[str, Sequence[Term | str]]) -> str:
    """A text that was checked, before and after values were bound in it."""
    check(text)
    bound = bind(text, terms, others)
    if terms:
        check(bound)
    return bound


def _evaluate(dataset: ox.Store, text: str) -> Rows:
    try:
        result = dataset.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
        if isinstance(result, ox.QueryTriples):
            return Rows("graph", result.serialize(format=ox.RdfFormat.N_TRIPLES) or b"")
        payload = result.serialize(format=ox.QueryResultsFormat.JSON) or b""
    except SyntaxError as error:
        raise QueryError(located(error)) from None
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}") from None
    return Rows("truth" if isinstance(result, ox.QueryBoolean) else "rows", payload)


_WORKER = "import kg.query.queries; kg.query.queries.work()"
_FAILED = 3


def _in_worker(request: Mapping[str, object], timeout: float) -> Rows:
    """What `work` makes of a request. All that a text can make slow is in there: to parse it, to check it (an ASK is
    answered at once, be it of an empty dataset), to run it."""
    home = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join([home, *filter(None, [os.environ.get("PYTHONPATH")])])
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", _WORKER],
            input=json.dumps(request).encode(),
            capture_output=True,
            env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise QueryError(
            f"the query was stopped after {timeout:g} s: ask for less (a period, an actor) or allow more time"
        ) from None
    if done.returncode == _FAILED:
        failure = json.loads(done.stderr)
        raise (StoreError if failure["store"] else QueryError)(failure["text"])
    if done.returncode != 0:
        raise QueryError(
            f"the query ended without an answer (exit {done.returncode}); it may need more memory"
        )
    form, _, payload = done.stdout.partition(b"\n")
    return Rows(form.decode(), payload)


def work() -> None:
    """Body of the process that runs one query: a request in JSON in, the form and the payload out."""
    request = json.loads(sys.stdin.buffer.read())
    try:
        text = _bound(request["text"], request["terms"], request["others"])
        with opened(Path(request["store"])) as dataset:
            rows = _evaluate(dataset, text)
    except (QueryError, StoreError) as error:
        failure = {"store": isinstance(error, StoreError), "text": str(error)}
        sys.stderr.buffer.write(json.dumps(failure).encode())
        sys.exit(_FAILED)
    sys.stdout.buffer.write(rows.form.encode() + b"\n" + rows.payload)
