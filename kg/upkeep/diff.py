"""Two builds beside one another: which contacts and stated silences were gained, lost and changed, field by field.

IRIs alone do not decide what is the same: a report that another version of the rules finds at another word, or
of another kind, has another IRI. Reports are matched within their article, by IRI, then by what they have in
common; occasions by the reports that they share, those that share none by what they say; silences within their
article by what they say. A contact that ended or contradicts a silence is the same where the occasion is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pyoxigraph as ox

from kg.graph.triples import plain
from kg.query.lookup import label_of
from kg.query.rows import printable
from kg.store import Store
from kg.vocab import CP, PREFIXES, compact, expand

Values = tuple[str, ...]
Said = Mapping[str, Values]


@dataclass(frozen=True, slots=True)
class Traits:
    """What is compared of a sort of thing: field, by the name that people are told → its properties.

    `who` is the field that says whom the thing is about.
    """

    who: str
    fields: Mapping[str, Values]


CONTACTS = Traits(
    "participants",
    {
        "kind": (CP.kind,),
        "status": (CP.status,),
        "participants": (CP.hasParticipant,),
        "initiator": (CP.initiator,),
        "date": (CP.edtf,),
        "place": (CP.placeName,),
        "channel": (CP.channel,),
        "channel type": (CP.channelType,),
        "count": (CP.count,),
        "minutes": (CP.durationMinutes,),
        "topic": (CP.topic,),
        "attribution": (CP.attribution,),
        "source": (CP.attributedTo,),
        "standing of the source": (CP.attributionType,),
        "confidence": (CP.confidence,),
        "evidence": (CP.evidence,),
    },
)
"""Occasions and reports."""
SILENCES = Traits(
    "who",
    {
        "who": (CP.silentActor, CP.silentOffice),
        "kind": (CP.kind,),
        "begun": (CP.earliest,),
        "surely since": (CP.silentSince,),
        "until": (CP.latest,),
        "ended by": (CP.endedBy,),
        "contradicted by": (CP.contradictedBy,),
        "evidence": (CP.evidence,),
    },
)
"""Silences that articles state."""
OCCASIONS = ("ended by", "contradicted by")
"""The fields of a silence whose values are occasions."""
TOLD_BY = "articles"
"""The field of an occasion that says which articles tell of it."""
_WORDS = 80  # characters of a quote that are shown


class Change(NamedTuple):
    """A field with its values before and after: IRIs or text, sorted. `article`: in the report of that id."""

    field: str
    old: Values
    new: Values
    article: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An occasion, or a silence, of one build: IRI, label, and the ids of the articles that tell of it."""

    iri: str
    label: str
    articles: Values


