"""Which reports tell of one happening: 362 pairs judged by reading both articles, and how grouping agrees.

``pairs.jsonl`` holds them without their texts. Each end is a report: article, offsets of its sentence and of the
word for the contact in the text as `kg` keeps it, kind, status and parties; ``misread`` names what the extractor of
that revision took wrongly from the text, which no grouping can mend. The verdict is ``same``, ``different`` or
``cannot-tell``, the reason one word:

    again, office            the same happening, told anew; under an office, a state or another name of a party
    copy                     the same words
    visit                    a visit, and the talks with its host (one contact under the annotation guidelines)
    joint                    one letter in the name of several, of whom each end names one
    history                  announced or asked for in one, held in the other
    partner, kind, part      other parties; another kind of contact of these parties; another contact of one visit
    repeat, day, background  the same parties again; on the day next to it; recalled from earlier times
    plan, refused            intended for later; refused or called off
    vague, several           too little is said; one sentence sums up several contacts

How they were drawn, before any of the rules that they judge was written: all contacts that revision 34e880b found
in the corpus of 7,438 articles and in 79 annotated ones were read in order of date; the pairs are all those of
different articles that tell of one happening, those of one article which the extractor kept apart, and the pairs
most like them that are not: the same parties at another time, their colleagues on the same day, plans, refusals.
Nine reports that the extractor missed were added by searching the texts for further accounts of the same happenings.
Of the lottery pages that repeat one teaser, six stand for twelve. One pair was added when grouping joined it.
The four joint ones were ``different (partner)`` at first: the extractor had made a report for each sender, and pairs
of these were taken to differ by who sent. Both articles speak of one letter ("nội dung bức điện", "chúng tôi"), and
what several do together is one contact of them all under the guidelines.

    python benchmarks/pairs.py [--errors] CORPUS...

reads the articles, groups their reports, and prints how many ends are found today, pairwise precision and recall
(of all, of those read well when they were judged, and of those that are two reports today),
B³ over all ends that a decided pair names, and the share joined by reason.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from table import table

from kg.article.articles import read_articles
from kg.extract import Extractor
from kg.graph.occasions import group
from kg.graph.sightings import same_people, sightings
from kg.graph.testimony import reports
from kg.graph.triples import article_quads, named_reports, preferred_labels
from kg.knowledge.register import register_quads
from kg.model import Article, ContactEvent, Extraction, Span
from kg.ontology import Ontology
from kg.vocab import mint
from kg.yardstick.likeness import words

PAIRS = Path(__file__).parent / "pairs.jsonl"


@dataclass(frozen=True, slots=True)
class End:
    """One report of a pair."""

    article: str
    sentence: Span
    trigger: Span
    kind: str
    status: str
    parties: tuple[str, ...]
    misread: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports with the verdict of a reader."""

    one: End
    other: End
    verdict: str
    reason: str


def judged() -> list[Pair]:
    """The pairs, in order of their ends."""
    return [_pair(json.loads(line)) for line in PAIRS.read_text("utf-8").splitlines()]


def _pair(record: Mapping[str, Any]) -> Pair:
    one, other = (_end(record[name]) for name in ("one", "other"))
    return Pair(one, other, record["verdict"], record["reason"])


def _end(record: Mapping[str, Any]) -> End:
    return End(
        record["article"],
        Span(record["start"], record["end"]),
        Span(*record["trigger"]),
        record["kind"],
        record["status"],
        tuple(record["parties"]),
        record.get("misread"),
    )


def found(end: End, events: Mapping[str, ContactEvent]) -> str | None:
    """Local name of the report, among those of the article, that an end means; None if there is none.

    It speaks of at least one of the parties in the same words or the same sentence; of several the one most like, who
    may also take part for a state that the end names (a visit that is told as the talks with its host).
    """
    ranked = [
        (_likeness(end, event), name)
        for name, event in sorted(events.items())
        if _party_count(end, event)
        and (
            _overlap(end.trigger, event.trigger) or any(_overlap(end.sentence, s) for s in _sentences(event))
        )
    ]
    return max(ranked, key=lambda one: one[0])[1] if ranked else None


def _likeness(end: End, event: ContactEvent) -> tuple[int, int, bool, bool, bool]:
    return (
        _party_count(end, event, acting=True),
        _party_count(end, event),
        _overlap(end.trigger, event.trigger),
        end.kind == event.kind,
        end.status == event.status,
    )


def _party_count(end: End, event: ContactEvent, acting: bool = False) -> int:
    said = [set(words(p.actor.name)) for p in event.participants]
    if acting:
        said += [set(words(p.actor.state)) for p in event.participants if p.actor.state]
    wanted = [set(words(name)) for name in end.parties]
    return sum(any(name <= other or other <= name for other in said) for name in wanted)


def _sentences(event: ContactEvent) -> list[Span]:
    return [Span(evidence.start, evidence.end) for evidence in (event.evidence, *event.also)]


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def occasions_of(
    extractions: Iterable[Extraction], pairs: Sequence[Pair]
) -> tuple[dict[End, str], dict[End, str]]:
    """Occasion and report of every end that is found; all reports of the articles are grouped, not these alone."""
    ends: dict[str, set[End]] = defaultdict(set)
    for end in itertools.chain.from_iterable((pair.one, pair.other) for pair in pairs):
        ends[end.article].add(end)
    register = register_quads(Ontology.default())
    labels = preferred_labels(register)
    dataset = ox.Store()
    dataset.bulk_extend(
        ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(mint("graph", "register"))) for q in register
    )
    named: dict[End, str] = {}
    for extraction in extractions:
        dataset.extend(article_quads(extraction, extractor="pairs", labels=labels))
        events = named_reports(extraction.article.id, extraction.events)
        for end in ends.get(extraction.article.id, ()):
            name = found(end, events)
            if name is not None:
                named[end] = mint("report", name)
    told = reports(dataset, same_people(sightings(dataset)))
    occasion = {report.iri: held.iri for held in group(told) for report in held.reports}
    return {end: occasion[iri] for end, iri in named.items()}, named


