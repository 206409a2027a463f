"""About actors: how alike they vote, where they stand, what they asked and did, who backs whom, who has moved."""

from __future__ import annotations

from typing import Annotated

import typer

from coalition.cli.options import (
    Declarations,
    Disputed,
    FormatOption,
    Panel,
    Recommendation,
    WideOption,
    open_network,
)
from coalition.cli.output import FIRST, OutputFormat, Part, emit

app = typer.Typer()


@app.command("similar-actors", rich_help_panel=Panel.ACTOR)
def similar_actors(
    actor: Annotated[str, typer.Argument(help="Id of an actor, such as CHL.")],
    theme: Annotated[str | None, typer.Option(help="Only evidence that bears on this theme.")] = None,
    half_life: Annotated[float | None, typer.Option(help="Years after which evidence counts half.")] = None,
    disputed: Disputed = False,
    declarations: Declarations = False,
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """With whom an actor votes alike.

    Kappa, the number of common items, agreement and conflict.

    Example: coalition similar-actors CHL --half-life 4
    """
    from coalition.analysis.actors.similar_actors import similar_actors as find
    from coalition.analysis.phrases import headline

    network = open_network(disputed, declarations)
    table = find(network, actor, theme, half_life)
    first = table[table["kappa"].notna()]
    name = network.actors.loc[actor, "name"]
    answer = f"{name} shares too few contested items with anybody for a likeness."
    if len(first):
        best = first.iloc[0]
        answer = f"{name} is most like {best['name']} (kappa {best['kappa']:.2f}, {best['n']} common items)."
    shown = ["actor_id", "name", "regional_group", "kappa", "n", "congruence", "conflict"]
    headings = {"n": "common items", "congruence": "agreement"}
    emit(headline(network, answer), Part(table, shown, {"note": ""}, first=FIRST, headings=headings), form, wide)


@app.command("ideal-points", rich_help_panel=Panel.STRATEGIST)
def ideal_points(
    dimensions: Annotated[int, typer.Option(help="Number of axes; the first of two is not the one axis.")] = 1,
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """Where States stand on an axis: who votes alike is near.

    Each place has its standard error. --dimensions gives more axes.

    Example: coalition ideal-points --dimensions 2
    """
    from coalition.analysis.actors.ideal_points import ideal_points as find

    table = find(open_network(), dimensions)
    known = table[table["axis_1"].notna()]
    answer = "No State took a position on contested evidence."
    if len(known):
        ends = known["name"].iloc[0], known["name"].iloc[-1]
        answer = (
            f"{len(known)} States on one axis, from {ends[0]} to {ends[1]}." if dimensions == 1 else
            f"{len(known)} States on {dimensions} axes; the first leads from {ends[0]} to {ends[1]}."
        )  # fmt: skip
    headings = {column: column.replace("_", " ") for column in table.columns if column.startswith("axis")}
    headings |= {column: "±" for column in table.columns if column.startswith("error")}
    shown = ["name", "group", "n", *headings]
    emit(answer, Part(table, shown, headings=headings), form, wide)


@app.command(rich_help_panel=Panel.DIPLOMAT)
def positions(
    recommendation: Recommendation,
    actor: Annotated[str | None, typer.Option(help="Id of one actor, such as CHL.")] = None,
    disputed: Disputed = False,
    declarations: Declarations = False,
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """Who supports, abstained or opposed, and on what evidence.

    Who leads, or is mixed, too. Unknown actors are not listed.

    Example: coalition positions R22.3 --actor CHL
    """
    from coalition.analysis.phrases import headline, position_words, record
    from coalition.analysis.recorded_leads import lead_sentences
    from coalition.analysis.support import support
    from coalition.analysis.support_wording import support_sentence

    network = open_network(disputed, declarations)
    table = network.positions_on(recommendation, actor)
    led = lead_sentences(network, recommendation)
    rows = table.itertuples(index=False)
    table["record"] = [led.get(row.actor_id) or record(network, row.actor_id, row.evidence) for row in rows]
    if actor is None:
        found = support_sentence(network, recommendation, support(network, recommendation))
        answer = f"{found} Who is not listed is unknown."
    elif table.empty:
        answer = f"{actor} has no recorded position on {recommendation}: unknown, not opposed."
    else:
        row = table.to_dict("records")[0]
        told = position_words(row, led[actor]) if actor in led else f"{position_words(row)} ({row['record']})"
        answer = f"{row['name']} on {recommendation}: {told}."
    emit(
        headline(network, answer),
        Part(table, ["actor_id", "name", "position", "act", "act_year", "moved"], {"record": ""}),
        form,
        wide,
    )


@app.command(rich_help_panel=Panel.ACTOR)
def trend(
    actor: Annotated[str, typer.Argument(help="Id of an actor, such as CHL.")],
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """How an actor agreed with each regional group, by year.

    Example: coalition trend CHL --format json
    """
    from coalition.analysis.actors.trend import trend as find_trend

    network = open_network()
    table = find_trend(network, actor)
    name = network.actors.loc[actor, "name"]
    if table.empty:
        answer = f"{name} has no position on evidence on which States differed, or no State here has a group: no trend."
    else:
        years = f"{table['year'].min()} to {table['year'].max()}"
        answer = f"{name}: agreement with each regional group on the texts contested in each year, {years}."
    shown = ["year", "group_name", "agreement", "low", "high", "items"]
    emit(answer, Part(table, shown, {"note": ""}), form, wide)


@app.command(rich_help_panel=Panel.ACTOR)
def realignment(form: FormatOption = OutputFormat.TABLE, wide: WideOption = False) -> None:
    """Who has moved towards or away from a group, since when.

    Example: coalition realignment --format csv
    """
    from coalition.analysis.actors.realignment import realignment as find_realignment
    from coalition.analysis.actors.wording import realignment_summary as summary

    table = find_realignment(open_network())
    people = table[table["direction"] != ""] if form is OutputFormat.TABLE else table
    shown = ["name", "moved", "direction", "group_name", "change", "low", "high", "since"]
    emit(summary(table), Part(people, shown, first=FIRST, headings={"moved": "proven"}), form, wide)


Actor = Annotated[str | None, typer.Argument(help="Id of an actor; all States if none.")]


@app.command("words-and-deeds", rich_help_panel=Panel.ACTOR)
def words_and_deeds(
    actor: Actor = None,
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """What an actor has said, backed with others, and done.

    By theme, from the record; readings that critics could dispute count too.

    Example: coalition words-and-deeds DEU --format json
    """
    from coalition.analysis.actors.wording import PART_WORDS, count_words
    from coalition.analysis.actors.wording import words_and_deeds_summary as summary
    from coalition.analysis.actors.words_and_deeds import words_and_deeds as find_words

    network = open_network()
    table = find_words(network, actor)
    answer = summary(network, table, actor)
    shown, below = ["theme" if actor else "name"], {"asked_only": "asked only"}
    if form is OutputFormat.TABLE and not wide:
        for part, words in PART_WORDS.items():
            table[words] = [count_words(row, part) for row in table.to_dict("records")]
    rows = Part(table, shown + list(PART_WORDS.values()), below, first=0 if actor else FIRST)
    emit(answer, rows, form, wide)


@app.command("mutual-backing", rich_help_panel=Panel.ACTOR)
def mutual_backing(
    actor: Actor = None,
    limit: Annotated[int, typer.Option(help="So many rows at most.")] = 50,
    disputed: Disputed = False,
    declarations: Declarations = False,
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """Who backed whose priorities, and who could trade support.

    Example: coalition mutual-backing CHL --limit 10
    """
    from coalition.analysis.actors.mutual_backing import mutual_backing as find_pairs
    from coalition.analysis.actors.wording import mutual_backing_summary as summary
    from coalition.analysis.phrases import headline

    network = open_network(disputed, declarations)
    table = find_pairs(network, actor, limit)
    shown = ["name", "backs", "backs_of", "backed", "backed_of"] if actor else ["a_name", "b_name", "trade"]
    below = {"for_you": "for you", "for_them": "for them"} if actor else {"for_a": "for a", "for_b": "for b"}
    headings = {"backs_of": "of", "backed_of": "of", "backed": "backed by", "a_name": "a", "b_name": "b"}
    rows = Part(table, shown, below, first=0 if actor else FIRST, headings=headings)
    emit(headline(network, summary(network, table, actor)), rows, form, wide)
