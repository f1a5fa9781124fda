"""What a page is told: contacts, actors and articles as plain records for JSON, and the texts they quote.

Records name one another by number, leave out what is not known and are in an order that follows from content,
so that the same contacts give the same bytes. The words of articles are apart: `Told.texts` are paragraphs, and
a contact says which one and what in it to mark.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from kg.article.text import lines
from kg.model import Kind, Status
from kg.query.contacts import Actor, Contact, Source, Voice
from kg.render.dossier import Dossier, Reported, Silence
from kg.render.timeline import timeline

Record = dict[str, Any]
Texts = Callable[[str], str | None]
"""The text of an article by the CURIE of the article; None where it is not kept."""

SENTENCE, TRIGGER, PARTICIPANT = 0, 1, 2
_LONGEST = 1500
"""Characters of a paragraph that a page shows around a sentence."""


@dataclass(frozen=True, slots=True)
class Told:
    """Records by name, ready for JSON, and the paragraphs to which they refer by number."""

    records: Record
    texts: list[str] = field(default_factory=list)


def tell(
    contacts: Sequence[Contact],
    about: Dossier,
    text_of: Texts,
    *,
    others: Iterable[Actor] = (),
    printed: Iterable[Source] = (),
) -> Told:
    """Records of contacts and of all that they name, contacts in their order.

    `others` and `printed` are actors and articles that are named beside those, by silences of `about`.
    """
    actors = _Actors()
    for actor in itertools.chain((party.actor for contact in contacts for party in contact.parties), others):
        actors.number(actor)
    articles = {source.id: source for source in printed} | {each.source.id: each.source for each in contacts}
    sources = {article: number for number, article in enumerate(sorted(articles))}
    passages = _Passages(text_of)
    occasions = {name: at for at, name in enumerate(sorted({contact.occasion for contact in contacts}))}
    reports = {contact.id: number for number, contact in enumerate(contacts)}
    told = [_contact(contact, actors, sources, occasions, passages) for contact in contacts]
    silences = [
        _silence(silence, actors, sources, passages)
        for silence in about.silences
        if silence.article in sources and len(actors.known(silence.actors)) > 1
    ]
    cited = [_cited(articles[article]) for article in sources]
    records = {
        "actors": actors.records(about),
        "columns": timeline(sorted(day for each in contacts for day in (each.earliest, each.latest) if day)),
        "contacts": told,
        "kinds": list(Kind),
        "occasions": [_occasion(name, about, reports, actors) for name in occasions],
        "publishers": sorted({source.get("publisher", "") for source in cited}),
        "silences": silences,
        "sources": cited,
        "statuses": list(Status),
    }
    return Told(records, passages.texts)


class _Actors:
    """Actors by number, in the order in which they are met, each followed by the body it belongs to."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._actors: list[Actor] = []

    def number(self, actor: Actor) -> int:
        if actor.id not in self._numbers:
            self._numbers[actor.id] = len(self._actors)
            self._actors.append(actor)
            if actor.body is not None:
                self.number(actor.body)
        return self._numbers[actor.id]

    def known(self, ids: Iterable[str]) -> list[int]:
        return [self._numbers[actor] for actor in ids if actor in self._numbers]

    def records(self, about: Dossier) -> list[Record]:
        return [self._record(actor, about) for actor in self._actors]

    def _record(self, actor: Actor, about: Dossier) -> Record:
        offices = [
            _known({"vi": held.vi, "en": held.en, "from": held.start, "until": held.end})
            for held in about.offices.get(actor.id, ())
        ]
        return _known(
            {
                "id": actor.id,
                "name": actor.name,
                "vi": actor.name_vi if actor.name_vi != actor.name else None,
                "en": actor.name_en if actor.name_en != actor.name else None,
                "aliases": [each for each in actor.aliases if each != actor.name],
                "type": actor.type,
                "of": self._numbers[actor.body.id] if actor.body else None,
                "offices": offices,
            }
        )


