"""The page in a real browser, by clicks and keys, with the network cut: what people do with it works."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import itertools
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from browsing import AXE, Visit, browser, visit
from crowd import crowd
from invented import FIXTURE

import kg
from kg.query.contacts import Actor, Contact, Party, Source
from kg.query.counterparts import counterpart_graph
from kg.render import dossier
from kg.render.page import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TEXTS = json.loads((Path(kg.__file__).parent / "templates" / "texts.json").read_text("utf-8"))
VIEWS = ("graph", "table", "matrix", "time", "silences")


@cache
def many() -> tuple[Contact, ...]:
    return tuple(crowd(600))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, dataset: ox.Store, known: tuple[Contact, ...]) -> Path:
    folder = tmp_path_factory.mktemp("small")
    return render(known, folder / "page.html", about=dossier.dossier(dataset, known))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return render(many(), tmp_path_factory.mktemp("large") / "page.html")


def occurred(contacts: tuple[Contact, ...]) -> list[Contact]:
    return [contact for contact in contacts if contact.status == "occurred"]


def occasions(contacts: list[Contact]) -> int:
    return len({contact.occasion for contact in contacts})


def names(*ids: str) -> str:
    return "~".join(each.removeprefix("actor:") for each in ids)


def plate(page: Visit, name: str) -> dict[str, Any]:
    """Where the plate of an actor is on the stage."""
    at = page.page.evaluate(
        "name => document.documentElement.page.data.actors.findIndex(actor => actor.name === name)", name
    )
    return next(each for each in page.layout()["plates"] if each["index"] == at)


class TestEvidence:
    def test_a_click_on_a_line_tells_every_contact_of_the_pair(self, chromium: Browser, small: Path) -> None:
        with visit(chromium, small) as page:
            one, other = (plate(page, name) for name in ("Lloyd Austin", "Andrey Belousov"))
            middle = [(one[axis] + other[axis]) / 2 for axis in ("x", "y")]
            page.page.mouse.click(*page.on_stage(*middle))
            page.page.wait_for_selector("#panel .occasion")
            assert page.text("#panel h2") == "Lloyd Austin – Andrey Belousov"
            assert page.page.locator("#panel .when").all_inner_texts() == [
                f"Ngày diễn ra:\n{day}#" for day in ("25/6/2024", "12/7/2024")
            ]
            assert page.page.locator("#panel mark").all_inner_texts() == [
                "Lần trước, hôm 25/6, người gọi là ông Austin.",
                "Ngày 12/7, ông Lloyd Austin đã điện đàm với ông Andrey Belousov.",
                "Phía Nga đề nghị cuộc gọi này, Lầu Năm Góc cho hay.",
                "Ông Austin là người gọi cho ông Belousov vào thứ Sáu, phía Nga nói.",
            ]
            assert page.page.locator("#panel .voice b").all_inner_texts()[1:] == [
                "Theo Lầu Năm Góc, qua Báo Bình Minh",
                "Theo phía Nga, qua Tin Chiều",
            ]
            dispute = page.text("#panel .dispute")
            assert "bên khởi xướng" in dispute
            assert "Andrey Belousov (Theo Lầu Năm Góc, qua Báo Bình Minh" in dispute
            links = page.page.locator("#panel .cite a")
            assert links.first.get_attribute("href") == "https://example.org/a1"

    def test_the_sentence_stands_in_its_paragraph_with_its_words_marked(
        self, chromium: Browser, tmp_path: Path
    ) -> None:
        contact = many()[1]
        parties = [party.actor.name for party in contact.parties]
        before = "Tựa đề của bài\n\nCâu trước. "
        start = len(before) + contact.quote.index("trao đổi")
        report = f"report:x.PhoneCall.{start}-{start + len('trao đổi')}"
        contact = dataclasses.replace(contact, id=report, status="occurred", start=len(before))
        text = f"{before}{contact.quote} Câu sau.\nĐoạn khác."
        file = render([contact], tmp_path / "page.html", text_of=lambda article: text)
        with visit(chromium, file, f"pair={names(*sorted(p.actor.id for p in contact.parties))}") as page:
            assert page.text("#panel mark") == contact.quote
            quote = page.text("#panel blockquote")
            assert quote.startswith("“Câu trước. ")
            assert quote.endswith(" Câu sau.”")
            assert "Đoạn khác" not in quote
            assert page.page.locator("#panel .trigger").all_inner_texts() == ["trao đổi"]
            assert page.page.locator("#panel .party").all_inner_texts() == parties

    def test_planned_and_denied_are_off_and_drawn_otherwise(
        self, chromium: Browser, small: Path, known: tuple[Contact, ...]
    ) -> None:
        with visit(chromium, small) as page:
            before = page.number("#summary")
            assert before == occasions(occurred(known))
            page.page.locator("#statuses button", has_text="dự kiến").click()
            page.settle()
            wanted = [contact for contact in known if contact.status in ("occurred", "planned")]
            assert page.number("#summary") == occasions(wanted)
            assert page.page.evaluate(
                "() => document.documentElement.page.drawing.edges.get().filter(edge => edge.dashes).length"
            )


class TestDrawing:
    @pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 720), (390, 844), (1920, 1080)])
    def test_opens_on_what_can_be_read(self, chromium: Browser, large: Path, width: int, height: int) -> None:
        with visit(chromium, large, viewport={"width": width, "height": height}) as page:
            layout = page.layout()
            plates = layout["plates"]
            assert layout["scale"] == 1
            assert 8 <= len(plates) <= 40
            assert all(each["named"] for each in plates)
            stage = page.page.locator("#graph").bounding_box()
            assert stage is not None
            for each in plates:
                assert each["x"] - each["width"] / 2 >= 0
                assert each["x"] + each["width"] / 2 <= stage["width"]
                assert each["y"] - each["height"] / 2 >= 0
                assert each["y"] + each["height"] / 2 <= stage["height"]
            for one, other in itertools.combinations(plates, 2):
                across, down = abs(one["x"] - other["x"]), abs(one["y"] - other["y"])
                assert (
                    across >= (one["width"] + other["width"]) / 2
                    or down >= (one["height"] + other["height"]) / 2
                )
            actors = {p.actor.id for contact in occurred(many()) for p in contact.parties}
            assert page.text("#shown").startswith(f"{len(plates)} trên {len(actors)} chủ thể")

    def test_never_more_lines_than_can_be_followed(self, chromium: Browser, large: Path) -> None:
        with visit(chromium, large, "top=300") as page:
            layout = page.layout()
            assert len(layout["lines"]) <= 2.5 * len(layout["plates"]) + 1
            assert "trên" in page.text("#shown")

    def test_loads_look_the_same(self, chromium: Browser, large: Path) -> None:
        shots = []
        for _ in range(2):
            with visit(chromium, large) as page:
                shots.append(page.page.screenshot())
        assert shots[0] == shots[1]

    def test_a_dragged_actor_stays(self, chromium: Browser, small: Path) -> None:
        with visit(chromium, small) as page:
            before = plate(page, "Lloyd Austin")
            page.page.mouse.move(*page.on_stage(before["x"], before["y"]))
            page.page.mouse.down()
            page.page.mouse.move(*page.on_stage(before["x"] + 20, before["y"] + 10))
            page.page.mouse.move(*page.on_stage(before["x"] + 60, before["y"] + 40), steps=4)
            page.page.mouse.up()
            page.settle()
            after = plate(page, "Lloyd Austin")
            assert after["x"] - before["x"] == pytest.approx(60, abs=3)
            page.page.locator("#statuses button", has_text="dự kiến").click()
            page.settle()
            assert plate(page, "Lloyd Austin")["x"] == pytest.approx(after["x"], abs=2)
            page.page.reload()
            page.page.wait_for_selector("html[data-ready=true]")
            page.settle()
            assert plate(page, "Lloyd Austin")["y"] == pytest.approx(after["y"], abs=2)
            page.page.locator("#unpin").click()
            page.settle()
            assert page.page.locator("#unpin").is_hidden()


class TestSearch:
    @pytest.mark.parametrize(
        ("typed", "name"),
        [
            ("to lam", "Tô Lâm"),
            ("andrei bel", "Andrey Belousov"),
            ("vuong nghi", "Vương Nghị"),
            ("AUSTIN", "Lloyd Austin"),
        ],
    )
    def test_by_any_name_without_accents(self, chromium: Browser, small: Path, typed: str, name: str) -> None:
        with visit(chromium, small) as page:
            page.page.keyboard.press("/")
            page.page.keyboard.type(typed)
            page.page.keyboard.press("Enter")
            page.page.wait_for_selector("#panel h2")
            assert page.text("#panel h2") == name

    def test_d_is_found_by_d(self, chromium: Browser, large: Path) -> None:
        with visit(chromium, large) as page:
            page.page.fill("#search", "do duc duy")
            assert page.page.locator("#hits li").first.inner_text().startswith("Đỗ Đức Duy")

    def test_no_hit_says_so(self, chromium: Browser, small: Path) -> None:
        with visit(chromium, small) as page:
            page.page.fill("#search", "zzz")
            assert page.text("#hits") == "Không tìm thấy “zzz”"


class TestFilters:
    def test_the_period_by_keys_and_by_mouse(self, chromium: Browser, large: Path) -> None:
        with visit(chromium, large) as page:
            page.page.locator("#undated").uncheck()
            page.settle()
            dated = [contact for contact in occurred(many()) if contact.earliest]
            assert page.number("#summary") == len(dated)
            page.page.locator("#handle-from").focus()
            for _ in range(5):
                page.page.keyboard.press("ArrowRight")
                page.settle()
            start = dt.date.fromisoformat(page.page.input_value("#from"))
            assert page.number("#summary") == sum(c.earliest >= start for c in dated if c.earliest)
            page.page.locator("#handle-to").focus()
            page.page.keyboard.press("PageDown")
            page.settle()
            end = dt.date.fromisoformat(page.page.input_value("#to"))
            kept = [c for c in dated if c.earliest and start <= c.earliest <= end]
            assert page.number("#summary") == len(kept) < len(dated)
            box = page.page.locator("#plot").bounding_box()
            assert box
            page.page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 20)
            page.page.mouse.down()
            page.page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + 20, steps=5)
            page.page.mouse.up()
            page.settle()
            start, end = (dt.date.fromisoformat(page.page.input_value(f"#{name}")) for name in ("from", "to"))
            assert page.number("#summary") == sum(start <= c.earliest <= end for c in dated if c.earliest) > 0
            page.page.locator("#all-time").click()
            page.settle()
            assert page.number("#summary") == len(dated)

    def test_kind_state_source_and_initiator(self, chromium: Browser, large: Path) -> None:
        with visit(chromium, large) as page:
            left = occurred(many())
            page.page.locator("#kinds button", has_text="điện đàm").click()
            page.settle()
            left = [contact for contact in left if contact.kind != "PhoneCall"]
            assert page.number("#summary") == len(left)
            page.page.locator("#states summary").click()
            page.page.locator("#states label", has_text="Nước 3").click()
            page.settle()
            left = [
                c for c in left if any(p.actor.body and p.actor.body.name == "State 3" for p in c.parties)
            ]
            assert page.number("#summary") == len(left)
            page.page.keyboard.press("Escape")
            page.page.locator("#publishers summary").click()
            page.page.locator("#publishers label", has_text="Báo 2").click()
            page.page.locator("#publishers label", has_text="Báo 4").click()
            page.settle()
            left = [contact for contact in left if contact.source.publisher in ("Báo 2", "Báo 4")]
            assert page.number("#summary") == len(left)
            page.page.keyboard.press("Escape")
            page.page.select_option("#by", "unstated")
            page.settle()
            left = [contact for contact in left if contact.initiator is None]
            assert page.number("#summary") == len(left) > 0
            page.page.locator("#reset").click()
            page.settle()
            assert page.number("#summary") == len(occurred(many()))

    def test_counts_beside_filters_are_what_they_would_give(self, chromium: Browser, large: Path) -> None:
        with visit(chromium, large, "kinds=Visit") as page:
            chip = page.page.locator("#statuses button", has_text="dự kiến")
            visits = [contact for contact in many() if contact.kind == "Visit"]
            wanted = sum(contact.status == "planned" for contact in visits)
            assert chip.locator("b").inner_text() == str(wanted)

    def test_by_country(self, chromium: Browser, large: Path) -> None:
        with visit(chromium, large) as page:
            page.page.select_option("#unit", "country")
            page.settle()
            between = [c for c in occurred(many()) if len({p.actor.body for p in c.parties}) == 2]
            assert page.number("#summary") == len(between)
            assert page.text("#shown").startswith("8 trên 8")


class TestFocus:
    def test_around_an_actor_and_back(self, chromium: Browser, large: Path) -> None:
        with visit(chromium, large) as page:
            graph = nx.Graph(counterpart_graph(occurred(many())))
            centre = max(graph, key=lambda actor: (graph.degree(actor), actor))
            near = nx.ego_graph(graph, centre, 1)
            name = next(p.actor.name for c in many() for p in c.parties if p.actor.id == centre)
            where = plate(page, name)
            page.page.mouse.dblclick(*page.on_stage(where["x"], where["y"]))
            page.page.wait_for_selector("#ego:not([hidden])")
            page.settle()
            assert f"trên {len(near)} chủ thể" in page.text("#shown")
            page.page.locator("#ego button", has_text="2 bước").click()
            page.settle()
            assert f"trên {len(nx.ego_graph(graph, centre, 2))} chủ thể" in page.text("#shown")
            page.page.locator("#leave").click()
            page.settle()
            assert f"trên {len(graph)} chủ thể" in page.text("#shown")
            page.page.go_back()
            page.settle()
            assert page.page.locator("#ego").is_visible()

    def test_by_keys_alone(self, chromium: Browser, small: Path) -> None:
        with visit(chromium, small) as page:
            page.page.locator("#graph").focus()
            page.page.keyboard.press("ArrowRight")
            first = page.text("#said")
            assert "cuộc liên lạc" in first
            page.page.keyboard.press("Space")
            page.page.wait_for_selector("#panel h2")
            assert first.startswith(page.text("#panel h2"))
            page.page.keyboard.press("Enter")
            page.page.wait_for_selector("#ego:not([hidden])")
            page.page.go_back()
            page.settle()
            assert page.page.locator("#ego").is_hidden()

    def test_the_path_between_two_is_a_shortest_one(self, chromium: Browser, large: Path) -> None:
        graph = nx.Graph(counterpart_graph(occurred(many())))
        lengths = dict(nx.all_pairs_shortest_path_length(graph))
        one, other = max(
            ((a, b) for a, row in lengths.items() for b in row if a < b),
            key=lambda pair: (lengths[pair[0]][pair[1]], pair),
        )
        people = {p.actor.id: p.actor.name for c in many() for p in c.parties}
        with visit(chromium, large, f"actor={names(one)}") as page:
            page.page.fill("#panel .goal", people[other])
            page.page.locator("#panel .hits li").first.click()
            page.page.wait_for_selector("#path-length")
            assert page.number("#path-length") == lengths[one][other] > 1
            assert page.page.locator(".chain > li").count() == lengths[one][other]
            assert page.page.locator(".chain > li blockquote").count() >= lengths[one][other]


class TestViews:
    def test_table_and_csv_are_what_is_shown(self, chromium: Browser, large: Path) -> None:
        with visit(chromium, large, "view=table&kinds=Meeting~Visit") as page:
            wanted = [c for c in occurred(many()) if c.kind in ("Meeting", "Visit")]
            rows = page.page.locator("#rows tr:not(.more)")
            assert rows.count() == min(200, len(wanted))
            assert page.number("#list-count") == len(wanted)
            with page.page.expect_download() as download:
                page.page.locator("#exports summary").click()
                page.page.locator("[data-save=csv]").click()
            assert download.value.suggested_filename.endswith(".csv")
            table = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
            assert [row["quote"] for row in table] == [c.quote for c in sorted(wanted, key=lambda c: c.order)]
            shown = rows.first.inner_text()
            assert table[0]["participants"].replace("; ", " – ") in shown
            page.page.locator("#only-drawn").check()
            page.settle()
            drawn = page.number("#list-count")
            assert 0 < drawn < len(wanted)
            with page.page.expect_download() as download:
                page.page.locator("#exports summary").click()
                page.page.locator("[data-save=csv]").click()
            assert (
                len(list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))) == drawn
            )

    def test_exports_for_other_programs(
        self, chromium: Browser, small: Path, tmp_path: Path, known: tuple[Contact, ...]
    ) -> None:
        with visit(chromium, small) as page:
            files = {}
            for form in ("graphml", "gexf", "turtle", "png"):
                with page.page.expect_download() as download:
                    page.page.locator("#exports summary").click()
                    page.page.locator(f"[data-save={form}]").click()
                files[form] = tmp_path / download.value.suggested_filename
                download.value.save_as(files[form])
        actors = {p.actor.name for contact in occurred(known) for p in contact.parties}
        for network in (nx.read_graphml(files["graphml"]), nx.read_gexf(files["gexf"])):
            assert {data["label"] for _, data in network.nodes(data=True)} == actors
            kinds = {(data["occasion"], data["kind"]) for *_, data in network.edges(data=True)}
            assert len(kinds) == occasions(occurred(known))
        said = rdflib.Graph().parse(files["turtle"], format="turtle")
        store = rdflib.Dataset(default_union=True)
        store.parse(FIXTURE, format="trig")
        assert len(said) > 100
        assert [triple for triple in said if triple not in store] == []
        assert files["png"].read_bytes().startswith(b"\x89PNG")

    def test_matrix(self, chromium: Browser, small: Path, known: tuple[Contact, ...]) -> None:
        with visit(chromium, small, "view=matrix") as page:
            rows = page.page.locator(".matrix tbody th").all_inner_texts()
            assert rows == page.page.locator(".matrix thead th").all_inner_texts()
            assert rows == page.page.evaluate("rows => [...rows].sort(new Intl.Collator('vi').compare)", rows)
            pairs = {
                (a.id, b.id, contact.occasion) for contact in occurred(known) for a, b in contact.pairs()
            }
            cells = [int(text) for text in page.page.locator(".matrix td button").all_inner_texts()]
            assert sum(cells) == 2 * len(pairs)
            page.page.locator(".matrix td button[aria-label^='Lloyd Austin – Andrey Belousov']").click()
            page.page.wait_for_selector("#panel .occasion")
            assert page.text("#panel h2") == "Lloyd Austin – Andrey Belousov"

    def test_over_time(self, chromium: Browser, large: Path) -> None:
        with visit(chromium, large, "view=time") as page:
            page.page.locator(".sheet details summary").click()
            cells = page.page.locator(".sheet details td").all_inner_texts()
            assert sum(map(int, cells)) == sum(contact.earliest is not None for contact in occurred(many()))
            bar = page.page.locator(".chart .bar").nth(3)
            count = int(re.findall(r": (\d+)", bar.get_attribute("aria-label") or "")[0])
            bar.focus()
            page.page.keyboard.press("Enter")
            page.page.wait_for_selector("#panel .occasion")
            assert page.number("#panel .lead") == count

    def test_longest_silences(self, chromium: Browser, large: Path) -> None:
        gaps = []
        days: dict[tuple[str, ...], list[dt.date]] = {}
        for contact in sorted(occurred(many()), key=lambda c: c.order):
            if contact.earliest:
                days.setdefault(tuple(sorted(p.actor.id for p in contact.parties)), []).append(
                    contact.earliest
                )
        for met in days.values():
            gaps += [
                (after - before).days
                for before, after in itertools.pairwise(met)
                if (after - before).days > 1
            ]
        with visit(chromium, large, "view=silences") as page:
            shown = [
                int(text.replace(".", "")) for text in page.page.locator(".gaps .days").all_inner_texts()
            ]
            assert shown == sorted(gaps, reverse=True)[:50]

    def test_a_page_for_each_actor(self, chromium: Browser, small: Path, known: tuple[Contact, ...]) -> None:
        with visit(chromium, small, "actor=lloyd-austin") as page:
            page.page.locator("#panel button", has_text="Trang riêng").click()
            page.page.wait_for_selector(".actor-page h2")
            mine = [c for c in occurred(known) if any(p.actor.id == "actor:lloyd-austin" for p in c.parties)]
            assert page.page.locator(".actor-page .occasion").count() == occasions(mine)
            assert "view=actor" in page.page.url

    def test_the_address_keeps_everything(self, chromium: Browser, large: Path) -> None:
        state = "view=table&kinds=Meeting~Talks&from=2020-01-01&undated=0&by=stated&lang=en"
        with visit(chromium, large, state) as page:
            before = page.page.content()
            page.page.reload()
            page.page.wait_for_selector("html[data-ready=true]")
            page.settle()
            assert page.text("#title") == TEXTS["en"]["title"]
            assert page.page.content() == before
            assert set(page.page.url.split("#")[1].split("&")) == set(state.split("&"))

    def test_english(self, chromium: Browser, small: Path) -> None:
        with visit(chromium, small) as page:
            page.page.locator("#language").click()
            page.settle()
            assert page.page.locator("html").get_attribute("lang") == "en"
            assert page.page.title() == TEXTS["en"]["title"]
            for view in VIEWS:
                page.page.locator(f"#tab-{view}").click()
                page.settle()
                body = page.text("body")
                for word in ("Ngày", "Loại", "Bên khởi xướng", "không rõ", "chủ thể", "cuộc liên lạc"):
                    assert word not in body, (view, word)


class TestEverywhere:
    @pytest.mark.parametrize("view", [*VIEWS, "actor"])
    def test_narrow_screens_do_not_scroll_sideways(self, chromium: Browser, large: Path, view: str) -> None:
        state = f"view={view}&actor=person-0000"
        with visit(chromium, large, state, viewport={"width": 390, "height": 844}, has_touch=True) as page:
            assert page.page.evaluate("document.documentElement.scrollWidth") <= 390

    def test_dark(self, chromium: Browser, small: Path) -> None:
        grounds = []
        for scheme in ("light", "dark"):
            with visit(chromium, small, color_scheme=scheme) as page:
                grounds.append(page.page.evaluate("getComputedStyle(document.body).backgroundColor"))
        assert grounds[0] != grounds[1]

    def test_motion_where_it_is_welcome(self, chromium: Browser, large: Path) -> None:
        for motion, moves in (("no-preference", True), ("reduce", False)):
            with visit(chromium, large, reduced_motion=motion) as page:
                moved = page.page.evaluate(
                    "async () => { const page = document.documentElement.page;"
                    " await page.change({ kinds: new Set(['Visit']) }); return page.drawing.moving(); }"
                )
                assert moved is moves

    def test_print_shows_all_that_was_chosen(self, chromium: Browser, large: Path) -> None:
        with visit(chromium, large, "view=table") as page:
            page.page.evaluate("dispatchEvent(new Event('beforeprint'))")
            assert page.page.locator("#rows tr").count() == len(occurred(many()))
            page.page.emulate_media(media="print")
            assert page.page.locator(".tools").is_hidden()

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize(
        "state",
        [
            *(f"view={view}" for view in VIEWS[1:]),
            "pair=andrey-belousov~lloyd-austin",
            "actor=lloyd-austin",
            "view=actor&actor=lloyd-austin",
            "ego=lloyd-austin&lang=en",
            "kinds=",
        ],
    )
    def test_no_barrier(self, chromium: Browser, small: Path, state: str, scheme: str) -> None:
        if not AXE.exists():
            pytest.skip("needs axe-core: npm ci --prefix frontend")
        with visit(chromium, small, state, color_scheme=scheme, bypass_csp=True) as page:
            page.page.evaluate(AXE.read_text("utf-8"))
            found = page.page.evaluate("async () => (await axe.run()).violations")
            assert [(each["id"], [node["html"][:120] for node in each["nodes"]][:4]) for each in found] == []


HOSTILE = (
    "</script><script>document.title='broken out'</script>",
    "<img src=x onerror=\"document.title='broken out'\">",
    "<svg onload=\"document.title='broken out'\">",
    "'\"><iframe src=\"javascript:parent.document.title='broken out'\">",
    "javascript:document.title='broken out'",
    "<a href=\"javascript:document.title='broken out'\">x</a>",
    "<!--<script>",
    "]]><script>document.title='broken out'</script>",
    "{{ 7 * 7 }} ${document.title='broken out'}",
    "\u2028document.title='broken out'\u2029",
    "<style>*{display:none}</style>",
    '<base href="https://example.org/">',
    "__proto__",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_texts(chromium: Browser, tmp_path: Path, text: str) -> None:
    state = Actor("actor:" + text, text + "state", "State", text, text)
    parties = tuple(
        Party(
            Actor(f"actor:{name}{text}", text + name, "Person", text, text, (text,), state),
            side,
            wording=text,
        )
        for side, name in enumerate("ab", 1)
    )
    source = Source("article:" + text, text, dt.date(2024, 1, 2), text, text)
    fields = dict.fromkeys(["edtf", "wording", "place", "channel", "topic", "attribution"], text)
    contact = Contact(
        "report:" + text,
        "occasion:" + text,
        "PhoneCall",
        "occurred",
        parties,
        text,
        source,
        parties[0].actor.id,
        text,
    )
    held = dossier.Dossier({parties[0].actor.id: (dossier.Held(text, text, "2020"),)})
    file = render([dataclasses.replace(contact, **fields)], tmp_path / "page.html", about=held)  # type: ignore[arg-type]
    with visit(chromium, file) as page:
        for view in (*VIEWS, "actor"):
            page.page.evaluate(
                "view => document.documentElement.page.open({ view, chosen: { type: 'actor', actor: 0 } })",
                view,
            )
            page.settle()
            assert page.page.title() != "broken out"
        page.page.evaluate(
            "() => document.documentElement.page.open({ view: 'table', chosen: { type: 'occasion', occasion: 0 } })"
        )
        page.settle()
        assert text.strip() in " ".join(page.page.locator("#panel mark").all_text_contents())
        assert page.page.locator("img, iframe, svg[onload], base").count() == 0
        assert page.page.locator("a[href^=javascript]").count() == 0
        assert page.page.locator("#panel").is_visible()
