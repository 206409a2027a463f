"""Who should lead what: tasks shared out so that the likelihood adds up to the most, with nobody overloaded."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from scipy import sparse

from coalition.arrays import Floats, Ints
from coalition.errors import CoalitionError
from coalition.measures.arguments import ArgumentError, amount, count, group_list, number_table, unique_ids, yes_or_no
from coalition.measures.integer_programme import Programme


@dataclass(frozen=True)
class Unfilled:
    """A task that lacks leads: how many, and why."""

    task: Any
    missing: int
    why: str


@dataclass(frozen=True)
class Assignment:
    """Who leads what, with its proof."""

    status: Literal["optimal", "feasible", "unknown"]
    """`optimal`; `feasible` (found, not proven within the time limit); `unknown` (nothing in time)."""
    leads: tuple[tuple[Any, Any, float], ...]
    """Task, actor and likelihood; by task, then by id of the actor."""
    total: float
    """Sum of the likelihoods."""
    bound: float
    """The largest sum that any assignment filling as many places could have; NaN where it is not known."""
    unfilled: tuple[Unfilled, ...]
    certificate: str


def assign(
    likelihood: npt.ArrayLike,
    groups: Sequence[str],
    capacities: int | Sequence[int] = 1,
    leads: int | Sequence[int] = 1,
    distinct_groups: bool = True,
    *,
    spread_over: Collection[str] = (),
    ids: Sequence[Any] | None = None,
    tasks: Sequence[Any] | None = None,
    time_limit: float = 30.0,
) -> Assignment:
    r"""Share out tasks among actors: as many places filled as can be, evenly if asked, then the most likelihood.

    .. math:: \max \sum_{ia} P_{ia} z_{ia} \;:\; \sum_a z_{ia} \le \text{capacity}_i,\quad
       \sum_i z_{ia} \le \text{leads}_a,\quad \sum_{i \in r} z_{ia} \le 1

    for every actor i, task a and group r, with z_ia in {0, 1}, solved by HiGHS; every rule is then counted again on
    the answer. Giving each task to the best actor left (greedy) can lose much: see the example.

    Parameters
    ----------
    likelihood : float array (actors, tasks)
        P in [0, 1]; NaN where the actor is not eligible.
    groups : sequence of str
        Group of each actor, "" for none.
    capacities : int or sequence of int
        Most tasks per actor, 0 or more.
    leads : int or sequence of int
        Places per task, 1 or more.
    distinct_groups : bool
        The leads of a task come from different groups; actors without a group are not limited by it.
    spread_over : collection of str
        Groups over which leads are spread: among the answers that fill as many places, the largest number of leads that
        any of these groups holds is as small as can be. None when empty.
    ids, tasks : sequence, optional
        Names of actors and tasks; their numbers when left out. Ties go to the actors that come first by id (least
        sum of places in that order).
    time_limit : float
        Seconds for everything together.

    Returns
    -------
    Assignment
        Places that nobody can fill are in `unfilled`, with the reason.

    Raises
    ------
    ArgumentError
        Likelihoods outside [0, 1], names or numbers that do not fit the table, or a number that is not possible.

    References
    ----------
    Kuhn, H. W. (1955). The Hungarian method for the assignment problem. Naval Research Logistics Quarterly 2, 83-97.

    Examples
    --------
    >>> found = assign([[0.9, 0.8], [0.85, 0.1]], ["A", "B"], ids=["a", "b"], tasks=["s", "t"])
    >>> found.leads, round(found.total, 2)
    ((('s', 'b', 0.85), ('t', 'a', 0.8)), 1.65)
    """
    amount("time_limit", time_limit, 0)
    yes_or_no("distinct_groups", distinct_groups)
    deadline = time.monotonic() + time_limit
    P = _likelihood(likelihood)
    n, m = P.shape
    named: list[Any] = list(range(n)) if ids is None else unique_ids("ids", ids)
    goals: list[Any] = list(range(m)) if tasks is None else unique_ids("tasks", tasks)
    for name, given, size in (("ids", named, n), ("tasks", goals, m)):
        if len(given) != size:
            raise ArgumentError(f"{name}: {len(given)} are given for a table of {n} x {m}; give one each")
    order = sorted(range(n), key=lambda i: named[i])
    P, named = P[order], [named[i] for i in order]
    of_group = [group_list(groups, n)[i] for i in order]
    most, places = _whole("capacities", capacities, n, 0)[order], _whole("leads", leads, m, 1)
    who, what = np.nonzero(~np.isnan(P))
    plan = _programme(who, what, of_group, most, places, distinct_groups, set(spread_over), deadline)
    # The last unknown is the most leads that one of the groups to be spread over holds.
    one, scores, order_of = (np.append(part, 0.0) for part in (np.ones(len(who)), P[who, what], who.astype(float)))
    found = plan.minimise(-one)
    values, bound, proven = found.values, np.nan, found.proven
    if values is not None and proven:
        plan.hold(one, float(one @ values), float(one @ values))
        if spread_over:
            found = plan.minimise(1.0 - one)
            values, proven = (values if found.values is None else found.values), found.proven
            plan.hold(1.0 - one, 0.0, float(values[-1]))
    if values is not None and proven:
        found = plan.minimise(-scores)
        values, proven = (values if found.values is None else found.values), found.proven
        bound = -found.bound if np.isfinite(found.bound) else np.nan
        if found.values is not None and proven:
            plan.hold(scores, float(scores @ values) - 1e-6, np.inf)
            first = plan.minimise(order_of)
            values = values if first.values is None else first.values
    if values is None:
        words = "Nothing was found within the time limit."
        return Assignment("unknown", (), 0.0, np.nan, (), words)
    taken = values[:-1] > 0.5
    pairs = sorted(zip(what[taken].tolist(), who[taken].tolist(), strict=True))
    _recount(pairs, P, of_group, most, places, distinct_groups)
    unfilled = _unfilled(pairs, P, of_group, most, places, distinct_groups, goals)
    total = float(sum(P[i, a] for a, i in pairs))
    words = f"{len(pairs)} of {int(places.sum())} places filled, with a sum of {total:.2f}; "
    held = Counter(of_group[i] for _, i in pairs if of_group[i] in spread_over)
    if held:
        words += f"no group holds more than {max(held.values())}; "
    alike = " with so few in one group" if held else ""
    words += (
        f"proven: no assignment fills more places, and none that fills as many{alike} has a larger sum"
        if proven
        else "not proven the largest within the time limit"
    )
    return Assignment(
        status="optimal" if proven else "feasible",
        leads=tuple((goals[a], named[i], float(P[i, a])) for a, i in pairs),
        total=total,
        bound=float(np.round(bound, 6)) + 0.0,
        unfilled=unfilled,
        certificate=f"{words}. The result was double-checked.",
    )


def _likelihood(given: npt.ArrayLike) -> Floats:
    P = np.asarray(given, dtype=float)
    if P.ndim != 2:
        raise ArgumentError(f"likelihood must be a table of actors x tasks; this has {P.ndim} dimensions")
    wrong = ~np.isnan(P) & ((P < 0) | (P > 1))
    if wrong.any():
        row, column = (int(place) for place in np.argwhere(wrong)[0])
        raise ArgumentError(f"likelihood: {P[row, column]:g} in row {row}, column {column} is not in 0 to 1 or NaN")
    return np.round(P, 10)


def _whole(name: str, given: int | Sequence[int], size: int, low: int) -> Ints:
    if isinstance(given, Sequence | np.ndarray) and not isinstance(given, str):
        values = number_table(name, given)
    else:
        count(name, given, low)
        values = np.full(size, given, dtype=float)
    if values.shape != (size,):
        raise ArgumentError(f"{name}: {values.size} are given for {size}; give one number, or one each")
    wrong = (values < low) | (values != np.round(values))
    if wrong.any():
        raise ArgumentError(f"{name}: {values[wrong][0]:g} is not a whole number of {low} or more")
    return values.astype(np.int64)


def _programme(
    who: Ints,
    what: Ints,
    groups: list[str],
    most: Ints,
    places: Ints,
    distinct: bool,
    spread_over: set[str],
    deadline: float,
) -> Programme:
    """One unknown for each eligible actor and task, and one for the most leads of a group to be spread over."""
    z = np.arange(len(who))
    parts = [
        sparse.csr_array((np.ones(len(z)), (who, z)), shape=(len(most), len(z))),
        sparse.csr_array((np.ones(len(z)), (what, z)), shape=(len(places), len(z))),
    ]
    high = [most.astype(float), places.astype(float)]
    named = np.array([groups[i] for i in who], dtype=object)
    if distinct:
        inside = z[named != ""]
        cells = {key: row for row, key in enumerate(sorted({(what[k], named[k]) for k in inside}))}
        rows = np.array([cells[what[k], named[k]] for k in inside], dtype=np.int64)
        parts.append(sparse.csr_array((np.ones(len(inside)), (rows, inside)), shape=(len(cells), len(z))))
        high.append(np.ones(len(cells)))
    even = sorted(spread_over & set(named))
    held = np.array([named == group for group in even], dtype=float).reshape(len(even), len(z))
    parts.append(sparse.csr_array(held))
    high.append(np.zeros(len(even)))
    A = sparse.csr_array(sparse.vstack(parts))
    last = np.zeros((A.shape[0], 1))
    last[A.shape[0] - len(even) :] = -1.0
    A = sparse.csr_array(sparse.hstack([A, sparse.csr_array(last)]))
    upper = np.append(np.ones(len(z)), float(places.sum()))
    return Programme(A, np.full(A.shape[0], -np.inf), np.concatenate(high), 0 * upper, upper, upper >= 0, deadline)


def _recount(
    pairs: list[tuple[int, int]], P: Floats, groups: list[str], most: Ints, places: Ints, distinct: bool
) -> None:
    """Every rule counted on the answer, without the solver; an answer that breaks one is never given."""
    for i in {i for _, i in pairs}:
        if sum(j == i for _, j in pairs) > most[i]:
            raise CoalitionError(f"the solver's answer gives actor {i} more tasks than it can carry")
    for a in {a for a, _ in pairs}:
        there = [i for b, i in pairs if b == a]
        named = [groups[i] for i in there if groups[i]]
        if len(there) > places[a] or np.isnan(P[there, a]).any() or (distinct and len(set(named)) < len(named)):
            raise CoalitionError(f"the solver's answer breaks a rule of task {a} when counted again")


def _unfilled(
    pairs: list[tuple[int, int]],
    P: Floats,
    groups: list[str],
    most: Ints,
    places: Ints,
    distinct: bool,
    goals: list[Any],
) -> tuple[Unfilled, ...]:
    found = []
    for a in range(len(goals)):
        missing = int(places[a]) - sum(b == a for b, _ in pairs)
        if missing:
            able = [i for i in range(len(P)) if not np.isnan(P[i, a])]
            eligible = [i for i in able if most[i] > 0]
            apart = len({groups[i] for i in eligible} - {""}) + sum(not groups[i] for i in eligible)
            if not able:
                why = "nobody is eligible"
            elif not eligible:
                why = "those eligible have a capacity of 0"
            elif len(eligible) < places[a]:
                why = f"{len(eligible)} eligible, {places[a]} needed"
            elif distinct and apart < places[a]:
                why = f"those eligible come from {apart} group{'' if apart == 1 else 's'}, {places[a]} needed"
            else:
                why = "those eligible are taken up by other tasks"
            found.append(Unfilled(goals[a], missing, why))
    return tuple(found)
