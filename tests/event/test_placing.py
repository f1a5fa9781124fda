"""Where a contact took place."""

from __future__ import annotations

import pytest
from reading import BELOUSOV, BIDEN, PUTIN, Reading


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"{BIDEN} gặp {PUTIN} tại Geneva hôm 12/7.", "Geneva"),
        (f"{BIDEN} hội đàm với {PUTIN} ở thủ đô Helsinki hôm 12/7.", "Helsinki"),
        (f"{BIDEN} gặp {PUTIN} tại Washington D. C.", "Washington"),
        (f"{BIDEN} gặp {PUTIN} tại Biarritz. Hôm nay trời mưa.", "Biarritz"),
        (f"{BIDEN} gặp {PUTIN} ở TP.HCM hôm 12/7.", "TP.HCM"),
        (f"{BIDEN} gặp {PUTIN} hôm 12/7.", None),
        (f"{BIDEN} điện đàm với {PUTIN} khi đang ở Delaware.", None),
        (f"{BIDEN} điện đàm với {PUTIN} về tình hình ở Ukraine.", None),
        (f"{BIDEN} gặp {PUTIN} là hồi tháng 6, tại Campuchia.", "Campuchia"),
        (f"{BIDEN} hội đàm với {PUTIN} tại Điện Kremlin hôm 12/7.", "Điện Kremlin (Moskva)"),
        (f"{BIDEN} hội đàm với {PUTIN} tại Mátxcơva, ở Điện Kremlin.", "Mátxcơva"),
        (f"{BIDEN} gặp {PUTIN} tại lâu đài Krasno ở ngoại ô Vienna.", "lâu đài Krasno (Vienna)"),
        (f"{BIDEN} gặp {PUTIN} tại dinh thự Krasno ở ngoại ô Mátxcơva.", "dinh thự Krasno (Mátxcơva)"),
        (f"Sáng 12/7, tại thủ đô Ấn Độ, {BIDEN} đã gặp {PUTIN}.", "New Delhi"),
        (f"Hôm qua tại Krasnoye (Nga), bên lề hội chợ, {BIDEN} đã gặp {PUTIN}.", "Krasnoye"),
        (f"{BIDEN} bay tới Sochi gặp {PUTIN} rồi về nước.", "Sochi"),
        (f"{BIDEN} có mặt ở Sochi để trao đổi ý kiến với {PUTIN} hôm 12/7.", "Sochi"),
        (f"{BIDEN} sang Antalya, Thổ Nhĩ Kỳ, gặp {PUTIN} hôm 12/7.", "Antalya"),
        (f"{BIDEN} đã tới Mátxcơva, trở thành vị khách đầu tiên; ông hội đàm với {PUTIN}.", "Mátxcơva"),
        (f"{BIDEN} vào tòa nhà Krasno ở phía bắc Vladivostok và hội đàm với {PUTIN}.", "Vladivostok"),
        (f"Rời Helsinki hôm 12/7 sau cuộc hội đàm với {PUTIN}, {BIDEN} nói ông hài lòng.", "Helsinki"),
        (f"Trước khi rời Helsinki, {BIDEN} đã gặp {PUTIN}.", "Helsinki"),
        (f"Sau khi rời Helsinki, {BIDEN} đã gặp {PUTIN}.", None),
        (f"Trước khi sang Nhật Bản, {BIDEN} đã gặp {PUTIN}.", None),
        (f"Tại Vienna, {BIDEN} thăm Sàn giao dịch chứng khoán và gặp {PUTIN}.", "Vienna"),
        (f"{BIDEN} đi Bắc Kinh hội đàm với {PUTIN} hôm 12/7.", "Bắc Kinh"),
        (f"Ở Munich, {BIDEN} hội đàm với {PUTIN}, bởi chìa khóa nằm ở Berlin.", "Munich"),
        (f"{BIDEN} được {PUTIN} tiếp tại Bộ Quốc phòng Nga.", "Bộ Quốc phòng Nga (Moskva)"),
        (f"Ngoại trưởng Thái Lan triệu Đại sứ Mỹ tới để phản đối hôm 12/7, theo {PUTIN}.", "Bangkok"),
        (f"{BIDEN} tiếp Đại sứ Nga tại Mỹ.", None),
        (f"{BIDEN} gặp đặc phái viên Nga Kirill Dmitriev tại Muscat.", "Muscat"),
        (f"{BIDEN} tiếp Đại sứ Nga Anatoly Antonov tại Washington.", "Washington"),
        (f"{BIDEN} tiếp Đại sứ Nga Anatoly Antonov tại Mỹ.", None),
        (f"{BIDEN} lần đầu gặp {PUTIN} kể từ vụ việc ở Rome.", None),
    ],
)
def test_place(text: str, place: str | None, read: Reading) -> None:
    assert read.one(text).place == place


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (
            f"{BIDEN} thăm Nga từ ngày 10/7.\n{BIDEN} hội đàm với {PUTIN} hôm 11/7.",
            {"Vladimir Putin": "Nga"},
        ),
        (
            f"Hôm 11/7, tại Sochi, {BIDEN} hội đàm với {PUTIN}.\n{BIDEN} cũng gặp {BELOUSOV} hôm 11/7.",
            {"Vladimir Putin": "Sochi", "Andrey Belousov": "Sochi"},
        ),
        (
            f"{BIDEN} hội đàm với {PUTIN} ở Helsinki hôm thứ Ba và ăn tối với {BELOUSOV} hôm thứ Tư.",
            {"Vladimir Putin": "Helsinki", "Andrey Belousov": None},
        ),
        (f"{BIDEN} gặp {PUTIN} hôm 11/7, sau đó thăm Cuba.", {"Vladimir Putin": None}),
        (f"{BIDEN} vừa kết thúc chuyến thăm Jordan, nơi ông gặp {PUTIN}.", {"Vladimir Putin": "Jordan"}),
        (f"{BIDEN} đến Paris từ Helsinki, nơi ông gặp {PUTIN}.", {"Vladimir Putin": "Helsinki"}),
        (f"Trong chuyến thăm Nga, {BIDEN} sẽ hội đàm với {BELOUSOV}.", {"Andrey Belousov": "Nga"}),
        (f"{PUTIN} mời {BIDEN} thăm Nga.\n{BIDEN} đã gặp {BELOUSOV} hôm 11/7.", {"Andrey Belousov": None}),
        (
            f"{BIDEN} thăm Nga từ ngày 10/7.\nHồi tháng 2, {BIDEN} đã gặp {BELOUSOV}.",
            {"Andrey Belousov": None},
        ),
    ],
)
def test_place_that_other_sentences_tell(text: str, where: dict[str, str | None], read: Reading) -> None:
    found = {p.actor.name: e.place for e in read(text).events for p in e.participants}
    assert {name: found[name] for name in where} == where
