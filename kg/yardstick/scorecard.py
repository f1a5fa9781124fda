"""An evaluation as text for people, and as values for JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from kg.article.talk import count
from kg.query.rows import printable
from kg.yardstick.annotation import GoldEvent, Party, Prediction
from kg.yardstick.evaluate import Band, Counts, Evaluation, Judgement, Verdict

_COUNTED = ("precision", "recall", "f1")
_DIGITS = 4


def as_json(evaluation: Evaluation, *, errors: bool = False) -> dict[str, Any]:
    """All figures as JSON values: measures by name, agreement of fields, kinds, statuses, bands of confidence.

    Shares have four decimals. With `errors`, every contact missed, spurious or with a field that disagrees.
    """
    intervals = evaluation.intervals()
    found: dict[str, Any] = {"articles": len(evaluation.articles)}
    for name, counts in evaluation.measures.items():
        spans = {
            share: [round(end, _DIGITS) for end in ends] for share, ends in intervals.get(name, {}).items()
        }
        found[name] = _counts(counts) | {"interval": spans or None}
    found["attributes"] = {name: round(a.share, _DIGITS) for name, a in evaluation.attributes.items()}
    found["attribute_support"] = {name: a.n for name, a in evaluation.attributes.items()}
    found["kinds"] = {name: _counts(counts) for name, counts in evaluation.by_kind().items()}
    found["statuses"] = {name: _counts(counts) for name, counts in evaluation.by_status().items()}
    found["confidence"] = [_band(band) for band in evaluation.bands()]
    if errors:
        found["errors"] = [_error(judgement) for judgement in _wrong(evaluation)]
    return found


def as_text(evaluation: Evaluation) -> str:
    """The figures as tables for a terminal."""
    intervals = evaluation.intervals()
    measures = [
        [
            name,
            *(_with_interval(getattr(counts, s), intervals.get(name, {}).get(s)) for s in _COUNTED),
            *map(str, (counts.tp, counts.fp, counts.fn)),
        ]
        for name, counts in evaluation.measures.items()
    ]
    heads = ["precision", "recall", "F1", "right", "spurious", "missed"]
    tables = [
        _table(["measure", *heads], measures),
        _table(
            ["field", "agrees", "of"],
            [[name, f"{a.share:.2f}", str(a.n)] for name, a in evaluation.attributes.items()],
        ),
        _table(["kind", *heads], _classes(evaluation.by_kind())),
        _table(["status", *heads], _classes(evaluation.by_status())),
        _table(
            ["confidence", "precision", "right", "exact", "spurious", "optional"],
            [
                [
                    f"{band.low:.1f}–{band.high:.1f}",
                    f"{band.precision:.2f}" if band.right + band.wrong else "–",
                    *map(str, (band.right, band.exact, band.wrong, band.optional)),
                ]
                for band in evaluation.bands()
            ],
        ),
    ]
    note = "; in brackets 95 % intervals (bootstrap over articles)" if intervals else ""
    return "\n".join([f"{count(len(evaluation.articles), 'article')}{note}\n", *filter(None, tables)])


def errors_as_text(evaluation: Evaluation, width: int = 100) -> str:
    """Every contact missed, spurious or with a field that disagrees, by article, with the sentence; wrapped."""
    blocks = []
    for article, judgements in groupby(_wrong(evaluation), key=lambda judgement: judgement.article):
        entries = (_entry(judgement, width) for judgement in judgements)
        blocks.append("\n".join([printable(article), *entries]) + "\n\n")
    return "".join(blocks)


def differences(judgement: Judgement) -> dict[str, tuple[str | None, str | None]]:
    """The fields in which a contact found disagrees: what was found, and what is annotated."""
    gold, found = judgement.gold, judgement.found
    if judgement.verdict is not Verdict.FOUND or gold is None or found is None:
        return {}
    names = [
        "date" if name == "undated" else name for name, a in judgement.agreement.items() if a.right < a.n
    ]
    if judgement.initiator.fp or judgement.initiator.fn:
        names.append("initiator")
    return {
        name: (_shown(getattr(found, name)), _shown(getattr(gold, name)))
        for name in names
        if hasattr(gold, name)  # `who` and `counterpart` speak of the participants, which then disagree too
    }


def _shown(value: object) -> str | None:
    if isinstance(value, tuple):
        return _names(value)
    return None if value in (None, "") else str(value)


def _names(parties: Iterable[Party | str]) -> str:
    return " – ".join(party if isinstance(party, str) else party.name for party in parties)


def _wrong(evaluation: Evaluation) -> Iterator[Judgement]:
    for judgement in evaluation.judgements:
        if judgement.verdict in (Verdict.MISSED, Verdict.SPURIOUS) or differences(judgement):
            yield judgement


def _error(judgement: Judgement) -> dict[str, Any]:
    return {
        "article": judgement.article,
        "verdict": judgement.verdict.value,
        "gold": _told(judgement.gold),
        "found": _told(judgement.found),
        "differences": {
            name: {"found": found, "gold": gold} for name, (found, gold) in differences(judgement).items()
        },
    }


def _told(event: GoldEvent | Prediction | None) -> dict[str, Any] | None:
    if event is None:
        return None
    told = {name: getattr(event, name) for name in ("kind", "status", "initiator", "date", "evidence")}
    told["participants"] = [party if isinstance(party, str) else party.name for party in event.participants]
    return told | ({"confidence": event.confidence} if isinstance(event, Prediction) else {})


def _entry(judgement: Judgement, width: int) -> str:
    event = judgement.gold or judgement.found
    assert event is not None
    unlike = differences(judgement)
    quoted = unlike.pop("evidence", None)
    heading = "wrong" if unlike or quoted else judgement.verdict.value
    sure = getattr(event, "confidence", None)
    said = f"{event.kind}, {event.status}, {event.date or 'undated'}: {_names(event.participants)}"
    said += f", confidence {sure:g}" if sure is not None else ""
    told = [
        f"{name}: {found or 'none'}; annotated: {gold or 'none'}" for name, (found, gold) in unlike.items()
    ]
    if quoted is not None:
        told.append(f"evidence: “{quoted[0] or ''}”; annotated:")
    lines = [f"  {heading:<10}{printable(said)}"]
    for text in (*told, f"“{event.evidence}”"):
        lines += textwrap.wrap(
            printable(text),
            max(width, 40),
            initial_indent=" " * 12,
            subsequent_indent=" " * 14,
            break_long_words=False,
            break_on_hyphens=False,
        )
    return "\n".join(lines)


def _band(band: Band) -> dict[str, Any]:
    precision = round(band.precision, _DIGITS) if band.right + band.wrong else None
    return {**asdict(band), "confidence": round(band.confidence, _DIGITS), "precision": precision}


def _counts(counts: Counts) -> dict[str, Any]:
    shares = {share: round(getattr(counts, share), _DIGITS) for share in _COUNTED}
    return {**shares, "tp": counts.tp, "fp": counts.fp, "fn": counts.fn}


def _classes(classes: Mapping[str, Counts]) -> list[list[str]]:
    return [
        [name, *(f"{getattr(counts, s):.2f}" for s in _COUNTED), *map(str, (counts.tp, counts.fp, counts.fn))]
        for name, counts in classes.items()
    ]


def _with_interval(share: float, ends: tuple[float, float] | None) -> str:
    return f"{share:.2f} ({ends[0]:.2f}–{ends[1]:.2f})" if ends else f"{share:.2f}"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns of text, the first to the left, the others to the right; nothing where there are no rows."""
    if not rows:
        return ""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    widths[0] = max(widths[0], 16)
    return "".join(
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) + "\n"
        for row in (heads, *rows)
    )
