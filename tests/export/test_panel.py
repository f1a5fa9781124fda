"""The panel: each contact once for each two states, with codes, and none lost."""

from __future__ import annotations

import csv
import io
from collections import Counter

import pyoxigraph as ox
import pytest

from kg.export.panel import COLUMNS, panel


def rows(store: ox.Store, *, daily: bool) -> list[dict[str, str]]:
    out = io.BytesIO()
    panel(store, out, daily=daily)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))


def told(row: dict[str, str]) -> str:
    named = [name for name in COLUMNS if name.startswith(("kind", "status", "sought"))]
    said = " ".join(f"{name}={row[name]}" for name in named if row[name] != "0")
    return f"{row['period']} {row['one_iso2']}-{row['other_iso2']} {row['contacts']} {said}".strip()


def test_months(dataset: ox.Store) -> None:
    found = [told(row) for row in rows(dataset, daily=False)]
    assert "2024-07 RU-US 1 kind_PhoneCall=1" in found
    assert "2024-06 RU-US 1 kind_PhoneCall=1 sought_by_other=1" in found
    assert any("status_planned" in each for each in found)
    assert any("status_denied" in each for each in found)


@pytest.mark.parametrize("daily", [False, True])
def test_no_contact_is_lost(daily: bool, dataset: ox.Store) -> None:
    """The same totals by pair, whatever the period; a closer look moves contacts to rows without a period only."""
    by_pair = [Counter[str](), Counter[str]()]
    for number, each in enumerate((daily, False)):
        for row in rows(dataset, daily=each):
            pair = f"{row['one_id']} {row['other_id']}"
            by_pair[number][pair] += int(row["contacts"])
            assert int(row["contacts"]) == sum(int(row[name]) for name in COLUMNS if name.startswith("kind_"))
            assert row["one_id"] < row["other_id"]
    assert by_pair[0] == by_pair[1]
    assert sum(by_pair[0].values()) > 5


def test_days_are_days(dataset: ox.Store) -> None:
    periods = {row["period"] for row in rows(dataset, daily=True)}
    assert {len(period) for period in periods} <= {0, 10}
    assert "2024-07-12" in periods


def test_a_name_is_no_formula(own_dataset: ox.Store) -> None:
    store = own_dataset
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    russia = ox.NamedNode("https://w3id.org/counterpart/actor/russia")
    graph = ox.NamedNode("https://w3id.org/counterpart/graph/register")
    for quad in store.quads_for_pattern(russia, label, None):
        store.remove(quad)
    store.add(ox.Quad(russia, label, ox.Literal("=cmd|' /C calc'!A0"), graph))
    names = {row[name] for row in rows(store, daily=False) for name in ("one_name", "other_name")}
    assert "'=cmd|' /C calc'!A0" in names
