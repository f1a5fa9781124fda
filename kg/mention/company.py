"""Who else takes part in the contact of others: who goes along, who leads it, who attends it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.mention.chunks import Chunk, beyond
from kg.mention.coordination import can_be_listed
from kg.model import Kind

_HAND = "tay"  # of "tay ba"
_ADVERBS = 3  # words of no class between a subject and its verb: "đã thân mật đón tiếp"


def accompanied(chunks: list[Chunk]) -> list[Chunk]:
    """Read "A cùng B gặp C" as of A and B, who met C; unnamed people of his own who go with A are no party."""
    out = list(chunks)
    for i in range(len(out) - 4, -1, -1):
        if i + 3 >= len(out) or out[i].code != "N" or "along-with" not in out[i + 1].lists:
            continue
        at = i + 2 + (out[i + 2].code in "wx")  # "cùng ban | lãnh đạo Trường"
        free = _opens_clause(out, i)
        if free and [c.code for c in out[i + 2 : i + 3]] == ["N"] and _tell_of(out, i, i + 3):
            del out[i + 1 : i + 3]
            continue
        if (
            out[i + 1].code != "m"
            or at >= len(out)
            or out[at].code not in "NL"
            or not (free and (_meets(out, at + 1) or (out[at].code == "L" and _confer(out, at + 1))))
        ):
            continue
        leader, beside = out[i].mentions[0], out[at].mentions
        unnamed = all(m.name is None and m.head in ("group", "role") and not m.offices for m in beside)
        own = all(m.body in (None, leader.body) for m in beside)
        if unnamed and own and leader.head in ("person", "role"):
            del out[i + 1 : at + 1]
        elif at == i + 2 and all(can_be_listed(leader, m) for m in beside):
            text = f"{out[i].text} {out[at].text}"
            out[i : at + 1] = [Chunk("L", out[i].start, out[at].end, text, (*out[i].mentions, *beside))]
    return out


def alone(chunks: list[Chunk]) -> list[Chunk]:
    """Leave out whom a subject goes with: "A tháp tùng Tổng thống cũng gặp C"; a journey is of both."""
    out = list(chunks)
    for i in range(len(out) - 3, -1, -1):
        goes = out[i].code == "N" and "accompanying" in out[i + 1].lists and out[i + 2].code == "N"
        verb = beyond(out, i + 3, "xqzw")
        trigger = out[verb].trigger if goes and verb < len(out) else None
        if trigger is not None and trigger.kind is not Kind.VISIT:
            del out[i + 1 : i + 3]
    return out


def _opens_clause(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a mention stands where a subject does, or is by whom something is done: "được A cùng B đón"."""
    while i and chunks[i - 1].code in "xw":
        i -= 1
    return not i or chunks[i - 1].code in ",|yzsp"


def _tell_of(chunks: Sequence[Chunk], i: int, after: int) -> bool:
    """Whether those who speak at `after` tell of the contact of the first: "Sau cuộc gặp với C, A cùng B nói"."""
    speaks = after < len(chunks) and (chunks[after].code == "s" or chunks[after].cls == "speech")
    return speaks and any(c.trigger is not None for c in chunks[:i])


