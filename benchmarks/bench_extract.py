"""Articles a second that the extractor reads, beside what no extractor can do without.

The floor decodes each article, brings it into NFC and looks for a contact word with one regular expression;
it is run in turns with the extractor, so that the ratio holds on any machine. Usage:

    python benchmarks/bench_extract.py [PATH...]

PATHs are further articles in any form that `kg build` reads; ``../shared/corpus`` is added where it exists.
"""

from __future__ import annotations

import re
import sys
import time
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from table import best, table

from kg.articles import Skipped, read_articles
from kg.extract import Extractor
from kg.model import Article

ROOT = Path(__file__).parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
MOST = 1_000  # articles of a set that are read: enough for a steady figure
GATE = re.compile(
    r"điện đàm|gặp|hội đàm|gọi|tiếp|thăm|trao đổi|liên lạc|nói chuyện|đàm phán|thư", re.IGNORECASE
)


def articles(*paths: Path) -> list[Article]:
    """Articles of some files and folders, spread over them where there are many."""
    found = [a for a in read_articles(list(map(str, paths))) if not isinstance(a, Skipped)]
    return found[:: -(-len(found) // MOST) or 1]


def row(name: str, extractor: Extractor, sample: Sequence[Article]) -> list[str]:
    """Speed of the extractor and of the floor on one set of articles."""
    encoded = [article.text.encode() for article in sample]

    def floor() -> int:
        return sum(
            GATE.search(unicodedata.normalize("NFC", text.decode("utf-8"))) is not None for text in encoded
        )

    def extraction() -> int:
        return sum(len(extractor.extract(article).events) for article in sample)

    least, spent = best(floor, extraction)
    size = sum(map(len, encoded)) / len(sample) / 1000
    return [
        *(name, f"{len(sample):,}", f"{size:.1f}", f"{extraction():,}"),
        *(f"{len(sample) / spent:,.0f}", f"{len(sample) / least:,.0f}", f"{spent / least:,.1f}"),
    ]


def main(paths: Sequence[str]) -> None:
    """Print the table."""
    started = time.perf_counter()
    extractor = Extractor.load()
    print(f"register and lexicon loaded in {time.perf_counter() - started:.2f} s")
    seeds = articles(ROOT / "seeds")
    sets = {"seeds": seeds * (MOST // len(seeds))}
    sets |= {path.name: articles(path) for path in map(Path, paths)}
    if CORPUS.is_dir():
        sets["mixed news"] = articles(CORPUS)
    rows = [row(name, extractor, sample) for name, sample in sets.items() if sample]
    print(
        table(
            ["articles", "number", "KB each", "contacts", "a second", "floor a second", "times floor"], rows
        )
    )


if __name__ == "__main__":
    main(sys.argv[1:])
