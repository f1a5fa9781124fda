"""Judgements in a folder: kept, applied at every write, said in the graph, and reported where they change nothing."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from small import call, silent

from kg.errors import JudgementError
from kg.graph.judgements import Judgement, csv_text
from kg.graph.outcomes import Judged, notes, told
from kg.graph.triples import JUDGEMENTS, plain
from kg.model import Article, JudgementKind, Kind, Outcome, Status
from kg.ontology import Ontology
from kg.query.account import told as contacts_told
from kg.query.contacts import of_pair
from kg.store import open_store
from kg.upkeep import collection
from kg.upkeep.collection import EXPORTS, JUDGED, Procedure
from kg.upkeep.validate import validate
from kg.vocab import CP, PREFIXES, compact, expand, mint

AUSTIN, BELOUSOV = (mint("actor", name) for name in ("lloyd-austin", "andrey-belousov"))


def report_of(folder: Path, article: str) -> str:
    """IRI of the one report of an article."""
    with open_store(folder, read_only=True) as store:
        found = {
            quad.subject for quad in store.dataset.quads_for_pattern(None, None, ox.NamedNode(CP.Report))
        }
    (iri,) = [str(each)[1:-1] for each in found if f"/{article}." in str(each)]
    return iri


def ask(folder: Path, pattern: str, variables: str = "*") -> list[tuple[str, ...]]:
    """Rows of a SELECT over all graphs, as CURIEs and texts."""
    with open_store(folder, read_only=True) as store:
        text = f"SELECT {variables} {{ {pattern} }}"
        rows = store.dataset.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
        assert isinstance(rows, ox.QuerySolutions)
        return sorted(tuple(compact(plain(term)) for term in row if term is not None) for row in rows)


def judgement(
    kind: str, about: str, reason: str = "because", author: str = "Jane Doe", **said: Any
) -> Judgement:
    return Judgement(JudgementKind(kind), about, author, reason, **said)


def judged(folder: Path, procedure: Procedure, *judgements: Judgement) -> dict[str, Outcome]:
    """Outcome of each kind of judgement after these were given too."""
    done = collection.judge(folder, replace(procedure, judgements=judgements))
    return {each.judgement.kind.value: each.outcome for each in done.judged}


def test_a_judgement_is_kept_and_applied_at_every_write(tmp_path: Path, procedure: Procedure) -> None:
    collection.build(tmp_path, [call("a1")], procedure)
    iri = report_of(tmp_path, "a1")
    planned = judgement("wrong-status", iri, status=Status.PLANNED)
    assert judged(tmp_path, procedure, planned) == {"wrong-status": Outcome.APPLIED}
    status = f"<{iri}> cp:status ?s"
    assert ask(tmp_path, status) == [("status:planned",)]
    collection.add(tmp_path, [silent("a2")], procedure)
    assert ask(tmp_path, status) == [("status:planned",)]
    collection.rebuild(tmp_path, procedure)
    collection.build(tmp_path, [call("a1")], procedure)
    assert ask(tmp_path, status) == [("status:planned",)]
    assert ask(tmp_path, "?a cp:called ?b") == []


def test_the_graph_says_who_corrected_what_and_why(
    tmp_path: Path, procedure: Procedure, small: Ontology
) -> None:
    collection.build(tmp_path, [call("a1")], procedure)
    iri = report_of(tmp_path, "a1")
    judged(tmp_path, procedure, judgement("wrong-date", iri, "the paper is a day late", date="2024-07-11"))
    corrected = ask(tmp_path, f"<{iri}> cp:correctedBy ?j . ?j cp:author ?who ; cp:reason ?why", "?who ?why")
    assert corrected == [("Jane Doe", "the paper is a day late")]
    revised = f"<{iri}> prov:wasRevisionOf ?r . ?r a cp:Reading ; rdfs:label ?l FILTER(LANG(?l) = 'en')"
    assert [label[-10:] for (label,) in ask(tmp_path, revised, "?l")] == ["2024-07-12"]
    with open_store(tmp_path, read_only=True) as store:
        assert validate(store.quads(), small) == ()
        notes_ = notes(store.dataset, [compact(iri)])
        found = contacts_told(of_pair(store.dataset, AUSTIN, BELOUSOV), notes_)
    assert "judged        wrong-date, Jane Doe: the paper is a day late; read before: Lloyd Austin" in found


def test_taking_a_judgement_out_of_the_file_takes_it_back(tmp_path: Path, procedure: Procedure) -> None:
    collection.build(tmp_path, [call("a1")], procedure)
    before = [(tmp_path / name).read_bytes() for name in EXPORTS]
    judged(tmp_path, procedure, judgement("wrong-event", report_of(tmp_path, "a1")))
    assert ask(tmp_path, "?r a cp:Report") == []
    (tmp_path / JUDGED).unlink()
    assert judged(tmp_path, procedure) == {}
    assert [(tmp_path / name).read_bytes() for name in EXPORTS] == before


def test_a_missing_event(tmp_path: Path, procedure: Procedure, small: Ontology) -> None:
    text = call("a1").text + " Trước đó một ngày, thư đã đi và thư đã về."
    collection.build(tmp_path, [Article("a1", text)], procedure)
    missing = judgement(
        "missing-event",
        mint("article", "a1"),
        event=Kind.MESSAGE,
        status=Status.OCCURRED,
        parties=(("lloyd-austin",), ("andrey-belousov",)),
        date="2024-07-11",
        quote="thư đã đi và thư đã về",
    )
    assert judged(tmp_path, procedure, missing) == {"missing-event": Outcome.APPLIED}
    added = "?r a cp:Report ; cp:kind kind:Message ; prov:wasGeneratedBy ?j ; cp:edtf ?d"
    assert ask(tmp_path, added, "?j ?d") == [(compact(missing.iri), "2024-07-11")]
    with open_store(tmp_path, read_only=True) as store:
        assert validate(store.quads(), small) == ()


def test_same_and_different_occasions(tmp_path: Path, procedure: Procedure) -> None:
    collection.build(tmp_path, [call("a1", 12), call("a2", 12), call("a3", 14)], procedure)
    one, two, three = (report_of(tmp_path, article) for article in ("a1", "a2", "a3"))
    occasions = "?o a cp:Occasion"
    assert len(ask(tmp_path, occasions)) == 2
    assert judged(tmp_path, procedure, judgement("different-occasion", one, other=two)) == {
        "different-occasion": Outcome.APPLIED
    }
    assert len(ask(tmp_path, occasions)) == 3
    assert (
        judged(tmp_path, procedure, judgement("same-occasion", two, other=three))["same-occasion"]
        is Outcome.APPLIED
    )
    assert len(ask(tmp_path, occasions)) == 2
    (joined,) = ask(tmp_path, f"<{two}> cp:reportOf ?o . <{three}> cp:reportOf ?o")
    assert joined


PERSON = "Bộ trưởng Quốc phòng Nga Ivan {} gặp Bộ trưởng Quốc phòng Mỹ Lloyd Austin hôm {}/7/2024."


def test_same_and_different_actors(tmp_path: Path, procedure: Procedure) -> None:
    articles = [Article("a1", PERSON.format("Petrov", 1)), Article("a2", PERSON.format("Petroff", 20))]
    collection.build(tmp_path, articles, procedure)
    ids = [iri for (iri,) in ask(tmp_path, "?p a cp:UnregisteredActor") if "ivan" in iri]
    assert len(ids) == 2
    one, other = sorted(map(expand, ids))
    same = judgement("same-actor", one, other=other)
    assert judged(tmp_path, procedure, same) == {"same-actor": Outcome.APPLIED}
    assert [(expand(a), expand(b)) for a, b in ask(tmp_path, "?a dcterms:isReplacedBy ?b")] == [(other, one)]
    assert [expand(who) for (who,) in ask(tmp_path, "?p cp:metWith actor:lloyd-austin")] == [one]
    to_register = judgement("same-actor", *sorted((one, BELOUSOV))[:1], other=sorted((one, BELOUSOV))[1])
    judged(tmp_path, procedure, to_register)
    assert [expand(who) for (who,) in ask(tmp_path, "?p cp:metWith actor:lloyd-austin")] == [BELOUSOV]
    opposite = judgement("different-actor", one, author="Max", other=other)
    outcomes = collection.judge(tmp_path, replace(procedure, judgements=(opposite,))).judged
    assert {each.judgement.author for each in outcomes if each.outcome is Outcome.CONTRADICTED} == {
        "Jane Doe",
        "Max",
    }


def stale(folder: Path, procedure: Procedure, each: Judgement) -> Judged:
    (found,) = [
        found
        for found in collection.judge(folder, replace(procedure, judgements=(each,))).judged
        if found.judgement == each
    ]
    return found


def test_what_no_longer_applies_is_said_in_words(tmp_path: Path, procedure: Procedure) -> None:
    collection.build(tmp_path, [call("a1"), call("a2")], procedure)
    iri, second = report_of(tmp_path, "a1"), report_of(tmp_path, "a2")
    gone = mint("report", "zz.PhoneCall.1-2")
    elsewhere = iri.rpartition(".")[0] + ".0-1"
    nobody, no_one = mint("actor", "x.no"), mint("actor", "x.one")
    cases = [
        (judgement("wrong-event", gone), Outcome.STALE, "the store has no article:zz"),
        (judgement("wrong-event", elsewhere), Outcome.STALE, "no such report stands at that place any more"),
        (
            judgement("wrong-status", iri, status=Status.OCCURRED),
            Outcome.AGREES,
            "the extractor reads so itself",
        ),
        (judgement("same-occasion", iri, other=second), Outcome.AGREES, "the grouping says so by itself"),
        (
            judgement("different-occasion", iri, other=gone),
            Outcome.STALE,
            "no report stands there any more: report:zz",
        ),
        (judgement("same-actor", nobody, other=no_one), Outcome.STALE, "nothing names"),
    ]
    for each, outcome, reason in cases:
        found = stale(tmp_path, procedure, each)
        assert found.outcome is outcome, each.told
        assert (found.reason or "").startswith(reason)
        assert f"{each.told} (Jane Doe): {outcome}: {reason}" in told([found])
    kept = ask(tmp_path, "?j a cp:Judgement ; cp:outcome outcome:stale ; cp:outcomeReason ?why")
    assert len(kept) == 4


def test_two_values_contradict(tmp_path: Path, procedure: Procedure) -> None:
    collection.build(tmp_path, [call("a1")], procedure)
    iri = report_of(tmp_path, "a1")
    both = [judgement("wrong-status", iri, status=s, author=s.value) for s in (Status.PLANNED, Status.DENIED)]
    assert judged(tmp_path, procedure, *both) == {"wrong-status": Outcome.CONTRADICTED}
    assert ask(tmp_path, f"<{iri}> cp:status ?s") == [("status:occurred",)]


def test_the_order_of_writes_does_not_matter(tmp_path: Path, procedure: Procedure) -> None:
    articles = [call("a1", 12), call("a2", 12), call("a3", 14)]
    first = tmp_path / "first"
    collection.build(first, articles, procedure)
    one, two = report_of(first, "a1"), report_of(first, "a2")
    said = (
        judgement("wrong-status", one, status=Status.PLANNED),
        judgement("different-occasion", one, other=two),
    )
    expected = None
    steps: list[Article | Judgement] = [*articles, *said]
    for number, order in enumerate(itertools.permutations(steps)):
        if number % 29:  # five orders, each of which begins with another step
            continue
        folder = tmp_path / str(number)
        for step in order:
            if isinstance(step, Judgement):
                if not (folder / "articles.db").exists():
                    collection.keep_judgements(_made(folder), [step])
                else:
                    collection.judge(folder, replace(procedure, judgements=(step,)))
            else:
                collection.add(folder, [step], procedure)
        exported = [(folder / name).read_bytes() for name in (*EXPORTS, JUDGED)]
        expected = expected or exported
        assert exported == expected


def _made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder


def test_a_broken_file_stops_a_write_before_it_changes_anything(tmp_path: Path, procedure: Procedure) -> None:
    collection.build(tmp_path, [call("a1")], procedure)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    (tmp_path / JUDGED).write_text("this is no Turtle", "utf-8")
    with pytest.raises(JudgementError, match=rf"{JUDGED}:1: not well-formed Turtle"):
        collection.add(tmp_path, [call("a2")], procedure)
    (tmp_path / JUDGED).unlink()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_judgements_have_a_graph_of_their_own(tmp_path: Path, procedure: Procedure) -> None:
    collection.build(tmp_path, [call("a1")], procedure)
    judged(tmp_path, procedure, judgement("right-event", report_of(tmp_path, "a1")))
    with open_store(tmp_path, read_only=True) as store:
        assert store.articles() == ["a1"]
        assert {str(quad.predicate) for quad in store.quads(JUDGEMENTS)} >= {
            f"<{CP.outcome}>",
            f"<{CP.reason}>",
        }
    table = csv_text(collection.judgements_of(tmp_path))
    assert table.splitlines()[1].startswith("right-event,report:a1.")
