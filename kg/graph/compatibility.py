"""Whether clusters of reports can be one occasion: by parties, dates, words and status; and why, in words."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.graph.clusters import GENERIC, Cluster
from kg.graph.sources import shingles
from kg.graph.testimony import Party, Report, folded_words
from kg.graph.visits import is_visit, lasting, lead_elsewhere, receives
from kg.graph.windows import RECALL, YEAR, days_elsewhere
from kg.model import Kind, Status

SAME_WORDS = 8  # fewer words than these are not told in the same words but said anyhow
_ALIKE = 0.5  # share of the three-word sequences of the shorter sentence
_LEAST = 2  # words of a name that are enough to know it by
_DAY = dt.timedelta(days=1)


def compatible(one: Cluster, other: Cluster) -> bool:
    """Whether nothing but parties and dates speaks against their being one occasion."""
    mine, theirs = one.facts, other.facts
    shared = mine.traits.keys() & theirs.traits.keys()
    if any(_differ(name, mine.traits[name], theirs.traits[name]) for name in shared):
        return False
    if Kind.MESSAGE in mine.kinds | theirs.kinds and Kind.TALKS in mine.kinds | theirs.kinds:
        return False
    if any(
        mine.sought[article] != theirs.sought[article]
        for article in mine.sought.keys() & theirs.sought.keys()
    ):
        return False
    return _statuses_agree(one, other) and not lead_elsewhere(one, other)


def _differ(name: str, one: frozenset[str], other: frozenset[str]) -> bool:
    return one.isdisjoint(other) if name == "sender" else len(one | other) > 1


def _statuses_agree(one: Cluster, other: Cluster) -> bool:
    kinds = one.facts.kinds | other.facts.kinds
    vague = not (one.definite and other.definite) and bool(kinds & set(GENERIC))
    for first, second in ((one.facts, other.facts), (other.facts, one.facts)):
        if Status.DENIED in first.statuses and Status.OCCURRED in second.statuses:
            return _contradict(one, other)
        if first.announced is not None and second.over_by is not None:
            lag = Status.PROPOSED not in first.statuses and not first.articles & second.articles
            late = _DAY if lag else dt.timedelta()  # the wires lag behind what is settled
            if first.announced > second.over_by + late:
                return False
        if Status.PROPOSED in first.statuses and vague:
            return False
    return True


# What dates allow. Each takes the less definite cluster first.


def whenever(cluster: Cluster, known: Cluster) -> bool:
    """No date speaks against two that are dated alike."""
    return True


def at_one_time(cluster: Cluster, known: Cluster) -> bool:
    """Whether both may have been on one day."""
    one, other = lasting(cluster), lasting(known)
    return one is not None and other is not None and one.meets(other)


def at_one_time_and_place(cluster: Cluster, known: Cluster) -> bool:
    """Whether both may have been on one day and name no two towns."""
    towns, others = cluster.facts.towns, known.facts.towns
    return at_one_time(cluster, known) and (not towns or not others or bool(towns & others))


def recalled_there(cluster: Cluster, known: Cluster) -> bool:
    """Whether the one recalls the other, which is dated, by the town: in the same year, or within a month of it."""
    if not cluster.facts.towns & known.facts.towns or cluster.definite or not known.definite:
        return False
    return all(_recalls(report, known) for report in cluster.members)


def _recalls(report: Report, known: Cluster) -> bool:
    when, first, last = known.window, report.earliest, report.latest
    if when is None or report.status is not Status.OCCURRED:
        return False
    if (first is not None and when.last < first) or (last is not None and when.first > last):
        return False
    if first is not None and last is not None and last - first <= YEAR:
        return True
    return report.published is not None and report.published - RECALL <= when.first <= report.published


def _contradict(one: Cluster, other: Cluster) -> bool:
    """Whether one says of a contact of a certain day and kind that it was not, and another that it was."""
    kinds = one.facts.kinds | other.facts.kinds
    days = {report.day for cluster in (one, other) for report in cluster.members}
    apart = not one.facts.articles & other.facts.articles
    return len(days) == 1 and None not in days and len(kinds) == 1 and not kinds & set(GENERIC) and apart


def one_day_elsewhere(cluster: Cluster, known: Cluster) -> bool:
    """Whether the one says that its day was that of the other at another place."""
    return known.window is not None and known.window.first in of_days_elsewhere(cluster)


def of_days_elsewhere(cluster: Cluster) -> frozenset[dt.date]:
    """The days that the words of a cluster give for the same moment at another place."""
    return frozenset(day for report in cluster.members for day in days_elsewhere(report))


# What words allow


def in_like_words(cluster: Cluster, known: Cluster) -> bool:
    """Whether two say much the same, and no date of either speaks against it."""
    one, other = cluster.lead, known.lead
    for report, when in ((one, known.window), (other, cluster.window)):
        if when is not None and when.dated:
            if report.earliest is not None and when.last < report.earliest:
                return False
            if report.latest is not None and when.first > report.latest:
                return False
    said, told = shingles(one.quote_words), shingles(other.quote_words)
    shorter = min(len(said), len(told))
    return shorter >= SAME_WORDS and len(said & told) >= _ALIKE * shorter


def is_of_two(cluster: Cluster) -> bool:
    """Whether it has two sides."""
    return len(cluster.lead.sides) == 2


def of_unregistered(cluster: Cluster) -> bool:
    """Whether somebody takes part whom the register lacks."""
    return any(not party.registered for report in cluster.members for party in report.parties)


def alike_at_one_time(cluster: Cluster, known: Cluster) -> bool:
    """Whether the same parties, some under other names, may have met on one day."""
    return (
        cluster.lead.count == known.lead.count
        and at_one_time(cluster, known)
        and all(
            same_under_other_names(one, other)
            for one in _by_name(cluster.members)
            for other in _by_name(known.members)
        )
    )


def _by_name(members: Sequence[Report]) -> Iterable[Report]:
    """One of the reports for each way in which they name the parties."""
    return {(report.sides, *(party.names for party in report.parties)): report for report in members}.values()


def same_under_other_names(one: Report, other: Report) -> bool:
    """Whether two reports of two sides have a party in common, and the others may be one by their names."""
    return any(
        bool(_shared(mine, theirs)) and (_alike(last, final) or bool(_shared(last, final)))
        for mine, last in both_ways(one)
        for theirs, final in both_ways(other)
    )


def both_ways(report: Report) -> Iterator[tuple[tuple[Party, ...], tuple[Party, ...]]]:
    """The parties of two sides, either first."""
    sides: dict[int, list[Party]] = defaultdict(list)
    for party in report.parties:
        sides[party.side].append(party)
    first, second = (tuple(sides[side]) for side in sorted(sides))
    yield first, second
    yield second, first


def _shared(one: Iterable[Party], other: Iterable[Party]) -> set[str]:
    return {party.actor for party in one} & {party.actor for party in other}


def _alike(one: Iterable[Party], other: Iterable[Party]) -> bool:
    """Whether the names of two sides can be of the same actor: all words of the one are among those of the other."""
    return any(
        name <= said or said <= name
        for first in one
        for second in other
        if not (first.registered and second.registered)
        for name in name_words(first)
        for said in name_words(second)
    )


_ADDRESS = re.compile(r"^(?:(?:dong chi|ong|ba|ngai|doan dai bieu(?: cap cao)?|doan) )+")


def name_words(party: Party) -> list[frozenset[str]]:
    """The words of each name of an unregistered actor that are enough to know it by, forms of address left out."""
    plain = (_ADDRESS.sub("", " ".join(folded_words(name)) + " ") for name in party.names)
    return [words for words in (frozenset(name.split()) for name in plain) if len(words) >= _LEAST]


# Letters in the name of several


def letter(cluster: Cluster) -> tuple[frozenset[str], frozenset[str]] | None:
    """Who sent a letter, and to whom; None of what is none, or whose sender is not told."""
    return senders(cluster.lead) if cluster.facts.kinds == {Kind.MESSAGE} else None


def senders(report: Report) -> tuple[frozenset[str], frozenset[str]] | None:
    """As `letter`, of one report."""
    if report.kind is not Kind.MESSAGE or report.initiator is None or len(report.sides) != 2:
        return None
    side = report.side_of(report.initiator)
    return side, frozenset(report.actors) - side


def in_the_name_of_several(cluster: Cluster, known: Cluster) -> bool:
    """Whether the one is the letter of the other, of whose senders it names some."""
    one, other = letter(cluster), letter(known)
    if one is None or other is None or cluster.lead.count != known.lead.count:
        return False
    return one[0] < other[0] and one[1] == other[1] and at_one_time(cluster, known)


# States for those who act for them


def bodies(cluster: Cluster) -> int:
    """How many of the parties are states or organisations."""
    return sum(party.is_body for party in cluster.lead.parties)


def state_for_person(cluster: Cluster, known: Cluster) -> bool:
    """Whether states of the one stand for people of the other who act for them."""
    return any(_stand_for(*parties, cluster, known) for parties in _standing(cluster.lead, known.lead))


def stands_for(one: Report, other: Report) -> bool:
    """Whether a state of the one may stand for who acts for it in the other, by their parties alone."""
    return any(True for _ in _standing(one, other))


_Side = tuple[Party, ...]


def _standing(one: Report, other: Report) -> Iterator[tuple[_Side, _Side, _Side]]:
    """A side of the one and one of the other that may be the same, and that for which the rest may stand."""
    for mine, last in both_ways(one):
        for theirs, final in both_ways(other):
            if _acts_for(last, final) and (_shared(mine, theirs) or _acts_for(mine, theirs)):
                yield mine, theirs, final


def _stand_for(
    mine: Sequence[Party],
    theirs: Sequence[Party],
    final: Sequence[Party],
    cluster: Cluster,
    known: Cluster,
) -> bool:
    """Whether what is told of them allows it.

    That somebody would like to meet a minister is nothing that came of a visit to the state.
    """
    if Status.PROPOSED in cluster.facts.statuses ^ known.facts.statuses:
        return False
    if is_visit(cluster):
        return bool(_shared(mine, theirs)) and receives(final, known) and _during(cluster, known)
    when, day = cluster.window, known.window
    dated = when is not None and day is not None and when.dated and day.dated
    return dated and at_one_time(cluster, known)


def _during(visit: Cluster, talks: Cluster) -> bool:
    return at_one_time_and_place(visit, talks) or recalled_there(visit, talks)


def _acts_for(bodies: Iterable[Party], people: Iterable[Party]) -> bool:
    states = {party.actor for party in bodies if party.is_body}
    return any(party.body in states and not party.is_body for party in people)


# Two reports side by side


class Condition(NamedTuple):
    """One thing that two reports of an occasion have to agree in, whether they do, and how it stands, in words."""

    name: str
    holds: bool
    said: str


def conditions(one: Report, other: Report) -> list[Condition]:
    """What `group` asks of two reports, had it no others: all hold of reports that it joins outright."""
    first, second = Cluster.of(one), Cluster.of(other)
    known = _NAMES_ALONE
    found = [
        Condition("parties", *_parties_in_words(first, second)),
        Condition("date", *_dates_in_words(first, second)),
    ]
    mine, theirs = first.facts.traits, second.facts.traits
    for name in sorted(mine.keys() | theirs.keys()):
        values = [
            " or ".join(sorted(value.rpartition("/")[2] for value in t.get(name, ()))) or "not said"
            for t in (mine, theirs)
        ]
        same = name not in mine.keys() & theirs.keys() or not _differ(name, mine[name], theirs[name])
        found.append(Condition(known.get(name, name), same, " and ".join(dict.fromkeys(values))))
    if one.count != other.count:
        found.append(Condition("number", False, f"{one.count} contacts and {other.count}"))
    if one.status is not other.status:
        found.append(Condition("status", _statuses_agree(first, second), f"{one.status} and {other.status}"))
    if (
        one.article == other.article
        and one.initiator
        and other.initiator
        and one.initiator != other.initiator
    ):
        found.append(Condition("initiator", False, "one article names two"))
    return found


_NAMES_ALONE = {"kind": "means", "number": "which time"}


def _parties_in_words(one: Cluster, other: Cluster) -> tuple[bool, str]:
    if one.lead.sides == other.lead.sides:
        return True, "the same"
    if in_the_name_of_several(one, other) or in_the_name_of_several(other, one):
        return True, "of a letter in the name of several one of the senders"
    if is_of_two(one) and is_of_two(other):
        if same_under_other_names(one.lead, other.lead):
            return True, "the same under another name"
        if state_for_person(one, other) or state_for_person(other, one):
            return True, "a state or organisation stands for who acts for it"
    return False, "not the same"


def _dates_in_words(one: Cluster, other: Cluster) -> tuple[bool, str]:
    said = [_window_in_words(cluster) for cluster in (one, other)]
    allowed = at_one_time(one, other) or any(
        fits(*pair) for fits in (one_day_elsewhere, recalled_there) for pair in ((one, other), (other, one))
    )
    nowhere = one.window is None or other.window is None
    words = said if nowhere else dict.fromkeys(said)
    return allowed or (nowhere and in_like_words(one, other)), " and ".join(words)


def _window_in_words(cluster: Cluster) -> str:
    if cluster.window is None:
        return "undated"
    return str(cluster.window) if cluster.window.dated else f"undated, so {cluster.window}"


# Reasons in words


def why_one(cluster: Cluster, known: Cluster) -> str:
    """Why the one was joined to the other, in words."""
    reasons = [_who(cluster, known), _when(cluster, known)]
    if cluster.facts.statuses != known.facts.statuses:
        reasons.append(
            " and ".join(sorted(status.value for status in cluster.facts.statuses | known.facts.statuses))
        )
    return "; ".join(filter(None, reasons))


def _who(cluster: Cluster, known: Cluster) -> str:
    if cluster.lead.sides == known.lead.sides:
        return "the same parties"
    if in_the_name_of_several(cluster, known):
        return "one of those in whose name a letter was sent"
    if is_visit(cluster):
        return "a visit, and the talks with its host"
    return "a state or organisation stands for who acts for it"


def _when(cluster: Cluster, known: Cluster) -> str:
    when, day = cluster.window, known.window
    if when is None or day is None:
        return "told in like words"
    if recalled_there(cluster, known) and not at_one_time(cluster, known):
        return f"not dated to {day}, but in the same town: the only contact of theirs there"
    if not when.dated:
        published = ", ".join(sorted({str(r.published) for r in cluster.members if r.published}))
        return f"undated, published {published}: the only contact of theirs that fits"
    if when == day:
        return f"dated {when}"
    if when.meets(day):
        return f"dated {when}: the only contact of theirs then"
    if is_visit(cluster) or is_visit(known):
        return f"a visit dated {when}, and {day}, when it may have gone on"
    return f"dated {when}, which is {day} at another place"
