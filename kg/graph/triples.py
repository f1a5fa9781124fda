"""Records → RDF: what one article says, as the quads of its named graph (``docs/graph.md``).

The only place that makes terms. Every IRI is minted from content and every literal is written in its
canonical form, so that what goes into the store comes out unchanged and can be compared with what is there.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import TypeVar
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg.model import (
    ActorRef,
    ActorType,
    Article,
    Attribution,
    ChannelReport,
    ContactEvent,
    Correction,
    EventDate,
    Evidence,
    Extraction,
    NoContact,
    Participation,
    Span,
    Status,
    UnknownActor,
)
from kg.vocab import CP, EDTF, PREFIXES, expand, mint

Labels = Mapping[str, Mapping[str, str]]
"""What the register and the schemes call things: IRI → language → label."""

UNLABELLED: Labels = MappingProxyType({})
LANGUAGES = ("vi", "en")
REGISTER = mint("graph", "register")
DERIVED = mint("graph", "derived")
JUDGEMENTS = mint("graph", "judgements")
OWN_GRAPHS = (REGISTER, DERIVED, JUDGEMENTS)

_ACTOR_CLASSES = {
    ActorType.PERSON: CP.Person,
    ActorType.STATE: CP.State,
    ActorType.ORGANIZATION: CP.Organization,
    ActorType.GROUP: CP.Group,
}
T = TypeVar("T")
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_SURROGATE = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=4096)
def node(iri: str) -> ox.NamedNode:
    """IRI term of a full IRI or a CURIE with a prefix of `kg.vocab.PREFIXES`."""
    return ox.NamedNode(expand(iri))


def string(value: str | None, language: str | None = None) -> ox.Literal | None:
    """String literal; None gives None. Lone surrogates, which no encoding can carry, become U+FFFD."""
    if value is None:
        return None
    return ox.Literal(_SURROGATE.sub("\ufffd", value), language=language)


def integer(value: int | None) -> ox.Literal | None:
    """``xsd:integer``; None gives None."""
    return None if value is None else ox.Literal(value)


def decimal(value: float) -> ox.Literal:
    """``xsd:decimal`` of two digits at most, in the form that Oxigraph and Virtuoso keep (``0.7``, ``1``)."""
    return ox.Literal(format(Decimal(f"{value:.2f}").normalize() + 0, "f"), datatype=node("xsd:decimal"))


def date(value: dt.date | None) -> ox.Literal | None:
    """``xsd:date`` without a zone; None gives None."""
    return None if value is None else ox.Literal(value.isoformat(), datatype=node("xsd:date"))


def edtf(value: str) -> ox.Literal:
    """EDTF literal (Library of Congress datatype)."""
    return ox.Literal(value, datatype=node(EDTF))


def web_address(url: str | None) -> ox.NamedNode | None:
    """IRI term of an http or https address; None for any other scheme and for what is not a valid IRI."""
    try:
        parts = urlsplit(url or "")
        return ox.NamedNode(url or "") if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


class Statements:
    """Collects the statements of one named graph: in the order said, each once."""

    def __init__(self, graph: str) -> None:
        self._graph = ox.NamedNode(graph)
        self._quads: dict[ox.Quad, None] = {}

    def say(self, subject: str, predicate: str, *values: ox.NamedNode | ox.Literal | None) -> None:
        """State `predicate` of `subject` for each of `values`; None, a value not known, says nothing."""
        for value in values:
            if value is not None:
                self._quads[ox.Quad(ox.NamedNode(subject), node(predicate), value, self._graph)] = None

    def quads(self) -> list[ox.Quad]:
        """What was said so far."""
        return list(self._quads)


def plain(term: Term) -> str:
    """The IRI, or the literal's text, that a term of the graph stands for."""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def described(dataset: ox.Store, subject: str) -> dict[str, list[Term]]:
    """What all graphs of a dataset say of `subject`: predicate IRI → objects, sorted, each once."""
    found: dict[str, set[Term]] = defaultdict(set)
    for quad in dataset.quads_for_pattern(ox.NamedNode(subject), None, None):
        found[quad.predicate.value].add(quad.object)
    return {predicate: sorted(values, key=str) for predicate, values in found.items()}


def article_graph(article_id: str) -> str:
    """IRI of an article's named graph; an article whose id is that of a graph of our own steps aside."""
    graph = mint("graph", article_id)
    return mint("graph", "article", article_id) if graph in OWN_GRAPHS else graph


