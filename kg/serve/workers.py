"""Processes that answer requests from a snapshot of the store, each of which can be killed.

Oxigraph cannot stop a query once it runs, so whatever reads the dataset for the server runs in such a process,
for a limited time and in limited memory. `Pool` is the server's side, `work` the body of a process. A message is
two lengths (8 bytes each), a head in JSON, and a body.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import struct
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from kg.serve.answers import Answer, Limits
from kg.serve.protocol import Refusal

_LENGTHS = struct.Struct(">QQ")
_GRACE = 2.0  # seconds after which a process whose server has gone ends itself
_WORKER = "import kg.serve.workers; kg.serve.workers.work()"


# The server's side


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a request may take: seconds of work, seconds of waiting for it, and bytes of memory."""

    seconds: float = 30.0
    waiting: float = 10.0
    memory: int = 2 << 30


class Pool:
    """At most `size` processes that read the snapshot in `folder` of the store in `source`, started when needed."""

    def __init__(self, folder: Path, source: Path, size: int, bounds: Bounds, limits: Limits) -> None:
        self._settings = {
            "folder": str(folder),
            "source": str(source),
            "memory": bounds.memory,
            "rows": limits.rows,
            "size": limits.size,
        }
        self._bounds = bounds
        self._free = asyncio.Semaphore(size)
        self._idle: list[asyncio.subprocess.Process] = []
        self._all: set[asyncio.subprocess.Process] = set()
        self._closed = False

    async def run(self, job: str, request: Mapping[str, Any]) -> Answer:
        """The answer of a job (a key of `JOBS`). Raises Refusal: 503 where time or memory do not suffice.

        A caller that is cancelled, because its client has gone, takes the process with it.
        """
        try:
            async with asyncio.timeout(self._bounds.waiting):
                await self._free.acquire()
        except TimeoutError:
            raise Refusal(503, "all workers are busy: try again later") from None
        try:
            return await self._on_a_process(job, request)
        finally:
            self._free.release()

    async def _on_a_process(self, job: str, request: Mapping[str, Any]) -> Answer:
        seconds = self._bounds.seconds
        process = self._idle.pop() if self._idle else await self._started()
        try:
            async with asyncio.timeout(seconds):
                head, body = await _exchange(process, {"job": job, "request": request, "seconds": seconds})
        except TimeoutError:
            self._end(process)
            raise Refusal(
                503, f"stopped after {seconds:g} s: ask for less (a period, an actor) or add LIMIT"
            ) from None
        except (asyncio.IncompleteReadError, ConnectionError):
            self._end(process)
            raise Refusal(
                503, "ended without an answer: it needed more memory than is allowed; ask for less"
            ) from None
        except BaseException:
            self._end(process)
            raise
        if self._closed:
            self._end(process)
        else:
            self._idle.append(process)
        if "refused" in head:
            raise Refusal(head["status"], head["refused"])
        return Answer(head["status"], head["media"], body, head["headers"])

    async def _started(self) -> asyncio.subprocess.Process:
        home = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join([home, *filter(None, [os.environ.get("PYTHONPATH")])])
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-c", _WORKER, json.dumps(self._settings)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,  # Ctrl-C is for the server, which ends its processes itself
        )
        self._all.add(process)
        return process

    def _end(self, process: asyncio.subprocess.Process) -> None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        self._all.discard(process)

    def close(self) -> None:
        """End the idle processes now and the others when they have answered."""
        self._closed = True
        for process in self._idle:
            self._end(process)
        self._idle = []

    def kill(self) -> None:
        """End all processes now."""
        self.close()
        for process in list(self._all):
            self._end(process)


async def _exchange(
    process: asyncio.subprocess.Process, request: Mapping[str, Any]
) -> tuple[dict[str, Any], bytes]:
    assert process.stdin
    assert process.stdout
    head = json.dumps(request).encode()
    process.stdin.write(_LENGTHS.pack(len(head), 0) + head)
    await process.stdin.drain()
    first, second = _LENGTHS.unpack(await process.stdout.readexactly(_LENGTHS.size))
    told = json.loads(await process.stdout.readexactly(first))
    return told, await process.stdout.readexactly(second)


# The body of a process


def work() -> None:
    """Answer requests from standard input until it ends. The settings are the process's argument, in JSON."""
    import pyoxigraph as ox

    from kg.serve.fields import Context
    from kg.serve.jobs import JOBS

    settings = json.loads(sys.argv[1])
    _limit_memory(settings["memory"])
    folder = Path(settings["folder"])
    limits = Limits(settings["rows"], settings["size"])
    context = Context(ox.Store.read_only(str(folder / "store")), folder, limits, Path(settings["source"]))
    out = sys.stdout.buffer
    for message in _messages(sys.stdin.buffer):
        _arm(message["seconds"] + _GRACE)
        try:
            answer = JOBS[message["job"]](context, message["request"])
            head = {"status": answer.status, "media": answer.media, "headers": dict(answer.headers)}
            body = answer.body
        except Refusal as refusal:
            head, body = {"refused": str(refusal), "status": refusal.status}, b""
        except MemoryError:
            os._exit(1)
        except Exception as error:  # a fault of ours, which must not cost the next request its worker
            print(f"kg: internal error ({type(error).__name__}: {error})", file=sys.stderr, flush=True)
            head, body = {"refused": "internal error; please report it", "status": 500}, b""
        _arm(0)
        encoded = json.dumps(head).encode()
        out.write(_LENGTHS.pack(len(encoded), len(body)) + encoded + body)
        out.flush()


def _messages(stream: BinaryIO) -> Iterator[dict[str, Any]]:
    while lengths := stream.read(_LENGTHS.size):
        first, _ = _LENGTHS.unpack(lengths)
        yield json.loads(stream.read(first))


def _limit_memory(size: int) -> None:
    try:
        import resource
    except ImportError:  # no such limits on this system
        return
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))


def _arm(seconds: float) -> None:
    """Have the system end this process after `seconds` (0: never), whatever it is doing then."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
