"""Who bridges the groups: agreement with the group one agrees with least, and coverage that others do not give."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from coalition.analysis.arguments import check_network
from coalition.analysis.bridges.threshold_sensitivity import tie_graph
from coalition.analysis.bridges.wording import ranking_sentences
from coalition.analysis.contested import contested_record
from coalition.analysis.coverage import supports
from coalition.analysis.groups import groups_by
from coalition.arrays import Bools
from coalition.measures.arguments import MOST_REPLICATES, count
from coalition.measures.betweenness import betweenness
from coalition.measures.bootstrap import resampled_weakest
from coalition.measures.brokerage import ROLES, gould_fernandez, participation_coefficient
from coalition.measures.brokerage_chance import chance_of_roles
from coalition.measures.groups import Groups, membership
from coalition.measures.intervals import REPLICATES, draws, rank_table
from coalition.measures.shapley import shapley, shapley_shares, shared, sole_carriers
from coalition.measures.similarity import constant, kappa
from coalition.measures.weakest_group import DIGITS, MIN_ITEMS, MIN_MEMBERS, weakest_group
from coalition.model.network import Network

TIE_THRESHOLD = 0.5
"""Two States are tied in the descriptive graph when their kappa is at least this."""
AGREEMENT, COVERAGE = "agreement", "coverage"
"""What a ranking rests on: weakest-group congruence, or the Shapley value of the coverage game."""

RANKS = ["rank", "rank_low", "rank_high"]
CHANCES = [f"{role}_{what}" for role in ROLES for what in ("expected", "z")]
"""Of each role: what the sizes of the groups would give by chance, and how far the count is from it."""
COLUMNS = [
    "rank", "rank_low", "rank_high", "actor_id", "name", "kind", "group", "measure", "weakest_group_congruence",
    "weakest_group", "own_group_congruence", "n", "shapley", "sole_carriers", "recommendations",
    "shared_recommendations", "shared_with", "betweenness", "participation", *ROLES, *CHANCES, "note", "sentence",
]  # fmt: skip


def bridges(network: Network, by: str = "regional_group", replicates: int = REPLICATES) -> pd.DataFrame:
    """Bridge actors, ranked.

    States are ranked by the mean kappa, on contested evidence, with the group that they agree with least among those
    that they do not belong to (`coalition.measures.weakest_group`). Where kappa is not to be had (kinds of actor: those
    that are not States have support only; groups of fewer than `MIN_MEMBERS` States), all actors are ranked by the
    Shapley value of the coverage game (`coalition.measures.shapley`).

    Parameters
    ----------
    network : Network
        The map.
    by : str
        "regional_group", "bloc", "kind" or any other column of the actors table, such as "country". Blocs overlap: all
        that a State is a member of are its own, the others count.
    replicates : int
        How often the families of recurring texts (for coverage: paragraphs of the report) are drawn again for the
        interval of a rank; 0 for no interval. Seeded.

    Returns
    -------
    DataFrame
        One row per State (coverage: per actor with support), best first, ties by Shapley value and id, with `COLUMNS`:

        - `rank`, and `rank_low`, `rank_high`, its 90% interval; missing for whoever is unranked, with a `note` why;
        - `group`, ids joined by ";"; `measure`, "agreement" or "coverage";
        - `weakest_group_congruence` in [-1, 1], `weakest_group`, `own_group_congruence`; missing for coverage;
        - `n`, the median number of common items behind the congruence (coverage: the recommendations supported);
        - `shapley`, `sole_carriers` (recommendations that no other of its group supports, counted per group);
        - `recommendations`, how many it supports; `shared_recommendations`, how many of these somebody of another
          group supports too; `shared_with`, these per other group, most first: "state 12;ngo 3";
        - `betweenness`, `participation` and the brokerage roles on the graph of States with kappa of at least
          `TIE_THRESHOLD`: they change much with that threshold; missing for coverage, for isolated States, and but for
          betweenness where groups overlap; with each role `<role>_expected` and `<role>_z`, what the sizes of the
          groups would give by chance (`coalition.measures.chance_of_roles`); no z where every deal gives the same;
        - `sentence`, the row in words.

    Raises
    ------
    ArgumentError
        There is no such column, it holds fewer than two groups, or `replicates` is not 0 to 100,000.

    Examples
    --------
    >>> from coalition import bridges, read_tables
    >>> from coalition.settings import resource
    >>> table = bridges(Network.from_tables(read_tables(resource("seeds"))))
    >>> list(table["name"][:3]), table["weakest_group"][0]
    (['Mexico', 'Colombia', 'Armenia'], 'asia-pacific')
    """
    check_network(network)
    count("replicates", replicates, 0, MOST_REPLICATES)
    groups = groups_by(network, by)
    support = supports(network)
    table = pd.DataFrame(
        {
            "actor_id": network.actors.index,
            "name": network.actors["name"].to_numpy(),
            "kind": network.actors["kind"].to_numpy(),
            "group": _joined(groups),
            "shapley": np.round(shapley(support, groups), DIGITS),
            "sole_carriers": sole_carriers(support, groups),
            "recommendations": support.sum(axis=1),
            "note": "",
        }
    ).reindex(columns=COLUMNS)
    _add_shared(table, support, groups)
    if measured_by(network, by, groups) == AGREEMENT:
        table["measure"] = AGREEMENT
        table = table[network.is_state].reset_index(drop=True)
        _add_congruence(network, table, of_states(network, groups), replicates)
    else:
        table["measure"] = COVERAGE
        _add_coverage_rank(network, table, support, groups, replicates)
        table = table[table["recommendations"] > 0]
    table["sentence"] = ranking_sentences(network, table, by)
    return table.sort_values(
        ["rank", "shapley", "actor_id"], ascending=[True, False, True], na_position="last"
    ).reset_index(drop=True)


def measured_by(network: Network, by: str, groups: Groups) -> str:
    """What a ranking by a column rests on: `AGREEMENT` or `COVERAGE`."""
    if by in ("regional_group", "bloc", "blocs"):
        return AGREEMENT
    members, _ = membership(of_states(network, groups), len(network.states))
    return AGREEMENT if by != "kind" and (members.sum(axis=0) >= MIN_MEMBERS).sum() >= 2 else COVERAGE


def of_states(network: Network, groups: Groups) -> Groups:
    """The groups of the States among all actors."""
    if isinstance(groups, pd.DataFrame):
        return groups[network.is_state]
    return [group for group, state in zip(groups, network.is_state, strict=True) if state]


def _joined(groups: Groups) -> list[str]:
    """The groups of each actor as one text."""
    if not isinstance(groups, pd.DataFrame):
        return list(groups)
    names = np.array(groups.columns, dtype=object)
    return [";".join(names[row]) for row in groups.to_numpy(dtype=bool)]


def _add_shared(table: pd.DataFrame, support: Bools, groups: Groups) -> None:
    """How much an actor has in common with supporters of other groups than its own."""
    counts = shared(support, groups)
    members, names = membership(groups, len(table))
    other = counts.to_numpy() * ~members
    order = np.argsort(-other, axis=1, kind="stable")
    table["shared_with"] = [
        ";".join(f"{names[place]} {row[place]}" for place in places if row[place])
        for row, places in zip(other, order, strict=True)
    ]
    per_group = members.T.astype(np.int64) @ support
    elsewhere = (per_group.sum(axis=0) > 0) & ((~members).astype(np.int64) @ (per_group > 0) > 0)
    table["shared_recommendations"] = (support & elsewhere).sum(axis=1)


def _add_coverage_rank(network: Network, table: pd.DataFrame, support: Bools, groups: Groups, replicates: int) -> None:
    """Rank by Shapley value, with its interval when paragraphs of the report are drawn again."""
    members, _ = membership(groups, len(table))
    size = members[support.any(axis=1)].sum(axis=0)
    few = (members * size).max(axis=1, initial=0) < MIN_MEMBERS
    table.loc[few, "note"] = f"unranked: fewer than {MIN_MEMBERS} actors of this group support anything on record"
    table["n"] = table["recommendations"]
    paragraph, names = pd.factorize(network.recommendations["paragraph"], sort=True)
    of_paragraph = np.equal.outer(paragraph, np.arange(len(names))).astype(float)
    summed = shapley_shares(support, groups) @ of_paragraph
    again = np.round(draws(len(names), replicates) @ summed.T, DIGITS)
    ranked = ((table["note"] == "") & (table["recommendations"] > 0)).to_numpy()
    table[RANKS] = rank_table(table["shapley"], ranked, again)


def _add_congruence(network: Network, table: pd.DataFrame, groups: Groups, replicates: int) -> None:
    """Rank by weakest-group congruence, with its interval and the descriptive columns that rest on kappa."""
    record = contested_record(network)
    members, _ = membership(groups, len(table))
    K, N = kappa(record.stances)
    K = np.where(N >= MIN_ITEMS, K, np.nan)
    weakest = weakest_group(K, N, groups)
    table["weakest_group_congruence"], table["n"] = weakest["value"], weakest["n"]
    table["weakest_group"], table["own_group_congruence"] = weakest["group"], weakest["own"]
    table["note"] = np.where(
        weakest["value"].isna(),
        f"unranked: under {MIN_ITEMS} common contested items with {MIN_MEMBERS} members of any other group",
        np.where(constant(record.stances), "unranked: took one and the same position throughout", ""),
    )
    weights = draws(len(set(record.families)), replicates)
    again = resampled_weakest(record.stances, record.families, members, weights)
    ranked = (table["note"] == "").to_numpy()
    table[RANKS] = rank_table(table["weakest_group_congruence"], ranked, again)
    tied = tie_graph(np.round(K, DIGITS), TIE_THRESHOLD)
    table["betweenness"] = betweenness(tied)
    if isinstance(groups, list):
        G = sparse.csr_array(tied.astype(float))
        table["participation"] = participation_coefficient(G, groups).to_numpy()
        table[ROLES] = gould_fernandez(G, groups).to_numpy()
        table[CHANCES] = chance_of_roles(G, groups)[CHANCES].to_numpy()
        table.loc[~tied.any(axis=1), [*ROLES, *CHANCES]] = np.nan
