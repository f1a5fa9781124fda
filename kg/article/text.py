"""Text structure: lines and their class, sentences, words; everything as spans of the article's text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from kg.model import Span


class LineClass(StrEnum):
    """What a line is in a news page; only headlines, body lines and captions report contacts."""

    HEADLINE = "headline"
    BODY = "body"
    CAPTION = "caption"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that can report contacts: where it is, its number, and what sort of line it is."""

    span: Span
    number: int
    line_class: LineClass


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: where it is, the number of its line, and what sort of line that is."""

    span: Span
    line: int
    line_class: LineClass


# A date such as 12/7; initials such as J. or W.E.B.; a word; a punctuation mark.
_WORD = re.compile(
    r"\d++(?:[/.\-–]\d++)++"
    r"|(?:\w++[’'.\-–])*\b"
    r"(?:[A-ZĐ]|(?:Gi|Kh|Ngh?|Nh|Ph|Qu|Th|Tr|Ch)(?=\.(?:$| |[A-ZĐÁÀÂĂÉÊÍÓÔƠÚƯÝ])))\."
    r"|\w++(?:[’'\-]\w++)*+"
    r"|[^\w\s]"
)

# Words after which a full stop does not end a sentence.
_ABBREVIATIONS = frozenset(
    [
        "TP",
        "Tp",
        "TS",
        "Ts",
        "PGS",
        "GS",
        "Th",
        "ThS",
        "Ch",
        "Gi",
        "Kh",
        "Ng",
        "Ngh",
        "Nh",
        "Ph",
        "Qu",
        "BS",
        "KS",
        "LS",
        "Ths",
        "TSKH",
        "VS",
        "TTg",
        "TW",
        "Dr",
        "Mr",
        "Mrs",
        "Ms",
        "St",
        "Jr",
        "Sr",
        "No",
        "Tr",
        "Q",
        "P",
        "H",
    ]
)
# A stop at the end of a paragraph that a page glued to the next one has no space behind it.
_GLUED = r"[\"'“‘«(\[]*(?!(?:Com|Net|Org|Vn)\b)(?:[A-ZĐÀ-Ỹ][a-zđà-ỹ]|[A-ZĐ]{2,}\b)"
_END = re.compile(rf"[.!?…]+[\"'”’»)\]]*(?=\s|$|{_GLUED})")
# A syllable or a number, no abbreviation.
_WHOLE = re.compile(r"(?!(?:Gi|Qu)$).+[aeiouyà-ỹăươ\d]|[aeiouyà-ỹăươ].")
_OPENING = re.compile(r"\s*[\"'“‘«(\[]*(.?)")

# In lower case: "Ảnh minh họa: …", "Nguồn ảnh: …", "… (Ảnh: …", "… - Ảnh Reuters".
_CREDIT = re.compile(r"\bảnh(?:(?: minh họa| tư liệu)?\s*:|\s*$)|(?:\(|- )ảnh\b")
# What follows is no more of the article: words about it, comments of readers.
_TAIL = re.compile(
    r"^(?:video đang được xem nhiều.{0,40}|tags?\s*:.*|từ khóa\s*:.*|chủ đề\s*:.*|bình luận(?: \(\d+\))?)\s*:?$",
    re.I,
)
# A list of other articles follows. Pages put it at the end, or between two paragraphs.
_LIST = re.compile(
    r"^(?:tin mới|đọc tiếp|tin liên quan|bài liên quan|tin cùng chuyên mục|có thể bạn quan tâm"
    r"|tin nên đọc|cùng chuyên mục|tin khác)\s*:?$",
    re.I,
)
# A paragraph: of some length, and ended as a sentence is. Lists have headlines, at most with one paragraph to each.
_PARAGRAPH = re.compile(r".{80,}[.!?…][\"'”’»)\]]*$", re.S)
# Lines that point elsewhere; the article goes on after them.
_POINTER = re.compile(r"^(?:>{1,3}|(?:xem|đọc) thêm\s*:?|mời (?:quý )?(?:độc giả|bạn đọc))", re.I)
_POINTER_LENGTH = 200  # characters; a longer line is the article itself, run on to a pointer
_MARKED = re.compile(r"[à-ỹÀ-ỸăđơưĂĐƠƯ]")
_SOURCE_LINE = re.compile(r"^\(?(?:theo|nguồn)\b[^.!?]{0,60}\)?$|^nguồn[^:]{0,40}:\s*https?://\S+$", re.I)
# What tails, pointers and source lines begin with.
_APART = frozenset("bcđmntvxBCĐMNTVX>(")


def lower(text: str) -> str:
    """Lower case of the same length as `text`, so that offsets hold (a few letters are left as they are)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@lru_cache(maxsize=4096)
