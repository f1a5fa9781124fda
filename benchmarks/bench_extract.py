"""How fast articles are read and extracted, beside what no extractor can do without.

The floor opens each file, decodes its bytes and brings the text into NFC; extraction reads the same files with
`read_articles` and extracts what they say. Both run in turns on one core with the files in the page cache, so that
the ratio of the floor's time to that of extraction holds on any machine: 1 would be as fast as mere reading. Time is
what the process takes of a processor, so that other work on the machine does not count. Usage:

    python benchmarks/bench_extract.py [FOLDER...]

The seeds are always read. Each FOLDER is a further set: the ``.txt`` files in it and below, or what `kg build` reads
in ``.jsonl`` and ``.jsonl.gz`` files, laid out as text files first. Without FOLDERs, ``../shared`` is taken where it
exists: its corpus of mixed news, and its annotated texts, every one of which is of diplomacy.
"""

from __future__ import annotations

import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from table import best, table

from kg.article.articles import Skipped, read_articles
from kg.extract import Extractor
from kg.model import Article

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
SHARED_SETS = {
    "diplomatic": ("eval/dev", "eval/calls", "seeds"),
    "mixed news": ("corpus",),
}


def laid_out(folder: Path, sources: Iterable[Path]) -> list[Path]:
    """The texts of `sources` as text files without metadata in `folder`, one an article."""
    folder.mkdir()
    found: list[Path] = []
    for article in read_articles(sources):
        if isinstance(article, Article):
            found.append(folder / f"{len(found):06}.txt")
            found[-1].write_text(article.text, encoding="utf-8")
    return found


def floor(files: Sequence[Path]) -> int:
    """Characters of all texts: the least that reading them takes."""
    return sum(len(unicodedata.normalize("NFC", path.read_bytes().decode("utf-8"))) for path in files)


def row(name: str, extractor: Extractor, files: Sequence[Path]) -> list[str]:
    """Speed of the floor and of extraction on one set of files."""

    def extraction() -> int:
        found = (a for a in read_articles(files) if not isinstance(a, Skipped))
        return sum(len(extractor.extract(article).events) for article in found)

    least, spent = best(lambda: floor(files), extraction, clock=time.process_time)
    size = sum(path.stat().st_size for path in files) / len(files) / 1000
    return [
        *(name, f"{len(files):,}", f"{size:.1f}", f"{extraction():,}"),
        *(f"{len(files) / spent:,.0f}", f"{len(files) / least:,.0f}", f"{least / spent:.3f}"),
    ]


def main(paths: Sequence[str]) -> None:
    """Print the table."""
    started = time.perf_counter()
    extractor = Extractor.load()
    print(f"register and lexicon loaded in {time.perf_counter() - started:.2f} s")
    sets: dict[str, list[Path]] = {"seeds": [ROOT / "seeds"]}
    sets |= {path.name: [path] for path in map(Path, paths)}
    if not paths and SHARED.is_dir():
        sets |= {name: [SHARED / part for part in parts] for name, parts in SHARED_SETS.items()}
    with tempfile.TemporaryDirectory() as folder:
        files = {name: laid_out(Path(folder) / name, sources) for name, sources in sets.items()}
        rows = [row(name, extractor, found) for name, found in files.items() if found]
    head = ["articles", "number", "KB each", "contacts", "a second", "floor a second", "floor / extraction"]
    print(table(head, rows))


if __name__ == "__main__":
    main(sys.argv[1:])
