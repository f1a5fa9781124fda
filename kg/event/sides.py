"""Which mentions around a contact word are its parties, and on which side of the contact each stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.event.frames import Fit
from kg.knowledge.wordlists import WordLists
from kg.mention.chunks import Chunk
from kg.mention.mentions import Mention
from kg.model import Kind

_SEVERALLY = r"\b{severally}\b"
_WITH = re.compile(r"T[xzqwil]{0,5}mx*(?P<B>[NL])")
_OTHER_END = re.compile(r"T[xwz]*\|[xwz]*(?P<B>[NL])")
_AT_ONCE = re.compile(r"T[x]*(?P<B>[NL])")
_OBJECT = re.compile(r"T[xzqw]*[mk](?P<B>[NLHQ])")
_SUBJECT = re.compile(r"[xzqwil]{0,7},[xz]*(?P<A>[NLHQ])")


def sides_of(fit: Fit, kind: Kind) -> tuple[tuple[Mention, ...], ...]:
    """The parties of a match by side: those of A and of B, or each of a list that had a contact with one another."""
    if fit.b < 0:
        return tuple((m,) for m in fit.first)
    first, second = fit.first, fit.second
    if fit.has("copula"):
        return (first, second)
    if fit.has("sought-by-second") and (first[0].head == "pair" or len({m.body for m in first} - {None}) > 1):
        return tuple((m,) for m in first)  # "A và B …, trong cuộc điện đàm do phía B đề nghị"
    trigger = fit.chunks[fit.focus].trigger
    if trigger is not None and trigger.valency == "sign":
        return tuple((m,) for m in (*first, *second))  # "A ký cùng B và C": all of them together
    first = unaccompanied(first, fit.lists)
    each = kind in (Kind.VISIT, Kind.MESSAGE) and all(m.head == first[0].head for m in first)
    together = kind is Kind.VISIT and first[-1].span.end <= fit.chunks[fit.focus].start
    if len(second) == 1 and not together and (len(first) > 2 or (each and len(first) > 1)):
        return (
            second,
            first,
        )  # "A, B và C gặp D": contacts of their own; who travel in a list travel together
    if _severally(fit.chunks[fit.match.start() : fit.end], fit.lists) and len(second) == 1 < len(first):
        return (second, first)
    return (first, second)


def _severally(chunks: Sequence[Chunk], lists: WordLists) -> bool:
    """Whether "lần lượt" or "riêng" says that the members of a list had contacts of their own."""
    return any(lists.pattern(_SEVERALLY).search(c.text.lower()) for c in chunks if not c.mentions)


def unaccompanied(side: tuple[Mention, ...], lists: WordLists) -> tuple[Mention, ...]:
    """The parties of a side without the delegation that goes with a person: "Thủ tướng và Đoàn đại biểu …"."""
    retinue = lists.pattern("{retinue}")
    alone = tuple(m for i, m in enumerate(side) if i == 0 or not retinue.match(m.text.lower()))
    return alone if alone and alone[0].head == "person" else side


def partner(chunks: Sequence[Chunk], codes: str, index: int, valency: str) -> Mention | None:
    """The other party of a contact whose first party the sentence leaves out: "cuộc điện đàm với B kéo dài …"."""
    if valency == "other-end":
        ends = _OTHER_END.match(codes, index)
        return chunks[ends.start("B")].mentions[0] if ends is not None else None
    if valency not in ("mutual", "direct"):
        return None
    found = _WITH.match(codes, index)
    if found is None and valency == "direct" and chunks[index].code == "V":
        found = _AT_ONCE.match(codes, index)
    return chunks[found.start("B")].mentions[0] if found is not None else None


def near_noun(chunks: Sequence[Chunk], codes: str, index: int) -> tuple[Mention, ...]:
    """Mentions that stand with an event noun whose parties no frame gave: its subject or its object."""
    near: list[Mention] = []
    right = _OBJECT.match(codes, index)
    if right is not None:
        near += chunks[right.start("B")].mentions
    subject = _SUBJECT.match(codes, index + 1)
    if subject is not None:
        near += chunks[subject.start("A")].mentions
    return tuple(near)


def listed_with(mention: Mention, chunks: Sequence[Chunk]) -> list[Mention]:
    """The other members of the list that a mention opens."""
    return next(([*c.mentions[1:]] for c in chunks if c.mentions and c.mentions[0] is mention), [])
