"""What a mention does in its clause (party, place, topic, source), and clauses without a subject of their own."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from kg.mention.chunks import Chunk, beyond, leads_to_contact
from kg.mention.mentions import Mention
from kg.model import Kind

_GUEST = re.compile("[wOx]{1,6}p[NL]")  # codes of what somebody is who was received, and by whom
_REGIONS = ("town-word", "land-word", "district")  # word lists of what towns and regions are called
_BEFORE_SUBJECT = ",|&yszm"  # codes of what can stand right before a subject, or before the other party


def told_apart(chunks: list[Chunk]) -> list[Chunk]:
    """Tell places, topics, sources and speakers from parties."""
    out: list[Chunk] = []
    for i, item in enumerate(chunks):
        if item.code not in "NQs":
            out.append(item)
            continue
        before = out[-1] if out else None
        after = chunks[i + 1] if i + 1 < len(chunks) else None
        if item.code == "N" and before is not None:
            mention = item.mentions[0]
            if _delegates(out, mention):
                item.code, item.mentions = (
                    "w",
                    (),
                )  # "Hamas cử đoàn tới Doha": the one who sends it is the party
            elif _points_to_state(mention) and not _journey(out) and before.code not in _BEFORE_SUBJECT:
                item.code, item.mentions = "w", ()  # "quân đội nước này", "ở nước này"
            elif (
                mention.name is None
                and mention.head in ("role", "group")
                and ("office-noun" in before.lists or _predicate(out, chunks[i + 1 : i + 5]))
            ):
                item.code, item.mentions = "w", ()
            elif before.code == "S" and before.cls == "source":
                item.code = "S"
            elif before.code == "w" and mention.head == "body" and _pair_in_contact(chunks, i, out):
                pass  # "Việc Mỹ và Trung Quốc nối lại đàm phán": two parties, not the owners of a thing
            elif mention.head == "name" and "building" in before.lists and before.text[:1].isupper():
                item.code = "l"  # "sang Điện Quirinale"
            elif before.code == "P" and mention.head == "name":
                item.code, item.mentions = "P", ()
            elif before.code == "a" or (mention.head == "body" and before.code == "w"):
                item.code = "O"  # the topic; or what the noun before it belongs to ("tàu chiến Nga")
            elif (mention.head == "body" and before.code in ("i", "o") and before.cls in ("in", "to")) or (
                mention.head == "name" and before.code in ("i", "o")
            ):
                item.code = "l"
            elif mention.head == "body" and _names_summit(before, after):
                item.code = "l"  # "thượng đỉnh Helsinki giữa A và B"
            elif mention.head == "body" and _goes_on_to(out, chunks, i):
                out.pop()
                out[-1].end, out[-1].mentions = item.end, (*out[-1].mentions, mention)
                continue
            elif mention.head == "body" and [c.code for c in out[-2:]] == ["l", ","] and _ends_place(after):
                item.code = "l"  # "tới Antalya, Thổ Nhĩ Kỳ, gặp …"
            elif mention.head == "body" and _further_place(out, after):
                item.code = "l"  # "tại Singapore tháng 6/2018 và Hà Nội tháng 2/2019"
            elif mention.head == "body" and before.code == "k" and _names_town(out[-3:-1]):
                before.code, item.code = "x", "l"  # "tại thành phố Sochi của Nga giữa A và B"
        if item.code == "Q" and before is not None and before.code == "a":
            item.code = "O"  # "nói về hai bên", "vuốt dốc về hai bên"
        if item.code == "s" and after is not None and _opens_clause(chunks, i):
            item.code, item.cls = "|", "speech"
        out.append(item)
    return out


def _delegates(before: Sequence[Chunk], mention: Mention) -> bool:
    """Whether a delegation of which nothing more is said is sent by the one named before it."""
    bare = (
        mention.head in ("group", "delegation")
        and mention.body is None
        and mention.name is None
        and mention.of is None
    )
    sender = next((c for c in reversed(before[:-1]) if c.code not in "xqzs"), None)
    sent = "sending" in before[-1].lists and sender is not None and sender.code in "NL"
    return bare and sent and sender is not None and all(m.head != "person" for m in sender.mentions)


def _points_to_state(mention: Mention) -> bool:
    """Whether a mention is "nước này" by itself."""
    return mention.head == "side" and mention.host


def _journey(before: Sequence[Chunk]) -> bool:
    """Whether a verb of travel stands right before: "sang nước này"."""
    trigger = next((c.trigger for c in reversed(before) if c.code not in "xz"), None)
    return trigger is not None and trigger.kind is Kind.VISIT


def _pair_in_contact(chunks: Sequence[Chunk], i: int, before: Sequence[Chunk]) -> bool:
    """Whether two states from chunk `i` on stand right after a contact noun, or right before a contact verb."""
    joint = chunks[i + 1].code if i + 2 < len(chunks) else ""
    if joint not in ("&", "-") or chunks[i + 2].code != "N" or chunks[i + 2].mentions[0].head != "body":
        return False
    words = list(itertools.takewhile(lambda c: c.code == "w", reversed(before)))
    named = len(before) > len(words) and before[-len(words) - 1].trigger is not None
    return (joint == "-" and named) or (joint == "&" and leads_to_contact(chunks, i + 3))


def _names_summit(before: Chunk, after: Chunk | None) -> bool:
    """Whether a state or capital right after an event noun is where it was, by the date or parties after it."""
    occasion = before.code == "E" and before.trigger is not None and before.trigger.kind is Kind.MEETING
    return occasion and after is not None and after.code in "zg"


def _names_town(before: Sequence[Chunk]) -> bool:
    """Whether a word of place and a town, or what a region is called, stand before "của": "ở tỉnh Vân Nam | của"."""
    if len(before) < 2 or before[0].code not in ("i", "o"):
        return False
    return before[1].code == "l" or not before[1].lists.isdisjoint(_REGIONS)


def _further_place(before: Sequence[Chunk], after: Chunk | None) -> bool:
    """Whether a state or capital stands between a place with its day and a day of its own."""
    beside = [c.code for c in before[-3:]] in (["l", "z", "&"], ["l", "z", ","])
    return beside and after is not None and after.code == "z"


def _ends_place(after: Chunk | None) -> bool:
    """Whether what follows a state shows that it only says where the place before it lies."""
    return after is not None and after.code in ",V"


def _goes_on_to(before: Sequence[Chunk], chunks: Sequence[Chunk], i: int) -> bool:
    """Whether chunk `i` is a further goal of a journey: "đến Việt Nam và Lào", "tới Israel, Jordan và Qatar"."""
    if [c.code for c in before[-3:-1]] != ["o", "l"] or not before[-2].mentions:
        return False
    if before[-1].code == "&":
        return True
    last, mention = before[-2].mentions[-1], chunks[i].mentions[0]
    several = last.head == mention.head == "body" and last.body != mention.body
    further = chunks[i + 1 : i + 3]
    return (
        before[-1].code == ","
        and several
        and [c.code in ",&" for c in further] == [True, False]
        and any(m.head == "body" for m in further[1].mentions)
    )


def _predicate(before: Sequence[Chunk], after: Sequence[Chunk]) -> bool:
    """Whether a role says what the subject is: "A trở thành tổng thống Mỹ đầu tiên thăm …"."""
    said = before[-1]
    being = "becoming" in said.lists
    told = "".join(c.code for c in after).lstrip("wx")[:1] == "p"  # "A là vị khách (hiếm hoi) được B tiếp"
    being = being or (said.text.lower() == "là" and (told or any("first-or-only" in c.lists for c in after)))
    if not being or len(before) < 2 or before[-2].code not in "NLxz":
        return False
    if before[-1].code == "|":
        before[-1].code = "x"
    return True


def _opens_clause(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether what follows a speech verb is a clause with a subject of its own."""
    j = i + 1
    if j < len(chunks) and chunks[j].code == ",":
        return True
    while j < len(chunks) and (chunks[j].code in "xz" or "indefinite-number" in chunks[j].lists):
        j += 1
    return j < len(chunks) and chunks[j].code in "NQ"


