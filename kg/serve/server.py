"""The server of a store: SPARQL 1.1 Protocol, an address for each thing, an interface for programs.

A thin front (Starlette) that reads requests, decides what they ask and hands the work to processes
(`kg.serve.workers`) on a snapshot of the store (`kg.serve.snapshot`). When the store has been built anew, requests
that come from then on are answered from a new snapshot. Nothing that a request says is ever a path of a file.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import hashlib
import logging
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlsplit

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route as Address
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import kg
from kg.errors import StoreError
from kg.query.rows import printable
from kg.serve.answers import Answer, Limits, repeatable
from kg.serve.negotiation import GRAPHS, HTML, RESULTS, choose
from kg.serve.protocol import Operation, Refusal, operation
from kg.serve.routes import ROUTES, Route, openapi
from kg.serve.snapshot import Snapshot, state, take
from kg.serve.workers import Bounds, Pool

T = TypeVar("T")
SOON = 0.1
"""Seconds after which it is looked whether the client is still there."""
KEPT = 32 << 20
"""Bytes of answers that are kept as long as the store stays the same."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_LOG = logging.getLogger("kg.access")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_EITHER = {"text": ("text/plain", "text/turtle", "application/json"), **HTML}
_LISTED = ("/api/", "/contacts", "/actors", "/explore")
_CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server serves the store in `folder`.

    `address` is what links are made of, where others reach the server under another name than `host`; `origin`
    allows pages of that origin (or ``*``) to ask; `body` bounds a request in bytes; `workers` is how many queries
    run at once.
    """

    folder: Path
    host: str = "127.0.0.1"
    port: int = 7878
    address: str | None = None
    origin: str | None = None
    body: int = 1 << 20
    workers: int = 2
    bounds: Bounds = field(default_factory=Bounds)
    limits: Limits = field(default_factory=Limits)
    look: float = 2.0

    @property
    def base(self) -> str:
        """The address of the server, without a slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return (self.address or f"http://{host}:{self.port}").rstrip("/")


class Kept:
    """Answers by the tag of their request, those asked for last, as long as they have room."""

    def __init__(self, size: int = KEPT) -> None:
        self._size = size
        self._held = 0
        self._answers: dict[str, Answer] = {}

    def get(self, tag: str) -> Answer | None:
        """The answer that was given, if it is still here."""
        if (answer := self._answers.pop(tag, None)) is not None:
            self._answers[tag] = answer
        return answer

    def put(self, tag: str, answer: Answer) -> None:
        """Keep an answer, and let go of the oldest that have no room beside it."""
        if tag in self._answers or len(answer.body) > self._size:
            return
        self._answers[tag] = answer
        self._held += len(answer.body)
        while self._held > self._size:
            self._held -= len(self._answers.pop(next(iter(self._answers))).body)


class Generation:
    """What is served as long as the store stays the same: a snapshot, and the processes that read it.

    Queries of users have processes of their own, so that lists and pages do not wait behind them.
    """

    def __init__(self, snapshot: Snapshot, settings: Settings) -> None:
        self.snapshot = snapshot
        self.queries = Pool(
            snapshot.folder, settings.folder, settings.workers, settings.bounds, settings.limits
        )
        self.pages = Pool(snapshot.folder, settings.folder, 1, settings.bounds, settings.limits)
        self.facts: asyncio.Future[Mapping[str, str]] = asyncio.get_running_loop().create_future()
        self.kept = Kept()
        whole = dataclasses.replace(settings.bounds, seconds=24 * 3600, memory=16 << 30)
        self._preparing = Pool(snapshot.folder, settings.folder, 1, whole, settings.limits)
        self._task = asyncio.create_task(self._prepare())

    async def _prepare(self) -> None:
        """Count, sign and index; until then `facts` is open."""
        import json

        try:
            self.facts.set_result(
                json.loads((await self._preparing.run("prepare", {"state": self.snapshot.state})).body)
            )
        except Refusal as refusal:
            self.facts.set_exception(refusal)
            self.facts.exception()  # said to those who ask for it, not on the console
        finally:
            self._preparing.kill()

    def close(self) -> None:
        """Let the last answers out, then remove the snapshot."""
        self._task.cancel()
        for pool in (self.queries, self.pages, self._preparing):
            pool.kill()
        self.snapshot.remove()


