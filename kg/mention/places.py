"""Places that a sentence names after a word of place: "tại Sochi", "bay tới Kiev", "thăm Lào".

Names and capitals of states come from the register, buildings and the cities in which they stand from
``lexicons/places.ttl``; any other name in capitals is taken as the text has it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.article.text import lower
from kg.knowledge.lexicon import Site
from kg.knowledge.register import Body, Register
from kg.mention.grammar import Grammar
from kg.model import ActorType, Span

Way = Literal["at", "to", "visit"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something took place: in words, the state in which it lies, whether that is all there is, and the town.

    `state` and `town` are None where they are not known; of a state as a whole, `town` is its name.
    """

    name: str
    state: str | None = None
    whole_state: bool = False
    town: str | None = None

    @property
    def around(self) -> Place | None:
        """The town or state in which it lies, without the building."""
        return Place(self.town, self.state, self.whole_state, self.town) if self.town is not None else None

    def narrows(self, other: Place) -> bool:
        """Whether it says more exactly what the other does: a city of that state."""
        return other.whole_state and not self.whole_state and self.state == other.state


@dataclass(frozen=True, slots=True)
class Named:
    """A place that a sentence names, from the word of place on: there, where somebody went, or whom he visited.

    `wished`: it only says where somebody was asked to come.
    """

    span: Span
    place: Place
    way: Way
    wished: bool = False


_LETTERS = (*range(0xC0, 0x180), 0x1A0, 0x1AF, *range(0x1EA0, 0x1EFA))  # Latin letters with marks
_CAPITAL = "A-Z" + "".join(filter(str.isupper, map(chr, _LETTERS)))
# "Phnom", "Ha-ba-na", "St.", "D.C.", "TP.HCM"
_NAME = rf"[{_CAPITAL}](?:\w?\.(?:[{_CAPITAL}]\.|[{_CAPITAL}][\w'’]+)*|[\w'’]*)(?:-[\w'’]+)*"
_RUN = re.compile(rf"{_NAME}(?:[ -](?:(?:al|el|de|la|del|bin|di|do|da|van)[ -])?{_NAME})*")
_WORD_OF_PLACE = (
    r"(?<!\w)(?:"
    r"(?P<visit>(?:{before-visit} )?"
    r"(?:{visiting}(?: {sort-of-visit})*(?: {visit-to})?|{journey}(?: {journey-to})?|{touring}))"
    r"|(?P<at>(?:{just} )?{being-at}|(?:{stop-of-journey}|{first-stop})(?: {whose}(?: [^\s,;.:]+){1,5})? {stop-is})"
    r"|(?P<left>{leaving})"
    r"|(?P<to>(?:{going} )?(?:{going-to}|{stopping}(?: {past})?))"
    r")\s+"
)
_TOWN = r"(?:(?:(?:{right} )?{town-word}(?: (?:{sort-of-town}|{region-of} \w+))?|{land-word})\s+)+"
_BUILDING = r"{building}\s+"
_ORGAN = r"(?:{house} )?(?:{ministry} {portfolio-word}|{organ-in-capital})\s+"
_WITHIN = r"\s*(?:,|\(|{within})?\s*(?:{in-town} )?"
# What stands somewhere all the time: a post and its holder ("Đại sứ Nga tại Seoul"), an affair ("xung đột ở Gaza").
_POSTED = r"{post}(?: [^\s,;.:]+){0,9} $"
_STANDING = r"(?:{affair}(?: (?:{of-affair}|{whose} \S+))?|{standing-group}) $"
# Words after which "tới" and "đến" say what something is about, or whom it reaches.
_ABOUT = r"{reaching} $"
_ASKED = r"(?<!{accepting} )(?<!\w){asking-to-come}(?: [^\s,;.:]+)* $"
_BEFORE_LEAVING = r"(?<!\w){until-leaving}(?: [^\s,;.:]+){0,4} $"
_AFTER_STAYING = r"[^;.:]{0,40}(?<!\w){leaving-after}(?!\w)"
_AND = r"(?:,|,? {and-word}| {then-word}) (?:{next-stop} )?"
_LOOK_BACK = 90
_SHORT = 3  # letters of the shortest name of a town
_NO_PLACE = ("role", "role-head", "office", "title", "person", "organ", "rank", "body", "portfolio", "press")


