"""Words that evoke a contact: its verbs and nouns, and journeys of people to a seat."""

from __future__ import annotations

from collections.abc import Sequence

from kg.knowledge.tokens import JOURNEYS, Entry
from kg.knowledge.wordlists import ListName
from kg.mention.chunks import Chunk
from kg.mention.grammar import Grammar
from kg.model import Status

_CAUSATIVE: tuple[ListName, ...] = ("sending", "bringing")
_SET_OFF = 7  # chunks of what is set off between a subject and its verb
_OPENS = 4  # chunks of a description with which a sentence opens: "Người giữ cương vị này trước ông, ông Pascoe, …"
_SEATS = ("body", "metonym", "state-anaphor", "place-anaphor")
_TO = Entry("to", "to")
_ASKED = Entry("initiated", "initiated", status=Status.PROPOSED, initiator="agent")
_MUTUAL = ("mutual", "direct")


def evoking(grammar: Grammar, i: int) -> tuple[int, Entry] | None:
    """The word of contact at token `i`, after a classifier the next, and what it means."""
    tokens = grammar.tokens
    if not tokens[i].contact:
        return None
    j = i
    classifier = tokens[i].has("classifier")
    if classifier and i + 1 < len(tokens):
        j = i + 1
        while j < min(i + 3, len(tokens)) and tokens[j].has("light"):
            j += 1
    if j >= len(tokens):
        return None
    head = tokens[j]
    if classifier and not head.has("verb", "noun", "counted"):
        return None
    entry = (head.of("counted") if classifier else None) or head.of("noun") or head.of("verb")
    if entry is None:
        return None
    if not classifier and entry.cls == "verb" and head.has("person", "surname", "body") and head.capital:
        return None
    if entry.followed and not grammar.has(j + 1, *entry.followed):
        return None
    return j, entry


def evokes(grammar: Grammar, i: int) -> bool:
    """Whether token `i` can tell of a contact; a journey does only to a seat."""
    found = evoking(grammar, i)
    return found is not None and (found[1].valency not in JOURNEYS or _to_seat(grammar, found[0]))


def _to_seat(grammar: Grammar, i: int) -> bool:
    """Whether a state or capital, or one spoken of, follows a verb of travel."""
    while grammar.listed(i + 1, "before-goal"):
        i += 1
    return grammar.has(i + 1, *_SEATS)


def contact(grammar: Grammar, i: int, before: Sequence[Chunk]) -> tuple[Chunk, int] | None:
    """A contact word at token `i`; with a classifier before it, it is an event noun."""
    found = evoking(grammar, i)
    if found is None:
        return None
    token, (j, entry) = grammar.tokens[i], found
    if _asks_for(grammar, i, entry):
        return Chunk("n", *grammar.span(i, i + 1), token.text, cue=_ASKED), i + 1
    head, classifier = grammar.tokens[j], token.has("classifier")
    noun, verb = head.of("noun"), head.of("verb")
    if entry.valency in JOURNEYS and not _travels(grammar, j, before):
        following = grammar.token(j + 1)
        if head.has("to") or following is None or not following.capital:
            return None
        return Chunk("o", *grammar.span(j, j + 1), head.text, cue=_TO), j + 1  # "bay sang X": where, not whom
    is_noun = classifier or (noun is not None and not (verb is not None and _verbal(before)))
    entry = entry if is_noun or verb is None else verb
    if not is_noun and before and "nominaliser" in before[-1].lists:
        is_noun = True
    if not is_noun and before and "time-or-times" in before[-1].lists:
        is_noun = len(before) == 1 or before[-2].code == "i"  # "trong lần gặp đó"
    span = grammar.span(i, j + 1)
    definite = grammar.listed(i, "one-occasion")
    code = "E" if is_noun else "V"
    return Chunk(code, *span, span.slice(grammar.text), trigger=entry, definite=definite), j + 1


def _asks_for(grammar: Grammar, i: int, entry: Entry) -> bool:
    """Whether an invitation only says that the contact behind it was asked for: "lời mời hội đàm của B"."""
    if entry.valency != "invite" or not grammar.listed(i, "request-to-meet"):
        return False
    following = grammar.token(i + 1)
    asked = (following.of("verb") or following.of("noun")) if following is not None else None
    return asked is not None and asked.valency in _MUTUAL


