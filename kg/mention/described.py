"""Parties known by a description: neither a name nor an office that is known, but what they are and whose.

The head says what they are ("sĩ quan", "ủy ban", "phiến quân"), further words which of them ("tuần duyên", "Đối
ngoại Quốc hội"), and a state, a place or a name of their own whose they are. Nothing in it tells where it ends, so
that it is read only where a contact word lacks a party (`kg.mention.unfilled`)::

    described = how-many* head modifier* (state | place | name)? ("do" person "dẫn đầu")?
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import Literal

from kg.mention.bodies import of_body, part_of_name
from kg.mention.groups import led_by
from kg.mention.mentions import Mention
from kg.mention.names import names_person, personal_name, titles
from kg.mention.words import Words

Sort = Literal["faction", "people-in-public-life", "firm", "institution"]
_SORTS: tuple[Sort, ...] = ("faction", "people-in-public-life", "firm", "institution")
ABROAD = "abroad"
"""The sort of those of whom a region of the world is told ("các nước Trung Đông")."""
_PEOPLE: Sort = "people-in-public-life"
_LENGTH = 18  # tokens of a description
_HEAD = 5  # tokens of a head
_COUNTED = 4  # words that say how many there are
_ONE = "một"
# Classes of words of which a description can consist, beside words that mean nothing to the lexicon.
_INSIDE = frozenset((
    "role", "role-head", "organ", "group", "office", "polity", "portfolio", "local-organ", "place-head", "region",
    "state-form", "rank", "word", "level", "surname", "delegation", "place", "kin", "deputy", "metonym",
    "decoy",
))  # fmt: skip


def described(words: Words, i: int, limit: int, until: int | None = None) -> tuple[Mention, int] | None:
    """The party described from token `i` on, before `limit`, and the index after it.

    With `until`, only one that ends there.
    """
    at = i
    while at < min(i + _COUNTED, words.size) and _counts(words, at):
        at += 1
    head = head_of(words, at)
    if head is None and at > i:  # "Nhóm Bộ tứ": a word of number can be a head as well
        at, head = i, head_of(words, i)
    if head is None:
        return None
    sort, end = head
    single = at == i or words.word(at - 1) == _ONE
    if single and end == at + 1 and words.has(at, "rank"):
        return None  # "một thượng phụ Moskva": any
    official = at == i and end == at + 1 and words.has(at, "role-head")
    found = _Description(words, i, sort, end, official).read(min(limit, end + _LENGTH), until)
    if found is not None and words.has(at, "delegation"):
        return replace(found[0], delegation=True), found[1]
    return found


def head_of(words: Words, i: int) -> tuple[Sort, int] | None:
    """The sort of people or institution whose word opens a description at token `i`, and the index after the word."""
    if i >= words.size or not words.tokens[i].text[0].isalpha():
        return None
    syllables = " ".join([t.lowered for t in words.tokens[i : i + _HEAD]]).split(" ")
    for first in (0, 1):
        offset = words.starts[i] + sum(len(s) + 1 for s in syllables[:first])
        for size in range(len(syllables), first, -1):
            form = " ".join(syllables[first:size])
            lists = words.lists.of(form)
            sort = next((s for s in _SORTS if s in lists), None)
            if sort is not None and (" " in form or sort != "institution" or _titled(words, i)):
                return sort, bisect_left(words.starts, offset + len(form), i + 1)
        if syllables[0] not in words.lists["how-many"] or words.tokens[i].size <= len(syllables[0]):
            break  # only "các lãnh đạo" can be one token
    official = words.has(i, "role-head", "rank", "delegation") and not words.has(i, "office")
    return (_PEOPLE, i + 1) if official else None


def _titled(words: Words, i: int) -> bool:
    """Whether a short word opens the name of an institution or faction: "Vụ Châu Âu", "nhóm X", not "vụ án"."""
    token, following = words.tokens[i], words.token(i + 1)
    named = following is not None and following.capital
    return (token.capital and (" " in token.text or named)) or (named and words.listed(i, "own-name"))


def _counts(words: Words, i: int) -> bool:
    return words.tokens[i].text.isdigit() or words.listed(i, "how-many")


class _Description:
    """A description that begins at token `start`, has been read up to `end`, and what is known from it so far."""

    def __init__(self, words: Words, start: int, sort: Sort, end: int, official: bool) -> None:
        self.words = words
        self.start = start
        self.sort = sort
        self.official = official
        self.head = self.end = end
        self.body: str | None = None
        self.state: tuple[int, int] | None = None  # where the state is named
        self.states: list[Mention] = []
        self.proper = self.abroad = False
        self.parts = (
            False  # whether several parts of a state are listed: "lãnh đạo Quốc hội, các đảng của Mỹ"
        )
        self.set_off: tuple[int, str | None, bool] | None = None  # what was known before a further role

    def read(self, limit: int, until: int | None) -> tuple[Mention, int] | None:
        """The party, if a state, a place or a name tells who it is, or it is one by itself."""
        while self.end < limit:
            named = self._named() if self.sort == _PEOPLE else None
            if named is not None:
                return named if until in (None, named[1]) else None
            after = self._after(limit, until is not None)
            if after == self.end:
                break
            self.end = after
        if self.set_off is not None:
            self.end, self.body, self.proper = self.set_off
        while self.end > self.head and self._dangles(self.end - 1):
            self.end -= 1
        self._sent_by()
        led = led_by(self.words, self.start, self.end + (self.words.word(self.end) == ","))
        if led is not None:
            return led if until is None or led[1] >= until else None
        return self._unnamed() if until in (None, self.end) else None

    def _sent_by(self) -> None:
        """Take up which state sent them: "một đặc phái viên | do Tripoli cử"."""
        words = self.words
        if self.sort != _PEOPLE or self.body is not None or words.word(self.end) != "do":
            return
        body, after = of_body(words, self.end + 1)
        if body is not None and words.listed(after, "sending"):
            self.body, self.end = body, after + 1

    def _unnamed(self) -> tuple[Mention, int] | None:
        """The party by the wording of its description."""
        words = self.words
        known = self.body is not None or (self.proper and not self.parts) or self.sort == "faction"
        if not known or words.listed(self.end, "other-than-told"):
            return None
        text = role = words.slice(self.start, self.end)
        if self.state is not None and self.state[1] == self.end:
            role = words.slice(self.start, self.state[0])
        head = "role" if self.official and self.body is not None else "group"
        sort = ABROAD if self.abroad else self.sort
        span = words.span(self.start, self.end)
        if self._joint():
            first, second = self.states
            return Mention(span, "pair", text, plural=True, of=replace(first, of=second)), self.end
        return Mention(span, head, text, role=role, body=self.body, described=sort), self.end

    def _joint(self) -> bool:
        """Whether it is a body of two states, who meet in it: "Ủy ban Biên giới chung Thái Lan - Campuchia"."""
        if self.sort != "institution" or not len({m.body for m in self.states}) == len(self.states) == 2:
            return False
        text = f" {self.words.slice(self.start, self.end).lower()} "
        return any(f" {word} " in text for word in self.words.lists["joint-body"])

    def _named(self) -> tuple[Mention, int] | None:
        """The person in whose name the description ends: "sĩ quan … Nga Ivan Petrov", "…, Chủ tịch …, ông A"."""
        words, at = self.words, titles(self.words, self.end)
        if at >= words.size or words.listed(self.end - 1, "district") or not names_person(words, at):
            return None
        if self.set_off is not None and not (at > self.end and words.word(self.end - 1) == ","):
            return None
        found = personal_name(words, at, titled=True)
        if found is None:
            return None
        name, stop = found
        text, role = words.slice(self.start, stop), words.slice(self.start, self.end)
        person = Mention(
            words.span(self.start, stop),
            "person",
            text,
            name.name,
            name.short,
            name.people,
            role=role,
            body=self.body,
        )
        return person, words.parenthesis(stop)

    def _after(self, limit: int, bounded: bool) -> int:
        """Index after the next part of the description; where it has been read to, if there is none.

        `bounded`: it is known where the description ends.
        """
        words, end = self.words, self.end
        token = words.tokens[end]
        body, after = of_body(words, end)
        if body is not None and (not part_of_name(words, after) or names_person(words, after)):
            self.state = (end, after) if self.body in (None, body) else None
            self.states.append(Mention(words.span(end, after), "body", words.slice(end, after), body=body))
            self.body = self.body or body
            return after
        if token.text == "(":
            after = words.parenthesis(end)
            inside = (of_body(words, j)[0] for j in range(end + 1, after))
            self.body = self.body or next((b for b in inside if b is not None), None)
            return after
        if not token.text[0].isalnum():
            return end + (end + 1 < limit and self._joined(end))
        if words.listed(end, "purpose-of-institution") and words.tokens[end - 1].capital:
            return end + (end + 1 < limit and words.tokens[end + 1].capital)  # "Liên đoàn … vì Dân chủ"
        if token.has("and"):
            return end + self._goes_on(end)
        if token.has("of"):
            return end + (not words.has(end + 1, "role", "office", "title", "person", "surname"))
        if words.listed(end, "how-many") or words.listed(end, "field-of-office"):
            return end + 1
        if self.sort == _PEOPLE and end > self.start and words.listed(end, "states-at-large"):
            self.abroad = self.proper = True
            return end + 1
        if self.sort == _PEOPLE and token.lowered == "trong" and self._within(end + 1):
            self.proper = True
            return end + 2
        if f"{token.lowered} {words.word(end + 1)}" in words.lists["field-of-office"]:
            return end + 2
        told = self.body is not None or self.proper
        if bounded and told and words.listed(end, "matter-of-office"):
            return end + 1
        if self.body is not None and not (bounded or token.capital):
            return end
        inner = head_of(words, end)
        if inner is not None and inner[0] == "faction":
            self.sort = "faction"  # "đại diện những người biểu tình"
            return inner[1]
        if not self._belongs(end):
            return end
        self.abroad = self.abroad or token.has("region")
        self.proper = self.proper or token.capital or self.abroad
        return end + 1

    def _joined(self, i: int) -> bool:
        """Whether the mark at `i` stands in the description: "Mỹ - ASEAN", ", Lào", ", Chủ tịch Nhóm …, ông A"."""
        words = self.words
        if words.tokens[i].text in "-–":
            return words.tokens[i - 1].capital and words.tokens[i + 1].capital
        if words.tokens[i].text != ",":
            return False
        if self.sort == _PEOPLE and self.body is None and self._part(i + 1):
            self.parts = True
            return True  # "lãnh đạo chính quyền, Quốc hội, các đảng … của Mỹ"
        if self.official and words.has(i + 1, "role", "role-head", "title"):
            self.set_off = self.set_off or (i, self.body, self.proper)
            return True
        told = self.body is not None or self.proper
        return told and (words.listed(i + 1, "district") or words.has(i + 1, "body"))

    def _part(self, i: int) -> bool:
        """Whether a further part of a state that is led stands at `i`: "Quốc hội", "các đảng", "ngành"."""
        words = self.words
        while i < words.size and _counts(words, i):
            i += 1
        return words.word(i) in words.lists["institution"] and not words.has(i + 1, "title", "person")

    def _goes_on(self, i: int) -> bool:
        """Whether "và" at `i` goes on: "lãnh đạo và doanh nghiệp quận X", "Bộ Nông nghiệp và Môi trường"."""
        words, following = self.words, self.words.token(i + 1)
        if following is None or self.body is not None:
            return False
        at = i + 1
        while at < words.size and _counts(words, at):
            at += 1
        new = head_of(words, i + 1) is not None or head_of(words, at) is not None
        if self._part(i + 1) or (new and self.parts):
            self.parts = True
            return True
        if not self.proper:
            return new
        return following.capital and not new and not following.has("person", "surname", "title")

    def _within(self, i: int) -> bool:
        """Whether the party or body of which people are members stands at `i`: "các nghị sĩ trong đảng"."""
        words = self.words
        return words.word(i) in words.lists["institution"]

    def _belongs(self, i: int) -> bool:
        """Whether a word can stand in a description."""
        token = self.words.tokens[i]
        if (token.contact and not token.capital) or self.words.listed(i, "private-body"):
            return False
        plain = token.lexeme is None or (token.capital and token.code == "w")
        return plain or not token.classes.isdisjoint(_INSIDE)

    def _dangles(self, i: int) -> bool:
        """Whether a word cannot be the last of a description."""
        words = self.words
        if words.has(i, "of", "and") or not words.tokens[i].text[-1].isalnum():
            return words.tokens[i].text != ")"
        return any(words.listed(i, name) for name in ("matter-of-office", "how-many", "field-of-office"))