class Atlas:
    """States, their capitals, and buildings by name."""

    def __init__(self, register: Register, sites: Sequence[Site]) -> None:
        self.bodies = {b.id: b for b in register.bodies.values() if b.type is ActorType.STATE}
        self._cities: dict[str, tuple[str, ...]] = {}
        for site in sites:
            for wording in site.wordings:
                self._cities[wording] = (site.city,)
        self._sites = _either(self._cities)
        self._names = {lower(n): b.id for b in self.bodies.values() for n in (b.name_vi, *b.aliases)}
        self._states = _either(self._names)
        # A town that was the capital of a state of the past, too, is that of the one which has an ISO code.
        by_code = sorted(self.bodies.values(), key=lambda body: body.iso2 is not None)
        self._capitals = {
            lower(name): body.id
            for body in by_code
            if body.capital is not None
            for name in (body.capital, *body.metonyms)
            if lower(name) not in self._cities
        }

    def capital(self, state: str, text: str) -> Place | None:
        """The capital of a state, spelt as in `text` where that names it."""
        body = self.bodies.get(state)
        if body is None or not body.capital:
            return None
        name = self._spelt(body, text)
        return Place(name, state, town=name)

    def whole(self, state: str) -> Place | None:
        """A state as a place."""
        body = self.bodies.get(state)
        return Place(body.name_vi, state, True, body.name_vi) if body is not None else None

    def site(self, lowered: str, start: int, text: str) -> tuple[Place, int] | None:
        """The building whose name begins at `start`, with its city, and where the name ends."""
        found = self._sites.match(lowered, start)
        if found is None:
            return None
        city = self._cities[found.group()][0]
        state = self._capitals.get(lower(city))
        spelt = self._spelt(self.bodies[state], text) if state is not None else city
        return Place(f"{text[start : found.end()]} ({spelt})", state, town=spelt), found.end()

    def state(self, lowered: str, start: int, text: str) -> tuple[Place, int] | None:
        """The state whose name begins at `start`, and where the name ends."""
        found = self._states.match(lowered, start) if text[start : start + 1].isupper() else None
        if found is None:
            return None
        name = text[start : found.end()]
        return Place(name, self._names[found.group()], True, name), found.end()

    def state_of(self, city: str) -> str | None:
        """The state of which a city is the capital."""
        return self._capitals.get(lower(city))

    def _spelt(self, body: Body, text: str) -> str:
        names = (body.capital or "", *body.metonyms)
        known = [name for name in names if self._capitals.get(lower(name)) == body.id and name in text]
        return (
            max(known, key=lambda name: (text.count(name), name)) if known else body.capital or body.name_vi
        )


def _either(forms: Iterable[str]) -> re.Pattern[str]:
    """A pattern of whole wordings, the longest first."""
    return re.compile(rf"(?:{'|'.join(map(re.escape, sorted(forms, key=lambda f: (-len(f), f))))})(?!\w)")


def places(text: str, lowered: str, grammar: Grammar, span: Span, atlas: Atlas) -> Iterator[Named]:
    """The places that a sentence names after a word of place, in order."""
    reader, lists = _Reader(text, lowered, grammar, atlas), grammar.lists
    posted, standing = lists.pattern(_POSTED), lists.pattern(_STANDING)
    ambassador = lists.pattern("{envoy}\\b")
    before_leaving, stayed = lists.pattern(_BEFORE_LEAVING), lists.pattern(_AFTER_STAYING)
    for word in lists.pattern(_WORD_OF_PLACE).finditer(lowered, span.start, span.end):
        before = lowered[max(span.start, word.start() - _LOOK_BACK) : word.start()]
        post = posted.search(before) if word.group("at") else None
        of_the_post = post is not None and not _called(grammar, word.start() - len(before) + post.start())
        if of_the_post or (word.group("at") and standing.search(before)):
            continue
        if word.group("to") and lists.pattern(_ABOUT).search(before):
            continue
        found = reader.place(word.end())
        if found is None or (post is not None and found[0].whole_state and ambassador.match(post.group())):
            continue  # "Đại sứ Marc Knapper tại Việt Nam"
        if word.group("left") and not (before_leaving.search(before) or stayed.match(lowered, found[1])):
            continue  # what happened after somebody left happened elsewhere
        way: Way = (
            "at" if word.group("at") or word.group("left") else "visit" if word.group("visit") else "to"
        )
        wished = lists.pattern(_ASKED).search(before) is not None
        yield Named(Span(word.start(), found[1]), found[0], way, wished)
        while (
            way != "at"
            and found is not None
            and (more := lists.pattern(_AND).match(lowered, found[1], span.end))
        ):
            around, found = found[0], reader.known(more.end())
            if found is not None and not around.narrows(found[0]):  # "Antalya, Thổ Nhĩ Kỳ" is one place
                yield Named(Span(word.start(), found[1]), found[0], way, wished)


