"""Who bridges regional groups, blocs and kinds of actor; who stands between two groups; how fragile a place is."""

from __future__ import annotations

from typing import Annotated

import typer

from coalition.commands._shared import FormatOption, open_network
from coalition.errors import CoalitionError
from coalition.output import Format, emit

app = typer.Typer()


@app.command()
def bridges(
    by: Annotated[
        str, typer.Option(help="regional_group, bloc, kind or any other column of the actors table.")
    ] = "regional_group",
    between: Annotated[
        tuple[str, str] | None, typer.Option(help="Two groups or blocs, by id or name; needs --on.")
    ] = None,
    on: Annotated[str | None, typer.Option(help="Id of the recommendation for --between.")] = None,
    fragile: Annotated[
        str | None, typer.Option(help="Id of an actor: what would take it out of the first ones.")
    ] = None,
    first: Annotated[int, typer.Option(help="How many count as the first ones, for --fragile.")] = 10,
    replicates: Annotated[int, typer.Option(help="How often evidence is drawn again for an interval; 0: none.")] = 200,
    form: FormatOption = Format.TABLE,
) -> None:
    """Who bridges the regional groups (States), blocs or kinds of actor, with the interval of each rank.

    Example: coalition bridges --by kind
    Example: coalition bridges --between african weog --on R18
    Example: coalition bridges --fragile PER --first 10
    """
    if (between is None) != (on is None):
        raise CoalitionError("--between and --on belong together: --between african weog --on R18")
    if between is not None and fragile is not None:
        raise CoalitionError("--between and --fragile are two questions: ask one at a time")
    if between is not None and on is not None:
        _between(on, between, replicates, form)
    elif fragile is not None:
        _fragile(fragile, first, by, form)
    else:
        _ranking(by, replicates, form)


def _ranking(by: str, replicates: int, form: Format) -> None:
    from coalition.analysis.bridges.ranking import AGREEMENT
    from coalition.analysis.bridges.ranking import bridges as find_bridges
    from coalition.analysis.bridges.wording import summary

    table = find_bridges(open_network(), by, replicates)
    agreement = (table["measure"] == AGREEMENT).any()
    middle = ["weakest_group_congruence", "weakest_group", "own_group_congruence"] if agreement else []
    shared = [] if agreement else ["shared_recommendations", "shared_with"]
    shown = [
        "rank",
        "rank_low",
        "rank_high",
        "name",
        "group",
        *middle,
        "n",
        "shapley",
        "sole_carriers",
        *shared,
        "note",
    ]
    emit(summary(table, by), table, form, shown)


def _between(recommendation: str, groups: tuple[str, str], replicates: int, form: Format) -> None:
    from coalition.analysis.bridges.between_groups import between as find_between

    found = find_between(open_network(), recommendation, *groups, replicates)
    shown = ["rank", "rank_low", "rank_high", "name", "group", "smaller", "kappa_a", "kappa_b", "n_a", "n_b", "note"]
    emit(found.sentence, found.table, form, shown)


def _fragile(actor: str, first: int, by: str, form: Format) -> None:
    from coalition.analysis.bridges.fragility import fragility

    found = fragility(open_network(), actor, first, by)
    emit(found.sentence, found.changes, form, ["title", "citation", "year", "recorded", "changed"])
