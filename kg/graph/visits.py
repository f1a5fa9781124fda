"""Visits and the talks held during them: where a visit leads, how long it lasts, and who is the host.

A visit and the talks with its host are one contact under the annotation guidelines; what else the guest does there,
and whoever else receives him, are contacts of their own. A host acts for the state that is visited, by an office or
as its leadership, or invited the guest. Where several receive him, it is who invited him, or else who holds the same
office as he does; where that is not one of them, the visit is kept apart from all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.article.text import without_marks
from kg.graph.clusters import Cluster
from kg.graph.testimony import Party
from kg.graph.windows import RECENT, STAY, Window
from kg.model import Kind

_LEADERSHIP = re.compile(r"(?:cac |gioi |nha )*(?:lanh dao|chinh phu|chinh quyen|gioi chuc|quan chuc)\b")
_AIRPORT = "sân bay"


def is_visit(cluster: Cluster) -> bool:
    """Whether a report of the cluster speaks of a visit."""
    return Kind.VISIT in cluster.facts.kinds


def lasting(cluster: Cluster) -> Window | None:
    """The window; that of a visit with the days that it may go on."""
    when = cluster.window
    if when is None or not is_visit(cluster) or when.last - when.first > RECENT:
        return when
    return when._replace(last=when.last + STAY)


def lead_elsewhere(one: Cluster, other: Cluster) -> bool:
    """Whether the one is a visit to another state than that in which the other took place."""
    return any(
        bool(visit.facts.visited and talks.facts.states) and not visit.facts.visited & talks.facts.states
        for visit, talks in ((one, other), (other, one))
    )


def receives(hosts: Sequence[Party], talks: Cluster) -> bool:
    """Whether one of the `hosts` with whom somebody has talks receives him for the state that he visits.

    Whoever meets him at the airport does not, nor do groups of that state that do not lead it.
    """
    said = (*talks.lead.quotes, talks.lead.place or "")
    invited = is_visit(talks)
    if any(_AIRPORT in text.lower() for text in said):
        return False
    return any(host.body and (host.registered or invited or _leads(host)) for host in hosts)


def _leads(group: Party) -> bool:
    return any(_LEADERSHIP.match(without_marks(name)) for name in group.names)


def precedence(visit: Cluster, talks: Cluster) -> int:
    """How near talks come to what a visit is for: 0 with who invited the guest, 1 with his counterpart, else 2.

    It is 0 of all where the first is no visit.
    """
    if is_visit(talks) or not is_visit(visit):
        return 0
    guests = {party.actor for party in visit.lead.parties if not party.is_body}
    at = talks.lead.parties
    mine = {rank for party in at if party.actor in guests for rank in party.ranks}
    theirs = {rank for party in at if party.actor not in guests for rank in party.ranks}
    return 1 if mine & theirs else 2
