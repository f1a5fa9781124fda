"""Where the tables of a dataset are kept: made once for each version of a store, found again at the next start.

They lie in ``FOLDER/tables/``, in a folder named after what is in the dataset, and a small file says of which state
of the store's files that is. A store that was written to and yet says the same needs no new tables. A server links
the files to its own snapshot, so that what is removed here stays with those who use it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

import kg
from kg.serve import index
from kg.serve.ledger import read
from kg.serve.snapshot import digest, runs

_LAYOUT = "1"
"""Another one whenever tables are made otherwise."""
_KEPT = 2
"""Versions of the tables: that of now, and the one before, to which an older server may still look."""


def prepare(dataset: ox.Store, state: str, source: Path, target: Path) -> Mapping[str, str]:
    """Have the tables of a dataset in the folder `target`, and give the facts on the dataset that they hold.

    `dataset` is the store of the output folder `source` when its files were in `state` (`kg.serve.snapshot.state`).
    Tables that are there already are taken; otherwise they are made and kept where `source` can be written to. Facts
    are digest, number of statements and version.
    """
    place = source / "tables"
    mark = place / f"{_hash(state)}.json"
    try:
        kept = place / str(json.loads(mark.read_text("utf-8"))["tables"])
        return _taken(kept, target)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    facts = {"digest": digest(dataset), "statements": str(len(dataset)), "version": kg.__version__}
    kept = place / _hash(facts["digest"])
    try:
        if kept.is_dir():
            facts = dict(_taken(kept, target))
            _note(mark, kept.name)
            return facts
        place.mkdir(exist_ok=True)
        _clear(place)
        made = Path(tempfile.mkdtemp(prefix=f".{os.getpid()}-", dir=place))
    except OSError:  # nothing can be kept there
        target.mkdir()
        _make(dataset, target, facts)
        return facts
    _make(dataset, made, facts)
    with contextlib.suppress(OSError):  # another server was as quick
        made.rename(kept)
    facts = dict(_taken(kept if kept.is_dir() else made, target))
    shutil.rmtree(made, ignore_errors=True)
    _note(mark, kept.name)
    return facts


def _make(dataset: ox.Store, folder: Path, facts: Mapping[str, str]) -> None:
    from kg.serve import columns

    ledger = read(dataset)
    index.make(ledger, folder / "contacts.db", facts)
    columns.write(ledger, folder)
    (folder / "facts.json").write_text(json.dumps(facts), "utf-8")


def _taken(kept: Path, target: Path) -> Mapping[str, str]:
    """Link tables to a folder. Raises OSError where they are not there."""
    facts: Mapping[str, str] = json.loads((kept / "facts.json").read_text("utf-8"))
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(kept, target, copy_function=_linked)
    os.utime(kept)
    return facts


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _note(mark: Path, name: str) -> None:
    with contextlib.suppress(OSError):
        written = mark.with_name(f".{os.getpid()}-{mark.name}")
        written.write_text(json.dumps({"tables": name}), "utf-8")
        written.replace(mark)


def _clear(place: Path) -> None:
    """Remove what killed servers left unfinished, and all but the newest tables."""
    for path in place.iterdir():
        if path.name.startswith(".") and not runs(path.name[1:].partition("-")[0]):
            shutil.rmtree(path, ignore_errors=True)
            path.unlink(missing_ok=True)
    folders = [path for path in place.iterdir() if path.is_dir() and not path.name.startswith(".")]
    folders.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in folders[_KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)
    for path in place.glob("*.json"):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            if not (place / str(json.loads(path.read_text("utf-8"))["tables"])).is_dir():
                path.unlink()


def _hash(name: str) -> str:
    return hashlib.sha256(f"{name} {kg.__version__} {_LAYOUT}".encode()).hexdigest()[:16]
