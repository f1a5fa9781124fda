"""Whether a contact came about, by what is told after it: refused, called off, not answered, agreed on."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from kg.event.frames import Fit
from kg.mention.chunks import Chunk
from kg.model import Kind, Status

_ANSWER_REACH = 10  # chunks after a call in which it is said not to have been taken
_JUDGED = 7  # chunks after a contact in which it is said to be needed
_NECESSARY = r"(?:\S+ ){1,4}{necessary}\b"
_WAY_REACH = 6  # chunks before a verb in which its subject is on the way to it
# What codes say of the contact word T besides its frame.
_PASSIVE = re.compile(r"[^|,]{0,3}p[xwNdl]{0,3}(?P<Q>q)")
# The same of an event noun, behind where and when it was to be: "… ở Phnom Penh, dự kiến hôm nay, đã bị B hủy".
_PASSIVE_FURTHER = re.compile(r"[zxwilO]{0,14}(?:,[^,|EN]{1,10},)?[xz]{0,3}p[xwNdlO]{0,3}(?P<Q>q)")
# The same set off behind it, where nothing else is said of it later: "…, bị hoãn vì thời tiết".
_PASSIVE_SET_OFF = re.compile(r"[zxwilO]{0,8},[xz]{0,3}p[xwNdlO]{0,3}(?P<Q>q)(?=[^q]*$)")
_NOT_HELD = re.compile(r"(?:[il]{2}|[zxw]){0,4}(?:k[NO])?(?:[il]{2}|[zxw]){0,4}q?x?(?P<Q>q)(?P<X>x)")
_HELD = re.compile(r"[xzwil]{0,6}?(?P<Q>q)x{0,2}?(?P<X>x)")
_FAILED = re.compile(r"[^|]{0,3}?(?P<B>[|y])[^|s]{0,4}(?P<Q>q)(?P<V>x*[a-zA-Z,|]?)")
_ASKED_IN_VAIN = re.compile(r"[^|NLQVEs]{0,14}?(?P<B>[|y])[^|s]{0,4}(?P<Q>q)(?P<V>x*[a-zA-Z,|]?)")
_TO_COME = re.compile(r",x*(?P<Q>q)[xzil]{1,6}(?:,|$)")
_SETTLED = re.compile(r"[zxwilO]{0,6}(?P<Q>q)")
_TURNED_DOWN = re.compile(r"[^|]{0,12}?,x*[NL][xzw]{0,3}(?P<Q>q)(?:[,|]|$)")
_GIVEN_UP = re.compile(r"[^|,VE]{0,4}(?P<B>\|)[xzp]*(?P<Q>q)")
_NEEDLESS = re.compile(r"[zxwil]{0,4}\|?[xz]*(?P<Q>q)")
_CAME_TO_NOTHING = re.compile(r"[zxwilO,]{0,12}(?P<Q>q)(?:[,|.]|$)")
_AGREED = re.compile(r"[zxwilO]{0,10},?[&|]?x*[NL][xz]{0,3}(?P<Q>q)(?:[,|&il]|$)")
_CALLED_OFF = re.compile(r"T(?:x*mx*[NL])?[zxw|]{0,5}p[xw]?(?P<Q>q)")


def told_after(fit: Fit, kind: Kind, status: Status) -> Status:
    """Status of a contact that frame and cues before it give a `status`, by what is told after it."""
    chunks, index = fit.chunks, fit.focus
    entry = chunks[index].trigger
    setting = fit.noun and index > 0 and chunks[index - 1].code == "i"
    if not fit.has("fronted") and not setting and _refused_after(fit):
        status = Status.DENIED
    called = status is Status.OCCURRED and kind is Kind.PHONE_CALL
    if called and _not_taken(fit):
        status = Status.DENIED
    if (status is Status.PROPOSED or called) and _failed_after(fit, asked=not called):
        status = Status.DENIED
    if status is Status.PROPOSED and _agreed_after(fit):
        status = Status.PLANNED
    if status is Status.PLANNED and _dropped_after(fit):
        status = Status.DENIED
    if status is not Status.OCCURRED:
        return status
    if fit.noun and (hoped := _could_be_held(fit)) is not None:
        return hoped
    if fit.verb and _on_the_way(fit):
        return Status.PLANNED
    if "arranging" in chunks[index].lists:
        return Status.PLANNED
    if _sent_there(fit) or ((fit.noun or fit.has("nominal")) and _planned_after(fit)):
        return Status.PLANNED
    return entry.status if entry and entry.status is not None else status


def _done_to(fit: Fit) -> list[Chunk]:
    """What the passive after a contact says was done to it: "… đã bị B từ chối", "… được lên kế hoạch"."""
    patterns = (_PASSIVE, _PASSIVE_FURTHER, _PASSIVE_SET_OFF) if fit.noun else (_PASSIVE,)
    found = (pattern.match(fit.codes, fit.end) for pattern in patterns)
    return [fit.chunks[match.start("Q")] for match in found if match is not None]


def _refused_after(fit: Fit) -> bool:
    """Whether the contact is said to have been refused or called off: "… đã bị phía Trung Quốc từ chối"."""
    chunks = fit.chunks
    if any(said.cls == "refusal" for said in _done_to(fit)):
        return True
    needless = _NEEDLESS.match(fit.codes, fit.end)
    if needless is not None:
        said = chunks[needless.start("Q")]
        impossible = said.text.lower() == "không thể" and "|" in needless.group()
        if said.cls == "needless" or impossible:
            return True
    failed = _CAME_TO_NOTHING.match(fit.codes, fit.end) if fit.noun else None
    if failed is not None and chunks[failed.start("Q")].cls == "needless":
        return True
    given_up = _GIVEN_UP.match(fit.codes, fit.end)
    if given_up is not None and chunks[given_up.start("B")].text.lower() == "trước khi":
        return chunks[given_up.start("Q")].cls == "refusal"
    return _not_held(chunks, fit.codes, fit.end)


def _not_held(chunks: Sequence[Chunk], codes: str, at: int) -> bool:
    """Whether a contact that ends at `at` is said not to come off: "… sẽ không diễn ra"."""
    held = _NOT_HELD.match(codes, at)
    return (
        held is not None
        and chunks[held.start("Q")].cls == "negation"
        and "coming-off" in chunks[held.start("X")].lists
    )


def _sent_there(fit: Fit) -> bool:
    """Whether the subject is told to have been sent to the contact, no more: "cử A tới Nga gặp B"."""
    sent = fit.a > 0 and "sending" in fit.chunks[fit.a - 1].lists
    before = fit.chunks[max(0, fit.a - 2) : max(0, fit.a)]
    told = any("realis" in c.lists for c in (*before, *fit.chunks[fit.a + 1 : fit.focus]))
    return fit.has("distant") and sent and not told


def _could_be_held(fit: Fit) -> Status | None:
    """What is said after a contact and its parties of whether it takes place: "… giữa A và B có thể diễn ra"."""
    said = itertools.takewhile(lambda c: c.code in "|wqx", fit.chunks[fit.end : fit.end + _JUDGED])
    if fit.lists.pattern(_NECESSARY).match(" ".join(c.text.lower() for c in said)) is not None:
        return Status.PROPOSED  # "… giữa A và B là điều cần thiết"
    match = _HELD.match(fit.codes, fit.end)
    if match is None or "taking-place" not in fit.chunks[match.start("X")].lists:
        return None
    cue = fit.chunks[match.start("Q")]
    return cue.status if cue.cls in ("wish", "plan") else None


def _on_the_way(fit: Fit) -> bool:
    """Whether the subject is still on the way to the contact: "đang trên đường tới Nga để gặp B"."""
    before = [c.text.lower() for c in fit.chunks[max(0, fit.focus - _WAY_REACH) : fit.focus]]
    going = fit.lists.pattern(r"\b{on-the-way}\b").search(" ".join(before)) is not None
    return fit.a < fit.focus and before[-1:] == ["để"] and going


def _planned_after(fit: Fit) -> bool:
    """Whether the contact is said to have been planned, no more: "hội đàm Mỹ - Nga được lên kế hoạch nhằm …"."""
    said = _done_to(fit)
    if not said and fit.noun and (match := _TO_COME.match(fit.codes, fit.end)) is not None:
        said = [fit.chunks[match.start("Q")]]
    settled = _SETTLED.match(fit.codes, fit.end) if not said else None
    if settled is not None and "set-for" in fit.chunks[settled.start("Q")].lists:
        said = [fit.chunks[settled.start("Q")]]
    return any(each.cls in ("plan", "coming") for each in said)


def _not_taken(fit: Fit) -> bool:
    """Whether a call is the one that somebody did not take: "phía Trung Quốc không nhấc máy khi A gọi cho B"."""
    start, chunks = fit.match.start(), fit.chunks
    return start > 1 and chunks[start - 1].text.lower() == "khi" and chunks[start - 2].cls == "unanswered"


def _failed_after(fit: Fit, asked: bool) -> bool:
    """Whether an attempt is said to have failed: "tìm cách gọi cho ông Putin nhưng Mátxcơva không nhận".

    `asked`: the contact was asked for, no more; a call that was placed fails only where it was not taken.
    """
    chunks = fit.chunks
    if any(c.cls == "unanswered" for c in chunks[fit.end : fit.end + _ANSWER_REACH]):
        return True
    down = _TURNED_DOWN.match(fit.codes, fit.end) if asked else None
    if down is not None and chunks[down.start("Q")].cls == "refusal":
        return True
    match = (_ASKED_IN_VAIN if asked else _FAILED).match(fit.codes, fit.end)
    if match is None or "adversative" not in chunks[match.start("B")].lists:
        return False
    said = chunks[match.start("Q")]
    last = chunks[match.end() - 1]
    if not asked and last is not said and last.code not in ",|" and "answering" not in last.lists:
        return False  # "gọi cho B nhưng không nêu chi tiết"
    if asked and said.cls == "negation" and last.code == "w" and "answering" not in last.lists:
        return False  # "muốn gặp B ở Paris nhưng phía Nga không vội"
    without = chunks[match.start("Q") - 1].text.lower() == "mà" and said.text.lower() == "không"
    undecided = said.text.lower().startswith("chưa") and not (asked and _not_yet(chunks, match.start("Q")))
    return said.cls in ("negation", "refusal") and not (without or undecided)


def _agreed_after(fit: Fit) -> bool:
    """Whether the other side is said to have taken up what was asked for: "đề nghị gặp B, và B đã đồng ý"."""
    match = _AGREED.match(fit.codes, fit.end)
    return match is not None and "agreeing" in fit.chunks[match.start("Q")].lists


def _dropped_after(fit: Fit) -> bool:
    """Whether what was planned is said not to have come about: "dự kiến gặp B ngày 3/5 nhưng phía Anh hủy"."""
    match = _ASKED_IN_VAIN.match(fit.codes, fit.end)
    if match is None or "adversative" not in fit.chunks[match.start("B")].lists:
        return False
    said = fit.chunks[match.start("Q")]
    return said.cls == "needless" or (said.cls == "refusal" and "calling-off" in said.lists)


def _not_yet(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether what was tried has not come about: "nhưng đến giờ vẫn chưa được"."""
    after = chunks[index + 1 : index + 3]
    return bool(after) and "coming-about" in after[0].lists and all(c.code in ",|" for c in after[1:])


def called_off(chunks: Sequence[Chunk], codes: str, index: int) -> bool:
    """Whether an event noun without its parties is said to be cancelled: "Cuộc gặp 12/6 coi như bị hủy"."""
    match = _CALLED_OFF.match(codes, index)
    if match is not None and chunks[match.start("Q")].cls == "refusal":
        return True
    return _not_held(chunks, codes, index + 1)
