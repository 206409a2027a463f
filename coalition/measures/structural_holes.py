"""Burt's structural holes: how much a node's contacts know each other, by sparse algebra."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from coalition.measures.sparse_graph import Graph, adjacency, node_list


def constraint(G: Graph, weight: str | None = None) -> pd.Series[float]:
    r"""Burt's constraint: how far a node's contacts lead back to each other.

    .. math:: c_i = \sum_{j \in N(i)} \Big( p_{ij} + \sum_q p_{iq} p_{qj} \Big)^2

    with p_ij the share of i's ties (of both directions) that go to j.

    Parameters
    ----------
    G : networkx.Graph, DiGraph or sparse array of ties
        Self-loops are ignored.
    weight : str, optional
        Edge attribute, 0 or more, 1 where a tie has none; parallel ties add up. Every tie counts 1 when left out.

    Returns
    -------
    Series
        Indexed by node in the order of G, above 0; low for whoever bridges. NaN for an isolated node: it is undefined,
        not unconstrained.

    Raises
    ------
    ArgumentError
        A weight is negative or not a number.

    References
    ----------
    Burt, R. S. (2004). Structural Holes and Good Ideas. American Journal of Sociology 110, 349-399.

    Examples
    --------
    >>> import networkx as nx
    >>> constraint(nx.path_graph(3)).tolist()
    [1.0, 0.5, 1.0]
    """
    mutual = _mutual(G, weight)
    P = _scaled(mutual, mutual.sum(axis=1))
    shares = sparse.csr_array(P + (P @ P).multiply(mutual.sign()))
    shares.data **= 2
    return _series(G, shares.sum(axis=1), mutual)


def effective_size(G: Graph, weight: str | None = None) -> pd.Series[float]:
    r"""Burt's effective size: contacts less what they have in common.

    .. math:: e_i = \sum_{j \in N(i)} \Big( 1 - \sum_q p_{iq} m_{jq} \Big)

    with p as in `constraint` and m_jq the tie of j and q over j's strongest. Without weights and directions it is
    n - 2t/n for n contacts with t ties among them.

    Parameters
    ----------
    G, weight
        As in `constraint`.

    Returns
    -------
    Series
        Indexed by node in the order of G, up to the number of contacts; NaN as in `constraint`.

    References
    ----------
    Burt, R. S. (1992). Structural Holes. Harvard University Press. Borgatti, S. (1997). Structural Holes: Unpacking
    Burt's Redundancy Measures. Connections 20, 35-38.

    Examples
    --------
    >>> import networkx as nx
    >>> effective_size(nx.path_graph(3)).tolist()
    [1.0, 2.0, 1.0]
    """
    mutual = _mutual(G, weight)
    P = _scaled(mutual, mutual.sum(axis=1))
    strongest = mutual.max(axis=1).toarray() if mutual.nnz else np.zeros(mutual.shape[0])
    there = mutual.sign()
    redundant = (P @ _scaled(mutual, strongest).T).multiply(there)
    return _series(G, there.sum(axis=1) - redundant.sum(axis=1), mutual)


def _mutual(G: Graph, weight: str | None) -> sparse.csr_array:
    """Ties of both directions added up, without self-loops."""
    A = adjacency(G, weight)
    return sparse.csr_array(A + A.T)


def _scaled(mutual: sparse.csr_array, by: npt.ArrayLike) -> sparse.csr_array:
    """Each row over a number of its own."""
    scaled = mutual.copy()
    scaled.data = scaled.data / np.repeat(np.asarray(by, dtype=float).ravel(), np.diff(mutual.indptr))
    return scaled


def _series(G: Graph, values: npt.ArrayLike, mutual: sparse.csr_array) -> pd.Series[float]:
    tied = np.diff(mutual.indptr) > 0
    return pd.Series(np.where(tied, np.asarray(values).ravel(), np.nan), index=pd.Index(node_list(G)), dtype=float)
