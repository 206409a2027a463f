"""How far descriptive measures of brokerage depend on the threshold of the tie graph."""

from __future__ import annotations

from typing import Annotated

import typer

from coalition.commands._shared import FormatOption, open_network
from coalition.output import Format, emit

app = typer.Typer()


@app.command()
def sensitivity(
    threshold: Annotated[
        list[float] | None, typer.Option(help="Kappa from which two States are tied; repeat it.")
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Betweenness, roles, constraint and others at several thresholds: how much their order changes.

    Example: coalition sensitivity --threshold 0.5 --threshold 0.6
    """
    from coalition.analysis.bridges.threshold_sensitivity import THRESHOLDS, summary
    from coalition.analysis.bridges.threshold_sensitivity import sensitivity as run

    table = run(open_network(), threshold or THRESHOLDS)
    emit(summary(table), table, form)
