"""The probit of dose and response, climbed by a general optimiser."""

import numpy as np
from scipy import optimize, stats


def posterior(guess, dose, deviation, is_caught, topic):
    """Minus the log posterior of (thresholds..., slope)."""
    *thresholds, slope = guess
    total = (slope - 1) ** 2 / (2 * 0.5**2)
    total += sum((threshold - 3) ** 2 / (2 * 3**2) for threshold in thresholds)
    for size, own, found, number in zip(dose, deviation, is_caught, topic, strict=True):
        height = (slope * size - thresholds[number]) / np.sqrt(1 + size / own)
        total -= stats.norm.logcdf(height if found else -height)
    return total


def smallest_rises(dose, deviation, is_caught, topic, usual):
    """Return the dose of which 4 of 5 are caught, topic by topic."""
    start = np.array([3.0] * len(usual) + [1.0])
    found = optimize.minimize(
        posterior, start, (dose, deviation, is_caught, topic), method="Nelder-Mead",
        options={"maxiter": 20000, "maxfev": 20000, "xatol": 1e-8, "fatol": 1e-12},
    )  # fmt: skip
    *thresholds, slope = found.x

    def short_of(size, threshold, own):
        return (slope * size - threshold) / np.sqrt(1 + size / own) - stats.norm.ppf(0.8)

    return [
        optimize.brentq(short_of, 0, 1000, (threshold, own))
        for threshold, own in zip(thresholds, usual, strict=True)
    ]
