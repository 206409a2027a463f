"""Who bridges regional groups, blocs and kinds of actor."""

from __future__ import annotations

from typing import Annotated

import typer

from coalition.commands._shared import FormatOption, open_network
from coalition.output import Format, emit

app = typer.Typer()


@app.command()
def bridges(
    by: Annotated[str, typer.Option(help="regional_group or kind.")] = "regional_group",
    form: FormatOption = Format.TABLE,
) -> None:
    """Who bridges the regional groups (States), or the kinds of actor, with the interval of each rank.

    Example: coalition bridges --by kind
    """
    from coalition.analysis.bridge_words import summary
    from coalition.analysis.bridges import bridges as find_bridges

    table = find_bridges(open_network(), by)
    middle = ["weakest_group_congruence", "weakest_group", "own_group_congruence"] if by == "regional_group" else []
    shown = ["rank", "rank_low", "rank_high", "name", "group", *middle, "n", "shapley", "sole_carriers", "note"]
    emit(summary(table, by), table, form, shown)
