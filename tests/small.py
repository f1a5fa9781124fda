"""A small ontology of few people, and articles about them: whole commands run in a tenth of a second."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.knowledge.lexicon import load_lexicon
from kg.knowledge.register import Register
from kg.model import Article
from kg.ontology import Ontology, shipped
from kg.vocab import PREFIXES

REGISTER = """
@prefix actor: <https://w3id.org/counterpart/actor/> .
@prefix class: <https://w3id.org/counterpart/office-class/> .
@prefix cp: <https://w3id.org/counterpart/ontology#> .
@prefix office: <https://w3id.org/counterpart/office/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix tenure: <https://w3id.org/counterpart/tenure/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

actor:russia a cp:State ; rdfs:label "Russia" ; skos:prefLabel "Russia"@en , "Nga"@vi ; cp:iso2 "RU" .
actor:united-states a cp:State ; rdfs:label "United States" ;
    skos:prefLabel "United States"@en , "Mỹ"@vi ; cp:iso2 "US" .
office:ru-defence-minister a cp:Office ; cp:officeClass class:defence_minister ; cp:ofBody actor:russia ;
    rdfs:label "Minister of Defence of Russia"@en , "Bộ trưởng Quốc phòng Nga"@vi .
office:us-defence-secretary a cp:Office ; cp:officeClass class:defence_minister ; cp:ofBody actor:united-states ;
    rdfs:label "United States Secretary of Defense"@en , "Bộ trưởng Quốc phòng Mỹ"@vi .
actor:andrey-belousov a cp:Person ; rdfs:label "Andrey Belousov" ; cp:citizenOf actor:russia ;
    skos:prefLabel "Andrey Belousov"@en , "Andrey Belousov"@vi .
actor:lloyd-austin a cp:Person ; rdfs:label "Lloyd Austin" ; cp:citizenOf actor:united-states ;
    skos:prefLabel "Lloyd Austin"@en , "Lloyd Austin"@vi .
tenure:andrey-belousov.ru-defence-minister.2024-05-14 a cp:Tenure ; cp:heldBy actor:andrey-belousov ;
    cp:source "its own example" ; cp:office office:ru-defence-minister ; cp:tenureStart "2024-05-14"^^xsd:date .
tenure:lloyd-austin.us-defence-secretary.2021-01-22 a cp:Tenure ; cp:heldBy actor:lloyd-austin ;
    cp:source "its own example" ; cp:office office:us-defence-secretary ; cp:tenureStart "2021-01-22"^^xsd:date .
"""


def small_ontology(folder: Path) -> Ontology:
    """The shipped ontology over a register of two people, below `folder`."""
    root = folder / "ontology"
    shutil.copytree(shipped(), root, ignore=shutil.ignore_patterns("register", "*.md"))
    (root / "register").mkdir()
    (root / "register" / "people.ttl").write_text(REGISTER, "utf-8")
    return Ontology((root,), folder / "cache")


def overlay(folder: Path, turtle: str, name: str = "own.ttl") -> Ontology:
    """The shipped ontology with a lexicon file of a user's own, in Turtle without prefixes."""
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    (folder / "lexicons").mkdir(exist_ok=True)
    (folder / "lexicons" / name).write_text(head + turtle, "utf-8")
    return Ontology.default(folder)


def fault(folder: Path, turtle: str, register: Register) -> str:
    """What is said of a broken lexicon file of a user's own: one line that names the file."""
    with pytest.raises(OntologyError) as raised:
        load_lexicon(overlay(folder, turtle), register)
    said = str(raised.value)
    assert said.startswith(str(folder / "lexicons" / "own.ttl"))
    assert "\n" not in said
    return said


def call(id: str, day: int = 12, more: str = "") -> Article:
    """An article that reports a call on a day of July 2024."""
    return Article(
        id,
        f"Bộ trưởng Quốc phòng Mỹ Lloyd Austin gọi điện cho người đồng cấp Nga Andrey Belousov hôm {day}/7/2024."
        f" {more}".rstrip(),
    )


def silent(id: str) -> Article:
    """An article that reports no contact."""
    return Article(id, "Thời tiết Hà Nội hôm nay nắng đẹp, nhiệt độ cao nhất 30 độ C, chiều tối có mưa rào.")


def jsonl(path: Path, articles: Iterable[Article]) -> Path:
    """A file of these articles, as `kg` reads it."""
    lines = (json.dumps({"id": article.id, "text": article.text}) for article in articles)
    path.write_text("".join(line + "\n" for line in lines), "utf-8")
    return path
