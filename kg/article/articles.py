"""Files to articles: every input form, one record at a time, each bad one named and passed over.

Forms: ``.txt`` and ``.md`` (YAML front matter optional), ``.html``/``.htm``, each with an optional sidecar
``NAME.meta.json``; ``.jsonl`` and ``.jsonl.gz``; folders of these; ``-`` for JSONL on standard input.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import re
import stat
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from kg.article.hygiene import decode, normalise, objection
from kg.errors import InputError
from kg.model import Article
from kg.vocab import local

MAX_TEXT = 5_000_000
"""Longest text of one article, in characters."""
MAX_FILE = 20_000_000
"""Largest file that holds one article, and longest line of a JSONL file, in bytes."""

_YEARS = range(1900, 2101)
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[ T,]+\d{1,2}:\d\d(?::\d\d)?)?")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?=[ \t]*(?:[\w-]+[ \t]*:|#|---))")
_FENCE = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.M)
_SIDECAR = ".meta.json"
_FORMS = {
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
}
ENDINGS = ".txt, .md, .html, .jsonl or .jsonl.gz"
"""How the files are called that hold articles, in words."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that gives no article: where (file, or file and line) and why, with what to do."""

    where: str
    reason: str

    def __str__(self) -> str:
        line = f"{self.where}: {self.reason}"
        return line if line.isprintable() else "".join(c if c.isprintable() else "�" for c in line)


def read_articles(
    paths: Iterable[str | Path], *, stdin: IO[bytes] | None = None
) -> Iterator[Article | Skipped]:
    """Articles of files and folders, in the order given, folders in the order of names; never raises.

    Text is NFC with line feeds and plain spaces (`kg.article.hygiene.normalise`) and otherwise as it stands, so that
    offsets count in it. A file that is named twice is read once; the second of two articles with one id is
    skipped.
    """
    seen: dict[str, str] = {}
    for where, outcome in _outcomes(paths, stdin):
        if isinstance(outcome, Skipped):
            yield outcome
            continue
        key = local(outcome.id)
        if key in seen:
            yield Skipped(where, f"id {outcome.id!r} is that of {seen[key]} already; give it another id")
        else:
            seen[key] = where
            yield outcome


def expected(paths: Iterable[str | Path]) -> int | None:
    """How many articles `paths` should give: one a file, one a line of JSONL; None with standard input among them."""
    read: set[tuple[int, int]] = set()
    total = 0
    for given in paths:
        if str(given) == "-":
            return None
        for path in _files(_written(given), read):
            total += 1 if isinstance(path, Skipped) else _expected_in(path)
    return total


def _written(given: str | Path) -> str:
    """A path as messages name it; inside this module paths are strings."""
    return str(given if isinstance(given, Path) else Path(given))


def _expected_in(path: str) -> int:
    form = _form(path)
    if form not in ("jsonl", "gz"):
        return 1
    try:
        with gzip.open(path) if form == "gz" else open(path, "rb") as stream:
            return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
    except (OSError, EOFError, zlib.error):
        return 1  # reported by name when it is read


def _outcomes(
    paths: Iterable[str | Path], stdin: IO[bytes] | None
) -> Iterator[tuple[str, Article | Skipped]]:
    read: set[tuple[int, int]] = set()
    for given in paths:
        if str(given) == "-":
            yield from _records(stdin or sys.stdin.buffer, "standard input")
            continue
        for path in _files(_written(given), read):
            if isinstance(path, Skipped):
                yield path.where, path
            else:
                yield from _read_file(path)


def _files(path: str, read: set[tuple[int, int]]) -> Iterator[str | Skipped]:
    """The files under `path`; `read` holds device and inode of what was met, against loops and repeats."""
    try:
        status = os.stat(path)
        identity = (status.st_dev, status.st_ino)
        if identity in read:
            return
        read.add(identity)
        if stat.S_ISDIR(status.st_mode):
            for name in sorted(os.listdir(path)):
                inner = name if path == os.curdir else os.path.join(path, name)
                if _wanted(inner):
                    yield from _files(inner, read)
        else:
            yield path
    except FileNotFoundError:
        yield Skipped(path, "no such file or folder")
    except OSError as error:
        yield Skipped(path, f"cannot be read: {error.strerror}")
    except ValueError:
        yield Skipped(path, "not a file name")


def _wanted(path: str) -> bool:
    """Whether a file or folder met inside a folder is to be read."""
    name = os.path.basename(path)
    if name.startswith(".") or name.lower() == "readme.md":
        return False
    return os.path.isdir(path) or (_form(path) is not None and (os.path.isfile(path) or os.path.islink(path)))


