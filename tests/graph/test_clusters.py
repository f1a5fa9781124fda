"""What joining asks of reports together: the same in whatever order they were joined."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from testifying import DAY, JULY, LATER, NEXT, report

from kg.graph.clusters import Cluster, Facts, Link
from kg.graph.testimony import Report
from kg.graph.windows import Window
from kg.model import Kind, Status
from kg.vocab import mint

D = dt.date
_reports = st.builds(
    lambda sides, **told: report("r", *sides, **told),
    st.sampled_from([("a@USA", "b@RUS"), ("USA", "b@RUS"), ("a@USA, c", "RUS"), ("?Ann Lee", "b")]),
    kind=st.sampled_from(Kind),
    status=st.sampled_from(Status),
    on=st.sampled_from([DAY, NEXT, JULY, None, (DAY, LATER)]),
    by=st.sampled_from([None, "a", "b"]),
    at=st.sampled_from([None, "Bali", "RUS"]),
    article=st.sampled_from("st"),
    published=st.sampled_from([None, DAY, LATER]),
)


def told(facts: Facts) -> dict[str, object]:
    """The facts of a cluster but for its window, which the order of contradictory dates may decide."""
    return {name: getattr(facts, name) for name in Facts.__dataclass_fields__ if name != "window"}


@given(_reports, _reports, _reports)
def test_facts_are_those_of_all_whatever_the_order(one: Report, two: Report, three: Report) -> None:
    a, b, c = map(Facts.of, (one, two, three))
    assert told(a.with_those(b).with_those(c)) == told(c.with_those(b.with_those(a)))
    assert told(a.with_those(a)) == told(a)


@given(_reports, _reports)
def test_each_fact_of_a_report_is_one_of_its_cluster(one: Report, two: Report) -> None:
    alone, both = Facts.of(one), Facts.of(two).with_those(Facts.of(one))
    for name in ("kinds", "statuses", "articles", "visited", "states", "towns"):
        assert getattr(alone, name) <= getattr(both, name)
    for found, whole in ((alone.traits, both.traits), (alone.sought, both.sought)):
        assert all(values <= whole[name] for name, values in found.items())
    assert both.over_by == min(filter(None, (alone.over_by, Facts.of(two).over_by)), default=None)


@pytest.mark.parametrize(
    ("reports", "window"),
    [
        ([report(on=JULY), report(on=DAY)], Window(DAY, DAY, True)),
        ([report(on=None), report(on=JULY)], Window(*JULY, True)),
        ([report(on=None, published=None), report(on=DAY)], Window(DAY, DAY, True)),
        ([report(on=(DAY, NEXT)), report(on=(NEXT, LATER))], Window(NEXT, NEXT, True)),
        ([report(on=DAY), report(on=LATER)], Window(DAY, DAY, True)),
        ([report(on=None, published=None)], None),
    ],
)
def test_the_window_that_reports_leave(reports: list[Report], window: Window | None) -> None:
    for order in (reports, reports[::-1]):
        first, *others = map(Cluster.of, order)
        assert first.joined(others, []).window == window


@pytest.mark.parametrize(
    ("told", "lead"),
    [
        ([report("x", "USA", "RUS"), report("y", "a@USA", "RUS"), report("z", "a@USA", "b@RUS")], "z"),
        ([report("x", "a", "b"), report("y", "a", "b", "c")], "y"),
        ([report("x", "a", "?Ann Lee"), report("y", "a", "b")], "y"),
        ([report("y"), report("x")], "x"),
    ],
)
def test_the_lead_names_the_parties_most_exactly(told: list[Report], lead: str) -> None:
    first, *others = map(Cluster.of, told)
    links = [Link("one", "other", "why")]
    whole = first.joined(others, links)
    assert whole.iri == mint("report", lead)
    assert {each.iri for each in whole.members} == {each.iri for each in told}
    assert whole.links == tuple(links)


@pytest.mark.parametrize(
    ("told", "traits"),
    [
        (report(), {"kind": "call"}),
        (report(kind=Kind.VIDEO_CALL), {"kind": "call"}),
        (report(kind=Kind.TALKS), {}),
        (report(kind=Kind.MEETING, by="a"), {"kind": "face to face"}),
        (report("r", "a", "b", kind=Kind.VISIT), {"kind": "face to face", "visitor": mint("actor", "a")}),
        (report(kind=Kind.MESSAGE, by="b"), {"kind": "message", "sender": mint("actor", "b")}),
        (report(channel=mint("channel", "hotline")), {"kind": "call", "channel": mint("channel", "hotline")}),
        (report(channel="telephone"), {"kind": "call"}),
        (
            report(quote="Lần thứ hai trong vòng một tháng, hai bên"),
            {"kind": "call", "number": "hai trong thang"},
        ),
        (
            report(quote="Lần đầu tiên trong năm nay"),
            {"kind": "call", "number": "dau trong nam"},
        ),
        (
            report(quote="Đây là lần thứ hai hai bên điện đàm"),
            {"kind": "call"},
        ),  # of which period is not said
    ],
)
def test_what_two_may_not_differ_in(told: Report, traits: Mapping[str, str]) -> None:
    assert Facts.of(told).traits == {name: frozenset({value}) for name, value in traits.items()}


@pytest.mark.parametrize(
    ("told", "over", "announced"),
    [
        (report(), DAY, None),
        (report(kind=Kind.VISIT), DAY + dt.timedelta(days=3), None),
        (report(status=Status.PLANNED), DAY, LATER),
        (report(status=Status.PROPOSED, on=None, published=DAY), None, DAY),
        (report(on=None, published=None), None, None),
    ],
)
def test_until_when_and_since_when(told: Report, over: dt.date | None, announced: dt.date | None) -> None:
    facts = Facts.of(told)
    assert (facts.over_by, facts.announced) == (over, announced)


def test_a_visit_leads_to_the_states_of_its_hosts() -> None:
    visit = Facts.of(report("r", "putin@RUS", "lam@VNM", kind=Kind.VISIT))
    assert visit.visited == {mint("actor", "VNM")}
    assert not Facts.of(report("r", "putin@RUS", "lam@VNM", kind=Kind.MEETING)).visited
