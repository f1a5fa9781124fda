"""Who or what is coordinated: lists and pairs of mentions, states that share a role, contact words side by side."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.date.numerals import NUMBERS
from kg.mention.chunks import OF_BOTH, Chunk, bare_role, beyond, is_office, leads_to_contact, named
from kg.mention.mentions import Mention
from kg.model import Span

_OPENING = "ziwxlO,|"  # what stands before the subject of a sentence and names nobody
_PLURALS = ("các", "những", "hai", "2", "ba", "3", "bốn", "4", "năm", "5")
_SEVERAL = 3  # states in a row that "các" alone counts


_OF = "của"
_ARE = "là"
_EACH_OTHER = "nhau"
_MEETING = tuple("Vm")  # codes before those who are met
_CAPTION = 6  # chunks in which a caption says in which order people stand


def joined(chunks: list[Chunk]) -> list[Chunk]:
    """Join coordinated mentions: "A, B và C" to one list, "Biden-Putin" and "Nga - Mỹ" to a pair."""
    out: list[Chunk] = []
    i = 0
    while i < len(chunks):
        item = chunks[i]
        i += 1
        if item.code == "N":
            members, hyphen, end = _members(chunks, i - 1, out)
            if len(members) > 1:
                members = _distributed(members)
                if out and out[-1].code in _MEETING:
                    members = _of_one_state(members)
                text = " ".join(m.text for m in members)
                code = "H" if hyphen and not (out and _meets_both(out)) else "L"
                item = Chunk(code, item.start, chunks[end - 1].end, text, tuple(members))
                i = end
        out.append(item)
    return out


def _meets_both(before: Sequence[Chunk]) -> bool:
    """Whether somebody meets those who follow, so that a hyphen is an "and": "A gặp lãnh đạo Nga - Ukraine"."""
    subject = any(c.code in "NLQ" for c in before)
    verb = before[-1].trigger
    direct = before[-1].code == "V" and verb is not None and verb.valency == "direct"
    return subject and (direct or before[-1].code == "m")


def _members(chunks: Sequence[Chunk], i: int, before: Sequence[Chunk]) -> tuple[list[Mention], bool, int]:
    """The mentions that are coordinated from chunk `i` on, whether by a hyphen, and the index after them."""
    members, j, hyphen = [chunks[i].mentions[0]], i + 1, False
    while j + 1 < len(chunks):
        j, along = _joint(chunks, j, members, before)
        if j + 1 >= len(chunks) or chunks[j + 1].code != "N":
            break
        joint, mention = chunks[j], chunks[j + 1].mentions[0]
        if joint.code == "-" and _holds(members[-1], mention):
            break
        if joint.code == "-" and _same_sort(members[-1], mention):
            if mention.name is not None and _says(chunks, j + 2):
                break  # "… với A" - bà B cho biết
            hyphen = True
        elif not _is_member(chunks, i, j, members, before):
            break
        members.append(mention)
        j += 2
        if joint.code == "&" and not along and not (j < len(chunks) and chunks[j].code == "&"):
            break
    return members, hyphen, j


def _says(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a verb of speech stands at chunk `i`, so that who stands before it only tells."""
    return i < len(chunks) and (chunks[i].code == "s" or chunks[i].cls == "speech")


