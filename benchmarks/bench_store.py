"""What the store costs beside bare Oxigraph: loading, building again, exporting.

The contacts of the seeds are repeated under other ids and days. Bare Oxigraph bulk-loads the same statements,
made beforehand; `Store.mirror` makes them, compares, writes and derives occasions and direct triples. Exports
stand beside Oxigraph's own dump, which is unsorted. Usage:

    python benchmarks/bench_store.py [COPIES]
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pyoxigraph as ox
from table import best, table

from kg.article.articles import Skipped, read_articles
from kg.export.formats import export
from kg.extract import Extractor
from kg.graph.triples import article_quads, preferred_labels
from kg.knowledge.register import register_quads
from kg.model import ContactEvent, EventDate, Extraction
from kg.ontology import Ontology
from kg.store import open_store

SEEDS = Path(__file__).parent.parent / "seeds"


def later(date: EventDate | None, days: int) -> EventDate | None:
    """A date so many days later, so that copies of a contact are occasions of their own."""
    if date is None:
        return None
    earliest, latest = (day and day + dt.timedelta(days) for day in (date.earliest, date.latest))
    bounds = [day.isoformat() if day else ".." for day in (earliest, latest)]
    edtf = bounds[0] if earliest == latest else "/".join(bounds)
    return replace(date, earliest=earliest, latest=latest, edtf=edtf)


def copies(found: list[Extraction], number: int) -> Iterator[Extraction]:
    """Each extraction so often, as if other articles told it of other days."""
    for copy in range(number):
        for one in found:
            name = f"{one.article.id}-{copy}"

            def moved(event: ContactEvent, name: str = name, days: int = copy) -> ContactEvent:
                return replace(event, article=name, date=later(event.date, days))

            yield replace(
                one,
                article=replace(one.article, id=name),
                events=tuple(map(moved, one.events)),
                silences=tuple(replace(s, article=name) for s in one.silences),
                channels=tuple(replace(c, article=name) for c in one.channels),
                unknown=tuple(replace(u, article=name) for u in one.unknown),
            )


def main(number: int) -> None:
    """Print the table."""
    ontology = Ontology.default()
    extractor = Extractor.load(ontology)
    register = register_quads(ontology)
    seeds = [a for a in read_articles([str(SEEDS)]) if not isinstance(a, Skipped)]
    records = list(copies([extractor.extract(article) for article in seeds], number))
    labels = preferred_labels(register)
    quads = [q for r in records for q in article_quads(r, extractor=extractor.version, labels=labels)]
    quads += [ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode("urn:x-register")) for q in register]
    nquads = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert nquads is not None

    with tempfile.TemporaryDirectory() as name:
        folder, fresh = Path(name), count()

        def load() -> None:
            store = ox.Store(str(folder / f"bare-{next(fresh)}"))
            store.bulk_load(nquads, format=ox.RdfFormat.N_QUADS)
            store.flush()

        def build(target: Path) -> None:
            with open_store(target) as store:
                store.mirror(records, register, extractor.version)

        def anew() -> None:
            build(folder / f"kg-{next(fresh)}")

        def again() -> None:
            build(folder / "kept")

        def write() -> None:
            with open_store(folder / "kept", read_only=True) as store:
                export(store, "trig", folder / "graph.trig")

        def dump() -> None:
            store = ox.Store.read_only(str(folder / "kept" / "store"))
            store.dump(str(folder / "bare.trig"), format=ox.RdfFormat.TRIG)

        again()
        seconds = best(load, anew, again, dump, write)
    print(f"{len(records):,} articles, {len(quads):,} statements")
    tasks = {
        "Oxigraph: load N-Quads in bulk": 0,
        "mirror into an empty store": 0,
        "mirror of the same articles again": 0,
        "Oxigraph: dump as TriG": 3,
        "export as TriG": 3,
    }
    rows = [
        [task, f"{spent:.2f}", f"{len(quads) / spent:,.0f}", f"{spent / seconds[reference]:.1f}"]
        for (task, reference), spent in zip(tasks.items(), seconds, strict=True)
    ]
    print(table(["task", "seconds", "statements a second", "times Oxigraph"], rows))


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 200)
