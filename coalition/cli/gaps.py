"""What nobody covers, and who could take it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from coalition.cli.options import Declarations, Disputed, FormatOption, Panel, WideOption, open_network
from coalition.cli.output import OutputFormat, Part, emit
from coalition.errors import CoalitionError

if TYPE_CHECKING:
    from coalition.analysis.gaps.classes import GapSort

app = typer.Typer()


@app.command(rich_help_panel=Panel.STRATEGIST)
def gaps(
    recommendation: Annotated[str | None, typer.Argument(help="Id of one recommendation; all if none.")] = None,
    only: Annotated[str | None, typer.Option(help="One sort of gap, such as declared or disputed.")] = None,
    disputed: Disputed = False,
    declarations: Declarations = False,
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """What nobody covers, or what hangs on one, gravest first.

    On one actor, one regional group or one kind of actor. Of one recommendation also who could take it.

    Example: coalition gaps R16 --format json
    Example: coalition gaps --only declared
    """
    from coalition.analysis.coverage import coverage
    from coalition.analysis.gaps.candidates import who_could_take
    from coalition.analysis.gaps.gaps import gaps as find_gaps
    from coalition.analysis.gaps.gaps import rules
    from coalition.analysis.gaps.wording import gaps_answer, gaps_compared
    from coalition.analysis.phrases import headline

    network = open_network(disputed, declarations)
    if recommendation is not None:
        network.require("recommendations", recommendation)
    table = find_gaps(network)
    if recommendation is None:
        shown = ["recommendation_id", "theme", "supporters", "leads", "declared", "groups"]
        told = gaps_answer(network, table)
        answer = f"{told} {gaps_compared(network, table, find_gaps(network.other_reading))}".strip()
        if only is not None:
            sort = _sort(only)
            table = table[sort.holds(table)]
            answer += f" Listed: {sort.name}."
        emit(headline(network, answer), Part(table, shown, {"why": "", "completeness": ""}), form, wide)
        return
    row = table[table["recommendation_id"] == recommendation]
    tensor = coverage(network)
    takers = who_could_take(network, recommendation)[["for_gap", "actor_id", "name", "kind", "regional_group", "why"]]
    cells = tensor[tensor["recommendation_id"] == recommendation]
    more = {
        "rules": Part(rules(row), ["gap"], {"rule": ""}),
        "could_take_it": Part(takers, ["name", "kind", "regional_group"], {"why": ""}, under="for_gap"),
        "coverage": Part(cells, ["regional_group", "kind", "position", "actors"]),
    }
    text = network.recommendations.loc[recommendation, "text"]
    shown = ["supporters", "leads", "declared", "groups", "effective_groups", "over_represented", "effective_kinds"]
    below = {"why": "", "completeness": ""}
    emit(headline(network, f"{recommendation}: {text}"), Part(row, shown, below), form, wide, **more)


def _sort(name: str) -> GapSort:
    """A sort of gap by its id."""
    from coalition.analysis.gaps.classes import SORTS

    found = {sort.id: sort for sort in SORTS}
    if name not in found:
        raise CoalitionError(f"--only {name}: there is no such sort of gap; use {', '.join(found)}")
    return found[name]


@app.command("missing-voices", rich_help_panel=Panel.STRATEGIST)
def missing_voices(
    recommendation: Annotated[str | None, typer.Argument(help="Id of one recommendation; all if none.")] = None,
    disputed: Disputed = False,
    declarations: Declarations = False,
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """Kinds of actor that should be heard and are not on record.

    Those that a recommendation is addressed to, or names.

    Example: coalition missing-voices R18.1
    """
    from coalition.analysis.gaps.missing_voices import missing_voices as find_voices
    from coalition.analysis.gaps.wording import missing_voices_summary as summary
    from coalition.analysis.phrases import headline

    network = open_network(disputed, declarations)
    table = find_voices(network)
    if recommendation is not None:
        network.require("recommendations", recommendation)
        table = table[table["recommendation_id"] == recommendation]
    people = table if recommendation else table[table["status"] != "present"]
    counts = ["present", "elsewhere"] if recommendation else ["elsewhere"]
    shown = ["recommendation_id", "voice", "why", "status", *counts]
    rows = Part(people if form is OutputFormat.TABLE else table, shown, {"nearest": "nearest"})
    emit(headline(network, summary(table)), rows, form, wide)
