"""From the dataset to contacts, and from contacts to a graph of counterparts (networkx).

A contact is one report: what one article says of one occasion. Counts are of occasions, so that two articles
on one call count once. IRIs are written as CURIEs (``actor:lloyd-austin``): shorter, fit for file formats.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from kg.errors import QueryError
from kg.model import Status
from kg.query.rows import printable
from kg.vocab import compact, expand

if TYPE_CHECKING:
    import networkx as nx

    Graph: TypeAlias = nx.MultiGraph[str]

OCCURRED = frozenset({Status.OCCURRED.value})
NOT_JUDGED: Mapping[str, Sequence[str]] = MappingProxyType({})
SAMPLE = 400
"""From how many actors `brokerage` follows shortest paths, in a graph that has more."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who takes part: CURIE, display name, class of the vocabulary, names in two languages, other names.

    `body` is the state or organisation that it belongs to.
    """

    id: str
    name: str
    type: str = "Actor"
    name_vi: str | None = None
    name_en: str | None = None
    aliases: tuple[str, ...] = ()
    body: Actor | None = None

    @property
    def state(self) -> str | None:
        """Display name of the body."""
        return self.body.name if self.body else None

    @property
    def state_vi(self) -> str | None:
        """Vietnamese name of the body."""
        return self.body.name_vi if self.body else None


@dataclass(frozen=True, slots=True)
class Party:
    """An actor's part in a contact, and the words by which the article names it."""

    actor: Actor
    side: int = 1
    role: str = "participant"
    wording: str | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """On whose word a contact stands: the article's wording, a code of the vocabulary, through which medium."""

    wording: str
    type: str | None = None
    via: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The article that reports a contact."""

    id: str
    headline: str | None = None
    published: dt.date | None = None
    publisher: str | None = None
    url: str | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """One report of a contact. `kind` and `status` are codes of `kg.model`; `initiator` is an actor's CURIE.

    `earliest` and `latest` bound the day (None: open); `edtf` is the date for people, None where undated.
    `start` and `initiator_start` are the offsets of the two quotes in the article's text, where they are known.
    """

    id: str
    occasion: str
    kind: str
    status: str
    parties: tuple[Party, ...]
    quote: str
    source: Source
    initiator: str | None = None
    initiator_quote: str | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    edtf: str | None = None
    wording: str | None = None
    place: str | None = None
    channel: str | None = None
    topic: str | None = None
    attribution: str | None = None
    count: int | None = None
    minutes: int | None = None
    start: int | None = None
    initiator_start: int | None = None
    voices: tuple[Voice, ...] = ()

    @property
    def order(self) -> tuple[dt.date | str, ...]:
        """Sort key: by date, the undated last, then by article and sentence."""
        first = self.earliest or self.latest or dt.date.max
        last = self.latest or self.earliest or dt.date.max
        published = self.source.published or dt.date.max
        return first, last, published, self.source.id, self.quote, self.id

    @property
    def initiator_name(self) -> str | None:
        """Display name of the actor that sought the contact, where the text says so."""
        return next((p.actor.name for p in self.parties if p.actor.id == self.initiator), self.initiator)

    def pairs(self) -> Iterator[tuple[Actor, Actor]]:
        """Every two actors of different sides, each pair once, in order of id."""
        sides = sorted({(party.actor.id, party.side): party for party in self.parties}.items())
        seen = set()
        for (_, one), (_, other) in itertools.combinations(sides, 2):
            pair = one.actor.id, other.actor.id
            if one.side != other.side and one.actor.id != other.actor.id and pair not in seen:
                seen.add(pair)
                yield one.actor, other.actor

    def within(self, start: dt.date | None, end: dt.date | None) -> bool:
        """Whether the contact may lie in [start, end]; an undated one lies in no bounded period."""
        if start is None and end is None:
            return True
        if self.earliest is None and self.latest is None:
            return False
        after = start is None or self.latest is None or self.latest >= start
        return after and (end is None or self.earliest is None or self.earliest <= end)


# Reading


def contacts(dataset: ox.Store, only: Collection[str] | None = None) -> tuple[Contact, ...]:
    """Contacts of a dataset whatever their status, in order of date; `only` names reports by IRI.

    Raises QueryError, with its name, for a report that lacks kind, status, evidence or article: nothing is
    made up for what the dataset holds in part.
    """
    reports = sorted(_subjects(dataset, "cp:Report") if only is None else set(only))
    some = None if only is None else reports
    say = _said(dataset, _OF_REPORT, some)
    evidence = None if some is None else _objects(say["cp:evidence"], say["cp:initiatorEvidence"])
    quotes, starts = map(_first, _said(dataset, ("cp:quote", "cp:start"), evidence).values())
    same = _same(dataset, say, some)
    parties = _parties(dataset, say["cp:participation"], some, same)
    say["cp:initiator"] = {iri: [same.get(a, a) for a in found] for iri, found in say["cp:initiator"].items()}
    printed = sources(dataset, _objects(say["cp:reportedIn"]))
    labels = Labels(dataset)
    voices = _voices(dataset, say["cp:saidBy"])
    found = [
        dataclasses.replace(
            _contact(iri, say, parties, quotes, printed, labels),
            start=_number(starts.get(say["cp:evidence"][iri][0])),
            initiator_start=_number(starts.get(next(iter(say["cp:initiatorEvidence"].get(iri, ())), ""))),
            voices=tuple(voices[each] for each in say["cp:saidBy"].get(iri, ()) if each in voices),
        )
        for iri in reports
    ]
    return tuple(sorted(found, key=lambda contact: contact.order))


_OF_REPORT = tuple(
    f"cp:{name}"
    for name in (
        *("kind", "status", "participation", "initiator", "initiatorEvidence", "evidence"),
        *("earliest", "latest", "edtf", "dateWording", "placeName", "channel", "channelType"),
        *("topic", "attribution", "count", "durationMinutes", "reportedIn", "reportOf"),
        "saidBy",
    )
)

_REPLACED = "dcterms:isReplacedBy"
_Values: TypeAlias = Mapping[str, Sequence[str]]
_Part: TypeAlias = tuple[str, int, str, str]


def _subjects(dataset: ox.Store, name: str) -> set[str]:
    quads = dataset.quads_for_pattern(None, _node("rdf:type"), _node(name))
    return {_text(quad.subject) for quad in quads}


def _said(dataset: ox.Store, names: Sequence[str], subjects: Iterable[str] | None) -> dict[str, _Values]:
    """Values of properties, sorted, by subject: of these subjects, each read once, or (None) of all."""
    found: dict[str, dict[str, set[str]]] = {name: defaultdict(set) for name in names}
    if subjects is None:
        for name in names:
            for quad in dataset.quads_for_pattern(None, _node(name), None):
                found[name][_text(quad.subject)].add(_text(quad.object))
    else:
        by_node = {_node(name): values for name, values in found.items()}
        only = _node(names[0]) if len(names) == 1 else None
        for subject in sorted(subjects):
            for quad in dataset.quads_for_pattern(ox.NamedNode(subject), only, None):
                if quad.predicate in by_node:
                    by_node[quad.predicate][subject].add(_text(quad.object))
    return {
        name: {subject: sorted(texts) for subject, texts in values.items()} for name, values in found.items()
    }


def _values(dataset: ox.Store, name: str, subjects: Iterable[str] | None) -> _Values:
    """Values of one property (see `_said`)."""
    return _said(dataset, (name,), subjects)[name]


def _first(values: _Values) -> dict[str, str]:
    return {subject: texts[0] for subject, texts in values.items()}


def _objects(*values: _Values) -> set[str]:
    return {text for each in values for texts in each.values() for text in texts}


def _node(name: str) -> ox.NamedNode:
    return ox.NamedNode(expand(name))


def _text(term: object) -> str:
    if isinstance(term, ox.NamedNode | ox.Literal):
        return term.value
    raise TypeError(f"{term} is neither an IRI nor a literal")


class Labels:
    """Actors and channels by IRI, each read once."""

    def __init__(self, dataset: ox.Store) -> None:
        self._dataset = dataset
        self._actors: dict[str, Actor] = {}

    def actor(self, iri: str) -> Actor:
        """What the dataset says of an actor."""
        if iri not in self._actors:
            self._actors[iri] = self._read(iri)
        return self._actors[iri]

    def _read(self, iri: str) -> Actor:
        type_names = {compact(text).partition(":")[2] for text in self._all(iri, "rdf:type")}
        bodies = self._all(iri, "cp:citizenOf") or self._all(iri, "cp:ofBody")
        return Actor(
            id=compact(iri),
            name=self.name(iri),
            type=next(
                (name for name in ("Person", "State", "Organization", "Group") if name in type_names), "Actor"
            ),
            name_vi=self._in_language(iri, "skos:prefLabel", "vi"),
            name_en=self._in_language(iri, "skos:prefLabel", "en"),
            aliases=tuple(self._all(iri, "skos:altLabel")),
            body=self.actor(bodies[0]) if bodies and bodies[0] != iri else None,
        )

    def name(self, iri: str) -> str:
        """The plain label, else the Vietnamese one, else the CURIE."""
        for language in (None, "vi", "en"):
            name = self._in_language(iri, "rdfs:label", language)
            if name is not None:
                return name
        return compact(iri)

    def _all(self, iri: str, name: str) -> list[str]:
        quads = self._dataset.quads_for_pattern(ox.NamedNode(iri), _node(name), None)
        return sorted({_text(quad.object) for quad in quads})

    def _in_language(self, iri: str, name: str, language: str | None) -> str | None:
        quads = self._dataset.quads_for_pattern(ox.NamedNode(iri), _node(name), None)
        literals = (quad.object for quad in quads)
        found = {
            each.value for each in literals if isinstance(each, ox.Literal) and each.language == language
        }
        return min(found, default=None)


def _parties(
    dataset: ox.Store, of: _Values, some: Sequence[str] | None, same: Mapping[str, str]
) -> dict[str, _Part]:
    """Participations by IRI: the actor's IRI (by `same`, the one that stands for it), side, role, wording."""
    wanted = None if some is None else _objects(of)
    names = ("cp:actor", "cp:side", "cp:role", "cp:wording")
    actors, sides, roles, wordings = map(_first, _said(dataset, names, wanted).values())
    return {
        iri: (
            same.get(actor, actor),
            int(sides.get(iri, 1)),
            compact(roles.get(iri, "participant")).partition(":")[2],
            wordings.get(iri, ""),
        )
        for iri, actor in actors.items()
    }


