"""The server's pages for people: what the dataset says, as HTML that needs no script and asks the web for nothing.

Every word of the news passes Jinja's autoescaping; links are made of IRIs that have been checked; a
Content-Security-Policy allows the page's own style and nothing that runs.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox

import kg
from kg.graph.triples import described, plain
from kg.model import Kind, Status
from kg.ontology import read_turtle, shipped
from kg.query.lookup import label_of
from kg.serve.answers import digest
from kg.serve.index import Choice, Index
from kg.serve.things import OWN, canonical
from kg.vocab import BASE, CP, PREFIXES, compact, expand

_TEMPLATES = Path(__file__).parents[1] / "templates"
_SHORT = 16  # hexadecimal digits of a hash that a permalink carries
_STATEMENTS = 2_000  # rows of the table of all statements at most
_BARS = 120  # months of a chart, beyond which a bar stands for a year

Fields = Mapping[str, Sequence[str]]
Paragraph = Callable[[str, str, int, int], tuple[str, str]]
"""From an article's id, a quote and its offsets to what stands before and after it in its paragraph."""


@cache
def texts() -> dict[str, dict[str, Any]]:
    """What the pages say, by language."""
    loaded: dict[str, dict[str, Any]] = json.loads((_TEMPLATES / "site.json").read_text("utf-8"))
    return loaded


@cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _style() -> str:
    return (_TEMPLATES / "site.css").read_text("utf-8")


def hashed(text: str) -> str:
    """A script or style as a Content-Security-Policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy() -> str:
    """The Content-Security-Policy of these pages."""
    return (
        f"default-src 'none'; style-src {hashed(_style())}; img-src data:; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    )


class Page:
    """A page in one language: what all of them share, and how links are made."""

    def __init__(self, lang: str, *, chosen: bool, path: str, fields: Fields, base: str) -> None:
        self.lang = lang
        self.t = texts()[lang]
        self.base = base
        self.path = path
        self.fields = fields
        self._chosen = chosen

    def link(self, path: str, **fields: Any) -> str:
        """A path of this server with fields, in the language that was chosen."""
        given = [(name, value) for name, value in fields.items() if value not in (None, "", [])]
        if self._chosen:
            given.append(("lang", self.lang))
        return f"{path}?{urlencode(given, doseq=True)}" if given else path

    def render(self, template: str, title: str, **more: Any) -> bytes:
        """The page as HTML."""
        from markupsafe import Markup

        other = "en" if self.lang == "vi" else "vi"
        kept = [(name, value) for name, values in self.fields.items() if name != "lang" for value in values]
        values = {
            "canonical": None,
            "alternates": (),
            "here": self.path,
            "chosen": self._chosen,
            "t": self.t,
            "lang": self.lang,
            "title": title,
            "link": self.link,
            "style": Markup(_style()),
            "other": f"{self.path}?{urlencode([*kept, ('lang', other)])}",
            **more,
        }
        return str(_environment().get_template(template).render(values)).encode()

    # Pieces

    def day(self, earliest: str | None, latest: str | None) -> str:
        """A day or a period in words of the language."""
        if not earliest and not latest:
            return str(self.t["undated"])
        if earliest == latest and earliest:
            return self._one_day(earliest)
        return f"{self._one_day(earliest) if earliest else '…'} – {self._one_day(latest) if latest else '…'}"

    def _one_day(self, text: str) -> str:
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            return text
        if self.lang == "vi":
            return f"{day.day}/{day.month}/{day.year}"
        months = "January February March April May June July August September October November December"
        return f"{day.day} {months.split()[day.month - 1]} {day.year}"

    def contact(self, each: Mapping[str, Any]) -> dict[str, Any]:
        """A contact of `kg.serve.index` as an item of a list."""
        sides: dict[int, list[str]] = defaultdict(list)
        for party in each["parties"]:
            sides[party["side"]].append(party[self.lang])
        names = {party["iri"]: party[self.lang] for party in each["parties"]}
        return {
            "day": self.day(each["earliest"], each["latest"]),
            "kind": each["kind"],
            "status": each["status"],
            "title": " – ".join(", ".join(dict.fromkeys(sides[side])) for side in sorted(sides)),
            "path": local_path(each["iri"]),
            "initiator": names.get(each["initiator"]),
            "sources": [
                {
                    "path": local_path(source["iri"]),
                    "name": source["publisher"] or source["headline"] or compact(source["iri"]),
                }
                for source in each["articles"][:5]
            ],
        }

    def ranked(
        self, found: Sequence[Mapping[str, Any]], path: str | None = None, **fields: Any
    ) -> list[dict[str, Any]]:
        """Actors with their counts; links lead to their pages, or to `path` with the actor as a field."""
        return [
            {
                "name": each[self.lang],
                "state": each["state"][self.lang] if each["state"] else None,
                "contacts": each["contacts"],
                "path": path or local_path(each["iri"]),
                "fields": {"actor": [*fields["actor"], each["iri"]]} if path else {},
            }
            for each in found
        ]

    def months(self, counts: Mapping[str, int]) -> dict[str, Any]:
        """Bars over time, of months or, over many of them, of years."""
        known = {month: number for month, number in counts.items() if re.fullmatch(r"\d{4}-\d\d", month)}
        if not known:
            return {"bars": []}
        first, last = (divmod(int(m[:4]) * 12 + int(m[5:]) - 1, 1) for m in (min(known), max(known)))
        span = range(first[0], last[0] + 1)
        yearly = len(span) > _BARS
        tally: dict[int, int] = defaultdict(int)
        for month, number in known.items():
            tally[int(month[:4]) if yearly else int(month[:4]) * 12 + int(month[5:]) - 1] += number
        units = range(span[0] // 12, span[-1] // 12 + 1) if yearly else span
        slot = min(960 / len(units), 40.0)
        most = max(tally.values())
        bars = [
            {
                "x": round(place * slot, 1),
                "height": max(2, round(96 * tally[unit] / most)),
                "count": tally[unit],
                "name": str(unit) if yearly else f"{unit % 12 + 1}/{unit // 12}",
            }
            for place, unit in enumerate(units)
            if tally[unit]
        ]
        width = max(round(slot * len(units)), 300)
        named = [0, len(units) - 1] if len(units) > 1 else [0]
        ticks = [
            {
                "x": round(place * slot + (slot if place and place == len(units) - 1 else 0)),
                "anchor": "start" if not place else "end",
                "name": str(units[place]) if yearly else f"{units[place] % 12 + 1}/{units[place] // 12}",
            }
            for place in named
        ]
        label = f"{self.t['perMonth']}: {ticks[0]['name']} – {ticks[-1]['name']}, ≤ {most}"
        return {
            "bars": bars,
            "ticks": ticks,
            "width": width,
            "step": round(max(slot * 0.8, 1), 1),
            "label": label,
        }


def local_path(iri: str) -> str:
    """The path at which this server shows a thing of the project's; another IRI stays as it is."""
    if iri.startswith(PREFIXES["cp"]):
        return f"/ontology#{iri.removeprefix(PREFIXES['cp'])}"
    return "/" + iri.removeprefix(BASE) if iri.startswith(BASE) else iri


