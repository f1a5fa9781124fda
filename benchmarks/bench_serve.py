"""What the server costs beside bare pyoxigraph, and whether its limits hold: look-ups, load, a runaway query.

A store is filled with contacts made up by number (about 11 statements each in three graphs an article). Bare
pyoxigraph answers the same queries in this process; the server answers over loopback, one client at a time and then
with both workers busy. Usage:

    python benchmarks/bench_serve.py [CONTACTS]
"""

from __future__ import annotations

import contextlib
import http.client
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox
from table import table

from kg.vocab import PREFIXES

ROOT = Path(__file__).parent.parent
ROUNDS = 200
LIMIT = 2.0  # seconds after which the server stops a query
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c < ?i) }"
LOOKUP = """SELECT ?kind ?quote {
  ?r cp:hasParticipant actor:a-7 ; cp:kind ?kind ; cp:evidence/cp:quote ?quote
} LIMIT 20"""


def statements(contacts: int) -> Iterator[ox.Quad]:
    """Contacts of 2,000 actors, as `kg build` lays them down, with what lists and look-ups read."""
    cp, rdf = PREFIXES["cp"], PREFIXES["rdf"]

    def named(prefix: str, name: str) -> ox.NamedNode:
        return ox.NamedNode(PREFIXES[prefix] + name)

    kinds = [named("kind", kind) for kind in ("PhoneCall", "Meeting", "Visit", "Talks")]
    typed, derived = ox.NamedNode(rdf + "type"), named("graph", "derived")
    occurred, date = named("status", "occurred"), ox.NamedNode(PREFIXES["xsd"] + "date")
    for number in range(contacts):
        graph, report, occasion = (named(p, f"x{number}") for p in ("graph", "report", "occasion"))
        actors = [named("actor", f"a-{n}") for n in (number % 2000, (number * 7 + 1) % 2000)]
        day = ox.Literal(f"20{10 + number % 15}-{number % 12 + 1:02}-{number % 28 + 1:02}", datatype=date)
        evidence, article = named("evidence", f"x{number}"), named("article", f"x{number // 3}")
        said: list[tuple[str, ox.NamedNode | ox.Literal]] = [
            *(("kind", kinds[number % 4]), ("status", occurred), ("earliest", day), ("latest", day)),
            *(("hasParticipant", actor) for actor in actors),
        ]
        for thing, where in ((report, graph), (occasion, derived)):
            for predicate, value in said:
                yield ox.Quad(thing, ox.NamedNode(cp + predicate), value, where)
        yield ox.Quad(occasion, typed, ox.NamedNode(cp + "Occasion"), derived)
        yield ox.Quad(report, ox.NamedNode(cp + "reportOf"), occasion, derived)
        yield ox.Quad(report, ox.NamedNode(cp + "reportedIn"), article, graph)
        yield ox.Quad(report, ox.NamedNode(cp + "evidence"), evidence, graph)
        yield ox.Quad(
            evidence, ox.NamedNode(cp + "quote"), ox.Literal(f"Hai bên điện đàm lần {number}."), graph
        )
        yield ox.Quad(article, typed, ox.NamedNode(PREFIXES["schema"] + "NewsArticle"), graph)
        for side, actor in enumerate(actors, 1):
            part = named("participation", f"x{number}.{side}")
            yield ox.Quad(report, ox.NamedNode(cp + "participation"), part, graph)
            yield ox.Quad(part, ox.NamedNode(cp + "actor"), actor, graph)
            yield ox.Quad(part, ox.NamedNode(cp + "side"), ox.Literal(side), graph)


@contextlib.contextmanager
def served(folder: Path) -> Iterator[tuple[str, int]]:
    """`kg serve` on a free port of loopback."""
    command = [
        sys.executable,
        "-m",
        "kg",
        "-q",
        "serve",
        "--store",
        str(folder),
        "--port",
        "0",
        "--timeout",
        str(LIMIT),
    ]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout
    try:
        parts = urlsplit(process.stdout.readline().decode().split(" at ")[1].split()[0])
        yield str(parts.hostname), int(parts.port or 80)
    finally:
        process.terminate()
        process.wait()


class Client:
    """One connection, kept open as browsers and libraries do."""

    def __init__(self, server: tuple[str, int]) -> None:
        self._connection = http.client.HTTPConnection(*server, timeout=600)

    def get(self, path: str) -> int:
        """Status of an answer that has been read."""
        self._connection.request("GET", path, headers={"Accept": "application/json"})
        reply = self._connection.getresponse()
        reply.read()
        return reply.status


def milliseconds(task: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Time of each of so many runs, in order of length."""
    spent = []
    for _ in range(rounds):
        started = time.perf_counter()
        task()
        spent.append(1000 * (time.perf_counter() - started))
    return sorted(spent)


def main(contacts: int) -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = ox.Store(str(folder / "store"))
        store.bulk_extend(statements(contacts))
        store.optimize()
        store.flush()
        size = len(store)
        del store
        bare = ox.Store.read_only(str(folder / "store"))

        def direct() -> None:
            found = bare.query(LOOKUP, prefixes=PREFIXES, use_default_graph_as_union=True)
            assert isinstance(found, ox.QuerySolutions)
            found.serialize(format=ox.QueryResultsFormat.JSON)

        with served(folder) as server:
            client = Client(server)
            started = time.perf_counter()
            while client.get("/api/contacts?limit=1") == 503:
                time.sleep(0.1)
            ready = time.perf_counter() - started
            query = f"/sparql?{urlencode({'query': LOOKUP})}"
            rows = [
                (label, times, rounds)
                for label, task, rounds in (
                    ("pyoxigraph in this process: look-up", direct, ROUNDS),
                    ("GET /sparql: the same", lambda: client.get(query), ROUNDS),
                    ("GET /health", lambda: client.get("/health"), ROUNDS),
                    ("GET /actor/…", lambda: client.get("/actor/a-7"), ROUNDS),
                    (
                        "GET /api/contacts of an actor",
                        lambda: client.get("/api/contacts?actor=actor:a-7"),
                        50,
                    ),
                    ("GET /api/contacts with counts", lambda: client.get("/api/contacts?counts=true"), 10),
                    ("GET /api/network, 40 actors", lambda: client.get("/api/network"), 5),
                )
                for times in [milliseconds(task, rounds)]
            ]
            over = [1000 * LIMIT]
            loud = threading.Event()

            def runaway() -> None:
                other = Client(server)
                while not loud.is_set():
                    before = time.perf_counter()
                    assert other.get(f"/sparql?{urlencode({'query': RUNAWAY})}") == 503
                    over.append(1000 * (time.perf_counter() - before))

            thread = threading.Thread(target=runaway)
            thread.start()
            time.sleep(0.3)
            rows.append(
                (
                    "GET /sparql: look-up beside a runaway query",
                    milliseconds(lambda: client.get(query)),
                    ROUNDS,
                )
            )
            loud.set()
            thread.join()
    base = statistics.median(rows[0][1])
    print(f"{contacts:,} contacts, {size:,} statements; lists ready after {ready:.1f} s")
    told = []
    for label, times, rounds in rows:
        middle = statistics.median(times)
        told.append(
            [label, f"{middle:.2f}", f"{times[int(0.95 * (rounds - 1))]:.2f}", f"{middle / base:.1f}"]
        )
    print(table(["task", "median ms", "p95 ms", "times pyoxigraph"], told))
    print(f"a runaway query with a limit of {LIMIT:g} s was stopped after {max(over) / 1000:.2f} s at most")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 20_000)
