"""p read once more, by the table in `calibrated.py`, one series at a time."""

import math
from statistics import NormalDist

from trend_lib.detection.calibrated import (
    CONTACTS,
    DISPERSIONS,
    LOG_STRETCH,
    OF_RARE_AND_STEADY,
    RARE,
    STEADY,
)


def place(value, knots):
    """Which two knots a value lies between, and how far from the first, in the logarithm."""
    if value <= knots[0]:
        return 0, 0.0
    if value >= knots[-1]:
        return len(knots) - 2, 1.0
    first = max(at for at, knot in enumerate(knots) if knot <= value)
    first = min(first, len(knots) - 2)
    width = math.log(knots[first + 1]) - math.log(knots[first])
    return first, (math.log(value) - math.log(knots[first])) / width


def fading(value, whole, none):
    """1 up to one value, 0 from another on, straight between them."""
    if value <= whole:
        return 1.0
    if value >= none:
        return 0.0
    return (none - value) / (none - whole)


def stretch(expected, dispersion, season):
    """The four cells around a series, each by how near it is; and what is added to rare and steady ones."""
    line, down = place(expected, CONTACTS)
    column, along = place(dispersion, DISPERSIONS)
    rare = fading(math.log(expected), *map(math.log, RARE))
    total = OF_RARE_AND_STEADY * rare * fading(season, *STEADY)
    for more_down, share_down in ((0, 1 - down), (1, down)):
        for more_along, share_along in ((0, 1 - along), (1, along)):
            total += share_down * share_along * LOG_STRETCH[line + more_down][column + more_along]
    return math.exp(total)


def read_again(p_value, by):
    """The p of a quantile so many times as far out."""
    normal = NormalDist()
    return normal.cdf(by * normal.inv_cdf(p_value))
