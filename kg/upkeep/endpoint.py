"""Asking a SPARQL endpoint over HTTP, politely (SPARQL 1.1 Protocol, query by POST; results as JSON).

One query at a time with a pause between; says who asks; waits longer before each new try where the server is
busy or out of reach, and as long as it says itself.
"""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Any

import pyoxigraph as ox

import kg
from kg.errors import EndpointError
from kg.graph.triples import Term

TIMEOUT = 70.0  # seconds; the public query service of Wikidata gives up after 60
TRIES = 5
LONGEST_WAIT = 120.0  # seconds between two tries, whatever the server asks for
LARGEST = 200_000_000  # bytes of an answer
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})

Row = dict[str, Term]


@dataclass(slots=True)
class Endpoint:
    """A SPARQL endpoint. `contact` (a mail or web address) is told to it; `pause` is in seconds."""

    url: str
    contact: str = ""
    pause: float = 1.0
    timeout: float = TIMEOUT
    sleep: Callable[[float], object] = time.sleep
    report: Callable[[str], object] = lambda _: None
    _asked: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        parts = urllib.parse.urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise EndpointError(
                f"{self.url}: not the address of an endpoint; it begins with https:// or http://"
            )

    def select(self, query: str) -> list[Row]:
        """Rows of a SELECT query: variable → term, unbound ones left out. Raises EndpointError."""
        if self._asked:
            self.sleep(self.pause)
        self._asked = True
        wait, problem = 1.0, ""
        for attempt in range(TRIES):
            if attempt:
                self.report(f"{self.url}: {problem}; trying again in {wait:.0f} s")
                self.sleep(wait)
            try:
                return self._rows(self._answer(query))
            except urllib.error.HTTPError as error:
                with error:
                    problem = _said(error)
                    if error.code not in _BUSY:
                        raise EndpointError(f"{self.url}: {problem}") from None
                    wait = _asked_for(error) or wait * 2
            except (OSError, http.client.HTTPException) as error:
                reason = getattr(error, "reason", None) or error
                problem = f"cannot be reached ({reason})"
                wait *= 2
        raise EndpointError(f"{self.url}: {problem}; gave up after {TRIES} tries, try again later")

    def _answer(self, query: str) -> bytes:
        contact = self.contact or "no contact given"
        agent = f"counterpart-kg/{kg.__version__} (https://w3id.org/counterpart/; {contact})"
        headers = {"Accept": "application/sparql-results+json", "User-Agent": agent}
        body = urllib.parse.urlencode({"query": query}).encode()
        request = urllib.request.Request(self.url, body, headers)
        with _OPENER.open(request, timeout=self.timeout) as response:
            answer: bytes = response.read(LARGEST + 1)
        if len(answer) > LARGEST:
            raise EndpointError(
                f"{self.url}: the answer is larger than {LARGEST:,} bytes; ask for less with --of"
            )
        return answer

    def _rows(self, answer: bytes) -> list[Row]:
        try:
            solutions = ox.parse_query_results(answer, format=ox.QueryResultsFormat.JSON)
            if not isinstance(solutions, ox.QuerySolutions):
                raise ValueError("not rows")
            names = [variable.value for variable in solutions.variables]
            return [
                {name: term for name, term in zip(names, row, strict=True) if term is not None}
                for row in solutions
            ]
        except (SyntaxError, ValueError):
            shown = " ".join(answer[:120].decode("utf-8", "replace").split())
            raise EndpointError(f"{self.url}: answers no SPARQL results in JSON, but {shown!r}") from None


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> None:
        fp.close()
        raise EndpointError(f"{req.full_url}: has moved; give {newurl} instead")


_OPENER = urllib.request.build_opener(_NoRedirect)


def _said(error: urllib.error.HTTPError) -> str:
    text = " ".join(error.read(2000).decode("utf-8", "replace").split())[:200]
    return f"HTTP {error.code} {error.reason}" + (f": {text}" if text else "")


def _asked_for(error: urllib.error.HTTPError) -> float | None:
    """Seconds that the server asks to wait; a date is not followed."""
    try:
        return min(float(error.headers.get("Retry-After", "")), LONGEST_WAIT)
    except ValueError:
        return None
