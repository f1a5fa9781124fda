"""What differs between two builds, told: in words for people, as JSON for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from kg.article.talk import count
from kg.query.rows import printable
from kg.upkeep.diff import OCCASIONS, TOLD_BY, Change, Compared, Diff, Item
from kg.vocab import compact

_NOTHING = "not stated"


def as_text(found: Diff) -> str:
    """For people: a line a contact or silence, under it a line a change; totals at the end."""
    lines = []
    for word, articles in (
        ("added", found.articles_added),
        ("removed", found.articles_removed),
        ("with another text", found.articles_rewritten),
    ):
        if articles:
            lines.append(f"{count(len(articles), 'article')} {word}: {_listed(articles)}")
    lines += _in_words(found.contacts, "contact", found.names)
    if any((found.silences.gained, found.silences.lost, found.silences.changed, found.silences.unchanged)):
        lines += _in_words(found.silences, "stated silence", found.names, "stated in")
    return "\n".join(lines) + "\n"


def _in_words(
    found: Compared, what: str, names: Mapping[str, str], stated: str | None = None
) -> Iterator[str]:
    """A line a thing, its articles or changes below it, and totals; `stated` tells that articles say it outright."""
    for sign, items in (("+", found.gained), ("-", found.lost)):
        for item in items:
            yield f"{sign} {printable(item.label)}"
            yield f"    {stated or 'in'} {_listed(item.articles)}"
    for each in found.changed:
        yield f"~ {printable(each.new.label)}"
        if stated is not None:
            yield f"    {stated} {_listed(each.new.articles)}"
        yield from (f"    {_told(change, names)}" for change in each.changes)
    gained, lost, changed = map(len, (found.gained, found.lost, found.changed))
    totals = f"{count(gained, what)} gained, {lost:,} lost, {changed:,} changed"
    yield f"{totals}, {found.unchanged:,} as before"


def _told(change: Change, names: Mapping[str, str]) -> str:
    if change.field == TOLD_BY:
        come, gone = (
            sorted(set(a) - set(b)) for a, b in ((change.new, change.old), (change.old, change.new))
        )
        said = (("also told by", come), ("no longer told by", gone))
        return "; ".join(f"{words} {_listed(articles)}" for words, articles in said if articles)
    nothing = "none" if change.field in OCCASIONS else _NOTHING
    old, new = (", ".join(_shown(v, names) for v in values) or nothing for values in (change.old, change.new))
    where = f"in {printable(change.article)}: " if change.article else ""
    return f"{where}{change.field}: {old} → {new}"


def _shown(value: str, names: Mapping[str, str]) -> str:
    return printable(names.get(value, value))


def _listed(articles: Sequence[str], most: int = 5) -> str:
    more = f" and {len(articles) - most:,} more" if len(articles) > most else ""
    return ", ".join(map(printable, articles[:most])) + more


def as_json(found: Diff) -> dict[str, Any]:
    """For programs: everything, IRIs as CURIEs."""
    return {
        "articles": {
            "added": found.articles_added,
            "removed": found.articles_removed,
            "rewritten": found.articles_rewritten,
        },
        **_records(found.contacts, _contact_record),
        "silences": _records(found.silences, _silence_record),
    }


def _records(found: Compared, record: Callable[[Item], dict[str, Any]]) -> dict[str, Any]:
    return {
        "gained": [record(item) for item in found.gained],
        "lost": [record(item) for item in found.lost],
        "changed": [
            {
                "old": record(each.old),
                "new": record(each.new),
                "changes": [_change(change) for change in each.changes],
            }
            for each in found.changed
        ],
        "unchanged": found.unchanged,
    }


def _contact_record(contact: Item) -> dict[str, Any]:
    return {"occasion": compact(contact.iri), "label": contact.label, "articles": contact.articles}


def _silence_record(silence: Item) -> dict[str, Any]:
    return {"silence": compact(silence.iri), "label": silence.label, "article": silence.articles[0]}


def _change(change: Change) -> dict[str, Any]:
    old, new = ([compact(value) for value in values] for values in (change.old, change.new))
    return {"field": change.field, "old": old, "new": new, "article": change.article}
