"""Who agrees with whom year by year, and who has moved."""

from __future__ import annotations

from typing import Annotated

import typer

from coalition.commands._shared import FormatOption, open_network
from coalition.output import Format, emit

app = typer.Typer()
_FIRST = 20


@app.command()
def trend(
    actor: Annotated[str | None, typer.Argument(help="Id of an actor; who has moved if none.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Agreement of an actor with each regional group by year; without an actor, who has moved, and since when.

    Example: coalition trend CHL --format json
    """
    from coalition.analysis.actors.realignment import moved, summary
    from coalition.analysis.actors.trend import trend as find_trend

    network = open_network()
    if actor is None:
        table = moved(network)
        people = table[table["direction"] != ""].head(_FIRST)
        shown = ["name", "moved", "direction", "group_name", "change", "low", "high", "since"]
        emit(summary(table), people if form is Format.TABLE else table, form, shown)
        return
    table = find_trend(network, actor)
    name = network.actors.loc[actor, "name"]
    if table.empty:
        answer = f"{name} has no position on evidence on which States differed, or no State here has a group: no trend."
    else:
        years = f"{table['year'].min()} to {table['year'].max()}"
        answer = f"{name}: agreement with each regional group on the texts contested in each year, {years}."
    emit(answer, table, form, ["year", "group_name", "agreement", "low", "high", "items", "note"])
