"""The smallest coalition, and the largest coverage, on a network: actors by id, regional groups of States."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from coalition.analysis.arguments import check_kinds, check_network
from coalition.analysis.coverage import supports
from coalition.arrays import Bools
from coalition.measures.arguments import ArgumentError, unique_ids
from coalition.measures.coalitions.certificate import Coalition
from coalition.measures.coalitions.rules import ONE_SUPPORTER_EACH, Rules
from coalition.measures.coalitions.solve import largest_coverage, smallest_coalition
from coalition.model.network import Network

MEMBER_COLUMNS = ["actor_id", "name", "kind", "regional_group", "supports", "needed_for", "alone_in_group", "why"]
CHOICE_COLUMNS = ["choice", "shared", "instead", "instead_of", "members"]


def coalition_for(
    network: Network,
    recommendations: Sequence[str] | None = None,
    rules: Rules = ONE_SUPPORTER_EACH,
    *,
    alternatives: int = 1,
    time_limit: float = 30.0,
) -> Coalition:
    """The fewest actors on record that together carry some recommendations.

    Support is the recorded position "leads" or "supports": nobody is assumed to be willing, and who is unknown is not
    opposed but does not count either.

    Parameters
    ----------
    network : Network
        The map.
    recommendations : sequence of str, optional
        Ids; every recommendation that has a supporter when left out.
    rules : Rules
        How many supporters of each, from how many regional groups, who must take part, and so on; one supporter of
        each when left out. Groups are the regional groups of States.
    alternatives : int
        How many other coalitions of the same size to find, 0 to 10; with 1 the answer says whether it is one of
        several.
    time_limit : float
        Seconds for everything together.

    Returns
    -------
    Coalition
        With ids of actors and recommendations; `members` and `choices` make tables of it, `coalition_summary` a
        sentence. Ties are broken by the number of recommendations of the whole map that the members support.

    Raises
    ------
    UnknownIdError, ArgumentError
        An id, kind or group that is not there, or a number that is not possible.

    Examples
    --------
    >>> from coalition import Network, Rules, read_tables
    >>> from coalition.settings import resource
    >>> network = Network.from_tables(read_tables(resource("seeds")))
    >>> found = coalition_for(network, ["R18", "R21.1"], Rules(supporters=2, groups=3))
    >>> found.status, found.size
    ('optimal', 3)
    """
    support, named = _arguments(network, recommendations, rules)
    return smallest_coalition(support, rules=rules, alternatives=alternatives, time_limit=time_limit, **named)


def coalition_within(
    network: Network, recommendations: Sequence[str] | None, rules: Rules, *, time_limit: float = 30.0
) -> Coalition:
    """The coalition within the budget of its rules that carries the most recommendations, and of those the smallest.

    Parameters
    ----------
    network : Network
        The map.
    recommendations : sequence of str, optional
        Ids; every recommendation that has a supporter when None.
    rules : Rules
        As for `coalition_for`, with a budget: the number of members.
    time_limit : float
        Seconds for everything together.

    Returns
    -------
    Coalition
        As from `coalition_for`; `covered` names what it carries.

    Raises
    ------
    UnknownIdError, ArgumentError
        As in `coalition_for`; or the rules have no budget.
    """
    support, named = _arguments(network, recommendations, rules)
    return largest_coverage(support, rules=rules, time_limit=time_limit, **named)


def members(network: Network, coalition: Coalition) -> pd.DataFrame:
    """Who is in a coalition and what for: one row per member, those that carry most first, with `MEMBER_COLUMNS`.

    `supports` counts the recommendations covered by the coalition that the member supports; `needed_for` are those
    that would fall short without it, `alone_in_group` those that it alone of its regional group supports ("" for an
    actor that counts in no group), ids joined by ';'.
    """
    support = pd.DataFrame(supports(network), index=network.actors.index, columns=network.recommendations.index)
    rows = []
    for reason in coalition.reasons:
        actor = network.actors.loc[reason.id]
        rows.append(
            {
                "actor_id": reason.id,
                "name": actor["name"],
                "kind": actor["kind"],
                "regional_group": actor["regional_group"],
                "supports": int(support.loc[reason.id, list(coalition.covered)].sum()),
                "needed_for": ";".join(reason.needed_for),
                "alone_in_group": ";".join(reason.cells),
                "why": reason.why,
            }
        )
    table = pd.DataFrame(rows, columns=MEMBER_COLUMNS)
    return table.sort_values(["supports", "actor_id"], ascending=[False, True], ignore_index=True)


def choices(network: Network, coalition: Coalition) -> pd.DataFrame:
    """Other coalitions of the same size, in names: one row each with `CHOICE_COLUMNS`."""
    rows = [
        {
            "choice": number,
            "shared": other.shared,
            "instead": "; ".join(names(network, other.instead)),
            "instead_of": "; ".join(names(network, other.instead_of)),
            "members": ";".join(other.members),
        }
        for number, other in enumerate(coalition.alternatives, start=1)
    ]
    return pd.DataFrame(rows, columns=CHOICE_COLUMNS)


def names(network: Network, ids: Sequence[Any]) -> list[str]:
    """Names of actors, in the order of `ids`."""
    return [str(name) for name in network.actors.loc[list(ids), "name"]]


def _arguments(network: Network, recommendations: Sequence[str] | None, rules: Rules) -> tuple[Bools, dict[str, Any]]:
    """Who supports which of the chosen recommendations, and what else of the network the rules are applied to."""
    check_network(network)
    if not isinstance(rules, Rules):
        raise ArgumentError(f"rules: {rules!r} are no Rules; give such as Rules(supporters=2, groups=2)")
    table = supports(network)
    every = list(network.recommendations.index)
    if recommendations is None:
        chosen = [every[item] for item in np.flatnonzero(table.any(axis=0))]
    else:
        chosen = [network.require("recommendations", key) for key in unique_ids("recommendations", recommendations)]
    if not chosen:
        raise ArgumentError("recommendations: none is given, or none has a supporter; choose at least one")
    for key in (*rules.must, *rules.must_not):
        network.require("actors", key)
    check_kinds(rules.among)
    counts = np.ones(len(table), dtype=bool) if rules.seats else network.is_state
    return table[:, [every.index(key) for key in chosen]], {
        "groups": [group if one else "" for one, group in zip(counts, network.actors["regional_group"], strict=True)],
        "kinds": list(network.actors["kind"]),
        "ids": list(network.actors.index),
        "items": chosen,
        "weights": table.sum(axis=1),
    }
