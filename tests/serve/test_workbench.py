"""The page for SPARQL, in a real browser: from a file with the network cut, and at the server."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
from serving import Running, make_store
from test_pages import PAYLOADS

from kg.errors import CounterpartError
from kg.ontology import Ontology
from kg.query.queries import ask
from kg.query.questions import questions
from kg.serve import workbench
from kg.vocab import PREFIXES

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
TEMPLATES = Path(workbench.__file__).parents[1] / "templates"
BUILT = workbench.BUILT.is_dir()
needs_engine = pytest.mark.skipif(not BUILT, reason="needs `npm --prefix frontend run build`")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")


class TestParts:
    def test_without_the_engine_it_is_said_how_to_get_it(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, dataset: ox.Store
    ) -> None:
        monkeypatch.setattr(workbench, "BUILT", tmp_path)
        with pytest.raises(CounterpartError, match="npm --prefix frontend run build"):
            workbench.offline(dataset, Ontology.default())

    @needs_engine
    def test_same_dataset_same_bytes(self, dataset: ox.Store) -> None:
        quads = list(dataset)
        other = ox.Store()
        for quad in reversed(quads):
            other.add(quad)
        one = workbench.offline(dataset, Ontology.default())
        assert workbench.offline(other, Ontology.default()) == one
        assert "LICENCES.txt" in {path.name for path in workbench.BUILT.iterdir()}

    def test_every_question_can_be_bound(self) -> None:
        for each in questions(Ontology.default()):
            record = workbench.record(each)
            if each.parameters:
                assert record["query"][: record["place"]].rstrip().endswith("{")

    def test_both_languages_say_the_same_things(self) -> None:
        texts = json.loads((TEMPLATES / "sparql.json").read_text("utf-8"))
        fields = [
            {key: re.findall(r"{\w+}", text) for key, text in texts[lang].items()} for lang in ("vi", "en")
        ]
        assert {key: sorted(found) for key, found in fields[0].items()} == {
            key: sorted(found) for key, found in fields[1].items()
        }

    def test_every_text_is_used_and_every_parameter_has_one(self) -> None:
        texts = json.loads((TEMPLATES / "sparql.json").read_text("utf-8"))["vi"]
        source = "".join((TEMPLATES / f"sparql.{kind}").read_text("utf-8") for kind in ("js", "html.j2"))
        plain = {key for key in texts if "." not in key and key not in ("truth", "graph", "row")}
        assert [key for key in plain if not re.search(rf"[\"'.]{key}\b", source)] == []
        named = {each.name for asked in questions(Ontology.default()) for each in asked.parameters}
        assert {f"parameter.{name}" for name in named} == {
            key for key in texts if key.startswith("parameter.")
        }

    def test_script_uses_no_markup_sink(self) -> None:
        script = (TEMPLATES / "sparql.js").read_text("utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|Function\(", script
        )


class Tab:
    """A page in Chromium, and all that it asked for and complained of."""

    def __init__(self, context: Any) -> None:
        self.page = context.new_page()
        self.page.set_default_timeout(10_000)
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def query(self, address: str, text: str) -> None:
        """Load the page with a query in its address."""
        self.open(f"{address}#{urlencode({'query': text})}")

    def open(self, address: str) -> None:
        """Load anew, also where only the fragment differs."""
        self.page.goto("about:blank")
        self.page.goto(address)
        self.page.wait_for_selector("body[data-ready]", state="attached")

    def settled(self) -> None:
        """Wait until no query runs."""
        self.page.wait_for_selector("#stop", state="hidden")

    def downloaded(self, form: str) -> str:
        """What the button for a form gives."""
        with self.page.expect_download() as waiting:
            self.page.click(f"#downloads a[download$='.{form}']")
        return Path(waiting.value.path()).read_text("utf-8")


@pytest.fixture(scope="module")
def context() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("needs Chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser.new_context(viewport={"width": 1400, "height": 900}, locale="vi-VN")
        browser.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, dataset: ox.Store) -> str:
    if not BUILT:
        pytest.skip("needs `npm --prefix frontend run build`")
    path = tmp_path_factory.mktemp("page") / "sparql.html"
    path.write_bytes(workbench.offline(dataset, Ontology.default()))
    return path.as_uri()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = Running(make_store(tmp_path_factory.mktemp("bench")))
    yield running
    running.stop()


@pytest.fixture(params=["file", "server"])
def tab(request: pytest.FixtureRequest, context: Any) -> Iterator[tuple[Tab, str]]:
    """The page as a file, with the network cut, and at the server."""
    found = Tab(context)
    if request.param == "file":
        context.set_offline(True)
        try:
            yield found, request.getfixturevalue("file")
        finally:
            context.set_offline(False)
        assert [url for url in found.asked if not url.startswith(("file:", "blob:", "about:"))] == []
    else:
        base = request.getfixturevalue("server").base
        yield found, f"{base}/sparql"
        assert [url for url in found.asked if not url.startswith((base, "blob:", "about:"))] == []
    assert [line for line in found.said if "status of 400" not in line] == []
    found.page.close()


CHECKED = ("/", "/contacts", "/actor/lloyd-austin", "/article/a1", "/ontology", "/api")
RULES = """async () => (await axe.run()).violations.map(
    (rule) => [rule.id, rule.nodes.slice(0, 3).map((node) => node.target.join(" ") + ": " + node.failureSummary)])"""
EXAMPLES: dict[str, dict[str, str]] = {
    "channel-states": {},
    "reports-of": {"event": "report:a2.PhoneCall.30-38"},
}


@needs_browser
class TestPage:
    def test_named_questions_have_the_rows_of_the_command_line(
        self, tab: tuple[Tab, str], dataset: ox.Store
    ) -> None:
        page, address = tab
        store = dataset
        for each in questions(Ontology.default()):
            given = EXAMPLES.get(
                each.name, {p.name: p.example for p in each.parameters if p.required and p.example}
            )
            fields = {"question": each.name, **{f"p.{name}": value for name, value in given.items()}}
            page.open(f"{address}#{urlencode(fields)}")
            page.page.wait_for_selector("#answer:not([hidden]), #error:not([hidden])")
            page.settled()
            assert page.page.is_hidden("#error"), (each.name, page.page.inner_text("#error"))
            rows = list(csv.reader(io.StringIO(page.downloaded("csv"), newline="")))
            expected = ask(store, each, {name: str(value) for name, value in given.items()})
            assert rows[0] == list(expected.variables), each.name
            told = [[cell.value if cell is not None else "" for cell in row] for row in expected.rows]
            assert sorted(rows[1:]) == sorted(told), each.name

    def test_a_question_runs_when_it_is_selected(self, tab: tuple[Tab, str]) -> None:
        page, address = tab
        page.open(address)
        page.page.fill("#filter", "nhieu doi tac")
        assert page.page.locator("#questions button").count() == 1
        page.page.click("#questions button")
        page.page.wait_for_selector("#result table")
        page.page.click("#views button:nth-child(2)")
        assert page.page.locator(".bars rect").count() == page.page.locator(".bars .name").count() > 3
        assert "question=degree-ranking" in page.page.url

    def test_fields_narrow_the_answer(self, tab: tuple[Tab, str]) -> None:
        page, address = tab
        page.open(f"{address}#question=contacts-of&p.actor=Lloyd+Austin")
        page.page.wait_for_selector("#result table")
        before = page.page.locator("#result tbody tr").count()
        page.page.select_option("#fields select[name=kind]", "Message")
        page.page.wait_for_selector("#result .empty")
        page.page.fill("#fields input[name=actor]", "khong ai ca")
        page.page.keyboard.press("Tab")
        page.page.wait_for_selector("#error:not([hidden])")
        assert "khong ai ca" in page.page.inner_text("#error")
        assert before > 0

    def test_pairs_are_drawn(self, tab: tuple[Tab, str]) -> None:
        page, address = tab
        page.open(f"{address}#question=who-contacted-whom")
        page.page.wait_for_selector("#result table")
        page.page.click("#views button:last-child")
        assert page.page.locator("svg.net line").count() > 2
        assert "Lloyd Austin" in page.page.locator("svg.net text").all_text_contents()

    def test_mistakes_name_the_line(self, tab: tuple[Tab, str]) -> None:
        page, address = tab
        page.query(address, "SELECT *\n{ ?s ?p }")
        page.page.wait_for_selector("#error:not([hidden])")
        assert page.page.inner_text("#error").startswith("Dòng 2, cột")
        assert page.page.inner_text("#gutter .bad") == "2"

    def test_typing_completes_and_keys_run(self, tab: tuple[Tab, str]) -> None:
        page, address = tab
        page.open(address)
        page.page.click("#editor")
        page.page.keyboard.press("Control+A")
        page.page.keyboard.type("SELECT * { ?s cp:ini")
        assert page.page.inner_text("#completions li[aria-selected=true] b") == "cp:initiator"
        page.page.keyboard.press("Enter")
        page.page.keyboard.type(" ?o }")
        assert page.page.input_value("#editor") == "SELECT * { ?s cp:initiator ?o }"
        page.page.keyboard.press("Control+Enter")
        page.page.wait_for_selector("#result table")
        assert page.page.locator("#result tbody tr").count() > 3
        shared = page.page.url
        page.open(shared)
        page.page.wait_for_selector("#result table")
        assert page.page.input_value("#editor") == "SELECT * { ?s cp:initiator ?o }"

    def test_other_forms_of_answers(self, tab: tuple[Tab, str], dataset: ox.Store) -> None:
        page, address = tab
        page.query(address, "ASK { actor:to-lam ?p ?o }")
        assert page.page.inner_text("#result .truth") == "Đúng"
        page.query(address, "DESCRIBE actor:to-lam")
        page.page.wait_for_selector("#result .turtle")
        parsed = list(ox.parse(page.downloaded("ttl").encode(), format=ox.RdfFormat.TURTLE))
        described = {
            q.triple
            for q in dataset.quads_for_pattern(ox.NamedNode(PREFIXES["actor"] + "to-lam"), None, None)
        }
        assert {quad.triple for quad in parsed} == described

    def test_downloads_are_what_the_engine_says(self, tab: tuple[Tab, str], dataset: ox.Store) -> None:
        page, address = tab
        text = "SELECT ?s ?o { ?s cp:quote|cp:confidence|rdfs:label ?o } ORDER BY ?s ?o"
        page.query(address, text)
        page.page.wait_for_selector("#result table")
        found = dataset.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
        assert isinstance(found, ox.QuerySolutions)
        expected = [(str(row["s"]), str(row["o"])) for row in found]
        for form in ("tsv", "json"):
            parsed = ox.parse_query_results(
                page.downloaded(form).encode(), format=ox.QueryResultsFormat.from_extension(form)
            )
            assert isinstance(parsed, ox.QuerySolutions)
            assert [(str(row["s"]), str(row["o"])) for row in parsed] == expected

    def test_language_switch(self, tab: tuple[Tab, str]) -> None:
        page, address = tab
        page.open(address)
        page.page.click("#language")
        assert page.page.inner_text("#run") == "Run"
        assert page.page.evaluate_handle("document.documentElement").get_property("lang").json_value() == "en"

    @pytest.mark.parametrize("payload", PAYLOADS)
    def test_hostile_answers_stay_text(self, tab: tuple[Tab, str], payload: str) -> None:
        page, address = tab
        quoted = json.dumps(payload)
        rows = f"(<https://x/> {quoted} 1) ({quoted} {quoted} 2)"
        query = f"SELECT ?a ?aLabel ?n {{ VALUES (?a ?aLabel ?n) {{ {rows} }} }}"
        page.query(address, query)
        page.page.wait_for_selector("#result table")
        assert page.page.locator("#result td").first.inner_text().strip() == payload
        assert page.page.title() == "SPARQL · Counterpart"
        assert page.page.locator("#result img, #result script, #result svg").count() == 0

    def test_a_link_tells_later_whether_the_data_have_changed(self, tab: tuple[Tab, str]) -> None:
        page, address = tab
        page.open(f"{address}#question=who-called-whom")
        page.page.wait_for_selector("#cite:not([hidden])")
        assert page.page.locator("#cite .since").count() == 0
        page.page.click("#link")
        page.page.wait_for_selector("#status:not(:empty)")
        linked = page.page.url
        marks = dict(part.split("=") for part in linked.partition("#")[2].split("&"))
        assert len(marks["data"]) == len(marks["rows"]) == 16
        page.open(linked)
        page.page.wait_for_selector("#cite .since.same")
        for data, rows, said in (
            ("0" * 16, marks["rows"], "vẫn như cũ"),
            ("0" * 16, "1" * 16, "đã khác"),
            ("<img src=x onerror=alert(1)>", "", "<img src=x"),
        ):
            page.open(f"{address}#question=who-called-whom&data={quote(data)}&rows={rows}")
            page.page.wait_for_selector("#cite .since.other")
            text = page.page.locator("#cite .since").inner_text()
            assert "thay đổi" in text
            assert said in text
        page.page.locator("#questions button").first.click()
        page.page.wait_for_selector("#cite:not([hidden])")
        assert "data=" not in page.page.url
        assert page.page.locator("#cite .since").count() == 0

    def test_what_a_question_asks_is_told_in_both_languages(self, tab: tuple[Tab, str]) -> None:
        page, address = tab
        asked = next(each for each in questions(Ontology.default()) if each.name == "who-called-whom")
        page.open(f"{address}#question=who-called-whom")
        for text, about in ((asked.description.vi, "vi"), (asked.description.en, "en")):
            assert page.page.locator("#about").inner_text() == text
            titles = [each.get_attribute("title") for each in page.page.locator("#fields label").all()]
            assert titles == [getattr(each.about, about) for each in asked.parameters]
            page.page.click("#language")

    def test_no_sideways_scroll_on_a_telephone(self, tab: tuple[Tab, str]) -> None:
        page, address = tab
        page.page.set_viewport_size({"width": 390, "height": 800})
        page.open(f"{address}#question=who-called-whom")
        page.page.wait_for_selector("#result table")
        body = page.page.locator("html").bounding_box()
        assert body is not None
        assert body["width"] == 390
        assert page.page.locator("main").bounding_box()["width"] <= 390

    @pytest.mark.skipif(not AXE.exists(), reason="needs axe-core: npm --prefix frontend run build")
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_accessible(self, context: Any, server: Running, scheme: str) -> None:
        checked = context.browser.new_context(bypass_csp=True, color_scheme=scheme)
        page = checked.new_page()
        for path in ("/sparql#question=degree-ranking", *CHECKED):
            page.goto("about:blank")
            page.goto(server.base + path)
            page.wait_for_timeout(600 if "sparql" in path else 50)
            page.add_script_tag(path=str(AXE))
            found = page.evaluate(RULES)
            assert found == [], path
        checked.close()
