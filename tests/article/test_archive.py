"""The kept articles: they come back as they were given, and what is committed stays."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from disks import small_disk
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.article.archive import PAGE, Archive, Put, open_archive
from kg.article.articles import Skipped
from kg.errors import StoreError
from kg.model import Article
from kg.vocab import local

ARTICLES = (
    Article("a", "Một văn bản."),
    Article("b/ç", "Hai\n\nđoạn.", "Tựa", dt.date(2024, 7, 12), "VnExpress", "https://x.vn/é", "vi"),
    Article("1", "x" * 100_000),
)

_texts = st.text(max_size=40)
_articles = st.builds(
    Article,
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20),
    _texts,
    st.none() | _texts,
    st.none() | st.dates(),
    st.none() | _texts,
    st.none() | _texts,
)


def filled(folder: Path, *articles: Article) -> Path:
    with open_archive(folder) as archive, archive.transaction():
        for article in articles:
            archive.put(article)
    return folder


def contents(folder: Path) -> list[Article | Skipped]:
    with open_archive(folder, read_only=True) as archive:
        return list(archive.articles())


def test_articles_come_back_as_they_were(tmp_path: Path) -> None:
    filled(tmp_path, *ARTICLES)
    with open_archive(tmp_path, read_only=True) as archive:
        assert len(archive) == 3
        assert list(archive.articles()) == sorted(ARTICLES, key=lambda article: local(article.id))
        assert sorted(archive.ids()) == ["1", "a", "b/ç"]
        assert archive.article("b/ç") == ARTICLES[1]
        assert archive.holds("a")
        assert not archive.holds("c")
        with pytest.raises(KeyError):
            archive.article("c")
    assert (tmp_path / "articles.db").stat().st_size < 40_000


@settings(max_examples=60, deadline=None)
@given(st.lists(_articles, max_size=4, unique_by=lambda article: local(article.id)))
def test_any_article_comes_back(tmp_path_factory: pytest.TempPathFactory, articles: list[Article]) -> None:
    folder = filled(tmp_path_factory.mktemp("any"), *articles)
    assert contents(folder) == sorted(articles, key=lambda article: local(article.id))


def test_what_is_put_replaces_what_has_its_id(tmp_path: Path) -> None:
    first, second = Article("a", "Một."), Article("a", "Một.", title="Tựa")
    with open_archive(tmp_path) as archive:
        assert [archive.put(each) for each in (first, first, second, second)] == [
            *(Put.ADDED, Put.UNCHANGED, Put.CHANGED, Put.UNCHANGED)
        ]
        assert list(archive.articles()) == [second]
        archive.remove(["a", "none"])
        assert len(archive) == 0


def test_one_id_written_in_two_ways_is_one_article(tmp_path: Path) -> None:
    with open_archive(tmp_path) as archive:
        archive.put(Article("bài", "Một."))
        assert archive.put(Article("ba\u0300i", "Hai.")) is Put.CHANGED
        assert len(archive) == 1


def test_what_is_new_or_different_is_pending(tmp_path: Path) -> None:
    def pending() -> list[str]:
        found = [article.id for article in archive.pending() if isinstance(article, Article)]
        assert len(found) == archive.count_pending()
        return found

    with open_archive(tmp_path) as archive:
        for id in "abc":
            archive.put(Article(id, "Một."))
        assert pending() == ["a", "b", "c"]
        archive.settle(["a", "c"])
        assert pending() == ["b"]
        archive.put(Article("a", "Một."))
        archive.put(Article("c", "Ba."))
        assert pending() == ["b", "c"]
        archive.settle("abc")
        archive.expire(["b"])
        assert pending() == ["b"]
        archive.expire()
        assert pending() == ["a", "b", "c"]
        archive.settle("abc")
        archive.remove("a")
        archive.put(Article("a", "Một."))
        assert pending() == ["a"]


def test_what_is_settled_on_the_way_is_not_met_again(tmp_path: Path) -> None:
    ids = [f"{n:05}" for n in range(2 * PAGE + 7)]
    filled(tmp_path, *(Article(id, id) for id in ids))
    with open_archive(tmp_path) as archive:
        met = []
        for article in archive.pending():
            assert isinstance(article, Article)
            met.append(article.id)
            archive.settle([article.id])
        assert met == ids
        assert archive.count_pending() == 0


def test_settings(tmp_path: Path) -> None:
    with open_archive(tmp_path) as archive:
        assert archive.setting("x") is None
        archive.set("x", "1")
        archive.set("x", "2")
    with open_archive(tmp_path) as archive:
        assert archive.setting("x") == "2"
        archive.set("x", None)
        assert archive.setting("x") is None


def test_a_transaction_that_fails_changes_nothing(tmp_path: Path) -> None:
    filled(tmp_path, *ARTICLES)
    with open_archive(tmp_path) as archive:
        with pytest.raises(KeyboardInterrupt):
            _interrupted(archive)
        assert archive.article("a") == ARTICLES[0]
        assert archive.holds("1")


def _interrupted(archive: Archive) -> None:
    with archive.transaction():
        archive.put(Article("a", "Khác."))
        archive.remove(["1"])
        raise KeyboardInterrupt


# What can be wrong with the file


def spoilt(folder: Path) -> None:
    with sqlite3.connect(folder / "articles.db") as connection:
        connection.execute("UPDATE article SET text = x'00' WHERE key = 'a'")
    connection.close()


def forged(folder: Path) -> None:
    with open_archive(folder) as archive:
        archive.put(Article("other", "Khác."))
    with sqlite3.connect(folder / "articles.db") as connection:
        connection.execute(
            "UPDATE article SET text = (SELECT text FROM article WHERE key = 'other') WHERE key = 'a'"
        )
        connection.execute("DELETE FROM article WHERE key = 'other'")
    connection.close()


@pytest.mark.parametrize("damage", [spoilt, forged])
def test_a_damaged_text_is_named_and_costs_no_other(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    filled(tmp_path, Article("a", "Một."), Article("b", "Hai."))
    damage(tmp_path)
    first, second = contents(tmp_path)
    assert isinstance(first, Skipped)
    assert first.where == f"{tmp_path / 'articles.db'}: a"
    assert "kg add" in first.reason
    assert second == Article("b", "Hai.")
    with open_archive(tmp_path) as archive:
        assert archive.put(Article("a", "Một.")) is Put.CHANGED
        assert archive.article("a") == Article("a", "Một.")


def nonsense(folder: Path) -> None:
    (folder / "articles.db").write_bytes(b"nonsense" * 1000)


def torn(folder: Path) -> None:
    filled(folder, *ARTICLES)
    path = folder / "articles.db"
    path.write_bytes(path.read_bytes()[:5000])


def of_another_program(folder: Path) -> None:
    with sqlite3.connect(folder / "articles.db") as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
    connection.close()


def of_the_future(folder: Path) -> None:
    filled(folder)
    with sqlite3.connect(folder / "articles.db") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()


def held(folder: Path) -> None:
    filled(folder)
    connection = sqlite3.connect(folder / "articles.db", isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    _open.append(connection)


_open: list[sqlite3.Connection] = []


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (nonsense, "damaged"),
        (torn, "damaged"),
        (of_another_program, "not a file of Counterpart"),
        (of_the_future, "later version"),
        (held, "another program"),
    ],
)
def test_a_file_that_is_no_archive_is_named_in_one_line(
    tmp_path: Path, make: Callable[[Path], None], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.article.archive.PATIENCE", 0.1)
    make(tmp_path)
    before = (tmp_path / "articles.db").read_bytes()
    for read_only in (True, False):
        with (
            pytest.raises(StoreError, match=said) as caught,
            open_archive(tmp_path, read_only=read_only) as archive,
        ):
            list(archive.articles())
        assert str(tmp_path / "articles.db") in str(caught.value)
        assert "\n" not in str(caught.value)
    while _open:
        _open.pop().close()
    assert (tmp_path / "articles.db").read_bytes() == before


@pytest.mark.parametrize("make", [lambda path: None, Path.touch])
def test_no_articles_to_read(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "articles.db")
    with pytest.raises(StoreError, match="kg build"):
        open_archive(tmp_path, read_only=True)


@pytest.fixture
def full_soon(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", "200k") as folder:
        yield folder


def test_a_full_disk_loses_nothing(full_soon: Path) -> None:
    filled(full_soon, *ARTICLES)
    with open_archive(full_soon) as archive:
        with pytest.raises(StoreError, match=r"the disk is full; make room"):
            _fill(archive)
        assert archive.ids() == [article.id for article in archive.articles() if isinstance(article, Article)]
        assert archive.article("a") == ARTICLES[0]
    assert len(contents(full_soon)) >= 3


def _fill(archive: Archive) -> None:
    for number in range(100):
        with archive.transaction():
            archive.put(Article(f"n{number}", os.urandom(8000).hex()))


def test_a_file_without_tables_holds_no_texts(tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "articles.db")) as connection:
        connection.execute("CREATE TABLE half (made TEXT)")
        connection.execute("DROP TABLE half")
    with pytest.raises(StoreError, match="no article texts here"):
        open_archive(tmp_path, read_only=True)
    with open_archive(tmp_path) as archive:
        assert archive.ids() == []
