"""The dataset on disk: Oxigraph's files in ``FOLDER/store``, one named graph an article.

Oxigraph does not define what a reader sees while another process writes. Whoever opens a store to write holds
a lock on ``FOLDER/store/BUILDING``; readers refuse to open while it is held. A reader that was there first is
on its own. The file says who holds the lock, and outlives a process that was killed: such a store opens, and
holds whole articles only, but not all of them, and its derived graph may be older than they are
(`Store.finished`). ``FOLDER/store/DERIVED`` holds what the derived graph was made of (`kg.graph.derivation`), so that
the next write need not read all articles' graphs again; it can be deleted.
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import StoreError, to_type
from kg.graph.derivation import Memory, Touched, derive
from kg.graph.judgements import Judgement
from kg.graph.outcomes import Judged
from kg.graph.triples import (
    DERIVED,
    JUDGEMENTS,
    OWN_GRAPHS,
    REGISTER,
    Labels,
    article_graph,
    article_quads,
    node,
    plain,
    preferred_labels,
)
from kg.model import Extraction
from kg.ontology import code, fingerprint
from kg.vocab import PREFIXES, mint

if TYPE_CHECKING:
    from rdflib import Dataset

BATCH = 100_000  # statements held in memory before they are written
MUCH = 100_000  # subjects changed in one write after which it is not noted which
BULK = 5_000  # from so many statements on, Oxigraph's bulk loader is faster than a transaction
DONE = 1_000  # articles after which it is said that they are written, changed or not
_KEPT_AS_WRITTEN = (node("xsd:string"), node("rdf:langString"))
_OXIGRAPH_FILE = re.compile(
    r"CURRENT|IDENTITY|LOCK|LOG(\.old\..*)?|BUILDING|(DERIVED|EXPORTED)(\.tmp)?|(MANIFEST|OPTIONS)-.*|.*\.(log|sst|dbtmp|blob)"
)


@dataclass(frozen=True, slots=True)
class Changes:
    """What was done to a store: numbers of articles, and whether the register's graph was replaced."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    register: bool = False


