"""Whether a mention before a contact word is its subject: nothing else governs it, and nobody else acts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.event.attachment import another_advised, sends
from kg.event.frames import Fit
from kg.knowledge.tokens import SEVERAL
from kg.mention.chunks import Chunk, named
from kg.model import Kind

SUBJECT_BEFORE = re.compile(r"(?:^|[,|z])[NL][^|]*$")
"""A subject that opens a clause, with no boundary after it."""

_FAR = 4  # words of no class; beyond them the verb mostly has another subject
# Where somebody goes: "đến trụ sở A".
_GOAL_BEFORE = re.compile("ow{0,3}$")
# A verb of speech before the setting of what is told, and who did it.
_TOLD_OF = re.compile("^N[xz]*[s|][s|]?[xz]*i$")
_WHO_DID = re.compile(r"[xzwil]{0,6},(?P<B>N)[xz]*[^,]")
_SENT_WORD = re.compile("[te][^|,NLHQ]{0,2}ox*$")
# A verb of contact right before a mention, or before the office that is told with its name.
_OBJECT_BEFORE = re.compile("tN?$")


def is_subject(fit: Fit) -> bool:
    """Whether A is not governed by something before it, nor parted from the contact word by another clause."""
    between = [c for c in fit.chunks[fit.a + 1 : fit.focus] if c.code != "z"]
    return not (
        _object_of_earlier(fit, between)
        or _attends(fit)
        or _object_of_contact(fit, between)
        or _goal(fit, between)
        or _in_adjunct(fit)
        or _tells_of(fit)
    )


def _object_of_earlier(fit: Fit, between: Sequence[Chunk]) -> bool:
    """Whether a verb or preposition before A governs it, and the contact word has the subject of that."""
    before = fit.before
    if before and before in "temog" and any(map(_goes_on, between)):
        return True  # "gặp A và điện đàm với B": A is the object of the first verb
    if fit.noun and before and before in "mto" and between and between[0].code == "a":
        return True  # "báo cho A về cuộc gặp với B": who told of it met B
    if fit.verb and before == "d" and any(map(_goes_on, between)):
        return True  # "dự tiệc do A chủ trì và gặp B": who came to the banquet met B
    if fit.verb and fit.has("near") and fit.chunks[fit.a - 1].text.lower() == "với":
        return True  # "một quan chức gắn bó với A gặp B": A is whom he stands by
    if before and before in "mt" and any(c.code == "y" and "on-whom" not in c.lists for c in between):
        return True  # "giữ lời với A khi tiếp B": who received B is the subject of the main clause
    return bool(before and between) and between[0].code == "&" and fit.has("one-verb")  # "dự APEC và gặp B"


def _goes_on(item: Chunk) -> bool:
    """Whether a word joins a second verb of the same subject."""
    return (
        item.code == "&" or "next-doing" in item.lists or (item.code == "y" and "adversative" in item.lists)
    )


def _attends(fit: Fit) -> bool:
    """Whether somebody else attends what is named, and has the contact: "A dự APEC và gặp B"."""
    attended = fit.a > 0 and "attending" in fit.chunks[fit.a - 1].lists
    return attended and fit.verb and any(c.code == "&" for c in fit.chunks[fit.a + 1 : fit.focus])


def _object_of_contact(fit: Fit, between: Sequence[Chunk]) -> bool:
    """Whether A is the object of a contact word before it: "tiếp A, tiếp B" has the subject of the first verb."""
    if fit.has("after-object") or not _OBJECT_BEFORE.search(fit.codes[: fit.a]):
        return False
    if fit.has("plain") and "advising" in fit.chunks[fit.a - 1].lists:
        return False  # "khuyên A gặp B"
    passed_on = fit.noun and _visit(fit) and _told(fit)
    return (fit.verb or passed_on or _occasion_of(fit)) and not any(c.code in "|y" for c in between)


def _visit(fit: Fit) -> bool:
    """Whether the contact word evokes a visit."""
    trigger = fit.chunks[fit.focus].trigger
    return trigger is not None and trigger.kind is Kind.VISIT


def _told(fit: Fit) -> bool:
    """Whether A is only told or written of a visit: "thông báo với A kết quả chuyến thăm B"."""
    before = next((c for c in reversed(fit.chunks[: fit.a]) if c.trigger is not None), None)
    return before is not None and before.trigger is not None and before.trigger.valency in ("saying", "to")


def _occasion_of(fit: Fit) -> bool:
    """Whether a visit is the occasion of what the clause tells: "A gặp B nhân chuyến thăm chính thức Ý"."""
    return "on-occasion" in fit.chunks[fit.focus - 1].lists


def _goal(fit: Fit, between: Sequence[Chunk]) -> bool:
    """Whether A is only where, or to whom, something goes."""
    if not _GOAL_BEFORE.search(fit.codes[: fit.a]):
        return False
    if fit.before == "o" and _SENT_WORD.search(fit.codes[: fit.a]) and any(c.code in "nq" for c in between):
        return True  # "gửi thư cho A đề nghị gặp B": the sender asks
    institution = all(m.head in ("body", "organ") for m in fit.first)
    there = all(c.code in "ilx" for c in between)
    return institution and there and fit.verb  # "tới (trụ sở) Bộ Tài chính (tại Hà Nội để) gặp B"


def _in_adjunct(fit: Fit) -> bool:
    """Whether A is a bare name in a clause of another: "Ông dự định ghé New York trên đường sang thăm B"."""
    bare = fit.codes[fit.a - 1 : fit.a] == "w" and all(m.head == "name" for m in fit.first)
    return bare and SUBJECT_BEFORE.search(fit.codes[: fit.a]) is not None


def _tells_of(fit: Fit) -> bool:
    """Whether A only says what somebody did at a contact: "Nhà Trắng cho biết trong cuộc gặp với B, ông C đã …"."""
    told = fit.noun and _TOLD_OF.search(fit.codes[fit.a : fit.focus]) is not None
    organ = all(m.head in ("body", "organ") for m in fit.first)
    by = _WHO_DID.match(fit.codes, fit.end) if told and organ else None
    return by is not None and all(m.head in ("person", "role") for m in fit.chunks[by.end("B") - 1].mentions)


def acts(fit: Fit) -> bool:
    """Whether nobody else, unnamed, stands between A and a verb of contact as its subject."""
    plain = fit.verb and fit.has("plain") and fit.a < fit.focus
    acting = plain or (fit.verb and fit.has("acting") and fit.has("distant"))
    between = fit.chunks[fit.a + 1 : fit.focus]
    if acting and _of_others(between):
        return False  # "A chỉ ra một loạt cá nhân từng làm việc với B"
    if fit.verb and fit.a < fit.focus and sends(fit.chunks[fit.a], between):
        return False
    if 0 <= fit.a < fit.focus and _in_train_of_another(between):
        return False
    if fit.verb and fit.a < fit.focus < fit.b and (_another_goes(between) or another_advised(between)):
        return False
    return not (plain and fit.codes[fit.a : fit.focus].count("w") >= _FAR)


def _in_train_of_another(between: Sequence[Chunk]) -> bool:
    """Whether A only goes with somebody's delegation, whose journey it is: "A cùng phái đoàn của B … thăm C"."""
    return any(
        "retinue" in word.lists and of.code == "k" and named(owner)
        for word, of, owner in zip(between, between[1:], between[2:], strict=False)
    )


