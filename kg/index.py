"""A flat table of contacts beside a snapshot, for lists, counts and rankings over a period, an actor, a kind.

Over millions of contacts SQL on rows is far quicker at these than SPARQL on statements. A row is an occasion: what
is counted once however many articles tell it. The file is made anew for each snapshot and is no source of anything.
"""

from __future__ import annotations

import datetime as dt
import itertools
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.counterparts import Labels
from kg.lookup import fold
from kg.model import Kind, Status
from kg.triples import plain
from kg.vocab import PREFIXES

_SCHEMA = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE told (iri TEXT, kind TEXT, status TEXT, earliest TEXT, latest TEXT, edtf TEXT, initiator TEXT);
CREATE TABLE contact (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, kind TEXT, status TEXT, earliest TEXT, latest TEXT,
    edtf TEXT, initiator INTEGER, reports INTEGER, articles INTEGER);
CREATE TABLE actor (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, name TEXT, vi TEXT, en TEXT, type TEXT, state TEXT,
    state_vi TEXT, folded TEXT, contacts INTEGER);
CREATE TABLE part (actor INTEGER, contact INTEGER, side INTEGER, PRIMARY KEY (actor, contact, side)) WITHOUT ROWID;
CREATE TABLE pair (one INTEGER, other INTEGER, contact INTEGER, PRIMARY KEY (one, other, contact)) WITHOUT ROWID;
CREATE TABLE article (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, headline TEXT, publisher TEXT, published TEXT,
    url TEXT);
CREATE TABLE telling (contact INTEGER, article INTEGER, report TEXT);
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
_OCCASIONS = """
SELECT ?o ?kind ?status ?earliest ?latest ?edtf ?initiator {
  ?o a cp:Occasion ; cp:kind ?kind ; cp:status ?status .
  OPTIONAL { ?o cp:earliest ?earliest } OPTIONAL { ?o cp:latest ?latest }
  OPTIONAL { ?o cp:edtf ?edtf } OPTIONAL { ?o cp:initiator ?initiator }
}"""
_PARTIES = """
SELECT ?o ?report ?actor ?side {
  ?report cp:reportOf ?o ; cp:participation ?p . ?p cp:actor ?actor ; cp:side ?side . ?o cp:hasParticipant ?actor
}"""
_TELLINGS = "SELECT ?o ?article ?report { ?report cp:reportOf ?o ; cp:reportedIn ?article }"
_ARTICLES = """
SELECT ?a ?headline ?publisher ?published ?url {
  ?a a schema:NewsArticle .
  OPTIONAL { ?a schema:headline ?headline } OPTIONAL { ?a schema:publisher ?publisher }
  OPTIONAL { ?a schema:datePublished ?published } OPTIONAL { ?a schema:url ?url }
}"""


def make(dataset: ox.Store, path: Path, facts: dict[str, str]) -> None:
    """Write the table of a dataset's contacts to `path`, with `facts` on the dataset as a whole."""
    with sqlite3.connect(path) as base:
        base.executescript(_SCHEMA)
        base.executemany("INSERT INTO meta VALUES (?, ?)", facts.items())
        base.executemany(
            "INSERT INTO told VALUES (?, ?, ?, ?, ?, ?, ?)", map(_codes, _rows(dataset, _OCCASIONS))
        )
        base.execute(
            "INSERT INTO contact SELECT row_number() OVER (ORDER BY coalesce(earliest, latest, '9999'), "
            "coalesce(latest, earliest, '9999'), iri), "
            "iri, kind, status, earliest, latest, edtf, NULL, 0, 0 FROM told"
        )
        known = dict(base.execute("SELECT iri, id FROM contact"))
        _actors(dataset, base, known)
        base.execute(
            "UPDATE contact SET initiator = (SELECT actor.id FROM told JOIN actor ON actor.iri = told.initiator "
            "WHERE told.iri = contact.iri) WHERE iri IN (SELECT iri FROM told WHERE initiator IS NOT NULL)"
        )
        articles = [(number, *row) for number, row in enumerate(sorted(set(_rows(dataset, _ARTICLES))), 1)]
        base.executemany("INSERT OR IGNORE INTO article VALUES (?, ?, ?, ?, ?, ?)", articles)
        numbers = dict(base.execute("SELECT iri, id FROM article"))
        base.executemany(
            "INSERT INTO telling VALUES (?, ?, ?)",
            (
                (known[o], numbers[a], r)
                for o, a, r in _rows(dataset, _TELLINGS)
                if o in known and a in numbers
            ),
        )
        base.executescript(_INDICES)
        base.executescript(
            "UPDATE contact SET reports = (SELECT count(*) FROM telling WHERE contact = contact.id), "
            "articles = (SELECT count(DISTINCT article) FROM telling WHERE contact = contact.id);"
            "UPDATE actor SET contacts = coalesce((SELECT count(DISTINCT contact) FROM part JOIN contact "
            "ON contact.id = contact WHERE actor = actor.id AND status = 'occurred'), 0);"
            "INSERT INTO meta SELECT 'articles', count(*) FROM article; DROP TABLE told;"
        )
    base.close()


