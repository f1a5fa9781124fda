"""Going through the least certain items of a folder, asking about each, and writing the answers as judgements.

Four sorts of item, the least certain first: reports read with low confidence; reports that differ from the others
of their occasion; reports joined to an occasion, or kept from it, by a hair; people outside the register whose names
are alike. `walk` holds the conversation through three functions that it is given (`Talker`), and saves after each
answer, at once or not at all; what was judged is not asked again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg.article.archive import Archive
from kg.errors import CounterpartError
from kg.export.formats import replaced
from kg.graph.judgements import (
    NONE,
    OF_A_REPORT,
    OF_TWO,
    Judgement,
    csv_text,
    found,
    ordered,
    read,
    stated_date,
    turtle,
)
from kg.graph.occasions import Occasion, group
from kg.graph.outcomes import decided
from kg.graph.sightings import same_people, sightings
from kg.graph.testimony import Report, reports
from kg.graph.triples import described, node, plain
from kg.knowledge.provisional import Sighting, letters, same_name
from kg.model import Article, JudgementKind, Status
from kg.query.contacts import Contact, read_contacts
from kg.query.lookup import label_of
from kg.query.rows import printable
from kg.upkeep.collection import judgements_of
from kg.vocab import CP, PREFIXES, compact, expand

SORTS = ("report", "difference", "occasion", "actor")
"""What is asked about: reports of low confidence, differing reports, pairs of reports, pairs of actors."""
SURE = 0.75
"""From this confidence on, a report is not asked about."""
REASON = "read again in review"
"""The reason of an answer where none is given."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something to ask about: IRIs of one report, or of two reports or actors; `doubt` orders, highest first."""

    sort: str
    doubt: float
    about: str
    other: str | None
    why: str

    @property
    def order(self) -> tuple[object, ...]:
        """By doubt, then by IRI."""
        return -self.doubt, self.about, self.other or ""


class Talker(NamedTuple):
    """How to talk: show text, wait for one of some keys, ask for a line (empty: nothing given)."""

    say: Callable[[str], object]
    key: Callable[[str], str]
    line: Callable[[str], str]


# What to ask about


def items(dataset: ox.Store, judgements: Sequence[Judgement]) -> list[Item]:
    """Everything that is worth a look, the least certain first, whatever was judged already."""
    people = sightings(dataset)
    asked = decided(judgements, _reports(dataset))
    same = same_people(people, asked.together, asked.apart)
    occasions = group(reports(dataset, same), asked.reports)
    every = (*_unsure(dataset), *_differing(dataset), *_by_a_hair(occasions), *_alike(people, same))
    return sorted(every, key=lambda item: item.order)


def _reports(dataset: ox.Store) -> set[str]:
    return {
        plain(quad.subject) for quad in dataset.quads_for_pattern(None, node("rdf:type"), node(CP.Report))
    }


def _unsure(dataset: ox.Store) -> Iterator[Item]:
    for iri in _reports(dataset):
        for quad in dataset.quads_for_pattern(ox.NamedNode(iri), node(CP.confidence), None):
            confidence = float(plain(quad.object))
            if confidence < SURE:
                yield Item("report", 1 - confidence, iri, None, f"read with confidence {confidence:g}")


def _differing(dataset: ox.Store) -> Iterator[Item]:
    """The reports of an occasion whose value of a disputed field the fewest articles have."""
    fields: dict[tuple[str, str], list[tuple[int, str, list[str]]]] = defaultdict(list)
    for quad in dataset.quads_for_pattern(None, node(CP.reportedValue), None):
        said = described(dataset, plain(quad.object))
        name = compact(plain(said[CP.field][0])).partition(":")[2]
        if name in ("date", "status", "initiator"):
            told = sorted(map(plain, said.get(CP.saidIn, ())))
            value = ", ".join(_shown(dataset, plain(term)) for term in said.get(CP.value, ()))
            fields[plain(quad.subject), name].append((len(told), value, told))
    for (occasion, name), values in sorted(fields.items()):
        if len(values) < 2 or not _disputed(dataset, occasion, name, values):
            continue
        few, value, told = min(values)
        others = ", ".join(sorted({other for _, other, _ in values} - {value}))
        share = few / sum(count for count, _, _ in values)
        for iri in told:
            yield Item("difference", 0.6 - share / 10, iri, None, f"{name}: {value} here, {others} elsewhere")


