"""The register as shipped (counts, facts, who held what when) and the loader's strictness."""

from __future__ import annotations

import csv
import datetime as dt
import pickle
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.errors import OntologyError
from kg.event.pauses import Way
from kg.graph.corrections import RULE as JUDGED
from kg.graph.triples import plain
from kg.knowledge.entries import date_bounds
from kg.knowledge.lexicon import load_lexicon
from kg.knowledge.register import Register, Tenure, load_register, register_quads
from kg.knowledge.surnames import surnames
from kg.model import ActorType, ChannelType
from kg.ontology import Ontology, shipped
from kg.vocab import expand, mint, slug

FACTS = Path(__file__).parents[3] / "shared" / "facts"
needs_facts = pytest.mark.skipif(
    not FACTS.is_dir(), reason="needs ../shared/facts, the source of the register"
)

# Offices that several people hold at once (all others have one holder at a time).
SHARED_OFFICES = {
    "cn-cmc-vice-chairman",
    "cn-defence-ministry-spokesperson",
    "cn-deputy-foreign-minister",
    "cn-foreign-ministry-spokesperson",
    "cn-state-councilor",
    "cn-vice-premier",
    "ru-deputy-defence-minister",
    "ru-deputy-foreign-minister",
    "ru-deputy-prime-minister",
    "ru-first-deputy-prime-minister",
    "ru-presidential-aide",
    "ru-presidential-deputy-chief-of-staff",
    "ua-deputy-head-presidential-office",
    "ua-deputy-prime-minister",
    "ua-presidential-office-adviser",
    "us-deputy-national-security-advisor",
    "us-deputy-secretary-of-state",
    "us-nsc-spokesperson",
    "us-pentagon-press-secretary",
    "us-special-envoy-lebanon",
    "us-state-department-spokesperson",
    "vn-deputy-defence-minister",
    "vn-deputy-foreign-minister",
    "vn-deputy-prime-minister",
    "vn-national-assembly-vice-chair",
}


