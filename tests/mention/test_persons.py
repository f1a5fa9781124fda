"""People by form of address, role, name and what is set off behind it."""

from __future__ import annotations

import pytest
from naming import CN, DEFENCE, FOREIGN, RU, STATE, US, VN, Expected, expect, officer, person
from reading import mentions

from kg.knowledge.lexicon import Lexicon

CASES: list[tuple[str, list[Expected]]] = [
    # role and name
    (
        "Bộ trưởng Quốc phòng Mỹ Lloyd Austin",
        [officer("Lloyd Austin", US, DEFENCE, people=("lloyd-austin",), role="Bộ trưởng Quốc phòng Mỹ")],
    ),
    ("Ngoại trưởng Nga Sergei Lavrov", [officer("Sergei Lavrov", RU, FOREIGN)]),
    ("Bộ trưởng Ngoại giao Nga Lavrov", [officer("Lavrov", RU, FOREIGN, short=True)]),
    ("Tổng thống Nga Putin", [officer("Putin", RU, STATE, short=True)]),
    ("Giám đốc CIA William Burns", [person("William Burns", body=US, offices=("us-cia-director",))]),
    ("Tổng Thư ký Liên Hợp Quốc Antonio Guterres", [officer("Antonio Guterres", "un", "secretary_general")]),
    (
        "Chủ tịch Ủy ban châu Âu Ursula von der Leyen",
        [officer("Ursula von der Leyen", "ec", "commission_president")],
    ),
    ("Thái tử Saudi Arabia Mohammed bin Salman", [person("Mohammed bin Salman", body="saudi-arabia")]),
    (
        "Ngoại trưởng Qatar Mohammed bin Abdulrahman Al Thani",
        [person("Mohammed bin Abdulrahman Al Thani", body="qatar")],
    ),
    ("Thứ trưởng Ngoại giao Nga Sergei Ryabkov", [officer("Sergei Ryabkov", RU, "deputy_foreign_minister")]),
    ("Bộ trưởng Công Thương Nguyễn Hồng Diên", [person("Nguyễn Hồng Diên", body=VN)]),
    ("Phó Thủ tướng Trần Lưu Quang", [person("Trần Lưu Quang", classes=("deputy_prime_minister",))]),
    ("Đại sứ Mỹ tại Việt Nam Marc Knapper", [person("Marc Knapper", body=US)]),
    ("Tướng Nga Valery Gerasimov", [person("Valery Gerasimov", body=RU)]),
    ("Tổng thống nước chủ nhà Joko Widodo", [person("Joko Widodo", classes=(STATE,))]),
    # a person whom no register knows
    (
        "Bộ trưởng Quốc phòng Chile Juana Pérez Soto",
        [officer("Juana Pérez Soto", "chile", DEFENCE, people=())],
    ),
    # titles
    ("ông Emmanuel Macron", [person("Emmanuel Macron", gender="m", role=None)]),
    ("bà Sanna Marin", [person("Sanna Marin", gender="f")]),
    ("Đồng chí Tô Lâm", [person("Tô Lâm")]),
    ("ông Putin", [person("Putin", short=True, gender="m")]),
    ("Vladimir Putin", [person("Vladimir Putin", short=False)]),
    # stacked roles
    ("Tổng Bí thư, Chủ tịch nước Tô Lâm", [person("Tô Lâm", role="Tổng Bí thư, Chủ tịch nước")]),
    (
        "Phó Thủ tướng, Bộ trưởng Ngoại giao Bùi Thanh Sơn",
        [person("Bùi Thanh Sơn", role="Phó Thủ tướng, Bộ trưởng Ngoại giao")],
    ),
    ("Phó Thủ tướng kiêm Ngoại trưởng Ireland Micheál Martin", [person("Micheál Martin", body="ireland")]),
    # apposition
    ("Thượng tướng Đổng Quân, Bộ trưởng Bộ Quốc phòng Trung Quốc,", [officer("Đổng Quân", CN, DEFENCE)]),
    (
        "Ông Dmitry Peskov, người phát ngôn Điện Kremlin,",
        [officer("Dmitry Peskov", RU, "presidential_spokesperson")],
    ),
    (
        "Đại tướng Mark Milley, Chủ tịch Hội đồng Tham mưu trưởng Liên quân Mỹ,",
        [officer("Mark Milley", US, "chief_of_defence_staff")],
    ),
    (
        "ông Yuri Ushakov, trợ lý đối ngoại của Tổng thống Nga Vladimir Putin",
        [person("Yuri Ushakov", people=("yuri-ushakov",))],
    ),
    ("ông Lloyd Austin (trái)", [person("Lloyd Austin")]),
    # former and acting
    ("cựu Tổng thống Mỹ Barack Obama", [officer("Barack Obama", US, STATE, former=True)]),
    ("cựu Ngoại trưởng Mỹ John Kerry", [officer("John Kerry", US, FOREIGN, former=True)]),
    (
        "quyền Bộ trưởng Quốc phòng Mỹ Patrick Shanahan",
        [officer("Patrick Shanahan", US, DEFENCE, acting=True)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_people(text: str, expected: list[Expected], lexicon: Lexicon) -> None:
    expect(text, mentions(text, lexicon), expected)


def test_a_sentence_that_breaks_off_before_the_name(lexicon: Lexicon) -> None:
    (mention,) = mentions("Thủ tướng Anh khi đó là", lexicon)
    assert (mention.head, mention.body) == ("role", "united-kingdom")
