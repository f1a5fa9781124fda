"""Standing lines between states: of which one a text speaks, what it says of it, and which contacts used it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from kg.date.resolution import resolve
from kg.event.dating import Dater
from kg.event.drafts import Draft
from kg.event.parties import state_of
from kg.event.passages import Passage
from kg.knowledge.register import Channel
from kg.mention.actors import Cast
from kg.mention.lines import Lines
from kg.mention.mentions import Mention
from kg.model import ActorRef, Article, ChannelReport, ChannelState, ChannelType, Kind, Status

_LINE_WORDS = 30  # characters in which it is said which line is meant
_LEAD = 3  # sentences in which news says what is new


class Channels:
    """What one document says of lines; `endpoints` are the mentions of those whom the line spoken of joins."""

    def __init__(self, article: Article, lowered: str, cast: Cast, dater: Dater) -> None:
        self.article = article
        self.text = article.text
        self.lowered = lowered
        self.cast = cast
        self.dater = dater
        self.lines = Lines(cast.register, lowered, cast.clock.published or cast.clock.latest, cast.lists)
        self.endpoints: tuple[Mention, ...] = ()
        self._channel: Channel | None = None
        self._about_line: list[str] = []
        self._said_of_line: list[ChannelReport] = []
        self._line_at: int | None = None
        self._first_day: dt.date | None = None

    def spoken_of_by(self, number: int) -> bool:
        """Whether the sentence of this number or the one before speaks of a line."""
        return self._line_at is not None and number - self._line_at <= 1

    def note(self, number: int, passage: Passage) -> None:
        """Learn of whose line a sentence speaks, and what it says of it."""
        spoken = passage.sentence.span.slice(self.lowered)
        words = [i for i, c in enumerate(passage.chunks) if c.cls == "line"]
        named = self.lines.named(spoken) if words or passage.says("backchannel") else None
        if (not words and named is None) or not self.lines.means_one(spoken):
            return
        opens = passage.chunks[words[0]].span.start - passage.sentence.span.start if words else 0
        listed = [
            c for c in passage.chunks if c.code in "LH" and len(c.mentions) == 2 and _two_bodies(c.mentions)
        ]
        after = [c for c in listed if words and c.span.start > passage.chunks[words[0]].span.start]
        for item in (after or listed)[:1]:
            same = {m.body for m in item.mentions} == {m.body for m in self.endpoints}
            self.endpoints = self.endpoints if same else item.mentions
        if (
            named is None
            and not self.endpoints
            and not self.lines.is_certain(spoken[opens : opens + _LINE_WORDS])
        ):
            return
        self._about_line.append(spoken)
        self._line_at = number
        state = self.lines.state(spoken)
        dated = next((d for e in passage.dates if not e.since and (d := resolve(e, self.cast.clock))), None)
        if state is ChannelState.OPENED:
            if dated is not None and self.cast.clock.published is not None:
                self.dater.opened = dated.earliest
            lead = number < _LEAD
            self._first_day = (
                self._first_day
                or (dated.earliest if dated else None)
                or (self.cast.clock.published if lead else None)
            )
        line = self._which(named)
        if state is not None and line is not None:
            evidence = passage.evidence(self.text)
            self._said_of_line.append(
                ChannelReport(self.article.id, *line, state, evidence, "line-state", dated)
            )

    def _which(self, named: Channel | None) -> tuple[str, ChannelType, str, tuple[ActorRef, ...]] | None:
        """Id, sort, label and endpoints of the line spoken of, as far as the text has told by now."""
        if named is not None:
            ends = tuple(self.cast.body(body) for body in named.endpoints)
            self._channel = named
            return named.id, named.type, named.label_vi, ends
        ends = tuple(
            r.actor for m in self.endpoints for r in [self.cast.resolve(m, (None, None))] if r is not None
        )
        ends = ends or tuple(self.cast.main_bodies())
        bodies = {a.state or a.id for a in ends}
        if len(bodies) < 2:
            return None
        context = " ".join(self._about_line)
        known = self.lines.between(bodies, context, self.dater.opened) or self._channel
        if known is not None and bodies <= {state_of(self.cast.register, body) for body in known.endpoints}:
            return known.id, known.type, known.label_vi, ends
        label = "đường dây liên lạc " + " – ".join(a.name for a in ends)
        return self.lines.id_of(bodies, context), ChannelType.HOTLINE, label, ends

    def joined(self, drafts: Sequence[Draft]) -> list[ChannelReport]:
        """What the article says of lines, each under its final id, and the use that each contact made of one."""
        line = self._which(None) if self._about_line else None
        if line is None:
            return self._said_of_line
        said = [replace(c, channel=line[0], type=line[1], label=line[2]) if c.channel.startswith("line.") else c
                for c in self._said_of_line]  # fmt: skip
        bodies = {state_of(self.cast.register, a.state or a.id) for a in line[3]}
        for draft in drafts:
            states = {
                state_of(self.cast.register, p.actor.state or p.actor.id)
                for p in draft.parties
                if _placed(p.actor)
            }
            if draft.kind is Kind.PHONE_CALL and draft.channel is None and states and states <= bodies:
                when = (
                    draft.date.earliest if draft.date is not None and draft.date.precision == "day" else None
                )
                if when is not None and when == self._first_day and draft.status is Status.OCCURRED:
                    draft.channel = (
                        ChannelType.HOTLINE.value
                    )  # the first calls over a line that was just opened
            if draft.channel != ChannelType.HOTLINE or not states <= bodies:
                continue
            draft.line_id = line[0]
            state = ChannelState.USED if draft.status is Status.OCCURRED else None
            if state is not None and not any(c.evidence == draft.evidence and c.state is state for c in said):
                said.append(
                    ChannelReport(self.article.id, *line, state, draft.evidence, "line-used", draft.date)
                )
        told = {c.channel for c in said} | self.cast.register.channels.keys()
        for draft in drafts:
            draft.line_id = draft.line_id if draft.line_id in told else None
        return said


def _two_bodies(mentions: Sequence[Mention]) -> bool:
    """Whether two mentions are of two states or bodies, or of what belongs to them, so that a line can join them."""
    return len({m.body for m in mentions if m.body is not None}) == 2


def _placed(actor: ActorRef) -> bool:
    """Whether it is known for whom an actor acts: of a stranger whose state the text leaves out it is not."""
    return actor.known or actor.state is not None
