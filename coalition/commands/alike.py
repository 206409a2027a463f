"""How alike actors vote: one actor with all others, and all States in a space of few axes."""

from __future__ import annotations

from typing import Annotated

import typer

from coalition.commands._shared import FormatOption, open_network
from coalition.output import Format, emit

app = typer.Typer()


@app.command()
def similarity(
    actor: Annotated[str, typer.Argument(help="Id of an actor, such as CHL.")],
    theme: Annotated[str | None, typer.Option(help="Only evidence that bears on this theme.")] = None,
    half_life: Annotated[float | None, typer.Option(help="Years after which evidence counts half.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """With whom an actor votes alike: kappa, the number of common items, agreement and conflict.

    Example: coalition similarity CHL --half-life 4
    """
    from coalition.analysis.actors.similar_actors import similarity as find

    network = open_network()
    table = find(network, actor, theme, half_life)
    first = table[table["kappa"].notna()]
    name = network.actors.loc[actor, "name"]
    answer = f"{name} shares too few contested items with anybody for a likeness."
    if len(first):
        best = first.iloc[0]
        answer = f"{name} is most like {best['name']} (kappa {best['kappa']:.2f}, {best['n']} common items)."
    emit(answer, table, form)


@app.command("ideal-points")
def ideal_points(
    dimensions: Annotated[int, typer.Option(help="Number of axes.")] = 2, form: FormatOption = Format.TABLE
) -> None:
    """Where the States stand in a space in which those who vote alike are near, with standard errors.

    Example: coalition ideal-points --dimensions 1
    """
    from coalition.analysis.actors.ideal_points import ideal_points_of

    table = ideal_points_of(open_network(), dimensions)
    known = table[table["axis_1"].notna()]
    answer = "No State took a position on contested evidence."
    if len(known):
        ends = known["name"].iloc[0], known["name"].iloc[-1]
        answer = f"{len(known)} States on {dimensions} axes; the first leads from {ends[0]} to {ends[1]}."
    emit(answer, table, form)
