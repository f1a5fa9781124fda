"""Several people, and bodies inside a state, as one mention: groups, organs, delegations, local authorities."""

from __future__ import annotations

from dataclasses import replace

from kg.knowledge.tokens import SEVERAL
from kg.mention.bodies import of_body
from kg.mention.mentions import Mention
from kg.mention.names import personal_name, proper_name, titles
from kg.mention.offices import PORTFOLIO_LIMIT
from kg.mention.persons import person
from kg.mention.roles import administration, role_phrase
from kg.mention.words import Words

_PLAIN = ("w", "x", "P")  # codes of words that can stand in the name of an association
_FIELD = 16  # tokens; what stands between a leader's name and "dẫn đầu": ", cố vấn về … của Lãnh tụ Iran,"
_INSIDE = ("organ", "role-head", "group", "polity", "word", "portfolio")  # of what a group's wording consists
_RANKS = ("title", "rank", "level")  # of whom a delegation consists: "đoàn 6 thượng nghị sĩ Mỹ"


def group(words: Words, i: int) -> tuple[Mention, int] | None:
    """A group, an organ or a delegation, by its body or leader: "quân đội Nga", "Đoàn … do ông A dẫn đầu"."""
    if not words.has(i, "group", "organ"):
        return None
    head = "group" if words.has(i, "group") else "organ"
    end = i + 1
    inside = (*_INSIDE, *_RANKS) if words.has(i, "delegation") else _INSIDE
    while end < min(i + 10, words.size):
        token = words.tokens[end]
        counted = words.has(i, "delegation") and token.text.isdigit()
        if token.text == "," and words.has(i, "delegation") and words.has(end + 1, "polity") and end > i + 1:
            end += 1  # "đoàn đại biểu cấp cao Đảng, Nhà nước ta"
            continue
        if token.has("body", "metonym", "of") or not (token.text[0].isalpha() or counted):
            break
        if token.lowered == "ta" and words.has(end - 1, "polity"):
            break
        if token.lexeme is not None and not (token.has(*inside) or token.lowered == "các"):
            break
        end += 1
    if words.word(end) == "và" and words.word(end + 2) == "của":
        end += 2  # "các đồng minh và đối tác của Mỹ"
    elif words.word(end) == "và" and words.word(end + 3) == "của":
        end += 3
    at = end + 1 if words.word(end) == "của" else end
    if words.has(i, "delegation") and words.listed(at, "district") and proper_name(words, at + 1) > at + 1:
        after = proper_name(words, at + 1)  # "Đoàn đại biểu tỉnh Quảng Ninh"
        whole = words.slice(i, after)
        return _led(words, i, after) or (Mention(words.span(i, after), head, whole, role=whole), after)
    body, after = of_body(words, end)
    if body is None and words.word(end) == "ta" and words.has(end - 1, "polity"):
        body, after = "vietnam", end + 1
    if (
        body is None
        and head == "group"
        and words.lists.pattern("{these} ").match(words.word(i))
        and end > i + 1
    ):
        if words.listed(end, "charge") and words.token(end + 1) is not None and words.tokens[end + 1].capital:
            end = proper_name(words, end + 1)
        whole = words.slice(i, end)
        return Mention(words.span(i, end), head, whole, role=whole), end
    if body is None and head == "group" and words.has(end, "region"):
        return Mention(
            words.span(i, end + 1), head, words.slice(i, end + 1), role=words.slice(i, end + 1)
        ), end + 1
    if body is None and words.word(end) == "của" and words.has(end + 1, "office", "role"):
        sender = role_phrase(words, end + 1, person)
        led = _led(words, i, sender.end) if sender is not None else None
        if led is not None:
            return led
    if body is None:
        if words.word(end) == "do":
            return _led(words, i, end)
        if words.word(end) == "của" and words.has(end + 1, "organ", "group"):
            inner = group(words, end + 1)
            if inner is not None and inner[0].body is not None:
                return (
                    Mention(
                        words.span(i, inner[1]),
                        head,
                        words.slice(i, inner[1]),
                        role=words.slice(i, end),
                        body=inner[0].body,
                    ),
                    inner[1],
                )
        if head == "organ" and (led := administration(words, end, person)) is not None:
            master, after = led
            whole = words.slice(i, after)
            role, body = words.slice(i, end), master.body
            of = master if body is None else None
            return Mention(words.span(i, after), head, whole, role=role, body=body, of=of), after
        if head == "organ":
            host, role = words.has(end, "host-country"), words.slice(i, end)
            if host:  # "Bộ Ngoại giao nước chủ nhà"
                whole = words.slice(i, end + 1)
                return Mention(words.span(i, end + 1), head, whole, role=role, host=True), end + 1
            return Mention(
                words.span(i, i + 1), head, words.slice(i, i + 1), role=words.slice(i, i + 1)
            ), i + 1
        return None
    closed = words.parenthesis(after)
    led = _led(words, i, closed + (words.word(closed) == ","))
    if led is not None:
        return (replace(led[0], body=body), led[1])
    entry = words.tokens[i].of(head)
    classes = entry.classes if entry is not None else ()
    whole, role = words.slice(i, after), words.slice(i, end)
    return Mention(words.span(i, after), head, whole, role=role, body=body, classes=classes), after


