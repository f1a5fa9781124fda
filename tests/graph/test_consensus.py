"""What is said of an occasion, and the relations that follow from it."""

from __future__ import annotations

import datetime as dt
import hashlib

import pyoxigraph as ox
import pytest
from factory import EXTRACTOR, event, extraction, on, register
from testifying import DAY, GLOSS, JULY, LATER, NEXT, PEOPLE, report

from kg.graph.consensus import Consensus, derived_quads, direct_triples
from kg.graph.occasions import Occasion, group
from kg.graph.testimony import Report, reports
from kg.graph.triples import article_quads, plain, preferred_labels
from kg.model import Agreement, ContactEvent, DateBasis, EventDate, Field, Kind, Status
from kg.vocab import compact, expand, mint

CALL, VIDEO, MEETING, VISIT, CONTACT = (
    *(Kind.PHONE_CALL, Kind.VIDEO_CALL),
    *(Kind.MEETING, Kind.VISIT, Kind.CONTACT),
)
PAIR = ("a", "b")
BOTH = {"a contacted b", "b contacted a"}
CALLED = BOTH | {"a calledWith b", "b calledWith a"}
THREE = ("a, adviser", "b")
DIRECT: list[tuple[Kind, Status, str | None, tuple[str, ...], set[str]]] = [
    (CALL, Status.OCCURRED, None, PAIR, CALLED),
    (CALL, Status.OCCURRED, "a", PAIR, CALLED | {"a called b", "b calledBy a"}),
    (CALL, Status.OCCURRED, "b", PAIR, CALLED | {"b called a", "a calledBy b"}),
    (VIDEO, Status.OCCURRED, None, PAIR, CALLED),
    (VIDEO, Status.OCCURRED, "a", PAIR, CALLED | {"a called b", "b calledBy a"}),
    (MEETING, Status.OCCURRED, None, PAIR, BOTH | {"a metWith b", "b metWith a"}),
    (MEETING, Status.OCCURRED, "a", PAIR, BOTH | {"a metWith b", "b metWith a"}),
    (Kind.TALKS, Status.OCCURRED, "a", PAIR, BOTH | {"a talkedWith b", "b talkedWith a"}),
    (Kind.MESSAGE, Status.OCCURRED, "a", PAIR, BOTH | {"a wroteTo b"}),
    (Kind.MESSAGE, Status.OCCURRED, None, PAIR, BOTH),
    (VISIT, Status.OCCURRED, None, PAIR, BOTH | {"a visited b"}),
    (VISIT, Status.OCCURRED, "b", PAIR, BOTH | {"a visited b"}),
    (CONTACT, Status.OCCURRED, "a", PAIR, BOTH),
    (CONTACT, Status.OCCURRED, None, ("a, b",), set()),
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


def told(triples: list[tuple[str, str, str]]) -> set[str]:
    return {" ".join(compact(iri).partition(":")[2] for iri in triple) for triple in triples}


@pytest.mark.parametrize(("kind", "status", "initiator", "sides", "expected"), DIRECT)
def test_direct_triples(
    kind: Kind, status: Status, initiator: str | None, sides: tuple[str, ...], expected: set[str]
) -> None:
    said = report("r", *sides, kind=kind, status=status, by=initiator)
    assert told([*direct_triples(Consensus(Occasion((said,))))]) == expected


def test_direct_triples_of_several_reports() -> None:
    """One visit with its talks, which a later article dates and which an earlier one announced."""
    [occasion] = group(
        [
            report("w", "putin@RUS", "VNM", kind=VISIT, status=Status.PLANNED, published=DAY, on=JULY),
            report("x", "putin@RUS", "VNM", kind=VISIT, on=None),
            report("y", "putin@RUS", "lam@VNM", kind=MEETING),
        ]
    )
    assert told([*direct_triples(Consensus(occasion))]) == {
        *("putin contacted lam", "lam contacted putin"),
        *("putin metWith lam", "lam metWith putin", "putin visited lam"),
    }


def test_a_letter_in_the_name_of_several_is_of_them_all() -> None:
    [occasion] = group(
        [
            report("x", "b", "c", kind=Kind.MESSAGE, by="b"),
            report("y", "a, b", "c", kind=Kind.MESSAGE, by="a"),
        ]
    )
    assert [compact(party.actor) for party in Consensus(occasion).parties] == [
        "actor:a",
        "actor:b",
        "actor:c",
    ]


def test_talks_date_the_visit_that_they_were_part_of() -> None:
    [occasion] = group(
        [
            report("x", "putin@RUS", "VNM", kind=VISIT),
            report("y", "putin@RUS", "lam@VNM", kind=MEETING, on=NEXT),
        ]
    )
    known = Consensus(occasion)
    assert (known.kind, known.edtf, known.date_agreement) == (MEETING, NEXT.isoformat(), Agreement.AGREED)
    assert [value.value for value in known.values_of(Field.DATE)] == [DAY.isoformat(), NEXT.isoformat()]


def consensus(*members: Report) -> Consensus:
    return Consensus(Occasion(members))


R = report
INITIATORS = [
    ([None, None], None, Agreement.NOT_STATED),
    (["a", None], "a", Agreement.AGREED),
    ([None, "a"], "a", Agreement.AGREED),
    (["a", "a"], "a", Agreement.AGREED),
    (["a", "b"], None, Agreement.DISPUTED),
    (["a", "b", "b"], None, Agreement.DISPUTED),
]


@pytest.mark.parametrize(("stated", "agreed", "agreement"), INITIATORS)
def test_initiator(stated: list[str | None], agreed: str | None, agreement: Agreement) -> None:
    known = consensus(*(R(f"r{n}", by=initiator) for n, initiator in enumerate(stated)))
    assert (known.initiator, known.initiator_agreement) == (agreed and mint("actor", agreed), agreement)


def test_a_state_that_sought_it_is_its_minister() -> None:
    known = consensus(R("x", *PEOPLE, by="belousov"), R("y", "USA", "RUS", by="RUS"))
    assert known.initiator == mint("actor", "belousov")


WEEK = (DAY, dt.date(2024, 7, 19))
DATES: list[tuple[str, list[Report], str | None, Agreement]] = [
    ("no date", [R("x", on=None)], None, Agreement.NOT_STATED),
    ("a day", [R("x"), R("y")], "2024-07-12", Agreement.AGREED),
    ("a day and a month", [R("x", on=JULY), R("y")], "2024-07-12", Agreement.AGREED),
    ("a day and none", [R("x"), R("y", on=None)], "2024-07-12", Agreement.AGREED),
    (
        "two spans",
        [R("x", on=JULY), R("y", on=(dt.date(2024, 6, 28), NEXT))],
        "2024-07-01/2024-07-13",
        Agreement.AGREED,
    ),
    ("an open bound", [R("x", on=(None, DAY))], "../2024-07-12", Agreement.AGREED),
    ("two days", [R("x"), R("y", on=NEXT)], None, Agreement.DISPUTED),
    ("two days, one of two sources", [R("x"), R("y", on=NEXT), R("z")], "2024-07-12", Agreement.DISPUTED),
    ("two days and a month", [R("x"), R("y", on=NEXT), R("z", on=JULY)], None, Agreement.DISPUTED),
    (
        "two days, one of two copies",
        [R("x", agencies=("t",)), R("y", on=NEXT), R("z", agencies=("t",))],
        None,
        Agreement.DISPUTED,
    ),
    ("two days, one moment", [R("x", quote=GLOSS), R("y", on=NEXT)], "2024-07-12", Agreement.AGREED),
    ("planned for another", [R("x", status=Status.PLANNED, on=NEXT), R("y")], "2024-07-12", Agreement.AGREED),
]


@pytest.mark.parametrize(
    ("members", "edtf", "agreement"), [row[1:] for row in DATES], ids=[row[0] for row in DATES]
)
def test_date(members: list[Report], edtf: str | None, agreement: Agreement) -> None:
    known = consensus(*members)
    assert (known.edtf, known.date_agreement) == (edtf, agreement)


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ([CONTACT, CALL], CALL),
        ([Kind.TALKS, CONTACT], Kind.TALKS),
        ([VISIT, MEETING], MEETING),
        ([VISIT, VISIT, CONTACT], VISIT),
        ([CALL, VIDEO, VIDEO], VIDEO),
        ([CALL, VIDEO], CALL),
    ],
)
def test_kind(kinds: list[Kind], expected: Kind) -> None:
    assert consensus(*(R(f"r{n}", kind=kind) for n, kind in enumerate(kinds))).kind is expected


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["planned", "occurred"], "occurred"),
        (["planned", "proposed"], "planned"),
        (["planned", "denied"], "denied"),
        (["denied", "occurred", "occurred"], "occurred"),
        (["denied", "denied", "occurred"], "denied"),
    ],
)
def test_status(statuses: list[str], expected: str) -> None:
    members = [R(f"r{n}", status=Status(status)) for n, status in enumerate(statuses)]
    assert consensus(*members).status == expected


