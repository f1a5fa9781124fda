"""Groups, organs and delegations."""

from __future__ import annotations

import pytest
from naming import CN, KR, RU, US, VN, Expected, expect, head, person
from reading import mentions

from kg.knowledge.lexicon import Lexicon

CASES: list[tuple[str, list[Expected]]] = [
    ("doanh nghiệp Trung Quốc", [head("group", CN)]),
    ("các quan chức quốc phòng của Hàn Quốc", [head("group", KR)]),
    ("các nhà lãnh đạo EU", [head("group", "eu")]),
    ("các nước ASEAN", [head("group", "asean")]),
    ("quân đội Nga", [head("organ", RU, role="quân đội")]),
    ("Bộ Ngoại giao Trung Quốc", [head("organ", CN)]),
    ("Đoàn đại biểu cấp cao Lào do Tổng Bí thư Thongloun Sisoulith dẫn đầu", [person("Thongloun Sisoulith")]),
    ("các đồng minh và đối tác của Mỹ", [head("group", US, role="các đồng minh và đối tác")]),
    ("phái đoàn của quân đội Nga", [head("group", RU, role="phái đoàn")]),
    ("đoàn đại biểu cấp cao Đảng, Nhà nước ta", [head("group", VN)]),
    ("các nhà ngoại giao châu Âu", [head("group", role="các nhà ngoại giao châu Âu")]),
    ("Đoàn đại biểu tỉnh Quảng Ninh", [head("group", role="Đoàn đại biểu tỉnh Quảng Ninh")]),
    ("UBND huyện Đất Đỏ", [head("group")]),
    ("chính quyền Tổng thống Mỹ Joe Biden", [head("organ", US, role="chính quyền")]),
    ("Bộ Ngoại giao nước chủ nhà", [head("organ", role="Bộ Ngoại giao", host=True)]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_groups(text: str, expected: list[Expected], lexicon: Lexicon) -> None:
    expect(text, mentions(text, lexicon), expected)
