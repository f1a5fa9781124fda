"""Chunks of one sentence → candidate contacts: which frame holds around each contact word.

A candidate is made of mentions, not of actors. Frames are data (``lexicons/frames.ttl``); here their patterns are
compiled to regular expressions over chunk codes.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.article.dates import DateExpr
from kg.errors import OntologyError
from kg.event.attachment import REALIS, attached, complement
from kg.event.governing import governing_dates
from kg.knowledge.lexicon import Frame
from kg.knowledge.tokens import JOURNEYS, SEVERAL, Entry
from kg.mention.chunks import SENDING, Chunk
from kg.mention.mentions import Mention
from kg.model import Kind, Span, Status

_ELEMENTS = {
    "with": "mx*", "between": "gx*", "of": "kx*", "by": "d", "passive": "p[xw]?",
    "+": "[xyz]*", "to": "ox*", "from": "f", "in": "[ij]",
    "bare-passive": "p[xw]?", "say": "[sqwnxyh]{1,4}",
    ",": ",", "_": "[xyzqn]*", "~": "[xyzqnwsaijlOPd&]{0,8}?", "...": "[^|]*?",
    "any": ".*?", "clause": "y", "urge": "[xz]*[qn]{1,2}x*", "into": "ox*w{0,5}", "GO": "(?P<B>[NLHlO])",
    "seat": "[xzowi]{0,4}", "matter": "[xzi]{0,2}a[^tTQ]*?",
    "each": "[mo]?x*b", "initiated": "n+", "asking": "[xz]*tx*", "thank": "h", "one": "[NL]",
    "wide": "[^|NLHQgTe]*?", "far": "[^|,NLHQgTsSet]*?", "after": r"[|y]", "copula": r"\|",
    "A": "(?P<A>[NLHQ])", "B": "(?P<B>[NLHQ])", "AA": "(?P<A>[LHQ])",
    "DD": "(?P<A>H)", "G": "(?P<B>[NLHQl])", "T": "T",
}  # fmt: skip
# The code without which an element cannot match, for elements that have one.
_NEEDED = {
    "T": "T", ",": ",", "with": "m", "between": "g", "of": "k", "by": "d", "passive": "p", "to": "o", "from": "f",
    "clause": "y", "each": "b", "initiated": "n", "thank": "h", "copula": "|", "DD": "H",
}  # fmt: skip
_OTHER = {"E": "e", "V": "t"}  # codes of contact words other than the one looked at
_DENYING = ("negation", "refusal", "needless")  # classes of the cues that deny the contact after them
_WORDS_OF = ("lời", "thư", "bức thư", "thông điệp", "thư mời")
_WHERE = ("là", "nơi")  # "Geneva dự kiến là nơi A và B gặp nhau"
_TELLING = ("cho biết", "tiết lộ", "nêu rõ", "cho hay", "bình luận")
_WHO = ("người", "những người", "mà")  # who open a clause on the one named right before
_EVE_REACH = 20  # chunks after an event noun in which a date says that it took place
_ANSWER_REACH = 10  # chunks after a call in which it is said not to have been taken
_SENT_REACH = 6  # chunks before "được gửi tới" in which its negation stands
_PURPOSE = 5  # chunks before "để" in which the plan stands that it belongs to
_FAR = 4  # words of no class; beyond them the verb mostly has another subject
_COMING = ("sang", "tới", "đến", "thăm", "dự", "tham dự", "ghé", "qua")
_ATTENDING = ("dự", "tham dự", "tham gia")
_OCCASION = ("nhân", "nhân dịp", "trong khuôn khổ")
_ANY = ("kỳ", "kì", "cứ", "bất kỳ", "bất cứ")
_NO_MATTER = ("các", "những", "một", "hai")
_BUT = ("nhưng", "song", "tuy nhiên", "nhưng mà", "mà")
# Words after which a further party of the same contact word follows.
_THEN = (
    "rồi",
    "sau đó",
    "tiếp đó",
    "kế đó",
    "sau cùng",
    "tiếp đến",
    "đến lượt",
    "tới lượt",
    "đến phiên",
    "tới phiên",
)
_BEARING = ("mang", "mang theo", "đem", "đem theo", "cầm", "công bố", "đăng", "đọc", "viết")
_HOSTING = ("passive", "distant-passive")
_ASKING = ("yêu cầu", "đề nghị", "đề xuất", "khởi xướng", "chủ động", "chủ động đề nghị", "xin")
_SEVERALLY = re.compile(r"\b(?:lần lượt|riêng|riêng rẽ)\b")
_RETINUE = ("đoàn", "phái đoàn", "phu nhân")
_PERSONAL = ("person", "role", "counterpart", "pronoun")

_WITH = re.compile(r"T[xzqwil]{0,5}mx*(?P<B>[NL])")
_OTHER_END = re.compile(r"T[xwz]*\|[xwz]*(?P<B>[NL])")
_AT_ONCE = re.compile(r"T[x]*(?P<B>[NL])")
# Codes after which a mention is the object of something, not the subject of a later verb.
_GOVERNS = tuple("mteTkgoifdaprsq")

_SENT_WORD = re.compile("[te][^|,NLHQ]{0,2}ox*$")
# A subject that opens a clause, with no boundary after it.
_SUBJECT_BEFORE = re.compile(r"(?:^|[,|z])[NL][^|]*$")

# A verb of contact right before a mention, or before the office that is told with its name.
_OBJECT_BEFORE = re.compile("tN?$")

_LIST_GOES_ON = re.compile(",?[m&]")
# A contact word with those met right before the list.
_MET_BEFORE = re.compile("[te][xzwb]{0,3}mx*$")

# What codes say of the contact word T besides its frame.
_REFUSED = re.compile(r"[^|,]{0,3}p[xwNdl]{0,3}(?P<Q>q)")
_NOT_HELD = re.compile(r"[zx]{0,3}q?x?(?P<Q>q)(?P<X>x)")
_FAILED = re.compile(r"[^|]{0,3}(?P<B>\|)[^|s]{0,4}(?P<Q>q)")
_GIVEN_UP = re.compile(r"[^|,VE]{0,4}(?P<B>\|)[xzp]*(?P<Q>q)")
_NEEDLESS = re.compile(r"[zxwil]{0,4}\|?[xz]*(?P<Q>q)")
_DENIAL = re.compile(r"(?<!q)(?P<Q>q)[xwksPNHLOl]{0,4}(?:o?(?P<B>\|)|aw?)[xzw,]{0,4}$")
_CALLED_OFF = re.compile(r"T(?:x*mx*[NL])?[zxw|]{0,5}p[xw]?(?P<Q>q)")
_OBJECT = re.compile(r"T[xzqw]*[mk](?P<B>[NLHQ])")
_SUBJECT = re.compile(r"[xzqwil]{0,4},[xz]*(?P<A>[NLHQ])")
_ASKED = re.compile(r"(?P<A>N)[xyz]*(?P<Q>[nq])[xyz]*$")
_SOUGHT = (
    re.compile(r"T.{0,12}?d(?P<A>[NL])[xzw]*n"),
    re.compile(r"T[^|]{0,14}?r(?P<A>[NL])"),
    re.compile(r"^[^|]{0,14}?r(?P<A>[NL])[^|]*T"),
    re.compile(r"d(?P<A>[NL])[xzw]*n[^|]{0,3}T"),
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A contact that one sentence reports, before actors and dates are resolved.

    `sides` are the parties by side; an empty `sides` is an event noun whose parties stand elsewhere, `party`
    the one mention that the sentence names with it, and `partner` that mention where "với" joins it to the
    contact; `eve`: the sentence tells of the time before it.
    `initiator` is a mention that sought the contact; `several`: each of the second side did so.
    """

    kind: Kind
    weak: bool
    status: Status
    sides: tuple[tuple[Mention, ...], ...]
    rule: str
    trigger: Span
    noun: bool
    definite: bool
    dates: tuple[DateExpr, ...] = ()
    initiator: Mention | None = None
    party: tuple[Mention, ...] = ()
    partner: Mention | None = None
    eve: bool = False
    valency: str = "mutual"
    by_wording: bool = False
    several: bool = False


