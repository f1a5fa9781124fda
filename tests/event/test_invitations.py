"""At whose invitation a visit takes place, told in its sentence or elsewhere."""

from __future__ import annotations

import pytest
from reading import AUSTIN, BELOUSOV, BIDEN, PUTIN, Reading, shown

VISIT = f"{BIDEN} thăm Nga hôm 12/7"
INVITED = "Visit: Joe Biden / Vladimir Putin (Vladimir Putin)"
ALONE = "Visit: Joe Biden / Russia"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{VISIT} theo lời mời của {PUTIN}.", [INVITED]),
        (f"{VISIT}. Chuyến thăm diễn ra theo lời mời của {PUTIN}.", [INVITED]),
        (f"{VISIT}.\nTrời mưa.\nÔng Biden sang thăm theo lời mời của {PUTIN}.", [INVITED]),
        (f"{VISIT} theo lời mời của chính phủ Nga.", ["Visit: Joe Biden / Russia (Russia)"]),
        (f"{VISIT}.", [ALONE]),
        # invited was somebody else
        (f"{VISIT}.\nTheo lời mời của {BELOUSOV}, {AUSTIN} cũng có mặt.", [ALONE]),
        (
            f"{VISIT}.\nThủ tướng Đức Olaf Scholz thăm Pháp theo lời mời của Tổng thống Pháp Emmanuel Macron.",
            [ALONE, "Visit: Olaf Scholz / Emmanuel Macron (Emmanuel Macron)"],
        ),
        # of two visits, the one that is news
        (
            f"{BIDEN} thăm Nga hồi tháng 3/2021.\nÔng thăm Nga hôm 12/7 theo lời mời của {PUTIN}.",
            [ALONE, INVITED],
        ),
        # the talks with the host are what the visit was for
        (
            f"{VISIT}.\n{BIDEN} đã hội đàm với {PUTIN} hôm 12/7. Chuyến đi theo lời mời của {PUTIN}.",
            ["Meeting: Joe Biden / Vladimir Putin (Vladimir Putin)"],
        ),
        # an invitation is a contact of its own
        (f"{PUTIN} mời {BIDEN} thăm Nga.", ["Visit proposed: Vladimir Putin / Joe Biden (Vladimir Putin)"]),
    ],
)
def test_hosts_and_inviters(text: str, expected: list[str], read: Reading) -> None:
    assert [shown(event) for event in read(text).events] == expected


def test_the_sentence_that_tells_of_the_invitation_is_evidence(read: Reading) -> None:
    told = f"Chuyến thăm diễn ra theo lời mời của {PUTIN}."
    evidence = read.one(f"{VISIT}. {told}").initiator_evidence
    assert evidence is not None
    assert evidence.quote == told
