"""The page of one thing, for people: an occasion with its sentences, an article, an actor, anything else there is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

import pyoxigraph as ox

import kg
from kg.graph.triples import described, plain
from kg.query.lookup import label_of
from kg.serve.answers import digest
from kg.serve.index import Choice, Index
from kg.serve.pages import Page, local_path, most, texts, web_link
from kg.serve.things import Said, canonical
from kg.vocab import CP, PREFIXES, compact, expand

_SHORT = 16  # hexadecimal digits of a hash that a permalink carries
_STATEMENTS = 2_000  # rows of the table of all statements at most

Paragraph = Callable[[str, str, int, int], tuple[str, str]]
"""From an article's id, a quote and its offsets to what stands before and after it in its paragraph."""


def thing(
    page: Page,
    dataset: ox.Store,
    index: Index,
    iri: str,
    triples: Sequence[ox.Triple],
    then: str | None,
    paragraph: Paragraph,
) -> bytes:
    """The page of a thing.

    `then` is the hash that its permalink carries; `paragraph` says what stands around a quote in its article.
    """
    said = Said(dataset, triples, page.lang)
    types = set(said.values(iri, "rdf:type"))
    mark = digest(canonical(list(triples)))
    short = mark[: len("sha256-") + _SHORT]
    title = said.name(iri)
    path = local_path(iri)
    address = page.base + path
    citation = page.t["citeText"].format(
        version=kg.__version__, title=title, address=f"{address}?data={short}"
    )
    content: dict[str, Any] = {
        "sort": _sort(said, iri, types),
        "lead": _definition(said, iri),
        "facts": [],
        "disputed": [],
        "reports": [],
        "reports_title": "",
        "tenures": [],
        "contacts": None,
        "months": {"bars": []},
        "counterparts": [],
        "counterparts_most": 1,
        "all_of": "",
    }
    if types & {CP.Occasion, CP.Report}:
        content |= _contact_content(page, said, iri, paragraph)
    elif expand("schema:NewsArticle") in types:
        content |= _article_content(page, said, iri, paragraph)
    elif iri.startswith(PREFIXES["actor"]):
        content |= _actor_content(page, said, index, iri)
    return page.render(
        "thing.html.j2",
        title,
        **content,
        iri=iri,
        mark=mark,
        mark_short=short,
        mark_then=then,
        citation=citation,
        address=address,
        canonical=iri,
        statements=_statements(said, iri),
        alternates=[
            ("ttl", "text/turtle"),
            ("jsonld", "application/ld+json"),
            ("nt", "application/n-triples"),
        ],
    )


def _sort(said: Said, iri: str, types: set[str]) -> str:
    if expand("schema:NewsArticle") in types:
        return str(texts()[said.lang]["article"])
    own = sorted(each for each in types if each.startswith(PREFIXES["cp"])) or sorted(types)
    return " · ".join(dict.fromkeys(said.name(each) for each in own[:2])) or compact(iri)


def _definition(said: Said, iri: str) -> str:
    for predicate in ("skos:definition", "rdfs:comment"):
        for term in said.about(iri).get(expand(predicate), ()):
            if isinstance(term, ox.Literal) and term.language in (said.lang, None):
                return term.value
    return ""


def _linked(said: Said, iri: str, more: str = "") -> dict[str, str | None]:
    return {"text": said.name(iri), "path": web_link(iri), "more": more}


def _text(value: str) -> dict[str, str | None]:
    return {"text": value, "path": None, "more": ""}


