"""Nanopublications: four graphs that hang together, an IRI that is the code of the content, well-formed TriG."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from factory import EXTRACTOR, actor, event, evidence, extraction, on, register, source

from kg.cli import main
from kg.export.nanopub import Nanopublication, code, nanopublications, write
from kg.graph.triples import node, plain
from kg.model import Extraction, NoContact
from kg.ontology import Ontology, shipped
from kg.store import Store, open_store
from kg.upkeep.validate import validate, validate_file
from kg.vocab import CP, PREFIXES, expand, slug

PARTS = ("Head", "assertion", "provenance", "pubinfo")


def told() -> list[Extraction]:
    call = event(
        ["austin"],
        [actor("x.tran-van-nam", "Trần Văn Năm", known=False)],
        date=on("2024-07-12"),
        said_by=(source("Lầu Năm Góc", 5, actor=actor("usa"), speaks_for="usa", side=1),),
        topic='dòng\nmới và \\ "ngoặc"',
    )
    other = event(["austin"], ["belousov"], trigger=50, initiator="austin", initiator_evidence=evidence())
    silent = NoContact(
        "a2", (actor("austin"), actor("belousov")), evidence(), "silence", sure=dt.date(2023, 4, 1)
    )
    return [extraction(call, other), replace(extraction(call, id="a2"), silences=(silent,))]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("store")) as opened:
        opened.mirror(told(), register(), EXTRACTOR)
        yield opened


@pytest.fixture(scope="module")
def made(store: Store) -> list[Nanopublication]:
    return list(nanopublications(store.dataset))


def parts(published: Nanopublication) -> dict[str, tuple[ox.Triple, ...]]:
    return {graph.value.removeprefix(published.iri + "#"): triples for graph, triples in published.graphs}


def test_each_report_is_one(store: Store, made: list[Nanopublication]) -> None:
    reports = {q.subject for q in store.dataset.quads_for_pattern(None, node("rdf:type"), node(CP.Report))}
    about = [t.object for p in made for t in parts(p)["pubinfo"] if t.predicate == node("dcterms:subject")]
    assert len(made) == len({p.iri for p in made}) == len(reports) == 3
    assert set(about) == reports


def test_the_graphs_hang_together_as_the_guidelines_ask(made: list[Nanopublication]) -> None:
    for published in made:
        found = parts(published)
        own = ox.NamedNode(published.iri)
        assert tuple(found) == PARTS
        assert all(found.values())
        named = {p: ox.NamedNode(f"{published.iri}#{p}") for p in PARTS}
        assert set(found["Head"]) == {
            ox.Triple(own, node("rdf:type"), node("np:Nanopublication")),
            ox.Triple(own, node("np:hasAssertion"), named["assertion"]),
            ox.Triple(own, node("np:hasProvenance"), named["provenance"]),
            ox.Triple(own, node("np:hasPublicationInfo"), named["pubinfo"]),
        }
        assert any(t.subject == named["assertion"] for t in found["provenance"])
        assert all(t.subject == own for t in found["pubinfo"])
        assert not set(found["assertion"]) & set(found["provenance"])
        assert not any(isinstance(t, ox.BlankNode) for q in published.quads() for t in (q.subject, q.object))


def test_the_contact_is_asserted_and_its_sources_are_provenance(made: list[Nanopublication]) -> None:
    for published in made:
        found = parts(published)
        asserted = {t.predicate.value for t in found["assertion"]}
        sourced = {t.predicate.value for t in found["provenance"]}
        assert {CP.kind, CP.status, CP.hasParticipant, CP.side} <= asserted
        assert {CP.evidence, CP.quote, CP.rule, CP.confidence, CP.textDigest} <= sourced
        assert not {CP.quote, CP.rule, CP.confidence, CP.saidBy, CP.reportedIn} & asserted
        assert not {CP.reportOf, CP.silentActor, CP.contacted} & (asserted | sourced)


def test_whoever_the_register_lacks_is_described(made: list[Nanopublication]) -> None:
    names = [
        t.object
        for p in made
        for t in parts(p)["assertion"]
        if plain(t.subject).startswith(PREFIXES["actor"]) and t.predicate == node("rdfs:label")
    ]
    assert ox.Literal("Trần Văn Năm") in names


def test_the_iri_is_the_code_of_the_content(made: list[Nanopublication]) -> None:
    for published in made:
        name = published.iri.removeprefix(PREFIXES["nanopub"])
        assert len(name) == 45
        assert name.startswith("RA")
        assert code(published.quads(), published.iri) == name
        changed = [*list(published.quads())[1:]]
        assert code(changed, published.iri) != name


def test_a_known_code() -> None:
    """Worked out by hand: one statement, of which the line that is hashed is written out here."""
    import base64
    import hashlib

    iri = PREFIXES["nanopub"] + "RA-"
    quad = ox.Quad(
        ox.NamedNode(iri),
        node("rdfs:label"),
        ox.Literal("a\\b\nc", language="vi"),
        ox.NamedNode(iri + "#Head"),
    )
    line = f"{PREFIXES['nanopub']} #Head\n{PREFIXES['nanopub']} \n{expand('rdfs:label')}\n@vi a\\\\b\\nc\n"
    expected = "RA" + base64.urlsafe_b64encode(hashlib.sha256(line.encode()).digest()).decode().rstrip("=")
    assert code([quad], iri) == expected


def test_it_is_the_same_whatever_else_the_dataset_holds(tmp_path: Path, made: list[Nanopublication]) -> None:
    with open_store(tmp_path) as alone:
        alone.mirror(told()[1:], register(), EXTRACTOR)
        assert [p.iri for p in nanopublications(alone.dataset)] == [made[-1].iri]


def test_the_text_is_well_formed_and_conforms(store: Store, made: list[Nanopublication]) -> None:
    out = io.BytesIO()
    write(store.dataset, out)
    quads = set(ox.parse(out.getvalue(), format=ox.RdfFormat.TRIG))
    assert quads == {quad for published in made for quad in published.quads()}
    graph = rdflib.Dataset()
    graph.parse(data=out.getvalue(), format="trig")
    assert len(list(graph.quads((None, None, None, None)))) == len(quads)
    again = io.BytesIO()
    write(store.dataset, again)
    assert again.getvalue() == out.getvalue()
    known = [ox.Quad(q.subject, q.predicate, q.object, ox.DefaultGraph()) for q in register()]
    theirs = ("report:", "participation:", "evidence:", "attribution:", "article:")
    found = validate([*quads, *known], Ontology((shipped(),), None))
    assert [v for v in found if v.focus.startswith(theirs)] == []


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the command writes of a contact of two people whom the register lacks, and who are thus described."""
    folder = tmp_path_factory.mktemp("exported")
    parties = [actor(f"x.{slug(name)}", name, known=False) for name in ("Trần Văn Năm", "Lê Thị Bình")]
    with open_store(folder) as opened:
        opened.mirror([extraction(event(parties[:1], parties[1:]))], register(), EXTRACTOR)
    out = folder / "out.trig"
    assert main(["export", "-f", "nanopub", "--store", str(folder), "-o", str(out)]) == 0
    return out.read_text(encoding="utf-8")


