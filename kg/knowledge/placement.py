"""Whether what a user adds lies where it is read: elsewhere it would say nothing, in silence.

People, offices and the like are read from ``register/``, words from ``lexicons/``, questions from ``queries/``; the
Turtle files at the top hold vocabulary, schemes and shapes.
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.knowledge.entries import REGISTERED
from kg.ontology import Ontology, read_turtle
from kg.vocab import CP, PREFIXES, compact

_TYPE = PREFIXES["rdf"] + "type"
_HOMES = {
    **dict.fromkeys(REGISTERED, "register"),
    **dict.fromkeys((CP.Lexeme, CP.WordList, CP.Frame, CP.Anchor, CP.Site), "lexicons"),
}


def check_placement(ontology: Ontology) -> None:
    """Raises OntologyError for the first thing in a user's own folder that is not read from where it lies.

    Not asked of ``register/``, whose reader takes nothing else.
    """
    for root in ontology.roots[1:]:
        for path in sorted(root.glob("*.rq")):
            raise OntologyError(
                f"{path}: questions are read from {root / 'queries'} only; move the file there"
            )
        for folder in ("", "lexicons"):
            for path in sorted((root / folder).glob("*.ttl")):
                _check(path, root, folder)


def _check(path: Path, root: Path, folder: str) -> None:
    for quad in read_turtle(path):
        if quad.predicate.value != _TYPE or not isinstance(quad.object, ox.NamedNode):
            continue
        home = _HOMES.get(quad.object.value)
        if home is not None and home != folder:
            what = f"{compact(str(quad.subject).strip('<>'))} is a {compact(quad.object.value)}"
            raise OntologyError(
                f"{path}: {what}, which is read from {root / home} only; move it to a file there"
            )
