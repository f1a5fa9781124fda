"""What a worker of the server does: a job takes a request (plain values) and gives an answer. See `kg.workers`."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox

import kg
from kg import pages
from kg.answers import Answer, Limits, answer, digest, serialized
from kg.errors import QueryError, StoreError
from kg.index import Choice, Index, make
from kg.lookup import resolve
from kg.model import Kind, Status
from kg.negotiation import GRAPHS, HTML, choose, language, media_type
from kg.protocol import Operation, Refusal
from kg.snapshot import digest as dataset_digest
from kg.syntaxes import DATASET
from kg.syntaxes import description as described_dataset
from kg.things import OWN, canonical, description
from kg.triples import integer, node, string

JSON = "application/json"
PAGE = 50
"""Contacts of a page of a list, unless the request says otherwise."""
MOST = 1_000
"""Contacts of a page at most."""
DRAWN = 5_000
"""Contacts behind a drawing at most."""


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
        from kg.archive import open_archive
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
        from kg.archive import texts_of

        with texts_of(self.source or self.folder) as text_of:
            yield text_of

    @property
    def table(self) -> Path:
        """Where `prepare` writes the flat table of contacts."""
        return self.folder / "contacts.db"

    @cached_property
    def index(self) -> Index:
        """That table, which must have been made."""
        return Index(self.table)


Request = Mapping[str, Any]
Job = Callable[[Context, Request], Answer]


def query(context: Context, request: Request) -> Answer:
    """A query of the SPARQL protocol."""
    asked = Operation(
        request["query"],
        tuple(request["default_graphs"]),
        tuple(request["named_graphs"]),
        tuple((name, value) for name, value in request["others"]),
    )
    return answer(context.dataset, asked, request["accept"], context.limits)


def prepare(context: Context, request: Request) -> Answer:
    """Make the table of contacts; the answer is what `facts` holds from then on."""
    facts = {
        "digest": dataset_digest(context.dataset),
        "statements": str(len(context.dataset)),
        "version": kg.__version__,
    }
    make(context.dataset, context.table, facts)
    return as_json(facts)


def thing(context: Context, request: Request) -> Answer:
    """A thing of the dataset: as a page for people, as RDF for programs."""
    prefix, name = request["prefix"], request["name"]
    try:
        iri = ox.NamedNode(OWN[prefix] + quote(name, safe="-._~"))
    except (KeyError, ValueError):
        raise Refusal(404, f"there is nothing at /{prefix}/{name}") from None
    triples = description(context.dataset, iri.value)
    if not triples:
        raise Refusal(404, f"the dataset knows no {prefix}:{name}")
    form = chosen(request, {**GRAPHS, **HTML})
    mark = digest(canonical(triples))
    links = ", ".join(
        f'<?format={other}>; rel="alternate"; type="{types[0]}"'
        for other, types in GRAPHS.items()
        if other != form
    )
    headers = {"Link": f'{links}, <{iri.value}>; rel="canonical"', "X-Data-Hash": mark}
    if form == "html":
        then = _field(request, "data")
        body = pages.thing(
            _page(request), context.dataset, context.index, iri.value, triples, then, context.paragraph
        )
        return _html(body, headers)
    return Answer(200, media_type(form), serialized(triples, form), headers)


def chosen(request: Request, offered: Mapping[str, tuple[str, ...]]) -> str:
    """The form of an answer: that of the parameter ``format``, else what the client accepts."""
    asked = request.get("format")
    form = (asked if asked in offered else None) if asked else choose(request.get("accept"), offered)
    if form is None:
        raise Refusal(406, f"this has none of the forms asked for; it has {', '.join(offered)}")
    return str(form)


def service(context: Context, request: Request) -> Answer:
    """The description of the SPARQL service (W3C) and of its dataset (VoID)."""
    endpoint = request["endpoint"]
    sd = "http://www.w3.org/ns/sparql-service-description#"
    formats = "http://www.w3.org/ns/formats/"
    offered = (
        *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
        *("Turtle", "N-Triples", "JSON-LD", "RDF_XML"),
    )
    default = f"{endpoint}#default-graph"
    said = [
        (endpoint, "rdf:type", node(sd + "Service")),
        (endpoint, sd + "endpoint", node(endpoint)),
        (endpoint, sd + "supportedLanguage", node(sd + "SPARQL11Query")),
        (endpoint, sd + "feature", node(sd + "UnionDefaultGraph")),
        *((endpoint, sd + "resultFormat", node(formats + name)) for name in offered),
        (endpoint, sd + "defaultDataset", node(DATASET)),
        (DATASET, "rdf:type", node(sd + "Dataset")),
        (DATASET, sd + "defaultGraph", node(default)),
        (default, "rdf:type", node(sd + "Graph")),
        (default, "void:triples", integer(len(context.dataset))),
        (DATASET, "void:sparqlEndpoint", node(endpoint)),
        (DATASET, "schema:version", string(kg.__version__)),
    ]
    triples = [ox.Triple(node(one), node(two), three) for one, two, three in said if three is not None]
    for block in described_dataset(context.dataset, len(context.dataset)):
        triples += block
    form = chosen(request, GRAPHS)
    return Answer(200, media_type(form), serialized(sorted(set(triples), key=str), form))


def ontology(context: Context, request: Request) -> Answer:
    """The vocabulary with its schemes, as RDF."""
    from kg.ontology import read_turtle, shipped

    triples = {q.triple for name in ("counterpart.ttl", "schemes.ttl") for q in read_turtle(shipped() / name)}
    form = chosen(request, {**GRAPHS, **HTML})
    ordered = sorted(triples, key=str)
    if form == "html":
        return _html(pages.ontology(_page(request), ordered))
    return Answer(200, media_type(form), serialized(ordered, form))


# Pages for people


def home(context: Context, request: Request) -> Answer:
    """The start page."""
    return _html(pages.home(_page(request), context.index))


def find(context: Context, request: Request) -> Answer:
    """Actors by a part of their names, as a page."""
    return _html(pages.actors(_page(request), context.index, request.get("q", "")))


def lists(context: Context, request: Request) -> Answer:
    """Contacts as a page, newest first."""
    given = {name: _named(request.get(name, "")) for name in ("actor", "kind", "status")}
    request = {**request, **given}
    offset = _number(request, "offset", 0, 10**9)
    choice = _choice(context, request)
    return _html(pages.contacts(_page(request), context.index, choice, request, offset, PAGE))


def explore(context: Context, request: Request) -> Answer:
    """The network of the chosen contacts, of the newest where there are very many, as the page of `kg render`."""
    from kg import counterparts
    from kg.dossier import dossier
    from kg.render import Explorer, chosen

    request = {**request, **{name: _named(request.get(name, "")) for name in ("actor", "kind", "status")}}
    choice = _choice(context, request)
    reports = context.index.reports(choice, DRAWN)
    explorer = Explorer()
    try:
        known = chosen(counterparts.contacts(context.dataset, only=reports))
    except QueryError as error:
        raise Refusal(404, str(error)) from None
    with context.texts() as text_of:
        explorer.show_contacts(known, dossier(context.dataset, known), text_of)
    explorer.opening = {"top": _number(request, "top", 0, 300)}
    text = explorer.generate_html()
    meta = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', text)
    allowed = unescape(meta[1]) if meta else "default-src 'none'"
    return Answer(
        200,
        media_type("html"),
        text.encode(),
        {"Content-Security-Policy": f"{allowed}; frame-ancestors 'none'"},
    )


def workbench(context: Context, request: Request) -> Answer:
    """The page on which queries are written and run."""
    from kg.ontology import Ontology
    from kg.workbench import live

    body, allowed = live(Ontology.default())
    return Answer(200, media_type("html"), body, {"Content-Security-Policy": allowed})


def api(context: Context, request: Request) -> Answer:
    """The table of addresses, as a page."""
    from kg.routes import ROUTES

    return _html(pages.api(_page(request), ROUTES))


def message(context: Context, request: Request) -> Answer:
    """A page that says why there is no other."""
    return _html(pages.message(_page(request), request["status"], request["text"]))


def _html(body: bytes, headers: Mapping[str, str] | None = None) -> Answer:
    allowed = {"Content-Security-Policy": pages.policy()}
    return Answer(200, media_type("html"), body, {**(headers or {}), **allowed})


def _page(request: Request) -> pages.Page:
    fields: dict[str, list[str]] = {}
    for name, value in request.get("fields", ()):
        fields.setdefault(name, []).append(value)
    asked = fields.get("lang", [""])[0]
    lang = asked if asked in ("vi", "en") else language(request.get("language"), ("vi", "en"))
    return pages.Page(
        lang, chosen=asked in ("vi", "en"), path=request["path"], fields=fields, base=request["base"]
    )


def _field(request: Request, name: str) -> str | None:
    return next((value for key, value in request.get("fields", ()) if key == name), None)


def _named(given: Any) -> list[str]:
    return [each for each in ([given] if isinstance(given, str) else given) if each]


# The interface for programs


def contacts(context: Context, request: Request) -> Answer:
    """A page of contacts, with counts of all that were chosen where the request asks for them."""
    choice = _choice(context, request)
    offset, limit = _number(request, "offset", 0, 10**9), _number(request, "limit", PAGE, MOST)
    table = context.index
    total = table.count(choice)
    found: dict[str, Any] = {
        "total": total,
        "offset": offset,
        "limit": limit,
        "next": offset + limit if offset + limit < total else None,
        "contacts": table.contacts(choice, offset, limit, newest=request.get("order") == "newest"),
    }
    if request.get("counts") == "true":
        found["counts"] = table.counts(choice)
    return as_json(found)


def network(context: Context, request: Request) -> Answer:
    """The actors with most contacts, and the pairs among them."""
    top = _number(request, "top", 40, 300)
    return as_json(context.index.network(_choice(context, request), top))


def actors(context: Context, request: Request) -> Answer:
    """Actors by a part of their names."""
    found = context.index.actors(request.get("q", ""), _number(request, "limit", 20, MOST))
    return as_json({"actors": found})


def counterparts(context: Context, request: Request) -> Answer:
    """The counterparts of an actor, most contacts first."""
    choice = _choice(context, request)
    if len(choice.actors) != 1:
        raise Refusal(400, "name one actor")
    limit = _number(request, "limit", PAGE, MOST)
    found = context.index.counterparts(choice.actors[0], choice, limit)
    return as_json({"actor": choice.actors[0], "counterparts": found})


def questions(context: Context, request: Request) -> Answer:
    """The named questions with their parameters and texts."""
    from kg.ontology import Ontology
    from kg.queries import questions as named
    from kg.workbench import record

    return as_json({"questions": [record(each) for each in named(Ontology.default())]})


def question(context: Context, request: Request) -> Answer:
    """The answer to a named question."""
    from kg.ontology import Ontology
    from kg.queries import bind, further_terms, terms_of
    from kg.queries import question as named

    given = {name: value for name, value in request["others"] if name != "format" and value}
    try:
        asked = named(Ontology.default(), request["name"])
    except QueryError as error:
        raise Refusal(404, str(error)) from None
    try:
        terms = terms_of(context.dataset, asked, given)
        text = bind(asked.text, terms, further_terms(context.dataset, terms))
    except QueryError as error:
        raise Refusal(400, str(error)) from None
    form = (("format", request["format"]),) if request.get("format") else ()
    return answer(context.dataset, Operation(text, (), (), form), request["accept"], context.limits)


def as_json(value: object) -> Answer:
    """An answer in JSON."""
    return Answer(200, JSON, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


def _choice(context: Context, request: Request) -> Choice:
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
        start=_day(request, "from"),
        end=_day(request, "to"),
        initiated=request.get("initiated") == "true",
    )


def _codes(codes: Any, given: Any) -> Any:
    try:
        return tuple(codes(each) for each in given if each != "any")
    except ValueError as error:
        raise Refusal(400, f"{error}: it is one of {', '.join(codes)}") from None


def _day(request: Request, name: str) -> dt.date | None:
    text = request.get(name)
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal(400, f"{name}: {text!r} is not a day; write YYYY-MM-DD") from None


def _number(request: Request, name: str, otherwise: int, most: int) -> int:
    text = request.get(name)
    if not text:
        return otherwise
    if not (text.isascii() and text.isdigit() and int(text[:12]) <= most and len(text) <= 12):
        raise Refusal(400, f"{name}: {text!r} is not a whole number up to {most:,}")
    return int(text)


JOBS: Mapping[str, Job] = {
    job.__name__: job
    for job in (
        query,
        prepare,
        thing,
        service,
        ontology,
        home,
        find,
        lists,
        explore,
        workbench,
        api,
        message,
        contacts,
        network,
        actors,
        counterparts,
        questions,
        question,
    )
}
"""By name: what a worker can be told to do."""
