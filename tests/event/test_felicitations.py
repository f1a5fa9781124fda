"""Letters of congratulation that an article sums up one by one."""

from __future__ import annotations

import pytest
from reading import Reading

TOLD = "Lãnh đạo các nước gửi điện mừng Chủ tịch nước Tô Lâm.\n"
CUBA = "Chủ tịch Cuba Miguel Díaz-Canel"


@pytest.mark.parametrize(
    ("text", "senders"),
    [
        (f"{TOLD}{CUBA} nhiệt liệt chúc mừng đồng chí Tô Lâm.", {"Miguel Díaz-Canel"}),
        (f"{TOLD}{CUBA} bày tỏ rất xúc động và chúc mừng Chủ tịch nước Tô Lâm.", {"Miguel Díaz-Canel"}),
        (f"{CUBA} nhiệt liệt chúc mừng đồng chí Tô Lâm.", set()),
        (f"{TOLD}{CUBA} nhiệt liệt chúc mừng Tổng thống Nga Vladimir Putin.", set()),
        (f"{TOLD}Chủ tịch Quốc hội Trần Thanh Mẫn chúc mừng đồng chí Tô Lâm.", set()),
        (f"{TOLD}{CUBA} nhắc tới Chủ tịch nước Tô Lâm và chúc mừng thành công.", set()),
        (TOLD, set()),
        (f"{CUBA} và lãnh đạo các nước gửi điện mừng Chủ tịch nước Tô Lâm.", {"Miguel Díaz-Canel"}),
    ],
)
def test_who_wrote(text: str, senders: set[str], read: Reading) -> None:
    events = read(text).events
    assert {e.initiator for e in events} == {p.actor.id for e in events for p in e.participants[:1]}
    assert {p.actor.name for e in events for p in e.participants} - {"Tô Lâm"} == senders
