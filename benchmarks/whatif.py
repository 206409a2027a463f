"""One changed stance: positions, gaps, bridges and sole carriers, by update and by computing everything again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd
from _timing import once, report, seconds
from scipy import sparse

from coalition.analysis.gaps.gaps import CLASSES
from coalition.analysis.scenarios.baseline import Baseline, Facts
from coalition.arrays import Floats
from coalition.measures.weakest_group import MIN_ITEMS, MIN_MEMBERS
from coalition.model.network import VALUES
from coalition.model.positions import positions
from coalition.model.vocabulary import POSITION_OF_CODE, Kind

ACTORS, ITEMS, GOALS, STANCES = 200, 6_000, 300, 900_000
GROUPS = ["african", "asia-pacific", "eastern-european", "grulac", "weog"]


def made() -> Facts:
    """Seeded stances of States that differ in how often they say yes; each evidence bears on one recommendation."""
    rng = np.random.default_rng(2022)
    lean = rng.uniform(0.3, 0.9, size=(ACTORS, 1))
    draw = rng.random((ACTORS, ITEMS))
    codes = np.where(draw < lean, 1, np.where(draw < lean + (1 - lean) / 2, 2, 3)).astype(np.int8)
    codes[rng.random((ACTORS, ITEMS)) >= STANCES / (ACTORS * ITEMS) / 0.9] = 0
    goals = rng.integers(0, GOALS, ITEMS)
    # On a part of the recommendations few are on record, as in real data: that is where gaps are.
    few = np.isin(goals, np.arange(0, GOALS, 10))
    codes[:, few] *= (rng.random((ACTORS, few.sum())) < 0.05).astype(np.int8)
    addressed = np.zeros((GOALS, len(Kind)), dtype=bool)
    addressed[:, 0] = True
    return Facts(
        stances=codes,
        bearing=sparse.csc_array((np.ones(ITEMS, dtype=np.int64), (np.arange(ITEMS), goals)), (ITEMS, GOALS)),
        leadership=rng.random(ITEMS) < 0.05, state=np.ones(ACTORS, dtype=bool),
        groups=[GROUPS[place] for place in rng.integers(0, len(GROUPS), ACTORS)],
        kinds=np.zeros(ACTORS, dtype=np.int64), addressed=addressed,
    )  # fmt: skip


def naive(
    facts: Facts,
) -> tuple[dict[tuple[int, int], str], dict[int, set[str]], Floats, dict[int, float], dict[int, int]]:
    """Everything again with tables and loops, as one writes it first."""
    actor, item = np.nonzero(facts.stances)
    words = {code: str(position) for code, position in POSITION_OF_CODE.items()}
    goal = facts.bearing.tocoo()
    stances = pd.DataFrame(
        {"actor_id": actor, "evidence_id": item, "position": pd.Series(facts.stances[actor, item]).map(words)}
    )
    evidence = pd.DataFrame({"id": np.arange(ITEMS), "leadership": np.where(facts.leadership, "yes", "no"),
                             "date_from": "2015", "date_to": "2015"})  # fmt: skip
    bears = pd.DataFrame({"evidence_id": goal.coords[0], "recommendation_id": goal.coords[1]})
    table = positions(stances, evidence, bears)
    held = {(row.actor_id, row.recommendation_id): row.position for row in table.itertuples()}
    gaps = {}
    for key in range(GOALS):
        rows = table[table["recommendation_id"] == key]
        supporters = rows[rows["position"].isin(["leads", "supports"])]
        there = {facts.groups[row] for row in supporters["actor_id"]}
        leads, opposed, mixed = ((rows["position"] == word).sum() for word in ("leads", "opposed", "mixed"))
        nobody = supporters.empty
        abstained = (rows["position"] == "abstained").sum()
        found = {
            "opposed_only": nobody and opposed > 0,
            "abstained_only": nobody and opposed + mixed == 0 and abstained > 0,
            "no_supporter": nobody and not opposed and not (mixed == 0 and abstained > 0),
            "one_actor": len(supporters) == 1, "one_group": len(there) == 1,
            "no_lead": not nobody and leads == 0, "addressee_missing": nobody,
            "one_kind": len(supporters) > 1, "duplicated": leads > 10,
        }  # fmt: skip
        gaps[key] = {name for name, holds in found.items() if holds}
    weakest = _weakest(VALUES[facts.stances], facts.groups)
    cells = defaultdict(list)
    for (row, key), word in held.items():
        if word in ("leads", "supports"):
            cells[key, facts.groups[row]].append(row)
    value, sole = defaultdict(float), defaultdict(int)
    for members in cells.values():
        for row in members:
            value[row] += 1 / len(members)
            sole[row] += len(members) == 1
    return held, gaps, weakest, value, sole


def _weakest(votes: Floats, groups: list[str]) -> Floats:
    """Kappa pair by pair, then the lowest mean over the groups."""
    contested = [item for item in range(votes.shape[1]) if len(set(votes[~np.isnan(votes[:, item]), item])) > 1]
    votes = votes[:, contested]
    K = np.full((len(votes), len(votes)), np.nan)
    for i, j in combinations(range(len(votes)), 2):
        common = ~(np.isnan(votes[i]) | np.isnan(votes[j]))
        a, b = votes[i, common], votes[j, common]
        if len(a) >= MIN_ITEMS:
            p, q = ([(one == value).mean() for value in (1, 0, -1)] for one in (a, b))
            expected = sum(p[x] * q[y] * abs(x - y) / 2 for x in range(3) for y in range(3))
            if expected > 0:
                K[i, j] = K[j, i] = 1 - np.abs(a - b).mean() / 2 / expected
    found = []
    for i in range(len(votes)):
        means = []
        for group in set(groups) - {groups[i]}:
            known = [K[i, j] for j in range(len(votes)) if groups[j] == group and not np.isnan(K[i, j])]
            if len(known) >= MIN_MEMBERS:
                means.append(np.mean(known))
        found.append(min(means, default=np.nan))
    return np.array(found)


def main() -> None:
    facts = made()
    base = Baseline(facts)
    sole = np.flatnonzero(base.sole)
    cells = np.argwhere((facts.stances == 1) & np.isin(np.arange(ACTORS), sole)[:, None])
    actor, item = (int(place) for place in cells[len(cells) // 2])
    changes = [(actor, item, 3)]
    after = base.after(changes)
    changed = facts.stances.copy()
    changed[actor, item] = 3
    again = replace(facts, stances=changed)
    slow, (held, gaps, weakest, value, carried) = once(lambda: naive(again))
    np.testing.assert_allclose(after.bridges["value"], weakest, atol=1e-9)
    np.testing.assert_allclose(after.shapley, [value[row] for row in range(ACTORS)], atol=1e-9)
    np.testing.assert_array_equal(after.sole_carriers, [carried[row] for row in range(ACTORS)])
    words = ["", "leads", "supports", "mixed", "abstained", "opposed"]
    for (row, key), code in zip(after.cells, after.standings, strict=True):
        assert held.get((row, key), "") == words[code]
    for key, classes in zip(after.recommendations, after.gaps, strict=True):
        assert gaps[key] == {gap.id for gap, there in zip(CLASSES, classes, strict=True) if there}
    fresh = Baseline(again)
    pd.testing.assert_frame_equal(fresh.bridges, after.bridges)
    size = int((facts.stances != 0).sum())
    report(
        f"what if one stance were another: {ACTORS} States x {ITEMS} items, {size:,} stances, {GOALS} recommendations",
        seconds(lambda: base.after(changes), 50),
        {
            "all again by matrices (a new Baseline)": seconds(lambda: Baseline(again), 3),
            "all again by pandas and loops": slow,
        },
    )


if __name__ == "__main__":
    main()
