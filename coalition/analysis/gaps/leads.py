"""Who should lead which recommendation: supporters on record, in an order of plausibility, shared out with a proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from coalition.analysis.arguments import check_kinds, check_network
from coalition.analysis.coverage import supports
from coalition.analysis.gaps.gaps import evidenced
from coalition.analysis.gaps.wording import lead_reason
from coalition.arrays import Bools, Floats, Ints
from coalition.measures.arguments import count, unique_ids, yes_or_no
from coalition.measures.assignment import Assignment, assign
from coalition.model.network import Network
from coalition.model.vocabulary import STANDING_CODES, STATES, Kind, Standing

COLUMNS = ["recommendation_id", "actor_id", "name", "kind", "regional_group", "plausibility", "reason", "note"]


@dataclass(frozen=True, eq=False)
class LeadCounts:
    """Counts behind the plausibility, actors x recommendations; a recommendation never counts for itself."""

    supported: Bools
    led: Bools
    theme_led: Ints
    theme_supported: Ints
    theme_size: Ints
    """Recommendations of the theme that anybody supports, per recommendation."""
    others_supported: Ints
    others: Ints

    @classmethod
    def of(cls, network: Network) -> LeadCounts:
        supported = supports(network)
        led = np.asarray(network.standings.toarray() == STANDING_CODES[Standing.LEADS])
        themes = network.recommendations["theme"].to_numpy()
        near = (themes[:, None] == themes[None, :]) & ~np.eye(len(themes), dtype=bool)
        anybody = supported.any(axis=0)
        S = supported.astype(np.int64)
        return cls(
            supported=supported,
            led=led,
            theme_led=led.astype(np.int64) @ near,
            theme_supported=S @ near,
            theme_size=anybody.astype(np.int64) @ near,
            others_supported=S.sum(axis=1, keepdims=True) - S,
            others=anybody.sum() - anybody.astype(np.int64),
        )

    def plausibility(self) -> Floats:
        """See `plausibility`; defined for everybody, whether or not on record on the recommendation itself."""
        shares = [
            _share(self.theme_led, self.theme_supported),
            _share(self.theme_supported, np.broadcast_to(self.theme_size, self.supported.shape)),
            _share(self.others_supported, np.broadcast_to(self.others, self.supported.shape)),
        ]
        return np.asarray(np.round(sum(shares) / 3, 10), dtype=np.float64)

    def words(self, actor: int, item: int) -> str:
        """The counts as a reason."""
        return lead_reason(
            self.theme_led[actor, item],
            (self.theme_supported[actor, item], self.theme_size[item]),
            (self.others_supported[actor, item], self.others[item]),
        )


def plausibility(network: Network) -> Floats:
    r"""How plausible it is that a supporter would lead: an order, not a probability.

    .. math:: P_{ia} = \frac13 \left( \frac{\text{led}_{it}}{\text{supported}_{it}} +
       \frac{\text{supported}_{it}}{\text{supportable}_t} + \frac{\text{supported}_i}{\text{supportable}} \right)

    with t the theme of recommendation a, all counts without a itself, and "supportable" what anybody on record
    supports: who already leads on the theme, is there throughout it, and is broadly committed comes first. A share of
    nothing is 0: such an actor has nothing on record that speaks for it.

    Parameters
    ----------
    network : Network
        The map.

    Returns
    -------
    float array (actors, recommendations)
        In [0, 1]; NaN where the actor is no supporter on record, or is of a kind that the recommendation is not
        addressed to while a supporter of an addressed kind exists.

    Examples
    --------
    >>> from coalition.model.vocabulary import Tables
    >>> plausibility(Network.from_tables(Tables.empty())).shape
    (0, 0)
    """
    P = LeadCounts.of(network).plausibility()
    return np.where(eligible(network), P, np.nan)


def eligible(network: Network) -> Bools:
    """Actors x recommendations: supporters of a kind that it is addressed to, or any supporter where there is none."""
    supported = supports(network)
    kinds = network.actors["kind"].to_numpy()
    for item, key in enumerate(network.recommendations.index):
        addressed = set(network.addressed_to(key))
        if Kind.STATE in addressed:
            addressed |= set(STATES)
        inside = supported[:, item] & np.isin(kinds, [str(kind) for kind in addressed])
        if inside.any():
            supported[:, item] = inside
    return supported


@dataclass(frozen=True)
class Leads:
    """Who should lead what, as a table with `COLUMNS`, and the assignment with its proof."""

    table: pd.DataFrame
    assignment: Assignment
    unrecorded: tuple[str, ...] = ()
    """Recommendations with supporters that were left out: nothing on record could show who leads them."""


def assign_leads(
    network: Network,
    recommendations: Sequence[str] | None = None,
    leads: int = 1,
    capacity: int = 2,
    distinct_groups: bool = True,
    among: Sequence[str] = (),
    time_limit: float = 30.0,
    *,
    spread: bool = True,
    unrecorded: bool = False,
) -> Leads:
    """Share out the lead of recommendations among their supporters, nobody with more than `capacity`.

    Parameters
    ----------
    network : Network
        The map.
    recommendations : sequence of str, optional
        Ids; when left out those with supporters and no lead, on which the evidence could show one.
    leads : int
        Leads per recommendation, from different regional groups (States) or kinds (others) if `distinct_groups`.
    capacity : int
        Most recommendations that one actor leads.
    among : sequence of str
        Kinds of actor to choose from; all when empty.
    time_limit : float
        Seconds.
    spread : bool
        Whether leads are spread over the regional groups: none holds more than it must for all places to be filled.
    unrecorded : bool
        Whether recommendations count as well whose leads are not recorded: they hold no list of sponsors, core group or
        law, so that somebody may lead them already. They are named in the result when left out.

    Returns
    -------
    Leads
        The table has one row per place, by recommendation in table order and falling plausibility: `plausibility` as
        in the function of that name, `reason` the counts behind it in words; a place that nobody on record can fill
        has no actor, a NaN plausibility, and the reason as `note`.

    Raises
    ------
    UnknownIdError, ArgumentError
        An id or kind that is not there, or a number that is not possible.
    """
    check_network(network)
    count("leads", leads, 1)
    count("capacity", capacity, 1)
    yes_or_no("distinct_groups", distinct_groups)
    check_kinds(among)
    counts, P = LeadCounts.of(network), plausibility(network)
    every = list(network.recommendations.index)
    unknown_leads: list[str] = []
    if recommendations is None:
        open_ones = counts.supported.any(axis=0) & ~counts.led.any(axis=0)
        shown = evidenced(network).shows_leads
        chosen = [every[a] for a in np.flatnonzero(open_ones & (shown | unrecorded))]
        unknown_leads = [every[a] for a in np.flatnonzero(open_ones & ~shown & (not unrecorded))]
    else:
        asked = unique_ids("recommendations", recommendations)
        chosen = sorted((network.require("recommendations", key) for key in asked), key=every.index)
    columns = [every.index(key) for key in chosen]
    rows = np.flatnonzero(network.actors["kind"].isin(list(among) or list(Kind)).to_numpy())
    ids = list(network.actors.index[rows])
    groups = [division(network, key) for key in ids]
    found = assign(
        P[rows][:, columns], groups, capacity, leads, distinct_groups, ids=ids, tasks=chosen, time_limit=time_limit,
        spread_over=list(network.groups.index) if spread else (),
    )  # fmt: skip
    return Leads(_table(network, found, counts, chosen), found, tuple(unknown_leads))


def division(network: Network, actor: str) -> str:
    """What leads have to differ in: the regional group of a State, the kind of any other actor."""
    kind = network.actors.at[actor, "kind"]
    return str(network.actors.at[actor, "regional_group"] if kind in STATES else kind)


def _table(network: Network, found: Assignment, counts: LeadCounts, chosen: list[str]) -> pd.DataFrame:
    every = {key: place for place, key in enumerate(network.recommendations.index)}
    at = {key: place for place, key in enumerate(network.actors.index)}
    rows = [
        {
            "recommendation_id": task,
            "actor_id": actor,
            "name": network.actors.loc[actor, "name"],
            "kind": network.actors.loc[actor, "kind"],
            "regional_group": network.actors.loc[actor, "regional_group"],
            "plausibility": value,
            "reason": counts.words(at[actor], every[task]),
            "note": "",
        }
        for task, actor, value in found.leads
    ]
    for place in found.unfilled:
        empty = dict.fromkeys(("actor_id", "name", "kind", "regional_group", "reason"), "")
        rows += [{"recommendation_id": place.task, **empty, "plausibility": np.nan, "note": place.why}] * place.missing
    table = pd.DataFrame(rows, columns=COLUMNS)
    order = {key: place for place, key in enumerate(chosen)}
    keys = pd.DataFrame({"task": table["recommendation_id"].map(order), "value": -table["plausibility"],
                         "id": table["actor_id"]})  # fmt: skip
    return table.loc[keys.sort_values(["task", "value", "id"]).index].reset_index(drop=True)


def _share(part: Ints, whole: Ints) -> Floats:
    return np.divide(part, whole, out=np.zeros(part.shape), where=whole > 0)
