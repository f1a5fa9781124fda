"""The README: its commands give what it prints, and its figures are those measured.

``python tests/test_readme.py`` writes outputs and figures into it anew; the difference is for review.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from kg.knowledge.register import load_register
from kg.ontology import Ontology
from kg.query.questions import questions

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
EVAL = ROOT.parent / "shared" / "eval"
BLOCK = re.compile(r"^```(?P<sort>sh|console|python|text)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
FIGURES = re.compile(r"^\| (?P<set>seeds|seeds-dated|dev|calls|check) \| (?P<cells>.*) \|$", re.MULTILINE)
COLUMNS = 100

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the README speaks of a POSIX shell")


class Desk:
    """Seeds and golden files in a folder, and a shell of 100 columns in which `kg` is this checkout's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "desk"
        tools = folder / "bin"
        tools.mkdir()
        for name, module in (("kg", "-m kg"), ("python", "")):
            path = tools / name
            path.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {module} "$@"\n')
            path.chmod(0o755)
        self.environment = os.environ | {
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "KG_CACHE": str(folder / "cache"),
            "COLUMNS": str(COLUMNS),
        }
        for name in ("seeds", "tests/golden"):
            shutil.copytree(ROOT / name, self.folder / name)

    def run(self, command: str) -> str:
        """What a command prints: standard output as on a terminal, then standard error."""
        import pty
        import threading

        ours, theirs = pty.openpty()
        seen: list[bytes] = []

        def listen() -> None:
            try:
                while chunk := os.read(ours, 4096):
                    seen.append(chunk)
            except OSError:  # how Linux says that the other end is closed
                return

        with os.fdopen(theirs, "wb") as terminal:
            listener = threading.Thread(target=listen)
            listener.start()
            done = subprocess.run(
                ["/bin/sh", "-c", command],
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=terminal,
                stderr=subprocess.PIPE,
                check=False,
            )
        listener.join()
        os.close(ours)
        printed = b"".join(seen).replace(b"\r\n", b"\n") + done.stderr
        assert done.returncode == 0, printed.decode()
        return printed.decode()


def text() -> str:
    return README.read_text("utf-8")


def set_up() -> list[str]:
    return [block["body"].strip() for block in BLOCK.finditer(text()) if block["sort"] == "sh"]


def start(folder: Path) -> Desk:
    """A desk at which the first set-up line has been run, but for the installation."""
    desk = Desk(folder)
    desk.run(set_up()[0].partition("pip install -q -e . && ")[2])
    return desk


def rewritten(desk: Desk, block: re.Match[str], before: re.Match[str] | None) -> str:
    """A block of the README with what its commands, or the program in the block before it, print."""
    body = block["body"]
    if block["sort"] == "console":
        commands = [line[2:] for line in body.splitlines() if line.startswith("$ ")]
        body = "".join(f"$ {command}\n{desk.run(command)}" for command in commands)
    elif block["sort"] == "text" and before is not None:
        body = desk.run(f"python -c {shlex.quote(before['body'])}")
    return f"```{block['sort']}\n{body}```"


def measured(name: str) -> str:
    """A row of the table of figures, from the annotated articles beside the checkout."""
    articles = EVAL.parent / "seeds" if name == "seeds" else EVAL / name
    scorer = [sys.executable, str(EVAL / "score.py"), str(EVAL / "gold" / name), "-", "--json"]
    extract = [sys.executable, "-m", "kg", "-q", "extract", str(articles)]
    contacts = subprocess.run(extract, cwd=ROOT, capture_output=True, check=True).stdout
    done = subprocess.run(scorer, input=contacts, capture_output=True, check=True)
    score = json.loads(done.stdout)
    figures = [score["event"][key] for key in ("precision", "recall", "f1")]
    figures += [score[key]["f1"] for key in ("strict_event", "link", "initiator")]
    figures.append(score["attributes"]["date"])
    return f"| {name} | {' | '.join(f'{figure:.2f}' for figure in figures)} |"


def blocks() -> list[tuple[re.Match[str], re.Match[str] | None]]:
    found = list(BLOCK.finditer(text()))
    return list(zip(found, [None, *found[:-1]], strict=True))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return start(tmp_path_factory.mktemp("readme"))


@pytest.mark.parametrize(
    ("block", "before"),
    [
        pytest.param(block, before, id=block["body"].splitlines()[0] if block["body"] else "empty")
        for block, before in blocks()
        if block["sort"] in ("console", "text")
    ],
)
def test_commands_print_what_the_readme_shows(
    desk: Desk, block: re.Match[str], before: re.Match[str] | None
) -> None:
    assert block[0] == rewritten(desk, block, before)


def test_the_first_line_leaves_what_the_readme_says(desk: Desk) -> None:
    left = {path.name for path in (desk.folder / "output").iterdir()}
    assert left == {"articles.db", "store", "graph.ttl", "graph.trig", "index.html"}


def test_links_lead_somewhere() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", text())
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_numbers_of_the_register_and_of_questions() -> None:
    ontology = Ontology.default()
    register = load_register(ontology)
    told = f"{len(register.people):,} people, {len(register.offices):,} offices and {len(register.tenures):,} terms"
    assert told in text()
    assert f"\n{len(questions(ontology))} named questions" in text()


@pytest.mark.skipif(not EVAL.is_dir(), reason="needs ../shared/eval, the annotated articles")
@pytest.mark.parametrize("row", list(FIGURES.finditer(text())), ids=lambda row: str(row["set"]))
def test_figures_are_those_measured(row: re.Match[str]) -> None:
    if "–" in row["cells"]:
        pytest.skip("not filled in yet")
    assert row[0] == measured(row["set"])


def rewrite() -> None:
    """Write what is printed and measured into the README."""
    with tempfile.TemporaryDirectory() as name:
        desk = start(Path(name))
        pieces, end = [], 0
        for block, before in blocks():
            pieces += [text()[end : block.start()], rewritten(desk, block, before)]
            end = block.end()
        renewed = "".join(pieces) + text()[end:]
    if EVAL.is_dir():
        renewed = FIGURES.sub(lambda row: measured(row["set"]), renewed)
    README.write_text(renewed, "utf-8")


if __name__ == "__main__":
    rewrite()
