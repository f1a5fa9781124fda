"""The files of the register, read strictly: what each subject may carry, what may stand once, what must be there.

A subject may be described in more than one file, so that a user's own file can add a name to an actor of the shipped
register; what may have one value only may still have one only over all files.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.knowledge.surnames import surnames
from kg.model import ActorType, ChannelType
from kg.ontology import read_turtle
from kg.vocab import CP, PREFIXES, compact, slug

# What is cached is plain rows, because frozen records are several times slower to unpickle.

Row = tuple[Any, ...]
Rows = tuple[tuple[Row, ...], ...]


def date_bounds(text: str) -> tuple[dt.date, dt.date]:
    """First and last day that a date written YYYY, YYYY-MM or YYYY-MM-DD can mean. Raises ValueError."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        raise ValueError(f"{text!r} is not a date")
    year, *finer = map(int, text.split("-"))
    first = dt.date(year, *[*finer, 1, 1][:2])
    if len(finer) == 2:
        return first, first
    month = finer[0] if finer else 12
    return first, dt.date(year, month, calendar.monthrange(year, month)[1])


_TYPE = PREFIXES["rdf"] + "type"
_LABEL = PREFIXES["rdfs"] + "label"
_PREFERRED = PREFIXES["skos"] + "prefLabel"
_OTHER = PREFIXES["skos"] + "altLabel"
_HIDDEN = PREFIXES["skos"] + "hiddenLabel"
_SAME = PREFIXES["owl"] + "sameAs"

# By class: the namespace of the subject, and the properties of our own vocabulary that it may carry.
_BODY = {CP.metonym, CP.demonym, CP.capital, CP.memberOf, CP.ofBody, CP.source}
_CLASSES: dict[str, tuple[str, set[str]]] = {
    CP.Person: ("actor", {CP.citizenOf, CP.gender, CP.surname, CP.memberOf, CP.source}),
    CP.State: ("actor", _BODY | {CP.iso2, CP.iso3, CP.cowCode, CP.ledBy}),
    CP.Organization: ("actor", _BODY),
    CP.Office: ("office", {CP.officeClass, CP.ofBody, CP.severalHolders, CP.source}),
    CP.Tenure: ("tenure", {CP.heldBy, CP.office, CP.tenureStart, CP.tenureEnd, CP.source}),
    CP.Medium: ("medium", {CP.ofBody, CP.source}),
    CP.Channel: (
        "channel",
        {CP.channelType, CP.endpoint, CP.opened, CP.closed, CP.purpose, CP.source},
    ),
}
REGISTERED = tuple(_CLASSES)
"""Classes of what the register holds."""
_DATE_TYPES = {
    PREFIXES["xsd"] + name: length for name, length in (("gYear", 4), ("gYearMonth", 7), ("date", 10))
}


