"""The articles themselves: texts and metadata in ``FOLDER/articles.db``, one SQLite file.

The graph can be made anew from it, it from nothing else: what a transaction has committed survives a kill and
a power cut. The file also says which articles have the graph that they should have; the others are *pending*,
and every command that writes makes up for them. Who writes holds the lock of the store beside it (`kg.store`).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any

from kg.article.articles import Skipped
from kg.errors import StoreError, to_type
from kg.model import Article
from kg.vocab import compact, local, mint

PAGE = 256  # articles that are read at a time
PATIENCE = 5.0  # seconds that another program may hold the file
_APPLICATION = 0x6B674152  # "kgAR", https://sqlite.org/pragma.html#pragma_application_id
_VERSION = 1
_SCHEMA = (
    "CREATE TABLE article (key TEXT PRIMARY KEY, meta TEXT NOT NULL, digest TEXT NOT NULL, text BLOB NOT NULL)",
    "CREATE TABLE graph (key TEXT PRIMARY KEY REFERENCES article ON DELETE CASCADE) WITHOUT ROWID",
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    f"PRAGMA application_id = {_APPLICATION}",
    f"PRAGMA user_version = {_VERSION}",
)


class Put(StrEnum):
    """What `Archive.put` did."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class Archive:
    """The articles of an output folder; made by `open_archive`, and a context manager that closes it.

    Articles are in the order of their key, the local name of their IRI. Every method raises StoreError where
    the disk or the file is at fault.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def __len__(self) -> int:
        return int(self._rows("SELECT count(*) FROM article")[0][0])

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is done inside is committed at its end, or none of it where it raises."""
        self._rows("BEGIN IMMEDIATE")
        try:
            yield
            self._rows("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise

    def put(self, article: Article) -> Put:
        """Keep an article in place of the one with its key; a different one becomes pending."""
        key, row = local(article.id), (_meta(article), article.digest, _packed(article.text))
        found = self._rows("SELECT meta, digest, text FROM article WHERE key = ?", key)
        if found == [row]:
            return Put.UNCHANGED
        self._rows(
            "INSERT INTO article VALUES (?, ?, ?, ?) "
            "ON CONFLICT (key) DO UPDATE SET (meta, digest, text) = (excluded.meta, excluded.digest, excluded.text)",
            *(key, *row),
        )
        self._rows("DELETE FROM graph WHERE key = ?", key)
        return Put.CHANGED if found else Put.ADDED

    def remove(self, ids: Iterable[str]) -> None:
        """Let go of articles; those that are not here are passed over."""
        for article in ids:
            self._rows("DELETE FROM article WHERE key = ?", local(article))

    def ids(self) -> list[str]:
        """Ids of the articles."""
        return [
            str(json.loads(meta)["id"]) for (meta,) in self._rows("SELECT meta FROM article ORDER BY key")
        ]

    def holds(self, article: str) -> bool:
        """Whether there is an article with this id."""
        return bool(self._rows("SELECT 1 FROM article WHERE key = ?", local(article)))

    def articles(self) -> Iterator[Article | Skipped]:
        """Every article; one whose text cannot be had back is `Skipped`."""
        return self._paged("SELECT key, meta, digest, text FROM article WHERE key > ?")

    def article(self, article: str) -> Article | Skipped:
        """The article with this id. Raises KeyError."""
        found = self._rows("SELECT key, meta, digest, text FROM article WHERE key = ?", local(article))
        if not found:
            raise KeyError(article)
        return self._unpacked(*found[0][1:])

    def pending(self) -> Iterator[Article | Skipped]:
        """The articles whose graph is missing or out of date. What is settled on the way is not met again."""
        return self._paged(
            "SELECT key, meta, digest, text FROM article WHERE key > ? AND key NOT IN (SELECT key FROM graph)"
        )

    def count_pending(self) -> int:
        """How many articles `pending` gives."""
        asked = "SELECT count(*) FROM article WHERE key NOT IN (SELECT key FROM graph)"
        return int(self._rows(asked)[0][0])

    def settle(self, ids: Iterable[str]) -> None:
        """Note that the graphs of these articles are what they should be."""
        with self.transaction():
            for article in ids:
                self._rows("INSERT OR IGNORE INTO graph VALUES (?)", local(article))

    def expire(self, ids: Iterable[str] | None = None) -> None:
        """Make these articles pending, or all of them."""
        if ids is None:
            self._rows("DELETE FROM graph")
            return
        for article in ids:
            self._rows("DELETE FROM graph WHERE key = ?", local(article))

    def setting(self, name: str) -> str | None:
        """A value that `set` noted."""
        found = self._rows("SELECT value FROM setting WHERE name = ?", name)
        return str(found[0][0]) if found else None

    def set(self, name: str, value: str | None) -> None:
        """Note a value that later commands need; None forgets it."""
        if value is None:
            self._rows("DELETE FROM setting WHERE name = ?", name)
        else:
            self._rows("INSERT OR REPLACE INTO setting VALUES (?, ?)", name, value)

    def _paged(self, asked: str) -> Iterator[Article | Skipped]:
        """By pages, so that between two of them the file can be written."""
        last = ""
        while page := self._rows(f"{asked} ORDER BY key LIMIT {PAGE}", last):
            last = str(page[-1][0])
            for _, *row in page:
                yield self._unpacked(*row)

    def _unpacked(self, meta: str, digest: str, packed: bytes) -> Article | Skipped:
        said = json.loads(meta)
        published = said.pop("published", None)
        day = dt.date.fromisoformat(published) if published else None
        try:
            article = Article(
                text=zlib.decompress(packed).decode("utf-8", "surrogatepass"), published=day, **said
            )
            if article.digest == digest:
                return article
        except (zlib.error, UnicodeDecodeError):
            pass
        return Skipped(
            f"{self.path}: {said['id']}", "the stored text is damaged; give the article again: kg add"
        )

    def _rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with _explained(self.path):
            return self._connection.execute(statement, values).fetchall()


def open_archive(folder: Path, *, read_only: bool = False) -> Archive:
    """Open the articles of an output folder; to be written, they are made where there are none.

    Raises StoreError where there are none to read, where the file cannot be read or written, is damaged, or
    is not of this program.
    """
    path = folder / "articles.db"
    if read_only and not (path.exists() and path.stat().st_size):
        raise StoreError(_missing(path))
    with _explained(path):
        # A reader too must be able to take back what a killed process has written half.
        mode = "rw" if read_only else "rwc"
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=PATIENCE
        )
        try:
            if read_only:
                connection.execute("PRAGMA query_only = ON")
            else:
                # A commit is on the disk, the removal of its journal too: https://sqlite.org/pragma.html#pragma_synchronous
                connection.execute("PRAGMA synchronous = EXTRA")
                connection.execute("PRAGMA foreign_keys = ON")
            _check(path, connection, read_only)
        except BaseException:
            connection.close()
            raise
    return Archive(path, connection)


