"""The command ``kg``: parse, call, print. Data go to standard output, talk and progress to standard error.

Exit codes: 0 done, 1 failure (one line on standard error says what, where and what to do), 2 wrong usage,
130 interrupted. What is heavy is imported inside the commands, so that help comes at once.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

import kg
from kg.commands import actors, asking, reading, showing, writing
from kg.commands.options import with_talk
from kg.errors import CounterpartError


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog='Completion of commands and names: eval "$(_KG_COMPLETE=bash_source kg)" (or zsh_, fish_source).',
)
@click.version_option(kg.__version__, prog_name="kg", message="%(prog)s %(version)s")
@with_talk
@click.pass_context
def cli(context: click.Context) -> None:
    """Example: kg build seeds && kg query who-called-whom

    Counterpart turns Vietnamese news into a sourced graph of who communicated with whom.
    """
    if os.environ.get("NO_COLOR"):
        context.color = False


for command in (
    *(reading.extract, reading.evaluate),
    *(writing.build, writing.add, writing.remove, writing.rebuild, writing.judge, writing.review),
    *(asking.query, asking.why, asking.validate, asking.verify, asking.diff),
    *(showing.render, showing.export, showing.serve, showing.push),
    actors.actors,
):
    cli.add_command(command)


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
