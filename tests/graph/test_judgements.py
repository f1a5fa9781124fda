"""Judgements as files: what is read, what is written, what is refused, and which report an address means."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import JudgementError
from kg.graph.judgements import (
    COLUMNS,
    OF_A_REPORT,
    OF_TWO,
    Address,
    Judgement,
    csv_text,
    found,
    ordered,
    parsed,
    read,
    stated_date,
    turtle,
)
from kg.model import JudgementKind, Kind, Span, Status
from kg.vocab import PREFIXES, mint

HEAD = "judgement,about,other,status,date,initiator,author,reason\n"
REPORT = "report:a1.PhoneCall.39-47"


def test_a_table_as_people_write_it() -> None:
    text = (
        "Judgement,about,status,participants,kind,quote,author,reason\n"
        f"wrong-status,{REPORT},planned,,,,Jane Doe,the call is for next week\n"
        ",,,,,,,\n"
        'missing-event,2024-07-13 bài,,lloyd-austin | andrey-belousov,PhoneCall,"Hai bên, ""điện đàm"".",'
        "Jane Doe,told in the caption\n"
    )
    status, missing = sorted(parsed(text, "t.csv", table=True), key=lambda j: j.kind, reverse=True)
    assert status == Judgement(
        JudgementKind.WRONG_STATUS,
        PREFIXES["report"] + "a1.PhoneCall.39-47",
        "Jane Doe",
        "the call is for next week",
        status=Status.PLANNED,
    )
    assert missing.about == mint("article", "2024-07-13 bài")
    assert missing.article == "a-2024-07-13%20b%C3%A0i"
    assert missing.parties == (("lloyd-austin",), ("andrey-belousov",))
    assert missing.quote == 'Hai bên, "điện đàm".'
    assert (missing.event, missing.status) == (Kind.PHONE_CALL, Status.OCCURRED)


def test_turtle_as_people_write_it() -> None:
    text = """
    @prefix cp: <https://w3id.org/counterpart/ontology#> .
    @prefix judgement-kind: <https://w3id.org/counterpart/judgement-kind/> .
    @prefix report: <https://w3id.org/counterpart/report/> .
    <urn:mine> a cp:Judgement ; cp:judgementKind judgement-kind:same-occasion ;
        cp:about report:b.Meeting.1-4 ; cp:comparedWith report:a.Meeting.1-4 ;
        cp:author "Jane Doe" ; cp:reason "one visit" .
    """
    (same,) = parsed(text, "t.ttl")
    assert (same.about, same.other) == (
        mint("report", "a.Meeting.1-4"),
        mint("report", "b.Meeting.1-4"),
    )
    assert parsed(turtle([same]), "again") == (same,)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"wrong-mood,{REPORT},,,,,A,b", "t.csv:2: record 1: judgement 'wrong-mood' is none of same-occasion,"),
        (f",{REPORT},,,,,A,b", "says not what is judged"),
        (f"wrong-event,{REPORT},,,,,,b", "has no author: say who judges"),
        (f"wrong-event,{REPORT},,,,,A,", "has no reason: say why"),
        ("wrong-event,,,,,,A,b", "has no about"),
        ("wrong-event,a1,,,,,A,b", "about 'a1' names no report; write report:ARTICLE.KIND.START-END"),
        ("wrong-event,report:a1.Gossip.1-2,,,,,A,b", "names no report"),
        ("wrong-event,https://elsewhere.org/a.Meeting.1-2,,,,,A,b", "names no report"),
        (f"wrong-event,{REPORT},,planned,,,A,b", "status has no meaning for a judgement wrong-event"),
        (f"wrong-status,{REPORT},,,,,A,b", "has no status: a judgement wrong-status needs it"),
        (f"wrong-status,{REPORT},,maybe,,,A,b", "status 'maybe' is none of occurred, planned"),
        (f"wrong-date,{REPORT},,,12/7/2024,,A,b", "date '12/7/2024' is none; write 2024-07-12"),
        (f"wrong-date,{REPORT},,,2024-13,,A,b", "date '2024-13' is none"),
        (f"wrong-date,{REPORT},,,../..,,A,b", "date '../..' is none"),
        (f"wrong-date,{REPORT},,,2024-07-12/2024-07-01,,A,b", "is none; write"),
        (f"same-occasion,{REPORT},{REPORT},,,,A,b", "is about one thing twice"),
        (f"same-occasion,{REPORT},,,,,A,b", "has no other"),
        ("same-actor,actor:lloyd-austin,actor:joe-biden,,,,A,b", "both actors are of the register"),
        ("same-actor,actor:x.a b,actor:joe-biden,,,,A,b", "names no actor"),
        (f"wrong-event,{REPORT},,,,,A,b,c", "record 1 has 9 cells, the head 8"),
        (f'wrong-event,"{REPORT},,,,,A,b', "t.csv:2: record 1: not well-formed CSV"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_table_is_said_with_its_line(row: str, said: str) -> None:
    with pytest.raises(JudgementError) as raised:
        parsed(HEAD + row + "\n", "t.csv", table=True)
    assert said in str(raised.value)
    assert str(raised.value).startswith("t.csv:2: ")


def test_the_line_of_a_record_counts_lines_inside_cells() -> None:
    rows = f'wrong-event,{REPORT},,,,,A,"two\nlines"\nwrong-event,{REPORT},,,,,,b\n'
    with pytest.raises(JudgementError, match=r"^t\.csv:4: record 2: has no author"):
        parsed(HEAD + rows, "t.csv", table=True)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("judgement,about,author", "the first line lacks the column reason"),
        ("judgement,about,author,reason,mood", "no such column: mood; the columns are judgement, about"),
        ("judgement,about,author,reason,about", "a column stands twice"),
    ],
)
def test_a_head_that_is_wrong(head: str, said: str) -> None:
    with pytest.raises(JudgementError, match=said):
        parsed(head + "\n", "t.csv", table=True)


TURTLE = """@prefix cp: <https://w3id.org/counterpart/ontology#> .
@prefix judgement: <https://w3id.org/counterpart/judgement/> .
@prefix judgement-kind: <https://w3id.org/counterpart/judgement-kind/> .
@prefix report: <https://w3id.org/counterpart/report/> .
judgement:one a cp:Judgement ; cp:judgementKind judgement-kind:wrong-event ;
    cp:about report:a1.PhoneCall.39-47 ; cp:author "A" ; cp:reason "b" .
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('cp:reason "b"', "", r"^t:5: record 1 \(judgement:one\): has no reason"),
        ('cp:reason "b"', 'cp:reason "b", "c"', r"^t:5: .*: has 2 cp:reason; keep one"),
        (
            'cp:reason "b"',
            'cp:reason "b" ; cp:mood "c"',
            r"cp:mood says nothing of a judgement; use cp:judg",
        ),
        ("a cp:Judgement", "a cp:Report", r"is no cp:Judgement"),
        ('cp:reason "b"', 'cp:reason "b', r"^t:\d+: not well-formed Turtle"),
    ],
)
def test_what_is_wrong_in_turtle_is_said_with_its_line(old: str, new: str, said: str) -> None:
    parsed(TURTLE, "t")
    with pytest.raises(JudgementError, match=said):
        parsed(TURTLE.replace(old, new), "t")


