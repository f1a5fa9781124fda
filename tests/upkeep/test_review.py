"""Going through uncertain items: what is asked, what an answer becomes, and that nothing is asked twice."""

from __future__ import annotations

import datetime as dt
import os
import pty
import select
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.article.archive import open_archive
from kg.errors import CounterpartError
from kg.graph.judgements import Judgement, read
from kg.model import Article, Extraction, JudgementKind, Outcome, Status
from kg.ontology import Ontology
from kg.store import open_store
from kg.upkeep import collection
from kg.upkeep.collection import JUDGED, Procedure
from kg.upkeep.review import Item, Review, Talker, items, settled, terminal_key
from kg.vocab import mint

CALL = "Bộ trưởng Quốc phòng Mỹ Lloyd Austin gọi điện cho người đồng cấp Nga Andrey Belousov hôm {}/7/2024."
NAMED = "Bộ trưởng Quốc phòng Nga Ivan {} gặp Bộ trưởng Quốc phòng Mỹ Lloyd Austin hôm 1/7/2024."


def unsure(extraction: Extraction) -> Extraction:
    """The same, read with little confidence where the article is called so."""
    doubt = {"a1": 0.3, "a2": 0.5}.get(extraction.article.id, 1.0)
    return replace(extraction, events=tuple(replace(e, confidence=doubt) for e in extraction.events))


@pytest.fixture(scope="module")
def procedure(small: Ontology) -> Procedure:
    return Procedure(small, correct=unsure)


@pytest.fixture
def folder(tmp_path: Path, procedure: Procedure) -> Path:
    articles = [
        Article("a1", "Mở đầu.\nĐoạn trước. " + CALL.format(12) + " Đoạn sau."),
        Article("a2", CALL.format(14)),
        Article("a3", CALL.format(16)),
    ]
    collection.build(tmp_path, articles, procedure)
    return tmp_path


class Script:
    """A person who presses these keys and types these lines; notes what was shown."""

    def __init__(self, keys: str, *lines: str) -> None:
        self.shown: list[str] = []
        self._keys, self._lines = iter(keys), iter(lines)

    @property
    def talker(self) -> Talker:
        key = terminal_key(lambda: next(self._keys, ""), self.shown.append)
        return Talker(self.shown.append, key, lambda prompt: next(self._lines, ""))

    @property
    def text(self) -> str:
        return "\n".join(self.shown)


def walk(folder: Path, script: Script, path: Path | None = None, limit: int | None = None) -> int:
    with open_store(folder, read_only=True) as store, open_archive(folder, read_only=True) as archive:
        review = Review(store.dataset, archive, path or folder / JUDGED, "Jane Doe")
        return review.walk(script.talker, limit)


def kinds(path: Path) -> list[str]:
    return sorted(judgement.kind.value for judgement in read(path))


def test_the_least_certain_comes_first_with_its_sentence_in_its_paragraph(folder: Path) -> None:
    script = Script("q")
    assert walk(folder, script) == 0
    assert "read with confidence 0.3 (1 more)" in script.text
    assert f"Đoạn trước. »{CALL.format(12)}« Đoạn sau." in script.text
    assert "Mở đầu" not in script.text
    assert not (folder / JUDGED).exists()


def test_an_answer_is_saved_and_never_asked_again(folder: Path) -> None:
    assert walk(folder, Script("yq")) == 1
    (judgement,) = read(folder / JUDGED)
    assert (judgement.kind, judgement.author, judgement.quote) == (
        JudgementKind.RIGHT_EVENT,
        "Jane Doe",
        CALL.format(12),
    )
    again = Script("n")
    assert walk(folder, again) == 1
    assert "confidence 0.3" not in again.text
    assert kinds(folder / JUDGED) == ["right-event", "wrong-event"]
    nothing = Script("y")
    assert walk(folder, nothing) == 0
    assert nothing.text == ""


@pytest.mark.parametrize(
    ("keys", "lines", "expected"),
    [
        ("tp", ["not yet"], ("wrong-status", Status.PLANNED, None, None, "not yet")),
        ("d", ["2024-07-11", ""], ("wrong-date", None, None, "2024-07-11", "read again in review")),
        ("dd", ["12/7", "none", "no date"], ("wrong-date", None, None, "none", "no date")),
        ("i1", ["hm"], ("wrong-initiator", None, "andrey-belousov", None, "hm")),
        ("i0", ["hm"], ("wrong-initiator", None, "none", None, "hm")),
        ("xYq", [], ("right-event", None, None, None, "read again in review")),
    ],
)
def test_keys_become_judgements(
    folder: Path,
    keys: str,
    lines: list[str],
    expected: tuple[str, Status | None, str | None, str | None, str],
) -> None:
    walk(folder, Script(keys, *lines), limit=1)
    (judgement,) = read(folder / JUDGED)
    assert (
        judgement.kind.value,
        judgement.status,
        judgement.initiator,
        judgement.date,
        judgement.reason,
    ) == expected


def test_later_back_and_the_end_of_the_input(folder: Path) -> None:
    assert walk(folder, Script("yusn")) == 1
    assert kinds(folder / JUDGED) == ["wrong-event"]
    with pytest.raises(CounterpartError, match="what was answered before is kept"):
        walk(folder, Script("t"))
    assert kinds(folder / JUDGED) == ["wrong-event"]


