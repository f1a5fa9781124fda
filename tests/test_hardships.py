"""Commands in a folder that is full, cannot be written, or is being written: one line, and nothing is lost."""

from __future__ import annotations

import json
import os
import random
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from small import call, jsonl, silent, small_ontology

from kg.article.archive import open_archive
from kg.model import Article
from kg.store import open_store
from kg.upkeep.collection import EXPORTS
from kg.upkeep.verify import verify

ROOT = Path(__file__).parent.parent
FEW = (call("a"), silent("b"))
WORDS = silent("").text.lower().replace(",", "").rstrip(".").split()
LOAD = [call(f"n{n}", 1 + n % 28, " ".join(random.Random(n).choices(WORDS, k=2000))) for n in range(60)]


@pytest.fixture(scope="module")
def ontology(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that hides the shipped register, so that a store is small."""
    folder = tmp_path_factory.mktemp("small")
    (root,) = small_ontology(folder).roots
    return root


@pytest.fixture
def run(ontology: Path, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs `kg` with the small ontology alone, as a process of its own."""
    program = (
        "import sys; from pathlib import Path; import kg.ontology; from kg.cli import main; "
        f"kg.ontology.shipped = lambda: Path({str(ontology)!r}); sys.exit(main(sys.argv[1:]))"
    )

    def kg(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", program, *map(str, arguments)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            env=os.environ | {"KG_CACHE": str(tmp_path / "cache")},
        )

    return kg


Run = Callable[..., subprocess.CompletedProcess[str]]


def ids(folder: Path) -> list[str]:
    """Ids of the articles, each of which comes back whole."""
    with open_archive(folder, read_only=True) as archive:
        found = list(archive.articles())
    assert all(isinstance(article, Article) for article in found)
    return [article.id for article in found if isinstance(article, Article)]


def line(done: subprocess.CompletedProcess[str]) -> str:
    """The one line that a command which failed has said."""
    assert (done.returncode, done.stdout) == (1, "")
    (said,) = done.stderr.splitlines()
    assert said.startswith("kg: ")
    return said


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """A file system in memory; skips the test where there is no right to mount one."""
    folder.mkdir()
    mount = shutil.which("mount")
    command = [mount or "mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("room", [0, 60, 500])  # kB: the archive, the store or the exports do not fit
def test_a_full_disk(tmp_path: Path, run: Run, room: int) -> None:
    few, load = jsonl(tmp_path / "few.jsonl", FEW), jsonl(tmp_path / "load.jsonl", LOAD)
    with mounted(tmp_path / "disk", "size=64m") as disk:
        folder = disk / "out"
        assert run("build", few, "--store", folder, "-q").returncode == 0
        before = [(folder / name).read_bytes() for name in EXPORTS]
        fill(disk, room * 1000)
        for command in (["add", load], ["build", load], ["rebuild"]) if room == 0 else (["add", load],):
            said = line(run(*command, "--store", folder))
            assert "the disk is full; make room and run the command again" in said or "No space left" in said
            assert {"a", "b"} <= set(ids(folder))
            assert [(folder / name).read_bytes() for name in EXPORTS] == before
            with open_store(folder, read_only=True) as store:
                assert {"a", "b"} <= set(store.articles())
        assert run("query", "undated", "--store", folder).returncode == 0
        (disk / "ballast").unlink()
        done = run("add", load, "--store", folder, "-q")
        assert (done.returncode, done.stderr) == (0, "")
        assert len(ids(folder)) == len(FEW) + len(LOAD)
        with open_store(folder, read_only=True) as store, open_archive(folder, read_only=True) as archive:
            assert store.finished
            assert not [wrong for checked in verify(store, archive) for wrong in checked.mismatches]


def fill(disk: Path, room: int) -> None:
    """Leave so many bytes free."""
    free = shutil.disk_usage(disk).free
    (disk / "ballast").write_bytes(b"\0" * (free - room))


READ = (["query", "undated"], ["verify"], ["export", "-f", "nt"], ["validate"])
WRITE = (["add", "{few}"], ["build", "{few}"], ["remove", "a"], ["rebuild"])


def test_a_file_system_that_is_read_only(tmp_path: Path, run: Run) -> None:
    few = jsonl(tmp_path / "few.jsonl", FEW)
    with mounted(tmp_path / "disk", "size=64m") as disk:
        folder = disk / "out"
        assert run("build", few, "--store", folder, "-q").returncode == 0
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        unwritten(folder, few, run)


def test_a_folder_that_is_read_only(tmp_path: Path, run: Run) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    few, folder = jsonl(tmp_path / "few.jsonl", FEW), tmp_path / "out"
    assert run("build", few, "--store", folder, "-q").returncode == 0
    everything = [folder, *folder.rglob("*")]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        unwritten(folder, few, run)
    finally:
        for path in everything:
            path.chmod(0o755)


def unwritten(folder: Path, few: Path, run: Run) -> None:
    """Every write is refused in one line, every reader is served."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for command in WRITE:
        said = line(run(*(word.format(few=few) for word in command), "--store", folder))
        assert str(folder) in said
        assert "Read-only" in said or "Permission denied" in said
    for command in READ:
        done = run(*command, "--store", folder)
        assert done.returncode == 0, done.stderr
        assert "did not finish" not in done.stderr
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_two_writers(tmp_path: Path, run: Run) -> None:
    """The second, and whoever reads, is told who is writing; the first goes on undisturbed."""
    few, folder = jsonl(tmp_path / "few.jsonl", FEW), tmp_path / "out"
    assert run("build", few, "--store", folder, "-q").returncode == 0
    command = [sys.executable, "-m", "kg", "add", "-", "--store", str(folder), "-q"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, text=True) as writer:
        assert writer.stdin is not None
        writer.stdin.write(json.dumps({"id": "c", "text": call("c").text}) + "\n" * 100_000)
        writer.stdin.flush()
        marker = folder / "store" / "BUILDING"
        while not (marker.exists() and marker.stat().st_size):
            assert writer.poll() is None
        who = f"process {writer.pid} on {socket.gethostname()} (kg add)"
        for words in (*WRITE, *READ):
            said = line(run(*(word.format(few=few) for word in words), "--store", folder))
            assert said == (
                f"kg: {folder}: the store is being written by {who}; try again when it has finished"
            )
        writer.stdin.close()
    assert writer.returncode == 0
    assert ids(folder) == ["a", "b", "c"]
    assert run("verify", "--store", folder).returncode == 0


def test_a_reader_is_told_that_the_last_write_did_not_finish(tmp_path: Path, run: Run) -> None:
    few, folder = jsonl(tmp_path / "few.jsonl", FEW), tmp_path / "a folder"
    assert run("build", few, "--store", folder, "-q").returncode == 0
    (folder / "store" / "BUILDING").write_text("process 1 on earth (kg add)")
    for command in READ:
        done = run(*command, "--store", folder)
        assert done.returncode == 0
        assert f"kg: {folder}: the last write did not finish" in done.stderr
        assert f"kg rebuild --store '{folder}'" in done.stderr
    assert run("rebuild", "--store", folder, "-q").returncode == 0
    assert run("verify", "--store", folder, "-q").stderr == ""
