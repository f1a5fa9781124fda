"""The articles of seeds/ against their annotation, every record of them, and the evaluation where it is at hand."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from matching import differences

from kg.article.articles import read_articles
from kg.batch.records import records
from kg.extract import Extractor
from kg.model import Article

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden"
SHARED = ROOT.parent / "shared"
SEEDS = [a for a in read_articles([ROOT / "seeds"]) if isinstance(a, Article)]

evaluation = pytest.mark.skipif(
    not (SHARED / "eval" / "score.py").exists(), reason="the evaluation lies in ../shared, which is not here"
)


def gold(article: Article) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((GOLDEN / "seeds" / f"{article.id}.json").read_text("utf-8"))[
        "events"
    ]
    return found


def test_every_seed_is_annotated() -> None:
    assert {a.id for a in SEEDS} == {p.stem for p in (GOLDEN / "seeds").glob("*.json")}
    assert len(SEEDS) == 5


@pytest.mark.parametrize("article", SEEDS, ids=lambda a: a.id)
def test_every_contact_of_a_seed_and_no_other(article: Article, extractor: Extractor) -> None:
    assert list(differences(extractor.extract(article).events, gold(article))) == []


@pytest.mark.parametrize("article", SEEDS, ids=lambda a: a.id)
def test_the_comparison_sees_each_difference(article: Article, extractor: Extractor) -> None:
    events = extractor.extract(article).events
    assert len(list(differences(events[1:], gold(article)))) <= 1
    assert len(list(differences((*events, replace(events[0], kind="Visit")), gold(article)))) == 1  # type: ignore[arg-type]
    assert len(list(differences((), gold(article)))) == sum(e["required"] for e in gold(article))


@pytest.mark.parametrize("article", SEEDS, ids=lambda a: a.id)
def test_every_record_of_a_seed(article: Article, extractor: Extractor, updates_golden: bool) -> None:
    """All fields of all records, as last reviewed; ``pytest --update-golden`` writes them anew."""
    path = GOLDEN / "records" / f"{article.id}.jsonl"
    lines = [json.dumps(r, ensure_ascii=False) for r in records(extractor.extract(article), everything=True)]
    if updates_golden:
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(line + "\n" for line in lines), "utf-8")
    assert lines == path.read_text("utf-8").splitlines()


# The five real articles


def score(articles: Path, golds: Path, extractor: Extractor) -> dict[str, Any]:
    found = [a for a in read_articles([articles]) if isinstance(a, Article)]
    assert len(found) == 5
    lines = [json.dumps(r, ensure_ascii=False) for a in found for r in records(extractor.extract(a))]
    command = [sys.executable, str(SHARED / "eval" / "score.py"), str(golds), "-", "--json"]
    run = subprocess.run(command, input="\n".join(lines).encode(), capture_output=True, check=True)
    result: dict[str, Any] = json.loads(run.stdout)
    return result


@evaluation
def test_the_real_articles(extractor: Extractor) -> None:
    result = score(SHARED / "seeds", SHARED / "eval" / "gold" / "seeds", extractor)
    assert result["event"]["f1"] >= 0.95
    assert result["strict_event"]["f1"] >= 0.80
    assert result["link"]["f1"] >= 0.95
    assert result["initiator"]["f1"] == 1
    assert result["attributes"]["counterpart"] == 1
    assert result["event"]["fp"] == 0


@evaluation
def test_the_real_articles_with_their_dates(extractor: Extractor) -> None:
    result = score(SHARED / "eval" / "seeds-dated", SHARED / "eval" / "gold" / "seeds-dated", extractor)
    assert result["attributes"]["date"] >= 0.9
    assert result["event"]["f1"] >= 0.95
    assert result["initiator"]["f1"] == 1
