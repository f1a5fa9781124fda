"""What an evaluation compares: the contacts that people annotated (gold), and those that were found.

A gold file is one JSON object for one article: ``id`` and ``events``, each with ``kind``, ``status``,
``participants`` (``name``, ``type``, ``aliases``, optionally ``resolved``), ``initiator``, ``date`` (EDTF),
``evidence``, ``required``, and optionally ``date_optional``, ``place``, ``channel``, ``attribution``, ``count``,
``duration_minutes``. Predictions are the records of ``kg extract -f jsonl``. A fault is an InputError that names file
and field, the field as jq would.
"""

from __future__ import annotations

import calendar
import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from kg.article.hygiene import decode
from kg.errors import InputError
from kg.extract import event_record
from kg.model import ActorType, Extraction, Kind, Status

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@dataclass(frozen=True, slots=True)
class Party:
    """A participant of an annotated contact; `aliases` are all wordings by which it may rightly be called.

    `resolved`: the text does not name it ("người đồng cấp Nga") and a careful reader finds out who it is.
    """

    name: str
    type: ActorType
    aliases: tuple[str, ...] = ()
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An annotated contact. Where not `required`, careful readers differ: finding it is neither right nor wrong.

    `initiator` is the name of a participant. `date_optional`: no date is as right as this one.
    """

    kind: Kind
    status: Status
    participants: tuple[Party, ...]
    evidence: str
    required: bool = True
    initiator: str | None = None
    date: str | None = None
    date_optional: bool = False
    place: str | None = None
    channel: str | None = None
    attribution: str | None = None
    count: int | None = None
    duration_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """The annotation of one article; no events: it reports no contact."""

    id: str
    events: tuple[GoldEvent, ...]


@dataclass(frozen=True, slots=True)
class Prediction:
    """A contact that was found, with its participants as names alone; `confidence` from 0 to 1, where given."""

    kind: str
    status: str
    participants: tuple[str, ...]
    evidence: str = ""
    initiator: str | None = None
    date: str | None = None
    place: str | None = None
    channel: str | None = None
    attribution: str | None = None
    count: int | None = None
    duration_minutes: int | None = None
    confidence: float | None = None


def bounds(edtf: str | None) -> tuple[dt.date, dt.date] | None:
    """First and last day of an EDTF date or interval, an open end as far as dates go; None where it is none.

    Qualifiers (``?``, ``~``, ``%``) change nothing; a season stands for its year.
    """
    first, slash, last = re.sub(r"[~?%]", "", edtf or "").partition("/")
    start = _days(first)
    end = _days(last) if slash else start
    if start is None and end is None:
        return None
    return start[0] if start else dt.date.min, end[1] if end else dt.date.max


def _days(date: str) -> tuple[dt.date, dt.date] | None:
    match = _DATE.match(date.strip())
    if match is None:
        return None
    year, month, day = (int(number or 0) for number in match.groups())
    if month > 12:
        month = day = 0
    try:
        start = dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return start, start
    return start, dt.date(year, month or 12, calendar.monthrange(year, month or 12)[1])


def read_gold(folder: Path) -> tuple[GoldArticle, ...]:
    """The gold files ``NAME.json`` of a folder (``NAME.meta.json`` is metadata of an article), in order of names.

    Raises InputError for a file that is not as described above, for two files with one id, and where there is none.
    """
    found: dict[str, Path] = {}
    articles = []
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder of gold files")
    for path in sorted(folder.glob("*.json")):
        if path.name.endswith(".meta.json"):
            continue
        try:
            value = json.loads(decode(path.read_bytes()))
        except OSError as error:
            raise InputError(f"{path}: cannot be read: {error.strerror}") from None
        except (ValueError, RecursionError, InputError) as error:
            raise InputError(f"{path}: not well-formed JSON ({error}); mend it") from None
        article = gold_article(value, f"{path}: ")
        if article.id in found:
            raise InputError(
                f"{path}: .id {article.id!r} is that of {found[article.id]} already; keep one of them"
            )
        found[article.id] = path
        articles.append(article)
    if not articles:
        raise InputError(f"{folder}: no gold files here; they are called NAME.json")
    return tuple(articles)


def gold_article(value: object, where: str = "") -> GoldArticle:
    """The annotation that a JSON value holds; `where` opens what is said of a fault. Raises InputError."""
    record = _object(value, where)
    events = _list(record, "events", where)
    return GoldArticle(
        _field(record, "id", str, where),
        tuple(_gold_event(event, f"{where}.events[{number}]") for number, event in enumerate(events)),
    )


def _gold_event(value: object, where: str) -> GoldEvent:
    record = _object(value, where)
    parties = tuple(
        _party(party, f"{where}.participants[{number}]")
        for number, party in enumerate(_list(record, "participants", where))
    )
    if len(parties) < 2:
        raise InputError(f"{where}.participants are fewer than two; a contact has two or more")
    initiator = _optional(record, "initiator", str, where, needed=True)
    if initiator is not None and initiator not in {party.name for party in parties}:
        raise InputError(
            f"{where}.initiator {initiator!r} is not the name of a participant; write one, or null"
        )
    date = _optional(record, "date", str, where, needed=True)
    if date is not None and bounds(date) is None:
        raise InputError(
            f"{where}.date {date!r} is not EDTF; write 2024-07-12, 2024-07 or 2024-07-01/2024-07-10"
        )
    return GoldEvent(
        _one_of(record, "kind", Kind, where),
        _one_of(record, "status", Status, where),
        parties,
        _field(record, "evidence", str, where),
        _field(record, "required", bool, where),
        initiator,
        date,
        bool(_optional(record, "date_optional", bool, where)),
        **_circumstances(record, where),
    )


def _party(value: object, where: str) -> Party:
    record = _object(value, where)
    aliases = _list(record, "aliases", where)
    for number, alias in enumerate(aliases):
        if not isinstance(alias, str):
            raise InputError(f"{where}.aliases[{number}] is {_said(alias)}; write a string")
    return Party(
        _field(record, "name", str, where),
        _one_of(record, "type", ActorType, where),
        tuple(aliases),
        bool(_optional(record, "resolved", bool, where)),
    )


def predictions(extractions: Iterable[Extraction]) -> dict[str, tuple[Prediction, ...]]:
    """What was found in each article, by its id; an article without a contact has none."""
    return {
        extraction.article.id: tuple(prediction(event_record(event)) for event in extraction.events)
        for extraction in extractions
    }


def read_predictions(path: Path) -> dict[str, tuple[Prediction, ...]]:
    """What a file of ``kg extract -f jsonl`` says was found, by article; silences and channels are passed over.

    Raises InputError, naming the line, for a record that is no contact.
    """
    found: dict[str, list[Prediction]] = {}
    try:
        lines = decode(path.read_bytes()).split("\n")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except InputError as error:
        raise InputError(f"{path}: {error}") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path}:{number}: "
        try:
            record = _object(json.loads(line), where)
        except (ValueError, RecursionError):
            raise InputError(
                f"{where}not well-formed JSON; a line is a record of kg extract -f jsonl"
            ) from None
        if record.get("record", "contact") == "contact":
            found.setdefault(_field(record, "article", str, where), []).append(prediction(record, where))
    return {article: tuple(events) for article, events in found.items()}


def prediction(record: Mapping[str, Any], where: str = "") -> Prediction:
    """A contact as `kg.extract.event_record` writes it. Raises InputError."""
    evidence = record.get("evidence")
    confidence = record.get("confidence")
    if confidence is not None and not (_is(confidence, float) and 0 <= confidence <= 1):
        raise InputError(f"{where}.confidence is {_said(confidence)}; write a number from 0 to 1, or null")
    return Prediction(
        _field(record, "kind", str, where),
        _field(record, "status", str, where),
        tuple(
            _field(_object(party, at := f"{where}.participants[{number}]"), "name", str, at)
            for number, party in enumerate(_list(record, "participants", where))
        ),
        str((evidence.get("quote") if isinstance(evidence, dict) else evidence) or ""),
        _optional(record, "initiator", str, where),
        _optional(record, "date", str, where),
        **_circumstances(record, where),
        confidence=confidence,
    )


def _circumstances(record: Mapping[str, Any], where: str) -> dict[str, Any]:
    return {key: _optional(record, key, str, where) for key in ("place", "channel", "attribution")} | {
        key: _optional(record, key, int, where) for key in ("count", "duration_minutes")
    }


# Fields of JSON objects


def _object(value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InputError(f"{where.rstrip() or 'this'} is {_said(value)}; write an object")
    return value


def _list(record: Mapping[str, Any], key: str, where: str) -> list[Any]:
    return _field(record, key, list, where)


def _field(record: Mapping[str, Any], key: str, sort: type[T], where: str) -> T:
    found = _optional(record, key, sort, where, needed=True)
    if found is None:
        raise InputError(f"{where}.{key} is null; write {_SORTS[sort]}")
    return found


def _optional(
    record: Mapping[str, Any], key: str, sort: type[T], where: str, *, needed: bool = False
) -> T | None:
    """A field that may be null, and absent too unless `needed`."""
    if needed and key not in record:
        raise InputError(f"{where}.{key} is missing")
    value = record.get(key)
    if value is not None and not _is(value, sort):
        raise InputError(f"{where}.{key} is {_said(value)}; write {_SORTS[sort]}")
    return value


def _one_of(record: Mapping[str, Any], key: str, choice: type[E], where: str) -> E:
    value = _field(record, key, str, where)
    try:
        return choice(value)
    except ValueError:
        raise InputError(f"{where}.{key} is {value!r}; write one of {', '.join(choice)}") from None


def _is(value: object, sort: type) -> bool:
    if isinstance(value, bool):  # which Python takes for a number
        return sort is bool
    return isinstance(value, (int, float) if sort is float else sort)


_SORTS: dict[type, str] = {str: "a string", bool: "true or false", int: "a whole number", list: "a list"}


def _said(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else text[:40] + "…"
