"""CITATION.cff says what a citation needs, and the version that is installed."""

from __future__ import annotations

from pathlib import Path

import yaml

import kg

ROOT = Path(__file__).parent.parent


def test_citation() -> None:
    """What the Citation File Format 1.2.0 requires (https://citation-file-format.github.io), and our own version."""
    said = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert said["cff-version"] == "1.2.0"
    assert {"cff-version", "message", "title", "authors", "version", "license"} <= set(said)
    assert said["version"] == kg.__version__
    assert said["type"] == "software"
    assert all(set(author) & {"name", "family-names"} for author in said["authors"])
