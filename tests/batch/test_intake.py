"""From paths to extractions and records: failures, numbers, and hostile text."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.article.articles import Skipped, read_articles
from kg.article.hygiene import normalise
from kg.batch import pool
from kg.batch.records import records
from kg.batch.tally import Tally
from kg.cli import main
from kg.extract import Extractor
from kg.model import (
    ActorRef,
    ActorType,
    Article,
    ChannelReport,
    ChannelState,
    ChannelType,
    ContactEvent,
    DateBasis,
    EventDate,
    Evidence,
    Extraction,
    Kind,
    NoContact,
    Participation,
    Span,
    Status,
)
from kg.ontology import Ontology

NAUGHTY = (Path(__file__).parents[1] / "naughty.txt").read_text("utf-8").splitlines()
TEXT = "Bộ trưởng Quốc phòng Mỹ Lloyd Austin gọi điện cho người đồng cấp Nga Andrey Belousov hôm 12/7/2024."

AUSTIN = ActorRef("lloyd-austin", "Lloyd Austin", ActorType.PERSON)
STRANGER = ActorRef("x.an", "ông An", ActorType.PERSON, known=False)
QUOTE = Evidence("Q", 0, 1)
DAY = EventDate(dt.date(2024, 7, 12), dt.date(2024, 7, 12), "2024-07-12", "day", DateBasis.STATED)


def event(confidence: float, date: EventDate | None = None) -> ContactEvent:
    parties = (
        Participation(AUSTIN, "Austin", Span(0, 1)),
        Participation(STRANGER, "ông An", Span(0, 1), side=2),
    )
    return ContactEvent(
        "a", Kind.PHONE_CALL, Status.OCCURRED, parties, QUOTE, Span(0, 1), "r", confidence, date=date
    )


def test_tally_counts_what_is_kept() -> None:
    tally = Tally(min_confidence=0.5)
    whole = Extraction(Article("a", "Q"), (event(0.9, DAY), event(0.7), event(0.3)))
    kept = tally.add(whole)
    assert [each.confidence for each in kept.events] == [0.9, 0.7]
    assert dict(tally.rows()) == {
        "articles": "1",
        "contacts": "2 (occurred 2); 1 below 0.5 left out",
        "kinds": "PhoneCall 2",
        "undated": "1",
        "actors": "2",
        "unresolved": "2 mentions of 1 actors not in the register",
    }


def test_all_records_say_what_they_are() -> None:
    silence = NoContact("a", (AUSTIN, STRANGER), QUOTE, "r", DAY, Kind.PHONE_CALL)
    channel = ChannelReport(
        "a", "us-russia", ChannelType.HOTLINE, "đường dây", (AUSTIN,), ChannelState.USED, QUOTE, "r"
    )
    whole = Extraction(Article("a", "Q"), (event(1),), (silence,), (channel,))
    assert [record.get("record") for record in records(whole)] == [None]
    contact, silent, line = records(whole, everything=True)
    assert contact["record"] == "contact"
    assert (silent["record"], silent["kind"], silent["date"]) == ("silence", "PhoneCall", "2024-07-12")
    assert [actor["name"] for actor in silent["participants"]] == ["Lloyd Austin", "ông An"]
    assert (line["record"], line["state"], line["date"]) == ("channel", "used", None)
    assert line["channel"] == "https://w3id.org/counterpart/channel/us-russia"
    json.dumps([contact, silent, line])


def test_an_article_that_breaks_the_extractor_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    class Fragile(Extractor):
        def extract(self, article: Article) -> Extraction:
            if article.id == "b":
                raise IndexError("list\nindex")
            return Extraction(article)

    ontology = Ontology.default()
    loaded = Extractor.load(ontology)
    monkeypatch.setattr(pool, "_extractor", lambda _: Fragile(loaded.register, loaded.lexicon))
    articles = [Article(name, "…") for name in "abc"]
    first, second, third = pool.extract_all(articles, ontology)
    assert isinstance(second, Skipped)
    assert (second.where, "IndexError: list index" in second.reason) == ("b", True)
    assert [first, third] == [Extraction(articles[0]), Extraction(articles[2])]


def test_minimum_confidence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert main(["build", str(tmp_path), "--store", str(tmp_path / "s"), "--min-confidence", "1"]) == 0
    assert "contacts    0 (none); 1 below 1 left out" in capsys.readouterr().out


@pytest.mark.parametrize("line", NAUGHTY)
def test_quotes_slice_back_from_hostile_text(line: str) -> None:
    extractor = pool._extractor(Ontology.default())
    for text in (
        f"{TEXT} {line}",
        f"{line}\n\n{TEXT}",
        TEXT.replace("gọi điện", f"gọi điện {line}"),
        line * 20,
    ):
        extraction = extractor.extract(Article("a", text, published=dt.date(2024, 7, 13)))
        evidence = [e.evidence for e in extraction.events] + [s.evidence for s in extraction.silences]
        assert all(text[e.start : e.end] == e.quote for e in evidence)


def test_hostile_metadata_builds_and_exports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "naughty.jsonl"
    lines = [
        {"id": line, "text": f"{TEXT} {line}", "title": line, "publisher": line, "url": line}
        for line in NAUGHTY
    ]
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    assert not [x for x in read_articles([path]) if isinstance(x, Skipped)]
    store = tmp_path / "store"
    assert main(["build", str(path), "--store", str(store), "-q"]) == 0
    assert main(["validate", "--store", str(store)]) == 0
    assert main(["render", "--store", str(store), "-q"]) == 0
    quads = list(ox.parse((store / "graph.trig").read_bytes(), format=ox.RdfFormat.TRIG))
    identifiers = {
        q.object.value for q in quads if isinstance(q.object, ox.Literal) and "identifier" in str(q.predicate)
    }
    assert identifiers == set(map(normalise, NAUGHTY))
    for form in ("jsonld", "graphml", "gexf", "csv", "nq"):
        assert main(["export", "-f", form, "-o", str(tmp_path / form), "--store", str(store), "-q"]) == 0
    assert capsys.readouterr().out == ""


def test_tally_keeps_the_rest_of_an_extraction() -> None:
    silence = NoContact("a", (AUSTIN,), QUOTE, "r")
    whole = Extraction(Article("a", "Q"), (event(0.9),), (silence,))
    assert Tally().add(whole) == dataclasses.replace(whole)
