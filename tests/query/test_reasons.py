"""Why reports are one occasion or two, as a reader is told."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.graph.testimony import reports
from kg.query import reasons
from kg.query.account import told
from kg.query.contacts import of_pair
from kg.vocab import expand

AUSTIN, BELOUSOV = expand("actor:lloyd-austin"), expand("actor:andrey-belousov")
BLINKEN, WANG = expand("actor:antony-blinken"), expand("actor:wang-yi")


def test_a_few_reports_are_read_like_all(dataset: ox.Store) -> None:
    every = reports(dataset)
    assert len(every) > 5
    for each in every:
        [alone] = reports(dataset, only=[each.iri])
        assert (alone, alone.labels, alone.occasion) == (each, each.labels, each.occasion)


def test_a_pair(dataset: ox.Store) -> None:
    found = reasons.together(of_pair(dataset, AUSTIN, BELOUSOV))
    notes = reasons.notes(dataset, found)
    assert [contact.id for contact in found] == [
        "report:a1.PhoneCall.260-268",
        "report:a1.PhoneCall.40-48",
        "report:a2.PhoneCall.30-38",
    ]
    assert notes["report:a1.PhoneCall.40-48"] == [
        (
            "occasion",
            "occasion:a1.PhoneCall.40-48: 2 reports in 2 articles, 2 independent sources; initiator disputed",
        )
    ]
    assert notes["report:a2.PhoneCall.30-38"] == [
        ("joined", "the same parties; dated 2024-07-12 (report:a1.PhoneCall.40-48)")
    ]
    text = told(found, reasons=notes)
    assert (
        "  joined        the same parties; dated 2024-07-12 (report:a1.PhoneCall.40-48)" in text.splitlines()
    )


def test_what_is_kept_apart(dataset: ox.Store) -> None:
    found = reasons.together(of_pair(dataset, BLINKEN, WANG))
    notes = reasons.notes(dataset, found)
    assert notes[found[1].id] == [("apart from", f"{found[0].occasion} (means: {'call and face to face'})")]


def test_two_reports(dataset: ox.Store) -> None:
    told = reasons.of_two(dataset, expand("report:a1.PhoneCall.40-48"), expand("report:a2.PhoneCall.30-38"))
    assert told.splitlines()[-7:] == [
        "one occasion: occasion:a1.PhoneCall.40-48",
        "  report:a2.PhoneCall.30-38 → report:a1.PhoneCall.40-48: the same parties; dated 2024-07-12",
        "",
        "side by side",
        "  yes parties     the same",
        "  yes date        2024-07-12",
        "  yes means       call",
    ]
    apart = reasons.of_two(
        dataset, expand("report:a1.PhoneCall.40-48"), expand("report:a1.PhoneCall.260-268")
    )
    assert "two occasions" in apart.splitlines()
    assert "  no  date        2024-07-12 and 2024-06-25" in apart.splitlines()


def test_what_is_no_report(dataset: ox.Store) -> None:
    with pytest.raises(QueryError, match="report:nothing is not a report"):
        reasons.of_two(dataset, expand("report:a1.PhoneCall.40-48"), expand("report:nothing"))
