"""The gate: it stays shut only where no contact can be told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import grammar

from kg.article.articles import read_articles
from kg.article.text import lower, sentences
from kg.date.finding import find_dates
from kg.event.passages import Passages
from kg.extract import Extractor
from kg.knowledge.gate import Gate, gate_words
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.tokens import Entry
from kg.mention.chunking import chunk
from kg.mention.grammar import Grammar
from kg.model import Article, Kind, Span

CALL = (Entry("verb", "call", kind=Kind.PHONE_CALL, valency="mutual"),)
ROOT = Path(__file__).parents[1]
GOLDEN = sorted((ROOT / "golden" / "news").glob("*.txt"))
SHARED = ROOT.parent.parent / "shared"
EACH = 50  # of the mixed news, every so manieth article is read


def gate(**more: tuple[Entry, ...]) -> Gate:
    own = {form.replace("_", " "): meanings for form, meanings in more.items()}
    return Gate(gate_words({"gọi": CALL, **own}))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ông gọi cho bà", [4]),
        ("gọi", [0]),
        ("ông gọi, bà nghe", [4]),
        ("tên gọi là vậy", []),  # a longer wording hides it
        ("lời kêu gọi chung", []),
        ("chào gọi", [5]),
        ("nơi kêu-gọi", [8]),
        ("những cuộc gọi", []),  # tells of a contact only before "với"
        ("những cuộc gọi với ông", [6]),
        ("những cuộc gọi. với ông", []),
    ],
)
def test_what_opens_the_gate(text: str, found: list[int]) -> None:
    words = gate(
        tên_gọi=(Entry("word", "name"),),
        kêu_gọi=(Entry("speech-noun", "appeal"),),
        cuộc_gọi=(Entry("noun", "call", kind=Kind.PHONE_CALL, followed=("with",)),),
        với=(Entry("with", "with"),),
    )
    assert words.contact_words(text) == found


@pytest.mark.parametrize(("text", "found"), [("triệu đồng chí Nam", [0]), ("hai triệu đồng", [])])
def test_a_contact_word_goes_on_with_a_whole_wording(text: str, found: list[int]) -> None:
    summons = (Entry("verb", "summon", kind=Kind.MEETING, valency="invite", followed=("title",)),)
    assert gate(triệu=summons, đồng_chí=(Entry("title", "comrade"),)).contact_words(text) == found


def test_a_wording_hides_nothing_where_another_may_end_inside_it() -> None:
    """In "trước lời kêu gọi", "trước lời kêu" is found first, and "gọi" is left."""
    words = gate(kêu_gọi=(Entry("word", "appeal"),), trước_lời_kêu=(Entry("word", "before"),))
    assert words.contact_words("trước lời kêu gọi") == [14]


def test_a_name_hides_nothing_as_it_may_be_written_small() -> None:
    words = gate(tên_gọi=(Entry("body", "name", cased=True),))
    assert words.contact_words("tên gọi") == [4]


def opens(lexicon: Lexicon, text: str) -> None:
    lowered = lower(text)
    span = Span(0, len(text))
    found = lexicon.contact_words(lowered)
    for item in chunk(grammar(text, lexicon), find_dates(lowered, span, lexicon.lists)):
        if item.trigger is not None and item.trigger.valency not in ("goal", "sign"):
            assert any(item.start <= offset < item.end for offset in found), item.text


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_contact_word_of_a_sentence_opens_it(path: Path, lexicon: Lexicon) -> None:
    for line in path.read_text("utf-8").splitlines():
        opens(lexicon, line)


_words = st.sampled_from(
    [
        "Tổng", "Bí thư", "thư", "thư ký", "gặp", "gặp nạn", "điện", "điện đàm", "chúc mừng", "gọi", "gọi là", "tiếp",
        "trực", "tiếp tục", "cuộc", "với", "ông Putin", "Mỹ", "bàn", "về", "cho", "kêu", "nói", "đón", "-", ",",
        "trao đổi",
    ]
)  # fmt: skip


@given(st.lists(_words, max_size=10).map(" ".join))
def test_every_contact_word_of_any_words_opens_it(lexicon: Lexicon, text: str) -> None:
    opens(lexicon, text)


class Ungated(Extractor):
    """Takes every sentence with a contact word to be one that can tell, and reads on whoever it is of; slow."""

    def _promising(self, text: str, lowered: str) -> Iterator[tuple[Span, Grammar]]:
        offsets = self.lexicon.contact_words(lowered)
        every = sentences(text)
        if not offsets and any(self.lexicon.contact_words(s.span.slice(lowered)) for s in every):
            return  # a report of sport
        for span in (s.span for s in every):
            grammar = self._grammar(text, lowered, span)
            chunks = self._parse(lowered, span, grammar).chunks
            told = any(c.trigger is not None and c.trigger.valency not in ("goal", "sign") for c in chunks)
            if told or any(span.start <= offset < span.end for offset in offsets):
                yield span, grammar

    def _worthwhile(self, passages: Passages, telling: Sequence[int]) -> bool:
        return True


def articles() -> Iterator[Article]:
    """Those of the project; and where they are at hand, the annotated ones and a part of the mixed news."""
    found = read_articles(
        [ROOT / "golden" / "news", ROOT.parent / "seeds", *map(SHARED.joinpath, ("eval/dev", "eval/calls"))]
    )
    mixed = islice(read_articles([SHARED / "corpus"]), 0, None, EACH)
    return (a for a in (*found, *mixed) if isinstance(a, Article))


def test_the_gate_changes_nothing_of_what_articles_say(extractor: Extractor) -> None:
    ungated = Ungated(extractor.register, extractor.lexicon)
    read = [(extractor.extract(article), ungated.extract(article)) for article in articles()]
    assert any(gated.events for gated, _ in read)
    assert [gated.article.id for gated, whole in read if gated != whole] == []