def preferred_labels(quads: Iterable[ox.Quad]) -> Labels:
    """What to call what `quads` describe: ``skos:prefLabel``, else ``rdfs:label`` with a language."""
    preferred, fallback = expand("skos:prefLabel"), expand("rdfs:label")
    best: dict[tuple[str, str], tuple[bool, str]] = {}
    for quad in quads:
        label, predicate = quad.object, quad.predicate.value
        if predicate in (preferred, fallback) and isinstance(label, ox.Literal) and label.language:
            key, candidate = (plain(quad.subject), label.language), (predicate == fallback, label.value)
            best[key] = min(candidate, best.get(key, candidate))
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for (iri, language), (_, text) in best.items():
        found[iri][language] = text
    return found


def article_quads(extraction: Extraction, *, extractor: str, labels: Labels = UNLABELLED) -> list[ox.Quad]:
    """The named graph of one article.

    `extractor` is the local name of what read it (``0.1.0-<lexicon fingerprint>``). `labels` names kinds,
    statuses and known actors in each language (see `preferred_labels`); what it lacks is called by its id or
    by the name that the extraction gives. Channels that it lacks are described here.
    """
    return _ArticleGraph(extraction, extractor, labels).quads()


def reading_quads(extractors: Iterable[str]) -> list[ox.Quad]:
    """What `prov:wasGeneratedBy` points to, in the derived graph; `extractors` are its IRIs.

    A reading is the same wherever and whenever it is done, so that it has a version and a digest but no time.
    """
    derived = Statements(DERIVED)
    for iri in sorted(extractors):
        name = iri.removeprefix(PREFIXES["extractor"]).removeprefix("a-")
        release, _, digest = name.rpartition("-")
        derived.say(iri, "rdf:type", node(CP.Extraction), node("prov:Activity"))
        derived.say(iri, "rdfs:label", string(f"Counterpart {release}, từ điển {digest}", "vi"))
        derived.say(iri, "rdfs:label", string(f"Counterpart {release}, lexicon {digest}", "en"))
        derived.say(iri, "schema:softwareVersion", string(release))
        derived.say(iri, CP.lexiconDigest, string(digest))
        derived.say(iri, "prov:wasAssociatedWith", node(mint("extractor", "counterpart")))
    return derived.quads()