def _another_goes(between: Sequence[Chunk]) -> bool:
    """Whether one called by name stands right before the verb as its subject: "A kể về buổi ông C tới gặp B"."""
    end = len(between)
    while end and between[end - 1].code in "oqx" and "next-doing" not in between[end - 1].lists:
        end -= 1
    own = between[:end]
    return (
        len(own) > 1 and own[-1].code == "N" and own[-2].code == "w" and own[-1].mentions[0].name is not None
    )


def _of_others(between: Sequence[Chunk]) -> bool:
    """Whether several unnamed people are the subject of the verb that follows."""
    words = [c for c in between if c.code not in "zq" and "realis" not in c.lists]
    served = next((i for i, c in enumerate(words) if c.code == "k"), 0)  # "các cố vấn | của ông"
    if served and [c.mentions[0].head for c in words[served + 1 : served + 2] if c.mentions] == ["pronoun"]:
        several = words[served - 1].text.lower().split(" ")[0] in SEVERAL
        return several and all(c.code in "s|" for c in words[: served - 1])
    first = next((i for i, c in enumerate(words) if c.text.lower().split(" ")[0] in SEVERAL), 0)
    if not first:
        return False
    whole = " " in words[first].text and words[first].code == "w"  # "các nước (ngoài)"
    return (whole or first < len(words) - 1) and all(
        c.code == "w" or (whole and c.text.lower() == "ngoài") for c in words[first + 1 :]
    )
