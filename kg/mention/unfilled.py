"""Contact words that lack a party, and the descriptions that stand in its place: right behind the word, or before it.

Everywhere else a description would be as likely to be of anybody. A subject is one only if it fills its clause, or
what follows its last comma, up to the auxiliaries of the contact word.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from kg.mention.bodies import places_of_state
from kg.mention.chunks import Chunk
from kg.mention.described import described, head_of
from kg.mention.mentions import Mention
from kg.mention.words import Words
from kg.model import Kind

# Verbs with an object without "với"; nouns of what those do together whose it is ("cuộc họp của Ủy ban chung A - B").
_BARE = frozenset(("direct", "host", "guest", "to", "saying", "confiding"))
_MUTUAL = ("mutual", "direct")
_BEFORE = "xz"  # codes of what stands between a contact word and its object, or the word that leads to it
_LEADING = "mgo"  # codes of such words: "với", "giữa", "tới"
_OWN = "xqzpn"  # codes of what stands between a subject and its verb


def can_be_described(words: Words) -> int:
    """How many words of a sentence open a description where one can stand: first, or behind a contact word."""
    found = 0
    opening = True
    for i, token in enumerate(words.tokens):
        if opening and head_of(words, i) is not None:
            found += 1
            opening = False
            continue
        opening = (
            token.contact or token.text in ",;" or token.code == "&" or (opening and token.code in "xmgoz|")
        )
    return found


def filled(words: Words, chunks: list[Chunk]) -> list[Chunk]:
    """The chunks with a description in the place of words, where a contact word lacks its object or its subject."""
    at = len(chunks) - 1
    while at >= 0:
        if chunks[at].trigger is not None:
            completed = _with_object(words, chunks, at)
            chunks = _with_subject(words, completed, at)
            at -= len(completed) - len(chunks)
        elif chunks[at].code == "u":
            chunks = _with_members(words, chunks, at)
        at -= 1
    return chunks


def _with_object(words: Words, chunks: list[Chunk], at: int) -> list[Chunk]:
    chunks = _enumerated(chunks, at)
    i = _object(words, chunks, at)
    if i is None:
        return chunks
    if chunks[i].code == "N" and not _open(words, chunks[i]):
        return _with_other(words, chunks, i + 1, len(words.text))
    date = next((c.start for c in chunks[i:] if c.code == "z"), len(words.text))
    limit = bisect_left(words.starts, date)
    first = bisect_left(words.starts, chunks[i].start)
    trigger = chunks[at].trigger
    journey = trigger is not None and trigger.kind is Kind.VISIT
    found = (places_of_state(words, first) if journey else None) or described(words, first, limit)
    return chunks if found is None else _put(words, chunks, i, *found)


def _with_other(words: Words, chunks: list[Chunk], at: int, until: int) -> list[Chunk]:
    """The chunks with a description that is joined to a party before it: "giữa chính phủ A | và phe đối lập"."""
    joined = [c.code for c in chunks[at : at + 1]] == ["&"] and chunks[at - 1].code in "NL"
    if not joined or at + 1 >= len(chunks) or not _open(words, chunks[at + 1]):
        return chunks
    date = next((c.start for c in chunks[at:] if c.code == "z"), until)
    first, limit = (bisect_left(words.starts, place) for place in (chunks[at + 1].start, min(date, until)))
    found = described(words, first, limit, limit if until < len(words.text) else None)
    return chunks if found is None else _put(words, chunks, at + 1, *found)


def _with_members(words: Words, chunks: list[Chunk], at: int) -> list[Chunk]:
    """The chunks with the described members of a group: "với các nhóm vũ trang, trong đó có | nhóm A và nhóm B"."""
    before = next((c for c in reversed(chunks[:at]) if c.code not in ",bx"), None)
    if before is None or before.code != "N" or before.mentions[0].head != "group":
        return chunks
    i = at + 1
    while i < len(chunks) and _open(words, chunks[i]):
        found = described(words, bisect_left(words.starts, chunks[i].start), len(words.text))
        if found is None:
            break
        chunks = _put(words, chunks, i, *found)
        i += 2 if [c.code for c in chunks[i + 1 : i + 2]] in (["&"], [","]) else len(chunks)
    return chunks


def _enumerated(chunks: list[Chunk], at: int) -> list[Chunk]:
    """The chunks with those whom a colon announces as one list: "đã tiếp: Bộ trưởng A; Giám đốc B; …"."""
    announced = [c.code for c in chunks[at + 1 : at + 3]] == ["|", "N"] and chunks[at + 1].text == ":"
    if not announced or chunks[at].code != "V":
        return chunks
    for i in range(at + 3, len(chunks) - 1):
        if chunks[i].text == ";" and chunks[i - 1].code == chunks[i + 1].code == "N":
            chunks[i].code = ","
    return [*chunks[: at + 1], *chunks[at + 2 :]]


def _object(words: Words, chunks: Sequence[Chunk], at: int) -> int | None:
    """Index of the chunk with which the object of a contact word begins, where it has not been read."""
    trigger = chunks[at].trigger
    i = _behind(words, chunks, at + 1)
    mutual = chunks[at].code == "E" and trigger is not None and trigger.valency in _MUTUAL
    led = i < len(chunks) and chunks[i].code in (_LEADING + "k" if mutual else _LEADING)
    i = _behind(words, chunks, i + 1) if led else i
    bare = chunks[at].code == "V" and trigger is not None and trigger.valency in _BARE
    if i >= len(chunks) or not (led or bare):
        return None
    joined = led and [c.code for c in chunks[i : i + 2]] == ["N", "&"]
    return i if joined or _open(words, chunks[i]) else None


def _behind(words: Words, chunks: Sequence[Chunk], i: int) -> int:
    """Index of the first chunk from `i` on that is no adverb, date or place; what says how many is none."""
    while i < len(chunks) and chunks[i].code in _BEFORE and not _counts(words, chunks[i]):
        i += 1
    where = chunks[i : i + 2]
    if [c.code for c in where] == ["i", "N"] and where[1].mentions[0].head == "body":
        return _behind(words, chunks, i + 2)  # "đàm phán ở Mexico với phe đối lập"
    return i


def _counts(words: Words, item: Chunk) -> bool:
    return item.text.lower() in words.lists["how-many"]


def _open(words: Words, item: Chunk) -> bool:
    """Whether a chunk may be only the beginning of a description: no party that is known already."""
    if item.code == "N":
        return _vague(item.mentions[0]) or _goes_on(words, item)
    if item.code == "|":
        return item.text.lower().split(" ")[0] in words.lists["how-many"]  # "những người"
    return item.code in "wO" or _counts(words, item)


def _goes_on(words: Words, item: Chunk) -> bool:
    """Whether the field of an office follows, and with it may be a name: "Trợ lý Bộ trưởng Mỹ | phụ trách … A"."""
    official = item.mentions[0].head == "role" and item.mentions[0].name is None
    behind = bisect_left(words.starts, item.end)
    return official and _field(words, behind)


def _field(words: Words, i: int) -> bool:
    """Whether the field of an office begins at token `i`."""
    if i + 1 >= words.size:
        return False
    return (
        words.listed(i, "field-of-office")
        or f"{words.word(i)} {words.word(i + 1)}" in words.lists["field-of-office"]
    )


def _own_name(words: Words, inside: Sequence[Chunk]) -> Mention | None:
    """What may be anybody's name, or is that of a body, where it names a faction: "nhóm | Segunda Marquetalia"."""
    name = inside[-1].mentions[0] if inside[-1].code == "N" else None
    if name is None or name.people or not (name.head == "name" or name.classes) or len(inside) < 2:
        return None
    return name if inside[-2].text.lower() in words.lists["own-name"] else None


