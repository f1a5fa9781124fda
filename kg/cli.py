"""The command ``kg``: parse, call, print. Data go to standard output, talk and progress to standard error.

Exit codes: 0 done, 1 failure (one line on standard error says what, where and what to do), 2 wrong usage,
130 interrupted. What is heavy is imported inside the commands, so that help comes at once.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import shlex
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

import click
from click.shell_completion import CompletionItem

import kg
from kg.errors import CounterpartError
from kg.model import Kind
from kg.talk import Talk, count

if TYPE_CHECKING:
    from kg.collection import Reading, Written
    from kg.model import Extraction
    from kg.ontology import Ontology
    from kg.queries import Question
    from kg.store import Store
    from kg.validate import Violation

F = TypeVar("F", bound=Callable[..., object])

DEFAULT_STORE = Path("output")
GRAPH_FORMATS = (
    "ttl",
    "trig",
    "nt",
    "nq",
    "jsonld",
    "graphml",
    "gexf",
    "csv",
    "nanopub",
    "panel",
    "panel-day",
)
ROW_FORMATS = ("table", "json", "csv", "tsv", "ttl", "nt")


# Options that several commands share


def _talk() -> Talk:
    return click.get_current_context().find_root().ensure_object(Talk)


def _set_level(context: click.Context, option: click.Parameter, on: bool) -> None:
    if on:
        context.find_root().ensure_object(Talk).level = -1 if option.name == "quiet" else 1


def _with_talk(command: F) -> F:
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


def _day(_: click.Context, __: click.Parameter, value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a day; write YYYY-MM-DD") from None


def _complete_actor(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    from kg.directory import beginning
    from kg.ontology import Ontology
    from kg.register import load_register

    return list(beginning(load_register(Ontology.default()), begun))


_PATH = click.Path(path_type=Path)
_paths = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
_ontology = click.option(
    *("--ontology", "overlay"),
    type=_PATH,
    metavar="DIR",
    help="Lay a folder of your own (Turtle, shapes, queries) over the shipped ontology.",
)
_store = click.option(
    *("--store", "folder"),
    type=_PATH,
    default=DEFAULT_STORE,
    show_default=True,
    metavar="DIR",
    help="Output folder of `kg build`; the dataset lies in DIR/store, the texts in DIR/articles.db.",
)
_target = click.option(
    *("-o", "--output", "target"), type=_PATH, metavar="FILE", help="Where to; - or none: standard output."
)
_strict = click.option(
    "--strict", is_flag=True, help="Fail, and write nothing, where an input would be skipped."
)


def _share(_: click.Context, __: click.Parameter, value: float | None) -> float | None:
    if value is not None and not 0 <= value <= 1:  # false of nan too, which a range would let pass
        raise click.BadParameter(f"{value:g} is not a number from 0 to 1")
    return value


_min_confidence = click.option(
    "--min-confidence",
    type=float,
    default=0.0,
    metavar="X",
    callback=_share,
    help="Leave out contacts of which the extractor is less sure (0 to 1).",
)
_judgements = click.option(
    *("--judgements", "judged"),
    type=_PATH,
    multiple=True,
    metavar="FILE",
    help="Keep and apply corrections of people (Turtle or CSV, see kg judge); may be repeated.",
)
_jobs = click.option(
    "--jobs", type=click.IntRange(0), default=1, show_default=True, help="Processes that read; 0: one a core."
)


# Entry


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog='Completion of commands and names: eval "$(_KG_COMPLETE=bash_source kg)" (or zsh_, fish_source).',
)
@click.version_option(kg.__version__, prog_name="kg", message="%(prog)s %(version)s")
@_with_talk
@click.pass_context
def cli(context: click.Context) -> None:
    """Example: kg build seeds && kg query who-called-whom

    Counterpart turns Vietnamese news into a sourced graph of who communicated with whom.
    """
    if os.environ.get("NO_COLOR"):
        context.color = False


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `kg` with arguments (those of the process by default); returns the exit code."""
    try:
        result = cli.main(arguments, prog_name="kg", standalone_mode=False)
    except click.exceptions.Abort:
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except CounterpartError as error:
        return _fail(str(error))
    except SystemExit as leaving:  # click leaves so when the reader of a pipe has gone
        return leaving.code if isinstance(leaving.code, int) else 1
    except OSError as error:
        return _fail(f"{error.filename or 'output'}: {error.strerror or error}")
    except Exception as error:
        if os.environ.get("KG_DEBUG"):
            raise
        said = f"{type(error).__name__}: {error}"
        return _fail(f"internal error ({said}); please report it with what KG_DEBUG=1 shows")
    return result if isinstance(result, int) else 0


def _fail(text: str) -> int:
    click.echo("kg: " + " ".join(text.split()), err=True)
    return 1


# Input and output


def _load_ontology(overlay: Path | None) -> Ontology:
    from kg.ontology import Ontology

    return Ontology.default(overlay)


@contextlib.contextmanager
def _reading(folder: Path) -> Iterator[Store]:
    """The dataset of an output folder, to read."""
    from kg.store import open_store

    with open_store(folder, read_only=True) as store:
        if not store.finished:
            _talk().warn(
                f"{folder}: the last write did not finish, so that articles may be missing or out of date; "
                f"repeat it, or finish it with kg rebuild --store {shlex.quote(str(folder))}"
            )
        yield store


