"""A file brought up to date is the file written anew, byte for byte."""

from __future__ import annotations

import io
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.export.formats import bring_up_to_date
from kg.graph.revision import revised
from kg.graph.syntaxes import SYNTAXES
from kg.store import open_store
from kg.vocab import PREFIXES

SUBJECTS = tuple(
    PREFIXES[prefix] + name
    for prefix in ("article", "report", "evidence", "kind")
    for name in ("a", "a.b", "a.b.c", "a-b", "b", "b/ü", "z%20", "1")
)
VALUES = (
    *(ox.NamedNode(PREFIXES["kind"] + "PhoneCall"), ox.NamedNode("http://x/a"), ox.Literal(3)),
    *(
        ox.Literal("rdf:a kind:b ^^status:c"),
        ox.Literal('x\n\n}\n\n"status:d'),
        ox.Literal("é", language="vi"),
    ),
    ox.Literal("2024-07-12", datatype=ox.NamedNode(PREFIXES["xsd"] + "date")),
    ox.NamedNode(PREFIXES["status"] + "occurred"),
)
GRAPHS = tuple(PREFIXES["graph"] + name for name in ("a", "a.b", "derived", "x y".replace(" ", "%20"), "é"))

_quads = st.builds(
    lambda subject, predicate, value, graph: ox.Quad(
        ox.NamedNode(subject), ox.NamedNode(predicate), value, ox.NamedNode(graph)
    ),
    st.sampled_from(SUBJECTS),
    st.sampled_from((PREFIXES["rdf"] + "type", PREFIXES["cp"] + "kind", PREFIXES["schema"] + "name")),
    st.sampled_from(VALUES),
    st.sampled_from(GRAPHS),
)
_sets = st.frozensets(_quads, max_size=25)


def text(dataset: ox.Store, format: str) -> bytes:
    out = io.BytesIO()
    SYNTAXES[format](dataset, out)
    return out.getvalue()


@pytest.mark.parametrize("format", ["ttl", "trig"])
@settings(max_examples=150, deadline=None)
@given(_sets, _sets, _sets)
def test_it_is_what_would_be_written(
    tmp_path_factory: pytest.TempPathFactory,
    format: str,
    stay: frozenset[ox.Quad],
    go: frozenset[ox.Quad],
    come: frozenset[ox.Quad],
) -> None:
    before, after = ox.Store(), ox.Store()
    before.extend(stay | go)
    after.extend((stay - go) | come)
    old = tmp_path_factory.getbasetemp() / "old"
    old.write_bytes(text(before, format))
    touched: dict[str, set[str]] = defaultdict(set)
    for quad in set(before) ^ set(after):
        assert isinstance(quad.graph_name, ox.NamedNode)
        assert isinstance(quad.subject, ox.NamedNode)
        touched[quad.graph_name.value].add(quad.subject.value)
    out = io.BytesIO()
    assert revised(after, old, touched, out, graphs=format == "trig")
    assert out.getvalue().decode() == text(after, format).decode()


@pytest.mark.parametrize("old", ["x", "a b\n\nc", "@prefix a: <b> .\n\n<a> <b> <c> .\n"])
def test_what_is_no_such_file_is_said_to_be_none(tmp_path: Path, old: str) -> None:
    path, out = tmp_path / "graph.ttl", io.BytesIO()
    path.write_text(old)
    assert not revised(ox.Store(), path, {GRAPHS[0]: {SUBJECTS[0]}}, out, graphs=False)
    assert out.getvalue() == b""


def test_files_that_others_changed_are_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    for text in (None, "", "mine", None):
        if text is not None:
            path.write_text(text)
        with open_store(tmp_path) as store:
            store.mirror([], [], "0-1")
            assert list(bring_up_to_date(store, [path])) == [path]
        assert path.read_bytes().startswith(b"@prefix")


def test_what_has_not_changed_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    seen = []
    for _ in range(3):
        with open_store(tmp_path) as store:
            store.mirror([], [], "0-1")
            list(bring_up_to_date(store, [path]))
        seen.append(path.stat().st_mtime_ns)
    assert seen[1:] == seen[:-1]
