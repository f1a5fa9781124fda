from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pyoxigraph as ox
import pytest
import rdflib
import rdflib.compare
from factory import (
    EXTRACTOR,
    actor,
    article,
    event,
    evidence,
    extraction,
    extractions,
    new_folder,
    on,
    register,
    source,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.commands import showing
from kg.errors import CounterpartError
from kg.export.formats import FORMATS, export, replaced
from kg.graph.syntaxes import DATASET
from kg.model import ActorType, Extraction, Kind, Status
from kg.store import Store, open_store
from kg.vocab import CP, PREFIXES, expand, mint

ROOT = Path(__file__).parents[2]
HOSTILE = 'x"\\\n\r\t\x00\x0b\x7f\x85\u2028\u202e\ufeff\'\'\'"""<script>&]]>\U0001f600'
READERS = {
    "ttl": (ox.RdfFormat.TURTLE, "turtle"),
    "trig": (ox.RdfFormat.TRIG, "trig"),
    "nt": (ox.RdfFormat.N_TRIPLES, "nt"),
    "nq": (ox.RdfFormat.N_QUADS, "nquads"),
    "jsonld": (ox.RdfFormat.JSON_LD, "json-ld"),
}
CALL = extraction(
    event(["austin"], ["belousov"], date=on("2024-07-12"), initiator="belousov", place="Mátxcơva"), id="a1"
)
ALSO = extraction(
    event(["austin"], ["belousov"], kind=Kind.CONTACT, date=on("2024-07-12"), topic="đường dây nóng"), id="a2"
)
STRANGER = actor("x.100%~", "=HYPERLINK(1)", ActorType.GROUP, known=False, state="russia")
PLANNED = extraction(event([STRANGER, "austin"], ["belousov"], status=Status.PLANNED), id="b.c/d é")
RECORDS = [CALL, ALSO, PLANNED]


@contextmanager
def stored(*records: Extraction) -> Iterator[Store]:
    with new_folder() as folder, open_store(folder) as store:
        store.mirror(records, register(), EXTRACTOR)
        yield store


def written(store: Store, format: str) -> bytes:
    stream = io.BytesIO()
    export(store, format, stream)
    return stream.getvalue()


def without_description(quads: set[ox.Quad]) -> set[ox.Quad]:
    return {quad for quad in quads if not str(quad.subject).startswith(f"<{DATASET}")}


def union(quads: set[ox.Quad]) -> set[ox.Quad]:
    return {ox.Quad(*quad.triple) for quad in quads}


def by_rdflib(data: bytes, format: str) -> set[ox.Quad]:
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=format)
    text = dataset.serialize(format="nquads", encoding="utf-8").replace(b"<urn:x-rdflib:default>", b"")
    return set(ox.parse(text, format=ox.RdfFormat.N_QUADS))


def assert_round_trip(store: Store, format: str) -> None:
    data = written(store, format)
    expected = set(store.quads()) if format in ("trig", "nq") else union(set(store.quads()))
    ours, theirs = READERS[format]
    assert without_description(set(ox.parse(data, format=ours))) == expected
    assert without_description(by_rdflib(data, theirs)) == expected


@pytest.mark.parametrize("format", READERS)
def test_what_is_read_back_is_what_was_stored(format: str) -> None:
    with stored(*RECORDS) as store:
        assert_round_trip(store, format)


@settings(max_examples=12, deadline=None)
@given(st.lists(extractions(), max_size=2, unique_by=lambda record: mint("graph", record.article.id)))
def test_any_articles_come_back_from_every_syntax(records: list[Extraction]) -> None:
    with stored(*records) as store:
        for format in READERS:
            assert_round_trip(store, format)


@pytest.mark.parametrize("format", READERS)
def test_hostile_texts_survive(format: str) -> None:
    text = f"{HOSTILE} gặp"
    about = article("a1", text, title=HOSTILE, publisher=HOSTILE)
    told = event(["austin"], ["belousov"], evidence=evidence(text), topic=HOSTILE)
    with stored(Extraction(about, (told,))) as store:
        ours, theirs = READERS[format]
        data = written(store, format)
        for quads in (set(ox.parse(data, format=ours)), by_rdflib(data, theirs)):
            found = {q.object.value for q in quads if isinstance(q.object, ox.Literal)}
            assert {HOSTILE, text} <= found


def test_rdflib_sees_turtle_and_ntriples_as_one_graph() -> None:
    with stored(*RECORDS) as store:
        turtle, lines = (
            rdflib.Graph().parse(data=written(store, ours), format=theirs)
            for ours, theirs in (("ttl", "turtle"), ("nt", "nt"))
        )
    assert rdflib.compare.isomorphic(turtle, lines)