class _Passages:
    """Paragraphs by number, each once; of an article that is not kept, the sentences alone."""

    def __init__(self, text_of: Texts) -> None:
        self.texts: list[str] = []
        self._text_of = text_of
        self._numbers: dict[str, int] = {}
        self._articles: dict[str, tuple[str, list[tuple[int, int]]] | None] = {}

    def number(self, text: str) -> int:
        if text not in self._numbers:
            self._numbers[text] = len(self.texts)
            self.texts.append(text)
        return self._numbers[text]

    def passage(self, article: str, quote: str, start: int | None) -> tuple[str, int, int]:
        """The paragraph that holds a quote, where the quote starts in it, and where it starts in the article."""
        kept = self._article(article) if start is not None else None
        if kept is not None and start is not None and kept[0][start : start + len(quote)] == quote:
            text, spans = kept
            first = max((span[0] for span in spans if span[0] <= start), default=start)
            last = min(
                (span[1] for span in spans if span[1] >= start + len(quote)), default=start + len(quote)
            )
            first = max(first, start - _LONGEST // 2)
            last = min(last, start + len(quote) + _LONGEST // 2)
            return text[first:last], start - first, first
        return quote, 0, start or 0

    def _article(self, article: str) -> tuple[str, list[tuple[int, int]]] | None:
        if article not in self._articles:
            text = self._text_of(article)
            spans = None if text is None else [(line.span.start, line.span.end) for line in lines(text)]
            self._articles = {article: None if text is None or spans is None else (text, spans)}
        return self._articles[article]


def _contact(
    contact: Contact,
    actors: _Actors,
    sources: Mapping[str, int],
    occasions: Mapping[str, int],
    passages: _Passages,
) -> Record:
    parties = [(actors.number(party.actor), party) for party in contact.parties]
    by = next((number for number, party in parties if party.actor.id == contact.initiator), None)
    record: Record = {
        "id": contact.id,
        "occasion": occasions[contact.occasion],
        "kind": contact.kind,
        "status": contact.status,
        "parties": [[number, party.side] for number, party in parties],
        "by": by,
        "date": contact.edtf,
        "first": contact.earliest.isoformat() if contact.earliest else None,
        "last": contact.latest.isoformat() if contact.latest else None,
        "says": [_voice(voice) for voice in contact.voices]
        or ([{"words": contact.attribution}] if contact.attribution else None),
        "place": contact.place,
        "channel": contact.channel,
        "topic": contact.topic,
        "count": contact.count,
        "minutes": contact.minutes,
        "source": sources[contact.source.id],
    }
    text, marks = _marked(contact, contact.quote, contact.start, passages)
    record |= {"text": passages.number(text), "marks": marks}
    if contact.initiator_quote and contact.initiator_quote != contact.quote:
        text, marks = _marked(contact, contact.initiator_quote, contact.initiator_start, passages)
        if record["text"] != passages.number(text) or marks[0] not in record["marks"]:
            record |= {"byText": passages.number(text), "byMarks": marks}
    return _known(record)


def _voice(voice: Voice) -> Record:
    return _known({"words": voice.wording, "type": voice.type, "via": voice.via})


def _marked(
    contact: Contact, quote: str, start: int | None, passages: _Passages
) -> tuple[str, list[list[int]]]:
    """The paragraph of a quote, and what to mark in it: the quote, the trigger, each participant's words."""
    text, at, first = passages.passage(contact.source.id, quote, start)
    end = at + len(quote)
    marks = [[at, end, SENTENCE]]
    trigger = _trigger(contact.id) if start is not None else None
    if trigger and at <= trigger[0] - first < trigger[1] - first <= end:
        marks.append([trigger[0] - first, trigger[1] - first, TRIGGER])
    taken = marks[1:]
    for wording in sorted(
        {party.wording or party.actor.name for party in contact.parties}, key=lambda w: (-len(w), w)
    ):
        for found in itertools.chain(_places(wording, text, at, end), _places(wording, text, 0, len(text))):
            if all(found[1] <= start or found[0] >= stop for start, stop, _ in taken):
                taken.append([*found, PARTICIPANT])
                break
    return text, sorted([marks[0], *taken])


def _trigger(report: str) -> tuple[int, int] | None:
    """Where the word stands that reports the contact: the offsets in the id of a report."""
    found = re.search(r"\.(\d+)-(\d+)(?:\.|$)", unquote(report))
    return (int(found[1]), int(found[2])) if found else None


def _places(wording: str, text: str, start: int, end: int) -> Iterable[list[int]]:
    pattern = re.compile(rf"(?<!\w){re.escape(wording)}(?!\w)", re.IGNORECASE)
    return ([found.start(), found.end()] for found in pattern.finditer(text, start, end))


def _silence(silence: Silence, actors: _Actors, sources: Mapping[str, int], passages: _Passages) -> Record:
    text, at, _ = passages.passage(silence.article, silence.quote, silence.start)
    return _known(
        {
            "actors": actors.known(silence.actors),
            "date": silence.date,
            "source": sources[silence.article],
            "text": passages.number(text),
            "marks": [[at, at + len(silence.quote), SENTENCE]],
        }
    )


def _cited(source: Source) -> Record:
    url = source.url if source.url and re.match(r"https?://", source.url, re.IGNORECASE) else None
    published = source.published.isoformat() if source.published else None
    return _known(
        {
            "id": source.id,
            "headline": source.headline,
            "publisher": source.publisher,
            "published": published,
            "url": url,
            "agency": source.agency,
        }
    )


def _occasion(name: str, about: Dossier, reports: Mapping[str, int], actors: _Actors) -> Record:
    happening = about.happenings.get(name)
    if happening is None:
        return {"id": name}
    fields: dict[str, list[Reported]] = defaultdict(list)
    for value in happening.disputed:
        fields[value.field].append(value)
    disputed = [
        {"field": each, "values": [_value(value, reports, actors) for value in values]}
        for each, values in fields.items()
    ]
    return _known({"id": name, "date": happening.date, "sources": happening.sources, "disputed": disputed})


def _value(value: Reported, reports: Mapping[str, int], actors: _Actors) -> Record:
    known = actors.known([value.value])
    return _known(
        {
            "value": known[0] if known else value.value,
            "reports": [reports[report] for report in value.reports if report in reports],
            "sources": value.sources,
        }
    )


def _known(record: Record) -> Record:
    return {name: value for name, value in record.items() if value not in (None, [], "")}
