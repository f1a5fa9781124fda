"""Who says so."""

from __future__ import annotations

import pytest
from reading import AUSTIN, BELOUSOV, Reading


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (f"Theo Lầu Năm Góc, {AUSTIN} điện đàm với {BELOUSOV} hôm 12/7.", "Lầu Năm Góc"),
        (f"Điện Kremlin cho biết {AUSTIN} đã điện đàm với {BELOUSOV} hôm 12/7.", "Điện Kremlin"),
        (f"{AUSTIN} điện đàm với {BELOUSOV} hôm 12/7.", None),
    ],
)
def test_attribution(text: str, source: str | None, read: Reading) -> None:
    assert read.one(text).attribution == source
