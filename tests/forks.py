"""Started as a process of its own: runs one write after another, each in a fork of itself that it may kill.

Forks of a warm interpreter start in a hundredth of the time of new ones, and this one never opens a store itself,
so that they inherit no thread. Each line of input is a task, each line of output what became of it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import kg.store
import kg.upkeep.collection
from kg.batch import pool
from kg.model import Article
from kg.ontology import Ontology
from kg.upkeep import collection
from kg.upkeep.collection import Procedure

SMALL_BATCHES = {"COMMIT": 3, "DONE": 2}


def run(folder: Path, task: str, articles: list[dict[str, Any]], procedure: Procedure) -> None:
    """One write. `articles` are those to build or add, or those to remove."""
    given = [Article(**article) for article in articles]
    if task == "build":
        collection.build(folder, given, procedure)
    elif task == "add":
        collection.add(folder, given, procedure)
    elif task == "remove":
        collection.remove(folder, [article.id for article in given], procedure)
    else:
        collection.rebuild(folder, procedure)


def main(ontology: Path, cache: Path) -> None:
    """Answer each line ``[folder, task, articles, seconds or null]`` with the exit status of the fork."""
    procedure = Procedure(Ontology((ontology,), cache))
    pool.version(procedure.ontology)
    kg.upkeep.collection.COMMIT, kg.store.DONE = SMALL_BATCHES["COMMIT"], SMALL_BATCHES["DONE"]
    for line in sys.stdin:
        folder, task, articles, seconds = json.loads(line)
        child = os.fork()
        if not child:
            status = 1
            try:
                run(Path(folder), task, articles, procedure)
                status = 0
            finally:
                os._exit(status)
        started = time.monotonic()
        if seconds is not None:
            time.sleep(seconds)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        print(json.dumps([os.waitstatus_to_exitcode(status), time.monotonic() - started]), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
