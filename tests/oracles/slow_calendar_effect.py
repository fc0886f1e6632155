"""What an occasion does to a week, one series and one week at a time."""

import math

import numpy as np
from scipy import optimize


def normal_week(counts, exposure, ordinary, week):
    """What the ordinary weeks within four weeks say; 0 with fewer than two of them."""
    near = [
        other
        for other in range(max(week - 4, 0), min(week + 5, len(counts)))
        if other != week and ordinary[other]
    ]
    if len(near) < 2:
        return 0.0
    rate = sum(counts[other] for other in near) / sum(exposure[other] for other in near)
    return exposure[week] * rate


def common_effect(counts, normal, amount, centre, deviation):
    """The effect that all series share, by minimising the penalised squares; and its scatter."""
    points = []
    for occasion, held in enumerate(amount):
        told = expected = 0.0
        for own_counts, own_normal in zip(counts, normal, strict=True):
            if own_normal[occasion] > 0:
                share = 1 / (1 + 0.02 * own_normal[occasion])
                told += share * own_counts[occasion]
                expected += share * own_normal[occasion]
        if expected >= 5:
            points.append((math.log((told + 0.5) / (expected + 0.5)), 2.5 / expected, held))

    def loss(effect):
        squares = sum(
            (ratio - np.dot(held, effect)) ** 2 / (0.01 + chance) for ratio, chance, held in points
        )
        return squares + (((effect - centre) / deviation) ** 2).sum()

    found = optimize.minimize(loss, centre, method="BFGS", options={"gtol": 1e-9}).x
    left = sum((ratio - np.dot(held, found)) ** 2 - chance for ratio, chance, held in points)
    return found, (4 * 0.01 + max(left, 0)) / (4 + len(points))


def own_deviation(counts, normal, amount, common, dispersion, scatter, spread):
    """A series' own deviation: the root of its score, whose weights hold its mean."""

    def score(deviation):
        total = -np.asarray(deviation) / np.maximum(spread, 1e-6)
        for count, usual, held in zip(counts, normal, amount, strict=True):
            mean = usual * math.exp(float(np.dot(held, common + deviation)))
            if mean > 0:
                total = total + held * (count - mean) / (1.25 * dispersion + scatter * mean)
        return total

    return optimize.root(score, np.zeros(len(common))).x
