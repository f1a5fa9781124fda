"""What the tests of mentions expect: the fields of a mention that count, and the classes and bodies they name."""

from __future__ import annotations

from typing import Any

from kg.mention.mentions import Mention

Expected = dict[str, Any]

US, RU, CN, VN, KR = "united-states", "russia", "china", "vietnam", "south-korea"
DEFENCE, FOREIGN, STATE, GOVERNMENT = (
    "defence_minister",
    "foreign_minister",
    "head_of_state",
    "head_of_government",
)


def person(name: str, **more: Any) -> Expected:
    """Somebody called by name."""
    return {"head": "person", "name": name} | more


def officer(name: str, body: str, *classes: str, **more: Any) -> Expected:
    """Somebody called by name who holds an office of a body."""
    return person(name, body=body, classes=classes, **more)


def head(kind: str, body: str | None = None, **more: Any) -> Expected:
    """A mention without a name."""
    return {"head": kind, "name": None, "body": body} | more


def expect(text: str, found: list[Mention], expected: list[Expected]) -> None:
    """Fail unless these mentions are found in a text, in this order, each a stretch of it."""
    assert [{key: getattr(m, key) for key in e} for m, e in zip(found, expected, strict=False)] == expected
    assert len(found) == len(expected)
    for mention in found:
        assert mention.text in mention.span.slice(text)
        assert mention.name is None or mention.name in text
