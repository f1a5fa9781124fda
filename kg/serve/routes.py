"""Every address of the server in one table, and the OpenAPI document that is made from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import kg
from kg.model import Kind, Status
from kg.serve.negotiation import GRAPHS, HTML, RESULTS
from kg.serve.things import OWN

Schema = Mapping[str, Any]
_TEXT: Schema = {"type": "string"}
_DAY: Schema = {"type": "string", "format": "date"}
_JSON = ("application/json",)
_RESULTS = tuple(types[0] for types in RESULTS.values())
_GRAPHS = tuple(types[0] for types in GRAPHS.values())


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter of a request, in the query string unless `place` is ``path``."""

    name: str
    about: str
    schema: Schema = field(default_factory=lambda: _TEXT)
    many: bool = False
    required: bool = False
    place: str = "query"


@dataclass(frozen=True, slots=True)
class Route:
    """An address: path, what answers it (a method of `kg.serve.server.Server`), what it says and what it takes."""

    path: str
    handler: str
    about: str
    media: tuple[str, ...]
    given: tuple[Given, ...] = ()
    posts: bool = False
    job: str | None = None
    more: str = ""


def _codes(codes: Iterable[str]) -> Schema:
    return {"type": "string", "enum": [*codes]}


def _whole(most: int, default: int) -> Schema:
    return {"type": "integer", "minimum": 0, "maximum": most, "default": default}


_FORMAT = Given("format", "A form by its short name, in place of the Accept header.")
_PERIOD = (
    Given("from", "Contacts that may lie on or after this day.", _DAY),
    Given("to", "Contacts that may lie on or before this day.", _DAY),
)
_WHICH = (
    Given("actor", "Whose contacts: an IRI, CURIE, id or name; two of them for a pair.", many=True),
    *_PERIOD,
    Given("kind", "Only these kinds.", _codes(Kind), many=True),
    Given("status", "Only these statuses; occurred unless given.", _codes([*Status, "any"]), many=True),
    Given("initiated", "Only contacts of which it is said who sought them.", {"type": "boolean"}),
)
_PAGED = (
    Given("limit", "Contacts of a page.", _whole(1000, 50)),
    Given("offset", "Where it starts.", _whole(10**9, 0)),
)
_FILTERS = (
    Given("kind", "Only these kinds; none: no kind at all.", _codes([*Kind, "none"]), many=True),
    Given(
        "status", "Only these statuses; occurred unless given.", _codes([*Status, "any", "none"]), many=True
    ),
    Given("state", "Only contacts in which somebody acts for one of these: CURIEs or ids.", many=True),
    Given(
        "publisher", "Only what these papers report, by name; an empty one is an unknown paper.", many=True
    ),
    Given("by", "Whether it is said who sought the contact.", _codes(["any", "stated", "unstated"])),
    *_PERIOD,
    Given("undated", "Whether contacts without a date are kept.", {"type": "boolean", "default": True}),
    Given("ego", "Only contacts among an actor and those near it, as the other filters leave them."),
    Given("depth", "How near: in one or two steps.", {"type": "integer", "enum": [1, 2], "default": 1}),
    Given("unit", "Who meets: actors, or states and organisations.", _codes(["actor", "country"])),
)
_ROWS = (Given("limit", "How many.", _whole(1000, 50)), Given("offset", "Where it starts.", _whole(10**9, 0)))
_ONE_OR_TWO = Given("actor", "An actor by CURIE or id; two of them for a pair.", many=True)
_EXPLORER = (
    (
        "view",
        "view",
        "What filters leave, counted, and the actors and lines to draw",
        (
            Given("top", "How many actors are drawn at most.", _whole(300, 40)),
            Given("wanted", "Actors that are drawn whatever their rank.", many=True),
            Given("drawn", "Count only contacts of pairs that are drawn.", {"type": "boolean"}),
            Given("chart", "Count each kind in each column of the time line too.", {"type": "boolean"}),
        ),
    ),
    (
        "reports",
        "reports",
        "Reports that filters leave, in order of date",
        (Given("drawn", "Only those on the pairs of so many drawn actors.", _whole(300, 0)), *_ROWS),
    ),
    (
        "contacts",
        "told",
        "Contacts of a pair, an actor, an occasion or a time, each with all its reports",
        (
            _ONE_OR_TWO,
            Given("occasion", "An occasion by its id or that of one of its reports, whatever the filters."),
            Given("since", "The time's first day.", _DAY),
            Given("until", "The time's last day.", _DAY),
            Given("sort", "In the time, only this kind.", _codes(Kind)),
            *_ROWS,
        ),
    ),
    ("counterparts", "near", "Counterparts of an actor, most contacts first", (_ONE_OR_TWO, *_ROWS)),
    ("path", "path", "A shortest chain of contacts between two actors", (_ONE_OR_TWO,)),
    ("silences", "gaps", "The longest times between two contacts of a pair", _ROWS),
    (
        "actors",
        "matching",
        "Actors that filters leave, by a part of their names",
        (Given("q", "Words of the name."), Given("limit", "How many.", _whole(1000, 20))),
    ),
)
_SPARQL = (
    Given("query", "A SPARQL 1.1 query; without one, the description of the service."),
    Given("default-graph-uri", "A graph that makes up the default graph.", many=True),
    Given("named-graph-uri", "A graph that GRAPH may name.", many=True),
    _FORMAT,
)

