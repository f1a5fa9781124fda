"""Bytes to clean Vietnamese text: decoding, normal form, and what speaks against a text.

Nothing is guessed: bytes that are not UTF-8 (or UTF-16/32 with a byte order mark) and text that is not
Vietnamese are refused with the most likely cause and what to do about it.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache

from kg.errors import InputError

# Longest mark first: the mark of UTF-32-LE begins with that of UTF-16-LE.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a Zip, Word or EPUB file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip file"),
    (b"{\\rtf", "an RTF file"),
    (b"SQLite format 3", "an SQLite file"),
)

_OPENINGS = tuple(opening for opening, _ in _MARKS + _MAGIC)

_SPACES = "\t\x0b\x0c\x1c-\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_INVISIBLE = (
    "\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
)
_BREAKS = "\r\x85\u2028\u2029"
_CONTROLS = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
_UNWANTED = re.compile(f"\r\n|[{_SPACES}{_INVISIBLE}{_BREAKS}{_CONTROLS}\ud800-\udfff]")
_INVISIBLES = re.compile(f"[{_INVISIBLE}]")
_BREAK = re.compile(f"\r\n|[{_BREAKS}]")
_SURROGATE = re.compile("[\ud800-\udfff]")

# Letters that hardly any other language has; ă, â, ê, ô and plain accents are left out (Romanian, French).
_LETTERS = "đĐơƠưƯẠ-ỹ"
_LETTER = re.compile(f"[{_LETTERS}]")
_WORD = re.compile(r"[^\W\d_]+")
_ACCENT = re.compile("[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
# One syllable, as every Vietnamese word is written: "Thông" is one, "président" and "très" are not.
_SYLLABLE = re.compile(
    "(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
    "[aeiouyà-ãè-êìíò-õùúýăĩũơưạ-ỹ]{1,3}"
    "(?:ng|nh|ch|[cmnpt])?"
)
_FUNCTION_WORDS = frozenset(("cho", "do", "hai", "hay", "khi", "ra", "sau", "theo", "trong"))
_SAMPLES = (2_000, 20_000)  # characters that are looked at: all where the first speak against a text
_HEAD = 500  # characters of which a glance is enough in most news
_ACCEPT_SHARE = 0.05  # of the first characters: news has 0.10 to 0.20
_WORD_SHARE = 0.25  # of the words: 99.9 % of 7,400 news articles have over 0.34, other languages under 0.22
_ENOUGH = re.compile(f"(?:[^{_LETTERS}]*[{_LETTERS}]){{{int(_HEAD * _ACCEPT_SHARE) + 1}}}")
_BARE_SHARE = 0.7  # of the words, once the diacritics are gone

# UTF-8 bytes of Vietnamese letters as Windows-1252, Latin-1 and Mac Roman show them, once or twice over.
_MOJIBAKE = re.compile("á[º»]|Ä[‘\x91 ]|Æ[°¡]|Ã¡Â[º»]|Ã„â€˜|·[ªª∫]")
_LOST = re.compile(r"[^\W\d_]\?+[^\W\d_]")
_LEGACY = (
    (
        "TCVN3 (ABC)",
        re.compile(r"®\w|\b(?:vµ|cña|lµ|víi|kh«ng|nh÷ng|Tæng|thèng)\b"),
        "`iconv -f TCVN -t UTF-8`",
    ),
    (
        "VNI",
        re.compile(r"\b(?:vaø|cuûa|laø|vôùi|khoâng|nhöõng|ñ\w+|ngöôøi|Toång|thoáng)\b"),
        "a VNI converter such as UniKey's",
    ),
    ("VISCII", re.compile(r"\b(?:cüa|v¾i|nhæng|ðßþc|ngß¶i)\b"), "`iconv -f VISCII -t UTF-8`"),
)


_RUN = re.compile(r"(?<=\S) {2,}")


def normalise(text: str) -> str:
    """`text` as articles store it: NFC, line feeds, plain spaces, nothing invisible.

    Spaces of every sort and control characters become a space, a run of them inside a line one; zero-width,
    bidirectional and byte order marks and soft hyphens go; CRLF, CR and the Unicode line separators become a line
    feed; lone surrogates become U+FFFD. Ð and ð of Icelandic, which old pages have for Đ and đ, become these. Doing
    it twice changes nothing.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text  # ids and addresses
    if "\xd0" in text or "\xf0" in text:
        text = text.replace("\xd0", "Đ").replace("\xf0", "đ")
    text = text.replace("\xa0", " ")
    if not text.replace("\n", "").isprintable():
        text = _UNWANTED.sub(_replacement, text)
    if "  " in text:
        text = _RUN.sub(" ", text)
    return unicodedata.normalize("NFC", text)


