"""How well what was found agrees with what people annotated: precision, recall, F1, and the agreement of each field.

A contact found and an annotated one are the same if at least two participants agree; of several that might be, the
nearest are paired first. A participant agrees by name or by one of the wordings of the annotation. What follows the
measures of the project's annotation guidelines is named as there: *event* (found at all), *strict_event* (with kind,
status, date and participants), *link* (pairs of participants in an article, whatever the occasion) and *initiator*.
"""

from __future__ import annotations

import itertools
import operator
import random
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from kg.model import ActorType, Kind, Status
from kg.yardstick.annotation import GoldArticle, GoldEvent, Party, Prediction
from kg.yardstick.likeness import (
    date_agrees,
    is_party,
    names_person,
    pairs,
    same_count,
    same_sentence,
    same_wording,
    words,
)

MEASURES = ("event", "strict_event", "link", "initiator")
ATTRIBUTES = (
    *("kind", "status", "date", "undated", "participants", "who", "counterpart"),
    *("place", "channel", "attribution", "count", "duration_minutes", "evidence"),
)
RESAMPLES = 1000

_STRICT = ("kind", "status", "date", "undated", "participants")
_SAME: Mapping[str, Callable[[Any, Any], bool]] = {
    **dict.fromkeys(("place", "channel", "attribution"), same_wording),
    "count": same_count,
    "duration_minutes": operator.eq,
    "evidence": same_sentence,
}


class Verdict(StrEnum):
    """What became of a contact; `OPTIONAL`: the annotation leaves it open, so it counts neither way."""

    FOUND = "found"
    MISSED = "missed"
    SPURIOUS = "spurious"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Counts:
    """True positives, false positives and false negatives; a share of nothing is 0."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """Share of what there is that was found."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.tp / (2 * self.tp + self.fp + self.fn) if self.tp else 0.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often a field agrees, `right` of `n`; of nothing: 0."""

    right: int = 0
    n: int = 0

    @property
    def share(self) -> float:
        """`right` / `n`."""
        return self.right / self.n if self.n else 0.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """One contact judged: the annotated one, the one found, or both; how each field that gold gives agrees."""

    article: str
    verdict: Verdict
    gold: GoldEvent | None = None
    found: Prediction | None = None
    agreement: Mapping[str, Agreement] = field(default_factory=dict)
    initiator: Counts = Counts()

    @property
    def exact(self) -> bool:
        """Whether it was found with kind, status, date and participants as annotated."""
        fields = [self.agreement[name] for name in _STRICT if name in self.agreement]
        return self.verdict is Verdict.FOUND and all(a.right == a.n for a in fields)


@dataclass(frozen=True, slots=True)
class Judged:
    """One article: its contacts judged, and the counts of its links."""

    id: str
    judgements: tuple[Judgement, ...]
    link: Counts

    @property
    def counts(self) -> dict[str, Counts]:
        """Counts by measure, as in `MEASURES`."""
        of = Counter(judgement.verdict for judgement in self.judgements)
        tp, fp, fn = of[Verdict.FOUND], of[Verdict.SPURIOUS], of[Verdict.MISSED]
        exact = sum(judgement.exact for judgement in self.judgements)
        return {
            "event": Counts(tp, fp, fn),
            "strict_event": Counts(exact, fp + tp - exact, fn + tp - exact),
            "link": self.link,
            "initiator": sum((judgement.initiator for judgement in self.judgements), Counts()),
        }


@dataclass(frozen=True, slots=True)
class Band:
    """Contacts with a confidence from `low` up to `high`: how many are right, right in all fields, wrong, left open.

    `confidence` is the mean over all of them; where the extractor knows itself, `precision` is close to it.
    """

    low: float
    high: float
    right: int
    exact: int
    wrong: int
    optional: int
    confidence: float

    @property
    def precision(self) -> float:
        """Share of right ones among right and wrong ones; 0 where there is neither."""
        return Counts(self.right, self.wrong).precision


