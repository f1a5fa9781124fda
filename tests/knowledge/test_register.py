"""The register as shipped (counts, facts, who held what when) and the loader's strictness."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

import kg
from kg.event.pauses import Way
from kg.graph.corrections import RULE as JUDGED
from kg.graph.triples import plain
from kg.knowledge.entries import date_bounds
from kg.knowledge.lexicon import load_lexicon
from kg.knowledge.register import Register, Tenure, load_register, register_quads
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
        assert set(person.aliases) >= expected


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


def test_channels(register: Register) -> None:
    line = register.channels["us-russia-deconfliction-line-2022"]
    assert (line.type, line.endpoints, line.opened) == (
        ChannelType.HOTLINE,
        ("russia", "united-states"),
        day("2022-03-01"),
    )
    assert register.channels["moscow-washington-hotline"].opened == day("1963-08-30")
    assert register.channels["swiss-channel-us-cuba"].closed == day("2015-07-20")


# Terms


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


# As a whole


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
