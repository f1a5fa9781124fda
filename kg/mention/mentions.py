"""Tokens of a sentence → mentions: the grammar of how Vietnamese news names actors.

A mention is wording only: what it may refer to (people, offices, bodies), not which actor it is. That is decided
in `kg.mention.actors`, which knows the document and the date.

The grammar, over lexeme classes (never over names)::

    mention     = pre* (role-phrase ("," role-phrase)*)? title* name? parenthesis? apposition?
    pre         = title | rank | former | acting
    role-phrase = office | (role | role-head portfolio*) ("của"? body)? ("tại"|"về" body)?
    counterpart = "người đồng cấp" body? "-"? title* name?
    group       = (group | organ) portfolio* "của"? body
    apposition  = "," role-phrase ("của" mention)?
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from kg.article.dates import DateExpr
from kg.article.spelling import by_syllable
from kg.article.text import lower
from kg.knowledge.lexicon import NameWords
from kg.knowledge.tokens import LEADERS, MARKED, SEVERAL, Lexeme, Token, Tokens
from kg.mention.institutions import officer
from kg.model import Span

# Office classes whose holders serve nobody: "cuộc gặp với Tổng thống Putin của Thủ tướng Orban" has two parties.
_OWN_MASTERS = frozenset(("head_of_state", "head_of_government", "supreme_leader", "party_leader"))
_OF_STATES = re.compile(r"(?:nước|bên|phía|quốc gia)$")
# A role that ends in one of these names an office only together with the words after it.
OPEN_ROLE = re.compile(r"(?:hội đồng|ủy ban|uỷ ban|cơ quan|ban|văn phòng|viện|tòa|toà|cục|tổ chức|đảng)$")
_BACK_THEN = ("khi đó", "lúc đó", "khi ấy", "lúc ấy", "bấy giờ")
_TERM = ("năm", "nhiệm kỳ", "khóa", "khoá")
_THAT = ("vị", "viên")
_THESE = ("các ", "những ", "một số ")
_NOBLE = ("hoàng tử", "hoàng thân")
_DISTRICTS = (
    "tỉnh", "thành phố", "tp", "huyện", "quận", "xã", "phường", "thị xã", "thị trấn", "đảng bộ", "khu tự trị",
    "khu tự trị dân tộc", "châu tự trị",
)  # fmt: skip
_CONSORTS = ("hoàng hậu", "phu nhân", "vương hậu", "vương phi")
_PLAIN = ("w", "x", "P")  # codes of words that can stand in the name of an association
_PLACE_SIZES = (2, 3, 1)  # syllables in the name of a province, the likeliest first
_ASIDE, _LONG_ASIDE = 8, 24  # tokens of a parenthesis after a name; of one that gives a role
_NUMERAL = re.compile(r"[IVX]+")
_INITIALS = re.compile(r"^[^\W\d_]*[a-zà-ỹ]\S* .*\b[A-ZĐ]{4,}$")  # "Ban QLDA": no person
_FIELD = 16  # tokens; what stands between a leader's name and "dẫn đầu": ", cố vấn về … của Lãnh tụ Iran,"
_INSIDE = ("organ", "role-head", "group", "polity", "word", "portfolio")  # of what a group's wording consists
_ABBREVIATION = re.compile(r"[A-ZĐ]{2,6}")
_RANKS = ("title", "rank", "level")  # of whom a delegation consists: "đoàn 6 thượng nghị sĩ Mỹ"
_NUMBERS = ("hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "các", "những")
_ORDINALS = ("thứ hai", "thứ ba")
_FORMS = 3  # "nước Cộng hòa", "Thủ đô" before the name of a state or capital
_JOINTS = ("và", ",", "-", "–")
_FOR = ("tại", "ở", "về", "phụ trách")
_PORTFOLIO_LIMIT = 7


@dataclass(slots=True)  # frozen, it would take three times as long to make
class Mention:
    """A stretch of text that names one actor; a pair anaphor points back to two.

    `head`: person, role, counterpart, body, group, organ, side, pair or pronoun; `classes` of a body that is no
    state: what it is. `people`: register ids that bear
    the written name; `short` says that it is a part of a name. `offices`/`classes`: what the role can mean. `dated`
    is a date in brackets after it.
    """

    span: Span
    head: str
    text: str
    name: str | None = None
    short: bool = False
    people: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    role: str | None = None
    body: str | None = None
    metonym: bool = False
    former: bool = False
    acting: bool = False
    plural: bool = False
    gender: str | None = None
    of: Mention | None = None
    dated: DateExpr | None = None
    host: bool = False


@dataclass(slots=True)
class _Role:
    """A role phrase being read."""

    end: int
    text: str
    offices: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    body: str | None = None
    of: Mention | None = None
    host: bool = False


class Grammar:
    """Reads mentions from the tokens of one sentence; `mention(i)` gives the mention at `i` and where it ends."""

    __slots__ = ("_mentions", "_size", "names", "starts", "text", "tokens")

    def __init__(self, text: str, tokens: Tokens, names: NameWords) -> None:
        self.text = text
        self.tokens, self.starts = tokens
        self.names = names
        self._size = len(self.tokens)
        self._mentions: dict[int, tuple[Mention, int] | None] = {}

    def token(self, i: int) -> Token | None:
        """Token `i`, or None past the end."""
        return self.tokens[i] if 0 <= i < self._size else None

    def has(self, i: int, *classes: str) -> bool:
        """Whether token `i` exists and can be of one of these classes."""
        return 0 <= i < self._size and not self.tokens[i].classes.isdisjoint(classes)

    def word(self, i: int) -> str:
        """Text of token `i` in lower case, or ""."""
        return self.tokens[i].lowered if 0 <= i < self._size else ""

    def span(self, start: int, end: int) -> Span:
        """Span of tokens [start, end)."""
        return Span(self.starts[start], self.starts[end - 1] + self.tokens[end - 1].size)

    def opens(self, i: int) -> bool:
        """Whether a mention can begin at token `i`; a lone Vietnamese word of no class is nobody's name."""
        if i >= self._size or not self.tokens[i].opens:
            return False
        token = self.tokens[i]
        if token.classes or not token.marked or token.lowered in self.names.family or not token.capital:
            return True
        if token.lowered in self.names.paired and self._paired(i) is not None:
            return True
        following = self.token(i + 1)
        return following is not None and (
            following.capital or "-" in following.text or following.lowered in self.names.particles
        )

    def mention(self, i: int) -> tuple[Mention, int] | None:
        """The mention that begins at token `i`, with the index after it."""
        if i not in self._mentions:
            self._mentions[i] = self._mention(i)
        return self._mentions[i]

    def _mention(self, i: int) -> tuple[Mention, int] | None:
        if not self.opens(i):
            return None
        token = self.tokens[i]
        if token.lowered in self.names.paired and (found := self._paired(i)) is not None:
            return found
        for read in _readers(token.classes, token.lowered if token.lowered in _WORDS else ""):
            found = read(self, i)
            if found is not None:
                return found
        return None

    def _paired(self, i: int) -> tuple[Mention, int] | None:
        """A state by the short name that it bears only beside another: "Triều" of "Mỹ - Triều"."""
        token = self.tokens[i]
        if not token.capital:
            return None
        for joint, other in ((i + 1, i + 2), (i - 1, i - 2)):
            if self.word(joint) not in ("-", "–") or not 0 <= other < self._size:
                continue
            beyond = self.tokens[other]
            if beyond.capital and (beyond.has("body") or beyond.lowered in self.names.paired):
                key = self.names.paired[token.lowered]
                return Mention(self.span(i, i + 1), "body", token.text, body=key), i + 1
        return None

    def _pair(self, i: int) -> tuple[Mention, int] | None:
        if not self.has(i, "pair"):
            return None
        token = self.tokens[i]
        body, end = self._of_body(i + 1)
        entry = token.of("pair")
        if body is not None and self.word(end) in _JOINTS and entry is not None and entry.classes:
            other, after = self._of_body(end + 1)
            if other is not None and other != body:  # "hai nhà lãnh đạo Mỹ và Israel"
                role = self.word(i).removeprefix("cả ").removeprefix("hai ").removeprefix("2 ")
                role = role.removesuffix(" hai nước").removesuffix(" 2 nước")
                whole = Mention(
                    self.span(i, after), "role", self._slice(i, after), role=role, classes=entry.classes
                )
                second = replace(whole, body=other)
                pair = replace(whole, head="pair", plural=True, of=replace(whole, body=body, of=second))
                return pair, after
        if body is not None and not _OF_STATES.search(self.word(i)):
            # "hai nhà ngoại giao Liên Xô": people of that state, not the parties spoken of
            return Mention(self.span(i, end), "group", self._slice(i, end), role=token.text, body=body), end
        classes = entry.classes if entry else ()
        named = self._both_named(i)
        if named is not None:
            return named
        gender = "m" if self.word(i).endswith("hai ông") else "f" if self.word(i).endswith("hai bà") else None
        return Mention(
            self.span(i, i + 1),
            "pair",
            token.text,
            plural=True,
            classes=classes,
            role=self.word(i),
            gender=gender,
        ), i + 1

    def _both_named(self, i: int) -> tuple[Mention, int] | None:
        """Two people spelt by syllable after the word that counts them: "hai ông A-li-ép và Xác-xi-an"."""
        token = self.token(i + 1)
        first = self._name(i + 1, titled=True) if token is not None and by_syllable(token.text) else None
        if first is None or self.word(first[1]) not in ("và", ","):
            return None
        second = self._name(self._titles(first[1] + 1), titled=True)
        if second is None:
            return None
        both = self._slice(i, second[1])
        one = replace(first[0], of=second[0])
        return Mention(self.span(i, second[1]), "pair", both, plural=True, role=both, of=one), second[1]

    def _anaphor(self, i: int) -> tuple[Mention, int] | None:
        if not self.has(i, "person-anaphor"):
            return None
        token = self.tokens[i]
        gender = "f" if self.word(i).startswith("bà") else "m" if self.word(i).startswith("ông") else None
        return Mention(self.span(i, i + 1), "pronoun", token.text, gender=gender), i + 1

    def _neighbour(self, i: int) -> tuple[Mention, int] | None:
        """The predecessor or successor of somebody: "người tiền nhiệm của ông Trump"."""
        if not self.has(i, "predecessor", "successor"):
            return None
        head = "predecessor" if self.has(i, "predecessor") else "successor"
        end = i + 2 if self.word(i + 1) == "của" else i + 1
        owner = self._person(end)
        named = (
            self._name(self._titles(i + 1))
            if self.word(i + 1) != "của" and not self.word(i).endswith("của")
            else None
        )
        if named is not None:
            return replace(
                named[0], span=self.span(i, named[1]), text=self._slice(i, named[1]), former=True
            ), named[1]
        if owner is None:
            return Mention(self.span(i, i + 1), head, self.tokens[i].text), i + 1
        return Mention(self.span(i, owner[1]), head, self._slice(i, owner[1]), of=owner[0]), owner[1]

    def _counterpart(self, i: int) -> tuple[Mention, int] | None:
        if not self.has(i, "counterpart"):
            return None
        end = i + 1
        if self.word(end) in ("của ông", "của bà"):
            end += 1
        elif self.has(end, "of") and self.has(end + 1, "title") and not self._name(end + 2):
            end += 2
        body, end = self._of_body(end)
        if body is None and self.word(end) in ("ở", "tại", "bên") and self.has(end + 1, "body", "metonym"):
            body, end = self._of_body(end + 1)  # "người đồng cấp ở Buenos Aires"
        dash = end + 1 if self.word(end) in ("-", "–", ",") else end
        if self.has(dash, "role", "office", "role-head") and dash == end:
            role = self._role(dash)
            if role is not None:
                end = dash = role.end
                body = body or role.body
        titled = self._titles(dash)
        name = self._name(titled)
        if name is None and self.word(end) == "," and (held := self._roles(dash)[1]) > dash:
            titled = self._titles(held)  # "người đồng cấp, Ngoại trưởng A, ông B …"
            name = self._name(titled, titled=True)
            after = name[1] if name is not None else held
            if self.word(after) != "," or not self.has(
                after + 1, "role", "office", "role-head", "title", "person"
            ):
                name = None
        if name is not None and (dash == end or self.word(end) != "," or titled > dash):
            stop = self._parenthesis(name[1])
            base = name[0]
            ended = name[1]
            if body is None and self.word(ended) == "của" and self.has(ended + 1, "body", "metonym"):
                body, ended = self._of_body(ended)
                stop = self._parenthesis(ended)
            mention = replace(
                base,
                span=self.span(i, ended),
                head="counterpart",
                text=self._slice(i, ended),
                body=body,
                role=self.tokens[i].text,
            )
            return mention, stop
        plural = self.word(i).startswith(("những", "các", "hai", "2"))
        mention = Mention(self.span(i, end), "counterpart", self._slice(i, end), body=body, plural=plural)
        return mention, self._parenthesis(end)

    def _slice(self, start: int, end: int) -> str:
        return self.text[self.starts[start] : self.starts[end - 1] + self.tokens[end - 1].size]

    def _of_body(self, i: int) -> tuple[str | None, int]:
        """A body with or without "của", and where it ends; (None, i) if there is none."""
        j = i
        while (self.word(j) in ("của", "nước", "phía") or self.has(j, "state-form")) and j < i + 4:
            j += 1
        token = self.token(j)
        if token is not None and token.has("body", "metonym"):
            return (*token.keys("body"), *token.keys("metonym"))[0], j + 1
        if self.word(j) == "ta" and self.word(j - 1) == "nước" and j > i:
            return "vietnam", j + 1
        if self.has(i, "host-country"):
            return None, i + 1
        return None, i

    def _counts(self, i: int) -> bool:
        """Whether a word says how many people there are."""
        return self.tokens[i].text.isdigit() or self.word(i) in _NUMBERS

    def _short_state(self, i: int) -> tuple[str | None, int]:
        """A state by its short name where no name goes on with it: "Nhà lãnh đạo Ấn"; (None, i) if there is none."""
        token, following = self.token(i), self.token(i + 1)
        if token is None or not token.capital or (following is not None and following.capital):
            return None, i
        if following is not None and following.text in ("-", "–"):
            return None, i
        key = self.names.paired.get(token.lowered)
        return key, i + (key is not None)

    def _titles(self, i: int) -> int:
        while self.has(i, "title", "rank") and not self._is_body_here(i):
            i += 1
        return i

    def _is_body_here(self, i: int) -> bool:
        """Whether a word such as Anh is the state, not the form of address."""
        return self.has(i, "body") and self.tokens[i].capital and not self._name(i + 1)

    def _parenthesis(self, i: int, most: int = _ASIDE) -> int:
        """Index after a parenthesis of at most `most` tokens at `i` ("(trái)", "(CIA)")."""
        if self.word(i) != "(":
            return i
        for j in range(i + 1, min(i + most + 1, self._size)):
            if self.word(j) == ")":
                return j + 1
        return i

    def _person(self, i: int) -> tuple[Mention, int] | None:
        start, former, acting, gender = i, False, False, None
        rank_body: str | None = None
        rank: str | None = None
        titled = False
        while i < self._size and self.tokens[i].addresses:
            if self.has(i, "former") and not self.has(i, "role", "office"):
                former = True
            elif self.has(i, "acting") and self.has(i + 1, "role", "office", "role-head", "deputy"):
                acting = True
                former = former or self.word(i) == "đắc cử"  # elected is not yet in office
            elif self.word(i) == "nữ" and self.has(i + 1, "role", "office", "role-head"):
                gender = "f"
            elif self.has(i, "title", "rank") and not self._is_body_here(i):
                titled = True
                gender = {"ông": "m", "bà": "f"}.get(self.word(i), gender)
                if self.has(i, "rank"):
                    rank = self.tokens[i].text
                    if self.has(i + 1, "body"):
                        rank_body, _ = self._of_body(i + 1)
                        i += 1
            else:
                break
            i += 1
        roles, end = self._roles(i)
        after = self._titles(end) if roles else end
        if roles and self.has(end, "acting"):
            acting, after = True, end + 1
            former = former or self.word(end) == "đắc cử"
            if roles[-1].body is None and self.has(after, "body"):
                body_after, after = self._of_body(after)  # "Ngoại trưởng lâm thời Pakistan"
                roles[-1] = replace(roles[-1], body=body_after)
                end = after
        name = self._name(after, titled=titled or bool(roles))
        if name is not None and roles and self.word(after - 1) in _DISTRICTS:
            end = after = name[1]  # "Phó Giám đốc Công an tỉnh Thanh Hóa"
            name = self._name(after, titled=True)
        if name is None and not roles:
            if i > start and self.word(i) in ("này", "đó", "ấy") and self.has(i - 1, "rank"):
                if start and self._counts(start - 1):  # "ba vị dân biểu này"
                    return Mention(
                        self.span(start, i + 1), "pair", self._slice(start - 1, i + 1), plural=True
                    ), i + 1
                return Mention(
                    self.span(start, i + 1), "pronoun", self._slice(start, i + 1), gender=gender
                ), i + 1
            counted = rank_body is not None and start and self.word(start) in _THAT
            if counted and self._counts(start - 1):
                return Mention(  # "15 vị dân biểu Mỹ"
                    self.span(start, i),
                    "group",
                    self._slice(start - 1, i),
                    role=self._slice(start - 1, i - 1),
                    body=rank_body,
                ), i
            if self.word(start) in _THAT and i > start + 1 and self.has(i - 1, "rank") and rank_body is None:
                return Mention(  # "vị đại tướng 72 tuổi"
                    self.span(start, i), "role", self._slice(start, i), role=rank, gender=gender
                ), i
            return self._pronoun(start, i, gender)
        if name is None and self.word(end) in ("này", "đó", "ấy") and not any(r.body for r in roles):
            return Mention(
                self.span(start, end + 1), "pronoun", self._slice(start, end + 1), gender=gender
            ), end + 1
        body = next((r.body for r in roles if r.body), rank_body)
        offices = tuple(dict.fromkeys(o for r in roles for o in r.offices))
        classes = tuple(dict.fromkeys(c for r in roles for c in r.classes))
        role = ", ".join(r.text for r in roles) or rank
        former = former or any(r.text.lower().startswith("nguyên thủ tướng") for r in roles)
        of = next((r.of for r in roles if r.of), None)
        if name is None:
            if roles[0].text.lower().startswith(("các ", "những ")):
                return None
            following = self.token(end)
            open_end = following is not None and following.lexeme is None and following.text[0].isalpha()
            if open_end and body is None and OPEN_ROLE.search(lower(roles[-1].text)):
                offices, classes = (), ()
            if (
                body is not None
                and self.word(start - 1) in SEVERAL
                and lower(roles[-1].text).startswith("lãnh đạo")
            ):
                head = self._slice(start, end)
                return Mention(self.span(start, end), "group", head, role="lãnh đạo", body=body), end
            numbered = self.word(end) == "thứ" and self.word(end + 1).isdigit()
            former = former or numbered  # "vị tổng thống thứ 42": one of many
            stop = self._parenthesis(end)
            if stop > end:
                bracketed = self._name(self._titles(stop), titled=True)
                if bracketed is not None:
                    return self._merge(start, bracketed, roles, body, offices, classes, role, former, acting)
            after_appositive = self._named_after_role(end, former)
            if after_appositive is None and (at := officer(self.tokens, end, self.names_person)):
                offices, classes, after_appositive = (), (), self._name(at, titled=True)
            if after_appositive is not None:
                return self._merge(
                    start, after_appositive, roles, body, offices, classes, role, former, acting
                )
            return (
                Mention(
                    self.span(start, end),
                    "role",
                    self._slice(start, end),
                    offices=offices,
                    classes=classes,
                    role=role,
                    body=body,
                    former=former,
                    acting=acting,
                    gender=gender,
                    of=of,
                    host=any(r.host for r in roles),
                ),
                stop,
            )
        base, stop = name
        mention_end = stop
        if self.word(stop) == "của" and body is None and roles and self.has(stop + 1, "body", "metonym"):
            body, stop = self._of_body(stop)  # "Tổng thống Joe Biden của Mỹ"
            mention_end = stop
        if self.word(stop) == "của" and body is None and not _OWN_MASTERS & set(classes):
            owner = self._person(stop + 1)
            if owner is not None and owner[0].head == "person" and owner[0].role is not None:
                of, stop = owner  # "Cố vấn Jake Sullivan của Tổng thống Joe Biden"
                mention_end = stop
        in_brackets = self._role(stop + 1) if self.word(stop) == "(" and not roles else None
        if in_brackets is not None:
            role, body = in_brackets.text, body or in_brackets.body
        stop = self._parenthesis(stop, _LONG_ASIDE if in_brackets is not None else _ASIDE)
        if roles:
            stop = self._closing_comma(stop, roles)
            stop = self._set_off_role(stop)
        else:
            where = base.head == "name" and self.has(
                start - 1, "in", "to"
            )  # "tại Rio de Janeiro, Thủ tướng …"
            appositive = self._appositive(stop) if in_brackets is None and not where else None
            if appositive is not None:
                more, stop = appositive
                offices, classes, role = more.offices, more.classes, more.text
                body, of = body or more.body, more.of
                mention_end = stop
                former = former or more.text.lower().startswith(("cựu", "nguyên"))
        mention = Mention(
            self.span(start, mention_end),
            base.head,
            self._slice(start, mention_end),
            name=base.name,
            short=base.short,
            people=base.people,
            offices=offices,
            classes=classes,
            role=role,
            body=body,
            former=former,
            acting=acting,
            gender=gender,
            of=of,
        )
        return mention, stop

    def _set_off(self, i: int) -> bool:
        """Whether an insertion ends at `i`: with the sentence, or at a punctuation mark or "và"."""
        token = self.token(i)
        return token is None or not token.text[0].isalnum() or token.has("and")

    def _closing_comma(self, i: int, roles: list[_Role]) -> int:
        """Index after the comma that ends an apposition of roles: "Giám đốc …, Hoàng tử Bandar, nói …"."""
        following = self.token(i + 1)
        apart = len(roles) > 1 and roles[0].body is not None and self.word(i) == ","
        if not apart or following is None or following.capital or not following.text[0].isalpha():
            return i
        return i if following.has("title", "rank", "role", "office", "role-head", "and", "in") else i + 1

    def _set_off_role(self, i: int) -> int:
        """Index after a further role set off by commas: "Thủ tướng Hun Sen, Chủ tịch ASEAN 2022, đã …"."""
        role = self._role(i + 1) if self.word(i) == "," else None
        stacked = self._roles(i + 1)[1] if role is not None else i
        if self._name(self._titles(stacked), titled=True) is not None:
            return i  # "…, Tổng Bí thư, Chủ tịch nước Tô Lâm": somebody else
        if role is None or self._name(self._titles(role.end), titled=True) is not None:
            return i
        end = role.end + 1 if self.word(role.end).isdigit() else role.end
        return end + 1 if self.word(end) == "," else i

    def _merge(
        self,
        start: int,
        found: tuple[Mention, int],
        roles: list[_Role],
        body: str | None,
        offices: tuple[str, ...],
        classes: tuple[str, ...],
        role: str | None,
        former: bool,
        acting: bool,
    ) -> tuple[Mention, int]:
        base, stop = found
        end = stop - (self.word(stop - 1) in (",", "-", "–"))  # the mark that closes an apposition
        mention = replace(
            base,
            span=self.span(start, end),
            text=self._slice(start, end),
            offices=offices,
            classes=classes,
            role=role,
            body=body,
            former=former,
            acting=acting,
            of=roles[-1].of,
        )
        return mention, stop

    def _named_after_role(self, i: int, former: bool) -> tuple[Mention, int] | None:
        """A name set off after a role: "Thủ tướng, ông Phạm Minh Chính," or "… - ông X"."""
        if self.word(i) in _BACK_THEN and self.word(i + 1) == "là":
            i += 1  # "Thủ tướng Anh khi đó là ông Boris Johnson"
            if self.has(i + 1, "person") or self._starts_name(i + 1):
                return self._name(i + 1, titled=True)
        if self.word(i) == "," and not former and (apart := self._set_off_name(i)) is not None:
            return apart
        noble = self.has(i + 1, "role-head") and self.tokens[i + 1].lowered in _NOBLE
        if self.word(i) not in (",", "-", "–", "là") or not (noble or self.has(i + 1, "title", "rank")):
            return None
        found = self._name(i + 2 if noble else self._titles(i + 1), titled=True)
        if found is None or self.word(i) == "là":
            return found
        if not self._set_off(found[1]):
            return None
        closed = self.word(found[1]) == self.word(i) and not self.has(found[1] + 1, "title", "role", "office")
        return (found[0], found[1] + 1) if closed else found

    def _set_off_name(self, i: int) -> tuple[Mention, int] | None:
        """A bare name between commas after a role: "Ngoại trưởng Pháp, Stéphane Séjourné, …"."""
        if not (self.has(i + 1, "person") or (self._run(i + 1) - i > 2 and self._starts_name(i + 1))):
            return None
        found = self._name(i + 1, titled=True)
        if found is None or self.word(found[1]) != "," or self.has(found[1] + 1, "role", "office", "title"):
            return None
        return found[0], found[1] + 1

    def _pronoun(self, start: int, i: int, gender: str | None) -> tuple[Mention, int] | None:
        if i != start + 1 or gender is None:
            return None
        token = self.tokens[start]
        return Mention(self.span(start, i), "pronoun", token.text, gender=gender), i

    def _roles(self, i: int) -> tuple[list[_Role], int]:
        """One or more role phrases in a row ("Tổng Bí thư, Chủ tịch nước"), and where they end."""
        first = self._role(i)
        if first is None:
            return [], i
        roles, end = [first], first.end
        while (self.word(end) in (",", "kiêm", "-", "và") or self.has(end, "role", "office")) and len(
            roles
        ) < 4:
            skip = (
                0 if self.has(end, "role", "office") and self.word(end) not in (",", "kiêm", "-", "và") else 1
            )
            more = self._role(end + skip)
            if more is None or self._name(end, titled=False) is not None:
                break
            if self.word(end) in (",", "và", "-") and self._name(self._titles(more.end), titled=True) is None:
                break
            if self.word(end) in (",", "và", "-") and self._name(self._titles(roles[-1].end)):
                break
            if self.word(end) in ("và", ",") and None is not roles[-1].body != more.body is not None:
                break  # two states have two people
            if self.word(end) == "và" and roles[-1].of is not None and roles[-1].of.name is not None:
                break  # "cố vấn của Tổng thống A và Thư ký B": two people
            if self.word(end) in ("và", ",") and all(map(_speaking, roles[-1].classes or ("",))):
                break  # "theo người phát ngôn Nhà Trắng, Tổng thống Joe Biden …"
            roles.append(more)
            end = more.end
        return roles, end

    def _role(self, i: int) -> _Role | None:
        if i >= self._size or not self.tokens[i].ranks:
            return None
        start = i
        if self.has(i, "former"):
            i += 1
        deputy = self.has(i, "deputy") and self.has(i + 1, "role", "office", "role-head")
        if deputy:
            i += 1
        token = self.token(i)
        if token is None or not token.has("office", "role", "role-head"):
            return None
        if token.has("body", "metonym", "person") and not token.has("role", "office"):
            return None
        offices = () if deputy else token.keys("office")
        roles = token.lexeme.all_of("role") if token.lexeme and not deputy else ()
        classes = tuple(dict.fromkeys(c for e in roles for c in e.classes))
        if offices and token.lexeme:
            classes = tuple(dict.fromkeys(c for e in token.lexeme.all_of("office") for c in e.classes))
        end = i + 1
        if token.has("role-head") and not offices:
            end = self._portfolio(end)
        elif self.has(end, "press", "place-head", "portfolio", "local-organ") and not offices:
            classes = () if self.has(end, "press", "place-head", "local-organ") else classes
            end = self._portfolio(end)
        end = self._second_portfolio(end)
        after = self._ordinal(end)
        if after > end:
            end, offices, classes = after, (), ()  # "Bộ trưởng Ngoại giao thứ hai": not the minister
        aged = end
        if self.word(end).isdigit() and self.word(end + 1) == "tuổi":
            end = aged = end + 2  # "quốc vương 82 tuổi của Saudi Arabia"
        host = self.has(end, "host-country") or (
            self.word(end) == "của" and self.has(end + 1, "host-country")
        )
        if self.word(end) == "chủ nhà" and token.lowered.endswith(" nước"):
            host, end = True, end + 1  # "Chủ tịch nước chủ nhà": the president of the host country
            offices = ()
        if self.word(end) == "và" and self.word(end + 1) in _CONSORTS and self.has(end + 2, "body"):
            end += 2  # "Nhà vua và Hoàng hậu Nhật Bản"
        if self.word(end) == "các nước" and self.has(end + 1, "body") and token.has("role", "role-head"):
            end += 1  # "Đại sứ các nước Pháp, Đức"
        body, end = self._of_body(end)
        if body is None:
            body, end = self._short_state(end)
        if body is not None and token.lexeme and _abroad(token.lexeme, body):
            offices = ()  # "Bộ trưởng Bộ Quốc phòng" is Vietnam's, but not in "Bộ trưởng Bộ Quốc phòng Lào"
        if body is None and offices and token.lexeme:
            body = next((e.body for e in token.lexeme.all_of("office") if e.body), None)
        of: Mention | None = None
        if body is None and end > i + 1 and (led := self._administration(end)) and led[0].body is not None:
            body, end = led[0].body, led[1]  # "đại diện chính quyền Tổng thống Mỹ A"
            classes, offices = (), ()
        if body is None and self.has(end, "organ"):
            inner = self._of_body(end + 1)
            if inner[0] is None and self._acronym(end + 1) > end + 1:
                end = self._acronym(end + 1)  # "Tổng thư ký đảng LDP"
                classes, offices = (), ()
            elif inner[0] is not None:
                party = self.word(end).startswith("đảng")
                body, end = inner
                classes, offices = (classes if party else ()), ()
        field = self._field(end) if body is None and token.has("role-head") else end
        if body is None and self.word(field) == "của":
            inner_mention = self._person(field + 1)
            if inner_mention is not None and inner_mention[0].head in ("person", "role"):
                of, end = inner_mention
        if token.has("role-head") or body is not None or end > i + 1:
            end, before = self._acronym(end), end
            if end > before and offices and not self.word(end - 1).endswith("vn"):
                offices = ()  # "Trưởng Ban Đối ngoại Trung ương ĐCS Pháp", "Tổng Bí thư CPI": not Vietnam's
                body, end = self._of_body(end)
        if (
            token.has("company-role")
            and body is None
            and self._run(end) - end > 2
            and self.tokens[end].text.isascii()
        ):
            end += not self.has(end, "person", "surname")  # "CEO Apple | Tim Cook"
        if (
            self.word(end) in _TERM
            and self.token(end + 1) is not None
            and self.tokens[end + 1].text[0].isdigit()
        ):
            end += 2  # "Chủ tịch ASEAN năm 2024"
        if self.word(end) in _FOR and self.has(end + 1, "body", "metonym", "region"):
            if not offices:
                classes = ()
            end += 2
        text = self._slice(start, end)
        if self.word(aged - 1) == "tuổi":
            text = self._slice(start, aged - 2) + text[len(self._slice(start, aged)) :]
        return _Role(end, text, () if host else tuple(offices), classes, body, of, host)

    def _field(self, i: int) -> int:
        """Index after the field of an office: "cố vấn | về đối ngoại | của Tổng thống"; i if there is none."""
        if self.word(i) != "về":
            return i
        end = i + 1
        while end < min(i + _PORTFOLIO_LIMIT, self._size) and self._free(end):
            end += 1
        return end if self.word(end) == "của" else i

    def _ordinal(self, i: int) -> int:
        """Index after an ordinal that tells one of several holders from the others, in brackets or not."""
        if self.word(i) == "(" and self.word(i + 1) in _ORDINALS and self.word(i + 2) == ")":
            return i + 3
        return i + 1 if self.word(i) in _ORDINALS else i

    def names_person(self, i: int) -> bool:
        """Whether somebody's full name stands at `i`."""
        token = self.tokens[i]
        if not token.capital or not (
            token.has("person") or self._starts_name(i) or token.lowered in self.names.family
        ):
            return False
        found = self._name(i, titled=True)
        return found is not None and (bool(found[0].people) or found[1] - i > 1)

    def _acronym(self, i: int) -> int:
        """Index after the initials of an institution ("ITAR – TASS") that follow a role phrase."""
        end = i
        while end < self._size:
            token = self.tokens[end]
            joined = token.text in "-–" and end + 1 < self._size and self.tokens[end + 1].text.isupper()
            if not (
                joined or (token.text.isupper() and len(token.text) > 2 and not token.has("body", "metonym"))
            ):
                break
            end += 1
        return end

    def _second_portfolio(self, i: int) -> int:
        """Index after "và Hợp tác (quốc tế)" in "Bộ trưởng Ngoại giao và Hợp tác Mozambique"."""
        if self.word(i) != "và":
            return i
        for j in range(i + 1, min(i + 6, self._size)):
            if self._of_body(j)[0] is not None:
                return j if j > i + 1 and self.tokens[i + 1].capital else i
            if self.tokens[j].lexeme is not None or not self.tokens[j].text[0].isalpha():
                return i
        return i

    def _portfolio(self, i: int) -> int:
        """Index after the free words of an office ("Bộ trưởng | Công Thương")."""
        end = i
        while end < min(i + _PORTFOLIO_LIMIT, self._size):
            token = self.tokens[end]
            if self._syllable(end):
                end += 1
                continue
            written_large = end > i and token.capital and token.plain  # "Hội Người cao tuổi"
            interim = end > i and token.lowered == "lâm thời"  # "Cố vấn trưởng Chính phủ lâm thời"
            if (
                token.lexeme is not None
                and not (written_large or interim)
                and not token.has(
                    "role", "role-head", "organ", "deputy", "press", "portfolio", "place-head", "local-organ"
                )
            ):
                break
            if end > i and token.capital and self._names_place(end - 1):
                end = self._district(end)
                continue
            if token.lexeme is None:
                if not token.text[0].isalpha() or self._starts_name(end):
                    break
                if token.capital and token.lowered in self.names.family and self._run(end) - end >= 2:
                    break
            end += 1
        if (
            end < self._size
            and self.tokens[end].lexeme is None
            and not self._starts_name(end)
            and end - i >= _PORTFOLIO_LIMIT
        ):
            return i
        return end

    def _names_place(self, i: int) -> bool:
        """Whether the name of a place follows token `i`: "tỉnh", "Tỉnh ủy"."""
        token = self.tokens[i]
        return token.lowered in _DISTRICTS or (
            token.has("local-organ") and token.lowered.endswith(("ủy", "uỷ"))
        )

    def _district(self, i: int) -> int:
        """Index after the name of a place that may run on to a person's: "tỉnh | Lâm Đồng | Trần Đức Quận"."""
        run = max(self._run(i), i + 1)
        if " " in self.tokens[i].text:
            return i + 1
        if run - i < 4:
            return run
        people = (i + size for size in _PLACE_SIZES if 1 < run - i - size < 5)
        return next((at for at in people if self.tokens[at].lowered in self.names.family), i + 2)

    def _syllable(self, i: int) -> bool:
        """Whether a surname here is only the first syllable of a common word ("Quân ủy")."""
        token, following = self.tokens[i], self.token(i + 1)
        plain = following is not None and following.lexeme is None and following.text[0].islower()
        return token.has("surname") and token.marked and plain

    def _starts_name(self, i: int) -> bool:
        """Whether a foreign name begins here: a capitalised word without Vietnamese marks."""
        token = self.tokens[i]
        if token.lexeme is None and by_syllable(token.text):
            return True  # "Phi-đen"
        if not token.capital or token.marked:
            return False
        following = self.token(i + 1)
        plain_follows = following is not None and following.lexeme is None and following.text[:1].islower()
        return not (plain_follows and lower(following.text if following else "") not in self.names.particles)

    def _run(self, i: int) -> int:
        """Index after a run of capitalised words (a name) that starts at `i`."""
        end = i
        while end < self._size:
            token = self.tokens[end]
            single = " " not in token.text or (end > i and token.has("surname"))
            if (
                token.has("person")
                or (token.capital and single and (token.lexeme is None or token.has("surname")))
                or (
                    token.capital
                    and single
                    and end > i
                    and self.tokens[i].lowered in self.names.family
                    and end - i <= 3
                )
                or (end > i and "-" in token.text and lower(token.text.split("-")[0]) in self.names.particles)
                or (end > i and self._hyphenated(end))
                or (
                    end > i
                    and token.lowered in self.names.particles
                    and end + 1 < self._size
                    and self.tokens[end + 1].capital
                )
            ):
                end += 3 if end > i and self._hyphenated(end) else 1
            else:
                break
        while end > i and not self.tokens[end - 1].text[0].isalpha():
            end -= 1
        return end

    def _hyphenated(self, i: int) -> bool:
        """Whether a particle at `i` is joined to the surname of the register after it: "al-Aiban"."""
        if self.word(i) not in self.names.particles or self.word(i + 1) != "-":
            return False
        following = self.token(i + 2)
        close = following is not None and self.starts[i] + self.tokens[i].size + 1 == self.starts[i + 2]
        return close and following is not None and following.capital

    def _name(self, i: int, titled: bool = False) -> tuple[Mention, int] | None:
        """A person's name at `i`: of the register, or unknown where a title or role stands before it."""
        token = self.token(i)
        if token is None or not token.capital:
            return None
        end = self._run(i)
        if end == i:
            return None
        if end - i > 1 and not titled and i == 0 and not self.tokens[0].has("person", "surname"):
            vietnamese = self.tokens[0].marked and self.tokens[0].lowered not in self.names.family
            if vietnamese:
                return None
        name = self._slice(i, end)
        if _NUMERAL.fullmatch(name) or _INITIALS.search(name):
            return None
        if titled and _ABBREVIATION.fullmatch(name) and not token.has("person", "surname"):
            return None  # "Chủ tịch FTUB"
        known = [t for t in self.tokens[i:end] if t.has("person")]
        if known and (end - i == 1 or len(known) == 1):
            if end - i == 1:
                return Mention(
                    self.span(i, i + 1), "person", name, name=name, people=token.keys("person")
                ), end
            if known[0] is token and self.tokens[i + 1].lowered in self.names.particles:
                return Mention(
                    self.span(i, end), "person", name, name=token.text, people=token.keys("person")
                ), end  # "Quốc vương Salman | bin Abdulaziz"
            if known[0] is token:
                return Mention(
                    self.span(i, i + 1), "person", token.text, name=token.text, people=token.keys("person")
                ), i + 1
        if end - i <= 4 and titled and self.tokens[end - 1].has("person") and len(known) == 1:
            last = self.tokens[end - 1]  # "Samdech Techo Hun Sen": honours before a known name
            return Mention(self.span(i, end), "person", name, name=last.text, people=last.keys("person")), end
        if end - i == 1 and token.has("surname"):
            return Mention(self.span(i, i + 1), "person", name, name=name, short=True), end
        following = self.token(end)
        runs_on = following is not None and following.lexeme is None and following.text[:1].islower()
        part_of_role = self.has(i - 1, "role-head", "organ") or (
            runs_on and not self.has(i - 1, "title", "rank")
        )
        if end - i == 1 and token.marked and part_of_role and not by_syllable(name):
            return None
        if end - i >= 2 or titled:
            if (
                not titled
                and not any(t.has("surname", "person") for t in self.tokens[i:end])
                and (self.tokens[i].lowered not in self.names.family)
            ):
                return None if i == 0 else self._bare(i, end)
            return Mention(self.span(i, end), "person", name, name=name, short=end - i == 1), end
        return self._bare(i, end)

    def proper_name(self, i: int) -> int:
        """Index after the capitalised words that start at `i` (the name of a place or firm)."""
        end = i
        while (
            end < self._size
            and self.tokens[end].capital
            and not self.tokens[end].has("role", "office", "title")
        ):
            end += 1
        return end

    def _bare(self, i: int, end: int) -> tuple[Mention, int] | None:
        """A capitalised run that nothing else tells to be a person: kept, for names bound elsewhere in the text."""
        if MARKED.search(self._slice(i, end)) and self.tokens[i].lowered not in self.names.family:
            return None
        return Mention(
            self.span(i, end), "name", self._slice(i, end), name=self._slice(i, end), short=end - i == 1
        ), end

    def _part_of_name(self, i: int) -> bool:
        """Whether the capitalised word at `i` goes on with the proper name before it."""
        token = self.tokens[i]
        close = self.starts[i - 1] + self.tokens[i - 1].size + 1 == self.starts[i]
        close = close and " " not in self.tokens[i - 1].text
        return (
            close and " " not in token.text and (token.lexeme is None or token.lexeme.classes <= {"surname"})
        )

    def _appositive(self, i: int) -> tuple[_Role, int] | None:
        """Roles set off after a name: ", trợ lý … của Tổng thống Nga Vladimir Putin"."""
        if self.word(i) not in (",", "-", "–"):
            return None
        if self.word(i + 1) in _BACK_THEN and self.word(i + 2) == "là":
            i += 2  # "ông Abdullah Gul, khi đó là Tổng thống Thổ Nhĩ Kỳ"
        role = self._role(i + 1)
        if role is None:
            return None
        end = role.end + 1 if self.word(role.end) == "này" else role.end
        owner = self._name(self._titles(end), titled=True)
        if owner is not None:
            if " của " not in role.text or role.of is not None:
                return None
            end = owner[1]  # "trợ lý của Tổng thống Nga Vladimir Putin": the name is the owner's
        dashed = self.word(i) in ("-", "–") and self.word(end) == self.word(i)
        if dashed or (
            self.word(end) == "," and not self.has(end + 1, "role", "office", "title", "role-head")
        ):
            end += 1
        return role, end

    def _side(self, i: int) -> tuple[Mention, int] | None:
        if not self.has(i, "side") or not self.has(i + 1, "body", "metonym"):
            return None
        body, end = self._of_body(i + 1)
        return Mention(self.span(i, end), "side", self._slice(i, end), body=body), end

    def _group(self, i: int) -> tuple[Mention, int] | None:
        if not self.has(i, "group", "organ"):
            return None
        head = "group" if self.has(i, "group") else "organ"
        end = i + 1
        inside = (*_INSIDE, *_RANKS) if self.has(i, "delegation") else _INSIDE
        while end < min(i + 10, self._size):
            token = self.tokens[end]
            counted = self.has(i, "delegation") and token.text.isdigit()
            if (
                token.text == ","
                and self.has(i, "delegation")
                and self.has(end + 1, "polity")
                and end > i + 1
            ):
                end += 1  # "đoàn đại biểu cấp cao Đảng, Nhà nước ta"
                continue
            if token.has("body", "metonym", "of") or not (token.text[0].isalpha() or counted):
                break
            if token.lowered == "ta" and self.has(end - 1, "polity"):
                break
            if token.lexeme is not None and not (token.has(*inside) or token.lowered == "các"):
                break
            end += 1
        if self.word(end) == "và" and self.word(end + 2) == "của":
            end += 2  # "các đồng minh và đối tác của Mỹ"
        elif self.word(end) == "và" and self.word(end + 3) == "của":
            end += 3
        at = end + 1 if self.word(end) == "của" else end
        if self.has(i, "delegation") and self.word(at) in _DISTRICTS and self.proper_name(at + 1) > at + 1:
            after = self.proper_name(at + 1)  # "Đoàn đại biểu tỉnh Quảng Ninh"
            whole = self._slice(i, after)
            return self._led(i, after) or (Mention(self.span(i, after), head, whole, role=whole), after)
        body, after = self._of_body(end)
        if body is None and self.word(end) == "ta" and self.has(end - 1, "polity"):
            body, after = "vietnam", end + 1
        if body is None and head == "group" and self.word(i).startswith(_THESE) and end > i + 1:
            if self.word(end) in _FOR and self.token(end + 1) is not None and self.tokens[end + 1].capital:
                end = self.proper_name(end + 1)
            whole = self._slice(i, end)
            return Mention(self.span(i, end), head, whole, role=whole), end
        if body is None and head == "group" and self.has(end, "region"):
            return Mention(
                self.span(i, end + 1), head, self._slice(i, end + 1), role=self._slice(i, end + 1)
            ), end + 1
        if body is None and self.word(end) == "của" and self.has(end + 1, "office", "role"):
            sender = self._role(end + 1)
            led = self._led(i, sender.end) if sender is not None else None
            if led is not None:
                return led
        if body is None:
            if self.word(end) == "do":
                return self._led(i, end)
            if self.word(end) == "của" and self.has(end + 1, "organ", "group"):
                inner = self._group(end + 1)
                if inner is not None and inner[0].body is not None:
                    return (
                        Mention(
                            self.span(i, inner[1]),
                            head,
                            self._slice(i, inner[1]),
                            role=self._slice(i, end),
                            body=inner[0].body,
                        ),
                        inner[1],
                    )
            if head == "organ" and (led := self._administration(end)) is not None:
                master, after = led
                whole = self._slice(i, after)
                role, body = self._slice(i, end), master.body
                of = master if body is None else None
                return Mention(self.span(i, after), head, whole, role=role, body=body, of=of), after
            if head == "organ":
                host, role = self.has(end, "host-country"), self._slice(i, end)
                if host:  # "Bộ Ngoại giao nước chủ nhà"
                    whole = self._slice(i, end + 1)
                    return Mention(self.span(i, end + 1), head, whole, role=role, host=True), end + 1
                return Mention(
                    self.span(i, i + 1), head, self._slice(i, i + 1), role=self._slice(i, i + 1)
                ), i + 1
            return None
        closed = self._parenthesis(after)
        led = self._led(i, closed + (self.word(closed) == ","))
        if led is not None:
            return (replace(led[0], body=body), led[1])
        return Mention(
            self.span(i, after), head, self._slice(i, after), role=self._slice(i, end), body=body
        ), after

    def _administration(self, end: int) -> tuple[Mention, int] | None:
        """The leader after whom a government is called, before token `end` ("chính quyền (của) Tổng thống Mỹ A")."""
        if not self.has(end - 1, "polity"):
            return None
        found = self._person(end + (self.word(end) == "của"))
        led = found is not None and found[0].head == "person" and bool(_OWN_MASTERS & set(found[0].classes))
        return found if led else None

    def _polity(self, i: int) -> tuple[Mention, int] | None:
        """A state by its parts ("Đảng, Nhà nước và nhân dân Cuba"), or the leaders of these."""
        start = i
        leaders = self.word(i) in LEADERS
        if leaders:
            i += 1
            while self.word(i) in ("cấp", "cao", "cấp cao", "chủ", "chốt", "chủ chốt"):
                i += 1
            i += 1 if self.word(i) == "của" else 0
        parts = 0
        end = i
        while self.has(end, "polity"):
            parts += 1
            people = self.word(end) in ("nhân dân", "người dân")
            end += 1
            if self.word(end) in (",", "và") and self.has(end + 1, "polity"):
                end += 1
        if not parts:
            return None
        body, stop = self._of_body(end)
        if body is None and self.word(end) == "ta":
            body, stop = "vietnam", end + 1
        elif parts == 1 and not leaders and not people:
            return None
        if body is None:
            return None
        text = self._slice(start, stop)
        if leaders:
            return Mention(
                self.span(start, stop), "group", text, role=self._slice(start, end), body=body
            ), stop
        return Mention(self.span(start, stop), "body", text, body=body), stop

    def _local(self, i: int) -> tuple[Mention, int] | None:
        """An authority inside a state: "Ban Thường vụ Tỉnh ủy Cao Bằng", "Huyện ủy, UBND huyện Đất Đỏ"."""
        end = i
        while self.has(end, "local-organ"):
            end += 1
            if self.word(end) in (",", "và") and self.has(end + 1, "local-organ"):
                end += 1
        if end == i:
            return None
        while end < min(i + 8, self._size):
            token = self.tokens[end]
            name = token.capital and token.text[0].isalpha() and not token.has("role", "office", "title")
            if not (name or token.lowered in _DISTRICTS):
                break
            end += 1
        end = self._of_the_nation(end)
        text = self._slice(i, end)
        return Mention(self.span(i, end), "group", text, role=text), end

    def _of_the_nation(self, i: int) -> int:
        """Index after the plain words and the state with which an association's name goes on, else `i`."""
        end = i
        while end < min(i + _PORTFOLIO_LIMIT, self._size) and self.tokens[end].code in _PLAIN:
            if self.tokens[end].capital or self.tokens[end].contact:
                break
            end += 1
        return end + 1 if end > i and self.has(end, "body") else i

    def _people(self, i: int) -> tuple[Mention, int] | None:
        """Several unnamed people by their role: "các thượng nghị sĩ Cộng hòa", "một loạt đại sứ châu Âu"."""
        start = i
        while self.word(i) in SEVERAL and i < start + 2:
            i += 1
        if i == start:
            return None
        i += 1 if self.word(i) in ("nữ", "cựu") else 0
        end, body = i + 1, None
        classes: tuple[str, ...] = ()
        if self.has(i, "rank"):
            while end < min(i + 4, self._size) and self._free(end):
                end += 1
            body, end = self._of_body(end)
        else:
            role = self._role(i)
            if role is None or role.of is not None:
                return None
            end, body, classes = role.end, role.body, role.classes
        if self._name(self._titles(end), titled=True) is not None or end == i + 1:
            return None
        if body is None and self.has(end, "region"):
            end += 1
        text = self._slice(start, end)
        return Mention(self.span(start, end), "group", text, role=text, body=body, classes=classes), end

    def _free(self, i: int) -> bool:
        """Whether a word here can go on with a role: a plain word, or a form of state ("Cộng hòa")."""
        token = self.tokens[i]
        return token.has("state-form") or (token.lexeme is None and token.text[0].isalpha())

    def _led(self, i: int, end: int) -> tuple[Mention, int] | None:
        """A delegation named by its leader: "đoàn … do ông X dẫn đầu"."""
        if self.word(end) != "do":
            return None
        leader = self._person(end + 1)
        if leader is None:
            return None
        after = leader[1]
        while self.word(after) == "," and (role := self._role(after + 1)) is not None:
            after = role.end
        for j in range(after, min(after + _FIELD, self._size)):
            if self.word(j) in ("dẫn", "đứng", "làm") or self.has(j, "leads"):
                stop = min(j + (1 if self.has(j, "leads") else 2), self._size)
                return replace(leader[0], span=self.span(i, stop)), stop
            if self.tokens[j].contact:
                break
        if self.has(i, "delegation") and leader[0].name is not None and leader[0].role is not None:
            # "đoàn … do ông X, Tổng Bí thư, sang thăm"
            return replace(leader[0], span=self.span(i, after)), after
        return None

    def _body(self, i: int) -> tuple[Mention, int] | None:
        start = i
        while i < start + _FORMS and (self.word(i) == "nước" or self.has(i, "state-form", "capital-head")):
            i += 1
        token = self.token(i)
        if token is None or not token.has("body", "metonym"):
            return None
        metonym = not token.has("body")
        following = self.token(i + 1)
        if (
            following is not None
            and following.capital
            and following.text[0].isalpha()
            and self._part_of_name(i + 1)
        ):
            return None  # "Lào Cai", "Mỹ Đình": the state's name is only the first syllable of another
        key = (*token.keys("body"), *token.keys("metonym"))[0]
        entry = token.of("body")
        sort = entry.classes if entry is not None else ()
        whole = self.span(start, i + 1)
        return Mention(whole, "body", token.text, body=key, metonym=metonym, classes=sort), i + 1


