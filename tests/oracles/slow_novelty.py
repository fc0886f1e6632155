"""The Gamma-Poisson predictive tail, by integrating over every rate the weeks behind us allow."""

import math

from scipy import integrate, stats


def tail_at_least(observed, contacts, weeks):
    """P(count >= observed) after `contacts` in `weeks`, the prior Gamma(1/2, 1/2)."""
    posterior = stats.gamma(contacts + 0.5, scale=1 / (weeks + 0.5))

    def below(root):  # the density is steep at 0: integrate over the rate's square root
        rate = root * root
        chance = sum(
            math.exp(-rate) * rate**count / math.factorial(count) for count in range(observed)
        )
        return 2 * root * posterior.pdf(rate) * chance if root > 0 else 0.0

    limit = math.sqrt(posterior.ppf(1 - 1e-13))
    return 1 - integrate.quad(below, 0, limit, limit=500, epsabs=1e-12)[0]
