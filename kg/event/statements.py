"""Which date wordings of a sentence say when something was said about a contact, not when the contact was.

A contact is told by somebody on a day, reported by the press, denied, called off, announced or set down in a paper:
each of these has a date of its own, which stands between the contact and its own date or in place of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.mention.chunks import Chunk
from kg.model import Status

_SPEAKER = 6  # chunks behind a date within which somebody is told to say something
_LONG = ("month", "season", "year", "offset-month", "offset-year")


def of_statement(chunks: Sequence[Chunk], i: int, index: int, status: Status, *, early: bool) -> bool:
    """Whether the date at `i` is not that of the contact at `index`, but of what is said or decided about it.

    `early`: the date opens the sentence.
    """
    return (
        (early and _stated(chunks, i, index))
        or _reported_by_press(chunks, i)
        or _said_then(chunks, i, index)
        or _of_paper(chunks, i)
        or _refused_then(chunks, i, index)
        or (status in (Status.PLANNED, Status.PROPOSED) and _announced_then(chunks, i, index))
        or (status in (Status.PLANNED, Status.PROPOSED) and _asked_then(chunks, i, index))
    )


def _refused_then(chunks: Sequence[Chunk], i: int, index: int) -> bool:
    """Whether a date is that on which a contact was denied ("hôm 12/7 bác tin …") or called off, not its own.

    A month or more holds both: "tháng Tư ông cũng hoãn chuyến thăm".
    """
    told_on = chunks[i].date
    if told_on is None or told_on.form in _LONG:
        return False
    if i > index:
        before = next((c for c in reversed(chunks[index + 1 : i]) if c.code != "x"), None)
        return before is not None and "calling-off" in before.lists
    told = next((j for j in range(i + 1, index) if chunks[j].trigger is not None), index)
    return any(c.lists & {"denying", "calling-off"} for c in chunks[i + 1 : told])


def _announced_then(chunks: Sequence[Chunk], i: int, index: int) -> bool:
    """Whether a date is that of announcing what is still to come: "Ngày 14/2, A thông báo sẽ gặp B"."""
    return any(c.cls == "speech" for c in chunks[i + 1 : index])


def _asked_then(chunks: Sequence[Chunk], i: int, index: int) -> bool:
    """Whether a date is that of asking for a contact or agreeing to it: "Ngày 14/2, A đề nghị (tổ chức) gặp B"."""
    said = chunks[i].date
    to_come = said is None or said.offset > 0 or said.next
    return not to_come and any(
        c.cls in ("urge", "initiated") or c.lists & {"asking-for", "agreeing"} for c in chunks[i + 1 : index]
    )


def _said_then(chunks: Sequence[Chunk], i: int, index: int) -> bool:
    """Whether a date is that of a statement ("tối 3/12 thừa nhận ông đã …"), not of the contact stated."""
    if i > index:
        before = next((c for c in reversed(chunks[:i]) if c.code != "x"), None)
        told = any(
            c.trigger is not None and c.trigger.valency == "saying" and chunks[j + 1].code == "P"
            for j, c in enumerate(chunks[index + 1 : i], index + 1)
        )
        return told or (before is not None and before.cls == "speech")
    speaker = next((c for c in reversed(chunks[:i]) if c.code in "NL"), None)
    if speaker is None or speaker.mentions[0].head in ("body", "organ", "side"):
        return False  # what an office announces, it announces on the day; people speak of other days
    following = chunks[i + 1 : i + 4]
    speech = next((c for c in following if c.cls == "speech"), None)
    return (
        speech is not None
        and speech.span.start < chunks[index].span.start
        and "announcing" not in speech.lists
    )


def _stated(chunks: Sequence[Chunk], i: int, index: int) -> bool:
    """Whether a date that opens the sentence is that of what a person says there: "Ngày 7-3, ông A tuyên bố …".

    What office announces, it announces on the day.
    """
    said = next((j for j in range(i + 1, index) if chunks[j].cls == "speech"), None)
    if said is None or "announcing" in chunks[said].lists:
        return False
    opens = chunks[said].code == "|" or "opening-what-is-said" in chunks[said + 1].lists
    speaker = next((c for c in reversed(chunks[i + 1 : said]) if c.code in "NL"), None)
    return opens and speaker is not None and speaker.mentions[0].head in ("person", "pronoun")


def _of_paper(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a date is that of a numbered paper ("Nghị quyết số 34-NQ/TW ngày 9/1/2023")."""
    return any(c.text.lower() == "số" for c in chunks[max(0, i - 4) : i])


def _reported_by_press(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a date is that of a news report ("Hôm 31-12, CNN đưa tin"), not of what is reported.

    Behind the verb it opens what is told: "AP đưa tin hôm 31-12 A gọi cho B".
    """
    source = next((j for j in range(i - 1, max(-1, i - 4), -1) if chunks[j].code not in "Pw"), None)
    closed = i + 1 < len(chunks) and chunks[i + 1].code == ","
    if source is not None and source < i - 1 and chunks[source].code == "S" and closed:
        return True  # "Theo hãng TASS ngày 4/7, A gặp B hôm 3/7"
    opens = all(c.trigger is None for c in chunks[:i])  # else the press behind may tell of what stands before
    end = min(i + (_SPEAKER if opens else _SPEAKER - 2), len(chunks))
    speech = next((j for j in range(i + 1, end) if chunks[j].cls == "speech"), None)
    if speech is not None:
        between = chunks[max(0, i - 2) : speech]
        speaker = next((c for c in reversed(between) if c.code in "NLP"), None)
        if speaker is None:
            return False
        if speaker.code == "P":
            return True
        of_state = speaker.mentions[0].head == "body" and len(between) > 1 and between[-1] is speaker
        return of_state and between[-2].code == "P"  # "truyền thông Mỹ đưa tin"
    if any(c.code == "S" for c in chunks[i + 1 : i + 2]) and any(
        c.code == "P" for c in chunks[max(0, i - 3) : i]
    ):
        return True  # "Reuters hôm nay dẫn lời quan chức Mỹ"
    said = any(c.cls == "speech" for c in chunks[max(0, i - 2) : i])
    quoted = chunks[i + 1].text.lower() == "rằng" if i + 1 < len(chunks) else True
    return said and quoted and any(c.code == "P" for c in chunks[max(0, i - 3) : i])
