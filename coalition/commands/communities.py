"""Who stands together on the validated backbone."""

from __future__ import annotations

from typing import Annotated

import typer

from coalition.commands._shared import FormatOption, open_network
from coalition.output import Format, emit

app = typer.Typer()


@app.command()
def communities(
    kind: Annotated[str, typer.Option("--kind", help="Kind of actor: state, ngo, nhri, business ...")] = "state",
    ties: Annotated[bool, typer.Option("--ties", help="The validated ties themselves, positive and negative.")] = False,
    alpha: Annotated[float, typer.Option("--alpha", help="Share of false ties that is accepted.")] = 0.05,
    once: Annotated[bool, typer.Option("--once", help="Count a text that returns every year once: stricter.")] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Communities on ties that are more than chance, and who is in another one than its regional group.

    Example: coalition communities --format json
    """
    from coalition.analysis.bridges.backbone import backbone
    from coalition.analysis.bridges.communities import by_group, of_backbone, summary

    network = open_network()
    found = backbone(network, kind, alpha, once)
    if ties:
        nothing = found.table.empty
        shown = ["name", "other_name", "tie", "concordant", "n", "p_value"]
        emit(found.sentence, found.nearest if nothing else found.table, form, shown)
        return
    table = of_backbone(network, found)
    counts = by_group(table).rename(columns=lambda number: f"community {number}").reset_index()
    shown = ["community", "name", "group", "stability", "ties", "ties_inside", "elsewhere", "note"]
    answer = found.sentence if found.table.empty else f"{found.sentence} {summary(network, table)}"
    emit(answer, table, form, shown, groups=counts)
