"""Word lists: every list is one that a rule asks for, patterns are made of them, and a user can add to them."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from small import fault, overlay

from kg.errors import OntologyError
from kg.extract import Extractor
from kg.knowledge.lexicon import Lexicon, load_lexicon
from kg.knowledge.register import Register
from kg.knowledge.tokens import MARKED
from kg.knowledge.wordlists import LIST_NAMES, NO_LISTS, WordLists
from kg.model import Article
from kg.ontology import read_turtle, shipped

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


_VALUES = "numbers and units with their values, which are reckoned with"
# All packages but the one that reckons with all the words it reads.
STAGES = sorted({path.parent.name for path in ROOT.glob("*/__init__.py")} - {"date"})
_SEQUENCE = "function words in a row, each a chunk of its own"
# Lists of Vietnamese words that stand in Python all the same, by module: how many, and why.
ALLOWED: dict[str, tuple[int, str]] = {
    "article/hygiene": (3, "syllables, and words as wrong encodings show them"),
    "article/spelling": (2, "letters"),
    "article/text": (8, "ends of sentences and furniture of pages, found before there is a lexicon"),
    "knowledge/lexicon": (
        3,
        "vowels by their two places of the tone mark; words between an office and its state",
    ),
    "knowledge/provisional": (1, "what says that a role is past, for comparing roles without a lexicon"),
    "knowledge/tokenizing": (1, "words that are no names, of which tokens are made before there are lists"),
    "knowledge/tokens": (2, "words that open a mention, of which tokens are made before there are lists"),
    "serve/workbench": (1, "the example of a query"),
    "yardstick/likeness": (1, "the measure has its own words"),
    "mention/chunks": (
        1,
        "the endings of what belongs to two states: a closed paradigm, asked for where no list is",
    ),
    "mention/coordination": (3, "plural markers of a mention, of which members are made; " + _SEQUENCE),
    "mention/names": (1, "ranges of letters"),
    "event/circumstances": (4, _VALUES),
    "event/factuality": (1, _SEQUENCE),
    "event/pauses": (6, _VALUES),
}


def is_list(node: ast.AST) -> bool:
    """Whether an expression is a list of Vietnamese words, or a regular expression that holds some."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return bool(MARKED.search(node.value)) and bool(
            re.search(r"\w\|\w|\w\)\?|\(\?|\\b|\\s|\$$", node.value)
        )
    if isinstance(node, ast.Dict):
        parts: list[ast.expr | None] = node.keys
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        parts = list(node.elts)
    else:
        return False
    texts = [p.value for p in parts if isinstance(p, ast.Constant) and isinstance(p.value, str)]
    words = [text for text in texts if re.search(r"\w", text)]
    return len(words) > 1 and any(map(MARKED.search, words))


def lists_in(path: Path) -> int:
    """How many lists of Vietnamese words a module holds, texts that document it apart."""
    tree = ast.parse(path.read_text("utf-8"))
    said = {
        id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)
    }
    return sum(is_list(node) for node in ast.walk(tree) if id(node) not in said)


@pytest.mark.parametrize("stage", STAGES)
def test_no_list_of_words_stands_in_python(stage: str) -> None:
    """What the rules of `kg.graph` ask for are words of the dataset without marks, which this cannot tell."""
    found = {f"{stage}/{path.stem}": lists_in(path) for path in sorted((ROOT / stage).glob("*.py"))}
    allowed = {module: number for module, (number, _) in ALLOWED.items() if module.startswith(f"{stage}/")}
    assert {module: number for module, number in found.items() if number} == allowed


@pytest.mark.parametrize(
    ("source", "number"),
    [
        ('x in ("đã", "sẽ")', 1),
        ('x in ("đã", ",")', 0),
        ('x == "đã"', 0),
        ('{"một": 1, "hai": 2}', 1),
        ('("object", "subject")', 0),
        ('re.compile(r"\\b(?:đã|sẽ)\\b")', 1),
        ('"""Gặp (hay) thăm."""', 0),
        ('f"“họ” ← {x}"', 0),
    ],
)
def test_lists_in_python_are_found(tmp_path: Path, source: str, number: int) -> None:
    (tmp_path / "x.py").write_text(source, "utf-8")
    assert lists_in(tmp_path / "x.py") == number


def test_names_of_lists_are_none_of_their_words() -> None:
    """As SKOS asks: no label is both preferred and hidden."""
    labels = defaultdict(list)
    for quad in read_turtle(shipped() / "lexicons" / "wordlists.ttl"):
        if "Label" in quad.predicate.value:
            labels[quad.subject, quad.object].append(quad.predicate)
    assert {key: found for key, found in labels.items() if len(found) > 1} == {}


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
    assert message in fault(tmp_path, turtle, register)


def test_a_file_that_replaces_the_lists_may_leave_none_empty(tmp_path: Path, register: Register) -> None:
    own = overlay(tmp_path, 'word-list:ready skos:hiddenLabel "sẵn lòng"@vi .', "wordlists.ttl")
    with pytest.raises(OntologyError, match="what stands in word-list:"):
        load_lexicon(own, register)
