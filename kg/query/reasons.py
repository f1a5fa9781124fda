"""Why reports are of one occasion, or not, in words for a terminal."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.compatibility import conditions
from kg.graph.testimony import Report, reports
from kg.graph.triples import described, plain
from kg.query.contacts import Contact
from kg.vocab import CP, compact, expand

NEAR = 10
"""Days within which two occasions of a pair are near enough to say why they are two."""

Notes = dict[str, list[tuple[str, str]]]
"""Report (CURIE) → headings and texts."""


def together(contacts: Sequence[Contact]) -> list[Contact]:
    """Contacts with those of one occasion next to each other, in the order of its first."""
    found: dict[str, list[Contact]] = defaultdict(list)
    for contact in contacts:
        found[contact.occasion].append(contact)
    return [contact for members in found.values() for contact in members]


def notes(dataset: ox.Store, contacts: Sequence[Contact]) -> Notes:
    """What there is to say of each of some contacts: its occasion, why it was joined, what it was kept apart from."""
    found: Notes = defaultdict(list)
    first: dict[str, Contact] = {}
    for contact in contacts:
        said = described(dataset, expand(contact.id))
        if contact.occasion not in first:
            summary = _summary(described(dataset, expand(contact.occasion)))
            if summary:
                found[contact.id].append(("occasion", f"{contact.occasion}: {summary}"))
            found[contact.id] += _apart(dataset, contact, list(first.values()))
            first[contact.occasion] = contact
        for other, reason in zip(said.get(CP.joinedTo, ()), said.get(CP.joinReason, ()), strict=False):
            found[contact.id].append(("joined", f"{plain(reason)} ({compact(plain(other))})"))
        for other in said.get(CP.mightBeOf, ()):
            found[contact.id].append(("might be of", compact(plain(other))))
    return found


def _summary(said: dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]) -> str:
    counts = [
        int(plain(said[name][0])) if name in said else 0
        for name in (CP.reportCount, CP.articleCount, CP.sourceCount)
    ]
    if counts[0] < 2:
        return ""
    words = [
        f"{n} {word}{'' if n == 1 else 's'}"
        for n, word in zip(counts, ("report", "article", "independent source"), strict=True)
    ]
    text = f"{words[0]} in {words[1]}, {words[2]}"
    for name, what in ((CP.initiatorAgreement, "initiator"), (CP.dateAgreement, "date")):
        if any(plain(value).endswith("/disputed") for value in said.get(name, ())):
            text += f"; {what} disputed"
    return text


def _apart(dataset: ox.Store, contact: Contact, earlier: Sequence[Contact]) -> list[tuple[str, str]]:
    """Why a contact is not of the occasion of one that is near in time."""
    near = [other for other in earlier if _near(contact, other)]
    if not near:
        return []
    told = {compact(r.iri): r for r in reports(dataset, only=[expand(each.id) for each in (contact, *near)])}
    lines = []
    for other in near:
        broken = [f"{c.name}: {c.said}" for c in conditions(told[contact.id], told[other.id]) if not c.holds]
        reason = "; ".join(broken) or "more than one occasion fits"
        lines.append(("apart from", f"{other.occasion} ({reason})"))
    return lines


def _near(one: Contact, other: Contact) -> bool:
    mine, theirs = ((c.earliest or c.latest or c.source.published) for c in (one, other))
    return mine is not None and theirs is not None and abs((mine - theirs).days) <= NEAR


def of_two(dataset: ox.Store, one: str, other: str) -> str:
    """Whether two reports (IRIs) are of one occasion, the links that join them, and each condition.

    Raises QueryError where the dataset has no such report.
    """
    found = {
        report.iri: report
        for report in reports(dataset, only=[iri for iri in (one, other) if _is_report(dataset, iri)])
    }
    for iri in (one, other):
        if iri not in found:
            raise QueryError(f"{compact(iri)} is not a report")
    first, second = found[one], found[other]
    same = first.occasion is not None and first.occasion == second.occasion
    lines = [_headed(first), _headed(second), ""]
    lines.append(f"one occasion: {compact(first.occasion or '')}" if same else "two occasions")
    lines += (
        [f"  {compact(a)} → {compact(b)}: {why}" for a, b, why in _path(dataset, first, second)]
        if same
        else []
    )
    for report in (first, second):
        held = described(dataset, report.iri).get(CP.mightBeOf, ())
        if held:
            lines.append(
                f"  {compact(report.iri)} fits {', '.join(compact(plain(o)) for o in held)}, and joins none"
            )
    lines += ["", "side by side"]
    lines += [f"  {'yes' if c.holds else 'no ':<4}{c.name:<12}{c.said}" for c in conditions(first, second)]
    return "\n".join(lines) + "\n"


def _is_report(dataset: ox.Store, iri: str) -> bool:
    types = described(dataset, iri).get(expand("rdf:type"), ())
    return CP.Report in map(plain, types)


def _headed(report: Report) -> str:
    label = next((text for language, text in report.labels if language == "vi"), "")
    quote = " ".join(report.quotes[0].split()) if report.quotes else ""
    return f"{compact(report.iri)}  {label}\n  “{quote}”"


def _path(dataset: ox.Store, one: Report, other: Report) -> list[tuple[str, str, str]]:
    """The links from one report to the other."""
    members = [
        plain(q.subject)
        for q in dataset.quads_for_pattern(None, ox.NamedNode(CP.reportOf), ox.NamedNode(one.occasion or ""))
    ]
    links: dict[str, list[tuple[str, tuple[str, str, str]]]] = defaultdict(list)
    for member in sorted(members):
        said = described(dataset, member)
        for target, reason in zip(said.get(CP.joinedTo, ()), said.get(CP.joinReason, ()), strict=False):
            link = (member, plain(target), plain(reason))
            links[member].append((plain(target), link))
            links[plain(target)].append((member, link))
    seen: dict[str, list[tuple[str, str, str]]] = {one.iri: []}
    waiting = deque([one.iri])
    while waiting:
        here = waiting.popleft()
        for there, link in links[here]:
            if there not in seen:
                seen[there] = [*seen[here], link]
                waiting.append(there)
    return seen.get(other.iri, [])
