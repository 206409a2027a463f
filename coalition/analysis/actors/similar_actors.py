"""Like whom does an actor vote: one actor beside every State, by kappa, with the counts behind it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from coalition.analysis.arguments import check_network
from coalition.analysis.contested import contested_record
from coalition.arrays import Bools
from coalition.english import number_of
from coalition.measures.arguments import one_of
from coalition.measures.recency import recency_weights
from coalition.measures.similarity import agreement, congruence, constant, kappa
from coalition.model.network import Network

MIN_COMMON = 5
COLUMNS = [
    "actor_id", "name", "regional_group", "kappa", "n", "same", "congruence", "conflict", "difference", "years",
    "constant", "note",
]  # fmt: skip


def similar_actors(
    network: Network, actor: str, theme: str | None = None, half_life: float | None = None
) -> pd.DataFrame:
    """How alike an actor and every State vote, on the evidence on which States differed.

    Parameters
    ----------
    network : Network
        The map.
    actor : str
        Id of an actor.
    theme : str, optional
        Only evidence that bears on a recommendation of this theme; all contested evidence when left out, the
        background record too (which bears on none).
    half_life : float, optional
        Years after which evidence counts half, for kappa, congruence and conflict, from the newest evidence in the
        data; everything counts the same when left out.

    Returns
    -------
    DataFrame
        A row per other State, most alike first, by id; those without a kappa last. `kappa` (see
        `coalition.measures.similarity.kappa`; missing below `MIN_COMMON` common items), `n` common items, `same`
        (identical positions), `congruence` and `conflict` (sums of 1 - d and d), `difference` of the two, `years` of
        the common items, `constant` (bool: one of the two took one position throughout, so that kappa is 0 and says
        nothing), `note`.

    Raises
    ------
    UnknownIdError
        For an actor that is not in the map.
    ArgumentError
        For a theme that no recommendation has, or a half-life that is not above 0.

    Examples
    --------
    >>> from coalition import Network, read_tables
    >>> from coalition.settings import resource
    >>> network = Network.from_tables(read_tables(resource("seeds")))
    >>> found = similar_actors(network, "CHL")
    >>> float(round(found["kappa"].iloc[0], 2)), found["name"].iloc[0], int(found["n"].iloc[0])
    (0.45, 'Peru', 294)
    """
    check_network(network)
    row = network.rows([network.require("actors", actor)])
    record = contested_record(network)
    items = record.items[_of_theme(network, theme)[record.items]]
    others = np.array([place for place in network.states if place != row[0]], dtype=np.int64)
    stances = network.values(np.concatenate([row, others]), items)
    dates = network.evidence["date_to"]
    weights = None
    if half_life is not None:
        weights = recency_weights(list(dates.iloc[items]), half_life, dates.max() if len(dates) else None)
    K, N = (array[0, 1:] for array in kappa(stances, weights))
    together, against = (array[0, 1:] for array in congruence(stances, weights))
    flat = constant(stances)
    flagged = np.asarray(flat[0] | flat[1:], dtype=bool)
    common = ~np.isnan(stances[1:]) & ~np.isnan(stances[0])
    years = dates.iloc[items].str[:4].to_numpy()
    named = network.actors.iloc[others]
    table = pd.DataFrame(
        {
            "actor_id": named.index,
            "name": named["name"].to_numpy(),
            "regional_group": named["regional_group"].to_numpy(),
            "kappa": np.where(N >= MIN_COMMON, K, np.nan),
            "n": N,
            "same": agreement(stances)[0, 1:],
            "congruence": together,
            "conflict": against,
            "difference": together - against,
            "years": [_span(years[mine]) for mine in common],
            "constant": flagged,
            "note": [_note(int(n), bool(own), bool(flat[0]), k) for n, own, k in zip(N, flagged, K, strict=True)],
        },
        columns=COLUMNS,
    )
    order = table.assign(rounded=table["kappa"].round(10)).sort_values(
        ["rounded", "actor_id"], ascending=[False, True], kind="stable", na_position="last"
    )
    return order[COLUMNS].reset_index(drop=True)


def _of_theme(network: Network, theme: str | None) -> Bools:
    """Evidence that bears on a recommendation of a theme."""
    if theme is None:
        return np.ones(len(network.evidence), dtype=bool)
    themes = network.recommendations["theme"]
    one_of("theme", theme, sorted(set(themes)), "theme of a recommendation")
    links = network.links
    bearing = set(links.loc[links["recommendation_id"].map(themes) == theme, "evidence_id"])
    return np.asarray(network.evidence.index.isin(list(bearing)), dtype=bool)


def _span(years: np.ndarray) -> str:
    if not len(years):
        return ""
    first, last = str(years.min()), str(years.max())
    return first if first == last else f"{first}-{last}"


def _note(n: int, flagged: bool, own: bool, value: float) -> str:
    """Why there is no kappa, or why it says nothing."""
    if n == 0:
        return "no common item"
    if n < MIN_COMMON:
        return f"only {number_of(n, 'common item')}: too few for kappa"
    if np.isnan(value):
        return "both took one and the same position throughout: kappa is undefined"
    if flagged:
        return f"{'the actor' if own else 'it'} took one position throughout: kappa is 0 and says nothing"
    return ""
