"""Several people, and bodies inside a state, as one mention: groups, organs, delegations, local authorities."""

from __future__ import annotations

from dataclasses import replace

from kg.knowledge.tokens import SEVERAL
from kg.mention.bodies import of_body, state_beside
from kg.mention.mentions import Mention
from kg.mention.names import names_person, personal_name, proper_name, titles
from kg.mention.offices import PORTFOLIO_LIMIT
from kg.mention.persons import person
from kg.mention.roles import administration, role_phrase
from kg.mention.words import Words

_PLAIN = ("w", "x", "P")  # codes of words that can stand in the name of an association
_FIELD = 16  # tokens; what stands between a leader's name and "dẫn đầu": ", cố vấn về … của Lãnh tụ Iran,"
_INSIDE = ("organ", "role-head", "group", "polity", "word", "portfolio")  # of what a group's wording consists
_BEHIND = frozenset("xqpsioz&|myn")  # codes of what can follow a delegation that is only spoken of
_DASHES = ("-", "–")
_CIRCLE = 10  # tokens from an office to the states that are named: "… trong nhóm “…” (nhóm … - gồm"
_OF_CIRCLE = ("", "w", "x", "k", "i", "-")  # codes of these tokens
_MASTERS = ("person", "role")  # who can have envoys
_RANKS = ("title", "rank", "level")  # of whom a delegation consists: "đoàn 6 thượng nghị sĩ Mỹ"


def group(words: Words, i: int) -> tuple[Mention, int] | None:
    """A group, an organ or a delegation, by its body or leader: "quân đội Nga", "Đoàn … do ông A dẫn đầu"."""
    if not words.has(i, "group", "organ"):
        return None
    found = _told(words, i)
    if not words.has(i, "delegation"):
        return found
    if found is None:
        return _spoken_of(words, i)
    return replace(found[0], delegation=True), found[1]


def of_circle(words: Words, i: int) -> tuple[Mention, int] | None:
    """Holders of one office in a circle of states that are named next: "Ngoại trưởng nhóm Bộ tứ (gồm Mỹ, …)"."""
    token = words.tokens[i]
    classes = next((e.classes for e in map(token.of, ("group", "role")) if e is not None and e.classes), ())
    states = token.has("group") and words.lists.pattern("{state-noun}$").search(token.lowered) is not None
    joint = words.has(i + 1, "of", "in") or words.listed(i + 1, "within")
    if not classes or not (states or joint or _circle(words, i + 1) or _circle(words, i + 2)):
        return None
    end, circle = i + 1, states
    while end < min(i + _CIRCLE, words.size) and words.word(end) != "(":
        inside = words.tokens[end]
        here = _circle(words, end)
        if inside.code not in _OF_CIRCLE or inside.contact or (inside.has("role", "group") and not here):
            break
        circle = circle or here
        end += 1
    members = named_members(words, end + (words.word(end) == ","))
    if not circle or not members:
        return None
    text = words.slice(i, i + 1)
    span = words.span(i, end)
    found = Mention(span, "group", text, role=text, plural=True, classes=classes)
    return found, members if words.word(end) == "," else end


def _circle(words: Words, i: int) -> bool:
    """Whether token `i` stands for a circle of states: "nhóm", "các nước", "Bộ tứ"."""
    body = words.tokens[i].of("body") if i < words.size else None
    return words.listed(i, "circle-of-states") or (body is not None and "organization" in body.classes)


def named_members(words: Words, i: int) -> int:
    """Where the word stands at `i`, or in a parenthesis there, that opens a list of states: "gồm", "("; or 0."""
    opening = i
    if words.word(i) == "(":
        opening = next((j for j in range(i, min(i + 5, words.size)) if words.has(j, "including")), i)
    elif not words.has(i, "including"):
        return 0
    listed = words.has(opening + 1, "body") and words.word(opening + 2) in (",", "và")
    return opening if listed and words.has(opening + 3, "body") else 0


def _spoken_of(words: Words, i: int) -> tuple[Mention, int] | None:
    """The delegation that is spoken of: "đoàn", "Đoàn công tác", with no word of whose it is."""
    several = words.word(i - 1) in SEVERAL or words.listed(i - 1, "how-many")
    after = words.token(i + 1)
    closed = after is None or after.contact or after.code in _BEHIND or not after.text[0].isalpha()
    dated = words.listed(i + 1, "opening-of-date")
    if several or not (closed or dated):
        return None
    return Mention(words.span(i, i + 1), "delegation", words.tokens[i].text, delegation=True), i + 1


