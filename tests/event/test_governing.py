"""Which dates of a sentence can date a contact of it, the likeliest first."""

from __future__ import annotations

import pytest
from reading import chunks

from kg.event.events import candidates
from kg.event.governing import governing_dates
from kg.knowledge.lexicon import Lexicon

# The contact looked at stands in brackets; after the sentence come its dates in order, joined by " | ".
GOVERNED = [
    ("Hôm 12/7, ông Joe Biden [gặp] ông Vladimir Putin", "Hôm 12/7"),
    ("Ông Joe Biden [gặp] ông Vladimir Putin hôm 12/7", "hôm 12/7"),
    (
        "Hôm 12/7 ông Joe Biden [gặp] ông Vladimir Putin, rồi hôm 13/7 gặp ông Olaf Scholz",
        "Hôm 12/7 | hôm 13/7",
    ),
    ("Ông Joe Biden [gặp] ông Vladimir Putin, hôm sau bay sang Paris gặp ông Emmanuel Macron", ""),
    ("Ông Joe Biden tới Berlin hôm 12/7, nơi ông [gặp] ông Olaf Scholz", "hôm 12/7"),
    ("Việc chính là của hôm nay: ông Joe Biden và ông Vladimir Putin [hội đàm] kín", "hôm nay"),
    ("Ông Joe Biden tới Osaka hồi tháng 6, nhưng khi ấy không [gặp] ông Vladimir Putin", "hồi tháng 6"),
    ("Hai tuần rưỡi sau (8/7), ông Joe Biden [gặp] ông Vladimir Putin", "8/7"),
    ("từ giữa tháng 2, khi ông Joe Biden [gặp] ông Vladimir Putin", "giữa tháng 2"),
    ("Từ tháng 2/2022, ông Joe Biden không [gặp] ông Vladimir Putin", ""),
    # what is said on a day, and what of it
    ("Hôm 12/7, AFP đưa tin ông Joe Biden [gặp] ông Vladimir Putin", ""),
    ("AFP đưa tin hôm 12/7 ông Joe Biden [gặp] ông Vladimir Putin", "hôm 12/7"),
    ("Theo hãng AFP, ngày 12/7, Điện Kremlin cho biết ông Joe Biden [gặp] ông Vladimir Putin", "ngày 12/7"),
    ("Hôm 12/7, ông Olaf Scholz tuyên bố ông Joe Biden [gặp] ông Vladimir Putin", ""),
    (
        "Hôm 12/7, trên máy bay về nước, ông Olaf Scholz cũng xác nhận có [cuộc gọi] cho ông Vladimir Putin",
        "",
    ),
    ("Điện Kremlin hôm 12/7 cho biết ông Joe Biden [gặp] ông Vladimir Putin hôm 11/7", "hôm 11/7 | hôm 12/7"),
    ("Theo hãng AFP ngày 12/7, ông Joe Biden [gặp] ông Vladimir Putin hôm 11/7", "hôm 11/7"),
    # what is denied, called off or announced on a day
    ("Hôm 12/7, ông Dmitry Peskov bác tin ông Joe Biden [gặp] ông Vladimir Putin hôm 1/7", "hôm 1/7"),
    ("Hôm 12/7, ông Joe Biden hủy [cuộc gặp] với ông Vladimir Putin", ""),
    ("Tháng 7, ông Joe Biden hủy [cuộc gặp] với ông Vladimir Putin", "Tháng 7"),
    ("Hôm 12/7, Nhà Trắng thông báo ông Joe Biden sẽ [gặp] ông Vladimir Putin hôm 1/8", "hôm 1/8"),
    ("Hôm 12/7, ông Joe Biden sẽ [gặp] ông Vladimir Putin", "Hôm 12/7"),
    # what is to come, told with what has been
    ("Ông Joe Biden gặp ông Vladimir Putin hôm 1/7 để chuẩn bị cho [cuộc đàm phán] với ông Olaf Scholz", ""),
    # what else happened
    ("Ông Joe Biden [gặp] ông Vladimir Putin nhằm cứu vãn thỏa thuận năm 2015", ""),
    ("Ông Joe Biden [gặp] ông Vladimir Putin bàn cách đáp trả cuộc không kích hôm 1/7", ""),
    ("Ông Joe Biden [gặp] ông Vladimir Putin tại lễ ký ngày 1/7", "ngày 1/7"),
    ("Ông Joe Biden [gặp] ông Vladimir Putin bên lề cuộc họp ngày 1/7", "ngày 1/7"),
    # a contact inside what is told of another
    ("Ông Lula [chuyển thư] mời ông Joe Biden dự hội nghị thượng đỉnh vào tháng 11", ""),
    ("Ông Joe Biden [gặp] ông Vladimir Putin sau cuộc điện đàm với ông Olaf Scholz hôm 1/7", ""),
]


@pytest.mark.parametrize(("marked", "expected"), GOVERNED, ids=[t[:60] for t, _ in GOVERNED])
def test_the_dates_of_a_contact(marked: str, expected: str, lexicon: Lexicon) -> None:
    at = marked.index("[")
    text = marked.replace("[", "").replace("]", "")
    found = chunks(text, lexicon)
    index = next(i for i, c in enumerate(found) if c.start <= at < c.end)
    (candidate,) = (
        c for c in candidates(found, lexicon.frames, lexicon.lists) if c.trigger.start == found[index].start
    )
    dates = governing_dates(found, index, candidate.status, lists=lexicon.lists)
    assert " | ".join(d.span.slice(text) for d in dates) == expected
