"""A what-if told: tables of what differs between before and after."""

from __future__ import annotations

import numpy as np
import pandas as pd

from coalition.analysis.gaps.classes import CLASSES
from coalition.analysis.scenarios.baseline import Baseline, CodedChange, WhatIfState
from coalition.arrays import Bools
from coalition.model.network import Network
from coalition.model.vocabulary import POSITION_OF_CODE, STANDING_CODES

UNKNOWN = "unknown"
NO_STANCE = "none"
"""No stance on record."""
CHANGES = ["actor_id", "name", "evidence_id", "title", "before", "after", "note"]
POSITIONS = ["actor_id", "name", "recommendation_id", "before", "after"]
GAPS = [
    "recommendation_id", "before", "after", "opened", "closed", "severity_before", "severity_after", "severity_change",
    "supporters_before", "supporters_after", "supporters_change",
]  # fmt: skip
BRIDGES = [
    "actor_id", "name", "congruence_before", "congruence_after", "congruence_change", "group_before", "group_after",
    "rank_before", "rank_after", "rank_change", "shapley_before", "shapley_after", "shapley_change", "sole_before",
    "sole_after", "sole_change",
]  # fmt: skip
COALITION = ["size_before", "size_after", "size_change", "members_before", "members_after", "proven"]


def changes_told(network: Network, state: Baseline, coded: list[CodedChange]) -> pd.DataFrame:
    rows = []
    bearing = set(network.links["evidence_id"])
    for actor, item, code in coded:
        old, evidence = int(state.facts.stances[actor, item]), network.evidence.index[item]
        note = "" if old != code else "as on record: changes nothing"
        if not note and evidence not in bearing:
            note = "bears on no recommendation: it changes likeness only"
        rows.append(
            (network.actors.index[actor], network.actors["name"].iloc[actor], evidence,
             network.evidence["title"].iloc[item], _position(old), _position(code), note)
        )  # fmt: skip
    return pd.DataFrame(rows, columns=CHANGES)


def _position(code: int) -> str:
    return str(POSITION_OF_CODE[code]) if code else NO_STANCE


def positions_moved(network: Network, before: WhatIfState, after: WhatIfState) -> pd.DataFrame:
    words = np.array([UNKNOWN, *(standing.value for standing in STANDING_CODES)], dtype=object)
    moved = before.standings != after.standings
    actor, goal = before.cells[moved].T
    return pd.DataFrame(
        {
            "actor_id": network.actors.index[actor],
            "name": network.actors["name"].to_numpy()[actor],
            "recommendation_id": network.recommendations.index[goal],
            "before": words[before.standings[moved]],
            "after": words[after.standings[moved]],
        },
        columns=POSITIONS,
    )


def gaps_moved(network: Network, before: WhatIfState, after: WhatIfState) -> pd.DataFrame:
    ids = [gap.id for gap in CLASSES]

    def joined(found: Bools) -> list[str]:
        return [";".join(name for name, there in zip(ids, row, strict=True) if there) for row in found]

    table = pd.DataFrame({"recommendation_id": network.recommendations.index[before.recommendations]})
    table["before"], table["after"] = joined(before.gaps), joined(after.gaps)
    table["opened"], table["closed"] = joined(after.gaps & ~before.gaps), joined(before.gaps & ~after.gaps)
    for name, outcome in (("before", before), ("after", after)):
        table[f"severity_{name}"] = np.where(
            outcome.gaps.any(axis=1), len(CLASSES) - outcome.gaps.argmax(axis=1), 0
        )  # fmt: skip
        table[f"supporters_{name}"] = outcome.supporters
    for what in ("severity", "supporters"):
        table[f"{what}_change"] = table[f"{what}_after"] - table[f"{what}_before"]
    differs = (table["before"] != table["after"]) | (table["supporters_change"] != 0)
    return (
        table.loc[differs, GAPS].sort_values("severity_change", ascending=False, kind="stable").reset_index(drop=True)
    )


def bridges_moved(network: Network, before: WhatIfState, after: WhatIfState) -> pd.DataFrame:
    states = network.states
    table = pd.DataFrame({"actor_id": network.actors.index[states], "name": network.actors["name"].to_numpy()[states]})
    for name, outcome in (("before", before), ("after", after)):
        table[f"congruence_{name}"], table[f"group_{name}"] = outcome.bridges["value"], outcome.bridges["group"]
        table[f"rank_{name}"] = outcome.bridges["rank"]
        table[f"shapley_{name}"], table[f"sole_{name}"] = outcome.shapley[states], outcome.sole_carriers[states]
    whats = ("congruence", "rank", "shapley", "sole")
    for what in whats:
        table[f"{what}_change"] = (table[f"{what}_after"] - table[f"{what}_before"]).round(10)
    differs = table["group_before"] != table["group_after"]
    for what in whats:
        old, new = table[f"{what}_before"], table[f"{what}_after"]
        differs |= (old.isna() != new.isna()) | (table[f"{what}_change"].fillna(0) != 0)
    size = table["rank_change"].abs().fillna(len(table)).where(
        table["rank_before"].notna() | table["rank_after"].notna(), 0
    )  # fmt: skip
    table = table.assign(size=size.astype(float), moved=table["congruence_change"].abs().fillna(0))[differs]
    return table.sort_values(["size", "moved", "actor_id"], ascending=[False, False, True])[BRIDGES].reset_index(
        drop=True
    )
