"""Tokens and mentions of a sentence → chunks, over which frames are matched."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.date.expressions import DateExpr
from kg.knowledge.tokens import Token
from kg.mention.appositions import (
    with_leaders,
    with_long_roles,
    with_members,
    without_appositions,
    without_capacities,
    without_equation,
    without_roles,
)
from kg.mention.chunks import OF_BOTH, Chunk, codes_of, named_only, of_token
from kg.mention.clauses import opened, told_apart
from kg.mention.company import accompanied, alone, presided
from kg.mention.coordination import (
    each_dated,
    joined,
    of_both_states,
    one_noun,
    parted,
)
from kg.mention.enumerations import enumerated, of_states
from kg.mention.evocation import contact, evokes
from kg.mention.grammar import Grammar
from kg.mention.groups import named_members
from kg.mention.insertions import (
    QUALITIES,
    SCHEDULED,
    SERIES,
    without_asides,
    without_date_commas,
    without_insertions,
    without_participles,
    without_qualities,
    without_reflexives,
    without_series,
    without_sources,
)
from kg.mention.mentions import Mention
from kg.mention.names import proper_name
from kg.mention.quoted import with_speakers
from kg.mention.unfilled import can_be_described, filled
from kg.model import Kind

_ASIDE = 14  # tokens; a longer parenthesis is read
# Classes of what stands with a mention and is none.
_APART = ("kin", "leads", "allegiance", "level", "place-head", "place")
_HIMSELF = "chính"
_OF_NATION = "người"
_IN_CONTEXT = frozenset((_HIMSELF, _OF_NATION))  # plain words whose chunk depends on what stands beside them
_LIGHT = frozenset(("light",))  # "các", "nhiều": they open a mention before a role only
_OF_NAMES = frozenset(("surname",))


def can_report(grammar: Grammar) -> bool:
    """Whether a sentence can tell of a contact between two parties, or of a line: cheap, before it is parsed."""
    parties = 0
    contact = False
    before: Token | None = None  # the token right before, where a mention can open there too
    for i, token in enumerate(grammar.tokens):
        if token.addresses and token.lexeme is None:
            continue  # "nữ": the role behind it is one more
        if token.opens and grammar.opens(i):
            if token.classes != _LIGHT and not (before is not None and _goes_on_with(before, token)):
                parties += 2 if token.has("pair", "several") else 1
            before = token
        else:
            before = None
        if token.contact:
            contact = contact or evokes(grammar, i)
        if "line" in token.classes:
            return True
    return contact and (parties > 1 or parties + can_be_described(grammar) > 1)


def _goes_on_with(before: Token, token: Token) -> bool:
    """Whether a mention that opens at a token goes on with the next: a further word of a name, whose role it is."""
    return token.classes <= _OF_NAMES or before.addresses or before.ranks


def _dates_only(grammar: Grammar, i: int, date: DateExpr) -> int:
    """Index after the parenthesis at token `i` if a date is all that stands in it; else 0."""
    if i + 1 >= len(grammar.starts) or grammar.starts[i + 1] < date.span.start or date.aside:
        return 0
    closing = next((j for j in range(i + 1, len(grammar.starts)) if grammar.starts[j] >= date.span.end), 0)
    return closing + 1 if closing and grammar.tokens[closing].text == ")" else 0


def chunk(grammar: Grammar, dates: Sequence[DateExpr]) -> list[Chunk]:
    """The chunks of one sentence, with places, topics and sources told from parties, and lists joined."""
    chunks = filled(grammar, _read(grammar, dates))
    codes = codes_of(chunks)
    for pattern, step in _STEPS:
        if pattern.search(codes):
            chunks = step(chunks)
            codes = codes_of(chunks)
    for item in chunks:
        if item.mentions or item.code in "|z":  # what was put together on the way
            item.lists = grammar.lists.of(item.text.lower())
    return chunks


def _read(grammar: Grammar, dates: Sequence[DateExpr]) -> list[Chunk]:
    chunks: list[Chunk] = []
    tokens, starts = grammar.tokens, grammar.starts
    size = len(tokens)
    coming = iter(dates)
    due = next(coming, None)
    dated = due.span.start if due is not None else sys.maxsize
    i = aside = 0  # `aside`: how many tokens more a parenthesis can take up
    while i < size:
        token, start = tokens[i], starts[i]
        end = start + token.size
        plain = token.plain and token.code not in "m&|" and token.lowered not in _IN_CONTEXT
        if plain and not aside and end <= dated:  # most words
            chunks.append(of_token(token, start, token.code))
            i += 1
            continue
        if token.text == "(" and due is not None and (behind := _dates_only(grammar, i, due)):
            chunks.append(Chunk("z", due.span.start, due.span.end, token.text, date=due))
            i = behind
            continue
        if token.text == "(" and (opening := _members(grammar, i, chunks)):
            chunks.append(Chunk("u", start, end, token.text))
            i = opening + 1
            continue
        if aside or token.text == "(":
            aside = (_ASIDE if token.text == "(" else aside) - 1
            if token.text == ")":
                aside = 0
            i += 1
            continue
        while dated < start:
            due = next(coming, None)
            dated = due.span.start if due is not None else sys.maxsize
        if due is not None and dated == start and _way(chunks, grammar, due):
            due = next(coming, None)
            dated = due.span.start if due is not None else sys.maxsize
        if due is not None and dated < end:
            meal = contact(grammar, i, chunks) if start < dated and token.contact else None
            chunks += [meal[0]] if meal is not None else []  # "cùng ăn | tối hôm 8/5"
            chunks.append(Chunk("z", due.span.start, due.span.end, token.text, date=due))
            while i < size and starts[i] < due.span.end:
                i += 1
            continue
        if token.lowered == _OF_NATION and chunks and chunks[-1].code == "N" and grammar.has(i + 1, "body"):
            i += 2  # "vị giáo hoàng người Argentina": no more than he
            continue
        found = None
        if not token.plain:
            found = (
                _of_next_state(grammar, i, chunks) or contact(grammar, i, chunks) or _party(grammar, i, dates)
            )
        if found is not None:
            found[0].lists = grammar.lists.of(found[0].text.lower())
            chunks.append(found[0])
            i = found[1]
            continue
        code = token.code
        if code and code in "m&" and (behind := _retinue(grammar, i, chunks)):
            i = behind
            continue
        if code == "|" and chunks and chunks[-1].code not in ",|" and grammar.listed(i, "opening-adverb"):
            code = "x"  # "còn", "rồi" and the like open a clause only after a comma or at the start
        if code == "w" and token.lowered == _HIMSELF and grammar.mention(i + 1) is not None:
            code = "x"  # "chính ông A": no more than A
        if code:
            chunks.append(of_token(token, start, code))
        i += 1
    return chunks


def _way(chunks: Sequence[Chunk], grammar: Grammar, date: DateExpr) -> bool:
    """Whether a wording of a date is how long a visit took and the word for its way: "chuyến thăm hai ngày tới Ý"."""
    visit = chunks[-1].trigger if chunks else None
    if visit is None or visit.kind is not Kind.VISIT or not date.span.slice(grammar.text).endswith("tới"):
        return False
    after = bisect_left(grammar.starts, date.span.end)
    return after < len(grammar.tokens) and grammar.tokens[after].opens


def _members(grammar: Grammar, i: int, chunks: Sequence[Chunk]) -> int:
    """Where the word stands in the parenthesis at token `i` that opens the members of the circle before; or 0."""
    circle = chunks[-1].mentions[0] if chunks and chunks[-1].code == "N" else None
    if circle is None or circle.head != "group" or not circle.plural or not circle.classes:
        return 0
    return named_members(grammar, i)


def _retinue(grammar: Grammar, i: int, chunks: Sequence[Chunk]) -> int:
    """Where the delegation or the consort that goes with the person before ends: "Tổng Bí thư cùng Đoàn …"; or 0."""
    leader = chunks[-1].mentions[0] if chunks and chunks[-1].code == "N" else None
    if leader is None or leader.head not in ("person", "role"):
        return 0
    after = grammar.mention(i + 1)
    if grammar.has(i + 1, "consort"):
        consort = grammar.mention(i + 2)
        return i + 2 if consort is None else 0
    if not grammar.has(i + 1, "delegation") or grammar.tokens[i].lowered == "với":
        return 0
    if after is None or (leader.body is not None and after[0].body not in (None, leader.body)):
        return i + 2 if after is None else 0
    return after[1] if after[0].head in ("group", "organ") else 0


def _party(grammar: Grammar, i: int, dates: Sequence[DateExpr]) -> tuple[Chunk, int] | None:
    """A mention that begins at token `i`, or words that look like one but name no party; and where it ends."""
    token = grammar.tokens[i]
    if not token.classes.isdisjoint(_APART):
        apart = _apart(grammar, i)
        if apart is not None:
            return apart
    found = grammar.mention(i)
    if found is None:
        return None
    mention, end = found
    start = mention.span.start
    named_before = mention.head == "group" and grammar.listed(end, "demonstrative")
    if mention.name is None and (grammar.word(end) == "nào" or named_before):
        return Chunk("w", start, mention.span.end, mention.text), end + 1  # any such person, nobody meant
    last = min(end, len(grammar.tokens)) - 1
    bracketed = grammar.starts[last] + grammar.tokens[last].size
    date = next((d for d in dates if mention.span.end <= d.span.start < bracketed), None)
    if date is not None:
        mention = replace(mention, dated=date)
    mention = _of_both(mention)
    code = "Q" if mention.head == "pair" else "N"
    return Chunk(code, start, mention.span.end, mention.text, (mention,)), max(end, i + 1)


def _of_next_state(grammar: Grammar, i: int, chunks: Sequence[Chunk]) -> tuple[Chunk, int] | None:
    """Who shares the office named before, by state and name: "hai người đồng cấp Azerbaijan A và | Armenia B"."""
    if not grammar.has(i, "body") or len(chunks) < 2 or chunks[-1].code not in "&," or chunks[-2].code != "N":
        return None
    model, found = chunks[-2].mentions[0], grammar.mention(i + 1)
    if model.name is None or model.role is None or model.body is None or found is None:
        return None
    mention, end = found
    state = grammar.tokens[i].keys("body")[0]
    if mention.head not in ("person", "name") or mention.role is not None or state == model.body:
        return None
    span = grammar.span(i, end)
    own = replace(
        mention,
        span=span,
        head=model.head,
        text=span.slice(grammar.text),
        role=model.role,
        classes=model.classes,
        body=state,
    )
    return Chunk("N", *span, own.text, (own,)), end


def _apart(grammar: Grammar, i: int) -> tuple[Chunk, int] | None:
    """What stands with a mention at token `i` and is none: kin, allegiance, leading of a delegation, rank, place."""
    token = grammar.tokens[i]
    if token.has("kin"):
        found = grammar.mention(i + 1)
        if token.has("consort") and found is not None and named_only(found[0]):
            span = grammar.span(i, found[1])
            text = span.slice(grammar.text)
            consort = replace(found[0], span=span, text=text, role=token.text)
            return Chunk("N", *span, text, (consort,)), found[1]
        end = i + 1 if found is None or found[0].head == "pronoun" else found[1]
        return Chunk("w", *grammar.span(i, end), token.text), end
    if token.has("allegiance"):
        lord = grammar.mention(i + 1)
        if lord is None:
            return None
        return Chunk("O", *grammar.span(i, lord[1]), token.text, (lord[0],)), lord[1]
    if token.has("leads"):
        at = i + 1
        while grammar.listed(at, "some-led"):
            at += 1  # "dẫn đầu một nhóm quan chức"
        led = grammar.mention(at)
        counted = (
            ("group", "organ", "delegation", "role")
            if at > i + 1 or token.text.lower().endswith("đoàn")
            else ("group", "organ", "delegation")
        )
        end = led[1] if led is not None and led[0].head in counted and not led[0].name else i + 1
        return Chunk("x", *grammar.span(i, end), token.text), end
    if token.has("level") and grammar.has(i + 1, "role", "office", "role-head"):
        return Chunk("w", *grammar.span(i, i + 2), token.text), i + 2
    if token.has("state-form") and grammar.has(i + 1, "body"):
        return None  # "thăm đảo Đài Loan"
    if token.has("place-head", "place") and not token.has("role", "office", "body", "metonym"):
        end = proper_name(grammar, i + 1) if token.has("place-head") else i + 1
        after = grammar.mention(i + 1) if token.has("place-head") and end == i + 1 else None
        if after is not None and after[0].head == "person":
            end = after[1]  # "viếng Lăng Chủ tịch Hồ Chí Minh"
        if end > i + 1 or token.has("place"):
            return Chunk("w", *grammar.span(i, end), token.text), end
    return None


def _of_both(mention: Mention) -> Mention:
    """Unnamed people of both states, "phái viên hai nước": a pair of groups."""
    both = mention.head in ("role", "group") and mention.name is None and mention.body is None
    if not both or not mention.text.lower().endswith(OF_BOTH):
        return mention
    return replace(mention, head="pair", plural=True, classes=(), offices=(), role=mention.text)


# What is done with the chunks before frames are matched, in order, each where the codes show that it may be needed:
# mentions are told apart and joined, then what is set off or said twice is left out, last clauses are opened.
_STEPS: tuple[tuple[re.Pattern[str], Callable[[list[Chunk]], list[Chunk]]], ...] = (
    (re.compile("N[-awkO&xHN]+N"), with_long_roles),
    (re.compile("[NQs]"), told_apart),
    (re.compile("N.*,&N"), without_appositions),
    (re.compile(r"[|u].*NkN"), of_states),
    (re.compile("[Vmo]N[il]*z[ilz]*[,&]N[il]*z"), each_dated),
    (re.compile("N"), joined),
    (re.compile(r"[NQwxOl][|,u]L"), enumerated),
    (re.compile("L"), parted),
    (re.compile("s|V.*P"), with_speakers),
    (re.compile("NkQ"), of_both_states),
    (re.compile("[NL](?:[wO&]*,)?N"), without_roles),
    (re.compile("x[NL]"), without_capacities),
    (re.compile(",[NP].,"), without_insertions),
    (re.compile("[NLQ],S"), without_sources),
    (re.compile("z,"), without_date_commas),
    (re.compile("[NL],"), without_asides),
    (re.compile(r"m[xwO]+\|[NL]"), without_equation),
    (re.compile("N(il)?dN"), with_leaders),
    (re.compile("u[NL]|N,?[|y][NL]|[|Q]L"), with_members),
    (re.compile("[EV][,&][VE]"), one_noun),
    (SERIES, without_series),
    (SCHEDULED, without_participles),
    (QUALITIES, without_qualities),
    (re.compile("kw"), without_reflexives),
    (re.compile("Nm[wx]?[NL]"), accompanied),
    (re.compile("NxN"), alone),
    (re.compile("[mx][wx]+kx?[NL]|i[Vx]kL"), presided),
    (re.compile("[|L]"), opened),
)
