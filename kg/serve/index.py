"""A flat table of contacts beside a snapshot, for lists, counts and rankings over a period, an actor, a kind.

Over millions of contacts SQL on rows is far quicker at these than SPARQL on statements. A row is an occasion: what
is counted once however many articles tell it. `kg.serve.tables` says where the file is kept; it is no source of
anything.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.model import Kind, Status
from kg.query.contacts import Actor
from kg.query.lookup import fold
from kg.serve.ledger import Ledger, pairs_of
from kg.vocab import expand

_SCHEMA = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE contact (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, kind TEXT, status TEXT, earliest TEXT, latest TEXT,
    edtf TEXT, initiator INTEGER, reports INTEGER, articles INTEGER);
CREATE TABLE actor (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, name TEXT, vi TEXT, en TEXT, type TEXT, state TEXT,
    state_vi TEXT, folded TEXT, contacts INTEGER, body INTEGER);
CREATE TABLE part (actor INTEGER, contact INTEGER, side INTEGER, PRIMARY KEY (actor, contact, side)) WITHOUT ROWID;
CREATE TABLE pair (one INTEGER, other INTEGER, contact INTEGER, PRIMARY KEY (one, other, contact)) WITHOUT ROWID;
CREATE TABLE article (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, headline TEXT, publisher TEXT, published TEXT,
    url TEXT);
CREATE TABLE telling (id INTEGER PRIMARY KEY, contact INTEGER, article INTEGER, report TEXT UNIQUE);
"""
_INDICES = """
CREATE INDEX contact_by_kind ON contact (status, kind, earliest, latest);
CREATE INDEX part_by_contact ON part (contact, actor, side);
CREATE INDEX pair_by_other ON pair (other, one, contact);
CREATE INDEX pair_by_contact ON pair (contact, one, other);
CREATE INDEX telling_by_contact ON telling (contact, article);
CREATE INDEX telling_by_article ON telling (article, contact);
ANALYZE;
"""


def make(ledger: Ledger, path: Path, facts: Mapping[str, str]) -> None:
    """Write the table of the contacts of a ledger to `path`, with `facts` on the dataset as a whole.

    Ids are the numbers of the ledger.
    """
    taking = [occasion.participants for occasion in ledger.occasions]
    parts, pairs = set(), set()
    reports, told = [0] * len(taking), [set[int]() for _ in taking]
    for row in ledger.reports:
        parties = tuple(each for each in row.parties if each[0] in taking[row.occasion])
        parts |= {(actor, row.occasion, side) for actor, side in parties}
        pairs |= {(*pair, row.occasion) for pair in pairs_of(parties)}
        reports[row.occasion] += 1
        told[row.occasion].add(row.article)
    counted = Counter(
        actor
        for actor, occasion in {(actor, occasion) for actor, occasion, _ in parts}
        if ledger.occasions[occasion].status == Status.OCCURRED
    )
    rows = {
        "meta": {**facts, "articles": str(len(ledger.articles))}.items(),
        "contact": ((at, *each[:-1], reports[at], len(told[at])) for at, each in enumerate(ledger.occasions)),
        "actor": (
            (at, *_said(actor), counted[at], body)
            for at, (actor, body) in enumerate(zip(ledger.actors, ledger.bodies, strict=True))
        ),
        "part": sorted(parts),
        "pair": sorted(pairs),
        "article": ((at, *each) for at, each in enumerate(ledger.articles)),
        "telling": ((at, row.occasion, row.article, row.iri) for at, row in enumerate(ledger.reports)),
    }
    with contextlib.closing(sqlite3.connect(path)) as base, base:
        base.executescript(_SCHEMA)
        for name, found in rows.items():
            width = len(base.execute(f"SELECT * FROM {name}").description)
            base.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * width)})", found)
        base.commit()
        base.executescript(_INDICES)


def _said(actor: Actor) -> tuple[str | None, ...]:
    names = {actor.name, actor.name_vi or "", actor.name_en or "", *actor.aliases} - {""}
    folded = "\n".join(f" {name}" for name in sorted(set(map(fold, names))))
    said = (actor.name, actor.name_vi, actor.name_en, actor.type, actor.state, actor.state_vi)
    return (expand(actor.id), *said, folded)


# Asking


