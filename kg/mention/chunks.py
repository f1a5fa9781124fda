"""Chunks of a sentence, each of one code, over which frames are matched.

Codes: ``N`` mention, ``L`` list of mentions, ``H`` mentions joined by a hyphen, ``Q`` anaphor for a pair,
``V``/``E`` contact verb / event noun, ``m`` with, ``&`` and, ``g`` between, ``k`` of,
``b`` each other, ``h`` thanks, ``u`` including, ``d`` by, ``p`` passive,
``o`` to, ``f`` from, ``i`` in, ``a`` about, ``s`` speech, ``q`` status cue, ``x`` light word, ``z`` date, ``r``
request-of, ``n`` initiated, ``P`` press, ``l`` place, ``O`` topic, ``j`` since, ``S`` source, ``w`` any other word,
``,`` and
``|`` (clause boundary; ``y`` where the clause has no subject of its own).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.date.expressions import DateExpr
from kg.knowledge.tokens import Entry, Token
from kg.knowledge.wordlists import NO_LISTS, ListName
from kg.mention.mentions import Mention
from kg.model import Kind, Span, Status

OF_BOTH = (
    " hai nước", " 2 nước", " hai miền", " 2 miền", " hai phía", " 2 phía", " hai quốc gia", " 2 quốc gia",
)  # fmt: skip
"""Ends of the wordings that belong to both of two states spoken of."""


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


def of_token(token: Token, start: int, code: str) -> Chunk:
    """The chunk of a word that is nothing but its code, as most are: filled in here, twice as fast as by a call."""
    item = Chunk.__new__(Chunk)
    item.code = code
    item.start = start
    item.end = start + token.size
    item.text = token.text
    item.mentions = ()
    item.trigger = item.date = None
    item.definite = False
    item.lists = token.lists
    cue = token.cue
    if cue is None:
        item.cls = item.status = item.kind = item.joins = None
    else:
        item.cls, item.status, item.kind, item.joins = cue.cls, cue.status, cue.kind, cue.valency
    return item


def codes_of(chunks: Iterable[Chunk]) -> str:
    """The codes of chunks as one text."""
    return "".join([c.code for c in chunks])


def named(item: Chunk) -> bool:
    """Whether a chunk begins with a person called by name."""
    return bool(item.mentions) and item.mentions[0].name is not None and item.mentions[0].head == "person"


def bare_role(item: Chunk) -> bool:
    """Whether a chunk is somebody called by a role only."""
    return item.code == "N" and item.mentions[0].head == "role" and item.mentions[0].name is None


def named_only(mention: Mention) -> bool:
    """Whether a mention is a full name without an office: of "Phu nhân Ngô Thị Mận" she herself."""
    return mention.name is not None and not mention.short and mention.role is None and mention.body is None


def is_office(mention: Mention) -> bool:
    """Whether a mention is an office of a state, which stands for its holder."""
    return mention.head == "role" and mention.body is not None and bool(mention.classes)


def beyond(chunks: Sequence[Chunk], i: int, codes: str) -> int:
    """Index of the first chunk from `i` on that has none of these codes."""
    while i < len(chunks) and chunks[i].code in codes:
        i += 1
    return i


def leads_to_contact(chunks: Sequence[Chunk], i: int, verb: bool = False) -> bool:
    """Whether the first chunk from `i` on that is no light word, date or cue is a contact word (a verb)."""
    i = beyond(chunks, i, "xzqo")
    return i < len(chunks) and chunks[i].trigger is not None and (not verb or chunks[i].code == "V")
