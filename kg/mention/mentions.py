"""What names an actor in a text: wording only, what it may refer to, not which actor it is.

Which actor is meant is decided in `kg.mention.actors`, which knows the document and the date.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.date.expressions import DateExpr
from kg.model import Span


@dataclass(slots=True)  # frozen, it would take three times as long to make
class Mention:
    """A stretch of text that names one actor; a pair anaphor points back to two.

    `head`: person, role, counterpart, body, group, organ, side, pair, pronoun or delegation (one that is spoken of);
    `classes` of a body that is no state: what it is. `people`: register ids that bear
    the written name; `short` says that it is a part of a name. `offices`/`classes`: what the role can mean. `dated`
    is a date in brackets after it. `described`: the sort of a party that only a description tells
    (`kg.mention.described`). `delegation`: it is one, or the leader by whom it is named.
    """

    span: Span
    head: str
    text: str
    name: str | None = None
    short: bool = False
    people: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    role: str | None = None
    body: str | None = None
    metonym: bool = False
    former: bool = False
    acting: bool = False
    plural: bool = False
    gender: str | None = None
    of: Mention | None = None
    dated: DateExpr | None = None
    host: bool = False
    described: str | None = None
    delegation: bool = False
