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
    end = i + 2 if words.word(i + 1) == "của" else i + 1
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
    if owner is None:
        return Mention(words.span(i, i + 1), head, words.tokens[i].text), i + 1
    return Mention(words.span(i, owner[1]), head, words.slice(i, owner[1]), of=owner[0]), owner[1]


def counterpart(words: Words, i: int) -> tuple[Mention, int] | None:
    """The holder of the same office elsewhere, with or without a name: "người đồng cấp Nga Andrey Belousov"."""
    if not words.has(i, "counterpart"):
        return None
    end = i + 1
    if words.listed(end, "of-his-or-hers"):
        end += 1
    elif words.has(end, "of") and words.has(end + 1, "title") and not personal_name(words, end + 2):
        end += 2
    body, end = of_body(words, end)
    if body is None and words.listed(end, "where-counterparts-are") and words.has(end + 1, "body", "metonym"):
        body, end = of_body(words, end + 1)  # "người đồng cấp ở Buenos Aires"
    dash = end + 1 if words.word(end) in ("-", "–", ",") else end
    if words.has(dash, "role", "office", "role-head") and dash == end:
        role = role_phrase(words, dash, person)
        if role is not None:
            end = dash = role.end
            body = body or role.body
    titled = titles(words, dash)
    name = personal_name(words, titled)
    if name is None and words.word(end) == "," and (held := role_phrases(words, dash, person)[1]) > dash:
        titled = titles(words, held)  # "người đồng cấp, Ngoại trưởng A, ông B …"
        name = personal_name(words, titled, titled=True)
        after = name[1] if name is not None else held
        if words.word(after) != "," or not words.has(
            after + 1, "role", "office", "role-head", "title", "person"
        ):
            name = None
    if name is not None and (dash == end or words.word(end) != "," or titled > dash):
        stop = words.parenthesis(name[1])
        base = name[0]
        ended = name[1]
        if body is None and words.word(ended) == "của" and words.has(ended + 1, "body", "metonym"):
            body, ended = of_body(words, ended)
            stop = words.parenthesis(ended)
        mention = replace(
            base,
            span=words.span(i, ended),
            head="counterpart",
            text=words.slice(i, ended),
            body=body,
            role=words.tokens[i].text,
        )
        return mention, stop
    plural = words.lists.pattern("{plural-counterpart}").match(words.word(i)) is not None
    mention = Mention(words.span(i, end), "counterpart", words.slice(i, end), body=body, plural=plural)
    return mention, words.parenthesis(end)
