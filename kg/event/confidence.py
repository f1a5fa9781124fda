"""How likely a contact is right, from the ground on which it was found and from what the article tells of it.

The factors are the precision of contacts found so, over some 1,500 of them: those of annotated articles (dev, calls,
the news of the tests and others) and those of the corpus that were judged one by one (``benchmarks/judged.jsonl``);
articles on which no rule was made count more, so that on those that rules were made from more is right than it says.
`kg evaluate` prints the precision of each band of confidence.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.event.candidates import Candidate
from kg.model import ActorType, Kind, Participation, Resolution, Status

# How likely a contact is right that a plain frame tells of parties called by name.
_PLAIN_CONTACT = 0.93
# The share of that which is left where a party was found so; the weakest counts, and a second weak one a little.
_RESOLUTION_FACTORS = {
    Resolution.NAME: 1.0,
    Resolution.OFFICE: 0.96,
    Resolution.COUNTERPART: 0.95,
    Resolution.ANAPHORA: 0.89,
    Resolution.WORDING: 0.87,
}
_WEAK_GROUND, _TWO_WEAK = 0.9, 0.97
# A group or an office that nobody holds, where no person at all takes part; a traveller to a state who is not named.
_NOBODY_NAMED, _TRAVELLER = 0.72, 0.8
# Several groups, or one and a state; an organisation of the register and a person of it; a state and a person who is
# known by role only: one side is mostly a person whom the text names elsewhere, or who is read beside his office.
_GROUPS, _GROUP_AND_STATE, _ORGANISATION_AND_PERSON, _STATE_AND_OFFICIAL = 0.76, 0.86, 0.73, 0.85
# A group with a person, a state with a person other than as the goal of a journey, two parties of one state: who had
# the contact is then often told in other words.
_GROUP_AND_PERSON, _STATE_AND_PERSON, _ONE_STATE = 0.93, 0.8, 0.9
# The same of frames that are right less often, and of kinds and statuses.
_RULE_FACTORS = {
    "pair-name": 0.68,
    "noun-of-with": 0.85,
    "goal": 0.8,
    "further": 0.86,
    "subject-implied": 0.86,
    "distant-call-on": 0.81,
    "passive": 0.88,
    "attached": 0.88,
    "each-other": 0.9,
    "comitative": 0.91,
    "fronted-together": 0.93,
    "distant-with": 0.92,
    "together": 0.92,
    "distant-object": 0.95,
    "call-on": 0.96,
}
_VISIT_MADE, _TALKS, _DENIED = 0.93, 0.87, 0.95
# Of a contact that nothing in the article dates, and of one whose sentence tells of others too.
_UNDATED, _ONE_OF_SEVERAL = 0.88, 0.94


def confidence(candidate: Candidate, parties: Sequence[Participation]) -> float:
    """How likely a contact is right: what a plain frame of named parties reaches, less for each weaker ground."""
    weakest, second = sorted(_RESOLUTION_FACTORS[p.resolution] for p in parties)[:2]
    value = _PLAIN_CONTACT * _RULE_FACTORS.get(candidate.rule, 1.0) * weakest
    if second < _WEAK_GROUND:
        value *= _TWO_WEAK
    types = {p.actor.type for p in parties}
    if weakest == _RESOLUTION_FACTORS[Resolution.WORDING] and ActorType.PERSON not in types:
        value *= _NOBODY_NAMED
    value *= _by_sorts(parties) * _by_state(candidate.kind, parties)
    if candidate.kind is Kind.VISIT and ActorType.STATE in types and weakest < 1:
        value *= _TRAVELLER
    if candidate.kind is Kind.VISIT and candidate.status is Status.OCCURRED:
        value *= _VISIT_MADE
    if candidate.kind is Kind.TALKS:
        value *= _TALKS
    return value * _DENIED if candidate.status is Status.DENIED else value


def _by_sorts(parties: Sequence[Participation]) -> float:
    """What is left for the sorts of actors that stand beside one another."""
    sorts = [p.actor.type for p in parties]
    known = any(p.actor.type is ActorType.PERSON and p.actor.known for p in parties)
    if ActorType.PERSON not in sorts:
        groups = sorts.count(ActorType.GROUP)
        if groups > 1:
            return _GROUPS
        return _GROUP_AND_STATE if groups and ActorType.STATE in sorts else 1.0
    if ActorType.ORGANIZATION in sorts and known:
        return _ORGANISATION_AND_PERSON
    if ActorType.GROUP in sorts:
        return _GROUP_AND_PERSON
    return _STATE_AND_OFFICIAL if ActorType.STATE in sorts and not known else 1.0


def _by_state(kind: Kind, parties: Sequence[Participation]) -> float:
    """What is left where a state stands beside a person, or one state on both sides."""
    sorts = {p.actor.type for p in parties}
    known = any(p.actor.type is ActorType.PERSON and p.actor.known for p in parties)
    beside = ActorType.STATE in sorts and known and kind is not Kind.VISIT
    states = [p.actor.state for p in parties if p.actor.state is not None]
    return (_STATE_AND_PERSON if beside else 1.0) * (_ONE_STATE if len(set(states)) < len(states) else 1.0)


def in_article(value: float, *, dated: bool, alone: bool) -> float:
    """A confidence, given whether the article dates the contact, and whether its sentence tells of no other."""
    return value * (1.0 if dated else _UNDATED) * (1.0 if alone else _ONE_OF_SEVERAL)