def _meets(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a verb of contact with its object follows at `i`: no more than what two do with one another."""
    words = 0
    while i < len(chunks) and chunks[i].code in "xqzwp" and words < _ADVERBS:
        words += chunks[i].code == "w"
        i += 1
    if i < len(chunks) and chunks[i].code == "E":
        return True  # "A cùng B tiến hành cuộc hội đàm"
    if i < len(chunks) and chunks[i].code == "N" and chunks[i - 1].code == "p":
        i = beyond(chunks, i + 1, "xzw")  # "A cùng B được C tiếp"
        return i < len(chunks) and chunks[i].code == "V"
    if i >= len(chunks) or chunks[i].code != "V":
        return False
    i = beyond(chunks, i + 1, "xz")
    return i < len(chunks) and chunks[i].code in "NLmo"


def presided(chunks: list[Chunk]) -> list[Chunk]:
    """Count who led or joined the contact of others among them.

    "Với sự chủ trì của C, A và B đã hội đàm", "cuộc gặp giữa A và B, với sự có mặt của C".
    """
    for i, item in enumerate(chunks):
        if (item.code == "m" or item.text.lower() == "có") and (those := _attended(chunks, i)) is not None:
            return those
        if item.code == "i" and (those := _led_by(chunks, i)) is not None:
            return those
        of = beyond(chunks, i + 1, "wx")
        if item.code != "m" or [c.code in "NL" for c in chunks[of + 1 : of + 2]] != [True]:
            continue
        if chunks[of].code != "k" or "presence-or-lead" not in chunks[of - 1].lists:
            continue
        more = chunks[of + 1]
        opens = all(c.code in "zx,|iwlO" for c in chunks[:i])
        met = beyond(chunks, of + 2, "xqzw")
        if opens and more.code == "L" and met < len(chunks) and chunks[met].code in "VE":
            return [*chunks[:i], *chunks[of + 1 :]]
        at = i - 1 - (i > 0 and chunks[i - 1].code == ",")
        members = (*chunks[at].mentions, *more.mentions)
        between = at > 0 and chunks[at].code == "L" and chunks[at - 1].code == "g"
        if between and all(m.head in ("person", "role") for m in members):
            text = f"{chunks[at].text} {more.text}"
            joint = Chunk("L", chunks[at].start, more.end, text, members)
            return [*chunks[:at], joint, *chunks[of + 2 :]]
    return chunks


def _led_by(chunks: Sequence[Chunk], i: int) -> list[Chunk] | None:
    """Read "đối thoại diễn ra dưới sự đồng chủ trì của A và B" as "… do A và B đồng chủ trì"."""
    if [c.code for c in chunks[i + 2 : i + 4]] != ["k", "L"] or "chairing" not in chunks[i + 1].lists:
        return None
    by = Chunk("d", chunks[i].start, chunks[i].end, chunks[i].text)
    return [*chunks[:i], by, chunks[i + 3], chunks[i + 1], *chunks[i + 4 :]]


def _attended(chunks: Sequence[Chunk], i: int) -> list[Chunk] | None:
    """Read "cuộc gặp ba bên có sự tham dự của A, B và C" as one of A, B and C; not a conference of many.

    Talks are of those who take part in them, a session of those of unlike states, a meeting of so many sides; where
    it is held and what about stands between.
    """
    of = beyond(chunks, i + 1, "wx")
    at = beyond(chunks, of + 1, "x")
    if [c.code for c in (*chunks[of : of + 1], *chunks[at : at + 1])] != ["k", "L"]:
        return None
    noun = next((j for j in range(i - 1, -1, -1) if chunks[j].trigger is not None), None)
    if noun is None or chunks[noun].code != "E" or "presence-or-lead" not in chunks[of - 1].lists:
        return None
    between = _circumstances(chunks[noun + 1 : i])
    if any(c.code in "NLHQ,|" for c in between):
        return None
    members = chunks[at].mentions
    sided = any("side-word" in c.lists or c.text.lower() == _HAND for c in (chunks[noun], *between))
    people = all(m.head in ("person", "role") for m in members)
    unlike = people and all(m.body for m in members) and len({m.body for m in members}) > 1
    told = chunks[noun].trigger
    talks = told is not None and told.kind is Kind.TALKS
    if not (talks or (sided and people) or (unlike and "sitting" in chunks[noun].lists)):
        return None
    joined = Chunk("g", chunks[of].start, chunks[of].end, chunks[of].text)
    return [*chunks[: noun + 1], *between, joined, *chunks[at:]]


def _circumstances(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Those chunks without what they tell of the topic, and without bodies that are places ("ở Cairo, Ai Cập,")."""
    out: list[Chunk] = []
    telling = ""  # "a" or "i": what the word before them opens
    for item in chunks:
        if item.code in "ail":
            telling = "a" if "a" in (telling, item.code) else "i"
        elif item.code not in "wN,":
            telling = ""
        place = item.code == "," or (item.code == "N" and item.mentions[0].head in ("body", "name"))
        if telling != "a" and not (telling and place):
            out.append(item)
        elif item.code == "N" and not place:
            out.append(item)  # somebody, of whom is told besides
    if out and out[-1].code == ",":
        del out[-1]
    return out


def _confer(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether those before `i` do with one another what the verb there tells: "A cùng B và C họp ba bên"."""
    i = beyond(chunks, i, "xqz")
    trigger = chunks[i].trigger if i < len(chunks) and chunks[i].code == "V" else None
    return trigger is not None and trigger.valency in ("mutual", "direct")
