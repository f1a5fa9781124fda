"""At whose invitation a visit takes place: the host whom a text names, often elsewhere than the visit."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import replace

from kg.event.anaphora import Referents
from kg.event.candidates import Candidate
from kg.event.drafts import Draft
from kg.event.passages import Passage
from kg.mention.actors import Cast, Resolved
from kg.mention.mentions import Mention
from kg.model import ActorType, EventDate, Evidence, Kind, Participation, Status

_IN_PERSON = (Kind.VISIT, Kind.MEETING, Kind.TALKS)


class Invitations:
    """The invitations of one document; `recalled` tells of a date whether it is too long ago for its news."""

    def __init__(
        self, text: str, cast: Cast, referents: Referents, recalled: Callable[[EventDate], bool]
    ) -> None:
        self.text = text
        self.cast = cast
        self.referents = referents
        self.recalled = recalled
        self._inviters: dict[str, tuple[Mention, Resolved, Evidence, frozenset[str]]] = {}

    def with_inviter(
        self, candidate: Candidate, parties: tuple[Participation, ...]
    ) -> tuple[Participation, ...]:
        """A named inviter stands for the state visited: "thăm Mỹ theo lời mời của Bộ trưởng Austin"."""
        mention = candidate.initiator
        if candidate.kind is not Kind.VISIT or candidate.by_wording or mention is None:
            return parties
        host = self.cast.resolve(mention, (None, None))
        if host is None or host.actor.type is not ActorType.PERSON:
            return parties
        return _hosted(parties, mention, host)

    def note(self, passage: Passage) -> None:
        """Note at whose invitation a visit takes place ("theo lời mời của …")."""
        invitation = self.cast.lists.pattern("{invitation-of}$")
        for cue, invited in itertools.pairwise(passage.chunks):
            if cue.cls != "request-of" or not invitation.search(cue.text.lower()) or invited.code not in "NL":
                continue
            guests = {c.sides[0][0].span for c in passage.candidates if c.kind is Kind.VISIT and c.sides}
            for mention in invited.mentions:
                if mention.span in guests:
                    continue
                host = self.cast.resolve(mention, (None, None))
                if host is not None and host.actor.type is ActorType.PERSON:
                    others = (
                        self.referents.person(m, ()) for m in passage.mentions() if m not in invited.mentions
                    )
                    invitees = frozenset(
                        o.actor.id for o in others if o and o.actor.state != host.actor.state
                    )
                    found = (mention, host, passage.evidence(self.text), invitees)
                    self._inviters.setdefault(host.actor.id, found)

    def settle(self, draft: Draft) -> None:
        """Give a visit told without its host, and talks with the host, the inviter whom the text names."""
        near = draft.date is None or self.cast.clock.published is None or not self.recalled(draft.date)
        if draft.kind not in _IN_PERSON or draft.status is Status.DENIED or not near:
            return
        if draft.kind is Kind.VISIT and (draft.status is Status.PROPOSED or draft.rule.startswith("invite")):
            return  # an invitation of its own
        for mention, host, evidence, invitees in self._inviters.values():
            if invitees and not invitees & draft.actors:
                continue
            guests = {p.actor.state for p in draft.parties if p.actor.type is not ActorType.STATE}
            if draft.kind is Kind.VISIT and host.actor.state not in guests:
                draft.parties = list(_hosted(draft.parties, mention, host))
            if host.actor.id in draft.actors and (draft.initiator is None or draft.by_wording):
                draft.initiator, draft.initiator_evidence, draft.by_wording = host.actor.id, evidence, False


def _hosted(parties: Iterable[Participation], mention: Mention, host: Resolved) -> tuple[Participation, ...]:
    """The parties of a visit with the named host in the place of the state visited."""
    return tuple(
        replace(
            p,
            actor=host.actor,
            mention=mention.text,
            span=mention.span,
            tenure=host.tenure,
            resolution=host.how,
        )
        if p.actor.type is ActorType.STATE and p.actor.id == host.actor.state
        else p
        for p in parties
    )
