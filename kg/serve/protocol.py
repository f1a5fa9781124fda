"""The SPARQL 1.1 Protocol as far as it concerns requests for queries: from bytes to an operation, or a refusal.

https://www.w3.org/TR/sparql11-protocol/, sections 2.1 and 2.1.4. Nothing here knows about a server.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from kg.errors import CounterpartError

QUERY_TYPE = "application/sparql-query"
FORM_TYPE = "application/x-www-form-urlencoded"
_IRI = re.compile(r'(?:https?|urn):[^\s<>"{}|\\^`\x00-\x20]+', re.IGNORECASE)
_FIELDS = 1000


class Refusal(CounterpartError):
    """A request that is not answered, with the HTTP status that says why."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


@dataclass(frozen=True, slots=True)
class Operation:
    """A query and the dataset that the request names for it: IRIs of default and of named graphs."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()

    def other(self, name: str) -> str | None:
        """A further parameter of the request, which the protocol does not know."""
        return next((value for key, value in self.others if key == name), None)


def operation(method: str, query_string: bytes, content_type: str | None, body: bytes) -> Operation | None:
    """What a request asks; None for a GET without a query, which asks for the service's description.

    Raises Refusal: 400 for what the protocol does not allow, 403 for updates, 405 for another method, 415 for
    another content type.
    """
    if method in ("GET", "HEAD"):
        fields = _fields(query_string)
        names = {name for name, _ in fields}
        return _operation(fields, None) if names & {"query", "update"} else None
    if method != "POST":
        raise Refusal(405, f"{method} is refused: ask with GET or POST")
    media, _, parameters = (content_type or "").partition(";")
    media = media.strip().lower()
    charset = re.search(r'charset\s*=\s*"?([^";\s]+)', parameters, re.IGNORECASE)
    if charset and charset[1].lower() not in ("utf-8", "utf8"):
        raise Refusal(415, f"a request in {charset[1]} cannot be read: write it in UTF-8")
    if media == FORM_TYPE:
        return _operation(_fields(body), None)
    if media == QUERY_TYPE:
        return _operation(_fields(query_string), _text(body))
    if media == "application/sparql-update":
        raise Refusal(403, "updates are refused: this dataset is read-only")
    said = (
        f"{media!r} is no content type for a query" if media else "the request does not say its content type"
    )
    raise Refusal(415, f"{said}: use {QUERY_TYPE} or {FORM_TYPE}")


def _operation(fields: Iterable[tuple[str, str]], body: str | None) -> Operation:
    given: dict[str, list[str]] = {}
    for name, value in fields:
        given.setdefault(name, []).append(value)
    if "update" in given:
        raise Refusal(403, "updates are refused: this dataset is read-only")
    queries = given.pop("query", []) + ([] if body is None else [body])
    if len(queries) != 1:
        raise Refusal(400, f"a request takes one query, not {len(queries)}")
    return Operation(
        queries[0],
        _graphs(given.pop("default-graph-uri", [])),
        _graphs(given.pop("named-graph-uri", [])),
        tuple((name, value) for name, values in given.items() for value in values),
    )


def _graphs(iris: Iterable[str]) -> tuple[str, ...]:
    found = tuple(iris)
    for iri in found:
        if not _IRI.fullmatch(iri):
            raise Refusal(400, f"{iri!r} is not the IRI of a graph: write http:, https: or urn: in full")
    return found


def _fields(encoded: bytes) -> list[tuple[str, str]]:
    try:
        text = encoded.decode("ascii")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError:
        raise Refusal(400, "the request is not percent-encoded UTF-8") from None
    except ValueError:
        raise Refusal(400, f"the request has over {_FIELDS:,} fields") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(400, f"the query is not UTF-8 at byte {error.start}") from None