class Server:
    """Answers the requests of the addresses in `kg.serve.routes.ROUTES`."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._current: Generation | None = None

    @property
    def current(self) -> Generation:
        """What is served now."""
        assert self._current is not None
        return self._current

    @contextlib.asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        """Serve from the first snapshot on, and from newer ones as the store changes."""
        self._current = Generation(take(self.settings.folder), self.settings)
        looking = asyncio.create_task(self._follow())
        try:
            yield
        finally:
            looking.cancel()
            self.current.close()

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(self.settings.look)
            now = await asyncio.to_thread(state, self.settings.folder)
            if now == self.current.snapshot.state:
                continue
            try:
                snapshot = await asyncio.to_thread(take, self.settings.folder)
            except StoreError:  # being built: the old snapshot serves until that is done
                continue
            old, self._current = self.current, Generation(snapshot, self.settings)
            asyncio.get_running_loop().call_later(self.settings.bounds.seconds + 5, old.close)

    # Addresses

    async def sparql(self, request: Request, _: Route) -> Response:
        """A query, or the description of the service."""
        asked = operation(
            request.method,
            request.scope["query_string"],
            request.headers.get("content-type"),
            request.state.body,
        )
        wanted = choose(request.headers.get("accept"), {**RESULTS, **GRAPHS, **HTML})
        if wanted == "html" and request.method in ("GET", "HEAD") and not (asked and asked.other("format")):
            return await self._kept(request, "workbench", self._about(request, []))
        if asked is None:
            return await self.service(request, _)
        job = dataclasses.asdict(asked) | {"accept": request.headers.get("accept")}
        if not repeatable(asked.query):
            return _response(await _while_there(request, self.current.queries.run("query", job)), None)
        return await self._once(request, self._tag(request, asked), self.current.queries, "query", job)

    async def service(self, request: Request, _: Route) -> Response:
        """The description of the service and of the dataset."""
        return await self._kept(request, "service", {"endpoint": f"{self.settings.base}/sparql"})

    async def job(self, request: Request, route: Route) -> Response:
        """What a job of a worker says."""
        assert route.job
        fields = _fields(request)
        given: dict[str, Any] = {each.name: [] for each in route.given if each.many}
        known = {each.name for each in route.given if each.place == "query"}
        for name, value in fields:
            if isinstance(given.get(name), list):
                given[name].append(value)
            elif name in known:
                given[name] = value
        given |= request.path_params
        given |= {"prefix": route.path.split("/")[1], "others": [f for f in fields if f[0] not in known]}
        given |= self._about(request, fields)
        if route.path == "/" or route.path.startswith(_LISTED) or choose(given["accept"], _EITHER) == "html":
            await self._facts()
        return await self._once(request, self._tag(request), self.current.pages, route.job, given)

    def _about(self, request: Request, fields: list[tuple[str, str]]) -> dict[str, Any]:
        """What a page needs to know of its request."""
        return {
            "accept": request.headers.get("accept"),
            "language": request.headers.get("accept-language"),
            "path": request.url.path,
            "fields": fields,
            "base": self.settings.base,
        }

    async def refused(self, request: Request, refusal: Refusal) -> Response:
        """Why there is no answer: as a page for people, as a line of text for programs."""
        if choose(request.headers.get("accept"), _EITHER) != "html":
            return _refused(refusal)
        job = {**self._about(request, []), "status": refusal.status, "text": str(refusal)}
        try:
            page = await self.current.pages.run("message", job)
        except Refusal:
            return _refused(refusal)
        return _response(dataclasses.replace(page, status=refusal.status), None)

    async def openapi(self, _: Request, __: Route) -> Response:
        """The document that describes the addresses."""
        return JSONResponse(openapi(self.settings.base))

    async def health(self, _: Request, __: Route) -> Response:
        """Whether requests can be answered, and from what."""
        facts = self.current.facts
        ready = facts.done() and facts.exception() is None
        said = {"status": "ok", "version": kg.__version__, "ready": ready}
        return JSONResponse(
            said | (dict(facts.result()) if ready else {}), headers={"Cache-Control": "no-store"}
        )

    async def event(self, request: Request, _: Route) -> Response:
        """``/event/X`` leads to the occasion."""
        return RedirectResponse(f"/occasion/{request.path_params['name']}", status_code=303)

    async def _facts(self) -> Mapping[str, str]:
        try:
            return await asyncio.wait_for(asyncio.shield(self.current.facts), self.settings.bounds.waiting)
        except TimeoutError:
            raise Refusal(503, "the list of contacts is being made: try again in a minute") from None

    async def _kept(self, request: Request, job: str, given: Mapping[str, Any]) -> Response:
        """The answer of a job on the whole dataset, in the form that the request asks for."""
        form = {"format": request.query_params.get("format"), "accept": request.headers.get("accept")}
        return await self._once(request, self._tag(request), self.current.pages, job, {**form, **given})

    async def _once(
        self, request: Request, tag: str, pool: Pool, job: str, given: Mapping[str, Any]
    ) -> Response:
        """The answer of a job, which is the same as long as the store is: one that was given needs no worker."""
        if _has(request, tag):
            return Response(status_code=304, headers={"ETag": tag})
        kept = self.current.kept
        answer = kept.get(tag)
        if answer is None:
            answer = await _while_there(request, pool.run(job, given))
            kept.put(tag, answer)
        return _response(answer, tag)

    def _tag(self, request: Request, asked: Operation | None = None) -> str:
        said = (
            *(self.current.snapshot.state, kg.__version__, request.url.path, request.url.query),
            *(request.headers.get(name, "") for name in ("accept", "accept-language", "cookie")),
            repr(asked),
        )
        return f'W/"{hashlib.sha256(repr(said).encode()).hexdigest()[:32]}"'


Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def application(settings: Settings) -> Starlette:
    """The server as an ASGI application."""
    server = Server(settings)

    def endpoint(route: Route) -> Handler:
        handler = getattr(server, route.handler)

        async def answered(request: Request) -> Response:
            try:
                request.state.body = await _body(request, settings.body)
                response: Response = await handler(request, route)
            except Refusal as refusal:
                response = await server.refused(request, refusal)
            response.headers["Vary"] = "Accept, Accept-Language"
            return response

        return answered

    addresses = [
        Address(
            route.path.replace("{name}", "{name:path}"),
            endpoint(route),
            methods=["GET", "POST"] if route.posts else ["GET"],
        )
        for route in (*ROUTES, Route("/event/{name}", "event", "", ()))
    ]
    around = [Middleware(_Guard)]
    if settings.host in LOOPBACK:
        # A page of the web may let its own name stand for this machine (DNS rebinding): names are checked.
        known = [*LOOPBACK, "[::1]", *filter(None, [urlsplit(settings.address or "").hostname])]
        around.append(Middleware(TrustedHostMiddleware, allowed_hosts=known, www_redirect=False))
    if settings.origin:
        allowed = ["*"] if settings.origin == "*" else [settings.origin]
        around.append(
            Middleware(
                CORSMiddleware,
                allow_origins=allowed,
                allow_methods=["GET", "POST"],
                allow_headers=["Content-Type", "If-None-Match"],
                expose_headers=["ETag", "X-Data-Hash"],
            )
        )
    around.append(Middleware(GZipMiddleware, minimum_size=1024, compresslevel=5))

    async def unknown(request: Request, _: Exception) -> Response:
        return await server.refused(request, Refusal(404, f"there is nothing at {request.url.path}"))

    return Starlette(
        routes=addresses, middleware=around, lifespan=server.lifespan, exception_handlers={404: unknown}
    )


def serve(settings: Settings, started: Callable[[str], None]) -> None:
    """Serve until interrupted; `started` is told the address once requests are answered.

    Raises StoreError where there is no store, or the port cannot be had.
    """
    import socket

    import uvicorn

    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # With the protocol named, asyncio sends small answers at once and does not wait for more (TCP_NODELAY).
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((settings.host, settings.port))
        except OSError as error:
            where = f"{settings.host}:{settings.port}"
            raise StoreError(
                f"{where} cannot be listened on ({error.strerror}); name another --host or --port"
            ) from None
        taken = dataclasses.replace(settings, port=listening.getsockname()[1])
        take(settings.folder).remove()  # where it cannot be served, it is said before anything starts
        config = uvicorn.Config(
            application(taken),
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=5,
            limit_concurrency=1000,
        )
        listening.listen(512)
        started(taken.base)
        uvicorn.Server(config).run(sockets=[listening])


class _Guard:
    """Around everything: headers that keep browsers from running what they should not, and the access log."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.monotonic()
        status, size = 500, 0

        async def guarded(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                given = {name.lower() for name, _ in message["headers"]}
                more = {**_HEADERS, "Content-Security-Policy": _CLOSED, "Cache-Control": "no-cache"}
                if status == 304:  # its headers replace those of the page that the browser has kept
                    del more["Content-Security-Policy"]
                message["headers"] = [
                    *message["headers"],
                    *(
                        (k.lower().encode(), v.encode())
                        for k, v in more.items()
                        if k.lower().encode() not in given
                    ),
                ]
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, guarded)
        finally:
            client = (scope.get("client") or ("-",))[0]
            query = scope["query_string"].decode("latin-1")
            path = scope.get("raw_path", b"").decode("latin-1").partition("?")[0] + (
                f"?{query}" if query else ""
            )
            spent = 1000 * (time.monotonic() - began)
            _LOG.info("%s", printable(f'{client} "{scope["method"]} {path}" {status} {size} {spent:.0f}ms'))


