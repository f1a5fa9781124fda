"""The page on which SPARQL is written and run: at ``/sparql`` of the server, or as one file that needs no network.

The file holds the dataset (N-Quads, compressed) and Oxigraph's WebAssembly build, which `npm --prefix frontend run
build` puts into ``kg/built``; it runs in a worker of the page. The editor is the page's own. What a policy allows
is named by hash; answers reach the page as text, never as markup.
"""

from __future__ import annotations

import base64
import dataclasses
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox

import kg
from kg.errors import CounterpartError
from kg.graph.syntaxes import SYNTAXES
from kg.model import Kind, Status
from kg.ontology import Ontology, read_turtle, shipped
from kg.query.lookup import THINGS
from kg.query.queries import place
from kg.query.questions import Question, questions
from kg.serve.pages import hashed
from kg.serve.snapshot import digest
from kg.vocab import BASE, PREFIXES, compact, expand

_HERE = Path(__file__).parents[1]
BUILT = _HERE / "built"
"""Where parts that come from packages lie, if they have been fetched."""
_START = """# Ai liên lạc với nhiều bên nhất? / Who was in contact with most others?
SELECT ?actor ?actorLabel (COUNT(DISTINCT ?other) AS ?counterparts)
WHERE {
  ?actor cp:contacted ?other ;
    rdfs:label ?actorLabel .
  FILTER(LANG(?actorLabel) = "")
}
GROUP BY ?actor ?actorLabel
ORDER BY DESC(?counterparts) ?actorLabel
LIMIT 20
"""
# Properties of other vocabularies that the graph uses: worth completing, though the ontology does not define them.
_BORROWED = (
    *(
        "rdf:type",
        "rdfs:label",
        "rdfs:comment",
        "skos:prefLabel",
        "skos:altLabel",
        "skos:definition",
        "owl:sameAs",
    ),
    *("schema:headline", "schema:datePublished", "schema:publisher", "schema:url", "schema:NewsArticle"),
    *("schema:identifier", "prov:wasDerivedFrom", "prov:wasGeneratedBy", "dcterms:isReplacedBy", "xsd:date"),
)


def live(ontology: Ontology, endpoint: str = "/sparql") -> tuple[bytes, str]:
    """The page that asks an endpoint, with its Content-Security-Policy."""
    script = _read("sparql.js")
    policy = (
        f"default-src 'none'; script-src {hashed(script)}; style-src {hashed(_read('sparql.css'))}; "
        "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return _page(_payload(ontology) | {"endpoint": endpoint}, live=True, policy=None), policy


def offline(dataset: ox.Store, ontology: Ontology) -> bytes:
    """The page that holds a dataset. Raises CounterpartError where the engine has not been fetched."""
    try:
        engine = (BUILT / "oxigraph.js").read_text("utf-8") + _read("sparql-worker.js")
        wasm = (BUILT / "oxigraph.wasm.gz").read_bytes()
    except FileNotFoundError:
        raise CounterpartError(
            "the offline SPARQL page needs Oxigraph's WebAssembly build, which is not here: install Node and run "
            "`npm --prefix frontend run build` in a checkout; `kg serve` has the page without it"
        ) from None
    quads = io.BytesIO()
    SYNTAXES["nq"](dataset, quads)
    script = _read("sparql.js")
    policy = (
        f"default-src 'none'; script-src {hashed(script)} 'wasm-unsafe-eval'; "
        f"style-src {hashed(_read('sparql.css'))}; worker-src blob:; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    data = {"digest": digest(dataset), "size": len(dataset)}
    return _page(
        _payload(ontology) | data,
        live=False,
        policy=policy,
        engine=engine,
        wasm=base64.b64encode(wasm).decode(),
        data=base64.b64encode(gzip.compress(quads.getvalue(), 9, mtime=0)).decode(),
    )


def _page(payload: dict[str, Any], *, live: bool, policy: str | None, **parts: str) -> bytes:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    # A worker's source stands in a script element that does not run; only what would end it needs care.
    given = {
        name: Markup(parts[name].replace("</", "<\\/")) if name in parts else None
        for name in ("engine", "wasm", "data")
    }
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined
    )
    return (
        environment.get_template("sparql.html.j2")
        .render(
            title="SPARQL · Counterpart",
            texts=payload["texts"]["vi"],
            live=live,
            policy=policy,
            style=Markup(_read("sparql.css")),
            script=Markup(_read("sparql.js")),
            payload=Markup(as_json(payload)),
            **given,
        )
        .encode()
    )


def _payload(ontology: Ontology) -> dict[str, Any]:
    terms = _terms()
    named = {term["iri"]: term for term in terms}
    return {
        "base": BASE,
        "codes": {
            "kind": [_code("kind", code, named) for code in Kind],
            "status": [_code("status", code, named) for code in Status],
        },
        "prefixes": PREFIXES,
        "questions": [record(each) for each in questions(ontology)],
        "start": _START,
        "terms": terms,
        "things": {kind: [compact(iri) for iri in classes] for kind, (_, classes) in THINGS.items()},
        "texts": json.loads(_read("sparql.json")),
        "version": kg.__version__,
    }


def _code(prefix: str, code: str, named: dict[str, dict[str, str]]) -> dict[str, str]:
    term = named.get(PREFIXES[prefix] + code, {"vi": code, "en": code})
    return {"name": code, "vi": term["vi"], "en": term["en"]}


def _terms() -> list[dict[str, str]]:
    """Terms for completion, with labels: those of the ontology and its schemes, and borrowed ones."""
    labels: dict[str, dict[str, str]] = {expand(curie): {} for curie in _BORROWED}
    wanted = {expand("rdfs:label"), expand("skos:prefLabel")}
    for name in ("counterpart.ttl", "schemes.ttl"):
        for quad in read_turtle(shipped() / name):
            if quad.predicate.value in wanted and isinstance(quad.subject, ox.NamedNode):
                label = quad.object
                if isinstance(label, ox.Literal) and label.language:
                    labels.setdefault(quad.subject.value, {})[label.language] = label.value
    return [
        {"curie": compact(iri), "iri": iri, "vi": said.get("vi", ""), "en": said.get("en", "")}
        for iri, said in sorted(labels.items(), key=lambda item: compact(item[0]))
    ]


def record(asked: Question) -> dict[str, Any]:
    """A named question as plain values; `place` is where in the text a VALUES block binds its parameters."""
    return {
        "name": asked.name,
        "title": {"vi": asked.title_vi, "en": asked.title_en},
        "description": dataclasses.asdict(asked.description),
        "parameters": [
            {
                "name": each.name,
                "type": each.type.value,
                "about": dataclasses.asdict(each.about),
                "required": each.required,
                "default": each.default,
                "example": each.example,
            }
            for each in asked.parameters
        ],
        "place": place(asked.text) if asked.parameters else None,
        "query": asked.text,
    }


def as_json(value: object) -> str:
    """JSON that may stand inside a ``script`` element: nothing in it ends the element or a line of script."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _read(name: str) -> str:
    return (_HERE / "templates" / name).read_text("utf-8")
