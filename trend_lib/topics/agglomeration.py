"""Communities of a weighted graph without a library of its own: micro-clusters, joined by average linkage.

Question: the same as in `communities.py`, for a machine on which graspologic-native cannot be installed.
Method: each node goes with its nearest neighbour, and what hangs together is a micro-cluster; these are
joined by average linkage (Sokal and Michener 1958) over the edges between them, and the tree is cut where
modularity at the resolution is highest (Reichardt and Bornholdt 2006), so that a resolution means what
it means to Leiden. Every node has a group. It is wrong where Leiden is, and where two groups' nearest
texts are each other's: what was joined is never parted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from scipy.cluster.hierarchy import linkage
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

if TYPE_CHECKING:
    from numpy.typing import NDArray


def join_communities(
    graph: sparse.csr_matrix, resolution: float, begin: NDArray[np.int64] | None = None
) -> NDArray[np.int64]:
    """Return each node's community, numbered from 0.

    Args:
        graph: Symmetric, nodes x nodes, weights above 0.
        resolution: The higher, the more and the smaller the communities.
        begin: Each node's known group; these are joined and not parted. None: each node begins alone.
    """
    micro = _micro_clusters(graph, np.arange(graph.shape[0]) if begin is None else begin)
    groups = micro.max(initial=-1) + 1
    if groups < 2:
        return micro
    member = sparse.csr_matrix(
        (np.ones(len(micro)), (micro, np.arange(len(micro)))), shape=(groups, len(micro))
    )
    weights = np.asarray((member @ graph @ member.T).todense())
    return _cut(weights, np.bincount(micro), resolution)[micro]


def _micro_clusters(graph: sparse.csr_matrix, begin: NDArray[np.int64]) -> NDArray[np.int64]:
    """Let each node that is alone follow its nearest neighbour; known groups stay as they are."""
    _, known, sizes = np.unique(begin, return_inverse=True, return_counts=True)
    first = np.full(len(sizes), -1)
    first[known[::-1]] = np.arange(len(known))[::-1]
    follows = first[known]
    alone = np.flatnonzero((sizes[known] == 1) & (np.diff(graph.indptr) > 0))
    if len(alone):
        follows[alone] = np.asarray(graph[alone].argmax(axis=1)).ravel()
    nodes = np.arange(len(known))
    steps = sparse.csr_matrix((np.ones(len(nodes)), (nodes, follows)), shape=graph.shape)
    return np.asarray(connected_components(steps, directed=False)[1], dtype=np.int64)


def _cut(
    weights: NDArray[np.float64], sizes: NDArray[np.int64], resolution: float
) -> NDArray[np.int64]:
    """Join groups (weights between them, nodes in each) as long as the whole gains by it."""
    near = weights / np.outer(sizes, sizes)
    np.fill_diagonal(near, near.max())
    tree = linkage(squareform(near.max() - near, checks=False), method="average")
    joins = tree[:, :2].astype(np.int64)
    best = int(np.argmax(np.cumsum([0.0, *_gains(weights, joins, resolution)])))
    return _labels(joins[:best], len(sizes))


def _gains(
    weights: NDArray[np.float64], joins: NDArray[np.int64], resolution: float
) -> list[float]:
    """Return by how much each join raises modularity (halved; only where it is highest matters)."""
    total = max(float(weights.sum()), 1e-9)
    between = weights / total
    degrees = between.sum(axis=1)
    place = list(range(len(weights)))  # the row that stands for a cluster of the tree
    gains = []
    for one, other in joins.tolist():
        kept, gone = place[one], place[other]
        gains.append(float(between[kept, gone] - resolution * degrees[kept] * degrees[gone]))
        between[kept] += between[gone]
        between[:, kept] += between[:, gone]
        degrees[kept] += degrees[gone]
        place.append(kept)
    return gains


def _labels(joins: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Return each leaf's group after some joins."""
    parents = np.arange(size + len(joins))
    parents[joins.ravel()] = size + np.repeat(np.arange(len(joins)), 2)
    for node in range(len(parents) - 1, -1, -1):
        parents[node] = parents[parents[node]]
    return np.unique(parents[:size], return_inverse=True)[1].astype(np.int64)
