"""The vocabulary in code and in Turtle are one; what is published is labelled, defined and well-formed."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from enum import StrEnum
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
import rdflib.namespace
from hypothesis import given
from hypothesis import strategies as st

from kg import model, vocab
from kg.ontology import Ontology, read_turtle, shipped
from kg.upkeep.validate import validate

FACTS = Path(__file__).parents[2] / "shared" / "facts"
FILES = ("counterpart.ttl", "crosswalk.ttl", "rules.ttl", "schemes.ttl", "shapes.ttl")
PUBLISHED = ("counterpart.ttl", "crosswalk.ttl", "rules.ttl", "schemes.ttl")
BOTH = ("en", "vi")
SCHEMES: dict[str, type[StrEnum]] = {
    "kind": model.Kind,
    "status": model.Status,
    "role": model.Role,
    "resolution": model.Resolution,
    "date-basis": model.DateBasis,
    "channel-type": model.ChannelType,
    "attribution-type": model.AttributionType,
    "field": model.Field,
    "agreement": model.Agreement,
    "channel-state": model.ChannelState,
    "judgement-kind": model.JudgementKind,
    "outcome": model.Outcome,
}
MATCHES = frozenset(
    vocab.expand(f"skos:{name}Match") for name in ("exact", "close", "broad", "narrow", "related")
)


def quads(*names: str) -> list[ox.Quad]:
    return [quad for name in names for quad in read_turtle(shipped() / name)]


def term(curie: str) -> ox.NamedNode:
    return ox.NamedNode(vocab.expand(curie))


def subjects(found: list[ox.Quad], predicate: str, value: str) -> set[str]:
    """CURIEs of the nodes that have `value` for `predicate`."""
    return {
        vocab.compact(q.subject.value)
        for q in found
        if isinstance(q.subject, ox.NamedNode) and (q.predicate, q.object) == (term(predicate), term(value))
    }


def languages(found: list[ox.Quad], predicate: str) -> dict[str, tuple[str, ...]]:
    """Language tags of the texts that each node has for `predicate`, sorted."""
    tags: dict[str, list[str]] = defaultdict(list)
    for quad in found:
        if quad.predicate == term(predicate) and isinstance(quad.object, ox.Literal) and quad.object.value:
            tags[vocab.compact(str(quad.subject)[1:-1])].append(quad.object.language or "")
    return {node: tuple(sorted(found_tags)) for node, found_tags in tags.items()}


def properties(found: list[ox.Quad]) -> set[str]:
    kinds = ("owl:ObjectProperty", "owl:DatatypeProperty", "rdf:Property")
    return set().union(*(subjects(found, "rdf:type", kind) for kind in kinds))


def curies(names: list[str]) -> set[str]:
    return {"cp:" + name for name in names}


def test_classes_in_code_and_turtle_are_the_same() -> None:
    assert subjects(quads("counterpart.ttl"), "rdf:type", "owl:Class") == curies(vocab.CLASSES)


def test_properties_in_code_and_turtle_are_the_same() -> None:
    found = properties(quads("counterpart.ttl"))
    assert found == curies([*vocab.PROPERTIES, *vocab.DIRECT_PROPERTIES])


def test_no_term_is_listed_twice() -> None:
    terms = [*vocab.CLASSES, *vocab.PROPERTIES, *vocab.DIRECT_PROPERTIES]
    assert len(terms) == len(set(terms)) == len(vocab.CP.terms)


def test_direct_properties_are_contacts_between_actors() -> None:
    found = quads("counterpart.ttl")
    direct = curies(vocab.DIRECT_PROPERTIES)
    assert subjects(found, "rdfs:domain", "cp:Actor") & subjects(found, "rdfs:range", "cp:Actor") >= direct
    symmetric = {"cp:contacted", "cp:calledWith", "cp:metWith", "cp:talkedWith"}
    assert subjects(found, "rdf:type", "owl:SymmetricProperty") == symmetric
    below = subjects(found, "rdfs:subPropertyOf", "cp:contacted")
    assert below | subjects(found, "rdfs:subPropertyOf", "cp:calledWith") == direct - {"cp:contacted"}
    assert subjects(found, "owl:inverseOf", "cp:calledBy") == {"cp:called"}
    assert subjects(found, "rdfs:subPropertyOf", "sem:hasActor") == {"cp:hasParticipant"}


@pytest.mark.parametrize("name", FILES)
def test_both_parsers_read_the_same(name: str) -> None:
    parsed = rdflib.Graph().parse(shipped() / name)
    assert len(parsed) == len({quad.triple for quad in quads(name)}) > 0


@pytest.mark.parametrize("name", PUBLISHED)
def test_what_is_published_has_no_blank_nodes(name: str) -> None:
    nodes = [node for quad in quads(name) for node in (quad.subject, quad.object)]
    assert not [node for node in nodes if isinstance(node, ox.BlankNode)]


def test_every_term_is_labelled_and_defined_in_both_languages() -> None:
    found = quads("counterpart.ttl")
    for predicate in ("rdfs:label", "skos:definition"):
        tags = languages(found, predicate)
        assert {name for name, found_tags in tags.items() if found_tags == BOTH} == curies([*vocab.CP.terms])


def test_every_concept_is_labelled_and_defined_in_both_languages() -> None:
    found = quads("schemes.ttl")
    named = subjects(found, "rdf:type", "skos:Concept") | subjects(found, "rdf:type", "skos:ConceptScheme")
    for predicate in ("skos:prefLabel", "skos:definition"):
        assert languages(found, predicate) == dict.fromkeys(named, BOTH)


def test_every_shape_speaks_both_languages() -> None:
    tags = languages(quads("shapes.ttl"), "sh:message")
    assert set(tags.values()) == {BOTH}


def test_every_property_shape_has_a_message() -> None:
    found = quads("shapes.ttl")
    assert subjects(found, "rdf:type", "sh:PropertyShape") <= set(languages(found, "sh:message"))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_schemes_mirror_the_enumerations(scheme: str) -> None:
    values = {f"{scheme}:{member.value}" for member in SCHEMES[scheme]}
    assert subjects(quads("schemes.ttl"), "skos:inScheme", f"scheme:{scheme}") == values


@pytest.mark.parametrize("scheme", SCHEMES)
def test_shapes_allow_exactly_the_concepts_of_a_scheme(scheme: str) -> None:
    graph = rdflib.Graph().parse(shipped() / "shapes.ttl")
    base = vocab.PREFIXES[scheme]
    allowed = [{str(item) for item in graph.items(items)} for items in graph.objects(None, rdflib.SH["in"])]
    lists = [items for items in allowed if any(item.startswith(base) for item in items)]
    assert lists
    assert all(items == {base + member.value for member in SCHEMES[scheme]} for items in lists)


def test_notations_are_local_names() -> None:
    found = quads("schemes.ttl")
    notations = {
        vocab.compact(str(q.subject)[1:-1]): q.object.value
        for q in found
        if q.predicate == term("skos:notation") and isinstance(q.object, ox.Literal)
    }
    concepts = subjects(found, "rdf:type", "skos:Concept")
    assert notations == {curie: curie.partition(":")[2] for curie in concepts}


def test_concepts_hang_together() -> None:
    for found in (quads("schemes.ttl"), quads("crosswalk.ttl")):
        edges = {(q.subject, vocab.compact(q.predicate.value), q.object) for q in found}
        concepts = subjects(found, "rdf:type", "skos:Concept")
        top = {node for node, predicate, _ in edges if predicate == "skos:topConceptOf"}
        below = {node for node, predicate, _ in edges if predicate == "skos:broader"}
        assert {vocab.compact(str(node)[1:-1]) for node in top | below} == concepts
        assert not top & below
        has_top = {(o, s) for s, predicate, o in edges if predicate == "skos:hasTopConcept"}
        assert has_top == {(s, o) for s, predicate, o in edges if predicate == "skos:topConceptOf"}
        narrower = {(o, s) for s, predicate, o in edges if predicate == "skos:narrower"}
        assert narrower <= {(s, o) for s, predicate, o in edges if predicate == "skos:broader"}


def test_every_kind_is_a_contact() -> None:
    narrow = subjects(quads("schemes.ttl"), "skos:broader", "kind:Contact")
    assert narrow == {f"kind:{kind.value}" for kind in model.Kind} - {"kind:Contact"}


def test_every_office_class_of_the_register_is_in_the_scheme() -> None:
    used = {
        vocab.compact(quad.object.value)
        for path in Ontology((shipped(),), None).files("register", ".ttl")
        for quad in read_turtle(path)
        if quad.predicate == term("cp:officeClass") and isinstance(quad.object, ox.NamedNode)
    }
    assert used
    assert used <= subjects(quads("schemes.ttl"), "skos:inScheme", "scheme:office-class")


@pytest.mark.skipif(not FACTS.is_dir(), reason="needs ../shared/facts")
def test_every_office_class_of_the_facts_is_in_the_scheme() -> None:
    with (FACTS / "offices.csv").open(encoding="utf-8") as stream:
        classes = {"class:" + row["counterpart_class"] for row in csv.DictReader(stream)}
    assert subjects(quads("schemes.ttl"), "skos:inScheme", "scheme:office-class") == classes


def test_crosswalk_joins_declared_concepts() -> None:
    found = quads("crosswalk.ttl")
    matches = [q for q in found if q.predicate.value in MATCHES]
    matched = {vocab.compact(str(q.subject)[1:-1]) for q in matches}
    assert matched <= subjects(quads("schemes.ttl"), "rdf:type", "skos:Concept")
    assert {f"kind:{kind.value}" for kind in model.Kind} <= matched
    targets = {vocab.compact(str(q.object)[1:-1]) for q in matches}
    assert targets <= subjects(found, "rdf:type", "skos:Concept")


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("kind:PhoneCall", "crosswalk:cameo.041"),
        ("kind:Visit", "crosswalk:cameo.042"),
        ("kind:Talks", "crosswalk:cameo.046"),
        ("kind:Contact", "crosswalk:cameo.040"),
        ("kind:Meeting", "crosswalk:ace.Contact.Meet"),
        ("kind:PhoneCall", "crosswalk:ftm.Call"),
        ("kind:Message", "crosswalk:ftm.Message"),
    ],
)
def test_close_matches(kind: str, code: str) -> None:
    assert kind in subjects(quads("crosswalk.ttl"), "skos:closeMatch", code)


def test_every_code_has_labels_a_notation_and_a_match_or_narrower_code() -> None:
    found = quads("crosswalk.ttl")
    codes = subjects(found, "rdf:type", "skos:Concept")
    labels = languages(found, "skos:prefLabel")
    assert {code: labels[code] for code in codes} == dict.fromkeys(codes, BOTH)
    assert set(languages(found, "skos:notation")) == codes
    reached = {
        vocab.compact(str(q.object)[1:-1])
        for q in found
        if q.predicate.value in MATCHES or q.predicate == term("skos:broader")
    }
    assert codes <= reached


def test_terms_of_other_vocabularies_exist() -> None:
    """What rdflib knows of W3C and schema.org terms: a misspelt one is not in its closed namespaces."""
    known = (
        rdflib.namespace.ORG,
        rdflib.namespace.PROV,
        rdflib.namespace.TIME,
        rdflib.namespace.SKOS,
        rdflib.namespace.OWL,
        rdflib.namespace.RDFS,
        rdflib.namespace.FOAF,
        rdflib.namespace.SDO,
        rdflib.namespace.DCTERMS,
        rdflib.namespace.SH,
        rdflib.namespace.VANN,
    )
    used = {
        rdflib.URIRef(node.value)
        for quad in quads(*FILES)
        for node in (quad.predicate, quad.object)
        if isinstance(node, ox.NamedNode)
    }
    checked = {iri for iri in used for space in known if iri.startswith(str(space))}
    assert len(checked) > 50
    assert [iri for iri in sorted(checked) if not any(iri in space for space in known)] == []


def test_a_misspelt_term_is_an_error() -> None:
    with pytest.raises(AttributeError, match="has no term 'Repport'"):
        _ = vocab.CP.Repport
    assert vocab.CP.Report == "https://w3id.org/counterpart/ontology#Report"


def test_prefixes_in_the_files_are_those_of_the_code() -> None:
    own = {"ftm": "https://w3id.org/ftm#", "vann": "http://purl.org/vocab/vann/"}
    for name in FILES:
        declared = {
            prefix: str(iri)
            for prefix, iri in rdflib.Graph(bind_namespaces="none").parse(shipped() / name).namespaces()
        }
        assert declared.items() <= (vocab.PREFIXES | own).items()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("to-lam", "to-lam"),
        ("000_x", "a-000_x"),
        ("Tô Lâm", "T%C3%B4%20L%C3%A2m"),
        ("a/b", "a%2Fb"),
        ("", "a-"),
    ],
)
def test_local_names(name: str, expected: str) -> None:
    assert vocab.local(name) == expected


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_minted_iris_start_with_a_letter_and_compact(name: str) -> None:
    iri = vocab.mint("actor", name)
    ox.NamedNode(iri)
    assert iri[len(vocab.PREFIXES["actor"])].isalpha()
    assert vocab.expand(vocab.compact(iri)) == iri


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Tô Lâm", "to-lam"),
        ("Đổng Quân", "dong-quan"),
        ("Robert F. Kennedy, Jr.", "robert-f-kennedy-jr"),
        ("???", "unnamed"),
    ],
)
def test_slugs(name: str, expected: str) -> None:
    assert vocab.slug(name) == expected


GUIDE = (shipped() / "README.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"`DIR/([a-z/-]+\.ttl)`:\n\n```turtle\n(.*?)```", GUIDE, flags=re.DOTALL))


def test_the_guide_names_every_question_and_every_lexicon_file() -> None:
    table = GUIDE[GUIDE.index("| question |") : GUIDE.index("## IRIs")]
    names = {path.stem for path in (shipped() / "queries").glob("*.rq")}
    assert set(re.findall(r"`([a-z-]+)`", table)) == names
    assert [path.name for path in (shipped() / "lexicons").glob("*.ttl") if path.name not in GUIDE] == []
    assert [path.name for path in shipped().glob("*.ttl") if path.name not in GUIDE] == []


def test_examples_of_the_guide_conform(tmp_path: Path) -> None:
    assert set(EXAMPLES) == {
        "register/mine.ttl",
        "lexicons/mine.ttl",
        "lexicons/my-words.ttl",
        "house-rules.ttl",
    }
    (tmp_path / "house-rules.ttl").write_text(EXAMPLES["house-rules.ttl"], encoding="utf-8")
    data = [quad for text in EXAMPLES.values() for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    assert validate(data, Ontology((shipped(), tmp_path), None)) == ()


def test_the_guides_person_lacks_nothing_that_is_needed() -> None:
    """The example is checked in earnest: without its source the tenure is refused."""
    text = EXAMPLES["register/mine.ttl"].replace(' ;\n    cp:source "press report 2031-01-21"', "")
    found = validate(ox.parse(text, format=ox.RdfFormat.TURTLE), Ontology((shipped(),), None))
    assert [violation.shape for violation in found] == ["shape:tenure-source"]
