"""People called by what they are to somebody else: predecessors, successors and counterparts."""

from __future__ import annotations

from dataclasses import replace

from kg.mention.bodies import of_body
from kg.mention.mentions import Mention
from kg.mention.names import personal_name, titles
from kg.mention.persons import person
from kg.mention.roles import role_phrase, role_phrases
from kg.mention.words import Words


def neighbour(words: Words, i: int) -> tuple[Mention, int] | None:
    """The predecessor or successor of somebody: "người tiền nhiệm của ông Trump"."""
    if not words.has(i, "predecessor", "successor"):
        return None
    head = "predecessor" if words.has(i, "predecessor") else "successor"
    counted = words.word(i + 2) == "đời"  # "người tiền nhiệm hai đời của ông Thưởng"
    last = i + 2 * counted
    end = last + 1 + (words.word(last + 1) == "của")
    owner = person(words, end)
    named = (
        personal_name(words, titles(words, i + 1))
        if words.word(i + 1) != "của" and not words.word(i).endswith("của")
        else None
    )
    if named is not None:
        return replace(
            named[0], span=words.span(i, named[1]), text=words.slice(i, named[1]), former=True
        ), named[1]
    after = owner[1] if owner is not None else last + 1
    told = owner is not None or counted
    behind = personal_name(words, titles(words, after + 1), titled=True) if told else None
    if behind is not None and words.word(after) == ",":  # "người tiền nhiệm của ông Trump, ông Obama"
        text, end = words.slice(i, behind[1]), behind[1]
        return replace(behind[0], span=words.span(i, end), text=text, former=True), end
    if counted:
        return None
    if owner is None:
        return Mention(words.span(i, i + 1), head, words.tokens[i].text), i + 1
    return Mention(words.span(i, owner[1]), head, words.slice(i, owner[1]), of=owner[0]), owner[1]


def counterpart(words: Words, i: int) -> tuple[Mention, int] | None:
    """The holder of the same office elsewhere, with or without a name: "người đồng cấp Nga Andrey Belousov"."""
    if not words.has(i, "counterpart"):
        return None
    body, end = _state(words, i + 1)
    role = role_phrase(words, end, person) if words.has(end, "role", "office", "role-head") else None
    if role is not None:
        end = at = role.end
        body = body or role.body
    else:
        at = end + (words.word(end) in ("-", "–", ","))
    found = _name(words, end, at)
    if found is None:
        plural = words.lists.pattern("{plural-counterpart}").match(words.word(i)) is not None
        mention = Mention(words.span(i, end), "counterpart", words.slice(i, end), body=body, plural=plural)
        return mention, words.parenthesis(end)
    name, stop = found
    if body is None and words.word(stop) == "của" and words.has(stop + 1, "body", "metonym"):
        body, stop = of_body(words, stop)
    span, text, called = words.span(i, stop), words.slice(i, stop), words.tokens[i].text
    return replace(name, span=span, head="counterpart", text=text, body=body, role=called), words.parenthesis(
        stop
    )


def _state(words: Words, i: int) -> tuple[str | None, int]:
    """The body of a counterpart, from token `i` on, and where it ends: "người đồng cấp (của ông) ở Buenos Aires"."""
    if words.listed(i, "of-his-or-hers"):
        i += 1
    elif words.has(i, "of") and words.has(i + 1, "title") and not personal_name(words, i + 2):
        i += 2
    body, end = of_body(words, i)
    if body is None and words.listed(end, "where-counterparts-are") and words.has(end + 1, "body", "metonym"):
        return of_body(words, end + 1)
    return body, end


def _name(words: Words, end: int, at: int) -> tuple[Mention, int] | None:
    """The name of a counterpart whose wording ends at `end`; behind a mark or a role it is looked for at `at`."""
    titled = titles(words, at)
    name = personal_name(words, titled)
    if name is None and words.word(end) == "," and (held := role_phrases(words, at, person)[1]) > at:
        titled = titles(words, held)  # "người đồng cấp, Ngoại trưởng A, ông B …"
        name = personal_name(words, titled, titled=True)
        after = name[1] if name is not None else held
        follows = words.has(after + 1, "role", "office", "role-head", "title", "person")
        if words.word(after) != "," or not follows:
            return None
    return name if at == end or words.word(end) != "," or titled > at else None
