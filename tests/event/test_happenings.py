"""Days counted from what a text has told of."""

from __future__ import annotations

import pytest
from reading import BIDEN, PUTIN, Reading

SIGNED = "Lễ ký diễn ra chiều 10/7 ở Istanbul. Hôm 8/7 có mưa."
SWORN_IN = "Tân Tổng thống nhậm chức hôm 5/7."


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        (f"{SIGNED} Ba ngày trước lễ ký, {BIDEN} điện đàm với {PUTIN}.", "2024-07-07"),
        (f"{SIGNED} Hôm 11/7, một ngày sau lễ ký, {BIDEN} điện đàm với {PUTIN}.", "2024-07-11"),
        (f"{SWORN_IN} Ba ngày sau khi nhậm chức, {BIDEN} điện đàm với {PUTIN}.", "2024-07-08"),
        (f"{SWORN_IN} Trong tuần đầu nhiệm kỳ, {BIDEN} điện đàm với {PUTIN}.", "2024-07-05/2024-07-12"),
        (f"Trong tuần đầu nhiệm kỳ, {BIDEN} điện đàm với {PUTIN}.", None),
        (f"Hôm 5/7 có mưa. Ba ngày sau khi nhậm chức, {BIDEN} điện đàm với {PUTIN}.", None),
    ],
)
def test_days_counted_from_ceremonies_and_terms(read: Reading, text: str, edtf: str | None) -> None:
    found = read.one(text).date
    assert (found.edtf if found else None) == edtf


def test_days_counted_from_a_contact_are_of_the_last_of_its_kind(read: Reading) -> None:
    found = read(
        f"{BIDEN} điện đàm với {PUTIN} hôm 3/7. Ngoại trưởng Sergei Lavrov gặp Ngoại trưởng Vương Nghị hôm 9/7. "
        "Hai ngày sau cuộc gọi, Ngoại trưởng Antony Blinken gặp Ngoại trưởng Stephane Sejourne."
    )
    assert [e.date.edtf for e in found.events if e.date] == ["2024-07-03", "2024-07-09", "2024-07-05"]
