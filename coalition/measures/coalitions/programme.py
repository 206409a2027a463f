"""The rules of a coalition as an integer programme, and the greedy way for comparison."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from coalition.arrays import Bools, Floats, Ints
from coalition.measures.coalitions.rules import CompiledRules
from coalition.measures.integer_programme import Programme


def candidates(rules: CompiledRules, choices: int = 1) -> Ints:
    """Actors worth considering, in the order of ids.

    Of twins (same support, group, kind and cost) a smallest coalition needs at most `supporters`, or one to reach a
    group, and as many more as a quota asks for: the first so many by weight and id are kept, `choices` times as many
    where several coalitions are sought. Musts stay, those who must not go.
    """
    taken: dict[tuple[bytes, str, str, float], int] = {}
    kept = set(rules.must)
    low = {label: least for label, (least, _) in rules.quota.items()}
    for i in order_of(rules):
        if i in rules.must_not or i in rules.must:
            continue
        key = (rules.support[i].tobytes(), rules.groups[i], rules.kinds[i], float(rules.costs[i]))
        useful = rules.supporters if rules.support[i].any() else int(rules.span > 0)
        if taken.get(key, 0) < choices * (useful + sum(low.get(label, 0) for label in rules.labels(i))):
            taken[key] = taken.get(key, 0) + 1
            kept.add(i)
    return np.asarray(sorted(kept), dtype=np.int64)


def order_of(rules: CompiledRules) -> list[int]:
    """Actors by falling weight, then by id."""
    return sorted(range(len(rules.ids)), key=lambda i: (-rules.weights[i], i))


def independent_items(support: Bools) -> Ints:
    """Columns that no other one implies: who covers a recommendation covers every one with at least its supporters.

    In the order of what they hold, so that a solver sees the same programme whatever the order of columns.
    """
    table = support.astype(float)
    inside = table.T @ (1 - table) == 0  # [b, a]: every supporter of b supports a
    np.fill_diagonal(inside, False)
    first = np.arange(len(inside))[:, None] < np.arange(len(inside))[None, :]
    found = np.flatnonzero(~(inside & (~inside.T | first)).any(axis=0))
    return found[np.lexsort(support[:, found])] if len(support) else found


def programme(
    rules: CompiledRules, chosen: Ints, deadline: float, *, all_items: bool = True, elastic: bool = False
) -> tuple[Programme, dict[str, slice]]:
    """The programme of some actors, and where its unknowns stand.

    x_i is 1 where actor i takes part; z_a where recommendation a is covered (fixed at 1 when `all_items`); y, for a
    recommendation and a group or for a group in the coalition as a whole, is at most 1 and at most the number of
    members in it, so it needs no whole numbers; `slack` says by how much a rule falls short (fixed at 0 unless
    `elastic`).
    """
    # The unknowns stand in the order x, z, y, slack. Each block of constraints is (on x, on z, on y, on slack, least):
    #   S x - k z                      >= 0      k supporters for what is covered
    #   members of a cell x - y        >= 0      a cell is a recommendation and a group: y is 1 only where one is there
    #   sum of y over the cells - q z  >= 0      q different groups for what is covered
    #   sum of y over the groups       >= span   groups of the coalition as a whole
    #   low <= members of a label x <= high, and costs x <= budget, both written as "at least".
    # With an integer x, y may be a fraction: raising it to 1 wherever a member is there only helps. That keeps
    # the branching on actors, and on recommendations where not all have to be covered.
    S = sparse.csr_array(rules.support[chosen].T.astype(float))
    m, n = S.shape
    group = np.asarray([rules.groups[i] for i in chosen], dtype=object)
    k, q = rules.supporters, rules.groups_required
    cell_rows, cell_items = _cells(S, group) if q > 1 else (sparse.csr_array((0, n)), np.zeros(0, dtype=np.int64))
    named = sorted(set(group) - {""}) if rules.span else []
    reach = sparse.csr_array(np.array([group == name for name in named], dtype=float).reshape(len(named), n))
    cells, y = len(cell_items), len(cell_items) + reach.shape[0]
    sums = sparse.csr_array((np.ones(cells), (cell_items, np.arange(cells))), shape=(m, y))
    member = np.array([[label in rules.labels(i) for i in chosen] for label in rules.quota], dtype=float)
    quotas = sparse.csr_array(member.reshape(len(rules.quota), n))
    spend = sparse.csr_array(-rules.costs[chosen][None, :])
    eye, tied = sparse.eye_array(m, format="csr"), sparse.eye_array(len(rules.quota), format="csr")
    # Groups are supporters too: where q > k the sum of the supporters is bounded more tightly.
    rows: list[tuple[sparse.csr_array, sparse.csr_array | None, sparse.csr_array | None, sparse.csr_array, Floats]] = [
        (S, -(k if elastic else max(k, q)) * eye, None, eye, np.zeros(m))
    ]
    if y:
        filled = sparse.csr_array(sparse.vstack([cell_rows, reach]))
        rows.append((filled, None, -sparse.eye_array(y, format="csr"), sparse.csr_array((y, 0)), np.zeros(y)))
    if rules.span:
        total = sparse.csr_array(np.r_[np.zeros(cells), np.ones(y - cells)][None, :])
        rows.append((sparse.csr_array((1, n)), None, total, sparse.eye_array(1, format="csr"), np.array([rules.span])))
    if q > 1:
        rows.append((sparse.csr_array((m, n)), -q * eye, sums, eye, np.zeros(m)))
    elif q == 1 and (group == "").any():
        rows.append((sparse.csr_array(S * (group != "")[None, :]), -eye, None, eye, np.zeros(m)))
    if rules.quota:
        lows, highs = zip(*rules.quota.values(), strict=True)
        rows.append((quotas, None, None, tied, np.array(lows, dtype=float)))
        most = np.array([np.inf if high is None else high for high in highs], dtype=float)
        rows.append((-quotas, None, None, tied, -most))
    if rules.budget is not None:
        rows.append((spend, None, None, sparse.eye_array(1, format="csr"), np.array([-rules.budget])))
    slacks = sum(row[3].shape[1] for row in rows)
    A, low = _stack(rows, m, y, slacks)
    at = {"x": slice(0, n), "z": slice(n, n + m), "slack": slice(n + m + y, n + m + y + slacks)}
    at["budget"] = slice(at["slack"].stop - (rules.budget is not None), at["slack"].stop)
    lower, upper = np.zeros(n + m + y + slacks), np.ones(n + m + y + slacks)
    lower[at["x"]] = [i in rules.must for i in chosen]
    lower[at["z"]] = float(all_items)
    upper[at["slack"]] = np.inf if elastic else 0.0
    whole = np.zeros(len(lower), dtype=bool)
    whole[at["x"]] = True
    whole[at["z"]] = not all_items
    return Programme(A, low, np.full(len(low), np.inf), lower, upper, whole, deadline), at


def greedy(rules: CompiledRules) -> list[int]:
    """Take whoever fills most of what is still missing, ties by id, until nothing is: often one member too many."""
    chosen = sorted(rules.must)
    supporters = rules.support[chosen].sum(axis=0)
    seen = {(a, rules.groups[i]) for i in chosen for a in np.flatnonzero(rules.support[i]) if rules.groups[i]}
    left = [i for i in range(len(rules.ids)) if i not in rules.must_not and i not in rules.must]
    while left:
        groups = np.bincount([a for a, _ in seen], minlength=len(rules.items))
        gains = [
            sum(
                int(supporters[a] < rules.supporters)
                + int(bool(rules.groups[i]) and (a, rules.groups[i]) not in seen and groups[a] < rules.groups_required)
                for a in np.flatnonzero(rules.support[i])
            )
            for i in left
        ]
        best = int(np.argmax(gains))
        if gains[best] == 0:
            break
        i = left.pop(best)
        chosen.append(i)
        supporters = supporters + rules.support[i]
        seen |= {(a, rules.groups[i]) for a in np.flatnonzero(rules.support[i]) if rules.groups[i]}
    return sorted(chosen)


def _cells(S: sparse.csr_array, group: np.ndarray[tuple[int], np.dtype[np.object_]]) -> tuple[sparse.csr_array, Ints]:
    """Supporters of every (recommendation, group) cell that has some, and the recommendation of each cell."""
    blocks, items = [], []
    for name in sorted(set(group) - {""}):
        block = sparse.csr_array(S * (group == name)[None, :].astype(float))
        block.eliminate_zeros()
        filled = np.flatnonzero(np.diff(block.indptr))
        blocks.append(block[filled])
        items.append(filled)
    if not blocks:
        return sparse.csr_array((0, S.shape[1])), np.zeros(0, dtype=np.int64)
    return sparse.csr_array(sparse.vstack(blocks)), np.concatenate(items).astype(np.int64)


def _stack(
    rows: list[tuple[sparse.csr_array, sparse.csr_array | None, sparse.csr_array | None, sparse.csr_array, Floats]],
    m: int,
    width: int,
    slacks: int,
) -> tuple[sparse.csr_array, Floats]:
    """Rows x, z, y and slack side by side, every kind of rule with slack of its own."""
    stacked, low, before = [], [], 0
    for x, z, y, slack, bound in rows:
        size, own = x.shape[0], slack.shape[1]
        empty = [sparse.csr_array((size, before)), sparse.csr_array((size, slacks - before - own))]
        parts = [
            x,
            z if z is not None else sparse.csr_array((size, m)),
            y if y is not None else sparse.csr_array((size, width)),
            empty[0],
            slack,
            empty[1],
        ]
        stacked.append(sparse.hstack(parts))
        low.append(bound)
        before += own
    return sparse.csr_array(sparse.vstack(stacked)), np.concatenate(low)
