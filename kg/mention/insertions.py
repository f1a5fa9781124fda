"""What is set off inside a sentence and bears on no contact in it: speakers, sources, asides."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.mention.chunks import Chunk, codes_of

_DATE_WORDS = 7  # of a date with its time of day: "lúc 10 giờ sáng thứ Hai"
SCHEDULED = re.compile("E(x*p?x*)q([fwxz]{0,4})o[lNL]")
"""Codes of an occasion, of when it was set, and of its goal."""
QUALITIES = re.compile("E[wx]{1,4}((?:,[wx]{1,4})+&[wx]{1,6})m[NLQ]")
"""Codes of an occasion with several words of how it was, and of with whom it was."""
SERIES = re.compile(
    "[VE]w{0,8}(?P<states>H)[xwz]{0,4}g[NL]|L[xz]{0,3}(?P<chaired>[VE])[VE][w&]{0,9}(?P<own>H)"
)
"""Codes of a series of sessions named after its two states, before its parties or chaired by them."""


def without_insertions(chunks: list[Chunk]) -> list[Chunk]:
    """Leave out a speaker set off by commas: ", Lầu Năm Góc thông báo, "; not the subject after an adjunct."""
    out = list(chunks)
    i = 0
    while i + 3 < len(out):
        speaker, verb = out[i + 1], out[i + 2]
        inserted = out[i].code == "," and speaker.code in "NP" and verb.cls == "speech"
        own = i + 4 < len(out) and out[i + 4].code == "N" and out[i + 4].mentions[0].head == "pronoun"
        opens = own and all(c.code in "xzw" for c in out[:i])  # "Trước đó, A cho hay, ông sẽ …": of himself
        if inserted and out[i + 3].code == "," and not opens and not _adjunct(out[:i]):
            speaker.code, speaker.cls, speaker.mentions = "x", None, ()
            out[i : i + 4] = [speaker]
        i += 1
    return out


def _adjunct(chunks: Sequence[Chunk]) -> bool:
    """Whether only a contact without its subject stands so far: "Báo cáo với Chủ tịch nước về tình hình"."""
    return bool(chunks) and (
        chunks[0].code == "V" or (chunks[0].code == "i" and len(chunks) > 1 and chunks[1].trigger is not None)
    )


def without_asides(chunks: list[Chunk]) -> list[Chunk]:
    """Leave out a relative clause that reports no contact: "A, người vừa trở về từ Moskva, đã điện đàm …"."""
    out = list(chunks)
    i = 0
    while i + 2 < len(out):
        opened = out[i + 1].code == "," and out[i].code in "NL"
        first = i + 2 + (opened and "now-or-once" in out[i + 2].lists)
        if opened and first < len(out) and "aside-opening" in out[first].lists:
            end = next((j for j in range(first + 1, min(i + 16, len(out))) if out[j].code in ",|"), 0)
            inner = out[first + 1 : end]
            if end and out[end].code == "," and all(c.trigger is None for c in inner):
                del out[i + 1 : end + 1]
        i += 1
    return out


def without_sources(chunks: list[Chunk]) -> list[Chunk]:
    """Leave out a source set off after the subject: "Bà Merkel, theo Berlin, đã thông báo với Warsaw"."""
    out = list(chunks)
    i = 0
    while i + 3 < len(out):
        if out[i].code in "NLQ" and out[i + 1].code == "," and out[i + 2].code == "S":
            end = next((j for j in range(i + 3, min(i + 10, len(out))) if out[j].code in ",|z"), 0)
            if end and out[end].code == "," and all(c.trigger is None for c in out[i + 2 : end]):
                del out[i + 1 : end + 1]
        i += 1
    return out


def without_date_commas(chunks: list[Chunk]) -> list[Chunk]:
    """Leave out the comma after a date that stands between a subject and its verb: "A và B hôm thứ Hai, đã gặp"."""
    out = list(chunks)
    for i in range(len(out) - 2, 1, -1):
        if out[i].code != "," or out[i - 1].code != "z" or out[i + 1].code not in "xqVp":
            continue
        j = i - 1
        while j and out[j].code in "zw" and i - j < _DATE_WORDS:
            j -= 1
        subject = j - (out[j].code == ",")
        governed = subject > 0 and (
            out[subject - 1].code in "mogkdfa" or out[subject - 1].trigger is not None
        )
        if subject >= 0 and out[subject].code in "NLQ" and not governed:
            del out[i]
            if out[j].code == ",":
                del out[j]
    return out


def without_reflexives(chunks: list[Chunk]) -> list[Chunk]:
    """Leave out that something is the subject's own: "chuyến thăm Ý của mình"; not "cấp phó của mình là A"."""
    out = list(chunks)
    for i in range(len(out) - 2, -1, -1):
        own = out[i].code == "k" and "oneself" in out[i + 1].lists
        if own and [c.text.lower() for c in out[i + 2 : i + 3]] != ["là"]:
            noun = next((c for c in reversed(out[:i]) if c.code not in "xzolNi"), None)
            if noun is not None and noun.code == "E":
                noun.lists |= {"oneself"}
            del out[i : i + 2]
    return out


def without_qualities(chunks: list[Chunk]) -> list[Chunk]:
    """Leave out further words of how an occasion was: "cuộc hội đàm thẳng thắn, thực chất và cởi mở với A"."""
    match = QUALITIES.search(codes_of(chunks))
    return chunks if match is None else [*chunks[: match.start(1)], *chunks[match.end(1) :]]


def without_participles(chunks: list[Chunk]) -> list[Chunk]:
    """Leave out when an occasion was set, between it and its goal: "chuyến thăm được lên kế hoạch từ lâu tới A"."""
    match = SCHEDULED.search("".join(c.code for c in chunks))
    if match is None or chunks[match.end(1)].cls != "plan":
        return chunks
    kept = [*chunks[: match.start(1)], chunks[match.end(1)], *chunks[match.end(2) :]]
    return kept if not any(c.date for c in chunks[match.start(2) : match.end(2)]) else chunks


def without_series(chunks: list[Chunk]) -> list[Chunk]:
    """Take the two states in the name of a series for no party: "Đối thoại Việt Nam - Cuba lần thứ 3 giữa A và B"."""
    out = list(chunks)
    for named in SERIES.finditer(codes_of(out)):
        chaired = named["chaired"] is not None
        if chaired and "chairing" not in out[named.start("chaired")].lists:
            continue
        states = out[named.start("own" if chaired else "states")]
        if all(m.head == "body" for m in states.mentions):
            states.code = "O"
    return out
