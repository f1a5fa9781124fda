"""One more contact of the same parties, told by its turn and day without naming them, or counted and dated singly."""

from __future__ import annotations

import pytest
from reading import BIDEN, PUTIN, Reading

MET = f"{BIDEN} gặp {PUTIN} hôm 2/7."
MET_THEN = "Ngoại trưởng Mỹ Antony Blinken gặp Ngoại trưởng Nga Sergei Lavrov ở Paris hôm 5/2/2024."
TALKED = "Ngoại trưởng Mỹ Antony Blinken điện đàm với Ngoại trưởng Nga Sergei Lavrov hôm 5/2/2024."
FIRST, SECOND = "2024-07-02", "2024-07-11"


def days(text: str, read: Reading) -> list[str | None]:
    return [event.date.edtf if event.date else None for event in read(text).events]


@pytest.mark.parametrize(
    "again",
    [
        "Cuộc gặp thứ hai diễn ra hôm 11/7.",
        "Cuộc gặp tiếp theo là hôm 11/7.",
        "Cuộc gặp thứ hai giữa họ diễn ra hôm 11/7.",
        "Vòng 2 cuộc đàm phán diễn ra hôm 11/7.",
        "Cuộc điện đàm thứ hai diễn ra hôm 11/7.",
        "Trời mưa. Trời mưa. Cuộc gặp thứ hai diễn ra hôm 11/7.",
    ],
)
def test_one_more(again: str, read: Reading) -> None:
    assert days(f"{MET} {again}", read) == [FIRST, SECOND]
    assert len({p.actor.id for e in read(f"{MET} {again}").events for p in e.participants}) == 2


@pytest.mark.parametrize(
    "again",
    [
        "Cuộc gặp diễn ra hôm 11/7.",  # which one is not said
        "Cuộc gặp thứ hai diễn ra hôm 2/7.",  # the day told already
        "Cuộc gặp thứ hai và cuộc họp báo hôm 11/7.",  # the day may be of the other
        "Cuộc gặp thứ hai, theo báo chí Nga, diễn ra hôm 11/7.",
        "Ông Olaf Scholz cho biết cuộc gặp thứ hai diễn ra hôm 11/7.",  # maybe his own
        "Trời mưa. Trời mưa. Trời mưa. Cuộc gặp thứ hai diễn ra hôm 11/7.",  # too far from those who met
    ],
)
def test_no_more_than_one(again: str, read: Reading) -> None:
    assert days(f"{MET} {again}", read) == [FIRST]


def test_nothing_recurs_that_has_not_been(read: Reading) -> None:
    again = "Cuộc gặp thứ hai diễn ra hôm 11/7."
    assert days(again, read) == []
    assert days(f"{BIDEN} sẽ gặp {PUTIN} hôm 2/8. {again}", read) == ["2024-08-02"]


def test_visits_recur_as_visits(read: Reading) -> None:
    again = "thứ hai diễn ra hôm 11/7."
    assert days(f"{BIDEN} thăm Nga hôm 2/7. Chuyến thăm {again}", read) == [FIRST, SECOND]
    assert days(f"{BIDEN} thăm Nga hôm 2/7. Cuộc điện đàm {again}", read) == [FIRST]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (f"{MET_THEN} Lần thứ hai diễn ra hôm 7/3/2024.", ["2024-02-05", "2024-03-07"]),
        (f"{MET_THEN} Vòng sau dự kiến diễn ra hôm 7/9/2024.", ["2024-02-05", "2024-09-07"]),
        (f"{MET_THEN} Lần trước là ở Oslo, tháng 6/2023.", ["2023-06", "2024-02-05"]),
        (f"{TALKED} Cuộc tiếp theo, ngày 7/3/2024, kéo dài một tiếng.", ["2024-02-05", "2024-03-07"]),
        (f"{MET_THEN} Lần thứ hai trong năm, Nga bắn tên lửa hôm 7/3/2024.", ["2024-02-05"]),
        (f"{MET_THEN} Lần trước, hôm 7/1/2024, ông Biden họp báo.", ["2024-02-05"]),
        (f"{MET_THEN} Lần thứ hai không diễn ra hôm 7/3/2024.", ["2024-02-05"]),
        (f"{TALKED} Vòng hai diễn ra ngày 7/3/2024.", ["2024-02-05"]),  # no rounds of calls
        (f"{MET_THEN} Hội nghị G20 khai mạc ở Rio. Phiên hai diễn ra ngày 7/3/2024.", ["2024-02-05"]),
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
