"""Role phrases: an office or another role, what it is over, and the body or person it belongs to.

A role can belong to a person ("trợ lý của Tổng thống Mỹ Joe Biden"), and a person is called by roles. Who reads the
person is handed over, so that this module need not know how.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.knowledge.tokens import Lexeme, Token
from kg.mention.bodies import of_body, short_state
from kg.mention.mentions import Mention
from kg.mention.names import name_run, names_person, personal_name, titles
from kg.mention.offices import acronym, field, ordinal, portfolio, second_portfolio
from kg.mention.words import Words

PersonReader = Callable[[Words, int], tuple[Mention, int] | None]
"""Reads the person who begins at a token, and gives the index after it."""

OWN_MASTERS = frozenset(("head_of_state", "head_of_government", "supreme_leader", "party_leader"))
"""Office classes whose holders serve nobody: "cuộc gặp với Tổng thống Putin của Thủ tướng Orban" has two parties."""
_MOST = 4  # roles in a row
_LONGEST_FACTION = 4  # tokens
_HOST = "chủ nhà"


@dataclass(slots=True)
class Role:
    """A role phrase as far as it has been read: where it ends, what it can mean and to whom it belongs."""

    end: int
    offices: tuple[str, ...]
    classes: tuple[str, ...]
    text: str = ""
    body: str | None = None
    of: Mention | None = None
    host: bool = False


def role_phrases(words: Words, i: int, person: PersonReader) -> tuple[list[Role], int]:
    """One or more role phrases in a row ("Tổng Bí thư, Chủ tịch nước"), and where they end."""
    first = role_phrase(words, i, person)
    if first is None:
        return [], i
    roles, end = [first], first.end
    while len(roles) < _MOST:
        joined = int(words.word(end) in (",", "-") or words.listed(end, "role-joint"))
        if words.word(end) == "," and words.listed(end + 1, "held-besides"):
            joined = 2  # "Phó Thủ tướng, kiêm Ngoại trưởng A"
        if not joined and not words.has(end, "role", "office"):
            break
        more = role_phrase(words, end + joined, person)
        if more is None or _of_another(words, end, roles[-1], more):
            break
        roles.append(more)
        end = more.end
    return roles, end


def _of_another(words: Words, i: int, last: Role, more: Role) -> bool:
    """Whether the role behind the joint at `i` is not held by the holder of the last one."""
    if personal_name(words, i, titled=False) is not None:
        return True
    joint = words.word(i)
    if words.word(i + 1).endswith(f" {words.word(i - 1)}"):
        return True  # "thừa ủy quyền của Thủ tướng, Phó Thủ tướng A": nobody is his own deputy
    if joint in (",", "và", "-"):
        if personal_name(words, titles(words, more.end), titled=True) is None:
            return True
        if personal_name(words, titles(words, last.end)):
            return True
    if joint in ("và", ","):
        if None is not last.body != more.body is not None:
            return True  # two states have two people
        if joint == "và" and last.of is not None and last.of.name is not None:
            return True  # "cố vấn của Tổng thống A và Thư ký B": two people
        return all(map(_speaking, last.classes or ("",)))  # "theo người phát ngôn Nhà Trắng, Tổng thống …"
    return False


def role_phrase(words: Words, i: int, person: PersonReader) -> Role | None:
    """The role phrase that begins at token `i`: "cựu Phó Chủ tịch Quốc hội", "Đại sứ Mỹ tại Việt Nam"."""
    if i >= words.size or not words.tokens[i].ranks:
        return None
    at = i + words.has(i, "former")
    deputy = words.has(at, "deputy") and words.has(at + 1, "role", "office", "role-head")
    at += deputy
    head = words.token(at)
    if head is None or head.lexeme is None or not head.has("office", "role", "role-head"):
        return None
    if head.has("body", "metonym", "person") and not head.has("role", "office"):
        return None
    known = head.of("role")
    if known is not None and known.followed and not words.has(at + 1, *known.followed):
        return None  # "TT" is a president only before one's name
    role = Role(at + 1, *(((), ()) if deputy else _meaning(head.lexeme)))
    _specify(words, role, head)
    unaged = role.end
    if words.word(unaged).isdigit() and words.word(unaged + 1) == "tuổi":
        role.end = unaged + 2  # "quốc vương 82 tuổi của Saudi Arabia"
    aged = role.end
    _host(words, role, head)
    _give_body(words, role, head.lexeme)
    if role.body is None:
        _find_institution(words, role, role.end > at + 1, person)
    _give_owner(words, role, head, person)
    named_behind = _name_behind(words, acronym(words, role.end), role.end)
    if head.has("role-head") or role.body is not None or role.end > at + 1 or named_behind:
        _initials(words, role)
    _qualify(words, role, head, i)
    role.text = words.slice(i, role.end)
    if words.word(aged - 1) == "tuổi":
        role.text = words.slice(i, aged - 2) + role.text[len(words.slice(i, aged)) :]
    if role.host:
        role.offices = ()
    return role


def _meaning(lexeme: Lexeme) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The offices that a word can mean, and their classes; of a role, its classes."""
    offices = tuple([e.key for e in lexeme.all_of("office")])
    meanings = lexeme.all_of("office" if offices else "role")
    return offices, tuple(dict.fromkeys(c for e in meanings for c in e.classes))


