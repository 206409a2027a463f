"""The validated backbone of a map: which actors of a kind stand together, or apart, more often than by chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from coalition.analysis.arguments import check_network
from coalition.analysis.contested import ContestedRecord, contested_record
from coalition.analysis.coverage import supports
from coalition.arrays import Floats, Ints
from coalition.measures.arguments import one_of, yes_or_no
from coalition.measures.projection import ALPHA, Projection, support_projection, validated_projection
from coalition.model.network import Network
from coalition.model.vocabulary import STATES, Kind

COLUMNS = [
    "actor_id", "other_id", "name", "other_name", "group", "other_group", "tie", "concordant", "n", "share", "p_value",
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Backbone:
    """Validated ties between the actors of one kind."""

    kind: str
    ids: list[str]
    """Actors, in table order: the rows of `projection`."""
    projection: Projection
    table: pd.DataFrame
    """One row per validated tie, with `COLUMNS`; see `backbone`."""
    nearest: pd.DataFrame
    """The ten pairs with the smallest p-values, in the same columns, validated or not (`tie` is then "")."""
    sentence: str


def backbone(network: Network, kind: str = "state", alpha: float = ALPHA, once: bool = False) -> Backbone:
    """Ties between actors of a kind that are more than their sizes and those of the items would show by chance.

    States (observers with them) are compared by their sides on contested evidence (`validated_projection`); other
    kinds, of whom only support is known, by the recommendations that they support together (`support_projection`).

    Parameters
    ----------
    network : Network
        The map.
    kind : str
        A kind of actor: "state", "ngo", "nhri", "business" ...
    alpha : float
        False discovery rate, in (0, 1).
    once : bool
        Of a text that returns year after year (a family, see `coalition.analysis.contested`) only the latest counts.
        The test takes every item for a new one; this is the stricter way, on fewer items. Without effect on support
        alone.

    Returns
    -------
    Backbone
        Its `table` has one row per tie, strongest first: `tie` "positive" or "negative"; `concordant`, on how many of
        the `n` common items the two did the same (support alone: how many of `n` recommendations, those that either
        supports, both support), `share` = concordant / n, and the exact `p_value` (to six digits). Ties by id.

    Raises
    ------
    ArgumentError
        There is no such kind, or `alpha` is outside (0, 1).

    Examples
    --------
    >>> from coalition import read_tables
    >>> from coalition.settings import resource
    >>> found = backbone(Network.from_tables(read_tables(resource("seeds"))), "nhri")
    >>> len(found.table), found.projection.items
    (0, 69)
    """
    check_network(network)
    one_of("kind", kind, Kind, "kind of actor")
    yes_or_no("once", once)
    if Kind(kind) in STATES:
        record = contested_record(network)
        kept = _latest(network, record) if once else np.arange(len(record.items))
        ids, projection = record.ids, validated_projection(record.stances[:, kept], alpha)
        n, texts = projection.common, len(set(record.families))
    else:
        rows = np.flatnonzero(network.actors["kind"] == kind)
        support = supports(network)[rows]
        ids, projection = [str(key) for key in network.actors.index[rows]], support_projection(support, alpha)
        size = support.sum(axis=1)
        n, texts = size[:, None] + size - projection.concordant, projection.items
    pairs = _pairs(network, ids, projection, np.asarray(n, dtype=np.int64))
    table = pairs[pairs["tie"] != ""].reset_index(drop=True)
    return Backbone(kind, ids, projection, table, pairs.head(10), _sentence(kind, ids, projection, texts))


def _latest(network: Network, record: ContestedRecord) -> Ints:
    """Places of the latest item of each family; of the same day the last one of the table."""
    order = pd.DataFrame(
        {"family": record.families, "date": network.evidence["date_to"].to_numpy()[record.items], "item": record.items}
    ).sort_values(["date", "item"])
    return np.sort(order.drop_duplicates("family", keep="last").index.to_numpy(dtype=np.int64))


def _pairs(network: Network, ids: list[str], projection: Projection, n: Ints) -> pd.DataFrame:
    """All pairs that could be tested, strongest first."""
    one, other = np.triu_indices(len(ids), 1)
    tested = ~np.isnan(projection.p_values[one, other])
    one, other = one[tested], other[tested]
    people = network.actors.loc[ids]
    key, name = np.array(ids, dtype=object), people["name"].to_numpy(dtype=object)
    group = people["regional_group"].to_numpy(dtype=object)
    positive, negative = projection.positive[one, other], projection.negative[one, other]
    counts = n[one, other]
    concordant = projection.concordant[one, other]
    table = pd.DataFrame(
        {
            "actor_id": key[one], "other_id": key[other], "name": name[one], "other_name": name[other],
            "group": group[one], "other_group": group[other],
            "tie": np.where(positive, "positive", np.where(negative, "negative", "")),
            "concordant": concordant, "n": counts,
            "share": np.divide(concordant, counts, out=np.full(len(one), np.nan), where=counts > 0),
            "p_value": _rounded(projection.p_values[one, other]),
        },
        columns=COLUMNS,
    )  # fmt: skip
    return table.sort_values(["p_value", "actor_id", "other_id"]).reset_index(drop=True)


def _rounded(p_values: Floats) -> Floats:
    """To six digits, however small: tails that differ by rounding alone are ties."""
    return np.array([float(f"{p:.6g}") for p in p_values], dtype=np.float64)


def _sentence(kind: str, ids: list[str], projection: Projection, texts: int) -> str:
    """The backbone in words."""
    states = Kind(kind) in STATES
    who = "States" if states else f"actors of the kind {Kind(kind).words}"
    items = f"{projection.items} {'contested items' if states else 'recommendations'}"
    if texts < projection.items:
        items = f"{items}, of {texts} different texts and paragraphs"
    if not projection.threshold:
        who = "State" if states and len(ids) == 1 else who
        return f"Among {len(ids)} {who}, on {items}: {projection.note[:1].lower()}{projection.note[1:]}"
    pairs = len(ids) * (len(ids) - 1) // 2
    alike, unlike = int(projection.positive.sum()) // 2, int(projection.negative.sum()) // 2
    words = f"Of {pairs:,} pairs of {who}, {alike:,} do the same more often than by chance"
    apart = f", {unlike:,} less often" if states else ""
    return (
        f"{words}{apart} (on {items}; of these ties at most {projection.alpha:.0%} are expected to be false)."
        f"{' ' + projection.note if projection.note else ''}"
    )
