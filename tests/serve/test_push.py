"""Other triple stores, real ones: what is pushed arrives, and every named question has the same rows there."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from serving import make_store
from test_workbench import EXAMPLES
from triplestores import OXIGRAPH, VIRTUOSO, TripleStore, oxigraph, virtuoso

from kg.cli import cli
from kg.errors import CounterpartError
from kg.export.formats import export
from kg.ontology import Ontology
from kg.query.queries import ask, bind, terms_of
from kg.query.questions import Question, questions
from kg.serve.push import push
from kg.serve.snapshot import graph_digests
from kg.store import Store

QUESTIONS = questions(Ontology.default())


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def other(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, dataset: ox.Store
) -> Iterator[TripleStore]:
    """A server that holds the fixture."""
    found = {"oxigraph": OXIGRAPH, "virtuoso": VIRTUOSO}[request.param]
    if found is None:
        pytest.skip(f"needs {request.param}")
    start = {"oxigraph": oxigraph, "virtuoso": virtuoso}[request.param]
    with start(tmp_path_factory.mktemp(request.param)) as store:
        assert push(dataset, store.graphs, credentials=store.credentials).sent > 5
        yield store


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_named_questions_have_the_same_rows(
    other: TripleStore, question: Question, dataset: ox.Store
) -> None:
    given = EXAMPLES.get(
        question.name, {p.name: p.example for p in question.parameters if p.required and p.example}
    )
    expected = ask(dataset, question, given)
    columns, rows = other.rows(bind(question.text, terms_of(dataset, question, given)))
    assert columns == list(expected.variables)
    told = [tuple(cell.value if cell is not None else "" for cell in row) for row in expected.rows]
    assert sorted(rows) == sorted(told)


def test_a_second_push_sends_what_differs_and_no_more(
    other: TripleStore, dataset: ox.Store, own_dataset: ox.Store
) -> None:
    changed = own_dataset
    graph = ox.NamedNode("https://w3id.org/counterpart/graph/a1")
    added = ox.Quad(ox.NamedNode("http://x/s"), ox.NamedNode("http://x/p"), ox.Literal('é\n"\\'), graph)
    assert push(changed, other.graphs, credentials=other.credentials).sent == 0
    changed.add(added)
    left = push(changed, other.graphs, credentials=other.credentials)
    assert (left.sent, left.differing) == (0, (graph.value,))
    assert push(changed, other.graphs, credentials=other.credentials, replace=True).sent == 1
    assert push(changed, other.graphs, credentials=other.credentials).differing == ()
    assert push(dataset, other.graphs, credentials=other.credentials, replace=True).sent == 1


@pytest.mark.skipif(OXIGRAPH is None, reason="needs oxigraph")
@pytest.mark.parametrize(
    ("form", "media"), [("nq", "application/n-quads"), ("trig", "application/trig"), ("ttl", "text/turtle")]
)
def test_exported_files_load(tmp_path: Path, form: str, media: str, dataset: ox.Store) -> None:
    import urllib.request

    source = tmp_path / f"graph.{form}"
    export(Store(tmp_path, dataset, None, True), form, source)
    with oxigraph(tmp_path / "other") as store:
        address = store.graphs + ("?default" if form == "ttl" else "")
        request = urllib.request.Request(address, source.read_bytes(), {"Content-Type": media})
        with urllib.request.urlopen(request, timeout=60):
            pass
        asked = "SELECT (COUNT(*) AS ?n) { ?s cp:quote ?o }"
        text = f"PREFIX cp: <https://w3id.org/counterpart/ontology#> {asked}"
        expected = dataset.query(text, use_default_graph_as_union=True)
        assert isinstance(expected, ox.QuerySolutions)
        assert store.rows(text)[1] == [(next(expected)["n"].value,)]


@pytest.mark.skipif(VIRTUOSO is None, reason="needs virtuoso")
def test_a_wrong_password_is_said(tmp_path: Path, dataset: ox.Store) -> None:
    with virtuoso(tmp_path) as store, pytest.raises(CounterpartError, match=r"401 .*KG_PASSWORD"):
        push(dataset, store.graphs, credentials=("dba", "wrong"))


class _Failing(http.server.BaseHTTPRequestHandler):
    """A graph store that takes three graphs, then hangs up; it remembers what it has."""

    held: ClassVar[dict[str, bytes]] = {}
    left: ClassVar[int] = 3

    def do_GET(self) -> None:
        body = self.held.get(self.path)
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Type", "application/n-triples")
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if type(self).left <= 0:
            self.close_connection = True
            return
        type(self).left -= 1
        self.held[self.path] = body
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_push_that_was_broken_off_goes_on(tmp_path: Path, dataset: ox.Store) -> None:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Failing) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        endpoint = f"http://127.0.0.1:{listening.server_port}/data"
        with pytest.raises(CounterpartError, match="run it again"):
            push(dataset, endpoint)
        assert len(_Failing.held) == 3
        _Failing.left = 100
        done = push(dataset, endpoint)
        assert (done.sent, done.same) == (len(dict(graph_digests(dataset))) - 3, 3)
        make_store(tmp_path)
        result = CliRunner().invoke(cli, ["push", endpoint, "--store", str(tmp_path)])
        assert result.exit_code == 0
        listening.shutdown()


@pytest.mark.parametrize(
    ("endpoint", "said"),
    [
        ("ftp://x/", "write http"),
        ("http://127.0.0.1:1/store", "cannot be reached"),
        ("file:///etc", "write http"),
    ],
)
def test_mistakes_are_named(endpoint: str, said: str, dataset: ox.Store) -> None:
    with pytest.raises(CounterpartError, match=said):
        push(dataset, endpoint)
