"""Pages for people: what they say, and that nothing in the news can run on them."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from invented import FIXTURE
from serving import Reply, Running, make_store

from kg.serve import pages
from kg.serve.pages import local_path, policy, texts, web_link
from kg.vocab import expand

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
PAYLOADS = (
    "</title><script>document.title='run'</script>",
    "<img src=x onerror=\"document.title='run'\">",
    '"><svg onload="document.title=\'run\'">',
    "' onmouseover='document.title=1' x='",
    "{{ 7*7 }}{% for x in y %}",
    "javascript:document.title='run'",
    "</style><style>body{display:none}</style>",
    "<!--",
    "\\u003cscript\\u003e",
)
ADDRESSES = (
    "/",
    "/contacts",
    "/actors?q=e",
    "/api",
    "/ontology",
    "/actor/lloyd-austin",
    "/article/a1",
    "/explore",
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = Running(make_store(tmp_path_factory.mktemp("pages")))
    yield running
    running.stop()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server whose every name, headline, quote, publisher and place tries to run."""
    folder = tmp_path_factory.mktemp("hostile")
    text = FIXTURE.read_text("utf-8")
    attack = json.dumps(" ".join(PAYLOADS))
    keys = "rdfs:label|skos:prefLabel|schema:headline|schema:publisher|cp:quote|cp:placeName|cp:attribution|cp:topic"
    text, replaced = re.subn(rf'({keys}) "(?:[^"\\]|\\.)*"', lambda m: f"{m[1]} {attack}", text)
    assert replaced > 20
    (folder / "hostile.trig").write_text(text, "utf-8")
    running = Running(make_store(folder, folder / "hostile.trig"))
    yield running
    running.stop()


def page(server: Running, path: str, **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return server.ask(path, headers={"Accept": BROWSER, **named})


class Elements(HTMLParser):
    """Names and attributes of the elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("path", [path for path in ADDRESSES if path != "/explore"])
def test_pages_hold_nothing_that_runs_or_is_fetched(server: Running, path: str) -> None:
    reply = page(server, path)
    assert (reply.status, reply.media) == (200, "text/html")
    for tag, attributes in Elements(reply.text).found:
        assert tag not in ("script", "iframe", "object", "embed", "img", "base")
        assert not any(name.startswith("on") or name in ("style", "src", "srcset") for name in attributes)
        for name in ("href", "action"):
            assert re.match(r"(https?://|/|\?|#|data:image/svg)", attributes.get(name) or "/"), attributes
    style = re.findall(r"<style>(.*?)</style>", reply.text, re.DOTALL)
    assert len(style) == 1
    mark = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    assert f"style-src 'sha256-{mark}'" in reply.headers["content-security-policy"]
    assert reply.headers["content-security-policy"] == policy()


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_link_leads_somewhere(server: Running, path: str) -> None:
    links = {a.get("href") or "" for tag, a in Elements(page(server, path).text).found if tag == "a"}
    for link in sorted(links):
        if link.startswith("/") and not link.startswith("/sparql"):
            assert page(server, link.partition("#")[0]).status in (200, 303), link


def test_a_contact_says_who_says_so(server: Running) -> None:
    found = json.loads(server.ask("/api/contacts?actor=lloyd-austin&actor=andrey-belousov").body)["contacts"]
    path = local_path(found[0]["iri"])
    text = page(server, path, Accept_Language="vi").text
    assert "Các bài báo kể lại" in text
    assert "<blockquote>" in text
    assert "sha256-" in text


def test_a_permalink_says_whether_it_still_holds(server: Running) -> None:
    path = "/actor/lloyd-austin"
    link = re.search(r"\?data=(sha256-[0-9a-f]{16})", page(server, path).text)
    assert link
    assert texts()["vi"]["same"] in page(server, f"{path}?data={link[1]}").text
    assert "sha256-0123" in page(server, f"{path}?data=sha256-0123").text
    mark = server.ask(path, Accept="application/n-triples").headers["x-data-hash"]
    assert mark.startswith(link[1])


@pytest.mark.parametrize("path", [*ADDRESSES, "/sparql"])
def test_a_page_that_is_kept_keeps_its_policy(server: Running, path: str) -> None:
    first = page(server, path)
    again = page(server, path, If_None_Match=first.headers["etag"])
    assert again.status == 304
    assert "content-security-policy" not in again.headers


def test_languages(server: Running) -> None:
    assert '<html lang="vi">' in page(server, "/").text
    assert '<html lang="en">' in page(server, "/", Accept_Language="en-GB,en;q=0.9,vi;q=0.1").text
    chosen = page(server, "/?lang=en").text
    assert '<html lang="en">' in chosen
    assert 'href="/contacts?lang=en"' in chosen


def test_both_languages_say_the_same_things() -> None:
    def fields(value: Any) -> Any:
        return (
            {k: fields(v) for k, v in value.items()}
            if isinstance(value, dict)
            else sorted(re.findall(r"{\w+}", value))
        )

    assert fields(texts()["vi"]) == fields(texts()["en"])


def test_every_text_is_used() -> None:
    folder = Path(pages.__file__).parents[1]
    modules = [folder / "serve" / f"{name}.py" for name in ("pages", "profiles", "glossary")]
    source = "".join(path.read_text("utf-8") for path in (*modules, *(folder / "templates").glob("*.j2")))
    unused = [key for key in texts()["vi"] if not re.search(rf"\bt\.{key}\b|[\"']{key}[\"']", source)]
    assert unused == []


def test_mistakes_come_as_pages_too(server: Running) -> None:
    reply = page(server, "/actor/nobody")
    assert (reply.status, reply.media) == (404, "text/html")
    assert "actor:nobody" in reply.text
    assert page(server, "/contacts?from=yesterday").status == 400


def test_links() -> None:
    assert local_path(expand("actor:to-lam")) == "/actor/to-lam"
    assert local_path(expand("cp:quote")) == "/ontology#quote"
    assert web_link("https://example.org/") == "https://example.org/"
    assert web_link("javascript:alert(1)") is None
    assert web_link("data:text/html,x") is None


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_hostile_texts_do_not_run(hostile: Running) -> None:
    sync_api = pytest.importorskip("playwright.sync_api")
    outside, said = [], []
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        tab = browser.new_page()
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("request", lambda request: outside.append(request.url))
        found = json.loads(hostile.ask("/api/contacts").body)["contacts"]
        for path in (
            *ADDRESSES,
            local_path(found[0]["iri"]),
            "/actors?q=%3Cscript%3E",
            "/contacts?actor=%22%3E%3Csvg",
        ):
            tab.goto(hostile.base + path)
            tab.wait_for_timeout(50)
            assert "run" not in tab.title()[:10]
            assert tab.locator("main, .desk, #graph").first.is_visible()
            assert tab.locator("script:not([type]):not([src])").count() == (2 if path == "/explore" else 0)
        browser.close()
    assert [url for url in outside if not url.startswith(hostile.base)] == []
    assert [line for line in said if "400" not in line] == []
