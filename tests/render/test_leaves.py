"""Pages of actors: each contact is on the page of whoever took part, and links lead to pages that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from crowd import crowd

from kg.render import page as render
from kg.render.dossier import Dossier
from kg.render.leaves import file_name, leaves
from kg.render.payload import tell


def test_every_contact_stands_on_the_pages_of_its_parties() -> None:
    contacts = crowd(80)
    pages = dict(leaves(tell(contacts, Dossier(), lambda article: None), "index.html"))
    for contact in contacts:
        for party in contact.parties:
            page = pages[file_name(party.actor.id)]
            assert contact.quote in page
            assert f'id="{contact.id}"' in page
    links = {link for page in pages.values() for link in re.findall(r'href="([^"/#:]+)"', page)}
    assert links <= set(pages)
    assert not any("<script" in page for page in pages.values())


def test_a_file_name_is_one_on_every_system() -> None:
    names = [
        file_name(actor)
        for actor in ("actor:a%2F..%2Fb", "actor:A", "actor:a", "actor:Đ", "actor:con", "actor:" + "x" * 300)
    ]
    assert len({name.lower() for name in names}) == len(names)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9.-]{4,99}\.html", name) for name in names)


def test_what_is_too_large_for_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "LARGE", 50)
    contacts = crowd(80)
    page = render.render(contacts, tmp_path / "news.html").read_text("utf-8")
    assert '"contacts":80' in page
    people = {party.actor.id for contact in contacts for party in contact.parties}
    assert len(list((tmp_path / "news-actors").iterdir())) == len(people) + 1
    assert len(render.foremost(contacts)) == 50
