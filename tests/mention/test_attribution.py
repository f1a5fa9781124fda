"""Who says so: which words of a sentence are a source, what it vouches for, and whose article it is."""

from __future__ import annotations

import pytest
from reading import grammar

from kg.article.text import lower
from kg.date.finding import find_dates
from kg.knowledge.lexicon import Lexicon
from kg.mention.attribution import Source, agencies, for_contact, sources
from kg.model import AttributionType, Span

MEDIA = AttributionType.MEDIA
ANONYMOUS, JOINT, OTHER = AttributionType.ANONYMOUS, AttributionType.JOINT, AttributionType.OTHER


def source_of(text: str, lexicon: Lexicon) -> Source | None:
    """The source of what the word in angle brackets reports."""
    start, end = text.index("<"), text.index(">") - 1
    text = text.replace("<", "").replace(">", "")
    span = Span(0, len(text))
    found = sources(
        grammar(text, lexicon), lower(text), span, find_dates(lower(text), span, lexicon.lists), lexicon
    )
    return for_contact(found, Span(start, end))


CALL = "ông Austin <điện đàm> với ông Belousov"
CASES = [
    # before its verb
    (f"Điện Kremlin cho biết {CALL}.", "Điện Kremlin", None, None),
    (f"Lầu Năm Góc ngày 7-2 xác nhận {CALL}.", "Lầu Năm Góc", None, None),
    (f"(PLO)- Lầu Năm Góc xác nhận {CALL}.", "Lầu Năm Góc", None, None),
    (f"Nhà Trắng trong thông cáo ngày 5/3 cho biết {CALL}.", "Nhà Trắng", None, None),
    (
        f"Ông Peskov, người phát ngôn Điện Kremlin, cho biết {CALL}.",
        "Ông Peskov, người phát ngôn Điện Kremlin",
        None,
        None,
    ),
    (
        f"Người phát ngôn Điện Kremlin Dmitry Peskov hôm 11/11 bác bỏ thông tin {CALL}.",
        "Người phát ngôn Điện Kremlin Dmitry Peskov",
        None,
        None,
    ),
    (f"Tổng thống Mỹ Joe Biden nói rằng {CALL}.", "Tổng thống Mỹ Joe Biden", None, None),
    # after its verb's clause
    (f"“Hôm qua {CALL}”, ông Sikorski nói.", "ông Sikorski", None, None),
    (f"Hôm qua {CALL}, Bộ Quốc phòng Nga thông báo.", "Bộ Quốc phòng Nga", None, None),
    (f"“Tôi nói {CALL},” bà nói với các phóng viên.", "bà", None, None),
    # "theo"
    (f"Theo Lầu Năm Góc, {CALL}.", "Lầu Năm Góc", None, None),
    (f"{CALL}, theo Bộ Quốc phòng Nga.", "Bộ Quốc phòng Nga", None, None),
    (f"{CALL}, theo thông cáo của Lầu Năm Góc.", "thông cáo của Lầu Năm Góc", None, None),
    (f"{CALL} (theo Reuters).", "Reuters", MEDIA, None),
    (f"Theo tuyên bố chung, {CALL}.", "tuyên bố chung", JOINT, None),
    (f"Theo cáo trạng, {CALL}.", "cáo trạng", OTHER, None),
    # nobody who is named
    (f"Một quan chức Lầu Năm Góc nói {CALL}.", "Một quan chức Lầu Năm Góc", None, None),
    (f"Các nguồn thạo tin tiết lộ {CALL}.", "Các nguồn thạo tin", ANONYMOUS, None),
    (f"Theo nhiều nguồn tin, {CALL}.", "nhiều nguồn tin", ANONYMOUS, None),
    # the press, by name and at large; a name that is also a word only behind a word for a paper
    (f"Tờ Bild đưa tin {CALL}.", "Tờ Bild", MEDIA, None),
    (f"Tờ Yerkir Media đưa tin {CALL}.", "Tờ Yerkir Media", MEDIA, None),
    (f"Theo báo chí Nhật Bản, {CALL}.", "báo chí Nhật Bản", MEDIA, None),
    # through a medium
    (
        f"Reuters dẫn lời một quan chức Lầu Năm Góc cho biết {CALL}.",
        "một quan chức Lầu Năm Góc",
        None,
        "Reuters",
    ),
    (f"Ông Peskov nói với TASS rằng {CALL}.", "Ông Peskov", None, "TASS"),
    (f"Ông Peskov được hãng tin TASS dẫn lời cho biết {CALL}.", "Ông Peskov", None, "hãng tin TASS"),
    (f"Theo hãng tin Yonhap, ông Zinoviev cho biết {CALL}.", "ông Zinoviev", None, "hãng tin Yonhap"),
    (f"Ông Araghchi cho biết {CALL}, theo hãng thông tấn IRNA.", "Ông Araghchi", None, "hãng thông tấn IRNA"),
    # who looks on
    (f"Giáo sư Kireeva cho rằng {CALL}.", "Giáo sư Kireeva", OTHER, None),
    # none
    ("Tại hội đàm, Chủ tịch nước nhấn mạnh <chuyến thăm> mở ra chương mới.", None, None, None),
    (f"{CALL} theo lịch đã định.", None, None, None),
    (f"{CALL} theo lời mời của Tổng thống Nga.", None, None, None),
    (f"Văn phòng Tổng thống Ukraine chưa bình luận; {CALL}.", None, None, None),
    ("Trong cuộc <điện đàm>, ông Austin nhấn mạnh lập trường của Mỹ.", None, None, None),
    ("Ông Austin <nói> với ông Belousov rằng Mỹ sẽ đáp trả.", None, None, None),
    ("Phó chủ tịch Hội hữu nghị Việt Nam - Ấn Độ cho biết <chuyến thăm> sẽ diễn ra.", None, None, None),
]


