"""Where a sentence says that something is, and where somebody goes."""

from __future__ import annotations

import pytest
from reading import grammar

from kg.article.text import lower
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.register import Register
from kg.mention.places import Atlas, Named, Place, places
from kg.model import Span


@pytest.fixture
def atlas(register: Register, lexicon: Lexicon) -> Atlas:
    return Atlas(register, lexicon.sites)


def named(text: str, lexicon: Lexicon, atlas: Atlas) -> list[Named]:
    return list(places(text, lower(text), grammar(text, lexicon), Span(0, len(text)), atlas))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ông gặp bà tại Sochi.", ["at Sochi"]),
        ("Ông bay tới Kiev rồi Warsaw, Paris.", ["to Kiev", "to Warsaw", "to Paris"]),
        ("Ông thăm Lào và Campuchia.", ["visit Lào", "visit Campuchia"]),
        ("Ông sẽ sang thăm chính thức nước Đức.", ["visit Đức"]),
        ("Ông ghé qua Doha.", ["to Doha"]),
        # where something stands all the time, what is spoken of, and words that are no place
        ("Đại sứ Nga tại Seoul gặp bà.", []),
        ("Ông bàn về xung đột ở Gaza.", []),
        ("Ông đề cập tới Nga.", []),
        ("Ông gặp bà tại Thủ tướng.", []),
        ("Ông gặp bà tại Ur hôm qua", []),  # so short a name may be anything
        ("Ông gặp bà ở thành phố Ur hôm qua", ["at Ur"]),
    ],
)
def test_ways(text: str, found: list[str], lexicon: Lexicon, atlas: Atlas) -> None:
    assert [f"{place.way} {place.place.name}" for place in named(text, lexicon, atlas)] == found


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("Ông mời bà sang Hà Nội.", True),
        ("Bà nhận lời mời sang Hà Nội.", False),
        ("Ông sang Hà Nội.", False),
    ],
)
def test_where_somebody_was_asked_to_come(text: str, wished: bool, lexicon: Lexicon, atlas: Atlas) -> None:
    assert [place.wished for place in named(text, lexicon, atlas)] == [wished]


SOCHI = Place("Sochi", town="Sochi")
RUSSIA = Place("Nga", "russia", True, "Nga")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Ông gặp bà tại Sochi.", SOCHI),
        ("Ông gặp bà tại Sochi (Nga).", Place("Sochi", "russia", town="Sochi")),
        ("Ông gặp bà tại Nga.", RUSSIA),
        ("Ông gặp bà ở thủ đô Ấn Độ.", Place("New Delhi", "india", town="New Delhi")),
        ("Ông gặp bà tại Điện Kremlin.", Place("Điện Kremlin (Moskva)", "russia", town="Moskva")),
        ("Ông gặp bà tại Bộ Quốc phòng Nga.", Place("Bộ Quốc phòng Nga (Moskva)", "russia", town="Moskva")),
        ("Ông gặp bà tại lâu đài Krasno.", Place("lâu đài Krasno")),
        (
            "Ông gặp bà tại khách sạn Krasno, Hà Nội.",
            Place("khách sạn Krasno (Hà Nội)", "vietnam", town="Hà Nội"),
        ),
    ],
)
def test_what_is_known_of_a_place(text: str, place: Place, lexicon: Lexicon, atlas: Atlas) -> None:
    assert [found.place for found in named(text, lexicon, atlas)] == [place]


def test_the_capital_is_spelt_as_in_the_text(atlas: Atlas) -> None:
    spelt = [atlas.capital("russia", text) for text in ("", "Moskva", "Mátxcơva, Mátxcơva, Moskva")]
    assert [place and place.name for place in spelt] == ["Moskva", "Moskva", "Mátxcơva"]
    assert atlas.capital("nato", "") is None


@pytest.mark.parametrize(
    ("place", "around"),
    [
        (Place("Điện Kremlin (Moskva)", "russia", town="Moskva"), Place("Moskva", "russia", town="Moskva")),
        (RUSSIA, RUSSIA),
        (Place("lâu đài Krasno"), None),
    ],
)
def test_what_lies_around(place: Place, around: Place | None) -> None:
    assert place.around == around


@pytest.mark.parametrize(
    ("place", "other", "narrows"),
    [
        (Place("Sochi", "russia", town="Sochi"), RUSSIA, True),
        (SOCHI, RUSSIA, False),  # of which state it is, nobody said
        (RUSSIA, RUSSIA, False),
        (RUSSIA, Place("Sochi", "russia", town="Sochi"), False),
    ],
)
def test_a_town_narrows_its_state(place: Place, other: Place, narrows: bool) -> None:
    assert place.narrows(other) is narrows
