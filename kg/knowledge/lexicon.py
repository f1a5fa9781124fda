"""The lexicon: wordings of ``ontology/lexicons`` and of the register, compiled, with a gate for texts.

Both styles of Vietnamese tone marks (hòa, hoà) are among the wordings, so that the text itself is never rewritten.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

import ahocorasick_rs
import pyoxigraph as ox

from kg.article.spelling import by_syllable, sound
from kg.article.text import lower
from kg.errors import OntologyError
from kg.knowledge.gate import Gate, GateWord, gate_words
from kg.knowledge.register import Register
from kg.knowledge.tokenizing import Wordings, tree_of
from kg.knowledge.tokens import Branch, Entry, Lexeme
from kg.knowledge.wordlists import LIST_NAMES, ListName, WordLists
from kg.model import ActorType, Kind, Span, Status
from kg.ontology import Ontology, fingerprint, read_turtle, uncollected
from kg.vocab import CP, PREFIXES, compact

SKOS = PREFIXES["skos"]


TRAITS = frozenset(
    "abreast accepted acting after-object after-statement answered asking at-once buying by-organ by-person call "
    "carried chaired-by chairing copula counted distant existing fronted greeted joint-subject list-ends "
    "list-opens near near-wish no-setting nominal not-existing one-verb opening opening-clause pair-only "
    "people-only placeless plain received refused relative sent sought-by-first sought-by-second taken taken-up "
    "telephoned to-person told-by told-of topicless turned-down unpromoted unspoken whom worded".split()
)
"""What a frame can ask for or say besides its pattern; the head of ``lexicons/frames.ttl`` explains each."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """How parties stand around a contact word: a pattern over chunks (see ``lexicons/frames.ttl``).

    `traits` are what it asks for or says besides; `words_before` the words of which one stands right before an
    element of the pattern ("T", "A", "B"), or with which the match begins ("^").
    """

    id: str
    priority: int
    lexeme_classes: frozenset[str]
    valencies: frozenset[str]
    pattern: str
    traits: frozenset[str] = frozenset()
    words_before: tuple[tuple[str, frozenset[str]], ...] = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """A dated world event: a text that speaks of it as past or going on is later than its start."""

    id: str
    start: str
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """A seat or building by its wordings, and the city in which it stands."""

    id: str
    city: str
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words that help to tell names: family names that stand first, and particles inside names.

    `paired`: short names that states bear only beside another ("Mỹ - Triều"), with the state.
    """

    family: frozenset[str]
    particles: frozenset[str]
    paired: dict[str, str]


SOURCE_CLASSES = frozenset(
    "asserting according quoting unnamed anonymous document joint-document outlet press-source observer "
    "interview medium guarded-medium".split()
)
"""Classes of the words that say who says so. They are read only beside what a sentence reports."""


@dataclass(frozen=True, slots=True)
class Tables:
    """What is compiled from the Turtle files and cached."""

    entries: dict[str, tuple[Entry, ...]]
    tree: Branch
    gate: dict[str, GateWord]
    frames: tuple[Frame, ...]
    anchors: tuple[Anchor, ...]
    sites: tuple[Site, ...]
    surnames: dict[str, tuple[str, ...]]
    names: NameWords
    sources: dict[str, tuple[Entry, ...]]
    lists: dict[ListName, tuple[str, ...]]
    version: str


