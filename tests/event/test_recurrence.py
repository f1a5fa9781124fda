"""Further contacts of the same parties that a text tells by their turn alone, or counts and dates one by one."""

from __future__ import annotations

import pytest
from reading import Reading

MET = "Ngoại trưởng Mỹ Antony Blinken gặp Ngoại trưởng Nga Sergei Lavrov ở Paris hôm 5/2/2024."
TALKED = "Ngoại trưởng Mỹ Antony Blinken điện đàm với Ngoại trưởng Nga Sergei Lavrov hôm 5/2/2024."


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (f"{MET} Lần thứ hai diễn ra hôm 7/3/2024.", ["2024-02-05", "2024-03-07"]),
        (f"{MET} Vòng sau dự kiến diễn ra hôm 7/9/2024.", ["2024-02-05", "2024-09-07"]),
        (f"{MET} Lần trước là ở Oslo, tháng 6/2023.", ["2023-06", "2024-02-05"]),
        (f"{TALKED} Cuộc tiếp theo, ngày 7/3/2024, kéo dài một tiếng.", ["2024-02-05", "2024-03-07"]),
        (f"{MET} Lần thứ hai trong năm, Nga bắn tên lửa hôm 7/3/2024.", ["2024-02-05"]),
        (f"{MET} Lần trước, hôm 7/1/2024, ông Biden họp báo.", ["2024-02-05"]),
        (f"{MET} Lần thứ hai không diễn ra hôm 7/3/2024.", ["2024-02-05"]),
        (f"{TALKED} Vòng hai diễn ra ngày 7/3/2024.", ["2024-02-05"]),  # no rounds of calls
        (f"{MET} Hội nghị G20 khai mạc ở Rio. Phiên hai diễn ra ngày 7/3/2024.", ["2024-02-05"]),
    ],
)
def test_turns(text: str, days: list[str], read: Reading) -> None:
    found = [e for e in read(text).events if len(e.participants) == 2]
    assert sorted(e.date.edtf for e in found if e.date is not None) == days


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("hai lần, hôm 5/2/2024 và 7/3/2024", ["2024-02-05", "2024-03-07"]),
        ("hai lần trong năm 2023, hôm 1/3 và 2/4", ["2023-03-01", "2023-04-02"]),
        ("ba lần, vào tháng 2/2024, tháng 3/2024 và tháng 4/2024", ["2024-02", "2024-03", "2024-04"]),
        ("hai lần kể từ ngày 2/3/2024", [None]),
    ],
)
def test_counted_and_dated(told: str, days: list[str | None], read: Reading) -> None:
    text = f"Ngoại trưởng Mỹ Antony Blinken và Ngoại trưởng Nga Sergei Lavrov đã gặp nhau {told}."
    events = read(text).events
    assert [e.date.edtf if e.date and len(days) > 1 else None for e in events] == days
    assert [e.count for e in events] == ([None] * len(days) if len(days) > 1 else [2])
