"""The gate: one pass over a text that tells where in it, if anywhere, a contact can be told. Most news ends here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

import ahocorasick_rs

from kg.knowledge.tokenizing import FUNCTION, OFFICIAL
from kg.knowledge.tokens import Entry

_CONTACT = ("verb", "noun")
_NO_GATE = ("goal", "sign")  # valencies of words that are too common to open the gate
_SPORT_LIMIT = 4  # signs of sport for each contact word, beyond which a text is about sport
_NEXT = re.compile(r" ([^\W_]+)")


class GateWord(NamedTuple):
    """What a wording means to the gate.

    `contact`: it tells of a contact; `sport`: it is a sign of sport; `cover`: it is only there to hide the contact
    words in it. `next`: the wordings that must follow a contact word, by their first word; None where anything can.
    """

    contact: bool = False
    sport: bool = False
    cover: bool = False
    next: Mapping[str, tuple[str, ...]] | None = None


class Gate:
    """Finds the contact words of texts in lower case. Immutable; safe to share between threads."""

    def __init__(self, words: Mapping[str, GateWord]) -> None:
        self._words = list(words.values())
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(words),
            matchkind=ahocorasick_rs.MatchKind.Standard,
            implementation=ahocorasick_rs.Implementation.DFA,  # every text passes here: time before memory
        )

    def contact_words(self, lowered: str) -> list[int]:
        """Offsets of the contact words that no longer word hides; none for a report of sport or show business."""
        matches = self._automaton.find_matches_as_indexes(lowered, overlapping=True)
        bounded = [
            (start, -end, number)
            for number, start, end in matches
            if not (start and lowered[start - 1].isalnum()) and not lowered[end : end + 1].isalnum()
        ]
        bounded.sort()
        contacts: list[int] = []
        seen = sports = position = covered = 0
        for start, minus_end, number in bounded:
            word = self._words[number]
            if word.cover:
                if start >= covered and "-" not in (
                    lowered[start - 1 : start],
                    lowered[-minus_end : 1 - minus_end],
                ):
                    covered = -minus_end
            elif start >= position:
                position = -minus_end
                seen += word.contact
                sports += word.sport
                if word.contact and start >= covered and _goes_on(lowered, position, word.next):
                    contacts.append(start)
        return contacts if sports <= _SPORT_LIMIT * min(seen, 2) else []


def gate_words(entries: Mapping[str, tuple[Entry, ...]]) -> dict[str, GateWord]:
    """The wordings for which the gate looks, out of those of the lexicon."""
    of_class = _wordings_of_class(entries)

    @cache  # of the same classes the same wordings, kept once
    def of_classes(classes: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
        return _by_first_word({form for cls in classes for form in of_class.get(cls, ())})

    words = {
        form: _word(meanings, of_classes)
        for form, meanings in entries.items()
        if any(e.cls in (*_CONTACT, "decoy", "sport") for e in meanings)
    }
    # A single word that neither tells nor is a sign of anything hides no other: it would only be found in vain.
    words = {form: word for form, word in words.items() if word.contact or word.sport or not form.isalnum()}
    contacts = [form for form, word in words.items() if word.contact]
    words |= {form: GateWord(contact=True) for form in _met_officials(entries, words)}
    return words | {form: GateWord(cover=True) for form in _covers(entries, contacts) if form not in words}


def _met_officials(entries: Mapping[str, tuple[Entry, ...]], words: Mapping[str, GateWord]) -> Iterator[str]:
    """Contact words with an office behind them of which another wording takes the first word: "tiếp thị | trưởng"."""
    offices = _by_first_word(f for f, meanings in entries.items() if any(e.cls in OFFICIAL for e in meanings))
    for form, meanings in entries.items():
        verb, _, last = form.rpartition(" ")
        if verb in words and words[verb].contact and all(e.cls == "decoy" for e in meanings):
            yield from (f"{verb} {office}" for office in offices.get(last, ()) if office != last)


def _word(
    meanings: Iterable[Entry], of_classes: Callable[[frozenset[str]], Mapping[str, tuple[str, ...]]]
) -> GateWord:
    opening = any(e.cls in _CONTACT and e.valency not in _NO_GATE for e in meanings)
    following = {e.followed for e in meanings if e.cls in _CONTACT}
    certain = opening and () not in following
    return GateWord(
        opening,
        any(e.cls == "sport" for e in meanings),
        next=of_classes(frozenset().union(*following)) if certain else None,
    )


def _goes_on(lowered: str, end: int, wordings: Mapping[str, tuple[str, ...]] | None) -> bool:
    """Whether one of some wordings follows at `end`; None stands for any."""
    if wordings is None:
        return True
    found = _NEXT.match(lowered, end)
    return found is not None and lowered.startswith(wordings.get(found.group(1), ()), found.start(1))


def _wordings_of_class(entries: Mapping[str, tuple[Entry, ...]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for form, meanings in entries.items():
        for cls in dict.fromkeys(entry.cls for entry in meanings):
            found.setdefault(cls, []).append(form)
    return found


def _by_first_word(wordings: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for form in sorted(wordings):
        opening = _NEXT.match(" " + form)
        found.setdefault(opening.group(1) if opening else "", []).append(form)
    return {word: tuple(forms) for word, forms in found.items()}


def _covers(entries: Mapping[str, tuple[Entry, ...]], contacts: Iterable[str]) -> Iterator[str]:
    """Longer wordings that hide a contact word in them wherever they stand: "bí thư", "thư ký" of "thư".

    That is certain only where such a wording means something in any case, and where no other wording can end inside
    it, before the contact word, and so be found in its place.
    """
    words = {form: tuple(form.split(" ")) for form in entries}
    endings = {w[i:] for w in words.values() for i in range(1, len(w))}
    hidden = {words[form] for form in contacts}
    longest = max(map(len, hidden), default=0)
    for form, whole in words.items():
        if not form.replace(" ", "").isalnum() or all(e.cased or e.cls in FUNCTION for e in entries[form]):
            continue
        for i in range(len(whole)):
            if any(whole[:j] in endings for j in range(1, i + 1)):
                break
            if any(whole[i:j] in hidden and j - i < len(whole) for j in range(i + 1, i + longest + 1)):
                yield form
                break