def opened(chunks: list[Chunk]) -> list[Chunk]:
    """Open clauses that have no subject of their own to the subject before them.

    "… khi gặp B", "A, người vừa gặp B, …": the boundary becomes a light word. A pair and the list that names its
    members ("Ngoại trưởng hai nước, các ông A và B, …") become that list.
    """
    out: list[Chunk] = []
    set_off = False
    codes = "".join(c.code for c in chunks)
    for i, item in enumerate(chunks):
        if item.code == "|" and item.text.lower() == "là" and _GUEST.match(codes, i + 1):
            item.code = "x"  # "A là chính khách Mỹ hiếm hoi được B tiếp"
        if item.code == "|" and item.text.lower() == "là" and _who_travels(chunks, i + 1):
            item.code = chunks[i + 2].code = "x"  # "A là người kế tiếp sang Bắc Kinh"
        if item.code == "L":
            item.mentions = _without_their_number(item.mentions)
        if item.code not in "|L,":
            out.append(item)
            continue
        if item.text == ";" and item.code == "|" and _acted(out) and _further_verb(chunks, i + 1):
            item.code = ","  # "hội đàm với B; hội kiến C; tiếp D"
        if item.text == ":" and item.code == "|" and _programme(chunks, i):
            item.code = "y"  # "có các hoạt động: hội đàm với B; gặp C"
            if out[-1].code == "|":
                out[-1].code = "x"  # "…, đó là: hội đàm với B; gặp C"
        if item.code == "|":
            that = item.text.lower() == "rằng"
            if (item.cls == "clause" or that) and leads_to_contact(chunks, i + 1, verb=that):
                if "who" in item.lists and len(out) > 1 and out[-1].code == ",":
                    out.pop()
                item.code = "y"
                if [c.code for c in out[-2:]] == ["k", "N"] and _owner(out):
                    # "ca ngợi nỗ lực của Trung Quốc sau khi hội đàm với …": no wish, and no subject
                    out[-3].code, out[-3].cls, out[-3].status = "w", None, None
                    out[-1].code = "N" if _visitor(out, chunks, i) else "O"
        if (
            item.code == "L"
            and len(item.mentions) == 2
            and _counted(out)
            and all(m.name for m in item.mentions)
        ):
            out.pop()  # "với hai ông A và B"
        if item.code == "L" and len(item.mentions) == 2 and out and out[-1].code == ",":
            pair = _pair_before(out)
            if pair is not None:
                del out[pair:]
                set_off = True
        elif item.code == "," and set_off:
            set_off = False
            continue
        out.append(item)
    return out