_LANGUAGE = Given("lang", "vi or en; otherwise what the browser asks for.", _codes(["vi", "en"]))
_PAGE = (HTML["html"][0],)
_THING = (*_GRAPHS, *_PAGE)

ROUTES = (
    Route("/", "job", "Start page", _PAGE, (_LANGUAGE,), job="home"),
    Route(
        "/actors",
        "job",
        "Actors by a part of their names",
        _PAGE,
        (Given("q", "Words of the name."), _LANGUAGE),
        job="find",
    ),
    Route(
        "/contacts",
        "job",
        "Contacts, newest first",
        _PAGE,
        (
            *_WHICH,
            Given("offset", "Where the list starts.", _whole(10**9, 0)),
            _LANGUAGE,
        ),
        job="lists",
    ),
    Route(
        "/explore",
        "job",
        "The explorer; a choice of contacts leads to its address for them",
        _PAGE,
        (
            *_WHICH,
            Given("top", "How many actors.", _whole(300, 40)),
            _LANGUAGE,
        ),
        job="explore",
    ),
    Route("/api", "job", "This table", _PAGE, (_LANGUAGE,), job="api"),
    Route(
        "/sparql",
        "sparql",
        "SPARQL 1.1 Protocol, query operation",
        (*_RESULTS, *_GRAPHS, *HTML["html"][:1]),
        _SPARQL,
        posts=True,
        more="Without a named dataset a query asks the union of all graphs. Updates, SERVICE and FROM <file:…> are "
        "refused; time, rows and size of an answer are limited, and one that goes beyond is refused as a whole.",
    ),
    Route(
        "/api/contacts",
        "job",
        "Contacts in order of date",
        _JSON,
        (
            *_WHICH,
            *_PAGED,
            Given("order", "Newest first.", _codes(["oldest", "newest"])),
            Given("counts", "Count the chosen contacts by kind, status and month too.", {"type": "boolean"}),
        ),
        job="contacts",
    ),
    Route(
        "/api/network",
        "job",
        "Actors with most contacts, and the pairs among them",
        _JSON,
        (
            *_WHICH,
            Given("top", "How many actors.", _whole(300, 40)),
        ),
        job="network",
    ),
    Route(
        "/api/counterparts",
        "job",
        "Counterparts of an actor, most contacts first",
        _JSON,
        (
            *_WHICH,
            Given("limit", "How many.", _whole(1000, 50)),
        ),
        job="counterparts",
    ),
    Route(
        "/api/actors",
        "job",
        "Actors by a part of their names, with or without diacritics",
        _JSON,
        (
            Given("q", "Words of the name."),
            Given("limit", "How many.", _whole(1000, 20)),
        ),
        job="actors",
    ),
    *(
        Route(f"/api/explorer/{name}", "job", about, _JSON, (*given, *_FILTERS), job=job)
        for name, job, about, given in _EXPLORER
    ),
    Route(
        "/api/explorer/names",
        "job",
        "The actors and occasions that ids mean, and what reports tell",
        _JSON,
        (
            Given("actor", "The id of an actor.", many=True),
            Given("occasion", "The id of an occasion, or of a report of it.", many=True),
            Given("report", "The number of a report, as other answers name it.", _whole(10**9, 0), many=True),
        ),
        job="names",
    ),
    Route("/api/questions", "job", "The named questions with their parameters", _JSON, job="questions"),
    Route(
        "/api/questions/{name}",
        "job",
        "The answer to a named question; its parameters as fields",
        _RESULTS,
        (
            Given("name", "The question.", required=True, place="path"),
            _FORMAT,
        ),
        job="question",
    ),
    Route("/api/openapi.json", "openapi", "This document", _JSON),
    Route("/health", "health", "Whether the server can answer, and what it serves", _JSON),
    Route("/.well-known/void", "service", "What the dataset is (VoID)", _GRAPHS, (_FORMAT,), job="service"),
    Route("/ontology", "job", "The vocabulary", _THING, (_FORMAT, _LANGUAGE), job="ontology"),
    *(
        Route(
            f"/{prefix}/{{name}}",
            "job",
            f"What the dataset says of {prefix}:{{name}}",
            _THING,
            (
                Given("name", "Local name of the IRI.", required=True, place="path"),
                _FORMAT,
                _LANGUAGE,
                Given("data", "The hash that a permalink carries; the page says whether it still holds."),
            ),
            job="thing",
        )
        for prefix in sorted(OWN)
    ),
)


