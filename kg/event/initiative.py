"""Who a sentence says sought a contact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.event.frames import Fit
from kg.mention.chunks import Chunk
from kg.mention.mentions import Mention
from kg.model import Kind

_ASKED = re.compile(r"(?P<A>N)[xyzs]*(?P<Q>[nq])[xyzp]*(?P<W>w?)[xyzp]*$")
_SOUGHT = (
    re.compile(r"T.{0,12}?d(?P<A>[NL])[xzw]*n"),
    re.compile(r"T[^|]{0,14}?r(?P<A>[NL])"),
    re.compile(r"^[^|]{0,14}?r(?P<A>[NL])[^|]*T"),
    re.compile(r"d(?P<A>[NL])[xzw]*n[^|]{0,3}T"),
    re.compile(r"[nq]k(?P<A>N)[xz]*a[xz]*T"),
    re.compile(r"T\|(?P<A>N)[xz]*n"),
    re.compile(r"n[xz]*Tk(?P<A>N)"),
)

_NAMED = (
    re.compile(r"[xw]{0,2}(?P<W>[|yw])x*(?P<Q>[nV])[xwz]{0,3}E?[xwz]{0,4}(?P<C>\|)x*(?P<A>N)(?:[,|.]|$)"),
    re.compile(r"[xwN]{0,2}?(?P<A>N)x*(?P<C>\|)x*(?P<W>[|yw])x*(?P<Q>[nV])(?!o?[NLHQ])"),
)


@dataclass(frozen=True, slots=True)
class Initiative:
    """Who sought a contact, if anybody; whether only its wording says so; `several`: each of the second side did."""

    mention: Mention | None = None
    by_wording: bool = False
    several: bool = False


def sought_by(
    chunks: Sequence[Chunk], codes: str, index: int, sides: tuple[tuple[Mention, ...], ...]
) -> Mention | None:
    """Who the sentence says sought the contact: "do X khởi xướng", "theo đề nghị của X", "X yêu cầu cuộc …"."""
    for pattern, start in zip(_SOUGHT, (index, index, 0, 0, 0, index, 0), strict=True):
        match = pattern.search(codes, start)
        if match is not None and not _of_the_next(chunks[index : match.start("A")]):
            return chunks[match.start("A")].mentions[0]
    asked = _ASKED.search(codes[:index])
    soon = asked is not None and (not asked["W"] or "promptly" in chunks[asked.start("W")].lists)
    if asked is not None and soon:
        cue = chunks[asked.start("Q")]
        first = not sides or chunks[asked.start("A")].mentions == sides[0]
        entry = chunks[index].trigger
        called = entry is not None and entry.kind is Kind.PHONE_CALL
        idle = sides and cue.text.lower() == "chủ động" and not called
        if "asking-for" in cue.lists and first and not idle:
            return chunks[asked.start("A")].mentions[0]
    return None


def _of_the_next(between: Sequence[Chunk]) -> bool:
    """Whether another contact is told with "nhưng" before who sought it: "hủy chuyến thăm A nhưng gọi B theo …"."""
    but = next((i for i, c in enumerate(between) if "adversative" in c.lists), len(between))
    return any(c.trigger is not None for c in between[but:])


def named_as_seeking(chunks: Sequence[Chunk]) -> Mention | None:
    """Who a sentence says it was that called or asked: "Người chủ động gọi là X", "Chính X là bên đề nghị"."""
    codes = "".join(c.code for c in chunks)
    for pattern in _NAMED:
        match = pattern.match(codes)
        if match is None or chunks[match.start("C")].text.lower() != "là":
            continue
        deed = chunks[match.start("Q")]
        call = deed.trigger is not None and deed.trigger.kind is Kind.PHONE_CALL and not deed.trigger.weak
        if "one-who" in chunks[match.start("W")].lists and (
            deed.code == "n" or "asking-for" in deed.lists or call
        ):
            return chunks[match.start("A")].mentions[0]
    return None


def sought_in(fit: Fit, sides: tuple[tuple[Mention, ...], ...]) -> Initiative:
    """Who sought the contact that a frame found: who is said to, or the one whom the frame or the word makes so."""
    if fit.has("sought-by-second"):
        return Initiative(fit.second[0])
    if fit.has("sought-by-first"):
        return Initiative(sides[0][0])
    said = sought_by(fit.chunks, fit.codes, fit.focus, sides)
    if said is not None or len(sides) != 2:
        return Initiative(said)
    if fit.has("sent") and fit.noun:
        turned = fit.b >= 0 and sides[0] == fit.second  # of several senders each is told of by himself
        return Initiative(sides[turned][0], True, turned)
    before = next((c for c in reversed(fit.chunks[: fit.focus]) if c.code != "x"), None)
    trigger = fit.chunks[fit.focus].trigger
    met = trigger is not None and trigger.kind is not Kind.VISIT
    if before is not None and "accepting-from" in before.lists and fit.verb and met:
        return Initiative(sides[1][0])  # "nhận lời gặp B"
    seeking = trigger.initiator if trigger is not None else None
    verbal = fit.verb or (trigger is not None and trigger.cls == "counted")
    if seeking is None or not verbal or fit.has("abreast"):
        return Initiative()
    turned = (fit.b >= 0 and sides[0] == fit.second) is not fit.has("received")
    by_subject = seeking == "subject"
    return Initiative(sides[0 if by_subject is not turned else 1][0], True, turned and by_subject)