@dataclass(frozen=True)
class Evaluation:
    """Articles judged, and what that amounts to."""

    articles: tuple[Judged, ...]

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """All contacts judged, article by article."""
        return tuple(judgement for article in self.articles for judgement in article.judgements)

    @cached_property
    def measures(self) -> dict[str, Counts]:
        """Counts by measure, as in `MEASURES`."""
        by_article = [article.counts for article in self.articles]
        return {name: sum((counts[name] for counts in by_article), Counts()) for name in MEASURES}

    @cached_property
    def attributes(self) -> dict[str, Agreement]:
        """Agreement by field, over the contacts found; only fields that the annotation gives somewhere.

        `undated`: no date where there is none; `who`: people called by name, not by office alone; `counterpart`:
        those named whom the text does not name; `evidence`: the quote is the annotated sentence, or holds it, or
        is a part of it.
        """
        total = {name: [0, 0] for name in ATTRIBUTES}
        for judgement in self.judgements:
            for name, agreement in judgement.agreement.items():
                total[name][0] += agreement.right
                total[name][1] += agreement.n
        return {name: Agreement(right, n) for name, (right, n) in total.items() if n}

    def by_kind(self) -> dict[str, Counts]:
        """Counts of contacts by kind. One found under another kind is wrong there and missing here."""
        return self._classes("kind", Kind)

    def by_status(self) -> dict[str, Counts]:
        """Counts of contacts by status, as in `by_kind`."""
        return self._classes("status", Status)

    def _classes(self, name: str, order: Iterable[str]) -> dict[str, Counts]:
        total: dict[str, Counts] = {str(value): Counts() for value in order}
        for judgement in self.judgements:
            if judgement.verdict is Verdict.OPTIONAL:
                continue
            gold, found = (getattr(side, name, None) for side in (judgement.gold, judgement.found))
            changes = [(gold, Counts(fn=1)), (found, Counts(fp=1))]
            for value, counts in changes if gold != found else [(gold, Counts(tp=1))]:
                if value is not None:
                    total[value] = total.get(value, Counts()) + counts
        return {str(value): counts for value, counts in total.items() if counts != Counts()}

    def bands(self) -> tuple[Band, ...]:
        """Precision by confidence, in tenths, the surest first; bands and contacts without any are left out."""
        sure: dict[int, list[Judgement]] = {}
        for judgement in self.judgements:
            if judgement.found is not None and judgement.found.confidence is not None:
                sure.setdefault(min(int(judgement.found.confidence * 10), 9), []).append(judgement)
        return tuple(_band(tenth, sure[tenth]) for tenth in sorted(sure, reverse=True))

    def intervals(
        self, resamples: int = RESAMPLES, seed: int = 0
    ) -> dict[str, dict[str, tuple[float, float]]]:
        """95 % confidence intervals of precision, recall and F1 by measure; empty for fewer than two articles.

        Bootstrap over articles: whole articles are drawn with replacement, since contacts of one are not
        independent; the 2.5th and 97.5th percentile of `resamples` draws. One seed gives one result.
        """
        if len(self.articles) < 2:
            return {}
        draw = random.Random(seed)
        rows = [
            [counts[name] for name in MEASURES] for counts in (article.counts for article in self.articles)
        ]
        columns = [
            [getattr(row[m], part) for row in rows]
            for m in range(len(MEASURES))
            for part in ("tp", "fp", "fn")
        ]
        drawn: list[list[Counts]] = [[] for _ in MEASURES]
        for _ in range(resamples):
            picked = draw.choices(range(len(rows)), k=len(rows))
            sums = [sum(map(column.__getitem__, picked)) for column in columns]
            for m, counts in enumerate(drawn):
                counts.append(Counts(*sums[3 * m : 3 * m + 3]))
        return {
            name: {
                share: _middle([getattr(c, share) for c in counts]) for share in ("precision", "recall", "f1")
            }
            for name, counts in zip(MEASURES, drawn, strict=True)
        }


def _band(tenth: int, judgements: Sequence[Judgement]) -> Band:
    of = Counter(judgement.verdict for judgement in judgements)
    exact = sum(judgement.exact for judgement in judgements)
    mean = statistics.fmean(j.found.confidence or 0.0 for j in judgements if j.found is not None)
    low, high = tenth / 10, (tenth + 1) / 10
    return Band(low, high, of[Verdict.FOUND], exact, of[Verdict.SPURIOUS], of[Verdict.OPTIONAL], mean)


def _middle(values: Sequence[float]) -> tuple[float, float]:
    cuts = statistics.quantiles(values, n=40, method="inclusive")
    return cuts[0], cuts[-1]


def evaluate(gold: Sequence[GoldArticle], predictions: Mapping[str, Sequence[Prediction]]) -> Evaluation:
    """Judge what was found against the annotation, article by article; no predictions for one: nothing was found.

    Predictions for articles without an annotation are not looked at.
    """
    return Evaluation(tuple(judge(article, predictions.get(article.id, ())) for article in gold))


def sure_enough(
    predictions: Mapping[str, Sequence[Prediction]], least: float
) -> dict[str, tuple[Prediction, ...]]:
    """Predictions without those of a confidence below `least`; one without confidence stays."""
    return {
        article: tuple(event for event in found if event.confidence is None or event.confidence >= least)
        for article, found in predictions.items()
    }


