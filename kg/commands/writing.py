"""Commands that change the store: build, add, remove, rebuild, judge; and review, which notes judgements."""

from __future__ import annotations

import shlex
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.article.talk import count
from kg.commands import options

if TYPE_CHECKING:
    from kg.upkeep.collection import Procedure, Written


@click.command(short_help="Read articles into the store and write the graph.")
@options.paths
@options.store
@options.min_confidence
@options.judgements
@options.ontology
@options.strict
@options.jobs
@options.with_talk
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
    from kg.batch.intake import Intake
    from kg.upkeep import collection

    procedure = _procedure(overlay, jobs, judged)
    intake = Intake(paths, options.talk(), strict=strict)
    _written(folder, lambda: collection.build(folder, intake.articles(), procedure, min_confidence))
    intake.close()


@click.command(short_help="Add articles to the store.")
@options.paths
@options.store
@options.judgements
@options.ontology
@options.strict
@options.jobs
@options.with_talk
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
    from kg.batch.intake import Intake
    from kg.upkeep import collection

    procedure = _procedure(overlay, jobs, judged)
    intake = Intake(paths, options.talk(), strict=strict)
    _written(folder, lambda: collection.add(folder, intake.articles(), procedure))
    intake.close()


@click.command(short_help="Take articles out of the store.")
@click.argument("ids", nargs=-1, required=True, metavar="ARTICLE...")
@options.store
@options.ontology
@options.jobs
@options.with_talk
def remove(ids: tuple[str, ...], folder: Path, overlay: Path | None, jobs: int) -> None:
    """Example: kg remove 2024-07-13-austin-belousov

    Takes articles, named by id or IRI, out of the store with their texts and with everything that only they
    say. Where one of them is not in the store, none is removed.
    """
    from kg.upkeep import collection

    procedure = _procedure(overlay, jobs)
    _written(folder, lambda: collection.remove(folder, ids, procedure))


@click.command(short_help="Read all kept articles anew with the rules of today.")
@click.option(
    "--min-confidence",
    type=float,
    metavar="X",
    callback=options.share,
    help="Leave out contacts of which the extractor is less sure (0 to 1); if none: as before.",
)
@options.store
@options.judgements
@options.ontology
@options.jobs
@options.with_talk
def rebuild(
    min_confidence: float | None, folder: Path, judged: tuple[Path, ...], overlay: Path | None, jobs: int
) -> None:
    """Example: kg rebuild --jobs 0

    Reads the texts kept in DIR/articles.db again, after a change of the ontology or of the program, and writes
    what differs. It needs no other file: DIR/store may be deleted before. One that was interrupted goes on
    where it ended.
    """
    from kg.upkeep import collection

    procedure = _procedure(overlay, jobs, judged)
    _written(folder, lambda: collection.rebuild(folder, procedure, min_confidence))


@click.command(short_help="Apply corrections of people.")
@click.argument("files", nargs=-1, type=options.PATH, metavar="[FILE...]")
@options.store
@options.ontology
@options.jobs
@options.with_talk
def judge(files: tuple[Path, ...], folder: Path, overlay: Path | None, jobs: int) -> None:
    """Example: kg judge corrections.csv --store output

    Keeps judgements (Turtle or CSV: same or different occasion or actor; wrong event, initiator, status or date;
    missing event) in DIR/judgements.ttl and applies all of that file, as every other command that writes does.
    What a report had said before stays in the graph. Judgements that change nothing are named, with the reason.
    To withdraw one, take it out of DIR/judgements.ttl and run kg judge. docs/judgements.md tells the format.
    """
    from kg.upkeep import collection

    procedure = _procedure(overlay, jobs, files)
    _written(folder, lambda: collection.judge(folder, procedure))


@click.command(short_help="Ask about the least certain items, and note the answers.")
@click.option(
    "--author", envvar="KG_AUTHOR", required=True, metavar="NAME", help="Who judges (or KG_AUTHOR)."
)
@click.option(
    *("--judgements", "target"),
    type=options.PATH,
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
@options.store
@options.with_talk
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
    from kg.article.archive import open_archive
    from kg.upkeep.collection import JUDGED
    from kg.upkeep.review import REASON, SORTS, Review, Talker, terminal_key

    path = target or folder / JUDGED
    # In a pipe, where there are no keys to press, each answer is a line.
    getchar = click.getchar if sys.stdin.isatty() else lambda: sys.stdin.readline()[:1]
    talker = Talker(
        click.echo,
        terminal_key(getchar, click.echo),
        lambda text: str(click.prompt(text, default="", show_default=False, prompt_suffix="")),
    )
    with options.opened(folder) as store, open_archive(folder, read_only=True) as archive:
        session = Review(store.dataset, archive, path, author, reason or REASON, sorts or SORTS)
        done = session.walk(talker, limit)
    files = f" {shlex.quote(str(target))}" if target else ""
    apply = f"; apply: {options.hint(f'kg judge{files}', folder)}" if done else ""
    options.talk().say(f"{count(done, 'answer')} noted in {path}{apply}")


def _procedure(overlay: Path | None, jobs: int, judged: Iterable[Path] = ()) -> Procedure:
    from kg.graph.judgements import ordered, read
    from kg.upkeep.collection import Procedure

    task = click.get_current_context().command_path
    judgements = ordered(judgement for path in judged for judgement in read(path))
    return Procedure(
        options.load_ontology(overlay), jobs, judgements=judgements, task=task, talk=options.talk()
    )


def _written(folder: Path, write: Callable[[], Written]) -> None:
    """Write to a store, and say what that did."""
    from kg.graph.outcomes import told
    from kg.model import Outcome

    talk, started = options.talk(), time.monotonic()
    done = write()
    for line in told(done.judged).splitlines():
        talk.warn(line)
    if talk.level < 0:
        return
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
        ("next", ", ".join(options.hint(each, folder) for each in ("kg query who-called-whom", "kg render"))),
    ]
    click.echo("\n".join(f"{heading:12}{text}" for heading, text in rows))
