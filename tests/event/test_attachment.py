"""What a contact word governs in a sentence: its subject and its complement, whatever stands between."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import chunks

from kg.event.attachment import attached, complement
from kg.event.events import candidates
from kg.knowledge.lexicon import Lexicon


def near(text: str, lexicon: Lexicon) -> str | None:
    """The last contact word of a sentence with what it governs, or None."""
    found = chunks(text, lexicon)
    index = max(i for i, c in enumerate(found) if c.trigger is not None)
    trigger = found[index].trigger
    assert trigger is not None
    reading = attached(found, index, trigger.valency or "mutual")
    return None if reading is None else " ".join(c.text for c in reading[0])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ông Joe Biden ôm vợ, nghỉ một đêm, rồi gặp ông Putin", "ông Joe Biden gặp ông Putin"),
        ("ông Joe Biden, người đã gặp ông Putin", "ông Joe Biden đã gặp ông Putin"),
        ("ông Joe Biden, người được ông Putin tiếp", "ông Joe Biden được ông Putin tiếp"),
        ("ông Joe Biden sẽ đọc báo và gặp ông Putin", "ông Joe Biden sẽ gặp ông Putin"),
        ("ông Joe Biden muốn đọc báo và đã gặp ông Putin", "ông Joe Biden đã gặp ông Putin"),
        ("ông Joe Biden họp thường niên với ông Putin", "ông Joe Biden họp với ông Putin"),
        ("ông Joe Biden họp với người điều phối, Tổng thống Putin", "ông Joe Biden họp với Tổng thống Putin"),
        ("cuộc gặp mà ông Joe Biden đã có với ông Putin", "ông Joe Biden cuộc gặp với ông Putin"),
        ("công hàm được ông Joe Biden chuyển cho ông Putin", "ông Joe Biden công hàm cho ông Putin"),
        ("ông Joe Biden và ông Putin vỗ vai nhau rồi họp kín", "ông Joe Biden ông Putin rồi họp kín"),
        ("ông Joe Biden đã rời Pháp để tới Serbia", "ông Joe Biden để tới Serbia"),
        ("bức thư do ông Joe Biden gửi cho ông Putin", "ông Joe Biden bức thư gửi cho ông Putin"),
        # Somebody else is the subject, or may be.
        ("ông Joe Biden nói: ông Xi gặp ông Putin", None),
        ("ông Joe Biden đọc báo và tôi đã gặp ông Putin", None),
        ("ông Joe Biden đọc báo và Ủy ban Chung họp với ông Putin", None),
        ("ông Joe Biden cho biết nơi họp với ông Putin", None),
        # The word is no contact of the subject.
        ("ông Joe Biden và ông Putin chứng kiến lễ ký", None),
        ("ông Joe Biden và ông Putin họp ở Paris để bàn", None),
        ("ông Joe Biden và ông Putin tổ chức triển lãm, trao đổi các ấn phẩm", None),
    ],
)
def test_what_a_contact_word_governs(text: str, said: str | None, lexicon: Lexicon) -> None:
    assert near(text, lexicon) == said


BETWEEN = st.lists(
    st.sampled_from(
        (
            ", người vừa trở về từ Paris,",
            ", sau một đêm mất ngủ,",
            ", người bị báo giới coi là cứng rắn,",
            "ôm vợ, hôn con,",
            "dừng lại ở cửa, cởi áo khoác,",
            "đọc một bài thơ rồi",
            "bỏ bữa sáng và",
        )
    ),
    max_size=2,
    unique=True,
)
CONTACT = st.sampled_from(
    (
        ("gặp", "ông Vladimir Putin"),
        ("hội đàm", "với ông Vladimir Putin"),
        ("tiếp", "ông Vladimir Putin"),
        ("gửi thư", "cho ông Vladimir Putin"),
        ("gọi điện", "cho ông Vladimir Putin"),
    )
)


@given(BETWEEN, CONTACT, st.sampled_from(("", "đã ", "vừa ", "hôm 3/2 đã ")))
def test_what_stands_between_changes_nothing(
    lexicon: Lexicon, between: list[str], contact: tuple[str, str], told: str
) -> None:
    word, partner = contact
    text = f"Ông Joe Biden {' '.join(between)} {told}{word} {partner}"
    found = [c for c in candidates(chunks(text, lexicon), lexicon.frames, lexicon.lists) if c.sides]
    assert [[m.name for side in c.sides for m in side] for c in found] == [["Joe Biden", "Vladimir Putin"]]


@pytest.mark.parametrize(
    ("text", "partner"),
    [
        ("gặp riêng ông Vladimir Putin", "ông Vladimir Putin"),
        ("gọi điện, theo Reuters, cho ông Vladimir Putin", None),
        ("gọi điện cho ông Vladimir Putin", "ông Vladimir Putin"),
        ("gặp ông Vladimir Putin và ông Joe Biden", None),
        ("gặp ở Paris", None),
    ],
)
def test_the_other_party_where_the_subject_is_left_out(
    text: str, partner: str | None, lexicon: Lexicon
) -> None:
    found = chunks(text, lexicon)
    index = next(i for i, c in enumerate(found) if c.trigger is not None)
    trigger = found[index].trigger
    assert trigger is not None
    mention = complement(found, index, trigger.valency or "mutual")
    assert (mention and mention.text) == partner
