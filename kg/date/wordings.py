"""The grammar of date wordings: a pattern each, and what its parts say.

Patterns are templates over word lists, see `kg.knowledge.wordlists`.
"""

from __future__ import annotations

import re

from kg.date.numerals import CENTURIES, MONTHS, NUMBERS

DAYPART = "{part-of-day}"
_LEAD = (
    rf"(?:(?:vào\s+|hồi\s+|lúc\s+|trong\s+)?(?:(?:{DAYPART}\s+)?(?:cùng\s+)?(?:hôm|ngày)\s+|{DAYPART}\s+))"
)
_SEP = r"\s?[/.\-–]\s?"
_YEAR = r"(?P<y>(?:1[6-9]|20)\d\d)"
_PART = "(?<!lần )(?P<part>{early-part}|{middle-part}|{late-part})"  # not "gặp lần đầu tháng 1"
_WORDS = "|".join(sorted(NUMBERS, key=len, reverse=True))
_COUNT = rf"(?:1?\d|{_WORDS})"
N = rf"(?P<n>\d{{1,3}}|{_WORDS})"
# "mỗi tháng hai lần" counts, "tháng năm 2013" leaves the month out.
_MONTH = rf"(?P<m>\d{{1,2}}|(?:{'|'.join(MONTHS)})(?!\s+(?:lần|lượt|kỳ|cuộc|buổi)|(?<=tháng năm)\s+\d))"
_TO = r"(?:đến ngày|đến|tới ngày|tới|và ngày|và|hoặc ngày|hoặc|hay)"
_FIRST_MONTH, _FIRST_YEAR = _MONTH.replace("P<m>", "P<m0>"), _YEAR.replace("P<y>", "P<y0>")
_OF = r"(?:\s*[/\-–]\s*|\s+năm\s+)"  # between a month and its year
# "vài năm trước", "nhiều tháng trước": of which it is not told
_TRUOC = r"trước(?<!{number-of-spells} <unit> trước)(?<!chục <unit> trước)(?<!nửa <unit> trước)"
_NOT_THEN = r"(?!\s+{counted-from}\b)"
# "năm ngoái", or "năm ấy": the year spoken of
_OF_YEAR = (
    r"(?:\s*,?\s+(?:của\s+)?"
    r"(?P<of>năm trước đó|năm ngoái|năm trước|năm nay|năm sau|năm tới|sang năm|năm đó|năm ấy|cùng năm))"
)
_QUA = (
    r"qua(?<!{number-of-spells} tháng qua)(?<!{number-of-spells} tuần qua)(?<!\d tháng qua)(?<!\d tuần qua)"
)
_TOI = r"tới(?<!{number-of-spells} tháng tới)(?<!{number-of-spells} tuần tới)"
_MUNG = r"(?:mùng\s+|mồng\s+)?"
_WEEKDAY = r"(?:thứ\s+(?P<w>hai|ba|tư|năm|sáu|bảy|[2-7])|(?P<cn>(?:chủ|chúa)\s+nhật))"
_WHICH_WEEK = r"tuần\s+(?P<which>này|trước|qua|vừa qua|rồi|vừa rồi|tới|sau)"
_EVENT = r"(?P<event>{told-event}|khi\s+(?:{taking-office}|{dying}))(?:\s+{this-or-that})?"
# "hôm thứ Hai tới Moskva": there "tới" is a verb
_NOWHERE = r"(?=\s*(?:[,.;:)]|$)|\s+{before-circumstance}\b)"
_ABOUT = r"(?:(?:(?P<about>khoảng|chừng|hơn|gần)|đúng|tròn|vừa)\s+)?"
_THAT = r"(?:đó|ấy)"

