"""What a person is told when something is wrong: what, where, and what to do."""

import shlex
from pathlib import Path


class CounterpartError(Exception):
    """Base of every error that a user can cause and mend; its text is one line, fit for stderr."""


class InputError(CounterpartError):
    """An article or record cannot be read; the other records are still processed."""


class OntologyError(CounterpartError):
    """A file under ``ontology/`` is broken; the text names the file and, where known, the line."""


class StoreError(CounterpartError):
    """The dataset on disk cannot be opened, locked or written."""


class QueryError(CounterpartError):
    """A query is not known, not well-formed, not allowed, or ran out of time."""


class EndpointError(CounterpartError):
    """A SPARQL endpoint cannot be reached, refuses a query, or does not answer in the form asked for."""


class JudgementError(CounterpartError):
    """A file of judgements is broken; the text names file, line and record."""


def to_type(command: str, folder: Path) -> str:
    """A command for an output folder, as a person can type it."""
    return f"{command} --store {shlex.quote(str(folder))}"
