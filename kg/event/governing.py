"""Which date wordings of a sentence say when a contact of it took or takes place.

Each date of the sentence is either kept out for a reason (it is that of a statement, a paper, another contact …) or
ranked: the nearest first that no other contact and no clause boundary separates from the contact word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.date.expressions import DateExpr
from kg.event.statements import of_statement
from kg.knowledge.wordlists import WordLists
from kg.mention.chunks import Chunk
from kg.model import Kind, Status

_AHEAD = (Status.PLANNED, Status.PROPOSED)
_NEAR = 10  # chunks before a contact word
_TAKING_OFFICE = r"\b{taking-office}$"
_LANDMARK = 9  # chunks between "trước" or "sau" and the date of what they name
_NAMING = tuple("wOExH")  # codes of what can name it
_STANDING = r"(?:{standing-matter}(?: |$))*"
_TOPIC = 4  # chunks before an event noun in which it is said that another contact was about it
_SETTING = tuple("SPwxzil,")  # codes before a date that opens the sentence


def governing_dates(
    chunks: Sequence[Chunk], index: int, status: Status = Status.OCCURRED, *, lists: WordLists
) -> tuple[DateExpr, ...]:
    """Dates of the sentence that can date the contact, nearest first; bounds and time-zone glosses left out."""
    options: list[tuple[int, int, DateExpr]] = []
    for i, item in enumerate(chunks):
        if item.date is None or item.date.aside or item.date.until:
            continue
        if item.date.since and not _then(chunks, i, index):
            continue
        between = chunks[min(i, index) : max(i, index)]
        early = i < index and all(c.trigger is None for c in chunks[:i])
        early = early and (i <= 3 or all(c.code in _SETTING for c in chunks[:i]))
        others = any(c.trigger is not None for c in between if c is not chunks[index])
        barriers = [
            c
            for c in between
            if c.code in "|j"
            and not (i < index and c.cls == "speech" and c in chunks[i + 1 : i + 2])
            and not (item.date.since and "when" in c.lists)
            and _parts(c, before=i < index, others=others)
            and not (status is Status.DENIED and c.text.lower() == "nhưng")
        ]
        then = i < index and any("then" in c.lists for c in between[-_NEAR:])
        if not early and ((barriers and not then) or (i > index and _of_topic(between, lists))):
            continue
        if of_statement(chunks, i, index, status, early=early):
            continue
        if status is Status.DENIED and i > index and _done_instead(chunks, i, between):
            continue
        if status in _AHEAD and _of_what_is_told_before(chunks, i, index):
            continue
        if i < index and _invites(chunks[index]) and not (item.date.offset > 0 or item.date.next):
            continue  # "gửi thư cho B hôm 2/5, mời ông sang thăm": when he wrote, not when the other is to come
        early = early and not _dated_anew(chunks, i, index)
        if early and _of_what_came_later(chunks, i, index):
            continue  # "Hôm 17/10, Bắc Kinh dọa trả đũa sau khi A gặp B": that of the threat
        if i and chunks[i - 1].text.lower() == "bởi":
            continue  # "bởi năm nay ông đã ở tuổi 81"
        if i > index and _of_earlier(chunks, i, index):
            continue  # "chuyến thăm đầu tiên sau chuyến thăm của B năm 2016"
        if i > index and (_opens_next(chunks, i) or _of_next(chunks, i, index)):
            continue  # "A gặp B, hôm sau bay sang Paris gặp C"
        if i > index and _of_apposition(chunks, i, index):
            continue  # "gặp ông B, lãnh đạo phe C từng bị bắt hôm 3/5"
        if i > index and _of_what_went_before(chunks, i, index):
            continue  # "Trước chuyến thăm của A, đầu tháng này, hai nước …"
        if i > index and _of_happening(chunks, i, index, lists):
            continue  # "A gọi B, bàn việc đáp trả cuộc tấn công hôm 1/10"
        if i > index and _of_nested(chunks, i, index):
            continue  # "chuyển thư mời B dự hội nghị vào tháng 11"
        if i < index and _spoken_of(chunks, i, index):
            continue  # "A hôm 3/5 gặp B để bàn về cuộc hội đàm của ông với C"
        if i < index and status is Status.OCCURRED and _only_planned(chunks, i, between):
            continue  # "hủy chuyến thăm B dự kiến vào ngày 25/11 nhưng đã gọi cho C"
        if i < index and _went_on(chunks[i + 1 : index + 1]):
            continue  # "gặp B ngày 25/9, sau đó thăm C"
        if i < index and _of_coordinate(chunks, i, index):
            continue  # "chuyến thăm của A vào tháng 10 và chuyến thăm của B": that of A
        if _of_taking_office(chunks, i, index, lists):
            continue
        if i < index and ended(chunks, index):
            continue  # "Chiều 1/11, A rời B, kết thúc chuyến thăm": the last day
        landmark = _landmark(chunks, i, index, lists)
        if landmark is not None:
            if status in _AHEAD and landmark == "trước":  # "Trước hội nghị ngày 18/11, A sẽ gặp B": by then
                options.append((len(chunks), 0, replace(item.date, until=True)))
            continue
        if _bounds(chunks, i, index) and not _then(chunks, i, index):
            continue
        if i > index and _taking_place(chunks, i, index):
            continue
        distance = abs(i - index)
        crossings = sum(c.code in "|j" and c.text.lower() != "là" for c in between)
        triggers = sum(c.trigger is not None for c in between if c is not chunks[index])
        set_then = i > index and "taking-place" in chunks[i - 1].lists and not triggers
        rank = -1 if set_then else 0 if early else crossings + triggers
        said = i < index and any(c.cls == "speech" for c in between)
        told = i < index and not early and _of_one_told_before(chunks, i, index)
        options.append((rank + said + told, distance, item.date))
    return tuple(d for _, _, d in sorted(options, key=lambda o: (o[0], o[1])))


def _done_instead(chunks: Sequence[Chunk], i: int, between: Sequence[Chunk]) -> bool:
    """Whether a date is that of what was done instead: "chưa gọi cho B nhưng hôm 7/11 đã gửi thư"."""
    after = chunks[i + 1 : i + 4]
    did = any("realis" in c.lists or c.trigger is not None for c in after)
    return did and any("adversative" in c.lists for c in between) and all(c.code != "q" for c in after)


def _of_taking_office(chunks: Sequence[Chunk], i: int, index: int, lists: WordLists) -> bool:
    """Whether a date is that on which a party took office: "Ông A, nhậm chức hồi tháng 5, gặp ông B"."""
    if i > index:
        return False
    after = next((j for j in range(i - 1, -1, -1) if chunks[j].code not in "wx"), 0)
    said = " ".join(c.text.lower() for c in chunks[after + 1 : i])
    return chunks[after].code in "NL" and lists.pattern(_TAKING_OFFICE).search(said) is not None


def _of_one_told_before(chunks: Sequence[Chunk], i: int, index: int) -> bool:
    """Whether a date is that of a contact told before the one at `index`: "gặp B hôm 5/7 và gặp C"."""
    return any(c.trigger is not None for c in chunks[:i]) and any(c.code in ",&" for c in chunks[i:index])


def _landmark(chunks: Sequence[Chunk], i: int, index: int, lists: WordLists) -> str | None:
    """The word by which a date is that of what the contact came before or after: "trước hội nghị ngày 18/11".

    What comes after something on a day mostly comes on that day; after a month or a year it does not. What takes
    place in front of somebody comes neither before nor after: "bắt tay trước ống kính hôm 13/3".
    """
    date = chunks[i].date
    for j in range(i - 1, max(-1, i - _LANDMARK), -1):
        if j == index or chunks[j].code not in _NAMING:
            word = chunks[j].text.lower()
            near = word == "sau" and date is not None and date.form in ("day", "offset-day", "weekday")
            apart = j not in (index, i - 1) and "after-which" in chunks[j].lists and word != "từ" and not near
            what = " ".join(c.text.lower() for c in chunks[j + 1 : j + 3])
            return word if apart and not lists.pattern(r"{looking-on}\b").match(what) else None
    return None


def _parts(item: Chunk, before: bool, others: bool) -> bool:
    """Whether a word that opens a clause parts a date from the contact; `before`: the date stands `before` it.

    `others`: a contact of its own stands between.
    """
    word = item.text.lower()
    if word == "còn":
        return others
    if word == "nơi" or (word in (":", ";") and not others):
        return not before
    return "no-barrier" not in item.lists


def _then(chunks: Sequence[Chunk], i: int, index: int) -> bool:
    """Whether a date from which something holds is that of the contact told next: "từ giữa tháng 2, khi A gặp B"."""
    opening = [c for c in chunks[i + 1 : i + 3] if c.code != ","]
    inside = index > i and not any(c.code in ",|" for c in chunks[i + 3 : index])
    return inside and bool(opening) and "when" in opening[0].lists


def _dated_anew(chunks: Sequence[Chunk], i: int, index: int) -> bool:
    """Whether a further date stands between another contact and this: "Ngày 3/5, A gặp B, và ngày 4/5, A gặp C"."""
    told = next((j for j in range(i + 1, index) if chunks[j].trigger is not None), index)
    return any(
        chunks[j].date is not None and (chunks[j - 1].code in ",&|" or _leads(chunks, j - 1))
        for j in range(told + 1, index)
    )


def _of_what_came_later(chunks: Sequence[Chunk], i: int, index: int) -> bool:
    """Whether a date that opens the sentence is that of the main clause, and others had the contact before that."""
    opening = next((j for j in range(index - 1, i, -1) if chunks[j].code in "|yj"), None)
    if opening is None or "since-event" not in chunks[opening].lists:
        return False
    others = chunks[opening + 1]
    told = any(c.code in "NL" for c in chunks[:opening])
    return told and others.code in "NL" and others.mentions[0].head != "pronoun"


def _leads(chunks: Sequence[Chunk], j: int) -> bool:
    """Whether a small word that opens a clause leads to the date after it: "…; qua hôm thứ Hai, A gặp C"."""
    return j > 0 and chunks[j].code in "iwxo" and not chunks[j].mentions and chunks[j - 1].code in ",&|"


def _of_what_is_told_before(chunks: Sequence[Chunk], i: int, index: int) -> bool:
    """Whether a date is that of a contact told before one to come, for which it was held or which it asks for.

    "A gặp B hôm 5/3 để chuẩn bị cho cuộc đàm phán", "Hôm 5/3 A gặp B, đề nghị hai bên hội đàm".
    """
    told = next((j for j in range(index) if chunks[j].trigger is not None), index)
    if (
        i > index
        or told == index
        or chunks[told].code != "V"
        or all(c.code not in "NLQ" for c in chunks[:told])
    ):
        return False
    between = chunks[told:index]
    occurred = all(c.code != "q" for c in chunks[max(0, told - 4) : told])
    return occurred and any(c.code == "q" for c in between) and all(c.code != "&" for c in between)


def _invites(item: Chunk) -> bool:
    """Whether a contact word is one of invitation."""
    return item.trigger is not None and item.trigger.valency == "invite"


def _of_topic(between: Sequence[Chunk], lists: WordLists) -> bool:
    """Whether a date belongs to what a contact was about; one behind the means of contact does not.

    Nor does one behind what has no day of its own: "thảo luận về tình hình Syria hôm 11/5".
    """
    about = next((j for j, c in enumerate(between) if c.code == "a"), None)
    if about is None or any(c.cls == "means" for c in between[about:]):
        return False
    said = " ".join(c.text.lower() for c in between[about + 1 :] if c.code not in "ONL")
    return lists.pattern(_STANDING).fullmatch(said) is None


def _spoken_of(chunks: Sequence[Chunk], i: int, index: int) -> bool:
    """Whether the contact is what another was about, of which the date is that stands before both or between."""
    if chunks[index].code != "E":
        return False
    about = next(
        (j for j in range(index - 1, max(-1, index - _TOPIC), -1) if chunks[j].code not in "wxb"), -1
    )
    if about < 1 or chunks[about].code != "a":
        return False
    told = [j for j in range(about) if chunks[j].trigger is not None and chunks[j].code == "V"]
    return bool(told) and i < about and any(c.code in "NLQH" for c in chunks[:about])


def _of_earlier(chunks: Sequence[Chunk], i: int, index: int) -> bool:
    """Whether a date belongs to another contact, after or since which the one at `index` was."""
    return any(chunks[j].code == "E" and "after-which" in chunks[j - 1].lists for j in range(index + 2, i))


def _of_what_went_before(chunks: Sequence[Chunk], i: int, index: int) -> bool:
    """Whether a date is that of the main clause, which tells what was before a contact that opens the sentence."""
    return index == 1 and chunks[0].text.lower() == "trước" and chunks[i - 1].code == ","


def _of_coordinate(chunks: Sequence[Chunk], i: int, index: int) -> bool:
    """Whether a date stands at the end of one event noun with its parties, to which the one looked at is joined."""
    joined = chunks[index].code == "E" and any(c.code == "&" for c in chunks[i + 1 : i + 3])
    before = next((c for c in reversed(chunks[:i]) if c.trigger is not None), None)
    straight = all(c.code in "&x" for c in chunks[i + 1 : index])
    return joined and straight and before is not None and before.code == "E"


def _of_nested(chunks: Sequence[Chunk], i: int, index: int) -> bool:
    """Whether a date belongs to a contact inside what is told of this one: an aim, an invitation, a subject."""
    inner = next((j for j in range(i - 1, index, -1) if chunks[j].trigger is not None), None)
    if inner is None:
        return False
    if any(map(_invites, chunks[index + 1 : i])):
        return True
    before = chunks[inner - 1]
    return chunks[inner].code == "E" and before.code not in ",&im|" and "with-one-date" not in before.lists


def _of_happening(chunks: Sequence[Chunk], i: int, index: int, lists: WordLists) -> bool:
    """Whether a date belongs to what else happened, or to a paper, that stands between the contact and it.

    What the contact took place at shares the date: "gặp bên lề cuộc họp ngày 5/3".
    """
    for j in range(i - 1, index + 1, -1):
        item = chunks[j]
        if item.code in ",|&Vm":
            return False
        words = " ".join(c.text.lower() for c in chunks[j : j + 2])
        if item.code == "w" and lists.pattern("{happening}").match(words):
            return not any(map(_at, chunks[j - 2 : j]))
    return False


def _at(item: Chunk) -> bool:
    """Whether a word says that what comes next is where, or on what occasion, a contact took place."""
    return (item.code == "i" and "after-which" not in item.lists) or "with-one-date" in item.lists


def _opens_next(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a date opens a further clause of the sentence, which tells of another contact."""
    before = next((c for c in reversed(chunks[:i]) if c.code != "z"), chunks[0])
    after = [c for c in chunks[i + 1 : i + 4] if c.code != "z"][:2]
    if after and after[0].code == "," and "since-event" in chunks[0].lists:
        after = after[1:]  # "Sau khi thăm A, ngày 3/5, ông B tới C"
    goes_on = any(c.code in "VNo" or c.text.lower() == "thì" for c in after) and not any(
        c.code in ",i&" for c in after
    )
    return before.code in ",&" and goes_on and any(c.trigger is not None for c in chunks[i + 1 :])