def _contact_content(page: Page, said: Said, iri: str, paragraph: Paragraph) -> dict[str, Any]:
    """Facts of an occasion or report, where the articles differ, and the sentences."""
    t = page.t
    reports = said.of_type("cp:Report")
    kind, status = (str(said.one(iri, p)).rpartition("/")[2] for p in (CP.kind, CP.status))
    initiators = said.values(iri, CP.initiator)
    facts: list[tuple[str, list[dict[str, str | None]]]] = []
    merged = said.values(iri, "dcterms:isReplacedBy")
    if merged:
        facts.append((t["merged"], [_linked(said, each) for each in merged]))
    if said.one(iri, CP.kind):
        facts += [
            (t["kindOf"], [_text(t["kind"].get(kind, kind))]),
            (t["statusOf"], [_text(t["status"].get(status, status))]),
            (t["date"], [_text(page.day(said.one(iri, CP.earliest), said.one(iri, CP.latest)))]),
            (t["participants"], [_linked(said, each) for each in said.values(iri, CP.hasParticipant)]),
            (t["initiator"], [_linked(said, each) for each in initiators] or [_text(t["noInitiator"])]),
        ]
    for name, predicate in (("place", CP.placeName), ("minutes", CP.durationMinutes), ("topic", CP.topic)):
        if found := said.values(iri, predicate):
            facts.append((t[name], [_text(each) for each in found]))
    channels = said.values(iri, CP.channel) or said.values(iri, CP.channelType)
    if channels:
        facts.append((t["channel"], [_linked(said, each) for each in channels]))
    if reason := said.one(iri, CP.dateReason):
        facts.append((t["dateReason"], [_text(reason)]))
    occasion = said.values(iri, CP.reportOf)
    if occasion:
        facts.append((t["one"], [_linked(said, each) for each in occasion]))
    return {
        "facts": facts,
        "disputed": _disputed(page, said, iri),
        "reports": [_report(page, said, each, paragraph) for each in reports],
        "reports_title": t["reports"],
    }


def _disputed(page: Page, said: Said, iri: str) -> list[dict[str, str]]:
    """Values that articles give differently (``cp:reportedValue``), where a field has more than one."""
    base = PREFIXES["cp"]
    fields: dict[str, list[dict[str, str]]] = defaultdict(list)
    for node in said.values(iri, base + "reportedValue"):
        field = str(said.one(node, base + "field")).rpartition("/")[2]
        value = str(said.one(node, base + "value"))
        shown = said.name(value) if value.startswith("http") else value
        number = said.one(node, base + "articleCount") or ""
        fields[field].append(
            {
                "field": page.t["field"].get(field, field),
                "value": shown,
                "said": page.t["saidBy"].format(n=number) if number else "",
            }
        )
    return [row for field in sorted(fields) if len(fields[field]) > 1 for row in fields[field]]


def _report(page: Page, said: Said, report: str, paragraph: Paragraph) -> dict[str, Any]:
    evidence = said.one(report, CP.evidence) or ""
    article = said.one(report, CP.reportedIn) or ""
    quote = said.one(evidence, CP.quote) or ""
    kind, status = (str(said.one(report, p)).rpartition("/")[2] for p in (CP.kind, CP.status))
    notes = [page.t["according"].format(name=each) for each in said.values(report, CP.attribution)]
    notes.append(page.day(said.one(report, CP.earliest), said.one(report, CP.latest)))
    if confidence := said.one(report, CP.confidence):
        notes.append(page.t["confidence"].format(value=confidence))
    wordings = [w for p in said.values(report, CP.participation) for w in said.values(p, CP.wording)]
    identifier = next(map(plain, described(said.dataset, article).get(expand("schema:identifier"), ())), "")
    start, end = (int(said.one(evidence, p) or 0) for p in (CP.start, CP.end))
    before, after = paragraph(identifier, quote, start, end)
    return {
        "path": local_path(report),
        "heading": None,
        "kind": kind,
        "status": status,
        "notes": notes,
        "quote": marked(quote, wordings),
        "before": before,
        "after": after,
        "source": _source(page, said, article),
    }


def _source(page: Page, said: Said, article: str) -> dict[str, Any]:
    known = described(said.dataset, article)

    def one(predicate: str) -> str | None:
        return next((plain(term) for term in known.get(expand(predicate), ())), None)

    published = one("schema:datePublished")
    parts = [
        one("schema:publisher"),
        published and page.t["published"].format(date=page.day(published, published)),
    ]
    url = one("schema:url")
    return {
        "path": local_path(article),
        "headline": one("schema:headline") or said.name(article),
        "parts": [part for part in parts if part],
        "url": url if url and urlsplit(url).scheme in ("http", "https") else None,
    }


