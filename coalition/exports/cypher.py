"""A map as a Cypher script: a plain Neo4j runs it (cypher-shell, Neo4j Browser) and then holds the same graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coalition import rows
from coalition.changes import difference
from coalition.exports.contents import Contents
from coalition.model import KEYS, Tables
from coalition.positions import positions
from coalition.queries import Mode, queries

LOSES: tuple[str, ...] = ()
ROWS = 500
"""Rows in a statement: a server reads longer lists of literals ever more slowly."""


def write(contents: Contents, path: Path) -> None:
    """The script: comments, then one statement a line, with all values in it, for an empty database."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"// {' '.join(contents.sentence().split())}\n")
        file.write("// For an empty database of Neo4j 5.26 or newer: cypher-shell -f FILE. One statement a line.\n")
        file.writelines(f"{line}\n" for line in statements(contents.tables, contents.version))


def statements(tables: Tables, version: int) -> Iterator[str]:
    """What fills an empty database, with the same queries that `coalition load` uses."""
    known = queries()
    for query in known.values():
        if query.mode is Mode.SCHEMA:
            yield f"{_line(query.cypher())};"
    empty = Tables.empty()
    derived = positions(tables.stances, tables.evidence, tables.bears_on)
    nothing = derived.iloc[:0]
    differences = {name: difference(getattr(empty, name), frame, KEYS[name]) for name, frame in tables}
    moved = difference(nothing, derived, rows.POSITION_KEY)
    for statement in rows.statements(empty, tables, differences, moved, derived):
        ((parameter, values),) = statement.parameters.items()
        if statement.query.startswith("unlink_"):
            continue  # there is nothing yet to be unlinked
        text = known[statement.query].cypher(statement.kind)
        for start in range(0, len(values), ROWS):
            yield f"{_filled(text, {parameter: values[start : start + ROWS]})};"
    yield f"MERGE (m:Meta {{id: 'map'}}) SET m.version = {version}, m.changed_at = 'from a script';"


def literal(value: Any) -> str:
    """A value as Cypher writes it. No text, whatever it holds, ends its own quotation marks or its line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {literal(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(literal, value))}]"
    return _text(str(value))


_SIGNS = str.maketrans(
    {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    | {sign: f"\\u{ord(sign):04X}" for sign in "\u0085\u2028\u2029\u202a\u202b\u202c\u202d\u202e\ufeff"}
)


def _text(text: str) -> str:
    r"""A text in quotation marks.

    A server may turn ``\u0027`` into a quotation mark wherever it stands, before it looks at anything else: a backslash
    of the data therefore never stands before a ``u``; the text is cut between them and put together again.
    """
    return " + ".join(f"'{part.translate(_SIGNS)}'" for part in text.replace("\\u", "\\\0u").split("\0"))


def _filled(text: str, parameters: dict[str, Any]) -> str:
    """The query in one line with its values in place; a value is never looked into for the name of another."""
    line = _line(text)
    parts = line.split("$")
    filled = [parts[0]]
    for part in parts[1:]:
        name = next(key for key in sorted(parameters, key=len, reverse=True) if part.startswith(key))
        filled.append(literal(parameters[name]) + part[len(name) :])
    return "".join(filled)


def _line(text: str) -> str:
    return " ".join(text.split())
