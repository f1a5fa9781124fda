"""Gold files and predictions: what is read, and how a fault is told."""

from __future__ import annotations

import copy
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from kg.article.articles import read_articles
from kg.errors import InputError
from kg.model import ActorType, Article, Kind, Status
from kg.yardstick.annotation import bounds, gold_article, prediction, read_gold, read_predictions

ROOT = Path(__file__).parents[2]
FROZEN = ROOT / "tests" / "data" / "evaluation"
GOLD: dict[str, Any] = {
    "id": "a",
    "published": None,
    "events": [
        {
            "kind": "PhoneCall",
            "status": "occurred",
            "participants": [
                {"name": "Ilan Petrov", "type": "person", "aliases": ["Petrov"]},
                {"name": "Velmora", "type": "country", "aliases": [], "resolved": True},
            ],
            "initiator": "Velmora",
            "date": "2031-05-12",
            "evidence": "Một câu.",
            "required": False,
            "count": 2,
        }
    ],
}
RECORD: dict[str, Any] = {
    "article": "a",
    "kind": "Meeting",
    "status": "planned",
    "participants": [{"name": "A"}, {"name": "B"}],
    "evidence": {"quote": "Một câu."},
    "confidence": 1,
}


def changed(value: dict[str, Any], path: str, new: object) -> dict[str, Any]:
    """A copy with `new` at a path of keys and numbers; without that key where `new` is Ellipsis."""
    whole = copy.deepcopy(value)
    *before, last = (int(key) if key.isdigit() else key for key in path.split("."))
    inner: Any = whole
    for key in before:
        inner = inner[key]
    if new is ...:
        del inner[last]
    else:
        inner[last] = new
    return whole


def test_a_gold_file_is_read_whole() -> None:
    article = gold_article(GOLD)
    assert article.id == "a"
    (event,) = article.events
    assert (event.kind, event.status, event.required) == (Kind.PHONE_CALL, Status.OCCURRED, False)
    assert (event.initiator, event.date, event.count, event.place) == ("Velmora", "2031-05-12", 2, None)
    assert [(p.type, p.resolved) for p in event.participants] == [
        (ActorType.PERSON, False),
        (ActorType.STATE, True),
    ]


