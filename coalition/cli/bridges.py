"""Who bridges regional groups, blocs and kinds of actor; who stands together; how far measures of it can be trusted."""

from __future__ import annotations

from typing import Annotated

import typer

from coalition.cli.options import FormatOption, open_network
from coalition.cli.output import Format, emit
from coalition.errors import CoalitionError

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
    from coalition.analysis.bridges.between_groups import bridges_between as find_between

    found = find_between(open_network(), recommendation, *groups, replicates)
    shown = ["rank", "rank_low", "rank_high", "name", "group", "smaller", "kappa_a", "kappa_b", "n_a", "n_b", "note"]
    emit(found.sentence, found.table, form, shown)


def _fragile(actor: str, first: int, by: str, form: Format) -> None:
    from coalition.analysis.bridges.fragility import fragility

    found = fragility(open_network(), actor, first, by)
    emit(found.sentence, found.changes, form, ["title", "citation", "year", "recorded", "changed"])


@app.command()
def communities(
    kind: Annotated[str, typer.Option("--kind", help="Kind of actor: state, ngo, nhri, business ...")] = "state",
    ties: Annotated[bool, typer.Option("--ties", help="The validated ties themselves, positive and negative.")] = False,
    alpha: Annotated[float, typer.Option("--alpha", help="Share of false ties that is accepted.")] = 0.05,
    once: Annotated[bool, typer.Option("--once", help="Count a text that returns every year once: stricter.")] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Communities on ties that are more than chance, and who is in another one than its regional group.

    Example: coalition communities --format json
    """
    from coalition.analysis.bridges.backbone import backbone
    from coalition.analysis.bridges.communities import by_group, of_backbone, summary

    network = open_network()
    found = backbone(network, kind, alpha, once)
    if ties:
        nothing = found.table.empty
        shown = ["name", "other_name", "tie", "concordant", "n", "p_value"]
        emit(found.sentence, found.nearest if nothing else found.table, form, shown)
        return
    table = of_backbone(network, found)
    counts = by_group(table).rename(columns=lambda number: f"community {number}").reset_index()
    shown = ["community", "name", "group", "stability", "ties", "ties_inside", "elsewhere", "note"]
    answer = found.sentence if found.table.empty else f"{found.sentence} {summary(network, table)}"
    emit(answer, table, form, shown, groups=counts)


@app.command()
def sensitivity(
    threshold: Annotated[
        list[float] | None, typer.Option(help="Kappa from which two States are tied; repeat it.")
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Betweenness, roles, constraint and others at several thresholds: how much their order changes.

    Example: coalition sensitivity --threshold 0.5 --threshold 0.6
    """
    from coalition.analysis.bridges.threshold_sensitivity import THRESHOLDS, summary
    from coalition.analysis.bridges.threshold_sensitivity import sensitivity as run

    table = run(open_network(), threshold or THRESHOLDS)
    emit(summary(table), table, form)
