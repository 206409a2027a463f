"""Everything on record about one actor: each stance with its evidence and its source."""

from __future__ import annotations

import pandas as pd

from coalition.model.network import Network

COLUMNS = [
    "evidence_id", "title", "citation", "kind", "act", "date_from", "date_to", "position", "ended", "note", "grade",
    "source", "recommendations",
]  # fmt: skip


def stances_of(network: Network, actor: str) -> pd.DataFrame:
    """Every stance of an actor, newest first, then by id of the evidence.

    Returns
    -------
    DataFrame
        A row per stance with `COLUMNS`: what its evidence is, `position`, `ended` and `note`, the `grade` and `source`
        of the stance, and `recommendations`, a list of ids of those that the evidence bears on, disputed or not.

    Raises
    ------
    UnknownIdError
        No such actor.
    """
    network.require("actors", actor)
    stances = network.tables.stances
    own = stances[stances["actor_id"] == actor].set_index("evidence_id")
    evidence = network.evidence.loc[own.index, ["title", "citation", "kind", "act", "date_from", "date_to"]]
    table = evidence.join(own[["position", "ended", "note", "grade", "source"]]).rename_axis("evidence_id")
    links = network.bears_on[network.bears_on["evidence_id"].isin(own.index)]
    bearing = links.groupby("evidence_id")["recommendation_id"].agg(list).to_dict()
    table = table.reset_index().sort_values(["date_to", "evidence_id"], ascending=[False, True])
    table["recommendations"] = [bearing.get(key, []) for key in table["evidence_id"]]
    return table[COLUMNS].reset_index(drop=True)
