"""Judgements applied to what was read: what changes, what is kept of before, what changes nothing."""

from __future__ import annotations

import random
from typing import Any

import pytest
from factory import TEXT, article, event, evidence, extraction, on
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.corrections import corrected
from kg.graph.judgements import Judgement
from kg.graph.triples import article_quads, named_reports
from kg.knowledge.register import Register
from kg.model import ContactEvent, Extraction, JudgementKind, Kind, Role, Span, Status
from kg.vocab import mint

CALL = event(["lloyd-austin"], ["andrey-belousov"], date=on("2024-07-12"), confidence=0.6)
READ = extraction(CALL)
IRI = mint("report", "a1.PhoneCall.39-47")


def judgement(kind: str, about: str = IRI, reason: str = "because", **said: Any) -> Judgement:
    return Judgement(JudgementKind(kind), about, "Jane Doe", reason, **said)


def only(extraction: Extraction) -> ContactEvent:
    (found,) = extraction.events
    return found


def test_a_status(register: Register) -> None:
    wrong = judgement("wrong-status", status=Status.PLANNED)
    found = corrected(READ, [wrong], register)
    assert (only(found).status, only(found).confidence) == (Status.PLANNED, 1.0)
    (correction,) = found.corrections
    assert (correction.before, correction.after, correction.judgements) == (CALL, only(found), (wrong.iri,))


def test_a_date(register: Register) -> None:
    after = only(corrected(READ, [judgement("wrong-date", date="2024-07-11")], register))
    assert after.date is not None
    assert (after.date.edtf, after.date.basis.value, after.date.reason) == (
        "2024-07-11",
        "judged",
        "Jane Doe: because",
    )
    assert only(corrected(READ, [judgement("wrong-date", date="none")], register)).date is None


@pytest.mark.parametrize("name", ["andrey-belousov", "Andrey Belousov", "andrey belousov"])
def test_a_direction(name: str, register: Register) -> None:
    after = only(corrected(READ, [judgement("wrong-initiator", initiator=name)], register))
    assert (after.initiator, after.initiator_evidence) == ("andrey-belousov", CALL.evidence)
    assert {p.actor.id: p.role for p in after.participants} == {
        "lloyd-austin": Role.PARTICIPANT,
        "andrey-belousov": Role.INITIATOR,
    }
    back = only(corrected(extraction(after), [judgement("wrong-initiator", initiator="none")], register))
    assert (back.initiator, {p.role for p in back.participants}) == (None, {Role.PARTICIPANT})


def test_who_takes_no_part_sought_nothing(register: Register) -> None:
    assert corrected(READ, [judgement("wrong-initiator", initiator="joe-biden")], register) == READ


def test_an_event_that_is_none(register: Register) -> None:
    wrong = judgement("wrong-event")
    found = corrected(READ, [wrong], register)
    assert found.events == ()
    assert [(c.before, c.after, c.judgements) for c in found.corrections] == [(CALL, None, (wrong.iri,))]


def test_an_event_that_is_right_is_sure(register: Register) -> None:
    right = judgement("right-event")
    found = corrected(READ, [right], register)
    assert only(found).confidence == 1.0
    assert [(c.judgements, c.confirmed) for c in found.corrections] == [((), (right.iri,))]


def test_several_judgements_on_one_event(register: Register) -> None:
    several = [judgement("wrong-status", status=Status.PLANNED), judgement("wrong-date", date="2024-07-19")]
    found = corrected(READ, several, register)
    after = only(found)
    assert (after.status, after.date and after.date.edtf) == (Status.PLANNED, "2024-07-19")
    assert sorted(found.corrections[0].judgements) == sorted(each.iri for each in several)


@pytest.mark.parametrize(
    "several",
    [
        [judgement("wrong-status", status=Status.PLANNED), judgement("wrong-status", status=Status.DENIED)],
        [judgement("wrong-event"), judgement("right-event")],
        [judgement("wrong-event"), judgement("wrong-status", status=Status.PLANNED)],
    ],
)
def test_what_contradicts_changes_nothing(several: list[Judgement], register: Register) -> None:
    assert corrected(READ, several, register).events == READ.events


@pytest.mark.parametrize(
    "moot",
    [
        judgement("wrong-status", status=Status.OCCURRED),
        judgement("wrong-date", date="2024-07-12"),
        judgement("wrong-event", mint("report", "a1.PhoneCall.60-64")),
        judgement("wrong-event", mint("report", "a2.PhoneCall.39-47")),
        judgement("wrong-event", quote="Câu này không có trong bài."),
        judgement("same-occasion", other=mint("report", "a2.PhoneCall.39-47")),
    ],
)
def test_what_says_nothing_new_changes_nothing(moot: Judgement, register: Register) -> None:
    assert corrected(READ, [moot], register).events == READ.events
    assert corrected(READ, [moot], register).corrections == ()


def test_a_quote_finds_the_place_again_where_the_text_has_changed(register: Register) -> None:
    opening = "Đoạn mới. "
    shift = len(opening)
    text = opening + TEXT
    moved = event(
        ["lloyd-austin"], ["andrey-belousov"], trigger=39 + shift, evidence=evidence(text, shift, shift + 61)
    )
    there = Extraction(article("a1", text), (moved,))
    quote = TEXT[:61]
    assert corrected(there, [judgement("wrong-event", quote=quote)], register).events == ()
    assert corrected(there, [judgement("wrong-event")], register).events == (moved,)


