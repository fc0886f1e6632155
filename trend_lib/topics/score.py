"""How well topics agree with labels that people gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sklearn.metrics import (
    adjusted_rand_score,
    normalized_mutual_info_score,
    v_measure_score,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


def score_clusters(labels: Sequence[str], topic_ids: Sequence[int]) -> dict[str, float]:
    """Return three agreements, each 1 where topics and labels are the same split.

    NMI: shared information over the mean of both (Strehl and Ghosh 2002; arithmetic mean, so that it
    equals the V-measure of Rosenberg and Hirschberg 2007, given under both names because readers look
    for either). ARI: share of text pairs that both treat alike, less chance (Hubert and Arabie 1985).
    NMI flatters many small topics; ARI punishes them: read both.
    """
    return {
        "nmi": float(normalized_mutual_info_score(labels, topic_ids)),
        "ari": float(adjusted_rand_score(labels, topic_ids)),
        "v_measure": float(v_measure_score(labels, topic_ids)),
    }
