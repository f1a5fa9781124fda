"""The invented contacts of data/contacts.trig, on which tests of all that reads a dataset are run."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

FIXTURE = Path(__file__).parent / "data" / "contacts.trig"


def loaded() -> ox.Store:
    """A store of its own that holds them."""
    store = ox.Store()
    store.load(path=str(FIXTURE), format=ox.RdfFormat.TRIG)
    return store
