"""The command line: help, exit codes, one-line errors, and the commands end to end on the seeds."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from webpage import Parsed

from kg.batch.intake import Intake
from kg.cli import cli, main
from kg.store import open_store

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
GOLD = ROOT / "tests" / "golden" / "seeds"
TEXT = "Bộ trưởng Quốc phòng Mỹ Lloyd Austin gọi điện cho người đồng cấp Nga Andrey Belousov hôm 12/7/2024."
HEAVY = {
    "rdflib",
    "oxrdflib",
    "networkx",
    "pyvis",
    "pyshacl",
    "trafilatura",
    "lxml",
    "pyoxigraph",
    "yaml",
    "jinja2",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    assert main(["build", str(SEEDS), "--store", str(folder), "-q"]) == 0
    return folder


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "call.txt"
    path.write_text(TEXT, "utf-8")
    return path


def run(*arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=ROOT, timeout=120, check=False)


def records(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


# Help


def test_every_command_and_option_is_documented() -> None:
    context = click.Context(cli)
    for command in (cli, *cli.commands.values()):
        assert command.help
        assert command.help.startswith("Example: kg ")
        assert command is cli or command.short_help
        for parameter in command.get_params(context):
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{command.name} {parameter.name}"


@pytest.mark.parametrize("arguments", [["--help"], ["build", "-h"], ["query", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys; from kg.cli import main; code = main(sys.argv[1:]); "
        f"print(sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, cwd=ROOT, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "[]\n")
    assert done.stdout


# Exit codes


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["extract"],
        ["extract", "seeds", "-f", "xml"],
        ["extract", "seeds", "--jobs", "-1"],
        ["build", "seeds", "--min-confidence", "2"],
        ["extract", "seeds", "--min-confidence", "nan"],
        ["evaluate"],
        ["evaluate", "tests/golden/seeds"],
        ["evaluate", "tests/golden/seeds", "seeds", "--predictions", "x.jsonl"],
        ["evaluate", "tests/golden/seeds", "seeds", "-f", "xml"],
        ["evaluate", "tests/golden/seeds", "seeds", "--min-confidence", "-0.1"],
        ["add"],
        ["remove"],
        ["rebuild", "seeds"],
        ["rebuild", "--min-confidence", "2"],
        ["query"],
        ["query", "a", "-e", "b"],
        ["query", "who-called-whom", "-p", "caller"],
        ["query", "who-called-whom", "--timeout", "0"],
        ["export"],
        ["actors"],
        ["actors", "x", "--unknown"],
        ["actors", "x", "--on", "yesterday"],
        ["actors", "x", "-f", "ttl"],
        ["actors", "--unknown", "--on", "2024-07-12"],
        ["why", "one"],
        ["render", "--kind", "Nonsense"],
        ["render", "--from", "2024-13-01"],
        ["--nonsense"],
    ],
)
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Error:" in captured.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["extract", "{tmp}/none"], "no article could be read"),
        (["extract", "{article}", "-o", "{tmp}/none/x.jsonl"], "cannot be written"),
        (["extract", "{article}", "--ontology", "{tmp}/none"], "no such ontology folder"),
        (["build", "{article}", "--store", "{article}"], "call.txt"),
        (["evaluate", "{tmp}/none", "{article}"], "no such folder of gold files"),
        (["evaluate", "{tmp}", "{article}"], "no gold files here"),
        (["evaluate", str(GOLD), "{article}"], "none of its files is the annotation of an article given"),
        (["evaluate", str(GOLD), "{tmp}/none"], "no article could be read"),
        (["evaluate", str(GOLD), "--predictions", "{tmp}/none"], "none: cannot be read"),
        (["evaluate", str(GOLD), "--predictions", "{article}"], "call.txt:1: not well-formed JSON"),
        (["build", "{article}", "--store", "/proc/none"], "/proc/none"),
        (["build", "{tmp}/none", "--store", "{tmp}/store"], "nothing written"),
        (["add", "{tmp}/none", "--store", "{tmp}/store"], "nothing written"),
        (["remove", "call", "--store", "{tmp}/none"], "no article texts here"),
        (["rebuild", "--store", "{tmp}/none"], "no article texts here"),
        (["verify", "--store", "{tmp}/none"], "no store here"),
        (["query", "who-called-whom", "--store", "{tmp}/none"], "no store here"),
        (["query", "{tmp}/none.rq"], "none.rq: cannot be read"),
        (["query", "who-called-whmo"], "did you mean who-called-whom"),
        (["export", "-f", "ttl", "--store", "{tmp}/none"], "no store here"),
        (["render", "--store", "{tmp}/none"], "no store here"),
        (["validate", "--store", "{tmp}/none"], "no store here"),
        (["validate", "{tmp}/none.ttl"], "none.ttl"),
        (["validate", "{article}"], "not a format"),
        (["actors", "--unknown", "--store", "{tmp}/none"], "no store here"),
        (["actors", "nobody of this name"], "nothing in the register"),
        (["why", "a", "b", "--store", "{tmp}/none"], "no store here"),
    ],
)
def test_failure_is_one_line_and_exits_with_1(
    arguments: list[str], said: str, tmp_path: Path, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled = [argument.format(tmp=tmp_path, article=article) for argument in arguments]
    assert main(filled) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    lines = captured.err.splitlines()
    assert all(line.startswith("kg: ") for line in lines)
    assert said in lines[-1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["call.txt"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["query", "-e", "SELECT * WHERE { ?s ?p }"], "line 1"),
        (["query", "-e", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"], "FROM is refused"),
        (["query", "-e", "SELECT * { SERVICE <http://x.vn/> { ?s ?p ?o } }"], "SERVICE is refused"),
        (["query", "-e", "DROP ALL"], "refused"),
        (["query", "contacts-of-pair"], "actor"),
        (["query", "contacts-of-pair", "-p", "x=y"], "x"),
        (["query", "who-called-whom", "-p", "caller=nobody at all"], "nobody at all"),
        (["query", "who-called-whom", "-f", "ttl"], "ttl is for CONSTRUCT"),
        (["why", "Lloyd Austin", "Tô Lâm"], "no article"),
        (["why", "Lloyd Austin", "nobody at all"], "nobody at all"),
        (["remove", "2024-07-13-austin-belousof"], "did you mean 2024-07-13-austin-belousov?"),
        (["export", "-f", "ttl", "-o", "/proc/none/x.ttl"], "cannot be written"),
        (["render", "-o", "/proc/none/x.html"], "cannot be written"),
        (["render", "--ego", "nobody at all"], "nobody at all"),
    ],
)
def test_bad_questions_are_one_line(
    arguments: list[str], said: str, built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--store", str(built)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    (line,) = captured.err.splitlines()
    assert line.startswith("kg: ")
    assert said in line


def test_interrupt_exits_with_130(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> Iterator[object]:
        raise KeyboardInterrupt

    monkeypatch.setattr(Intake, "extractions", interrupted)
    assert main(["extract", str(article)]) == 130
    assert capsys.readouterr().err.strip() == ""


def test_a_bug_is_one_line_too(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> Iterator[object]:
        raise RuntimeError("two\nlines")

    monkeypatch.delenv("KG_DEBUG", raising=False)
    monkeypatch.setattr(Intake, "extractions", broken)
    assert main(["extract", str(article)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("kg: internal error (RuntimeError: two lines)")


def test_a_reader_that_leaves_is_no_news() -> None:
    command = [sys.executable, "-m", "kg", "query", "--list"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        process.wait(timeout=60)


# Bad input, end to end

BAD = {
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 4,
    "utf16-no-mark.txt": TEXT.encode("utf-16-le"),
    "tcvn3.txt": "Tæng thèng Mü ®· ®iÖn ®µm víi Tæng thèng Nga".encode("cp1252"),
    "mojibake.txt": TEXT.encode().decode("latin-1").encode(),
    "english.txt": b"The two ministers spoke by telephone on Friday.",
    "huge.txt": b"x" * 50_000_000,
    "front.md": b"---\ntitle: open\n" + TEXT.encode(),
    "page.html": b"<html></html>",
    "line.jsonl": b'{"id": "big", "text": "' + b"x" * 50_000_000 + b'"}\n',
    "records.jsonl": b'{oops}\n["list"]\n{"id": "call", "text": "' + TEXT.encode() + b'"}\n',
    "cut.jsonl.gz": gzip.compress(json.dumps({"id": "cut", "text": TEXT}).encode())[:-12],
}


def test_every_bad_input_is_named_and_the_rest_is_read(article: Path, tmp_path: Path) -> None:
    for name, data in BAD.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "utf16.txt").write_bytes(TEXT.encode("utf-16"))
    done = run("extract", tmp_path, tmp_path / "missing")
    assert done.returncode == 0
    found = records(done.stdout.decode())
    assert {record["article"] for record in found} == {"call", "utf16"}
    *skipped, summary = done.stderr.decode().splitlines()
    assert summary.startswith("2 articles, ")
    assert all(line.startswith("kg: skipped ") for line in skipped)
    for name in [*BAD, "missing"]:
        assert any(f"/{name}:" in line for line in skipped), name
    for line in (1, 2, 3):
        assert any(f"records.jsonl:{line}: " in said for said in skipped)


def test_strict_fails_and_writes_nothing(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    for arguments in (
        ["extract", str(tmp_path), "-o", str(tmp_path / "out.jsonl"), "--strict"],
        ["extract", str(tmp_path), "--strict"],
        ["build", str(tmp_path), "--store", str(tmp_path / "store"), "--strict"],
    ):
        assert main(arguments) == 1
        captured = capsys.readouterr()
        assert captured.out == ""
        first, last = captured.err.splitlines()
        assert "empty.txt: empty" in first
        assert last == "kg: 1 input skipped, and --strict is set"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["call.txt", "empty.txt"]
    assert main(["extract", str(article), "--strict"]) == 0


def test_strict_on_standard_input() -> None:
    good = json.dumps({"id": "a", "text": TEXT}).encode()
    done = run("extract", "-", "--strict", stdin=good)
    assert done.returncode == 0
    assert records(done.stdout.decode())
    done = run("extract", "-", "--strict", stdin=good + b"\n{}\n")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"standard input:2: " in done.stderr


# Commands


def test_extract_prints_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(SEEDS / "2024-07-13-austin-belousov.md"), "-q"]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    for record in records(captured.out):
        assert " ".join(record) == (
            "article kind status participants initiator date earliest latest place channel count "
            "duration_minutes topic attribution confidence evidence rule"
        )
        assert record["article"] == "2024-07-13-austin-belousov"


def test_extract_leaves_out_what_it_is_not_sure_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", str(SEEDS), "-q"]) == 0
    sure = [float(str(record["confidence"])) for record in records(capsys.readouterr().out)]
    least = sorted(set(sure))[-1]
    kept = sum(one >= least for one in sure)
    assert 0 < kept < len(sure)
    assert main(["extract", str(SEEDS), "--min-confidence", str(least)]) == 0
    captured = capsys.readouterr()
    assert len(records(captured.out)) == kept
    assert captured.err == f"5 articles, {kept} contacts; {len(sure) - kept} below {least:g} left out\n"
    for form in ("ttl", "trig"):
        target = tmp_path / f"kept.{form}"
        assert (
            main(["extract", str(SEEDS), f"--min-confidence={least}", "-f", form, "-o", str(target), "-q"])
            == 0
        )
        assert target.read_text("utf-8").count("cp:confidence ") == kept


# Evaluation


def evaluated(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["evaluate", str(GOLD), *map(str, arguments), "-f", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_evaluate_reads_articles_or_what_was_extracted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = tmp_path / "contacts.jsonl"
    assert main(["extract", str(SEEDS), "-o", str(found), "-q", "--records", "all"]) == 0
    whole = evaluated(capsys, SEEDS, "--errors")
    assert whole == evaluated(capsys, "--predictions", found, "--errors")
    assert whole == evaluated(capsys, SEEDS, "--jobs", 2, "--errors")
    assert (whole["articles"], whole["event"]["f1"]) == (5, 1)
    assert whole["event"]["interval"] == {"precision": [1, 1], "recall": [1, 1], "f1": [1, 1]}
    few = evaluated(capsys, SEEDS, "--min-confidence", 1)
    assert few["event"]["recall"] < 1
    assert few["event"]["tp"] + few["event"]["fn"] == whole["event"]["tp"]


def test_evaluate_names_what_has_no_other_side(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [SEEDS / "2024-07-13-austin-belousov.md", article]
    found = evaluated(capsys, *given, "-q")
    assert found["articles"] == 1
    assert found["without_gold"] == ["call"]
    assert len(found["without_article"]) == 4
    assert main(["evaluate", str(GOLD), *map(str, given)]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("1 article\n")
    missing, strange = captured.err.splitlines()
    assert missing.startswith("kg: no article for the annotation of 2021-12-31-biden-putin, ")
    assert strange == "kg: no annotation for the article call; left out"
    assert main(["evaluate", str(GOLD), *map(str, given), "--strict"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines()[-1].endswith("--strict is set")
    many = tmp_path / "many.jsonl"
    event = {"kind": "Meeting", "status": "occurred", "participants": []}
    many.write_text("\n".join(json.dumps(event | {"article": f"n{i:02}"}) for i in range(25)), "utf-8")
    assert main(["evaluate", str(GOLD), "--predictions", str(many)]) == 0
    assert capsys.readouterr().err.endswith("n18, n19 and 5 more; left out\n")


def test_evaluate_lists_errors_before_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "none.jsonl"
    empty.touch()
    assert main(["evaluate", str(GOLD), "--predictions", str(empty), "--errors"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("2021-12-31-biden-putin\n  missed    PhoneCall, occurred, ")
    assert told.index("  missed ") < told.index("\nmeasure ")


def test_extract_all_records_and_graphs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(SEEDS), "--records", "all"]) == 0
    assert {record["record"] for record in records(capsys.readouterr().out)} >= {"contact", "silence"}
    for form in ("ttl", "trig"):
        target = tmp_path / f"x.{form}"
        assert main(["extract", str(SEEDS), "-f", form, "-o", str(target), "-q"]) == 0
        assert "cp:Report" in target.read_text("utf-8")


def test_number_of_processes_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(SEEDS), "--jobs", "2", "-q"]) == 0
    several = capsys.readouterr().out
    assert main(["extract", str(SEEDS), "-q"]) == 0
    assert capsys.readouterr().out == several


def test_build_tells_what_it_did(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "a folder"
    assert main(["build", str(article), "--store", str(folder), "-v"]) == 0
    captured = capsys.readouterr()
    assert captured.err == "call: 1 contact\n"
    rows = dict(line.split(maxsplit=1) for line in captured.out.splitlines())
    assert rows["articles"] == "1"
    assert rows["contacts"].startswith("1 (occurred 1)")
    assert rows["store"] == "1 added, 0 changed, 0 removed, 0 unchanged"
    assert rows["next"] == f"kg query who-called-whom --store '{folder}', kg render --store '{folder}'"
    for name in ("graph.ttl", "graph.trig"):
        assert str(folder / name) in rows["written"]
        assert (folder / name).stat().st_size


def test_building_again_changes_nothing_and_mirrors(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(TEXT.replace("12/7", "25/6"), "utf-8")
    folder = tmp_path / "out"

    def build(*paths: Path) -> tuple[bytes, bytes, str]:
        assert main(["build", *map(str, paths), "--store", str(folder)]) == 0
        changes = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("store"))
        return (folder / "graph.ttl").read_bytes(), (folder / "graph.trig").read_bytes(), changes

    *first, _ = build(article, other)
    assert b"graph:other " in first[1]
    *second, changes = build(other, article)
    assert first == second
    assert "0 added, 0 changed, 0 removed, 2 unchanged" in changes
    *_, changes = build(article)
    assert "1 removed" in changes
    assert b"graph:other " not in (folder / "graph.trig").read_bytes()


def test_articles_come_and_go(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, other = tmp_path / "out", tmp_path / "other.txt"
    other.write_text(TEXT.replace("12/7", "25/6"), "utf-8")

    def store(*arguments: object) -> str:
        assert main([*map(str, arguments), "--store", str(folder)]) == 0
        rows = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
        return rows["store"]

    assert store("add", article) == "1 added, 0 changed, 0 removed, 0 unchanged"
    assert store("add", other, article) == "1 added, 0 changed, 0 removed, 1 unchanged"
    both = [(folder / name).read_bytes() for name in ("graph.ttl", "graph.trig")]
    assert store("remove", "other") == "0 added, 0 changed, 1 removed, 0 unchanged"
    assert store("add", other) == "1 added, 0 changed, 0 removed, 0 unchanged"
    assert [(folder / name).read_bytes() for name in ("graph.ttl", "graph.trig")] == both
    assert store("rebuild", "--jobs", 2) == "0 added, 0 changed, 0 removed, 2 unchanged"
    assert store("build", other) == "0 added, 0 changed, 1 removed, 1 unchanged"


def test_nothing_readable_leaves_the_store_alone(built: Path, tmp_path: Path) -> None:
    before = (built / "graph.trig").read_bytes()
    assert main(["build", str(tmp_path / "none"), "--store", str(built)]) == 1
    assert (built / "graph.trig").read_bytes() == before
    with open_store(built, read_only=True) as store:
        assert len(store.articles()) == 5


def test_a_store_in_use_is_named(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "out"
    with open_store(folder, task="kg add"):
        for arguments in (["build", str(article)], ["query", "undated"], ["export", "-f", "nt"]):
            assert main([*arguments, "--store", str(folder)]) == 1
            (line,) = capsys.readouterr().err.splitlines()
            assert f"being written by process {os.getpid()} on " in line
            assert "(kg add)" in line


@pytest.mark.parametrize("form", ["table", "json", "csv", "tsv"])
def test_query_by_name(built: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["contacts-of-pair", "-p", "actor=Lloyd Austin", "-p", "counterpart=sergei shoigu"]
    assert main(["query", *asked, "-f", form, "--store", str(built)]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    assert "2022-02" in captured.out
    if form == "json":
        assert json.loads(captured.out)["results"]["bindings"]


def test_query_of_ones_own(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "SELECT (COUNT(?a) AS ?n) WHERE { ?a a schema:NewsArticle }"
    path = tmp_path / "mine.rq"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    for arguments in (["-e", text], [str(path)]):
        assert main(["query", *arguments, "-f", "csv", "--store", str(built)]) == 0
        assert capsys.readouterr().out.splitlines() == ["n", "5"]
    done = run("query", "-", "-f", "csv", "--store", built, stdin=text.encode())
    assert done.stdout.splitlines() == [b"n", b"5"]


def test_a_runaway_query_is_stopped(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    assert main(["query", "-e", text, "--timeout", "0.5", "--store", str(built)]) == 1
    assert "stopped after 0.5 s" in capsys.readouterr().err


def test_query_list_shows_titles_and_parameters(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "--list"]) == 0
    listed = capsys.readouterr().out
    assert "who-called-whom\n    Who called whom · Ai gọi cho ai\n" in listed
    assert "-p counterpart: The other. Required." in listed


@pytest.mark.parametrize("form", ["ttl", "trig", "nt", "nq", "jsonld", "graphml", "gexf", "csv"])
def test_export(built: Path, tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / f"x.{form}"
    assert main(["export", "-f", form, "-o", str(target), "--store", str(built)]) == 0
    assert capsys.readouterr().err == f"written     {target}\n"
    assert main(["export", "-f", form, "--store", str(built)]) == 0
    assert capsys.readouterr().out.encode() == target.read_bytes()
    assert "lloyd-austin" in target.read_text("utf-8")


def test_validate(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(built / "graph.ttl")]) == 0
    assert capsys.readouterr().err == f"{built / 'graph.ttl'}: conforms\n"
    broken = tmp_path / "broken.ttl"
    broken.write_text(
        "@prefix cp: <https://w3id.org/counterpart/ontology#> . "
        "<https://w3id.org/counterpart/report/x> a cp:Report .",
        "utf-8",
    )
    assert main(["validate", str(broken)]) == 1
    captured = capsys.readouterr()
    assert all(line.startswith(f"{broken}: violation: report:x ") for line in captured.out.splitlines())
    assert captured.err.endswith(" violations found\n")


def test_actors(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["actors", "bo truong quoc phong nga", "--on", "2024-07-12"]) == 0
    shown = capsys.readouterr().out
    assert "(office:ru-defence-minister)" in shown
    assert "2024-05-14 – now  Andrey Belousov" in shown
    assert "Shoigu" not in shown
    assert main(["actors", "--unknown", "--store", str(built)]) == 0
    assert capsys.readouterr().err.endswith("not in the register\n")


def test_why(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", "Jake Sullivan", "volodymyr zelensky", "--store", str(built)]) == 0
    shown = capsys.readouterr().out
    assert "2022-10-31/2022-11-06" in shown
    assert "ông được Tổng thống Ukraine Volodymyr Zelensky tiếp" in shown
    report = re.findall(r"report:\S+", shown)[0]
    assert main(["why", report, report, "--store", str(built)]) == 0
    assert "one occasion: occasion:" in capsys.readouterr().out
    assert main(["why", report, "report:nothing", "--store", str(built)]) == 1
    assert capsys.readouterr().err == "kg: report:nothing is not a report\n"


def told(page: Path) -> str:
    return json.dumps(Parsed(page.read_text("utf-8")).payload(), ensure_ascii=False)


def test_render(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "page.html"
    period = ["--from", "2022-01-01", "--to", "2022-12-31", "--kind", "PhoneCall", "--kind", "Talks"]
    assert main(["render", "--ego", "lloyd austin", *period, "-o", str(target), "--store", str(built)]) == 0
    assert capsys.readouterr().out == f"written     {target}\n"
    assert "Sergei Shoigu" in told(target)
    assert main(["render", "--store", str(built), "-q"]) == 0
    assert "Volodymyr Zelensky" in told(built / "index.html")
    assert main(["render", "--from", "1990-01-01", "--to", "1990-12-31", "--store", str(built)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_names_are_completed_without_diacritics() -> None:
    environment = {
        **os.environ,
        "_KG_COMPLETE": "bash_complete",
        "COMP_WORDS": "kg why to-l",
        "COMP_CWORD": "2",
    }
    done = subprocess.run(
        [sys.executable, "-m", "kg"], env=environment, cwd=ROOT, capture_output=True, check=False
    )
    assert "plain,Tô Lâm" in done.stdout.decode()


def test_judgements_are_kept_applied_and_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        "Bộ trưởng Quốc phòng Mỹ Lloyd Austin gọi điện cho người đồng cấp Nga Andrey Belousov hôm 12/7/2024."
    )
    article, table = tmp_path / "a1.txt", tmp_path / "mine.csv"
    article.write_text(text, "utf-8")
    store = ["--store", str(tmp_path / "out")]
    assert main(["build", str(article), *store]) == 0
    table.write_text(
        "judgement,about,status,author,reason\n"
        "wrong-status,report:a1.PhoneCall.37-45,planned,Jane Doe,not yet\n"
        "wrong-event,report:a9.PhoneCall.1-2,,Jane Doe,gone\n",
        "utf-8",
    )
    capsys.readouterr()
    assert main(["judge", str(table), *store]) == 0
    captured = capsys.readouterr()
    assert "judged      1 of 2 judgements applied" in captured.out
    assert captured.err == (
        "kg: wrong-event report:a9.PhoneCall.1-2 (Jane Doe): stale: the store has no article:a9\n"
    )
    assert main(["why", "austin", "belousov", *store]) == 0
    shown = capsys.readouterr().out
    assert "(planned)" in shown
    assert "report        report:a1.PhoneCall.37-45" in shown
    assert "judged        wrong-status, Jane Doe: not yet; read before: Lloyd Austin" in shown
    for command in (["add", str(article)], ["rebuild"], ["build", str(article)]):
        assert main([*command, "--judgements", str(table), "-q", *store]) == 0
    table.write_text("judgement,about\n", "utf-8")
    assert main(["judge", str(table), *store]) == 1
    assert capsys.readouterr().err.endswith("mine.csv:1: the first line lacks the column author, reason\n")
