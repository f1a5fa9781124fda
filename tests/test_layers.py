"""The direction of imports: each module imports only from modules further up in the order of the data."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Packages and their modules, top to bottom in the order in which the data flow; "" is the package `kg` itself.
STAGES = (
    ("", "__init__ errors model vocab ontology"),
    ("article", "hygiene text spelling articles talk archive"),
    ("knowledge", "surnames entries placement register wordlists tokens tokenizing gate lexicon provisional"),
    (
        "date",
        "numerals wordings expressions readings finding distances intervals resolution chronology terms",
    ),
    (
        "mention",
        "mentions words bodies names offices institutions roles persons anaphors relations groups described grammar "
        "attribution lines places chunks unfilled evocation coordination company enumerations appositions insertions "
        "clauses quoted chunking incumbents namesakes introductions actors",
    ),
    (
        "event",
        "statements governing attachment candidates frames sides subjects constraints sequels factuality "
        "disclaimers initiative journeys ellipsis conveyed events passages prospects pauses drafts imagined scope "
        "confidence discourse pairs anaphora happenings relating dating placing circumstances parties invitations "
        "speakers channels correspondents silences coreference recurrence hosts felicitations reports",
    ),
    ("", "extract"),
    ("batch", "records pool intake tally"),
    (
        "graph",
        "triples judgements corrections sightings testimony sources windows clusters visits compatibility "
        "blocking occasions neighbours consensus silences outcomes derivation syntaxes revision",
    ),
    ("", "store"),
    (
        "query",
        "lookup rows questions guard queries directory unregistered contacts counterparts account reasons",
    ),
    ("render", "timeline bundle dossier payload leaves page"),
    ("export", "nanopub panel formats"),
    ("upkeep", "validate endpoint wikidata blocks refresh collection review verify diff changes"),
    (
        "serve",
        "negotiation protocol answers things ledger index columns found pairs snapshot tables views "
        "push pages profiles glossary workbench routes fields jobs workers server",
    ),
    ("yardstick", "annotation likeness evaluate scorecard"),
    ("commands", "options reading writing asking showing actors"),
    ("", "cli __main__"),
)
ORDER = tuple(
    name
    for package, modules in STAGES
    for name in (
        *([package] if package else []),
        *(f"{package}.{module}" if package else module for module in modules.split()),
    )
)
HEAVY_MODULES = ("render.page", "serve.server", "serve.columns", "serve.found", "serve.pairs", "serve.views")
HEAVY = ("numpy", "rdflib", "oxrdflib", "networkx", "pyvis", "pyshacl", "trafilatura", "starlette", "uvicorn")


def path_of(module: str) -> Path:
    """The file of a module; that of a package is its __init__."""
    path = ROOT / "kg" / module.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def named(path: Path) -> str:
    """The name of the module in a file, as in ORDER."""
    inside = path.relative_to(ROOT / "kg").with_suffix("")
    return ".".join(inside.parts).removesuffix(".__init__")


MODULES = frozenset(map(named, (ROOT / "kg").rglob("*.py")))


def imports(tree: ast.AST) -> Iterator[str]:
    """Dotted names of all that a module imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = ".".join(filter(None, ("kg" if node.level else "", node.module)))
            yield from (f"{source}.{alias.name}" for alias in node.names)


def own(names: Iterator[str], modules: frozenset[str]) -> set[str]:
    """The modules of this package that dotted names mean (``kg.__version__`` is in the package itself)."""
    inside = [f"{name}.".partition(".")[2].split(".") for name in names if name.split(".")[0] == "kg"]
    return {
        next((module for module in (".".join(name[:2]), name[0]) if module in modules), "__init__")
        for name in inside
    }


def test_the_order_names_every_module_once() -> None:
    assert sorted(ORDER) == sorted(MODULES)


@pytest.mark.parametrize("module", ORDER)
def test_a_module_imports_only_from_upstream(module: str) -> None:
    source = path_of(module).read_text("utf-8")
    upstream = ORDER[: ORDER.index(module)]
    assert own(imports(ast.parse(source)), MODULES) <= set(upstream)


def test_heavy_libraries_are_loaded_only_when_they_are_needed() -> None:
    """Modules that are nothing without such a library are themselves loaded only when needed."""
    light = [f"kg.{module}" for module in ORDER[1:] if module not in HEAVY_MODULES]
    script = f"import sys, {', '.join(light)}\nprint(*({set(HEAVY)!r} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


GUIDE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- modules:begin -->\n", "<!-- modules:end -->\n"


def says(module: str) -> str:
    """The first sentence of what a module says of itself."""
    told = ast.get_docstring(ast.parse(path_of(module).read_text("utf-8"))) or ""
    return " ".join(told.partition("\n\n")[0].split()).rstrip(".")


def modules_of(package: str, names: str) -> str:
    """A package and its modules as a list in Markdown."""
    head = f"**`kg.{package}`**: {says(package)}" if package else "**`kg`** itself"
    own = (f"{package}.{name}" if package else name for name in names.split() if not name.startswith("__"))
    return "\n".join((f"{head}\n", *(f"- `{name.rpartition('.')[2]}`: {says(name)}" for name in own)))


def guide() -> str:
    """The guide with the list of modules as they say it now."""
    before, _, rest = GUIDE.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    listed = "\n\n".join(modules_of(*stage) for stage in STAGES)
    return f"{before}{BEGIN}{listed}\n{END}{after}"


def test_the_guide_lists_every_module_as_it_says_itself() -> None:
    """``python tests/test_layers.py`` writes the list anew."""
    assert guide() == GUIDE.read_text("utf-8")


@pytest.mark.parametrize("module", ORDER)
def test_every_module_says_what_it_is(module: str) -> None:
    assert says(module)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import kg.store", {"store"}),
        ("import kg", {"__init__"}),
        ("import rdflib, kg.rows as r", {"rows"}),
        ("from kg import store, __version__", {"store", "__init__"}),
        ("from kg.store import Store", {"store"}),
        ("from . import store", {"store"}),
        ("from .store import Store", {"store"}),
        ("def f():\n    from kg.store import Store", {"store"}),
        ("if TYPE_CHECKING:\n    import kg.store", {"store"}),
        ("import kgx.store", set()),
        ("from kg.rows import options", {"rows.options"}),
        ("from kg.rows.options import store", {"rows.options"}),
        ("import kg.rows.reading", {"rows"}),
    ],
)
def test_imports_are_found_wherever_they_stand(source: str, found: set[str]) -> None:
    assert own(imports(ast.parse(source)), frozenset({"store", "rows", "rows.options"})) == found


if __name__ == "__main__":
    GUIDE.write_text(guide(), "utf-8")
