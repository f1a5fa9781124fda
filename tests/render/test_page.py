"""The page: same bytes each time, nothing from the web, no news as markup, and it runs in a browser."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import FIXTURE
from webpage import Parsed, unpacked

import kg
from kg.errors import CounterpartError, QueryError
from kg.model import Kind, Status
from kg.ontology import read_turtle, shipped
from kg.query.contacts import Actor, Contact, Party, Source
from kg.query.counterparts import EVERYTHING, Choice
from kg.render.bundle import in_order
from kg.render.page import as_json, read_template, render
from kg.vocab import PREFIXES

TEMPLATES = Path(kg.__file__).parent / "templates"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
BREAKOUT = "</script><img src=x onerror=\"document.title='broken out'\">\u2028<!--"


NOWHERE = Actor("actor:nowhere", BREAKOUT, "State", BREAKOUT)


def hostile() -> list[Contact]:
    """One contact, every text of which tries to run as script."""
    parties = tuple(
        Party(
            Actor(f"actor:{name}", BREAKOUT + name, "Person", BREAKOUT, BREAKOUT, (BREAKOUT,), NOWHERE), side
        )
        for side, name in enumerate("ab", 1)
    )
    source = Source(
        "article:x", BREAKOUT, dt.date(2024, 1, 2), BREAKOUT, "javascript:document.title='broken out'"
    )
    texts = dict.fromkeys(["edtf", "wording", "place", "channel", "topic", "attribution"], BREAKOUT)
    found = Contact(
        "report:x", BREAKOUT, "PhoneCall", "occurred", parties, BREAKOUT, source, "actor:a", BREAKOUT
    )
    return [dataclasses.replace(found, **texts)]  # type: ignore[arg-type]


def drawn(folder: Path, contacts: Sequence[Contact], choice: Choice = EVERYTHING, **opening: Any) -> Parsed:
    return Parsed(render(contacts, folder / "page.html", choice, **opening).read_text(encoding="utf-8"))


class TestBytes:
    def test_same_contacts_same_bytes(self, tmp_path: Path, known: tuple[Contact, ...]) -> None:
        one = render(known, tmp_path / "one.html").read_bytes()
        assert render(reversed(known), tmp_path / "other.html").read_bytes() == one

    def test_any_locale_and_hash_seed(self, tmp_path: Path, known: tuple[Contact, ...]) -> None:
        script = (
            "import sys, pyoxigraph as ox; from pathlib import Path\n"
            "from kg.query.contacts import read_contacts; from kg.render import page\n"
            "store = ox.Store(); store.load(Path(sys.argv[1]).read_bytes(), format=ox.RdfFormat.TRIG)\n"
            "page.render(read_contacts(store), Path(sys.argv[2]))"
        )
        expected = render(known, tmp_path / "expected.html").read_bytes()
        for seed, locale in (("1", "C"), ("2", "C.UTF-8")):
            path = tmp_path / f"{seed}.html"
            environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONUTF8": "0"}
            root = str(Path(kg.__file__).parents[1])
            command = [sys.executable, "-c", script, str(FIXTURE), str(path)]
            subprocess.run(command, env={**environment, "PYTHONPATH": root}, check=True, cwd=tmp_path)
            assert path.read_bytes() == expected

    def test_a_failed_write_leaves_what_was_there(self, tmp_path: Path, known: tuple[Contact, ...]) -> None:
        page = tmp_path / "page.html"
        page.mkdir()
        with pytest.raises(CounterpartError, match=r"page\.html: cannot be written"):
            render(known, page)
        assert list(tmp_path.iterdir()) == [page]


class TestPage:
    def test_asks_the_web_for_nothing(self, tmp_path: Path, known: tuple[Contact, ...]) -> None:
        page = drawn(tmp_path, known)
        for tag, attributes in page.elements:
            assert not {"src", "srcset", "data", "background", "poster"} & set(attributes), tag
            assert tag != "link" or (attributes["href"] or "").startswith("data:image/svg")
            assert tag not in ("iframe", "object", "embed", "base", "form")
            assert not any(name.startswith("on") for name in attributes), tag
            assert tag != "a" or (attributes["href"] or "").startswith("#")
        style = next(text for kind, text in page.texts if kind == "style")
        assert "url(" not in style
        assert "@import" not in style

    def test_policy_names_the_scripts_and_nothing_else(
        self, tmp_path: Path, known: tuple[Contact, ...]
    ) -> None:
        page = drawn(tmp_path, known)
        policy = next(
            a["content"] for _, a in page.elements if a.get("http-equiv") == "Content-Security-Policy"
        )
        assert policy
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert rules["default-src"] == "'none'"
        for directive, kind in (("script-src", "script"), ("style-src", "style")):
            texts = [text for each, text in page.texts if each == kind]
            if kind == "script":  # the library is packed: the page's script unpacks it
                texts.insert(
                    0, unpacked([text for each, text in page.texts if each == "script:text/plain"][1])
                )
            digests = [hashlib.sha256(text.encode()).digest() for text in texts]
            assert rules[directive].split() == [
                f"'sha256-{base64.b64encode(each).decode()}'" for each in digests
            ]

    def test_hostile_texts_stay_texts(self, tmp_path: Path) -> None:
        page = drawn(tmp_path, hostile())
        assert "img" not in {tag for tag, _ in page.elements}
        kinds = ["style", "script:application/json", "script:text/plain", "script:text/plain", "script"]
        assert [kind for kind, _ in page.texts] == kinds
        payload = page.payload()
        assert payload["passages"] == [BREAKOUT]
        assert "url" not in payload["sources"][0]

    @given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
    def test_json_for_scripts(self, value: object) -> None:
        text = as_json(value)
        assert json.loads(text) == value
        assert not re.search("[<>&\u2028\u2029]", text)

    def test_counts(self, tmp_path: Path, known: tuple[Contact, ...]) -> None:
        payload = drawn(tmp_path, known).payload()
        assert payload["total"] == {"actors": 12, "contacts": 12}
        assert len(payload["contacts"]) == 14
        assert len({contact["occasion"] for contact in payload["contacts"]}) == 12
        assert len(payload["sources"]) == 7

    def test_choices(self, tmp_path: Path, known: tuple[Contact, ...]) -> None:
        def names(payload: dict[str, Any]) -> set[str]:
            members = {index for contact in payload["contacts"] for index, _ in contact["parties"]}
            return {payload["actors"][index]["name"] for index in members}

        ego = drawn(tmp_path, known, Choice(ego="actor:to-lam")).payload()
        assert names(ego) == {"Tô Lâm", "Vladimir Putin"}
        kinds = drawn(tmp_path, known, Choice(kinds={"Message"})).payload()
        assert [contact["kind"] for contact in kinds["contacts"]] == ["Message"]
        period = drawn(
            tmp_path, known, Choice(start=dt.date(2024, 7, 12), end=dt.date(2024, 7, 12))
        ).payload()
        assert [contact["date"] for contact in period["contacts"]] == ["2024-07-12"] * 2
        vietnam = drawn(tmp_path, known, Choice(countries=["actor:vietnam"])).payload()
        assert "Tô Lâm" in names(vietnam)
        assert "Lloyd Austin" not in names(vietnam)

    def test_how_the_page_opens(self, tmp_path: Path, known: tuple[Contact, ...]) -> None:
        payload = drawn(tmp_path, known, top=3, by_country=True).payload()
        assert (payload["top"], payload["unit"]) == (3, "country")
        assert len(payload["contacts"]) == 14

    def test_nothing_to_draw(self, tmp_path: Path, known: tuple[Contact, ...]) -> None:
        with pytest.raises(QueryError, match="no contact fits"):
            render(known, tmp_path / "page.html", Choice(kinds={"VideoCall"}))
        assert not list(tmp_path.iterdir())


class TestTexts:
    def test_both_languages_say_the_same_things(self) -> None:
        texts = json.loads((TEMPLATES / "texts.json").read_text(encoding="utf-8"))

        def fields(value: Any) -> Any:
            return (
                {k: fields(v) for k, v in value.items()}
                if isinstance(value, dict)
                else sorted(re.findall(r"{\w+}", value))
            )

        assert fields(texts["vi"]) == fields(texts["en"])

    @pytest.mark.parametrize("codes", [Kind, Status])
    def test_kinds_and_statuses_are_called_as_in_the_ontology(self, codes: type[Kind] | type[Status]) -> None:
        texts = json.loads((TEMPLATES / "texts.json").read_text(encoding="utf-8"))
        scheme = codes.__name__.lower()
        labels: dict[tuple[str, str], str] = {}
        for quad in read_turtle(shipped() / "schemes.ttl"):
            if str(quad.predicate) == f"<{PREFIXES['skos']}prefLabel>" and isinstance(
                quad.object, ox.Literal
            ):
                labels[str(quad.subject)[1:-1], quad.object.language or ""] = quad.object.value
        for code in codes:
            for language in ("vi", "en"):
                assert texts[language][scheme][code] == labels[PREFIXES[scheme] + code, language]

    @pytest.mark.parametrize("module", in_order("main", read_template))
    def test_modules_use_no_markup_sink(self, module: str) -> None:
        script = read_template(f"{module}.js")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|Function\(|fetch\(|XMLHttp",
            script,
        )

    def test_every_text_that_is_asked_for_exists(self) -> None:
        texts = json.loads((TEMPLATES / "texts.json").read_text(encoding="utf-8"))["vi"]
        modules = "".join(read_template(f"{name}.js") for name in in_order("main", read_template))
        page = "".join(
            (TEMPLATES / name).read_text("utf-8") for name in ("explorer.html.j2", "actor.html.j2")
        )
        asked = set(re.findall(r"\bt\(\"(\w+)", modules)) | set(
            re.findall(r"data-(?:text|name)=\"(\w+)", page)
        )
        asked |= {name for pair in re.findall(r"counted\(\"(\w+)\", \"(\w+)\"", modules) for name in pair}
        asked |= {
            name
            for names in re.findall(r"\bhead\(\[(.*?)\]", modules)
            for name in re.findall(r'"(\w+)"', names)
        }
        asked |= set(re.findall(r"both\(\"(\w+)", page))
        asked |= set(re.findall(r"texts\.(?!vi|en)(\w+)", page)) | {"kind", "status", "kinds", "statuses"}
        assert asked <= set(texts)
        assert set(texts) <= asked
