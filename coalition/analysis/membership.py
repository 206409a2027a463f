"""Who belongs to which group: one group each, or several at once (blocs)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import pandas as pd

from coalition.analysis.checks import ArgumentError, group_list
from coalition.arrays import Bools, Ints
from coalition.model.network import Network
from coalition.model.vocabulary import Kind

Groups: TypeAlias = Sequence[str] | pd.DataFrame
"""A group per actor, "" for none; or, where groups overlap, a bool table of actors x groups."""


def membership(groups: Groups, actors: int) -> tuple[Bools, list[str]]:
    """Groups as a bool matrix.

    Parameters
    ----------
    groups : sequence of str, or DataFrame of bool
        A group per actor ("" for none), or a table of actors (rows, in order) x groups (columns).
    actors : int
        How many actors there must be.

    Returns
    -------
    members : bool array (actors, groups)
        False throughout for an actor without a group.
    names : list of str
        The groups in alphabetical order, those without a member left out.

    Raises
    ------
    ArgumentError
        The number of actors is another one, a group is not text, or a table holds anything but true and false.

    Examples
    --------
    >>> members, names = membership(["weog", "", "african", "weog"], 4)
    >>> names, members.sum(axis=0).tolist()
    (['african', 'weog'], [1, 2])
    """
    actor, code, names = pairs(groups, actors)
    members = np.zeros((actors, len(names)), dtype=bool)
    members[actor, code] = True
    return members, names


def pairs(groups: Groups, actors: int) -> tuple[Ints, Ints, list[str]]:
    """The same as `membership` for very many groups: row of the actor and number of the group, one per belonging.

    Examples
    --------
    >>> actor, code, names = pairs(["weog", "", "african", "weog"], 4)
    >>> actor.tolist(), code.tolist(), names
    ([0, 2, 3], [1, 0, 1], ['african', 'weog'])
    """
    if isinstance(groups, pd.DataFrame):
        table = _table(groups, actors)
        actor, code = np.nonzero(table.to_numpy(dtype=bool))
        return actor.astype(np.int64), code.astype(np.int64), list(table.columns)
    codes, names = pd.factorize(np.array([*group_list(groups, actors), ""], dtype=object), sort=True)
    actor = np.flatnonzero(codes[:-1] > 0)  # "" is in the list, and sorts before any name
    return actor, codes[actor] - 1, [str(name) for name in names[1:]]


def groups_by(network: Network, by: str) -> Groups:
    """The groups of all actors by a column of the actors table.

    Parameters
    ----------
    network : Network
    by : str
        "regional_group" (of States; others are only seated in one), "bloc" (of States; blocs overlap), "kind" (observer
        States among the States), or any other column of the actors table. Values joined by ";" are several groups.

    Returns
    -------
    sequence of str, or DataFrame of bool
        As `membership` takes them.

    Raises
    ------
    ArgumentError
        The actors table has no such column, or it is in fewer than two groups.
    """
    column = {"bloc": "blocs"}.get(by, by)
    if column not in network.actors.columns:
        known = ["regional_group", "bloc", "kind", *(name for name in network.actors.columns if name not in _NO_GROUP)]
        raise ArgumentError(f"by: actors have no column {by!r}; use {', '.join(dict.fromkeys(known))}")
    values = network.actors[column].astype(str)
    if column == "kind":
        values = values.where(~network.is_state, Kind.STATE.value)
    elif column in ("regional_group", "blocs"):
        values = values.where(network.is_state, "")
    groups: Groups = list(values)
    if column == "blocs" or values.str.contains(";", regex=False).any():
        groups = values.str.get_dummies(";").astype(bool).drop(columns="", errors="ignore")
    if len(membership(groups, len(values))[1]) < 2:
        raise ArgumentError(f"bridges between groups need two or more values of {by}; this map has fewer")
    return groups


_NO_GROUP = ("name", "blocs", "note", "source")


def group_words(network: Network, by: str) -> dict[str, str]:
    """Names of the groups by a column, for those that have one besides their id."""
    if by in ("bloc", "blocs"):
        return dict(zip(network.blocs.index, network.blocs["name"], strict=True))
    if by == "kind":
        return {str(kind): kind.words for kind in Kind}
    return network.group_names if by == "regional_group" else {}


def _table(groups: pd.DataFrame, actors: int) -> pd.DataFrame:
    if len(groups) != actors:
        raise ArgumentError(f"groups: {len(groups)} rows are given for {actors} actors; give one each")
    values = groups.to_numpy()
    if values.size and not np.isin(values, [0, 1]).all():
        raise ArgumentError("groups: a table of actors x groups must hold true and false only")
    if not groups.columns.is_unique:
        raise ArgumentError("groups: a column is given more than once; give every group once")
    filled = groups.loc[:, values.any(axis=0)] if values.size else groups.iloc[:, :0]
    return filled.rename(columns=str).sort_index(axis=1)
