"""What somebody is, beside who he is: roles and names set off by commas, long titles, members of a group."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from kg.mention.chunks import (
    Chunk,
    bare_role,
    beyond,
    codes_of,
    is_office,
    leads_to_contact,
    named,
    named_only,
)
from kg.mention.coordination import more_follow
from kg.mention.mentions import Mention
from kg.model import Kind, Span

_IN_FRONT = "imaS"  # codes of what sets somebody in front of a clause of which he is not the subject
_FIELD = 14  # chunks over which the field of a role may reach to the name


def with_long_roles(chunks: list[Chunk]) -> list[Chunk]:
    """Give a name the role whose field stands between them: "Đại diện cấp cao về … của EU Josep Borrell"."""
    out: list[Chunk] = []
    for item in chunks:
        at = _role_of(out) if item.code == "N" and named_only(item.mentions[0]) else None
        if at is not None:
            role, person, field = out[at].mentions[0], item.mentions[0], out[at + 1 :]
            if field[0].code not in "aw" or field[0].text[:1].isupper():
                title = " ".join(c.text for c in out[at:])  # an office of its own: not that of the word alone
                role = replace(role, role=title, text=title, classes=(), offices=())
            body = next((m.body for c in reversed(field) for m in c.mentions[::-1] if m.body), role.body)
            whole = replace(
                role,
                span=Span(out[at].start, item.end),
                text=" ".join(c.text for c in (out[at], *field, item)),
                head="person",
                name=person.name,
                people=person.people,
                body=body,
                role=role.text,
            )
            item = Chunk("N", out[at].start, item.end, whole.text, (whole,))
            del out[at:]
        out.append(item)
    return out


def _role_of(before: Sequence[Chunk]) -> int | None:
    """Where the role begins whose field goes on to the end of `before`; the field of a role is a name or a topic."""
    at = len(before) - 1
    while at >= 0 and len(before) - at <= _FIELD and before[at].code in "awkO&x-HN":
        if before[at].code == "N" and before[at].mentions[0].head not in ("body", "organ", "group"):
            break
        at -= 1
    field = before[at + 1 :]
    if at < 0 or not field or not bare_role(before[at]):
        return None
    ends_in_body = field[-1].code == "N" and field[-1].mentions[0].head == "body"
    entitled = field[0].code == "N" or (field[0].text[:1].isupper() and field[0].code in "wHO")
    return at if entitled or (ends_in_body and field[0].code in "aw") else None


def without_appositions(chunks: list[Chunk]) -> list[Chunk]:
    """Leave out what somebody is, between him and the one he is joined to: "ông A, bạn cũ của B, và bà C"."""
    out = list(chunks)
    for i in range(len(out) - 5, -1, -1):
        set_off = out[i + 1].code == ","
        if not named(out[i]) or not (set_off or ", " in out[i].text):
            continue
        end = first = i + 1 + set_off
        while end < len(out) and end - i <= _FIELD and (_predicative(out[end]) or _owner(out, end)):
            end += 1
        closed = [c.code for c in out[end : end + 3]] == [",", "&", "N"]
        if closed and end > first and out[first].code in "wxN" and named(out[end + 2]):
            del out[i + 1 : end + 1]
    return out


def _predicative(item: Chunk) -> bool:
    """Whether a chunk can be a part of an apposition: neither somebody called by name nor a verb of contact."""
    return item.code in "wxkOa-" or (item.code == "N" and item.mentions[0].name is None)


def _owner(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether somebody is only whose friend or kin another is: "con rể của Tổng thống A"."""
    return chunks[i].code == "N" and chunks[i - 1].code == "k" and chunks[i - 2].code == "w"


def without_roles(chunks: list[Chunk]) -> list[Chunk]:
    """Leave out the further roles set off after a name: "ông A, Phó Thủ tướng, Chủ tịch Phân ban …, đã …"."""
    out = list(chunks)
    i = 0
    while i < len(out):
        if _name_set_off(out, i):
            agent = i and out[i - 1].code == "p" and [c.code for c in out[i + 3 : i + 5]] == [",", "V"]
            out[i : i + 3 + agent] = [_holder(out[i], out[i + 2])]  # "được người đồng cấp, ông A, tiếp"
        if _further_role(out, i):
            body = out[i].mentions[0].body
            out[i + 2].mentions = tuple(replace(m, body=m.body or body) for m in out[i + 2].mentions)
        if _role_before(out, i) or _further_role(out, i):
            del out[i : i + 2]
        if employer := _employer_after(out, i):
            *others, officer = out[i].mentions
            body = officer.body or out[employer].mentions[0].body
            out[i].mentions = (*others, replace(officer, body=body))
            del out[i + 1 : employer + 1]
        end = _roles_after(out, i)
        if end > i + 1:
            closed = end < len(out) and out[end].code == ","
            goes_on = closed and end + 1 < len(out) and out[end + 1].code in "xzqVEmp"
            del out[i + 1 : end + 1 if goes_on else end]
        i += 1
    return out