@pytest.mark.parametrize(
    ("path", "new", "said"),
    [
        ("id", ..., "g: .id is missing"),
        ("id", 3, "g: .id is 3; write a string"),
        ("events", None, "g: .events is null; write a list"),
        ("events", {}, "g: .events is {}; write a list"),
        ("events.0", "x", 'g: .events[0] is "x"; write an object'),
        ("events.0.kind", "Chat", "g: .events[0].kind is 'Chat'; write one of PhoneCall, VideoCall,"),
        ("events.0.status", "done", "g: .events[0].status is 'done'; write one of occurred,"),
        ("events.0.participants.1", ..., "g: .events[0].participants are fewer than two"),
        (
            "events.0.participants.1.type",
            "state",
            "g: .events[0].participants[1].type is 'state'; write one of",
        ),
        ("events.0.participants.0.aliases", ..., "g: .events[0].participants[0].aliases is missing"),
        (
            "events.0.participants.0.aliases",
            "P",
            'g: .events[0].participants[0].aliases is "P"; write a list',
        ),
        ("events.0.participants.0.aliases.0", 1, "g: .events[0].participants[0].aliases[0] is 1; write a"),
        ("events.0.participants.0.name", None, "g: .events[0].participants[0].name is null; write a string"),
        ("events.0.initiator", ..., "g: .events[0].initiator is missing"),
        ("events.0.initiator", "Petrov", "g: .events[0].initiator 'Petrov' is not the name of a participant"),
        ("events.0.date", ..., "g: .events[0].date is missing"),
        ("events.0.date", "12/5/2031", "g: .events[0].date '12/5/2031' is not EDTF; write 2024-07-12"),
        ("events.0.evidence", ..., "g: .events[0].evidence is missing"),
        ("events.0.required", 1, "g: .events[0].required is 1; write true or false"),
        ("events.0.count", True, "g: .events[0].count is true; write a whole number"),
        ("events.0.duration_minutes", "30", 'g: .events[0].duration_minutes is "30"; write a whole number'),
        ("events.0.date_optional", "no", 'g: .events[0].date_optional is "no"; write true or false'),
    ],
)
def test_a_fault_of_a_gold_file_is_named(path: str, new: object, said: str) -> None:
    with pytest.raises(InputError) as raised:
        gold_article(changed(GOLD, path, new), "g: ")
    assert str(raised.value).startswith(said)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "no gold files here"),
        ({"a.meta.json": "{}"}, "no gold files here"),
        ({"a.json": "{"}, "a.json: not well-formed JSON"),
        ({"a.json": "[" * 100_000}, "a.json: not well-formed JSON"),
        ({"a.json": "[1]"}, "a.json: is [1]; write an object"),
        ({"a.json": '{"id": "x", "events": []}', "b.json": '{"id": "x", "events": []}'}, "a.json already"),
    ],
)
def test_a_folder_of_gold_that_is_none(files: dict[str, str], said: str, tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(InputError) as raised:
        read_gold(tmp_path)
    assert said in str(raised.value)
    assert str(tmp_path) in str(raised.value)


def test_no_folder_of_gold(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        read_gold(tmp_path / "none")


@pytest.mark.parametrize("folder", ["tests/golden/news", "tests/golden/seeds", "tests/data/evaluation/gold"])
def test_the_annotations_of_the_project_are_read(folder: str) -> None:
    articles = read_gold(ROOT / folder)
    names = sorted(p.stem for p in (ROOT / folder).glob("*.json") if not p.name.endswith(".meta.json"))
    assert [article.id for article in articles] == names


@pytest.mark.parametrize(
    ("texts", "folder"),
    [
        ("tests/golden/news", "tests/golden/news"),
        ("tests/data/evaluation/articles", "tests/data/evaluation/gold"),
    ],
)
def test_evidence_stands_in_the_articles(texts: str, folder: str) -> None:
    read = {a.id: a.text for a in read_articles([ROOT / texts]) if isinstance(a, Article)}
    articles = read_gold(ROOT / folder)
    assert {article.id for article in articles} == read.keys()
    assert [e.evidence for a in articles for e in a.events if e.evidence not in read[a.id]] == []


# Predictions


def test_a_record_is_read(tmp_path: Path) -> None:
    line = json.dumps(RECORD, ensure_ascii=False)
    path = tmp_path / "found.jsonl"
    silence = '{"record": "silence", "article": "a", "participants": []}'
    odd = json.dumps(RECORD | {"evidence": "Dòng\u2028này."}, ensure_ascii=False)
    path.write_text(f"{line}\n\n{silence}\n{odd}\n", "utf-8")
    first, second = read_predictions(path)["a"]
    assert first == prediction(RECORD)
    assert (first.participants, first.evidence, first.confidence) == (("A", "B"), "Một câu.", 1)
    assert second.evidence == "Dòng\u2028này."


@pytest.mark.parametrize(
    ("path", "new", "said"),
    [
        ("article", ..., ":1: .article is missing"),
        ("kind", None, ":1: .kind is null; write a string"),
        ("participants.1.name", ..., ":1: .participants[1].name is missing"),
        ("participants.1", "B", ':1: .participants[1] is "B"; write an object'),
        ("confidence", 1.5, ":1: .confidence is 1.5; write a number from 0 to 1, or null"),
        ("confidence", "high", ':1: .confidence is "high"; write a number'),
        ("date", 2031, ":1: .date is 2031; write a string"),
    ],
)
def test_a_fault_of_a_record_is_named(path: str, new: object, said: str, tmp_path: Path) -> None:
    file = tmp_path / "found.jsonl"
    file.write_text(json.dumps(changed(RECORD, path, new)), "utf-8")
    with pytest.raises(InputError) as raised:
        read_predictions(file)
    assert str(raised.value).startswith(f"{file}{said}")


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"{}\n{oops", ":1: .article is missing"), (b"oops", ":1: not well-formed"), (b"\xff\xfe\xff", "found")],
)
def test_a_file_of_predictions_that_is_none(data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "found.jsonl").write_bytes(data)
    with pytest.raises(InputError, match=said):
        read_predictions(tmp_path / "found.jsonl")
    with pytest.raises(InputError, match="cannot be read"):
        read_predictions(tmp_path / "none.jsonl")


# Dates


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2024-07-12", (2024, 7, 12), (2024, 7, 12)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2024-12", (2024, 12, 1), (2024, 12, 31)),
        ("2024", (2024, 1, 1), (2024, 12, 31)),
        ("2024-21", (2024, 1, 1), (2024, 12, 31)),
        ("2024-07~", (2024, 7, 1), (2024, 7, 31)),
        ("2024-07-01/2024-07", (2024, 7, 1), (2024, 7, 31)),
        ("../2024-07-12", (1, 1, 1), (2024, 7, 12)),
        ("2024-07-12/", (2024, 7, 12), (9999, 12, 31)),
        ("2024-07-12/..", (2024, 7, 12), (9999, 12, 31)),
    ],
)
def test_bounds(edtf: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert bounds(edtf) == (dt.date(*first), dt.date(*last))


@pytest.mark.parametrize("edtf", [None, "", "..", "/", "12/7", "2024-02-30", "0000", "năm nay"])
def test_what_is_no_date_has_no_bounds(edtf: str | None) -> None:
    assert bounds(edtf) is None
