"""Tails and quantiles of the negative binomial, by adding up one probability after another."""

import math

from scipy import integrate, stats


def probability(count, mean, dispersion):
    """P(count) of a negative binomial with this mean and variance = dispersion x mean."""
    size = mean / (dispersion - 1)
    log = math.lgamma(count + size) - math.lgamma(size) - math.lgamma(count + 1)
    return math.exp(
        log + size * math.log(1 / dispersion) + count * math.log((dispersion - 1) / dispersion)
    )


def tail_at_least(observed, mean, dispersion):
    return 1 - math.fsum(probability(count, mean, dispersion) for count in range(observed))


def mid_p(observed, mean, dispersion):
    return tail_at_least(observed, mean, dispersion) - probability(observed, mean, dispersion) / 2


def quantile(share, mean, dispersion):
    count, below = 0, probability(0, mean, dispersion)
    while below < share:
        count += 1
        below += probability(count, mean, dispersion)
    return count


def students_tail(tail, degrees):
    """The normal tail at the same quantile, over all the scatters that so many degrees leave open."""
    quantile = stats.norm.isf(tail)

    def share(scatter):
        return stats.norm.sf(quantile * math.sqrt(scatter)) * stats.chi2.pdf(
            scatter * degrees, degrees
        )

    return integrate.quad(share, 0, math.inf, limit=200, epsabs=1e-13)[0] * degrees


def mid_p_below(observed, mean, dispersion):
    below = math.fsum(probability(count, mean, dispersion) for count in range(observed))
    return below + probability(observed, mean, dispersion) / 2
