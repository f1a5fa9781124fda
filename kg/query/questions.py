"""Questions as their files have them: the named ones of ``ontology/queries/``, and a user's own.

A query file opens with comment lines ``#+`` that hold YAML (the habit of grlc): ``title`` (vi and en),
``description`` (the same) and ``parameters`` (name → type, about, required, default, example).
"""

from __future__ import annotations

import difflib
import itertools
import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from kg.errors import OntologyError, QueryError
from kg.ontology import Ontology


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
VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
"""The name of a variable that a question may take as parameter."""


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
    if not VARIABLE.fullmatch(name):
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
