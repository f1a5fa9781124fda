"""A Turtle or TriG file brought up to date in the places where the dataset has changed.

`kg.graph.syntaxes` sorts what it writes, by graph and by subject, and gives each subject a block of lines of its own;
so the place of each block is found by bisection, and what lies between is copied as it stands. The result is the
same, byte for byte, as that of writing the whole file, which `tests/graph/test_revision.py` holds.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, NamedTuple

import pyoxigraph as ox

from kg.graph.syntaxes import DATASET, Block, Turtle, description, ordered
from kg.vocab import expand

_COPIED = 1 << 24  # bytes copied at a time
_BLOCK = re.compile(rb"\n(?=[^ \n])")
_QUOTED = re.compile(rb'"(?:[^"\\]|\\.)*"|<[^>]*>')
_CLOSED = b"\n}\n\n"


class _Edit(NamedTuple):
    """Bytes of the old file that other text takes the place of, and how many statements more that gives."""

    start: int
    end: int
    text: bytes
    more: int


class _Entries(NamedTuple):
    """Sorted entries between two places of the file: where the one begins in which a byte lies, and ends."""

    low: int
    high: int
    begin: Callable[[int], int]
    end: Callable[[int], int]


def revised(
    dataset: ox.Store, old: Path, touched: Mapping[str, Iterable[str]], out: BinaryIO, *, graphs: bool
) -> bool:
    """Write what `kg.graph.syntaxes` would write of the dataset, as TriG if `graphs`, else as Turtle.

    `old` is what it wrote of an earlier state, `touched` are the subjects, by graph, of which statements have come or
    gone since. False, and nothing is written, where `old` is not such a file.
    """
    with old.open("rb") as stream, closing(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)) as text:
        return _Revision(dataset, text, graphs).write(touched, out)


class _Revision:
    def __init__(self, dataset: ox.Store, text: mmap.mmap, graphs: bool) -> None:
        self._dataset, self._text, self._graphs = dataset, text, graphs
        self._syntax = Turtle()

    def write(self, touched: Mapping[str, Iterable[str]], out: BinaryIO) -> bool:
        head = self._text.find(b"\n\n") + 2
        declared = re.findall(rb"@prefix ([^:]+): <[^>]*> \.\n", self._text[:head])
        about = re.search(rb"void:triples (\d+)", self._text[head : head + 10_000])
        if head < 2 or not declared or about is None:
            return False
        self._prefixes = self._text[:head]
        body = self._after_description(head)
        edits = list(self._edits(touched, body))
        statements = int(about[1]) + sum(edit.more for edit in edits)
        blocks = description(self._dataset, statements)
        said = "".join(self._syntax.chunks(ox.DefaultGraph(), blocks)).encode()
        gone = [_Edit(head, body, b"", 0), *edits]
        for prefix in (name.decode() for name in declared):
            if prefix not in self._syntax.used and self._remains(prefix.encode(), gone):
                self._syntax.used.add(prefix)
        out.write(self._syntax.head().encode() + said)
        at = body
        for edit in edits:
            self._copy(at, edit.start, out)
            out.write(edit.text)
            at = edit.end
        self._copy(at, len(self._text), out)
        return True

    def _copy(self, start: int, end: int, out: BinaryIO) -> None:
        for at in range(start, end, _COPIED):
            out.write(self._text[at : min(end, at + _COPIED)])

    # What changes

    def _edits(self, touched: Mapping[str, Iterable[str]], body: int) -> Iterator[_Edit]:
        end = len(self._text)
        if not self._graphs:
            everywhere = {subject for some in touched.values() for subject in some}
            yield from self._of_subjects(everywhere, self._blocks(body, end), None)
            return
        sections = _Entries(body, end, self._section, self._end_of_section)
        for graph, subjects in sorted(touched.items(), key=lambda each: _key(each[0])):
            term = ox.NamedNode(graph)
            start, stop = self._found(str(term), sections)
            if not self._dataset.contains_named_graph(term):
                yield self._edit(start, stop, "", 0, inner=True)
            elif start == stop:
                blocks = [self._block(subject, term) for subject in sorted(subjects, key=_key)]
                told = [block for block in blocks if block]
                text = "".join(self._syntax.chunks(term, told))
                yield self._edit(start, stop, text, sum(map(len, told)))
            else:
                first = self._text.find(b"\n", start) + 1
                yield from self._of_subjects(subjects, self._blocks(first, stop - len(_CLOSED) + 1), term)
                self._syntax.name(graph)

    def _of_subjects(
        self, subjects: Iterable[str], blocks: _Entries, graph: ox.NamedNode | None
    ) -> Iterator[_Edit]:
        for subject in sorted(subjects, key=_key):
            start, end = self._found(_key(subject), blocks)
            block = self._block(subject, graph)
            text = self._syntax.block(block) + ("" if self._graphs else "\n") if block else ""
            yield self._edit(start, end, text, len(block))

    def _edit(self, start: int, end: int, text: str, statements: int, inner: bool = False) -> _Edit:
        old = self._text[start:end]
        if inner:
            old = old[old.find(b"\n") + 1 : -len(_CLOSED) + 1]
        before = sum(1 for _ in ox.parse(self._prefixes + old, format=ox.RdfFormat.TURTLE)) if old else 0
        return _Edit(start, end, text.encode(), statements - before)

    def _block(self, subject: str, graph: ox.NamedNode | None) -> Block:
        quads = self._dataset.quads_for_pattern(ox.NamedNode(subject), None, None, graph)
        return ordered({quad.triple for quad in quads})

    # Where it stands

    def _found(self, key: str, entries: _Entries) -> tuple[int, int]:
        """Where the entry with this key begins and ends; both are the place for it where there is none."""
        low, high = entries.low, entries.high
        while low < high:
            start = entries.begin((low + high) // 2)
            here = self._key_at(start)
            if here == key:
                return start, entries.end(start)
            if here < key:
                low = entries.end(start)
            else:
                high = start
        return low, low

    def _key_at(self, start: int) -> str:
        name = self._text[start : self._text.find(b"\n", start)].decode().removesuffix(" {")
        return name if name.startswith("<") else _key(expand(name))

    def _blocks(self, low: int, high: int) -> _Entries:
        def begin(at: int) -> int:
            while (before := self._text.rfind(b"\n", low, at)) >= 0 and self._text[before + 1] in b" \n":
                at = before
            return before + 1 if before >= 0 else low

        def end(start: int) -> int:
            found = _BLOCK.search(self._text, start, high)
            return found.end() if found else high

        return _Entries(low, high, begin, end)

    def _section(self, at: int) -> int:
        before = self._text.rfind(_CLOSED, self._body, at)
        return before + len(_CLOSED) if before >= 0 else self._body

    def _end_of_section(self, start: int) -> int:
        return self._text.find(_CLOSED, start) + len(_CLOSED)

    def _after_description(self, head: int) -> int:
        """Where the blocks that describe the file itself end."""
        self._body = head
        end = self._blocks(head, len(self._text)).end
        while self._body < len(self._text) and self._key_at(self._body).startswith(f"<{DATASET}"):
            self._body = end(self._body)
        return self._body

    def _remains(self, prefix: bytes, gone: list[_Edit]) -> bool:
        """Whether names with this prefix stand where nothing has changed: surely, if none is among what goes."""
        if not any(prefix + b":" in self._text[edit.start : edit.end] for edit in gone):
            return True
        name = re.compile(rb"(?:^|[ ^])" + re.escape(prefix) + rb":", re.MULTILINE)
        for match in name.finditer(self._text, gone[0].end):
            at = match.end()
            if any(edit.start < at <= edit.end for edit in gone):
                continue
            start, end = self._text.rfind(b"\n", 0, at) + 1, self._text.find(b"\n", at)
            if name.search(_QUOTED.sub(b"", self._text[start:end])):
                return True
        return False


def _key(iri: str) -> str:
    return str(ox.NamedNode(iri))
