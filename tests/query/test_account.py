"""Contacts as text for a terminal."""

from __future__ import annotations

import pyoxigraph as ox

from kg.query.account import told
from kg.query.contacts import Contact, of_pair
from kg.vocab import PREFIXES


def test_told(dataset: ox.Store, known: tuple[Contact, ...]) -> None:
    found = of_pair(dataset, PREFIXES["actor"] + "lloyd-austin", PREFIXES["actor"] + "andrey-belousov")
    assert told(found[1:2]) == (
        "2024-07-12  PhoneCall  Lloyd Austin – Andrey Belousov\n"
        "  initiator     Andrey Belousov\n"
        "  topic         nguy cơ leo thang\n"
        "  quote         “Ngày 12/7, ông Lloyd Austin đã điện đàm với ông Andrey Belousov.”\n"
        "  and           “Phía Nga đề nghị cuộc gọi này, Lầu Năm Góc cho hay.”\n"
        "  according to  Lầu Năm Góc\n"
        "  source        Hai bộ trưởng quốc phòng Mỹ, Nga điện đàm, Báo Bình Minh, 2024-07-13\n"
        "  url           https://example.org/a1\n"
        "  report        report:a1.PhoneCall.40-48\n"
    )
    undated = next(each for each in known if each.edtf is None)
    assert told([undated]).splitlines()[:2] == [
        "undated  PhoneCall  Jake Sullivan – Nikolai Patrushev",
        "  initiator     not stated",
    ]


def test_nothing_is_told_of_no_contacts() -> None:
    assert told(()) == ""
