"""Whatever in the graph does not stand in the kept texts is named, and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from factory import EXTRACTOR, extractions, register
from hypothesis import given, settings
from hypothesis import strategies as st
from small import call, silent

from kg.article.archive import open_archive
from kg.cli import main
from kg.graph.triples import article_graph, plain
from kg.model import Article, Extraction
from kg.store import open_store
from kg.upkeep import collection
from kg.upkeep.collection import Procedure
from kg.upkeep.verify import Mismatch, verify
from kg.vocab import CP, compact, expand, local

ARTICLES = (call("a"), call("b", 13, "Hai bên điện đàm lần đầu kể từ tháng 3/2023."), silent("c"))


@pytest.fixture
def folder(tmp_path: Path, procedure: Procedure) -> Path:
    collection.build(tmp_path, ARTICLES, procedure)
    return tmp_path


def mismatches(folder: Path) -> list[Mismatch]:
    with open_store(folder, read_only=True) as store, open_archive(folder, read_only=True) as archive:
        return [mismatch for checked in verify(store, archive) for mismatch in checked.mismatches]


def change(folder: Path, article: str, predicate: str, value: ox.Literal | None, nth: int = 0) -> str:
    """Replace or take away one value in an article's graph; the subject."""
    with open_store(folder) as store:
        graph, property = ox.NamedNode(article_graph(article)), ox.NamedNode(expand(predicate))
        old = sorted(store.dataset.quads_for_pattern(None, property, None, graph), key=str)[nth]
        store.dataset.remove(old)
        if value is not None:
            store.dataset.add(ox.Quad(old.subject, property, value, graph))
        return plain(old.subject)


def test_a_folder_as_it_was_written_verifies(folder: Path) -> None:
    with open_store(folder, read_only=True) as store, open_archive(folder, read_only=True) as archive:
        found = list(verify(store, archive))
    assert [checked.article for checked in found] == ["a", "b", "c"]
    assert [bool(checked.quotes) for checked in found] == [True, True, False]
    assert not any(checked.mismatches for checked in found)


@settings(max_examples=25, deadline=None)
@given(st.lists(extractions(), max_size=3, unique_by=lambda each: local(each.article.id)))
def test_whatever_an_article_says_verifies(
    tmp_path_factory: pytest.TempPathFactory, records: list[Extraction]
) -> None:
    """Reports, their initiators' and further evidence, silences, channels, people outside the register."""
    folder = tmp_path_factory.mktemp("any")
    with open_store(folder) as store, open_archive(folder) as archive:
        store.mirror(records, register(), EXTRACTOR)
        for record in records:
            archive.put(record.article)
    assert mismatches(folder) == []


@pytest.mark.parametrize(
    ("predicate", "value", "said"),
    [
        (
            "cp:quote",
            ox.Literal("Ông Austin gọi điện."),
            "cp:quote is “Ông Austin gọi điện.”; expected “Bộ trưởng",
        ),
        ("cp:quote", None, "cp:quote is missing; expected “Bộ trưởng"),
        ("cp:start", ox.Literal(1), "cp:quote is “Bộ trưởng"),
        ("cp:start", None, "cp:start and cp:end are no offsets in it; the text has"),
        ("cp:start", ox.Literal(-1), "no offsets"),
        ("cp:start", ox.Literal(5000), "no offsets"),
        ("cp:end", ox.Literal(9999), "no offsets"),
        ("cp:end", ox.Literal("x"), "no offsets"),
        ("oa:start", ox.Literal(3), "oa:start is “3”; expected “0”"),
        ("oa:exact", ox.Literal("x"), "oa:exact is “x”; expected “Bộ trưởng"),
        ("oa:exact", None, "oa:exact is missing"),
    ],
)
def test_evidence_that_is_not_in_the_text_is_named(
    folder: Path, predicate: str, value: ox.Literal | None, said: str
) -> None:
    change(folder, "a", predicate, value)
    found = mismatches(folder)
    assert {mismatch.article for mismatch in found} == {"a"}
    assert any(mismatch.node.startswith("report:a.PhoneCall.") for mismatch in found)
    assert any(said in mismatch.said for mismatch in found)