@pytest.mark.parametrize(("text", "wording", "type", "via"), CASES)
def test_sources(
    text: str, wording: str | None, type: AttributionType | None, via: str | None, lexicon: Lexicon
) -> None:
    found = source_of(text, lexicon)
    assert (found and found.wording) == wording
    if found is not None:
        assert found.type is type
        assert (found.via and found.via.wording) == via


def test_media_are_those_of_the_register(lexicon: Lexicon) -> None:
    assert (found := source_of(f"Theo báo Nhân Dân, {CALL}.", lexicon)) is not None
    assert found.medium == "nhan-dan"
    assert (found := source_of(f"WSJ đưa tin {CALL}.", lexicon)) is not None
    assert found.medium == "wall-street-journal"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(TTXVN) - Sáng 2/7, Chủ tịch nước tiếp Đại sứ Nga.\nHai bên trao đổi.", ("ttxvn",)),
        ("Đầu đề\nVOV.VN - Hai tổng thống điện đàm.\nHết.", ("vov",)),
        ("Hai tổng thống điện đàm.\nTheo AFP", ("afp",)),
        ("Hai tổng thống điện đàm.\n(Theo Reuters, AP)", ("ap", "reuters")),
        ("Hai tổng thống điện đàm. (TTXVN)", ("ttxvn",)),
        ("Hai tổng thống điện đàm.\nNguồn: Thanh Niên", ("thanh-nien",)),
        ("Hai tổng thống điện đàm.\nTTXVN/Vietnam+", ("ttxvn", "vietnamplus")),
        ("Hai tổng thống điện đàm.\nẢnh: Reuters", ()),
        ("Hai tổng thống điện đàm.\nTheo Hải My", ()),
        ("Theo Reuters, hai tổng thống điện đàm và nhất trí gặp nhau vào tháng tới tại một nước thứ ba.", ()),
        ("Mỹ - Nga điện đàm.\nHết.", ()),
        ("", ()),
    ],
)
def test_agencies(text: str, expected: tuple[str, ...], lexicon: Lexicon) -> None:
    assert agencies(text, lower(text), lexicon) == expected
