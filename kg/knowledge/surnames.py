"""By which short forms of their names the press calls people, by the custom of their country."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.article.spelling import by_syllable
from kg.vocab import slug

# Where the press shortens a name otherwise than to its last word. Exceptions: cp:surname in the register.
_FAMILY_FIRST = frozenset({"china", "north-korea", "south-korea"})
_FAMILY_FIRST_UNLESS_WESTERN = frozenset({"hong-kong", "singapore", "taiwan"})
_GIVEN_FIRST = frozenset({"ethiopia", "indonesia", "laos", "malaysia", "mongolia", "thailand"})
_WHOLE_NAME = frozenset({"brunei", "myanmar"})
_PARTICLES = frozenset(
    ("al", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "la", "le", "van", "von", "zu")
)
_NOT_A_NAME = re.compile(r"\w+\.|Jr|Sr|[IVX]+")
_PATRONYMIC = frozenset({"bin", "ibn", "of"})
_PHONETIC = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_SAME_LETTERS = frozenset({"bosnia-and-herzegovina", "croatia", "moldova", "montenegro", "romania", "serbia"})


def surnames(forms: Sequence[str], body: str | None) -> tuple[str, ...]:
    """Short forms of a person's names (the usual name first), sorted, by the custom of the country `body`.

    Vietnamese names shorten to the given name, Chinese and Korean ones to the family name, which comes first,
    Thai, Lao or Malay ones to either end, Burmese ones not at all, all others to the last word, with and
    without its particles ("von der Leyen", "Leyen"). Forms that end otherwise than the usual name are left
    aside: legal names, and phonetic spellings, whose parts are common words of Vietnamese ("Trăm") unless they are
    spelt by syllable ("Ô-lăng-đơ").
    """
    found: set[str] = set()
    for form in forms:
        words = [word for word in form.replace(",", " ").split() if not _NOT_A_NAME.fullmatch(word)]
        if words and " " in form and not _PATRONYMIC.intersection(words):
            found.update(_short_forms(words, body, _bare(forms[0].split()[-1])))
    return tuple(sorted(found))


def _short_forms(words: Sequence[str], body: str | None, usual: str) -> Iterable[str]:
    first, last = words[0], words[-1]
    # Given names of these places are written with a hyphen, or as two words after the family name.
    native = "-" in last or len(words) > 2
    if body in _FAMILY_FIRST or (body in _FAMILY_FIRST_UNLESS_WESTERN and native):
        return [] if "-" in first else [first]
    if body in _WHOLE_NAME:
        return []
    if body == "vietnam" or body in _FAMILY_FIRST_UNLESS_WESTERN:
        return [last]
    if by_syllable(last) and not by_syllable(usual):
        return [last]
    if body not in _SAME_LETTERS and _PHONETIC.search(" ".join(words)):
        return []
    if slug(_bare(last))[0] != slug(usual)[0] and not _NOT_A_NAME.fullmatch(usual):
        return []
    start = len(words) - 1
    while start and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return [last, _bare(last), " ".join(words[start:]), *([first] if body in _GIVEN_FIRST else ())]


def _bare(word: str) -> str:
    return re.sub("^(al|el)-", "", word, flags=re.IGNORECASE)
