"""How far apart two contacts are told to have been."""

from __future__ import annotations

import pytest
from reading import word_lists

from kg.date.distances import Distance, relation
from kg.model import Span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("điện đàm hai tuần trước khi gặp", Distance(14, 0)),
        ("điện đàm khoảng hai tuần trước khi gặp", Distance(14, 3)),
        ("điện đàm ba ngày sau khi gặp", Distance(-3, 0)),
        ("điện đàm gần 5 ngày sau khi gặp", Distance(-5, 1)),
        ("điện đàm hai tháng sau khi gặp", Distance(0, months=-2)),
        ("điện đàm một năm trước khi gặp", Distance(0, months=12)),
        ("điện đàm vài ngày trước khi gặp", None),
        ("điện đàm trước khi gặp", None),
        ("điện đàm hai tuần trước", None),
    ],
)
def test_relation(text: str, expected: Distance | None) -> None:
    assert relation(text, Span(0, len(text)), word_lists()) == expected