class Store:
    """An open dataset; made by `open_store`, and a context manager that closes it.

    `dataset` is Oxigraph's own handle, for SPARQL and patterns. What was made from it (`rdflib_dataset`,
    results not yet read) must be let go before another process can write to the folder. `touched` is what has
    changed since the store was opened; `traced`, whether that is all since it was last finished.
    """

    def __init__(self, folder: Path, dataset: ox.Store, lock: IO[bytes] | None, finished: bool) -> None:
        self.folder = folder
        self.finished = finished
        self.touched = Touched()
        self._whole = finished
        self.traced = finished and self._memory.exists()
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

        `extractions` is read as it comes, in any order. If it raises, or the process is killed, what was
        written stays, nothing is removed, and `finished` is false until the store is written again.
        `extractor` is the local name of what read the articles. Raises StoreError if two articles have one
        id, or the disk fails.
        """
        writer = self.writer(register, extractor)
        for extraction in extractions:
            writer.put(extraction)
        changes = writer.close(writer.graphs)
        self.finished = True
        return changes

    def writer(
        self,
        register: Iterable[ox.Quad],
        extractor: str,
        written: Callable[[Sequence[str]], None] = lambda articles: None,
    ) -> Writer:
        """What article graphs are given to, one by one; the register's graph is replaced at once.

        `written` is called with the ids of articles whose graphs are on the disk. The store is not `finished`
        until the caller says so.
        """
        self.finished = False
        graph = ox.NamedNode(REGISTER)
        statements = _as_kept(ox.Quad(q.subject, q.predicate, q.object, graph) for q in register)
        replaced = self._replace(REGISTER, statements)
        return Writer(self, preferred_labels(statements), extractor, written, replaced)

    def derive(self, judgements: Sequence[Judgement]) -> tuple[Judged, ...]:
        """Bring ``graph:derived`` and ``graph:judgements`` up to date; what became of each judgement."""
        with _explained(self.folder):
            found = derive(self.dataset, judgements, self._remembered(), self.touched)
        if found.stale is None:
            self._replace(DERIVED, found.missing)
        else:
            with _explained(self.folder):
                self._exchange(found.stale, found.missing)
        self._replace(JUDGEMENTS, found.judgements)
        with _explained(self.folder):
            self.dataset.flush()
            self._remember(found.memory)
        return found.judged

    @property
    def outdated(self) -> bool:
        """Whether another version of the code derived what is here, so that the next write derives all of it anew."""
        try:
            with self._memory.open("rb") as memory:
                return memory.readline().rstrip(b"\n") != _rules().encode()
        except OSError:
            return False

    def _remembered(self) -> Memory | None:
        """What the last derivation was made of, if all that has changed since is known."""
        if not self._whole or self.touched.everything:
            return None
        try:
            rules, _, text = self._memory.read_bytes().partition(b"\n")
            return Memory.of(text) if rules.decode() == _rules() else None
        except (OSError, ValueError):  # made anew, which only takes time
            return None

    def _remember(self, memory: Memory) -> None:
        half = self._memory.with_suffix(".tmp")
        half.write_bytes(b"%s\n%s" % (_rules().encode(), memory.written()))
        half.replace(self._memory)
        self._whole = True

    @property
    def _memory(self) -> Path:
        return self.folder / "store" / "DERIVED"

    def _touch(self, graph: str, quads: Iterable[ox.Quad]) -> None:
        """Note that statements of a graph come or go."""
        if self.touched.everything:
            return
        self.touched.subjects[graph].update(plain(quad.subject) for quad in quads)
        self.touched.everything = sum(map(len, self.touched.subjects.values())) > MUCH

    def _exchange(self, stale: Collection[ox.Quad], missing: Collection[ox.Quad]) -> None:
        """Take statements out of one graph or several, and put others in. Not one transaction."""
        for quads in (stale, missing):
            by_graph: dict[str, list[ox.Quad]] = defaultdict(list)
            for quad in quads:
                if isinstance(quad.graph_name, ox.NamedNode):
                    by_graph[quad.graph_name.value].append(quad)
            for graph, some in by_graph.items():
                self._touch(graph, some)
        emptied = {quad.graph_name for quad in stale} - {quad.graph_name for quad in missing}
        for quad in stale:
            self.dataset.remove(quad)
        _add(self.dataset, list(missing))
        for each in emptied:
            if isinstance(each, ox.NamedNode) and next(self.quads(each.value), None) is None:
                self.dataset.remove_graph(each)  # an empty one would be listed and exported

    def _replace(self, graph: str, wanted: Collection[ox.Quad]) -> bool:
        """Make `graph` hold exactly `wanted`; whether it held others. Not one transaction."""
        with _explained(self.folder):
            if _holds(self.dataset, graph, wanted):
                return False
            present, missing = set(self.quads(graph)), set(wanted)
            self._exchange(present - missing, missing - present)
        return True

    def _drop_articles(self, except_for: Collection[str]) -> int:
        with _explained(self.folder):
            graphs = [graph for graph in self.dataset.named_graphs() if _is_article_graph(graph)]
            gone = [graph for graph in graphs if plain(graph) not in except_for]
            for graph in gone:
                quads = list(self.quads(plain(graph)))
                named = (quad for quad in quads if quad.predicate == node("schema:identifier"))
                self.touched.articles.update(plain(quad.subject) for quad in named)
                self._touch(plain(graph), quads)
                self.dataset.remove_graph(graph)
        return len(gone)


class Writer:
    """Writes article graphs as they come, only those whose statements differ, each whole or not at all.

    New ones are written in batches, changed ones each in one transaction. Made by `Store.writer`.
    """

    def __init__(
        self,
        store: Store,
        labels: Labels,
        extractor: str,
        written: Callable[[Sequence[str]], None],
        register: bool,
    ) -> None:
        self.graphs: set[str] = set()
        self.judged: tuple[Judged, ...] = ()
        self._store = store
        self._folder = store.folder
        self._dataset = store.dataset
        self._labels = labels
        self._extractor = extractor
        self._written = written
        self._register = register
        self._added = self._changed = self._unchanged = self._statements = 0
        self._new: list[ox.Quad] = []
        self._done: list[str] = []

    def put(self, extraction: Extraction) -> None:
        """Write an article's graph if it is not there already. Raises StoreError if it was put before."""
        article = extraction.article.id
        graph = article_graph(article)
        if graph in self.graphs:
            raise StoreError(f"two articles have the id {article!r}; give one of them another id")
        self.graphs.add(graph)
        quads = article_quads(extraction, extractor=self._extractor, labels=self._labels)
        with _explained(self._folder):
            if self._dataset.contains_named_graph(ox.NamedNode(graph)):
                self._change(article, graph, quads)
            else:
                self._added += 1
                self._new.extend(quads)
                self._store._touch(graph, quads)
                self._store.touched.articles.add(mint("article", article))
        self._done.append(article)
        if len(self._new) >= BATCH or len(self._done) >= DONE:
            self._flush()

    def close(self, keep: Collection[str], judgements: Sequence[Judgement] = ()) -> Changes:
        """Write what is still held, remove the articles whose graphs are not in `keep`, and derive anew.

        `judgements` of people, in order, decide on occasions and actors; what became of them is in `judged`.
        """
        self._flush()
        removed = self._store._drop_articles(except_for=keep)
        self.judged = self._store.derive(judgements)
        if self._statements >= BATCH:
            with _explained(self._folder):
                self._dataset.optimize()  # after bulk loads, reading is twice as fast for it
        return Changes(self._added, self._changed, removed, self._unchanged, self._register)

    def _flush(self) -> None:
        with _explained(self._folder):
            _add(self._dataset, self._new)
            if self._done:
                self._dataset.flush()
        self._written(self._done)
        self._statements += len(self._new)
        self._new, self._done = [], []

    def _change(self, article: str, graph: str, quads: Sequence[ox.Quad]) -> None:
        if _holds(self._dataset, graph, quads):
            self._unchanged += 1
            return
        wanted = set(quads)
        present = set(self._dataset.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
        self._store._touch(graph, present ^ wanted)
        self._store.touched.articles.add(mint("article", article))
        _update(self._dataset, present - wanted, wanted - present)
        self._changed += 1


def _rules() -> str:
    """Fingerprint of the rules by which things are derived."""
    return fingerprint(code())


def open_store(folder: Path, *, read_only: bool = False, task: str = "Python") -> Store:
    """Open the store of an output folder; one to be written is made where there is none.

    `task` is what others are told that a writer is at. Raises StoreError where there is none to read, where
    another process is writing it, where the folder cannot be written, and where what lies there is no store
    or is damaged.
    """
    with _explained(folder):
        names = _files(folder / "store")
        if read_only and "CURRENT" not in names:
            raise StoreError(_missing(folder))
        return _open_to_read(folder) if read_only else _open_to_write(folder, task)


def _missing(folder: Path) -> str:
    if (folder / "articles.db").exists():
        return f"{folder}: no graph here; make it from the kept texts: {to_type('kg rebuild', folder)}"
    return f"{folder}: no store here; make one first: {to_type('kg build PATH...', folder)}"


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
        if not _lock(stream, exclusive=False):
            raise StoreError(_in_use(folder, stream))
        finished = False
    try:
        dataset = ox.Store.read_only(str(marker.parent))
    except (OSError, RuntimeError):
        if finished:
            raise
        raise StoreError(_missing(folder)) from None  # who began to make it was killed
    return Store(folder, dataset, None, finished)


def _open_to_write(folder: Path, task: str) -> Store:
    marker = folder / "store" / "BUILDING"
    marker.parent.mkdir(parents=True, exist_ok=True)
    lock = _held(folder, marker)
    finished = not lock.seek(0, os.SEEK_END)  # else it is of one that was killed
    holder = f"process {os.getpid()} on {socket.gethostname()} ({task})".encode()
    try:
        lock.seek(0)
        lock.write(holder)  # over what is there: one who is killed here must not leave the marker empty
        lock.truncate(len(holder))
        return Store(folder, ox.Store(str(marker.parent)), lock, finished)
    except BaseException:
        if finished:
            marker.unlink(missing_ok=True)
        lock.close()
        raise


def _held(folder: Path, marker: Path) -> IO[bytes]:
    """The marker, opened and locked. Raises StoreError where somebody else has it."""
    for wait in (0.02, 0.05, 0.1, None):  # a reader that looks whether it is locked holds it for a moment
        stream = os.fdopen(os.open(marker, os.O_RDWR | os.O_CREAT, 0o666), "r+b", buffering=0)
        if not _lock(stream):
            if wait is None:
                with stream:
                    raise StoreError(_in_use(folder, stream))
            stream.close()
            time.sleep(wait)
            continue
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(stream.fileno()), marker.stat()):
                return stream
        stream.close()  # the one before took it away in the meantime
    raise StoreError(_in_use(folder))


def _lock(stream: IO[bytes], *, exclusive: bool = True) -> bool:
    """Take the lock on an open file, held until it is closed; False if somebody else has it."""
    try:
        import fcntl
    except ImportError:  # no such locks on this system: Oxigraph's own still keeps writers apart
        return True
    try:
        fcntl.flock(stream, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _in_use(folder: Path, marker: IO[bytes] | None = None) -> str:
    who = "another process"
    if marker is not None:
        marker.seek(0)
        who = " ".join(marker.read(500).decode("utf-8", "replace").split()) or who
    return f"{folder}: the store is being written by {who}; try again when it has finished"


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
        kept = (folder / "articles.db").exists()
        remedy = f"make it from the texts: {to_type('kg rebuild', folder)}" if kept else "build again"
        return f"{folder / 'store'}: the store is damaged; delete it and {remedy} ({cause})"
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
        and graph.value not in OWN_GRAPHS
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
