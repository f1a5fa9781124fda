"""Things by what people call them: from a name, an id or an IRI to the IRI, and back to a label."""

from __future__ import annotations

import difflib
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.errors import QueryError
from kg.vocab import CP, PREFIXES, compact, mint

THINGS = {
    "actor": ("actor", (CP.Person, CP.State, CP.Organization, CP.Group)),
    "state": ("actor", (CP.State, CP.Organization)),
    "office": ("office", (CP.Office,)),
    "channel": ("channel", (CP.Channel,)),
    "source": ("actor", (CP.Person, CP.State, CP.Organization, CP.Group, CP.Medium)),
}
"""What can be looked up by name: prefix of its IRIs, and its classes."""

_RDF_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_LABELS = tuple(ox.NamedNode(PREFIXES[p] + n) for p, n in (("rdfs", "label"), ("skos", "prefLabel")))
_REPLACED = ox.NamedNode(PREFIXES["dcterms"] + "isReplacedBy")
_OTHER_NAMES = (
    ox.NamedNode(PREFIXES["skos"] + "altLabel"),
    ox.NamedNode(PREFIXES["skos"] + "hiddenLabel"),
    ox.NamedNode(CP.metonym),
)


def iri_of(text: str) -> ox.NamedNode | None:
    """The IRI that `text` writes out in full or as a CURIE with a known prefix, if it does."""
    if re.match(r"<?[A-Za-z][A-Za-z0-9+.-]*://", text):
        return _named_node(text.removeprefix("<").removesuffix(">"), text)
    prefix, colon, name = text.partition(":")
    if colon and prefix in PREFIXES and name and " " not in name:
        return _named_node(PREFIXES[prefix] + name, text)
    return None


