"""Counterparts, predecessors and successors."""

from __future__ import annotations

import pytest
from naming import CN, KR, RU, Expected, expect, head, person
from reading import mentions

from kg.knowledge.lexicon import Lexicon

CASES: list[tuple[str, list[Expected]]] = [
    ("người đồng cấp Nga", [head("counterpart", RU, plural=False)]),
    ("những người đồng cấp Nga", [head("counterpart", RU, plural=True)]),
    ("người đồng cấp Nga Andrey Belousov", [{"head": "counterpart", "name": "Andrey Belousov", "body": RU}]),
    ("người đồng nhiệm Trung Quốc Vương Nghị", [{"head": "counterpart", "name": "Vương Nghị", "body": CN}]),
    ("người tương nhiệm Hàn Quốc", [head("counterpart", KR)]),
    ("người tiền nhiệm Barack Obama", [person("Barack Obama", former=True)]),
    ("người tiền nhiệm của ông Trump", [head("predecessor")]),
    ("người tiền nhiệm", [head("predecessor", of=None)]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_relations(text: str, expected: list[Expected], lexicon: Lexicon) -> None:
    expect(text, mentions(text, lexicon), expected)


def test_whose_predecessor(lexicon: Lexicon) -> None:
    (mention,) = mentions("người tiền nhiệm của ông Trump", lexicon)
    assert mention.of is not None
    assert mention.of.name == "Trump"