async def _body(request: Request, most: int) -> bytes:
    said = request.headers.get("content-length", "")
    too_large = Refusal(413, f"the request is larger than {most:,} bytes")
    if said.isdigit() and int(said) > most:
        raise too_large
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise too_large
        parts.append(part)
    return b"".join(parts)


async def _while_there(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """The result of `work`, which ends when the client hangs up; the request's body has been read."""
    doing = asyncio.create_task(work)
    gone = None
    try:
        done, _ = await asyncio.wait({doing}, timeout=SOON)
        if not done:
            gone = asyncio.create_task(_gone(request))
            await asyncio.wait({doing, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not doing.done():
            raise Refusal(499, "the client has gone")
        return doing.result()
    finally:
        doing.cancel()
        if gone is not None:
            gone.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _fields(request: Request) -> list[tuple[str, str]]:
    try:
        text = request.scope["query_string"].decode("ascii")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError:
        raise Refusal(400, "the address is not percent-encoded UTF-8, or has over 100 fields") from None


def _has(request: Request, tag: str) -> bool:
    known = request.headers.get("if-none-match", "")
    return any(each.strip().removeprefix("W/") == tag.removeprefix("W/") for each in known.split(","))


def _response(answer: Answer, tag: str | None) -> Response:
    headers = {**answer.headers, **({"ETag": tag} if tag else {})}
    return Response(answer.body, answer.status, {**headers, "Content-Type": answer.media})


def _refused(refusal: Refusal) -> Response:
    headers = {"Content-Type": "text/plain; charset=utf-8"}
    if refusal.status == 503:
        headers["Retry-After"] = "5"
    if refusal.status == 405:
        headers["Allow"] = "GET, HEAD, POST"
    return Response(f"{refusal}\n", refusal.status, headers)
