"""What articles report, as it lies in the dataset: the view of a report that grouping and consensus need."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

import pyoxigraph as ox

from kg.graph.triples import node, plain
from kg.model import Kind, Status
from kg.vocab import PREFIXES

_WORDS = re.compile(r"[a-z0-9]+")
_WITHIN = re.compile(r"\(([^()]+)\)$")
_MARKS = re.compile("[\u0300-\u036f]+")


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case and without diacritics."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return tuple(_WORDS.findall(_MARKS.sub("", decomposed)))


@dataclass(frozen=True, slots=True)
class Party:
    """An actor in a report. IRIs are full.

    `body`: the state or organisation that it is (a state) or acts for (by the office in which it took part, or, of
    an unregistered actor, by what the text says). `names`: how the report calls an actor that is not registered.
    `offices`: those in which it took part, and `ranks`: of which class these are.
    """

    actor: str
    side: int = 1
    body: str | None = None
    registered: bool = True
    names: tuple[str, ...] = ()
    offices: tuple[str, ...] = field(default=(), compare=False)
    ranks: tuple[str, ...] = field(default=(), compare=False)

    @property
    def is_body(self) -> bool:
        """Whether the party is a state or organisation itself."""
        return self.actor == self.body


@dataclass(frozen=True)
class Report:
    """One report: who, how, when and what else one article tells of one contact. IRIs are full.

    `parties` are in order of actor. `earliest` and `latest` bound the day (None: open or not known). `labels` pairs
    languages with labels. `quotes` are the sentences that say so, the main one first. `agencies` are the news
    agencies and media that the article takes it from. `state` (IRI, where the register knows it) and `town` are those
    of `place`; a town has the same name in all reports. `named` are the actors as the article has them, of whom each
    may stand for another. `occasion` is what the dataset says it is a report of.
    """

    iri: str
    kind: Kind
    status: Status
    parties: tuple[Party, ...]
    article: str
    initiator: str | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    edtf: str | None = None
    count: int = 1
    published: dt.date | None = None
    quotes: tuple[str, ...] = ()
    wording: str | None = None
    place: str | None = None
    state: str | None = None
    town: str | None = None
    channel: str | None = None
    minutes: int | None = None
    topic: str | None = None
    attribution: str | None = None
    agencies: tuple[str, ...] = ()
    named: frozenset[str] = field(default=frozenset(), compare=False)
    occasion: str | None = field(default=None, compare=False)
    labels: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    @property
    def day(self) -> dt.date | None:
        """The day of the contact, where it is dated to a single one."""
        return self.earliest if self.earliest == self.latest else None

    @property
    def actors(self) -> tuple[str, ...]:
        """Who took part."""
        return tuple(party.actor for party in self.parties)

    @cached_property
    def sides(self) -> frozenset[frozenset[str]]:
        """The actors, by side."""
        found: dict[int, set[str]] = defaultdict(set)
        for party in self.parties:
            found[party.side].add(party.actor)
        return frozenset(map(frozenset, found.values()))

    def side_of(self, actor: str) -> frozenset[str]:
        """Those with whom an actor took part on one side; the actor alone, if it took no part."""
        return next((side for side in self.sides if actor in side), frozenset({actor}))

    @cached_property
    def quote_words(self) -> tuple[str, ...]:
        """The words of the main sentence."""
        return folded_words(self.quotes[0]) if self.quotes else ()

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Every two actors of different sides, both ways."""
        for one in self.parties:
            yield from ((one.actor, other.actor) for other in self.parties if other.side != one.side)


_OF_REPORT = (
    *("kind", "status", "participation", "initiator", "earliest", "latest", "edtf", "count", "reportedIn"),
    *("evidence", "alsoEvidence", "dateWording", "placeName", "channel", "channelType", "durationMinutes"),
    *("topic", "attribution", "saidBy", "attributedTo", "reportOf"),
)


NONE_REPLACED: Mapping[str, str] = MappingProxyType({})


def reports(
    dataset: ox.Store, same: Mapping[str, str] = NONE_REPLACED, only: Collection[str] | None = None
) -> list[Report]:
    """Every report of a dataset, or `only` those with these IRIs, in order of IRI.

    `same` gives the actor in whose place another stands (`kg.graph.sightings`, or what people decided).
    """
    return _Reader(dataset, same, None if only is None else set(only)).reports()