def web_link(iri: str) -> str | None:
    """A path or address that a browser may open; None for anything but http and https."""
    path = local_path(iri)
    return path if path.startswith("/") or urlsplit(iri).scheme in ("http", "https") else None


# Lists


def home(page: Page, index: Index) -> bytes:
    """The start page: counts, a search, what is new and who had most contacts."""
    choice = Choice()
    network = index.network(choice, 15)
    counts = index.counts(choice)
    total = sum(counts["kind"].values())
    facts = index.facts()
    summary = page.t["summary"].format(
        contacts=f"{total:,}", actors=f"{network['of']:,}", articles=f"{int(facts.get('articles', 0)):,}"
    )
    newest = [page.contact(each) for each in index.contacts(choice, 0, 12, newest=True)]
    ranked = page.ranked(network["actors"])
    return page.render(
        "home.html.j2",
        page.t["title"],
        summary=summary,
        q="",
        found=None,
        months=page.months(counts["month"]),
        contacts=newest,
        actors=ranked,
        actors_most=_most(ranked),
    )


def actors(page: Page, index: Index, begun: str) -> bytes:
    """Actors by a part of their names."""
    found = page.ranked(index.actors(begun, 100))
    said = page.t["found" if found else "noHit"].replace("{text}", begun)
    return page.render(
        "home.html.j2",
        page.t["find"],
        summary=page.t["notice"],
        q=begun,
        found=found,
        found_title=said,
        found_most=_most(found),
    )


def contacts(
    page: Page, index: Index, choice: Choice, given: Mapping[str, Any], offset: int, limit: int
) -> bytes:
    """A list of contacts, newest first, with the fields that choose them."""
    total = index.count(choice)
    found = [page.contact(each) for each in index.contacts(choice, offset, limit, newest=True)]
    names = ("actor", "from", "to", "kind", "status", "initiated")
    fields = {name: given[name] for name in names if given.get(name)}
    shown = page.t["shown"].format(
        first=f"{offset + 1:,}", last=f"{offset + len(found):,}", total=f"{total:,}"
    )
    return page.render(
        "contacts.html.j2",
        page.t["contacts"],
        given={name: given.get(name, "") for name in names},
        fields=fields,
        total=total,
        shown=shown,
        contacts=found,
        months=page.months(index.counts(choice)["month"]),
        kinds=list(Kind),
        statuses=list(Status),
        previous=max(0, offset - limit) if offset else None,
        next=offset + limit if offset + limit < total else None,
    )


def _most(found: Sequence[Mapping[str, Any]]) -> int:
    return max([each["contacts"] for each in found] or [1]) or 1


# Things


@cache
def _vocabulary() -> ox.Store:
    """The terms of the ontology, which the dataset uses and does not describe."""
    store = ox.Store()
    store.extend(read_turtle(shipped() / "counterpart.ttl"))
    return store


