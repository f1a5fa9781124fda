"""The register beside an endpoint: what is shown, what is written, and what people wrote and keep."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from wikidata import Server, person, serving, term

from kg.cli import main
from kg.knowledge.register import Register, load_register
from kg.ontology import Ontology
from kg.upkeep.blocks import FILE
from kg.upkeep.endpoint import Endpoint
from kg.upkeep.refresh import Refreshed, refresh
from kg.upkeep.wikidata import ask

HEAD = """
@prefix actor: <https://w3id.org/counterpart/actor/> .
@prefix class: <https://w3id.org/counterpart/office-class/> .
@prefix cp: <https://w3id.org/counterpart/ontology#> .
@prefix office: <https://w3id.org/counterpart/office/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix tenure: <https://w3id.org/counterpart/tenure/> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
REGISTER = (
    HEAD
    + """
actor:utopia a cp:State ; rdfs:label "Utopia" ; skos:prefLabel "Utopia"@en, "Utopia"@vi ;
    skos:altLabel "Không Tưởng" .
actor:arcadia a cp:State ; rdfs:label "Arcadia" ; skos:prefLabel "Arcadia"@en, "Arcadia"@vi .
office:president a cp:Office ; rdfs:label "President of Utopia"@en, "Tổng thống Utopia"@vi ;
    cp:officeClass class:head_of_state ; cp:ofBody actor:utopia ; owl:sameAs wd:Q100 .
office:envoy a cp:Office ; rdfs:label "Envoy of Arcadia"@en, "Đặc phái viên Arcadia"@vi ;
    cp:officeClass class:envoy ; cp:ofBody actor:arcadia ; owl:sameAs wd:Q200 ; cp:severalHolders true .
actor:ann-one a cp:Person ; rdfs:label "Ann One" ; cp:citizenOf actor:utopia ; owl:sameAs wd:Q1 .
tenure:ann-one.president.2001 a cp:Tenure ; cp:heldBy actor:ann-one ; cp:office office:president ;
    cp:tenureStart "2001"^^xsd:gYear ; cp:tenureEnd "2009-01-01"^^xsd:date ; cp:source "hand" .
actor:bob-two a cp:Person ; rdfs:label "Bob Two" ; cp:citizenOf actor:utopia ; owl:sameAs wd:Q2 .
tenure:bob-two.president.2009 a cp:Tenure ; cp:heldBy actor:bob-two ; cp:office office:president ;
    cp:tenureStart "2009-01-01"^^xsd:date ; cp:source "hand" .
actor:mary-key a cp:Person ; rdfs:label "Mary Key" ; cp:citizenOf actor:arcadia .
"""
)
SAME = (
    person("Q1", "Ann One"),
    person("Q2", "Bob Two"),
    term("Q1", "Q100", "2001-01-01", "2009-01-01", precision=None),
    term("Q2", "Q100", "2009-01-01"),
)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "hand.ttl").write_text(REGISTER, "utf-8")
    return tmp_path


def path(folder: Path) -> Path:
    return folder / "register" / FILE


def updated(
    folder: Path, server: Server, *turtle: str, of: str | None = None, write: bool = True
) -> list[str]:
    """Signs with subjects of the differences to an endpoint that holds this; written where there are any."""
    server.hold(*turtle)
    found = compared(folder, server, of)
    if write and found.text:
        path(folder).write_text(found.text, "utf-8")
    return [f"{each.sign} {each.subject}: {each.text}" for each in found.differences]


def compared(folder: Path, server: Server, of: str | None = None) -> Refreshed:
    endpoint = Endpoint(server.url, pause=0)
    before = path(folder).read_text("utf-8") if path(folder).exists() else ""
    return refresh(Ontology((folder,), None), before, lambda known: ask(endpoint, known, of), "test", of)


def register(folder: Path) -> Register:
    return load_register(Ontology((folder,), None))


def test_an_endpoint_that_says_the_same_changes_nothing(folder: Path, server: Server) -> None:
    assert updated(folder, server, *SAME) == []
    assert register(folder).tenures.keys() == {"ann-one.president.2001", "bob-two.president.2009"}


def test_an_ended_term_gets_its_end(folder: Path, server: Server) -> None:
    ended = (*SAME[:3], term("Q2", "Q100", "2009-01-01", "2017-01-20"))
    assert updated(folder, server, *ended) == ["+ tenure:bob-two.president.2009: ended 2017-01-20"]
    assert register(folder).tenures["bob-two.president.2009"].end == "2017-01-20"
    assert updated(folder, server, *ended) == []
    assert updated(folder, server, *SAME) == [
        "- tenure:bob-two.president.2009: the endpoint says so no longer"
    ]
    assert register(folder).tenures["bob-two.president.2009"].end is None