def _disputed(
    dataset: ox.Store, occasion: str, name: str, values: Sequence[tuple[int, str, list[str]]]
) -> bool:
    """Whether values of a field cannot all be: a date within another can, and a plan that came true."""
    if name == "status":
        denied = dataset.quads_for_pattern(None, node(CP.status), node("status:denied"))
        denying = {plain(quad.subject) for quad in denied}
        return any(iri in denying for _, _, told in values for iri in told)
    said = described(dataset, occasion).get(CP.dateAgreement if name == "date" else CP.initiatorAgreement, ())
    return any(plain(term) == expand("agreement:disputed") for term in said)


def _shown(dataset: ox.Store, text: str) -> str:
    if "://" not in text:
        return text
    return label_of(dataset, ox.NamedNode(text)) or compact(text).partition(":")[2]


def _by_a_hair(occasions: Iterable[Occasion]) -> Iterator[Item]:
    """Reports that were joined on other grounds than the same parties and day, or that several occasions fit."""
    known = {report.iri: report for occasion in occasions for report in occasion.reports}
    for occasion in occasions:
        for link in occasion.links:
            if not _plainly_one(known[link.one], known[link.other]):
                one, other = sorted((link.one, link.other))
                yield Item("occasion", 0.45, one, other, f"taken for one occasion: {link.why}")
        for held in occasion.held:
            for iri in held.others[:2]:
                one, other = sorted((held.one, iri))
                yield Item("occasion", 0.5, one, other, f"kept apart: {held.why}")


def _plainly_one(one: Report, other: Report) -> bool:
    told_alike = bool(one.quote_words) and one.quote_words == other.quote_words
    return one.sides == other.sides and (told_alike or (one.day is not None and one.day == other.day))


def _alike(people: Sequence[Sighting], same: Mapping[str, str]) -> Iterator[Item]:
    """People outside the register who are not one although their names can be the same."""
    actor = PREFIXES["actor"]
    alike: dict[str, list[Sighting]] = defaultdict(list)
    for person in people:
        if actor + person.id not in same:
            for key in {letters(name) for name in person.names}:
                alike[key].append(person)
    pairs = {
        (one.id, other.id): (one, other) for block in alike.values() for one, other in combinations(block, 2)
    }
    for (first, second), (one, other) in sorted(pairs.items()):
        if any(same_name(a, b) for a in one.names for b in other.names):
            why = f"names alike: {_told_of(one)}; {_told_of(other)}"
            yield Item("actor", 0.4, actor + first, actor + second, why)


def _told_of(person: Sighting) -> str:
    said = [*sorted(person.roles), *sorted(person.states)]
    return f"{min(person.names)} ({', '.join(said) or 'no role told'})"


# What was judged


def settled(item: Item, judgements: Iterable[Judgement]) -> bool:
    """Whether a person has judged what an item asks about."""
    for judgement in judgements:
        if item.other is None and judgement.kind in OF_A_REPORT and found(judgement.about, [item.about]):
            return True
        if item.other is not None and judgement.kind in OF_TWO and judgement.other is not None:
            of_actors = judgement.kind.endswith("-actor")
            if of_actors is not (item.sort == "actor"):
                continue
            two = [item.about, item.other]
            meant = [iri if of_actors else found(iri, two) for iri in (judgement.about, judgement.other)]
            if set(meant) == set(two):
                return True
    return False


# The file


def load(path: Path) -> tuple[Judgement, ...]:
    """The judgements of a file, none where it does not exist. Raises JudgementError."""
    return read(path) if path.exists() else ()


