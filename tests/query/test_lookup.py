"""Things by what people call them, and back to a label."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.query.lookup import fold, iri_of, label_of, other_iris, resolve, resolve_event, standing
from kg.vocab import compact, expand

TURTLE = """
@prefix actor: <https://w3id.org/counterpart/actor/> .
@prefix cp: <https://w3id.org/counterpart/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix occasion: <https://w3id.org/counterpart/occasion/> .
@prefix office: <https://w3id.org/counterpart/office/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix report: <https://w3id.org/counterpart/report/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

actor:wang-yi a cp:Person ; rdfs:label "Wang Yi" ; skos:prefLabel "Vương Nghị"@vi ;
    skos:altLabel "Ngoại trưởng Vương" .
actor:wang-yang a cp:Person ; rdfs:label "Wang Yang" ; skos:prefLabel "Uông Dương"@vi .
actor:to-lam a cp:Person ; rdfs:label "Tô Lâm" .
actor:china a cp:State ; rdfs:label "China" ; skos:prefLabel "Trung Quốc"@vi, "China"@en ; cp:metonym "Bắc Kinh" .
actor:bui-a a cp:Person ; rdfs:label "Bùi Văn A" .
actor:bui-b a cp:Person ; rdfs:label "Bùi Văn B" ; skos:altLabel "Bùi Văn A" .
actor:x.old a cp:Person ; rdfs:label "Juan Pérez" ; dcterms:isReplacedBy actor:x.new .
actor:x.new a cp:Person ; rdfs:label "Juan Pérez Díaz" .
actor:same-1 a cp:Person ; rdfs:label "An Bình" .
actor:same-2 a cp:Person ; rdfs:label "An Bình" .
office:china a cp:Office ; rdfs:label "China desk" .
occasion:a.1 a cp:Occasion .
occasion:a.0 dcterms:isReplacedBy occasion:a.1 .
report:a.1 a cp:Report .
report:b.1 a cp:Report .
"""


@pytest.fixture(scope="module")
def named() -> ox.Store:
    store = ox.Store()
    store.load(TURTLE.encode(), format=ox.RdfFormat.TURTLE)
    return store


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("actor", "Wang Yi", "actor:wang-yi"),
        ("actor", "Vương Nghị", "actor:wang-yi"),
        ("actor", "vuong  NGHI", "actor:wang-yi"),
        ("actor", "Ngoại trưởng Vương", "actor:wang-yi"),
        ("actor", "wang-yi", "actor:wang-yi"),
        ("actor", "actor:wang-yi", "actor:wang-yi"),
        ("actor", "https://w3id.org/counterpart/actor/wang-yi", "actor:wang-yi"),
        ("actor", "<https://w3id.org/counterpart/actor/wang-yi>", "actor:wang-yi"),
        ("actor", "yi", "actor:wang-yi"),  # a part of a name that one alone bears
        ("actor", "to lam", "actor:to-lam"),
        ("actor", "Bùi Văn A", "actor:bui-a"),  # a label before another name
        ("actor", "Juan Pérez", "actor:x.new"),  # the one that stands for it
        ("actor", "Bắc Kinh", "actor:china"),
        ("state", "china", "actor:china"),
        ("office", "china", "office:china"),
    ],
)
def test_names(kind: str, text: str, found: str, named: ox.Store) -> None:
    assert compact(resolve(named, kind, text).value) == found


@pytest.mark.parametrize(
    ("kind", "text", "fault"),
    [
        (
            "actor",
            "wang",
            r"no actor is called 'wang'; did you mean .*\(actor:wang-yang\), .*\(actor:wang-yi\)\?",
        ),
        ("actor", "Wang Ji", r"did you mean Wang Yi \(actor:wang-yi\)"),
        (
            "actor",
            "An Bình",
            r"more than one actor is called 'An Bình': give one of An Bình \(actor:same-1\), ",
        ),
        ("actor", "Zzyzx", r"^no actor is called 'Zzyzx'$"),
        ("actor", "", r"^no actor is called ''$"),
        ("actor", "actor:nobody", r"^the dataset knows no actor:nobody$"),
        ("actor", "http://[", "is not an IRI"),
        ("state", "Wang Yi", "no state is called 'Wang Yi'"),
    ],
)
def test_what_names_nothing_or_several(kind: str, text: str, fault: str, named: ox.Store) -> None:
    with pytest.raises(QueryError, match=fault):
        resolve(named, kind, text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a.1", "occasion:a.1"),  # an occasion before a report
        ("b.1", "report:b.1"),
        ("report:a.1", "report:a.1"),
        ("occasion:a.0", "occasion:a.1"),  # the IRI that it has now
    ],
)
def test_occasions_and_reports(text: str, found: str, named: ox.Store) -> None:
    assert compact(resolve_event(named, text).value) == found


def test_no_such_report(named: ox.Store) -> None:
    with pytest.raises(QueryError, match=r"no report or occasion is called 'c\.1'"):
        resolve_event(named, "c.1")


def test_one_person_of_several_iris(named: ox.Store) -> None:
    old, new = (ox.NamedNode(expand(f"actor:x.{name}")) for name in ("old", "new"))
    assert standing(named, old) == standing(named, new) == new
    assert other_iris(named, new) == (old,)
    assert other_iris(named, old) == ()


@pytest.mark.parametrize(
    ("iri", "label"), [("actor:china", "China"), ("actor:wang-yi", "Wang Yi"), ("actor:nobody", None)]
)
def test_labels(iri: str, label: str | None, named: ox.Store) -> None:
    assert label_of(named, ox.NamedNode(expand(iri))) == label


@pytest.mark.parametrize("text", ["Tô Lâm", "nowhere:x", "actor:", "actor:two words", ""])
def test_what_is_no_iri(text: str) -> None:
    assert iri_of(text) is None


@given(st.text())
def test_folding_again_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_folding() -> None:
    assert fold(" Vương  Nghị ") == fold("VUONG NGHI") == "vuong nghi"
    assert fold("Đỗ Đức") == "do duc"
