"""What a server reads: a copy of the store that no build changes, made of hard links where the disk has them.

A snapshot lies in ``FOLDER/serving/`` (or, where that cannot be written, in a temporary folder) for as long as its
server runs. `digest` identifies what is in it, whatever the machine and the order in which it was built.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store import open_store

_PLACE = "serving"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A copy of a store: its folder, and the state of the store that it was made from."""

    folder: Path
    state: str

    def remove(self) -> None:
        """Delete the copy."""
        shutil.rmtree(self.folder, ignore_errors=True)


def state(folder: Path) -> str:
    """A name for what a store's files are now: another one after anything was written."""
    said = []
    for path in sorted((folder / "store").glob("*")):
        if not path.name.startswith(("LOG", "LOCK")):
            with contextlib.suppress(FileNotFoundError):
                status = path.stat()
                said.append(f"{path.name} {status.st_size} {status.st_mtime_ns}")
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def take(folder: Path) -> Snapshot:
    """Copy the store of an output folder. Raises StoreError where there is none or it is being written."""
    now = state(folder)
    with open_store(folder, read_only=True) as store:
        target = _place(folder)
        try:
            store.dataset.backup(str(target / "store"))
        except (OSError, RuntimeError) as error:
            shutil.rmtree(target, ignore_errors=True)
            raise StoreError(f"{folder}: the store cannot be copied for serving ({error})") from None
    return Snapshot(target, now)


def _place(folder: Path) -> Path:
    """A new folder for a copy; those that servers left when they were killed are removed."""
    with contextlib.suppress(OSError):
        place = folder / _PLACE
        place.mkdir(exist_ok=True)
        for old in place.iterdir():
            if not runs(old.name.partition("-")[0]):
                shutil.rmtree(old, ignore_errors=True)
        return Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=place))
    return Path(tempfile.mkdtemp(prefix="counterpart-"))


def runs(process: str) -> bool:
    """Whether a process with this id runs."""
    if not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def graph_digests(dataset: ox.Store) -> Iterator[tuple[str, str]]:
    """IRI and digest of each graph, sorted: the SHA-256 of its statements as sorted lines of N-Triples.

    Without blank nodes that is the hash of RDF Dataset Canonicalization (https://www.w3.org/TR/rdf-canon/).
    """
    for graph in sorted(dataset.named_graphs(), key=str):
        if isinstance(graph, ox.NamedNode):
            yield (
                graph.value,
                graph_digest(quad.triple for quad in dataset.quads_for_pattern(None, None, None, graph)),
            )


def graph_digest(triples: Iterator[ox.Triple]) -> str:
    """SHA-256 of statements as sorted lines of N-Triples, in hexadecimal."""
    return hashlib.sha256("".join(sorted({f"{triple} .\n" for triple in triples})).encode()).hexdigest()


def digest(dataset: ox.Store) -> str:
    """SHA-256, in hexadecimal, of the lines ``IRI digest`` of all graphs."""
    lines = (f"{iri} {each}\n" for iri, each in graph_digests(dataset))
    return hashlib.sha256("".join(lines).encode()).hexdigest()