@dataclass(frozen=True, slots=True)
class Changed:
    """What both builds have, and on which they differ."""

    old: Item
    new: Item
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What two builds differ in, of one sort of thing."""

    gained: tuple[Item, ...]
    lost: tuple[Item, ...]
    changed: tuple[Changed, ...]
    unchanged: int


@dataclass(frozen=True, slots=True)
class Diff:
    """What one build has and another has not. Articles are ids; a rewritten one has another text."""

    articles_added: Values
    articles_removed: Values
    articles_rewritten: Values
    contacts: Compared
    silences: Compared
    names: Mapping[str, str]  # what is shown in place of the IRIs in it


def diff(old: Store, new: Store) -> Diff:
    """Compare two builds. Time and memory grow with the number of reports, not with what differs."""
    before, after = _Build(old.dataset), _Build(new.dataset)
    reports = _matched_reports(before, after)
    occasions = _matched_occasions(before, after, reports)
    contacts = _compared(
        (before.told, after.told),
        occasions,
        (before.contact, after.contact),
        lambda one, other: _changes(before, after, one, other, reports),
    )
    silences = _compared(
        (before.silences, after.silences),
        _matched_silences(before, after),
        (before.silence, after.silence),
        lambda one, other: _silence_changes(before.silences[one], after.silences[other], occasions),
    )
    both = before.articles.keys() & after.articles.keys()
    return Diff(
        tuple(sorted(after.articles.keys() - both)),
        tuple(sorted(before.articles.keys() - both)),
        tuple(sorted(id for id in both if before.articles[id] != after.articles[id])),
        contacts,
        silences,
        _names(before, after, [each.changes for each in (*contacts.changed, *silences.changed)]),
    )


def _compared(
    known: tuple[Collection[str], Collection[str]],
    pairs: Mapping[str, str],
    shown: tuple[Callable[[str], Item], Callable[[str], Item]],
    changes: Callable[[str, str], Iterable[Change]],
) -> Compared:
    """What differs between things before and after, of which `pairs` are the same, old → new."""
    changed = []
    for one, other in pairs.items():
        if found := tuple(changes(one, other)):
            changed.append(Changed(shown[0](one), shown[1](other), found))
    return Compared(
        _sorted(map(shown[1], set(known[1]) - set(pairs.values()))),
        _sorted(map(shown[0], set(known[0]) - pairs.keys())),
        tuple(sorted(changed, key=lambda each: (each.new.label, each.new.iri))),
        len(pairs) - len(changed),
    )


def _sorted(several: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(sorted(several, key=lambda each: (each.label, each.iri)))


class _Build:
    """What one store says of its reports and occasions, by IRI."""

    def __init__(self, dataset: ox.Store) -> None:
        self._dataset = dataset
        ids = dict(self._pairs(expand("schema:identifier")))
        digests = dict(self._pairs(CP.textDigest))
        self.articles = {id: digests.get(iri, "") for iri, id in ids.items()}
        self.article = {report: ids.get(iri, compact(iri)) for report, iri in self._pairs(CP.reportedIn)}
        self.occasion = dict(self._pairs(CP.reportOf))
        self.told: dict[str, list[str]] = defaultdict(list)
        for report, occasion in self.occasion.items():
            self.told[occasion].append(report)
        strangers = self._strangers()
        values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for field, predicates in CONTACTS.fields.items():
            for predicate in predicates:
                for subject, value in self._pairs(predicate):
                    if subject in self.occasion or subject in self.told:
                        values[subject][field].append(strangers.get(value, value))
        self.said: dict[str, Said] = {
            subject: {field: tuple(sorted(several)) for field, several in fields.items()}
            for subject, fields in values.items()
        }
        self.silences = {iri: self._silence(iri, strangers) for iri in self._of_class(CP.NoContact)}

    def _pairs(self, predicate: str) -> Iterator[tuple[str, str]]:
        for quad in self._dataset.quads_for_pattern(None, ox.NamedNode(predicate), None):
            yield plain(quad.subject), plain(quad.object)

    def _strangers(self) -> dict[str, str]:
        """Actors outside the register by their name, which lasts longer than what their IRI is made of."""
        return {
            iri: f"{label_of(self._dataset, ox.NamedNode(iri))} (not in the register)"
            for iri in self._of_class(CP.UnregisteredActor)
        }

    def _of_class(self, iri: str) -> set[str]:
        pattern = self._dataset.quads_for_pattern(None, ox.NamedNode(expand("rdf:type")), ox.NamedNode(iri))
        return {plain(quad.subject) for quad in pattern}

    def _values(self, subject: str, predicate: str) -> list[str]:
        pattern = self._dataset.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None)
        return [plain(quad.object) for quad in pattern]

    def _silence(self, iri: str, strangers: Mapping[str, str]) -> Said:
        """What is said of a silence; contacts by their occasions, which last longer than reports."""
        found: dict[str, Values] = {}
        for field, predicates in SILENCES.fields.items():
            values = {value for predicate in predicates for value in self._values(iri, predicate)}
            if field in OCCASIONS:
                values = {self.occasion.get(value, value) for value in values}
            if values:
                found[field] = tuple(sorted(strangers.get(value, value) for value in values))
        return found

    def by_article(self) -> dict[str, list[str]]:
        """Article → its reports, sorted."""
        found: dict[str, list[str]] = defaultdict(list)
        for report in sorted(self.occasion):
            found[self.article[report]].append(report)
        return found

    def silences_by_article(self) -> dict[str, list[str]]:
        """Article → the silences that it states, sorted."""
        found: dict[str, list[str]] = defaultdict(list)
        for silence in sorted(self.silences):
            found[self.article[silence]].append(silence)
        return found

    def tellers(self, occasion: str) -> Values:
        """Ids of the articles that report an occasion."""
        return tuple(sorted({self.article[report] for report in self.told[occasion]}))

    def contact(self, occasion: str) -> Item:
        """An occasion as it is shown."""
        return Item(occasion, self._label(occasion), self.tellers(occasion))

    def silence(self, iri: str) -> Item:
        """A silence as it is shown."""
        said = self.silences[iri]
        who = " – ".join(sorted((self.name(each) or each) if "://" in each else each for each in said["who"]))
        kind = next((self._label(each) for each in said.get("kind", ())), "contact")
        bounds = (("since", said.get("surely since")), ("until", said.get("until")))
        when = " ".join(f"{word} {days[0]}" for word, days in bounds if days)
        return Item(iri, f"{who}: no {kind}" + (f" {when}" if when else ""), (self.article[iri],))

    def _label(self, iri: str) -> str:
        """Its English label, else any, else the id."""
        labels = {
            getattr(quad.object, "language", None): plain(quad.object)
            for name in ("skos:prefLabel", "rdfs:label")
            for quad in self._dataset.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(expand(name)), None)
        }
        return labels.get("en") or min(labels.values(), default=compact(iri).partition(":")[2])

    def name(self, iri: str) -> str | None:
        """What to show for an IRI: the words of evidence, the name of an actor, the id of a concept."""
        if iri.startswith(PREFIXES["evidence"]):
            quotes = self._dataset.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(CP.quote), None)
            quote = next((printable(plain(quad.object)) for quad in quotes), None)
            return quote and f"“{quote[:_WORDS]}{'…' if len(quote) > _WORDS else ''}”"
        if iri.startswith((PREFIXES["actor"], PREFIXES["channel"])):
            return label_of(self._dataset, ox.NamedNode(iri))
        if iri.startswith((PREFIXES["occasion"], PREFIXES["office"])):
            return self._label(iri)
        return compact(iri).partition(":")[2]


def _matched_reports(before: _Build, after: _Build) -> dict[str, str]:
    """Old → new report of one contact in one article."""
    pairs: dict[str, str] = {}
    old, new = before.by_article(), after.by_article()
    for article in old.keys() & new.keys():
        same = set(old[article]) & set(new[article])
        pairs.update(zip(same, same, strict=True))
        rest = [report for report in old[article] if report not in same]
        other = [report for report in new[article] if report not in same]
        pairs.update(
            _best(rest, other, lambda one, two: _likeness(before.said[one], after.said[two], CONTACTS))
        )
    return pairs


def _likeness(one: Said, other: Said, traits: Traits) -> float:
    """How much two reports or silences of an article have in common; 0 where they have not two actors in common."""
    actors, others = (set(said.get(traits.who, ())) for said in (one, other))
    shared = actors & others
    same = [field for field in traits.fields if one.get(field) and one.get(field) == other.get(field)]
    if len(shared) < 2 and not (shared and "evidence" in same):
        return 0
    return len(shared) / len(actors | others) + len(same) + 2 * ("evidence" in same)


def _best(
    old: Sequence[str], new: Sequence[str], likeness: Callable[[str, str], float]
) -> Iterator[tuple[str, str]]:
    """Pairs, each with the most in common that is left; nothing is in two."""
    scored = ((likeness(one, other), one, other) for one in old for other in new)
    ranked = sorted((each for each in scored if each[0] > 0), key=lambda each: (-each[0], each[1:]))
    used: set[tuple[int, str]] = set()
    for _, one, other in ranked:
        if (0, one) not in used and (1, other) not in used:
            used |= {(0, one), (1, other)}
            yield one, other


def _matched_occasions(before: _Build, after: _Build, reports: Mapping[str, str]) -> dict[str, str]:
    """Old → new occasion: those that share most reports, then those that say the same."""
    shared = Counter((before.occasion[one], after.occasion[other]) for one, other in reports.items())
    pairs: dict[str, str] = {}
    used: set[str] = set()
    for (one, other), _ in sorted(shared.items(), key=lambda each: (-each[1], each[0])):
        if one not in pairs and other not in used:
            pairs[one] = other
            used.add(other)
    for fields in (("participants", "date", "kind", "status"), ("participants", "date", "kind")):
        unmatched: dict[Hashable, list[str]] = defaultdict(list)
        for other in sorted(after.told.keys() - used):
            unmatched[_key(after, other, fields)].append(other)
        for one in sorted(before.told.keys() - pairs.keys()):
            if candidates := unmatched.get(_key(before, one, fields)):
                pairs[one] = candidates.pop(0)
                used.add(pairs[one])
    return pairs


def _key(build: _Build, occasion: str, fields: Iterable[str]) -> Hashable:
    """What an occasion says; itself where it has no date, since undated contacts of a pair are not alike."""
    said = build.said.get(occasion, {})
    return tuple(said.get(field) for field in fields) if said.get("date") else occasion


def _matched_silences(before: _Build, after: _Build) -> dict[str, str]:
    """Old → new silence of one article."""
    old, new = before.silences_by_article(), after.silences_by_article()

    def likeness(one: str, other: str) -> float:
        return _likeness(before.silences[one], after.silences[other], SILENCES)

    pairs: dict[str, str] = {}
    for article in old.keys() & new.keys():
        pairs.update(_best(old[article], new[article], likeness))
    return pairs


def _silence_changes(old: Said, new: Said, occasions: Mapping[str, str]) -> Iterator[Change]:
    for change in _fields(old, new, SILENCES):
        renamed = tuple(sorted(occasions.get(value, value) for value in change.old))
        if change.field not in OCCASIONS or renamed != change.new:
            yield change


def _changes(
    before: _Build, after: _Build, one: str, other: str, reports: Mapping[str, str]
) -> Iterator[Change]:
    of_occasion = list(_fields(before.said.get(one, {}), after.said.get(other, {}), CONTACTS))
    tellers = Change(TOLD_BY, before.tellers(one), after.tellers(other))
    yield from of_occasion
    if tellers.old != tellers.new:
        yield tellers
    for report in sorted(before.told[one]):
        match = reports.get(report)
        if match is None or after.occasion[match] != other:
            continue
        for change in _fields(before.said[report], after.said[match], CONTACTS):
            if change not in of_occasion:
                yield change._replace(article=before.article[report])


def _fields(old: Said, new: Said, traits: Traits) -> Iterator[Change]:
    for field in traits.fields:
        if old.get(field, ()) != new.get(field, ()):
            yield Change(field, old.get(field, ()), new.get(field, ()))


def _names(before: _Build, after: _Build, changed: Iterable[Sequence[Change]]) -> dict[str, str]:
    names: dict[str, str] = {}
    for changes in changed:
        for change in changes:
            for build, values in ((before, change.old), (after, change.new)):
                for iri in values:
                    if "://" in iri and iri not in names and (name := build.name(iri)):
                        names[iri] = name
    return names
