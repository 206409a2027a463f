"""A map as a Cypher script: a plain Neo4j runs it (cypher-shell, Neo4j Browser) and then holds the same graph."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from coalition.exchange.writers.contents import Contents
from coalition.model.differences import difference
from coalition.model.positions import positions
from coalition.model.vocabulary import KEYS, Tables
from coalition.store import statements as rows
from coalition.store.queries import Mode, queries

LOSES: tuple[str, ...] = ()
ROWS = 500
"""Rows in a statement."""
UNWIND = "UNWIND $rows AS row"


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
    steps = rows.steps(empty, tables, differences, moved, derived)
    # There is nothing yet to be unlinked.
    for statement in chain.from_iterable(step.statements() for step in steps if not step.query.startswith("unlink_")):
        text = _line(known[statement.query].cypher(statement.filling))
        values = statement.parameters["rows"]
        for start in range(0, len(values), ROWS):
            yield f"{text.replace(UNWIND, _columns(values[start : start + ROWS]), 1)};"
    yield (
        "MERGE (m:Meta {id: 'map'}) WITH m, coalesce(m.version, 0) AS before "
        f"SET m.version = CASE WHEN before < {version} THEN {version} ELSE before END, m.changed_at = 'from a script';"
    )  # never back: entries of a history that is there bear the versions before


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


_CHARACTERS = str.maketrans(
    {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    | {character: f"\\u{ord(character):04X}" for character in "\u0085\u2028\u2029\u202a\u202b\u202c\u202d\u202e\ufeff"}
)


def _text(text: str) -> str:
    r"""A text in quotation marks.

    A server may turn ``\u0027`` into a quotation mark wherever it stands, before it looks at anything else: a backslash
    of the data therefore never stands before a ``u``; the text is cut between them and put together again.
    """
    return " + ".join(f"'{part.translate(_CHARACTERS)}'" for part in text.replace("\\u", "\\\0u").split("\0"))


def _columns(values: list[dict[str, Any]]) -> str:
    """Rows as one list a column: the plan of a statement with flat lists is made once and found again by the server."""
    names = list(values[0])
    lists = ", ".join(f"{literal([_flat(row[name]) for row in values])} AS c{n}" for n, name in enumerate(names))
    cells = ", ".join(
        f"{name}: split(c{n}[i], ';')" if isinstance(values[0][name], list) else f"{name}: c{n}[i]"
        for n, name in enumerate(names)
    )
    return f"WITH {lists} UNWIND range(0, {len(values) - 1}) AS i WITH {{{cells}}} AS row"


def _flat(value: Any) -> Any:
    """A list of ids as one text; ids hold no ';'."""
    return ";".join(value) if isinstance(value, list) else value


def _line(text: str) -> str:
    return " ".join(text.split())
