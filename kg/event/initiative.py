"""Who a sentence says sought a contact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.event.frames import Fit
from kg.mention.chunks import Chunk
from kg.mention.mentions import Mention

_ASKED = re.compile(r"(?P<A>N)[xyzs]*(?P<Q>[nq])[xyzp]*$")
_SOUGHT = (
    re.compile(r"T.{0,12}?d(?P<A>[NL])[xzw]*n"),
    re.compile(r"T[^|]{0,14}?r(?P<A>[NL])"),
    re.compile(r"^[^|]{0,14}?r(?P<A>[NL])[^|]*T"),
    re.compile(r"d(?P<A>[NL])[xzw]*n[^|]{0,3}T"),
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
    for pattern, start in zip(_SOUGHT, (index, index, 0, 0), strict=True):
        match = pattern.search(codes, start)
        if match is not None:
            return chunks[match.start("A")].mentions[0]
    asked = _ASKED.search(codes[:index])
    if asked is not None:
        cue = chunks[asked.start("Q")]
        first = not sides or chunks[asked.start("A")].mentions == sides[0]
        if "asking-for" in cue.lists and first and not (sides and cue.text.lower() == "chủ động"):
            return chunks[asked.start("A")].mentions[0]
    return None


def sought_in(fit: Fit, sides: tuple[tuple[Mention, ...], ...]) -> Initiative:
    """Who sought the contact that a frame found: who is said to, or the one whom the frame or the word makes so."""
    if fit.has("sought-by-second"):
        return Initiative(sides[1][0])
    if fit.has("sought-by-first"):
        return Initiative(sides[0][0])
    said = sought_by(fit.chunks, fit.codes, fit.focus, sides)
    if said is not None or len(sides) != 2:
        return Initiative(said)
    if fit.has("sent") and fit.noun:
        return Initiative(sides[0][0], by_wording=True)
    trigger = fit.chunks[fit.focus].trigger
    seeking = trigger.initiator if trigger is not None else None
    verbal = fit.verb or (trigger is not None and trigger.cls == "counted")
    if seeking is None or not verbal or fit.has("abreast"):
        return Initiative()
    turned = (fit.b >= 0 and sides[0] == fit.second) is not fit.has("received")
    by_subject = seeking == "subject"
    return Initiative(sides[0 if by_subject is not turned else 1][0], True, turned and by_subject)