@pytest.fixture(scope="module")
def ontology(tmp_path_factory: pytest.TempPathFactory) -> Ontology:
    return Ontology((shipped(),), tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def register(ontology: Ontology) -> Register:
    return load_register(ontology)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def holders(register: Register, office: str, first: str, last: str | None = None) -> list[str]:
    return [t.person for t in register.holders(office, day(first), day(last or first))]


# What is in it


def test_counts(register: Register) -> None:
    assert (len(register.people), len(register.offices), len(register.tenures)) == (2999, 527, 3762)


def rows(name: str) -> Iterator[dict[str, str]]:
    with (FACTS / name).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def body_of(register: Register, code: str) -> str:
    return next(b.id for b in register.bodies.values() if code in (b.iso2, b.id))


@needs_facts
def test_every_person_of_the_facts_is_there(register: Register) -> None:
    for row in rows("people.csv"):
        person = register.people[row["person_id"]]
        assert person.name_en == row["name"]
        assert person.body == body_of(register, row["country"])
        assert (person.wikidata or "", person.gender or "") == (row["wikidata_qid"], row["gender"])
        expected = {*split(row["aliases"]), *(() if person.titled_only else (row["name"],))}
        assert set(person.aliases) == expected


@needs_facts
def test_every_office_of_the_facts_is_there(register: Register) -> None:
    for row in rows("offices.csv"):
        office = register.offices[row["office_id"]]
        assert (office.label_en, office.label_vi) == (row["label_en"], row["label_vi"])
        assert office.office_class == row["counterpart_class"]
        assert office.body == body_of(register, row["country"])
        assert set(office.aliases) >= {row["label_vi"], *split(row["aliases_vi"])}
        assert (office.wikidata or "") == row["wikidata_qid"]


@needs_facts
def test_every_tenure_of_the_facts_is_there(register: Register) -> None:
    def key(person: str, office: str, start: str, end: str, source: str) -> tuple[str, ...]:
        return person, office, start, end, source

    ours = {key(t.person, t.office, t.start, t.end or "", t.source) for t in register.tenures.values()}
    assert ours >= {
        key(r["person_id"], r["office_id"], r["start"], r["end"], r["source"]) for r in rows("tenures.csv")
    }


@pytest.mark.parametrize(
    ("office", "on", "expected"),
    [
        ("ru-defence-minister", "2024-05-10", ["sergei-shoigu"]),
        ("ru-defence-minister", "2024-06-25", ["andrey-belousov"]),
        ("ru-defence-minister", "2024-07-12", ["andrey-belousov"]),
        ("us-secretary-of-defense", "2024-07-12", ["lloyd-austin"]),
        ("us-secretary-of-defense", "2022-05-13", ["lloyd-austin"]),
        ("us-national-security-advisor", "2022-11-07", ["jake-sullivan"]),
        ("ru-security-council-secretary", "2022-11-07", ["nikolai-patrushev"]),
        ("us-cia-director", "2022-11-14", ["william-burns"]),
        ("ru-svr-director", "2022-11-14", ["sergei-naryshkin"]),
        ("vn-general-secretary", "2024-10-01", ["to-lam"]),
        ("ua-president", "2022-03-01", ["volodymyr-zelensky"]),
    ],
)
def test_who_held_an_office(register: Register, office: str, on: str, expected: list[str]) -> None:
    assert holders(register, office, on) == expected


def test_a_period_over_a_change_has_both_holders(register: Register) -> None:
    assert holders(register, "ru-defence-minister", "2024-05-01", "2024-06-01") == [
        "sergei-shoigu",
        "andrey-belousov",
    ]
    everyone = [t.person for t in register.holders("ru-defence-minister", None, None)]
    assert everyone == [t.person for t in register.tenures_by_office["ru-defence-minister"]]


def test_what_a_person_held(register: Register) -> None:
    held = register.held("sergei-shoigu", day("2024-06-01"), day("2024-06-01"))
    assert [t.office for t in held] == ["ru-security-council-secretary"]
    assert register.held("nobody", None, None) == ()


def test_counterparts_share_class(register: Register) -> None:
    office = register.offices["us-secretary-of-defense"]
    assert register.offices_by_class_and_body[office.office_class, "russia"] == ("ru-defence-minister",)


def test_one_holder_at_a_time(register: Register) -> None:
    assert {office.id for office in register.offices.values() if office.shared} == SHARED_OFFICES
    for office, tenures in register.tenures_by_office.items():
        if office in SHARED_OFFICES:
            continue
        for earlier, later in combinations(tenures, 2):
            assert earlier.person == later.person or earlier.end_earliest is not None, (earlier.id, later.id)
            if earlier.person != later.person and earlier.end_earliest is not None:
                assert (earlier.end_earliest - later.start_latest).days <= 7, (earlier.id, later.id)


# Names


@pytest.mark.parametrize(
    ("word", "body"),
    [
        ("Washington", "united-states"),
        ("Nhà Trắng", "united-states"),
        ("Lầu Năm Góc", "united-states"),
        ("Mátxcơva", "russia"),
        ("Moskva", "russia"),
        ("Moscow", "russia"),
        ("Điện Kremlin", "russia"),
        ("Bắc Kinh", "china"),
        ("Trung Nam Hải", "china"),
        ("Bình Nhưỡng", "north-korea"),
        ("Seoul", "south-korea"),
        ("Brussels", "eu"),
        ("Kiev", "ukraine"),
        ("Tehran", "iran"),
        ("Hà Nội", "vietnam"),
    ],
)
def test_metonyms(register: Register, word: str, body: str) -> None:
    assert [b.id for b in register.bodies.values() if word in b.metonyms] == [body]


@pytest.mark.parametrize(
    ("alias", "body", "name"),
    [
        ("Mỹ", "united-states", "United States"),
        ("Hoa Kỳ", "united-states", "United States"),
        ("Liên bang Nga", "russia", "Russia"),
        ("CHDCND Triều Tiên", "north-korea", "North Korea"),
        ("Hàn Quốc", "south-korea", "South Korea"),
        ("Vương quốc Anh", "united-kingdom", "United Kingdom"),
        ("Ucraina", "ukraine", "Ukraine"),
        ("Đài Loan", "taiwan", "Taiwan"),
        ("LHQ", "un", "United Nations"),
        ("Tổ chức Hiệp ước Bắc Đại Tây Dương", "nato", "NATO"),
        ("EU", "eu", "European Union"),
        ("Phong trào Hamas", "hamas", "Hamas"),
    ],
)
def test_bodies(register: Register, alias: str, body: str, name: str) -> None:
    assert [b.id for b in register.bodies.values() if alias in b.aliases] == [body]
    assert register.bodies[body].name == name


def test_states_are_named_by_their_slug(register: Register) -> None:
    states = [b for b in register.bodies.values() if b.type is ActorType.STATE]
    assert len(states) >= 195
    assert all(b.id == slug(b.name) for b in states)
    assert {b.id for b in states if not (b.iso2 and b.iso3)} == {"soviet-union", "yugoslavia"}
    for field in ("iso2", "iso3", "cow"):
        codes = [code for b in states if (code := getattr(b, field)) is not None]
        assert len(set(codes)) == len(codes)
    assert (register.bodies["russia"].iso3, register.bodies["russia"].cow) == ("RUS", 365)


def test_vietnamese_people_are_shown_with_diacritics(register: Register) -> None:
    person = register.people["to-lam"]
    assert (person.name, person.name_vi, person.name_en) == ("Tô Lâm", "Tô Lâm", "To Lam")
    assert all(p.name == p.name_vi for p in register.people.values() if p.body == "vietnam")
    assert register.people["lloyd-austin"].name == "Lloyd Austin"
    assert register.people["xi-jinping"].name_vi == "Tập Cận Bình"


def test_some_people_go_by_titled_forms_alone(register: Register) -> None:
    person = register.people["trinh-van-quyet"]
    assert person.titled_only
    assert person.name == "Trịnh Văn Quyết"
    assert "Đại tướng Trịnh Văn Quyết" in person.aliases
    assert not {"Trịnh Văn Quyết", "Trinh Van Quyet"} & set(person.aliases)


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("Lloyd Austin", "united-states", ["Austin"]),
        ("Ferdinand Marcos Jr.", "philippines", ["Marcos"]),
        ("H. R. McMaster", "united-states", ["McMaster"]),
        ("Ursula von der Leyen", "germany", ["Leyen", "von der Leyen"]),
        ("Bashar al-Assad", "syria", ["Assad", "al-Assad"]),
        ("Mohammed bin Salman", "saudi-arabia", []),
        ("Tập Cận Bình", "china", ["Tập"]),
        ("Yoon Suk Yeol", "south-korea", ["Yoon"]),
        ("Tsai Ing-wen", "taiwan", ["Tsai"]),
        ("Wellington Koo", "taiwan", ["Koo"]),
        ("Tô Lâm", "vietnam", ["Lâm"]),
        ("Thongloun Sisoulith", "laos", ["Sisoulith", "Thongloun"]),
        ("Min Aung Hlaing", "myanmar", []),
        ("Đô-nan Trăm", "united-states", []),
        ("Milo Đukanović", "montenegro", ["Đukanović"]),
    ],
)
def test_short_forms(name: str, body: str, expected: list[str]) -> None:
    assert list(surnames([name], body)) == expected


