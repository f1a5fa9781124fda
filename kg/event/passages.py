"""The sentences of a document, each parsed as far as it is asked for: chunks, dates, candidate contacts."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import overload

from kg.article.text import Sentence
from kg.date.expressions import DateExpr
from kg.date.finding import find_dates
from kg.event.candidates import Candidate
from kg.event.conveyed import can_convey
from kg.event.events import candidates
from kg.knowledge.lexicon import Frame
from kg.mention.chunking import chunk
from kg.mention.chunks import Chunk
from kg.mention.grammar import Grammar
from kg.mention.mentions import Mention
from kg.model import Evidence, Kind, Span

# Codes of chunks that govern the mention after them, so that it is no subject.
_GOVERNING = tuple("mgkdofaViE")
_COPULA = "là"
_WHERE = "nơi"
_WITHIN = ("m", "u", "i")  # codes of what joins a contact to the visit in which it was
_OVER = r"{over-line}(?: \w+)?$"
_BESIDE = 4  # characters between a contact word and the line that it names
_SPOKEN = (Kind.PHONE_CALL, Kind.VIDEO_CALL, Kind.CONTACT, Kind.TALKS, Kind.MESSAGE)
_CLAUSE = 9  # chunks of a clause that opens a sentence
_FRONT = 4  # chunks of the sentence in which its setting opens


class Parse:
    """What is read out of a sentence by itself: its words, and as far as it is asked for, the rest."""

    def __init__(self, lowered: str, span: Span, grammar: Grammar, frames: Sequence[Frame]) -> None:
        self._lowered = lowered
        self._span = span
        self._frames = frames
        self.grammar = grammar

    @cached_property
    def dates(self) -> tuple[DateExpr, ...]:
        """Its wordings of dates."""
        return find_dates(self._lowered, self._span, self.grammar.lists)

    @cached_property
    def chunks(self) -> tuple[Chunk, ...]:
        """Its words and mentions by what they do in it."""
        return tuple(chunk(self.grammar, self.dates))

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """The contacts that it tells of."""
        chunks = self.chunks
        told = any(c.trigger or c.kind for c in chunks) or can_convey(chunks)
        return tuple(candidates(self.chunks, self._frames, self.grammar.lists)) if told else ()

    @property
    def tells(self) -> bool:
        """Whether it tells of a contact with its parties, or of a line."""
        if any(c.cls == "line" for c in self.chunks):
            return True
        parties = sum(2 if m.plural or m.head == "pair" else 1 for c in self.chunks for m in c.mentions)
        return parties > 1 and any(c.sides for c in self.candidates)


class Passage(Parse):
    """One sentence of a document, as it is read: its words, chunks, dates and candidates."""

    def __init__(self, sentence: Sentence, parse: Parse) -> None:
        vars(self).update(vars(parse))  # with all that has been read of it already
        self.sentence = sentence

    def evidence(self, text: str) -> Evidence:
        """The sentence as a quote from the article's text."""
        span = self.sentence.span
        return Evidence(span.slice(text), span.start, span.end)

    def mentions(self) -> list[Mention]:
        """All mentions of the sentence in order."""
        return self._mentions

    def where(self, candidate: Candidate) -> Chunk | None:
        """The place or state in which the clause of a contact is told to be: the X of "X, nơi ông gặp B"."""
        before = [c for c in self.chunks if c.start < candidate.trigger.start]
        at = next((i for i in range(len(before) - 1, 0, -1) if before[i].code in "|y"), 0)
        if not at or before[at].text.lower() != _WHERE:
            return None
        there = before[at - 1 - (at > 1 and before[at - 1].code == ",")]
        return there if there.code in "lNOw" else None

    def held(self, candidate: Candidate) -> bool:
        """Whether an event noun is said to take place: "cuộc gặp (dự kiến) diễn ra chiều 24/8"."""
        after = (c for c in self.chunks if c.start >= candidate.trigger.end)
        said = list(itertools.takewhile(lambda c: c.code in "xqzil", after))
        return candidate.noun and any("taking-place" in c.lists for c in said)

    def quotes(self, span: Span) -> bool:
        """Whether a stretch of the sentence stands in quotation marks."""
        before = self.grammar.text[self.sentence.span.start : span.start]
        return before.count("“") > before.count("”") or before.count('"') % 2 == 1

    def subjects(self) -> list[Mention]:
        """Mentions that no preposition or contact word governs."""
        return self._subjects

    @cached_property
    def _subjects(self) -> list[Mention]:
        found: list[Mention] = []
        before, predicate = "", False
        objects = self.objects_in_front
        for item in self.chunks:
            code = item.code
            if objects and item.mentions is objects:
                continue
            if code in "NL" and before not in _GOVERNING:
                named = item.mentions[:1] and item.mentions[0].name is not None
                found += item.mentions if named or not predicate else ()
            if code == "i":
                before = "i" if "after-which" in item.lists else ""
            elif code != "x":
                before = code
            predicate = item.text.lower() == _COPULA  # "…, lúc đó là Chủ tịch Hội đồng, ông …"
        return found

    @cached_property
    def objects_in_front(self) -> tuple[Mention, ...]:
        """Whom a clause or adjunct in front ends in that is of somebody else: "Sau khi tiễn ông A, ông …"."""
        comma = next((i for i, c in enumerate(self.chunks[:_CLAUSE]) if c.code == ","), 0)
        clause = self.chunks[:comma]
        goes_on = [c for c in self.chunks[comma + 1 : comma + 2] if c.code == "N"]
        if len(clause) < 2 or not goes_on or clause[-1].code not in "NL":
            return ()
        before = clause[-2].code
        if any(c.code in "NLHQ" for c in clause[:-1]):
            return ()
        met = before == "m" and any(c.trigger is not None for c in clause)  # not "đối với ông A, ông …"
        governed = met or (clause[0].joins == "subordinate" and before in "wVm")
        return clause[-1].mentions if governed or (clause[0].code == before == "i") else ()

    def travellers(self, trigger: Span) -> list[Mention]:
        """Whose visit had the contact at `trigger` in it: "chuyến thăm Ý của A, với cuộc hội đàm …"."""
        found: list[Mention] = []
        visit = False
        for before, item in itertools.pairwise(self.chunks):
            if item.span == trigger:
                return found if before.code in _WITHIN else []
            if before.trigger is not None:
                visit = before.code == "E" and before.trigger.kind is Kind.VISIT
            if visit and before.code == "k" and item.code == "N":
                found += item.mentions
        return []

    def says(self, cls: str) -> bool:
        """Whether the sentence holds a cue of this lexeme class."""
        return cls in self._cues

    def everybody(self) -> Iterator[Mention]:
        """All mentions of the sentence and those inside them ("trợ lý của Tổng thống Putin")."""
        for mention in self._mentions:
            inner: Mention | None = mention
            while inner is not None:
                yield inner
                inner = inner.of

    @cached_property
    def _mentions(self) -> list[Mention]:
        return [m for c in self.chunks for m in c.mentions]

    @cached_property
    def _cues(self) -> frozenset[str | None]:
        return frozenset([c.cls for c in self.chunks])

    def told(self, candidate: Candidate) -> bool:
        """Whether an auxiliary right before the contact word tells it as having happened ("đã", "vừa")."""
        before = [c for c in self.chunks if c.end <= candidate.trigger.start][-4:]
        return any("told-as-done" in c.lists for c in before)

    def before(self, candidate: Candidate) -> str:
        """The words of the chunk right before the contact word, in lower case."""
        told = [c for c in self.chunks if c.end <= candidate.trigger.start]
        return told[-1].text.lower() if told else ""

    def over_line(self, candidate: Candidate) -> bool:
        """Whether a contact went over a line: "nói chuyện … qua đường dây này", "gọi đường dây nóng"."""
        if candidate.kind not in _SPOKEN:
            return False
        over = self.grammar.lists.pattern(_OVER)
        for i, item in enumerate(self.chunks):
            if item.cls == "line":
                beside = 0 <= item.span.start - candidate.trigger.end < _BESIDE
                words = " ".join(c.text.lower() for c in self.chunks[max(0, i - 3) : i])
                if beside or over.search(words):
                    return True
        return False

    def opens(self, candidate: Candidate) -> bool:
        """Whether a contact stands in front of the sentence as its setting: "Trong cuộc hội đàm hôm 14/3, …"."""
        at = next((i for i, c in enumerate(self.chunks) if c.span == candidate.trigger), 0)
        return 0 < at <= _FRONT and self.chunks[at - 1].code == "i"

    def leaves_aside(self, candidate: Candidate) -> bool:
        """Whether a contact is only what another is about or came before: "một ngày trước khi thượng đỉnh mở"."""
        before = [c for c in self.chunks if c.end <= candidate.trigger.start and c.code != "x"]
        joint = before[-1] if before and candidate.noun else None
        earlier = joint is not None and bool(joint.joins) and "apart-in-time" in joint.lists
        return earlier or self.is_topic(candidate)

    def is_topic(self, candidate: Candidate) -> bool:
        """Whether a contact is only what something is about: "chưa có xác nhận nào về một cuộc điện đàm"."""
        before = [c for c in self.chunks if c.end <= candidate.trigger.start]
        joined = (c for c in reversed(before) if c.code not in "xE&" and "or" not in c.lists)
        nearest = next(joined, None)
        return nearest is not None and nearest.code == "a"


class Passages(Sequence[Passage]):
    """The sentences of an article in order, each parsed when it is first asked for."""

    def __init__(self, text: str, sentences: Sequence[Sentence], parse: Callable[[Span], Parse]) -> None:
        self._text = text
        self._sentences = sentences
        self._parse = parse
        self._parsed: dict[int, Passage] = {}

    def __len__(self) -> int:
        return len(self._sentences)

    @overload
    def __getitem__(self, number: int) -> Passage: ...
    @overload
    def __getitem__(self, number: slice) -> list[Passage]: ...
    def __getitem__(self, number: int | slice) -> Passage | list[Passage]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        if number not in self._parsed:
            sentence = self._sentences[number]
            self._parsed[number] = Passage(sentence, self._parse(sentence.span))
        return self._parsed[number]

    def holding(self, word: str) -> Iterator[Passage]:
        """Those in whose text a word or part of one stands."""
        for number, sentence in enumerate(self._sentences):
            if self._text.find(word, *sentence.span) >= 0:
                yield self[number]
