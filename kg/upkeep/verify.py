"""Whether what the graph quotes stands in the texts that are kept: digests, offsets and words, one by one.

Works on an output folder alone. Every node with a quote is looked at, whatever refers to it: reports, silences,
channel reports, people outside the register.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.article.archive import Archive
from kg.article.articles import Skipped
from kg.errors import to_type
from kg.graph.triples import article_graph, article_quads, plain, string
from kg.model import Article, Extraction
from kg.query.rows import printable
from kg.store import Store
from kg.vocab import CP, PREFIXES, compact, expand, mint

_SHOWN = 60  # characters of a text that a mismatch shows
_SELECTED = {expand("oa:start"): CP.start, expand("oa:end"): CP.end, expand("oa:exact"): CP.quote}
_OF_EVIDENCE = frozenset((CP.quote, CP.start, CP.end, CP.textDigest))
_HAS_SELECTOR = expand("oa:hasSelector")


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Something that graph and kept text do not agree on. `node` is the CURIE of what says so in the graph."""

    article: str
    node: str
    said: str
    start: int | None = None
    end: int | None = None

    def __str__(self) -> str:
        where = "" if self.start is None else f" [{self.start}, {'?' if self.end is None else self.end})"
        return printable(f"{self.article}: {self.node}{where}: {self.said}")


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at in one article: how many quotes, and what is wrong."""

    article: str
    quotes: int
    mismatches: tuple[Mismatch, ...]


def verify(store: Store, archive: Archive) -> Iterator[Checked]:
    """Every article of the archive, then those that only the graph has.

    Raises StoreError where one of the two cannot be read at all.
    """
    graphs, rebuild = set(), to_type("kg rebuild", store.folder)
    for article in archive.articles():
        if isinstance(article, Skipped):
            id = article.where.removeprefix(f"{archive.path}: ")
            graphs.add(article_graph(id))
            yield Checked(id, 0, (Mismatch(id, compact(mint("article", id)), article.reason),))
            continue
        graph = article_graph(article.id)
        graphs.add(graph)
        yield _checked(article, _read(store, graph))
    for id in store.articles():
        if article_graph(id) not in graphs:
            said = (
                f"is in the graph, but its text is not kept: add it again, or take its graph away: {rebuild}"
            )
            yield Checked(id, 0, (Mismatch(id, compact(mint("article", id)), said),))


@dataclass(slots=True)
class _Graph:
    """An article's graph, as far as it is looked at. Keys are IRIs."""

    said: dict[str, dict[str, str]]  # evidence → property → value
    selected: dict[str, dict[str, str]]  # selector → the property that it repeats → value
    selectors: dict[str, list[str]]  # evidence → its selectors
    quoted_by: dict[str, list[str]]  # evidence → what refers to it
    article: set[ox.Quad]  # what is said of the article itself


def _read(store: Store, graph: str) -> _Graph:
    found = _Graph(defaultdict(dict), defaultdict(dict), defaultdict(list), defaultdict(list), set())
    article, evidence = PREFIXES["article"], PREFIXES["evidence"]
    for quad in store.quads(graph):
        subject, predicate = plain(quad.subject), quad.predicate.value
        if subject.startswith(article):
            found.article.add(quad)
        elif predicate in _OF_EVIDENCE:
            _note(found.said[subject], predicate, plain(quad.object))
        elif predicate in _SELECTED:
            _note(found.selected[subject], _SELECTED[predicate], plain(quad.object))
        elif predicate == _HAS_SELECTOR:
            found.selectors[subject].append(plain(quad.object))
        elif isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(evidence):
            found.quoted_by[quad.object.value].append(subject)
    return found


def _note(said: dict[str, str], predicate: str, value: str) -> None:
    """Several values are taken for one, which is then as wrong as can be."""
    said[predicate] = f"{said[predicate]} | {value}" if predicate in said else value


def _checked(article: Article, graph: _Graph) -> Checked:
    about = compact(mint("article", article.id))
    if not graph.article:
        return Checked(article.id, 0, (Mismatch(article.id, about, "is kept, but not in the graph"),))
    wrong = [Mismatch(article.id, about, said) for said in _description(article, graph)]
    nodes = graph.said.keys() | graph.selectors.keys() | graph.quoted_by.keys()
    for iri in sorted(nodes):
        wrong.extend(_evidence(article, graph, iri))
    return Checked(article.id, len(nodes), tuple(wrong))


def _description(article: Article, graph: _Graph) -> Iterator[str]:
    """What the graph should say of the article itself, and does not."""
    iri = mint("article", article.id)
    for quad in article_quads(Extraction(article), extractor="-"):
        if plain(quad.subject) == iri and quad not in graph.article:
            there = sorted(
                plain(other.object) for other in graph.article if other.predicate == quad.predicate
            )
            yield _differs(compact(quad.predicate.value), "; ".join(there) or None, plain(quad.object))


def _evidence(article: Article, graph: _Graph, iri: str) -> Iterator[Mismatch]:
    """What is wrong with a quote: its digest, its offsets, its words, or its Web Annotation selectors."""
    said = graph.said.get(iri, {})
    start, end = (_offset(said.get(name)) for name in (CP.start, CP.end))
    by = sorted(set(graph.quoted_by.get(iri, ()))) or [iri]

    def mismatch(text: str) -> Iterator[Mismatch]:
        yield from (Mismatch(article.id, compact(node), text, start, end) for node in by)

    if said.get(CP.textDigest) != article.digest:
        yield from mismatch(_differs("cp:textDigest", said.get(CP.textDigest), article.digest))
    if start is None or end is None or not 0 <= start <= end <= len(article.text):
        length = f"the text has {len(article.text):,} characters"
        yield from mismatch(f"cp:start and cp:end are no offsets in it; {length}")
        return
    expected = string(article.text[start:end])
    assert expected is not None
    if said.get(CP.quote) != expected.value:
        yield from mismatch(_differs("cp:quote", said.get(CP.quote), expected.value))
    right = {CP.quote: expected.value, CP.start: str(start), CP.end: str(end)}
    selected: dict[str, str] = {}
    for selector in graph.selectors.get(iri, ()):
        selected.update(graph.selected.get(selector, {}))
    for name, value in right.items():
        if selected.get(name) != value:
            of = next(compact(other) for other, own in _SELECTED.items() if own == name)
            yield from mismatch(_differs(of, selected.get(name), value))


def _offset(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() else None


def _differs(name: str, there: str | None, expected: str) -> str:
    """Both sides, from where they part."""
    if there is None:
        return f"{name} is missing; expected “{_cut(expected, 0)}”"
    part = next((n for n, (a, b) in enumerate(zip(there, expected, strict=False)) if a != b), None)
    at = max(0, (min(len(there), len(expected)) if part is None else part) - _SHOWN // 3)
    return f"{name} is “{_cut(there, at)}”; expected “{_cut(expected, at)}”"


def _cut(text: str, at: int) -> str:
    shown = text[at : at + _SHOWN]
    return f"{'…' if at else ''}{shown}{'…' if at + _SHOWN < len(text) else ''}"