def _named_node(iri: str, written: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError:
        raise QueryError(f"{written!r} is not an IRI") from None


def standing(dataset: ox.Store, iri: ox.NamedNode) -> ox.NamedNode:
    """The IRI that stands for a thing which has several: what ``dcterms:isReplacedBy`` says, else itself."""
    found = sorted(
        quad.object.value
        for quad in dataset.quads_for_pattern(iri, _REPLACED, None)
        if isinstance(quad.object, ox.NamedNode)
    )
    return ox.NamedNode(found[0]) if found else iri


def other_iris(dataset: ox.Store, iri: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
    """The further IRIs of the thing for which `iri` stands, sorted: articles may name it by any of them."""
    found = {quad.subject for quad in dataset.quads_for_pattern(None, _REPLACED, iri)}
    return tuple(sorted((each for each in found if isinstance(each, ox.NamedNode)), key=str))


def _exists(dataset: ox.Store, iri: ox.NamedNode) -> bool:
    return any(True for _ in dataset.quads_for_pattern(iri, None, None))


def fold(name: str) -> str:
    """A name without case, diacritics and extra space, for comparing: ``Vương  Nghị`` → ``vuong nghi``."""
    decomposed = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def resolve(dataset: ox.Store, kind: str, text: str) -> ox.NamedNode:
    """The actor, state, office, channel or source of news that `text` names: by IRI, CURIE, id, label or other name.

    The first of these ways that finds anything decides; names as written go before folded ones, and a part of a
    name (a surname) does where one alone bears it. A person who has several IRIs is given by the one that stands
    for the others. Raises QueryError, naming candidates, where that is none or more than one.
    """
    prefix, classes = THINGS[kind]
    iri = iri_of(text)
    if iri is not None:
        if _exists(dataset, iri):
            return standing(dataset, iri)
        raise QueryError(f"the dataset knows no {compact(iri.value)}")
    by_id = ox.NamedNode(mint(prefix, text)) if text else None
    if by_id is not None and _is_a(dataset, by_id, classes):
        return standing(dataset, by_id)
    for predicates in (_LABELS, _OTHER_NAMES):
        found = {
            quad.subject
            for predicate, language in itertools.product(predicates, (None, "vi", "en"))
            for quad in dataset.quads_for_pattern(None, predicate, ox.Literal(text, language=language))
            if isinstance(quad.subject, ox.NamedNode) and _is_a(dataset, quad.subject, classes)
        }
        if found:
            return _only(dataset, kind, text, found)
    return _by_folded_name(dataset, kind, text)


def _by_folded_name(dataset: ox.Store, kind: str, text: str) -> ox.NamedNode:
    wanted = fold(text)
    names: dict[str, set[ox.NamedNode]] = {}
    for predicates in (_LABELS, _OTHER_NAMES):
        found = set()
        for subject, name in _names(dataset, THINGS[kind][1], predicates):
            folded = fold(name)
            names.setdefault(folded, set()).add(subject)
            if folded == wanted:
                found.add(subject)
        if found:
            return _only(dataset, kind, text, found)
    words = set(wanted.split())
    near = [name for name in sorted(names) if words and words <= set(name.split())]
    by_part = {standing(dataset, subject) for name in near for subject in names[name]}
    if len(by_part) == 1:
        return by_part.pop()  # a surname that one alone bears
    near = near or difflib.get_close_matches(wanted, sorted(names), n=3, cutoff=0.7)
    candidates = {standing(dataset, subject) for name in near for subject in names[name]}
    hint = f"; did you mean {_listed(dataset, candidates)}?" if candidates else ""
    raise QueryError(f"no {kind} is called {text!r}{hint}")


def _is_a(dataset: ox.Store, iri: ox.NamedNode, classes: Iterable[str]) -> bool:
    return any(True for c in classes for _ in dataset.quads_for_pattern(iri, _RDF_TYPE, ox.NamedNode(c)))


def _names(
    dataset: ox.Store, classes: Iterable[str], predicates: Iterable[ox.NamedNode]
) -> Iterator[tuple[ox.NamedNode, str]]:
    text = f"""SELECT ?thing ?name WHERE {{
        VALUES ?class {{ {" ".join(f"<{c}>" for c in classes)} }} ?thing a ?class .
        VALUES ?property {{ {" ".join(map(str, predicates))} }} ?thing ?property ?name }}"""
    solutions = dataset.query(text, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    for thing, name in solutions:
        if isinstance(thing, ox.NamedNode) and isinstance(name, ox.Literal):
            yield thing, name.value


def _only(dataset: ox.Store, kind: str, text: str, found: set[ox.NamedNode]) -> ox.NamedNode:
    standings = {standing(dataset, iri) for iri in found}
    if len(standings) > 1:
        raise QueryError(
            f"more than one {kind} is called {text!r}: give one of {_listed(dataset, standings)}"
        )
    return standings.pop()


def _listed(dataset: ox.Store, found: set[ox.NamedNode]) -> str:
    ordered = sorted(found, key=str)
    shown = [f"{label_of(dataset, iri) or compact(iri.value)} ({compact(iri.value)})" for iri in ordered[:5]]
    return ", ".join(shown) + (f" and {len(ordered) - 5} more" if len(ordered) > 5 else "")


def label_of(dataset: ox.Store, iri: ox.NamedNode) -> str | None:
    """How a thing is called on the terminal: its plain label, else its Vietnamese one, else any."""
    found = {
        (rank, quad.object.language or "", quad.object.value)
        for rank, predicate in enumerate(_LABELS)
        for quad in dataset.quads_for_pattern(iri, predicate, None)
        if isinstance(quad.object, ox.Literal)
    }
    ranked = sorted(found, key=lambda each: (each[0], {"": 0, "vi": 1}.get(each[1], 2), each))
    return ranked[0][2] if ranked else None


def resolve_event(dataset: ox.Store, text: str) -> ox.NamedNode:
    """The occasion or report with this IRI, CURIE or local name, an occasion by the IRI that it has now.

    Raises QueryError where there is none.
    """
    iri = iri_of(text)
    tried = (iri,) if iri else tuple(_named_node(PREFIXES[p] + text, text) for p in ("occasion", "report"))
    for candidate in tried:
        if _exists(dataset, candidate):
            return standing(dataset, candidate)
    raise QueryError(f"no report or occasion is called {text!r}")
