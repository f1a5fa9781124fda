"""Contacts as the dataset has them, for people and for programs: who, when, what, the sentence, the source.

A contact is one report: what one article says of one occasion. IRIs are written as CURIEs
(``actor:lloyd-austin``): shorter, fit for file formats.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import pyoxigraph as ox

from kg.errors import QueryError
from kg.vocab import compact, expand


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


def read_contacts(dataset: ox.Store, only: Collection[str] | None = None) -> tuple[Contact, ...]:
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
    printed = read_sources(dataset, _objects(say["cp:reportedIn"]))
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


def read_sources(dataset: ox.Store, articles: Collection[str]) -> dict[str, Source]:
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


# Of one pair


def of_pair(dataset: ox.Store, one: str, other: str) -> tuple[Contact, ...]:
    """Every contact of two actors (IRIs) on different sides, whatever its status, in order of date."""
    reports = [_reports_of(dataset, actor) for actor in (one, other)]
    of_both = (reports[0] & reports[1]) & _reports_among(dataset, reports[0] & reports[1])
    pair = tuple(sorted((compact(one), compact(other))))
    found = read_contacts(dataset, of_both)
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
