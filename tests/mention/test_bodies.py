"""States, what stands for them, and sides."""

from __future__ import annotations

import pytest
from naming import CN, RU, US, Expected, expect, head
from reading import mentions

from kg.knowledge.lexicon import Lexicon

CASES: list[tuple[str, list[Expected]]] = [
    ("Trung Quốc", [head("body", CN, metonym=False)]),
    ("nước Anh", [head("body", "united-kingdom")]),
    ("Nhà Trắng", [head("body", US, metonym=True)]),
    ("Điện Kremlin", [head("body", RU, metonym=True)]),
    ("phía Mỹ", [head("side", US)]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_bodies(text: str, expected: list[Expected], lexicon: Lexicon) -> None:
    expect(text, mentions(text, lexicon), expected)
