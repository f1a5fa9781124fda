"""An output folder and its life: articles come and go, and the graph follows them.

The only module that knows the sequence of a write: articles into the archive → extraction of those whose
graph is missing or out of date → article graphs into the store → derived graph → exports beside it. The graph
is a function of the archive, the ontology and the least confidence alone, so that it does not matter in what
order or in how many runs the articles came. Each function holds the lock of the folder, and finishes first
what an earlier one left when it was killed.
"""

from __future__ import annotations

import contextlib
import difflib
import itertools
import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kg.article.archive import Archive, Put, open_archive
from kg.article.articles import Skipped
from kg.article.talk import Talk
from kg.batch.pool import extract_all, version
from kg.batch.tally import Tally
from kg.errors import CounterpartError, StoreError
from kg.export.formats import bring_up_to_date, replaced
from kg.graph.corrections import corrected
from kg.graph.judgements import Judgement, ordered, turtle
from kg.graph.judgements import read as read_judgements
from kg.graph.outcomes import Judged
from kg.graph.triples import article_graph
from kg.knowledge.register import load_register, register_quads
from kg.model import Article, Extraction
from kg.ontology import Ontology
from kg.store import Changes, Store, open_store
from kg.vocab import PREFIXES, local

EXPORTS = ("graph.ttl", "graph.trig")
"""Files that every write makes anew beside the store."""
JUDGED = "judgements.ttl"
"""The file of a folder that holds the judgements of people; it may be edited, and is read at every write."""
COMMIT = 1_000  # articles that `add` keeps at a time
SLOW = 1_000  # articles from which on it is said that all contacts are grouped and written anew

Correct = Callable[[Extraction], Extraction]


def as_read(extraction: Extraction) -> Extraction:
    """No correction."""
    return extraction


@dataclass(frozen=True, slots=True)
class Procedure:
    """How articles are read: by which ontology, by how many processes, and what is then put right.

    `judgements` of people are kept in the folder beside those that are there (`JUDGED`), and all are applied.
    `task` is what others who want the folder are told; `talk` says what goes on.
    """

    ontology: Ontology
    jobs: int = 1
    correct: Correct = as_read
    judgements: tuple[Judgement, ...] = ()
    task: str = "Python"
    talk: Talk | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did: to the store, what the articles read say, the files, what became of judgements."""

    changes: Changes
    tally: Tally
    files: tuple[Path, ...]
    judged: tuple[Judged, ...] = ()


def build(
    folder: Path, articles: Iterable[Article], procedure: Procedure, min_confidence: float = 0.0
) -> Written:
    """Make the folder hold exactly these articles, all read anew.

    Contacts of lower confidence are left out, now and in later writes. Where reading `articles` raises, the
    folder stays as it was. Raises StoreError.
    """
    with _writing(folder, procedure) as (store, archive):
        with _changing(store, archive):
            kept = set()
            for article in articles:
                archive.put(article)
                kept.add(local(article.id))
            archive.remove(id for id in archive.ids() if local(id) not in kept)
            archive.set("min_confidence", repr(min_confidence))
            _read_all_anew(archive, procedure)
        return _follow(store, archive, procedure)


def add(folder: Path, articles: Iterable[Article], procedure: Procedure) -> Written:
    """Keep these articles besides those of the folder; one with an id that is there replaces it.

    Only what is new or different is read. Where reading `articles` raises, those before stay. Raises StoreError.
    """
    with _writing(folder, procedure) as (store, archive):
        same, source = 0, iter(articles)
        while some := list(itertools.islice(source, COMMIT)):
            with _changing(store, archive):
                same += sum(archive.put(article) is Put.UNCHANGED for article in some)
        return _follow(store, archive, procedure, same)


def remove(folder: Path, ids: Iterable[str], procedure: Procedure) -> Written:
    """Let go of the articles with these ids or IRIs, and of all that only they say.

    Raises StoreError, and CounterpartError where an article is not there; then none is removed.
    """
    with _existing(folder, procedure) as (store, archive):
        known = {local(id): id for id in archive.ids()}
        gone = [_named(given, known, folder) for given in ids]
        with _changing(store, archive):
            archive.remove(gone)
        return _follow(store, archive, procedure)


def rebuild(folder: Path, procedure: Procedure, min_confidence: float | None = None) -> Written:
    """Read every kept article anew, with the rules of today; the store itself may be gone.

    One that was interrupted, and a `build`, is taken up where it ended if the rules are still the same. Raises
    StoreError.
    """
    with _existing(folder, procedure) as (store, archive):
        with _changing(store, archive):
            if min_confidence is not None:
                archive.set("min_confidence", repr(min_confidence))
            if archive.setting("rules") != _rules(archive, procedure):
                _read_all_anew(archive, procedure)
        return _follow(store, archive, procedure)


def judge(folder: Path, procedure: Procedure) -> Written:
    """Apply the judgements of the folder, and those of `procedure`. Raises StoreError and JudgementError."""
    with _existing(folder, procedure) as (store, archive):
        return _follow(store, archive, procedure)


def judgements_of(folder: Path) -> tuple[Judgement, ...]:
    """The judgements that a folder holds, in order. Raises JudgementError."""
    path = folder / JUDGED
    return read_judgements(path) if path.exists() else ()


def keep_judgements(folder: Path, new: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Put judgements into the file of a folder, at once or not at all; all that it then holds."""
    before = judgements_of(folder)
    both = ordered((*before, *new))
    if both != before:
        with replaced(folder / JUDGED) as stream:
            stream.write(turtle(both).encode("utf-8", "replace"))
    return both


