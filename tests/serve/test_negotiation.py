"""Which of the offered forms a header asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.serve.negotiation import GRAPHS, HTML, RESULTS, choose, media_type

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        ("application/sparql-results+xml", "xml"),
        ("application/sparql-results+xml, */*;q=0.1", "xml"),
        ("text/csv;q=0.5, text/tab-separated-values", "tsv"),
        ("text/*", "xml"),
        ("application/*;q=0.2, text/csv;q=0.3", "csv"),
        ("application/json", "json"),
        ("TEXT/CSV", "csv"),
        ("application/sparql-results+json;q=0, text/csv;q=0.001", "csv"),
        ("*/*, application/sparql-results+json;q=0, application/json;q=0", "xml"),
        ("image/png", None),
        ("application/sparql-results+json;q=0", None),
        ("not a header", "json"),
        ("text/csv;charset=utf-8;q=1.0", "csv"),
    ],
)
def test_results(accept: str | None, form: str | None) -> None:
    assert choose(accept, RESULTS) == form


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, "html"),
        (BROWSER, "html"),
        ("text/turtle", "ttl"),
        ("application/ld+json, text/html;q=0.5", "jsonld"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "rdf"),
        ("text/turtle;q=0.9, application/n-triples", "nt"),
    ],
)
def test_pages_and_graphs(accept: str | None, form: str) -> None:
    assert choose(accept, {**HTML, **GRAPHS}) == form


@given(st.text())
def test_any_header_gives_an_offered_form_or_none(accept: str) -> None:
    assert choose(accept, GRAPHS) in (*GRAPHS, None)


def test_text_says_its_encoding() -> None:
    assert media_type("csv") == "text/csv; charset=utf-8"
    assert media_type("json") == "application/sparql-results+json"
