"""A page of ours taken apart: its elements, its scripts, and what it is told."""

from __future__ import annotations

import base64
import gzip
import json
from html.parser import HTMLParser
from typing import Any


class Parsed(HTMLParser):
    """Elements with their attributes, and the text of each script and style."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self._inside: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self._inside = tag + ((":" + dict(attrs).get("type", "")) if dict(attrs).get("type") else "")  # type: ignore[operator]
            self.texts.append((self._inside, ""))

    def handle_endtag(self, tag: str) -> None:
        self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside:
            kind, text = self.texts.pop()
            self.texts.append((kind, text + data))

    def payload(self) -> dict[str, Any]:
        """What the page is told: what is plain, and what is compressed."""
        texts = {kind: text for kind, text in self.texts if "json" in kind}
        plain = json.loads(texts["script:application/json"])
        packed = next(text for kind, text in self.texts if kind == "script:text/plain")
        contacts: dict[str, Any] = json.loads(unpacked(packed))
        return {**plain, **contacts}


def unpacked(text: str) -> str:
    return gzip.decompress(base64.b64decode(text)).decode()
