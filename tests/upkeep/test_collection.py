"""The life of a folder: articles come and go, and the graph is what they say, however they came."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small import call, silent

from kg.article.archive import open_archive
from kg.article.talk import Talk
from kg.batch import pool
from kg.errors import CounterpartError, StoreError
from kg.extract import Extractor
from kg.model import Article, Extraction
from kg.ontology import Ontology
from kg.store import Changes, open_store
from kg.upkeep import collection
from kg.upkeep.collection import EXPORTS, Procedure


def exports(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in EXPORTS]


def ids(folder: Path) -> list[str]:
    """Ids of the articles, which texts and graph agree on."""
    with open_store(folder, read_only=True) as store, open_archive(folder, read_only=True) as archive:
        assert store.finished
        assert archive.count_pending() == 0
        assert store.articles() == sorted(archive.ids())
        return store.articles()


def anew(folder: Path, procedure: Procedure, *articles: Article) -> list[bytes]:
    """The exports of a folder that was built from these articles at once."""
    collection.build(folder, articles, procedure)
    return exports(folder)


def test_that_all_is_derived_anew_is_said_once(
    tmp_path: Path, procedure: Procedure, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = replace(procedure, talk=Talk())
    monkeypatch.setattr(collection, "SLOW", 2)
    collection.build(tmp_path, [call("a"), call("b")], said)
    monkeypatch.setattr("kg.store._rules", lambda: "others")
    assert "another version" not in capsys.readouterr().err
    collection.add(tmp_path, [call("c", 13)], said)
    assert "all contacts of 3 articles are grouped and written anew" in capsys.readouterr().err
    collection.add(tmp_path, [call("d", 14)], said)
    assert "another version" not in capsys.readouterr().err


def test_build_mirrors_add_upserts_remove_removes(tmp_path: Path, procedure: Procedure) -> None:
    def changes(written: collection.Written) -> Changes:
        return replace(written.changes, register=False)

    folder = tmp_path / "one"
    assert changes(collection.build(folder, [call("a"), silent("b")], procedure)) == Changes(added=2)
    assert changes(collection.build(folder, [call("a"), call("c", 13)], procedure)) == Changes(
        added=1, removed=1, unchanged=1
    )
    assert ids(folder) == ["a", "c"]
    added = collection.add(folder, [call("a", 14), call("c", 13), call("d")], procedure)
    assert changes(added) == Changes(added=1, changed=1, unchanged=1)
    assert added.tally.articles == 2  # what is there already is not read again
    assert ids(folder) == ["a", "c", "d"]
    assert exports(folder) == anew(tmp_path / "other", procedure, call("d"), call("c", 13), call("a", 14))
    assert changes(collection.remove(folder, ["a", "article:d"], procedure)) == Changes(removed=2)
    assert exports(folder) == anew(tmp_path / "other", procedure, call("c", 13))
    assert changes(
        collection.remove(folder, ["https://w3id.org/counterpart/article/c"], procedure)
    ) == Changes(removed=1)
    assert ids(folder) == []
    assert exports(folder) == anew(tmp_path / "empty", procedure)


ARTICLES = (
    call("a"),
    call("b"),
    call("c", 13, "Đây là lần đầu hai bên điện đàm kể từ tháng 3/2023."),
    silent("d"),
)


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory, procedure: Procedure) -> list[bytes]:
    """The exports of one build of all articles."""
    return anew(tmp_path_factory.mktemp("whole"), procedure, *ARTICLES)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.permutations(ARTICLES), st.lists(st.integers(1, 3), max_size=3), st.sets(st.integers(0, 3), max_size=2)
)
def test_order_and_number_of_runs_do_not_matter(
    tmp_path_factory: pytest.TempPathFactory,
    procedure: Procedure,
    at_once: list[bytes],
    order: list[Article],
    cuts: list[int],
    detours: set[int],
) -> None:
    """Added in any order, in any number of runs, with articles that come and go again between."""
    folder = tmp_path_factory.mktemp("parts")
    bounds = sorted({0, len(order), *cuts})
    for run, (start, end) in enumerate(itertools.pairwise(bounds)):
        if run in detours:
            collection.add(folder, [call("x", 12), call("a", 20)], procedure)
            collection.remove(folder, ["x"], procedure)
        collection.add(folder, order[start:end], procedure)
    if "a" in ids(folder):
        collection.add(folder, [ARTICLES[0]], procedure)
    assert exports(folder) == at_once


def test_rebuild_reads_every_text_anew(tmp_path: Path, small: Ontology) -> None:
    folder, changed = tmp_path / "out", tmp_path / "changed"
    collection.build(folder, ARTICLES, Procedure(small))
    assert collection.rebuild(folder, Procedure(small)).changes == Changes(unchanged=4)
    (root,) = small.roots
    shutil.copytree(root, changed)
    people = changed / "register" / "people.ttl"
    people.write_text(people.read_text("utf-8").replace("Lloyd Austin", "Lloyd James"), "utf-8")
    later = Procedure(Ontology((changed,), tmp_path / "cache"))
    assert collection.rebuild(folder, later).changes.changed >= 3
    assert exports(folder) == anew(tmp_path / "anew", later, *ARTICLES)


def test_the_texts_are_enough(tmp_path: Path, procedure: Procedure) -> None:
    before = anew(tmp_path, procedure, *ARTICLES)
    (tmp_path / "store").rename(tmp_path / "lost")
    with pytest.raises(StoreError, match="kg rebuild"):
        open_store(tmp_path, read_only=True)
    assert collection.rebuild(tmp_path, procedure).changes == Changes(added=4, register=True)
    assert exports(tmp_path) == before


def test_a_graph_without_texts_is_not_thrown_away(tmp_path: Path, procedure: Procedure) -> None:
    collection.build(tmp_path, ARTICLES, procedure)
    (tmp_path / "articles.db").unlink()
    for write in (collection.add, collection.build):
        with pytest.raises(StoreError, match="without the texts"):
            write(tmp_path, [call("x")], procedure)
    with open_store(tmp_path, read_only=True) as store:
        assert len(store.articles()) == 4


def test_where_there_are_no_texts_there_is_nothing_to_rebuild(tmp_path: Path, procedure: Procedure) -> None:
    with pytest.raises(StoreError, match="no article texts"):
        collection.rebuild(tmp_path / "x", procedure)
    with pytest.raises(StoreError, match="no article texts"):
        collection.remove(tmp_path / "x", ["a"], procedure)
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("aaa", "did you mean aaaa?"),
        ("call", "no article 'call' here"),
        ("article:z", "'article:z'"),
        ("", "''"),
    ],
)
def test_an_article_that_is_not_there_is_named(
    tmp_path: Path, procedure: Procedure, given: str, said: str
) -> None:
    collection.build(tmp_path, [Article(id, call(id).text) for id in ("aaaa", "a")], procedure)
    with pytest.raises(CounterpartError) as caught:
        collection.remove(tmp_path, ["a", given], procedure)
    assert said in str(caught.value)
    assert ids(tmp_path) == ["a", "aaaa"]


def test_a_build_whose_articles_fail_changes_nothing(tmp_path: Path, procedure: Procedure) -> None:
    before = anew(tmp_path, procedure, *ARTICLES)

    def failing() -> Iterator[Article]:
        yield call("new")
        raise CounterpartError("cannot be read")

    with pytest.raises(CounterpartError, match="cannot be read"):
        collection.build(tmp_path, failing(), procedure)
    assert ids(tmp_path) == ["a", "b", "c", "d"]
    assert exports(tmp_path) == before


def test_what_one_write_left_the_next_one_finishes(tmp_path: Path, procedure: Procedure) -> None:
    def failing(extraction: Extraction) -> Extraction:
        if extraction.article.id == "c":
            raise KeyboardInterrupt
        return extraction

    expected = anew(tmp_path / "whole", procedure, *ARTICLES)
    finishers: tuple[Callable[[Path], object], ...] = (
        lambda folder: collection.add(folder, [call("a")], procedure),
        lambda folder: collection.add(folder, [], procedure),
        lambda folder: collection.rebuild(folder, procedure),
        lambda folder: collection.build(folder, ARTICLES, procedure),
    )
    for number, finish in enumerate(finishers):
        folder = tmp_path / str(number)
        with pytest.raises(KeyboardInterrupt):
            collection.add(folder, ARTICLES, replace(procedure, correct=failing))
        with open_store(folder, read_only=True) as store, open_archive(folder, read_only=True) as archive:
            assert not store.finished
            assert len(archive) == 4
        finish(folder)
        assert exports(folder) == expected


def test_a_rebuild_goes_on_where_it_was_interrupted(
    tmp_path: Path, procedure: Procedure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.store.DONE", 1)
    expected = anew(tmp_path, procedure, *ARTICLES)
    read: list[str] = []

    def noting(stop: str) -> Callable[[Extraction], Extraction]:
        def correct(extraction: Extraction) -> Extraction:
            if extraction.article.id == stop:
                raise KeyboardInterrupt
            read.append(extraction.article.id)
            return extraction

        return correct

    with pytest.raises(KeyboardInterrupt):
        collection.rebuild(tmp_path, replace(procedure, correct=noting("c")))
    collection.rebuild(tmp_path, replace(procedure, correct=noting("")))
    assert read == ["a", "b", "c", "d"]
    assert exports(tmp_path) == expected
    collection.rebuild(tmp_path, replace(procedure, correct=noting("")))
    assert read == ["a", "b", "c", "d"] * 2


def test_the_least_confidence_of_a_build_holds_for_what_is_added(
    tmp_path: Path, procedure: Procedure
) -> None:
    collection.build(tmp_path, [call("a")], procedure, min_confidence=1.0)
    added = collection.add(tmp_path, [call("b")], procedure)
    assert (added.tally.contacts, added.tally.dropped) == (0, 1)
    again = collection.rebuild(tmp_path, procedure, min_confidence=0.0)
    assert (again.tally.contacts, again.tally.dropped) == (2, 0)
    assert exports(tmp_path) == anew(tmp_path / "other", procedure, call("a"), call("b"))


def test_an_article_that_breaks_the_extractor_is_kept(
    tmp_path: Path, procedure: Procedure, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Fragile(Extractor):
        def extract(self, article: Article) -> Extraction:
            if article.id == "b":
                raise IndexError("list index")
            return super().extract(article)

    loaded = pool._extractor(procedure.ontology)
    talk = Talk()
    with monkeypatch.context() as patch:
        patch.setattr(pool, "_extractor", lambda _: Fragile(loaded.register, loaded.lexicon))
        collection.build(tmp_path, ARTICLES, replace(procedure, talk=talk))
    assert talk.skipped == 1
    assert "skipped b: the extractor failed (IndexError: list index)" in capsys.readouterr().err
    assert ids(tmp_path) == ["a", "b", "c", "d"]
    collection.rebuild(tmp_path, procedure)
    assert exports(tmp_path) == anew(tmp_path / "other", procedure, *ARTICLES)


def test_leftovers_of_a_killed_write_are_cleared_away(tmp_path: Path, procedure: Procedure) -> None:
    (tmp_path / ".graph.ttl.123.tmp").write_text("half")
    collection.build(tmp_path, [call("a")], procedure)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "articles.db",
        "graph.trig",
        "graph.ttl",
        "store",
    ]