def _joint(
    chunks: Sequence[Chunk], j: int, members: Sequence[Mention], before: Sequence[Chunk]
) -> tuple[int, bool]:
    """Where the joint that begins at chunk `j` ends, read as "and" where it says that; whether one of "cùng với"."""
    if _enumerates(chunks, j, members[-1]) or _next_object(chunks, j, members[-1], before):
        chunks[j].code = ","
    if chunks[j].code == "," and chunks[j + 1].code == "&" and j + 2 < len(chunks):
        j += 1  # "A, và B"
    then = chunks[j].code == "," and "and-then" in chunks[j + 1].lists
    if then and [c.code for c in chunks[j + 2 : j + 4]] == ["m", "N"]:
        j = _and(chunks, j + 1)  # "với A, rồi với B"
    then_with = chunks[j].text.lower() == "rồi" and chunks[j + 1].code == "m"
    if then_with and j + 2 < len(chunks) and chunks[j + 2].code == "N":
        j = _and(chunks, j + 1)  # "với A rồi với B"
    if chunks[j].text.lower() == "rồi" and chunks[j + 1].code == "N":
        _and(chunks, j)  # "gặp Chủ tịch nước rồi Thủ tướng"
    if chunks[j].text.lower() == "với" and before and before[-1].code == "g" and len(members) == 1:
        _and(chunks, j)  # "giữa A với B"
    again = before and before[-1].code == "m" and chunks[j].code == "," and chunks[j + 1].code == "m"
    if again and j + 2 < len(chunks) and chunks[j + 2].code == "N" and chunks[j + 1].text == before[-1].text:
        return _and(chunks, j + 1), True  # "với A, với B và với C"
    along = _along_with(before, chunks, j)
    if along:
        j = _and(chunks, j + (chunks[j + 1].code == "x"))  # "hội đàm với A cùng với (các) B"
    if chunks[j].code == "&" and chunks[j + 1].code == "m" and j + 2 < len(chunks):
        j = _and(chunks, j + 1)  # "với A, cũng như với B"
    last = chunks[j].code == "&" and [c.text.lower() for c in chunks[j + 1 : j + 3]] == ["sau đó", "là"]
    if last and j + 3 < len(chunks) and chunks[j + 3].code == "N":
        j = _and(chunks, j + 2)  # "tới A, B và sau đó là C"
    return j, along


def _and(chunks: Sequence[Chunk], j: int) -> int:
    """Read chunk `j` as "and"."""
    chunks[j].code = "&"
    return j


def _is_member(
    chunks: Sequence[Chunk], i: int, j: int, members: Sequence[Mention], before: Sequence[Chunk]
) -> bool:
    """Whether the mention after the joint at chunk `j` goes on with a list that begins at chunk `i`."""
    joint, last, mention = chunks[j].code, members[-1], chunks[j + 1].mentions[0]
    if joint == "," and before and before[-1].code in "iS" and len(members) == 1:
        return False  # "Không giống ông A, ông B và ông C …"
    if joint == "," and before and before[-1].code in "mo" and _new_subject(last, mention, chunks, j + 1):
        return False  # "Còn với nhà lãnh đạo Gruzia, Moscow khẳng định …"
    if mention.head == "pronoun" and chunks[j - 1].code == "," and _does(chunks, j + 2):
        return False  # "với ông A, và ông đã …": a clause of its own
    of_its_own = joint == "&" and chunks[j - 1].code == "," and bool(before) and before[-1].code in "mo"
    if of_its_own and len(members) == 1 and j + 2 < len(chunks) and _sets_in(chunks[j + 2]):
        return False  # "A nói chuyện với B, và C sẽ gặp D"
    alike = can_be_listed(last, mention) or can_be_listed(_model(members), mention)
    if not (alike or _whoever(members, before, chunks, j)):
        return False
    if joint != ",":
        return joint == "&"
    named = bool(before) and before[-1].code == "u" and last.head == mention.head == "body"
    return (
        chunks[j].text == ";"
        or named  # "gồm Mỹ, Nhật Bản, Ấn Độ"
        or _side_by_side(last, mention, chunks, i, j + 1)
        or more_follow(chunks, j + 1)
        or _shared_role(_model(members), mention)
        or _objects(before, last, chunks, j + 1)
        or _subjects(before, chunks, i, j + 1)
        or _lined_up(before, last, chunks, j + 1)
        or _counted_off(before, chunks, i, j + 1)
    )


