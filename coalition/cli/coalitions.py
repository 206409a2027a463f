"""The smallest coalition that keeps some rules, and who should lead what, proven; what if stances were others."""

from __future__ import annotations

from typing import Annotated

import typer

from coalition.cli.options import Declarations, Disputed, FormatOption, Panel, WideOption, open_network
from coalition.cli.output import OutputFormat, Part, emit
from coalition.errors import CoalitionError

app = typer.Typer()
Recommendations = Annotated[list[str] | None, typer.Argument(help="Ids of recommendations; all with a supporter.")]
Among = Annotated[list[str] | None, typer.Option(help="Kind of actor to choose from, such as state; repeat it.")]
Seconds = Annotated[float, typer.Option(help="Time limit in seconds.", min=1)]


@app.command("coalition-for", rich_help_panel=Panel.DIPLOMAT)
def coalition_for(
    recommendations: Recommendations = None,
    supporters: Annotated[int, typer.Option(help="Members that support each recommendation.")] = 1,
    groups: Annotated[int, typer.Option(help="Regional groups of States that they come from; 0 for any.")] = 0,
    span: Annotated[int, typer.Option(help="Regional groups that the coalition as a whole reaches.")] = 0,
    must: Annotated[list[str] | None, typer.Option(help="Id of an actor that has to be in; repeat it.")] = None,
    must_not: Annotated[list[str] | None, typer.Option(help="Id of an actor that has to be out; repeat it.")] = None,
    budget: Annotated[int | None, typer.Option(help="Largest size.")] = None,
    quota: Annotated[
        list[str] | None, typer.Option(help="Members of a kind or regional group: nhri=1 (least), state=2:8; repeat.")
    ] = None,
    among: Among = None,
    seats: Annotated[
        bool, typer.Option("--seats", help="Count others than States in the group of their seat.")
    ] = False,
    alternatives: Annotated[
        bool, typer.Option("--alternatives", help="Find up to ten others of the same size.")
    ] = False,
    largest: Annotated[bool, typer.Option("--largest", help="Cover as many of them as --budget members can.")] = False,
    seconds: Seconds = 30.0,
    disputed: Disputed = False,
    declarations: Declarations = False,
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """The fewest actors that together carry recommendations.

    Proven to be the fewest; or which rule cannot be met, and what comes nearest.

    Example: coalition coalition-for R18 R21.1 R22.3 --supporters 2 --groups 3 --must CHL --alternatives
    """
    import pandas as pd

    from coalition.analysis import coalitions as question
    from coalition.analysis.coalition_wording import coalition_summary, supported
    from coalition.analysis.phrases import headline
    from coalition.measures.coalitions.rules import Rules

    network = open_network(disputed, declarations)
    rules = Rules(
        supporters, groups, span, budget, must or (), must_not or (), _quota(quota or []), among or (), seats
    )  # fmt: skip
    if largest:
        if budget is None:
            raise CoalitionError("--largest needs --budget, the number of members, such as --budget 5")
        found = question.coalition_within(network, recommendations, rules, time_limit=seconds)
    else:
        found = question.coalition_for(
            network, recommendations, rules, alternatives=10 if alternatives else 1, time_limit=seconds
        )
    near = found.nearest
    more = {
        "proof": pd.DataFrame(
            [{"status": found.status, "size": found.size, "bound": found.bound, "gap": found.gap,
              "one of several": found.several}]
        ),
        "covered": pd.DataFrame({"recommendation_id": list(found.covered)}),
        "alternatives": question.choices(network, found) if alternatives else pd.DataFrame(),
        "unmet": pd.DataFrame({"rule": list(found.unmet)}),
        "nearest": pd.DataFrame(
            {"actor_id": near.members, "name": question.names(network, near.members)} if near else {}
        ),
        "shortfalls": pd.DataFrame({"rule": list(near.shortfalls) if near else []}),
    }  # fmt: skip
    rows = Part(question.members(network, found), ["actor_id", "name", "kind", "supports"], {"why": ""})
    parts: dict[str, pd.DataFrame | Part] = {**more}
    if form is OutputFormat.TABLE:
        choices = Part(more["alternatives"], ["choice", "shared", "instead", "instead_of"])
        parts = {"alternatives": choices, "unmet": more["unmet"], "shortfalls": more["shortfalls"]}
    emit(headline(network, f"{coalition_summary(network, found)} {supported(network)}"), rows, form, wide, **parts)


@app.command(rich_help_panel=Panel.STRATEGIST)
def assign(
    recommendations: Annotated[
        list[str] | None, typer.Argument(help="Ids of recommendations; those without a recorded lead.")
    ] = None,
    leads: Annotated[int, typer.Option(help="Leads per recommendation.")] = 1,
    capacity: Annotated[int, typer.Option(help="Most recommendations that one actor leads.", min=1)] = 2,
    same_group: Annotated[
        bool, typer.Option("--same-group", help="Allow leads of one recommendation from one group.")
    ] = False,
    uneven: Annotated[bool, typer.Option("--uneven", help="Do not spread the leads over the regional groups.")] = False,
    unrecorded: Annotated[
        bool, typer.Option("--unrecorded", help="With recommendations on which leads are not recorded.")
    ] = False,
    among: Among = None,
    seconds: Seconds = 30.0,
    disputed: Disputed = False,
    declarations: Declarations = False,
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """Who should lead what, with nobody overloaded.

    Supporters in an order of plausibility, spread over regional groups; the sharing is proven to be the best.

    Example: coalition assign R18 R20.3 --leads 2 --capacity 1
    """
    import pandas as pd

    from coalition.analysis.gaps.leads import assign_leads
    from coalition.analysis.gaps.wording import leads_summary as summary
    from coalition.analysis.phrases import headline

    network = open_network(disputed, declarations)
    found = assign_leads(
        network, recommendations or None, leads, capacity, not same_group, among or (), seconds,
        spread=not uneven, unrecorded=unrecorded,
    )  # fmt: skip
    given = found.assignment
    proof = pd.DataFrame([{"status": given.status, "total": given.total, "bound": given.bound}])
    more = {} if form is OutputFormat.TABLE else {"proof": proof}
    shown = ["recommendation_id", "name", "regional_group", "plausibility"]
    emit(headline(network, summary(found)), Part(found.table, shown, {"reason": "", "note": ""}), form, wide, **more)


def _quota(given: list[str]) -> dict[str, int | tuple[int, int | None]]:
    """nhri=1 (at least) and state=2:8 (at least, at most)."""
    found: dict[str, int | tuple[int, int | None]] = {}
    for text in given:
        label, _, numbers = text.partition("=")
        low, _, high = numbers.partition(":")
        if not low.isdigit() or not (high == "" or high.isdigit()):
            raise CoalitionError(
                f"--quota {text}: write a kind or group with its least number, nhri=1, or both, nhri=1:3"
            )
        found[label] = (int(low), int(high) if high else None)
    return found


FIRST = 15
"""Bridges shown to people."""


@app.command("what-if", rich_help_panel=Panel.ACTOR)
def what_if(
    changes: Annotated[
        list[str], typer.Argument(help="ACTOR:EVIDENCE=POSITION (support, abstain, oppose, absent, none).")
    ],
    coalition: Annotated[
        list[str] | None, typer.Option(help="Id of a recommendation that the smallest coalition carries; repeat it.")
    ] = None,
    groups: Annotated[int, typer.Option(help="Regional groups that each of these needs; 0 for any.")] = 0,
    disputed: Disputed = False,
    declarations: Declarations = False,
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """What would follow if some stances were others.

    Positions, gaps, bridges and the smallest coalition: before, after, difference. Stores nothing.

    Example: coalition what-if CHL:GA-70-161=oppose --coalition R21.1
    """  # fmt: skip
    from coalition.analysis.phrases import headline

    if groups and not coalition:
        raise CoalitionError("--groups is of the coalition that --coalition seeks: --coalition R21.1 --groups 3")
    from coalition.analysis.scenarios.what_if import parse_change
    from coalition.analysis.scenarios.what_if import what_if as ask

    network = open_network(disputed, declarations)
    found = ask(network, [parse_change(text) for text in changes], None, coalition or (), groups)
    headings = {"congruence_before": "agreement before", "congruence_after": "agreement after",
                "sole_before": "sole carrier before", "sole_after": "sole carrier after"}  # fmt: skip
    moved = ["name", "rank_before", "rank_after", "congruence_before", "congruence_after", "sole_before", "sole_after"]
    counts = ["recommendation_id", "opened", "closed", "supporters_before", "supporters_after"]
    emit(
        headline(network, found.sentence),
        Part(found.changes, ["name", "evidence_id", "before", "after"], {"note": ""}),
        form,
        wide,
        positions=Part(found.positions, ["name", "recommendation_id", "before", "after"]),
        gaps=Part(found.gaps, counts),
        bridges=Part(found.bridges, moved, first=FIRST, headings=headings),
        coalition=found.coalition,
    )
