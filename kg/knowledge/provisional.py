"""People whom articles name with a role and the register lacks: what they are called, and who of them is one.

An article gives such a person an id made of the name, the state and the first role that it tells, so that two
people of one name are two from the start. `equivalences` then says, over all articles, which of these ids mean
one person. It is a pure function of what is said of each, whatever the order.

Three things are compared, and each of them may be missing: the *name* (without regard to order, hyphens and
Latin transcription; Vietnamese words with different marks are different names), the *state*, and the *role* (a
class of offices in common, or one wording that goes on from the other). Ids whose name and state are the same
and whose role agrees are one person. After that, an id or group joins another that nothing speaks against; where
two would fit that cannot be one person, it stays apart.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, is_dataclass, replace
from functools import cache, lru_cache
from itertools import combinations, permutations
from typing import Any, get_args, get_type_hints

from kg.article.spelling import sound
from kg.article.text import lower, without_marks
from kg.knowledge.lexicon import tone_variants
from kg.model import ActorRef, ActorType, Extraction, UnknownActor
from kg.vocab import slug

# One syllable of Vietnamese, marks left out; foreign names seldom consist of nothing else.
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
_WORD = re.compile(r"[^\W\d_]+")
_FORMER = re.compile(r"^(?:cựu|nguyên|cố) ")
_COUNTERPART = "người đồng "
_MANY_WORDS = 5  # a longer name is compared in its own order and sorted only
_TRANSCRIBED = (("ks", "x"), ("dr", "der"), ("ye", "e"), ("yo", "e"))


@dataclass(frozen=True, slots=True)
class Sighting:
    """What articles say of a person under one id: spellings, states, classes of office, roles as worded."""

    id: str
    names: frozenset[str]
    states: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()


# Ids


def person_id(
    name: str,
    state: str | None = None,
    classes: Sequence[str] = (),
    role: str | None = None,
    *,
    article: str = "",
) -> str:
    """Id of a person outside the register: ``x.juana-perez.chile.defence_minister``.

    The role is given by its class of offices where it has one alone, else by its wording. What is not told is
    left out. A Vietnamese name carries a digest of its marks, which tell Hùng from Hưng. A name of which neither
    state nor role is told carries one of the `article`, if that is given: it means somebody of that article alone.
    """
    shown = slug(name)
    if _marked(name):
        shown += f"-{_digest(' '.join(_words(name)), 2)}"
    worded = role_key(role or "")
    office = classes[0] if len(classes) == 1 else slug(worded) if worded else None
    told = [part for part in (state, office) if part]
    if article and not told:
        told = [f"in-{_digest(article, 4)}"]
    return ".".join(("x", shown, *told))


def _digest(text: str, size: int) -> str:
    return hashlib.blake2b(text.encode(), digest_size=size).hexdigest()


def identified(extraction: Extraction) -> Extraction:
    """The same with the ids of all people outside the register made from what the article says of them.

    Raises nothing; ids of groups, bodies and of whom the register holds stay as they are.
    """
    said: dict[str, list[UnknownActor]] = defaultdict(list)
    for unknown in extraction.unknown:
        said[unknown.actor.id].append(unknown)
    new: dict[str, ActorRef] = {}

    def person(ref: ActorRef) -> ActorRef:
        if ref.known or ref.type is not ActorType.PERSON:
            return ref
        if ref.id not in new:
            new[ref.id] = _described(ref, said.get(ref.id, ()), extraction.article.id)
        return new[ref.id]

    found: Extraction = _with_actors(extraction, person)
    events = tuple(
        replace(event, initiator=new[event.initiator].id) if event.initiator in new else event
        for event in found.events
    )
    return replace(found, events=events) if events != found.events else found


def _described(ref: ActorRef, said: Sequence[UnknownActor], article: str) -> ActorRef:
    state = next((unknown.actor.state for unknown in said if unknown.actor.state), ref.state)
    telling = next((unknown for unknown in said if role_key(unknown.role)), None)
    classes, role = (telling.classes, telling.role) if telling else ((), None)
    return replace(ref, id=person_id(ref.name, state, classes, role, article=article), state=state)


def _with_actors(value: Any, change: Any) -> Any:
    """A record of `kg.model` in which every actor, however deep, is changed; the same object if none is."""
    if isinstance(value, ActorRef):
        return change(value)
    if isinstance(value, tuple) and type(value) is tuple:
        changed = tuple(_with_actors(item, change) for item in value)
        return changed if any(a is not b for a, b in zip(changed, value, strict=True)) else value
    different: dict[str, Any] = {}
    for name in _names(type(value)):  # type: ignore[arg-type]
        old = getattr(value, name)
        new = _with_actors(old, change)
        if new is not old:
            different[name] = new
    return replace(value, **different) if different else value


@cache
def _names(record: type) -> tuple[str, ...]:
    """The fields of a sort of record in which there can be actors; none for any other value."""
    hints = get_type_hints(record) if is_dataclass(record) else {}
    return tuple(name for name, hint in hints.items() if _holds_actors(hint, frozenset()))


def _holds_actors(hint: Any, inside: frozenset[Any]) -> bool:
    """Whether there can be actors in a value of a type; `inside`: the types in which this one was met."""
    if hint is ActorRef:
        return True
    parts = get_type_hints(hint).values() if is_dataclass(hint) and hint not in inside else get_args(hint)
    return any(_holds_actors(part, inside | {hint}) for part in parts)


# Who is one


def equivalences(
    sightings: Iterable[Sighting], together: Pairs = frozenset(), apart: Pairs = frozenset()
) -> dict[str, str]:
    """Ids that mean somebody who has another id as well → that other id: one of the register, else what says most.

    What is not in it stands for itself. The same for any order of `sightings`, of which each id may occur once.
    `together` and `apart` are pairs of ids that people decided on; those together may be of the register. Two that
    are to be apart are, whatever else holds; two that are to be together are, unless that would join two apart.
    """
    known = {sighting.id: sighting for sighting in sightings}
    others = {id_ for pair in together for id_ in pair} - known.keys()
    known |= {id_: Sighting(id_, frozenset()) for id_ in others}
    decided = _Decided(together, apart, frozenset(id_ for id_ in others if not id_.startswith(OUTSIDE)))
    blocks: dict[object, list[Sighting]] = defaultdict(list)
    for id_ in sorted(known):
        for key in {letters(name) for name in known[id_].names}:
            blocks[key].append(known[id_])
    for pair in decided.together:
        blocks[pair] = [known[id_] for id_ in pair]
    found: dict[str, str] = {}
    for block in _connected(blocks.values()):
        for group in _grouped(block, decided):
            first = min(group, key=decided.rank)
            found.update((member.id, first.id) for member in group if member.id != first.id)
    return found


OUTSIDE = ("x.", "g.")
"""How the ids of actors outside the register begin."""

Pairs = Collection[frozenset[str]]


class _Decided:
    """What people decided, in order; what cannot be asked of a pair is left out."""

    def __init__(self, together: Pairs, apart: Pairs, registered: Collection[str]) -> None:
        self._registered = registered
        self.together = sorted({tuple(sorted(pair)) for pair in together if len(pair) == 2})
        self._apart: dict[str, set[str]] = defaultdict(set)
        for pair in apart:
            for one in pair:
                self._apart[one] |= pair - {one}

    def part(self, ones: Iterable[str], others: Iterable[str]) -> bool:
        """Whether one of these is to be apart from one of those; two of the register always are."""
        left, right = set(ones), set(others)
        registered = any(one in self._registered for one in left) and any(
            o in self._registered for o in right
        )
        return registered or any(self._apart.get(one, set()) & right for one in left)

    def rank(self, sighting: Sighting) -> tuple[object, ...]:
        """Orders ids by how fit they are to stand for others: of the register first, then what says most."""
        known = sighting.id in self._registered
        return not known, not sighting.states, not (sighting.classes or sighting.roles), sighting.id


def _connected(blocks: Iterable[Sequence[Sighting]]) -> Iterator[list[Sighting]]:
    """Blocks of namesakes; those that share an id are one."""
    heads = _Sets()
    members: dict[str, Sighting] = {}
    for block in blocks:
        for sighting in block:
            members[sighting.id] = sighting
            heads.join(block[0].id, sighting.id)
    for ids in heads.sets():
        if len(ids) > 1:
            yield [members[id_] for id_ in ids]


def _grouped(namesakes: Sequence[Sighting], decided: _Decided) -> list[list[Sighting]]:
    same = _Sets(sighting.id for sighting in namesakes)
    plainly = [(one.id, other.id) for one, other in combinations(namesakes, 2) if _plainly_one(one, other)]
    here = {sighting.id for sighting in namesakes}
    for one, other in (*(pair for pair in decided.together if pair[0] in here), *plainly):
        if not decided.part(same.of(one), same.of(other)):
            same.join(one, other)
    by_id = {sighting.id: sighting for sighting in namesakes}
    groups = [[by_id[id_] for id_ in ids] for ids in same.sets()]
    while True:
        joined = _joined(groups, decided)
        if len(joined) == len(groups):
            return groups
        groups = joined


def _joined(groups: Sequence[list[Sighting]], decided: _Decided) -> list[list[Sighting]]:
    """Groups after those have joined that fit only groups which fit one another, if all so joined agree."""
    wholes = [_whole(group) for group in groups]
    ids = [[sighting.id for sighting in group] for group in groups]
    fits = [
        {
            j
            for j, other in enumerate(wholes)
            if i != j and _compatible(whole, other) and not decided.part(ids[i], ids[j])
        }
        for i, whole in enumerate(wholes)
    ]
    arrows = _Sets(range(len(groups)))
    for number, fitting in enumerate(fits):
        if all(other in fits[one] for one, other in combinations(fitting, 2)):
            for other in fitting:
                arrows.join(number, other)
    joined: list[list[Sighting]] = []
    for numbers in arrows.sets():
        agree = all(other in fits[one] for one, other in combinations(numbers, 2))
        if agree:
            joined.append(sorted((s for n in numbers for s in groups[n]), key=lambda s: s.id))
        else:
            joined.extend(groups[n] for n in numbers)
    return joined


def _whole(group: Sequence[Sighting]) -> Sighting:
    return Sighting(
        group[0].id,
        frozenset().union(*(s.names for s in group)),
        frozenset().union(*(s.states for s in group)),
        frozenset().union(*(s.classes for s in group)),
        frozenset().union(*(s.roles for s in group)),
    )


def _plainly_one(one: Sighting, other: Sighting) -> bool:
    """Whether name, state and role are all told and agree; without a state, the role has to be worded alike."""
    if one.states != other.states or _marks(one) != _marks(other) or not _share_a_name(one, other):
        return False
    worded = {role_key(r) for r in one.roles} & {role_key(r) for r in other.roles} - {""}
    return bool(worded or (one.states and one.classes & other.classes))


def _compatible(one: Sighting, other: Sighting) -> bool:
    """Whether enough is told of the two and nothing of it speaks against their being one person."""
    if not (_telling(one) and _telling(other)):
        return False
    if one.states and other.states and one.states != other.states:
        return False
    marks, others = _marks(one), _marks(other)
    if marks and others and marks != others:
        return False
    return _roles_agree(one, other) and _share_a_name(one, other)


def _telling(sighting: Sighting) -> bool:
    """Whether more is told of somebody than one word of a name."""
    worded = bool(sighting.states or sighting.classes or sighting.roles)
    return worded or all(len(_words(name)) > 1 for name in sighting.names)


def _roles_agree(one: Sighting, other: Sighting) -> bool:
    if one.classes & other.classes:
        return True
    mine, theirs = ({role_key(role) for role in s.roles} - {""} for s in (one, other))
    if not mine or not theirs:
        return True
    return any(_goes_on(a, b) or _goes_on(b, a) for a in mine for b in theirs)


def _goes_on(role: str, longer: str) -> bool:
    return longer == role or longer.startswith(role + " ")


def role_key(role: str) -> str:
    """A role for comparing: lower case, without what says that it is past; empty for "người đồng cấp"."""
    said = _FORMER.sub("", " ".join(lower(unicodedata.normalize("NFC", role)).split()))
    return "" if said.startswith(_COUNTERPART) else " ".join(_ordered_marks(said).split())


# Names


def _share_a_name(one: Sighting, other: Sighting) -> bool:
    return any(same_name(a, b) for a in one.names for b in other.names)


def same_name(one: str, other: str) -> bool:
    """Whether two spellings can be one name: ``Kishida Fumio`` and ``Fumio Kishida``, ``Andrey`` and ``Andrei``.

    Order, hyphens, case and initials beside other words do not count; marks do between two Vietnamese names.
    """
    if _marked(one) and _marked(other):
        return sorted(_words(one)) == sorted(_words(other))
    if _in_other_order(_plain(one), _plain(other)):
        return True
    foreign = not (_syllabic(one) and _syllabic(other))
    return foreign and _in_other_order(_sounds(one), _sounds(other))


def _in_other_order(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether the words, in some order, are written with the letters of the others in theirs."""
    if sorted(words) == sorted(others):
        return bool(words)
    whole = "".join(others)
    if len("".join(words)) != len(whole) or len(words) > _MANY_WORDS:
        return bool(words) and "".join(words) == whole
    return any("".join(order) == whole for order in permutations(words)) or any(
        "".join(order) == "".join(words)
        for order in permutations(others[:_MANY_WORDS])
        if len(others) <= _MANY_WORDS
    )


