"""Names of people: Vietnamese ones, which open with a family name, foreign ones, and runs of capitalised words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.article.spelling import by_syllable, is_foreign
from kg.article.text import lower
from kg.knowledge.tokens import MARKED, Token
from kg.mention.mentions import Mention
from kg.mention.words import Words

_OF_NAMES = frozenset(("surname",))
_HONOURS = 4  # words of a run that ends in a known name
_NUMERAL = re.compile(r"[IVX]+")
_INITIALS = re.compile(r"^[^\W\d_]*[a-zà-ỹ]\S* .*\b[A-ZĐ]{4,}$")  # "Ban QLDA": no person
_ABBREVIATION = re.compile(r"[A-ZĐ]{2,6}")


def titles(words: Words, i: int) -> int:
    """Index after the forms of address and ranks at `i`: "ông", "Đại tướng"."""
    while words.has(i, "title", "rank") and not is_state(words, i):
        i += 1
    return i


def is_state(words: Words, i: int) -> bool:
    """Whether a word such as Anh is the state, not the form of address."""
    return words.has(i, "body") and words.tokens[i].capital and not personal_name(words, i + 1)


def names_person(words: Words, i: int) -> bool:
    """Whether somebody's full name stands at `i`."""
    token = words.tokens[i]
    if not token.capital or not (
        token.has("person") or starts_name(words, i) or token.lowered in words.names.family
    ):
        return False
    found = personal_name(words, i, titled=True)
    return found is not None and (bool(found[0].people) or found[1] - i > 1)


def starts_name(words: Words, i: int) -> bool:
    """Whether a foreign name begins here: a capitalised word without Vietnamese marks."""
    token = words.tokens[i]
    if token.lexeme is None and by_syllable(token.text):
        return True  # "Phi-đen"
    if not token.capital or token.marked:
        return False
    following = words.token(i + 1)
    plain_follows = following is not None and following.lexeme is None and following.text[:1].islower()
    return not (plain_follows and lower(following.text if following else "") not in words.names.particles)


def name_run(words: Words, i: int) -> int:
    """Index after a run of capitalised words (a name) that starts at `i`."""
    end = i
    if words.listed(i, "unit-of-time") and not words.has(i - 1, "title"):
        return end  # "Sẽ Gặp Ngoại Trưởng Nga | Tuần Tới"
    while end < words.size:
        token = words.tokens[end]
        single = " " not in token.text or (end > i and token.has("surname"))
        if (
            token.has("person")
            or (token.capital and single and (token.lexeme is None or token.has("surname")))
            or (
                token.capital
                and single
                and end > i
                and words.tokens[i].lowered in words.names.family
                and end - i <= 3
            )
            or (end > i and token.capital and single and _inside_foreign(words, i, end))
            or (end > i and "-" in token.text and lower(token.text.split("-")[0]) in words.names.particles)
            or (end > i and _hyphenated(words, end))
            or (
                end > i
                and token.lowered in words.names.particles
                and end + 1 < words.size
                and words.tokens[end + 1].capital
            )
        ):
            end += 3 if end > i and _hyphenated(words, end) else 1
        else:
            break
    while end > i and not words.tokens[end - 1].text[0].isalpha():
        end -= 1
    return end


def rare_surname(words: Words, i: int) -> bool:
    """Whether a word that means something else too is a surname here: "Bộ trưởng | Đoàn | Minh Huấn"."""
    token, given = words.tokens[i], words.tokens[i + 1 : i + 3]
    if token.lexeme is None or not token.capital or token.lowered not in words.names.family:
        return False
    own = (
        bool(given) and given[0].lowered not in words.names.family
    )  # not "Trung ương Đoàn | Nguyễn Ngọc Lương"
    return (
        own
        and len(given) == 2
        and all(t.capital and t.classes <= _OF_NAMES and " " not in t.text for t in given)
    )


def _inside_foreign(words: Words, i: int, at: int) -> bool:
    """Whether a word that is also a verb or adverb goes on with a name: "Kim | Sang | Woo"."""
    following = words.token(at + 1)
    goes_on = following is not None and following.capital and following.lexeme is None
    surname = (
        words.has(i, "surname")
        or words.tokens[i].lowered in words.names.family
        or words.tokens[i].lexeme is None
    )
    return at == i + 1 and surname and goes_on and following is not None and not following.marked


