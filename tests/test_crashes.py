"""Writes that are killed: no kept article is lost, the store opens, and the next write makes up for it."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from forks import SMALL_BATCHES
from small import call, jsonl, silent, small_ontology

from kg.article.archive import open_archive
from kg.errors import StoreError
from kg.model import Article
from kg.store import open_store
from kg.upkeep import collection
from kg.upkeep.collection import EXPORTS, Procedure
from kg.upkeep.verify import verify
from kg.vocab import local

KILLS = 60
CHAIN = 4  # kills after which a write is let through and everything is compared
ROOT = Path(__file__).parent.parent
POOL = [*(call(f"c{n}", 1 + n) for n in range(9)), *(silent(f"s{n}") for n in range(4))]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forks of a process")

State = dict[str, Article]


class Writers:
    """The process of `forks`: runs writes to the end, or kills them."""

    def __init__(self, process: subprocess.Popen[str], procedure: Procedure) -> None:
        self.procedure = procedure
        self._process = process

    def run(
        self, folder: Path, task: str, articles: list[Article], seconds: float | None = None
    ) -> float | None:
        """Seconds that a write took; None if it was killed before it ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        given = [{"id": article.id, "text": article.text} for article in articles]
        self._process.stdin.write(json.dumps([str(folder), task, given, seconds]) + "\n")
        self._process.stdin.flush()
        status, spent = json.loads(self._process.stdout.readline())
        assert status in (0, -signal.SIGKILL)
        return float(spent) if status == 0 else None


@pytest.fixture(scope="module")
def writers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writers]:
    ontology = small_ontology(tmp_path_factory.mktemp("small"))
    command = [sys.executable, str(ROOT / "tests" / "forks.py"), str(ontology.roots[0]), str(ontology.cache)]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))},
    )
    with process:
        yield Writers(process, Procedure(ontology))
        assert process.stdin is not None
        process.stdin.close()


def kept(folder: Path) -> State:
    """The articles of a folder, each of which must come back."""
    try:
        with open_archive(folder, read_only=True) as archive:
            found = list(archive.articles())
    except StoreError as error:
        if "no article texts here" not in str(error):
            raise
        return {}
    assert all(isinstance(article, Article) for article in found)
    return {article.id: article for article in found if isinstance(article, Article)}


def steps(before: State, task: str, articles: list[Article]) -> list[State]:
    """What a folder may hold while a write is under way, from first to last."""
    given = {article.id: article for article in articles}
    if task == "build":
        return [before, given]
    if task == "remove":
        return [before, {id: article for id, article in before.items() if id not in given}]
    states, size = [before], SMALL_BATCHES["COMMIT"]
    for start in range(0, len(articles) if task == "add" else 0, size):
        states.append(states[-1] | {article.id: article for article in articles[start : start + size]})
    return states


def drawn(chance: random.Random, before: State) -> tuple[str, list[Article]]:
    """A write, and the articles that it is about."""
    task = chance.choice(["build", "add", "add", "remove", "rebuild"])
    if task == "remove" and len(before) > 3:
        return task, chance.sample(list(before.values()), 2)
    if task == "rebuild" and before:
        return task, []
    task = "build" if task == "build" else "add"
    some = [dataclasses.replace(article, title=chance.choice([None, "Tựa"])) for article in POOL]
    return task, [
        dataclasses.replace(article, title=None) for article in chance.sample(some, chance.randint(5, 11))
    ]


def check(folder: Path) -> bool:
    """What a reader finds after a kill; whether it is told that the last write did not finish."""
    said = ""
    try:
        open_store(folder, read_only=True).close()
    except StoreError as error:
        said = str(error)
    if not (folder / "graph.ttl").exists():  # the first write was killed
        assert not said or "no store here" in said or "no graph here" in said
        return True
    with open_store(folder, read_only=True) as store:
        if store.finished:
            with open_archive(folder, read_only=True) as archive:
                assert archive.count_pending() == 0
                assert not [mismatch for checked in verify(store, archive) for mismatch in checked.mismatches]
        return not store.finished


def test_no_kill_loses_an_article(tmp_path: Path, writers: Writers) -> None:
    chance = random.Random(20261122)
    usual = {"build": 0.3, "add": 0.3, "remove": 0.3, "rebuild": 0.3}
    kills = told = number = 0
    while kills < KILLS:
        number += 1
        assert number < 2 * KILLS
        folder = tmp_path / f"folder{number}"
        if chance.random() < 0.8:
            writers.run(folder, "build", chance.sample(POOL, 6))
        for _ in range(CHAIN):
            before = kept(folder)
            task, articles = drawn(chance, before)
            spent = writers.run(folder, task, articles, chance.uniform(0, usual[task]))
            if spent is None:
                kills += 1
                told += check(folder)
            after = kept(folder)
            assert after in (
                steps(before, task, articles) if spent is None else steps(before, task, articles)[-1:]
            )
        finish = chance.choice(["rebuild", "add"]) if kept(folder) else "add"
        assert writers.run(folder, finish, []) is not None
        compare(folder, tmp_path / "anew", writers)
    assert told > KILLS // 4  # else the kills came before or after the writes


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")
def test_workers_end_with_a_writer_that_is_killed(tmp_path: Path) -> None:
    source = jsonl(tmp_path / "many.jsonl", (call(f"c{n}", 1 + n % 28) for n in range(3000)))
    command = [
        sys.executable,
        "-m",
        "kg",
        "build",
        str(source),
        "--jobs",
        "2",
        "--store",
        str(tmp_path / "out"),
    ]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True) as process:
        while len(group := in_session(process.pid)) < 4:
            assert process.poll() is None
        process.kill()
    for _ in range(600):
        if not (left := in_session(process.pid) & group):
            break
        time.sleep(0.1)
    assert not left


def in_session(leader: int) -> set[int]:
    """Ids of the living processes of a session (proc_pid_stat(5))."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, *_, session = path.read_text().rpartition(")")[2].split()[:4]
            if int(session) == leader and state != "Z":
                found.add(int(path.parent.name))
    return found


def compare(folder: Path, other: Path, writers: Writers) -> None:
    """That a folder which has been through a lot is as one that was built at once."""
    assert not check(folder)
    articles = kept(folder)
    assert list(articles) == sorted(articles, key=local)
    collection.build(other, articles.values(), writers.procedure)
    for name in EXPORTS:
        assert (folder / name).read_bytes() == (other / name).read_bytes()
    left = {path.name for path in folder.iterdir()} - {"articles.db-journal"}  # SQLite's, of no effect
    assert left == {"articles.db", *EXPORTS, "store"}
