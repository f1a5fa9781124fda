"""Times in rounds, and a small table of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

ROUNDS = 3


def best(*tasks: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> list[float]:
    """Seconds of the fastest run of each task; they take turns, so that a busy machine slows all alike.

    `time.process_time` as the clock counts what this process takes and no other.
    """
    seconds = [float("inf")] * len(tasks)
    for _ in range(ROUNDS):
        for number, task in enumerate(tasks):
            started = clock()
            task()
            seconds[number] = min(seconds[number], clock() - started)
    return seconds


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows under a head, the first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    return "\n".join(
        "  ".join(f"{cell:>{width}}" if n else f"{cell:<{width}}" for n, (cell, width) in enumerate(cells))
        for cells in (list(zip(row, widths, strict=True)) for row in (head, *rows))
    )
