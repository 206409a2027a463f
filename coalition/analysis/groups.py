"""Which groups actors belong to: regional groups, blocs, kinds, or any column of the actors table."""

from __future__ import annotations

from coalition.measures.arguments import ArgumentError
from coalition.measures.groups import Groups, membership
from coalition.model.network import Network
from coalition.model.vocabulary import Kind

GROUPINGS = {"regional_group": "regional groups", "bloc": "blocs", "blocs": "blocs", "kind": "kinds"}
"""What the groups by a column are called."""


class FewGroupsError(ArgumentError):
    """The actors of a map are of fewer than two groups, so that there is nothing between them."""


def groups_by(network: Network, by: str) -> Groups:
    """The groups of all actors by a column of the actors table.

    Parameters
    ----------
    network : Network
        The map.
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
        The actors table has no such column.
    FewGroupsError
        By that column they are in fewer than two groups.
    """
    column = "blocs" if by == "bloc" else by
    if not isinstance(column, str) or column not in network.actors.columns or column in _NO_GROUP:
        known = ["regional_group", "bloc", "kind", *network.actors.columns.drop(["blocs", *_NO_GROUP])]
        raise ArgumentError(f"actors have no column {by!r} to group by; use {', '.join(dict.fromkeys(known))}")
    values = network.actors[column].astype(str)
    if column == "kind":
        values = values.where(~network.is_state, Kind.STATE.value)
    elif column in ("regional_group", "blocs"):
        values = values.where(network.is_state, "")
    groups: Groups = list(values)
    if column == "blocs" or values.str.contains(";", regex=False).any():
        groups = values.str.get_dummies(";").astype(bool).drop(columns="", errors="ignore")
    if len(membership(groups, len(values))[1]) < 2:
        of = GROUPINGS.get(by, f"groups by {by}")
        raise FewGroupsError(f"nothing to bridge: the actors of this map are of fewer than two {of} (column {column})")
    return groups


_NO_GROUP = ("name", "note", "source")
"""Columns that say something of each actor alone."""


def group_words(network: Network, by: str) -> dict[str, str]:
    """Names of the groups by a column, for those that have one besides their id."""
    if by in ("bloc", "blocs"):
        return dict(zip(network.blocs.index, network.blocs["name"], strict=True))
    if by == "kind":
        return {str(kind): kind.words for kind in Kind}
    return network.group_names if by == "regional_group" else {}
