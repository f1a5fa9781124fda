"""Tokens and mentions of a sentence → chunks, each of one code, over which frames are matched.

Codes: ``N`` mention, ``L`` list of mentions, ``H`` mentions joined by a hyphen, ``Q`` anaphor for a pair,
``V``/``E`` contact verb / event noun, ``m`` with, ``&`` and, ``g`` between, ``k`` of,
``b`` each other, ``h`` thanks, ``u`` including, ``d`` by, ``p`` passive,
``o`` to, ``f`` from, ``i`` in, ``a`` about, ``s`` speech, ``q`` status cue, ``x`` light word, ``z`` date, ``r``
request-of, ``n`` initiated, ``P`` press, ``l`` place, ``O`` topic, ``j`` since, ``S`` source, ``w`` any other word,
``,`` and
``|`` (clause boundary; ``y`` where the clause has no subject of its own).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.article.dates import DateExpr
from kg.knowledge.tokens import JOURNEYS, Entry, Token
from kg.knowledge.wordlists import NO_LISTS, ListName
from kg.mention.grammar import Grammar
from kg.mention.mentions import Mention
from kg.mention.names import proper_name
from kg.model import Kind, Span, Status


class Chunk:
    """A stretch of a sentence with its code: text[start:end], with what it says by the sort of its code.

    `joins`: how a word that opens a clause joins it to the one before: coordinate, relative or subordinate; `lists`:
    the word lists in which its words stand.
    """

    __slots__ = (
        "cls", "code", "date", "definite", "end", "joins", "kind", "lists", "mentions", "start", "status", "text",
        "trigger",
    )  # fmt: skip

    def __init__(
        self,
        code: str,
        start: int,
        end: int,
        text: str,
        mentions: tuple[Mention, ...] = (),
        trigger: Entry | None = None,
        definite: bool = False,
        cue: Entry | None = None,
        date: DateExpr | None = None,
        lists: frozenset[ListName] = NO_LISTS,
    ) -> None:
        self.code = code
        self.start = start
        self.end = end
        self.text = text
        self.mentions = mentions
        self.trigger = trigger
        self.definite = definite
        self.date = date
        self.lists = lists
        if cue is None:
            self.cls: str | None = None
            self.status: Status | None = None
            self.kind: Kind | None = None
            self.joins: str | None = None
        else:
            self.cls, self.status, self.kind = cue.cls, cue.status, cue.kind
            self.joins = cue.valency

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


OF_BOTH = (
    " hai nước",
    " 2 nước",
    " hai miền",
    " 2 miền",
    " hai phía",
    " 2 phía",
    " hai quốc gia",
    " 2 quốc gia",
)
_EACH_STATE = " các nước "
_PLURALS = ("các", "những", "hai", "2", "ba")
_FIRST = ("đầu tiên", "duy nhất", "cuối cùng")
_BEING = ("thành", "trở thành", "là một trong những", "là một trong số")
_ADVERBS = ("còn", "rồi", "nên", "thì", "lại")
_AUXILIARIES = ("đã", "sẽ", "đang", "vừa", "cũng", "đều", "từng")
SENDING = ("cử", "phái", "điều")
"""Verbs whose object goes where the subject does not."""
_CAUSATIVE = (*SENDING, "đưa", "gửi", "chở", "mời")
_GOALS = ("sân bay", "sân bay quốc tế", "các nước", "các quốc gia", "nước", "các", "thủ đô", "thành phố")
_ASIDE = 14  # tokens; a longer parenthesis is read
_TO = Entry("to", "to")
# Classes of what stands with a mention and is none.
_APART = ("kin", "leads", "allegiance", "level", "place-head", "place")
_DATE_WORDS = 7  # of a date with its time of day: "lúc 10 giờ sáng thứ Hai"
_SOME = ("một", "nhóm")  # words before those who are led
_NOW = ("hiện", "hiện nay", "nay", "cũng", "vốn", "từng")
_HIMSELF = "chính"
_OF_NATION = "người"
_BEFORE_SUBJECT = ",|&yszm"  # codes of what can stand right before a subject, or before the other party
_FIELD = 14  # chunks over which the field of a role may reach to the name
_LIGHT = frozenset(("light",))  # "các", "nhiều": they open a mention before a role only
_OF_NAMES = frozenset(("surname",))
_DEFINITE = ("cuộc", "buổi", "phiên", "chuyến", "cuộc họp", "hội nghị")


def can_report(grammar: Grammar) -> bool:
    """Whether a sentence can tell of a contact between two parties, or of a line: cheap, before it is parsed."""
    parties = 0
    contact = False
    before: Token | None = None  # the token right before, where a mention can open there too
    for i, token in enumerate(grammar.tokens):
        if token.opens and grammar.opens(i):
            if token.classes != _LIGHT and not (before is not None and _goes_on_with(before, token)):
                parties += 2 if "pair" in token.classes else 1
            before = token
        else:
            before = None
        if token.contact:
            contact = contact or _evokes(grammar, i)
        if "line" in token.classes:
            return True
    return contact and parties > 1


def _goes_on_with(before: Token, token: Token) -> bool:
    """Whether a mention that opens at a token goes on with the next: a further word of a name, whose role it is."""
    return token.classes <= _OF_NAMES or before.addresses or before.ranks


def chunk(grammar: Grammar, dates: Sequence[DateExpr]) -> list[Chunk]:
    """The chunks of one sentence, with places, topics and sources told from parties, and lists joined."""
    chunks = _read(grammar, dates)
    codes = "".join([c.code for c in chunks])
    for pattern, step in _STEPS:
        if pattern.search(codes):
            chunks = step(chunks)
            codes = "".join([c.code for c in chunks])
    for item in chunks:
        item.lists = grammar.lists.of(item.text.lower())
    return chunks


def _read(grammar: Grammar, dates: Sequence[DateExpr]) -> list[Chunk]:
    chunks: list[Chunk] = []
    tokens, starts = grammar.tokens, grammar.starts
    size = len(tokens)
    coming = iter(dates)
    due = next(coming, None)
    i = aside = 0  # `aside`: how many tokens more a parenthesis can take up
    while i < size:
        token, start = tokens[i], starts[i]
        if aside or token.text == "(":
            aside = (_ASIDE if token.text == "(" else aside) - 1
            if token.text == ")":
                aside = 0
            i += 1
            continue
        while due is not None and due.span.start < start:
            due = next(coming, None)
        if due is not None and due.span.start < start + token.size:
            chunks.append(Chunk("z", due.span.start, due.span.end, token.text, date=due))
            while i < size and starts[i] < due.span.end:
                i += 1
            continue
        if token.lowered == _OF_NATION and chunks and chunks[-1].code == "N" and grammar.has(i + 1, "body"):
            i += 2  # "vị giáo hoàng người Argentina": no more than he
            continue
        if not token.plain and (found := _contact(grammar, i, chunks) or _party(grammar, i, dates)):
            chunks.append(found[0])
            i = found[1]
            continue
        code = token.code
        if code and code in "m&" and (end := _retinue(grammar, i, chunks)):
            i = end
            continue
        if code == "|" and chunks and chunks[-1].code not in ",|" and token.lowered in _ADVERBS:
            code = "x"  # "còn", "rồi" and the like open a clause only after a comma or at the start
        if code == "w" and token.lowered == _HIMSELF and grammar.mention(i + 1) is not None:
            code = "x"  # "chính ông A": no more than A
        if code:
            chunks.append(Chunk(code, start, start + token.size, token.text, (), None, False, token.cue))
        i += 1
    return chunks


def _retinue(grammar: Grammar, i: int, chunks: Sequence[Chunk]) -> int:
    """Where the delegation or the consort that goes with the person before ends: "Tổng Bí thư cùng Đoàn …"; or 0."""
    leader = chunks[-1].mentions[0] if chunks and chunks[-1].code == "N" else None
    if leader is None or leader.head not in ("person", "role"):
        return 0
    after = grammar.mention(i + 1)
    if grammar.has(i + 1, "consort"):
        consort = grammar.mention(i + 2)
        return i + 2 if consort is None else 0
    if not grammar.has(i + 1, "delegation") or grammar.tokens[i].lowered == "với":
        return 0
    if after is None or (leader.body is not None and after[0].body not in (None, leader.body)):
        return i + 2 if after is None else 0
    return after[1] if after[0].head in ("group", "organ") else 0


def _party(grammar: Grammar, i: int, dates: Sequence[DateExpr]) -> tuple[Chunk, int] | None:
    """A mention that begins at token `i`, or words that look like one but name no party; and where it ends."""
    token = grammar.tokens[i]
    if not token.classes.isdisjoint(_APART):
        apart = _apart(grammar, i)
        if apart is not None:
            return apart
    found = grammar.mention(i)
    if found is None:
        return None
    mention, end = found
    start = mention.span.start
    named_before = mention.head == "group" and grammar.word(end) in ("này", "đó")
    if mention.name is None and (grammar.word(end) == "nào" or named_before):
        return Chunk("w", start, mention.span.end, mention.text), end + 1  # any such person, nobody meant
    last = min(end, len(grammar.tokens)) - 1
    bracketed = grammar.starts[last] + grammar.tokens[last].size
    date = next((d for d in dates if mention.span.end <= d.span.start < bracketed), None)
    if date is not None:
        mention = replace(mention, dated=date)
    mention = _of_both(mention)
    code = "Q" if mention.head == "pair" else "N"
    return Chunk(code, start, mention.span.end, mention.text, (mention,)), max(end, i + 1)


def _apart(grammar: Grammar, i: int) -> tuple[Chunk, int] | None:
    """What stands with a mention at token `i` and is none: kin, allegiance, leading of a delegation, rank, place."""
    token = grammar.tokens[i]
    if token.has("kin"):
        found = grammar.mention(i + 1)
        if token.has("consort") and found is not None and _named_only(found[0]):
            span = grammar.span(i, found[1])
            text = span.slice(grammar.text)
            consort = replace(found[0], span=span, text=text, role=token.text)
            return Chunk("N", *span, text, (consort,)), found[1]
        end = i + 1 if found is None or found[0].head == "pronoun" else found[1]
        return Chunk("w", *grammar.span(i, end), token.text), end
    if token.has("allegiance"):
        lord = grammar.mention(i + 1)
        if lord is None:
            return None
        return Chunk("O", *grammar.span(i, lord[1]), token.text, (lord[0],)), lord[1]
    if token.has("leads"):
        at = i + 1
        while grammar.word(at) in _SOME:
            at += 1  # "dẫn đầu một nhóm quan chức"
        led = grammar.mention(at)
        counted = (
            ("group", "organ", "role")
            if at > i + 1 or token.text.lower().endswith("đoàn")
            else ("group", "organ")
        )
        end = led[1] if led is not None and led[0].head in counted and not led[0].name else i + 1
        return Chunk("x", *grammar.span(i, end), token.text), end
    if token.has("level") and grammar.has(i + 1, "role", "office", "role-head"):
        return Chunk("w", *grammar.span(i, i + 2), token.text), i + 2
    if token.has("state-form") and grammar.has(i + 1, "body"):
        return None  # "thăm đảo Đài Loan"
    if token.has("place-head", "place") and not token.has("role", "office", "body", "metonym"):
        end = proper_name(grammar, i + 1) if token.has("place-head") else i + 1
        after = grammar.mention(i + 1) if token.has("place-head") and end == i + 1 else None
        if after is not None and after[0].head == "person":
            end = after[1]  # "viếng Lăng Chủ tịch Hồ Chí Minh"
        if end > i + 1 or token.has("place"):
            return Chunk("w", *grammar.span(i, end), token.text), end
    return None


def _named_only(mention: Mention) -> bool:
    """Whether a mention is a full name without an office: of "Phu nhân Ngô Thị Mận" she herself."""
    return mention.name is not None and not mention.short and mention.role is None and mention.body is None


def _of_both(mention: Mention) -> Mention:
    """Unnamed people of both states, "phái viên hai nước": a pair of groups."""
    both = mention.head in ("role", "group") and mention.name is None and mention.body is None
    if not both or not mention.text.lower().endswith(OF_BOTH):
        return mention
    return replace(mention, head="pair", plural=True, classes=(), offices=(), role=mention.text)


def _evoking(grammar: Grammar, i: int) -> tuple[int, Entry] | None:
    """The word of contact at token `i`, after a classifier the next, and what it means."""
    tokens = grammar.tokens
    if not tokens[i].contact:
        return None
    j = i
    classifier = tokens[i].has("classifier")
    if classifier and i + 1 < len(tokens):
        j = i + 1
        while j < min(i + 3, len(tokens)) and tokens[j].has("light"):
            j += 1
    if j >= len(tokens):
        return None
    head = tokens[j]
    if classifier and not head.has("verb", "noun"):
        return None
    entry = head.of("noun") or head.of("verb")
    if entry is None:
        return None
    if not classifier and entry.cls == "verb" and head.has("person", "surname", "body") and head.capital:
        return None
    if entry.followed and not grammar.has(j + 1, *entry.followed):
        return None
    return j, entry


def _evokes(grammar: Grammar, i: int) -> bool:
    """Whether token `i` can tell of a contact; a journey does only to a seat."""
    found = _evoking(grammar, i)
    return found is not None and (found[1].valency not in JOURNEYS or _to_seat(grammar, found[0]))


def _to_seat(grammar: Grammar, i: int) -> bool:
    """Whether a state or capital follows a verb of travel."""
    while grammar.word(i + 1) in _GOALS:
        i += 1
    return grammar.has(i + 1, "body", "metonym")


def _contact(grammar: Grammar, i: int, before: Sequence[Chunk]) -> tuple[Chunk, int] | None:
    """A contact word at token `i`; with a classifier before it, it is an event noun."""
    found = _evoking(grammar, i)
    if found is None:
        return None
    token, (j, entry) = grammar.tokens[i], found
    head, classifier = grammar.tokens[j], token.has("classifier")
    noun, verb = head.of("noun"), head.of("verb")
    if entry.valency in JOURNEYS and not _travels(grammar, j, before):
        following = grammar.token(j + 1)
        if head.has("to") or following is None or not following.capital:
            return None
        return Chunk("o", *grammar.span(j, j + 1), head.text, cue=_TO), j + 1  # "bay sang X": where, not whom
    is_noun = classifier or (noun is not None and not (verb is not None and _verbal(before)))
    entry = entry if is_noun or verb is None else verb
    if not is_noun and before and before[-1].text.lower() in ("sự", "việc", "lịch", "kênh", "bàn", "vòng"):
        is_noun = True
    if not is_noun and len(before) == 1 and before[-1].text.lower() in ("lần", "những lần", "các lần"):
        is_noun = True
    span = grammar.span(i, j + 1)
    definite = token.lowered in _DEFINITE
    code = "E" if is_noun else "V"
    return Chunk(code, *span, span.slice(grammar.text), trigger=entry, definite=definite), j + 1


def _verbal(before: Sequence[Chunk]) -> bool:
    """Whether a word that can be noun or verb is the verb: an auxiliary or its subject stands before it."""
    return bool(before) and (before[-1].code in "NLQ" or before[-1].text.lower() in _AUXILIARIES)


def _travels(grammar: Grammar, i: int, before: Sequence[Chunk]) -> bool:
    """Whether "tới", "đến" or "sang" is the verb of a person's travel to a seat: subject before, goal after."""
    if not _to_seat(grammar, i):
        return False
    codes = [c for c in before if c.code not in "xqz"]
    if len(codes) > 2 and codes[-1].code in "OlN" and codes[-2].text.lower() == "rời":
        codes = codes[:-2]  # "rời Pháp để tới Serbia"
    codes = codes[-2:]
    if not codes or codes[-1].code not in "NL":
        return False
    governed = len(codes) > 1 and (codes[0].code in "kmgdf" or codes[0].text.lower() in _CAUSATIVE)
    if governed and codes[0].text.lower() == "chở":
        governed = False  # "Chuyên cơ chở bà Pelosi tới Đài Loan": she travels
    return not governed and codes[-1].mentions[0].head in (
        "person",
        "role",
        "pronoun",
        "counterpart",
        "group",
    )


