"""Commands that show the graph or hand it on: render, export, serve, push."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import click

from kg.article.talk import count
from kg.commands import options
from kg.errors import CounterpartError
from kg.model import Kind

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


@click.command(short_help="Draw who is in contact with whom as a web page.")
@click.option(
    "--ego", shell_complete=options.actor_names, metavar="ACTOR", help="Only this actor and those near."
)
@click.option(
    "--depth", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="Steps from --ego."
)
@click.option(
    "--from",
    "start",
    callback=options.day,
    metavar="DATE",
    help="Contacts that may lie on or after this day.",
)
@click.option(
    "--to", "end", callback=options.day, metavar="DATE", help="Contacts that may lie on or before this day."
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
    shell_complete=options.actor_names,
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
    type=options.PATH,
    metavar="FILE",
    help="The page; if none: DIR/index.html, with --sparql DIR/sparql.html.",
)
@options.store
@options.with_talk
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
    from kg.article.archive import texts_of
    from kg.query.contacts import read_contacts
    from kg.query.counterparts import Choice
    from kg.query.lookup import resolve
    from kg.render.dossier import dossier
    from kg.render.page import render as draw
    from kg.vocab import compact

    with options.opened(folder) as store:
        dataset = store.dataset
        centre = compact(resolve(dataset, "actor", ego).value) if ego else None
        states = [compact(resolve(dataset, "actor", name).value) for name in countries]
        found = read_contacts(dataset)
        about = dossier(dataset, found)
    path = target or folder / "index.html"
    with texts_of(folder) as text_of:
        draw(
            found,
            path,
            Choice(centre, depth, start, end, kinds, states),
            about=about,
            text_of=text_of,
            top=top,
            by_country=by == "country",
        )
    if options.talk().level >= 0:
        click.echo(f"written     {path}")


def _render_sparql(path: Path, folder: Path) -> None:
    from kg.export.formats import replaced
    from kg.serve.workbench import offline

    with options.opened(folder) as store:
        page = offline(store.dataset, options.load_ontology(None))
    with replaced(path) as stream:
        stream.write(page)
    if options.talk().level >= 0:
        click.echo(f"written     {path}")


@click.command(short_help="Write the graph in another format.")
@click.option(*("-f", "--format", "form"), type=click.Choice(GRAPH_FORMATS), required=True, help="Which.")
@options.target
@options.store
@options.with_talk
def export(form: str, target: Path | None, folder: Path) -> None:
    """Example: kg export -f graphml -o contacts.graphml

    Writes the whole dataset: ttl, nt and jsonld the union of all graphs, trig and nq with the graph of each
    article, graphml and gexf the network of actors, csv a table of contacts, nanopub each report as a
    nanopublication (TriG), panel and panel-day the contacts of each two states by month or day with ISO and
    Correlates of War codes. The same store gives the same bytes.
    """
    from kg.export.formats import export as write

    with options.opened(folder) as store, options.output(target) as stream:
        write(store, form, stream)
    if target is not None and str(target) != "-":
        options.talk().say(f"written     {target}")


@click.command(short_help="Serve the store: SPARQL, pages, an interface for programs.")
@options.store
@click.option("--host", default="127.0.0.1", show_default=True, help="Interface; 0.0.0.0: all of them.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=7878, show_default=True, help="0: one that is free."
)
@click.option("--address", metavar="URL", help="What others call the server, for links (behind a proxy).")
@click.option("--cors", "origin", metavar="ORIGIN", help="Let pages of this origin ask; *: any.")
@options.timeout
@click.option(
    "--rows", type=click.IntRange(1), default=100_000, show_default=True, help="Rows of an answer at most."
)
@click.option(
    "--workers", type=click.IntRange(1), default=2, show_default=True, help="Queries that run at once."
)
@options.with_talk
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

    from kg.serve.answers import Limits
    from kg.serve.server import Settings
    from kg.serve.server import serve as run
    from kg.serve.workers import Bounds

    talk = options.talk()
    if talk.level >= 0:
        logging.basicConfig(
            level=logging.WARNING, format="%(asctime)s %(message)s", datefmt="%Y-%m-%dT%H:%M:%S"
        )
        logging.getLogger("kg.access").setLevel(logging.INFO)
    settings = Settings(
        folder, host, port, address, origin, workers=workers, bounds=Bounds(timeout), limits=Limits(rows)
    )
    run(settings, lambda base: click.echo(f"serving     {folder} at {base} (Ctrl-C ends it)"))


@click.command(short_help="Put the graphs into another triple store.")
@click.argument("endpoint", metavar="URL")
@click.option("--replace", is_flag=True, help="Replace graphs that differ there; without it they are named.")
@click.option("--user", metavar="NAME", help="Account; its password is read from KG_PASSWORD.")
@options.store
@options.with_talk
def push(endpoint: str, replace: bool, user: str | None, folder: Path) -> None:
    """Example: kg push http://localhost:8890/sparql-graph-crud-auth --user dba

    Uploads one named graph an article, the register and what is derived, through the SPARQL Graph Store Protocol
    (Virtuoso, Oxigraph: URL/store, Fuseki: URL/data, GraphDB). What is there already is left alone, so that a push
    that was broken off can be run again.
    """
    from kg.serve.push import push as put

    talk = options.talk()
    with options.opened(folder) as store:
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
