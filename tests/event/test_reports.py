"""From candidates to contacts: what is told of them, what is the same contact, and what the text says beside."""

from __future__ import annotations

import datetime as dt

import pytest

from kg.extract import Extractor
from kg.model import (
    ActorType,
    Article,
    ChannelState,
    ContactEvent,
    DateBasis,
    Extraction,
    Kind,
    Resolution,
    Role,
    Status,
)

BIDEN, PUTIN = "Tổng thống Mỹ Joe Biden", "Tổng thống Nga Vladimir Putin"
AUSTIN, BELOUSOV = "Bộ trưởng Quốc phòng Mỹ Lloyd Austin", "Bộ trưởng Quốc phòng Nga Andrey Belousov"


@pytest.fixture
def read(extractor: Extractor) -> Reading:
    return Reading(extractor)


class Reading:
    """Reads a text that was published on a day."""

    def __init__(self, extractor: Extractor) -> None:
        self.extractor = extractor

    def __call__(self, text: str, published: str | None = "2024-07-13") -> Extraction:
        day = dt.date.fromisoformat(published) if published else None
        return self.extractor.extract(Article("a", text, published=day))

    def one(self, text: str, published: str | None = "2024-07-13") -> ContactEvent:
        (event,) = self(text, published).events
        return event


# Circumstances


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("Cuộc điện đàm kéo dài 50 phút.", 50),
        ("Cuộc điện đàm kéo dài khoảng 90 phút.", 90),
        ("Cuộc điện đàm kéo dài hơn một giờ.", 60),
        ("Cuộc điện đàm kéo dài hai giờ.", 120),
        ("Cuộc điện đàm kéo dài nửa giờ.", 30),
        ("Cuộc điện đàm kéo dài 1 giờ 20 phút.", 80),
        ("Cuộc điện đàm bắt đầu lúc 11h04 và kết thúc lúc 12h06.", 62),
        ("Cuộc điện đàm bắt đầu lúc 11h04 (23h04 giờ Hà Nội) và kết thúc lúc 12h06.", 62),
        ("Cuộc điện đàm diễn ra trong không khí thẳng thắn.", None),
    ],
)
def test_duration(text: str, minutes: int | None, read: Reading) -> None:
    assert read.one(f"{BIDEN} điện đàm với {PUTIN} hôm 12/7.\n{text}").duration_minutes == minutes


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"{BIDEN} gặp {PUTIN} tại Geneva hôm 12/7.", "Geneva"),
        (f"{BIDEN} hội đàm với {PUTIN} ở thủ đô Helsinki hôm 12/7.", "Helsinki"),
        (f"{BIDEN} gặp {PUTIN} tại Washington D. C.", "Washington"),
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
        (f"{BIDEN} được {PUTIN} tiếp tại Bộ Quốc phòng Nga.", "Bộ Quốc phòng Nga (Moskva)"),
        (f"Ngoại trưởng Thái Lan triệu Đại sứ Mỹ tới để phản đối hôm 12/7, theo {PUTIN}.", "Bangkok"),
        (f"{BIDEN} tiếp Đại sứ Nga tại Mỹ.", None),
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


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        (f"{BIDEN} điện đàm với {PUTIN} về vấn đề Ukraine hôm 12/7.", "Ukraine"),
        (f"{BIDEN} điện đàm với {PUTIN} hôm 12/7 về giá dầu, theo Nhà Trắng.", "giá dầu"),
        (f"{BIDEN} điện đàm với {PUTIN} hôm 12/7.", None),
    ],
)
def test_topic(text: str, topic: str | None, read: Reading) -> None:
    found = read.one(text).topic
    assert found == topic or (topic is not None and found is not None and found.startswith(topic))


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (f"Theo Lầu Năm Góc, {AUSTIN} điện đàm với {BELOUSOV} hôm 12/7.", "Lầu Năm Góc"),
        (f"Điện Kremlin cho biết {AUSTIN} đã điện đàm với {BELOUSOV} hôm 12/7.", "Điện Kremlin"),
        (f"{AUSTIN} điện đàm với {BELOUSOV} hôm 12/7.", None),
    ],
)
def test_attribution(text: str, source: str | None, read: Reading) -> None:
    assert read.one(text).attribution == source