def test_a_mismatch_says_where_and_what(folder: Path) -> None:
    text = ARTICLES[0].text
    change(folder, "a", "cp:quote", ox.Literal(text.replace("12/7", "13/7")))
    (found,) = mismatches(folder)
    assert (found.start, found.end) == (0, len(text))
    assert str(found).startswith(f"a: {found.node} [0, {len(text)}): cp:quote is “…")
    assert "13/7/2024.”; expected “…" in str(found)
    assert str(found).endswith("12/7/2024.”")


def test_a_second_quote_is_found(folder: Path) -> None:
    with open_store(folder) as store:
        quote = next(store.dataset.quads_for_pattern(None, ox.NamedNode(CP.quote), None))
        store.dataset.add(ox.Quad(quote.subject, quote.predicate, ox.Literal("more"), quote.graph_name))
    assert mismatches(folder)


def test_the_digest_of_each_quote_and_of_the_article(folder: Path) -> None:
    forged = ox.Literal("sha256:" + "0" * 64)
    changed = change(folder, "a", "cp:textDigest", forged), change(folder, "b", "cp:textDigest", forged, 1)
    assert compact(changed[0]) == "article:a"
    assert compact(changed[1]).startswith("evidence:b.")
    found = mismatches(folder)
    assert found[0].article == "a"
    assert {mismatch.article for mismatch in found} == {"a", "b"}
    assert all(mismatch.said.startswith("cp:textDigest is “sha256:000") for mismatch in found)
    assert f"expected “{ARTICLES[0].digest[:40]}" in found[0].said


def test_an_edited_text_is_found_at_every_quote(folder: Path, procedure: Procedure) -> None:
    with open_archive(folder) as archive:
        archive.put(replace(ARTICLES[0], text="  " + ARTICLES[0].text))
    found = mismatches(folder)
    assert {mismatch.node.partition(":")[0] for mismatch in found} == {"article", "report"}
    collection.add(folder, [], procedure)
    assert mismatches(folder) == []


def test_what_is_said_of_the_article_itself(folder: Path) -> None:
    with open_archive(folder) as archive:
        archive.put(replace(ARTICLES[2], title="Tựa"))
    (found,) = mismatches(folder)
    assert str(found) == "c: article:c: schema:headline is missing; expected “Tựa”"


def lost_graph(folder: Path) -> None:
    with open_store(folder) as store:
        store.dataset.remove_graph(ox.NamedNode(article_graph("b")))


def lost_text(folder: Path) -> None:
    with open_archive(folder) as archive:
        archive.remove(["b"])


def spoilt_text(folder: Path) -> None:
    with sqlite3.connect(folder / "articles.db") as connection:
        connection.execute("UPDATE article SET text = x'00' WHERE key = 'b'")
    connection.close()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lost_graph, "b: article:b: is kept, but not in the graph"),
        (lost_text, "b: article:b: is in the graph, but its text is not kept"),
        (spoilt_text, "b: article:b: the stored text is damaged"),
    ],
)
def test_texts_and_graphs_belong_together(
    folder: Path,
    procedure: Procedure,
    damage: Callable[[Path], None],
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    damage(folder)
    (found,) = mismatches(folder)
    assert str(found).startswith(said)
    assert main(["verify", "--store", str(folder)]) == 1
    captured = capsys.readouterr()
    assert captured.out == f"{found}\n"
    assert captured.err.startswith(f"kg: {folder}: 3 articles, ")
    assert captured.err.endswith(": 1 mismatch found\n")
    collection.add(folder, [ARTICLES[1]], procedure)
    collection.rebuild(folder, procedure)
    assert mismatches(folder) == []


def test_verify_needs_nothing_but_the_folder(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    moved = folder.rename(tmp_path_factory.mktemp("elsewhere") / "moved")
    for name in ("graph.ttl", "graph.trig"):
        (moved / name).unlink()
    assert main(["verify", "--store", str(moved)]) == 0
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", f"{moved}: 3 articles, 3 quotes: all as in the texts\n")
    assert main(["verify", "--store", str(moved), "-q"]) == 0
    assert capsys.readouterr().err == ""


def test_a_hostile_text_does_not_steer_the_terminal() -> None:
    shown = str(Mismatch("a\x1b[2J", "report:a", "cp:quote is “\n\x07”", 0, None))
    assert shown.isprintable()
    assert "[0, ?)" in shown


def test_an_article_of_a_name_of_ours(tmp_path: Path, procedure: Procedure) -> None:
    collection.build(
        tmp_path, [call("register"), call("derived"), Article("1/ç~", call("x").text)], procedure
    )
    assert mismatches(tmp_path) == []