def local_authority(words: Words, i: int) -> tuple[Mention, int] | None:
    """An authority inside a state: "Ban Thường vụ Tỉnh ủy Cao Bằng", "Huyện ủy, UBND huyện Đất Đỏ"."""
    end = i
    while words.has(end, "local-organ"):
        end += 1
        if words.word(end) in (",", "và") and words.has(end + 1, "local-organ"):
            end += 1
    if end == i:
        return None
    while end < min(i + 8, words.size):
        token = words.tokens[end]
        name = token.capital and token.text[0].isalpha() and not token.has("role", "office", "title")
        if not (name or token.lowered in words.lists["district"]):
            break
        end += 1
    end = _of_the_nation(words, end)
    text = words.slice(i, end)
    return Mention(words.span(i, end), "group", text, role=text), end


def _of_the_nation(words: Words, i: int) -> int:
    """Index after the plain words and the state with which an association's name goes on, else `i`."""
    end = i
    while end < min(i + PORTFOLIO_LIMIT, words.size) and words.tokens[end].code in _PLAIN:
        if words.tokens[end].capital or words.tokens[end].contact:
            break
        end += 1
    return end + 1 if end > i and words.has(end, "body") else i


def several(words: Words, i: int) -> tuple[Mention, int] | None:
    """Several unnamed people by their role: "các thượng nghị sĩ Cộng hòa", "một loạt đại sứ châu Âu"."""
    start = i
    while words.word(i) in SEVERAL and i < start + 2:
        i += 1
    if i == start:
        return None
    i += 1 if words.listed(i, "before-role-of-several") else 0
    end, body = i + 1, None
    classes: tuple[str, ...] = ()
    if words.has(i, "rank"):
        while end < min(i + 4, words.size) and words.is_free(end):
            end += 1
        body, end = of_body(words, end)
    else:
        role = role_phrase(words, i, person)
        if role is None or role.of is not None:
            return None
        end, body, classes = role.end, role.body, role.classes
    if personal_name(words, titles(words, end), titled=True) is not None or end == i + 1:
        return None
    if body is None and words.has(end, "region"):
        end += 1
    text = words.slice(start, end)
    return Mention(words.span(start, end), "group", text, role=text, body=body, classes=classes), end


def _led(words: Words, i: int, end: int) -> tuple[Mention, int] | None:
    """A delegation named by its leader: "đoàn … do ông X dẫn đầu"."""
    if words.word(end) != "do":
        return None
    leader = person(words, end + 1)
    if leader is None:
        return None
    after = leader[1]
    while words.word(after) == "," and (role := role_phrase(words, after + 1, person)) is not None:
        after = role.end
    for j in range(after, min(after + _FIELD, words.size)):
        if words.listed(j, "leading-verb") or words.has(j, "leads"):
            stop = min(j + (1 if words.has(j, "leads") else 2), words.size)
            return replace(leader[0], span=words.span(i, stop)), stop
        if words.tokens[j].contact:
            break
    if words.has(i, "delegation") and leader[0].name is not None and leader[0].role is not None:
        # "đoàn … do ông X, Tổng Bí thư, sang thăm"
        return replace(leader[0], span=words.span(i, after)), after
    return None