class _Each(Mapping[str, list[str]]):
    """The values of a property, looked up subject by subject; of a class alone, if one is given."""

    def __init__(self, dataset: ox.Store, name: str, of: str | None) -> None:
        self._dataset, self._name, self._of = dataset, name, of

    def __getitem__(self, subject: str) -> list[str]:
        iri = ox.NamedNode(subject)
        if self._of and not any(self._dataset.quads_for_pattern(iri, node("rdf:type"), node(self._of))):
            raise KeyError(subject)
        found = {plain(q.object) for q in self._dataset.quads_for_pattern(iri, node(self._name), None)}
        if not found:
            raise KeyError(subject)
        return sorted(found)

    def __iter__(self) -> Iterator[str]:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError


class _Reader:
    """Reads each property in one pass over the dataset, which is faster than one by one; of a few, one by one."""

    def __init__(self, dataset: ox.Store, same: Mapping[str, str], only: set[str] | None) -> None:
        self._dataset = dataset
        self._only = only
        self._same = same
        self._said = {name: self._values(f"cp:{name}") for name in _OF_REPORT}
        self._quotes = self._values("cp:quote")
        self._published = self._values("schema:datePublished")
        self._agency, self._via = self._values("cp:agency"), self._values("cp:via")
        self._actor, self._side = self._values("cp:actor"), self._values("cp:side")
        self._wording, self._capacity = self._values("cp:wording"), self._values("cp:inCapacity")
        self._office = self._values("cp:office")
        self._rank = self._values("cp:officeClass")
        self._of_body = self._values("cp:ofBody")
        self._titles = self._values("schema:jobTitle")
        self._names = self._values("rdfs:label", of="cp:UnregisteredActor")
        self._bodies = self._instances("cp:State") | self._instances("cp:Organization")

    def reports(self) -> list[Report]:
        labels: dict[str, list[tuple[str, str]]] = defaultdict(list)
        iris = self._instances("cp:Report") if self._only is None else self._only
        for about in [None] if self._only is None else map(ox.NamedNode, sorted(iris)):
            for quad in self._dataset.quads_for_pattern(about, node("rdfs:label"), None):
                label, subject = quad.object, plain(quad.subject)
                if subject in iris and isinstance(label, ox.Literal) and label.language:
                    labels[subject].append((label.language, label.value))
        return [self._report(iri, tuple(sorted(set(labels[iri])))) for iri in sorted(iris)]

    def _instances(self, name: str) -> set[str]:
        quads = self._dataset.quads_for_pattern(None, node("rdf:type"), node(name))
        return {plain(quad.subject) for quad in quads}

    def _values(self, name: str, of: str | None = None) -> Mapping[str, list[str]]:
        if self._only is not None:
            return _Each(self._dataset, name, of)
        among = self._instances(of) if of else None
        found: dict[str, set[str]] = defaultdict(set)
        for quad in self._dataset.quads_for_pattern(None, node(name), None):
            subject = plain(quad.subject)
            if among is None or subject in among:
                found[subject].add(plain(quad.object))
        return {subject: sorted(values) for subject, values in found.items()}

    def _report(self, iri: str, labels: tuple[tuple[str, str], ...]) -> Report:
        def one(name: str) -> str | None:
            return next(iter(self._said[name].get(iri, ())), None)

        def number(name: str) -> int | None:
            value = one(name)
            return int(value) if value else None

        article = self._said["reportedIn"][iri][0]
        place = one("placeName")
        state, town = self._where(place) if place else (None, None)
        initiator = one("initiator")
        participations = self._said["participation"].get(iri, ())
        named = {actor for each in participations for actor in self._actor[each]}
        evidence = [*self._said["evidence"].get(iri, ()), *self._said["alsoEvidence"].get(iri, ())]
        return Report(
            iri=iri,
            kind=Kind(self._said["kind"][iri][0].removeprefix(PREFIXES["kind"])),
            status=Status(self._said["status"][iri][0].removeprefix(PREFIXES["status"])),
            parties=self._parties(participations),
            article=article,
            initiator=self._same.get(initiator, initiator) if initiator else None,
            earliest=_day(one("earliest")),
            latest=_day(one("latest")),
            edtf=one("edtf"),
            count=number("count") or 1,
            published=_day(next(iter(self._published.get(article, ())), None)),
            quotes=tuple(quote for node in evidence for quote in self._quotes.get(node, ())),
            wording=one("dateWording"),
            place=place,
            state=state,
            town=town,
            channel=one("channel") or one("channelType"),
            minutes=number("durationMinutes"),
            topic=one("topic"),
            attribution=one("attribution"),
            agencies=self._agencies(article, iri),
            named=frozenset(named | ({initiator} if initiator else set())),
            occasion=one("reportOf"),
            labels=labels,
        )

    @cached_property
    def _states(self) -> Mapping[tuple[str, ...], tuple[str, bool]]:
        """States by the words of their names and of those of their capitals, and whether these are the capital's."""
        found: dict[tuple[str, ...], tuple[str, bool]] = {}
        for name in ("skos:prefLabel", "rdfs:label", "skos:altLabel", "cp:metonym", "cp:capital"):
            for state in sorted(self._instances("cp:State")):
                for quad in self._dataset.quads_for_pattern(ox.NamedNode(state), node(name), None):
                    found.setdefault(folded_words(plain(quad.object)), (state, name.startswith("cp:")))
        return found

    def _where(self, place: str) -> tuple[str | None, str | None]:
        """The state in which a place lies, if the register knows, and the town, if it is not a state as a whole."""
        within = _WITHIN.search(place)
        words = folded_words(within[1] if within else place)
        state, capital = self._states.get(words, (None, True))
        return state, (state or " ".join(words)) if capital else None

    def _agencies(self, article: str, report: str) -> tuple[str, ...]:
        """Media that the article as a whole or its report is from, also those that only pass a word on."""
        said_by = self._said["saidBy"].get(report, ())
        speakers = {*said_by, *(medium for each in said_by for medium in self._via.get(each, ()))}
        sources = {source for each in speakers for source in self._said["attributedTo"].get(each, ())}
        media = {source for source in sources if source.startswith(PREFIXES["medium"])}
        return tuple(sorted(media.union(self._agency.get(article, ()))))

    def _parties(self, participations: Iterable[str]) -> tuple[Party, ...]:
        found: dict[str, Party] = {}
        offices: dict[str, set[str]] = defaultdict(set)
        for participation in participations:
            side = int(self._side[participation][0])
            held = self._held(participation)
            for said in self._actor[participation]:
                party = self._party(said, side, participation)
                offices[party.actor].update(held)
                if party.actor not in found or side < found[party.actor].side:
                    found[party.actor] = party
        return tuple(self._in_office(found[actor], offices[actor]) for actor in sorted(found))

    def _in_office(self, party: Party, offices: Collection[str]) -> Party:
        ranks = {rank for office in offices for rank in self._rank.get(office, ())}
        return replace(party, offices=tuple(sorted(offices)), ranks=tuple(sorted(ranks)))

    def _held(self, participation: str) -> list[str]:
        """The offices in which a participant took part."""
        tenures = self._capacity.get(participation, ())
        return [office for tenure in tenures for office in self._office.get(tenure, ())]

    def _party(self, said: str, side: int, participation: str) -> Party:
        actor = self._same.get(said, said)
        names: tuple[str, ...] = ()
        if actor in self._names:
            known = [self._names[actor], self._names.get(said, ()), self._wording.get(participation, ())]
            titles = [*self._titles.get(actor, ()), *self._titles.get(said, ())]
            names = tuple(dict.fromkeys(name for each in (*known, titles) for name in each))
        registered = actor not in self._names
        return Party(actor, side, self._body(actor, participation, registered), registered, names)

    def _body(self, actor: str, participation: str, registered: bool) -> str | None:
        if registered and actor in self._bodies:
            return actor
        bodies = self._of_body.get(actor, ()) if not registered else ()
        for office in self._held(participation):
            bodies = self._of_body.get(office, bodies)
        return next(iter(bodies), None)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
