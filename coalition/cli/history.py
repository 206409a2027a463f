"""Changes of the map: made by hand, looked at, taken back; and the contact log, private to whoever edits."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coalition.cli.options import EditedBy, FormatOption, Panel, Why, WideOption, asking, editor, open_map, pairs
from coalition.cli.output import FIRST, OutputFormat, Part, emit
from coalition.english import number_of
from coalition.errors import CoalitionError
from coalition.model.vocabulary import COLUMNS, KEYS

if TYPE_CHECKING:
    import pandas as pd

    from coalition.history.log import Entry

app = typer.Typer()
MANY = 500
"""Rows up to which a change is taken back without a question."""


@app.command(rich_help_panel=Panel.HISTORY)
def history(
    change: Annotated[str, typer.Argument(help="Id of a change, to see its rows before and after.")] = "",
    about: Annotated[str, typer.Option(help="Only what touched this id: an actor, evidence, a recommendation.")] = "",
    limit: Annotated[int, typer.Option(help="So many rows at most.", min=1)] = 20,
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """What was done to the map, when and by whom, newest first.

    When is in UTC. With the id of a change: its rows before and after.

    Example: coalition history --about CHL --limit 5
    """
    with open_map() as store:
        if change:
            entry = store.history.entry(change)
            emit(f"{entry.what} ({entry.at}, {entry.who or 'nobody named'})", _rows(entry), form, wide)
            return
        table = store.history.entries(limit=limit, about=about)
    answer = f"{number_of(len(table), 'change')}{f' about {about}' if about else ''}."
    shown = ["id", "at", "who", "kind", "undone_by"]
    emit(answer, Part(table, shown, {"what": "", "why": "why"}), form, wide)


@app.command(rich_help_panel=Panel.HISTORY)
def undo(
    change: Annotated[str, typer.Argument(help="Id of a change; the newest that stands if none.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Even where rows changed since.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Write it without asking.")] = False,
    by: EditedBy = "",
    why: Why = "",
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """Take back a change; this is a change itself.

    So it can be taken back as well. Stops where rows changed since, and asks where more than 500 rows go.

    Example: coalition undo --by Ada --why "the wrong file"
    """
    from coalition.history.log import size

    with open_map() as store, asking("--force"):
        back = store.history.entry(change) if change else store.history.newest()
        if not (yes or size(back.rows) <= MANY or _agreed(back)):
            raise CoalitionError(
                f"change {back.id} is large: {back.what}; nothing was written, add --yes to take it back"
            )
        entry = store.history.entry(store.history.undo(back.id, who=editor(by), why=why, force=force))
    emit(f"Change {entry.undoes} is taken back: {entry.what}.", _rows(entry), form, wide)


@app.command(rich_help_panel=Panel.HISTORY)
def redo(
    force: Annotated[bool, typer.Option("--force", help="Even where rows changed since.")] = False,
    by: EditedBy = "",
    why: Why = "",
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """Do again what the newest undo took back.

    Example: coalition redo --by Ada
    """
    with open_map() as store, asking("--force"):
        entry = store.history.entry(store.history.redo(who=editor(by), why=why, force=force))
    emit(f"Done again: {entry.what}.", _rows(entry), form, wide)


def _rows(entry: Entry) -> Part:
    return Part(entry.cells(None), first=FIRST)


def _agreed(entry: Entry) -> bool:
    """Whether the person at the terminal takes back so much; where nobody sits, nobody does."""
    return sys.stdin.isatty() and typer.confirm(f"Take back {entry.what}?", default=False, err=True)


@app.command(rich_help_panel=Panel.HISTORY)
def forget(
    name: Annotated[str, typer.Argument(help="Name of a person as it stands in the map, e-mail or user name.")] = "",
    actor: Annotated[str, typer.Option(metavar="ID", help="Erase an actor instead, with all that rests on it.")] = "",
    backup: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="Erase from this backup instead of the map; many.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write it without asking.")] = False,
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """Erase a person from the map, its history and backups.

    Rows and history that name them, contacts, remembered names and membership. It shows first what would change, and
    asks. It cannot be taken back. docs/data-protection.md says what it does not reach.

    Example: coalition forget "Ada Example" --backup map.backup --yes
    """
    from coalition.exchange.backup import erase, without
    from coalition.store.forgetting import without_actor, without_person

    if bool(name) == bool(actor):
        raise CoalitionError("say whom to forget: the name of a person, or --actor and an id")
    whom, out = (name, without_person(name)) if name else (actor, without_actor(actor))
    if backup:
        for path in backup:
            _forget(whom, f"{path}", without(path, out)[1].found, partial(erase, path, out), yes, form, wide)
        return
    with open_map() as store:
        _forget(whom, "the map", store.forgetting.look(out), partial(store.forgetting.erase, out), yes, form, wide)


ELSEWHERE = "Other backups, exports, briefs and copies may name them still: this command cannot know of them."


def _forget(
    whom: str, place: str, found: pd.DataFrame, act: Callable[[], object], yes: bool, form: OutputFormat, wide: bool
) -> None:
    """Show what would be erased, ask, and do it."""
    if found.empty:
        emit(f"Nothing in {place} names {whom}. {ELSEWHERE}", found, form, wide)
        return
    if not yes:
        emit(f"{number_of(len(found), 'place')} in {place} would change.", found, form, wide)
        if not (sys.stdin.isatty() and typer.confirm("Erase it for good?", default=False, err=True)):
            raise CoalitionError("nothing was changed; add --yes to erase it for good")
    act()
    emit(f"{number_of(len(found), 'place')} in {place} no longer name {whom}. {ELSEWHERE}", found, form, wide)


Table = Annotated[str, typer.Argument(help=f"One of {', '.join(COLUMNS)}.")]


@app.command("set", rich_help_panel=Panel.HISTORY)
def set_(
    table: Table,
    cells: Annotated[list[str], typer.Argument(help="column=value ...; the key, and what is to be changed.")],
    by: EditedBy = "",
    why: Why = "",
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """Add a row, or change one.

    Columns left out keep what they hold. It is one change of the history.

    Example: coalition set stances actor_id=CHL evidence_id=GA-70-161 position=support source="record of the vote"
    """
    from coalition.history.edits import DEFAULTS, RowChange, rows_at

    row = pairs(cells)
    key = _key(table, row)
    with open_map() as store:
        if rows_at(store.tables(), [(table, key)])[table, key] is None:
            row = {column: word for column, word in DEFAULTS.items() if column in COLUMNS[table]} | row
        change = store.edit([RowChange(table, key, row)], who=editor(by), why=why)
        if not change:
            typer.echo("Nothing new.")
            return
        entry = store.history.entry(change)
    emit(f"Change {entry.id}: {entry.what}.", _rows(entry), form, wide)


@app.command(rich_help_panel=Panel.HISTORY)
def remove(
    table: Table,
    cells: Annotated[list[str], typer.Argument(help="column=value ...: the key of the row.")],
    with_all: Annotated[
        bool, typer.Option("--with-all", help="Together with what rests on it, such as an actor's stances.")
    ] = False,
    by: EditedBy = "",
    why: Why = "",
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """Remove a row; it stays in the history.

    Stops where others rest on it.

    Example: coalition remove stances actor_id=CHL evidence_id=GA-70-161 --why "named by mistake"
    """
    from coalition.history.edits import RowChange

    key = _key(table, pairs(cells))
    with open_map() as store, asking("--with-all"):
        change = store.edit([RowChange(table, key, None)], who=editor(by), why=why, with_all=with_all)
        if not change:
            raise CoalitionError(f"there is no {' '.join(key)} in {table}")
        entry = store.history.entry(change)
    emit(f"Change {entry.id}: {entry.what}.", _rows(entry), form, wide)


def _key(table: str, row: dict[str, str]) -> tuple[str, ...]:
    if table not in KEYS:
        raise CoalitionError(f"there is no table '{table}'; use one of {', '.join(KEYS)}")
    missing = [column for column in KEYS[table] if not row.get(column, "").strip()]
    if missing:
        raise CoalitionError(f"{table}: say which row, with {' and '.join(f'{column}=...' for column in missing)}")
    return tuple(row[column].strip() for column in KEYS[table])


@app.command(rich_help_panel=Panel.HISTORY)
def contact(
    recommendation: Annotated[str, typer.Argument(help="Id of a recommendation, such as R18; all if none.")] = "",
    actor: Annotated[str, typer.Argument(help="Id of an actor, such as CHL; all if none.")] = "",
    date: Annotated[str, typer.Option(help="When it was asked, YYYY-MM-DD; today if not given.")] = "",
    by: Annotated[str, typer.Option(metavar="NAME", help="Who asked; else COALITION_EDITOR says it.")] = "",
    answer: Annotated[str, typer.Option(help="What it said.")] = "",
    next_step: Annotated[str, typer.Option("--next", help="What is to be done next.")] = "",
    remove: Annotated[str, typer.Option(help="Id of a contact to take out of the log.")] = "",
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """Who was asked for a recommendation, and what they said.

    With any of --date, --by, --answer or --next, it is noted.
    The log is private: it is in no brief, on no wall and in no link.

    Example: coalition contact R18 CHL --date 2026-05-03 --by Ada --answer "will revert"
    """
    import datetime as dt

    from coalition.store.contacts import Contact

    with open_map() as store:
        if remove:
            store.contacts.remove(remove)
        elif date or by or answer or next_step:
            day = date or dt.date.today().isoformat()
            store.contacts.add(Contact(actor, recommendation, day, editor(by), answer, next_step))
        table = store.contacts.entries(actor, recommendation)
    emit(f"{number_of(len(table), 'contact')} in the log.", table, form, wide)
