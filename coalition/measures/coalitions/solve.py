"""The smallest coalition that keeps some rules, and the largest coverage under a budget: proven, not guessed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from coalition.measures.arguments import ArgumentError, amount, count
from coalition.measures.coalitions.alternatives import others
from coalition.measures.coalitions.certificate import Coalition, aim_at, answer, chosen, infeasible, settle, together
from coalition.measures.coalitions.programme import candidates, greedy, independent_items, programme
from coalition.measures.coalitions.rules import ONE_SUPPORTER_EACH, Rules, broken, compiled, shortages


def smallest_coalition(
    support: npt.ArrayLike,
    groups: Sequence[str],
    rules: Rules = ONE_SUPPORTER_EACH,
    *,
    costs: npt.ArrayLike | None = None,
    kinds: Sequence[str] | None = None,
    weights: npt.ArrayLike | None = None,
    ids: Sequence[Any] | None = None,
    items: Sequence[Any] | None = None,
    alternatives: int = 0,
    time_limit: float = 30.0,
) -> Coalition:
    r"""The fewest actors that together carry every recommendation, with a proof that fewer cannot.

    .. math:: \min \sum_i x_i \;:\; \sum_{i \text{ supports } a} x_i \ge k,\quad
       y_{ar} \le \sum_{i \in r \text{ supports } a} x_i,\quad \sum_r y_{ar} \ge q

    for every recommendation a and group r, with x_i in {0, 1} and y_ar in [0, 1], solved by HiGHS. Every rule is then
    counted again on the answer, without the solver.

    Parameters
    ----------
    support : bool array (actors, recommendations)
        Who supports each of the chosen recommendations.
    groups : sequence of str
        Group of each actor, "" for none: such an actor counts as a supporter and for no group.
    rules : Rules
        k = `supporters` from q = `groups` different groups for every recommendation, and what else is asked; one
        supporter of each recommendation when left out.
    costs : float array (actors,), optional
        1 each when left out. The aim stays the fewest members; costs count for the budget only.
    kinds : sequence of str, optional
        Kind of each actor, for quotas and `among`.
    weights : float array (actors,), optional
        0 or more. Among coalitions of the least size the one with the largest sum is taken; of those the same
        one every time, whatever the order of the rows.
    ids, items : sequence, optional
        Names of actors and recommendations; their numbers when left out.
    alternatives : int
        How many other coalitions of the same size to find, 0 to 10; with 1 the answer says whether it is one of
        several. Each next one shares as few members as possible with those before it.
    time_limit : float
        Seconds for everything together.

    Returns
    -------
    Coalition
        Without recommendations the smallest coalition holds only whom the other rules demand. Where no coalition can
        keep the rules, `unmet` names them and `nearest` is a coalition that falls short by as little as possible.

    Raises
    ------
    ArgumentError
        Support is not true or false, names do not fit the table or repeat, ids are unknown, a number is negative, or
        a quota names no kind or group.

    References
    ----------
    Karp, R. M. (1972). Reducibility among Combinatorial Problems (set cover). In: Complexity of Computer Computations.

    Examples
    --------
    >>> import numpy as np
    >>> support = np.array([[1, 1, 1, 1, 0, 0], [1, 1, 0, 0, 1, 0], [0, 0, 1, 1, 0, 1]])
    >>> found = smallest_coalition(support, ["W", "A", "G"], ids=["G1", "O1", "O2"])
    >>> found.status, found.members, found.bound
    ('optimal', ('O1', 'O2'), 2.0)
    """
    count("alternatives", alternatives, 0, 10)
    amount("time_limit", time_limit, 0)
    deadline = time.monotonic() + time_limit
    asked = compiled(support, groups, rules, costs=costs, kinds=kinds, weights=weights, ids=ids, items=items)
    unmet = shortages(asked)
    if unmet:
        return infeasible(asked, unmet, deadline)
    kept = candidates(asked)
    slim = replace(asked, support=asked.support[:, independent_items(asked.support[kept])])
    plan, at = programme(slim, kept, deadline)
    first = plan.minimise(aim_at(plan, at["x"]))
    bound = max(0.0, float(np.ceil(first.bound - 1e-6))) if np.isfinite(first.bound) else 0.0
    if first.values is None and first.proven:
        return infeasible(asked, together(asked, deadline), deadline)
    if first.values is None or not first.proven:
        found = greedy(asked) if first.values is None else chosen(kept, first.values[at["x"]])
        if broken(asked, found):
            words = "Nothing was found within the time limit; that does not say that nothing exists."
            return Coalition("unknown", (), 0, bound, np.nan, words, (), ())
        return answer(asked, found, bound, False)
    size = int(first.values[at["x"]].sum())
    plan.hold(aim_at(plan, at["x"]), size, size)
    members = settle(plan, at, asked, kept, first.values)
    found_answer = answer(asked, members, bound, True)
    if not alternatives:
        return found_answer
    several, more = others(asked, members, alternatives, deadline)
    which = {True: " It is one of several of this size.", False: " It is the only one of this size."}
    words = f"{found_answer.certificate}{which[several] if several is not None else ''}"
    return replace(found_answer, several=several, alternatives=more, certificate=words)


def largest_coverage(
    support: npt.ArrayLike,
    groups: Sequence[str],
    rules: Rules,
    *,
    costs: npt.ArrayLike | None = None,
    kinds: Sequence[str] | None = None,
    weights: npt.ArrayLike | None = None,
    ids: Sequence[Any] | None = None,
    items: Sequence[Any] | None = None,
    time_limit: float = 30.0,
) -> Coalition:
    r"""The coalition under a budget that carries the most recommendations, and of those the smallest.

    .. math:: \max \sum_a z_a \;:\; \sum_{i \text{ supports } a} x_i \ge k z_a,\quad \sum_r y_{ar} \ge q z_a,\quad
       \sum_i c_i x_i \le \text{budget}

    Parameters
    ----------
    support, groups, costs, kinds, weights, ids, items
        As in `smallest_coalition`.
    rules : Rules
        With a budget: the largest size, or the most that the members may cost together.
    time_limit : float
        Seconds for everything together.

    Returns
    -------
    Coalition
        `covered` names what it carries; `bound` is the largest number that any coalition under the budget could carry.

    Raises
    ------
    ArgumentError
        As in `smallest_coalition`; or the rules have no budget.

    References
    ----------
    Nemhauser, G. L., Wolsey, L. A. & Fisher, M. L. (1978). An analysis of approximations for maximizing submodular
    set functions. Mathematical Programming 14, 265-294 (for the greedy way that this one does not need).

    Examples
    --------
    >>> import numpy as np
    >>> support = np.array([[1, 1, 1, 1, 0, 0], [1, 1, 0, 0, 1, 0], [0, 0, 1, 1, 0, 1]])
    >>> found = largest_coverage(support, ["W", "A", "G"], Rules(budget=1), ids=["G1", "O1", "O2"])
    >>> found.members, found.covered
    (('G1',), (0, 1, 2, 3))
    """
    amount("time_limit", time_limit, 0)
    deadline = time.monotonic() + time_limit
    asked = compiled(support, groups, rules, costs=costs, kinds=kinds, weights=weights, ids=ids, items=items)
    if asked.budget is None:
        raise ArgumentError("budget: none is given; use a number of members, or of costs")
    bare = replace(asked, items=[], support=asked.support[:, :0])
    unmet = shortages(bare)
    if unmet:
        return infeasible(bare, unmet, deadline)
    kept = candidates(asked)
    plan, at = programme(asked, kept, deadline, all_items=False)
    first = plan.minimise(-aim_at(plan, at["z"]))
    if first.values is None and first.proven:
        return infeasible(bare, together(bare, deadline), deadline)
    bound = float(np.floor(-first.bound + 1e-6)) if np.isfinite(first.bound) else float(len(asked.items))
    if first.values is None:
        words = "Nothing was found within the time limit; that does not say that nothing exists."
        return Coalition("unknown", (), 0, bound, np.nan, words, (), ())
    if not first.proven:
        return answer(asked, chosen(kept, first.values[at["x"]]), bound, False, coverage=True)
    most = int(first.values[at["z"]].sum())
    plan.hold(aim_at(plan, at["z"]), most, most)
    second = plan.minimise(aim_at(plan, at["x"]))
    if second.values is None or not second.proven:
        values = first.values if second.values is None else second.values
        return answer(asked, chosen(kept, values[at["x"]]), bound, True, coverage=True)
    size = int(second.values[at["x"]].sum())
    plan.hold(aim_at(plan, at["x"]), size, size)
    return answer(asked, settle(plan, at, asked, kept, second.values), bound, True, coverage=True)
