"""What a second verb, or a further party, leaves out because it was just said."""

from __future__ import annotations

import pytest
from reading import AUSTIN, BELOUSOV, BIDEN, PUTIN, contacts, parties

from kg.knowledge.lexicon import Lexicon

TWO = "Joe Biden / Vladimir Putin"


def told(text: str, lexicon: Lexicon) -> list[str]:
    return [parties(c) for c in contacts(text, lexicon) if c.sides]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"{BIDEN} đã nói chuyện với {PUTIN} hôm 2/7 và sẽ hội đàm hôm 12/7.",
            [f"Contact: {TWO}", f"Meeting: {TWO}"],
        ),
        (f"{BIDEN} gọi điện cho {PUTIN} hôm 10/7, rồi hôm sau lại gọi.", [f"PhoneCall: {TWO}"] * 2),
        (
            f"{BIDEN} gọi điện cho {PUTIN} hôm 10/7, rồi hôm sau lại gọi cho {AUSTIN}.",
            [f"PhoneCall: {TWO}", "PhoneCall: Joe Biden / Lloyd Austin"],
        ),
        # The second verb tells of no contact, or of one of somebody else.
        (f"{BIDEN} đã nói chuyện với {PUTIN} hôm 2/7 và sẽ họp báo hôm 12/7.", [f"Contact: {TWO}"]),
        (f"{BIDEN} đã nói chuyện với {PUTIN}, còn {AUSTIN} sẽ hội đàm hôm 12/7.", [f"Contact: {TWO}"]),
    ],
)
def test_a_second_verb(text: str, expected: list[str], lexicon: Lexicon) -> None:
    assert told(text, lexicon) == expected


def test_a_second_verb_has_the_day_behind_it_and_who_sought_the_first(lexicon: Lexicon) -> None:
    text = f"{BIDEN} gọi điện cho {PUTIN} hôm 10/7, rồi hôm sau lại gọi."
    again = contacts(text, lexicon)[-1]
    assert [d.span.slice(text) for d in again.dates] == ["hôm sau"]
    assert again.initiator is not None
    assert again.initiator.name == "Joe Biden"
    planned = contacts(f"{BIDEN} đã nói chuyện với {PUTIN} hôm 2/7 và sẽ hội đàm.", lexicon)[-1]
    assert (planned.status.value, planned.dates) == ("planned", ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{BIDEN} hội đàm với {PUTIN}, và hai hôm sau là với {BELOUSOV}.", "Joe Biden / Andrey Belousov"),
        (f"{BIDEN} hội đàm với {PUTIN}, rồi {BELOUSOV}.", "Joe Biden / Andrey Belousov"),
        (f"{BIDEN} hội đàm với {PUTIN} hôm 2/7 và với {BELOUSOV} hôm 3/7.", "Joe Biden / Andrey Belousov"),
        (
            f"{BIDEN} được {PUTIN} tiếp, sau đó là {BELOUSOV}.",
            "Andrey Belousov / Vladimir Putin",
        ),  # who is received
        (f"{BIDEN} hội đàm với {PUTIN}, sau đó {BELOUSOV} họp báo.", None),
        (f"{BIDEN} hội đàm với {PUTIN}, sau đó với báo giới.", None),
        (f"{BIDEN} họp báo, sau đó với {BELOUSOV}.", None),
    ],
)
def test_a_further_party(text: str, expected: str | None, lexicon: Lexicon) -> None:
    more = [c for c in contacts(text, lexicon) if c.rule == "also-with"]
    assert list(map(parties, more)) == ([f"Meeting: {expected}"] if expected else [])


def test_a_further_party_has_a_day_of_its_own(lexicon: Lexicon) -> None:
    text = f"{BIDEN} hội đàm với {PUTIN} hôm 2/7, và hai hôm sau là với {BELOUSOV}."
    assert contacts(text, lexicon)[-1].dates[0].span.slice(text) == "hai hôm sau"
