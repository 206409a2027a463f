"""What nobody covers, and who could take it."""

from __future__ import annotations

from typing import Annotated

import typer

from coalition.cli.options import FormatOption, open_network
from coalition.cli.output import Format, emit

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
    from coalition.analysis.gaps.candidates import who_could_take
    from coalition.analysis.gaps.gaps import gaps as find_gaps
    from coalition.analysis.gaps.gaps import rules
    from coalition.analysis.gaps.wording import gaps_summary as summary

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
    takers = who_could_take(network, recommendation)[["for_gap", "actor_id", "name", "kind", "regional_group", "why"]]
    cells = tensor[tensor["recommendation_id"] == recommendation]
    more = {"rules": rules(row), "could_take_it": takers, "coverage": cells}
    text = network.recommendations.loc[recommendation, "text"]
    shown = [
        "why",
        "supporters",
        "leads",
        "groups",
        "effective_groups",
        "over_represented",
        "effective_kinds",
        "wholeness",
    ]
    people = row.round({"effective_groups": 2, "effective_kinds": 2})
    emit(f"{recommendation}: {text}", people if form is Format.TABLE else row, form, shown, **more)


@app.command()
def voices(
    recommendation: Annotated[str | None, typer.Argument(help="Id of one recommendation; all if none.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Kinds of actor that a recommendation speaks to or names, and nobody of them is on record.

    Example: coalition voices R18.1
    """
    from coalition.analysis.gaps.missing_voices import missing_voices as find_voices
    from coalition.analysis.gaps.wording import missing_voices_summary as summary

    network = open_network()
    table = find_voices(network)
    if recommendation is not None:
        network.require("recommendations", recommendation)
        table = table[table["recommendation_id"] == recommendation]
    shown = ["recommendation_id", "voice", "why", "status", "present", "elsewhere", "nearest"]
    people = table if recommendation else table[table["status"] != "present"]
    emit(summary(table), people if form is Format.TABLE else table, form, shown)