def _roles_in_clause(chunks: list[Chunk]) -> list[Chunk]:
    """Tell places, topics, sources and speakers from parties."""
    out: list[Chunk] = []
    for i, item in enumerate(chunks):
        before = out[-1] if out else None
        after = chunks[i + 1] if i + 1 < len(chunks) else None
        if item.code == "N" and before is not None:
            mention = item.mentions[0]
            if _points_to_state(mention) and before.code not in _BEFORE_SUBJECT:
                item.code, item.mentions = "w", ()  # "quân đội nước này", "ở nước này"
            elif (
                mention.name is None
                and mention.head in ("role", "group")
                and _predicate(out, chunks[i + 1 : i + 5])
            ):
                item.code, item.mentions = "w", ()
            elif before.code == "S" and before.cls == "source":
                item.code = "S"
            elif before.code == "w" and mention.head == "body" and _pair_in_contact(chunks, i, out):
                pass  # "Việc Mỹ và Trung Quốc nối lại đàm phán": two parties, not the owners of a thing
            elif before.code == "P" and mention.head == "name":
                item.code, item.mentions = "P", ()
            elif before.code == "a" or (mention.head == "body" and before.code == "w"):
                item.code = "O"  # the topic; or what the noun before it belongs to ("tàu chiến Nga")
            elif (mention.head == "body" and before.code in ("i", "o") and before.cls in ("in", "to")) or (
                mention.head == "name" and before.code in ("i", "o")
            ):
                item.code = "l"
            elif mention.head == "body" and _goes_on_to(out):
                out.pop()
                out[-1].end, out[-1].mentions = item.end, (*out[-1].mentions, mention)
                continue
            elif mention.head == "body" and [c.code for c in out[-2:]] == ["l", ","] and _ends_place(after):
                item.code = "l"  # "tới Antalya, Thổ Nhĩ Kỳ, gặp …"
        if item.code == "Q" and before is not None and before.code == "a":
            item.code = "O"  # "nói về hai bên", "vuốt dốc về hai bên"
        if item.code == "s" and after is not None and _opens_clause(chunks, i):
            item.code, item.cls = "|", "speech"
        out.append(item)
    return out


