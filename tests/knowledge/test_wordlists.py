"""Word lists: every list is one that a rule asks for, patterns are made of them, and a user can add to them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.extract import Extractor
from kg.knowledge.lexicon import Lexicon, load_lexicon
from kg.knowledge.register import Register
from kg.knowledge.wordlists import LIST_NAMES, NO_LISTS, WordLists
from kg.model import Article
from kg.ontology import Ontology, shipped
from kg.vocab import PREFIXES

ROOT = Path(__file__).parents[2] / "kg"
LISTS = WordLists(
    {"when": ("khi", "sau khi"), "ready": ("sẵn sàng",), "many": ("nhiều (lắm)",), "own": ("khi",)}
)


def test_the_lists_of_code_and_turtle_are_the_same() -> None:
    text = (shipped() / "lexicons" / "wordlists.ttl").read_text("utf-8")
    assert sorted(re.findall(r"^word-list:(\S+) a cp:WordList ;$", text, re.M)) == sorted(LIST_NAMES)


def constants(path: Path) -> Iterator[str]:
    """All strings of a module."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_every_list_is_asked_for() -> None:
    modules = [path for path in ROOT.rglob("*.py") if path.name != "wordlists.py"]
    strings = {text for path in modules for text in constants(path)}
    named = {name for text in strings for name in re.findall(r"\{([a-z-]+)\}", text)}
    assert sorted(LIST_NAMES - named - strings) == []


def templates() -> Iterator[str]:
    """The templates of patterns: strings with names of lists in modules that make patterns of them."""
    for path in ROOT.rglob("*.py"):
        if path.name != "wordlists.py" and ".pattern(" in path.read_text("utf-8"):
            yield from (text for text in constants(path) if re.search(r"\{[a-z][a-z-]*\}", text))


def test_every_template_compiles(lexicon: Lexicon) -> None:
    found = sorted(set(templates()))
    assert len(found) > 5
    for template in found:
        lexicon.lists.pattern(template)


def test_a_word_knows_its_lists() -> None:
    assert LISTS.of("khi") == {"when", "own"}
    assert LISTS.of("khỉ") == NO_LISTS
    assert LISTS["when"] == {"khi", "sau khi"}


@pytest.mark.parametrize(
    ("template", "text", "matched"),
    [
        (r"\b{when}\b", "ngay sau khi gặp", "sau khi"),
        (r"\b{when}\b", "con khỉ", None),
        (r"{when} {ready}", "khi sẵn sàng", "khi sẵn sàng"),
        (r"{many}", "nhiều lắm", None),
        (r"{many}", "rất nhiều (lắm)", "nhiều (lắm)"),
        (r"(?<!{when} )gặp", "sau khi gặp", None),
        (r"(?<!{when} )gặp", "đã gặp", "gặp"),
        (r"(?<={when} )gặp", "sau khi gặp", "gặp"),
        (r"(?<={when} )gặp", "đã gặp", None),
        (r"x{2,3}{own}", "xxkhi", "xxkhi"),
    ],
)
def test_patterns_are_made_of_lists(template: str, text: str, matched: str | None) -> None:
    found = LISTS.pattern(template).search(text)
    assert (found and found[0]) == matched
    assert LISTS.pattern(template) is LISTS.pattern(template)


def test_a_template_with_an_unknown_list_is_an_error() -> None:
    with pytest.raises(KeyError, match="whenever"):
        LISTS.pattern("{whenever}")


HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())


def overlay(folder: Path, turtle: str, name: str = "own.ttl") -> Ontology:
    (folder / "lexicons").mkdir(exist_ok=True)
    (folder / "lexicons" / name).write_text(HEAD + turtle, "utf-8")
    return Ontology.default(folder)


def test_a_users_word_changes_what_is_read(tmp_path: Path, register: Register, extractor: Extractor) -> None:
    article = Article(
        "a", "Ngày 5/3/2024, Nga và Mỹ đã có đàm phán ở Geneva trong lúc quan hệ bị đoạn tuyệt."
    )
    assert len(extractor.extract(article).events) == 1
    own = overlay(tmp_path, 'word-list:broken-link skos:hiddenLabel "Đoạn tuyệt"@vi .')
    reader = Extractor(register, load_lexicon(own, register))
    assert reader.extract(article).events == ()
    assert reader.version != extractor.version


def test_both_styles_of_tone_marks_are_read(lexicon: Lexicon) -> None:
    assert {"uỷ quyền", "ủy quyền"} <= lexicon.lists["ordering"]


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        (
            'word-list:broken-links skos:hiddenLabel "x"@vi .',
            "word-list:broken-links; word-list:broken-link is one",
        ),
        ('word-list:nothing-like-it a cp:WordList ; skos:hiddenLabel "x"@vi .', "word-list:nothing-like-it"),
        ('lexeme:x a cp:WordList ; skos:hiddenLabel "x"@vi .', "lexeme:x"),
        ('word-list:ready skos:altLabel "x"@vi .', "word-list:ready needs a skos:hiddenLabel"),
    ],
)
def test_a_broken_list_is_reported_with_its_file(
    tmp_path: Path, register: Register, turtle: str, message: str
) -> None:
    with pytest.raises(OntologyError) as raised:
        load_lexicon(overlay(tmp_path, turtle), register)
    assert str(tmp_path / "lexicons" / "own.ttl") in str(raised.value)
    assert message in str(raised.value)


def test_a_file_that_replaces_the_lists_may_leave_none_empty(tmp_path: Path, register: Register) -> None:
    own = overlay(tmp_path, 'word-list:ready skos:hiddenLabel "sẵn lòng"@vi .', "wordlists.ttl")
    with pytest.raises(OntologyError, match="what stands in word-list:"):
        load_lexicon(own, register)
