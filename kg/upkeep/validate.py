"""SHACL validation: is the graph well-formed, and if not, what is wrong, in words.

The shapes are data (``ontology/shapes.ttl`` and any other Turtle file at the top of an ontology folder);
pySHACL runs them without inference over the union of all graphs. Of nanopublications the graphs count too.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import InputError, OntologyError
from kg.export import nanopub
from kg.ontology import Ontology, read_turtle
from kg.vocab import CP, PREFIXES, compact

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
    Statement = tuple[ox.NamedNode | ox.BlankNode | ox.Triple, ox.NamedNode, Term]

RDF_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
NAMELESS = "a blank node"
"""What a blank node is called: its label is made up by the parser, another at each run."""
FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
}


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong. IRIs are shortened to CURIEs where a prefix of `kg.vocab` fits.

    `path` is the property looked at, None where a whole node or a longer path is meant; `value` the offending
    value, None where one is missing. `message` is a sentence that names the focus node and says what to do.
    `severity` is ``violation``, ``warning`` or ``info``; `shape` is the shape in ``ontology/shapes.ttl``.
    """

    focus: str
    path: str | None
    value: str | None
    message: str
    severity: str
    shape: str


def validate(
    quads: Iterable[ox.Quad], ontology: Ontology, *, include_register: bool = False, language: str = "en"
) -> tuple[Violation, ...]:
    """What is wrong with the union of `quads`, sorted; empty where the graph conforms.

    pySHACL takes seconds for the 55,000 statements of the register, which change only when somebody edits
    ``ontology/``. Statements that stand in the ontology's own files are therefore taken as known: they are
    left out, but for the description of those people, bodies, offices and tenures that the rest of the data
    leads to. With `include_register` everything is checked, the ontology's register and lexicons included,
    whether or not `quads` holds it. Messages are in `language` (``vi`` or ``en``). Raises OntologyError where a
    shape is broken.
    """
    top = [q for path in ontology.files("", ".ttl") for q in read_turtle(path)]
    folders = ("register", "lexicons") if include_register else ("register",)
    below = [q for name in folders for path in ontology.files(name, ".ttl") for q in read_turtle(path)]
    known = {_statement(q) for q in (*top, *below)}
    quads = list(quads)
    data = {_statement(q) for q in quads}
    checked = data | known if include_register else _with_descriptions(data - known, known)
    shapes = [statement for statement in map(_statement, top) if _of_a_shape(statement)]
    messages = _messages(shapes, language)
    found = {*_unknown_terms(checked, known, messages), *_shacl(checked, shapes, messages)}
    found.update(_broken_nanopublications(quads, messages))
    return tuple(sorted(found, key=_order))


def validate_file(
    path: Path, ontology: Ontology, *, include_register: bool = False, language: str = "en"
) -> tuple[Violation, ...]:
    """`validate` for a file in Turtle, TriG, N-Triples or N-Quads, told by its ending (.ttl .trig .nt .nq).

    Raises InputError where the file cannot be read or parsed.
    """
    return validate(_read(path), ontology, include_register=include_register, language=language)


def _read(path: Path) -> list[ox.Quad]:
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise InputError(f"{path}: not a format that can be validated; give one of {', '.join(FORMATS)}")
    try:
        return list(ox.parse(path.read_bytes(), format=form))
    except SyntaxError as error:
        where = f"{path}:{error.lineno}" if error.lineno else str(path)
        raise InputError(f"{where}: not well-formed: {error.msg}") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None


def _statement(quad: ox.Quad) -> Statement:
    return quad.subject, quad.predicate, quad.object


def _of_a_shape(statement: Statement) -> bool:
    """Whether a statement is in the words of SHACL, or is of a list or path (a blank node) of a shape."""
    subject, predicate, value = statement
    shacl = PREFIXES["sh"]
    typed = predicate == RDF_TYPE and isinstance(value, ox.NamedNode) and value.value.startswith(shacl)
    return typed or predicate.value.startswith(shacl) or isinstance(subject, ox.BlankNode)


def _with_descriptions(data: set[Statement], known: set[Statement]) -> set[Statement]:
    """`data` and all that `known` says of the nodes in it, of the nodes in that, and so on."""
    about: dict[object, list[Statement]] = defaultdict(list)
    for statement in known:
        about[statement[0]].append(statement)
    result = set(data)
    frontier = [node for s, _, o in data for node in (s, o)]
    while frontier:
        told = about.pop(frontier.pop(), ())
        result.update(told)
        frontier.extend(o for _, _, o in told)
    return result


