"""What became of each judgement, and ``graph:judgements``, which says so.

The graph is made anew at every write from the judgements and the articles: who judged what and why, and whether
the dataset follows it, says the same by itself, has nothing left that it could be about, or has another judgement
that says the opposite.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.judgements import OF_TWO, Judgement, found, terms
from kg.graph.occasions import Constraints, Pair
from kg.graph.triples import JUDGEMENTS, Statements, Term, described, node, plain, string
from kg.model import JudgementKind, Outcome
from kg.vocab import CP, PREFIXES, compact, expand, mint


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement with what became of it, and why where it was not applied."""

    judgement: Judgement
    outcome: Outcome
    reason: str | None = None


@dataclass(frozen=True)
class Decided:
    """Pairs of IRIs that people say are one or two: of reports as `reports`, of actors by `together` and `apart`."""

    reports: Constraints
    together: frozenset[Pair]
    apart: frozenset[Pair]


def decided(judgements: Iterable[Judgement], reports: Collection[str]) -> Decided:
    """What judgements ask of the grouping of these reports (IRIs) and of actors; contradictions ask nothing."""
    pairs: dict[JudgementKind, set[Pair]] = defaultdict(set)
    for judgement in judgements:
        if judgement.kind in OF_TWO and (pair := _pair(judgement, reports)) is not None:
            pairs[judgement.kind].add(pair)
    same, other = pairs[JudgementKind.SAME_OCCASION], pairs[JudgementKind.DIFFERENT_OCCASION]
    one, two = pairs[JudgementKind.SAME_ACTOR], pairs[JudgementKind.DIFFERENT_ACTOR]
    constraints = Constraints(frozenset(same - other), frozenset(other - same))
    return Decided(constraints, frozenset(one - two), frozenset(two - one))


def _pair(judgement: Judgement, reports: Collection[str]) -> Pair | None:
    """The two things that a judgement means today; None where a report is gone, or both are one report."""
    two = [judgement.about, judgement.other or ""]
    if judgement.kind.endswith("-occasion"):
        there = [iri for address in two if (iri := _found(address, reports)) is not None]
        return frozenset(there) if len(set(there)) == 2 else None
    return frozenset(two)


def _found(address: str, reports: Collection[str]) -> str | None:
    return address if address in reports else found(address, reports)


