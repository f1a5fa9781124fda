"""The command actors: who is in the register, who is not, and what others know of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from kg.article.talk import count
from kg.commands import options
from kg.errors import CounterpartError


class _ByName(click.Group):
    """A group whose first word, where it is none of its commands, is a name for its command ``show``."""

    def parse_args(self, context: click.Context, arguments: list[str]) -> list[str]:
        named = arguments[:1] not in (["-h"], ["--help"]) and not self.commands.keys() & set(arguments[:1])
        return super().parse_args(context, ["show", *arguments] if named else arguments)

    def shell_complete(self, context: click.Context, begun: str) -> list[CompletionItem]:
        names = map(CompletionItem, options.actor_names(context, click.Argument(["name"]), begun))
        return [*super().shell_complete(context, begun), *names]


@click.group(cls=_ByName, short_help="Look up people, states and offices; check and refresh the register.")
def actors() -> None:
    """Example: kg actors "bo truong quoc phong nga" --on 2024-07-12

    Whoever NAME may mean, with or without diacritics: kg actors NAME is short for kg actors show NAME.
    kg actors --unknown lists the people whom articles that report something name, and the register lacks.
    """


@actors.command(short_help="Show NAME, or list who is unknown; the word show may be left out.")
@click.argument("name", required=False, shell_complete=options.actor_names)
@click.option(
    *("--on", "day"), callback=options.day, metavar="DATE", help="Only who held office on that day."
)
@click.option("--unknown", is_flag=True, help="List people of the articles whom the register lacks.")
@click.option(
    *("-f", "--format", "form"),
    type=click.Choice(["text", "ttl"]),
    default="text",
    show_default=True,
    help="With --unknown: text, or Turtle for a register file.",
)
@options.target
@options.store
@options.ontology
@options.with_talk
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
    from kg.knowledge.register import load_register

    if (name is None) != unknown:
        raise click.UsageError("give a name, or --unknown")
    if unknown and day is not None:
        raise click.UsageError("--on goes with a name")
    if form == "ttl" and not unknown:
        raise click.UsageError("-f ttl goes with --unknown; the register is Turtle already")
    register = load_register(options.load_ontology(overlay))
    if name is None:
        from kg.query.unregistered import listed, turtle, unregistered

        with options.opened(folder) as store:
            people = unregistered(store.dataset)
        text = turtle(people, register) if form == "ttl" else listed(people)
        options.talk().say(f"{count(len(people), 'person', 'people')} not in the register")
    else:
        from kg.query.directory import described, find

        found = find(register, name)
        if not found:
            raise CounterpartError(f"nothing in the register is called {name!r}; try one word of it")
        text = "\n\n".join(described(register, record, day) for record in found) + "\n"
    with options.output(target) as stream:
        stream.write(text.encode("utf-8", "replace"))


@actors.command(short_help="List offices without a known holder on a day.")
@click.argument("day", metavar="DATE", callback=options.day)
@options.ontology
@options.with_talk
def check(day: dt.date, overlay: Path | None) -> None:
    """Example: kg actors check 2026-08-15

    Lists the offices that nobody in the register holds on that day, with the terms nearest before and after,
    and those that several people hold although they are for one.
    """
    from kg.knowledge.register import load_register
    from kg.query.directory import checked

    options.to_stdout(checked(load_register(options.load_ontology(overlay)), day))


@actors.command(short_help="Compare the register with a SPARQL endpoint like Wikidata's.")
@click.option("--from", "address", required=True, metavar="ENDPOINT", help="Address of the endpoint.")
@click.option("--write", is_flag=True, help="Take the differences over into DIR/register/wikidata.ttl.")
@click.option("--of", "body", metavar="STATE", help="Only offices and people of this state or organisation.")
@click.option(
    "--since",
    callback=options.day,
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
@options.ontology
@options.with_talk
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
    from kg.knowledge.register import Body, load_register
    from kg.query.directory import find
    from kg.upkeep.blocks import FILE
    from kg.upkeep.endpoint import Endpoint
    from kg.upkeep.refresh import refresh, told
    from kg.upkeep.wikidata import ask

    if write and overlay is None:
        raise click.UsageError("--write needs a folder of your own to write into: add --ontology DIR")
    talk, ontology = options.talk(), options.load_ontology(overlay)
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
    options.to_stdout(told(found.differences))
    taken = sum(difference.sign != "!" for difference in found.differences)
    talk.say(f"{count(taken, 'difference')} to take over, {len(found.differences) - taken:,} to decide")
    if write and found.text != before and taken:
        path.parent.mkdir(exist_ok=True)
        with options.output(path) as stream:
            stream.write(found.text.encode())
        talk.say(f"written     {path}")