def missing(**said: Any) -> Judgement:
    settings: dict[str, Any] = {
        "event": Kind.TALKS,
        "status": Status.OCCURRED,
        "parties": (("lloyd-austin",), ("Andrey Belousov", "Juana Pérez (Chile)")),
        "quote": "Hai bên nói về đường dây nóng.",
    }
    return judgement("missing-event", mint("article", "a1"), **(settings | said))


def test_an_event_that_was_missing(register: Register) -> None:
    wanted = missing(initiator="lloyd-austin", date="2024-07-12")
    found = corrected(READ, [wanted], register)
    assert found.events[0] == CALL
    added = found.events[1]
    assert (added.kind, added.rule, added.confidence, added.initiator) == (
        Kind.TALKS,
        "judged",
        1.0,
        "lloyd-austin",
    )
    assert [(p.actor.id, p.actor.known, p.side) for p in added.participants] == [
        ("lloyd-austin", True, 1),
        ("andrey-belousov", True, 2),
        ("x.juana-perez.chile", False, 2),
    ]
    assert TEXT[added.evidence.start : added.evidence.end] == wanted.quote
    assert added.trigger == Span(added.evidence.start, added.evidence.end)
    assert [c.before for c in found.corrections] == [None]


def test_what_is_not_in_the_text_is_not_added(register: Register) -> None:
    assert corrected(READ, [missing(quote="Không có câu này.")], register).events == READ.events


def test_what_was_read_after_all_is_not_added_again(register: Register) -> None:
    again = missing(event=Kind.PHONE_CALL, parties=(("lloyd-austin",), ("andrey-belousov",)), quote=TEXT[:61])
    assert corrected(READ, [again], register).events == READ.events


# In the graph


def said(extraction: Extraction) -> set[str]:
    return {f"{q.subject} {q.predicate} {q.object}" for q in article_quads(extraction, extractor="e")}


def test_a_corrected_report_says_what_had_been_read(register: Register) -> None:
    wrong = judgement("wrong-status", status=Status.PLANNED)
    graph = said(corrected(READ, [wrong], register))
    report, reading = f"<{IRI}>", f"<{mint('reading', 'a1.PhoneCall.39-47')}>"
    prov = "http://www.w3.org/ns/prov#"
    cp = "https://w3id.org/counterpart/ontology#"
    assert f"{report} <{cp}correctedBy> <{wrong.iri}>" in graph
    assert f"{report} <{prov}wasRevisionOf> {reading}" in graph
    assert f"{report} <{cp}status> <{mint('status', 'planned')}>" in graph
    label = "Lloyd Austin – Andrey Belousov: PhoneCall, 2024-07-12"
    assert f'{reading} <http://www.w3.org/2000/01/rdf-schema#label> "{label}"@en' in graph


def test_a_report_taken_back_leaves_only_what_had_been_read(register: Register) -> None:
    graph = said(corrected(READ, [judgement("wrong-event")], register))
    assert not any(line.startswith(f"<{IRI}>") for line in graph)
    reading = f"<{mint('reading', 'a1.PhoneCall.39-47')}>"
    assert f"{reading} <http://www.w3.org/ns/prov#wasInvalidatedBy> <{judgement('wrong-event').iri}>" in graph
    assert not any("wasRevisionOf" in line for line in graph)


def test_an_added_report_is_of_the_judgement_not_of_the_extractor(register: Register) -> None:
    added = missing()
    graph = said(corrected(extraction(), [added], register))
    generated = [line for line in graph if "/report/" in line and "wasGeneratedBy" in line]
    assert [line.endswith(f"<{added.iri}>") for line in generated] == [True]


def test_a_correction_keeps_the_names_of_the_others(register: Register) -> None:
    """Two reports of one trigger are told apart by their actors, also when one of them is taken back."""
    one, other = event(["lloyd-austin"], ["andrey-belousov"]), event(["lloyd-austin"], ["joe-biden"])
    both = extraction(one, other)
    names = {mint("report", name): each for name, each in named_reports("a1", both.events).items()}
    (iri,) = [iri for iri, each in names.items() if each == one]
    graph = said(corrected(both, [judgement("wrong-event", iri)], register))
    (left,) = [other_iri for other_iri in names if other_iri != iri]
    assert any(line.startswith(f"<{left}>") for line in graph)


_judgements = st.lists(
    st.sampled_from(
        [
            judgement("right-event"),
            judgement("wrong-event"),
            *(judgement("wrong-status", status=status) for status in Status),
            *(judgement("wrong-date", date=date) for date in ("2024-07-12", "2024-07-13", "none")),
            *(judgement("wrong-initiator", initiator=name) for name in ("lloyd-austin", "none")),
            missing(),
        ]
    ),
    max_size=4,
    unique=True,
)


@given(_judgements, st.randoms(use_true_random=False))
def test_the_order_of_judgements_does_not_matter(
    register: Register, drawn: list[Judgement], shuffler: random.Random
) -> None:
    first = said(corrected(READ, drawn, register))
    shuffler.shuffle(drawn)
    assert said(corrected(READ, drawn, register)) == first