class Lexicon:
    """Finds lexemes in texts. Immutable; safe to share between threads."""

    def __init__(self, tables: Tables) -> None:
        self.frames = tables.frames
        self.anchors = tables.anchors
        self.sites = tables.sites
        self.surnames = tables.surnames
        self.names = tables.names
        self.lists = WordLists(tables.lists)
        self.version = tables.version
        self.wordings = Wordings(
            tables.entries, tables.tree, self.state_by_sound, self.lists.of, self.names.paired
        )
        self._foreign = [
            form
            for form, entries in tables.entries.items()
            if form.isascii() and form.isalpha() and any(e.cls in ("body", "metonym") for e in entries)
        ]
        self._sources = tables.sources
        self._sounds: dict[str, Lexeme] | None = None
        self._people_sounds: frozenset[str] = frozenset()
        self._by_sound: dict[str, Lexeme | None] = {}
        self._gate = Gate(tables.gate)

    def contact_words(self, lowered: str) -> list[int]:
        """Offsets of the contact words of a text in lower case that can tell of a contact: a cheap gate.

        None for a report of sport or show business.
        """
        return self._gate.contact_words(lowered)

    def source_words(self, text: str, lowered: str, span: Span) -> dict[int, tuple[int, tuple[Entry, ...]]]:
        """Words in `span` that say who says so: start → end and meanings, the longest at each place."""
        found: dict[int, tuple[int, tuple[Entry, ...]]] = {}
        position = span.start
        piece = lowered[span.start : span.end]
        matches = self._source_automaton.find_matches_as_indexes(piece, overlapping=True)
        for start, minus_end, number in sorted((s, -e, n) for n, s, e in matches):
            start, end = start + span.start, span.start - minus_end
            inside = start > 0 and lowered[start - 1].isalnum()
            if start < position or inside or lowered[end : end + 1].isalnum():
                continue
            kept = tuple(e for e in self._source_entries[number] if not e.cased or text[start].isupper())
            if kept:
                found[start] = end, kept
                position = end
        return found

    @cached_property
    def _source_entries(self) -> list[tuple[Entry, ...]]:
        return list(self._sources.values())

    @cached_property
    def _source_automaton(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(list(self._sources), matchkind=ahocorasick_rs.MatchKind.Standard)

    def state_by_sound(self, word: str) -> Lexeme | None:
        """The state or capital that a word spelt by syllable names: "Vê-nê-xu-ê-la"; None for any other word."""
        if word not in self._by_sound:
            self._by_sound[word] = self._likest(word) if by_syllable(word) else None
        return self._by_sound[word]

    def _likest(self, word: str) -> Lexeme | None:
        if self._sounds is None:
            named = ((form, self.wordings[form].as_name()) for form in self._foreign)
            self._sounds = {sound(form): lexeme for form, lexeme in named if lexeme is not None}
            self._people_sounds = frozenset(map(sound, self.surnames))
        if sound(word) in self._people_sounds:
            return None
        near = get_close_matches(sound(word), self._sounds, n=1, cutoff=_LIKE)
        return self._sounds[near[0]] if near else None


# How like a word spelt by syllable must sound to a state's name, from 0 to 1.
_LIKE = 0.82


@uncollected()
def load_lexicon(ontology: Ontology, register: Register) -> Lexicon:
    """The lexicon over the ontology's word lists and the register's names.

    Raises OntologyError for an entry without class or wording, a word list that no rule asks for, or a frame
    with an unknown pattern element.
    """
    sources = (*ontology.files("lexicons", ".ttl"), *ontology.files("register", ".ttl"))
    tables = ontology.compiled("lexicon", sources, lambda: compile_tables(ontology, register, sources))
    return Lexicon(tables)


def compile_tables(ontology: Ontology, register: Register, sources: Iterable[Path]) -> Tables:
    """Everything that the wordings and the frames need, from Turtle and register."""
    entries: dict[str, dict[Entry, None]] = defaultdict(dict)
    frames: list[Frame] = []
    anchors: list[Anchor] = []
    sites: list[Site] = []
    lists: dict[ListName, set[str]] = {name: set() for name in LIST_NAMES}
    for path in ontology.files("lexicons", ".ttl"):
        for subject, values in _subjects(path).items():
            types = values.get(PREFIXES["rdf"] + "type", [])
            if CP.WordList in types or subject.startswith(PREFIXES["word-list"]):
                lists[_list_name(subject, path)].update(_listed(subject, values, path))
            elif CP.Frame in types:
                frames.append(_frame(subject, values, path))
            elif CP.Anchor in types:
                anchors.append(_anchor(subject, values))
            elif CP.Site in types:
                sites.append(_site(subject, values, path))
            elif CP.Lexeme in types:
                for form, entry in _lexeme(subject, values, path):
                    meant = _named_states(entry, register, path) if entry.cls == "both-states" else entry
                    if meant is not None:
                        entries[form][meant] = None
    _none_empty(lists)
    for form, entry in _register_entries(register):
        entries[form][entry] = None
    for form, entry in _surname_entries(register, entries):
        entries[form][entry] = None
    sources_of_news = _source_entries(entries, register)
    paired = {
        form: meaning.key
        for form, found in entries.items()
        for meaning in found
        if meaning.cls == "paired-state"
    }
    _taken_out(entries, "paired-state")
    names = NameWords(_taken_out(entries, "family-name"), _taken_out(entries, "name-particle"), paired)
    variants: dict[str, dict[Entry, None]] = defaultdict(dict)
    for form, found in entries.items():
        for variant in tone_variants(form):
            variants[variant].update(found)
    meanings = {form: tuple(found) for form, found in sorted(variants.items())}
    return Tables(
        meanings,
        tree_of(meanings),
        gate_words(meanings),
        tuple(sorted(frames, key=lambda f: (f.priority, f.id))),
        tuple(sorted(anchors, key=lambda a: a.id)),
        tuple(sorted(sites, key=lambda s: s.id)),
        surnames(register),
        names,
        sources_of_news,
        {name: tuple(sorted(lists[name])) for name in sorted(lists)},
        fingerprint(list(sources)),
    )


def _taken_out(entries: dict[str, dict[Entry, None]], cls: str) -> frozenset[str]:
    """The wordings of a class that is looked up word by word: they leave the tree of wordings."""
    found = frozenset(form for form, meanings in entries.items() if any(e.cls == cls for e in meanings))
    for form in found:
        for entry in [e for e in entries[form] if e.cls == cls]:
            del entries[form][entry]
        if not entries[form]:
            del entries[form]
    return found


def _source_entries(
    entries: dict[str, dict[Entry, None]], register: Register
) -> dict[str, tuple[Entry, ...]]:
    """The wordings that say who says so, media of the register among them: they leave the automaton."""
    found: dict[str, dict[Entry, None]] = defaultdict(dict)
    for cls in sorted(SOURCE_CLASSES):
        for form in sorted(f for f, meanings in entries.items() if any(e.cls == cls for e in meanings)):
            found[form].update({e: None for e in entries[form] if e.cls == cls})
        _taken_out(entries, cls)
    for medium in register.media.values():
        for cls, forms in (("medium", medium.aliases), ("guarded-medium", medium.guarded)):
            for form in map(_form, forms):
                found[form][Entry(cls, medium.id, cased=True)] = None
    variants: dict[str, dict[Entry, None]] = defaultdict(dict)
    for form, meanings in found.items():
        for variant in tone_variants(form):
            variants[variant].update(meanings)
    return {form: tuple(meanings) for form, meanings in sorted(variants.items())}


def _subjects(path: Path) -> dict[str, dict[str, list[str]]]:
    subjects: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in read_turtle(path):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            subjects[quad.subject.value][quad.predicate.value].append(quad.object.value)
    return subjects


def _one(values: dict[str, list[str]], term: str) -> str | None:
    return next(iter(values.get(term, ())), None)


def _local(iri: str) -> str:
    return re.split(r"[/#]", iri)[-1]


def _lexeme(subject: str, values: dict[str, list[str]], path: Path) -> Iterator[tuple[str, Entry]]:
    classes = values.get(CP.lexemeClass, [])
    forms = values.get(SKOS + "prefLabel", []) + values.get(SKOS + "altLabel", [])
    if not classes or not forms:
        raise OntologyError(f"{path}: {subject} needs a cp:lexemeClass and a skos:prefLabel")
    kind, status = _one(values, CP.evokes), _one(values, CP.setsStatus)
    for cls in classes:
        entry = Entry(
            cls,
            _local(subject),
            cased=False,
            kind=Kind(_local(kind)) if kind else None,
            valency=_one(values, CP.valency),
            status=Status(_local(status)) if status else None,
            initiator=_one(values, CP.setsInitiator),
            weak=_one(values, CP.weak) == "true",
            followed=tuple(sorted(values.get(CP.followedBy, []))),
            classes=tuple(sorted(map(_local, values.get(CP.officeClass, values.get(CP.ofBody, []))))),
        )
        for form in forms:
            yield _form(form), entry
            if cls == "pair" and _TWO.search(form):
                yield _form(_TWO.sub("2", form)), entry


def _named_states(entry: Entry, register: Register, path: Path) -> Entry | None:
    """
    A wording for two states with their names instead of their ids, as which it is read.

    `None` where the register lacks one of them: a register of few states is as good as one of all.
    """
    if len(entry.classes) != 2:
        raise OntologyError(f"{path}: lexeme:{entry.key} needs the cp:ofBody of two states")
    states = [register.bodies.get(state) for state in entry.classes]
    names = tuple(state.name_vi for state in states if state is not None)
    return entry._replace(classes=names) if len(names) == len(entry.classes) else None


_TWO = re.compile(r"\bhai\b")  # of a pair; the press writes "2 bên" as well


def _frame(subject: str, values: dict[str, list[str]], path: Path) -> Frame:
    pattern, priority = _one(values, CP.pattern), _one(values, CP.priority)
    if pattern is None or priority is None:
        raise OntologyError(f"{path}: {subject} needs a cp:pattern and a cp:priority")
    traits = frozenset(values.get(CP.trait, []))
    if traits - TRAITS:
        raise OntologyError(f"{path}: {subject} has an unknown cp:trait {min(traits - TRAITS)!r}")
    before: dict[str, set[str]] = defaultdict(set)
    for said in values.get(CP.wordBefore, []):
        element, _, word = said.partition(" ")
        if element not in ("T", "A", "B", "^") or not word:
            raise OntologyError(
                f'{path}: {subject} has the cp:wordBefore {said!r}; write "T trong" or "^ nhân dịp"'
            )
        before[element].add(word)
    return Frame(
        _local(subject),
        int(priority),
        frozenset(values.get(CP.lexemeClass, [])),
        frozenset(values.get(CP.valency, [])),
        pattern,
        traits,
        tuple((element, frozenset(words)) for element, words in sorted(before.items())),
    )


def _anchor(subject: str, values: dict[str, list[str]]) -> Anchor:
    wordings = values.get(SKOS + "prefLabel", []) + values.get(SKOS + "altLabel", [])
    return Anchor(_local(subject), _one(values, CP.earliest) or "", tuple(sorted(map(_form, wordings))))


def _site(subject: str, values: dict[str, list[str]], path: Path) -> Site:
    city = _one(values, CP.city)
    if city is None:
        raise OntologyError(f"{path}: {subject} needs a cp:city")
    wordings = values.get(SKOS + "prefLabel", []) + values.get(SKOS + "altLabel", [])
    return Site(_local(subject), city, tuple(sorted({v for w in wordings for v in tone_variants(_form(w))})))


def _list_name(subject: str, path: Path) -> ListName:
    name = next((known for known in LIST_NAMES if subject == PREFIXES["word-list"] + known), None)
    if name is None:
        near = get_close_matches(_local(subject), sorted(LIST_NAMES), n=1)
        asked = f"; word-list:{near[0]} is one" if near else ""
        raise OntologyError(f"{path}: no rule asks for the word list {compact(subject)}{asked}")
    return name


def _listed(subject: str, values: dict[str, list[str]], path: Path) -> Iterator[str]:
    wordings = values.get(SKOS + "hiddenLabel", [])
    if not wordings:
        raise OntologyError(f"{path}: {compact(subject)} needs a skos:hiddenLabel for each of its wordings")
    for wording in wordings:
        yield from tone_variants(_form(wording))


def _none_empty(lists: Mapping[ListName, Collection[str]]) -> None:
    empty = sorted(name for name, listed in lists.items() if not listed)
    if empty:
        raise OntologyError(
            f"no file of lexicons says what stands in word-list:{empty[0]}; "
            "a file named wordlists.ttl replaces the shipped one: give yours another name"
        )


def _register_entries(register: Register) -> Iterator[tuple[str, Entry]]:
    for person in register.people.values():
        for alias in person.aliases:
            if " " in alias or "-" in alias:
                yield _form(alias), Entry("person", person.id, cased=True)
    for body in register.bodies.values():
        sort = () if body.type is ActorType.STATE else (body.type.value,)
        for alias in (body.name, *body.aliases):
            yield _form(alias), Entry("body", body.id, cased=True, classes=sort)
        for alias in body.metonyms:
            yield _form(alias), Entry("metonym", body.id, cased=True)
        if body.capital:
            yield _form(body.capital), Entry("metonym", body.id, cased=True)
    names = {
        body.id: sorted({_form(a) for a in (body.name, *body.aliases)}, key=len, reverse=True)
        for body in register.bodies.values()
    }
    for office in register.offices.values():
        for alias in {office.label_vi, *office.aliases}:
            form = _form(alias)
            yield form, Entry("office", office.id, classes=(office.office_class,), body=office.body)
            stem = next(
                (form[: -len(n)].strip() for n in names.get(office.body, ()) if form.endswith(" " + n)), ""
            )
            if " " in stem and not stem.endswith((" của", " tại", " ở", " nước")):
                yield stem, Entry("role", stem, classes=(office.office_class,))
    for channel in register.channels.values():
        for alias in channel.aliases:
            yield _form(alias), Entry("channel", channel.id)


def surnames(register: Register) -> dict[str, tuple[str, ...]]:
    """Last word (in lower case) of Western and first word of East Asian names → ids of the people who bear it."""
    found: dict[str, set[str]] = defaultdict(set)
    for person in register.people.values():
        if person.titled_only:
            continue
        for surname in person.surnames:
            if len(surname) > 2:
                found[_form(surname)].add(person.id)
    return {form: tuple(sorted(ids)) for form, ids in found.items()}


def _surname_entries(register: Register, taken: Iterable[str]) -> Iterator[tuple[str, Entry]]:
    known = set(taken)
    for form in surnames(register):
        if form not in known and len(form) > 3:
            yield form, Entry("surname", form, cased=True)


def _form(wording: str) -> str:
    return lower(unicodedata.normalize("NFC", wording))


_OLD = {
    "òa": "oà",
    "óa": "oá",
    "ỏa": "oả",
    "õa": "oã",
    "ọa": "oạ",
    "òe": "oè",
    "óe": "oé",
    "ỏe": "oẻ",
    "õe": "oẽ",
}
_OLD |= {"ọe": "oẹ", "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ"}
_NEW = {old: new for new, old in _OLD.items()}
_NEW_STYLE = re.compile(rf"(?:{'|'.join(_OLD)})(?!\w)")
_OLD_STYLE = re.compile("|".join(_NEW))


_I_AND_Y = dict(zip("sĩ mĩ kĩ lí kì kí tỉ hi vĩ".split(), "sỹ mỹ kỹ lý kỳ ký tỷ hy vỹ".split(), strict=True))
_WITH_I = re.compile(rf"\b(?:{'|'.join(_I_AND_Y)})\b")
_Y_AND_I = {y: i for i, y in _I_AND_Y.items()}
_WITH_Y = re.compile(rf"\b(?:{'|'.join(_Y_AND_I)})\b")


def tone_variants(form: str) -> set[str]:
    """A wording in both styles of tone marks (``hòa``, ``hoà``) and with i and y (``nghị sĩ``, ``nghị sỹ``)."""
    new = _OLD_STYLE.sub(lambda m: _NEW[m.group()], form)
    found = {form, new, *(_NEW_STYLE.sub(lambda m: _OLD[m.group()], each) for each in (form, new))}
    found |= {_WITH_I.sub(lambda m: _I_AND_Y[m.group()], f) for f in found}
    return found | {_WITH_Y.sub(lambda m: _Y_AND_I[m.group()], f) for f in found}