def _replacement(match: re.Match[str]) -> str:
    found = match.group()
    if _INVISIBLES.match(found):
        return ""
    if _BREAK.match(found):
        return "\n"
    return "\ufffd" if _SURROGATE.match(found) else " "


def decode(data: bytes) -> str:
    """Text of UTF-8 bytes, or of UTF-16 and UTF-32 with a byte order mark.

    Raises InputError that says the likely cause and what to do.
    """
    if data.startswith(_OPENINGS):
        return _opened(data)
    # A stray NUL is cleaned away as any control character; more of them mean data that is not text.
    if 0 in data and data.count(0) * 1000 > len(data):
        raise InputError(_binary(data))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"not UTF-8 (byte 0x{data[error.start]:02x} in line {line}){_remedy(data)}"
        ) from None


def _opened(data: bytes) -> str:
    """Text of bytes that open with a byte order mark; those of other files are refused."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                name = encoding.removesuffix("-sig").upper()
                raise InputError(f"broken {name} at byte {error.start}; save it again as UTF-8") from None
    name = next(name for magic, name in _MAGIC if data.startswith(magic))
    raise InputError(f"{name}, not text; export its text as UTF-8")


def _binary(data: bytes) -> str:
    sample = data[:4096]
    half = max(len(sample) // 2, 1)
    if max(sample[0::2].count(0), sample[1::2].count(0)) > half * 0.5:
        return "looks like UTF-16 without a byte order mark; save it as UTF-8"
    return "binary data, not text"


def _remedy(data: bytes) -> str:
    sample = data[:65536]
    legacy = _legacy(sample.decode("cp1252", "replace"))
    if legacy:
        return legacy
    letters = unicodedata.normalize("NFC", sample.decode("cp1258", "replace"))
    found, words = _vietnamese_words(letters)
    if found > 2 and found >= _WORD_SHARE * words:
        return "; looks like Windows-1258: convert it with `iconv -f CP1258 -t UTF-8`"
    if sum(byte < 32 and byte not in b"\t\n\r\f\v" for byte in sample) > len(sample) * 0.05:
        return "; binary data, not text"
    return "; save it as UTF-8"


def _legacy(text: str) -> str:
    """What to do with text in an encoding of the time before Unicode, or an empty string."""
    for name, marks, tool in _LEGACY:
        if len(marks.findall(text)) >= 2:
            return f"; looks like {name}: convert it with {tool}"
    return ""


def objection(text: str) -> str | None:
    """Why a normalised `text` is not readable Vietnamese, with what to do; None when it is.

    The measure is the share of words that are accented Vietnamese syllables or function words. Lines
    without diacritics (captions) among accented ones do no harm; a text that has no accented line is refused.
    """
    head = text[:_HEAD]
    if _ENOUGH.match(head) or len(_LETTER.findall(head)) > _ACCEPT_SHARE * len(head):
        return None
    if not text.strip():
        return "empty; nothing to read"
    fault: str | None = None
    for size in _SAMPLES:
        fault = _fault(text[:size])
        if fault is None:
            break
    return fault


def _fault(sample: str) -> str | None:
    """What speaks against a text of which this is the beginning."""
    found, words = _vietnamese_words(sample)
    letters = len(_LETTER.findall(sample))
    if len(_MOJIBAKE.findall(sample)) > max(1, letters):
        return (
            "mojibake (UTF-8 read as another encoding, “á»•” for “ổ”); get the text anew and save it as UTF-8"
        )
    legacy = _legacy(sample) if letters * 20 < words else ""
    if legacy:
        return "not Unicode letters" + legacy
    if words and found >= _WORD_SHARE * words:
        return None
    return _other_language(sample, found, words)


def _other_language(text: str, found: int, words: int) -> str:
    if not words:
        return "no words in it; nothing to read"
    if text.count("\ufffd") * 50 > len(text):
        return "letters are lost (U+FFFD); get the text anew and save it as UTF-8"
    if len(_LOST.findall(text)) * 5 > words:
        return "letters are lost (written as “?”); get the text anew and save it as UTF-8"
    bare = sum(1 for word in _WORD.findall(text) if _SYLLABLE.fullmatch(word.lower()))
    if bare > 2 and bare >= _BARE_SHARE * words:
        return "Vietnamese without diacritics cannot be read; give the accented text"
    return f"not Vietnamese ({found} of {words} words are); only Vietnamese is read"


def _vietnamese_words(text: str) -> tuple[int, int]:
    words = _WORD.findall(text)
    return sum(map(_vietnamese_word, words)), len(words)


@lru_cache(maxsize=8192)
def _vietnamese_word(word: str) -> bool:
    lowered = word.lower()
    if _ACCENT.search(word):
        return _SYLLABLE.fullmatch(lowered) is not None
    return lowered in _FUNCTION_WORDS
