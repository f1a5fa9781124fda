"""What is told to have been put to the other side."""

import pytest

from kg.article.text import lower, sentences
from kg.event.conveyed import as_contact
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
        ("Nga cho Ba Lan biết lập trường của mình.", True),
        ("Nga cho Ba Lan vay tiền để mua khí đốt.", False),
        ("Nga được Ba Lan thông báo về vụ việc.", True),
        ("Dự án được thông báo về tiến độ.", False),
    ],
)
def test_what_only_the_other_side_can_give_or_is_let_know(extractor: Extractor, text: str, put: bool) -> None:
    [sentence] = sentences(text)
    grammar = extractor._grammar(text, lower(text), sentence.span)
    chunks = chunk(grammar, ())
    readings = [as_contact(chunks, i, grammar.lists) for i in range(len(chunks))]
    assert any(readings) is put
    assert all(r is None or r[0][r[1]].code == "V" for r in readings)
