"""Records of a page: what is not known is left out, sentences lie in their paragraphs, words are marked."""

from __future__ import annotations

import dataclasses

import pytest
from crowd import crowd

from kg.render.dossier import Dossier, Happening, Reported
from kg.render.payload import PARTICIPANT, SENTENCE, TRIGGER, tell

ONE = crowd(1)[0]


def parts(before: str, after: str = "", start: int | None = None) -> list[tuple[str, int]]:
    """The marked words of a contact whose article has its sentence between these texts."""
    at = len(before) if start is None else start
    trigger = at + ONE.quote.index("trao đổi")
    contact = dataclasses.replace(ONE, start=at, id=f"report:a.Meeting.{trigger}-{trigger + 8}")
    told = tell([contact], Dossier(), lambda article: before + ONE.quote + after)
    record = told.records["contacts"][0]
    return [(told.texts[record["text"]][start:end], what) for start, end, what in record["marks"]]


@pytest.mark.parametrize("before", ["", "Câu trước. ", "Tựa đề của bài\n\nMột câu mở đầu đoạn văn. "])
def test_sentence_trigger_and_participants_are_marked(before: str) -> None:
    found = parts(before, " Câu sau.\nĐoạn khác.")
    assert found[0] == (ONE.quote, SENTENCE)
    assert ("trao đổi", TRIGGER) in found
    assert {words for words, what in found if what == PARTICIPANT} == {p.actor.name for p in ONE.parties}


def test_a_text_that_is_not_the_one_the_quote_was_read_in_gives_the_sentence_alone() -> None:
    told = tell([dataclasses.replace(ONE, start=3)], Dossier(), lambda article: "Một bài khác hẳn.")
    assert told.texts == [ONE.quote]


def test_what_is_not_known_is_left_out() -> None:
    contact = dataclasses.replace(ONE, initiator=None, earliest=None, latest=None, edtf=None)
    (record,) = tell([contact], Dossier(), lambda article: None).records["contacts"]
    assert not {"by", "date", "first", "last", "place", "says"} & set(record)


def test_disputed_values_name_their_reports_and_actors() -> None:
    values = tuple(
        Reported("initiator", party.actor.id, (ONE.id, "report:elsewhere"), 2) for party in ONE.parties
    )
    about = Dossier(happenings={ONE.occasion: Happening("2020", 3, values)})
    (occasion,) = tell([ONE], about, lambda article: None).records["occasions"]
    assert occasion["sources"] == 3
    assert occasion["disputed"] == [
        {
            "field": "initiator",
            "values": [{"value": n, "reports": [0], "sources": 2} for n in (0, 2)],
        }
    ]


def test_links_lead_to_the_web_or_nowhere() -> None:
    for url, wanted in (("https://example.org", True), ("javascript:alert(1)", False), ("data:x", False)):
        contact = dataclasses.replace(ONE, source=dataclasses.replace(ONE.source, url=url))
        (source,) = tell([contact], Dossier(), lambda article: None).records["sources"]
        assert ("url" in source) is wanted
