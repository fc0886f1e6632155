"""Communities of a weighted graph: the Leiden method, with a fixed seed, so that it always agrees.

Question: into which groups does a graph fall, when nobody knows how many there are? Maximises
modularity with a resolution (Reichardt and Bornholdt 2006) by the Leiden method (Traag, Waltman and
van Eck 2019), which unlike Louvain's never leaves a group that hangs together by nothing; every node
has a group, there is no noise class. The work is done by graspologic-native (Rust). Begun from known
groups it moves only what gains by moving, so that a refit of the same texts stays where it was.
It is wrong where one group is many times smaller than the others and hardly bound inside: a low
resolution swallows it. Where that library cannot be loaded, `agglomeration.py` does the work.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from trend_lib.topics.agglomeration import join_communities

if TYPE_CHECKING:
    from numpy.typing import NDArray

logger = logging.getLogger(__name__)
try:
    import graspologic_native
except (
    ImportError
):  # a machine without a wheel of it, or whose system library is too old for the wheel
    graspologic_native = None
    logger.warning(
        "graspologic-native cannot be loaded: topics are grouped by average linkage, a little less well"
    )

RANDOMNESS = 0.001  # of the refinement step; Traag and others use 0.01 and less
ROUNDS = 2  # of moving, refining and merging; more change next to nothing
SETTINGS = {"randomness": RANDOMNESS, "iterations": ROUNDS, "use_modularity": True, "trials": 1}


def find_communities(
    graph: sparse.csr_matrix,
    resolution: float,
    seed: int,
    begin: NDArray[np.int64] | None = None,
) -> NDArray[np.int64]:
    """Return each node's community, numbered from 0.

    Args:
        graph: Symmetric, nodes x nodes, weights above 0.
        resolution: The higher, the more and the smaller the communities.
        seed: Of the order in which nodes are looked at.
        begin: Each node's known group, to begin from; None: each node begins alone.
    """
    if graspologic_native is None:
        return join_communities(graph, resolution, begin)
    met = _nodes_as_met(graph)
    if not len(met):
        return np.arange(graph.shape[0])
    settings = {"resolution": resolution, "seed": seed, **SETTINGS}
    found = _begin_alone(graph, met, settings) if begin is None else _begin(graph, begin, settings)
    lonely = len(met)  # a node without neighbours is a community of its own
    labels = [found.get(node, lonely + node) for node in range(graph.shape[0])]
    return np.unique(labels, return_inverse=True)[1]


def _nodes_as_met(graph: sparse.csr_matrix) -> NDArray[np.int64]:
    """Return the nodes that have neighbours, in the order in which the list of edges names them."""
    upper = sparse.coo_matrix(sparse.triu(graph, k=1))
    nodes, first = np.unique(np.column_stack([upper.row, upper.col]), return_index=True)
    return nodes[np.argsort(first)].astype(np.int64)


def _begin_alone(
    graph: sparse.csr_matrix, met: NDArray[np.int64], settings: dict[str, Any]
) -> dict[int, int]:
    """Return nodes' communities; the library takes the matrix as it is, at half the cost of a list."""
    rows = sparse.csr_matrix(graph[met][:, met])
    rows.sort_indices()
    starts, ends = rows.indptr.astype(np.int64), rows.indices.astype(np.int32)
    weights = rows.data.astype(np.float64)
    _, found = graspologic_native.leiden_csr(starts, ends, weights, len(met), **settings)
    return {int(node): found[place] for place, node in enumerate(met)}


def _begin(
    graph: sparse.csr_matrix, begin: NDArray[np.int64], settings: dict[str, Any]
) -> dict[int, int]:
    """Return nodes' communities, begun from known groups: only a list of edges can be begun so."""
    edges = _edges(graph)
    groups = _known_groups(begin, edges)
    _, found = graspologic_native.leiden(edges, starting_communities=groups, **settings)
    return {int(node): community for node, community in found.items()}


def _edges(graph: sparse.csr_matrix) -> list[tuple[str, str, float]]:
    """List each pair of neighbours once; the library names nodes by text."""
    upper = sparse.coo_matrix(sparse.triu(graph, k=1))
    rows, columns = (map(str, ends.tolist()) for ends in (upper.row, upper.col))
    return list(zip(rows, columns, upper.data.astype(float).tolist(), strict=True))


def _known_groups(begin: NDArray[np.int64], edges: list[tuple[str, str, float]]) -> dict[str, int]:
    """Number the groups of the nodes that have neighbours from 0, as the library demands."""
    nodes = sorted({int(node) for edge in edges for node in edge[:2]})
    groups = np.unique(begin[nodes], return_inverse=True)[1]
    return {str(node): int(group) for node, group in zip(nodes, groups, strict=True)}
