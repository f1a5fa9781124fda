"""From paths to extractions for a command: hostile text, and what is left out."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.article.articles import Skipped, read_articles
from kg.article.hygiene import normalise
from kg.batch import pool
from kg.cli import main
from kg.model import Article
from kg.ontology import Ontology

NAUGHTY = (Path(__file__).parents[1] / "naughty.txt").read_text("utf-8").splitlines()
TEXT = "Bộ trưởng Quốc phòng Mỹ Lloyd Austin gọi điện cho người đồng cấp Nga Andrey Belousov hôm 12/7/2024."


def test_minimum_confidence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert main(["build", str(tmp_path), "--store", str(tmp_path / "s"), "--min-confidence", "1"]) == 0
    assert "contacts    0 (none); 1 below 1 left out" in capsys.readouterr().out


@pytest.mark.parametrize("line", NAUGHTY)
def test_quotes_slice_back_from_hostile_text(line: str) -> None:
    extractor = pool._extractor(Ontology.default())
    for text in (
        f"{TEXT} {line}",
        f"{line}\n\n{TEXT}",
        TEXT.replace("gọi điện", f"gọi điện {line}"),
        line * 20,
    ):
        extraction = extractor.extract(Article("a", text, published=dt.date(2024, 7, 13)))
        evidence = [e.evidence for e in extraction.events] + [s.evidence for s in extraction.silences]
        assert all(text[e.start : e.end] == e.quote for e in evidence)


def test_hostile_metadata_builds_and_exports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "naughty.jsonl"
    lines = [
        {"id": line, "text": f"{TEXT} {line}", "title": line, "publisher": line, "url": line}
        for line in NAUGHTY
    ]
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    assert not [x for x in read_articles([path]) if isinstance(x, Skipped)]
    store = tmp_path / "store"
    assert main(["build", str(path), "--store", str(store), "-q"]) == 0
    assert main(["validate", "--store", str(store)]) == 0
    assert main(["render", "--store", str(store), "-q"]) == 0
    quads = list(ox.parse((store / "graph.trig").read_bytes(), format=ox.RdfFormat.TRIG))
    identifiers = {
        q.object.value for q in quads if isinstance(q.object, ox.Literal) and "identifier" in str(q.predicate)
    }
    assert identifiers == set(map(normalise, NAUGHTY))
    for form in ("jsonld", "graphml", "gexf", "csv", "nq"):
        assert main(["export", "-f", form, "-o", str(tmp_path / form), "--store", str(store), "-q"]) == 0
    assert capsys.readouterr().out == ""


def test_a_folder_without_articles_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.pdf").write_bytes(b"%PDF")
    assert main(["extract", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith(f"kg: {tmp_path}: no articles in there; give .txt, .md")