def _points_to_state(mention: Mention) -> bool:
    """Whether a mention is "nước này" by itself."""
    return mention.head == "side" and mention.host


def _with_long_roles(chunks: list[Chunk]) -> list[Chunk]:
    """Give a name the role whose field stands between them: "Đại diện cấp cao về … của EU Josep Borrell"."""
    out: list[Chunk] = []
    for item in chunks:
        at = _role_of(out) if item.code == "N" and _named_only(item.mentions[0]) else None
        if at is not None:
            role, person, field = out[at].mentions[0], item.mentions[0], out[at + 1 :]
            if field[0].code not in "aw" or field[0].text[:1].isupper():
                title = " ".join(c.text for c in out[at:])  # an office of its own: not that of the word alone
                role = replace(role, role=title, text=title, classes=(), offices=())
            body = next((m.body for c in reversed(field) for m in c.mentions[::-1] if m.body), role.body)
            whole = replace(
                role,
                span=Span(out[at].start, item.end),
                text=" ".join(c.text for c in (out[at], *field, item)),
                head="person",
                name=person.name,
                people=person.people,
                body=body,
                role=role.text,
            )
            item = Chunk("N", out[at].start, item.end, whole.text, (whole,))
            del out[at:]
        out.append(item)
    return out


def _role_of(before: Sequence[Chunk]) -> int | None:
    """Where the role begins whose field goes on to the end of `before`; the field of a role is a name or a topic."""
    at = len(before) - 1
    while at >= 0 and len(before) - at <= _FIELD and before[at].code in "awkO&x-HN":
        if before[at].code == "N" and before[at].mentions[0].head not in ("body", "organ", "group"):
            break
        at -= 1
    field = before[at + 1 :]
    if at < 0 or not field or not _bare_role(before[at]):
        return None
    ends_in_body = field[-1].code == "N" and field[-1].mentions[0].head == "body"
    entitled = field[0].code == "N" or (field[0].text[:1].isupper() and field[0].code in "wHO")
    return at if entitled or (ends_in_body and field[0].code in "aw") else None