def _specify(words: Words, role: Role, head: Token) -> None:
    """Take up what an office is over, and which of several it is."""
    if head.has("role-head") and not role.offices:
        role.end = portfolio(words, role.end)
    elif words.has(role.end, "press", "place-head", "portfolio", "local-organ") and not role.offices:
        if words.has(role.end, "press", "place-head", "local-organ"):
            role.classes = ()
        role.end = portfolio(words, role.end)
    while (
        words.has(role.end - 1, "polity")
        and words.word(role.end) in (",", "và")
        and words.has(role.end + 1, "polity")
    ):
        role.end += 2  # "đại diện lãnh đạo Đảng, Nhà nước ta"
    if words.has(role.end - 1, "polity") and words.word(role.end) == "ta":
        role.body, role.end = "vietnam", role.end + 1
    role.end = second_portfolio(words, role.end)
    after = ordinal(words, role.end)
    if after > role.end:
        role.end, role.offices, role.classes = (
            after,
            (),
            (),
        )  # "Bộ trưởng Ngoại giao thứ hai": not the minister


def _host(words: Words, role: Role, head: Token) -> None:
    """Take up that an office is one of the host country, and whose consort or which states are named with it."""
    end = role.end
    at = end + (words.word(end) == "của")
    role.host = words.has(at, "host-country") and not words.has(at + 1, "body")
    if words.word(end) == _HOST and head.lowered.endswith(" nước"):
        role.host, role.offices = True, ()  # "Chủ tịch nước chủ nhà": the president of the host country
        end += 1
    if words.word(end) == "và" and words.listed(end + 1, "royal-consort") and words.has(end + 2, "body"):
        end += 2  # "Nhà vua và Hoàng hậu Nhật Bản"
    if words.word(end) == "các nước" and words.has(end + 1, "body") and head.has("role", "role-head"):
        end += 1  # "Đại sứ các nước Pháp, Đức"
    role.end = end


def _give_body(words: Words, role: Role, lexeme: Lexeme) -> None:
    """Give a role the body that follows it, or that of its office."""
    if role.body is not None:
        return
    role.body, role.end = of_body(words, role.end)
    if role.body is None and (after := _glossed(words, role.end)) > role.end:
        body, end = of_body(words, after)
        role.body, role.end = (body, end) if body is not None else (None, role.end)
    if role.body is None:
        role.body, role.end = short_state(words, role.end)
    if role.body is not None and _abroad(lexeme, role.body):
        role.offices = ()  # "Bộ trưởng Bộ Quốc phòng" is Vietnam's, but not in "Bộ trưởng Bộ Quốc phòng Lào"
    if role.body is None and role.offices:
        role.body = next((e.body for e in lexeme.all_of("office") if e.body), None)


def _glossed(words: Words, i: int) -> int:
    """Index after the initials in brackets by which an institution is known: "Cục Tình báo Trung ương | (CIA)"."""
    initials = words.token(i + 1) if words.word(i) == "(" else None
    return i + 3 if initials is not None and initials.text.isupper() and words.word(i + 2) == ")" else i


