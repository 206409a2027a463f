"""About actors: how alike they vote, where they stand, what they asked and did, who backs whom, who has moved."""

from __future__ import annotations

from typing import Annotated

import typer

from coalition.cli.options import FormatOption, Recommendation, open_network
from coalition.cli.output import Format, emit

app = typer.Typer()
_FIRST = 20


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
    from coalition.analysis.actors.similar_actors import similar_actors as find

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
    from coalition.analysis.actors.ideal_points import ideal_points as find

    table = find(open_network(), dimensions)
    known = table[table["axis_1"].notna()]
    answer = "No State took a position on contested evidence."
    if len(known):
        ends = known["name"].iloc[0], known["name"].iloc[-1]
        answer = f"{len(known)} States on {dimensions} axes; the first leads from {ends[0]} to {ends[1]}."
    emit(answer, table, form)


@app.command()
def positions(
    recommendation: Recommendation,
    actor: Annotated[str | None, typer.Option(help="Id of one actor, such as CHL.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Who leads, supports, is mixed, abstained or opposed, and on what evidence. Unknown actors are not listed.

    Example: coalition positions R22.3 --actor CHL
    """
    from coalition.analysis.phrases import record

    network = open_network()
    network.require("recommendations", recommendation)
    if actor is not None:
        network.require("actors", actor)
    table = network.positions_on(recommendation, actor)
    table["record"] = [record(network, row.actor_id, row.evidence) for row in table.itertuples(index=False)]
    if actor is None:
        answer = f"{len(table)} recorded positions on {recommendation}; everybody else is unknown."
    elif table.empty:
        answer = f"{actor} has no recorded position on {recommendation}: unknown, not opposed."
    else:
        answer = f"{table['name'].item()} on {recommendation}: {table['position'].item()} ({table['record'].item()})."
    emit(answer, table, form, ["actor_id", "name", "position", "moved", "record"])


@app.command()
def trend(
    actor: Annotated[str | None, typer.Argument(help="Id of an actor; who has moved if none.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Agreement of an actor with each regional group by year; without an actor, who has moved, and since when.

    Example: coalition trend CHL --format json
    """
    from coalition.analysis.actors.realignment import realignment
    from coalition.analysis.actors.trend import trend as find_trend
    from coalition.analysis.actors.wording import realignment_summary as summary

    network = open_network()
    if actor is None:
        table = realignment(network)
        people = table[table["direction"] != ""].head(_FIRST)
        shown = ["name", "moved", "direction", "group_name", "change", "low", "high", "since"]
        emit(summary(table), people if form is Format.TABLE else table, form, shown)
        return
    table = find_trend(network, actor)
    name = network.actors.loc[actor, "name"]
    if table.empty:
        answer = f"{name} has no position on evidence on which States differed, or no State here has a group: no trend."
    else:
        years = f"{table['year'].min()} to {table['year'].max()}"
        answer = f"{name}: agreement with each regional group on the texts contested in each year, {years}."
    emit(answer, table, form, ["year", "group_name", "agreement", "low", "high", "items", "note"])


Actor = Annotated[str | None, typer.Argument(help="Id of an actor; all States if none.")]


@app.command()
def words(actor: Actor = None, form: FormatOption = Format.TABLE) -> None:
    """What an actor asked of others beside what it did itself, by theme, from the record.

    Example: coalition words DEU --format json
    """
    from coalition.analysis.actors.wording import words_and_deeds_summary as summary
    from coalition.analysis.actors.words_and_deeds import words_and_deeds as find_words

    network = open_network()
    table = find_words(network, actor)
    shown = ["theme" if actor else "name", "asked", "asked_of", "did", "did_of", "asked_only"]
    people = table if actor else table.head(_FIRST)
    emit(summary(network, table, actor), people if form is Format.TABLE else table, form, shown)


@app.command()
def reciprocity(
    actor: Actor = None,
    most: Annotated[int, typer.Option(help="Rows at most.")] = 50,
    form: FormatOption = Format.TABLE,
) -> None:
    """Who backed whose priorities, and pairs of States that could trade support.

    Example: coalition reciprocity CHL --most 10
    """
    from coalition.analysis.actors.mutual_backing import mutual_backing as find_pairs
    from coalition.analysis.actors.wording import mutual_backing_summary as summary

    network = open_network()
    table = find_pairs(network, actor, most)
    shown = ["name", "backs", "backs_of", "backed", "backed_of", "for_you", "for_them"]
    shown = shown if actor else ["a_name", "b_name", "trade", "for_a", "for_b"]
    people = table if actor else table.head(_FIRST)
    emit(summary(network, table, actor), people if form is Format.TABLE else table, form, shown)