@dataclass(frozen=True, slots=True)
class Choice:
    """Which contacts: of these actors (IRIs; with two of them, of that pair), kinds, statuses, in this period.

    A contact counts if it may lie in the period; an undated one lies in none.
    """

    actors: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    statuses: tuple[Status, ...] = (Status.OCCURRED,)
    start: dt.date | None = None
    end: dt.date | None = None
    initiated: bool = False

    def where(self) -> tuple[str, list[str]]:
        """The condition on ``contact`` in SQL, with its values."""
        terms, values = ["1"], list[str]()
        for column, codes in (("status", self.statuses), ("kind", self.kinds)):
            if codes:
                terms.append(f"{column} IN ({', '.join('?' * len(codes))})")
                values += [code.value for code in codes]
        if self.start or self.end:
            terms.append("(earliest IS NOT NULL OR latest IS NOT NULL)")
        if self.start:
            terms.append("(latest IS NULL OR latest >= ?)")
            values.append(self.start.isoformat())
        if self.end:
            terms.append("(earliest IS NULL OR earliest <= ?)")
            values.append(self.end.isoformat())
        if self.initiated:
            terms.append("initiator IS NOT NULL")
        if len(self.actors) == 2:
            pair = (
                "SELECT min(id) FROM actor WHERE iri IN (?, ?)",
                "SELECT max(id) FROM actor WHERE iri IN (?, ?)",
            )
            terms.append(
                f"contact.id IN (SELECT contact FROM pair WHERE one = ({pair[0]}) AND other = ({pair[1]}))"
            )
            values += [*self.actors, *self.actors]
        elif self.actors:
            terms.append(
                "contact.id IN (SELECT contact FROM part WHERE actor = (SELECT id FROM actor WHERE iri = ?))"
            )
            values.append(self.actors[0])
        return " AND ".join(terms), values


