"""What a contact word governs in a long sentence: its subject and its complement, without what stands between.

Frames match parties that stand near the contact word. Where none holds, the sentence is read as it reads for that
word alone: the subject is the nearest party before it that nothing else governs, past adjuncts, appositions, clauses
about the subject and coordinated verbs; the complement is the first one that its valency asks for, past adjuncts.
Frames are then matched over what is left.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from kg.mention.chunks import Chunk
from kg.mention.mentions import Mention
from kg.model import Kind

_PARTY = "NLHQ"
# Which prepositions join the other party, by the valency of the contact word.
_COMPLEMENT = {
    "mutual": "m", "direct": "m", "host": "m", "sign": "m", "to": "o", "reach": "o", "from": "fk",
    "saying": "", "conveyed": "", "confiding": "", "invite": "", "guest": "", "goal": "",
}  # fmt: skip
_JOURNEY = ("guest", "goal")  # … to a state or a seat
_BARE = (
    *_JOURNEY,
    "direct",
    "host",
    "saying",
    "conveyed",
    "confiding",
    "invite",
    "to",
)  # … where it may follow at once
_BODILY = tuple(v for v in _BARE if v != "conveyed")  # … which a body does through its people
_SPEAKING = (Kind.CONTACT, Kind.TALKS)
_IN_WHICH_ONE_SPEAKS = (Kind.PHONE_CALL, Kind.VIDEO_CALL, Kind.MEETING, Kind.CONTACT)
_IN_ORDER_TO = "để"
_OWN = "xqz"  # auxiliaries, cues and dates that belong to the verb after them
_ADJUNCT = "xzwilbp,"  # what may stand between a contact word and its complement
_PHRASE = "xwOk&zia-N"  # what an unknown noun phrase consists of
_FAR = 5  # words of no class


def attached(chunks: Sequence[Chunk], index: int, valency: str) -> tuple[list[Chunk], int] | None:
    """The chunks as they read for the contact word at `index`, and where it stands in them; None: nothing new."""
    item = chunks[index]
    if valency not in _COMPLEMENT or (valency in _JOURNEY and item.code == "E"):
        return None
    if item.code == "E" and (told := _told_of(chunks, index, valency)):
        return told
    first = _own(chunks, index)
    if _hidden(chunks, first, index, valency):
        return None
    subject = _subject(chunks, first, noun=item.code == "E")
    if subject is None:
        return None
    with_whom = _complement(chunks, index, valency)
    if with_whom is None and chunks[first].code != "p" and not _jointly(chunks, subject, first, index):
        return None
    if (
        valency in _BODILY
        and chunks[first].code != "p"
        and all(m.head == "body" for m in chunks[subject].mentions)
    ):
        return None  # "Canada gõ cửa tám tháng mới gặp được ông A": who did is not told
    before = [chunks[subject], *_still_to_come(chunks, subject, first, index), *chunks[first:index]]
    after = chunks[index + 1 :] if with_whom is None else with_whom
    if len(before) == index - subject and len(after) == len(chunks) - index - 1:
        return None
    return [*before, item, *after], len(before)


def set_in(chunks: Sequence[Chunk], index: int) -> tuple[list[Chunk], int] | None:
    """The chunks as they read for an event noun in which something was said, if an object stands before it.

    "A chỉ trích B trong cuộc gặp với C": A met C. None where the party before the noun is the subject.
    """
    item, trigger = chunks[index], chunks[index].trigger
    opened = _without(chunks, index, "x")
    if item.code != "E" or trigger is None or trigger.kind not in _IN_WHICH_ONE_SPEAKS or opened < 1:
        return None
    if chunks[opened].code != "i" or not chunks[opened - 1].code.strip(","):
        return None
    with_whom = _complement(chunks, index, trigger.valency or "mutual")
    subject = _clause_subject(chunks, opened, with_whom) if with_whom is not None else None
    if with_whom is None or with_whom[0].code != "m" or subject is None:
        return None
    if not any(c.code in _PARTY for c in chunks[subject + 1 : opened]):
        return None
    cues = [c for c in chunks[subject + 1 : opened] if c.cls == "plan"]
    before = [chunks[subject], *cues, *chunks[opened:index]]
    return [*before, item, *with_whom], len(before)


def _without(chunks: Sequence[Chunk], index: int, codes: str) -> int:
    """Index of the nearest chunk before `index` with none of the codes."""
    i = index - 1
    while i > 0 and chunks[i].code in codes:
        i -= 1
    return i


def _clause_subject(chunks: Sequence[Chunk], end: int, with_whom: Sequence[Chunk]) -> int | None:
    """Who did what the clause before `end` tells, past the objects of its verbs."""
    goes_on = len(with_whom) > 2 and with_whom[2].code in "xqwsV"
    for i in range(end - 1, -1, -1):
        item = chunks[i]
        before = next((c for c in reversed(chunks[:i]) if c.code != "x"), None)
        if item.code in _PARTY:
            said_to = before is not None and before.cls == "speech" and i == end - 1 and not goes_on
            if before is None or (before.code in ",|yz-" and not said_to):
                return i
            if before.code == "O":
                return None
        elif (
            (item.code in "|y" and item.cls != "speech") or item.code in ",E" or "first-person" in item.lists
        ):
            return None
    return None


def _jointly(chunks: Sequence[Chunk], subject: int, first: int, index: int) -> bool:
    """Whether all parties are the subject, and no contact told of them before is the one meant: "họp để bàn"."""
    trigger = chunks[index].trigger
    if chunks[subject].code not in "LQ" or chunks[index].code != "V" or trigger is None:
        return False
    noun = chunks[first - 1].code == "&"  # "nhất trí giảm căng thẳng và trao đổi"
    if trigger.weak and (noun or any("several-things" in c.lists for c in chunks[index + 1 : index + 2])):
        return False  # "A và B sẽ tổ chức triển lãm, trao đổi các ấn phẩm": things
    if trigger.weak and trigger.kind in _SPEAKING and first == index and chunks[index - 1].code == "w":
        return False  # "A và B chặn thu tín hiệu liên lạc": a noun
    told = [i for i in range(subject + 1, first) if chunks[i].trigger is not None]
    if not told or any(c.text.lower() == _IN_ORDER_TO for c in chunks[first:index]):
        return not told
    return any(c.code in "&,|" or c.joins for c in chunks[told[-1] + 1 : index])


def _still_to_come(chunks: Sequence[Chunk], subject: int, first: int, index: int) -> list[Chunk]:
    """The cues of a verb before that hold for the contact word too: "sẽ thăm A và gặp B"."""
    since = next((i for i in range(first - 1, subject, -1) if chunks[i].code in "|y"), subject)
    done = any("realis" in c.lists for c in chunks[first:index])
    return [] if done else [c for c in chunks[since + 1 : first] if c.cls in ("plan", "wish")]


def _told_of(chunks: Sequence[Chunk], index: int, valency: str) -> tuple[list[Chunk], int] | None:
    """An event noun with a clause about it: "cuộc gặp mà A đã có với B", "thư được A gửi cho B", "do A …"."""
    opened = index + 1
    said = "qs" if valency == "to" else ""  # "công hàm xin dẫn độ được A chuyển cho B"
    while opened < len(chunks) and chunks[opened].code in "xwz" + said:
        opened += 1
    if chunks[opened : opened + 1] and chunks[opened].code in "il":
        opened = next((i for i in range(opened, len(chunks)) if chunks[i].code not in "xwzil"), opened)
        if opened < len(chunks) and chunks[opened].text.lower() != "mà":
            return None  # "cuộc gặp thứ hai trong tháng mà A …"
    if opened >= len(chunks) or not (chunks[opened].code in "pd" or chunks[opened].text.lower() == "mà"):
        return None
    subject = opened + 1
    while subject < len(chunks) and chunks[subject].code in "xw":
        subject += 1
    if subject >= len(chunks) or chunks[subject].code not in _PARTY:
        return None
    complement = _complement(chunks, subject, valency)
    return None if complement is None else ([chunks[subject], chunks[index], *complement], 1)


def _own(chunks: Sequence[Chunk], index: int) -> int:
    """Where the auxiliaries of a contact word begin, or its passive with who does it: "đã được B (tiếp)"."""
    first = index
    while first and chunks[first - 1].code in _OWN:
        first -= 1
    agent = first > 1 and chunks[first - 1].code in "NL" and chunks[first - 2].code == "p"
    if chunks[index].code == "V" and agent:
        first -= 2
        while first and chunks[first - 1].code in _OWN:
            first -= 1
    return first


def _hidden(chunks: Sequence[Chunk], first: int, index: int, valency: str) -> bool:
    """Whether what stands before the auxiliaries of a contact word makes it another thing."""
    before = chunks[first - 1] if first else None
    if before is None:
        return False
    if before.code == "p" or (valency == "sign" and before.code == "w"):
        return True  # "chuyến thăm được thông báo tới B", "chứng kiến lễ ký"
    formula = any(c.cls == "formula" for c in chunks[max(0, first - 4) : first])
    return formula and chunks[index].code == "V"  # "tăng cường tiếp xúc và trao đổi"


def _subject(chunks: Sequence[Chunk], end: int, noun: bool) -> int | None:
    """The nearest party before `end` that nothing governs, if no other clause stands between."""
    joined = (
        False  # whether a coordination or a comma has been passed: what is governed before it has no part
    )
    copula = relative = False
    for i in range(end - 1, -1, -1):
        item = chunks[i]
        word = item.text.lower()
        if item.code in _PARTY:
            if relative:
                return i
            free = _free(chunks, i)
            if free and not noun and (sends(item, chunks[i + 1 : end]) or another_advised(chunks[i:end])):
                return None
            if free:
                return None if copula and not joined else i
            if free is None and not joined:
                return None
        elif item.code in "|y":
            relative = item.joins == "relative"
            if word == "là":
                copula = True
            elif item.joins is not None:
                joined = True
            else:
                return None
        elif item.code in ",&":
            if not joined and _opens_clause(chunks, i + 1, end):
                return None
            joined = True
        elif "first-person" in item.lists or (item.code == "s" and (noun or (not joined and i != end - 1))):
            return None
    return None


def sends(subject: Chunk, between: Sequence[Chunk]) -> bool:
    """Whether a person before a verb sends somebody else to do it: "B, người mà A cử đi gặp C"."""
    person = all(m.head not in ("body", "side", "organ") for m in subject.mentions)
    sent = next((i for i, c in enumerate(between) if "sending" in c.lists), None)
    return person and sent is not None and not any(c.code == "p" for c in between[:sent])


def another_advised(between: Sequence[Chunk]) -> bool:
    """Whether one only wants another to have the contact: "A khuyên C nên gặp B", "A giúp Lào đàm phán với B".

    Or tells of others: "A nói một số quốc gia đã liên lạc với B".
    """
    at_large = next((i for i, c in enumerate(between) if c.code == "w" and "states-at-large" in c.lists), 0)
    if at_large and all(c.code in "wxqz" for c in between[at_large:]):
        beside = (c for c in reversed(between[:at_large]) if c.code != "x")
        return not any("along-with" in c.lists for c in itertools.islice(beside, 1))
    whom = next((i for i in range(len(between) - 1, 0, -1) if between[i].code not in "xqz"), 0)
    return whom > 0 and between[whom].code in "NO" and "advising" in between[whom - 1].lists


def _opens_clause(chunks: Sequence[Chunk], start: int, end: int) -> bool:
    """Whether words of no class that look like a subject open a clause: "và Ủy ban Biên giới chung họp"."""
    words = [c for c in chunks[start:end] if c.code == "w"]
    return len(words) > 1 and words[0].text[:1].isupper()


def _free(chunks: Sequence[Chunk], i: int) -> bool | None:
    """Whether nothing governs a party; None where a verb may, so that it could be the subject of the next one."""
    before = next((c for c in reversed(chunks[:i]) if c.code != "x"), None)
    if before is None or before.code in ",|yzs&q":
        return True
    return None if before.trigger is not None or before.code in "wNLHQOl" else False


def _complement(chunks: Sequence[Chunk], index: int, valency: str) -> list[Chunk] | None:
    """What follows a contact word from its complement on: the preposition, or the party itself."""
    words = commas = 0
    for i in range(index + 1, len(chunks)):
        item = chunks[i]
        if item.code in _COMPLEMENT[valency]:
            party = _party_after(chunks, i + 1)
            return None if party is None else [item, *chunks[party:]]
        if item.code in _PARTY:
            if valency in _JOURNEY and (words or any(m.head != "body" for m in item.mentions)):
                return None
            return (
                list(chunks[i:]) if valency in _BARE and words < 2 and not commas else None
            )  # "A gửi thư, B …"
        words += item.code == "w"
        commas += item.code == ","
        if item.code not in _ADJUNCT or words > _FAR:
            return None
    return None


def _party_after(chunks: Sequence[Chunk], start: int) -> int | None:
    """The party that a preposition joins, be it told only after words of no class: "với người điều phối, ông A"."""
    i = start
    while i < len(chunks) and chunks[i].code == "x":
        i += 1
    if i < len(chunks) and (chunks[i].code in _PARTY or (chunks[i].code == "l" and chunks[i].mentions)):
        return i
    while i < len(chunks) and (chunks[i].code in _PHRASE or chunks[i].joins == "relative"):
        i += 1
    named = i > start and i + 1 < len(chunks) and chunks[i].code == "," and chunks[i + 1].code == "N"
    if not named or chunks[i + 1].mentions[0].name is None or chunks[i + 1].mentions[0].role is None:
        return None
    return i + 1


def complement(chunks: Sequence[Chunk], index: int, valency: str) -> Mention | None:
    """The other party of a contact word whose subject the sentence leaves out."""
    found = _complement(chunks, index, valency) if valency in _COMPLEMENT else None
    party = next((c for c in found if c.mentions), None) if found else None
    return party.mentions[0] if party is not None and party.code == "N" else None
