"""Mentions that point back: guests and hosts, counterparts, "nước này", delegations."""

from __future__ import annotations

import pytest
from reading import AUSTIN, BELOUSOV, BIDEN, PUTIN, Reading, shown

VISIT = f"{BIDEN} thăm Nga hôm 12/7."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{VISIT} Tại đây, vị khách gặp {BELOUSOV}.", "Meeting: Joe Biden / Andrey Belousov"),
        (f"{VISIT} {BIDEN} hội đàm với Tổng thống nước chủ nhà.", "Meeting: Joe Biden / Vladimir Putin"),
        (
            f"{BIDEN} sang Pháp hôm 12/7. Tổng thống nước này gặp ông hôm 13/7.",
            "Meeting: Emmanuel Macron / Joe Biden",
        ),
        (
            f"{BIDEN} nói về Trung Quốc. Mỹ đã đàm phán với nước này hôm 12/7.",
            "Talks: United States / China",
        ),
        (f"{AUSTIN} gặp người đồng cấp Nga hôm 12/7.", "Meeting: Lloyd Austin / Andrey Belousov"),
        (f"{BIDEN} gặp người đồng cấp Nga hôm 12/7.", "Meeting: Joe Biden / Vladimir Putin"),
        (
            f"{AUSTIN} gặp người đồng cấp Nga hôm 12/7/2023.",
            "Meeting: Lloyd Austin / Sergei Shoigu",
        ),
        (
            f"{BELOUSOV} phát biểu về Mỹ. {AUSTIN} gặp người đồng cấp Andrey Belousov hôm 12/7.",
            "Meeting: Lloyd Austin / Andrey Belousov",
        ),
    ],
)
def test_whom_they_mean(text: str, expected: str, read: Reading) -> None:
    assert shown(read(text).events[-1]) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"{AUSTIN} gặp người đồng cấp hôm 12/7.",
        f"{BIDEN} gặp Tổng thống nước này hôm 12/7.",
        f"Vị khách gặp {BELOUSOV} hôm 12/7.",
        f"{PUTIN} gặp Thủ tướng Việt Nam khi đó.",  # not the one of today
    ],
)
def test_nobody_is_guessed(text: str, read: Reading) -> None:
    people = {p.actor.name for event in read(text).events for p in event.participants if p.actor.known}
    assert len(people) < 2
