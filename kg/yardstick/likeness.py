"""When a name, a date or a sentence that was found is the annotated one."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from kg.article.text import without_marks
from kg.model import ActorType
from kg.yardstick.annotation import Party, bounds

# The words of the yardstick are its own: were they read from ontology/, a change of the rules would move it.
_ADDRESS = re.compile(r"(?:ông|bà|ngài|đồng chí|tướng|mr\.?|ms\.?)\s+", re.IGNORECASE)
_OFFICES = frozenset(
    "president minister secretary chancellor premier king queen prince leader chairman director ambassador "
    "general adviser advisor envoy speaker commander chief counterpart".split()
)
_WEEK, _QUARTER = dt.timedelta(days=7), dt.timedelta(days=92)


@lru_cache(maxsize=1 << 16)
def words(text: str) -> tuple[str, ...]:
    """The words of a name in lower case and without diacritics, a form of address before it left out."""
    plain = without_marks(_ADDRESS.sub("", unicodedata.normalize("NFC", text).strip(), count=1))
    return tuple(re.findall(r"[a-z0-9]+", plain)) or tuple(plain.split())


def is_party(said: str, party: Party) -> bool:
    """Whether `said` means the participant: by name or alias, as a person by a part of a name also.

    An organisation or a group may be called by more words than an alias has; a state may not.
    """
    if not said:
        return False
    known = [words(name) for name in (party.name, *party.aliases)]
    if words(said) in known:
        return True
    if party.type is ActorType.PERSON:
        return names_person(said, party)
    if party.type is ActorType.STATE:
        return False
    return any(len(name) > 1 and set(name) <= set(words(said)) for name in known)


def names_person(said: str, party: Party) -> bool:
    """Whether `said` calls a person by name, not by office or wording alone."""
    return any(words(said) == words(name) or _is_name(said, name) for name in _names(party))


def _names(party: Party) -> list[str]:
    """Name and aliases that are names: with a word of the name, or capitalised throughout and no office."""
    own = set(words(party.name))
    capitals = [a for a in party.aliases if all(part[:1].isupper() for part in a.split())]
    names = [
        a for a in party.aliases if own & set(words(a)) or (a in capitals and not _OFFICES & set(words(a)))
    ]
    return [party.name, *names]


def _is_name(said: str, name: str) -> bool:
    """`said` is the name, the full name behind a title, or a short form of it that begins with a capital."""
    given, full = words(said), words(name)
    if not given or not full:
        return False
    if given == full or (len(given) > len(full) > 1 and given[-len(full) :] == full):
        return True
    bare = _ADDRESS.sub("", said.strip(), count=1)
    return bare[:1].isupper() and len(given) < len(full) and given[-1] == full[-1] and set(given) <= set(full)


def pairs(found: Sequence[str], wanted: Sequence[Party]) -> list[tuple[str, Party]]:
    """Names found with the participants they mean, each once."""
    left, met = list(found), []
    for party in wanted:
        said = next((name for name in left if is_party(name, party)), None)
        if said is not None:
            left.remove(said)
            met.append((said, party))
    return met


def date_agrees(found: str | None, gold: str | None) -> bool:
    """Whether a date lies inside the annotated one, or around it within a week.

    Where none is annotated, none is right, and so is a span too wide to claim anything (over a quarter).
    """
    wanted, given = bounds(gold), bounds(found)
    if wanted is None:
        return given is None or given[1] - given[0] > _QUARTER
    if given is None:
        return False
    inside = wanted[0] <= given[0] and given[1] <= wanted[1]
    around = given[0] <= wanted[0] and wanted[1] <= given[1] and given[1] - given[0] <= _WEEK
    return inside or around


def same_wording(found: str | None, gold: str) -> bool:
    """All words of the annotation, or of a part of it ("Berlin, Đức"), are among those found."""
    said = set(words(found or ""))
    return any(set(words(part)) <= said for part in re.split(r"[,;/()]", gold) if words(part))


def same_sentence(found: str, gold: str) -> bool:
    """One holds the other, spaces aside."""
    given, wanted = (" ".join(unicodedata.normalize("NFC", text).split()) for text in (found, gold))
    return bool(given) and (given in wanted or wanted in given)


def same_count(found: int | None, gold: int) -> bool:
    """A contact of which no number is told is one."""
    return (found or 1) == gold
