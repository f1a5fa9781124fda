"""Contacts as text for a terminal: when and what, who sought it, the sentence, the source, and why it is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from kg.model import Status
from kg.query.contacts import Contact, Source
from kg.query.rows import printable

NOT_JUDGED: Mapping[str, Sequence[str]] = MappingProxyType({})


def told(
    contacts: Sequence[Contact],
    judged: Mapping[str, Sequence[str]] = NOT_JUDGED,
    reasons: Mapping[str, Sequence[tuple[str, str]]] | None = None,
) -> str:
    """Contacts as text for a terminal: when and what, who sought it, the sentence, the source.

    `judged` says what people decided on each, by CURIE, `reasons` why it is of its occasion (`kg.query.reasons`).
    """
    notes = reasons or {}
    paragraphs = (
        _paragraph(
            contact, [*notes.get(contact.id, ()), *(("judged", each) for each in judged.get(contact.id, ()))]
        )
        for contact in contacts
    )
    return "\n\n".join(paragraphs) + ("\n" if contacts else "")


def _paragraph(contact: Contact, notes: Sequence[tuple[str, str]]) -> str:
    names = " – ".join(party.actor.name for party in contact.parties)
    status = "" if contact.status == Status.OCCURRED else f" ({contact.status})"
    lines = [f"{contact.edtf or 'undated'}  {contact.kind}{status}  {names}"]
    details = {
        "initiator": contact.initiator_name or "not stated",
        "channel": contact.channel,
        "place": contact.place,
        "topic": contact.topic,
        "quote": f"“{contact.quote}”",
        "and": f"“{contact.initiator_quote}”"
        if contact.initiator_quote not in (None, contact.quote)
        else None,
        "according to": contact.attribution,
        "source": _cited(contact.source),
        "url": contact.source.url,
        "report": contact.id,
    }
    lines += [f"  {name:<13} {printable(value)}" for name, value in details.items() if value]
    lines += [f"  {heading:<13} {printable(text)}" for heading, text in notes]
    return "\n".join(lines)


def _cited(source: Source) -> str:
    published = source.published.isoformat() if source.published else None
    return ", ".join(filter(None, [source.headline or source.id, source.publisher, published]))
