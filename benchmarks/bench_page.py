"""How large the page is, how soon it is ready and how long a filter takes, against the targets of the design.

    python benchmarks/bench_page.py

Contacts are the invented ones of the tests. Times are medians of runs in a real browser without network, and
stand beside the time that the same browser takes to open an empty page, which says what the machine can do.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from browsing import browser, visit
from crowd import crowd
from table import table

from kg.render.page import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SIZES = (20, 600, 4000)
RUNS = 5
STEP = """async kinds => {
  const page = document.documentElement.page;
  const start = performance.now();
  await page.change({ kinds: new Set(kinds) });
  return performance.now() - start;
}"""


def median(run: Callable[[], float]) -> float:
    return statistics.median(run() for _ in range(RUNS))


def opening(started: Browser, file: Path) -> float:
    """Seconds from asking for a page until it says that it is ready, or, if it is blank, has loaded."""
    context = started.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    start = time.perf_counter()
    page.goto(file.as_uri())
    if file.stat().st_size > 1000:
        page.wait_for_selector("html[data-ready=true]")
    taken = time.perf_counter() - start
    context.close()
    return taken


def filtering(started: Browser, file: Path, state: str) -> float:
    """Milliseconds from a change of kinds until all of the page shows it."""
    steps: list[float] = []
    with visit(started, file, state) as page:
        kinds = ["PhoneCall", "Meeting", "Visit", "Talks", "Message"]
        for number in range(2 * RUNS):
            steps.append(page.page.evaluate(STEP, kinds[: 2 + number % 4]))
            page.settle()
    return float(statistics.median(steps[1:]))


def main() -> None:
    rows = []
    with tempfile.TemporaryDirectory() as name, browser() as started:
        folder = Path(name)
        blank = folder / "blank.html"
        blank.write_text("<!DOCTYPE html><title>-</title>", encoding="utf-8")
        empty = median(lambda: opening(started, blank))
        for size in SIZES:
            file = render(crowd(size), folder / f"{size}.html")
            ready = median(lambda file=file: opening(started, file))  # type: ignore[misc]
            rows.append(
                [
                    f"{size} contacts",
                    f"{file.stat().st_size / 1000:.0f} KB",
                    f"{ready:.2f} s ({ready / empty:.0f} × an empty page)",
                    f"{filtering(started, file, ''):.0f} ms",
                    f"{filtering(started, file, 'top=300'):.0f} ms",
                ]
            )
    print(table(["", "file", "ready", "filter step, 40 actors", "filter step, 300 actors"], rows))


if __name__ == "__main__":
    main()