class Said:
    """The statements about a thing, by subject and predicate, and what things are called."""

    def __init__(self, dataset: ox.Store, triples: Sequence[ox.Triple], lang: str) -> None:
        self.dataset = dataset
        self.lang = lang
        self._said: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for triple in triples:
            if isinstance(triple.subject, ox.NamedNode) and isinstance(
                triple.object, ox.NamedNode | ox.Literal
            ):
                self._said[triple.subject.value][triple.predicate.value].append(triple.object)

    def values(self, subject: str, predicate: str) -> list[str]:
        """Values of a property, as text."""
        return [term.value for term in self._said.get(subject, {}).get(expand(predicate), ())]

    def one(self, subject: str, predicate: str) -> str | None:
        """The first of them."""
        return next(iter(self.values(subject, predicate)), None)

    def about(self, subject: str) -> Mapping[str, Sequence[ox.NamedNode | ox.Literal]]:
        """Everything that is said of a subject."""
        return self._said.get(subject, {})

    def of_type(self, curie: str) -> list[str]:
        """Subjects of a class, sorted."""
        return sorted(s for s in self._said if expand(curie) in self.values(s, "rdf:type"))

    def name(self, iri: str) -> str:
        """What a thing is called in the language, else in any, else its CURIE."""
        vocabulary = iri.startswith(PREFIXES["cp"])
        known = described(_vocabulary() if vocabulary else self.dataset, iri)
        for predicate in ("skos:prefLabel", "rdfs:label", "schema:headline"):
            labels = [x for x in known.get(expand(predicate), ()) if isinstance(x, ox.Literal)]
            for language in (self.lang, None, "vi", "en"):
                found = [x.value for x in labels if x.language == language]
                if found:
                    return min(found)
        if iri.startswith(PREFIXES["article"]):
            return iri.removeprefix(PREFIXES["article"])
        return compact(iri)


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
        "counterparts_most": _most(ranked),
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


# The vocabulary and the interface


def ontology(page: Page, triples: Sequence[ox.Triple]) -> bytes:
    """The vocabulary as documentation: classes, properties and concept schemes, each with an anchor."""
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    said = Said(store, triples, page.lang)
    t = page.t
    own = PREFIXES["cp"]
    properties = {
        each
        for kind in ("owl:ObjectProperty", "owl:DatatypeProperty", "rdf:Property")
        for each in said.of_type(kind)
    }
    groups = [
        {"id": "classes", "title": t["classes"], "iris": said.of_type("owl:Class")},
        {"id": "properties", "title": t["properties"], "iris": sorted(properties)},
    ]
    for scheme in said.of_type("skos:ConceptScheme"):
        members = [c for c in said.of_type("skos:Concept") if scheme in said.values(c, "skos:inScheme")]
        groups.append({"id": scheme.rpartition("/")[2], "title": said.name(scheme), "iris": members})
    shown = [
        {"id": g["id"], "title": g["title"], "terms": [_term(said, iri, t) for iri in g["iris"]]}
        for g in groups
        if g["iris"]
    ]
    return page.render(
        "ontology.html.j2",
        t["ontology"],
        lead=t["ontologyLead"],
        iri=own.removesuffix("#"),
        groups=shown,
    )


def _term(said: Said, iri: str, t: Mapping[str, Any]) -> dict[str, Any]:
    facts = []
    for name, predicate in (
        ("domain", "rdfs:domain"),
        ("range", "rdfs:range"),
        ("subOf", "rdfs:subPropertyOf"),
        ("subOf", "rdfs:subClassOf"),
        ("subOf", "skos:broader"),
    ):
        if found := [v for v in said.values(iri, predicate) if not v.startswith("_:")]:
            facts.append(
                (
                    t[name],
                    [
                        {"text": compact(v), "path": f"#{_anchor(v)}" if said.about(v) else web_link(v)}
                        for v in found
                    ],
                )
            )
    definitions = [
        {"lang": term.language or said.lang, "text": term.value}
        for predicate in ("rdfs:comment", "skos:definition")
        for term in said.about(iri).get(expand(predicate), ())
        if isinstance(term, ox.Literal) and term.language in (said.lang, None)
    ]
    own = PREFIXES["cp"]
    anchor = iri.removeprefix(own) if iri.startswith(own) else compact(iri).replace(":", "-")
    return {
        "id": anchor,
        "label": said.name(iri),
        "curie": compact(iri),
        "definitions": definitions,
        "facts": facts,
    }


def _anchor(iri: str) -> str:
    own = PREFIXES["cp"]
    return iri.removeprefix(own) if iri.startswith(own) else compact(iri).replace(":", "-")


def api(page: Page, routes: Sequence[Any]) -> bytes:
    """The table of addresses, for people."""
    generic = [route for route in routes if not any(route.path == f"/{prefix}/{{name}}" for prefix in OWN)]
    shown = [*generic, *[route for route in routes if route.path == "/actor/{name}"]]
    return page.render("api.html.j2", "API", routes=shown)


def message(page: Page, status: int, text: str) -> bytes:
    """What is said where there is no other page."""
    return page.render("message.html.j2", page.t["notFound" if status == 404 else "refused"], message=text)
