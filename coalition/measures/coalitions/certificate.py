"""What is said of a coalition: members and what they are there for, proof, recount, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from coalition.arrays import Floats, Ints
from coalition.english import number_of
from coalition.errors import CoalitionError
from coalition.measures.coalitions.alternatives import Alternative, NearestCoalition, nearest
from coalition.measures.coalitions.programme import candidates, programme
from coalition.measures.coalitions.rules import (
    CompiledRules,
    Member,
    broken,
    covered,
    first_few,
    member_reasons,
)
from coalition.measures.integer_programme import Programme

Status = Literal["optimal", "feasible", "infeasible", "unknown"]
WEIGHT_STEPS = 10_000
"""Weights are compared in ten-thousandths of the largest: the solver's tolerance never decides a tie."""


@dataclass(frozen=True)
class Coalition:
    """An answer with its proof."""

    status: Status
    """`optimal`; `feasible` (found, not proven within the time limit); `infeasible`; `unknown` (nothing in time)."""
    members: tuple[Any, ...]
    size: int
    bound: float
    """What no coalition can beat: a least size, or for `largest_coverage` a largest number of recommendations."""
    gap: float
    """How far the answer is from the bound, rounded to whole members or recommendations; NaN without an answer."""
    certificate: str
    covered: tuple[Any, ...]
    reasons: tuple[Member, ...]
    several: bool | None = None
    """Another coalition of this size keeps the rules; None where it was not asked or not settled in time."""
    alternatives: tuple[Alternative, ...] = ()
    unmet: tuple[str, ...] = ()
    """Rules that cannot be met, in words."""
    nearest: NearestCoalition | None = None


def aim_at(plan: Programme, part: slice) -> Floats:
    """The sum of some unknowns, as an aim."""
    aim = np.zeros(len(plan.lower))
    aim[part] = 1.0
    return aim


def chosen(kept: Ints, values: Floats) -> list[int]:
    """Actors whose unknown is 1."""
    return [int(i) for i in kept[values > 0.5]]


def settle(plan: Programme, at: dict[str, slice], rules: CompiledRules, kept: Ints, values: Floats) -> list[int]:
    """Among equally good answers the one with the largest sum of weights, or the best found when time ran out."""
    steps = rules.weights[kept]
    if steps.any() and np.ptp(steps):
        aim = np.zeros(len(plan.lower))
        aim[at["x"]] = np.round(steps / steps.max() * WEIGHT_STEPS)
        best = plan.minimise(-aim)
        values = values if best.values is None else best.values
    return chosen(kept, values[at["x"]])


def answer(rules: CompiledRules, members: list[int], bound: float, proven: bool, coverage: bool = False) -> Coalition:
    """An answer, counted again; one that breaks a rule is never given."""
    kept = covered(rules, members)
    wrong = broken(rules, members, kept if coverage else None)
    if wrong:
        raise CoalitionError(f"the solver's answer breaks a rule when counted again: {'; '.join(wrong[:3])}")
    size = len(members)
    gap = bound - len(kept) if coverage else size - bound
    if coverage and gap < 0:
        raise CoalitionError("the solver's bound is below its own answer")
    if coverage:
        words = f"{number_of(size, 'member')}: {len(kept)} of {number_of(len(rules.items), 'recommendation')} covered"
        proof = "proven: no coalition under this budget carries more" if proven else f"at most {bound:g} are possible"
    else:
        words = f"{number_of(size, 'member')}: {all_of(len(kept))} covered"
        if not proven:
            proof = f"not proven smallest within the time limit: {at_least(bound)}"
        elif size == 1:
            proof = "proven: none can be smaller"
        else:
            proof = f"proven: no coalition of fewer than {size} keeps the rules"
    return Coalition(
        status="optimal" if proven else "feasible",
        members=tuple(rules.ids[i] for i in members),
        size=size,
        bound=bound,
        gap=gap,
        certificate=f"{words}; {proof}. The result was double-checked.",
        covered=tuple(rules.items[a] for a in kept),
        reasons=member_reasons(rules, members),
    )


def all_of(recommendations: int) -> str:
    """All recommendations that were asked for, in words."""
    return "the one recommendation" if recommendations == 1 else f"all {recommendations} recommendations"


def at_least(bound: float) -> str:
    """How many members are known to be needed, in words."""
    if bound < 1:
        return "how few would do is not known"
    return f"at least {bound:g} {'is' if bound == 1 else 'are'} needed"


def infeasible(rules: CompiledRules, unmet: tuple[str, ...], deadline: float) -> Coalition:
    """That no coalition keeps the rules, which ones, and the nearest that can be had."""
    near = nearest(rules, deadline)
    words = f"No coalition keeps these rules: {first_few(unmet, '; ')}."
    return Coalition("infeasible", (), 0, np.nan, np.nan, words, (), (), unmet=unmet, nearest=near)


def together(rules: CompiledRules, deadline: float) -> tuple[str, ...]:
    """Rules that can each be met, and not together: the budget with what it would have to be, or the quotas."""
    kept = candidates(rules)
    if rules.budget is not None:
        plan, at = programme(replace(rules, budget=None), kept, deadline)
        aim = np.zeros(len(plan.lower))
        aim[at["x"]] = rules.costs[kept]
        least = plan.minimise(aim)
        if least.values is not None:
            total = float(aim @ least.values)
            words = f"{total:g} needed" if least.proven else f"{total:g} would do"
            return (f"the budget of {rules.budget:g} is too small: {words}",)
        if not least.proven:
            return ("the rules cannot be met together",)
    if rules.quota:
        limits = ", ".join(_limit(label, low, high) for label, (low, high) in rules.quota.items())
        return (f"the quotas ({limits}) cannot be met together with the other rules",)
    return ("the rules cannot be met together",)


def _limit(label: str, low: int, high: int | None) -> str:
    return f"{label} {low} or more" if high is None else f"{label} {low} to {high}"
