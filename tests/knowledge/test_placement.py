"""What lies in a user's own folder where nothing reads it is named, instead of left out in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.knowledge.register import load_register
from kg.ontology import Ontology
from kg.vocab import PREFIXES

PERSON = 'actor:nam-le a cp:Person ; rdfs:label "Nam Le" ; skos:prefLabel "Nam Le"@en ; cp:citizenOf actor:vietnam .'
WORD = 'lexeme:dam-thoai a cp:Lexeme ; cp:lexemeClass "verb" ; skos:prefLabel "hàn huyên"@vi .'
LIST = 'word-list:ready skos:hiddenLabel "sẵn lòng"@vi .'
SCHEME = 'class:scout skos:prefLabel "scout"@en .'


def laid(folder: Path, name: str, turtle: str) -> Ontology:
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(head + turtle, "utf-8")
    return Ontology.default(folder)


@pytest.mark.parametrize(
    ("name", "turtle", "said"),
    [
        ("people.ttl", PERSON, "actor:nam-le is a cp:Person, which is read from {root}/register only"),
        (
            "lexicons/people.ttl",
            PERSON,
            "actor:nam-le is a cp:Person, which is read from {root}/register only",
        ),
        ("words.ttl", WORD, "lexeme:dam-thoai is a cp:Lexeme, which is read from {root}/lexicons only"),
        ("mine.rq", "SELECT * { ?s ?p ?o }", "questions are read from {root}/queries only"),
    ],
)
def test_what_nothing_would_read_is_named(tmp_path: Path, name: str, turtle: str, said: str) -> None:
    with pytest.raises(OntologyError) as raised:
        load_register(laid(tmp_path, name, turtle))
    assert str(raised.value).startswith(f"{tmp_path / name}: {said.format(root=tmp_path)}; move ")


@pytest.mark.parametrize(
    ("name", "turtle"),
    [
        ("register/people.ttl", PERSON),
        ("lexicons/words.ttl", WORD),
        ("lexicons/lists.ttl", LIST),
        ("more-schemes.ttl", SCHEME),
        ("queries/mine.rq", "SELECT * { ?s ?p ?o }"),
    ],
)
def test_what_is_read_where_it_lies_is_not(tmp_path: Path, name: str, turtle: str) -> None:
    assert load_register(laid(tmp_path, name, turtle)).people
