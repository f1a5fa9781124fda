"""The package as others get it: a wheel in an empty environment, used from another folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = ("kg", "ontology", "frontend", "setup.py", "setup.cfg", "pyproject.toml", "README.md", "LICENSE")

pytestmark = pytest.mark.wheel


def run(*command: object, cwd: Path, **more: str) -> str:
    """Standard output of a command that must succeed, without a trace of this checkout around it."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=kept | more, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout, so that the build leaves nothing in it and finds nothing old."""
    folder = tmp_path_factory.mktemp("source")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules")
            )
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check"]
    # The build needs setuptools from an index; if that cannot be had, nothing is said about the wheel.
    probe = [*pip, "download", "--no-deps", "--retries", "0", "-d", str(folder), "setuptools>=77"]
    tried = subprocess.run(probe, capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"pip reaches no index: {tried.stderr.strip().splitlines()[-1]}")
    run(*pip, "wheel", "--no-deps", "-w", folder / "dist", source, cwd=folder)
    (built,) = (folder / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def kg(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command `kg` of an environment that holds nothing but the wheel and what it asks for."""
    environment = tmp_path_factory.mktemp("empty") / "venv"
    run(sys.executable, "-m", "venv", environment, cwd=environment.parent)
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    run(scripts / "python", "-m", "pip", "-q", "install", wheel, cwd=environment.parent)
    return scripts / "kg"


def files(folder: Path) -> set[str]:
    """Files in a folder and those below it, relative to it."""
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in found}


def test_everything_is_inside(wheel: Path, source: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if name.startswith("kg/")}
    expected = {f"kg/{name}" for name in files(source / "kg")}
    expected |= {f"kg/ontology/{name}" for name in files(source / "ontology")}
    assert inside == expected
    assert "kg/py.typed" in inside


def test_it_does_what_the_checkout_does(kg: Path, source: Path, tmp_path: Path) -> None:
    """Each command from another folder; the graph has the bytes that the checkout's own build has."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    cache = str(tmp_path / "cache")
    summary = run(kg, "build", "seeds", cwd=tmp_path, KG_CACHE=cache)
    assert "articles    5" in summary
    calls = run(kg, "query", "who-called-whom", "-f", "csv", cwd=tmp_path, KG_CACHE=cache)
    assert any("Andrey Belousov" in row and "Lloyd Austin" in row for row in calls.splitlines())
    page = run(kg, "render", cwd=tmp_path, KG_CACHE=cache).split()[-1]
    assert (tmp_path / page).read_text("utf-8").startswith("<!DOCTYPE html>")
    run(kg, "validate", cwd=tmp_path, KG_CACHE=cache)
    network = run(kg, "export", "-f", "graphml", cwd=tmp_path, KG_CACHE=cache)
    assert "Lloyd Austin" in network
    build = (sys.executable, "-m", "kg", "-q", "build", tmp_path / "seeds", "--store", tmp_path / "own")
    run(*build, cwd=source, KG_CACHE=cache)
    for name in ("graph.ttl", "graph.trig"):
        assert (tmp_path / "output" / name).read_bytes() == (tmp_path / "own" / name).read_bytes()


def test_it_reads_pages(kg: Path, tmp_path: Path) -> None:
    said = "Ngày 12/7/2024, Bộ trưởng Quốc phòng Nga Andrey Belousov đã gọi điện cho người đồng cấp Mỹ Lloyd Austin."
    page = f"<html><body><article><h1>Điện đàm</h1><p>{said}</p><p>{'Hai bên nói về Ukraine. ' * 9}</p></article>"
    (tmp_path / "page.html").write_text(page, "utf-8")
    contacts = run(kg, "extract", "page.html", cwd=tmp_path, KG_CACHE=str(tmp_path / "cache"))
    assert json.loads(contacts)["evidence"]["quote"] == said


def test_it_is_called_as_a_module_too(kg: Path, tmp_path: Path) -> None:
    python = kg.with_name("python")
    told = run(python, "-m", "kg", "--version", cwd=tmp_path)
    assert told == run(kg, "--version", cwd=tmp_path)
    where = run(python, "-c", "import kg; print(kg.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(kg.parent.parent)
