"""Where the name of an institution ends and that of its officer begins: "Chánh án | Tòa án Tối cao | Trương Quân"."""

from __future__ import annotations

from kg.mention.names import names_person
from kg.mention.offices import district, ends_open
from kg.mention.words import Words

_INSIDE = frozenset(
    ("body", "metonym", "region", "organ", "portfolio", "local-organ", "place-head", "delegation", "light")
)
_SOMEBODY = ("title", "rank", "role", "role-head", "office", "person")
_REACH = 12  # tokens


def officer(words: Words, i: int) -> int:
    """Index at which the name of an officer begins, behind the institution or matter that starts at `i`; else 0."""
    matter = False
    open_end = ends_open(words, i)  # "Chủ tịch Hội đồng | Cố vấn Kinh tế Mỹ | A"
    named = open_end and words.has(i, "role-head")
    j = i + named
    while j < min(i + _REACH, words.size):
        token = words.tokens[j]
        if j > i and words.listed(j - 1, "district") and token.capital and (behind := district(words, j)) > j:
            j = behind  # "tỉnh | Nghệ An | Trần Khánh Thục"
            continue
        governed = words.listed(j - 1, "matter-of-office")
        if j > i and not governed and names_person(words, j):
            return j
        if token.has("and") and words.has(j + 1, *_SOMEBODY):
            return 0  # "… và Thứ trưởng B": somebody else
        opens = words.listed(j, "matter-of-office")
        matter = matter or opens
        named = named or token.capital
        large = token.capital and (token.code == "w" or token.classes <= {"surname"})
        large = large and (token.classes.isdisjoint(_SOMEBODY) or (token.has("role-head") and j > i))
        plain = token.lexeme is None and token.text[0].isalnum()
        free = (named and plain) or (matter and (plain or token.has("side")))
        talks = governed and token.has("noun")  # "Trưởng đoàn Nhật Bản tại đàm phán sáu bên A"
        joins = token.text == "-" or words.listed(j, "joint-of-institution")
        people = j == i and token.has("polity")  # "Chủ tịch Hội đồng | nhân dân tỉnh …"
        if not (people or large or free or talks or opens or joins or not token.classes.isdisjoint(_INSIDE)):
            return 0
        j += 1
    return 0
