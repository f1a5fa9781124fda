"""A page of its own for each actor, without script, for sets of contacts too large for one file.

Offices over time, counterparts, and every contact in order with its sentence; the pages link to one another, to a
list of all actors and to the graph. They are made from the records of `kg.render.payload`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from kg.render.payload import Record, Told

LANGUAGES = ("vi", "en")
_TEMPLATES = Path(__file__).parents[1] / "templates"
_Words = dict[str, str]


def file_name(actor: str) -> str:
    """The name of an actor's page: its id in letters that every file system and address takes."""
    name = unquote(actor.partition(":")[2])
    plain = re.sub(r"[^a-z0-9.-]+", "-", name.lower()).strip("-.")[:80]
    return f"{plain or 'actor'}-{hashlib.sha256(actor.encode()).hexdigest()[:8]}.html"


def leaves(told: Told, home: str) -> Iterator[tuple[str, str]]:
    """Names and texts of the pages, the list of all actors as ``index.html`` first; `home` is the graph's file."""
    book = _Book(told, home)
    yield "index.html", book.index()
    for actor in sorted(book.contacts):
        yield book.pages[actor], book.page(actor)


class _Book:
    def __init__(self, told: Told, home: str) -> None:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
        from markupsafe import Markup

        self._actors: Sequence[Record] = told.records["actors"]
        self._sources: Sequence[Record] = told.records["sources"]
        self._passages = told.texts
        self._texts: Mapping[str, Any] = json.loads((_TEMPLATES / "texts.json").read_text("utf-8"))
        self.pages = [file_name(actor["id"]) for actor in self._actors]
        self.contacts: dict[int, list[Record]] = defaultdict(list)
        for contact in told.records["contacts"]:
            for actor in {index for index, _ in contact["parties"]}:
                self.contacts[actor].append(contact)
        style = (_TEMPLATES / "explorer.css").read_text("utf-8")
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        environment = Environment(
            loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined
        )
        self._template = environment.get_template("actor.html.j2")
        self._frame = {
            "home": home,
            "policy": f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
            "base-uri 'none'; form-action 'none'",
            "style": Markup(style),
            "texts": self._texts,
        }

    def index(self) -> str:
        listed = [{**self._link(actor), "count": _held(found)} for actor, found in self.contacts.items()]
        listed.sort(key=lambda each: (-each["count"], each["vi"], each["page"]))
        name = {language: self._texts[language]["allActors"] for language in LANGUAGES}
        return str(self._template.render(**self._frame, name=name, actors=listed)).lstrip()

    def page(self, actor: int) -> str:
        record, found = self._actors[actor], self.contacts[actor]
        near: dict[int, list[Record]] = defaultdict(list)
        for contact in found:
            sides = {side for index, side in contact["parties"] if index == actor}
            for other, side in contact["parties"]:
                if other != actor and side not in sides:
                    near[other].append(contact)
        counted = [{**self._link(other), "count": _held(shared)} for other, shared in near.items()]
        counted.sort(key=lambda each: (-each["count"], each["vi"], each["page"]))
        return str(
            self._template.render(
                **self._frame,
                name=self._name(actor),
                offices=[{**office, "years": self._years(office)} for office in record.get("offices", ())],
                near=counted,
                contacts=[self._contact(contact, actor) for contact in found],
            )
        ).lstrip()

    def _contact(self, contact: Record, actor: int) -> Record:
        source = self._sources[contact["source"]]
        text = self._passages[contact["text"]]
        start, end = next((start, end) for start, end, what in contact["marks"] if what == 0)
        headline = source.get("headline") or self._say("noHeadline", id=source["id"].partition(":")[2])["vi"]
        outlet = source.get("publisher") or source.get("agency") or headline
        sayers = ", ".join(dict.fromkeys(voice["words"] for voice in contact.get("says", ())))
        by = contact.get("by")
        published = source.get("published")
        return {
            "id": contact["id"],
            "kind": contact["kind"],
            "status": contact["status"],
            "when": {language: self._when(contact.get("date"), language) for language in LANGUAGES},
            "others": [
                self._link(index)
                for index in dict.fromkeys(index for index, _ in contact["parties"])
                if index != actor
            ],
            "voice": self._say("accordingVia", name=sayers, outlet=outlet)
            if sayers
            else self._say("according", name=outlet),
            "printed": {
                language: self._texts[language]["published"].replace(
                    "{date}", self._when(published, language)
                )
                for language in LANGUAGES
            }
            if published
            else None,
            "before": text[:start],
            "sentence": text[start:end],
            "after": text[end:],
            "by": None
            if by is None
            else {
                language: self._texts[language]["initiator"].replace("{name}", self._name(by)[language])
                for language in LANGUAGES
            },
            "headline": headline,
            "url": source.get("url"),
        }

    def _link(self, actor: int) -> Record:
        return {"page": self.pages[actor], **self._name(actor)}

    def _name(self, actor: int) -> _Words:
        record = self._actors[actor]
        return {language: record.get(language) or record["name"] for language in LANGUAGES}

    def _say(self, key: str, **values: str) -> _Words:
        found = {}
        for language in LANGUAGES:
            said = self._texts[language][key]
            found[language] = re.sub(r"\{(\w+)\}", lambda field: values[field[1]], said)
        return found

    def _years(self, office: Record) -> _Words:
        return {
            language: " – ".join(
                self._when(office[bound], language) if bound in office else self._texts[language]["openEnd"]
                for bound in ("from", "until")
            )
            for language in LANGUAGES
        }

    def _when(self, edtf: str | None, language: str) -> str:
        """A date for people: day/month/year in Vietnamese, ISO in English; an interval by its ends."""
        if not edtf:
            return str(self._texts[language]["undated"])
        parts = [part for part in edtf.split("/") if part not in ("", "..")]
        if language == "en":
            return " – ".join(parts)
        return " – ".join(_reversed(part) for part in parts)


def _reversed(date: str) -> str:
    numbers = date.split("-")
    if not all(number.isdecimal() for number in numbers):
        return date
    return "/".join(str(int(number)) for number in reversed(numbers))


def _held(contacts: Sequence[Record]) -> int:
    return len({contact["occasion"] for contact in contacts})