@pytest.mark.parametrize("format", FORMATS)
def test_any_order_and_history_give_the_same_bytes(format: str) -> None:
    with stored(*RECORDS) as one, stored(extraction(id="gone"), extraction(id="a1")) as other:
        other.mirror(reversed(RECORDS), reversed(register()), EXTRACTOR)
        assert written(one, format) == written(other, format)


def test_hash_seeds_do_not_show() -> None:
    program = """
import hashlib, sys, tempfile
from pathlib import Path
import test_formats as t
with t.stored(*t.RECORDS) as store:
    for format in t.FORMATS:
        print(format, hashlib.sha256(t.written(store, format)).hexdigest())
"""
    path = os.pathsep.join((str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "export")))
    runs = [
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert len(runs[0].splitlines()) == len(FORMATS)


def test_turtle_is_made_to_be_read() -> None:
    with stored(CALL) as store:
        text = written(store, "ttl").decode()
    lines = text.splitlines()
    prefixes = [line.split()[1].removesuffix(":") for line in lines if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    body = text.partition("\n\n")[2]
    assert all(re.search(rf"(?<![\w-]){prefix}:\w", body) for prefix in prefixes)
    assert set(PREFIXES) - set(prefixes)
    start = lines.index("report:a1.PhoneCall.39-47")
    assert lines[start + 1 : start + 4] == [
        "    a schema:CommunicateAction , cp:Report ;",
        '    rdfs:label "Austin – Belousov: phone call, 2024-07-12"@en ,',
        '        "Austin – Belousov: điện đàm, 2024-07-12"@vi ;',
    ]
    assert "    cp:confidence 0.9 ;" in lines
    assert '    cp:earliest "2024-07-12"^^xsd:date ;' in lines


def test_names_that_need_escapes_are_written_out() -> None:
    """Virtuoso 7 reads ``\\%`` in a short name as it stands, so no short name has an escape."""
    with stored(PLANNED) as store:
        text = written(store, "trig").decode()
    assert f"<{PREFIXES['actor']}x.100%25~>" in text
    assert f"<{PREFIXES['graph']}b.c%2Fd%20%C3%A9> {{" in text
    assert "\\%" not in text
    assert "\\~" not in text


def test_the_file_says_what_it_is() -> None:
    with stored(*RECORDS) as store:
        graph = rdflib.Graph().parse(data=written(store, "ttl"), format="turtle")
    dataset = rdflib.URIRef(DATASET)
    void, terms = (rdflib.Namespace(PREFIXES[prefix]) for prefix in ("void", "dcterms"))
    assert {title.language for title in graph.objects(dataset, terms.title)} == {"vi", "en"}  # type: ignore[attr-defined]
    assert graph.value(dataset, terms.license) is not None
    described = sum(1 for subject in graph.subjects() if str(subject).startswith(DATASET))
    assert graph.value(dataset, void.triples) == rdflib.Literal(len(graph) - described)
    counts = {
        str(graph.value(part, void["class"])): int(str(graph.value(part, void.entities)))
        for part in graph.objects(dataset, void.classPartition)
    }
    assert counts == {
        expand("schema:NewsArticle"): 3,
        CP.Report: 3,
        CP.Occasion: 2,
        CP.Person: 2,
        CP.State: 2,
        CP.Group: 1,
        CP.Channel: 1,
        CP.Tenure: 1,
    }


def test_an_empty_store_exports() -> None:
    with new_folder() as folder, open_store(folder) as store:
        store.mirror([], [], EXTRACTOR)
        sizes = {format: len(written(store, format)) for format in FORMATS}
        for format in READERS:
            assert_round_trip(store, format)
    assert all(sizes.values())


# Networks


def of_graphml(data: bytes) -> networkx.Graph[str]:
    return networkx.read_graphml(io.BytesIO(data), force_multigraph=True)


def of_gexf(data: bytes) -> networkx.Graph[str]:
    return networkx.read_gexf(io.BytesIO(data))


@pytest.mark.parametrize(("format", "read"), [("graphml", of_graphml), ("gexf", of_gexf)])
def test_network(format: str, read: Callable[[bytes], networkx.Graph[str]]) -> None:
    with stored(*RECORDS) as store:
        graph = read(written(store, format))
    austin, belousov, stranger = (expand(f"actor:{name}") for name in ("austin", "belousov", "x.100%25~"))
    assert {n: (d["label"], d["type"], d["country"]) for n, d in graph.nodes(data=True)} == {
        austin: ("Lloyd Austin", "Person", "United States"),
        belousov: ("Andrey Belousov", "Person", "Russia"),
        stranger: ("=HYPERLINK(1)", "Group", "Russia"),
    }
    edges = [
        ({one, other}, said["kind"], said["status"], said["date"], said["reports"], said["initiator"])
        for one, other, said in graph.edges(data=True)
    ]
    assert sorted(edges, key=lambda edge: (edge[2], sorted(edge[0]))) == [
        ({austin, belousov}, "PhoneCall", "occurred", "2024-07-12", 2, belousov),
        ({austin, belousov}, "PhoneCall", "planned", "", 1, ""),
        ({belousov, stranger}, "PhoneCall", "planned", "", 1, ""),
    ]
    articles = {said["articles"] for _, _, said in graph.edges(data=True) if said["status"] == "occurred"}
    assert articles == {f"{expand('article:a1')} {expand('article:a2')}"}


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_network_of_hostile_names_is_xml(format: str) -> None:
    stranger = actor("x.h", HOSTILE, known=False)
    with stored(extraction(event([stranger], ["austin"]))) as store:
        data = written(store, format)
    assert ElementTree.fromstring(data).tag.endswith(format)
    assert b"lastmodifieddate" not in data


# The table


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def test_table_has_a_row_for_each_report() -> None:
    with stored(*RECORDS) as store:
        data = written(store, "csv")
    found = rows(data)
    assert data.count(b"\r\n") == len(found) + 1
    assert [row["article"] for row in found] == ["a1", "a2", "b.c/d é"]
    first = found[0]
    expected = {
        "report": expand("report:a1.PhoneCall.39-47"),
        "kind": "PhoneCall",
        "status": "occurred",
        "date": "2024-07-12",
        "earliest": "2024-07-12",
        "latest": "2024-07-12",
        "participants": "Lloyd Austin; Andrey Belousov",
        "initiator": "Andrey Belousov",
        "place": "Mátxcơva",
        "confidence": "0.9",
        "rule": "called",
        "quote": evidence().quote,
        "start": "0",
        "end": str(len(evidence().quote)),
        "occasion": expand("occasion:a1.PhoneCall.39-47"),
        "url": "",
    }
    assert {name: first[name] for name in expected} == expected
    assert found[1]["topic"] == "đường dây nóng"
    assert found[1]["occasion"] == first["occasion"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    told = event(["austin"], ["belousov"], evidence=evidence(text), topic=text, said_by=(source(text),))
    with stored(Extraction(article("a1", text, title=text, publisher=text), (told,))) as store:
        [row] = rows(written(store, "csv"))
    assert {row[name] for name in ("title", "publisher", "topic", "attribution", "quote")} == {"'" + text}


def test_hostile_texts_stay_in_their_cells() -> None:
    told = event(["austin"], ["belousov"], evidence=evidence(HOSTILE), place=HOSTILE)
    with stored(Extraction(article("a1", HOSTILE), (told,))) as store:
        [row] = rows(written(store, "csv"))
    assert row["quote"] == row["place"] == HOSTILE


# Files


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_has_the_same_bytes_as_a_stream(tmp_path: Path, format: str) -> None:
    target = tmp_path / f"graph.{format}"
    target.write_text("old")
    with stored(*RECORDS) as store:
        export(store, format, target)
        assert target.read_bytes() == written(store, format)
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_the_command_offers_every_format() -> None:
    """Its list is its own, so that help need not load what writes them."""
    assert set(showing.GRAPH_FORMATS) == set(FORMATS)


def test_unknown_format() -> None:
    with (
        stored() as store,
        pytest.raises(CounterpartError, match="ttl, trig, nt, nq, jsonld, graphml, gexf, csv"),
    ):
        export(store, "pdf", io.BytesIO())


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with stored(CALL) as store:
        for target in (tmp_path / "file" / "graph.ttl", tmp_path / "missing" / "graph.ttl", tmp_path):
            with pytest.raises(CounterpartError) as caught:
                export(store, "ttl", target)
            assert str(caught.value).startswith(f"{target}: cannot be written: ")
            assert "\n" not in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a disk that is always full")
def test_a_full_disk() -> None:
    with stored(CALL) as store:
        for format in FORMATS:
            with pytest.raises(CounterpartError, match=r"^/dev/full: cannot be written: No space left"):
                export(store, format, Path("/dev/full"))


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "graph.ttl"
    target.write_text("old")

    def fail() -> None:
        with replaced(target) as stream:
            stream.write(b"half")
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        fail()
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]


def test_a_link_is_followed_and_a_device_is_kept(tmp_path: Path) -> None:
    (tmp_path / "real.ttl").write_text("old")
    (tmp_path / "link.ttl").symlink_to("real.ttl")
    with replaced(tmp_path / "link.ttl") as stream:
        stream.write(b"new")
    assert (tmp_path / "link.ttl").is_symlink()
    assert (tmp_path / "real.ttl").read_text() == "new"
    with replaced(Path(os.devnull)) as stream:
        stream.write(b"new")
    assert not Path(os.devnull).is_file()