def _pair_in_contact(chunks: Sequence[Chunk], i: int, before: Sequence[Chunk]) -> bool:
    """Whether two states from chunk `i` on stand right after a contact noun, or right before a contact verb."""
    joint = chunks[i + 1].code if i + 2 < len(chunks) else ""
    if joint not in ("&", "-") or chunks[i + 2].code != "N" or chunks[i + 2].mentions[0].head != "body":
        return False
    words = list(itertools.takewhile(lambda c: c.code == "w", reversed(before)))
    named = len(before) > len(words) and before[-len(words) - 1].trigger is not None
    return (joint == "-" and named) or (joint == "&" and _leads_to_contact(chunks, i + 3))


def _ends_place(after: Chunk | None) -> bool:
    """Whether what follows a state shows that it only says where the place before it lies."""
    return after is not None and after.code in ",V"


def _goes_on_to(chunks: Sequence[Chunk]) -> bool:
    """Whether "và" after a goal goes on with a further one: "đến Việt Nam và Lào"."""
    return [c.code for c in chunks[-3:]] == ["o", "l", "&"] and bool(chunks[-2].mentions)


def _predicate(before: Sequence[Chunk], after: Sequence[Chunk]) -> bool:
    """Whether a role says what the subject is: "A trở thành tổng thống Mỹ đầu tiên thăm …"."""
    said = before[-1].text.lower()
    being = said in _BEING or (said == "là" and any(c.text.lower() in _FIRST for c in after))
    if not being or len(before) < 2 or before[-2].code not in "NLxz":
        return False
    if before[-1].code == "|":
        before[-1].code = "x"
    return True


