"""How likely a contact is right."""

from __future__ import annotations

from reading import AUSTIN, BELOUSOV, Reading


def test_confidence_falls_with_every_guess(read: Reading) -> None:
    named = read.one(f"{AUSTIN} điện đàm với {BELOUSOV} hôm 12/7.").confidence
    resolved = read.one("Bộ trưởng Quốc phòng Mỹ điện đàm với người đồng cấp Nga hôm 12/7.").confidence
    assert 0 < resolved < named <= 1