@lru_cache(maxsize=65_536)
def _words(name: str) -> tuple[str, ...]:
    """Words of a name in lower case with their marks; initials go where two longer words remain."""
    found = tuple(_WORD.findall(_ordered_marks(lower(unicodedata.normalize("NFC", name)))))
    longer = tuple(word for word in found if len(word) > 1)
    return longer if len(longer) > 1 else found


def _plain(name: str) -> tuple[str, ...]:
    return tuple(without_marks(word) for word in _words(name))


def _sounds(name: str) -> tuple[str, ...]:
    found = []
    for word in _plain(name):
        for written, read in _TRANSCRIBED:
            word = re.sub(f"^{written}" if written[0] == "y" else written, read, word)
        found.append(re.sub("i+$", "i", sound(word)).replace("ee", "e"))
    return tuple(word for word in found if word)


def letters(name: str) -> str:
    """What all spellings of a name have in common: the letters of its sounds, each once."""
    return "".join(sorted(set("".join(_sounds(name))))) or name


def _syllabic(name: str) -> bool:
    return all(_SYLLABLE.fullmatch(word) for word in _plain(name))


def _marked(name: str) -> bool:
    """Whether a name is spelt in Vietnamese with its marks."""
    return _plain(name) != _words(name) and _syllabic(name)


