"""The page's own modules as one script, because a page without network cannot import.

The modules are ECMAScript modules that import from one another by name, one import a line. In the script each is
a function that is run once, after those that it imports from, and gives what it exports; so names that a module
keeps to itself cannot meet those of another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./([\w-]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?(?:const|let|function|class) (\w+))", re.MULTILINE)
_COMMENT = re.compile(r"^\s*//.*\n", re.MULTILINE)
_INDENT = re.compile(r"^[ ]+", re.MULTILINE)


def bundle(entry: str, read: Callable[[str], str]) -> str:
    """The script for the module `entry` and all that it needs; `read` gives the source of a module by name.

    Comments and indentation are left out: they are for those who read the modules.
    """
    parts = [_wrapped(name, read(f"{name}.js")) for name in in_order(entry, read)]
    lean = _INDENT.sub("", _COMMENT.sub("", "".join(parts))).replace("\n\n", "\n")
    return f'(() => {{\n"use strict";\n{lean}}})();\n'


def _wrapped(name: str, source: str) -> str:
    exported = ", ".join(found[2] for found in _EXPORT.finditer(source))
    body = _EXPORT.sub(r"\1", _IMPORT.sub(r"const \1 = $\2;\n", source))
    return f"const ${name} = (() => {{\n{body}return {{ {exported} }};\n}})();\n"


def in_order(entry: str, read: Callable[[str], str]) -> list[str]:
    """Names of the modules, each after those that it imports from. Raises ValueError if they form a ring."""
    found: list[str] = []

    def visit(name: str, path: tuple[str, ...]) -> Iterator[str]:
        if name in path:
            raise ValueError(f"{' → '.join((*path, name))}: modules import one another in a ring")
        for _, needed in _IMPORT.findall(read(f"{name}.js")):
            yield from visit(needed, (*path, name))
        yield name

    for name in visit(entry, ()):
        if name not in found:
            found.append(name)
    return found
