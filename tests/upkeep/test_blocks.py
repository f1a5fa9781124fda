"""The file of what was taken over: what was written here is known again, what people wrote is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.upkeep.blocks import Block, blocks, file_text

OURS = Block("actor:a a cp:Person ;\n    rdfs:label “Ân” .", "https://query.example/sparql")
OWN = Block('actor:b skos:altLabel "B" .')


def test_what_is_written_is_read_as_it_was() -> None:
    text = file_text([OURS, OWN])
    assert blocks(text) == (OWN, OURS)
    assert file_text(blocks(text)) == text


@pytest.mark.parametrize(
    ("old", "new", "subjects"),
    [
        ("“Ân”", "“Ấn”", ("actor:a",)),  # edited
        ("actor:a a", "# actor:a a", ("actor:a",)),  # refused
        ("# from https://query.example/sparql", "# from elsewhere to", ("actor:a",)),
    ],
)
def test_a_block_that_somebody_touched_is_his_own(old: str, new: str, subjects: tuple[str, ...]) -> None:
    (found,) = blocks(file_text([OURS]).replace(old, new))
    assert (found.source, found.subjects) == (None, subjects)


def test_the_head_is_no_block() -> None:
    assert blocks(file_text([])) == ()
    assert blocks("@prefix x: <http://x/> .\n") == ()


_LINES = st.lists(
    st.text(st.characters(categories=("L", "N", "P")), min_size=1).filter(lambda t: t[0] not in "@#"),
    min_size=1,
)


@given(st.lists(st.builds(Block, _LINES.map("\n".join), st.sampled_from([None, "https://x/"])), unique=True))
def test_any_blocks_come_back(found: list[Block]) -> None:
    assert set(blocks(file_text(found))) == set(found)
