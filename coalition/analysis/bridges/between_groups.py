"""Who stands between two groups on one recommendation: its supporters, by how well both groups agree with them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from coalition.analysis.arguments import check_network
from coalition.analysis.bridges.wording import between_sentence, between_summary
from coalition.analysis.contested import contested_record
from coalition.analysis.coverage import SUPPORTING
from coalition.analysis.phrases import titled_recommendation
from coalition.analysis.recorded_leads import lead_sentences
from coalition.arrays import Bools, Floats
from coalition.errors import UnknownIdError
from coalition.measures.arguments import MOST_REPLICATES, ArgumentError, count
from coalition.measures.bootstrap import resampled_means
from coalition.measures.intervals import REPLICATES, draws, rank_table
from coalition.measures.similarity import constant
from coalition.measures.weakest_group import MIN_ITEMS, MIN_MEMBERS
from coalition.model.network import Network
from coalition.model.vocabulary import Standing

RANKS = ["rank", "rank_low", "rank_high"]
COLUMNS = [
    *RANKS, "actor_id", "name", "group", "leads", "smaller", "smaller_low", "smaller_high", "kappa_a", "kappa_b", "n_a",
    "n_b", "member_of", "note", "sentence",
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Between:
    """Supporters of a recommendation between two groups."""

    recommendation: str
    group_a: str
    group_b: str
    """Ids, as the tables have them."""
    table: pd.DataFrame
    """`COLUMNS`, best first."""
    sentence: str


def bridges_between(
    network: Network, recommendation: str, group_a: str, group_b: str, replicates: int = REPLICATES
) -> Between:
    """State supporters of a recommendation, by the smaller of their mean kappa with two groups.

    Whoever agrees well with both can carry words from one to the other. Kappa is that of `bridges`: all contested
    evidence, so that it says how alike records are, not what anybody would do on this recommendation.

    Parameters
    ----------
    network : Network
        The map.
    recommendation : str
        Id of a recommendation.
    group_a, group_b : str
        Id or name of a regional group or a bloc, in any case; one may be a group and the other a bloc. A State may be a
        member of one or both: it is left out of its own mean.
    replicates : int
        How often the families of recurring texts are drawn again for the intervals; 0 for none. Seeded.

    Returns
    -------
    Between
        `table` has one row per State that supports or leads, with `kappa_a` and `kappa_b`, the means in [-1, 1];
        `smaller` of the two, in which the order lies, and its 90% interval `smaller_low` to `smaller_high`; `rank` and
        its 90% interval among the supporters; `n_a` and `n_b`, the members with a defined kappa behind each mean;
        `member_of` ("a", "b", "a;b" or ""). Unranked, with a `note`: fewer than `MIN_MEMBERS` members behind a mean, or
        one and the same position throughout.

    Raises
    ------
    UnknownIdError
        There is no such recommendation, or no such group; the message lists the groups.
    ArgumentError
        Both groups are the same, or `replicates` is negative.

    Examples
    --------
    >>> from coalition import read_tables
    >>> from coalition.settings import resource
    >>> found = bridges_between(Network.from_tables(read_tables(resource("seeds"))), "R18", "african", "WEOG")
    >>> list(found.table["name"][:3]), len(found.table)
    (['Colombia', 'Mexico', 'Peru'], 61)
    """
    check_network(network)
    network.require("recommendations", recommendation)
    count("replicates", replicates, 0, MOST_REPLICATES)
    (id_a, name_a, in_a), (id_b, name_b, in_b) = (
        _group(network, name, key) for name, key in (("group_a", group_a), ("group_b", group_b))
    )
    if id_a == id_b:
        raise ArgumentError(f"group_a and group_b are both {name_a}; name two different groups")
    record = contested_record(network)
    members = np.column_stack([in_a, in_b])
    families = len(set(record.families))
    weights = np.vstack([np.ones(families), draws(families, replicates)])
    means, counts = resampled_means(record.stances, record.families, members, weights, MIN_ITEMS)
    smaller = np.where((counts >= MIN_MEMBERS).all(axis=2), means.min(axis=2), np.nan)
    standing = network.positions[network.positions["recommendation_id"] == recommendation]
    position = standing.set_index("actor_id")["position"].reindex(record.ids)
    chosen = position.isin(SUPPORTING).to_numpy()
    unsure = np.isnan(smaller[0])
    note = np.where(
        unsure,
        f"unranked: under {MIN_ITEMS} common contested items with {MIN_MEMBERS} members of both groups",
        np.where(constant(record.stances), "unranked: took one and the same position throughout", ""),
    )
    actors = network.actors.loc[record.ids]
    low, high = _spread(smaller[1:])
    table = pd.DataFrame(
        {
            "actor_id": record.ids,
            "name": actors["name"].to_numpy(),
            "group": actors["regional_group"].to_numpy(),
            "leads": (position == Standing.LEADS).to_numpy(),
            "smaller": smaller[0],
            "smaller_low": low,
            "smaller_high": high,
            "kappa_a": means[0, :, 0],
            "kappa_b": means[0, :, 1],
            "n_a": counts[0, :, 0].astype(int),
            "n_b": counts[0, :, 1].astype(int),
            "member_of": [";".join(np.array(["a", "b"])[row]) for row in members],
            "note": note,
        }
    ).reindex(columns=COLUMNS)[chosen]
    table = table.reset_index(drop=True)
    table[RANKS] = rank_table(table["smaller"], (table["note"] == "").to_numpy(), smaller[1:, chosen])
    led = lead_sentences(network, recommendation)
    table["sentence"] = [
        between_sentence(row, name_a, name_b, led.get(str(row["actor_id"]), "")) for row in table.to_dict("records")
    ]
    table = table.sort_values(["rank", "actor_id"], na_position="last").reset_index(drop=True)
    summary = between_summary(table, titled_recommendation(network, recommendation), name_a, name_b)
    return Between(recommendation, id_a, id_b, table, summary)


def group_choices(network: Network) -> dict[str, str]:
    """Regional groups and blocs that `bridges_between` knows: name by id."""
    return {**network.group_names, **dict(zip(network.blocs.index, network.blocs["name"], strict=True))}


def _group(network: Network, argument: str, key: str) -> tuple[str, str, Bools]:
    """Id, name and members among the States of the regional group or bloc that an argument names."""
    if not isinstance(key, str):
        raise ArgumentError(f"{argument}: {key!r} is no group or bloc; give the id or name of one")
    choices = group_choices(network)
    wanted = key.strip().casefold()
    found = [known for known, name in choices.items() if wanted in (known.casefold(), name.casefold())]
    if not found:
        raise UnknownIdError(f"no group or bloc {key}; there are {', '.join(choices)}")
    states = network.actors[network.is_state]
    if found[0] in network.group_names:
        members = states["regional_group"] == found[0]
    else:
        members = states["blocs"].str.split(";").map(lambda blocs: found[0] in blocs)
    return found[0], choices[found[0]], members.to_numpy(dtype=bool)


def _spread(again: Floats) -> tuple[Floats, Floats]:
    """5% and 95% quantile of each column where there is any; NaN otherwise."""
    ends = np.full((2, again.shape[1]), np.nan)
    seen = ~np.isnan(again).all(axis=0)
    if seen.any():
        ends[:, seen] = np.nanquantile(again[:, seen], [0.05, 0.95], axis=0)
    return ends[0], ends[1]
