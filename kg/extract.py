"""Article → extraction: the sequence of the stages, and the only file that knows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import kg
from kg.article.text import LineClass, lower, sentences, sentences_at
from kg.date.resolution import Clock, latest_stated, resolve
from kg.event.passages import Parse, Passage, Passages
from kg.event.prospects import Prospects
from kg.event.reports import Reader
from kg.knowledge.lexicon import Anchor, Lexicon, load_lexicon
from kg.knowledge.provisional import identified, role_key
from kg.knowledge.register import Register, load_register
from kg.mention.actors import Cast
from kg.mention.attribution import agencies
from kg.mention.chunking import can_report
from kg.mention.grammar import Grammar
from kg.mention.incumbents import window
from kg.mention.mentions import Mention
from kg.mention.places import Atlas
from kg.model import (
    ActorRef,
    ActorType,
    Article,
    ContactEvent,
    DateBasis,
    Evidence,
    Extraction,
    Participation,
    Resolution,
    Role,
    Span,
    UnknownActor,
)
from kg.ontology import Ontology, uncollected


class Extractor:
    """Reads contact events out of articles with a register and a lexicon; holds no state between articles."""

    def __init__(self, register: Register, lexicon: Lexicon) -> None:
        self.register = register
        self.lexicon = lexicon
        self.atlas = Atlas(register, lexicon.sites)

    @classmethod
    def load(cls, ontology: Ontology | None = None) -> Extractor:
        """The extractor over an ontology (the shipped one by default). Raises OntologyError."""
        ontology = ontology or Ontology.default()
        register = load_register(ontology)
        return cls(register, load_lexicon(ontology, register))

    @property
    def version(self) -> str:
        """Version of the package and fingerprint of lexicon and register, for provenance."""
        return f"{kg.__version__}-{self.lexicon.version}"

    @uncollected()  # all that is made of an article is in use until it is read
    def extract(self, article: Article) -> Extraction:
        """Everything that the article says about contacts; an empty extraction where it says nothing."""
        lowered = lower(article.text)
        passages = self._passages(article, lowered)
        if not passages:
            return Extraction(article)
        mentions = [m for p in passages for m in p.everybody()]
        clock = self._clock(article, lowered, passages, mentions)
        cast = Cast(self.register, self.lexicon.surnames, clock, self.lexicon.lists)
        cast.learn(mentions)
        reader = Reader(article, lowered, passages, cast, self.lexicon, self.atlas)
        reader.read()
        events = reader.events()
        if not (events or reader.silences or reader.channels):
            return Extraction(article)
        extraction = Extraction(
            article,
            events,
            tuple(reader.silences),
            tuple(reader.channels),
            _unknown(article, passages, cast),
            agencies(article.text, lowered, self.lexicon),
        )
        return identified(extraction)

    def _passages(self, article: Article, lowered: str) -> list[Passage]:
        """The sentences of an article that can report a contact, parsed; none for any other article.

        The sentences with a contact word are parsed first. Where none of them names two parties who can be in public
        life, the rest, which only tells who is who, is not worth parsing: most news ends here.
        """
        text = article.text
        parsed = {
            span: self._parse(lowered, span, grammar) for span, grammar in self._promising(text, lowered)
        }
        tells = {span for span, parse in parsed.items() if parse.tells}
        if not tells:
            return []

        def parse(span: Span) -> Parse:
            return parsed.get(span) or self._parse(lowered, span, self._grammar(text, lowered, span))

        every = sentences(text)
        telling = [n for n, s in enumerate(every) if s.span in tells]
        passages = Passages(text, every, parse)
        return list(passages) if telling and self._worthwhile(passages, telling) else []

    def _worthwhile(self, passages: Passages, telling: Sequence[int]) -> bool:
        """Whether the sentences that tell of contacts are of people whose contacts are reported."""
        return Prospects(passages, self.register, self.lexicon.surnames).open(telling)

    def _promising(self, text: str, lowered: str) -> Iterator[tuple[Span, Grammar]]:
        """The sentences that can tell of a contact, with their words: past the gate, and with two parties."""
        for span in sentences_at(text, self.lexicon.contact_words(lowered)):
            grammar = self._grammar(text, lowered, span)
            if can_report(grammar):
                yield span, grammar

    def _grammar(self, text: str, lowered: str, span: Span) -> Grammar:
        tokens = self.lexicon.wordings.tokens(text, lowered, span)
        return Grammar(text, tokens, self.lexicon.names, self.lexicon.lists)

    def _parse(self, lowered: str, span: Span, grammar: Grammar) -> Parse:
        return Parse(lowered, span, grammar, self.lexicon.frames)

    def _clock(
        self, article: Article, lowered: str, passages: list[Passage], mentions: list[Mention]
    ) -> Clock:
        """The publication date; or the window that tenures, anchors and stated dates leave."""
        if article.published is not None:
            return Clock(published=article.published)
        named = [(m.people[0], m) for m in mentions if len(m.people) == 1]
        earliest, latest = window(self.register, named)
        stated = latest_stated(d for p in passages for d in p.dates if not d.until)
        for start in _anchored(lowered, self.lexicon.anchors):
            if (earliest is None or start > earliest) and (latest is None or start <= latest):
                earliest = start
        day, exact = stated if stated is not None else (None, False)
        clock = Clock(None, earliest, latest, day, exact, DateBasis.TENURES)
        return replace(clock, opened_with=_opened_with(passages, clock))


def _opened_with(passages: Sequence[Passage], clock: Clock) -> dt.date | None:
    """The day with which a text begins, if the clock determines it: "Ngày 2/11, Nhà Trắng thông báo …"."""
    for passage in passages:
        if passage.sentence.line_class is LineClass.CAPTION:
            continue
        for expr in passage.dates:
            if expr.form == "day" and not (expr.since or expr.until or expr.aside or expr.anaphoric):
                found = resolve(expr, clock)
                return found.earliest if found is not None else None
    return None


def _anchored(lowered: str, anchors: tuple[Anchor, ...]) -> list[dt.date]:
    return [dt.date.fromisoformat(a.start) for a in anchors if any(w in lowered for w in a.wordings)]


def _unknown(article: Article, passages: list[Passage], cast: Cast) -> tuple[UnknownActor, ...]:
    """People who carry a role in the text but are not in the register: each role once, with its first sentence."""
    public = cast.told.outsiders()
    found: dict[tuple[str, str], UnknownActor] = {}
    for passage in passages:
        for mention in passage.mentions():
            if mention.name is None or mention.role is None:
                continue
            resolved = cast.resolve(mention, (None, None))
            if resolved is None or resolved.actor.id not in public:
                continue
            actor = replace(resolved.actor, state=resolved.actor.state or mention.body)
            span = passage.sentence.span
            evidence = Evidence(span.slice(article.text), span.start, span.end)
            unknown = UnknownActor(article.id, actor, mention.role, evidence, mention.classes)
            found.setdefault((actor.id, role_key(mention.role)), unknown)
    return tuple(sorted(found.values(), key=lambda unknown: unknown.actor.id))


def event_record(event: ContactEvent) -> dict[str, Any]:
    """A contact event as the flat JSON record of ``kg extract -f jsonl``."""
    date = event.date
    return {
        "article": event.article,
        "kind": event.kind.value,
        "status": event.status.value,
        "participants": [
            {
                "name": _said(p),
                "iri": _iri(p.actor),
                "type": p.actor.type.value,
                "mention": p.mention,
                "role": p.role.value,
                "side": p.side,
            }
            for p in event.participants
        ],
        "initiator": next((_said(p) for p in event.participants if p.role is Role.INITIATOR), None),
        "date": date.edtf if date else None,
        "earliest": date.earliest.isoformat() if date and date.earliest else None,
        "latest": date.latest.isoformat() if date and date.latest else None,
        "place": event.place,
        "channel": event.channel,
        "count": event.count,
        "duration_minutes": event.duration_minutes,
        "topic": event.topic,
        "attribution": event.attribution,
        "confidence": event.confidence,
        "evidence": {"quote": event.evidence.quote, "start": event.evidence.start, "end": event.evidence.end},
        "rule": event.rule,
    }


def _said(party: Participation) -> str:
    """What a record calls a party: its name; a group that has none, the wording of the text."""
    unnamed = not party.actor.known and party.actor.type is not ActorType.PERSON
    literal = unnamed and party.resolution is Resolution.WORDING
    return " ".join(party.mention.split()) if literal else party.actor.name


def _iri(actor: ActorRef) -> str:
    from kg.vocab import mint

    return mint("actor", actor.id)
