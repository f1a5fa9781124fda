"""Copies that are served, and the hash of what they hold."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pyoxigraph as ox
import pytest
from invented import FIXTURE
from serving import make_store

from kg.errors import StoreError
from kg.serve.snapshot import digest, graph_digest, graph_digests, state, take


def test_a_copy_stays_while_the_store_changes(tmp_path: Path) -> None:
    folder = make_store(tmp_path)
    before = state(folder)
    copy = take(folder)
    assert copy.state == before
    store = ox.Store(str(folder / "store"))
    held = len(store)
    store.clear()
    store.flush()
    assert state(folder) != before
    served = ox.Store.read_only(str(copy.folder / "store"))
    assert len(served) == held
    copy.remove()
    assert not copy.folder.exists()


def test_what_dead_processes_left_goes_and_what_live_ones_use_stays(tmp_path: Path) -> None:
    folder = make_store(tmp_path)
    place = folder / "serving"
    for name in ("999999999-dead", f"{os.getpid()}-live", "stray"):
        (place / name).mkdir(parents=True)
    copy = take(folder)
    assert {path.name for path in place.iterdir()} == {f"{os.getpid()}-live", copy.folder.name}


def test_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="make one first"):
        take(tmp_path)


def test_the_hash_is_of_the_statements_alone() -> None:
    quads = list(ox.parse(FIXTURE.read_bytes(), format=ox.RdfFormat.TRIG))
    one, other = ox.Store(), ox.Store()
    one.extend(quads)
    random.Random(1).shuffle(quads)
    for quad in quads:
        other.add(quad)
    assert digest(one) == digest(other)
    other.remove(quads[0])
    changed = {iri for iri, mark in graph_digests(one) if dict(graph_digests(other)).get(iri) != mark}
    assert changed == {quads[0].graph_name.value}
    assert digest(one) != digest(other)


def test_the_hash_of_a_graph_is_that_of_its_sorted_n_triples() -> None:
    import hashlib

    node = ox.NamedNode
    said = (("http://x/b", ox.Literal(2)), ("http://x/a", ox.Literal("é")))
    triples = [ox.Triple(node(subject), node("http://x/p"), value) for subject, value in said]
    written = ox.serialize(sorted(triples, key=str), format=ox.RdfFormat.N_TRIPLES) or b""
    assert graph_digest(iter(triples)) == hashlib.sha256(written).hexdigest()
