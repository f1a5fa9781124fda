"""With whom one who calls or writes back is in touch, where the sentence names him alone."""

from __future__ import annotations

import pytest
from reading import Reading

CALLED = "Ngoại trưởng Mỹ Antony Blinken gọi cho Ngoại trưởng Nga Sergei Lavrov hôm 9/7."
WROTE = "Ngoại trưởng Mỹ Antony Blinken gửi thư cho Ngoại trưởng Nga Sergei Lavrov hôm 9/7."
FIDAN = "Ngoại trưởng Thổ Nhĩ Kỳ Hakan Fidan"


@pytest.mark.parametrize(
    ("text", "sought"),
    [
        (f"{CALLED} Ông Lavrov gọi lại hôm 11/7.", [{"Sergei Lavrov", "Antony Blinken"}]),
        (f"{CALLED} Phía Nga gọi lại hôm 11/7.", [{"Sergei Lavrov", "Antony Blinken"}]),
        (f"{CALLED} {FIDAN} gọi tới hôm 11/7.", [{"Hakan Fidan", "Sergei Lavrov"}]),
        (f"{WROTE} Ông Lavrov hồi âm hôm 11/7.", [{"Sergei Lavrov", "Antony Blinken"}]),
        (f"{WROTE} Ông Blinken hồi âm hôm 11/7.", []),  # it was he who wrote
        (f"{WROTE} Ông Lavrov chưa hồi âm.", []),
        (f"{CALLED} {FIDAN} gọi lại hôm 11/7.", []),  # nobody called him
        (f"{CALLED} {FIDAN} tới Doha. Ông Lavrov gọi lại hôm 11/7.", []),  # to whom is open by now
        (f"{CALLED} Ông Lavrov gọi tới đề xuất cũ của mình hôm 11/7.", []),
    ],
)
def test_the_other_end(text: str, sought: list[set[str]], read: Reading) -> None:
    first, *others = read(text).events
    assert {p.actor.name for p in first.participants} == {"Antony Blinken", "Sergei Lavrov"}
    calls = [e for e in others if e.kind is first.kind]
    assert [{p.actor.name for p in e.participants} for e in calls] == sought
    assert all(e.initiator == e.participants[0].actor.id for e in calls)
