"""The file of what the register takes over from elsewhere, ``register/wikidata.ttl`` of an ontology folder.

It is made of blocks that each begin with a mark (``# from URL: DIGEST``). A block whose text still has its digest was
written here and is made anew each time. A block that somebody edited, or put comment signs before, is kept as it is,
and nothing is added to what it speaks of.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.vocab import PREFIXES

FILE = "wikidata.ttl"

_PREFIXES = ("actor", "cp", "office", "owl", "rdfs", "skos", "tenure", "wd", "xsd")
_HEAD = """\
# Taken over by kg actors update. To change a block, edit it: it is then left alone. To refuse it, put # before
# its lines: a block that is deleted comes back.

""" + "\n".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in _PREFIXES)
_MARK = re.compile(r"# from (\S+): ([0-9a-f]{12})\n")
_SUBJECT = re.compile(r"^#?\s*((?:actor|office|tenure):[^\s;,]+)\s", re.M)


@dataclass(frozen=True, slots=True)
class Block:
    """Statements on one subject as Turtle text; `source` is the endpoint, None where somebody edited it."""

    text: str
    source: str | None = None

    @property
    def subjects(self) -> tuple[str, ...]:
        """CURIEs of what it speaks of, those behind a comment sign included."""
        return tuple(dict.fromkeys(_SUBJECT.findall(self.text)))

    def written(self) -> str:
        """The block as it stands in the file, with its mark."""
        return (
            self.text if self.source is None else f"# from {self.source}: {_digest(self.text)}\n{self.text}"
        )


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a file that `written` wrote and people may have edited."""
    found = []
    for part in re.split(r"\n\s*\n", text):
        part = part.strip("\n")
        match = _MARK.match(part)
        if match and _digest(part[match.end() :]) == match[2]:
            found.append(Block(part[match.end() :], match[1]))
        elif part.strip() and not _is_head(part):
            found.append(Block(part))
    return tuple(found)


def _is_head(part: str) -> bool:
    lines = part.splitlines()
    return part in _HEAD.split("\n\n") or all(line.startswith("@prefix ") for line in lines)


def file_text(found: Iterable[Block]) -> str:
    """The file of these blocks: by subject, people's own ones first."""
    ordered = sorted(found, key=lambda block: (block.source is not None, block.subjects, block.text))
    return "\n\n".join([_HEAD, *(block.written() for block in ordered)]) + "\n"
