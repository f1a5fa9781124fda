"""Standing lines: what a text says of them, and the calls over them."""

from __future__ import annotations

import pytest
from reading import BIDEN, PUTIN, Reading

from kg.model import ChannelState


def test_a_call_over_a_hotline(read: Reading) -> None:
    assert read.one(f"{BIDEN} điện đàm với {PUTIN} qua đường dây nóng hôm 12/7.").channel == "hotline"
    assert read.one(f"{BIDEN} điện đàm với {PUTIN} hôm 12/7.").channel is None


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Mỹ và Nga thiết lập đường dây nóng giữa quân đội Mỹ và quân đội Nga hôm 1/3.", ChannelState.OPENED),
        ("Đường dây nóng giữa quân đội Mỹ và quân đội Nga vẫn hoạt động.", ChannelState.ACTIVE),
        ("Đường dây nóng giữa quân đội Mỹ và quân đội Nga chưa được sử dụng.", ChannelState.UNUSED),
    ],
)
def test_channels(text: str, state: ChannelState, read: Reading) -> None:
    found = read(f"{text}\n{BIDEN} gặp {PUTIN} hôm 12/7.").channels
    assert [c.state for c in found] == [state]
    assert [a.state for a in found[0].endpoints] == ["united-states", "russia"]
    assert found[0].evidence.quote == text