def _marks(sighting: Sighting) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(sorted(_words(name))) for name in sighting.names if _marked(name))


@lru_cache(maxsize=65_536)
def _ordered_marks(text: str) -> str:
    """`text` in one of the two styles of writing the mark of a tone."""
    return min(tone_variants(text))


class _Sets:
    """Disjoint sets of things that can be compared."""

    def __init__(self, things: Iterable[Any] = ()) -> None:
        self._parent: dict[Any, Any] = {thing: thing for thing in things}

    def _head(self, thing: Any) -> Any:
        head = self._parent.setdefault(thing, thing)
        while head != self._parent[head]:
            self._parent[head] = self._parent[self._parent[head]]
            head = self._parent[head]
        return head

    def join(self, one: Any, other: Any) -> None:
        low, high = sorted((self._head(one), self._head(other)))
        self._parent[high] = low

    def of(self, thing: Any) -> list[Any]:
        """The set that a thing is in."""
        head = self._head(thing)
        return [other for other in self._parent if self._head(other) == head]

    def sets(self) -> list[list[Any]]:
        """The sets in order, each sorted."""
        found: dict[Any, list[Any]] = defaultdict(list)
        for thing in sorted(self._parent):
            found[self._head(thing)].append(thing)
        return [found[head] for head in sorted(found)]
