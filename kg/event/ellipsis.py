"""Contact words that share parties: what a second verb, or a further party, leaves out because it was just said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.event.candidates import Candidate
from kg.mention.chunks import Chunk
from kg.mention.mentions import Mention
from kg.model import Kind

_HOSTING = ("passive", "distant-passive")


def continued(found: list[Candidate], chunks: Sequence[Chunk]) -> list[Candidate]:
    """Give a second verb without a partner the parties of the first: "đã nói chuyện với B và sẽ thảo luận thêm"."""
    out: list[Candidate] = []
    for candidate in found:
        before = out[-1] if out else None
        if (
            before is not None
            and len(before.sides) == 2
            and not candidate.sides
            and candidate.partner is None
            and not candidate.noun
            and (candidate.valency == "mutual" or _again(candidate, before, chunks))
        ):
            between = [c for c in chunks if before.trigger.end <= c.start < candidate.trigger.start]
            joined = next((i for i, c in enumerate(between) if c.code in "&,"), len(between))
            again = _again(candidate, before, chunks)
            if (again or any(c.code == "q" for c in between[joined:])) and not any(
                c.code in "|NL" or c.cls == "urge" for c in between[joined:]
            ):
                own = tuple(d for d in candidate.dates if d.span.start > between[joined].start)
                candidate = replace(candidate, sides=before.sides, rule="continued", dates=own)
                if again:
                    candidate = replace(candidate, initiator=before.initiator, by_wording=before.by_wording)
        out.append(candidate)
    return out


def _again(candidate: Candidate, before: Candidate, chunks: Sequence[Chunk]) -> bool:
    """Whether a verb tells that the same was done once more: "gọi cho B hôm 10/11, rồi hôm sau lại gọi"."""
    last = next((c for c in reversed(chunks) if c.end <= candidate.trigger.start), None)
    once_more = last is not None and "again" in last.lists
    same = candidate.kind is before.kind and candidate.kind in (Kind.PHONE_CALL, Kind.VIDEO_CALL)
    after = [c for c in chunks if c.start >= candidate.trigger.end and c.code != "x"][:2]
    return once_more and same and not any(c.code in "NLHQom" for c in after)


def also_with(found: list[Candidate], chunks: Sequence[Chunk]) -> list[Candidate]:
    """Add contacts of which only the other party is told: "hội đàm với B, và hai hôm sau là với C", "rồi C"."""
    out = list(found)
    for i in range(1, len(chunks) - 1):
        other = _one_more(chunks, i)
        if other is None:
            continue
        before = [c for c in found if c.sides and c.trigger.end <= chunks[i].span.start]
        after = chunks[other + 1 : other + 2]
        told = any(c.trigger is not None or (c.code == "o" and chunks[i].code == "|") for c in after)
        if not before or len(before[-1].sides) != 2 or told:
            continue
        first = before[-1]
        since = max((m.span.end for side in first.sides for m in side), default=0)
        known = {m.span for side in first.sides for m in side}
        if since > chunks[other].start or any(m.span in known for m in chunks[other].mentions):
            continue
        dates = tuple(d.date for d in reversed(chunks[:i]) if d.date is not None and d.span.start >= since)
        if chunks[i].text.lower() != "là" or chunks[i - 1].text.lower() == "đó":
            dates = dates or first.dates
        dates = tuple(c.date for c in chunks[other + 1 : other + 3] if c.date is not None) or dates
        turned = first.rule in _HOSTING
        mentions = chunks[other].mentions
        sides = (mentions, first.sides[1]) if turned else (first.sides[0], mentions)
        more = replace(first, sides=sides, dates=dates, rule="also-with", trigger=chunks[other].span)
        out.append(more)
        if _each_dated(chunks, i):
            own = tuple(d for d in first.dates if d.span.end <= chunks[i].start)
            out[next(j for j, c in enumerate(out) if c is first)] = replace(first, dates=own)
    return out


def _each_dated(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a further party with a day of its own follows one with his: "triệu A hôm thứ bảy và B hôm chủ nhật"."""
    around = "".join(c.code for c in chunks[max(0, i - 2) : i + 3])
    return (
        len(around) == 5
        and around[0] in "NL"
        and around[1] == "z"
        and around[2] in "&,"
        and around[3:] in ("Nz", "Lz")
    )


def _one_more(chunks: Sequence[Chunk], i: int) -> int | None:
    """Index of a further party that the words from chunk `i` on add to those before, or None."""
    word = chunks[i].text.lower()
    if word == "là" and chunks[i + 1].code == "m" and i + 2 < len(chunks) and chunks[i + 2].code in "NL":
        return i + 2
    if _each_dated(chunks, i):
        return i + 1 if all(map(_somebody, chunks[i + 1].mentions)) else None
    if "then-also" not in chunks[i].lists and not (chunks[i].code == "&" and chunks[i + 1].code == "m"):
        return None
    j = i + 1
    while j < len(chunks) and (chunks[j].code in "xz" or chunks[j].text.lower() == "là"):
        j += 1
    joined = j < len(chunks) and chunks[j].code in "mo"
    j += joined
    if j >= len(chunks) or chunks[j].code not in "NL" or not all(map(_somebody, chunks[j].mentions)):
        return None
    closed = j + 1 == len(chunks) or chunks[j + 1].code in ",|&zil"
    return j if joined or closed else None


def _somebody(mention: Mention) -> bool:
    """Whether a mention names a person, or one by office."""
    return mention.head in ("person", "counterpart") or (mention.head == "role" and bool(mention.classes))
