"""Measures of agreement with annotated contacts: as the project's scorer gives them, and by their own laws.

``tests/data/evaluation`` holds articles, gold files and predictions made up for this test, with one of everything
that can go right or wrong, and in ``scores.json`` what the scorer of ../shared said of them.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.article.articles import read_articles
from kg.extract import Extractor, event_record
from kg.model import ActorType, Article, Extraction, Kind, Status
from kg.yardstick.annotation import (
    GoldArticle,
    GoldEvent,
    Party,
    Prediction,
    gold_article,
    prediction,
    predictions,
    read_gold,
    read_predictions,
)
from kg.yardstick.evaluate import (
    ATTRIBUTES,
    MEASURES,
    Agreement,
    Counts,
    Evaluation,
    Verdict,
    evaluate,
    sure_enough,
)
from kg.yardstick.scorecard import as_json

ROOT = Path(__file__).parents[2]
FROZEN = ROOT / "tests" / "data" / "evaluation"
EVAL = ROOT.parent / "shared" / "eval"
PERSON, STATE, BODY, GROUP = ActorType.PERSON, ActorType.STATE, ActorType.ORGANIZATION, ActorType.GROUP

shared = pytest.mark.skipif(
    not (EVAL / "score.py").exists(), reason="the scorer lies in ../shared, which is not here"
)


@pytest.fixture(scope="module")
def frozen() -> Evaluation:
    return evaluate(read_gold(FROZEN / "gold"), read_predictions(FROZEN / "predictions.jsonl"))


# Against the scorer


def unlike(ours: Mapping[str, Any], scores: Mapping[str, Any]) -> dict[str, tuple[object, object]]:
    """Where figures differ from the scorer's, which are flattened to ``measure.figure``."""

    def flat(values: Mapping[str, Any], prefix: str = "") -> dict[str, object]:
        found: dict[str, object] = {}
        for name, value in values.items():
            found |= flat(value, f"{prefix}{name}.") if isinstance(value, dict) else {prefix + name: value}
        return found

    mine, theirs = flat(ours), flat(scores)
    return {name: (mine.get(name), value) for name, value in theirs.items() if mine.get(name) != value}


def test_figures_are_those_of_the_scorer_on_an_example(frozen: Evaluation) -> None:
    scores = json.loads((FROZEN / "scores.json").read_text("utf-8"))
    assert scores["articles"] == 5
    assert {*MEASURES, "attributes", "attribute_support"} <= scores.keys()
    assert unlike(as_json(frozen), scores) == {}


def test_the_comparison_sees_a_difference(frozen: Evaluation) -> None:
    scores = json.loads((FROZEN / "scores.json").read_text("utf-8"))
    fewer = evaluate(read_gold(FROZEN / "gold"), {})
    assert len(unlike(as_json(fewer), scores)) > 20


@shared
def test_the_example_is_frozen_as_the_scorer_gives_it() -> None:
    command = [
        sys.executable,
        str(EVAL / "score.py"),
        str(FROZEN / "gold"),
        str(FROZEN / "predictions.jsonl"),
    ]
    done = subprocess.run([*command, "--json"], capture_output=True, check=True)
    assert json.loads(done.stdout) == json.loads((FROZEN / "scores.json").read_text("utf-8"))


@shared
@pytest.mark.parametrize("name", ["seeds", "seeds-dated", "dev", "calls"])
def test_figures_are_those_of_the_scorer(name: str, extractor: Extractor, tmp_path: Path) -> None:
    articles = EVAL.parent / "seeds" if name == "seeds" else EVAL / name
    found = [extractor.extract(a) for a in read_articles([articles]) if isinstance(a, Article)]
    path = tmp_path / "found.jsonl"
    records = [event_record(event) for extraction in found for event in extraction.events]
    path.write_text("\n".join(map(json.dumps, records)), "utf-8")
    command = [sys.executable, str(EVAL / "score.py"), str(EVAL / "gold" / name), str(path), "--json"]
    scores = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    gold = read_gold(EVAL / "gold" / name)
    assert unlike(as_json(evaluate(gold, predictions(found))), scores) == {}
    assert read_predictions(path) == {k: v for k, v in predictions(found).items() if v}


# Drawn annotations and predictions


