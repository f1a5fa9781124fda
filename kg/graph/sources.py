"""Which articles are one source: those of one agency, and those that say the same in the same words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.graph.testimony import Report, folded_words

NEAR = 0.6
"""Share of the three-word sequences of the shorter that two articles have in common if one copies the other."""
LEAST = 8
"""Fewer three-word sequences than these are too few to tell."""


def shingles(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """Every three words that follow one another."""
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def independent(reports: Iterable[Report]) -> list[tuple[str, ...]]:
    """The articles of some reports, those that are one source together; articles and sources in order of IRI.

    Only the sentences that report the contact are compared.
    """
    reports = list(reports)
    articles = sorted({report.article for report in reports})
    if len(articles) < 2:
        return [tuple(articles)] if articles else []
    said: dict[str, set[tuple[str, ...]]] = {article: set() for article in articles}
    agencies: dict[str, set[str]] = {article: set() for article in articles}
    for report in reports:
        agencies[report.article].update(report.agencies)
        for quote in report.quotes:
            said[report.article] |= shingles(folded_words(quote))
    groups: list[tuple[list[str], set[str]]] = []
    for article in articles:
        near = [
            g for g in groups if g[1] & agencies[article] or any(_near(said[article], said[o]) for o in g[0])
        ]
        members = [article, *(member for group in near for member in group[0])]
        shared = agencies[article].union(*(group[1] for group in near))
        groups = [group for group in groups if group not in near] + [(members, shared)]
    return sorted(tuple(sorted(members)) for members, _ in groups)


def _near(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> bool:
    shorter = min(len(one), len(other))
    return shorter >= LEAST and len(one & other) >= NEAR * shorter
