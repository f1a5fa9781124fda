"""Whether a contact took place, is planned, proposed or denied, from the cues around its word; or is none at all."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from kg.event.frames import Fit
from kg.event.sequels import called_off, told_after
from kg.knowledge.wordlists import WordLists
from kg.mention.chunks import Chunk
from kg.model import Kind, Status

_DENYING = ("negation", "refusal", "needless")  # classes of the cues that deny the contact after them
_LEADS_ON = "oikafmq"  # codes of words that no headline ends in
_EVE_REACH = 20  # chunks after an event noun in which a date says that it took place
_SENT_REACH = 6  # chunks before "được gửi tới" in which its negation stands
_ALONE_REACH = 6  # chunks before a contact word without a frame whose cues are of it
_WISH_REACH = 4  # chunks before a distant contact word in which a wish is about it
_LISTED = (
    4  # chunks before a contact noun in which it is coordinated with other things that are to be furthered
)
_ANY_REACH = 4  # chunks before a contact word in which "không có bất kỳ" stands
_REQUEST = 6  # chunks from a refusal to what was asked for
_WHOM = (["N"], ["L"], ["m"], ["o"])  # codes after "báo trước" of whom it is told
_EVERY = 4  # chunks before a contact word in which it is said to be any of its sort
_OF_EVERY = r"\b{every}$"
_BLAMED = r"\b{objecting-to}(?: {nominaliser})?$"
_IF = "nếu"
_THEN = "thì"
_PURPOSE = 5  # chunks before "để" in which the plan stands that it belongs to


def generic(chunks: Sequence[Chunk], index: int, lists: WordLists) -> bool:
    """Whether a contact word only speaks of relations in general ("tăng cường tiếp xúc cấp cao")."""
    before = next((c for c in reversed(chunks[:index]) if c.code != "x"), None)
    if before is None:
        return False
    if before.code in "wi" and not any(c.cls in _DENYING for c in chunks[:index]):
        said = " ".join(c.text.lower() for c in chunks[max(0, index - _EVERY) : index])
        of_others = [c.code for c in chunks[index + 1 : index + 2]] == ["N"]
        of_others = of_others and (chunks[index].code == "V" or "nominaliser" in before.lists)
        if lists.pattern(_OF_EVERY).search(said) or (of_others and lists.pattern(_BLAMED).search(said)):
            return True
    if "any" in before.lists and [c.text.lower() for c in chunks[index + 1 : index + 2]] == ["nào"]:
        if not any(c.cls in _DENYING for c in chunks[:index]):
            return True  # "bất kỳ cuộc gặp nào"
        clause = itertools.takewhile(lambda c: c.code not in ",|", chunks[index:])
        return any(
            "each-of-all" in c.lists for c in clause
        )  # "không có kênh nào, và bất kỳ cuộc gặp nào đều …"
    if before.text.lower() == "duy trì" and chunks[index].code == "E" and _with_name(chunks, index):
        return False  # "duy trì các cuộc đối thoại với ông A"
    if before.code == "&" and chunks[index].code == "E" and not _with_name(chunks, index):
        return any(c.cls == "formula" for c in chunks[max(0, index - _LISTED) : index])
    return before.cls == "formula" or before.text.lower() == "như"


def of_whoever(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether the subject of a verb is whoever holds an office: "chưa tổng thống Mỹ nào gặp B"."""
    before = [c for c in chunks[:index] if c.code not in "xq"][-3:]
    any_one = next((i for i, c in enumerate(before) if c.text.lower() == "nào"), 0)
    holder = [m for c in before[:any_one] for m in c.mentions]
    return any(m.name is None and bool(m.classes) for m in holder) and any_one == len(before) - 1


