"""Whom to talk to first."""

from __future__ import annotations

import math

import typer

from coalition.cli.options import (
    Declarations,
    Disputed,
    FormatOption,
    Panel,
    Recommendation,
    SeenBy,
    Target,
    WideOption,
    open_versioned,
)
from coalition.cli.output import OutputFormat, Part, emit
from coalition.settings import Settings

app = typer.Typer()


@app.command(rich_help_panel=Panel.DIPLOMAT)
def partners(
    recommendation: Recommendation,
    target: Target = None,
    seen_by: SeenBy = None,
    disputed: Disputed = False,
    declarations: Declarations = False,
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """Whom to talk to first about a recommendation, and why.

    Through whom, and on what evidence. Those unlike its supporters are in JSON and CSV only.

    Example: coalition partners R21.1 --seen-by CHL
    """
    from coalition.analysis.partners.last_evaluation import before_changes, last_evaluation
    from coalition.analysis.partners.ranking import order_age, search
    from coalition.analysis.partners.track_record import NOT_EVALUATED
    from coalition.analysis.phrases import headline
    from coalition.store.home import evaluations_of_map

    network, version = open_versioned(disputed, declarations)
    folder = evaluations_of_map(Settings())
    evaluation = last_evaluation(network, folder)
    found = search(network, recommendation, seen_by, target, evaluation)
    table = found.table
    if form is OutputFormat.TABLE:  # whoever is unlike supporters makes no list of names to approach
        table = table[~table["section"].isin(["unlike", "further"])]
        table = table.assign(section=table["section"].map(found.sections), likeness=table["likeness"].map(_percent))
    claim = evaluation.claim(found.target.kind.value) if evaluation else NOT_EVALUATED if found.ordered else ""
    if evaluation and claim:
        claim = f"{claim} {before_changes(evaluation, network, folder, version)}"
    parts = (found.sentence, found.best, order_age(found), found.rule, claim, found.help)
    answer = " ".join(part for part in parts if part)
    shown = ["rank", "name", "group", "likeness"]
    below = {"reason": "", "you_share": "", "go_betweens": "close to", "record": "on record"}
    others = Part(found.others, ["name", "kind", "country"], {"why": ""})
    emit(
        headline(network, " ".join(answer.split())),
        Part(table, shown, below, under="section"),
        form,
        wide,
        others=others,
    )


def _percent(share: float) -> str:
    """ "67%", or nothing where there is no likeness."""
    return "" if math.isnan(share) else f"{share:.0%}"
