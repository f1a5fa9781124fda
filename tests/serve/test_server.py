"""The server as a process that people and their tools talk to."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
from serving import Running, make_store

from kg.serve.answers import Answer
from kg.serve.server import Kept

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c < ?l) }"
AUSTIN = "https://w3id.org/counterpart/actor/lloyd-austin"
REGISTER = "https://w3id.org/counterpart/graph/register"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
HOSTILE = "<script>document.title='run'</script>"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = Running(make_store(tmp_path_factory.mktemp("served")), "--timeout", "5", "--rows", "500")
    yield running
    assert running.stop() is not None
    assert "Traceback" not in running.log.read_text("utf-8")
    assert list((running.folder / "serving").iterdir()) == []


def truth(server: Running, query: str) -> bool:
    return bool(json.loads(server.query(query).body)["boolean"])


class TestProtocol:
    """The cases of the SPARQL 1.1 Protocol for the query operation."""

    @pytest.mark.parametrize(
        ("method", "path", "content_type", "body"),
        [
            ("GET", "/sparql?query=ASK%20%7B%7D", None, None),
            ("POST", "/sparql", FORM, "query=ASK%20%7B%7D"),
            ("POST", "/sparql", DIRECT, "ASK {}"),
        ],
    )
    def test_three_ways_to_ask(
        self, server: Running, method: str, path: str, content_type: str | None, body: str | None
    ) -> None:
        headers = {"Content-Type": content_type} if content_type else {}
        reply = server.ask(path, method=method, body=body, headers=headers)
        assert reply.status == 200
        assert reply.media == "application/sparql-results+json"
        assert json.loads(reply.body)["boolean"] is True

    @pytest.mark.parametrize(
        ("query", "accept", "media"),
        [
            ("SELECT * { ?s a cp:Occasion }", None, "application/sparql-results+json"),
            (
                "SELECT * { ?s a cp:Occasion }",
                "application/sparql-results+xml",
                "application/sparql-results+xml",
            ),
            ("SELECT * { ?s a cp:Occasion }", "text/csv", "text/csv"),
            ("SELECT * { ?s a cp:Occasion }", "text/tab-separated-values", "text/tab-separated-values"),
            ("ASK {}", "application/sparql-results+xml", "application/sparql-results+xml"),
            ("DESCRIBE actor:lloyd-austin", None, "text/turtle"),
            ("DESCRIBE actor:lloyd-austin", "application/n-triples", "application/n-triples"),
            ("CONSTRUCT WHERE { ?s cp:kind ?k }", "application/ld+json", "application/ld+json"),
            ("CONSTRUCT WHERE { ?s cp:kind ?k }", "application/rdf+xml", "application/rdf+xml"),
        ],
    )
    def test_forms(self, server: Running, query: str, accept: str | None, media: str) -> None:
        reply = server.query(query, accept)
        assert (reply.status, reply.media) == (200, media)
        assert "accept" in reply.headers["vary"].lower()

    @pytest.mark.parametrize("way", ["GET", "form", "direct"])
    @pytest.mark.parametrize(
        ("query", "graphs", "expected"),
        [
            ("ASK { actor:lloyd-austin ?p ?o }", {"default-graph-uri": [REGISTER]}, True),
            ("ASK { ?s a cp:Report }", {"default-graph-uri": [REGISTER]}, False),
            ("ASK { ?s a cp:Report }", {"default-graph-uri": [REGISTER, REGISTER[:-8] + "a1"]}, True),
            ("ASK { GRAPH ?g { ?s ?p ?o } }", {"default-graph-uri": [REGISTER]}, False),
            ("ASK { ?s ?p ?o }", {"named-graph-uri": [REGISTER]}, False),
            ("ASK { GRAPH ?g { actor:lloyd-austin ?p ?o } }", {"named-graph-uri": [REGISTER]}, True),
            (
                "ASK { ?s a cp:Report . GRAPH ?g { ?o a cp:Person } FILTER(?g = graph:register) }",
                {"named-graph-uri": [REGISTER], "default-graph-uri": [REGISTER[:-8] + "a1"]},
                True,
            ),
            ("ASK FROM <http://none.example/> { ?s ?p ?o }", {"default-graph-uri": [REGISTER]}, True),
            ("ASK FROM <http://none.example/> { ?s ?p ?o }", {}, False),
        ],
    )
    def test_datasets(
        self, server: Running, way: str, query: str, graphs: dict[str, list[str]], expected: bool
    ) -> None:
        fields = urlencode(graphs, doseq=True)
        if way == "GET":
            reply = server.ask(f"/sparql?{urlencode({'query': query, **graphs}, doseq=True)}")
        elif way == "form":
            body = urlencode({"query": query, **graphs}, doseq=True)
            reply = server.ask("/sparql", method="POST", body=body, Content_Type=FORM)
        else:
            reply = server.ask(f"/sparql?{fields}", method="POST", body=query, Content_Type=DIRECT)
        assert json.loads(reply.body)["boolean"] is expected

    @pytest.mark.parametrize(
        ("method", "path", "content_type", "body", "status"),
        [
            ("GET", "/sparql?query=ASK%20%7B", None, None, 400),
            ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, None, 400),
            ("PUT", "/sparql?query=ASK%7B%7D", None, None, 405),
            ("DELETE", "/sparql", None, None, 405),
            ("POST", "/sparql", "text/plain", "ASK {}", 415),
            ("POST", "/sparql", None, "query=ASK%7B%7D", 415),
            ("POST", "/sparql", DIRECT + "; charset=utf-16", "ASK {}".encode("utf-16"), 415),
            ("POST", "/sparql", DIRECT, b"ASK { ?s ?p '\xff' }", 400),
            ("POST", "/sparql", FORM, "update=CLEAR+ALL", 403),
            ("POST", "/sparql", "application/sparql-update", "CLEAR ALL", 403),
            ("POST", "/sparql", DIRECT, "DROP ALL", 403),
            ("POST", "/sparql", DIRECT, "LOAD <file:///etc/passwd>", 403),
            ("POST", "/sparql", DIRECT, "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403),
            ("POST", "/sparql", DIRECT, "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", 403),
            ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=file:///etc/passwd", None, None, 400),
            ("POST", "/sparql", DIRECT, "#" * (1 << 20) + "\nASK {}", 413),
            ("GET", "/sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D", None, None, 403),
        ],
    )
    def test_refusals(
        self,
        server: Running,
        method: str,
        path: str,
        content_type: str | None,
        body: str | bytes | None,
        status: int,
    ) -> None:
        headers = {"Content-Type": content_type} if content_type else {}
        reply = server.ask(path, method=method, body=body, headers=headers)
        assert reply.status == status, reply.body
        assert reply.media == "text/plain"

    def test_a_mistake_is_located(self, server: Running) -> None:
        reply = server.query("SELECT *\n{ ?s ?p }")
        assert reply.status == 400
        assert reply.text.startswith("line 2, column")

    def test_description_of_the_service(self, server: Running) -> None:
        reply = server.ask("/sparql", Accept="application/n-triples")
        said = {
            str(quad.predicate): quad.object for quad in ox.parse(reply.body, format=ox.RdfFormat.N_TRIPLES)
        }
        assert (
            str(said["<http://www.w3.org/ns/sparql-service-description#endpoint>"])
            == f"<{server.base}/sparql>"
        )
        void = server.ask("/.well-known/void", Accept="text/turtle").text
        assert "void:triples" in void
        assert "void:sparqlEndpoint" in void

    def test_compressed_and_known_answers(self, server: Running) -> None:
        path = f"/sparql?{urlencode({'query': 'SELECT * { ?s a cp:Report ; ?p ?o } LIMIT 200'})}"
        plain = server.ask(path)
        packed = server.ask(path, Accept_Encoding="gzip")
        assert packed.headers["content-encoding"] == "gzip"
        assert gzip.decompress(packed.body) == plain.body
        again = server.ask(path, If_None_Match=plain.headers["etag"])
        assert (again.status, again.body) == (304, b"")
        assert "etag" not in server.query("SELECT (NOW() AS ?now) {}").headers


class TestTools:
    """Clients that others wrote."""

    QUERY = (
        "SELECT ?name (COUNT(*) AS ?n) { ?r cp:hasParticipant ?a . ?a rdfs:label ?name } "
        "GROUP BY ?name ORDER BY ?name"
    )

    @pytest.fixture
    def expected(self, dataset: ox.Store) -> list[tuple[str, int]]:
        from kg.query.queries import run

        return [(row["name"], int(row["n"])) for row in run(dataset, self.QUERY).records()]

    def test_sparqlwrapper(self, server: Running, expected: list[tuple[str, int]]) -> None:
        wrapper = pytest.importorskip("SPARQLWrapper")
        client = wrapper.SPARQLWrapper(f"{server.base}/sparql")
        client.setQuery(self.QUERY)
        for form in (wrapper.JSON, wrapper.XML):
            client.setReturnFormat(form)
            assert client.query().convert()
        client.setReturnFormat(wrapper.JSON)
        client.setMethod(wrapper.POST)
        rows = client.query().convert()["results"]["bindings"]
        assert [(row["name"]["value"], int(row["n"]["value"])) for row in rows] == expected

    def test_rdflib(self, server: Running, expected: list[tuple[str, int]]) -> None:
        from rdflib import Graph
        from rdflib.plugins.stores.sparqlstore import SPARQLStore

        graph = Graph(SPARQLStore(f"{server.base}/sparql"))
        found = [(str(row[0]), int(str(row[1]))) for row in graph.query(self.QUERY)]  # type: ignore[index]
        assert found == expected
        described = graph.query("CONSTRUCT WHERE { actor:lloyd-austin ?p ?o }")
        assert described.graph is not None
        assert len(described.graph) > 3

    def test_curl(self, server: Running, expected: list[tuple[str, int]]) -> None:
        curl = shutil.which("curl")
        if curl is None:
            pytest.skip("needs curl")
        command = [
            curl,
            "-sS",
            "--compressed",
            "-H",
            "Accept: text/csv",
            "--data-urlencode",
            f"query={self.QUERY}",
        ]
        done = subprocess.run([*command, f"{server.base}/sparql"], capture_output=True, text=True, check=True)
        assert done.stdout.splitlines()[1:] == [f"{name},{number}" for name, number in expected]

    def test_pandas(self, server: Running, expected: list[tuple[str, int]]) -> None:
        pandas = pytest.importorskip("pandas")
        frame = pandas.read_csv(f"{server.base}/sparql?{urlencode({'query': self.QUERY, 'format': 'csv'})}")
        assert list(frame.itertuples(index=False, name=None)) == expected
        questions = pandas.read_csv(f"{server.base}/api/questions/who-called-whom?format=csv")
        assert "callerLabel" in questions.columns


class TestKept:
    def answer(self, letter: bytes, size: int = 4) -> Answer:
        return Answer(200, "text/plain", letter * size)

    def test_those_asked_for_last_stay(self) -> None:
        kept = Kept(10)
        for tag in ("a", "b"):
            kept.put(tag, self.answer(tag.encode()))
        assert kept.get("a") is not None
        kept.put("c", self.answer(b"c"))
        assert [tag for tag in "abc" if kept.get(tag)] == ["a", "c"]

    def test_what_has_no_room_is_not_kept_and_costs_the_others_nothing(self) -> None:
        kept = Kept(10)
        kept.put("a", self.answer(b"a"))
        kept.put("b", self.answer(b"b", 11))
        assert kept.get("b") is None
        assert kept.get("a") == self.answer(b"a")

    def test_one_that_is_put_twice_takes_its_room_once(self) -> None:
        kept = Kept(10)
        for tag in ("a", "a", "a", "b"):
            kept.put(tag, self.answer(tag.encode()))
        assert kept.get("a") is not None

    def test_what_changes_each_time_is_asked_each_time(self, server: Running) -> None:
        answers = {server.query("SELECT (RAND() AS ?n) {}").body for _ in range(3)}
        assert len(answers) == 3

    def test_an_answer_is_that_of_its_form(self, server: Running) -> None:
        for _ in range(2):
            for form in ("text/csv", "application/sparql-results+json"):
                assert server.query("SELECT (1 AS ?n) {}", form).media == form


class TestLimits:
    def test_a_runaway_query_is_killed_and_the_next_is_answered(self, server: Running) -> None:
        children = set(_children(server.process.pid))
        started = time.monotonic()
        reply = server.query(RUNAWAY)
        assert reply.status == 503
        assert "stopped after 5 s" in reply.text
        assert time.monotonic() - started < 30
        assert truth(server, "ASK {}")
        assert children - set(_children(server.process.pid)) or not children

    def test_others_are_answered_meanwhile(self, server: Running) -> None:
        """Two runaway queries hold both workers; lists and pages still come, and come before these end."""
        replies: list[int] = []
        holding = [
            threading.Thread(target=lambda: replies.append(server.query(RUNAWAY).status)) for _ in range(2)
        ]
        for thread in holding:
            thread.start()
        assert server.ask("/actor/lloyd-austin").status == 200
        assert server.ask("/api/contacts").status == 200
        assert server.ask("/health").status == 200
        assert replies == []
        for thread in holding:
            thread.join()
        assert replies == [503, 503]

    def test_a_query_ends_with_its_client(self, tmp_path: Path) -> None:
        running = Running(make_store(tmp_path), "--timeout", "300", "--workers", "1")
        try:
            with pytest.raises(TimeoutError):
                running.ask(f"/sparql?{urlencode({'query': RUNAWAY})}", timeout=2)
            reply = running.query("ASK {}")  # the only worker is free again
            assert reply.status == 200
        finally:
            running.stop()
        assert list((tmp_path / "serving").iterdir()) == []


def _children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children")
    return [int(each) for each in found.read_text().split()] if found.exists() else []


class TestInterface:
    def test_contacts(self, server: Running) -> None:
        found = json.loads(server.ask("/api/contacts?actor=lloyd-austin&counts=true&limit=2").body)
        assert found["total"] > 2
        assert len(found["contacts"]) == 2
        assert found["next"] == 2
        assert sum(found["counts"]["kind"].values()) == found["total"]
        every = [
            each for page in self.pages(server, "/api/contacts?actor=lloyd-austin&limit=2") for each in page
        ]
        assert len({each["iri"] for each in every}) == found["total"]
        assert all(AUSTIN in {party["iri"] for party in each["parties"]} for each in every)

    def pages(self, server: Running, path: str) -> Iterator[list[dict[str, Any]]]:
        offset: int | None = 0
        while offset is not None:
            found = json.loads(server.ask(f"{path}&offset={offset}").body)
            yield found["contacts"]
            offset = found["next"]

    @pytest.mark.parametrize(
        ("path", "said"),
        [
            ("/api/contacts?actor=nobody%20at%20all", "no actor"),
            ("/api/contacts?kind=Letter", "PhoneCall"),
            ("/api/contacts?from=2024-02-31", "YYYY-MM-DD"),
            ("/api/contacts?limit=1001", "up to 1,000"),
            ("/api/contacts?limit=-1", "whole number"),
            ("/api/contacts?limit=" + "9" * 400, "whole number"),
            ("/api/contacts?actor=a&actor=%FF", "percent-encoded"),
            ("/api/counterparts", "name one actor"),
            ("/api/questions/contacts-of", "needs a value for actor"),
            ("/api/explorer/view?kind=Letter", "PhoneCall"),
            ("/api/explorer/view?by=nobody", "unstated"),
            ("/api/explorer/view?depth=3", "1, 2"),
            ("/api/explorer/view?unit=planet", "country"),
            ("/api/explorer/view?ego=nobody", "no actor"),
            ("/api/explorer/view?state=%3Cscript%3E", "no actor"),
            ("/api/explorer/view?top=301", "up to 300"),
            ("/api/explorer/reports?offset=x", "whole number"),
            ("/api/explorer/contacts", "name an actor"),
            ("/api/explorer/contacts?since=2024-01-01&until=soon", "YYYY-MM-DD"),
            ("/api/explorer/path?actor=lloyd-austin", "name two actors"),
            ("/api/explorer/counterparts", "name one actor"),
        ],
    )
    def test_mistakes_are_named(self, server: Running, path: str, said: str) -> None:
        reply = server.ask(path)
        assert reply.status == 400
        assert said in reply.text

    def test_every_address_is_described_and_answers(self, server: Running) -> None:
        from kg.serve.routes import ROUTES

        document = json.loads(server.ask("/api/openapi.json").body)
        assert set(document["paths"]) == {route.path for route in ROUTES}
        names = {"/api/questions/{name}": "undated", "/actor/{name}": "lloyd-austin"}
        for path, said in document["paths"].items():
            if "{" in path and path not in names:
                continue
            asked = path.replace("{name}", names.get(path, ""))
            if path in ("/api/counterparts", "/api/explorer/counterparts", "/api/explorer/contacts"):
                asked += "?actor=lloyd-austin"
            if path == "/api/explorer/path":
                asked += "?actor=lloyd-austin&actor=andrey-belousov"
            reply = server.ask(asked)
            assert reply.status == 200, asked
            assert reply.media in said["get"]["responses"]["200"]["content"]

    def test_health(self, server: Running) -> None:
        server.ask("/api/contacts")  # waits for the table
        said = json.loads(server.ask("/health").body)
        assert said["status"] == "ok"
        assert said["ready"] is True
        assert len(said["digest"]) == 64


class TestThings:
    @pytest.mark.parametrize(
        ("form", "output"),
        [
            ("text/turtle", "TURTLE"),
            ("application/n-triples", "N_TRIPLES"),
            ("application/ld+json", "JSON_LD"),
        ],
    )
    def test_for_machines(self, server: Running, form: str, output: str) -> None:
        reply = server.ask("/actor/lloyd-austin", Accept=form)
        assert reply.media == form
        parsed = {str(quad.subject) for quad in ox.parse(reply.body, format=getattr(ox.RdfFormat, output))}
        assert f"<{AUSTIN}>" in parsed

    def test_the_hash_can_be_checked(self, server: Running) -> None:
        import hashlib

        reply = server.ask("/actor/lloyd-austin", Accept="application/n-triples")
        assert reply.headers["x-data-hash"] == f"sha256-{hashlib.sha256(reply.body).hexdigest()}"

    def test_an_article_comes_with_its_reports(self, server: Running) -> None:
        reply = server.ask("/article/a1", Accept="application/n-triples")
        assert "<https://w3id.org/counterpart/ontology#quote>" in reply.text

    @pytest.mark.parametrize(
        "path",
        [
            *(
                "/actor/nobody",
                "/actor/",
                "/nothing",
                "/actor/..%2F..%2Fetc%2Fpasswd",
                "/actor/%3E%20%3Cx",
                "/actor/%00",
            ),
            *(
                "/../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/store/CURRENT",
                "/serving",
                "//etc/passwd",
                "/static/../x",
            ),
        ],
    )
    def test_nothing_else_is_there(self, server: Running, path: str) -> None:
        reply = server.ask(path)
        assert reply.status == 404
        assert b"root:" not in reply.body


class TestSafety:
    @pytest.mark.parametrize("path", ["/health", "/actor/nobody", "/sparql", "/nothing", "/sparql?query=x"])
    def test_headers(self, server: Running, path: str) -> None:
        headers = server.ask(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["referrer-policy"] == "no-referrer"
        assert "server" not in headers

    @pytest.mark.parametrize(
        "path",
        [
            f"/sparql?query={quote(HOSTILE)}",
            f"/actor/{quote(HOSTILE, safe='')}",
            f"/api/contacts?actor={quote(HOSTILE)}",
        ],
    )
    def test_what_is_asked_never_runs(self, server: Running, path: str) -> None:
        reply = server.ask(path, Accept="text/html,*/*;q=0.5")
        assert reply.status in (200, 400, 404)
        assert b"<script>document" not in reply.body

    def test_other_names_for_this_machine_are_refused(self, server: Running) -> None:
        assert server.ask("/health", Host="evil.example").status == 400
        assert server.ask("/health", Host=f"localhost:{server.port}").status == 200

    def test_other_pages_may_not_read_unless_told(self, server: Running, tmp_path: Path) -> None:
        assert "access-control-allow-origin" not in server.ask("/health", Origin="https://a.example").headers
        open_one = Running(make_store(tmp_path), "--cors", "https://a.example")
        try:
            assert (
                open_one.ask("/health", Origin="https://a.example").headers["access-control-allow-origin"]
                == "https://a.example"
            )
            assert (
                "access-control-allow-origin"
                not in open_one.ask("/health", Origin="https://b.example").headers
            )
        finally:
            open_one.stop()

    def test_the_log_is_one_line_a_request(self, server: Running) -> None:
        server.ask("/health?a=%0Ab%1B%5B31m")
        last: list[str] = []
        for _ in range(50):  # a line is written once its answer is out
            last = [line for line in server.log.read_text("utf-8").splitlines() if "/health?a" in line]
            if last:
                break
            time.sleep(0.1)
        assert len(last) == 1
        assert '"GET /health?a=%0Ab%1B%5B31m" 200' in last[0]


class TestLife:
    def test_a_newer_build_is_served(self, tmp_path: Path) -> None:
        folder = make_store(tmp_path)
        running = Running(folder)
        try:
            before = json.loads(running.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").body)
            tag = running.query("ASK {}").headers["etag"]
            store = ox.Store(str(folder / "store"))
            store.add(
                ox.Quad(
                    ox.NamedNode("http://x/s"),
                    ox.NamedNode("http://x/p"),
                    ox.Literal(1),
                    ox.NamedNode("http://x/g"),
                )
            )
            store.flush()
            del store
            for _ in range(100):
                if truth(running, "ASK { <http://x/s> ?p ?o }"):
                    break
                time.sleep(0.2)
            assert truth(running, "ASK { <http://x/s> ?p ?o }")
            assert running.query("ASK {}").headers["etag"] != tag
            assert before["results"]["bindings"]
        finally:
            running.stop()

    def test_what_a_killed_server_left_is_removed_by_the_next(self, tmp_path: Path) -> None:
        folder = make_store(tmp_path)
        first = Running(folder)
        first.query("ASK {}")
        first.process.kill()
        first.stop()
        assert len(list((folder / "serving").iterdir())) == 1
        second = Running(folder)
        second.query("ASK {}")
        assert len(list((folder / "serving").iterdir())) == 1
        second.stop()
        assert list((folder / "serving").iterdir()) == []

    @pytest.mark.parametrize(
        ("prepare", "options", "said"),
        [
            (lambda folder: None, (), "no store here; make one first"),
            (make_store, ("--host", "203.0.113.1"), "cannot be listened on"),
        ],
    )
    def test_what_keeps_it_from_starting_is_said(
        self, tmp_path: Path, prepare: object, options: tuple[str, ...], said: str
    ) -> None:
        from click.testing import CliRunner

        from kg.cli import cli
        from kg.errors import StoreError

        prepare(tmp_path)  # type: ignore[operator]
        result = CliRunner().invoke(cli, ["serve", "--store", str(tmp_path), "--port", "0", *options])
        assert isinstance(result.exception, StoreError)
        assert said in str(result.exception)
