"""Modules as one script: each after what it needs, names kept apart, nothing left of import and export."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from kg.render.bundle import bundle, in_order
from kg.render.page import read_template

MODULES = {
    "main.js": """import { twice } from "./a.js";
import { add } from "./b.js";
const own = 1;
console.log(twice(add(own)));
""",
    "a.js": """import { add } from "./b.js";
// a comment
const own = 10;
export const twice = (n) => add(n) + add(own - 10);
""",
    "b.js": """const own = 100;
export function add(n) {
  return n + own;
}
""",
}


def test_each_module_comes_after_those_it_needs() -> None:
    assert in_order("main", MODULES.__getitem__) == ["b", "a", "main"]


def test_a_ring_is_an_error() -> None:
    ring = {"a.js": 'import { b } from "./b.js";\n', "b.js": 'import { a } from "./a.js";\n'}
    with pytest.raises(ValueError, match="a → b → a"):
        in_order("a", ring.__getitem__)


def test_the_page_has_no_import_or_export_left() -> None:
    script = bundle("main", read_template)
    assert not [line for line in script.splitlines() if line.startswith(("import ", "export "))]


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node")
def test_the_script_does_what_the_modules_do() -> None:
    done = subprocess.run(
        ["node", "-e", bundle("main", MODULES.__getitem__)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "301"
