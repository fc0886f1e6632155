"""What many series show of their waves, by plain loops over series and deviations."""

import math

DEVIATIONS = (0.003, 0.01, 0.02, 0.04, 0.07, 0.12, 0.2, 0.35, 0.6)


def alone(fitted, variance, wide):
    """A coefficient as the counts alone say it, of one fitted under a normal prior around 0; and its variance."""
    known = 1 / variance - 1 / wide**2
    return fitted * (1 / variance) / known, 1 / known


def chance(pair, variance, deviation):
    """How likely two coefficients are where waves have a deviation."""
    spread = variance + deviation**2
    product = 1.0
    for one in pair:
        product *= math.exp(-(one**2) / (2 * spread)) / math.sqrt(2 * math.pi * spread)
    return product


def belongs(pair, variance, shares):
    """How probably a wave has each deviation."""
    parts = [
        share * chance(pair, variance, deviation)
        for share, deviation in zip(shares, DEVIATIONS, strict=True)
    ]
    return [part / sum(parts) for part in parts]


def shares(pairs, variances, rounds, lent):
    """The shares of the deviations, by so many rounds of expectation and maximisation."""
    many = len(DEVIATIONS)
    found = [1 / many] * many
    for _ in range(rounds):
        of_each = [belongs(*one, found) for one in zip(pairs, variances, strict=True)]
        found = [
            (1 - lent) * sum(row[place] for row in of_each) / len(of_each) + lent / many
            for place in range(many)
        ]
    return found


def kept(pair, variance, found):
    """The share of its own wave that a series keeps."""
    weights = belongs(pair, variance, found)
    return sum(
        weight * deviation**2 / (deviation**2 + variance)
        for weight, deviation in zip(weights, DEVIATIONS, strict=True)
    )


def share_under(deviation, variance):
    """The share that a normal prior of one deviation keeps."""
    return deviation**2 / (deviation**2 + variance)


def doubt(pair, variance, found):
    """The deviation of the share that is kept, over its mean: of a wave that may have this or that deviation."""
    weights = belongs(pair, variance, found)
    mean = kept(pair, variance, found)
    square = sum(
        weight * (share_under(deviation, variance) - mean) ** 2
        for weight, deviation in zip(weights, DEVIATIONS, strict=True)
    )
    return math.sqrt(square) / mean
