"""The seasonal curve of one series, fitted by plain loops and a general-purpose minimiser."""

import math

import numpy as np
from scipy import optimize

DEVIATIONS = (30.0, 0.5, 0.5, 0.5, 0.35, 0.35)
YEAR = 365.2425 / 7


def design(offset):
    years = offset / YEAR
    angle = 2 * math.pi * years
    return [
        1,
        years,
        math.cos(angle),
        math.sin(angle),
        math.cos(2 * angle),
        math.sin(2 * angle),
    ]


def fit(counts, exposures, offsets, weights, dispersion, level):
    """Coefficients that minimise minus the quasi-log-likelihood plus the penalties."""
    rows = [design(offset) for offset in offsets]
    centre = [level, 0, 0, 0, 0, 0]

    def loss(coefficients):
        total = 0.0
        for row, count, exposure, weight in zip(rows, counts, exposures, weights, strict=True):
            log_mean = math.log(exposure) + sum(
                a * b for a, b in zip(row, coefficients, strict=True)
            )
            total += weight * (math.exp(log_mean) - count * log_mean)
        for coefficient, middle, deviation in zip(coefficients, centre, DEVIATIONS, strict=True):
            total += dispersion * (coefficient - middle) ** 2 / (2 * deviation**2)
        return total

    found = optimize.minimize(loss, centre, method="BFGS", options={"gtol": 1e-8})
    return found.x


def turned(coefficients, offset, turn):
    """How much the log season grows per radian when the year turns on a little."""

    def season(more):
        angle = 2 * math.pi * offset / YEAR + more
        waves = [math.cos(angle), math.sin(angle), math.cos(2 * angle), math.sin(2 * angle)]
        return sum(a * b for a, b in zip(waves, coefficients[2:], strict=True))

    return (season(turn) - season(-turn)) / (2 * turn)


def means(coefficients, exposures, offsets):
    return [
        exposure * math.exp(float(np.dot(design(offset), coefficients)))
        for exposure, offset in zip(exposures, offsets, strict=True)
    ]


def season_doubt(coefficients, exposures, offsets, dispersion, days):
    """Variance, per unit of dispersion, of a sum of weeks when the season's day is unsure by so many days."""

    def whole(late):
        total = 0.0
        for exposure, offset in zip(exposures, offsets, strict=True):
            level, trend, *season = coefficients
            waves = design(offset - late / 7)[2:]
            log_mean = level + trend * offset / YEAR + float(np.dot(waves, season))
            total += exposure * math.exp(log_mean)
        return total

    day = 1e-4
    change_a_day = (whole(day) - whole(-day)) / (2 * day)
    return (days * change_a_day) ** 2 / max(dispersion, 1)


def strength_doubt(coefficients, exposures, offsets, dispersion, doubts):
    """Variance, per unit of dispersion, of a sum of weeks when each wave may be stronger or weaker by a share of itself."""

    def whole(wave, stronger):
        total = 0.0
        for exposure, offset in zip(exposures, offsets, strict=True):
            parts = [one * part for one, part in zip(coefficients, design(offset), strict=True)]
            parts[2 + 2 * wave] *= 1 + stronger
            parts[3 + 2 * wave] *= 1 + stronger
            total += exposure * math.exp(sum(parts))
        return total

    step, variance = 1e-5, 0.0
    for wave, doubt in enumerate(doubts):
        change = (whole(wave, step) - whole(wave, -step)) / (2 * step)
        variance += (doubt * change) ** 2
    return variance / max(dispersion, 1)
