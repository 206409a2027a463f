"""Who bridges regional groups, blocs and kinds of actor; who stands together; how far measures of it can be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from coalition.cli.options import Declarations, Disputed, FormatOption, GroupBy, Panel, WideOption, open_network
from coalition.cli.output import FIRST, OutputFormat, Part, emit
from coalition.errors import CoalitionError

if TYPE_CHECKING:
    from coalition.model.network import Network

app = typer.Typer()


@app.command(rich_help_panel=Panel.STRATEGIST)
def bridges(
    group_by: GroupBy = "regional_group",
    between: Annotated[
        tuple[str, str] | None, typer.Option(help="Two groups or blocs, by id or name; needs --on.")
    ] = None,
    on: Annotated[str | None, typer.Option(help="Id of the recommendation between them.")] = None,
    fragile: Annotated[
        str | None, typer.Option(help="Id of an actor: what would take it out of the first ones.")
    ] = None,
    first: Annotated[
        int | None, typer.Option(help="How many count as the first ones, for --fragile; 10 if not given.")
    ] = None,
    replicates: Annotated[int, typer.Option(help="How often evidence is drawn again for an interval; 0: none.")] = 200,
    disputed: Disputed = False,
    declarations: Declarations = False,
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """Who bridges regional groups, blocs or kinds of actor.

    Each rank has its 90% interval.

    Example: coalition bridges --group-by kind
    Example: coalition bridges --between african weog --on R18
    Example: coalition bridges --fragile PER --first 10
    """
    if (between is None) != (on is None):
        raise CoalitionError("--between and --on belong together: --between african weog --on R18")
    if between is not None and fragile is not None:
        raise CoalitionError("--between and --fragile are two questions: ask one at a time")
    if first is not None and fragile is None:
        raise CoalitionError("--first is of --fragile: --fragile PER --first 10")
    network = open_network(disputed, declarations)
    if between is not None and on is not None:
        _between(network, on, between, replicates, form, wide)
    elif fragile is not None:
        _fragile(network, fragile, 10 if first is None else first, group_by, form, wide)
    else:
        _ranking(network, group_by, replicates, form, wide)


def _ranking(network: Network, by: str, replicates: int, form: OutputFormat, wide: bool) -> None:
    from coalition.analysis.bridges.nearness import nearness
    from coalition.analysis.bridges.ranking import AGREEMENT
    from coalition.analysis.bridges.ranking import bridges as find_bridges
    from coalition.analysis.bridges.wording import nearness_sentence, ranking_summary
    from coalition.analysis.phrases import headline

    table = find_bridges(network, by, replicates)
    agreement = (table["measure"] == AGREEMENT).any()
    middle = ["weakest_group_congruence", "weakest_group"] if agreement else ["shared_recommendations", "n"]
    shown = ["rank", "rank_low", "rank_high", "name", "group", *middle]
    below = {"note": ""} if agreement else {"shared_with": "shared with", "note": ""}
    near = nearness_sentence(nearness(network, table, by)) if agreement else ""
    emit(
        headline(network, f"{ranking_summary(table, by)} {near}".strip()),
        Part(table, shown, below, first=FIRST, headings={"weakest_group": "with"}),
        form,
        wide,
    )


def _between(
    network: Network, recommendation: str, groups: tuple[str, str], replicates: int, form: OutputFormat, wide: bool
) -> None:
    from coalition.analysis.bridges.between_groups import bridges_between as find_between
    from coalition.analysis.phrases import headline

    found = find_between(network, recommendation, *groups, replicates)
    first, second = groups
    headings = {"kappa_a": f"with {first}", "kappa_b": f"with {second}"}
    shown = ["rank", "rank_low", "rank_high", "name", "group", "kappa_a", "kappa_b"]
    emit(headline(network, found.sentence), Part(found.table, shown, {"note": ""}, headings=headings), form, wide)


def _fragile(network: Network, actor: str, first: int, by: str, form: OutputFormat, wide: bool) -> None:
    from coalition.analysis.bridges.fragility import fragility
    from coalition.analysis.phrases import headline

    found = fragility(network, actor, first, by)
    rows = Part(found.changes, ["citation", "year", "recorded", "changed"], {"title": ""})
    emit(headline(network, found.sentence), rows, form, wide)


@app.command(rich_help_panel=Panel.STRATEGIST)
def communities(
    kind: Annotated[str, typer.Option("--kind", help="Kind of actor: state, ngo, nhri, business ...")] = "state",
    ties: Annotated[bool, typer.Option("--ties", help="The validated ties themselves, positive and negative.")] = False,
    alpha: Annotated[float, typer.Option("--alpha", help="Share of false ties that is accepted.")] = 0.05,
    once: Annotated[bool, typer.Option("--once", help="Count a text that returns every year once: stricter.")] = False,
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """Who stands together, on ties that are more than chance.

    And who is in another community than its regional group.

    Example: coalition communities --format json
    """
    from coalition.analysis.bridges.backbone import backbone
    from coalition.analysis.bridges.communities import by_group, of_backbone, summary

    network = open_network()
    found = backbone(network, kind, alpha, once)
    if ties:
        nothing = found.table.empty
        shown = ["name", "other_name", "tie", "concordant", "n"]
        rows = Part(found.nearest if nothing else found.table, shown, headings={"concordant": "alike", "n": "of"})
        emit(found.sentence, rows, form, wide)
        return
    table = of_backbone(network, found)
    counts = by_group(table).rename(columns=lambda number: f"community {number}").reset_index()
    shown = ["name", "group", "stability", "ties", "ties_inside", "elsewhere"]
    answer = found.sentence if found.table.empty else f"{found.sentence} {summary(network, table)}"
    if found.table.empty:  # the answer says why of all
        emit(answer, Part(table, shown), form, wide, groups=counts)
        return
    if form is OutputFormat.TABLE:
        named = table["community"].map("community {:.0f}".format, na_action="ignore").fillna("no community")
        table = table.assign(community=named)
    emit(answer, Part(table, shown, {"note": ""}, under="community"), form, wide, groups=counts)


@app.command(rich_help_panel=Panel.TRUST)
def sensitivity(
    threshold: Annotated[
        list[float] | None, typer.Option(help="Kappa from which two States are tied; repeat it.")
    ] = None,
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """How much the order of bridge measures hangs on a threshold.

    Betweenness, brokerage roles, constraint and others, at several thresholds.

    Example: coalition sensitivity --threshold 0.5 --threshold 0.6
    """
    from coalition.analysis.bridges.threshold_sensitivity import THRESHOLDS
    from coalition.analysis.bridges.threshold_sensitivity import sensitivity as run
    from coalition.analysis.bridges.wording import sensitivity_summary

    table = run(open_network(), threshold or THRESHOLDS)
    shown = ["measure", "threshold", "ties", "isolated", "correlation_with_next", "with_degree"]
    emit(sensitivity_summary(table), Part(table, shown, {"first": "first"}), form, wide)
