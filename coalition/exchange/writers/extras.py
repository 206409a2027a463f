"""What a map holds beside its tables, as plain tables and back: the history, remembered names, notes of contacts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from coalition.history import log
from coalition.model.differences import Difference
from coalition.model.vocabulary import COLUMNS
from coalition.store import contacts
from coalition.store.extras import Extras

HISTORY, ROWS, NAMES, CONTACTS = "history", "history_rows", "names", "contacts"
BESIDE: dict[str, list[str]] = {
    HISTORY: log.ENTRY_COLUMNS,
    ROWS: ["change", "table", "how", "row"],
    NAMES: ["name", "actor_id"],
    CONTACTS: contacts.COLUMNS,
}
"""Name of each plain table and its columns."""
HOWS = ("new", "changed", "was", "removed")


def plain_tables(extras: Extras) -> dict[str, pd.DataFrame]:
    """The tables of `BESIDE`, all cells text: `about` is joined by ';', `wide` is yes or no, a row is a JSON object."""
    of: dict[str, list[dict[str, Any]]] = {}
    for node in extras.nodes:
        of.setdefault(node["labels"][0], []).append(node["values"])
    changes = sorted(of.get("Change", []), key=lambda values: int(values["number"]))
    parts = sorted(of.get("ChangePart", []), key=_place)
    rows = {
        HISTORY: [_entry(values) for values in changes],
        ROWS: [row for part in parts for row in _rows(part)],
        NAMES: of.get("ActorName", []),
        CONTACTS: of.get("Contact", []),
    }
    return {name: pd.DataFrame(rows[name], columns=columns, dtype=str) for name, columns in BESIDE.items()}


def extras_of(tables: Mapping[str, pd.DataFrame]) -> Extras:
    """What `plain_tables` was made from; a table that is missing is empty.

    Raises
    ------
    ValueError
        A number is none, or a row is not a JSON object.
    """
    given = {name: tables.get(name, pd.DataFrame(columns=columns, dtype=str)) for name, columns in BESIDE.items()}
    nodes = [_node("Change", _values(row)) for row in given[HISTORY].to_dict("records")]
    edges = []
    for part in _parts(given[ROWS]):
        change = str(part.pop("change"))
        nodes.append(_node("ChangePart", part))
        edges.append(_edge(["Change", "id", change], "HOLDS", ["ChangePart", "id", part["id"]]))
    for row in given[NAMES].to_dict("records"):
        nodes.append(_node("ActorName", row))
        edges.append(_edge(["ActorName", "name", row["name"]], "NAMES", ["Actor", "id", row["actor_id"]]))
    nodes += [_node("Contact", row) for row in given[CONTACTS].to_dict("records")]
    return Extras(sorted(nodes, key=repr), sorted(edges, key=repr))


def _entry(values: Mapping[str, Any]) -> dict[str, str]:
    words = {key: str(values[key]) for key in BESIDE[HISTORY]}
    return words | {"about": ";".join(values["about"]), "wide": "yes" if values["wide"] else "no"}


def _values(row: Mapping[Any, str]) -> dict[str, Any]:
    about = [part for part in row["about"].split(";") if part]
    return {str(key): cell for key, cell in row.items()} | {
        "number": int(row["number"]), "about": about, "wide": row["wide"] == "yes",
    }  # fmt: skip


def _place(part: Mapping[str, Any]) -> tuple[int, int, int, int]:
    """The order of parts: by change, table, what became of the rows, and number."""
    change = int(str(part["id"]).split(" ", 1)[0])
    return change, list(COLUMNS).index(part["table"]), HOWS.index(part["how"]), int(part["part"])


def _rows(part: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    change = str(part["id"]).split(" ", 1)[0]
    columns, rows = log.unpacked(part["data"])
    for row in rows:
        cells = json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False)
        yield {"change": change, "table": part["table"], "how": part["how"], "row": cells}


def _parts(rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Rows of the history, compressed again as a store keeps them."""
    for change, own in rows.groupby("change", sort=False):
        differences = {}
        for table, part in own.groupby("table", sort=False):
            frames = {how: _frame(part.loc[part["how"] == how, "row"]) for how in HOWS}
            differences[str(table)] = Difference(**frames, same=0)
        yield from log.parts(str(change), differences)


def _frame(cells: pd.Series[str]) -> pd.DataFrame:
    return pd.DataFrame([json.loads(cell) for cell in cells], dtype=str)


def _node(label: str, values: Mapping[Any, Any]) -> dict[str, Any]:
    return {"labels": [label], "values": {str(key): value for key, value in values.items()}}


def _edge(start: list[str], kind: str, end: list[str]) -> dict[str, Any]:
    return {"from": start, "type": kind, "values": {}, "to": end}
