"""One more contact of the same parties, told by its turn and day without naming them."""

from __future__ import annotations

import pytest
from reading import BIDEN, PUTIN, Reading

MET = f"{BIDEN} gặp {PUTIN} hôm 2/7."
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
