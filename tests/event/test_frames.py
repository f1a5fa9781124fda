"""How the patterns of frames match chunk codes."""

from __future__ import annotations

import pytest

from kg.errors import OntologyError
from kg.event.frames import compiled


@pytest.mark.parametrize(
    ("pattern", "codes", "matches"),
    [
        ("A _ T", "NxT", True),
        ("A _ T", "NwT", False),
        ("A ~ T", "NwT", True),
        ("A ~ T", "N|T", False),
        ("A ~ T", "NNT", False),
        ("A ... T", "NNT", True),
        ("A ... T", "N|T", False),
        ("A any T", "N|T", True),
        ("T between AA", "TgL", True),
        ("T between AA", "TgN", False),
        ("T DD", "TH", True),
    ],
)
def test_elements(pattern: str, codes: str, matches: bool) -> None:
    assert (compiled(pattern).fullmatch(codes) is not None) is matches


@pytest.mark.parametrize("pattern", ["A T C", "a T", "A T|B"])
def test_unknown_elements(pattern: str) -> None:
    with pytest.raises(OntologyError, match="unknown element"):
        compiled(pattern)
