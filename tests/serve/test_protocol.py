"""Requests of the SPARQL 1.1 Protocol: what they ask, and which are refused with what status."""

from __future__ import annotations

import contextlib
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.serve.protocol import Operation, Refusal, operation

ASK = "ASK {}"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"


def encoded(*fields: tuple[str, str]) -> bytes:
    return urlencode(fields).encode()


@pytest.mark.parametrize(
    ("method", "query_string", "content_type", "body", "expected"),
    [
        ("GET", encoded(("query", ASK)), None, b"", Operation(ASK)),
        ("GET", b"query=ASK%20%7B%7D", None, b"", Operation(ASK)),
        ("POST", b"", FORM, encoded(("query", ASK)), Operation(ASK)),
        ("POST", b"", FORM + "; charset=UTF-8", encoded(("query", ASK)), Operation(ASK)),
        ("POST", b"", DIRECT, ASK.encode(), Operation(ASK)),
        (
            "POST",
            b"",
            DIRECT + ';charset="utf-8"',
            "ASK { ?s ?p 'Tô Lâm' }".encode(),
            Operation("ASK { ?s ?p 'Tô Lâm' }"),
        ),
        ("GET", b"", None, b"", None),
        ("GET", b"format=ttl", None, b"", None),
        (
            "GET",
            encoded(("query", ASK), ("default-graph-uri", "http://x/1"), ("default-graph-uri", "http://x/2")),
            None,
            b"",
            Operation(ASK, ("http://x/1", "http://x/2")),
        ),
        (
            "POST",
            encoded(("named-graph-uri", "http://x/n"), ("default-graph-uri", "urn:x:d")),
            DIRECT,
            ASK.encode(),
            Operation(ASK, ("urn:x:d",), ("http://x/n",)),
        ),
        (
            "POST",
            b"",
            FORM,
            encoded(("query", ASK), ("named-graph-uri", "http://x/n")),
            Operation(ASK, (), ("http://x/n",)),
        ),
        (
            "GET",
            encoded(("query", ASK), ("format", "csv")),
            None,
            b"",
            Operation(ASK, others=(("format", "csv"),)),
        ),
    ],
)
def test_operations(
    method: str, query_string: bytes, content_type: str | None, body: bytes, expected: Operation | None
) -> None:
    assert operation(method, query_string, content_type, body) == expected


@pytest.mark.parametrize(
    ("method", "query_string", "content_type", "body", "status", "said"),
    [
        ("PUT", encoded(("query", ASK)), None, b"", 405, "GET or POST"),
        ("GET", encoded(("query", ASK), ("query", ASK)), None, b"", 400, "one query, not 2"),
        ("POST", encoded(("query", ASK)), DIRECT, ASK.encode(), 400, "one query, not 2"),
        ("POST", b"", FORM, b"", 400, "one query, not 0"),
        ("POST", b"", None, encoded(("query", ASK)), 415, "does not say its content type"),
        ("POST", b"", "text/plain", ASK.encode(), 415, "'text/plain' is no content type"),
        ("POST", b"", DIRECT + "; charset=utf-16", ASK.encode("utf-16"), 415, "write it in UTF-8"),
        ("POST", b"", DIRECT, b"ASK { ?s ?p '\xff' }", 400, "not UTF-8 at byte 13"),
        ("POST", b"", FORM, b"query=%FF", 400, "percent-encoded UTF-8"),
        ("POST", b"", FORM, "query=é".encode("latin-1"), 400, "percent-encoded UTF-8"),
        ("GET", encoded(("update", "CLEAR ALL")), None, b"", 403, "read-only"),
        ("POST", b"", FORM, encoded(("update", "CLEAR ALL")), 403, "read-only"),
        ("POST", b"", "application/sparql-update", b"CLEAR ALL", 403, "read-only"),
        (
            "GET",
            encoded(("query", ASK), ("default-graph-uri", "file:///etc/passwd")),
            None,
            b"",
            400,
            "IRI of a graph",
        ),
        ("GET", encoded(("query", ASK), ("named-graph-uri", "no iri")), None, b"", 400, "IRI of a graph"),
        ("GET", b"&".join([b"a=1"] * 1001), None, b"", 400, "fields"),
    ],
)
def test_refusals(
    method: str, query_string: bytes, content_type: str | None, body: bytes, status: int, said: str
) -> None:
    with pytest.raises(Refusal, match=said) as caught:
        operation(method, query_string, content_type, body)
    assert caught.value.status == status


@given(
    st.sampled_from(["GET", "POST", "PATCH"]),
    st.binary(max_size=60),
    st.sampled_from([None, FORM, DIRECT, "x"]) | st.text(max_size=20),
    st.binary(max_size=60),
)
def test_any_request_is_an_operation_or_a_refusal(
    method: str, query_string: bytes, content_type: str | None, body: bytes
) -> None:
    found: object = None
    with contextlib.suppress(Refusal):
        found = operation(method, query_string, content_type, body)
    assert found is None or isinstance(found, Operation)
