"""What a build read, in numbers."""

from __future__ import annotations

from factory import actor, event, evidence, extraction, on

from kg.batch.tally import Tally
from kg.model import Extraction, Kind, NoContact, Status

STRANGER = actor("x.an", "ông An", known=False)


def test_what_is_kept_is_counted() -> None:
    tally = Tally(min_confidence=0.5)
    whole = extraction(
        event(["austin"], [STRANGER], confidence=0.9, date=on("2024-07-12")),
        event(["austin"], [STRANGER], confidence=0.5),
        event(["austin"], ["belousov"], confidence=0.3),
    )
    assert [each.confidence for each in tally.add(whole).events] == [0.9, 0.5]
    assert dict(tally.rows()) == {
        "articles": "1",
        "contacts": "2 (occurred 2); 1 below 0.5 left out",
        "kinds": "PhoneCall 2",
        "undated": "1",
        "actors": "2",
        "unresolved": "2 mentions of 1 actor not in the register",
    }


def test_articles_add_up_the_most_frequent_first() -> None:
    tally = Tally()
    tally.add(extraction(event(["a"], ["b"], kind=Kind.MEETING, status=Status.PLANNED)))
    tally.add(extraction(event(["a"], ["c"]), event(["d"], ["c"]), id="a2"))
    tally.add(extraction(id="a3"))
    rows = dict(tally.rows())
    assert (rows["articles"], rows["actors"], tally.contacts) == ("3", "4", 3)
    assert (rows["kinds"], rows["contacts"]) == ("PhoneCall 2, Meeting 1", "3 (occurred 2, planned 1)")


def test_nothing_read() -> None:
    rows = dict(Tally().rows())
    assert (rows["contacts"], rows["kinds"]) == ("0 (none)", "none")
    assert rows["unresolved"] == "0 mentions of 0 actors not in the register"


def test_the_rest_of_an_extraction_is_kept() -> None:
    silence = NoContact("a1", (actor("austin"),), evidence(), "r")
    whole: Extraction = extraction(event(["a"], ["b"]), silences=(silence,))
    assert Tally().add(whole) == whole