def _find_institution(words: Words, role: Role, specified: bool, person: PersonReader) -> None:
    """Give a role without a body that of the government or organ that follows it."""
    led = administration(words, role.end, person) if specified else None
    if led is not None and led[0].body is not None:
        role.body, role.end = led[0].body, led[1]  # "đại diện chính quyền Tổng thống Mỹ A"
        role.classes, role.offices = (), ()
    elif words.has(role.end, "organ"):
        body, end = of_body(words, role.end + 1)
        initials = acronym(words, role.end + 1)
        if body is not None:
            party = words.word(role.end).startswith("đảng")
            role.body, role.end = body, end
            role.classes, role.offices = (role.classes if party else ()), ()
        elif initials > role.end + 1:
            role.end = initials  # "Tổng thư ký đảng LDP"
            role.classes, role.offices = (), ()


def _give_owner(words: Words, role: Role, head: Token, person: PersonReader) -> None:
    """Give a role without a body the person whom its holder serves: "trợ lý | của Tổng thống Mỹ"."""
    if role.body is not None:
        return
    end = field(words, role.end) if head.has("role-head") else role.end
    owner = person(words, end + 1) if words.word(end) == "của" else None
    if owner is not None and owner[0].head in ("person", "role"):
        role.of, role.end = owner
    elif owner is None and words.word(end) == "của" and (after := _faction(words, end + 1)) > end + 1:
        role.end, role.classes, role.offices = after, (), ()
    elif owner is None and _owner_unknown(words, end):
        role.classes, role.offices = (), ()


def _faction(words: Words, i: int) -> int:
    """Index after the faction at token `i` to which somebody belongs: "lãnh đạo của | phe đối lập"; else `i`."""
    for end in range(min(i + _LONGEST_FACTION, words.size), i, -1):
        if words.slice(i, end).lower() in words.lists["partisan"]:
            return end
    return i


def _owner_unknown(words: Words, i: int) -> bool:
    """Whether an office belongs to what is no state: "chính phủ | của cộng đồng gốc Hy Lạp"."""
    known = words.word(i) != "của" or i + 1 >= words.size
    return not known and words.is_free(i + 1) and not words.tokens[i + 1].capital


def _name_behind(words: Words, i: int, start: int) -> bool:
    """Whether initials from `start` to `i` stand before a full name: "Giám đốc | NASA | Bill Nelson"."""
    return start < i < words.size and names_person(words, i)


def _initials(words: Words, role: Role) -> None:
    """Take up the initials of an institution behind a role, whose offices are then others."""
    end = acronym(words, role.end)
    if end > role.end and role.offices and not words.word(end - 1).endswith("vn"):
        role.offices = ()  # "Trưởng Ban Đối ngoại Trung ương ĐCS Pháp", "Tổng Bí thư CPI": not Vietnam's
        role.body, end = of_body(words, end)
    role.end = end


def _qualify(words: Words, role: Role, head: Token, start: int) -> None:
    """Take up what stands last in the role phrase from `start`: the firm, the term, where its holder is sent."""
    if head.has("company-role") and role.body is None:
        run = name_run(words, role.end) - role.end
        set_off = words.word(start - 1) == "," and words.word(role.end + 1) in (",", "")
        if run > 2 or (run == 1 and set_off):
            firm = words.tokens[role.end].text.isascii() and not words.has(role.end, "person", "surname")
            role.end += firm  # "CEO Apple | Tim Cook"; "ông Tim Cook, CEO Apple,"
    term = words.token(role.end + 1) if words.listed(role.end, "term") else None
    if term is not None and term.text[0].isdigit():
        role.end += 2  # "Chủ tịch ASEAN năm 2024"
    if words.listed(role.end, "charge") and words.has(role.end + 1, "body", "metonym", "region"):
        if not role.offices:
            role.classes = ()
        if words.word(start) == _HOST and role.body is None:
            role.body = of_body(words, role.end + 1)[0]  # "chủ nhà ở Nhà Xanh"
        role.end += 2


def administration(words: Words, end: int, person: PersonReader) -> tuple[Mention, int] | None:
    """The leader after whom a government is called, before token `end` ("chính quyền (của) Tổng thống Mỹ A")."""
    if not words.has(end - 1, "polity"):
        return None
    found = person(words, end + (words.word(end) == "của"))
    led = found is not None and found[0].head == "person" and bool(OWN_MASTERS & set(found[0].classes))
    return found if led else None


def _speaking(office_class: str) -> bool:
    """Whether those of an office class speak for others."""
    return office_class.endswith("spokesperson")


def _abroad(lexeme: Lexeme, body: str) -> bool:
    """Whether a wording that names an office of one body is followed by another."""
    return any(e.body not in (None, body) for e in lexeme.all_of("office"))
