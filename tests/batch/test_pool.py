"""Many articles to extractions: in their order, on however many processes, whatever one of them does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.article.articles import Skipped
from kg.batch import pool
from kg.extract import Extractor
from kg.model import Article, Extraction
from kg.ontology import Ontology

TEXT = "Bộ trưởng Quốc phòng Mỹ Lloyd Austin gọi điện cho người đồng cấp Nga Andrey Belousov hôm {}/7/2024."


def test_an_article_that_breaks_the_extractor_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    class Fragile(Extractor):
        def extract(self, article: Article) -> Extraction:
            if article.id == "b":
                raise IndexError("list\nindex")
            return Extraction(article)

    ontology = Ontology.default()
    loaded = Extractor.load(ontology)
    monkeypatch.setattr(pool, "_extractor", lambda _: Fragile(loaded.register, loaded.lexicon))
    articles = [Article(name, "…") for name in "abc"]
    first, second, third = pool.extract_all(articles, ontology)
    assert isinstance(second, Skipped)
    assert (second.where, "IndexError: list index" in second.reason) == ("b", True)
    assert [first, third] == [Extraction(articles[0]), Extraction(articles[2])]


def test_processes_change_nothing(small: Ontology, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "BATCH", 2)
    articles = [Article(f"a{day}", TEXT.format(day)) for day in range(1, 16)]
    alone = list(pool.extract_all(articles, small))
    assert all(isinstance(each, Extraction) and each.events for each in alone)
    assert list(pool.extract_all(iter(articles), small, jobs=2)) == alone


def test_articles_are_taken_as_they_are_needed(small: Ontology) -> None:
    """So that an archive of any size can be read."""
    taken = []

    def articles() -> Iterator[Article]:
        for number in range(10):
            taken.append(number)
            yield Article(f"a{number}", "…")

    outcomes = pool.extract_all(articles(), small)
    next(iter(outcomes))
    assert taken == [0]
