"""Who is alike: the validated ties of a kind of actor, or the pairs that come nearest where none is validated."""

from __future__ import annotations

import pandas as pd

from coalition.analysis.bridges.backbone import backbone
from coalition.model.network import Network


def ties(network: Network, kind: str = "state") -> pd.DataFrame:
    """Ties between actors of a kind, or what comes nearest to them.

    Parameters
    ----------
    network : Network
        The map.
    kind : str
        A kind of actor; States and observer States are compared together, whichever of the two is named.

    Returns
    -------
    DataFrame
        A row per tie, strongest first, with the columns of `coalition.analysis.bridges.backbone.backbone`. `tie` is
        "positive" for a validated tie; where there is none, the ten pairs at most that come nearest and did the same
        at least once, with "". No row where nobody can be compared with anybody.

    Raises
    ------
    ArgumentError
        There is no such kind.

    Examples
    --------
    >>> from coalition import Network, read_tables
    >>> from coalition.settings import resource
    >>> found = ties(Network.from_tables(read_tables(resource("seeds"))), "nhri")
    >>> len(found), set(found["tie"])
    (10, {''})
    """
    found = backbone(network, kind)
    validated = found.table[found.table["tie"] == "positive"]
    near = found.nearest[(found.nearest["tie"] == "") & (found.nearest["concordant"] > 0)]
    return (validated if len(validated) else near).reset_index(drop=True)