def _speaking(office_class: str) -> bool:
    """Whether those of an office class speak for others."""
    return office_class.endswith("spokesperson")


def _abroad(lexeme: Lexeme, body: str) -> bool:
    """Whether a wording that names an office of one body is followed by another."""
    return any(e.body not in (None, body) for e in lexeme.all_of("office"))


_Reader = Callable[[Grammar, int], tuple[Mention, int] | None]
# The sorts of mention in the order in which they are tried, with the classes and words that open them; a capitalised
# word of no class can open a person only.
READERS: tuple[tuple[frozenset[str], frozenset[str], _Reader], ...] = tuple(
    (frozenset(classes.split()), frozenset(words), read)
    for classes, words, read in (
        ("pair", (), Grammar._pair),
        ("person-anaphor", (), Grammar._anaphor),
        ("predecessor successor", (), Grammar._neighbour),
        ("counterpart", (), Grammar._counterpart),
        ("polity", LEADERS, Grammar._polity),
        ("local-organ", (), Grammar._local),
        ("", SEVERAL, Grammar._people),
        ("former acting title rank deputy role office role-head person surname", ("nữ",), Grammar._person),
        ("side", (), Grammar._side),
        ("group organ", (), Grammar._group),
        ("body metonym state-form capital-head", ("nước",), Grammar._body),
    )
)
_WORDS = frozenset().union(*(words for _, words, _ in READERS))


@cache
def _readers(classes: frozenset[str], word: str) -> tuple[_Reader, ...]:
    """The sorts of mention that a word of these classes can open; `word` is the word itself, if it counts."""
    return tuple(
        read
        for needed, words, read in READERS
        if needed & classes or word in words or (not classes and read is Grammar._person)
    )
