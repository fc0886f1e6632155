"""Communities of a weighted graph: the Louvain method, in a fixed order, so that it always agrees.

Question: into which groups does a graph fall, when nobody knows how many there are? Maximises
modularity with a resolution (Blondel and others 2008; Reichardt and Bornholdt 2006): nodes move to
the neighbouring group that gains most until none gains, groups become nodes, and so on. The order
of visits is seeded. It is wrong where one group is many times smaller than the others and hardly
bound inside: a low resolution swallows it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_ROUNDS = 20
LEAST_GAIN = 1e-9


def find_communities(graph: sparse.csr_matrix, resolution: float, seed: int) -> NDArray[np.int64]:
    """Return each node's community, numbered from 0; `graph` is symmetric with weights above 0."""
    order = np.random.default_rng(seed)
    membership = np.arange(graph.shape[0])
    while True:
        moved = move_nodes(graph, resolution, order)
        _, groups = np.unique(moved, return_inverse=True)
        membership = groups[membership]
        if groups.max(initial=-1) + 1 == graph.shape[0]:
            return membership
        graph = merge_nodes(graph, groups)


def move_nodes(
    graph: sparse.csr_matrix, resolution: float, order: np.random.Generator
) -> NDArray[np.int64]:
    """Let every node join the neighbouring community that gains most, until none wants to."""
    weights = np.asarray(graph.sum(axis=1)).ravel().tolist()
    neighbours = _neighbour_lists(graph)
    community = list(range(len(weights)))
    totals: list[float] = list(weights)
    scale = resolution / max(sum(weights), LEAST_GAIN)
    waiting = order.permutation(len(weights)).tolist()
    for _ in range(MAX_ROUNDS):
        restless: set[int] = set()
        for node in waiting:
            old = community[node]
            totals[old] -= weights[node]
            new = _best_community(node, neighbours[node], community, totals, weights[node] * scale)
            totals[new] += weights[node]
            if new != old:
                community[node] = new
                restless.update(other for other, _ in neighbours[node] if community[other] != new)
        if not restless:
            break
        waiting = sorted(restless)
    return np.array(community, dtype=np.int64)


def _neighbour_lists(graph: sparse.csr_matrix) -> list[list[tuple[int, float]]]:
    """Return each node's neighbours with the edges' weights, itself left out."""
    edges = list(zip(graph.indices.tolist(), graph.data.tolist(), strict=True))
    bounds = graph.indptr.tolist()
    return [
        [(other, weight) for other, weight in edges[start:end] if other != node]
        for node, (start, end) in enumerate(pairwise(bounds))
    ]


def _best_community(
    node: int,
    neighbours: list[tuple[int, float]],
    community: list[int],
    totals: list[float],
    penalty: float,
) -> int:
    """Return the community with the largest gain; the node's own unless another is truly better."""
    own = community[node]
    bonds = {own: 0.0}
    for other, weight in neighbours:
        there = community[other]
        bonds[there] = bonds.get(there, 0.0) + weight
    best, best_gain = own, bonds[own] - penalty * totals[own] + LEAST_GAIN
    for there, bond in bonds.items():
        gain = bond - penalty * totals[there]
        if gain > best_gain:
            best, best_gain = there, gain
    return best


def merge_nodes(graph: sparse.csr_matrix, groups: NDArray[np.int64]) -> sparse.csr_matrix:
    """Return the graph whose nodes are the groups; bonds inside a group become loops."""
    size = len(groups)
    belongs = sparse.csr_matrix((np.ones(size), (np.arange(size), groups)))
    return sparse.csr_matrix(belongs.T @ graph @ belongs)
