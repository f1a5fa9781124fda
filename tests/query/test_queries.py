"""Named questions give their rows on two engines; no value or text breaks out; queries can be stopped."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from invented import FIXTURE

from kg.errors import QueryError, StoreError
from kg.ontology import Ontology, shipped
from kg.query import queries
from kg.query.questions import (
    Both,
    Parameter,
    ParameterType,
    Question,
    own_question,
    question,
    questions,
)
from kg.query.rows import Rows
from kg.vocab import PREFIXES, expand

ONTOLOGY = Ontology((shipped(),), cache=None)
NAMES = [path.stem for path in ONTOLOGY.files("queries", ".rq")]

AUSTIN, BELOUSOV, SHOIGU = "Lloyd Austin", "Andrey Belousov", "Sergei Shoigu"
BLINKEN, WANG, LAVROV = "Antony Blinken", "Wang Yi", "Sergei Lavrov"
TO_LAM, PUTIN = "Tô Lâm", "Vladimir Putin"
SULLIVAN, PATRUSHEV = "Jake Sullivan", "Nikolai Patrushev"
US, RUSSIA = "United States", "Russia"
LINE = "Đường dây giảm leo thang Mỹ – Nga"
BOTH = "Hai bộ trưởng quốc phòng Mỹ, Nga điện đàm"
OTHER = "Moskva nói Washington chủ động gọi"
HOTLINE = "Đường dây nóng giữa hai quân đội"
IN_2022 = "2022-03-01/2022-12-31"

CALL = f"{AUSTIN} – {BELOUSOV}: điện đàm, 2024-07-12"
PAIR = {"actor": AUSTIN, "counterpart": BELOUSOV}
EXPECTED: list[tuple[str, dict[str, str], str, list[str]]] = [
    # question, values given, columns that are compared, rows with cells joined by " | "
    (
        "who-contacted-whom",
        {"from": "2024-04-01", "to": "2024-06-20"},
        "date kindLabel actorLabel counterpartLabel initiatorLabel",
        [
            f"2024-04-26 | Meeting | {BLINKEN} | {WANG} | ",
            f"2024-04-26 | PhoneCall | {BLINKEN} | {WANG} | ",
            f"2024-05 | Message | {TO_LAM} | {PUTIN} | {TO_LAM}",
            f"2024-06-20 | Meeting | {TO_LAM} | {PUTIN} | ",
        ],
    ),
    (
        "who-called-whom",
        {},
        "callerLabel calledLabel date articleLabel publisher url quote",
        [
            f"{US} | {RUSSIA} | {IN_2022} | {HOTLINE} | Nhật Trình | https://example.org/a7?x=1&y=2 | "
            "Phía Mỹ đã gọi cho phía Nga một lần qua đường dây quân sự trong năm 2022.",
            f"{AUSTIN} | {SHOIGU} | 2023-03-15 | {HOTLINE} | Nhật Trình | https://example.org/a7?x=1&y=2 | "
            "Ông Austin gọi cho ông Shoigu ngày 15/3/2023.",
            f"{AUSTIN} | {BELOUSOV} | 2024-06-25 | {BOTH} | Báo Bình Minh | https://example.org/a1 | "
            "Lần trước, hôm 25/6, người gọi là ông Austin.",
            f"{BELOUSOV} | {AUSTIN} | 2024-07-12 | {BOTH} | Báo Bình Minh | https://example.org/a1 | "
            "Phía Nga đề nghị cuộc gọi này, Lầu Năm Góc cho hay.",
            f"{AUSTIN} | {BELOUSOV} | 2024-07-12 | {OTHER} | Tin Chiều | https://example.org/a2 | "
            "Ông Austin là người gọi cho ông Belousov vào thứ Sáu, phía Nga nói.",
        ],
    ),
    (
        "who-called-whom",
        {"caller": "andrey belousov"},
        "callerLabel calledLabel date",
        [f"{BELOUSOV} | {AUSTIN} | 2024-07-12"],
    ),
    (
        "contacts-of",
        {"actor": "vuong nghi"},
        "date kindLabel counterpartLabel publisher",
        [
            f"2024-04-26 | Meeting | {BLINKEN} | Báo Bình Minh",
            f"2024-04-26 | PhoneCall | {BLINKEN} | Tin Chiều",
        ],
    ),
    (
        "counterparts-of",
        {"actor": "actor:lloyd-austin"},
        "counterpartLabel contacts reports first last",
        [f"{BELOUSOV} | 2 | 3 | 2024-06-25 | 2024-07-12", f"{SHOIGU} | 2 | 2 | 2022-10-21 | 2023-03-15"],
    ),
    (
        "counterparts-of",
        {"actor": "jake-sullivan"},
        "counterpartLabel contacts reports first last",
        [f"{PATRUSHEV} | 1 | 1 | undated | "],
    ),
    (
        "contacts-of-pair",
        PAIR,
        "date initiatorLabel reports attribution articleLabel occasion",
        [
            f"2024-06-25 | {AUSTIN} | 1 |  | {BOTH} | {PREFIXES['occasion']}a1.PhoneCall.260-268",
            f"2024-07-12 | disputed | 2 | Lầu Năm Góc | {BOTH} | {PREFIXES['occasion']}a1.PhoneCall.40-48",
        ],
    ),
    (
        "contacts-between-states",
        {"state": "Hoa Kỳ", "other": "Liên bang Nga", "to": "2023-12-31", "kind": "phonecall"},
        "date actorLabel counterpartLabel",
        [
            f"{IN_2022} | {US} | {RUSSIA}",
            f"2022-10-21 | {AUSTIN} | {SHOIGU}",
            f"2023-03-15 | {AUSTIN} | {SHOIGU}",
        ],
    ),
    (
        "last-contact-before",
        PAIR | {"before": "2024-07-12"},
        "date kindLabel initiatorLabel",
        [f"2024-06-25 | PhoneCall | {AUSTIN}"],
    ),
    (
        "silences",
        {},
        "sort oneLabel otherLabel after until length kindLabel",
        [
            f"stated | Bộ trưởng Quốc phòng Nga | {AUSTIN} | 2023-03-01 | 2024-07-11 | 498 | PhoneCall",
            f"stated | {AUSTIN} | {SHOIGU} | 2023-03-16 | 2023-10-02 | 200 | PhoneCall",
            f"computed | {AUSTIN} | {SHOIGU} | 2022-10-21 | 2023-03-15 | 145 | ",
        ],
    ),
    (
        "silences-of",
        {"actor": BELOUSOV},
        "sort counterpartLabel after until length contradiction ending",
        [
            f"stated | {AUSTIN} | 2023-03-01 | 2024-07-11 | 498 | "
            f"{AUSTIN} – {BELOUSOV}: điện đàm, 2024-06-25 | {AUSTIN} – {BELOUSOV}: điện đàm, 2024-07-12"
        ],
    ),
    (
        "silences-of",
        {"actor": AUSTIN},
        "sort counterpartLabel after until length kindLabel",
        [
            "stated | Bộ trưởng Quốc phòng Nga | 2023-03-01 | 2024-07-11 | 498 | PhoneCall",
            f"stated | {SHOIGU} | 2023-03-16 | 2023-10-02 | 200 | PhoneCall",
            f"computed | {SHOIGU} | 2022-10-21 | 2023-03-15 | 145 | ",
        ],
    ),
    (
        "silences-of",
        {"actor": AUSTIN, "days": "10"},
        "sort counterpartLabel length",
        [
            "stated | Bộ trưởng Quốc phòng Nga | 498",
            f"stated | {SHOIGU} | 200",
            f"computed | {SHOIGU} | 145",
            f"computed | {BELOUSOV} | 17",
        ],
    ),
    (
        "silences-of",
        PAIR | {"days": "1"},
        "sort counterpartLabel after until length",
        [f"computed | {BELOUSOV} | 2024-06-25 | 2024-07-12 | 17"],
    ),
    (
        "silences-of",
        {"actor": SHOIGU, "counterpart": AUSTIN},
        "sort counterpartLabel after until length articleLabel",
        [
            f"stated | {AUSTIN} | 2023-03-01 | 2024-07-11 | 498 | {OTHER}",
            f"stated | {AUSTIN} | 2023-03-16 | 2023-10-02 | 200 | {HOTLINE}",
            f"computed | {AUSTIN} | 2022-10-21 | 2023-03-15 | 145 | ",
        ],
    ),
    (
        "contacts-through-channel",
        {"channel": "đường dây quân sự Mỹ - Nga"},
        "channelLabel date actorLabel counterpartLabel initiatorLabel",
        [f"{LINE} | {IN_2022} | {RUSSIA} | {US} | {US}"],
    ),
    (
        "contacts-through-channel",
        {},
        "channelLabel actorLabel",
        [f"backchannel | {SULLIVAN}", f"{LINE} | {RUSSIA}"],
    ),
    (
        "channel-history",
        {"channel": LINE},
        "date what label articleLabel",
        [
            f"{IN_2022} | PhoneCall occurred | {US} – {RUSSIA}: điện đàm, {IN_2022} | {HOTLINE}",
            f" | active |  | {HOTLINE}",
        ],
    ),
    ("channel-states", {}, "channelLabel stateLabel articleLabel", [f"{LINE} | active | {HOTLINE}"]),
    (
        "planned-never-occurred",
        {},
        "date statusLabel kindLabel actorLabel counterpartLabel",
        [f"2024-07-03 | planned | Meeting | {LAVROV} | {WANG}"],
    ),
    ("planned-never-occurred", {"of": TO_LAM}, "actorLabel", []),
    (
        "disagreements",
        {},
        "date occasionLabel fieldLabel valueLabel articles sources publisher",
        [
            f"2024-04-26 | {BLINKEN} – {WANG}: gặp, 2024-04-26 | kind | Meeting | 1 | 1 | Báo Bình Minh",
            f"2024-04-26 | {BLINKEN} – {WANG}: điện đàm, 2024-04-26 | kind | PhoneCall | 1 | 1 | Tin Chiều",
            f"2024-07-12 | {CALL} | initiator | {BELOUSOV} | 1 | 1 | Báo Bình Minh",
            f"2024-07-12 | {CALL} | initiator | {AUSTIN} | 1 | 1 | Tin Chiều",
        ],
    ),
    ("disagreements", {"of": WANG, "from": "2024-05-01"}, "fieldLabel", []),
    (
        "disagreements",
        {"of": AUSTIN},
        "fieldLabel valueLabel",
        [f"initiator | {BELOUSOV}", f"initiator | {AUSTIN}"],
    ),
    (
        "undated",
        {},
        "kindLabel actorLabel counterpartLabel published",
        [f"PhoneCall | {SULLIVAN} | {PATRUSHEV} | 2023-10-02"],
    ),
    (
        "office-holder",
        {"office": "Bộ trưởng Quốc phòng Nga"},
        "holderLabel start end",
        [f"{SHOIGU} | 2012-11 | 2024-05-12", f"{BELOUSOV} | 2024-05-14 | "],
    ),
    ("office-holder", {"office": "ru-defence-minister", "date": "2012-11-01"}, "holderLabel", [SHOIGU]),
    ("office-holder", {"office": "ru-defence-minister", "date": "2024-05-12"}, "holderLabel", [SHOIGU]),
    ("office-holder", {"office": "ru-defence-minister", "date": "2024-05-13"}, "holderLabel", []),
    ("office-holder", {"office": "ru-defence-minister", "date": "2024-07-12"}, "holderLabel", [BELOUSOV]),
    (
        "contacts-of-office",
        {"office": "Minister of Defence of Russia", "from": "2023-01-01", "to": "2024-06-30"},
        "date holderLabel counterpartLabel initiatorLabel",
        [f"2023-03-15 | {SHOIGU} | {AUSTIN} | {AUSTIN}", f"2024-06-25 | {BELOUSOV} | {AUSTIN} | {AUSTIN}"],
    ),
    (
        "path-between",
        {"actor": BELOUSOV, "other": SHOIGU},
        "steps viaLabel thenLabel",
        [f"2 | {AUSTIN} | "],
    ),
    ("path-between", {"actor": AUSTIN, "other": BELOUSOV}, "steps viaLabel", ["1 | "]),
    ("path-between", {"actor": AUSTIN, "other": WANG}, "steps", []),
    (
        "reports-of",
        {"event": "report:a2.PhoneCall.30-38"},
        "published articleLabel statusLabel date initiatorLabel",
        [
            f"2024-07-13 | {BOTH} | occurred | 2024-07-12 | {BELOUSOV}",
            f"2024-07-14 | {OTHER} | occurred | 2024-07-12 | {AUSTIN}",
        ],
    ),
    (
        "degree-ranking",
        {"from": "2024-01-01"},
        "actorLabel counterparts contacts",
        [f"{name} | 1 | 2" for name in sorted([BELOUSOV, BLINKEN, AUSTIN, TO_LAM, PUTIN, WANG])],
    ),
    ("brokerage", {}, "actorLabel pairs", [f"{AUSTIN} | 1"]),
    (
        "contacts-one-side",
        {},
        "sideLabel date kindLabel actorLabel counterpartLabel attribution",
        [
            f"{US} |  | PhoneCall | {SULLIVAN} | {PATRUSHEV} | các quan chức Mỹ",
            f"Vietnam | 2024-05 | Message | {TO_LAM} | {PUTIN} | TTXVN",
        ],
    ),
    ("contacts-one-side", {"side": "Nga"}, "sideLabel", []),
    (
        "contacts-by-source",
        {"source": "WSJ"},
        "sourceLabel kindLabel actorLabel attribution standing",
        [f"Wall Street Journal | PhoneCall | {SULLIVAN} | các quan chức Mỹ | anonymous"],
    ),
    (
        "contacts-by-source",
        {"source": "Mỹ"},
        "sourceLabel date attribution standing",
        [f"{US} | 2024-07-12 | Lầu Năm Góc | official", f"{US} |  | các quan chức Mỹ | anonymous"],
    ),
    (
        "contacts-anonymous",
        {},
        "actorLabel counterpartLabel attribution via",
        [f"{SULLIVAN} | {PATRUSHEV} | các quan chức Mỹ | WSJ"],
    ),
    ("contacts-anonymous", {"of": AUSTIN}, "actorLabel", []),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store")
    store = ox.Store(str(path))
    store.bulk_load(FIXTURE.read_bytes(), format=ox.RdfFormat.TRIG)
    store.flush()
    return path


def cells(rows: Rows, columns: str) -> list[str]:
    return [" | ".join(record.get(name, "") for name in columns.split()) for record in rows.records()]


def ids(case: tuple[str, dict[str, str], str, list[str]]) -> str:
    return f"{case[0]}({','.join(case[1])})"


class TestNamedQuestions:
    @pytest.mark.parametrize("case", EXPECTED, ids=ids)
    def test_rows(self, case: tuple[str, dict[str, str], str, list[str]], dataset: ox.Store) -> None:
        name, values, columns, expected = case
        rows = queries.ask(dataset, question(ONTOLOGY, name), values)
        assert cells(rows, columns) == expected

    @pytest.mark.parametrize("case", EXPECTED, ids=ids)
    def test_same_rows_on_rdflib(
        self, case: tuple[str, dict[str, str], str, list[str]], dataset: ox.Store
    ) -> None:
        from rdflib import Dataset

        asked = question(ONTOLOGY, case[0])
        terms = queries.terms_of(dataset, asked, case[1])
        ours = queries.run(dataset, asked.text, parameters=terms)
        graph = Dataset(default_union=True)
        graph.parse(FIXTURE, format="trig")
        result = graph.query(queries.bind(asked.text, terms))
        theirs = [[None if cell is None else str(cell) for cell in row] for row in result]  # type: ignore[union-attr]
        assert theirs == [[cell and cell.value for cell in row] for row in ours.rows]
        assert [str(variable) for variable in result.vars or ()] == list(ours.variables)

    def test_every_question_is_tested(self) -> None:
        assert {case[0] for case in EXPECTED} == set(NAMES)

    @pytest.mark.parametrize("name", NAMES)
    def test_documented(self, name: str) -> None:
        asked = question(ONTOLOGY, name)
        assert asked.title("vi")
        assert asked.title("en")
        assert asked.title("vi") != asked.title("en")
        for text in (asked.description, *(parameter.about for parameter in asked.parameters)):
            assert text.vi.endswith(".")
            assert text.en.endswith(".")
            assert text.vi != text.en
        for parameter in asked.parameters:
            assert parameter.example, f"{name}: {parameter.name} has no example"
            assert f"?{parameter.name}" in asked.text

    @pytest.mark.parametrize("name", NAMES)
    def test_examples_are_valid_values(self, name: str, dataset: ox.Store) -> None:
        asked = question(ONTOLOGY, name)
        given = {p.name: p.example for p in asked.parameters if p.example is not None}
        assert set(queries.terms_of(dataset, asked, given)) == set(given)

    @pytest.mark.parametrize("name", NAMES)
    def test_rows_are_ordered_by_what_is_read_not_by_iris(self, name: str, dataset: ox.Store) -> None:
        asked = question(ONTOLOGY, name)
        given = {p.name: p.example for p in asked.parameters if p.required and p.example}
        rows = queries.ask(dataset, asked, given)
        ordered = re.findall(r"\?(\w+)", asked.text.rpartition("ORDER BY")[2])
        assert ordered
        for variable in set(ordered) & set(rows.variables):
            at = rows.variables.index(variable)
            assert not any(isinstance(row[at], ox.NamedNode) for row in rows.rows), variable

    def test_unknown_name(self) -> None:
        with pytest.raises(
            QueryError, match=r"no question is called 'who-call-whom': did you mean who-called-whom"
        ):
            question(ONTOLOGY, "who-call-whom")

    def test_overlay(self, tmp_path: Path, dataset: ox.Store) -> None:
        (tmp_path / "queries").mkdir()
        head = '#+ {title: {vi: Một, en: One}, description: "Mine."}\n'
        (tmp_path / "queries" / "undated.rq").write_text(head + "SELECT (1 AS ?one) {}", encoding="utf-8")
        (tmp_path / "queries" / "mine.rq").write_text(head + "ASK {}", encoding="utf-8")
        ontology = Ontology((shipped(), tmp_path), cache=None)
        assert cells(queries.ask(dataset, question(ontology, "undated")), "one") == ["1"]
        assert [q.name for q in questions(ontology)] == sorted([*NAMES, "mine"])


class TestValues:
    @pytest.mark.parametrize(
        ("kind", "text", "expected"),
        [
            ("actor", "Lloyd Austin", "actor:lloyd-austin"),
            ("actor", "lloyd  AUSTIN", "actor:lloyd-austin"),
            ("actor", "lloyd-austin", "actor:lloyd-austin"),
            ("actor", "actor:lloyd-austin", "actor:lloyd-austin"),
            ("actor", PREFIXES["actor"] + "lloyd-austin", "actor:lloyd-austin"),
            ("actor", f"<{PREFIXES['actor']}lloyd-austin>", "actor:lloyd-austin"),
            ("actor", "Andrei Belousov", "actor:andrey-belousov"),
            ("actor", "To\u0302 La\u0302m", "actor:to-lam"),
            ("actor", "to lam", "actor:to-lam"),
            ("actor", "Mỹ", "actor:united-states"),
            ("state", "hoa ky", "actor:united-states"),
            ("office", "bo truong quoc phong nga", "office:ru-defence-minister"),
            ("channel", "US–Russia deconfliction line", "channel:us-russia-deconfliction-line"),
            ("event", "a2.PhoneCall.30-38", "occasion:a1.PhoneCall.40-48"),
            ("kind", "phonecall", "kind:PhoneCall"),
            ("kind", "kind:Meeting", "kind:Meeting"),
            ("status", "denied", "status:denied"),
        ],
    )
    def test_things(self, kind: str, text: str, expected: str, dataset: ox.Store) -> None:
        term = queries.term_of(dataset, Parameter("x", ParameterType(kind), Both()), text)
        prefix, _, name = expected.partition(":")
        assert term == ox.NamedNode(PREFIXES[prefix] + name)

    @pytest.mark.parametrize(
        ("kind", "text", "fault"),
        [
            (
                "actor",
                "Belousof",
                r"x: no actor is called 'Belousof'; did you mean Andrey Belousov \(actor:andrey-",
            ),
            ("actor", "sergei", r"did you mean Sergei Lavrov \(actor:sergei-lavrov\), Sergei Shoigu"),
            ("actor", "Qqqq", r"no actor is called 'Qqqq'$"),
            ("actor", "", r"no actor is called ''$"),
            ("actor", "actor:nobody", r"the dataset knows no actor:nobody"),
            ("actor", "http://example.org/> } DROP ALL #", r"is not an IRI"),
            ("state", "Lloyd Austin", r"no state is called 'Lloyd Austin'"),
            ("date", "12/7/2024", r"'12/7/2024' is not a day written as YYYY-MM-DD"),
            ("date", "2024-02-30", r"is not a day"),
            ("date", '2024-01-01"', r"is not a day"),
            ("integer", "4; DROP", r"is not a whole number"),
            ("kind", "Telegram", r"'Telegram' is not one of PhoneCall, VideoCall"),
            ("event", "nothing", r"no report or occasion is called 'nothing'"),
        ],
    )
    def test_faults(self, kind: str, text: str, fault: str, dataset: ox.Store) -> None:
        with pytest.raises(QueryError, match=fault):
            queries.term_of(dataset, Parameter("x", ParameterType(kind), Both()), text)

    def test_ambiguous_name_lists_candidates(self) -> None:
        store = ox.Store()
        for name in ("a", "b"):
            iri = ox.NamedNode(PREFIXES["actor"] + name)
            store.add(
                ox.Quad(iri, ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(PREFIXES["cp"] + "Person"))
            )
            store.add(ox.Quad(iri, ox.NamedNode(PREFIXES["rdfs"] + "label"), ox.Literal("An Bình")))
        with pytest.raises(
            QueryError, match=r"more than one actor .* An Bình \(actor:a\), An Bình \(actor:b\)"
        ):
            queries.term_of(store, Parameter("x", ParameterType.ACTOR, Both()), "an binh")

    def test_unknown_parameter(self, dataset: ox.Store) -> None:
        with pytest.raises(QueryError, match=r"undated has no parameter 'actr': it takes of"):
            queries.terms_of(dataset, question(ONTOLOGY, "undated"), {"actr": AUSTIN})

    def test_missing_parameter(self, dataset: ox.Store) -> None:
        with pytest.raises(QueryError, match=r"needs a value for actor, for example actor=Lloyd Austin"):
            queries.ask(dataset, question(ONTOLOGY, "counterparts-of"))

    @given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
    @example('") } } ; DROP ALL # ')
    @example("\\")
    @example("\\u0022")
    @example("'''\"\"\"\n\r\t")
    @example("SERVICE <http://example.org/>")
    def test_a_string_comes_back_as_it_went_in(self, dataset: ox.Store, text: str) -> None:
        question = Question(
            "q", "SELECT ?x WHERE { }", parameters=(Parameter("x", ParameterType.STRING, Both()),)
        )
        rows = queries.ask(dataset, question, {"x": text})
        assert rows.rows == ((ox.Literal(text),),)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("SELECT ?x WHERE { ?s ?p ?o }", "SELECT ?x WHERE { VALUES (?x) { (1) }  ?s ?p ?o }"),
            ("SELECT (IF(EXISTS { ?a ?b ?c }, 1, 2) AS ?y) { }", None),
            ('# { in a comment\nSELECT ("{" AS ?y) <x>{}', None),
            ("CONSTRUCT { ?s ?p ?x } WHERE { ?s ?p ?o }", None),
            ("PREFIX a: <http://a/{>\nASK { }", None),
        ],
    )
    def test_place_of_the_values(self, text: str, expected: str | None) -> None:
        one = ox.Literal("1", datatype=ox.NamedNode(PREFIXES["xsd"] + "integer"))
        bound = queries.bind(text, {"x": one})
        if expected is not None:
            assert bound == expected.replace("(1)", f"({one})")
        assert bound.count("VALUES") == 1
        assert bound.index("VALUES") > max(text.find("WHERE"), text.find("AS ?y"), 0)

    @pytest.mark.parametrize("text", ["DESCRIBE <http://a/b>", "CONSTRUCT WHERE { ?s ?p ?o }"])
    def test_no_place_for_values(self, text: str) -> None:
        with pytest.raises(QueryError, match="takes no parameters"):
            queries.bind(text, {"x": ox.Literal("1")})

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            ("actor:lloyd-austin", ox.NamedNode(PREFIXES["actor"] + "lloyd-austin")),
            ("2024-07-12", ox.Literal("2024-07-12", datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))),
            ("12", ox.Literal("12", datatype=ox.NamedNode(PREFIXES["xsd"] + "integer"))),
            ("Lầu Năm Góc", ox.Literal("Lầu Năm Góc")),
        ],
    )
    def test_own_text_takes_any_variable_it_mentions(
        self, value: str, expected: ox.NamedNode | ox.Literal, dataset: ox.Store
    ) -> None:
        question = own_question("SELECT ?x { }")
        assert queries.ask(dataset, question, {"x": value}).rows == ((expected,),)
        with pytest.raises(QueryError, match=r"no variable \?y"):
            queries.ask(dataset, question, {"y": value})


class TestRunning:
    def test_union_of_all_graphs(self, dataset: ox.Store) -> None:
        assert (
            queries.run(dataset, "ASK { actor:lloyd-austin cp:calledBy actor:andrey-belousov }").truth
            is False
        )
        assert queries.run(dataset, "ASK { actor:lloyd-austin cp:calledWith actor:andrey-belousov }").truth

    def test_worker_gives_the_same_answer(self, folder: Path, dataset: ox.Store) -> None:
        asked = question(ONTOLOGY, "who-called-whom")
        values = {"called": "Lloyd Austin"}
        ours = queries.ask(dataset, asked, values)
        assert queries.ask(folder, asked, values, timeout=60) == ours
        assert queries.ask(folder, asked, values) == ours

    @pytest.mark.parametrize(
        "text", ["ASK { ?s ?p ?o }", "CONSTRUCT { ?s a cp:Report } WHERE { ?s a cp:Report }"]
    )
    def test_worker_gives_every_form(self, folder: Path, text: str, dataset: ox.Store) -> None:
        expected = queries.run(dataset, text)
        found = queries.run(folder, text, timeout=60)
        assert (found.form, found.truth, found.triples) == (expected.form, expected.truth, expected.triples)

    def test_a_runaway_query_is_stopped(self, folder: Path) -> None:
        cross = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(6)) + " }"
        with pytest.raises(QueryError, match=r"stopped after 0\.7 s"):
            queries.run(folder, cross, timeout=0.7)
        assert queries.run(folder, "ASK { ?s ?p ?o }", timeout=60).truth

    def test_the_limit_holds_for_an_ask_that_needs_no_data(self, folder: Path) -> None:
        names = [f"?v{n}" for n in range(6)]
        values = " ".join(f"VALUES {name} {{ {' '.join(map(str, range(60)))} }}" for name in names)
        with pytest.raises(QueryError, match=r"stopped after 1\.5 s"):
            queries.run(folder, f"ASK {{ {values} FILTER({' + '.join(names)} < 0) }}", timeout=1.5)

    def test_a_fault_is_told_from_the_worker_as_it_is_told_here(
        self, folder: Path, dataset: ox.Store
    ) -> None:
        for text in ("SELECT *\n{ ?s ?p }", "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", "CLEAR ALL"):
            said = []
            for source, timeout in ((dataset, None), (folder, 60)):
                with pytest.raises(QueryError) as error:
                    queries.run(source, text, timeout=timeout)
                said.append(str(error.value))
            assert said[0] == said[1]

    def test_no_store(self, tmp_path: Path) -> None:
        for timeout in (None, 60):
            with pytest.raises(StoreError, match="cannot be opened as a store"):
                queries.run(tmp_path / "none", "ASK {}", timeout=timeout)

    def test_damaged_store(self, folder: Path, tmp_path: Path) -> None:
        copy = tmp_path / "damaged"
        shutil.copytree(folder, copy)
        (copy / "CURRENT").write_bytes(b"nonsense")
        with pytest.raises(StoreError, match="cannot be opened as a store"):
            queries.run(copy, "ASK {}", timeout=60)


def test_labels(dataset: ox.Store) -> None:
    rows = queries.run(
        dataset, "SELECT ?x { VALUES ?x { actor:china office:ru-defence-minister report:none } }"
    )
    assert queries.labels(dataset, rows) == {
        PREFIXES["actor"] + "china": "China",
        PREFIXES["office"] + "ru-defence-minister": "Bộ trưởng Quốc phòng Nga",
    }


def test_a_person_of_several_iris_is_asked_about_by_all_of_them() -> None:
    one, other = (ox.NamedNode(f"{PREFIXES['actor']}x.{name}") for name in ("a", "b"))
    dataset = ox.Store()
    replaced, took_part = (
        ox.NamedNode(expand(name)) for name in ("dcterms:isReplacedBy", "cp:hasParticipant")
    )
    dataset.add(ox.Quad(other, replaced, one))
    for number, actor in enumerate((one, other, ox.NamedNode(PREFIXES["actor"] + "c"))):
        dataset.add(ox.Quad(ox.NamedNode(f"{PREFIXES['report']}r{number}"), took_part, actor))
    terms = {"of": one}
    others = queries.further_terms(dataset, terms)
    assert others == {"of": (other,)}
    asked = "SELECT ?report WHERE { ?report cp:hasParticipant ?of }"
    rows = queries.run(dataset, asked, parameters=terms, others=others).rows
    assert sorted(str(row[0]) for row in rows) == [f"<{PREFIXES['report']}r{number}>" for number in range(2)]
    assert queries.further_terms(dataset, {"of": other, "day": ox.Literal("x")}) == {}
