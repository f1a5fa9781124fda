"""Which form an answer takes: what a client's ``Accept`` header asks for, and what there is (RFC 9110, 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

RESULTS: Mapping[str, tuple[str, ...]] = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
"""Forms of SELECT and ASK answers with their media types, the first of them the proper one."""

GRAPHS: Mapping[str, tuple[str, ...]] = {
    "ttl": ("text/turtle", "application/x-turtle"),
    "nt": ("application/n-triples", "text/plain"),
    "jsonld": ("application/ld+json", "application/json"),
    "rdf": ("application/rdf+xml", "application/xml"),
}
"""Forms of graphs (CONSTRUCT, DESCRIBE, descriptions of things) with their media types."""

HTML: Mapping[str, tuple[str, ...]] = {"html": ("text/html", "application/xhtml+xml")}

_TEXT = ("text/", "application/n-triples")
_RANGE = re.compile(r"\s*([\w!#$&^.+*-]+)/([\w!#$&^.+*-]+)\s*((?:;[^,;]*)*)\s*")
_WEIGHT = re.compile(r";\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*", re.IGNORECASE)


def media_type(form: str) -> str:
    """The ``Content-Type`` of a form, with its encoding where it is text."""
    proper = {**RESULTS, **GRAPHS, **HTML}[form][0]
    return f"{proper}; charset=utf-8" if proper.startswith(_TEXT) else proper


def choose(accept: str | None, offered: Mapping[str, Iterable[str]]) -> str | None:
    """The offered form (a key) that `accept` values most, the first of equals; None where it takes none.

    No header, or one that cannot be read, accepts everything.
    """
    ranges = _ranges(accept or "") or [("*", "*", 1.0)]
    best, most = None, 0.0
    for form, types in offered.items():
        value = max(_quality(each, ranges) for each in types)
        if value > most:
            best, most = form, value
    return best


def _ranges(accept: str) -> list[tuple[str, str, float]]:
    found = []
    for part in accept.split(","):
        match = _RANGE.fullmatch(part)
        if match:
            weight = _WEIGHT.search(match[3])
            found.append((match[1].lower(), match[2].lower(), float(weight[1]) if weight else 1.0))
    return found


def _quality(media: str, ranges: Iterable[tuple[str, str, float]]) -> float:
    """The weight of the most specific range that covers a media type."""
    kind, _, detail = media.partition("/")
    covering = (
        (2 if (one, two) == (kind, detail) else 1 if one == kind else 0, weight)
        for one, two, weight in ranges
        if (one, two) in ((kind, detail), (kind, "*"), ("*", "*"))
    )
    return max(covering, default=(0, 0.0))[1]


def language(accept: str | None, offered: Sequence[str]) -> str:
    """The offered language that an ``Accept-Language`` header values most; the first where it names none."""
    best, most = offered[0], 0.0
    for part in (accept or "").split(","):
        tag, _, rest = part.partition(";")
        weight = _WEIGHT.search(f";{rest}")
        value = float(weight[1]) if weight else 1.0
        name = tag.strip().lower().partition("-")[0]
        if name in offered and value > most:
            best, most = name, value
    return best
