"""Dates of what is said, reported, denied, called off or set down about a contact, and not of the contact."""

from __future__ import annotations

import pytest
from reading import chunks

from kg.event.statements import of_statement
from kg.knowledge.lexicon import Lexicon
from kg.model import Status

# The contact stands in square brackets, the date asked about in angle brackets; each pair differs in what counts.
SAID = [
    ("<Hôm 12/7>, ông Olaf Scholz tuyên bố ông Joe Biden [gặp] ông Vladimir Putin", True),
    ("<Hôm 12/7>, Điện Kremlin tuyên bố ông Joe Biden [gặp] ông Vladimir Putin", False),
    ("<Hôm 12/7>, ông Olaf Scholz thông báo ông Joe Biden [gặp] ông Vladimir Putin", False),
    ("<Hôm 12/7>, Reuters đưa tin ông Joe Biden [gặp] ông Vladimir Putin", True),
    ("Ông Olaf Scholz <hôm 12/7> thừa nhận ông đã [gặp] ông Vladimir Putin", True),
    ("Điện Kremlin <hôm 12/7> thừa nhận ông Joe Biden [gặp] ông Vladimir Putin", False),
    ("Ông Joe Biden đã [gặp] ông Vladimir Putin, ông Olaf Scholz nói <hôm 12/7>", True),
    ("Ông Olaf Scholz nói ông Joe Biden đã [gặp] ông Vladimir Putin <hôm 12/7>", False),
    ("Reuters đưa tin <hôm 12/7> rằng ông Joe Biden [gặp] ông Vladimir Putin", True),
    ("Reuters đưa tin <hôm 12/7> ông Joe Biden [gặp] ông Vladimir Putin", False),
    ("Reuters <hôm nay> dẫn lời quan chức Mỹ rằng ông Joe Biden [gặp] ông Vladimir Putin", True),
    ("Theo hãng Reuters <ngày 4/7>, ông Joe Biden [gặp] ông Vladimir Putin hôm 3/7", True),
    ("Theo hãng Reuters ngày 4/7, ông Joe Biden [gặp] ông Vladimir Putin <hôm 3/7>", False),
    ("Ông Joe Biden [gặp] ông Vladimir Putin theo Nghị quyết số 34 <ngày 9/1/2023>", True),
    ("Ông Joe Biden [gặp] ông Vladimir Putin trong phiên họp <ngày 9/1/2023>", False),
    ("<Hôm 12/7>, ông Dmitry Peskov bác tin ông Joe Biden [gặp] ông Vladimir Putin", True),
    ("<Hôm 12/7>, ông Joe Biden hủy [cuộc gặp] với ông Vladimir Putin", True),
    ("<Tháng 7>, ông Joe Biden hủy [cuộc gặp] với ông Vladimir Putin", False),
    ("[Cuộc gặp] của ông Joe Biden với ông Vladimir Putin đã bị hủy <hôm 12/7>", True),
    ("[Cuộc gặp] của ông Joe Biden với ông Vladimir Putin diễn ra <hôm 12/7>", False),
]  # fmt: skip


def tells_of_statement(marked: str, status: Status, lexicon: Lexicon) -> bool:
    contact, date = (len("".join(marked.partition(sign)[0].translate(MARKS))) for sign in "[<")
    found = chunks(marked.translate(MARKS), lexicon)
    index = next(k for k, c in enumerate(found) if c.trigger is not None and c.start == contact)
    i = next(k for k, c in enumerate(found) if c.date is not None and c.start == date)
    return of_statement(found, i, index, status, early=date == 0)


MARKS = dict.fromkeys(map(ord, "[]<>"))


@pytest.mark.parametrize(("marked", "said"), SAID, ids=[marked[:60] for marked, _ in SAID])
def test_dates_of_what_is_said(marked: str, said: bool, lexicon: Lexicon) -> None:
    assert tells_of_statement(marked, Status.OCCURRED, lexicon) is said


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ("<Hôm 12/7>, Nhà Trắng thông báo ông Joe Biden sẽ [gặp] ông Vladimir Putin", True),
        ("<Hôm 12/7>, ông Joe Biden sẽ [gặp] ông Vladimir Putin", False),
    ],
)
def test_what_is_announced_is_yet_to_come(marked: str, said: bool, lexicon: Lexicon) -> None:
    assert tells_of_statement(marked, Status.PLANNED, lexicon) is said