PARTIES = (
    Party("Ilan Petrov", PERSON, ("Petrov", "Tổng thống Velmora", "ông Petrov", "Velmora", "President")),
    Party("Greta Holm", PERSON, ("Holm", "bà Holm", "Thủ tướng"), resolved=True),
    Party("Trần Thị Đào", PERSON, ("Tran Thi Dao", "người đồng cấp Việt Nam", "Dao Tran")),
    Party("Velmora", STATE, ("phía Velmora",)),
    Party("Bộ Thương mại Velmora", BODY, ("Ministry of Trade", "MoT")),
    Party("doanh nghiệp Ostravia", GROUP, ()),
)
NAMES = (
    *(
        "Ilan Petrov",
        "Tổng thống Ilan Petrov",
        "Petrov",
        "petrov",
        "Tổng thống Velmora",
        "Velmora",
        "President",
    ),
    *("Greta Holm", "bà Holm", "Thủ tướng", "Tran Thi Dao", "Đào", "người đồng cấp Việt Nam", "Dao Tran"),
    *("phía Velmora", "nhiều doanh nghiệp Ostravia", "Bộ Thương mại Velmora", "MoT", "Ostravia"),
)
DATES = (
    None,
    "2031-05",
    "2031-05-12",
    "2031-05-10/2031-05-16",
    "../2031-05-12",
    "2031",
    "2031-05-13~",
    "oops",
)
TEXTS = st.none() | st.sampled_from(["Lindhaven", "thủ đô Lindhaven", "hotline"])
NUMBERS = st.none() | st.integers(1, 3)


@st.composite
def golds(draw: st.DrawFn) -> GoldEvent:
    parties = draw(st.lists(st.sampled_from(PARTIES), min_size=2, max_size=4, unique=True))
    return GoldEvent(
        draw(st.sampled_from([Kind.MEETING, Kind.MESSAGE])),
        draw(st.sampled_from(Status)),
        tuple(parties),
        draw(st.sampled_from(["Một câu.", "Câu khác."])),
        draw(st.booleans()),
        draw(st.none() | st.sampled_from([party.name for party in parties])),
        draw(st.sampled_from(DATES[:-1])),
        draw(st.booleans()),
        draw(TEXTS),
        draw(TEXTS),
        draw(TEXTS),
        draw(NUMBERS),
        draw(NUMBERS),
    )


@st.composite
def founds(draw: st.DrawFn) -> Prediction:
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4))
    return Prediction(
        draw(st.sampled_from(["Meeting", "Message", "Other"])),
        draw(st.sampled_from(Status)),
        tuple(names),
        draw(st.sampled_from(["Một câu.", "Câu  khác.", ""])),
        draw(st.none() | st.sampled_from([*names, "Nobody"])),
        draw(st.sampled_from(DATES)),
        draw(TEXTS),
        draw(TEXTS),
        draw(TEXTS),
        draw(NUMBERS),
        draw(NUMBERS),
        draw(st.none() | st.floats(0, 1)),
    )


CASES = st.lists(st.tuples(st.lists(golds(), max_size=3), st.lists(founds(), max_size=4)), max_size=4)
Case = Sequence[tuple[Sequence[GoldEvent], Sequence[Prediction]]]


def judged(case: Case) -> Evaluation:
    gold = [GoldArticle(f"a{number}", tuple(events)) for number, (events, _) in enumerate(case)]
    return evaluate(gold, {f"a{number}": found for number, (_, found) in enumerate(case)})


def gold_json(event: GoldEvent) -> dict[str, Any]:
    fields = {name: getattr(event, name) for name in GoldEvent.__slots__}
    parties = [{name: getattr(p, name) for name in Party.__slots__} for p in event.participants]
    return json.loads(json.dumps(fields | {"participants": parties}))  # type: ignore[no-any-return]


def found_json(article: str, event: Prediction) -> dict[str, Any]:
    fields = {name: getattr(event, name) for name in Prediction.__slots__}
    named = [{"name": name} for name in event.participants]
    return fields | {"article": article, "participants": named}


