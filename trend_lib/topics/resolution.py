"""How fine the first topics are cut: the coarsest resolution whose groups come out again.

Question: how many topics are there? A resolution is trusted as far as samples of the same texts,
clustered apart, put the shared texts into the same groups (adjusted Rand index, which forgives no
chance agreement). Agreement rises with the resolution and then stays level, so we take the coarsest
that is within `TOLERANCE` of the best (the idea of the one-standard-error rule). Stability as a
guide: von Luxburg 2010. It is wrong where texts have sharp groups at two levels: it takes one.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from sklearn.metrics import adjusted_rand_score

from trend_lib.topics.communities import find_communities
from trend_lib.topics.neighbours import neighbour_graph

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEIGHBOURS = 15
RESOLUTIONS = (2.0, 3.0, 4.0, 6.0, 8.0)  # coarser joins what differs; finer splits wordings
FEW_TEXTS = 500
RESOLUTIONS_OF_FEW = (
    1.0,
    *RESOLUTIONS,
)  # with few texts every group is small: two are easily too many
SAMPLES = 4
SAMPLE_SHARE = 0.8
SAMPLE_TEXTS = 4_000
TOLERANCE = 0.01


def choose_resolution(
    vectors: NDArray[np.float32], seed: int, languages: NDArray[np.str_] | None = None
) -> float:
    """Return the coarsest resolution whose groups agree between samples as well as any."""
    generator = np.random.default_rng(seed)
    kept = min(int(SAMPLE_SHARE * len(vectors)), SAMPLE_TEXTS)
    pool = generator.permutation(len(vectors))[: int(kept / SAMPLE_SHARE) + 1]
    samples = [np.sort(generator.permutation(pool)[:kept]) for _ in range(SAMPLES)]
    graphs = [
        neighbour_graph(
            vectors[sample], NEIGHBOURS, None if languages is None else languages[sample]
        )
        for sample in samples
    ]
    resolutions = RESOLUTIONS_OF_FEW if len(vectors) < FEW_TEXTS else RESOLUTIONS
    agreements = []
    for resolution in resolutions:
        groups = [find_communities(graph, resolution, seed) for graph in graphs]
        agreements.append(0.0 if _fall_apart(groups) else agreement(samples, groups))
    enough = max(agreements) - TOLERANCE
    return next(
        resolution
        for resolution, agreed in zip(resolutions, agreements, strict=True)
        if agreed >= enough
    )


def _fall_apart(groups: list[NDArray[np.int64]]) -> bool:
    """Tell whether most texts are alone: samples of loners agree, and say nothing."""
    return any(2 * (one.max(initial=-1) + 1) > len(one) for one in groups)


def agreement(samples: list[NDArray[np.int64]], groups: list[NDArray[np.int64]]) -> float:
    """Return the mean adjusted Rand index of all pairs of samples, over the texts they share."""
    found = []
    for one, other in combinations(range(len(samples)), 2):
        shared = np.intersect1d(samples[one], samples[other], return_indices=True)
        found.append(adjusted_rand_score(groups[one][shared[1]], groups[other][shared[2]]))
    return float(np.mean(found))
