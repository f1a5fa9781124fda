"""The word lists: every row well kept, and every wording found where it is meant and nowhere else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import chunks
from small import fault, overlay

from kg.article.text import lower
from kg.errors import OntologyError
from kg.event.events import candidates
from kg.event.frames import compiled
from kg.extract import Extractor
from kg.knowledge.lexicon import TRAITS, Lexicon, load_lexicon, tone_variants
from kg.knowledge.register import Register, load_register
from kg.knowledge.tokens import Lexeme
from kg.model import Article, Kind, Span, Status
from kg.ontology import Ontology, read_turtle
from kg.vocab import CP, PREFIXES

SKOS, RDF, RDFS = PREFIXES["skos"], PREFIXES["rdf"], PREFIXES["rdfs"]


@dataclass(frozen=True)
class Row:
    """A row of a lexicon file as it is written."""

    file: str
    id: str
    values: dict[str, tuple[str, ...]]

    @property
    def forms(self) -> tuple[str, ...]:
        return self.values.get(SKOS + "prefLabel", ()) + self.values.get(SKOS + "altLabel", ())

    def is_a(self, type: str) -> bool:
        return type in self.values[RDF + "type"]

    def one(self, term: str) -> str:
        (value,) = self.values[term]
        return value


def rows() -> Iterator[Row]:
    """The rows of all files but the word lists, which the shapes check."""
    for path in Ontology.default().files("lexicons", ".ttl"):
        if path.name == "wordlists.ttl":
            continue
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for quad in read_turtle(path):
            assert isinstance(quad.subject, ox.NamedNode)
            assert isinstance(quad.object, ox.NamedNode | ox.Literal)
            values = found.setdefault(quad.subject.value, {})
            values[quad.predicate.value] = (*values.get(quad.predicate.value, ()), quad.object.value)
        yield from (Row(path.name, re.split("[/#]", iri)[-1], values) for iri, values in found.items())


ROWS = list(rows())
LEXEMES = [r for r in ROWS if r.is_a(CP.Lexeme)]
FRAMES = [r for r in ROWS if r.is_a(CP.Frame)]
_UNREAD = {"decoy", "paired-state"}  # not read for themselves, or beside another state only
WITH_EXAMPLE = [r for r in LEXEMES if not _UNREAD & set(r.values.get(CP.lexemeClass, ()))]


def scan(lexicon: Lexicon, text: str) -> list[tuple[Span, Lexeme]]:
    return scan_part(lexicon, text, Span(0, len(text)))


def scan_part(lexicon: Lexicon, text: str, part: Span) -> list[tuple[Span, Lexeme]]:
    tokens, starts = lexicon.wordings.tokens(text, lower(text), part)
    found = zip(starts, tokens, strict=True)
    return [(Span(at, at + token.size), token.lexeme) for at, token in found if token.lexeme is not None]


def found(lexicon: Lexicon, text: str) -> list[str]:
    return [span.slice(text) for span, _ in scan(lexicon, text)]


def classes(lexicon: Lexicon, text: str, wording: str) -> frozenset[str]:
    return next((x.classes for span, x in scan(lexicon, text) if span.slice(text) == wording), frozenset())


# The files


def test_there_are_rows_of_every_sort() -> None:
    assert len(LEXEMES) > 50
    assert len(FRAMES) > 20
    assert sum(r.is_a(CP.Anchor) for r in ROWS) > 4
    assert sum(r.is_a(CP.Site) for r in ROWS) > 30
    others = sum(r.is_a(CP.Anchor) or r.is_a(CP.Site) for r in ROWS)
    assert len(LEXEMES) + len(FRAMES) + others == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r.id)
def test_every_row_has_a_comment(row: Row) -> None:
    assert row.one(RDFS + "comment").endswith(".")


@pytest.mark.parametrize("row", LEXEMES, ids=lambda r: r.id)
def test_every_word_has_class_and_wordings(row: Row) -> None:
    assert row.values[CP.lexemeClass]
    assert len(row.values[SKOS + "prefLabel"]) == 1
    assert all(form == form.strip() and form == unicodedata.normalize("NFC", form) for form in row.forms)


@pytest.mark.parametrize("row", WITH_EXAMPLE, ids=lambda r: r.id)
def test_every_example_shows_the_word(row: Row, lexicon: Lexicon) -> None:
    example = row.one(SKOS + "example")
    lowered = lower(example)
    places = [
        Span(match.start(), match.end())
        for form in row.forms
        for variant in tone_variants(lower(form))
        for match in re.finditer(rf"(?<!\w){re.escape(variant)}(?!\w)", lowered)
    ]
    read = [span for span, _ in scan(lexicon, example)]
    words = lexicon.source_words(example, lowered, Span(0, len(example)))
    read += [Span(start, end) for start, (end, _) in words.items()]
    assert places
    assert any(place.within(span) for place in places for span in read)


@pytest.mark.parametrize("row", FRAMES, ids=lambda r: r.id)
def test_every_frame_reads_its_example(row: Row, lexicon: Lexicon) -> None:
    order = {f.id: f.priority for f in lexicon.frames}
    text = row.one(SKOS + "example")
    rules = {c.rule for c in candidates(chunks(text, lexicon), lexicon.frames, lexicon.lists) if c.sides}
    assert any(order[rule] <= order[row.id] for rule in rules)


@pytest.mark.parametrize("row", FRAMES, ids=lambda r: r.id)
def test_every_pattern_holds_the_contact_word_once(row: Row) -> None:
    assert row.one(CP.pattern).split().count("T") == 1
    assert "A" in compiled(row.one(CP.pattern)).groupindex


def test_frames_are_tried_in_order(lexicon: Lexicon) -> None:
    assert {f.id for f in lexicon.frames} == {r.id for r in FRAMES}
    assert list(lexicon.frames) == sorted(lexicon.frames, key=lambda f: (f.priority, f.id))


# Wordings in texts


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("hòa đàm", {"hòa đàm", "hoà đàm"}),
        ("hoà đàm", {"hòa đàm", "hoà đàm"}),
        ("ủy viên", {"ủy viên", "uỷ viên"}),
        ("thụy điển", {"thụy điển", "thuỵ điển"}),
        ("khỏe", {"khỏe", "khoẻ"}),
        ("hoàng đế", {"hoàng đế"}),  # oà before a consonant has one style only
        ("quý", {"quý"}),
        ("điện đàm", {"điện đàm"}),
    ],
)
def test_tone_variants(form: str, expected: set[str]) -> None:
    assert expected <= tone_variants(form)
    assert {unicodedata.normalize("NFD", v).count("\u0300") for v in tone_variants(form)} == {
        unicodedata.normalize("NFD", form).count("\u0300")
    }


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("Mỹ và Nga hòa đàm.", "Mỹ và Nga hoà đàm."),
        ("Ông hủy cuộc gặp.", "Ông huỷ cuộc gặp."),
        ("Ủy viên Bộ Chính trị", "Uỷ viên Bộ Chính trị"),
        ("Thủ tướng Thụy Điển", "Thủ tướng Thuỵ Điển"),
    ],
)
def test_both_tone_styles_are_found(new: str, old: str, lexicon: Lexicon) -> None:
    assert [(span, x.entries) for span, x in scan(lexicon, new)] == [
        (span, x.entries) for span, x in scan(lexicon, old)
    ]


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("Ngay hôm sau ông Ngân về.", "Nga"),
        ("Bà đến Hungary.", "Nga"),
        ("Ông Mỹnh", "Mỹ"),
        ("Bà Tiếpp gặp ông.", "Tiếp"),
        ("họ xAnhx", "Anh"),
        ("Anh2", "Anh"),
    ],
)
def test_words_end_where_letters_end(text: str, wording: str, lexicon: Lexicon) -> None:
    assert wording not in found(lexicon, text)


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("Nga, Mỹ", "Nga"),
        ("(Mỹ)", "Mỹ"),
        ("“Anh”", "Anh"),
        ("Nga-Mỹ", "Mỹ"),
        ("Nga/Mỹ", "Nga"),
        ("Nga.", "Nga"),
    ],
)
def test_words_end_at_marks(text: str, wording: str, lexicon: Lexicon) -> None:
    assert "body" in classes(lexicon, text, wording)


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("người anh của tôi", "anh"),
        ("thái độ mỹ mãn", "mỹ"),
        ("một ý kiến", "ý"),
        ("công đức vô lượng", "đức"),
        ("phương pháp mới", "pháp"),
    ],
)
def test_names_are_capitalised(text: str, wording: str, lexicon: Lexicon) -> None:
    assert "body" not in classes(lexicon, text, wording)


def test_a_capital_name_is_a_state(lexicon: Lexicon) -> None:
    text = "Anh, Pháp, Đức, Ý và Mỹ"
    assert [x.of("body") is not None for _, x in scan(lexicon, text) if "and" not in x.classes] == [True] * 5


def test_contact_words_are_found_in_any_case(lexicon: Lexicon) -> None:
    for text in ("ĐIỆN ĐÀM", "Điện đàm", "điện đàm"):
        ((_, lexeme),) = scan(lexicon, text)
        entry = lexeme.of("verb")
        assert entry is not None
        assert (entry.kind, entry.valency) == (Kind.PHONE_CALL, "mutual")


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Ông gặp khó khăn về tài chính.", "gặp"),
        ("Họ tiếp tục làm việc.", "tiếp"),
        ("Tàu gặp nạn ngoài khơi.", "gặp"),
        ("Đài Loan đón nhận lô vaccine.", "đón"),
        ("Cuộc thăm dò cho thấy vậy.", "thăm"),
        ("Hai bên trao đổi tù nhân.", "trao đổi"),
        ("Ông họp báo tại Hà Nội.", "họp"),
        ("Tàu mất liên lạc với bờ.", "liên lạc"),
        ("Đó được gọi là chiến thắng.", "gọi"),
    ],
)
def test_the_longest_wording_hides_a_contact_word(text: str, hidden: str, lexicon: Lexicon) -> None:
    assert hidden not in found(lexicon, text)
    assert not [x for _, x in scan(lexicon, text) if not x.classes.isdisjoint(("verb", "noun"))]
    assert lexicon.contact_words(lower(text)) == []


def test_the_gate_sees_contact_words_at_their_place(lexicon: Lexicon) -> None:
    text = "hôm qua ông biden điện đàm với ông putin rồi gặp ông macron"
    assert lexicon.contact_words(text) == [text.index("điện đàm"), text.index("gặp")]


def test_the_gate_closes_on_sport(lexicon: Lexicon) -> None:
    text = "đội tuyển việt nam gặp thái lan ở bán kết, trận đấu mà hlv park chờ đợi, sân vận động kín cầu thủ"
    assert lexicon.contact_words(text) == []


@given(
    st.lists(
        st.sampled_from(["Nga", "điện đàm", "với", "Mỹ", "ông Putin", "tiếp tục", "x", "İ", ".", "é"]),
        max_size=12,
    )
)
def test_lexemes_come_in_order_and_do_not_overlap(lexicon: Lexicon, pieces: list[str]) -> None:
    text = " ".join(pieces)
    position = 0
    for span, lexeme in scan(lexicon, text):
        assert position <= span.start < span.end <= len(text)
        assert lexeme.classes == {e.cls for e in lexeme.entries}
        position = span.end


def test_a_part_of_a_text_keeps_its_offsets(lexicon: Lexicon) -> None:
    text = "Mở đầu. Nga và Mỹ điện đàm."
    part = Span(8, len(text))
    assert scan_part(lexicon, text, part) == [found for found in scan(lexicon, text) if found[0].start >= 8]


@pytest.mark.parametrize("space", ["\xa0", "\u3000", "\t", "\n"])
@pytest.mark.parametrize("word", ["a", "Nga"])
def test_spaces_of_other_sorts_keep_the_offsets(lexicon: Lexicon, space: str, word: str) -> None:
    text = f"{space}{word} {space}{word} {word}{space} {word} Bộ trưởng"
    tokens = lexicon.wordings.tokens(text, lower(text), Span(0, len(text)))
    assert len(tokens.tokens) == 5
    for token, start in zip(tokens.tokens, tokens.starts, strict=True):
        assert text[start : start + len(token.text)] == token.text


# A user's own words


def test_a_new_verb_takes_effect_and_leaves_with_its_file(
    tmp_path: Path, register: Register, extractor: Extractor
) -> None:
    turtle = """lexeme:tam-phuc a cp:Lexeme ; cp:lexemeClass "verb" ; skos:prefLabel "tâm phúc"@vi ;
        cp:evokes kind:VideoCall ; cp:valency "mutual" ; rdfs:comment "Made up."@en ."""
    article = Article("a", "Hôm 12/7/2024, ông Joe Biden đã tâm phúc với ông Vladimir Putin.")
    own = Extractor(register, load_lexicon(overlay(tmp_path, turtle), register))
    (event,) = own.extract(article).events
    assert (event.kind, event.status) == (Kind.VIDEO_CALL, Status.OCCURRED)
    assert own.version != extractor.version
    assert extractor.extract(article).events == ()
    (tmp_path / "lexicons" / "own.ttl").unlink()
    assert load_lexicon(Ontology.default(tmp_path), register).version == extractor.lexicon.version


def test_a_file_of_the_same_name_replaces_the_shipped_one(tmp_path: Path, register: Register) -> None:
    turtle = 'lexeme:x a cp:Lexeme ; cp:lexemeClass "decoy" ; skos:prefLabel "điện đàm suông"@vi .'
    lexicon = load_lexicon(overlay(tmp_path, turtle, "decoys.ttl"), register)
    assert "điện đàm suông" in found(lexicon, "Họ điện đàm suông.")
    assert "tiếp tục" not in {
        w for _, x in scan(lexicon, "Họ tiếp tục.") if "decoy" in x.classes for w in ["tiếp tục"]
    }


def test_every_trait_is_some_frames_and_explained() -> None:
    (path,) = (p for p in Ontology.default().files("lexicons", ".ttl") if p.name == "frames.ttl")
    head = path.read_text("utf-8").partition("\nrule:")[0]
    used = {trait for row in FRAMES for trait in row.values.get(CP.trait, ())}
    assert used == TRAITS
    assert set(re.findall(r"[a-z-]+", head)) >= TRAITS


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ('lexeme:x a cp:Lexeme ; skos:prefLabel "x"@vi .', "lexemeClass"),
        ('lexeme:x a cp:Lexeme ; cp:lexemeClass "verb" .', "prefLabel"),
        ('rule:x a cp:Frame ; cp:priority 1 ; cp:lexemeClass "verb" .', "cp:pattern"),
        ('rule:x a cp:Frame ; cp:pattern "A T B" ; cp:lexemeClass "verb" .', "cp:priority"),
        (
            'rule:x a cp:Frame ; cp:pattern "A T B" ; cp:priority 1 ; cp:trait "near-by" .',
            "cp:trait 'near-by'",
        ),
        ('rule:x a cp:Frame ; cp:pattern "A T B" ; cp:priority 1 ; cp:wordBefore "trong" .', "cp:wordBefore"),
        ('lexeme:x a cp:Site ; skos:prefLabel "x"@vi .', "cp:city"),
        (
            'lexeme:x a cp:Lexeme ; cp:lexemeClass "both-states" ; cp:ofBody actor:russia ; skos:prefLabel "x"@vi .',
            "cp:ofBody of two states",
        ),
        ("lexeme:x a cp:Lexeme ; cp:lexemeClass .", "not well-formed"),
        ('lexeme:x a nope:Lexeme ; cp:lexemeClass "verb" .', "not well-formed"),
    ],
)
def test_a_broken_row_is_reported_with_its_file(
    tmp_path: Path, register: Register, turtle: str, message: str
) -> None:
    assert message in fault(tmp_path, turtle, register)


def test_a_wording_for_two_states_needs_a_register_that_knows_both(lexicon: Lexicon, small: Ontology) -> None:
    text = "Cuộc gặp của hai miền Triều Tiên."
    assert "hai miền Triều Tiên" in found(lexicon, text)
    assert "hai miền Triều Tiên" not in found(load_lexicon(small, load_register(small)), text)


def test_a_pattern_of_unknown_elements_is_an_error() -> None:
    with pytest.raises(OntologyError, match="'wih'"):
        compiled("A ~ T ~ wih B")
