"""Contacts as one HTML file that needs no network: a graph to look at, with the sentence behind every line.

pyvis is the frame (its ``Network`` holds nodes and edges, its package the vis-network library), but not its
template, which loads parts from the web and lets a label run as script. Here every word of the news reaches
the page as JSON that is never markup; the page's own scripts are named by their hashes in a
Content-Security-Policy that allows nothing else; and positions are computed beforehand, so that the same
contacts give the same bytes.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyvis
from pyvis.network import Network

from kg.counterparts import Actor, Contact, Source, counterpart_graph, ranking
from kg.errors import CounterpartError, QueryError
from kg.layout import positions
from kg.model import Kind, Status

TOP = 40
"""Actors that a page shows unless told otherwise: about as many as can be read."""
MOST = 300
"""Actors that a page shows at most: beyond that, neither eye nor browser follows."""

_TEMPLATES = Path(__file__).parent / "templates"
_LIBRARY = Path(pyvis.__file__).parent / "lib" / "vis-9.1.2" / "vis-network.min.js"
_STATUSES = frozenset(status.value for status in Status)


def render(
    contacts: Iterable[Contact],
    path: Path,
    *,
    ego: str | None = None,
    depth: int = 1,
    start: dt.date | None = None,
    end: dt.date | None = None,
    kinds: Collection[str] | None = None,
    top: int = TOP,
    title: str | None = None,
) -> Path:
    """Write the page for contacts to `path`, whole or not at all, and return it.

    `ego` (a CURIE) and `depth` keep the actors around one; `start`, `end` and `kinds` keep some contacts; of
    the actors left, `top` are drawn, and the page says of how many. Contacts that did not occur are in the
    page, to be switched on. Raises QueryError where nothing is left, CounterpartError where the file cannot
    be written.
    """
    explorer = Explorer(title)
    explorer.show_contacts(contacts, ego=ego, depth=depth, start=start, end=end, kinds=kinds, top=top)
    explorer.write_html(str(path))
    return path


class Explorer(Network):  # type: ignore[misc]  # pyvis is untyped
    """pyvis's network, drawn by our own page."""

    def __init__(self, title: str | None = None) -> None:
        super().__init__(height="100%", width="100%", directed=False, cdn_resources="in_line")
        self.title = title
        self.total = 0
        self._others: list[dict[str, Any]] = []
        self._contacts: list[dict[str, Any]] = []
        self._sources: list[dict[str, Any]] = []

    def show_contacts(
        self,
        contacts: Iterable[Contact],
        *,
        ego: str | None,
        depth: int,
        start: dt.date | None,
        end: dt.date | None,
        kinds: Collection[str] | None,
        top: int,
    ) -> None:
        """Take in the contacts that pass (see `render`) and lay out the actors that are drawn."""
        known = sorted(contacts, key=lambda contact: contact.order)
        whole = counterpart_graph(
            known, ego=ego, depth=depth, start=start, end=end, kinds=kinds, statuses=_STATUSES
        )
        if not whole:
            raise QueryError("no contact fits the actor, kind and period asked for: there is nothing to draw")
        passed = _reports(whole)
        occurred = counterpart_graph([contact for contact in known if contact.id in passed])
        ranked = list(dict.fromkeys([*([ego] if ego else []), *ranking(occurred), *ranking(whole)]))
        drawn = [actor for actor in ranked if actor in whole][: max(2, min(top, MOST))]
        part = whole.copy()
        part.remove_nodes_from(set(whole) - set(drawn))
        self.total = len(whole)
        actors = {party.actor.id: party.actor for contact in known for party in contact.parties}
        wide, tall = positions(part, 1.5, 0.8)
        for actor in drawn:
            x, y = wide[actor]
            about = _about(actors[actor])
            self.add_node(actor, label=actors[actor].name, x=x, y=y, tall=tall[actor], **about)
        for one, other in sorted({(min(pair), max(pair)) for pair in part.edges()}):
            self.add_edge(one, other)
        reports = _reports(part)
        self._describe([contact for contact in known if contact.id in reports], drawn)

    def _describe(self, contacts: Sequence[Contact], drawn: Sequence[str]) -> None:
        places = {actor: place for place, actor in enumerate(drawn)}
        sources = {contact.source.id: contact.source for contact in contacts}
        numbers = {source: number for number, source in enumerate(sorted(sources))}
        for contact in contacts:
            for party in contact.parties:
                if party.actor.id not in places:
                    places[party.actor.id] = len(places)
                    self._others.append(
                        {"id": party.actor.id, "label": party.actor.name, **_about(party.actor)}
                    )
        self._sources = [_cited(sources[source]) for source in sorted(sources)]
        self._contacts = [
            _told(contact, places, set(drawn), numbers[contact.source.id]) for contact in contacts
        ]

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
        """The page as text; the parameters are pyvis's and change nothing."""
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
        from markupsafe import Markup

        texts = json.loads(_read("texts.json"))
        payload = {
            "actors": [*self.nodes, *self._others],
            "contacts": self._contacts,
            "kinds": list(Kind),
            "sources": self._sources,
            "statuses": list(Status),
            "texts": texts,
            "title": self.title,
            "total": self.total,
        }
        style, script = _read("explorer.css"), _read("explorer.js")
        library = re.sub(r"//# sourceMappingURL=\S+\s*$", "", _LIBRARY.read_text(encoding="utf-8"))
        environment = Environment(
            loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined
        )
        return environment.get_template("explorer.html.j2").render(
            title=self.title or texts["vi"]["title"],
            texts=texts["vi"],
            policy=_policy([library, script], style),
            style=Markup(style),
            library=Markup(library),
            script=Markup(script),
            payload=Markup(as_json(payload)),
        )

    def write_html(
        self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False
    ) -> None:
        """Write the page to the file `name`, whole or not at all. Raises CounterpartError if it cannot."""
        path = Path(name)
        page = self.generate_html().encode()
        temporary = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                dir=path.parent, prefix=f".{path.name}.", delete=False
            ) as stream:
                temporary = Path(stream.name)
                stream.write(page)
            temporary.chmod(0o666 & ~_umask())
            temporary.replace(path)
        except OSError as error:
            if temporary is not None:
                temporary.unlink(missing_ok=True)
            raise CounterpartError(f"{path}: cannot be written: {error.strerror}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _read(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _reports(graph: Any) -> set[str]:
    return {report for _, _, report in graph.edges(keys=True)}


def as_json(value: object) -> str:
    """JSON that may stand inside a ``script`` element: nothing in it ends the element or a line of script."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _policy(scripts: Sequence[str], style: str) -> str:
    allowed = " ".join(_digest(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_digest(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _about(actor: Actor) -> dict[str, Any]:
    return {
        "vi": actor.name_vi or actor.name,
        "en": actor.name_en or actor.name,
        "aliases": list(actor.aliases),
        "type": actor.type,
        "state": {"vi": actor.state_vi or actor.state, "en": actor.state} if actor.state else None,
    }


def _cited(source: Source) -> dict[str, Any]:
    url = source.url if source.url and re.match(r"https?://", source.url, re.IGNORECASE) else None
    published = source.published.isoformat() if source.published else None
    return {
        "id": unquote(source.id.partition(":")[2]),
        "headline": source.headline,
        "publisher": source.publisher,
        "published": published,
        "url": url,
    }


def _told(contact: Contact, places: Mapping[str, int], drawn: Collection[str], source: int) -> dict[str, Any]:
    pairs = [
        sorted((places[one.id], places[other.id]))
        for one, other in contact.pairs()
        if one.id in drawn and other.id in drawn
    ]
    return {
        "occasion": contact.occasion,
        "kind": contact.kind,
        "status": contact.status,
        "parties": [[places[party.actor.id], party.side] for party in contact.parties],
        "pairs": sorted(pairs),
        "by": places.get(contact.initiator) if contact.initiator else None,
        "byName": contact.initiator_name,
        "byQuote": contact.initiator_quote,
        "date": contact.edtf,
        "first": contact.earliest.isoformat() if contact.earliest else None,
        "last": contact.latest.isoformat() if contact.latest else None,
        "quote": contact.quote,
        "says": contact.attribution,
        "place": contact.place,
        "channel": contact.channel,
        "topic": contact.topic,
        "count": contact.count,
        "minutes": contact.minutes,
        "source": source,
    }