def _vague(mention: Mention) -> bool:
    """Whether a mention says neither who nor whose somebody is."""
    vague = mention.head in ("role", "group", "organ") and not mention.offices
    return vague and mention.name is None and mention.body is None and mention.of is None


def _with_subject(words: Words, chunks: list[Chunk], at: int) -> list[Chunk]:
    end = at - 2 * _on_the_way(chunks[max(0, at - 2) : at])
    while end and chunks[end - 1].code in _OWN and not _counts(words, chunks[end - 1]):
        end -= 1
    if not end or (chunks[at].code == "E" and end == at):
        return chunks
    until = bisect_left(words.starts, chunks[end].start)
    for i in _openings(chunks, end):
        if chunks[i].code == "N" and not _open(words, chunks[i]):
            return _with_other(words, chunks, i + 1, chunks[end].start)
        if i == end - 1 and chunks[i].code == "N" and chunks[i].mentions[0].head != "role":
            return chunks
        if not _open(words, chunks[i]):
            continue
        found = described(words, bisect_left(words.starts, chunks[i].start), until, until)
        if found is not None:
            return _put(words, chunks, i, *found)
    return chunks


def _on_the_way(before: Sequence[Chunk]) -> bool:
    """Whether the two chunks before a contact word tell where its subject goes: "tới Kiev gặp"."""
    return [c.code for c in before] == ["o", "N"] and before[1].mentions[0].head == "body"


