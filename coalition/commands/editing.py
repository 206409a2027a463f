"""Rows of the map, changed by hand."""

from __future__ import annotations

from typing import Annotated

import typer

from coalition.commands._shared import As, FormatOption, Why, asking, editor, open_map, pairs
from coalition.errors import CoalitionError
from coalition.model.vocabulary import COLUMNS, KEYS
from coalition.output import Format, emit

app = typer.Typer()
Table = Annotated[str, typer.Argument(help=f"One of {', '.join(COLUMNS)}.")]


@app.command("set")
def set_(
    table: Table,
    cells: Annotated[list[str], typer.Argument(help="column=value ...; the key, and what is to be changed.")],
    name: As = "",
    why: Why = "",
    form: FormatOption = Format.TABLE,
) -> None:
    """Add a row, or change one: columns left out keep what they hold. It is one change of the history.

    Example: coalition set stances actor_id=CHL evidence_id=GA-70-161 position=support source="record of the vote"
    """
    from coalition.history.edits import DEFAULTS, RowChange, rows_at

    row = pairs(cells)
    key = _key(table, row)
    with open_map() as store:
        if rows_at(store.tables(), [(table, key)])[table, key] is None:
            row = {column: word for column, word in DEFAULTS.items() if column in COLUMNS[table]} | row
        change = store.edit([RowChange(table, key, row)], who=editor(name), why=why)
        if not change:
            typer.echo("Nothing new.")
            return
        entry = store.entry(change)
    emit(f"Change {entry.id}: {entry.what}.", entry.cells(), form)


@app.command()
def remove(
    table: Table,
    cells: Annotated[list[str], typer.Argument(help="column=value ...: the key of the row.")],
    with_all: Annotated[bool, typer.Option(help="Together with what rests on it, such as an actor's stances.")] = False,
    name: As = "",
    why: Why = "",
    form: FormatOption = Format.TABLE,
) -> None:
    """Remove a row; it stays in the history. Stops where others rest on it.

    Example: coalition remove stances actor_id=CHL evidence_id=GA-70-161 --why "named by mistake"
    """
    from coalition.history.edits import RowChange

    key = _key(table, pairs(cells))
    with open_map() as store, asking("--with-all"):
        change = store.edit([RowChange(table, key, None)], who=editor(name), why=why, with_all=with_all)
        if not change:
            raise CoalitionError(f"there is no {' '.join(key)} in {table}")
        entry = store.entry(change)
    emit(f"Change {entry.id}: {entry.what}.", entry.cells(), form)


def _key(table: str, row: dict[str, str]) -> tuple[str, ...]:
    if table not in KEYS:
        raise CoalitionError(f"there is no table '{table}'; use one of {', '.join(KEYS)}")
    missing = [column for column in KEYS[table] if not row.get(column, "").strip()]
    if missing:
        raise CoalitionError(f"{table}: say which row, with {' and '.join(f'{column}=...' for column in missing)}")
    return tuple(row[column].strip() for column in KEYS[table])
