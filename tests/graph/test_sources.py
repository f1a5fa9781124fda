"""Which articles are one source."""

from __future__ import annotations

import pytest
from testifying import SAID, report

from kg.graph.sources import independent
from kg.vocab import compact

OTHER = "Cuộc gọi kéo dài hai mươi phút và do phía Nga khởi xướng, theo thông cáo của Bộ Quốc phòng Mỹ"
SHORT = "Hai bên đã gặp nhau"


@pytest.mark.parametrize(
    ("quotes", "expected"),
    [
        ([], []),
        ([SAID], ["r0"]),
        ([SAID, SAID], ["r0 r1"]),
        ([SAID, SAID.upper() + "!"], ["r0 r1"]),
        ([SAID, SAID + " " + OTHER], ["r0 r1"]),
        ([SAID, OTHER], ["r0", "r1"]),
        ([SHORT, SHORT], ["r0", "r1"]),
        (["", ""], ["r0", "r1"]),
        ([SAID, OTHER, SAID + " " + OTHER], ["r0 r1 r2"]),
    ],
)
def test_same_words(quotes: list[str], expected: list[str]) -> None:
    found = independent([report(f"r{n}", quote=quote) for n, quote in enumerate(quotes)])
    assert [" ".join(compact(a).partition(":")[2] for a in articles) for articles in found] == expected


@pytest.mark.parametrize(
    ("agencies", "expected"),
    [
        (["t", "t", "u"], ["r0 r1", "r2"]),
        (["t", "u", "t u"], ["r0 r1 r2"]),
        (["", "", ""], ["r0", "r1", "r2"]),
    ],
)
def test_same_agency(agencies: list[str], expected: list[str]) -> None:
    found = independent([report(f"r{n}", agencies=tuple(names.split())) for n, names in enumerate(agencies)])
    assert [" ".join(compact(a).partition(":")[2] for a in articles) for articles in found] == expected


def test_reports_of_one_article_are_one() -> None:
    found = independent([report("x", article="s"), report("y", article="s")])
    assert [len(articles) for articles in found] == [1]