def test_answers_apply(folder: Path, procedure: Procedure) -> None:
    walk(folder, Script("ny"))
    done = collection.judge(folder, procedure)
    assert {each.outcome for each in done.judged} == {Outcome.APPLIED}


def test_a_table_of_ones_own(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    assert walk(folder, Script("y"), path, limit=1) == 1
    assert path.read_text("utf-8").startswith("judgement,about")
    assert walk(folder, Script("y"), path) == 1
    assert len(read(path)) == 2


def test_names_alike_are_asked_about(tmp_path: Path, procedure: Procedure) -> None:
    envoy = "Đại sứ Nga Ivan Petrov gặp Bộ trưởng Quốc phòng Mỹ Lloyd Austin hôm 9/7/2024."
    collection.build(tmp_path, [Article("b1", NAMED.format("Petrov")), Article("b2", envoy)], procedure)
    script = Script("y")
    assert walk(tmp_path, script) == 1
    assert "names alike: Ivan Petrov (Đại sứ Nga, russia); Ivan Petrov (Bộ trưởng" in script.text
    assert f"»{envoy}«" in script.text
    assert kinds(tmp_path / JUDGED) == ["same-actor"]
    assert collection.judge(tmp_path, procedure).judged[0].outcome is Outcome.APPLIED
    with open_store(tmp_path, read_only=True) as store:
        assert items(store.dataset, read(tmp_path / JUDGED)) == []


def test_differences_and_close_calls_are_asked_about(tmp_path: Path, procedure: Procedure) -> None:
    back = (
        "Bộ trưởng Quốc phòng Nga Andrey Belousov gọi điện cho người đồng cấp Mỹ Lloyd Austin hôm 12/7/2024."
    )
    undated = CALL.replace(" hôm {}/7/2024", "")
    articles = [
        Article("d1", CALL.format(12)),
        Article("d2", back),
        Article("d3", undated, published=dt.date(2024, 7, 13)),
    ]
    collection.build(tmp_path, articles, procedure)
    with open_store(tmp_path, read_only=True) as store:
        found = items(store.dataset, ())
    told = {item.sort: item.why for item in found}
    assert told["difference"].startswith("initiator: ")
    assert "the only contact of theirs that fits" in told["occasion"]
    assert [item.doubt for item in found] == sorted((item.doubt for item in found), reverse=True)


def two(kind: str, one: str, other: str) -> Judgement:
    first, second = sorted((one, other))
    return Judgement(JudgementKind(kind), first, "A", "b", second)


def test_what_settles_an_item() -> None:
    one, other, third = (mint("report", f"a{n}.Meeting.1-5") for n in "123")
    item = Item("occasion", 0.5, one, other, "")
    assert settled(item, [two("same-occasion", one, other)])
    assert settled(item, [two("different-occasion", other, one)])
    assert settled(item, [two("same-occasion", one, mint("report", "a2.Meeting.1-5.x"))])
    assert not settled(item, [two("same-occasion", one, third)])
    assert not settled(item, [Judgement(JudgementKind.RIGHT_EVENT, one, "A", "b")])
    alone = Item("report", 0.5, one, None, "")
    assert settled(alone, [Judgement(JudgementKind.WRONG_EVENT, one, "A", "b")])
    assert not settled(alone, [Judgement(JudgementKind.WRONG_EVENT, other, "A", "b")])


# The command, as people run it


def command(folder: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "kg", "review", "--store", str(folder), *arguments]


def test_in_a_pipe(folder: Path) -> None:
    ran = subprocess.run(
        command(folder, "--author", "Jane Doe"),
        input="d\n2024-07-11\nlocal time\ny",
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"2 answers noted in {folder / JUDGED}; apply: kg judge --store {folder}\n" in ran.stderr
    assert kinds(folder / JUDGED) == ["right-event", "wrong-date"]
    lacking = subprocess.run(
        command(folder), capture_output=True, text=True, check=False, env=_without_author()
    )
    assert lacking.returncode == 2
    assert "--author" in lacking.stderr


def _without_author() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "KG_AUTHOR"}


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    ends = pty.openpty()
    yield ends
    for end in ends:
        os.close(end)


def shown(terminal: int, wanted: str, seconds: float = 60) -> str:
    """What a terminal shows until `wanted` stands in it."""
    text, until = b"", time.monotonic() + seconds
    while wanted not in text.decode("utf-8", "replace") and time.monotonic() < until:
        if select.select([terminal], [], [], 0.2)[0]:
            text += os.read(terminal, 65_536)
    return text.decode("utf-8", "replace")


def press(terminal: int, keyboard: int, key: bytes, seconds: float = 60) -> None:
    """Press a key once the terminal waits for single keys: what is pressed before is thrown away."""
    until = time.monotonic() + seconds
    while termios.tcgetattr(terminal)[3] & termios.ICANON and time.monotonic() < until:
        time.sleep(0.02)
    os.write(keyboard, key)


def test_at_a_terminal_one_key_answers_and_an_interrupt_loses_nothing(
    folder: Path, terminal: tuple[int, int]
) -> None:
    ours, theirs = terminal
    run = subprocess.Popen(
        command(folder, "--author", "Jane Doe"),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    assert "confidence 0.3" in shown(ours, "[q] stop")
    press(theirs, ours, b"y")
    assert "confidence 0.5" in shown(ours, "[q] stop")
    assert kinds(folder / JUDGED) == ["right-event"]
    press(theirs, ours, b"\x03")
    assert run.wait(60) == 130
    assert kinds(folder / JUDGED) == ["right-event"]