def save(path: Path, judgements: Iterable[Judgement]) -> None:
    """Write a file of judgements (.csv, else Turtle), at once or not at all. Raises CounterpartError."""
    table = path.suffix.lower() == ".csv"
    text = csv_text(judgements) if table else turtle(judgements)
    with replaced(path) as stream:
        stream.write(text.encode("utf-8", "replace"))


# The conversation


@dataclass
class Review:
    """A walk through the items of a folder; `author` and `reason` go into every judgement."""

    dataset: ox.Store
    archive: Archive
    path: Path
    author: str
    reason: str = REASON
    sorts: Collection[str] = SORTS
    answered: list[Judgement] = field(default_factory=list)

    def walk(self, talker: Talker, limit: int | None = None) -> int:
        """Ask about items until none is left, `limit` are answered, or the person stops; how many were answered."""
        kept = list(load(self.path))
        elsewhere = list(judgements_of(self.archive.path.parent))
        queue = [item for item in items(self.dataset, [*elsewhere, *kept]) if item.sort in self.sorts]
        asked, at = list[Item](), 0
        while at < len(queue) and (limit is None or len(self.answered) < limit):
            item = queue[at]
            at += 1
            if settled(item, (*elsewhere, *kept)):
                continue
            left = sum(not settled(other, (*elsewhere, *kept)) for other in queue[at:])
            talker.say(self._shown(item, left))
            answer = self._answer(item, talker)
            if answer == "q":
                break
            if answer == "u" and asked:
                at = queue.index(asked.pop())
                kept.remove(self.answered.pop())
            elif isinstance(answer, Judgement):
                asked.append(item)
                kept.append(answer)
                self.answered.append(answer)
            else:
                at -= answer == "u"
                continue
            save(self.path, ordered(kept))
        return len(self.answered)

    def _answer(self, item: Item, talker: Talker) -> Judgement | str:
        """A judgement, or ``s`` (later), ``u`` (take back the last), ``q`` (stop)."""
        while True:
            keys = _KEYS_OF_TWO if item.other is not None else _KEYS
            talker.say("  ".join(f"[{key}] {what}" for key, what in keys.items()))
            key = talker.key("".join(keys))
            if key in "suq":
                return key
            judgement = self._judgement(item, key, talker)
            if judgement is not None:
                return judgement

    def _judgement(self, item: Item, key: str, talker: Talker) -> Judgement | None:
        if item.other is not None:
            kind = f"{'same' if key == 'y' else 'different'}-{item.sort}"
            return Judgement(JudgementKind(kind), item.about, self.author, self.reason, item.other)
        quote = self._quote(item.about)
        if key in "yn":
            plain_kind = JudgementKind.RIGHT_EVENT if key == "y" else JudgementKind.WRONG_EVENT
            return Judgement(plain_kind, item.about, self.author, self.reason, quote=quote)
        status = initiator = date = None
        if key == "t":
            talker.say("  ".join(f"[{code}] {what}" for code, what in _STATUSES.items()))
            chosen = talker.key("".join(_STATUSES))
            status = Status(_STATUSES[chosen])
        elif key == "i":
            initiator = self._initiator(item.about, talker)
        else:
            date = talker.line("date, as 2024-07-12, 2024-07, 2024-07-01/2024-07-10 or none: ").strip()
            try:
                stated_date(date, "")
            except ValueError:
                talker.say(f"{date!r} is no such date")
                return None
        reason = " ".join(talker.line(f"why (empty: {self.reason}): ").split()) or self.reason
        wrong = JudgementKind({"t": "wrong-status", "i": "wrong-initiator", "d": "wrong-date"}[key])
        return Judgement(
            wrong, item.about, self.author, reason, status=status, initiator=initiator, date=date, quote=quote
        )

    def _initiator(self, report: str, talker: Talker) -> str:
        quads = self.dataset.quads_for_pattern(ox.NamedNode(report), node(CP.hasParticipant), None)
        actors = sorted({plain(quad.object) for quad in quads})[:9]
        talker.say(
            "  ".join(f"[{n}] {_shown(self.dataset, iri)}" for n, iri in enumerate(actors, 1))
            + "  [0] nobody"
        )
        chosen = int(talker.key("0123456789"[: len(actors) + 1]))
        return actors[chosen - 1].removeprefix(PREFIXES["actor"]) if chosen else NONE

    # Showing

    def _shown(self, item: Item, left: int) -> str:
        lines = ["", f"— {item.why} ({left:,} more)"]
        if item.sort == "actor":
            lines += [line for iri in (item.about, item.other or "") for line in self._person(iri)]
            return "\n".join(lines)
        told = read_contacts(self.dataset, [iri for iri in (item.about, item.other) if iri])
        for contact in sorted(told, key=lambda contact: contact.id):
            lines += ["", _headline(contact), self._paragraph(expand(contact.id), contact)]
        return "\n".join(lines)

    def _paragraph(self, report: str, contact: Contact) -> str:
        """The paragraph of a report's sentence, which is marked »so«; the sentence alone where there is no text."""
        evidence = described(self.dataset, report).get(CP.evidence, ())
        said = described(self.dataset, plain(evidence[0])) if evidence else {}
        article = self._article(expand(contact.source.id))
        if article is None or CP.start not in said:
            return f"»{printable(contact.quote)}«"
        start, end = (int(plain(said[name][0])) for name in (CP.start, CP.end))
        first = article.text.rfind("\n", 0, start) + 1
        last = article.text.find("\n", end)
        parts = (
            article.text[first:start],
            article.text[start:end],
            article.text[end : last if last >= 0 else None],
        )
        return printable("{}»{}«{}".format(*parts))

    def _article(self, iri: str) -> Article | None:
        for quad in self.dataset.quads_for_pattern(ox.NamedNode(iri), node("schema:identifier"), None):
            article = (
                self.archive.article(plain(quad.object)) if self.archive.holds(plain(quad.object)) else None
            )
            if isinstance(article, Article):
                return article
        return None

    def _quote(self, report: str) -> str | None:
        for evidence in described(self.dataset, report).get(CP.evidence, ()):
            for quote in described(self.dataset, plain(evidence)).get(CP.quote, ()):
                return plain(quote)
        return None

    def _person(self, iri: str) -> list[str]:
        quotes = (
            plain(quote)
            for evidence in described(self.dataset, iri).get(CP.evidence, ())
            for quote in described(self.dataset, plain(evidence)).get(CP.quote, ())
        )
        return ["", compact(iri), *(f"  »{printable(quote)}«" for quote in sorted(quotes)[:3])]


