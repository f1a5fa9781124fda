"""A SPARQL endpoint on this machine, with a small graph of Wikidata's shape in it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph as ox

PREFIXES = """
@prefix p: <http://www.wikidata.org/prop/> .
@prefix pq: <http://www.wikidata.org/prop/qualifier/> .
@prefix pqv: <http://www.wikidata.org/prop/qualifier/value/> .
@prefix ps: <http://www.wikidata.org/prop/statement/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix s: <http://www.wikidata.org/entity/statement/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix v: <http://www.wikidata.org/value/> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix wikibase: <http://wikiba.se/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def person(number: str, label: str, *others: str, vi: str | None = None, gender: str = "Q6581097") -> str:
    """A human with labels and other names (Turtle)."""
    names = "".join(f' ; skos:altLabel "{other}"@en' for other in others)
    return (
        f'wd:{number} wdt:P31 wd:Q5 ; wdt:P21 wd:{gender} ; rdfs:label "{label}"@en, "{vi or label}"@vi, '
        f'"Anderswo"@de{names} .\n'
    )


def term(
    person: str,
    office: str,
    start: str | None,
    end: str | None = None,
    precision: int | None = 11,
    rank: str = "Normal",
) -> str:
    """A statement that a person held an office (Turtle); dates YYYY-MM-DD with their precision."""
    name = f"{person}-{office}-{start}"
    said = [f"wd:{person} p:P39 s:{name} . s:{name} ps:P39 wd:{office} ; wikibase:rank wikibase:{rank}Rank ."]
    for prop, day in (("P580", start), ("P582", end)):
        if day is not None:
            value = f'"{day}T00:00:00Z"^^xsd:dateTime'
            said.append(f"s:{name} pq:{prop} {value} .")
            if precision is not None:
                said.append(
                    f"s:{name} pqv:{prop} v:{prop}-{name} . v:{prop}-{name} wikibase:timeValue {value} ; "
                    f"wikibase:timePrecision {precision} ."
                )
    return "\n".join(said) + "\n"


@dataclass
class Server:
    """An endpoint that is running: its address, what it was asked, and answers to give first."""

    dataset: ox.Store
    url: str = ""
    queries: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    first: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)

    def hold(self, *turtle: str) -> None:
        """Hold exactly these statements."""
        self.dataset.clear()
        self.dataset.load("".join((PREFIXES, *turtle)).encode(), format=ox.RdfFormat.TURTLE)


@contextmanager
def serving() -> Iterator[Server]:
    """Run an endpoint on a free port."""
    server = Server(ox.Store())

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            server.agents.append(self.headers["User-Agent"])
            server.queries.append(parse_qs(body)["query"][0])
            if server.first:
                self.answer(*server.first.pop(0))
                return
            found = server.dataset.query(server.queries[-1])
            assert isinstance(found, ox.QuerySolutions)
            payload = found.serialize(format=ox.QueryResultsFormat.JSON)
            self.answer(200, {"Content-Type": "application/sparql-results+json"}, payload or b"")

        def answer(self, code: int, headers: dict[str, str], payload: bytes) -> None:
            self.send_response(code)
            for name, value in {**headers, "Content-Length": str(len(payload))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(payload)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        server.url = f"http://127.0.0.1:{http.server_address[1]}/sparql"
        try:
            yield server
        finally:
            http.shutdown()
            thread.join()
