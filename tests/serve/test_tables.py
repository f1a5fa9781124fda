"""Tables of a dataset are made once for each version of it, and found again."""

from __future__ import annotations

import os
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.serve import tables
from kg.serve.columns import Columns
from kg.serve.found import Filters, Found
from kg.serve.index import Choice, Index


def never(*_: object) -> None:
    raise StoreError("made again")


def test_they_are_made_once_for_a_state(
    dataset: ox.Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = tables.prepare(dataset, "one", tmp_path, tmp_path / "first")
    assert Index(tmp_path / "first" / "contacts.db").count(Choice()) > 0
    monkeypatch.setattr(tables, "digest", never)
    monkeypatch.setattr(tables, "_make", never)
    assert tables.prepare(dataset, "one", tmp_path, tmp_path / "second") == facts
    assert Found(Columns(tmp_path / "second"), Filters()).passed.any()


def test_a_store_that_says_the_same_needs_no_others(
    dataset: ox.Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = tables.prepare(dataset, "one", tmp_path, tmp_path / "first")
    monkeypatch.setattr(tables, "_make", never)
    assert tables.prepare(dataset, "two", tmp_path, tmp_path / "second") == facts
    monkeypatch.setattr(tables, "digest", never)
    assert tables.prepare(dataset, "two", tmp_path, tmp_path / "third") == facts


def test_other_data_have_other_tables_and_old_ones_go(own_dataset: ox.Store, tmp_path: Path) -> None:
    digests = set()
    for number in range(4):
        node = ox.NamedNode(f"http://x/{number}")
        own_dataset.add(ox.Quad(node, node, node, node))
        digests.add(tables.prepare(own_dataset, str(number), tmp_path, tmp_path / f"at{number}")["digest"])
    assert len(digests) == 4
    assert len([path for path in (tmp_path / "tables").iterdir() if path.is_dir()]) == 2
    assert Index(tmp_path / "at0" / "contacts.db").count(Choice()) > 0  # what was linked stays


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"tables": 3}', '{"tables": "gone"}', '{"tables": "../.."}']
)
def test_what_cannot_be_read_is_made_anew(dataset: ox.Store, tmp_path: Path, text: str) -> None:
    facts = tables.prepare(dataset, "one", tmp_path, tmp_path / "first")
    (mark,) = (tmp_path / "tables").glob("*.json")
    mark.write_text(text, "utf-8")
    assert tables.prepare(dataset, "one", tmp_path, tmp_path / "second") == facts


def test_what_was_left_unfinished_is_removed(dataset: ox.Store, tmp_path: Path) -> None:
    place = tmp_path / "tables"
    for name in (".999999999-dead", f".{os.getpid()}-live"):
        (place / name).mkdir(parents=True)
    tables.prepare(dataset, "one", tmp_path, tmp_path / "first")
    assert {path.name for path in place.iterdir() if path.name.startswith(".")} == {f".{os.getpid()}-live"}


def test_where_nothing_can_be_kept_they_are_made_for_the_one_server(
    dataset: ox.Store, tmp_path: Path
) -> None:
    (tmp_path / "tables").write_text("in the way", "utf-8")
    tables.prepare(dataset, "one", tmp_path, tmp_path / "only")
    assert Index(tmp_path / "only" / "contacts.db").count(Choice()) > 0
