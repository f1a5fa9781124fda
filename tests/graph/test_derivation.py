"""What is derived at the cost of what changed is what is derived from everything."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from factory import EXTRACTOR, actor, article, event, evidence, new_folder, on, register
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph.derivation import Memory, Touched, derive
from kg.graph.judgements import Judgement
from kg.graph.testimony import reports
from kg.graph.triples import DERIVED, JUDGEMENTS, article_graph
from kg.model import (
    ActorType,
    Article,
    ContactEvent,
    Extraction,
    JudgementKind,
    Kind,
    NoContact,
    Status,
    UnknownActor,
)
from kg.store import Store, open_store
from kg.vocab import mint

STRANGER = actor("x.juan-perez.russia", "Juan Pérez", known=False, state="russia")
PARTIES = (
    actor("austin"),
    actor("belousov"),
    actor("usa", "United States", ActorType.STATE),
    actor("russia", "Russia", ActorType.STATE),
    STRANGER,
    replace(STRANGER, name="Pérez Juan"),
    actor("x.juan-perez", "Juan Perez", known=False),
    actor("x.j-perez.russia", "Juan Carlos Pérez", known=False, state="russia"),
)
DAYS = ("2024-07-11", "2024-07-12", "2024-07-13")
IDS = ("a", "b", "c", "d")


@st.composite
def _events(draw: st.DrawFn) -> ContactEvent:
    one, other = draw(st.lists(st.sampled_from(PARTIES), min_size=2, max_size=2, unique_by=lambda a: a.id))
    return event(
        [one],
        [other],
        kind=draw(
            st.sampled_from((Kind.PHONE_CALL, Kind.PHONE_CALL, Kind.MEETING, Kind.VISIT, Kind.CONTACT))
        ),
        status=draw(st.sampled_from((Status.OCCURRED, Status.OCCURRED, Status.OCCURRED, Status.PLANNED))),
        trigger=draw(st.integers(30, 40)),
        initiator=draw(st.sampled_from((None, one.id))),
        date=draw(st.sampled_from((None, *map(on, DAYS)))),
        place=draw(st.sampled_from((None, "Hà Nội"))),
    )


@st.composite
def _articles(draw: st.DrawFn) -> Extraction:
    about = article(draw(st.sampled_from(IDS)), published=draw(st.sampled_from((None, dt.date(2024, 7, 14)))))
    events = tuple(replace(each, article=about.id) for each in draw(st.lists(_events(), max_size=4)))
    silent = NoContact(about.id, (PARTIES[0], PARTIES[1]), evidence(), "silence-since", on("2024-07-12"))
    stranger = UnknownActor(about.id, draw(st.sampled_from(PARTIES[4:])), "bộ trưởng", evidence(), ())
    return Extraction(
        about,
        events,
        (silent,) if draw(st.booleans()) else (),
        unknown=(stranger,) if draw(st.booleans()) else (),
    )


def _report(article: str, kind: Kind, trigger: int) -> str:
    return mint("report", f"{article}.{kind}.{trigger}-{trigger + 8}")


@st.composite
def _judgements(draw: st.DrawFn) -> Judgement:
    kind = draw(st.sampled_from(("same-occasion", "different-occasion", "same-actor", "different-actor")))
    if kind.endswith("actor"):
        two = draw(
            st.lists(
                st.sampled_from(PARTIES[4:] + PARTIES[:1]), min_size=2, max_size=2, unique_by=lambda a: a.id
            )
        )
        about, other = (mint("actor", each.id) for each in two)
    else:
        about, other = draw(
            st.lists(
                st.builds(_report, st.sampled_from(IDS), st.just(Kind.PHONE_CALL), st.integers(30, 40)),
                min_size=2,
                max_size=2,
                unique=True,
            )
        )
    return Judgement(JudgementKind(kind), min(about, other), "Jane Doe", "seen", max(about, other))


_steps = st.lists(
    st.tuples(
        st.lists(_articles(), max_size=3, unique_by=lambda e: e.article.id),
        st.sets(st.sampled_from(IDS), max_size=2),
        st.lists(_judgements(), max_size=2),
        st.booleans(),
    ),
    min_size=2,
    max_size=5,
)


def assert_as_from_everything(store: Store, judgements: list[Judgement]) -> None:
    whole = derive(store.dataset, judgements, None, Touched())
    assert set(store.quads(DERIVED)) == set(whole.missing)
    assert set(store.quads(JUDGEMENTS)) == set(whole.judgements)


@settings(max_examples=20, deadline=None)
@given(_steps)
def test_step_by_step_or_at_once(
    steps: list[tuple[list[Extraction], set[str], list[Judgement], bool]],
) -> None:
    """Articles come, change and go, people judge and withdraw, the store is closed and opened."""
    with new_folder() as folder:
        steps = [*steps, ([], set(), [], True)]
        while steps:
            ends = next(number for number, step in enumerate(steps) if step[3] or number + 1 == len(steps))
            with open_store(folder) as store:
                for come, go, judgements, _ in steps[: ends + 1]:
                    take(store, come, go, sorted(set(judgements), key=lambda j: j.iri))
            steps = steps[ends + 1 :]


def take(store: Store, come: list[Extraction], go: set[str], judgements: list[Judgement]) -> None:
    writer = store.writer(register(), EXTRACTOR)
    for extraction in come:
        writer.put(extraction)
    gone = {article_graph(id) for id in go} - writer.graphs
    kept = {article_graph(id) for id in store.articles()} | writer.graphs
    writer.close(kept - gone, judgements)
    store.finished = True
    assert_as_from_everything(store, judgements)


def told(id: str, day: str = DAYS[0]) -> Extraction:
    return Extraction(
        Article(id, article().text), (replace(event(["austin"], ["belousov"], date=on(day)), article=id),)
    )


def written(folder: Path, *extractions: Extraction) -> None:
    with open_store(folder) as store:
        writer = store.writer(register(), EXTRACTOR)
        for extraction in extractions:
            writer.put(extraction)
        writer.close({article_graph(id) for id in store.articles()} | writer.graphs)
        store.finished = True


def test_only_what_is_touched_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def noting(*args: object, **named: object) -> object:
        asked.append(named.get("only"))
        return reports(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("kg.graph.derivation.reports", noting)
    written(tmp_path, *(told(f"a{number}") for number in range(3)))
    written(tmp_path, told("b"))
    written(tmp_path, told("b"))
    assert asked == [None, {_report("b", Kind.PHONE_CALL, 39)}]


@pytest.mark.parametrize("text", ["", "\n", "rules\n{}", "rules\n[1]", "rules\n{}\n[]"])
def test_a_memory_that_cannot_be_read_is_made_anew(tmp_path: Path, text: str) -> None:
    written(tmp_path, told("a"))
    memory = tmp_path / "store" / "DERIVED"
    rules = memory.read_text("utf-8").partition("\n")[0]
    memory.write_text(text.replace("rules", rules), "utf-8")
    written(tmp_path, told("b", DAYS[1]))
    with open_store(tmp_path) as store:
        assert_as_from_everything(store, [])


def test_a_memory_of_other_rules_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, told("a"))
    monkeypatch.setattr("kg.store._rules", lambda: "others")
    monkeypatch.setattr(Memory, "of", lambda text: pytest.fail("was read"))
    written(tmp_path, told("b"))


def test_what_was_written_and_not_derived_is_made_up_for(tmp_path: Path) -> None:
    """A write that was killed before it derived leaves a memory that lacks what it wrote."""
    written(tmp_path, told("a"))
    with open_store(tmp_path) as store:
        writer = store.writer(register(), EXTRACTOR)
        writer.put(told("b"))
        writer._flush()
        del writer
    with open_store(tmp_path) as store:
        assert not store.finished
    written(tmp_path, told("c", DAYS[1]))
    with open_store(tmp_path) as store:
        assert_as_from_everything(store, [])
        assert store.articles() == ["a", "b", "c"]
