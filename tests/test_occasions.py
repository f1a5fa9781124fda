from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import replace

import pyoxigraph as ox
import pytest
from factory import EXTRACTOR, event, extraction, on, register
from hypothesis import given
from hypothesis import strategies as st

from kg.model import ContactEvent, DateBasis, EventDate, Kind, Status
from kg.occasions import Occasion, Report, derived_quads, direct_triples, group, reports
from kg.triples import article_quads, plain, preferred_labels
from kg.vocab import compact, expand, mint

DAY = dt.date(2024, 7, 12)


def report(
    name: str = "r",
    *,
    kind: Kind = Kind.PHONE_CALL,
    status: Status = Status.OCCURRED,
    sides: dict[str, int] | None = None,
    day: dt.date | None = DAY,
    initiator: str | None = None,
    number: int = 1,
) -> Report:
    return Report(
        mint("report", name),
        kind,
        status,
        tuple((mint("actor", a), side) for a, side in sorted((sides or {"a": 1, "b": 2}).items())),
        mint("article", "a1"),
        mint("actor", initiator) if initiator else None,
        day,
        day,
        day.isoformat() if day else None,
        number,
    )


def shape(occasions: Sequence[Occasion]) -> list[list[str]]:
    return [[compact(r.iri).partition(":")[2] for r in occasion.reports] for occasion in occasions]


GROUPS: list[tuple[str, list[Report], list[list[str]]]] = [
    ("nothing", [], []),
    ("one", [report("x")], [["x"]]),
    ("same actors, kind, status, day", [report("y"), report("x")], [["x", "y"]]),
    ("another day", [report("x"), report("y", day=dt.date(2024, 7, 13))], [["x"], ["y"]]),
    ("undated", [report("x", day=None), report("y", day=None)], [["x"], ["y"]]),
    ("one undated", [report("x"), report("y", day=None)], [["x"], ["y"]]),
    ("another status", [report("x"), report("y", status=Status.PLANNED)], [["x"], ["y"]]),
    ("more actors", [report("x"), report("y", sides={"a": 1, "b": 2, "c": 2})], [["x"], ["y"]]),
    ("sides numbered otherwise", [report("x"), report("y", sides={"a": 2, "b": 1})], [["x", "y"]]),
    ("several contacts in one statement", [report("x"), report("y", number=2)], [["x"], ["y"]]),
    ("another kind", [report("x"), report("y", kind=Kind.MEETING)], [["x"], ["y"]]),
    ("generic joins", [report("x", kind=Kind.CONTACT), report("y")], [["x", "y"]]),
    ("talks joins", [report("x", kind=Kind.TALKS), report("y", kind=Kind.MEETING)], [["x", "y"]]),
    ("generic kinds join", [report("x", kind=Kind.TALKS), report("y", kind=Kind.CONTACT)], [["x", "y"]]),
    (
        "generic does not choose",
        [report("x", kind=Kind.CONTACT), report("y"), report("z", kind=Kind.MEETING)],
        [["x"], ["y"], ["z"]],
    ),
]


@pytest.mark.parametrize(("members", "expected"), [row[1:] for row in GROUPS], ids=[row[0] for row in GROUPS])
def test_grouping(members: list[Report], expected: list[list[str]]) -> None:
    assert shape(group(members)) == expected


def test_interval_is_not_a_day() -> None:
    month = [
        Report(
            mint("report", n), Kind.MEETING, Status.OCCURRED, (("a", 1), ("b", 2)), "x", None, DAY, last, "x"
        )
        for n, last in (("x", dt.date(2024, 7, 31)), ("y", None))
    ]
    assert shape(group(month)) == [["x"], ["y"]]


_reports = st.builds(
    report,
    kind=st.sampled_from(Kind),
    status=st.sampled_from([Status.OCCURRED, Status.DENIED]),
    sides=st.sampled_from([{"a": 1, "b": 2}, {"a": 2, "b": 1}, {"a": 1, "b": 2, "c": 3}]),
    day=st.sampled_from([DAY, dt.date(2024, 7, 13), None]),
    initiator=st.sampled_from([None, "a", "b"]),
)


