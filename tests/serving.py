"""A server in a process of its own on a store made of a TriG file, as a user would start it, and a plain client."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox
from invented import FIXTURE

ROOT = Path(__file__).parent.parent


def make_store(folder: Path, *sources: Path) -> Path:
    """An output folder whose store holds TriG files."""
    (folder / "store").parent.mkdir(parents=True, exist_ok=True)
    store = ox.Store(str(folder / "store"))
    for source in sources or (FIXTURE,):
        store.load(source.read_bytes(), format=ox.RdfFormat.TRIG)
    store.flush()
    return folder


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


class Running:
    """`kg serve` on a free port, until `stop`."""

    def __init__(self, folder: Path, *options: str) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "KG_CACHE": str(folder / "cache")}
        self.log = folder / "serve.log"
        self.folder = folder
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "kg", "serve", "--store", str(folder), "--port", "0", *options],
                stdout=subprocess.PIPE,
                stderr=log,
                env=environment,
            )
        assert self.process.stdout
        line = self.process.stdout.readline().decode()
        assert " at " in line, self.log.read_text()
        self.base = line.split(" at ")[1].split()[0]
        parts = urlsplit(self.base)
        self.host, self.port = str(parts.hostname), int(parts.port or 80)

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = 60,
        **named: str,
    ) -> Reply:
        """Send one request as it stands; headers, as a mapping, or named with ``_`` for ``-``."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=timeout)
        try:
            data = body.encode() if isinstance(body, str) else body
            more = {name.replace("_", "-"): value for name, value in named.items()}
            connection.request(method, path, data, {**(headers or {}), **more})
            reply = connection.getresponse()
            return Reply(reply.status, {k.lower(): v for k, v in reply.getheaders()}, reply.read())
        finally:
            connection.close()

    def query(self, text: str, accept: str | None = None, **more: Any) -> Reply:
        """A SPARQL query with GET; `more` are further parameters."""
        fields = urlencode({"query": text, **more}, doseq=True)
        return self.ask(f"/sparql?{fields}", headers={"Accept": accept} if accept else {})

    def stop(self) -> int:
        """End it as a service manager would, and wait."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(30)
        if self.process.stdout:
            self.process.stdout.close()
        return code
