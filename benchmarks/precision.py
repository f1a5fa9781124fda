"""Precision on news that nobody has annotated: 402 contacts of the corpus, each judged by reading.

``judged.jsonl`` holds them without their texts: article, offsets of the evidence, kind, status and parties, with
the verdict under the annotation guidelines (right, wrong with its cause, or optional where the guidelines leave it
to the annotator). The first 200 are `random.Random(20261122).sample` of the 266 contacts that revision bfb34ce
found in 7,438 articles, sorted by article, offset, kind and mentions. The 95 after them are all those that revision
ba43575 found and that were not among these, in the same order: with them every contact of that revision was judged.
The last 107 are those that revisions 5830a45 (34), b8653ae (8), d753d5b (13) and the one after it (3), 2465e4e (35),
05c5599 (9), the one after 6d65199 (3) and c064c92 (2) found and that nobody had judged. None of these is a random
sample, since many that were judged before had been mended by then: hence a table for each draw. Optional ones count
neither way.
Usage:

    python benchmarks/precision.py [CORPUS]

With CORPUS, what `kg build` reads, the articles are extracted again, and only judged contacts that are still found
with the same parties are counted; `new` are those found in the same sentences with other parties, or of another kind.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from table import table

from kg.article.articles import read_articles
from kg.extract import Extractor, event_record
from kg.model import Article

DRAWS = {
    "first draw": 200,
    "second draw": 95,
    "third draw": 42,
    "fourth draw": 16,
    "fifth draw": 35,
    "sixth draw": 9,
    "seventh draw": 3,
    "eighth draw": 2,
}
JUDGED = Path(__file__).parent / "judged.jsonl"


def judged() -> list[dict[str, Any]]:
    """The contacts of the sample with their verdicts."""
    return [json.loads(line) for line in JUDGED.read_text("utf-8").splitlines()]


def place(contact: dict[str, Any]) -> tuple[str, int, int]:
    """Where a judged contact stands."""
    return contact["article"], contact["start"], contact["end"]


def key(contact: dict[str, Any]) -> tuple[object, ...]:
    """What makes two contacts the same judgement."""
    return *place(contact), contact["kind"], contact["status"], *sorted(contact["parties"])


def found_again(corpus: Path, wanted: Iterable[str]) -> list[dict[str, Any]]:
    """Contacts of the judged articles as they are extracted now."""
    extractor, ids, out = Extractor.load(), set(wanted), []
    for article in read_articles([corpus]):
        if not isinstance(article, Article) or article.id not in ids:
            continue
        for record in map(event_record, extractor.extract(article).events):
            out.append(
                {
                    "article": article.id,
                    "start": record["evidence"]["start"],
                    "end": record["evidence"]["end"],
                    "kind": record["kind"],
                    "status": record["status"],
                    "parties": [p["name"] for p in record["participants"]],
                }
            )
    return out


def rows(contacts: Sequence[dict[str, Any]]) -> list[list[str]]:
    """Right, wrong, optional and precision, by kind and over all."""
    kinds = [kind for kind, _ in Counter(c["kind"] for c in contacts).most_common()]
    out = []
    for kind in (*kinds, "all"):
        verdicts = Counter(c["verdict"] for c in contacts if kind in (c["kind"], "all"))
        decided = verdicts["right"] + verdicts["wrong"]
        precision = f"{verdicts['right'] / decided:.2f}" if decided else ""
        out.append([kind, *(str(verdicts[v]) for v in ("right", "wrong", "optional")), precision])
    return out


def main(paths: Sequence[str]) -> None:
    """Print the tables."""
    contacts = judged()
    head = ["kind", "right", "wrong", "optional", "precision"]
    start = 0
    for title, size in DRAWS.items():
        print(f"{title}\n{table(head, rows(contacts[start : start + size]))}\n")
        start += size
    if paths:
        now = found_again(Path(paths[0]), {c["article"] for c in contacts})
        keys, places, known = {key(c) for c in now}, {place(c) for c in contacts}, {key(c) for c in contacts}
        kept = [c for c in contacts if key(c) in keys]
        new = sum(place(c) in places and key(c) not in known for c in now)
        print(f"found now: {len(kept)} of {len(contacts)}, and {new} new in the same sentences")
        print(table(head, rows(kept)))


if __name__ == "__main__":
    main(sys.argv[1:])
