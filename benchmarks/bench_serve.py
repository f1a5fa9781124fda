"""What the server costs beside bare pyoxigraph, and whether its limits hold.

A store is filled with contacts made up by number (about 29 statements each). Bare pyoxigraph answers the same
look-up in this process; the server answers over loopback, one client at a time and then with both workers busy.
Filters of the explorer differ each time, so that none is answered from what was kept. Usage:

    python benchmarks/bench_serve.py [CONTACTS [FOLDER]]

With FOLDER the store is kept there, and taken from there the next time. A million contacts need about 10 GB of
disk and an hour, most of it for filling the store.
"""

from __future__ import annotations

import contextlib
import http.client
import itertools
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
LIMIT = 10.0  # seconds after which the server stops a query
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c < ?i) }"
LOOKUP = """SELECT ?kind ?quote {
  ?r cp:hasParticipant actor:a-7 ; cp:kind ?kind ; cp:evidence/cp:quote ?quote
} LIMIT 20"""


def statements(contacts: int) -> Iterator[ox.Quad]:
    """Contacts as `kg build` lays them down, of people of 150 states, told by articles of 300 papers.

    There are twenty times as many contacts as people, at least 2,000 of whom; some of them meet far more than others.
    """

    def named(prefix: str, name: str) -> ox.NamedNode:
        return ox.NamedNode(PREFIXES[prefix] + name)

    terms = {
        name: named(*name.split(":"))
        for name in (
            *("rdf:type", "rdfs:label", "schema:headline", "schema:datePublished", "schema:publisher"),
            *(f"cp:{each}" for each in ("kind", "status", "earliest", "latest", "edtf", "hasParticipant")),
            *(f"cp:{each}" for each in ("reportOf", "reportedIn", "evidence", "quote", "start", "initiator")),
            *(f"cp:{each}" for each in ("participation", "actor", "side", "citizenOf")),
        )
    }
    kinds = [named("kind", kind) for kind in ("PhoneCall", "Meeting", "Visit", "Talks")]
    statuses = [named("status", each) for each in ("occurred", "occurred", "occurred", "planned")]
    derived, register = named("graph", "derived"), named("graph", "register")
    date, edtf = (ox.NamedNode(PREFIXES[p] + name) for p, name in (("xsd", "date"), ("edtf", "EDTF")))
    people = max(2000, contacts // 20)
    for number in range(150):
        state = named("actor", f"s-{number}")
        yield ox.Quad(state, terms["rdf:type"], named("cp", "State"), register)
        yield ox.Quad(state, terms["rdfs:label"], ox.Literal(f"Nước {number}"), register)
    for number in range(people):
        person = named("actor", f"a-{number}")
        yield ox.Quad(person, terms["rdf:type"], named("cp", "Person"), register)
        yield ox.Quad(person, terms["rdfs:label"], ox.Literal(f"Ông {number}"), register)
        yield ox.Quad(person, terms["cp:citizenOf"], named("actor", f"s-{number % 150}"), register)
    for number in range(contacts):
        graph = named("graph", f"x{number // 3}")
        report, occasion = (named(prefix, f"x{number}") for prefix in ("report", "occasion"))
        places = (number % 997) ** 2 % people, (number * 7919 + 1) % people
        actors = [named("actor", f"a-{n}") for n in places]
        day = f"20{10 + number % 15}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        evidence, article = named("evidence", f"x{number}"), named("article", f"x{number // 3}")
        said: list[tuple[str, ox.NamedNode | ox.Literal]] = [
            *(("kind", kinds[number % 4]), ("status", statuses[number // 4 % 4])),
            *((name, ox.Literal(day, datatype=date)) for name in ("earliest", "latest")),
            ("edtf", ox.Literal(day, datatype=edtf)),
            *(("hasParticipant", actor) for actor in actors),
            *((("initiator", actors[0]),) if number % 3 == 0 else ()),
        ]
        for thing, where, sort in ((report, graph, "Report"), (occasion, derived, "Occasion")):
            yield ox.Quad(thing, terms["rdf:type"], named("cp", sort), where)
            for predicate, value in said:
                yield ox.Quad(thing, terms[f"cp:{predicate}"], value, where)
        yield ox.Quad(report, terms["cp:reportOf"], occasion, derived)
        yield ox.Quad(report, terms["cp:reportedIn"], article, graph)
        yield ox.Quad(report, terms["cp:evidence"], evidence, graph)
        yield ox.Quad(evidence, terms["cp:quote"], ox.Literal(f"Hai bên điện đàm lần {number}."), graph)
        yield ox.Quad(evidence, terms["cp:start"], ox.Literal(0), graph)
        if number % 3 == 0:
            yield ox.Quad(article, terms["rdf:type"], named("schema", "NewsArticle"), graph)
            yield ox.Quad(article, terms["schema:headline"], ox.Literal(f"Bài {number // 3}"), graph)
            yield ox.Quad(article, terms["schema:publisher"], ox.Literal(f"Báo {number % 300}"), graph)
            yield ox.Quad(article, terms["schema:datePublished"], ox.Literal(day, datatype=date), graph)
        for side, actor in enumerate(actors, 1):
            part = named("participation", f"x{number}.{side}")
            yield ox.Quad(report, terms["cp:participation"], part, graph)
            yield ox.Quad(part, terms["cp:actor"], actor, graph)
            yield ox.Quad(part, terms["cp:side"], ox.Literal(side), graph)


@contextlib.contextmanager
def served(folder: Path) -> Iterator[tuple[str, int, int]]:
    """`kg serve` on a free port of loopback: host, port, process."""
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
        yield str(parts.hostname), int(parts.port or 80), process.pid
    finally:
        process.terminate()
        process.wait()


class Client:
    """One connection, kept open as browsers and libraries do."""

    def __init__(self, server: tuple[str, int, int]) -> None:
        self._connection = http.client.HTTPConnection(*server[:2], timeout=600)

    def get(self, path: str) -> None:
        """Read an answer, which must not be a refusal."""
        status = self.status(path)
        assert status == 200, f"{path}: {status}"

    def status(self, path: str) -> int:
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


def memory(process: int) -> float:
    """Megabytes that a process and its children hold, shared pages divided among those who share them."""
    found = Path(f"/proc/{process}/task/{process}/children")
    if not found.exists():
        return float("nan")
    held = Path(f"/proc/{process}/smaps_rollup").read_text("utf-8")
    own = next(int(line.split()[1]) / 1024 for line in held.splitlines() if line.startswith("Pss:"))
    return own + sum(memory(int(child)) for child in found.read_text("utf-8").split())


def ready(client: Client) -> float:
    """Seconds until lists are answered."""
    started = time.perf_counter()
    while client.status("/api/contacts?limit=1") == 503:
        time.sleep(0.1)
    return time.perf_counter() - started


def steps() -> Iterator[str]:
    """Filters, each another one: kinds, periods, states, both together, those near one actor."""
    kinds = ("PhoneCall", "Meeting", "Visit", "Talks")
    for number in itertools.count():
        month, day, year = number % 12 + 1, number % 28 + 1, 2010 + number % 12
        yield (
            f"from={year}-{month:02}-01&to={year + 3}-{month:02}-01",
            f"kind={kinds[number // 5 % 4]}&from=2010-{month:02}-{day:02}",
            f"state=s-{number % 150}&status=any",
            f"ego=a-{(number % 30) ** 2}&depth=2&to={year}-12-{day:02}",
            f"by=stated&undated=false&to=2024-{month:02}-{day:02}",
        )[number % 5]


def fill(folder: Path, contacts: int) -> None:
    """Make a store of so many contacts."""
    store = ox.Store(str(folder / "store"))
    store.bulk_extend(statements(contacts))
    store.optimize()
    store.flush()


def main(contacts: int, folder: Path) -> None:
    """Print the tables."""
    if not (folder / "store").exists():
        fill(folder, contacts)
    bare = ox.Store.read_only(str(folder / "store"))
    size = len(bare)

    def direct() -> None:
        found = bare.query(LOOKUP, prefixes=PREFIXES, use_default_graph_as_union=True)
        assert isinstance(found, ox.QuerySolutions)
        found.serialize(format=ox.QueryResultsFormat.JSON)

    with served(folder) as server:
        first = ready(Client(server))
    with served(folder) as server:
        client = Client(server)
        again = ready(client)
        opened = milliseconds(lambda: client.get("/explore"), 1)[0]
        opened += milliseconds(lambda: client.get("/api/explorer/view"), 1)[0]
        query = f"/sparql?{urlencode({'query': LOOKUP})}"
        filters, numbers = (
            steps(),
            itertools.count(),
        )  # asked otherwise each time, none comes from what was kept
        tasks: list[tuple[str, Callable[[], object], int]] = [
            ("pyoxigraph in this process: look-up", direct, ROUNDS),
            ("GET /sparql: the same", lambda: client.get(f"{query}%23{next(numbers)}"), ROUNDS),
            ("GET /sparql: the same once more", lambda: client.get(query), ROUNDS),
            ("GET /health", lambda: client.get("/health"), ROUNDS),
            ("GET /actor/…", lambda: client.get(f"/actor/a-7?n={next(numbers)}"), ROUNDS),
            (
                "GET /api/contacts of an actor",
                lambda: client.get(f"/api/contacts?actor=actor:a-7&n={next(numbers)}"),
                50,
            ),
            (
                "GET /api/contacts with counts",
                lambda: client.get(f"/api/contacts?counts=true&n={next(numbers)}"),
                10,
            ),
            ("GET /, the start page", lambda: client.get(f"/?lang=vi&n={next(numbers)}"), 5),
            ("GET /api/network, 40 actors", lambda: client.get(f"/api/network?n={next(numbers)}"), 5),
            ("explorer: a filter step", lambda: client.get(f"/api/explorer/view?{next(filters)}"), 40),
            (
                "explorer: 60 rows of the table",
                lambda: client.get(f"/api/explorer/reports?limit=60&{next(filters)}"),
                20,
            ),
            (
                "explorer: contacts of an actor",
                lambda: client.get(f"/api/explorer/contacts?actor=a-4&limit=40&{next(filters)}"),
                20,
            ),
            ("explorer: silences", lambda: client.get(f"/api/explorer/silences?{next(filters)}"), 20),
            (
                "explorer: search",
                lambda: client.get(f"/api/explorer/actors?q=ong%2012&{next(filters)}"),
                20,
            ),
        ]
        rows = [(label, milliseconds(task, rounds), rounds) for label, task, rounds in tasks]
        held = memory(server[2])
        over = [1000 * LIMIT]
        loud = threading.Event()

        def runaway() -> None:
            other = Client(server)
            while not loud.is_set():
                before = time.perf_counter()
                assert other.status(f"/sparql?{urlencode({'query': RUNAWAY})}") == 503
                over.append(1000 * (time.perf_counter() - before))

        thread = threading.Thread(target=runaway)
        thread.start()
        time.sleep(0.3)
        beside = milliseconds(lambda: client.get(f"{query}%23{next(numbers)}"))
        rows.append(("GET /sparql: look-up beside a runaway query", beside, ROUNDS))
        loud.set()
        thread.join()
    base = statistics.median(rows[0][1])
    print(f"{contacts:,} contacts, {size:,} statements; the server holds {held:.0f} MB")
    print(f"lists and explorer ready after {first:.1f} s the first time, {again:.1f} s the next")
    print(f"explorer: page and first view in {opened:.0f} ms")
    told = []
    for label, times, rounds in rows:
        middle = statistics.median(times)
        told.append(
            [label, f"{middle:.2f}", f"{times[int(0.95 * (rounds - 1))]:.2f}", f"{middle / base:.1f}"]
        )
    print(table(["task", "median ms", "p95 ms", "times pyoxigraph"], told))
    print(f"a runaway query with a limit of {LIMIT:g} s was stopped after {max(over) / 1000:.2f} s at most")


if __name__ == "__main__":
    number = int(sys.argv[1]) if sys.argv[1:] else 20_000
    if sys.argv[2:]:
        main(number, Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as name:
            main(number, Path(name))
