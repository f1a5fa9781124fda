"""Reports as occasions are made of them, by hand: whose, when, and what else is told."""

from __future__ import annotations

import datetime as dt
from typing import Any

from kg.graph.testimony import Party, Report
from kg.model import Kind, Status
from kg.vocab import mint

DAY = dt.date(2024, 7, 12)
NEXT = DAY + dt.timedelta(days=1)
LATER = DAY + dt.timedelta(days=2)
JULY = (dt.date(2024, 7, 1), dt.date(2024, 7, 31))
PEOPLE = ("austin@USA", "belousov@RUS")
SAID = "Hai bên đã trao đổi thẳng thắn về tình hình khu vực và đường dây nóng giữa quân đội hai nước"
GLOSS = "Hôm 12/7 (rạng sáng 13/7 giờ Hà Nội), ông A có cuộc điện đàm với ông B"

AT_NIGHT = "Hôm 31/7 (rạng sáng 1/8 giờ Hà Nội), ông A có cuộc điện đàm với ông B"


def party(said: str, side: int) -> Party:
    """``USA`` is a state, ``austin@USA`` acts for it (``#defence``: as what), ``?a name`` is not registered."""
    said, _, rank = said.partition("#")
    name, _, body = said.partition("@")
    iri = mint("actor", name.removeprefix("?"))
    state = mint("actor", body) if body else iri if name.isupper() else None
    if name.startswith("?"):
        return Party(iri, side, state, registered=False, names=(name.removeprefix("?"),))
    return Party(iri, side, state, ranks=(mint("class", rank),) if rank else ())


def report(
    name: str = "r",
    *sides: str,
    kind: Kind = Kind.PHONE_CALL,
    on: dt.date | tuple[dt.date | None, dt.date | None] | None = DAY,
    by: str | None = None,
    quote: str = "",
    article: str | None = None,
    at: str | None = None,
    **details: Any,
) -> Report:
    """A report of the parties `sides` (commas join those of one side), `on` a day or between two, sought `by`.

    `at` is a town, or a state in capitals.
    """
    first, last = on if isinstance(on, tuple) else (on, on)
    parties = [party(each, n) for n, side in enumerate(sides or ("a", "b"), 1) for each in side.split(", ")]
    settings: dict[str, Any] = {"status": Status.OCCURRED, "published": LATER} | details
    written = [day.isoformat() if day else ".." for day in (first, last)]
    return Report(
        mint("report", name),
        kind,
        parties=tuple(sorted(parties, key=lambda each: each.actor)),
        article=mint("article", article or name),
        initiator=mint("actor", by) if by else None,
        earliest=first,
        latest=last,
        edtf=None if first is last is None else written[0] if first == last else "/".join(written),
        quotes=(quote,) if quote else (),
        place=at,
        state=mint("actor", at) if at and at.isupper() else None,
        town=at.lower() if at and not at.isupper() else None,
        **settings,
    )
