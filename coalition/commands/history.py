"""What was done to the map, and how it is taken back."""

from __future__ import annotations

from typing import Annotated

import typer

from coalition.commands._shared import As, FormatOption, Why, asking, editor, open_map
from coalition.output import Format, emit

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
            entry = store.entry(change)
            emit(f"{entry.what} ({entry.at}, {entry.who or 'nobody named'})", entry.cells(), form)
            return
        table = store.history(limit=limit, about=about)
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
        entry = store.entry(store.undo(change, who=editor(name), why=why, force=force))
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
        entry = store.entry(store.redo(who=editor(name), why=why, force=force))
    emit(f"Done again: {entry.what}.", entry.cells(), form)
