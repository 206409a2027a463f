"""Whom to talk to first."""

from __future__ import annotations

import math
from typing import Annotated

import typer

from coalition.cli.options import FormatOption, Recommendation, open_network
from coalition.cli.output import Format, emit
from coalition.settings import Settings

app = typer.Typer()


@app.command()
def partners(
    recommendation: Recommendation,
    target: Annotated[str | None, typer.Option(help="Id of the evidence that counts as support.")] = None,
    own: Annotated[str | None, typer.Option("--as", help="Id of the State whose view it is, such as CHL.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Whom to talk to first about a recommendation, why, through whom, and on what evidence.

    Example: coalition partners R21.1 --as CHL
    """
    from coalition.analysis.partners.ranking import SECTIONS, search
    from coalition.analysis.partners.track_record import NOT_EVALUATED, evaluation_of

    network = open_network()
    evaluation = evaluation_of(network, Settings().evaluations)
    found = search(network, recommendation, own, target, evaluation)
    table = found.table
    if form is Format.TABLE:  # whoever is unlike supporters makes no list of names to approach
        table = table[table["section"] != "unlike"]
        table = table.assign(section=table["section"].map(SECTIONS), likeness=table["likeness"].map(_percent))
    shown = ["section", "rank", "name", "group", "likeness", "reason", "go_between", "record"]
    if own is not None:
        shown.insert(5, "you_share")
    rests = f" The order rests on the years {found.years}." if found.ordered else ""
    claim = evaluation.claim(found.target.kind.value) if evaluation else NOT_EVALUATED if found.ordered else ""
    answer = f"{found.sentence}{rests} {found.rule} {claim} {found.help}"
    emit(" ".join(answer.split()), table, form, shown, others=found.others)


def _percent(share: float) -> str:
    """ "67%", or nothing where there is no likeness."""
    return "" if math.isnan(share) else f"{share:.0%}"
