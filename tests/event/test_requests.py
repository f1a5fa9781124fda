"""Which requests are told to have been put to the other side."""

import pytest

from kg.article.text import lower, sentences
from kg.event.requests import as_contact
from kg.extract import Extractor
from kg.mention.chunking import chunk


@pytest.mark.parametrize(
    ("text", "put"),
    [
        ("Nga yêu cầu Ba Lan dẫn độ nghi phạm.", True),
        ("Nga đề nghị Ba Lan không bán vũ khí cho Ukraine.", True),
        ("Nga yêu cầu Ba Lan ngừng khiêu khích.", False),
        ("Nga yêu cầu dẫn độ nghi phạm.", False),
        ("Nga cảnh báo Ba Lan.", False),
    ],
)
def test_only_what_the_other_side_can_give_is_asked_of_it(extractor: Extractor, text: str, put: bool) -> None:
    [sentence] = sentences(text)
    grammar = extractor._grammar(text, lower(text), sentence.span)
    chunks = chunk(grammar, ())
    readings = [as_contact(chunks, i, grammar.lists) for i in range(len(chunks))]
    assert any(readings) is put
    assert all(r is None or r[0][r[1]].code == "V" for r in readings)
