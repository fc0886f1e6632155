"""Who is near whom: nearest neighbours by cosine, in blocks that fit into memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCK = 1_000
SHARPNESS = 2  # near neighbours count by the square of their cosine


def neighbour_graph(vectors: NDArray[np.float32], neighbours: int) -> sparse.csr_matrix:
    """Join each text with its nearest texts; symmetric, weighted by squared cosine."""
    size = len(vectors)
    neighbours = min(neighbours, size - 1)
    if neighbours < 1:
        return sparse.csr_matrix((size, size))
    nearest, cosines = _nearest(vectors, neighbours)
    weights = np.maximum(cosines, 0) ** SHARPNESS
    rows = np.repeat(np.arange(size), neighbours)
    graph = sparse.csr_matrix((weights.ravel(), (rows, nearest.ravel())), shape=(size, size))
    graph = sparse.csr_matrix(graph.maximum(graph.T))
    graph.eliminate_zeros()
    return graph


def _nearest(
    vectors: NDArray[np.float32], neighbours: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return each text's nearest other texts and their cosines."""
    found, cosines = [], []
    for start in range(0, len(vectors), BLOCK):
        block = vectors[start : start + BLOCK] @ vectors.T
        own = np.arange(len(block))
        block[own, start + own] = -np.inf
        nearest = np.argpartition(-block, neighbours - 1, axis=1)[:, :neighbours]
        found.append(nearest)
        cosines.append(np.take_along_axis(block, nearest, axis=1))
    return np.vstack(found), np.vstack(cosines)


def mean_of_highest(similarities: NDArray[np.float32], how_many: int) -> NDArray[np.float32]:
    """Return each row's mean of its highest values (of all, where there are fewer)."""
    width = similarities.shape[1]
    if width == 0:
        return np.zeros(len(similarities), dtype=np.float32)
    kept = min(how_many, width)
    highest = np.partition(similarities, width - kept, axis=1)[:, width - kept :]
    return np.asarray(highest.mean(axis=1), dtype=np.float32)