@lru_cache(maxsize=256)
def compiled(pattern: str) -> re.Pattern[str]:
    """A frame pattern as a regular expression over chunk codes. Raises OntologyError for an unknown element."""
    parts = []
    for element in pattern.split():
        if element not in _ELEMENTS:
            raise OntologyError(f"frames: unknown element {element!r} in the pattern {pattern!r}")
        parts.append(_ELEMENTS[element])
    return re.compile("".join(parts))


@lru_cache(maxsize=64)
def _fitting(
    frames: tuple[Frame, ...], cls: str, valency: str
) -> tuple[tuple[Frame, re.Pattern[str], frozenset[str]], ...]:
    """The frames of a sort of contact word, with their patterns and the codes without which they cannot match."""
    return tuple(
        (frame, compiled(frame.pattern), frozenset(_NEEDED[e] for e in frame.pattern.split() if e in _NEEDED))
        for frame in frames
        if cls in frame.lexeme_classes and valency in frame.valencies
    )


def candidates(chunks: Sequence[Chunk], frames: Sequence[Frame]) -> list[Candidate]:
    """Every contact that the sentence reports, one for each contact word that a frame accepts."""
    found: list[Candidate] = []
    journeys = _journeys(chunks)
    for index, item in enumerate(chunks):
        if item.trigger is None or item.trigger.kind is None or _formula(chunks, index):
            continue
        told = _candidate(chunks, index, _codes(chunks, index, journeys), frames)
        told = told if told.sides else _attached(told, chunks, index, frames)
        if index and chunks[index - 1].code == "V" and item.code == "E" and found and not told.sides:
            # "cùng chủ trì phiên họp hôm …"
            found[-1] = replace(found[-1], dates=found[-1].dates or told.dates)
        found.append(told)
        if told.valency == "other-end" and told.partner is not None:
            found += [replace(told, partner=m, trigger=m.span) for m in _listed_with(told.partner, chunks)]
    found = _also_with(_continued([*found, *_by_means(found, chunks, frames)], chunks), chunks)
    found = [replace(c, status=Status.DENIED) if _news_denied(c, chunks) else c for c in found]
    invited = {i for i, c in enumerate(found) if c.valency == "invite" and c.sides}
    found = [c for i, c in enumerate(found) if not (i - 1 in invited and c.kind is Kind.VISIT)]
    return [c for i, c in enumerate(found) if not _on_the_way(c, found[i + 1 :], chunks)]


def _attached(told: Candidate, chunks: Sequence[Chunk], index: int, frames: Sequence[Frame]) -> Candidate:
    """A contact of whose parties no frame tells, with those that its word governs in the sentence."""
    reading = attached(chunks, index, told.valency)
    if reading is None:
        partner = told.partner or complement(chunks, index, told.valency)
        return replace(told, partner=partner)
    found = _candidate(*reading, _codes(*reading, ()), frames)
    if not found.sides:
        return told
    return replace(found, rule="attached", dates=told.dates or found.dates)


def _listed_with(mention: Mention, chunks: Sequence[Chunk]) -> list[Mention]:
    """The other members of the list that a mention opens."""
    return next(([*c.mentions[1:]] for c in chunks if c.mentions and c.mentions[0] is mention), [])


def _by_means(
    found: Sequence[Candidate], chunks: Sequence[Chunk], frames: Sequence[Frame]
) -> list[Candidate]:
    """Contacts of which only the means tells: "A chia buồn với B qua điện thoại"."""
    told: list[Candidate] = []
    if any(c.sides for c in found):
        return told
    for index, item in enumerate(chunks):
        if item.cls != "means" or item.kind is None:
            continue
        means = Entry("means", "means", kind=item.kind, valency="means")
        around = list(chunks)
        around[index] = Chunk("V", item.start, item.end, item.text, trigger=means, lists=item.lists)
        candidate = _candidate(around, index, _codes(around, index, ()), frames)
        told += [candidate] if candidate.sides else []
    return told


def _on_the_way(journey: Candidate, later: Sequence[Candidate], chunks: Sequence[Chunk]) -> bool:
    """Whether a journey is only how the traveller came to the one he met: "tới Paris (để) hội đàm với …"."""
    if journey.valency not in JOURNEYS or not journey.sides:
        return False
    for met in later:
        between = [c.code for c in chunks if journey.trigger.end <= c.start < met.trigger.start]
        aim = met.status is Status.PROPOSED and journey.status is not Status.PROPOSED
        if aim or met.kind is Kind.VISIT or len(met.sides) != 2:
            continue  # "tới Ankara trong nỗ lực nối lại đàm phán với Nga": the journey is what is told
        if not {"&", "|", ","} & set(between):
            return journey.sides[0] in met.sides
    return False


