"""What a worker of the server (`kg.serve.workers`) does: a job takes a request (plain values), gives an answer."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import pyoxigraph as ox

import kg
from kg.errors import QueryError, StoreError
from kg.graph.syntaxes import DATASET
from kg.graph.syntaxes import description as described_dataset
from kg.graph.triples import integer, node, string
from kg.model import Kind, Status
from kg.query.lookup import resolve
from kg.serve import glossary, pages, profiles
from kg.serve.answers import Answer, Limits, answer, digest, serialized
from kg.serve.index import Choice, Index
from kg.serve.ledger import KINDS, STATUSES
from kg.serve.negotiation import GRAPHS, HTML, choose, language, media_type
from kg.serve.protocol import Operation, Refusal
from kg.serve.things import OWN, canonical, description

if TYPE_CHECKING:
    from kg.serve.found import Filters, Finder
    from kg.serve.views import Views

JSON = "application/json"
PAGE = 50
"""Contacts of a page of a list, unless the request says otherwise."""
MOST = 1_000
"""Contacts of a page at most."""
MOST_DRAWN = 300
"""Actors of a drawing at most."""


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
    """Have the tables of contacts at hand; the answer is what `facts` holds from then on."""
    from kg.serve import tables

    source = context.source or context.folder
    return as_json(tables.prepare(context.dataset, request["state"], source, context.tables))


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
        body = profiles.thing(
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
        return _html(glossary.ontology(_page(request), ordered))
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
    """The page that draws what it asks for; a request that chooses contacts is sent on to it, with that choice."""
    from kg.render.page import live

    page = _page(request)
    if page.fields.keys() - {"lang"}:
        state = _state(context, request, page.lang if "lang" in page.fields else "")
        return Answer(303, "text/plain", b"", {"Location": f"/explore#{state}"})
    with context.views() as views:
        body, allowed = live(views.opening() | {"lang": page.lang, "digest": context.index.facts()["digest"]})
    return Answer(200, media_type("html"), body, {"Content-Security-Policy": allowed})


def _state(context: Context, request: Request, lang: str) -> str:
    """A choice of contacts as the address of the page has it."""
    named = {name: _named(request.get(name, "")) for name in ("actor", "kind", "status")}
    choice = _choice(context, {**request, **named})
    ids = [actor.removeprefix(OWN["actor"]) for actor in choice.actors]
    said = {
        "lang": lang,
        "ego": ids[0] if len(ids) == 1 else "",
        "actor": ids[0] if len(ids) == 1 else "",
        "pair": "~".join(ids) if len(ids) == 2 else "",
        "kinds": "~".join(choice.kinds),
        "statuses": "~".join(choice.statuses or Status) if named["status"] else "",
        "from": choice.start.isoformat() if choice.start else "",
        "to": choice.end.isoformat() if choice.end else "",
        "by": "stated" if choice.initiated else "",
        "top": str(_number(request, "top", 0, 300) or ""),
    }
    return urlencode({name: value for name, value in said.items() if value})


def workbench(context: Context, request: Request) -> Answer:
    """The page on which queries are written and run."""
    from kg.ontology import Ontology
    from kg.serve.workbench import live

    body, allowed = live(Ontology.default())
    return Answer(200, media_type("html"), body, {"Content-Security-Policy": allowed})


def api(context: Context, request: Request) -> Answer:
    """The table of addresses, as a page."""
    from kg.serve.routes import ROUTES

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


# What the explorer asks for


def view(context: Context, request: Request) -> Answer:
    """What is found and drawn."""
    wanted = [_actor(context, name) for name in request.get("wanted", ())]
    with context.views() as views:
        found = views.view(
            _filters(context, request),
            _number(request, "top", 40, MOST_DRAWN),
            wanted,
            drawn=_said(request, "drawn"),
            chart=_said(request, "chart"),
        )
    return _of_version(context, found)


def reports(context: Context, request: Request) -> Answer:
    """Reports, a page of them."""
    drawn = _number(request, "drawn", 0, MOST_DRAWN) or None
    with context.views() as views:
        found = views.reports(_filters(context, request), drawn, *_paged(request))
    return _of_version(context, found)


def told(context: Context, request: Request) -> Answer:
    """The contacts of a pair, an actor or a time, or of one occasion."""
    from kg.serve.pairs import Pairs

    filters = _filters(context, request)
    with context.views() as views:
        if request.get("occasion"):
            known = views.names((), [request["occasion"]])["occasions"]
            if not known:
                raise Refusal(404, f"the dataset knows no occasion {request['occasion']}")
            return _of_version(context, views.of_occasion(known[0]["number"]))
        found = context.finder.found(filters)
        actors = [_actor(context, name) for name in request.get("actor", ())]
        since, until = _day(request, "since"), _day(request, "until")
        if len(actors) == 2:
            numbers = Pairs(found).of_pair(*actors)
        elif len(actors) == 1:
            numbers = Pairs(found).of_actor(actors[0])
        elif since and until:
            kind = request.get("sort")
            numbers = found.in_period(since, until, KINDS.index(kind) if kind in KINDS else None)
        else:
            raise Refusal(400, "name an actor, two for a pair, an occasion, or since and until")
        return _of_version(context, views.contacts(numbers, found, *_paged(request)))


def near(context: Context, request: Request) -> Answer:
    """Counterparts of an actor as lines."""
    actors = [_actor(context, name) for name in request.get("actor", ())]
    if len(actors) != 1:
        raise Refusal(400, "name one actor")
    with context.views() as views:
        return _of_version(
            context, views.counterparts(_filters(context, request), actors[0], *_paged(request))
        )


def path(context: Context, request: Request) -> Answer:
    """A shortest chain of contacts between two actors."""
    actors = [_actor(context, name) for name in request.get("actor", ())]
    if len(actors) != 2:
        raise Refusal(400, "name two actors")
    with context.views() as views:
        return _of_version(context, views.path(_filters(context, request), *actors))


def gaps(context: Context, request: Request) -> Answer:
    """The longest silences."""
    with context.views() as views:
        return _of_version(context, views.silences(_filters(context, request), *_paged(request)))


def matching(context: Context, request: Request) -> Answer:
    """Actors that are left by the filters, by their names."""
    with context.views() as views:
        limit = _number(request, "limit", 20, MOST)
        return _of_version(context, views.search(_filters(context, request), request.get("q", ""), limit))


def names(context: Context, request: Request) -> Answer:
    """Who and what ids mean."""
    with context.views() as views:
        reports = [_number({"report": text}, "report", 0, 10**9) for text in request.get("report", ())[:PAGE]]
        ids = request.get("actor", ())[:100], request.get("occasion", ())[:10]
        return _of_version(context, views.names(*ids, reports))


def _of_version(context: Context, value: object) -> Answer:
    """An answer that says of what data it is: numbers mean something else in others."""
    answered = as_json(value)
    return Answer(200, answered.media, answered.body, {"X-Data-Hash": context.index.facts()["digest"]})


def _filters(context: Context, request: Request) -> Filters:
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
    states = [_actor(context, name) for name in request.get("state", ())]
    return Filters(
        kinds=coded("kind", KINDS, None),
        statuses=coded("status", STATUSES, Filters().statuses),
        bodies=frozenset(states) if states else None,
        publishers=frozenset(known.index(paper) for paper in papers if paper in known) if papers else None,
        by=one("by", ("any", "stated", "unstated")),
        start=_day(request, "from"),
        end=_day(request, "to"),
        undated=one("undated", ("true", "false")) == "true",
        ego=_actor(context, request["ego"]) if request.get("ego") else None,
        depth=int(one("depth", ("1", "2"))),
        unit=one("unit", UNITS),
    )


def _actor(context: Context, name: str) -> int:
    """The number of an actor by CURIE, IRI, or id. Raises Refusal where there is none."""
    iri = name if name.startswith("http") else OWN["actor"] + name.removeprefix("actor:")
    number = context.index.number("actor", iri)
    if number is None:
        raise Refusal(400, f"no actor {name!r} takes part in any contact")
    return number


def _said(request: Request, name: str) -> bool:
    return request.get(name) == "true"


def _paged(request: Request) -> tuple[int, int]:
    return _number(request, "offset", 0, 10**9), _number(request, "limit", PAGE, MOST)


def questions(context: Context, request: Request) -> Answer:
    """The named questions with their parameters and texts."""
    from kg.ontology import Ontology
    from kg.query.questions import questions as named
    from kg.serve.workbench import record

    return as_json({"questions": [record(each) for each in named(Ontology.default())]})


def question(context: Context, request: Request) -> Answer:
    """The answer to a named question."""
    from kg.ontology import Ontology
    from kg.query.queries import bind, further_terms, terms_of
    from kg.query.questions import question as named

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
        view,
        reports,
        told,
        near,
        path,
        gaps,
        matching,
        names,
        questions,
        question,
    )
}
"""By name: what a worker can be told to do."""
