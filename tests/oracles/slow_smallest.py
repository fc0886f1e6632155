"""The probit of dose and response, climbed by a general optimiser."""

import numpy as np
from scipy import optimize, stats


def posterior(guess, dose, is_caught, topic):
    """Minus the log posterior of (thresholds..., slope)."""
    *thresholds, slope = guess
    total = (slope - 1) ** 2 / (2 * 0.5**2)
    total += sum((threshold - 3) ** 2 / (2 * 3**2) for threshold in thresholds)
    for size, found, number in zip(dose, is_caught, topic, strict=True):
        height = slope * size - thresholds[number]
        total -= stats.norm.logcdf(height if found else -height)
    return total


def smallest_rises(dose, is_caught, topic, topics):
    """Return the dose of which 4 of 5 are caught, topic by topic."""
    start = np.array([3.0] * topics + [1.0])
    found = optimize.minimize(
        posterior, start, (dose, is_caught, topic), method="Nelder-Mead",
        options={"maxiter": 20000, "maxfev": 20000, "xatol": 1e-8, "fatol": 1e-12},
    )  # fmt: skip
    *thresholds, slope = found.x
    return [(threshold + stats.norm.ppf(0.8)) / slope for threshold in thresholds]
