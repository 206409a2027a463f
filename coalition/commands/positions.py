"""Where actors stand on a recommendation."""

from __future__ import annotations

from typing import Annotated

import typer

from coalition.commands._shared import FormatOption, Recommendation, open_network
from coalition.output import Format, emit

app = typer.Typer()


@app.command()
def positions(
    recommendation: Recommendation,
    actor: Annotated[str | None, typer.Option(help="Id of one actor, such as CHL.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Who leads, supports, is mixed, abstained or opposed, and on what evidence. Unknown actors are not listed.

    Example: coalition positions R22.3 --actor CHL
    """
    from coalition.analysis.phrases import record

    network = open_network()
    network.require("recommendations", recommendation)
    if actor is not None:
        network.require("actors", actor)
    table = network.positions_on(recommendation, actor)
    table["record"] = [record(network, row.actor_id, row.evidence) for row in table.itertuples(index=False)]
    if actor is None:
        answer = f"{len(table)} recorded positions on {recommendation}; everybody else is unknown."
    elif table.empty:
        answer = f"{actor} has no recorded position on {recommendation}: unknown, not opposed."
    else:
        answer = f"{table['name'].item()} on {recommendation}: {table['position'].item()} ({table['record'].item()})."
    emit(answer, table, form, ["actor_id", "name", "position", "moved", "record"])
