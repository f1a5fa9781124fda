"""The dataset on disk: Oxigraph's files in ``FOLDER/store``, one named graph an article.

Oxigraph does not define what a reader sees while another process writes. Whoever opens a store to write holds
a lock on ``FOLDER/store/BUILDING``; readers refuse to open while it is held. A reader that was there first is
on its own. The file outlives a build that was killed: such a store opens, and holds whole articles only, but
not all of them, and its derived graph may be older than they are (`Store.finished`).
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from kg import occasions
from kg.errors import StoreError
from kg.model import Extraction
from kg.sightings import replacement_quads, same_people, sightings
from kg.triples import DERIVED, REGISTER, article_graph, article_quads, node, plain, preferred_labels
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from rdflib import Dataset

BATCH = 100_000  # statements held in memory before they are written
BULK = 5_000  # from so many statements on, Oxigraph's bulk loader is faster than a transaction
_KEPT_AS_WRITTEN = (node("xsd:string"), node("rdf:langString"))
_OXIGRAPH_FILE = re.compile(
    r"CURRENT|IDENTITY|LOCK|LOG(\.old\..*)?|BUILDING|(MANIFEST|OPTIONS)-.*|.*\.(log|sst|dbtmp|blob)"
)


@dataclass(frozen=True, slots=True)
class Changes:
    """What `Store.mirror` did: numbers of articles, and whether the register's graph was replaced."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    register: bool = False

    @property
    def articles(self) -> int:
        """Number of articles that the store now holds."""
        return self.added + self.changed + self.unchanged


class Store:
    """An open dataset; made by `open_store`, and a context manager that closes it.

    `dataset` is Oxigraph's own handle, for SPARQL and patterns. What was made from it (`rdflib_dataset`,
    results not yet read) must be let go before another process can write to the folder.
    """

    def __init__(self, folder: Path, dataset: ox.Store, lock: IO[bytes] | None, finished: bool) -> None:
        self.folder = folder
        self.finished = finished
        self._dataset: ox.Store | None = dataset
        self._lock = lock

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def dataset(self) -> ox.Store:
        """Oxigraph's handle. Raises StoreError once the store is closed."""
        if self._dataset is None:
            raise StoreError(f"{self.folder}: the store is closed")
        return self._dataset

    def close(self) -> None:
        """Let go of the files; what was written stays. Closing twice does nothing."""
        dataset, self._dataset = self._dataset, None
        lock, self._lock = self._lock, None
        if dataset is None or lock is None:
            return
        try:
            with _explained(self.folder):
                dataset.flush()
                if self.finished:
                    (self.folder / "store" / "BUILDING").unlink(missing_ok=True)
        finally:
            lock.close()

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """The statements of the graph with IRI `graph`, or of all graphs, in no particular order."""
        return self.dataset.quads_for_pattern(None, None, None, ox.NamedNode(graph) if graph else None)

    def articles(self) -> list[str]:
        """Ids of the articles, sorted."""
        found = self.dataset.quads_for_pattern(None, node("schema:identifier"), None)
        return sorted({plain(quad.object) for quad in found if _is_article_graph(quad.graph_name)})

    def rdflib_dataset(self) -> Dataset:
        """The same data as an rdflib ``Dataset`` whose default graph is the union of all graphs.

        Give queries as text, not prepared: Oxigraph then runs them, otherwise rdflib's slower engine does.
        """
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        dataset = Dataset(store=OxigraphStore(store=self.dataset), default_union=True)
        for prefix, iri in PREFIXES.items():
            dataset.bind(prefix, iri)
        return dataset

    def mirror(
        self, extractions: Iterable[Extraction], register: Iterable[ox.Quad], extractor: str
    ) -> Changes:
        """Make the store hold exactly these articles and this register, and derive anew.

        Only graphs whose statements differ are written. `extractions` is read as it comes, in any order; each
        article is written whole or not at all. If it raises, or the process is killed, what was written
        stays, nothing is removed, and `finished` is false until the next `mirror`. `extractor` is the local
        name of what read the articles. Raises StoreError if two articles have one id, or the disk fails.
        """
        self.finished = False
        graph = ox.NamedNode(REGISTER)
        statements = _as_kept(ox.Quad(q.subject, q.predicate, q.object, graph) for q in register)
        labels = preferred_labels(statements)
        replaced = self._replace(REGISTER, statements)
        writer = _Articles(self.folder, self.dataset)
        for extraction in extractions:
            writer.put(extraction.article.id, article_quads(extraction, extractor=extractor, labels=labels))
        writer.flush()
        removed = self._drop_articles(except_for=writer.graphs)
        self._derive()
        if writer.written >= BATCH:
            with _explained(self.folder):
                self.dataset.optimize()  # after bulk loads, reading is twice as fast for it
        self.finished = True
        return Changes(writer.added, writer.changed, removed, writer.unchanged, replaced)

    def _derive(self) -> None:
        with _explained(self.folder):
            people = sightings(self.dataset)
            same = same_people(people)
            reports = occasions.reports(self.dataset, same)
        derived = occasions.derived_quads(occasions.group(reports))
        self._replace(DERIVED, [*derived, *replacement_quads(people, same)])

    def _replace(self, graph: str, wanted: Collection[ox.Quad]) -> bool:
        """Make `graph` hold exactly `wanted`; whether it held others. Not one transaction."""
        with _explained(self.folder):
            if _holds(self.dataset, graph, wanted):
                return False
            present, missing = set(self.quads(graph)), set(wanted)
            for quad in present - missing:
                self.dataset.remove(quad)
            _add(self.dataset, list(missing - present))
        return True

    def _drop_articles(self, except_for: set[str]) -> int:
        graphs = [graph for graph in self.dataset.named_graphs() if _is_article_graph(graph)]
        gone = [graph for graph in graphs if plain(graph) not in except_for]
        with _explained(self.folder):
            for graph in gone:
                self.dataset.remove_graph(graph)
        return len(gone)


