"""Who says so: the sources that a sentence names for what it reports, and the agencies of an article.

The words (``lexicons/sources.ttl``) and the media (``register/media.ttl``) are data. A sentence is read into items
of one code each, over which patterns are matched: a source before its verb ("Điện Kremlin cho biết …", "…, Lầu
Năm Góc thông báo."), a source after "theo", and a medium that quotes another source ("Reuters dẫn lời …").
Whose word it is that two leaders spoke says nothing about who spoke: a source is never a party for being one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from kg.article.text import lower
from kg.date.expressions import DateExpr
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.tokens import Entry, Token
from kg.knowledge.wordlists import WordLists
from kg.mention.grammar import Grammar
from kg.mention.mentions import Mention
from kg.model import AttributionType, Span


@dataclass(frozen=True, slots=True)
class Source:
    """A source as a sentence words it, before it is known who that is.

    `type` is what the wording alone tells, None where it names an actor (`mention`) whose standing must be found out.
    `scope` is the stretch of the text that it vouches for.
    """

    wording: str
    span: Span
    scope: Span
    type: AttributionType | None
    mention: Mention | None = None
    medium: str | None = None
    via: Source | None = None


# Codes: v asserting verb, t according to, d quoting, U unnamed, a anonymous, D document, J joint document, o outlet,
# P press, X observer, i interview, M medium, N mention, W capitalised word, z date, k of, c that, b passive,
# g preposition that governs what follows, T contact word, n negation, x light word, w other word, comma, ( ) - : and
# | (clause boundary).
_BY_CLASS = (
    ("medium", "M"), ("joint-document", "J"), ("anonymous", "a"), ("unnamed", "U"), ("press-source", "P"),
    ("observer", "X"), ("quoting", "d"), ("interview", "i"), ("asserting", "v"), ("according", "t"),
    ("document", "D"), ("outlet", "o"),
)  # fmt: skip
_MARKS = {",": ",", "(": "(", ")": ")", ";": "|", ":": ":", "|": "|", "–": "-", "—": "|", "-": "-"}
_TELLING = frozenset(("asserting", "according", "quoting", "interview"))

_OUTLET = r"(?:o+(?:M|W+|N)|M)(?:\(N\)|k?N)?"
_UNNAMED = r"Ua?(?:[wxk]{0,4}?[NM])?(?:[wxkN]{0,8}?a|[wx]{1,4}(?=[,)]))?"
_CORE = rf"(?:{_OUTLET}|{_UNNAMED}|P(?:k?N|[wx]{{1,2}})?|X[wx]{{0,3}}N?|N(?:[wx]{{0,3}}a)?)"
_NP = rf"(?:J|D+[kwxz]{{0,4}}{_CORE}|{_CORE})"
_NP_OR_PAPER = rf"(?:{_NP}|D+)"
_BESIDE = r"(?:[xzwk]|\([^)]{0,6}\)){0,7}"
_APPOSITION = r"(?:,[^,|tvdnT]{1,12}(?P<closed>,)?)?"
_SETTING = r"(?:g[^,|vtTnN]{1,7})?"
_ACCORDING = re.compile(rf"t[wx]{{0,2}}(?P<np>{_NP_OR_PAPER})")
_SUBJECT = re.compile(
    rf"(?P<np>{_NP_OR_PAPER}){_APPOSITION}{_BESIDE}{_SETTING}(?:b(?P<through>{_OUTLET})d{_BESIDE})?(?P<verb>v|i(?=[wx]{{0,2}}[oMP]))"
)
_QUOTING = re.compile(rf"(?P<via>{_CORE}){_BESIDE}d[wx]{{0,2}}(?P<np>{_NP_OR_PAPER})")
_PASSED_ON = re.compile(rf"t[wx]{{0,2}}(?P<np>{_NP})[|bwx]{{0,2}}(?P<via>{_OUTLET})d")
_QUOTED_FIRST = re.compile(rf"(?:^|[,|(])d[wx]{{0,2}}(?P<np>{_NP})")
_INTERVIEW = re.compile(rf"i[wxk]{{0,3}}(?P<via>{_OUTLET})")
_AT_END = re.compile(r"[zwxPM]{0,6}[)]?$")
_GOVERNED = frozenset("kgtd")
_SENTENCE_OPENS = frozenset(",|(:")


class _Item(NamedTuple):
    code: str
    span: Span
    mention: Mention | None = None
    medium: str | None = None


def sources(
    grammar: Grammar, lowered: str, sentence: Span, dates: Sequence[DateExpr], lexicon: Lexicon
) -> tuple[Source, ...]:
    """The sources that a sentence names, in the order in which they stand."""
    text = grammar.text
    words = lexicon.source_words(text, lowered, sentence)
    if not any(e.cls in _TELLING for _, es in words.values() for e in es):
        return ()
    items = _items(grammar, sentence, dates, words)
    codes = "".join(item.code for item in items)
    lists = grammar.lists
    found = [*_quoted(text, items, codes, lists), *_named(text, items, codes, sentence, lists)]
    return tuple(_merged(sorted(found, key=lambda s: (s.span, -s.span.end))))


def for_contact(found: Sequence[Source], trigger: Span) -> Source | None:
    """The source of what is told at `trigger`: the innermost that vouches for it, through the medium around it."""
    over = [s for s in found if trigger.within(s.scope) and not _overlap(s.span, trigger)]
    told = [s for s in over if s.type is not AttributionType.MEDIA]
    media = [s for s in over if s.type is AttributionType.MEDIA]
    if not told:
        return max(media, key=_narrow, default=None)
    best = max(told, key=_narrow)
    if best.via is None and media:
        best = replace(best, via=max(media, key=_narrow))
    return best


def _narrow(source: Source) -> tuple[int, int]:
    return -(source.scope.end - source.scope.start), source.span.start


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


# -- reading a sentence ---------------------------------------------------------------------------------


def _items(
    grammar: Grammar,
    sentence: Span,
    dates: Sequence[DateExpr],
    words: dict[int, tuple[int, tuple[Entry, ...]]],
) -> list[_Item]:
    tokens = grammar.tokens
    items: list[_Item] = []
    i, reached = 0, sentence.start
    while i < len(tokens):
        token, start = tokens[i], grammar.starts[i]
        if start < reached:
            i += 1
            continue
        date = next((d for d in dates if d.span.start <= start < d.span.end), None) if dates else None
        if date is not None:
            items.append(_Item("z", date.span))
            reached = date.span.end
            continue
        word = None
        if start in words:
            of = grammar.listed(i + 1, "source-owner")
            word = _source_word(words[start], start, token, items, of)
        named = grammar.mention(i)
        if named is not None and (word is None or _tells_who(word, named[0])):
            items.append(_Item("N", named[0].span, named[0]))
            i, reached = i + 1, named[0].span.end  # what stands in brackets after it is read
            continue
        if word is not None:
            items.append(word)
            reached = word.span.end
            continue
        items.append(_Item(_plain(token), grammar.span(i, i + 1)))
        i += 1
    return items


def _tells_who(word: _Item, mention: Mention) -> bool:
    """Whether a mention says more than the word that it begins with: a name, or somebody spoken of before."""
    if word.code not in "UD":
        return False
    return mention.name is not None or mention.head == "pronoun"


def _source_word(
    word: tuple[int, tuple[Entry, ...]], start: int, token: Token, before: Sequence[_Item], of: bool
) -> _Item | None:
    """The item of a word that says who says so; `of`: what follows it says whose it is."""
    end, entries = word
    classes = {e.cls: e for e in entries}
    span = Span(start, end)
    if "guarded-medium" in classes and before and before[-1].code == "o":
        return _Item("M", span, medium=classes["guarded-medium"].key)
    if "medium" in classes:
        return _Item("M", span, medium=classes["medium"].key)
    if end < start + token.size:
        if "asserting" not in classes or not token.has("speech", "refusal"):
            return None  # part of a longer word: the "nói" of "nói chuyện"
        span = Span(start, start + token.size)
    code = next((code for cls, code in _BY_CLASS if cls in classes), None)
    if code is None:
        return None
    if code in "vd" and "document" in classes and (of or (before and before[-1].code in "tdgD")):
        code = "D"  # "theo tuyên bố của …"
    return _Item(code, span)


@lru_cache(maxsize=16_384)  # tokens are shared between the places where they stand
def _plain(token: Token) -> str:
    if token.text in _MARKS:
        return _MARKS[token.text]
    if not token.text[0].isalnum():
        return "w"
    if "source-preposition" in token.lists:
        return "k"
    if token.lowered == "rằng":
        return "c"
    if token.lowered == "được":
        return "b"
    if token.has("negation"):
        return "n"
    if "before-telling" in token.lists:
        return "x"
    if token.has("clause"):
        return "|"
    if token.has("verb", "noun"):
        return "T"
    if token.has("light"):
        return "x"
    if token.has("with", "to", "in", "about", "between", "from", "by"):
        return "g"
    return "W" if token.capital and token.lexeme is None else "w"


# -- patterns -------------------------------------------------------------------------------------------


def _quoted(text: str, items: Sequence[_Item], codes: str, lists: WordLists) -> Iterator[Source]:
    """Sources that a medium quotes: "Reuters dẫn lời một quan chức", "Dẫn lời ông A, AFP đưa tin"."""
    scope = Span(items[0].span.start, items[-1].span.end)
    for match in _QUOTING.finditer(codes):
        via = _source(text, items, match.span("via"), scope, lists)
        if via.type is AttributionType.MEDIA:
            yield replace(_source(text, items, match.span("np"), scope, lists), via=via)
    for match in _PASSED_ON.finditer(codes):
        via = _source(text, items, match.span("via"), scope, lists)
        yield replace(_source(text, items, match.span("np"), scope, lists), via=via)
    for match in _QUOTED_FIRST.finditer(codes):
        yield _source(text, items, match.span("np"), scope, lists)


def _named(
    text: str, items: Sequence[_Item], codes: str, sentence: Span, lists: WordLists
) -> Iterator[Source]:
    interview = _INTERVIEW.search(codes)
    for match in _ACCORDING.finditer(codes):
        before = codes[: match.start()]
        opens = not before.strip("wx") or before[-1] in _SENTENCE_OPENS
        source = _source(text, items, match.span("np"), sentence, lists)
        if opens or source.type in (AttributionType.MEDIA, AttributionType.JOINT, AttributionType.ANONYMOUS):
            yield source
    position = 0
    while (said := _SUBJECT.search(codes, position)) is not None:
        match, position = said, said.start() + 1
        if _governed(items, codes, match.start()) or not _apposed(items, codes, match):
            continue
        position = match.end()
        verb = match.start("verb")
        if _at_contact(items, codes, match.start(), text, lists):
            continue
        if _tells_somebody(codes, items, text, verb, lists):
            continue
        source = _source(text, items, match.span("np"), sentence, lists)
        at_end = _AT_END.match(codes, verb + 1) is not None
        scope = (
            Span(sentence.start, source.span.start) if at_end else Span(items[verb].span.end, sentence.end)
        )
        via = match.span("through") if match["through"] else interview.span("via") if interview else None
        passed_on = _source(text, items, via, scope, lists) if via is not None else None
        if set(match["np"]) == {"D"} and passed_on is None:
            continue  # "Thông tin cho biết": nobody's
        yield replace(
            source, scope=scope, via=passed_on if source.type is not AttributionType.MEDIA else None
        )


def _governed(items: Sequence[_Item], codes: str, at: int) -> bool:
    """Whether what begins at an item belongs to the word before it: "Hội hữu nghị Việt Nam - Ấn Độ cho biết"."""
    before = codes[at - 1] if at else ""
    mention = items[at].mention
    bare = mention is not None and mention.head == "body"
    joined = codes[max(0, at - 2) : at] == "N-"
    return before != "" and (joined or before in _GOVERNED or (bare and before in "wWNT"))


def _at_contact(items: Sequence[_Item], codes: str, at: int, text: str, lists: WordLists) -> bool:
    """Whether somebody speaks at a contact told before: "Tại cuộc gặp, ông A nhấn mạnh …"; not after it."""
    return "T" in codes[:at] and items[0].span.slice(text).lower() in lists["at-contact"]


def _apposed(items: Sequence[_Item], codes: str, match: re.Match[str]) -> bool:
    """Whether what stands between a comma after the source and its verb is a role of that source."""
    at = match.end("np")
    if match["closed"] or codes[at : at + 1] != ",":
        return True
    mention = items[at + 1].mention
    return mention is not None and mention.head == "role" and mention.name is None


def _tells_somebody(codes: str, items: Sequence[_Item], text: str, verb: int, lists: WordLists) -> bool:
    """Whether a verb of saying tells of a contact: "nói với ông B", not "nói với Reuters" or "nói với báo chí"."""
    after = codes[verb + 1 : verb + 4]
    if not after.startswith("g") or verb + 1 >= len(items):
        return False
    preposition = items[verb + 1].span.slice(text).lower()
    return preposition in lists["telling-whom"] and bool(re.match(r"g[wx]?N", after))


def _source(text: str, items: Sequence[_Item], at: tuple[int, int], scope: Span, lists: WordLists) -> Source:
    """The source that the items [start, end) word."""
    start, end = at
    inside = items[start:end]
    codes = "".join(item.code for item in inside)
    opening = items[start - 1].span if start and _counts(items[start - 1], text, lists) else inside[0].span
    stretch = text[opening.start : inside[-1].span.end].rstrip(" ,;:")
    span = Span(opening.start, opening.start + len(stretch))
    mention = next((item.mention for item in inside if item.mention is not None), None)
    medium = next((item.medium for item in inside if item.medium is not None), None)
    kind: AttributionType | None = None
    if "J" in codes:
        kind = AttributionType.JOINT
    elif "U" in codes or "a" in codes:
        kind = AttributionType.ANONYMOUS
    elif "M" in codes or "o" in codes or "P" in codes:
        kind = AttributionType.MEDIA
    elif "X" in codes or mention is None:
        kind = AttributionType.OTHER
    outlet = kind is AttributionType.MEDIA
    return Source(
        span.slice(text), span, scope, kind, None if outlet else mention, medium if outlet else None
    )


def _counts(item: _Item, text: str, lists: WordLists) -> bool:
    return item.span.slice(text).lower() in lists["before-source"]


def _merged(found: Sequence[Source]) -> list[Source]:
    """Each source once: the same words told of in two ways keep what both tell."""
    out: list[Source] = []
    for source in found:
        same = next((i for i, s in enumerate(out) if _overlap(s.span, source.span)), None)
        if same is None:
            out.append(source)
            continue
        old = out[same]
        wider = old.scope if old.scope.start <= source.scope.start else source.scope
        out[same] = replace(old, scope=wider, via=old.via or source.via)
    vias = {s.via.span for s in out if s.via is not None}
    return [s for s in out if s.span not in vias or s.type is not AttributionType.MEDIA]


# -- the article's own source ---------------------------------------------------------------------------

_DATELINE = re.compile(r"\(?(?P<by>[^()\n]{2,40}?)\)?\s*[-–—]\s?\S")
_CREDIT = r"(?:^|\()\s*(?P<says>(?i:{credit})\b\s*:?)?(?P<by>[^()]{2,80})\)?\s*(?:\.|/|\./\.)?\s*$"
_TAIL, _LONG = 4, 100  # lines at the end in which a credit stands, and how long such a line is at most


def agencies(text: str, lowered: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Ids of the media that an article itself names as where its text is from, sorted.

    A dateline ("(TTXVN) - …", "VOV.VN - …") or a credit at the end ("Theo AFP", "(Theo Reuters, AP)").
    """
    places = list(re.finditer(r"[^\n]*\S[^\n]*", text))
    found: set[str] = set()
    pictured = lexicon.lists.pattern("{picture}")
    for line in places[:2]:
        opening = _DATELINE.match(text, line.start(), line.end())
        if opening is not None:
            found.update(_only_media(text, lowered, Span(*opening.span("by")), lexicon))
    for line in places[-_TAIL:]:
        long = line.end() - line.start() > _LONG
        if long and "(" not in line.group():
            continue
        credit = lexicon.lists.pattern(_CREDIT).search(line.group())
        if credit is None or (long and "(" not in credit.group()) or pictured.search(lower(credit.group())):
            continue
        start, end = (line.start() + offset for offset in credit.span("by"))
        if credit["says"] or "(" in credit.group() or line is places[-1]:
            found.update(_only_media(text, lowered, Span(start, end), lexicon))
    return tuple(sorted(found))


_JOINING = r"[\s,/&.:;-]|{beside-media}"


def _only_media(text: str, lowered: str, span: Span, lexicon: Lexicon) -> list[str]:
    """The media in a stretch that holds nothing but media; none where other words stand beside them."""
    found, rest, position = [], "", span.start
    for start, (end, entries) in sorted(lexicon.source_words(text, lowered, span).items()):
        medium = next((e for e in entries if e.cls in ("medium", "guarded-medium")), None)
        if medium is not None:
            found.append(medium.key)
            rest += text[position:start]
            position = end
    rest += text[position : span.end]
    return found if not lexicon.lists.pattern(_JOINING).sub("", lower(rest)) else []