_STATUSES = {"o": "occurred", "p": "planned", "r": "proposed", "d": "denied"}
_LEAVE = {"s": "later", "u": "back", "q": "stop"}
_KEYS = {"y": "right", "n": "no such contact", "t": "status", "d": "date", "i": "initiator", **_LEAVE}
_KEYS_OF_TWO = {"y": "the same", "n": "two", **_LEAVE}


def _headline(contact: Contact) -> str:
    names = " – ".join(party.actor.name for party in contact.parties)
    sought = contact.initiator_name or "not stated"
    source = ", ".join(
        filter(None, (contact.source.headline or contact.source.id, str(contact.source.published or "")))
    )
    lines = [
        f"{contact.edtf or 'undated'}  {contact.kind} ({contact.status})  {names}  [initiator: {sought}]",
        f"{source}  {contact.id}",
    ]
    return "\n".join(map(printable, lines))


def terminal_key(getchar: Callable[[], str], echo: Callable[[str], object]) -> Callable[[str], str]:
    """A function that waits for one of some keys, whatever else is pressed; the end of input stops (``q``)."""

    def key(allowed: str) -> str:
        while True:
            try:
                pressed = getchar()
            except EOFError:
                return _stop(allowed)
            if pressed in ("\x04", ""):
                return _stop(allowed)
            if pressed.lower() in allowed and pressed.strip():
                echo(pressed.lower())
                return pressed.lower()

    return key


def _stop(allowed: str) -> str:
    if "q" in allowed:
        return "q"
    raise CounterpartError("the input ended in the middle of an answer; what was answered before is kept")
