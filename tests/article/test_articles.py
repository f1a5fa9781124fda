"""Every input form, and every way in which one can be broken."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import os
import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.article import articles
from kg.article.articles import Skipped, parse_published, read_articles
from kg.errors import InputError
from kg.model import Article

TEXT = "Bộ trưởng Quốc phòng Mỹ Lloyd Austin đã điện đàm với người đồng cấp Nga Andrey Belousov hôm 12/7."
PAGE = f"""<!doctype html><html lang="vi"><head><title>Điện đàm Nga - Mỹ</title>
<meta property="og:site_name" content="Báo Thử"><meta property="article:published_time"
content="2024-07-13T08:00:00+07:00"></head><body><nav>Trang chủ</nav><article><h1>Điện đàm Nga - Mỹ</h1>
<p>{TEXT}</p><p>Cuộc điện đàm diễn ra theo đề nghị của phía Nga, Lầu Năm Góc cho biết.</p></article>
</body></html>"""


def read(*paths: Path | str, stdin: bytes = b"") -> tuple[list[Article], list[Skipped]]:
    found = list(read_articles(paths, stdin=io.BytesIO(stdin)))
    return [a for a in found if isinstance(a, Article)], [s for s in found if isinstance(s, Skipped)]


def record(number: int = 1, **more: object) -> bytes:
    return json.dumps({"id": f"a{number}", "text": TEXT, **more}, ensure_ascii=False).encode() + b"\n"


def test_seed_folder_is_read_without_its_readme() -> None:
    found, skipped = read(Path(__file__).parents[2] / "seeds")
    assert skipped == []
    assert len(found) == 5
    for article in found:
        assert article.published is not None
        assert article.id.startswith(article.published.isoformat())
        assert article.title
        assert article.publisher
        assert not article.text.startswith("---")
        golden = Path(__file__).parents[1] / "golden" / "seeds" / f"{article.id}.json"
        for event in json.loads(golden.read_text("utf-8"))["events"]:
            assert event["evidence"] in article.text


def test_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "tin.một.txt"
    path.write_bytes(b"\xef\xbb\xbf" + unicodedata.normalize("NFD", TEXT).encode() + b"\r\n")
    assert read(path) == ([Article("tin.một", TEXT + "\n")], [])


@pytest.mark.parametrize("ending", [".txt", ".md"])
def test_front_matter(tmp_path: Path, ending: str) -> None:
    path = tmp_path / ("x" + ending)
    head = 'id: đặc biệt\ntitle: "Nga: gọi"\npublished: 2024-07-13\npublisher: Báo\nurl: https://a.vn/b?c=1'
    path.write_text(f"---\n{head}\n---\n{TEXT}\n\n---\n", "utf-8")
    expected = Article(
        "đặc biệt", f"{TEXT}\n\n---\n", "Nga: gọi", dt.date(2024, 7, 13), "Báo", "https://a.vn/b?c=1"
    )
    assert read(path) == ([expected], [])


def test_a_rule_at_the_start_is_not_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(f"---\n{TEXT}\n", "utf-8")
    assert read(path)[0][0].text == f"---\n{TEXT}\n"


def test_sidecar(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(TEXT, "utf-8")
    meta = {"id": "n1", "title": "T", "published": "13/7/2024", "publisher": None, "url": "https://a.vn"}
    (tmp_path / "x.meta.json").write_text(json.dumps(meta), "utf-8")
    assert read(tmp_path) == ([Article("n1", TEXT, "T", dt.date(2024, 7, 13), None, "https://a.vn")], [])


def test_utf_16_file(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(TEXT.encode("utf-16"))
    assert read(tmp_path)[0][0].text == TEXT


def test_page(tmp_path: Path) -> None:
    (tmp_path / "trang.HTML").write_text(PAGE, "utf-8")
    (found,), skipped = read(tmp_path)
    assert skipped == []
    assert TEXT in found.text
    assert "Trang chủ" not in found.text
    assert (found.id, found.published, found.publisher) == ("trang", dt.date(2024, 7, 13), "Báo Thử")
    assert found.title == "Điện đàm Nga - Mỹ"


def test_page_in_a_declared_encoding(tmp_path: Path) -> None:
    declared = PAGE.replace("<head>", '<head><meta charset="utf-16-le">')
    (tmp_path / "x.htm").write_bytes(
        b"<!-- \xe9 --><meta charset=iso-8859-1>" + declared.encode("ascii", "xmlcharrefreplace")
    )
    assert TEXT in read(tmp_path)[0][0].text


@pytest.mark.parametrize("packed", [False, True])
def test_jsonl(tmp_path: Path, packed: bool) -> None:
    data = (
        b"\xef\xbb\xbf" + record(1, published="2024-07-13T23:30:00-05:00") + b"\n" + record(2, id=7).strip()
    )
    path = tmp_path / ("x.jsonl.gz" if packed else "x.jsonl")
    path.write_bytes(gzip.compress(data) if packed else data)
    assert read(path) == ([Article("a1", TEXT, published=dt.date(2024, 7, 13)), Article("7", TEXT)], [])
    assert read("-", stdin=data) == read(path)


def test_folders_are_sorted_and_passed_over_files_are_quiet(tmp_path: Path) -> None:
    for name in (
        "b/2.txt",
        "a.txt",
        "b/1.txt",
        ".hidden.txt",
        ".git/x.txt",
        "README.md",
        "b/x.png",
        "b/x.meta.json",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, "utf-8")
    found, skipped = read(tmp_path)
    assert [a.id for a in found] == ["a", "1", "2"]
    assert skipped == []


def test_a_file_named_twice_is_read_once_and_loops_end(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(TEXT, "utf-8")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    found, skipped = read(tmp_path, tmp_path / "x.txt")
    assert [a.id for a in found] == ["x"]
    assert skipped == []


BROKEN = [
    ("leer.txt", b"", "empty"),
    ("leer.txt", b" \n\xef\xbb\xbf", "empty"),
    ("x.txt", b"\x00\x01\x02\x03" * 9, "binary"),
    ("x.txt", b"%PDF-1.4", "PDF"),
    ("x.txt", "Tæng thèng Mü ®· ®iÖn ®µm víi".encode("cp1252"), "TCVN3"),
    ("x.txt", TEXT.encode().decode("latin-1").encode(), "mojibake"),
    ("x.txt", b"The ministers spoke by telephone.", "not Vietnamese"),
    ("x.txt", b"x" * 20_000_001, "over 20 MB"),
    ("x.txt", b"a " * 2_500_001, "over 5 million characters"),
    ("x.docx", TEXT.encode(), "not .txt"),
    ("x.meta.json", b"{}", "not .txt"),
    ("x.md", b"---\ntitle: a\n" + TEXT.encode(), "no closing line"),
    ("x.md", b"---\ntitle: a: b\n---\n" + TEXT.encode(), "YAML in line 2"),
    ("x.md", b"---\ntitle: [a]\n---\n" + TEXT.encode(), '"title" is not a string but a list'),
    ("x.md", b"---\nlanguage: en\n---\n" + TEXT.encode(), "language is 'en'"),
    ("x.md", b"---\npublished: tomorrow\n---\n" + TEXT.encode(), "published 'tomorrow' is not a date"),
    ("x.html", b"<html><body></body></html>", "no article text"),
    ("x.html", b"<html><p>\xff\xfe</html>", "UTF-8"),
    ("x.html", b"<meta charset=klingon><p>\xff", "the encoding it declares"),
    ("x.jsonl", b"", "empty"),
    ("x.jsonl", b"{\n", "x.jsonl:1: not well-formed JSON"),
    ("x.jsonl", b"[1]\n", "not a JSON object"),
    ("x.jsonl", b"[" * 100_000 + b"\n", "not well-formed JSON"),
    ("x.jsonl", b'{"id": ' + b"9" * 5000 + b', "text": "a"}\n', "not well-formed JSON"),
    ("x.jsonl", b'{"text": "a"}\n', 'no "id"'),
    ("x.jsonl", b'{"id": "a"}\n', 'no "text"'),
    ("x.jsonl", b'{"id": "a", "text": ""}\n', 'no "text"'),
    ("x.jsonl", b'{"id": "a", "text": 5}\n', '"text" is not a string but a number'),
    ("x.jsonl", record(id=True), '"id" is not a string but true or false'),
    ("x.jsonl", record(id=" "), "id is empty"),
    ("x.jsonl", record(id="x" * 201), "200 are allowed"),
    ("x.jsonl", record(title=5), '"title" is not a string but a number'),
    ("x.jsonl", record(published=20240713), '"published" is not a string'),
    ("x.jsonl", record(published="0001-01-01"), "outside 1900–2100"),
    ("x.jsonl", record(published="31/2/2024"), "is not a date"),
    ("x.jsonl", b'{"id": "a", "text": "\xff"}\n', "not UTF-8"),
    ("x.jsonl", '{"id": "a"}'.encode("utf-16"), "JSONL must be UTF-8"),
    ("x.jsonl.gz", b"not gzip", "not a gzip file"),
    ("x.jsonl.gz", b"", "empty"),
]


@pytest.mark.parametrize(("name", "data", "said"), BROKEN)
def test_broken_input_is_one_line_that_names_the_file(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found, (skipped,) = read(path)
    assert found == []
    assert str(skipped).startswith(str(path))
    assert said in str(skipped)
    assert "\n" not in str(skipped)


def test_missing_unreadable_and_circular_paths(tmp_path: Path) -> None:
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    (tmp_path / "good.txt").write_text(TEXT, "utf-8")
    found, skipped = read(tmp_path / "none.txt", loop, tmp_path / "good.txt", "a\0b")
    assert [a.id for a in found] == ["good"]
    assert "no such file" in skipped[0].reason
    assert "cannot be read" in skipped[1].reason
    assert len(skipped) == 3
    assert "\n" not in str(skipped[2])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads every file")
def test_unreadable_file(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(TEXT, "utf-8")
    path.chmod(0)
    assert "Permission denied" in read(path)[1][0].reason


def test_broken_sidecar(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(TEXT, "utf-8")
    for broken, said in ((b"{", "metadata in x.meta.json is broken"), (b"[]", "not a JSON object")):
        (tmp_path / "x.meta.json").write_bytes(broken)
        assert said in read(tmp_path)[1][0].reason


def test_records_around_a_bad_one_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles, "MAX_FILE", 1000)
    path = tmp_path / "x.jsonl"
    path.write_bytes(record(1) + b"{oops}\n" + record(2) + b"x" * 5000 + b"\n" + record(3) + b"y" * 2000)
    found, skipped = read(path)
    assert [a.id for a in found] == ["a1", "a2", "a3"]
    assert [s.where for s in skipped] == [f"{path}:{n}" for n in (2, 4, 6)]


def test_truncated_gzip_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl.gz"
    chance = random.Random(1)
    noise = "".join(
        json.dumps({"id": f"n{n}", "text": f"{TEXT} {chance.random()}"}) + "\n" for n in range(400)
    )
    path.write_bytes(gzip.compress(noise.encode())[:-200])
    found, (skipped,) = read(path)
    assert found
    assert found[0].id == "n0"
    assert "breaks off" in skipped.reason


def test_second_of_two_ids_is_skipped_and_both_places_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    path = tmp_path / "b.jsonl"
    path.write_bytes(record(id="a") + record(id="é") + record(id="e\u0301"))
    found, skipped = read(tmp_path)
    assert [a.id for a in found] == ["a", "é"]
    assert skipped[0].where == f"{path}:1"
    assert str(tmp_path / "a.txt") in skipped[0].reason
    assert f"{path}:2" in skipped[1].reason


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-07-13", dt.date(2024, 7, 13)),
        ("2024-07-13T23:59:59Z", dt.date(2024, 7, 13)),
        ("2024-07-13 01:00:00+07:00", dt.date(2024, 7, 13)),
        ("13/07/2024", dt.date(2024, 7, 13)),
        ("3/7/2024 10:30", dt.date(2024, 7, 3)),
        (" 2024-07-13 ", dt.date(2024, 7, 13)),
        ("", None),
        (None, None),
    ],
)
def test_published(written: str | None, day: dt.date | None) -> None:
    assert parse_published(written) == day


@given(st.one_of(st.text(), st.integers(), st.floats(), st.lists(st.text()), st.dates().map(str)))
def test_published_is_a_date_or_one_line(written: object) -> None:
    day: object = None
    reason = ""
    try:
        day = parse_published(written)
    except InputError as error:
        reason = str(error)
    assert "\n" not in reason
    assert day is None or (isinstance(day, dt.date) and 1900 <= day.year <= 2100)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(
    data=st.binary(max_size=300),
    name=st.sampled_from(["x.txt", "x.md", "x.jsonl", "x.jsonl.gz", "x.meta.json"]),
)
def test_no_bytes_raise(tmp_path: Path, data: bytes, name: str) -> None:
    (tmp_path / "x.txt").write_text(TEXT, "utf-8")
    (tmp_path / name).write_bytes(data)
    _, skipped = read(tmp_path, tmp_path / name)
    assert all("\n" not in str(line) for line in skipped)
    (tmp_path / name).unlink()


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=200), st.binary(max_size=200))
def test_no_page_raises(before: bytes, after: bytes) -> None:
    reason = ""
    try:
        articles._page(before + PAGE.encode() + after)
    except InputError as error:
        reason = str(error)
    assert "\n" not in reason


@given(st.text(min_size=1))
def test_jsonl_text_is_normalised_alike(text: str) -> None:
    composed = record(text=f"{TEXT} {unicodedata.normalize('NFC', text)}")
    decomposed = record(text=unicodedata.normalize("NFD", f"{TEXT} {text}"))
    assert read("-", stdin=composed) == read("-", stdin=decomposed)