@contextlib.contextmanager
def _output(path: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that appears under its name only once it is whole."""
    if path is None or str(path) == "-":
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    from kg.export import replaced

    with replaced(path) as stream:
        yield stream


def _print(text: str | bytes) -> None:
    with _output(None) as stream:
        stream.write(text.encode("utf-8", "replace") if isinstance(text, str) else text)


# Commands


@cli.command(short_help="Print the contacts that articles report.")
@_paths
@click.option(
    *("-f", "--format", "form"),
    type=click.Choice(["jsonl", "ttl", "trig"]),
    default="jsonl",
    show_default=True,
    help="JSON lines, or RDF.",
)
@_target
@click.option(
    *("--records", "which"),
    type=click.Choice(["contacts", "all"]),
    default="contacts",
    show_default=True,
    help="In JSON lines: contacts alone, or silences and channel reports too.",
)
@_min_confidence
@_ontology
@_strict
@_jobs
@_with_talk
def extract(
    paths: tuple[str, ...],
    form: str,
    target: Path | None,
    which: str,
    min_confidence: float,
    overlay: Path | None,
    strict: bool,
    jobs: int,
) -> None:
    """Example: kg extract seeds -f jsonl > contacts.jsonl

    Reads articles (.txt, .md, .html, .jsonl, .jsonl.gz, folders of these, - for JSONL on standard input) and
    prints what they say: a JSON object a line for each reported contact, or their share of the graph. Nothing
    is stored.
    """
    from kg.intake import Intake
    from kg.tally import Tally

    talk, ontology = _talk(), _load_ontology(overlay)
    intake = Intake(paths, talk, strict=strict)
    tally = Tally(min_confidence)
    extractions = map(tally.add, intake.extractions(ontology, jobs))
    with _output(target) as stream:
        if form == "jsonl":
            _write_jsonl(extractions, stream, everything=which == "all")
        else:
            _write_graph(extractions, stream, ontology, form)
    skipped = f", {talk.skipped:,} skipped" if talk.skipped else ""
    talk.say(f"{count(intake.read, 'article')}, {count(tally.contacts, 'contact')}{tally.left_out}{skipped}")
    intake.close()


def _write_jsonl(extractions: Iterable[Extraction], stream: BinaryIO, *, everything: bool) -> None:
    from kg.records import records

    for extraction in extractions:
        for record in records(extraction, everything=everything):
            stream.write((json.dumps(record, ensure_ascii=False) + "\n").encode())


def _write_graph(extractions: Iterable[Extraction], stream: BinaryIO, ontology: Ontology, form: str) -> None:
    import pyoxigraph as ox

    from kg.export import export
    from kg.pool import version
    from kg.register import register_quads
    from kg.store import Store
    from kg.triples import article_quads, preferred_labels

    dataset = ox.Store()
    labels, extractor = preferred_labels(register_quads(ontology)), version(ontology)
    for extraction in extractions:
        dataset.extend(article_quads(extraction, extractor=extractor, labels=labels))
    export(Store(Path(), dataset, None, True), form, stream)


@cli.command(short_help="Read articles into the store and write the graph.")
@_paths
@_store
@_min_confidence
@_judgements
@_ontology
@_strict
@_jobs
@_with_talk
def build(
    paths: tuple[str, ...],
    folder: Path,
    min_confidence: float,
    judged: tuple[Path, ...],
    overlay: Path | None,
    strict: bool,
    jobs: int,
) -> None:
    """Example: kg build seeds --store output

    Makes the store mirror exactly the articles given: new and changed ones are written, those no longer given
    are removed, the rest is left alone. Their texts are kept in DIR/articles.db, from which the graph can be
    made anew. Then writes DIR/graph.ttl and DIR/graph.trig.
    """
    from kg import collection
    from kg.intake import Intake

    reading = _to_read(overlay, jobs, judged)
    intake = Intake(paths, _talk(), strict=strict)
    _written(folder, lambda: collection.build(folder, intake.articles(), reading, min_confidence))
    intake.close()


@cli.command(short_help="Add articles to the store.")
@_paths
@_store
@_judgements
@_ontology
@_strict
@_jobs
@_with_talk
def add(
    paths: tuple[str, ...],
    folder: Path,
    judged: tuple[Path, ...],
    overlay: Path | None,
    strict: bool,
    jobs: int,
) -> None:
    """Example: kg add today.jsonl

    Adds articles to those of the store; one whose id is there already takes its place. Only what is new or
    different is read. It does not matter in what order or in how many runs articles are added: the same
    articles give the same graph.
    """
    from kg import collection
    from kg.intake import Intake

    reading = _to_read(overlay, jobs, judged)
    intake = Intake(paths, _talk(), strict=strict)
    _written(folder, lambda: collection.add(folder, intake.articles(), reading))
    intake.close()


@cli.command(short_help="Take articles out of the store.")
@click.argument("ids", nargs=-1, required=True, metavar="ARTICLE...")
@_store
@_ontology
@_jobs
@_with_talk
def remove(ids: tuple[str, ...], folder: Path, overlay: Path | None, jobs: int) -> None:
    """Example: kg remove 2024-07-13-austin-belousov

    Takes articles, named by id or IRI, out of the store with their texts and with everything that only they
    say. Where one of them is not in the store, none is removed.
    """
    from kg import collection

    reading = _to_read(overlay, jobs)
    _written(folder, lambda: collection.remove(folder, ids, reading))


@cli.command(short_help="Read all kept articles anew with the rules of today.")
@click.option(
    "--min-confidence",
    type=float,
    metavar="X",
    callback=_share,
    help="Leave out contacts of which the extractor is less sure (0 to 1); if none: as before.",
)
@_store
@_judgements
@_ontology
@_jobs
@_with_talk
def rebuild(
    min_confidence: float | None, folder: Path, judged: tuple[Path, ...], overlay: Path | None, jobs: int
) -> None:
    """Example: kg rebuild --jobs 0

    Reads the texts kept in DIR/articles.db again, after a change of the ontology or of the program, and writes
    what differs. It needs no other file: DIR/store may be deleted before. One that was interrupted goes on
    where it ended.
    """
    from kg import collection

    reading = _to_read(overlay, jobs, judged)
    _written(folder, lambda: collection.rebuild(folder, reading, min_confidence))


@cli.command(short_help="Apply corrections of people.")
@click.argument("files", nargs=-1, type=_PATH, metavar="[FILE...]")
@_store
@_ontology
@_jobs
@_with_talk
def judge(files: tuple[Path, ...], folder: Path, overlay: Path | None, jobs: int) -> None:
    """Example: kg judge corrections.csv --store output

    Keeps judgements (Turtle or CSV: same or different occasion or actor; wrong event, initiator, status or date;
    missing event) in DIR/judgements.ttl and applies all of that file, as every other command that writes does.
    What a report had said before stays in the graph. Judgements that change nothing are named, with the reason.
    To withdraw one, take it out of DIR/judgements.ttl and run kg judge. docs/judgements.md tells the format.
    """
    from kg import collection

    reading = _to_read(overlay, jobs, files)
    _written(folder, lambda: collection.judge(folder, reading))


@cli.command(short_help="Ask about the least certain items, and note the answers.")
@click.option(
    "--author", envvar="KG_AUTHOR", required=True, metavar="NAME", help="Who judges (or KG_AUTHOR)."
)
@click.option(
    *("--judgements", "target"),
    type=_PATH,
    metavar="FILE",
    help="Where to note the answers (.csv or .ttl); if none: DIR/judgements.ttl.",
)
@click.option(
    *("--only", "sorts"),
    type=click.Choice(["report", "difference", "occasion", "actor"]),
    multiple=True,
    help="Ask about these alone; may be repeated.",
)
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Stop after so many answers.")
@click.option("--reason", metavar="TEXT", help="The reason to note where none is asked for.")
@_store
@_with_talk
def review(
    author: str,
    target: Path | None,
    sorts: tuple[str, ...],
    limit: int | None,
    reason: str | None,
    folder: Path,
) -> None:
    """Example: kg review --author "Jane Doe" --limit 20

    Shows, the least certain first: reports of low confidence, reports that differ from others of their occasion,
    reports joined or kept apart by a hair, and people outside the register with like names; each with its sentence
    in its paragraph, and takes one key as answer. Every answer is saved at once; what was judged is not asked
    again. kg judge applies the answers.
    """
    from kg.archive import open_archive
    from kg.collection import JUDGED
    from kg.review import REASON, SORTS, Review, Talker, terminal_key

    path = target or folder / JUDGED
    # In a pipe, where there are no keys to press, each answer is a line.
    getchar = click.getchar if sys.stdin.isatty() else lambda: sys.stdin.readline()[:1]
    talker = Talker(
        click.echo,
        terminal_key(getchar, click.echo),
        lambda text: str(click.prompt(text, default="", show_default=False, prompt_suffix="")),
    )
    with _reading(folder) as store, open_archive(folder, read_only=True) as archive:
        session = Review(store.dataset, archive, path, author, reason or REASON, sorts or SORTS)
        done = session.walk(talker, limit)
    given = "" if folder == DEFAULT_STORE else f" --store {shlex.quote(str(folder))}"
    files = f" {shlex.quote(str(target))}" if target else ""
    _talk().say(
        f"{count(done, 'answer')} noted in {path}" + (f"; apply: kg judge{files}{given}" if done else "")
    )


def _to_read(overlay: Path | None, jobs: int, judged: Iterable[Path] = ()) -> Reading:
    from kg.collection import Reading
    from kg.judgements import ordered, read

    task = click.get_current_context().command_path
    judgements = ordered(judgement for path in judged for judgement in read(path))
    return Reading(_load_ontology(overlay), jobs, judgements=judgements, task=task, talk=_talk())


def _written(folder: Path, write: Callable[[], Written]) -> None:
    """Write to a store, and say what that did."""
    from kg.model import Outcome
    from kg.outcomes import told

    talk, started = _talk(), time.monotonic()
    done = write()
    for line in told(done.judged).splitlines():
        talk.warn(line)
    if talk.level < 0:
        return
    given = "" if folder == DEFAULT_STORE else f" --store {shlex.quote(str(folder))}"
    applied = sum(each.outcome is Outcome.APPLIED for each in done.judged)
    changes = done.changes
    changed = f"{changes.added:,} added, {changes.changed:,} changed, {changes.removed:,} removed"
    rows = [
        *(done.tally.rows() if done.tally.articles else ()),
        ("store", f"{changed}, {changes.unchanged:,} unchanged"),
        *(
            [("judged", f"{applied:,} of {count(len(done.judged), 'judgement')} applied")]
            if done.judged
            else ()
        ),
        ("skipped", f"{talk.skipped:,}"),
        ("time", f"{time.monotonic() - started:.1f} s"),
        ("written", ", ".join(map(str, [folder / "articles.db", folder / "store", *done.files]))),
        ("next", f"kg query who-called-whom{given}, kg render{given}"),
    ]
    click.echo("\n".join(f"{heading:12}{text}" for heading, text in rows))


@cli.command(short_help="Measure what is found against annotated articles.")
@click.argument("folder", type=_PATH, metavar="GOLD_DIR")
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option(
    "--predictions",
    type=_PATH,
    metavar="FILE",
    help="Judge the contacts in a file of `kg extract -f jsonl` in place of reading articles.",
)
@click.option("--errors", is_flag=True, help="List first every contact missed, spurious or wrong in a field.")
@click.option(
    *("-f", "--format", "form"),
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Tables for people, or all figures as one JSON object.",
)
@_min_confidence
@_ontology
@_strict
@_jobs
@_with_talk
def evaluate(
    folder: Path,
    paths: tuple[str, ...],
    predictions: Path | None,
    errors: bool,
    form: str,
    min_confidence: float,
    overlay: Path | None,
    strict: bool,
    jobs: int,
) -> None:
    """Example: kg evaluate tests/golden/seeds seeds --errors

    Reads articles as `kg extract` does and compares the contacts found with those annotated in GOLD_DIR, one
    NAME.json an article. An article without annotation, or an annotation without article, is named and does
    not count; with --strict it is a failure.
    """
    from kg import annotation
    from kg.evaluate import evaluate as judge
    from kg.evaluate import sure_enough
    from kg.intake import Intake
    from kg.scorecard import as_json, as_text, errors_as_text

    if bool(paths) == (predictions is not None):
        raise click.UsageError("give the articles, or contacts found earlier with --predictions")
    talk, gold = _talk(), annotation.read_gold(folder)
    if predictions is None:
        intake = Intake(paths, talk, strict=strict)
        found = annotation.predictions(intake.extractions(_load_ontology(overlay), jobs))
        intake.close()
        unread = [article.id for article in gold if article.id not in found]
    else:
        found, unread = annotation.read_predictions(predictions), []  # no contact: read, and nothing found
    strange = sorted(found.keys() - {article.id for article in gold})
    for names, said in (
        (unread, "no article for the annotation of"),
        (strange, "no annotation for the article"),
    ):
        if names:
            talk.warn(f"{said} {_named(names)}; left out")
    if strict and unread + strange:
        raise CounterpartError("articles and annotations do not go together, and --strict is set")
    judged = judge(
        [article for article in gold if article.id not in unread], sure_enough(found, min_confidence)
    )
    if not judged.articles:
        raise CounterpartError(f"{folder}: none of its files is the annotation of an article given")
    if form == "json":
        sides = {"without_article": unread, "without_gold": strange}
        _print(json.dumps(as_json(judged, errors=errors) | sides, ensure_ascii=False, indent=1) + "\n")
        return
    if errors:
        _print(errors_as_text(judged, shutil.get_terminal_size((100, 24)).columns))
    _print(as_text(judged))


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - 20:,} more" if len(names) > 20 else ""
    return ", ".join(names[:20]) + more


@cli.command(short_help="Put a question to the store.")
@click.argument("name", required=False, metavar="NAME|FILE|-")
@click.option("-e", "--expression", "text", metavar="TEXT", help="A SPARQL query of your own.")
@click.option(
    *("-p", "--param", "given"),
    multiple=True,
    metavar="X=VALUE",
    help="A parameter's value: a name, id, IRI, day.",
)
@click.option(
    *("-f", "--format", "form"),
    type=click.Choice(ROW_FORMATS),
    default="table",
    show_default=True,
    help="How the answer is written; ttl and nt: that of CONSTRUCT and DESCRIBE.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=30.0,
    show_default=True,
    metavar="S",
    help="Seconds after which a query is stopped.",
)
@click.option("--list", "listing", is_flag=True, help="List the named questions and their parameters.")
@_store
@_ontology
@_with_talk
def query(
    name: str | None,
    text: str | None,
    given: tuple[str, ...],
    form: str,
    timeout: float,
    listing: bool,
    folder: Path,
    overlay: Path | None,
) -> None:
    """Example: kg query contacts-of-pair -p actor="Lloyd Austin" -p counterpart=belousov

    Answers a named question (see --list), a query in a file or on standard input (-), or one given with -e. A
    query reads this dataset alone: SERVICE, FROM and updates are refused.
    """
    from kg.queries import ask, labels, questions
    from kg.rows import format_rows

    if listing:
        click.echo("\n".join(map(_described, questions(_load_ontology(overlay)))))
        return
    if (name is None) == (text is None):
        raise click.UsageError("give one question: a name (see --list), a file, or a query with -e")
    values = dict(map(_parameter, given))
    asked = _question(name, text, overlay)
    with _reading(folder):
        dataset = folder / "store"
        rows = ask(dataset, asked, values, timeout=timeout)
        shown = labels(dataset, rows) if form == "table" else None
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    _print(format_rows(rows, form, labels=shown, width=width))


def _parameter(pair: str) -> tuple[str, str]:
    name, equals, value = pair.partition("=")
    if not equals or not name:
        raise click.UsageError(f"--param {pair!r}: write NAME=VALUE")
    return name, value


def _question(name: str | None, text: str | None, overlay: Path | None) -> Question:
    from kg.queries import own_question, question

    if text is not None:
        return own_question(text)
    if name is None or name == "-":
        return own_question(_query_text("standard input", sys.stdin.buffer.read))
    if name.endswith((".rq", ".sparql")) or os.sep in name or Path(name).is_file():
        return own_question(_query_text(name, Path(name).read_bytes), name)
    return question(_load_ontology(overlay), name)


def _query_text(where: str, read: Callable[[], bytes]) -> str:
    from kg.errors import InputError, QueryError
    from kg.hygiene import decode

    try:
        return decode(read())
    except OSError as error:
        raise QueryError(f"{where}: cannot be read: {error.strerror}") from None
    except InputError as error:
        raise QueryError(f"{where}: {error}") from None


def _described(asked: Question) -> str:
    lines = [asked.name, f"    {asked.title_en} · {asked.title_vi}"]
    for parameter in asked.parameters:
        needed = " Required." if parameter.required else ""
        example = f" E.g. {shlex.quote(f'{parameter.name}={parameter.example}')}" if parameter.example else ""
        lines.append(f"    -p {parameter.name}: {parameter.about}{needed}{example}")
    return "\n".join(lines)


@cli.command(short_help="Draw who is in contact with whom as a web page.")
@click.option(
    "--ego", shell_complete=_complete_actor, metavar="ACTOR", help="Only this actor and those near."
)
@click.option(
    "--depth", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="Steps from --ego."
)
@click.option(
    "--from", "start", callback=_day, metavar="DATE", help="Contacts that may lie on or after this day."
)
@click.option(
    "--to", "end", callback=_day, metavar="DATE", help="Contacts that may lie on or before this day."
)
@click.option(
    *("--kind", "kinds"),
    type=click.Choice([kind.value for kind in Kind]),
    multiple=True,
    help="Only this kind; may be repeated.",
)
@click.option(
    *("--country", "countries"),
    multiple=True,
    shell_complete=_complete_actor,
    metavar="STATE",
    help="Only contacts in which this state, or somebody acting for it, takes part; may be repeated.",
)
@click.option(
    "--top",
    type=click.IntRange(2, 300),
    metavar="N",
    help="Draw so many actors at first, at most; if not given, as many as can be read, up to 40.",
)
@click.option(
    "--by",
    type=click.Choice(["actor", "country"]),
    default="actor",
    show_default=True,
    help="Draw actors, or the states that they act for.",
)
@click.option(
    "--sparql", is_flag=True, help="A page to put questions and SPARQL to the whole dataset instead."
)
@click.option(
    *("-o", "--output", "target"),
    type=_PATH,
    metavar="FILE",
    help="The page; if none: DIR/index.html, with --sparql DIR/sparql.html.",
)
@_store
@_with_talk
def render(
    ego: str | None,
    depth: int,
    start: dt.date | None,
    end: dt.date | None,
    kinds: tuple[str, ...],
    countries: tuple[str, ...],
    top: int | None,
    by: str,
    sparql: bool,
    target: Path | None,
    folder: Path,
) -> None:
    """Example: kg render --ego "Lloyd Austin" --from 2022-01-01 -o austin.html

    Writes one HTML file that works offline: who was in contact with whom as a graph, a table, a matrix and over
    time, and behind each contact the sentences that say so, in their paragraphs, with their sources.
    With --sparql: an editor with the named questions, and the data.
    """
    if sparql:
        _render_sparql(target or folder / "sparql.html", folder)
        return
    from kg.archive import texts_of
    from kg.counterparts import contacts
    from kg.dossier import dossier
    from kg.lookup import resolve
    from kg.render import render as draw
    from kg.vocab import compact

    with _reading(folder) as store:
        dataset = store.dataset
        centre = compact(resolve(dataset, "actor", ego).value) if ego else None
        states = [compact(resolve(dataset, "actor", name).value) for name in countries]
        found = contacts(dataset)
        about = dossier(dataset, found)
    path = target or folder / "index.html"
    with texts_of(folder) as text_of:
        draw(
            found,
            path,
            about=about,
            text_of=text_of,
            ego=centre,
            depth=depth,
            start=start,
            end=end,
            kinds=kinds or None,
            countries=states,
            top=top,
            by_country=by == "country",
        )
    if _talk().level >= 0:
        click.echo(f"written     {path}")


def _render_sparql(path: Path, folder: Path) -> None:
    from kg.export import replaced
    from kg.workbench import offline

    with _reading(folder) as store:
        page = offline(store.dataset, _load_ontology(None))
    with replaced(path) as stream:
        stream.write(page)
    if _talk().level >= 0:
        click.echo(f"written     {path}")


@cli.command(short_help="Write the graph in another format.")
@click.option(*("-f", "--format", "form"), type=click.Choice(GRAPH_FORMATS), required=True, help="Which.")
@_target
@_store
@_with_talk
def export(form: str, target: Path | None, folder: Path) -> None:
    """Example: kg export -f graphml -o contacts.graphml

    Writes the whole dataset: ttl, nt and jsonld the union of all graphs, trig and nq with the graph of each
    article, graphml and gexf the network of actors, csv a table of contacts, nanopub each report as a
    nanopublication (TriG), panel and panel-day the contacts of each two states by month or day with ISO and
    Correlates of War codes. The same store gives the same bytes.
    """
    from kg.export import export as write

    with _reading(folder) as store, _output(target) as stream:
        write(store, form, stream)
    if target is not None and str(target) != "-":
        _talk().say(f"written     {target}")


@cli.command(short_help="Check the graph against its shapes.")
@click.argument("files", nargs=-1, type=_PATH, metavar="[FILE...]")
@click.option("--register", "whole", is_flag=True, help="Check the actor register too; takes seconds.")
@_store
@_ontology
@_with_talk
def validate(files: tuple[Path, ...], whole: bool, folder: Path, overlay: Path | None) -> None:
    """Example: kg validate output/graph.ttl

    Says in words what is wrong in RDF files (.ttl, .trig, .nt, .nq), or in the store if none is named. The
    exit code is 1 where there is a violation.
    """
    from kg.validate import validate as check
    from kg.validate import validate_file

    ontology = _load_ontology(overlay)

    def in_store() -> tuple[Violation, ...]:
        with _reading(folder) as store:
            return check(store.quads(), ontology, include_register=whole)

    broken = 0
    for path in files or [folder]:
        found = validate_file(path, ontology, include_register=whole) if files else in_store()
        for violation in found:
            click.echo(f"{path}: {violation.severity}: {violation.message}")
        broken += sum(violation.severity == "violation" for violation in found)
        if not found:
            _talk().say(f"{path}: conforms")
    if broken:
        raise CounterpartError(f"{count(broken, 'violation')} found")


@cli.command(short_help="Check every quote against the kept texts.")
@_store
@_with_talk
def verify(folder: Path) -> None:
    """Example: kg verify --store output

    Reads every text kept in DIR/articles.db, compares its digest with that in the graph, and cuts every quote
    out of it at the offsets that the graph gives. Needs nothing but DIR. Names whatever does not agree; the
    exit code is then 1.
    """
    from kg.archive import open_archive
    from kg.verify import verify as check

    talk, articles, quotes, wrong = _talk(), 0, 0, 0
    with _reading(folder) as store, open_archive(folder, read_only=True) as archive:
        for checked in check(store, archive):
            articles, quotes, wrong = articles + 1, quotes + checked.quotes, wrong + len(checked.mismatches)
            for mismatch in checked.mismatches:
                click.echo(mismatch)
    seen = f"{count(articles, 'article')}, {count(quotes, 'quote')}"
    if wrong:
        raise CounterpartError(f"{folder}: {seen}: {count(wrong, 'mismatch', 'mismatches')} found")
    talk.say(f"{folder}: {seen}: all as in the texts")


@cli.command(short_help="Compare two builds.")
@click.argument("old", type=_PATH)
@click.argument("new", type=_PATH)
@click.option(
    *("-f", "--format", "form"),
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Lines for people, or everything as one JSON object.",
)
@_with_talk
def diff(old: Path, new: Path, form: str) -> None:
    """Example: kg diff output.last-month output

    Says which contacts the store in the folder NEW has gained, lost or changed since that in OLD, field by
    field, and which articles were added, removed or rewritten. Contacts are compared by what they say: one
    that other rules find at another word is the same contact.
    """
    from kg.diff import as_json, as_text
    from kg.diff import diff as compare

    with _reading(old) as before, _reading(new) as after:
        found = compare(before, after)
    _print(
        as_text(found) if form == "text" else json.dumps(as_json(found), ensure_ascii=False, indent=1) + "\n"
    )


class _ByName(click.Group):
    """A group whose first word, where it is none of its commands, is a name for its command ``show``."""

    def parse_args(self, context: click.Context, arguments: list[str]) -> list[str]:
        named = arguments[:1] not in (["-h"], ["--help"]) and not self.commands.keys() & set(arguments[:1])
        return super().parse_args(context, ["show", *arguments] if named else arguments)

    def shell_complete(self, context: click.Context, begun: str) -> list[CompletionItem]:
        names = map(CompletionItem, _complete_actor(context, click.Argument(["name"]), begun))
        return [*super().shell_complete(context, begun), *names]


@cli.group(cls=_ByName, short_help="Look up people, states and offices; check and refresh the register.")
def actors() -> None:
    """Example: kg actors "bo truong quoc phong nga" --on 2024-07-12

    Whoever NAME may mean, with or without diacritics: kg actors NAME is short for kg actors show NAME.
    kg actors --unknown lists the people whom the articles name and the register lacks.
    """


@actors.command(short_help="Show NAME, or list who is unknown; the word show may be left out.")
@click.argument("name", required=False, shell_complete=_complete_actor)
@click.option(*("--on", "day"), callback=_day, metavar="DATE", help="Only who held office on that day.")
@click.option("--unknown", is_flag=True, help="List people of the articles whom the register lacks.")
@click.option(
    *("-f", "--format", "form"),
    type=click.Choice(["text", "ttl"]),
    default="text",
    show_default=True,
    help="With --unknown: text, or Turtle for a register file.",
)
@_target
@_store
@_ontology
@_with_talk
def show(
    name: str | None,
    day: dt.date | None,
    unknown: bool,
    form: str,
    target: Path | None,
    folder: Path,
    overlay: Path | None,
) -> None:
    """Example: kg actors --unknown -f ttl -o mine/register/people.ttl

    Shows names and offices of whoever NAME may mean, with or without diacritics. --unknown lists the people
    who carry a role in the articles of the store but are not in the register: in how many articles and
    contacts, when, as what, with sentences. As Turtle they can be put into a register file as they stand
    (--ontology DIR reads DIR/register/*.ttl) and are known at the next build.
    """
    from kg.register import load_register

    if (name is None) != unknown:
        raise click.UsageError("give a name, or --unknown")
    register = load_register(_load_ontology(overlay))
    if name is None:
        from kg.unregistered import listed, turtle, unregistered

        with _reading(folder) as store:
            people = unregistered(store.dataset)
        text = turtle(people, register) if form == "ttl" else listed(people)
        _talk().say(f"{count(len(people), 'person', 'people')} not in the register")
    else:
        from kg.directory import described, find

        found = find(register, name)
        if not found:
            raise CounterpartError(f"nothing in the register is called {name!r}; try one word of it")
        text = "\n\n".join(described(register, record, day) for record in found) + "\n"
    with _output(target) as stream:
        stream.write(text.encode("utf-8", "replace"))


@actors.command(short_help="List offices without a known holder on a day.")
@click.argument("day", metavar="DATE", callback=_day)
@_ontology
@_with_talk
def check(day: dt.date, overlay: Path | None) -> None:
    """Example: kg actors check 2026-08-15

    Lists the offices that nobody in the register holds on that day, with the terms nearest before and after,
    and those that several people hold although they are for one.
    """
    from kg.directory import checked
    from kg.register import load_register

    _print(checked(load_register(_load_ontology(overlay)), day))


@actors.command(short_help="Compare the register with a SPARQL endpoint like Wikidata's.")
@click.option("--from", "address", required=True, metavar="ENDPOINT", help="Address of the endpoint.")
@click.option("--write", is_flag=True, help="Take the differences over into DIR/register/wikidata.ttl.")
@click.option("--of", "body", metavar="STATE", help="Only offices and people of this state or organisation.")
@click.option(
    "--since",
    callback=_day,
    default="2000-01-01",
    show_default=True,
    metavar="DATE",
    help="Leave out terms that ended before.",
)
@click.option("--contact", default="", metavar="MAIL", help="Mail or web address to tell the endpoint.")
@click.option(
    "--pause",
    type=click.FloatRange(0),
    default=1.0,
    show_default=True,
    metavar="SECONDS",
    help="Between two queries.",
)
@_ontology
@_with_talk
def update(
    address: str,
    write: bool,
    body: str | None,
    since: dt.date,
    contact: str,
    pause: float,
    overlay: Path | None,
) -> None:
    """Example: kg actors update --from https://query.wikidata.org/sparql --of japan --ontology mine

    Shows what the endpoint says otherwise of offices and people with a Wikidata number: + to be added, ~ to be
    changed, - to be taken back, ! left for you to decide. With --write it is put into DIR/register/wikidata.ttl
    of --ontology DIR. Your own files, and blocks of that file that you edited, are never changed, and win.
    """
    from kg.directory import find
    from kg.endpoint import Endpoint
    from kg.refresh import FILE, ask, refresh, told
    from kg.register import Body, load_register

    if write and overlay is None:
        raise click.UsageError("--write needs a folder of your own to write into: add --ontology DIR")
    talk, ontology = _talk(), _load_ontology(overlay)
    register = load_register(ontology)
    bodies = [record.id for record in find(register, body) if isinstance(record, Body)] if body else [None]
    if len(bodies) != 1:
        raise CounterpartError(f"--of {body!r}: give one state or organisation, as kg actors NAME shows it")
    endpoint = Endpoint(address, contact, pause, report=talk.warn)
    path = (overlay or Path()) / "register" / FILE
    before = path.read_text("utf-8") if overlay is not None and path.exists() else ""
    found = refresh(
        ontology,
        before,
        lambda known: ask(endpoint, known, bodies[0], since, talk.working),
        address,
        bodies[0],
    )
    talk.clear()
    _print(told(found.differences))
    taken = sum(difference.sign != "!" for difference in found.differences)
    talk.say(f"{count(taken, 'difference')} to take over, {len(found.differences) - taken:,} to decide")
    if write and found.text != before and taken:
        path.parent.mkdir(exist_ok=True)
        with _output(path) as stream:
            stream.write(found.text.encode())
        talk.say(f"written     {path}")


@cli.command(short_help="Show every contact of two actors, or why two reports are one occasion.")
@click.argument("actor", shell_complete=_complete_actor)
@click.argument("counterpart", shell_complete=_complete_actor)
@_store
@_with_talk
def why(actor: str, counterpart: str, folder: Path) -> None:
    """Example: kg why "Lloyd Austin" belousov

    Prints each reported contact of two actors, those of one occasion together: date, kind, who sought it, the
    sentence that says so, the source, why it was joined with others or kept apart, and what people judged of it
    (kg judge). Two reports (report:…) in place of the actors: whether they are one occasion, and why.
    """
    from kg import reasons
    from kg.counterparts import told
    from kg.counterparts import why as contacts
    from kg.lookup import resolve
    from kg.outcomes import notes
    from kg.vocab import expand

    with _reading(folder) as store:
        if actor.startswith("report:") and counterpart.startswith("report:"):
            _print(reasons.of_two(store.dataset, expand(actor), expand(counterpart)))
            return
        one, other = (resolve(store.dataset, "actor", name).value for name in (actor, counterpart))
        found = reasons.together(contacts(store.dataset, one, other))
        judged = notes(store.dataset, [contact.id for contact in found])
        why_so = reasons.notes(store.dataset, found)
    if not found:
        raise CounterpartError(f"no article in {folder} reports a contact of {actor} and {counterpart}")
    _print(told(found, judged, why_so))


@cli.command(short_help="Serve the store: SPARQL, pages, an interface for programs.")
@_store
@click.option("--host", default="127.0.0.1", show_default=True, help="Interface; 0.0.0.0: all of them.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=7878, show_default=True, help="0: one that is free."
)
@click.option("--address", metavar="URL", help="What others call the server, for links (behind a proxy).")
@click.option("--cors", "origin", metavar="ORIGIN", help="Let pages of this origin ask; *: any.")
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=30.0,
    show_default=True,
    metavar="S",
    help="Seconds after which a query is stopped.",
)
@click.option(
    "--rows", type=click.IntRange(1), default=100_000, show_default=True, help="Rows of an answer at most."
)
@click.option(
    "--workers", type=click.IntRange(1), default=2, show_default=True, help="Queries that run at once."
)
@_with_talk
def serve(
    folder: Path,
    host: str,
    port: int,
    address: str | None,
    origin: str | None,
    timeout: float,
    rows: int,
    workers: int,
) -> None:
    """Example: kg serve --store output

    Answers SPARQL at /sparql, shows every actor, contact and article at an address of its own and lists contacts
    at /api (described in /api/openapi.json). Reads a copy of the store: a build beside it is served when it has
    finished. Only this machine is answered unless --host says otherwise.
    """
    import logging

    from kg.answers import Limits
    from kg.server import Settings
    from kg.server import serve as run
    from kg.workers import Bounds

    talk = _talk()
    if talk.level >= 0:
        logging.basicConfig(
            level=logging.WARNING, format="%(asctime)s %(message)s", datefmt="%Y-%m-%dT%H:%M:%S"
        )
        logging.getLogger("kg.access").setLevel(logging.INFO)
    settings = Settings(
        folder, host, port, address, origin, workers=workers, bounds=Bounds(timeout), limits=Limits(rows)
    )
    run(settings, lambda base: click.echo(f"serving     {folder} at {base} (Ctrl-C ends it)"))


@cli.command(short_help="Put the graphs into another triple store.")
@click.argument("endpoint", metavar="URL")
@click.option("--replace", is_flag=True, help="Replace graphs that differ there; without it they are named.")
@click.option("--user", metavar="NAME", help="Account; its password is read from KG_PASSWORD.")
@_store
@_with_talk
def push(endpoint: str, replace: bool, user: str | None, folder: Path) -> None:
    """Example: kg push http://localhost:8890/sparql-graph-crud-auth --user dba

    Uploads one named graph an article, the register and what is derived, through the SPARQL Graph Store Protocol
    (Virtuoso, Oxigraph: URL/store, Fuseki: URL/data, GraphDB). What is there already is left alone, so that a push
    that was broken off can be run again.
    """
    from kg.push import push as put

    talk = _talk()
    with _reading(folder) as store:
        credentials = (user, os.environ.get("KG_PASSWORD", "")) if user else None
        done = put(store.dataset, endpoint, replace=replace, credentials=credentials, progress=talk.working)
    talk.clear()
    for iri in done.differing:
        click.echo(f"{iri}: differs there")
    talk.say(f"{count(done.sent, 'graph')} sent, {done.same:,} the same, {len(done.differing):,} differing")
    if done.differing:
        raise CounterpartError(
            f"{count(len(done.differing), 'graph')} differ there; replace them with --replace"
        )
