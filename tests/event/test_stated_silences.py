"""Silences that a text states: between whom, of what kind of contact, and from when until when."""

from __future__ import annotations

import pytest
from reading import AUSTIN, BELOUSOV, BIDEN, PUTIN, Reading

TWO = {"Joe Biden", "Vladimir Putin"}
FIRST_CALL = "Đây là cuộc điện đàm đầu tiên giữa hai nhà lãnh đạo kể từ tháng 2/2022."


@pytest.mark.parametrize(
    ("text", "who", "kind", "lasted"),
    [
        (f"{BIDEN} và {PUTIN} không điện đàm từ tháng 2/2022.", TWO, "PhoneCall", "2022-02-01/2024-07-13"),
        (f"{BIDEN} điện đàm với {PUTIN} hôm 12/7. {FIRST_CALL}", TWO, "PhoneCall", "2022-02-01/2024-07-11"),
        (
            f"{BIDEN} và {PUTIN} điện đàm lần cuối hồi tháng 2/2022.",
            TWO,
            "PhoneCall",
            "2022-02-01/2024-07-13",
        ),
        (f"{BIDEN} và {PUTIN} không liên lạc từ tháng 2/2022.", TWO, None, "2022-02-01/2024-07-13"),
        (
            "Nga và Mỹ đã cắt đứt liên lạc từ tháng 2/2022.",
            {"Russia", "United States"},
            None,
            "2022-02-01/2024-07-13",
        ),
        (
            f"{BIDEN} và {PUTIN} không điện đàm từ tháng 2/2022.\n{BIDEN} điện đàm với {PUTIN} hôm 10/7.",
            TWO,
            "PhoneCall",
            "2022-02-01/2024-07-09",  # a contact told later ended it
        ),
    ],
)
def test_silences(text: str, who: set[str], kind: str | None, lasted: str, read: Reading) -> None:
    (silence,) = read(text).silences
    assert {actor.name for actor in silence.actors} == who
    assert (silence.kind.value if silence.kind else None) == kind
    assert silence.date is not None
    assert silence.date.edtf == lasted


@pytest.mark.parametrize(
    "text",
    [
        f"{BIDEN} và {PUTIN} chưa từng gặp nhau.",  # since when is not said
        f"{BIDEN} không điện đàm từ tháng 2/2022.",  # with whom is not said
        f"{BIDEN} điện đàm với {PUTIN} hôm 12/7.",
        FIRST_CALL,
    ],
)
def test_what_is_no_silence(text: str, read: Reading) -> None:
    assert read(text).silences == ()


def test_an_office_was_silent_where_its_holder_has_changed(read: Reading) -> None:
    (silence,) = read(f"Từ tháng 3/2023, {AUSTIN} và {BELOUSOV} không điện đàm lần nào.").silences
    assert "us-secretary-of-defense" in silence.offices


def test_the_contact_that_ended_it_is_named(read: Reading) -> None:
    found = read(f"{BIDEN} điện đàm với {PUTIN} hôm 12/7. {FIRST_CALL}")
    assert [silence.ended_by for silence in found.silences] == [found.events[0].trigger]
    (lasting,) = read(f"{BIDEN} và {PUTIN} không điện đàm từ tháng 2/2022.").silences
    assert lasting.ended_by is None
