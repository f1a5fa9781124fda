"""A page in a real browser whose network is cut, with all that it asked for and complained of."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ROOT = Path(__file__).parent.parent
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """Chromium of the system; skips, and says so, where it or Playwright is missing."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install -e '.[test]'")
    if CHROMIUM is None:
        pytest.skip("needs Chromium")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


class Visit:
    """A page that is open, and what it did."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page = page
        self.file = file
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))

    def go(self, state: str = "") -> None:
        """Load the page anew with this state in its address."""
        self.page.goto("about:blank")
        self.page.goto(self.file.as_uri() + (f"#{state}" if state else ""))
        self.page.wait_for_selector("html[data-ready=true]")
        self.settle()

    def settle(self) -> None:
        """Wait until what was asked for is shown, and plates no longer move."""
        self.page.evaluate("() => document.documentElement.page.settled()")

    def text(self, selector: str) -> str:
        return self.page.locator(selector).inner_text()

    def number(self, selector: str) -> int:
        """The first number of a text, whose thousands may be parted by points."""
        words = self.text(selector).replace(".", "").replace(",", "").split()
        return next(int(word) for word in words if word.isdigit())

    def layout(self) -> dict[str, Any]:
        """Boxes of names and lines of the drawing, in pixels of the stage."""
        found: dict[str, Any] = self.page.evaluate("() => document.documentElement.page.drawing.layout()")
        return found

    def on_stage(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the stage is in the window."""
        box = self.page.locator("#graph").bounding_box()
        assert box is not None
        return box["x"] + x, box["y"] + y

    def outside(self) -> list[str]:
        """What the page asked for beside itself."""
        return [
            url
            for url in self.requests
            if url.split("#")[0] not in (self.file.as_uri(), "about:blank") and not url.startswith("blob:")
        ]


@contextlib.contextmanager
def visit(started: Browser, file: Path, state: str = "", **choice: Any) -> Iterator[Visit]:
    """Open a page without network; at the end it must have asked for nothing and complained of nothing."""
    given = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce", **choice}
    context = started.new_context(**given)
    context.set_offline(True)
    visited = Visit(context.new_page(), file)
    visited.go(state)
    yield visited
    context.close()
    assert visited.complaints == []
    assert visited.outside() == []