def share(part: int, whole: int) -> float:
    """A share, 1 where there is nothing to share."""
    return part / whole if whole else 1.0


def pairwise(pairs: Sequence[Pair], occasions: Mapping[End, str]) -> tuple[float, float]:
    """Precision and recall of joining, over decided pairs of which both ends are found."""
    both = [pair for pair in decided(pairs) if pair.one in occasions and pair.other in occasions]
    joined = [pair for pair in both if occasions[pair.one] == occasions[pair.other]]
    right = sum(pair.verdict == "same" for pair in joined)
    return share(right, len(joined)), share(right, sum(pair.verdict == "same" for pair in both))


def decided(pairs: Sequence[Pair]) -> list[Pair]:
    """Pairs on which the reader could tell."""
    return [pair for pair in pairs if pair.verdict != "cannot-tell"]


def happenings(pairs: Sequence[Pair]) -> dict[End, int]:
    """Ends of decided pairs by happening: those that a chain of ``same`` links have one number."""
    number = {
        end: n for n, end in enumerate(dict.fromkeys(e for p in decided(pairs) for e in (p.one, p.other)))
    }
    for pair in pairs:
        if pair.verdict == "same":
            kept, gone = number[pair.one], number[pair.other]
            number = {end: kept if n == gone else n for end, n in number.items()}
    return number


def b_cubed(pairs: Sequence[Pair], occasions: Mapping[End, str]) -> tuple[float, float, float]:
    """B³ precision, recall and F1 (Bagga and Baldwin 1998) over the ends found.

    Ends of different happenings count as different, unless their pair is one on which the reader could not tell.
    """
    gold = {end: n for end, n in happenings(pairs).items() if end in occasions}
    open_ = {frozenset((p.one, p.other)) for p in pairs if p.verdict == "cannot-tell"}
    precision = recall = 0.0
    for end in gold:
        others = [other for other in gold if frozenset((end, other)) not in open_]
        together = [other for other in others if occasions[other] == occasions[end]]
        same = [other for other in others if gold[other] == gold[end]]
        right = len(set(together) & set(same))
        precision += right / len(together) / len(gold)
        recall += right / len(same) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def rows(pairs: Sequence[Pair], occasions: Mapping[End, str]) -> list[list[str]]:
    """Pairs, those with both ends found, and those joined, by verdict and reason."""
    out = []
    for (verdict, reason), number in sorted(Counter((p.verdict, p.reason) for p in pairs).items()):
        both = [
            p
            for p in pairs
            if (p.verdict, p.reason) == (verdict, reason) and p.one in occasions and p.other in occasions
        ]
        joined = sum(occasions[p.one] == occasions[p.other] for p in both)
        out.append([f"{verdict} ({reason})", str(number), str(len(both)), str(joined)])
    return out


def wrong(pairs: Sequence[Pair], occasions: Mapping[End, str]) -> list[str]:
    """A line for each decided pair that is joined wrongly or missed."""
    out = []
    for pair in decided(pairs):
        if pair.one in occasions and pair.other in occasions:
            joined = occasions[pair.one] == occasions[pair.other]
            if joined != (pair.verdict == "same"):
                ends = " | ".join(_told(end) for end in (pair.one, pair.other))
                out.append(f"{'joined' if joined else 'missed'} ({pair.reason})  {ends}")
    return out


def _told(end: End) -> str:
    return f"{end.article}:{end.trigger.start} {end.kind} {end.status} {' – '.join(end.parties)}"


def main(arguments: Sequence[str]) -> None:
    """Print the figures."""
    paths = [path for path in arguments if path != "--errors"]
    if not paths:
        sys.exit("name the articles: python benchmarks/pairs.py [--errors] CORPUS...")
    pairs, extractor = judged(), Extractor.load()
    articles = (article for article in read_articles(paths) if isinstance(article, Article))
    occasions, named = occasions_of(map(extractor.extract, articles), pairs)
    ends = {end for pair in pairs for end in (pair.one, pair.other)}
    if "--errors" in arguments:
        print(*wrong(pairs, occasions), "", sep="\n")
    print(table(["verdict", "pairs", "found", "joined"], rows(pairs, occasions)))
    across = [p for p in pairs if p.verdict == "same" and p.one.article != p.other.article]
    both = sum(pair.one in occasions and pair.other in occasions for pair in across)
    print(
        f"\nends found  {len(occasions)} of {len(ends)}; both, of {len(across)} same pairs of two articles, {both}"
    )
    read = [pair for pair in pairs if not (pair.one.misread or pair.other.misread)]
    print("pairwise    precision {:.3f}, recall {:.3f}".format(*pairwise(pairs, occasions)))
    print("  read well precision {:.3f}, recall {:.3f}".format(*pairwise(read, occasions)))
    # Two accounts that extraction takes for one report are not grouped: the join is its own, right or wrong.
    two = [pair for pair in pairs if named.get(pair.one) != named.get(pair.other)]
    print("two reports precision {:.3f}, recall {:.3f}".format(*pairwise(two, occasions)))
    print("B³          precision {:.3f}, recall {:.3f}, F1 {:.3f}".format(*b_cubed(pairs, occasions)))


if __name__ == "__main__":
    main(sys.argv[1:])
