"""What an article says besides its contacts, as the flat JSON records of ``kg extract --records all``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kg.extract import event_record
from kg.model import ActorRef, ChannelReport, EventDate, Evidence, Extraction, NoContact
from kg.vocab import mint


def records(extraction: Extraction, *, everything: bool = False) -> Iterator[dict[str, Any]]:
    """The contacts of an article; with `everything`, its silences and channel reports after them.

    Then each record says in ``record`` what it is: ``contact``, ``silence`` or ``channel``.
    """
    for event in extraction.events:
        yield {"record": "contact", **event_record(event)} if everything else event_record(event)
    if everything:
        yield from map(silence_record, extraction.silences)
        yield from map(channel_record, extraction.channels)


def silence_record(silence: NoContact) -> dict[str, Any]:
    """A stated silence: who, since and until when, and the sentence that says so."""
    return {
        "record": "silence",
        "article": silence.article,
        "kind": silence.kind.value if silence.kind else None,
        "participants": _actors(silence.actors),
        "offices": list(silence.offices),
        **_date(silence.date),
        "evidence": _evidence(silence.evidence),
        "rule": silence.rule,
    }


def channel_record(report: ChannelReport) -> dict[str, Any]:
    """What an article says of a standing channel: whose it is, whether it is open or used, and when."""
    return {
        "record": "channel",
        "article": report.article,
        "channel": mint("channel", report.channel),
        "label": report.label,
        "type": report.type.value,
        "state": report.state.value,
        "participants": _actors(report.endpoints),
        **_date(report.date),
        "evidence": _evidence(report.evidence),
        "rule": report.rule,
    }


def _actors(actors: Iterable[ActorRef]) -> list[dict[str, str]]:
    return [{"name": a.name, "iri": mint("actor", a.id), "type": a.type.value} for a in actors]


def _date(date: EventDate | None) -> dict[str, str | None]:
    return {
        "date": date.edtf if date else None,
        "earliest": date.earliest.isoformat() if date and date.earliest else None,
        "latest": date.latest.isoformat() if date and date.latest else None,
    }


def _evidence(evidence: Evidence) -> dict[str, str | int]:
    return {"quote": evidence.quote, "start": evidence.start, "end": evidence.end}