def test_count(read: Reading) -> None:
    text = "Đại tướng Mark Milley đã điện đàm hai lần với Đại tướng Nga Valery Gerasimov."
    assert read.one(text, "2022-11-29").count == 2


def test_a_call_over_a_hotline(read: Reading) -> None:
    assert read.one(f"{BIDEN} điện đàm với {PUTIN} qua đường dây nóng hôm 12/7.").channel == "hotline"
    assert read.one(f"{BIDEN} điện đàm với {PUTIN} hôm 12/7.").channel is None


# How the parties were found


def test_resolutions_and_reasons(read: Reading) -> None:
    event = read.one("Bộ trưởng Quốc phòng Mỹ điện đàm với người đồng cấp Nga hôm 12/7.")
    assert [(p.actor.name, p.resolution) for p in event.participants] == [
        ("Lloyd Austin", Resolution.OFFICE),
        ("Andrey Belousov", Resolution.COUNTERPART),
    ]
    assert all(p.tenure and p.reason for p in event.participants)
    assert [p.mention for p in event.participants] == ["Bộ trưởng Quốc phòng Mỹ", "người đồng cấp Nga"]


def test_anaphors_say_what_they_point_to(read: Reading) -> None:
    found = read(f"Hôm 12/7, {BIDEN} gặp {PUTIN}.\nHai nhà lãnh đạo lại điện đàm hôm 13/7.").events
    assert [p.resolution for p in found[1].participants] == [Resolution.ANAPHORA] * 2
    assert all("Hai nhà lãnh đạo" in (p.reason or "") for p in found[1].participants)


def test_roles(read: Reading) -> None:
    call = read.one(f"{BIDEN} gọi điện cho {PUTIN} hôm 12/7.")
    assert [p.role for p in call.participants] == [Role.INITIATOR, Role.PARTICIPANT]
    letter = read.one(f"{BIDEN} gửi thư cho {PUTIN} hôm 12/7.")
    assert [p.role for p in letter.participants] == [Role.INITIATOR, Role.RECIPIENT]


def test_sides(read: Reading) -> None:
    text = "Ông Antony Blinken, ông Jake Sullivan và ông Vương Nghị họp hôm 12/7."
    sides = {p.actor.name: p.side for p in read.one(text).participants}
    assert sides["Antony Blinken"] == sides["Jake Sullivan"] != sides["Wang Yi"]


def test_confidence_falls_with_every_guess(read: Reading) -> None:
    named = read.one(f"{AUSTIN} điện đàm với {BELOUSOV} hôm 12/7.").confidence
    resolved = read.one("Bộ trưởng Quốc phòng Mỹ điện đàm với người đồng cấp Nga hôm 12/7.").confidence
    assert 0 < resolved < named <= 1


# The same contact told again


def test_a_headline_leaves_the_evidence_to_the_body(read: Reading) -> None:
    event = read.one(f"{AUSTIN} điện đàm với {BELOUSOV}\nHôm 12/7, {AUSTIN} điện đàm với {BELOUSOV}.")
    assert event.evidence.quote.startswith("Hôm 12/7")
    assert [e.start for e in event.also] == [0]


def test_what_later_sentences_add(read: Reading) -> None:
    event = read.one(
        f"{AUSTIN} trao đổi với {BELOUSOV} hôm 12/7.\n"
        "Cuộc điện đàm kéo dài 40 phút.\nCuộc gọi diễn ra theo đề nghị của phía Nga."
    )
    assert (event.kind, event.duration_minutes) == (Kind.PHONE_CALL, 40)
    assert event.initiator_name == "Andrey Belousov"
    assert event.initiator_evidence is not None
    assert event.initiator_evidence.quote.startswith("Cuộc gọi diễn ra")
    assert len(event.also) == 2


def test_a_date_told_later_dates_the_contact(read: Reading) -> None:
    event = read.one(f"{AUSTIN} đã điện đàm với {BELOUSOV}.\nCuộc điện đàm diễn ra hôm 12/7.")
    assert event.date is not None
    assert event.date.edtf == "2024-07-12"