def _same(dataset: ox.Store, say: Mapping[str, _Values], some: Sequence[str] | None) -> dict[str, str]:
    """What stands for actors that have several IRIs: of those in these reports, or (None) of all."""
    if some is None:
        return _first(_values(dataset, _REPLACED, None))
    named = _objects(_values(dataset, "cp:actor", _objects(say["cp:participation"])), say["cp:initiator"])
    return _first(_values(dataset, _REPLACED, named))


def sources(dataset: ox.Store, articles: Collection[str]) -> dict[str, Source]:
    """Articles by IRI."""
    names = ("schema:headline", "schema:datePublished", "schema:publisher", "schema:url", "cp:agency")
    *texts, agencies = _said(dataset, names, articles).values()
    headlines, published, publishers, urls = map(_first, texts)
    labels = Labels(dataset)
    return {
        iri: Source(
            compact(iri),
            headlines.get(iri),
            _day(published.get(iri)),
            publishers.get(iri),
            urls.get(iri),
            ", ".join(map(labels.name, agencies.get(iri, ()))) or None,
        )
        for iri in articles
    }


def _voices(dataset: ox.Store, of: _Values) -> dict[str, Voice]:
    """Sources that articles name, by IRI."""
    iris = _objects(of)
    names = ("cp:wording", "cp:attributionType", "cp:via")
    wordings, types, media = map(_first, _said(dataset, names, iris).values())
    via = _first(_values(dataset, "cp:wording", media.values()))
    return {
        iri: Voice(
            wordings[iri],
            types[iri].rpartition("/")[2] if iri in types else None,
            via.get(media.get(iri, "")),
        )
        for iri in sorted(iris)
        if iri in wordings
    }


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _contact(
    iri: str,
    say: Mapping[str, _Values],
    parties: Mapping[str, _Part],
    quotes: Mapping[str, str],
    sources: Mapping[str, Source],
    labels: Labels,
) -> Contact:
    def one(name: str) -> str | None:
        return next(iter(say[name].get(iri, ())), None)

    def must(name: str) -> str:
        value = one(name)
        if value is None:
            raise QueryError(f"{compact(iri)} has no {name}: build the store again")
        return value

    def code(value: str) -> str:
        return value.rpartition("/")[2]

    channel, channel_type = one("cp:channel"), one("cp:channelType")
    initiator, initiator_evidence = one("cp:initiator"), one("cp:initiatorEvidence")
    count, minutes = one("cp:count"), one("cp:durationMinutes")
    members = (parties[part] for part in say["cp:participation"].get(iri, ()))
    return Contact(
        id=compact(iri),
        occasion=compact(one("cp:reportOf") or iri),
        kind=code(must("cp:kind")),
        status=code(must("cp:status")),
        parties=tuple(
            Party(labels.actor(actor), side, role, wording or None)
            for actor, side, role, wording in sorted(members, key=lambda member: (member[1], member[0]))
        ),
        quote=quotes.get(must("cp:evidence"), ""),
        source=sources[must("cp:reportedIn")],
        initiator=compact(initiator) if initiator else None,
        initiator_quote=quotes.get(initiator_evidence) if initiator_evidence else None,
        earliest=_day(one("cp:earliest")),
        latest=_day(one("cp:latest")),
        edtf=one("cp:edtf"),
        wording=one("cp:dateWording"),
        place=one("cp:placeName"),
        channel=labels.name(channel) if channel else code(channel_type) if channel_type else None,
        topic=one("cp:topic"),
        attribution=one("cp:attribution"),
        count=int(count) if count else None,
        minutes=int(minutes) if minutes else None,
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


# The graph


def counterpart_graph(
    contacts: Iterable[Contact],
    *,
    ego: str | None = None,
    depth: int = 1,
    start: dt.date | None = None,
    end: dt.date | None = None,
    kinds: Collection[str] | None = None,
    statuses: Collection[str] = OCCURRED,
    top: int | None = None,
) -> Graph:
    """Actors as nodes, and an edge for each report and pair of actors of different sides; key is the report.

    Only contacts that may lie in [start, end], of these kinds (codes; None: all) and statuses count. `ego` (a
    CURIE) keeps the actors within `depth` steps of it. `top` keeps that many actors, those with the most
    occasions, then counterparts, then by name; the ego is always kept. Attributes are plain strings and
    numbers, ready for GraphML and GEXF. Raises QueryError if the ego has no such contact.
    """
    graph = _multigraph(
        contact
        for contact in contacts
        if contact.within(start, end) and contact.status in statuses and (not kinds or contact.kind in kinds)
    )
    if ego is not None:
        if ego not in graph:
            raise QueryError(f"{ego} has no contact of the kind, status and period asked for")
        graph = _subgraph(graph, _near(graph, ego, depth))
    if top is not None and top < len(graph):
        ranked = ranking(graph)
        kept = [ego] if ego is not None else []
        kept += [actor for actor in ranked if actor != ego]
        graph = _subgraph(graph, set(kept[: max(top, 1)]))
        graph = _subgraph(graph, {actor for actor in graph if graph.degree(actor) or actor == ego})
    return graph


def _multigraph(contacts: Iterable[Contact]) -> Graph:
    import networkx as nx

    graph: Graph = nx.MultiGraph()
    ordered = sorted(contacts, key=lambda contact: contact.order)
    actors = {actor.id: actor for contact in ordered for pair in contact.pairs() for actor in pair}
    for actor in sorted(actors.values(), key=lambda each: each.id):
        graph.add_node(actor.id, label=actor.name, type=actor.type, state=actor.state or "")
    for contact in ordered:
        for one, other in contact.pairs():
            graph.add_edge(one.id, other.id, key=contact.id, **_attributes(contact))
    return graph


def _attributes(contact: Contact) -> dict[str, str]:
    values = {
        "occasion": contact.occasion,
        "kind": contact.kind,
        "status": contact.status,
        "date": contact.edtf,
        "earliest": contact.earliest and contact.earliest.isoformat(),
        "latest": contact.latest and contact.latest.isoformat(),
        "initiator": contact.initiator,
        "quote": contact.quote,
        "article": contact.source.id,
        "headline": contact.source.headline,
        "publisher": contact.source.publisher,
        "url": contact.source.url,
        "report": contact.id,
    }
    return {name: value for name, value in values.items() if value}


def _subgraph(graph: Graph, kept: Collection[str]) -> Graph:
    """The part of a graph that these nodes span, with nodes and edges in the order of the whole."""
    part = graph.copy()
    part.remove_nodes_from([node for node in graph if node not in kept])
    return part


def _near(graph: Graph, ego: str, depth: int) -> set[str]:
    reached = frontier = {ego}
    for _ in range(depth):
        frontier = {other for actor in frontier for other in graph[actor]} - reached
        reached = reached | frontier
    return reached


def occasions(graph: Graph, one: str, other: str) -> set[str]:
    """Occasions on which two actors of a graph were in contact."""
    return {data["occasion"] for data in graph[one][other].values()}


def ranking(graph: Graph) -> list[str]:
    """Actors by number of occasions, then of counterparts, both falling, then by name and id."""

    def key(actor: str) -> tuple[int, int, str, str]:
        held = {occasion for other in graph[actor] for occasion in occasions(graph, actor, other)}
        return -len(held), -len(graph[actor]), graph.nodes[actor]["label"], actor

    return sorted(graph, key=key)


def brokerage(graph: Graph) -> tuple[tuple[str, float], ...]:
    """Actors with their betweenness (0–1: the share of shortest chains that run through them), most first.

    Parallel contacts count as one link. With more than `SAMPLE` actors the shares are estimated from chains
    that start at so many of them, drawn with a fixed seed.
    """
    import networkx as nx

    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(graph)
    simple.add_edges_from((one, other) for one, other, _ in graph.edges(keys=True))
    sample = SAMPLE if len(simple) > SAMPLE else None
    scores = nx.betweenness_centrality(simple, k=sample, seed=0)
    ranked = sorted(scores.items(), key=lambda item: (-round(item[1], 9), item[0]))
    return tuple((actor, round(score, 9)) for actor, score in ranked)


# One pair


def why(dataset: ox.Store, one: str, other: str) -> tuple[Contact, ...]:
    """Every contact of two actors (IRIs) on different sides, whatever its status, in order of date."""
    reports = [_reports_of(dataset, actor) for actor in (one, other)]
    of_both = (reports[0] & reports[1]) & _reports_among(dataset, reports[0] & reports[1])
    pair = tuple(sorted((compact(one), compact(other))))
    found = contacts(dataset, of_both)
    return tuple(each for each in found if pair in {(a.id, b.id) for a, b in each.pairs()})


def _reports_of(dataset: ox.Store, actor: str) -> set[str]:
    """What has an actor as participant, under this IRI or one that it stands for."""
    replaced = dataset.quads_for_pattern(None, _node(_REPLACED), ox.NamedNode(actor))
    participant = _node("cp:hasParticipant")
    return {
        _text(quad.subject)
        for iri in (actor, *(_text(quad.subject) for quad in replaced))
        for quad in dataset.quads_for_pattern(None, participant, ox.NamedNode(iri))
    }


def _reports_among(dataset: ox.Store, iris: Iterable[str]) -> set[str]:
    types = _values(dataset, "rdf:type", iris)
    return {iri for iri, names in types.items() if expand("cp:Report") in names}


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