def _whoever(members: Sequence[Mention], before: Sequence[Chunk], chunks: Sequence[Chunk], j: int) -> bool:
    """Whether a contact is told of two, whatever they are: "cuộc gặp giữa Hamas và Đại sứ …", "A và B hội đàm"."""
    if len(members) > 1 or chunks[j].code != "&":
        return False
    if before and before[-1].code == "g":
        return True
    opens = all(c.code in _OPENING and c.cls != "speech" for c in before) and (
        not before or before[-1].code in ",z"
    )
    at = beyond(chunks, j + 2, "xzq")
    verb = chunks[at].trigger if opens and at < len(chunks) and chunks[at].code == "V" else None
    if verb is None or verb.valency not in ("mutual", "direct"):
        return False
    return verb.valency == "mutual" or chunks[at].text.lower().endswith(_EACH_OTHER)


def _sets_in(item: Chunk) -> bool:
    """Whether a word says of who stands before it that he did or will do something."""
    return item.cls == "plan" or "realis" in item.lists


def _along_with(before: Sequence[Chunk], chunks: Sequence[Chunk], j: int) -> bool:
    """Whether "cùng (với)" at `j` goes on with a list of those met: "hội đàm với A cùng với các Thủ tướng B và C"."""
    if "along-with" not in chunks[j].lists or not before or before[-1].code != "m":
        return False
    at = j + 1 + (chunks[j + 1].text.lower() == "các")
    return at < len(chunks) and chunks[at].code == "N" and chunks[at].mentions[0].head in ("person", "role")


def each_dated(chunks: list[Chunk]) -> list[Chunk]:
    """Give each of those met in a row the date behind him: "gặp A ngày 30/4, B ngày 1/5 và C một ngày sau đó"."""
    out = list(chunks)
    i = 1
    while i < len(out):
        ends = _row(out, i) if out[i].code == "N" and out[i - 1].code in "Vmo" else []
        if len(ends) > 1:
            row: list[Chunk] = []
            at = i
            for end in ends:
                date = next(c.date for c in out[at:end] if c.code == "z")
                dated = replace(out[at].mentions[0], dated=date)
                row += [Chunk("N", out[at].start, out[at].end, out[at].text, (dated,)), *out[end : end + 1]]
                at = end + 1
            row = row if ends[-1] < len(out) else row[: 2 * len(ends) - 1]
            out[i : ends[-1] + 1] = row
        i += 1
    return out


def _row(chunks: Sequence[Chunk], i: int) -> list[int]:
    """Where each of several dated people in a row ends, which begins at chunk `i`."""
    ends: list[int] = []
    while i < len(chunks) and chunks[i].code == "N" and chunks[i].mentions[0].head in ("person", "role"):
        end = beyond(chunks, i + 1, "ilz")
        dates = [c for c in chunks[i + 1 : end] if c.code == "z" and c.date is not None]
        if len(dates) != 1 or (ends and end < len(chunks) and _does(chunks, end)):
            break
        ends.append(end)
        if end >= len(chunks) or chunks[end].code not in ",&":
            break
        i = end + 1
    return ends


def parted(chunks: list[Chunk]) -> list[Chunk]:
    """Part objects from the subject of the next clause: "gửi điện đến A và B đã gửi điện đến C"."""
    out: list[Chunk] = []
    for i, item in enumerate(chunks):
        verb = next((c for c in reversed(out) if c.code not in "xo"), None) if item.code == "L" else None
        if verb is not None and verb.code == "V" and _verb_of_another(chunks, i + 1, verb):
            *objects, subject = item.mentions
            text, end = " ".join(m.text for m in objects), objects[-1].span.end
            out.append(Chunk("L" if len(objects) > 1 else "N", item.start, end, text, tuple(objects)))
            out.append(Chunk("|", end, subject.span.start, "và"))
            item = Chunk("N", *subject.span, subject.text, (subject,))
        out.append(item)
    return out


