"""People who are counted first and then named one by one: "ba người đồng cấp: A, B và C"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.date.numerals import NUMBERS
from kg.mention.chunks import Chunk, named_only
from kg.mention.mentions import Mention
from kg.model import Span

_PEOPLE = ("person", "role", "counterpart", "name")
_SEVERAL = ("role", "counterpart", "group")
_BETWEEN = 6  # chunks between those who are counted and the colon: "châu Âu", "chủ chốt còn lại"
_NAMELY = (":", "là")
_STATES = "nước"


def _introduces(item: Chunk) -> bool:
    """Whether a chunk says that those follow who were counted: a colon, "là", "gồm"."""
    return item.code == "u" or item.text.lower() in _NAMELY


def of_states(chunks: list[Chunk]) -> list[Chunk]:
    """Read names in an enumeration with the states told behind them: "…: A của Trung Quốc, B của Hàn Quốc"."""
    first = next((i for i, c in enumerate(chunks) if _introduces(c)), len(chunks))
    out = list(chunks)
    for i in range(len(out) - 3, first, -1):
        if [c.code for c in out[i : i + 3]] != ["N", "k", "N"]:
            continue
        person, of, state = out[i : i + 3]
        if state.mentions[0].head == "body" and named_only(person.mentions[0]):
            span, text = Span(person.start, state.end), f"{person.text} {of.text} {state.text}"
            whole = replace(
                person.mentions[0], span=span, text=text, head="person", body=state.mentions[0].body
            )
            out[i : i + 3] = [Chunk("N", *span, text, (whole,))]
    return out


def enumerated(chunks: list[Chunk]) -> list[Chunk]:
    """Put those who are named in the place of the words that count them."""
    out = list(chunks)
    for i in range(len(out) - 2, 0, -1):
        if i + 1 >= len(out) or out[i + 1].code != "L":
            continue
        comma = out[i].code == "," and (i + 2 == len(out) or out[i + 2].code in ",|")
        if not (comma or _introduces(out[i])):
            continue
        members = out[i + 1]
        circle = out[i].code == "u" and out[i - 1].code == "N" and _of_circle(out[i - 1].mentions[0])
        counted = (i - 1, i - 1) if circle else _counted(out, i, len(members.mentions))
        people = counted and _people(out[counted[1]], members)
        if counted and people:
            text = " ".join(m.text for m in people)
            out[counted[0] : i + 2] = [Chunk("L", members.start, members.end, text, people)]
    return out


def _counted(chunks: Sequence[Chunk], end: int, size: int) -> tuple[int, int] | None:
    """Where the words begin that count so many people before chunk `end`, and where these people stand.

    Before a colon, "các" and the like may stand for the number.
    """
    at = end - 1
    while at > 0 and end - at <= _BETWEEN and (chunks[at].code in "wxOil" or _region(chunks, at)):
        at -= 1
    several = chunks[at]
    if several.code == "Q":
        words = several.text.lower().removeprefix("cả ").split()
        return (at, at) if _number(words[0]) == size else None
    if (
        several.code != "N"
        or several.mentions[0].name is not None
        or several.mentions[0].head not in _SEVERAL
    ):
        return None
    before = chunks[at - 1] if at else several
    within = several.text.lower().split()
    plural = several.mentions[0].plural or (
        several.mentions[0].head == "group" and not several.mentions[0].delegation
    )
    if size in map(_number, within) or (plural and chunks[end].text == ":"):
        return at, at
    many = "several" in before.lists and chunks[end].text == ":"
    return (at - 1, at) if at and (_number(before.text.lower()) == size or many) else None


def _of_circle(mention: Mention) -> bool:
    """Whether a mention is of those who hold one office in a circle of states, which are named next."""
    return mention.head == "group" and mention.plural and bool(mention.classes) and mention.body is None


def _region(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a chunk only says of which region or neighbourhood those who are counted are."""
    return chunks[i].code == "k" or (chunks[i].code == "N" and i > 0 and chunks[i - 1].code == "k")


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else NUMBERS.get(word)


def _people(several: Chunk, members: Chunk) -> tuple[Mention, ...]:
    """Those who are named, with the role by which all are counted where they have none; of states, who leads each."""
    model = several.mentions[0]
    if all(m.head in _PEOPLE for m in members.mentions):
        role = model.role if model.head == "role" else None
        return tuple(
            replace(m, head="person", role=role) if role and m.head == "name" and not m.short else m
            for m in members.mentions
        )
    if model.head != "group" or not model.classes or any(m.head != "body" for m in members.mentions):
        return ()
    role = model.text.rpartition(" ")[0].rpartition(" ")[0] if model.text.endswith(_STATES) else model.text
    return tuple(
        replace(
            model, head="role", span=m.span, text=f"{role} {m.text}", role=role, body=m.body, plural=False
        )
        for m in members.mentions
    )
