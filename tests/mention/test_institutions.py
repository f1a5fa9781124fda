"""Where the name of an institution ends and that of its officer begins."""

from __future__ import annotations

import pytest
from reading import grammar

from kg.knowledge.lexicon import Lexicon
from kg.mention.institutions import officer


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tòa án Nhân dân Tối cao Trương Quân", "Trương Quân"),
        ("Hội đồng Tư vấn Kinh tế Mỹ Ely Ratner hôm qua", "Ely Ratner hôm qua"),
        ("tỉnh Nghệ An Trần Khánh Thục", "Trần Khánh Thục"),
        ("về Tây Bán cầu Brian Nichols hôm nay", "Brian Nichols hôm nay"),
        ("Tòa án Tối cao", None),
        ("Bộ Công an Việt Nam và Thứ trưởng Lê Quốc Hùng", None),  # somebody else
        ("hôm qua Trương Quân", None),  # no institution
    ],
)
def test_where_the_officer_begins(text: str, name: str | None, lexicon: Lexicon) -> None:
    words = grammar(text, lexicon)
    at = officer(words, 0)
    assert (text[words.starts[at] :] if at else None) == name