def test_a_new_holder_comes_with_names_term_and_source(folder: Path, server: Server) -> None:
    new = (
        *SAME,
        person("Q3", "Cy Three", "C. Three", "Three", "Cy 3rd (politician)", vi="Xy Ba", gender="Q6581072"),
        term("Q3", "Q100", "2017-05-01", precision=10),
    )
    assert updated(folder, server, *new) == [
        "+ actor:cy-three: new person: Cy Three (wd:Q3), President of Utopia",
        "+ tenure:cy-three.president.2017-05: new term: Cy Three, President of Utopia, 2017-05 – now",
    ]
    found = register(folder)
    cy = found.people["cy-three"]
    assert (cy.name, cy.name_vi, cy.body, cy.gender, cy.wikidata) == (
        "Cy Three",
        "Xy Ba",
        "utopia",
        "f",
        "Q3",
    )
    assert set(cy.aliases) == {"Cy Three", "Xy Ba", "C. Three"}
    assert found.tenures["cy-three.president.2017-05"].source == "wd:Q3 P39 wd:Q100, test"
    before = path(folder).read_text("utf-8")
    assert updated(folder, server, *new) == []
    assert path(folder).read_text("utf-8") == before


def test_bounds_of_an_earlier_update_follow_the_endpoint(folder: Path, server: Server) -> None:
    three = person("Q3", "Cy Three")
    updated(folder, server, *SAME, three, term("Q3", "Q100", "2017-05-01"))
    (changed,) = updated(folder, server, *SAME, three, term("Q3", "Q100", "2017-05-01", "2020-01-02"))
    assert changed.startswith("~ tenure:cy-three.president.2017-05-01: nothing → cp:tenureEnd")
    found = updated(folder, server, *SAME, three, term("Q3", "Q100", "2017-06-01", "2020-01-02"))
    assert [each[:38] for each in found] == [
        "+ tenure:cy-three.president.2017-06-01",
        "- tenure:cy-three.president.2017-05-01",
    ]
    assert register(folder).tenures["cy-three.president.2017-06-01"].end == "2020-01-02"


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (term("Q1", "Q100", "2002-03-01", "2009-01-01"), "starts 2001 here and 2002-03-01 there"),
        (term("Q1", "Q100", "2001-01-20", "2008-12-31"), "ends 2009-01-01 here and 2008-12-31 there"),
    ],
)
def test_hand_written_facts_win(folder: Path, server: Server, statement: str, said: str) -> None:
    assert updated(folder, server, *SAME[:2], statement, SAME[3]) == [
        f"! tenure:ann-one.president.2001: {said}"
    ]
    assert register(folder).tenures["ann-one.president.2001"].start == "2001"


def test_a_block_that_somebody_edited_stays(folder: Path, server: Server) -> None:
    new = (*SAME, person("Q3", "Cy Three"), term("Q3", "Q100", "2017-05-01"))
    updated(folder, server, *new)
    edited = path(folder).read_text("utf-8").replace('"2017-05-01"^^xsd:date', '"2017-04-30"^^xsd:date')
    path(folder).write_text(edited, "utf-8")
    (left,) = updated(folder, server, *new)
    assert left == "! tenure:cy-three.president.2017-05-01: starts 2017-04-30 here and 2017-05-01 there"
    assert register(folder).tenures["cy-three.president.2017-05-01"].start == "2017-04-30"


def test_a_block_behind_comment_signs_does_not_come_back(folder: Path, server: Server) -> None:
    new = (*SAME[:3], term("Q2", "Q100", "2009-01-01", "2017-01-20"))
    updated(folder, server, *new)
    lines = path(folder).read_text("utf-8").splitlines()
    refused = ["# " + line if line.startswith("tenure:") else line for line in lines]
    path(folder).write_text("\n".join(refused) + "\n", "utf-8")
    (left,) = updated(folder, server, *new)
    assert left.startswith("! tenure:bob-two.president.2009: ended 2017-01-20: left out")
    assert register(folder).tenures["bob-two.president.2009"].end is None
    assert "# tenure:bob-two" in path(folder).read_text("utf-8")


