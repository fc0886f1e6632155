"""What normal counts' squared errors are worth, and what weights keep of them, by plain sums and integrals."""

import math

import numpy as np
from scipy import integrate, stats

from tests.oracles.slow_tail import probability


def variance_of_a_squared_error(mean, dispersion):
    """Of (count - mean)^2 over its own expectation; 2 for a normal count."""
    first = second = 0.0
    for count in range(int(mean + 60 * dispersion * math.sqrt(mean + 1)) + 200):
        error = (count - mean) ** 2 / (dispersion * mean)
        first += probability(count, mean, dispersion) * error
        second += probability(count, mean, dispersion) * error**2
    return second - first**2


def kept_of_a_gamma(shape, rare, fall):
    """The share of a gamma's variance that stays where values rarer than `rare` weigh less."""
    bound = stats.gamma.isf(rare, shape)

    def part(value):
        quantile = stats.norm.isf(stats.gamma.sf(value, shape))
        weight = min(1.0, (stats.norm.isf(rare) / quantile) ** fall) if value > bound else 1.0
        return weight * (value - shape) ** 2 * stats.gamma.pdf(value, shape)

    ends = [0.0, bound, stats.gamma.isf(1e-11, shape)]
    return sum(
        integrate.quad(part, low, high, limit=200)[0] for low, high in np.stack([ends[:-1], ends[1:]], 1)
    ) / shape  # fmt: skip
