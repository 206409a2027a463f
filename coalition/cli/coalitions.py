"""The smallest coalition that keeps some rules, and who should lead what, proven; what if stances were others."""

from __future__ import annotations

from typing import Annotated

import typer

from coalition.cli.options import FormatOption, open_network
from coalition.cli.output import Format, emit
from coalition.errors import CoalitionError

app = typer.Typer()
Recommendations = Annotated[list[str] | None, typer.Argument(help="Ids of recommendations; all with a supporter.")]
Among = Annotated[list[str] | None, typer.Option(help="Kind of actor to choose from, such as state; repeat it.")]
Seconds = Annotated[float, typer.Option(help="Time limit in seconds.")]


@app.command()
def smallest(
    recommendations: Recommendations = None,
    supporters: Annotated[int, typer.Option(help="Members that support each recommendation.")] = 1,
    groups: Annotated[int, typer.Option(help="Regional groups of States that they come from; 0 for any.")] = 0,
    span: Annotated[int, typer.Option(help="Regional groups that the coalition as a whole reaches.")] = 0,
    must: Annotated[list[str] | None, typer.Option(help="Id of an actor that has to be in; repeat it.")] = None,
    must_not: Annotated[list[str] | None, typer.Option(help="Id of an actor that has to be out; repeat it.")] = None,
    budget: Annotated[int | None, typer.Option(help="Largest size.")] = None,
    kind: Annotated[
        list[str] | None, typer.Option(help="Members of a kind or regional group: nhri=1 (least), state=2:8; repeat.")
    ] = None,
    among: Among = None,
    seats: Annotated[bool, typer.Option(help="Count others than States in the group of their seat.")] = False,
    alternatives: Annotated[bool, typer.Option(help="Find up to ten others of the same size.")] = False,
    largest: Annotated[bool, typer.Option(help="Cover as many of them as --budget members can.")] = False,
    seconds: Seconds = 30.0,
    form: FormatOption = Format.TABLE,
) -> None:
    """The fewest actors that together carry some recommendations, proven; or which rule cannot be met.

    Example: coalition smallest R18 R21.1 R22.3 --supporters 2 --groups 3 --must CHL --alternatives
    """
    import pandas as pd

    from coalition.analysis import coalitions as question
    from coalition.analysis.coalition_wording import coalition_summary
    from coalition.measures.coalitions.rules import Rules

    network = open_network()
    rules = Rules(
        supporters, groups, span, budget, must or (), must_not or (), _quota(kind or []), among or (), seats
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
    if form is Format.TABLE:
        more = {name: more[name] for name in ("alternatives", "unmet", "shortfalls")}
    emit(coalition_summary(network, found), question.members(network, found), form,
         ["actor_id", "name", "kind", "supports", "why"], **more)  # fmt: skip


@app.command()
def assign(
    recommendations: Annotated[
        list[str] | None, typer.Argument(help="Ids of recommendations; those without a recorded lead.")
    ] = None,
    leads: Annotated[int, typer.Option(help="Leads per recommendation.")] = 1,
    capacity: Annotated[int, typer.Option(help="Most recommendations that one actor leads.")] = 2,
    same_group: Annotated[bool, typer.Option(help="Allow leads of one recommendation from one group.")] = False,
    among: Among = None,
    seconds: Seconds = 30.0,
    form: FormatOption = Format.TABLE,
) -> None:
    """Who should lead what: supporters in an order of plausibility, shared out so that nobody is overloaded, proven.

    Example: coalition assign R18 R20.3 --leads 2 --capacity 1
    """
    import pandas as pd

    from coalition.analysis.gaps.leads import assign_leads
    from coalition.analysis.gaps.wording import leads_summary as summary

    found = assign_leads(open_network(), recommendations or None, leads, capacity, not same_group, among or (), seconds)
    given = found.assignment
    proof = pd.DataFrame([{"status": given.status, "total": given.total, "bound": given.bound}])
    more = {} if form is Format.TABLE else {"proof": proof}
    shown = ["recommendation_id", "name", "regional_group", "plausibility", "reason", "note"]
    emit(summary(found), found.table, form, shown, **more)


def _quota(given: list[str]) -> dict[str, int | tuple[int, int | None]]:
    """nhri=1 (at least) and state=2:8 (at least, at most)."""
    found: dict[str, int | tuple[int, int | None]] = {}
    for text in given:
        label, _, numbers = text.partition("=")
        low, _, high = numbers.partition(":")
        if not low.isdigit() or not (high == "" or high.isdigit()):
            raise CoalitionError(
                f"--kind {text}: write a kind or group with its least number, nhri=1, or both, nhri=1:3"
            )
        found[label] = (int(low), int(high) if high else None)
    return found


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
