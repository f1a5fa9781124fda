"""Many articles to extractions, in the order of the articles, on one core or several."""

from __future__ import annotations

import gc
import itertools
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from multiprocessing import get_context, parent_process

from kg.article.articles import Skipped
from kg.errors import CounterpartError
from kg.extract import Extractor
from kg.model import Article, Extraction
from kg.ontology import Ontology

BATCH = 64  # articles that a worker is given at a time
AHEAD = 3  # batches a worker may be ahead of the reader of the results, so that memory stays bounded

Outcome = Extraction | Skipped


def extract_all(articles: Iterable[Article], ontology: Ontology, *, jobs: int = 1) -> Iterator[Outcome]:
    """What each article says, read by `jobs` processes; the result does not depend on how many.

    An article on which the extractor fails is given as `Skipped`, and the others are read all the same.
    Raises OntologyError, and CounterpartError where a worker dies.
    """
    extractor = _extractor(ontology)
    if jobs == 1:
        for article in articles:
            yield _read(extractor, article)
        return
    # Forked workers would inherit the threads of an open store; spawned ones start clean.
    workers = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin)
    with workers as pool:
        waiting: deque[Future[list[Outcome]]] = deque()
        try:
            for batch in _batches(articles):
                waiting.append(pool.submit(_read_batch, ontology, batch))
                if len(waiting) >= jobs * AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool:
            raise CounterpartError(
                "a worker process died, perhaps for want of memory; try again with --jobs 1"
            ) from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def version(ontology: Ontology) -> str:
    """What reads the articles, as their graphs name it."""
    return _extractor(ontology).version


@lru_cache(maxsize=1)
def _extractor(ontology: Ontology) -> Extractor:
    extractor = Extractor.load(ontology)
    gc.freeze()  # what is loaded stays: not to be looked through for garbage again and again
    return extractor


def _read_batch(ontology: Ontology, batch: list[Article]) -> list[Outcome]:
    extractor = _extractor(ontology)
    return [_read(extractor, article) for article in batch]


def _read(extractor: Extractor, article: Article) -> Outcome:
    try:
        return extractor.extract(article)
    except Exception as error:  # one article must not cost the others
        said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        return Skipped(article.id, f"the extractor failed ({said}); please report it with this article")


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    source = iter(articles)
    while batch := list(itertools.islice(source, BATCH)):
        yield batch


def _begin() -> None:
    """Leaves Ctrl-C to the parent, which ends the workers; if it is killed, they end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