class Weighing:
    """Says what became of judgements in a dataset that was written with them.

    `occasions` is occasion by report (IRIs), `decisive` are pairs of reports that are one or two occasions only since
    people said so; `same` and `unaided` are actors by those that stand for them, with and without that.
    """

    def __init__(
        self,
        dataset: ox.Store,
        judgements: Sequence[Judgement],
        occasions: Mapping[str, str],
        decisive: Collection[Pair],
        same: Mapping[str, str],
        unaided: Mapping[str, str],
    ) -> None:
        self._dataset = dataset
        self._judgements = judgements
        self._occasions, self._decisive = occasions, decisive
        self._same, self._unaided = same, unaided
        self._opposed = _opposed(judgements, occasions)

    def judged(self) -> tuple[Judged, ...]:
        """Every judgement with its outcome, in order."""
        return tuple(self._weighed(judgement) for judgement in self._judgements)

    def _weighed(self, judgement: Judgement) -> Judged:
        if judgement.kind in OF_TWO:
            return self._of_two(judgement)
        iri = ox.NamedNode(judgement.iri)
        marks = (CP.correctedBy, CP.confirmedBy, "prov:wasInvalidatedBy")
        if any(True for mark in marks for _ in self._dataset.quads_for_pattern(None, node(mark), iri)):
            return Judged(judgement, Outcome.APPLIED)
        if judgement.iri in self._opposed:
            return Judged(judgement, Outcome.CONTRADICTED, "another judgement says otherwise; keep one")
        article = mint_article(judgement)
        if not self._known(article):
            return Judged(judgement, Outcome.STALE, f"the store has no {compact(article)}")
        if judgement.kind is JudgementKind.MISSING_EVENT:
            return self._not_missing(judgement, article)
        if _found(judgement.about, self._occasions) is None:
            read = "" if judgement.kind is not JudgementKind.WRONG_EVENT else ": it is no longer read there"
            return Judged(judgement, Outcome.STALE, f"no such report stands at that place any more{read}")
        if judgement.quote is not None and not self._quoted(judgement.quote, article):
            return Judged(judgement, Outcome.STALE, "the sentence quoted is not one of that report's article")
        return Judged(judgement, Outcome.AGREES, "the extractor reads so itself, or the party takes no part")

    def _not_missing(self, judgement: Judgement, article: str) -> Judged:
        if self._quoted(judgement.quote or "", article):
            return Judged(judgement, Outcome.AGREES, "the extractor reads this contact itself")
        return Judged(judgement, Outcome.STALE, "the quote does not stand in the article")

    def _quoted(self, quote: str, article: str) -> bool:
        """Whether a sentence that an article is evidence for holds the quote, or lies in it."""
        evidence = self._dataset.quads_for_pattern(None, node("oa:hasSource"), ox.NamedNode(article))
        quotes = (
            plain(quad.object)
            for item in {plain(quad.subject) for quad in evidence}
            for quad in self._dataset.quads_for_pattern(ox.NamedNode(item), node(CP.quote), None)
        )
        return any(quote in said or said in quote for said in quotes)

    def _of_two(self, judgement: Judgement) -> Judged:
        two = [judgement.about, judgement.other or ""]
        if judgement.iri in self._opposed:
            return Judged(judgement, Outcome.CONTRADICTED, "another judgement says the opposite; keep one")
        wants_one = judgement.kind in (JudgementKind.SAME_OCCASION, JudgementKind.SAME_ACTOR)
        if judgement.kind.endswith("-occasion"):
            there = [_found(address, self._occasions) for address in two]
            gone = [compact(address) for address, iri in zip(two, there, strict=True) if iri is None]
            if gone:
                return Judged(judgement, Outcome.STALE, f"no report stands there any more: {', '.join(gone)}")
            if there[0] == there[1]:
                return Judged(judgement, Outcome.STALE, "both are now one report")
            one = len({self._occasions[iri] for iri in there if iri}) == 1
            needed = frozenset(iri for iri in there if iri) in self._decisive
        else:
            gone = [compact(iri) for iri in two if not self._known(iri)]
            if gone:
                return Judged(judgement, Outcome.STALE, f"nothing names {', '.join(gone)} any more")
            one, alone = (len({by.get(iri, iri) for iri in two}) == 1 for by in (self._same, self._unaided))
            needed = alone is not wants_one
        if one is not wants_one:
            return Judged(judgement, Outcome.CONTRADICTED, "other judgements together say the opposite")
        if not needed:
            return Judged(judgement, Outcome.AGREES, "the grouping says so by itself")
        return Judged(judgement, Outcome.APPLIED)

    def _known(self, iri: str) -> bool:
        a = node("rdf:type")  # graph:derived, which may be of an earlier write, gives actors none
        return any(True for _ in self._dataset.quads_for_pattern(ox.NamedNode(iri), a, None))


def mint_article(judgement: Judgement) -> str:
    """IRI of the article that a judgement corrects."""
    return PREFIXES["article"] + (judgement.article or "")


def _opposed(judgements: Iterable[Judgement], reports: Collection[str]) -> frozenset[str]:
    """IRIs of judgements of which another says the opposite, or another value, of the same thing."""
    said: dict[object, dict[object, set[str]]] = defaultdict(lambda: defaultdict(set))
    for judgement in judgements:
        if judgement.kind in OF_TWO:
            pair = _pair(judgement, reports) or frozenset((judgement.about, judgement.other or ""))
            said["two", pair][judgement.kind].add(judgement.iri)
            continue
        about = (
            _found(judgement.about, reports) if judgement.kind is not JudgementKind.MISSING_EVENT else None
        )
        wrong = judgement.kind is JudgementKind.WRONG_EVENT
        if about is not None or wrong:
            said["event", about or judgement.about][wrong].add(judgement.iri)
        value = (judgement.status, judgement.date, judgement.initiator)
        if judgement.kind is not JudgementKind.MISSING_EVENT and any(value):
            said[judgement.kind, about or judgement.about][value].add(judgement.iri)
    return frozenset(iri for ways in said.values() if len(ways) > 1 for iris in ways.values() for iri in iris)