def _name_set_off(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a full name between commas is that of the role before it: "Đại sứ tại Bắc Kinh, Abe Taro, đã …".

    Of somebody met it may end the clause: "thảo luận với Tổng thống đắc cử Pháp, Emmanuel Macron".
    """
    if [c.code for c in chunks[i : i + 3]] != ["N", ",", "N"]:
        return False
    role, name = chunks[i].mentions[0], chunks[i + 2].mentions[0]
    if (
        role.head == "counterpart"
        and role.name is None
        and not role.plural
        and i
        and chunks[i - 1].code in "pmV"
    ):
        return named_only(name) and not name.short
    if _met_last(chunks, i) and bare_role(chunks[i]) and not role.plural:
        return named_only(name) and not name.short
    if [c.code for c in chunks[i + 3 : i + 4]] != [","]:
        return False
    alone = name.name is not None and not name.short and name.role is None and name.body is None
    acts = i + 4 < len(chunks) and chunks[i + 4].code in "xzqVps"
    return bare_role(chunks[i]) and not role.plural and alone and acts


def _holder(role: Chunk, name: Chunk) -> Chunk:
    """The person who holds a role, from the role and the name set off after it."""
    held, named = role.mentions[0], name.mentions[0]
    text = f"{role.text}, {name.text}"
    whole = replace(
        held, span=Span(role.start, name.end), text=text, head="person", name=named.name, people=named.people
    )
    return Chunk("N", role.start, name.end, text, (whole,))


def _last_name(text: str) -> str:
    """The capitalised words that end a role: "Ba Lan" of "Thủ tướng Ba Lan"."""
    words = text.split(" ")
    tail = itertools.takewhile(lambda word: word[:1].isupper(), reversed(words))
    return " ".join(reversed(list(tail)))


def _role_before(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether chunk `i` is one more role of the person named next: "Chủ tịch Đảng …, Chủ tịch Thượng viện … A"."""
    if (
        i + 2 >= len(chunks)
        or [c.code for c in chunks[i : i + 3]] != ["N", ",", "N"]
        or more_follow(chunks, i)
    ):
        return False
    role, person = chunks[i].mentions[0], chunks[i + 2].mentions[0]
    return (
        role.head == "role"
        and role.name is None
        and role.body is not None
        and person.name is not None
        and person.role is not None
        and (role.body == person.body or _of_party(role) or _last_name(role.text) == _last_name(person.role))
        and chunks[i + 2].text.lower().split(" ")[0] == chunks[i].text.lower().split(" ")[0]
    )


def _met_last(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether chunk `i` is met, and what is set off after it is neither a subject nor goes on with a list."""
    after = chunks[i + 3].code if i + 3 < len(chunks) else "|"
    return i > 1 and chunks[i - 1].code in "mV" and after in "iza|" and not more_follow(chunks, i)


def _further_role(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether somebody met has a role of no known office beside that which tells who it is.

    "hội đàm với Bí thư Ban Bí thư, Chánh Văn phòng Trung ương Đảng … A"
    """
    if [c.code for c in chunks[i : i + 3]] != ["N", ",", "N"] or not _met_last(chunks, i):
        return False
    role, other = chunks[i].mentions[0], chunks[i + 2].mentions[0]
    told = (other.name is not None and other.role is not None) or is_office(other)
    unknown = role.head == "role" and role.name is None and not role.plural and not is_office(role)
    return told and unknown and (None in (role.body, other.body) or role.body == other.body)


def _of_party(role: Mention) -> bool:
    """Whether a role is one in a party, which its leader can hold beside an office of state."""
    return " đảng " in f" {role.text.lower()} "


def _roles_after(chunks: Sequence[Chunk], i: int) -> int:
    """Index after the roles set off by commas after the named person at `i`; i + 1 where there are none."""
    end = i + 1
    if chunks[i].code not in "NL" or chunks[i].mentions[-1].name is None:
        return end
    while end + 1 < len(chunks) and chunks[end].code == ",":
        at = end + 1 + ("in-capacity" in chunks[end + 1].lists and end + 2 < len(chunks))
        if not bare_role(chunks[at]):
            break
        stop = at + 1
        while stop < len(chunks) and chunks[stop].code in "wO-kzN&" and not named(chunks[stop]):
            stop += 1
        if stop < len(chunks) and chunks[stop].code not in ",xVEqmp":
            break
        if stop < len(chunks) and chunks[stop].code in "xVqp" and _in_setting(chunks, i):
            break  # "trong cuộc gặp với ông A, Tổng thống Pháp đã …": who holds that office is the subject
        end = stop
    return end


def _employer_after(chunks: Sequence[Chunk], i: int) -> int:
    """Index of the organ set off behind an officer of it: "bà A, Vụ trưởng Vụ …, Bộ Ngoại giao Đức đã"; else 0."""
    officer = chunks[i].mentions[-1] if chunks[i].code in "NL" else None
    if officer is None or officer.name is None or officer.role is None or ", " not in officer.text:
        return 0
    at = i + 1 if officer.text.endswith(",") else beyond(chunks, i + 1, "wO&") + 1
    set_off = at == i + 1 or (at <= len(chunks) and chunks[at - 1].code == ",")
    if not set_off or at >= len(chunks) or chunks[at].code != "N" or _in_setting(chunks, i):
        return 0
    organ = chunks[at].mentions[0]
    its = organ.head == "organ" and organ.body is not None and officer.body in (None, organ.body)
    acts = leads_to_contact(chunks, at + 1) or (at + 1 < len(chunks) and chunks[at + 1].code == ",")
    return at if its and acts else 0


def _in_setting(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a person is set in front of a clause, by himself ("qua ông A, …") or as a party of a contact."""
    opens = next((j + 1 for j in range(i - 1, -1, -1) if chunks[j].code == ","), 0)
    before = chunks[opens:i]
    if len(before) == 1 and before[0].code in _IN_FRONT:
        return True
    alone = not any(c.code in "NLHQ" for c in before)
    return alone and any(c.code in "iy|" for c in before[:2]) and any(c.trigger is not None for c in before)


def _unread_group(out: Sequence[Chunk], end: int) -> int:
    """Index after a contact word behind which several people stand in words that name nobody, up to `end`; or 0."""
    i = end - 1 - (out[end - 1].code == ",")
    words = i
    while i > 0 and (out[i].code in "wx" or (out[i].code == "N" and _leads_many(out, i))):
        i -= 1
    several = i < words and any("several" in c.lists for c in out[i + 1 : end])
    met = out[i].trigger is not None or (out[i].code == "m" and i > 0 and out[i - 1].trigger is not None)
    return i + 1 if several and met else 0


def _leads_many(out: Sequence[Chunk], i: int) -> bool:
    """Whether leaders without names stand at chunk `i`, of as many states: "lãnh đạo | nhiều nước"."""
    return out[i].mentions[0].name is None and "several" in out[i + 1].lists


def _unnamed(item: Chunk) -> bool:
    """Whether a chunk is a group, or people by their role only."""
    if item.code != "N":
        return False
    return item.mentions[0].head in ("group", "role") and item.mentions[0].name is None


def without_capacities(chunks: list[Chunk]) -> list[Chunk]:
    """Leave out as what and for whom somebody acts: "sang Mỹ với tư cách đặc phái viên", "thay mặt ông A tiếp …"."""
    out = list(chunks)
    for i in range(len(out) - 2, 0, -1):
        capacity = "in-capacity" in out[i].lists and bare_role(out[i + 1])
        behalf = "on-behalf" in out[i].lists and out[i + 1].code in "NL"
        if (capacity or behalf) and out[i - 1].code != ",":
            del out[i : _for_whom(out, i + 1) if behalf else i + 2]
    return out


def _for_whom(chunks: Sequence[Chunk], i: int) -> int:
    """Index after those in whose name somebody acts, of whom the first stands at `i`: "lãnh đạo Đảng, Nhà nước"."""
    bodies = all(m.head != "person" for m in chunks[i].mentions)
    end = i + 1
    while (
        bodies
        and end < len(chunks)
        and (
            chunks[end].code in ",&wkO"
            or any(m.head in ("body", "group", "organ") for m in chunks[end].mentions)
        )
    ):
        end += 1
    return end if end < len(chunks) and chunks[end].code == "V" else i + 1


def with_leaders(chunks: list[Chunk]) -> list[Chunk]:
    """Put in the place of a delegation who leads it: "đoàn đặc phái viên của A do Chánh Văn phòng B dẫn đầu"."""
    out = list(chunks)
    for i in range(len(out) - 4, 0, -1):
        if i + 4 > len(out):
            continue
        group, by, leader, verb = out[i : i + 4]
        delegation = "retinue" in out[i - 1].lists and group.code == leader.code == "N" and by.code == "d"
        if delegation and named(leader) and not named(group) and "leading-verb" in verb.lists:
            out[i - 1 : i + 4] = [leader]
            continue
        at = i - 2 if codes_of(out[i - 1 : i + 1]) == "il" else i  # "đoàn cán bộ Lào | tại Việt Nam | do …"
        if at >= 0 and by.code == "d" and "leading-verb" in verb.lists and _led(out[at], leader):
            out[at : i + 4] = [leader]
    return out


def _led(group: Chunk, leader: Chunk) -> bool:
    """Whether one chunk is a delegation, and the other a person called by name who can lead it."""
    if group.code != "N" or not group.mentions[0].delegation or leader.code != "N" or not named(leader):
        return False
    return leader.mentions[0].body in (None, group.mentions[0].body)


def with_members(chunks: list[Chunk]) -> list[Chunk]:
    """Put members in the place of their group: "nhiều lãnh đạo đã tới …, trong đó có A và B"."""
    out = list(chunks)
    for i in range(len(out) - 2, 0, -1):
        if i + 1 >= len(out) or out[i + 1].code not in "NL":
            continue
        members = out[i + 1]
        if out[i].text.lower() == "như":
            comma = out[i - 1].code == "," and i + 2 == len(out) and members.code == "L"
            if _unnamed(out[i - 1 - comma]) and all(
                m.name is not None and m.head == "person" and m.role for m in members.mentions
            ):
                out[i - 1 - comma : i + 1] = []  # "gặp nhiều lãnh đạo như A và B"
            continue
        states = all(m.head == "body" for m in members.mentions)
        counts = out[i].text.lower() == "là" or "counted-states" in out[i].lists
        if out[i].code != "u" and not (states and counts and members.code == "L"):
            continue
        if states and (counted := _counted_states(out, i)) is not None:
            del out[counted : i + 1]  # "công du châu Á đến bốn quốc gia gồm A và B"
            continue
        if out[i].code != "u":
            continue
        people = all(m.head in ("person", "role") for m in members.mentions)
        group = next(
            (j for j in range(i - 1, -1, -1) if _is_group(out, j) or _of_each(out[j], members)), None
        )
        beside = group is not None and all(c.code in ",bx" for c in out[group + 1 : i])
        bodies = all(m.head in ("body", "group", "organ") for m in members.mentions)
        if group is None and people and (unread := _unread_group(out, i)):
            del out[unread : i + 1]  # "tiếp nhiều chính khách, trong đó có A"
        if group is None or not (people or (beside and bodies)):
            continue
        members.code = "L" if len(members.mentions) > 1 else "N"
        out[group] = members
        del out[i - (out[i - 1].code == ",") : i + 2]
    return out


def _is_group(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a chunk is a group, or several people of one role: "năm vị khách", "hơn 10 người đồng cấp"."""
    if chunks[i].code != "N":
        return False
    mention = chunks[i].mentions[0]
    counted = i and (chunks[i - 1].text.isdigit() or "how-many" in chunks[i - 1].lists)
    several = mention.name is None and mention.head in ("role", "counterpart") and (counted or mention.plural)
    return mention.head == "group" or bool(several)


def _of_each(item: Chunk, members: Chunk) -> bool:
    """Whether a chunk lists groups of several states of which people are named next: "quan chức Nga và Mỹ, gồm …"."""
    groups = item.mentions if item.code == "L" else ()
    states = {m.body for m in groups}
    told = {m.body for m in members.mentions} - {None}
    unnamed = bool(groups) and all(m.head == "group" and m.body is not None for m in groups)
    return unnamed and told <= states and len(members.mentions) >= len(states)


def _counted_states(chunks: Sequence[Chunk], end: int) -> int | None:
    """Where the words begin that count the states named next as goals of a journey: "thăm bốn nước châu Á"."""
    words = "wxoO,"
    first = end
    while first and chunks[first - 1].code in words:
        first -= 1
    trigger = chunks[first - 1].trigger if first else None
    journey = trigger is not None and trigger.kind is Kind.VISIT
    return first if journey and any("counted-states" in c.lists for c in chunks[first : end + 1]) else None


def without_equation(chunks: list[Chunk]) -> list[Chunk]:
    """Read "với lãnh đạo các nước đồng minh là A và B": no more than A and B."""
    out = list(chunks)
    for i in range(len(chunks) - 2, 1, -1):
        if i + 1 >= len(out) or out[i].text.lower() != "là" or out[i + 1].code not in "NL":
            continue
        j = i - 1
        while j and out[j].code in "xwO":
            j -= 1
        if out[j].code == "m" and i - j > 1:
            del out[j + 1 : i + 1]
    return out