def _opens_clause(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether what follows a speech verb is a clause with a subject of its own."""
    j = i + 1
    if j < len(chunks) and chunks[j].code == ",":
        return True
    while j < len(chunks) and chunks[j].code in "xz":
        j += 1
    return j < len(chunks) and chunks[j].code in "NQ"


def _without_appositions(chunks: list[Chunk]) -> list[Chunk]:
    """Leave out what somebody is, between him and the one he is joined to: "ông A, bạn cũ của B, và bà C"."""
    out = list(chunks)
    for i in range(len(out) - 5, -1, -1):
        set_off = out[i + 1].code == ","
        if not _named(out[i]) or not (set_off or ", " in out[i].text):
            continue
        end = first = i + 1 + set_off
        while end < len(out) and end - i <= _FIELD and _predicative(out[end]):
            end += 1
        closed = [c.code for c in out[end : end + 3]] == [",", "&", "N"]
        if closed and end > first and out[first].code in "wxN" and _named(out[end + 2]):
            del out[i + 1 : end + 1]
    return out


def _predicative(item: Chunk) -> bool:
    """Whether a chunk can be a part of an apposition: neither somebody called by name nor a verb of contact."""
    return item.code in "wxkOa-" or (item.code == "N" and item.mentions[0].name is None)


def _joined(chunks: list[Chunk]) -> list[Chunk]:
    """Join coordinated mentions: "A, B và C" to one list, "Biden-Putin" and "Nga - Mỹ" to a pair."""
    out: list[Chunk] = []
    i = 0
    while i < len(chunks):
        item = chunks[i]
        if item.code != "N":
            out.append(item)
            i += 1
            continue
        members, j, hyphen = [item.mentions[0]], i + 1, False
        while j + 1 < len(chunks):
            if _enumerates(chunks, j, members[-1]):
                chunks[j].code = ","
            if chunks[j].code == "," and chunks[j + 1].code == "&":
                j += 1  # "A, và B"
            then = chunks[j].code == "," and chunks[j + 1].text.lower() in ("rồi", "sau đó")
            if then and j + 3 < len(chunks) and chunks[j + 2].code == "m" and chunks[j + 3].code == "N":
                j += 1  # "với A, rồi với B"
                chunks[j].code = "&"
            then_with = chunks[j].text.lower() == "rồi" and chunks[j + 1].code == "m"
            if then_with and j + 2 < len(chunks) and chunks[j + 2].code == "N":
                j += 1  # "với A rồi với B"
                chunks[j].code = "&"
            if chunks[j].text.lower() == "rồi" and chunks[j + 1].code == "N":
                chunks[j].code = "&"  # "gặp Chủ tịch nước rồi Thủ tướng"
            if chunks[j].text.lower() == "với" and out and out[-1].code == "g" and len(members) == 1:
                chunks[j].code = "&"  # "giữa A với B"
            along = _along_with(out, chunks, j)
            if along:
                j += chunks[j + 1].code == "x"
                chunks[j].code = "&"  # "hội đàm với A cùng với (các) B"
            if chunks[j].code == "&" and chunks[j + 1].code == "m" and j + 2 < len(chunks):
                j += 1  # "với A, cũng như với B"
                chunks[j].code = "&"
            joins = chunks[j].code == "&"
            last = joins and [c.text.lower() for c in chunks[j + 1 : j + 3]] == ["sau đó", "là"]
            if last and j + 3 < len(chunks) and chunks[j + 3].code == "N":
                j += 2  # "tới A, B và sau đó là C"
                chunks[j].code = "&"
            if j + 1 >= len(chunks) or chunks[j + 1].code != "N":
                break
            joint = chunks[j].code
            mention = chunks[j + 1].mentions[0]
            if joint == "-" and _same_sort(members[-1], mention):
                hyphen = True
            elif joint == "," and out and out[-1].code in "iS" and len(members) == 1:
                break  # "Không giống ông A, ông B và ông C …"
            elif (
                joint == ","
                and out
                and out[-1].code in "mo"
                and _new_subject(members[-1], mention, chunks, j + 1)
            ):
                break  # "Còn với nhà lãnh đạo Gruzia, Moscow khẳng định …"
            elif not _coordinate(members[-1], mention):
                break
            elif (
                joint == "&"
                or (joint == "," and chunks[j].text == ";")
                or (joint == "," and _side_by_side(members[-1], mention, chunks, i, j + 1))
                or (joint == "," and (_more_follow(chunks, j + 1) or _shared_role(_model(members), mention)))
                or (joint == "," and _objects(out, members[-1], chunks, j + 1))
            ):
                pass
            else:
                break
            members.append(mention)
            j += 2
            if joint == "&" and not along and not (j < len(chunks) and chunks[j].code == "&"):
                break
        if len(members) == 1:
            out.append(item)
            i += 1
            continue
        members = _distributed(members)
        text = " ".join(m.text for m in members)
        out.append(Chunk("H" if hyphen else "L", item.start, chunks[j - 1].end, text, tuple(members)))
        i = j
    return out


def _along_with(before: Sequence[Chunk], chunks: Sequence[Chunk], j: int) -> bool:
    """Whether "cùng (với)" at `j` goes on with a list of those met: "hội đàm với A cùng với các Thủ tướng B và C"."""
    if chunks[j].text.lower() not in ("cùng", "cùng với") or not before or before[-1].code != "m":
        return False
    at = j + 1 + (chunks[j + 1].text.lower() == "các")
    return at < len(chunks) and chunks[at].code == "N" and chunks[at].mentions[0].head in ("person", "role")


def _parted(chunks: list[Chunk]) -> list[Chunk]:
    """Part objects from the subject of the next clause: "gửi điện đến A và B đã gửi điện đến C"."""
    out: list[Chunk] = []
    for i, item in enumerate(chunks):
        verb = next((c for c in reversed(out) if c.code not in "xo"), None) if item.code == "L" else None
        if verb is not None and verb.code == "V" and _acts(chunks, i + 1, verb):
            *objects, subject = item.mentions
            text, end = " ".join(m.text for m in objects), objects[-1].span.end
            out.append(Chunk("L" if len(objects) > 1 else "N", item.start, end, text, tuple(objects)))
            out.append(Chunk("|", end, subject.span.start, "và"))
            item = Chunk("N", *subject.span, subject.text, (subject,))
        out.append(item)
    return out


def _acts(chunks: Sequence[Chunk], i: int, verb: Chunk) -> bool:
    """Whether a contact verb with an object of its own follows at `i`, told as past or planned, or the same again."""
    told = False
    while i < len(chunks) and chunks[i].code in "xzq":
        told = told or chunks[i].cls == "plan" or chunks[i].text.lower() in _AUXILIARIES
        i += 1
    if i + 1 >= len(chunks) or chunks[i].code != "V":
        return False
    return (told or chunks[i].trigger is verb.trigger) and chunks[i + 1].code in "moNLl"


def _transparent(chunks: list[Chunk]) -> list[Chunk]:
    """Open clauses that have no subject of their own to the subject before them.

    "… khi gặp B", "A, người vừa gặp B, …": the boundary becomes a light word. A pair and the list that names its
    members ("Ngoại trưởng hai nước, các ông A và B, …") become that list.
    """
    out: list[Chunk] = []
    set_off = False
    for i, item in enumerate(chunks):
        if item.code == "|":
            that = item.text.lower() == "rằng"
            if (item.cls == "clause" or that) and _leads_to_contact(chunks, i + 1, verb=that):
                if item.text.lower() in ("người", "những người") and len(out) > 1 and out[-1].code == ",":
                    out.pop()
                item.code = "y"
        if (
            item.code == "L"
            and len(item.mentions) == 2
            and _counted(out)
            and all(m.name for m in item.mentions)
        ):
            out.pop()  # "với hai ông A và B"
        if item.code == "L" and len(item.mentions) == 2 and out and out[-1].code == ",":
            pair = _pair_before(out)
            if pair is not None:
                del out[pair:]
                set_off = True
        elif item.code == "," and set_off:
            set_off = False
            continue
        out.append(item)
    return out


def _counted(chunks: Sequence[Chunk]) -> bool:
    """Whether two people are counted last, as those with whom there is contact."""
    return len(chunks) > 1 and chunks[-1].code == "Q" and chunks[-2].code in "mgok"


def _leads_to_contact(chunks: Sequence[Chunk], i: int, verb: bool = False) -> bool:
    """Whether the first chunk from `i` on that is no light word, date or cue is a contact word (a verb)."""
    while i < len(chunks) and chunks[i].code in "xzqo":
        i += 1
    return i < len(chunks) and chunks[i].trigger is not None and (not verb or chunks[i].code == "V")


def _without_insertions(chunks: list[Chunk]) -> list[Chunk]:
    """Leave out a speaker set off by commas: ", Lầu Năm Góc thông báo, "; not the subject after an adjunct."""
    out = list(chunks)
    i = 0
    while i + 3 < len(out):
        speaker, verb = out[i + 1], out[i + 2]
        inserted = out[i].code == "," and speaker.code in "NP" and verb.cls == "speech"
        own = i + 4 < len(out) and out[i + 4].code == "N" and out[i + 4].mentions[0].head == "pronoun"
        opens = own and all(c.code in "xzw" for c in out[:i])  # "Trước đó, A cho hay, ông sẽ …": of himself
        if inserted and out[i + 3].code == "," and not opens and not _adjunct(out[:i]):
            speaker.code, speaker.cls, speaker.mentions = "x", None, ()
            out[i : i + 4] = [speaker]
        i += 1
    return out


def _adjunct(chunks: Sequence[Chunk]) -> bool:
    """Whether only a contact without its subject stands so far: "Báo cáo với Chủ tịch nước về tình hình"."""
    return bool(chunks) and (
        chunks[0].code == "V" or (chunks[0].code == "i" and len(chunks) > 1 and chunks[1].trigger is not None)
    )


def _without_roles(chunks: list[Chunk]) -> list[Chunk]:
    """Leave out the further roles set off after a name: "ông A, Phó Thủ tướng, Chủ tịch Phân ban …, đã …"."""
    out = list(chunks)
    i = 0
    while i < len(out):
        if _name_set_off(out, i):
            out[i : i + 3] = [_holder(out[i], out[i + 2])]
        if _role_before(out, i):
            del out[i : i + 2]
        end = _roles_after(out, i)
        if end > i + 1:
            closed = end < len(out) and out[end].code == ","
            goes_on = closed and end + 1 < len(out) and out[end + 1].code in "xzqVEmp"
            del out[i + 1 : end + 1 if goes_on else end]
        i += 1
    return out


def _name_set_off(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a full name between commas is that of the role before it: "Đại sứ tại Bắc Kinh, Abe Taro, đã …"."""
    if [c.code for c in chunks[i : i + 4]] != ["N", ",", "N", ","]:
        return False
    role, name = chunks[i].mentions[0], chunks[i + 2].mentions[0]
    alone = name.name is not None and not name.short and name.role is None and name.body is None
    acts = i + 4 < len(chunks) and chunks[i + 4].code in "xzqVps"
    return _bare_role(chunks[i]) and not role.plural and alone and acts


def _holder(role: Chunk, name: Chunk) -> Chunk:
    """The person who holds a role, from the role and the name set off after it."""
    held, named = role.mentions[0], name.mentions[0]
    text = f"{role.text}, {name.text}"
    whole = replace(
        held, span=Span(role.start, name.end), text=text, head="person", name=named.name, people=named.people
    )
    return Chunk("N", role.start, name.end, text, (whole,))


def _last_name(text: str) -> str:
    """The capitalised words that end a role: "Ba Lan" of "Thủ tướng Ba Lan"."""
    words = text.split(" ")
    tail = itertools.takewhile(lambda word: word[:1].isupper(), reversed(words))
    return " ".join(reversed(list(tail)))


def _role_before(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether chunk `i` is one more role of the person named next: "Chủ tịch Đảng …, Chủ tịch Thượng viện … A"."""
    if (
        i + 2 >= len(chunks)
        or [c.code for c in chunks[i : i + 3]] != ["N", ",", "N"]
        or _more_follow(chunks, i)
    ):
        return False
    role, person = chunks[i].mentions[0], chunks[i + 2].mentions[0]
    return (
        role.head == "role"
        and role.name is None
        and role.body is not None
        and person.name is not None
        and person.role is not None
        and (role.body == person.body or _of_party(role) or _last_name(role.text) == _last_name(person.role))
        and chunks[i + 2].text.lower().split(" ")[0] == chunks[i].text.lower().split(" ")[0]
    )


def _of_party(role: Mention) -> bool:
    """Whether a role is one in a party, which its leader can hold beside an office of state."""
    return " đảng " in f" {role.text.lower()} "


_AS = ("với tư cách", "trên cương vị", "trong vai trò")


def _roles_after(chunks: Sequence[Chunk], i: int) -> int:
    """Index after the roles set off by commas after the named person at `i`; i + 1 where there are none."""
    end = i + 1
    if chunks[i].code not in "NL" or chunks[i].mentions[-1].name is None:
        return end
    while end + 1 < len(chunks) and chunks[end].code == ",":
        at = end + 1 + (chunks[end + 1].text.lower().startswith(_AS) and end + 2 < len(chunks))
        if not _bare_role(chunks[at]):
            break
        stop = at + 1
        while stop < len(chunks) and chunks[stop].code in "wO-kzN&" and not _named(chunks[stop]):
            stop += 1
        if stop < len(chunks) and chunks[stop].code not in ",xVEqmp":
            break
        end = stop
    return end


def _bare_role(item: Chunk) -> bool:
    return item.code == "N" and item.mentions[0].head == "role" and item.mentions[0].name is None


def _named(item: Chunk) -> bool:
    return bool(item.mentions) and item.mentions[0].name is not None and item.mentions[0].head == "person"


def _one_noun(chunks: list[Chunk]) -> list[Chunk]:
    """Read "các cuộc hội đàm, hội kiến, tiếp xúc giữa …" or "gặp gỡ, trao đổi với …" as one contact word."""
    out = list(chunks)
    i = 0
    while i < len(out):
        end = i + 1
        while end + 1 < len(out) and out[end].code in ",&" and _tells_no_more(out[i], out[end + 1]):
            end += 2
        if end > i + 1 and end < len(out) and out[end].code in "gm":
            del out[i + 1 : end]
        i += 1
    return out


def _tells_no_more(first: Chunk, second: Chunk) -> bool:
    """Whether the second of two contact words side by side adds nothing to the first."""
    if first.code == "E":
        return second.code in "VE"
    told, more = first.trigger, second.trigger
    if first.code != "V" or told is None or more is None or told.valency not in ("mutual", "direct"):
        return False
    return more.weak and not told.weak


def _unnamed(item: Chunk) -> bool:
    """Whether a chunk is a group, or people by their role only."""
    if item.code != "N":
        return False
    return item.mentions[0].head in ("group", "role") and item.mentions[0].name is None


def _members(chunks: list[Chunk]) -> list[Chunk]:
    """Put members in the place of their group: "nhiều lãnh đạo đã tới …, trong đó có A và B"."""
    out = list(chunks)
    for i in range(len(out) - 2, 0, -1):
        if i + 1 >= len(out) or out[i + 1].code not in "NL":
            continue
        named = out[i + 1]
        if out[i].text.lower() == "như" and _unnamed(out[i - 1]):
            if all(_named(Chunk("N", 0, 0, "", (m,))) and m.role for m in named.mentions):
                out[i - 1 : i + 1] = []  # "gặp nhiều lãnh đạo như A và B"
            continue
        if out[i].code != "u":
            continue
        people = all(m.head in ("person", "role") for m in named.mentions)
        group = next((j for j in range(i - 1, -1, -1) if out[j].mentions), None)
        while (
            group is not None
            and group >= 0
            and not (out[group].code == "N" and out[group].mentions[0].head == "group")
        ):
            group = next((j for j in range(group - 1, -1, -1) if out[j].mentions), None)
        if not people or group is None:
            continue
        named.code = "L" if len(named.mentions) > 1 else "N"
        out[group] = named
        del out[i - (out[i - 1].code == ",") : i + 2]
    return out


def _who_they_are(chunks: list[Chunk]) -> list[Chunk]:
    """Read "với lãnh đạo các nước đồng minh là A và B": no more than A and B."""
    out = list(chunks)
    for i in range(len(chunks) - 2, 1, -1):
        if i + 1 >= len(out) or out[i].text.lower() != "là" or out[i + 1].code not in "NL":
            continue
        j = i - 1
        while j and out[j].code in "xwO":
            j -= 1
        if out[j].code == "m" and i - j > 1:
            del out[j + 1 : i + 1]
    return out


def _without_asides(chunks: list[Chunk]) -> list[Chunk]:
    """Leave out a relative clause that reports no contact: "A, người vừa trở về từ Moskva, đã điện đàm …"."""
    out = list(chunks)
    i = 0
    while i + 2 < len(out):
        opened = out[i + 1].code == "," and out[i].code in "NL"
        first = i + 2 + (opened and out[i + 2].text.lower() in _NOW)
        if opened and first < len(out) and out[first].text.lower() in ("người", "là"):
            end = next((j for j in range(first + 1, min(i + 16, len(out))) if out[j].code in ",|"), 0)
            inner = out[first + 1 : end]
            if end and out[end].code == "," and all(c.trigger is None for c in inner):
                del out[i + 1 : end + 1]
        i += 1
    return out


def _without_sources(chunks: list[Chunk]) -> list[Chunk]:
    """Leave out a source set off after the subject: "Bà Merkel, theo Berlin, đã thông báo với Warsaw"."""
    out = list(chunks)
    i = 0
    while i + 3 < len(out):
        if out[i].code in "NLQ" and out[i + 1].code == "," and out[i + 2].code == "S":
            end = next((j for j in range(i + 3, min(i + 10, len(out))) if out[j].code in ",|z"), 0)
            if end and out[end].code == "," and all(c.trigger is None for c in out[i + 2 : end]):
                del out[i + 1 : end + 1]
        i += 1
    return out


def _without_date_commas(chunks: list[Chunk]) -> list[Chunk]:
    """Leave out the comma after a date that stands between a subject and its verb: "A và B hôm thứ Hai, đã gặp"."""
    out = list(chunks)
    for i in range(len(out) - 2, 1, -1):
        if out[i].code != "," or out[i - 1].code != "z" or out[i + 1].code not in "xqVp":
            continue
        j = i - 1
        while j and out[j].code in "zw" and i - j < _DATE_WORDS:
            j -= 1
        subject = j - (out[j].code == ",")
        governed = subject > 0 and (
            out[subject - 1].code in "mogkdfa" or out[subject - 1].trigger is not None
        )
        if subject >= 0 and out[subject].code in "NLQ" and not governed:
            del out[i]
            if out[j].code == ",":
                del out[j]
    return out


_SCHEDULED = re.compile("E(x*p?x*)q([fwxz]{0,4})o[lNL]")


def _without_participles(chunks: list[Chunk]) -> list[Chunk]:
    """Leave out when an occasion was set, between it and its goal: "chuyến thăm được lên kế hoạch từ lâu tới A"."""
    match = _SCHEDULED.search("".join(c.code for c in chunks))
    if match is None or chunks[match.end(1)].cls != "plan":
        return chunks
    kept = [*chunks[: match.start(1)], chunks[match.end(1)], *chunks[match.end(2) :]]
    return kept if not any(c.date for c in chunks[match.start(2) : match.end(2)]) else chunks


def _of_both_states(chunks: list[Chunk]) -> list[Chunk]:
    """Read "các Bộ trưởng Quốc phòng của hai nước" as the pair of those who hold that office in both."""
    out = list(chunks)
    for i in range(len(out) - 3, -1, -1):
        if [c.code for c in out[i : i + 3]] != ["N", "k", "Q"]:
            continue
        holders = out[i].mentions[0]
        if holders.head not in ("group", "role") or holders.name is not None or holders.body is not None:
            continue
        if not f" {out[i + 2].text.lower()}".endswith(OF_BOTH):
            continue
        span = Span(out[i].start, out[i + 2].end)
        text = f"{holders.text} {out[i + 2].text}"
        pair = replace(holders, span=span, text=text, head="pair", plural=True, offices=(), role=text)
        out[i : i + 3] = [Chunk("Q", *span, text, (pair,))]
    return out


# What is done with the chunks before frames are matched, in order, each where the codes show that it may be needed:
# mentions are told apart and joined, then what is set off or said twice is left out, last clauses are opened.
_STEPS: tuple[tuple[re.Pattern[str], Callable[[list[Chunk]], list[Chunk]]], ...] = (
    (re.compile("N[-awkO&xHN]+N"), _with_long_roles),
    (re.compile("[NQs]"), _roles_in_clause),
    (re.compile("N.*,&N"), _without_appositions),
    (re.compile("N"), _joined),
    (re.compile("L"), _parted),
    (re.compile("NkQ"), _of_both_states),
    (re.compile("[NL],N"), _without_roles),
    (re.compile(",[NP].,"), _without_insertions),
    (re.compile("[NLQ],S"), _without_sources),
    (re.compile("z,"), _without_date_commas),
    (re.compile("[NL],"), _without_asides),
    (re.compile(r"m[xwO]+\|[NL]"), _who_they_are),
    (re.compile("u[NL]|N[|y][NL]"), _members),
    (re.compile("[EV][,&][VE]"), _one_noun),
    (_SCHEDULED, _without_participles),
    (re.compile("[|L]"), _transparent),
)


def _pair_before(chunks: Sequence[Chunk]) -> int | None:
    """Where a pair stands that the list after `chunks` names, with at most its two states between."""
    for back in range(len(chunks) - 1, max(-1, len(chunks) - 7), -1):
        if chunks[back].code == "Q":
            return back
        if chunks[back].code not in ",x-NHLw" or any(m.head != "body" for m in chunks[back].mentions):
            return None
    return None


def _same_sort(a: Mention, b: Mention) -> bool:
    return (
        (a.head == "body" and b.head == "body")
        or (a.name is not None and b.name is not None)
        or _shared_role(a, b)
    )


def _office(mention: Mention) -> bool:
    """Whether a mention is an office of a state, which stands for its holder."""
    return mention.head == "role" and mention.body is not None and bool(mention.classes)


def _coordinate(a: Mention, b: Mention) -> bool:
    """Whether two mentions can be members of one list: not a state or body beside a person."""
    if "group" in (a.head, b.head):
        return True
    bodies = ("body", "organ", "side")
    return (a.head in bodies) == (b.head in bodies) or _shared_role(a, b)


def _shared_role(a: Mention, b: Mention) -> bool:
    """Whether `b` is a bare state that shares the role before it ("Tổng thống Nga, Mỹ")."""
    sharing = a.head in ("role", "group", "organ", "counterpart")
    has_none = a.head == "organ" and b.classes != ()  # "Chính phủ Israel và Hamas": no government of Hamas
    return sharing and a.name is None and a.body is not None and b.head == "body" and not has_none


def _model(members: Sequence[Mention]) -> Mention:
    """The last member of a list with a role, which bare states after it share: "người đồng cấp Pháp, Ý, Anh"."""
    return next((m for m in reversed(members) if m.head != "body"), members[-1])


def _more_follow(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a list that has reached chunk `i` goes on to an "and"."""
    j = i + 1
    while j + 1 < len(chunks) and chunks[j].code == "," and chunks[j + 1].code == "N":
        j += 2
    if j < len(chunks) and chunks[j].code == ",":
        j += 1  # "A, B, và C"
    if [c.text.lower() for c in chunks[j : j + 3]] == ["và", "sau đó", "là"]:
        return True
    return j + 1 < len(chunks) and chunks[j].code == "&" and chunks[j + 1].code == "N"


def _objects(before: Sequence[Chunk], last: Mention, chunks: Sequence[Chunk], i: int) -> bool:
    """Whether people set side by side without "và" up to chunk `i` are those met: "đã gặp A, B cùng C"."""
    if len(before) < 2 or not any(c.code in "NLQ" for c in before[:-1]):
        return False
    if before[-1].code != "V" and not (before[-1].code == "m" and before[-2].code in "VE"):
        return False
    other = chunks[i].mentions[0] if chunks[i].mentions else last
    if _office(last) and (other.body in (None, last.body) or other.classes != last.classes):
        return False  # "Chủ tịch Đảng …, Chủ tịch Thượng viện … A": one person
    if not ((_office(last) or (last.head == "person" and last.role)) and _with_role(chunks[i])):
        return False
    j = i + 1
    while j + 1 < len(chunks) and chunks[j].code == "," and _with_role(chunks[j + 1]):
        j += 2
    if j + 1 < len(chunks) and chunks[j].code == "," and chunks[j + 1].code == "m":
        j += 1  # "A, B, cùng các quan chức khác"
    if j < len(chunks) and chunks[j].code == "m" and j + 1 < len(chunks):
        return chunks[j + 1].code in "wxNL"
    if j + 1 < len(chunks) and chunks[j].code == "&" and chunks[j + 1].code in "xw":
        return True  # "gặp A, B và một lần nữa đề nghị …"
    return all(c.code in "ziwl" for c in chunks[j : j + 4])


def _with_role(item: Chunk) -> bool:
    """Whether a chunk is a named person with an office, or an office of a state that stands for its holder."""
    if _bare_role(item):
        return _office(item.mentions[0])
    return _named(item) and item.mentions[0].role is not None


def _new_subject(a: Mention, b: Mention, chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a bare state at chunk `i` that could share the role before it says or does something instead."""
    following = chunks[i + 1].code if i + 1 < len(chunks) else ""
    return _shared_role(a, b) and following in tuple("sqnV|")


def _enumerates(chunks: Sequence[Chunk], j: int, last: Mention) -> bool:
    """Whether a semicolon goes on with a list of people, each with a role: "các đồng chí A, …; B, …; C, …"."""
    following = chunks[j + 1].mentions
    if chunks[j].text != ";" or not following or last.name is None:
        return False
    name = following[0].name
    return name is not None and following[0].role is not None and following[0].text.startswith(name)


def _side_by_side(a: Mention, b: Mention, chunks: Sequence[Chunk], first: int, last: int) -> bool:
    """Whether two organisations that open a sentence are one subject without "và": "WB, EC cùng ngày đã gửi …"."""
    follows = next((c for c in chunks[last + 1 :] if c.code not in "xz"), None)
    acts = follows is not None and follows.code == "V"
    return first == 0 and a.head == b.head == "body" and acts


def _distributed(members: list[Mention]) -> list[Mention]:
    """Give a bare state the role of the member before it: "quân đội Mỹ và Nga"; of several, each is one."""
    first = members[0]
    if first.head == "role" and _EACH_STATE in first.text:
        text, role = (words.replace(_EACH_STATE, " ") for words in (first.text, first.role or ""))
        first = replace(first, text=text, role=role)  # "Đại sứ các nước Pháp và Ý"
    if first.plural and first.head == "counterpart" and _shared_role(first, members[1]):
        words = first.text.split(" ")
        first = replace(first, plural=False, text=" ".join(words[words[0].lower() in _PLURALS :]))
    if first.head == "group" and first.classes and _shared_role(first, members[1]):
        text = first.text.split(" ", 1)[-1]  # "các Thủ tướng Đức, Thái Lan": each is one
        first = replace(first, head="role", text=text, role=text, plural=False)
    out = [first]
    for mention in members[1:]:
        model = out[-1]
        if _shared_role(model, mention):
            text = f"{_without_state(model.role) or _head_of(model.text)} {mention.text}"
            mention = replace(model, span=mention.span, text=text, body=mention.body, offices=())
        bare = mention.head == "name" and not mention.short
        if bare and model.head == "person" and model.role is not None and not model.short:
            mention = replace(mention, head="person", role=model.role)  # "hai tổng giám đốc A và B"
        out.append(mention)
    return out


def _without_state(role: str | None) -> str | None:
    """A role without the state that it ends in: "Bộ trưởng Ngoại giao" of "Bộ trưởng Ngoại giao Việt Nam"."""
    words = (role or "").split()
    while words and words[-1][0].isupper() and len(words) > 1:
        words.pop()
    return " ".join(words) or None


def _head_of(text: str) -> str:
    """The common words that open a mention: "Đại diện" of "Đại diện Mỹ"."""
    first, *rest = text.split(" ")
    common = itertools.takewhile(lambda word: not word[0].isupper(), rest)
    return " ".join((first, *common))
