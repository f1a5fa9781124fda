"""Tests of those who are counted and then named."""

import pytest

from kg.mention.chunks import Chunk
from kg.mention.enumerations import enumerated, of_states
from kg.mention.mentions import Mention
from kg.model import Span


def _chunk(code: str, text: str, *mentions: Mention) -> Chunk:
    return Chunk(code, 0, len(text), text, mentions)


def _mention(head: str, text: str, **more: object) -> Mention:
    return Mention(Span(0, len(text)), head, text, **more)  # type: ignore[arg-type]


_A, _B = _mention("person", "A", name="A"), _mention("person", "B", name="B")
_PEERS = _mention("counterpart", "người đồng cấp")


@pytest.mark.parametrize(
    ("count", "sign", "taken"),
    [("hai", ":", True), ("2", "là", True), ("ba", ":", False), ("hai", ";", False), ("hai", ",", True)],
)
def test_those_who_are_named_stand_for_those_who_are_counted(count: str, sign: str, taken: bool) -> None:
    chunks = [
        _chunk("m", "với"),
        _chunk("x", count),
        _chunk("N", "người đồng cấp", _PEERS),
        _chunk("w", "châu Âu"),
        _chunk("," if sign in ",;" else "|", sign),
        _chunk("L", "A B", _A, _B),
    ]
    if sign == ";":
        chunks[-2].code = "w"
    assert ("".join(c.code for c in enumerated(chunks)) == "mL") is taken


def test_a_state_behind_a_name_after_a_colon_is_his() -> None:
    state = _mention("body", "Pháp", body="france")
    chunks = [_chunk("|", ":"), _chunk("N", "A", _A), _chunk("k", "của"), _chunk("N", "Pháp", state)]
    (_, person) = of_states(chunks)
    assert person.mentions[0].body == "france"
    assert len(of_states(chunks[1:])) == 3