@dataclass(frozen=True, slots=True)
class _Entry:
    """All that the files say of one subject, with the means to read it strictly."""

    iri: str
    files: tuple[Path, ...]
    values: Mapping[str, Sequence[ox.Literal | ox.NamedNode]]

    @property
    def id(self) -> str:
        return compact(self.iri).partition(":")[2]

    def fail(self, problem: str, *words: str) -> NoReturn:
        """Raise with the place of the last of `words`, each sought after the one before it."""
        path, line = _locate(self, words)
        raise OntologyError(f"{path}:{line}: {compact(self.iri)}: {problem}")

    def texts(self, name: str, language: str | None = None) -> tuple[str, ...]:
        """Literals of a property, sorted; of one language where given ("" for those without)."""
        found = set()
        for value in self.values.get(name, ()):
            if not isinstance(value, ox.Literal):
                self.fail(
                    f"{compact(name)} takes a text, not {compact(value.value)}",
                    compact(name),
                    compact(value.value),
                )
            if language is None or (value.language or "") == language:
                found.add(value.value)
        return tuple(sorted(found))

    def optional(self, name: str, language: str | None = None) -> str | None:
        found = self.texts(name, language)
        if len(found) > 1:
            of = {None: "", "": " without a language"}.get(language, f" in {language}")
            self.fail(
                f"has {len(found)} {compact(name)}{of}: {', '.join(found)}; keep one", compact(name), found[1]
            )
        return found[0] if found else None

    def text(self, name: str, language: str | None = None) -> str:
        found = self.optional(name, language)
        if found is None:
            self.fail(f"has no {compact(name)}" + (f" in {language}" if language else ""))
        return found

    def references(self, name: str, prefix: str) -> tuple[str, ...]:
        """Ids of the things that a property points to, sorted; all must be in the namespace of `prefix`."""
        found = set()
        for value in self.values.get(name, ()):
            if not isinstance(value, ox.NamedNode) or not value.value.startswith(PREFIXES[prefix]):
                self.fail(
                    f"{compact(name)} takes an IRI {prefix}:…, not {_shown(value)}",
                    compact(name),
                    _shown(value),
                )
            found.add(value.value[len(PREFIXES[prefix]) :])
        return tuple(sorted(found))

    def reference(self, name: str, prefix: str) -> str | None:
        found = self.references(name, prefix)
        if len(found) > 1:
            self.fail(
                f"has {len(found)} {compact(name)}: {', '.join(found)}; keep one", compact(name), found[1]
            )
        return found[0] if found else None

    def needed(self, name: str, prefix: str) -> str:
        found = self.reference(name, prefix)
        if found is None:
            self.fail(f"has no {compact(name)}")
        return found

    def date(self, name: str) -> tuple[str, dt.date, dt.date] | None:
        """A date as written, with its bounds; the datatype must fit the precision."""
        found = self.optional(name)
        if found is None:
            return None
        literal = next(v for v in self.values[name] if isinstance(v, ox.Literal))
        if _DATE_TYPES.get(literal.datatype.value) == len(found):
            with suppress(ValueError):
                return found, *date_bounds(found)
        ways = '"2024-05-14"^^xsd:date, "2024-05"^^xsd:gYearMonth or "2024"^^xsd:gYear'
        return self.fail(
            f'{compact(name)} "{found}" is no such date; write it like {ways}', compact(name), found
        )


def _shown(value: ox.Literal | ox.NamedNode) -> str:
    return compact(value.value) if isinstance(value, ox.NamedNode) else f'"{value.value}"'


def _locate(entry: _Entry, words: Sequence[str]) -> tuple[Path, int]:
    """File and line of the last of `words` among the statements on a subject, else of the subject."""
    subject = re.compile(rf"^(?:{re.escape(compact(entry.iri))}|<{re.escape(entry.iri)}>)\s", re.M)
    place = entry.files[0], 1
    for path in reversed(entry.files):
        text = path.read_text(encoding="utf-8")
        for match in subject.finditer(text):
            end = re.compile(r"\.\s*$", re.M).search(text, match.end())
            at = match.end()
            for word in words:
                at = text.find(word, at, end.end() if end else None)
                if at < 0:
                    break
            place = path, text.count("\n", 0, at if words and at >= 0 else match.start()) + 1
            if at >= 0:
                return place
    return place


def compiled(files: Iterable[Path]) -> Rows:
    """People, offices, tenures, bodies, channels and media. Raises OntologyError with file and line."""
    entries = _entries(files)
    bodies = _bodies(entries)
    people = _people(entries)
    offices = _offices(entries)
    tenures, channels, media = _tenures(entries), _channels(entries), _media(entries)
    _no_dangling(entries)
    _no_shared_names(entries, people, offices, bodies, channels, media)
    return people, offices, tenures, bodies, channels, media


def _entries(files: Iterable[Path]) -> dict[str, list[_Entry]]:
    """Subjects by class, in order of IRI."""
    values: dict[str, dict[str, list[ox.Literal | ox.NamedNode]]] = defaultdict(lambda: defaultdict(list))
    places: dict[str, dict[Path, None]] = defaultdict(dict)
    for path in files:
        for quad in read_turtle(path):
            subject, value = quad.subject, quad.object
            if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.Literal | ox.NamedNode):
                place = f"{path}:{_blank_line(path)}"
                raise OntologyError(f"{place}: the register has no blank nodes ([] or lists); give a name")
            values[subject.value][quad.predicate.value].append(value)
            places[subject.value][path] = None
    found: dict[str, list[_Entry]] = {name: [] for name in _CLASSES}
    for iri in sorted(values):
        entry = _Entry(iri, tuple(places[iri]), values[iri])
        found[_class_of(entry)].append(entry)
    return found


