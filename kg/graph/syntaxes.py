"""RDF text: Turtle, TriG, N-Triples, N-Quads and JSON-LD, the same bytes for the same dataset.

Statements are sorted (subject; then type, predicate, object), only prefixes in use are declared, and nothing
tells the time. Turtle, N-Triples and JSON-LD hold the union of all graphs, each statement once; TriG and
N-Quads keep the graphs apart. Every text opens with a description of the dataset (VoID, DCAT).
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from abc import abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import BinaryIO, Protocol

import pyoxigraph as ox

from kg.graph.triples import Term, integer, node, plain, string
from kg.vocab import BASE, CP, PREFIXES, compact, expand

Block = list[ox.Triple]
"""The statements about one subject, in order."""
Graph = ox.NamedNode | ox.DefaultGraph

DATASET = BASE + "dataset"
_TITLE = {
    "vi": "Counterpart: báo chí kể ai đã liên lạc với ai",
    "en": "Counterpart: who the news says spoke to whom",
}
LICENCE = "https://spdx.org/licenses/MIT"
_VOCABULARIES = ("cp", "dcterms", "oa", "org", "prov", "schema", "sem", "skos")
_COUNTED = (
    *(CP.Report, CP.Occasion, CP.NoContact, CP.ChannelReport, CP.Channel),
    *(CP.Person, CP.State, CP.Organization, CP.Group, CP.Office, CP.Tenure, expand("schema:NewsArticle")),
)
_PREFIX_OF = {iri: prefix for prefix, iri in PREFIXES.items()}
# Narrower than Turtle's rule: the rest would need escapes, and Virtuoso 7 takes "\%" for a part of the name.
_SHORT = re.compile(r"(.*[/#])([A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*)")
_BARE = {
    expand("xsd:integer"): re.compile(r"[+-]?[0-9]+"),
    expand("xsd:decimal"): re.compile(r"[+-]?[0-9]*\.[0-9]+"),
}
_WIDTH = 80  # characters of a list of values that still goes on one line
_SPOOL = 1 << 25  # bytes of a body kept in memory until its head is known


class _Syntax(Protocol):
    """How blocks become text. `head` is asked for last, when all that it has to declare has been seen."""

    between: str
    tail: str

    @abstractmethod
    def chunks(self, graph: Graph, blocks: Iterable[Block]) -> Iterator[str]:
        """Text of the blocks of one graph."""

    @abstractmethod
    def head(self) -> str:
        """Text that goes before everything."""


class _Lines(_Syntax):
    """N-Triples and, where a graph has a name, N-Quads."""

    between = tail = ""

    def chunks(self, graph: Graph, blocks: Iterable[Block]) -> Iterator[str]:
        ending = f" {graph} .\n" if isinstance(graph, ox.NamedNode) else " .\n"
        return ("".join(f"{triple}{ending}" for triple in block) for block in blocks)

    def head(self) -> str:
        return ""


class Turtle(_Syntax):
    """Turtle and, where a graph has a name, TriG. `used` are the prefixes of what was written so far."""

    between = tail = ""

    def __init__(self) -> None:
        self.used: set[str] = set()

    def chunks(self, graph: Graph, blocks: Iterable[Block]) -> Iterator[str]:
        """The text of a graph."""
        if isinstance(graph, ox.NamedNode):
            yield f"{self.name(graph.value)} {{\n"
            yield from (self.block(block) for block in blocks)
            yield "}\n\n"
        else:
            yield from (self.block(block) + "\n" for block in blocks)

    def head(self) -> str:
        """The prefixes in use."""
        return "".join(f"@prefix {p}: <{PREFIXES[p]}> .\n" for p in sorted(self.used)) + "\n"

    def block(self, block: Block) -> str:
        """The lines of one subject."""
        lines = (
            f"    {self._predicate(predicate.value)} {self._list([triple.object for triple in same])}"
            for predicate, same in groupby(block, key=lambda triple: triple.predicate)
        )
        return f"{self._term(block[0].subject)}\n" + " ;\n".join(lines) + " .\n"

    def _list(self, values: list[Term]) -> str:
        texts = [self._term(value) for value in values]
        return (" , " if sum(map(len, texts)) < _WIDTH else " ,\n        ").join(texts)

    def _predicate(self, iri: str) -> str:
        return "a" if iri == expand("rdf:type") else self.name(iri)

    def _term(self, term: Term) -> str:
        if isinstance(term, ox.NamedNode):
            return self.name(term.value)
        if not isinstance(term, ox.Literal) or term.language or term.datatype == node("xsd:string"):
            return str(term)
        datatype = term.datatype.value
        if datatype in _BARE and _BARE[datatype].fullmatch(term.value):
            return term.value
        return f"{ox.Literal(term.value)}^^{self.name(datatype)}"

    def name(self, iri: str) -> str:
        """How an IRI is written."""
        prefix, name = _shortened(iri)
        if prefix is None:
            return f"<{iri}>"
        self.used.add(prefix)
        return f"{prefix}:{name}"


class _JsonLd(_Syntax):
    """JSON-LD with a context of prefixes alone, a line for each node, keys sorted."""

    between = ",\n"
    tail = "\n]}\n"

    def __init__(self) -> None:
        self._used: set[str] = set()

    def chunks(self, graph: Graph, blocks: Iterable[Block]) -> Iterator[str]:
        return (_json(self._node(block)) for block in blocks)

    def head(self) -> str:
        return f'{{"@context": {_json({p: PREFIXES[p] for p in self._used})},\n"@graph": [\n'

    def _node(self, block: Block) -> dict[str, object]:
        said: dict[str, object] = {"@id": self._iri(plain(block[0].subject))}
        for predicate, same in groupby(block, key=lambda triple: triple.predicate):
            values = [triple.object for triple in same]
            if predicate.value == expand("rdf:type"):
                said["@type"] = [self._iri(plain(value)) for value in values]
            else:
                said[self._iri(predicate.value)] = [self._value(value) for value in values]
        return said

    def _value(self, term: Term) -> dict[str, str]:
        if not isinstance(term, ox.Literal):
            return {"@id": self._iri(plain(term))}
        if term.language:
            return {"@language": term.language, "@value": term.value}
        if term.datatype == node("xsd:string"):
            return {"@value": term.value}
        return {"@type": self._iri(term.datatype.value), "@value": term.value}

    def _iri(self, iri: str) -> str:
        prefix, name = _shortened(iri)
        if prefix is None:
            return iri
        self._used.add(prefix)
        return f"{prefix}:{name}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


@lru_cache(maxsize=1 << 16)
def _shortened(iri: str) -> tuple[str | None, str]:
    """Prefix and local name, or no prefix where not every reader would take them back to the same IRI."""
    match = _SHORT.fullmatch(iri)
    prefix = _PREFIX_OF.get(match[1]) if match else None
    return (prefix, match[2]) if match and prefix else (None, iri)


def _write(dataset: ox.Store, syntax: _Syntax, graphs: Iterable[Graph | None], out: BinaryIO) -> None:
    """Body first, aside: its head depends on it."""
    with tempfile.SpooledTemporaryFile(_SPOOL) as body:
        statements = 0

        def counted(blocks: Iterable[Block]) -> Iterator[Block]:
            nonlocal statements
            for block in blocks:
                statements += len(block)
                yield block

        for graph in graphs:
            blocks = _union_blocks(dataset) if graph is None else _graph_blocks(dataset, graph)
            for chunk in syntax.chunks(graph or ox.DefaultGraph(), counted(blocks)):
                body.write((syntax.between + chunk).encode())
        about = syntax.between.join(syntax.chunks(ox.DefaultGraph(), description(dataset, statements)))
        out.write((syntax.head() + about).encode())
        body.seek(0)
        shutil.copyfileobj(body, out)
        out.write(syntax.tail.encode())


def write_trig(graphs: Iterable[tuple[ox.NamedNode, Iterable[ox.Triple]]], out: BinaryIO) -> None:
    """TriG of these graphs alone, in the order given, the statements of each sorted as everywhere."""
    syntax = Turtle()
    with tempfile.SpooledTemporaryFile(_SPOOL) as body:
        for graph, triples in graphs:
            subjects: dict[str, list[ox.Triple]] = defaultdict(list)
            for triple in triples:
                subjects[str(triple.subject)].append(triple)
            blocks = (ordered(subjects[subject]) for subject in sorted(subjects))
            for chunk in syntax.chunks(graph, blocks):
                body.write(chunk.encode())
        out.write(syntax.head().encode())
        body.seek(0)
        shutil.copyfileobj(body, out)


def _union_blocks(dataset: ox.Store) -> Iterator[Block]:
    """Every subject's statements in all graphs, each once; only the list of subjects is held in memory."""
    solutions = dataset.query("SELECT DISTINCT ?s { ?s ?p ?o }", use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    for subject in sorted((solution["s"] for solution in solutions), key=str):
        yield ordered({quad.triple for quad in dataset.quads_for_pattern(subject, None, None)})


def _graph_blocks(dataset: ox.Store, graph: Graph) -> Iterator[Block]:
    subjects = defaultdict(list)
    for quad in dataset.quads_for_pattern(None, None, None, graph):
        subjects[str(quad.subject)].append(quad.triple)
    return (ordered(subjects[subject]) for subject in sorted(subjects))


def ordered(triples: Iterable[ox.Triple]) -> Block:
    """Statements about one subject in their order."""
    return sorted(triples, key=lambda t: (t.predicate != node("rdf:type"), t.predicate.value, str(t.object)))


def _graphs(dataset: ox.Store) -> list[Graph | None]:
    named = sorted(dataset.named_graphs(), key=str)
    return [ox.DefaultGraph(), *(graph for graph in named if isinstance(graph, ox.NamedNode))]


def description(dataset: ox.Store, statements: int) -> list[Block]:
    """What the file is: title, licence, vocabularies, and how many statements and members of each class."""
    counts = [(iri, number) for iri in sorted(_COUNTED) if (number := _members(dataset, iri))]
    partitions = {iri: f"{DATASET}#{compact(iri).partition(':')[2]}" for iri, _ in counts}
    said: list[tuple[str, str, Term | None]] = [
        *((DATASET, "rdf:type", node(iri)) for iri in ("void:Dataset", "dcat:Dataset")),
        *((DATASET, "dcterms:title", string(title, language)) for language, title in _TITLE.items()),
        (DATASET, "dcterms:license", node(LICENCE)),
        (DATASET, "dcterms:conformsTo", node(CP.base.removesuffix("#"))),
        (DATASET, "void:uriSpace", string(BASE)),
        *((DATASET, "void:vocabulary", node(PREFIXES[prefix])) for prefix in _VOCABULARIES),
        (DATASET, "void:triples", integer(statements)),
        *((DATASET, "void:classPartition", node(iri)) for iri in partitions.values()),
    ]
    for iri, number in counts:
        said += [
            (partitions[iri], "rdf:type", node("void:Dataset")),
            (partitions[iri], "void:class", node(iri)),
            (partitions[iri], "void:entities", integer(number)),
        ]
    subjects: dict[str, Block] = defaultdict(list)
    for subject, predicate, value in said:
        if value is not None:
            subjects[subject].append(ox.Triple(node(subject), node(predicate), value))
    return [ordered(subjects[subject]) for subject in sorted(subjects)]


def _members(dataset: ox.Store, iri: str) -> int:
    solutions = dataset.query(
        f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a {ox.NamedNode(iri)} }}", use_default_graph_as_union=True
    )
    assert isinstance(solutions, ox.QuerySolutions)
    return int(plain(next(solutions)["n"]))


SYNTAXES: dict[str, Callable[[ox.Store, BinaryIO], None]] = {
    "ttl": lambda dataset, out: _write(dataset, Turtle(), [None], out),
    "trig": lambda dataset, out: _write(dataset, Turtle(), _graphs(dataset), out),
    "nt": lambda dataset, out: _write(dataset, _Lines(), [None], out),
    "nq": lambda dataset, out: _write(dataset, _Lines(), _graphs(dataset), out),
    "jsonld": lambda dataset, out: _write(dataset, _JsonLd(), [None], out),
}
"""By the usual ending of their files: what writes a dataset to a binary stream."""