def test_legal_names_give_no_short_form() -> None:
    assert surnames(["Carlos Faria", "Carlos Rafael Faria Tortosa"], "venezuela") == ("Faria",)


def test_channels(register: Register) -> None:
    line = register.channels["us-russia-deconfliction-line-2022"]
    assert (line.type, line.endpoints, line.opened) == (
        ChannelType.HOTLINE,
        ("russia", "united-states"),
        day("2022-03-01"),
    )
    assert register.channels["moscow-washington-hotline"].opened == day("1963-08-30")
    assert register.channels["swiss-channel-us-cuba"].closed == day("2015-07-20")


# Dates


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2024-05-14", "2024-05-14", "2024-05-14"),
    ],
)
def test_date_bounds(text: str, first: str, last: str) -> None:
    assert date_bounds(text) == (day(first), day(last))


@pytest.mark.parametrize(
    "text", ["", "24", "2024-13", "2024-00", "2024-02-30", "2024-1", "2024-01-01T00", "0000"]
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|month|day|year"):
        date_bounds(text)


@given(st.dates(), st.sampled_from([4, 7, 10]))
def test_bounds_hold_the_day_and_agree_with_the_text(date: dt.date, length: int) -> None:
    text = date.isoformat()[:length]
    first, last = date_bounds(text)
    assert first <= date <= last
    assert first.isoformat()[:length] == last.isoformat()[:length] == text
    for outside in (first.toordinal() - 1, last.toordinal() + 1):
        if dt.date.min.toordinal() <= outside <= dt.date.max.toordinal():
            assert dt.date.fromordinal(outside).isoformat()[:length] != text


def tenure(start: str, end: str | None) -> Tenure:
    (begins, begins_by), (ends, ends_by) = date_bounds(start), date_bounds(end) if end else (None, None)
    return Tenure("t", "p", "o", start, end, begins, begins_by, ends, ends_by, "test")


@pytest.mark.parametrize(
    ("start", "end", "earliest", "latest", "overlaps"),
    [
        ("2020", "2022", "2020-01-01", "2020-01-01", True),
        ("2020", "2022", "2019-12-31", "2019-12-31", False),
        ("2020", "2022", "2022-12-31", "2022-12-31", True),
        ("2020", "2022", "2023-01-01", "2023-01-01", False),
        ("2020-03", "2022-02", "2022-02-28", "2022-03-05", True),
        ("2020-03-02", "2022-02-01", "2022-02-01", None, True),
        ("2020-03-02", "2022-02-01", "2022-02-02", None, False),
        ("2020-03-02", None, "2030-01-01", "2030-01-01", True),
        ("2020-03-02", None, None, "2020-03-01", False),
        ("2020-03-02", None, None, None, True),
    ],
)
def test_overlap(
    start: str, end: str | None, earliest: str | None, latest: str | None, overlaps: bool
) -> None:
    first, last = (day(text) if text else None for text in (earliest, latest))
    assert tenure(start, end).overlaps(first, last) is overlaps


# Files


HEAD = """\
@prefix actor: <https://w3id.org/counterpart/actor/> .
@prefix channel: <https://w3id.org/counterpart/channel/> .
@prefix channel-type: <https://w3id.org/counterpart/channel-type/> .
@prefix class: <https://w3id.org/counterpart/office-class/> .
@prefix cp: <https://w3id.org/counterpart/ontology#> .
@prefix office: <https://w3id.org/counterpart/office/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix tenure: <https://w3id.org/counterpart/tenure/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

actor:atlantis a cp:State ;
    rdfs:label "Atlantis" ;
    skos:prefLabel "Atlantis"@en, "Át-lan-tít"@vi .

office:at-king a cp:Office ;
    rdfs:label "King of Atlantis"@en, "Vua Atlantis"@vi ;
    cp:officeClass class:head_of_state ;
    cp:ofBody actor:atlantis .

actor:ana-sea a cp:Person ;
    rdfs:label "Ana Sea" ;
    skos:altLabel "A. Sea" ;
    cp:citizenOf actor:atlantis .

tenure:ana-sea.at-king.2001-05 a cp:Tenure ;
    cp:heldBy actor:ana-sea ;
    cp:office office:at-king ;
    cp:tenureStart "2001-05"^^xsd:gYearMonth ;
    cp:source "test" .
"""


def small(folder: Path, text: str) -> Ontology:
    """An ontology whose register is this one file."""
    (folder / "register").mkdir(exist_ok=True)
    (folder / "register" / "at.ttl").write_text(text, encoding="utf-8")
    return Ontology((folder,), folder / "cache")


def test_a_small_register_loads(tmp_path: Path) -> None:
    register = load_register(small(tmp_path, HEAD))
    assert register.people["ana-sea"].aliases == ("Ana Sea", "A. Sea")
    assert register.tenures["ana-sea.at-king.2001-05"].start_latest == day("2001-05-31")


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        (
            "cp:citizenOf actor:atlantis",
            "cp:citizenOf actor:mu",
            24,
            "points to actor:mu, which no file describes",
        ),
        ("cp:heldBy actor:ana-sea", "cp:heldBy actor:atlantis", 27, "which is no person"),
        ("cp:office office:at-king ;", "", 26, "has no cp:office"),
        ("cp:office office:at-king", "cp:office office:at-queen", 28, "which no file describes"),
        (
            'rdfs:label "Ana Sea"',
            'rdfs:label "Ana Sea", "Anna Sea"',
            22,
            "has 2 rdfs:label without a language",
        ),
        ('rdfs:label "Ana Sea"', 'rdfs:label "Ana Sea"@vi', 21, "has no rdfs:label"),
        ('"2001-05"^^xsd:gYearMonth', '"2001-13"^^xsd:gYearMonth', 29, '"2001-13" is no such date'),
        ('"2001-05"^^xsd:gYearMonth', '"2001-05"^^xsd:date', 29, '"2001-05" is no such date'),
        ('"2001-05"^^xsd:gYearMonth', '"2001-05"', 29, '"2001-05" is no such date'),
        (
            "cp:source",
            'cp:tenureEnd "2000"^^xsd:gYear ; cp:source',
            30,
            "ends (2000) before it starts (2001-05)",
        ),
        ("cp:tenureStart", "cp:tenureStrat", 29, "cp:tenureStrat is no property of a cp:Tenure"),
        ("a cp:Tenure", "a cp:Tenor", 26, "must have one type"),
        ("actor:ana-sea a cp:Person", "office:ana-sea a cp:Person", 21, "a cp:Person is named actor:"),
        ('cp:source "test"', "cp:source actor:ana-sea", 30, "takes a text, not actor:ana-sea"),
        ("cp:citizenOf actor:atlantis", 'cp:citizenOf "Atlantis"', 24, "takes an IRI actor:…"),
        ("cp:citizenOf actor:atlantis", "cp:citizenOf [ a cp:State ]", 24, "no blank nodes"),
        ("cp:ofBody actor:atlantis .", "cp:ofBody actor:atlantis", 21, "not well-formed Turtle"),
    ],
)
def test_a_broken_file_is_reported_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, problem: str
) -> None:
    assert old in HEAD
    with pytest.raises(OntologyError) as caught:
        load_register(small(tmp_path, HEAD.replace(old, new)))
    place = f"{tmp_path / 'register' / 'at.ttl'}:{line}: "
    assert str(caught.value).startswith(place)
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