def _judged_anew(archive: Archive, judgements: Iterable[Judgement]) -> None:
    """Make those articles pending on which there are other judgements than when they were read."""
    by_article: dict[str, list[str]] = defaultdict(list)
    for judgement in judgements:
        if judgement.article is not None:
            by_article[judgement.article].append(judgement.iri)
    before: dict[str, list[str]] = json.loads(archive.setting("judged") or "{}")
    different = {key for key in {*before, *by_article} if before.get(key) != by_article.get(key)}
    if different:
        archive.expire(id for id in archive.ids() if local(id) in different)
        archive.set("judged", json.dumps(by_article, sort_keys=True))


def _read_all_anew(archive: Archive, procedure: Procedure) -> None:
    archive.expire()
    archive.set("rules", _rules(archive, procedure))


def _rules(archive: Archive, procedure: Procedure) -> str:
    """What a reading of all articles that is under way was begun with."""
    return f"{procedure.ontology.state} {archive.setting('min_confidence')}"


@contextlib.contextmanager
def _writing(folder: Path, procedure: Procedure) -> Iterator[tuple[Store, Archive]]:
    judgements_of(folder)  # said to be broken before anything is written
    with open_store(folder, task=procedure.task) as store, open_archive(folder) as archive:
        if not len(archive) and store.articles():
            raise StoreError(
                f"{folder}: holds a graph without the texts it was made from; name another folder"
            )
        yield store, archive


@contextlib.contextmanager
def _existing(folder: Path, procedure: Procedure) -> Iterator[tuple[Store, Archive]]:
    with open_archive(folder, read_only=True):
        pass  # opened to write, an empty one would be made
    with _writing(folder, procedure) as opened:
        yield opened


@contextlib.contextmanager
def _changing(store: Store, archive: Archive) -> Iterator[None]:
    with archive.transaction():
        yield
        store.finished = False


def _follow(store: Store, archive: Archive, procedure: Procedure, same: int = 0) -> Written:
    """Bring the store and the exports to what the archive holds; `same` articles needed no reading."""
    talk = procedure.talk or Talk(level=-1)
    judgements = keep_judgements(store.folder, procedure.judgements)
    with _changing(store, archive):
        _judged_anew(archive, judgements)
    register = load_register(procedure.ontology)
    tally = Tally(float(archive.setting("min_confidence") or 0))
    writer = store.writer(register_quads(procedure.ontology), version(procedure.ontology), archive.settle)
    for extraction in _extractions(archive, procedure, talk):
        writer.put(tally.add(corrected(procedure.correct(extraction), judgements, register)))
    if store.outdated and len(archive) >= SLOW:
        talk.say(
            f"{store.folder}: written by another version of kg, so all contacts of {len(archive):,} articles are"
            " grouped and written anew: allow a minute or two for each 10,000 contacts;"
            " later writes take what they change"
        )
    talk.working("grouping reports")
    changes = writer.close({article_graph(id) for id in archive.ids()}, judgements)
    for stray in store.folder.glob(".graph.*.tmp"):  # of a write that was killed
        stray.unlink(missing_ok=True)
    files = tuple(store.folder / name for name in EXPORTS)
    for path in bring_up_to_date(store, files):
        talk.working(f"writing {path}")
    talk.clear()
    with archive.transaction():
        archive.set("rules", None)
    store.finished = True
    return Written(replace(changes, unchanged=changes.unchanged + same), tally, files, writer.judged)


def _extractions(archive: Archive, procedure: Procedure, talk: Talk) -> Iterator[Extraction]:
    """What the pending articles say. One on which the extractor fails says nothing; the failure is told."""
    total, jobs = archive.count_pending(), procedure.jobs or os.cpu_count() or 1
    for outcome in extract_all(talk.counted(_texts(archive, talk), total), procedure.ontology, jobs=jobs):
        if isinstance(outcome, Skipped):
            talk.skip(outcome)
            article = archive.article(outcome.where)
            assert isinstance(article, Article)
            yield Extraction(article)
        else:
            talk.tell(outcome)
            yield outcome
    talk.clear()


def _texts(archive: Archive, talk: Talk) -> Iterator[Article]:
    for article in archive.pending():
        if isinstance(article, Skipped):
            talk.skip(article)
        else:
            yield article


def _named(given: str, known: Mapping[str, str], folder: Path) -> str:
    """The id of the article that an id, IRI or CURIE names. Raises CounterpartError."""
    prefixes = ("article:", PREFIXES["article"])
    tried = (local(given), *(given.removeprefix(prefix) for prefix in prefixes if given.startswith(prefix)))
    for key in tried:
        if key in known:
            return known[key]
    near = difflib.get_close_matches(given, known.values(), n=3)
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    raise CounterpartError(f"{folder}: no article {given!r} here{hint}")
