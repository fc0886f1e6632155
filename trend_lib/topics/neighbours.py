"""Who is near whom: nearest neighbours by cosine, in blocks that fit into memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

BLOCK_COSINES = 16_000_000  # at a time (64 MB); all of 4,000 texts: half the work, being symmetric
DEALT = 16  # values a pile
LEAST_PILES = 4  # a value looked for, else sorting is as quick
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
    order = np.arange(size) if languages is None else np.argsort(languages, kind="stable")
    stretches = [(neighbours, 0, size), *_spoken(languages, order)]
    rows, columns, cosines = _ask_all(vectors[order], stretches)
    weights = np.maximum(cosines, 0) ** SHARPNESS
    pairs, first = np.unique(order[rows] * size + order[columns], return_index=True)
    ends = pairs // size, pairs % size  # each pair once: a text may be near as any, and as foreign
    graph = sparse.csr_matrix((weights[first], ends), shape=(size, size))
    graph = sparse.csr_matrix(graph.maximum(graph.T))
    graph.eliminate_zeros()
    return graph


def _spoken(
    languages: NDArray[np.str_] | None, order: NDArray[np.int64]
) -> list[tuple[int, int, int]]:
    """Return where each language's texts lie in `order`, if enough texts are in several."""
    if languages is None:
        return []
    _, starts, counts = np.unique(languages[order], return_index=True, return_counts=True)
    spoken = [
        (ABROAD, int(start), int(start + count))
        for start, count in zip(starts, counts, strict=True)
        if count >= LEAST_ABROAD
    ]
    return spoken if len(spoken) > 1 else []


def _ask_all(
    vectors: NDArray[np.float32], stretches: Sequence[tuple[int, int, int]]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """Return pairs (a text, one of its nearest in a stretch, their cosine).

    Of the first stretch, which is all, each text is one; of the others only strangers ask.
    """
    found: list[tuple[NDArray[np.int64], ...]] = []
    cosines = []
    height = max(1, BLOCK_COSINES // max(1, len(vectors)))
    for first in range(0, len(vectors), height):
        block = vectors[first : first + height] @ vectors.T
        asking = np.arange(first, first + len(block))
        block[asking - first, asking] = -np.inf  # nobody is his own neighbour
        for number, (neighbours, start, end) in enumerate(stretches):
            rows = asking if number == 0 else asking[(asking < start) | (asking >= end)]
            kept = min(neighbours, end - start - 1)
            if kept < 1 or not len(rows):
                continue
            columns = start + highest_places(block[rows - first, start:end], kept)
            found.append((np.repeat(rows, kept), columns.ravel()))
            cosines.append(block[found[-1][0] - first, found[-1][1]])
    if not found:
        nobody = np.zeros(0, dtype=np.int64)
        return nobody, nobody, np.zeros(0, dtype=np.float32)
    rows, columns = (np.concatenate(ends) for ends in zip(*found, strict=True))
    return rows, columns, np.concatenate(cosines)


def highest_places(values: NDArray[np.float32], how_many: int) -> NDArray[np.int64]:
    """Return in which columns each row's highest values stand, in no order.

    Each row is dealt out into piles; the values that reach the highest piles' peaks are few, and among them
    are the highest: one look at all values, where sorting them apart takes ten.
    """
    size, width = values.shape
    piles = width // DEALT
    if piles < LEAST_PILES * how_many:
        return np.argpartition(values, width - how_many, axis=1)[:, width - how_many :]
    peaks = values[:, : piles * DEALT].reshape(size, DEALT, piles).max(axis=1)
    floors = np.partition(peaks, piles - how_many, axis=1)[:, piles - how_many]
    rows, columns = np.divmod(np.flatnonzero(values >= floors[:, None]), width)
    if len(rows) > LEAST_PILES * how_many * size:  # many alike: nothing is gained
        return np.argpartition(values, width - how_many, axis=1)[:, width - how_many :]
    order = np.lexsort((-values[rows, columns], rows))
    starts = np.searchsorted(rows, np.arange(size))
    return np.asarray(columns[order[starts[:, None] + np.arange(how_many)]], dtype=np.int64)


def mean_of_highest(similarities: NDArray[np.float32], how_many: int) -> NDArray[np.float32]:
    """Return each row's mean of its highest values (of all, where there are fewer)."""
    width = similarities.shape[1]
    if width == 0:
        return np.zeros(len(similarities), dtype=np.float32)
    kept = min(how_many, width)
    highest = np.partition(similarities, width - kept, axis=1)[:, width - kept :]
    return np.asarray(highest.mean(axis=1), dtype=np.float32)
