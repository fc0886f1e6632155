"""Who is near whom: nearest neighbours by cosine, in blocks that fit into memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCK = 1_000
SHARPNESS = 2  # near neighbours count by the square of their cosine
ABROAD = 5  # neighbours in each other language, so that one fault told in two is one group
LEAST_ABROAD = 50  # texts make a language; fewer are names and quotations


def neighbour_graph(
    vectors: NDArray[np.float32], neighbours: int, languages: NDArray[np.str_] | None = None
) -> sparse.csr_matrix:
    """Join each text with its nearest texts, and with its nearest in each other language.

    A text's nearest neighbours are nearly all of its own language, since wording is likeness too;
    left to them, communities would be languages first and faults second.

    Args:
        vectors: One row a text, of length one.
        neighbours: How many of all texts.
        languages: Of each text; None: all are of one.

    Returns:
        Texts x texts, symmetric, weighted by squared cosine, without loops.
    """
    size = len(vectors)
    found = [_nearest(vectors, np.arange(size), np.arange(size), neighbours)]
    found += [
        _nearest(
            vectors, np.flatnonzero(languages != there), np.flatnonzero(languages == there), ABROAD
        )
        for there in _spoken(languages)
    ]
    rows, columns, cosines = (np.concatenate(parts) for parts in zip(*found, strict=True))
    weights = np.maximum(cosines, 0) ** SHARPNESS
    _, first = np.unique(rows * size + columns, return_index=True)  # a pair may be found twice
    graph = sparse.csr_matrix((weights[first], (rows[first], columns[first])), shape=(size, size))
    graph = sparse.csr_matrix(graph.maximum(graph.T))
    graph.eliminate_zeros()
    return graph


def _spoken(languages: NDArray[np.str_] | None) -> list[str]:
    """Return the languages that enough texts are in, if there are several."""
    if languages is None:
        return []
    names, counts = np.unique(languages, return_counts=True)
    spoken = [str(name) for name, count in zip(names, counts, strict=True) if count >= LEAST_ABROAD]
    return spoken if len(spoken) > 1 else []


def _nearest(
    vectors: NDArray[np.float32],
    asking: NDArray[np.int64],
    asked: NDArray[np.int64],
    neighbours: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """Return pairs (a text that asks, one of the nearest it asked, their cosine)."""
    kept = min(neighbours, len(asked) - 1)
    if kept < 1 or not len(asking):
        nobody = np.zeros(0, dtype=np.int64)
        return nobody, nobody, np.zeros(0, dtype=np.float32)
    found, cosines = [], []
    known = vectors[asked].T
    for start in range(0, len(asking), BLOCK):
        rows = asking[start : start + BLOCK]
        block = vectors[rows] @ known
        block[rows[:, None] == asked[None, :]] = -np.inf  # nobody is his own neighbour
        nearest = np.argpartition(-block, kept - 1, axis=1)[:, :kept]
        found.append(asked[nearest])
        cosines.append(np.take_along_axis(block, nearest, axis=1))
    return np.repeat(asking, kept), np.vstack(found).ravel(), np.vstack(cosines).ravel()


def mean_of_highest(similarities: NDArray[np.float32], how_many: int) -> NDArray[np.float32]:
    """Return each row's mean of its highest values (of all, where there are fewer)."""
    width = similarities.shape[1]
    if width == 0:
        return np.zeros(len(similarities), dtype=np.float32)
    kept = min(how_many, width)
    highest = np.partition(similarities, width - kept, axis=1)[:, width - kept :]
    return np.asarray(highest.mean(axis=1), dtype=np.float32)
