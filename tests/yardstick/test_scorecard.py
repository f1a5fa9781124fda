"""An evaluation as people and programs read it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.model import ActorType, Kind, Status
from kg.yardstick.annotation import GoldArticle, GoldEvent, Party, Prediction, read_gold, read_predictions
from kg.yardstick.evaluate import Evaluation, evaluate
from kg.yardstick.scorecard import as_json, as_text, errors_as_text

FROZEN = Path(__file__).parents[1] / "data" / "evaluation"

ERRORS = """\
e1-duong-day
  wrong     Meeting, planned, 2031-05-21/2031-05-31: Tadeo Brankovic – Sigrid Eide
            status: occurred; annotated: planned
            date: 2031-05; annotated: 2031-05-21/2031-05-31
            participants: Brankovic – Bộ trưởng Quốc phòng Ostravia; annotated: Tadeo Brankovic –
              Sigrid Eide
            “Hai ông dự kiến gặp nhau tại Lindhaven cuối tháng 5.”
  wrong     Meeting, denied, undated: Mira Solheim – Tadeo Brankovic
            place: none; annotated: Lindhaven
            initiator: Mira Solheim; annotated: none
            “Bộ Ngoại giao Ostravia bác tin Ngoại trưởng Mira Solheim đã gặp ông Brankovic tại
              Lindhaven.”

e2-ba-ben
  wrong     Meeting, occurred, 2031-06-18: Ilan Petrov – Greta Holm – Aksel Dahl
            kind: Talks; annotated: Meeting
            participants: Ilan Petrov – Tổng thống Petrov – Greta Holm; annotated: Ilan Petrov –
              Greta Holm – Aksel Dahl
            initiator: Greta Holm; annotated: none
            “Ngày 18/6, Tổng thống Velmora Ilan Petrov, Thủ tướng Ostravia Greta Holm và Tổng thư ký
              Liên minh Phương Bắc Aksel Dahl hội đàm tại Lindhaven.”
  wrong     Message, occurred, ../2031-06-18: Ilan Petrov – Greta Holm
            count: 1; annotated: 2
            “Trước đó, hai bên đã hai lần trao đổi qua thư về lịch làm việc.”
  missed    Contact, occurred, 2031-05: Velmora – Ostravia
            “Tháng trước, Velmora đã liên lạc với Ostravia qua kênh hậu trường.”
  spurious  Meeting, occurred, 2031-06-18: Aksel Dahl – Harald Lund, confidence 0.58
            “Ông Petrov nhờ ông Dahl chuyển lời chúc sức khỏe tới Quốc vương Ostravia Harald Lund.”

"""

TEXT = """\
5 articles; in brackets 95 % intervals (bootstrap over articles)

measure                  precision            recall                F1  right  spurious  missed
event             0.75 (0.50–0.92)  0.82 (0.67–1.00)  0.78 (0.60–0.90)      9         3       2
strict_event      0.50 (0.29–0.64)  0.55 (0.33–0.86)  0.52 (0.32–0.72)      6         6       5
link              0.46 (0.22–0.78)  0.67 (0.33–1.00)  0.55 (0.27–0.88)      6         7       3
initiator         0.33 (0.00–0.75)  0.67 (0.00–1.00)  0.44 (0.00–0.86)      2         4       1

field             agrees  of
kind                0.78   9
status              0.89   9
date                0.83   6
"""


@pytest.fixture(scope="module")
def frozen() -> Evaluation:
    return evaluate(read_gold(FROZEN / "gold"), read_predictions(FROZEN / "predictions.jsonl"))


def test_errors_for_people(frozen: Evaluation) -> None:
    told = errors_as_text(frozen)
    assert told.startswith(ERRORS + "e3-thu-tu\n")
    assert (
        """\
            evidence: “Thư của bà Holm”; annotated:
            “Một phái đoàn doanh nghiệp Ostravia được Bộ Thương mại Velmora tiếp.”
"""
        in told
    )
    verdicts = [line.split()[0] for line in told.splitlines() if line[:3].strip() and line.startswith("  ")]
    assert (verdicts.count("missed"), verdicts.count("spurious"), verdicts.count("wrong")) == (2, 3, 7)


@pytest.mark.parametrize("width", [60, 100])
def test_errors_keep_to_the_width(frozen: Evaluation, width: int) -> None:
    told = [line for line in errors_as_text(frozen, width).splitlines() if line.startswith(" " * 12)]
    assert max(map(len, told)) <= width


def test_figures_for_people(frozen: Evaluation) -> None:
    told = as_text(frozen)
    assert told.startswith(TEXT)
    assert "\nMeeting                0.67    0.57  0.62      4         2       3\n" in told
    assert "\nplanned                0.00    0.00  0.00      0         0       1\n" in told
    assert told.endswith("\n0.3–0.4                   –      0      0         0         1\n")


def test_figures_for_programs(frozen: Evaluation) -> None:
    told = json.loads(json.dumps(as_json(frozen, errors=True)))
    assert told["event"]["interval"]["f1"] == [0.6, 0.9004]
    assert told["kinds"]["PhoneCall"] == {"precision": 1, "recall": 1, "f1": 1, "tp": 1, "fp": 0, "fn": 0}
    assert told["confidence"][-1] == {
        "low": 0.3,
        "high": 0.4,
        "right": 0,
        "exact": 0,
        "wrong": 0,
        "optional": 1,
        "precision": None,
        "confidence": 0.31,
    }
    assert [error["verdict"] for error in told["errors"]].count("missed") == told["event"]["fn"]
    assert [error["verdict"] for error in told["errors"]].count("spurious") == told["event"]["fp"]
    wrong = told["errors"][0]
    assert wrong["differences"]["status"] == {"found": "occurred", "gold": "planned"}
    assert wrong["gold"]["participants"] == ["Tadeo Brankovic", "Sigrid Eide"]
    assert wrong["found"]["confidence"] == 0.62
    assert "errors" not in as_json(frozen)


def test_nothing_to_tell() -> None:
    nothing = evaluate([GoldArticle("a", ())], {})
    assert errors_as_text(nothing) == ""
    assert as_text(nothing).startswith("1 article\n\nmeasure ")
    assert "confidence" not in as_text(nothing)
    assert as_json(nothing)["event"]["interval"] is None


def test_what_is_quoted_cannot_steer_the_terminal() -> None:
    gold = GoldEvent(
        Kind.MEETING,
        Status.OCCURRED,
        (Party("A\x1b[2J", ActorType.PERSON), Party("B", ActorType.PERSON)),
        "x\x07y",
    )
    stray = Prediction("Visit\x1b", "occurred", ("C", "D"), "\u202ez")
    told = errors_as_text(evaluate([GoldArticle("a\x1b", (gold,))], {"a\x1b": [stray]}))
    assert all(c.isprintable() or c == "\n" for c in told)
    assert "x\ufffdy" in told
