"""Commands that read articles and store nothing: extract, evaluate."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from kg.article.talk import count
from kg.commands import options
from kg.errors import CounterpartError

if TYPE_CHECKING:
    from kg.model import Extraction
    from kg.ontology import Ontology


@click.command(short_help="Print the contacts that articles report.")
@options.paths
@click.option(
    *("-f", "--format", "form"),
    type=click.Choice(["jsonl", "ttl", "trig"]),
    default="jsonl",
    show_default=True,
    help="JSON lines, or RDF.",
)
@options.target
@click.option(
    *("--records", "which"),
    type=click.Choice(["contacts", "all"]),
    default="contacts",
    show_default=True,
    help="In JSON lines: contacts alone, or silences and channel reports too.",
)
@options.min_confidence
@options.ontology
@options.strict
@options.jobs
@options.with_talk
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
    from kg.batch.intake import Intake
    from kg.batch.tally import Tally

    talk, ontology = options.talk(), options.load_ontology(overlay)
    intake = Intake(paths, talk, strict=strict)
    tally = Tally(min_confidence)
    extractions = map(tally.add, intake.extractions(ontology, jobs))
    with options.output(target) as stream:
        if form == "jsonl":
            _write_jsonl(extractions, stream, everything=which == "all")
        else:
            _write_graph(extractions, stream, ontology, form)
    skipped = f", {talk.skipped:,} skipped" if talk.skipped else ""
    talk.say(f"{count(intake.read, 'article')}, {count(tally.contacts, 'contact')}{tally.left_out}{skipped}")
    intake.close()


def _write_jsonl(extractions: Iterable[Extraction], stream: BinaryIO, *, everything: bool) -> None:
    from kg.batch.records import records

    for extraction in extractions:
        for record in records(extraction, everything=everything):
            stream.write((json.dumps(record, ensure_ascii=False) + "\n").encode())


def _write_graph(extractions: Iterable[Extraction], stream: BinaryIO, ontology: Ontology, form: str) -> None:
    import pyoxigraph as ox

    from kg.batch.pool import version
    from kg.export.formats import export
    from kg.graph.triples import article_quads, preferred_labels
    from kg.knowledge.register import register_quads
    from kg.store import Store

    dataset = ox.Store()
    labels, extractor = preferred_labels(register_quads(ontology)), version(ontology)
    for extraction in extractions:
        dataset.extend(article_quads(extraction, extractor=extractor, labels=labels))
    export(Store(Path(), dataset, None, True), form, stream)


@click.command(short_help="Measure what is found against annotated articles.")
@click.argument("folder", type=options.PATH, metavar="GOLD_DIR")
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option(
    "--predictions",
    type=options.PATH,
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
@options.min_confidence
@options.ontology
@options.strict
@options.jobs
@options.with_talk
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
    from kg.batch.intake import Intake
    from kg.yardstick import annotation
    from kg.yardstick.evaluate import evaluate as judge
    from kg.yardstick.evaluate import sure_enough
    from kg.yardstick.scorecard import as_json, as_text, errors_as_text

    if bool(paths) == (predictions is not None):
        raise click.UsageError("give the articles, or contacts found earlier with --predictions")
    talk, gold = options.talk(), annotation.read_gold(folder)
    if predictions is None:
        intake = Intake(paths, talk, strict=strict)
        found = annotation.predictions(intake.extractions(options.load_ontology(overlay), jobs))
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
        options.to_stdout(
            json.dumps(as_json(judged, errors=errors) | sides, ensure_ascii=False, indent=1) + "\n"
        )
        return
    if errors:
        options.to_stdout(errors_as_text(judged, shutil.get_terminal_size((100, 24)).columns))
    options.to_stdout(as_text(judged))


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - 20:,} more" if len(names) > 20 else ""
    return ", ".join(names[:20]) + more
