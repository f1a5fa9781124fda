"""The same contact told again, and another one."""

from __future__ import annotations

import pytest
from reading import AUSTIN, BELOUSOV, BIDEN, PUTIN, Reading

from kg.model import Kind


def test_a_headline_leaves_the_evidence_to_the_body(read: Reading) -> None:
    event = read.one(f"{AUSTIN} điện đàm với {BELOUSOV}\nHôm 12/7, {AUSTIN} điện đàm với {BELOUSOV}.")
    assert event.evidence.quote.startswith("Hôm 12/7")
    assert [e.start for e in event.also] == [0]


def test_what_later_sentences_add(read: Reading) -> None:
    event = read.one(
        f"{AUSTIN} trao đổi với {BELOUSOV} hôm 12/7.\n"
        "Cuộc điện đàm kéo dài 40 phút.\nCuộc gọi diễn ra theo đề nghị của phía Nga."
    )
    assert (event.kind, event.duration_minutes) == (Kind.PHONE_CALL, 40)
    assert event.initiator_name == "Andrey Belousov"
    assert event.initiator_evidence is not None
    assert event.initiator_evidence.quote.startswith("Cuộc gọi diễn ra")
    assert len(event.also) == 2


def test_a_date_told_later_dates_the_contact(read: Reading) -> None:
    event = read.one(f"{AUSTIN} đã điện đàm với {BELOUSOV}.\nCuộc điện đàm diễn ra hôm 12/7.")
    assert event.date is not None
    assert event.date.edtf == "2024-07-12"


def test_a_finer_date_replaces_a_wider_one(read: Reading) -> None:
    event = read.one(f"{AUSTIN} điện đàm với {BELOUSOV} trong tháng 7.\nCuộc điện đàm diễn ra hôm 12/7.")
    assert event.date is not None
    assert event.date.edtf == "2024-07-12"


@pytest.mark.parametrize(
    "text",
    [
        f"{BIDEN} gặp {PUTIN} hôm 3/7.\n{BIDEN} gặp {PUTIN} hôm 12/7.",
        f"{BIDEN} gặp {PUTIN} hôm 12/7.\n{BIDEN} điện đàm với {PUTIN} hôm 12/7.",
        f"{BIDEN} gặp {PUTIN} hôm 12/7.\n{BIDEN} sẽ gặp {PUTIN}.",
        f"{BIDEN} gửi thư cho {PUTIN} hôm 12/7.\n{BIDEN} điện đàm với {PUTIN} hôm 12/7.",
        f"{BIDEN} gặp {PUTIN} hôm 12/7.\n{BIDEN} gặp Thủ tướng Anh Keir Starmer hôm 12/7.",
    ],
)
def test_two_contacts_stay_two(text: str, read: Reading) -> None:
    assert len(read(text).events) == 2


@pytest.mark.parametrize(
    "text",
    [
        f"{BIDEN} gặp {PUTIN} hôm 12/7.\n{PUTIN} đã hội đàm với {BIDEN}.",
        f"{BIDEN} điện đàm với {PUTIN} hôm 12/7.\n{BIDEN} và {PUTIN} nói chuyện hôm 12/7.",
        f"{BIDEN} điện đàm với {PUTIN} hôm 12/7.\nHai bên trao đổi về Ukraine.",
        f"{BIDEN} thăm Nga hôm 12/7.\n{BIDEN} gặp {PUTIN} hôm 12/7.",
    ],
)
def test_one_contact_stays_one(text: str, read: Reading) -> None:
    assert len(read(text).events) == 1


def test_a_meeting_is_quoted_rather_than_the_visit_to_it(read: Reading) -> None:
    met = f"{BIDEN} đã hội đàm với {PUTIN} hôm 12/7."
    assert read.one(f"{BIDEN} tới thăm {PUTIN} hôm 12/7.\n{met}").evidence.quote == met


def test_what_is_recalled_is_another_contact_than_the_news(read: Reading) -> None:
    found = read(
        f"{BIDEN} đã hội đàm với {PUTIN}.\nHồi tháng 6/2021, {BIDEN} đã hội đàm với {PUTIN} tại Geneva."
    )
    assert [(e.date.edtf if e.date else None, e.place) for e in found.events] == [
        (None, None),
        ("2021-06", "Geneva"),
    ]