def _actors(dataset: ox.Store, base: sqlite3.Connection, known: dict[str, int]) -> None:
    """Actors, who took part in what, and which two of them from different sides."""
    labels = Labels(dataset)
    numbers: dict[str, int] = {}

    def number(iri: str) -> int:
        return numbers.setdefault(iri, len(numbers) + 1)

    reports: dict[str, list[tuple[int, int]]] = {}
    of: dict[str, int] = {}
    for occasion, report, actor, side in _rows(dataset, _PARTIES):
        if occasion in known and report and actor and side:
            of[report] = known[occasion]
            reports.setdefault(report, []).append((number(actor), int(side)))
    parts = {(actor, of[report], side) for report, members in reports.items() for actor, side in members}
    pairs = {
        (*sorted((one, other)), of[report])
        for report, members in reports.items()
        for (one, side), (other, otherside) in itertools.combinations(sorted(set(members)), 2)
        if side != otherside and one != other
    }
    base.executemany("INSERT INTO part VALUES (?, ?, ?)", sorted(parts))
    base.executemany("INSERT INTO pair VALUES (?, ?, ?)", sorted(pairs))
    for iri, place in numbers.items():
        actor = labels.actor(iri)
        names = {actor.name, actor.name_vi or "", actor.name_en or "", *actor.aliases} - {""}
        folded = "\n".join(f" {name}" for name in sorted(set(map(fold, names))))
        said = (actor.name, actor.name_vi, actor.name_en, actor.type, actor.state, actor.state_vi, folded)
        base.execute(
            "INSERT INTO actor VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
            (place, iri, *said),
        )


def _codes(row: tuple[str | None, ...]) -> tuple[str | None, ...]:
    iri, kind, status, *rest = row
    return iri, str(kind).rpartition("/")[2], str(status).rpartition("/")[2], *rest


def _rows(dataset: ox.Store, text: str) -> Iterator[tuple[Any, ...]]:
    found = dataset.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    for solution in found:
        yield tuple(None if term is None else plain(term) for term in solution)


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

        def by(expression: str) -> dict[str, int]:
            found = self._ask(
                f"SELECT {expression}, count(*) FROM contact WHERE {where} GROUP BY 1 ORDER BY 1", values
            )
            return {str(row[0]): row[1] for row in found}

        months = by("substr(coalesce(earliest, latest, ''), 1, 7)")
        undated = months.pop("", 0)
        return {"kind": by("kind"), "status": by("status"), "month": months, "undated": undated}

    def network(self, choice: Choice, top: int) -> dict[str, Any]:
        """The `top` actors with most contacts, of how many, and the pairs among them with their counts."""
        where, values = choice.where()
        chosen = "contact" if where == "1" else f"(SELECT id FROM contact WHERE {where})"
        ranked = self._ask(
            f"SELECT actor.*, count(DISTINCT part.contact) AS n FROM {chosen} AS c JOIN part ON part.contact = c.id "
            "JOIN actor ON actor.id = part.actor GROUP BY actor.id ORDER BY n DESC, actor.iri",
            values,
        )
        first = ranked[:top]
        ids = [row["id"] for row in first]
        marks = ", ".join("?" * len(ids))
        pairs = self._ask(
            f"SELECT one, other, count(*) AS n FROM {chosen} AS c JOIN pair ON pair.contact = c.id "
            f"WHERE one IN ({marks}) AND other IN ({marks}) GROUP BY one, other ORDER BY n DESC, one, other",
            [*values, *ids, *ids],
        )
        named = {row["id"]: row["iri"] for row in first}
        return {
            "actors": [{**_actor(row), "contacts": row["n"]} for row in first],
            "of": len(ranked),
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
        begins = ["1", *["instr(folded, ' ' || ?)"] * len(words)]
        rows = self._ask(
            f"SELECT * FROM actor WHERE {' AND '.join(begins)} ORDER BY contacts DESC, iri LIMIT ?",
            [*words, limit],
        )
        return [{**_actor(row), "contacts": row["contacts"]} for row in rows]

    def reports(self, choice: Choice, limit: int) -> list[str]:
        """IRIs of reports of the chosen contacts, those of at most `limit` contacts."""
        where, values = choice.where()
        rows = self._ask(
            f"SELECT report FROM telling WHERE contact IN "
            f"(SELECT id FROM contact WHERE {where} ORDER BY id DESC LIMIT ?)",
            [*values, limit],
        )
        return [row[0] for row in rows]

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
