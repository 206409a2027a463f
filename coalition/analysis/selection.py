"""A part of the network: some recommendations, some actors, and the positions between them that a person asks for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from coalition.arrays import Bools
from coalition.errors import CoalitionError
from coalition.model.network import Network
from coalition.model.vocabulary import STATES, Act, Kind, Standing, split

STATES_ONLY = "states"
"""In place of a kind: member and observer States."""


KIND, GROUP, POSITION = "kind", "group", "position"
"""What can be left out."""


def switch(what: str, value: str) -> str:
    """The name under which a kind, the States of a regional group or a position is left out.

    >>> switch(KIND, "ngo")
    'kind-ngo'
    """
    return f"{what}-{value}"


def switches(network: Network) -> list[str]:
    """Everything that can be left out of a selection.

    Parameters
    ----------
    network : Network
        The map.
    """
    return [
        *(switch(KIND, kind) for kind in Kind),
        *(switch(GROUP, str(group)) for group in network.groups.index),
        *(switch(POSITION, standing) for standing in Standing),
    ]


@dataclass(frozen=True)
class Filters:
    """What is asked for. What is left out does not restrict.

    Attributes
    ----------
    theme : str
        Of the recommendations.
    kind : str
        A `Kind` of actors, or `STATES_ONLY`.
    group, bloc : str
        Ids of a regional group and of a bloc.
    position : str
        A `Standing`.
    act : str
        An `Act`: the strongest behind a position.
    since, until : int, optional
        Years: of positions whose newest evidence is of these years or between them.
    off : tuple of str
        What is left out, each as `switch` names it: kinds of actor, States of a regional group, positions.
    """

    theme: str = ""
    kind: str = ""
    group: str = ""
    bloc: str = ""
    position: str = ""
    act: str = ""
    since: int | None = None
    until: int | None = None
    off: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Selection:
    """A part of a network.

    Attributes
    ----------
    recommendations : DataFrame
        Rows of `Network.recommendations`, by paragraph.
    actors : DataFrame
        Rows of `Network.actors`, those without a position here too.
    positions : DataFrame
        Rows of `Network.positions` between these.
    """

    recommendations: pd.DataFrame
    actors: pd.DataFrame
    positions: pd.DataFrame

    @property
    def on_record(self) -> pd.Series[int]:
        """Number of positions by actor id, the most first; whoever has none is not there."""
        counts = self.positions["actor_id"].value_counts()
        return counts.loc[sorted(counts.index, key=lambda key: (-counts[key], key))]


def themes(network: Network) -> list[str]:
    """The themes of the recommendations, in the order of the report.

    Parameters
    ----------
    network : Network
        The map.
    """
    return list(dict.fromkeys(theme for theme in network.recommendations["theme"] if theme))


def select(network: Network, filters: Filters) -> Selection:
    """The part of a network that filters leave.

    Parameters
    ----------
    network : Network
        The map.
    filters : Filters
        What is asked for.

    Raises
    ------
    CoalitionError
        A filter names what is not there, or the first year comes after the last.
    """
    _check(network, filters)
    goals, actors, found = network.recommendations, network.actors, network.positions
    if filters.theme:
        goals = goals[goals["theme"] == filters.theme]
    kept = _actors(network, filters)
    actors = actors[kept]
    found = found[found["recommendation_id"].isin(goals.index) & found["actor_id"].isin(actors.index)]
    for column, wanted in (("position", filters.position), ("act", filters.act)):
        if wanted:
            found = found[found[column] == wanted]
    if filters.off:
        found = found[~found["position"].map(lambda one: switch(POSITION, one)).isin(filters.off)]
    if filters.since is not None or filters.until is not None:
        years = pd.to_numeric(found["latest"].str[:4], errors="coerce")
        found = found[years.between(filters.since or 0, filters.until or 9999)]
    return Selection(goals, actors, found.reset_index(drop=True))


def recorded(network: Network, found: Selection) -> Selection:
    """A selection without whoever has no position in it.

    Parameters
    ----------
    network : Network
        The map.
    found : Selection
        A part of it.
    """
    keys = network.actors.index[network.actors.index.isin(found.positions["actor_id"])]
    return Selection(found.recommendations, found.actors.loc[found.actors.index.isin(keys)], found.positions)


def _check(network: Network, filters: Filters) -> None:
    """Refuse the first filter that names what is not there."""
    known = {
        "theme": themes(network),
        "kind": [STATES_ONLY, *Kind],
        "regional group": list(network.groups.index),
        "bloc": list(network.blocs.index),
        "position": list(Standing),
        "act": list(Act),
    }
    given = (filters.theme, filters.kind, filters.group, filters.bloc, filters.position, filters.act)
    for (what, values), wanted in zip(known.items(), given, strict=True):
        if wanted and wanted not in values:
            raise CoalitionError(f"there is no {what} {wanted}; there are {', '.join(map(str, values))}")
    known_off = switches(network) if filters.off else []
    for one in filters.off:
        if one not in known_off:
            raise CoalitionError(f"nothing called {one} can be left out; there are {', '.join(known_off)}")
    if filters.since is not None and filters.until is not None and filters.since > filters.until:
        raise CoalitionError(f"no year is from {filters.since} and until {filters.until}; exchange the two")


def _actors(network: Network, filters: Filters) -> Bools:
    actors = network.actors
    kept = pd.Series(True, index=actors.index)
    if filters.kind:
        kept &= actors["kind"].isin(STATES if filters.kind == STATES_ONLY else [filters.kind])
    if filters.group:
        kept &= actors["regional_group"] == filters.group
    if filters.bloc:
        kept &= actors["blocs"].map(lambda cell: filters.bloc in split(cell)).astype(bool)
    if filters.off:
        kept &= ~actors["kind"].map(lambda kind: switch(KIND, kind)).isin(filters.off)
        group = actors["regional_group"].map(lambda key: switch(GROUP, key))
        kept &= ~(actors["kind"].isin(STATES) & group.isin(filters.off))
    return np.asarray(kept, dtype=bool)
