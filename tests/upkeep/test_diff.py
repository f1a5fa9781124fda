"""What two builds are said to differ in."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from factory import EXTRACTOR, TEXT, actor, event, evidence, extraction, extractions, on, register
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.cli import main
from kg.model import (
    Attribution,
    AttributionType,
    ContactEvent,
    DateBasis,
    EventDate,
    Extraction,
    Kind,
    NoContact,
    Span,
    Status,
)
from kg.store import open_store
from kg.upkeep.changes import as_json, as_text
from kg.upkeep.diff import Change, Diff, diff
from kg.vocab import local, mint, slug

AUSTIN, BELOUSOV = mint("actor", "austin"), mint("actor", "belousov")
CALL = event(["austin"], ["belousov"], date=on("2024-07-12"))
MEETING = event(["austin"], ["russia"], kind=Kind.MEETING, trigger=60, date=on("2024-07-01"))
Records = list[Extraction]


def built(folder: Path, records: Records) -> Path:
    with open_store(folder) as store:
        store.mirror(records, register(), EXTRACTOR)
    return folder


def compared(folder: Path, old: Records, new: Records) -> Diff:
    return between(built(folder / "old", old), built(folder / "new", new))


def between(one: Path, other: Path) -> Diff:
    with open_store(one, read_only=True) as before, open_store(other, read_only=True) as after:
        return diff(before, after)


def only_changes(found: Diff) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """The changes of the one contact that differs."""
    assert not found.contacts.gained
    assert not found.contacts.lost
    (changed,) = found.contacts.changed
    return [
        (change.field, change.old, change.new) for change in changed.changes if change.field != "evidence"
    ]


FIRST = evidence(end=30)
TASS = Attribution("TASS", Span(5, 9), AttributionType.MEDIA)
CASES: dict[str, tuple[Records, Records, list[tuple[str, tuple[str, ...], tuple[str, ...]]]]] = {
    "a date that is found": (
        [extraction(replace(CALL, date=None))],
        [extraction(CALL)],
        [("date", (), ("2024-07-12",))],
    ),
    "another kind, hence another IRI": (
        [extraction(CALL)],
        [extraction(replace(CALL, kind=Kind.VIDEO_CALL))],
        [("kind", (mint("kind", "PhoneCall"),), (mint("kind", "VideoCall"),))],
    ),
    "who sought it": (
        [extraction(CALL)],
        [extraction(replace(CALL, initiator="belousov", initiator_evidence=FIRST))],
        [("initiator", (), (BELOUSOV,))],
    ),
    "it took place after all": (
        [extraction(replace(CALL, status=Status.PLANNED))],
        [extraction(CALL)],
        [("status", (mint("status", "planned"),), (mint("status", "occurred"),))],
    ),
    "one of two parties, in one sentence": (
        [extraction(CALL, MEETING)],
        [extraction(replace(CALL, participants=event(["austin"], ["russia"]).participants), MEETING)],
        [("participants", (AUSTIN, BELOUSOV), (AUSTIN, mint("actor", "russia")))],
    ),
    "only one report says on whose word": (
        [extraction(CALL), extraction(CALL, id="a2")],
        [extraction(CALL), extraction(replace(CALL, said_by=(TASS,)), id="a2")],
        [
            ("attribution", (), ("TASS",)),
            ("standing of the source", (), (mint("attribution-type", "media"),)),
        ],
    ),
    "another article tells it too": (
        [extraction(CALL)],
        [extraction(CALL), extraction(replace(CALL, trigger=CALL.trigger), id="a2")],
        [("articles", ("a1",), ("a1", "a2"))],
    ),
    "the article has another id": (
        [extraction(CALL), extraction(MEETING, id="b")],
        [extraction(CALL, id="other"), extraction(MEETING, id="b")],
        [("articles", ("a1",), ("other",))],
    ),
    "the place": (
        [extraction(replace(CALL, place="Moskva"))],
        [extraction(replace(CALL, place="Minsk"))],
        [("place", ("Moskva",), ("Minsk",))],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_contact_that_changed(tmp_path: Path, case: str) -> None:
    old, new, expected = CASES[case]
    assert only_changes(compared(tmp_path, old, new)) == expected
    back = [(field, after, before) for field, before, after in expected]
    assert only_changes(compared(tmp_path, new, old)) == back


NAMED = [event(["austin"], [actor(id, "Trần An", known=False)]) for id in ("x.tran-an", "x.an.vn")]
MOVED = event(["austin"], ["belousov"], date=on("2024-07-12"), trigger=41)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([], []),
        ([extraction(CALL, MEETING)], [extraction(MEETING, CALL)]),
        ([extraction(NAMED[0])], [extraction(NAMED[1])]),  # outside the register a name counts, not the IRI
        ([extraction(CALL)], [extraction(MOVED)]),  # found at another word of the sentence
        ([extraction(CALL), extraction(id="b")], [extraction(id="c"), extraction(CALL)]),
    ],
)
def test_what_says_the_same_is_no_difference(tmp_path: Path, old: Records, new: Records) -> None:
    found = compared(tmp_path, old, new)
    assert (found.contacts.gained, found.contacts.lost, found.contacts.changed) == ((), (), ())
    assert found.contacts.unchanged == sum(len(record.events) for record in old)


def test_contacts_gained_and_lost_with_their_articles(tmp_path: Path) -> None:
    found = compared(
        tmp_path, [extraction(CALL), extraction(id="b")], [extraction(id="b"), extraction(MEETING, id="c")]
    )
    assert [(contact.label, contact.articles) for contact in found.contacts.gained] == [
        ("Austin – Russia: meeting, 2024-07-01", ("c",))
    ]
    assert [contact.articles for contact in found.contacts.lost] == [("a1",)]
    assert (found.articles_added, found.articles_removed) == (("c",), ("a1",))


def test_two_contacts_of_a_sentence_are_not_mixed_up(tmp_path: Path) -> None:
    names = ("Trần Văn An", "Lê Thị Bình", "Phạm Minh Cường", "Vũ Tiến Dũng")
    others = [
        event(["austin"], [actor(f"x.{slug(name)}", name, known=False)], trigger=n)
        for n, name in enumerate(names)
    ]
    moved = [
        replace(each, trigger=CALL.trigger, place="Paris" if n == 2 else None)
        for n, each in enumerate(others)
    ]
    found = compared(tmp_path, [extraction(*others)], [extraction(*moved)])
    assert only_changes(found) == [("place", (), ("Paris",))]
    assert "Phạm Minh Cường" in found.contacts.changed[0].new.label
    assert found.contacts.unchanged == 3


def test_a_rewritten_article_is_named(tmp_path: Path) -> None:
    other = replace(extraction(CALL), article=replace(extraction().article, text=TEXT + " Hết."))
    found = compared(tmp_path, [extraction(CALL)], [other])
    assert found.articles_rewritten == ("a1",)
    assert found.contacts.unchanged == 1


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(*[st.lists(extractions(), max_size=2, unique_by=lambda each: local(each.article.id))] * 2)
def test_there_and_back_are_opposites(
    tmp_path_factory: pytest.TempPathFactory, old: Records, new: Records
) -> None:
    folder = tmp_path_factory.mktemp("any")
    one, two, again = (
        built(folder / name, records)
        for name, records in (("one", old), ("two", new), ("again", list(reversed(old))))
    )
    there, back, same = between(one, two), between(two, one), between(one, again)
    for forth, back_, none in (
        (there.contacts, back.contacts, same.contacts),
        (there.silences, back.silences, same.silences),
    ):
        assert (len(forth.gained), len(forth.lost)) == (len(back_.lost), len(back_.gained))
        assert (len(forth.changed), forth.unchanged) == (len(back_.changed), back_.unchanged)
        assert (none.gained, none.lost, none.changed) == ((), (), ())
    assert same.silences.unchanged == sum(len(record.silences) for record in old)
    assert "\x1b" not in as_text(there)
    json.dumps(as_json(there))


def test_in_words(tmp_path: Path) -> None:
    old = [extraction(replace(CALL, date=None)), extraction(MEETING, id="b")]
    new = [
        extraction(replace(CALL, initiator="belousov", initiator_evidence=FIRST), MOVED_TO_RUSSIA),
        *(extraction(CALL, id=f"n{n}") for n in range(7)),
    ]
    assert as_text(compared(tmp_path, old, new)) == (
        "7 articles added: n0, n1, n2, n3, n4 and 2 more\n"
        "1 article removed: b\n"
        "+ Austin – Russia: Visit\n"
        "    in a1\n"
        "- Austin – Russia: meeting, 2024-07-01\n"
        "    in b\n"
        "~ Austin – Belousov: phone call, 2024-07-12\n"
        "    initiator: not stated → Andrey Belousov\n"
        "    date: not stated → 2024-07-12\n"
        "    also told by n0, n1, n2, n3, n4 and 2 more\n"
        "1 contact gained, 1 lost, 1 changed, 0 as before\n"
    )


MOVED_TO_RUSSIA = event(["austin"], ["russia"], kind=Kind.VISIT, trigger=5, evidence=FIRST)


def stating(*silences: NoContact, id: str = "a1", events: tuple[ContactEvent, ...] = ()) -> Extraction:
    return replace(extraction(*events, id=id), silences=tuple(replace(each, article=id) for each in silences))


def until(day: str) -> EventDate:
    return EventDate(
        dt.date(2023, 3, 1), dt.date.fromisoformat(day), f"2023-03/{day}", "interval", DateBasis.STATED
    )


SILENT = NoContact(
    "a1", (actor("austin"), actor("belousov")), evidence(), "silence-since", until("2024-07-20"),
    sure=dt.date(2023, 4, 1),
)  # fmt: skip
SHORTER = replace(SILENT, date=until("2024-07-10"))
APART = replace(SILENT, actors=(actor("austin"), actor("russia")))
STRANGERS = [
    replace(SILENT, actors=(actor("austin"), actor(id, "Trần An", known=False)))
    for id in ("x.tran-an", "x.an.vn")
]
CALLED = extraction(CALL, id="b")
CALL_SEEN = ("contradicted by", (), (mint("occasion", "b.PhoneCall.39-47"),))
SILENCE_CASES: dict[str, tuple[Records, Records, list[tuple[str, tuple[str, ...], tuple[str, ...]]]]] = {
    "it lasted longer": (
        [stating(SHORTER)],
        [stating(SILENT)],
        [("until", ("2024-07-10",), ("2024-07-20",))],
    ),
    "a contact contradicts it": ([stating(SILENT)], [stating(SILENT), CALLED], [CALL_SEEN]),
    "what contradicts it is of another kind": (
        [stating(SILENT), CALLED],
        [stating(SILENT), extraction(replace(CALL, kind=Kind.VIDEO_CALL), id="b")],
        [],  # one contact, of which the kind is told to have changed
    ),
    "it is longer, and so a contact contradicts it": (
        [stating(SHORTER), CALLED],
        [stating(SILENT), CALLED],
        [("until", ("2024-07-10",), ("2024-07-20",)), CALL_SEEN],
    ),
    "from when it surely held": (
        [stating(replace(SILENT, sure=None))],
        [stating(SILENT)],
        [("surely since", (), ("2023-04-01",))],
    ),
    "of what kind": (
        [stating(SILENT)],
        [stating(replace(SILENT, kind=Kind.MEETING))],
        [("kind", (), (mint("kind", "Meeting"),))],
    ),
    "one of those who were silent, in one sentence": (
        [stating(SILENT)],
        [stating(APART)],
        [("who", (AUSTIN, BELOUSOV), (AUSTIN, mint("actor", "russia")))],
    ),
    "what ended it": (
        [stating(SILENT, events=(CALL,))],
        [stating(replace(SILENT, ended_by=CALL.trigger), events=(CALL,))],
        [
            ("ended by", (), (mint("occasion", "a1.PhoneCall.39-47"),)),
            ("contradicted by", (mint("occasion", "a1.PhoneCall.39-47"),), ()),
        ],
    ),
    "outside the register a name counts, not the IRI": (
        [stating(STRANGERS[0])],
        [stating(STRANGERS[1])],
        [],
    ),
    "two of a sentence": ([stating(SILENT, APART)], [stating(APART, SILENT)], []),
}


@pytest.mark.parametrize("case", SILENCE_CASES)
def test_a_stated_silence_that_changed(tmp_path: Path, case: str) -> None:
    old, new, expected = SILENCE_CASES[case]
    back = [(field, after, before) for field, before, after in expected]
    for one, other, changes in ((old, new, expected), (new, old, back)):
        found = compared(tmp_path / str(one is old), one, other).silences
        assert (found.gained, found.lost) == ((), ())
        assert [(c.field, c.old, c.new) for each in found.changed for c in each.changes] == changes
        assert len(found.changed) + found.unchanged == len(one[0].silences)


def test_silences_gained_and_lost(tmp_path: Path) -> None:
    found = compared(tmp_path, [stating(SILENT)], [stating(), stating(APART, id="b")]).silences
    (gained,), (lost,) = found.gained, found.lost
    assert gained.articles == ("b",)
    assert (lost.articles, lost.label) == (
        ("a1",),
        "Andrey Belousov – Lloyd Austin: no contact since 2023-04-01 until 2024-07-20",
    )
    assert (found.changed, found.unchanged) == ((), 0)


def test_silences_in_words(tmp_path: Path) -> None:
    old = [stating(SHORTER), stating(APART, id="c"), CALLED]
    new = [stating(SILENT), stating(id="c"), stating(replace(APART, kind=Kind.VISIT), id="d"), CALLED]
    assert as_text(compared(tmp_path, old, new)) == (
        "1 article added: d\n"
        "0 contacts gained, 0 lost, 0 changed, 1 as before\n"
        "+ Lloyd Austin – Russia: no Visit since 2023-04-01 until 2024-07-20\n"
        "    stated in d\n"
        "- Lloyd Austin – Russia: no contact since 2023-04-01 until 2024-07-20\n"
        "    stated in c\n"
        "~ Andrey Belousov – Lloyd Austin: no contact since 2023-04-01 until 2024-07-20\n"
        "    stated in a1\n"
        "    until: 2024-07-10 → 2024-07-20\n"
        "    contradicted by: none → Austin – Belousov: phone call, 2024-07-12\n"
        "1 stated silence gained, 1 lost, 1 changed, 0 as before\n"
    )


def test_silences_as_json(tmp_path: Path) -> None:
    found = as_json(compared(tmp_path, [stating(SHORTER)], [stating(SILENT), stating(APART, id="b")]))
    silences = json.loads(json.dumps(found))["silences"]
    assert [each["article"] for each in silences["gained"]] == ["b"]
    assert (silences["lost"], silences["unchanged"]) == ([], 0)
    (changed,) = silences["changed"]
    assert changed["changes"] == [
        {"field": "until", "old": ["2024-07-10"], "new": ["2024-07-20"], "article": None}
    ]
    assert changed["old"]["silence"] == changed["new"]["silence"] == "silence:a1.0"


def test_as_json(tmp_path: Path) -> None:
    found = as_json(compared(tmp_path, [extraction(replace(CALL, date=None))], [extraction(CALL)]))
    (changed,) = found["changed"]
    assert changed["changes"] == [{"field": "date", "old": [], "new": ["2024-07-12"], "article": None}]
    assert changed["old"]["occasion"] == changed["new"]["occasion"] == "occasion:a1.PhoneCall.39-47"
    assert found["unchanged"] == 0


@pytest.mark.parametrize("show", [as_text, lambda found: json.dumps(as_json(found))])
def test_nothing_to_tell(tmp_path: Path, show: Callable[[Diff], str]) -> None:
    assert "0" in show(compared(tmp_path, [], []))


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = built(tmp_path / "old", [extraction(CALL)]), built(tmp_path / "new", [extraction(CALL)])
    assert main(["diff", str(old), str(new)]) == 0
    assert capsys.readouterr().out == "0 contacts gained, 0 lost, 0 changed, 1 as before\n"
    assert main(["diff", str(old), str(old), "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["unchanged"] == 1
    assert main(["diff", str(old), str(tmp_path / "none")]) == 1
    assert "no store here" in capsys.readouterr().err


def test_a_change_is_a_plain_record() -> None:
    assert Change("date", (), ("2024",)).article is None