def openapi(server: str) -> dict[str, Any]:
    """The table as an OpenAPI 3.1 document for the server at an address."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Counterpart",
            "version": kg.__version__,
            "summary": "Who the news says spoke to whom, with the sentence that says so.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": server}],
        "paths": {route.path: _described(route) for route in ROUTES},
    }


def _described(route: Route) -> dict[str, Any]:
    answers: dict[str, Any] = {
        "200": {"description": route.about, "content": {media: {} for media in route.media}},
        **{
            status: {"description": text, "content": {"text/plain": {"schema": _TEXT}}}
            for status, text in (
                ("400", "The request is not well-formed."),
                ("503", "It took too long, or the server is busy."),
            )
        },
    }
    said: dict[str, Any] = {"summary": route.about, "operationId": _name(route), "responses": answers}
    if route.more:
        said["description"] = route.more
    if route.given:
        said["parameters"] = [_parameter(each) for each in route.given]
    described = {"get": said}
    if route.posts:
        fields = {each.name: _schema(each) | {"description": each.about} for each in route.given}
        described["post"] = {
            **{key: value for key, value in said.items() if key != "parameters"},
            "operationId": f"{_name(route)}-post",
            "requestBody": {
                "required": True,
                "content": {
                    "application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": fields}},
                    "application/sparql-query": {"schema": _TEXT},
                },
            },
        }
    return described


def _name(route: Route) -> str:
    return (
        route.path.strip("/").replace("{", "").replace("}", "").replace("/", "-").replace(".", "-") or "home"
    )


def _schema(given: Given) -> dict[str, Any]:
    return {"type": "array", "items": given.schema} if given.many else dict(given.schema)


def _parameter(given: Given) -> dict[str, Any]:
    return {
        "name": given.name,
        "in": given.place,
        "description": given.about,
        "required": given.required,
        "schema": _schema(given),
    }
