"""Words that point back to those spoken of: pronouns, those for two people, and for a state."""

from __future__ import annotations

from dataclasses import replace

from kg.article.spelling import by_syllable
from kg.mention.bodies import of_body, paired
from kg.mention.mentions import Mention
from kg.mention.names import personal_name, titles
from kg.mention.words import Words
from kg.model import Kind

_JOINTS = ("và", ",", "-", "–")


def pair(words: Words, i: int) -> tuple[Mention, int] | None:
    """Two who are spoken of, or people counted whose states or names follow: "hai nhà lãnh đạo Mỹ và Israel"."""
    if not words.has(i, "pair"):
        return None
    token = words.tokens[i]
    body, end = _state(words, i + 1)
    entry = token.of("pair")
    if body is not None and words.word(end) in _JOINTS and entry is not None and entry.classes:
        other, after = _state(words, end + 1)
        if (
            other is not None and other != body
        ):  # "hai nhà lãnh đạo Mỹ và Israel", "hai ngoại trưởng Mỹ - Trung"
            role = words.word(i).removeprefix("cả ").removeprefix("hai ").removeprefix("2 ")
            role = role.removesuffix(" hai nước").removesuffix(" 2 nước")
            whole = Mention(
                words.span(i, after), "role", words.slice(i, after), role=role, classes=entry.classes
            )
            second = replace(whole, text=f"{role} {words.slice(end + 1, after)}", body=other)
            first = replace(whole, text=f"{role} {words.slice(i + 1, end)}", body=body, of=second)
            pair = replace(whole, head="pair", plural=True, of=first)
            return pair, after
    if body is not None and not words.lists.pattern("{state-noun}$").search(words.word(i)):
        # "hai nhà ngoại giao Liên Xô": people of that state, not the parties spoken of
        text, role = words.slice(i, end), token.text
        if words.word(end) in _JOINTS and _state(words, end + 1)[0] not in (None, body):
            role = role.partition(" ")[2]  # "hai quan chức Mỹ và Nga": one of each
        return Mention(words.span(i, end), "group", text, role=role, body=body, plural=True), end
    classes = entry.classes if entry else ()
    named = _both_named(words, i)
    if named is not None:
        return named
    gender = "m" if words.word(i).endswith("hai ông") else "f" if words.word(i).endswith("hai bà") else None
    return Mention(
        words.span(i, i + 1),
        "pair",
        token.text,
        plural=True,
        classes=classes,
        role=words.word(i),
        gender=gender,
    ), i + 1


def _state(words: Words, i: int) -> tuple[str | None, int]:
    """A state by its name, or by the short one that it bears beside another: "Trung" of "Mỹ - Trung"."""
    body, end = of_body(words, i)
    if body is None and words.token(i) is not None and words.word(i) in words.names.paired:
        short = paired(words, i)
        if short is not None:
            return short[0].body, short[1]
    return body, end


def _both_named(words: Words, i: int) -> tuple[Mention, int] | None:
    """Two people spelt by syllable after the word that counts them: "hai ông A-li-ép và Xác-xi-an"."""
    token = words.token(i + 1)
    first = (
        personal_name(words, i + 1, titled=True) if token is not None and by_syllable(token.text) else None
    )
    if first is None or words.word(first[1]) not in ("và", ","):
        return None
    second = personal_name(words, titles(words, first[1] + 1), titled=True)
    if second is None:
        return None
    both = words.slice(i, second[1])
    one = replace(first[0], of=second[0])
    return Mention(words.span(i, second[1]), "pair", both, plural=True, role=both, of=one), second[1]


def anaphor(words: Words, i: int) -> tuple[Mention, int] | None:
    """One who is spoken of: "ông ấy"."""
    if not words.has(i, "person-anaphor"):
        return None
    token = words.tokens[i]
    gender = "f" if words.word(i).startswith("bà") else "m" if words.word(i).startswith("ông") else None
    named = personal_name(words, titles(words, i + 2), titled=True) if words.word(i + 1) == "(" else None
    if named is not None and words.word(named[1]) == ")":  # "ông ấy (Kim Jong-un)"
        return replace(named[0], span=words.span(i, named[1] + 1), gender=gender), named[1] + 1
    return Mention(words.span(i, i + 1), "pronoun", token.text, gender=gender), i + 1


def state_anaphor(words: Words, i: int) -> tuple[Mention, int] | None:
    """The state that is spoken of: "nước này"."""
    if not words.has(i, "state-anaphor"):
        return None
    text = words.tokens[i].text
    return Mention(words.span(i, i + 1), "side", text, host=True), i + 1


def place_anaphor(words: Words, i: int) -> tuple[Mention, int] | None:
    """The state of the place that is spoken of, behind a verb of travel: "có mặt ở đây"."""
    if not words.has(i, "place-anaphor") or not arrived(words, i):
        return None
    text = words.tokens[i].text
    return Mention(words.span(i, i + 1), "side", text, host=True), i + 1


def arrived(words: Words, i: int) -> bool:
    """Whether a verb of travel stands right before token `i`."""
    verb = words.tokens[i - 1].of("verb") if i else None
    return verb is not None and verb.kind is Kind.VISIT


def several_spoken_of(words: Words, i: int) -> tuple[Mention, int] | None:
    """Three people or more who are spoken of: "ba nhà lãnh đạo"; not those whose states follow."""
    if not words.has(i, "several") or of_body(words, i + 1)[0] is not None:
        return None
    if any(words.word(at) == "khác" for at in (i + 1, i + 2, i + 3)):
        return None  # "3 nguyên thủ quốc gia khác"
    text = words.tokens[i].text
    return Mention(words.span(i, i + 1), "pair", text, plural=True, role=text.lower()), i + 1