@shared
@settings(max_examples=150, deadline=None)
@given(CASES)
def test_figures_are_those_of_the_scorer_whatever_is_found(
    tmp_path_factory: pytest.TempPathFactory, case: Case
) -> None:
    folder = tmp_path_factory.mktemp("gold")
    lines = []
    for number, (events, found) in enumerate(case):
        value = {"id": f"a{number}", "events": list(map(gold_json, events))}
        assert gold_article(value).events == tuple(events)
        (folder / f"a{number}.json").write_text(json.dumps(value), "utf-8")
        lines += [found_json(f"a{number}", event) for event in found]
    assert [prediction(line) for line in lines] == [event for _, found in case for event in found]
    spec = importlib.util.spec_from_file_location("score", EVAL / "score.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    assert unlike(as_json(judged(case)), scorer.score(folder, lines)) == {}


@given(CASES)
def test_every_contact_counts_once(case: Case) -> None:
    evaluation = judged(case)
    of_gold = [j.gold for j in evaluation.judgements if j.gold is not None]
    of_found = [j.found for j in evaluation.judgements if j.found is not None]
    assert len(of_found) == sum(len(found) for _, found in case)
    assert sum(g.required for g in of_gold) == sum(g.required for events, _ in case for g in events)
    for name in ("event", "strict_event"):
        counts = evaluation.measures[name]
        assert counts.tp + counts.fn == sum(g.required for g in of_gold)
        neutral = sum(j.verdict is Verdict.OPTIONAL for j in evaluation.judgements)
        assert counts.tp + counts.fp == len(of_found) - neutral
    assert evaluation.measures["strict_event"].tp <= evaluation.measures["event"].tp
    for classes in (evaluation.by_kind(), evaluation.by_status()):
        total = sum(classes.values(), Counts())
        event = evaluation.measures["event"]
        assert (total.tp + total.fp, total.tp + total.fn) == (event.tp + event.fp, event.tp + event.fn)


@given(CASES, st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(case: Case, random: Any) -> None:
    mixed = list(case)
    random.shuffle(mixed)
    one, other = judged(case), judged(mixed)
    assert (one.measures, one.attributes, one.by_kind()) == (
        other.measures,
        other.attributes,
        other.by_kind(),
    )
    assert one.bands() == other.bands()


@given(CASES)
def test_figures_of_articles_add_up(case: Case) -> None:
    alone = [judged([pair]).measures for pair in case]
    together = judged(case).measures
    assert together == {name: sum((m[name] for m in alone), Counts()) for name in MEASURES}


@given(st.lists(st.lists(golds().filter(lambda g: g.required), max_size=3), max_size=3))
def test_the_annotation_itself_agrees_with_itself(annotated: list[list[GoldEvent]]) -> None:
    def echo(gold: GoldEvent) -> Prediction:
        fields = {name: getattr(gold, name) for name in Prediction.__slots__ if hasattr(gold, name)}
        return Prediction(**fields | {"participants": tuple(p.name for p in gold.participants)})

    evaluation = judged([(events, list(map(echo, events))) for events in annotated])
    assert {counts.fp + counts.fn for name, counts in evaluation.measures.items() if name != "link"} == {0}
    assert all(a.right == a.n for a in evaluation.attributes.values())
    assert evaluation.measures["event"].tp == sum(map(len, annotated))


@given(CASES)
def test_bands_hold_every_contact_with_a_confidence(case: Case) -> None:
    bands = judged(case).bands()
    given_ = [event.confidence for _, found in case for event in found if event.confidence is not None]
    assert sum(band.right + band.wrong + band.optional for band in bands) == len(given_)
    assert all(band.low - 1e-9 <= band.confidence <= band.high + 1e-9 for band in bands)
    assert all(band.exact <= band.right for band in bands)
    assert [band.low for band in bands] == sorted({band.low for band in bands}, reverse=True)


@settings(max_examples=25)
@given(CASES)
def test_intervals_lie_between_0_and_1(case: Case) -> None:
    evaluation = judged(case)
    intervals = evaluation.intervals(resamples=50)
    assert intervals == evaluation.intervals(resamples=50)
    assert set(intervals) == (set(MEASURES) if len(case) > 1 else set())
    for spans in intervals.values():
        assert all(0 <= low <= high <= 1 for low, high in spans.values())


# Parts


def test_intervals_are_as_wide_as_articles_differ(frozen: Evaluation) -> None:
    one = frozen.articles[0]
    same = Evaluation((one,) * 6).intervals()
    assert same["event"]["f1"] == (1.0, 1.0)
    low, high = frozen.intervals()["event"]["f1"]
    assert low < frozen.measures["event"].f1 < high
    assert frozen.intervals(seed=1) != frozen.intervals(seed=2)
    assert Evaluation((one,)).intervals() == {}


def test_fields_that_gold_does_not_give_are_not_judged(frozen: Evaluation) -> None:
    assert frozen.attributes == {
        "kind": Agreement(7, 9),
        "status": Agreement(8, 9),
        "date": Agreement(5, 6),
        "undated": Agreement(2, 3),
        "participants": Agreement(7, 9),
        "who": Agreement(15, 16),
        "counterpart": Agreement(1, 2),
        "place": Agreement(3, 5),
        "channel": Agreement(1, 1),
        "attribution": Agreement(1, 1),
        "count": Agreement(0, 1),
        "duration_minutes": Agreement(1, 1),
        "evidence": Agreement(8, 9),
    }
    assert tuple(frozen.attributes) == ATTRIBUTES


def test_bands_of_the_example(frozen: Evaluation) -> None:
    shown = [(b.low, b.right, b.exact, b.wrong, b.optional) for b in frozen.bands()]
    assert shown == [
        (0.9, 4, 3, 0, 0),
        (0.8, 2, 2, 0, 0),
        (0.7, 2, 1, 0, 0),
        (0.6, 1, 0, 1, 0),
        (0.5, 0, 0, 1, 1),
        (0.4, 0, 0, 1, 0),
        (0.3, 0, 0, 0, 1),
    ]
    assert [band.precision for band in frozen.bands()] == [1, 1, 1, 0.5, 0, 0, 0]
    assert frozen.bands()[0].confidence == pytest.approx((0.95 + 0.9 + 0.93 + 1) / 4)


def test_another_kind_is_wrong_there_and_missing_here(frozen: Evaluation) -> None:
    kinds, statuses = frozen.by_kind(), frozen.by_status()
    assert kinds["Talks"] == Counts(fp=1)
    assert kinds["Meeting"] == Counts(tp=4, fp=2, fn=3)
    assert "VideoCall" not in kinds
    assert statuses["planned"] == Counts(fn=1)
    assert list(kinds) == [k.value for k in Kind if k.value in kinds]


def test_predictions_that_are_not_sure_enough_are_left_out() -> None:
    sure, unsure = (
        Prediction("Meeting", "occurred", ("a", "b")),
        Prediction("Meeting", "occurred", ("a", "b")),
    )
    found = {"x": [replace(sure, confidence=0.8), replace(unsure, confidence=0.79), sure], "y": []}
    assert sure_enough(found, 0.8) == {"x": (replace(sure, confidence=0.8), sure), "y": ()}


def test_what_is_found_in_articles_without_annotation_is_not_looked_at() -> None:
    stray = Prediction("Meeting", "occurred", ("Ilan Petrov", "Greta Holm"))
    assert evaluate([GoldArticle("a", ())], {"b": [stray]}).measures["event"] == Counts()
    assert predictions([Extraction(Article("a", "x"))]) == {"a": ()}


PETROV, HOLM, *_ = PARTIES


@pytest.mark.parametrize(
    ("name", "gold", "found", "agrees"),
    [
        ("place", "Hà Nội", "thủ đô Hà Nội", True),
        ("place", "Lindhaven, Ostravia", "Ostravia", True),
        ("place", "Nhà Trắng", "Nhà", False),
        ("place", "Hà Nội", None, False),
        ("channel", "hotline", "hotline.us-russia", True),
        ("attribution", "TASS", "theo hãng tin Tass", True),
        ("count", 2, 2, True),
        ("count", 2, None, False),
        ("count", 1, None, True),
        ("duration_minutes", 30, 30, True),
        ("duration_minutes", 30, 3, False),
        ("evidence", "Hai ông gặp nhau.", "Hai ông  gặp\u00a0nhau.", True),
        ("evidence", "Hai ông gặp nhau.", "Sau đó: Hai ông gặp nhau. Hết.", True),
        ("evidence", "Hai ông gặp nhau.", "Hai ông gặp", True),
        ("evidence", "Hai ông gặp nhau.", "Hai bà gặp nhau.", False),
        ("evidence", "Hai ông gặp nhau.", "", False),
    ],
)
def test_circumstances_agree(name: str, gold: Any, found: Any, agrees: bool) -> None:
    annotated = GoldEvent(Kind.MEETING, Status.OCCURRED, (PETROV, HOLM), "")
    event = Prediction("Meeting", "occurred", ("Ilan Petrov", "Greta Holm"))
    evaluation = judged([([replace(annotated, **{name: gold})], [replace(event, **{name: found})])])
    assert evaluation.attributes[name] == Agreement(int(agrees), 1)
    assert name not in judged([([annotated], [replace(event, **{name: found})])]).attributes
