"""Commands that ask the store and check it: query, why, validate, verify, diff."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.article.talk import count
from kg.commands import options
from kg.errors import CounterpartError

if TYPE_CHECKING:
    from kg.query.questions import Question
    from kg.upkeep.validate import Violation

ROW_FORMATS = ("table", "json", "csv", "tsv", "ttl", "nt")


@click.command(short_help="Put a question to the store.")
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
@options.timeout
@click.option("--list", "listing", is_flag=True, help="List the named questions and their parameters.")
@options.store
@options.ontology
@options.with_talk
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
    from kg.query.queries import ask, labels
    from kg.query.questions import questions
    from kg.query.rows import format_rows

    if listing:
        click.echo("\n".join(map(_described, questions(options.load_ontology(overlay)))))
        return
    if (name is None) == (text is None):
        raise click.UsageError("give one question: a name (see --list), a file, or a query with -e")
    values = dict(map(_parameter, given))
    asked = _question(name, text, overlay)
    with options.opened(folder):
        dataset = folder / "store"
        rows = ask(dataset, asked, values, timeout=timeout)
        shown = labels(dataset, rows) if form == "table" else None
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    options.to_stdout(format_rows(rows, form, labels=shown, width=width))


def _parameter(pair: str) -> tuple[str, str]:
    name, equals, value = pair.partition("=")
    if not equals or not name:
        raise click.UsageError(f"--param {pair!r}: write NAME=VALUE")
    return name, value


def _question(name: str | None, text: str | None, overlay: Path | None) -> Question:
    from kg.query.questions import own_question, question

    if text is not None:
        return own_question(text)
    if name is None or name == "-":
        return own_question(_query_text("standard input", sys.stdin.buffer.read))
    if name.endswith((".rq", ".sparql")) or os.sep in name or Path(name).is_file():
        return own_question(_query_text(name, Path(name).read_bytes), name)
    return question(options.load_ontology(overlay), name)


def _query_text(where: str, read: Callable[[], bytes]) -> str:
    from kg.article.hygiene import decode
    from kg.errors import InputError, QueryError

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
        lines.append(f"    -p {parameter.name}: {parameter.about.en}{needed}{example}")
    return "\n".join(lines)


@click.command(short_help="Show every contact of two actors, or why two reports are one occasion.")
@click.argument("actor", shell_complete=options.actor_names)
@click.argument("counterpart", shell_complete=options.actor_names)
@options.store
@options.with_talk
def why(actor: str, counterpart: str, folder: Path) -> None:
    """Example: kg why "Lloyd Austin" belousov

    Prints each reported contact of two actors, those of one occasion together: date, kind, who sought it, the
    sentence that says so, the source, why it was joined with others or kept apart, and what people judged of it
    (kg judge). Two reports (report:…) in place of the actors: whether they are one occasion, and why.
    """
    from kg.graph.outcomes import notes
    from kg.query import reasons
    from kg.query.account import told
    from kg.query.contacts import of_pair
    from kg.query.lookup import resolve
    from kg.vocab import expand

    with options.opened(folder) as store:
        if actor.startswith("report:") and counterpart.startswith("report:"):
            options.to_stdout(reasons.of_two(store.dataset, expand(actor), expand(counterpart)))
            return
        one, other = (resolve(store.dataset, "actor", name).value for name in (actor, counterpart))
        found = reasons.together(of_pair(store.dataset, one, other))
        judged = notes(store.dataset, [contact.id for contact in found])
        why_so = reasons.notes(store.dataset, found)
    if not found:
        raise CounterpartError(f"no article in {folder} reports a contact of {actor} and {counterpart}")
    options.to_stdout(told(found, judged, why_so))


@click.command(short_help="Check the graph against its shapes.")
@click.argument("files", nargs=-1, type=options.PATH, metavar="[FILE...]")
@click.option(
    "--register", "whole", is_flag=True, help="Check the actor register and the lexicons too; takes seconds."
)
@options.store
@options.ontology
@options.with_talk
def validate(files: tuple[Path, ...], whole: bool, folder: Path, overlay: Path | None) -> None:
    """Example: kg validate output/graph.ttl

    Says in words what is wrong in RDF files (.ttl, .trig, .nt, .nq), or in the store if none is named. The
    exit code is 1 where there is a violation.
    """
    from kg.upkeep.validate import validate as check
    from kg.upkeep.validate import validate_file

    ontology = options.load_ontology(overlay)

    def in_store() -> tuple[Violation, ...]:
        with options.opened(folder) as store:
            return check(store.quads(), ontology, include_register=whole)

    broken = 0
    for path in files or [folder]:
        found = validate_file(path, ontology, include_register=whole) if files else in_store()
        for violation in found:
            click.echo(f"{path}: {violation.severity}: {violation.message}")
        broken += sum(violation.severity == "violation" for violation in found)
        if not found:
            options.talk().say(f"{path}: conforms")
    if broken:
        raise CounterpartError(f"{count(broken, 'violation')} found")


@click.command(short_help="Check every quote against the kept texts.")
@options.store
@options.with_talk
def verify(folder: Path) -> None:
    """Example: kg verify --store output

    Reads every text kept in DIR/articles.db, compares its digest with that in the graph, and cuts every quote
    out of it at the offsets that the graph gives. Needs nothing but DIR. Names whatever does not agree; the
    exit code is then 1.
    """
    from kg.article.archive import open_archive
    from kg.upkeep.verify import verify as check

    talk, articles, quotes, wrong = options.talk(), 0, 0, 0
    with options.opened(folder) as store, open_archive(folder, read_only=True) as archive:
        for checked in check(store, archive):
            articles, quotes, wrong = articles + 1, quotes + checked.quotes, wrong + len(checked.mismatches)
            for mismatch in checked.mismatches:
                click.echo(mismatch)
    seen = f"{count(articles, 'article')}, {count(quotes, 'quote')}"
    if wrong:
        raise CounterpartError(f"{folder}: {seen}: {count(wrong, 'mismatch', 'mismatches')} found")
    talk.say(f"{folder}: {seen}: all as in the texts")


@click.command(short_help="Compare two builds.")
@click.argument("old", type=options.PATH)
@click.argument("new", type=options.PATH)
@click.option(
    *("-f", "--format", "form"),
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Lines for people, or everything as one JSON object.",
)
@options.with_talk
def diff(old: Path, new: Path, form: str) -> None:
    """Example: kg diff output.last-month output

    Says which contacts the store in the folder NEW has gained, lost or changed since that in OLD, field by
    field, and which articles were added, removed or rewritten. Contacts are compared by what they say: one
    that other rules find at another word is the same contact. So are the silences that articles state: until
    when they lasted, which contact ended one, and which contradicts it.
    """
    from kg.upkeep.changes import as_json, as_text
    from kg.upkeep.diff import diff as compare

    with options.opened(old) as before, options.opened(new) as after:
        found = compare(before, after)
    options.to_stdout(
        as_text(found) if form == "text" else json.dumps(as_json(found), ensure_ascii=False, indent=1) + "\n"
    )