def _told(words: Words, i: int) -> tuple[Mention, int] | None:
    """A group, an organ or a delegation of which it is told whose it is, or who leads it."""
    head = "group" if words.has(i, "group") else "organ"
    end = _wording(words, i)
    at = end + 1 if words.word(end) == "của" else end
    if words.has(i, "delegation") and words.listed(at, "district") and proper_name(words, at + 1) > at + 1:
        named = proper_name(words, at + 1)  # "Đoàn đại biểu tỉnh Quảng Ninh"
        body, after = state_beside(words, named)
        return led_by(words, i, after) or (replace(_called(words, i, after, head, named), body=body), after)
    body, after = of_body(words, end)
    if body is None and words.word(end) == "ta" and words.has(end - 1, "polity"):
        body, after = "vietnam", end + 1
    if body is None:
        if head == "group":
            return _of_people(words, i, end)
        if words.word(end) == "do":
            return led_by(words, i, end)
        return _of_greater(words, i, end, head) or _organ(words, i, end)
    if end == i + 1 and head == "group" and words.listed(i, "states-at-large") and words.has(end, "body"):
        token = words.tokens[end].of("body")
        if token is not None and "organization" not in token.classes and words.word(after) in (",", "và"):
            return replace(
                _called(words, i, after, "body", end), role=None, body=body
            ), after  # "các nước Lào, …"
    closed = words.parenthesis(after)
    if words.has(i, "delegation") and words.word(closed) in _DASHES and words.word(closed + 2) == "do":
        closed += 2  # "Đoàn nghị sĩ hữu nghị Nhật - Việt do ông A dẫn đầu"
    led = led_by(words, i, closed + (words.word(closed) == ","))
    if led is not None:
        return (replace(led[0], body=body), led[1])
    entry = words.tokens[i].of(head)
    classes = entry.classes if entry is not None else ()
    return replace(_called(words, i, after, head, end), body=body, classes=classes), after


def _wording(words: Words, i: int) -> int:
    """Index after the words that say of what a group at `i` consists: "đoàn đại biểu cấp cao | Lào"."""
    delegation = words.has(i, "delegation")
    inside = (*_INSIDE, *_RANKS) if delegation else _INSIDE
    end = i + 1
    while end < min(i + 10, words.size):
        token = words.tokens[end]
        listed = token.text == "," or (token.lowered == "và" and words.has(end - 1, "polity"))
        organ = words.tokens[end + 1].of("body") if listed and end + 1 < words.size else None
        part = words.has(end + 1, "polity") or (organ is not None and "organization" in organ.classes)
        if listed and part and (words.has(end - 1, "polity") or delegation) and end > i + 1:
            end += 1  # "đoàn đại biểu cấp cao Đảng, Nhà nước ta", "lãnh đạo Đảng và Nhà nước ta"
            continue
        counted = delegation and token.text.isdigit()
        if token.has("body", "metonym", "of") or not (token.text[0].isalpha() or counted):
            break
        if token.lowered == "ta" and words.has(end - 1, "polity"):
            break
        compound = token.has("surname") and _goes_on_small(words, end + 1)
        if token.lexeme is not None and not (compound or token.has(*inside) or token.lowered == "các"):
            break  # but "Đoàn Quân sự cấp cao"
        end += 1
    if words.word(end) == "và" and words.word(end + 2) == "của":
        return end + 2  # "các đồng minh và đối tác của Mỹ"
    return end + 3 if words.word(end) == "và" and words.word(end + 3) == "của" else end


def _goes_on_small(words: Words, i: int) -> bool:
    """Whether a plain word without a capital stands at `i`, so that the one before it is no name: "Quân | sự"."""
    return i < words.size and not words.tokens[i].capital and words.is_free(i)


def _called(words: Words, i: int, end: int, head: str, role_end: int) -> Mention:
    """The mention of tokens [i, end), in which the first up to `role_end` say what it is."""
    return Mention(words.span(i, end), head, words.slice(i, end), role=words.slice(i, role_end))


def _of_people(words: Words, i: int, end: int) -> tuple[Mention, int] | None:
    """A group of no body whose wording ends at `end`: "các quan chức tại Washington", "lãnh đạo châu Âu"."""
    if words.word(end) == "của" and (greater := _of_greater(words, i, end, "group")) is not None:
        return greater
    if end > i + 1 and words.lists.pattern("{these} ").match(words.word(i)):
        named = words.token(end + 1) if words.listed(end, "charge") else None
        if named is not None and named.capital:
            end = proper_name(words, end + 1)
        return _called(words, i, end, "group", end), end
    if words.has(end, "region"):
        return _called(words, i, end + 1, "group", end + 1), end + 1
    entry = words.tokens[i].of("group")
    states = words.lists.pattern("{state-noun}$").search(words.word(i)) is not None
    if states and entry is not None and entry.classes and end == i + 1:  # "lãnh đạo các nước"
        return replace(_called(words, i, end, "group", end), classes=entry.classes), end
    return _of_greater(words, i, end, "group") or led_by(words, i, end)


