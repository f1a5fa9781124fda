"""What a command says on standard error, and how: progress, news, and what went wrong, a line each."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.article.articles import Skipped
    from kg.model import Article, Extraction


_WIDTH = 24  # columns of the progress bar


@dataclass(slots=True)
class Talk:
    """How much is said (-1 quiet, 0, 1 verbose), and how many inputs were passed over."""

    level: int = 0
    skipped: int = 0
    terminal: bool = field(default_factory=lambda: sys.stderr.isatty())
    _line: str = ""

    def say(self, text: str) -> None:
        """What a user may want to know; not when quiet."""
        if self.level >= 0:
            self.clear()
            click.echo(text, err=True)

    def warn(self, text: str) -> None:
        """What a user must know."""
        self.clear()
        click.echo(f"kg: {text}", err=True)

    def skip(self, skipped: Skipped) -> None:
        """Report an input that gives nothing."""
        self.skipped += 1
        self.warn(f"skipped {skipped}")

    def progress(self, done: int, total: int | None, rate: float) -> None:
        """Show how far the articles have been read; on a terminal only."""
        self.working(bar(done, total, rate))

    def tell(self, extraction: Extraction) -> None:
        """What an article gives; when verbose."""
        if self.level > 0:
            self.say(f"{extraction.article.id}: {count(len(extraction.events), 'contact')}")

    def counted(self, articles: Iterable[Article], total: int | None) -> Iterator[Article]:
        """The same articles; how far they have been read is shown on a terminal."""
        started = shown = time.monotonic()
        for number, article in enumerate(articles, 1):
            yield article
            now = time.monotonic()
            if now - shown > 0.1:
                self.progress(number, total, number / (now - started))
                shown = now
        self.clear()

    def working(self, text: str) -> None:
        """Show a line that the next one replaces; on a terminal only."""
        if self.terminal and self.level >= 0:
            self.clear()
            self._line = text[: shutil.get_terminal_size().columns - 1]
            click.echo(self._line, nl=False, err=True)

    def clear(self) -> None:
        """Take the progress line away."""
        if self._line:
            click.echo("\r" + " " * len(self._line) + "\r", nl=False, err=True)
            self._line = ""


def bar(done: int, total: int | None, rate: float) -> str:
    """A progress bar in words and blocks: ``████░░░░  50%  3,700 of 7,400 articles, 512 a second``."""
    speed = f"{rate:,.0f} a second"
    if not total:
        return f"{done:,} articles, {speed}"
    share = min(1.0, done / total)
    full = round(share * _WIDTH)
    return f"{'█' * full}{'░' * (_WIDTH - full)} {share:4.0%}  {done:,} of {total:,} articles, {speed}"


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: ``1 article``, ``2,000 articles``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