def _only_planned(chunks: Sequence[Chunk], i: int, between: Sequence[Chunk]) -> bool:
    """Whether a date is that of a plan, and what took place is told behind it with "nhưng"."""
    return i > 0 and chunks[i - 1].cls == "plan" and any("adversative" in c.lists for c in between)


def _went_on(after: Sequence[Chunk]) -> bool:
    """Whether a visit, the last of these chunks, is told as what came after the contact of a date before it."""
    visit = after[-1].trigger
    before = [c for c in after[:-1] if c.code not in "q" and "realis" not in c.lists]
    then = len(before) == 2 and before[0].code in ",|" and "then-also" in before[1].lists
    return then and visit is not None and visit.kind is Kind.VISIT


def _of_apposition(chunks: Sequence[Chunk], i: int, index: int) -> bool:
    """Whether a date belongs to what else is told of a party: "gặp ông B, lãnh đạo phe C từng bị bắt hôm 3/5"."""
    told = next((j for j in range(index + 1, i - 1) if "," in chunks[j].text and chunks[j].code == "N"), None)
    if told is None or any(c.trigger is not None or c.code in ",|&" for c in chunks[told + 1 : i]):
        return False
    return "realis" in chunks[told + 1].lists or chunks[told + 1].code == "p"


def _of_next(chunks: Sequence[Chunk], i: int, index: int) -> bool:
    """Whether a contact with a date before it is followed by another with its own: "… và tháng 6/2019 nhân …"."""
    dated = any(c.date is not None for c in chunks[:index])
    return dated and chunks[i - 1].code == "&" and any(c.trigger is not None for c in chunks[i + 1 :])


