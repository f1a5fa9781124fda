"""Names of people, and where a role ends and a name begins."""

from __future__ import annotations

import pytest
from reading import mentions

from kg.knowledge.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Thủ tướng Chính phủ Phạm Minh Chính", "Phạm Minh Chính"),
        ("Đại tướng Phan Văn Giang", "Phan Văn Giang"),
        ("Thủ tướng Phạm Minh Chính", "Phạm Minh Chính"),
        ("Bộ trưởng Bộ Kế hoạch và Đầu tư Nguyễn Chí Dũng", "Nguyễn Chí Dũng"),
        ("Chủ tịch Quốc hội Trần Thanh Mẫn", "Trần Thanh Mẫn"),
    ],
)
def test_vietnamese_names(text: str, name: str, lexicon: Lexicon) -> None:
    assert [m.name for m in mentions(text, lexicon)] == [name]
