"""Which reports are one occasion: a table of cases, and that neither order nor runs matter."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import replace

import pyoxigraph as ox
import pytest
from factory import EXTRACTOR, actor, event, extraction, on
from hypothesis import given, settings
from hypothesis import strategies as st
from testifying import AT_NIGHT, DAY, GLOSS, JULY, LATER, NEXT, PEOPLE, SAID, report

from kg.graph.consensus import derived_quads
from kg.graph.occasions import Constraints, Occasion, group, recorded
from kg.graph.testimony import Report, reports
from kg.graph.triples import article_quads
from kg.model import Kind, Status
from kg.vocab import compact, mint

WEEK = DAY + dt.timedelta(days=7)
AUGUST, AGES = dt.date(2024, 8, 2), dt.date(2026, 2, 1)
YEAR, YEAR_BEFORE = ((dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in (2024, 2023))
CALL, VIDEO, MEETING, VISIT = Kind.PHONE_CALL, Kind.VIDEO_CALL, Kind.MEETING, Kind.VISIT
MESSAGE, TALKS, CONTACT = Kind.MESSAGE, Kind.TALKS, Kind.CONTACT
PLANNED, PROPOSED, DENIED = Status.PLANNED, Status.PROPOSED, Status.DENIED


def shape(occasions: Sequence[Occasion]) -> list[list[str]]:
    return [[compact(r.iri).partition(":")[2] for r in occasion.reports] for occasion in occasions]


def many(text: str) -> list[list[str]]:
    """``x y | z`` as groups."""
    return [group.split() for group in text.split(" | ")] if text else []


R = report
GROUPS: list[tuple[str, list[Report], str]] = [
    ("nothing", [], ""),
    ("one", [R("x")], "x"),
    # parties
    ("the same parties, kind and day", [R("y"), R("x")], "x y"),
    ("sides numbered otherwise", [R("x", "a", "b"), R("y", "b", "a")], "x y"),
    ("somebody else", [R("x"), R("y", "a", "c")], "x | y"),
    ("one more party", [R("x"), R("y", "a", "b", "c")], "x | y"),
    ("one more on a side", [R("x"), R("y", "a", "b, c")], "x | y"),
    ("a state for its minister", [R("x", *PEOPLE), R("y", "USA", "belousov@RUS")], "x y"),
    ("two states for their ministers", [R("x", *PEOPLE), R("y", "USA", "RUS", kind=TALKS)], "x y"),
    ("a state for another's minister", [R("x", *PEOPLE), R("y", "USA", "CHN")], "x | y"),
    (
        "a state for one of two ministers",
        [R("x", *PEOPLE), R("y", "USA", "RUS"), R("z", "blinken@USA", "lavrov@RUS")],
        "x | y | z",
    ),
    ("a state, undated", [R("x", *PEOPLE), R("y", "USA", "RUS", on=None)], "x | y"),
    ("somebody without an office", [R("x", "ann", "RUS"), R("y", "USA", "RUS")], "x | y"),
    ("a name with one word more", [R("x", "a", "?Gabriel Boric"), R("y", "a", "?Gabriel Boric Font")], "x y"),
    ("forms of address", [R("x", "a", "?đồng chí Gabriel Boric"), R("y", "a", "?ông Gabriel Boric")], "x y"),
    ("a surname alone", [R("x", "a", "?Boric"), R("y", "a", "?Gabriel Boric")], "x | y"),
    ("another name", [R("x", "a", "?Juan Pérez"), R("y", "a", "?Juana Díaz")], "x | y"),
    (
        "like names, other counterparts",
        [R("x", "a", "?Juan Pérez"), R("y", "b", "?Juan Pérez Díaz")],
        "x | y",
    ),
    (
        "a name that two may bear",
        [R("x", "a", "?Juan Pérez"), R("y", "a", "?Juan Pérez Díaz"), R("z", "a", "?Juan Pérez Soto")],
        "x | y | z",
    ),
    # dates
    ("the next day", [R("x"), R("y", on=NEXT)], "x | y"),
    ("the next day, one an interval of both", [R("x"), R("y", on=NEXT), R("z", on=(DAY, NEXT))], "x | y | z"),
    ("a month and a day in it", [R("x"), R("y", on=JULY)], "x y"),
    ("a month and two days in it", [R("x"), R("y", on=JULY), R("z", on=NEXT)], "x | y | z"),
    ("the same month", [R("x", on=JULY), R("y", on=JULY)], "x y"),
    ("another month", [R("x"), R("y", on=(dt.date(2024, 6, 1), dt.date(2024, 6, 30)))], "x | y"),
    ("undated, just after", [R("x"), R("y", on=None)], "x y"),
    ("undated, weeks after", [R("x"), R("y", on=None, published=dt.date(2024, 8, 1))], "x | y"),
    ("undated, before", [R("x"), R("y", on=None, published=dt.date(2024, 7, 11))], "x | y"),
    ("undated, not published", [R("x"), R("y", on=None, published=None)], "x | y"),
    ("undated, and two fit", [R("x"), R("y", on=None), R("z", on=NEXT)], "x | y | z"),
    ("undated both", [R("x", on=None), R("y", on=None)], "x y"),
    (
        "undated, years apart",
        [R("x", on=None), R("y", on=None, published=dt.date(2022, 7, 14))],
        "x | y",
    ),
    ("since a day", [R("x"), R("y", on=(dt.date(2022, 2, 24), LATER))], "x y"),
    ("a year", [R("x"), R("y", on=(dt.date(2024, 1, 1), dt.date(2024, 12, 31)), published=None)], "x | y"),
    (
        "undated, in the same words",
        [R("x", on=None, quote=SAID), R("y", on=None, published=None, quote=SAID)],
        "x y",
    ),
    (
        "in much the same words",
        [
            R("x", on=None, published=None, quote=SAID),
            R("y", on=None, published=None, quote=SAID + " hôm qua"),
        ],
        "x y",
    ),
    ("the same words of another day", [R("x", quote=SAID), R("y", on=NEXT, quote=SAID)], "x | y"),
    (
        "the same words of others",
        [R("x", on=None, quote=SAID), R("y", "a", "c", on=None, quote=SAID)],
        "x | y",
    ),
    ("a day that is the next one elsewhere", [R("x", quote=GLOSS), R("y", on=NEXT)], "x y"),
    (
        "a day that is the first of the next month elsewhere",
        [R("x", quote=AT_NIGHT, on=dt.date(2024, 7, 31)), R("y", on=dt.date(2024, 8, 1))],
        "x y",
    ),
    ("a day that is another one elsewhere", [R("x", quote=GLOSS), R("y", on=LATER)], "x | y"),
    ("a month, and a day in another town", [R("x", at="Bali"), R("y", on=JULY, at="Paris")], "x | y"),
    ("a day, and two towns", [R("x", at="Bali"), R("y", at="Paris")], "x y"),
    ("undated, in another town", [R("x", at="Bali"), R("y", on=None, at="Paris")], "x | y"),
    (
        "undated, three weeks after, in that town",
        [R("x", at="Bali"), R("y", on=None, at="Bali", published=AUGUST)],
        "x y",
    ),
    (
        "undated, a year after, in that town",
        [R("x", at="Bali"), R("y", on=None, at="Bali", published=AGES)],
        "x | y",
    ),
    (
        "undated, three weeks after, in that state",
        [R("x", at="RUS"), R("y", on=None, at="RUS", published=AUGUST)],
        "x | y",
    ),
    ("recalled by year and town", [R("x", at="Bali"), R("y", on=YEAR, at="Bali", published=AGES)], "x y"),
    (
        "recalled by year and town from another year",
        [R("x", at="Bali"), R("y", on=YEAR_BEFORE, at="Bali", published=AGES)],
        "x | y",
    ),
    ("recalled by year alone", [R("x"), R("y", on=YEAR, published=AGES)], "x | y"),
    (
        "recalled by year and town, and two fit",
        [R("x", at="Bali"), R("y", on=LATER, at="Bali"), R("z", on=YEAR, at="Bali", published=AGES)],
        "x | y | z",
    ),
    (
        "planned for that town weeks after",
        [R("x", at="Bali"), R("y", on=None, at="Bali", published=AUGUST, status=PLANNED)],
        "x | y",
    ),
    # kinds
    ("another kind", [R("x"), R("y", kind=MEETING)], "x | y"),
    ("a call by video", [R("x"), R("y", kind=VIDEO)], "x y"),
    ("left open", [R("x", kind=CONTACT), R("y")], "x y"),
    ("talks that were a meeting", [R("x", kind=TALKS), R("y", kind=MEETING)], "x y"),
    ("both left open", [R("x", kind=TALKS), R("y", kind=CONTACT)], "x y"),
    ("left open between two", [R("x", kind=CONTACT), R("y"), R("z", kind=MEETING)], "x | y | z"),
    ("a message is no talks", [R("x", kind=MESSAGE, by="a"), R("y", kind=TALKS)], "x | y"),
    ("messages both ways", [R("x", kind=MESSAGE, by="a"), R("y", kind=MESSAGE, by="b")], "x | y"),
    ("a visit and its talks", [R("x", kind=VISIT), R("y", kind=MEETING)], "x y"),
    ("visits both ways", [R("x", "a", "b", kind=VISIT), R("y", "b", "a", kind=VISIT)], "x | y"),
    (
        "a visit to a state and the talks with its host",
        [R("x", "putin@RUS", "VNM", kind=VISIT, on=None), R("y", "lam@VNM", "putin@RUS", kind=MEETING)],
        "x y",
    ),
    (
        "a visit to a state and talks with two hosts",
        [
            R("x", "putin@RUS", "VNM", kind=VISIT),
            R("y", "lam@VNM", "putin@RUS", kind=MEETING),
            R("z", "chinh@VNM", "putin@RUS", kind=MEETING),
        ],
        "x | y | z",
    ),
    (
        "a visit, and who met the guest at the airport",
        [
            R("x", "putin@RUS", "VNM", kind=VISIT),
            R("y", "ha@VNM", "putin@RUS", kind=MEETING, quote="Ông đón khách tại sân bay"),
        ],
        "x | y",
    ),
    (
        "a visit, and talks with the host two days later",
        [R("x", "putin@RUS", "VNM", kind=VISIT), R("y", "lam@VNM", "putin@RUS", kind=MEETING, on=LATER)],
        "x y",
    ),
    (
        "a visit to a host, and talks with him two days later",
        [R("x", kind=VISIT), R("y", kind=MEETING, on=LATER)],
        "x y",
    ),
    (
        "a visit to a host, and talks with him a week later",
        [R("x", kind=VISIT), R("y", kind=MEETING, on=WEEK)],
        "x | y",
    ),
    ("talks, and a visit two days later", [R("x", kind=MEETING), R("y", kind=VISIT, on=LATER)], "x | y"),
    ("one visit that lasts", [R("x", kind=VISIT), R("y", kind=VISIT, on=LATER)], "x y"),
    (
        "two meetings during a visit to their host",
        [R("x", kind=VISIT), R("y", kind=MEETING, on=NEXT), R("z", kind=MEETING, on=LATER)],
        "x | y | z",
    ),
    (
        "a visit, and talks with its host elsewhere",
        [R("x", "putin@RUS", "VNM", kind=VISIT), R("y", "lam@VNM", "putin@RUS", kind=MEETING, at="RUS")],
        "x | y",
    ),
    (
        "a visit, and talks with its host there",
        [R("x", "putin@RUS", "VNM", kind=VISIT), R("y", "lam@VNM", "putin@RUS", kind=MEETING, at="VNM")],
        "x y",
    ),
    (
        "a visit recalled by the town, and talks with the host there",
        [
            R("x", "orban@HUN", "UKR", kind=VISIT, on=None, at="Kiev", published=AUGUST),
            R("y", "orban@HUN", "zelensky@UKR", kind=MEETING, at="Kiev"),
        ],
        "x y",
    ),
    (
        "a visit recalled by year and town, and talks with the host there",
        [
            R("x", "orban@HUN", "UKR", kind=VISIT, on=YEAR, at="Kiev", published=AGES),
            R("y", "orban@HUN", "zelensky@UKR", kind=MEETING, at="Kiev"),
        ],
        "x y",
    ),
    (
        "a visit and talks with two, of whom one holds the office of the guest",
        [
            R("x", "putin@RUS#president", "VNM", kind=VISIT),
            R("y", "lam@VNM#president", "putin@RUS#president", kind=MEETING),
            R("z", "chinh@VNM#premier", "putin@RUS#president", kind=MEETING),
        ],
        "x y | z",
    ),
    (
        "a visit and talks with two, of whom one invited the guest",
        [
            R("x", "putin@RUS#president", "VNM", kind=VISIT),
            R("y", "chinh@VNM#premier", "putin@RUS#president", kind=MEETING),
            R("z", "putin@RUS#president", "trong@VNM", kind=VISIT),
        ],
        "x z | y",
    ),
    (
        "a visit, and its leaders without a name",
        [
            R("x", "austin@USA", "UKR", kind=VISIT),
            R("y", "austin@USA", "?giới lãnh đạo Ukraine@UKR", kind=MEETING),
        ],
        "x y",
    ),
    (
        "a visit, and businesses there",
        [
            R("x", "austin@USA", "UKR", kind=VISIT),
            R("y", "austin@USA", "?doanh nghiệp Ukraine@UKR", kind=MEETING),
        ],
        "x | y",
    ),
    (
        "a visit to one state, talks with another's",
        [R("x", "kerry@USA", "FRA", kind=VISIT), R("y", "kerry@USA", "saud@SAU", kind=MEETING)],
        "x | y",
    ),
    (
        "a visit, and a wish to meet somebody of that state",
        [
            R("x", "lam@VNM", "USA", kind=VISIT),
            R("y", "lam@VNM", "biden@USA", kind=MEETING, status=PROPOSED, on=None, published=DAY),
        ],
        "x | y",
    ),
    (
        "a letter of two and of one of them",
        [R("x", "a, b", "c", kind=MESSAGE, by="a"), R("y", "b", "c", kind=MESSAGE, by="b")],
        "x y",
    ),
    (
        "a letter of two and of each of them",
        [
            R("x", "a", "c", kind=MESSAGE, by="a"),
            R("y", "a, b", "c", kind=MESSAGE, by="b"),
            R("z", "b", "c", kind=MESSAGE, by="b"),
        ],
        "x y z",
    ),
    (
        "a letter of two and the answer",
        [R("x", "a, b", "c", kind=MESSAGE, by="a"), R("y", "c", "a, b", kind=MESSAGE, by="c")],
        "x | y",
    ),
    (
        "a letter of two and the answer to one",
        [R("x", "a, b", "c", kind=MESSAGE, by="a"), R("y", "c", "a", kind=MESSAGE, by="c")],
        "x | y",
    ),
    (
        "a letter of two and of another",
        [R("x", "a, b", "c", kind=MESSAGE, by="a"), R("y", "d", "c", kind=MESSAGE, by="d")],
        "x | y",
    ),
    (
        "a letter of two, and to another",
        [R("x", "a, b", "c", kind=MESSAGE, by="a"), R("y", "a", "d", kind=MESSAGE, by="a")],
        "x | y",
    ),
    (
        "a letter of two and of one a day later",
        [R("x", "a, b", "c", kind=MESSAGE, by="a"), R("y", "a", "c", kind=MESSAGE, by="a", on=NEXT)],
        "x | y",
    ),
    ("a call of two and of one of them", [R("x", "a, b", "c", by="a"), R("y", "a", "c", by="a")], "x | y"),
    # status
    ("planned, then held", [R("x", status=PLANNED, published=DAY), R("y")], "x y"),
    ("planned when it had been", [R("x", status=PLANNED, on=None, published=LATER), R("y")], "x | y"),
    (
        "planned for some time, then held",
        [R("x", status=PLANNED, on=None, published=dt.date(2024, 7, 2)), R("y")],
        "x y",
    ),
    (
        "planned long before",
        [R("x", status=PLANNED, on=None, published=dt.date(2024, 1, 2)), R("y")],
        "x | y",
    ),
    ("planned, then called off", [R("x", status=PLANNED, published=DAY), R("y", status=DENIED)], "x y"),
    (
        "asked for, then planned",
        [R("x", status=PROPOSED, published=DAY), R("y", status=PLANNED, published=DAY)],
        "x y",
    ),
    (
        "asked for in general",
        [R("x", status=PROPOSED, kind=TALKS, on=None, published=DAY), R("y", on=LATER)],
        "x | y",
    ),
    ("denied and confirmed", [R("x", status=DENIED), R("y")], "x y"),
    ("denied and confirmed, undated", [R("x", status=DENIED, on=None), R("y")], "x | y"),
    ("denied and confirmed by one", [R("x", status=DENIED, article="s"), R("y", article="s")], "x | y"),
    ("denied twice", [R("x", status=DENIED, on=None), R("y", status=DENIED, on=None)], "x y"),
    # further cues
    ("sought by one or the other", [R("x", by="a"), R("y", by="b")], "x y"),
    ("sought both ways in one article", [R("x", by="a", article="s"), R("y", by="b", article="s")], "x | y"),
    ("several summed up", [R("x"), R("y", count=2)], "x | y"),
    (
        "the second in a month, the third",
        [
            R("x", quote="lần thứ hai trong tháng", on=JULY),
            R("y", quote="lần thứ ba trong tháng", on=JULY),
        ],
        "x | y",
    ),
    (
        "two channels",
        [R("x", channel=mint("channel", "hotline")), R("y", channel=mint("channel", "deconfliction"))],
        "x | y",
    ),
]


@pytest.mark.parametrize(("members", "expected"), [row[1:] for row in GROUPS], ids=[row[0] for row in GROUPS])
def test_grouping(members: list[Report], expected: str) -> None:
    assert shape(group(members)) == many(expected)


@pytest.mark.parametrize(
    ("together", "apart", "expected"),
    [
        ([], [], "x y | z"),
        ([("y", "z")], [], "x y z"),
        ([("x", "z"), ("y", "z")], [], "x y z"),
        ([], [("x", "y")], "x | y | z"),
        ([("x", "y")], [("x", "y")], "x | y | z"),
        ([("y", "z")], [("x", "z")], "x y | z"),
        ([("z", "elsewhere")], [("x", "elsewhere")], "x y | z"),
    ],
)
def test_what_people_decided(
    together: list[tuple[str, str]], apart: list[tuple[str, str]], expected: str
) -> None:
    pairs = [
        frozenset(frozenset(mint("report", name) for name in pair) for pair in pairs)
        for pairs in (together, apart)
    ]
    found = group([R("x"), R("y"), R("z", on=NEXT)], Constraints(*pairs))
    assert shape(found) == many(expected)


_sides = st.sampled_from(
    [
        ("a@USA", "b@RUS"),
        ("b@RUS", "a@USA"),
        ("USA", "b@RUS"),
        ("USA", "RUS"),
        ("c@USA", "b@RUS"),
        ("a@USA", "b@RUS", "c"),
        ("a@USA, c@USA", "b@RUS"),
        ("a@USA", "?Ann Lee"),
        ("a@USA", "?Ann Lee Roe"),
    ]
)
_when = st.sampled_from([DAY, NEXT, None, JULY, (DAY, NEXT), (None, NEXT), (dt.date(2024, 1, 1), LATER)])
_reports = st.builds(
    lambda sides, **details: report("r", *sides, **details),
    _sides,
    kind=st.sampled_from(Kind),
    status=st.sampled_from(Status),
    on=_when,
    by=st.sampled_from([None, "a", "b"]),
    at=st.sampled_from([None, None, "Bali", "Paris", "USA", "RUS"]),
    quote=st.sampled_from(["", SAID, SAID + " hôm qua", GLOSS, "lần thứ hai trong tháng"]),
    article=st.sampled_from("stu"),
    published=st.sampled_from([None, DAY, LATER, dt.date(2024, 6, 30)]),
    count=st.sampled_from([1, 1, 2]),
)
_lists = st.lists(_reports, max_size=14).map(
    lambda found: [replace(r, iri=mint("report", f"r{number:02}")) for number, r in enumerate(found)]
)


@settings(deadline=None)
@given(_lists, st.randoms(use_true_random=False))
def test_every_report_is_of_one_occasion_in_any_order(found: list[Report], random: random.Random) -> None:
    occasions = group(found)
    assert sorted(r.iri for o in occasions for r in o.reports) == sorted(r.iri for r in found)
    assert [o.iri for o in occasions] == sorted({o.iri for o in occasions})
    assert all(o.reports[0].iri == min(r.iri for r in o.reports) for o in occasions)
    shuffled = group(random.sample(found, len(found)))
    assert [(o, o.links, o.held) for o in shuffled] == [(o, o.links, o.held) for o in occasions]
    assert derived_quads(shuffled) == derived_quads(occasions)


@settings(deadline=None)
@given(_lists)
def test_links_span_each_occasion(found: list[Report]) -> None:
    """A report is joined by one link, whose other end is in the occasion; so all reports hang together."""
    for occasion in group(found):
        reached = {occasion.reports[0].iri}
        for _ in occasion.reports:
            reached |= {end for link in occasion.links if reached & {*link[:2]} for end in link[:2]}
        assert reached == {r.iri for r in occasion.reports}
        assert len(occasion.links) == len(occasion.reports) - 1


@settings(deadline=None)
@given(_lists, st.data())
def test_decisions_hold(found: list[Report], data: st.DataObject) -> None:
    iris = [r.iri for r in found]
    if len(iris) < 2:
        return
    apart = data.draw(
        st.lists(st.lists(st.sampled_from(iris), min_size=2, max_size=2, unique=True), max_size=3)
    )
    occasions = group(found, Constraints(apart=frozenset(map(frozenset, apart))))
    together = [{r.iri for r in occasion.reports} for occasion in occasions]
    assert not [pair for pair in apart if any(set(pair) <= members for members in together)]
    one = frozenset(data.draw(st.lists(st.sampled_from(iris), min_size=2, max_size=2, unique=True)))
    joined = group(found, Constraints(together=frozenset({one})))
    assert any(one <= {r.iri for r in occasion.reports} for occasion in joined)


@settings(deadline=None)
@given(_lists, st.data())
def test_a_decision_is_decisive_where_it_changes_something(found: list[Report], data: st.DataObject) -> None:
    iris = [r.iri for r in found]
    if len(iris) < 2:
        return
    pair = frozenset(data.draw(st.lists(st.sampled_from(iris), min_size=2, max_size=2, unique=True)))
    unaided = any(pair <= {r.iri for r in occasion.reports} for occasion in group(found))
    joined = group(found, Constraints(together=frozenset({pair})))
    assert [pair in o.decisive for o in joined if pair <= {r.iri for r in o.reports}] == [not unaided]
    parted = group(found, Constraints(apart=frozenset({pair})))
    if unaided:
        assert sum(pair in occasion.decisive for occasion in parted) == 2


def test_why_reports_are_joined_and_held_apart() -> None:
    [joined] = group([R("x"), R("y", on=None)])
    assert [tuple(map(compact, link[:2])) for link in joined.links] == [("report:y", "report:x")]
    assert joined.links[0].why == (
        "the same parties; undated, published 2024-07-14: the only contact of theirs that fits"
    )
    held = [held for occasion in group([R("x"), R("y", on=None), R("z", on=NEXT)]) for held in occasion.held]
    assert [(compact(h.one), [*map(compact, h.others)], h.why) for h in held] == [
        ("report:y", ["report:x", "report:z"], "2 occasions fit it")
    ]


def test_occasions_as_the_graph_has_them() -> None:
    dataset = ox.Store()
    call = event([actor("austin")], ["belousov"], date=on("2024-07-12"))
    for id in ("a1", "a2"):
        dataset.extend(article_quads(extraction(call, id=id), extractor=EXTRACTOR))
    assert [len(occasion.reports) for occasion in recorded(dataset)] == [1, 1]
    dataset.extend(derived_quads(group(reports(dataset))))
    assert [len(occasion.reports) for occasion in recorded(dataset)] == [2]