def _verbal(before: Sequence[Chunk]) -> bool:
    """Whether a word that can be noun or verb is the verb: an auxiliary or its subject stands before it."""
    return bool(before) and (before[-1].code in "NLQ" or "auxiliary" in before[-1].lists)


def _travels(grammar: Grammar, i: int, before: Sequence[Chunk]) -> bool:
    """Whether "tới", "đến" or "sang" is the verb of a person's travel to a seat: subject before, goal after."""
    if not _to_seat(grammar, i):
        return False
    if grammar.listed(i, "off-to") and not (before and before[-1].code in "qxz"):
        return False  # "sẽ đi Mỹ", "hôm qua đi Mỹ"; a bare "A đi Mỹ" does not say whether he went
    codes: Sequence[Chunk] = [c for c in before if c.code not in "xqz"]
    if len(codes) > 2 and codes[-1].code in "OlN" and codes[-2].text.lower() == "rời":
        codes = codes[:-2]  # "rời Pháp để tới Serbia"
    codes = _past_stay(_past_insertion(codes))
    if not grammar.listed(i, "being-there"):
        codes = _past_what_he_is(codes, before)
    if not codes or codes[-1].code not in "NL":
        return False
    governor = codes[-2] if len(codes) > 1 else None
    governed = governor is not None and (
        governor.code in "kmgdf" or not governor.lists.isdisjoint(_CAUSATIVE)
    )
    if governor is not None and governor.text.lower() == "chở":
        governed = False  # "Chuyên cơ chở bà Pelosi tới Đài Loan": she travels
    if governor is not None and "along-with" in governor.lists and len(codes) > 2 and _person(codes[-3]):
        governed = False  # "Ông Biden cùng ông Blinken tới Kyiv"
    return not governed and _person(codes[-1])


def _person(item: Chunk) -> bool:
    """Whether a chunk is somebody who can travel."""
    return item.code in "NL" and item.mentions[0].head in (
        "person",
        "role",
        "pronoun",
        "counterpart",
        "group",
    )


def _past_stay(codes: Sequence[Chunk]) -> Sequence[Chunk]:
    """The chunks up to a subject of whom it is told where he is before: "A đang ở Israel và sẽ sang Qatar"."""
    staying = len(codes) > 3 and codes[-3].code == "i" and codes[-2].code in "NlO" and codes[-1].code in "&,"
    there = staying and (codes[-2].code == "l" or codes[-2].mentions[0].head == "body")
    return codes[:-3] if there and _person(codes[-4]) else codes


def _past_insertion(codes: Sequence[Chunk]) -> Sequence[Chunk]:
    """The chunks up to a subject of whom something is set off: "Ông Kerry, người vừa rời Tokyo, sẽ tới …"."""
    if not codes or codes[-1].code != ",":
        return codes
    opening = next((j for j in range(len(codes) - 2, 0, -1) if codes[j].code in ",|V"), 0)
    if opening and codes[opening].code == "|" and "who" in codes[opening].lists:
        opening -= 1
    inner = codes[opening + 1 : -1]
    set_off = 0 < len(inner) <= _SET_OFF and ("who" in inner[0].lists or _person(inner[0]))
    if codes[opening].code != "," or not opening or not set_off:
        return codes
    if _person(codes[opening - 1]):
        return codes[:opening]
    return codes[:-1] if opening <= _OPENS and _person(inner[0]) else codes


def _past_what_he_is(codes: Sequence[Chunk], before: Sequence[Chunk]) -> Sequence[Chunk]:
    """The chunks up to the subject, without what a verb of travel may go on from.

    "A cho biết sẽ tới …", "A là người đầu tiên tới …", "A, người lặng lẽ tới …", "A thành bộ trưởng đầu tiên tới …".
    """
    if codes and "which-occasion" in codes[-1].lists and codes[-1].code == "w":
        codes = codes[:-1]
    if len(codes) < 2:
        return codes
    last, prior = codes[-1], codes[-2]
    if last.code == "s" and prior.code in "NL" and any("future" in c.lists for c in before[-2:]):
        return codes[:-1]
    if "who" in last.lists and last.code in "|w":
        return codes[:-2] if prior.code == "," or prior.text.lower() == "là" else codes
    being = any("becoming" in c.lists for c in before[-6:])
    if last.code == "w" and being and prior.code in "NL":
        return codes[:-1]
    return codes
