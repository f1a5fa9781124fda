"""What the commands share: options, and how they open stores, write files and talk."""

from __future__ import annotations

import contextlib
import datetime as dt
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

import click

from kg.article.talk import Talk
from kg.errors import to_type

if TYPE_CHECKING:
    from kg.ontology import Ontology
    from kg.store import Store

F = TypeVar("F", bound=Callable[..., object])
DEFAULT_STORE = Path("output")


def talk() -> Talk:
    """What this run says to people; one object for all of its commands."""
    return click.get_current_context().find_root().ensure_object(Talk)


def _set_level(context: click.Context, option: click.Parameter, on: bool) -> None:
    if on:
        context.find_root().ensure_object(Talk).level = -1 if option.name == "quiet" else 1


def with_talk(command: F) -> F:
    """Give a command --quiet and --verbose."""
    quiet = click.option(
        *("-q", "--quiet"),
        is_flag=True,
        expose_value=False,
        callback=_set_level,
        help="Say only what went wrong.",
    )
    verbose = click.option(
        *("-v", "--verbose"),
        is_flag=True,
        expose_value=False,
        callback=_set_level,
        help="Say what each article gives.",
    )
    return quiet(verbose(command))


def day(_: click.Context, __: click.Parameter, value: str | None) -> dt.date | None:
    """Read an option as a day (ISO 8601)."""
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a day; write YYYY-MM-DD") from None


def actor_names(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """Names of the register that complete what was begun, for the shell."""
    from kg.knowledge.register import load_register
    from kg.ontology import Ontology
    from kg.query.directory import beginning

    return list(beginning(load_register(Ontology.default()), begun))


PATH = click.Path(path_type=Path)
paths = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
ontology = click.option(
    *("--ontology", "overlay"),
    type=PATH,
    metavar="DIR",
    help="Lay a folder of your own (Turtle, shapes, queries) over the shipped ontology.",
)
store = click.option(
    *("--store", "folder"),
    type=PATH,
    default=DEFAULT_STORE,
    show_default=True,
    metavar="DIR",
    help="Output folder of `kg build`; the dataset lies in DIR/store, the texts in DIR/articles.db.",
)
target = click.option(
    *("-o", "--output", "target"), type=PATH, metavar="FILE", help="Where to; - or none: standard output."
)
strict = click.option(
    "--strict", is_flag=True, help="Fail, and write nothing, where an input would be skipped."
)


def share(_: click.Context, __: click.Parameter, value: float | None) -> float | None:
    """Read an option as a number from 0 to 1."""
    if value is not None and not 0 <= value <= 1:  # false of nan too, which a range would let pass
        raise click.BadParameter(f"{value:g} is not a number from 0 to 1")
    return value


min_confidence = click.option(
    "--min-confidence",
    type=float,
    default=0.0,
    metavar="X",
    callback=share,
    help="Leave out contacts of which the extractor is less sure (0 to 1).",
)
judgements = click.option(
    *("--judgements", "judged"),
    type=PATH,
    multiple=True,
    metavar="FILE",
    help="Keep and apply corrections of people (Turtle or CSV, see kg judge); may be repeated.",
)
timeout = click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=30.0,
    show_default=True,
    metavar="S",
    help="Seconds after which a query is stopped.",
)
jobs = click.option(
    "--jobs", type=click.IntRange(0), default=1, show_default=True, help="Processes that read; 0: one a core."
)


def load_ontology(overlay: Path | None) -> Ontology:
    """The shipped ontology, under a folder of the user's own if one is given."""
    from kg.ontology import Ontology

    return Ontology.default(overlay)


def hint(command: str, folder: Path) -> str:
    """A command for an output folder, as short as it can be typed."""
    return command if folder == DEFAULT_STORE else to_type(command, folder)


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[Store]:
    """The dataset of an output folder, to read."""
    from kg.store import open_store

    with open_store(folder, read_only=True) as store:
        if not store.finished:
            talk().warn(
                f"{folder}: the last write did not finish, so that articles may be missing or out of date; "
                f"repeat it, or finish it with {to_type('kg rebuild', folder)}"
            )
        yield store


@contextlib.contextmanager
def output(path: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that appears under its name only once it is whole."""
    if path is None or str(path) == "-":
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    from kg.export.formats import replaced

    with replaced(path) as stream:
        yield stream


def to_stdout(text: str | bytes) -> None:
    """Print data: text as UTF-8 whatever the locale says."""
    with output(None) as stream:
        stream.write(text.encode("utf-8", "replace") if isinstance(text, str) else text)
