"""Who else received a guest of whom the text has told: he speaks during a contact, and the guest is not named."""

from __future__ import annotations

import pytest
from reading import AUSTIN, BELOUSOV, Reading, shown

RECEIVED = f"Chủ tịch nước Tô Lâm tiếp {BELOUSOV} hôm 12/7."
SPOKE = "Trong cuộc hội kiến chiều cùng ngày, Thủ tướng Phạm Minh Chính đề nghị hai bên tăng cường hợp tác."
FIRST, SECOND = "Meeting: Tô Lâm / Andrey Belousov", "Meeting: Phạm Minh Chính / Andrey Belousov"
RAIN = "Trời mưa. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{RECEIVED}\n{SPOKE}", [FIRST, SECOND]),
        (f"{RECEIVED}\n{RAIN * 7}\n{SPOKE}", [FIRST, SECOND]),
        (f"{RECEIVED}\n{RAIN * 8}\n{SPOKE}", [FIRST]),  # too far from the guest
        (f"{RECEIVED}\n{SPOKE.replace(' chiều cùng ngày', '')}", [FIRST]),  # the same contact, told on
        (
            f"{RECEIVED}\n{SPOKE.replace('Thủ tướng Phạm Minh Chính', AUSTIN)}",
            [FIRST],
        ),  # no compatriot of the host
        (f"{RECEIVED.replace('tiếp', 'điện đàm với')}\n{SPOKE}", ["PhoneCall: Tô Lâm / Andrey Belousov"]),
        (f"{RECEIVED.replace('tiếp', 'sẽ tiếp')}\n{SPOKE}", ["Meeting planned: Tô Lâm / Andrey Belousov"]),
        (
            f"{RECEIVED}\nChủ tịch nước Tô Lâm tiếp {AUSTIN} hôm 11/7.\n{SPOKE}",
            [FIRST, "Meeting: Tô Lâm / Lloyd Austin"],  # which of the guests is not said
        ),
        (SPOKE, []),
    ],
)
def test_further_hosts(text: str, expected: list[str], read: Reading) -> None:
    assert [shown(event) for event in read(text).events] == expected
