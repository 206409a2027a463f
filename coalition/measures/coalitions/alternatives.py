"""Around a smallest coalition: others of the same size, and the nearest one where none keeps the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from coalition.english import number_of
from coalition.errors import CoalitionError
from coalition.measures.coalitions.programme import candidates, order_of, programme
from coalition.measures.coalitions.rules import CompiledRules, broken, first_few


@dataclass(frozen=True)
class Alternative:
    """Another coalition of the same size: what it shares with the first, and whom it has instead of whom."""

    members: tuple[Any, ...]
    shared: int
    instead: tuple[Any, ...]
    instead_of: tuple[Any, ...]
    words: str


@dataclass(frozen=True)
class NearestCoalition:
    """The coalition that falls short of the rules by as little as possible, and where it does."""

    members: tuple[Any, ...]
    size: int
    shortfalls: tuple[str, ...]
    proven: bool
    words: str


def others(
    rules: CompiledRules, members: Sequence[int], limit: int, deadline: float
) -> tuple[bool | None, tuple[Alternative, ...]]:
    """Up to `limit` other coalitions of the same size, each sharing as few members as it can with those before it.

    One found is cut off (at least one of its members has to go) before the next is sought; among equally different
    ones weight and id decide. The first value says whether there is another at all; None where time ran out first.
    """
    kept = candidates(rules, limit + 1)
    plan, at = programme(rules, kept, deadline)
    size = len(members)
    ones = np.zeros(len(plan.lower))
    ones[at["x"]] = 1.0
    plan.hold(ones, size, size)
    place = {int(i): spot for spot, i in enumerate(kept)}
    rank = {i: spot for spot, i in enumerate(order_of(rules))}
    in_order = sorted(place, key=rank.__getitem__)
    order = np.zeros(len(plan.lower))
    for spot, i in enumerate(in_order):
        order[place[i]] = spot
    overlap = np.zeros(len(plan.lower))
    found: list[list[int]] = [list(members)]
    while len(found) <= limit:
        last = np.zeros(len(plan.lower))
        last[[place[i] for i in found[-1]]] = 1.0
        plan.hold(last, -np.inf, size - 1)
        overlap += last
        best = plan.minimise(overlap * (len(kept) * size + 1) + order)
        if best.values is None:
            exhausted = best.proven
            break
        chosen = [int(i) for i in kept[best.values[at["x"]] > 0.5]]
        if broken(rules, chosen):
            raise CoalitionError(f"an alternative breaks a rule when counted again: {broken(rules, chosen)[0]}")
        found.append(chosen)
    else:
        exhausted = False
    more = tuple(_alternative(rules, members, chosen) for chosen in found[1:])
    return (True if more else (False if exhausted else None)), more


def nearest(rules: CompiledRules, deadline: float) -> NearestCoalition | None:
    """The coalition with the least total shortfall, then the fewest members.

    One missing supporter, one missing group and one member too many or too few for a quota weigh the same; the budget
    is kept unless the musts alone break it. None where the time ran out.
    """
    kept = candidates(rules)
    plan, at = programme(rules, kept, deadline, elastic=True)
    slack, ones = np.zeros(len(plan.lower)), np.zeros(len(plan.lower))
    slack[at["slack"]], ones[at["x"]] = 1.0, 1.0
    # More than everything else together could fall short.
    slack[at["budget"]] = 1.0 + len(rules.items) * (rules.supporters + rules.groups_required) + rules.span
    slack[at["budget"]] += sum(least for least, _ in rules.quota.values()) + len(rules.quota) * len(kept)
    best = plan.minimise(slack)
    if best.values is None:
        return None
    proven = best.proven
    plan.hold(slack, -np.inf, float(slack @ best.values) + 1e-6)
    fewest = plan.minimise(ones)
    if fewest.values is not None:
        proven, best = proven and fewest.proven, fewest
    values = best.values if best.values is not None else np.zeros(len(plan.lower))
    chosen = [int(i) for i in kept[values[at["x"]] > 0.5]]
    short = broken(rules, chosen)
    words = f"{number_of(len(chosen), 'member')}, falling short so: {first_few(short, '; ')}"
    return NearestCoalition(tuple(rules.ids[i] for i in chosen), len(chosen), short, proven, words)


def _alternative(rules: CompiledRules, first: Sequence[int], chosen: Sequence[int]) -> Alternative:
    new, gone = sorted(set(chosen) - set(first)), sorted(set(first) - set(chosen))
    names = [", ".join(str(rules.ids[i]) for i in part) for part in (new, gone)]
    shared = len(first) - len(gone)
    return Alternative(
        members=tuple(rules.ids[i] for i in chosen),
        shared=shared,
        instead=tuple(rules.ids[i] for i in new),
        instead_of=tuple(rules.ids[i] for i in gone),
        words=f"shares {shared} of {len(first)} members; {names[0]} instead of {names[1]}",
    )
