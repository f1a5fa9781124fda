"""Answers as tables for people and in standard forms for programs."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.query.queries import run
from kg.query.rows import Rows, format_rows
from kg.vocab import PREFIXES


@pytest.fixture
def answers(dataset: ox.Store) -> dict[str, Rows]:
    return {
        "rows": run(
            dataset,
            """SELECT ?x ?xLabel ?n ?text { VALUES (?x ?xLabel ?n ?text) {
            (actor:to-lam "Tô Lâm" 7 "a\\u001B[31m\\nb") (actor:russia UNDEF 12 UNDEF) } }""",
        ),
        "truth": run(dataset, "ASK {}"),
        "graph": run(dataset, "CONSTRUCT { ?s cp:edtf ?o } WHERE { ?s cp:edtf ?o } LIMIT 2"),
    }


class TestShowing:
    def test_table(self, answers: dict[str, Rows]) -> None:
        shown = format_rows(answers["rows"], "table", labels={PREFIXES["actor"] + "russia": "Nga"})
        assert shown == (
            "x        n  text\n──────  ──  ────────\nTô Lâm   7  a\ufffd[31m b\nNga     12\n(2 rows)\n"
        )

    def test_narrow_table_is_shown_in_blocks(self, answers: dict[str, Rows]) -> None:
        shown = format_rows(answers["rows"], "table", width=15)
        assert (
            shown
            == "x     Tô Lâm\nn     7\ntext  a\ufffd[31m b\n\nx     actor:russia\nn     12\n\n(2 rows)\n"
        )

    def test_empty_table(self, dataset: ox.Store) -> None:
        assert format_rows(run(dataset, "SELECT ?x { ?x a <http://none/> }"), "table") == "(0 rows)\n"

    def test_json(self, answers: dict[str, Rows]) -> None:
        assert json.loads(format_rows(answers["rows"], "json"))["head"]["vars"] == [
            "x",
            "xLabel",
            "n",
            "text",
        ]
        assert json.loads(format_rows(answers["truth"], "json"))["boolean"] is True

    def test_csv_and_tsv(self, answers: dict[str, Rows]) -> None:
        csv, tsv = (bytes(format_rows(answers["rows"], form)) for form in ("csv", "tsv"))  # type: ignore[arg-type]
        assert csv.split(b"\r\n")[0] == b"x,xLabel,n,text"
        assert f'{PREFIXES["actor"]}to-lam,Tô Lâm,7,"a\x1b[31m\nb"'.encode() in csv
        assert tsv.split(b"\n")[0] == b"?x\t?xLabel\t?n\t?text"

    def test_turtle(self, answers: dict[str, Rows]) -> None:
        turtle = bytes(format_rows(answers["graph"], "ttl"))  # type: ignore[arg-type]
        parsed = ox.parse(turtle, format=ox.RdfFormat.TURTLE)
        assert sorted((quad.triple for quad in parsed), key=str) == list(answers["graph"].triples)
        assert b"@prefix cp:" in turtle
        assert b"@prefix schema:" not in turtle

    @pytest.mark.parametrize(("answer", "form"), [("rows", "ttl"), ("graph", "csv"), ("rows", "xlsx")])
    def test_forms_that_an_answer_lacks(self, answers: dict[str, Rows], answer: str, form: str) -> None:
        with pytest.raises(QueryError):
            format_rows(answers[answer], form)
