"""What a command says on standard error."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.article.articles import expected
from kg.article.talk import Talk, bar


@pytest.mark.parametrize(
    ("done", "total", "words"),
    [
        (0, 10, "0%  0 of 10 articles"),
        (3700, 7400, "50%  3,700 of 7,400 articles"),
        (12, 10, "100%  12 of 10 articles"),
        (5, None, "5 articles, 2 a second"),
    ],
)
def test_bar(done: int, total: int | None, words: str) -> None:
    assert words in bar(done, total, 2.4)


def test_bar_grows() -> None:
    blocks = [bar(done, 8, 1.0).count("█") for done in range(9)]
    assert blocks == sorted(blocks)
    assert blocks[0] == 0
    assert blocks[-1] == len(bar(8, 8, 1.0).split(" ")[0])


def test_progress_is_for_terminals(capsys: pytest.CaptureFixture[str]) -> None:
    Talk(terminal=False).progress(1, 2, 1.0)
    assert capsys.readouterr().err == ""
    talk = Talk(terminal=True)
    talk.progress(1, 2, 1.0)
    talk.clear()
    assert "1 of 2 articles" in capsys.readouterr().err


def test_expected_counts_files_and_lines(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("một", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"id": "1"}\n{"id": "2"}\n', encoding="utf-8")
    assert expected([tmp_path]) == 3
    assert expected([tmp_path, "-"]) is None
