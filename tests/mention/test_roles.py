"""Role phrases: which office, of which body or person."""

from __future__ import annotations

import pytest
from naming import DEFENCE, RU, Expected, expect, head
from reading import mentions

from kg.knowledge.lexicon import Lexicon

CASES: list[tuple[str, list[Expected]]] = [
    # an office without a name
    ("Bộ trưởng Quốc phòng Nga", [head("role", RU, classes=(DEFENCE,), offices=("ru-defence-minister",))]),
    ("cựu Thủ tướng Nhật Bản", [head("role", "japan", former=True)]),
    # of somebody
    ("trợ lý đối ngoại của Tổng thống Nga Vladimir Putin", [head("role")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_holders_of_a_role(text: str, expected: list[Expected], lexicon: Lexicon) -> None:
    expect(text, mentions(text, lexicon), expected)


def test_whose_assistant(lexicon: Lexicon) -> None:
    (mention,) = mentions("trợ lý đối ngoại của Tổng thống Nga Vladimir Putin", lexicon)
    assert mention.of is not None
    assert (mention.of.name, mention.of.body) == ("Vladimir Putin", RU)
