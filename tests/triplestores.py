"""Other people's triple stores, as servers that a test starts on loopback and stops."""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

OXIGRAPH = shutil.which("oxigraph")
VIRTUOSO = shutil.which("virtuoso-t")
_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 8
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
DirsAllowed = {folder}
DefaultHost = 127.0.0.1:{http}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 100000
MaxQueryCostEstimationTime = 100000
MaxQueryExecutionTime = 100
"""


@dataclass(frozen=True)
class TripleStore:
    """A running server: where it takes queries and graphs, and who may write."""

    name: str
    query: str
    graphs: str
    credentials: tuple[str, str] | None = None

    def rows(self, text: str) -> tuple[list[str], list[tuple[str, ...]]]:
        """Columns and rows of a SELECT, cells as plain text."""
        data = urlencode({"query": text}).encode()
        headers = {"Accept": "application/sparql-results+json"}
        request = urllib.request.Request(self.query, data=data, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=120) as reply:
                found = json.loads(reply.read())
        except urllib.error.HTTPError as error:
            with error:
                raise AssertionError(f"{self.name}: {error.code} {error.read(400)!r}") from None
        columns = found["head"]["vars"]
        return columns, [
            tuple(row[name]["value"] if name in row else "" for name in columns)
            for row in found["results"]["bindings"]
        ]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def oxigraph(folder: Path) -> Iterator[TripleStore]:
    """Oxigraph's own server, whose default graph is the union of all."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    where = ["--location", str(folder), "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    with _running([str(OXIGRAPH), "serve", *where], f"{base}/query?query=ASK%7B%7D"):
        yield TripleStore("Oxigraph", f"{base}/query", f"{base}/store")


@contextlib.contextmanager
def virtuoso(folder: Path) -> Iterator[TripleStore]:
    """Virtuoso, with the account that it is installed with."""
    http, sql = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(folder=folder, http=http, sql=sql))
    base = f"http://127.0.0.1:{http}"
    command = [str(VIRTUOSO), "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    with _running(command, f"{base}/sparql?query=ASK%7B%7D"):
        yield TripleStore("Virtuoso", f"{base}/sparql", f"{base}/sparql-graph-crud-auth", ("dba", "dba"))


@contextlib.contextmanager
def _running(command: list[str], probe: str) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            assert process.poll() is None, f"{command[0]} ended at once"
            with contextlib.suppress(OSError), urllib.request.urlopen(probe, timeout=10):
                break
            time.sleep(0.2)
        else:
            raise AssertionError(f"{command[0]} does not answer")
        yield
    finally:
        process.kill()
        process.wait()
