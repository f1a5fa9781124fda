"""States and other bodies as mentions, by name, by their parts or as a side; and as what a role belongs to."""

from __future__ import annotations

from kg.knowledge.tokens import LEADERS
from kg.mention.mentions import Mention
from kg.mention.words import Words

_FORMS = 3  # "nước Cộng hòa", "Thủ đô" before the name of a state or capital


def paired(words: Words, i: int) -> tuple[Mention, int] | None:
    """A state by the short name that it bears only beside another: "Triều" of "Mỹ - Triều"."""
    token = words.tokens[i]
    if not token.capital:
        return None
    for joint, other in ((i + 1, i + 2), (i - 1, i - 2)):
        if words.word(joint) not in ("-", "–") or not 0 <= other < words.size:
            continue
        beyond = words.tokens[other]
        if beyond.capital and (beyond.has("body") or beyond.lowered in words.names.paired):
            key = words.names.paired[token.lowered]
            return Mention(words.span(i, i + 1), "body", token.text, body=key), i + 1
    return None


def of_body(words: Words, i: int) -> tuple[str | None, int]:
    """A body with or without "của", and where it ends; (None, i) if there is none."""
    j = _counted(words, i)
    while (words.listed(j, "before-state") or words.has(j, "state-form")) and j < i + 4:
        j += 1
    if words.has(j, "host-country") and words.has(j + 1, "body"):
        j += 1  # "lãnh đạo (của) | nước chủ nhà Nga"
    token = words.token(j)
    if token is not None and token.has("body", "metonym"):
        return (*token.keys("body"), *token.keys("metonym"))[0], j + 1
    if words.word(j) == "ta" and words.word(j - 1) == "nước" and j > i:
        return "vietnam", j + 1
    if words.has(i, "host-country"):
        return None, i + 1
    return None, i


def state_beside(words: Words, i: int) -> tuple[str | None, int]:
    """The state of a place whose name ends at `i`: "tỉnh Luang Prabang | (Lào)", "…, nước Lào"; or (None, i)."""
    stop = words.parenthesis(i)
    if stop > i:
        body, after = of_body(words, i + 1)
        return (body, stop) if body is not None and after == stop - 1 else (None, i)
    set_off = words.word(i) == ","
    body, after = of_body(words, i + set_off)
    if body is None or part_of_name(words, after):
        return None, i
    following = words.token(after)
    listed = words.word(after) == "và" or (words.word(after) == "," and words.has(after + 1, "body"))
    closed = following is None or not following.text[0].isalnum() or words.listed(i + 1, "before-state")
    return (body, after) if not set_off or (closed and not listed) else (None, i)


def _counted(words: Words, i: int) -> int:
    """Index after words that count the states named next, of each of which it is: "ba nước Nga, Iran …"; or `i`."""
    counted = words.listed(i, "count") and words.listed(i + 1, "counted-states")
    listed = counted and words.has(i + 2, "body") and words.word(i + 3) in (",", "và")
    return i + 2 if listed else i


def places_of_state(words: Words, i: int) -> tuple[Mention, int] | None:
    """Several places inside a state, which stand for it as the goal of a journey: "30 thành phố của Ấn Độ"."""
    at = i
    while at < words.size and (words.tokens[at].text.isdigit() or words.listed(at, "how-many")):
        at += 1
    if at == i or not words.listed(at, "district"):
        return None
    body, end = of_body(words, at + 1 + (words.word(at + 1) == "của"))
    return (Mention(words.span(i, end), "body", words.slice(i, end), body=body), end) if body else None


def short_state(words: Words, i: int) -> tuple[str | None, int]:
    """A state by its short name where no name goes on with it: "Nhà lãnh đạo Ấn"; (None, i) if there is none."""
    token, following = words.token(i), words.token(i + 1)
    if token is None or not token.capital or (following is not None and following.capital):
        return None, i
    if following is not None and following.text in ("-", "–"):
        return None, i
    key = words.names.paired.get(token.lowered)
    return key, i + (key is not None)


def part_of_name(words: Words, i: int) -> bool:
    """Whether the capitalised word at `i` goes on with the proper name before it."""
    token = words.token(i)
    if token is None or not token.capital or not token.text[0].isalpha():
        return False
    close = words.starts[i - 1] + words.tokens[i - 1].size + 1 == words.starts[i]
    close = close and " " not in words.tokens[i - 1].text
    return close and " " not in token.text and (token.lexeme is None or token.lexeme.classes <= {"surname"})


def side(words: Words, i: int) -> tuple[Mention, int] | None:
    """A state as one side: "phía Mỹ"."""
    if not words.has(i, "side") or not words.has(i + 1, "body", "metonym"):
        return None
    body, end = of_body(words, i + 1)
    return Mention(words.span(i, end), "side", words.slice(i, end), body=body), end


def polity(words: Words, i: int) -> tuple[Mention, int] | None:
    """A state by its parts ("Đảng, Nhà nước và nhân dân Cuba"), or the leaders of these."""
    start = i
    leaders = words.word(i) in LEADERS
    if leaders:
        i += 1
        while words.listed(i, "high-level"):
            i += 1
        i += 1 if words.word(i) == "của" else 0
    parts = 0
    end = i
    while words.has(end, "polity"):
        parts += 1
        people = words.listed(end, "the-people")
        end += 1
        if words.word(end) in (",", "và") and words.has(end + 1, "polity"):
            end += 1
    if not parts:
        return None
    body, stop = of_body(words, end)
    if body is None and words.word(end) == "ta":
        body, stop = "vietnam", end + 1
    elif parts == 1 and not leaders and not people:
        return None
    if body is None:
        return None
    text = words.slice(start, stop)
    if leaders:
        return Mention(words.span(start, stop), "group", text, role=words.slice(start, end), body=body), stop
    return Mention(words.span(start, stop), "body", text, body=body), stop


def named_body(words: Words, i: int) -> tuple[Mention, int] | None:
    """A body by its name, or by a seat that stands for it: "nước Cộng hòa Cuba", "Nhà Trắng"; "thăm | nước ta"."""
    start = i
    if words.word(i) == "nước" and words.word(i + 1) == "ta" and i and words.tokens[i - 1].text[-1].isalnum():
        return Mention(words.span(i, i + 2), "body", words.slice(i, i + 2), body="vietnam"), i + 2
    while i < start + _FORMS and (words.word(i) == "nước" or words.has(i, "state-form", "capital-head")):
        i += 1
    token = words.token(i)
    if token is None or not token.has("body", "metonym"):
        return None
    metonym = not token.has("body")
    if part_of_name(words, i + 1):
        return None  # "Lào Cai", "Mỹ Đình": the state's name is only the first syllable of another
    key = (*token.keys("body"), *token.keys("metonym"))[0]
    entry = token.of("body")
    sort = entry.classes if entry is not None else ()
    whole = words.span(start, i + 1)
    return Mention(whole, "body", token.text, body=key, metonym=metonym, classes=sort), i + 1
