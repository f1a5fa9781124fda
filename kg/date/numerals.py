"""Words of numbers, weekdays, months and seasons with their values."""

from __future__ import annotations

NUMBERS = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười một": 11,
    "mười hai": 12,
    "mười": 10,
    "mười lăm": 15,
    "hai mươi": 20,
    "hai chục": 20,
    "ba mươi": 30,
    "ba chục": 30,
    "bốn mươi": 40,
    "năm mươi": 50,
    "vài": 3,
    "mấy": 3,
}
"""Numbers in words; "a few" counts as three."""
WEEKDAYS = {
    "hai": 0,
    "ba": 1,
    "tư": 2,
    "năm": 3,
    "sáu": 4,
    "bảy": 5,
    "2": 0,
    "3": 1,
    "4": 2,
    "5": 3,
    "6": 4,
    "7": 5,
}
MONTHS = {
    "giêng": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười một": 11,
    "mười hai": 12,
    "mười": 10,
    "chạp": 12,
}
SEASONS = {"xuân": 3, "hạ": 6, "hè": 6, "thu": 9}
"""First months of the seasons; winter, which two years share, is left out."""
CENTURIES = {"xvi": 16, "xvii": 17, "xviii": 18, "xix": 19, "xxi": 21, "xx": 20}
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def number(word: str) -> int:
    """The value of a number in figures or in a word. Raises KeyError where it is none."""
    return int(word) if word.isdigit() else NUMBERS[word]