def judgement_quads(judged: Iterable[Judged]) -> list[ox.Quad]:
    """``graph:judgements``: each judgement with who, what, why and what became of it."""
    graph = Statements(JUDGEMENTS)
    for each in judged:
        judgement, iri = each.judgement, each.judgement.iri
        graph.say(iri, "rdf:type", node(CP.Judgement), node("prov:Activity"))
        for predicate, value in terms(judgement):
            graph.say(iri, predicate.value, value)
        agent = mint("author", judgement.author)
        graph.say(iri, "prov:wasAssociatedWith", ox.NamedNode(agent))
        graph.say(agent, "rdf:type", node("prov:Agent"))
        graph.say(agent, "rdfs:label", string(judgement.author))
        graph.say(iri, CP.outcome, node(mint("outcome", each.outcome)))
        graph.say(iri, CP.outcomeReason, string(each.reason))
    return graph.quads()


def told(judged: Iterable[Judged]) -> str:
    """A line for each judgement that was not applied: what, whose, and why not."""
    lines = (
        f"{each.judgement.told} ({each.judgement.author}): {each.outcome}: {each.reason}\n"
        for each in judged
        if each.outcome is not Outcome.APPLIED
    )
    return "".join(lines)


def notes(dataset: ox.Store, reports: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What people decided on reports (CURIEs), in words: report → who, what, why, and what had been read."""
    found: dict[str, set[str]] = defaultdict(set)
    here = {compact(iri) if "://" in iri else iri for iri in reports}
    for quad in dataset.quads_for_pattern(None, node(CP.judgementKind), None, ox.NamedNode(JUDGEMENTS)):
        said = described(dataset, plain(quad.subject))
        things = [compact(plain(term)) for name in (CP.about, CP.comparedWith) for term in said.get(name, ())]
        marks = (CP.correctedBy, CP.confirmedBy)
        changed = [
            compact(plain(each.subject))
            for mark in marks
            for each in dataset.quads_for_pattern(None, node(mark), ox.NamedNode(plain(quad.subject)))
        ]
        for report in here & {*things, *changed}:
            found[report].add(_note(dataset, report, said, [thing for thing in things if thing != report]))
    return {report: tuple(sorted(said)) for report, said in found.items()}


def _note(dataset: ox.Store, report: str, said: Mapping[str, Sequence[Term]], others: Sequence[str]) -> str:
    def one(name: str) -> str:
        return next((plain(term) for term in said.get(name, ())), "")

    kind = compact(one(CP.judgementKind)).partition(":")[2]
    outcome = compact(one(CP.outcome)).partition(":")[2]
    why_not = "" if outcome == Outcome.APPLIED else f" [{outcome}: {one(CP.outcomeReason)}]"
    two = f" with {others[0]}" if others and one(CP.comparedWith) else ""
    read = _readings(dataset, report) if kind.startswith("wrong") else ""
    return f"{kind}{two}, {one(CP.author)}: {one(CP.reason)}{read}{why_not}"


def _readings(dataset: ox.Store, report: str) -> str:
    revised = dataset.quads_for_pattern(ox.NamedNode(expand(report)), node("prov:wasRevisionOf"), None)
    labels = (
        label.object.value
        for quad in revised
        for label in dataset.quads_for_pattern(ox.NamedNode(plain(quad.object)), node("rdfs:label"), None)
        if isinstance(label.object, ox.Literal) and label.object.language == "en"
    )
    return "".join(f"; read before: {label}" for label in sorted(labels))