def _called(grammar: Grammar, start: int) -> bool:
    """Whether whoever holds the post that is told at an offset is called by name before its place could follow."""
    found = grammar.mention(bisect_left(grammar.starts, start))
    return found is not None and found[0].name is not None and found[0].span.start <= start


class _Reader:
    """Reads names of places in one sentence; every method gives the place and where its name ends."""

    def __init__(self, text: str, lowered: str, grammar: Grammar, atlas: Atlas) -> None:
        self.text = text
        self.lowered = lowered
        self.grammar = grammar
        self.atlas = atlas
        self.lists = grammar.lists
        self.tokens = dict(zip(grammar.starts, grammar.tokens, strict=True))

    def place(self, start: int) -> tuple[Place, int] | None:
        """The place whose name begins at `start`."""
        town = self.lists.pattern(_TOWN).match(self.lowered, start)
        at = town.end() if town is not None else start
        found = self._organ(at) or self._site(at) or self._building(at)
        if found is not None:
            return found
        known = self.known(at)
        if known is not None:
            of_state = town is not None and "thủ đô" in town.group() and known[0].whole_state
            seat = self.atlas.capital(known[0].state or "", self.text) if of_state else None
            return (seat, known[1]) if seat is not None else known
        run = _RUN.match(self.text, at)
        if run is None or (run.end() - at < _SHORT and town is None) or not self._new(at):
            return None
        name = run.group().rstrip(".,")
        if lower(name) in self.lists["no-town"]:
            return None
        within = self.lists.pattern(_WITHIN).match(self.lowered, run.end())
        land = self.known(within.end()) if within is not None and within.end() > run.end() else None
        return Place(name, land[0].state if land else None, town=name), run.end()

    def _organ(self, at: int) -> tuple[Place, int] | None:
        """An organ of a state, which sits in the capital: "Bộ Ngoại giao Trung Quốc"."""
        organ = self.lists.pattern(_ORGAN).match(self.lowered, at)
        known = self.known(organ.end()) if organ is not None else None
        if known is None or not known[0].whole_state:
            return None
        seat = self.atlas.capital(known[0].state or "", self.text)
        return (self._inside(at, known[1], seat), known[1]) if seat is not None else None

    def _site(self, at: int) -> tuple[Place, int] | None:
        return self.atlas.site(self.lowered, at, self.text)

    def _building(self, at: int) -> tuple[Place, int] | None:
        """A building whose name the data do not have, with the town in which the text says that it stands."""
        building = self.lists.pattern(_BUILDING).match(self.lowered, at)
        run = _RUN.match(self.text, building.end()) if building is not None else None
        if run is None:
            return None
        within = self.lists.pattern(_WITHIN).match(self.lowered, run.end())
        town = self.lists.pattern(_TOWN).match(self.lowered, within.end()) if within is not None else None
        inner = town.end() if town is not None else within.end() if within is not None else run.end()
        known = self.known(inner) if inner > run.end() else None
        if known is not None:
            return self._inside(at, run.end(), known[0]), known[1]
        return Place(self.text[at : run.end()].rstrip(".,")), run.end()

    def _inside(self, start: int, end: int, around: Place) -> Place:
        return Place(f"{self.text[start:end]} ({around.name})", around.state, town=around.town)

    def known(self, at: int) -> tuple[Place, int] | None:
        """The state or the capital of the register whose name begins at an offset."""
        token = self.tokens.get(at)
        keys = (*token.keys("body"), *token.keys("metonym")) if token is not None and token.capital else ()
        state = next((key for key in keys if key in self.atlas.bodies), None)
        if token is None or state is None:
            return self.atlas.state(self.lowered, at, self.text)
        end = at + token.size
        name = self.text[at:end]
        return Place(name, state, self.atlas.state_of(name) != state, name), end

    def _new(self, at: int) -> bool:
        """Whether no office, title or person of the lexicon begins at an offset."""
        token = self.tokens.get(at)
        return token is None or not token.has(*_NO_PLACE)
