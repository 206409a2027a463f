"""What nobody covers, and who could take it."""

from __future__ import annotations

from typing import Annotated

import typer

from coalition.commands._shared import FormatOption, open_network
from coalition.output import Format, emit

app = typer.Typer()


@app.command()
def gaps(
    recommendation: Annotated[str | None, typer.Argument(help="Id of one recommendation; all if none.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """What nobody covers, or what hangs on one actor, one group or one kind, gravest first.

    Example: coalition gaps R16 --format json
    """
    from coalition.analysis.coverage import coverage
    from coalition.analysis.gaps import gaps as find_gaps
    from coalition.analysis.gaps import rules, summary

    network = open_network()
    if recommendation is not None:
        network.require("recommendations", recommendation)
    table = find_gaps(network)
    if recommendation is None:
        shown = ["recommendation_id", "why", "supporters", "leads", "groups", "wholeness"]
        emit(summary(table), table, form, shown)
        return
    row = table[table["recommendation_id"] == recommendation]
    tensor = coverage(network)
    more = {"rules": rules(row), "coverage": tensor[tensor["recommendation_id"] == recommendation]}
    text = network.recommendations.loc[recommendation, "text"]
    emit(f"{recommendation}: {text}", row, form, ["why", "supporters", "leads", "groups", "wholeness"], **more)
