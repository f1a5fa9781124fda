"""Questions put to the dataset in SPARQL: the named ones of ``ontology/queries/``, and a user's own.

A query file opens with comment lines ``#+`` that hold YAML (the habit of grlc): ``title`` (vi and en),
``description`` (the same) and ``parameters`` (name → type, about, required, default, example). A value given for a
parameter becomes an RDF term, and enters the text in one way only: as Oxigraph writes that term, in a
``VALUES`` block at the head of the WHERE clause. Questions run over the union of all graphs.

Oxigraph cannot stop a query once it runs. One with a time limit therefore runs in a process of its own, on
the store opened for reading, and that process is killed at the limit.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import difflib
import itertools
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from kg.errors import OntologyError, QueryError, StoreError
from kg.model import Kind, Status
from kg.ontology import Ontology
from kg.query.lookup import iri_of, label_of, other_iris, resolve, resolve_event
from kg.query.rows import FORMATS as FORMATS
from kg.query.rows import Rows as Rows
from kg.query.rows import Term as Term
from kg.query.rows import format_rows as format_rows
from kg.vocab import PREFIXES, mint

NO_OTHERS: Mapping[str, Sequence[Term]] = MappingProxyType({})
Source = ox.Store | Path
"""An open dataset, or the folder of one on disk (that of Oxigraph's own files)."""


class ParameterType(StrEnum):
    """What a parameter takes, and so how a value for it is read."""

    ACTOR = "actor"
    OFFICE = "office"
    STATE = "state"
    CHANNEL = "channel"
    SOURCE = "source"
    EVENT = "event"
    KIND = "kind"
    STATUS = "status"
    DATE = "date"
    INTEGER = "integer"
    STRING = "string"


_CODES: dict[ParameterType, tuple[str, type[StrEnum]]] = {
    ParameterType.KIND: ("kind", Kind),
    ParameterType.STATUS: ("status", Status),
}


@dataclass(frozen=True, slots=True)
class Both:
    """A text in Vietnamese and in English."""

    vi: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a question takes; `name` is the variable it binds."""

    name: str
    type: ParameterType
    about: Both
    required: bool = False
    default: str | None = None
    example: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A query text with what its header says; one without a header is `open`: it takes what it mentions."""

    name: str
    text: str
    title_vi: str = ""
    title_en: str = ""
    description: Both = field(default_factory=Both)
    parameters: tuple[Parameter, ...] = ()
    open: bool = False

    def title(self, language: str) -> str:
        """Title in ``vi`` or ``en``."""
        return self.title_en if language == "en" else self.title_vi


# Questions from the ontology

_HEADER = "#+"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def questions(ontology: Ontology) -> tuple[Question, ...]:
    """Every named question, sorted by name. Raises OntologyError with file and line on a broken header."""
    found = (read_question(path) for path in ontology.files("queries", ".rq"))
    return tuple(sorted(found, key=lambda question: question.name))


def question(ontology: Ontology, name: str) -> Question:
    """The question `name`. Raises QueryError where there is none, with the nearest names."""
    paths = {path.stem: path for path in ontology.files("queries", ".rq")}
    if name not in paths:
        near = difflib.get_close_matches(name, paths, n=3, cutoff=0.5)
        hint = f"did you mean {', '.join(near)}?" if near else "kg query --list shows all"
        raise QueryError(f"no question is called {name!r}: {hint}")
    return read_question(paths[name])


def read_question(path: Path) -> Question:
    """The question in a file of ``ontology/queries/``, which must have a complete header."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise OntologyError(f"{path}: not UTF-8 at byte {error.start}") from None
    except OSError as error:
        raise OntologyError(f"{path}: cannot be read: {error.strerror}") from None
    if not text.startswith(_HEADER):
        raise OntologyError(f"{path}:1: a question opens with lines '#+' that hold its title and parameters")
    return _with_header(text, path.stem, str(path))


def own_question(text: str, name: str = "query") -> Question:
    """A user's own query text; its header, if it has one, is read like that of a named question."""
    if text.startswith(_HEADER):
        return _with_header(text, name, name)
    return Question(name, text, open=True)


def _with_header(text: str, name: str, where: str) -> Question:
    import yaml

    head = list(itertools.takewhile(lambda line: line.startswith(_HEADER), text.splitlines()))

    def fail(problem: str, key: str = "") -> OntologyError:
        pattern = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*:")
        found = (n for n, line in enumerate(head, 1) if key and pattern.match(line.removeprefix(_HEADER)))
        return OntologyError(f"{where}:{next(found, 1)}: {problem}")

    try:
        data = yaml.safe_load("\n".join(line.removeprefix(_HEADER) for line in head))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "unreadable"
        line = mark.line + 1 if mark else 1
        raise OntologyError(f"{where}:{line}: the header is not well-formed YAML: {problem}") from None
    if not isinstance(data, dict):
        raise fail("the header must hold title, description and parameters")
    for key in data:
        if key not in ("title", "description", "parameters"):
            raise fail(f"the header knows title, description and parameters, not {key!r}", str(key))
    title = data.get("title")
    if not isinstance(title, dict) or not all(isinstance(title.get(key), str) for key in ("vi", "en")):
        raise fail("title must be given in vi and in en", "title")
    description = _both(data.get("description"))
    if description is None:
        raise fail("description is missing, in vi and en", "description")
    declared = data.get("parameters") or {}
    if not isinstance(declared, dict):
        raise fail("parameters must be a mapping of names", "parameters")
    parameters = []
    for key, given in declared.items():
        problem = _fault(str(key), given)
        if problem:
            raise fail(f"parameter {key!r}: {problem}", str(key))
        texts = {name: str(given[name]) for name in ("default", "example") if name in given}
        kind, about = ParameterType(given["type"]), _both(given["about"]) or Both()
        parameters.append(Parameter(str(key), kind, about, given.get("required", False), **texts))
    return Question(name, text, title["vi"], title["en"], description, tuple(parameters))


def _both(given: object) -> Both | None:
    """A text in both languages; one that stands alone is for both, as people write their own questions."""
    texts = {"vi": given, "en": given} if isinstance(given, str) else given
    if not isinstance(texts, dict) or set(texts) != {"vi", "en"}:
        return None
    if not all(isinstance(text, str) for text in texts.values()):
        return None
    return Both(texts["vi"].strip(), texts["en"].strip())


def _fault(name: str, given: object) -> str | None:
    if not _NAME.fullmatch(name):
        return "the name must be that of a variable"
    if not isinstance(given, dict) or not set(given) <= {"type", "about", "required", "default", "example"}:
        return "it takes type, about, required, default and example"
    if given.get("type") not in list(ParameterType):
        return f"type must be one of {', '.join(ParameterType)}"
    if _both(given.get("about")) is None:
        return "about is missing, in vi and en"
    if not isinstance(given.get("required", False), bool):
        return "required is true or false"
    return None


# What a text may say

_SKIP = r"(?:\s|\#[^\r\n]*(?=[\r\n]))*"
_NAME_PART = r"(?:[^\s<>{}\"'()\\]|\\.)*"
_REFERENCE = rf"(?:<[^<>{{}}\s]*>|[?$]{_NAME_PART}|{_NAME_PART}:{_NAME_PART})"
_SERVICE = re.compile(rf"service{_SKIP}(?:silent)?{_SKIP}{_REFERENCE}{_SKIP}\{{", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r"""(?P<comment>\#[^\r\n]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
                  | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
      | (?P<variable>[?$]\w+)
      | (?P<prefixed>(?:\w[\w.-]*)?:(?:[\w.:%-]|\\.)*)
      | (?P<word>[A-Za-z_]\w*)
      | (?P<mark>[{}()])
      | .""",
    re.VERBOSE | re.DOTALL,
)
_IN_THE_WEB = re.compile(r"<(?:HTTPS?|URN):", re.IGNORECASE)
_QUERY_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"])


def check(text: str) -> None:
    """Raise QueryError unless `text` is one well-formed query that stays within the dataset."""
    refuse(text)
    try:
        ox.Store().query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise QueryError(located(error)) from None


def refuse(text: str, *, choosing_graphs: bool = False) -> bool:
    """Raise QueryError where `text` is an update or reaches beyond the dataset; whether it has FROM.

    SERVICE, FROM and updates are refused, also when written with escapes. SERVICE is looked for in the bare
    characters, strings and comments included: engines part text into words in different ways, and what one
    takes for a comment another runs. With `choosing_graphs`, FROM may name graphs by web addresses: for
    Oxigraph, which only ever looks for them in the dataset.
    """
    chooses = False
    for reading in (text, _ESCAPE.sub(_unescaped, text)) if "\\" in text else (text,):
        if _SERVICE.search(reading):
            raise QueryError("SERVICE is refused: a query asks this dataset alone")
        tokens = [(match.lastgroup, match[0].upper()) for match in _TOKEN.finditer(reading)]
        words = [word for group, word in tokens if group == "word"]
        form = next((word for word in words if word in _QUERY_FORMS | _UPDATES), "")
        if form in _UPDATES:
            raise QueryError(f"{form} is refused: a query reads, it does not change the dataset")
        # Oxigraph needs no space between a word and a prefixed name: "FROM:x" is FROM and ":x".
        if "FROM" in words or any(group == "prefixed" and word.startswith("FROM:") for group, word in tokens):
            chooses = True
            if not choosing_graphs:
                raise QueryError(
                    "FROM is refused: a query asks this dataset alone; use GRAPH to ask for one source"
                )
            outside = (word for group, word in tokens if group == "iri" and not _IN_THE_WEB.match(word))
            if found := next(outside, None):
                raise QueryError(f"FROM is refused beside {found.lower()}: graphs are named by web addresses")
    return chooses


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else match[0]


def located(error: SyntaxError) -> str:
    """What is wrong in a query text and where, from what Oxigraph says of it."""
    said = " ".join(str(error.msg).split())
    found = re.match(r"error at (\d+):(\d+): (.*)", said)
    if not found:
        return f"the query is not well-formed: {said}"
    line, column, expected = found.groups()
    # What the parser would have accepted instead is a list of characters, of no help to a reader.
    known = re.match(r"expected one of (Prefix not found|The SELECT contains [^,\[]*)", expected)
    problem = known[1].strip() if known else "cannot be read from here on"
    return f"line {line}, column {column}: the query is not well-formed: {problem[0].lower()}{problem[1:]}"


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
    for match in _TOKEN.finditer(text):
        word = match[0].upper()
        if match.lastgroup == "word":
            form = form or (word if word in _QUERY_FORMS else "")
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
    if not _NAME.fullmatch(name) or not re.search(rf"[?$]{name}\b", asked.text):
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