_lists = st.lists(_reports, max_size=12).map(
    lambda found: [replace(r, iri=mint("report", f"r{number}")) for number, r in enumerate(found)]
)


@given(_lists, st.randoms(use_true_random=False))
def test_every_report_is_of_one_occasion_in_any_order(found: list[Report], random: random.Random) -> None:
    occasions = group(found)
    assert sorted(r.iri for o in occasions for r in o.reports) == sorted(r.iri for r in found)
    assert [o.iri for o in occasions] == sorted({o.iri for o in occasions})
    assert all(o.reports[0].iri == min(r.iri for r in o.reports) for o in occasions)
    shuffled = random.sample(found, len(found))
    assert group(shuffled) == occasions
    assert derived_quads(group(shuffled)) == derived_quads(occasions)


CALL, VIDEO = Kind.PHONE_CALL, Kind.VIDEO_CALL
PAIR = {"a": 1, "b": 2}
BOTH = {"a contacted b", "b contacted a"}
CALLED = BOTH | {"a calledWith b", "b calledWith a"}
THREE = {"a": 1, "adviser": 1, "b": 2}
DIRECT: list[tuple[Kind, Status, str | None, dict[str, int], set[str]]] = [
    (CALL, Status.OCCURRED, None, PAIR, CALLED),
    (CALL, Status.OCCURRED, "a", PAIR, CALLED | {"a called b", "b calledBy a"}),
    (CALL, Status.OCCURRED, "b", PAIR, CALLED | {"b called a", "a calledBy b"}),
    (VIDEO, Status.OCCURRED, None, PAIR, CALLED),
    (VIDEO, Status.OCCURRED, "a", PAIR, CALLED | {"a called b", "b calledBy a"}),
    (Kind.MEETING, Status.OCCURRED, None, PAIR, BOTH | {"a metWith b", "b metWith a"}),
    (Kind.MEETING, Status.OCCURRED, "a", PAIR, BOTH | {"a metWith b", "b metWith a"}),
    (Kind.TALKS, Status.OCCURRED, "a", PAIR, BOTH | {"a talkedWith b", "b talkedWith a"}),
    (Kind.MESSAGE, Status.OCCURRED, "a", PAIR, BOTH | {"a wroteTo b"}),
    (Kind.MESSAGE, Status.OCCURRED, None, PAIR, BOTH),
    (Kind.VISIT, Status.OCCURRED, None, PAIR, BOTH | {"a visited b"}),
    (Kind.VISIT, Status.OCCURRED, "b", PAIR, BOTH | {"a visited b"}),
    (Kind.CONTACT, Status.OCCURRED, "a", PAIR, BOTH),
    (Kind.CONTACT, Status.OCCURRED, None, {"a": 1, "b": 1}, set()),
    (
        CALL,
        Status.OCCURRED,
        "a",
        THREE,
        CALLED
        | {"adviser contacted b", "b contacted adviser", "adviser calledWith b", "b calledWith adviser"}
        | {"a called b", "b calledBy a"},
    ),
    (
        Kind.MESSAGE,
        Status.OCCURRED,
        "b",
        THREE,
        BOTH | {"adviser contacted b", "b contacted adviser", "b wroteTo a", "b wroteTo adviser"},
    ),
    *(
        (kind, status, "a", PAIR, set())
        for kind in Kind
        for status in Status
        if status is not Status.OCCURRED
    ),
]


@pytest.mark.parametrize(("kind", "status", "initiator", "sides", "expected"), DIRECT)
def test_direct_triples(
    kind: Kind, status: Status, initiator: str | None, sides: dict[str, int], expected: set[str]
) -> None:
    said = report(kind=kind, status=status, sides=sides, initiator=initiator)
    found = direct_triples(said, said.initiator)
    assert {" ".join(compact(iri).partition(":")[2] for iri in triple) for triple in found} == expected