SECOND = '\nactor:{id} a cp:{type} ;\n    rdfs:label "{label}" ;\n    {more} .\n'


@pytest.mark.parametrize(
    ("id_", "type_", "label", "more"),
    [
        ("abel-sea", "Person", "Abel Sea", 'skos:altLabel "A. Sea"'),
        ("ana-sea-two", "Person", "Anna Sea", 'skos:altLabel "Ana Sea"'),
        ("mu", "State", "Mu", 'skos:prefLabel "Mu"@en, "Mu"@vi ; cp:metonym "Atlantis"'),
    ],
)
def test_shared_names_are_refused(tmp_path: Path, id_: str, type_: str, label: str, more: str) -> None:
    text = HEAD + SECOND.format(id=id_, type=type_, label=label, more=more)
    with pytest.raises(OntologyError, match="also belongs to actor:"):
        load_register(small(tmp_path, text))


def test_namesakes_have_ids_that_tell_them_apart(tmp_path: Path) -> None:
    one, two = (
        SECOND.format(id=i, type="Person", label="Bo Ray", more='cp:gender "m"') for i in ("bo-ray", "x")
    )
    text = HEAD + one.replace("bo-ray", "bo-ray-1950") + two.replace("actor:x", "actor:bo-ray-1980")
    people = load_register(small(tmp_path, text)).people
    assert people["bo-ray-1950"].aliases == people["bo-ray-1980"].aliases == ("Bo Ray",)
    with pytest.raises(OntologyError, match="also belongs to"):
        load_register(small(tmp_path, HEAD + one + two.replace("actor:x", "actor:bo-ray-1980")))


