"""Whether a match of a frame holds: whether A is the subject, what the contact word and traits ask for.

A pattern says which chunks stand around a contact word. What else must be so of the words that matched is said here:
once for every frame, and once for each ``cp:trait`` of ``lexicons/frames.ttl``.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence

from kg.event.frames import Fit
from kg.event.sides import unaccompanied
from kg.event.subjects import SUBJECT_BEFORE, acts, is_subject
from kg.knowledge.tokens import JOURNEYS
from kg.mention.chunks import Chunk, is_office
from kg.mention.mentions import Mention
from kg.model import Kind, Status

_TIME_SPENT = 5  # chunks that say how long a contact lasted before its word: "sau hơn 4 giờ đàm phán"
_MATTER = 6  # chunks before two states in which it stands what is between them
_STRIFE = r"\b{strife-of-two}$"
_STRIFE_OF_A_SORT = r"\b{strife-of-two}(?: \w+){0,3}$"  # "hiệp định hòa bình (giữa)"
_PERSONAL = ("person", "role", "counterpart", "pronoun")
_COUNTED = {3: "ba", 4: "bốn"}

# Codes after which a mention is the object of something, not the subject of a later verb.
_GOVERNS = tuple("mteTkgoifdaprsq")

# Somebody met right before the verb that tells why he came.
_HOSTED = re.compile("t[xz]*[NL][xz]*$")
_LIST_GOES_ON = re.compile(",?[m&]")
_MET_LATER = re.compile("[^|y]*m")  # somebody else whom those two met
# A mention before the list, with what joins it; not where the contact was: "cuộc gặp ở Hà Nội, A và B".
_LIST_BEGUN = re.compile("(?:[NLOH]|(?<![io])l).$")
# A contact word with those met right before the list.
_MET_BEFORE = re.compile("[te][xzwb]{0,3}mx*$")
_GREETING = r"\b{greeting}$"
_ANY_PARTY = re.compile("[NLHQ]")
_ANY_PARTY_OR_COMMA = re.compile("[NLHQ,]")


def acceptable(fit: Fit) -> bool:
    """Whether a match holds: neither party is the press, a source or the owner of something else, and A acts."""
    return (
        _two_parties(fit)
        and (not 0 <= fit.a < fit.focus or is_subject(fit))
        and acts(fit)
        and all(_word_before(element, words, fit) for element, words in fit.frame.words_before)
        and _valency_holds(fit)
        and _enough_together(fit)
        and all(_TRAITS[trait](fit) for trait in fit.frame.traits if trait in _TRAITS)
    )


def _two_parties(fit: Fit) -> bool:
    """Whether A and B are two, A belongs to nothing else, and neither is the press."""
    if fit.a >= 0 <= fit.b and (_one_pronoun(fit.first, fit.second) or _own_state_among(fit)):
        return False
    if fit.a > 0:
        owned = fit.chunks[fit.a - 1].code in "kS" and "of A" not in fit.frame.pattern
        if (
            owned
            and not fit.has("relative")
            and not (fit.a > 1 and _worded(fit, fit.a - 2))
            and not _said(fit)
        ):
            return False  # but "chuyển lời của A mời …"
    return not any(at > 0 and fit.chunks[at - 1].code == "P" for at in (fit.a, fit.b))


def _own_state_among(fit: Fit) -> bool:
    """Whether A lists states, one of which is that of B: "sau hội đàm với người đồng cấp Nga, Mỹ và Nga nhất trí"."""
    states = {m.body for m in fit.first if m.head == "body"}
    one = fit.second[0] if len(fit.second) == 1 else None
    told = one is not None and one.head != "body" and one.body is not None
    return told and one is not None and len(fit.first) > 1 and one.body in states


def _one_pronoun(first: Sequence[Mention], second: Sequence[Mention]) -> bool:
    """Whether both sides are one and the same pronoun: "Ông nói cố vấn khuyên ông" tells of one man."""
    alone = len(first) == len(second) == 1 and first[0].head == second[0].head == "pronoun"
    return alone and first[0].text.lower() == second[0].text.lower()


def _worded(fit: Fit, i: int) -> bool:
    """Whether chunk `i` is somebody's word or letter, so that he asks what it asks."""
    return fit.lists.pattern("{word-or-letter}$").search(fit.chunks[i].text.lower()) is not None


