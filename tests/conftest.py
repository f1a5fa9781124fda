"""What all tests share: the compiled ontology, loaded once, and the switch that rewrites the golden files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from invented import loaded
from reading import Reading
from small import small_ontology

from kg.extract import Extractor
from kg.knowledge.lexicon import Lexicon, load_lexicon
from kg.knowledge.register import Register, load_register
from kg.ontology import Ontology, shipped
from kg.query.contacts import Contact, read_contacts

if TYPE_CHECKING:
    from kg.upkeep import collection


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write tests/golden/records anew from what the extractor says now; review the difference",
    )


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or fills the user's own cache; an outer KG_CACHE is kept."""
    before = os.environ.get("KG_CACHE")
    if before is None:
        os.environ["KG_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["KG_CACHE"]


@pytest.fixture(scope="session")
def ontology(_cache: None) -> Ontology:
    return Ontology.default()


@pytest.fixture(scope="session")
def register(ontology: Ontology) -> Register:
    return load_register(ontology)


@pytest.fixture(scope="session")
def lexicon(ontology: Ontology, register: Register) -> Lexicon:
    return load_lexicon(ontology, register)


@pytest.fixture(scope="session")
def extractor(register: Register, lexicon: Lexicon) -> Extractor:
    return Extractor(register, lexicon)


@pytest.fixture(scope="session")
def updates_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture
def read(extractor: Extractor) -> Reading:
    """Reads a text that was published on a day."""
    return Reading(extractor)


@pytest.fixture(scope="session")
def dataset() -> ox.Store:
    """The invented contacts, to be read only."""
    return loaded()


@pytest.fixture
def own_dataset() -> ox.Store:
    """The invented contacts, to be changed at will."""
    return loaded()


@pytest.fixture(scope="session")
def known(dataset: ox.Store) -> tuple[Contact, ...]:
    """The invented contacts as they are read."""
    return read_contacts(dataset)


@pytest.fixture(scope="session")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Ontology:
    """Vocabulary, schemes and shapes without the register, which takes most of the time."""
    root = tmp_path_factory.mktemp("vocabulary")
    for path in shipped().glob("*.ttl"):
        shutil.copy(path, root)
    return Ontology((root,), None)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Ontology:
    """The shipped ontology over a register of two people."""
    return small_ontology(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def procedure(small: Ontology) -> collection.Procedure:
    """How articles are read where people are those of `small`."""
    from kg.upkeep import collection

    return collection.Procedure(small)