def test_a_users_file_adds_a_name(tmp_path: Path) -> None:
    (tmp_path / "register").mkdir()
    head = "".join(line + "\n" for line in HEAD.splitlines() if line.startswith("@prefix"))
    (tmp_path / "register" / "mine.ttl").write_text(
        head + 'actor:lloyd-austin skos:altLabel "Lôi Ốt-tin" .\n'
    )
    register = load_register(Ontology((shipped(), tmp_path), tmp_path / "cache"))
    assert {"Lloyd Austin", "Lôi Ốt-tin"} <= set(register.people["lloyd-austin"].aliases)
    assert len(register.people) == 2999


def test_a_users_file_replaces_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "register").mkdir()
    text = (shipped() / "register" / "channels.ttl").read_text(encoding="utf-8")
    (tmp_path / "register" / "channels.ttl").write_text(
        text.replace('"1963-08-30"^^xsd:date', '"1963"^^xsd:gYear'), encoding="utf-8"
    )
    register = load_register(Ontology((shipped(), tmp_path), tmp_path / "cache"))
    assert register.channels["moscow-washington-hotline"].opened == day("1963-01-01")


def test_an_edit_takes_effect_and_the_cache_is_used(tmp_path: Path) -> None:
    assert "ana-sea" in load_register(small(tmp_path, HEAD)).people
    [cached] = (tmp_path / "cache").glob("register-*.pickle")
    people, *rest = pickle.loads(cached.read_bytes())
    cached.write_bytes(pickle.dumps(((), *rest)))
    assert len(people) == 1
    assert not load_register(small(tmp_path, HEAD)).people
    edited = load_register(small(tmp_path, HEAD.replace("A. Sea", "Aná Sea")))
    assert edited.people["ana-sea"].aliases == ("Ana Sea", "Aná Sea")