def judge(article: GoldArticle, found: Sequence[Prediction]) -> Judged:
    """The contacts of one article and those found in it, each once, the annotated ones first."""
    matched = _match(found, article.events)
    judgements = []
    for number, gold in enumerate(article.events):
        if number in matched:
            judgements.append(_compared(article.id, gold, found[matched[number]]))
        elif gold.required:
            judgements.append(Judgement(article.id, Verdict.MISSED, gold))
    for number, event in enumerate(found):
        if number in matched.values():
            continue
        # A further report of an optional contact is open as well; one more of a required contact is a repeat.
        is_open = any(
            not g.required and len(pairs(event.participants, g.participants)) > 1 for g in article.events
        )
        verdict = Verdict.OPTIONAL if is_open else Verdict.SPURIOUS
        judgements.append(Judgement(article.id, verdict, None, event))
    return Judged(article.id, tuple(judgements), _links(found, article.events))


def _match(found: Sequence[Prediction], golds: Sequence[GoldEvent]) -> dict[int, int]:
    """Annotated contact → contact found, by number: those that share most are paired first."""
    near = []
    for i, event in enumerate(found):
        for j, gold in enumerate(golds):
            shared = len(pairs(event.participants, gold.participants))
            if shared < 2:
                continue
            likeness = shared / max(len(event.participants), len(gold.participants))
            likeness += 0.6 * (event.kind == gold.kind) + 0.5 * (event.status == gold.status)
            likeness += 0.7 * (gold.date is not None and date_agrees(event.date, gold.date))
            near.append((-(likeness + 0.05 * gold.required), i, j))
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(near):
        if i not in taken and j not in matched:
            taken.add(i)
            matched[j] = i
    return matched


def _compared(article: str, gold: GoldEvent, found: Prediction) -> Judgement:
    if not gold.required:
        return Judgement(article, Verdict.OPTIONAL, gold, found)
    met = pairs(found.participants, gold.participants)
    people = [(said, party) for said, party in met if party.type is ActorType.PERSON]
    named = sum(names_person(said, party) for said, party in people)
    all_there = len(met) == len(gold.participants) == len(found.participants)
    resolved = [party for party in gold.participants if party.resolved]
    dated = date_agrees(found.date, gold.date) or (gold.date_optional and not found.date)
    agreement = {
        "kind": Agreement(found.kind == gold.kind, 1),
        "status": Agreement(found.status == gold.status, 1),
        "undated" if gold.date is None else "date": Agreement(dated, 1),
        "participants": Agreement(all_there and named == len(people), 1),
        "who": Agreement(named, len(people)),
        "counterpart": Agreement(
            sum(any(names_person(said, party) for said in found.participants) for party in resolved),
            len(resolved),
        ),
    }
    for name, same in _SAME.items():
        wanted, given = getattr(gold, name), getattr(found, name)
        if wanted not in (None, ""):
            agreement[name] = Agreement(bool(same(given, wanted)), 1)
    return Judgement(article, Verdict.FOUND, gold, found, agreement, _initiators(found, gold))


def _initiators(found: Prediction, gold: GoldEvent) -> Counts:
    wanted = next((party for party in gold.participants if party.name == gold.initiator), None)
    sought = words(found.initiator or "")
    said = next((name for name in found.participants if sought and words(name) == sought), None)
    if wanted is not None and said is not None and is_party(said, wanted):
        return Counts(tp=1)
    return Counts(fp=int(said is not None), fn=int(wanted is not None))


def _links(found: Sequence[Prediction], golds: Sequence[GoldEvent]) -> Counts:
    """Who is linked to whom; contacts that did not take place (denied) link nobody."""
    wanted: dict[frozenset[tuple[str, ...]], tuple[Party, Party, bool]] = {}
    for gold in golds:
        if gold.status is not Status.DENIED:
            for a, b in itertools.combinations(gold.participants, 2):
                pair = frozenset((words(a.name), words(b.name)))
                wanted[pair] = (a, b, gold.required or (pair in wanted and wanted[pair][2]))
    said: dict[frozenset[tuple[str, ...]], tuple[str, str]] = {}
    for event in found:
        if event.status != Status.DENIED:
            for x, y in itertools.combinations(event.participants, 2):
                said[frozenset((words(x), words(y)))] = (x, y)
    tp = fn = 0
    for a, b, required in sorted(wanted.values(), key=lambda link: not link[2]):
        hit = next((pair for pair, (x, y) in said.items() if _links_both(x, y, a, b)), None)
        if hit is not None:
            del said[hit]
        tp += required and hit is not None
        fn += required and hit is None
    return Counts(tp, len(said), fn)


def _links_both(x: str, y: str, a: Party, b: Party) -> bool:
    return (is_party(x, a) and is_party(y, b)) or (is_party(x, b) and is_party(y, a))