def _hyphenated(words: Words, i: int) -> bool:
    """Whether a particle at `i` is joined to the surname of the register after it: "al-Aiban"."""
    if words.word(i) not in words.names.particles or words.word(i + 1) != "-":
        return False
    following = words.token(i + 2)
    close = following is not None and words.starts[i] + words.tokens[i].size + 1 == words.starts[i + 2]
    return close and following is not None and following.capital


def personal_name(words: Words, i: int, titled: bool = False) -> tuple[Mention, int] | None:
    """A person's name at `i`: of the register, or unknown where a title or role stands before it."""
    token = words.token(i)
    if titled and token is not None and _hyphenated(words, i):  # "ông al-Assad"
        return Mention(
            words.span(i, i + 3), "person", words.slice(i, i + 3), name=words.slice(i + 2, i + 3), short=True
        ), i + 3
    if token is None or not token.capital or token.text[-1].isdigit():
        return None
    end = name_run(words, i)
    if end == i and titled and rare_surname(words, i):
        end = name_run(words, i + 1)
    if end == i:
        return None
    if end - i > 1 and not titled and i == 0 and not words.tokens[0].has("person", "surname"):
        vietnamese = words.tokens[0].marked and words.tokens[0].lowered not in words.names.family
        if vietnamese:
            return None
    name = words.slice(i, end)
    if name[-1].isupper() and (_NUMERAL.fullmatch(name) or _INITIALS.search(name)):
        return None
    if titled and _ABBREVIATION.fullmatch(name) and not token.has("person", "surname"):
        return None  # "Chủ tịch FTUB"
    institution = "institution" in token.lists
    if titled and institution and not token.classes and token.lowered not in words.names.family:
        return None  # "Giám đốc Sở Ngoại vụ"
    known = [t for t in words.tokens[i:end] if t.has("person")]
    if known and (found := _registered(words, i, end, known, titled)) is not None:
        return found
    if end - i == 1 and token.has("surname"):
        return Mention(words.span(i, i + 1), "person", name, name=name, short=True), end
    following = words.token(end)
    runs_on = following is not None and following.lexeme is None and following.text[:1].islower()
    part_of_role = words.has(i - 1, "role-head", "organ") or (
        runs_on and not words.has(i - 1, "title", "rank")
    )
    if end - i == 1 and token.marked and part_of_role and not by_syllable(name):
        return None
    if end - i >= 2 or titled:
        if (
            not titled
            and not any(t.has("surname", "person") for t in words.tokens[i:end])
            and (words.tokens[i].lowered not in words.names.family)
        ):
            opens = i == 0 and not (
                token.lexeme is None and is_foreign(token.text)
            )  # with any word in capitals
            return None if opens else _bare(words, i, end)
        return Mention(words.span(i, end), "person", name, name=name, short=end - i == 1), end
    return _bare(words, i, end)


def _registered(
    words: Words, i: int, end: int, known: Sequence[Token], titled: bool
) -> tuple[Mention, int] | None:
    """The bearer of a name of the register in the run [i, end), whose words of the register are `known`."""
    first, last = words.tokens[i], words.tokens[end - 1]
    if end - i > 1 and len(known) > 1:
        return None
    if known[0] is first:
        if end - i > 1 and words.tokens[i + 1].lowered not in words.names.particles:
            end = i + 1
    elif not titled or end - i > _HONOURS or not last.has("person"):
        return None
    name = known[
        0
    ]  # "Quốc vương Salman | bin Abdulaziz"; "Samdech Techo Hun Sen": honours before a known name
    text = words.slice(i, end)
    return Mention(words.span(i, end), "person", text, name=name.text, people=name.keys("person")), end


def proper_name(words: Words, i: int) -> int:
    """Index after the capitalised words that start at `i` (the name of a place or firm)."""
    end = i
    while (
        end < words.size
        and words.tokens[end].capital
        and not words.tokens[end].has("role", "office", "title")
    ):
        end += 1
    return end


def _bare(words: Words, i: int, end: int) -> tuple[Mention, int] | None:
    """A capitalised run that nothing else tells to be a person: kept, for names bound elsewhere in the text."""
    if MARKED.search(words.slice(i, end)) and words.tokens[i].lowered not in words.names.family:
        return None
    return Mention(
        words.span(i, end), "name", words.slice(i, end), name=words.slice(i, end), short=end - i == 1
    ), end