def _check(path: Path, connection: sqlite3.Connection, read_only: bool) -> None:
    """That the file is an archive; an empty one to be written becomes one."""
    (application,), (version,) = (
        connection.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")
    )
    empty = not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if empty and not read_only:
        connection.execute("BEGIN IMMEDIATE")
        for statement in _SCHEMA:
            connection.execute(statement)
        connection.execute("COMMIT")
    elif empty:  # who began to make it was killed
        raise StoreError(_missing(path))
    elif application != _APPLICATION:
        raise StoreError(f"{path}: not a file of Counterpart; name another folder with --store")
    elif version != _VERSION:
        raise StoreError(f"{path}: written by a later version of Counterpart; install that one")


def _missing(path: Path) -> str:
    return f"{path}: no article texts here; keep them first: kg build PATH... --store {path.parent}"


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what SQLite reports into one line that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(_explanation(path, error)) from None


def _explanation(path: Path, error: sqlite3.Error) -> str:
    name, cause = getattr(error, "sqlite_errorname", ""), " ".join(str(error).split())
    if name.startswith("SQLITE_FULL"):
        return f"{path.parent}: the disk is full; make room and run the command again"
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return f"{path}: another program is writing it; try again when it has finished"
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return f"{path}: damaged; put back a copy of it, or delete it and build again ({cause})"
    if name.startswith("SQLITE_READONLY_ROLLBACK"):
        rebuild = to_type("kg rebuild", path.parent)
        return f"{path}: the last write did not finish; make its folder writable and run {rebuild}"
    return f"{path}: cannot be read or written ({cause})"


def _meta(article: Article) -> str:
    """All of an article but its text, as JSON in ASCII, which any string survives."""
    said = {
        "id": article.id,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "publisher": article.publisher,
        "url": article.url,
        "language": article.language,
    }
    return json.dumps({name: value for name, value in said.items() if value is not None})


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"))


@contextlib.contextmanager
def texts_of(folder: Path) -> Iterator[Callable[[str], str | None]]:
    """The texts of an output folder by the CURIE of their article; None for those that are not kept there."""
    if not (folder / "articles.db").exists():
        yield lambda article: None
        return
    with open_archive(folder, read_only=True) as archive:
        names = {compact(mint("article", each)): each for each in archive.ids()}

        def text_of(article: str) -> str | None:
            found = archive.article(names[article]) if article in names else None
            return found.text if isinstance(found, Article) else None

        yield text_of