def _said(fit: Fit) -> bool:
    """Whether A owns only what it said during a visit: "cam kết của A đưa ra trong chuyến thăm Ý"."""
    visit = fit.has("call") and fit.codes[fit.focus - 1] == "i"
    return visit and "uttering" in fit.chunks[fit.a + 1].lists


# -- what the frame and the contact word ask for besides ---------------------------------------------


def _word_before(element: str, words: frozenset[str], fit: Fit) -> bool:
    """Whether one of the words that a frame asks for stands right before an element, or opens the match."""
    if element == "^":
        return fit.chunks[fit.match.start()].text.lower().endswith(tuple(words))
    at = fit.focus if element == "T" else fit.match.start(element)
    return fit.chunks[at - 1].text.lower() in words


def _valency_holds(fit: Fit) -> bool:
    """Whether those who chair do not only lead a meeting that tells itself, and an invitation is one to come."""
    trigger = fit.chunks[fit.focus].trigger
    valency = trigger.valency if trigger is not None else None
    if valency == "sign":
        by = fit.a >= 0 and fit.codes[fit.a - 1 : fit.a] == "d"  # "cuộc họp do A và B đồng chủ trì"
        return not by and fit.codes[fit.focus - 1 : fit.focus] != "w"
    return valency != "invite" or fit.has("answered") or _to_come(fit.chunks, fit.focus)