def test_files(tmp_path: Path) -> None:
    table, graph = tmp_path / "a.CSV", tmp_path / "a.ttl"
    table.write_text("\ufeff" + HEAD + f"wrong-event,{REPORT},,,,,A,b\n", "utf-8")
    graph.write_text(TURTLE, "utf-8")
    assert read(table) == read(graph)
    with pytest.raises(JudgementError, match="cannot be read: No such file"):
        read(tmp_path / "none.csv")
    table.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(JudgementError, match="not UTF-8"):
        read(table)


# Round trips

_texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=12)
_quotes = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), min_size=1).filter(
    str.strip
)
_names = _texts.filter(lambda text: not set(text) & set(";|:") and not text.startswith("actor"))
_articles = st.one_of(_texts, st.sampled_from(["a1", "2024-07-13-x", "a.b", "a b/ç"]))
_addresses = st.builds(
    lambda article, kind, start, length: mint("report", f"{article}.{kind}.{start}-{start + length}"),
    *(_articles, st.sampled_from(Kind), st.integers(0, 99), st.integers(1, 9)),
)
_edtf = st.sampled_from(
    ["2024-07-12", "2024-07", "2024", "2024-07-01/2024-07-10", "../2024-07-10", "2024/..", "none"]
)


@st.composite
def judgements(draw: st.DrawFn) -> Judgement:
    kind = draw(st.sampled_from(JudgementKind))
    about, other = draw(_addresses), None
    if kind in OF_TWO:
        prefix = "report" if kind.endswith("-occasion") else "actor"
        ids = st.builds(lambda name: mint("actor", "x." + name), _texts)
        pairs = st.lists(_addresses if prefix == "report" else ids, min_size=2, max_size=2, unique=True)
        about, other = sorted(draw(pairs))
    if kind is JudgementKind.MISSING_EVENT:
        about = mint("article", draw(_articles))
    missing = kind is JudgementKind.MISSING_EVENT
    sides = st.lists(st.lists(_names, min_size=1, max_size=2).map(tuple), min_size=2, max_size=3).map(tuple)
    return Judgement(
        kind,
        about,
        draw(_texts),
        draw(_texts),
        other,
        draw(st.sampled_from(Kind)) if missing else None,
        draw(st.sampled_from(Status)) if missing or kind is JudgementKind.WRONG_STATUS else None,
        draw(sides) if missing else (),
        draw(_names)
        if kind is JudgementKind.WRONG_INITIATOR
        else draw(st.none() | _names)
        if missing
        else None,
        draw(_edtf) if kind is JudgementKind.WRONG_DATE else draw(st.none() | _edtf) if missing else None,
        draw(_quotes) if missing else draw(st.none() | _quotes),
    )


