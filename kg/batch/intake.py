"""From paths to extractions for a command: reads, extracts, and says what was passed over."""

from __future__ import annotations

import itertools
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from typing import TypeVar

from kg.article.articles import ENDINGS, Skipped, expected, read_articles
from kg.article.talk import Talk, count
from kg.batch.pool import extract_all
from kg.errors import CounterpartError
from kg.model import Article, Extraction
from kg.ontology import Ontology

T = TypeVar("T")


class Intake:
    """The articles of paths (``-``: JSONL on standard input); what is skipped is reported as it comes.

    With `strict`, everything is read once before anything is given out, and CounterpartError raised where an
    input would be skipped.
    """

    def __init__(self, paths: Sequence[str], talk: Talk, *, strict: bool = False) -> None:
        self.read = 0
        self._paths = paths
        self._talk = talk
        self._stdin: tempfile.SpooledTemporaryFile[bytes] | None = None
        self._strict = strict
        if strict:
            self._check()

    def articles(self) -> Iterator[Article]:
        """The articles, in their order. Raises CounterpartError before the first where there is none."""
        return self._some(self._articles())

    def extractions(self, ontology: Ontology, jobs: int) -> Iterator[Extraction]:
        """What the articles say, in their order, read by `jobs` processes (0: one a core).

        Raises CounterpartError before the first where there is none.
        """
        return self._some(self._extracted(ontology, jobs or os.cpu_count() or 1))

    def close(self) -> None:
        """Raise CounterpartError where `strict` and an article could not be processed after all."""
        if self._strict and self._talk.skipped:
            raise CounterpartError(f"{count(self._talk.skipped, 'input')} skipped, and --strict is set")

    def _check(self) -> None:
        if "-" in self._paths:
            self._stdin = tempfile.SpooledTemporaryFile(1 << 25)  # noqa: SIM115 (lives as long as this)
            shutil.copyfileobj(sys.stdin.buffer, self._stdin)
        for _ in self._articles():
            pass
        self.close()

    def _extracted(self, ontology: Ontology, jobs: int) -> Iterator[Extraction]:
        for outcome in extract_all(self._articles(), ontology, jobs=jobs):
            if isinstance(outcome, Skipped):
                self._talk.skip(outcome)
                continue
            self._talk.tell(outcome)
            yield outcome
        self._talk.clear()

    def _articles(self) -> Iterator[Article]:
        if self._stdin is not None:
            self._stdin.seek(0)
        self.read = 0
        total = expected(self._paths) if self._talk.terminal else None
        return self._talk.counted(self._readable(), total)

    def _readable(self) -> Iterator[Article]:
        for outcome in read_articles(self._paths, stdin=self._stdin):
            if isinstance(outcome, Skipped):
                self._talk.skip(outcome)
            else:
                self.read += 1
                yield outcome

    def _some(self, found: Iterator[T]) -> Iterator[T]:
        first = next(found, None)
        if first is not None:
            return itertools.chain([first], found)
        if self._talk.skipped:
            raise CounterpartError("no article could be read; nothing written")
        raise CounterpartError(f"{', '.join(self._paths)}: no articles in there; give {ENDINGS} files")
