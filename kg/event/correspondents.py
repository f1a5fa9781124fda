"""With whom one who calls or answers is in touch, where a sentence names him alone: "hôm sau, ông Lavrov gọi lại"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.event.anaphora import Referents
from kg.event.candidates import Candidate
from kg.event.channels import Channels
from kg.event.discourse import AS_FREE
from kg.event.drafts import BACK, Draft
from kg.event.initiative import named_as_seeking
from kg.event.parties import Member
from kg.event.passages import Passage
from kg.mention.actors import Resolved
from kg.mention.mentions import Mention
from kg.model import ActorType, Kind, Participation, Resolution, Status

_REACH = 3  # sentences after a contact in which one of its two parties is still in touch with the other
_BACK, _HERE = r"{calling-back}\b", r"{calling-here}\b"
_AFTER = 3  # chunks after a contact word in which it would name the other party
_ANSWER = re.compile(r"[xz,]{0,3}(?P<A>N)[xz]{0,3}(?P<Q>q)(?P<W>[sw]?)[xz]{0,3}(?:[,|]|$)")
_ON_THE_TELEPHONE = (Kind.PHONE_CALL, Kind.VIDEO_CALL, Kind.CONTACT, Kind.MESSAGE)
_WRITTEN = (Kind.MESSAGE, Kind.CONTACT)

# What a contact word tells, with the parties that it was found to have.
Told = tuple[Candidate, list[Member]]


class Correspondents:
    """Finds the other end of what one side alone is told to have done, in the order of the text."""

    def __init__(
        self, text: str, lowered: str, referents: Referents, drafts: Sequence[Draft], lines: Channels
    ) -> None:
        self._text = text
        self._lowered = lowered
        self._referents = referents
        self._cast = referents.cast
        self._lists = referents.cast.lists
        self._drafts = drafts
        self._lines = lines

    def contact(self, number: int, passage: Passage, candidate: Candidate) -> Told | None:
        """The contact that a word without its parties tells of one side, with the side that it leaves out."""
        if candidate.kind is Kind.PHONE_CALL:
            found = self._not_taken(number, passage, candidate) if candidate.noun else None
            return (
                found or self._one_sided(number, passage, candidate) or self._call(number, passage, candidate)
            )
        return self._one_sided(number, passage, candidate) if candidate.kind is Kind.MESSAGE else None

    def letter_back(self, number: int, passage: Passage, candidate: Candidate) -> Told | None:
        """A letter back to the other party of the contact told last with its sender: "trong thư trả lời, ông A …"."""
        sender = next(iter(candidate.party), None)
        found = self._referents.actors(number, passage, sender, (None, None), ()) if sender else []
        if sender is None or not found:
            return None
        for report in reversed(self._drafts):
            others = [p for p in report.parties if p.actor.id != found[0].actor.id]
            if len(others) == 1 and len(report.parties) == 2:
                told = replace(candidate, rule=BACK, initiator=sender, by_wording=True)
                return told, [(sender, found[0], 1), _answered(others[0])]
        return None

    def note(self, number: int, passage: Passage) -> None:
        """Take up what a sentence without a contact of its own tells of the one before: who sought it, the answer."""
        self._note_seeking(number, passage)
        self._note_answer(number, passage)

    def _note_seeking(self, number: int, passage: Passage) -> None:
        """Who sought the contact told last, where a sentence names him as the one who did: "Người gọi là ông A"."""
        last = max(self._drafts, key=lambda d: (d.seen, d.trigger), default=None)
        if last is None or number - last.seen > 1 or len(last.parties) != 2:
            return
        named = named_as_seeking(passage.chunks)
        found = self._referents.actors(number, passage, named, (None, None), ()) if named is not None else []
        party = next((p for p in last.parties for r in found if _is(p, r)), None)
        if party is not None and (last.initiator is None or last.by_wording):
            last.initiator, last.by_wording = party.actor.id, False
            last.initiator_evidence = passage.evidence(self._text)

    def _note_answer(self, number: int, passage: Passage) -> None:
        """What the other side says, in a sentence of its own, to what was asked for last: "Bắc Kinh từ chối"."""
        asked = [d for d in self._drafts if number - d.seen == 1 and d.status is Status.PROPOSED]
        if len(asked) != 1 or any(d.seen == number for d in self._drafts):
            return
        answer = _answer(passage)
        found = self._referents.actors(number, passage, answer[0], (None, None), ()) if answer else []
        for party in asked[0].parties:
            if answer and party.actor.id != asked[0].initiator and any(_is(party, r) for r in found):
                asked[0].status = answer[1]

    # -- one side and the one with whom it is in touch ----------------------------------------------

    def _one_sided(self, number: int, passage: Passage, candidate: Candidate) -> Told | None:
        """A call or letter back, or one to whom the text speaks of, of the subject of its clause."""
        if candidate.noun or candidate.party or candidate.partner or candidate.status is not Status.OCCURRED:
            return None
        rest = self._lowered[candidate.trigger.start : passage.sentence.span.end]
        back = self._lists.pattern(_BACK).match(rest)
        here = self._lists.pattern(_HERE).match(rest) if candidate.kind is Kind.PHONE_CALL else None
        told_by = back or here
        before = [m for m in passage.subjects() if m.span.end <= candidate.trigger.start]
        if told_by is None or not before:
            return None
        if self._names_somebody(passage, candidate.trigger.start + told_by.end()):
            return None
        callers = self._referents.actors(number, passage, before[-1], (None, None), ())
        if len(callers) != 1:
            return None
        own = self._in_touch(number, callers[0], candidate.kind)
        if own is None and here:
            centre = self._at_centre(number, callers[0])
            own = (callers[0], centre) if centre is not None else None
        if own is None:
            return None
        told = replace(candidate, rule=BACK if back else "other-side", initiator=before[-1], by_wording=True)
        return told, [(before[-1], own[0], 1), _answered(own[1])]

    def _names_somebody(self, passage: Passage, start: int) -> bool:
        """Whether the other party, or what is called something, follows in the clause from `start` on."""
        after = [c for c in passage.chunks if c.start >= start]
        said = [c for c in after if c.code not in "xo"]
        counted = bool(after) and after[0].code == "x"  # "gửi điện cảm ơn ba ngày sau"
        thing = (
            bool(said) and said[0].code in "wqnEV" and not counted and "after-calling" not in said[0].lists
        )
        return thing or any(c.code in "NLHQm" for c in said[:_AFTER] if c.code != ",")

    def _in_touch(self, number: int, caller: Resolved, kind: Kind) -> tuple[Resolved, Participation] | None:
        """A caller as party of the last contact of two that was his, and the other; None once others came up."""
        kinds = _ON_THE_TELEPHONE if kind is Kind.PHONE_CALL else _WRITTEN
        near = [
            d for d in self._drafts if number - d.seen <= _REACH and d.kind in kinds and len(d.parties) == 2
        ]
        own = [(d, p) for d in near for p in d.parties if _is(p, caller)]
        if not own:
            return None
        last = max((d for d, _ in own), key=lambda d: (d.seen, d.trigger))
        parties = {d.actors for d, _ in own if d.seen == last.seen}
        if len(parties) > 1 or any(d.seen > last.seen for d in self._drafts) or self._gone_on(last):
            return None
        himself = next(p for d, p in own if d is last)
        if kind is Kind.MESSAGE and last.initiator == himself.actor.id:
            return None
        other = next(p for p in last.parties if p is not himself)
        if other.actor.state == himself.actor.state:
            return None
        same = caller.actor.id == himself.actor.id
        reason = f"{caller.actor.name} ← {himself.actor.name}"
        meant = Resolved(himself.actor, Resolution.ANAPHORA, himself.tenure, reason)
        return (caller if same else meant), other

    def _gone_on(self, last: Draft) -> bool:
        """Whether the text has spoken of people since who were no parties of a contact."""
        return self._referents.discourse.others_since(last.seen, last.actors, AS_FREE)

    def _at_centre(self, number: int, caller: Resolved) -> Participation | None:
        """Whom all call of whom the text tells: who was in the last contacts, or was called last."""
        near = [
            d
            for d in self._drafts
            if number - d.seen <= _REACH and d.kind in _ON_THE_TELEPHONE and len(d.parties) == 2
        ]
        last = max(near, key=lambda d: (d.seen, d.trigger), default=None)
        if last is None or any(d.seen > last.seen for d in self._drafts) or self._gone_on(last):
            return None
        shared = frozenset.intersection(*(d.actors for d in near))
        subject = self._referents.discourse.subject
        if len({d.actors for d in near}) > 1:
            centre = next(iter(shared)) if len(shared) == 1 else None
        elif last.initiator is not None:
            centre = next(iter(last.actors - {last.initiator}), None)
        else:
            centre = subject.actor.id if subject is not None else None
        found = next((p for p in last.parties if p.actor.id == centre), None)
        person = found is not None and found.actor.type is ActorType.PERSON
        return found if found and person and found.actor.state != caller.actor.state else None

    # -- calls of a state over its line --------------------------------------------------------------

    def _call(self, number: int, passage: Passage, candidate: Candidate) -> Told | None:
        """A call of one state that names no one called: "phía Trung Quốc gọi sang để trình bày quan điểm"."""
        if candidate.noun or candidate.valency not in ("to", "reach"):
            return None
        after = [c for c in passage.chunks if c.start >= candidate.trigger.end]
        unanswered = any(c.cls == "unanswered" for c in after)
        if candidate.valency == "reach" and not (unanswered or passage.says("line")):
            return None  # "gọi" also means to name
        caller = _side(passage, candidate)
        calling = self._cast.resolve(caller, (None, None)) if caller is not None else None
        if caller is None or calling is None:
            return None
        called = self._referents.other_side(number, caller.body or "", self._lines.endpoints)
        if called is None:
            return None
        status = Status.DENIED if unanswered else candidate.status
        told = replace(candidate, rule="other-side", status=status, initiator=caller)
        return told, [(caller, calling, 1), (*called, 2)]

    def _not_taken(self, number: int, passage: Passage, candidate: Candidate) -> Told | None:
        """A call that one side did not take, of which it is not said whose: "Bình Nhưỡng không trả lời …"."""
        if candidate.status is not Status.DENIED or candidate.party or candidate.partner is not None:
            return None
        silent = _side(passage, candidate)
        if silent is None:
            return None
        between = [c for c in passage.chunks if silent.span.end <= c.start < candidate.trigger.start]
        resolved = self._cast.resolve(silent, (None, None))
        caller = self._referents.other_side(number, silent.body or "", self._lines.endpoints)
        if resolved is None or caller is None or not any("answering" in c.lists for c in between):
            return None
        told = replace(candidate, rule="other-side", initiator=caller[0])
        return told, [(*caller, 1), (silent, resolved, 2)]


def _answer(passage: Passage) -> tuple[Mention, Status] | None:
    """Who declines or agrees in a sentence that tells no more, and what then becomes of what was asked for."""
    match = _ANSWER.match("".join(c.code for c in passage.chunks))
    if match is None:
        return None
    said, mention = passage.chunks[match.start("Q")], passage.chunks[match.start("A")].mentions[0]
    if "agreeing" in said.lists:
        return mention, Status.PLANNED
    silent = (
        said.cls == "negation" and "answering" in passage.chunks[match.end("Q")].lists
        if match["W"]
        else False
    )
    return (mention, Status.DENIED) if silent or said.cls in ("refusal", "unanswered") else None


def _is(party: Participation, caller: Resolved) -> bool:
    """Whether a party is a caller, or acts for the state that calls."""
    state = caller.actor.type is ActorType.STATE and party.actor.state == caller.actor.id
    return state or party.actor.id == caller.actor.id


def _side(passage: Passage, candidate: Candidate) -> Mention | None:
    """The state or organ that is the subject before a contact word."""
    before = [m for m in passage.subjects() if m.span.end <= candidate.trigger.start]
    side = before[-1] if before else None
    return side if side is not None and side.body and side.head in ("side", "body", "organ") else None


def _answered(party: Participation) -> Member:
    """A party of the contact before as the one to whom an answer or a further call goes."""
    reason = f"answers {party.actor.name}"
    mention = Mention(party.span, "name", party.mention)
    return mention, Resolved(party.actor, Resolution.ANAPHORA, party.tenure, reason), 2