def test_other_names_come_in_where_they_are_free(folder: Path, server: Server) -> None:
    names = (
        person("Q1", "Ann One", "Annie One", "One", "Bob Two", vi="An Một"),
        'wd:Q100 skos:altLabel "Tổng thống Không Tưởng"@vi, "Tổng thống"@vi, "tổng thống chế"@vi .\n',
    )
    assert updated(folder, server, *names, *SAME[1:]) == [
        "+ actor:ann-one: other names: An Một, Annie One",
        "+ office:president: other names: Tổng thống Không Tưởng",
        "! actor:ann-one: “Bob Two” is also a name of actor:bob-two",
    ]
    found = register(folder)
    assert {"An Một", "Annie One"} <= set(found.people["ann-one"].aliases)
    assert "Tổng thống Không Tưởng" in found.offices["president"].aliases
    assert updated(folder, server, *names, *SAME[1:]) == [
        "! actor:ann-one: “Bob Two” is also a name of actor:bob-two"
    ]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (term("Q3", "Q100", None), None),
        (term("Q3", "Q100", "1950-01-01", "1960-01-01"), None),
        (term("Q3", "Q100", "2017-05-01", rank="Deprecated"), None),
        (term("Q3", "Q999", "2017-05-01"), None),
        (term("Q3", "Q100", "1900-01-01", precision=7), None),
        (
            term("Q3", "Q100", "2017-05-02", "2016-05-02"),
            "! office:president: Cy Three, President of Utopia, ",
        ),
        (
            term("Q3", "Q100", "1950-01-01"),
            "! office:president: Cy Three, President of Utopia, 1950-01-01 – now: no end is told, but Ann One",
        ),
        (term("Q4", "Q100", "2017-05-01"), "! wd:Q4: President of Utopia: a person without a full name"),
        (
            term("Q5", "Q200", "2017-05-01"),
            "! actor:mary-key: is Mary Key (wd:Q5), Envoy of Arcadia, the same",
        ),
    ],
)
def test_what_is_not_told_well_is_not_taken(
    folder: Path, server: Server, statement: str, said: str | None
) -> None:
    people = (person("Q3", "Cy Three"), person("Q4", "Mononym"), person("Q5", "Mary Key"))
    found = updated(folder, server, *SAME, *people, statement)
    assert [each for each in found if "tenure:" in each] == []
    left = [each for each in found if each.startswith("!")]
    assert len(left) == (said is not None)
    assert said is None or left[0].startswith(said)


def test_terms_that_follow_one_another_are_one(folder: Path, server: Server) -> None:
    halves = (term("Q1", "Q100", "2001-01-20", "2005-01-20"), term("Q1", "Q100", "2005-01-20", "2009-01-01"))
    assert updated(folder, server, *SAME[:2], *halves, SAME[3]) == []


def test_one_state_at_a_time_leaves_the_others_alone(folder: Path, server: Server) -> None:
    envoy = (person("Q3", "Cy Three"), term("Q3", "Q200", "2017-05-01"))
    assert len(updated(folder, server, *SAME, *envoy)) == 2
    before = path(folder).read_text("utf-8")
    assert updated(folder, server, *SAME, of="utopia") == []
    assert path(folder).read_text("utf-8") == before
    (gone,) = updated(folder, server, *SAME, of="arcadia")
    assert gone.startswith("- tenure:cy-three.envoy")
    assert "cy-three" in register(folder).people


def test_terms_before_the_register_begins_are_left_out(folder: Path, server: Server) -> None:
    server.hold(*SAME)
    endpoint = Endpoint(server.url, pause=0)
    told = ask(endpoint, register(folder), since=dt.date(2010, 1, 1))
    assert [each.person for each in told.terms] == ["Q2"]


# The command


def test_differences_are_shown_and_written_only_when_asked(
    folder: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "register" / "hand.ttl").unlink()
    server.hold(
        person("Q900000001", "Jane Example", vi="Giên Mẫu"), term("Q900000001", "Q11696", "2031-01-20")
    )
    command = [
        "actors",
        "update",
        "--from",
        server.url,
        "--ontology",
        str(folder),
        "--of",
        "hoa ky",
        "--pause",
        "0",
    ]
    assert main(command) == 0
    captured = capsys.readouterr()
    assert "+ actor:jane-example: new person: Jane Example (wd:Q900000001), President" in captured.out
    assert "+ tenure:jane-example.us-president.2031-01-20" in captured.out
    assert captured.err == "2 differences to take over, 0 to decide\n"
    assert not path(folder).exists()
    assert main([*command, "--write"]) == 0
    assert capsys.readouterr().err.endswith(f"written     {path(folder)}\n")
    assert main(["actors", "gien mau", "--ontology", str(folder)]) == 0
    assert "2031-01-20 – now" in capsys.readouterr().out
    assert main(command) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--from", "{url}", "--write"], 2, "add --ontology DIR"),
        (["--from", "nowhere"], 1, "not the address of an endpoint"),
        (["--from", "{url}", "--of", "nobody"], 1, "give one state or organisation"),
        ([], 2, "Missing option '--from'"),
    ],
)
def test_usage(
    server: Server, arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [argument.replace("{url}", server.url) for argument in arguments]
    assert main(["actors", "update", *given]) == code
    assert said in capsys.readouterr().err
    assert server.queries == []
