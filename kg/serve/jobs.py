"""What a worker of the server (`kg.serve.workers`) does: a job takes a request (plain values), gives an answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import pyoxigraph as ox

import kg
from kg.errors import QueryError
from kg.graph.syntaxes import DATASET
from kg.graph.syntaxes import description as described_dataset
from kg.graph.triples import integer, node, string
from kg.model import Status
from kg.serve import fields, glossary, pages, profiles
from kg.serve.answers import Answer, answer, digest, serialized
from kg.serve.fields import MOST, PAGE, Context, Request
from kg.serve.ledger import KINDS
from kg.serve.negotiation import GRAPHS, HTML, choose, language, media_type
from kg.serve.protocol import Operation, Refusal
from kg.serve.things import OWN, canonical, description

if TYPE_CHECKING:
    pass

JSON = "application/json"
MOST_DRAWN = 300
"""Actors of a drawing at most."""


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
        then = fields.text(request, "data")
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
    given = {name: fields.several(request.get(name, "")) for name in ("actor", "kind", "status")}
    request = {**request, **given}
    offset = fields.number(request, "offset", 0, 10**9)
    choice = fields.choice(context, request)
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
    named = {name: fields.several(request.get(name, "")) for name in ("actor", "kind", "status")}
    choice = fields.choice(context, {**request, **named})
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
        "top": str(fields.number(request, "top", 0, 300) or ""),
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
    given: dict[str, list[str]] = {}
    for name, value in request.get("fields", ()):
        given.setdefault(name, []).append(value)
    asked = given.get("lang", [""])[0]
    lang = asked if asked in ("vi", "en") else language(request.get("language"), ("vi", "en"))
    return pages.Page(
        lang, chosen=asked in ("vi", "en"), path=request["path"], fields=given, base=request["base"]
    )


# The interface for programs


def contacts(context: Context, request: Request) -> Answer:
    """A page of contacts, with counts of all that were chosen where the request asks for them."""
    choice = fields.choice(context, request)
    offset, limit = fields.number(request, "offset", 0, 10**9), fields.number(request, "limit", PAGE, MOST)
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
    top = fields.number(request, "top", 40, 300)
    return as_json(context.index.network(fields.choice(context, request), top))


def actors(context: Context, request: Request) -> Answer:
    """Actors by a part of their names."""
    found = context.index.actors(request.get("q", ""), fields.number(request, "limit", 20, MOST))
    return as_json({"actors": found})


def counterparts(context: Context, request: Request) -> Answer:
    """The counterparts of an actor, most contacts first."""
    choice = fields.choice(context, request)
    if len(choice.actors) != 1:
        raise Refusal(400, "name one actor")
    limit = fields.number(request, "limit", PAGE, MOST)
    found = context.index.counterparts(choice.actors[0], choice, limit)
    return as_json({"actor": choice.actors[0], "counterparts": found})


# What the explorer asks for


def view(context: Context, request: Request) -> Answer:
    """What is found and drawn."""
    wanted = [fields.actor(context, name) for name in request.get("wanted", ())]
    with context.views() as views:
        found = views.view(
            fields.filters(context, request),
            fields.number(request, "top", 40, MOST_DRAWN),
            wanted,
            drawn=fields.flag(request, "drawn"),
            chart=fields.flag(request, "chart"),
        )
    return _of_version(context, found)


def reports(context: Context, request: Request) -> Answer:
    """Reports, a page of them."""
    drawn = fields.number(request, "drawn", 0, MOST_DRAWN) or None
    with context.views() as views:
        found = views.reports(fields.filters(context, request), drawn, *fields.paged(request))
    return _of_version(context, found)


def told(context: Context, request: Request) -> Answer:
    """The contacts of a pair, an actor or a time, or of one occasion."""
    from kg.serve.pairs import Pairs

    filters = fields.filters(context, request)
    with context.views() as views:
        if request.get("occasion"):
            known = views.names((), [request["occasion"]])["occasions"]
            if not known:
                raise Refusal(404, f"the dataset knows no occasion {request['occasion']}")
            return _of_version(context, views.of_occasion(known[0]["number"]))
        found = context.finder.found(filters)
        actors = [fields.actor(context, name) for name in request.get("actor", ())]
        since, until = fields.day(request, "since"), fields.day(request, "until")
        if len(actors) == 2:
            numbers = Pairs(found).of_pair(*actors)
        elif len(actors) == 1:
            numbers = Pairs(found).of_actor(actors[0])
        elif since and until:
            kind = request.get("sort")
            numbers = found.in_period(since, until, KINDS.index(kind) if kind in KINDS else None)
        else:
            raise Refusal(400, "name an actor, two for a pair, an occasion, or since and until")
        return _of_version(context, views.contacts(numbers, found, *fields.paged(request)))


def near(context: Context, request: Request) -> Answer:
    """Counterparts of an actor as lines."""
    actors = [fields.actor(context, name) for name in request.get("actor", ())]
    if len(actors) != 1:
        raise Refusal(400, "name one actor")
    with context.views() as views:
        return _of_version(
            context, views.counterparts(fields.filters(context, request), actors[0], *fields.paged(request))
        )


def path(context: Context, request: Request) -> Answer:
    """A shortest chain of contacts between two actors."""
    actors = [fields.actor(context, name) for name in request.get("actor", ())]
    if len(actors) != 2:
        raise Refusal(400, "name two actors")
    with context.views() as views:
        return _of_version(context, views.path(fields.filters(context, request), *actors))


def gaps(context: Context, request: Request) -> Answer:
    """The longest silences."""
    with context.views() as views:
        return _of_version(context, views.silences(fields.filters(context, request), *fields.paged(request)))


def matching(context: Context, request: Request) -> Answer:
    """Actors that are left by the filters, by their names."""
    with context.views() as views:
        limit = fields.number(request, "limit", 20, MOST)
        return _of_version(
            context, views.search(fields.filters(context, request), request.get("q", ""), limit)
        )


def names(context: Context, request: Request) -> Answer:
    """Who and what ids mean."""
    with context.views() as views:
        reports = [
            fields.number({"report": text}, "report", 0, 10**9) for text in request.get("report", ())[:PAGE]
        ]
        ids = request.get("actor", ())[:100], request.get("occasion", ())[:10]
        return _of_version(context, views.names(*ids, reports))


def _of_version(context: Context, value: object) -> Answer:
    """An answer that says of what data it is: numbers mean something else in others."""
    answered = as_json(value)
    return Answer(200, answered.media, answered.body, {"X-Data-Hash": context.index.facts()["digest"]})


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