def _verb_of_another(chunks: Sequence[Chunk], i: int, verb: Chunk) -> bool:
    """Whether a contact verb with an object of its own follows at `i`, told as past or planned, or the same again."""
    at = beyond(chunks, i, "xzq")
    if at + 1 >= len(chunks) or chunks[at].code != "V":
        return False
    told = any(c.cls == "plan" or "auxiliary" in c.lists for c in chunks[i:at])
    return (told or chunks[at].trigger is verb.trigger) and chunks[at + 1].code in "moNLl"


def one_noun(chunks: list[Chunk]) -> list[Chunk]:
    """Read "các cuộc hội đàm, hội kiến, tiếp xúc giữa …" or "gặp gỡ, trao đổi với …" as one contact word."""
    out = list(chunks)
    i = 0
    while i < len(out):
        end = i + 1
        while end + 1 < len(out) and out[end].code in ",&" and _tells_no_more(out[i], out[end + 1]):
            end += 2
        if end > i + 1 and end < len(out) and out[end].code in "gm":
            del out[i + 1 : end]
        i += 1
    return out


def _tells_no_more(first: Chunk, second: Chunk) -> bool:
    """Whether the second of two contact words side by side adds nothing to the first."""
    if first.code == "E":
        return second.code in "VE"
    told, more = first.trigger, second.trigger
    if first.code != "V" or told is None or more is None or told.valency not in ("mutual", "direct"):
        return False
    return more.weak and not told.weak


def of_both_states(chunks: list[Chunk]) -> list[Chunk]:
    """Read "các Bộ trưởng Quốc phòng của hai nước" as the pair of those who hold that office in both."""
    out = list(chunks)
    for i in range(len(out) - 3, -1, -1):
        if [c.code for c in out[i : i + 3]] != ["N", "k", "Q"]:
            continue
        holders = out[i].mentions[0]
        if holders.head not in ("group", "role") or holders.name is not None or holders.body is not None:
            continue
        if not f" {out[i + 2].text.lower()}".endswith(OF_BOTH):
            continue
        span = Span(out[i].start, out[i + 2].end)
        text = f"{holders.text} {out[i + 2].text}"
        pair = replace(holders, span=span, text=text, head="pair", plural=True, offices=(), role=text)
        out[i : i + 3] = [Chunk("Q", *span, text, (pair,))]
    return out


def _holds(a: Mention, b: Mention) -> bool:
    """Whether a bare name after a hyphen is who holds the office before it: "Chủ tịch của Hãng X - Y Z"."""
    return a.role is not None and f" {_OF} " in a.text.lower() and b.head == "name"


def _same_sort(a: Mention, b: Mention) -> bool:
    return (
        (a.head == "body" and b.head == "body")
        or (a.name is not None and b.name is not None)
        or _shared_role(a, b)
    )


def can_be_listed(a: Mention, b: Mention) -> bool:
    """Whether two mentions can be members of one list: not a state or body beside a person."""
    if "group" in (a.head, b.head):
        return True
    bodies = ("body", "organ", "side")
    return (a.head in bodies) == (b.head in bodies) or _shared_role(a, b)


def _shared_role(a: Mention, b: Mention) -> bool:
    """Whether `b` is a bare state that shares the role before it ("Tổng thống Nga, Mỹ")."""
    sharing = a.head in ("role", "group", "organ", "counterpart")
    has_none = a.head == "organ" and b.classes != ()  # "Chính phủ Israel và Hamas": no government of Hamas
    return sharing and a.name is None and a.body is not None and b.head == "body" and not has_none


def _model(members: Sequence[Mention]) -> Mention:
    """The last member of a list with a role, which bare states after it share: "người đồng cấp Pháp, Ý, Anh"."""
    return next((m for m in reversed(members) if m.head != "body"), members[-1])


