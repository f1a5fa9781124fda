"""Decoding, normal form, and the refusal of what is not Vietnamese text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.article.hygiene import decode, normalise, objection
from kg.errors import InputError

SENTENCE = "Tổng thống Mỹ Joe Biden đã điện đàm với người đồng cấp Nga và trao đổi về tình hình khu vực."


def windows_1258(text: str) -> bytes:
    """`text` as Vietnamese Windows wrote it: letters with a combining tone where no single byte exists."""
    out = bytearray()
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        spellings = [char] + [
            unicodedata.normalize("NFC", parts[:i] + parts[i + 1 :]) + parts[i] for i in range(1, len(parts))
        ]
        for spelling in spellings:
            try:
                out += spelling.encode("cp1258")
                break
            except UnicodeEncodeError:
                continue
    return bytes(out)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_a_mark_is_decoded(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding)) == SENTENCE


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (windows_1258(SENTENCE), "Windows-1258"),
        ("Tæng thèng Mü ®· ®iÖn ®µm víi Tæng thèng Nga".encode("cp1252"), "TCVN3"),
        ("Toång thoáng Myõ ñaõ ñieän ñaøm vôùi Toång thoáng Nga".encode("cp1252"), "VNI"),
        ("T±ng th¯ng cüa nhæng nß¾c".encode("cp1252"), "VISCII"),
        (SENTENCE.encode("utf-16-le"), "without a byte order mark"),
        (SENTENCE.encode("utf-16-be"), "without a byte order mark"),
        (SENTENCE.encode("utf-16") + b"\0", "broken UTF-16"),
        (SENTENCE.encode() + b"\n\xff", "byte 0xff in line 2"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "Zip"),
        (bytes(range(256)), "binary"),
        (b"\x01\x02\xfe\x03\x04\x05\x06", "binary"),
    ],
)
def test_undecodable_bytes_are_named(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        decode(data)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\xa0b\u2009c\u3000d\te", "a b c d e"),
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("\ufeffa\u200bb\u200ec\u202dd\xade\u2066f", "abcdef"),
        ("a\x00b\x07c\x9fd", "a b c d"),
        ("a\ud800b", "a\ufffdb"),
        ("e\u200b\u0301", "é"),
        ("Tổng thống", "Tổng thống"),
        ("Ðức và Miến Ðiện, Ðại sứ ðến", "Đức và Miến Điện, Đại sứ đến"),
    ],
)
def test_normalise(text: str, clean: str) -> None:
    assert normalise(text) == clean


@given(st.text(st.characters(codec=None)))
def test_normalise_is_idempotent_and_printable(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not {"\r", "\t", "\xa0", "\x00", "\ufeff", "\u200b"} & set(once)
    once.encode("utf-8")


@given(st.text())
def test_composed_and_decomposed_text_are_one(text: str) -> None:
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(unicodedata.normalize("NFC", text))


@given(
    st.lists(st.text(st.characters(exclude_categories=["C", "M", "Z"]), min_size=1)),
    st.sampled_from(" \xa0\u2003\u3000"),
)
def test_single_spaces_are_replaced_one_for_one(words: list[str], space: str) -> None:
    composed = unicodedata.normalize("NFC", space.join(words))
    assert len(normalise(composed)) == len(composed)


@given(st.binary())
def test_decode_gives_text_or_one_line(data: bytes) -> None:
    reason = ""
    try:
        decode(data)
    except InputError as error:
        reason = str(error)
    assert "\n" not in reason


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "Mỹ và Nga điện đàm về tình hình Ukraine",
        "Ông Austin gọi cho ông Belousov hôm 12/7",
        "Joe Biden và Vladimir Putin hội đàm ở Geneva",
        "Giá USD hôm nay ngày 11/5/2024 tăng mạnh",
        "Ảnh: AP",
        unicodedata.normalize("NFC", "Chủ tịch nước Tô Lâm tiếp Thủ tướng Lào"),
        "Quan chuc hang dau cua Nha Trang lien lac\n\n" + SENTENCE,
        "Biden Putin Geneva Washington\n" + SENTENCE,
    ],
)
def test_vietnamese_is_read(text: str) -> None:
    assert objection(normalise(text)) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "The two ministers spoke by telephone on Friday at the request of the Russian side.",
            "not Vietnamese",
        ),
        (
            "Le président français a téléphoné à son homologue russe mardi soir, où qu'il fût.",
            "not Vietnamese",
        ),
        ("普京与拜登通电话讨论乌克兰局势", "not Vietnamese"),
        ("Президент России провёл телефонный разговор с президентом США", "not Vietnamese"),
        ("Presiden Indonesia berbicara lewat telepon dengan presiden Rusia hari ini", "not Vietnamese"),
        ("O presidente não vê razão para que a reunião já seja adiada até amanhã", "not Vietnamese"),
        ("Tong thong My Joe Biden da dien dam voi nguoi dong cap Nga", "without diacritics"),
        ("Tá»•ng thá»‘ng Má»¹ Joe Biden Ä‘Ã£ Ä‘iá»‡n Ä‘Ã m vá»›i Putin", "mojibake"),
        (SENTENCE.encode().decode("latin-1"), "mojibake"),
        (SENTENCE.encode().decode("mac-roman"), "mojibake"),
        ("T?ng th?ng M? ?ã ?i?n ?àm v?i ng??i ??ng c?p Nga", "letters are lost"),
        ("T\ufffdng th\ufffdng M\ufffd \ufffdi\ufffdn \ufffd\ufffdm", "letters are lost"),
        ("Tæng thèng Mü ®· ®iÖn ®µm víi Tæng thèng Nga", "TCVN3"),
        ("Toång thoáng Myõ ñaõ ñieän ñaøm vôùi Toång thoáng Nga", "VNI"),
        ("12345 67 – 89", "no words"),
        (" \n ", "empty"),
    ],
)
def test_other_text_is_refused(text: str, said: str) -> None:
    reason = objection(normalise(text))
    assert reason is not None
    assert said in reason
    assert "\n" not in reason
