"""Question files: what their heads say, and where they are wrong."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import OntologyError
from kg.query.queries import ask
from kg.query.questions import own_question, read_question

HEAD = "#+ title: {vi: A, en: B}\n#+ description: D.\n#+ parameters:\n"


class TestHeader:
    @pytest.mark.parametrize(
        ("head", "fault"),
        [
            ("SELECT * {}", r":1: a question opens with"),
            ("#+ title: {vi: A, en: B", r":\d+: the header is not well-formed YAML"),
            ("#+ - a list", r":1: the header must hold"),
            ("#+ description: D.\n#+ title: {vi: A}", r":2: title must be given in vi and in en"),
            ("#+ title: {vi: A, en: B}", r":1: description is missing"),
            (
                "#+ title: {vi: A, en: B}\n#+ description: {vi: D.}",
                r":2: description is missing, in vi and en",
            ),
            ("#+ title: {vi: A, en: B}\n#+ description: D.\n#+ author: me", r":3: the header knows title"),
            ("#+ title: {vi: A, en: B}\n#+ description: D.\n#+ parameters: [a]", r":3: parameters must be"),
            (
                HEAD + "#+   x: {type: colour, about: C.}",
                r":4: parameter 'x': type must be one of actor, office",
            ),
            (
                "#+ title: {vi: A, en: B}\n#+ description: D.\n#+ parameters:\n#+   x: {type: date}",
                r":4: parameter 'x': about is missing",
            ),
            (
                HEAD + "#+   'x y': {type: date, about: C.}",
                r":4: parameter 'x y': the name must be that of a variable",
            ),
            (
                "#+ title: {vi: A, en: B}\n#+ description: D.\n#+ parameters:\n"
                "#+   x: {type: date, about: C., required: maybe}",
                r":4: parameter 'x': required is true or false",
            ),
        ],
    )
    def test_faults_name_file_and_line(self, tmp_path: Path, head: str, fault: str) -> None:
        path = tmp_path / "broken.rq"
        path.write_text(head + "\nSELECT * {}", encoding="utf-8")
        with pytest.raises(OntologyError, match=r"broken\.rq" + fault):
            read_question(path)

    def test_not_utf8(self, tmp_path: Path) -> None:
        path = tmp_path / "broken.rq"
        path.write_bytes(b"#+ title: \xff")
        with pytest.raises(OntologyError, match=r"broken\.rq: not UTF-8 at byte 10"):
            read_question(path)

    def test_default_is_used_and_overridden(self, dataset: ox.Store) -> None:
        head = HEAD + "#+   n: {type: integer, about: N., default: 3}"
        question = own_question(head + "\nSELECT ?n {}")
        assert [row["n"] for row in ask(dataset, question).records()] == ["3"]
        assert [row["n"] for row in ask(dataset, question, {"n": "4"}).records()] == ["4"]