def _unknown_terms(
    data: set[Statement], known: set[Statement], messages: dict[str, str]
) -> Iterator[Violation]:
    """Properties and classes in the vocabulary's namespace that no file of the ontology describes."""
    declared = {s.value for s, _, _ in known if isinstance(s, ox.NamedNode)}
    shape = PREFIXES["shape"] + "vocabulary"
    for subject, predicate, value in data:
        term = value if predicate == RDF_TYPE and isinstance(value, ox.NamedNode) else predicate
        if term.value.startswith(CP.base) and term.value not in declared:
            yield _violation(
                _text(subject),
                None,
                compact(term.value),
                messages.get(shape, ""),
                "violation",
                compact(shape),
            )


def _broken_nanopublications(quads: Sequence[ox.Quad], messages: dict[str, str]) -> Iterator[Violation]:
    """What the union of all graphs does not show: graphs that are missing, content that was changed."""
    missing = nanopub.missing_graphs(quads)
    incomplete = [(iri, name) for iri, names in missing.items() for name in names]
    changed = [(iri, None) for iri in nanopub.altered(quads) if not missing[iri]]
    for shape, found in (("nanopublication-graphs", incomplete), ("nanopublication-code", changed)):
        said = messages.get(PREFIXES["shape"] + shape, "")
        for iri, value in found:
            yield _violation(compact(iri), None, value and "#" + value, said, "violation", "shape:" + shape)


def _shacl(data: set[Statement], shapes: list[Statement], messages: dict[str, str]) -> Iterator[Violation]:
    import pyshacl
    from rdflib import SH, URIRef
    from rdflib.graph import Graph

    with _quiet():
        data_graph, shapes_graph = _graph(data), _graph(shapes)
        try:
            _, report, _ = pyshacl.validate(data_graph, shacl_graph=shapes_graph, inplace=True)
        except Exception as error:  # pySHACL lets errors of several libraries through
            raise _broken(error) from None
    if not isinstance(report, Graph):  # a failure is returned, not raised
        raise _broken(report)
    for result in report.subjects(SH.resultSeverity):
        focus, path = report.value(result, SH.focusNode), report.value(result, SH.resultPath)
        value, shape = report.value(result, SH.value), report.value(result, SH.sourceShape)
        fallback = min(map(str, report.objects(result, SH.resultMessage)))
        yield _violation(
            _shown(focus),
            _shown(path) if isinstance(path, URIRef) else None,
            None if value is None or value == focus else _shown(value),
            messages.get(str(shape), fallback),
            str(report.value(result, SH.resultSeverity)).rpartition("#")[2].lower(),
            _shown(shape),
        )


def _broken(error: object) -> OntologyError:
    reason = next(iter(str(error).splitlines()), type(error).__name__)
    return OntologyError(
        f"a shape at the top of the ontology folder cannot be used: {reason}; correct the shape"
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps rdflib from logging a traceback for each ill-typed literal: those are reported as violations."""
    logger = logging.getLogger("rdflib.term")
    logger.addFilter(_nothing)
    try:
        yield
    finally:
        logger.removeFilter(_nothing)


def _nothing(_: logging.LogRecord) -> bool:
    return False


def _graph(statements: Iterable[Statement]) -> rdflib.Graph:
    from rdflib import Graph

    graph = Graph()
    for subject, predicate, value in statements:
        graph.add((_node(subject), _node(predicate), _node(value)))
    return graph


def _node(term: Term) -> Node:
    from rdflib import BNode, Literal, URIRef

    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
    raise InputError(f"{term}: a statement about a statement cannot be validated; write it out as a node")


def _messages(shapes: Iterable[Statement], language: str) -> dict[str, str]:
    """The message of each shape, by its IRI, in `language`."""
    message = PREFIXES["sh"] + "message"
    return {
        subject.value: value.value
        for subject, predicate, value in shapes
        if predicate.value == message
        and isinstance(subject, ox.NamedNode)
        and isinstance(value, ox.Literal)
        and value.language == language
    }


def _violation(
    focus: str, path: str | None, value: str | None, message: str, severity: str, shape: str
) -> Violation:
    found = "" if value is None else f" [{value if len(value) <= 80 else value[:79] + '…'}]"
    return Violation(focus, path, value, f"{focus} {message}{found}", severity, shape)


def _shown(node: Node | None) -> str:
    from rdflib import BNode, URIRef

    if isinstance(node, BNode):
        return NAMELESS
    return compact(str(node)) if isinstance(node, URIRef) else str(node)


def _text(term: Term) -> str:
    if isinstance(term, ox.BlankNode):
        return NAMELESS
    return compact(term.value) if isinstance(term, ox.NamedNode) else str(term)


def _order(violation: Violation) -> tuple[str, ...]:
    return tuple(part or "" for part in astuple(violation))
