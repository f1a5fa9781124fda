"""The explorer at a server: a real browser drives it, and it shows what the page as a file shows of the same data."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from browsing import Visit, browser, visit
from crowd import crowd, quads
from invented import loaded
from serving import Running, make_store

from kg.query.contacts import Contact, read_contacts
from kg.render import dossier
from kg.render.page import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PARTS = ("#summary", ".legend", "#period", "#shown", "#ego", "#panel", "#sheet")
PERSON = "person-0000"
STATES = (
    *("", "view=table", "view=matrix", "view=time", "view=silences", "lang=en", "undated=0", "kinds="),
    *("kinds=Visit~PhoneCall&statuses=occurred~planned", "statuses=planned~denied&view=table&by=stated"),
    *("from=2021-01-01&to=2022-06-30&view=time", "to=2021-12-31&undated=0&view=table", "top=80", "top=15"),
    *("states=state-1~state-3&publishers=Báo 2&view=table", "unit=country", "unit=country&view=matrix"),
    *(
        f"ego={PERSON}",
        f"ego={PERSON}&depth=2&view=table&kinds=Visit",
        f"actor={PERSON}",
        "drawn=1&view=table",
    ),
    *(f"view=actor&actor={PERSON}", f"pair={PERSON}~person-0001", f"path={PERSON}~person-0007"),
    *("period=2021-01-01~2021-03-31~Meeting", f"occasion={crowd(6)[4].id[7:]}", "ego=nobody&pair=x~y"),
    *(f"occasion={crowd(6)[3].id[7:]}&lang=en", "occasion=none", f"top=40&pins={PERSON}*10*20~nobody*1*1"),
)
KNOWN = (
    "",
    "view=silences",
    "occasion=o1",
    "pair=andrey-belousov~lloyd-austin",
    "actor=lloyd-austin&view=actor",
)
SAID = """async ([state, parts]) => {
  const { page } = document.documentElement;
  page.source.rows = 200;
  history.pushState(null, "", "#" + state);
  await page.recall();
  await page.settled();
  return parts.map((part) => document.querySelector(part).innerText);
}"""


def uneven(contacts: list[Contact]) -> Iterator[Contact]:
    """Some occasions are told by two articles that differ, some days are only known to lie in a month or a year."""
    for number, contact in enumerate(contacts):
        told = contact
        if number % 5 == 4:
            before = contacts[number - 1]
            told = dataclasses.replace(told, occasion=before.occasion, parties=before.parties, initiator=None)
        if number % 9 == 1 and told.earliest:
            end = told.earliest + dt.timedelta(days=(20, 300, 1)[number % 3])
            told = dataclasses.replace(told, latest=end, edtf=f"{told.earliest}/{end}")
        yield told


class Served:
    """A store that is served, and the page of the same contacts as a file."""

    def __init__(self, folder: Path, dataset: ox.Store) -> None:
        source = folder / "source.trig"
        source.write_bytes(dataset.dump(format=ox.RdfFormat.TRIG) or b"")
        self.running = Running(make_store(folder, source))
        contacts = read_contacts(dataset)
        self.file = render(contacts, folder / "page.html", about=dossier.dossier(dataset, contacts))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


def served(folder: Path, dataset: ox.Store) -> Iterator[Served]:
    at = Served(folder, dataset)
    yield at
    at.running.stop()
    assert "Traceback" not in at.running.log.read_text("utf-8")
    assert "internal error" not in at.running.log.read_text("utf-8")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    dataset = ox.Store()
    dataset.extend(quads(uneven(crowd(600))))
    yield from served(tmp_path_factory.mktemp("many"), dataset)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    yield from served(tmp_path_factory.mktemp("few"), loaded())


class Live(Visit):
    """The page at a server."""

    def __init__(self, page: Page, running: Running) -> None:
        super().__init__(page, Path())
        self.running = running

    def go(self, state: str = "") -> None:
        self.page.goto("about:blank")
        self.page.goto(f"{self.running.base}/explore" + (f"#{state}" if state else ""))
        self.page.wait_for_selector("html[data-ready=true]")
        self.settle()


@pytest.fixture
def live(chromium: Browser, many: Served) -> Iterator[Live]:
    yield from opened(chromium, many.running)


def opened(chromium: Browser, running: Running, **choice: Any) -> Iterator[Live]:
    given = {
        "viewport": {"width": 1440, "height": 900},
        "reduced_motion": "reduce",
        "locale": "vi-VN",
        **choice,
    }
    context = chromium.new_context(**given)
    page = Live(context.new_page(), running)
    yield page
    context.close()
    assert page.complaints == []
    assert [url for url in page.requests if not url.startswith((running.base, "about:", "blob:"))] == []


def shown(page: Visit, states: tuple[str, ...]) -> dict[str, list[str]]:
    """What parts of the page say in each state, gone to one after the other."""
    page.go(states[0])
    return {state: page.page.evaluate(SAID, [state, PARTS]) for state in states}


def test_it_shows_what_the_file_shows(chromium: Browser, many: Served, live: Live) -> None:
    with visit(chromium, many.file) as page:
        expected = shown(page, STATES)
    found = shown(live, STATES)
    assert len({str(said) for said in expected.values()}) >= len(STATES) - 3
    for state in STATES:
        assert found[state] == expected[state], state


def test_it_shows_what_the_file_shows_of_disputes_and_silences(chromium: Browser, few: Served) -> None:
    with visit(chromium, few.file) as page:
        expected = shown(page, KNOWN)
    for page in opened(chromium, few.running):
        found = shown(page, KNOWN)
        for state in KNOWN:
            assert found[state] == expected[state], state


def requests(page: Live) -> list[str]:
    """Paths and queries that were asked of the server since this was asked last."""
    asked = [url.removeprefix(page.running.base) for url in page.requests]
    page.requests.clear()
    return [url for url in asked if url.startswith("/api/")]


class TestFilters:
    def test_a_filter_is_a_request_and_then_a_drawing(self, live: Live, many: Served) -> None:
        live.go()
        before, drawn = live.number("#summary"), live.text("#shown")
        requests(live)
        live.page.locator("#kinds button", has_text="điện đàm").click()
        live.settle()
        asked = requests(live)
        assert asked[0].startswith("/api/explorer/view?")
        assert all(each.startswith("/api/explorer/names?report=") for each in asked[1:])
        assert "kind=PhoneCall" not in asked[0]
        reply = json.loads(many.running.ask(asked[0]).body)
        assert live.number("#summary") == reply["counts"]["occasions"] < before
        layout = live.layout()
        assert live.text("#shown").startswith(f"{len(layout['plates'])} trên {reply['found']} chủ thể")
        assert f"{len(layout['lines'])} trên" in live.text("#shown").split("·")[1]
        assert live.text("#shown") != drawn
        assert "kinds=" in live.page.url
        live.page.locator("#kinds button", has_text="điện đàm").click()
        live.settle()
        assert requests(live) == []  # what was there a moment ago is not asked for again
        assert live.number("#summary") == before

    def test_back_and_forth(self, live: Live) -> None:
        live.go()
        home = live.text("#panel")
        live.page.locator("#panel .pick").first.click()
        live.page.wait_for_selector("#panel .occasion")
        live.settle()
        pair = live.text("#panel")
        live.page.locator("#panel .occasion .permalink").first.click()
        live.page.wait_for_function(
            "before => document.querySelector('#panel').innerText !== before", arg=pair
        )
        assert "occasion=" in live.page.url
        for expected in (pair, home):
            live.page.go_back()
            live.page.wait_for_function(
                "said => document.querySelector('#panel').innerText === said", arg=expected
            )
        live.page.go_forward()
        live.page.wait_for_function("said => document.querySelector('#panel').innerText === said", arg=pair)

    def test_search_asks_the_server_and_leads_to_the_actor(self, live: Live) -> None:
        live.go()
        live.page.keyboard.press("/")
        live.page.keyboard.type("do duc duy")
        live.page.keyboard.press("Enter")
        live.page.wait_for_selector("#panel .close")
        assert live.text("#panel h2").startswith("Đỗ Đức Duy")
        live.page.fill("#search", "zzz")
        live.page.wait_for_selector("#hits .note")
        assert live.text("#hits") == "Không tìm thấy “zzz”"

    def test_many_steps_at_once_end_at_the_last(self, live: Live) -> None:
        live.go("undated=0")
        requests(live)
        box = live.page.locator("#plot").bounding_box()
        assert box
        live.page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 20)
        live.page.mouse.down()
        live.page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + 20, steps=25)
        live.page.mouse.up()
        live.settle()
        start, end = (live.page.input_value(f"#{name}") for name in ("from", "to"))
        asked = [each for each in requests(live) if each.startswith("/api/explorer/view")]
        assert f"from={start}&to={end}" in asked[-1]
        reply = json.loads(live.running.ask(asked[-1]).body)
        assert live.number("#summary") == reply["counts"]["occasions"]

    def test_more_rows_come_when_they_are_asked_for(self, live: Live) -> None:
        live.go("view=table&statuses=occurred~planned~proposed~denied")
        rows = live.page.locator("#rows tr:not(.more)")
        assert rows.count() == 60
        live.page.locator("#rows .more button").click()
        rows.nth(259).wait_for()
        for row in (459, 599):
            live.page.locator("#rows .more button").click()
            rows.nth(row).wait_for()
        assert (rows.count(), live.page.locator("#rows .more").count()) == (600, 0)

    def test_the_file_of_the_table_is_all_of_it(self, live: Live) -> None:
        live.go("view=table&statuses=occurred~planned~proposed~denied")
        with live.page.expect_download() as download:
            live.page.locator("#exports summary").click()
            live.page.locator("[data-save=csv]").click()
        rows = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
        assert len({row["report"] for row in rows}) == 600


def test_a_choice_of_contacts_leads_to_the_address_for_it(live: Live) -> None:
    live.page.goto(f"{live.running.base}/explore?actor={PERSON}&kind=Visit&from=2020-01-01&initiated=true")
    live.page.wait_for_selector("html[data-ready=true]")
    live.settle()
    fields = set(live.page.url.partition("#")[2].split("&"))
    assert fields == {f"ego={PERSON}", f"actor={PERSON}", "kinds=Visit", "from=2020-01-01", "by=stated"}
    assert live.page.locator("#ego").is_visible()


def test_when_the_server_is_away_it_says_so_and_tries_again(chromium: Browser, few: Served) -> None:
    context = chromium.new_context(
        viewport={"width": 1280, "height": 800}, reduced_motion="reduce", locale="vi-VN"
    )
    page = Live(context.new_page(), few.running)
    page.go()
    context.set_offline(True)
    page.page.locator("#kinds button").first.click()
    page.page.wait_for_selector("#trouble:not([hidden])")
    assert "Máy chủ" in page.text("#trouble")
    context.set_offline(False)
    page.page.locator("#trouble button").click()
    page.page.wait_for_selector("#trouble", state="hidden")
    context.close()