class _ArticleGraph(Statements):
    def __init__(self, extraction: Extraction, extractor: str, labels: Labels) -> None:
        article = extraction.article
        super().__init__(article_graph(article.id))
        self._article = article
        self._iri = mint("article", article.id)
        self._digest = string(article.digest)
        self._extractor = node(mint("extractor", extractor))
        self._labels = labels
        self._describe_article(article)
        self._generated(article_graph(article.id))
        self.say(self._iri, CP.agency, *(ox.NamedNode(mint("medium", m)) for m in extraction.agencies))
        corrections = {
            correction.before or correction.after: correction for correction in extraction.corrections
        }
        named = named_reports(article.id, as_read(extraction))
        for name, event in named.items():
            self._corrected(name, event, corrections.get(event))
        self._told_at: dict[Span, str] = {}
        for name, event in named.items():
            if event not in corrections or corrections[event].after is not None:
                self._told_at.setdefault(event.trigger, mint("report", name))
        for name, silence in _named_silences(article.id, extraction.silences).items():
            self._silence(mint("silence", name), silence)
        for channel in extraction.channels:
            self._channel_report(channel)
        for unknown in extraction.unknown:
            self._unknown(unknown)

    def _describe_article(self, article: Article) -> None:
        self.say(self._iri, "rdf:type", node("schema:NewsArticle"))
        self.say(self._iri, "schema:identifier", string(article.id))
        self.say(self._iri, "schema:headline", string(article.title))
        self.say(self._iri, "schema:datePublished", date(article.published))
        self.say(self._iri, "schema:publisher", string(article.publisher))
        self.say(self._iri, "schema:url", web_address(article.url))
        self.say(self._iri, "schema:inLanguage", string(article.language))
        self.say(self._iri, CP.textDigest, self._digest)

    def _corrected(self, name: str, event: ContactEvent, correction: Correction | None) -> None:
        """A report as it stands; where people changed it, what had been read as well."""
        by = [ox.NamedNode(iri) for iri in sorted(correction.judgements)] if correction else []
        added = correction is not None and correction.before is None
        if correction is None or correction.after is not None:
            self._report(
                name, event if correction is None else correction.after or event, by if added else ()
            )
        report, reading = mint("report", name), mint("reading", name)
        if correction is None:
            return
        self.say(report, CP.confirmedBy, *map(ox.NamedNode, correction.confirmed))
        if correction.after is not None:
            self.say(report, CP.correctedBy, *by)
        if correction.before is None or not by:
            return
        if correction.after is None:
            self.say(reading, "prov:wasInvalidatedBy", *by)
        else:
            self.say(report, "prov:wasRevisionOf", ox.NamedNode(reading))
        self._reading(reading, correction.before)

    def _reading(self, reading: str, event: ContactEvent) -> None:
        """What the extractor had read: no report, so that no question about contacts finds it."""
        self.say(reading, "rdf:type", node(CP.Reading), node("prov:Entity"))
        for language in LANGUAGES:
            self.say(reading, "rdfs:label", string(self._report_label(event, language), language))
        if event.initiator is not None:
            self.say(reading, CP.readInitiator, ox.NamedNode(mint("actor", event.initiator)))
        self.say(reading, CP.evidence, self._evidence(event.evidence))
        self.say(reading, CP.rule, ox.NamedNode(mint("rule", event.rule)))
        self.say(reading, CP.reportedIn, ox.NamedNode(self._iri))
        self.say(reading, "prov:wasGeneratedBy", self._extractor)

    def _report(self, name: str, event: ContactEvent, people: Sequence[ox.NamedNode] = ()) -> None:
        """One report; `people` are the judgements that added it, where the extractor did not find it."""
        report = mint("report", name)
        self.say(report, "rdf:type", node(CP.Report), node("schema:CommunicateAction"))
        for language in LANGUAGES:
            self.say(report, "rdfs:label", string(self._report_label(event, language), language))
        self.say(report, CP.kind, node(mint("kind", event.kind)))
        self.say(report, CP.status, node(mint("status", event.status)))
        for participation in event.participants:
            self._participation(report, name, participation)
        if event.initiator is not None:
            self.say(report, CP.initiator, ox.NamedNode(mint("actor", event.initiator)))
            self.say(report, CP.initiatorEvidence, self._evidence(event.initiator_evidence))
        self._date(report, event.date)
        self.say(report, CP.placeName, string(event.place))
        if event.channel is not None:
            self.say(report, CP.channelType, node(mint("channel-type", event.channel)))
        if event.line is not None:
            self.say(report, CP.channel, ox.NamedNode(mint("channel", event.line)))
        self.say(report, CP.count, integer(event.count))
        self.say(report, CP.durationMinutes, integer(event.duration_minutes))
        self.say(report, CP.topic, string(event.topic))
        self.say(report, CP.attribution, string(event.attribution))
        for attribution in event.said_by:
            said = self._attribution(name, attribution, event)
            self.say(report, CP.saidBy, said)
            self.say(report, CP.attributedTo, self._source(attribution))
            self.say(report, CP.attributionType, node(mint("attribution-type", attribution.type)))
        self.say(report, CP.confidence, decimal(event.confidence))
        self._sourced(report, event.evidence, event.rule, *people[:1])
        self.say(report, CP.alsoEvidence, *(self._evidence(also) for also in event.also))

    def _participation(self, report: str, name: str, participation: Participation) -> None:
        iri = mint("participation", name, participation.actor.id)
        actor = self._actor(participation.actor)
        self.say(report, CP.participation, ox.NamedNode(iri))
        self.say(report, CP.hasParticipant, actor)
        self.say(iri, "rdf:type", node(CP.Participation), node("sem:Role"))
        self.say(iri, CP.actor, actor)
        self.say(iri, CP.role, node(mint("role", participation.role)))
        self.say(iri, CP.side, integer(participation.side))
        self.say(iri, CP.wording, string(participation.mention))
        if participation.tenure is not None:
            self.say(iri, CP.inCapacity, ox.NamedNode(mint("tenure", participation.tenure)))
        self.say(iri, CP.resolution, node(mint("resolution", participation.resolution)))
        self.say(iri, CP.resolutionReason, string(participation.reason))

    def _attribution(self, report: str, attribution: Attribution, event: ContactEvent) -> ox.NamedNode:
        """The node of one source of a report, and that of the medium which passes it on."""
        start, end = attribution.span
        iri = mint("attribution", report, f"{start}-{end}")
        self.say(iri, "rdf:type", node(CP.Attribution))
        self.say(iri, CP.wording, string(attribution.wording))
        self.say(iri, CP.attributionType, node(mint("attribution-type", attribution.type)))
        self.say(iri, CP.attributedTo, self._source(attribution))
        if attribution.speaks_for is not None:
            self.say(iri, CP.speaksFor, ox.NamedNode(mint("actor", attribution.speaks_for)))
        self.say(iri, CP.side, integer(attribution.side))
        told = (event.evidence, *event.also)
        self.say(iri, CP.evidence, *(self._evidence(e) for e in told if e.start <= start and end <= e.end))
        if attribution.via is not None:
            self.say(iri, CP.via, self._attribution(report, attribution.via, event))
        return ox.NamedNode(iri)

    def _source(self, attribution: Attribution) -> ox.NamedNode | None:
        if attribution.medium is not None:
            return ox.NamedNode(mint("medium", attribution.medium))
        return self._actor(attribution.actor) if attribution.actor is not None else None

    def _silence(self, iri: str, silence: NoContact) -> None:
        self.say(iri, "rdf:type", node(CP.NoContact))
        self.say(iri, CP.silentActor, *(self._actor(actor) for actor in silence.actors))
        self.say(iri, CP.silentOffice, *(ox.NamedNode(mint("office", office)) for office in silence.offices))
        self.say(iri, CP.silentSince, date(silence.sure))
        if silence.ended_by in self._told_at:
            self.say(iri, CP.endedBy, ox.NamedNode(self._told_at[silence.ended_by]))
        if silence.kind is not None:
            self.say(iri, CP.kind, node(mint("kind", silence.kind)))
        self._date(iri, silence.date)
        self._sourced(iri, silence.evidence, silence.rule)

    def _channel_report(self, report: ChannelReport) -> None:
        channel = mint("channel", report.channel)
        start = str(report.evidence.start)
        iri = mint("report", self._article.id, "channel", report.channel, report.state, start)
        self.say(iri, "rdf:type", node(CP.ChannelReport))
        self.say(iri, CP.aboutChannel, ox.NamedNode(channel))
        self.say(iri, CP.channelState, node(mint("channel-state", report.state)))
        self._date(iri, report.date)
        self._sourced(iri, report.evidence, report.rule)
        if channel not in self._labels:
            self.say(channel, "rdf:type", node(CP.Channel))
            self.say(channel, "rdfs:label", string(report.label))
            self.say(channel, CP.channelType, node(mint("channel-type", report.type)))
            self.say(channel, CP.endpoint, *(self._actor(actor) for actor in report.endpoints))

    def _unknown(self, unknown: UnknownActor) -> None:
        actor = self._actor(unknown.actor).value
        self.say(actor, "schema:jobTitle", string(unknown.role))
        self.say(actor, CP.officeClass, *(node(mint("class", name)) for name in unknown.classes))
        self.say(actor, CP.evidence, self._evidence(unknown.evidence))

    def _actor(self, ref: ActorRef) -> ox.NamedNode:
        """The actor's term; one that the register does not hold is described as well."""
        iri = mint("actor", ref.id)
        if not ref.known:
            self.say(iri, "rdf:type", node(_ACTOR_CLASSES[ref.type]), node(CP.UnregisteredActor))
            self.say(iri, "rdfs:label", string(ref.name))
            self.say(iri, "skos:prefLabel", *(string(ref.name, language) for language in LANGUAGES))
            if ref.state is not None:
                self.say(iri, CP.ofBody, ox.NamedNode(mint("actor", ref.state)))
        return ox.NamedNode(iri)

    def _date(self, subject: str, when: EventDate | None) -> None:
        if when is None:
            return
        self.say(subject, CP.earliest, date(when.earliest))
        self.say(subject, CP.latest, date(when.latest))
        self.say(subject, CP.edtf, edtf(when.edtf))
        self.say(subject, CP.datePrecision, string(when.precision))
        self.say(subject, CP.dateWording, string(when.wording))
        self.say(subject, CP.dateBasis, node(mint("date-basis", when.basis)))
        self.say(subject, CP.dateReason, string(when.reason))

    def _sourced(self, subject: str, evidence: Evidence, rule: str, *by: ox.NamedNode) -> None:
        """Where a statement stands, and what found it: the extractor, or `by`."""
        self.say(subject, CP.evidence, self._evidence(evidence))
        self.say(subject, CP.rule, ox.NamedNode(mint("rule", rule)))
        self.say(subject, CP.reportedIn, ox.NamedNode(self._iri))
        self._generated(subject, *by)

    def _generated(self, subject: str, *by: ox.NamedNode) -> None:
        self.say(subject, "prov:wasDerivedFrom", ox.NamedNode(self._iri))
        self.say(subject, "prov:wasGeneratedBy", *(by or (self._extractor,)))

    def _evidence(self, evidence: Evidence | None) -> ox.NamedNode | None:
        if evidence is None:
            return None
        parts = (self._article.id, f"{evidence.start}-{evidence.end}")
        iri, position, quote = (mint("evidence", *parts, *tail) for tail in ((), ("position",), ("quote",)))
        self.say(iri, "rdf:type", node(CP.Evidence), node("oa:SpecificResource"))
        self.say(iri, CP.quote, string(evidence.quote))
        self.say(iri, CP.start, integer(evidence.start))
        self.say(iri, CP.end, integer(evidence.end))
        self.say(iri, CP.textDigest, self._digest)
        self.say(iri, "oa:hasSource", ox.NamedNode(self._iri))
        self.say(iri, "oa:hasSelector", ox.NamedNode(position), ox.NamedNode(quote))
        self.say(position, "rdf:type", node("oa:TextPositionSelector"))
        self.say(position, "oa:start", integer(evidence.start))
        self.say(position, "oa:end", integer(evidence.end))
        self.say(quote, "rdf:type", node("oa:TextQuoteSelector"))
        self.say(quote, "oa:exact", string(evidence.quote))
        return ox.NamedNode(iri)

    def _report_label(self, event: ContactEvent, language: str) -> str:
        """``Lloyd Austin – Andrey Belousov: điện đàm, 2024-07-12``; commas join the actors of one side."""
        sides: dict[int, list[str]] = defaultdict(list)
        for participation in event.participants:
            ref = participation.actor
            sides[participation.side].append(self._label(mint("actor", ref.id), language, ref.name))
        parties = " – ".join(", ".join(sides[side]) for side in sorted(sides))
        what = self._label(mint("kind", event.kind), language, event.kind.value)
        if event.status is not Status.OCCURRED:
            what += f" ({self._label(mint('status', event.status), language, event.status.value)})"
        return f"{parties}: {what}" + (f", {event.date.edtf}" if event.date else "")

    def _label(self, iri: str, language: str, otherwise: str) -> str:
        return self._labels.get(iri, {}).get(language, otherwise)


