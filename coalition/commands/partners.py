"""Whom to talk to first."""

from __future__ import annotations

import math
from typing import Annotated

import typer

from coalition.commands._shared import FormatOption, Recommendation, open_network
from coalition.output import Format, emit

app = typer.Typer()


@app.command()
def partners(
    recommendation: Recommendation,
    target: Annotated[str | None, typer.Option(help="Id of the evidence that counts as support.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Whom to talk to first about a recommendation, why, through whom, and on what evidence.

    Example: coalition partners R21.1
    """
    from coalition.analysis.partners import SECTIONS, search

    found = search(open_network(), recommendation, target)
    table = found.table
    if form is Format.TABLE:  # whoever is unlike supporters makes no list of names to approach
        table = table[table["section"] != "unlike"]
        table = table.assign(
            section=table["section"].map(SECTIONS), likeness=[_likeness(*row) for row in table[SHARE].to_numpy()]
        )
    shown = ["section", "rank", "name", "group", "likeness", "reason", "go_between", "record"]
    rests = f" The order rests on the years {found.years}." if found.ordered else ""
    emit(f"{found.sentence}{rests}", table, form, shown)


SHARE = ["likeness", "supporting_neighbours", "neighbours"]


def _likeness(share: float, supporting: float, neighbours: float) -> str:
    """ "12 of 15", or nothing where there is no likeness."""
    return "" if math.isnan(share) else f"{supporting:.0f} of {neighbours:.0f}"