def _form(path: str) -> str | None:
    name = os.path.basename(path).lower()
    return "gz" if name.endswith(".jsonl.gz") else _FORMS.get(name[name.rfind(".") :])


def _read_file(where: str) -> Iterator[tuple[str, Article | Skipped]]:
    form = _form(where)
    try:
        if form == "jsonl":
            with open(where, "rb") as stream:
                yield from _records(stream, where)
        elif form == "gz":
            with gzip.open(where, "rb") as packed:
                yield from _records(cast(IO[bytes], packed), where)
        elif form is None:
            yield where, Skipped(where, f"not {ENDINGS}; rename or convert it")
        else:
            yield where, _single(where, form)
    except InputError as error:
        yield where, Skipped(where, str(error))
    except OSError as error:
        yield where, Skipped(where, f"cannot be read: {error.strerror or error}")


def _single(path: str, form: str) -> Article:
    """The article of a file that holds one. Raises InputError or OSError."""
    with open(path, "rb") as stream:
        size = os.fstat(stream.fileno()).st_size or MAX_FILE  # 0 for what is no regular file
        data = stream.read(min(size, MAX_FILE) + 1)
    if len(data) > MAX_FILE:
        raise InputError(f"over {MAX_FILE // 1_000_000} MB; an article is smaller, split it")
    if not data or data.isspace():
        raise InputError("empty; nothing to read")
    meta, text = _page(data) if form == "html" else _front_matter(normalise(decode(data)))
    bare = os.path.splitext(path)[0]
    if os.path.isfile(bare + _SIDECAR):
        meta = {**meta, **_read_sidecar(bare + _SIDECAR)}
    return _article(
        {"id": os.path.basename(bare), **{k: v for k, v in meta.items() if v not in (None, "")}}, text
    )


def _read_sidecar(path: str) -> Mapping[str, object]:
    name = os.path.basename(path)
    try:
        with open(path, "rb") as stream:
            found = json.loads(decode(stream.read(1_000_000)))
    except (InputError, ValueError, RecursionError) as error:
        raise InputError(f"metadata in {name} is broken: {_brief(error)}; mend or remove it") from None
    if not isinstance(found, dict):
        raise InputError(f"metadata in {name} is not a JSON object; mend or remove it")
    return found


def _front_matter(text: str) -> tuple[Mapping[str, object], str]:
    """Metadata between two lines ``---`` at the start of a text, and the text after them."""
    opening = _FRONT_MATTER.match(text)
    if opening is None:
        return {}, text
    closing = _FENCE.search(text, opening.end())
    if closing is None:
        raise InputError("front matter has no closing line ---; add it")

    import yaml

    try:
        # The base loader makes strings only: no objects, no dates, no numbers.
        found = yaml.load(text[opening.end() : closing.start()], Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 2}" if mark else ""
        raise InputError(
            f"front matter is not well-formed YAML{line}; put values with a colon in quotes"
        ) from None
    except (RecursionError, ValueError):
        raise InputError("front matter is not well-formed YAML; mend it") from None
    if found is not None and not isinstance(found, dict):
        raise InputError("front matter is not a list of `key: value` lines; mend it")
    return found or {}, text[closing.end() + 1 :]


def _page(data: bytes) -> tuple[Mapping[str, object], str]:
    """Metadata and main text of a web page; the date from its metadata only, never from its wording."""
    html = _decode_page(data)

    import trafilatura
    from trafilatura.settings import Document

    try:
        document = trafilatura.bare_extraction(
            html,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # lxml and trafilatura raise many sorts on hostile pages
        raise InputError(f"page cannot be parsed: {_brief(error)}") from None
    if not isinstance(document, Document) or not document.text or not document.text.strip():
        raise InputError("no article text found in the page; save its text as .txt")
    meta: dict[str, object] = {
        "title": document.title,
        "published": document.date,
        "publisher": document.sitename,
        "url": document.url,
    }
    return meta, normalise(document.text)


def _decode_page(data: bytes) -> str:
    try:
        return decode(data)
    except InputError:
        declared = re.search(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{1,30})", data[:4096], re.I)
        if declared is None or declared[1].lower() in (b"utf-8", b"utf8"):
            raise
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError, ValueError):
            raise InputError(
                f"not in the encoding it declares ({declared[1].decode()}); save as UTF-8"
            ) from None