def test_values_by_field() -> None:
    known = consensus(
        R("x", *PEOPLE, by="austin", published=LATER, minutes=20, agencies=("t",), topic="Ukraine"),
        R("y", *PEOPLE, by="belousov", published=NEXT, at="Moskva", topic="tên lửa"),
        R("z", "USA", "belousov@RUS", kind=CONTACT, on=JULY, agencies=("t",), published=None),
    )
    assert (known.articles, known.sources, known.topic) == (3, 2, "tên lửa")
    assert [
        (v.field.value, compact(v.value), v.articles, v.sources, compact(v.reports[0].iri))
        for v in known.values
    ] == [
        ("kind", "kind:PhoneCall", 2, 2, "report:y"),
        ("kind", "kind:Contact", 1, 1, "report:z"),
        ("status", "status:occurred", 3, 2, "report:y"),
        ("date", "2024-07-12", 2, 2, "report:y"),
        ("date", "2024-07-01/2024-07-31", 1, 1, "report:z"),
        ("initiator", "actor:belousov", 1, 1, "report:y"),
        ("initiator", "actor:austin", 1, 1, "report:x"),
        ("place", "Moskva", 1, 1, "report:y"),
        ("duration", "20", 1, 1, "report:x"),
        ("participants", "actor:belousov", 3, 2, "report:y"),
        ("participants", "actor:austin", 2, 2, "report:y"),
        ("participants", "actor:USA", 1, 1, "report:z"),
    ]
    assert known.most(Field.PLACE) == "Moskva"
    assert known.most(Field.CHANNEL) is None


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