def test_a_spoilt_cache_is_rebuilt(tmp_path: Path) -> None:
    first = load_register(small(tmp_path, HEAD))
    for cached in (tmp_path / "cache").glob("register-*.pickle"):
        cached.write_bytes(b"spoilt")
    assert load_register(small(tmp_path, HEAD)) == first


def test_the_cached_register_equals_the_compiled_one(ontology: Ontology, register: Register) -> None:
    assert load_register(ontology) == register
    assert load_register(Ontology(ontology.roots, None)) == register


def test_quads_stand_in_the_register_graph(ontology: Ontology) -> None:
    quads = register_quads(ontology)
    assert {str(quad.graph_name) for quad in quads} == {f"<{mint('graph', 'register')}>"}
    named = {str(quad.subject) for quad in quads}
    assert {f"<{mint('actor', 'lloyd-austin')}>", f"<{mint('kind', 'PhoneCall')}>"} <= named


def test_every_rule_that_a_report_can_cite_is_described(ontology: Ontology) -> None:
    """Frames, what `kg.event.pauses` names, and what the modules that read write out."""
    quads = register_quads(ontology)
    commented = {plain(quad.subject) for quad in quads if plain(quad.predicate) == expand("rdfs:comment")}
    modules = (Path(kg.__file__).parent / "event").glob("*.py")
    code = "".join(module.read_text("utf-8") for module in modules)
    written = [
        *re.findall(r'\brule="([a-z-]+)"', code),
        *re.findall(r'ChannelReport\([^)]*"(line-[a-z]+)"', code),
        "anaphor",
        JUDGED,
        *(way.value for way in Way),
    ]
    frames = [frame.id for frame in load_lexicon(ontology, load_register(ontology)).frames]
    assert len(written) > 10
    assert [rule for rule in [*written, *frames] if mint("rule", rule) not in commented] == []


def test_the_files_are_in_order(ontology: Ontology) -> None:
    """Subjects stand in alphabetical order within each section (a comment that follows a blank line)."""
    for path in ontology.files("register", ".ttl"):
        for section in path.read_text(encoding="utf-8").split("\n\n#"):
            for prefix in ("office:", "actor:", "channel:"):
                named = [line.split()[0] for line in section.splitlines() if line.startswith(prefix)]
                assert named == sorted(named), path.name
