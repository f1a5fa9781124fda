"""The wording of an office after its first word: what it is over, in which body, which of several of its kind."""

from __future__ import annotations

from kg.article.spelling import is_foreign
from kg.mention.bodies import of_body
from kg.mention.names import name_run, rare_surname, starts_name
from kg.mention.words import Words

PORTFOLIO_LIMIT = 7
"""Tokens of what an office is over."""
_PLACE_SIZES = (2, 3, 1)  # syllables in the name of a province, the likeliest first
_PERSON = 3  # syllables in the name of a person, at least, where it could be that of a place


def field(words: Words, i: int) -> int:
    """Index after the field of an office: "cố vấn | về đối ngoại | của Tổng thống"; i if there is none."""
    if words.word(i) != "về":
        return i
    end = i + 1
    while end < min(i + PORTFOLIO_LIMIT, words.size) and words.is_free(end):
        end += 1
    return end if words.word(end) == "của" else i


def ordinal(words: Words, i: int) -> int:
    """Index after an ordinal that tells one of several holders from the others, in brackets or not."""
    if words.word(i) == "(" and words.listed(i + 1, "one-of-several") and words.word(i + 2) == ")":
        return i + 3
    return i + 1 if words.listed(i, "one-of-several") else i


def acronym(words: Words, i: int) -> int:
    """Index after the initials of an institution ("ITAR – TASS") that follow a role phrase."""
    end = i
    while end < words.size:
        token = words.tokens[end]
        joined = token.text in "-–" and end + 1 < words.size and words.tokens[end + 1].text.isupper()
        if not (
            joined or (token.text.isupper() and len(token.text) > 2 and not token.has("body", "metonym"))
        ):
            break
        end += 1
    return end


def second_portfolio(words: Words, i: int) -> int:
    """Index after "và Hợp tác (quốc tế)" in "Bộ trưởng Ngoại giao và Hợp tác Mozambique"."""
    if words.word(i) != "và":
        return i
    for j in range(i + 1, min(i + 6, words.size)):
        if of_body(words, j)[0] is not None:
            return j if j > i + 1 and words.tokens[i + 1].capital else i
        if words.tokens[j].lexeme is not None or not words.tokens[j].text[0].isalpha():
            return i
    return i


def portfolio(words: Words, i: int) -> int:
    """Index after the free words of an office ("Bộ trưởng | Công Thương")."""
    end = i
    while end < min(i + PORTFOLIO_LIMIT, words.size):
        token = words.tokens[end]
        if end > i and token.capital and _names_place(words, end - 1):
            behind = district(words, end)
            if behind == end:
                break
            end = behind
            continue
        if rare_surname(words, end):
            break
        if _syllable(words, end):
            end += 1
            continue
        written_large = end > i and token.capital and token.plain  # "Hội Người cao tuổi"
        # "Trung ương Đảng | Nhân dân Cách mạng Lào"
        named_party = end > i and token.capital and token.has("polity") and ends_open(words, end)
        interim = end > i and token.lowered == "lâm thời"  # "Cố vấn trưởng Chính phủ lâm thời"
        if (
            token.lexeme is not None
            and not (written_large or interim or named_party)
            and not token.has(
                "role", "role-head", "organ", "deputy", "press", "portfolio", "place-head", "local-organ"
            )
        ):
            break
        if token.lexeme is None:
            initials = token.text.isupper() and ends_open(words, end)  # "Trung ương Đảng | NDCM Lào"
            if not token.text[0].isalpha() or (starts_name(words, end) and not initials):
                break
            if token.capital and token.lowered in words.names.family and name_run(words, end) - end >= 2:
                break
        end += 1
    if (
        end < words.size
        and words.tokens[end].lexeme is None
        and not starts_name(words, end)
        and end - i >= PORTFOLIO_LIMIT
    ):
        return i
    return end


def ends_open(words: Words, i: int) -> bool:
    """Whether what ends before token `i` names an office only with the words after it: "Chủ tịch Hội đồng | …"."""
    return words.lists.pattern("{open-institution}$").search(words.word(i - 1)) is not None


def _names_place(words: Words, i: int) -> bool:
    """Whether the name of a place or firm follows token `i`: "tỉnh", "Tỉnh ủy", "Tập đoàn"."""
    token = words.tokens[i]
    if words.listed(i, "district") or words.listed(i, "firm"):
        return True
    if token.has("place-head"):  # two or three words are as often a person: "Giám đốc Học viện | Lê Văn Hân"
        size = name_run(words, i + 1) - i - 1
        return size == 1 or size > _PERSON
    committee = words.lists.pattern("{party-committee}$")
    return token.has("local-organ") and committee.search(token.lowered) is not None


def district(words: Words, i: int) -> int:
    """Index after the name of a place or firm that may run on to a person's: "tỉnh | Lâm Đồng | Trần Đức Quận".

    A name of a person that stands in its place ("UBND tỉnh | Lê Văn Hân") is none: then it is `i`.
    """
    first = words.tokens[i]
    if " " in first.text:
        person = first.has("person") and first.lowered not in words.lists["city-like-person"]
        return i if person else i + 1
    run = max(name_run(words, i), i + 1)
    size = run - i
    family = words.names.family
    if size > 1 and words.tokens[run - 1].lowered in family and name_run(words, run - 1) > run:
        return run - 1  # "tỉnh | Nghệ An | Nguyễn Đức Trung": a name with that of a state in it
    if size > 1 and is_foreign(first.text) and words.tokens[i + 1].lowered in family:
        return i + 1  # "Tập đoàn | Vingroup | Phạm Nhật Vượng"
    if size < _PERSON or words.slice(i, run).lower() in words.lists["city-like-person"]:
        return run
    vietnamese = first.lowered in family
    if vietnamese and (size == _PERSON or words.listed(i + 1, "middle-name")):
        return i
    if size == _PERSON:
        return run if any(t.marked for t in words.tokens[i:run]) else i + 1
    people = (i + size for size in _PLACE_SIZES if 1 < run - i - size < 5)
    split = next((at for at in people if words.tokens[at].lowered in family), i + 2)
    return i if vietnamese and size == _PERSON + 1 and words.tokens[split].lowered not in family else split


def _syllable(words: Words, i: int) -> bool:
    """Whether a surname here is only the first syllable of a common word ("Quân ủy")."""
    token, following = words.tokens[i], words.token(i + 1)
    plain = following is not None and following.lexeme is None and following.text[0].islower()
    return token.has("surname") and token.marked and plain