def test_the_command_finds_that_an_export_conforms(exported: str, tmp_path: Path) -> None:
    path = tmp_path / "np.trig"
    path.write_text(exported, encoding="utf-8")
    assert main(["validate", str(path)]) == 0


SPOILT = {
    r"np:hasProvenance <[^>]+> ;": "np:hasProvenance",
    r"np:hasAssertion <[^>]+> ;": "np:hasAssertion",
    r"np:hasPublicationInfo <[^>]+> \.": "np:hasPublicationInfo",
    r"(?<=#assertion>\n)    prov:wasDerivedFrom \S+ ;": "prov:wasDerivedFrom",
    r"dcterms:license <[^>]+> ;": "dcterms:license",
    r"dcterms:subject \S+ ;": "dcterms:subject",
    r"(?<=;\n)    prov:wasAttributedTo \S+ \.": "prov:wasAttributedTo",
    r"a np:Nanopublication ;": "np:Nanopublication",
}


@pytest.mark.parametrize("gone", SPOILT)
def test_what_an_export_lacks_is_told(gone: str, exported: str, tmp_path: Path, vocabulary: Ontology) -> None:
    path = tmp_path / "np.trig"
    spoilt, count = re.subn(gone, lambda found: "." if found[0].endswith(".") else "", exported)
    assert count == 1
    path.write_text(spoilt, encoding="utf-8")
    assert any(SPOILT[gone] in violation.message for violation in validate_file(path, vocabulary))


def test_the_command_tells_of_changed_content(
    exported: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "np.trig"
    path.write_text(exported.replace("kind:PhoneCall", "kind:VideoCall"), encoding="utf-8")
    assert main(["validate", str(path)]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert "is not the code of its content" in line


@pytest.mark.parametrize("part", PARTS)
def test_a_missing_graph_is_told(part: str, exported: str, vocabulary: Ontology) -> None:
    quads = list(ox.parse(exported, format=ox.RdfFormat.TRIG))
    left = [quad for quad in quads if not plain(quad.graph_name).endswith("#" + part)]
    found = [v for v in validate(left, vocabulary) if v.shape == "shape:nanopublication-graphs"]
    assert [v.value for v in found] == ["#" + part]
    assert found[0].message.endswith(f"export it anew [#{part}]")


def test_a_statement_in_another_graph_is_told(exported: str, vocabulary: Ontology) -> None:
    quads = list(ox.parse(exported, format=ox.RdfFormat.TRIG))
    iri = plain(quads[0].graph_name).partition("#")[0]
    first = next(q for q in quads if plain(q.graph_name) == f"{iri}#assertion")
    moved = ox.Quad(first.subject, first.predicate, first.object, ox.NamedNode(f"{iri}#provenance"))
    found = validate([moved if quad == first else quad for quad in quads], vocabulary)
    assert [v.shape for v in found] == ["shape:nanopublication-code"]


def test_a_blank_node_has_no_code(exported: str, vocabulary: Ontology) -> None:
    quads = list(ox.parse(exported, format=ox.RdfFormat.TRIG))
    nameless = ox.Quad(ox.BlankNode(), node("rdfs:label"), ox.Literal("x"), quads[0].graph_name)
    found = validate([*quads, nameless], vocabulary)
    assert [v.shape for v in found] == ["shape:nanopublication-code"]


def test_an_empty_dataset_has_none() -> None:
    out = io.BytesIO()
    write(ox.Store(), out)
    assert out.getvalue().strip() == b""
