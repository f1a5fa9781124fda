"""What a sentence tells of a contact besides its parties, date and place."""

from __future__ import annotations

import pytest
from reading import BIDEN, PUTIN, Reading


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("Cuộc điện đàm kéo dài 50 phút.", 50),
        ("Cuộc điện đàm kéo dài khoảng 90 phút.", 90),
        ("Cuộc điện đàm kéo dài hơn một giờ.", 60),
        ("Cuộc điện đàm kéo dài hai giờ.", 120),
        ("Cuộc điện đàm kéo dài nửa giờ.", 30),
        ("Cuộc điện đàm kéo dài 1 giờ 20 phút.", 80),
        ("Cuộc điện đàm bắt đầu lúc 11h04 và kết thúc lúc 12h06.", 62),
        ("Cuộc điện đàm bắt đầu lúc 11h04 (23h04 giờ Hà Nội) và kết thúc lúc 12h06.", 62),
        ("Cuộc điện đàm diễn ra trong không khí thẳng thắn.", None),
    ],
)
def test_duration(text: str, minutes: int | None, read: Reading) -> None:
    assert read.one(f"{BIDEN} điện đàm với {PUTIN} hôm 12/7.\n{text}").duration_minutes == minutes


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        (f"{BIDEN} điện đàm với {PUTIN} về vấn đề Ukraine hôm 12/7.", "Ukraine"),
        (f"{BIDEN} điện đàm với {PUTIN} hôm 12/7 về giá dầu, theo Nhà Trắng.", "giá dầu"),
        (f"{BIDEN} điện đàm với {PUTIN} hôm 12/7.", None),
    ],
)
def test_topic(text: str, topic: str | None, read: Reading) -> None:
    found = read.one(text).topic
    assert found == topic or (topic is not None and found is not None and found.startswith(topic))


def test_count(read: Reading) -> None:
    text = "Đại tướng Mark Milley đã điện đàm hai lần với Đại tướng Nga Valery Gerasimov."
    assert read.one(text, "2022-11-29").count == 2
