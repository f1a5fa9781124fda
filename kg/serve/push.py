"""The dataset into another triple store, through the SPARQL 1.1 Graph Store HTTP Protocol, graph by graph.

https://www.w3.org/TR/sparql11-http-rdf-update/. A graph is compared with what the other store holds under its
name before anything is sent, so that a push that was broken off goes on, and an equal graph is left alone.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import quote, urlsplit

import pyoxigraph as ox

from kg.errors import CounterpartError
from kg.serve.snapshot import graph_digest

_TURTLE = "text/turtle; charset=utf-8"  # N-Triples is Turtle, and some stores take the one name only
_ACCEPT = "application/n-triples, text/turtle;q=0.9"


@dataclass(frozen=True, slots=True)
class Pushed:
    """What `push` did: numbers of graphs sent and found the same, and IRIs of those that differ and were left."""

    sent: int
    same: int
    differing: tuple[str, ...]


def push(
    dataset: ox.Store,
    endpoint: str,
    *,
    replace: bool = False,
    credentials: tuple[str, str] | None = None,
    seconds: float = 300.0,
    progress: Callable[[str], None] = lambda _: None,
) -> Pushed:
    """Put every graph that the store behind `endpoint` lacks; with `replace` also those that differ there.

    `credentials` are a name and a password, for basic or digest authentication. Graphs that only the other store
    has stay. Raises CounterpartError where the endpoint cannot be reached or refuses.
    """
    if urlsplit(endpoint).scheme not in ("http", "https"):
        raise CounterpartError(f"{endpoint!r} is not the address of a graph store: write http:// or https://")
    other = _GraphStore(endpoint, credentials, seconds)
    graphs = sorted(graph.value for graph in dataset.named_graphs() if isinstance(graph, ox.NamedNode))
    sent = same = 0
    differing = []
    for done, iri in enumerate(graphs, 1):
        progress(f"{done:,} of {len(graphs):,} graphs")
        triples = [quad.triple for quad in dataset.quads_for_pattern(None, None, None, ox.NamedNode(iri))]
        there = other.digest(iri)
        if there == graph_digest(iter(triples)):
            same += 1
        elif there is None or replace:
            other.put(iri, ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"")
            sent += 1
        else:
            differing.append(iri)
    return Pushed(sent, same, tuple(differing))


class _GraphStore:
    """A graph store behind an address."""

    def __init__(self, endpoint: str, credentials: tuple[str, str] | None, seconds: float) -> None:
        self._endpoint = endpoint
        self._seconds = seconds
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        if credentials:
            passwords.add_password(None, endpoint, *credentials)
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPDigestAuthHandler(passwords), urllib.request.HTTPBasicAuthHandler(passwords)
        )

    def digest(self, iri: str) -> str | None:
        """The digest of the graph `iri`; None where there is no such graph, or nothing in it."""
        request = urllib.request.Request(self._address(iri), headers={"Accept": _ACCEPT})
        try:
            with self._opener.open(request, timeout=self._seconds) as reply:
                body, media = reply.read(), reply.headers.get_content_type()
        except urllib.error.HTTPError as error:
            if error.code == 404:
                error.close()
                return None
            self._refused(iri, error)
        except OSError as error:
            self._unreachable(error)
        form = ox.RdfFormat.N_TRIPLES if media == "application/n-triples" else ox.RdfFormat.TURTLE
        try:
            triples = [quad.triple for quad in ox.parse(body, format=form)]
        except SyntaxError as error:
            raise CounterpartError(
                f"{self._endpoint}: what it says of {iri} is not RDF ({error.msg}); is it a graph store?"
            ) from None
        return graph_digest(iter(triples)) if triples else None

    def put(self, iri: str, body: bytes) -> None:
        """Make the graph `iri` hold exactly the statements of `body` (N-Triples)."""
        request = urllib.request.Request(
            self._address(iri), data=body, method="PUT", headers={"Content-Type": _TURTLE}
        )
        try:
            with self._opener.open(request, timeout=self._seconds):
                return
        except urllib.error.HTTPError as error:
            self._refused(iri, error)
        except OSError as error:
            self._unreachable(error)

    def _address(self, iri: str) -> str:
        mark = "&" if urlsplit(self._endpoint).query else "?"
        return f"{self._endpoint}{mark}graph={quote(iri, safe='')}"

    def _refused(self, iri: str, error: urllib.error.HTTPError) -> NoReturn:
        with error:
            said = " ".join(error.read(500).decode("utf-8", "replace").split())[:200]
        hint = "; give --user, and its password in KG_PASSWORD" if error.code in (401, 403) else ""
        raise CounterpartError(
            f"{self._endpoint} refused {iri}: {error.code} {error.reason} {said}{hint}"
        ) from None

    def _unreachable(self, error: OSError) -> NoReturn:
        cause = getattr(error, "reason", None) or error
        raise CounterpartError(
            f"{self._endpoint} cannot be reached ({cause}); what was sent stays, run it again"
        ) from None
