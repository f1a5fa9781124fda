"""Words that evoke a contact: its verbs and nouns, and journeys of people to a seat."""

from __future__ import annotations

from collections.abc import Sequence

from kg.knowledge.tokens import JOURNEYS, Entry
from kg.knowledge.wordlists import ListName
from kg.mention.chunks import Chunk
from kg.mention.grammar import Grammar

_CAUSATIVE: tuple[ListName, ...] = ("sending", "bringing")
_TO = Entry("to", "to")


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
    """Whether a state or capital follows a verb of travel."""
    while grammar.listed(i + 1, "before-goal"):
        i += 1
    return grammar.has(i + 1, "body", "metonym")


def contact(grammar: Grammar, i: int, before: Sequence[Chunk]) -> tuple[Chunk, int] | None:
    """A contact word at token `i`; with a classifier before it, it is an event noun."""
    found = evoking(grammar, i)
    if found is None:
        return None
    token, (j, entry) = grammar.tokens[i], found
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
    if not is_noun and len(before) == 1 and "time-or-times" in before[-1].lists:
        is_noun = True
    span = grammar.span(i, j + 1)
    definite = grammar.listed(i, "one-occasion")
    code = "E" if is_noun else "V"
    return Chunk(code, *span, span.slice(grammar.text), trigger=entry, definite=definite), j + 1


def _verbal(before: Sequence[Chunk]) -> bool:
    """Whether a word that can be noun or verb is the verb: an auxiliary or its subject stands before it."""
    return bool(before) and (before[-1].code in "NLQ" or "auxiliary" in before[-1].lists)


def _travels(grammar: Grammar, i: int, before: Sequence[Chunk]) -> bool:
    """Whether "tới", "đến" or "sang" is the verb of a person's travel to a seat: subject before, goal after."""
    if not _to_seat(grammar, i):
        return False
    codes = [c for c in before if c.code not in "xqz"]
    if len(codes) > 2 and codes[-1].code in "OlN" and codes[-2].text.lower() == "rời":
        codes = codes[:-2]  # "rời Pháp để tới Serbia"
    codes = codes[-2:]
    if not codes or codes[-1].code not in "NL":
        return False
    governed = len(codes) > 1 and (codes[0].code in "kmgdf" or not codes[0].lists.isdisjoint(_CAUSATIVE))
    if governed and codes[0].text.lower() == "chở":
        governed = False  # "Chuyên cơ chở bà Pelosi tới Đài Loan": she travels
    return not governed and codes[-1].mentions[0].head in (
        "person",
        "role",
        "pronoun",
        "counterpart",
        "group",
    )