def named(field: str, value: str) -> str:
    return f"{field}.{hashlib.sha256(value.encode()).hexdigest()[:12]}"


VALUES = [
    named("kind", mint("kind", "Contact")),
    named("kind", mint("kind", "PhoneCall")),
    named("status", mint("status", "occurred")),
    named("date", "2024-07-12"),
    named("initiator", mint("actor", "belousov")),
    named("participants", mint("actor", "austin")),
    named("participants", mint("actor", "belousov")),
]


def test_two_articles_about_one_call() -> None:
    vague = event(["austin"], ["belousov"], kind=Kind.CONTACT, date=on("2024-07-12"))
    exact = event(["austin"], ["belousov"], date=on("2024-07-12"), initiator="belousov")
    said = derive(("a1", vague), ("a2", exact))
    occasion = "occasion:a1.Contact.39-47"
    assert said[("report:a1.Contact.39-47", "cp:reportOf")] == {occasion}
    assert said[("report:a2.PhoneCall.39-47", "cp:reportOf")] == {occasion}
    assert said[("occasion:a2.PhoneCall.39-47", "dcterms:isReplacedBy")] == {occasion}
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
        "cp:initiatorAgreement": {"agreement:agreed"},
        "cp:dateAgreement": {"agreement:agreed"},
        "cp:reportCount": {'"2"^^<http://www.w3.org/2001/XMLSchema#integer>'},
        "cp:articleCount": {'"2"^^<http://www.w3.org/2001/XMLSchema#integer>'},
        "cp:sourceCount": {'"1"^^<http://www.w3.org/2001/XMLSchema#integer>'},
        "cp:firstReportedBy": {"report:a1.Contact.39-47"},
        "cp:reportedValue": {f"value:a1.Contact.39-47.{name}" for name in VALUES},
    }
    called = f"value:a1.Contact.39-47.{VALUES[1]}"
    assert {predicate: objects for (subject, predicate), objects in said.items() if subject == called} == {
        "rdf:type": {"cp:ReportedValue"},
        "cp:field": {"field:kind"},
        "cp:value": {"kind:PhoneCall"},
        "cp:saidIn": {"report:a2.PhoneCall.39-47"},
        "cp:firstReportedBy": {"report:a2.PhoneCall.39-47"},
        "cp:articleCount": {'"1"^^<http://www.w3.org/2001/XMLSchema#integer>'},
        "cp:sourceCount": {'"1"^^<http://www.w3.org/2001/XMLSchema#integer>'},
    }
    assert said[("report:a1.Contact.39-47", "cp:joinedTo")] == {"report:a2.PhoneCall.39-47"}
    assert said[("report:a1.Contact.39-47", "cp:joinReason")] == {'"the same parties; dated 2024-07-12"@en'}
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