def test_a_finer_date_replaces_a_wider_one(read: Reading) -> None:
    event = read.one(f"{AUSTIN} điện đàm với {BELOUSOV} trong tháng 7.\nCuộc điện đàm diễn ra hôm 12/7.")
    assert event.date is not None
    assert event.date.edtf == "2024-07-12"


@pytest.mark.parametrize(
    "text",
    [
        f"{BIDEN} gặp {PUTIN} hôm 3/7.\n{BIDEN} gặp {PUTIN} hôm 12/7.",
        f"{BIDEN} gặp {PUTIN} hôm 12/7.\n{BIDEN} điện đàm với {PUTIN} hôm 12/7.",
        f"{BIDEN} gặp {PUTIN} hôm 12/7.\n{BIDEN} sẽ gặp {PUTIN}.",
        f"{BIDEN} gửi thư cho {PUTIN} hôm 12/7.\n{BIDEN} điện đàm với {PUTIN} hôm 12/7.",
        f"{BIDEN} gặp {PUTIN} hôm 12/7.\n{BIDEN} gặp Thủ tướng Anh Keir Starmer hôm 12/7.",
    ],
)
def test_two_contacts_stay_two(text: str, read: Reading) -> None:
    assert len(read(text).events) == 2


@pytest.mark.parametrize(
    "text",
    [
        f"{BIDEN} gặp {PUTIN} hôm 12/7.\n{PUTIN} đã hội đàm với {BIDEN}.",
        f"{BIDEN} điện đàm với {PUTIN} hôm 12/7.\n{BIDEN} và {PUTIN} nói chuyện hôm 12/7.",
        f"{BIDEN} điện đàm với {PUTIN} hôm 12/7.\nHai bên trao đổi về Ukraine.",
        f"{BIDEN} thăm Nga hôm 12/7.\n{BIDEN} gặp {PUTIN} hôm 12/7.",
    ],
)
def test_one_contact_stays_one(text: str, read: Reading) -> None:
    assert len(read(text).events) == 1


# Dates


def test_what_fixes_a_date(read: Reading) -> None:
    cases = {
        (f"Hôm 12/7/2024, {AUSTIN} gặp {BELOUSOV}.", None): DateBasis.STATED,
        (f"Hôm 12/7, {AUSTIN} gặp {BELOUSOV}.", "2024-07-13"): DateBasis.PUBLICATION,
        (f"Hôm 12/7, {AUSTIN} gặp {BELOUSOV}.", None): DateBasis.TENURES,
    }
    for (text, published), basis in cases.items():
        date = read.one(text, published).date
        assert date is not None
        assert (date.edtf, date.basis) == ("2024-07-12", basis)
        assert date.wording


def test_nothing_happened_after_publication(read: Reading) -> None:
    event = read.one(f"Ngày 20/7, {BIDEN} gặp {PUTIN}.", "2024-07-13")
    assert event.status is Status.PLANNED


def test_what_is_told_of_this_month_ends_with_publication(read: Reading) -> None:
    event = read.one(f"Trong tháng này, {BIDEN} gặp {PUTIN}.", "2024-07-13")
    assert event.date is not None
    assert event.date.latest == dt.date(2024, 7, 13)


def test_a_war_bounds_what_happened_since(read: Reading) -> None:
    text = "Kể từ khi xung đột ở Ukraine bùng phát, ông Mark Milley đã điện đàm nhiều lần với ông Valery Gerasimov."
    for event in read(text, "2022-11-29").events:
        if event.date is not None:
            assert event.date.earliest == dt.date(2022, 2, 24)
            assert event.date.latest == dt.date(2022, 11, 29)


# Channels and silences


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Mỹ và Nga thiết lập đường dây nóng giữa quân đội Mỹ và quân đội Nga hôm 1/3.", ChannelState.OPENED),
        ("Đường dây nóng giữa quân đội Mỹ và quân đội Nga vẫn hoạt động.", ChannelState.ACTIVE),
        ("Đường dây nóng giữa quân đội Mỹ và quân đội Nga chưa được sử dụng.", ChannelState.UNUSED),
    ],
)
def test_channels(text: str, state: ChannelState, read: Reading) -> None:
    found = read(f"{text}\n{BIDEN} gặp {PUTIN} hôm 12/7.").channels
    assert [c.state for c in found] == [state]
    assert [a.state for a in found[0].endpoints] == ["united-states", "russia"]
    assert found[0].evidence.quote == text


