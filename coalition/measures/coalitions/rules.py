"""The rules of a coalition: what is asked of it, whether an answer keeps them, and which of them nobody could keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Integral
from typing import Any

import numpy as np
import numpy.typing as npt

from coalition.arrays import Bools, Floats
from coalition.english import number_of
from coalition.measures.arguments import (
    ArgumentError,
    amount,
    count,
    group_list,
    several,
    support_matrix,
    unique_ids,
    yes_or_no,
)

Quota = Mapping[str, int | tuple[int, int | None]]
"""Kind or group -> least number of members, or (least, most); most is None where there is no limit."""


@dataclass(frozen=True)
class Rules:
    """What is asked of a coalition, whatever the map: commands, pages, briefs and Python build the same.

    Raises
    ------
    ArgumentError
        A number is not possible, text is given where a list of ids is meant, or an actor must and must not be in.
    """

    supporters: int = 1
    """How many members have to support each recommendation."""
    groups: int = 0
    """From how many different groups; 0 for any."""
    span: int = 0
    """How many groups the coalition as a whole has to reach."""
    budget: float | None = None
    """Most that the members may cost together; where each costs 1, the largest size."""
    must: Sequence[Any] = ()
    """Ids of actors that have to be in."""
    must_not: Sequence[Any] = ()
    """Ids of actors that have to be out."""
    quota: Quota = field(default_factory=dict, hash=False)
    """Kind or group -> least number of members, or (least, most) with most None for no limit."""
    among: Sequence[str] = ()
    """Kinds that may take part beside the musts and the kinds that a quota names; all when empty."""
    seats: bool = False
    """On a network: actors that are not States count in the group of their seat. A list of groups says it already."""

    def __post_init__(self) -> None:
        for name in ("must", "must_not", "among"):
            given = several(name, getattr(self, name), "kinds" if name == "among" else "ids")
            object.__setattr__(self, name, tuple(given))  # as tuples, rules are equal and hashed by what they say
        both = [str(key) for key in self.must if key in self.must_not]
        if both:
            raise ArgumentError(f"must and must_not: {', '.join(both)} in both; an actor takes part or does not")
        count("supporters", self.supporters, 1)
        count("groups", self.groups, 0)
        count("span", self.span, 0)
        if self.budget is not None:
            amount("budget", self.budget, 0)
        yes_or_no("seats", self.seats)
        if not isinstance(self.quota, Mapping):
            raise ArgumentError(f"quota: {self.quota!r} is no mapping; give such as {{'ngo': 1}} or {{'ngo': (1, 3)}}")
        for label, value in self.quota.items():
            _check_quota(label, value)


def _check_quota(label: str, value: int | tuple[int, int | None]) -> None:
    """A least number of members, or a least and a largest one."""
    low, high = value if isinstance(value, tuple) and len(value) == 2 else (value, None)
    numbers = [low] if high is None else [low, high]
    if not all(isinstance(number, Integral) and not isinstance(number, bool) for number in numbers):
        raise ArgumentError(f"quota: {label!r}: {value!r} is no number of members; give such as 2, (2, 4) or (2, None)")
    if low < 0 or (high is not None and high < low):
        raise ArgumentError(f"quota: {label} cannot have at least {low} and at most {high} members")


ONE_SUPPORTER_EACH = Rules()
"""What is asked unless something else is: one supporter of each recommendation, whoever it is."""


@dataclass(frozen=True, eq=False)
class CompiledRules:
    """Rules on a table of who supports what, in numbers of its rows.

    Actors stand in the order of their ids, so that an answer does not depend on the order of rows.
    """

    support: Bools
    ids: list[Any]
    items: list[Any]
    groups: list[str]
    kinds: list[str]
    supporters: int
    groups_required: int
    must: frozenset[int]
    must_not: frozenset[int]
    budget: float | None
    costs: Floats
    quota: dict[str, tuple[int, int | None]]
    weights: Floats
    span: int
    """Groups that the coalition as a whole has to reach."""

    def labels(self, actor: int) -> set[str]:
        """Kind and group of an actor, as quotas name them."""
        return {self.kinds[actor], self.groups[actor]} - {""}

    @property
    def counted(self) -> bool:
        """The budget counts heads: every cost is 1."""
        return bool((self.costs == 1).all())


def compiled(
    support: npt.ArrayLike,
    groups: Sequence[str],
    rules: Rules,
    *,
    costs: npt.ArrayLike | None = None,
    kinds: Sequence[str] | None = None,
    weights: npt.ArrayLike | None = None,
    ids: Sequence[Any] | None = None,
    items: Sequence[Any] | None = None,
) -> CompiledRules:
    """Rules with the other arguments of `smallest_coalition`, each of them checked."""
    matrix = support_matrix(support)
    n, m = matrix.shape
    named: list[Any] = list(range(n)) if ids is None else unique_ids("ids", ids)
    goals: list[Any] = list(range(m)) if items is None else unique_ids("items", items)
    for name, given, size in (("ids", named, n), ("items", goals, m)):
        if len(given) != size:
            raise ArgumentError(f"{name}: {len(given)} are given for a table of {n} x {m}; give one each")
    of_group = group_list(groups, n)
    of_kind = group_list(kinds, n) if kinds is not None else [""] * n
    cost, weight = _numbers("costs", costs, n, 1.0), _numbers("weights", weights, n, 0.0)
    everybody = set(range(n))
    order = np.asarray(
        sorted(_inside(rules, named, of_kind) if rules.among else everybody, key=named.__getitem__), dtype=np.int64
    )
    place = {named[i]: rank for rank, i in enumerate(order)}
    out = [named[i] for i in everybody - set(order)]
    return CompiledRules(
        support=matrix[order],
        ids=[named[i] for i in order],
        items=goals,
        groups=[of_group[i] for i in order],
        kinds=[of_kind[i] for i in order],
        supporters=int(rules.supporters),
        groups_required=int(rules.groups),
        must=_places("must", rules.must, place),
        must_not=_places("must_not", [key for key in rules.must_not if key not in out], place),
        budget=rules.budget,
        costs=cost[order],
        quota=_quota(rules.quota, {of_group[i] for i in order} | {of_kind[i] for i in order}),
        weights=weight[order],
        span=int(rules.span),
    )


def _inside(rules: Rules, ids: list[Any], kinds: list[str]) -> list[int]:
    """Who may take part where only some kinds are asked for: these, the musts, and the kinds that a quota names."""
    asked = {*rules.among, *rules.quota}
    return [i for i, key in enumerate(ids) if kinds[i] in asked or key in rules.must]


def shortages(rules: CompiledRules) -> tuple[str, ...]:
    """Rules that cannot be met whoever joins, each in words; () where each can be met when it stands alone."""
    allowed = [i for i in range(len(rules.ids)) if i not in rules.must_not]
    words = []
    for item, goal in enumerate(rules.items):
        there = [i for i in allowed if rules.support[i, item]]
        left_out = " once those who must not take part are left out" if rules.must_not else ""
        found = len({rules.groups[i] for i in there} - {""})
        if len(there) < rules.supporters:
            words.append(f"{goal} has {number_of(len(there), 'supporter')}{left_out}, {rules.supporters} needed")
        if there and found < rules.groups_required:
            words.append(
                f"{goal} has supporters in {number_of(found, 'group')}{left_out}, {rules.groups_required} needed"
            )
    for label, (low, _) in rules.quota.items():
        there = [i for i in allowed if label in rules.labels(i)]
        if len(there) < low:
            words.append(f"{label}: {len(there)} could take part, {low} needed")
    reachable = len({rules.groups[i] for i in allowed} - {""})
    if reachable < rules.span:
        words.append(f"the coalition as a whole could reach {number_of(reachable, 'group')}, {rules.span} needed")
    return tuple(words)


def broken(rules: CompiledRules, members: Sequence[int], required: Sequence[int] | None = None) -> tuple[str, ...]:
    """Rules that a set of actors breaks, each in words: a check by counting, which shares nothing with the solver.

    `required` are the recommendations that have to be covered; all when left out.
    """
    chosen = set(members)
    words = [f"{rules.ids[i]} is missing" for i in sorted(rules.must - chosen)]
    words += [f"{rules.ids[i]} must not take part" for i in sorted(rules.must_not & chosen)]
    for item in range(len(rules.items)) if required is None else required:
        there = [i for i in chosen if rules.support[i, item]]
        found = len({rules.groups[i] for i in there if rules.groups[i]})
        if len(there) < rules.supporters:
            words.append(f"{rules.items[item]} has {len(there)} of {number_of(rules.supporters, 'supporter')}")
        if there and found < rules.groups_required:
            words.append(
                f"{rules.items[item]} has supporters in {found} of {number_of(rules.groups_required, 'group')}"
            )
    reached = len({rules.groups[i] for i in chosen if rules.groups[i]})
    if reached < rules.span:
        words.append(f"the coalition as a whole reaches {reached} of {number_of(rules.span, 'group')}")
    spent = sum(float(rules.costs[i]) for i in chosen)
    if rules.budget is not None and spent > rules.budget + 1e-9:
        what = number_of(len(chosen), "member") if rules.counted else f"costs of {spent:g}"
        words.append(f"{what} where the budget allows {rules.budget:g}")
    for label, (low, high) in rules.quota.items():
        here = sum(label in rules.labels(i) for i in chosen)
        if here < low:
            words.append(f"{label}: {here} of at least {low}")
        if high is not None and here > high:
            words.append(f"{label}: {here} where at most {high} are allowed")
    return tuple(words)


def covered(rules: CompiledRules, members: Sequence[int]) -> list[int]:
    """Recommendations whose own rules (supporters and groups) some actors keep."""
    found = []
    for item in range(len(rules.items)):
        there = [i for i in members if rules.support[i, item]]
        groups = {rules.groups[i] for i in there if rules.groups[i]}
        if len(there) >= rules.supporters and len(groups) >= rules.groups_required:
            found.append(item)
    return found


@dataclass(frozen=True)
class Member:
    """A member and what it is there for."""

    id: Any
    group: str
    kind: str
    cells: tuple[Any, ...]
    """Recommendations that it alone of its group supports in the coalition; none where it counts for no group."""
    needed_for: tuple[Any, ...]
    """Recommendations that would fall short of supporters or groups without it."""
    why: str


def member_reasons(rules: CompiledRules, members: Sequence[int]) -> tuple[Member, ...]:
    """What each member is there for: the cells that it alone carries, and what would fall short without it."""
    table = rules.support[list(members)]
    kept = covered(rules, members)
    found = []
    for place, i in enumerate(members):
        others = [j for j in members if j != i]
        lost = sorted(set(kept) - set(covered(rules, others)))
        same = [p for p, j in enumerate(members) if j != i and rules.groups[j] == rules.groups[i]]
        alone = np.flatnonzero(table[place] & ~table[same].any(axis=0) & (rules.groups[i] != ""))
        words = [f"without it {first_few([rules.items[a] for a in lost], ', ')} would fall short"] if lost else []
        words += ["named as a must"] if i in rules.must else []
        reached = {rules.groups[j] for j in others} - {""}
        if rules.groups[i] and rules.groups[i] not in reached and len(reached) < rules.span:
            words.append(f"the only one of {rules.groups[i]}, one of the {rules.span} groups required in all")
        words += [
            f"needed for the quota of {label}: {low} or more"
            for label, (low, _) in rules.quota.items()
            if label in rules.labels(i) and low and sum(label in rules.labels(j) for j in others) < low
        ]
        found.append(
            Member(
                id=rules.ids[i],
                group=rules.groups[i],
                kind=rules.kinds[i],
                cells=tuple(rules.items[a] for a in alone),
                needed_for=tuple(rules.items[a] for a in lost),
                why="; ".join(words) or "not needed by any rule",
            )
        )
    return tuple(found)


def first_few(names: Sequence[Any], between: str, limit: int = 6) -> str:
    """The first names, and how many more there are."""
    shown = between.join(str(name) for name in names[:limit])
    return shown if len(names) <= limit else f"{shown} and {len(names) - limit} more"


def _places(name: str, given: Sequence[Any], place: Mapping[Any, int]) -> frozenset[int]:
    unknown = [key for key in given if key not in place]
    if unknown:
        raise ArgumentError(f"{name}: {', '.join(map(str, unknown[:5]))} not among the {len(place)} actors")
    return frozenset(place[key] for key in given)


def _numbers(name: str, given: npt.ArrayLike | None, n: int, default: float) -> Floats:
    if given is None:
        return np.full(n, default)
    values = np.asarray(given, dtype=float)
    if values.shape != (n,):
        raise ArgumentError(f"{name}: shape {values.shape} does not fit {n} actors; give one number each")
    wrong = ~np.isfinite(values) | (values < 0)
    if wrong.any():
        where = int(np.flatnonzero(wrong)[0])
        raise ArgumentError(f"{name}: {values[where]:g} of actor {where} is not a number of 0 or more")
    return values


def _quota(quota: Quota, known: set[str]) -> dict[str, tuple[int, int | None]]:
    found: dict[str, tuple[int, int | None]] = {}
    for label, value in quota.items():
        low, high = value if isinstance(value, tuple) else (value, None)
        if label == "" or (label not in known and low > 0):
            there = ", ".join(sorted(known - {""})) or "none"
            raise ArgumentError(f"quota: {label!r} is no kind or group of the actors; there are: {there}")
        found[label] = (int(low), None if high is None else int(high))
    return dict(sorted(found.items()))
