"""Where the knowledge lies: the shipped ``ontology/`` folder, laid over by a user's own; parsing and caching.

A user's folder (``--ontology DIR``) has the same layout. A file of the same relative name replaces the shipped
one; any other file is added. What is compiled from the files is cached in the user's cache folder under a key
made from their bytes and from the code, so that an edit of either takes effect at the next run.
"""

from __future__ import annotations

import gc
import hashlib
import os
import pickle
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox
from platformdirs import user_cache_path

import kg
from kg.errors import OntologyError

T = TypeVar("T")


def shipped() -> Path:
    """Folder of the ontology that comes with the package (inside the wheel, or beside it in a checkout)."""
    inside = Path(__file__).parent / "ontology"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "ontology"


@dataclass(frozen=True, slots=True)
class Ontology:
    """The folders to read, later ones laid over earlier ones, and the folder for caches (None: no cache)."""

    roots: tuple[Path, ...]
    cache: Path | None

    @classmethod
    def default(cls, overlay: Path | None = None) -> Ontology:
        """The shipped ontology, with `overlay` on top; caches under the user's cache folder."""
        if overlay is not None and not overlay.is_dir():
            raise OntologyError(f"{overlay}: no such ontology folder")
        roots = (shipped(),) if overlay is None else (shipped(), overlay)
        override = os.environ.get("KG_CACHE")
        return cls(roots, Path(override) if override else user_cache_path("counterpart"))

    def files(self, folder: str, suffix: str) -> tuple[Path, ...]:
        """Files of `folder` ("" for the top) that end in `suffix`, sorted by name, overlay applied."""
        found: dict[str, Path] = {}
        for root in self.roots:
            for path in sorted((root / folder).glob("*" + suffix)):
                found[path.name] = path
        return tuple(found[name] for name in sorted(found))

    @property
    def state(self) -> str:
        """Fingerprint of all that decides what an article says: the ontology's files and the code."""
        folders = ("", "lexicons", "register")
        return fingerprint([*(path for name in folders for path in self.files(name, ".ttl")), *code()])

    def compiled(self, name: str, sources: Sequence[Path], build: Callable[[], T]) -> T:
        """`build()` from the bytes of `sources`, or the cached result of an earlier run with the same bytes."""
        if self.cache is None:
            return build()
        path = self.cache / f"{name}-{fingerprint([*sources, *code()])}.pickle"  # it holds values of the code
        try:
            with path.open("rb") as stream:
                cached: T = pickle.load(stream)
                return cached
        except Exception:  # an unreadable cache of any sort is rebuilt, never an error
            built = build()
        self._store(path, name, built)
        return built

    def _store(self, path: Path, name: str, value: object) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            for old in path.parent.glob(f"{name}-*.pickle"):
                if old.stat().st_mtime < path.parent.stat().st_mtime - 30 * 86400:
                    old.unlink(missing_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as stream:
                pickle.dump(value, stream, protocol=pickle.HIGHEST_PROTOCOL)
            Path(stream.name).replace(path)
        except OSError:
            return  # a cache that cannot be written only costs time


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage collection for a while: it would look through all that is being made, again and again, in vain."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def code() -> list[Path]:
    """The modules of this package."""
    return sorted(Path(__file__).parent.rglob("*.py"))


def fingerprint(sources: Sequence[Path]) -> str:
    """Hex digest of the names and bytes of files, and of the version of this package."""
    digest = hashlib.blake2b(kg.__version__.encode(), digest_size=12)
    for path in sources:
        digest.update(path.name.encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def read_turtle(path: Path) -> list[ox.Quad]:
    """The statements of a Turtle file. Raises OntologyError that names file and line."""
    try:
        return list(
            ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=path.absolute().as_uri())
        )
    except SyntaxError as error:
        where = f"{path}:{error.lineno}" if error.lineno else str(path)
        raise OntologyError(f"{where}: not well-formed Turtle: {error.msg}") from None
    except OSError as error:
        raise OntologyError(f"{path}: cannot be read: {error.strerror}") from None
