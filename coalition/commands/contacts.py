"""The contact log: who was asked, and what they said. Private to whoever edits the map."""

from __future__ import annotations

from typing import Annotated

import typer

from coalition.commands._shared import FormatOption, editor, open_map
from coalition.output import Format, emit

app = typer.Typer()


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
            store.remove_contact(remove)
        elif on or by or answer or next_step:
            day = on or dt.date.today().isoformat()
            store.record_contact(Contact(actor, recommendation, day, editor(by), answer, next_step))
        table = store.contacts(actor, recommendation)
    emit(f"{len(table)} contact{'s' if len(table) != 1 else ''} in the log.", table, form)