def _continued(found: list[Candidate], chunks: Sequence[Chunk]) -> list[Candidate]:
    """Give a second verb without a partner the parties of the first: "đã nói chuyện với B và sẽ thảo luận thêm"."""
    out: list[Candidate] = []
    for candidate in found:
        before = out[-1] if out else None
        if (
            before is not None
            and len(before.sides) == 2
            and not candidate.sides
            and candidate.partner is None
            and not candidate.noun
            and candidate.valency == "mutual"
        ):
            between = [c for c in chunks if before.trigger.end <= c.span.start < candidate.trigger.start]
            joined = next((i for i, c in enumerate(between) if c.code in "&,"), len(between))
            if any(c.code == "q" for c in between[joined:]) and not any(
                c.code in "|NL" or c.cls == "urge" for c in between[joined:]
            ):
                own = tuple(d for d in candidate.dates if d.span.start > between[joined].start)
                candidate = replace(candidate, sides=before.sides, rule="continued", dates=own)
        out.append(candidate)
    return out


def _also_with(found: list[Candidate], chunks: Sequence[Chunk]) -> list[Candidate]:
    """Add contacts of which only the other party is told: "hội đàm với B, và hai hôm sau là với C", "rồi C"."""
    out = list(found)
    for i in range(1, len(chunks) - 1):
        other = _one_more(chunks, i)
        if other is None:
            continue
        before = [c for c in found if c.sides and c.trigger.end <= chunks[i].span.start]
        told = any(c.trigger is not None for c in chunks[other + 1 : other + 2])
        if not before or len(before[-1].sides) != 2 or told:
            continue
        first = before[-1]
        since = max((m.span.end for side in first.sides for m in side), default=0)
        known = {m.span for side in first.sides for m in side}
        if since > chunks[other].start or any(m.span in known for m in chunks[other].mentions):
            continue
        dates = tuple(d.date for d in reversed(chunks[:i]) if d.date is not None and d.span.start >= since)
        if chunks[i].text.lower() != "là" or chunks[i - 1].text.lower() == "đó":
            dates = dates or first.dates
        turned = first.rule in _HOSTING
        mentions = chunks[other].mentions
        sides = (mentions, first.sides[1]) if turned else (first.sides[0], mentions)
        more = replace(first, sides=sides, dates=dates, rule="also-with", trigger=chunks[other].span)
        out.append(more)
    return out


def _one_more(chunks: Sequence[Chunk], i: int) -> int | None:
    """Index of a further party that the words from chunk `i` on add to those before, or None."""
    word = chunks[i].text.lower()
    if word == "là" and chunks[i + 1].code == "m" and i + 2 < len(chunks) and chunks[i + 2].code in "NL":
        return i + 2
    if word not in _THEN and not (chunks[i].code == "&" and chunks[i + 1].code == "m"):
        return None
    j = i + 1
    while j < len(chunks) and chunks[j].code in "xz":
        j += 1
    joined = j < len(chunks) and chunks[j].code == "m"
    j += joined
    if j >= len(chunks) or chunks[j].code not in "NL" or not all(map(_somebody, chunks[j].mentions)):
        return None
    closed = j + 1 == len(chunks) or chunks[j + 1].code in ",|&zil"
    return j if joined or closed else None


def _somebody(mention: Mention) -> bool:
    """Whether a mention names a person, or one by office."""
    return mention.head in ("person", "counterpart") or (mention.head == "role" and bool(mention.classes))