def more_follow(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a list that has reached chunk `i` goes on to an "and"."""
    j = i + 1
    while j + 1 < len(chunks) and chunks[j].code == "," and chunks[j + 1].code == "N":
        j += 2
    if j < len(chunks) and chunks[j].code == ",":
        j += 1  # "A, B, và C"
    if [c.text.lower() for c in chunks[j : j + 3]] == ["và", "sau đó", "là"]:
        return True
    return j + 1 < len(chunks) and chunks[j].code == "&" and chunks[j + 1].code == "N"


def _objects(before: Sequence[Chunk], last: Mention, chunks: Sequence[Chunk], i: int) -> bool:
    """Whether people set side by side without "và" up to chunk `i` are those met: "đã gặp A, B cùng C"."""
    if len(before) < 2 or not any(c.code in "NLQ" for c in before[:-1]):
        return False
    if not (_meets_them(before[-1]) or (before[-1].code == "m" and before[-2].code in "VE")):
        return False
    other = chunks[i].mentions[0] if chunks[i].mentions else last
    if is_office(last) and (other.body in (None, last.body) or other.classes != last.classes):
        return False  # "Chủ tịch Đảng …, Chủ tịch Thượng viện … A": one person
    if not ((is_office(last) or (last.head == "person" and last.role)) and _with_role(chunks[i])):
        return False
    j = i + 1
    while j + 1 < len(chunks) and chunks[j].code == "," and _with_role(chunks[j + 1]):
        j += 2
    titled = all(m.name is not None and m.text.endswith(m.name) for m in (last, other))
    if titled and [c.code for c in chunks[j : j + 2]] == [",", "N"] and not _does(chunks, j + 2):
        return True  # "gặp Thủ tướng A, Bộ trưởng B, Giám đốc Học viện C": somebody less known is one more
    if j + 1 < len(chunks) and chunks[j].code == "," and chunks[j + 1].code == "m":
        j += 1  # "A, B, cùng các quan chức khác"
    if j < len(chunks) and chunks[j].code == "m" and j + 1 < len(chunks):
        return chunks[j + 1].code in "wxNL"
    if j + 1 < len(chunks) and chunks[j].code == "&" and chunks[j + 1].code in "xwV":
        return True  # "gặp A, B và một lần nữa đề nghị …", "gặp A, B và chào C"
    set_off = j + 1 < len(chunks) and (chunks[j].code == "," or chunks[j].text == ";")
    if set_off and leads_to_contact(chunks, j + 1 + (chunks[j + 1].joins == "coordinate"), verb=True):
        return True  # "hội kiến A, B; gặp C", "gặp A, B, đồng thời tiếp C"
    if j < len(chunks) and chunks[j].code == "|" and "earlier-or-later" in chunks[j].lists:
        return True  # "gặp A, B trước khi lên đường"
    return all(c.code in "ziwl" for c in chunks[j : j + 4])


def _meets_them(item: Chunk) -> bool:
    """Whether those whom a contact word is about may follow at once: "gặp A", "các cuộc làm việc với A"."""
    direct = item.trigger is not None and item.trigger.valency == "direct"
    return item.code == "V" or (item.code == "E" and direct)


def _subjects(before: Sequence[Chunk], chunks: Sequence[Chunk], first: int, i: int) -> bool:
    """Whether titled people side by side without "và" who open a sentence are its subject: "A, B, C đã tiếp D".

    So are states: "Nga, Iran, Thổ Nhĩ Kỳ họp thượng đỉnh".
    """
    opens = not before or before[-1].code in ",z"
    if not opens or any(c.code not in _OPENING or c.cls == "speech" for c in before):
        return False
    alike = next((sort for sort in (_titled, _bare_state) if sort(chunks[first])), None)
    end = first if alike is None else _past(chunks, first + 1, alike)
    return end > i and leads_to_contact(chunks, end)


def _counted_off(before: Sequence[Chunk], chunks: Sequence[Chunk], first: int, i: int) -> bool:
    """Whether as many as are counted stand side by side without "và": "ba nước A, B, C", "các nước A, B, C"."""
    at = next(
        (
            j
            for j in range(len(before) - 1, -1, -1)
            if before[j].code not in "wu" and before[j].text.lower() != _ARE
        ),
        -1,
    )
    counted = before[at].text.lower().split()[0] if at >= 0 and before[at].code in "xQ" else ""
    end = _past(chunks, first + 1, lambda item: item.code == "N")
    row = (end - first + 1) // 2
    states = _past(chunks, first + 1, _bare_state) == end and _bare_state(chunks[first])
    several = counted in _PLURALS[:2] or chunks[first].text.lower().startswith(_PLURALS[:2])
    return i < end and (row == NUMBERS.get(counted) or (several and states and row >= _SEVERAL))


def _past(chunks: Sequence[Chunk], i: int, alike: Callable[[Chunk], bool]) -> int:
    """Index after those who go on with a row of their like, each behind a comma, from chunk `i` on."""
    while i + 1 < len(chunks) and chunks[i].code == "," and alike(chunks[i + 1]):
        i += 2
    return i


def _bare_state(item: Chunk) -> bool:
    """Whether a chunk is a state or body by its name alone."""
    return item.code == "N" and item.mentions[0].head == "body"


def _titled(item: Chunk) -> bool:
    """Whether a chunk is one person called by an office and by name."""
    return item.code == "N" and named(item) and _with_role(item)


def _does(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a verb follows at `i`, so that who stands before it is a subject."""
    return i >= len(chunks) or chunks[i].code in "sVqxn|"


def _with_role(item: Chunk) -> bool:
    """Whether a chunk is a named person with an office, or an office of a state that stands for its holder."""
    if bare_role(item):
        return is_office(item.mentions[0])
    return named(item) and item.mentions[0].role is not None


def _new_subject(a: Mention, b: Mention, chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a bare state at chunk `i` that could share the role before it says or does something instead."""
    following = chunks[i + 1].code if i + 1 < len(chunks) else ""
    return _shared_role(a, b) and following in tuple("sqnV|")


def _lined_up(before: Sequence[Chunk], last: Mention, chunks: Sequence[Chunk], i: int) -> bool:
    """Whether people set side by side up to chunk `i` are all in a picture, or do what follows with one another.

    "Từ trái sang phải: A, B, C trong cuộc gặp …", "A, B, C gặp nhau tại …".
    """
    people = last.name is not None and last.role is not None and _with_role(chunks[i])
    if not people or (before and before[-1].code != "|"):
        return False
    if any("order-in-picture" in c.lists for c in before[-_CAPTION:]):
        return True
    verb = beyond(chunks, _past(chunks, i + 1, _titled), "xqz")
    together = [c.text.lower() for c in chunks[verb : verb + 2]]
    acts = bool(together) and chunks[verb].code == "V"
    return acts and any(text.endswith(_EACH_OTHER) for text in together)


def _enumerates(chunks: Sequence[Chunk], j: int, last: Mention) -> bool:
    """Whether a semicolon goes on with a list of people, each with a role: "các đồng chí A, …; B, …; C, …"."""
    following = chunks[j + 1].mentions
    if chunks[j].text != ";" or not following or last.name is None:
        return False
    name = following[0].name
    return name is not None and following[0].role is not None and following[0].text.startswith(name)


def _next_object(chunks: Sequence[Chunk], j: int, last: Mention, before: Sequence[Chunk]) -> bool:
    """Whether a semicolon goes on with those whom a verb has for objects: "hội kiến Chủ tịch …; Thủ tướng …"."""
    following = chunks[j + 1].mentions
    if chunks[j].text != ";" or not following or not before or last.role is None or following[0].role is None:
        return False
    if before[-1].code != "m" and not _meets_them(before[-1]) and before[-1].text.lower() != "như":
        return False
    after = [c.code for c in chunks[j + 2 : j + 4]]
    if after == ["&", "N"] and all(c.code in "zi,|y" for c in chunks[j + 4 : j + 5]):
        return True  # "…; Chủ tịch Hạ viện A và Chủ tịch Thượng viện B"
    return not after or chunks[j + 2].text == ";" or (after[0] == "," and after[1:] in (["x"], ["V"]))


def _side_by_side(a: Mention, b: Mention, chunks: Sequence[Chunk], first: int, last: int) -> bool:
    """Whether two organisations that open a sentence are one subject without "và": "WB, EC cùng ngày đã gửi …"."""
    follows = next((c for c in chunks[last + 1 :] if c.code not in "xz"), None)
    acts = follows is not None and follows.code == "V"
    return first == 0 and a.head == b.head == "body" and acts


def _distributed(members: list[Mention]) -> list[Mention]:
    """Give a bare state the role of the member before it: "quân đội Mỹ và Nga"; of several, each is one."""
    first = members[0]
    alone = _uncounted(first.text)
    if members[1].span.start < first.span.end:  # "quan chức hai miền Triều Tiên"
        first = replace(first, text=alone, role=_uncounted(first.role) if first.role else None)
    if first.head == "role" and alone != first.text:
        first = replace(first, text=alone, role=_uncounted(first.role or ""))
    if first.plural and first.head == "counterpart" and _shared_role(first, members[1]):
        first = replace(first, plural=False, text=alone)
    if first.head == "group" and first.classes and _shared_role(first, members[1]):
        first = replace(first, head="role", text=alone, role=alone, plural=False)
    elif first.head == "group" and first.role == first.text != alone and _shared_role(first, members[1]):
        office = _without_state(alone)  # "các Đại sứ Pháp, Ý": one of each
        first = replace(first, head="role", text=alone, role=office, plural=False)
    out = [first]
    for mention in members[1:]:
        model = out[-1]
        if _shared_role(model, mention):
            text = f"{_without_state(model.role) or _head_of(model.text)} {mention.text}"
            mention = replace(model, span=mention.span, text=text, body=mention.body, offices=())
        bare = mention.head == "name" and not mention.short
        if bare and model.head == "person" and model.role is not None and not model.short:
            mention = replace(mention, head="person", role=model.role)  # "hai tổng giám đốc A và B"
        out.append(mention)
    return [replace(m, plural=False) if m.plural and m.head == "role" and m.body else m for m in out]


def _of_one_state(members: list[Mention]) -> list[Mention]:
    """Give those who are met the state behind the last of them: "gặp Tổng thống, Thủ tướng và Chủ tịch Hạ viện Ý".

    An ambassador's state is his own: "gặp Thủ tướng và Đại sứ Mỹ".
    """
    last, others = members[-1], members[:-1]
    sent = not last.classes or any(c.startswith("ambassador") for c in last.classes)
    if last.head != "role" or last.body is None or sent:
        return members
    if any(m.head != "role" or m.body is not None or not m.classes or m.former for m in others):
        return members
    state = last.text[len(_without_state(last.role) or last.text) :]
    return [replace(m, body=last.body, text=m.text + state) for m in others] + [last]


def _uncounted(text: str) -> str:
    """A wording of several without the words that count them: "các Thủ tướng Đức", "Tổng thống ba nước Nga"."""
    words = text.split(" ")
    for i, word in enumerate(words[1:-2], 1):
        if word.lower() in _PLURALS and words[i + 1].islower():
            return " ".join((*words[:i], *words[i + 2 :]))  # without "ba nước"
    first, _, rest = text.partition(" ")
    return rest if first.lower() in _PLURALS else text


def _without_state(role: str | None) -> str | None:
    """A role without the state that it ends in: "Bộ trưởng Ngoại giao" of "Bộ trưởng Ngoại giao Việt Nam"."""
    words = (role or "").split()
    while words and words[-1][0].isupper() and len(words) > 1:
        words.pop()
    return " ".join(words) or None


def _head_of(text: str) -> str:
    """The common words that open a mention: "Đại diện" of "Đại diện Mỹ"."""
    first, *rest = text.split(" ")
    common = itertools.takewhile(lambda word: not word[0].isupper(), rest)
    return " ".join((first, *common))