# Order matters: the first pattern that matches at a place wins.
_WORDINGS = (
    (
        "days",
        rf"(?:từ\s+)?(?:{_LEAD})?(?P<d>\d{{1,2}})(?:\s*[,\-–]\s*\d{{1,2}}){{1,3}}\s*(?:,|và)\s*(?:ngày\s+)?"
        rf"(?P<d2>\d{{1,2}})/(?P<m>\d{{1,2}})(?:{_SEP}{_YEAR})?",
    ),
    (
        "days",
        rf"(?:từ\s+)?(?:{_LEAD})?(?P<d>\d{{1,2}})(?:{_SEP}(?P<m0>\d{{1,2}}))?\s*(?:-|–|{_TO})\s*"
        rf"(?P<d2>\d{{1,2}})/(?P<m>\d{{1,2}})(?:{_SEP}{_YEAR})?",
    ),
    (
        "days",
        rf"(?:từ\s+(?:{_LEAD})?|(?:{_LEAD})|(?<=\())(?P<d>\d{{1,2}})(?:[-–](?P<m0>\d{{1,2}}))?\s*{_TO}\s*"
        rf"(?P<d2>\d{{1,2}})[.\-–](?P<m>\d{{1,2}})(?:{_SEP}{_YEAR})?",
    ),
    (
        "days",
        rf"(?:từ\s+)?ngày\s+(?P<d>\d{{1,2}})\s*(?:-|–|đến|tới|và)\s*(?:ngày\s+)?(?P<d2>\d{{1,2}})\s+tháng\s+{_MONTH}(?:\s+năm\s+{_YEAR})?",
    ),
    ("day", rf"(?:{_LEAD})?{_MUNG}(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})(?:/{_YEAR}|{_OF_YEAR})?"),
    ("day", rf"(?:{_LEAD})?(?P<d>\d{{1,2}}){_SEP}(?P<m>\d{{1,2}}){_SEP}{_YEAR}"),
    ("day", rf"(?:{_LEAD})(?P<d>\d{{1,2}})[.\-–](?P<m>\d{{1,2}}){_OF_YEAR}?"),
    (
        "day",
        rf"(?:{_LEAD})?{_MUNG}(?P<d>\d{{1,2}})\s+tháng\s+{_MONTH}(?:\s*(?:năm|,|/|\s)\s*{_YEAR}|{_OF_YEAR})?",
    ),
    ("day-of-month", rf"(?:{_LEAD})(?P<d>\d{{1,2}})\s+(?:cùng tháng|tháng {_THAT})"),
    (
        "day-of-this-month",
        rf"(?:(?:{_LEAD}){_MUNG}|(?:mùng|mồng)\s+)(?P<d>\d{{1,2}})\s+tháng\s+"
        r"(?P<which>này|trước|vừa qua|vừa rồi|tới|sau)",
    ),
    ("day-paren", r"\((?P<d>\d{1,2})-(?P<m>\d{1,2})\)"),
    (
        "late-to-early",
        rf"{{late-part}}\s+tháng\s+{_FIRST_MONTH},?\s+(?:đến\s+|sang\s+)?{{early-part}}\s+tháng\s+{_MONTH}"
        rf"(?:{_OF}{_YEAR})?",
    ),
    (
        "months-from-to",
        rf"từ\s+tháng\s+{_FIRST_MONTH}(?:{_OF}{_FIRST_YEAR})?"
        rf"\s*(?:-|–|đến|tới)\s*tháng\s+{_MONTH}(?:{_OF}{_YEAR})?",
    ),
    (
        "month",
        rf"(?:(?:vào|hồi)\s+)?(?:{_PART}\s+)?tháng\s+{_MONTH}"
        rf"(?:\s*[/.\-–]\s*{_YEAR}|,?\s+{_YEAR.replace('P<y>', 'P<y3>')}{_NOWHERE}"
        rf"|\s+năm\s+{_YEAR.replace('P<y>', 'P<y2>')})?"
        r"(?P<rel>\s+năm ngoái|\s+năm nay|\s+năm sau|\s+năm tới|\s+sang năm)?"
        rf"(?P<of>\s+(?:của\s+)?(?:năm {_THAT}|năm trước đó|cùng năm))?",
    ),
    ("month", rf"(?:(?:vào|hồi)\s+)?(?P<m>\d{{1,2}})/{_YEAR}"),
    (
        "months",
        rf"{N}\s+tháng\s+(?P<which>đầu|cuối)\s+năm(?:\s+{_YEAR}|\s+(?P<rel>nay|ngoái|tới|sau|trước))?",
    ),
    (
        "quarter",
        rf"quý\s+(?P<quarter>iv|i{{1,3}}|[1-4])(?:\s*/\s*|\s+(?:năm\s+)?){_YEAR.replace('P<y>', 'P<y2>')}"
        rf"|quý\s+(?P<quarter2>iv|i{{1,3}}|[1-4]){_OF_YEAR}?",
    ),
    (
        "rel-month",
        rf"(?:{_PART}\s+)?tháng\s+"
        rf"(?P<which>này|{_TRUOC.replace('<unit>', 'tháng')}{_NOT_THEN}|{_QUA}|vừa qua|{_TOI}|sau{_NOT_THEN})",
    ),
    (
        "season",
        rf"(?:{_PART}\s+)?mùa\s+(?P<season>xuân|hạ|hè|thu)(?:\s+(?:năm\s+)?{_YEAR}|{_OF_YEAR})?",
    ),
    ("season", rf"(?P<season>hè)(?:\s+(?:năm\s+)?{_YEAR}|{_OF_YEAR})"),
    ("season", rf"{_PART}\s+(?P<season>hè|thu)(?:\s+(?:năm\s+)?{_YEAR}|{_OF_YEAR})?"),
    (
        "decade",
        rf"(?:{_PART}\s+)?(?:(?:thập\s+niên|thập\s+kỷ)(?:\s+(?:của\s+)?(?:những\s+)?năm)?|những\s+năm)"
        r"\s+(?P<decade>(?:1[6-9]|20)?\d0)(?:\s+(?:của\s+)?thế\s+kỷ\s+(?:trước|20|xx))?",
    ),
    ("century", rf"(?:{_PART}\s+)?thế\s+kỷ\s+(?:thứ\s+)?(?P<century>\d{{1,2}}|{'|'.join(CENTURIES)})"),
    (
        "years",
        rf"(?:(?:từ\s+)?năm|giai\s+đoạn)\s+{_FIRST_YEAR}"
        rf"\s*(?:-|–|đến|tới)\s*(?:năm\s+)?{_YEAR}",
    ),
    ("year", rf"(?:{_PART}\s+)?năm\s+{_YEAR}"),
    ("rel-year", rf"(?:{_PART}\s+)?năm\s+(?P<which>ngoái|nay|tới|sau|{_TRUOC.replace('<unit>', 'năm')})"),
    (
        "weekdays",
        rf"(?:{_LEAD}|vào\s+)?{_WEEKDAY.replace('P<w>', 'P<w0>').replace('P<cn>', 'P<cn0>')}"
        rf"\s+(?:và|hoặc|hay)\s+{_WEEKDAY}(?:\s+{_WHICH_WEEK}|\s+(?P<last>tới{_NOWHERE}|này|vừa qua|vừa rồi))?",
    ),
    (
        "weekday",
        rf"(?:{_LEAD}|vào\s+)?{_WEEKDAY}"
        rf"(?:\s+{_WHICH_WEEK}|\s+(?P<last>tới{_NOWHERE}|này|vừa qua|vừa rồi|trước))?",
    ),
    (
        "week",
        r"(?:(?:trong|đầu|cuối|giữa|vào)\s+)?tuần\s+(?:lễ\s+)?"
        rf"(?P<which>này|trước nữa|{_TRUOC.replace('<unit>', 'tuần')}{_NOT_THEN}|{_QUA}"
        rf"|vừa qua|vừa rồi|rồi|{_TOI}|sau{_NOT_THEN})",
    ),
    ("week", r"trong\s+tuần(?=\s*[,.;]|\s+(?:giữa|với|tại|ở|để)\b)"),
    (
        "part-of-this",
        rf"(?:(?:vào|hồi)\s+)?{_PART}\s+(?P<unit>tuần|tháng|năm){_NOWHERE}",
    ),
    ("today", rf"(?:{DAYPART}\s+)?(?:hôm nay|ngày hôm nay)|{DAYPART}\s+nay"),
    ("yesterday", rf"(?:{DAYPART}\s+)?(?:ngày\s+)?hôm qua|{DAYPART}\s+qua"),
    ("before-yesterday", r"hôm kia"),
    ("tomorrow", rf"(?:{DAYPART}\s+)?ngày mai|(?:sáng|chiều|tối)\s+mai"),
    (
        "same-day",
        rf"(?:{DAYPART}\s+)?cùng ngày(?!\s+\d)|cùng\s+{DAYPART}(?!\s+\d)"
        rf"|trong\s+ngày(?=\s*[,.;]|\s+(?:giữa|với|tại|ở)\b)"
        rf"|(?:(?<!lúc )(?:chỉ\s+)?(?:{{a-few}}|{_COUNT})\s+(?:phút|giờ|tiếng)(?: đồng hồ)?|lát|một lúc)"
        rf"\s+(?:trước|sau)(?:\s+{_THAT})?(?!\s+khi)"
        rf"|(?:trước|sau)\s+{_THAT}\s+(?:một lúc|ít lâu|(?:{{a-few}}|{_COUNT})\s+(?:phút|giờ|tiếng))"
        rf"|trong\s+vòng\s+(?:{{a-few}}|{_COUNT})\s+(?:phút|giờ|tiếng)(?: đồng hồ)?"
        r"|ngay sau (?:đó|lễ đón|lễ ký)"
        rf"|(?:{DAYPART}\s+|ngày\s+)?hôm {_THAT}|{DAYPART}\s+{_THAT}|(?:trong|vào)\s+ngày\s+{_THAT}",
    ),
    (
        "day-after",
        rf"(?:(?:24|hai mươi tư) (?:giờ|tiếng) sau(?: đó)?|(?:một|1) (?:ngày|hôm) sau(?: đó)?{_NOT_THEN}"
        r"|ngày hôm sau|(?<!ít )(?<!mấy )(?<!vài )hôm sau(?: nữa)?)",
    ),
    (
        "day-before",
        rf"(?:(?:một|1) (?:ngày|hôm) trước(?: đó)?{_NOT_THEN}|"
        r"(?:trước đó|sớm hơn) (?:một|1) (?:ngày|hôm)|ngày hôm trước|"
        r"(?<!ít )(?<!mấy )(?<!vài )hôm trước(?!\s+(?:khi|lúc)))",
    ),
    (
        "recent-days",
        r"cách (?:đây|nay)\s+{a-few}\s+(?:ngày|hôm)"
        rf"|{{a-few}}\s+(?:ngày|hôm)\s+trước(?: đây)?{_NOT_THEN}"
        r"|(?:trong\s+)?(?:những|ít|vài|mấy)\s+(?:ngày|hôm)\s+(?:qua|vừa qua)",
    ),
    ("ago", rf"cách (?:đây|nay)\s+{_ABOUT}{N}\s+(?P<unit>ngày|tuần|tháng|năm)"),
    (
        "ago",
        rf"{_ABOUT}{N}\s+(?P<unit>ngày|hôm|tuần|tháng|năm)\s+trước{_NOT_THEN}",
    ),
    ("then", rf"{N}\s+(?P<unit>ngày|hôm|tuần|tháng|năm)\s+(?P<dir>trước|sau)\s+{_THAT}"),
    (
        "then",
        rf"(?P<dir>trước|sau)\s+đó\s+(?:khoảng\s+|chừng\s+)?{N}\s+(?P<unit>ngày|hôm|tuần|tháng|năm)(?!\s+(?:liền|liên|trời|qua))",
    ),
    (
        "then",
        rf"{N}\s+(?P<unit>ngày|hôm|tuần|tháng|năm)\s+(?P<dir>sau)"
        r"(?=\s*[,.;)]|\s*$|\s+(?:là|thì|mới|lại|đến lượt|tới lượt|tại|ở|ông|bà|họ)(?!\w))",
    ),
    ("then", rf"{N}\s+(?P<unit>hôm)\s+(?P<dir>sau)"),
    ("then", rf"{N}\s+(?P<unit>ngày|hôm|tuần|tháng|năm)\s+(?P<dir>trước)\s+nữa"),
    (
        "then",
        rf"{N}\s+(?P<unit>ngày|hôm|tuần|tháng|năm)\s+(?P<dir>trước|sau)"
        r"(?=\s+(?P<event>{affair-or-ceremony}\s+\w+))",
    ),
    (
        "then-event",
        rf"(?:chỉ\s+|đúng\s+)?{N}\s+(?P<unit>ngày|hôm|tuần|tháng|năm)\s+(?P<dir>trước|sau)\s+{_EVENT}(?=\s*,)",
    ),
    ("day-of-event", rf"(?:chỉ\s+)?(?:ngay|{{a-few}}\s+giờ|{N}\s+giờ)\s+(?:trước|sau)\s+{_EVENT}(?=\s*,)"),
    (
        "first-of-term",
        rf"(?:trong\s+)?(?:{N}\s+|những\s+|{{a-few}}\s+)?(?P<unit>ngày|tuần|tháng)\s+đầu(?:\s+tiên)?"
        r"\s+(?:của\s+|trong\s+|ở\s+)?(?:nhiệm kỳ|nắm quyền|cầm quyền)(?!\w)",
    ),
    (
        "then-event",
        rf"(?P<dir>trước|sau)\s+(?P<event>{{told-event}})(?:\s+{{this-or-that}})?\s+{_ABOUT}{N}\s+(?P<unit>ngày|hôm|tuần|tháng|năm)(?=\s*,)",
    ),
    ("before-that", rf"{N}\s+(?P<unit>ngày|tuần|tháng)\s+(?P<dir>trước|sau)\s+khi"),
    ("in", rf"{N}\s+(?P<unit>ngày|tuần|tháng)\s+(?:tới|nữa)"),
    ("coming-days", r"(?:trong\s+)?(?:những|vài|mấy|ít)\s+ngày\s+(?:tới|sắp tới|nữa)"),
    ("coming-days", rf"trong\s+(?:vòng\s+)?{N}\s+(?P<unit>ngày|tuần)\s+(?:tới|nữa|sắp tới)"),
    ("coming-days", rf"trong\s+vòng\s+{N}\s+(?P<unit>ngày|tuần)"),
    ("bare-year", rf"\({_YEAR}\)"),
    (
        "day-alone",
        rf"(?:vào\s+)?(?:{DAYPART}\s+)?(?:(?:ngày|hôm)\s+{_MUNG}|(?:mùng|mồng)\s+)(?P<d>\d{{1,2}})"
        r"(?=\s*[,.;)]|\s+(?:vừa qua|vừa rồi|tại|ở|với|giữa|để|nhằm|theo)\b)",
    ),
)
FORMS = tuple((name, rf"{pattern}(?![\w/])") for name, pattern in _WORDINGS)
"""The forms in the order in which they are tried, each with the template of its pattern."""


def _either(*names: str) -> str:
    """The wordings of some forms as one pattern without groups."""
    patterns = (re.sub(r"[?]P<[^>]+>", "?:", pattern) for name, pattern in _WORDINGS if name in names)
    return "|".join(rf"(?:{pattern})(?![\w/])" for pattern in patterns)


_DAYS = ("days", "day")
ANY_FORM = (
    rf"(?=(?:từ\s+)?(?:{_LEAD})?(?:mùng\s+|mồng\s+)?\d)(?:{_either(*_DAYS)})"
    rf"|{_either(*(name for name, _ in _WORDINGS if name not in _DAYS))}"
)
"""Whether any form matches, in one go: most words that can open a date do not. A day has its number up front."""