def ended(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether a visit is told as it ends, after another verb: "…, kết thúc chuyến thăm"."""
    visit = chunks[index].trigger
    before = [c for c in chunks[:index] if c.code != "w"][-2:]
    told = [c.text.lower() for c in before] == [",", "kết thúc"]
    return told and visit is not None and visit.kind is Kind.VISIT


def _taking_place(chunks: Sequence[Chunk], i: int, index: int) -> bool:
    """Whether a date says when another event takes place: "gặp B trước khi cuộc họp với C diễn ra ngày 5/5"."""
    if "taking-place" not in chunks[i - 1].lists:
        return False
    since = next((j for j in range(i - 1, index, -1) if chunks[j].code == "y"), index)
    return any(c.code == "E" and c.trigger is not None for c in chunks[since:i]) and since > index


def background(chunks: Sequence[Chunk], date: DateExpr) -> bool:
    """Whether a date stands in a clause that only says since when something holds: no text goes on with it."""
    at = next((i for i, c in enumerate(chunks) if c.date is date), None)
    return at is not None and _bounds(chunks, at, -1)


def _bounds(chunks: Sequence[Chunk], i: int, index: int) -> bool:
    """Whether a date only says since when something holds ("kể từ cuộc chính biến tháng 2/2021")."""
    for j in range(i - 1, -1, -1):
        if chunks[j].code in ",|":
            return False
        if chunks[j].code == "j":
            return not j < index < i  # "kể từ khi A gặp B tháng 12/2011": the contact itself
    return False