def _records(stream: IO[bytes], where: str) -> Iterator[tuple[str, Article | Skipped]]:
    """The articles of JSONL bytes, a line at a time; memory is bounded by `MAX_FILE`."""
    number = 0
    while True:
        place = f"{where}:{number + 1}"
        try:
            line = stream.readline(MAX_FILE + 1)
            if not line:
                break
            number += 1
            if len(line) > MAX_FILE and not line.endswith(b"\n"):
                while len(line) > MAX_FILE and not line.endswith(b"\n"):
                    line = stream.readline(MAX_FILE + 1)
                yield (
                    place,
                    Skipped(place, f"line over {MAX_FILE // 1_000_000} MB; an article is smaller, split it"),
                )
                continue
        except (EOFError, zlib.error):
            yield (
                place,
                Skipped(place, "the gzip file breaks off or is damaged here; what comes before was read"),
            )
            return
        except gzip.BadGzipFile:
            yield place, Skipped(place, "not a gzip file, or damaged here; what comes before was read")
            return
        if number == 1 and line[:2] in (b"\xff\xfe", b"\xfe\xff"):
            yield (
                place,
                Skipped(place, "UTF-16; JSONL must be UTF-8: convert it with `iconv -f UTF-16 -t UTF-8`"),
            )
            return
        if line.isspace():
            continue
        try:
            yield place, _record(line)
        except InputError as error:
            yield place, Skipped(place, str(error))
    if not number:
        yield where, Skipped(where, "empty; nothing to read")


def _record(line: bytes) -> Article:
    try:
        found = json.loads(decode(line))
    except json.JSONDecodeError as error:
        raise InputError(
            f"not well-formed JSON ({error.msg} at character {error.pos + 1}); mend the line"
        ) from None
    except (ValueError, RecursionError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError("not well-formed JSON; mend the line") from None
    if not isinstance(found, dict):
        raise InputError('not a JSON object; each line is {"id": …, "text": …}')
    for key in ("id", "text"):
        if found.get(key) in (None, ""):
            raise InputError(f'no "{key}"; each line is {{"id": …, "text": …}}')
    text = found["text"]
    if not isinstance(text, str):
        raise InputError(f'"text" is not a string but {_sort(text)}')
    return _article(found, normalise(text))


def _article(meta: Mapping[str, object], text: str) -> Article:
    """The article of a normalised text and of its id and metadata. Raises InputError."""
    if len(text) > MAX_TEXT:
        raise InputError(
            f"text over {MAX_TEXT // 1_000_000} million characters; an article is smaller, split it"
        )
    language = _string(meta, "language")
    if language and language.lower().partition("-")[0] not in ("vi", "vie"):
        raise InputError(f"language is {language!r}; only Vietnamese (vi) is read")
    fault = objection(text)
    if fault:
        raise InputError(fault)
    return Article(
        id=_identifier(meta["id"]),
        text=text,
        title=_string(meta, "title"),
        published=parse_published(meta.get("published")),
        publisher=_string(meta, "publisher"),
        url=_string(meta, "url"),
    )


def _identifier(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise InputError(f'"id" is not a string but {_sort(value)}')
    cleaned = _one_line(value)
    if not cleaned:
        raise InputError("id is empty; give each article an id")
    if len(cleaned) > 200:
        raise InputError(f"id of {len(cleaned)} characters; 200 are allowed")
    return cleaned


def _string(meta: Mapping[str, object], key: str) -> str | None:
    value = meta.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(f'"{key}" is not a string but {_sort(value)}')
    return _one_line(value) or None


def _one_line(value: str) -> str:
    return " ".join(normalise(value).split())


def parse_published(value: object) -> dt.date | None:
    """Day of publication: ``YYYY-MM-DD``, an ISO 8601 date and time (the day as written), or ``dd/mm/yyyy``.

    None and an empty string are None. Raises InputError for anything else and for years outside 1900–2100.
    """
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise InputError(f'"published" is not a string but {_sort(value)}')
    written = value.strip()
    day_first = _DAY_FIRST.fullmatch(written)
    try:
        if day_first:
            day, month, year = map(int, day_first.groups())
            found = dt.date(year, month, day)
        else:
            found = dt.datetime.fromisoformat(written).date()
    except ValueError:
        shown = written if len(written) <= 40 else written[:40] + "…"
        raise InputError(f"published {shown!r} is not a date; write YYYY-MM-DD") from None
    if found.year not in _YEARS:
        raise InputError(
            f"published {found.isoformat()} is outside {_YEARS[0]}–{_YEARS[-1]}; write YYYY-MM-DD"
        )
    return found


def _sort(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), "null")


def _brief(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:120]
