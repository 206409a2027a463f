"""Some actors side by side; how much of one mind a bloc or a regional group votes, and who broke with it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from coalition.cli.options import Declarations, Disputed, FormatOption, Panel, WideOption, open_network
from coalition.cli.output import FIRST, OutputFormat, Part, emit

app = typer.Typer()


class Table(StrEnum):
    """What stands first, and alone in CSV."""

    POSITIONS = "positions"
    YEARS = "years"
    THEMES = "themes"
    BREAKS = "breaks"


@app.command(rich_help_panel=Panel.DIPLOMAT)
def compare(
    actors: Annotated[list[str] | None, typer.Argument(help="Ids of 2 to 10 actors, such as CHL GHA NOR.")] = None,
    bloc: Annotated[str | None, typer.Option(help="Id of a bloc instead, such as EU.")] = None,
    regional_group: Annotated[str | None, typer.Option(help="Id of a regional group instead, such as weog.")] = None,
    recommendation: Annotated[list[str] | None, typer.Option(help="On this recommendation; may be repeated.")] = None,
    text: Annotated[list[str] | None, typer.Option(help="On this text, by id of the evidence; repeatable.")] = None,
    first: Annotated[Table, typer.Option("--table", help="Which table comes first, and into CSV.")] = Table.POSITIONS,
    disputed: Disputed = False,
    declarations: Declarations = False,
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """Where some agree and split, and who broke with a bloc.

    On all texts, or on what is named. A bloc has its cohesion by year and theme.

    Example: coalition compare CHL GHA NOR --recommendation R21.1

    Example: coalition compare --bloc EU --table breaks
    """
    from coalition.analysis.cohesion import breaks_sentence, cohesion, members, who_broke
    from coalition.analysis.compare import FEWEST, MOST, RECOMMENDATIONS, TEXTS, compare_sentence
    from coalition.analysis.compare import compare as find
    from coalition.analysis.phrases import headline
    from coalition.english import number_of
    from coalition.errors import CoalitionError

    given = [name for name, one in (("actors", actors), ("a bloc", bloc), ("a group", regional_group)) if one]
    if len(given) != 1:
        raise CoalitionError(f"{' and '.join(given) or 'nobody'} given; name 2 to 10 actors, or one of --bloc and "
                             "--regional-group")  # fmt: skip
    if recommendation and text:
        raise CoalitionError("recommendations and texts are compared apart; give --recommendation or --text")
    if first is not Table.POSITIONS and actors:
        raise CoalitionError(f"--table {first} is of a bloc or a regional group; give --bloc or --regional-group")
    network = open_network(disputed, declarations)
    only, by = (recommendation, RECOMMENDATIONS) if recommendation else (text, TEXTS)
    if actors:
        if not FEWEST <= len(actors) <= MOST:
            raise CoalitionError(f"{number_of(len(actors), 'actor')} given; name {FEWEST} to {MOST}, or a bloc")
        found = find(network, actors, only or None, by)
        table = found.rows.merge(found.grid(), on="id", how="left", sort=False)
        shown = ["name", "years", *(str(name) for name in found.grid().columns[1:]), "agreement"]
        part = Part(table, shown, {"text": ""}, first=0 if only else FIRST)
        cells = {"positions": found.cells} if form is OutputFormat.JSON else {}
        emit(headline(network, compare_sentence(network, found)), part, form, wide, **cells)
        return
    key, side = (bloc, "bloc") if bloc else (regional_group, "regional_group")
    of = cohesion(network, str(key), side)
    broke = who_broke(network, str(key), side)
    answer, parts = f"{of.sentence} {breaks_sentence(of, broke)}".strip(), {}
    ids = members(network, str(key), side)
    if len(ids) >= FEWEST:
        found = find(network, ids, only or None, by)
        answer = f"{answer} {compare_sentence(network, found, 'Its ' + number_of(len(ids), 'member'))}"
        shown = ["name", "years", "agreement", "support", "between", "oppose", "unknown"]
        parts = {
            Table.POSITIONS: Part(found.rows, shown, {"text": "", "apart": "apart"}, first=FIRST),
            Table.BREAKS: Part(
                broke, ["name", "did", "with_bloc", "others", "bloc_did", "citation", "year", "one_in"],
                {"title": ""}, first=FIRST, headings={"with_bloc": "where", "others": "of", "bloc_did": "others"},
            ),
            Table.YEARS: Part(of.by_year, ["year", "texts", "cohesion", "all_states", "of_one_mind"], {"note": ""}),
            Table.THEMES: Part(of.by_theme, ["theme", "texts", "cohesion", "all_states", "of_one_mind"], {"note": ""}),
        }  # fmt: skip
    rows = parts.pop(first, Part(of.texts))
    emit(headline(network, answer), rows, form, wide, **{str(name): part for name, part in parts.items()})