def _blank_line(path: Path) -> int:
    """Line of the first bracket or blank label outside strings, IRIs and comments."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if re.search(r"[\[(]|_:", re.sub(r'"(?:\\.|[^"\\])*"|<[^>]*>|#.*', "", line)):
            return number
    return 1


def _class_of(entry: _Entry) -> str:
    classes = sorted({value.value for value in entry.values.get(_TYPE, ()) if value.value in _CLASSES})
    if len(classes) != 1:
        listed = " and ".join(map(compact, classes)) or "none"
        entry.fail(f"must have one type among {', '.join(map(compact, _CLASSES))}, has {listed}")
    prefix, own = _CLASSES[classes[0]]
    if not entry.iri.startswith(PREFIXES[prefix]):
        entry.fail(f"a {compact(classes[0])} is named {prefix}:…")
    for name in entry.values:
        if name.startswith(CP.base) and name not in own:
            entry.fail(f"{compact(name)} is no property of a {compact(classes[0])}", compact(name))
    return classes[0]


def _unique(*names: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _wikidata(entry: _Entry) -> str | None:
    return entry.reference(_SAME, "wd")


def _people(entries: Mapping[str, Sequence[_Entry]]) -> tuple[Row, ...]:
    rows = []
    for entry in entries[CP.Person]:
        name, vi, en = (
            entry.text(_LABEL, ""),
            entry.optional(_PREFERRED, "vi"),
            entry.optional(_PREFERRED, "en"),
        )
        titled = entry.texts(_HIDDEN)
        aliases = titled or _unique(name, vi, en, *entry.texts(_OTHER))
        body = entry.reference(CP.citizenOf, "actor")
        gender = entry.optional(CP.gender)
        short = entry.texts(CP.surname) or surnames(_unique(name, vi, en, *entry.texts(_OTHER)), body)
        rows.append((entry.id, name, vi, en, aliases, body, gender, _wikidata(entry), bool(titled), short))
    return tuple(rows)


def _bodies(entries: Mapping[str, Sequence[_Entry]]) -> tuple[Row, ...]:
    rows = []
    for entry in sorted([*entries[CP.State], *entries[CP.Organization]], key=lambda e: e.iri):
        state = entry in entries[CP.State]
        name, vi, en = entry.text(_LABEL, ""), entry.text(_PREFERRED, "vi"), entry.text(_PREFERRED, "en")
        cow = entry.optional(CP.cowCode)
        if cow is not None and not cow.isdecimal():
            entry.fail(f"cp:cowCode takes a number, not {cow}", "cp:cowCode", cow)
        rows.append(
            (
                entry.id,
                name,
                ActorType.STATE if state else ActorType.ORGANIZATION,
                vi,
                en,
                _unique(name, vi, en, *entry.texts(_OTHER)),
                entry.texts(CP.metonym),
                entry.optional(CP.demonym, "en"),
                entry.optional(CP.capital),
                entry.optional(CP.iso2),
                entry.optional(CP.iso3),
                int(cow) if cow else None,
                entry.reference(CP.ofBody, "actor"),
                entry.reference(CP.ledBy, "class"),
            )
        )
    return tuple(rows)


def _offices(entries: Mapping[str, Sequence[_Entry]]) -> tuple[Row, ...]:
    rows = []
    for entry in entries[CP.Office]:
        vi, en = entry.text(_LABEL, "vi"), entry.text(_LABEL, "en")
        office_class, body = entry.needed(CP.officeClass, "class"), entry.needed(CP.ofBody, "actor")
        aliases = _unique(vi, *entry.texts(_OTHER, "vi"))
        shared = entry.optional(CP.severalHolders)
        if shared not in (None, "true", "false"):
            entry.fail(f"cp:severalHolders is true or false, not {shared}", "cp:severalHolders", str(shared))
        rows.append((entry.id, office_class, body, vi, en, aliases, _wikidata(entry), shared == "true"))
    return tuple(rows)


def _tenures(entries: Mapping[str, Sequence[_Entry]]) -> tuple[Row, ...]:
    rows = []
    for entry in entries[CP.Tenure]:
        start, end = entry.date(CP.tenureStart), entry.date(CP.tenureEnd)
        if start is None:
            entry.fail("has no cp:tenureStart")
        if end is not None and end[2] < start[1]:
            entry.fail(f"ends ({end[0]}) before it starts ({start[0]})", "cp:tenureEnd", end[0])
        person, office = entry.needed(CP.heldBy, "actor"), entry.needed(CP.office, "office")
        first, last = start[1:], end[1:] if end else (None, None)
        source = entry.text(CP.source)
        rows.append((entry.id, person, office, start[0], end[0] if end else None, *first, *last, source))
    return tuple(rows)


def _channels(entries: Mapping[str, Sequence[_Entry]]) -> tuple[Row, ...]:
    rows = []
    for entry in entries[CP.Channel]:
        kind = entry.needed(CP.channelType, "channel-type")
        if kind not in set(ChannelType):
            entry.fail(f"channel-type:{kind} is none of {', '.join(ChannelType)}", "cp:channelType", kind)
        endpoints = entry.references(CP.endpoint, "actor")
        if len(endpoints) < 2:
            entry.fail("needs two or more cp:endpoint")
        vi, en = entry.text(_LABEL, "vi"), entry.text(_LABEL, "en")
        opened, closed = entry.date(CP.opened), entry.date(CP.closed)
        rows.append(
            (
                entry.id,
                vi,
                en,
                _unique(vi, *entry.texts(_OTHER)),
                ChannelType(kind),
                endpoints,
                opened[1] if opened else None,
                closed[2] if closed else None,
                entry.optional(CP.purpose, "vi"),
                entry.optional(CP.purpose, "en"),
                entry.text(CP.source),
            )
        )
    return tuple(rows)


def _media(entries: Mapping[str, Sequence[_Entry]]) -> tuple[Row, ...]:
    rows = []
    for entry in entries[CP.Medium]:
        name, guarded = entry.text(_LABEL, ""), entry.texts(_HIDDEN)
        names = _unique(name, *entry.texts(_PREFERRED), *entry.texts(_OTHER))
        aliases = tuple(n for n in names if n not in guarded)
        rows.append((entry.id, name, aliases, guarded, entry.reference(CP.ofBody, "actor")))
    return tuple(rows)


def _no_dangling(entries: Mapping[str, Sequence[_Entry]]) -> None:
    """Every actor or office that is pointed to is described, and is of the right sort."""
    known = {entry.iri for by_class in entries.values() for entry in by_class}
    people = {entry.iri for entry in entries[CP.Person]}
    bodies = {entry.iri for name in (CP.State, CP.Organization) for entry in entries[name]}
    offices = {entry.iri for entry in entries[CP.Office]}
    targets = dict.fromkeys(
        (CP.citizenOf, CP.ofBody, CP.endpoint, CP.memberOf), (bodies, "state or organisation")
    )
    targets |= {CP.heldBy: (people, "person"), CP.office: (offices, "office")}
    for entry in (entry for by_class in entries.values() for entry in by_class):
        for name, (allowed, sort) in targets.items():
            for value in entry.values.get(name, ()):
                if value.value not in allowed:
                    why = f"which is no {sort}" if value.value in known else "which no file describes"
                    entry.fail(
                        f"{compact(name)} points to {compact(value.value)}, {why}",
                        compact(name),
                        compact(value.value),
                    )


def _no_shared_names(
    entries: Mapping[str, Sequence[_Entry]],
    people: Iterable[Row],
    offices: Iterable[Row],
    bodies: Iterable[Row],
    channels: Iterable[Row],
    media: Iterable[Row],
) -> None:
    """No wording belongs to two people, offices, bodies, channels or media.

    Namesakes may share the displayed name; their ids then say more than the name ("andris-berzins-lv-1944").
    """
    by_curie = {compact(entry.iri): entry for by_class in entries.values() for entry in by_class}
    wordings = (
        ("actor", [(row[0], row[4], row[1]) for row in people]),
        ("office", [(row[0], row[5], None) for row in offices]),
        ("actor", [(row[0], row[5] + row[6], None) for row in bodies]),
        ("channel", [(row[0], row[3], None) for row in channels]),
        ("medium", [(row[0], row[2] + row[3], None) for row in media]),
    )
    for prefix, rows in wordings:
        owners: dict[str, tuple[str, str | None]] = {}
        for id_, forms, name in rows:
            for form in forms:
                owner, owner_name = owners.setdefault(form, (id_, name))
                distinct = all(i.startswith(slug(form) + "-") for i in (id_, owner))
                if owner != id_ and not (form == name == owner_name and distinct):
                    by_curie[f"{prefix}:{id_}"].fail(f'"{form}" also belongs to {prefix}:{owner}', form)