def _formula(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether a contact word only speaks of relations in general ("tăng cường tiếp xúc cấp cao")."""
    before = next((c for c in reversed(chunks[:index]) if c.code != "x"), None)
    if before is None:
        return False
    if before.text.lower() in _ANY and not any(c.cls in _DENYING for c in chunks[:index]):
        return [c.text.lower() for c in chunks[index + 1 : index + 2]] == ["nào"]  # "bất kỳ cuộc gặp nào"
    if before.text.lower() == "duy trì" and chunks[index].code == "E" and _with_name(chunks, index):
        return False  # "duy trì các cuộc đối thoại với ông A"
    return before.cls == "formula" or before.text.lower() == "như"


def _with_name(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether "với" and somebody's name follow an event noun."""
    after = chunks[index + 1 : index + 3]
    return [c.code for c in after] == ["m", "N"] and after[1].mentions[0].name is not None


def _journeys(chunks: Sequence[Chunk]) -> list[tuple[int, bool, int]]:
    """Where a body is the start or the goal of a journey: its chunk, whether it is the start, the word of contact."""
    found: list[tuple[int, bool, int]] = []
    word = -1  # the last chunk before that is no light word
    for j, item in enumerate(chunks):
        if item.code in "NL" and item.mentions[0].head == "body":
            start = j > 0 and chunks[j - 1].code == "f"
            trigger = chunks[word].trigger if word >= 0 else None
            goal = trigger is not None and trigger.valency in ("guest", *JOURNEYS)
            if start or goal:
                found.append((j, start, word if goal else j))
        if item.code != "x":
            word = j
    return found


def _codes(chunks: Sequence[Chunk], focus: int, journeys: Iterable[tuple[int, bool, int]]) -> str:
    """The codes as seen from the contact word at `focus`: the goal of another journey is a place."""
    codes = [_OTHER.get(item.code, item.code) for item in chunks]
    codes[focus] = "T"
    for j, start, word in journeys:
        if (start and j < focus) or word not in (focus, j):
            codes[j] = "l"  # "bay từ London rồi đến thăm …"
    return "".join(codes)


def _candidate(chunks: Sequence[Chunk], index: int, codes: str, frames: Sequence[Frame]) -> Candidate:
    item = chunks[index]
    entry = item.trigger
    assert entry is not None
    assert entry.kind is not None
    cls = "noun" if item.code == "E" else "means" if entry.cls == "means" else "verb"
    valency = entry.valency or "mutual"
    best: tuple[Frame, re.Match[str]] | None = None
    present = set(codes)
    for frame, pattern, needed in _fitting(tuple(frames), cls, valency):
        if not needed <= present:
            continue
        match = _closest(frame, pattern, codes, index, chunks)
        if match is not None:
            best = (frame, match)
            break
    means = _means(chunks, index)
    base = Candidate(
        means or entry.kind,
        entry.weak and means is None,
        Status.OCCURRED,
        (),
        "anaphor",
        item.span,
        item.code == "E",
        item.definite,
        valency=valency,
    )
    if best is None:
        near = _party(chunks, codes, index)
        called_off = item.code == "E" and _called_off(chunks, codes, index)
        initiator = _initiator(chunks, codes, index, ())
        return replace(
            base,
            party=near,
            partner=_partner(chunks, codes, index, valency),
            status=Status.DENIED if called_off else _status(chunks, index, max(0, index - 6), sided=False),
            dates=governing_dates(chunks, index),
            initiator=initiator,
        )
    frame, match = best
    sides = _sides(frame, match, chunks, base.kind)
    start = min(match.start(), index)
    if valency == "sent":
        start = max(0, index - _SENT_REACH)
    status = _status(chunks, index, start if "fronted" not in frame.traits else index)
    if "near-wish" in frame.traits and status is Status.PROPOSED:
        status = _status(chunks, index, max(start, index - 4))  # the wish may be about another verb
    setting = item.code == "E" and index > 0 and chunks[index - 1].code == "i"
    if "fronted" not in frame.traits and not setting and _refused_after(chunks, codes, match.end()):
        status = Status.DENIED
    attempted = status is Status.PROPOSED or (status is Status.OCCURRED and base.kind is Kind.PHONE_CALL)
    if attempted and _failed_after(chunks, codes, match.end()):
        status = Status.DENIED
    if status is Status.OCCURRED and _sent_there(frame, match, chunks, index):
        status = Status.PLANNED
    nominal = item.code == "E" or "nominal" in frame.traits
    if status is Status.OCCURRED and nominal and _planned_after(chunks, codes, match.end()):
        status = Status.PLANNED
    if status is Status.OCCURRED and entry.status is not None:
        status = entry.status
    at_table = valency == "invite" and any(c.cls == "table" for c in chunks[match.end() : match.end() + 3])
    if at_table and status is Status.PROPOSED:
        base, status = replace(base, kind=Kind.MEETING), Status.OCCURRED
    initiator = _initiator(chunks, codes, index, sides)
    if "sought-by-first" in frame.traits:
        initiator = sides[0][0]
    if "sought-by-second" in frame.traits:
        initiator = sides[1][0]
    by_wording = several = False
    if initiator is None and len(sides) == 2 and "sent" in frame.traits and item.code == "E":
        initiator, by_wording = sides[0][0], True
    if (
        initiator is None
        and entry.initiator is not None
        and item.code == "V"
        and len(sides) == 2
        and "abreast" not in frame.traits
    ):
        turned = "B" in match.re.groupindex and sides[0] == chunks[match.start("B")].mentions
        turned = turned is not ("received" in frame.traits)
        several = turned and entry.initiator == "subject"
        initiator, by_wording = sides[0 if (entry.initiator == "subject") is not turned else 1][0], True
    return replace(
        base,
        status=status,
        sides=sides,
        rule=frame.id,
        dates=governing_dates(chunks, index),
        initiator=initiator,
        by_wording=by_wording,
        several=several,
        eve=_on_the_eve(chunks, index),
    )


def _means(chunks: Sequence[Chunk], index: int) -> Kind | None:
    """The kind that a word for the means gives the contact before it: "hội đàm với B qua điện thoại"."""
    focus = chunks[index].trigger
    if focus is None or focus.kind in (Kind.MESSAGE, Kind.VISIT):
        return None
    for item in chunks[index + 1 : index + 9]:
        if item.trigger is not None or item.code in "|,":
            return None
        if item.cls == "means":
            return item.kind
    return None


def _closest(
    frame: Frame, pattern: re.Pattern[str], codes: str, index: int, chunks: Sequence[Chunk]
) -> re.Match[str] | None:
    """The acceptable match of a frame around the contact word that starts nearest to it."""
    first = pattern.search(codes)
    if first is None:
        return None
    for start in range(index, first.start() - 1, -1):
        match = pattern.match(codes, start)
        if match is not None and index < match.end() and _acceptable(frame, match, codes, chunks):
            return match
    return None


def _acceptable(frame: Frame, match: re.Match[str], codes: str, chunks: Sequence[Chunk]) -> bool:
    """Neither party is the press, nor a source or the owner of something else."""
    sides = [chunks[match.start(g)].mentions for g in ("A", "B") if g in match.re.groupindex]
    if len(sides) == 2 and _one_pronoun(*sides):
        return False
    for group in ("A", "B"):
        if group not in match.re.groupindex:
            continue
        at = match.start(group)
        if (
            at
            and chunks[at - 1].code in "kS"
            and group == "A"
            and "of A" not in frame.pattern
            and "relative" not in frame.traits
            and not (at > 1 and _worded(chunks, at - 2))  # "chuyển lời của A mời …"
        ):
            return False
        if at and chunks[at - 1].code == "P":
            return False
    focus = match.group().find("T") + match.start()
    if "A" in match.re.groupindex and match.start("A") < focus:
        before = codes[: match.start("A")].rstrip("x")[-1:]
        plain_verb = chunks[focus].code == "V" and "near" in frame.traits
        between = [c for c in chunks[match.start("A") + 1 : focus] if c.code != "z"]
        if before and before in "temog" and any(map(_goes_on, between)):
            return False  # "gặp A và điện đàm với B": A is the object of the first verb
        if plain_verb and chunks[match.start("A") - 1].text.lower() == "với":
            return False  # "một quan chức gắn bó với A gặp B": A is whom he stands by
        if before and before in "mt" and any(c.code == "y" and c.text.lower() not in _WHO for c in between):
            return False  # "giữ lời với A khi tiếp B": who received B is the subject of the main clause
        if before and between and between[0].code == "&" and "one-verb" in frame.traits:
            return False  # "dự APEC và gặp B"
        if _attends(chunks, match.start("A"), focus):
            return False
        object_of_verb = _OBJECT_BEFORE.search(codes[: match.start("A")]) and (
            chunks[focus].code == "V" or _occasion_of(chunks, focus)
        )
        if object_of_verb and "after-object" not in frame.traits and not any(c.code in "|y" for c in between):
            return False  # "tiếp A, tiếp B": the subject is that of the first verb
        a = match.start("A")
        if before == "o" and _SENT_WORD.search(codes[:a]) and any(c.code in "nq" for c in between):
            return False  # "gửi thư cho A đề nghị gặp B": the sender asks
        bare = codes[a - 1 : a] == "w" and all(m.head == "name" for m in chunks[a].mentions)
        if bare and _SUBJECT_BEFORE.search(codes[:a]):
            return False  # "Ông dự định ghé New York trên đường sang thăm B"
        institution = all(m.head in ("body", "organ") for m in chunks[match.start("A")].mentions)
        if before == "o" and institution and not between and chunks[focus].code == "V":
            return False  # "tới Bộ Tài chính gặp B"
    plain = chunks[focus].code == "V" and "plain" in frame.traits and match.start("A") < focus
    acting = plain or (chunks[focus].code == "V" and {"acting", "distant"} <= frame.traits)
    if acting and _of_others(chunks[match.start("A") + 1 : focus]):
        return False  # "A chỉ ra một loạt cá nhân từng làm việc với B"
    if plain and codes[match.start("A") : focus].count("w") >= _FAR:
        return False
    if chunks[focus].code == "E" and "call" in frame.traits and "s" in codes[match.start() : focus]:
        return False
    unnamed = "A" in match.re.groupindex and all(_nobody(m) for m in chunks[match.start("A")].mentions)
    if (
        chunks[focus].code == "E"
        and "told-of" in frame.traits
        and unnamed
        and "s" in codes[match.start() : focus]
    ):
        return False  # "Một quan chức Mỹ cho biết cuộc gặp với B …"
    if chunks[focus].code == "E" and "unspoken" in frame.traits and "s" in codes[match.start() : focus]:
        return False  # those who speak of a contact are not told to have had it
    if not all(_word_before(element, words, match, chunks, focus) for element, words in frame.words_before):
        return False
    trigger = chunks[focus].trigger
    by = "A" in match.re.groupindex and codes[match.start("A") - 1 : match.start("A")] == "d"
    if trigger is not None and trigger.valency == "sign" and by:
        return False  # "cuộc họp do A và B đồng chủ trì": the meeting tells
    if trigger is not None and trigger.valency == "sign" and codes[focus - 1 : focus] == "w":
        return False
    if trigger is not None and trigger.valency == "invite" and not _to_come(chunks, focus):
        return False
    if "carried" in frame.traits:
        bears = next((c.text.lower() for c in reversed(chunks[:focus]) if c.code != "x"), "")
        if bears in _BEARING or any(m.head not in _PERSONAL for m in chunks[match.start("A")].mentions):
            return False  # "A mang thông điệp của B tới C": A brings it
    if "existing" in frame.traits and not any(
        c.text.lower() == "có" for c in chunks[match.end("B") : match.start("A")]
    ):
        return False
    if "by-organ" in frame.traits and any(m.head != "organ" for m in chunks[match.start("B")].mentions):
        return False
    if "chairing" in frame.traits:
        following = [c.text.lower() for c in chunks[match.end() : match.end() + 2]]
        return any(w in ("chủ trì", "đồng chủ trì") for w in following)
    if "list-opens" in frame.traits and (
        "P" in codes[focus : match.start("A")]
        or "m" in codes[focus : match.start("A")]
        or codes[: match.start("A")].rstrip("xz")[-2:-1] in tuple("NLOlH")
    ):
        return False  # the parties stand elsewhere, or the list has begun before
    if "list-ends" in frame.traits and _LIST_GOES_ON.match(codes, match.end("A")):
        return False  # "sau các cuộc họp với B, A, cùng C": all of them were met
    if "not-existing" in frame.traits and any(
        c.text.lower() == "có" for c in chunks[match.end("B") : match.start("A")]
    ):
        return False  # "Đón Thủ tướng tại sân bay, về phía Nga có …"
    if "by-person" in frame.traits:
        visitor = chunks[match.start("A")].mentions[0]
        opens = codes[: match.start()].rstrip("x")[-1:] in ("", ",")
        if visitor.head in ("body", "organ") or not opens:
            return False
    if "placeless" in frame.traits and codes[match.start("A") - 2 : match.start("A") - 1] == "l":
        return False  # "đàm phán với B diễn ra tại Vienna của Áo"
    if "no-setting" in frame.traits and chunks[focus - 1].code == "i":
        return False  # "A và B gặp nhau bên lề hội nghị thượng đỉnh": where, not what
    if "joint-subject" in frame.traits and _MET_BEFORE.search(codes[: match.start("A")]):
        return False  # "điện đàm với A và B để thảo luận": those already met
    if "joint-subject" in frame.traits and codes[match.start("A") - 1 : match.start("A")] in ("t", "e", "g"):
        return False  # "gặp A và B để thảo luận", "cuộc gặp giữa A và B tại hội nghị": not the subject
    if "joint-subject" in frame.traits and chunks[focus].code == "E" and _attended(chunks, focus):
        return False  # "A và B dự hội nghị thượng đỉnh": present, no more
    if "pair-only" in frame.traits and chunks[match.start("A")].code != "Q":
        return False  # "cuộc gặp của A và B với C": they may be one side
    if "refused" in frame.traits and not any(
        c.cls in ("negation", "refusal") for c in chunks[match.start("B") : focus]
    ):
        return False
    if "topicless" in frame.traits and "a" in codes[focus : match.start("A")]:
        return False  # "thảo luận về hợp tác giữa …"
    together = chunks[match.start("A")]
    if "AA" in frame.pattern and together.code != "Q" and len(_unaccompanied(together.mentions)) < 2:
        return False
    if "opening" in frame.traits and re.search(
        "[NLHQ,]" if "opening-clause" in frame.traits else "[NLHQ]", codes[:focus]
    ):
        return False
    if "copula" in frame.traits and (
        re.search("[NLHQ]", codes[:focus]) or not _copula(chunks[focus : match.end()])
    ):
        return False
    if "counted" in frame.traits:
        parties = len(chunks[match.start("A")].mentions)
        counted = chunks[match.start("A") - 1].text.lower()
        if parties > 2 and counted != {3: "ba", 4: "bốn"}.get(parties):
            return False
    jointly = "unpromoted" in frame.traits and chunks[focus].code == "E"
    if jointly and _promoted(chunks, match.end("A"), focus):
        return False  # those who promote talks are not the ones who talk
    if "to-person" in frame.traits and any(
        m.head not in _PERSONAL for m in chunks[match.start("B")].mentions
    ):
        return False
    if "distant" in frame.traits:
        before = codes[: match.start("A")].rstrip("x")[-1:]
        sent = match.start("A") > 0 and chunks[match.start("A") - 1].text.lower() in SENDING
        if before == "w" and not sent and _SUBJECT_BEFORE.search(codes[: match.start("A")]):
            return False  # "dự lễ kỷ niệm ngày Tướng A …, và sẽ gặp B": A is part of an adjunct
        return before not in _GOVERNS and "P" not in match.group()
    return True


def _attends(chunks: Sequence[Chunk], named: int, focus: int) -> bool:
    """Whether somebody else attends what is named, and has the contact: "A dự APEC và gặp B"."""
    attended = named > 0 and chunks[named - 1].text.lower() in _ATTENDING
    return attended and chunks[focus].code == "V" and any(c.code == "&" for c in chunks[named + 1 : focus])


def _occasion_of(chunks: Sequence[Chunk], focus: int) -> bool:
    """Whether a visit is the occasion of what the clause tells: "A gặp B nhân chuyến thăm chính thức Ý"."""
    return chunks[focus - 1].text.lower() in _OCCASION


def _word_before(
    element: str, words: frozenset[str], match: re.Match[str], chunks: Sequence[Chunk], focus: int
) -> bool:
    """Whether one of the words that a frame asks for stands right before an element, or opens the match."""
    if element == "^":
        return chunks[match.start()].text.lower().endswith(tuple(words))
    at = focus if element == "T" else match.start(element)
    return chunks[at - 1].text.lower() in words


def _attended(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether an event noun is a conference that the subject attends: "đến dự hội nghị thượng đỉnh ASEAN"."""
    before = next((c.text.lower() for c in reversed(chunks[:index]) if c.text.lower() not in _NO_MATTER), "")
    return before in ("dự", "tham dự") and chunks[index].text.lower().startswith(("hội nghị", "thượng đỉnh"))


def _worded(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether chunk `i` is somebody's word or letter, so that he asks what it asks."""
    return chunks[i].text.lower().endswith(_WORDS_OF)


def _of_others(between: Sequence[Chunk]) -> bool:
    """Whether several unnamed people are the subject of the verb that follows."""
    words = [c for c in between if c.code not in "zq" and c.text.lower() not in REALIS]
    several = next((i for i, c in enumerate(words) if c.text.lower() in SEVERAL), None)
    return (
        several is not None
        and 0 < several < len(words) - 1
        and all(c.code == "w" for c in words[several + 1 :])
    )


def _one_pronoun(first: Sequence[Mention], second: Sequence[Mention]) -> bool:
    """Whether both sides are one and the same pronoun: "Ông nói cố vấn khuyên ông" tells of one man."""
    alone = len(first) == len(second) == 1 and first[0].head == second[0].head == "pronoun"
    return alone and first[0].text.lower() == second[0].text.lower()


def _nobody(mention: Mention) -> bool:
    """Whether a mention is an unnamed official, who speaks of others."""
    return mention.name is None and (
        mention.head == "group" or (mention.head == "role" and not mention.classes)
    )


def _promoted(chunks: Sequence[Chunk], start: int, end: int) -> bool:
    """Whether a verb of urging stands right before the contact noun at `end`: "thúc đẩy các cuộc đàm phán"."""
    before = next((c for c in reversed(chunks[start:end]) if c.code != "x"), None)
    return before is not None and before.cls == "urge"


def _to_come(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether an invitation is one to come: "mời … sang thăm", not "mời … duyệt đội danh dự"."""
    if chunks[index].code == "E":
        return True
    for item in chunks[index + 1 : index + 9]:
        if item.cls == "table":
            return True
        visit = item.trigger is not None and (
            item.trigger.kind is Kind.VISIT or item.trigger.valency in JOURNEYS
        )
        if visit or item.text.lower() in _COMING:
            return True
    return False


def _goes_on(item: Chunk) -> bool:
    """Whether a word joins a second verb of the same subject."""
    return item.code == "&" or item.text.lower() in ("rồi", "trước khi", "sau đó")


def _copula(chunks: Sequence[Chunk]) -> bool:
    """Whether "là" links the contact to the subject that follows it."""
    return any(c.text.lower() == "là" for c in chunks)


def _unaccompanied(side: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The parties of a side without the delegation that goes with a person: "Thủ tướng và Đoàn đại biểu …"."""
    alone = tuple(m for i, m in enumerate(side) if i == 0 or not m.text.lower().startswith(_RETINUE))
    return alone if alone and alone[0].head == "person" else side


def _sides(
    frame: Frame, match: re.Match[str], chunks: Sequence[Chunk], kind: Kind
) -> tuple[tuple[Mention, ...], ...]:
    first = chunks[match.start("A")].mentions
    if "B" in match.re.groupindex:
        second = chunks[match.start("B")].mentions
        if "copula" in frame.traits:
            return (first, second)
        first = _unaccompanied(first)
        each = kind in (Kind.VISIT, Kind.MESSAGE) and all(m.head == first[0].head for m in first)
        if len(second) == 1 and (len(first) > 2 or (each and len(first) > 1)):
            return (second, first)  # "A, B và C lần lượt gặp D": contacts of their own
        if _severally(chunks[match.start() : match.end()]):
            return (second, first) if len(second) == 1 < len(first) else (first, second)
        return (first, second)
    return tuple((m,) for m in first)


def _severally(chunks: Sequence[Chunk]) -> bool:
    """Whether "lần lượt" or "riêng" says that the members of a list had contacts of their own."""
    return any(_SEVERALLY.search(c.text.lower()) for c in chunks if not c.mentions)


def _status(chunks: Sequence[Chunk], index: int, start: int, sided: bool = True) -> Status:
    """Status from the cues that stand before the contact word in its own stretch, or right after an event noun."""
    if chunks[index].code == "E" and index and chunks[index - 1].code == "i":
        zone: list[Chunk] = _main_clause(chunks, index)
    else:
        zone = []
        reach = 7 if chunks[index].code == "E" and start == index else 2
        if start == index and chunks[index].code == "E" and chunks[index].text[0].isupper():
            reach = 0  # a new sentence, run on to the headline before it
        while start != index and start and chunks[start - 1].text.lower() in _WHERE:
            start -= 1
        realis = False
        if _for_which(chunks, start):
            reach = _PURPOSE
        for item in reversed(chunks[max(0, start - reach) : index]):
            realis = realis or item.text.lower() in REALIS
            if start == index and item.code == "," and chunks[index].code == "E":
                break
            if (start == index and item.code in "NLH") or (item.code == "&" and realis):
                break
            if start == index and (item.code == "y" or item.text.lower() in _TELLING):
                break  # "không cho biết các cuộc tiếp xúc diễn ra ngày nào"
            if item.code == "|" and start != index and item.text.lower() in _WHERE:
                continue
            if item.code in "|j":
                if item.text.lower() == "nếu":
                    return Status.PROPOSED
                break
            zone.append(item)
    trailing: list[Chunk] = []
    if chunks[index].code == "E":
        stop = next((i for i in range(index + 1, len(chunks)) if chunks[i].code in ",|"), len(chunks))
        trailing = [c for c in chunks[index + 1 : stop] if c.cls == "coming"]
        near = itertools.takewhile(lambda c: c.text.lower() != "để", chunks[index + 1 : index + 3])
        trailing += [c for c in near if c.cls == "plan"]  # "để chuẩn bị cho …" plans another contact
        trailing += _to_be_held(chunks, index)
        if chunks[index].trigger is not None and _occasioned(chunks, index):
            trailing += [c for c in chunks[stop + 1 : stop + 6] if c.text.lower() == "sẽ"]
    if any(c.code == "y" and c.text.lower() == "nếu" for c in chunks[max(0, index - 3) : index]):
        return Status.PROPOSED
    if len(chunks) > 1 and chunks[0].cls in ("plan", "coming") and chunks[1].code == ",":
        trailing.append(chunks[0])  # "Sắp tới, …"
    if _on_the_eve(chunks, index) and not any(c.code == "z" for c in chunks[index + 1 : index + _EVE_REACH]):
        return Status.PLANNED  # said before a contact that nothing dates
    cues = [c for c in zone if c.status is not None] + trailing
    if any(c.cls == "plan" for c in _relative_clause(chunks, index)):
        cues += [c for c in _relative_clause(chunks, index) if c.cls == "plan"]
    negated = [
        c
        for c in cues
        if c.cls in _DENYING and not (_only(chunks, c) or _undone(chunks, c) or _untold(chunks, c))
    ]
    if negated:
        return Status.DENIED
    asked = sided and (chunks[index].code == "V" or start == index or _asked_for(chunks, index))
    if any(c.cls in ("wish", "urge") or (asked and c.status is Status.PROPOSED) for c in cues):
        return Status.PROPOSED
    if any(c.cls in ("plan", "coming") for c in cues):
        return Status.PLANNED
    return Status.OCCURRED


def _to_be_held(chunks: Sequence[Chunk], index: int) -> list[Chunk]:
    """What is said of whether a contact can take place: "hội đàm song phương vẫn có thể được tổ chức"."""
    after = list(chunks[index + 1 : index + 7])
    cue = next((i for i, c in enumerate(after) if c.code not in "xw"), len(after))
    held = [c for c in after[cue + 1 : cue + 4] if "taking-place" in c.lists]
    return [after[cue]] if held and after[cue].cls in ("wish", "plan") else []


def _for_which(chunks: Sequence[Chunk], start: int) -> bool:
    """Whether "kế hoạch nào để", "khả năng để" or the like opens the clause that starts there."""
    before = [c for c in chunks[max(0, start - _PURPOSE) : start] if c.text.lower() not in ("nào", "cho")]
    return [c.text.lower() for c in before[-1:]] == ["để"] and any(
        c.cls in ("plan", "wish") for c in before[-2:-1]
    )


def _on_the_eve(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether an event noun only says before what something else was: "trước thềm chuyến thăm"."""
    words = [c.text.lower() for c in chunks[max(0, index - 2) : index]]
    return chunks[index].code == "E" and (words[-1:] == ["trước"] or words == ["trước", "thềm"])


def _asked_for(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether an event noun is what somebody asks for: "đề nghị (tổ chức một) cuộc gặp"."""
    before = next((c for c in reversed(chunks[:index]) if c.code != "x"), None)
    return before is not None and before.cls == "initiated" and before.status is Status.PROPOSED


def _main_clause(chunks: Sequence[Chunk], index: int) -> list[Chunk]:
    """The future of the clause in which an event noun is the setting: "sẽ nêu vấn đề trong cuộc hội đàm"."""
    found: list[Chunk] = []
    for item in reversed(chunks[: index - 1]):
        if item.code in "|,":
            break
        if item.cls == "plan" and item.text.lower() in ("sẽ", "dự kiến", "dự kiến sẽ"):
            found.append(item)
    return found


def _occasioned(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether a visit is the occasion for what the main clause tells ("nhân chuyến thăm …, hai bên sẽ …")."""
    trigger = chunks[index].trigger
    before = [c.text.lower() for c in chunks[max(0, index - 2) : index]]
    visit = trigger is not None and trigger.kind is Kind.VISIT
    return visit and any(w in _OCCASION for w in before)


def _relative_clause(chunks: Sequence[Chunk], index: int) -> Sequence[Chunk]:
    """The start of a clause with "nơi" that says more of an event noun: "…, nơi các bên sẽ thảo luận"."""
    if chunks[index].code != "E":
        return ()
    for i in range(index + 1, len(chunks)):
        if chunks[i].code == "|" and chunks[i].text.lower() == "nơi":
            return chunks[i + 1 : i + 9]
    return ()


def _refused_after(chunks: Sequence[Chunk], codes: str, end: int) -> bool:
    """Whether the contact is said to have been refused or called off: "… đã bị phía Trung Quốc từ chối"."""
    match = _REFUSED.match(codes, end)
    if match is not None and chunks[match.start("Q")].cls == "refusal":
        return True
    needless = _NEEDLESS.match(codes, end)
    if needless is not None:
        said = chunks[needless.start("Q")]
        impossible = said.text.lower() == "không thể" and "|" in needless.group()
        if said.cls == "needless" or impossible:
            return True
    given_up = _GIVEN_UP.match(codes, end)
    if given_up is not None and chunks[given_up.start("B")].text.lower() == "trước khi":
        return chunks[given_up.start("Q")].cls == "refusal"
    held = _NOT_HELD.match(codes, end)
    return (
        held is not None
        and chunks[held.start("Q")].cls == "negation"
        and chunks[held.start("X")].text.lower() in ("diễn ra", "tổ chức", "thành")
    )


def _sent_there(frame: Frame, match: re.Match[str], chunks: Sequence[Chunk], index: int) -> bool:
    """Whether the subject is told to have been sent to the contact, no more: "cử A tới Nga gặp B"."""
    sent = match.start("A") > 0 and chunks[match.start("A") - 1].text.lower() in SENDING
    told = any(c.text.lower() in REALIS for c in chunks[match.start("A") + 1 : index])
    return "distant" in frame.traits and sent and not told


def _planned_after(chunks: Sequence[Chunk], codes: str, end: int) -> bool:
    """Whether the contact is said to have been planned, no more: "hội đàm Mỹ - Nga được lên kế hoạch nhằm …"."""
    match = _REFUSED.match(codes, end)
    return match is not None and chunks[match.start("Q")].cls == "plan"


def _failed_after(chunks: Sequence[Chunk], codes: str, end: int) -> bool:
    """Whether an attempt is said to have failed: "tìm cách gọi cho ông Putin nhưng Mátxcơva không nhận"."""
    if any(c.cls == "unanswered" for c in chunks[end : end + _ANSWER_REACH]):
        return True
    match = _FAILED.match(codes, end)
    if match is None or chunks[match.start("B")].text.lower() not in _BUT:
        return False
    said = chunks[match.start("Q")]
    without = chunks[match.start("Q") - 1].text.lower() == "mà" and said.text.lower() == "không"
    return said.cls in ("negation", "refusal") and not (without or said.text.lower().startswith("chưa"))


def _news_denied(candidate: Candidate, chunks: Sequence[Chunk]) -> bool:
    """Whether the news of the contact is what somebody denies: "bác bỏ thông tin cho rằng A đã gặp B"."""
    if candidate.status is not Status.OCCURRED or not candidate.sides:
        return False
    parties = [m for side in candidate.sides for m in side]
    first = next((i for i, c in enumerate(chunks) if any(m in c.mentions for m in parties)), 0)
    codes = "".join(c.code for c in chunks[:first])
    match = _DENIAL.search(codes)
    if match is None or (match["B"] and chunks[match.start("B")].text.lower() != "rằng"):
        return False
    return chunks[match.start("Q")].cls == "refusal"


def _called_off(chunks: Sequence[Chunk], codes: str, index: int) -> bool:
    """Whether an event noun without its parties is said to be cancelled: "Cuộc gặp 12/6 coi như bị hủy"."""
    match = _CALLED_OFF.match(codes, index)
    return match is not None and chunks[match.start("Q")].cls == "refusal"


def _undone(chunks: Sequence[Chunk], cue: Chunk) -> bool:
    """Whether a negation is itself denied, or denies another: "không phải không gặp nhau"."""
    i = next(j for j, c in enumerate(chunks) if c is cue)
    around = (chunks[i + 1 : i + 3], chunks[max(0, i - 2) : i][::-1])
    for near in around:
        next_to = next((c for c in near if c.text.lower() != "phải"), None)
        if cue.cls == "negation" and next_to is not None and next_to.cls == "negation":
            return True
    return False


def _untold(chunks: Sequence[Chunk], cue: Chunk) -> bool:
    """Whether a negation is of what is said about a contact, no more: "không cho biết cuộc gặp diễn ra ở đâu"."""
    i = next(j for j, c in enumerate(chunks) if c is cue)
    return cue.cls == "negation" and i + 1 < len(chunks) and chunks[i + 1].text.lower() in _TELLING


def _only(chunks: Sequence[Chunk], cue: Chunk) -> bool:
    """Whether a negation is "không chỉ" (not only)."""
    i = chunks.index(cue)
    return i + 1 < len(chunks) and chunks[i + 1].text.lower() in ("chỉ", "những")


def _partner(chunks: Sequence[Chunk], codes: str, index: int, valency: str) -> Mention | None:
    """The other party of a contact whose first party the sentence leaves out: "cuộc điện đàm với B kéo dài …"."""
    if valency == "other-end":
        ends = _OTHER_END.match(codes, index)
        return chunks[ends.start("B")].mentions[0] if ends is not None else None
    if valency not in ("mutual", "direct"):
        return None
    found = _WITH.match(codes, index)
    if found is None and valency == "direct" and chunks[index].code == "V":
        found = _AT_ONCE.match(codes, index)
    return chunks[found.start("B")].mentions[0] if found is not None else None


def _party(chunks: Sequence[Chunk], codes: str, index: int) -> tuple[Mention, ...]:
    """Mentions that stand with an event noun whose parties no frame gave: its subject or its object."""
    near: list[Mention] = []
    right = _OBJECT.match(codes, index)
    if right is not None:
        near += chunks[right.start("B")].mentions
    subject = _SUBJECT.match(codes, index + 1)
    if subject is not None:
        near += chunks[subject.start("A")].mentions
    return tuple(near)


def _initiator(
    chunks: Sequence[Chunk], codes: str, index: int, sides: tuple[tuple[Mention, ...], ...]
) -> Mention | None:
    """Who the sentence says sought the contact: "do X khởi xướng", "theo đề nghị của X", "X yêu cầu cuộc …"."""
    for pattern, start in zip(_SOUGHT, (index, index, 0, 0), strict=True):
        match = pattern.search(codes, start)
        if match is not None:
            return chunks[match.start("A")].mentions[0]
    asked = _ASKED.search(codes[:index])
    if asked is not None:
        cue = chunks[asked.start("Q")].text.lower()
        first = not sides or chunks[asked.start("A")].mentions == sides[0]
        if cue in _ASKING and first and not (sides and cue == "chủ động"):
            return chunks[asked.start("A")].mentions[0]
    return None
