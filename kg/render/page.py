"""Contacts as one HTML file that needs no network: a graph to look at, with the sentence behind every line.

pyvis is the frame (its ``Network`` holds actors and lines, its package the vis-network library), but not its
template, which loads parts from the web and lets a label run as script. Here every word of the news reaches
the page as JSON that is never markup; the page's own scripts are named by their hashes in a
Content-Security-Policy that allows nothing else; and the same contacts give the same bytes.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyvis
from pyvis.network import Network

from kg.errors import CounterpartError
from kg.query.contacts import Contact
from kg.query.counterparts import EVERYTHING, Choice, chosen, counterpart_graph, ranking
from kg.render.bundle import bundle
from kg.render.dossier import Dossier
from kg.render.leaves import file_name, leaves
from kg.render.payload import Texts, tell

MOST = 300
"""Actors that a page draws at most: beyond that, neither eye nor browser follows."""

LARGE = 5_000
"""Contacts that one file holds at most."""

_TEMPLATES = Path(__file__).parents[1] / "templates"
_LIBRARY = Path(pyvis.__file__).parent / "lib" / "vis-9.1.2" / "vis-network.min.js"


def render(
    contacts: Iterable[Contact],
    path: Path,
    choice: Choice = EVERYTHING,
    *,
    about: Dossier | None = None,
    text_of: Texts = lambda article: None,
    top: int | None = None,
    by_country: bool = False,
) -> Path:
    """Write the page for those of the contacts that are asked for to `path`, whole or not at all, and return it.

    The page opens with at most `top` actors drawn (None: as many as can be read), or with their states in their
    place where `by_country`. Contacts that did not occur are in the page, to be switched on. `text_of` gives the
    text of an article for the paragraphs around sentences. More than `LARGE` contacts do not go into one file: the
    page then has those among the most connected actors, and a folder beside it, ``NAME-actors``, has a page with
    every contact of each actor. Raises QueryError where no contact is left, CounterpartError where a file cannot
    be written.
    """
    explorer = Explorer()
    kept = chosen(contacts, choice)
    about = about or Dossier()
    explorer.opening = {"top": min(top, MOST) if top else None, "unit": "country" if by_country else None}
    if len(kept) > LARGE:
        folder = path.with_name(f"{path.stem}-actors")
        for name, text in leaves(tell(kept, about, text_of), path.name):
            write_whole(folder / name, text)
        explorer.opening |= {"pages": folder.name, "total": len({contact.occasion for contact in kept})}
        kept = foremost(kept)
    explorer.show_contacts(kept, about, text_of)
    explorer.write_html(str(path))
    return path


def foremost(contacts: Sequence[Contact]) -> list[Contact]:
    """At most `LARGE` contacts: those among the actors that have most, as many actors as that allows."""
    ranked = {actor: rank for rank, actor in enumerate(ranking(counterpart_graph(contacts)))}

    def last(contact: Contact) -> int:
        return max((ranked.get(party.actor.id, 0) for party in contact.parties), default=0)

    kept = {contact.id for contact in sorted(contacts, key=lambda each: (last(each), each.order))[:LARGE]}
    return [contact for contact in contacts if contact.id in kept]


class Explorer(Network):  # type: ignore[misc]  # pyvis is untyped
    """pyvis's network, drawn by our own page."""

    def __init__(self) -> None:
        super().__init__(height="100%", width="100%", directed=False, cdn_resources="in_line")
        self.opening: dict[str, Any] = {}
        self._records: dict[str, Any] = {}
        self._texts: list[str] = []

    def show_contacts(self, contacts: Sequence[Contact], about: Dossier, text_of: Texts) -> None:
        """Take in contacts: their actors as nodes, an edge for each pair in contact."""
        told = tell(contacts, about, text_of)
        self._records, self._texts = told.records, told.texts
        if pages := self.opening.get("pages"):
            for actor in told.records["actors"]:
                actor["page"] = f"{pages}/{file_name(actor['id'])}"
        for number, actor in enumerate(told.records["actors"]):
            self.add_node(number, label=actor["name"])
        pairs = {
            (min(one, other), max(one, other))
            for contact in told.records["contacts"]
            for one, side in contact["parties"]
            for other, far in contact["parties"]
            if side != far and one != other
        }
        for pair in sorted(pairs):
            self.add_edge(*pair)

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
        """The page as text; the parameters are pyvis's and change nothing."""
        texts = json.loads(read_template("texts.json"))
        contacts = self._records["contacts"]
        actors = {index for contact in contacts for index, _ in contact["parties"]}
        occasions = {contact["occasion"] for contact in contacts}
        page = {
            **{key: value for key, value in self.opening.items() if value},
            "texts": texts,
            "total": {"actors": len(actors), "contacts": self.opening.get("total") or len(occasions)},
        }
        payload = packed(_json({**self._records, "passages": self._texts}))
        return _page("main", page, payload)[0]

    def write_html(
        self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False
    ) -> None:
        """Write the page to the file `name`, whole or not at all. Raises CounterpartError if it cannot."""
        write_whole(Path(name), self.generate_html())


def live(opening: Mapping[str, Any]) -> tuple[bytes, str]:
    """The page that asks its server for what it shows, with its Content-Security-Policy.

    `opening` is what it knows from the beginning (`kg.serve.views.Views.opening`).
    """
    text, policy = _page("live", {**opening, "texts": json.loads(read_template("texts.json"))}, None)
    return text.encode(), f"{policy}; connect-src 'self'; frame-ancestors 'none'"


def _page(entry: str, page: Mapping[str, Any], payload: str | None) -> tuple[str, str]:
    """The page that starts with the script `entry`, and its policy, which one that is a file carries itself."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    style, script, texts = read_template("explorer.css"), bundle(entry, read_template), page["texts"]["vi"]
    library = re.sub(r"//# sourceMappingURL=\S+\s*$", "", _LIBRARY.read_text(encoding="utf-8"))
    environment = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
    policy = _policy([library, script], style)
    text = environment.get_template("explorer.html.j2").render(
        title=texts["title"],
        texts=texts,
        policy=policy if payload else None,
        style=Markup(style),
        library=packed(library),
        script=Markup(script),
        page=Markup(as_json(page)),
        payload=payload,
    )
    return text, policy


def write_whole(path: Path, text: str) -> None:
    """Write a file in UTF-8, whole or not at all. Raises CounterpartError if it cannot be written."""
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as stream:
            temporary = Path(stream.name)
            stream.write(text.encode())
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


def read_template(name: str) -> str:
    """A file that belongs to the page."""
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def packed(text: str) -> str:
    """A text as a page holds what is large: compressed (gzip), in letters that mean nothing to HTML (base64)."""
    return base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def as_json(value: object) -> str:
    """JSON that may stand inside a ``script`` element: nothing in it ends the element or a line of script."""
    text = _json(value)
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
