"""Changes of the map: made by hand, looked at, taken back; and the contact log, private to whoever edits."""

from __future__ import annotations

from typing import Annotated

import typer

from coalition.cli.options import As, FormatOption, Why, asking, editor, open_map, pairs
from coalition.cli.output import Format, emit
from coalition.errors import CoalitionError
from coalition.model.vocabulary import COLUMNS, KEYS

app = typer.Typer()
SHOWN = ("id", "at", "who", "kind", "what", "why", "undone_by")


@app.command()
def history(
    change: Annotated[str, typer.Argument(help="Id of a change, to see its rows before and after.")] = "",
    about: Annotated[str, typer.Option(help="Only what touched this id: an actor, evidence, a recommendation.")] = "",
    limit: Annotated[int, typer.Option(help="So many at most.", min=1)] = 20,
    form: FormatOption = Format.TABLE,
) -> None:
    """What was done to the map, newest first: when (UTC), by whom, what and why.

    Example: coalition history --about CHL --limit 5
    """
    with open_map() as store:
        if change:
            entry = store.history.entry(change)
            emit(f"{entry.what} ({entry.at}, {entry.who or 'nobody named'})", entry.cells(), form)
            return
        table = store.history.entries(limit=limit, about=about)
    answer = f"{len(table)} change{'s' if len(table) != 1 else ''}{f' about {about}' if about else ''}."
    emit(answer, table, form, SHOWN)


@app.command()
def undo(
    change: Annotated[str, typer.Argument(help="Id of a change; the newest that stands if none.")] = "",
    force: Annotated[bool, typer.Option(help="Even where rows changed since.")] = False,
    name: As = "",
    why: Why = "",
    form: FormatOption = Format.TABLE,
) -> None:
    """Take back a change; this is a change itself, and can be taken back. Stops where rows changed since.

    Example: coalition undo --as Ada --why "the wrong file"
    """
    with open_map() as store, asking("--force"):
        entry = store.history.entry(store.history.undo(change, who=editor(name), why=why, force=force))
    emit(f"Change {entry.undoes} is taken back: {entry.what}.", entry.cells(), form)


@app.command()
def redo(
    force: Annotated[bool, typer.Option(help="Even where rows changed since.")] = False,
    name: As = "",
    why: Why = "",
    form: FormatOption = Format.TABLE,
) -> None:
    """Do again what the newest undo took back.

    Example: coalition redo --as Ada
    """
    with open_map() as store, asking("--force"):
        entry = store.history.entry(store.history.redo(who=editor(name), why=why, force=force))
    emit(f"Done again: {entry.what}.", entry.cells(), form)


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
        entry = store.history.entry(change)
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
        entry = store.history.entry(change)
    emit(f"Change {entry.id}: {entry.what}.", entry.cells(), form)


def _key(table: str, row: dict[str, str]) -> tuple[str, ...]:
    if table not in KEYS:
        raise CoalitionError(f"there is no table '{table}'; use one of {', '.join(KEYS)}")
    missing = [column for column in KEYS[table] if not row.get(column, "").strip()]
    if missing:
        raise CoalitionError(f"{table}: say which row, with {' and '.join(f'{column}=...' for column in missing)}")
    return tuple(row[column].strip() for column in KEYS[table])


@app.command()
def contact(
    recommendation: Annotated[str, typer.Argument(help="Id of a recommendation, such as R18; all if none.")] = "",
    actor: Annotated[str, typer.Argument(help="Id of an actor, such as CHL; all if none.")] = "",
    on: Annotated[str, typer.Option(help="When it was asked, YYYY-MM-DD; today if not given.")] = "",
    by: Annotated[str, typer.Option(help="Who asked.")] = "",
    answer: Annotated[str, typer.Option(help="What it said.")] = "",
    next_step: Annotated[str, typer.Option("--next", help="What is to be done next.")] = "",
    remove: Annotated[str, typer.Option(help="Id of a contact to take out of the log.")] = "",
    form: FormatOption = Format.TABLE,
) -> None:
    """Who was asked for a recommendation, and what they said; with any of --on, --by, --answer or --next, note it.

    The log is private: it is in no brief, on no wall and in no link.

    Example: coalition contact R18 CHL --on 2026-05-03 --by Ada --answer "will revert"
    """
    import datetime as dt

    from coalition.store.contacts import Contact

    with open_map() as store:
        if remove:
            store.contacts.remove(remove)
        elif on or by or answer or next_step:
            day = on or dt.date.today().isoformat()
            store.contacts.add(Contact(actor, recommendation, day, editor(by), answer, next_step))
        table = store.contacts.entries(actor, recommendation)
    emit(f"{len(table)} contact{'s' if len(table) != 1 else ''} in the log.", table, form)
