"""What would follow if some stances were others."""

from __future__ import annotations

from typing import Annotated

import typer

from coalition.commands._shared import FormatOption, open_network
from coalition.output import Format, emit

app = typer.Typer()
_FIRST = 15


@app.command()
def whatif(
    changes: Annotated[
        list[str], typer.Argument(help="ACTOR:EVIDENCE=POSITION (support, abstain, oppose, absent, none).")
    ],
    coalition: Annotated[
        list[str] | None, typer.Option(help="Id of a recommendation that the smallest coalition carries; repeat it.")
    ] = None,
    groups: Annotated[int, typer.Option(help="Regional groups that each of these needs; 0 for any.")] = 0,
    form: FormatOption = Format.TABLE,
) -> None:
    """Positions, gaps, bridges and coalition if some stances were others: before, after, difference. Stores nothing.

    Example: coalition whatif CHL:GA-70-161=oppose --coalition R21.1
    """  # fmt: skip
    from coalition.analysis.scenarios.what_if import parse_change, what_if

    found = what_if(open_network(), [parse_change(text) for text in changes], None, coalition or (), groups)
    if form is Format.TABLE:
        moved = found.bridges[["name", "rank_before", "rank_after", "congruence_before", "congruence_after",
                               "shapley_change", "sole_before", "sole_after"]].round(3).head(_FIRST)  # fmt: skip
        shown = ["name", "evidence_id", "before", "after", "note"]
        gaps = found.gaps[["recommendation_id", "opened", "closed", "supporters_before", "supporters_after"]]
        emit(found.sentence, found.changes, form, shown, positions=found.positions, gaps=gaps, bridges=moved,
             coalition=found.coalition)  # fmt: skip
        return
    emit(found.sentence, found.changes, form, positions=found.positions, gaps=found.gaps, bridges=found.bridges,
         coalition=found.coalition)  # fmt: skip
