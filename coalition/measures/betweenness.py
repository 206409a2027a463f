"""Betweenness of every node at once: shortest paths by levels, as products of matrices."""

from __future__ import annotations

import numpy as np

from coalition.arrays import Bools, Floats
from coalition.measures.arguments import ArgumentError


def betweenness(adjacency: Bools) -> Floats:
    r"""Share of the shortest paths between two others on which a node lies, summed over pairs and normalised.

    .. math:: c_v = \frac{2}{(n-1)(n-2)} \sum_{\{s, t\}} \frac{\sigma_{st}(v)}{\sigma_{st}}

    Brandes' accumulation for all sources together: a level of the search is one matrix product. For dense graphs of a
    few hundred nodes, such as thresholded likeness; a large sparse graph is better served by a search per source.

    Parameters
    ----------
    adjacency : bool array (nodes, nodes)
        Symmetric; the diagonal is ignored.

    Returns
    -------
    float array (nodes,)
        In [0, 1]; NaN for an isolated node, which lies on no path because it has none; 0 where there are fewer than
        three nodes.

    Raises
    ------
    ArgumentError
        The array is not square or not symmetric.

    References
    ----------
    Brandes, U. (2001). A faster algorithm for betweenness centrality. Journal of Mathematical Sociology 25, 163-177.

    Examples
    --------
    >>> import numpy as np
    >>> path = np.array([[0, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0]], dtype=bool)
    >>> betweenness(path).round(3).tolist()
    [0.0, 0.333, 0.0, nan]
    """
    tied = np.array(adjacency, dtype=bool)
    if tied.ndim != 2 or tied.shape[0] != tied.shape[1] or not np.array_equal(tied, tied.T):
        raise ArgumentError(f"adjacency must be square and symmetric; this is a table of size {tied.shape}")
    np.fill_diagonal(tied, False)
    nodes, ties = len(tied), tied.astype(float)
    seen = np.eye(nodes, dtype=bool)
    paths = [np.eye(nodes)]  # of each length: numbers of shortest paths from a source (row) to a node (column)
    while (further := np.where(seen, 0.0, paths[-1] @ ties)).any():
        seen |= further > 0
        paths.append(further)
    depends = np.zeros_like(ties)
    for level in range(len(paths) - 1, 0, -1):
        per_path = np.zeros_like(ties)
        np.divide(1.0 + depends, paths[level], out=per_path, where=paths[level] > 0)
        depends += (per_path @ ties) * paths[level - 1]
    np.fill_diagonal(depends, 0.0)
    total = depends.sum(axis=0) / max((nodes - 1) * (nodes - 2), 1)
    return np.where(tied.any(axis=1), total, np.nan)
