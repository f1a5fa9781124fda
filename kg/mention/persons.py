"""People as texts name them: forms of address and ranks, then roles, then a name, then what is set off behind it.

The grammar, over lexeme classes (never over names)::

    person      = pre* (role-phrase ("," role-phrase)*)? title* name? parenthesis? apposition?
    pre         = title | rank | former | acting
    role-phrase = office | (role | role-head portfolio*) ("của"? body)? ("tại"|"về" body)?
    apposition  = "," role-phrase ("của" person)?
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kg.article.text import lower
from kg.knowledge.tokens import SEVERAL
from kg.knowledge.wordlists import ListName
from kg.mention.bodies import of_body
from kg.mention.institutions import officer
from kg.mention.mentions import Mention
from kg.mention.names import is_state, name_run, names_person, personal_name, starts_name, titles
from kg.mention.offices import district, ends_open
from kg.mention.roles import OWN_MASTERS, Role, role_phrase, role_phrases
from kg.mention.words import ASIDE, Words
from kg.model import Span

_ELECTED = "đắc cử"  # elected is not yet in office
_LONG_ASIDE = 24  # tokens of a parenthesis that gives a role
_FRONT = 3  # words in which a sentence, or what follows a comma, says that a setting opens
_IN_TURN = "luân phiên"  # "Chủ tịch luân phiên ECOWAS, Tổng thống Ghana A" is one person
_MARKS = (",", "-", "–")
_OF = "của"
_ONE = "một"  # "một lãnh đạo Trung Quốc" need not be its leader
_CALLED = ("rank", "title", "role", "role-head", "office", "body", "acting", "former", "of", "and")
_UNNAMED = Mention(Span(0, 0), "role", "")


class _Address(NamedTuple):
    """What stands before roles and name: "cựu", "nữ", "ông", "Đại tướng Mỹ"."""

    former: bool = False
    acting: bool = False
    gender: str | None = None
    titled: bool = False
    rank: str | None = None
    body: str | None = None


_UNADDRESSED = _Address()


@dataclass(slots=True)
class _Bearer:
    """What the words around a name say of who bears it."""

    role: str | None
    body: str | None
    offices: tuple[str, ...]
    classes: tuple[str, ...]
    former: bool
    acting: bool
    gender: str | None
    of: Mention | None = None
    host: bool = False


def person(words: Words, i: int) -> tuple[Mention, int] | None:
    """Who is named, called by a role or only addressed at token `i`, and the index after it."""
    address, at = _address(words, i)
    roles, end = role_phrases(words, at, person)
    after = end
    if roles:
        after = titles(words, end)
        if words.has(end, "acting"):
            address = _also_acting(words, end, address)
            after = end + 1
            if roles[-1].body is None and words.has(after + (words.word(after) == "của"), "body"):
                roles[-1].body, after = of_body(words, after)  # "Ngoại trưởng lâm thời (của) Pakistan"
                end = after
    name = personal_name(words, after, titled=address.titled or bool(roles))
    if name is not None and roles and words.listed(after - 1, "district"):
        end = after = district(words, after)  # "Phó Giám đốc Công an tỉnh Thanh Hóa"
        name = personal_name(words, after, titled=True)
    if name is not None and roles and (placed := _behind_place(words, name[1])) is not None:
        roles[-1].body, after, end = placed  # "Phó Tỉnh trưởng Vân Nam (Trung Quốc) | A"
        name = personal_name(words, after, titled=True)
    if name is not None and roles and name[0].short and ends_open(words, end) and _runs_on(words, name[1]):
        name = None  # "Chủ tịch Hội đồng | Kinh tế Mỹ A"
    if name is None and not roles:
        return _addressed(words, i, at, address)
    if name is None and words.listed(end, "demonstrative") and not any(r.body for r in roles):
        pronoun, after = _pronoun(words, i, end + 1, address.gender)
        return replace(pronoun, role=roles[0].text, classes=roles[0].classes), after
    bearer = _bearer(address, roles)
    return _unnamed(words, i, end, bearer, roles) if name is None else _named(words, i, name, bearer, roles)


def _behind_place(words: Words, i: int) -> tuple[str, int, int] | None:
    """The state in brackets at `i`, behind the place that an office is over, and where the name after it begins."""
    stop = words.parenthesis(i)
    body = of_body(words, i + 1)[0] if stop > i else None
    return (
        (body, stop, stop) if body is not None and stop < words.size and names_person(words, stop) else None
    )


def _runs_on(words: Words, i: int) -> bool:
    """Whether a plain syllable at `i` goes on with the word before it, which is then none by itself."""
    following = words.token(i)
    return following is not None and following.lexeme is None and following.text[0].islower()


def _address(words: Words, i: int) -> tuple[_Address, int]:
    """What is said of a person before roles and name, and where these begin."""
    if i >= words.size or not words.tokens[i].addresses:
        return _UNADDRESSED, i
    former = acting = titled = False
    gender = rank = body = None
    while i < words.size and words.tokens[i].addresses:
        if words.has(i, "former") and not words.has(i, "role", "office"):
            former = True
        elif words.has(i, "acting") and words.has(i + 1, "role", "office", "role-head", "deputy"):
            acting = True
            former = former or words.word(i).endswith(_ELECTED)
        elif (
            words.word(i) == "nữ"
            and words.has(i + 1, "role", "office", "role-head")
            and not words.listed(i - 1, "how-many")
        ):
            gender = "f"
        elif words.has(i, "title", "rank") and not is_state(words, i):
            titled = True
            gender = words.gender(i) or gender
            if words.has(i, "rank"):
                rank = words.tokens[i].text
                if words.has(i + 1, "body"):
                    body, _ = of_body(words, i + 1)
                    i += 1
        else:
            break
        i += 1
    return _Address(former, acting, gender, titled, rank, body), i


def _also_acting(words: Words, i: int, address: _Address) -> _Address:
    """An address with what the word at `i`, behind the role, says of the term: "Tổng thống đắc cử"."""
    return address._replace(acting=True, former=address.former or words.word(i).endswith(_ELECTED))


def _bearer(address: _Address, roles: Sequence[Role]) -> _Bearer:
    """What address and roles say together; the first role tells whose it is."""
    former, acting, gender = address.former, address.acting, address.gender
    if not roles:
        return _Bearer(address.rank, address.body, (), (), former, acting, gender)
    return _Bearer(
        ", ".join([r.text for r in roles]) or address.rank,
        next((r.body for r in roles if r.body), address.body),
        tuple(dict.fromkeys(o for r in roles for o in r.offices)),
        tuple(dict.fromkeys(c for r in roles for c in r.classes)),
        former or any(r.text.lower().startswith("nguyên thủ tướng") for r in roles),
        acting,
        gender,
        next((r.of for r in roles if r.of), None),
        any(r.host for r in roles),
    )


def _mention(words: Words, start: int, end: int, bearer: _Bearer, name: Mention = _UNNAMED) -> Mention:
    """The mention of tokens [start, end): a name, if there is one, with what is said of its bearer."""
    return Mention(
        words.span(start, end),
        name.head,
        words.slice(start, end),
        name=name.name,
        short=name.short,
        people=name.people,
        offices=bearer.offices,
        classes=bearer.classes,
        role=bearer.role,
        body=bearer.body,
        former=bearer.former,
        acting=bearer.acting,
        gender=bearer.gender,
        of=bearer.of,
        host=bearer.host and name is _UNNAMED,
    )


# Who has neither a name nor a role


def _addressed(words: Words, start: int, end: int, address: _Address) -> tuple[Mention, int] | None:
    """Who is called by tokens [start, end) alone, a form of address or a rank: "ông", "vị tướng này"."""
    ranked = end > start and words.has(end - 1, "rank")
    if ranked and words.listed(end, "demonstrative"):
        if start and _counts(words, start - 1):  # "ba vị dân biểu này"
            text = words.slice(start - 1, end + 1)
            return Mention(words.span(start, end + 1), "pair", text, plural=True), end + 1
        return _pronoun(words, start, end + 1, address.gender)
    that = words.listed(start, "that-one")
    if that and address.body is not None and start and _counts(words, start - 1):  # "15 vị dân biểu Mỹ"
        text, role = words.slice(start - 1, end), words.slice(start - 1, end - 1)
        return Mention(words.span(start, end), "group", text, role=role, body=address.body), end
    if that and ranked and end > start + 1 and address.body is None:  # "vị đại tướng 72 tuổi"
        text = words.slice(start, end)
        return Mention(words.span(start, end), "role", text, role=address.rank, gender=address.gender), end
    if end == start + 1 and ranked and _spoken_of(words, start):
        mention, after = _pronoun(words, start, end, None)
        return replace(mention, role=address.rank), after
    if end != start + 1 or address.gender is None:
        return None
    return _pronoun(words, start, end, address.gender)


def _spoken_of(words: Words, i: int) -> bool:
    """Whether a rank alone means who was called by it before: "Cuối tháng đó, | Đức Hồng y | hội đàm với …"."""
    after = words.token(i + 1)
    plain = after is not None and after.text[0].isalpha() and not after.capital and after.lexeme is not None
    free = not words.listed(i - 1, "how-many") and words.word(i - 1) not in SEVERAL
    return words.tokens[i].capital and plain and free and not words.has(i + 1, *_CALLED)


def _counts(words: Words, i: int) -> bool:
    """Whether a word says how many people there are."""
    return words.tokens[i].text.isdigit() or words.listed(i, "number-of-people")


def _pronoun(words: Words, start: int, end: int, gender: str | None) -> tuple[Mention, int]:
    return Mention(words.span(start, end), "pronoun", words.slice(start, end), gender=gender), end


# Who has a role, and a name at most at some distance behind it


def _unnamed(
    words: Words, start: int, end: int, bearer: _Bearer, roles: Sequence[Role]
) -> tuple[Mention, int] | None:
    """The holder of roles that end at `end` without a name, or with one set off behind them."""
    if words.lists.pattern("{plural-marker} ").match(roles[0].text.lower()):
        return None
    last = lower(roles[-1].text)
    following = words.token(end)
    open_end = following is not None and following.lexeme is None and following.text[0].isalpha()
    if open_end and bearer.body is None and words.lists.pattern("{open-institution}$").search(last):
        bearer.offices, bearer.classes = (), ()
    one_of_them = words.word(start - 1) in SEVERAL or words.word(start - 1) == _ONE
    if bearer.body is not None and one_of_them and last.startswith("lãnh đạo"):
        text = words.slice(start, end)
        return Mention(words.span(start, end), "group", text, role="lãnh đạo", body=bearer.body), end
    if words.word(end) == "thứ" and words.word(end + 1).isdigit():
        bearer.former = True  # "vị tổng thống thứ 42": one of many
    if _IN_TURN in last:
        own = person(words, end + 1) if words.word(end) == "," else None
        if own is not None and own[0].name is not None and own[0].role is not None:
            span = Span(words.span(start, end).start, own[0].span.end)
            return replace(own[0], span=span, text=span.slice(words.text)), own[1]
        bearer.offices, bearer.classes = (), ()  # whoever it is now, it is not the head of its staff
    found = _name_behind(words, end, bearer)
    if found is None:
        holder = _mention(words, start, end, bearer)
        return replace(holder, plural=True) if _one_of_many(words, start) else holder, words.parenthesis(end)
    name, stop = found
    bearer.gender, bearer.of = None, roles[-1].of
    closed = words.word(stop - 1) in (",", "-", "–")  # the mark that closes an apposition
    return _mention(words, start, stop - closed, bearer, name), stop


def _one_of_many(words: Words, start: int) -> bool:
    """Whether a role means all who held it: "các quốc vương", "mỗi đời tổng thống Mỹ", "đã có bốn tổng thống Mỹ"."""
    i = start - 1
    in_turn = words.listed(start, "holder-in-turn") or words.listed(i, "holder-in-turn")
    i -= words.listed(i, "holder-in-turn")
    if i < 0:
        return False
    if words.word(i) in SEVERAL or words.listed(i, "each-holder"):
        return True
    counted = words.tokens[i].text.isdigit() or words.listed(i, "number-of-people")
    return counted and (in_turn or words.listed(i - 1, "there-are"))


def _name_behind(words: Words, i: int, bearer: _Bearer) -> tuple[Mention, int] | None:
    """The name behind a role that ends at `i` and a parenthesis, a mark or the institution that the role is in."""
    stop = words.parenthesis(i)
    bracketed = personal_name(words, titles(words, stop), titled=True) if stop > i else None
    found = bracketed or _named_after_role(words, i, bearer.former)
    if found is None and (at := officer(words, i)):
        bearer.offices, bearer.classes = (), ()
        found = personal_name(words, at, titled=True)
    return found


def _named_after_role(words: Words, i: int, former: bool) -> tuple[Mention, int] | None:
    """A name set off after a role: "Thủ tướng, ông Phạm Minh Chính," or "… - ông X"."""
    if words.listed(i, "back-then") and words.word(i + 1) == "là":
        i += 1  # "Thủ tướng Anh khi đó là ông Boris Johnson"
        if words.has(i + 1, "person") or (i + 1 < words.size and starts_name(words, i + 1)):
            return personal_name(words, i + 1, titled=True)
    mark = words.word(i)
    if mark == "," and not former and (apart := _set_off_name(words, i)) is not None:
        return apart
    noble = words.has(i + 1, "role-head") and words.listed(i + 1, "prince")
    if mark not in (",", "-", "–", "là") or not (noble or words.has(i + 1, "title", "rank")):
        return None
    found = personal_name(words, i + 2 if noble else titles(words, i + 1), titled=True)
    if found is None or mark == "là":
        return found
    name, stop = found
    if not _ends_insertion(words, stop):
        return None
    closed = words.word(stop) == mark and not words.has(stop + 1, "title", "role", "office")
    return name, stop + closed


def _set_off_name(words: Words, i: int) -> tuple[Mention, int] | None:
    """A bare name between commas after a role: "Ngoại trưởng Pháp, Stéphane Séjourné, …"."""
    if not (words.has(i + 1, "person") or (name_run(words, i + 1) - i > 2 and starts_name(words, i + 1))):
        return None
    found = personal_name(words, i + 1, titled=True)
    if found is None or words.word(found[1]) != "," or words.has(found[1] + 1, "role", "office", "title"):
        return None
    return found[0], found[1] + 1


def _ends_insertion(words: Words, i: int) -> bool:
    """Whether an insertion ends at `i`: with the sentence, or at a punctuation mark or "và"."""
    token = words.token(i)
    return token is None or not token.text[0].isalnum() or token.has("and")


# Who has a name


def _named(
    words: Words, start: int, found: tuple[Mention, int], bearer: _Bearer, roles: Sequence[Role]
) -> tuple[Mention, int]:
    """The bearer of a name, with what stands behind it: an owner, a parenthesis, roles set off by commas."""
    name, end = _servant(words, found, bearer, roles)
    stop = end = _owned(words, end, bearer, roles)
    bracketed = role_phrase(words, stop + 1, person) if words.word(stop) == "(" and not roles else None
    if bracketed is not None:
        bearer.role, bearer.body = bracketed.text, bearer.body or bracketed.body
    stop = words.parenthesis(stop, ASIDE if bracketed is None else _LONG_ASIDE)
    if roles:
        stop = _set_off_role(words, _closing_comma(words, stop, roles))
    elif bracketed is None and not (name.head == "name" and words.has(start - 1, "in", "to")):
        appositive = _appositive(words, stop)  # not in "tại Rio de Janeiro, Thủ tướng …"
        if appositive is not None and not (words.word(stop) == "," and _acts(words, start, appositive[1])):
            role, stop = appositive
            end = stop
            bearer.offices, bearer.classes, bearer.role = role.offices, role.classes, role.text
            bearer.body, bearer.of = bearer.body or role.body, role.of
            was = words.lists.pattern("{former-word}").match(role.text.lower())
            bearer.former = bearer.former or was is not None
            official = bool(role.classes) or role.of is not None or role.body is not None
            closed = words.word(stop - 1) in _MARKS or _ends_insertion(words, stop)
            if official and closed and name.head == "name" and not name.short:
                name = replace(name, head="person")  # "John Smith, cố vấn của Tổng thống Mỹ, …"
    return _mention(words, start, end, bearer, name), stop


def _servant(
    words: Words, found: tuple[Mention, int], bearer: _Bearer, roles: Sequence[Role]
) -> tuple[Mention, int]:
    """Who bears a name, or serves who does: "đặc phái viên của Tổng thống Mỹ Donald Trump, ông A, …"."""
    serves = bool(roles) and roles[-1].of is None and f" {_OF} " in roles[-1].text.lower()
    own = _named_after_role(words, found[1], bearer.former) if serves else None
    if own is None:
        return found
    bearer.gender = None
    return own[0], own[1] - (words.word(own[1] - 1) in _MARKS)


# What stands before somebody who is set in front of a clause, beside whose subject he is.
_IN_FRONT: tuple[ListName, ...] = ("through", "before-source", "along-with")


def _acts(words: Words, start: int, end: int) -> bool:
    """Whether a role behind a name is the subject after a contact: "Trong cuộc gặp với ông A, Tổng thống Pháp nói …".

    `start`: where the name begins; `end`: where the role ends, after its comma if it has one.
    """
    following = words.token(end)
    if words.word(end - 1) in _MARKS or following is None or not following.text[0].isalpha():
        return False
    opens = next((i + 1 for i in range(start - 1, -1, -1) if words.word(i) == ","), 0)
    if start == opens + 1 and (words.has(opens, "with") or any(words.listed(opens, n) for n in _IN_FRONT)):
        return not following.has("and", "with")  # "Qua ông A, Tổng thống Nga gửi …"
    setting = (not opens and words.has(0, "verb")) or any(
        words.has(i, "in", "clause") for i in range(opens, min(opens + _FRONT, start))
    )
    told = any(words.tokens[i].contact for i in range(opens, start))
    return setting and told and not following.has("and", "with")


def _owned(words: Words, i: int, bearer: _Bearer, roles: Sequence[Role]) -> int:
    """Index after the body or person to which the bearer of the name that ends at `i` belongs, else `i`."""
    if words.word(i) == "của" and bearer.body is None and roles and words.has(i + 1, "body", "metonym"):
        bearer.body, i = of_body(words, i)  # "Tổng thống Joe Biden của Mỹ"
    if words.word(i) == "của" and bearer.body is None and OWN_MASTERS.isdisjoint(bearer.classes):
        owner = person(words, i + 1)
        if owner is not None and owner[0].head == "person" and owner[0].role is not None:
            bearer.of, i = owner  # "Cố vấn Jake Sullivan của Tổng thống Joe Biden"
    return i


def _closing_comma(words: Words, i: int, roles: Sequence[Role]) -> int:
    """Index after the comma that ends an apposition of roles: "Giám đốc …, Hoàng tử Bandar, nói …"."""
    following = words.token(i + 1)
    apart = len(roles) > 1 and roles[0].body is not None and words.word(i) == ","
    if not apart or following is None or following.capital or not following.text[0].isalpha():
        return i
    return i if following.has("title", "rank", "role", "office", "role-head", "and", "in") else i + 1


def _set_off_role(words: Words, i: int) -> int:
    """Index after a further role set off by commas: "Thủ tướng Hun Sen, Chủ tịch ASEAN 2022, đã …"."""
    role = role_phrase(words, i + 1, person) if words.word(i) == "," else None
    if role is None:
        return i
    stacked = role_phrases(words, i + 1, person)[1]
    if personal_name(words, titles(words, stacked), titled=True) is not None:
        return i  # "…, Tổng Bí thư, Chủ tịch nước Tô Lâm": somebody else
    if personal_name(words, titles(words, role.end), titled=True) is not None:
        return i
    end = role.end + words.word(role.end).isdigit()
    return end + 1 if words.word(end) == "," else i


def _appositive(words: Words, i: int) -> tuple[Role, int] | None:
    """Roles set off after a name: ", trợ lý … của Tổng thống Nga Vladimir Putin"."""
    if words.word(i) not in (",", "-", "–"):
        return _adjoined(words, i)
    if words.listed(i + 1, "back-then") and words.word(i + 2) == "là":
        i += 2  # "ông Abdullah Gul, khi đó là Tổng thống Thổ Nhĩ Kỳ"
    role = role_phrase(words, i + 1, person)
    if role is None:
        return None
    end = role.end + (words.word(role.end) == "này")
    owner = personal_name(words, titles(words, end), titled=True)
    if owner is not None:
        if " của " not in role.text or role.of is not None:
            return None
        end = owner[1]  # "trợ lý của Tổng thống Nga Vladimir Putin": the name is the owner's
    end = _further_roles(words, end, role)
    dashed = words.word(i) in ("-", "–") and words.word(end) == words.word(i)
    if dashed or (words.word(end) == "," and not words.has(end + 1, "role", "office", "title", "role-head")):
        end += 1
    return role, end


def _further_roles(words: Words, i: int, role: Role) -> int:
    """Index after more roles of one whose name and first `role` end at `i`: ", Phó Chủ tịch nước."; else `i`.

    They are his where no name follows, no other state is told and the clause ends with them.
    """
    end = i
    while words.word(end) == "," and (more := role_phrase(words, end + 1, person)) is not None:
        elsewhere = more.body != role.body and any(words.has(j, "body") for j in range(end + 1, more.end))
        if elsewhere or personal_name(words, titles(words, more.end), titled=True) is not None:
            break
        end = more.end
    following = words.token(end)
    closed = following is None or following.text in (".", ")", ";")
    return end if closed else i


def _adjoined(words: Words, i: int) -> tuple[Role, int] | None:
    """A role with its state right behind a name: "ông A | đại sứ Hàn Quốc tại Việt Nam", not "… | Đại sứ B nói"."""
    role = role_phrase(words, i, person)
    if role is None or not any(words.has(j, "body") for j in range(i, role.end)):
        return None
    named = personal_name(words, titles(words, role.end), titled=True) is not None
    return None if named else (role, role.end)
