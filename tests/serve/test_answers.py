"""Answers to protocol queries: forms, datasets, and limits that end a query while it writes."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.serve.answers import Limits, answer, repeatable, serialized
from kg.serve.protocol import Operation, Refusal

G1, G2 = ox.NamedNode("http://x/g1"), ox.NamedNode("http://x/g2")
LIMITS = Limits(100, 10**6)


@pytest.fixture(scope="module")
def dataset() -> ox.Store:
    """Three statements in one graph, one in another, and a value that looks like the ends of rows."""
    store = ox.Store()
    for number in range(3):
        store.add(
            ox.Quad(ox.NamedNode(f"http://x/s{number}"), ox.NamedNode("http://x/p"), ox.Literal(number), G1)
        )
    mean = ox.Literal('},{"x\n<result>\n')
    store.add(ox.Quad(ox.NamedNode("http://x/s9"), ox.NamedNode("http://x/q"), mean, G2))
    return store


def count(dataset: ox.Store, operation: Operation) -> int:
    found = json.loads(answer(dataset, operation, None, LIMITS).body)
    return int(found["results"]["bindings"][0]["n"]["value"])


class TestDatasets:
    ALL = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    NAMED = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"

    @pytest.mark.parametrize(
        ("operation", "expected"),
        [
            (Operation(ALL), 4),
            (Operation(NAMED), 4),
            (Operation(ALL, ("http://x/g1",)), 3),
            (Operation(ALL, ("http://x/g1", "http://x/g2")), 4),
            (Operation(ALL, ("http://x/none",)), 0),
            (Operation(ALL, (), ("http://x/g1",)), 0),
            (Operation(NAMED, ("http://x/g1",)), 0),
            (Operation(NAMED, (), ("http://x/g2",)), 1),
            (Operation(NAMED, ("http://x/g1",), ("http://x/g2",)), 1),
            (Operation("SELECT (COUNT(*) AS ?n) FROM <http://x/g2> { ?s ?p ?o }"), 1),
            (Operation("SELECT (COUNT(*) AS ?n) FROM NAMED <http://x/g1> { GRAPH ?g { ?s ?p ?o } }"), 3),
            # A dataset in the request goes before one in the query (SPARQL 1.1 Protocol, 2.1.4).
            (Operation("SELECT (COUNT(*) AS ?n) FROM <http://x/g2> { ?s ?p ?o }", ("http://x/g1",)), 3),
        ],
    )
    def test_graphs(self, dataset: ox.Store, operation: Operation, expected: int) -> None:
        assert count(dataset, operation) == expected

    @pytest.mark.parametrize(
        "text",
        [
            "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
            "PREFIX f: <file:///etc/> SELECT * FROM f:passwd { ?s ?p ?o }",
            "BASE <file:///etc/> SELECT * FROM <passwd> { ?s ?p ?o }",
            "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
            "LOAD <file:///etc/passwd>",
            "INSERT DATA { <http://x/a> <http://x/b> 1 }",
            "DROP ALL",
        ],
    )
    def test_what_reaches_beyond_is_refused(self, dataset: ox.Store, text: str) -> None:
        with pytest.raises(Refusal, match="refused") as caught:
            answer(dataset, Operation(text), None, LIMITS)
        assert caught.value.status == 403


class TestForms:
    def test_mistakes_are_located(self, dataset: ox.Store) -> None:
        with pytest.raises(Refusal, match=r"line 2, column \d+") as caught:
            answer(dataset, Operation("SELECT *\n{ ?s ?p }"), None, LIMITS)
        assert caught.value.status == 400

    @pytest.mark.parametrize("accept", ["image/png", "text/turtle"])
    def test_no_such_form(self, dataset: ox.Store, accept: str) -> None:
        with pytest.raises(Refusal) as caught:
            answer(dataset, Operation("SELECT * {}"), accept, LIMITS)
        assert caught.value.status == 406

    def test_the_parameter_goes_before_the_header(self, dataset: ox.Store) -> None:
        asked = Operation("SELECT ?s { ?s ?p 1 }", others=(("format", "csv"),))
        found = answer(dataset, asked, "application/sparql-results+xml", LIMITS)
        assert found.body == b"s\r\nhttp://x/s1\r\n"

    @pytest.mark.parametrize("form", ["ttl", "nt", "jsonld", "rdf"])
    def test_graphs_hold_each_statement_once(self, dataset: ox.Store, form: str) -> None:
        text = "CONSTRUCT { <http://x/a> <http://x/b> ?p } { ?s ?p ?o }"
        found = answer(dataset, Operation(text, others=(("format", form),)), None, LIMITS)
        output = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}
        parsed = list(ox.parse(found.body, format=output.get(form, ox.RdfFormat.RDF_XML)))
        assert len(parsed) == len(set(parsed)) == 2


class TestLimits:
    CROSS = (
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r . ?s ?t ?u . ?v ?w ?x }"
    )

    @pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
    def test_too_many_rows(self, dataset: ox.Store, form: str) -> None:
        with pytest.raises(Refusal, match="over 100 rows") as caught:
            answer(dataset, Operation(self.CROSS, others=(("format", form),)), None, LIMITS)
        assert caught.value.status == 403

    @pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
    @pytest.mark.parametrize(("rows", "fits"), [(16, True), (15, False)])
    def test_the_limit_is_exact(self, dataset: ox.Store, form: str, rows: int, fits: bool) -> None:
        asked = Operation("SELECT * { ?s ?p ?o . ?t ?q ?r }", others=(("format", form),))
        if fits:
            assert answer(dataset, asked, None, Limits(rows, 10**6)).status == 200
        else:
            with pytest.raises(Refusal):
                answer(dataset, asked, None, Limits(rows, 10**6))

    @pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
    def test_values_that_look_like_rows_do_not_count(self, dataset: ox.Store, form: str) -> None:
        asked = Operation("SELECT ?o { ?s <http://x/q> ?o }", others=(("format", form),))
        assert answer(dataset, asked, None, Limits(1, 10**6)).status == 200

    def test_too_large(self, dataset: ox.Store) -> None:
        with pytest.raises(Refusal, match="larger than"):
            answer(dataset, Operation(self.CROSS), None, Limits(10**9, 1000))

    def test_too_many_statements(self, dataset: ox.Store) -> None:
        text = "CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f }"
        with pytest.raises(Refusal, match="over 3 rows"):
            answer(dataset, Operation(text), None, Limits(3, 10**6))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), max_size=8))
def test_no_value_is_changed_on_the_way(values: list[str]) -> None:
    store = ox.Store()
    for number, value in enumerate(values):
        store.add(ox.Quad(ox.NamedNode(f"http://x/{number}"), ox.NamedNode("http://x/p"), ox.Literal(value)))
    asked = Operation("SELECT ?o { ?s ?p ?o }", others=(("format", "csv"),))
    body = answer(store, asked, None, LIMITS).body.decode()
    rows = list(csv.reader(io.StringIO(body, newline="")))
    assert sorted(row[0] for row in rows[1:]) == sorted(values)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("SELECT * {}", True), ("SELECT (NOW() AS ?n) {}", False), ("SELECT (rand () AS ?n) {}", False)],
)
def test_repeatable(text: str, expected: bool) -> None:
    assert repeatable(text) is expected


def test_only_prefixes_in_use_are_declared() -> None:
    subject = ox.NamedNode("https://w3id.org/counterpart/actor/to-lam")
    triple = ox.Triple(subject, ox.NamedNode("http://x/p"), ox.Literal("a"))
    assert serialized([triple], "ttl").decode().count("@prefix") == 1
