"""A visit and the talks with its host: how long it lasts, where it leads, and who receives the guest."""

from __future__ import annotations

import datetime as dt

import pytest
from testifying import DAY, JULY, NEXT, party, report

from kg.graph.clusters import Cluster
from kg.graph.testimony import Party, Report
from kg.graph.visits import lasting, lead_elsewhere, precedence, receives
from kg.graph.windows import Window
from kg.model import Kind

R = report
VISIT, MEETING = Kind.VISIT, Kind.MEETING


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (R(kind=VISIT), Window(DAY, DAY + dt.timedelta(days=3), True)),
        (R(kind=VISIT, on=(DAY, NEXT)), Window(DAY, NEXT + dt.timedelta(days=3), True)),
        (R(kind=VISIT, on=JULY), Window(*JULY, True)),  # a month is long enough
        (R(kind=MEETING), Window(DAY, DAY, True)),
        (R(kind=VISIT, on=None, published=None), None),
    ],
)
def test_lasting(told: Report, expected: Window | None) -> None:
    assert lasting(Cluster.of(told)) == expected


@pytest.mark.parametrize(
    ("one", "other", "elsewhere"),
    [
        (R("x", "putin@RUS", "VNM", kind=VISIT), R("y", "putin@RUS", "lam@VNM", at="RUS"), True),
        (R("x", "putin@RUS", "VNM", kind=VISIT), R("y", "putin@RUS", "lam@VNM", at="VNM"), False),
        (R("x", "putin@RUS", "VNM", kind=VISIT), R("y", "putin@RUS", "lam@VNM"), False),
        (R("x", "putin@RUS", "VNM", kind=VISIT), R("y", "putin@RUS", "lam@VNM", at="Moskva"), False),
        (R("x", "putin@RUS", "lam@VNM", kind=MEETING), R("y", "putin@RUS", "lam@VNM", at="RUS"), False),
    ],
)
def test_elsewhere(one: Report, other: Report, elsewhere: bool) -> None:
    for pair in ((one, other), (other, one)):
        assert lead_elsewhere(*map(Cluster.of, pair)) is elsewhere


@pytest.mark.parametrize(
    ("host", "talks", "does"),
    [
        ("lam@VNM", R("t", "putin@RUS", "lam@VNM", kind=MEETING), True),
        (
            "lam@VNM",
            R("t", "putin@RUS", "lam@VNM", kind=MEETING, quote="Ông Lâm đón tại Sân bay Nội Bài"),
            False,
        ),
        ("lam@VNM", R("t", "putin@RUS", "lam@VNM", kind=MEETING, at="sân bay Nội Bài"), False),
        ("lam", R("t", "putin@RUS", "lam", kind=MEETING), False),  # for no state
        ("?các nhà lãnh đạo Việt Nam@VNM", R("t", kind=MEETING), True),
        ("?chính phủ Việt Nam@VNM", R("t", kind=MEETING), True),
        ("?sinh viên Việt Nam@VNM", R("t", kind=MEETING), False),
        ("?nhà báo Việt Nam@VNM", R("t", kind=MEETING), False),
        ("?ông Nguyễn Văn An@VNM", R("t", kind=VISIT), True),  # who is visited invited him
    ],
)
def test_hosts(host: str, talks: Report, does: bool) -> None:
    hosts: list[Party] = [party(host, 2)]
    assert receives(hosts, Cluster.of(talks)) is does


@pytest.mark.parametrize(
    ("visit", "talks", "rank"),
    [
        (R("v", "putin@RUS", "VNM", kind=VISIT), R("t", "putin@RUS", "lam@VNM", kind=VISIT), 0),
        (
            R("v", "putin@RUS", "VNM", kind=VISIT),
            R("t", "putin@RUS#president", "lam@VNM#president", kind=MEETING),
            1,
        ),
        (
            R("v", "putin@RUS", "VNM", kind=VISIT),
            R("t", "putin@RUS#president", "chinh@VNM#premier", kind=MEETING),
            2,
        ),
        (R("v", "putin@RUS", "VNM", kind=MEETING), R("t", "putin@RUS", "chinh@VNM", kind=MEETING), 0),
    ],
)
def test_precedence(visit: Report, talks: Report, rank: int) -> None:
    assert precedence(Cluster.of(visit), Cluster.of(talks)) == rank
