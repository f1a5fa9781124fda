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
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from kg.model import Kind, Status
from kg.serve.index import Choice, Index
from kg.serve.things import OWN
from kg.vocab import BASE, PREFIXES, compact

_TEMPLATES = Path(__file__).parents[1] / "templates"
_BARS = 120  # months of a chart, beyond which a bar stands for a year

Fields = Mapping[str, Sequence[str]]


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
        actors_most=most(ranked),
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
        found_most=most(found),
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


def most(found: Sequence[Mapping[str, Any]]) -> int:
    """The most contacts of any of these actors, by which bars are drawn; at least 1."""
    return max([each["contacts"] for each in found] or [1]) or 1


# The interface


def api(page: Page, routes: Sequence[Any]) -> bytes:
    """The table of addresses, for people."""
    generic = [route for route in routes if not any(route.path == f"/{prefix}/{{name}}" for prefix in OWN)]
    shown = [*generic, *[route for route in routes if route.path == "/actor/{name}"]]
    return page.render("api.html.j2", "API", routes=shown)


def message(page: Page, status: int, text: str) -> bytes:
    """What is said where there is no other page."""
    return page.render("message.html.j2", page.t["notFound" if status == 404 else "refused"], message=text)
