"""What grouping costs: synthetic reports, five of an occasion on average, grouped and described.

Twenty thousand occasions of 3,000 people and 60 states over four years, told by a hundred thousand reports: by name
and day, by month, undated, by the names of the states, as plans. The reference, in the same run, is to sort the
reports by their parties and days, which is the least that any grouping does. Times are the best of three, in turns;
memory is what the objects of grouping take beyond the reports (tracemalloc, a run of its own). Usage:

    python benchmarks/bench_occasions.py [REPORTS]
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import tracemalloc

from table import best, table

from kg.graph.consensus import derived_quads
from kg.graph.occasions import group
from kg.graph.testimony import Party, Report
from kg.model import Kind, Status
from kg.vocab import mint

START, DAYS = dt.date(2021, 1, 1), 1461
KINDS = (Kind.PHONE_CALL, Kind.MEETING, Kind.MEETING, Kind.VIDEO_CALL, Kind.TALKS)
WORDS = (
    "hai bên trao đổi về hợp tác an ninh kinh tế khu vực biển đảo năng lượng quốc tế cùng quan tâm".split()
)


def parties(by_state: bool, one: int, other: int) -> tuple[Party, ...]:
    """Two parties, people who act for a state or the states themselves."""
    found: list[Party] = []
    for side, person in ((1, one), (2, other)):
        state = mint("actor", f"s{person % 60}")
        actor = state if by_state else mint("actor", f"p{person}")
        found.append(Party(actor, side, state))
    return tuple(sorted(found, key=lambda party: party.actor))


def told(number: int, seed: int = 1) -> list[Report]:
    """So many reports of a fifth as many occasions, in no order."""
    draw = random.Random(seed)
    found: list[Report] = []
    for occasion in range(number // 5):
        one, other = draw.sample(range(3000), 2)
        day, kind = START + dt.timedelta(draw.randrange(DAYS * number // 100_000 or 1)), draw.choice(KINDS)
        for _ in range(5):
            found.append(report(draw, f"a{len(found)}.{occasion}", one, other, day, kind))
    draw.shuffle(found)
    return found


def report(draw: random.Random, name: str, one: int, other: int, day: dt.date, kind: Kind) -> Report:
    """One way of telling it: most by name and day."""
    way = draw.random()
    first, last, status, published = day, day, Status.OCCURRED, day + dt.timedelta(draw.randrange(1, 4))
    if way < 0.1:
        first, last = day.replace(day=1), day.replace(day=28)
        first, last = min(first, day), max(last, day)
    elif way < 0.15:
        status, published = Status.PLANNED, day - dt.timedelta(draw.randrange(1, 9))
    undated = 0.15 <= way < 0.3
    return Report(
        mint("report", name),
        Kind.CONTACT if draw.random() < 0.1 else kind,
        status,
        parties(0.3 <= way < 0.35, one, other),
        mint("article", name),
        earliest=None if undated else first,
        latest=None if undated else last,
        edtf=None if undated else first.isoformat() if first == last else f"{first}/{last}",
        published=published,
        quotes=(" ".join(draw.choices(WORDS, k=20)),),
    )


def memory(reports: list[Report]) -> float:
    """Bytes at the peak of grouping, for each report."""
    tracemalloc.start()
    group(reports)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / len(reports)


def measured(reports: list[Report]) -> list[float]:
    """Seconds to sort, to group, and to group and describe."""
    return best(
        lambda: sorted(reports, key=lambda r: (r.actors, r.earliest or dt.date.max, r.iri)),
        lambda: group(reports),
        lambda: derived_quads(group(reports)),
    )


def main(number: int) -> None:
    """Print the table."""
    rows, spent = [], []
    for reports in (told(number // 4), told(number // 2), told(number)):
        ordered, grouped, described = measured(reports)
        spent.append(grouped)
        rows.append(
            [
                f"{len(reports):,}",
                f"{len(group(reports)):,}",
                f"{grouped:.1f}",
                f"{described:.1f}",
                f"{grouped / ordered:.0f}",
                f"{memory(reports) / 1024:.1f}",
            ]
        )
    print(table(["reports", "occasions", "group s", "and describe s", "times sorting", "KiB a report"], rows))
    print(f"twice the reports take {spent[-1] / spent[-2]:.1f} times as long to group")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 100_000)
