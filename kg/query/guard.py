"""What the text of a query may say: one query that reads, and stays within the dataset."""

from __future__ import annotations

import re

import pyoxigraph as ox

from kg.errors import QueryError
from kg.vocab import PREFIXES

_SKIP = r"(?:\s|\#[^\r\n]*(?=[\r\n]))*"
_NAME_PART = r"(?:[^\s<>{}\"'()\\]|\\.)*"
_REFERENCE = rf"(?:<[^<>{{}}\s]*>|[?$]{_NAME_PART}|{_NAME_PART}:{_NAME_PART})"
_SERVICE = re.compile(rf"service{_SKIP}(?:silent)?{_SKIP}{_REFERENCE}{_SKIP}\{{", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
TOKEN = re.compile(
    r"""(?P<comment>\#[^\r\n]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
                  | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
      | (?P<variable>[?$]\w+)
      | (?P<prefixed>(?:\w[\w.-]*)?:(?:[\w.:%-]|\\.)*)
      | (?P<word>[A-Za-z_]\w*)
      | (?P<mark>[{}()])
      | .""",
    re.VERBOSE | re.DOTALL,
)
_IN_THE_WEB = re.compile(r"<(?:HTTPS?|URN):", re.IGNORECASE)
QUERY_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"])


def check(text: str) -> None:
    """Raise QueryError unless `text` is one well-formed query that stays within the dataset."""
    refuse(text)
    if not text.strip():
        raise QueryError("the query is empty")
    try:
        ox.Store().query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise QueryError(located(error)) from None


def refuse(text: str, *, choosing_graphs: bool = False) -> bool:
    """Raise QueryError where `text` is an update or reaches beyond the dataset; whether it has FROM.

    SERVICE, FROM and updates are refused, also when written with escapes. SERVICE is looked for in the bare
    characters, strings and comments included: engines part text into words in different ways, and what one
    takes for a comment another runs. With `choosing_graphs`, FROM may name graphs by web addresses: for
    Oxigraph, which only ever looks for them in the dataset.
    """
    chooses = False
    for reading in (text, _ESCAPE.sub(_unescaped, text)) if "\\" in text else (text,):
        if _SERVICE.search(reading):
            raise QueryError("SERVICE is refused: a query asks this dataset alone")
        tokens = [(match.lastgroup, match[0].upper()) for match in TOKEN.finditer(reading)]
        words = [word for group, word in tokens if group == "word"]
        form = next((word for word in words if word in QUERY_FORMS | _UPDATES), "")
        if form in _UPDATES:
            raise QueryError(f"{form} is refused: a query reads, it does not change the dataset")
        # Oxigraph needs no space between a word and a prefixed name: "FROM:x" is FROM and ":x".
        if "FROM" in words or any(group == "prefixed" and word.startswith("FROM:") for group, word in tokens):
            chooses = True
            if not choosing_graphs:
                raise QueryError(
                    "FROM is refused: a query asks this dataset alone; use GRAPH to ask for one source"
                )
            outside = (word for group, word in tokens if group == "iri" and not _IN_THE_WEB.match(word))
            if found := next(outside, None):
                raise QueryError(f"FROM is refused beside {found.lower()}: graphs are named by web addresses")
    return chooses


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else match[0]


def located(error: SyntaxError) -> str:
    """What is wrong in a query text and where, from what Oxigraph says of it."""
    said = " ".join(str(error.msg).split())
    found = re.match(r"error at (\d+):(\d+): (.*)", said)
    if not found:
        return f"the query is not well-formed: {said}"
    line, column, expected = found.groups()
    # What the parser would have accepted instead is a list of characters, of no help to a reader.
    known = re.match(r"expected one of (Prefix not found|The SELECT contains [^,\[]*)", expected)
    problem = known[1].strip() if known else "cannot be read from here on"
    return f"line {line}, column {column}: the query is not well-formed: {problem[0].lower()}{problem[1:]}"
