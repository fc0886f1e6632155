"""Looks at several weeks together, one series at a time: Stouffer's sum over a covariance matrix that is written out."""

import numpy as np
from scipy import stats

LOOKS, HIGHEST = (0.2, 0.7, 0.1), 2.9


def p_together(p_values, common):
    """p of the sum of these weeks' quantiles; all share one error, each has one of its own."""
    quantiles = [stats.norm.isf(p) for p in p_values]
    cut = [quantiles[0], *(min(one, HIGHEST) for one in quantiles[1:])]
    covariance = np.array([
        [1.0 if i == j else np.sqrt(common[i] * common[j]) for j in range(len(p_values))]
        for i in range(len(p_values))
    ])  # fmt: skip
    return stats.norm.sf(sum(cut), scale=np.sqrt(covariance.sum()))


def p_value(p_values, common, looked_at, *, rises):
    """All looks that are possible as one p-value."""
    possible = [n for n in range(2, len(p_values) + 1) if all(looked_at[:n])]
    together = [p_together(p_values[:n], common[:n]) if rises else 1.0 for n in possible]
    looks = [p_values[0], *together]
    weights = LOOKS[: len(looks)]
    return min(sum(weights) / sum(w / p for w, p in zip(weights, looks, strict=True)), 1)
