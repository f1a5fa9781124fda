"""Many invented contacts, the same each time, for pages of a size that the fixtures do not have."""

from __future__ import annotations

import datetime as dt
import itertools
import random

from kg.counterparts import Actor, Contact, Party, Source

FAMILIES = ("Đỗ", "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Ngô")
GIVEN = (
    "Đức Duy",
    "Minh Tâm",
    "Thị Ánh",
    "Quốc Ân",
    "Văn Ổn",
    "Hải Yến",
    "Thu Ướt",
    "Xuân Ảnh",
    "Ngọc Ư",
    "Gia Ý",
)
KINDS = ("PhoneCall", "Meeting", "Visit", "Talks", "Message", "VideoCall", "Contact")
STATUSES = ("occurred", "occurred", "occurred", "occurred", "planned", "proposed", "denied")
FIRST = dt.date(2019, 1, 1)


def crowd(size: int, seed: int = 1) -> list[Contact]:
    """`size` contacts among a fifth as many people of eight states, told by articles of six papers."""
    chance = random.Random(seed)
    states = [Actor(f"actor:state-{n}", f"State {n}", "State", f"Nước {n}", f"State {n}") for n in range(8)]
    names = itertools.product(FAMILIES, GIVEN, ["", "A", "B", "C", "D", "E", "G", "H"])
    people = [
        Actor(
            f"actor:person-{n:04}",
            " ".join(filter(None, name)),
            "Person",
            aliases=(f"Bí danh {n}",),
            body=body,
        )
        for n, name, body in zip(range(max(8, size // 5)), names, itertools.cycle(states), strict=False)
    ]
    return [_contact(n, chance, people) for n in range(size)]


def _contact(number: int, chance: random.Random, people: list[Actor]) -> Contact:
    one = people[min(int(chance.paretovariate(0.7)) - 1, len(people) - 1)]
    other = chance.choice([each for each in people if each.id != one.id])
    day = FIRST + dt.timedelta(days=chance.randrange(2000))
    undated = number % 11 == 0
    kind, status = chance.choice(KINDS), chance.choice(STATUSES)
    paper = number % 6
    quote = (
        f"Ngày {day.day}/{day.month}, {one.name} và {other.name} đã trao đổi, bản tin số {number} cho hay."
    )
    return Contact(
        id=f"report:n{number:05}.{kind}.5-9",
        occasion=f"occasion:n{number:05}.{kind}.5-9",
        kind=kind,
        status=status,
        parties=(Party(one, 1, wording=one.name), Party(other, 2, wording=other.name)),
        quote=quote,
        source=Source(
            f"article:n{number:05}",
            f"Bản tin số {number}",
            day + dt.timedelta(days=1),
            f"Báo {paper}",
            f"https://example.org/{number}",
        ),
        initiator=one.id if number % 3 == 0 else None,
        earliest=None if undated else day,
        latest=None if undated else day,
        edtf=None if undated else day.isoformat(),
        start=0,
    )
