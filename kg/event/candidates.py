"""A contact as one sentence by itself reports it: made of mentions, not of actors."""

from __future__ import annotations

from dataclasses import dataclass

from kg.date.expressions import DateExpr
from kg.mention.mentions import Mention
from kg.model import Kind, Span, Status


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