@given(st.lists(judgements(), max_size=4), st.randoms(use_true_random=False))
def test_table_and_turtle_say_the_same(drawn: list[Judgement], shuffler: random.Random) -> None:
    expected = ordered(drawn)
    assert parsed(csv_text(drawn), "t", table=True) == expected
    assert parsed(turtle(drawn), "t") == expected
    assert parsed(turtle(parsed(csv_text(drawn), "t", table=True)), "t") == expected
    shuffler.shuffle(drawn)
    assert turtle(drawn) == turtle(expected)
    assert csv_text(drawn) == csv_text(expected)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.booleans())
def test_whatever_is_no_file_of_judgements_is_refused_in_words(text: str, table: bool) -> None:
    try:
        parsed(text, "t", table=table)
    except JudgementError as error:
        said = str(error)
    else:
        said = "t: nothing wrong"
    assert said.startswith("t:")


def test_every_field_has_a_column() -> None:
    assert len(set(COLUMNS)) == len(COLUMNS) == 11
    assert OF_A_REPORT | OF_TWO | {JudgementKind.MISSING_EVENT} == set(JudgementKind)


# Addresses


def iris(*names: str) -> list[str]:
    return [mint("report", name) for name in names]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a1.PhoneCall.39-47", Address("a1", Kind.PHONE_CALL, Span(39, 47), "")),
        ("a.b.Meeting.1-2.x.y.2024-07-12", Address("a.b", Kind.MEETING, Span(1, 2), "x.y.2024-07-12")),
        ("2024-a.Talks.0-4", Address("a-2024-a", Kind.TALKS, Span(0, 4), "")),
    ],
)
def test_the_iri_of_a_report_is_an_address(name: str, expected: Address) -> None:
    assert Address.of(mint("report", name)) == expected


@pytest.mark.parametrize(
    ("meant", "there", "expected"),
    [
        ("a.PhoneCall.5-9", ["a.PhoneCall.5-9", "a.PhoneCall.5-9.x"], "a.PhoneCall.5-9"),
        ("a.PhoneCall.5-9", ["a.PhoneCall.5-9.x.y"], "a.PhoneCall.5-9.x.y"),
        ("a.PhoneCall.5-9.x.y", ["a.PhoneCall.5-9"], "a.PhoneCall.5-9"),
        ("a.PhoneCall.5-9.x.y", ["a.PhoneCall.5-9.x.z", "a.PhoneCall.5-9.u.v"], "a.PhoneCall.5-9.x.z"),
        ("a.PhoneCall.5-9", ["a.PhoneCall.5-9.x.z", "a.PhoneCall.5-9.u.v"], None),
        ("a.PhoneCall.5-9", ["a.PhoneCall.7-12", "a.PhoneCall.20-25"], "a.PhoneCall.7-12"),
        ("a.PhoneCall.5-9", ["a.Talks.5-9"], "a.Talks.5-9"),
        ("a.PhoneCall.5-9", ["a.Talks.7-12"], None),
        ("a.PhoneCall.5-9", ["b.PhoneCall.5-9"], None),
        ("a.PhoneCall.5-9", [], None),
    ],
)
def test_an_address_finds_its_report_after_other_rules_read_the_text(
    meant: str, there: list[str], expected: str | None
) -> None:
    assert found(iris(meant)[0], iris(*there)) == (iris(expected)[0] if expected else None)


@pytest.mark.parametrize(
    ("text", "bounds", "precision"),
    [
        ("2024-07-12", ("2024-07-12", "2024-07-12"), "day"),
        ("2024-02", ("2024-02-01", "2024-02-29"), "month"),
        ("2024", ("2024-01-01", "2024-12-31"), "year"),
        ("2024-07-01/2024-07-10", ("2024-07-01", "2024-07-10"), "interval"),
        ("../2024-07-10", ("None", "2024-07-10"), "interval"),
        ("2024-07-10/..", ("2024-07-10", "None"), "interval"),
    ],
)
def test_dates_as_people_state_them(text: str, bounds: tuple[str, str], precision: str) -> None:
    date = stated_date(text, "why")
    assert date is not None
    assert (str(date.earliest), str(date.latest)) == bounds
    assert (date.edtf, date.precision, date.reason) == (text, precision, "why")
    assert stated_date("none", "") is None


# The guide

GUIDE = (Path(__file__).parents[2] / "docs" / "judgements.md").read_text("utf-8")


@pytest.mark.parametrize("language", ["csv", "turtle"])
def test_the_examples_of_the_guide_are_read(language: str) -> None:
    (example,) = re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)
    assert parsed(example, "guide", table=language == "csv")


def test_the_guide_names_every_kind_and_column() -> None:
    assert [kind for kind in JudgementKind if f"`{kind}`" not in GUIDE] == []
    assert [column for column in COLUMNS if f"`{column}`" not in GUIDE and column != "judgement"] == []
