"""What the text of a query may say: reads of this dataset alone, and where a text is not well-formed."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.query.queries import run

REFUSED = [
    ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
    ("SELECT * { service silent ?x { ?s ?p ?o } }", "SERVICE"),
    ("SELECT * { SERVICE# here\n<http://example.org/> # there\n{ ?s ?p ?o } }", "SERVICE"),
    ("PREFIX : <http://example.org/> SELECT * { SERVICE:x { ?s ?p ?o } }", "SERVICE"),
    ("PREFIX : <http://example.org/> SELECT * { ?s ?p trueSERVICE:x\\( { ?s ?p ?o } }", "SERVICE"),
    ('PREFIX : <http://e.org/> SELECT * { FILTER(1<2#>"""\n) SERVICE:x { ?s ?p ?o } }#"""', "SERVICE"),
    ("SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
    ("SELECT * { S\\U00000045RVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
    ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM"),
    ("SELECT * from named <http://example.org/> { GRAPH ?g { ?s ?p ?o } }", "FROM"),
    ("SELECT * \\u0046ROM <http://example.org/> { ?s ?p ?o }", "FROM"),
    ("PREFIX : <http://example.org/> SELECT * FROM:x { ?s ?p ?o }", "FROM"),
    ("LOAD <http://example.org/>", "LOAD"),
    ("INSERT DATA { <http://a/> <http://b/> 1 }", "INSERT"),
    ("PREFIX a: <http://a/>\nDELETE WHERE { ?s ?p ?o }", "DELETE"),
    ("with <http://a/> delete { ?s ?p ?o } where { ?s ?p ?o }", "WITH"),
    ("CLEAR ALL", "CLEAR"),
    ("DROP GRAPH <http://a/>", "DROP"),
]


class TestRefusals:
    @pytest.mark.parametrize(("text", "word"), REFUSED)
    def test_refused(self, text: str, word: str, dataset: ox.Store) -> None:
        with pytest.raises(QueryError, match=f"^{word} is refused"):
            run(dataset, text)

    @pytest.mark.parametrize(
        "text",
        [
            "SELECT ?from ?service { ?from ?service ?load }",
            'SELECT * { ?s ?p "SERVICE FROM INSERT" }',
            "# this service is FROM here; INSERT nothing\nSELECT * { ?s ?p ?o } LIMIT 1",
            "PREFIX load: <http://a/> PREFIX with: <http://b/> SELECT * { ?s load:from with:SERVICE }",
            "SELECT * { GRAPH ?g { ?s <http://a/from> ?o } }",
        ],
    )
    def test_harmless_words_pass(self, text: str, dataset: ox.Store) -> None:
        assert run(dataset, text).form == "rows"

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            (
                "SELECT *\nWHERE {\n  ?s ?p }",
                r"^line 3, column 10: the query is not well-formed: cannot be read from here on$",
            ),
            ("SELECT * { ?s nowhere:p ?o }", r"^line 1, column \d+: .*prefix not found"),
            ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", r"^line 1, .*variable that is unbound"),
            ("", "^the query is empty$"),
            (" \n", "^the query is empty$"),
        ],
    )
    def test_syntax_errors_say_where_in_one_line(self, text: str, fault: str, dataset: ox.Store) -> None:
        with pytest.raises(QueryError, match=fault) as caught:
            run(dataset, text)
        assert "\n" not in str(caught.value)

    def test_an_error_is_located_in_the_text_as_given(self, dataset: ox.Store) -> None:
        with pytest.raises(QueryError, match=r"^line 1, column 15"):
            run(dataset, "ASK { ?s ?x } }", parameters={"x": ox.NamedNode("http://a/")})
