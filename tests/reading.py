"""One sentence through the first stages of the extractor, or a text through all, for the tests of each stage."""

from __future__ import annotations

import datetime as dt
from functools import cache

from kg.article.text import lower
from kg.date.expressions import DateExpr
from kg.date.finding import find_dates
from kg.event.candidates import Candidate
from kg.event.events import candidates
from kg.extract import Extractor
from kg.knowledge.lexicon import Lexicon, load_lexicon
from kg.knowledge.register import load_register
from kg.knowledge.wordlists import WordLists
from kg.mention.chunking import chunk
from kg.mention.chunks import Chunk
from kg.mention.grammar import Grammar
from kg.mention.mentions import Mention
from kg.model import Article, ContactEvent, Extraction, Span, Status
from kg.ontology import Ontology

BIDEN, PUTIN = "Tổng thống Mỹ Joe Biden", "Tổng thống Nga Vladimir Putin"
AUSTIN, BELOUSOV = "Bộ trưởng Quốc phòng Mỹ Lloyd Austin", "Bộ trưởng Quốc phòng Nga Andrey Belousov"


def grammar(text: str, lexicon: Lexicon) -> Grammar:
    """The grammar over the tokens of a sentence."""
    tokens = lexicon.wordings.tokens(text, lower(text), Span(0, len(text)))
    return Grammar(text, tokens, lexicon.names, lexicon.lists)


def chunks(text: str, lexicon: Lexicon) -> list[Chunk]:
    """The chunks of a sentence."""
    return chunk(grammar(text, lexicon), find_dates(lower(text), Span(0, len(text)), lexicon.lists))


def mentions(text: str, lexicon: Lexicon) -> list[Mention]:
    """Every mention of a text, from left to right."""
    words = grammar(text, lexicon)
    found: list[Mention] = []
    i = 0
    while i < len(words.tokens):
        mention = words.mention(i)
        i = max(mention[1], i + 1) if mention else i + 1
        found += [mention[0]] if mention else []
    return found


def contacts(text: str, lexicon: Lexicon) -> list[Candidate]:
    """The contacts that a sentence by itself reports, with or without their parties."""
    return candidates(chunks(text, lexicon), lexicon.frames, lexicon.lists)


def one_contact(text: str, lexicon: Lexicon) -> Candidate:
    """The only contact of a sentence whose parties it names."""
    (found,) = [c for c in contacts(text, lexicon) if c.sides]
    return found


def names(side: tuple[Mention, ...]) -> str:
    """The names, or else the words, of the parties on one side."""
    return " + ".join(m.name or m.text for m in side)


def parties(candidate: Candidate) -> str:
    """Kind and parties of a candidate, a "/" between the sides."""
    return f"{candidate.kind.value}: {' / '.join(map(names, candidate.sides))}"


def shown(event: ContactEvent) -> str:
    """A contact in a line: its kind, with the status unless it occurred, the parties by side, and who sought it."""
    status = "" if event.status is Status.OCCURRED else f" {event.status.value}"
    sides: dict[int, list[str]] = {}
    for each in event.participants:
        sides.setdefault(each.side, []).append(each.actor.name)
    sought = f" ({event.initiator_name})" if event.initiator else ""
    return f"{event.kind.value}{status}: {' / '.join(' + '.join(sides[n]) for n in sorted(sides))}{sought}"


class Reading:
    """Reads a text that was published on a day."""

    def __init__(self, extractor: Extractor) -> None:
        self.extractor = extractor

    def __call__(self, text: str, published: str | None = "2024-07-13") -> Extraction:
        day = dt.date.fromisoformat(published) if published else None
        return self.extractor.extract(Article("a", text, published=day))

    def one(self, text: str, published: str | None = "2024-07-13") -> ContactEvent:
        """The only contact of a text."""
        (event,) = self(text, published).events
        return event


@cache
def word_lists() -> WordLists:
    """The word lists of the shipped lexicon."""
    ontology = Ontology.default()
    return load_lexicon(ontology, load_register(ontology)).lists


def dates(text: str) -> tuple[DateExpr, ...]:
    """The date wordings of a text."""
    return find_dates(lower(text), Span(0, len(text)), word_lists())