@pytest.mark.parametrize(
    ("stated", "agreed"),
    [((None, None), None), (("a", None), "a"), ((None, "a"), "a"), (("a", "a"), "a"), (("a", "b"), None)],
)
def test_initiator_of_an_occasion(stated: tuple[str | None, str | None], agreed: str | None) -> None:
    [occasion] = group(report(f"r{n}", initiator=initiator) for n, initiator in enumerate(stated))
    assert occasion.initiator == (mint("actor", agreed) if agreed else None)


def derive(*articles: tuple[str, ContactEvent]) -> dict[tuple[str, str], set[str]]:
    """Records → article graphs → reports → derived graph, as CURIEs: (subject, predicate) → objects."""
    store = ox.Store()
    labels = preferred_labels(register())
    for id, found in articles:
        store.extend(article_quads(extraction(found, id=id), extractor=EXTRACTOR, labels=labels))
    said: dict[tuple[str, str], set[str]] = {}
    for quad in derived_quads(group(reports(store))):
        value = quad.object
        assert quad.graph_name == ox.NamedNode(expand("graph:derived"))
        key = (compact(plain(quad.subject)), compact(quad.predicate.value))
        said.setdefault(key, set()).add(
            compact(value.value) if isinstance(value, ox.NamedNode) else str(value)
        )
    return said


def test_two_articles_about_one_call() -> None:
    vague = event(["austin"], ["belousov"], kind=Kind.CONTACT, date=on("2024-07-12"))
    exact = event(["austin"], ["belousov"], date=on("2024-07-12"), initiator="belousov")
    said = derive(("a1", vague), ("a2", exact))
    occasion = "occasion:a1.Contact.39-47"
    assert said[("report:a1.Contact.39-47", "cp:reportOf")] == {occasion}
    assert said[("report:a2.PhoneCall.39-47", "cp:reportOf")] == {occasion}
    assert {predicate: objects for (subject, predicate), objects in said.items() if subject == occasion} == {
        "rdf:type": {"cp:Occasion", "sem:Event"},
        "rdfs:label": {
            '"Austin – Belousov: điện đàm, 2024-07-12"@vi',
            '"Austin – Belousov: phone call, 2024-07-12"@en',
        },
        "cp:kind": {"kind:PhoneCall"},
        "cp:status": {"status:occurred"},
        "cp:hasParticipant": {"actor:austin", "actor:belousov"},
        "cp:initiator": {"actor:belousov"},
        "cp:earliest": {'"2024-07-12"^^<http://www.w3.org/2001/XMLSchema#date>'},
        "cp:latest": {'"2024-07-12"^^<http://www.w3.org/2001/XMLSchema#date>'},
        "cp:edtf": {'"2024-07-12"^^<http://id.loc.gov/datatypes/edtf/EDTF>'},
        "cp:reportCount": {'"2"^^<http://www.w3.org/2001/XMLSchema#integer>'},
    }
    assert said[("actor:austin", "cp:calledBy")] == {"actor:belousov"}
    assert ("actor:belousov", "cp:calledBy") not in said


def test_reports_that_disagree_on_the_initiator_give_no_direction() -> None:
    calls = [
        event(["austin"], ["belousov"], date=on("2024-07-12"), initiator=initiator)
        for initiator in ("austin", "belousov")
    ]
    said = derive(("a1", calls[0]), ("a2", calls[1]))
    assert said[("actor:austin", "cp:calledWith")] == {"actor:belousov"}
    assert not [key for key in said if key[1] in ("cp:called", "cp:calledBy", "cp:initiator")]


@pytest.mark.parametrize(
    ("date", "said"),
    [
        (None, set()),
        (EventDate(None, DAY, "../2024-07-12", "interval", DateBasis.STATED), {"cp:latest", "cp:edtf"}),
    ],
)
def test_an_occasion_has_the_bounds_that_are_known(date: EventDate | None, said: set[str]) -> None:
    derived = derive(("a1", event(["austin"], ["belousov"], date=date)))
    assert {predicate for _, predicate in derived} & {"cp:earliest", "cp:latest", "cp:edtf"} == said