def _programme(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a colon at `i` opens a list of what the subject of the sentence did, verb by verb."""
    said = any(c.code in "sSP" or c.cls == "speech" for c in chunks[:i])
    first = i > 1 and _further_verb(chunks, i + 1)
    more = any(c.text == ";" and _further_verb(chunks, j + 1) for j, c in enumerate(chunks[i:], i))
    acts = any(c.code in "NL" for c in chunks[: i - 1]) and chunks[i - 1].code in "wx|"
    return first and more and acts and not said


def _who_travels(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether "người", which of several, and a verb of travel follow at `i`."""
    who, which, verb = (*chunks[i : i + 3], None, None, None)[:3]
    if who is None or which is None or verb is None or "who" not in who.lists:
        return False
    return "which-occasion" in which.lists and verb.trigger is not None and verb.trigger.kind is Kind.VISIT


def _without_their_number(members: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The members of a list without the group that they are: "hai nhà lãnh đạo EU, bà A và ông B"."""
    counted = len(members) == 3 and members[0].head == "group" and members[0].plural
    return members[1:] if counted and all(m.name is not None for m in members[1:]) else members


def _owner(chunks: Sequence[Chunk]) -> bool:
    """Whether the mention last read owns a thing of which somebody before it is the subject."""
    return chunks[-3:-2] != [] and chunks[-3].code in "wq" and any(c.code in "NL" for c in chunks[:-3])


def _visitor(before: Sequence[Chunk], chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a person who owns a thing is the one on a visit, not the state that speaks of it.

    "Nhật hoan nghênh nỗ lực của ông A khi thăm Trung Quốc".
    """
    verb = next((c.trigger for c in chunks[i + 1 :] if c.trigger is not None), None)
    states = [m.head == "body" for c in before[:-1] for m in c.mentions]
    person = before[-1].mentions[0].head in ("person", "role")
    return person and all(states) and verb is not None and verb.kind is Kind.VISIT


def _acted(chunks: Sequence[Chunk]) -> bool:
    """Whether the last contact word is what a subject did, or a noun for what he had: "A có cuộc gặp với B"."""
    last = next((i for i in range(len(chunks) - 1, -1, -1) if chunks[i].trigger is not None), None)
    if last is None or chunks[last].code == "V":
        return last is not None
    met = last + 1 < len(chunks) and chunks[last + 1].code in "mNLQ"
    return met and last > 1 and chunks[last - 1].code == "x" and _without_light(chunks, last).code in "NLQ"


def _without_light(chunks: Sequence[Chunk], i: int) -> Chunk:
    """The nearest chunk before `i` that is no auxiliary."""
    return next((c for c in reversed(chunks[:i]) if c.code != "x"), chunks[0])


def _further_verb(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a contact verb with an object, or a contact that was had, goes on at `i` with what a subject did."""
    i += i < len(chunks) and chunks[i].joins == "coordinate"
    at = beyond(chunks, i, "x")
    had = at > i and at < len(chunks) and chunks[at].code == "E"
    return at + 1 < len(chunks) and (had or chunks[at].code == "V") and chunks[at + 1].code in "mNLQ"


def _counted(chunks: Sequence[Chunk]) -> bool:
    """Whether two people are counted last, as those with whom there is contact."""
    return len(chunks) > 1 and chunks[-1].code == "Q" and chunks[-2].code in "mgok"


def _pair_before(chunks: Sequence[Chunk]) -> int | None:
    """Where a pair stands that the list after `chunks` names, with at most its two states between."""
    for back in range(len(chunks) - 1, max(-1, len(chunks) - 7), -1):
        if chunks[back].code == "Q":
            return back
        if chunks[back].code not in ",x-NHLw" or any(m.head != "body" for m in chunks[back].mentions):
            return None
    return None
