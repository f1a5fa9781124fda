"""What a job works with, and what a request says to it: choices, filters, numbers and days, or why it is refused."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.model import Kind, Status
from kg.query.lookup import resolve
from kg.serve.answers import Limits
from kg.serve.index import Choice, Index
from kg.serve.ledger import KINDS, STATUSES
from kg.serve.protocol import Refusal
from kg.serve.things import OWN

if TYPE_CHECKING:
    from kg.serve.found import Filters, Finder
    from kg.serve.views import Views

PAGE = 50
"""Contacts of a page of a list, unless the request says otherwise."""
MOST = 1_000
"""Contacts of a page at most."""


@dataclass(frozen=True)
class Context:
    """What a job works with: the dataset of the snapshot, its folder, and the limits of an answer."""

    dataset: ox.Store
    folder: Path
    limits: Limits
    source: Path | None = None

    def paragraph(self, article: str, quoted: str, start: int, end: int) -> tuple[str, str]:
        """What stands before and after a quote in its paragraph; nothing where the text is not at hand."""
        if self.source is None:
            return "", ""
        from kg.article.archive import open_archive
        from kg.model import Article

        try:
            with open_archive(self.source, read_only=True) as archive:
                kept = archive.article(article)
        except (StoreError, KeyError):
            return "", ""
        if not isinstance(kept, Article) or kept.text[start:end] != quoted:
            return "", ""
        first = kept.text.rfind("\n", 0, start) + 1
        last = kept.text.find("\n", end)
        return kept.text[first:start], kept.text[end : last if last >= 0 else None]

    @contextlib.contextmanager
    def texts(self) -> Iterator[Callable[[str], str | None]]:
        """The texts of articles by CURIE, where they are at hand."""
        from kg.article.archive import texts_of

        with texts_of(self.source or self.folder) as text_of:
            yield text_of

    @property
    def tables(self) -> Path:
        """Where `prepare` puts the tables of contacts."""
        return self.folder / "tables"

    @cached_property
    def index(self) -> Index:
        """The flat table, which must have been made."""
        return Index(self.tables / "contacts.db")

    @cached_property
    def finder(self) -> Finder:
        """What filters leave in the columns, which must have been made."""
        from kg.serve.columns import Columns
        from kg.serve.found import Finder

        return Finder(Columns(self.tables))

    @contextlib.contextmanager
    def views(self) -> Iterator[Views]:
        """What the explorer asks for."""
        from kg.serve.views import Views

        with self.texts() as text_of:
            yield Views(self.dataset, self.index, self.finder, text_of)


Request = Mapping[str, Any]


def text(request: Request, name: str) -> str | None:
    """A field of the address, of several the first."""
    return next((value for key, value in request.get("fields", ()) if key == name), None)


def several(given: Any) -> list[str]:
    """The values of a field that may stand once or more, empty ones left out."""
    return [each for each in ([given] if isinstance(given, str) else given) if each]


def filters(context: Context, request: Request) -> Filters:
    """Filters of the explorer. Raises Refusal for what is not known."""
    from kg.serve.columns import UNITS
    from kg.serve.found import Filters

    def coded(name: str, codes: Sequence[str], otherwise: frozenset[int] | None) -> frozenset[int] | None:
        given = request.get(name, ())
        if "any" in given or not given:
            return None if given else otherwise
        if unknown := set(given) - {*codes, "none"}:
            raise Refusal(400, f"{min(unknown)!r} is no {name}: it is one of {', '.join(codes)}")
        return frozenset(codes.index(each) for each in given if each != "none")

    def one(name: str, values: Sequence[str]) -> str:
        value = request.get(name) or values[0]
        if value not in values:
            raise Refusal(400, f"{name}: {value!r} is not one of {', '.join(values)}")
        return str(value)

    known = context.finder.columns.publishers
    papers = request.get("publisher", ())
    states = [actor(context, name) for name in request.get("state", ())]
    return Filters(
        kinds=coded("kind", KINDS, None),
        statuses=coded("status", STATUSES, Filters().statuses),
        bodies=frozenset(states) if states else None,
        publishers=frozenset(known.index(paper) for paper in papers if paper in known) if papers else None,
        by=one("by", ("any", "stated", "unstated")),
        start=day(request, "from"),
        end=day(request, "to"),
        undated=one("undated", ("true", "false")) == "true",
        ego=actor(context, request["ego"]) if request.get("ego") else None,
        depth=int(one("depth", ("1", "2"))),
        unit=one("unit", UNITS),
    )


def actor(context: Context, name: str) -> int:
    """The number of an actor by CURIE, IRI, or id. Raises Refusal where there is none."""
    iri = name if name.startswith("http") else OWN["actor"] + name.removeprefix("actor:")
    number = context.index.number("actor", iri)
    if number is None:
        raise Refusal(400, f"no actor {name!r} takes part in any contact")
    return number


def flag(request: Request, name: str) -> bool:
    """Whether a field is ``true``."""
    return request.get(name) == "true"


def paged(request: Request) -> tuple[int, int]:
    """Offset and limit of a page."""
    return number(request, "offset", 0, 10**9), number(request, "limit", PAGE, MOST)


def choice(context: Context, request: Request) -> Choice:
    """The contacts that a list or a table is of. Raises Refusal for what is not known."""
    try:
        named = [resolve(context.dataset, "actor", name).value for name in request.get("actor", ())]
    except QueryError as error:
        raise Refusal(400, str(error)) from None
    if len(set(named)) > 2:
        raise Refusal(400, "name one actor, or two for a pair")
    statuses = _codes(Status, request.get("status", ()))
    return Choice(
        actors=tuple(dict.fromkeys(named)),
        kinds=_codes(Kind, request.get("kind", ())),
        statuses=statuses or (() if "any" in request.get("status", ()) else (Status.OCCURRED,)),
        start=day(request, "from"),
        end=day(request, "to"),
        initiated=request.get("initiated") == "true",
    )


def _codes(codes: Any, given: Any) -> Any:
    try:
        return tuple(codes(each) for each in given if each != "any")
    except ValueError as error:
        raise Refusal(400, f"{error}: it is one of {', '.join(codes)}") from None


def day(request: Request, name: str) -> dt.date | None:
    """A day. Raises Refusal for what is none."""
    text = request.get(name)
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal(400, f"{name}: {text!r} is not a day; write YYYY-MM-DD") from None


def number(request: Request, name: str, otherwise: int, most: int) -> int:
    """A whole number up to `most`, or else `otherwise`. Raises Refusal for what is none."""
    text = request.get(name)
    if not text:
        return otherwise
    if not (text.isascii() and text.isdigit() and int(text[:12]) <= most and len(text) <= 12):
        raise Refusal(400, f"{name}: {text!r} is not a whole number up to {most:,}")
    return int(text)
