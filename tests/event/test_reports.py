"""From the sentences of an article to its contacts."""

from __future__ import annotations

import datetime as dt

from reading import BIDEN, PUTIN, Reading

from kg.model import Kind, Status


def test_nothing_happened_after_publication(read: Reading) -> None:
    event = read.one(f"Ngày 20/7, {BIDEN} gặp {PUTIN}.", "2024-07-13")
    assert event.status is Status.PLANNED


def test_a_stated_silence_is_no_contact(read: Reading) -> None:
    found = read(f"{BIDEN} và {PUTIN} chưa điện đàm kể từ tháng 2/2022.")
    assert found.events == ()
    (silence,) = found.silences
    assert silence.kind is Kind.PHONE_CALL
    assert silence.date is not None
    assert (silence.date.earliest, silence.date.latest) == (dt.date(2022, 2, 1), dt.date(2024, 7, 13))