def as_read(extraction: Extraction) -> list[ContactEvent]:
    """The events as the extractor read them, before people corrected them, with those that people added."""
    before = {c.after: c.before for c in extraction.corrections if c.before and c.after}
    gone = (c.before for c in extraction.corrections if c.before and c.after is None)
    return [*(before.get(event, event) for event in extraction.events), *gone]


def named_reports(article: str, events: Sequence[ContactEvent]) -> dict[str, ContactEvent]:
    """Events by the local name of their report. One trigger can report several contacts ("lần lượt gặp")."""
    names = [
        (
            f"{article}.{event.kind}.{event.trigger.start}-{event.trigger.end}",
            ".".join(sorted(participation.actor.id for participation in event.participants)),
            event.date.edtf if event.date else "",
            event.status.value,
        )
        for event in events
    ]
    return _told_apart(names, events)


def _named_silences(article: str, silences: Sequence[NoContact]) -> dict[str, NoContact]:
    names = [
        (
            f"{article}.{silence.evidence.start}",
            ".".join(sorted([*(actor.id for actor in silence.actors), *silence.offices])),
            silence.date.edtf if silence.date else "",
            silence.kind or "",
        )
        for silence in silences
    ]
    return _told_apart(names, silences)


def _told_apart(names: Sequence[tuple[str, ...]], records: Sequence[T]) -> dict[str, T]:
    """Records by the shortest beginning of their name that no other record has.

    Records whose whole names agree say the same; the first stands for all.
    """
    uses = Counter(name[:length] for name in names for length in range(1, len(name) + 1))
    named: dict[str, T] = {}
    for name, record in zip(names, records, strict=True):
        length = next((n for n in range(1, len(name)) if uses[name[:n]] == 1), len(name))
        named.setdefault(".".join(filter(None, name[:length])), record)
    return named