def _openings(chunks: Sequence[Chunk], end: int) -> list[int]:
    """Where a subject that ends at chunk `end` can begin: its clause, or a comma of it, the farthest first."""
    start = end
    while start and not (chunks[start - 1].code in "|y" or chunks[start - 1].trigger is not None):
        start -= 1
    if start and chunks[start - 1].text.lower().startswith("những"):
        start -= 1
    known = next((i for i in range(start, end) if chunks[i].code in "NLQH"), end)
    return [start, *(i + 1 for i in range(start, min(known, end - 1)) if chunks[i].code == ",")]


def _put(words: Words, chunks: list[Chunk], i: int, mention: Mention, end: int) -> list[Chunk]:
    """The chunks with a described party in the place of the words that it covers; the same where it adds nothing."""
    covered = words.starts[end - 1] + words.tokens[end - 1].size
    j = i
    while j < len(chunks) and chunks[j].start < covered:
        j += 1
    inside = chunks[i:j]
    known = len(inside) == 1 and inside[0].code == "N" and inside[0].end >= mention.span.end
    last = inside[-1]
    cut = last.end > covered and not (last.code == "N" and len(inside) > 1 and _vague(last.mentions[0]))
    if known or cut or any(c.code in "LQH" or c.text == "(" for c in inside):
        return chunks
    name = _own_name(words, inside)
    counted = all(_counts(words, c) or c.text.isdigit() for c in inside[:-1])
    if counted and not (_open(words, inside[-1]) or name):
        return chunks  # "15 | vị dân biểu Mỹ": no more than has been read
    if name is not None and name.body is not None:
        mention = replace(name, span=mention.span, text=mention.text)  # "nhóm Taliban": they themselves
    if inside[0].code == "N" and inside[0].mentions[0].head == "group":
        mention = replace(mention, described=None)  # a party already, of whom more is told
    if mention.head == "pair" and mention.of is not None and mention.of.of is not None:
        states = (replace(mention.of, of=None), mention.of.of)
        before = chunks[:i]
        if before and before[-1].code == "k":
            before = [*before[:-1], Chunk("g", before[-1].start, before[-1].end, before[-1].text)]
        return [*before, Chunk("L", *mention.span, mention.text, states), *chunks[j:]]
    party = Chunk("N", mention.span.start, mention.span.end, mention.text, (mention,))
    return [*chunks[:i], party, *chunks[j:]]