def test_a_stated_silence_is_no_contact(read: Reading) -> None:
    found = read(f"{BIDEN} và {PUTIN} chưa điện đàm kể từ tháng 2/2022.")
    assert found.events == ()
    (silence,) = found.silences
    assert silence.kind is Kind.PHONE_CALL
    assert silence.date is not None
    assert (silence.date.earliest, silence.date.latest) == (dt.date(2022, 2, 1), dt.date(2024, 7, 13))


# Who can be a party


def test_nobody_visits_his_own_country(read: Reading) -> None:
    assert read("Thủ tướng Phạm Minh Chính thăm Việt Nam hôm 12/7.").events == ()


def test_a_private_person_beside_a_public_one(read: Reading) -> None:
    assert read("Ông Trần Văn Bốn gặp bà Lê Thị Năm hôm 12/7.").events == ()


def test_a_delegation_is_a_party(read: Reading) -> None:
    event = read.one("Các nhà ngoại giao Mỹ và Nga gặp nhau hôm 12/7.")
    assert {p.actor.type for p in event.participants} == {ActorType.GROUP}
    assert {p.actor.state for p in event.participants} == {"united-states", "russia"}


# Dates of the past in news of today


@pytest.mark.parametrize(
    "background",
    [
        "Hai bên nhắc lại việc ký kết hiệp định vào năm 2016.",
        "Chuyến thăm năm 2016 đã mở đường cho việc này.",
    ],
)
def test_the_date_of_what_is_recalled_is_not_that_of_the_news(background: str, read: Reading) -> None:
    assert read.one(f"{BIDEN} đã hội đàm với {PUTIN}.\n{background}").date is None


def test_news_does_not_go_on_about_a_day_of_other_years(read: Reading) -> None:
    text = f"Hai nước lập quan hệ ngày 25/3/1971. {BIDEN} đã hội đàm với {PUTIN}."
    assert read.one(text).date is None
    assert read.one(text.replace("1971", "2024")).date is not None


def test_a_meeting_is_quoted_rather_than_the_visit_to_it(read: Reading) -> None:
    met = f"{BIDEN} đã hội đàm với {PUTIN} hôm 12/7."
    assert read.one(f"{BIDEN} tới thăm {PUTIN} hôm 12/7.\n{met}").evidence.quote == met


def test_what_is_recalled_is_another_contact_than_the_news(read: Reading) -> None:
    found = read(
        f"{BIDEN} đã hội đàm với {PUTIN}.\nHồi tháng 6/2021, {BIDEN} đã hội đàm với {PUTIN} tại Geneva."
    )
    assert [(e.date.edtf if e.date else None, e.place) for e in found.events] == [
        (None, None),
        ("2021-06", "Geneva"),
    ]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        (f"{BIDEN} gặp {PUTIN} hôm 12/7, lần đầu tiên sau chuyến thăm Nga của ông năm 2021.", "2024-07-12"),
        (f"{BIDEN} đã gặp {PUTIN}, bởi năm nay là năm bầu cử.", None),
        (f"{BIDEN} gặp {PUTIN} hôm 10/7, hôm sau bay sang Paris gặp Tổng thống Pháp.", "2024-07-10"),
    ],
)
def test_a_date_is_that_of_the_contact_it_stands_with(text: str, edtf: str | None, read: Reading) -> None:
    (event,) = (e for e in read(text).events if "Vladimir Putin" in {p.actor.name for p in e.participants})
    assert (event.date.edtf if event.date else None) == edtf


def test_offices_date_a_contact_rather_than_another_day_of_the_text(read: Reading) -> None:
    text = f"{AUSTIN} điện đàm với {BELOUSOV} hôm 25/6. Trước đó hai nước liên lạc ngày 15/3/2023."
    (event,) = (
        e for e in read(text, None).events if "Andrey Belousov" in {p.actor.name for p in e.participants}
    )
    assert event.date is not None
    assert event.date.edtf == "2024-06-25"
