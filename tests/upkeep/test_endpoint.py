"""Asking an endpoint: a real server that answers, is busy, moves, or is not there."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from wikidata import Server, person, serving

from kg.errors import EndpointError
from kg.upkeep.endpoint import TRIES, Endpoint

QUERY = "SELECT ?thing { ?thing <http://www.wikidata.org/prop/direct/P31> ?kind }"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        running.hold(person("Q1", "Jane Example"))
        yield running


class Waits(list[float]):
    """Notes the seconds that were to be waited."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def test_rows_and_who_asks(server: Server) -> None:
    waits = Waits()
    endpoint = Endpoint(server.url, "me@example.org", pause=3, sleep=waits)
    rows = endpoint.select(QUERY)
    assert [{name: str(term) for name, term in row.items()} for row in rows] == [
        {"thing": "<http://www.wikidata.org/entity/Q1>"}
    ]
    assert waits == []
    endpoint.select(QUERY)
    assert waits == [3]
    assert server.agents[0].startswith("counterpart-kg/")
    assert "me@example.org" in server.agents[0]


def test_a_busy_server_is_asked_again_after_longer_and_longer(server: Server) -> None:
    waits, said = Waits(), list[str]()
    server.first = [(503, {}, b""), (429, {"Retry-After": "7"}, b"slow down"), (500, {}, b"")]
    rows = Endpoint(server.url, sleep=waits, report=said.append).select(QUERY)
    assert len(rows) == 1
    assert waits == [2, 7, 14]
    assert "HTTP 429" in said[1]
    assert "slow down" in said[1]


def test_a_server_that_stays_busy_is_left_alone(server: Server) -> None:
    waits = Waits()
    server.first = [(503, {"Retry-After": "9999"}, b"")] * TRIES
    with pytest.raises(EndpointError, match=r"HTTP 503 .* gave up after 5 tries"):
        Endpoint(server.url, sleep=waits).select(QUERY)
    assert len(server.queries) == TRIES
    assert max(waits) == 120


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ((400, {}, b"Parse error at line 1"), "HTTP 400 Bad Request: Parse error at line 1"),
        ((403, {}, b""), "HTTP 403 Forbidden"),
        (
            (301, {"Location": "http://elsewhere/sparql"}, b""),
            "has moved; give http://elsewhere/sparql instead",
        ),
        ((200, {}, b"<html>Welcome</html>"), "answers no SPARQL results in JSON, but '<html>Welcome</html>'"),
        ((200, {}, b'{"head": {}, "boolean": true}'), "answers no SPARQL results"),
    ],
)
def test_what_is_wrong_is_said_at_once(
    server: Server, answer: tuple[int, dict[str, str], bytes], message: str
) -> None:
    server.first = [answer]
    with pytest.raises(EndpointError) as raised:
        Endpoint(server.url, sleep=Waits()).select(QUERY)
    assert message in str(raised.value)
    assert len(server.queries) == 1


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(EndpointError, match=r"cannot be reached .*gave up after"):
        Endpoint(f"http://127.0.0.1:{port}/", sleep=Waits()).select(QUERY)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x/", "query.wikidata.org", "", "http://"])
def test_only_web_addresses(url: str) -> None:
    with pytest.raises(EndpointError, match="not the address of an endpoint"):
        Endpoint(url)
