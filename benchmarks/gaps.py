"""Coverage tensor and gap classes of 900,000 positions, against the same by pandas groupby."""

from __future__ import annotations

import numpy as np
import pandas as pd
from _timing import report, seconds
from scipy import sparse

from coalition.analysis.coverage import coverage_tensor
from coalition.analysis.gaps.gaps import CLASSES, gap_classes
from coalition.arrays import Bools, Ints
from coalition.model.vocabulary import STANDING_CODES, STATES, Kind

ACTORS, GOALS, POSITIONS, GROUPS, MAX_LEADS = 3_000, 1_000, 900_000, 5, 10
KINDS = [kind.value for kind in Kind]
WORDS = ["", *(standing.value for standing in STANDING_CODES)]


def made() -> tuple[sparse.csr_array, Ints, Ints, Bools]:
    rng = np.random.default_rng(2022)
    cells = rng.choice(ACTORS * GOALS, POSITIONS * 10 // 9, replace=False)
    codes = rng.choice(np.arange(1, 6, dtype=np.int8), len(cells), p=[0.02, 0.68, 0.1, 0.1, 0.1])
    held = np.zeros(ACTORS * GOALS, dtype=np.int8)
    held[cells] = codes
    held = held.reshape(ACTORS, GOALS)
    held[:, ::10] *= (rng.random((ACTORS, GOALS // 10)) < 0.002).astype(np.int8)  # few on record: there are the gaps
    addressed = rng.random((GOALS, len(KINDS))) < 0.2
    return sparse.csr_array(held), rng.integers(0, GROUPS, ACTORS), rng.integers(0, len(KINDS), ACTORS), addressed


def by_groupby(
    table: pd.DataFrame, actors: pd.DataFrame, addressed: pd.DataFrame, asked: Bools
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same with tables: a long table of positions, joined with the actors and grouped."""
    rows = table.join(actors, on="actor_id")
    keys = ["recommendation_id", "regional_group", "kind", "position"]
    tensor = rows.groupby(keys, sort=True).size().rename("actors").reset_index()
    every = pd.RangeIndex(GOALS)
    by = rows.groupby(["recommendation_id", "position"]).size().unstack(fill_value=0).reindex(every, fill_value=0)
    support = rows[rows["position"].isin(["leads", "supports"])]
    count = support.groupby("recommendation_id").size().reindex(every, fill_value=0)
    states = support[support["kind"].isin([kind.value for kind in STATES])]
    groups = states.groupby("recommendation_id")["regional_group"].nunique().reindex(every, fill_value=0)
    kinds = support.groupby("recommendation_id")["kind"].nunique().reindex(every, fill_value=0)
    there = support.groupby(["recommendation_id", "kind"]).size().unstack(fill_value=0)
    there = there.reindex(index=every, columns=pd.Index(KINDS), fill_value=0) > 0
    there["state"] |= there["observer_state"]
    nobody = asked & (count == 0)
    found = pd.DataFrame({"no_evidence": ~asked}, index=every)
    found["opposed_only"] = nobody & (by["opposed"] > 0)
    found["abstained_only"] = nobody & (by["opposed"] + by["mixed"] == 0) & (by["abstained"] > 0)
    found["no_supporter"] = nobody & ~found["opposed_only"] & ~found["abstained_only"]
    found["one_actor"] = count == 1
    found["one_group"] = groups == 1
    found["no_lead"] = (count > 0) & (by["leads"] == 0)
    found["addressee_missing"] = asked & (addressed & ~there).any(axis=1)
    found["one_kind"] = (count > 1) & (kinds == 1)
    found["duplicated"] = by["leads"] > MAX_LEADS
    return tensor, found


def main() -> None:
    held, groups, kinds, addressed = made()
    asked = np.asarray((held != 0).sum(axis=0)).ravel() > 0

    def ours() -> tuple[Ints, Bools]:
        tensor = coverage_tensor(held, groups, kinds, GROUPS + 1, len(KINDS))
        return tensor, gap_classes(tensor, addressed, asked, MAX_LEADS)

    taken = held.tocoo()
    table = pd.DataFrame(
        {
            "actor_id": taken.coords[0],
            "recommendation_id": taken.coords[1],
            "position": np.array(WORDS, dtype=object)[taken.data],
        }
    )
    actors = pd.DataFrame({"regional_group": groups.astype(str), "kind": np.array(KINDS, dtype=object)[kinds]})
    coded = table.astype({"position": pd.CategoricalDtype(WORDS[1:])})
    frame = pd.DataFrame(addressed, columns=pd.Index(KINDS))
    tensor, classes = ours()
    long, found = by_groupby(table, actors, frame, asked)
    cells = (long["recommendation_id"], long["regional_group"].astype(int), long["kind"].map(KINDS.index),
             long["position"].map(WORDS.index))  # fmt: skip
    assert tensor.sum() == long["actors"].sum()
    np.testing.assert_array_equal(tensor[tuple(cell.to_numpy() for cell in cells)], long["actors"])
    np.testing.assert_array_equal(classes, found[[gap.id for gap in CLASSES]])
    report(
        f"coverage tensor and gap classes: {ACTORS} actors x {GOALS} recommendations, {held.nnz:,} positions, "
        f"{int(classes.sum())} gaps",
        seconds(ours, 10),
        {
            "pandas groupby": seconds(lambda: by_groupby(table, actors, frame, asked), 2),
            "pandas groupby, positions as categories": seconds(lambda: by_groupby(coded, actors, frame, asked), 2),
        },
    )


if __name__ == "__main__":
    main()
