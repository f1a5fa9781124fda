"""Journeys beside contacts: where they go on to, and which is only the way to a meeting."""

from __future__ import annotations

import pytest
from reading import BIDEN, PUTIN, chunks, contacts, parties

from kg.event.journeys import ends_of_journeys
from kg.knowledge.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{BIDEN} thăm Israel từ 13/7, sau đó tới Saudi Arabia.", ["Israel", "Saudi Arabia"]),
        (f"{BIDEN} sẽ thăm Israel hôm 13/7, sau đó tới Ai Cập hôm 15/7.", ["Israel", "Ai Cập"]),
        (f"{BIDEN} thăm Israel, sau đó tới sân bay.", ["Israel"]),
        (
            f"{BIDEN} điện đàm với Israel, sau đó tới Saudi Arabia.",
            [],
        ),  # after a call, of a journey none is told
    ],
)
def test_onward(text: str, expected: list[str], lexicon: Lexicon) -> None:
    visits = [parties(c) for c in contacts(text, lexicon) if c.sides and c.kind.value == "Visit"]
    assert visits == [f"Visit: Joe Biden / {goal}" for goal in expected]


def test_a_journey_on_has_its_own_day_and_the_status_of_the_first(lexicon: Lexicon) -> None:
    text = f"{BIDEN} sẽ thăm Israel hôm 13/7, sau đó tới Ai Cập hôm 15/7."
    onward = contacts(text, lexicon)[-1]
    assert (onward.status.value, [d.span.slice(text) for d in onward.dates]) == ("planned", ["hôm 15/7"])


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"{BIDEN} tới Pháp hội đàm với {PUTIN}.", ["Meeting"]),
        (f"{BIDEN} tới Pháp để gặp {PUTIN}.", ["Meeting"]),
        (f"{BIDEN} tới Pháp và gặp {PUTIN}.", ["Visit", "Meeting"]),
        (f"{BIDEN} tới Thổ Nhĩ Kỳ trong nỗ lực nối lại đàm phán với Nga.", ["Visit", "Talks"]),
        (f"{BIDEN} tới Pháp hôm 12/7.", ["Visit"]),
    ],
)
def test_which_journey_is_only_the_way(text: str, kinds: list[str], lexicon: Lexicon) -> None:
    assert [c.kind.value for c in contacts(text, lexicon) if c.sides] == kinds


@pytest.mark.parametrize(
    ("text", "start", "goal"),
    [
        ("Ông Joe Biden từ Pháp sang thăm Đức", "Pháp", "Đức"),
        ("Ông Joe Biden tới Đức từ Pháp", "Pháp", "Đức"),
        ("Ông Joe Biden rời Pháp tới Đức", None, "Đức"),
        ("Ông Joe Biden thăm Đức", None, "Đức"),
        ("Ông Joe Biden gặp ông Vladimir Putin", None, None),
        ("Ông Joe Biden điện đàm với Đức", None, None),
    ],
)
def test_start_and_goal(text: str, start: str | None, goal: str | None, lexicon: Lexicon) -> None:
    found = chunks(text, lexicon)
    ends = {is_start: found[at].text for at, is_start, _ in ends_of_journeys(found)}
    assert (ends.get(True), ends.get(False)) == (start, goal)