def marked(quote: str, wordings: Sequence[str]) -> list[tuple[str, bool]]:
    """A sentence in pieces, those that name a participant marked; a longer wording goes before one inside it."""
    names = sorted({name for name in wordings if name.strip()}, key=lambda name: (-len(name), name))
    if not names:
        return [(quote, False)]
    pieces = re.split(f"({'|'.join(map(re.escape, names))})", quote)
    return [(piece, bool(place % 2)) for place, piece in enumerate(pieces) if piece]


def _article_content(page: Page, said: Said, iri: str, paragraph: Paragraph) -> dict[str, Any]:
    t = page.t
    source = _source(page, said, iri)
    facts = []
    if publisher := said.values(iri, "schema:publisher"):
        facts.append((t["publisher"], [_text(each) for each in publisher]))
    if published := said.one(iri, "schema:datePublished"):
        facts.append((t["publishedOn"], [_text(page.day(published, published))]))
    if source["url"]:
        facts.append((t["article"], [{"text": source["url"], "path": source["url"], "more": ""}]))
    reports = []
    for report in said.of_type("cp:Report"):
        reports.append({**_report(page, said, report, paragraph), "heading": said.name(report)})
    return {"facts": facts, "reports": reports, "reports_title": t["reportsOf"]}


def _actor_content(page: Page, said: Said, index: Index, iri: str) -> dict[str, Any]:
    t = page.t
    facts = []
    bodies = said.values(iri, CP.citizenOf) or said.values(iri, CP.ofBody)
    if bodies:
        facts.append((t["subOf"], [_linked(said, each) for each in bodies]))
    if names := sorted(set(said.values(iri, "skos:altLabel"))):
        facts.append((t["names"], [_text(each) for each in names]))
    if same := said.values(iri, "owl:sameAs"):
        facts.append(
            ("Wikidata", [{"text": compact(each), "path": web_link(each), "more": ""} for each in same])
        )
    tenures = []
    for tenure in said.of_type("cp:Tenure"):
        office = said.one(tenure, CP.office)
        tenures.append(
            {
                "name": said.name(office) if office else compact(tenure),
                "path": web_link(office) if office else None,
                "start": said.one(tenure, CP.tenureStart) or "",
                "since": page.day(*[said.one(tenure, CP.tenureStart)] * 2),
                "until": page.day(end, end) if (end := said.one(tenure, CP.tenureEnd)) else t["now"],
            }
        )
    choice = Choice(actors=(iri,))
    total = index.count(choice)
    ranked = page.ranked(index.counterparts(iri, choice, 20), "/contacts", actor=[iri])
    return {
        "facts": facts,
        "tenures": sorted(tenures, key=lambda each: str(each["start"]), reverse=True),
        "contacts": [page.contact(each) for each in index.contacts(choice, 0, 20, newest=True)],
        "months": page.months(index.counts(choice)["month"]),
        "counterparts": ranked,
        "counterparts_most": most(ranked),
        "all_of": t["allOf"].format(n=f"{total:,}"),
    }


def _statements(said: Said, iri: str) -> list[dict[str, Any]]:
    rows = []
    for predicate, values in sorted(said.about(iri).items()):
        for value in values:
            iri_value = value.value if isinstance(value, ox.NamedNode) else None
            label = label_of(said.dataset, value) if isinstance(value, ox.NamedNode) else None
            more = ""
            if isinstance(value, ox.Literal):
                more = value.language or (
                    "" if value.datatype.value == expand("xsd:string") else compact(value.datatype.value)
                )
            rows.append(
                {
                    "name": said.name(predicate),
                    "path": web_link(predicate) or "#",
                    "value": label or (compact(value.value) if iri_value else value.value),
                    "target": web_link(iri_value) if iri_value else None,
                    "more": more,
                }
            )
    return rows[:_STATEMENTS]