def _of_greater(words: Words, i: int, end: int, head: str) -> tuple[Mention, int] | None:
    """A group by the office that sends it or the organ of which it is a part: "phái đoàn của quân đội Nga"."""
    if words.word(end) == "của" and words.has(end + 1, "office", "role", "title"):
        sender = role_phrase(words, end + 1, person)
        led = led_by(words, i, sender.end) if sender is not None else None
        if led is not None:
            return led
        master = (
            person(words, end + 1) if words.lists.pattern("{serving-role}$").search(words.word(i)) else None
        )
        if master is not None and master[0].head in _MASTERS:  # "các phái viên của Tổng thống Nga"
            return _called(words, i, master[1], head, master[1]), master[1]
    if words.word(end) == "của" and words.has(end + 1, "polity"):
        body, after = of_body(words, end + 2)
        if body is not None:  # "các quan chức khác | của chính phủ Lào"
            return replace(_called(words, i, after, head, end), body=body), after
    if words.word(end) == "của" and words.has(end + 1, "organ", "group"):
        inner = group(words, end + 1)
        if inner is not None and inner[0].body is not None:
            return replace(_called(words, i, inner[1], head, end), body=inner[0].body), inner[1]
    return None


def _organ(words: Words, i: int, end: int) -> tuple[Mention, int]:
    """An organ of no body: of a government called after its leader, of the host country, or by itself."""
    led = administration(words, end, person)
    if led is not None:
        master, after = led
        of = master if master.body is None else None
        return replace(_called(words, i, after, "organ", end), body=master.body, of=of), after
    if words.has(end, "host-country"):  # "Bộ Ngoại giao nước chủ nhà"
        return replace(_called(words, i, end + 1, "organ", end), host=True), end + 1
    return _called(words, i, i + 1, "organ", i + 1), i + 1


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
        if token.text == "." and words.word(end - 1).endswith("tp"):
            end += 1  # "Lãnh đạo TP.HCM"
            continue
        name = token.capital and token.text[0].isalpha() and not token.has("role", "office", "title")
        if not (name or "district" in token.lists):
            break
        end += 1
    end = _of_the_nation(words, end)
    body, after = state_beside(words, end)
    role = words.slice(i, end)
    return Mention(words.span(i, after), "group", words.slice(i, after), role=role, body=body), after


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
        if role is None or (role.of is not None and not _serve(words, i, role.of)):
            return None
        end, body, classes = role.end, role.body, role.classes
        if role.of is not None:
            body, classes = None, ()  # "các đặc sứ của Tổng thống Hàn Quốc"
    if personal_name(words, titles(words, end), titled=True) is not None or end == i + 1:
        return None
    if body is None and words.has(end, "region"):
        end += 1
    text = words.slice(start, end)
    return Mention(words.span(start, end), "group", text, role=text, body=body, classes=classes), end


def _serve(words: Words, i: int, master: Mention) -> bool:
    """Whether those whose role begins at `i` serve somebody whom the text names or gives an office."""
    return words.lists.pattern("{serving-role}").match(words.word(i)) is not None and master.head in _MASTERS


def led_by(words: Words, i: int, end: int) -> tuple[Mention, int] | None:
    """The leader by whom a delegation is named: "đoàn … do ông X dẫn đầu"."""
    if words.word(end) != "do":
        return None
    leader = person(words, end + 1)
    if leader is None:
        return None
    leader = _by_name(words, end + 1, *leader)
    after = words.parenthesis(leader[1])
    while words.word(after) == "," and (role := role_phrase(words, after + 1, person)) is not None:
        after = role.end
    for j in range(after, min(after + _FIELD, words.size)):
        if words.listed(j, "leading-verb") or words.has(j, "leads"):
            stop = min(j + (1 if words.has(j, "leads") else 2), words.size)
            leading = leader[0].role or words.slice(i, end).rstrip(" ,")  # what she leads tells who she is
            return replace(leader[0], span=words.span(i, stop), role=leading), stop
        if words.tokens[j].contact:
            break
    if words.has(i, "delegation") and leader[0].name is not None and leader[0].role is not None:
        # "đoàn … do ông X, Tổng Bí thư, sang thăm"
        return replace(leader[0], span=words.span(i, after)), after
    return None


def _by_name(words: Words, start: int, leader: Mention, end: int) -> tuple[Mention, int]:
    """A leader with the name behind the field of his office: "Giám đốc An ninh | quốc gia | Chung Eui-yong"."""
    last = min(end + PORTFOLIO_LIMIT, words.size) if leader.name is None else end
    for at in range(end, last):
        if names_person(words, at) and (found := personal_name(words, at, titled=True)) is not None:
            name, stop = found
            role = words.slice(start, at)
            text = f"{role} {name.text}"
            return replace(name, head="person", text=text, role=role, body=leader.body, short=False), stop
        if not (words.is_free(at) or words.has(at, *_INSIDE)):
            break
    return leader, end
