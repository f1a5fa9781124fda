"""What an article says as flat JSON records."""

from __future__ import annotations

import json

from factory import actor, event, evidence, extraction, on

from kg.batch.records import records
from kg.model import ChannelReport, ChannelState, ChannelType, Kind, NoContact

AUSTIN, STRANGER = actor("austin", "Lloyd Austin"), actor("x.an", "ông An", known=False)
WHOLE = extraction(
    event([AUSTIN], [STRANGER]),
    silences=(
        NoContact(
            "a1", (AUSTIN, STRANGER), evidence(), "r", on("2024-07-12"), Kind.PHONE_CALL, ("us-defense",)
        ),
        NoContact("a1", (AUSTIN,), evidence(), "r"),
    ),
    channels=(
        ChannelReport(
            "a1", "us-russia", ChannelType.HOTLINE, "đường dây", (AUSTIN,), ChannelState.USED, evidence(), "r"
        ),
    ),
)


def test_contacts_alone_do_not_say_what_they_are() -> None:
    (contact,) = records(WHOLE)
    assert "record" not in contact


def test_all_records_say_what_they_are() -> None:
    contact, silent, vague, line = records(WHOLE, everything=True)
    assert contact["record"] == "contact"
    assert (silent["record"], silent["kind"], silent["date"]) == ("silence", "PhoneCall", "2024-07-12")
    assert (silent["earliest"], silent["latest"]) == ("2024-07-12", "2024-07-12")
    assert [each["name"] for each in silent["participants"]] == ["Lloyd Austin", "ông An"]
    assert silent["offices"] == ["us-defense"]
    assert (vague["kind"], vague["date"], vague["earliest"]) == (None, None, None)
    assert (line["record"], line["state"], line["date"]) == ("channel", "used", None)
    assert line["channel"] == "https://w3id.org/counterpart/channel/us-russia"


def test_records_are_json_and_quotes_slice_back() -> None:
    for record in records(WHOLE, everything=True):
        said = json.loads(json.dumps(record))
        quote = said["evidence"]
        assert WHOLE.article.text[quote["start"] : quote["end"]] == quote["quote"]