class Index:
    """The table of a snapshot, open for reading."""

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        self._base.row_factory = sqlite3.Row

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def facts(self) -> dict[str, str]:
        """What was noted of the dataset as a whole."""
        return {row["name"]: row["value"] for row in self._ask("SELECT name, value FROM meta")}

    def count(self, choice: Choice) -> int:
        """Number of contacts."""
        where, values = choice.where()
        return int(self._ask(f"SELECT count(*) FROM contact WHERE {where}", values)[0][0])

    def contacts(
        self, choice: Choice, offset: int, limit: int, *, newest: bool = False
    ) -> list[dict[str, Any]]:
        """A page of contacts in order of date (the undated last), with their parties and articles."""
        where, values = choice.where()
        order = "coalesce(latest, earliest, '') DESC, id DESC" if newest else "id"
        rows = self._ask(
            f"SELECT * FROM contact WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?", [*values, limit, offset]
        )
        ids = [row["id"] for row in rows]
        marks = ", ".join("?" * len(ids))
        parties = self._ask(
            "SELECT DISTINCT part.contact, side, actor.* FROM part JOIN actor ON actor.id = part.actor "
            f"WHERE part.contact IN ({marks}) ORDER BY part.contact, side, actor.iri",
            ids,
        )
        articles = self._ask(
            "SELECT DISTINCT contact, article.* FROM telling JOIN article ON article.id = article "
            f"WHERE contact IN ({marks}) ORDER BY contact, published, article.iri",
            ids,
        )
        named = {row["id"]: row["iri"] for row in parties}
        return [
            {
                **{key: row[key] for key in ("iri", "kind", "status", "edtf", "earliest", "latest")},
                "initiator": named.get(row["initiator"]),
                "parties": [
                    {**_actor(party), "side": party["side"]}
                    for party in parties
                    if party["contact"] == row["id"]
                ],
                "reports": row["reports"],
                "articles": [
                    {key: each[key] for key in ("iri", "headline", "publisher", "published", "url")}
                    for each in articles
                    if each["contact"] == row["id"]
                ],
            }
            for row in rows
        ]

    def counts(self, choice: Choice) -> dict[str, Any]:
        """How many contacts of each kind, each status, each month (of the earliest day), and undated."""
        where, values = choice.where()
        found: dict[str, Counter[str]] = {name: Counter() for name in ("kind", "status", "month")}
        for *told, number in self._ask(
            "SELECT kind, status, substr(coalesce(earliest, latest, ''), 1, 7), count(*) "
            f"FROM contact WHERE {where} GROUP BY 1, 2, 3",
            values,
        ):
            for name, value in zip(found, told, strict=True):
                found[name][value] += number
        undated = found["month"].pop("", 0)
        return {
            **{name: dict(sorted(counted.items())) for name, counted in found.items()},
            "undated": undated,
        }

    def network(self, choice: Choice, top: int) -> dict[str, Any]:
        """The `top` actors with most contacts, of how many, and the pairs among them with their counts."""
        where, values = choice.where()
        counted = (
            "SELECT part.actor AS who, count(DISTINCT part.contact) AS n "
            f"FROM (SELECT id FROM contact WHERE {where}) AS c JOIN part ON part.contact = c.id GROUP BY who"
        )
        if choice == Choice():  # that is what was counted when the table was made
            counted, values = "SELECT id AS who, contacts AS n FROM actor WHERE contacts > 0", []
        of = int(self._ask(f"SELECT count(*) FROM ({counted})", values)[0][0])
        first = self._ask(
            f"SELECT actor.*, n FROM ({counted}) JOIN actor ON actor.id = who ORDER BY n DESC, actor.iri LIMIT ?",
            [*values, top],
        )
        ids = [row["id"] for row in first]
        marks = ", ".join("?" * len(ids))
        where, values = choice.where()
        pairs = self._ask(
            "SELECT one, other, count(*) AS n FROM pair CROSS JOIN contact ON contact.id = pair.contact "
            f"WHERE one IN ({marks}) AND other IN ({marks}) AND {where} "
            "GROUP BY one, other ORDER BY n DESC, one, other",
            [*ids, *ids, *values],
        )
        named = {row["id"]: row["iri"] for row in first}
        return {
            "actors": [{**_actor(row), "contacts": row["n"]} for row in first],
            "of": of,
            "pairs": [
                {"one": named[p["one"]], "other": named[p["other"]], "contacts": p["n"]} for p in pairs
            ],
        }

    def counterparts(self, iri: str, choice: Choice, limit: int) -> list[dict[str, Any]]:
        """The actors that one had most contacts with."""
        where, values = choice.where()
        rows = self._ask(
            "WITH me AS (SELECT id FROM actor WHERE iri = ?), met AS ("
            "SELECT other AS who, contact FROM pair, me WHERE one = me.id UNION ALL "
            "SELECT one, contact FROM pair, me WHERE other = me.id) "
            "SELECT actor.*, count(*) AS n FROM met JOIN contact ON contact.id = met.contact "
            f"JOIN actor ON actor.id = who WHERE {where} "
            "GROUP BY who ORDER BY n DESC, actor.iri LIMIT ?",
            [iri, *values, limit],
        )
        return [{**_actor(row), "contacts": row["n"]} for row in rows]

    def actors(self, begun: str, limit: int) -> list[dict[str, Any]]:
        """Actors whose names have words that begin like those of `begun`, most contacts first.

        Case and diacritics do not matter.
        """
        words = fold(begun).split()
        begins = ["id IN (SELECT actor FROM part)", *["instr(folded, ' ' || ?)"] * len(words)]
        rows = self._ask(
            f"SELECT * FROM actor WHERE {' AND '.join(begins)} ORDER BY contacts DESC, iri LIMIT ?",
            [*words, limit],
        )
        return [{**_actor(row), "contacts": row["contacts"]} for row in rows]

    # Names and numbers

    def number(self, table: str, iri: str) -> int | None:
        """The number of an actor, or of the contact that an IRI of an occasion or a report (``telling``) means."""
        column, name = ("contact", "report") if table == "telling" else ("id", "iri")
        found = self._ask(f"SELECT {column} FROM {table} WHERE {name} = ?", [iri])
        return found[0][0] if found else None

    def place(self, report: str) -> int | None:
        """The number of a report by its IRI."""
        found = self._ask("SELECT id FROM telling WHERE report = ?", [report])
        return found[0][0] if found else None

    def named(self, actors: Iterable[int]) -> list[dict[str, Any]]:
        """Actors by number, each with the number of the body it belongs to, and those bodies."""
        found: dict[int, dict[str, Any]] = {}
        wanted = set(actors)
        while wanted:
            asked = sorted(wanted)
            wanted = set()
            for start in range(0, len(asked), 500):
                some = asked[start : start + 500]
                marks = ", ".join("?" * len(some))
                for row in self._ask(f"SELECT * FROM actor WHERE id IN ({marks})", some):
                    found[row["id"]] = {**_actor(row), "number": row["id"], "body": row["body"]}
                    if row["body"] is not None and row["body"] not in found:
                        wanted.add(row["body"])
            wanted -= found.keys()
        return [found[number] for number in sorted(found)]

    def reports(self, numbers: Sequence[int]) -> list[str]:
        """IRIs of reports by number."""
        marks = ", ".join("?" * len(numbers))
        rows = self._ask(f"SELECT id, report FROM telling WHERE id IN ({marks})", numbers)
        iris = {row["id"]: row["report"] for row in rows}
        return [iris[number] for number in numbers]

    def matching(self, words: str) -> Iterator[tuple[int, list[str]]]:
        """Actors with a name that has this text in it, without case and diacritics, with all their names so."""
        text = fold(words)
        for row in self._ask("SELECT id, folded FROM actor WHERE instr(folded, ?)", [text]) if text else ():
            yield row["id"], [name[1:] for name in row["folded"].split("\n")]

    def _ask(self, text: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        return self._base.execute(text, values).fetchall()


def _actor(row: sqlite3.Row) -> dict[str, Any]:
    state = {"vi": row["state_vi"] or row["state"], "en": row["state"]} if row["state"] else None
    return {
        "iri": row["iri"],
        "name": row["name"],
        "vi": row["vi"] or row["name"],
        "en": row["en"] or row["name"],
        "type": row["type"],
        "state": state,
    }
