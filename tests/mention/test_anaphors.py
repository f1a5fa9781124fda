"""Pairs and pronouns."""

from __future__ import annotations

import pytest
from naming import DEFENCE, FOREIGN, STATE, Expected, expect, head
from reading import mentions

from kg.knowledge.lexicon import Lexicon

CASES: list[tuple[str, list[Expected]]] = [
    ("hai nhà lãnh đạo", [head("pair", plural=True)]),
    ("hai ngoại trưởng", [head("pair", classes=(FOREIGN,))]),
    ("bộ trưởng quốc phòng hai nước", [head("pair", classes=(DEFENCE,))]),
    ("hai bên", [head("pair")]),
    ("hai nguyên thủ", [head("pair", classes=(STATE,))]),
    ("ông ấy", [head("pronoun", gender="m")]),
    ("bà này", [head("pronoun", gender="f")]),
    ("vị tướng này", [head("pronoun")]),
    ("Ông nói", [head("pronoun", gender="m")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_anaphors(text: str, expected: list[Expected], lexicon: Lexicon) -> None:
    expect(text, mentions(text, lexicon), expected)