def _to_come(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether an invitation is one to come: "mời … sang thăm", not "mời … duyệt đội danh dự"."""
    if chunks[index].code == "E":
        return True
    for i, item in enumerate(chunks[index + 1 : index + 9], index):
        if item.cls == "table" or (item.code == "E" and "attending" in chunks[i].lists):
            return True
        visit = item.trigger is not None and (
            item.trigger.kind is Kind.VISIT or item.trigger.valency in JOURNEYS
        )
        if visit or "coming-along" in item.lists:
            return True
    return False


def _enough_together(fit: Fit) -> bool:
    """Whether those who had a contact with one another are two, apart from a retinue; who chair it need not be."""
    if "AA" not in fit.frame.pattern or fit.has("chairing") or fit.chunks[fit.a].code == "Q":
        return True
    return len(unaccompanied(fit.first, fit.lists)) >= 2


# -- one for each trait ------------------------------------------------------------------------------


def _said_during(fit: Fit) -> bool:
    """Whether a visit is when its visitor spoke: "A khẳng định … trong chuyến thăm Ý"; no other subject follows."""
    if "oneself" in fit.chunks[fit.focus].lists:
        return True  # "ấn tượng về chuyến thăm Ý của mình"
    if "recalling" in fit.chunks[fit.focus - 1].lists:
        return fit.codes[fit.end : fit.end + 1] == "z"  # "nhắc lại chuyến thăm Ý năm ngoái"
    after = fit.codes[fit.end :].lstrip("xzilO")
    return fit.codes[fit.focus - 1] == "i" and not after.startswith((",N", ",L", ",xN"))


def _told_of(fit: Fit) -> bool:
    """Not: "Một quan chức Mỹ cho biết cuộc gặp với B …"."""
    unnamed = fit.a >= 0 and all(map(_nobody, fit.first))
    return not (unnamed and fit.spoken_of)


def _nobody(mention: Mention) -> bool:
    """Whether a mention is an unnamed official, who speaks of others."""
    return mention.name is None and (
        mention.head == "group" or (mention.head == "role" and not mention.classes)
    )


def _carried(fit: Fit) -> bool:
    """Not: "A mang thông điệp của B tới C", where A brings it."""
    bears = next((c for c in reversed(fit.chunks[: fit.focus]) if c.code != "x"), None)
    brings = bears is not None and "bearing" in bears.lists
    return not brings and all(m.head in _PERSONAL for m in fit.first)


def _existing(fit: Fit) -> bool:
    """Whether "có" stands between B and A; "Đón Thủ tướng tại sân bay, về phía Nga có …" names who else came."""
    return any(c.text.lower() == "có" for c in fit.chunks[fit.b + 1 : fit.a])


def _chairing(fit: Fit) -> bool:
    return any("chairing" in c.lists for c in fit.chunks[fit.match.end() : fit.match.end() + 2])


def _list_opens(fit: Fit) -> bool:
    """Whether the parties do not stand elsewhere, and the list has not begun before."""
    between = fit.codes[fit.focus : fit.a]
    begun = _LIST_BEGUN.search(fit.codes[: fit.a].rstrip("xz"))
    return not ("P" in between or "m" in between or begun is not None)


def _list_ends(fit: Fit) -> bool:
    """Not: "sau các cuộc họp với B, A, cùng C", where all of them were met."""
    return _LIST_GOES_ON.match(fit.codes, fit.a + 1) is None


def _people_only(fit: Fit) -> bool:
    """Whether A are two people called by name, or holders of offices of as many states, and nobody is met besides.

    Not "cuộc gặp của A và B ở Kiev với C".
    """
    if fit.chunks[fit.a].code != "L" or _MET_LATER.match(fit.codes, fit.a + 1) is not None:
        return False
    states = {m.body for m in fit.first if is_office(m) or m.name is not None}
    if len(states - {None}) == len(fit.first):
        return True
    return len(fit.first) == 2 and all(m.name for m in fit.first) and None in states


def _by_person(fit: Fit) -> bool:
    opens = fit.codes[: fit.match.start()].rstrip("x")[-1:] in ("", ",", "-", "z")
    return opens and fit.first[0].head not in ("body", "organ")


def _placeless(fit: Fit) -> bool:
    """Not: "đàm phán với B diễn ra tại Vienna của Áo"."""
    return fit.codes[fit.a - 2 : fit.a - 1] != "l"


def _no_setting(fit: Fit) -> bool:
    """Not: "A và B gặp nhau bên lề hội nghị thượng đỉnh", which tells where, not what."""
    return fit.chunks[fit.focus - 1].code != "i"


def _joint_subject(fit: Fit) -> bool:
    if _MET_BEFORE.search(fit.codes[: fit.a]):
        return False  # "điện đàm với A và B để thảo luận": those already met
    if fit.codes[fit.a - 1 : fit.a] in ("t", "e", "g"):
        return False  # "gặp A và B để thảo luận", "cuộc gặp giữa A và B tại hội nghị": not the subject
    return not (fit.noun and _attended(fit))  # "A và B dự hội nghị thượng đỉnh": present, no more


def _attended(fit: Fit) -> bool:
    """Whether an event noun is a conference that the subject attends: "đến dự hội nghị thượng đỉnh ASEAN"."""
    before = next((c for c in reversed(fit.chunks[: fit.focus]) if "number-or-plural" not in c.lists), None)
    present = before is not None and "present-at" in before.lists
    noun = fit.chunks[fit.focus].text.lower()
    return present and fit.lists.pattern("{conference}").match(noun) is not None


def _refused(fit: Fit) -> bool:
    """Whether a refusal stands between, and of the contact: not "không từ chối", "từ chối bình luận về đề nghị"."""
    between = fit.chunks[fit.b : fit.focus]
    cues = [i for i, c in enumerate(between) if c.cls in ("negation", "refusal", "unanswered")]
    if not cues or (
        [between[i].cls for i in cues[-2:]] == ["negation", "refusal"] and cues[-1] - cues[-2] == 1
    ):
        return False
    until = next((i for i, c in enumerate(between) if i > cues[-1] and c.code == "n"), len(between))
    return not any(c.code == "a" or "telling" in c.lists for c in between[cues[-1] : until])


def _answered(fit: Fit) -> bool:
    """Whether an invitation is accepted or declined, and is one to come: not "nhận lời mời của A về việc gặp"."""
    after = fit.chunks[fit.end : fit.end + 4]
    other = any(c.trigger is not None and c.trigger.kind is not Kind.VISIT for c in after)
    between = fit.chunks[fit.b : fit.focus]
    return not other and any(c.cls in ("negation", "refusal", "plan") for c in between)


def _accepted(fit: Fit) -> bool:
    """Whether what stands between is that B takes up what A asked for: "chấp nhận đề nghị hội đàm của A"."""
    between = fit.chunks[fit.b : fit.focus]
    asked = any(c.cls == "initiated" or "invitation-accepted" in c.lists for c in between)
    return asked and any("agreeing" in c.lists for c in between) and not _refused(fit)


def _asking(fit: Fit) -> bool:
    """Whether what stands between is that A asks B for something."""
    between = fit.chunks[fit.a + 1 : fit.b]
    return any(c.cls == "initiated" and c.status is Status.PROPOSED for c in between)


def _turned_down(fit: Fit) -> bool:
    """Whether A asks for a contact, and it is told with "nhưng" that B declines or does not answer."""
    but = any("adversative" in c.lists or c.code == "p" for c in fit.chunks[fit.focus : fit.b])
    said = fit.chunks[fit.b + 1 : fit.end]
    silent = any(c.cls == "negation" for c in said) and "answering" in said[-1].lists
    return _asks(fit) and but and (silent or any(c.cls in ("refusal", "unanswered") for c in said))


def _taken_up(fit: Fit) -> bool:
    """Whether A asks for a contact, and it is told that B agrees."""
    return _asks(fit) and any("agreeing" in c.lists for c in fit.chunks[fit.b + 1 : fit.end])


def _asks(fit: Fit) -> bool:
    """Whether A asks for the contact, or wants it."""
    between = fit.chunks[fit.match.start() : fit.focus]
    return any(c.cls in ("wish", "initiated") and c.status is Status.PROPOSED for c in between)


def _greeted(fit: Fit) -> bool:
    """Whether what stands between is that A greets B, and B is somebody: "bày tỏ vui mừng được đón"."""
    said = " ".join(c.text.lower() for c in fit.chunks[fit.a + 1 : fit.b])
    somebody = all(m.head in (*_PERSONAL, "group") for m in fit.second)
    return somebody and fit.lists.pattern(_GREETING).search(said) is not None


def _of_letter(fit: Fit) -> bool:
    """Whether a word for a letter or message stands right before whose it is: "lời chia buồn của A"."""
    before = range(max(0, fit.a - 4), fit.a - 1)
    letters = (fit.chunks[i].trigger for i in before)
    return any(_worded(fit, i) for i in before) or any(t and t.kind is Kind.MESSAGE for t in letters)


def _buying(fit: Fit) -> bool:
    """Whether a word of buying follows the contact word: "đàm phán mua … từ B"."""
    after = fit.chunks[fit.focus + 1 : fit.b]
    return any("buying" in c.lists for c in itertools.takewhile(lambda c: not c.mentions, after))


def _of_kind(fit: Fit, *kinds: Kind) -> bool:
    """Whether the contact word evokes one of some kinds."""
    trigger = fit.chunks[fit.focus].trigger
    return trigger is not None and trigger.kind in kinds


def _opening(fit: Fit) -> bool:
    anybody = _ANY_PARTY_OR_COMMA if fit.has("opening-clause") else _ANY_PARTY
    return anybody.search(fit.codes[: fit.focus]) is None


def _copula(fit: Fit) -> bool:
    """Whether "là" links the contact to the subject that follows it."""
    linked = any(c.text.lower() == "là" for c in fit.chunks[fit.focus : fit.match.end()])
    return linked and _ANY_PARTY.search(fit.codes[: fit.focus]) is None


def _counted(fit: Fit) -> bool:
    parties = len(fit.first)
    return parties <= 2 or fit.chunks[fit.a - 1].text.lower() == _COUNTED.get(parties)


def _at_once(fit: Fit) -> bool:
    """Whether three or more can have met together: "trong các cuộc hội kiến, A, B và C đều …" tells of one each."""
    several = fit.lists.pattern("{plural-contacts} ").match(fit.chunks[fit.focus].text.lower()) is not None
    return not (fit.noun and several and len(fit.first) > 2)


def _unpromoted(fit: Fit) -> bool:
    """Not: "thúc đẩy các cuộc đàm phán"; those who promote talks are not the ones who talk."""
    before = next((c for c in reversed(fit.chunks[fit.a + 1 : fit.focus]) if c.code != "x"), None)
    return not (fit.noun and before is not None and before.cls == "urge")


def _distant(fit: Fit) -> bool:
    trigger = fit.chunks[fit.focus].trigger
    if trigger is not None and trigger.valency == "guest" and _HOSTED.search(fit.codes[: fit.focus]):
        return False  # "A tiếp B sang thăm C": B visits
    sent = fit.a > 0 and "sending" in fit.chunks[fit.a - 1].lists
    if fit.before == "w" and not sent and SUBJECT_BEFORE.search(fit.codes[: fit.a]):
        return False  # "dự lễ kỷ niệm ngày Tướng A …, và sẽ gặp B": A is part of an adjunct
    return fit.before not in _GOVERNS and "P" not in fit.match.group()


def _topicless(fit: Fit) -> bool:
    """Whether the parties are not those of what is talked about: "bàn về hợp tác giữa …", "bàn … xung đột A - B"."""
    if "a" in fit.codes[fit.focus : fit.a]:
        return False
    before = " ".join(c.text.lower() for c in fit.chunks[max(fit.focus + 1, fit.a - _MATTER) : fit.a])
    trigger = fit.chunks[fit.focus].trigger
    discussed = trigger is not None and (trigger.weak or trigger.kind is Kind.MEETING)
    states = all(m.head in ("body", "organ", "group") for m in fit.first)
    matter = _STRIFE_OF_A_SORT if discussed and states else _STRIFE
    return fit.lists.pattern(matter).search(before) is None


def _after_statement(fit: Fit) -> bool:
    """Whether A states something, behind which the contact follows: "A nói Iran đồng ý, sau 4 giờ đàm phán với B"."""
    between = [c for c in fit.chunks[fit.a + 1 : fit.focus] if c.code not in "xz"]
    after = next((i for i in reversed(range(len(between))) if "behind-statement" in between[i].lists), 0)
    close = after > 1 and between[after - 1].code == "," and len(between) - after <= _TIME_SPENT
    others = [m for c in between for m in c.mentions]
    states = all(m.head not in _PERSONAL for m in others) and all(not c.mentions for c in between[after:])
    return close and states and between[0].cls == "speech" and all(m.head in _PERSONAL for m in fit.first)


def _whom(fit: Fit) -> bool:
    """Whether the one named before is whom A meets: no other object follows the contact word."""
    after = next((c.code for c in fit.chunks[fit.focus + 1 :] if c.code not in "xz"), "")
    return "on-whom" in fit.chunks[fit.a - 1].lists and (not after or after not in "NLHQmb")


_TRAITS: dict[str, Callable[[Fit], bool]] = {
    "call": lambda fit: not fit.spoken_of or _said_during(fit),
    "told-of": _told_of,
    "unspoken": lambda fit: not fit.spoken_of,  # those who speak of a contact are not told to have had it
    "carried": _carried,
    "existing": _existing,
    "not-existing": lambda fit: not _existing(fit),
    "by-organ": lambda fit: all(m.head == "organ" for m in fit.second),
    "by-person": _by_person,
    "to-person": lambda fit: all(m.head in _PERSONAL for m in fit.second),
    "pair-only": lambda fit: (
        fit.chunks[fit.a].code == "Q"
    ),  # "cuộc gặp của A và B với C": they may be one side
    "counted": _counted,
    "after-statement": _after_statement,
    "whom": _whom,
    "chairing": _chairing,
    "chaired-by": lambda fit: any("chairing" in c.lists for c in fit.chunks[fit.a + 1 : fit.a + 3]),
    "list-opens": _list_opens,
    "list-ends": _list_ends,
    "people-only": _people_only,
    "placeless": _placeless,
    "no-setting": _no_setting,
    "joint-subject": _joint_subject,
    "refused": _refused,
    "answered": _answered,
    "accepted": _accepted,
    "asking": _asking,
    "buying": _buying,
    "turned-down": _turned_down,
    "taken-up": _taken_up,
    "worded": _of_letter,
    "greeted": _greeted,
    "taken": lambda fit: any("receiving" in c.lists for c in fit.chunks[fit.b : fit.focus]),
    "telephoned": lambda fit: _of_kind(fit, Kind.PHONE_CALL),
    "told-by": lambda fit: _of_kind(fit, Kind.PHONE_CALL, Kind.CONTACT, Kind.MESSAGE),
    "topicless": _topicless,
    "opening": _opening,
    "copula": _copula,
    "unpromoted": _unpromoted,
    "at-once": _at_once,
    "distant": _distant,
}