def without_marks(text: str) -> str:
    """`text` in lower case without diacritics, đ as d."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def words(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Words and punctuation marks of text[start:end]; dates such as 12/7 and initials such as J. are one word."""
    return _WORD.finditer(text, start, end)


def classify(line: str, first: bool) -> LineClass:
    """Class of a line, from its own wording alone."""
    stripped = line.strip()
    if not stripped or (stripped[0] in _APART and _SOURCE_LINE.match(stripped)):
        return LineClass.FURNITURE
    if len(stripped) < 400 and "ảnh" in (lowered := stripped.lower()) and _CREDIT.search(lowered):
        return LineClass.CAPTION
    if len(stripped) > 24 and not _MARKED.search(stripped):
        return LineClass.FURNITURE  # an unaccented caption line repeats the headline without its marks
    if first:
        return LineClass.HEADLINE
    return LineClass.BODY


def lines(text: str) -> tuple[Line, ...]:
    """The lines of an article but its furniture, without lists of other articles and what follows the article."""
    found: list[Line] = []
    listed: list[Line] | None = (
        None  # the paragraphs of a list that are perhaps the article's, which then goes on
    )
    position, enough = 0, 2  # so many paragraphs after a list are the article's
    for number, line in enumerate(text.split("\n")):
        start = position
        position += len(line) + 1
        stripped = line.strip()
        if not stripped:
            continue
        if stripped[0] in _APART:
            if _POINTER.match(stripped) and len(stripped) < _POINTER_LENGTH:
                continue
            tail = _TAIL.match(stripped) is not None
            if tail and any(told.line_class is LineClass.BODY for told in found):
                break
            if tail or _LIST.match(stripped):  # "Tags: …" can stand right under the headline
                listed, enough = ([] if found else None), (1 if tail else 2)
                continue
        line_class = classify(line, first=not found)
        if line_class is LineClass.FURNITURE:
            continue
        if not found and len(line) > 160:
            line_class = LineClass.BODY
        told = Line(Span(start, start + len(line)), number, line_class)
        if listed is None:
            found.append(told)
        elif _PARAGRAPH.match(stripped) and line_class is LineClass.BODY:
            listed.append(told)
            if len(listed) >= enough:
                found += listed
                listed = None
        elif line_class is LineClass.BODY:
            listed = []
    return tuple(found)


def sentences(text: str) -> list[Sentence]:
    """The sentences of an article in order."""
    return [
        Sentence(span, line.number, line.line_class)
        for line in lines(text)
        for span in split(text, line.span)
    ]


def sentences_at(text: str, offsets: Sequence[int]) -> Iterator[Span]:
    """The sentences that hold the offsets, which are in order, whatever their lines are."""
    end = -1
    for offset in offsets:
        if offset < end:
            continue
        start = text.rfind("\n", 0, offset) + 1
        end = text.find("\n", offset)
        end = len(text) if end < 0 else end
        for span in split(text, Span(start, end)):
            at = bisect_left(offsets, span.start)
            if at < len(offsets) and offsets[at] < span.end:
                yield span


def split(text: str, span: Span) -> list[Span]:
    """Sentence spans of one line: a stop before a capital ends a sentence, before a space and a digit too."""
    found: list[Span] = []
    start = span.start
    for match in _END.finditer(text, span.start, span.end):
        end = match.end()
        if end < span.end and not _ends(text, match, span):
            continue
        found.append(Span(start, end))
        start = end
    if start < span.end:
        found.append(Span(start, span.end))
    return [trimmed for s in found if (trimmed := _trim(text, s)).start < trimmed.end]


_NAMES_OF_ONE = "ÁÝ"  # Asia and Italy, no initials


def _ends(text: str, match: re.Match[str], line: Span) -> bool:
    opening = _OPENING.match(text, match.end(), line.end)
    following = opening.group(1) if opening is not None else ""
    if following and not (following.isupper() or following.isdigit() or following in "-–"):
        return False
    if match.group()[0] != ".":
        return True
    start = match.start()
    while start > line.start and text[start - 1].isalnum():
        start -= 1
    word = text[start : match.start()]
    glued = match.end() < line.end and not text[match.end()].isspace()
    if glued and word and match.end() == match.start() + 1 and not _WHOLE.search(word):
        return False
    return not (word in _ABBREVIATIONS or (len(word) == 1 and word.isupper() and word not in _NAMES_OF_ONE))


def _trim(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
