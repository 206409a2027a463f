"""Who belongs to which group: one group each, or several at once (blocs)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import pandas as pd

from coalition.arrays import Bools, Ints
from coalition.measures.arguments import ArgumentError, group_list

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