class _Articles:
    """Writes article graphs as they come: new ones in batches, changed ones each in one transaction."""

    def __init__(self, folder: Path, dataset: ox.Store) -> None:
        self.graphs: set[str] = set()
        self.added = self.changed = self.unchanged = self.written = 0
        self._folder = folder
        self._dataset = dataset
        self._new: list[ox.Quad] = []

    def put(self, article: str, quads: Sequence[ox.Quad]) -> None:
        """Write an article's graph if it is not there already. Raises StoreError if it was put before."""
        graph = article_graph(article)
        if graph in self.graphs:
            raise StoreError(f"two articles have the id {article!r}; give one of them another id")
        self.graphs.add(graph)
        with _explained(self._folder):
            if self._dataset.contains_named_graph(ox.NamedNode(graph)):
                self._change(graph, quads)
                return
        self.added += 1
        self._new.extend(quads)
        if len(self._new) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write the new articles that are still held."""
        with _explained(self._folder):
            _add(self._dataset, self._new)
        self.written += len(self._new)
        self._new = []

    def _change(self, graph: str, quads: Sequence[ox.Quad]) -> None:
        if _holds(self._dataset, graph, quads):
            self.unchanged += 1
            return
        wanted = set(quads)
        present = set(self._dataset.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
        _update(self._dataset, present - wanted, wanted - present)
        self.changed += 1


def open_store(folder: Path, *, read_only: bool = False) -> Store:
    """Open the store of an output folder; one to be written is made where there is none.

    Raises StoreError where there is none to read, where another process is writing it, where the folder
    cannot be written, and where what lies there is no store or is damaged.
    """
    with _explained(folder):
        names = _files(folder / "store")
        if read_only and "CURRENT" not in names:
            raise StoreError(f"{folder}: no store here; make one first: kg build PATH... --store {folder}")
        return _open_to_read(folder) if read_only else _open_to_write(folder)


def _files(path: Path) -> frozenset[str]:
    """Names of the files of a store, none if there is no folder.

    Oxigraph would put its own among any that lie there, so that a folder of other things is refused.
    """
    try:
        names = frozenset(entry.name for entry in path.iterdir())
    except FileNotFoundError:
        return frozenset()
    if "CURRENT" in names or all(map(_OXIGRAPH_FILE.fullmatch, names)):
        return names
    raise StoreError(f"{path}: not a store of Counterpart; name another folder with --store")


def _open_to_read(folder: Path) -> Store:
    marker = folder / "store" / "BUILDING"
    finished = True
    with contextlib.suppress(FileNotFoundError), marker.open("rb") as stream:
        if not _lock(stream):
            raise StoreError(_in_use(folder))
        finished = False
    return Store(folder, ox.Store.read_only(str(marker.parent)), None, finished)


def _open_to_write(folder: Path) -> Store:
    marker = folder / "store" / "BUILDING"
    marker.parent.mkdir(parents=True, exist_ok=True)
    finished = not marker.exists()
    lock = marker.open("ab")
    try:
        if not _lock(lock):
            finished = False
            raise StoreError(_in_use(folder))
        return Store(folder, ox.Store(str(marker.parent)), lock, finished)
    except BaseException:
        if finished:
            marker.unlink(missing_ok=True)
        lock.close()
        raise


def _lock(stream: IO[bytes]) -> bool:
    """Take the lock on an open file, held until it is closed; False if somebody else has it."""
    try:
        import fcntl
    except ImportError:  # no such locks on this system: Oxigraph's own still keeps writers apart
        return True
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _in_use(folder: Path) -> str:
    return f"{folder}: the store is being written by another process; try again when it has finished"


@contextlib.contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Turn what the disk and Oxigraph report into one line that says what to do."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise StoreError(_explanation(folder, error)) from None


def _explanation(folder: Path, error: OSError | RuntimeError) -> str:
    cause = " ".join((getattr(error, "strerror", None) or str(error)).split())
    if "lock file" in cause or "lock hold" in cause:
        return _in_use(folder)
    if "No space left" in cause:
        return f"{folder}: the disk is full; make room and run the command again"
    if cause.startswith("Corruption"):
        return f"{folder / 'store'}: the store is damaged; delete it and build again ({cause})"
    return f"{folder}: the store cannot be opened or written ({cause})"


def _holds(dataset: ox.Store, graph: str, quads: Collection[ox.Quad]) -> bool:
    """Whether `graph` holds exactly `quads`, all different. Looking them up is faster than reading it."""
    solutions = dataset.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH {ox.NamedNode(graph)} {{ ?s ?p ?o }} }}")
    assert isinstance(solutions, ox.QuerySolutions)
    return int(plain(next(solutions)["n"])) == len(quads) and all(quad in dataset for quad in quads)


def _as_kept(quads: Iterable[ox.Quad]) -> set[ox.Quad]:
    """The statements with their literals in the form in which Oxigraph keeps them (``0.70`` → ``0.7``)."""
    kept = ox.Store()
    unchanged = set()
    for quad in quads:
        value = quad.object
        if isinstance(value, ox.Literal) and value.datatype not in _KEPT_AS_WRITTEN:
            kept.add(quad)
        else:
            unchanged.add(quad)
    return unchanged.union(kept)


def _is_article_graph(graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph) -> bool:
    return (
        isinstance(graph, ox.NamedNode)
        and graph.value.startswith(PREFIXES["graph"])
        and graph.value not in (REGISTER, DERIVED)
    )


def _add(dataset: ox.Store, quads: Sequence[ox.Quad]) -> None:
    if len(quads) >= BULK:
        dataset.bulk_extend(quads)
    else:
        dataset.extend(quads)


def _update(dataset: ox.Store, stale: Iterable[ox.Quad], missing: Iterable[ox.Quad]) -> None:
    """Remove and add statements in one transaction, which Oxigraph offers through SPARQL only."""
    deleted, inserted = (
        "".join(f"GRAPH {quad.graph_name} {{ {quad.triple} }}\n" for quad in quads)
        for quads in (stale, missing)
    )
    dataset.update(f"DELETE DATA {{ {deleted} }} ; INSERT DATA {{ {inserted} }}")