def _with_name(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether "với" and somebody's name follow an event noun."""
    after = chunks[index + 1 : index + 3]
    return [c.code for c in after] == ["m", "N"] and after[1].mentions[0].name is not None


def status_in(fit: Fit, kind: Kind) -> Status:
    """Status of a contact of this kind that a frame found."""
    chunks, index = fit.chunks, fit.focus
    if fit.has("after-statement"):
        return told_after(fit, kind, Status.OCCURRED)  # the cues before it are of what is stated
    entry = chunks[index].trigger
    start = (
        max(0, index - _SENT_REACH) if entry and entry.valency == "sent" else min(fit.match.start(), index)
    )
    status = status_of(chunks, index, index if fit.has("fronted") else start)
    if fit.has("near-wish") and status is Status.PROPOSED:
        status = status_of(
            chunks, index, max(start, index - _WISH_REACH)
        )  # the wish may be about another verb
    if fit.has("turned-down"):
        return Status.PROPOSED if _as_yet(fit.chunks[fit.focus : fit.end]) else Status.DENIED
    if fit.has("refused") and _as_yet(fit.chunks[fit.b : fit.focus]):
        return Status.PROPOSED
    if fit.has("taken-up") or fit.has("accepted"):
        return Status.PLANNED
    return told_after(fit, kind, status)


def _as_yet(chunks: Sequence[Chunk]) -> bool:
    """Whether a request has not been answered until now: "chưa trả lời đề nghị của A"."""
    answers = itertools.pairwise(chunks)
    return any("until-now" in c.lists and "answering" in after.lists for c, after in answers)


def status_of_noun(chunks: Sequence[Chunk], codes: str, index: int) -> Status:
    """Status of a contact around whose word no frame holds."""
    if chunks[index].code == "E" and called_off(chunks, codes, index):
        return Status.DENIED
    return status_of(chunks, index, max(0, index - _ALONE_REACH), sided=False)


def status_of(chunks: Sequence[Chunk], index: int, start: int, sided: bool = True) -> Status:
    """Status from the cues that stand before the contact word in its own stretch, or right after an event noun."""
    before = _stretch(chunks, index, start)
    near = any(c.code == "y" and c.text.lower() == _IF for c in chunks[max(0, index - 3) : index])
    if before is None or near or (chunks[index].code == "V" and condition(chunks, index)):
        return Status.PROPOSED
    if on_the_eve(chunks, index) and not any(c.code == "z" for c in chunks[index + 1 : index + _EVE_REACH]):
        return Status.PLANNED  # said before a contact that nothing dates
    cues = [c for c in before if c.status is not None] + _trailing(chunks, index)
    cues += [c for c in _relative_clause(chunks, index) if c.cls == "plan"]
    cues = [c for c in cues if not _put_forward_then(chunks, index, c)]
    if _turned_down_for(chunks, start):
        return Status.DENIED
    if start and start != index and "advising" in chunks[start - 1].lists:
        return Status.DENIED if any(c.cls in _DENYING for c in before[: index - start]) else Status.PROPOSED
    if any(c.cls in _DENYING and _denies(chunks, c) for c in cues):
        return Status.DENIED
    asked = sided and (chunks[index].code == "V" or start == index or _asked_for(chunks, index))
    if any(c.cls in ("wish", "urge") or (asked and c.status is Status.PROPOSED) for c in cues):
        return Status.PROPOSED
    if any(c.cls in ("plan", "coming") for c in cues) or _to_be_done_instead(chunks, index):
        return Status.PLANNED
    return Status.OCCURRED


def _to_be_done_instead(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether it is what is to be done instead of, or beside, what was told before: "sẽ không gặp A mà gọi cho B"."""
    at = index - 1
    while at and chunks[at].code in "wx":
        at -= 1
    if chunks[index].code != "V" or at < 1 or "rather" not in chunks[at].lists:
        return False
    cues = itertools.takewhile(lambda c: c.code not in "|y,", reversed(chunks[:at]))
    named = [c.cls for c in cues if c.status is not None]
    return "plan" in named and "negation" in named


def _put_forward_then(chunks: Sequence[Chunk], index: int, cue: Chunk) -> bool:
    """Whether a proposal or a wish is what was said at the contact: "nêu ý tưởng này khi gặp B"."""
    if chunks[index].code != "V" or not index or "when" not in chunks[index - 1].lists:
        return False
    at = next((i for i, c in enumerate(chunks) if c is cue), index)
    uttered = cue.cls in ("initiated", "urge") or (cue.cls == "wish" and at and chunks[at - 1].code in "wn")
    return at < index and bool(uttered) and all(c.code not in "NLHy," for c in chunks[at + 1 : index - 1])


def _turned_down_for(chunks: Sequence[Chunk], start: int) -> bool:
    """Whether the request is turned down for which a clause tells: "từ chối đề nghị của A để hai bên gặp nhau"."""
    before = [c for c in chunks[max(0, start - _REQUEST) : start] if c.code != "Q"]
    if not before or before[-1].text.lower() != "để":
        return False
    request = next(
        (i for i, c in enumerate(before) if c.cls == "initiated" and c.status is Status.PROPOSED), 0
    )
    own = all(c.code in "kN" for c in before[request + 1 : -1])
    return request > 0 and own and before[request - 1].cls == "refusal"


def condition(chunks: Sequence[Chunk], index: int) -> Sequence[Chunk]:
    """What stands between "nếu" and a contact word in one clause, that word included; empty where it is none."""
    for at in range(index - 1, -1, -1):
        text = chunks[at].text.lower()
        if text == _IF:
            return chunks[at + 1 : index + 1]
        if chunks[at].code == "," or text == _THEN:
            break
    return ()


def _stretch(chunks: Sequence[Chunk], index: int, start: int) -> list[Chunk] | None:
    """The chunks before a contact word whose cues are of it, nearest first; None for what stands after "nếu".

    `start`: where the match of its frame begins; at `index`, the word stands alone.
    """
    noun, alone = chunks[index].code == "E", start == index
    setting = index - 1 - (index > 0 and "time-or-times" in chunks[index - 1].lists)
    if noun and setting >= 0 and chunks[setting].code == "i":
        return _main_clause(chunks, index)
    while not alone and start and "place-to-be" in chunks[start - 1].lists:
        start -= 1
    found: list[Chunk] = []
    own = False  # whether the contact word has a cue of its own, behind all that is joined to it
    first = max(0, start - _reach(chunks, index, start))
    for at in range(index - 1, first - 1, -1):
        item = chunks[at]
        own = own or "realis" in item.lists or item.status is not None
        if alone and item.code == "," and noun:
            break
        if alone and item.code in "NLH" and at and chunks[at - 1].text.lower() == "để":
            continue  # "ngỏ ý để A đứng ra tổ chức một cuộc gặp"
        if alone and _whose_request(chunks, at):
            continue  # "từ chối đề nghị của A về một cuộc gặp"
        if (
            alone
            and noun
            and item.trigger is not None
            and item.trigger.kind
            and chunks[at + 1].code not in "&,"
        ):
            break  # "ý tưởng về hội đàm ra đời từ cuộc gặp giữa A và B"
        if alone and item.code in "NLH":
            break
        if item.code == "&" and _request_taken(chunks, at):
            break  # "chấp nhận đề nghị của A và gửi thư cho B"
        if (own and (item.code == "&" or "adversative" in item.lists)) or "rather" in item.lists:
            break  # "không dùng vũ lực và sẽ gặp lại"
        if alone and (item.code == "y" or "telling" in item.lists):
            break  # "không cho biết các cuộc tiếp xúc diễn ra ngày nào"
        if item.code == "|" and not alone and "place-to-be" in item.lists:
            continue
        if item.code in "|j":
            if item.text.lower() == _IF:
                return None
            break
        found.append(item)
    return found


def _request_taken(chunks: Sequence[Chunk], end: int) -> bool:
    """Whether what stands before `end` was done with a request: "chấp nhận đề xuất", "từ chối đề nghị của A"."""
    before = [c for c in chunks[max(0, end - _REQUEST) : end] if c.code != "x"]
    if [c.code for c in before[-2:]] == ["k", "N"]:
        before = before[:-2]
    done = before[-2:-1]
    return bool(done) and before[-1].cls == "initiated" and done[0].cls in ("plan", "refusal", "wish")


def _reach(chunks: Sequence[Chunk], index: int, start: int) -> int:
    """How many chunks before `start` can hold cues of the contact word."""
    if _for_which(chunks, start):
        return _PURPOSE
    if start and "any" in chunks[start - 1].lists:
        return _ANY_REACH
    if start != index or chunks[index].code != "E":
        return 2
    headline = chunks[index].text[0].isupper() and not (index and chunks[index - 1].code in _LEADS_ON)
    return 0 if headline else 7  # 0: a new sentence, run on to the headline before it


def _trailing(chunks: Sequence[Chunk], index: int) -> list[Chunk]:
    """Cues after an event noun that are of it, and of any contact the future that opens the sentence."""
    found: list[Chunk] = []
    if chunks[index].code == "E":
        stop = next((i for i in range(index + 1, len(chunks)) if chunks[i].code in ",|"), len(chunks))
        found += [c for c in chunks[index + 1 : stop] if c.cls == "coming"]
        near = itertools.takewhile(lambda c: c.text.lower() != "để", chunks[index + 1 : index + 3])
        aside = index > 1 and chunks[index - 1].code == "i"  # "nhất trí trong cuộc gặp sẽ tăng …"
        found += [
            c for c in near if c.cls == "plan" and not aside
        ]  # "để chuẩn bị cho …" plans another contact
        found += _to_be_held(chunks, index)
        if chunks[index].trigger is not None and _occasioned(chunks, index):
            found += [c for c in chunks[stop + 1 : stop + 6] if c.text.lower() == "sẽ"]
    if len(chunks) > 1 and chunks[0].cls in ("plan", "coming") and chunks[1].code == ",":
        found.append(chunks[0])  # "Sắp tới, …"
    return found


def _denies(chunks: Sequence[Chunk], cue: Chunk) -> bool:
    """Whether a negation is of the contact."""
    return not (_only(chunks, cue) or _undone(chunks, cue) or _untold(chunks, cue) or _whether(chunks, cue))


def _whether(chunks: Sequence[Chunk], cue: Chunk) -> bool:
    """Whether a negation closes a question: "hay không", "liệu A có gặp B không, …"."""
    at = next((i for i, c in enumerate(chunks) if c is cue), 0)
    return cue.cls == "negation" and at > 0 and at + 1 < len(chunks) and chunks[at + 1].code == ","


def _to_be_held(chunks: Sequence[Chunk], index: int) -> list[Chunk]:
    """What is said of whether a contact can take place: "hội đàm song phương vẫn có thể được tổ chức"."""
    after = list(chunks[index + 1 : index + 7])
    cue = next((i for i, c in enumerate(after) if c.code not in "xw"), len(after))
    held = [c for c in after[cue + 1 : cue + 4] if "taking-place" in c.lists]
    return [after[cue]] if held and after[cue].cls in ("wish", "plan") else []


def _for_which(chunks: Sequence[Chunk], start: int) -> bool:
    """Whether "kế hoạch nào để", "khả năng để" or the like opens the clause that starts there."""
    before = [c for c in chunks[max(0, start - _PURPOSE) : start] if "before-purpose" not in c.lists]
    return [c.text.lower() for c in before[-1:]] == ["để"] and any(
        c.cls in ("plan", "wish") for c in before[-2:-1]
    )


def on_the_eve(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether an event noun only says before what something else was: "trước thềm chuyến thăm"."""
    words = [c.text.lower() for c in chunks[max(0, index - 2) : index]]
    return chunks[index].code == "E" and (words[-1:] == ["trước"] or words == ["trước", "thềm"])


def _asked_for(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether an event noun is what somebody asks for: "đề nghị (tổ chức một) cuộc gặp"."""
    at = next((i for i in range(index - 1, -1, -1) if chunks[i].code != "x"), 0)
    if chunks[at].code == "a" and at > 2 and _whose_request(chunks, at - 1):
        at -= 3  # "đề nghị của A về một cuộc gặp"
    return chunks[at].cls == "initiated" and chunks[at].status is Status.PROPOSED


def _whose_request(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether somebody is the one whose request or proposal stands before: "đề nghị của A"."""
    owner = at > 1 and chunks[at].code == "N" and chunks[at - 1].code == "k"
    what = chunks[at - 2] if owner else None
    return what is not None and (what.cls == "initiated" or "declined-request" in what.lists)


def _main_clause(chunks: Sequence[Chunk], index: int) -> list[Chunk]:
    """The future of the clause in which an event noun is the setting: "sẽ nêu vấn đề trong cuộc hội đàm"."""
    found: list[Chunk] = []
    for item in reversed(chunks[: index - 1]):
        if item.code in "|,":
            break
        if item.cls == "plan" and "future" in item.lists:
            found.append(item)
    return found


def _occasioned(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether a visit is the occasion for what the main clause tells ("nhân chuyến thăm …, hai bên sẽ …")."""
    trigger = chunks[index].trigger
    before = chunks[max(0, index - 2) : index]
    visit = trigger is not None and trigger.kind is Kind.VISIT
    return visit and any("on-occasion" in c.lists for c in before)


def _relative_clause(chunks: Sequence[Chunk], index: int) -> Sequence[Chunk]:
    """The start of a clause with "nơi" that says more of an event noun: "…, nơi các bên sẽ thảo luận"."""
    if chunks[index].code != "E":
        return ()
    for i in range(index + 1, len(chunks)):
        if chunks[i].code == "|" and chunks[i].text.lower() == "nơi":
            return chunks[i + 1 : i + 9]
    return ()


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
    """Whether a negation is of what is said about a contact, no more: "không cho biết cuộc gặp diễn ra ở đâu".

    So it is where nobody was told before: "một chuyến thăm không báo trước".
    """
    i = next(j for j, c in enumerate(chunks) if c is cue)
    if cue.cls != "negation" or i + 1 == len(chunks):
        return False
    told = chunks[i + 1].trigger
    nobody = (
        told is not None and told.valency == "told" and [c.code for c in chunks[i + 2 : i + 3]] not in _WHOM
    )
    return nobody or "telling" in chunks[i + 1].lists


def _only(chunks: Sequence[Chunk], cue: Chunk) -> bool:
    """Whether a negation is "không chỉ" (not only)."""
    i = chunks.index(cue)
    return i + 1 < len(chunks) and "only" in chunks[i + 1].lists
