"""How often two normal halves are so high, by adding up every count; each week's count cut at two deviations."""

import math

from scipy import stats

from tests.oracles.slow_tail import students_tail


def slow_drift(counts, means, sum_means, dispersion, sum_dispersions, degrees):
    """Return p of one series: counts and means of the newest eight weeks, this week first;
    means and dispersions of the newer four weeks, the four before, and all eight."""
    cut = [
        min(count, mean + 2 * math.sqrt(dispersion * mean))
        for count, mean in zip(counts, means, strict=True)
    ]
    sums = (sum(cut[:4]), sum(cut[4:]), sum(counts))
    newer, older, both = [
        students_tail(slow_mid_p(number, mean, spread), degrees)
        for number, mean, spread in zip(sums, sum_means, sum_dispersions, strict=True)
    ]
    return max(newer**2, older**2, both)


def slow_mid_p(observed, mean, dispersion):
    """P(more than observed) + P(exactly so many) / 2, for a whole number."""
    chance = [
        float(stats.nbinom.pmf(count, mean / (dispersion - 1), 1 / dispersion))
        for count in range(int(observed) + 1)
    ]
    return 1 - sum(chance[:-1]) - chance[-1] / 2


def slow_harmonic(weights, p_values):
    """The p-value that is worth as much as all of them by weight."""
    worth = 0.0
    for weight, p_value in zip(weights, p_values, strict=True):
        worth += weight * (1 / p_value)
    return 1 / worth
